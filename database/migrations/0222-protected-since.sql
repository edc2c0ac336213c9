-- What was written down before a child was protected says no more, from then on, where the child is; and three rules that the
-- tables of a school's day did not keep by themselves.

-- A transfer file made before holds the address, the contacts and, in its name, the next school. Nobody opens it any more; one
-- made since goes to the authority and holds none of it.
do $$ begin
  execute format($policy$
    create policy none_from_before_protection on transfer_files as restrictive for select using (
      current_user = %L or (select viewer_is_system())
      or not exists (select 1 from protections p where p.la_code = transfer_files.la_code
                       and p.child_id = transfer_files.child_id and p.put_on_at >= transfer_files.made_at))$policy$,
    current_user);
end $$;

-- With the post every link about the child ends, whatever it is for, and what a parent had filled in and not sent is gone.
create or replace function stop_post_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update letters set address = null
    where la_code = new.la_code and child_id = new.child_id and address is not null;
  with stopped as (
    update messages set state = 'stopped', problem = 'The child has been protected since it was written.', body = null
      where la_code = new.la_code and child_id = new.child_id and state = 'waiting' returning la_code, id)
  insert into message_events (la_code, message_id, id, at, state, says, by_name)
    select la_code, id, gen_random_uuid(), now(), 'stopped', 'The child was protected', new.put_on_name from stopped;
  update one_time_links
    set ended_at = now(),
        ended_why = case kind when 'letter' then 'The letter can no longer be read here' else 'Withdrawn' end
    where la_code = new.la_code and child_id = new.child_id and ended_at is null;
  delete from parent_form_drafts where la_code = new.la_code and child_id = new.child_id;
  return new;
end $$;

-- A child on two registers: that the other school wrote the same request down is no business of this one.
drop index leave_requests_once;
create unique index leave_requests_once on leave_requests
  (la_code, child_id, school_id, starts_on, ends_on, asked_on, reason);

-- That the authority's case was told of a joiner says that there is one.
do $$ begin
  execute format($policy$
    create policy case_is_the_authoritys on joiner_steps as restrictive for select using (
      step <> 'case told' or current_user = %L or (select viewer_is_authority()))$policy$, current_user);
end $$;

-- A letter stays as it was sent. Only where it went is written down when it goes by post, and may be forgotten.
create function keep_letter_as_sent() returns trigger language plpgsql as $$
begin
  -- Whoever owns the tables keeps them in order; the application's own role does not rewrite what was sent.
  if old.state = 'draft' or current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    return new;
  end if;
  if (new.title, new.blocks, new.recipient, new.code, new.child_id, new.school_id, new.contact_id, new.text_from)
       is distinct from (old.title, old.blocks, old.recipient, old.code, old.child_id, old.school_id, old.contact_id, old.text_from)
     or (old.state <> 'waits' and new.state <> old.state) then
    raise exception 'A letter stays as it was sent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger as_sent before update on letters for each row execute function keep_letter_as_sent();
