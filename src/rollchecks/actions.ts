// Asking, answering in batches, deciding, and going on to a case. Each batch is one transaction: broken off anywhere, the
// next begins where the last one ended, and a row that has its answer keeps it.
import { createHash } from 'node:crypto'
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations, asViewer } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays } from '../calendar/local-date.ts'
import type { Level } from '../cases/clocks.ts'
import type { CaseOpened } from '../cases/store.ts'
import { type Likely, likely } from '../children/finding/store.ts'
import { addChild } from '../children/store.ts'
import { openFromDoorAndRoute } from '../desks/actions.ts'
import { readDate } from '../formats/text.ts'
import { judgeUpn } from '../formats/upn.ts'
import { londonDay } from '../platform/clock.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import {
  type Answer,
  answerDecided,
  type Candidate,
  linkedAsOne,
  lookFrom,
  weakerClaims,
  withDecisions,
} from './answer.ts'
import { describedFrom, type Given } from './given.ts'
import {
  type CheckRow,
  candidatesShown,
  caseTold,
  claimsOf,
  decisionsOn,
  forgetAnswers,
  insertCheck,
  insertCheckEvent,
  insertRowDecision,
  keepAnswers,
  linkedTo,
  lockCheck,
  lockRow,
  type RowAnswer,
  rollsToday,
  rowsToAnswer,
  sameListBefore,
  setMadeChild,
  setProgress,
  setRowAnswer,
  weaken,
} from './store.ts'
import { type Asker, askers } from './words.ts'

/** The queue of lists to be worked through: `{ la, check }`. */
export const rollCheckQueue = 'roll-check'
/** Rows are kept so long after they came. */
export const rowsKeptDays = 30
/** A shorter list is answered while the person waits. */
export const atOnceRowsMax = 25
const batchRows = 50

export type Asked = {
  askedBy: Asker
  asker: string
  purpose: string
  name: string
  now: Date
}

/** Asks about one child: answered at once, and kept like a list of one. Gives the check's token. */
export async function askAboutOne(
  tx: Tx,
  viewer: Viewer,
  asked: Asked,
  given: Given,
): Promise<Decision<{ token: string }>> {
  if (!may(viewer, 'child.search')) return refused({ says: 'Only the authority looks for children' })
  return allowed(await ask(tx, viewer, asked, [given], { isList: false, digest: null }))
}

/**
 * Asks about a list. A short one is answered in this transaction, a longer one by the jobs process. Gives the check's token,
 * and whether the very same list is here already: then nothing is asked again.
 */
export async function askAboutList(
  tx: Tx,
  viewer: Viewer,
  asked: Asked,
  list: { rows: readonly Given[]; bytes: Uint8Array },
): Promise<Decision<{ token: string; already: boolean }>> {
  if (!may(viewer, 'child.search')) return refused({ says: 'Only the authority looks for children' })
  const digest = createHash('sha256').update(list.bytes).digest('hex')
  const before = await sameListBefore(tx, viewer, digest)
  if (before) {
    // Who asks now may be another, for another purpose: each question is written down with its own.
    await insertCheckEvent(tx, viewer, before.id, 'sent again', {
      askedBy: asked.askedBy,
      asker: asked.asker,
      purpose: asked.purpose,
    })
    return allowed({ token: before.token, already: true })
  }
  return allowed({ ...(await ask(tx, viewer, asked, list.rows, { isList: true, digest })), already: false })
}

async function ask(
  tx: Tx,
  viewer: Viewer,
  asked: Asked,
  rows: readonly Given[],
  { isList, digest }: { isList: boolean; digest: string | null },
): Promise<{ token: string }> {
  const { id, token } = await insertCheck(
    tx,
    viewer,
    {
      askedBy: asked.askedBy,
      asker: asked.asker === '' ? null : asked.asker,
      purpose: asked.purpose,
      name: asked.name,
      isList,
      digest,
      receivedAt: asked.now,
      deleteRowsOn: addDays(londonDay(asked.now), rowsKeptDays),
    },
    rows,
  )
  await insertCheckEvent(tx, viewer, id, 'received', { rows: rows.length })
  await begin(tx, viewer, { id, rows: rows.length }, asked.now)
  return { token }
}

/**
 * Looks for the whole list again, among the children of today: rolls change. What people decided holds. Asked again while it
 * is being worked through, nothing is begun twice.
 */
export async function askAgain(tx: Tx, viewer: Viewer, checkId: string, now: Date): Promise<Decision<true>> {
  if (!may(viewer, 'child.search')) return refused({ says: 'Only the authority looks for children' })
  const check = await lockCheck(tx, viewer, checkId)
  if (check.state === 'deleted') return refused({ says: 'The rows of this list were deleted on their day' })
  if (check.state === 'checking') return allowed(true)
  await forgetAnswers(tx, viewer, check.id)
  await setProgress(tx, viewer, check.id, { rowsDone: 0 })
  await insertCheckEvent(tx, viewer, check.id, 'asked again', { rows: check.row_count })
  await begin(tx, viewer, { id: check.id, rows: check.row_count }, now)
  return allowed(true)
}

