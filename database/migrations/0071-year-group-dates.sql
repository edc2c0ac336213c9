-- A line of term dates may be for some year groups only: a training day for Years 7 and 8, the last weeks of Year 11. Nothing
-- stands for all of them, so the lines there were mean what they meant.
alter table term_dates add column year_groups smallint[]
  check (cardinality(year_groups) between 1 and 16 and -1 <= all (year_groups) and 14 >= all (year_groups));
comment on column term_dates.year_groups is '0 is Reception, -1 Nursery. Null: every year group.';
