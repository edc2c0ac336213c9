-- The database as its migrations leave it: printed by a test, not written by hand.
-- After a change: ONROLL_TEST_UPDATE=yes npm test -- src/platform/schema-text.test.ts
-- "the_owner" migrates and backs up; "the_application" serves people.

-- C4. A child abroad without leave: when and how the school came to know. Three letters follow, in order. Only added to.
create table abroad_processes (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  known_on date not null,
  how_known text not null,
  country text not null,
  by_person uuid not null,
  by_name text not null,
  begun_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX abroad_processes_of_child ON public.abroad_processes USING btree (la_code, child_id, at DESC);
CREATE INDEX abroad_processes_of_enrolment ON public.abroad_processes USING btree (la_code, enrolment_id);
CREATE INDEX abroad_processes_of_school ON public.abroad_processes USING btree (la_code, school_id, at DESC);
-- Row security: forced
create policy about_a_child_in_sight on abroad_processes for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = abroad_processes.la_code AND c.id = abroad_processes.child_id)));
create policy owner_all on abroad_processes to the_owner
  using (true)
  with check (true);
create policy seen on abroad_processes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. What was written, received, agreed, kept and missed while a child is abroad without leave, and what the authority answered. Only added to.
create table abroad_steps (
  la_code text not null,
  id uuid not null,
  process_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  on_date date not null,
  data jsonb not null default '{}'::jsonb,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, process_id) REFERENCES abroad_processes(la_code, id),
  CHECK (kind = ANY (ARRAY['letter'::text, 'received'::text, 'terms'::text, 'contact'::text, 'review held'::text, 'authority told'::text, 'authority answered'::text, 'ended'::text]))
);
CREATE UNIQUE INDEX abroad_ended_once ON public.abroad_steps USING btree (la_code, process_id) WHERE (kind = 'ended'::text);
CREATE INDEX abroad_steps_of ON public.abroad_steps USING btree (la_code, process_id, at, id);
-- Row security: forced
create policy about_a_child_in_sight on abroad_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = abroad_steps.la_code AND c.id = abroad_steps.child_id)));
create policy authority_answers on abroad_steps for insert
  with check (kind <> 'authority answered'::text OR CURRENT_USER = 'the_owner'::name OR (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on abroad_steps to the_owner
  using (true)
  with check (true);
create policy seen on abroad_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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
create policy not_for_the_public on access_events
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on access_events to the_owner
  using (true)
  with check (true);
create policy seen on access_events for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (by_person = (( SELECT viewer_person() AS viewer_person)) OR (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text]))));

-- C10. Agreements with other bodies and the authority's own services: which checks they cover, on what basis, which fields may go, from when to when, by which route. A change is a new row with the next number. Only added to.
create table agreement_terms (
  la_code text not null,
  id uuid not null,
  agreement_id uuid not null,
  token text not null,
  number integer not null,
  partner text not null,
  kind text not null,
  covers text[] not null,
  basis text not null,
  fields text[] not null,
  starts_on date not null,
  ends_on date,
  review_on date not null,
  signed_ours text not null,
  signed_theirs text not null,
  contact text not null,
  route text not null,
  route_detail text not null,
  officers uuid[] not null,
  officer_names text[] not null,
  form_reference text not null,
  why text not null,
  kept_by uuid not null,
  kept_name text not null,
  kept_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, agreement_id, number),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (NOT ('RL23'::text = ANY (covers)) OR cardinality(officers) > 0 AND form_reference <> ''::text),
  CHECK (NOT ('RL25'::text = ANY (covers)) OR route = 'safe route'::text),
  CHECK (basis <> ''::text),
  CHECK (cardinality(covers) > 0),
  CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CHECK (kind = 'own service'::text OR ends_on IS NOT NULL),
  CHECK (kind = ANY (ARRAY['own service'::text, 'other body'::text])),
  CHECK (number > 0),
  CHECK (partner <> ''::text),
  CHECK (route = ANY (ARRAY['email'::text, 'secure mail'::text, 'phone'::text, 'portal'::text, 'by hand'::text, 'safe route'::text]))
);
CREATE INDEX agreement_terms_latest ON public.agreement_terms USING btree (la_code, agreement_id, number DESC);
CREATE UNIQUE INDEX agreement_terms_token ON public.agreement_terms USING btree (la_code, token, number);
-- Row security: forced
create policy kept on agreement_terms for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));
create policy owner_all on agreement_terms to the_owner
  using (true)
  with check (true);
create policy seen on agreement_terms for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C4. That an arrangement ended, on which day, how and why. One for each. Only added to.
create table arrangement_endings (
  la_code text not null,
  arrangement_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  on_date date not null,
  how text not null,
  why text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, arrangement_id),
  FOREIGN KEY (la_code, arrangement_id) REFERENCES arrangements(la_code, id),
  CHECK (how = ANY (ARRAY['back to full time'::text, 'another arrangement'::text, 'left the school'::text, 'recorded in error'::text]))
);
-- Row security: forced
create policy about_a_child_in_sight on arrangement_endings for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = arrangement_endings.la_code AND c.id = arrangement_endings.child_id)));
create policy owner_all on arrangement_endings to the_owner
  using (true)
  with check (true);
create policy seen on arrangement_endings
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That an arrangement was looked at again: what was found, and until when it goes on. The latest holds. Only added to.
create table arrangement_reviews (
  la_code text not null,
  id uuid not null,
  arrangement_id uuid not null,
  number integer not null,
  child_id uuid not null,
  school_id uuid not null,
  on_date date not null,
  found text not null,
  hours numeric(4,1) not null,
  review_on date not null,
  ends_on date not null,
  parent_agrees text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, arrangement_id, number),
  FOREIGN KEY (la_code, arrangement_id) REFERENCES arrangements(la_code, id),
  CHECK (hours >= 0::numeric AND hours <= 60::numeric),
  CHECK (number > 0),
  CHECK (parent_agrees = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (review_on > on_date AND ends_on >= review_on)
);
CREATE INDEX arrangement_reviews_by_child ON public.arrangement_reviews USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on arrangement_reviews for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = arrangement_reviews.la_code AND c.id = arrangement_reviews.child_id)));
create policy owner_all on arrangement_reviews to the_owner
  using (true)
  with check (true);
create policy seen on arrangement_reviews
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. A part-time timetable or education off site of a pupil on roll, as it was agreed. Only added to: reviews and the end are rows of their own.
create table arrangements (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  kind text not null,
  code text not null,
  hours numeric(4,1) not null,
  full_hours numeric(4,1) not null,
  place text not null,
  reason text not null,
  starts_on date not null,
  review_on date not null,
  ends_on date not null,
  end_plan text not null,
  agreed_by text not null,
  parent_signed_on date,
  ehcp_consulted text not null,
  worker_consulted text not null,
  by_person uuid,
  by_name text not null,
  recorded_on date not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, kind, starts_on),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (code = ANY (ARRAY['C2'::text, 'C'::text, 'B'::text, 'D'::text, 'K'::text])),
  CHECK (ehcp_consulted = ANY (ARRAY['yes'::text, 'no'::text, 'not needed'::text])),
  CHECK (full_hours > 0::numeric AND full_hours <= 60::numeric),
  CHECK (hours <= full_hours),
  CHECK (hours >= 0::numeric AND hours <= 60::numeric),
  CHECK (kind = ANY (ARRAY['part-time timetable'::text, 'off-site education'::text])),
  CHECK (review_on >= starts_on AND ends_on >= starts_on AND review_on <= ends_on),
  CHECK (worker_consulted = ANY (ARRAY['yes'::text, 'no'::text, 'not needed'::text]))
);
CREATE INDEX arrangements_by_child ON public.arrangements USING btree (la_code, child_id, starts_on DESC);
CREATE INDEX arrangements_by_school ON public.arrangements USING btree (la_code, school_id, starts_on DESC);
-- Row security: forced
create policy about_a_child_in_sight on arrangements for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = arrangements.la_code AND c.id = arrangements.child_id)));
create policy owner_all on arrangements to the_owner
  using (true)
  with check (true);
create policy seen on arrangements
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. A way to a school attendance order: where it stands, and which school an order names. Written from its steps.
create table attendance_orders (
  la_code text not null,
  id uuid not null,
  reference text not null,
  child_id uuid not null,
  case_id uuid not null,
  state text not null,
  school_id uuid,
  in_force_from date,
  opened_on date not null,
  ended_on date,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (state = ANY (ARRAY['open'::text, 'in force'::text, 'ended'::text]))
);
CREATE INDEX attendance_orders_by_child ON public.attendance_orders USING btree (la_code, child_id, opened_on DESC);
CREATE UNIQUE INDEX attendance_orders_one ON public.attendance_orders USING btree (la_code, child_id) WHERE (state <> 'ended'::text);
-- Row security: forced
create policy changed on attendance_orders for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy opened on attendance_orders for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on attendance_orders to the_owner
  using (true)
  with check (true);
create policy place_of_protected on attendance_orders for select
  using (CURRENT_USER = 'the_owner'::name OR (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = attendance_orders.la_code AND p.child_id = attendance_orders.child_id)));
create policy seen on attendance_orders for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C0. The local authorities this installation works for.
create table authorities (
  la_code text not null,
  name text not null,
  added_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code),
  CHECK (la_code ~ '^[0-9]{3}$'::text)
);
-- Row security: none

-- C0. The published contact of each other authority as somebody of ours typed it, by version: the latest holds. Only added to.
create table authority_contacts (
  la_code text not null,
  id uuid not null,
  of_code text not null,
  contact_name text not null,
  email text not null,
  phone text not null,
  hours text not null,
  reply_days integer not null,
  escalation text not null,
  why text not null,
  by_person uuid not null,
  by_name text not null,
  on_day date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (reply_days >= 1 AND reply_days <= 30)
);
CREATE INDEX authority_contacts_latest ON public.authority_contacts USING btree (la_code, of_code, at DESC);
-- Row security: forced
create policy added on authority_contacts for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on authority_contacts to the_owner
  using (true)
  with check (true);
create policy seen on authority_contacts for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. History of a request between authorities: both sides of it. Shared: what the other authority sees of it by its link. Only added to.
create table authority_request_steps (
  la_code text not null,
  request_id uuid not null,
  id uuid not null,
  on_day date not null,
  side text not null,
  step text not null,
  says text not null,
  shared boolean not null,
  by_person uuid,
  by_name text not null,
  how text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, request_id, id),
  FOREIGN KEY (la_code, request_id) REFERENCES authority_requests(la_code, id),
  CHECK (how = ANY (ARRAY['in Onroll'::text, 'by link'::text, 'written down by us'::text])),
  CHECK (side = ANY (ARRAY['ours'::text, 'theirs'::text])),
  CHECK (step = ANY (ARRAY['asked'::text, 'chased'::text, 'link made'::text, 'answered'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'to managers'::text, 'child named'::text, 'case opened'::text]))
);
-- Row security: forced
create policy added on authority_request_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on authority_request_steps to the_owner
  using (true)
  with check (true);
create policy seen on authority_request_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (EXISTS ( SELECT 1
   FROM authority_requests r
  WHERE r.la_code = authority_request_steps.la_code AND r.id = authority_request_steps.request_id)));

-- C5. What we asked another authority about a child, or it asked us: the least that was told, word for word, and the answer. A hand-over stays with whoever proposed it until it is accepted.
-- details: What was told of the child: name, date of birth, and no more than was needed. Addresses, brothers and sisters and schools go from here the moment the child is protected.
-- wording: The text exactly as it goes. Gone the moment the child is protected.
create table authority_requests (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  direction text not null,
  kind text not null,
  of_code text not null,
  of_name text not null,
  child_id uuid,
  case_id uuid,
  details jsonb not null,
  questions text[] not null default '{}'::text[],
  why text not null,
  legal_basis text not null,
  wording text,
  their_reference text not null default ''::text,
  asked_by text not null,
  asked_on date not null,
  needed_by date not null,
  due_on date not null,
  urgent boolean not null default false,
  state text not null default 'open'::text,
  answer jsonb,
  ended_on date,
  link_id uuid,
  chased integer not null default 0,
  escalated_on date,
  check_code text,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK ((state <> ALL (ARRAY['answered'::text, 'accepted'::text, 'refused'::text])) OR answer IS NOT NULL),
  CHECK ((state = 'open'::text) = (ended_on IS NULL)),
  CHECK (direction = 'in'::text OR child_id IS NOT NULL AND case_id IS NOT NULL),
  CHECK (direction = ANY (ARRAY['out'::text, 'in'::text])),
  CHECK (kind = 'hand-over'::text OR (state <> ALL (ARRAY['accepted'::text, 'refused'::text]))),
  CHECK (kind = ANY (ARRAY['enquiry'::text, 'hand-over'::text])),
  CHECK (state = ANY (ARRAY['open'::text, 'answered'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text]))
);
CREATE INDEX authority_requests_of_authority ON public.authority_requests USING btree (la_code, of_code, at DESC);
CREATE INDEX authority_requests_of_case ON public.authority_requests USING btree (la_code, case_id, at DESC);
CREATE INDEX authority_requests_of_child ON public.authority_requests USING btree (la_code, child_id);
CREATE UNIQUE INDEX authority_requests_once ON public.authority_requests USING btree (la_code, child_id, of_code, kind) WHERE ((direction = 'out'::text) AND (state = 'open'::text));
CREATE UNIQUE INDEX authority_requests_one_hand_over ON public.authority_requests USING btree (la_code, case_id) WHERE ((direction = 'out'::text) AND (kind = 'hand-over'::text) AND (state = 'open'::text));
CREATE INDEX authority_requests_open ON public.authority_requests USING btree (la_code, direction, due_on) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX authority_requests_theirs_once ON public.authority_requests USING btree (la_code, of_code, kind, their_reference) WHERE ((direction = 'in'::text) AND (their_reference <> ''::text));
-- Row security: forced
create policy added on authority_requests for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy changed on authority_requests for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy of_protected on authority_requests for select
  using (CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_side() = 'link'::text OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text, 'system'::text]))) OR child_id IS NULL OR NOT child_is_protected(la_code, child_id));
create policy owner_all on authority_requests to the_owner
  using (true)
  with check (true);
create policy seen on authority_requests for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
CREATE TRIGGER least_of_protected BEFORE INSERT OR UPDATE OF child_id ON authority_requests FOR EACH ROW EXECUTE FUNCTION keep_least_of_protected();

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
create policy opened_for_visit on break_glass for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND person_id = (( SELECT viewer_person() AS viewer_person)) AND released_to_viewer(la_code, child_id, NULL::uuid) AND child_in_sight(la_code, child_id));
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
create policy not_for_the_public on calendar_versions
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
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

-- C10. A view of the list of cases that one person saved for themselves: filters by name, and no child.
create table case_views (
  la_code text not null,
  id uuid not null,
  token text not null,
  person_id uuid not null,
  name text not null,
  filter text not null,
  made_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, person_id, name),
  UNIQUE (token)
);
-- Row security: forced
create policy own on case_views
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND person_id = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on case_views to the_owner
  using (true)
  with check (true);

-- C5. Which child is given to which of the authority's other teams, or to one person of it, for what and until when: their scope.
create table caseloads (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  role text not null,
  person_id uuid,
  about_id uuid not null,
  why text not null,
  given_name text not null,
  given_at timestamp with time zone not null default now(),
  ends_on date,
  ended_at timestamp with time zone,
  ended_why text,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (role = ANY (ARRAY['field-officer'::text, 'admissions-officer'::text, 'sen-officer'::text, 'ehe-officer'::text, 'virtual-school'::text]))
);
CREATE INDEX caseloads_about ON public.caseloads USING btree (la_code, about_id) WHERE (ended_at IS NULL);
CREATE INDEX caseloads_of_role ON public.caseloads USING btree (la_code, role, person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX caseloads_once ON public.caseloads USING btree (la_code, child_id, role, about_id, COALESCE(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (ended_at IS NULL);
-- Row security: forced
create policy changed on caseloads for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy given on caseloads for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on caseloads to the_owner
  using (true)
  with check (true);
create policy seen on caseloads for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND role = viewer_role() AND (person_id IS NULL OR person_id = (( SELECT viewer_person() AS viewer_person))) AND ended_at IS NULL AND (ends_on IS NULL OR ends_on >= (( SELECT viewer_today() AS viewer_today)))));

-- C5. One child, one question, tracked until it is answered. Every column but the first follows from case_events.
-- standing: What the child is counted as: possible CME (on a roll), CME (on none), not CME, not decided yet.
-- episode_on: The first day of the present episode; clocks and the days out of education run from it.
-- not_located_on: Since when the child is on the long list. A case leaves it when the child is located or the case closes, and not by time.
-- search_term: The last term whose search was begun or made for a child not located.
-- search_due: By when this term's search is to be answered; null where it is.
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
  episode_on date,
  episodes integer,
  not_located_on date,
  last_check_on date,
  manager_looked_on date,
  search_term text,
  search_due date,
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
CREATE INDEX cases_by_opened ON public.cases USING btree (la_code, opened_on DESC, id DESC);
CREATE INDEX cases_by_state ON public.cases USING btree (la_code, state, opened_on, id);
CREATE INDEX cases_not_located ON public.cases USING btree (la_code, next_due, id) WHERE ((not_located_on IS NOT NULL) AND (closed_on IS NULL));
CREATE INDEX cases_open_by_due ON public.cases USING btree (la_code, next_due, id) WHERE (closed_on IS NULL);
CREATE INDEX cases_open_by_owner ON public.cases USING btree (la_code, owner_id, next_due) WHERE (closed_on IS NULL);
CREATE INDEX cases_open_by_standing ON public.cases USING btree (la_code, standing, opened_on, id) WHERE (closed_on IS NULL);
-- Row security: forced
create policy owner_all on cases to the_owner
  using (true)
  with check (true);
create policy seen on cases
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. Who was counted in one taking of the census, and how. Nothing of it changes once the taking is taken.
create table census_children (
  la_code text not null,
  taking_id uuid not null,
  person_id uuid not null,
  child_id uuid not null,
  case_id uuid not null,
  on_day boolean not null,
  any_time boolean not null,
  reason text not null,
  reason_by text not null,
  duration text not null,
  since date,
  sex text not null,
  year_group integer,
  standing text not null,
  ehcp boolean not null,
  child_protection boolean not null,
  queries text[] not null,
  PRIMARY KEY (la_code, taking_id, person_id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, taking_id) REFERENCES census_takings(la_code, id),
  CHECK (reason_by = ANY (ARRAY['a person'::text, 'the facts'::text, 'nobody'::text])),
  CHECK (sex = ANY (ARRAY['F'::text, 'M'::text, 'U'::text]))
);
CREATE INDEX census_children_case ON public.census_children USING btree (la_code, case_id);
CREATE INDEX census_children_child ON public.census_children USING btree (la_code, child_id);
-- Row security: forced
create policy counted on census_children for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy counted_again on census_children for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system) AND (EXISTS ( SELECT 1
   FROM census_takings t
  WHERE t.la_code = census_children.la_code AND t.id = census_children.taking_id AND t.state = 'taking'::text)));
