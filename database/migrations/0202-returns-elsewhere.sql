-- A return that went to the authority by another way, before Onroll was there or beside it: so that none is sent twice.
create table returns_elsewhere (
  la_code      text not null,
  id           uuid not null,
  child_id     uuid not null,
  school_id    uuid not null,
  enrolment_id uuid not null,
  rule         text not null,
  episode_on   date not null,
  sent_on      date not null,
  how          text not null,
  by_person    uuid,
  by_name      text not null,
  recorded_at  timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, rule, enrolment_id, episode_on),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
);
comment on table returns_elsewhere is 'C4. That a school says it made a return another way, with the day. Only added to.';
create index returns_elsewhere_by_child on returns_elsewhere (la_code, child_id);
call guard('returns_elsewhere');
call guard_own_school('returns_elsewhere');
call guard_own_childs_work('returns_elsewhere');
