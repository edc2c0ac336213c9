/**
 * Why does a rule say this of a child? The days counted one by one, what would change it, and what says so.
 *
 * A finding is a line; this is its whole working, made again from the marks and the calendar whenever somebody asks. The
 * "Why?" page and `onroll assess` show it.
 */
import { csaEnd, csaStart, isCompulsoryAge } from '../calendar/age.ts'
import { type CountedDay, countCalendarDaysAfter, countSchoolDaysAfter } from '../calendar/counting.ts'
import {
  dateInWords,
  fromDayNumber,
  inWords,
  type LocalDate,
  schoolYearInWords,
  schoolYearOf,
  schoolYearStart,
} from '../calendar/local-date.ts'
import { type CalendarYear, type SchoolCalendar, yearOfCalendar } from '../calendar/school-calendar.ts'
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
  deletionReturnDays,
  leaveOverrunSchoolDays,
  newPupilReturnDays,
  persistentAbsencePercent,
  reasonUnknownSchoolDays,
  severeAbsencePercent,
  sicknessReturnSchoolDays,
  transferFileSchoolDays,
} from '../law/absence-limits.ts'
import type { Answer } from '../law/answer.ts'
import { byteToCode, codeOfByte, notTaken } from '../law/attendance-codes.ts'
import { type Dated, inForce } from '../law/dated.ts'
import { transferFile } from '../law/roll-clocks.ts'
import { codeNDue } from '../law/school-clocks.ts'
import { type CountLine, compact, merged, spanOf, withGaps } from './count-lines.ts'
import {
  breaksTen,
  breaksTwenty,
  countsTowardsTen,
  countsTowardsTwenty,
  dayClass,
  hasInSchool,
  hasTaken,
  hasUntaken,
  isNoDay,
} from './day-class.ts'
import type { Finding, RuleId } from './finding.ts'
import { type EnrolmentFacts, walkOf } from './register-findings.ts'
import { stripOf, type Walk } from './walk.ts'

export type { DayEffect } from '../calendar/counting.ts'

/** A school day and its marks: the codes as the register shows them, empty where not taken. */
export type ExplainedDay = CountedDay & { readonly am: string; readonly pm: string }

/** The whole answer behind a finding. */
export type Explanation = Omit<Answer, 'rule' | 'days'> & {
  readonly rule: RuleId
  /** The days that made the finding. */
  readonly days: readonly CountLine[]
  /** The days counted to the day it is due; none where nothing is due, or the school's calendar ends before. */
  readonly dueDays: readonly CountLine[]
}

/** The numbers of each rule, with the days from which they hold. */
const limits: Readonly<Record<RuleId, readonly Dated<number>[]>> = {
  'T-04': reasonUnknownSchoolDays,
  'T-07': attendanceReturnSchoolDays,
  'T-09': sicknessReturnSchoolDays,
  'T-10': newPupilReturnDays,
  'T-11': deletionReturnDays,
  'T-14': leaveOverrunSchoolDays,
  'T-15': continuousAbsenceSchoolDays,
  'T-21': transferFileSchoolDays,
  'H-10': afterLeaveSchoolDays,
  PA: persistentAbsencePercent,
  SA: severeAbsencePercent,
}

/** One school day of the register, as the rules read it. */
type Day = {
  readonly on: LocalDate
  /** The codes as the register shows them; empty for a session not taken, or that this child does not have. */
  readonly am: string
  readonly pm: string
  readonly flags: number
  /** The sessions this child has on a day: both, or one. */
  readonly sessions: readonly number[]
}

/**
 * Everything behind a finding, counted again from the register as it stands. Takes the day up to which the register is read,
 * and the version of the term dates where it is known.
 */
export function explanation(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  finding: Finding,
  asOf: LocalDate,
  calendarVersion?: string,
): Explanation {
  const limit = inForce(limits[finding.rule], finding.on)
  const days = explain(calendar, facts, finding, asOf)
  return {
    rule: finding.rule,
    ruleVersion: finding.ruleVersion,
    calendarVersion,
    inputs: inputsOf(calendar, facts, finding, days),
    due: finding.due,
    warnFrom: warnFromOf(calendar, finding),
    because: finding.because,
    days: linesOf(calendar, finding, days),
    dueDays: dueDaysOf(calendar, finding, limit.value),
    wouldChange: wouldChange(calendar, facts, finding, limit.value),
    cites: finding.cites,
    mark: limit.mark ?? 'read',
  }
}

