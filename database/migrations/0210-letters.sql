-- Letters and the messages by which they go: the texts with their versions, each letter as it was sent, and the outbox.

create table letter_texts (
  la_code   text not null references authorities (la_code),
  id        uuid not null,
  code      text not null,
  school_id uuid,
  title     text,
  body      text,
  why       text not null,
  by_person uuid,
  by_name   text not null,
  at        timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check ((title is null) = (body is null))
);
comment on table letter_texts is 'C0. An authority''s or a school''s own text of a letter, by version: the latest holds. Without a text: back to the one it stood in place of. Only added to.';
create index letter_texts_latest on letter_texts (la_code, code, school_id, at desc);
call guard('letter_texts');
create policy seen on letter_texts for select using (
  la_code = (select viewer_la()) and (
    (select viewer_is_authority()) or school_id is null or school_id = any ((select viewer_schools())::uuid[])));
create policy written on letter_texts for insert with check (
  la_code = (select viewer_la()) and (
    (viewer_role() = 'manager' and school_id is null)
    or (viewer_role() = 'headteacher' and school_id = any ((select viewer_schools())::uuid[]))));

create table letters (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  child_id     uuid not null,
  school_id    uuid,
  code         text not null,
  about        text not null default '',
  contact_id   uuid,
  fields       jsonb not null default '{}',
  large_print  boolean not null default false,
  state        text not null default 'draft' check (state in ('draft', 'waits', 'sent', 'stopped')),
  written_by   uuid,
  written_name text not null,
  written_role text not null,
  written_at   timestamptz not null,
  title        text,
  blocks       jsonb,
  recipient    text,
  address      text,
  text_from    text,
  sent_by      uuid,
  sent_name    text,
  sent_on      date,
  needed_by    date,
  decided_name text,
  decided_why  text,
  primary key (la_code, id),
  unique (la_code, token),
  unique nulls not distinct (la_code, child_id, code, school_id, about, contact_id),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, school_id) references schools (la_code, id),
  check (state <> 'sent' or (blocks is not null and sent_on is not null))
);
comment on table letters is 'C5. A letter about a child: a draft until a person sends it, then the text exactly as it was sent.';
comment on column letters.about is 'What it is about, such as the first day of the absence: one letter of a kind to one person about one thing.';
comment on column letters.address is 'Where it was sent by post. Gone from here the moment the child is protected.';
comment on column letters.text_from is 'Which version of the text it was made from: ours, or the id of a letter_texts row.';
comment on column letters.needed_by is 'The day that makes it matter whether it arrived: shown to a person while it has not.';
create index letters_by_child on letters (la_code, child_id, written_at desc);
create index letters_needed on letters (la_code, needed_by) where needed_by is not null;
create index letters_waiting on letters (la_code, school_id) where state = 'waits';
call guard('letters');

