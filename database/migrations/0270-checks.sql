-- Checks with other bodies: the agreements that cover them, what was asked and how it went, what came back, the searches of the
-- national lost pupils area. History only added to; of a request, how far it has come.

-- What an authority has agreed with a body or a team. Each row is the whole agreement as it stood from that change on.
create table agreement_terms (
  la_code       text not null references authorities,
  id            uuid not null,
  agreement_id  uuid not null,
  token         text not null,
  number        int not null check (number > 0),
  partner       text not null check (partner <> ''),
  kind          text not null check (kind in ('own service', 'other body')),
  covers        text[] not null check (cardinality(covers) > 0),
  basis         text not null check (basis <> ''),
  fields        text[] not null,
  starts_on     date not null,
  ends_on       date,
  review_on     date not null,
  signed_ours   text not null,
  signed_theirs text not null,
  contact       text not null,
  route         text not null check (route in ('email', 'secure mail', 'phone', 'portal', 'by hand', 'safe route')),
  route_detail  text not null,
  officers      uuid[] not null,
  officer_names text[] not null,
  form_reference text not null,
  why           text not null,
  kept_by       uuid not null,
  kept_name     text not null,
  kept_on       date not null,
  at            timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, agreement_id, number),
  -- With another body there is always a last day; a service of one's own needs none.
  check (kind = 'own service' or ends_on is not null),
  check (ends_on is null or ends_on >= starts_on),
  -- A refuge is asked by the safe route and no other; the border by approved officers alone.
  check (not 'RL25' = any (covers) or route = 'safe route'),
  check (not 'RL23' = any (covers) or (cardinality(officers) > 0 and form_reference <> ''))
);
comment on table agreement_terms is 'C10. Agreements with other bodies and the authority''s own services: which checks they cover, on what basis, which fields may go, from when to when, by which route. A change is a new row with the next number. Only added to.';
create index agreement_terms_latest on agreement_terms (la_code, agreement_id, number desc);
create unique index agreement_terms_token on agreement_terms (la_code, token, number);
call guard('agreement_terms');
create policy seen on agreement_terms for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy kept on agreement_terms for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));

-- The text of a request is fixed when it is prepared. A person sends it and says so, or it is dropped.
create table check_requests (
  la_code        text not null,
  id             uuid not null,
  token          text not null,
  case_id        uuid not null,
  child_id       uuid not null,
  code           text not null check (code ~ '^RL[0-9]{2}$'),
  terms_id       uuid not null,
  agreement_id   uuid not null,
  partner        text not null,
  fields         text[] not null,
  says           text not null,
  prepared_on    date not null,
  prepared_by    uuid not null,
  prepared_name  text not null,
  at             timestamptz not null default now(),
  sent_on        date,
  sent_by        uuid,
  sent_name      text,
  route          text,
  sent_to        text,
  form_reference text,
  due            date,
  settled_on     date,
  settled_how    text check (settled_how in ('answered', 'dropped', 'withdrawn')),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, terms_id) references agreement_terms (la_code, id),
  check ((sent_on is null) = (due is null)),
  check ((settled_on is null) = (settled_how is null))
);
comment on table check_requests is 'C5. What was asked of which body for a case, in the words that went, under which terms of which agreement; sent when, how, by whom; answer due.';
create index check_requests_of_case on check_requests (la_code, case_id, at);
create index check_requests_waiting on check_requests (la_code, due, partner) where settled_on is null and sent_on is not null;
create index check_requests_sent on check_requests (la_code, sent_on) where sent_on is not null;
-- One at a time of the same body for the same check of a case.
create unique index check_requests_once on check_requests (la_code, case_id, code, agreement_id) where settled_on is null;
call guard('check_requests');

