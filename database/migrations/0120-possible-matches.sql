-- Possible matches: asked at every door, proposed once, decided by people, joined by a link that can be undone. None of it is
-- for a school: that a child is known elsewhere may be the one thing that must not be found out.

-- Who may know that two records are alike. A new identity is known to managers alone; that a protected child is alike another,
-- to those alone who decide.
create function pair_in_sight(given_la text, one uuid, other uuid) returns boolean
  language plpgsql stable security definer set search_path = public as $$
begin
  if given_la is distinct from viewer_la() then return false; end if;
  case viewer_role()
    when 'manager', 'system' then return true;
    when 'cme-officer' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id in (one, other) and p.kind = 'identity');
    when 'cme-assistant' then return not exists (
      select 1 from protections p where p.la_code = given_la and p.child_id in (one, other));
    else return false;
  end case;
end $$;
comment on function pair_in_sight is 'May this viewer know that these two records are alike, or were judged to be one child?';

-- Is either of the two protected? Then a manager decides, and nothing is joined by itself.
create function pair_guarded(given_la text, one uuid, other uuid) returns boolean
  language plpgsql stable security definer set search_path = public as $$
begin
  return given_la = viewer_la() and exists (
    select 1 from protections p where p.la_code = given_la and p.child_id in (one, other));
end $$;
comment on function pair_guarded is 'Is either record of this pair protected, for any reason?';

-- What a door asked. A home or a telephone is never kept here.
create table match_asked (
  la_code    text not null references authorities,
  id         uuid not null,
  token      text not null,
  asked_from text not null check (asked_from in ('referral', 'pupil import', 'changed record', 'roll check', 'ctf',
                                                 'another authority', 'public report')),
  child_id   uuid,
  said       jsonb not null default '{}',
  asked_by   uuid,
  asked_name text not null,
  asked_at   timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table match_asked is 'C1. Each time a door asked whether a child is known: which door, who, and the names, birthday and number that were said. Only added to.';
comment on column match_asked.child_id is 'The record that was asked about, where there is one.';
create index match_asked_by_time on match_asked (la_code, asked_at desc, id desc);
create index match_asked_by_child on match_asked (la_code, child_id) where child_id is not null;
call guard('match_asked');

create table match_asked_waiting (
  la_code  text not null,
  asked_id uuid not null,
  said     jsonb not null,
  primary key (la_code, asked_id),
  foreign key (la_code, asked_id) references match_asked (la_code, id)
);
comment on table match_asked_waiting is 'C2. All that was said to a door, homes and telephones too, until the answer has been looked for: then it is deleted.';
call guard('match_asked_waiting');

create table match_answers (
  la_code       text not null,
  asked_id      uuid not null,
  answered_at   timestamptz not null default now(),
  model_version text not null,
  primary key (la_code, asked_id),
  foreign key (la_code, asked_id) references match_asked (la_code, id)
);
comment on table match_answers is 'C12. That what a door asked was looked for, when and by which model. Only added to.';
call guard('match_answers');

create table match_answer_candidates (
  la_code     text not null,
  asked_id    uuid not null,
  child_id    uuid not null,
  band        text not null check (band in ('certain', 'probable', 'look')),
  probability double precision not null check (probability between 0 and 1),
  primary key (la_code, asked_id, child_id),
  foreign key (la_code, asked_id) references match_asked (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table match_answer_candidates is 'C1. Who might be meant by what a door asked: the authority alone reads it. Only added to.';
call guard('match_answer_candidates');

-- One row a pair: the present. What was decided of it, by whom and on what they saw, is in match_decisions.
create table match_proposals (
  la_code       text not null,
  id            uuid not null,
  token         text not null,
  child_id      uuid not null,
  other_id      uuid not null,
  found_from    text not null,
  found_at      timestamptz not null default now(),
  band          text not null check (band in ('certain', 'probable', 'look')),
  probability   double precision not null check (probability between 0 and 1),
  model_version text not null,
  seen          jsonb not null,
  state         text not null default 'open' check (state in ('open', 'to confirm', 'questioned', 'settled', 'withdrawn')),
  -- Nought: a child with an open case. One: a child on no roll. Two: neither.
  urgency       smallint not null default 2 check (urgency between 0 and 2),
  -- Nought: certain. One: probable. Two: look.
  rank          smallint not null check (rank between 0 and 2),
  says          text,
  changed_at    timestamptz not null default now(),
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, child_id, other_id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, other_id) references children (la_code, id),
  check (child_id < other_id)
);
comment on table match_proposals is 'C1. Two records that may be one child, how alike they are now, and whether a person is waited for. No home or telephone is kept in it.';
comment on column match_proposals.seen is 'The evidence field by field, in words and bits, without what a protection could hold.';
comment on column match_proposals.says is 'Why an answer already given is asked again.';
create index match_proposals_by_urgency on match_proposals (la_code, urgency, rank, probability desc, id)
  where state in ('open', 'to confirm', 'questioned');
create index match_proposals_by_likeness on match_proposals (la_code, rank, probability desc, id)
  where state in ('open', 'to confirm', 'questioned');
create index match_proposals_asked_again on match_proposals (la_code, changed_at desc, id) where state = 'questioned';
create index match_proposals_to_confirm on match_proposals (la_code, changed_at desc, id) where state = 'to confirm';
create index match_proposals_by_other on match_proposals (la_code, other_id);
call guard('match_proposals');

alter table match_decisions
  add column model_version text,
  add column probability double precision check (probability between 0 and 1),
  add column band text check (band in ('certain', 'probable', 'look', 'none'));
comment on column match_decisions.evidence is 'What the person saw, field by field, without what a protection could hold.';
comment on column match_decisions.probability is 'What was said to the person. Empty where they decided before there were probabilities.';

-- Two records known to be one child. The records stay two.
create table child_links (
  la_code       text not null,
  id            uuid not null,
  token         text not null,
  child_id      uuid not null,
  other_id      uuid not null,
  how           text not null check (how in ('two people', 'automatic')),
  why           text not null,
  proposed_by   uuid,
  proposed_name text,
  made_by       uuid,
  made_name     text not null,
  made_at       timestamptz not null default now(),
  band          text not null,
  probability   double precision not null,
  model_version text not null,
  evidence      jsonb not null,
  primary key (la_code, id),
  unique (la_code, token),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, other_id) references children (la_code, id),
  check (child_id < other_id),
  check ((how = 'automatic') = (made_by is null)),
  check (how = 'automatic' or (proposed_by is not null and proposed_by <> made_by))
);
comment on table child_links is 'C1. That two records are one child: who proposed it, who confirmed it, on what evidence, by which model. Undone by a row in child_link_steps. Only added to.';
create index child_links_by_child on child_links (la_code, child_id);
create index child_links_by_other on child_links (la_code, other_id);
create index child_links_by_time on child_links (la_code, made_at desc, id desc);
call guard('child_links');

create table child_link_steps (
  la_code   text not null,
  link_id   uuid not null,
  id        uuid not null,
  what      text not null check (what in ('questioned', 'stands', 'undone')),
  says      text not null,
  by_person uuid,
  by_name   text not null,
  at        timestamptz not null default now(),
  primary key (la_code, link_id, id),
  foreign key (la_code, link_id) references child_links (la_code, id)
);
comment on table child_link_steps is 'C1. What became of a link: a record it stood on changed, a person said that it stands, or undid it. The latest holds; one undone stays so. Only added to.';
create unique index child_links_undone_once on child_link_steps (la_code, link_id) where what = 'undone';
call guard('child_link_steps');

-- Records written or changed, to be compared with the others: taken off the list when that is done.
create table match_again (
  la_code  text not null,
  child_id uuid not null,
  since    timestamptz not null default now(),
  primary key (la_code, child_id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table match_again is 'C1. Children whose record was written or changed and has not been compared with the others since.';
create index match_again_by_time on match_again (la_code, since, child_id);
call guard('match_again');

-- Whatever marks the keys of a record as not worked out has changed what the child is known by: it is compared again.
create function compare_again() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into match_again (la_code, child_id)
    select n.la_code, n.child_id from now_sets n where n.key_version = 0 order by n.child_id
    -- Written again, not passed over: whoever is comparing the old record now must not take the new one off the list.
    on conflict (la_code, child_id) do update set since = now();
  return null;
end $$;
create trigger compared_again_added after insert on child_key_sets referencing new table as now_sets
  for each statement execute function compare_again();
create trigger compared_again_changed after update on child_key_sets referencing new table as now_sets
  for each statement execute function compare_again();
insert into match_again (la_code, child_id) select la_code, id from children order by la_code, id;

-- The authority alone, and of it those who may know.
create policy seen on match_asked for select using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));
create policy asked on match_asked for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy looked_for on match_asked_waiting using (la_code = (select viewer_la()) and (select viewer_is_system()));
create policy seen on match_answers for select using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));
create policy answered on match_answers for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));
create policy seen on match_answer_candidates for select using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system')
  and pair_in_sight(la_code, child_id, child_id));
