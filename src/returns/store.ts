// All the SQL of returns and their receipts. A school sees its own; the authority sees the area's.
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import type { ReturnContent } from './attendance-return.ts'

export type ReturnRow = {
  id: string
  token: string
  reference: string
  rule: string
  finding_id: string | null
  episode_on: string
  enrolment_id: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  content: ReturnContent
  sent_name: string
  sent_on: string
  sent_at: Date
  received_at: Date | null
  received_name: string | null
  /** When a correction took away or moved what the return says, and why; the return itself is never altered. */
  superseded_at: Date | null
  superseded_because: string | null
}

const columns = (tx: Tx) => tx`
  n.id, n.token, n.reference, n.rule, n.finding_id, n.episode_on, n.enrolment_id, n.child_id, c.token as child_token,
  c.surname, c.forename, n.school_id, s.name as school, n.content, n.sent_name, n.sent_on, n.sent_at, t.received_at,
  t.by_name as received_name, x.at as superseded_at, x.because as superseded_because`
const tables = (tx: Tx) => tx`
  returns n
  join children c on c.la_code = n.la_code and c.id = n.child_id
  join schools s on s.la_code = n.la_code and s.id = n.school_id
  left join return_receipts t on t.la_code = n.la_code and t.return_id = n.id
  ${superseded(tx)}`

/**
 * What became of what a return says. An absence: the finding it answered was ended by a correction, and no finding that stands
 * says the same again. A removal: the register no longer has that leaving date.
 */
const superseded = (tx: Tx) => tx`
  left join lateral (
    select e.at, e.because from finding_endings e
    where e.la_code = n.la_code and e.finding_id = n.finding_id
      and not exists (
        select 1 from findings f
        where f.la_code = n.la_code and f.enrolment_id = n.enrolment_id and f.rule = n.rule
          and f.on_date::text = n.content ->> 'reachedOn' and coalesce(f.since_on, f.on_date)::text = n.content ->> 'since'
          and not exists (select 1 from finding_endings y where y.la_code = f.la_code and y.finding_id = f.id))
    union all
    select coalesce((select max(v.at) from enrolment_events v
                     where v.la_code = m.la_code and v.enrolment_id = m.id and v.at > n.sent_at), m.recorded_at),
           case when m.leaving_date is null then 'The name is back on the register.'
                else 'The leaving date was corrected to ' || to_char(m.leaving_date, 'FMDD FMMonth YYYY') || '.' end
    from enrolments m
    where n.rule = 'T-11' and m.la_code = n.la_code and m.id = n.enrolment_id
      and m.leaving_date is distinct from n.episode_on
    limit 1
  ) x on true`

/** The newest returns of the area, 50 from `offset` and one more to know whether there are others. */
export function newestReturns(tx: Tx, viewer: Viewer, offset = 0): Promise<ReturnRow[]> {
  return tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.sent_at desc, n.id desc
    limit 51 offset ${offset}`
}

/** The return whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function returnByToken(tx: Tx, viewer: Viewer, token: string): Promise<ReturnRow> {
  const [row] = await tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and n.token = ${token} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}`
  if (!row) throw new NotFound('return')
  return row
}

/** A child's returns that the viewer may see, newest first. */
export function returnsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<ReturnRow[]> {
  return tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and n.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.sent_at desc, n.id desc
    limit 20`
}

/** Adds a return, unless one was made for this rule, enrolment and absence. Gives its token, or nothing if there was one. */
export async function addReturn(
  tx: Tx,
  viewer: Viewer,
  given: {
    id: string
    token: string
    reference: string
    rule: string
    /** Nothing where no finding says that it is due: a removal is its own cause. */
    findingId: string | null
    episodeOn: string
    enrolmentId: string
    childId: string
    schoolId: string
    content: ReturnContent
  },
): Promise<boolean> {
  const rows = await tx`
    insert into returns (la_code, id, token, reference, rule, finding_id, episode_on, enrolment_id, child_id, school_id,
                         content, sent_by, sent_name, sent_on)
    values (${viewer.la}, ${given.id}, ${given.token}, ${given.reference}, ${given.rule}, ${given.findingId},
            ${given.episodeOn}, ${given.enrolmentId}, ${given.childId}, ${given.schoolId}, ${tx.json(given.content)},
            ${viewer.personId}, ${viewer.name}, ${viewer.today})
    on conflict (la_code, rule, enrolment_id, episode_on) do nothing
    returning id`
  return rows.length > 0
}

/** Writes down that the authority has seen a return. The first time counts; later ones change nothing. */
export async function addReceipt(tx: Tx, viewer: Viewer, returnId: string, schoolId: string): Promise<void> {
  await tx`
    insert into return_receipts (la_code, return_id, school_id, by_name)
    values (${viewer.la}, ${returnId}, ${schoolId}, ${viewer.name})
    on conflict (la_code, return_id) do nothing`
}

/** How many returns of the area the authority has not opened yet. */
export async function unopenedReturns(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from returns n
    where n.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and not exists (select 1 from return_receipts t where t.la_code = n.la_code and t.return_id = n.id)`
  return row?.count ?? 0
}

export type ReturnDue = {
  child_id: string
  token: string
  surname: string
  forename: string
  finding_id: string
  since_on: string
  on_date: string
  due_on: string | null
}

/**
 * Ten-day returns that the viewer's schools have not sent: findings that stand, of the last 30 days, and that no return
 * answers, oldest first. A return answers a finding whose days it shares (see `answersFinding`).
 */
export function returnsDue(tx: Tx, viewer: Viewer): Promise<ReturnDue[]> {
  return tx<ReturnDue[]>`
    select f.child_id, c.token, c.surname, c.forename, f.id as finding_id, f.since_on, f.on_date, f.due_on
    from findings f join children c on c.la_code = f.la_code and c.id = f.child_id
    where f.la_code = ${viewer.la} and f.rule = 'T-07' and f.on_date >= ${viewer.today}::date - 30
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and ${childInScope(tx, viewer, tx`f.child_id`)}
      and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
      and not exists (select 1 from returns n where n.la_code = f.la_code and n.enrolment_id = f.enrolment_id
                        and n.child_id = f.child_id and n.rule = f.rule and n.episode_on <= f.on_date
                        and n.content ->> 'reachedOn' >= f.since_on::text
                        and (n.episode_on = f.since_on or n.sent_on >= f.on_date))
    order by f.on_date, f.id limit 50`
}
