// What is done about leave: asked for, looked into, decided by the head, changed; and who is not back, of whom the authority is told.
import { detectQueue } from '../absences/jobs.ts'
import { leavesOf } from '../absences/register-findings.ts'
import { asStrip } from '../absences/store.ts'
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { isCompulsoryAge } from '../calendar/age.ts'
import { addDays, earlierOf, fromDayNumber, inWords, type LocalDate } from '../calendar/local-date.ts'
import { nextSchoolDay } from '../calendar/school-calendar.ts'
import { pupilYearGroup } from '../calendar/year-groups.ts'
import { openCaseForAbsence, tellSchool } from '../cases/store.ts'
import { familyNow } from '../children/family/actions.ts'
import { childById, enrolmentsOf } from '../children/store.ts'
import { routeByItself } from '../desks/actions.ts'
import { holdChild } from '../enquiries/store.ts'
import { draftLetter } from '../letters/actions.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, type Refusal, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import { insertLeaveDecided } from '../registers/store.ts'
import { calendarFor, calendarsOf, settingsFor } from '../schools/store.ts'
import {
  codesForLeave,
  daysInWords,
  type Leave,
  type LeaveReason,
  leaveFrom,
  leaveReasons,
  mayStep,
  missingBeforeGranting,
} from './leave.ts'
import { daysAfter, type LeaveStanding, leaveStanding, type Overrun } from './overrun.ts'
import { familyPattern, type PastLeave, type PatternLine, yearsInTheSameWeek } from './pattern.ts'
import {
  type HoldingRow,
  insertOverrun,
  insertRequest,
  insertStep,
  leaveHolding,
  marksOf,
  pastLeaveOf,
  protectedHere,
  type RequestRow,
  requestByToken,
  schoolsWithLeave,
  stripsOf,
} from './store.ts'

/** A request as its history makes it. */
export const leaveOf = (row: RequestRow): Leave =>
  leaveFrom(
    { askedOn: row.asked_on, startsOn: row.starts_on, endsOn: row.ends_on, reason: row.reason },
    row.steps.map(step => ({
      kind: step.kind,
      on: step.on_date,
      startsOn: step.starts_on ?? undefined,
      endsOn: step.ends_on ?? undefined,
      code: step.data.code,
    })),
  )

export type RequestGiven = {
  askedOn: LocalDate
  askedBy: string
  relationship: string
  startsOn: LocalDate
  endsOn: LocalDate
  reason: LeaveReason
  why: string
  country: string
  withWhom: string
}

/** The enrolment of the child at one of the viewer's schools today. */
async function enrolmentHere(tx: Tx, viewer: Viewer, childId: string) {
  const rows = await enrolmentsOf(tx, viewer, childId)
  const found = rows.find(
    row =>
      viewer.schools.includes(row.school_id) &&
      (row.leaving_date === null || row.leaving_date > viewer.today),
  )
  if (!found) throw new NotFound('enrolment')
  return found
}

/**
 * Writes down that a parent asked for leave, in advance or late. The same days asked for the same reason on the same day are one
 * request. Throws NotFound for a child who is on none of the viewer's registers.
 */
export async function recordRequest(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  given: RequestGiven,
): Promise<Decision<{ token: string; already: boolean }>> {
  if (!may(viewer, 'leave.record')) throw new NotFound('leave')
  const child = await childById(tx, viewer, childId)
  const enrolment = await enrolmentHere(tx, viewer, childId)
  const refusals: Refusal[] = [
    ...(given.endsOn < given.startsOn ? [{ says: 'The last day must be on or after the first' }] : []),
    ...(given.askedOn > viewer.today ? [{ says: 'The day the parent asked must be today or before' }] : []),
    ...(given.endsOn > addDays(given.startsOn, 365) ? [{ says: 'Leave cannot be longer than a year' }] : []),
  ]
  if (refusals.length > 0) return refused(...refusals)
  return allowed(
    await insertRequest(tx, viewer, {
      ...given,
      // Where a protected child is to be, and with whom, is written down nowhere here.
      ...(child.protected && { country: protectedHere, withWhom: protectedHere }),
      childId,
      enrolmentId: enrolment.id,
      schoolId: enrolment.school_id,
    }),
  )
}

