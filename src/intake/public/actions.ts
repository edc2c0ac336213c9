// What is done with a form from outside, and with the report it makes. Each is one transaction, or part of the caller's.
import type { Viewer } from '../../access/viewer.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { Pathway } from '../../cases/case.ts'
import { addChild, childByToken, type NewChild } from '../../children/store.ts'
import { openFromDoorAndRoute } from '../../desks/actions.ts'
import { askAtTheDoor } from '../../matching/doors/actions.ts'
import type { Described } from '../../matching/record.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, refused } from '../../platform/errors.ts'
import { keepTeller } from '../actions.ts'
import { type Answers, firstUnfinished, reportFrom, type Said, type Step, type ToldChild } from './form.ts'
import { dueIn, isOpen, mayAsk, mayNotTakeOn, type State, type WhyNot, whyNot } from './report.ts'
import {
  draftNow,
  emptyDraft,
  insertReport,
  insertStep,
  isTakenFor,
  type ReportRow,
  reportByReference,
  reportByToken,
  reportsToLookFor,
  setLookedFor,
  setState,
} from './store.ts'

export type SentForm = { is: 'sent'; urgent: boolean } | { is: 'unfinished'; at: Step } | { is: 'ended' }

/**
 * Sends the form of the public viewer's browser: one report, once, however often it is pressed. The form's words are gone with it;
 * its reference stays until the form's hour ends. It reads nothing but the form, so the answer is the same whatever is known.
 */
export async function sendForm(tx: Tx, viewer: Viewer, now: Date): Promise<SentForm> {
  const draft = await draftNow(tx, viewer, viewer.personId, now, { hold: true })
  if (!draft) return { is: 'ended' }
  if (draft.reference) return { is: 'sent', urgent: false }
  const unfinished = firstUnfinished(draft.answers)
  if (unfinished) return { is: 'unfinished', at: unfinished }
  return { is: 'sent', urgent: await writeReport(tx, viewer, draft, now) }
}

async function writeReport(
  tx: Tx,
  viewer: Viewer,
  draft: { reportId: string; answers: Answers },
  now: Date,
): Promise<boolean> {
  const { danger, ...report } = reportFrom(draft.answers)
  const reference = await insertReport(tx, viewer, {
    id: draft.reportId,
    how: 'the public',
    danger,
    ...report,
    now,
  })
  await emptyDraft(tx, viewer, viewer.personId, reference)
  return danger
}

// ---- Later, by a job ----

/**
 * Asks the matching for the children of some reports nobody has looked for yet. Gives how many were taken: none when all are done.
 * What is found waits for the authority's people.
 */
export async function lookForSome(tx: Tx, system: Viewer, atMost: number, now: Date): Promise<number> {
  const reports = await reportsToLookFor(tx, system, atMost)
  for (const { id, said } of reports) {
    const asked: string[] = []
    for (const child of said.children.filter(isWorthAsking)) {
      asked.push(await askAtTheDoor(tx, system, { from: 'public report', said: describedBy(said, child) }))
    }
    await setLookedFor(tx, system, id, asked, now)
  }
  return reports.length
}

/** A name alone fits too many to be looked for by likeness: people search for it. */
const isWorthAsking = (child: ToldChild): boolean =>
  [child.surname, child.forename, child.bornOn ?? ''].filter(known => known !== '').length >= 2

function describedBy(said: Said, child: ToldChild): Described {
  const postcode = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i.exec(said.where)?.[0]
  return {
    surnames: child.surname ? [child.surname] : [],
    forenames: child.forename ? [child.forename] : [],
    ...(child.bornOn && { dateOfBirth: child.bornOn }),
    upns: [],
    homes: postcode ? [{ lines: '', postcode }] : [],
    phones: [],
    contacts: [],
  }
}

// ---- By the authority's people ----

/** A report, held, as it is to be acted on. Throws NotFound out of scope. */
const held = (tx: Tx, viewer: Viewer, token: string): Promise<ReportRow> =>
  reportByToken(tx, viewer, token, { hold: true })

const clocks = (report: ReportRow): { acknowledgeBy: LocalDate; decideBy: LocalDate } => ({
  acknowledgeBy: localDate(report.acknowledge_by),
  decideBy: localDate(report.decide_by),
})
const waits = (report: ReportRow, state: State, until?: string) => ({
  state,
  nextDue: until ?? dueIn(state, clocks(report)),
  settledOn: null,
})
const settles = (viewer: Viewer, state: State) => ({ state, nextDue: null, settledOn: viewer.today })

/** Somebody has looked at it: the first clock stops. Seen twice is seen once. */
export async function seeReport(tx: Tx, viewer: Viewer, token: string): Promise<void> {
  const report = await held(tx, viewer, token)
  if (report.state !== 'new') return
  await insertStep(tx, viewer, { reportId: report.id, what: 'seen', says: 'Looked at' })
  await setState(tx, viewer, report.id, waits(report, 'seen'))
}

export type Opened = { caseToken: string; reference: string; joined: boolean }

/**
 * Opens a case for a child the report is about, or adds it to the case the child has open. For a child of whom the report was taken
 * on already nothing is written again. Refused where the report was set aside.
 */
export async function takeOn(
  tx: Tx,
  viewer: Viewer,
  token: string,
  childToken: string,
  pathway: Pathway,
): Promise<Decision<Opened | 'already'>> {
  const report = await held(tx, viewer, token)
  const child = await childByToken(tx, viewer, childToken)
  return takeOnFor(tx, viewer, report, child.id, pathway)
}

