-- What a designated safeguarding lead does for a child: who was told, what social care and the police were asked and what they
-- answered, concerns until they are settled, and who raised or lowered the level of a situation.

-- A flag may be recorded by a person, beside what files say. Each has its own last word: a file that knows nothing of what a
-- DSL was told must not end it.
alter table child_flags add column recorded_by uuid, add column recorded_name text;
comment on column child_flags.recorded_by is 'The person who recorded it; absent where a file said it. Either says yes by itself.';
call guard_own_childs_work('child_flags');

-- Read by those who sign or decide, as the risk screens are; written by the DSL alone.
create procedure guard_safeguarding(table_name regclass) language plpgsql as $$
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
end $$;

create table safeguarding_notices (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  about       text not null check (about in ('absence', 'removal')),
  arose_on    date not null,
  told        text not null check (told in ('social worker', 'youth justice worker', 'virtual school', 'SEN officer')),
  person_told text not null,
  how         text not null,
  told_on     date not null,
  told_at     text not null,
  late_why    text,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  unique (la_code, child_id, school_id, about, arose_on, told)
);
comment on table safeguarding_notices is 'C6. That a social worker, youth justice worker, Virtual School or SEN officer was told of an absence or a removal: who, when, how. Never what. Only added to.';
comment on column safeguarding_notices.told_at is 'Time of day in London, as 15:05.';
create index safeguarding_notices_by_child on safeguarding_notices (la_code, child_id, arose_on desc);
call guard('safeguarding_notices');
call guard_own_school('safeguarding_notices');
call guard_own_childs_work('safeguarding_notices');

create table police_asks (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('missing report', 'welfare check')),
  how         text not null,
  asked_on    date not null,
  asked_at    text not null,
  reference   text,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table police_asks is 'C6. That the police were asked for a welfare check, or told that a child is missing, and their reference. Anyone at the school may ask. Only added to.';
create index police_asks_by_child on police_asks (la_code, child_id, asked_on desc);
call guard('police_asks');
call guard_own_school('police_asks');
call guard_own_childs_work('police_asks');

create table police_steps (
  la_code     text not null,
  id          uuid not null,
  ask_id      uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  result      text not null check (result in ('reference given', 'child seen', 'child not seen', 'not attended', 'chased')),
  reference   text,
  on_date     date not null,
  at_time     text not null,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, ask_id) references police_asks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check ((result = 'reference given') = (reference is not null))
);
comment on table police_steps is 'C6. What the police answered, or that they were asked again. The category alone: what they said is a concern. Only added to.';
create index police_steps_of on police_steps (la_code, ask_id, recorded_at);
create index police_steps_by_child on police_steps (la_code, child_id);
call guard('police_steps');
call guard_own_school('police_steps');
call guard_own_childs_work('police_steps');

create table social_care_referrals (
  la_code       text not null,
  id            uuid not null,
  child_id      uuid not null,
  school_id     uuid not null,
  to_whom       text not null,
  person        text,
  how           text not null,
  made_on       date not null,
  made_at       text not null,
  facts         text not null,
  reference     text,
  parent_told   boolean not null,
  not_told_why  text,
  by_person     uuid not null,
  by_name       text not null,
  by_role       text not null,
  recorded_at   timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (parent_told or not_told_why is not null)
);
comment on table social_care_referrals is 'C6. That a school referred a child to children''s social care: to whom, how, the facts that were sent, and whether the parent was told. Only added to.';
create index social_care_referrals_by_child on social_care_referrals (la_code, child_id, made_on desc);
call guard('social_care_referrals');
call guard_safeguarding('social_care_referrals');

create table social_care_steps (
  la_code     text not null,
  id          uuid not null,
  referral_id uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('accepted', 'no further action', 'early help', 'no answer yet', 'reference given', 'escalated')),
  on_date     date not null,
  who         text,
  says        text,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, referral_id) references social_care_referrals (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table social_care_steps is 'C6. What social care answered, or that it was chased, or that the school took it higher. Only added to.';
create index social_care_steps_of on social_care_steps (la_code, referral_id, recorded_at);
create index social_care_steps_by_child on social_care_steps (la_code, child_id);
call guard('social_care_steps');
call guard_safeguarding('social_care_steps');

create table concerns (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  on_date     date not null,
  at_time     text,
  fact        text not null,
  opinion     text,
  told_by     text not null,
  review_on   date not null,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table concerns is 'C6. A concern about a child as a school''s safeguarding lead wrote it down: fact apart from opinion, who said it, and the day it is looked at again. Only added to.';
create index concerns_by_child on concerns (la_code, child_id, on_date desc);
call guard('concerns');
call guard_safeguarding('concerns');

create table concern_steps (
  la_code     text not null,
  id          uuid not null,
  concern_id  uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('reviewed', 'closed')),
  says        text not null,
  on_date     date not null,
  review_on   date,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, concern_id) references concerns (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  check ((kind = 'reviewed') = (review_on is not null))
);
comment on table concern_steps is 'C6. That a concern was looked at again, or settled, and why. Only added to.';
create index concern_steps_of on concern_steps (la_code, concern_id, recorded_at);
create index concern_steps_by_child on concern_steps (la_code, child_id);
call guard('concern_steps');
call guard_safeguarding('concern_steps');

-- Anyone at the school raises, at once. A lower level from 'act today' holds when a second person has said so.
create table level_steps (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  kind        text not null check (kind in ('raised', 'lowered', 'kept')),
  level       text not null check (level in ('act today', 'act this week', 'keep in view')),
  screen_id   uuid,
  why         text not null,
  by_person   uuid not null,
  by_name     text not null,
  by_role     text not null,
  at          timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, screen_id) references screens (la_code, id),
  check ((kind = 'raised') = (screen_id is null)),
  unique (la_code, screen_id)
);
comment on table level_steps is 'C6. That a person raised the level of a situation, or as the second person let a screen lower it, or kept it. Only added to.';
create index level_steps_by_child on level_steps (la_code, child_id, at desc);
call guard('level_steps');
create policy seen on level_steps for select using (
  la_code = (select viewer_la()) and (
    viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() in ('dsl', 'headteacher') and school_id = any ((select viewer_schools())::uuid[])
        and child_in_sight(la_code, child_id))));
create policy judged on level_steps for insert with check (
  la_code = (select viewer_la()) and (
    viewer_role() = 'system'
    or (by_person = (select viewer_person()) and school_id = any ((select viewer_schools())::uuid[])
        and child_in_sight(la_code, child_id)
        and (kind = 'raised' or viewer_role() in ('dsl', 'headteacher')))));
