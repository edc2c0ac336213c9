-- Moving what is known of a protected child asks, like everything else, on whose behalf: it worked for any authority that
-- was named, though only on a child already protected there.
create or replace function protect_child(given_la text, given_child uuid) returns void
  language plpgsql security definer set search_path = public as $$
begin
  -- The owner, who migrates and brings back backups, acts for nobody.
  if given_la is distinct from viewer_la() and session_user <> current_user then
    raise exception 'This child is not of the viewer''s authority';
  end if;
  if not exists (select 1 from protections p where p.la_code = given_la and p.child_id = given_child) then
    raise exception 'No protection has been put on this child';
  end if;
  insert into protected_details (la_code, id, child_id, kind, detail, school_id, recorded_at)
    select a.la_code, a.id, a.child_id, 'address', to_jsonb(a) - 'la_code' - 'child_id', a.school_id, a.recorded_at
    from child_addresses a where a.la_code = given_la and a.child_id = given_child;
  delete from child_addresses where la_code = given_la and child_id = given_child;
  insert into protected_details (la_code, id, child_id, kind, detail, school_id, recorded_at)
    select c.la_code, c.id, c.child_id, 'contact', to_jsonb(c) - 'la_code' - 'child_id', c.school_id, c.recorded_at
    from contacts c where c.la_code = given_la and c.child_id = given_child;
  delete from contacts where la_code = given_la and child_id = given_child;
end $$;
