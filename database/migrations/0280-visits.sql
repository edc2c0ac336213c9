-- Visits by the authority: asked for in a case, planned, given to one field officer, made, written down. And the release of one
-- protected address for one visit.

create table visits (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  reference    text not null,
  case_id      uuid not null,
  child_id     uuid not null,
  state        text not null default 'asked' check (state in ('asked', 'planned', 'to decide', 'done', 'called off')),
  reason       text not null,
  question     text not null,
  hazards      text not null default '',
  staff_risk   text not null default '',
  language     text not null default '',
  best_times   text not null default '',
  two_people   boolean not null,
  needed_by    date not null,
  asked_by     uuid not null,
  asked_name   text not null,
  asked_on     date not null,
  officer_id   uuid,
  officer_name text,
  second_name  text,
  team_phone   text,
  planned_on   date,
  planned_at   text,
  minutes      integer,
  planned_name text,
  arrived_at   timestamptz,
  left_at      timestamptz,
  needs_help   boolean not null default false,
  ended_on     date,
  changed_at   timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table visits is 'C5. A visit asked for in a case, as its history makes it now: why, who goes, when. No address: that is read where it is kept.';
create index visits_of_case on visits (la_code, case_id, id);
create index visits_of_officer on visits (la_code, officer_id, planned_on) where ended_on is null;
create index visits_open on visits (la_code, planned_on) where ended_on is null;
-- One visit at a time is asked for in a case.
create unique index visits_one_open on visits (la_code, case_id) where ended_on is null;
call guard('visits');
create policy seen on visits for select using (
  la_code = (select viewer_la()) and ((select viewer_is_authority())
    or (viewer_role() = 'field-officer' and officer_id = (select viewer_person()) and child_in_sight(la_code, child_id))));
create policy asked on visits for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on visits for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table visit_steps (
  la_code   text not null,
  id        uuid not null,
  visit_id  uuid not null,
  child_id  uuid not null,
  type      text not null check (type in
    ('asked', 'planned', 'arrived', 'left', 'reported', 'decided', 'called off', 'released', 'opened', 'urgent')),
  says      text not null,
  by_person uuid,
  by_name   text not null,
  at        timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, visit_id) references visits (la_code, id)
);
comment on table visit_steps is 'C5. What was done about a visit, by whom and when. Only added to.';
create index visit_steps_of on visit_steps (la_code, visit_id, id);
call guard('visit_steps');
create policy seen on visit_steps for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on visit_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table visit_reports (
  la_code        text not null,
  id             uuid not null,
  visit_id       uuid not null,
  child_id       uuid not null,
  attempt        integer not null check (attempt between 1 and 9),
  outcome        text not null check (outcome in
    ('seen alone', 'seen', 'adult only', 'no answer', 'refused', 'gone away', 'address not found', 'unsafe left')),
  visited_on     date not null,
  arrived        text not null,
  left_at        text not null,
  who            text not null default '',
  shown_how      text not null default '',
  fact           text not null,
  opinion        text not null default '',
  who_else       text not null default '',
  signs          text[] not null default '{}',
  neighbours     text not null default '',
  wishes         text not null default '',
  promises       text not null default '',
  concern        text not null check (concern in ('none', 'dsl', 'social care')),
  concern_says   text not null default '',
  card_left      boolean not null default false,
  next_on        date,
  next_at        text,
  by_person      uuid not null,
  by_name        text not null,
  written_at     timestamptz not null,
  -- A child is seen or is not: no adult's word makes it so.
  child_seen     boolean not null,
  primary key (la_code, id),
  unique (la_code, visit_id, attempt),
  foreign key (la_code, visit_id) references visits (la_code, id),
  check (child_seen = (outcome in ('seen alone', 'seen')))
);
comment on table visit_reports is 'C6. What was seen and heard at the door, and what the visitor thinks, apart. One for each attempt. Only added to.';
call guard('visit_reports');
create policy seen on visit_reports for select using (
  la_code = (select viewer_la()) and ((select viewer_is_authority())
    or (viewer_role() = 'field-officer' and by_person = (select viewer_person()) and child_in_sight(la_code, child_id))));
create policy written on visit_reports for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));

create table visit_releases (
  la_code       text not null,
  id            uuid not null,
  visit_id      uuid not null,
  child_id      uuid not null,
  detail_id     uuid not null,
  officer_id    uuid not null,
  for_day       date not null,
  why           text not null,
  released_by   uuid not null,
  released_name text not null,
  released_at   timestamptz not null,
  primary key (la_code, id),
  unique (la_code, visit_id, officer_id, for_day),
  foreign key (la_code, visit_id) references visits (la_code, id),
  foreign key (la_code, detail_id) references protected_details (la_code, id)
);
comment on table visit_releases is 'C11. That a manager let one officer open one protected address for one visit on one day. It ends at midnight. Only added to.';
create index visit_releases_of on visit_releases (la_code, officer_id, for_day);
call guard('visit_releases');
create policy seen on visit_releases for select using (
  la_code = (select viewer_la()) and ((select viewer_is_authority())
    or (viewer_role() = 'field-officer' and officer_id = (select viewer_person()))));
create policy released on visit_releases for insert with check (
  la_code = (select viewer_la()) and viewer_role() = 'manager' and released_by = (select viewer_person())
  and officer_id <> (select viewer_person()));

create table visit_alerts (
  la_code   text not null,
  id        uuid not null,
  visit_id  uuid not null,
  by_person uuid not null,
  by_name   text not null,
  role      text not null,
  at        timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, visit_id) references visits (la_code, id)
);
comment on table visit_alerts is 'C11. That somebody asked for a protected address that was not released to them. Names no child. Only added to.';
create index visit_alerts_latest on visit_alerts (la_code, at desc);
call guard('visit_alerts');
create policy seen on visit_alerts for select using (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));
create policy kept on visit_alerts for insert with check (la_code = (select viewer_la()) and viewer_role() = 'system');

-- Is this protected address released to the viewer, today?
create function released_to_viewer(given_la text, given_child uuid, given_detail uuid) returns boolean
  language sql stable as $$
  select given_la = viewer_la() and viewer_role() = 'field-officer' and exists (
    select 1 from visit_releases r join visits v on v.la_code = r.la_code and v.id = r.visit_id
    where r.la_code = given_la and r.child_id = given_child and r.officer_id = viewer_person()
      and r.for_day = viewer_today() and v.ended_on is null and v.officer_id = r.officer_id
      and (given_detail is null or r.detail_id = given_detail))
$$;
comment on function released_to_viewer is 'Was this child''s protected address, or this one of them, released to the viewer for a visit of today that has not ended?';
create policy opened_for_visit on break_glass for insert with check (
  la_code = (select viewer_la()) and person_id = (select viewer_person())
  and released_to_viewer(la_code, child_id, null) and child_in_sight(la_code, child_id));
-- The one address, while the officer's own opening of it lasts.
create policy opened_for_visit on protected_details for select using (
  la_code = (select viewer_la()) and viewer_role() = 'field-officer' and kind = 'address'
  and released_to_viewer(la_code, child_id, id) and child_in_sight(la_code, child_id)
  and exists (select 1 from break_glass b where b.la_code = protected_details.la_code
                and b.child_id = protected_details.child_id and b.person_id = (select viewer_person())
                and b.expires_at > now()));
