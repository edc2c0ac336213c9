-- Other authorities: how each is reached, what we asked them and they asked us, and whose a child is while it is handed over.

create table authority_contacts (
  la_code      text not null references authorities (la_code),
  id           uuid not null,
  of_code      text not null,
  contact_name text not null,
  email        text not null,
  phone        text not null,
  hours        text not null,
  reply_days   int not null check (reply_days between 1 and 30),
  escalation   text not null,
  why          text not null,
  by_person    uuid not null,
  by_name      text not null,
  on_day       date not null,
  at           timestamptz not null default now(),
  primary key (la_code, id)
);
comment on table authority_contacts is 'C0. The published contact of each other authority as somebody of ours typed it, by version: the latest holds. Only added to.';
create index authority_contacts_latest on authority_contacts (la_code, of_code, at desc);
call guard('authority_contacts');
create policy seen on authority_contacts for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on authority_contacts for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

create table authority_requests (
  la_code         text not null references authorities (la_code),
  id              uuid not null,
  token           text not null,
  reference       text not null,
  direction       text not null check (direction in ('out', 'in')),
  kind            text not null check (kind in ('enquiry', 'hand-over')),
  of_code         text not null,
  of_name         text not null,
  child_id        uuid,
  case_id         uuid,
  details         jsonb not null,
  questions       text[] not null default '{}',
  why             text not null,
  legal_basis     text not null,
  wording         text,
  their_reference text not null default '',
  asked_by        text not null,
  asked_on        date not null,
  needed_by       date not null,
  due_on          date not null,
  urgent          boolean not null default false,
  state           text not null default 'open' check (state in ('open', 'answered', 'accepted', 'refused', 'withdrawn')),
  answer          jsonb,
  ended_on        date,
  link_id         uuid,
  chased          int not null default 0,
  escalated_on    date,
  check_code      text,
  at              timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  -- We ask about a child and for a case of ours.
  check (direction = 'in' or (child_id is not null and case_id is not null)),
  check ((state = 'open') = (ended_on is null)),
  check (state not in ('answered', 'accepted', 'refused') or answer is not null),
  check (kind = 'hand-over' or state not in ('accepted', 'refused'))
);
comment on table authority_requests is 'C5. What we asked another authority about a child, or it asked us: the least that was told, word for word, and the answer. A hand-over stays with whoever proposed it until it is accepted.';
comment on column authority_requests.details is 'What was told of the child: name, date of birth, and no more than was needed. Addresses, brothers and sisters and schools go from here the moment the child is protected.';
comment on column authority_requests.wording is 'The text exactly as it goes. Gone the moment the child is protected.';
create unique index authority_requests_once on authority_requests (la_code, child_id, of_code, kind)
  where direction = 'out' and state = 'open';
-- One case is handed over to one authority at a time.
create unique index authority_requests_one_hand_over on authority_requests (la_code, case_id)
  where direction = 'out' and kind = 'hand-over' and state = 'open';
-- Theirs typed twice is one.
create unique index authority_requests_theirs_once on authority_requests (la_code, of_code, kind, their_reference)
  where direction = 'in' and their_reference <> '';
create index authority_requests_of_case on authority_requests (la_code, case_id, at desc);
create index authority_requests_of_child on authority_requests (la_code, child_id);
create index authority_requests_open on authority_requests (la_code, direction, due_on) where state = 'open';
create index authority_requests_of_authority on authority_requests (la_code, of_code, at desc);
call guard('authority_requests');
create policy seen on authority_requests for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on authority_requests for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on authority_requests for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table authority_request_steps (
  la_code    text not null,
  request_id uuid not null,
  id         uuid not null,
  on_day     date not null,
  side       text not null check (side in ('ours', 'theirs')),
  step       text not null check (step in
    ('asked', 'chased', 'link made', 'answered', 'accepted', 'refused', 'withdrawn', 'to managers', 'child named', 'case opened')),
  says       text not null,
  shared     boolean not null,
  by_person  uuid,
  by_name    text not null,
  how        text not null check (how in ('in Onroll', 'by link', 'written down by us')),
  at         timestamptz not null default now(),
  primary key (la_code, request_id, id),
  foreign key (la_code, request_id) references authority_requests (la_code, id)
);
comment on table authority_request_steps is 'C5. History of a request between authorities: both sides of it. Shared: what the other authority sees of it by its link. Only added to.';
call guard('authority_request_steps');
create policy seen on authority_request_steps for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on authority_request_steps for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));

-- The moment a child is protected, where it may be is forgotten here too: addresses, schools, who else was named, and what was said.
create function forget_requests_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update authority_requests
    set details = details - 'address' - 'siblings' - 'pack', wording = null, why = 'Not shown since the child was protected.',
        answer = case when answer is null then null else jsonb_build_object('answer', answer -> 'answer') end
    where la_code = new.la_code and child_id = new.child_id;
  update authority_request_steps s set says = 'Not shown since the child was protected.'
    from authority_requests r
    where r.la_code = new.la_code and r.child_id = new.child_id and s.la_code = r.la_code and s.request_id = r.id;
  return new;
end $$;
create trigger forget_requests after insert on protections for each row execute function forget_requests_of_protected();
