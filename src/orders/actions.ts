// A step towards an attendance order, or after it: asked of the rules, written, and told to the child's case with what it waits for.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { caseFrom, type Happened, isOpen } from '../cases/case.ts'
import { historyOf, lockCase, tellCase } from '../cases/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { checkedValuesOf, commencementsOf } from '../rulebook/store.ts'
import {
  type Did,
  type Law,
  mayDo,
  type Order,
  orderFrom,
  type Step,
  stepInWords,
  waitsFor,
} from './order.ts'
import { insertOrder, insertStep, type OrderRow, ordersOf, setColumns, stepsOf } from './store.ts'

/** The law as it stands for this authority. */
export async function lawFor(tx: Tx, viewer: Viewer): Promise<Law> {
  return {
    commencements: await commencementsOf(tx, viewer),
    set: (await checkedValuesOf(tx, viewer)).numbers,
  }
}

/** The child's way to an order that has not ended, with its steps and what they make. */
export async function currentOrder(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{ row: OrderRow; steps: Step[]; order: Order } | undefined> {
  const row = (await ordersOf(tx, viewer, childId)).find(one => one.state !== 'ended')
  if (!row) return undefined
  const steps = await stepsOf(tx, viewer, row.id)
  return { row, steps, order: orderFrom(steps) }
}

/**
 * Takes one step for the case in the address. The first opens the way, for which the case must be open. Refused where the law's days
 * have not run, an earlier step is missing, or it is a manager's; the same step again by the same person the same day is the
 * same. What it waits for next is the task `order ID` of the child's open case.
 */
export async function takeOrderStep(
  tx: Tx,
  viewer: Viewer,
  caseToken: string,
  did: Did,
): Promise<Decision<{ already: boolean; reference: string; order: Order }>> {
  if (!may(viewer, 'orders.record')) throw new NotFound('order')
  const kase = await lockCase(tx, viewer, caseToken)
  await tx`select pg_advisory_xact_lock(hashtextextended(${`order ${viewer.la} ${kase.child_id}`}, 4))`
  const today = viewer.today as LocalDate
  const current = await currentOrder(tx, viewer, kase.child_id)
  const last = current?.steps.at(-1) ?? (await lastEnded(tx, viewer, kase.child_id))
  if (last && last.on === today && last.by === viewer.name && sameAs(last, did)) {
    const [row] = await ordersOf(tx, viewer, kase.child_id)
    const order = current?.order ?? orderFrom(await stepsOf(tx, viewer, row!.id))
    return allowed({ already: true, reference: (current?.row ?? row!).reference, order })
  }
  if (did.type === 'opened' && !isOpen(caseFrom(await historyOf(tx, viewer, kase.id)))) {
    return refused({ says: 'The case is closed. Take it up again first' })
  }
  const law = await lawFor(tx, viewer)
  const decision = mayDo(current?.order, did, viewer, today, law)
  if (!decision.allowed) return decision
  const row = current?.row ?? (await insertOrder(tx, viewer, { childId: kase.child_id, caseId: kase.id }))
  await insertStep(tx, viewer, { id: row.id, childId: kase.child_id }, did)
  const step = { ...did, on: today, by: viewer.name, role: viewer.role, id: '' } as Step
  const order = orderFrom([...(current?.steps ?? []), step])
  await setColumns(tx, viewer, row.id, order)
  await tellCase(
    tx,
    viewer,
    { childId: kase.child_id },
    happenedIn(row, step, current?.order, order, law, kase.protected),
  )
  return allowed({ already: false, reference: row.reference, order })
}

async function lastEnded(tx: Tx, viewer: Viewer, childId: string): Promise<Step | undefined> {
  const [row] = await ordersOf(tx, viewer, childId)
  return row && (await stepsOf(tx, viewer, row.id)).at(-1)
}

function sameAs(step: Step, did: Did): boolean {
  const { id: _id, on: _on, by: _by, role: _role, ...given } = step
  return written(given) === written(did)
}
const written = (value: unknown): string =>
  JSON.stringify(value, (_key, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

function happenedIn(
  row: { id: string; reference: string },
  step: Step,
  before: Order | undefined,
  now: Order,
  law: Law,
  isProtected: boolean,
): Happened[] {
  const { title, lines } = stepInWords(step, isProtected)
  const key = `order ${row.id}`
  const waits = waitsFor(now, law)
  const waited = before && waitsFor(before, law)
  return [
    {
      type: 'recorded',
      what: 'order',
      title,
      lines: [row.reference, ...lines.filter(line => line !== '')],
      work: true,
    },
    ...(waits ? [{ type: 'task-set' as const, key, says: waits.says, due: waits.due }] : []),
    ...(!waits && waited ? [{ type: 'task-done' as const, key, says: title }] : []),
  ]
}
