-- Roll checks: "is this child on any roll here?", for one child or for a list, who asked and why, and what the answer was.

create table roll_checks (
  la_code        text not null references authorities,
  id             uuid not null,
  token          text not null,
  asked_by       text not null check (asked_by in
    ('own team', 'admissions', 'health', 'another authority', 'public report', 'other')),
  asker          text,
  purpose        text not null,
  name           text not null,
  is_list        boolean not null,
  -- Of the file's content: the very same list is not checked a second time by mistake.
  digest         text,
  row_count      int not null,
  rows_done      int not null default 0,
  state          text not null check (state in ('checking', 'checked', 'deleted')),
  -- What is left when the rows are gone.
  counts         jsonb not null default '{}',
  received_at    timestamptz not null,
  received_by    uuid not null,
  received_name  text not null,
  checked_at     timestamptz,
  delete_rows_on date not null,
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, received_by) references people (la_code, id)
);
create index roll_checks_by_time on roll_checks (la_code, received_at desc, id desc);
create index roll_checks_by_digest on roll_checks (la_code, digest) where digest is not null;
comment on table roll_checks is 'C10. A question whether children are on any roll here: who asked, what for, how many, and how far it has come.';
call guard('roll_checks');

create table roll_check_rows (
  la_code      text not null,
  check_id     uuid not null,
  number       int not null,
  given        jsonb not null,
  answer       text check (answer in ('on roll', 'look', 'none')),
  how          text check (how in ('certain', 'probable', 'decided')),
  child_id     uuid,
  enrolment_id uuid,
  probability  real,
  on_roll_probability real,
  -- The record made of this row, where somebody went on to open a case.
  made_child_id uuid,
  primary key (la_code, check_id, number),
  foreign key (la_code, check_id) references roll_checks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, made_child_id) references children (la_code, id),
  check (answer <> 'on roll' or enrolment_id is not null)
);
create index roll_check_rows_by_answer on roll_check_rows (la_code, check_id, answer, number);
create index roll_check_rows_by_child on roll_check_rows (la_code, child_id) where child_id is not null;
comment on table roll_check_rows is 'C2. A row of a list as it came, and its answer, until the list''s day of deletion. Says nothing of a protected child.';
call guard('roll_check_rows');

create table roll_check_candidates (
  la_code     text not null,
  check_id    uuid not null,
  number      int not null,
  child_id    uuid not null,
  enrolment_id uuid,
  probability real not null,
  band        text not null check (band in ('certain', 'probable', 'look')),
  -- The child is protected: kept apart from the row's answer, and seen by those alone who may decide on it.
  held        boolean not null,
  primary key (la_code, check_id, number, child_id),
  foreign key (la_code, check_id, number) references roll_check_rows (la_code, check_id, number) on delete cascade,
  foreign key (la_code, child_id) references children (la_code, id)
);
create index roll_check_candidates_by_child on roll_check_candidates (la_code, child_id);
create index roll_check_candidates_held on roll_check_candidates (la_code, check_id, number) where held;
comment on table roll_check_candidates is 'C3. The records that a row of a list may be. Those held are of protected children.';
call guard('roll_check_candidates');

create table roll_check_decisions (
  la_code      text not null,
  id           uuid not null,
  check_id     uuid not null,
  number       int not null,
  child_id     uuid not null,
  decision     text not null check (decision in ('same', 'different', 'not sure')),
  why          text not null,
  -- What was seen, in words: how each field compared. No value of either record.
  evidence     jsonb not null,
  held         boolean not null,
  decided_by   uuid not null,
  decided_name text not null,
  decided_at   timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, check_id) references roll_checks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
create index roll_check_decisions_by_child on roll_check_decisions (la_code, child_id);
create index roll_check_decisions_by_row on roll_check_decisions (la_code, check_id, number, decided_at desc);
comment on table roll_check_decisions is 'C5. What a person decided about a row of a list and a record, with what they saw. The latest holds. Only added to.';
call guard('roll_check_decisions');

create table roll_check_events (
  la_code   text not null,
  check_id  uuid not null,
  id        uuid not null,
  at        timestamptz not null default now(),
  by_person uuid,
  by_name   text not null,
  what      text not null,
  detail    jsonb not null default '{}',
  primary key (la_code, check_id, id),
  foreign key (la_code, check_id) references roll_checks (la_code, id)
);
comment on table roll_check_events is 'C11. History of a roll check: received, checked, taken away as a file, rows deleted. Only added to.';
call guard('roll_check_events');

-- Who may know that a row may be this protected child: nobody below an officer, and of a new identity managers alone.
create function roll_candidate_in_sight(given_la text, given_child uuid) returns boolean
  language plpgsql stable security definer set search_path = public as $$
begin
  if given_la is distinct from viewer_la() then return false; end if;
  case viewer_role()
    when 'manager', 'system' then return true;
    when 'cme-officer' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id = given_child and p.kind = 'identity');
    else return false;
  end case;
end $$;
comment on function roll_candidate_in_sight is 'May this viewer know that a row of a list may be this protected child?';

-- The authority alone asks this; a school never learns that a child is known elsewhere.
create policy seen on roll_checks using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on roll_check_rows using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on roll_check_events using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on roll_check_candidates using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (not held or roll_candidate_in_sight(la_code, child_id)));
create policy seen on roll_check_decisions for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (not held or roll_candidate_in_sight(la_code, child_id)));
create policy decided on roll_check_decisions for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager')
  and (not held or (select viewer_role()) = 'manager')
  and decided_by = (select viewer_person()));

-- From the moment a child is protected, every list answers as if the child were not known. Whoever puts the protection
-- on need not be one who may see roll checks.
create function roll_checks_forget_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update roll_check_candidates set held = true where la_code = new.la_code and child_id = new.child_id;
  update roll_check_decisions set held = true where la_code = new.la_code and child_id = new.child_id;
  update roll_check_rows r
     set given = r.given - array['address_line_1', 'address_line_2', 'town', 'county', 'postcode', 'phone',
                                 'contact_surname', 'contact_forename'],
         answer = case when r.child_id = new.child_id or not exists (
             select 1 from roll_check_candidates c
             where c.la_code = r.la_code and c.check_id = r.check_id and c.number = r.number and not c.held)
           then 'none' else r.answer end,
         how = case when r.child_id = new.child_id then null else r.how end,
         probability = case when r.child_id = new.child_id then 0 else r.probability end,
         on_roll_probability = case when r.child_id = new.child_id then 0 else r.on_roll_probability end,
         enrolment_id = case when r.child_id = new.child_id then null else r.enrolment_id end,
         child_id = case when r.child_id = new.child_id then null else r.child_id end
    from roll_check_candidates h
   where h.la_code = new.la_code and h.child_id = new.child_id
     and r.la_code = h.la_code and r.check_id = h.check_id and r.number = h.number and r.answer is not null;
  return null;
end $$;
create trigger roll_checks_forget after insert on protections
  for each row execute function roll_checks_forget_protected();