/** Answers a short list now, and leaves a longer one to the jobs process. */
async function begin(tx: Tx, viewer: Viewer, check: { id: string; rows: number }, now: Date): Promise<void> {
  if (check.rows > atOnceRowsMax) {
    await sendJob(tx, rollCheckQueue, { la: viewer.la, check: check.id })
    return
  }
  await acrossOrganisations(tx, viewer, async system => {
    while (await answerSome(tx, system, check.id, now));
  })
}

/** Works a list through, a batch and a transaction at a time. `system` is the system's viewer. */
export async function workThrough(sql: Sql, system: Viewer, checkId: string, now: () => Date): Promise<void> {
  while (await asViewer(sql, system, tx => answerSome(tx, system, checkId, now())));
}

/** Answers the next rows. Gives whether there may be more. */
async function answerSome(tx: Tx, system: Viewer, checkId: string, now: Date): Promise<boolean> {
  const check = await lockCheck(tx, system, checkId)
  if (check.state !== 'checking') return false
  const rows = await rowsToAnswer(tx, system, checkId, batchRows)
  const found: { number: number; likely: Likely[] }[] = []
  for (const { number, given } of rows) {
    found.push({ number, likely: await likely(tx, system, [describedFrom(given)]) })
  }
  await keepAnswers(tx, system, checkId, await answersOf(tx, system, checkId, found))
  if (rows.length === batchRows) {
    await setProgress(tx, system, checkId, { rowsDone: check.rows_done + rows.length })
    return true
  }
  await settle(tx, system, check)
  await setProgress(tx, system, checkId, { rowsDone: check.row_count, checkedAt: now })
  await insertCheckEvent(tx, system, checkId, 'checked', { rows: check.row_count })
  return false
}

async function answersOf(
  tx: Tx,
  system: Viewer,
  checkId: string,
  found: readonly { number: number; likely: readonly Likely[] }[],
): Promise<RowAnswer[]> {
  const children = [...new Set(found.flatMap(row => row.likely.map(one => one.candidate.id)))]
  const linked = await linkedTo(tx, system, children)
  const rolls = await rollsToday(tx, system, [...new Set([...children, ...[...linked.values()].flat()])])
  const asCandidate = ({ candidate, probability, band }: Likely): Candidate => ({
    childId: candidate.id,
    probability,
    band,
    enrolmentId: rolls.get(candidate.id),
  })
  const decisions = await decisionsOn(
    tx,
    system,
    checkId,
    found.map(row => row.number),
  )
  const decisionOn = (number: number, childId: string) =>
    decisions.find(one => one.number === number && one.childId === childId)?.decision
  const offered = (list: readonly Likely[]) => list.filter(one => one.band !== 'none').map(asCandidate)
  return found.map(({ number, likely: all }) => {
    // Anyone may know the answer as it is without protected children, so that it says nothing of them.
    const open = all.filter(one => !one.isHeld)
    const held = all.filter(one => one.isHeld)
    const known = open.map(asCandidate)
    const othersOf = (id: string) => linked.get(id) ?? []
    const asOne = linkedAsOne(
      withDecisions(known, id => decisionOn(number, id), othersOf),
      othersOf,
      id => rolls.get(id),
    )
    // The record on a roll stands beside the one that was found, so that both are seen and both forgotten together.
    const ids = new Set(known.map(one => one.childId))
    const beside = asOne.filter(one => !ids.has(one.childId) && one.band !== 'none')
    return {
      number,
      answer: answerDecided(asOne),
      open: [...offered(open), ...beside],
      held: offered(held),
    }
  })
}

/** Holds the rows of the whole list against each other. */
async function settle(tx: Tx, system: Viewer, check: CheckRow): Promise<void> {
  if (check.row_count < 2) return
  const claims = await claimsOf(tx, system, check.id)
  const weaker = weakerClaims(claims.filter(claim => claim.answer !== 'none'))
  await weaken(
    tx,
    system,
    check.id,
    [...weaker].map(([number, probability]) => ({ number, probability, isLook: probability >= lookFrom })),
  )
}

/**
 * A person decides whether a row of a list and a record are the same child. Kept with what they saw; the row says what
 * follows. About a protected child a manager decides, and the row, which everybody reads, says nothing of it.
 */