create table check_replies (
  la_code         text not null,
  id              uuid not null,
  token           text not null,
  request_id      uuid,
  case_id         uuid not null,
  child_id        uuid not null,
  code            text not null check (code ~ '^RL[0-9]{2}$'),
  how             text not null check (how in ('pasted', 'by link', 'looked here')),
  result          text not null check (result in ('nothing found', 'something found', 'partial', 'could not say')),
  fact            text not null,
  pasted          text not null,
  last_contact_on date,
  area            text not null,
  answered_by     text not null,
  reference       text not null,
  basis           text not null,
  received_on     date not null,
  entered_by      uuid,
  entered_name    text not null,
  link_id         uuid,
  at              timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, link_id),
  foreign key (la_code, request_id) references check_requests (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table check_replies is 'C5. What a body answered, as it was received, with who pasted it; what was found by looking in the authority''s own records. Only added to.';
create index check_replies_of_case on check_replies (la_code, case_id, at);
call guard('check_replies');

create table check_reply_decisions (
  la_code      text not null,
  reply_id     uuid not null,
  child_id     uuid not null,
  decision     text not null check (decision in ('accepted', 'set aside')),
  says         text not null,
  decided_by   uuid not null,
  decided_name text not null,
  on_date      date not null,
  at           timestamptz not null default now(),
  primary key (la_code, reply_id),
  foreign key (la_code, reply_id) references check_replies (la_code, id)
);
comment on table check_reply_decisions is 'C5. What a person decided about an answer that came by a link: into the case, or set aside. Once each. Only added to.';
call guard('check_reply_decisions');

create table check_notes (
  la_code    text not null,
  id         uuid not null,
  case_id    uuid not null,
  child_id   uuid not null,
  code       text not null check (code ~ '^RL[0-9]{2}$'),
  request_id uuid,
  kind       text not null check (kind in ('no agreement', 'not shared', 'chased', 'link made')),
  partner    text not null,
  says       text not null,
  route      text not null,
  by_person  uuid not null,
  by_name    text not null,
  on_date    date not null,
  at         timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, request_id) references check_requests (la_code, id)
);
comment on table check_notes is 'C5. What was done around a check: refused for want of an agreement, a decision not to share and why, chased, a link made. Only added to.';
create index check_notes_of_case on check_notes (la_code, case_id, at);
create index check_notes_of_request on check_notes (la_code, request_id, at) where request_id is not null;
create unique index check_notes_chased_once on check_notes (la_code, request_id, on_date) where kind = 'chased';
call guard('check_notes');

create table s2s_searches (
  la_code       text not null,
  id            uuid not null,
  case_id       uuid not null,
  child_id      uuid not null,
  reply_id      uuid not null,
  searched_on   date not null,
  searched_name text not null,
  place         text not null,
  searched_with text[] not null,
  result        text not null check (result in ('nothing found', 'something found', 'could not search')),
  found         text not null,
  entered_by    uuid not null,
  entered_name  text not null,
  at            timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, reply_id) references check_replies (la_code, id)
);
comment on table s2s_searches is 'C5. Searches of the national school-to-school site for lost pupils: who searched, when, with what, and what came of it (DfE checklist 25 and 26). Only added to.';
create index s2s_searches_by_day on s2s_searches (la_code, searched_on desc, id desc);
create index s2s_searches_of_case on s2s_searches (la_code, case_id);
call guard('s2s_searches');

create table s2s_administrators (
  la_code    text not null references authorities,
  id         uuid not null,
  name       text not null check (name <> ''),
  deputy     text not null,
  from_on    date not null,
  kept_by    uuid not null,
  kept_name  text not null,
  at         timestamptz not null default now(),
  primary key (la_code, id)
);
comment on table s2s_administrators is 'C10. The authority''s named administrator of the school-to-school site, and the deputy. The latest holds. Only added to.';
create index s2s_administrators_latest on s2s_administrators (la_code, from_on desc, at desc);
call guard('s2s_administrators');
create policy seen on s2s_administrators for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy kept on s2s_administrators for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));

-- The authority's own; of a protected child, those alone who may open what is protected.
do $$
declare
  name text;
begin
  foreach name in array array['check_requests', 'check_replies', 'check_reply_decisions', 'check_notes', 's2s_searches'] loop
    execute format($policy$
      create policy of_the_authority on %1$s using (
        la_code = (select viewer_la()) and (select viewer_is_authority())
        and (viewer_role() in ('cme-officer', 'manager', 'system')
             or not exists (select 1 from protections p where p.la_code = %1$s.la_code and p.child_id = %1$s.child_id)))$policy$, name);
  end loop;
end $$;
