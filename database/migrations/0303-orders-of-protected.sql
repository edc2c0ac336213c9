-- Which school an order names, of a protected child, is for those alone who may open what is protected.
do $$
declare
  name text;
begin
  foreach name in array array['attendance_orders', 'order_steps'] loop
    execute format($policy$
      create policy place_of_protected on %1$I as restrictive for select using (
        current_user = %2$L or viewer_role() in ('cme-officer', 'manager', 'system')
        or not exists (select 1 from protections p where p.la_code = %1$I.la_code and p.child_id = %1$I.child_id))$policy$,
      name, current_user);
  end loop;
end $$;
