// Getting a child in: each step held, read, decided and written at once, with what the case waits for beside it.

import { may } from '../access/actions-allowed.ts'
import { giveChild, takeChildBack } from '../access/caseloads/store.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { yearGroup } from '../calendar/age.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { doerOf } from '../cases/actions.ts'
import { type Case, caseFrom, type Happened, isOpen } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import {
  append,
  type By,
  byViewer,
  type CaseRow,
  caseTokenOf,
  historyOf,
  lockCase,
  type OfferRow,
  openCaseFromDoor,
} from '../cases/store.ts'
import { childById, enrolmentsOf } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, type Refusal, refused } from '../platform/errors.ts'
import { calendarFor } from '../schools/store.ts'
import { askedAgainAfter, schoolDaysFrom, tenthDayIn } from './after-start.ts'
import { outSince } from './days-out.ts'
import {
  needTopics,
  type Placing,
  type PlacingHappened,
  type PlacingStep,
  phaseOf,
  placingFrom,
  tasksToTell,
  topicsForAdmissions,
  waitsOf,
} from './placing.ts'
import {
  holdPlacing,
  insertPlacingStep,
  insertStartAnswer,
  keepPlacing,
  placingSteps,
  placingsBehind,
  placingsOfYesterday,
  type StartQuestion,
} from './store.ts'
import { forAdmissions, stepInWords } from './words.ts'

/** What a step writes: its own history, and the case's where the case has an event of its own for it. */
export type PlacingWrites = { steps: readonly PlacingHappened[]; happened?: readonly Happened[] }
/** What was meant to be written, and everything against it. What was done already is known by what was meant. */
export type PlacingDecision = PlacingWrites & { against?: readonly Refusal[] }
export type PlacingDecider = (now: {
  placing: Placing
  c: Case
  on: LocalDate
  by: steps.Doer
}) => PlacingDecision

/** Taken; refused with every reason; or not taken, since another wrote after the form was read. */
export type Placed = { done: true } | { done: false; refusals: readonly Refusal[]; changed?: true }

/**
 * Takes one step towards a place for the child of a case, for the authority or its admissions desk. The viewer has read the
 * case, or the child, as themselves. `seen` is the last step the form
 * had seen. The same step by the same person on the same day is one.
 */
export async function takePlacingStep(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string },
  seen: string | undefined,
  decide: PlacingDecider,
): Promise<Placed> {
  const mayOpen = may(viewer, 'protected.open')
  // As the system, since the desk reads no case and nobody but those who may sees every step of a protected child.
  return acrossOrganisations(tx, viewer, system =>
    write(tx, system, at.caseId, seen, decide, byViewer(viewer), doerOf(viewer), mayOpen),
  )
}

async function write(
  tx: Tx,
  actor: Viewer,
  caseId: string,
  seen: string | undefined,
  decide: PlacingDecider,
  by: By,
  doer: steps.Doer,
  mayOpen: boolean,
): Promise<Placed> {
  const on = localDate(actor.today)
  const token = await caseTokenOf(tx, actor, caseId)
  const row = await lockCase(tx, actor, token)
  if (row.protected && !mayOpen) {
    return {
      done: false,
      refusals: [{ says: 'The child is protected: a CME officer or manager records this' }],
    }
  }
  await holdPlacing(tx, actor, row.child_id)
  const before = caseFrom(await historyOf(tx, actor, row.id))
  const known = await placingSteps(tx, actor, row.child_id)
  if (!isOpen(before))
    return { done: false, refusals: [{ says: 'The case is closed: nothing is waited for any more' }] }
  const decision = decide({ placing: placingFrom(known), c: before, on, by: doer })
  // What was sent twice was done once, whatever the rules say of it by now.
  if (decision.steps.every(step => isThere(known, step, on, by.name))) return { done: true }
  // What others wrote since the form was read, of what this person may read.
  const readable = doer.role === 'admissions-officer' ? known.filter(forAdmissions) : known
  const since = readable
    .slice(readable.findIndex(step => step.id === seen) + 1)
    .filter(step => step.by !== by.name)
  if (seen !== undefined && since.length > 0) {
    return {
      done: false,
      changed: true,
      refusals: since.map(step => ({
        says: `${step.by} wrote in the meantime: ${stepInWords(step, row.protected).title}. Read it, then send again`,
      })),
    }
  }
  const against = decision.against ?? []
  if (against.length > 0) return { done: false, refusals: against }
  await writeDown(tx, actor, row, before, known, decision, by, on)
  return { done: true }
}

