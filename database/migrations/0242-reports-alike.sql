-- Reports about one child come from several people: found by the name they give, under the key that names are found by.
alter table reports_in add column name_key text not null default '';
comment on column reports_in.name_key is 'The name the first child is given by, spelt as names are compared. Empty where none was given.';
create index reports_in_alike on reports_in (la_code, name_key, came_at desc) where name_key <> '';
