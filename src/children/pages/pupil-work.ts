// What a school's pages about one child all need: who the child is, how this absence stands, what was done about it.
// Read once a request, in one go.
import { type CurrentRun, currentRun } from '../../absences/current-run.ts'
import { hasInSchool, hasTaken, isNoDay } from '../../absences/day-class.ts'
import { type RuleId, ruleInWords } from '../../absences/finding.ts'
import { isRollChange } from '../../absences/nightly/roll-window.ts'
import { asStrip, currentFindingsOfChild, type FindingRow, stripOf } from '../../absences/store.ts'
import { classAt, type Strip, stripOf as stripOfYear } from '../../absences/walk.ts'
import type { Request } from '../../access/page.ts'
import {
  addDays,
  dateInWords,
  inWords,
  type LocalDate,
  parseLocalDate,
  schoolYearOf,
} from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { type CheckState, checkStates, missingChecks } from '../../enquiries/enquiry.ts'
import { conditionsOfFlags, conditionsOfKind, requiredCodes } from '../../enquiries/school-checks.ts'
import { type EnquiryRow, schoolEnquiries } from '../../enquiries/store.ts'
import { byteToCode } from '../../law/attendance-codes.ts'
import { NotFound } from '../../platform/errors.ts'
import { type Gate, gate } from '../../referrals/gate.ts'
import { type NextStep, nextSteps } from '../../referrals/next-steps.ts'
import { type Answers, unanswered } from '../../referrals/questions.ts'
import { routeOf } from '../../referrals/route.ts'
import { openOutcomes, type ReferralRow, referralsOfChild } from '../../referrals/store.ts'
import { answersFinding } from '../../returns/attendance-return.ts'
import { type ReturnRow, returnsOfChild } from '../../returns/store.ts'
import { type Settings, settingsFrom } from '../../schools/settings.ts'
import { calendarFor, type SettingRow, settingsHolding } from '../../schools/store.ts'
import {
  type ChildRow,
  childByToken,
  type EnrolmentRow,
  enrolmentsOf,
  type FlagRow,
  flagsOf,
} from '../store.ts'

/** One school day as its two marks. */
export type Day = { on: LocalDate; am: string; pm: string; taken: boolean; inSchool: boolean; noDay: boolean }

export type Work = {
  today: LocalDate
  child: ChildRow
  /** What people call the child. */
  first: string
  name: string
  /** The time on this school's register: absent for a child the school has only been asked to take. */
  enrolment: EnrolmentRow | undefined
  /** The school on whose behalf the viewer works here. */
  schoolId: string
  school: string
  settings: Settings
  /** The rows they come from, the authority's readings of the law among them. */
  settingRows: readonly SettingRow[]
  calendar: SchoolCalendar
  strips: Strip[]
  run: CurrentRun
  /** The last day for which a register was taken. */
  lastDay: Day | undefined
  lastInSchool: LocalDate | undefined
  absentNow: boolean
  /** The first day of this absence, for which enquiries count. */
  since: LocalDate
  findings: FindingRow[]
  /** Those that are about the absence that stands now, or still ask for something. */
  live: FindingRow[]
  flags: FlagRow[]
  enquiries: EnquiryRow[]
  lastContact: EnquiryRow | undefined
  screenSigned: boolean
  referrals: ReferralRow[]
  openReferral: ReferralRow | undefined
  returns: ReturnRow[]
  /** The finding for which the ten-day return has not been sent. */
  dueReturn: FindingRow | undefined
}

