-- Finding the same child under another surname: by forename and birthday, without reading a year's worth of children.
create index children_by_forename on children (la_code, forename_key, date_of_birth);
