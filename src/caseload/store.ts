// All the SQL of the caseload: saved views, how many cases each person has, what was said in supervision.
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'

export type ViewRow = { token: string; name: string; filter: string }
export const viewsAtMost = 20

/** The views a person saved, by name. */
export function viewsOf(tx: Tx, viewer: Viewer): Promise<ViewRow[]> {
  return tx<ViewRow[]>`
    select token, name, filter from case_views
    where la_code = ${viewer.la} and person_id = ${viewer.personId} order by name limit ${viewsAtMost}`
}

/** Saves a view under a name; the same name again is the new view. */
export async function saveView(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; filter: string },
): Promise<void> {
  await tx`
    delete from case_views where la_code = ${viewer.la} and person_id = ${viewer.personId} and name = ${given.name}`
  await tx`
    insert into case_views (la_code, id, token, person_id, name, filter)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${viewer.personId}, ${given.name}, ${given.filter})
    on conflict do nothing`
}

export async function deleteView(tx: Tx, viewer: Viewer, token: string): Promise<void> {
  await tx`
    delete from case_views where la_code = ${viewer.la} and person_id = ${viewer.personId} and token = ${token}`
}

export type LoadRow = {
  owner_id: string | null
  owner_name: string | null
  open: number
  today: number
  late: number
  aside: number
  not_located: number
  old: number
  oldest: string
}

/** How many open cases each person has, and how they stand. `old`: open for more than 90 days. */
export function loadOf(tx: Tx, viewer: Viewer): Promise<LoadRow[]> {
  return tx<LoadRow[]>`
    select k.owner_id, max(k.owner_name) as owner_name, count(*)::int as open,
           (count(*) filter (where k.level = 'act today'))::int as today,
           (count(*) filter (where k.next_due < ${viewer.today}))::int as late,
           (count(*) filter (where k.state in ('with panel', 'handed over', 'on hold')))::int as aside,
           (count(*) filter (where k.state = 'not located'))::int as not_located,
           (count(*) filter (where k.opened_on < ${viewer.today}::date - 90))::int as old,
           min(k.opened_on)::text as oldest
    from cases k
    where k.la_code = ${viewer.la} and k.closed_on is null and ${childInScope(tx, viewer, tx`k.child_id`)}
    group by k.owner_id
    order by k.owner_id is not null, count(*) desc limit 300`
}

export type SupervisionRow = {
  talked: string
  agreed: string
  next_on: string
  with_name: string
  by_name: string
  on_date: string
}

/** What was said about a case in supervision, newest first: a manager reads all, an officer what was said with them. */
export function supervisionOf(tx: Tx, viewer: Viewer, caseId: string): Promise<SupervisionRow[]> {
  return tx<SupervisionRow[]>`
    select n.talked, n.agreed, n.next_on, n.with_name, n.by_name, n.on_date from supervision_notes n
    where n.la_code = ${viewer.la} and n.case_id = ${caseId} and ${childInScope(tx, viewer, tx`n.child_id`)}
      and (${viewer.role !== 'cme-officer'} or n.with_person = ${viewer.personId})
    order by n.at desc limit 50`
}

export async function insertSupervision(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    caseId: string
    talked: string
    agreed: string
    nextOn: string
    with: { id: string; name: string }
  },
): Promise<void> {
  await tx`
    insert into supervision_notes (la_code, id, child_id, case_id, talked, agreed, next_on, with_person, with_name,
                                   by_person, by_name, on_date)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.caseId}, ${given.talked}, ${given.agreed},
            ${given.nextOn}, ${given.with.id}, ${given.with.name}, ${viewer.personId}, ${viewer.name}, ${viewer.today})`
}

export type TokenRow = { token: string; reference: string }

/** The open cases among these, by reference, for doing one thing to many. */
export function casesAmong(tx: Tx, viewer: Viewer, tokens: readonly string[]): Promise<TokenRow[]> {
  return tx<TokenRow[]>`
    select k.token, k.reference from cases k
    where k.la_code = ${viewer.la} and k.token = any (${tokens as string[]}::text[]) and k.closed_on is null
      and ${childInScope(tx, viewer, tx`k.child_id`)}
    order by k.id limit 50`
}