create policy owner_all on census_children to the_owner
  using (true)
  with check (true);
create policy seen on census_children for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));

-- C12. What explains a figure of the census. The latest of a figure stands. Only added to.
create table census_notes (
  la_code text not null,
  id uuid not null,
  taking_id uuid not null,
  figure text not null,
  note text not null,
  by_person uuid not null,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, taking_id) REFERENCES census_takings(la_code, id)
);
CREATE INDEX census_notes_of ON public.census_notes USING btree (la_code, taking_id, figure, at);
-- Row security: forced
create policy noted on census_notes for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'manager'::text AND by_person = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on census_notes to the_owner
  using (true)
  with check (true);
create policy seen on census_notes for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));

-- C12. Who signed the figures of a taking for the return, once. Only added to.
create table census_signings (
  la_code text not null,
  taking_id uuid not null,
  by_person uuid not null,
  by_name text not null,
  says text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, taking_id),
  FOREIGN KEY (la_code, taking_id) REFERENCES census_takings(la_code, id)
);
-- Row security: forced
create policy owner_all on census_signings to the_owner
  using (true)
  with check (true);
create policy seen on census_signings for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy signed on census_signings for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'manager'::text AND by_person = (( SELECT viewer_person() AS viewer_person)));

-- C12. One taking of the census of one day: how far it is, and its figures, which never change once taken. A later taking is another row.
-- reasons_of: The day from which the list of reasons used holds.
create table census_takings (
  la_code text not null,
  id uuid not null,
  token text not null,
  census_on date not null,
  school_year integer not null,
  term text not null,
  number integer not null,
  state text not null default 'taking'::text,
  after_case uuid,
  done integer not null default 0,
  of_many integer not null default 0,
  figures jsonb,
  reasons_of date not null,
  why text,
  asked_by uuid,
  asked_name text not null,
  asked_at timestamp with time zone not null default now(),
  taken_at timestamp with time zone,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, census_on, number),
  UNIQUE (token),
  CHECK (state = ANY (ARRAY['taking'::text, 'taken'::text])),
  CHECK (term = ANY (ARRAY['autumn'::text, 'spring'::text, 'summer'::text]))
);
CREATE INDEX census_takings_by_day ON public.census_takings USING btree (la_code, census_on DESC, number DESC);
-- Row security: forced
create policy asked on census_takings for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));
create policy owner_all on census_takings to the_owner
  using (true)
  with check (true);
create policy seen on census_takings for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy taken on census_takings for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));

-- C5. What was done around a check: refused for want of an agreement, a decision not to share and why, chased, a link made. Only added to.
create table check_notes (
  la_code text not null,
  id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  code text not null,
  request_id uuid,
  kind text not null,
  partner text not null,
  says text not null,
  route text not null,
  by_person uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, request_id) REFERENCES check_requests(la_code, id),
  CHECK (code ~ '^RL[0-9]{2}$'::text),
  CHECK (kind = ANY (ARRAY['no agreement'::text, 'not shared'::text, 'chased'::text, 'link made'::text]))
);
CREATE UNIQUE INDEX check_notes_chased_once ON public.check_notes USING btree (la_code, request_id, on_date) WHERE (kind = 'chased'::text);
CREATE INDEX check_notes_of_case ON public.check_notes USING btree (la_code, case_id, at);
CREATE INDEX check_notes_of_request ON public.check_notes USING btree (la_code, request_id, at) WHERE (request_id IS NOT NULL);
-- Row security: forced
create policy of_the_authority on check_notes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (( SELECT viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = check_notes.la_code AND p.child_id = check_notes.child_id))));
create policy owner_all on check_notes to the_owner
  using (true)
  with check (true);

-- C5. Who at the school does a check. The latest holds; a name with nothing in it takes the check back. Only added to.
create table check_owners (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  check_code text not null,
  owner_name text not null,
  set_on date not null,
  set_at timestamp with time zone not null default now(),
  set_by uuid not null,
  set_name text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX check_owners_by_child ON public.check_owners USING btree (la_code, child_id, set_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on check_owners for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = check_owners.la_code AND c.id = check_owners.child_id)));
create policy owner_all on check_owners to the_owner
  using (true)
  with check (true);
create policy seen on check_owners
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. What a body answered, as it was received, with who pasted it; what was found by looking in the authority's own records. Only added to.
create table check_replies (
  la_code text not null,
  id uuid not null,
  token text not null,
  request_id uuid,
  case_id uuid not null,
  child_id uuid not null,
  code text not null,
  how text not null,
  result text not null,
  fact text not null,
  pasted text not null,
  last_contact_on date,
  area text not null,
  answered_by text not null,
  reference text not null,
  basis text not null,
  received_on date not null,
  entered_by uuid,
  entered_name text not null,
  link_id uuid,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, link_id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, request_id) REFERENCES check_requests(la_code, id),
  CHECK (code ~ '^RL[0-9]{2}$'::text),
  CHECK (how = ANY (ARRAY['pasted'::text, 'by link'::text, 'looked here'::text])),
  CHECK (result = ANY (ARRAY['nothing found'::text, 'something found'::text, 'partial'::text, 'could not say'::text]))
);
CREATE INDEX check_replies_by_link ON public.check_replies USING btree (la_code, at, id) WHERE (link_id IS NOT NULL);
CREATE INDEX check_replies_of_case ON public.check_replies USING btree (la_code, case_id, at);
-- Row security: forced
create policy of_the_authority on check_replies
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (( SELECT viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = check_replies.la_code AND p.child_id = check_replies.child_id))));
create policy owner_all on check_replies to the_owner
  using (true)
  with check (true);

-- C5. What a person decided about an answer that came by a link: into the case, or set aside. Once each. Only added to.
create table check_reply_decisions (
  la_code text not null,
  reply_id uuid not null,
  child_id uuid not null,
  decision text not null,
  says text not null,
  decided_by uuid not null,
  decided_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, reply_id),
  FOREIGN KEY (la_code, reply_id) REFERENCES check_replies(la_code, id),
  CHECK (decision = ANY (ARRAY['accepted'::text, 'set aside'::text]))
);
-- Row security: forced
create policy of_the_authority on check_reply_decisions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (( SELECT viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = check_reply_decisions.la_code AND p.child_id = check_reply_decisions.child_id))));
create policy owner_all on check_reply_decisions to the_owner
  using (true)
  with check (true);

-- C5. What was asked of which body for a case, in the words that went, under which terms of which agreement; sent when, how, by whom; answer due.
create table check_requests (
  la_code text not null,
  id uuid not null,
  token text not null,
  case_id uuid not null,
  child_id uuid not null,
  code text not null,
  terms_id uuid not null,
  agreement_id uuid not null,
  partner text not null,
  fields text[] not null,
  says text not null,
  prepared_on date not null,
  prepared_by uuid not null,
  prepared_name text not null,
  at timestamp with time zone not null default now(),
  sent_on date,
  sent_by uuid,
  sent_name text,
  route text,
  sent_to text,
  form_reference text,
  due date,
  settled_on date,
  settled_how text,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, terms_id) REFERENCES agreement_terms(la_code, id),
  CHECK ((sent_on IS NULL) = (due IS NULL)),
  CHECK ((settled_on IS NULL) = (settled_how IS NULL)),
  CHECK (code ~ '^RL[0-9]{2}$'::text),
  CHECK (settled_how = ANY (ARRAY['answered'::text, 'dropped'::text, 'withdrawn'::text]))
);
CREATE INDEX check_requests_of_case ON public.check_requests USING btree (la_code, case_id, at);
CREATE UNIQUE INDEX check_requests_once ON public.check_requests USING btree (la_code, case_id, code, agreement_id) WHERE (settled_on IS NULL);
CREATE INDEX check_requests_sent ON public.check_requests USING btree (la_code, sent_on) INCLUDE (agreement_id, code, settled_on, settled_how, due, child_id) WHERE (sent_on IS NOT NULL);
CREATE INDEX check_requests_waiting ON public.check_requests USING btree (la_code, due, partner) INCLUDE (agreement_id, case_id, child_id) WHERE ((settled_on IS NULL) AND (sent_on IS NOT NULL));
-- Row security: forced
create policy of_the_authority on check_requests
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (( SELECT viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = check_requests.la_code AND p.child_id = check_requests.child_id))));
create policy owner_all on check_requests to the_owner
  using (true)
  with check (true);

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
create policy about_a_child_in_sight on child_addresses for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = child_addresses.la_code AND c.id = child_addresses.child_id)));
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
create policy about_a_child_in_sight on child_changes for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = child_changes.la_code AND c.id = child_changes.child_id)));
create policy owner_all on child_changes to the_owner
  using (true)
  with check (true);
create policy seen on child_changes
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
CREATE TRIGGER keys_of_added AFTER INSERT ON child_changes REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();

-- C6. That a child has a plan, a social worker, is looked after and so on: the fact, its source and date, never the story. Only added to.
-- recorded_by: The person who recorded it; absent where a file said it. Either says yes by itself.
-- closed: Read by DSLs and headteachers of the school, and by officers and managers, and by nobody else.
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
  recorded_by uuid,
  recorded_name text,
  closed boolean not null default false,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (says = ANY (ARRAY['yes'::text, 'no'::text]))
);
CREATE INDEX child_flags_latest ON public.child_flags USING btree (la_code, child_id, flag, recorded_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on child_flags for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = child_flags.la_code AND c.id = child_flags.child_id)));
create policy open_or_decides on child_flags for select
  using (NOT closed OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text, 'system'::text])) OR CURRENT_USER = 'the_owner'::name);
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

-- C5. Why a child is missing education, by the Department's list, as a person recorded it, from which day. Only added to.
create table cme_reasons (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  case_id uuid not null,
  reason text not null,
  from_on date not null,
  why text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX cme_reasons_child ON public.cme_reasons USING btree (la_code, child_id);
CREATE INDEX cme_reasons_of ON public.cme_reasons USING btree (la_code, case_id, from_on, recorded_at);
-- Row security: forced
create policy owner_all on cme_reasons to the_owner
  using (true)
  with check (true);
create policy recorded on cme_reasons for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy seen on cme_reasons for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

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
create policy not_for_the_public on commencement_answers
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
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
create policy not_for_the_public on commencements
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on commencements to the_owner
  using (true)
  with check (true);
create policy proposed_by_manager on commencements for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_role() AS viewer_role)) = 'manager'::text AND proposed_by = (( SELECT viewer_person() AS viewer_person)));
create policy seen on commencements for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C6. That a concern was looked at again, or settled, and why. Only added to.
create table concern_steps (
  la_code text not null,
  id uuid not null,
  concern_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  says text not null,
  on_date date not null,
  review_on date,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, concern_id) REFERENCES concerns(la_code, id),
  CHECK ((kind = 'reviewed'::text) = (review_on IS NOT NULL)),
  CHECK (kind = ANY (ARRAY['reviewed'::text, 'closed'::text]))
);
CREATE INDEX concern_steps_by_child ON public.concern_steps USING btree (la_code, child_id);
CREATE INDEX concern_steps_of ON public.concern_steps USING btree (la_code, concern_id, recorded_at);
-- Row security: forced
create policy owner_all on concern_steps to the_owner
  using (true)
  with check (true);
create policy recorded on concern_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR viewer_role() = 'dsl'::text AND by_person = (( SELECT viewer_person() AS viewer_person)) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy seen on concern_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

-- C6. A concern about a child as a school's safeguarding lead wrote it down: fact apart from opinion, who said it, and the day it is looked at again. Only added to.
create table concerns (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  on_date date not null,
  at_time text,
  fact text not null,
  opinion text,
  told_by text not null,
  review_on date not null,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX concerns_by_child ON public.concerns USING btree (la_code, child_id, on_date DESC);
-- Row security: forced
create policy owner_all on concerns to the_owner
  using (true)
  with check (true);
create policy recorded on concerns for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR viewer_role() = 'dsl'::text AND by_person = (( SELECT viewer_person() AS viewer_person)) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy seen on concerns for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

-- C5. Whose record each child of a consultation is, and the case opened for it or added to. Only added to.
create table consultation_cases (
  la_code text not null,
  consultation_id uuid not null,
  number integer not null,
  child_id uuid not null,
  case_id uuid,
  was text not null,
  joined boolean not null,
  PRIMARY KEY (la_code, consultation_id, number),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, consultation_id) REFERENCES consultations(la_code, id),
  CHECK (was = ANY (ARRAY['known'::text, 'new'::text]))
);
CREATE INDEX consultation_cases_by_child ON public.consultation_cases USING btree (la_code, child_id);
-- Row security: forced
create policy kept on consultation_cases for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on consultation_cases to the_owner
  using (true)
  with check (true);
create policy seen on consultation_cases for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. The children somebody told of: names, birthday and sex as they were given, before anyone has said whose record it is. Only added to.
create table consultation_children (
  la_code text not null,
  id uuid not null,
  consultation_id uuid not null,
  number integer not null,
  given jsonb not null,
  by_name text not null,
  added_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, consultation_id, number),
  FOREIGN KEY (la_code, consultation_id) REFERENCES consultations(la_code, id)
);
-- Row security: forced
create policy kept on consultation_children for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on consultation_children to the_owner
  using (true)
  with check (true);
create policy seen on consultation_children for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM consultation_cases g
     JOIN protections p ON p.la_code = g.la_code AND p.child_id = g.child_id
  WHERE g.la_code = consultation_children.la_code AND g.consultation_id = consultation_children.consultation_id))));

-- C5. What came of being told: advice and whose, or cases. Once. Only added to.
create table consultation_ends (
  la_code text not null,
  consultation_id uuid not null,
  what text not null,
  advice text not null,
  adviser text not null,
  start_code text,
  level text,
  by_person uuid not null,
  by_name text not null,
  ended_on date not null,
  ended_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, consultation_id),
  FOREIGN KEY (la_code, consultation_id) REFERENCES consultations(la_code, id),
  CHECK ((what = 'cases'::text) = (start_code IS NOT NULL)),
  CHECK (what = ANY (ARRAY['advice'::text, 'cases'::text]))
);
-- Row security: forced
create policy kept on consultation_ends for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on consultation_ends to the_owner
  using (true)
  with check (true);
create policy seen on consultation_ends for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM consultation_cases g
     JOIN protections p ON p.la_code = g.la_code AND p.child_id = g.child_id
  WHERE g.la_code = consultation_ends.la_code AND g.consultation_id = consultation_ends.consultation_id))));

-- C5. That somebody rang, wrote or came about a child, and what they said; written down by whom. Only added to.
-- received_on: The day it reached the authority: clocks run from it, whenever it was typed in.
-- same_as: A digest of the words and the day: sent twice, it is kept once.
create table consultations (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  how text not null,
  received_on date not null,
  received_at text,
  teller text not null,
  teller_name text not null,
  organisation text not null,
  school_id uuid,
  said text not null,
  home_lines text not null,
  postcode text not null,
  parent_name text not null,
  parent_phone text not null,
  reply_wanted boolean not null,
  reply_how text not null,
  reply_to text not null,
  reply_safe text not null,
  same_as text not null,
  by_person uuid not null,
  by_name text not null,
  recorded_on date not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, same_as),
  UNIQUE (la_code, token),
  CHECK (how = ANY (ARRAY['telephone'::text, 'email'::text, 'letter'::text, 'in person'::text])),
  CHECK (received_on <= recorded_on),
  CHECK (teller = ANY (ARRAY['school'::text, 'agency'::text, 'another authority'::text, 'parent'::text, 'child'::text, 'public'::text, 'other'::text]))
);
CREATE INDEX consultations_latest ON public.consultations USING btree (la_code, recorded_on DESC, id DESC);
-- Row security: forced
create policy kept on consultations for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on consultations to the_owner
  using (true)
  with check (true);
create policy seen on consultations for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM consultation_cases g
     JOIN protections p ON p.la_code = g.la_code AND p.child_id = g.child_id
  WHERE g.la_code = consultations.la_code AND g.consultation_id = consultations.id))));

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
create policy about_a_child_in_sight on contact_safety for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = contact_safety.la_code AND c.id = contact_safety.child_id)));
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
create policy about_a_child_in_sight on contacts for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = contacts.la_code AND c.id = contacts.child_id)));
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
create policy not_for_the_public on counters
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on counters to the_owner
  using (true)
  with check (true);
create policy used on counters
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C6. What a designated safeguarding lead wrote down after two hours without an answer: what is known, what is not, what is decided. Only added to.
create table day_assessments (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  step_id uuid not null,
  known text not null,
  not_known text not null,
  decision text not null,
  signed_by uuid not null,
  signed_name text not null,
  signed_role text not null,
  signed_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  FOREIGN KEY (la_code, step_id) REFERENCES day_steps(la_code, id)
);
CREATE INDEX day_assessments_by_child ON public.day_assessments USING btree (la_code, child_id, signed_at DESC);
CREATE INDEX day_assessments_by_school ON public.day_assessments USING btree (la_code, school_id);
CREATE INDEX day_assessments_by_step ON public.day_assessments USING btree (la_code, step_id);
-- Row security: forced
create policy about_a_child_in_sight on day_assessments for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = day_assessments.la_code AND c.id = day_assessments.child_id)));
create policy owner_all on day_assessments to the_owner
  using (true)
  with check (true);
