-- What the long list of children not located is sorted and filtered by, and when each episode of a case began.
alter table cases
  add column episode_on      date,
  add column episodes        int,
  add column not_located_on  date,
  add column last_check_on   date,
  add column manager_looked_on date,
  add column search_term     text,
  add column search_due      date;
comment on column cases.episode_on is 'The first day of the present episode; clocks and the days out of education run from it.';
comment on column cases.not_located_on is 'Since when the child is on the long list. A case leaves it when the child is located or the case closes, and not by time.';
comment on column cases.search_term is 'The last term whose search was begun or made for a child not located.';
comment on column cases.search_due is 'By when this term''s search is to be answered; null where it is.';
update cases set episode_on = opened_on, episodes = 1;
create index cases_not_located on cases (la_code, next_due, id) where not_located_on is not null and closed_on is null;
