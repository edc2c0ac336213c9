-- Getting a child into education: what the child needs, what was asked for and offered, what the family and the school answered,
-- and which places are known to be free.

-- What was done for one child, in order. What it makes is worked out from it.
create table placing_steps (
  la_code        text not null,
  id             uuid not null,
  child_id       uuid not null,
  case_id        uuid not null,
  kind           text not null,
  data           jsonb not null,
  -- What the admissions desk must know to find a place. Health, safety and what stands behind a panel's question are not.
  for_admissions boolean not null,
  on_date        date not null,
  by_person      uuid,
  by_name        text not null,
  by_role        text not null,
  at             timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table placing_steps is 'C7. What was done to get a child into education: needs, barriers, applications, offers, answers, fair access, education the authority arranges. Only added to.';
create index placing_steps_of_child on placing_steps (la_code, child_id, id);
call guard('placing_steps');
create policy of_the_authority on placing_steps for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system')
       or not exists (select 1 from protections p where p.la_code = placing_steps.la_code and p.child_id = placing_steps.child_id)));
create policy of_admissions on placing_steps for select using (
  la_code = (select viewer_la()) and viewer_side() = 'desk' and viewer_role() = 'admissions-officer' and for_admissions
  and child_in_sight(la_code, child_id)
  and not exists (select 1 from protections p where p.la_code = placing_steps.la_code and p.child_id = placing_steps.child_id));
create policy added on placing_steps for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));

-- Where each case stands on the way into education, written anew with every step: what lists sort by and pace counts. No place.
create table placings (
  la_code       text not null,
  case_id       uuid not null,
  child_id      uuid not null,
  reference     text not null,
  phase         text not null check (phase in
    ('finding a place', 'applied', 'offered', 'accepted', 'visited', 'started', 'attending', 'educated otherwise', 'over')),
  phase_on      date not null,
  reason        text not null,
  out_since     date,
  found_on      date,
  offered_on    date,
  started_on    date,
  tenth_on      date,
  year_group    int,
  owner_name    text,
  needs         text not null,
  with_admissions boolean not null,
  ended_on      date,
  refreshed_at  timestamptz not null default now(),
  primary key (la_code, case_id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table placings is 'C5. Where a case stands on the way into education, as its steps make it: phase, reason, days that pace is counted by. Names no school.';
create index placings_waiting on placings (la_code, out_since, case_id) where ended_on is null;
create index placings_of_child on placings (la_code, child_id);
create index placings_offered on placings (la_code, offered_on) where offered_on is not null;
create index placings_started on placings (la_code, started_on) where started_on is not null;
call guard('placings');
create policy seen on placings for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer' and child_in_sight(la_code, child_id)
        and not exists (select 1 from protections p where p.la_code = placings.la_code and p.child_id = placings.child_id))));
create policy kept on placings for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy kept_up on placings for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

-- Places known to be free. Each telling stays; the one with the latest day holds.
create table vacancies (
  la_code     text not null,
  id          uuid not null,
  school_id   uuid not null,
  year_group  int not null check (year_group between -1 and 14),
  places      int not null check (places between 0 and 999),
  as_at       date not null,
  note        text not null default '',
  source      text not null check (source in ('by hand', 'file')),
  by_name     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table vacancies is 'C0. How many places a school is known to have free in a year group on a day, by whom and how. The latest day holds. Only added to.';
create unique index vacancies_once on vacancies (la_code, school_id, year_group, as_at, places, note);
create index vacancies_latest on vacancies (la_code, year_group, school_id, as_at desc, recorded_at desc);
call guard('vacancies');
create policy seen on vacancies for select using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));
create policy told on vacancies for insert with check (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));

-- Alternative provision and other education that is not a school: what it is, and each time something about it was told or checked.
create table providers (
  la_code     text not null,
  id          uuid not null,
  name        text not null,
  kind        text not null check (kind in ('alternative provision', 'hospital or medical', 'tuition', 'online', 'college or training')),
  area        text not null default '',
  added_name  text not null,
  added_at    timestamptz not null default now(),
  primary key (la_code, id)
);
comment on table providers is 'C0. Alternative provision and other providers of education that are no school of the authority.';
create unique index providers_by_name on providers (la_code, lower(name));
call guard('providers');
create policy seen on providers for select using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));
create policy added on providers for insert with check (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));

create table provider_steps (
  la_code     text not null,
  id          uuid not null,
  provider_id uuid not null,
  kind        text not null check (kind in ('facts', 'check')),
  on_date     date not null,
  -- Facts: what is offered.
  places      int check (places between 0 and 999),
  hours       numeric(4, 1),
  cost        text,
  year_from   int,
  year_to     int,
  -- A check: which, passed or not, by whom, and until when it holds.
  what        text,
  passed      boolean,
  checked_by  text,
  holds_until date,
  by_name     text not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, provider_id) references providers (la_code, id)
);
comment on table provider_steps is 'C0. What a provider offers, as it was told on a day, and each check of it: what, passed or not, by whom, until when. Only added to.';
create index provider_steps_latest on provider_steps (la_code, provider_id, kind, on_date desc, at desc);
call guard('provider_steps');
create policy seen on provider_steps for select using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));
create policy added on provider_steps for insert with check (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (viewer_side() = 'desk' and viewer_role() = 'admissions-officer')));

-- What a school says of a child after the first day: the tenth school day, and later whether it lasted.
create table start_answers (
  la_code     text not null,
  id          uuid not null,
  offer_id    uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  question    text not null check (question in ('tenth day', 'week 6', 'week 12')),
  answer      text not null check (answer in ('attending', 'not yet', 'not attending')),
  says        text not null default '',
  on_date     date not null,
  by_person   uuid not null,
  by_name     text not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table start_answers is 'C4. What a school says of a child after the first day attended: the tenth school day, the sixth and the twelfth week. Only added to.';
create unique index start_answers_once on start_answers (la_code, offer_id, question) where answer <> 'not yet';
create unique index start_answers_not_yet on start_answers (la_code, offer_id, question, on_date) where answer = 'not yet';
create index start_answers_of_child on start_answers (la_code, child_id, at desc);
call guard('start_answers');
call guard_own_school('start_answers');
do $$ begin
  -- Which school a protected child goes to is for those alone who may open what is protected, and for that school.
  execute format($policy$
    create policy place_of_protected on start_answers as restrictive for select using (
      current_user = %L or viewer_side() = 'school' or viewer_role() in ('cme-officer', 'manager', 'system')
      or not exists (select 1 from protections p where p.la_code = start_answers.la_code
                       and p.child_id = start_answers.child_id))$policy$, current_user);
  execute format($policy$
    create policy about_a_child_in_sight on start_answers as restrictive for insert with check (
      current_user = %L or (select viewer_is_authority()) or child_in_sight(la_code, child_id))$policy$, current_user);
end $$;
