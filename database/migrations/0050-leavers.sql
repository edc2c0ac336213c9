-- Removals: how far one asked for here has come, and one row for each already made, however often its file is sent.

alter table removals
  add column step text not null default 'asked' check (step in ('asked', 'approved', 'not approved')),
  add column follows uuid,
  add column on_date date not null default current_date,
  add foreign key (la_code, follows) references removals (la_code, id);
comment on column removals.step is 'Of one asked for here: asked, then approved (the name came off) or not approved, by the headteacher. Each is a row.';
comment on column removals.on_date is 'The day on which it was asked, decided, or told to Onroll, as the person had it.';
comment on column removals.follows is 'The asking that this decision of the headteacher answers.';

create unique index removals_made_once on removals (la_code, enrolment_id, proposed_on) where kind = 'already made';
create unique index removals_decided_once on removals (la_code, follows) where follows is not null;
create index removals_by_time on removals (la_code, at desc, id desc);
