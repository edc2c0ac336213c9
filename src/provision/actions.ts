// Part-time timetables, education off site and suspensions: recorded, looked at again and ended. One transaction each.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { childById, type EnrolmentRow, enrolmentsOf, flagsOf } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound } from '../platform/errors.ts'
import { calendarFor, settingsFor } from '../schools/store.ts'
import {
  type Arranged,
  arrangementKinds,
  type Ending,
  latestReview,
  problemsWith,
  type SuspensionStep,
  standingOf,
} from './provision.ts'
import {
  type ArrangementRow,
  arrangementByToken,
  arrangementsOfChild,
  holdProvision,
  insertArrangement,
  insertEnding,
  insertReview,
  insertSuspension,
  insertSuspensionStep,
  suspensionByToken,
} from './store.ts'

/** What is wrong, by the field of the form it is about. */
export type FieldProblem = { field: string; says: string }
export type Recorded = { ok: true; token: string; already: boolean } | { ok: false; problems: FieldProblem[] }

const not = (field: string, says: string): { ok: false; problems: FieldProblem[] } => ({
  ok: false,
  problems: [{ field, says }],
})

/** The child's time on one of the viewer's registers now. Throws NotFound where there is none. */
export async function currentTime(tx: Tx, viewer: Viewer, childId: string): Promise<EnrolmentRow> {
  const enrolments = await enrolmentsOf(tx, viewer, childId)
  const now = enrolments.find(
    one =>
      viewer.schools.includes(one.school_id) &&
      (one.leaving_date === null || one.leaving_date > viewer.today),
  )
  if (!now) throw new NotFound('enrolment')
  return now
}

/**
 * Records a part-time timetable or education off site, or says everything that stands against it, by the field. The same again,
 * with the same first day, is recorded once. Throws NotFound for a child who is on none of the viewer's registers.
 */
export async function recordArrangement(
  tx: Tx,
  viewer: Viewer,
  given: Arranged & { childId: string; place: string; reason: string; endPlan: string; agreedBy: string },
): Promise<Recorded> {
  if (!may(viewer, 'provision.record')) throw new NotFound('provision')
  const child = await childById(tx, viewer, given.childId)
  await holdProvision(tx, viewer, given.childId)
  const enrolment = await currentTime(tx, viewer, given.childId)
  const [calendar, settings, flags, others] = await Promise.all([
    calendarFor(tx, viewer, enrolment.school_id),
    settingsFor(tx, viewer),
    flagsOf(tx, viewer, given.childId),
    arrangementsOfChild(tx, viewer, given.childId),
  ])
  const today = viewer.today as LocalDate
  const has = (...names: string[]) => flags.some(flag => names.includes(flag.flag))
  const found = problemsWith({
    given,
    today,
    dob: (child.date_of_birth as LocalDate | null) ?? undefined,
    calendar,
    reviewDays: settings['provision-review-days'],
    hasEhcp: has('EHCP'),
    hasSocialWorker: has('in_care', 'child_protection_plan', 'child_in_need'),
  })
  if (found.length > 0)
    return { ok: false, problems: found.map(one => ({ field: one.field, says: one.refusal.says })) }
  const running = others.find(
    one =>
      one.kind === given.kind &&
      one.enrolment_id === enrolment.id &&
      one.ended_on === null &&
      one.starts_on !== given.startsOn,
  )
  if (running)
    return not(
      'kind',
      `There is one already, since ${inWords(running.starts_on)}. Look at it again, or end it first.`,
    )
  const added = await insertArrangement(tx, viewer, {
    ...given,
    schoolId: enrolment.school_id,
    enrolmentId: enrolment.id,
    parentSignedOn: given.parentSignedOn ?? null,
  })
  return { ok: true, ...added }
}

/**
 * Looks at an arrangement again: what was found, and until when it goes on. Takes the number of the review the person saw as the
 * next, so that two who look at one moment do not both count. Throws NotFound outside the viewer's scope.
 */
export async function reviewArrangement(
  tx: Tx,
  viewer: Viewer,
  given: {
    token: string
    number: number
    on: LocalDate
    found: string
    hours: number
    reviewOn: LocalDate
    endsOn: LocalDate
    parentAgrees: 'yes' | 'no' | 'not known'
  },
): Promise<Recorded> {
  if (!may(viewer, 'provision.record')) throw new NotFound('provision')
  const row = await heldArrangement(tx, viewer, given.token)
  if (row.ended_on !== null) return not('found', `It ended on ${inWords(row.ended_on)}`)
  if (given.number <= row.reviews) {
    return not(
      'found',
      'Somebody looked at it a moment ago. Read that review first, and save again if more is to say.',
    )
  }
  const calendar = await calendarFor(tx, viewer, row.school_id)
  const days = (await settingsFor(tx, viewer))['provision-review-days']
  const latest = latestReview(calendar, given.on, days)
  const problems: FieldProblem[] = []
  const add = (field: string, says: string) => problems.push({ field, says })
  if (given.on > viewer.today) add('on', 'The day of the review must be today or before')
  if (given.on < row.starts_on) add('on', 'It cannot have been looked at before it began')
  if (given.found.trim() === '') add('found', 'Say what was found')
  if (given.hours > Number(row.full_hours)) add('hours', 'There cannot be more hours than in the full week')
  if (row.kind === 'part-time timetable' && given.hours >= Number(row.full_hours))
    add('hours', 'With all the hours of the week the timetable has ended: end it instead')
  if (given.reviewOn <= given.on) add('next', 'The next review must be after this one')
  else if (latest !== undefined && given.reviewOn > latest)
    add('next', `It is looked at again within ${days} school days: by ${inWords(latest)}`)
  if (given.endsOn < given.reviewOn) add('end', 'The last day must not be before the next review')
  if (row.kind === 'part-time timetable' && given.parentAgrees === 'no')
    add('agrees', 'Without the parent’s agreement it cannot go on: end it, and have the pupil back full time')
  if (problems.length > 0) return { ok: false, problems }
  const added = await insertReview(tx, viewer, row, {
    ...given,
    number: row.reviews + 1,
    found: given.found.trim(),
  })
  return { ok: true, token: row.token, already: !added }
}

