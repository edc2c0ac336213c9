-- A school writes of its own pupils alone, in the older tables too. With a row on its own register, or an offer to itself, it would
-- have brought any child of the authority into its sight, had the application once forgotten to ask.
call guard_own_childs_work('enrolment_events');
call guard_own_childs_work('child_addresses');
call guard_own_childs_work('child_changes');
call guard_own_childs_work('contacts');
call guard_own_childs_work('contact_safety');
call guard_own_childs_work('findings');
call guard_own_childs_work('removals');
call guard_own_childs_work('joint_conclusions');
call guard_own_childs_work('shared_steps');

-- These two are what sight is made of: asked of the function, which the row that is being written cannot answer for.
do $$
declare
  name text;
begin
  foreach name in array array['enrolments', 'offers'] loop
    execute format($policy$
      create policy about_a_child_in_sight on %1$I as restrictive for insert with check (
        (select viewer_is_authority()) or current_user = %2$L or child_in_sight(la_code, child_id))$policy$, name, current_user);
  end loop;
end $$;
