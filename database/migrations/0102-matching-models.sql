-- The weights by which records are compared, as they were worked out from the authority's own records. To go back is to
-- accept an older one again.
create table matching_models (
  la_code   text not null references authorities,
  version   int not null check (version > 0),
  model     jsonb not null,
  trained_on jsonb not null,
  measures  jsonb not null,
  moved     jsonb not null,
  made_at   timestamptz not null default now(),
  made_name text not null,
  primary key (la_code, version)
);
comment on table matching_models is 'C1. The weights of matching as trained, with the counts they rest on, how common the commonest names are, and what moved. Only added to.';
call guard('matching_models');
create policy seen on matching_models for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy made on matching_models for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));

create table matching_model_acceptances (
  la_code       text not null,
  id            uuid not null,
  version       int not null,
  accepted_at   timestamptz not null default now(),
  accepted_name text not null,
  why           text not null,
  primary key (la_code, id),
  foreign key (la_code, version) references matching_models (la_code, version)
);
create index matching_model_acceptances_latest on matching_model_acceptances (la_code, accepted_at desc, id desc);
comment on table matching_model_acceptances is 'C10. Who accepted which weights, when and why. The latest holds. Only added to.';
call guard('matching_model_acceptances');
create policy seen on matching_model_acceptances for select using (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy accepted on matching_model_acceptances for insert with check (
  la_code = (select viewer_la()) and (select viewer_is_authority()));
