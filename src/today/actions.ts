// What people do in a school's day: each one transaction: read, decide, write.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, type LocalDate } from '../calendar/local-date.ts'
import { isSchoolDay } from '../calendar/school-calendar.ts'
import { childById } from '../children/store.ts'
import { recordEnquiry } from '../enquiries/actions.ts'
import { holdChild } from '../enquiries/store.ts'
import { londonDay } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { askPolice as recordPoliceAsk } from '../safeguarding/actions.ts'
import { calendarFor } from '../schools/store.ts'
import { closeBoard, countsOf, keptBy, sentencesOf, stateOfBoard } from './board.ts'
import { type HourKey, hourKeys, problemsWithHours, timeOf } from './hours.ts'
import { decidedSays } from './ladder.ts'
import { untakenNow } from './registers-untaken.ts'
import { reasonOf, riskDecisions, type StepKind, stepKinds, visitOutcomes } from './steps.ts'
import {
  addAssessment,
  addAssurance,
  addChase,
  addClosing,
  addHours,
  addReview,
  addStep,
  assuranceFor,
  boardNow,
  closingsOf,
  holdSchoolDay,
  minuteOf,
  type NewStep,
  registersOfToday,
  type StepRow,
  stepsOf,
  untakenOn,
  waitingAt,
} from './store.ts'

/** The child, and the school on whose behalf it is done. */
export type About = { childId: string; schoolId: string }
export type GivenStep = Omit<NewStep, 'childId' | 'schoolId' | 'at'>
/** `already`: somebody did the same before, and it stands as theirs. */
export type Done = { already: boolean; by: string; at: Date }

/** Done once a day for one child, whoever presses. */
const onceADay: readonly StepKind[] = ['handed to DSL', 'DSL took', 'siblings checked']

/**
 * Records one step of the day about a child. The same step twice, by the same person in the same words or by two people where
 * once is enough, is one. Throws NotFound for a school or a child that is not the viewer's.
 */
export async function takeStep(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: GivenStep,
  now: Date,
): Promise<Decision<Done>> {
  await inSight(tx, viewer, about)
  if (!stepKinds.includes(given.kind)) return refused({ says: 'Choose what was done.' })
  if (given.kind === 'risk assessed') {
    return refused({ says: 'The risk is written down on its own page, by the DSL.' })
  }
  if (given.kind === 'DSL took' && !may(viewer, 'safeguarding.record')) {
    return refused({ says: 'The designated safeguarding lead (DSL) says this.' })
  }
  if (given.nextAt && given.nextAt <= now) {
    return refused({ says: 'The time to look again must be later than now.' })
  }
  if (given.nextAt && londonDay(given.nextAt) > addDays(viewer.today as LocalDate, 14)) {
    return refused({ says: 'Look again within two weeks.' })
  }
  if (given.kind === 'escalated' && (!given.toWhom || !given.nextAt)) {
    return refused({ says: 'Say who has it, and when they look again.' })
  }
  if (given.kind === 'card left' && !given.nextAt) {
    return refused({ says: 'Say by when the card asks for an answer.' })
  }
  if ((given.kind === 'visit not made' || given.kind === 'police not asked') && !given.says?.trim()) {
    return refused({ says: 'Say why not.' })
  }
  if (given.kind === 'police asked' && !given.reference?.trim()) {
    return refused({ says: 'Enter the reference that the police gave, or “not given yet”.' })
  }
  if ((given.kind === 'seen' || given.kind === 'spoken to') && !given.says?.trim()) {
    return refused({ says: 'Say who saw or spoke to the child, and where.' })
  }
  await holdChild(tx, viewer, about.childId)
  const same = await sameStep(tx, viewer, about, given)
  if (same) return allowed({ already: true, by: same.by_name, at: same.at })
  await addStep(tx, viewer, { ...given, ...about, at: now })
  return allowed({ already: false, by: viewer.name, at: now })
}

/** Is this child on this viewer's own register, and is the school theirs? */
async function inSight(tx: Tx, viewer: Viewer, about: About): Promise<void> {
  if (!may(viewer, 'contact.record') || !viewer.schools.includes(about.schoolId)) throw new NotFound('school')
  await childById(tx, viewer, about.childId)
}

