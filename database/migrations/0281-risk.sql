-- The authority's risk screen of a case, the high-risk route beside it, and lowerings.

create table risk_screens (
  la_code     text not null,
  id          uuid not null,
  case_id     uuid not null,
  child_id    uuid not null,
  answers     jsonb not null,
  strengths   text not null default '',
  level       text not null check (level in ('act today', 'act this week', 'keep in view')),
  signed_by   uuid not null,
  signed_name text not null,
  signed_on   date not null,
  signed_at   timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table risk_screens is 'C6. The authority''s risk screen: each answer with its source and day, and the level they make. The latest holds. Only added to.';
comment on column risk_screens.answers is 'By factor: yes, no or not known, from whom, on which day. Never of ethnicity, heritage, faith, health or immigration.';
create index risk_screens_of on risk_screens (la_code, case_id, id desc);
create index risk_screens_by_day on risk_screens (la_code, signed_on);
call guard('risk_screens');
create policy seen on risk_screens for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy signed on risk_screens for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and signed_by = (select viewer_person()));

create table risk_steps (
  la_code  text not null,
  id       uuid not null,
  case_id  uuid not null,
  child_id uuid not null,
  kind     text not null,
  because  text not null,
  due      date not null,
  set_on   date not null,
  set_name text not null,
  primary key (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table risk_steps is 'C6. What the high-risk route asks for in a case, why and by when. Only added to.';
create index risk_steps_of on risk_steps (la_code, case_id, id);
call guard('risk_steps');
create policy seen on risk_steps for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on risk_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table risk_step_ends (
  la_code  text not null,
  step_id  uuid not null,
  child_id uuid not null,
  ended    text not null check (ended in ('done', 'not needed')),
  told     text not null default '',
  says     text not null,
  by_id    uuid not null,
  by_name  text not null,
  on_date  date not null,
  at       timestamptz not null,
  primary key (la_code, step_id),
  foreign key (la_code, step_id) references risk_steps (la_code, id)
);
comment on table risk_step_ends is 'C6. How a step of the high-risk route ended: who did it, whom they told, what was decided. Only added to.';
call guard('risk_step_ends');
create policy seen on risk_step_ends for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy ended on risk_step_ends for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and by_id = (select viewer_person()));

create table risk_lowerings (
  la_code       text not null,
  id            uuid not null,
  case_id       uuid not null,
  child_id      uuid not null,
  from_level    text not null,
  to_level      text not null,
  why           text not null,
  proposed_by   uuid not null,
  proposed_name text not null,
  proposed_role text not null,
  proposed_on   date not null,
  at            timestamptz not null,
  primary key (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table risk_lowerings is 'C6. That somebody asked for a level to be lowered, and why. From “act today” it waits for another person. Only added to.';
create index risk_lowerings_of on risk_lowerings (la_code, case_id, id);
create index risk_lowerings_by_day on risk_lowerings (la_code, proposed_on);
call guard('risk_lowerings');
create policy seen on risk_lowerings for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy asked on risk_lowerings for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager') and proposed_by = (select viewer_person()));

create table risk_lowering_ends (
  la_code     text not null,
  lowering_id uuid not null,
  child_id    uuid not null,
  decision    text not null check (decision in ('agreed', 'not agreed')),
  says        text not null,
  by_id       uuid not null,
  by_name     text not null,
  on_date     date not null,
  at          timestamptz not null,
  primary key (la_code, lowering_id),
  foreign key (la_code, lowering_id) references risk_lowerings (la_code, id)
);
comment on table risk_lowering_ends is 'C6. What came of it. From “act today” somebody else decides than who asked. Only added to.';
create index risk_lowering_ends_by_day on risk_lowering_ends (la_code, on_date);
call guard('risk_lowering_ends');
create policy seen on risk_lowering_ends for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy decided on risk_lowering_ends for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager') and by_id = (select viewer_person())
  and exists (select 1 from risk_lowerings l where l.la_code = risk_lowering_ends.la_code and l.id = lowering_id
                and (l.from_level <> 'act today' or l.proposed_by <> (select viewer_person()))));