/** The fields of a step that say what was done, without those worked out from the day. */
const said = (step: object): string => {
  const {
    id: _id,
    caseId: _case,
    on: _on,
    by: _by,
    offerId: _offer,
    ...rest
  } = step as Record<string, unknown>
  return JSON.stringify(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
const isThere = (known: readonly PlacingStep[], step: PlacingHappened, on: LocalDate, by: string): boolean =>
  known.some(one => one.on === on && one.by === by && said(one) === said(step))

/** Writes steps, tells the case of them and of what it waits for now, and writes where the case stands. */
async function writeDown(
  tx: Tx,
  actor: Viewer,
  row: CaseRow,
  before: Case,
  known: readonly PlacingStep[],
  writes: PlacingWrites,
  by: By,
  on: LocalDate,
): Promise<Case> {
  const fresh: PlacingStep[] = []
  for (const step of writes.steps) {
    fresh.push(await insertPlacingStep(tx, actor, { childId: row.child_id, caseId: row.id }, step, by))
  }
  const placing = placingFrom([...known, ...fresh])
  const recorded: Happened[] = writes.steps
    // Where the case has its own event for it, one line is enough.
    .filter(step => !hasEvent(step, writes.happened ?? []))
    .map(step => ({ type: 'recorded', what: 'place', ...stepInWords(step, row.protected), work: true }))
  const tasks = tasksToTell(before.tasks, waitsOf(placing, row.id, row.protected))
  // What was done stands last: it is what lists of work call news.
  const told = [...tasks, ...recorded, ...(writes.happened ?? [])]
  const now = isOpen(before) && told.length > 0 ? await append(tx, actor, row, before, told, by, on) : before
  await refresh(tx, actor, row, now, placing)
  return now
}

const hasEvent = (step: PlacingHappened, happened: readonly Happened[]): boolean => {
  const types = happened.map(one => one.type)
  if (step.kind === 'offered') return types.includes('place-offered')
  if (step.kind === 'started') return types.includes('attendance-confirmed')
  if (step.kind === 'not-started') return types.includes('not-started')
  if (step.kind === 'tenth-day')
    return types.includes('tenth-day-confirmed') || types.includes('not-attending')
  return false
}

/** Writes where a case stands on the way into education, and gives the child to admissions or takes it back. */
async function refresh(tx: Tx, actor: Viewer, row: CaseRow, c: Case, placing: Placing): Promise<void> {
  const on = localDate(actor.today)
  const child = await childById(tx, actor, row.child_id)
  const rolls = (await enrolmentsOf(tx, actor, row.child_id)).map(one => ({
    from: localDate(one.entry_date),
    ...(one.leaving_date !== null && { to: localDate(one.leaving_date) }),
  }))
  const dob = child.date_of_birth ? localDate(child.date_of_birth) : undefined
  const out = dob && outSince({ dob, rolls, otherEducation: [] }, placing, on)
  const open = isOpen(c)
  const phase = open ? phaseOf(placing, row.id) : 'over'
  // Of this episode: one that was taken up again is counted anew.
  const offers = placing.offers.filter(one => one.caseId === row.id && one.on >= c.episodeOn)
  const kept = offers.filter(one => one.firstDay && one.state !== 'not attending').at(-1)
  const needsPlace =
    open &&
    c.pathway === 'B' &&
    !row.protected &&
    !['started', 'attending', 'educated otherwise'].includes(phase)
  const topics = [
    ...new Set(
      placing.needs
        .filter(one => !one.ended && topicsForAdmissions.includes(one.topic))
        .map(one => needTopics[one.topic]),
    ),
  ]
  await keepPlacing(
    tx,
    actor,
    { caseId: row.id, childId: row.child_id, reference: row.reference },
    {
      phase,
      phase_on: on,
      reason: out?.reason ?? (dob ? 'NOT_RECORDED' : 'UNKNOWN'),
      out_since: out?.since ?? null,
      found_on: c.pathway === 'B' ? c.pathwayOn : null,
      offered_on: offers[0]?.on ?? null,
      started_on: kept?.firstDay ?? null,
      tenth_on: kept?.state === 'attending' ? (kept.tenthOn ?? null) : null,
      year_group: dob ? yearGroup(dob, on) : null,
      owner_name: c.owner?.name ?? null,
      needs: topics.join(', '),
      with_admissions: needsPlace,
      ended_on: open ? null : (c.closedOn ?? on),
    },
  )
  if (needsPlace) {
    await giveChild(tx, actor, {
      childId: row.child_id,
      role: 'admissions-officer',
      aboutId: row.id,
      why: 'Needs a place at a school',
    })
  } else await takeChildBack(tx, actor, row.id, open ? 'No place is sought now' : 'The case is closed')
}

/**
 * Writes anew where cases stand that changed without a step here: found, closed, given to another. Takes the system of one authority.
 * Gives how many were written.
 */
export async function refreshPlacings(
  tx: Tx,
  system: Viewer,
  atMost: number,
  daily = false,
): Promise<number> {
  const behind = await (daily ? placingsOfYesterday : placingsBehind)(tx, system, atMost)
  for (const { token } of behind) {
    const row = await lockCase(tx, system, token)
    await holdPlacing(tx, system, row.child_id)
    const placing = placingFrom(await placingSteps(tx, system, row.child_id))
    await tellWaits(tx, system, row, placing, byViewer(system))
  }
  return behind.length
}

/**
 * Adds to the placing what a step of the case itself has just done: a school asked, a place withdrawn. Called inside that step's
 * transaction, after it.
 */
export async function alsoPlacing(
  tx: Tx,
  viewer: Viewer,
  token: string,
  meant: (placing: Placing) => readonly PlacingHappened[],
): Promise<void> {
  const by = byViewer(viewer)
  await acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, token)
    await holdPlacing(tx, system, row.child_id)
    const known = await placingSteps(tx, system, row.child_id)
    let placing = placingFrom(known)
    for (const step of meant(placing)) {
      const fresh = await insertPlacingStep(tx, system, { childId: row.child_id, caseId: row.id }, step, by)
      placing = placingFrom([...known, fresh])
    }
    await tellWaits(tx, system, row, placing, by)
  })
}

