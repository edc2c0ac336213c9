/**
 * Has a pupil who was permanently excluded something in place by the sixth school day?
 *
 * From the sixth school day, the first excluded day counted, the authority where the child lives provides full-time education (L-05;
 * for a child in care it is expected from the first). A pupil with nothing in place on that day becomes a case that day (START-11,
 * pathway B): not a day later, and not before.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Answer } from '../law/answer.ts'
import { exclusionProvision } from '../law/authority-clocks.ts'

/** What the authority last wrote down of one exclusion. */
export type InPlace = {
  readonly what: 'in place' | 'nothing in place' | 'case opened'
  readonly startsOn?: LocalDate | undefined
}

export type Excluded = {
  /** `in place`: from a day that is early enough. `late`: from a day after the sixth. `case`: one was opened. */
  readonly stands: 'waiting' | 'in place' | 'late' | 'nothing' | 'case' | 'not known'
  /** The sixth school day; nothing where the term dates do not reach so far. */
  readonly sixth: LocalDate | undefined
  /** The day from which education is expected: the first for a child in care, else the sixth. */
  readonly expected: LocalDate | undefined
  /** Does a case open today, or should one have opened? */
  readonly opens: boolean
  readonly says: string
  readonly answer: Answer
}

/** How one exclusion stands on a day. `latest`: what the authority last wrote down, if anything. */
export function excludedOn(
  facts: {
    readonly firstDay: LocalDate
    readonly lookedAfter: boolean
    readonly calendar: SchoolCalendar
    readonly latest?: InPlace | undefined
  },
  on: LocalDate,
): Excluded {
  const answer = exclusionProvision(
    { firstExcludedDay: facts.firstDay, lookedAfter: facts.lookedAfter },
    { calendar: facts.calendar },
  )
  const sixth = answer.due
  const expected = facts.lookedAfter ? facts.firstDay : sixth
  const { latest } = facts
  const of = (stands: Excluded['stands'], says: string, opens = false): Excluded => ({
    stands,
    sixth,
    expected,
    opens,
    says,
    answer,
  })
  if (latest?.what === 'case opened') return of('case', 'A case is open because nothing was in place.')
  if (sixth === undefined)
    return of('not known', 'The sixth school day is not known: the school’s term dates do not reach so far.')
  if (latest?.what === 'in place') {
    if (latest.startsOn! <= sixth) return of('in place', `In place from ${inWords(latest.startsOn!)}.`)
    const opens = on >= sixth && on < latest.startsOn!
    return of(
      'late',
      `In place from ${inWords(latest.startsOn!)} only. The sixth school day is ${inWords(sixth)}.`,
      opens,
    )
  }
  if (on >= sixth)
    return of('nothing', `Nothing is in place, and the sixth school day was ${inWords(sixth)}.`, true)
  return of('waiting', `Education is to begin by ${inWords(sixth)}, the sixth school day.`)
}
