-- What the authority's other teams are asked of a child, and what they say: each desk its own part, and nothing of another's.
create table desk_parts (
  la_code     text not null,
  id          uuid not null,
  token       text not null,
  child_id    uuid not null,
  case_id     uuid,
  desk        text not null check (desk in
    ('admissions-officer', 'sen-officer', 'ehe-officer', 'virtual-school', 'social-worker')),
  about       text not null,
  by_itself   boolean not null,
  asks        text not null,
  why         text not null,
  due         date not null,
  state       text not null check (state in ('asked', 'answered', 'taken back')),
  state_on    date not null,
  given_on    date not null,
  given_by    uuid,
  given_name  text not null,
  given_at    timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table desk_parts is 'C5. What another team of the authority is asked of a child: which, why, by when, and whether it has answered. No address.';
-- What goes to a desk by itself goes there once for one removal or case, and not again while it waits there.
create unique index desk_parts_once on desk_parts (la_code, child_id, desk, about) where by_itself;
create unique index desk_parts_waiting on desk_parts (la_code, child_id, desk) where by_itself and state = 'asked';
create index desk_parts_by_child on desk_parts (la_code, child_id, given_at desc);
create index desk_parts_of_desk on desk_parts (la_code, desk, state, due);
call guard('desk_parts');
create policy seen on desk_parts for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'desk' and desk = viewer_role() and child_in_sight(la_code, child_id))));
create policy given on desk_parts for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on desk_parts for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table desk_steps (
  la_code     text not null,
  id          uuid not null,
  part_id     uuid not null,
  child_id    uuid not null,
  desk        text not null,
  step        text not null check (step in ('given', 'told again', 'answered', 'facts', 'note', 'taken back')),
  says        text not null,
  facts       jsonb not null default '{}',
  on_date     date not null,
  by_person   uuid,
  by_name     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, part_id) references desk_parts (la_code, id)
);
comment on table desk_steps is 'C5. What a desk was told, answered, noted and recorded of its own field. The latest facts hold. Only added to.';
create index desk_steps_of_part on desk_steps (la_code, part_id, id);
call guard('desk_steps');
create policy seen on desk_steps for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'desk' and desk = viewer_role() and child_in_sight(la_code, child_id))));
create policy added on desk_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
