/**
 * Where the texts disagree or are silent, how do we read them, and how far may an authority read them otherwise?
 *
 * Each question is answered by its safest reading: the earlier day, the more that must be shown. An authority may choose another
 * only where it is earlier or stricter still, so the list of choices holds no other. Most questions have none: the safest reading
 * is the strictest there is, or a choice would loosen the law.
 */

import type { LocalDate } from '../calendar/local-date.ts'
import * as absenceLimits from './absence-limits.ts'
import type { Answer } from './answer.ts'
import type { Receipt } from './authority-clocks.ts'
import { authorityLimits, authorityMonths } from './authority-limits.ts'
import { censusDates, censusInWords } from './census-dates.ts'
import type { Dated } from './dated.ts'
import * as removalLimits from './removal-limits.ts'
import type { TimeLimit } from './rule.ts'

/** Another reading, which makes a day earlier or asks for more. */
export type Alternative = {
  readonly code: string
  readonly says: string
  readonly makes: 'earlier' | 'stricter'
}

export type Reading = {
  /** `OQ-1`, as section 11 of the catalogue has it. */
  readonly id: string
  readonly question: string
  /** How it is read here. */
  readonly safest: string
  /** Readings an authority may choose instead; none where ours is the strictest. */
  readonly alternatives: readonly Alternative[]
  /** The rules it bears on. */
  readonly rules: readonly string[]
}

const reading = (
  id: string,
  rules: readonly string[],
  question: string,
  safest: string,
  ...alternatives: Alternative[]
): Reading => ({ id, question, safest, alternatives, rules })

