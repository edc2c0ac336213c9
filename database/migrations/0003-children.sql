-- Children, the registers they are on, and the two walls around them.
--
-- A school sees a child while the child is on its roll, for a set time after leaving, while a referral it made
-- is open (all three: enrolments.seen_until), or while it has been asked to take the child (offers).

create table children (
  la_code           text not null references authorities,
  id                uuid not null,
  token             text not null,
  surname           text not null,
  forename          text not null,
  middle_names      text,
  preferred_surname text,
  preferred_forename text,
  former_surname    text,
  date_of_birth     date,
  sex               text check (sex in ('F', 'M', 'U')),
  upn               text,
  upn_checked       boolean not null default false,
  former_upn        text,
  surname_key       text not null,
  forename_key      text not null,
  recorded_at       timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token)
);
create index children_by_upn on children (la_code, upn) where upn is not null;
create index children_by_birth on children (la_code, date_of_birth, surname_key);
create index children_by_name on children (la_code, surname_key, forename_key);
comment on table children is 'C1. Who a child is, as now known. What was said before is in child_changes.';
call guard('children');

create table child_changes (
  la_code   text not null,
  id        uuid not null,
  child_id  uuid not null,
  at        timestamptz not null default now(),
  by_person uuid,
  by_name   text not null,
  import_id uuid,
  school_id uuid,
  field     text not null,
  old_value text,
  new_value text,
  why       text not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index child_changes_by_child on child_changes (la_code, child_id, at);
comment on table child_changes is 'C1. History of who a child is said to be: old value, new value, who, when, why. Never holds an address or a contact. Only added to.';
call guard('child_changes');

create table child_addresses (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid,
  lines       text not null,
  postcode    text,
  from_on     date,
  recorded_at timestamptz not null default now(),
  ended_at    timestamptz,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index child_addresses_by_child on child_addresses (la_code, child_id);
comment on table child_addresses is 'C2. Ordinary addresses, and which school told us. None of a protected child from the day of the protection.';
call guard('child_addresses');

create table contacts (
  la_code      text not null,
  id           uuid not null,
  child_id     uuid not null,
  school_id    uuid,
  contact_order int not null default 1,
  name         text not null,
  relationship text,
  parental_responsibility text not null default 'not known' check (parental_responsibility in ('yes', 'no', 'not known')),
  lives_with   text not null default 'not known' check (lives_with in ('yes', 'no', 'not known')),
  phone_1      text,
  phone_2      text,
  email        text,
  restricted   boolean not null default false,
  recorded_at  timestamptz not null default now(),
  ended_at     timestamptz,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index contacts_by_child on contacts (la_code, child_id);
comment on table contacts is 'C2. Parents and others who speak for a child. None of a protected child from the day of the protection.';
call guard('contacts');

create table contact_safety (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  contact_id uuid not null,
  may_write  text not null check (may_write in ('yes', 'no', 'not known')),
  may_ring   text not null check (may_ring in ('yes', 'no', 'not known')),
  may_text   text not null check (may_text in ('yes', 'no', 'not known')),
  may_email  text not null check (may_email in ('yes', 'no', 'not known')),
  note       text,
  marked_by  uuid,
  marked_name text not null,
  marked_at  timestamptz not null default now(),
  school_id  uuid,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index contact_safety_latest on contact_safety (la_code, contact_id, marked_at desc);
comment on table contact_safety is 'C2. Safe-contact marks: whether we may write, ring, text or email. The latest holds; not known is not yes. Only added to.';
call guard('contact_safety');

create table protections (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  kind        text not null check (kind in ('address', 'identity', 'no contact')),
  from_on     date not null,
  reason      text not null,
  put_on_by   uuid,
  put_on_name text not null,
  put_on_at   timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index protections_by_child on protections (la_code, child_id);
comment on table protections is 'C3. That a child is protected, from when, and who said so. Anyone on the staff may add one, at once. Only added to.';
call guard('protections');

create table protected_details (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  kind        text not null check (kind in ('address', 'contact')),
  detail      jsonb not null,
  school_id   uuid,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index protected_details_by_child on protected_details (la_code, child_id);
comment on table protected_details is 'C3. Where a protected child is and how to reach the family. Read by break-glass alone. Only added to.';
call guard('protected_details');

create table break_glass (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  person_id  uuid not null,
  by_name    text not null,
  organisation text not null,
  reason     text not null,
  why        text not null,
  opened_at  timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check (expires_at <= opened_at + interval '4 hours')
);
create index break_glass_by_person on break_glass (la_code, person_id, child_id, expires_at);
comment on table break_glass is 'C11. Each opening of protected details: who, why, until when. Only added to.';
call guard('break_glass');

create table break_glass_reviews (
  la_code        text not null,
  break_glass_id uuid not null,
  reviewed_by    uuid not null,
  reviewed_name  text not null,
  reviewed_at    timestamptz not null default now(),
  finding        text not null,
  primary key (la_code, break_glass_id),
  foreign key (la_code, break_glass_id) references break_glass (la_code, id)
);
comment on table break_glass_reviews is 'C11. A manager''s review of an opening, by someone else than the one who opened. Only added to.';
call guard('break_glass_reviews');

create table child_flags (
  la_code   text not null,
  id        uuid not null,
  child_id  uuid not null,
  flag      text not null,
  says      text not null check (says in ('yes', 'no')),
  from_on   date,
  source    text not null,
  school_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index child_flags_latest on child_flags (la_code, child_id, flag, recorded_at desc);
comment on table child_flags is 'C6. That a child has a plan, a social worker, is looked after and so on: the fact, its source and date, never the story. Only added to.';
call guard('child_flags');

create table match_decisions (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  other_id   uuid not null,
  decision   text not null check (decision in ('same', 'different', 'not sure')),
  why        text not null,
  evidence   jsonb not null,
  decided_by uuid,
  decided_name text not null,
  decided_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, other_id) references children (la_code, id)
);
create index match_decisions_by_child on match_decisions (la_code, child_id);
create index match_decisions_by_other on match_decisions (la_code, other_id);
comment on table match_decisions is 'C1. That a person judged two records to be the same child, or not. The latest holds. Only added to.';
call guard('match_decisions');

create table enrolments (
  la_code          text not null,
  id               uuid not null,
  child_id         uuid not null,
  school_id        uuid not null,
  mis_id           text not null,
  admission_number text,
  nc_year          text,
  registration_group text,
  enrol_status     text,
  most_junior_class boolean,
  most_senior_class boolean,
  entry_date       date not null,
  leaving_date     date,
  leaving_reason   text,
  ground           text,
  ground_as_received text,
  destination      text,
  destination_urn  text,
  seen_until       date,
  recorded_at      timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (leaving_date is null or seen_until is not null)
);
create unique index enrolments_by_mis_id on enrolments (la_code, school_id, mis_id, entry_date);
create index enrolments_by_child on enrolments (la_code, child_id);
create index enrolments_on_roll on enrolments (la_code, school_id) where leaving_date is null;
comment on table enrolments is 'C4. A child''s time on one school''s admission register. seen_until: the last day the school may still look, once the child has left.';
call guard('enrolments');

create table enrolment_events (
  la_code      text not null,
  id           uuid not null,
  enrolment_id uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  at           timestamptz not null default now(),
  by_person    uuid,
  by_name      text not null,
  import_id    uuid,
  type         text not null,
  data         jsonb not null default '{}',
  primary key (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
);
create index enrolment_events_by_enrolment on enrolment_events (la_code, enrolment_id, at);
create index enrolment_events_by_child on enrolment_events (la_code, child_id, at);
comment on table enrolment_events is 'C4. History of an enrolment: entered, changed, left, with who, when and why. Only added to.';
call guard('enrolment_events');

create table leaves (
  la_code      text not null,
  id           uuid not null,
  enrolment_id uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  starts_on    date not null,
  ends_on      date not null,
  import_id    uuid,
  recorded_at  timestamptz not null default now(),
  by_name      text not null,
  primary key (la_code, id),
  unique (la_code, enrolment_id, starts_on, ends_on),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  check (ends_on >= starts_on)
);
comment on table leaves is 'C4. Leave of absence that was granted.';
call guard('leaves');

create table sheets (
  la_code     text not null,
  school_id   uuid not null,
  day         date not null,
  version     int not null,
  import_id   uuid,
  received_at timestamptz not null,
  enrolments  uuid[] not null,
  marks       text not null,
  recorded_at bigint[],
  primary key (la_code, school_id, day, version),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (length(marks) = 2 * cardinality(enrolments)),
  check (recorded_at is null or cardinality(recorded_at) = cardinality(enrolments))
);
comment on table sheets is 'C4. The ledger of attendance: every version of a school''s day as it was received, two marks a pupil. A space says nothing. Only added to.';
comment on column sheets.recorded_at is 'When each mark was made, in milliseconds since 1970, where the sender said; else the sheet''s own arrival holds.';
call guard('sheets');

create table strips (
  la_code      text not null,
  enrolment_id uuid not null,
  school_year  int not null,
  school_id    uuid not null,
  marks        text not null check (length(marks) between 2 and 528),
  primary key (la_code, enrolment_id, school_year),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
) with (fillfactor = 45);
alter table strips alter column marks set storage plain;
comment on table strips is 'C4. Derived from sheets and always rebuildable: a pupil''s marks for a school year, a character a session at a fixed position.';
call guard('strips');

create table detect_runs (
  la_code     text not null references authorities,
  id          uuid not null,
  on_date     date not null,
  school_id   uuid,
  started_at  timestamptz not null,
  finished_at timestamptz not null,
  pupils      int not null,
  found       int not null,
  withdrawn   int not null,
  primary key (la_code, id)
);
comment on table detect_runs is 'C12. Each time the rules were applied, over how many, with what result. Only added to.';
call guard('detect_runs');
create policy seen on detect_runs using (la_code = (select viewer_la()));

create table findings (
  la_code      text not null,
  id           uuid not null,
  enrolment_id uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  rule         text not null,
  rule_version date not null,
  on_date      date not null,
  due_on       date,
  since_on     date,
  because      text not null,
  cites        text not null,
  inputs       jsonb not null,
  run_id       uuid not null,
  found_at     timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, run_id) references detect_runs (la_code, id)
);
create index findings_by_enrolment on findings (la_code, enrolment_id, rule, on_date);
create index findings_by_child on findings (la_code, child_id, rule, on_date);
create index findings_by_school on findings (la_code, school_id, rule, on_date);
create index findings_by_rule on findings (la_code, rule, on_date);
comment on table findings is 'C4. What a rule said about a register, with its reason, its law, its version and what it was worked out from. Only added to.';
call guard('findings');

create table finding_endings (
  la_code     text not null,
  finding_id  uuid not null,
  school_id   uuid not null,
  at          timestamptz not null default now(),
  run_id      uuid not null,
  because     text not null,
  replaced_by uuid,
  primary key (la_code, finding_id),
  foreign key (la_code, finding_id) references findings (la_code, id)
);
comment on table finding_endings is 'C4. That a later correction withdrew a finding or moved it, and why. Only added to.';
call guard('finding_endings');

create table looks (
  la_code      text not null references authorities,
  id           uuid not null,
  at           timestamptz not null default now(),
  person_id    uuid not null,
  by_name      text not null,
  role         text not null,
  organisation text not null,
  child_id     uuid not null,
  page         text not null,
  why          text,
  primary key (la_code, id)
);
create index looks_by_child on looks (la_code, child_id, at desc);
create index looks_by_person on looks (la_code, person_id, at desc);
comment on table looks is 'C11. Every look at a named child: who, in which role, on which page, when, and why where we ask. Only added to.';
call guard('looks');
