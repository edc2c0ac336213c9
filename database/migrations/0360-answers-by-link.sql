-- Answers that came by a link, for the list and the count of those that nobody has taken in.

create index check_replies_by_link on check_replies (la_code, at, id) where link_id is not null;
