-- Registers of one school are read together, by the day's list and by detect; and files are kept as they came.

create index strips_by_school on strips (la_code, school_id, school_year);
-- A file is read once or twice and then deleted: squeezing it costs more than it saves.
alter table import_files alter column content set storage external;
create index imports_waiting on imports (la_code, kind) where state = 'applied';

-- A list that says again where a protected child lives must not be kept again each night. The system may ask whether
-- it says the same, and gets yes or no; reading it stays with break-glass.
create function protected_detail_held(given_la text, given_child uuid, given_school uuid, given_kind text, given jsonb)
  returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  if given_la is distinct from viewer_la() or not viewer_is_system() then
    raise exception 'Only the system may ask this';
  end if;
  return exists (select 1 from protected_details d
    where d.la_code = given_la and d.child_id = given_child and d.school_id = given_school and d.kind = given_kind
      and d.detail @> given
      -- Contacts stand beside each other; of addresses the last one holds.
      and (given_kind = 'contact' or not exists (
        select 1 from protected_details later where later.la_code = d.la_code and later.child_id = d.child_id
          and later.school_id = d.school_id and later.kind = d.kind and later.recorded_at > d.recorded_at)));
end $$;
