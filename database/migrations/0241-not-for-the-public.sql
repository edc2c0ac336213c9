-- Rules that ask only for the authority let in everyone who works for it, and so whoever tells it something without an account.
-- The public has its form and what is published; the schools, dates, settings and numbers of an authority are not that.
do $$
declare
  name regclass;
begin
  foreach name in array array['schools', 'calendar_versions', 'term_dates', 'settings', 'counters', 'access_events', 'detect_runs',
                              'commencements', 'commencement_answers', 'message_senders']::regclass[] loop
    execute format($policy$
      create policy not_for_the_public on %1$s as restrictive
        using (current_user = %2$L or (select viewer_side()) is distinct from 'public')
        with check (current_user = %2$L or (select viewer_side()) is distinct from 'public')$policy$, name, current_user);
  end loop;
end $$;
