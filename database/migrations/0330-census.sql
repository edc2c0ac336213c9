-- The census: the children missing education on one day, frozen; what was noted about the figures; who signed them.

create table cme_reasons (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  case_id     uuid not null,
  reason      text not null,
  from_on     date not null,
  why         text not null,
  by_person   uuid,
  by_name     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table cme_reasons is 'C5. Why a child is missing education, by the Department''s list, as a person recorded it, from which day. Only added to.';
create index cme_reasons_of on cme_reasons (la_code, case_id, from_on, recorded_at);
create index cme_reasons_child on cme_reasons (la_code, child_id);
call guard('cme_reasons');
create policy seen on cme_reasons for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy recorded on cme_reasons for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table census_takings (
  la_code     text not null,
  id          uuid not null,
  token       text not null unique,
  census_on   date not null,
  school_year int not null,
  term        text not null check (term in ('autumn', 'spring', 'summer')),
  number      int not null,
  state       text not null default 'taking' check (state in ('taking', 'taken')),
  after_case  uuid,
  done        int not null default 0,
  of_many     int not null default 0,
  figures     jsonb,
  reasons_of  date not null,
  why         text,
  asked_by    uuid,
  asked_name  text not null,
  asked_at    timestamptz not null default now(),
  taken_at    timestamptz,
  primary key (la_code, id),
  unique (la_code, census_on, number)
);
comment on table census_takings is 'C12. One taking of the census of one day: how far it is, and its figures, which never change once taken. A later taking is another row.';
comment on column census_takings.reasons_of is 'The day from which the list of reasons used holds.';
create index census_takings_by_day on census_takings (la_code, census_on desc, number desc);
call guard('census_takings');
create policy seen on census_takings using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

create table census_children (
  la_code    text not null,
  taking_id  uuid not null,
  -- The one record under which a child of several linked records is counted.
  person_id  uuid not null,
  child_id   uuid not null,
  case_id    uuid not null,
  on_day     boolean not null,
  any_time   boolean not null,
  reason     text not null,
  reason_by  text not null check (reason_by in ('a person', 'the facts', 'nobody')),
  duration   text not null,
  since      date,
  sex        text not null check (sex in ('F', 'M', 'U')),
  year_group int,
  standing   text not null,
  ehcp       boolean not null,
  child_protection boolean not null,
  queries    text[] not null,
  primary key (la_code, taking_id, person_id),
  foreign key (la_code, taking_id) references census_takings (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table census_children is 'C5. Who was counted in one taking of the census, and how. Nothing of it changes once the taking is taken.';
create index census_children_child on census_children (la_code, child_id);
create index census_children_case on census_children (la_code, case_id);
call guard('census_children');
create policy seen on census_children for select using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy counted on census_children for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_system()));
-- While it is being counted: a child of several cases is counted by the one that is open on the day.
create policy counted_again on census_children for update using (
  la_code = (select viewer_la()) and (select viewer_is_system())
  and exists (select 1 from census_takings t where t.la_code = census_children.la_code
                and t.id = census_children.taking_id and t.state = 'taking'));

create table census_notes (
  la_code   text not null,
  id        uuid not null,
  taking_id uuid not null,
  figure    text not null,
  note      text not null,
  by_person uuid not null,
  by_name   text not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, taking_id) references census_takings (la_code, id)
);
comment on table census_notes is 'C12. What explains a figure of the census. The latest of a figure stands. Only added to.';
create index census_notes_of on census_notes (la_code, taking_id, figure, at);
call guard('census_notes');
create policy seen on census_notes using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

create table census_signings (
  la_code   text not null,
  taking_id uuid not null,
  by_person uuid not null,
  by_name   text not null,
  says      text not null,
  at        timestamptz not null default now(),
  primary key (la_code, taking_id),
  foreign key (la_code, taking_id) references census_takings (la_code, id)
);
comment on table census_signings is 'C12. Who signed the figures of a taking for the return, once. Only added to.';
call guard('census_signings');
create policy seen on census_signings using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
