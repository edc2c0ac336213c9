-- A common transfer file that reaches the authority asks the same question of each of its pupils.

alter table roll_checks drop constraint roll_checks_asked_by_check;
alter table roll_checks add constraint roll_checks_asked_by_check check (asked_by in
  ('own team', 'admissions', 'health', 'another authority', 'public report', 'ctf', 'other'));