/** Ends an arrangement, with how and why. Ending it twice is ending it once. */
export async function endArrangement(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; on: LocalDate; how: Ending; why: string },
): Promise<Recorded> {
  if (!may(viewer, 'provision.record')) throw new NotFound('provision')
  const row = await heldArrangement(tx, viewer, given.token)
  if (row.ended_on !== null) return { ok: true, token: row.token, already: true }
  const problems: FieldProblem[] = []
  if (given.on > viewer.today) problems.push({ field: 'ended', says: 'The day must be today or before' })
  if (given.on < row.starts_on && given.how !== 'recorded in error')
    problems.push({ field: 'ended', says: 'It cannot have ended before it began' })
  if (given.why.trim() === '') problems.push({ field: 'why', says: 'Say why it ended' })
  if (problems.length > 0) return { ok: false, problems }
  const added = await insertEnding(tx, viewer, row, { on: given.on, how: given.how, why: given.why.trim() })
  return { ok: true, token: row.token, already: !added }
}

async function heldArrangement(tx: Tx, viewer: Viewer, token: string): Promise<ArrangementRow> {
  const before = await arrangementByToken(tx, viewer, token)
  await holdProvision(tx, viewer, before.child_id)
  return arrangementByToken(tx, viewer, token)
}

/** How an arrangement's row stands today. */
export const standingToday = (
  row: ArrangementRow,
  calendar: Parameters<typeof standingOf>[0]['calendar'],
  today: LocalDate,
) =>
  standingOf({
    startsOn: row.starts_on,
    hours: Number(row.hours),
    reviewOn: row.review_on,
    endsOn: row.ends_on,
    ...(row.now_review_on &&
      row.now_ends_on && {
        review: { hours: Number(row.now_hours), reviewOn: row.now_review_on, endsOn: row.now_ends_on },
      }),
    endedOn: row.ended_on ?? undefined,
    today,
    calendar,
  })

export const isArrangementKind = (kind: string): kind is Arranged['kind'] =>
  (arrangementKinds as readonly string[]).includes(kind)

/**
 * Records a suspension or a permanent exclusion that the headteacher decided. The same again is recorded once. A pupil who is
 * excluded stays on the register. Throws NotFound for a child who is on none of the viewer's registers.
 */
export async function recordSuspension(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    kind: 'suspension' | 'permanent exclusion'
    firstDay: LocalDate
    lastDay: LocalDate | undefined
    reasons: string
  },
): Promise<Recorded> {
  if (!may(viewer, 'provision.record')) throw new NotFound('provision')
  await holdProvision(tx, viewer, given.childId)
  const enrolment = await currentTime(tx, viewer, given.childId)
  const problems: FieldProblem[] = []
  if (given.firstDay < enrolment.entry_date)
    problems.push({ field: 'first', says: 'The first day must not be before the pupil was on your register' })
  if (given.kind === 'suspension' && given.lastDay === undefined)
    problems.push({ field: 'last', says: 'Enter the last day of the suspension' })
  if (given.lastDay !== undefined && given.lastDay < given.firstDay)
    problems.push({ field: 'last', says: 'The last day must not be before the first' })
  if (given.reasons.trim() === '') problems.push({ field: 'reasons', says: 'Give the reasons' })
  if (problems.length > 0) return { ok: false, problems }
  const added = await insertSuspension(tx, viewer, {
    childId: given.childId,
    schoolId: enrolment.school_id,
    enrolmentId: enrolment.id,
    kind: given.kind,
    firstDay: given.firstDay,
    lastDay: given.kind === 'suspension' ? (given.lastDay ?? null) : null,
    reasons: given.reasons.trim(),
  })
  return { ok: true, ...added }
}

/** Writes down who was told of a suspension, what education was arranged, or that it was cancelled: each once. */
export async function recordSuspensionStep(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; step: SuspensionStep; on: LocalDate; says: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'provision.record')) throw new NotFound('provision')
  const row = await suspensionByToken(tx, viewer, given.token)
  const cites = 'Suspension and permanent exclusion guidance'
  if (given.on > viewer.today)
    return { allowed: false, refusals: [{ says: 'The day must be today or before', cites }] }
  if (given.step === 'cancelled' && given.says.trim() === '')
    return { allowed: false, refusals: [{ says: 'Say why it was cancelled', cites }] }
  const added = await insertSuspensionStep(tx, viewer, row, { ...given, says: given.says.trim() })
  return allowed({ already: !added })
}
