-- Children educated at home, as the authority knows of them: contact, informal enquiry, its view and when it looks again. Not the
-- register of section 38 of the 2026 Act, which is not in force.
create table home_educations (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  since        date not null,
  state        text not null check (state in ('educated at home', 'missing education', 'ended')),
  view         text check (view in ('suitable', 'not yet able to say', 'unsuitable', 'no reply')),
  view_on      date,
  due          date,
  case_id      uuid,
  begun_on     date not null,
  begun_name   text not null,
  ended_on     date,
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table home_educations is 'C5. That a child is educated at home, the authority''s view, and when it looks again. Written from its steps. No address.';
create unique index home_educations_one on home_educations (la_code, child_id) where state <> 'ended';
create index home_educations_by_child on home_educations (la_code, child_id, begun_on desc);
create index home_educations_due on home_educations (la_code, state, due);
call guard('home_educations');
create policy seen on home_educations for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_role() = 'ehe-officer' and child_in_sight(la_code, child_id))));
create policy begun on home_educations for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on home_educations for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table home_education_steps (
  la_code           text not null,
  id                uuid not null,
  home_education_id uuid not null,
  child_id          uuid not null,
  type              text not null,
  data              jsonb not null,
  on_date           date not null,
  by_person         uuid,
  by_name           text not null,
  recorded_at       timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, home_education_id) references home_educations (la_code, id)
);
comment on table home_education_steps is 'C6. Contact with a family about home education, enquiries, replies and views with their reasons. Only added to.';
create index home_education_steps_of on home_education_steps (la_code, home_education_id, id);
call guard('home_education_steps');
create policy seen on home_education_steps for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_role() = 'ehe-officer' and child_in_sight(la_code, child_id))));
create policy added on home_education_steps for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
