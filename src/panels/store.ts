// All the SQL of panels.
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Fragment, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { PanelKind } from './panel.ts'

export type PanelRow = {
  id: string
  token: string
  kind: PanelKind
  meets_on: string
  starts_at: string
  place: string
  made_name: string
  held_at: Date | null
  held_name: string | null
  came: string | null
  apologies: string | null
}

/** The panels still to be held, the soonest first, and then those held, newest first: 60 in all. */
export function panelsOf(tx: Tx, viewer: Viewer): Promise<(PanelRow & { many: number })[]> {
  return tx<(PanelRow & { many: number })[]>`
    select p.*, (select count(*)::int from panel_cases i where i.la_code = p.la_code and i.panel_id = p.id) as many
    from panels p where p.la_code = ${viewer.la}
    order by (p.held_at is null) desc, case when p.held_at is null then p.meets_on end, p.meets_on desc, p.id limit 60`
}

/** The panels that a case can still be brought to. */
export function panelsToCome(tx: Tx, viewer: Viewer): Promise<PanelRow[]> {
  return tx<PanelRow[]>`
    select p.* from panels p
    where p.la_code = ${viewer.la} and p.held_at is null and p.meets_on >= ${viewer.today}
    order by p.meets_on, p.id limit 20`
}

export async function panelByToken(tx: Tx, viewer: Viewer, token: string): Promise<PanelRow> {
  const [row] = await tx<
    PanelRow[]
  >`select p.* from panels p where p.la_code = ${viewer.la} and p.token = ${token}`
  if (!row) throw new NotFound('panel')
  return row
}

/** The same, held until the transaction ends. */
export async function lockPanel(tx: Tx, viewer: Viewer, id: string): Promise<PanelRow> {
  const [row] = await tx<PanelRow[]>`
    select p.* from panels p where p.la_code = ${viewer.la} and p.id = ${id} for update`
  if (!row) throw new NotFound('panel')
  return row
}

export async function insertPanel(
  tx: Tx,
  viewer: Viewer,
  given: { kind: PanelKind; meetsOn: string; startsAt: string; place: string },
): Promise<string> {
  const token = newToken()
  await tx`
    insert into panels (la_code, id, token, kind, meets_on, starts_at, place, made_by, made_name)
    values (${viewer.la}, ${newId()}, ${token}, ${given.kind}, ${given.meetsOn}, ${given.startsAt}, ${given.place},
            ${viewer.personId}, ${viewer.name})`
  return token
}

export async function markHeld(
  tx: Tx,
  viewer: Viewer,
  panelId: string,
  given: { came: string; apologies: string; now: Date },
): Promise<void> {
  await tx`
    update panels set held_at = ${given.now}, held_name = ${viewer.name}, came = ${given.came},
           apologies = ${given.apologies}
    where la_code = ${viewer.la} and id = ${panelId} and held_at is null`
}

export type ItemRow = {
  id: string
  token: string
  panel_id: string
  panel_token: string
  kind: PanelKind
  meets_on: string
  child_id: string
  case_id: string
  case_token: string
  reference: string
  level: string
  state: string
  next_step: string | null
  owner_name: string | null
  opened_on: string
  surname: string
  forename: string
  date_of_birth: string | null
  protected: boolean
  question: string
  summary: string
  untried: string
  good: string
  brought_name: string
  decision_kind: 'decided' | 'put off' | null
  decision: string | null
  who: string | null
  due: string | null
  decided_name: string | null
}

/** What was written for a panel before the child was protected may say where the child is, and a pack is printed. */
const fromBefore = 'Written before the child was protected: not shown here.'
const unlessFromBefore = (tx: Tx, text: Fragment): Fragment =>
  tx`case when h.at >= i.brought_at and ${text} <> '' then ${fromBefore} else ${text} end`

function items(tx: Tx, viewer: Viewer, which: ReturnType<Tx>, many: number): Promise<ItemRow[]> {
  return tx<ItemRow[]>`
    select i.id, i.token, i.panel_id, p.token as panel_token, p.kind, p.meets_on, i.child_id, i.case_id,
           k.token as case_token, k.reference, k.level, k.state, k.next_step, k.owner_name, k.opened_on, c.surname,
           c.forename, c.date_of_birth,
           h.at is not null as protected,
           ${unlessFromBefore(tx, tx`i.question`)} as question, ${unlessFromBefore(tx, tx`i.summary`)} as summary,
           ${unlessFromBefore(tx, tx`i.untried`)} as untried, ${unlessFromBefore(tx, tx`i.good`)} as good, i.brought_name,
           d.kind as decision_kind,
           case when h.at >= d.at then ${fromBefore} else d.decision end as decision, d.who, d.due, d.by_name as decided_name
    from panel_cases i
    join panels p on p.la_code = i.la_code and p.id = i.panel_id
    join cases k on k.la_code = i.la_code and k.id = i.case_id
    join children c on c.la_code = i.la_code and c.id = i.child_id
    left join lateral (select * from panel_decisions x where x.la_code = i.la_code and x.item_id = i.id
                       order by x.at desc limit 1) d on true
    left join lateral (select max(x.put_on_at) as at from protections x
                       where x.la_code = i.la_code and x.child_id = i.child_id) h on true
    where i.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`i.child_id`)} and ${which}
    order by array_position(array['act today', 'act this week', 'keep in view'], k.level), i.brought_at, i.id
    limit ${many}`
}

/** The agenda of a panel, the most urgent case first. */
export const agendaOf = (tx: Tx, viewer: Viewer, panelId: string): Promise<ItemRow[]> =>
  items(tx, viewer, tx`i.panel_id = ${panelId}`, 100)

/** The panels a case was brought to. */
export const panelsOfCase = (tx: Tx, viewer: Viewer, caseId: string): Promise<ItemRow[]> =>
  items(tx, viewer, tx`i.case_id = ${caseId}`, 20)

export async function itemByToken(tx: Tx, viewer: Viewer, token: string): Promise<ItemRow> {
  const [row] = await items(tx, viewer, tx`i.token = ${token}`, 1)
  if (!row) throw new NotFound('case of a panel')
  return row
}

/** Puts a case on an agenda. False where it stands there already. */
export async function insertItem(
  tx: Tx,
  viewer: Viewer,
  given: {
    panelId: string
    childId: string
    caseId: string
    question: string
    summary: string
    untried: string
    good: string
  },
): Promise<string | undefined> {
  const id = newId()
  const rows = await tx`
    insert into panel_cases (la_code, id, token, panel_id, child_id, case_id, question, summary, untried, good,
                             brought_by, brought_name)
    values (${viewer.la}, ${id}, ${newToken()}, ${given.panelId}, ${given.childId}, ${given.caseId}, ${given.question},
            ${given.summary}, ${given.untried}, ${given.good}, ${viewer.personId}, ${viewer.name})
    on conflict (la_code, panel_id, case_id) do nothing returning 1`
  return rows.length === 1 ? id : undefined
}

export async function insertDecision(
  tx: Tx,
  viewer: Viewer,
  item: Pick<ItemRow, 'id' | 'child_id'>,
  given: { kind: 'decided' | 'put off'; decision: string; who: string; due: string | null },
): Promise<void> {
  await tx`
    insert into panel_decisions (la_code, id, item_id, child_id, kind, decision, who, due, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${item.id}, ${item.child_id}, ${given.kind}, ${given.decision}, ${given.who},
            ${given.due}, ${viewer.personId}, ${viewer.name})`
}