/** Reads it all for the child in the address. Throws NotFound for a child out of scope. */
export async function workOf(request: Request): Promise<Work> {
  const { db, viewer, params } = request
  const today = viewer.today as LocalDate
  const child = await childByToken(db, viewer, params.child!)
  const enrolments = await enrolmentsOf(db, viewer, child.id)
  const enrolment = enrolments.find(e => e.leaving_date === null || e.leaving_date >= today) ?? enrolments[0]
  const schoolId = enrolment?.school_id ?? viewer.schools[0]
  if (schoolId === undefined) throw new NotFound('school')

  const [settingRows, calendar, strips, findings, flags, referrals, returns, all] = await Promise.all([
    settingsHolding(db, viewer, today),
    calendarFor(db, viewer, schoolId),
    enrolment ? stripOf(db, viewer, enrolment.id) : [],
    currentFindingsOfChild(db, viewer, child.id),
    flagsOf(db, viewer, child.id),
    referralsOfChild(db, viewer, child.id),
    returnsOfChild(db, viewer, child.id),
    schoolEnquiries(db, viewer, child.id, addDays(today, -400)),
  ])
  const walked = strips.map(asStrip)
  const entry = (enrolment?.entry_date ?? today) as LocalDate
  const run = currentRun(calendar, walked, today, entry)
  const days = enrolment ? daysBack(calendar, walked, today, entry, 400) : []
  const lastDay = days.find(day => day.taken)
  const lastInSchool = days.find(day => day.inSchool)?.on
  const since = run.since ?? addDays(today, -30)
  const enquiries = all.filter(enquiry => enquiry.done_on >= since)
  const contacts = enquiries.filter(isContact)
  const openReferral = referrals.find(r => (openOutcomes as readonly string[]).includes(r.outcome))
  const dueReturn = findings.findLast(
    finding =>
      finding.rule === 'T-07' &&
      (finding.on_date >= addDays(today, -30) || (run.since !== undefined && finding.on_date >= run.since)) &&
      !returns.some(sent => answersFinding(sent, finding)),
  )
  const live = findings.filter(finding => {
    if (finding.rule === 'T-04') return true
    if (finding === dueReturn) return true
    if (finding.rule === 'T-14' || finding.rule === 'H-10') {
      return lastInSchool === undefined || lastInSchool < finding.on_date
    }
    if (finding.rule === 'PA' || finding.rule === 'SA') {
      return schoolYearOf(finding.on_date) === schoolYearOf(today)
    }
    // Duties of a day: shown for a while after it, then they are history.
    if (isRollChange(finding.rule)) return (finding.due_on ?? finding.on_date) >= addDays(today, -14)
    if (finding.rule === 'T-09') return finding.on_date >= addDays(today, -30)
    return run.since !== undefined && finding.on_date >= run.since
  })
  const first = child.preferred_forename ?? child.forename
  return {
    today,
    child,
    first,
    name: `${first} ${child.surname}`,
    enrolment,
    schoolId,
    school: enrolment?.school ?? viewer.organisation,
    settings: settingsFrom(settingRows),
    settingRows,
    calendar,
    strips: walked,
    run,
    lastDay,
    lastInSchool,
    absentNow: lastDay !== undefined && awayWithoutReason(lastDay),
    since,
    findings,
    live,
    flags,
    enquiries,
    lastContact: contacts.at(-1),
    screenSigned: enquiries.some(enquiry => enquiry.check_code === 'RS22'),
    referrals,
    openReferral,
    returns,
    dueReturn,
  }
}

/** Was this enquiry a contact with the family? */
export const isContact = (enquiry: { check_code: string; result: string }): boolean =>
  ['RS01', 'RS02', 'RS03'].includes(enquiry.check_code) && enquiry.result !== 'not needed'

/** The state of each check, with what this school's authority and this child's facts require. */
export function statesOf(work: Work, answers: Answers = {}): CheckState[] {
  return checkStates(work.enquiries.map(asEnquiry), {
    required: requiredCodes(work.settings),
    conditions: [
      ...conditionsOfFlags(work.flags.map(flag => flag.flag)),
      ...conditionsOfKind(answers.kind),
      ...(work.lastContact?.result === 'does not have the child'
        ? (['there is immediate danger'] as const)
        : []),
    ],
    screenSigned: work.screenSigned,
  })
}

export const asEnquiry = (row: EnquiryRow) => ({
  checkCode: row.check_code,
  result: row.result,
  doneOn: row.done_on,
  doneAt: row.done_at,
  method: row.method,
  note: row.note,
})

/** The gate of a referral, as everything stands now. */
export function gateOf(work: Work, answers: Answers): Gate {
  return gate({
    on: work.today,
    dateOfBirth: work.child.date_of_birth ? parseLocalDate(work.child.date_of_birth) : undefined,
    checks: statesOf(work, answers),
    lastContactResult: work.lastContact?.result,
    openReferral: work.openReferral?.reference,
    route: routeOf(answers),
    unanswered: unanswered(answers),
  })
}