/** Sets and ends the case's tasks so that they are what is waited for, and writes where the case stands. */
async function tellWaits(tx: Tx, system: Viewer, row: CaseRow, placing: Placing, by: By): Promise<void> {
  const c = caseFrom(await historyOf(tx, system, row.id))
  const tasks = isOpen(c) ? tasksToTell(c.tasks, waitsOf(placing, row.id, row.protected)) : []
  const now = tasks.length > 0 ? await append(tx, system, row, c, tasks, by, localDate(system.today)) : c
  await refresh(tx, system, row, now, placing)
}

// ---- The school's own word ----

/**
 * The receiving school's answer about a place: started, not yet, will not come. The school has read the question as itself; the case
 * is written as the system, with the school's person as who said it. The tenth day is worked out in the school's own calendar.
 */
export async function answerPlace(
  tx: Tx,
  viewer: Viewer,
  offer: OfferRow,
  answer: steps.OfferAnswer,
): Promise<Decision<Case>> {
  return asSchool(tx, viewer, offer, async (system, { c, placing, on }) => {
    const decision = steps.answerOffer(c, offer.id, answer, on)
    if (!decision.allowed) return decision
    const place = c.places.find(one => one.offerId === offer.id)
    // A child who was on the roll already has not been placed by us.
    if (place?.found) return allowed({ steps: [], happened: decision.value })
    const fresh: PlacingHappened[] = placing.offers.some(one => one.offerId === offer.id)
      ? []
      : [offeredBefore(offer)]
    if (answer.says !== 'started') {
      fresh.push({
        kind: 'not-started',
        offerId: offer.id,
        says: answer.why,
        willCome: answer.says === 'not started yet',
      })
      return allowed({ steps: fresh, happened: decision.value })
    }
    const tenthOn = tenthDayIn(await calendarFor(tx, system, offer.school_id), answer.attendedOn)
    fresh.push({ kind: 'started', offerId: offer.id, attendedOn: answer.attendedOn, tenthOn })
    return allowed({
      steps: fresh,
      happened: decision.value.map(one => (one.type === 'attendance-confirmed' ? { ...one, tenthOn } : one)),
    })
  })
}

/** An offer that was made before offers were kept here, as the question to the school has it. */
const offeredBefore = (offer: OfferRow): PlacingHappened => ({
  kind: 'offered',
  offerId: offer.id,
  schoolId: offer.school_id,
  school: offer.school,
  startsOn: localDate(offer.starts_on),
  answerBy: localDate(offer.starts_on),
})

