import type { LocalDate } from '../../calendar/local-date.ts'
import type { Sql } from '../../platform/db.ts'
import type { Person } from '../actions.ts'
import type { Demonstration } from '../generate.ts'

/** What the made-up people did in the past months. */
export async function tellHistories(_told: {
  sql: Sql
  made: Demonstration
  people: ReadonlyMap<string, Person>
  today: LocalDate
}): Promise<void> {}
