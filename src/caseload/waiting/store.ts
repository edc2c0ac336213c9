// What waits for the CME team in other rooms than the list of cases: how many of each, in one statement, and no child's name.
import { may } from '../../access/actions-allowed.ts'
import { childInScope, placeInScope } from '../../access/store.ts'
import { seesTheArea, type Viewer } from '../../access/viewer.ts'
import type { Fragment, Tx } from '../../platform/db.ts'

/** So many are counted; the pages themselves show fifty. */
const countedAtMost = 51

export type WaitingElsewhere = {
  /** Reports of the public and of partners that nobody has dealt with, and of them those late. */
  reports: number
  reportsLate: number
  /** Calls and letters written down and not ended. */
  told: number
  /** Answers of other bodies that are late; answers by a link that nobody has taken into the case. */
  checksLate: number
  checkReplies: number
  /** Visits asked for and not planned; made without anybody seen, for an officer to decide on. */
  visitsToPlan: number
  visitsToDecide: number
  /** What other authorities ask of us; what we asked and is late. */
  askedOfUs: number
  askedAndLate: number
  /** Lowerings of a red level that wait for a second person, proposed by somebody else. */
  lowerings: number
  /** Panels whose day has passed and that are not closed. */
  panels: number
}

/** Counts it all for the CME team. Each is what its own page lists. */
export async function waitingInRooms(tx: Tx, viewer: Viewer): Promise<WaitingElsewhere> {
  const la = viewer.la
  const most = countedAtMost
  const area = tx`${seesTheArea(viewer)}`
  const seen = (column: Fragment) =>
    tx`${area} and ${childInScope(tx, viewer, column)} and ${placeInScope(tx, viewer, column)}`
  const [row] = await tx<WaitingElsewhere[]>`
    select
      (select count(*)::int from (select 1 from reports_in r
        where r.la_code = ${la} and r.settled_on is null and ${area} limit ${most}) x) as reports,
      (select count(*)::int from (select 1 from reports_in r
        where r.la_code = ${la} and r.settled_on is null and r.next_due < ${viewer.today} and ${area}
        limit ${most}) x) as "reportsLate",
      (select count(*)::int from (select 1 from consultations n
        where n.la_code = ${la} and ${area}
          and not exists (select 1 from consultation_ends e where e.la_code = n.la_code and e.consultation_id = n.id)
        limit ${most}) x) as told,
      (select count(*)::int from (select 1 from check_requests q
        join cases k on k.la_code = q.la_code and k.id = q.case_id and k.closed_on is null
        where q.la_code = ${la} and q.settled_on is null and q.sent_on is not null and q.due < ${viewer.today}
          and ${seen(tx`q.child_id`)} limit ${most}) x) as "checksLate",
      (select count(*)::int from (select 1 from check_replies r
        join cases k on k.la_code = r.la_code and k.id = r.case_id and k.closed_on is null
        where r.la_code = ${la} and r.link_id is not null and ${seen(tx`r.child_id`)}
          and not exists (select 1 from check_reply_decisions d where d.la_code = r.la_code and d.reply_id = r.id)
        limit ${most}) x) as "checkReplies",
      (select count(*)::int from (select 1 from visits v
        where v.la_code = ${la} and v.ended_on is null and v.state = 'asked' and ${area}
          and ${childInScope(tx, viewer, tx`v.child_id`)} limit ${most}) x) as "visitsToPlan",
      (select count(*)::int from (select 1 from visits v
        where v.la_code = ${la} and v.ended_on is null and v.state = 'to decide' and ${area}
          and ${childInScope(tx, viewer, tx`v.child_id`)} limit ${most}) x) as "visitsToDecide",
      (select count(*)::int from (select 1 from authority_requests r
        where r.la_code = ${la} and r.state = 'open' and r.direction = 'in' and ${area}
          and (r.child_id is null or ${childInScope(tx, viewer, tx`r.child_id`)}) limit ${most}) x) as "askedOfUs",
      (select count(*)::int from (select 1 from authority_requests r
        where r.la_code = ${la} and r.state = 'open' and r.direction = 'out' and r.due_on < ${viewer.today} and ${area}
          and (r.child_id is null or ${childInScope(tx, viewer, tx`r.child_id`)}) limit ${most}) x) as "askedAndLate",
      (select count(*)::int from (select 1 from risk_lowerings l
        join cases k on k.la_code = l.la_code and k.id = l.case_id and k.closed_on is null
        where l.la_code = ${la} and l.proposed_by <> ${viewer.personId} and ${may(viewer, 'risk.lower')}
          and ${area} and ${childInScope(tx, viewer, tx`l.child_id`)}
          and not exists (select 1 from risk_lowering_ends e where e.la_code = l.la_code and e.lowering_id = l.id)
        limit ${most}) x) as lowerings,
      (select count(*)::int from (select 1 from panels p
        where p.la_code = ${la} and p.held_at is null and p.meets_on < ${viewer.today} and ${area}
        limit ${most}) x) as panels`
  return row!
}
