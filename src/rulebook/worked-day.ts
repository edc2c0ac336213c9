/**
 * "If it happened on this day, by when is it due?" The rule book answers with the same clocks that the system counts by.
 *
 * It takes what the authority has decided: a stricter reading, a value it has checked, a pending law that has begun. So a manager
 * who changes one of these sees at once what becomes of a day.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Answer } from '../law/answer.ts'
import {
  censusReturnDue,
  enquiriesStartDue,
  exclusionProvision,
  fairAccessPlace,
  homeEducationContactDue,
  inYearOutcome,
  orderChoice,
  orderConsultation,
  replyToAuthorityDue,
  s437Notice,
} from '../law/authority-clocks.ts'
import type { SetValue } from '../law/authority-limits.ts'
import { type CensusDate, nextCensus } from '../law/census-dates.ts'
import type { Commencement } from '../law/pending.ts'
import { asRead, type ReadingsChosen, receiptRead } from '../law/readings.ts'
import { childProtectionFile, deletionReturn, newPupilReturn, transferFile } from '../law/roll-clocks.ts'
import { afterLeave, codeNDue, continuousAbsence, leaveOverrun } from '../law/school-clocks.ts'

/** What an authority has decided, as it stands, and the term dates to count by. */
export type Decided = {
  readonly calendar: SchoolCalendar
  readonly calendarVersion?: string | undefined
  readonly readings: ReadingsChosen
  readonly numbers: readonly SetValue[]
  readonly censusDates: readonly CensusDate[]
  readonly commencements: readonly Commencement[]
}

type Clock = {
  /** What the day is, as a question: "On which day was the name removed?" */
  readonly asks: string
  /** Nothing where the day leads nowhere: no census day is known after it. */
  readonly answer: (on: LocalDate, decided: Decided) => Answer | undefined
}

const removed = 'On which day was the name removed from the register?'
const leave = 'What was the last day of the leave?'

const clocks: Readonly<Record<string, Clock>> = {
  'T-04': { asks: 'For which day is there a code N?', answer: (on, d) => codeNDue({ ...d, on }) },
  'T-10': {
    asks: 'On which day was the name entered in the register?',
    answer: (enteredOn, d) => newPupilReturn({ ...d, enteredOn, mostJuniorClass: false }),
  },
  'T-11': {
    asks: removed,
    answer: (removedOn, d) =>
      deletionReturn({ ...d, removedOn, mostSeniorClass: false, authorityAsked: false }),
  },
  'T-14': { asks: leave, answer: (leaveEndedOn, d) => leaveOverrun({ ...d, leaveEndedOn }) },
  'H-10': { asks: leave, answer: (leaveEndedOn, d) => afterLeave({ ...d, leaveEndedOn }) },
  'T-15': {
    asks: 'What was the first day of the absence?',
    answer: (since, d) => continuousAbsence({ ...d, since }),
  },
  'T-21': {
    asks: removed,
    answer: (removedOn, d) => transferFile({ ...d, removedOn, destination: 'another school' }),
  },
  'T-24': {
    asks: 'On which day did the pupil move?',
    answer: (movedOn, d) => childProtectionFile({ ...d, movedOn }),
  },
  'L-02': {
    asks: 'On which day did the referral come?',
    answer: (received, d) => enquiriesStartDue({ received }, d.numbers),
  },
  'L-03': {
    asks: 'On which day did the other authority ask?',
    answer: (asked, d) => replyToAuthorityDue({ asked }, d.numbers),
  },
  'L-05': {
    asks: 'What was the first day of the exclusion?',
    answer: (firstExcludedDay, d) => exclusionProvision({ firstExcludedDay }, used(d)),
  },
  'L-06': {
    asks: 'On which day was the notice delivered?',
    answer: (deliveredOn, d) => s437Notice({ service: { deliveredOn } }, d.commencements, d.numbers),
  },
  'L-08': {
    asks: 'On which day was the notice of intention delivered?',
    answer: (deliveredOn, d) => orderChoice({ service: { deliveredOn } }, d.commencements, d.numbers),
  },
  'L-09': {
    asks: 'On which day was the school consulted?',
    answer: (deliveredOn, d) => orderConsultation({ service: { deliveredOn } }, d.commencements, d.numbers),
  },
  'L-13': {
    asks: 'On which day was the application received?',
    answer: (received, d) => inYearOutcome({ received }, used(d), receiptRead(d.readings)),
  },
  'L-14': {
    asks: 'On which day was the child accepted under the protocol?',
    answer: (accepted, d) => fairAccessPlace({ accepted }, used(d), receiptRead(d.readings)),
  },
  'L-18': {
    asks: 'On which day was the last contact with the family?',
    answer: (lastContact, d) => homeEducationContactDue({ notified: lastContact, lastContact }, d.numbers),
  },
  'L-19': {
    asks: 'From which day on do you look for the next census?',
    answer: (on, d) => {
      const census = nextCensus(on, d.censusDates)
      return census && censusReturnDue(census, d.numbers)
    },
  },
}

const used = ({ calendar, calendarVersion }: Decided) => ({ calendar, version: calendarVersion })

/** Days before this were counted under other regulations, and are not asked about here. */
export const askedSince: LocalDate = localDate('2024-08-19')

/** What day a rule is asked about; nothing where it cannot be asked about one day alone. */
export const dayAskedFor = (rule: string): string | undefined =>
  Object.hasOwn(clocks, rule) ? clocks[rule]!.asks : undefined

/**
 * The answer of a rule for a day, as this authority reads the law. Takes the rule's id, the day, and what the authority has
 * decided. Nothing where the rule has no clock of one day. Throws for a day before `askedSince`.
 */
export function answerFor(rule: string, on: LocalDate, decided: Decided): Answer | undefined {
  const clock = Object.hasOwn(clocks, rule) ? clocks[rule] : undefined
  const found = clock?.answer(on, decided)
  return found && asRead(found, decided.readings)
}