async function takeOnFor(
  tx: Tx,
  viewer: Viewer,
  report: ReportRow,
  childId: string,
  pathway: Pathway,
): Promise<Decision<Opened | 'already'>> {
  if (!isOpen(report.state) && report.state !== 'taken on')
    return refused({ says: 'This report was set aside already' })
  if (await isTakenFor(tx, viewer, report.id, childId)) return allowed('already')
  const opened = await openFromDoorAndRoute(tx, viewer, {
    childId,
    how: report.how,
    startCode: 'START-13',
    level: report.level,
    // Never the words themselves: they may say where a child is, or who told us.
    says: `Report ${report.reference}, from ${report.how}. What was said stands in the report.`,
    // The clocks count from the day it reached us, whenever somebody read it.
    on: report.came_on,
    pathway,
  })
  await insertStep(tx, viewer, {
    reportId: report.id,
    what: opened.joined ? 'case joined' : 'case opened',
    says: opened.joined ? `Added to ${opened.reference}, which was open` : `${opened.reference} was opened`,
    childId,
    caseId: opened.caseId,
  })
  await setState(tx, viewer, report.id, settles(viewer, 'taken on'))
  if (report.reply_wanted) {
    // Who they are and how to reach them stays with the report, from where it can be deleted.
    await keepTeller(
      tx,
      viewer,
      {
        caseId: opened.caseId,
        childId,
        door: report.how === 'a partner' ? 'partner' : 'public',
        sourceId: report.id,
        reference: report.reference,
        professional: report.how === 'a partner',
        name: report.how === 'a partner' ? 'A partner agency' : 'A member of the public',
        organisation: report.organisation ?? '',
        replyHow: 'as the report says',
        replyTo: `Report ${report.reference}`,
        replySafe: 'How to reach them safely stands in the report',
        toldOn: report.came_on,
      },
      report.level,
    )
  }
  return allowed({ caseToken: opened.token, reference: opened.reference, joined: opened.joined })
}

/** Makes a record of the child with what is known, and opens a case for it. */
export async function addAndTakeOn(
  tx: Tx,
  viewer: Viewer,
  token: string,
  child: NewChild,
  pathway: Pathway,
): Promise<Decision<Opened | 'already'>> {
  const report = await held(tx, viewer, token)
  if (!isOpen(report.state) && report.state !== 'taken on')
    return refused({ says: 'This report was set aside already' })
  const added = await addChild(tx, viewer, child)
  await insertStep(tx, viewer, {
    reportId: report.id,
    what: 'child added',
    says: 'A record was made of the child, with what is known',
    childId: added.id,
  })
  return takeOnFor(tx, viewer, report, added.id, pathway)
}

/** More was asked of whoever told us; an answer is waited for until a day. */
export async function askMore(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { what: string; due: LocalDate },
): Promise<Decision<'asked'>> {
  const report = await held(tx, viewer, token)
  const may = mayAsk({ state: report.state, replyWanted: report.reply_wanted })
  if (!may.allowed) return may
  await insertStep(tx, viewer, { reportId: report.id, what: 'asked', says: given.what })
  await setState(tx, viewer, report.id, waits(report, 'asked', given.due))
  return allowed('asked')
}

/** What they answered. The report is to be decided on again, today or by its own day. */
export async function recordAnswer(
  tx: Tx,
  viewer: Viewer,
  token: string,
  says: string,
): Promise<Decision<'answered'>> {
  const report = await held(tx, viewer, token)
  if (report.state !== 'asked') return refused({ says: 'Nothing is waited for here' })
  await insertStep(tx, viewer, { reportId: report.id, what: 'answered', says })
  const due = report.decide_by > viewer.today ? report.decide_by : viewer.today
  await setState(tx, viewer, report.id, waits(report, 'seen', due))
  return allowed('answered')
}

/** Sets a report aside, with a reason. */
export async function notTakenOn(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { why: WhyNot; says: string },
): Promise<Decision<'not taken on'>> {
  const report = await held(tx, viewer, token)
  const may = mayNotTakeOn(report, given.says)
  if (!may.allowed) return may
  await insertStep(tx, viewer, {
    reportId: report.id,
    what: 'not taken on',
    says: [whyNot[given.why], given.says].filter(part => part !== '').join('. '),
  })
  await setState(tx, viewer, report.id, settles(viewer, 'not taken on'))
  return may
}

/** Puts a report with another that tells of the same child: a person saw both. The other goes on. */
export async function mergeInto(
  tx: Tx,
  viewer: Viewer,
  token: string,
  reference: string,
): Promise<Decision<'merged'>> {
  const report = await held(tx, viewer, token)
  const other = await reportByReference(tx, viewer, reference)
  if (!isOpen(report.state)) return refused({ says: 'This report is decided on already' })
  if (!other || other.id === report.id)
    return refused({ says: 'There is no other report with this reference' })
  if (other.state === 'merged')
    return refused({ says: 'That report was itself put with another: use the other’s reference' })
  await insertStep(tx, viewer, {
    reportId: report.id,
    what: 'merged',
    says: `Put with ${other.reference}`,
    otherId: other.id,
  })
  await setState(tx, viewer, report.id, settles(viewer, 'merged'))
  return allowed('merged')
}