async function sameStep(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: GivenStep,
): Promise<StepRow | undefined> {
  const today = await stepsOf(tx, viewer, about.childId, viewer.today)
  return today.find(
    step =>
      step.kind === given.kind &&
      (onceADay.includes(given.kind) ||
        (step.by_name === viewer.name &&
          (step.says ?? '') === (given.says ?? '') &&
          (step.code ?? '') === (given.code ?? '') &&
          (step.reference ?? '') === (given.reference ?? '') &&
          (step.to_whom ?? '') === (given.toWhom ?? '') &&
          (step.next_at?.getTime() ?? 0) === (given.nextAt?.getTime() ?? 0))),
  )
}

/**
 * The reason that somebody who looks after the child gave, with the code that it suggests. Onroll writes no register: the
 * school enters the code in its own system, and until then the reason accounts for the name.
 */
export function giveReason(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { reason: string; note?: string | undefined },
  now: Date,
): Promise<Decision<Done & { code: string; text: string }>> {
  const reason = reasonOf(given.reason)
  if (!reason) return Promise.resolve(refused({ says: 'Choose the reason that was given.' }))
  return takeStep(
    tx,
    viewer,
    about,
    {
      kind: 'reason known',
      code: reason.code,
      says: [`${reason.text}.`, given.note].filter(Boolean).join(' '),
    },
    now,
  ).then(done => (done.allowed ? allowed({ ...done.value, code: reason.code, text: reason.text }) : done))
}

const resultOfVisit: Readonly<Record<(typeof visitOutcomes)[number], string>> = {
  'No answer': 'no answer',
  'The child was seen': 'child seen',
  'An adult answered, the child was not seen': 'information',
  'Nobody lives there now': 'information',
  'The address was not found': 'nothing known',
}

/**
 * A visit to the home that was made: a step of the day, and the visit of the list of enquiries, written once for both. Where a
 * card was left, by when it asks for an answer.
 */
export async function recordVisit(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { outcome: string; who: string; note?: string | undefined; card?: Date | undefined },
  now: Date,
): Promise<Decision<Done>> {
  const outcome = visitOutcomes.find(one => one === given.outcome)
  if (!outcome) return refused({ says: 'Choose what came of the visit.' })
  if (given.who.trim() === '') return refused({ says: 'Say who went.' })
  // Asked before anything is written: what is refused leaves nothing behind.
  if (given.card && londonDay(given.card) > addDays(viewer.today as LocalDate, 14)) {
    return refused({ says: 'A card asks for an answer within two weeks.' })
  }
  const says = [`${outcome}.`, `${given.who} went.`, given.note].filter(Boolean).join(' ')
  const done = await takeStep(tx, viewer, about, { kind: 'visit made', says }, now)
  if (!done.allowed || done.value.already) return done
  const enquiry = await recordEnquiry(tx, viewer, about, {
    checkCode: 'RS09',
    method: 'visit',
    asked: given.who,
    result: resultOfVisit[outcome],
    note: given.note,
    doneOn: viewer.today,
    doneAt: timeOf(((minuteOf(now, viewer.today) % 1440) + 1440) % 1440),
  })
  if (!enquiry.allowed) return enquiry
  if (outcome === 'The child was seen') {
    return takeStep(tx, viewer, about, { kind: 'seen', says: `At home, by ${given.who}.` }, now)
  }
  if (given.card) return takeStep(tx, viewer, about, { kind: 'card left', nextAt: given.card }, now)
  return done
}

/** The police were asked for a welfare check: a step of the day and line RS19 of the list of enquiries. */
export async function askPolice(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { reference: string; nextAt: Date; says?: string | undefined },
  now: Date,
): Promise<Decision<Done>> {
  const done = await takeStep(
    tx,
    viewer,
    about,
    {
      kind: 'police asked',
      reference: given.reference,
      toWhom: 'The police',
      nextAt: given.nextAt,
      says: given.says,
    },
    now,
  )
  if (!done.allowed || done.value.already) return done
  // One record of the police: what they answer is added to it, and the list of enquiries has it as well.
  const asked = await recordPoliceAsk(tx, viewer, about, {
    kind: 'welfare check',
    how: '101',
    reference: /^not given/i.test(given.reference.trim()) ? undefined : given.reference.trim().slice(0, 60),
    says: given.says,
    on: viewer.today,
    at: timeOf(((minuteOf(now, viewer.today) % 1440) + 1440) % 1440),
  })
  return asked.allowed ? done : asked
}