/** The request in the address, held: nobody else writes about this child's leave until the transaction ends. */
async function held(tx: Tx, viewer: Viewer, token: string): Promise<{ row: RequestRow; leave: Leave }> {
  const seen = await requestByToken(tx, viewer, token)
  if (!viewer.schools.includes(seen.school_id)) throw new NotFound('leave')
  await holdChild(tx, viewer, seen.child_id)
  const row = await requestByToken(tx, viewer, token)
  return { row, leave: leaveOf(row) }
}

const notNow = (leave: Leave): Refusal => ({
  says:
    leave.returnedOn !== undefined
      ? `This leave is over: back on ${inWords(leave.returnedOn)}`
      : `This leave is ${leave.state === 'waiting' ? 'not decided yet' : leave.state}: that cannot be recorded now`,
})

export type LookedInto = 'meeting' | 'evidence' | 'return evidence' | 'DSL told'

/** Records a meeting, evidence seen, or that the DSL was told. The same words on the same day are one. */
export async function recordLookedInto(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { kind: LookedInto; on: LocalDate; data: Readonly<Record<string, string>> },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'leave.record')) throw new NotFound('leave')
  const { row, leave } = await held(tx, viewer, token)
  if (given.on > viewer.today) return refused({ says: 'The day must be today or before' })
  if (!mayStep(leave, given.kind)) return refused(notNow(leave))
  const words = JSON.stringify(Object.entries(given.data).sort())
  const same = row.steps.some(
    step =>
      step.kind === given.kind &&
      step.on_date === given.on &&
      JSON.stringify(Object.entries(step.data).sort()) === words,
  )
  if (same) return allowed({ already: true })
  await insertStep(tx, viewer, row, given)
  return allowed({ already: false })
}

export type DecisionGiven = {
  grant: boolean
  startsOn?: LocalDate | undefined
  endsOn?: LocalDate | undefined
  code?: string | undefined
  reasons: string
  /** Why it is granted although something is missing. */
  without?: string | undefined
}

/**
 * The head decides on leave, with reasons. Granting writes the leave where the register rules read it, so that the day after its end
 * is counted (T-14, H-10), and drafts the letter (L23). Sent again, it gives the decision that stands.
 */
export async function decideLeave(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: DecisionGiven,
): Promise<Decision<{ already: boolean; letter: boolean }>> {
  if (!may(viewer, 'leave.decide')) throw new NotFound('leave')
  const { row, leave } = await held(tx, viewer, token)
  const wanted = given.grant ? 'granted' : 'refused'
  if (leave.state === wanted) return allowed({ already: true, letter: false })
  if (!mayStep(leave, wanted)) return refused(notNow(leave))
  const { startsOn = row.starts_on, endsOn = row.ends_on, code = 'C' } = given
  const missing = given.grant ? missingBeforeGranting(leave) : []
  const refusals: Refusal[] = [
    ...(given.reasons.trim() === '' ? [{ says: 'Give the reasons for the decision' }] : []),
    ...(given.grant && endsOn < startsOn ? [{ says: 'The last day must be on or after the first' }] : []),
    ...(given.grant && !codesForLeave(startsOn).some(one => one.code === code)
      ? [
          {
            says: `Code ${code} was not a code of leave on ${inWords(startsOn)}`,
            cites: 'Regulations 2024, regulation 10',
          },
        ]
      : []),
    ...((given.without ?? '').trim() === ''
      ? missing.map(says => ({ says: `${says}. Record it, or say why you grant the leave without it` }))
      : []),
  ]
  if (refusals.length > 0) return refused(...refusals)
  const stepId = await insertStep(tx, viewer, row, {
    kind: wanted,
    on: viewer.today as LocalDate,
    ...(given.grant && { startsOn, endsOn }),
    data: {
      reasons: given.reasons.trim(),
      ...(given.grant && { code }),
      ...(missing.length > 0 && { without: `${missing.join('. ')}. ${given.without!.trim()}` }),
    },
  })
  if (given.grant) await keepLeave(tx, viewer, row, stepId, { startsOn, endsOn })
  const letter = await draftLetter(tx, viewer, {
    childId: row.child_id,
    schoolId: row.school_id,
    code: 'LET-L23',
    fields: {
      leave_from: row.starts_on,
      leave_to: row.ends_on,
      leave_decision: given.grant
        ? `We have agreed to leave from ${daysInWords({ startsOn, endsOn })}.`
        : 'We have not agreed to this leave.',
      leave_reasons: given.reasons.trim(),
      leave_next: given.grant
        ? await backInWords(tx, viewer, row, endsOn)
        : `${row.forename} should be in school on all of these days. If something has changed, please ring us.`,
    },
  })
  return allowed({ already: false, letter: letter.allowed })
}

