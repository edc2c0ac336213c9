-- Who someone is, what they may do, and what they looked at.

create table people (
  la_code        text not null references authorities,
  id             uuid not null,
  email          text not null,
  name           text not null,
  password_hash  text,
  totp_secret    text,
  totp_last_step bigint,
  demonstration  boolean not null default false,
  added_at       timestamptz not null default now(),
  ended_at       timestamptz,
  ended_why      text,
  primary key (la_code, id)
);
create unique index people_by_email on people (la_code, lower(email));
-- Someone who signs in has not said for which authority, so this one index does not begin with it.
create index people_signing_in on people (lower(email));
comment on table people is 'C10. People with an account. Ended, never deleted.';
call guard('people');

create table grants (
  la_code    text not null,
  id         uuid not null,
  person_id  uuid not null,
  role       text not null check (role in
    ('attendance-officer', 'dsl', 'headteacher', 'cme-officer', 'cme-assistant', 'manager')),
  school_id  uuid,
  starts_on  date not null,
  ends_on    date,
  given_by   uuid,
  given_name text not null,
  given_at   timestamptz not null default now(),
  why        text not null,
  ended_at   timestamptz,
  ended_name text,
  ended_why  text,
  primary key (la_code, id),
  foreign key (la_code, person_id) references people (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check ((role in ('attendance-officer', 'dsl', 'headteacher')) = (school_id is not null))
);
create index grants_by_person on grants (la_code, person_id);
create index grants_by_school on grants (la_code, school_id);
comment on table grants is 'C10. A role, at a school or for the authority, from a day to a day. Who gave it and why.';
call guard('grants');
create policy seen on grants for select using (
  la_code = (select viewer_la()) and (
    person_id = (select viewer_person())
    or viewer_role() in ('manager', 'system')
    or (viewer_role() = 'headteacher' and school_id = any ((select viewer_schools())::uuid[]))));
create policy given on grants for insert with check (
  la_code = (select viewer_la()) and (
    viewer_role() in ('manager', 'system')
    or (viewer_role() = 'headteacher' and school_id = any ((select viewer_schools())::uuid[]))));
create policy ended on grants for update using (
  la_code = (select viewer_la()) and (
    viewer_role() in ('manager', 'system')
    or (viewer_role() = 'headteacher' and school_id = any ((select viewer_schools())::uuid[]))));

create policy seen on people for select using (
  la_code = (select viewer_la()) and (
    id = (select viewer_person())
    or viewer_role() in ('manager', 'system')
    or (viewer_role() = 'headteacher' and exists (
      select 1 from grants g where g.la_code = people.la_code and g.person_id = people.id
        and g.school_id = any ((select viewer_schools())::uuid[])))));
create policy added on people for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system', 'headteacher'));
create policy changed on people for update using (
  la_code = (select viewer_la()) and (
    id = (select viewer_person())
    or viewer_role() in ('manager', 'system')
    or (viewer_role() = 'headteacher' and exists (
      select 1 from grants g where g.la_code = people.la_code and g.person_id = people.id
        and g.school_id = any ((select viewer_schools())::uuid[])))));

create table invitations (
  la_code     text not null,
  id          uuid not null,
  person_id   uuid not null,
  token_hash  text not null,
  made_name   text not null,
  made_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  used_at     timestamptz,
  primary key (la_code, id),
  foreign key (la_code, person_id) references people (la_code, id)
);
create index invitations_by_token on invitations (token_hash);
comment on table invitations is 'C10. One-time links with which a person sets their password and second factor.';
call guard('invitations');
create policy made on invitations using (
  la_code = (select viewer_la())
  and (person_id = (select viewer_person()) or viewer_role() in ('manager', 'headteacher', 'system')));

create table recovery_codes (
  la_code   text not null,
  person_id uuid not null,
  code_hash text not null,
  made_at   timestamptz not null default now(),
  used_at   timestamptz,
  primary key (la_code, person_id, code_hash),
  foreign key (la_code, person_id) references people (la_code, id)
);
comment on table recovery_codes is 'C10. One-time codes for a person who has lost their authenticator. Only digests are kept.';
call guard('recovery_codes');
create policy own on recovery_codes using (
  la_code = (select viewer_la()) and (person_id = (select viewer_person()) or viewer_role() = 'system'));

create table sessions (
  la_code      text not null,
  token_hash   text not null,
  person_id    uuid not null,
  hat          text not null,
  started_at   timestamptz not null,
  last_seen_at timestamptz not null,
  factor_at    timestamptz,
  ended_at     timestamptz,
  device       text not null default '',
  primary key (la_code, token_hash),
  foreign key (la_code, person_id) references people (la_code, id)
);
create index sessions_by_token on sessions (token_hash);
create index sessions_by_person on sessions (la_code, person_id) where ended_at is null;
comment on table sessions is 'C10. Who is signed in, since when, on which device. Only the digest of the cookie is kept.';
call guard('sessions');
create policy own on sessions using (
  la_code = (select viewer_la()) and (person_id = (select viewer_person()) or viewer_role() in ('manager', 'system')));

create table sign_in_attempts (
  id      bigint generated always as identity primary key,
  who     text not null,
  whence  text not null,
  at      timestamptz not null default now(),
  good    boolean not null
);
create index sign_in_attempts_recent on sign_in_attempts (who, at desc);
create index sign_in_attempts_whence on sign_in_attempts (whence, at desc);
comment on table sign_in_attempts is 'C10. Digests of the address typed and of where from, to slow down guessing.';

create table access_events (
  la_code   text not null references authorities,
  id        uuid not null,
  at        timestamptz not null default now(),
  by_person uuid,
  by_name   text not null,
  about     uuid,
  what      text not null,
  detail    jsonb not null default '{}',
  primary key (la_code, id)
);
create index access_events_by_time on access_events (la_code, at desc);
comment on table access_events is 'C11. History: people invited, roles given and ended, sign-ins, factors set. Only added to.';
call guard('access_events');
create policy seen on access_events for select using (
  la_code = (select viewer_la()) and (by_person = (select viewer_person()) or viewer_role() in ('manager', 'system')));
create policy added on access_events for insert with check (la_code = (select viewer_la()));

create table submissions (
  la_code   text not null references authorities,
  person_id uuid not null,
  key       text not null,
  at        timestamptz not null default now(),
  location  text not null,
  primary key (la_code, person_id, key)
);
comment on table submissions is 'C10. Forms already done, so that sending one twice does it once and shows the first result.';
call guard('submissions');
create policy own on submissions using (la_code = (select viewer_la()) and person_id = (select viewer_person()));

-- Signing in happens before there is a viewer, so it goes through these few functions, which take what the
-- person brought and give back only that person's row.
create function sign_in_person(given_email text)
  returns table (la_code text, id uuid, name text, password_hash text, totp_secret text, totp_last_step bigint)
  language sql stable security definer set search_path = public
  as $$ select p.la_code, p.id, p.name, p.password_hash, p.totp_secret, p.totp_last_step from people p
        where lower(p.email) = lower(given_email) and p.ended_at is null $$;
create function session_person(given_hash text)
  returns table (la_code text, person_id uuid, name text, email text, hat text, started_at timestamptz, last_seen_at timestamptz, factor_at timestamptz)
  language sql stable security definer set search_path = public
  as $$ select s.la_code, s.person_id, p.name, p.email, s.hat, s.started_at, s.last_seen_at, s.factor_at
        from sessions s join people p on p.la_code = s.la_code and p.id = s.person_id
        where s.token_hash = given_hash and s.ended_at is null and p.ended_at is null $$;
create function invitation_person(given_hash text)
  returns table (la_code text, invitation_id uuid, person_id uuid, name text, email text, expires_at timestamptz)
  language sql stable security definer set search_path = public
  as $$ select i.la_code, i.id, i.person_id, p.name, p.email, i.expires_at
        from invitations i join people p on p.la_code = i.la_code and p.id = i.person_id
        where i.token_hash = given_hash and i.used_at is null and p.ended_at is null $$;
create function demonstration_people()
  returns table (la_code text, id uuid, name text, role text, organisation text)
  language sql stable security definer set search_path = public
  as $$ select p.la_code, p.id, p.name, g.role, coalesce(s.name, a.name)
        from people p
        join grants g on g.la_code = p.la_code and g.person_id = p.id and g.ended_at is null
        join authorities a on a.la_code = p.la_code
        left join schools s on s.la_code = g.la_code and s.id = g.school_id
        where p.demonstration and p.ended_at is null and (select demonstration from installation)
        order by p.la_code, (g.school_id is null), coalesce(s.name, a.name), g.role $$;
