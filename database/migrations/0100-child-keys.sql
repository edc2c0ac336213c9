-- The keys under which a child is found again in spite of mistakes: small numbers worked out from the record, in
-- TypeScript, so that every database and every file agree to the letter. They live beside the record and die with it.
--
-- Whatever changes a record marks its keys as not worked out, in the same statement; whoever changed it works them out
-- before the transaction ends. What was forgotten, and what an older version of the keys left, is found by that mark:
-- it is worked out in the background, and until then a search looks at those children in another way too.

create table child_key_sets (
  la_code     text not null,
  child_id    uuid not null,
  -- 0: not worked out since the record changed.
  key_version int not null default 0,
  keys        int[] not null default '{}',
  primary key (la_code, child_id),
  foreign key (la_code, child_id) references children (la_code, id) on delete cascade
);
create index child_key_sets_by_version on child_key_sets (la_code, key_version);
comment on table child_key_sets is 'C1. Derived from a child''s record and always rebuildable: the keys under which the child is found, and by which version of the rule.';
call guard('child_key_sets');

-- The same the other way round. One index holds all that a search reads.
create table child_keys (
  la_code  text not null,
  key      int not null,
  child_id uuid not null,
  primary key (la_code, key, child_id)
);
comment on table child_keys is 'C1. Derived from child_key_sets by the database itself: which children are found under a key.';
call guard('child_keys');

-- The authority alone looks for a child it does not have before it: a school never learns that one is known elsewhere.
create policy seen on child_key_sets using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on child_keys for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create function keys_of_new_sets() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into child_keys (la_code, key, child_id)
    select n.la_code, k.key, n.child_id from now_sets n cross join lateral unnest(n.keys) k(key)
    on conflict do nothing;
  return null;
end $$;
create function keys_of_changed_sets() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  delete from child_keys k using (
    select b.la_code, u.key, b.child_id
    from before_sets b join now_sets n on n.la_code = b.la_code and n.child_id = b.child_id and n.keys <> b.keys
    cross join lateral unnest(b.keys) u(key)
    where u.key <> all (n.keys)) gone
  where k.la_code = gone.la_code and k.key = gone.key and k.child_id = gone.child_id;
  insert into child_keys (la_code, key, child_id)
    select n.la_code, u.key, n.child_id
    from before_sets b join now_sets n on n.la_code = b.la_code and n.child_id = b.child_id and n.keys <> b.keys
    cross join lateral unnest(n.keys) u(key)
    where u.key <> all (b.keys)
    on conflict do nothing;
  return null;
end $$;
create function keys_of_gone_sets() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  delete from child_keys k using (
    select b.la_code, u.key, b.child_id from before_sets b cross join lateral unnest(b.keys) u(key)) gone
  where k.la_code = gone.la_code and k.key = gone.key and k.child_id = gone.child_id;
  return null;
end $$;
create trigger keys_added after insert on child_key_sets referencing new table as now_sets
  for each statement execute function keys_of_new_sets();
create trigger keys_changed after update on child_key_sets referencing old table as before_sets new table as now_sets
  for each statement execute function keys_of_changed_sets();
create trigger keys_gone after delete on child_key_sets referencing old table as before_sets
  for each statement execute function keys_of_gone_sets();

-- Who wrote need not be one who may see the keys: a school that protects a child changes them too.
create function keys_to_work_out() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'children' then
    insert into child_key_sets (la_code, child_id)
      select t.la_code, t.id from touched t order by t.id
      on conflict (la_code, child_id) do update set key_version = 0 where child_key_sets.key_version <> 0;
  else
    insert into child_key_sets (la_code, child_id)
      select distinct t.la_code, t.child_id from touched t order by t.child_id
      on conflict (la_code, child_id) do update set key_version = 0 where child_key_sets.key_version <> 0;
  end if;
  return null;
end $$;
do $$
declare
  one record;
begin
  for one in select * from (values
    ('children', 'insert', 'new'), ('children', 'update', 'new'),
    ('child_changes', 'insert', 'new'),
    ('child_addresses', 'insert', 'new'), ('child_addresses', 'update', 'new'), ('child_addresses', 'delete', 'old'),
    ('contacts', 'insert', 'new'), ('contacts', 'update', 'new'), ('contacts', 'delete', 'old'),
    ('protections', 'insert', 'new'), ('protections', 'delete', 'old')) as t(tab, event, side) loop
    execute format('create trigger keys_of_%s after %s on %I referencing %s table as touched for each statement execute function keys_to_work_out()',
      case one.event when 'insert' then 'added' when 'update' then 'changed' else 'gone' end, one.event, one.tab, one.side);
  end loop;
end $$;

-- Children who were here before: worked out in the background after the start.
insert into child_key_sets (la_code, child_id) select la_code, id from children order by la_code, id;
