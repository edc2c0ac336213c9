-- What a parent has filled in so far and not sent. Deleted when it is sent, or when the child becomes protected.
create table parent_form_drafts (
  la_code  text not null,
  form_id  uuid not null,
  child_id uuid not null,
  answers  jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (la_code, form_id),
  foreign key (la_code, form_id) references parent_forms (la_code, id),
  foreign key (la_code, child_id) references children (la_code, id)
);
comment on table parent_form_drafts is 'C2. A parent''s form that is not sent yet, kept between its pages. For the form alone: nobody at a school or the authority reads it.';
create index parent_form_drafts_by_child on parent_form_drafts (la_code, child_id);
call guard('parent_form_drafts');
create policy seen on parent_form_drafts using (la_code = (select viewer_la()) and (select viewer_is_system()));