create policy seen on day_assessments for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy signed on day_assessments for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR viewer_role() = 'dsl'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C12. That a head read how the day stood, in which words. Only added to.
create table day_assurances (
  la_code text not null,
  id uuid not null,
  school_id uuid not null,
  day date not null,
  at timestamp with time zone not null,
  closing_id uuid,
  sentences text[] not null,
  by_person uuid not null,
  by_name text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, closing_id) REFERENCES day_closings(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX day_assurances_by_closing ON public.day_assurances USING btree (la_code, closing_id);
CREATE UNIQUE INDEX day_assurances_once ON public.day_assurances USING btree (la_code, school_id, day, by_person, COALESCE(closing_id, '00000000-0000-0000-0000-000000000000'::uuid));
-- Row security: forced
create policy owner_all on day_assurances to the_owner
  using (true)
  with check (true);
create policy seen on day_assurances
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That a school's day was closed: how many names there were, how each was accounted for, in which sentences, by whom. Only added to.
-- children: Whose names the closing was about, so that one who comes after it is seen to. No name is kept.
create table day_closings (
  la_code text not null,
  id uuid not null,
  school_id uuid not null,
  day date not null,
  at timestamp with time zone not null,
  nth integer not null,
  names integer not null,
  with_reason integer not null,
  seen integer not null,
  escalated integer not null,
  not_taken integer not null,
  children uuid[] not null,
  sentences text[] not null,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, school_id, day, nth),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (nth >= 1 AND nth <= 50)
);
-- Row security: forced
create policy owner_all on day_closings to the_owner
  using (true)
  with check (true);
create policy seen on day_closings
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C0. When a school's registers close, when it visits homes and when its day ends, each from a day on; the latest holds. Only added to.
create table day_hours (
  la_code text not null,
  id uuid not null,
  school_id uuid not null,
  from_on date not null,
  am_closes text not null,
  pm_closes text not null,
  visit_from text not null,
  visit_to text not null,
  day_ends text not null,
  set_by uuid not null,
  set_name text not null,
  set_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (am_closes ~ '^[012][0-9]:[0-5][0-9]$'::text),
  CHECK (day_ends ~ '^[012][0-9]:[0-5][0-9]$'::text),
  CHECK (pm_closes ~ '^[012][0-9]:[0-5][0-9]$'::text),
  CHECK (visit_from ~ '^[012][0-9]:[0-5][0-9]$'::text),
  CHECK (visit_to ~ '^[012][0-9]:[0-5][0-9]$'::text)
);
CREATE INDEX day_hours_latest ON public.day_hours USING btree (la_code, school_id, from_on DESC, set_at DESC, id DESC);
-- Row security: forced
create policy owner_all on day_hours to the_owner
  using (true)
  with check (true);
create policy seen on day_hours
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. One thing a school did on a day about a child who is not accounted for, beyond ringing: when, by whom, and until when it holds. Only added to.
create table day_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  day date not null,
  at timestamp with time zone not null,
  kind text not null,
  says text,
  code text,
  reference text,
  to_whom text,
  next_at timestamp with time zone,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (kind <> 'escalated'::text OR to_whom IS NOT NULL AND next_at IS NOT NULL),
  CHECK (kind = ANY (ARRAY['handed to DSL'::text, 'DSL took'::text, 'risk assessed'::text, 'visit made'::text, 'visit not made'::text, 'card left'::text, 'parent told to call police'::text, 'police asked'::text, 'police not asked'::text, 'siblings checked'::text, 'reason known'::text, 'seen'::text, 'spoken to'::text, 'escalated'::text]))
);
CREATE INDEX day_steps_by_child ON public.day_steps USING btree (la_code, child_id, day DESC, at DESC);
CREATE INDEX day_steps_by_school ON public.day_steps USING btree (la_code, school_id, day DESC, kind);
-- Row security: forced
create policy about_a_child_in_sight on day_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = day_steps.la_code AND c.id = day_steps.child_id)));
create policy owner_all on day_steps to the_owner
  using (true)
  with check (true);
create policy seen on day_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. What another team of the authority is asked of a child: which, why, by when, and whether it has answered. No address.
create table desk_parts (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  case_id uuid,
  desk text not null,
  about text not null,
  by_itself boolean not null,
  asks text not null,
  why text not null,
  due date not null,
  state text not null,
  state_on date not null,
  given_on date not null,
  given_by uuid,
  given_name text not null,
  given_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (desk = ANY (ARRAY['admissions-officer'::text, 'sen-officer'::text, 'ehe-officer'::text, 'virtual-school'::text, 'social-worker'::text])),
  CHECK (state = ANY (ARRAY['asked'::text, 'answered'::text, 'taken back'::text]))
);
CREATE INDEX desk_parts_by_child ON public.desk_parts USING btree (la_code, child_id, given_at DESC);
CREATE INDEX desk_parts_of_desk ON public.desk_parts USING btree (la_code, desk, state, due);
CREATE UNIQUE INDEX desk_parts_once ON public.desk_parts USING btree (la_code, child_id, desk, about) WHERE by_itself;
CREATE UNIQUE INDEX desk_parts_waiting ON public.desk_parts USING btree (la_code, child_id, desk) WHERE (by_itself AND (state = 'asked'::text));
-- Row security: forced
create policy changed on desk_parts for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy given on desk_parts for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on desk_parts to the_owner
  using (true)
  with check (true);
create policy seen on desk_parts for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND desk = viewer_role() AND child_in_sight(la_code, child_id)));

-- C5. What a desk was told, answered, noted and recorded of its own field. The latest facts hold. Only added to.
create table desk_steps (
  la_code text not null,
  id uuid not null,
  part_id uuid not null,
  child_id uuid not null,
  desk text not null,
  step text not null,
  says text not null,
  facts jsonb not null default '{}'::jsonb,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, part_id) REFERENCES desk_parts(la_code, id),
  CHECK (step = ANY (ARRAY['given'::text, 'told again'::text, 'answered'::text, 'facts'::text, 'note'::text, 'taken back'::text]))
);
CREATE INDEX desk_steps_of_part ON public.desk_steps USING btree (la_code, part_id, id);
-- Row security: forced
create policy added on desk_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on desk_steps to the_owner
  using (true)
  with check (true);
create policy seen on desk_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND desk = viewer_role() AND child_in_sight(la_code, child_id)));

-- C4. What the receiving school said: on its roll since a day, expected on a day, or not its pupil. The latest holds. Only added to.
create table destination_answers (
  la_code text not null,
  id uuid not null,
  question_id uuid not null,
  to_school_id uuid not null,
  answer text not null,
  day date,
  first_day date,
  by_person uuid,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, question_id) REFERENCES destination_questions(la_code, id),
  FOREIGN KEY (la_code, to_school_id) REFERENCES schools(la_code, id),
  CHECK ((answer = 'not ours'::text) = (day IS NULL)),
  CHECK (answer = ANY (ARRAY['on roll'::text, 'expected'::text, 'not ours'::text]))
);
CREATE INDEX destination_answers_of ON public.destination_answers USING btree (la_code, question_id, at DESC, id DESC);
-- Row security: forced
create policy answered on destination_answers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (to_school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND (EXISTS ( SELECT 1
   FROM destination_questions q
  WHERE q.la_code = destination_answers.la_code AND q.id = destination_answers.question_id AND q.to_school_id = destination_answers.to_school_id)));
create policy owner_all on destination_answers to the_owner
  using (true)
  with check (true);
create policy seen on destination_answers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM destination_questions q
  WHERE q.la_code = destination_answers.la_code AND q.id = destination_answers.question_id)));

-- C4. A school is asked whether a leaver of another starts with it. The row holds the little it is shown: it sees nothing else of the child. Only added to.
create table destination_questions (
  la_code text not null,
  id uuid not null,
  token text not null,
  claim_id uuid not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  to_school_id uuid not null,
  surname text not null,
  forename text not null,
  date_of_birth date,
  year_group text,
  previous_school text not null,
  starts_on date,
  asked_by uuid,
  asked_name text not null,
  asked_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, claim_id, to_school_id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, claim_id) REFERENCES destination_steps(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  FOREIGN KEY (la_code, to_school_id) REFERENCES schools(la_code, id),
  CHECK (school_id <> to_school_id)
);
CREATE INDEX destination_questions_by_child ON public.destination_questions USING btree (la_code, child_id);
CREATE INDEX destination_questions_by_enrolment ON public.destination_questions USING btree (la_code, enrolment_id);
CREATE INDEX destination_questions_to ON public.destination_questions USING btree (la_code, to_school_id, at DESC, id DESC);
-- Row security: forced
create policy about_a_child_in_sight on destination_questions for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = destination_questions.la_code AND c.id = destination_questions.child_id)));
create policy asked on destination_questions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND NOT pair_guarded(la_code, child_id, child_id)));
create policy owner_all on destination_questions to the_owner
  using (true)
  with check (true);
create policy seen on destination_questions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR (( SELECT viewer_is_authority() AS viewer_is_authority) OR (to_school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)) AND NOT pair_guarded(la_code, child_id, child_id)));

-- C4. Where a child who leaves a register goes: each claim, check, question and answer. The state is worked out from them. Only added to.
-- claim_id: The claim that the step is about.
create table destination_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  claim_id uuid,
  type text not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_side text not null,
  data jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, claim_id) REFERENCES destination_steps(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK ((type <> ALL (ARRAY['confirmed'::text, 'expected'::text, 'denied'::text])) OR (by_side = ANY (ARRAY['receiving side'::text, 'register'::text]))),
  CHECK (by_side = ANY (ARRAY['school'::text, 'parent'::text, 'receiving side'::text, 'register'::text, 'system'::text])),
  CHECK (type = ANY (ARRAY['claimed'::text, 'unknown'::text, 'checked'::text, 'asked'::text, 'confirmed'::text, 'expected'::text, 'denied'::text, 'started'::text, 'tenth day'::text, 'case opened'::text]))
);
CREATE UNIQUE INDEX destination_case_opened_once ON public.destination_steps USING btree (la_code, enrolment_id) WHERE (type = 'case opened'::text);
CREATE UNIQUE INDEX destination_from_removal_once ON public.destination_steps USING btree (la_code, enrolment_id) WHERE ((type = 'claimed'::text) AND (by_side = 'system'::text));
CREATE UNIQUE INDEX destination_on_register_once ON public.destination_steps USING btree (la_code, enrolment_id) WHERE ((type = 'confirmed'::text) AND (by_side = 'register'::text));
CREATE INDEX destination_steps_by_child ON public.destination_steps USING btree (la_code, child_id);
CREATE INDEX destination_steps_by_enrolment ON public.destination_steps USING btree (la_code, enrolment_id, at, id);
CREATE INDEX destination_steps_by_school ON public.destination_steps USING btree (la_code, school_id, at DESC);
-- Row security: forced
create policy about_a_child_in_sight on destination_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = destination_steps.la_code AND c.id = destination_steps.child_id)));
create policy kept on destination_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND (type = ANY (ARRAY['claimed'::text, 'unknown'::text, 'checked'::text, 'asked'::text, 'started'::text, 'tenth day'::text])) AND (by_side = ANY (ARRAY['school'::text, 'parent'::text]))));
create policy owner_all on destination_steps to the_owner
  using (true)
  with check (true);
create policy seen on destination_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)) AND NOT pair_guarded(la_code, child_id, child_id)));

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
create policy not_for_the_public on detect_runs
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on detect_runs to the_owner
  using (true)
  with check (true);
create policy seen on detect_runs
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C5. One thing done to find a child, and what it found. A contact is one too. Only added to.
-- seen_how: How the child was seen. Each is weaker than the one before it, and none stands for another.
-- evidence: The name of a document, or where it is kept. The document itself is not held.
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
  seen_how text,
  evidence text,
  card_left boolean,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK ((side = 'school'::text) = (school_id IS NOT NULL)),
  CHECK (seen_how = ANY (ARRAY['seen'::text, 'seen on video'::text, 'spoken to'::text, 'reported by a relative'::text])),
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
create policy about_a_child_in_sight on enrolment_events for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = enrolment_events.la_code AND c.id = enrolment_events.child_id)));
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
CREATE INDEX enrolments_entered ON public.enrolments USING btree (la_code, school_id, entry_date DESC);
CREATE INDEX enrolments_left ON public.enrolments USING btree (la_code, leaving_date) WHERE (leaving_date IS NOT NULL);
CREATE INDEX enrolments_on_roll ON public.enrolments USING btree (la_code, school_id) WHERE (leaving_date IS NULL);
-- Row security: forced
create policy about_a_child_in_sight on enrolments for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR child_in_sight(la_code, child_id));
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

-- C5. What the authority has in place for a pupil who was permanently excluded, from when; or the case that opened because nothing was. The latest holds. Only added to.
create table exclusion_steps (
  la_code text not null,
  id uuid not null,
  suspension_id uuid not null,
  child_id uuid not null,
  number integer not null,
  what text not null,
  starts_on date,
  place text not null,
  says text not null,
  case_id uuid,
  by_person uuid,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, suspension_id, number),
  FOREIGN KEY (la_code, suspension_id) REFERENCES suspensions(la_code, id),
  CHECK ((what = 'in place'::text) = (starts_on IS NOT NULL)),
  CHECK (what = ANY (ARRAY['in place'::text, 'nothing in place'::text, 'case opened'::text]))
);
CREATE INDEX exclusion_steps_by_child ON public.exclusion_steps USING btree (la_code, child_id);
-- Row security: forced
create policy kept on exclusion_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on exclusion_steps to the_owner
  using (true)
  with check (true);
create policy seen on exclusion_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = exclusion_steps.la_code AND p.child_id = exclusion_steps.child_id))));

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
create policy about_a_child_in_sight on findings for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = findings.la_code AND c.id = findings.child_id)));
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
  CHECK (role = ANY (ARRAY['attendance-officer'::text, 'dsl'::text, 'headteacher'::text, 'trust-head'::text, 'cme-officer'::text, 'cme-assistant'::text, 'manager'::text, 'field-officer'::text, 'admissions-officer'::text, 'sen-officer'::text, 'ehe-officer'::text, 'virtual-school'::text]))
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

-- C5. A parent’s word that a child will be educated otherwise than at school, as the school told the authority of it. Only added to.
create table home_education_notices (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  notice text not null,
  received_on date not null,
  facts jsonb not null,
  told_on date not null,
  by_person uuid,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (notice = ANY (ARRAY['letter'::text, 'email'::text, 'spoken'::text]))
);
CREATE INDEX home_education_notices_child ON public.home_education_notices USING btree (la_code, child_id, at DESC);
CREATE INDEX home_education_notices_enrolment ON public.home_education_notices USING btree (la_code, enrolment_id);
CREATE INDEX home_education_notices_school ON public.home_education_notices USING btree (la_code, school_id, at DESC);
CREATE INDEX home_education_notices_time ON public.home_education_notices USING btree (la_code, at DESC, id DESC);
-- Row security: forced
create policy about_a_child_in_sight on home_education_notices for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = home_education_notices.la_code AND c.id = home_education_notices.child_id)));
create policy owner_all on home_education_notices to the_owner
  using (true)
  with check (true);
create policy seen on home_education_notices
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That somebody of the authority has opened a notice of home education, and when first. Only added to.
create table home_education_receipts (
  la_code text not null,
  notice_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  by_person uuid,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, notice_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, notice_id) REFERENCES home_education_notices(la_code, id)
);
CREATE INDEX home_education_receipts_child ON public.home_education_receipts USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on home_education_receipts for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = home_education_receipts.la_code AND c.id = home_education_receipts.child_id)));
create policy owner_all on home_education_receipts to the_owner
  using (true)
  with check (true);
create policy seen on home_education_receipts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C6. Contact with a family about home education, enquiries, replies and views with their reasons. Only added to.
create table home_education_steps (
  la_code text not null,
  id uuid not null,
  home_education_id uuid not null,
  child_id uuid not null,
  type text not null,
  data jsonb not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, home_education_id) REFERENCES home_educations(la_code, id)
);
CREATE INDEX home_education_steps_of ON public.home_education_steps USING btree (la_code, home_education_id, id);
-- Row security: forced
create policy added on home_education_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on home_education_steps to the_owner
  using (true)
  with check (true);
create policy seen on home_education_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_role() = 'ehe-officer'::text AND child_in_sight(la_code, child_id)));

-- C5. That a child is educated at home, the authority's view, and when it looks again. Written from its steps. No address.
create table home_educations (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  since date not null,
  state text not null,
  view text,
  view_on date,
  due date,
  case_id uuid,
  begun_on date not null,
  begun_name text not null,
  ended_on date,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (state = ANY (ARRAY['educated at home'::text, 'missing education'::text, 'ended'::text])),
  CHECK (view = ANY (ARRAY['suitable'::text, 'not yet able to say'::text, 'unsuitable'::text, 'no reply'::text]))
);
CREATE INDEX home_educations_by_child ON public.home_educations USING btree (la_code, child_id, begun_on DESC);
CREATE INDEX home_educations_due ON public.home_educations USING btree (la_code, state, due);
CREATE UNIQUE INDEX home_educations_one ON public.home_educations USING btree (la_code, child_id) WHERE (state <> 'ended'::text);
-- Row security: forced
create policy begun on home_educations for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy changed on home_educations for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on home_educations to the_owner
  using (true)
  with check (true);
create policy seen on home_educations for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_role() = 'ehe-officer'::text AND child_in_sight(la_code, child_id)));

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

-- C4. What a school says of a pupil who joined, beside what its register says. The latest row holds. Only added to.
create table joiner_facts (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  first_day date not null,
  first_day_agreed text not null,
  previous_school text,
  previous_authority text,
  country text,
  reason text,
  ehcp text not null,
  language text,
  heard text,
  home_authority text,
  by_person uuid,
  by_name text not null,
  recorded_on date not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (ehcp = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text])),
  CHECK (first_day_agreed = ANY (ARRAY['yes'::text, 'no'::text, 'not known'::text]))
);
CREATE INDEX joiner_facts_by_child ON public.joiner_facts USING btree (la_code, child_id);
CREATE INDEX joiner_facts_by_enrolment ON public.joiner_facts USING btree (la_code, enrolment_id, recorded_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on joiner_facts for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = joiner_facts.la_code AND c.id = joiner_facts.child_id)));
create policy owner_all on joiner_facts to the_owner
  using (true)
  with check (true);