create table messages (
  la_code      text not null,
  id           uuid not null,
  token        text not null,
  letter_id    uuid not null,
  child_id     uuid not null,
  school_id    uuid,
  contact_id   uuid,
  channel      text not null check (channel in ('post', 'email', 'text')),
  reference    text not null,
  subject      text,
  body         text,
  state        text not null check (state in
    ('printed', 'waiting', 'sending', 'accepted', 'delivered', 'failed', 'not known', 'stopped')),
  tries        int not null default 0,
  due_at       timestamptz not null,
  peer         text,
  peer_id      text,
  problem      text,
  written_by   uuid,
  written_name text not null,
  written_at   timestamptz not null,
  changed_at   timestamptz not null,
  primary key (la_code, id),
  unique (la_code, token),
  unique (la_code, reference),
  unique (la_code, letter_id, channel),
  foreign key (la_code, letter_id) references letters (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table messages is 'C5. The outbox: what leaves the building, written with the action that wants it and sent once. Holds no address or number: where it goes is looked up, and asked again, when it is sent.';
comment on column messages.body is 'What the email or text says: nothing about the child. Gone when it has been accepted, since it may hold a one-time link.';
create index messages_by_letter on messages (la_code, letter_id);
create index messages_by_child on messages (la_code, child_id);
create index messages_to_send on messages (la_code, due_at) where state in ('waiting', 'sending', 'accepted');
create index messages_by_school on messages (la_code, school_id, changed_at desc);
call guard('messages');

create table message_events (
  la_code    text not null,
  message_id uuid not null,
  id         uuid not null,
  at         timestamptz not null,
  state      text not null,
  says       text not null,
  by_name    text not null,
  primary key (la_code, message_id, id),
  foreign key (la_code, message_id) references messages (la_code, id)
);
comment on table message_events is 'C5. History of a message: what became of it, when, and who decided. Only added to.';
call guard('message_events');

create table message_senders (
  la_code      text not null references authorities (la_code),
  channel      text not null check (channel in ('email', 'text')),
  how          text not null,
  said_at      timestamptz not null,
  primary key (la_code, channel)
);
comment on table message_senders is 'C10. By what the process that sends can send now, as it said when it started. No key and no password.';
call guard('message_senders');
create policy seen on message_senders for select using (la_code = (select viewer_la()));
create policy said on message_senders for insert with check (la_code = (select viewer_la()) and (select viewer_is_system()));
create policy changed on message_senders for update using (la_code = (select viewer_la()) and (select viewer_is_system()));
create policy gone on message_senders for delete using (la_code = (select viewer_la()) and (select viewer_is_system()));

-- A school sees its own letters, the authority its own. Only the system, which sends them, sees both.
do $$
declare
  name text;
begin
  foreach name in array array['letters', 'messages'] loop
    execute format($policy$
      create policy seen on %1$I using (
        la_code = (select viewer_la()) and (
          (select viewer_is_system())
          or ((select viewer_is_authority()) and school_id is null)
          or (school_id = any ((select viewer_schools())::uuid[]) and child_in_sight(la_code, child_id))))
        with check (
        la_code = (select viewer_la()) and (
          (select viewer_is_system())
          or ((select viewer_is_authority()) and school_id is null)
          or school_id = any ((select viewer_schools())::uuid[])))$policy$, name);
    execute format($policy$
      create policy about_a_child_in_sight on %1$I as restrictive for insert with check (
        (select viewer_is_authority()) or current_user = %2$L
        or exists (select 1 from children c where c.la_code = %1$I.la_code and c.id = %1$I.child_id))$policy$,
      name, current_user);
  end loop;
end $$;
create policy seen on message_events for select using (
  la_code = (select viewer_la())
  and exists (select 1 from messages m where m.la_code = message_events.la_code and m.id = message_events.message_id));
create policy added on message_events for insert with check (
  la_code = (select viewer_la())
  and exists (select 1 from messages m where m.la_code = message_events.la_code and m.id = message_events.message_id));

-- The moment a child is protected, where letters went is forgotten here (protected_details keeps the address), and what
-- has not gone yet does not go; nor can a letter still be read by a link.
create function stop_post_of_protected() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update letters set address = null
    where la_code = new.la_code and child_id = new.child_id and address is not null;
  with stopped as (
    update messages set state = 'stopped', problem = 'The child has been protected since it was written.', body = null
      where la_code = new.la_code and child_id = new.child_id and state = 'waiting' returning la_code, id)
  insert into message_events (la_code, message_id, id, at, state, says, by_name)
    select la_code, id, gen_random_uuid(), now(), 'stopped', 'The child was protected', new.put_on_name from stopped;
  update one_time_links set ended_at = now(), ended_why = 'The letter can no longer be read here'
    where la_code = new.la_code and child_id = new.child_id and kind = 'letter' and ended_at is null;
  return new;
end $$;
create trigger stop_post after insert on protections for each row execute function stop_post_of_protected();
