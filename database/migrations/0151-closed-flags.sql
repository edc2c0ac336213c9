-- Some flags are for those alone who sign or decide: a concern about forced marriage, a refuge, health, heritage, immigration.
-- The row says so, because the second wall needs rows and not words.
alter table child_flags add column closed boolean not null default false;
comment on column child_flags.closed is 'Read by DSLs and headteachers of the school, and by officers and managers, and by nobody else.';
do $$ begin
  execute format($policy$
    create policy open_or_decides on child_flags as restrictive for select using (
      not closed or viewer_role() in ('dsl', 'headteacher', 'cme-officer', 'manager', 'system') or current_user = %L)$policy$,
    current_user);
end $$;
