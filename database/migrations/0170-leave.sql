-- Leave of absence: asked for, looked into, decided; and a child taken abroad without leave, step by step.

create table leave_requests (
  la_code         text not null,
  id              uuid not null,
  token           text not null unique,
  child_id        uuid not null,
  enrolment_id    uuid not null,
  school_id       uuid not null,
  asked_on        date not null,
  asked_by        text not null,
  relationship    text not null,
  starts_on       date not null,
  ends_on         date not null,
  reason          text not null check (reason in ('holiday', 'family event', 'illness or bereavement',
                    'religious observance', 'performance', 'study', 'other')),
  why             text not null,
  country         text not null,
  with_whom       text not null,
  recorded_by     uuid not null,
  recorded_name   text not null,
  recorded_on     date not null,
  recorded_at     timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (ends_on >= starts_on)
);
comment on table leave_requests is 'C4. Leave of absence as a parent asked for it, in the words used. Only added to.';
comment on column leave_requests.asked_on is 'The day the parent asked: after the first day of the leave where it was noted late.';
create index leave_requests_of_child on leave_requests (la_code, child_id, starts_on desc);
create index leave_requests_of_school on leave_requests (la_code, school_id, starts_on desc);
create index leave_requests_of_enrolment on leave_requests (la_code, enrolment_id);
-- The same words twice are one.
create unique index leave_requests_once on leave_requests (la_code, child_id, starts_on, ends_on, asked_on, reason);
call guard('leave_requests');
call guard_own_school('leave_requests');
call guard_own_childs_work('leave_requests');

create table leave_steps (
  la_code     text not null,
  id          uuid not null,
  request_id  uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('meeting', 'evidence', 'return evidence', 'DSL told', 'granted', 'refused',
                'changed', 'cancelled', 'returned')),
  on_date     date not null,
  starts_on   date,
  ends_on     date,
  data        jsonb not null default '{}',
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, request_id) references leave_requests (la_code, id),
  check (kind not in ('granted', 'changed') or (starts_on is not null and ends_on >= starts_on))
);
comment on table leave_steps is 'C4. What became of leave that was asked for: the meeting, evidence, the decision, another return date, back in school. Only added to.';
create index leave_steps_of on leave_steps (la_code, request_id, at, id);
create unique index leave_decided_once on leave_steps (la_code, request_id) where kind in ('granted', 'refused');
call guard('leave_steps');
call guard_own_school('leave_steps');
call guard_own_childs_work('leave_steps');
-- The head decides, in the database too.
do $$ begin
  execute format($policy$
    create policy head_decides on leave_steps as restrictive for insert with check (
      kind not in ('granted', 'refused', 'changed') or current_user = %L
      or viewer_role() in ('headteacher', 'system'))$policy$, current_user);
end $$;

create table abroad_processes (
  la_code       text not null,
  id            uuid not null,
  token         text not null unique,
  child_id      uuid not null,
  enrolment_id  uuid not null,
  school_id     uuid not null,
  known_on      date not null,
  how_known     text not null,
  country       text not null,
  by_person     uuid not null,
  by_name       text not null,
  begun_on      date not null,
  at            timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table abroad_processes is 'C4. A child abroad without leave: when and how the school came to know. Three letters follow, in order. Only added to.';
create index abroad_processes_of_child on abroad_processes (la_code, child_id, at desc);
create index abroad_processes_of_school on abroad_processes (la_code, school_id, at desc);
create index abroad_processes_of_enrolment on abroad_processes (la_code, enrolment_id);
call guard('abroad_processes');
call guard_own_school('abroad_processes');
call guard_own_childs_work('abroad_processes');

create table abroad_steps (
  la_code     text not null,
  id          uuid not null,
  process_id  uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('letter', 'received', 'terms', 'contact', 'review held', 'authority told',
                'authority answered', 'ended')),
  on_date     date not null,
  data        jsonb not null default '{}',
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, process_id) references abroad_processes (la_code, id)
);
comment on table abroad_steps is 'C4. What was written, received, agreed, kept and missed while a child is abroad without leave, and what the authority answered. Only added to.';
create index abroad_steps_of on abroad_steps (la_code, process_id, at, id);
create unique index abroad_ended_once on abroad_steps (la_code, process_id) where kind = 'ended';
call guard('abroad_steps');
call guard_own_school('abroad_steps');
call guard_own_childs_work('abroad_steps');
-- A school cannot answer for its authority.
do $$ begin
  execute format($policy$
    create policy authority_answers on abroad_steps as restrictive for insert with check (
      kind <> 'authority answered' or current_user = %L
      or viewer_role() in ('cme-officer', 'manager', 'system'))$policy$, current_user);
end $$;

-- Leave decided here may end earlier, later and earlier again, or be cancelled: each is a row, and the latest holds.
alter table leaves add column step_id uuid, add column withdrawn boolean not null default false;
alter table leaves drop constraint leaves_la_code_enrolment_id_starts_on_ends_on_key;
create index leaves_of_enrolment on leaves (la_code, enrolment_id, starts_on);
create unique index leaves_once on leaves (la_code, enrolment_id, starts_on, ends_on) where step_id is null;
create unique index leaves_of_step on leaves (la_code, step_id) where step_id is not null;
comment on column leaves.step_id is 'The step by which it was decided here; of leave that a file told, nothing.';
comment on column leaves.withdrawn is 'The leave that began that day was cancelled before it was taken.';
create index leaves_by_end on leaves (la_code, school_id, ends_on desc);
