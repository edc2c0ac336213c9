-- Who sees what, once more: what was answered by a link about a protected child, what is asked of other authorities, and
-- what a team reads of the children given to it. And who writes where an officer or a manager decides.

-- Asked in rules of rows that may stay with a school after the child has left its sight: the rules of protections hide them then.
create function child_is_protected(given_la text, given_child uuid) returns boolean
  language sql stable security definer set search_path = public as $$
  select given_la = viewer_la()
    and exists (select 1 from protections p where p.la_code = given_la and p.child_id = given_child)
$$;
comment on function child_is_protected is 'Has anyone put a protection on this child of the viewer''s authority?';

do $$
declare
  may_open constant text := '(select viewer_side() = ''link'' or viewer_role() in (''dsl'', ''headteacher'', ''cme-officer'', ''manager'', ''system''))';
begin
  execute format($policy$
    create policy of_protected on one_time_links as restrictive for select using (
      current_user = %1$L or %2$s or child_id is null or not child_is_protected(la_code, child_id))$policy$, current_user, may_open);
  -- The answers follow their link.
  execute format($policy$
    create policy of_protected on link_answers as restrictive for select using (
      current_user = %1$L or %2$s
      or exists (select 1 from one_time_links l where l.la_code = link_answers.la_code and l.id = link_answers.link_id))$policy$,
    current_user, may_open);
  -- Which authority was asked says where the child may be: a protected child's case does not name it, and neither does a list.
  execute format($policy$
    create policy of_protected on authority_requests as restrictive for select using (
      current_user = %1$L or %2$s or child_id is null or not child_is_protected(la_code, child_id))$policy$, current_user, may_open);
end $$;
-- The steps are seen with their request.
drop policy seen on authority_request_steps;
create policy seen on authority_request_steps for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority())
  and exists (select 1 from authority_requests r
              where r.la_code = authority_request_steps.la_code and r.id = authority_request_steps.request_id));

-- A person may name the child of a request that came in when the child is protected already: where it may be is forgotten then too.
create function keep_least_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  if new.child_id is not null
     and exists (select 1 from protections p where p.la_code = new.la_code and p.child_id = new.child_id) then
    new.details := new.details - 'address' - 'siblings' - 'pack';
    if new.direction = 'in' then new.why := 'Not shown of a protected child.'; end if;
  end if;
  return new;
end $$;
create trigger least_of_protected before insert or update of child_id on authority_requests
  for each row execute function keep_least_of_protected();

create or replace function forget_requests_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update authority_requests
    set details = details - 'address' - 'siblings' - 'pack', wording = null, why = 'Not shown since the child was protected.',
        answer = case when answer is null then null else jsonb_build_object('answer', answer -> 'answer') end
    where la_code = new.la_code and child_id = new.child_id;
  update authority_request_steps s set says = 'Not shown since the child was protected.'
    from authority_requests r
    where r.la_code = new.la_code and r.child_id = new.child_id and s.la_code = r.la_code and s.request_id = r.id;
  -- A link that was made before anyone named the child is about the request alone.
  update one_time_links l set ended_at = now(), ended_why = 'Withdrawn'
    from authority_requests r
    where r.la_code = new.la_code and r.child_id = new.child_id and l.la_code = r.la_code and l.about_id = r.id
      and l.ended_at is null;
  return new;
end $$;

-- A team sees what is given to it, while it is given.
drop policy seen on caseloads;
create policy seen on caseloads for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'desk' and role = viewer_role() and (person_id is null or person_id = (select viewer_person()))
        and ended_at is null and (ends_on is null or ends_on >= (select viewer_today())))));

-- Orders are an officer's and a manager's; panels are called and decide by them; the census is a manager's to take, note and sign.
drop policy seen on attendance_orders;
create policy seen on attendance_orders for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy opened on attendance_orders for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy changed on attendance_orders for update using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
drop policy added on order_steps;
create policy added on order_steps for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

drop policy seen on panels;
create policy seen on panels for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy called on panels for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy held on panels for update using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
drop policy seen on panel_cases;
create policy seen on panel_cases for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy brought on panel_cases for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
drop policy seen on panel_decisions;
create policy seen on panel_decisions for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy decided on panel_decisions for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));

drop policy seen on census_takings;
create policy seen on census_takings for select using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy asked on census_takings for insert with check (
  la_code = (select viewer_la()) and viewer_role() in ('manager', 'system'));
create policy taken on census_takings for update using (la_code = (select viewer_la()) and (select viewer_is_system()));
drop policy seen on census_notes;
create policy seen on census_notes for select using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy noted on census_notes for insert with check (
  la_code = (select viewer_la()) and viewer_role() = 'manager' and by_person = (select viewer_person()));
drop policy seen on census_signings;
create policy seen on census_signings for select using (
  la_code = (select viewer_la()) and viewer_role() in ('cme-officer', 'manager', 'system'));
create policy signed on census_signings for insert with check (
  la_code = (select viewer_la()) and viewer_role() = 'manager' and by_person = (select viewer_person()));
