-- Local steps: what an authority asks for beyond the law, since when, whom it caught, and what was done about it.

create table triggers (
  la_code       text not null references authorities,
  id            uuid not null,
  token         text not null,
  name          text not null,
  -- Which published example it was taken from, if any: 'gloucestershire.home-visit'.
  from_preset   text,
  trigger       text not null,
  n             int not null check (n between 0 and 400),
  unit          text not null check (unit in ('school day', 'calendar day', 'working day', 'week')),
  action        text not null check (action <> 'remove'),
  addressee     text not null,
  form          text,
  only_year     int check (only_year between 0 and 11),
  proposed_by   uuid not null,
  proposed_name text not null,
  proposed_on   date not null,
  proposed_at   timestamptz not null default now(),
  why           text not null,
  primary key (la_code, id),
  unique (la_code, token)
);
comment on table triggers is 'C10. A local step as a manager wrote it: so many days after something, somebody is asked to do something. To change one is to write another. Only added to.';
call guard('triggers');

create table trigger_switches (
  la_code    text not null,
  id         uuid not null,
  trigger_id uuid not null,
  switched   text not null check (switched in ('on', 'off')),
  from_on    date not null,
  -- What the preview had shown to whoever switched it on.
  caught_now int,
  set_by     uuid not null,
  set_name   text not null,
  set_at     timestamptz not null default now(),
  why        text not null,
  primary key (la_code, id),
  foreign key (la_code, trigger_id) references triggers (la_code, id)
);
create index trigger_switches_latest on trigger_switches (la_code, trigger_id, from_on desc, set_at desc);
comment on table trigger_switches is 'C10. From which day a local step is on or off, who said so and why. The latest of those begun holds. Only added to.';
call guard('trigger_switches');

create table trigger_previews (
  la_code      text not null,
  id           uuid not null,
  trigger_id   uuid not null,
  on_date      date not null,
  asked_by     uuid not null,
  asked_name   text not null,
  asked_at     timestamptz not null default now(),
  done_at      timestamptz,
  schools      int not null,
  schools_done int not null default 0,
  caught_now   int not null default 0,
  caught_lately int not null default 0,
  -- The first fifty who would be caught: child, school and the days.
  first        jsonb not null default '[]',
  primary key (la_code, id),
  foreign key (la_code, trigger_id) references triggers (la_code, id)
);
create index trigger_previews_latest on trigger_previews (la_code, trigger_id, asked_at desc);
comment on table trigger_previews is 'C4. Whom a local step would catch, looked up before it is switched on; and how far the looking has come.';
call guard('trigger_previews');

create table trigger_hits (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  trigger_id   uuid not null,
  child_id     uuid not null,
  school_id    uuid,
  enrolment_id uuid,
  -- Whether it stands on the school's list; else on the authority's.
  to_school    boolean not null,
  since_on     date not null,
  reached_on   date not null,
  answer       jsonb not null,
  found_on     date not null,
  found_at     timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique nulls not distinct (la_code, trigger_id, child_id, school_id, since_on),
  foreign key (la_code, trigger_id) references triggers (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check (not to_school or school_id is not null)
);
create index trigger_hits_by_school on trigger_hits (la_code, school_id, reached_on, id);
create index trigger_hits_for_authority on trigger_hits (la_code, reached_on, id) where not to_school;
create index trigger_hits_by_child on trigger_hits (la_code, child_id, reached_on);
comment on table trigger_hits is 'C4. Whom a local step caught, when and why, with the days as they were counted. Only added to.';
call guard('trigger_hits');

create table trigger_hit_steps (
  la_code   text not null,
  hit_id    uuid not null,
  id        uuid not null,
  what      text not null check (what in ('done', 'not needed', 'no longer so', 'so again')),
  says      text not null,
  on_date   date not null,
  by_person uuid,
  by_name   text not null,
  by_role   text not null,
  at        timestamptz not null default now(),
  primary key (la_code, hit_id, id),
  foreign key (la_code, hit_id) references trigger_hits (la_code, id)
);
comment on table trigger_hit_steps is 'C5. What was done about a hit, or why it was not needed; or that it is no longer so. The latest holds. Only added to.';
call guard('trigger_hit_steps');

-- Who may read what. The steps themselves are no secret within the authority; a manager writes them, in their own name.
create policy seen on triggers for select using (la_code = (select viewer_la()));
create policy proposed_by_manager on triggers for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) = 'manager' and proposed_by = (select viewer_person()));
create policy seen on trigger_switches for select using (la_code = (select viewer_la()));
create policy switched_by_manager on trigger_switches for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) = 'manager' and set_by = (select viewer_person()));
create policy seen on trigger_previews using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('manager', 'system'));

-- A school sees what is asked of it about a child in its sight. Hits are found by Onroll, and by nobody else.
create policy seen on trigger_hits for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (to_school and school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id))));
create policy found on trigger_hits for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_system()));

-- Whoever sees a hit sees what became of it; whoever it is asked of may answer.
create policy seen on trigger_hit_steps for select using (
  la_code = (select viewer_la())
  and exists (select 1 from trigger_hits h where h.la_code = trigger_hit_steps.la_code and h.id = trigger_hit_steps.hit_id));
create policy answered on trigger_hit_steps for insert with check (
  la_code = (select viewer_la())
  and exists (select 1 from trigger_hits h where h.la_code = trigger_hit_steps.la_code and h.id = trigger_hit_steps.hit_id
                and ((select viewer_is_system()) or (h.to_school = ((select viewer_side()) = 'school')
                     and trigger_hit_steps.by_person = (select viewer_person())))));

-- Who left lately: steps after a removal ask for it, and a whole authority's roll is long.
create index enrolments_left on enrolments (la_code, leaving_date) where leaving_date is not null;
