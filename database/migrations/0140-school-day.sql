-- A school's day: its hours, what was done about each absence beyond a call, how the day was closed, and who was told so.

create table day_hours (
  la_code    text not null,
  id         uuid not null,
  school_id  uuid not null,
  from_on    date not null,
  am_closes  text not null check (am_closes ~ '^[012][0-9]:[0-5][0-9]$'),
  pm_closes  text not null check (pm_closes ~ '^[012][0-9]:[0-5][0-9]$'),
  visit_from text not null check (visit_from ~ '^[012][0-9]:[0-5][0-9]$'),
  visit_to   text not null check (visit_to ~ '^[012][0-9]:[0-5][0-9]$'),
  day_ends   text not null check (day_ends ~ '^[012][0-9]:[0-5][0-9]$'),
  set_by     uuid not null,
  set_name   text not null,
  set_at     timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table day_hours is 'C0. When a school''s registers close, when it visits homes and when its day ends, each from a day on; the latest holds. Only added to.';
create index day_hours_latest on day_hours (la_code, school_id, from_on desc, set_at desc, id desc);
call guard('day_hours');
create policy seen on day_hours using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));

create table day_steps (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  day         date not null,
  at          timestamptz not null,
  kind        text not null check (kind in (
    'handed to DSL', 'DSL took', 'risk assessed', 'visit made', 'visit not made', 'card left', 'parent told to call police',
    'police asked', 'police not asked', 'siblings checked', 'reason known', 'seen', 'spoken to', 'escalated')),
  says        text,
  -- The code that the school's own register should have, for a reason that is known.
  code        text,
  reference   text,
  to_whom     text,
  -- Until when: the deadline on a card, or when somebody looks again.
  next_at     timestamptz,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (kind <> 'escalated' or (to_whom is not null and next_at is not null))
);
comment on table day_steps is 'C5. One thing a school did on a day about a child who is not accounted for, beyond ringing: when, by whom, and until when it holds. Only added to.';
create index day_steps_by_child on day_steps (la_code, child_id, day desc, at desc);
create index day_steps_by_school on day_steps (la_code, school_id, day desc, kind);
call guard('day_steps');
call guard_own_school('day_steps');
call guard_own_childs_work('day_steps');

-- The written risk assessment of a first day: for those who sign it and those who decide on it, as a risk screen is.
create table day_assessments (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  step_id     uuid not null,
  known       text not null,
  not_known   text not null,
  decision    text not null,
  signed_by   uuid not null,
  signed_name text not null,
  signed_role text not null,
  signed_at   timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, step_id) references day_steps (la_code, id)
);
comment on table day_assessments is 'C6. What a designated safeguarding lead wrote down after two hours without an answer: what is known, what is not, what is decided. Only added to.';
create index day_assessments_by_child on day_assessments (la_code, child_id, signed_at desc);
create index day_assessments_by_school on day_assessments (la_code, school_id);
create index day_assessments_by_step on day_assessments (la_code, step_id);
call guard('day_assessments');
create policy seen on day_assessments for select using (
  la_code = (select viewer_la()) and (
    viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() in ('dsl', 'headteacher') and school_id = any ((select viewer_schools())::uuid[])
        and child_in_sight(la_code, child_id))));
create policy signed on day_assessments for insert with check (
  la_code = (select viewer_la()) and (
    viewer_role() = 'system'
    or (viewer_role() = 'dsl' and school_id = any ((select viewer_schools())::uuid[]))));
call guard_own_childs_work('day_assessments');

create table day_closings (
  la_code      text not null,
  id           uuid not null,
  school_id    uuid not null,
  day          date not null,
  at           timestamptz not null,
  -- The first closing of a day is 1; a name that came after it makes another needed.
  nth          int not null check (nth between 1 and 50),
  names        int not null,
  with_reason  int not null,
  seen         int not null,
  escalated    int not null,
  not_taken    int not null,
  children     uuid[] not null,
  sentences    text[] not null,
  by_person    uuid not null,
  by_name      text not null,
  by_role      text not null,
  primary key (la_code, id),
  unique (la_code, school_id, day, nth),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table day_closings is 'C4. That a school''s day was closed: how many names there were, how each was accounted for, in which sentences, by whom. Only added to.';
comment on column day_closings.children is 'Whose names the closing was about, so that one who comes after it is seen to. No name is kept.';
call guard('day_closings');
create policy seen on day_closings using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));

create table day_assurances (
  la_code    text not null,
  id         uuid not null,
  school_id  uuid not null,
  day        date not null,
  at         timestamptz not null,
  closing_id uuid,
  sentences  text[] not null,
  by_person  uuid not null,
  by_name    text not null,
  primary key (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, closing_id) references day_closings (la_code, id)
);
comment on table day_assurances is 'C12. That a head read how the day stood, in which words. Only added to.';
create unique index day_assurances_once on day_assurances
  (la_code, school_id, day, by_person, coalesce(closing_id, '00000000-0000-0000-0000-000000000000'));
create index day_assurances_by_closing on day_assurances (la_code, closing_id);
call guard('day_assurances');
create policy seen on day_assurances using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));

create table week_reviews (
  la_code   text not null,
  id        uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  week_of   date not null,
  what      text not null check (what in ('unresolved', 'part days', 'reasons', 'pattern')),
  note      text,
  at        timestamptz not null,
  by_person uuid not null,
  by_name   text not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table week_reviews is 'C5. That somebody looked this week at what the registers show of a child, and what they noted. Only added to.';
create index week_reviews_by_school on week_reviews (la_code, school_id, week_of, child_id, what);
create index week_reviews_by_child on week_reviews (la_code, child_id, week_of desc);
call guard('week_reviews');
call guard_own_school('week_reviews');
call guard_own_childs_work('week_reviews');

create table register_chases (
  la_code            text not null,
  id                 uuid not null,
  school_id          uuid not null,
  day                date not null,
  session            text not null check (session in ('AM', 'PM')),
  registration_group text not null,
  asked              text not null,
  at                 timestamptz not null,
  by_person          uuid not null,
  by_name            text not null,
  primary key (la_code, id),
  unique (la_code, school_id, day, session, registration_group, asked),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table register_chases is 'C5. That a class''s register, not taken, was asked for: of whom, when. Only added to.';
call guard('register_chases');
create policy seen on register_chases using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
