-- When and why a step was switched is the authority's own matter: a school reads what is asked of it, and by which step.
alter policy seen on trigger_switches using (la_code = (select viewer_la()) and (select viewer_is_authority()));
