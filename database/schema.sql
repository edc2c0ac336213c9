-- The database as its migrations leave it: printed by a test, not written by hand.
-- After a change: ONROLL_TEST_UPDATE=yes npm test -- src/platform/schema-text.test.ts
-- "the_owner" migrates and backs up; "the_application" serves people.

-- C11. History: people invited, roles given and ended, sign-ins, factors set. Only added to.
create table access_events (
  la_code text not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  by_person uuid,
  by_name text not null,
  about uuid,
  what text not null,
  detail jsonb not null default '{}'::jsonb,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE INDEX access_events_by_time ON public.access_events USING btree (la_code, at DESC);
-- Row security: forced
create policy added on access_events for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)));
create policy owner_all on access_events to the_owner
  using (true)
  with check (true);
create policy seen on access_events for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (by_person = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text]))));

-- C0. The local authorities this installation works for.
create table authorities (
  la_code text not null,
  name text not null,
  added_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code),
  CHECK (la_code ~ '^[0-9]{3}$'::text)
);
-- Row security: none

-- C11. Each opening of protected details: who, why, until when. Only added to.
create table break_glass (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  person_id uuid not null,
  by_name text not null,
  organisation text not null,
  reason text not null,
  why text not null,
  opened_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (expires_at <= (opened_at + '04:00:00'::interval))
);
CREATE INDEX break_glass_by_person ON public.break_glass USING btree (la_code, person_id, child_id, expires_at);
-- Row security: forced
create policy opened on break_glass for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND person_id = (( SELECT viewer_person() AS viewer_person)) AND (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text])) AND (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = break_glass.la_code AND c.id = break_glass.child_id)));
create policy owner_all on break_glass to the_owner
  using (true)
  with check (true);
create policy seen on break_glass for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text]))));

-- C11. A manager's review of an opening, by someone else than the one who opened. Only added to.
create table break_glass_reviews (
  la_code text not null,
  break_glass_id uuid not null,
  reviewed_by uuid not null,
  reviewed_name text not null,
  reviewed_at timestamp with time zone not null default now(),
  finding text not null,
  PRIMARY KEY (la_code, break_glass_id),
  FOREIGN KEY (la_code, break_glass_id) REFERENCES break_glass(la_code, id)
);
-- Row security: forced
create policy owner_all on break_glass_reviews to the_owner
  using (true)
  with check (true);
create policy reviewed on break_glass_reviews for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'manager'::text AND reviewed_by = (( SELECT viewer_person() AS viewer_person)) AND (EXISTS ( SELECT 1
   FROM break_glass b
  WHERE b.la_code = break_glass_reviews.la_code AND b.id = break_glass_reviews.break_glass_id AND b.person_id <> (( SELECT viewer_person() AS viewer_person)))));
create policy seen on break_glass_reviews for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));

-- C0. Each time a year's term dates were given, for the authority or for one school. The latest holds; the rest explain old answers.
create table calendar_versions (
  la_code text not null,
  id uuid not null,
  school_id uuid,
  academic_year text not null,
  import_id uuid,
  recorded_at timestamp with time zone not null default now(),
  by_name text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX calendar_versions_latest ON public.calendar_versions USING btree (la_code, academic_year, school_id, recorded_at DESC);
-- Row security: forced
create policy owner_all on calendar_versions to the_owner
  using (true)
  with check (true);
create policy seen on calendar_versions
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C5. History of a case. The case is worked out from it. Only added to.
create table case_events (
  la_code text not null,
  case_id uuid not null,
  id uuid not null,
  child_id uuid not null,
  at timestamp with time zone not null default now(),
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  side text not null,
  type text not null,
  data jsonb not null,
  PRIMARY KEY (la_code, case_id, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  CHECK (side = ANY (ARRAY['school'::text, 'authority'::text, 'system'::text]))
);
CREATE INDEX case_events_by_child ON public.case_events USING btree (la_code, child_id, at);
-- Row security: forced
create policy owner_all on case_events to the_owner
  using (true)
  with check (true);
create policy seen on case_events
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. One child, one question, tracked until it is answered. Every column but the first follows from case_events.
-- standing: What the child is counted as: possible CME (on a roll), CME (on none), not CME, not decided yet.
create table cases (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  child_id uuid not null,
  school_id uuid,
  start_code text not null,
  state text not null,
  pathway text not null,
  standing text not null,
  level text not null,
  owner_id uuid,
  owner_name text,
  opened_on date not null,
  next_step text,
  next_due date,
  closed_on date,
  outcome text,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK ((closed_on IS NULL) = (state <> ALL (ARRAY['closed'::text, 'declined'::text]))),
  CHECK (closed_on IS NOT NULL OR next_step IS NOT NULL AND next_due IS NOT NULL),
  CHECK (level = ANY (ARRAY['act today'::text, 'act this week'::text, 'keep in view'::text])),
  CHECK (pathway = ANY (ARRAY['A'::text, 'B'::text])),
  CHECK (standing = ANY (ARRAY['possible CME'::text, 'CME'::text, 'not CME'::text, 'not decided'::text]))
);
CREATE INDEX cases_by_child ON public.cases USING btree (la_code, child_id);
CREATE INDEX cases_by_state ON public.cases USING btree (la_code, state, opened_on, id);
CREATE INDEX cases_open_by_due ON public.cases USING btree (la_code, next_due, id) WHERE (closed_on IS NULL);
CREATE INDEX cases_open_by_owner ON public.cases USING btree (la_code, owner_id, next_due) WHERE (closed_on IS NULL);
-- Row security: forced
create policy owner_all on cases to the_owner
  using (true)
  with check (true);
create policy seen on cases
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C2. Ordinary addresses, and which school told us. None of a protected child from the day of the protection.
create table child_addresses (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid,
  lines text not null,
  postcode text,
  from_on date,
  recorded_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX child_addresses_by_child ON public.child_addresses USING btree (la_code, child_id);
-- Row security: forced
create policy owner_all on child_addresses to the_owner
  using (true)
  with check (true);
create policy seen on child_addresses
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
CREATE TRIGGER keys_of_added AFTER INSERT ON child_addresses REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_changed AFTER UPDATE ON child_addresses REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_gone AFTER DELETE ON child_addresses REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER not_of_protected BEFORE INSERT OR UPDATE ON child_addresses FOR EACH ROW EXECUTE FUNCTION refuse_ordinary_of_protected();

-- C1. History of who a child is said to be: old value, new value, who, when, why. Never holds an address or a contact. Only added to.
create table child_changes (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  at timestamp with time zone not null default now(),
  by_person uuid,
  by_name text not null,
  import_id uuid,
  school_id uuid,
  field text not null,
  old_value text,
  new_value text,
  why text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX child_changes_by_child ON public.child_changes USING btree (la_code, child_id, at);
-- Row security: forced
create policy owner_all on child_changes to the_owner
  using (true)
  with check (true);
create policy seen on child_changes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
CREATE TRIGGER keys_of_added AFTER INSERT ON child_changes REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();

-- C6. That a child has a plan, a social worker, is looked after and so on: the fact, its source and date, never the story. Only added to.
create table child_flags (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  flag text not null,
  says text not null,
  from_on date,
  source text not null,
  school_id uuid,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (says = ANY (ARRAY['yes'::text, 'no'::text]))
);
CREATE INDEX child_flags_latest ON public.child_flags USING btree (la_code, child_id, flag, recorded_at DESC);
-- Row security: forced
create policy owner_all on child_flags to the_owner
  using (true)
  with check (true);
create policy seen on child_flags
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C1. Derived from a child's record and always rebuildable: the keys under which the child is found, and by which version of the rule.
create table child_key_sets (
  la_code text not null,
  child_id uuid not null,
  key_version integer not null default 0,
  keys integer[] not null default '{}'::integer[],
  PRIMARY KEY (la_code, child_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id) ON DELETE CASCADE
);
CREATE INDEX child_key_sets_by_version ON public.child_key_sets USING btree (la_code, key_version);
-- Row security: forced
create policy owner_all on child_key_sets to the_owner
  using (true)
  with check (true);
create policy seen on child_key_sets
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
CREATE TRIGGER compared_again_added AFTER INSERT ON child_key_sets REFERENCING NEW TABLE AS now_sets FOR EACH STATEMENT EXECUTE FUNCTION compare_again();
CREATE TRIGGER compared_again_changed AFTER UPDATE ON child_key_sets REFERENCING NEW TABLE AS now_sets FOR EACH STATEMENT EXECUTE FUNCTION compare_again();
CREATE TRIGGER keys_added AFTER INSERT ON child_key_sets REFERENCING NEW TABLE AS now_sets FOR EACH STATEMENT EXECUTE FUNCTION keys_of_new_sets();
CREATE TRIGGER keys_changed AFTER UPDATE ON child_key_sets REFERENCING OLD TABLE AS before_sets NEW TABLE AS now_sets FOR EACH STATEMENT EXECUTE FUNCTION keys_of_changed_sets();
CREATE TRIGGER keys_gone AFTER DELETE ON child_key_sets REFERENCING OLD TABLE AS before_sets FOR EACH STATEMENT EXECUTE FUNCTION keys_of_gone_sets();

-- C1. Derived from child_key_sets by the database itself: which children are found under a key.
create table child_keys (
  la_code text not null,
  key integer not null,
  child_id uuid not null,
  PRIMARY KEY (la_code, key, child_id)
);
-- Row security: forced
create policy owner_all on child_keys to the_owner
  using (true)
  with check (true);
create policy seen on child_keys for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C1. What became of a link: a record it stood on changed, a person said that it stands, or undid it. The latest holds; one undone stays so. Only added to.
create table child_link_steps (
  la_code text not null,
  link_id uuid not null,
  id uuid not null,
  what text not null,
  says text not null,
  by_person uuid,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, link_id, id),
  FOREIGN KEY (la_code, link_id) REFERENCES child_links(la_code, id),
  CHECK (what = ANY (ARRAY['questioned'::text, 'stands'::text, 'undone'::text]))
);
CREATE UNIQUE INDEX child_links_undone_once ON public.child_link_steps USING btree (la_code, link_id) WHERE (what = 'undone'::text);
-- Row security: forced
create policy owner_all on child_link_steps to the_owner
  using (true)
  with check (true);
create policy seen on child_link_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM child_links l
  WHERE l.la_code = child_link_steps.la_code AND l.id = child_link_steps.link_id)));
create policy taken on child_link_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM child_links l
  WHERE l.la_code = child_link_steps.la_code AND l.id = child_link_steps.link_id AND (child_link_steps.what <> 'stands'::text OR (( SELECT viewer_role() AS viewer_role)) = 'manager'::text OR NOT pair_guarded(l.la_code, l.child_id, l.other_id)))) AND (( SELECT viewer_is_system() AS viewer_is_system) AND what = 'questioned'::text OR ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND by_person = (( SELECT viewer_person() AS viewer_person))));

