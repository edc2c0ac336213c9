-- The lists of steps to take ask for the few hits that wait, among all that were ever answered. Whether one waits is kept beside
-- what was said of it, and is the one thing of a hit that changes.
alter table trigger_hits add column waits boolean not null default true;
update trigger_hits h set waits = false
  where (select s.what from trigger_hit_steps s where s.la_code = h.la_code and s.hit_id = h.id
         order by s.at desc, s.id desc limit 1) <> 'so again';
comment on table trigger_hits is 'C4. Whom a local step caught, when and why, with the days as they were counted. Added to; only whether it waits is changed, with what was said of it.';
comment on column trigger_hits.waits is 'Nobody has answered it and it is still so: what the latest of its steps says.';

create index trigger_hits_waiting_at_school on trigger_hits (la_code, school_id, reached_on, id) where to_school and waits;
drop index trigger_hits_for_authority;
create index trigger_hits_waiting_for_authority on trigger_hits (la_code, reached_on, id) where waits and not to_school;

-- Whoever may answer a hit changes whether it waits.
create policy answered on trigger_hits for update using (
  la_code = (select viewer_la()) and (
    (select viewer_is_system())
    or ((select viewer_side()) = 'authority' and not to_school)
    or ((select viewer_side()) = 'school' and to_school and school_id = any ((select viewer_schools())::uuid[])
        and child_in_sight(la_code, child_id))));