/**
 * The school days behind a finding, in order. For a run: the day before it that let it begin, then every day to its end or
 * to `asOf`, the ending day included. For a rule about entry or removal: the day itself.
 */
export function explain(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  finding: Finding,
  asOf: LocalDate,
): ExplainedDay[] {
  const days = heldDays(calendar, walkOf(facts, asOf), facts.sessions ?? 'both')
  switch (finding.rule) {
    case 'T-04':
      return days.filter(day => day.on === finding.on).map(day => shown(day, 'counted', 'Still has code N'))
    case 'T-07':
      return runOf(days, facts, finding, countsTowardsTen, breaksTen)
    case 'T-15':
      return runOf(days, facts, finding, countsTowardsTwenty, breaksTwenty)
    case 'T-14':
    case 'H-10':
      return afterLeave(days, finding)
    case 'T-09':
      return sicknessDays(days, facts, finding)
    case 'PA':
    case 'SA':
      return missedDays(days, finding)
    case 'T-10':
      return [theDay(finding.on, 'Name entered in the register')]
    case 'T-11':
    case 'T-21':
      return [theDay(finding.on, 'Name removed from the register')]
  }
}

const theDay = (on: LocalDate, says: string): ExplainedDay => ({ on, am: '', pm: '', did: 'counted', says })

function runOf(
  days: readonly Day[],
  facts: EnrolmentFacts,
  finding: Finding,
  counts: number,
  breaks: number,
): ExplainedDay[] {
  const since = finding.since ?? finding.on
  const shownDays: ExplainedDay[] = []
  const before = days.findLastIndex(day => day.on < since && (day.flags & breaks) !== 0)
  if (before >= 0) {
    const day = days[before]!
    shownDays.push(shown(day, 'broke', `${why(day)}: the count begins after this day`))
  }
  let count = 0
  for (const day of days.slice(before + 1)) {
    if ((day.flags & counts) !== 0) {
      count++
      const late = day.on <= finding.on && [day.am, day.pm].includes('U') ? `; ${cameLate}` : ''
      shownDays.push(shown(day, 'counted', `${runDay(facts, finding, day.on, count)}${late}`, count))
    } else if ((day.flags & breaks) !== 0) {
      shownDays.push(shown(day, 'broke', `${why(day)}: ends the count`))
      break
    } else shownDays.push(shown(day, 'passed-over', `${why(day)}: neither counts nor ends the count`))
  }
  return shownDays
}

/** U counts towards the ten days by its code, though the child was in school (OQ-5): a run with one is for a person to look at. */
const cameLate = 'by code U the child came in late, so look at this day yourself'

function runDay(facts: EnrolmentFacts, finding: Finding, on: LocalDate, count: number): string {
  const limit = inForce(limits[finding.rule], on).value
  const says = `School day ${count}`
  if (on === finding.on) {
    return count === limit ? `${says}: the limit is reached` : `${says}: now of compulsory school age`
  }
  if (count < limit || on > finding.on) return says
  return `${says}: not of compulsory school age until ${dateInWords(csaStart(facts.dob))}`
}

function afterLeave(days: readonly Day[], finding: Finding): ExplainedDay[] {
  const leaveEnd = finding.leaveEndedOn ?? finding.on
  const limit = inForce(afterLeaveSchoolDays, finding.on).value
  const shownDays: ExplainedDay[] = []
  let count = 0
  for (const day of days) {
    if (day.on <= leaveEnd || count >= limit) continue
    if ((day.flags & hasInSchool) !== 0) {
      shownDays.push(shown(day, 'broke', 'In school'))
      break
    }
    const isFirst = finding.rule === 'T-14' && day.on === finding.on
    if ((day.flags & isNoDay) !== 0) shownDays.push(shown(day, 'passed-over', `${why(day)}: no day at all`))
    else if (isFirst) {
      if ((day.flags & hasUntaken) === 0) count++
      shownDays.push(
        shown(
          day,
          'counted',
          'The first school day after the leave with a register: not in school',
          count || undefined,
        ),
      )
    } else if ((day.flags & hasUntaken) !== 0) {
      shownDays.push(
        shown(
          day,
          'passed-over',
          finding.rule === 'T-14'
            ? 'Register not taken: it says nothing of this day'
            : `Register not taken: the ${limit} days cannot be shown from this register`,
        ),
      )
    } else {
      count++
      shownDays.push(shown(day, 'counted', `School day ${count} after the leave: not in school`, count))
    }
  }
  return shownDays
}