/** What the letter asks of a family whose leave was agreed: the first school day after it, and what happens then. */
async function backInWords(tx: Tx, viewer: Viewer, row: RequestRow, endsOn: LocalDate): Promise<string> {
  const back = nextSchoolDay(await calendarFor(tx, viewer, row.school_id), endsOn)
  const on = back ? `on ${inWords(back)}` : 'on the first school day after it'
  return `We look forward to seeing ${row.forename} in school ${on}. If that day changes, please ring before it comes. If we do not see ${row.forename} that day, we will ring you.`
}

async function keepLeave(
  tx: Tx,
  viewer: Viewer,
  row: RequestRow,
  stepId: string,
  days: { startsOn: LocalDate; endsOn: LocalDate; withdrawn?: boolean },
): Promise<void> {
  await insertLeaveDecided(tx, viewer, {
    stepId,
    enrolmentId: row.enrolment_id,
    childId: row.child_id,
    schoolId: row.school_id,
    ...days,
  })
  await sendJob(tx, detectQueue, { la: viewer.la, school: row.school_id })
}

export type ChangeGiven =
  | { kind: 'changed'; endsOn: LocalDate; why: string }
  | { kind: 'cancelled'; why: string }
  | { kind: 'returned'; on: LocalDate; why: string }

/**
 * What became of leave that was asked for or granted: another last day, agreed by the head; cancelled before it began; back in school. Each is a
 * new row. Back early, the leave ends on the day before.
 */
export async function changeLeave(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: ChangeGiven,
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, given.kind === 'changed' ? 'leave.decide' : 'leave.record')) throw new NotFound('leave')
  const { row, leave } = await held(tx, viewer, token)
  const today = viewer.today as LocalDate
  const { agreed } = leave
  const already =
    (given.kind === 'cancelled' && leave.state === 'cancelled') ||
    (given.kind === 'returned' && leave.returnedOn === given.on) ||
    (given.kind === 'changed' && agreed?.endsOn === given.endsOn)
  if (already) return allowed({ already: true })
  if (!mayStep(leave, given.kind)) return refused(notNow(leave))
  if (given.why.trim() === '') return refused({ says: 'Say who agreed it or told you, and how' })
  const step = (on: LocalDate, days?: { startsOn: LocalDate; endsOn: LocalDate }) =>
    insertStep(tx, viewer, row, { kind: given.kind, on, ...days, data: { why: given.why.trim() } })
  switch (given.kind) {
    case 'changed': {
      const days = { startsOn: agreed!.startsOn, endsOn: given.endsOn }
      if (days.endsOn < days.startsOn) return refused({ says: 'The last day must be on or after the first' })
      await keepLeave(tx, viewer, row, await step(today, days), days)
      return allowed({ already: false })
    }
    case 'cancelled': {
      if (agreed && agreed.startsOn <= today) {
        return refused({ says: 'The leave has begun. Record the day the child came back instead' })
      }
      const id = await step(today)
      if (agreed) await keepLeave(tx, viewer, row, id, { ...daysOf(agreed), withdrawn: true })
      return allowed({ already: false })
    }
    case 'returned': {
      if (given.on > today) return refused({ says: 'The day the child came back must be today or before' })
      if (given.on < agreed!.startsOn) {
        return refused({
          says: `The day must be on or after the first day of the leave, ${inWords(agreed!.startsOn)}`,
        })
      }
      const id = await step(given.on)
      if (given.on === agreed!.startsOn)
        await keepLeave(tx, viewer, row, id, { ...daysOf(agreed!), withdrawn: true })
      else if (given.on <= agreed!.endsOn) {
        await keepLeave(tx, viewer, row, id, { startsOn: agreed!.startsOn, endsOn: addDays(given.on, -1) })
      }
      return allowed({ already: false })
    }
    default:
      return given satisfies never
  }
}

