-- What the public and partner agencies tell: the page that says whom to tell, forms not sent yet, reports, who told them.

create table public_pages (
  la_code      text not null,
  id           uuid not null,
  from_on      date not null,
  contact_name text not null,
  contact_role text not null,
  phone        text not null,
  email        text not null,
  hours        text not null,
  written_by   uuid not null,
  written_name text not null,
  written_at   timestamptz not null default now(),
  primary key (la_code, id)
);
comment on table public_pages is 'C0. Published: the named contact for children missing education, and from which day. Only added to.';
create index public_pages_from on public_pages (la_code, from_on desc, id desc);
call guard('public_pages');
create policy published on public_pages for select using (la_code = (select viewer_la()));
create policy written on public_pages for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));

-- A form that is not sent yet. Its id is made from the secret in one browser's cookie, so that whoever has the cookie has the
-- row, and nobody else. For a partner agency it is the id of its link.
create table report_drafts (
  la_code   text not null,
  id        uuid not null,
  report_id uuid not null,
  answers   jsonb not null,
  ends_at   timestamptz not null,
  reference text,
  primary key (la_code, id),
  check (octet_length(answers::text) < 60000)
);
comment on table report_drafts is 'C5. A report that is being written, for its own browser alone, until it is sent, left, or an hour old. When sent only the reference stays until then.';
create index report_drafts_ends on report_drafts (la_code, ends_at);
call guard('report_drafts');
create policy own on report_drafts using (
  la_code = (select viewer_la())
  and ((viewer_side() = 'public' and id = (select viewer_person())) or (select viewer_is_system())));

create table partners (
  la_code         text not null,
  id              uuid not null,
  token           text not null,
  organisation    text not null,
  kind            text not null,
  contact_name    text not null,
  contact_role    text not null,
  phone           text not null,
  email           text not null,
  basis           text not null,
  agreement       text not null,
  agreement_until date,
  word_asked      text not null,
  kept_name       text not null,
  changed_at      timestamptz not null default now(),
  ended_on        date,
  ended_why       text,
  primary key (la_code, id),
  unique (la_code, token)
);
comment on table partners is 'C10. People of partner agencies who may tell of children: organisation, role, legal basis, agreement.';
call guard('partners');
create policy seen on partners for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy kept on partners for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy changed on partners for update using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

create table reports_in (
  la_code        text not null,
  id             uuid not null,
  token          text not null,
  reference      text not null,
  how            text not null check (how in ('the public', 'a partner')),
  level          text not null check (level in ('act today', 'act this week', 'keep in view')),
  danger         boolean not null,
  said           jsonb not null,
  partner_id     uuid,
  link_id        uuid,
  reply_wanted   boolean not null,
  came_at        timestamptz not null,
  came_on        date not null,
  acknowledge_by date not null,
  decide_by      date not null,
  looked_for_at  timestamptz,
  state          text not null default 'new' check (state in ('new', 'seen', 'asked', 'taken on', 'not taken on', 'merged')),
  next_due       date,
  settled_on     date,
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  foreign key (la_code, partner_id) references partners (la_code, id),
  check (octet_length(said::text) < 60000)
);
comment on table reports_in is 'C5. What somebody without an account told of a child: their words apart from who said them, how urgent, by when it is decided on.';
comment on column reports_in.next_due is 'The day of what is waited for next; none once it is settled.';
create index reports_in_waiting on reports_in (la_code, level, next_due, id) where settled_on is null;
create index reports_in_latest on reports_in (la_code, came_at desc, id desc);
create index reports_in_to_look_for on reports_in (la_code, level, came_at) where looked_for_at is null;
create index reports_in_of_partner on reports_in (la_code, partner_id, came_at desc) where partner_id is not null;
create index reports_in_of_link on reports_in (la_code, link_id, came_at desc) where link_id is not null;
call guard('reports_in');

create table report_tellers (
  la_code      text not null,
  report_id    uuid not null,
  name         text,
  organisation text,
  role         text,
  contact      text,
  by_way       text,
  safe         text,
  language     text,
  forget_on    date,
  primary key (la_code, report_id),
  foreign key (la_code, report_id) references reports_in (la_code, id)
);
comment on table report_tellers is 'C8. Who told, and how they may be reached. Never for the family or a school. Deleted a year after the matter is closed.';
comment on column report_tellers.forget_on is 'A year after the report, or the last case opened from it, was closed.';
create index report_tellers_forget on report_tellers (la_code, forget_on) where forget_on is not null;
call guard('report_tellers');

create table report_steps (
  la_code   text not null,
  id        uuid not null,
  report_id uuid not null,
  what      text not null check (what in
    ('seen', 'asked', 'answered', 'case opened', 'case joined', 'child added', 'not taken on', 'merged', 'reply given')),
  says      text not null,
  child_id  uuid,
  case_id   uuid,
  other_id  uuid,
  by_id     uuid,
  by_name   text not null,
  on_date   date not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, report_id) references reports_in (la_code, id),
  foreign key (la_code, other_id) references reports_in (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table report_steps is 'C5. What was done about a report, by whom and when. Only added to.';
create index report_steps_of on report_steps (la_code, report_id, id);
create index report_steps_of_child on report_steps (la_code, child_id) where child_id is not null;
create index report_steps_of_case on report_steps (la_code, case_id) where case_id is not null;
create index report_steps_other on report_steps (la_code, other_id) where other_id is not null;
call guard('report_steps');

create table report_questions (
  la_code   text not null,
  report_id uuid not null,
  asked_id  uuid not null,
  primary key (la_code, report_id, asked_id),
  foreign key (la_code, report_id) references reports_in (la_code, id),
  foreign key (la_code, asked_id) references match_asked (la_code, id)
);
comment on table report_questions is 'C5. Which questions to the matching were asked for a report. Only added to.';
create index report_questions_asked on report_questions (la_code, asked_id);
call guard('report_questions');

-- A report about a protected child may say where it is: it is for those who may open what is protected.
create policy seen on reports_in for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and (viewer_role() in ('cme-officer', 'manager', 'system')
    or not exists (select 1 from report_steps s
                   join protections p on p.la_code = s.la_code and p.child_id = s.child_id
                   where s.la_code = reports_in.la_code and s.report_id = reports_in.id)));
-- The public adds what it tells, new, and reads nothing of it again.
create policy told on reports_in for insert with check (
  la_code = (select viewer_la()) and (
    (viewer_side() = 'public' and how = 'the public' and state = 'new' and settled_on is null
      and partner_id is null and link_id is null and looked_for_at is null)
    or (select viewer_is_system())));
create policy changed on reports_in for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create policy seen on report_tellers for select using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy told on report_tellers for insert with check (
  la_code = (select viewer_la()) and ((viewer_side() = 'public' and forget_on is null) or (select viewer_is_system())));
create policy changed on report_tellers for update using (la_code = (select viewer_la()) and (select viewer_is_system()));
create policy forgotten on report_tellers for delete using (la_code = (select viewer_la()) and (select viewer_is_system()));

create policy seen on report_steps for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy taken on report_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on report_questions for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy asked on report_questions for insert with check (la_code = (select viewer_la()) and (select viewer_is_system()));
