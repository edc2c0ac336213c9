-- The viewer, and the tables that hold no child: everything later stands on these.
--
-- Every tenant table has la_code first in its keys, row security forced, and two kinds of policy: one for the
-- owner, who migrates and backs up, and one or more for the viewer whom the application names inside each
-- transaction. A viewer who was not named sees nothing.

create function viewer_la() returns text language sql stable
  as $$ select nullif(current_setting('onroll.la', true), '') $$;
create function viewer_side() returns text language sql stable
  as $$ select coalesce(nullif(current_setting('onroll.side', true), ''), 'nobody') $$;
create function viewer_role() returns text language sql stable
  as $$ select coalesce(nullif(current_setting('onroll.role', true), ''), 'nobody') $$;
create function viewer_person() returns uuid language sql stable
  as $$ select nullif(current_setting('onroll.person', true), '')::uuid $$;
create function viewer_schools() returns uuid[] language sql stable
  as $$ select coalesce(nullif(current_setting('onroll.schools', true), ''), '{}')::uuid[] $$;
create function viewer_today() returns date language sql stable
  as $$ select coalesce(nullif(current_setting('onroll.today', true), '')::date, current_date) $$;
-- The authority's own people, and the system working for the authority (imports, nightly run).
create function viewer_is_authority() returns boolean language sql stable
  as $$ select viewer_side() in ('authority', 'system') $$;
create function viewer_is_system() returns boolean language sql stable
  as $$ select viewer_side() = 'system' $$;

-- Puts both walls' database half on a table: forced row security and the owner's own policy.
create procedure guard(table_name regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', table_name, current_user);
end $$;

create table installation (
  only_one      boolean primary key default true check (only_one),
  demonstration boolean not null,
  made_at       timestamptz not null default now(),
  -- When the demonstration had been loaded whole. Absent after a load that was broken off, which begins again.
  loaded_at     timestamptz
);
comment on table installation is 'C10. One row, written when the database was made: whether it is a demonstration.';

create table authorities (
  la_code  text primary key check (la_code ~ '^[0-9]{3}$'),
  name     text not null,
  added_at timestamptz not null default now()
);
comment on table authorities is 'C0. The local authorities this installation works for.';

create table establishments (
  urn          text primary key,
  la_code      text not null,
  dfe_number   text not null,
  name         text not null,
  type_code    text,
  phase_code   text,
  status_code  text,
  low_age      int,
  high_age     int,
  opened_on    date,
  closed_on    date,
  street       text,
  town         text,
  postcode     text,
  telephone    text,
  changed_on   date
);
create index establishments_by_authority on establishments (la_code, dfe_number);
comment on table establishments is 'C0. The national schools list, as last read: schools anywhere, so that a destination can be named.';

create table schools (
  la_code      text not null references authorities,
  id           uuid not null,
  token        text not null,
  urn          text not null,
  dfe_number   text not null,
  name         text not null,
  phase        text not null default 'not known',
  low_age      int,
  high_age     int,
  telephone    text,
  opened_on    date,
  closed_on    date,
  added_at     timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, urn),
  unique (la_code, dfe_number),
  unique (la_code, token)
);
comment on table schools is 'C0. The schools an authority answers for. Closed, never deleted.';
call guard('schools');
create policy seen on schools using (la_code = (select viewer_la()));

create table calendar_versions (
  la_code       text not null references authorities,
  id            uuid not null,
  school_id     uuid,
  academic_year text not null,
  import_id     uuid,
  recorded_at   timestamptz not null default now(),
  by_name       text not null,
  primary key (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id)
);
create index calendar_versions_latest on calendar_versions (la_code, academic_year, school_id, recorded_at desc);
comment on table calendar_versions is 'C0. Each time a year''s term dates were given, for the authority or for one school. The latest holds; the rest explain old answers.';
call guard('calendar_versions');
create policy seen on calendar_versions using (la_code = (select viewer_la()));

create table term_dates (
  la_code     text not null,
  version_id  uuid not null,
  line        int not null,
  kind        text not null check (kind in ('HALF_TERM', 'INSET', 'BANK_HOLIDAY', 'CLOSURE', 'BREAK')),
  name        text not null,
  starts_on   date not null,
  ends_on     date not null,
  check (ends_on >= starts_on),
  primary key (la_code, version_id, line),
  foreign key (la_code, version_id) references calendar_versions (la_code, id)
);
comment on table term_dates is 'C0. The rows of one calendar version.';
call guard('term_dates');
create policy seen on term_dates using (la_code = (select viewer_la()));

create table settings (
  la_code  text not null references authorities,
  id       uuid not null,
  key      text not null,
  value    jsonb not null,
  from_on  date not null,
  set_by   uuid,
  set_name text not null,
  set_at   timestamptz not null default now(),
  why      text not null,
  primary key (la_code, id)
);
create index settings_current on settings (la_code, key, from_on desc, set_at desc);
comment on table settings is 'C10. An authority''s own dated choices. A new row replaces an old one from a day; nothing is changed.';
call guard('settings');
create policy seen on settings for select using (la_code = (select viewer_la()));
create policy set_by_manager on settings for insert
  with check (la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));

create table counters (
  la_code text not null references authorities,
  name    text not null,
  value   bigint not null,
  primary key (la_code, name)
);
comment on table counters is 'C10. The last number given out, for references people say aloud (C-1042).';
call guard('counters');
create policy used on counters using (la_code = (select viewer_la()));