-- C1. That two records are one child: who proposed it, who confirmed it, on what evidence, by which model. Undone by a row in child_link_steps. Only added to.
create table child_links (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  other_id uuid not null,
  how text not null,
  why text not null,
  proposed_by uuid,
  proposed_name text,
  made_by uuid,
  made_name text not null,
  made_at timestamp with time zone not null default now(),
  band text not null,
  probability double precision not null,
  model_version text not null,
  evidence jsonb not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES children(la_code, id),
  CHECK ((how = 'automatic'::text) = (made_by IS NULL)),
  CHECK (child_id < other_id),
  CHECK (how = 'automatic'::text OR proposed_by IS NOT NULL AND proposed_by <> made_by),
  CHECK (how = ANY (ARRAY['two people'::text, 'automatic'::text]))
);
CREATE INDEX child_links_by_child ON public.child_links USING btree (la_code, child_id);
CREATE INDEX child_links_by_other ON public.child_links USING btree (la_code, other_id);
CREATE INDEX child_links_by_time ON public.child_links USING btree (la_code, made_at DESC, id DESC);
-- Row security: forced
create policy made on child_links for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (how = 'two people'::text AND made_by = (( SELECT viewer_person() AS viewer_person)) AND ((( SELECT viewer_role() AS viewer_role)) = 'manager'::text OR (( SELECT viewer_role() AS viewer_role)) = 'cme-officer'::text AND NOT pair_guarded(la_code, child_id, other_id)) OR how = 'automatic'::text AND ( SELECT viewer_is_system() AS viewer_is_system) AND NOT pair_guarded(la_code, child_id, other_id)));
create policy owner_all on child_links to the_owner
  using (true)
  with check (true);
create policy seen on child_links for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND pair_in_sight(la_code, child_id, other_id));

-- C1. Who a child is, as now known. What was said before is in child_changes.
create table children (
  la_code text not null,
  id uuid not null,
  token text not null,
  surname text not null,
  forename text not null,
  middle_names text,
  preferred_surname text,
  preferred_forename text,
  former_surname text,
  date_of_birth date,
  sex text,
  upn text,
  upn_checked boolean not null default false,
  former_upn text,
  surname_key text not null,
  forename_key text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (sex = ANY (ARRAY['F'::text, 'M'::text, 'U'::text]))
);
CREATE INDEX children_by_birth ON public.children USING btree (la_code, date_of_birth, surname_key);
CREATE INDEX children_by_forename ON public.children USING btree (la_code, forename_key, date_of_birth);
CREATE INDEX children_by_name ON public.children USING btree (la_code, surname_key, forename_key);
CREATE INDEX children_by_upn ON public.children USING btree (la_code, upn) WHERE (upn IS NOT NULL);
-- Row security: forced
create policy changed on children for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy kept on children for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on children to the_owner
  using (true)
  with check (true);
create policy seen on children for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (EXISTS ( SELECT 1
   FROM enrolments e
  WHERE e.la_code = children.la_code AND e.child_id = children.id AND (e.school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND (e.seen_until IS NULL OR e.seen_until >= (( SELECT viewer_today() AS viewer_today))))) OR child_in_sight(la_code, id)));
CREATE TRIGGER keys_of_added AFTER INSERT ON children REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_changed AFTER UPDATE ON children REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();

-- C10. What became of a proposal: another manager confirmed it or did not, or its author took it back. Only added to.
create table commencement_answers (
  la_code text not null,
  commencement_id uuid not null,
  answer text not null,
  why text not null,
  answered_by uuid not null,
  answered_name text not null,
  answered_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, commencement_id),
  FOREIGN KEY (la_code, answered_by) REFERENCES people(la_code, id),
  FOREIGN KEY (la_code, commencement_id) REFERENCES commencements(la_code, id),
  CHECK (answer = ANY (ARRAY['confirmed'::text, 'not confirmed'::text, 'taken back'::text]))
);
-- Row security: forced
create policy answered_by_another on commencement_answers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_role() AS viewer_role)) = 'manager'::text AND answered_by = (( SELECT viewer_person() AS viewer_person)) AND (EXISTS ( SELECT 1
   FROM commencements c
  WHERE c.la_code = commencement_answers.la_code AND c.id = commencement_answers.commencement_id AND (c.proposed_by = commencement_answers.answered_by) = (commencement_answers.answer = 'taken back'::text))));
create policy owner_all on commencement_answers to the_owner
  using (true)
  with check (true);
create policy seen on commencement_answers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C10. What a manager proposed of a pending law: in force from a day, or not after all. Holds only when another manager has confirmed it. Only added to.
-- on_date: The day from which it is in force; empty where an earlier confirmation is withdrawn.
-- cites: The statutory instrument, or what else says so.
create table commencements (
  la_code text not null,
  id uuid not null,
  provision text not null,
  on_date date,
  cites text not null,
  why text not null,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, proposed_by) REFERENCES people(la_code, id)
);
CREATE INDEX commencements_by_provision ON public.commencements USING btree (la_code, provision, proposed_at DESC);
-- Row security: forced
create policy owner_all on commencements to the_owner
  using (true)
  with check (true);
create policy proposed_by_manager on commencements for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_role() AS viewer_role)) = 'manager'::text AND proposed_by = (( SELECT viewer_person() AS viewer_person)));
create policy seen on commencements for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C2. Safe-contact marks: whether we may write, ring, text or email. The latest holds; not known is not yes. Only added to.
create table contact_safety (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  contact_id uuid not null,
  may_write text not null,
  may_ring text not null,
  may_text text not null,
  may_email text not null,
  note text,
  marked_by uuid,
  marked_name text not null,
  marked_at timestamp with time zone not null default now(),
  school_id uuid,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (may_email = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (may_ring = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (may_text = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (may_write = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text]))
);
CREATE INDEX contact_safety_latest ON public.contact_safety USING btree (la_code, contact_id, marked_at DESC);
-- Row security: forced
create policy owner_all on contact_safety to the_owner
  using (true)
  with check (true);
create policy seen on contact_safety
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C2. Parents and others who speak for a child. None of a protected child from the day of the protection.
create table contacts (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid,
  contact_order integer not null default 1,
  name text not null,
  relationship text,
  parental_responsibility text not null default 'not known'::text,
  lives_with text not null default 'not known'::text,
  phone_1 text,
  phone_2 text,
  email text,
  restricted boolean not null default false,
  recorded_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (lives_with = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (parental_responsibility = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text]))
);
CREATE INDEX contacts_by_child ON public.contacts USING btree (la_code, child_id);
-- Row security: forced
create policy owner_all on contacts to the_owner
  using (true)
  with check (true);
create policy seen on contacts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
CREATE TRIGGER keys_of_added AFTER INSERT ON contacts REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_changed AFTER UPDATE ON contacts REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_gone AFTER DELETE ON contacts REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER not_of_protected BEFORE INSERT OR UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION refuse_ordinary_of_protected();

-- C10. The last number given out, for references people say aloud (C-1042).
create table counters (
  la_code text not null,
  name text not null,
  value bigint not null,
  PRIMARY KEY (la_code, name),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
-- Row security: forced
create policy owner_all on counters to the_owner
  using (true)
  with check (true);
create policy used on counters
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C12. Each time the rules were applied: to a school (for the whole authority's run, or because its marks changed), over how many enrolments, with what result. Without a school: that a whole run is finished. Only added to.
-- nightly_id: The run over the whole authority that this was a part of.
create table detect_runs (
  la_code text not null,
  id uuid not null,
  on_date date not null,
  school_id uuid,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  pupils integer not null,
  found integer not null,
  withdrawn integer not null,
  nightly_id uuid,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, nightly_id) REFERENCES nightly_runs(la_code, id)
);
CREATE INDEX detect_runs_by_nightly ON public.detect_runs USING btree (la_code, nightly_id, school_id) WHERE (nightly_id IS NOT NULL);
CREATE UNIQUE INDEX detect_runs_finished_once ON public.detect_runs USING btree (la_code, nightly_id) WHERE (school_id IS NULL);
-- Row security: forced
create policy owner_all on detect_runs to the_owner
  using (true)
  with check (true);
create policy seen on detect_runs
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C5. One thing done to find a child, and what it found. A contact is one too. Only added to.
create table enquiries (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid,
  case_id uuid,
  side text not null,
  check_code text not null,
  method text,
  asked text,
  result text not null,
  note text,
  done_on date not null,
  done_at text,
  due_on date,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK ((side = 'school'::text) = (school_id IS NOT NULL)),
  CHECK (side = ANY (ARRAY['school'::text, 'authority'::text]))
);
CREATE INDEX enquiries_by_child ON public.enquiries USING btree (la_code, child_id, done_on);
CREATE INDEX enquiries_by_school ON public.enquiries USING btree (la_code, school_id, done_on) WHERE (school_id IS NOT NULL);
-- Row security: forced
create policy about_a_child_in_sight on enquiries for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = enquiries.la_code AND c.id = enquiries.child_id)));
create policy owner_all on enquiries to the_owner
  using (true)
  with check (true);
create policy seen on enquiries
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. History of an enrolment: entered, changed, left, with who, when and why. Only added to.
create table enrolment_events (
  la_code text not null,
  id uuid not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  at timestamp with time zone not null default now(),
  by_person uuid,
  by_name text not null,
  import_id uuid,
  type text not null,
  data jsonb not null default '{}'::jsonb,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id)
);
CREATE INDEX enrolment_events_by_child ON public.enrolment_events USING btree (la_code, child_id, at);
CREATE INDEX enrolment_events_by_enrolment ON public.enrolment_events USING btree (la_code, enrolment_id, at);
-- Row security: forced
create policy owner_all on enrolment_events to the_owner
  using (true)
  with check (true);
create policy seen on enrolment_events
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. A child's time on one school's admission register. seen_until: the last day the school may still look, once the child has left.
create table enrolments (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  mis_id text not null,
  admission_number text,
  nc_year text,
  registration_group text,
  enrol_status text,
  most_junior_class boolean,
  most_senior_class boolean,
  entry_date date not null,
  leaving_date date,
  leaving_reason text,
  ground text,
  ground_as_received text,
  destination text,
  destination_urn text,
  seen_until date,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (leaving_date IS NULL OR seen_until IS NOT NULL)
);
CREATE INDEX enrolments_by_child ON public.enrolments USING btree (la_code, child_id);
CREATE UNIQUE INDEX enrolments_by_mis_id ON public.enrolments USING btree (la_code, school_id, mis_id, entry_date);
CREATE INDEX enrolments_left ON public.enrolments USING btree (la_code, leaving_date) WHERE (leaving_date IS NOT NULL);
CREATE INDEX enrolments_on_roll ON public.enrolments USING btree (la_code, school_id) WHERE (leaving_date IS NULL);
-- Row security: forced
create policy owner_all on enrolments to the_owner
  using (true)
  with check (true);
create policy seen on enrolments
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND (seen_until IS NULL OR seen_until >= (( SELECT viewer_today() AS viewer_today)))));

-- C0. The national schools list, as last read: schools anywhere, so that a destination can be named.
create table establishments (
  urn text not null,
  la_code text not null,
  dfe_number text not null,
  name text not null,
  type_code text,
  phase_code text,
  status_code text,
  low_age integer,
  high_age integer,
  opened_on date,
  closed_on date,
  street text,
  town text,
  postcode text,
  telephone text,
  changed_on date,
  PRIMARY KEY (urn)
);
CREATE INDEX establishments_by_authority ON public.establishments USING btree (la_code, dfe_number);
-- Row security: none

