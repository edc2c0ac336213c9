-- What Onroll itself asks the authority about two records, such as one number said of two children. The school whose
-- file raised it is told nothing: its row is taken in as any other.
create table match_questions (
  la_code   text not null,
  id        uuid not null,
  kind      text not null check (kind in ('same upn')),
  child_id  uuid not null,
  other_id  uuid not null,
  said      jsonb not null,
  school_id uuid,
  import_id uuid,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, kind, child_id, other_id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, other_id) references children (la_code, id)
);
create index match_questions_by_other on match_questions (la_code, other_id);
create index match_questions_by_time on match_questions (la_code, at, id);
comment on table match_questions is 'C1. That two records were said to have something only one child can have, such as a UPN; what was said, by which file. A decision on the pair answers it. Only added to.';
call guard('match_questions');
create policy seen on match_questions for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy asked on match_questions for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_system()));
