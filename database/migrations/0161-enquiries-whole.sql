-- What a check is also to say: how far it was that somebody saw the child, where the paper is kept, and who does it.
alter table enquiries add column seen_how text
  check (seen_how in ('seen', 'seen on video', 'spoken to', 'reported by a relative'));
alter table enquiries add column evidence text;
alter table enquiries add column card_left boolean;
comment on column enquiries.seen_how is 'How the child was seen. Each is weaker than the one before it, and none stands for another.';
comment on column enquiries.evidence is 'The name of a document, or where it is kept. The document itself is not held.';

create table check_owners (
  la_code     text not null,
  id          uuid not null,
  child_id    uuid not null,
  school_id   uuid not null,
  check_code  text not null,
  owner_name  text not null,
  set_on      date not null,
  set_at      timestamptz not null default now(),
  set_by      uuid not null,
  set_name    text not null,
  primary key (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table check_owners is 'C5. Who at the school does a check. The latest holds; a name with nothing in it takes the check back. Only added to.';
create index check_owners_by_child on check_owners (la_code, child_id, set_at desc);
call guard('check_owners');
call guard_own_school('check_owners');
call guard_own_childs_work('check_owners');

-- Two people write one referral: who changed which answer, and when, so that nobody's words go without a sight of them.
alter table referral_drafts add column changes jsonb not null default '{}';
comment on column referral_drafts.changes is 'For each answer who last wrote it, and when.';