create policy seen on joiner_facts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. What was done for a joiner: files asked for and received, the first day in school. Each once. Only added to.
create table joiner_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  step text not null,
  on_date date not null,
  says text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, step),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (step = ANY (ARRAY['transfer file asked for'::text, 'transfer file received'::text, 'child protection file received'::text, 'no child protection file'::text, 'first came'::text, 'case told'::text]))
);
CREATE INDEX joiner_steps_by_child ON public.joiner_steps USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on joiner_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = joiner_steps.la_code AND c.id = joiner_steps.child_id)));
create policy case_is_the_authoritys on joiner_steps for select
  using (step <> 'case told'::text OR CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on joiner_steps to the_owner
  using (true)
  with check (true);
create policy seen on joiner_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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
create policy about_a_child_in_sight on joint_conclusions for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = joint_conclusions.la_code AND c.id = joint_conclusions.child_id)));
create policy owner_all on joint_conclusions to the_owner
  using (true)
  with check (true);
create policy seen on joint_conclusions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That the authority was told of a child not back from leave, on which day and why then. Only added to.
create table leave_overruns (
  la_code text not null,
  id uuid not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  leave_ended_on date not null,
  opened_on date not null,
  says text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, leave_ended_on),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id)
);
CREATE INDEX leave_overruns_of_child ON public.leave_overruns USING btree (la_code, child_id, opened_on DESC);
-- Row security: forced
create policy about_a_child_in_sight on leave_overruns for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leave_overruns.la_code AND c.id = leave_overruns.child_id)));
create policy owner_all on leave_overruns to the_owner
  using (true)
  with check (true);
create policy seen on leave_overruns
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Leave of absence as a parent asked for it, in the words used. Only added to.
-- asked_on: The day the parent asked: after the first day of the leave where it was noted late.
create table leave_requests (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  asked_on date not null,
  asked_by text not null,
  relationship text not null,
  starts_on date not null,
  ends_on date not null,
  reason text not null,
  why text not null,
  country text not null,
  with_whom text not null,
  recorded_by uuid not null,
  recorded_name text not null,
  recorded_on date not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (ends_on >= starts_on),
  CHECK (reason = ANY (ARRAY['holiday'::text, 'family event'::text, 'illness or bereavement'::text, 'religious observance'::text, 'performance'::text, 'study'::text, 'other'::text]))
);
CREATE INDEX leave_requests_of_child ON public.leave_requests USING btree (la_code, child_id, starts_on DESC);
CREATE INDEX leave_requests_of_enrolment ON public.leave_requests USING btree (la_code, enrolment_id);
CREATE INDEX leave_requests_of_school ON public.leave_requests USING btree (la_code, school_id, starts_on DESC);
CREATE UNIQUE INDEX leave_requests_once ON public.leave_requests USING btree (la_code, child_id, school_id, starts_on, ends_on, asked_on, reason);
-- Row security: forced
create policy about_a_child_in_sight on leave_requests for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leave_requests.la_code AND c.id = leave_requests.child_id)));
create policy owner_all on leave_requests to the_owner
  using (true)
  with check (true);
create policy seen on leave_requests
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. What became of leave that was asked for: the meeting, evidence, the decision, another return date, back in school. Only added to.
create table leave_steps (
  la_code text not null,
  id uuid not null,
  request_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  on_date date not null,
  starts_on date,
  ends_on date,
  data jsonb not null default '{}'::jsonb,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, request_id) REFERENCES leave_requests(la_code, id),
  CHECK ((kind <> ALL (ARRAY['granted'::text, 'changed'::text])) OR starts_on IS NOT NULL AND ends_on >= starts_on),
  CHECK (kind = ANY (ARRAY['meeting'::text, 'evidence'::text, 'return evidence'::text, 'DSL told'::text, 'granted'::text, 'refused'::text, 'changed'::text, 'cancelled'::text, 'returned'::text]))
);
CREATE UNIQUE INDEX leave_decided_once ON public.leave_steps USING btree (la_code, request_id) WHERE (kind = ANY (ARRAY['granted'::text, 'refused'::text]));
CREATE INDEX leave_steps_of ON public.leave_steps USING btree (la_code, request_id, at, id);
-- Row security: forced
create policy about_a_child_in_sight on leave_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leave_steps.la_code AND c.id = leave_steps.child_id)));
create policy head_decides on leave_steps for insert
  with check ((kind <> ALL (ARRAY['granted'::text, 'refused'::text, 'changed'::text])) OR CURRENT_USER = 'the_owner'::name OR (viewer_role() = ANY (ARRAY['headteacher'::text, 'system'::text])));
create policy owner_all on leave_steps to the_owner
  using (true)
  with check (true);
create policy seen on leave_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. What was done with a file: sent on, how, to whom, who confirmed that it came, or where it is kept. Only added to.
-- closed: Of the safeguarding file: read by DSLs and headteachers of the school, and by officers and managers. Others see that the file exists.
create table leaver_task_steps (
  la_code text not null,
  id uuid not null,
  task_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  closed boolean not null,
  at timestamp with time zone not null default now(),
  on_date date not null,
  by_person uuid,
  by_name text not null,
  what text not null,
  done_on date not null,
  how text,
  sent_to text,
  says text,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, task_id) REFERENCES leaver_tasks(la_code, id),
  CHECK (what = ANY (ARRAY['due'::text, 'prepared'::text, 'sent'::text, 'received'::text, 'archived'::text, 'not needed'::text]))
);
CREATE INDEX leaver_task_steps_child ON public.leaver_task_steps USING btree (la_code, child_id);
CREATE INDEX leaver_task_steps_of ON public.leaver_task_steps USING btree (la_code, task_id, at);
-- Row security: forced
create policy about_a_child_in_sight on leaver_task_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leaver_task_steps.la_code AND c.id = leaver_task_steps.child_id)));
create policy open_or_decides on leaver_task_steps for select
  using (NOT closed OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text, 'system'::text])) OR CURRENT_USER = 'the_owner'::name);
create policy owner_all on leaver_task_steps to the_owner
  using (true)
  with check (true);
create policy seen on leaver_task_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. A file that must follow a child who has left: by when, by which rule, and how far it has come. Its history stands in leaver_task_steps.
create table leaver_tasks (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  removal_id uuid not null,
  kind text not null,
  left_on date not null,
  due date,
  warn_from date,
  rule text not null,
  because text not null,
  state text not null default 'to send'::text,
  state_on date not null,
  made_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, left_on, kind),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, removal_id) REFERENCES removals(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (kind = ANY (ARRAY['transfer file'::text, 'general record'::text, 'SEN file'::text, 'safeguarding file'::text])),
  CHECK (state = ANY (ARRAY['to send'::text, 'sent'::text, 'received'::text, 'archived'::text, 'not needed'::text]))
);
CREATE INDEX leaver_tasks_child ON public.leaver_tasks USING btree (la_code, child_id);
CREATE INDEX leaver_tasks_open ON public.leaver_tasks USING btree (la_code, school_id, due) WHERE (state = ANY (ARRAY['to send'::text, 'sent'::text]));
CREATE INDEX leaver_tasks_removal ON public.leaver_tasks USING btree (la_code, removal_id);
-- Row security: forced
create policy about_a_child_in_sight on leaver_tasks for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leaver_tasks.la_code AND c.id = leaver_tasks.child_id)));
create policy owner_all on leaver_tasks to the_owner
  using (true)
  with check (true);
create policy seen on leaver_tasks
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Leave of absence that was granted.
-- step_id: The step by which it was decided here; of leave that a file told, nothing.
-- withdrawn: The leave that began that day was cancelled before it was taken.
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
  step_id uuid,
  withdrawn boolean not null default false,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK (ends_on >= starts_on)
);
CREATE INDEX leaves_by_start ON public.leaves USING btree (la_code, school_id, starts_on DESC);
CREATE INDEX leaves_of_enrolment ON public.leaves USING btree (la_code, enrolment_id, starts_on);
CREATE UNIQUE INDEX leaves_of_step ON public.leaves USING btree (la_code, step_id) WHERE (step_id IS NOT NULL);
CREATE UNIQUE INDEX leaves_once ON public.leaves USING btree (la_code, enrolment_id, starts_on, ends_on) WHERE (step_id IS NULL);
-- Row security: forced
create policy owner_all on leaves to the_owner
  using (true)
  with check (true);
create policy seen on leaves
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. Answers to where a child goes, before any ground is asked for: kept so that they can be gone on with elsewhere, and deleted when a removal is asked for.
create table leaving_drafts (
  la_code text not null,
  enrolment_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  answers jsonb not null,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, enrolment_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id)
);
CREATE INDEX leaving_drafts_child ON public.leaving_drafts USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on leaving_drafts for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = leaving_drafts.la_code AND c.id = leaving_drafts.child_id)));
create policy owner_all on leaving_drafts to the_owner
  using (true)
  with check (true);
create policy seen on leaving_drafts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C0. An authority's or a school's own text of a letter, by version: the latest holds. Without a text: back to the one it stood in place of. Only added to.
create table letter_texts (
  la_code text not null,
  id uuid not null,
  code text not null,
  school_id uuid,
  title text,
  body text,
  why text not null,
  by_person uuid,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK ((title IS NULL) = (body IS NULL))
);
CREATE INDEX letter_texts_latest ON public.letter_texts USING btree (la_code, code, school_id, at DESC);
-- Row security: forced
create policy owner_all on letter_texts to the_owner
  using (true)
  with check (true);
create policy seen on letter_texts for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR school_id IS NULL OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy written on letter_texts for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'manager'::text AND school_id IS NULL OR viewer_role() = 'headteacher'::text AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. A letter about a child: a draft until a person sends it, then the text exactly as it was sent.
-- about: What it is about, such as the first day of the absence: one letter of a kind to one person about one thing.
-- address: Where it was sent by post. Gone from here the moment the child is protected.
-- text_from: Which version of the text it was made from: ours, or the id of a letter_texts row.
-- needed_by: The day that makes it matter whether it arrived: shown to a person while it has not.
-- party: Whom it is to, where that is a body and not the family: kind, name, address and email as typed. Gone the moment the child is protected: a refuge's name says where the child is.
create table letters (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  school_id uuid,
  code text not null,
  about text not null default ''::text,
  contact_id uuid,
  fields jsonb not null default '{}'::jsonb,
  large_print boolean not null default false,
  state text not null default 'draft'::text,
  written_by uuid,
  written_name text not null,
  written_role text not null,
  written_at timestamp with time zone not null,
  title text,
  blocks jsonb,
  recipient text,
  address text,
  text_from text,
  sent_by uuid,
  sent_name text,
  sent_on date,
  needed_by date,
  decided_name text,
  decided_why text,
  party jsonb,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  UNIQUE NULLS NOT DISTINCT (la_code, child_id, code, school_id, about, contact_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (state <> 'sent'::text OR blocks IS NOT NULL AND sent_on IS NOT NULL),
  CHECK (state = ANY (ARRAY['draft'::text, 'waits'::text, 'sent'::text, 'stopped'::text]))
);
CREATE INDEX letters_by_child ON public.letters USING btree (la_code, child_id, written_at DESC);
CREATE INDEX letters_needed ON public.letters USING btree (la_code, needed_by) WHERE (needed_by IS NOT NULL);
CREATE INDEX letters_to_schools ON public.letters USING btree (la_code, ((party ->> 'schoolId'::text)), sent_on) WHERE ((code = 'LET-L15'::text) AND (state = 'sent'::text));
CREATE INDEX letters_waiting ON public.letters USING btree (la_code, school_id) WHERE (state = 'waits'::text);
-- Row security: forced
create policy about_a_child_in_sight on letters for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = letters.la_code AND c.id = letters.child_id)));
create policy owner_all on letters to the_owner
  using (true)
  with check (true);
create policy seen on letters
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR ( SELECT viewer_is_authority() AS viewer_is_authority) AND school_id IS NULL OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR ( SELECT viewer_is_authority() AS viewer_is_authority) AND school_id IS NULL OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
CREATE TRIGGER as_sent BEFORE UPDATE ON letters FOR EACH ROW EXECUTE FUNCTION keep_letter_as_sent();

-- C6. That a person raised the level of a situation, or as the second person let a screen lower it, or kept it. Only added to.
create table level_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  level text not null,
  screen_id uuid,
  why text not null,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, screen_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  FOREIGN KEY (la_code, screen_id) REFERENCES screens(la_code, id),
  CHECK ((kind = 'raised'::text) = (screen_id IS NULL)),
  CHECK (kind = ANY (ARRAY['raised'::text, 'lowered'::text, 'kept'::text])),
  CHECK (level = ANY (ARRAY['act today'::text, 'act this week'::text, 'keep in view'::text]))
);
CREATE INDEX level_steps_by_child ON public.level_steps USING btree (la_code, child_id, at DESC);
-- Row security: forced
create policy judged on level_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR by_person = (( SELECT viewer_person() AS viewer_person)) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id) AND (kind = 'raised'::text OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])))));
create policy owner_all on level_steps to the_owner
  using (true)
  with check (true);
create policy seen on level_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

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
create policy of_protected on link_answers for select
  using (CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_side() = 'link'::text OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text, 'system'::text]))) OR (EXISTS ( SELECT 1
   FROM one_time_links l
  WHERE l.la_code = link_answers.la_code AND l.id = link_answers.link_id)));
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

-- C5. History of a message: what became of it, when, and who decided. Only added to.
create table message_events (
  la_code text not null,
  message_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  state text not null,
  says text not null,
  by_name text not null,
  PRIMARY KEY (la_code, message_id, id),
  FOREIGN KEY (la_code, message_id) REFERENCES messages(la_code, id)
);
-- Row security: forced
create policy added on message_events for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM messages m
  WHERE m.la_code = message_events.la_code AND m.id = message_events.message_id)));
create policy owner_all on message_events to the_owner
  using (true)
  with check (true);
create policy seen on message_events for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (EXISTS ( SELECT 1
   FROM messages m
  WHERE m.la_code = message_events.la_code AND m.id = message_events.message_id)));

-- C10. By what the process that sends can send now, as it said when it started. No key and no password.
create table message_senders (
  la_code text not null,
  channel text not null,
  how text not null,
  said_at timestamp with time zone not null,
  PRIMARY KEY (la_code, channel),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (channel = ANY (ARRAY['email'::text, 'text'::text]))
);
-- Row security: forced
create policy changed on message_senders for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy gone on message_senders for delete
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy not_for_the_public on message_senders
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on message_senders to the_owner
  using (true)
  with check (true);
create policy said on message_senders for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy seen on message_senders for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C5. The outbox: what leaves the building, written with the action that wants it and sent once. Holds no address or number: where it goes is looked up, and asked again, when it is sent.
-- body: What the email or text says: nothing about the child. Gone when it has been accepted, since it may hold a one-time link.
create table messages (
  la_code text not null,
  id uuid not null,
  token text not null,
  letter_id uuid not null,
  child_id uuid not null,
  school_id uuid,
  contact_id uuid,
  channel text not null,
  reference text not null,
  subject text,
  body text,
  state text not null,
  tries integer not null default 0,
  due_at timestamp with time zone not null,
  peer text,
  peer_id text,
  problem text,
  written_by uuid,
  written_name text not null,
  written_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, letter_id, channel),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, letter_id) REFERENCES letters(la_code, id),
  CHECK (channel = ANY (ARRAY['post'::text, 'email'::text, 'text'::text])),
  CHECK (state = ANY (ARRAY['printed'::text, 'waiting'::text, 'sending'::text, 'accepted'::text, 'delivered'::text, 'failed'::text, 'not known'::text, 'stopped'::text]))
);
CREATE INDEX messages_by_child ON public.messages USING btree (la_code, child_id);
CREATE INDEX messages_by_letter ON public.messages USING btree (la_code, letter_id);
CREATE INDEX messages_by_school ON public.messages USING btree (la_code, school_id, changed_at DESC);
CREATE INDEX messages_to_send ON public.messages USING btree (la_code, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'accepted'::text]));
-- Row security: forced
create policy about_a_child_in_sight on messages for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = messages.la_code AND c.id = messages.child_id)));
create policy owner_all on messages to the_owner
  using (true)
  with check (true);
create policy seen on messages
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR ( SELECT viewer_is_authority() AS viewer_is_authority) AND school_id IS NULL OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR ( SELECT viewer_is_authority() AS viewer_is_authority) AND school_id IS NULL OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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
create policy about_a_child_in_sight on offers for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR child_in_sight(la_code, child_id));
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
  answered_as text not null default 'text'::text,
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
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (answered_as = ANY (ARRAY['text'::text, 'date'::text]))
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
create policy of_protected on one_time_links for select
  using (CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_side() = 'link'::text OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text, 'cme-officer'::text, 'manager'::text, 'system'::text]))) OR child_id IS NULL OR NOT child_is_protected(la_code, child_id));
create policy owner_all on one_time_links to the_owner
  using (true)
  with check (true);
create policy seen on one_time_links for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'link'::text AND id = (( SELECT viewer_person() AS viewer_person)) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy used on one_time_links for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'link'::text AND id = (( SELECT viewer_person() AS viewer_person)) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C6. Each step towards an order and after it: notices with how they were served, replies, decisions with reasons. Only added to.
create table order_steps (
  la_code text not null,
  id uuid not null,
  order_id uuid not null,
  child_id uuid not null,
  type text not null,
  data jsonb not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, order_id) REFERENCES attendance_orders(la_code, id)
);
CREATE INDEX order_steps_of ON public.order_steps USING btree (la_code, order_id, id);
-- Row security: forced
create policy added on order_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on order_steps to the_owner
  using (true)
  with check (true);
create policy place_of_protected on order_steps for select
  using (CURRENT_USER = 'the_owner'::name OR (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = order_steps.la_code AND p.child_id = order_steps.child_id)));
