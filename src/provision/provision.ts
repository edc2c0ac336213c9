/**
 * Which pupils on a roll get less than full-time education at school, and what does that ask of the school (form F11, T-25 to
 * T-27, L-05)?
 *
 * They are pupils missing education (PME). A child on a roll is never a child missing education (CME) for it, however few the
 * hours: nothing here opens a case or counts as one.
 */
import { isCompulsoryAge } from '../calendar/age.ts'
import { countSchoolDaysAfter } from '../calendar/counting.ts'
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { type SchoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import type { Answer } from '../law/answer.ts'
import { attendanceCodes, readCode } from '../law/attendance-codes.ts'
import { exclusionProvision } from '../law/authority-clocks.ts'
import type { Refusal } from '../law/decision.ts'
import { suspensionProvision, suspensionTold } from '../law/school-clocks.ts'

export const arrangementKinds = ['part-time timetable', 'off-site education'] as const
export type ArrangementKind = (typeof arrangementKinds)[number]
export const consultedAnswers = ['yes', 'no', 'not needed'] as const
export type Consulted = (typeof consultedAnswers)[number]
export const endings = [
  'back to full time',
  'another arrangement',
  'left the school',
  'recorded in error',
] as const
export type Ending = (typeof endings)[number]

/** The attendance codes of the sessions that an arrangement takes the pupil out of school for. */
export type ArrangementCode = 'C2' | 'C' | 'B' | 'D' | 'K'
const codesOf: Readonly<Record<ArrangementKind, readonly ArrangementCode[]>> = {
  // Until 18 August 2024 there was no code of its own for it.
  'part-time timetable': ['C2', 'C'],
  'off-site education': ['B', 'D', 'K'],
}
const usedFor: Readonly<Record<ArrangementCode, string>> = {
  C2: 'No education is arranged for those sessions, and the parent agreed',
  C: 'Before 19 August 2024, where C2 was not yet a code',
  B: 'The school arranged it and is sure that it is supervised. Not for work at home or online',
  D: 'The pupil is on the roll of another school and is expected there',
  K: 'The local authority arranged it',
}

/** The codes that may be used for an arrangement on a day, with what each is for. C only where C2 is not yet one. */
export function codesOn(
  kind: ArrangementKind,
  on: LocalDate,
): { code: ArrangementCode; label: string; when: string }[] {
  const valid = codesOf[kind].filter(code => readCode(code, on) !== undefined)
  const chosen = kind === 'part-time timetable' ? valid.slice(0, 1) : valid
  return chosen.map(code => ({
    code,
    label: attendanceCodes.find(one => one.code === code)?.label ?? code,
    when: usedFor[code],
  }))
}

export type Arranged = {
  readonly kind: ArrangementKind
  readonly code: string
  readonly hours: number
  readonly fullHours: number
  readonly startsOn: LocalDate
  readonly reviewOn: LocalDate
  readonly endsOn: LocalDate
  readonly parentSignedOn: LocalDate | undefined
  readonly ehcpConsulted: Consulted
  readonly workerConsulted: Consulted
}

const workingTogether = 'Working together to improve school attendance, on part-time timetables'
const field = (says: string, cites = workingTogether): Refusal => ({ says, cites })

/** The last day on which an arrangement is to be looked at again: the authority's number of school days after its start or last review. */
export const latestReview = (
  calendar: SchoolCalendar,
  from: LocalDate,
  schoolDays: number,
): LocalDate | undefined => countSchoolDaysAfter(calendar, from, schoolDays).due

/**
 * What stands against an arrangement as it is written down, each by the field it is about. A part-time timetable is for a pupil of
 * compulsory school age, agreed by the parent, for the shortest time needed, with an end and a review; a plan or a social worker is
 * asked about first.
 */
export function problemsWith(facts: {
  readonly given: Arranged
  readonly today: LocalDate
  readonly dob: LocalDate | undefined
  readonly calendar: SchoolCalendar
  readonly reviewDays: number
  readonly hasEhcp: boolean
  readonly hasSocialWorker: boolean
}): { field: string; refusal: Refusal }[] {
  const { given, today, dob, calendar, reviewDays } = facts
  const found: { field: string; refusal: Refusal }[] = []
  const add = (name: string, says: string) => found.push({ field: name, refusal: field(says) })
  const isPartTime = given.kind === 'part-time timetable'
  if (dob !== undefined && isPartTime && !isCompulsoryAge(dob, given.startsOn))
    add(
      'kind',
      'The child is not of compulsory school age on that day: no timetable is needed, and the code is X',
    )
  if (!codesOn(given.kind, given.startsOn).some(one => one.code === given.code))
    add('code', 'Choose a code that may be used for this on the first day of it')
  if (given.hours > given.fullHours || (isPartTime && given.hours === given.fullHours))
    add(
      'hours',
      isPartTime
        ? 'A part-time timetable has fewer hours than the full week'
        : 'There cannot be more hours than in the full week',
    )
  if (given.endsOn < given.startsOn) add('end', 'The last day must not be before the first')
  if (given.reviewOn <= given.startsOn) add('review', 'The review must be after the first day')
  else if (given.reviewOn > given.endsOn) add('review', 'The review must not be after the last day')
  const latest = latestReview(calendar, given.startsOn, reviewDays)
  if (latest !== undefined && given.reviewOn > latest)
    add(
      'review',
      `It is looked at again within ${reviewDays} school days: by ${inWords(latest)}. It is for the shortest time needed.`,
    )
  if (isPartTime && given.parentSignedOn === undefined)
    add(
      'signed',
      `Code ${given.code || 'C2'} is for a timetable that the parent agreed to: enter the day on which they signed`,
    )
  if (given.parentSignedOn !== undefined && given.parentSignedOn > today)
    add('signed', 'The day of signing must be today or before')
  if (facts.hasEhcp && given.ehcpConsulted !== 'yes')
    add(
      'ehcp',
      'The child has an education, health and care plan: ask the authority’s SEN team first, and say that you did',
    )
  if (facts.hasSocialWorker && given.workerConsulted !== 'yes')
    add('worker', 'The child has a social worker: ask them first, and say that you did')
  return found
}

/** How an arrangement stands on a day. */
export type Standing = {
  readonly state: 'to come' | 'under way' | 'ended'
  readonly hours: number
  /** The day on which somebody looks at it again: the review, or the last day where that is sooner. */
  readonly lookOn: LocalDate
  readonly endsOn: LocalDate
  /** School days by which the review, or the end, is late; none where it is not. */
  readonly lateSchoolDays: number
  readonly isLate: boolean
  readonly schoolDaysSoFar: number
}

/** Works out how an arrangement stands: the latest review holds, and an end ends it. Past its last day without either it is late, and goes on. */
export function standingOf(facts: {
  readonly startsOn: LocalDate
  readonly hours: number
  readonly reviewOn: LocalDate
  readonly endsOn: LocalDate
  readonly review?:
    | { readonly hours: number; readonly reviewOn: LocalDate; readonly endsOn: LocalDate }
    | undefined
  readonly endedOn?: LocalDate | undefined
  readonly today: LocalDate
  readonly calendar: SchoolCalendar
}): Standing {
  const { today, calendar, startsOn, endedOn } = facts
  const { hours, reviewOn, endsOn } = facts.review ?? facts
  const lookOn = reviewOn < endsOn ? reviewOn : endsOn
  const hasEnded = endedOn !== undefined && endedOn <= today
  const isLate = !hasEnded && lookOn < today
  const until = hasEnded ? endedOn : today
  return {
    state: hasEnded ? 'ended' : startsOn > today ? 'to come' : 'under way',
    hours,
    lookOn,
    endsOn,
    isLate,
    lateSchoolDays: isLate ? schoolDaysBetween(calendar, addDays(lookOn, 1), today).length : 0,
    schoolDaysSoFar: startsOn > until ? 0 : schoolDaysBetween(calendar, startsOn, until).length,
  }
}

export const suspensionSteps = [
  'parents told',
  'authority told',
  'social worker told',
  'virtual school told',
  'education arranged',
  'cancelled',
] as const
export type SuspensionStep = (typeof suspensionSteps)[number]

export type SuspensionTask = {
  readonly step: SuspensionStep
  readonly says: string
  readonly due: LocalDate | undefined
  readonly because: string
  readonly cites: string
}

/**
 * What a suspension or permanent exclusion asks: who is told without delay (T-26), and full-time education from the sixth school
 * day, by the school for a suspension of more than five (T-27), by the authority for a permanent exclusion (L-05). Nothing where it
 * was cancelled.
 */
export function suspensionTasks(facts: {
  readonly kind: 'suspension' | 'permanent exclusion'
  readonly firstDay: LocalDate
  readonly lastDay: LocalDate | undefined
  readonly recordedOn: LocalDate
  readonly calendar: SchoolCalendar
  readonly lookedAfter: boolean
  readonly socialWorker: boolean
  readonly done: readonly SuspensionStep[]
}): SuspensionTask[] {
  const { kind, firstDay, lastDay, calendar, lookedAfter, done } = facts
  if (done.includes('cancelled')) return []
  const socialWorker = facts.socialWorker || lookedAfter
  const told = suspensionTold({ on: facts.recordedOn, socialWorker, lookedAfter })
  const whom: readonly [SuspensionStep, string, boolean][] = [
    ['parents told', 'Tell the parents, with the reasons and the length', true],
    ['authority told', 'Tell the authority', true],
    ['social worker told', 'Tell the social worker', socialWorker],
    ['virtual school told', 'Tell the virtual school head', lookedAfter],
  ]
  const tasks: SuspensionTask[] = whom
    .filter(([step, , isAsked]) => isAsked && !done.includes(step))
    .map(([step, says]) => ({ step, says, due: told.due, because: told.because, cites: told.cites }))
  if (done.includes('education arranged')) return tasks
  if (kind === 'permanent exclusion') {
    const law: Answer = exclusionProvision(
      { firstExcludedDay: firstDay, lookedAfter },
      { calendar, version: undefined },
    )
    return [
      ...tasks,
      {
        step: 'education arranged',
        says: 'The authority arranges full-time education',
        due: law.due,
        because: law.because,
        cites: law.cites,
      },
    ]
  }
  const law = suspensionProvision({ calendar, firstDay, lastDay: lastDay ?? firstDay })
  if (!law.arises) return tasks
  return [
    ...tasks,
    {
      step: 'education arranged',
      says: 'Arrange full-time education',
      due: law.due,
      because: law.because,
      cites: law.cites,
    },
  ]
}

/** How many school days a suspension takes; nothing for a permanent exclusion. */
export const suspendedDays = (
  calendar: SchoolCalendar,
  firstDay: LocalDate,
  lastDay: LocalDate | null | undefined,
): number | undefined => (lastDay ? schoolDaysBetween(calendar, firstDay, lastDay).length : undefined)
