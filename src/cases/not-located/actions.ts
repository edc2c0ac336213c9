// Each term the search is made again for every child not located; and the day compulsory school age ends is said, once.
import { asViewer } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { csaEnd } from '../../calendar/age.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { termsOf } from '../../calendar/terms.ts'
import type { Sql } from '../../platform/db.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { caseFrom, type Happened } from '../case.ts'
import { clockAnswer, monthlyReview } from '../clocks.ts'
import * as steps from '../steps.ts'
import { append, bySystem, historyOf, lockCase } from '../store.ts'
import { searchTermOn } from './search-term.ts'
import { casesPastAge, casesToSearch } from './store.ts'

const many = 200
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Begins the term's search for every child on the long list who has none, each case in a transaction of its own. Gives how many. */
export async function beginSearches(sql: Sql, system: Viewer): Promise<number> {
  const on = localDate(system.today)
  const { term, checks } = await asViewer(sql, system, async tx => ({
    term: searchTermOn(termsOf((await calendarFor(tx, system, undefined)).termDates), on),
    checks: (await settingsFor(tx, system))['required-authority-checks'],
  }))
  let begun = 0
  for (let after = beforeAll; ; ) {
    const rows = await asViewer(sql, system, tx =>
      casesToSearch(tx, system, { term: term.name, from: term.from, after, many }),
    )
    for (const row of rows) {
      const did = await step(sql, system, row.token, c => {
        const given = { term: term.name, termFrom: term.from, checks, due: monthlyReview(on).due }
        const decided = steps.beginReSearch(c, given)
        return decided.allowed ? decided.value : []
      })
      if (did) begun += 1
    }
    if (rows.length < many) return begun
    after = rows.at(-1)!.id
  }
}

/** The key of what is waited for when compulsory school age has ended. */
export const ageEnded = 'compulsory school age'

/** Says of each child on the long list whose compulsory school age has ended that somebody must decide. Once. */
export async function tellAgeEnded(sql: Sql, system: Viewer): Promise<number> {
  const on = localDate(system.today)
  let told = 0
  for (let after = beforeAll; ; ) {
    const rows = await asViewer(sql, system, tx => casesPastAge(tx, system, { after, many }))
    for (const row of rows) {
      const ended = csaEnd(row.date_of_birth)
      if (ended >= on) continue
      const did = await step(sql, system, row.token, c =>
        c.tasks[ageEnded]
          ? []
          : [
              {
                type: 'task-set',
                key: ageEnded,
                says: `Compulsory school age ended on ${inWords(ended)}: record a safeguarding view, and decide on closing`,
                due: clockAnswer('review', c.level, on).due,
              },
            ],
      )
      if (did) told += 1
    }
    if (rows.length < many) return told
    after = rows.at(-1)!.id
  }
}

/** One step of the system in one case, held. Gives whether anything was written. */
async function step(
  sql: Sql,
  system: Viewer,
  token: string,
  decide: (c: ReturnType<typeof caseFrom>) => readonly Happened[],
): Promise<boolean> {
  return asViewer(sql, system, async tx => {
    const row = await lockCase(tx, system, token)
    const before = caseFrom(await historyOf(tx, system, row.id))
    const happened = before.notLocatedOn === undefined ? [] : decide(before)
    if (happened.length === 0) return false
    await append(tx, system, row, before, happened, bySystem, localDate(system.today))
    return true
  })
}