create policy answered on match_answer_candidates for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));
create policy again on match_again using (la_code = (select viewer_la()) and (select viewer_is_system()));

create policy seen on match_proposals for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and pair_in_sight(la_code, child_id, other_id));
create policy proposed on match_proposals for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));
create policy decided on match_proposals for update using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system')
  and pair_in_sight(la_code, child_id, other_id));

drop policy seen on match_decisions;
create policy seen on match_decisions for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and pair_in_sight(la_code, child_id, other_id));
create policy decided on match_decisions for insert with check (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system'));

create policy seen on child_links for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()) and pair_in_sight(la_code, child_id, other_id));
-- The second person makes it, in their own name; across a protection a manager alone; and nothing is joined by itself there.
create policy made on child_links for insert with check (
  la_code = (select viewer_la()) and (
    (how = 'two people' and made_by = (select viewer_person())
     and ((select viewer_role()) = 'manager'
          or ((select viewer_role()) = 'cme-officer' and not pair_guarded(la_code, child_id, other_id))))
    or (how = 'automatic' and (select viewer_is_system()) and not pair_guarded(la_code, child_id, other_id))));
create policy seen on child_link_steps for select using (
  la_code = (select viewer_la())
  and exists (select 1 from child_links l where l.la_code = child_link_steps.la_code and l.id = child_link_steps.link_id));
create policy taken on child_link_steps for insert with check (
  la_code = (select viewer_la())
  and exists (select 1 from child_links l where l.la_code = child_link_steps.la_code and l.id = child_link_steps.link_id)
  and (((select viewer_is_system()) and what = 'questioned')
       or ((select viewer_role()) in ('cme-officer', 'manager') and by_person = (select viewer_person()))));
