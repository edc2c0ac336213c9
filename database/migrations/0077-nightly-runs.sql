-- The nightly run goes school by school, each in a transaction of its own. Where it was broken off, the next goes on with
-- the schools that are not done.

create table nightly_runs (
  la_code    text not null references authorities,
  id         uuid not null,
  on_date    date not null,
  started_at timestamptz not null,
  schools    int not null,
  pupils     int not null,
  primary key (la_code, id)
);
comment on table nightly_runs is 'C12. That the rules began to be applied to a whole authority: up to which day, how many schools and enrolments. What came of it stands in detect_runs. Only added to.';
create index nightly_runs_by_time on nightly_runs (la_code, started_at desc);
call guard('nightly_runs');
create policy seen on nightly_runs using (la_code = (select viewer_la()));

alter table detect_runs
  add column nightly_id uuid,
  add foreign key (la_code, nightly_id) references nightly_runs (la_code, id);
comment on table detect_runs is 'C12. Each time the rules were applied: to a school (for the whole authority''s run, or because its marks changed), over how many enrolments, with what result. Without a school: that a whole run is finished. Only added to.';
comment on column detect_runs.nightly_id is 'The run over the whole authority that this was a part of.';
create index detect_runs_by_nightly on detect_runs (la_code, nightly_id, school_id) where nightly_id is not null;
create unique index detect_runs_finished_once on detect_runs (la_code, nightly_id) where school_id is null;