export const readings: readonly Reading[] = [
  reading(
    'OQ-1',
    ['T-04', 'C-N5'],
    'Must code N be replaced within five school days (the regulations) or five working days (one page of the guidance)?',
    'School days, with the day shown; a warning from the fifth working day.',
    {
      code: 'working-days',
      says: 'Due on the fifth working day, where that is earlier',
      makes: 'earlier',
    },
  ),
  reading(
    'OQ-2',
    ['T-10'],
    'The new pupil return is due by the end of the fifth day: which days?',
    'Calendar days, which end earlier.',
  ),
  reading(
    'OQ-3',
    ['T-24'],
    'The child protection file goes within five days: which days?',
    'Calendar days, or school days where those end sooner.',
  ),
  reading(
    'OQ-4',
    ['T-07', 'C-RUN', 'C-10D'],
    'Do days coded Y or Q break the ten days of an attendance return?',
    'For the statutory return yes, by the letter of the code. The list of children who are away passes over Y1 to Y4, so that a day without transport takes nobody off it.',
  ),
  reading(
    'OQ-5',
    ['T-07', 'C-10D'],
    'Code U is in the list for the attendance return, yet the pupil came to school. Does it count?',
    'It counts, by its code; a day with a session in school under any other code breaks the run. For ground I it breaks the run.',
  ),
  reading(
    'OQ-6',
    ['T-07', 'L-20'],
    'Is the ten-day return due at once, or with the next return agreed with the authority?',
    'On the tenth day. The agreed interval is shown as the legal outer limit.',
  ),
  reading(
    'OQ-7',
    ['CLOSE-CROSS-BORDER', 'T-07', 'T-10', 'T-11'],
    'Which authority is told: the school’s, or the one where the child lives?',
    'The school’s authority; the home authority has a copy or a notice.',
  ),
  reading(
    'OQ-8',
    ['R9-H', 'H-10'],
    'Does ground H need a leave of more than ten days, as older policies say?',
    'Any leave that was granted, of any length.',
  ),
  reading(
    'OQ-9',
    ['R9-I', 'T-15'],
    'Do twenty days of absence take a name off the roll, as some policies say?',
    'Never by themselves.',
  ),
  reading(
    'OQ-10',
    ['D-CME', 'D-AT-RISK'],
    'Is a child missing education only after four weeks?',
    'From the first day. There is no least time.',
  ),
  reading(
    'OQ-11',
    ['D-CSA-START'],
    'Does compulsory school age begin with the first day of the term after the fifth birthday, as some councils say?',
    'On 31 March, 31 August or 31 December.',
  ),
  reading(
    'OQ-12',
    ['T-20', 'R9-F'],
    'Must the authority consent to home education of a child with a plan at a mainstream school?',
    'No; its team for special educational needs is told.',
  ),
  reading(
    'OQ-13',
    ['R9-G', 'L-17'],
    'May a school that is satisfied that a family has moved abroad remove the name without the authority’s enquiries?',
    'Only with evidence that was verified; otherwise school and authority enquire together.',
  ),
  reading(
    'OQ-14',
    ['T-21', 'T-22'],
    'Is the transfer file due in fifteen days or fifteen school days, and the lost pupil’s at once or after four weeks?',
    'Fifteen school days, with a warning at ten; the lost pupil’s file on the day of removal.',
    { code: 'ten-school-days', says: 'Due at ten school days', makes: 'earlier' },
  ),
  reading(
    'OQ-15',
    ['D-CME-SINCE'],
    'From when does a child count as missing education: the last day on roll, the last day attended, or when the authority knew?',
    'The day after the last day on roll, or the start of compulsory school age, or the arrival. When the authority knew is kept beside it.',
  ),
  reading(
    'OQ-16',
    ['COUNT-DURATION'],
    'Where do the bands of length begin and end?',
    'The upper end belongs to the band; a week is seven days.',
  ),
  reading(
    'OQ-17',
    ['COUNT-REASON'],
    'Which five of the twenty reasons are new in autumn 2025?',
    'Not known. The twenty hold from 1 October 2025; older records are mapped by a person.',
  ),
  reading(
    'OQ-18',
    ['R9-I', 'R9-H', 'L-17'],
    'May a child who was found, but does not attend, be removed under ground I?',
    'Only where school and authority both conclude that there are no reasonable grounds to believe the child will attend; otherwise it is a matter of attendance.',
  ),
  reading(
    'OQ-19',
    ['T-09', 'T-09a'],
    'Is the sickness total for a year, and does an appointment (code M) count?',
    'Code I only, within the school year.',
  ),
  reading(
    'OQ-20',
    ['L-13', 'L-14'],
    'Does the day on which something is received count as the first?',
    'It is day 0.',
    { code: 'day-one', says: 'The day of receipt is the first day', makes: 'earlier' },
  ),
  reading(
    'OQ-21',
    ['L-06', 'L-08', 'L-09'],
    'When is a notice sent by post served?',
    'On the day its delivery is proved; without proof, when the ordinary post would have brought it, which was not checked.',
  ),
  reading(
    'OQ-22',
    [],
    'Are the sections of the Children’s Wellbeing and Schools Act 2026 in force?',
    'Not until two people of the authority have recorded the order that says so.',
  ),
  reading(
    'OQ-23',
    ['T-07', 'T-10', 'T-11'],
    'May a return be made by an automatic feed from the school’s system?',
    'Yes, with a receipt for each item.',
  ),
  reading(
    'OQ-24',
    ['R9-G', 'R9-J', 'R9-K', 'R9-L', 'R9-M', 'R9-N', 'R9-O'],
    'What exactly do regulation 9(2) and (3), grounds G and J to O, and regulation 13(7) onwards say?',
    'They are marked as not checked, and must be read in the instrument before they are relied on.',
  ),
]

/** The reading of a question. */
export function readingOf(id: string): Reading | undefined {
  return readings.find(one => one.id === id)
}

/** Under which key an authority's choice is kept as a setting. */
export const readingKey = (id: string): `reading.${string}` => `reading.${id}`

/** The choice that stands for our own reading. */
export const safestReading = 'safest'

/**
 * What is wrong with this choice for a question, in words; nothing where it may be made. Only our own reading and those of the
 * list may be chosen, and the list has only earlier and stricter ones.
 */
export function problemWithReading(id: string, choice: string): string | undefined {
  const found = readingOf(id)
  if (!found) return `There is no open question ${id}`
  if (choice === safestReading || found.alternatives.some(({ code }) => code === choice)) return undefined
  return found.alternatives.length === 0
    ? 'This is the strictest reading there is: nothing else may be chosen'
    : 'Choose one of the readings in the list: each is earlier or stricter than ours'
}