function sicknessDays(days: readonly Day[], facts: EnrolmentFacts, finding: Finding): ExplainedDay[] {
  let count = 0
  return daysOfYear(days, finding).map(day => {
    const ill = day.sessions.filter(isIllness).length
    if (ill === 0) return shown(day, 'passed-over', `${why(day)}: no session coded I`)
    count += ill / day.sessions.length
    const so = count === 1 ? '1 day of sickness so far' : `${count} days of sickness so far`
    const late = isCompulsoryAge(facts.dob, day.on) ? '' : '; not of compulsory school age on this day'
    return shown(day, 'counted', `${so}${late}`, count)
  })
}

function missedDays(days: readonly Day[], finding: Finding): ExplainedDay[] {
  let missed = 0
  let possible = 0
  return daysOfYear(days, finding).map(day => {
    const here = day.sessions.filter(isMissed).length
    const could = day.sessions.filter(isPossible).length
    missed += here
    possible += could
    if (here > 0) return shown(day, 'counted', `${missed} of ${possible} possible sessions missed`, missed)
    return shown(day, 'passed-over', could === 0 ? whyNotPossible(day) : 'No session missed')
  })
}

/** The school days of the finding's school year, up to the day it was found. */
function daysOfYear(days: readonly Day[], finding: Finding): readonly Day[] {
  const start = schoolYearStart(schoolYearOf(finding.on))
  return days.filter(day => day.on >= start && day.on <= finding.on)
}

const isIllness = (byte: number): boolean => codeOfByte(byte)?.code === 'I'

function isMissed(byte: number): boolean {
  const group = codeOfByte(byte)?.group
  return group === 'AUTHORISED' || group === 'UNAUTHORISED'
}

function isPossible(byte: number): boolean {
  const group = codeOfByte(byte)?.group
  return group !== undefined && group !== 'ADMIN' && group !== 'NOT_POSSIBLE'
}

function whyNotPossible(day: Day): string {
  if ((day.flags & isNoDay) !== 0) return why(day)
  if ((day.flags & hasTaken) === 0) return 'Register not taken: not among the possible sessions'
  return `Code ${codesOf(day)}: not a possible session`
}

function heldDays(calendar: SchoolCalendar, walk: Walk, sessions: 'both' | 'AM' | 'PM'): Day[] {
  return calendar.years.flatMap(year => heldDaysOfYear(year, walk, sessions))
}

function heldDaysOfYear(year: CalendarYear, walk: Walk, sessions: 'both' | 'AM' | 'PM'): Day[] {
  const strip = stripOf(walk.strips, year.schoolYear)
  const days: Day[] = []
  for (const [i, number] of year.dayNumbers.entries()) {
    if (number < walk.entry || number > walk.leaving || number > walk.on) continue
    const place = year.weekdayIndexes[i]! * 2
    const isHeld = strip !== undefined && place + 1 < strip.length
    const am = isHeld ? strip.bytes[strip.at + place]! : notTaken
    const pm = isHeld ? strip.bytes[strip.at + place + 1]! : notTaken
    const one = sessions === 'AM' ? [am] : [pm]
    days.push({
      on: fromDayNumber(number),
      am: sessions === 'PM' ? '' : byteToCode(am, 'AM'),
      pm: sessions === 'AM' ? '' : byteToCode(pm, 'PM'),
      flags: dayClass(am, pm),
      sessions: sessions === 'both' ? [am, pm] : one,
    })
  }
  return days
}

/** Why a day did not count, in words. */
function why(day: Day): string {
  if ((day.flags & isNoDay) !== 0) return 'No session for this pupil'
  if ((day.flags & hasInSchool) !== 0) return 'In school'
  if ((day.flags & hasTaken) === 0) return 'Register not taken'
  if ((day.flags & breaksTen) !== 0) return `Code ${codesOf(day)}`
  return (day.flags & hasUntaken) !== 0 ? 'Register not taken for one session' : 'One session only'
}

