// Taking the census: asked for or begun by itself on the day, counted a batch at a time, frozen, noted, signed.
import type { Viewer } from '../access/viewer.ts'
import {
  type LocalDate,
  localDate,
  schoolYearEnd,
  schoolYearOf,
  schoolYearStart,
} from '../calendar/local-date.ts'
import { tellCase } from '../cases/store.ts'
import { type CensusDate, censusDatesWith, censusInWords } from '../law/census-dates.ts'
import { type CmeReasonCode, cmeReasonInWords, cmeReasonsOn } from '../law/cme-reasons.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import { checkedValuesOf } from '../rulebook/store.ts'
import { countedAnyTime, countedOn } from './counted.ts'
import { checksOf, figuresOf } from './figures.ts'
import {
  type CountedChild,
  casesToCount,
  insertCounted,
  insertNote,
  insertReason,
  insertSigning,
  insertTaking,
  isTaken,
  keepFigures,
  keepProgress,
  lockTaking,
  notesOf,
  rowsOf,
  type TakingRow,
  takingBefore,
} from './store.ts'

/** With an authority and a taking: counts it. */
export const takingQueue = 'census-taking'

/** The census days the authority goes by, oldest first. */
export async function censusDatesOf(tx: Tx, viewer: Viewer): Promise<readonly CensusDate[]> {
  return censusDatesWith((await checkedValuesOf(tx, viewer)).censusDates)
}

/**
 * Begins a taking of the census of a day that has come. A second taking of the same day says why: the first is kept beside it, and
 * neither changes.
 */
export async function beginTaking(
  tx: Tx,
  viewer: Viewer,
  censusOn: string,
  why: string,
): Promise<Decision<string>> {
  const date = (await censusDatesOf(tx, viewer)).find(one => one.on === censusOn)
  if (!date) return refused({ says: 'That is not a census day' })
  if (date.on > viewer.today) return refused({ says: `${censusInWords(date)} is still to come` })
  if (why === '' && (await isTaken(tx, viewer, date.on))) {
    return refused({ says: 'Say why it is taken again. What was taken before stays as it is' })
  }
  const list = cmeReasonsOn(date.on)
  const { id, token } = await insertTaking(tx, viewer, {
    censusOn: date.on,
    schoolYear: date.schoolYear,
    term: date.term,
    reasonsOf: list?.from ?? date.on,
    why: why || null,
  })
  await sendJob(tx, takingQueue, { la: viewer.la, taking: id })
  return allowed(token)
}

/** On the evening of a census day, once: the census of that day. */
export async function takeOnTheDay(tx: Tx, system: Viewer): Promise<void> {
  const date = (await censusDatesOf(tx, system)).find(one => one.on === system.today)
  if (!date || (await isTaken(tx, system, date.on))) return
  await beginTaking(tx, system, date.on, '')
}

/** So many cases in one transaction. */
const batch = 300

/** Counts the next batch of a taking, and its figures after the last. True where there is more to do. */
export async function countOn(tx: Tx, system: Viewer, takingId: string, now: Date): Promise<boolean> {
  const taking = await lockTaking(tx, system, takingId)
  if (taking?.state !== 'taking') return false
  const cases = await casesToCount(tx, system, taking, batch)
  const last = cases.at(-1)
  if (!last) {
    await keepFigures(tx, system, taking.id, figuresOf(await rowsOf(tx, system, taking.id)), now)
    return false
  }
  const day = localDate(taking.census_on)
  const before = schoolYearOf(day) - 1
  const rows = cases.flatMap((one): CountedChild[] => {
    const onDay = countedOn(one.facts, day)
    const anyTime = countedAnyTime(one.facts, schoolYearStart(before), schoolYearEnd(before))
    if (!onDay?.counted && !anyTime && !onDay?.queries.length) return []
    return [
      {
        personId: one.personId,
        childId: one.childId,
        caseId: one.caseId,
        onDay: onDay?.counted === true,
        anyTime,
        reason: onDay?.reason ?? 'NOT_RECORDED',
        reasonBy: onDay?.reasonBy ?? 'nobody',
        duration: onDay?.duration ?? 'UNK',
        since: onDay?.since,
        sex: onDay?.sex ?? one.facts.sex ?? 'U',
        year: onDay?.year,
        standing: one.standing,
        ehcp: one.ehcp,
        childProtection: one.childProtection,
        queries: onDay?.queries ?? [],
      },
    ]
  })
  // Where a child has several cases or records, the one counted on the day goes first.
  await insertCounted(tx, system, taking.id, firstOfEach(rows))
  await keepProgress(tx, system, taking.id, { afterCase: last.caseId, more: cases.length })
  return true
}

function firstOfEach(rows: readonly CountedChild[]): CountedChild[] {
  const kept = new Map<string, CountedChild>()
  for (const row of rows) {
    const before = kept.get(row.personId)
    if (!before) kept.set(row.personId, row)
    else {
      const [first, other] = row.onDay && !before.onDay ? [row, before] : [before, row]
      kept.set(row.personId, { ...first, anyTime: first.anyTime || other.anyTime })
    }
  }
  return [...kept.values()]
}

/** Writes down what explains a figure. Only until it is signed. */
export async function noteFigure(
  tx: Tx,
  viewer: Viewer,
  taking: TakingRow,
  given: { figure: string; note: string },
): Promise<Decision<true>> {
  if (taking.signed_at)
    return refused({ says: 'These figures are signed. Take the census again to change a note' })
  if (given.note === '') return refused({ says: 'Write what explains this figure' })
  await insertNote(tx, viewer, taking.id, given)
  return allowed(true)
}

/** Signs the figures for the return: a manager, once, when everything that wants a sentence has one. */
export async function sign(tx: Tx, viewer: Viewer, taking: TakingRow): Promise<Decision<true>> {
  if (taking.state !== 'taken' || !taking.figures) return refused({ says: 'It is still being counted' })
  if (taking.signed_at) return refused({ says: `${taking.signed_name} has signed it already` })
  const notes = new Set((await notesOf(tx, viewer, taking.id)).map(one => one.figure))
  const before = await takingBefore(tx, viewer, taking.census_on)
  const missing = checksOf(taking.figures, before?.figures ?? undefined).filter(
    check => check.needsNote && !notes.has(check.figure),
  )
  if (missing.length > 0) {
    return refused(...missing.map(check => ({ says: `Explain first: ${check.says}` })))
  }
  const done = await insertSigning(tx, viewer, taking.id, `${taking.figures.total} children`)
  return done ? allowed(true) : refused({ says: 'It has been signed already' })
}

/** Records why the child of a case is missing education, by the Department's list, from a day. */
export async function recordReason(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; caseId: string; reason: CmeReasonCode; from: LocalDate; why: string },
): Promise<Decision<true>> {
  if (given.from > viewer.today) return refused({ says: 'The day is still to come' })
  await insertReason(tx, viewer, given)
  await tellCase(tx, viewer, { caseId: given.caseId }, [
    { type: 'note', fact: `Primary reason: ${cmeReasonInWords(given.reason)}. ${given.why}`, opinion: '' },
  ])
  return allowed(true)
}