create policy seen on order_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C6. A case on the agenda of a panel: the question to it, and what it should know. Only added to.
create table panel_cases (
  la_code text not null,
  id uuid not null,
  token text not null,
  panel_id uuid not null,
  child_id uuid not null,
  case_id uuid not null,
  question text not null,
  summary text not null,
  untried text not null,
  good text not null,
  brought_by uuid not null,
  brought_name text not null,
  brought_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, panel_id, case_id),
  UNIQUE (token),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, panel_id) REFERENCES panels(la_code, id)
);
CREATE INDEX panel_cases_case ON public.panel_cases USING btree (la_code, case_id);
CREATE INDEX panel_cases_child ON public.panel_cases USING btree (la_code, child_id);
-- Row security: forced
create policy brought on panel_cases for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on panel_cases to the_owner
  using (true)
  with check (true);
create policy seen on panel_cases for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C6. What a panel decided of one case, who does it and by when. Only added to.
create table panel_decisions (
  la_code text not null,
  id uuid not null,
  item_id uuid not null,
  child_id uuid not null,
  kind text not null,
  decision text not null,
  who text not null,
  due date,
  by_person uuid not null,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, item_id) REFERENCES panel_cases(la_code, id),
  CHECK (kind = ANY (ARRAY['decided'::text, 'put off'::text]))
);
CREATE INDEX panel_decisions_child ON public.panel_decisions USING btree (la_code, child_id);
CREATE INDEX panel_decisions_of ON public.panel_decisions USING btree (la_code, item_id, at);
-- Row security: forced
create policy decided on panel_decisions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on panel_decisions to the_owner
  using (true)
  with check (true);
create policy seen on panel_decisions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. A meeting about cases: which kind, when; and after it who came and who sent apologies.
create table panels (
  la_code text not null,
  id uuid not null,
  token text not null,
  kind text not null,
  meets_on date not null,
  starts_at text not null default ''::text,
  place text not null default ''::text,
  made_by uuid not null,
  made_name text not null,
  made_at timestamp with time zone not null default now(),
  held_at timestamp with time zone,
  held_name text,
  came text,
  apologies text,
  PRIMARY KEY (la_code, id),
  UNIQUE (token)
);
CREATE INDEX panels_by_day ON public.panels USING btree (la_code, meets_on DESC);
-- Row security: forced
create policy called on panels for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy held on panels for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on panels to the_owner
  using (true)
  with check (true);
create policy seen on panels for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C2. What a parent answered, as it was sent: claims, which change nothing by themselves. Kept from sight while the child is protected. Only added to.
create table parent_form_answers (
  la_code text not null,
  form_id uuid not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  answers jsonb not null,
  by_name text not null,
  typed_by text,
  sent_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, form_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, form_id) REFERENCES parent_forms(la_code, id)
);
CREATE INDEX parent_form_answers_by_child ON public.parent_form_answers USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on parent_form_answers for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = parent_form_answers.la_code AND c.id = parent_form_answers.child_id)));
create policy kept on parent_form_answers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND NOT pair_guarded(la_code, child_id, child_id) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));
create policy owner_all on parent_form_answers to the_owner
  using (true)
  with check (true);
create policy seen on parent_form_answers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_system() AS viewer_is_system) OR (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)) AND NOT pair_guarded(la_code, child_id, child_id)));

-- C2. Whether the new address that a parent gave was taken into the record, by a person. Only added to.
create table parent_form_decisions (
  la_code text not null,
  form_id uuid not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  decision text not null,
  by_person uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, form_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, form_id) REFERENCES parent_forms(la_code, id),
  CHECK (decision = ANY (ARRAY['address taken'::text, 'address not taken'::text]))
);
CREATE INDEX parent_form_decisions_by_child ON public.parent_form_decisions USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on parent_form_decisions for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = parent_form_decisions.la_code AND c.id = parent_form_decisions.child_id)));
create policy owner_all on parent_form_decisions to the_owner
  using (true)
  with check (true);
create policy seen on parent_form_decisions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C2. A parent's form that is not sent yet, kept between its pages. For the form alone: nobody at a school or the authority reads it.
create table parent_form_drafts (
  la_code text not null,
  form_id uuid not null,
  child_id uuid not null,
  answers jsonb not null,
  saved_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, form_id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, form_id) REFERENCES parent_forms(la_code, id)
);
CREATE INDEX parent_form_drafts_by_child ON public.parent_form_drafts USING btree (la_code, child_id);
-- Row security: forced
create policy owner_all on parent_form_drafts to the_owner
  using (true)
  with check (true);
create policy seen on parent_form_drafts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));

-- C2. A parent was asked where a leaver goes: by a one-time link, on paper or by phone; or would not answer, and was told that the school must ask and the authority will know. Only added to.
create table parent_forms (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  enrolment_id uuid not null,
  school_id uuid not null,
  contact_id uuid,
  contact_name text not null,
  how text not null,
  link_id uuid,
  made_by uuid not null,
  made_name text not null,
  made_on date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK ((how = 'link'::text) = (link_id IS NOT NULL)),
  CHECK (how = ANY (ARRAY['link'::text, 'paper'::text, 'phone'::text, 'would not answer'::text]))
);
CREATE INDEX parent_forms_by_child ON public.parent_forms USING btree (la_code, child_id, at DESC);
CREATE INDEX parent_forms_by_enrolment ON public.parent_forms USING btree (la_code, enrolment_id);
CREATE INDEX parent_forms_by_link ON public.parent_forms USING btree (la_code, link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX parent_forms_by_school ON public.parent_forms USING btree (la_code, school_id);
-- Row security: forced
create policy about_a_child_in_sight on parent_forms for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = parent_forms.la_code AND c.id = parent_forms.child_id)));
create policy owner_all on parent_forms to the_owner
  using (true)
  with check (true);
create policy seen on parent_forms
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C10. People of partner agencies who may tell of children: organisation, role, legal basis, agreement.
create table partners (
  la_code text not null,
  id uuid not null,
  token text not null,
  organisation text not null,
  kind text not null,
  contact_name text not null,
  contact_role text not null,
  phone text not null,
  email text not null,
  basis text not null,
  agreement text not null,
  agreement_until date,
  word_asked text not null,
  kept_name text not null,
  changed_at timestamp with time zone not null default now(),
  ended_on date,
  ended_why text,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token)
);
-- Row security: forced
create policy changed on partners for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy kept on partners for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy owner_all on partners to the_owner
  using (true)
  with check (true);
create policy seen on partners for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

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

-- C7. What was done to get a child into education: needs, barriers, applications, offers, answers, fair access, education the authority arranges. Only added to.
create table placing_steps (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  case_id uuid not null,
  kind text not null,
  data jsonb not null,
  for_admissions boolean not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX placing_steps_of_child ON public.placing_steps USING btree (la_code, child_id, id);
-- Row security: forced
create policy added on placing_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy of_admissions on placing_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text AND for_admissions AND child_in_sight(la_code, child_id) AND NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = placing_steps.la_code AND p.child_id = placing_steps.child_id)));
create policy of_the_authority on placing_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = placing_steps.la_code AND p.child_id = placing_steps.child_id))));
create policy owner_all on placing_steps to the_owner
  using (true)
  with check (true);

-- C5. Where a case stands on the way into education, as its steps make it: phase, reason, days that pace is counted by. Names no school.
create table placings (
  la_code text not null,
  case_id uuid not null,
  child_id uuid not null,
  reference text not null,
  phase text not null,
  phase_on date not null,
  reason text not null,
  out_since date,
  found_on date,
  offered_on date,
  started_on date,
  tenth_on date,
  year_group integer,
  owner_name text,
  needs text not null,
  with_admissions boolean not null,
  ended_on date,
  refreshed_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, case_id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (phase = ANY (ARRAY['finding a place'::text, 'applied'::text, 'offered'::text, 'accepted'::text, 'visited'::text, 'started'::text, 'attending'::text, 'educated otherwise'::text, 'over'::text]))
);
CREATE INDEX placings_of_child ON public.placings USING btree (la_code, child_id);
CREATE INDEX placings_offered ON public.placings USING btree (la_code, offered_on) WHERE (offered_on IS NOT NULL);
CREATE INDEX placings_started ON public.placings USING btree (la_code, started_on) WHERE (started_on IS NOT NULL);
CREATE INDEX placings_waiting ON public.placings USING btree (la_code, out_since, case_id) WHERE (ended_on IS NULL);
-- Row security: forced
create policy kept on placings for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy kept_up on placings for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on placings to the_owner
  using (true)
  with check (true);
create policy seen on placings for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text AND child_in_sight(la_code, child_id) AND NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = placings.la_code AND p.child_id = placings.child_id))));

-- C6. That the police were asked for a welfare check, or told that a child is missing, and their reference. Anyone at the school may ask. Only added to.
create table police_asks (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  how text not null,
  asked_on date not null,
  asked_at text not null,
  reference text,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (kind = ANY (ARRAY['missing report'::text, 'welfare check'::text]))
);
CREATE INDEX police_asks_by_child ON public.police_asks USING btree (la_code, child_id, asked_on DESC);
-- Row security: forced
create policy about_a_child_in_sight on police_asks for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = police_asks.la_code AND c.id = police_asks.child_id)));
create policy owner_all on police_asks to the_owner
  using (true)
  with check (true);
create policy seen on police_asks
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C6. What the police answered, or that they were asked again. The category alone: what they said is a concern. Only added to.
create table police_steps (
  la_code text not null,
  id uuid not null,
  ask_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  result text not null,
  reference text,
  on_date date not null,
  at_time text not null,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, ask_id) REFERENCES police_asks(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK ((result = 'reference given'::text) = (reference IS NOT NULL)),
  CHECK (result = ANY (ARRAY['reference given'::text, 'child seen'::text, 'child not seen'::text, 'not attended'::text, 'chased'::text]))
);
CREATE INDEX police_steps_by_child ON public.police_steps USING btree (la_code, child_id);
CREATE INDEX police_steps_of ON public.police_steps USING btree (la_code, ask_id, recorded_at);
-- Row security: forced
create policy about_a_child_in_sight on police_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = police_steps.la_code AND c.id = police_steps.child_id)));
create policy owner_all on police_steps to the_owner
  using (true)
  with check (true);
create policy seen on police_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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
create policy opened_for_visit on protected_details for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'field-officer'::text AND kind = 'address'::text AND released_to_viewer(la_code, child_id, id) AND child_in_sight(la_code, child_id) AND (EXISTS ( SELECT 1
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
CREATE TRIGGER forget_requests AFTER INSERT ON protections FOR EACH ROW EXECUTE FUNCTION forget_requests_of_protected();
CREATE TRIGGER keys_of_added AFTER INSERT ON protections REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER keys_of_gone AFTER DELETE ON protections REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keys_to_work_out();
CREATE TRIGGER roll_checks_forget AFTER INSERT ON protections FOR EACH ROW EXECUTE FUNCTION roll_checks_forget_protected();
CREATE TRIGGER stop_post AFTER INSERT ON protections FOR EACH ROW EXECUTE FUNCTION stop_post_of_protected();

-- C0. What a provider offers, as it was told on a day, and each check of it: what, passed or not, by whom, until when. Only added to.
create table provider_steps (
  la_code text not null,
  id uuid not null,
  provider_id uuid not null,
  kind text not null,
  on_date date not null,
  places integer,
  hours numeric(4,1),
  cost text,
  year_from integer,
  year_to integer,
  what text,
  passed boolean,
  checked_by text,
  holds_until date,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, provider_id) REFERENCES providers(la_code, id),
  CHECK (kind = ANY (ARRAY['facts'::text, 'check'::text])),
  CHECK (places >= 0 AND places <= 999)
);
CREATE INDEX provider_steps_latest ON public.provider_steps USING btree (la_code, provider_id, kind, on_date DESC, at DESC);
-- Row security: forced
create policy added on provider_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));
create policy owner_all on provider_steps to the_owner
  using (true)
  with check (true);
create policy seen on provider_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));

-- C0. Alternative provision and other providers of education that are no school of the authority.
create table providers (
  la_code text not null,
  id uuid not null,
  name text not null,
  kind text not null,
  area text not null default ''::text,
  added_name text not null,
  added_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  CHECK (kind = ANY (ARRAY['alternative provision'::text, 'hospital or medical'::text, 'tuition'::text, 'online'::text, 'college or training'::text]))
);
CREATE UNIQUE INDEX providers_by_name ON public.providers USING btree (la_code, lower(name));
-- Row security: forced
create policy added on providers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));
create policy owner_all on providers to the_owner
  using (true)
  with check (true);
create policy seen on providers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));

-- C0. Published: the named contact for children missing education, and from which day. Only added to.
create table public_pages (
  la_code text not null,
  id uuid not null,
  from_on date not null,
  contact_name text not null,
  contact_role text not null,
  phone text not null,
  email text not null,
  hours text not null,
  written_by uuid not null,
  written_name text not null,
  written_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id)
);
CREATE INDEX public_pages_from ON public.public_pages USING btree (la_code, from_on DESC, id DESC);
-- Row security: forced
create policy owner_all on public_pages to the_owner
  using (true)
  with check (true);
create policy published on public_pages for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)));
create policy written on public_pages for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));

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
-- changes: For each answer who last wrote it, and when.
create table referral_drafts (
  la_code text not null,
  child_id uuid not null,
  school_id uuid not null,
  answers jsonb not null,
  saved_by uuid,
  saved_name text not null,
  saved_at timestamp with time zone not null default now(),
  changes jsonb not null default '{}'::jsonb,
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

-- C5. That a class's register, not taken, was asked for: of whom, when. Only added to.
create table register_chases (
  la_code text not null,
  id uuid not null,
  school_id uuid not null,
  day date not null,
  session text not null,
  registration_group text not null,
  asked text not null,
  at timestamp with time zone not null,
  by_person uuid not null,
  by_name text not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, school_id, day, session, registration_group, asked),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (session = ANY (ARRAY['AM'::text, 'PM'::text]))
);
-- Row security: forced
create policy owner_all on register_chases to the_owner
  using (true)
  with check (true);
create policy seen on register_chases
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. That a name was asked to be put back on a register, and what the headteacher decided, with what the register said before. Only added to.
create table reinstatements (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  kind text not null,
  step text not null,
  follows uuid,
  leaving_date date not null,
  ground text,
  new_enrolment uuid,
  why text not null,
  on_date date not null,
  by_person uuid,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  FOREIGN KEY (la_code, follows) REFERENCES reinstatements(la_code, id),
  CHECK ((kind = 'the child is back'::text AND step = 'done'::text) = (new_enrolment IS NOT NULL)),
  CHECK (kind = ANY (ARRAY['taken off in error'::text, 'the child is back'::text])),
  CHECK (step = ANY (ARRAY['asked'::text, 'done'::text, 'not done'::text]))
);
CREATE INDEX reinstatements_by_child ON public.reinstatements USING btree (la_code, child_id, recorded_at DESC);
CREATE INDEX reinstatements_by_school ON public.reinstatements USING btree (la_code, school_id, recorded_at DESC);
CREATE UNIQUE INDEX reinstatements_decided_once ON public.reinstatements USING btree (la_code, follows) WHERE (follows IS NOT NULL);
CREATE UNIQUE INDEX reinstatements_done_once ON public.reinstatements USING btree (la_code, enrolment_id, leaving_date) WHERE (step = 'done'::text);
-- Row security: forced
create policy about_a_child_in_sight on reinstatements for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = reinstatements.la_code AND c.id = reinstatements.child_id)));
create policy head_decides on reinstatements for insert
  with check (step = 'asked'::text OR (viewer_role() = ANY (ARRAY['headteacher'::text, 'system'::text])) OR CURRENT_USER = 'the_owner'::name);
create policy owner_all on reinstatements to the_owner
  using (true)
  with check (true);
create policy seen on reinstatements
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
create policy about_a_child_in_sight on removals for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = removals.la_code AND c.id = removals.child_id)));
create policy owner_all on removals to the_owner
  using (true)
  with check (true);
create policy seen on removals
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. A report that is being written, for its own browser alone, until it is sent, left, or an hour old. When sent only the reference stays until then.
create table report_drafts (
  la_code text not null,
  id uuid not null,
  report_id uuid not null,
  answers jsonb not null,
  ends_at timestamp with time zone not null,
  reference text,
  PRIMARY KEY (la_code, id),
  CHECK (octet_length(answers::text) < 60000)
);
CREATE INDEX report_drafts_ends ON public.report_drafts USING btree (la_code, ends_at);
-- Row security: forced
create policy own on report_drafts
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_side() = 'public'::text AND id = (( SELECT viewer_person() AS viewer_person)) OR ( SELECT viewer_is_system() AS viewer_is_system)));
create policy owner_all on report_drafts to the_owner
  using (true)
  with check (true);

-- C5. Which questions to the matching were asked for a report. Only added to.
create table report_questions (
  la_code text not null,
  report_id uuid not null,
  asked_id uuid not null,
  PRIMARY KEY (la_code, report_id, asked_id),
  FOREIGN KEY (la_code, asked_id) REFERENCES match_asked(la_code, id),
  FOREIGN KEY (la_code, report_id) REFERENCES reports_in(la_code, id)
);
CREATE INDEX report_questions_asked ON public.report_questions USING btree (la_code, asked_id);
-- Row security: forced
create policy asked on report_questions for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on report_questions to the_owner
  using (true)
  with check (true);
