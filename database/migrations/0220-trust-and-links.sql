-- Heads of several schools, who see how many and never who; and one-time links for those without an account.

alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in (
  'attendance-officer', 'dsl', 'headteacher', 'trust-head', 'cme-officer', 'cme-assistant', 'manager'));
alter table grants drop constraint grants_check;
alter table grants add constraint grants_check check (
  (role in ('attendance-officer', 'dsl', 'headteacher', 'trust-head')) = (school_id is not null));

create function viewer_trust_schools() returns uuid[] language sql stable
  as $$ select coalesce(nullif(current_setting('onroll.trust_schools', true), ''), '{}')::uuid[] $$;

create table one_time_links (
  la_code    text not null,
  id         uuid not null,
  digest     text not null unique,
  kind       text not null,
  about_id   uuid not null,
  child_id   uuid,
  school_id  uuid,
  sent_to    text not null,
  asks       text not null,
  answered_as text not null default 'text' check (answered_as in ('text', 'date')),
  answer     text not null,
  shows      jsonb not null,
  made_by    uuid,
  made_name  text not null,
  made_at    timestamptz not null default now(),
  ends_on    date not null,
  tries      int not null default 0,
  bound_to   text,
  bound_at   timestamptz,
  ended_at   timestamptz,
  ended_why  text,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
comment on table one_time_links is 'C2. A link for somebody without an account: what it is about, the little that it shows, and the second check. The secret and the right answer are kept as digests.';
comment on column one_time_links.bound_to is 'The digest of the one browser in which the second check was passed: forwarded to another it opens nothing.';
create index one_time_links_about on one_time_links (la_code, about_id, made_at desc);
create index one_time_links_child on one_time_links (la_code, child_id) where child_id is not null;
create index one_time_links_school on one_time_links (la_code, school_id) where school_id is not null;
call guard('one_time_links');

create table link_answers (
  la_code  text not null,
  id       uuid not null,
  link_id  uuid not null,
  answers  jsonb not null,
  at       timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, link_id) references one_time_links (la_code, id)
);
comment on table link_answers is 'C2. What was answered by a one-time link, as it was sent. Only added to.';
create index link_answers_of on link_answers (la_code, link_id, at);
call guard('link_answers');

-- Whoever holds the link: that one row, and their own answers. The school that made it, and the authority.
create policy seen on one_time_links for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'link' and id = (select viewer_person()))
    or school_id = any ((select viewer_schools())::uuid[])));
create policy made on one_time_links for insert with check (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
do $$ begin
  execute format($policy$
    create policy about_a_child_in_sight on one_time_links as restrictive for insert with check (
      (select viewer_is_authority()) or current_user = %L or child_id is null
      or exists (select 1 from children c where c.la_code = one_time_links.la_code and c.id = one_time_links.child_id))$policy$,
    current_user);
end $$;
create policy used on one_time_links for update using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'link' and id = (select viewer_person()))
    or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on link_answers for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or exists (select 1 from one_time_links l where l.la_code = link_answers.la_code and l.id = link_answers.link_id)));
create policy answered on link_answers for insert with check (
  la_code = (select viewer_la()) and viewer_side() = 'link' and link_id = (select viewer_person()));

-- Which link is this? Asked before there is a viewer, as the sign-in is.
create function link_with_digest(given_digest text)
  returns table (la_code text, id uuid)
  language sql stable security definer set search_path = public as
  $$ select l.la_code, l.id from one_time_links l where l.digest = given_digest $$;