/** What an authority has chosen, by question. A question that is not here is read in our way. */
export type ReadingsChosen = Readonly<Record<string, string>>

/** The choices that hold, from settings by their keys. One that may not be made is passed over, whoever stored it. */
export function readingsChosen(settings: readonly { key: string; value: unknown }[]): ReadingsChosen {
  const chosen: Record<string, string> = {}
  for (const { id } of readings) {
    const value = settings.find(({ key }) => key === readingKey(id))?.value
    if (typeof value === 'string' && problemWithReading(id, value) === undefined) chosen[id] = value
  }
  return chosen
}

/** Has the authority chosen this reading? */
const chose = (chosen: ReadingsChosen, id: string, code: string): boolean => chosen[id] === code

/** How the day of receipt counts, for the clocks of places (OQ-20). */
export function receiptRead(chosen: ReadingsChosen): Receipt {
  return { receiptIsDayOne: chose(chosen, 'OQ-20', 'day-one') }
}

/** Rules whose warning an authority may take as the day itself, and the choice that does it. */
const dueWhenWarned: Readonly<Record<string, readonly [id: string, code: string]>> = {
  'T-04': ['OQ-1', 'working-days'],
  'T-21': ['OQ-14', 'ten-school-days'],
}

/**
 * An answer as the authority reads the law. Where it has chosen the earlier day, that is the day, and the answer says so. It never
 * makes a day later, and leaves every other answer as it is.
 */
export function asRead<A extends Answer>(answer: A, chosen: ReadingsChosen): A {
  const choice = dueWhenWarned[answer.rule]
  if (!choice || !chose(chosen, ...choice)) return answer
  const { due, warnFrom } = answer
  if (warnFrom === undefined || (due !== undefined && due <= warnFrom)) return answer
  const says = readingOf(choice[0])!.alternatives.find(({ code }) => code === choice[1])!.says
  return {
    ...answer,
    due: warnFrom,
    days: answer.days.filter(day => day.on <= warnFrom),
    because: `${answer.because} Your authority reads it more strictly: ${says.toLowerCase()}.`,
    inputs: { ...answer.inputs, [choice[0]]: choice[1] },
  }
}

/** A value that stands from memory, or that nobody found in its source. */
export type UnverifiedValue = {
  /** `order-choice`; `census.2026.spring`; for the register rules the name of the number. */
  readonly key: string
  readonly from: LocalDate
  /** The value in words: "15 calendar days, beginning with", "4", "2027-01-21". */
  readonly value: string
  readonly cites: string
  /** Can an authority set it, with the place where it stands? Numbers of days past, and of the register rules, are ours to check. */
  readonly settable: boolean
}

/** Every value in the law's data that is marked unverified. */
export const unverifiedValues: readonly UnverifiedValue[] = [
  ...unverifiedIn<TimeLimit>(
    authorityLimits,
    true,
    ({ count, unit, counted }) => `${count} ${unit}s, ${counted}`,
  ),
  ...unverifiedIn<number>(authorityMonths, true, count => `${count} months`),
  ...censusDates
    .filter(({ mark }) => mark === 'unverified')
    .map(date => ({
      key: `census.${date.schoolYear}.${date.term}`,
      from: date.on,
      value: `${censusInWords(date)}: ${date.on}`,
      cites: date.cites,
      settable: true,
    })),
  ...unverifiedIn<number>(absenceLimits, false, String),
  ...unverifiedIn<number>(removalLimits, false, String),
]

function unverifiedIn<T>(
  values: Readonly<Record<string, readonly Dated<T>[]>>,
  settable: boolean,
  inWords: (value: T) => string,
): UnverifiedValue[] {
  return Object.entries(values).flatMap(([key, versions]) =>
    versions
      .filter(version => version.mark === 'unverified')
      .map(({ from, value, cites }) => ({ key, from, value: inWords(value), cites, settable })),
  )
}