const daysOf = ({ startsOn, endsOn }: { startsOn: LocalDate; endsOn: LocalDate }) => ({ startsOn, endsOn })

// ---- Who is away, due back, not back ----

/** One child with the leave that was last in force, and how it stands. */
export type LeaveNow = {
  readonly childId: string
  readonly token: string
  readonly surname: string
  readonly forename: string
  readonly schoolId: string
  readonly enrolmentId: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly standing: LeaveStanding
}
export type LeaveOverrun = LeaveNow & { readonly standing: Overrun }

/** So many children with leave of the last months are looked at, at most: those whose leave ends last. */
const atMost = 400

/** Every child of the viewer's schools (or one, or one school's) whose leave goes on or ended lately, by the day it ends. */
export async function leavesNow(
  tx: Tx,
  viewer: Viewer,
  of: { childId?: string; schoolId?: string } = {},
): Promise<LeaveNow[]> {
  const rows = await leaveHolding(tx, viewer, { ...of, limit: atMost })
  return standingsOf(tx, viewer, rows)
}

async function standingsOf(tx: Tx, viewer: Viewer, rows: readonly HoldingRow[]): Promise<LeaveNow[]> {
  if (rows.length === 0) return []
  const schools = new Set(rows.map(row => row.school_id))
  const calendars = await calendarsOf(tx, viewer, schools.size === 1 ? rows[0]!.school_id : undefined)
  const openAfter = (await settingsFor(tx, viewer))['leave-overrun-days']
  const today = viewer.today as LocalDate
  return rows.map(row => {
    const { calendar } = calendars(row.school_id, pupilYearGroup(row.nc_year ?? undefined, today))
    // Leaves with no school day between are one.
    const last = leavesOf(
      calendar,
      row.leaves.map(leave => ({ startsOn: leave.starts_on, endsOn: leave.ends_on })),
    ).at(-1)!
    const [startsOn, endsOn] = [fromDayNumber(last.from), fromDayNumber(last.to)]
    const days = daysAfter(calendar, stripsOf(row), endsOn, {
      entryDate: row.entry_date,
      leavingDate: row.leaving_date ?? undefined,
      today,
    })
    return {
      childId: row.child_id,
      token: row.token,
      surname: row.surname,
      forename: row.forename,
      schoolId: row.school_id,
      enrolmentId: row.enrolment_id,
      startsOn,
      endsOn,
      standing: leaveStanding({ calendar, startsOn, endsOn, today, openAfter, days }),
    }
  })
}

/** Children who are not back from leave, longest away first: for Today, the DSL and the leave page. T-14. */
export async function leaveOverruns(tx: Tx, viewer: Viewer): Promise<LeaveOverrun[]> {
  return (await leavesNow(tx, viewer)).filter(isOverrun)
}
export const isOverrun = (one: LeaveNow): one is LeaveOverrun => one.standing.is === 'overrun'

