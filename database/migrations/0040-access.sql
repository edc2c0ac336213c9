-- Two rows that told one school about another. That somebody at another school looked at a child says where the child
-- is now; and a protected address learnt by one school is not the other's to open.

alter table looks add column schools uuid[] not null default '{}';
comment on column looks.schools is 'The schools on whose behalf it was; none for the authority. A school sees its own people''s looks and the authority''s.';

drop policy seen on looks;
create policy seen on looks for select using (
  la_code = (select viewer_la()) and (
    person_id = (select viewer_person())
    or viewer_role() in ('cme-officer', 'manager', 'system')
    or (viewer_role() in ('dsl', 'headteacher')
        and (schools = '{}' or schools && (select viewer_schools())::uuid[])
        and exists (select 1 from children c where c.la_code = looks.la_code and c.id = looks.child_id))));

drop policy opened on protected_details;
create policy opened on protected_details for select using (
  la_code = (select viewer_la())
  and viewer_role() in ('dsl', 'headteacher', 'cme-officer', 'manager')
  and ((select viewer_is_authority()) or school_id = any ((select viewer_schools())::uuid[]))
  and exists (select 1 from children c where c.la_code = protected_details.la_code and c.id = protected_details.child_id)
  and exists (select 1 from break_glass b where b.la_code = protected_details.la_code
                and b.child_id = protected_details.child_id and b.person_id = (select viewer_person())
                and b.expires_at > now()));
