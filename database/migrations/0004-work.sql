-- The work: enquiries, referrals, cases, removals from a register, returns.
--
-- The authority's own record (cases and their events) is closed to schools. What a school may know of the
-- authority's steps is written beside it, in shared_steps, in the same transaction: the second wall then needs
-- no columns, only rows.

create table enquiries (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  school_id  uuid,
  case_id    uuid,
  side       text not null check (side in ('school', 'authority')),
  check_code text not null,
  method     text,
  asked      text,
  result     text not null,
  note       text,
  done_on    date not null,
  done_at    text,
  due_on     date,
  by_person  uuid,
  by_name    text not null,
  by_role    text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check ((side = 'school') = (school_id is not null))
);
create index enquiries_by_child on enquiries (la_code, child_id, done_on);
create index enquiries_by_school on enquiries (la_code, school_id, done_on) where school_id is not null;
comment on table enquiries is 'C5. One thing done to find a child, and what it found. A contact is one too. Only added to.';
call guard('enquiries');

create table screens (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  school_id  uuid,
  signed_by  uuid,
  signed_name text not null,
  signed_role text not null,
  signed_at  timestamptz not null default now(),
  signed_on  date not null,
  level      text not null check (level in ('act today', 'act this week', 'keep in view')),
  danger_now boolean not null,
  answers    jsonb not null,
  concerns   text not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index screens_by_child on screens (la_code, child_id, signed_at desc);
comment on table screens is 'C6. A designated safeguarding lead''s or officer''s judgement of risk, with its answers. Only added to.';
call guard('screens');

create table referral_drafts (
  la_code    text not null,
  child_id   uuid not null,
  school_id  uuid not null,
  answers    jsonb not null,
  saved_by   uuid,
  saved_name text not null,
  saved_at   timestamptz not null default now(),
  primary key (la_code, child_id, school_id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table referral_drafts is 'C5. A referral being written. Gone once sent.';
call guard('referral_drafts');

create table referrals (
  la_code     text not null,
  id          uuid not null,
  token       text not null,
  reference   text not null,
  child_id    uuid not null,
  school_id   uuid not null,
  case_id     uuid not null,
  start_code  text not null,
  urgent      boolean not null default false,
  answers     jsonb not null,
  missing     jsonb not null,
  passed_why  text,
  sent_by     uuid,
  sent_name   text not null,
  sent_on     date not null,
  sent_at     timestamptz not null default now(),
  outcome     text not null default 'received' check (outcome in
    ('received', 'accepted', 'more asked', 'declined', 'working', 'found in education', 'closed')),
  outcome_says text,
  outcome_on  date,
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index referrals_by_school on referrals (la_code, school_id, sent_at desc);
create index referrals_by_child on referrals (la_code, child_id);
comment on table referrals is 'C5. A school telling its authority that a child may be missing. outcome: the category that goes back, and nothing more.';
call guard('referrals');

create table cases (
  la_code       text not null,
  id            uuid not null,
  token         text not null,
  reference     text not null,
  child_id      uuid not null,
  school_id     uuid,
  start_code    text not null,
  state         text not null,
  pathway       text not null check (pathway in ('A', 'B')),
  standing      text not null check (standing in ('possible CME', 'CME', 'not CME', 'not decided')),
  level         text not null check (level in ('act today', 'act this week', 'keep in view')),
  owner_id      uuid,
  owner_name    text,
  opened_on     date not null,
  next_step     text,
  next_due      date,
  closed_on     date,
  outcome       text,
  changed_at    timestamptz not null,
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, child_id) references children (la_code, id),
  check ((closed_on is null) = (state not in ('closed', 'declined'))),
  check (closed_on is not null or (next_step is not null and next_due is not null))
);
create index cases_by_child on cases (la_code, child_id);
create index cases_open_by_due on cases (la_code, next_due, id) where closed_on is null;
create index cases_open_by_owner on cases (la_code, owner_id, next_due) where closed_on is null;
create index cases_by_state on cases (la_code, state, opened_on, id);
comment on table cases is 'C5. One child, one question, tracked until it is answered. Every column but the first follows from case_events.';
comment on column cases.standing is 'What the child is counted as: possible CME (on a roll), CME (on none), not CME, not decided yet.';
call guard('cases');

create table case_events (
  la_code   text not null,
  case_id   uuid not null,
  id        uuid not null,
  child_id  uuid not null,
  at        timestamptz not null default now(),
  on_date   date not null,
  by_person uuid,
  by_name   text not null,
  by_role   text not null,
  side      text not null check (side in ('school', 'authority', 'system')),
  type      text not null,
  data      jsonb not null,
  primary key (la_code, case_id, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
create index case_events_by_child on case_events (la_code, child_id, at);
comment on table case_events is 'C5. History of a case. The case is worked out from it. Only added to.';
call guard('case_events');

create table shared_steps (
  la_code   text not null,
  id        uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  case_id   uuid,
  at        timestamptz not null default now(),
  on_date   date not null,
  by_name   text not null,
  says      text not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index shared_steps_by_child on shared_steps (la_code, child_id, on_date);
comment on table shared_steps is 'C5. A step of the authority as the school may know it: that it was done, never what it found about where the child is. Only added to.';
call guard('shared_steps');

create table offers (
  la_code    text not null,
  id         uuid not null,
  token      text not null,
  case_id    uuid not null,
  child_id   uuid not null,
  school_id  uuid not null,
  starts_on  date not null,
  state      text not null check (state in ('asked', 'started', 'not started', 'withdrawn')),
  made_on    date not null,
  made_name  text not null,
  answered_name text,
  answered_on date,
  attended_on date,
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check ((state = 'started') = (attended_on is not null))
);
create index offers_by_school on offers (la_code, school_id, state);
create index offers_by_child on offers (la_code, child_id);
create index offers_by_case on offers (la_code, case_id);
comment on table offers is 'C5. A place asked for at a school, and whether the child started: the receiving school''s own word is the proof.';
call guard('offers');

create table removals (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  enrolment_id uuid not null,
  school_id    uuid not null,
  kind         text not null check (kind in ('asked for here', 'already made')),
  ground       text,
  proposed_on  date not null,
  decision     text not null check (decision in ('refused', 'allowed', 'flagged')),
  refusals     jsonb not null,
  facts        jsonb not null,
  by_person    uuid,
  by_name      text not null,
  at           timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
);
create index removals_by_school on removals (la_code, school_id, at desc);
create index removals_by_child on removals (la_code, child_id);
comment on table removals is 'C4. Each asking to take a name off a register, and each taking-off already made elsewhere, with every reason against it. A refusal is kept. Only added to.';
call guard('removals');

create table removal_answers (
  la_code     text not null,
  removal_id  uuid not null,
  id          uuid not null,
  school_id   uuid not null,
  at          timestamptz not null default now(),
  on_date     date not null,
  by_person   uuid,
  by_name     text not null,
  question    text not null,
  answer      text not null,
  primary key (la_code, removal_id, id),
  foreign key (la_code, removal_id) references removals (la_code, id)
);
comment on table removal_answers is 'C5. What a school answered when asked about a removal. Only added to.';
call guard('removal_answers');

create table joint_conclusions (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  case_id     uuid not null,
  side        text not null check (side in ('school', 'authority')),
  outcome     text not null check (outcome in ('NOT_LOCATED_AFTER_JOINT', 'LOCATED_AGREED_WILL_NOT_ATTEND',
    'LOCATED_EXPECTED_TO_ATTEND', 'LOCATED_NOT_AGREED', 'IN_PROGRESS')),
  unavoidable text not null check (unavoidable in ('yes', 'no', 'not known')),
  reasons     text not null,
  signed_by   uuid,
  signed_name text not null,
  signed_role text not null,
  signed_on   date not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index joint_conclusions_by_child on joint_conclusions (la_code, child_id, at desc);
comment on table joint_conclusions is 'C5. What the school and the authority each concluded of their joint reasonable enquiries, and who signed. The latest of each side holds. Only added to.';
call guard('joint_conclusions');

create table returns (
  la_code    text not null,
  id         uuid not null,
  token      text not null,
  reference  text not null,
  rule       text not null,
  finding_id uuid,
  episode_on date not null,
  enrolment_id uuid not null,
  child_id   uuid not null,
  school_id  uuid not null,
  content    jsonb not null,
  sent_by    uuid,
  sent_name  text not null,
  sent_on    date not null,
  sent_at    timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, rule, enrolment_id, episode_on),
  unique (la_code, token),
  unique (la_code, reference)
);
create index returns_by_time on returns (la_code, sent_at desc);
create index returns_by_child on returns (la_code, child_id);
comment on table returns is 'C4. Statutory returns made to the authority: one for each absence. No address in it: the authority reads that from the child''s record, where a protection can hold it back. Only added to.';
call guard('returns');

create table return_receipts (
  la_code     text not null,
  return_id   uuid not null,
  school_id   uuid not null,
  received_at timestamptz not null default now(),
  by_name     text not null,
  note        text,
  primary key (la_code, return_id),
  foreign key (la_code, return_id) references returns (la_code, id)
);
comment on table return_receipts is 'C4. That the authority has seen a return, so that the school hears back. Only added to.';
call guard('return_receipts');
