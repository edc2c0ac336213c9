-- What the authority was told by telephone, email, letter or in person, about whom, and what came of it; who told it, and what
-- they were told in turn. And what is in place for a pupil who was permanently excluded.

create table consultations (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  reference    text not null,
  how          text not null check (how in ('telephone', 'email', 'letter', 'in person')),
  received_on  date not null,
  received_at  text,
  teller       text not null check (teller in
    ('school', 'agency', 'another authority', 'parent', 'child', 'public', 'other')),
  teller_name  text not null,
  organisation text not null,
  school_id    uuid,
  said         text not null,
  home_lines   text not null,
  postcode     text not null,
  parent_name  text not null,
  parent_phone text not null,
  reply_wanted boolean not null,
  reply_how    text not null,
  reply_to     text not null,
  reply_safe   text not null,
  same_as      text not null,
  by_person    uuid not null,
  by_name      text not null,
  recorded_on  date not null,
  recorded_at  timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, same_as),
  check (received_on <= recorded_on)
);
comment on table consultations is 'C5. That somebody rang, wrote or came about a child, and what they said; written down by whom. Only added to.';
comment on column consultations.received_on is 'The day it reached the authority: clocks run from it, whenever it was typed in.';
comment on column consultations.same_as is 'A digest of the words and the day: sent twice, it is kept once.';
create index consultations_latest on consultations (la_code, recorded_on desc, id desc);
call guard('consultations');

create table consultation_children (
  la_code         text not null,
  id              uuid not null,
  consultation_id uuid not null,
  number          int not null,
  given           jsonb not null,
  by_name         text not null,
  added_at        timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, consultation_id, number),
  foreign key (la_code, consultation_id) references consultations (la_code, id)
);
comment on table consultation_children is 'C5. The children somebody told of: names, birthday and sex as they were given, before anyone has said whose record it is. Only added to.';
call guard('consultation_children');

create table consultation_ends (
  la_code         text not null,
  consultation_id uuid not null,
  what            text not null check (what in ('advice', 'cases')),
  advice          text not null,
  adviser         text not null,
  start_code      text,
  level           text,
  by_person       uuid not null,
  by_name         text not null,
  ended_on        date not null,
  ended_at        timestamptz not null default now(),
  primary key (la_code, consultation_id),
  foreign key (la_code, consultation_id) references consultations (la_code, id),
  check ((what = 'cases') = (start_code is not null))
);
comment on table consultation_ends is 'C5. What came of being told: advice and whose, or cases. Once. Only added to.';
call guard('consultation_ends');

create table consultation_cases (
  la_code         text not null,
  consultation_id uuid not null,
  number          int not null,
  child_id        uuid not null,
  case_id         uuid,
  was             text not null check (was in ('known', 'new')),
  joined          boolean not null,
  primary key (la_code, consultation_id, number),
  foreign key (la_code, consultation_id) references consultations (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table consultation_cases is 'C5. Whose record each child of a consultation is, and the case opened for it or added to. Only added to.';
create index consultation_cases_by_child on consultation_cases (la_code, child_id);
call guard('consultation_cases');

-- Who told of a protected child, and in which words, may lead to the child: those who may open what is protected read it.
create policy seen on consultations for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from consultation_cases g join protections p on p.la_code = g.la_code and p.child_id = g.child_id
    where g.la_code = consultations.la_code and g.consultation_id = consultations.id)));
create policy kept on consultations for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on consultation_children for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from consultation_cases g join protections p on p.la_code = g.la_code and p.child_id = g.child_id
    where g.la_code = consultation_children.la_code and g.consultation_id = consultation_children.consultation_id)));
create policy kept on consultation_children for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on consultation_ends for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from consultation_cases g join protections p on p.la_code = g.la_code and p.child_id = g.child_id
    where g.la_code = consultation_ends.la_code and g.consultation_id = consultation_ends.consultation_id)));
create policy kept on consultation_ends for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
-- Ids alone, by which the others are asked.
create policy seen on consultation_cases for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy kept on consultation_cases for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table tellers (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  case_id      uuid not null,
  child_id     uuid not null,
  door         text not null check (door in ('consultation', 'public', 'partner', 'another authority')),
  source_id    uuid not null,
  reference    text not null,
  professional boolean not null,
  name         text not null,
  organisation text not null,
  reply_how    text not null,
  reply_to     text not null,
  reply_safe   text not null,
  told_on      date not null,
  kept_at      timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, case_id, source_id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table tellers is 'C5. Who told of a child in a case and wants to hear back, and how to reach them safely. Only added to.';
create index tellers_by_case on tellers (la_code, case_id);
create index tellers_by_child on tellers (la_code, child_id);
call guard('tellers');
create policy seen on tellers for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from protections p where p.la_code = tellers.la_code and p.child_id = tellers.child_id)));
create policy kept on tellers for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table teller_steps (
  la_code   text not null,
  id        uuid not null,
  teller_id uuid not null,
  child_id  uuid not null,
  stage     text not null check (stage in ('acknowledgement', 'decision', 'outcome')),
  what      text not null check (what in ('told', 'not needed')),
  how       text not null,
  says      text not null,
  by_person uuid not null,
  by_name   text not null,
  on_date   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, teller_id, stage),
  foreign key (la_code, teller_id) references tellers (la_code, id)
);
comment on table teller_steps is 'C5. That whoever told of a child was told so much in turn, in these words, or need not be. Only added to.';
create index teller_steps_by_child on teller_steps (la_code, child_id);
call guard('teller_steps');
create policy seen on teller_steps for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from protections p where p.la_code = teller_steps.la_code and p.child_id = teller_steps.child_id)));
create policy kept on teller_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table exclusion_steps (
  la_code       text not null,
  id            uuid not null,
  suspension_id uuid not null,
  child_id      uuid not null,
  number        int not null,
  what          text not null check (what in ('in place', 'nothing in place', 'case opened')),
  starts_on     date,
  place         text not null,
  says          text not null,
  case_id       uuid,
  by_person     uuid,
  by_name       text not null,
  on_date       date not null,
  at            timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, suspension_id, number),
  foreign key (la_code, suspension_id) references suspensions (la_code, id),
  check ((what = 'in place') = (starts_on is not null))
);
comment on table exclusion_steps is 'C5. What the authority has in place for a pupil who was permanently excluded, from when; or the case that opened because nothing was. The latest holds. Only added to.';
create index exclusion_steps_by_child on exclusion_steps (la_code, child_id);
create index suspensions_permanent on suspensions (la_code, first_day desc) where kind = 'permanent exclusion';
call guard('exclusion_steps');
create policy seen on exclusion_steps for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system') or not exists (
    select 1 from protections p where p.la_code = exclusion_steps.la_code and p.child_id = exclusion_steps.child_id)));
create policy kept on exclusion_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

-- The counts kept apart: open cases by what they are counted as.
create index cases_open_by_standing on cases (la_code, standing, opened_on, id) where closed_on is null;