/**
 * Opens a possible-CME case (START-03) for each child of a school who is not back on the authority's day after leave, once for each end
 * of a leave, and tells the school. Takes the system's viewer. Gives how many.
 */
export async function openOverrunCases(tx: Tx, system: Viewer, schoolId: string): Promise<number> {
  const rows = await leaveHolding(tx, system, { schoolId, limit: atMost })
  const born = new Map(rows.map(row => [row.enrolment_id, row.date_of_birth]))
  let opened = 0
  for (const one of (await standingsOf(tx, system, rows)).filter(isOverrun)) {
    const { standing, childId, enrolmentId, endsOn } = one
    const dob = born.get(enrolmentId)
    if (!standing.isOpenDue || (dob && !isCompulsoryAge(dob, system.today as LocalDate))) continue
    const says = `Not back from leave that ended on ${inWords(endsOn)}. Due on ${inWords(standing.since)}; today is school day ${standing.day} after it.`
    if (!(await insertOverrun(tx, system, { enrolmentId, childId, schoolId, leaveEndedOn: endsOn, says })))
      continue
    const { caseId } = await openCaseForAbsence(tx, system, {
      childId,
      schoolId,
      startCode: 'START-03',
      level: 'act this week',
      says,
      on: system.today,
    })
    await routeByItself(tx, system, {
      childId,
      about: `case ${caseId}`,
      says: 'The child is not back from leave, and the CME team looks for the child',
    })
    await tellSchool(tx, system, {
      childId,
      schoolId,
      caseId,
      on: system.today,
      says: 'The authority was told that the child is not back from leave',
    })
    opened++
  }
  return opened
}

export { schoolsWithLeave }

// ---- The family's pattern ----

export type FamilyPattern = {
  readonly lines: readonly PatternLine[]
  readonly sameWeekYears: number
  readonly children: string[]
}

/** Past leave of the family at this school, beside the days asked for. For the DSL and the head; others get nothing. */
export async function patternFor(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; requestId?: string | undefined; startsOn: LocalDate; endsOn: LocalDate },
): Promise<FamilyPattern | undefined> {
  if (!may(viewer, 'safeguarding.see')) return undefined
  const family = await familyNow(tx, viewer, asked.childId)
  const siblings = [
    ...(family?.relatives ?? [])
      .filter(one => (one.answer ? one.answer.decision === 'same family' : one.strength === 'likely'))
      .map(one => one.id),
    ...(family?.byAnswerAlone ?? []).map(one => one.other),
  ]
  const rows = await pastLeaveOf(tx, viewer, [asked.childId, ...siblings], asked.requestId)
  const marks = await marksOf(tx, viewer, [...new Set(rows.map(row => row.enrolment_id))])
  const calendars = await calendarsOf(tx, viewer, viewer.schools.length === 1 ? viewer.schools[0] : undefined)
  const past = rows.map(
    (row): PastLeave => ({
      child: row.child_id === asked.childId ? 'this child' : { name: row.forename },
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      outcome: row.outcome,
      daysAwayUnauthorised: daysAfter(
        calendars(row.school_id).calendar,
        marks.filter(mark => mark.enrolment_id === row.enrolment_id).map(asStrip),
        addDays(row.starts_on, -1),
        {
          entryDate: row.entry_date,
          leavingDate: row.leaving_date ?? undefined,
          today: earlierOf(row.ends_on, viewer.today as LocalDate),
        },
      ).filter(day => day.unauthorised && !day.inSchool).length,
    }),
  )
  return {
    lines: familyPattern(asked, past),
    sameWeekYears: yearsInTheSameWeek(asked, past),
    children: [...new Set(rows.map(row => row.child_id))],
  }
}

export const reasonInWords = (reason: LeaveReason): string => leaveReasons[reason]
