-- The database by itself: a person decides in their own name; that records are one across a protection, and that a link stands
-- across one, is a manager's word.
alter policy decided on match_decisions with check (
  la_code = (select viewer_la())
  and (((select viewer_is_system()) and decided_by is null)
       or ((select viewer_role()) in ('cme-officer', 'manager') and decided_by = (select viewer_person())
           and (decision <> 'same' or (select viewer_role()) = 'manager' or not pair_guarded(la_code, child_id, other_id)))));

alter policy taken on child_link_steps with check (
  la_code = (select viewer_la())
  and exists (
    select 1 from child_links l where l.la_code = child_link_steps.la_code and l.id = child_link_steps.link_id
      and (child_link_steps.what <> 'stands' or (select viewer_role()) = 'manager'
           or not pair_guarded(l.la_code, l.child_id, l.other_id)))
  and (((select viewer_is_system()) and what = 'questioned')
       or ((select viewer_role()) in ('cme-officer', 'manager') and by_person = (select viewer_person()))));