-- C5. That a person judged two children to be of one family, or not, or took that back. The latest holds. Only added to.
-- evidence: What the person saw: which kinds of tie, how strong and since when. No address, name or number.
create table family_decisions (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  other_id uuid not null,
  decision text not null,
  why text not null,
  evidence jsonb not null,
  decided_by uuid not null,
  decided_name text not null,
  decided_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES children(la_code, id),
  CHECK (child_id < other_id),
  CHECK (decision = ANY (ARRAY['same family'::text, 'not family'::text, 'not sure'::text, 'taken back'::text]))
);
CREATE INDEX family_decisions_by_child ON public.family_decisions USING btree (la_code, child_id, other_id, decided_at DESC, id DESC);
CREATE INDEX family_decisions_by_other ON public.family_decisions USING btree (la_code, other_id);
-- Row security: forced
create policy decided on family_decisions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND decided_by = (( SELECT viewer_person() AS viewer_person)) AND NOT pair_guarded(la_code, child_id, other_id));
create policy owner_all on family_decisions to the_owner
  using (true)
  with check (true);
create policy seen on family_decisions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND NOT pair_guarded(la_code, child_id, other_id));

-- C4. That a later correction withdrew a finding or moved it, and why. Only added to.
create table finding_endings (
  la_code text not null,
  finding_id uuid not null,
  school_id uuid not null,
  at timestamp with time zone not null default now(),
  run_id uuid not null,
  because text not null,
  replaced_by uuid,
  PRIMARY KEY (la_code, finding_id),
  FOREIGN KEY (la_code, finding_id) REFERENCES findings(la_code, id)
);
-- Row security: forced
create policy owner_all on finding_endings to the_owner
  using (true)
  with check (true);
create policy seen on finding_endings
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. What a rule said about a register, with its reason, its law, its version and what it was worked out from. Only added to.
create table findings (
  la_code text not null,
  id uuid not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  rule text not null,
  rule_version date not null,
  on_date date not null,
  due_on date,
  since_on date,
  because text not null,
  cites text not null,
  inputs jsonb not null,
  run_id uuid not null,
  found_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, run_id) REFERENCES detect_runs(la_code, id)
);
CREATE INDEX findings_by_child ON public.findings USING btree (la_code, child_id, rule, on_date);
CREATE INDEX findings_by_enrolment ON public.findings USING btree (la_code, enrolment_id, rule, on_date);
CREATE INDEX findings_by_rule ON public.findings USING btree (la_code, rule, on_date);
CREATE INDEX findings_by_school ON public.findings USING btree (la_code, school_id, rule, on_date);
-- Row security: forced
create policy owner_all on findings to the_owner
  using (true)
  with check (true);
create policy seen on findings
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. A role, at a school or for the authority, from a day to a day. Who gave it and why.
create table grants (
  la_code text not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  school_id uuid,
  starts_on date not null,
  ends_on date,
  given_by uuid,
  given_name text not null,
  given_at timestamp with time zone not null default now(),
  why text not null,
  ended_at timestamp with time zone,
  ended_name text,
  ended_why text,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, person_id) REFERENCES people(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK ((role = ANY (ARRAY['attendance-officer'::text, 'dsl'::text, 'headteacher'::text, 'trust-head'::text])) = (school_id IS NOT NULL)),
  CHECK (role = ANY (ARRAY['attendance-officer'::text, 'dsl'::text, 'headteacher'::text, 'trust-head'::text, 'cme-officer'::text, 'cme-assistant'::text, 'manager'::text]))
);
CREATE INDEX grants_by_person ON public.grants USING btree (la_code, person_id);
CREATE INDEX grants_by_school ON public.grants USING btree (la_code, school_id);
-- Row security: forced
create policy ended on grants for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'headteacher'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy given on grants for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'headteacher'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy owner_all on grants to the_owner
  using (true)
  with check (true);
create policy seen on grants for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'headteacher'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. Which of a system's columns is which of ours, remembered for the next file with the same header. The latest holds.
create table header_mappings (
  la_code text not null,
  id uuid not null,
  school_id uuid,
  kind text not null,
  name text not null,
  headers text not null,
  mapping jsonb not null,
  saved_name text not null,
  saved_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE INDEX header_mappings_by_headers ON public.header_mappings USING btree (la_code, kind, headers, saved_at DESC);
-- Row security: forced
create policy owner_all on header_mappings to the_owner
  using (true)
  with check (true);
create policy seen on header_mappings
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C1. What a file would change or has changed, a row each, before and after. A name missing from a list waits here for a person.
create table import_changes (
  la_code text not null,
  import_id uuid not null,
  number integer not null,
  line integer,
  outcome text not null,
  school_id uuid,
  child_id uuid,
  enrolment_id uuid,
  says text not null,
  before_after jsonb not null default '[]'::jsonb,
  decision text,
  decided_name text,
  decided_at timestamp with time zone,
  PRIMARY KEY (la_code, import_id, number),
  FOREIGN KEY (la_code, import_id) REFERENCES imports(la_code, id),
  CHECK (decision = ANY (ARRAY['apply'::text, 'leave'::text])),
  CHECK (outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'held'::text, 'left'::text, 'missing'::text]))
);
CREATE INDEX import_changes_by_outcome ON public.import_changes USING btree (la_code, import_id, outcome, number);
CREATE INDEX import_changes_undecided ON public.import_changes USING btree (la_code, school_id) WHERE ((outcome = 'missing'::text) AND (decision IS NULL));
-- Row security: forced
create policy owner_all on import_changes to the_owner
  using (true)
  with check (true);
create policy seen on import_changes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM imports i
  WHERE i.la_code = import_changes.la_code AND i.id = import_changes.import_id)));

-- C11. History of a file: received, checked, applied, by whom. Only added to.
create table import_events (
  la_code text not null,
  import_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  by_person uuid,
  by_name text not null,
  what text not null,
  detail jsonb not null default '{}'::jsonb,
  PRIMARY KEY (la_code, import_id, id),
  FOREIGN KEY (la_code, import_id) REFERENCES imports(la_code, id)
);
-- Row security: forced
create policy owner_all on import_events to the_owner
  using (true)
  with check (true);
create policy seen on import_events
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM imports i
  WHERE i.la_code = import_events.la_code AND i.id = import_events.import_id)));

-- C9. The file itself, in parts, until its day of deletion. No page shows it.
create table import_files (
  la_code text not null,
  import_id uuid not null,
  part integer not null,
  content bytea not null,
  PRIMARY KEY (la_code, import_id, part),
  FOREIGN KEY (la_code, import_id) REFERENCES imports(la_code, id)
);
-- Row security: forced
create policy owner_all on import_files to the_owner
  using (true)
  with check (true);
create policy seen on import_files
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM imports i
  WHERE i.la_code = import_files.la_code AND i.id = import_files.import_id)));

-- C1. What was wrong in a file: line, column, found, expected. Never shows an address or a contact.
create table import_problems (
  la_code text not null,
  import_id uuid not null,
  number integer not null,
  line integer,
  column_name text,
  found text,
  expected text not null,
  severity text not null,
  PRIMARY KEY (la_code, import_id, number),
  FOREIGN KEY (la_code, import_id) REFERENCES imports(la_code, id),
  CHECK (severity = ANY (ARRAY['held'::text, 'warning'::text, 'note'::text, 'ask'::text]))
);
-- Row security: forced
create policy owner_all on import_problems to the_owner
  using (true)
  with check (true);
create policy seen on import_problems
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM imports i
  WHERE i.la_code = import_problems.la_code AND i.id = import_problems.import_id)));

-- C10. A file received, and how far it has come.
create table imports (
  la_code text not null,
  id uuid not null,
  token text not null,
  kind text not null,
  school_id uuid,
  file_name text not null,
  digest text not null,
  bytes bigint not null,
  mapping jsonb not null default '{}'::jsonb,
  complete boolean not null default false,
  demonstration boolean not null default false,
  received_at timestamp with time zone not null,
  received_by uuid,
  received_name text not null,
  state text not null,
  counts jsonb not null default '{}'::jsonb,
  checked_at timestamp with time zone,
  applied_at timestamp with time zone,
  applied_name text,
  refused_why text,
  delete_file_on date not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (kind = ANY (ARRAY['schools'::text, 'term-dates'::text, 'pupils'::text, 'contacts'::text, 'attendance'::text, 'attendance-marks'::text, 'leave'::text])),
  CHECK (state = ANY (ARRAY['received'::text, 'checked'::text, 'applying'::text, 'applied'::text, 'refused'::text]))
);
CREATE INDEX imports_by_digest ON public.imports USING btree (la_code, digest);
CREATE INDEX imports_by_time ON public.imports USING btree (la_code, received_at DESC);
CREATE INDEX imports_waiting ON public.imports USING btree (la_code, kind) WHERE (state = 'applied'::text);
-- Row security: forced
create policy owner_all on imports to the_owner
  using (true)
  with check (true);
create policy seen on imports
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. One row, written when the database was made: whether it is a demonstration.
create table installation (
  only_one boolean not null default true,
  demonstration boolean not null,
  made_at timestamp with time zone not null default now(),
  loaded_at timestamp with time zone,
  PRIMARY KEY (only_one),
  CHECK (only_one)
);
-- Row security: none

-- C10. One-time links with which a person sets their password and second factor.
create table invitations (
  la_code text not null,
  id uuid not null,
  person_id uuid not null,
  token_hash text not null,
  made_name text not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, person_id) REFERENCES people(la_code, id)
);
CREATE INDEX invitations_by_token ON public.invitations USING btree (token_hash);
-- Row security: forced
create policy made on invitations
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'headteacher'::text, 'system'::text]))));
create policy owner_all on invitations to the_owner
  using (true)
  with check (true);

-- C5. What the school and the authority each concluded of their joint reasonable enquiries, and who signed. The latest of each side holds. Only added to.
create table joint_conclusions (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  case_id uuid not null,
  side text not null,
  outcome text not null,
  unavoidable text not null,
  reasons text not null,
  signed_by uuid,
  signed_name text not null,
  signed_role text not null,
  signed_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (outcome = ANY (ARRAY['NOT_LOCATED_AFTER_JOINT'::text, 'LOCATED_AGREED_WILL_NOT_ATTEND'::text, 'LOCATED_EXPECTED_TO_ATTEND'::text, 'LOCATED_NOT_AGREED'::text, 'IN_PROGRESS'::text])),
  CHECK (side = ANY (ARRAY['school'::text, 'authority'::text])),
  CHECK (unavoidable = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text]))
);
CREATE INDEX joint_conclusions_by_child ON public.joint_conclusions USING btree (la_code, child_id, at DESC);
-- Row security: forced
create policy owner_all on joint_conclusions to the_owner
  using (true)
  with check (true);
create policy seen on joint_conclusions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Leave of absence that was granted.
create table leaves (
  la_code text not null,
  id uuid not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  import_id uuid,
  recorded_at timestamp with time zone not null default now(),
  by_name text not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, starts_on, ends_on),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (ends_on >= starts_on)
);
-- Row security: forced
create policy owner_all on leaves to the_owner
  using (true)
  with check (true);