export type AfterStart = {
  question: StartQuestion
  answer: 'attending' | 'not yet' | 'not attending'
  says: string
}
/**
 * A school's answer after the first day: the tenth school day, and later whether it lasted. Once each. Attending on the tenth day is
 * what closes the case's question; not attending sends the case back. Of a case that is closed, a child who is no longer there opens
 * a new one.
 */
export async function answerAfterStart(
  tx: Tx,
  viewer: Viewer,
  offer: OfferRow,
  given: AfterStart,
): Promise<Decision<unknown>> {
  if (given.answer === 'not attending' && given.says === '')
    return refused({ says: 'Write what you know about why' })
  const by = byViewer(viewer)
  return asSchool(tx, viewer, offer, async (system, { c, on }) => {
    const decision = await afterStart(tx, system, offer, given, c, on)
    if (!decision.allowed) return decision
    // By now the child may be out of the school's sight: it is the school's word, written as the system.
    const kept = await insertStartAnswer(tx, system, by, {
      offerId: offer.id,
      childId: offer.child_id,
      schoolId: offer.school_id,
      ...given,
    })
    return kept || given.answer === 'not yet' ? decision : refused({ says: 'This has been answered already' })
  })
}

async function afterStart(
  tx: Tx,
  system: Viewer,
  offer: OfferRow,
  given: AfterStart,
  c: Case,
  on: LocalDate,
): Promise<Decision<PlacingWrites>> {
  // A case that was closed on other grounds asks nothing more; that the child is gone is news all the same.
  if (given.question !== 'tenth day' || !isOpen(c)) return later(tx, system, offer, given, c)
  if (given.answer === 'not yet') {
    const calendar = await calendarFor(tx, system, offer.school_id)
    const askAgainOn = schoolDaysFrom(calendar, on, askedAgainAfter)
    return allowed({ steps: [{ kind: 'tenth-day', offerId: offer.id, answer: 'not yet', askAgainOn }] })
  }
  const answer: steps.TenthDayAnswer =
    given.answer === 'attending'
      ? { says: 'attending', attendedOn: on }
      : { says: 'not attending', why: given.says }
  const decided = steps.answerTenthDay(c, offer.id, answer, on)
  if (!decided.allowed) return decided
  return allowed({
    steps: [{ kind: 'tenth-day', offerId: offer.id, answer: given.answer }],
    happened: decided.value,
  })
}

/** The sixth and the twelfth week: a line in the case; a child who is gone is a new question. */
async function later(
  tx: Tx,
  system: Viewer,
  offer: OfferRow,
  given: AfterStart,
  c: Case,
): Promise<Decision<PlacingWrites>> {
  if (given.answer !== 'not attending') return allowed({ steps: [] })
  if (isOpen(c) && c.attendance?.offerId === offer.id) {
    // What the school confirmed counts no more: the case cannot be closed on it.
    return allowed({
      steps: [],
      happened: [
        {
          type: 'not-attending',
          offerId: offer.id,
          schoolId: offer.school_id,
          school: offer.school,
          says: given.says,
        },
      ],
    })
  }
  if (isOpen(c)) {
    return allowed({
      steps: [],
      happened: [
        {
          type: 'recorded',
          what: 'place',
          title: `${given.question}: no longer attending`,
          lines: [],
          work: false,
        },
      ],
    })
  }
  await openCaseFromDoor(tx, system, {
    childId: offer.child_id,
    how: 'by hand',
    startCode: 'START-06',
    level: 'act this week',
    says: `A school where the child was placed says (${given.question}): the child no longer attends.`,
    on: system.today,
    pathway: 'B',
  })
  return allowed({ steps: [] })
}

/** Runs a school's answer: the case held first, then decided and written as the system, in the school's person's name. */
async function asSchool(
  tx: Tx,
  viewer: Viewer,
  offer: OfferRow,
  decide: (
    system: Viewer,
    now: { c: Case; placing: Placing; on: LocalDate },
  ) => Promise<Decision<PlacingWrites>>,
): Promise<Decision<Case>> {
  const by = byViewer(viewer)
  const on = localDate(viewer.today)
  return acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, await caseTokenOf(tx, system, offer.case_id))
    await holdPlacing(tx, system, row.child_id)
    const c = caseFrom(await historyOf(tx, system, row.id))
    const known = await placingSteps(tx, system, row.child_id)
    const decision = await decide(system, { c, placing: placingFrom(known), on })
    if (!decision.allowed) return decision
    return allowed(await writeDown(tx, system, row, c, known, decision.value, by, on))
  })
}
