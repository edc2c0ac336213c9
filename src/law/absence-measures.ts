/** How much school has a pupil missed, and what does that much call for? Shares of possible sessions, and the penalty notice count. */
import { addDays, addYears, inWords, type LocalDate, weekday } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import {
  penaltyNoticeSchoolWeeks,
  penaltyNoticeSessions,
  penaltyNoticesMost,
  penaltyNoticeYears,
  persistentAbsencePercent,
  severeAbsencePercent,
} from './absence-limits.ts'
import { answerOf, type Duty, inputsOf, type SchoolFacts } from './answering.ts'
import { inForce } from './dated.ts'

/** Is the absence persistent, or severe? Takes the sessions missed and possible this school year, and the day asked about. */
export function absenceMeasure(facts: {
  readonly on: LocalDate
  readonly missed: number
  readonly possible: number
}): Duty {
  const { on, missed, possible } = facts
  const persistent = inForce(persistentAbsencePercent, on)
  const severe = inForce(severeAbsencePercent, on)
  const reaches = (percent: number) => possible > 0 && missed * 100 >= possible * percent
  const [rule, limit] = reaches(severe.value) ? (['SA', severe] as const) : (['PA', persistent] as const)
  return answerOf(rule, limit, {
    arises: reaches(limit.value),
    inputs: inputsOf(facts),
    because: `${missed} of ${possible} possible sessions missed${share(missed, possible)}. ${rule === 'SA' ? 'Severe' : 'Persistent'} absence begins at ${limit.value}%.`,
  })
}

/** T-28. Is a plan of support due? When absence is persistent; for severe absence together with the authority. */
export function absenceSupport(facts: {
  readonly on: LocalDate
  readonly missed: number
  readonly possible: number
}): Duty {
  const measure = absenceMeasure(facts)
  const together = measure.rule === 'SA' ? ', together with the authority' : ''
  return answerOf('T-28', undefined, {
    arises: measure.arises,
    due: measure.arises ? facts.on : undefined,
    inputs: measure.inputs,
    because: measure.arises
      ? `${measure.because} Make a plan of support with the family${together}.`
      : measure.because,
  })
}

/**
 * T-29. Are there ten unauthorised sessions within ten school weeks? The weeks are rolling and end with the week of the day asked
 * about; a week without a school day is none, and they run over the end of a school year.
 *
 * Takes one day for each unauthorised session (two for a whole day), and the days of the penalty notices this parent has had for
 * this child. `due` is the day on which the number was reached; from then a notice is considered, case by case.
 */
export function penaltyNotice(
  facts: SchoolFacts & {
    readonly on: LocalDate
    readonly unauthorised: readonly LocalDate[]
    readonly noticesGiven: readonly LocalDate[]
  },
): Duty {
  const { calendar, calendarVersion, on, unauthorised, noticesGiven } = facts
  const began = penaltyNoticeSessions[0]!
  if (on < began.from) {
    const because = `The national number of sessions began on ${inWords(began.from)}.`
    return answerOf('T-29', began, { arises: false, calendarVersion, inputs: inputsOf({ on }), because })
  }
  const needed = inForce(penaltyNoticeSessions, on)
  const weeks = inForce(penaltyNoticeSchoolWeeks, on).value
  const from = firstDayOfSchoolWeeks(calendar, on, weeks)
  const within = unauthorised.filter(day => from <= day && day <= on).sort()
  const reachedOn = within[needed.value - 1]
  const years = inForce(penaltyNoticeYears, on).value
  const had = noticesGiven.filter(day => addYears(day, years) > on && day <= on).length
  const most = inForce(penaltyNoticesMost, on).value
  const sessions = `${within.length} unauthorised sessions in the ${weeks} school weeks from ${inWords(from)} to ${inWords(on)}`
  const because =
    reachedOn === undefined
      ? `${sessions}. A penalty notice is considered from ${needed.value}.`
      : had < most
        ? `${sessions}: ${needed.value} or more. Consider whether a penalty notice would help; the parent has had ${had} for this child in ${years} years.`
        : `${sessions}, but the parent has had ${had} penalty notices for this child in ${years} years: no more can be given. Consider the other legal steps.`
  return answerOf('T-29', needed, {
    arises: reachedOn !== undefined && had < most,
    due: had < most ? reachedOn : undefined,
    calendarVersion,
    inputs: inputsOf({ on, sessions: within.length, from, had }),
    because,
  })
}

/** A pupil's facts, as far as they make one at risk of missing education. Every one of them is a sign by itself. */
export type RiskSigns = {
  readonly unexplainedAbsence: boolean
  readonly whereaboutsUnknown: boolean
  readonly didNotStart: boolean
  readonly movedWithoutDestination: boolean
  readonly leaveOverrun: boolean
  readonly excluded: boolean
  readonly severeAbsence: boolean
  readonly changingSchoolWithoutPlace: boolean
}

const signInWords: Readonly<Record<keyof RiskSigns, string>> = {
  unexplainedAbsence: 'the absence is unexplained',
  whereaboutsUnknown: 'nobody knows where the child is',
  didNotStart: 'the child did not come on the agreed first day',
  movedWithoutDestination: 'the child is said to have moved and no destination is known',
  leaveOverrun: 'the child is not back from leave',
  excluded: 'the child is excluded',
  severeAbsence: 'the absence is severe',
  changingSchoolWithoutPlace: 'the child is changing school and has no confirmed place',
}

/** D-AT-RISK. Is a pupil at risk of missing education? Never the same as missing education: a child on a roll is not. */
export function atRiskOfMissingEducation(
  facts: RiskSigns & { readonly onRoll: boolean; readonly ofCompulsoryAge: boolean },
): Duty {
  const signs = (Object.keys(signInWords) as (keyof RiskSigns)[]).filter(sign => facts[sign])
  const arises = facts.onRoll && facts.ofCompulsoryAge && signs.length > 0
  const because = !facts.onRoll
    ? 'The child is on no roll: ask whether the child is missing education.'
    : !facts.ofCompulsoryAge
      ? 'The child is not of compulsory school age.'
      : arises
        ? `At risk of missing education: ${signs.map(sign => signInWords[sign]).join('; ')}. The child is on a roll, so is not counted as missing education.`
        : 'None of the signs is there.'
  return answerOf('D-AT-RISK', undefined, { arises, inputs: inputsOf(facts), because })
}

/** The Monday of the first of so many school weeks that end with the week of a day, or of the first there is. */
function firstDayOfSchoolWeeks(calendar: SchoolCalendar, on: LocalDate, weeks: number): LocalDate {
  const nextMonday = addDays(mondayOf(on), 7)
  const mondays = [...new Set(calendar.days.filter(day => day < nextMonday).map(mondayOf))]
  return mondays.at(-weeks) ?? mondays[0] ?? mondayOf(on)
}

const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekday(day))

/** Rounded down, so that 9.99% never reads as the 10% that it is not. */
function share(missed: number, possible: number): string {
  return possible > 0 ? ` (${(Math.floor((missed * 1000) / possible) / 10).toFixed(1)}%)` : ''
}
