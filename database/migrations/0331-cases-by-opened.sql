-- The list of every case by when it opened finds its order in an index: two hundred thousand closed ones are behind the three
-- thousand open.
create index cases_by_opened on cases (la_code, opened_on desc, id desc);
