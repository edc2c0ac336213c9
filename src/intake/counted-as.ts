/**
 * What is a child counted as when a case is taken on? Proposed from the facts, set by a person.
 *
 * Four counts are kept apart and never added together (practice notes, section 1; rules.md 1.4): possible CME, who is on a roll and
 * whose whereabouts or next school are not known; CME, who is on no roll and not suitably educated otherwise, from the first day,
 * with no least time (OQ-10); missing education while on a roll; and home education, which is not CME while it is suitable.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { Standing } from '../cases/case.ts'
import { type CmeFacts, cmeStatus } from '../cases/cme-status.ts'

export const counts = ['possible CME', 'CME', 'missing education while on roll', 'home education'] as const
export type Count = (typeof counts)[number]

export type Proposed = {
  readonly standing: Standing
  /** From which day: the first day of being on no roll, or today. */
  readonly from: LocalDate
  readonly why: string
  readonly cites: string
  /** Where else the child is counted, if at all: a child on a roll who misses some of it; a child educated at home. */
  readonly count: Count | undefined
}

/**
 * Takes what is known of the child on the day: born when, on which rolls, educated otherwise how; whether the whereabouts are known;
 * whether less than full time is arranged for the child.
 */
export function countedAs(
  facts: Omit<CmeFacts, 'dob'> & {
    readonly dob: LocalDate | undefined
    readonly whereaboutsKnown: boolean
    readonly lessThanFullTime: boolean
  },
  on: LocalDate,
): Proposed {
  const { dob } = facts
  if (dob === undefined) {
    return {
      standing: 'possible CME',
      from: on,
      why: 'The date of birth is not known, so nobody can say whether the child is of compulsory school age. Until then: possible CME.',
      cites: 'Education Act 1996, section 8',
      count: 'possible CME',
    }
  }
  const status = cmeStatus({ ...facts, dob }, on)
  const { because, cites } = status
  switch (status.status) {
    case 'CME':
      return {
        standing: 'CME',
        from: status.since,
        why: `${because} Since ${inWords(status.since)}: counted from the first day, with no least time.`,
        cites,
        count: 'CME',
      }
    case 'NOT_OF_COMPULSORY_AGE':
      return { standing: 'not CME', from: on, why: because, cites, count: undefined }
    case 'EDUCATED_OTHERWISE':
      return {
        standing: 'not CME',
        from: on,
        why: because,
        cites,
        count: facts.otherEducation.some(one => one.kind === 'EHE') ? 'home education' : undefined,
      }
    case 'ON_ROLL':
      if (!facts.whereaboutsKnown) {
        return {
          standing: 'possible CME',
          from: on,
          why: `${because} Where the child is, or goes next, is not known: possible CME. A child on a roll is never CME.`,
          cites,
          count: 'possible CME',
        }
      }
      return {
        standing: 'not CME',
        from: on,
        why: facts.lessThanFullTime
          ? `${because} Less than full time is arranged: missing education while on a roll, which is counted apart and is not CME.`
          : `${because} A child on a roll is never CME, however absent: that is attendance.`,
        cites,
        count: facts.lessThanFullTime ? 'missing education while on roll' : undefined,
      }
    default:
      return status satisfies never
  }
}
