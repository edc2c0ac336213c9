-- Leave that a child did not come back from, of which the authority was told by a possible-CME case: once for each end of a leave.
create table leave_overruns (
  la_code        text not null,
  id             uuid not null,
  enrolment_id   uuid not null,
  child_id       uuid not null,
  school_id      uuid not null,
  leave_ended_on date not null,
  opened_on      date not null,
  says           text not null,
  at             timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, enrolment_id, leave_ended_on),
  foreign key (la_code, enrolment_id) references enrolments (la_code, id)
);
comment on table leave_overruns is 'C4. That the authority was told of a child not back from leave, on which day and why then. Only added to.';
create index leave_overruns_of_child on leave_overruns (la_code, child_id, opened_on desc);
call guard('leave_overruns');
call guard_own_school('leave_overruns');
call guard_own_childs_work('leave_overruns');

create index leaves_by_start on leaves (la_code, school_id, starts_on desc);
drop index leaves_by_end;