create policy seen on leaves
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C2. What was answered by a one-time link, as it was sent. Only added to.
create table link_answers (
  la_code text not null,
  id uuid not null,
  link_id uuid not null,
  answers jsonb not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, link_id) REFERENCES one_time_links(la_code, id)
);
CREATE INDEX link_answers_of ON public.link_answers USING btree (la_code, link_id, at);
-- Row security: forced
create policy answered on link_answers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_side() = 'link'::text AND link_id = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on link_answers to the_owner
  using (true)
  with check (true);
create policy seen on link_answers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (EXISTS ( SELECT 1
   FROM one_time_links l
  WHERE l.la_code = link_answers.la_code AND l.id = link_answers.link_id))));

-- C11. Every look at a named child: who, in which role, on which page, when, and why where we ask. Only added to.
-- schools: The schools on whose behalf it was; none for the authority. A school sees its own people's looks and the authority's.
create table looks (
  la_code text not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  person_id uuid not null,
  by_name text not null,
  role text not null,
  organisation text not null,
  child_id uuid not null,
  page text not null,
  why text,
  schools uuid[] not null default '{}'::uuid[],
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE INDEX looks_by_child ON public.looks USING btree (la_code, child_id, at DESC);
CREATE INDEX looks_by_person ON public.looks USING btree (la_code, person_id, at DESC);
-- Row security: forced
create policy added on looks for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND person_id = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on looks to the_owner
  using (true)
  with check (true);
create policy seen on looks for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (schools = '{}'::uuid[] OR schools && (( SELECT viewer_schools() AS viewer_schools))) AND child_in_sight(la_code, child_id)));

-- C1. Children whose record was written or changed and has not been compared with the others since.
create table match_again (
  la_code text not null,
  child_id uuid not null,
  since timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, child_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX match_again_by_time ON public.match_again USING btree (la_code, since, child_id);
-- Row security: forced
create policy again on match_again
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on match_again to the_owner
  using (true)
  with check (true);

-- C1. Who might be meant by what a door asked: the authority alone reads it. Only added to.
create table match_answer_candidates (
  la_code text not null,
  asked_id uuid not null,
  child_id uuid not null,
  band text not null,
  probability double precision not null,
  PRIMARY KEY (la_code, asked_id, child_id),
  FOREIGN KEY (la_code, asked_id) REFERENCES match_asked(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (band = ANY (ARRAY['certain'::text, 'probable'::text, 'look'::text])),
  CHECK (probability >= 0::double precision AND probability <= 1::double precision)
);
-- Row security: forced
create policy answered on match_answer_candidates for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on match_answer_candidates to the_owner
  using (true)
  with check (true);
create policy seen on match_answer_candidates for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) AND pair_in_sight(la_code, child_id, COALESCE(( SELECT a.child_id
   FROM match_asked a
  WHERE a.la_code = match_answer_candidates.la_code AND a.id = match_answer_candidates.asked_id), child_id)));

-- C12. That what a door asked was looked for, when and by which model. Only added to.
create table match_answers (
  la_code text not null,
  asked_id uuid not null,
  answered_at timestamp with time zone not null default now(),
  model_version text not null,
  PRIMARY KEY (la_code, asked_id),
  FOREIGN KEY (la_code, asked_id) REFERENCES match_asked(la_code, id)
);
-- Row security: forced
create policy answered on match_answers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on match_answers to the_owner
  using (true)
  with check (true);
create policy seen on match_answers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));

-- C1. Each time a door asked whether a child is known: which door, who, and the names, birthday and number that were said. Only added to.
-- child_id: The record that was asked about, where there is one.
create table match_asked (
  la_code text not null,
  id uuid not null,
  token text not null,
  asked_from text not null,
  child_id uuid,
  said jsonb not null default '{}'::jsonb,
  asked_by uuid,
  asked_name text not null,
  asked_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (asked_from = ANY (ARRAY['referral'::text, 'pupil import'::text, 'changed record'::text, 'roll check'::text, 'ctf'::text, 'another authority'::text, 'public report'::text]))
);
CREATE INDEX match_asked_at_doors ON public.match_asked USING btree (la_code, asked_at DESC, id DESC) WHERE (asked_from <> ALL (ARRAY['pupil import'::text, 'changed record'::text]));
CREATE INDEX match_asked_by_child ON public.match_asked USING btree (la_code, child_id) WHERE (child_id IS NOT NULL);
CREATE INDEX match_asked_by_time ON public.match_asked USING btree (la_code, asked_at DESC, id DESC);
-- Row security: forced
create policy asked on match_asked for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on match_asked to the_owner
  using (true)
  with check (true);
create policy seen on match_asked for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));

-- C2. All that was said to a door, homes and telephones too, until the answer has been looked for: then it is deleted.
create table match_asked_waiting (
  la_code text not null,
  asked_id uuid not null,
  said jsonb not null,
  PRIMARY KEY (la_code, asked_id),
  FOREIGN KEY (la_code, asked_id) REFERENCES match_asked(la_code, id)
);
-- Row security: forced
create policy looked_for on match_asked_waiting
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on match_asked_waiting to the_owner
  using (true)
  with check (true);

-- C1. That a person judged two records to be the same child, or not. The latest holds. Only added to.
-- evidence: What the person saw, field by field, without what a protection could hold.
-- probability: What was said to the person. Empty where they decided before there were probabilities.
create table match_decisions (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  other_id uuid not null,
  decision text not null,
  why text not null,
  evidence jsonb not null,
  decided_by uuid,
  decided_name text not null,
  decided_at timestamp with time zone not null default now(),
  model_version text,
  probability double precision,
  band text,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES children(la_code, id),
  CHECK (band = ANY (ARRAY['certain'::text, 'probable'::text, 'look'::text, 'none'::text])),
  CHECK (decision = ANY (ARRAY['same'::text, 'different'::text, 'not sure'::text])),
  CHECK (probability >= 0::double precision AND probability <= 1::double precision)
);
CREATE INDEX match_decisions_by_child ON public.match_decisions USING btree (la_code, child_id);
CREATE INDEX match_decisions_by_other ON public.match_decisions USING btree (la_code, other_id);
-- Row security: forced
create policy decided on match_decisions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) AND decided_by IS NULL OR ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND decided_by = (( SELECT viewer_person() AS viewer_person)) AND (decision <> 'same'::text OR (( SELECT viewer_role() AS viewer_role)) = 'manager'::text OR NOT pair_guarded(la_code, child_id, other_id))));
create policy owner_all on match_decisions to the_owner
  using (true)
  with check (true);
create policy seen on match_decisions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND pair_in_sight(la_code, child_id, other_id));

-- C1. Two records that may be one child, how alike they are now, and whether a person is waited for. No home or telephone is kept in it.
-- seen: The evidence field by field, in words and bits, without what a protection could hold.
-- says: Why an answer already given is asked again.
create table match_proposals (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  other_id uuid not null,
  found_from text not null,
  found_at timestamp with time zone not null default now(),
  band text not null,
  probability double precision not null,
  model_version text not null,
  seen jsonb not null,
  state text not null default 'open'::text,
  urgency smallint not null default 2,
  rank smallint not null,
  says text,
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, child_id, other_id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES children(la_code, id),
  CHECK (band = ANY (ARRAY['certain'::text, 'probable'::text, 'look'::text])),
  CHECK (child_id < other_id),
  CHECK (probability >= 0::double precision AND probability <= 1::double precision),
  CHECK (rank >= 0 AND rank <= 2),
  CHECK (state = ANY (ARRAY['open'::text, 'to confirm'::text, 'questioned'::text, 'settled'::text, 'withdrawn'::text])),
  CHECK (urgency >= 0 AND urgency <= 2)
);
CREATE INDEX match_proposals_asked_again ON public.match_proposals USING btree (la_code, changed_at DESC, id) WHERE (state = 'questioned'::text);
CREATE INDEX match_proposals_by_likeness ON public.match_proposals USING btree (la_code, rank, probability DESC, id) WHERE (state = ANY (ARRAY['open'::text, 'to confirm'::text, 'questioned'::text]));
CREATE INDEX match_proposals_by_other ON public.match_proposals USING btree (la_code, other_id);
CREATE INDEX match_proposals_by_urgency ON public.match_proposals USING btree (la_code, urgency, rank, probability DESC, id) WHERE (state = ANY (ARRAY['open'::text, 'to confirm'::text, 'questioned'::text]));
CREATE INDEX match_proposals_to_confirm ON public.match_proposals USING btree (la_code, changed_at DESC, id) WHERE (state = 'to confirm'::text);
-- Row security: forced
create policy decided on match_proposals for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) AND pair_in_sight(la_code, child_id, other_id));
create policy owner_all on match_proposals to the_owner
  using (true)
  with check (true);
create policy proposed on match_proposals for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy seen on match_proposals for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND pair_in_sight(la_code, child_id, other_id));

-- C1. That two records were said to have something only one child can have, such as a UPN; what was said, by which file. A decision on the pair answers it. Only added to.
create table match_questions (
  la_code text not null,
  id uuid not null,
  kind text not null,
  child_id uuid not null,
  other_id uuid not null,
  said jsonb not null,
  school_id uuid,
  import_id uuid,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, kind, child_id, other_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES children(la_code, id),
  CHECK (kind = 'same upn'::text)
);
CREATE INDEX match_questions_by_other ON public.match_questions USING btree (la_code, other_id);
CREATE INDEX match_questions_by_time ON public.match_questions USING btree (la_code, at, id);
-- Row security: forced
create policy asked on match_questions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on match_questions to the_owner
  using (true)
  with check (true);
create policy seen on match_questions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C10. Who accepted which weights, when and why. The latest holds. Only added to.
create table matching_model_acceptances (
  la_code text not null,
  id uuid not null,
  version integer not null,
  accepted_at timestamp with time zone not null default now(),
  accepted_name text not null,
  why text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, version) REFERENCES matching_models(la_code, version)
);
CREATE INDEX matching_model_acceptances_latest ON public.matching_model_acceptances USING btree (la_code, accepted_at DESC, id DESC);
-- Row security: forced
create policy accepted on matching_model_acceptances for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on matching_model_acceptances to the_owner
  using (true)
  with check (true);
create policy seen on matching_model_acceptances for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C1. The weights of matching as trained, with the counts they rest on, how common the commonest names are, and what moved. Only added to.
create table matching_models (
  la_code text not null,
  version integer not null,
  model jsonb not null,
  trained_on jsonb not null,
  measures jsonb not null,
  moved jsonb not null,
  made_at timestamp with time zone not null default now(),
  made_name text not null,
  PRIMARY KEY (la_code, version),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (version > 0)
);
-- Row security: forced
create policy made on matching_models for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on matching_models to the_owner
  using (true)
  with check (true);
create policy seen on matching_models for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- (no comment)
create table migrations (
  number integer not null,
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (number)
);
-- Row security: none

