-- The authority's other teams: field officers, and the desks for admissions, SEN, home education and the Virtual School. Each
-- sees the children that were given to it, and no others.

alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in (
  'attendance-officer', 'dsl', 'headteacher', 'trust-head', 'cme-officer', 'cme-assistant', 'manager',
  'field-officer', 'admissions-officer', 'sen-officer', 'ehe-officer', 'virtual-school'));

create table caseloads (
  la_code    text not null,
  id         uuid not null,
  child_id   uuid not null,
  role       text not null check (role in
    ('field-officer', 'admissions-officer', 'sen-officer', 'ehe-officer', 'virtual-school')),
  person_id  uuid,
  about_id   uuid not null,
  why        text not null,
  given_name text not null,
  given_at   timestamptz not null default now(),
  ends_on    date,
  ended_at   timestamptz,
  ended_why  text,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table caseloads is 'C5. Which child is given to which of the authority''s other teams, or to one person of it, for what and until when: their scope.';
create unique index caseloads_once on caseloads
  (la_code, child_id, role, about_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) where ended_at is null;
create index caseloads_about on caseloads (la_code, about_id) where ended_at is null;
create index caseloads_of_role on caseloads (la_code, role, person_id) where ended_at is null;
call guard('caseloads');
create policy seen on caseloads for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority())
    or (viewer_side() = 'desk' and role = viewer_role() and (person_id is null or person_id = (select viewer_person())))));
create policy given on caseloads for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy changed on caseloads for update using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create or replace function child_in_sight(given_la text, given_child uuid) returns boolean
  language plpgsql stable security definer cost 1000 set search_path = public as $$
begin
  -- The function passes the policies of these tables by, so it says itself for whom.
  if given_la is distinct from viewer_la() then return false; end if;
  if viewer_side() = 'desk' then
    return exists (select 1 from caseloads l where l.la_code = given_la and l.child_id = given_child
                     and l.role = viewer_role() and (l.person_id is null or l.person_id = viewer_person())
                     and l.ended_at is null and (l.ends_on is null or l.ends_on >= viewer_today()));
  end if;
  return exists (select 1 from enrolments e where e.la_code = given_la and e.child_id = given_child
              and e.school_id = any (viewer_schools())
              and (e.seen_until is null or e.seen_until >= viewer_today()))
    or exists (select 1 from offers o where o.la_code = given_la and o.child_id = given_child
                 and o.school_id = any (viewer_schools())
                 and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= viewer_today() - 30)));
end $$;
comment on function child_in_sight is 'Is the child on the roll of a school of the viewer, still to be seen after leaving, one whom such a school was asked to take; or given to the viewer''s desk?';
