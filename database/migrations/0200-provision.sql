-- Pupils on a roll who get less than full-time education at school: part-time timetables, education off site, suspensions.
-- They are missing education (PME) and never children missing education (CME).
create table arrangements (
  la_code              text not null,
  id                   uuid not null,
  token                text not null,
  child_id             uuid not null,
  school_id            uuid not null,
  enrolment_id         uuid not null,
  kind                 text not null check (kind in ('part-time timetable', 'off-site education')),
  code                 text not null check (code in ('C2', 'C', 'B', 'D', 'K')),
  hours                numeric(4, 1) not null check (hours >= 0 and hours <= 60),
  full_hours           numeric(4, 1) not null check (full_hours > 0 and full_hours <= 60),
  place                text not null,
  reason               text not null,
  starts_on            date not null,
  review_on            date not null,
  ends_on              date not null,
  end_plan             text not null,
  agreed_by            text not null,
  parent_signed_on     date,
  ehcp_consulted       text not null check (ehcp_consulted in ('yes', 'no', 'not needed')),
  worker_consulted     text not null check (worker_consulted in ('yes', 'no', 'not needed')),
  by_person            uuid,
  by_name              text not null,
  recorded_on          date not null,
  recorded_at          timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, enrolment_id, kind, starts_on),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check (hours <= full_hours),
  check (review_on >= starts_on and ends_on >= starts_on and review_on <= ends_on)
);
comment on table arrangements is 'C4. A part-time timetable or education off site of a pupil on roll, as it was agreed. Only added to: reviews and the end are rows of their own.';
create index arrangements_by_child on arrangements (la_code, child_id, starts_on desc);
create index arrangements_by_school on arrangements (la_code, school_id, starts_on desc);
call guard('arrangements');
call guard_own_school('arrangements');

create table arrangement_reviews (
  la_code        text not null,
  id             uuid not null,
  arrangement_id uuid not null,
  number         integer not null check (number > 0),
  child_id       uuid not null,
  school_id      uuid not null,
  on_date        date not null,
  found          text not null,
  hours          numeric(4, 1) not null check (hours >= 0 and hours <= 60),
  review_on      date not null,
  ends_on        date not null,
  parent_agrees  text not null check (parent_agrees in ('yes', 'no', 'not known')),
  by_person      uuid,
  by_name        text not null,
  recorded_at    timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, arrangement_id, number),
  foreign key (la_code, arrangement_id) references arrangements (la_code, id),
  check (review_on > on_date and ends_on >= review_on)
);
comment on table arrangement_reviews is 'C4. That an arrangement was looked at again: what was found, and until when it goes on. The latest holds. Only added to.';
create index arrangement_reviews_by_child on arrangement_reviews (la_code, child_id);
call guard('arrangement_reviews');
call guard_own_school('arrangement_reviews');

create table arrangement_endings (
  la_code        text not null,
  arrangement_id uuid not null,
  child_id       uuid not null,
  school_id      uuid not null,
  on_date        date not null,
  how            text not null check (how in ('back to full time', 'another arrangement', 'left the school', 'recorded in error')),
  why            text not null,
  by_person      uuid,
  by_name        text not null,
  recorded_at    timestamptz not null default now(),
  primary key (la_code, arrangement_id),
  foreign key (la_code, arrangement_id) references arrangements (la_code, id)
);
comment on table arrangement_endings is 'C4. That an arrangement ended, on which day, how and why. One for each. Only added to.';
call guard('arrangement_endings');
call guard_own_school('arrangement_endings');

create table suspensions (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  school_id    uuid not null,
  enrolment_id uuid not null,
  kind         text not null check (kind in ('suspension', 'permanent exclusion')),
  first_day    date not null,
  last_day     date,
  reasons      text not null,
  by_person    uuid,
  by_name      text not null,
  recorded_on  date not null,
  recorded_at  timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, enrolment_id, kind, first_day),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check ((kind = 'suspension') = (last_day is not null)),
  check (last_day is null or last_day >= first_day)
);
comment on table suspensions is 'C4. A suspension or a permanent exclusion, as the headteacher decided it. Only added to.';
create index suspensions_by_child on suspensions (la_code, child_id, first_day desc);
create index suspensions_by_school on suspensions (la_code, school_id, first_day desc);
call guard('suspensions');
call guard_own_school('suspensions');

create table suspension_steps (
  la_code       text not null,
  id            uuid not null,
  suspension_id uuid not null,
  child_id      uuid not null,
  school_id     uuid not null,
  step          text not null check (step in ('parents told', 'authority told', 'social worker told', 'virtual school told',
                                              'education arranged', 'cancelled')),
  on_date       date not null,
  says          text not null,
  by_person     uuid,
  by_name       text not null,
  recorded_at   timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, suspension_id, step),
  foreign key (la_code, suspension_id) references suspensions (la_code, id)
);
comment on table suspension_steps is 'C4. What followed a suspension or exclusion: who was told, and what education was arranged. Each once. Only added to.';
create index suspension_steps_by_child on suspension_steps (la_code, child_id);
call guard('suspension_steps');
call guard_own_school('suspension_steps');

call guard_own_childs_work('arrangements');
call guard_own_childs_work('arrangement_reviews');
call guard_own_childs_work('arrangement_endings');
call guard_own_childs_work('suspensions');
call guard_own_childs_work('suspension_steps');
