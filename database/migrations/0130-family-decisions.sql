-- Whether two children are of one family: what a person answered to what was proposed. What is proposed is worked out anew each
-- time it is looked at, and kept nowhere.
create table family_decisions (
  la_code      text not null,
  id           uuid not null,
  child_id     uuid not null,
  other_id     uuid not null,
  decision     text not null check (decision in ('same family', 'not family', 'not sure', 'taken back')),
  why          text not null,
  evidence     jsonb not null,
  decided_by   uuid not null,
  decided_name text not null,
  decided_at   timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, other_id) references children (la_code, id),
  check (child_id < other_id)
);
comment on table family_decisions is 'C5. That a person judged two children to be of one family, or not, or took that back. The latest holds. Only added to.';
comment on column family_decisions.evidence is 'What the person saw: which kinds of tie, how strong and since when. No address, name or number.';
create index family_decisions_by_child on family_decisions (la_code, child_id, other_id, decided_at desc, id desc);
create index family_decisions_by_other on family_decisions (la_code, other_id);
call guard('family_decisions');

-- The authority alone; and none of a pair of which either is protected, to anyone: a brother's record must not lead there.
create policy seen on family_decisions for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and not pair_guarded(la_code, child_id, other_id));
create policy decided on family_decisions for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager')
  and decided_by = (select viewer_person()) and not pair_guarded(la_code, child_id, other_id));