-- C12. That the rules began to be applied to a whole authority: up to which day, how many schools and enrolments. What came of it stands in detect_runs. Only added to.
create table nightly_runs (
  la_code text not null,
  id uuid not null,
  on_date date not null,
  started_at timestamp with time zone not null,
  schools integer not null,
  pupils integer not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE INDEX nightly_runs_by_time ON public.nightly_runs USING btree (la_code, started_at DESC);
-- Row security: forced
create policy begun on nightly_runs for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on nightly_runs to the_owner
  using (true)
  with check (true);
create policy seen on nightly_runs for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. A place asked for at a school, and whether the child started: the receiving school's own word is the proof.
create table offers (
  la_code text not null,
  id uuid not null,
  token text not null,
  case_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  starts_on date not null,
  state text not null,
  made_on date not null,
  made_name text not null,
  answered_name text,
  answered_on date,
  attended_on date,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK ((state = 'started'::text) = (attended_on IS NOT NULL)),
  CHECK (state = ANY (ARRAY['asked'::text, 'started'::text, 'not started'::text, 'withdrawn'::text]))
);
CREATE INDEX offers_by_case ON public.offers USING btree (la_code, case_id);
CREATE INDEX offers_by_child ON public.offers USING btree (la_code, child_id);
CREATE INDEX offers_by_school ON public.offers USING btree (la_code, school_id, state);
-- Row security: forced
create policy owner_all on offers to the_owner
  using (true)
  with check (true);
create policy seen on offers
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C2. A link for somebody without an account: what it is about, the little that it shows, and the second check. The secret and the right answer are kept as digests.
-- bound_to: The digest of the one browser in which the second check was passed: forwarded to another it opens nothing.
create table one_time_links (
  la_code text not null,
  id uuid not null,
  digest text not null,
  kind text not null,
  about_id uuid not null,
  child_id uuid,
  school_id uuid,
  sent_to text not null,
  asks text not null,
  answer text not null,
  shows jsonb not null,
  made_by uuid,
  made_name text not null,
  made_at timestamp with time zone not null default now(),
  ends_on date not null,
  tries integer not null default 0,
  bound_to text,
  bound_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_why text,
  PRIMARY KEY (la_code, id),
  UNIQUE (digest),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX one_time_links_about ON public.one_time_links USING btree (la_code, about_id, made_at DESC);
CREATE INDEX one_time_links_child ON public.one_time_links USING btree (la_code, child_id) WHERE (child_id IS NOT NULL);
CREATE INDEX one_time_links_school ON public.one_time_links USING btree (la_code, school_id) WHERE (school_id IS NOT NULL);
-- Row security: forced
create policy about_a_child_in_sight on one_time_links for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR child_id IS NULL OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = one_time_links.la_code AND c.id = one_time_links.child_id)));
create policy made on one_time_links for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy owner_all on one_time_links to the_owner
  using (true)
  with check (true);
create policy seen on one_time_links for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'link'::text AND id = (( SELECT viewer_person() AS viewer_person)) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy used on one_time_links for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'link'::text AND id = (( SELECT viewer_person() AS viewer_person)) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. People with an account. Ended, never deleted.
create table people (
  la_code text not null,
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text,
  totp_secret text,
  totp_last_step bigint,
  demonstration boolean not null default false,
  added_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  ended_why text,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE UNIQUE INDEX people_by_email ON public.people USING btree (la_code, lower(email));
CREATE INDEX people_signing_in ON public.people USING btree (lower(email));
-- Row security: forced
create policy added on people for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text, 'headteacher'::text])));
create policy changed on people for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'headteacher'::text AND (EXISTS ( SELECT 1
   FROM grants g
  WHERE g.la_code = people.la_code AND g.person_id = people.id AND (g.school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))))));
create policy owner_all on people to the_owner
  using (true)
  with check (true);
create policy seen on people for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'headteacher'::text AND (EXISTS ( SELECT 1
   FROM grants g
  WHERE g.la_code = people.la_code AND g.person_id = people.id AND (g.school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))))));

-- C3. Where a protected child is and how to reach the family. Read by break-glass alone. Only added to.
create table protected_details (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  kind text not null,
  detail jsonb not null,
  school_id uuid,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (kind = ANY (ARRAY['address'::text, 'contact'::text]))
);
CREATE INDEX protected_details_by_child ON public.protected_details USING btree (la_code, child_id);
-- Row security: forced
create policy kept on protected_details for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy opened on protected_details for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text])) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))) AND (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = protected_details.la_code AND c.id = protected_details.child_id)) AND (EXISTS ( SELECT 1
   FROM break_glass b
  WHERE b.la_code = protected_details.la_code AND b.child_id = protected_details.child_id AND b.person_id = (( SELECT viewer_person() AS viewer_person)) AND b.expires_at > now())));
create policy owner_all on protected_details to the_owner
  using (true)
  with check (true);

-- C3. That a child is protected, from when, and who said so. Anyone on the staff may add one, at once. Only added to.
create table protections (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  kind text not null,
  from_on date not null,
  reason text not null,
  put_on_by uuid,
  put_on_name text not null,
  put_on_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (kind = ANY (ARRAY['address'::text, 'identity'::text, 'no contact'::text]))
);
CREATE INDEX protections_by_child ON public.protections USING btree (la_code, child_id);
-- Row security: forced
create policy owner_all on protections to the_owner
  using (true)
  with check (true);
create policy put_on on protections for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = protections.la_code AND c.id = protections.child_id)));
create policy seen on protections for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR child_in_sight(la_code, child_id)));
CREATE TRIGGER keys_of_added AFTER INSERT ON protections REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_gone AFTER DELETE ON protections REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER roll_checks_forget AFTER INSERT ON protections FOR EACH ROW EXECUTE FUNCTION roll_checks_forget_protected();

-- C10. One-time codes for a person who has lost their authenticator. Only digests are kept.
create table recovery_codes (
  la_code text not null,
  person_id uuid not null,
  code_hash text not null,
  made_at timestamp with time zone not null default now(),
  used_at timestamp with time zone,
  PRIMARY KEY (la_code, person_id, code_hash),
  FOREIGN KEY (la_code, person_id) REFERENCES people(la_code, id)
);
-- Row security: forced
create policy own on recovery_codes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR viewer_role() = 'system'::text));
create policy owner_all on recovery_codes to the_owner
  using (true)
  with check (true);

-- C5. A referral being written. Gone once sent.
create table referral_drafts (
  la_code text not null,
  child_id uuid not null,
  school_id uuid not null,
  answers jsonb not null,
  saved_by uuid,
  saved_name text not null,
  saved_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, child_id, school_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
-- Row security: forced
create policy about_a_child_in_sight on referral_drafts for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = referral_drafts.la_code AND c.id = referral_drafts.child_id)));
create policy owner_all on referral_drafts to the_owner
  using (true)
  with check (true);
create policy seen on referral_drafts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. A school telling its authority that a child may be missing. outcome: the category that goes back, and nothing more.
create table referrals (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  child_id uuid not null,
  school_id uuid not null,
  case_id uuid not null,
  start_code text not null,
  urgent boolean not null default false,
  answers jsonb not null,
  missing jsonb not null,
  passed_why text,
  sent_by uuid,
  sent_name text not null,
  sent_on date not null,
  sent_at timestamp with time zone not null default now(),
  outcome text not null default 'received'::text,
  outcome_says text,
  outcome_on date,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (outcome = ANY (ARRAY['received'::text, 'accepted'::text, 'more asked'::text, 'declined'::text, 'working'::text, 'found in education'::text, 'closed'::text]))
);
CREATE INDEX referrals_by_case ON public.referrals USING btree (la_code, case_id);
CREATE INDEX referrals_by_child ON public.referrals USING btree (la_code, child_id);
CREATE INDEX referrals_by_school ON public.referrals USING btree (la_code, school_id, sent_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on referrals for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = referrals.la_code AND c.id = referrals.child_id)));
create policy owner_all on referrals to the_owner
  using (true)
  with check (true);
create policy seen on referrals
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. What a school answered when asked about a removal. Only added to.
create table removal_answers (
  la_code text not null,
  removal_id uuid not null,
  id uuid not null,
  school_id uuid not null,
  at timestamp with time zone not null default now(),
  on_date date not null,
  by_person uuid,
  by_name text not null,
  question text not null,
  answer text not null,
  PRIMARY KEY (la_code, removal_id, id),
  FOREIGN KEY (la_code, removal_id) REFERENCES removals(la_code, id)
);
-- Row security: forced
create policy owner_all on removal_answers to the_owner
  using (true)
  with check (true);
create policy seen on removal_answers
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Each asking to take a name off a register, and each taking-off already made elsewhere, with every reason against it. A refusal is kept. Only added to.
-- step: Of one asked for here: asked, then approved (the name came off) or not approved, by the headteacher. Each is a row.
-- follows: The asking that this decision of the headteacher answers.
-- on_date: The day on which it was asked, decided, or told to Onroll, as the person had it.
create table removals (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  kind text not null,
  ground text,
  proposed_on date not null,
  decision text not null,
  refusals jsonb not null,
  facts jsonb not null,
  by_person uuid,
  by_name text not null,
  at timestamp with time zone not null default now(),
  step text not null default 'asked'::text,
  follows uuid,
  on_date date not null default CURRENT_DATE,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, follows) REFERENCES removals(la_code, id),
  CHECK (decision = ANY (ARRAY['refused'::text, 'allowed'::text, 'flagged'::text])),
  CHECK (kind = ANY (ARRAY['asked for here'::text, 'already made'::text])),
  CHECK (step = ANY (ARRAY['asked'::text, 'approved'::text, 'not approved'::text]))
);
CREATE INDEX removals_by_child ON public.removals USING btree (la_code, child_id);
CREATE INDEX removals_by_school ON public.removals USING btree (la_code, school_id, at DESC);
CREATE INDEX removals_by_time ON public.removals USING btree (la_code, at DESC, id DESC);
CREATE UNIQUE INDEX removals_decided_once ON public.removals USING btree (la_code, follows) WHERE (follows IS NOT NULL);
CREATE UNIQUE INDEX removals_made_once ON public.removals USING btree (la_code, enrolment_id, proposed_on) WHERE (kind = 'already made'::text);
-- Row security: forced
create policy owner_all on removals to the_owner
  using (true)
  with check (true);
create policy seen on removals
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That the authority has seen a return, so that the school hears back. Only added to.
create table return_receipts (
  la_code text not null,
  return_id uuid not null,
  school_id uuid not null,
  received_at timestamp with time zone not null default now(),
  by_name text not null,
  note text,
  PRIMARY KEY (la_code, return_id),
  FOREIGN KEY (la_code, return_id) REFERENCES returns(la_code, id)
);
-- Row security: forced
create policy owner_all on return_receipts to the_owner
  using (true)
  with check (true);
create policy seen on return_receipts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Statutory returns made to the authority: one for each absence. No address in it: the authority reads that from the child's record, where a protection can hold it back. Only added to.
create table returns (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  rule text not null,
  finding_id uuid,
  episode_on date not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  content jsonb not null,
  sent_by uuid,
  sent_name text not null,
  sent_on date not null,
  sent_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, rule, enrolment_id, episode_on),
  UNIQUE (la_code, token)
);
CREATE INDEX returns_by_child ON public.returns USING btree (la_code, child_id);
CREATE INDEX returns_by_time ON public.returns USING btree (la_code, sent_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on returns for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = returns.la_code AND c.id = returns.child_id)));
create policy owner_all on returns to the_owner
  using (true)
  with check (true);
