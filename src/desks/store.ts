// All the SQL of desks: what another team is asked of a child, and what it wrote.
import { childInScope } from '../access/store.ts'
import { isDeskRole, seesTheArea, type Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { DeskKind } from './desk.ts'

export type PartRow = {
  id: string
  token: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  protected: boolean
  case_id: string | null
  desk: DeskKind
  by_itself: boolean
  asks: string
  why: string
  due: LocalDate
  state: 'asked' | 'answered' | 'taken back'
  state_on: LocalDate
  given_on: LocalDate
  given_name: string
}

const columns = (tx: Tx) => tx`
  p.id, p.token, p.child_id, c.token as child_token, c.surname, c.forename, p.case_id, p.desk, p.by_itself, p.asks, p.why,
  p.due, p.state, p.state_on, p.given_on, p.given_name,
  exists (select 1 from protections x where x.la_code = p.la_code and x.child_id = p.child_id) as protected`

/** A desk's own parts, of the children given to it; every part for the CME team. */
const inScope = (tx: Tx, viewer: Viewer) => tx`
  from desk_parts p join children c on c.la_code = p.la_code and c.id = p.child_id
  where p.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`p.child_id`)}
    and ${viewer.unscoped || seesTheArea(viewer) ? tx`true` : isDeskRole(viewer.role) ? tx`p.desk = ${viewer.role}` : tx`false`}`

/** What waits for an answer, the oldest due first. */
export function partsAsked(tx: Tx, viewer: Viewer, limit = 101): Promise<PartRow[]> {
  return tx<PartRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and p.state = 'asked' order by p.due, p.id limit ${limit}`
}

/** What was answered or taken back, newest first. */
export function partsDone(tx: Tx, viewer: Viewer, limit = 26): Promise<PartRow[]> {
  return tx<PartRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and p.state <> 'asked' order by p.state_on desc, p.id desc limit ${limit}`
}

/** One child's parts, newest first. */
export function partsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<PartRow[]> {
  return tx<PartRow[]>`
    select ${columns(tx)} ${inScope(tx, viewer)} and p.child_id = ${childId} order by p.given_at desc, p.id desc limit 50`
}

/** The part whose token stands in the address. Throws NotFound for anybody else's. */
export async function partByToken(tx: Tx, viewer: Viewer, token: string): Promise<PartRow> {
  const [row] = await tx<PartRow[]>`select ${columns(tx)} ${inScope(tx, viewer)} and p.token = ${token}`
  if (!row) throw new NotFound('part')
  return row
}

/** Keeps two people from writing of one child's parts at once. */
export async function holdParts(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`desks ${viewer.la} ${childId}`}, 2))`
}

export type StepRow = {
  id: string
  part_id: string
  step: 'given' | 'told again' | 'answered' | 'facts' | 'note' | 'taken back'
  says: string
  facts: Readonly<Record<string, string>>
  on_date: LocalDate
  by_person: string | null
  by_name: string
}

/** What was written about these parts, oldest first. */
export function stepsOf(tx: Tx, viewer: Viewer, partIds: readonly string[]): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select s.id, s.part_id, s.step, s.says, s.facts, s.on_date, s.by_person, s.by_name from desk_steps s
    where s.la_code = ${viewer.la} and s.part_id = any (${partIds as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by s.id limit 500`
}

export type PartGiven = {
  childId: string
  caseId: string | undefined
  desk: DeskKind
  about: string
  byItself: boolean
  asks: string
  why: string
  due: string
}

/** Gives a part to a desk. Nothing where it went there by itself for the same before, or waits there already. */
export async function insertPart(
  tx: Tx,
  viewer: Viewer,
  given: PartGiven,
): Promise<{ id: string; token: string } | undefined> {
  const [row] = await tx<{ id: string; token: string }[]>`
    insert into desk_parts (la_code, id, token, child_id, case_id, desk, about, by_itself, asks, why, due, state, state_on,
                            given_on, given_by, given_name)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${given.childId}, ${given.caseId ?? null}, ${given.desk}, ${given.about},
            ${given.byItself}, ${given.asks}, ${given.why}, ${given.due}, 'asked', ${viewer.today}, ${viewer.today},
            ${viewer.side === 'system' ? null : viewer.personId}, ${given.byItself ? 'Onroll' : viewer.name})
    on conflict do nothing
    returning id, token`
  return row
}

export async function setPart(tx: Tx, system: Viewer, id: string, state: PartRow['state']): Promise<void> {
  await tx`
    update desk_parts set state = ${state}, state_on = ${system.today} where la_code = ${system.la} and id = ${id}`
}

export async function insertStep(
  tx: Tx,
  system: Viewer,
  part: Pick<PartRow, 'id' | 'child_id' | 'desk'>,
  by: { id: string | undefined; name: string },
  step: { step: StepRow['step']; says: string; facts?: Readonly<Record<string, string>> },
): Promise<void> {
  await tx`
    insert into desk_steps (la_code, id, part_id, child_id, desk, step, says, facts, on_date, by_person, by_name)
    values (${system.la}, ${newId()}, ${part.id}, ${part.child_id}, ${part.desk}, ${step.step}, ${step.says},
            ${tx.json(step.facts ?? {})}, ${system.today}, ${by.id ?? null}, ${by.name})`
}

/** The child's open case, if there is one. */
export async function openCaseIdOf(tx: Tx, system: Viewer, childId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select k.id from cases k where k.la_code = ${system.la} and k.child_id = ${childId} and k.closed_on is null
    order by k.opened_on desc limit 1`
  return row?.id
}

/** The part belongs to this case from now on. */
export async function setCase(tx: Tx, system: Viewer, id: string, caseId: string): Promise<void> {
  await tx`update desk_parts set case_id = ${caseId} where la_code = ${system.la} and id = ${id}`
}
