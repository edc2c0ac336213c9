-- Where a leaver goes: what was claimed, what was checked, and what the receiving side itself says.

create table destination_steps (
  la_code      text not null,
  id           uuid not null,
  child_id     uuid not null,
  enrolment_id uuid not null,
  school_id    uuid not null,
  claim_id     uuid,
  type         text not null check (type in ('claimed', 'unknown', 'checked', 'asked', 'confirmed', 'expected', 'denied',
                                             'started', 'tenth day', 'case opened')),
  on_date      date not null,
  by_person    uuid,
  by_name      text not null,
  by_side      text not null check (by_side in ('school', 'parent', 'receiving side', 'register', 'system')),
  data         jsonb not null default '{}',
  at           timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, claim_id) references destination_steps (la_code, id),
  check (type not in ('confirmed', 'expected', 'denied') or by_side in ('receiving side', 'register'))
);
comment on table destination_steps is 'C4. Where a child who leaves a register goes: each claim, check, question and answer. The state is worked out from them. Only added to.';
comment on column destination_steps.claim_id is 'The claim that the step is about.';
create index destination_steps_by_enrolment on destination_steps (la_code, enrolment_id, at, id);
create index destination_steps_by_child on destination_steps (la_code, child_id);
create index destination_steps_by_school on destination_steps (la_code, school_id, at desc);
create unique index destination_case_opened_once on destination_steps (la_code, enrolment_id) where type = 'case opened';
create unique index destination_from_removal_once on destination_steps (la_code, enrolment_id)
  where type = 'claimed' and by_side = 'system';
create unique index destination_on_register_once on destination_steps (la_code, enrolment_id)
  where type = 'confirmed' and by_side = 'register';
call guard('destination_steps');
call guard_own_childs_work('destination_steps');

-- Where a protected child goes is shown to nobody here, the school that the child left least of all.
create policy seen on destination_steps for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_system())
    or ((select viewer_is_authority()) or (school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id)))
       and not pair_guarded(la_code, child_id, child_id)));
create policy kept on destination_steps for insert with check (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (school_id = any ((select viewer_schools())::uuid[])
        and type in ('claimed', 'unknown', 'checked', 'asked', 'started', 'tenth day') and by_side in ('school', 'parent'))));

create table destination_questions (
  la_code         text not null,
  id              uuid not null,
  token           text not null,
  claim_id        uuid not null,
  child_id        uuid not null,
  enrolment_id    uuid not null,
  school_id       uuid not null,
  to_school_id    uuid not null,
  surname         text not null,
  forename        text not null,
  date_of_birth   date,
  year_group      text,
  previous_school text not null,
  starts_on       date,
  asked_by        uuid,
  asked_name      text not null,
  asked_on        date not null,
  at              timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, claim_id, to_school_id),
  foreign key (la_code, claim_id) references destination_steps (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, to_school_id) references schools (la_code, id),
  check (school_id <> to_school_id)
);
comment on table destination_questions is 'C4. A school is asked whether a leaver of another starts with it. The row holds the little it is shown: it sees nothing else of the child. Only added to.';
create index destination_questions_to on destination_questions (la_code, to_school_id, at desc, id desc);
create index destination_questions_by_enrolment on destination_questions (la_code, enrolment_id);
create index destination_questions_by_child on destination_questions (la_code, child_id);
call guard('destination_questions');
call guard_own_childs_work('destination_questions');
create policy seen on destination_questions for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_system())
    or ((select viewer_is_authority())
        or to_school_id = any ((select viewer_schools())::uuid[])
        or (school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id)))
       and not pair_guarded(la_code, child_id, child_id)));
create policy asked on destination_questions for insert with check (
  la_code = (select viewer_la()) and (
    (select viewer_is_system())
    or (school_id = any ((select viewer_schools())::uuid[]) and not pair_guarded(la_code, child_id, child_id))));

create table destination_answers (
  la_code      text not null,
  id           uuid not null,
  question_id  uuid not null,
  to_school_id uuid not null,
  answer       text not null check (answer in ('on roll', 'expected', 'not ours')),
  day          date,
  first_day    date,
  by_person    uuid,
  by_name      text not null,
  on_date      date not null,
  at           timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, question_id) references destination_questions (la_code, id),
  foreign key (la_code, to_school_id) references schools (la_code, id),
  check ((answer = 'not ours') = (day is null))
);
comment on table destination_answers is 'C4. What the receiving school said: on its roll since a day, expected on a day, or not its pupil. The latest holds. Only added to.';
create index destination_answers_of on destination_answers (la_code, question_id, at desc, id desc);
call guard('destination_answers');
create policy seen on destination_answers for select using (
  la_code = (select viewer_la()) and exists (
    select 1 from destination_questions q
    where q.la_code = destination_answers.la_code and q.id = destination_answers.question_id));
create policy answered on destination_answers for insert with check (
  la_code = (select viewer_la()) and to_school_id = any ((select viewer_schools())::uuid[]) and exists (
    select 1 from destination_questions q
    where q.la_code = destination_answers.la_code and q.id = destination_answers.question_id
      and q.to_school_id = destination_answers.to_school_id));

create table parent_forms (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  enrolment_id uuid not null,
  school_id    uuid not null,
  contact_id   uuid,
  contact_name text not null,
  how          text not null check (how in ('link', 'paper', 'phone', 'would not answer')),
  link_id      uuid,
  made_by      uuid not null,
  made_name    text not null,
  made_on      date not null,
  at           timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check ((how = 'link') = (link_id is not null))
);
comment on table parent_forms is 'C2. A parent was asked where a leaver goes: by a one-time link, on paper or by phone; or would not answer, and was told that the school must ask and the authority will know. Only added to.';
create index parent_forms_by_child on parent_forms (la_code, child_id, at desc);
create index parent_forms_by_enrolment on parent_forms (la_code, enrolment_id);
create index parent_forms_by_link on parent_forms (la_code, link_id) where link_id is not null;
create index parent_forms_by_school on parent_forms (la_code, school_id);
call guard('parent_forms');
call guard_own_school('parent_forms');
call guard_own_childs_work('parent_forms');

create table parent_form_answers (
  la_code   text not null,
  form_id   uuid not null,
  id        uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  answers   jsonb not null,
  by_name   text not null,
  typed_by  text,
  sent_on   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, form_id),
  foreign key (la_code, form_id) references parent_forms (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table parent_form_answers is 'C2. What a parent answered, as it was sent: claims, which change nothing by themselves. Kept from sight while the child is protected. Only added to.';
create index parent_form_answers_by_child on parent_form_answers (la_code, child_id);
call guard('parent_form_answers');
call guard_own_childs_work('parent_form_answers');
create policy seen on parent_form_answers for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_system())
    or ((select viewer_is_authority()) or (school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id)))
       and not pair_guarded(la_code, child_id, child_id)));
create policy kept on parent_form_answers for insert with check (
  la_code = (select viewer_la()) and not pair_guarded(la_code, child_id, child_id) and (
    (select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));

create table parent_form_decisions (
  la_code   text not null,
  form_id   uuid not null,
  id        uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  decision  text not null check (decision in ('address taken', 'address not taken')),
  by_person uuid not null,
  by_name   text not null,
  on_date   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, form_id),
  foreign key (la_code, form_id) references parent_forms (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table parent_form_decisions is 'C2. Whether the new address that a parent gave was taken into the record, by a person. Only added to.';
create index parent_form_decisions_by_child on parent_form_decisions (la_code, child_id);
call guard('parent_form_decisions');
call guard_own_school('parent_form_decisions');
call guard_own_childs_work('parent_form_decisions');
