-- Letters of the authority go to others than a family too: a school, an agency, another authority, whoever told us of a child.

alter table letters add column party jsonb;
comment on column letters.party is 'Whom it is to, where that is a body and not the family: kind, name, address and email as typed. Gone the moment the child is protected: a refuge''s name says where the child is.';
create index letters_to_schools on letters (la_code, (party ->> 'schoolId'), sent_on)
  where code = 'LET-L15' and state = 'sent';

create or replace function stop_post_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update letters set address = null, party = null
    where la_code = new.la_code and child_id = new.child_id and (address is not null or party is not null);
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

-- To whom it went is part of what was sent.
create or replace function keep_letter_as_sent() returns trigger language plpgsql as $$
begin
  -- Whoever owns the tables keeps them in order; the application's own role does not rewrite what was sent.
  if old.state = 'draft' or current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    return new;
  end if;
  if (new.title, new.blocks, new.recipient, new.code, new.child_id, new.school_id, new.contact_id, new.text_from, new.party)
       is distinct from (old.title, old.blocks, old.recipient, old.code, old.child_id, old.school_id, old.contact_id, old.text_from, old.party)
     or (old.state <> 'waits' and new.state <> old.state) then
    raise exception 'A letter stays as it was sent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