/**
 * The DSL writes down the risk after two hours without an answer, or at once where something worrying was heard, and decides.
 * The words are for those who may read a risk screen; that it was done, and what the office does next, for everyone who works on
 * the child.
 */
export async function assessRisk(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { known: string; notKnown: string; decision: string; nextAt: Date | undefined },
  now: Date,
): Promise<Decision<Done>> {
  if (!may(viewer, 'safeguarding.record')) throw new NotFound('school')
  await inSight(tx, viewer, about)
  if (given.known.trim() === '') return refused({ says: 'Write down what is known.' })
  if (given.notKnown.trim() === '') return refused({ says: 'Write down what is not known.' })
  if (!riskDecisions.some(decision => decision === given.decision)) {
    return refused({ says: 'Choose what you decide.' })
  }
  if (!given.nextAt || given.nextAt <= now) {
    return refused({ says: 'Say when you look again: a time later than now.' })
  }
  await holdChild(tx, viewer, about.childId)
  const step: GivenStep = {
    kind: 'risk assessed',
    says: officeDoes[given.decision] ?? 'The DSL goes on with it.',
    toWhom: `the DSL, ${viewer.name}`,
    nextAt: given.nextAt,
  }
  const same = await sameStep(tx, viewer, about, step)
  if (same) return allowed({ already: true, by: same.by_name, at: same.at })
  const stepId = await addStep(tx, viewer, { ...step, ...about, at: now })
  await addAssessment(tx, viewer, {
    ...about,
    stepId,
    at: now,
    known: given.known,
    notKnown: given.notKnown,
    decision: given.decision,
  })
  return allowed({ already: false, by: viewer.name, at: now })
}

/** What the office reads of the decision. That social care is told stays with the DSL. */
const officeDoes: Readonly<Record<string, string>> = {
  'Go on ringing, and look again': 'Go on ringing.',
  'Visit the home now': decidedSays.visit,
  'Ask the police for a welfare check now': decidedSays.police,
}

/**
 * Closes a school's day. Refused, with the names, while one of them has no reason, was not seen or spoken to, and nobody has it
 * with a time to look again. Closing what is closed and unchanged does nothing.
 */
export async function closeDay(
  tx: Tx,
  viewer: Viewer,
  schoolId: string,
  now: Date,
): Promise<Decision<{ already: boolean; sentences: readonly string[] }>> {
  if (!may(viewer, 'today.close') || !viewer.schools.includes(schoolId)) throw new NotFound('school')
  await holdSchoolDay(tx, viewer, schoolId)
  const [calendar, withRegister, board, closings, untaken, waiting] = await Promise.all([
    calendarFor(tx, viewer, schoolId),
    registersOfToday(tx, viewer),
    boardNow(tx, viewer, now),
    closingsOf(tx, viewer),
    untakenOn(tx, viewer, viewer.today as LocalDate),
    waitingAt(tx, viewer),
  ])
  const rows = board.rows.filter(({ row }) => row.school_id === schoolId)
  const decision = closeBoard({
    isSchoolDay: isSchoolDay(calendar, viewer.today as LocalDate),
    registerOfToday: withRegister.includes(schoolId),
    names: rows.map(({ row, standing }) => ({ name: `${row.forename} ${row.surname}`, standing })),
  })
  if (!decision.allowed) return decision
  const own = closings.filter(one => one.school_id === schoolId)
  const state = stateOfBoard(
    own,
    rows.map(({ row, standing }) => ({ childId: row.child_id, standing })),
  )
  const hours = board.hours.find(one => one.schoolId === schoolId)!.hours
  const due = waiting.find(one => one.school_id === schoolId)
  const counts = countsOf(
    rows.map(({ standing }) => standing),
    {
      notTaken: untakenNow(
        untaken.filter(one => one.school_id === schoolId),
        board.now,
        hours,
      ).length,
      returnsDue: due?.returns ?? 0,
      waitForHead: due?.decisions ?? 0,
    },
  )
  const sentences = sentencesOf(counts)
  if (state.is === 'closed') return allowed({ already: true, sentences: own.at(-1)?.sentences ?? sentences })
  const kept = rows.map(({ standing }) => keptBy(standing))
  await addClosing(tx, viewer, {
    school_id: schoolId,
    at: now,
    nth: (own.at(-1)?.nth ?? 0) + 1,
    names: rows.length,
    with_reason: kept.filter(one => one === 'with reason').length,
    seen: kept.filter(one => one === 'seen').length,
    escalated: kept.filter(one => one === 'escalated').length,
    not_taken: counts.notTaken,
    children: rows.map(({ row }) => row.child_id),
    sentences: [...sentences],
  })
  return allowed({ already: false, sentences })
}

