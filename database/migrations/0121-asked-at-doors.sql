-- What was asked at doors that stand open to others is read by people; what lists asked is as many times more.
create index match_asked_at_doors on match_asked (la_code, asked_at desc, id desc)
  where asked_from not in ('pupil import', 'changed record');

-- Who might be meant says of whom, too: the record that was asked about counts as one of the pair.
alter policy seen on match_answer_candidates using (
  la_code = (select viewer_la()) and (select viewer_role()) in ('cme-officer', 'manager', 'system')
  and pair_in_sight(la_code, child_id, coalesce(
    (select a.child_id from match_asked a where a.la_code = match_answer_candidates.la_code
       and a.id = match_answer_candidates.asked_id), child_id)));
