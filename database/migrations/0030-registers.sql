-- Registers of one school are read together, by the day's list and by detect; and files are kept as they came.

create index strips_by_school on strips (la_code, school_id, school_year);
-- A file is read once or twice and then deleted: squeezing it costs more than it saves.
alter table import_files alter column content set storage external;
create index imports_waiting on imports (la_code, kind) where state = 'applied';
