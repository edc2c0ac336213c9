-- Lists that read in an order find it in an index: every case by when it opened (two hundred thousand closed ones are behind the
-- three thousand open), and what a desk is asked by when it is due.
create index cases_by_opened on cases (la_code, opened_on desc, id desc);
create index desk_parts_asked on desk_parts (la_code, desk, due, id) where state = 'asked';
