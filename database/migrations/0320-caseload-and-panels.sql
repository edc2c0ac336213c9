-- Saved views of the list of cases; what was said in supervision; panels, their agenda and what they decided.

create table case_views (
  la_code   text not null,
  id        uuid not null,
  token     text not null unique,
  person_id uuid not null,
  name      text not null,
  -- The part of the address after the question mark: only filters that the list knows.
  filter    text not null,
  made_at   timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, person_id, name)
);
comment on table case_views is 'C10. A view of the list of cases that one person saved for themselves: filters by name, and no child.';
call guard('case_views');
create policy own on case_views using (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and person_id = (select viewer_person()));

create table supervision_notes (
  la_code   text not null,
  id        uuid not null,
  child_id  uuid not null,
  case_id   uuid not null,
  talked    text not null,
  agreed    text not null,
  next_on   date not null,
  with_person uuid not null,
  with_name text not null,
  by_person uuid not null,
  by_name   text not null,
  on_date   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table supervision_notes is 'C6. What a manager and the owner of a case said about it, what was agreed and when they look again. Only added to.';
create index supervision_notes_of on supervision_notes (la_code, case_id, at desc);
create index supervision_notes_child on supervision_notes (la_code, child_id);
call guard('supervision_notes');
create policy seen on supervision_notes for select using (
  la_code = (select viewer_la()) and (viewer_role() in ('manager', 'system')
    or (viewer_role() = 'cme-officer' and with_person = (select viewer_person()))));
create policy noted on supervision_notes for insert with check (
  la_code = (select viewer_la()) and viewer_role() = 'manager' and by_person = (select viewer_person()));

create table panels (
  la_code   text not null,
  id        uuid not null,
  token     text not null unique,
  kind      text not null,
  meets_on  date not null,
  starts_at text not null default '',
  place     text not null default '',
  made_by   uuid not null,
  made_name text not null,
  made_at   timestamptz not null default now(),
  held_at   timestamptz,
  held_name text,
  came      text,
  apologies text,
  primary key (la_code, id)
);
comment on table panels is 'C5. A meeting about cases: which kind, when; and after it who came and who sent apologies.';
create index panels_by_day on panels (la_code, meets_on desc);
call guard('panels');
create policy seen on panels using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table panel_cases (
  la_code   text not null,
  id        uuid not null,
  token     text not null unique,
  panel_id  uuid not null,
  child_id  uuid not null,
  case_id   uuid not null,
  question  text not null,
  summary   text not null,
  untried   text not null,
  good      text not null,
  brought_by uuid not null,
  brought_name text not null,
  brought_at timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, panel_id, case_id),
  foreign key (la_code, panel_id) references panels (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table panel_cases is 'C6. A case on the agenda of a panel: the question to it, and what it should know. Only added to.';
create index panel_cases_case on panel_cases (la_code, case_id);
create index panel_cases_child on panel_cases (la_code, child_id);
call guard('panel_cases');
create policy seen on panel_cases using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table panel_decisions (
  la_code   text not null,
  id        uuid not null,
  item_id   uuid not null,
  child_id  uuid not null,
  kind      text not null check (kind in ('decided', 'put off')),
  decision  text not null,
  who       text not null,
  due       date,
  by_person uuid not null,
  by_name   text not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, item_id) references panel_cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table panel_decisions is 'C6. What a panel decided of one case, who does it and by when. Only added to.';
create index panel_decisions_of on panel_decisions (la_code, item_id, at);
create index panel_decisions_child on panel_decisions (la_code, child_id);
call guard('panel_decisions');
create policy seen on panel_decisions using (la_code = (select viewer_la()) and (select viewer_is_authority()));
