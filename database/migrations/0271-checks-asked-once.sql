-- The same row rules of checks, with the viewer's role asked once a statement and not once a row: how long answers take is worked out over
-- a year of requests.
do $$
declare
  name text;
begin
  foreach name in array array['check_requests', 'check_replies', 'check_reply_decisions', 'check_notes', 's2s_searches'] loop
    execute format($policy$
      alter policy of_the_authority on %1$s using (
        la_code = (select viewer_la()) and (select viewer_is_authority())
        and ((select viewer_role() in ('cme-officer', 'manager', 'system'))
             or not exists (select 1 from protections p where p.la_code = %1$s.la_code and p.child_id = %1$s.child_id)))$policy$, name);
  end loop;
end $$;

-- What is counted stands in the indexes, beside what it is counted by: the texts need not be read for it.
drop index check_requests_sent;
create index check_requests_sent on check_requests (la_code, sent_on)
  include (agreement_id, code, settled_on, settled_how, due, child_id) where sent_on is not null;
drop index check_requests_waiting;
create index check_requests_waiting on check_requests (la_code, due, partner)
  include (agreement_id, case_id, child_id) where settled_on is null and sent_on is not null;