create policy seen on report_questions for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. What was done about a report, by whom and when. Only added to.
create table report_steps (
  la_code text not null,
  id uuid not null,
  report_id uuid not null,
  what text not null,
  says text not null,
  child_id uuid,
  case_id uuid,
  other_id uuid,
  by_id uuid,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, other_id) REFERENCES reports_in(la_code, id),
  FOREIGN KEY (la_code, report_id) REFERENCES reports_in(la_code, id),
  CHECK (what = ANY (ARRAY['seen'::text, 'asked'::text, 'answered'::text, 'case opened'::text, 'case joined'::text, 'child added'::text, 'not taken on'::text, 'merged'::text, 'reply given'::text]))
);
CREATE INDEX report_steps_of ON public.report_steps USING btree (la_code, report_id, id);
CREATE INDEX report_steps_of_case ON public.report_steps USING btree (la_code, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX report_steps_of_child ON public.report_steps USING btree (la_code, child_id) WHERE (child_id IS NOT NULL);
CREATE INDEX report_steps_other ON public.report_steps USING btree (la_code, other_id) WHERE (other_id IS NOT NULL);
-- Row security: forced
create policy owner_all on report_steps to the_owner
  using (true)
  with check (true);
create policy seen on report_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy taken on report_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C8. Who told, and how they may be reached. Never for the family or a school. Deleted a year after the matter is closed.
-- forget_on: A year after the report, or the last case opened from it, was closed.
create table report_tellers (
  la_code text not null,
  report_id uuid not null,
  name text,
  organisation text,
  role text,
  contact text,
  by_way text,
  safe text,
  language text,
  forget_on date,
  PRIMARY KEY (la_code, report_id),
  FOREIGN KEY (la_code, report_id) REFERENCES reports_in(la_code, id)
);
CREATE INDEX report_tellers_forget ON public.report_tellers USING btree (la_code, forget_on) WHERE (forget_on IS NOT NULL);
-- Row security: forced
create policy changed on report_tellers for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy forgotten on report_tellers for delete
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy owner_all on report_tellers to the_owner
  using (true)
  with check (true);
create policy seen on report_tellers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])));
create policy told on report_tellers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_side() = 'public'::text AND forget_on IS NULL OR ( SELECT viewer_is_system() AS viewer_is_system)));

-- C5. What somebody without an account told of a child: their words apart from who said them, how urgent, by when it is decided on.
-- next_due: The day of what is waited for next; none once it is settled.
-- name_key: The name the first child is given by, spelt as names are compared. Empty where none was given.
create table reports_in (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  how text not null,
  level text not null,
  danger boolean not null,
  said jsonb not null,
  partner_id uuid,
  link_id uuid,
  reply_wanted boolean not null,
  came_at timestamp with time zone not null,
  came_on date not null,
  acknowledge_by date not null,
  decide_by date not null,
  looked_for_at timestamp with time zone,
  state text not null default 'new'::text,
  next_due date,
  settled_on date,
  name_key text not null default ''::text,
  urgency smallint not null generated always as (
CASE level
    WHEN 'act today'::text THEN 0
    WHEN 'act this week'::text THEN 1
    ELSE 2
END) stored,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, partner_id) REFERENCES partners(la_code, id),
  CHECK (how = ANY (ARRAY['the public'::text, 'a partner'::text])),
  CHECK (level = ANY (ARRAY['act today'::text, 'act this week'::text, 'keep in view'::text])),
  CHECK (octet_length(said::text) < 60000),
  CHECK (state = ANY (ARRAY['new'::text, 'seen'::text, 'asked'::text, 'taken on'::text, 'not taken on'::text, 'merged'::text]))
);
CREATE INDEX reports_in_alike ON public.reports_in USING btree (la_code, name_key, came_at DESC) WHERE (name_key <> ''::text);
CREATE INDEX reports_in_latest ON public.reports_in USING btree (la_code, came_at DESC, id DESC);
CREATE INDEX reports_in_of_link ON public.reports_in USING btree (la_code, link_id, came_at DESC) WHERE (link_id IS NOT NULL);
CREATE INDEX reports_in_of_partner ON public.reports_in USING btree (la_code, partner_id, came_at DESC) WHERE (partner_id IS NOT NULL);
CREATE INDEX reports_in_to_look_for ON public.reports_in USING btree (la_code, urgency, came_at) WHERE (looked_for_at IS NULL);
CREATE INDEX reports_in_waiting ON public.reports_in USING btree (la_code, urgency, next_due, id) WHERE (settled_on IS NULL);
-- Row security: forced
create policy changed on reports_in for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on reports_in to the_owner
  using (true)
  with check (true);
create policy seen on reports_in for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM report_steps s
     JOIN protections p ON p.la_code = s.la_code AND p.child_id = s.child_id
  WHERE s.la_code = reports_in.la_code AND s.report_id = reports_in.id))));
create policy told on reports_in for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_side() = 'public'::text AND how = 'the public'::text AND state = 'new'::text AND settled_on IS NULL AND partner_id IS NULL AND link_id IS NULL AND looked_for_at IS NULL OR ( SELECT viewer_is_system() AS viewer_is_system)));

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

-- C4. That a school says it made a return another way, with the day. Only added to.
create table returns_elsewhere (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  rule text not null,
  episode_on date not null,
  sent_on date not null,
  how text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, rule, enrolment_id, episode_on),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id)
);
CREATE INDEX returns_elsewhere_by_child ON public.returns_elsewhere USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on returns_elsewhere for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = returns_elsewhere.la_code AND c.id = returns_elsewhere.child_id)));
create policy owner_all on returns_elsewhere to the_owner
  using (true)
  with check (true);
create policy seen on returns_elsewhere
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C6. What came of it. From “act today” somebody else decides than who asked. Only added to.
create table risk_lowering_ends (
  la_code text not null,
  lowering_id uuid not null,
  child_id uuid not null,
  decision text not null,
  says text not null,
  by_id uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null,
  PRIMARY KEY (la_code, lowering_id),
  FOREIGN KEY (la_code, lowering_id) REFERENCES risk_lowerings(la_code, id),
  CHECK (decision = ANY (ARRAY['agreed'::text, 'not agreed'::text]))
);
CREATE INDEX risk_lowering_ends_by_day ON public.risk_lowering_ends USING btree (la_code, on_date);
-- Row security: forced
create policy decided on risk_lowering_ends for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND by_id = (( SELECT viewer_person() AS viewer_person)) AND (EXISTS ( SELECT 1
   FROM risk_lowerings l
  WHERE l.la_code = risk_lowering_ends.la_code AND l.id = risk_lowering_ends.lowering_id AND (l.from_level <> 'act today'::text OR l.proposed_by <> (( SELECT viewer_person() AS viewer_person))))));
create policy owner_all on risk_lowering_ends to the_owner
  using (true)
  with check (true);
create policy seen on risk_lowering_ends for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C6. That somebody asked for a level to be lowered, and why. From “act today” it waits for another person. Only added to.
create table risk_lowerings (
  la_code text not null,
  id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  from_level text not null,
  to_level text not null,
  why text not null,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_role text not null,
  proposed_on date not null,
  at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX risk_lowerings_by_day ON public.risk_lowerings USING btree (la_code, proposed_on);
CREATE INDEX risk_lowerings_of ON public.risk_lowerings USING btree (la_code, case_id, id);
-- Row security: forced
create policy asked on risk_lowerings for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text])) AND proposed_by = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on risk_lowerings to the_owner
  using (true)
  with check (true);
create policy seen on risk_lowerings for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C6. The authority's risk screen: each answer with its source and day, and the level they make. The latest holds. Only added to.
-- answers: By factor: yes, no or not known, from whom, on which day. Never of ethnicity, heritage, faith, health or immigration.
create table risk_screens (
  la_code text not null,
  id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  answers jsonb not null,
  strengths text not null default ''::text,
  level text not null,
  signed_by uuid not null,
  signed_name text not null,
  signed_on date not null,
  signed_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (level = ANY (ARRAY['act today'::text, 'act this week'::text, 'keep in view'::text]))
);
CREATE INDEX risk_screens_by_day ON public.risk_screens USING btree (la_code, signed_on);
CREATE INDEX risk_screens_of ON public.risk_screens USING btree (la_code, case_id, id DESC);
-- Row security: forced
create policy owner_all on risk_screens to the_owner
  using (true)
  with check (true);
create policy seen on risk_screens for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy signed on risk_screens for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND signed_by = (( SELECT viewer_person() AS viewer_person)));

-- C6. How a step of the high-risk route ended: who did it, whom they told, what was decided. Only added to.
create table risk_step_ends (
  la_code text not null,
  step_id uuid not null,
  child_id uuid not null,
  ended text not null,
  told text not null default ''::text,
  says text not null,
  by_id uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null,
  PRIMARY KEY (la_code, step_id),
  FOREIGN KEY (la_code, step_id) REFERENCES risk_steps(la_code, id),
  CHECK (ended = ANY (ARRAY['done'::text, 'not needed'::text]))
);
-- Row security: forced
create policy ended on risk_step_ends for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND by_id = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on risk_step_ends to the_owner
  using (true)
  with check (true);
create policy seen on risk_step_ends for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C6. What the high-risk route asks for in a case, why and by when. Only added to.
create table risk_steps (
  la_code text not null,
  id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  kind text not null,
  because text not null,
  due date not null,
  set_on date not null,
  set_name text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX risk_steps_of ON public.risk_steps USING btree (la_code, case_id, id);
-- Row security: forced
create policy added on risk_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on risk_steps to the_owner
  using (true)
  with check (true);
create policy seen on risk_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

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

-- C10. The authority's named administrator of the school-to-school site, and the deputy. The latest holds. Only added to.
create table s2s_administrators (
  la_code text not null,
  id uuid not null,
  name text not null,
  deputy text not null,
  from_on date not null,
  kept_by uuid not null,
  kept_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code) REFERENCES authorities(la_code),
  CHECK (name <> ''::text)
);
CREATE INDEX s2s_administrators_latest ON public.s2s_administrators USING btree (la_code, from_on DESC, at DESC);
-- Row security: forced
create policy kept on s2s_administrators for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));
create policy owner_all on s2s_administrators to the_owner
  using (true)
  with check (true);
create policy seen on s2s_administrators for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. Searches of the national school-to-school site for lost pupils: who searched, when, with what, and what came of it (DfE checklist 25 and 26). Only added to.
create table s2s_searches (
  la_code text not null,
  id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  reply_id uuid not null,
  searched_on date not null,
  searched_name text not null,
  place text not null,
  searched_with text[] not null,
  result text not null,
  found text not null,
  entered_by uuid not null,
  entered_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, reply_id) REFERENCES check_replies(la_code, id),
  CHECK (result = ANY (ARRAY['nothing found'::text, 'something found'::text, 'could not search'::text]))
);
CREATE INDEX s2s_searches_by_day ON public.s2s_searches USING btree (la_code, searched_on DESC, id DESC);
CREATE INDEX s2s_searches_of_case ON public.s2s_searches USING btree (la_code, case_id);
-- Row security: forced
create policy of_the_authority on s2s_searches
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND (( SELECT viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = s2s_searches.la_code AND p.child_id = s2s_searches.child_id))));
create policy owner_all on s2s_searches to the_owner
  using (true)
  with check (true);

-- C6. That a social worker, youth justice worker, Virtual School or SEN officer was told of an absence or a removal: who, when, how. Never what. Only added to.
-- told_at: Time of day in London, as 15:05.
create table safeguarding_notices (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  about text not null,
  arose_on date not null,
  told text not null,
  person_told text not null,
  how text not null,
  told_on date not null,
  told_at text not null,
  late_why text,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, child_id, school_id, about, arose_on, told),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (about = ANY (ARRAY['absence'::text, 'removal'::text])),
  CHECK (told = ANY (ARRAY['social worker'::text, 'youth justice worker'::text, 'virtual school'::text, 'SEN officer'::text]))
);
CREATE INDEX safeguarding_notices_by_child ON public.safeguarding_notices USING btree (la_code, child_id, arose_on DESC);
-- Row security: forced
create policy about_a_child_in_sight on safeguarding_notices for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = safeguarding_notices.la_code AND c.id = safeguarding_notices.child_id)));
create policy owner_all on safeguarding_notices to the_owner
  using (true)
  with check (true);
create policy seen on safeguarding_notices
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C12. Counts of one school on one day, without a child: the last taken that day.
create table school_counts (
  la_code text not null,
  school_id uuid not null,
  on_date date not null,
  counts jsonb not null,
  taken_at timestamp with time zone not null,
  PRIMARY KEY (la_code, school_id, on_date),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
-- Row security: forced
create policy owner_all on school_counts to the_owner
  using (true)
  with check (true);
create policy seen on school_counts for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) OR viewer_side() = 'trust'::text AND (school_id = ANY ((( SELECT viewer_trust_schools() AS viewer_trust_schools))::uuid[]))));
create policy taken on school_counts for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));
create policy taken_again on school_counts for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_system() AS viewer_is_system));

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
create policy not_for_the_public on schools
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
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
create policy not_for_the_public on settings
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
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
create policy about_a_child_in_sight on shared_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = shared_steps.la_code AND c.id = shared_steps.child_id)));
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

-- C5. What a school answered about its own pupil. passed_on: false where a protection stood by then, and the authority alone reads it. Only added to.
create table sibling_answers (
  la_code text not null,
  id uuid not null,
  ask_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  answer text not null,
  note text not null,
  name_shown boolean not null,
  passed_on boolean not null,
  answered_by uuid not null,
  answered_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, ask_id),
  FOREIGN KEY (la_code, ask_id) REFERENCES sibling_asks(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX sibling_answers_held_back ON public.sibling_answers USING btree (la_code, at DESC) WHERE (NOT passed_on);
-- Row security: forced
create policy about_a_child_in_sight on sibling_answers for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = sibling_answers.la_code AND c.id = sibling_answers.child_id)));
create policy owner_all on sibling_answers to the_owner
  using (true)
  with check (true);
create policy seen on sibling_answers
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. What another school asks this one about its own pupil. Who asks, and about whom, is not in it. Only added to.
create table sibling_asks (
  la_code text not null,
  id uuid not null,
  token text not null,
  question_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  asked_on date not null,
  asked_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, question_id, child_id, school_id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, question_id) REFERENCES sibling_questions(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX sibling_asks_by_school ON public.sibling_asks USING btree (la_code, school_id, asked_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on sibling_asks for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = sibling_asks.la_code AND c.id = sibling_asks.child_id)));
create policy owner_all on sibling_asks to the_owner
  using (true)
  with check (true);
create policy seen on sibling_asks
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. That a school asked the schools of a child's brothers and sisters, once a day at most. Whom it reached is not in it. Only added to.
-- to_authority: The child is protected, so nobody but the authority's officers was asked.
create table sibling_questions (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  asked_on date not null,
  asked_at timestamp with time zone not null default now(),
  asked_by uuid not null,
  asked_name text not null,
  to_authority boolean not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, child_id, school_id, asked_on),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id)
);
CREATE INDEX sibling_questions_for_authority ON public.sibling_questions USING btree (la_code, asked_at DESC) WHERE to_authority;
-- Row security: forced
create policy about_a_child_in_sight on sibling_questions for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = sibling_questions.la_code AND c.id = sibling_questions.child_id)));
create policy owner_all on sibling_questions to the_owner
  using (true)
  with check (true);
create policy seen on sibling_questions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. That an officer of the authority looked into a question about brothers and sisters that no school may answer. Only added to.
create table sibling_settled (
  la_code text not null,
  question_id uuid not null,
  id uuid not null,
  says text not null,
  settled_by uuid not null,
  settled_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, question_id),
  UNIQUE (la_code, id),
  FOREIGN KEY (la_code, question_id) REFERENCES sibling_questions(la_code, id)
);
-- Row security: forced
create policy of_the_authority on sibling_settled
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on sibling_settled to the_owner
  using (true)
  with check (true);

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

-- C6. That a school referred a child to children's social care: to whom, how, the facts that were sent, and whether the parent was told. Only added to.
create table social_care_referrals (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  to_whom text not null,
  person text,
  how text not null,
  made_on date not null,
  made_at text not null,
  facts text not null,
  reference text,
  parent_told boolean not null,
  not_told_why text,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (parent_told OR not_told_why IS NOT NULL)
);
CREATE INDEX social_care_referrals_by_child ON public.social_care_referrals USING btree (la_code, child_id, made_on DESC);
-- Row security: forced
create policy owner_all on social_care_referrals to the_owner
  using (true)
  with check (true);
create policy recorded on social_care_referrals for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR viewer_role() = 'dsl'::text AND by_person = (( SELECT viewer_person() AS viewer_person)) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy seen on social_care_referrals for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

-- C6. What social care answered, or that it was chased, or that the school took it higher. Only added to.
create table social_care_steps (
  la_code text not null,
  id uuid not null,
  referral_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  kind text not null,
  on_date date not null,
  who text,
  says text,
  by_person uuid not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, referral_id) REFERENCES social_care_referrals(la_code, id),
  CHECK (kind = ANY (ARRAY['accepted'::text, 'no further action'::text, 'early help'::text, 'no answer yet'::text, 'reference given'::text, 'escalated'::text]))
);
CREATE INDEX social_care_steps_by_child ON public.social_care_steps USING btree (la_code, child_id);
CREATE INDEX social_care_steps_of ON public.social_care_steps USING btree (la_code, referral_id, recorded_at);
-- Row security: forced
create policy owner_all on social_care_steps to the_owner
  using (true)
  with check (true);
create policy recorded on social_care_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = 'system'::text OR viewer_role() = 'dsl'::text AND by_person = (( SELECT viewer_person() AS viewer_person)) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));
create policy seen on social_care_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR (viewer_role() = ANY (ARRAY['dsl'::text, 'headteacher'::text])) AND (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)));

-- C4. What a school says of a child after the first day attended: the tenth school day, the sixth and the twelfth week. Only added to.
create table start_answers (
  la_code text not null,
  id uuid not null,
  offer_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  question text not null,
  answer text not null,
  says text not null default ''::text,
  on_date date not null,
  by_person uuid not null,
  by_name text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (answer = ANY (ARRAY['attending'::text, 'not yet'::text, 'not attending'::text])),
  CHECK (question = ANY (ARRAY['tenth day'::text, 'week 6'::text, 'week 12'::text]))
);
CREATE UNIQUE INDEX start_answers_not_yet ON public.start_answers USING btree (la_code, offer_id, question, on_date) WHERE (answer = 'not yet'::text);
CREATE INDEX start_answers_of_child ON public.start_answers USING btree (la_code, child_id, at DESC);
CREATE UNIQUE INDEX start_answers_once ON public.start_answers USING btree (la_code, offer_id, question) WHERE (answer <> 'not yet'::text);
-- Row security: forced
create policy about_a_child_in_sight on start_answers for insert
  with check (CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_is_authority() AS viewer_is_authority) OR child_in_sight(la_code, child_id));
create policy owner_all on start_answers to the_owner
  using (true)
  with check (true);
create policy place_of_protected on start_answers for select
  using (CURRENT_USER = 'the_owner'::name OR viewer_side() = 'school'::text OR (viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = start_answers.la_code AND p.child_id = start_answers.child_id)));
