// What waits for the authority on other pages than the list of cases: how many of each, and no child's name.
import { childInScope, schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Fragment, Tx } from '../../platform/db.ts'

/** So many are counted; the pages themselves show fifty. */
export const countedAtMost = 51

export type Elsewhere = {
  /** Open cases of children who are on a register of the area since. */
  joiners: number
  /** Part-time timetables and education off site whose review is late. */
  reviews: number
  /** Notices of home education that nobody at the authority has opened. */
  homeEducation: number
  /** Leavers whose next place nobody has confirmed. */
  destinations: number
  /** Open cases whose school told of a child abroad without leave and has no answer: five at most, oldest first. */
  abroad: { token: string; reference: string }[]
}

/** Of a link `l`: it was not undone. */
const standing = (tx: Tx): Fragment => tx`not exists (
  select 1 from child_link_steps u where u.la_code = l.la_code and u.link_id = l.id and u.what = 'undone')`

/** Counts it all in one statement, each over what its own page lists; for the authority's people, who see every school. */
export async function waitingElsewhere(tx: Tx, viewer: Viewer, joinedFrom: string): Promise<Elsewhere> {
  const la = viewer.la
  const [row] = await tx<Elsewhere[]>`
    select
      (select count(*)::int from (
        select 1 from cases k
        where k.la_code = ${la} and k.closed_on is null and exists (
          -- From the child to its few registers: the other way round reads every register for every case.
          select 1 from (
            select k.child_id as id
            union all select l.other_id from child_links l
              where l.la_code = k.la_code and l.child_id = k.child_id and ${standing(tx)}
            union all select l.child_id from child_links l
              where l.la_code = k.la_code and l.other_id = k.child_id and ${standing(tx)}) who
          cross join lateral (
            select 1 from enrolments e
            where e.la_code = k.la_code and e.child_id = who.id and e.entry_date >= ${joinedFrom}
              and (e.leaving_date is null or e.leaving_date > ${viewer.today})
              and (e.entry_date >= k.opened_on or e.school_id is distinct from k.school_id)
              and ${schoolInScope(tx, viewer, tx`e.school_id`)} and ${childInScope(tx, viewer, tx`e.child_id`)}
            limit 1) e)
        limit ${countedAtMost}) found) as joiners,
      (select count(*)::int from (
        select 1 from arrangements a
        left join lateral (select v.review_on, v.ends_on from arrangement_reviews v
                           where v.la_code = a.la_code and v.arrangement_id = a.id order by v.number desc limit 1) r on true
        where a.la_code = ${la} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
          and ${childInScope(tx, viewer, tx`a.child_id`)} and a.starts_on <= ${viewer.today}
          and least(coalesce(r.review_on, a.review_on), coalesce(r.ends_on, a.ends_on)) < ${viewer.today}
          and not exists (select 1 from arrangement_endings x where x.la_code = a.la_code and x.arrangement_id = a.id
                            and x.on_date <= ${viewer.today})
        limit ${countedAtMost}) late) as reviews,
      (select count(*)::int from (
        select 1 from home_education_notices n
        where n.la_code = ${la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
          and ${childInScope(tx, viewer, tx`n.child_id`)}
          and not exists (select 1 from home_education_receipts r where r.la_code = n.la_code and r.notice_id = n.id)
        limit ${countedAtMost}) unopened) as "homeEducation",
      (select count(*)::int from (
        select 1 from enrolments e
        where e.la_code = ${la} and e.leaving_date <= ${viewer.today} and e.leaving_date >= ${viewer.today}::date - 200
          and ${schoolInScope(tx, viewer, tx`e.school_id`)} and ${childInScope(tx, viewer, tx`e.child_id`)}
          and not exists (select 1 from protections p where p.la_code = e.la_code and p.child_id = e.child_id)
          and exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id)
          and not exists (select 1 from destination_steps d where d.la_code = e.la_code and d.enrolment_id = e.id
                            and d.type = 'confirmed' and not exists (
                              select 1 from destination_steps n where n.la_code = d.la_code and n.claim_id = d.claim_id
                                and n.type = 'denied' and (n.at, n.id) > (d.at, d.id)))
        limit ${countedAtMost}) unconfirmed) as destinations,
      coalesce((select jsonb_agg(jsonb_build_object('token', asked.token, 'reference', asked.reference)
                                 order by asked.opened_on, asked.reference) from (
        select k.token, k.reference, k.opened_on from cases k
        where k.la_code = ${la} and k.closed_on is null and ${childInScope(tx, viewer, tx`k.child_id`)} and exists (
          select 1 from abroad_processes p
          where p.la_code = k.la_code and p.child_id = k.child_id
            and not exists (select 1 from abroad_steps x where x.la_code = p.la_code and x.process_id = p.id
                              and x.kind in ('ended', 'authority answered'))
            and exists (select 1 from abroad_steps t where t.la_code = p.la_code and t.process_id = p.id
                          and t.kind = 'authority told'))
        order by k.opened_on, k.reference limit 5) asked), '[]') as abroad`
  return row ?? { joiners: 0, reviews: 0, homeEducation: 0, destinations: 0, abroad: [] }
}
