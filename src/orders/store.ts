// All the SQL of attendance orders.
import { childInScope, placeInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { nextNumber } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Did, Order, Step } from './order.ts'

export type OrderRow = {
  id: string
  reference: string
  child_id: string
  case_id: string
  state: Order['state']
  school_id: string | null
  in_force_from: LocalDate | null
  opened_on: LocalDate
  ended_on: LocalDate | null
}

/**
 * A child's ways to an order and orders, newest first. For the CME team alone; of a protected child, for those of it who may open what
 * is protected, since an order names a school.
 */
export function ordersOf(tx: Tx, viewer: Viewer, childId: string): Promise<OrderRow[]> {
  return tx<OrderRow[]>`
    select o.id, o.reference, o.child_id, o.case_id, o.state, o.school_id, o.in_force_from, o.opened_on, o.ended_on
    from attendance_orders o
    where o.la_code = ${viewer.la} and o.child_id = ${childId} and ${childInScope(tx, viewer, tx`o.child_id`)}
      and ${seesTheArea(viewer)} and ${placeInScope(tx, viewer, tx`o.child_id`)}
    order by o.opened_on desc, o.id desc limit 20`
}

/** The steps of one of them, oldest first. */
export async function stepsOf(tx: Tx, viewer: Viewer, orderId: string): Promise<Step[]> {
  const rows = await tx<
    { id: string; type: string; data: object; on_date: string; by_name: string; by_role: string }[]
  >`
    select s.id, s.type, s.data, s.on_date, s.by_name, s.by_role from order_steps s
    where s.la_code = ${viewer.la} and s.order_id = ${orderId} and ${childInScope(tx, viewer, tx`s.child_id`)}
      and ${seesTheArea(viewer)} and ${placeInScope(tx, viewer, tx`s.child_id`)}
    order by s.id limit 500`
  return rows.map(
    row =>
      ({
        ...row.data,
        type: row.type,
        id: row.id,
        on: localDate(row.on_date),
        by: row.by_name,
        role: row.by_role,
      }) as Step,
  )
}

/** Opens a way to an order. The child's case is held. */
export async function insertOrder(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; caseId: string },
): Promise<{ id: string; reference: string }> {
  const made = { id: newId(), reference: `SAO-${await nextNumber(tx, viewer.la, 'attendance order', 1001)}` }
  await tx`
    insert into attendance_orders (la_code, id, reference, child_id, case_id, state, opened_on)
    values (${viewer.la}, ${made.id}, ${made.reference}, ${given.childId}, ${given.caseId}, 'open', ${viewer.today})`
  return made
}

export async function insertStep(
  tx: Tx,
  viewer: Viewer,
  at: { id: string; childId: string },
  did: Did,
): Promise<void> {
  const { type, ...data } = did
  await tx`
    insert into order_steps (la_code, id, order_id, child_id, type, data, on_date, by_person, by_name, by_role)
    values (${viewer.la}, ${newId()}, ${at.id}, ${at.childId}, ${type}, ${tx.json(data as never)}, ${viewer.today},
            ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

/** Writes what the steps come to: where it stands, and which school an order in force names. */
export async function setColumns(tx: Tx, viewer: Viewer, id: string, order: Order): Promise<void> {
  const isMade = order.made !== undefined
  await tx`
    update attendance_orders
    set state = ${order.state}, school_id = ${isMade ? (order.named?.schoolId ?? null) : null},
        in_force_from = ${order.made?.served.on ?? null}, ended_on = ${order.ended?.on ?? null}
    where la_code = ${viewer.la} and id = ${id}`
}

/**
 * The school that an order in force names for a child; nothing where none is in force. Takes the system's viewer: what holds a name on
 * a register asks, and is told only whether it is this school.
 */
export async function orderInForce(
  tx: Tx,
  system: Viewer,
  childId: string,
): Promise<{ schoolId: string } | undefined> {
  const [row] = await tx<{ school_id: string }[]>`
    select o.school_id from attendance_orders o
    where o.la_code = ${system.la} and o.child_id = ${childId} and o.state = 'in force' limit 1`
  return row && { schoolId: row.school_id }
}
