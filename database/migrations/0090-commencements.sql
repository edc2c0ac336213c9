-- Commencement of pending law: one manager says from which day it is in force and by what instrument, another confirms it.

create table commencements (
  la_code text not null references authorities,
  id uuid not null,
  provision text not null,
  -- Nothing: what was confirmed before is withdrawn.
  on_date date,
  cites text not null,
  why text not null,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, proposed_by) references people (la_code, id)
);
comment on table commencements is
  'C10. What a manager proposed of a pending law: in force from a day, or not after all. Holds only when another manager has confirmed it. Only added to.';
comment on column commencements.on_date is 'The day from which it is in force; empty where an earlier confirmation is withdrawn.';
comment on column commencements.cites is 'The statutory instrument, or what else says so.';
create index commencements_by_provision on commencements (la_code, provision, proposed_at desc);

create table commencement_answers (
  la_code text not null,
  commencement_id uuid not null,
  answer text not null check (answer in ('confirmed', 'not confirmed', 'taken back')),
  why text not null,
  answered_by uuid not null,
  answered_name text not null,
  answered_at timestamptz not null default now(),
  primary key (la_code, commencement_id),
  foreign key (la_code, commencement_id) references commencements (la_code, id),
  foreign key (la_code, answered_by) references people (la_code, id)
);
comment on table commencement_answers is
  'C10. What became of a proposal: another manager confirmed it or did not, or its author took it back. Only added to.';

call guard('commencements');
call guard('commencement_answers');

-- Which law is in force is nobody's secret; to say so takes a manager, in their own name.
create policy seen on commencements for select using (la_code = (select viewer_la()));
create policy proposed_by_manager on commencements for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) = 'manager' and proposed_by = (select viewer_person()));

create policy seen on commencement_answers for select using (la_code = (select viewer_la()));
-- Two people: whoever proposed it may only take it back.
create policy answered_by_another on commencement_answers for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) = 'manager' and answered_by = (select viewer_person())
  and exists (select 1 from commencements c
              where c.la_code = commencement_answers.la_code and c.id = commencement_answers.commencement_id
                and (c.proposed_by = commencement_answers.answered_by) = (commencement_answers.answer = 'taken back')));
