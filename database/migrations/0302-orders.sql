-- The way to a school attendance order, and the order: sections 437 to 447 of the Education Act 1996.
create table attendance_orders (
  la_code   text not null,
  id        uuid not null,
  reference text not null,
  child_id  uuid not null,
  case_id   uuid not null,
  state     text not null check (state in ('open', 'in force', 'ended')),
  school_id uuid,
  in_force_from date,
  opened_on date not null,
  ended_on  date,
  primary key (la_code, id),
  unique (la_code, reference),
  foreign key (la_code, child_id) references children (la_code, id),
  foreign key (la_code, case_id) references cases (la_code, id)
);
comment on table attendance_orders is 'C5. A way to a school attendance order: where it stands, and which school an order names. Written from its steps.';
create unique index attendance_orders_one on attendance_orders (la_code, child_id) where state <> 'ended';
create index attendance_orders_by_child on attendance_orders (la_code, child_id, opened_on desc);
call guard('attendance_orders');
create policy seen on attendance_orders using (la_code = (select viewer_la()) and (select viewer_is_authority()));

create table order_steps (
  la_code     text not null,
  id          uuid not null,
  order_id    uuid not null,
  child_id    uuid not null,
  type        text not null,
  data        jsonb not null,
  on_date     date not null,
  by_person   uuid,
  by_name     text not null,
  by_role     text not null,
  recorded_at timestamptz not null default now(),
  primary key (la_code, id),
  foreign key (la_code, order_id) references attendance_orders (la_code, id)
);
comment on table order_steps is 'C6. Each step towards an order and after it: notices with how they were served, replies, decisions with reasons. Only added to.';
create index order_steps_of on order_steps (la_code, order_id, id);
call guard('order_steps');
create policy seen on order_steps for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy added on order_steps for insert with check (la_code = (select viewer_la()) and (select viewer_is_authority()));
