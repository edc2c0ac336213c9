-- A school writes only about children it may see. So far the database asked only that the row said the school's own
-- name; now it asks of the child too, as it does when it reads: either wall alone must hold for writing as well.

create procedure guard_own_childs_work(table_name regclass) language plpgsql as $$
begin
  execute format($policy$
    create policy about_a_child_in_sight on %1$s as restrictive for insert with check (
      (select viewer_is_authority())
      or current_user = %2$L
      or exists (select 1 from children c where c.la_code = %1$s.la_code and c.id = %1$s.child_id))$policy$,
    table_name, current_user);
end $$;
call guard_own_childs_work('enquiries');
call guard_own_childs_work('screens');
call guard_own_childs_work('referral_drafts');
call guard_own_childs_work('referrals');
call guard_own_childs_work('returns');