function codesOf(day: Day): string {
  return [...new Set([day.am, day.pm].filter(code => code !== ''))].join(' and ')
}

function shown(day: Day, did: CountedDay['did'], says: string, count?: number): ExplainedDay {
  return { on: day.on, am: day.am, pm: day.pm, did, ...(count !== undefined && { count }), says }
}

/** The days as lines to read: with what lies between them, and what needs no line of its own drawn together. */
function linesOf(
  calendar: SchoolCalendar,
  finding: Finding,
  days: readonly ExplainedDay[],
): readonly CountLine[] {
  switch (finding.rule) {
    case 'T-07':
    case 'T-15': {
      // What came after the limit was reached belongs to the run and proves nothing more.
      const isAfter = (line: CountLine) => line.on > finding.on && line.did === 'counted'
      return withGaps(
        calendar,
        merged(
          days,
          (a, b) => isAfter(a) && isAfter(b),
          lines => ({
            ...spanOf(lines),
            did: 'counted',
            count: lines.at(-1)!.count!,
            says: `School days ${lines[0]!.count} to ${lines.at(-1)!.count}`,
          }),
        ),
      )
    }
    case 'T-14':
    case 'H-10':
      return withGaps(calendar, days)
    case 'T-09':
    case 'PA':
    case 'SA':
      return merged(
        days,
        (a, b) => a.did === 'passed-over' && b.did === 'passed-over' && a.says === b.says,
        lines => ({
          ...spanOf(lines),
          did: 'passed-over',
          says: `${lines[0]!.says} (${lines.length} school days)`,
        }),
      )
    default:
      return days
  }
}

function dueDaysOf(calendar: SchoolCalendar, finding: Finding, limit: number): readonly CountLine[] {
  if (finding.due === undefined) return []
  switch (finding.rule) {
    case 'T-04':
    case 'T-21':
      return compact(countSchoolDaysAfter(calendar, finding.on, limit).days)
    case 'T-10':
    case 'T-11':
      return compact(countCalendarDaysAfter(finding.on, limit).days)
    default:
      return []
  }
}

/** The day before the due day from which a person should be warned, as the school's clocks have it. */
function warnFromOf(calendar: SchoolCalendar, { rule, on }: Finding): LocalDate | undefined {
  if (rule === 'T-04') return codeNDue({ calendar, on }).warnFrom
  if (rule !== 'T-21') return undefined
  return transferFile({ calendar, removedOn: on, destination: 'another school' }).warnFrom
}

/** What the answer was worked out from, by name. */
function inputsOf(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  finding: Finding,
  days: readonly ExplainedDay[],
): Explanation['inputs'] {
  const { rule, on } = finding
  const limit = inForce(limits[rule], on).value
  const year = yearOfCalendar(calendar, schoolYearOf(on))
  const age = {
    date_of_birth: facts.dob,
    compulsory_age_from: csaStart(facts.dob),
    compulsory_age_to: csaEnd(facts.dob),
  }
  const onRoll = {
    entry_date: facts.entryDate,
    ...(facts.leavingDate !== undefined && { leaving_date: facts.leavingDate }),
  }
  const counted = days.filter(day => day.did === 'counted' && day.on <= on).length
  switch (rule) {
    case 'T-04':
      return { school_days_limit: limit, ...onRoll }
    case 'T-07':
    case 'T-15':
      return { school_days_limit: limit, school_days_counted: counted, ...age, ...onRoll }
    case 'T-09':
      return { school_days_limit: limit, school_days_with_sickness: counted, ...age, ...onRoll }
    case 'T-14':
    case 'H-10':
      return {
        school_days_limit: limit,
        ...(finding.leaveEndedOn !== undefined && { leave_ended_on: finding.leaveEndedOn }),
        ...onRoll,
      }
    case 'PA':
    case 'SA':
      return {
        percent_limit: limit,
        missed: finding.missed ?? 0,
        possible: finding.possible ?? 0,
        school_year: schoolYearInWords(schoolYearOf(on)),
        ...onRoll,
      }
    case 'T-10':
      return {
        calendar_days_limit: limit,
        most_junior_class: facts.mostJuniorClass ?? 'not known',
        ...(year && { first_school_day: year.days[0]! }),
        ...onRoll,
      }
    case 'T-11':
      return {
        calendar_days_limit: limit,
        most_senior_class: facts.mostSeniorClass ?? 'not known',
        ...(year && { last_term_ends_on: year.lastTermEndsOn }),
        ...onRoll,
      }
    case 'T-21':
      return { school_days_limit: limit, ...onRoll }
  }
}

