-- The row rules of the tables that hold children. Here together, because they refer to each other and because
-- whoever checks the second wall should be able to read it on one page.

-- Own roll, with the time after leaving and open referrals folded into seen_until; or asked to take the child.
create policy seen on enrolments using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (school_id = any ((select viewer_schools())::uuid[])
        and (seen_until is null or seen_until >= (select viewer_today())))));

create policy seen on offers using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or school_id = any ((select viewer_schools())::uuid[])));

create policy seen on children for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or exists (select 1 from enrolments e where e.la_code = children.la_code and e.child_id = children.id
                 and e.school_id = any ((select viewer_schools())::uuid[])
                 and (e.seen_until is null or e.seen_until >= (select viewer_today())))
    or exists (select 1 from offers o where o.la_code = children.la_code and o.child_id = children.id
                 and o.school_id = any ((select viewer_schools())::uuid[])
                 and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= (select viewer_today()) - 30)))));
create policy kept on children for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on children for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

-- A row about a child that a school may see only if it is that school's own.
create procedure guard_own_school(table_name regclass) language plpgsql as $$
begin
  execute format($policy$
    create policy seen on %1$s using (
      la_code = (select viewer_la()) and (
        (select viewer_is_authority())
        or (school_id = any ((select viewer_schools())::uuid[])
            and exists (select 1 from children c where c.la_code = %1$s.la_code and c.id = %1$s.child_id))))
      with check (
      la_code = (select viewer_la()) and (
        (select viewer_is_authority())
        or school_id = any ((select viewer_schools())::uuid[])))$policy$, table_name);
end $$;
call guard_own_school('child_changes');
call guard_own_school('child_addresses');
call guard_own_school('contacts');
call guard_own_school('contact_safety');
call guard_own_school('child_flags');
call guard_own_school('enrolment_events');
call guard_own_school('leaves');
call guard_own_school('enquiries');
call guard_own_school('referral_drafts');
call guard_own_school('referrals');
call guard_own_school('shared_steps');
call guard_own_school('removals');
call guard_own_school('joint_conclusions');
call guard_own_school('returns');
call guard_own_school('findings');

create policy seen on removal_answers using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on finding_endings using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on return_receipts using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on sheets using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on strips using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or (school_id = any ((select viewer_schools())::uuid[])
    and exists (select 1 from enrolments e where e.la_code = strips.la_code and e.id = strips.enrolment_id))));

-- Safeguarding detail: those who sign it, and those who decide on it.
create policy seen on screens for select using (
  la_code = (select viewer_la()) and (
    viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() in ('dsl', 'headteacher') and school_id = any ((select viewer_schools())::uuid[])
        and exists (select 1 from children c where c.la_code = screens.la_code and c.id = screens.child_id))));
create policy signed on screens for insert with check (
  la_code = (select viewer_la()) and (
    viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() = 'dsl' and school_id = any ((select viewer_schools())::uuid[]))));

-- The authority's own record.
create policy seen on cases using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on case_events using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy seen on match_decisions using (la_code = (select viewer_la()) and (select viewer_is_authority()));

-- Protection: that there is one, anyone in scope may know; anyone may add; the detail opens by break-glass alone.
create policy seen on protections for select using (
  la_code = (select viewer_la())
  and exists (select 1 from children c where c.la_code = protections.la_code and c.id = protections.child_id));
create policy put_on on protections for insert with check (
  la_code = (select viewer_la())
  and exists (select 1 from children c where c.la_code = protections.la_code and c.id = protections.child_id));
create policy opened on protected_details for select using (
  la_code = (select viewer_la())
  and exists (select 1 from children c where c.la_code = protected_details.la_code and c.id = protected_details.child_id)
  and exists (select 1 from break_glass b where b.la_code = protected_details.la_code
                and b.child_id = protected_details.child_id and b.person_id = (select viewer_person())
                and b.expires_at > now()));
create policy kept on protected_details for insert with check (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on break_glass for select using (
  la_code = (select viewer_la())
  and (person_id = (select viewer_person()) or viewer_role() in ('manager', 'system')));
create policy opened on break_glass for insert with check (
  la_code = (select viewer_la()) and person_id = (select viewer_person())
  and viewer_role() in ('dsl', 'headteacher', 'cme-officer', 'manager')
  and exists (select 1 from children c where c.la_code = break_glass.la_code and c.id = break_glass.child_id));
create policy seen on break_glass_reviews for select using (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));
create policy reviewed on break_glass_reviews for insert with check (
  la_code = (select viewer_la()) and viewer_role() = 'manager' and reviewed_by = (select viewer_person())
  and exists (select 1 from break_glass b where b.la_code = break_glass_reviews.la_code
                and b.id = break_glass_reviews.break_glass_id and b.person_id <> (select viewer_person())));

create policy seen on looks for select using (
  la_code = (select viewer_la()) and (
    person_id = (select viewer_person())
    or viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() in ('dsl', 'headteacher')
        and exists (select 1 from children c where c.la_code = looks.la_code and c.id = looks.child_id))));
create policy added on looks for insert with check (
  la_code = (select viewer_la()) and person_id = (select viewer_person()));

create policy seen on imports using (
  la_code = (select viewer_la())
  and (viewer_role() in ('manager', 'system') or school_id = any ((select viewer_schools())::uuid[])));
create policy seen on header_mappings using (
  la_code = (select viewer_la())
  and (viewer_role() in ('manager', 'system') or school_id = any ((select viewer_schools())::uuid[])));
create procedure guard_import_part(table_name regclass) language plpgsql as $$
begin
  execute format($policy$
    create policy seen on %1$s using (
      la_code = (select viewer_la())
      and exists (select 1 from imports i where i.la_code = %1$s.la_code and i.id = %1$s.import_id))$policy$, table_name);
end $$;
call guard_import_part('import_files');
call guard_import_part('import_problems');
call guard_import_part('import_changes');
call guard_import_part('import_events');

-- Once a protection is on, ordinary tables hold nothing more about where the child is. The function moves what
-- they held in the same transaction, for a viewer who could see the child.
create function protect_child(given_la text, given_child uuid) returns void
  language plpgsql security definer set search_path = public as $$
begin
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

-- No address or contact of a protected child can enter the ordinary tables, whoever writes.
create function refuse_ordinary_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  if exists (select 1 from protections p where p.la_code = new.la_code and p.child_id = new.child_id) then
    raise exception 'This child is protected: the detail belongs in protected_details' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger not_of_protected before insert or update on child_addresses
  for each row execute function refuse_ordinary_of_protected();
create trigger not_of_protected before insert or update on contacts
  for each row execute function refuse_ordinary_of_protected();
