// Taking a step: the case is held, its history read, the step asked of the rules, and everything written at once.
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { nthSchoolDayInclusive } from '../calendar/school-calendar.ts'
import type { Tx } from '../platform/db.ts'
import { type Decision, type Refusal, refused } from '../platform/errors.ts'
import { calendarFor } from '../schools/store.ts'
import { type Case, caseFrom, type Happened } from './case.ts'
import { agreesToRemoval, removalAnswerKey } from './joint.ts'
import * as steps from './steps.ts'
import {
  append,
  byViewer,
  type CaseRow,
  caseTokenOf,
  historyOf,
  insertConclusion,
  isOnNoRoll,
  lockCase,
  type OfferRow,
  type Written,
} from './store.ts'

/** A step taken; refused by the rules; or not taken because somebody else was there first, with what they did. */
export type Taken =
  | { done: true; row: CaseRow; now: Case }
  | { done: false; refusals: readonly Refusal[] }
  | { done: false; refusals: readonly Refusal[]; since: readonly Written[] }

export const doerOf = (viewer: Viewer): steps.Doer => ({
  id: viewer.personId,
  name: viewer.name,
  role: viewer.role,
})

/**
 * Takes one step in a case for the authority. `seen` is the last event that the form had seen: where others have
 * written since, nothing is written and the person is shown what they did.
 */
export async function takeStep(
  tx: Tx,
  viewer: Viewer,
  token: string,
  seen: string,
  decide: (c: Case, by: steps.Doer, on: LocalDate) => Decision<Happened[]>,
  also?: (row: CaseRow, c: Case) => Promise<void>,
): Promise<Taken> {
  const row = await lockCase(tx, viewer, token)
  const history = await historyOf(tx, viewer, row.id)
  const before = caseFrom(history)
  if (seen !== '' && seen !== before.seen) {
    const since = history.slice(history.findIndex(event => event.id === seen) + 1)
    return { done: false, refusals: [], since }
  }
  const on = localDate(viewer.today)
  const decision = decide(before, doerOf(viewer), on)
  if (!decision.allowed) return { done: false, refusals: decision.refusals }
  const now = await append(tx, viewer, row, before, decision.value, byViewer(viewer), on)
  await also?.(row, before)
  return { done: true, row, now }
}

/** The authority's side of the joint conclusion, signed: kept in the case's history and where the guard reads it. */
export function signConclusion(
  tx: Tx,
  viewer: Viewer,
  token: string,
  seen: string,
  given: { outcome: string; unavoidable: 'yes' | 'no' | 'not known'; reasons: string },
  roleName: string,
): Promise<Taken> {
  return takeStep(
    tx,
    viewer,
    token,
    seen,
    c => {
      if (c.schoolId === undefined) {
        return refused({ says: 'No school is part of this case, so there is nothing to conclude jointly' })
      }
      const decision = steps.conclude(c, given)
      const waiting = c.tasks[removalAnswerKey(c.schoolId)]
      if (!decision.allowed || !waiting || given.outcome === 'IN_PROGRESS') return decision
      return {
        allowed: true,
        value: [
          ...decision.value,
          {
            type: 'task-done',
            key: waiting.key,
            says: agreesToRemoval(given) ? 'Answered: we agree' : 'Answered: not yet, with our reasons',
          },
        ],
      }
    },
    async (row, c) => {
      await insertConclusion(tx, viewer, {
        childId: row.child_id,
        schoolId: c.schoolId!,
        caseId: row.id,
        side: 'authority',
        outcome: given.outcome,
        unavoidable: given.unavoidable,
        reasons: given.reasons,
        signedRole: roleName,
      })
    },
  )
}

/** Takes a closed case up again, unless the child has another that is open. */
export async function reopenCase(
  tx: Tx,
  viewer: Viewer,
  token: string,
  seen: string,
  why: string,
): Promise<Taken> {
  const row = await lockCase(tx, viewer, token)
  const [open] = await tx<{ reference: string }[]>`
    select k.reference from cases k
    where k.la_code = ${viewer.la} and k.child_id = ${row.child_id} and k.id <> ${row.id} and k.closed_on is null`
  if (open)
    return { done: false, refusals: [{ says: `The child has an open case already: ${open.reference}` }] }
  const { child_id: childId } = row
  const isMissing = await isOnNoRoll(tx, viewer, { childId, on: localDate(viewer.today) })
  return takeStep(tx, viewer, token, seen, c =>
    steps.reopen(c, { why, ...(isMissing && { standing: 'CME' as const }) }),
  )
}

/**
 * The receiving school's answer about a place. The school has read the offer as itself; the case is written as the
 * system, with the school's person as who said it.
 */
export async function answerOffer(
  tx: Tx,
  viewer: Viewer,
  offer: OfferRow,
  answer: steps.OfferAnswer,
): Promise<Decision<Case>> {
  const by = byViewer(viewer)
  const on = localDate(viewer.today)
  return acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, await caseTokenOf(tx, system, offer.case_id))
    const before = caseFrom(await historyOf(tx, system, row.id))
    const decided = steps.answerOffer(before, offer.id, answer, on)
    if (!decided.allowed) return decided
    const decision = { value: await withTenthDay(tx, system, decided.value) }
    return { allowed: true, value: await append(tx, system, row, before, decision.value, by, on) }
  })
}

/** A first day that a school confirms, with the tenth day of that school's own calendar, the first being the first. */
async function withTenthDay(tx: Tx, system: Viewer, happened: readonly Happened[]): Promise<Happened[]> {
  return Promise.all(
    happened.map(async one => {
      if (one.type !== 'attendance-confirmed') return one
      const calendar = await calendarFor(tx, system, one.schoolId)
      return { ...one, tenthOn: nthSchoolDayInclusive(calendar, one.attendedOn, 10) }
    }),
  )
}

/**
 * The receiving school's word on the tenth day, or that the child does not attend after all. The school has read the offer as
 * itself; the case is written as the system.
 */
export async function answerTenthDay(
  tx: Tx,
  viewer: Viewer,
  offer: Pick<OfferRow, 'id' | 'case_id'>,
  answer: steps.TenthDayAnswer,
): Promise<Decision<Case>> {
  const by = byViewer(viewer)
  const on = localDate(viewer.today)
  return acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, await caseTokenOf(tx, system, offer.case_id))
    const before = caseFrom(await historyOf(tx, system, row.id))
    const decision = steps.answerTenthDay(before, offer.id, answer, on)
    if (!decision.allowed) return decision
    return { allowed: true, value: await append(tx, system, row, before, decision.value, by, on) }
  })
}

/**
 * A school's answer to what the authority asked about its referral. Called as the school, which has read its own
 * referral; written as the system.
 */
export async function answerAuthority(
  tx: Tx,
  viewer: Viewer,
  given: { caseId: string; says: string },
): Promise<Decision<Case>> {
  const by = byViewer(viewer)
  const on = localDate(viewer.today)
  return acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, await caseTokenOf(tx, system, given.caseId))
    const before = caseFrom(await historyOf(tx, system, row.id))
    const decision = steps.recordAnswer(before, { says: given.says, from: viewer.organisation })
    if (!decision.allowed) return decision
    return { allowed: true, value: await append(tx, system, row, before, decision.value, by, on) }
  })
}
