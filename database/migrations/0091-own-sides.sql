-- What is the authority's own stays on its side. A step that is asked of the authority, and why a manager wrote it, is read by no
-- school; a school reads the steps that may be asked of it.
alter policy seen on triggers using (
  la_code = (select viewer_la())
  and ((select viewer_is_authority()) or addressee in ('school office', 'DSL', 'headteacher', 'parent')));

-- A run over the whole authority is begun by Onroll alone, and read on the authority's side.
drop policy seen on nightly_runs;
create policy seen on nightly_runs for select using (la_code = (select viewer_la()) and (select viewer_is_authority()));
create policy begun on nightly_runs for insert with check (la_code = (select viewer_la()) and (select viewer_is_system()));
