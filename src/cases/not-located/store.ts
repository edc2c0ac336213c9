// The long list: children whom nobody has found, however long ago that was. Nothing leaves it by time.
import { childInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../platform/db.ts'
import type { Level } from '../clocks.ts'

export type NotLocatedRow = {
  token: string
  reference: string
  child_id: string
  surname: string
  forename: string
  date_of_birth: LocalDate | null
  level: Level
  owner_name: string | null
  not_located_on: LocalDate
  last_check_on: LocalDate | null
  manager_looked_on: LocalDate | null
  search_term: string | null
  search_due: LocalDate | null
  next_step: string
  next_due: LocalDate
}
export const notLocatedPerPage = 50

/** A page of the long list, whoever waits longest for the next look first, and how many there are in all. */
export async function notLocatedCases(
  tx: Tx,
  viewer: Viewer,
  page: number,
): Promise<{ rows: NotLocatedRow[]; total: number }> {
  const where = tx`k.la_code = ${viewer.la} and k.not_located_on is not null and k.closed_on is null
    and ${childInScope(tx, viewer, tx`k.child_id`)}`
  const [count] = await tx<{ total: number }[]>`select count(*) as total from cases k where ${where}`
  const rows = await tx<NotLocatedRow[]>`
    select k.token, k.reference, k.child_id, c.surname, c.forename, c.date_of_birth, k.level, k.owner_name,
           k.not_located_on, k.last_check_on, k.manager_looked_on, k.search_term, k.search_due, k.next_step, k.next_due
    from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where ${where}
    order by k.next_due, k.id
    limit ${notLocatedPerPage} offset ${(page - 1) * notLocatedPerPage}`
  return { rows, total: count?.total ?? 0 }
}

/** The cases on the long list whose last search was not of this term: their tokens, so many at most after the one given. */
export function casesToSearch(
  tx: Tx,
  system: Viewer,
  given: { term: string; from: LocalDate; after: string; many: number },
): Promise<{ id: string; token: string }[]> {
  return tx<{ id: string; token: string }[]>`
    select k.id, k.token from cases k
    where k.la_code = ${system.la} and k.not_located_on < ${given.from} and k.closed_on is null
      and k.search_term is distinct from ${given.term} and k.id > ${given.after}::uuid
    order by k.id limit ${given.many}`
}

/** The same whose child may be past compulsory school age: sixteen before today. Who is, the law's own date says. */
export function casesPastAge(
  tx: Tx,
  system: Viewer,
  given: { after: string; many: number },
): Promise<{ id: string; token: string; date_of_birth: LocalDate }[]> {
  return tx<{ id: string; token: string; date_of_birth: LocalDate }[]>`
    select k.id, k.token, c.date_of_birth
    from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where k.la_code = ${system.la} and k.not_located_on is not null and k.closed_on is null
      and c.date_of_birth < ${system.today}::date - interval '15 years' and k.id > ${given.after}::uuid
    order by k.id limit ${given.many}`
}