/** What the school can do next for this child, from the one table. */
export function stepsOf(work: Work, today: string, isDsl: boolean): NextStep[] {
  return nextSteps({
    returnDue: work.dueReturn !== undefined,
    lastContactResult: work.lastContact?.result,
    contactToday: work.lastContact?.done_on === today,
    absentToday: work.absentNow,
    runSchoolDays: work.run.days,
    enquiriesFromDay: work.settings['enquiries-start-day'],
    referFromDay: work.settings['referral-day'],
    checksMissing: missingChecks(statesOf(work)).length,
    screenSigned: work.screenSigned,
    referred: work.openReferral?.reference,
    reasonsToSettle: work.live.filter(finding => finding.rule === 'T-04').length,
    leaveOverrun: work.live.some(finding => finding.rule === 'T-14'),
    twentyDays: work.live.some(finding => finding.rule === 'T-15'),
    hasLeft: work.enrolment?.leaving_date != null && work.enrolment.leaving_date < today,
    isDsl,
  })
}

/** The school days on roll up to a day, newest first, at most so many. */
export function daysBack(
  calendar: SchoolCalendar,
  strips: readonly Strip[],
  upTo: LocalDate,
  entry: LocalDate,
  most: number,
): Day[] {
  const days: Day[] = []
  for (const year of [...calendar.years].reverse()) {
    const strip = stripOfYear(strips, year.schoolYear)
    for (let i = year.days.length - 1; i >= 0; i--) {
      const on = year.days[i]!
      if (on > upTo) continue
      if (on < entry || days.length >= most) return days
      const flags = classAt(year, strip, i)
      const place = year.weekdayIndexes[i]! * 2
      const held = strip !== undefined && place + 1 < strip.length
      days.push({
        on,
        am: held ? byteToCode(strip.bytes[strip.at + place]!, 'AM') : '',
        pm: held ? byteToCode(strip.bytes[strip.at + place + 1]!, 'PM') : '',
        taken: (flags & hasTaken) !== 0,
        inSchool: (flags & hasInSchool) !== 0,
        noDay: (flags & isNoDay) !== 0,
      })
    }
  }
  return days
}

/** The same codes as the day's list asks for: N, O or G, or late after the register closed all day. */
function awayWithoutReason({ am, pm }: Day): boolean {
  return ['N', 'O', 'G'].some(code => am === code || pm === code) || (am === 'U' && pm === 'U')
}

/** "Due Tuesday 24 November 2026", and how late if it is. Days are calendar days: the due day itself counted school days. */
export function dueInWords(due: string | null, today: string): string | undefined {
  if (!due) return undefined
  const day = due as LocalDate
  if (due < today) return `Was due on ${inWords(day)}`
  return due === today ? `Due today, ${inWords(day)}` : `Due ${inWords(day)}`
}

export const ruleTitle = (rule: string): string => ruleInWords[rule as RuleId] ?? rule
/** "24 November 2026", or nothing. */
export const dayInWords = (day: string | null | undefined): string =>
  day ? dateInWords(day as LocalDate) : ''
export const dayAndWeekday = (day: string | null | undefined): string =>
  day ? inWords(day as LocalDate) : ''

/** The head of every page about a child: where it stands, and the child's other pages. */
export function frameOf(work: Work, here: string): Record<string, unknown> {
  const at = `/pupils/${work.child.token}`
  const items: [string, string][] = [
    ['Overview', at],
    ['Attendance run', `${at}/run`],
    ['Contacts', `${at}/contacts`],
    ['Family', `${at}/family`],
    ['Enquiries', `${at}/enquiries`],
    ['Leave', `${at}/leave`],
    ['Letters', `${at}/letters`],
    ['History', `${at}/history`],
  ]
  return {
    at,
    childName: work.name,
    first: work.first,
    protected: work.child.protected,
    subnav: items.map(([text, href]) => ({ text, href, here: text === here })),
    pageTitle: here === 'Overview' ? 'Pupil' : `Pupil: ${here.charAt(0).toLowerCase()}${here.slice(1)}`,
  }
}
