/**
 * How far back does the run over the database ask for returns of entries and removals (T-10, T-11, T-21)?
 *
 * `assess` answers for all the years of its calendar. A database lives on: the first load of an authority brings entries of
 * many years, and duties that lapsed long before Onroll came would bury those that can still be met. So a return is raised
 * for an entry or a removal of the school year that holds the day, and always for those of the last 90 days, so that nothing
 * of July is lost in September. One that was raised stands, whatever its age; a correction of its date is looked for until
 * the end of the next school year.
 */
import { addDays, dateOf, type LocalDate, schoolYearOf } from '../../calendar/local-date.ts'
import type { RuleId } from '../finding.ts'

const daysBack = 90

export const rollChangeRules = ['T-10', 'T-11', 'T-21'] as const satisfies readonly RuleId[]
export const isRollChange = (rule: string): boolean => (rollChangeRules as readonly string[]).includes(rule)

/** The first day whose entries and removals are raised when the run looks up to `on`. */
export function rollChangesFrom(on: LocalDate): LocalDate {
  const yearBegan = dateOf(schoolYearOf(on), 9, 1)
  const back = addDays(on, -daysBack)
  return back < yearBegan ? back : yearBegan
}

/** The first day of which what was raised is looked at again. */
export const rollChangesKeptFrom = (on: LocalDate): LocalDate => dateOf(schoolYearOf(on) - 1, 9, 1)