create policy seen on returns
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C3. The records that a row of a list may be. Those held are of protected children.
create table roll_check_candidates (
  la_code text not null,
  check_id uuid not null,
  number integer not null,
  child_id uuid not null,
  enrolment_id uuid,
  probability real not null,
  band text not null,
  held boolean not null,
  PRIMARY KEY (la_code, check_id, number, child_id),
  FOREIGN KEY (la_code, check_id, number) REFERENCES roll_check_rows(la_code, check_id, number) ON DELETE CASCADE,
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (band = ANY (ARRAY['certain'::text, 'probable'::text, 'look'::text]))
);
CREATE INDEX roll_check_candidates_by_child ON public.roll_check_candidates USING btree (la_code, child_id);
CREATE INDEX roll_check_candidates_held ON public.roll_check_candidates USING btree (la_code, check_id, number) WHERE held;
-- Row security: forced
create policy owner_all on roll_check_candidates to the_owner
  using (true)
  with check (true);
create policy seen on roll_check_candidates
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (NOT held OR roll_candidate_in_sight(la_code, child_id)));

-- C5. What a person decided about a row of a list and a record, with what they saw. The latest holds. Only added to.
create table roll_check_decisions (
  la_code text not null,
  id uuid not null,
  check_id uuid not null,
  number integer not null,
  child_id uuid not null,
  decision text not null,
  why text not null,
  evidence jsonb not null,
  held boolean not null,
  decided_by uuid not null,
  decided_name text not null,
  decided_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, check_id) REFERENCES roll_checks(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (decision = ANY (ARRAY['same'::text, 'different'::text, 'not sure'::text]))
);
CREATE INDEX roll_check_decisions_by_child ON public.roll_check_decisions USING btree (la_code, child_id);
CREATE INDEX roll_check_decisions_by_row ON public.roll_check_decisions USING btree (la_code, check_id, number, decided_at DESC);
-- Row security: forced
create policy decided on roll_check_decisions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND (NOT held OR (( SELECT viewer_role() AS viewer_role)) = 'manager'::text) AND decided_by = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on roll_check_decisions to the_owner
  using (true)
  with check (true);
create policy seen on roll_check_decisions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (NOT held OR roll_candidate_in_sight(la_code, child_id)));

-- C11. History of a roll check: received, checked, taken away as a file, rows deleted. Only added to.
create table roll_check_events (
  la_code text not null,
  check_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  by_person uuid,
  by_name text not null,
  what text not null,
  detail jsonb not null default '{}'::jsonb,
  PRIMARY KEY (la_code, check_id, id),
  FOREIGN KEY (la_code, check_id) REFERENCES roll_checks(la_code, id)
);
-- Row security: forced
create policy owner_all on roll_check_events to the_owner
  using (true)
  with check (true);
create policy seen on roll_check_events
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C2. A row of a list as it came, and its answer, until the list's day of deletion. Says nothing of a protected child.
create table roll_check_rows (
  la_code text not null,
  check_id uuid not null,
  number integer not null,
  given jsonb not null,
  answer text,
  how text,
  child_id uuid,
  enrolment_id uuid,
  probability real,
  on_roll_probability real,
  made_child_id uuid,
  PRIMARY KEY (la_code, check_id, number),
  FOREIGN KEY (la_code, check_id) REFERENCES roll_checks(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, made_child_id) REFERENCES children(la_code, id),
  CHECK (answer <> 'on roll'::text OR enrolment_id IS NOT NULL),
  CHECK (answer = ANY (ARRAY['on roll'::text, 'look'::text, 'none'::text])),
  CHECK (how = ANY (ARRAY['certain'::text, 'probable'::text, 'decided'::text]))
);
CREATE INDEX roll_check_rows_by_answer ON public.roll_check_rows USING btree (la_code, check_id, answer, number);
CREATE INDEX roll_check_rows_by_child ON public.roll_check_rows USING btree (la_code, child_id) WHERE (child_id IS NOT NULL);
-- Row security: forced
create policy owner_all on roll_check_rows to the_owner
  using (true)
  with check (true);
create policy seen on roll_check_rows
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C10. A question whether children are on any roll here: who asked, what for, how many, and how far it has come.
create table roll_checks (
  la_code text not null,
  id uuid not null,
  token text not null,
  asked_by text not null,
  asker text,
  purpose text not null,
  name text not null,
  is_list boolean not null,
  digest text,
  row_count integer not null,
  rows_done integer not null default 0,
  state text not null,
  counts jsonb not null default '{}'::jsonb,
  received_at timestamp with time zone not null,
  received_by uuid not null,
  received_name text not null,
  checked_at timestamp with time zone,
  delete_rows_on date not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, received_by) REFERENCES people(la_code, id),
  CHECK (asked_by = ANY (ARRAY['own team'::text, 'admissions'::text, 'health'::text, 'another authority'::text, 'public report'::text, 'ctf'::text, 'other'::text])),
  CHECK (state = ANY (ARRAY['checking'::text, 'checked'::text, 'deleted'::text]))
);
CREATE INDEX roll_checks_by_digest ON public.roll_checks USING btree (la_code, digest) WHERE (digest IS NOT NULL);
CREATE INDEX roll_checks_by_time ON public.roll_checks USING btree (la_code, received_at DESC, id DESC);
-- Row security: forced
create policy owner_all on roll_checks to the_owner
  using (true)
  with check (true);
create policy seen on roll_checks
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C0. The schools an authority answers for. Closed, never deleted.
create table schools (
  la_code text not null,
  id uuid not null,
  token text not null,
  urn text not null,
  dfe_number text not null,
  name text not null,
  phase text not null default 'not known'::text,
  low_age integer,
  high_age integer,
  telephone text,
  opened_on date,
  closed_on date,
  added_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, dfe_number),
  UNIQUE (la_code, token),
  UNIQUE (la_code, urn),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
-- Row security: forced
create policy owner_all on schools to the_owner
  using (true)
  with check (true);
create policy seen on schools
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C6. A designated safeguarding lead's or officer's judgement of risk, with its answers. Only added to.
create table screens (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid,
  signed_by uuid,
  signed_name text not null,
  signed_role text not null,
  signed_at timestamp with time zone not null default now(),
  signed_on date not null,
  level text not null,
  danger_now boolean not null,
  answers jsonb not null,
  concerns text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (level = ANY (ARRAY['act today'::text, 'act this week'::text, 'keep in view'::text]))
);
CREATE INDEX screens_by_child ON public.screens USING btree (la_code, child_id, signed_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on screens for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = screens.la_code AND c.id = screens.child_id)));
create policy owner_all on screens to the_owner
  using (true)
  with check (true);
create policy seen on screens for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy signed on screens for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR viewer_role() = 'dsl'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. Who is signed in, since when, on which device. Only the digest of the cookie is kept.
create table sessions (
  la_code text not null,
  token_hash text not null,
  person_id uuid not null,
  hat text not null,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  factor_at timestamp with time zone,
  ended_at timestamp with time zone,
  device text not null default ''::text,
  PRIMARY KEY (la_code, token_hash),
  FOREIGN KEY (la_code, person_id) REFERENCES people(la_code, id)
);
CREATE INDEX sessions_by_person ON public.sessions USING btree (la_code, person_id) WHERE (ended_at IS NULL);
CREATE INDEX sessions_by_token ON public.sessions USING btree (token_hash);
-- Row security: forced
create policy own on sessions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (person_id = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text]))));
create policy owner_all on sessions to the_owner
  using (true)
  with check (true);

-- C10. An authority's own dated choices. A new row replaces an old one from a day; nothing is changed.
create table settings (
  la_code text not null,
  id uuid not null,
  key text not null,
  value jsonb not null,
  from_on date not null,
  set_by uuid,
  set_name text not null,
  set_at timestamp with time zone not null default now(),
  why text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
CREATE INDEX settings_current ON public.settings USING btree (la_code, key, from_on DESC, set_at DESC);
-- Row security: forced
create policy owner_all on settings to the_owner
  using (true)
  with check (true);
create policy seen on settings for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));
create policy set_by_manager on settings for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));

-- C5. A step of the authority as the school may know it: that it was done, never what it found about where the child is. Only added to.
create table shared_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  case_id uuid,
  at timestamp with time zone not null default now(),
  on_date date not null,
  by_name text not null,
  says text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX shared_steps_by_child ON public.shared_steps USING btree (la_code, child_id, on_date);
-- Row security: forced
create policy owner_all on shared_steps to the_owner
  using (true)
  with check (true);
create policy seen on shared_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. The ledger of attendance: every version of a school's day as it was received, two marks a pupil. A space says nothing. Only added to.
-- recorded_at: When each mark was made, in milliseconds since 1970, where the sender said; else the sheet's own arrival holds.
create table sheets (
  la_code text not null,
  school_id uuid not null,
  day date not null,
  version integer not null,
  import_id uuid,
  received_at timestamp with time zone not null,
  enrolments uuid[] not null,
  marks text not null,
  recorded_at bigint[],
  PRIMARY KEY (la_code, school_id, day, version),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (length(marks) = (2 * cardinality(enrolments))),
  CHECK (recorded_at IS NULL OR cardinality(recorded_at) = cardinality(enrolments))
);
-- Row security: forced
create policy owner_all on sheets to the_owner
  using (true)
  with check (true);
create policy seen on sheets
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. Digests of the address typed and of where from, to slow down guessing.
create table sign_in_attempts (
  id bigint not null generated always as identity,
  who text not null,
  whence text not null,
  at timestamp with time zone not null default now(),
  good boolean not null,
  PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempts_recent ON public.sign_in_attempts USING btree (who, at DESC);
CREATE INDEX sign_in_attempts_whence ON public.sign_in_attempts USING btree (whence, at DESC);
-- Row security: none

-- C4. Derived from sheets and always rebuildable: a pupil's marks for a school year, a character a session at a fixed position.
create table strips (
  la_code text not null,
  enrolment_id uuid not null,
  school_year integer not null,
  school_id uuid not null,
  marks text not null,
  PRIMARY KEY (la_code, enrolment_id, school_year),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (length(marks) >= 2 AND length(marks) <= 528)
);
CREATE INDEX strips_by_school ON public.strips USING btree (la_code, school_id, school_year);
-- Row security: forced
create policy owner_all on strips to the_owner
  using (true)
  with check (true);
create policy seen on strips
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND (EXISTS ( SELECT 1
   FROM enrolments e
  WHERE e.la_code = strips.la_code AND e.id = strips.enrolment_id))));

-- C10. Forms already done, so that sending one twice does it once and shows the first result.
create table submissions (
  la_code text not null,
  person_id uuid not null,
  key text not null,
  at timestamp with time zone not null default now(),
  location text not null,
  PRIMARY KEY (la_code, person_id, key),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code)
);
-- Row security: forced
create policy own on submissions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND person_id = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on submissions to the_owner
  using (true)
  with check (true);

-- C0. The rows of one calendar version.
-- year_groups: 0 is Reception, -1 Nursery. Null: every year group.
create table term_dates (
  la_code text not null,
  version_id uuid not null,
  line integer not null,
  kind text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  year_groups smallint[],
  PRIMARY KEY (la_code, version_id, line),
  FOREIGN KEY (la_code, version_id) REFERENCES calendar_versions(la_code, id),
  CHECK (cardinality(year_groups) >= 1 AND cardinality(year_groups) <= 16 AND ('-1'::integer <= ALL (year_groups)) AND (14 >= ALL (year_groups))),
  CHECK (ends_on >= starts_on),
  CHECK (kind = ANY (ARRAY['HALF_TERM'::text, 'INSET'::text, 'BANK_HOLIDAY'::text, 'CLOSURE'::text, 'BREAK'::text]))
);
-- Row security: forced
create policy owner_all on term_dates to the_owner
  using (true)
  with check (true);
