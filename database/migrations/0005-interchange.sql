-- Files arriving: received, checked, reviewed, applied.

create table imports (
  la_code     text not null references authorities,
  id          uuid not null,
  token       text not null,
  kind        text not null check (kind in
    ('schools', 'term-dates', 'pupils', 'contacts', 'attendance', 'attendance-marks', 'leave')),
  school_id   uuid,
  file_name   text not null,
  digest      text not null,
  bytes       bigint not null,
  mapping     jsonb not null default '{}',
  complete    boolean not null default false,
  demonstration boolean not null default false,
  received_at timestamptz not null,
  received_by uuid,
  received_name text not null,
  state       text not null check (state in ('received', 'checked', 'applying', 'applied', 'refused')),
  counts      jsonb not null default '{}',
  checked_at  timestamptz,
  applied_at  timestamptz,
  applied_name text,
  refused_why text,
  delete_file_on date not null,
  primary key (la_code, id),
  unique (la_code, token)
);
create index imports_by_time on imports (la_code, received_at desc);
create index imports_by_digest on imports (la_code, digest);
comment on table imports is 'C10. A file received, and how far it has come.';
call guard('imports');

create table import_files (
  la_code   text not null,
  import_id uuid not null,
  part      int not null,
  content   bytea not null,
  primary key (la_code, import_id, part),
  foreign key (la_code, import_id) references imports (la_code, id)
);
comment on table import_files is 'C9. The file itself, in parts, until its day of deletion. No page shows it.';
call guard('import_files');

create table import_problems (
  la_code   text not null,
  import_id uuid not null,
  number    int not null,
  line      int,
  column_name text,
  found     text,
  expected  text not null,
  severity  text not null check (severity in ('held', 'warning', 'note', 'ask')),
  primary key (la_code, import_id, number),
  foreign key (la_code, import_id) references imports (la_code, id)
);
comment on table import_problems is 'C1. What was wrong in a file: line, column, found, expected. Never shows an address or a contact.';
call guard('import_problems');

create table import_changes (
  la_code      text not null,
  import_id    uuid not null,
  number       int not null,
  line         int,
  outcome      text not null check (outcome in ('new', 'changed', 'unchanged', 'held', 'left', 'missing')),
  school_id    uuid,
  child_id     uuid,
  enrolment_id uuid,
  says         text not null,
  before_after jsonb not null default '[]',
  decision     text check (decision in ('apply', 'leave')),
  decided_name text,
  decided_at   timestamptz,
  primary key (la_code, import_id, number),
  foreign key (la_code, import_id) references imports (la_code, id)
);
create index import_changes_by_outcome on import_changes (la_code, import_id, outcome, number);
create index import_changes_undecided on import_changes (la_code, school_id) where outcome = 'missing' and decision is null;
comment on table import_changes is 'C1. What a file would change or has changed, a row each, before and after. A name missing from a list waits here for a person.';
call guard('import_changes');

create table import_events (
  la_code   text not null,
  import_id uuid not null,
  id        uuid not null,
  at        timestamptz not null default now(),
  by_person uuid,
  by_name   text not null,
  what      text not null,
  detail    jsonb not null default '{}',
  primary key (la_code, import_id, id),
  foreign key (la_code, import_id) references imports (la_code, id)
);
comment on table import_events is 'C11. History of a file: received, checked, applied, by whom. Only added to.';
call guard('import_events');

create table header_mappings (
  la_code   text not null references authorities,
  id        uuid not null,
  school_id uuid,
  kind      text not null,
  name      text not null,
  headers   text not null,
  mapping   jsonb not null,
  saved_name text not null,
  saved_at  timestamptz not null default now(),
  primary key (la_code, id)
);
create index header_mappings_by_headers on header_mappings (la_code, kind, headers, saved_at desc);
comment on table header_mappings is 'C10. Which of a system''s columns is which of ours, remembered for the next file with the same header. The latest holds.';
call guard('header_mappings');
