-- How many, school by school, each day: what a trust's head reads, who reads no row about a child.

create table school_counts (
  la_code   text not null,
  school_id uuid not null,
  on_date   date not null,
  counts    jsonb not null,
  taken_at  timestamptz not null,
  primary key (la_code, school_id, on_date),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table school_counts is 'C12. Counts of one school on one day, without a child: the last taken that day.';
call guard('school_counts');
create policy seen on school_counts for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or school_id = any ((select viewer_schools())::uuid[])
    or (viewer_side() = 'trust' and school_id = any ((select viewer_trust_schools())::uuid[]))));
create policy taken on school_counts for insert with check (la_code = (select viewer_la()) and (select viewer_is_system()));
create policy taken_again on school_counts for update using (la_code = (select viewer_la()) and (select viewer_is_system()));