create policy seen on term_dates
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C5. What was done about a hit, or why it was not needed; or that it is no longer so. The latest holds. Only added to.
create table trigger_hit_steps (
  la_code text not null,
  hit_id uuid not null,
  id uuid not null,
  what text not null,
  says text not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, hit_id, id),
  FOREIGN KEY (la_code, hit_id) REFERENCES trigger_hits(la_code, id),
  CHECK (what = ANY (ARRAY['done'::text, 'not needed'::text, 'no longer so'::text, 'so again'::text]))
);
-- Row security: forced
create policy answered on trigger_hit_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM trigger_hits h
  WHERE h.la_code = trigger_hit_steps.la_code AND h.id = trigger_hit_steps.hit_id AND (( SELECT viewer_is_system() AS viewer_is_system) OR h.to_school = ((( SELECT viewer_side() AS viewer_side)) = 'school'::text) AND trigger_hit_steps.by_person = (( SELECT viewer_person() AS viewer_person))))));
create policy owner_all on trigger_hit_steps to the_owner
  using (true)
  with check (true);
create policy seen on trigger_hit_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM trigger_hits h
  WHERE h.la_code = trigger_hit_steps.la_code AND h.id = trigger_hit_steps.hit_id)));

-- C4. Whom a local step caught, when and why, with the days as they were counted. Added to; only whether it waits is changed, with what was said of it.
-- waits: Nobody has answered it and it is still so: what the latest of its steps says.
create table trigger_hits (
  la_code text not null,
  id uuid not null,
  token text not null,
  trigger_id uuid not null,
  child_id uuid not null,
  school_id uuid,
  enrolment_id uuid,
  to_school boolean not null,
  since_on date not null,
  reached_on date not null,
  answer jsonb not null,
  found_on date not null,
  found_at timestamp with time zone not null default now(),
  waits boolean not null default true,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  UNIQUE NULLS NOT DISTINCT (la_code, trigger_id, child_id, school_id, since_on),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, trigger_id) REFERENCES triggers(la_code, id),
  CHECK (NOT to_school OR school_id IS NOT NULL)
);
CREATE INDEX trigger_hits_by_child ON public.trigger_hits USING btree (la_code, child_id, reached_on);
CREATE INDEX trigger_hits_by_school ON public.trigger_hits USING btree (la_code, school_id, reached_on, id);
CREATE INDEX trigger_hits_waiting_at_school ON public.trigger_hits USING btree (la_code, school_id, reached_on, id) WHERE (to_school AND waits);
CREATE INDEX trigger_hits_waiting_for_authority ON public.trigger_hits USING btree (la_code, reached_on, id) WHERE (waits AND (NOT to_school));
-- Row security: forced
create policy answered on trigger_hits for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR (( SELECT viewer_side() AS viewer_side)) = 'authority'::text AND NOT to_school OR (( SELECT viewer_side() AS viewer_side)) = 'school'::text AND to_school AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy found on trigger_hits for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on trigger_hits to the_owner
  using (true)
  with check (true);
create policy seen on trigger_hits for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR to_school AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

-- C4. Whom a local step would catch, looked up before it is switched on; and how far the looking has come.
create table trigger_previews (
  la_code text not null,
  id uuid not null,
  trigger_id uuid not null,
  on_date date not null,
  asked_by uuid not null,
  asked_name text not null,
  asked_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  schools integer not null,
  schools_done integer not null default 0,
  caught_now integer not null default 0,
  caught_lately integer not null default 0,
  first jsonb not null default '[]'::jsonb,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, trigger_id) REFERENCES triggers(la_code, id)
);
CREATE INDEX trigger_previews_latest ON public.trigger_previews USING btree (la_code, trigger_id, asked_at DESC);
-- Row security: forced
create policy owner_all on trigger_previews to the_owner
  using (true)
  with check (true);
create policy seen on trigger_previews
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((( SELECT viewer_role() AS viewer_role)) = ANY (ARRAY['manager'::text, 'system'::text])));

-- C10. From which day a local step is on or off, who said so and why. The latest of those begun holds. Only added to.
create table trigger_switches (
  la_code text not null,
  id uuid not null,
  trigger_id uuid not null,
  switched text not null,
  from_on date not null,
  caught_now integer,
  set_by uuid not null,
  set_name text not null,
  set_at timestamp with time zone not null default now(),
  why text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, trigger_id) REFERENCES triggers(la_code, id),
  CHECK (switched = ANY (ARRAY['on'::text, 'off'::text]))
);
CREATE INDEX trigger_switches_latest ON public.trigger_switches USING btree (la_code, trigger_id, from_on DESC, set_at DESC);
-- Row security: forced
create policy owner_all on trigger_switches to the_owner
  using (true)
  with check (true);
create policy seen on trigger_switches for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy switched_by_manager on trigger_switches for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_role() AS viewer_role)) = 'manager'::text AND set_by = (( SELECT viewer_person() AS viewer_person)));

-- C10. A local step as a manager wrote it: so many days after something, somebody is asked to do something. To change one is to write another. Only added to.
create table triggers (
  la_code text not null,
  id uuid not null,
  token text not null,
  name text not null,
  from_preset text,
  trigger text not null,
  n integer not null,
  unit text not null,
  action text not null,
  addressee text not null,
  form text,
  only_year integer,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_on date not null,
  proposed_at timestamp with time zone not null default now(),
  why text not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (action <> 'remove'::text),
  CHECK (n >= 0 AND n <= 400),
  CHECK (only_year >= 0 AND only_year <= 11),
  CHECK (unit = ANY (ARRAY['school day'::text, 'calendar day'::text, 'working day'::text, 'week'::text]))
);
-- Row security: forced
create policy owner_all on triggers to the_owner
  using (true)
  with check (true);
create policy proposed_by_manager on triggers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_role() AS viewer_role)) = 'manager'::text AND proposed_by = (( SELECT viewer_person() AS viewer_person)));
create policy seen on triggers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (addressee = ANY (ARRAY['school office'::text, 'DSL'::text, 'headteacher'::text, 'parent'::text]))));

CREATE OR REPLACE FUNCTION public.child_in_sight(given_la text, given_child uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER COST 1000
 SET search_path TO 'public'
AS $function$
begin
  -- The function passes the policies of these tables by, so it says itself for whom.
  return given_la = viewer_la() and (
    exists (select 1 from enrolments e where e.la_code = given_la and e.child_id = given_child
              and e.school_id = any (viewer_schools())
              and (e.seen_until is null or e.seen_until >= viewer_today()))
    or exists (select 1 from offers o where o.la_code = given_la and o.child_id = given_child
                 and o.school_id = any (viewer_schools())
                 and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= viewer_today() - 30))));
end $function$;

