-- A school asks the schools of brothers and sisters. Which schools those are, and which children, is worked out by the
-- system from the evidence of families; the school that asks keeps a row of its own that says nothing of them, and each
-- school that is asked keeps one about its own pupil that says nothing of who asked. Only the system reads both.
create table sibling_questions (
  la_code       text not null,
  id            uuid not null,
  child_id      uuid not null,
  school_id     uuid not null,
  asked_on      date not null,
  asked_at      timestamptz not null default now(),
  asked_by      uuid not null,
  asked_name    text not null,
  to_authority  boolean not null,
  primary key (la_code, id),
  unique (la_code, child_id, school_id, asked_on),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table sibling_questions is 'C5. That a school asked the schools of a child''s brothers and sisters, once a day at most. Whom it reached is not in it. Only added to.';
comment on column sibling_questions.to_authority is 'The child is protected, so nobody but the authority''s officers was asked.';
create index sibling_questions_for_authority on sibling_questions (la_code, asked_at desc) where to_authority;
call guard('sibling_questions');
call guard_own_school('sibling_questions');
call guard_own_childs_work('sibling_questions');

create table sibling_asks (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  question_id  uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  asked_on     date not null,
  asked_at     timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, question_id, child_id, school_id),
  foreign key (la_code, question_id) references sibling_questions (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table sibling_asks is 'C5. What another school asks this one about its own pupil. Who asks, and about whom, is not in it. Only added to.';
create index sibling_asks_by_school on sibling_asks (la_code, school_id, asked_at desc);
call guard('sibling_asks');
call guard_own_school('sibling_asks');
call guard_own_childs_work('sibling_asks');

create table sibling_answers (
  la_code        text not null,
  id             uuid not null,
  ask_id         uuid not null,
  child_id       uuid not null,
  school_id      uuid not null,
  answer         text not null,
  note           text not null,
  name_shown     boolean not null,
  passed_on      boolean not null,
  answered_by    uuid not null,
  answered_name  text not null,
  on_date        date not null,
  at             timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, ask_id),
  foreign key (la_code, ask_id) references sibling_asks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table sibling_answers is 'C5. What a school answered about its own pupil. passed_on: false where a protection stood by then, and the authority alone reads it. Only added to.';
create index sibling_answers_held_back on sibling_answers (la_code, at desc) where not passed_on;
call guard('sibling_answers');
call guard_own_school('sibling_answers');
call guard_own_childs_work('sibling_answers');

-- What the authority did with a question, or an answer, that went to it alone.
create table sibling_settled (
  la_code      text not null,
  question_id  uuid not null,
  id           uuid not null,
  says         text not null,
  settled_by   uuid not null,
  settled_name text not null,
  on_date      date not null,
  at           timestamptz not null default now(),
  primary key (la_code, question_id),
  unique (la_code, id),
  foreign key (la_code, question_id) references sibling_questions (la_code, id)
);
comment on table sibling_settled is 'C5. That an officer of the authority looked into a question about brothers and sisters that no school may answer. Only added to.';
call guard('sibling_settled');
create policy of_the_authority on sibling_settled using (la_code = (select viewer_la()) and (select viewer_is_authority()));
