-- Joiners: what a school says of a pupil who came, what follows, and a name put back on a register.
create table joiner_facts (
  la_code            text not null,
  id                 uuid not null,
  child_id           uuid not null,
  school_id          uuid not null,
  enrolment_id       uuid not null,
  first_day          date not null,
  first_day_agreed   text not null check (first_day_agreed in ('yes', 'no', 'not known')),
  previous_school    text,
  previous_authority text,
  country            text,
  reason             text,
  ehcp               text not null check (ehcp in ('yes', 'no', 'not known')),
  language           text,
  heard              text,
  home_authority     text,
  by_person          uuid,
  by_name            text not null,
  recorded_on        date not null,
  recorded_at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table joiner_facts is 'C4. What a school says of a pupil who joined, beside what its register says. The latest row holds. Only added to.';
create index joiner_facts_by_enrolment on joiner_facts (la_code, enrolment_id, recorded_at desc);
create index joiner_facts_by_child on joiner_facts (la_code, child_id);
call guard('joiner_facts');
call guard_own_school('joiner_facts');

create table joiner_steps (
  la_code      text not null,
  id           uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  enrolment_id uuid not null,
  step         text not null check (step in ('transfer file asked for', 'transfer file received',
                                             'child protection file received', 'no child protection file', 'first came',
                                             'case told')),
  on_date      date not null,
  says         text not null,
  by_person    uuid,
  by_name      text not null,
  recorded_at  timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, enrolment_id, step),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
);
comment on table joiner_steps is 'C4. What was done for a joiner: files asked for and received, the first day in school. Each once. Only added to.';
create index joiner_steps_by_child on joiner_steps (la_code, child_id);
call guard('joiner_steps');
call guard_own_school('joiner_steps');

create table reinstatements (
  la_code         text not null,
  id              uuid not null,
  token           text not null,
  child_id        uuid not null,
  school_id       uuid not null,
  enrolment_id    uuid not null,
  kind            text not null check (kind in ('taken off in error', 'the child is back')),
  step            text not null check (step in ('asked', 'done', 'not done')),
  follows         uuid,
  leaving_date    date not null,
  ground          text,
  new_enrolment   uuid,
  why             text not null,
  on_date         date not null,
  by_person       uuid,
  by_name         text not null,
  by_role         text not null,
  recorded_at     timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, follows) references reinstatements (la_code, id),
  check ((kind = 'the child is back' and step = 'done') = (new_enrolment is not null))
);
comment on table reinstatements is 'C4. That a name was asked to be put back on a register, and what the headteacher decided, with what the register said before. Only added to.';
create index reinstatements_by_child on reinstatements (la_code, child_id, recorded_at desc);
create index reinstatements_by_school on reinstatements (la_code, school_id, recorded_at desc);
create unique index reinstatements_done_once on reinstatements (la_code, enrolment_id, leaving_date) where step = 'done';
create unique index reinstatements_decided_once on reinstatements (la_code, follows) where follows is not null;
call guard('reinstatements');
call guard_own_school('reinstatements');

call guard_own_childs_work('joiner_facts');
call guard_own_childs_work('joiner_steps');
call guard_own_childs_work('reinstatements');

-- The headteacher decides, in the database too.
do $$
begin
  execute format($policy$
    create policy head_decides on reinstatements as restrictive for insert with check (
      step = 'asked' or viewer_role() in ('headteacher', 'system') or current_user = %L)$policy$, current_user);
end $$;

-- Names entered, by day: a school's joiners without reading its whole roll.
create index enrolments_entered on enrolments (la_code, school_id, entry_date desc);