create policy seen on start_answers
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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

-- C6. What a manager and the owner of a case said about it, what was agreed and when they look again. Only added to.
create table supervision_notes (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  case_id uuid not null,
  talked text not null,
  agreed text not null,
  next_on date not null,
  with_person uuid not null,
  with_name text not null,
  by_person uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id)
);
CREATE INDEX supervision_notes_child ON public.supervision_notes USING btree (la_code, child_id);
CREATE INDEX supervision_notes_of ON public.supervision_notes USING btree (la_code, case_id, at DESC);
-- Row security: forced
create policy noted on supervision_notes for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'manager'::text AND by_person = (( SELECT viewer_person() AS viewer_person)));
create policy owner_all on supervision_notes to the_owner
  using (true)
  with check (true);
create policy seen on supervision_notes for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ((viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])) OR viewer_role() = 'cme-officer'::text AND with_person = (( SELECT viewer_person() AS viewer_person))));

-- C4. What followed a suspension or exclusion: who was told, and what education was arranged. Each once. Only added to.
create table suspension_steps (
  la_code text not null,
  id uuid not null,
  suspension_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  step text not null,
  on_date date not null,
  says text not null,
  by_person uuid,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, suspension_id, step),
  FOREIGN KEY (la_code, suspension_id) REFERENCES suspensions(la_code, id),
  CHECK (step = ANY (ARRAY['parents told'::text, 'authority told'::text, 'social worker told'::text, 'virtual school told'::text, 'education arranged'::text, 'cancelled'::text]))
);
CREATE INDEX suspension_steps_by_child ON public.suspension_steps USING btree (la_code, child_id);
-- Row security: forced
create policy about_a_child_in_sight on suspension_steps for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = suspension_steps.la_code AND c.id = suspension_steps.child_id)));
create policy owner_all on suspension_steps to the_owner
  using (true)
  with check (true);
create policy seen on suspension_steps
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C4. A suspension or a permanent exclusion, as the headteacher decided it. Only added to.
create table suspensions (
  la_code text not null,
  id uuid not null,
  token text not null,
  child_id uuid not null,
  school_id uuid not null,
  enrolment_id uuid not null,
  kind text not null,
  first_day date not null,
  last_day date,
  reasons text not null,
  by_person uuid,
  by_name text not null,
  recorded_on date not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, enrolment_id, kind, first_day),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, enrolment_id) REFERENCES enrolments(la_code, id),
  CHECK ((kind = 'suspension'::text) = (last_day IS NOT NULL)),
  CHECK (kind = ANY (ARRAY['suspension'::text, 'permanent exclusion'::text])),
  CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE INDEX suspensions_by_child ON public.suspensions USING btree (la_code, child_id, first_day DESC);
CREATE INDEX suspensions_by_school ON public.suspensions USING btree (la_code, school_id, first_day DESC);
CREATE INDEX suspensions_permanent ON public.suspensions USING btree (la_code, first_day DESC) WHERE (kind = 'permanent exclusion'::text);
-- Row security: forced
create policy about_a_child_in_sight on suspensions for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = suspensions.la_code AND c.id = suspensions.child_id)));
create policy owner_all on suspensions to the_owner
  using (true)
  with check (true);
create policy seen on suspensions
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

-- C5. That whoever told of a child was told so much in turn, in these words, or need not be. Only added to.
create table teller_steps (
  la_code text not null,
  id uuid not null,
  teller_id uuid not null,
  child_id uuid not null,
  stage text not null,
  what text not null,
  how text not null,
  says text not null,
  by_person uuid not null,
  by_name text not null,
  on_date date not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, teller_id, stage),
  FOREIGN KEY (la_code, teller_id) REFERENCES tellers(la_code, id),
  CHECK (stage = ANY (ARRAY['acknowledgement'::text, 'decision'::text, 'outcome'::text])),
  CHECK (what = ANY (ARRAY['told'::text, 'not needed'::text]))
);
CREATE INDEX teller_steps_by_child ON public.teller_steps USING btree (la_code, child_id);
-- Row security: forced
create policy kept on teller_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on teller_steps to the_owner
  using (true)
  with check (true);
create policy seen on teller_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = teller_steps.la_code AND p.child_id = teller_steps.child_id))));

-- C5. Who told of a child in a case and wants to hear back, and how to reach them safely. Only added to.
create table tellers (
  la_code text not null,
  id uuid not null,
  token text not null,
  case_id uuid not null,
  child_id uuid not null,
  door text not null,
  source_id uuid not null,
  reference text not null,
  professional boolean not null,
  name text not null,
  organisation text not null,
  reply_how text not null,
  reply_to text not null,
  reply_safe text not null,
  told_on date not null,
  kept_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, case_id, source_id),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (door = ANY (ARRAY['consultation'::text, 'public'::text, 'partner'::text, 'another authority'::text]))
);
CREATE INDEX tellers_by_case ON public.tellers USING btree (la_code, case_id);
CREATE INDEX tellers_by_child ON public.tellers USING btree (la_code, child_id);
-- Row security: forced
create policy kept on tellers for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on tellers to the_owner
  using (true)
  with check (true);
create policy seen on tellers for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority) AND ((viewer_role() = ANY (ARRAY['cme-officer'::text, 'manager'::text, 'system'::text])) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = tellers.la_code AND p.child_id = tellers.child_id))));

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
create policy not_for_the_public on term_dates
  using (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text)
  with check (CURRENT_USER = 'the_owner'::name OR (( SELECT viewer_side() AS viewer_side)) IS DISTINCT FROM 'public'::text);
create policy owner_all on term_dates to the_owner
  using (true)
  with check (true);
create policy seen on term_dates
  using (la_code = (( SELECT viewer_la() AS viewer_la)));

-- C2. Transfer files as they were made, byte for byte, each once under its name; of a protected child without address and contacts. Only added to.
-- left_out: What was cut or left out, as elements and sentences without a value.
create table transfer_files (
  la_code text not null,
  id uuid not null,
  token text not null,
  task_id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  destination text not null,
  number integer not null,
  file_name text not null,
  content text not null,
  digest text not null,
  left_out jsonb not null,
  made_by uuid,
  made_name text not null,
  made_on date not null,
  made_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, school_id, destination, number),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, task_id) REFERENCES leaver_tasks(la_code, id)
);
CREATE INDEX transfer_files_child ON public.transfer_files USING btree (la_code, child_id);
CREATE INDEX transfer_files_of ON public.transfer_files USING btree (la_code, task_id, made_at DESC);
-- Row security: forced
create policy about_a_child_in_sight on transfer_files for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = transfer_files.la_code AND c.id = transfer_files.child_id)));
create policy none_from_before_protection on transfer_files for select
  using (CURRENT_USER = 'the_owner'::name OR ( SELECT viewer_is_system() AS viewer_is_system) OR NOT (EXISTS ( SELECT 1
   FROM protections p
  WHERE p.la_code = transfer_files.la_code AND p.child_id = transfer_files.child_id AND p.put_on_at >= transfer_files.made_at)));
create policy owner_all on transfer_files to the_owner
  using (true)
  with check (true);
create policy seen on transfer_files
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

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

-- C0. How many places a school is known to have free in a year group on a day, by whom and how. The latest day holds. Only added to.
create table vacancies (
  la_code text not null,
  id uuid not null,
  school_id uuid not null,
  year_group integer not null,
  places integer not null,
  as_at date not null,
  note text not null default ''::text,
  source text not null,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (places >= 0 AND places <= 999),
  CHECK (source = ANY (ARRAY['by hand'::text, 'file'::text])),
  CHECK (year_group >= '-1'::integer AND year_group <= 14)
);
CREATE INDEX vacancies_latest ON public.vacancies USING btree (la_code, year_group, school_id, as_at DESC, recorded_at DESC);
CREATE UNIQUE INDEX vacancies_once ON public.vacancies USING btree (la_code, school_id, year_group, as_at, places, note);
-- Row security: forced
create policy owner_all on vacancies to the_owner
  using (true)
  with check (true);
create policy seen on vacancies for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));
create policy told on vacancies for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_side() = 'desk'::text AND viewer_role() = 'admissions-officer'::text));

-- C11. That somebody asked for a protected address that was not released to them. Names no child. Only added to.
create table visit_alerts (
  la_code text not null,
  id uuid not null,
  visit_id uuid not null,
  by_person uuid not null,
  by_name text not null,
  role text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, visit_id) REFERENCES visits(la_code, id)
);
CREATE INDEX visit_alerts_latest ON public.visit_alerts USING btree (la_code, at DESC);
-- Row security: forced
create policy kept on visit_alerts for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'system'::text);
create policy owner_all on visit_alerts to the_owner
  using (true)
  with check (true);
create policy seen on visit_alerts for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (viewer_role() = ANY (ARRAY['manager'::text, 'system'::text])));

-- C11. That a manager let one officer open one protected address for one visit on one day. It ends at midnight. Only added to.
create table visit_releases (
  la_code text not null,
  id uuid not null,
  visit_id uuid not null,
  child_id uuid not null,
  detail_id uuid not null,
  officer_id uuid not null,
  for_day date not null,
  why text not null,
  released_by uuid not null,
  released_name text not null,
  released_at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, visit_id, officer_id, for_day),
  FOREIGN KEY (la_code, detail_id) REFERENCES protected_details(la_code, id),
  FOREIGN KEY (la_code, visit_id) REFERENCES visits(la_code, id)
);
CREATE INDEX visit_releases_of ON public.visit_releases USING btree (la_code, officer_id, for_day);
-- Row security: forced
create policy owner_all on visit_releases to the_owner
  using (true)
  with check (true);
create policy released on visit_releases for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND viewer_role() = 'manager'::text AND released_by = (( SELECT viewer_person() AS viewer_person)) AND officer_id <> (( SELECT viewer_person() AS viewer_person)));
create policy seen on visit_releases for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_role() = 'field-officer'::text AND officer_id = (( SELECT viewer_person() AS viewer_person))));

-- C6. What was seen and heard at the door, and what the visitor thinks, apart. One for each attempt. Only added to.
create table visit_reports (
  la_code text not null,
  id uuid not null,
  visit_id uuid not null,
  child_id uuid not null,
  attempt integer not null,
  outcome text not null,
  visited_on date not null,
  arrived text not null,
  left_at text not null,
  who text not null default ''::text,
  shown_how text not null default ''::text,
  fact text not null,
  opinion text not null default ''::text,
  who_else text not null default ''::text,
  signs text[] not null default '{}'::text[],
  neighbours text not null default ''::text,
  wishes text not null default ''::text,
  promises text not null default ''::text,
  concern text not null,
  concern_says text not null default ''::text,
  card_left boolean not null default false,
  next_on date,
  next_at text,
  by_person uuid not null,
  by_name text not null,
  written_at timestamp with time zone not null,
  child_seen boolean not null,
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, visit_id, attempt),
  FOREIGN KEY (la_code, visit_id) REFERENCES visits(la_code, id),
  CHECK (attempt >= 1 AND attempt <= 9),
  CHECK (child_seen = (outcome = ANY (ARRAY['seen alone'::text, 'seen'::text]))),
  CHECK (concern = ANY (ARRAY['none'::text, 'dsl'::text, 'social care'::text])),
  CHECK (outcome = ANY (ARRAY['seen alone'::text, 'seen'::text, 'adult only'::text, 'no answer'::text, 'refused'::text, 'gone away'::text, 'address not found'::text, 'unsafe left'::text]))
);
-- Row security: forced
create policy owner_all on visit_reports to the_owner
  using (true)
  with check (true);
create policy seen on visit_reports for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_role() = 'field-officer'::text AND by_person = (( SELECT viewer_person() AS viewer_person)) AND child_in_sight(la_code, child_id)));
create policy written on visit_reports for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. What was done about a visit, by whom and when. Only added to.
create table visit_steps (
  la_code text not null,
  id uuid not null,
  visit_id uuid not null,
  child_id uuid not null,
  type text not null,
  says text not null,
  by_person uuid,
  by_name text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, visit_id) REFERENCES visits(la_code, id),
  CHECK (type = ANY (ARRAY['asked'::text, 'planned'::text, 'arrived'::text, 'left'::text, 'reported'::text, 'decided'::text, 'called off'::text, 'released'::text, 'opened'::text, 'urgent'::text]))
);
CREATE INDEX visit_steps_of ON public.visit_steps USING btree (la_code, visit_id, id);
-- Row security: forced
create policy added on visit_steps for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on visit_steps to the_owner
  using (true)
  with check (true);
create policy seen on visit_steps for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));

-- C5. A visit asked for in a case, as its history makes it now: why, who goes, when. No address: that is read where it is kept.
create table visits (
  la_code text not null,
  id uuid not null,
  token text not null,
  reference text not null,
  case_id uuid not null,
  child_id uuid not null,
  state text not null default 'asked'::text,
  reason text not null,
  question text not null,
  hazards text not null default ''::text,
  staff_risk text not null default ''::text,
  language text not null default ''::text,
  best_times text not null default ''::text,
  two_people boolean not null,
  needed_by date not null,
  asked_by uuid not null,
  asked_name text not null,
  asked_on date not null,
  officer_id uuid,
  officer_name text,
  second_name text,
  team_phone text,
  planned_on date,
  planned_at text,
  minutes integer,
  planned_name text,
  arrived_at timestamp with time zone,
  left_at timestamp with time zone,
  needs_help boolean not null default false,
  ended_on date,
  changed_at timestamp with time zone not null default now(),
  PRIMARY KEY (la_code, id),
  UNIQUE (la_code, reference),
  UNIQUE (la_code, token),
  FOREIGN KEY (la_code, case_id) REFERENCES cases(la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  CHECK (state = ANY (ARRAY['asked'::text, 'planned'::text, 'to decide'::text, 'done'::text, 'called off'::text]))
);
CREATE INDEX visits_of_case ON public.visits USING btree (la_code, case_id, id);
CREATE INDEX visits_of_officer ON public.visits USING btree (la_code, officer_id, planned_on) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX visits_one_open ON public.visits USING btree (la_code, case_id) WHERE (ended_on IS NULL);
CREATE INDEX visits_open ON public.visits USING btree (la_code, planned_on) WHERE (ended_on IS NULL);
-- Row security: forced
create policy asked on visits for insert
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy changed on visits for update
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND ( SELECT viewer_is_authority() AS viewer_is_authority));
create policy owner_all on visits to the_owner
  using (true)
  with check (true);
create policy seen on visits for select
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR viewer_role() = 'field-officer'::text AND officer_id = (( SELECT viewer_person() AS viewer_person)) AND child_in_sight(la_code, child_id)));

-- C5. That somebody looked this week at what the registers show of a child, and what they noted. Only added to.
create table week_reviews (
  la_code text not null,
  id uuid not null,
  child_id uuid not null,
  school_id uuid not null,
  week_of date not null,
  what text not null,
  note text,
  at timestamp with time zone not null,
  by_person uuid not null,
  by_name text not null,
  PRIMARY KEY (la_code, id),
  FOREIGN KEY (la_code, child_id) REFERENCES children(la_code, id),
  FOREIGN KEY (la_code, school_id) REFERENCES schools(la_code, id),
  CHECK (what = ANY (ARRAY['unresolved'::text, 'part days'::text, 'reasons'::text, 'pattern'::text]))
);
CREATE INDEX week_reviews_by_child ON public.week_reviews USING btree (la_code, child_id, week_of DESC);
CREATE INDEX week_reviews_by_school ON public.week_reviews USING btree (la_code, school_id, week_of, child_id, what);
-- Row security: forced
create policy about_a_child_in_sight on week_reviews for insert
  with check (( SELECT viewer_is_authority() AS viewer_is_authority) OR CURRENT_USER = 'the_owner'::name OR (EXISTS ( SELECT 1
   FROM children c
  WHERE c.la_code = week_reviews.la_code AND c.id = week_reviews.child_id)));
create policy owner_all on week_reviews to the_owner
  using (true)
  with check (true);
create policy seen on week_reviews
  using (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[])) AND child_in_sight(la_code, child_id)))
  with check (la_code = (( SELECT viewer_la() AS viewer_la)) AND (( SELECT viewer_is_authority() AS viewer_is_authority) OR (school_id = ANY ((( SELECT viewer_schools() AS viewer_schools))::uuid[]))));

CREATE OR REPLACE FUNCTION public.child_in_sight(given_la text, given_child uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER COST 1000
 SET search_path TO 'public'
AS $function$
begin
  -- The function passes the policies of these tables by, so it says itself for whom.
  if given_la is distinct from viewer_la() then return false; end if;
  if viewer_side() = 'desk' then
    return exists (select 1 from caseloads l where l.la_code = given_la and l.child_id = given_child
                     and l.role = viewer_role() and (l.person_id is null or l.person_id = viewer_person())
                     and l.ended_at is null and (l.ends_on is null or l.ends_on >= viewer_today()));
  end if;
  return exists (select 1 from enrolments e where e.la_code = given_la and e.child_id = given_child
              and e.school_id = any (viewer_schools())
              and (e.seen_until is null or e.seen_until >= viewer_today()))
    or exists (select 1 from offers o where o.la_code = given_la and o.child_id = given_child
                 and o.school_id = any (viewer_schools())
                 and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= viewer_today() - 30)));
end $function$;

