-- The order in which reports are dealt with, as a number that an index can hold: thousands may wait at once.
alter table reports_in add column urgency smallint not null generated always as (
  case level when 'act today' then 0 when 'act this week' then 1 else 2 end) stored;
drop index reports_in_waiting;
create index reports_in_waiting on reports_in (la_code, urgency, next_due, id) where settled_on is null;
drop index reports_in_to_look_for;
create index reports_in_to_look_for on reports_in (la_code, urgency, came_at) where looked_for_at is null;