CREATE OR REPLACE FUNCTION public.compare_again()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into match_again (la_code, child_id)
    select n.la_code, n.child_id from now_sets n where n.key_version = 0 order by n.child_id
    -- Written again, not passed over: whoever is comparing the old record now must not take the new one off the list.
    on conflict (la_code, child_id) do update set since = now();
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.demonstration_people()
 RETURNS TABLE(la_code text, id uuid, name text, role text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select p.la_code, p.id, p.name, g.role, coalesce(s.name, a.name)
        from people p
        join grants g on g.la_code = p.la_code and g.person_id = p.id and g.ended_at is null
        join authorities a on a.la_code = p.la_code
        left join schools s on s.la_code = g.la_code and s.id = g.school_id
        where p.demonstration and p.ended_at is null and (select demonstration from installation)
        order by p.la_code, (g.school_id is null), coalesce(s.name, a.name), g.role $function$;

CREATE OR REPLACE PROCEDURE public.guard(IN table_name regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', table_name, current_user);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.guard_import_part(IN table_name regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format($policy$
    create policy seen on %1$s using (
      la_code = (select viewer_la())
      and exists (select 1 from imports i where i.la_code = %1$s.la_code and i.id = %1$s.import_id))$policy$, table_name);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.guard_own_childs_work(IN table_name regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format($policy$
    create policy about_a_child_in_sight on %1$s as restrictive for insert with check (
      (select viewer_is_authority())
      or current_user = %2$L
      or exists (select 1 from children c where c.la_code = %1$s.la_code and c.id = %1$s.child_id))$policy$,
    table_name, current_user);
end $procedure$;

CREATE OR REPLACE PROCEDURE public.guard_own_school(IN table_name regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format($policy$
    create policy seen on %1$s using (
      la_code = (select viewer_la()) and (
        (select viewer_is_authority())
        or (school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id))))
      with check (
      la_code = (select viewer_la()) and (
        (select viewer_is_authority())
        or school_id = any ((select viewer_schools())::uuid[])))$policy$, table_name);
end $procedure$;

CREATE OR REPLACE FUNCTION public.invitation_person(given_hash text)
 RETURNS TABLE(la_code text, invitation_id uuid, person_id uuid, name text, email text, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select i.la_code, i.id, i.person_id, p.name, p.email, i.expires_at
        from invitations i join people p on p.la_code = i.la_code and p.id = i.person_id
        where i.token_hash = given_hash and i.used_at is null and p.ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.keys_of_changed_sets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from child_keys k using (
    select b.la_code, u.key, b.child_id
    from before_sets b join now_sets n on n.la_code = b.la_code and n.child_id = b.child_id and n.keys <> b.keys
    cross join lateral unnest(b.keys) u(key)
    where u.key <> all (n.keys)) gone
  where k.la_code = gone.la_code and k.key = gone.key and k.child_id = gone.child_id;
  insert into child_keys (la_code, key, child_id)
    select n.la_code, u.key, n.child_id
    from before_sets b join now_sets n on n.la_code = b.la_code and n.child_id = b.child_id and n.keys <> b.keys
    cross join lateral unnest(n.keys) u(key)
    where u.key <> all (b.keys)
    on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keys_of_gone_sets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from child_keys k using (
    select b.la_code, u.key, b.child_id from before_sets b cross join lateral unnest(b.keys) u(key)) gone
  where k.la_code = gone.la_code and k.key = gone.key and k.child_id = gone.child_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keys_of_new_sets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into child_keys (la_code, key, child_id)
    select n.la_code, k.key, n.child_id from now_sets n cross join lateral unnest(n.keys) k(key)
    on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keys_to_work_out()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if tg_table_name = 'children' then
    insert into child_key_sets (la_code, child_id)
      select t.la_code, t.id from touched t order by t.id
      on conflict (la_code, child_id) do update set key_version = 0 where child_key_sets.key_version <> 0;
  else
    insert into child_key_sets (la_code, child_id)
      select distinct t.la_code, t.child_id from touched t order by t.child_id
      on conflict (la_code, child_id) do update set key_version = 0 where child_key_sets.key_version <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.link_with_digest(given_digest text)
 RETURNS TABLE(la_code text, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select l.la_code, l.id from one_time_links l where l.digest = given_digest $function$;

CREATE OR REPLACE FUNCTION public.pair_guarded(given_la text, one uuid, other uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  return given_la = viewer_la() and exists (
    select 1 from protections p where p.la_code = given_la and p.child_id in (one, other));
end $function$;

CREATE OR REPLACE FUNCTION public.pair_in_sight(given_la text, one uuid, other uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if given_la is distinct from viewer_la() then return false; end if;
  case viewer_role()
    when 'manager', 'system' then return true;
    when 'cme-officer' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id in (one, other) and p.kind = 'identity');
    when 'cme-assistant' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id in (one, other));
    else return false;
  end case;
end $function$;

CREATE OR REPLACE FUNCTION public.protect_child(given_la text, given_child uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  -- The owner, who migrates and brings back backups, acts for nobody.
  if given_la is distinct from viewer_la() and session_user <> current_user then
    raise exception 'This child is not of the viewer''s authority';
  end if;
  if not exists (select 1 from protections p where p.la_code = given_la and p.child_id = given_child) then
    raise exception 'No protection has been put on this child';
  end if;
  insert into protected_details (la_code, id, child_id, kind, detail, school_id, recorded_at)
    select a.la_code, a.id, a.child_id, 'address', to_jsonb(a) - 'la_code' - 'child_id', a.school_id, a.recorded_at
    from child_addresses a where a.la_code = given_la and a.child_id = given_child;
  delete from child_addresses where la_code = given_la and child_id = given_child;
  insert into protected_details (la_code, id, child_id, kind, detail, school_id, recorded_at)
    select c.la_code, c.id, c.child_id, 'contact', to_jsonb(c) - 'la_code' - 'child_id', c.school_id, c.recorded_at
    from contacts c where c.la_code = given_la and c.child_id = given_child;
  delete from contacts where la_code = given_la and child_id = given_child;
end $function$;

CREATE OR REPLACE FUNCTION public.protected_detail_held(given_la text, given_child uuid, given_school uuid, given_kind text, given jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if given_la is distinct from viewer_la() or not viewer_is_system() then
    raise exception 'Only the system may ask this';
  end if;
  return exists (select 1 from protected_details d
    where d.la_code = given_la and d.child_id = given_child and d.school_id = given_school and d.kind = given_kind
      and d.detail @> given
      -- Contacts stand beside each other; of addresses the last one holds.
      and (given_kind = 'contact' or not exists (
        select 1 from protected_details later where later.la_code = d.la_code and later.child_id = d.child_id
          and later.school_id = d.school_id and later.kind = d.kind and later.recorded_at > d.recorded_at)));
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_ordinary_of_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if exists (select 1 from protections p where p.la_code = new.la_code and p.child_id = new.child_id) then
    raise exception 'This child is protected: the detail belongs in protected_details' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_candidate_in_sight(given_la text, given_child uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if given_la is distinct from viewer_la() then return false; end if;
  case viewer_role()
    when 'manager', 'system' then return true;
    when 'cme-officer' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id = given_child and p.kind = 'identity');
    else return false;
  end case;
end $function$;

CREATE OR REPLACE FUNCTION public.roll_checks_forget_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.session_person(given_hash text)
 RETURNS TABLE(la_code text, person_id uuid, name text, email text, hat text, started_at timestamp with time zone, last_seen_at timestamp with time zone, factor_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select s.la_code, s.person_id, p.name, p.email, s.hat, s.started_at, s.last_seen_at, s.factor_at
        from sessions s join people p on p.la_code = s.la_code and p.id = s.person_id
        where s.token_hash = given_hash and s.ended_at is null and p.ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.session_with_roles(given_hash text, given_day date)
 RETURNS TABLE(la_code text, person_id uuid, name text, email text, hat text, started_at timestamp with time zone, last_seen_at timestamp with time zone, factor_at timestamp with time zone, roles jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select s.la_code, s.person_id, p.name, p.email, s.hat, s.started_at, s.last_seen_at, s.factor_at,
          (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'authority', a.name, 'school', c.name,
                    'school_id', g.school_id) order by g.role, c.name), '[]')
           from grants g
           join authorities a on a.la_code = g.la_code
           left join schools c on c.la_code = g.la_code and c.id = g.school_id
           where g.la_code = s.la_code and g.person_id = s.person_id and g.ended_at is null
             and g.starts_on <= given_day and (g.ends_on is null or g.ends_on >= given_day)
             and (c.closed_on is null or c.closed_on > given_day))
        from sessions s join people p on p.la_code = s.la_code and p.id = s.person_id
        where s.token_hash = given_hash and s.ended_at is null and p.ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.sign_in_person(given_email text)
 RETURNS TABLE(la_code text, id uuid, name text, password_hash text, totp_secret text, totp_last_step bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select p.la_code, p.id, p.name, p.password_hash, p.totp_secret, p.totp_last_step from people p
        where lower(p.email) = lower(given_email) and p.ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.viewer_is_authority()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select viewer_side() in ('authority', 'system') $function$;

CREATE OR REPLACE FUNCTION public.viewer_is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select viewer_side() = 'system' $function$;

CREATE OR REPLACE FUNCTION public.viewer_la()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('onroll.la', true), '') $function$;

CREATE OR REPLACE FUNCTION public.viewer_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('onroll.person', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.viewer_role()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('onroll.role', true), ''), 'nobody') $function$;

CREATE OR REPLACE FUNCTION public.viewer_schools()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('onroll.schools', true), ''), '{}')::uuid[] $function$;

CREATE OR REPLACE FUNCTION public.viewer_side()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('onroll.side', true), ''), 'nobody') $function$;

CREATE OR REPLACE FUNCTION public.viewer_today()
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('onroll.today', true), '')::date, current_date) $function$;

CREATE OR REPLACE FUNCTION public.viewer_trust_schools()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('onroll.trust_schools', true), ''), '{}')::uuid[] $function$;

grant insert, select on access_events to the_application;
grant insert, select, update on authorities to the_application;
grant insert, select on break_glass to the_application;
grant insert, select on break_glass_reviews to the_application;
grant insert, select on calendar_versions to the_application;
grant insert, select on case_events to the_application;
grant insert, select, update on cases to the_application;
grant insert, select on child_addresses to the_application;
grant insert, select on child_changes to the_application;
grant insert, select on child_flags to the_application;
grant insert, select, update on child_key_sets to the_application;
grant select on child_keys to the_application;
grant insert, select on child_link_steps to the_application;
grant insert, select on child_links to the_application;
grant insert, select, update on children to the_application;
grant insert, select on commencement_answers to the_application;
grant insert, select on commencements to the_application;
grant insert, select on contact_safety to the_application;
grant insert, select on contacts to the_application;
grant insert, select, update on counters to the_application;
grant insert, select on detect_runs to the_application;
grant insert, select on enquiries to the_application;
grant insert, select on enrolment_events to the_application;
grant insert, select, update on enrolments to the_application;
grant insert, select, update on establishments to the_application;
grant insert, select on family_decisions to the_application;
grant insert, select on finding_endings to the_application;
grant insert, select on findings to the_application;
grant insert, select on grants to the_application;
grant insert, select on header_mappings to the_application;
grant delete, insert, select, update on import_changes to the_application;
grant insert, select on import_events to the_application;
grant delete, insert, select on import_files to the_application;
grant insert, select on import_problems to the_application;
grant insert, select, update on imports to the_application;
grant select on installation to the_application;
grant insert, select, update on invitations to the_application;
grant insert, select on joint_conclusions to the_application;
grant insert, select on leaves to the_application;
grant insert, select on link_answers to the_application;
grant insert, select on looks to the_application;
grant delete, select on match_again to the_application;
grant insert, select on match_answer_candidates to the_application;
grant insert, select on match_answers to the_application;
grant insert, select on match_asked to the_application;
grant delete, insert, select on match_asked_waiting to the_application;
grant insert, select on match_decisions to the_application;
grant insert, select, update on match_proposals to the_application;
grant insert, select on match_questions to the_application;
grant insert, select on matching_model_acceptances to the_application;
grant insert, select on matching_models to the_application;
grant select on migrations to the_application;
grant insert, select on nightly_runs to the_application;
grant insert, select, update on offers to the_application;
grant insert, select on one_time_links to the_application;
grant insert, select, update on people to the_application;
grant insert, select on protected_details to the_application;
grant insert, select on protections to the_application;
grant insert, select, update on recovery_codes to the_application;
grant delete, insert, select, update on referral_drafts to the_application;
grant insert, select, update on referrals to the_application;
grant insert, select on removal_answers to the_application;
grant insert, select on removals to the_application;
grant insert, select on return_receipts to the_application;
grant insert, select on returns to the_application;
grant delete, insert, select, update on roll_check_candidates to the_application;
grant insert, select on roll_check_decisions to the_application;
grant insert, select on roll_check_events to the_application;
grant delete, insert, select, update on roll_check_rows to the_application;
grant insert, select, update on roll_checks to the_application;
grant insert, select, update on schools to the_application;
grant insert, select on screens to the_application;
grant insert, select, update on sessions to the_application;
grant insert, select on settings to the_application;
grant insert, select on shared_steps to the_application;
grant insert, select on sheets to the_application;
grant insert, select on sign_in_attempts to the_application;
grant usage on sign_in_attempts_id_seq to the_application;
grant insert, select, update on strips to the_application;
grant insert, select on submissions to the_application;
grant insert, select on term_dates to the_application;
grant insert, select on trigger_hit_steps to the_application;
grant insert, select on trigger_hits to the_application;
grant insert, select, update on trigger_previews to the_application;
grant insert, select on trigger_switches to the_application;
grant insert, select on triggers to the_application;
grant update on child_addresses (ended_at) to the_application;
grant update on contacts (ended_at) to the_application;
grant update on grants (ended_at) to the_application;
grant update on grants (ended_name) to the_application;
grant update on grants (ended_why) to the_application;
grant update on grants (ends_on) to the_application;
grant update on match_again (since) to the_application;
grant update on one_time_links (bound_at) to the_application;
grant update on one_time_links (bound_to) to the_application;
grant update on one_time_links (ended_at) to the_application;
grant update on one_time_links (ended_why) to the_application;
grant update on one_time_links (tries) to the_application;
grant update on trigger_hits (waits) to the_application;
grant execute on child_in_sight(given_la text, given_child uuid) to the_application;
grant execute on demonstration_people() to the_application;
grant execute on invitation_person(given_hash text) to the_application;
grant execute on link_with_digest(given_digest text) to the_application;
grant execute on pair_guarded(given_la text, one uuid, other uuid) to the_application;
grant execute on pair_in_sight(given_la text, one uuid, other uuid) to the_application;
grant execute on protect_child(given_la text, given_child uuid) to the_application;
grant execute on protected_detail_held(given_la text, given_child uuid, given_school uuid, given_kind text, given jsonb) to the_application;
grant execute on roll_candidate_in_sight(given_la text, given_child uuid) to the_application;
grant execute on session_person(given_hash text) to the_application;
grant execute on session_with_roles(given_hash text, given_day date) to the_application;
grant execute on sign_in_person(given_email text) to the_application;
grant execute on viewer_is_authority() to the_application;
grant execute on viewer_is_system() to the_application;
grant execute on viewer_la() to the_application;
grant execute on viewer_person() to the_application;
grant execute on viewer_role() to the_application;
grant execute on viewer_schools() to the_application;
grant execute on viewer_side() to the_application;
grant execute on viewer_today() to the_application;
grant execute on viewer_trust_schools() to the_application;