/** The head has read how the day stands. The same closing read twice is once. Refused for anyone but the head. */
export async function assureDay(
  tx: Tx,
  viewer: Viewer,
  schoolId: string,
  now: Date,
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'today.assure') || !viewer.schools.includes(schoolId)) throw new NotFound('school')
  await holdSchoolDay(tx, viewer, schoolId)
  const assurance = (await assuranceFor(tx, viewer, now)).find(one => one.schoolId === schoolId)
  if (!assurance) throw new NotFound('school')
  const closingId = assurance.state === 'closed' ? assurance.closing?.id : undefined
  const already = assurance.read.some(
    one => one.by_name === viewer.name && (one.closing_id ?? undefined) === closingId,
  )
  if (!already) {
    await addAssurance(tx, viewer, { schoolId, closingId, sentences: assurance.sentences, at: now })
  }
  return allowed({ already })
}

/** Sets a school's hours from a day on: today or later. */
export async function setHours(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; fromOn: string; hours: Readonly<Record<HourKey, string>> },
): Promise<Decision<{ fromOn: string }>> {
  if (!may(viewer, 'day.settings') || !viewer.schools.includes(given.schoolId)) throw new NotFound('school')
  const problems = problemsWithHours(given.hours)
  if (problems.length > 0) return refused(...problems.map(({ says }) => ({ says })))
  if (given.fromOn < viewer.today) return refused({ says: 'Hours are changed from today on, not before.' })
  await holdSchoolDay(tx, viewer, given.schoolId)
  await addHours(tx, viewer, {
    ...given,
    hours: Object.fromEntries(hourKeys.map(key => [key, given.hours[key]])) as Record<HourKey, string>,
  })
  return allowed({ fromOn: given.fromOn })
}

/** A class's register of today was asked for. */
export async function chaseRegister(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; session: string; group: string; asked: string },
  now: Date,
): Promise<Decision<{ group: string }>> {
  if (!may(viewer, 'school.day') || !viewer.schools.includes(given.schoolId)) throw new NotFound('school')
  const session = given.session === 'AM' || given.session === 'PM' ? given.session : undefined
  const untaken = await untakenOn(tx, viewer, viewer.today as LocalDate)
  const missing = untaken.find(
    one => one.school_id === given.schoolId && one.registration_group === given.group,
  )
  if (!session || !missing) return refused({ says: 'This register is not missing any more.' })
  await addChase(tx, viewer, {
    schoolId: given.schoolId,
    day: viewer.today,
    session,
    group: given.group,
    asked: given.asked.trim() || 'The class teacher',
    at: now,
  })
  return allowed({ group: given.group })
}

/** Somebody looked this week at what the registers show of a child. The same by one person is once. */
export async function reviewWeek(
  tx: Tx,
  viewer: Viewer,
  about: About,
  given: { weekOf: LocalDate; what: 'unresolved' | 'part days' | 'reasons' | 'pattern'; note: string },
  now: Date,
): Promise<Decision<{ already: boolean }>> {
  await inSight(tx, viewer, about)
  await holdChild(tx, viewer, about.childId)
  const already = !(await addReview(tx, viewer, { ...about, ...given, at: now }))
  return allowed({ already })
}