const ifTermDatesChange = 'If the school’s term dates change, the school days are counted again.'

/** What would change the answer, in sentences. */
function wouldChange(
  calendar: SchoolCalendar,
  facts: EnrolmentFacts,
  finding: Finding,
  limit: number,
): string[] {
  const { rule } = finding
  const on = inWords(finding.on)
  const ifNotOfAge = `If the date of birth is corrected so that the child is not of compulsory school age on ${on}, this finding is moved or withdrawn.`
  switch (rule) {
    case 'T-04':
      return [
        `If code N on ${on} is changed to the reason, this is settled.`,
        'If the reason is still not known on the due day, the code must be changed to O, and this is settled too.',
        ifTermDatesChange,
      ]
    case 'T-07':
      return [
        'If any of the days counted is corrected to present, or to a code other than G, N, O or U, the count begins again after that day.',
        'If a day passed over because its register was not taken is taken with G, N, O or U, it counts, and the limit is reached earlier.',
        ifNotOfAge,
        ifTermDatesChange,
      ]
    case 'T-15':
      return [
        'If any session of the days counted is corrected to present, to U or to another code than G, N or O, or turns out not to have been taken, the count begins again after that day.',
        ifNotOfAge,
        ifTermDatesChange,
      ]
    case 'T-09':
      return [
        `If a session coded I is corrected to another code, and fewer than ${limit} days of sickness are left in the school year, this finding is moved or withdrawn.`,
        ifNotOfAge,
      ]
    case 'T-14':
      return [
        `If any session on ${on} is corrected to present, this finding is withdrawn.`,
        `If the leave is extended to ${on} or later, this finding is moved or withdrawn.`,
        'If a register of an earlier day after the leave arrives, that day is looked at instead.',
        ifTermDatesChange,
      ]
    case 'H-10':
      return [
        `If any session of the ${limit} school days is corrected to present, or turns out not to have been taken, this finding is withdrawn.`,
        'If the end of the leave is corrected, the days are counted again from there.',
        ifTermDatesChange,
      ]
    case 'PA':
    case 'SA': {
      const less = sessionsAbove(finding, limit)
      return [
        less === 1
          ? `If 1 missed session is corrected to present, it is below ${limit}%.`
          : `If ${less} missed sessions are corrected to present, it is below ${limit}%.`,
        'If a missed session is corrected to a code that is not a possible session (such as Y or Q), both numbers fall.',
      ]
    }
    case 'T-10': {
      const first = yearOfCalendar(calendar, schoolYearOf(finding.on))?.days[0]
      return [
        facts.mostJuniorClass === true
          ? 'The pupil is in the most junior class, but was entered after the first school day of the year. Both must hold for no return.'
          : `If the pupil is in the most junior class and was entered on or before ${first ? inWords(first) : 'the first school day of the year'}, no return is needed unless the authority asks.`,
        'If the entry date is corrected, the days are counted again from there.',
      ]
    }
    case 'T-11': {
      const ends = yearOfCalendar(calendar, schoolYearOf(finding.on))?.lastTermEndsOn
      return [
        facts.mostSeniorClass === true
          ? `The pupil is in the most senior class, but the name came off before ${ends ? inWords(ends) : 'the end of the last term'}. Both must hold for no return.`
          : `If the pupil is in the most senior class and the name came off on or after ${ends ? inWords(ends) : 'the end of the last term'}, no return is needed unless the authority asks.`,
        'If the leaving date is corrected, the due day is that day.',
      ]
    }
    case 'T-21':
      return ['If the leaving date is corrected, the days are counted again from there.', ifTermDatesChange]
  }
}

/** How many missed sessions stand between an absence and being below the limit. */
function sessionsAbove({ missed = 0, possible = 0 }: Finding, percent: number): number {
  return Math.floor((missed * 100 - percent * possible) / 100) + 1
}