CREATE OR REPLACE FUNCTION public.child_is_protected(given_la text, given_child uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select given_la = viewer_la()
    and exists (select 1 from protections p where p.la_code = given_la and p.child_id = given_child)
$function$;

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

CREATE OR REPLACE FUNCTION public.forget_requests_of_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  update authority_requests
    set details = details - 'address' - 'siblings' - 'pack', wording = null, why = 'Not shown since the child was protected.',
        answer = case when answer is null then null else jsonb_build_object('answer', answer -> 'answer') end
    where la_code = new.la_code and child_id = new.child_id;
  update authority_request_steps s set says = 'Not shown since the child was protected.'
    from authority_requests r
    where r.la_code = new.la_code and r.child_id = new.child_id and s.la_code = r.la_code and s.request_id = r.id;
  -- A link that was made before anyone named the child is about the request alone.
  update one_time_links l set ended_at = now(), ended_why = 'Withdrawn'
    from authority_requests r
    where r.la_code = new.la_code and r.child_id = new.child_id and l.la_code = r.la_code and l.about_id = r.id
      and l.ended_at is null;
  return new;
end $function$;

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

CREATE OR REPLACE PROCEDURE public.guard_safeguarding(IN table_name regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format($policy$
    create policy seen on %1$s for select using (
      la_code = (select viewer_la()) and (
        viewer_role() in ('cme-officer', 'manager', 'system')
        or (viewer_role() in ('dsl', 'headteacher') and school_id = any ((select viewer_schools())::uuid[])
            and child_in_sight(la_code, child_id))))$policy$, table_name);
  execute format($policy$
    create policy recorded on %1$s for insert with check (
      la_code = (select viewer_la()) and (
        viewer_role() = 'system'
        or (viewer_role() = 'dsl' and by_person = (select viewer_person())
            and school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id))))$policy$,
    table_name);
end $procedure$;

CREATE OR REPLACE FUNCTION public.invitation_person(given_hash text)
 RETURNS TABLE(la_code text, invitation_id uuid, person_id uuid, name text, email text, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select i.la_code, i.id, i.person_id, p.name, p.email, i.expires_at
        from invitations i join people p on p.la_code = i.la_code and p.id = i.person_id
        where i.token_hash = given_hash and i.used_at is null and p.ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.keep_least_of_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if new.child_id is not null
     and exists (select 1 from protections p where p.la_code = new.la_code and p.child_id = new.child_id) then
    new.details := new.details - 'address' - 'siblings' - 'pack';
    if new.direction = 'in' then new.why := 'Not shown of a protected child.'; end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_letter_as_sent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Whoever owns the tables keeps them in order; the application's own role does not rewrite what was sent.
  if old.state = 'draft' or current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    return new;
  end if;
  if (new.title, new.blocks, new.recipient, new.code, new.child_id, new.school_id, new.contact_id, new.text_from, new.party)
       is distinct from (old.title, old.blocks, old.recipient, old.code, old.child_id, old.school_id, old.contact_id, old.text_from, old.party)
     or (old.state <> 'waits' and new.state <> old.state) then
    raise exception 'A letter stays as it was sent' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

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

CREATE OR REPLACE FUNCTION public.released_to_viewer(given_la text, given_child uuid, given_detail uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select given_la = viewer_la() and viewer_role() = 'field-officer' and exists (
    select 1 from visit_releases r join visits v on v.la_code = r.la_code and v.id = r.visit_id
    where r.la_code = given_la and r.child_id = given_child and r.officer_id = viewer_person()
      and r.for_day = viewer_today() and v.ended_on is null and v.officer_id = r.officer_id
      and (given_detail is null or r.detail_id = given_detail))
$function$;

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

CREATE OR REPLACE FUNCTION public.stop_post_of_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  update letters set address = null, party = null
    where la_code = new.la_code and child_id = new.child_id and (address is not null or party is not null);
  with stopped as (
    update messages set state = 'stopped', problem = 'The child has been protected since it was written.', body = null
      where la_code = new.la_code and child_id = new.child_id and state = 'waiting' returning la_code, id)
  insert into message_events (la_code, message_id, id, at, state, says, by_name)
    select la_code, id, gen_random_uuid(), now(), 'stopped', 'The child was protected', new.put_on_name from stopped;
  update one_time_links
    set ended_at = now(),
        ended_why = case kind when 'letter' then 'The letter can no longer be read here' else 'Withdrawn' end
    where la_code = new.la_code and child_id = new.child_id and ended_at is null;
  delete from parent_form_drafts where la_code = new.la_code and child_id = new.child_id;
  return new;
end $function$;

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

grant insert, select on abroad_processes to the_application;
grant insert, select on abroad_steps to the_application;
grant insert, select on access_events to the_application;
grant insert, select on agreement_terms to the_application;
grant insert, select on arrangement_endings to the_application;
grant insert, select on arrangement_reviews to the_application;
grant insert, select on arrangements to the_application;
grant insert, select on attendance_orders to the_application;
grant insert, select, update on authorities to the_application;
grant insert, select on authority_contacts to the_application;
grant insert, select on authority_request_steps to the_application;
grant insert, select on authority_requests to the_application;
grant insert, select on break_glass to the_application;
grant insert, select on break_glass_reviews to the_application;
grant insert, select on calendar_versions to the_application;
grant insert, select on case_events to the_application;
grant delete, insert, select on case_views to the_application;
grant insert, select on caseloads to the_application;
grant insert, select, update on cases to the_application;
grant insert, select on census_children to the_application;
grant insert, select on census_notes to the_application;
grant insert, select on census_signings to the_application;
grant insert, select on census_takings to the_application;
grant insert, select on check_notes to the_application;
grant insert, select on check_owners to the_application;
grant insert, select on check_replies to the_application;
grant insert, select on check_reply_decisions to the_application;
grant insert, select on check_requests to the_application;
grant insert, select on child_addresses to the_application;
grant insert, select on child_changes to the_application;
grant insert, select on child_flags to the_application;
grant insert, select, update on child_key_sets to the_application;
grant select on child_keys to the_application;
grant insert, select on child_link_steps to the_application;
grant insert, select on child_links to the_application;
grant insert, select, update on children to the_application;
grant insert, select on cme_reasons to the_application;
grant insert, select on commencement_answers to the_application;
grant insert, select on commencements to the_application;
grant insert, select on concern_steps to the_application;
grant insert, select on concerns to the_application;
grant insert, select on consultation_cases to the_application;
grant insert, select on consultation_children to the_application;
grant insert, select on consultation_ends to the_application;
grant insert, select on consultations to the_application;
grant insert, select on contact_safety to the_application;
grant insert, select on contacts to the_application;
grant insert, select, update on counters to the_application;
grant insert, select on day_assessments to the_application;
grant insert, select on day_assurances to the_application;
grant insert, select on day_closings to the_application;
grant insert, select on day_hours to the_application;
grant insert, select on day_steps to the_application;
grant insert, select on desk_parts to the_application;
grant insert, select on desk_steps to the_application;
grant insert, select on destination_answers to the_application;
grant insert, select on destination_questions to the_application;
grant insert, select on destination_steps to the_application;
grant insert, select on detect_runs to the_application;
grant insert, select on enquiries to the_application;
grant insert, select on enrolment_events to the_application;
grant insert, select, update on enrolments to the_application;
grant insert, select, update on establishments to the_application;
grant insert, select on exclusion_steps to the_application;
grant insert, select on family_decisions to the_application;
grant insert, select on finding_endings to the_application;
grant insert, select on findings to the_application;
grant insert, select on grants to the_application;
grant insert, select on header_mappings to the_application;
grant insert, select on home_education_notices to the_application;
grant insert, select on home_education_receipts to the_application;
grant insert, select on home_education_steps to the_application;
grant insert, select on home_educations to the_application;
grant delete, insert, select, update on import_changes to the_application;
grant insert, select on import_events to the_application;
grant delete, insert, select on import_files to the_application;
grant insert, select on import_problems to the_application;
grant insert, select, update on imports to the_application;
grant select on installation to the_application;
grant insert, select, update on invitations to the_application;
grant insert, select on joiner_facts to the_application;
grant insert, select on joiner_steps to the_application;
grant insert, select on joint_conclusions to the_application;
grant insert, select on leave_overruns to the_application;
grant insert, select on leave_requests to the_application;
grant insert, select on leave_steps to the_application;
grant insert, select on leaver_task_steps to the_application;
grant insert, select on leaver_tasks to the_application;
grant insert, select on leaves to the_application;
grant delete, insert, select, update on leaving_drafts to the_application;
grant insert, select on letter_texts to the_application;
grant insert, select, update on letters to the_application;
grant insert, select on level_steps to the_application;
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
grant insert, select on message_events to the_application;
grant delete, insert, select, update on message_senders to the_application;
grant insert, select, update on messages to the_application;
grant select on migrations to the_application;
grant insert, select on nightly_runs to the_application;
grant insert, select, update on offers to the_application;
grant insert, select on one_time_links to the_application;
grant insert, select on order_steps to the_application;
grant insert, select on panel_cases to the_application;
grant insert, select on panel_decisions to the_application;
grant insert, select on panels to the_application;
grant insert, select on parent_form_answers to the_application;
grant insert, select on parent_form_decisions to the_application;
grant delete, insert, select, update on parent_form_drafts to the_application;
grant insert, select on parent_forms to the_application;
grant insert, select on partners to the_application;
grant insert, select, update on people to the_application;
grant insert, select on placing_steps to the_application;
grant insert, select on placings to the_application;
grant insert, select on police_asks to the_application;
grant insert, select on police_steps to the_application;
grant insert, select on protected_details to the_application;
grant insert, select on protections to the_application;
grant insert, select on provider_steps to the_application;
grant insert, select on providers to the_application;
grant insert, select on public_pages to the_application;
grant insert, select, update on recovery_codes to the_application;
grant delete, insert, select, update on referral_drafts to the_application;
grant insert, select, update on referrals to the_application;
grant insert, select on register_chases to the_application;
grant insert, select on reinstatements to the_application;
grant insert, select on removal_answers to the_application;
grant insert, select on removals to the_application;
grant delete, insert, select, update on report_drafts to the_application;
grant insert, select on report_questions to the_application;
grant insert, select on report_steps to the_application;
grant delete, insert, select on report_tellers to the_application;
grant insert, select on reports_in to the_application;
grant insert, select on return_receipts to the_application;
grant insert, select on returns to the_application;
grant insert, select on returns_elsewhere to the_application;
grant insert, select on risk_lowering_ends to the_application;
grant insert, select on risk_lowerings to the_application;
grant insert, select on risk_screens to the_application;
grant insert, select on risk_step_ends to the_application;
grant insert, select on risk_steps to the_application;
grant delete, insert, select, update on roll_check_candidates to the_application;
grant insert, select on roll_check_decisions to the_application;
grant insert, select on roll_check_events to the_application;
grant delete, insert, select, update on roll_check_rows to the_application;
grant insert, select, update on roll_checks to the_application;
grant insert, select on s2s_administrators to the_application;
grant insert, select on s2s_searches to the_application;
grant insert, select on safeguarding_notices to the_application;
grant insert, select, update on school_counts to the_application;
grant insert, select, update on schools to the_application;
grant insert, select on screens to the_application;
grant insert, select, update on sessions to the_application;
grant insert, select on settings to the_application;
grant insert, select on shared_steps to the_application;
grant insert, select on sheets to the_application;
grant insert, select on sibling_answers to the_application;
grant insert, select on sibling_asks to the_application;
grant insert, select on sibling_questions to the_application;
grant insert, select on sibling_settled to the_application;
grant insert, select on sign_in_attempts to the_application;
grant usage on sign_in_attempts_id_seq to the_application;
grant insert, select on social_care_referrals to the_application;
grant insert, select on social_care_steps to the_application;
grant insert, select on start_answers to the_application;
grant insert, select, update on strips to the_application;
grant insert, select on submissions to the_application;
grant insert, select on supervision_notes to the_application;
grant insert, select on suspension_steps to the_application;
grant insert, select on suspensions to the_application;
grant insert, select on teller_steps to the_application;
grant insert, select on tellers to the_application;
grant insert, select on term_dates to the_application;
grant insert, select on transfer_files to the_application;
grant insert, select on trigger_hit_steps to the_application;
grant insert, select on trigger_hits to the_application;
grant insert, select, update on trigger_previews to the_application;
grant insert, select on trigger_switches to the_application;
grant insert, select on triggers to the_application;
grant insert, select on vacancies to the_application;
grant insert, select on visit_alerts to the_application;
grant insert, select on visit_releases to the_application;
grant insert, select on visit_reports to the_application;
grant insert, select on visit_steps to the_application;
grant insert, select on visits to the_application;
grant insert, select on week_reviews to the_application;
grant update on attendance_orders (ended_on) to the_application;
grant update on attendance_orders (in_force_from) to the_application;
grant update on attendance_orders (school_id) to the_application;
grant update on attendance_orders (state) to the_application;
grant update on authority_requests (answer) to the_application;
grant update on authority_requests (case_id) to the_application;
grant update on authority_requests (chased) to the_application;
grant update on authority_requests (child_id) to the_application;
grant update on authority_requests (due_on) to the_application;
grant update on authority_requests (ended_on) to the_application;
grant update on authority_requests (escalated_on) to the_application;
grant update on authority_requests (link_id) to the_application;
grant update on authority_requests (state) to the_application;
grant update on caseloads (ended_at) to the_application;
grant update on caseloads (ended_why) to the_application;
grant update on caseloads (ends_on) to the_application;
grant update on census_children (any_time) to the_application;
grant update on census_children (case_id) to the_application;
grant update on census_children (child_id) to the_application;
grant update on census_children (duration) to the_application;
grant update on census_children (on_day) to the_application;
grant update on census_children (queries) to the_application;
grant update on census_children (reason) to the_application;
grant update on census_children (reason_by) to the_application;
grant update on census_children (since) to the_application;
grant update on census_children (year_group) to the_application;
grant update on census_takings (after_case) to the_application;
grant update on census_takings (done) to the_application;
grant update on census_takings (figures) to the_application;
grant update on census_takings (of_many) to the_application;
grant update on census_takings (state) to the_application;
grant update on census_takings (taken_at) to the_application;
grant update on check_requests (due) to the_application;
grant update on check_requests (form_reference) to the_application;
grant update on check_requests (route) to the_application;
grant update on check_requests (sent_by) to the_application;
grant update on check_requests (sent_name) to the_application;
grant update on check_requests (sent_on) to the_application;
grant update on check_requests (sent_to) to the_application;
grant update on check_requests (settled_how) to the_application;
grant update on check_requests (settled_on) to the_application;
grant update on child_addresses (ended_at) to the_application;
grant update on contacts (ended_at) to the_application;
grant update on desk_parts (case_id) to the_application;
grant update on desk_parts (state) to the_application;
grant update on desk_parts (state_on) to the_application;
grant update on grants (ended_at) to the_application;
grant update on grants (ended_name) to the_application;
grant update on grants (ended_why) to the_application;
grant update on grants (ends_on) to the_application;
grant update on home_educations (case_id) to the_application;
grant update on home_educations (due) to the_application;
grant update on home_educations (ended_on) to the_application;
grant update on home_educations (state) to the_application;
grant update on home_educations (view) to the_application;
grant update on home_educations (view_on) to the_application;
grant update on leaver_tasks (because) to the_application;
grant update on leaver_tasks (due) to the_application;
grant update on leaver_tasks (rule) to the_application;
grant update on leaver_tasks (state) to the_application;
grant update on leaver_tasks (state_on) to the_application;
grant update on leaver_tasks (warn_from) to the_application;
grant update on match_again (since) to the_application;
grant update on one_time_links (bound_at) to the_application;
grant update on one_time_links (bound_to) to the_application;
grant update on one_time_links (ended_at) to the_application;
grant update on one_time_links (ended_why) to the_application;
grant update on one_time_links (tries) to the_application;
grant update on panels (apologies) to the_application;
grant update on panels (came) to the_application;
grant update on panels (held_at) to the_application;
grant update on panels (held_name) to the_application;
grant update on partners (agreement) to the_application;
grant update on partners (agreement_until) to the_application;
grant update on partners (basis) to the_application;
grant update on partners (changed_at) to the_application;
grant update on partners (contact_name) to the_application;
grant update on partners (contact_role) to the_application;
grant update on partners (email) to the_application;
grant update on partners (ended_on) to the_application;
grant update on partners (ended_why) to the_application;
grant update on partners (kept_name) to the_application;
grant update on partners (kind) to the_application;
grant update on partners (organisation) to the_application;
grant update on partners (phone) to the_application;
grant update on partners (word_asked) to the_application;
grant update on placings (ended_on) to the_application;
grant update on placings (found_on) to the_application;
grant update on placings (needs) to the_application;
grant update on placings (offered_on) to the_application;
grant update on placings (out_since) to the_application;
grant update on placings (owner_name) to the_application;
grant update on placings (phase) to the_application;
grant update on placings (phase_on) to the_application;
grant update on placings (reason) to the_application;
grant update on placings (refreshed_at) to the_application;
grant update on placings (started_on) to the_application;
grant update on placings (tenth_on) to the_application;
grant update on placings (with_admissions) to the_application;
grant update on placings (year_group) to the_application;
grant update on report_tellers (forget_on) to the_application;
grant update on reports_in (decide_by) to the_application;
grant update on reports_in (level) to the_application;
grant update on reports_in (looked_for_at) to the_application;
grant update on reports_in (next_due) to the_application;
grant update on reports_in (settled_on) to the_application;
grant update on reports_in (state) to the_application;
grant update on trigger_hits (waits) to the_application;
grant update on visits (arrived_at) to the_application;
grant update on visits (changed_at) to the_application;
grant update on visits (ended_on) to the_application;
grant update on visits (left_at) to the_application;
grant update on visits (minutes) to the_application;
grant update on visits (needs_help) to the_application;
grant update on visits (officer_id) to the_application;
grant update on visits (officer_name) to the_application;
grant update on visits (planned_at) to the_application;
grant update on visits (planned_name) to the_application;
grant update on visits (planned_on) to the_application;
grant update on visits (second_name) to the_application;
grant update on visits (state) to the_application;
grant update on visits (team_phone) to the_application;
grant execute on child_in_sight(given_la text, given_child uuid) to the_application;
grant execute on child_is_protected(given_la text, given_child uuid) to the_application;
grant execute on demonstration_people() to the_application;
grant execute on invitation_person(given_hash text) to the_application;
grant execute on link_with_digest(given_digest text) to the_application;
grant execute on pair_guarded(given_la text, one uuid, other uuid) to the_application;
grant execute on pair_in_sight(given_la text, one uuid, other uuid) to the_application;
grant execute on protect_child(given_la text, given_child uuid) to the_application;
grant execute on protected_detail_held(given_la text, given_child uuid, given_school uuid, given_kind text, given jsonb) to the_application;
grant execute on released_to_viewer(given_la text, given_child uuid, given_detail uuid) to the_application;
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
