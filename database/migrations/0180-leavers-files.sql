-- What follows a child who has left: the files that are due, each with its clock, its steps and its receipt; the transfer files
-- made, byte for byte; a notice of home education; and the answers that lead to a ground, kept until one is asked for.

create table leaver_tasks (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  enrolment_id uuid not null,
  school_id    uuid not null,
  removal_id   uuid not null,
  kind         text not null check (kind in ('transfer file', 'general record', 'SEN file', 'safeguarding file')),
  left_on      date not null,
  due          date,
  warn_from    date,
  rule         text not null,
  because      text not null,
  state        text not null default 'to send' check (state in ('to send', 'sent', 'received', 'archived', 'not needed')),
  state_on     date not null,
  made_at      timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, enrolment_id, left_on, kind),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  foreign key (la_code, removal_id) references removals (la_code, id)
);
comment on table leaver_tasks is 'C4. A file that must follow a child who has left: by when, by which rule, and how far it has come. Its history stands in leaver_task_steps.';
create index leaver_tasks_open on leaver_tasks (la_code, school_id, due) where state in ('to send', 'sent');
create index leaver_tasks_child on leaver_tasks (la_code, child_id);
create index leaver_tasks_removal on leaver_tasks (la_code, removal_id);
call guard('leaver_tasks');
call guard_own_school('leaver_tasks');
call guard_own_childs_work('leaver_tasks');

create table leaver_task_steps (
  la_code   text not null,
  id        uuid not null,
  task_id   uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  closed    boolean not null,
  at        timestamptz not null default now(),
  on_date   date not null,
  by_person uuid,
  by_name   text not null,
  what      text not null check (what in ('due', 'prepared', 'sent', 'received', 'archived', 'not needed')),
  done_on   date not null,
  how       text,
  sent_to   text,
  says      text,
  primary key (la_code, id),
  foreign key (la_code, task_id) references leaver_tasks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table leaver_task_steps is 'C5. What was done with a file: sent on, how, to whom, who confirmed that it came, or where it is kept. Only added to.';
comment on column leaver_task_steps.closed is 'Of the safeguarding file: read by DSLs and headteachers of the school, and by officers and managers. Others see that the file exists.';
create index leaver_task_steps_of on leaver_task_steps (la_code, task_id, at);
create index leaver_task_steps_child on leaver_task_steps (la_code, child_id);
call guard('leaver_task_steps');
call guard_own_school('leaver_task_steps');
call guard_own_childs_work('leaver_task_steps');
do $$ begin
  execute format($policy$
    create policy open_or_decides on leaver_task_steps as restrictive for select using (
      not closed or viewer_role() in ('dsl', 'headteacher', 'cme-officer', 'manager', 'system') or current_user = %L)$policy$,
    current_user);
end $$;

create table transfer_files (
  la_code     text not null,
  id          uuid not null,
  token       text not null,
  task_id     uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  destination text not null,
  number      int not null,
  file_name   text not null,
  content     text not null,
  digest      text not null,
  left_out    jsonb not null,
  made_by     uuid,
  made_name   text not null,
  made_on     date not null,
  made_at     timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, school_id, destination, number),
  foreign key (la_code, task_id) references leaver_tasks (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table transfer_files is 'C2. Transfer files as they were made, byte for byte, each once under its name; of a protected child without address and contacts. Only added to.';
comment on column transfer_files.left_out is 'What was cut or left out, as elements and sentences without a value.';
create index transfer_files_of on transfer_files (la_code, task_id, made_at desc);
create index transfer_files_child on transfer_files (la_code, child_id);
call guard('transfer_files');
call guard_own_school('transfer_files');
call guard_own_childs_work('transfer_files');

create table home_education_notices (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  reference    text not null,
  child_id     uuid not null,
  enrolment_id uuid not null,
  school_id    uuid not null,
  notice       text not null check (notice in ('letter', 'email', 'spoken')),
  received_on  date not null,
  facts        jsonb not null,
  told_on      date not null,
  by_person    uuid,
  by_name      text not null,
  at           timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table home_education_notices is 'C5. A parent’s word that a child will be educated otherwise than at school, as the school told the authority of it. Only added to.';
create index home_education_notices_child on home_education_notices (la_code, child_id, at desc);
create index home_education_notices_enrolment on home_education_notices (la_code, enrolment_id);
create index home_education_notices_time on home_education_notices (la_code, at desc, id desc);
create index home_education_notices_school on home_education_notices (la_code, school_id, at desc);
call guard('home_education_notices');
call guard_own_school('home_education_notices');
call guard_own_childs_work('home_education_notices');

create table home_education_receipts (
  la_code   text not null,
  notice_id uuid not null,
  child_id  uuid not null,
  school_id uuid not null,
  by_person uuid,
  by_name   text not null,
  on_date   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, notice_id),
  foreign key (la_code, notice_id) references home_education_notices (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table home_education_receipts is 'C4. That somebody of the authority has opened a notice of home education, and when first. Only added to.';
create index home_education_receipts_child on home_education_receipts (la_code, child_id);
call guard('home_education_receipts');
call guard_own_school('home_education_receipts');
call guard_own_childs_work('home_education_receipts');

create table leaving_drafts (
  la_code      text not null,
  enrolment_id uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  answers      jsonb not null,
  by_name      text not null,
  at           timestamptz not null default now(),
  primary key (la_code, enrolment_id),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table leaving_drafts is 'C4. Answers to where a child goes, before any ground is asked for: kept so that they can be gone on with elsewhere, and deleted when a removal is asked for.';
create index leaving_drafts_child on leaving_drafts (la_code, child_id);
call guard('leaving_drafts');
call guard_own_school('leaving_drafts');
call guard_own_childs_work('leaving_drafts');