export async function decideRow(
  tx: Tx,
  viewer: Viewer,
  check: CheckRow,
  number: number,
  given: {
    childToken: string
    decision: 'same' | 'different' | 'not sure'
    why: string
    evidence: readonly string[]
  },
): Promise<Decision<Answer | undefined>> {
  if (!may(viewer, 'match.decide')) return refused({ says: 'A CME officer or manager decides on matches' })
  if (check.state !== 'checked') return refused({ says: 'The list is not checked to its end yet' })
  await lockRow(tx, viewer, check.id, number)
  const candidates = await candidatesShown(tx, viewer, check.id, number)
  const about = candidates.find(one => one.token === given.childToken)
  if (!about) throw new NotFound('record that the row may be')
  if (about.held && viewer.role !== 'manager')
    return refused({ says: 'The child is protected: a manager decides' })
  if (given.why.trim() === '' && given.decision !== 'not sure')
    return refused({ says: 'Write what made you decide' })
  // Sent twice, or pressed again: it is kept already.
  if (about.decision === given.decision && about.why === given.why) return allowed(undefined)
  await insertRowDecision(tx, viewer, {
    checkId: check.id,
    number,
    childId: about.child_id,
    decision: given.decision,
    why: given.why,
    evidence: given.evidence,
    held: about.held,
  })
  if (about.held || given.decision === 'not sure') return allowed(undefined)
  const open = candidates
    .filter(one => !one.held)
    .map(one => ({
      childId: one.child_id,
      probability: one.probability,
      band: one.band,
      enrolmentId: one.enrolment_id ?? undefined,
      decision: one === about ? given.decision : (one.decision ?? undefined),
    }))
  const linked = await linkedTo(
    tx,
    viewer,
    open.map(one => one.childId),
  )
  const othersOf = (id: string) => linked.get(id) ?? []
  const { isDecided, ...answer } = answerDecided(
    linkedAsOne(
      withDecisions(open, id => open.find(one => one.childId === id)?.decision, othersOf),
      othersOf,
      id => open.find(one => one.childId === id)?.enrolmentId,
    ),
  )
  await setRowAnswer(tx, viewer, check.id, number, { ...answer, how: answer.how ?? null, isDecided })
  return allowed(answer)
}

/**
 * Makes a record of a row that is on no roll, so that a case can be opened on it; or gives the record that the row is or that
 * was made of it. Gives the child's token.
 */
export async function childOfRow(
  tx: Tx,
  viewer: Viewer,
  check: CheckRow,
  number: number,
): Promise<Decision<{ childId: string; made: boolean }>> {
  if (!may(viewer, 'case.decide')) return refused({ says: 'A CME officer or manager opens cases' })
  const row = await lockRow(tx, viewer, check.id, number)
  const known = row.made_child_id ?? (row.answer === 'look' ? null : row.child_id)
  if (known) return allowed({ childId: known, made: false })
  if (row.answer !== 'none')
    return refused({ says: 'Decide first whether the row is one of the children it may be' })
  // Protected children too: a record made beside one would send letters to the wrong door.
  const waiting = (await candidatesShown(tx, viewer, check.id, number)).some(
    one => one.held && one.decision !== 'different',
  )
  if (waiting)
    return refused({
      says: 'A protected child may be meant. A manager decides on it before a case is opened',
    })
  const { given } = row
  if (!given.surname || !given.forename)
    return refused({ says: 'The row needs a surname and a forename before a record can be made of it' })
  const upn = given.upn ? judgeUpn(given.upn) : undefined
  const { id } = await addChild(tx, viewer, {
    surname: given.surname,
    forename: given.forename,
    middleNames: given.middle_names ?? null,
    formerSurname: given.former_surname ?? null,
    dateOfBirth: (given.date_of_birth && readDate(given.date_of_birth)) || null,
    sex: describedFrom(given).sex ?? null,
    upn: upn && upn.is !== 'not-a-upn' ? upn.upn : null,
  })
  await setMadeChild(tx, viewer, check.id, number, id)
  await insertCheckEvent(tx, viewer, check.id, 'case begun', { row: number })
  return allowed({ childId: id, made: true })
}

/**
 * Opens a case for a gap that a roll check found (START-15), on the day it is looked at, or adds to the case the child has open. The
 * child is the record that the row is, or one made of the row. Refused where somebody has to decide first who the row is.
 */
export async function openCaseOfRow(
  tx: Tx,
  viewer: Viewer,
  check: CheckRow,
  number: number,
  level: Level,
): Promise<Decision<CaseOpened>> {
  const decision = await childOfRow(tx, viewer, check, number)
  if (!decision.allowed) return decision
  const { childId } = decision.value
  // Whose list it was stands with the check: a list's own words may name a place.
  const says = `Row ${number} of a list (${askers[check.asked_by].toLowerCase()}): on no roll here`
  const before = await caseTold(tx, viewer, childId, says)
  if (before) return allowed({ ...before, joined: true })
  return allowed(
    await openFromDoorAndRoute(tx, viewer, {
      childId,
      how: 'a roll check',
      startCode: 'START-15',
      level,
      says,
      on: viewer.today,
    }),
  )
}
