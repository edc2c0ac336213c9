// What is done about a visit, one transaction each. A field officer reads the visit as themselves; what follows in the case is
// written as the system, with the officer's name.
import { may } from '../access/actions-allowed.ts'
import { giveChild, takeChildBack } from '../access/caseloads/store.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { type Taken, takeStep } from '../cases/actions.ts'
import { type Case, caseFrom, type Happened, isOpen } from '../cases/case.ts'
import { clockAnswer } from '../cases/clocks.ts'
import * as steps from '../cases/steps.ts'
import { append, byViewer, caseTokenOf, historyOf, lockCase } from '../cases/store.ts'
import { openHours, problemWithSentence } from '../children/protection.ts'
import { insertOpening, nextNumber, openingNow, protectedDetailsOf } from '../children/store.ts'
import { londonDay } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { addToRoute } from '../risk/store.ts'
import {
  holdVisit,
  insertAlert,
  insertRelease,
  insertReport,
  insertStep,
  insertVisit,
  type NewVisit,
  type Report,
  releaseOf,
  reportsOf,
  updateVisit,
  type VisitRow,
  visitByToken,
  visitors,
  visitsOfCase,
  visitsOfClosed,
} from './store.ts'
import { outcomesInWords, seenUntil, whatFollows, wrongWithReport } from './visit.ts'

/** What a visit's task in its case is called. */
const taskOf = (visit: { id: string }): string => `visit ${visit.id}`

/** By when a visit is made, by how urgent the situation is: 2, 5 or 10 working days. Practice notes, section 9.1. */
export const visitBy = (c: Pick<Case, 'level'>, on: LocalDate) =>
  clockAnswer('visit', c.level, on, 'asking for the visit')

/** Asks for a visit in a case: the request (F5), the check that it answers, and the task that waits for it. */
export async function askVisit(
  tx: Tx,
  viewer: Viewer,
  caseToken: string,
  seen: string,
  given: Omit<NewVisit, 'id' | 'token' | 'caseId' | 'childId' | 'reference' | 'neededBy'> & {
    neededBy: LocalDate
  },
  now: Date,
): Promise<Taken & { token?: string }> {
  if (!may(viewer, 'visit.ask'))
    return { done: false, refusals: [{ says: 'Your role may not ask for a visit' }] }
  const held = await lockCase(tx, viewer, caseToken)
  const open = (await visitsOfCase(tx, viewer, held.id)).find(one => one.ended_on === null)
  if (open) return { done: false, refusals: [{ says: `A visit is asked for already: ${open.reference}` }] }
  const reference = `V-${await nextNumber(tx, viewer.la, 'visit', 1001)}`
  const made = { id: newId(), token: newToken() }
  const taken = await takeStep(
    tx,
    viewer,
    caseToken,
    seen,
    (c, _by, on) => {
      const due = visitBy(c, on).due
      if (given.neededBy > due) {
        return refused({
          says: `A visit is needed by ${inWords(due)} at the latest: the situation is “${c.level}”`,
        })
      }
      const asked = steps.askCheck(c, { check: 'RL28', says: `Visit ${reference}`, due: given.neededBy }, on)
      if (!asked.allowed) return asked
      const plan = addWorkingDays(on, 1)
      return allowed<Happened[]>([
        ...asked.value,
        {
          type: 'task-set',
          key: taskOf(made),
          says: `Plan visit ${reference}, needed by ${inWords(given.neededBy)}`,
          due: plan < given.neededBy ? plan : given.neededBy,
        },
      ])
    },
    async row => {
      await insertVisit(tx, viewer, { ...given, ...made, caseId: row.id, childId: row.child_id, reference })
      const about = { id: made.id, child_id: row.child_id }
      await insertStep(tx, viewer, about, { type: 'asked', says: given.reason }, now)
    },
  )
  return { ...taken, token: made.token }
}

/** Writes in the open case of a visit what the rules of the case make of it. Nothing where the case has ended meanwhile. */
async function inCase(
  tx: Tx,
  viewer: Viewer,
  visit: VisitRow,
  decide: (c: Case, system: Viewer) => Promise<Happened[]> | Happened[],
): Promise<void> {
  await acrossOrganisations(tx, viewer, async system => {
    const row = await lockCase(tx, system, await caseTokenOf(tx, system, visit.case_id))
    const before = caseFrom(await historyOf(tx, system, row.id))
    if (!isOpen(before)) return
    const happened = await decide(before, system)
    await append(tx, system, row, before, happened, byViewer(viewer), localDate(viewer.today))
  })
}

const ofRules = (decision: Decision<Happened[]>): Happened[] => (decision.allowed ? decision.value : [])

export type Plan = {
  officerId: string
  on: LocalDate
  at: string
  minutes: number
  second: string
  teamPhone: string
}

/** Plans a visit, and gives the child to the field officer who goes, until the visit has ended. Planned again, it moves. */
export async function planVisit(
  tx: Tx,
  viewer: Viewer,
  token: string,
  plan: Plan,
  now: Date,
): Promise<Decision<VisitRow>> {
  if (!may(viewer, 'visit.plan')) return refused({ says: 'Your role may not plan a visit' })
  const visit = await holdVisit(tx, viewer, token)
  if (visit.ended_on !== null) return refused({ says: 'This visit has ended' })
  if (visit.state === 'to decide')
    return refused({ says: 'Decide first what is done after the last attempt' })
  if (visit.arrived_at) return refused({ says: `${visit.officer_name} is there already` })
  const officer = (await visitors(tx, viewer)).find(one => one.id === plan.officerId)
  const refusals = [
    ...(officer ? [] : [{ says: 'Choose who goes' }]),
    ...(plan.on >= viewer.today ? [] : [{ says: 'The day of the visit has passed' }]),
    ...(visit.two_people && plan.second === '' ? [{ says: 'Two people are needed: name the second' }] : []),
  ]
  if (!officer || refusals.length > 0) return refused(...refusals)
  await takeChildBack(tx, viewer, visit.id, 'Planned anew')
  if (officer.role === 'field-officer') {
    await giveChild(tx, viewer, {
      childId: visit.child_id,
      role: 'field-officer',
      personId: officer.id,
      aboutId: visit.id,
      why: `Visit ${visit.reference}`,
      endsOn: seenUntil(plan.on),
    })
  }
  await updateVisit(tx, viewer, visit.id, {
    state: 'planned',
    officer_id: officer.id,
    officer_name: officer.name,
    second_name: plan.second || null,
    team_phone: plan.teamPhone || null,
    planned_on: plan.on,
    planned_at: plan.at,
    minutes: plan.minutes,
    planned_name: viewer.name,
  })
  const says = `${officer.name} goes on ${inWords(plan.on)} at ${plan.at}`
  await insertStep(tx, viewer, visit, { type: 'planned', says }, now)
  await inCase(tx, viewer, visit, () => [
    {
      type: 'recorded',
      what: 'visit',
      title: `Visit ${visit.reference} planned`,
      lines: [says, ...(plan.second ? [`With ${plan.second}`] : [])],
      work: false,
    },
    { type: 'task-set', key: taskOf(visit), says: `Hear what visit ${visit.reference} found`, due: plan.on },
  ])
  return allowed(visit)
}

/** Calls a visit off, with a reason. What was given for it is taken back. */
export async function callOff(
  tx: Tx,
  viewer: Viewer,
  token: string,
  why: string,
  now: Date,
): Promise<Decision<VisitRow>> {
  if (!may(viewer, 'visit.plan')) return refused({ says: 'Your role may not call a visit off' })
  const visit = await holdVisit(tx, viewer, token)
  if (visit.ended_on !== null) return refused({ says: 'This visit has ended' })
  if (why === '') return refused({ says: 'Say why' })
  await takeChildBack(tx, viewer, visit.id, 'Called off')
  await updateVisit(tx, viewer, visit.id, { state: 'called off', ended_on: viewer.today })
  await insertStep(tx, viewer, visit, { type: 'called off', says: why }, now)
  await inCase(tx, viewer, visit, c => [
    ...ofRules(steps.answerCheck(c, { check: 'RL28', result: 'not needed', says: `Called off: ${why}` })),
    { type: 'task-done', key: taskOf(visit), says: `Visit ${visit.reference} was called off` },
  ])
  return allowed(visit)
}

/** Calls off what was asked for in cases that have been closed since. In the night; takes the system's viewer. */
export async function callOffOfClosed(tx: Tx, system: Viewer, now: Date): Promise<number> {
  const visits = await visitsOfClosed(tx, system)
  for (const visit of visits) {
    await takeChildBack(tx, system, visit.id, 'The case was closed')
    await updateVisit(tx, system, visit.id, { state: 'called off', ended_on: system.today })
    await insertStep(tx, system, visit, { type: 'called off', says: 'The case was closed' }, now)
  }
  return visits.length
}

/** May this person make this visit: the field officer it was given to, or one of the team who decide? */
const isTheirs = (viewer: Viewer, visit: VisitRow): boolean =>
  may(viewer, 'visit.do') && (viewer.role !== 'field-officer' || visit.officer_id === viewer.personId)

/** Checks the visitor in at the door. A second press changes nothing. */
export async function arrive(tx: Tx, viewer: Viewer, token: string, now: Date): Promise<Decision<VisitRow>> {
  const visit = await visitByToken(tx, viewer, token)
  if (!isTheirs(viewer, visit) || visit.state !== 'planned')
    return refused({ says: 'This visit is not planned' })
  if (visit.arrived_at && !visit.left_at) return allowed(visit)
  await acrossOrganisations(tx, viewer, async system => {
    await updateVisit(tx, system, visit.id, { arrived_at: now, left_at: null, needs_help: false })
    await insertStep(tx, system, visit, { type: 'arrived', says: 'Arrived' }, now, viewer)
  })
  return allowed(visit)
}

/** Checks the visitor out: safe and well, or wanting to be rung. A second press changes nothing. */
export async function leave(
  tx: Tx,
  viewer: Viewer,
  token: string,
  now: Date,
  isSafe: boolean,
): Promise<Decision<VisitRow>> {
  const visit = await visitByToken(tx, viewer, token)
  if (!isTheirs(viewer, visit) || !visit.arrived_at) return refused({ says: 'Check in first' })
  if (visit.left_at && isSafe) return allowed(visit)
  await acrossOrganisations(tx, viewer, async system => {
    await updateVisit(tx, system, visit.id, { left_at: visit.left_at ?? now, needs_help: !isSafe })
    const says = isSafe ? 'Left, safe and well' : 'Left, and asked to be rung at once'
    await insertStep(tx, system, visit, { type: 'left', says }, now, viewer)
  })
  return allowed(visit)
}

/** Somebody of the team has spoken to the visitor, who is safe. */
export async function visitorIsSafe(
  tx: Tx,
  viewer: Viewer,
  token: string,
  now: Date,
): Promise<Decision<VisitRow>> {
  if (!may(viewer, 'visit.ask')) return refused({ says: 'Your role may not do this' })
  const visit = await holdVisit(tx, viewer, token)
  if (!visit.arrived_at || (visit.left_at && !visit.needs_help))
    return refused({ says: 'The visitor is back already' })
  await updateVisit(tx, viewer, visit.id, { left_at: visit.left_at ?? now, needs_help: false })
  await insertStep(tx, viewer, visit, { type: 'left', says: 'Spoken to by the team: safe and well' }, now)
  return allowed(visit)
}

export type Reported = Omit<Report, 'attempt'> & { attempt: number; saysSafe: boolean }

/**
 * Keeps the report of one attempt, and what follows from it: the check answered and the child located where the child was seen;
 * another attempt; or a decision of the officer who holds the case. The same attempt sent twice is one. Practice notes,
 * sections 7 (F5) and 12.
 */
export async function report(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: Reported,
  now: Date,
): Promise<Decision<{ visit: VisitRow; ended: boolean; says: string }>> {
  const seen = await visitByToken(tx, viewer, token)
  if (!isTheirs(viewer, seen)) return refused({ says: 'This visit is not yours' })
  const wrong = wrongWithReport({
    ...given,
    shownHow: given.shown_how,
    concernSays: given.concern_says,
  })
  if (wrong.length > 0) return refused(...wrong.map(one => ({ says: one.text })))
  return acrossOrganisations(tx, viewer, async system => {
    const visit = await holdVisit(tx, system, token)
    const before = await reportsOf(tx, system, [visit.id])
    if (before.some(one => one.attempt === given.attempt && one.fact === given.fact)) {
      return allowed({ visit, ended: visit.ended_on !== null, says: 'It was saved already' })
    }
    if (visit.state !== 'planned')
      return refused({ says: 'This visit is not planned: nothing can be reported of it' })
    const attempt = before.length + 1
    if (given.attempt !== attempt)
      return refused({ says: `Attempt ${given.attempt} has been written down already` })
    if (given.visited_on > viewer.today) return refused({ says: 'The day of the visit is still to come' })
    const { saysSafe: _said, ...kept } = given
    await insertReport(tx, system, visit, { ...kept, attempt }, viewer, now)
    await insertStep(
      tx,
      system,
      visit,
      { type: 'reported', says: `Attempt ${attempt}. ${outcomesInWords[given.outcome]}` },
      now,
      viewer,
    )
    const follows = whatFollows(
      [...before, given].map(one => ({
        outcome: one.outcome,
        on: localDate(one.visited_on),
        arrived: one.arrived,
      })),
    )
    const today = localDate(viewer.today)
    const day = localDate(given.visited_on)
    const worried: Happened[] =
      given.concern === 'none'
        ? []
        : await addToRoute(tx, system, { caseId: visit.case_id, childId: visit.child_id }, viewer.name, [
            given.concern === 'social care'
              ? {
                  kind: 'hub-now',
                  because: `The visitor of ${visit.reference} is worried: for social care`,
                  due: today,
                }
              : {
                  kind: 'tell-dsl',
                  because: `The visitor of ${visit.reference} is worried: for the safeguarding lead`,
                  due: today,
                },
          ])
    const told: Happened = {
      type: 'recorded',
      what: 'visit',
      title: `Visit ${visit.reference}, attempt ${attempt}`,
      lines: [
        `${outcomesInWords[given.outcome]}.`,
        `${inWords(day)}, ${given.arrived} to ${given.left_at}, ${viewer.name}`,
        ...(given.concern === 'none' ? [] : ['The visitor is worried: the report says why']),
        ...(given.card_left ? ['A card was left'] : []),
      ],
      work: true,
      ...(visit.protected ? {} : { told: 'The authority visited the home' }),
    }
    const next = given.next_on
      ? localDate(given.next_on)
      : follows.next === 'again'
        ? follows.from
        : undefined
    const ended = follows.next !== 'again'
    if (ended) await takeChildBack(tx, system, visit.id, 'The visit was made')
    if (follows.next === 'again') {
      await updateVisit(tx, system, visit.id, {
        planned_on: next!,
        planned_at: given.next_at,
        arrived_at: null,
        left_at: null,
        needs_help: false,
      })
      if (viewer.role === 'field-officer') {
        await giveChild(tx, system, {
          childId: visit.child_id,
          role: 'field-officer',
          personId: viewer.personId,
          aboutId: visit.id,
          why: `Visit ${visit.reference}`,
          endsOn: seenUntil(next!),
        })
      }
    } else {
      await updateVisit(tx, system, visit.id, {
        state: follows.next === 'done' ? 'done' : 'to decide',
        ...(follows.next === 'done' ? { ended_on: viewer.today } : {}),
        left_at: visit.left_at ?? now,
        needs_help: false,
      })
    }
    await inCase(tx, viewer, visit, c => {
      if (follows.next === 'done') {
        const words = `Visit ${visit.reference} on ${inWords(day)}: ${outcomesInWords[given.outcome].toLowerCase()}`
        return [
          told,
          ...ofRules(steps.answerCheck(c, { check: 'RL28', result: 'something found', says: words })),
          ...ofRules(
            steps.locate(c, { proof: 'seen', where: 'this area', says: `${words}. Seen by ${viewer.name}` }),
          ),
          { type: 'task-done', key: taskOf(visit), says: `Visit ${visit.reference} was made` },
          ...worried,
        ]
      }
      return [
        told,
        follows.next === 'again'
          ? { type: 'task-set', key: taskOf(visit), says: `Visit ${visit.reference} again`, due: next! }
          : {
              type: 'task-set',
              key: taskOf(visit),
              says: `Decide what is done after visit ${visit.reference}: the child was not seen`,
              due: addWorkingDays(today, 1),
            },
        ...worried,
      ]
    })
    return allowed({ visit, ended, says: follows.because })
  })
}

export const decisions = {
  again: 'Visit again',
  'go on': 'No more visits now. Go on with the other checks',
  raise: 'No more visits now. Raise the case to “act today” and tell the safeguarding hub',
} as const
export type AfterVisit = keyof typeof decisions

/** The officer decides what is done after attempts that did not see the child. Two failures never end in nothing. */
export async function decideAfter(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { decision: AfterVisit; why: string },
  now: Date,
): Promise<Decision<VisitRow>> {
  if (!may(viewer, 'visit.plan')) return refused({ says: 'Your role may not decide this' })
  const visit = await holdVisit(tx, viewer, token)
  if (visit.state !== 'to decide') return refused({ says: 'There is nothing to decide about this visit' })
  if (given.why === '') return refused({ says: 'Say what you considered, and why' })
  const last = (await reportsOf(tx, viewer, [visit.id])).at(-1)
  const today = localDate(viewer.today)
  await insertStep(
    tx,
    viewer,
    visit,
    { type: 'decided', says: `${decisions[given.decision]}. ${given.why}` },
    now,
  )
  const decided: Happened = {
    type: 'recorded',
    what: 'visit',
    title: `Decided after visit ${visit.reference}`,
    lines: [decisions[given.decision], given.why],
    work: true,
  }
  if (given.decision === 'again') {
    await updateVisit(tx, viewer, visit.id, {
      state: 'asked',
      officer_id: null,
      officer_name: null,
      planned_on: null,
      planned_at: null,
      arrived_at: null,
      left_at: null,
    })
    await inCase(tx, viewer, visit, () => [
      decided,
      {
        type: 'task-set',
        key: taskOf(visit),
        says: `Plan visit ${visit.reference} again`,
        due: addWorkingDays(today, 1),
      },
    ])
    return allowed(visit)
  }
  await updateVisit(tx, viewer, visit.id, { state: 'done', ended_on: viewer.today })
  const found = last?.outcome === 'gone away'
  const couldNotSay = last !== undefined && ['adult only', 'refused', 'unsafe left'].includes(last.outcome)
  await inCase(tx, viewer, visit, async (c, system) => [
    decided,
    ...ofRules(
      steps.answerCheck(c, {
        check: 'RL28',
        result: found ? 'something found' : couldNotSay ? 'could not say' : 'nothing found',
        says: `Visit ${visit.reference}: ${last ? outcomesInWords[last.outcome].toLowerCase() : 'not made'}`,
      }),
    ),
    { type: 'task-done', key: taskOf(visit), says: `Decided after visit ${visit.reference}` },
    ...(given.decision === 'raise' ? await raised(tx, system, c, visit, viewer.name, today, given.why) : []),
  ])
  return allowed(visit)
}

/** Act today, and the hub to be told now. */
async function raised(
  tx: Tx,
  system: Viewer,
  c: Case,
  visit: VisitRow,
  byName: string,
  today: LocalDate,
  because: string,
): Promise<Happened[]> {
  return [
    ...(c.level === 'act today'
      ? []
      : [
          {
            type: 'level-set' as const,
            level: 'act today' as const,
            why: `Visit ${visit.reference}: ${because}`,
          },
        ]),
    ...(await addToRoute(tx, system, { caseId: visit.case_id, childId: visit.child_id }, byName, [
      { kind: 'hub-now', because: `Raised from visit ${visit.reference}`, due: today },
    ])),
  ]
}

/** An urgent concern at the door: the case to “act today”, and the hub to be told now. Sent twice it is one. */
export async function raiseUrgent(
  tx: Tx,
  viewer: Viewer,
  token: string,
  says: string,
  now: Date,
): Promise<Decision<VisitRow>> {
  const visit = await visitByToken(tx, viewer, token)
  if (!isTheirs(viewer, visit)) return refused({ says: 'This visit is not yours' })
  const today = localDate(viewer.today)
  const words = says || 'Raised from the visit; ring the visitor for what they saw'
  await inCase(tx, viewer, visit, async (c, system) => {
    const raisedNow = await raised(tx, system, c, visit, viewer.name, today, words)
    if (raisedNow.length === 0) return []
    await insertStep(tx, system, visit, { type: 'urgent', says: words }, now, viewer)
    return [
      {
        type: 'recorded',
        what: 'risk',
        title: `Urgent concern raised from visit ${visit.reference}`,
        lines: [words],
        work: true,
      },
      ...raisedNow,
    ]
  })
  return allowed(visit)
}

/**
 * A manager releases one protected address for one visit on its day. The manager has opened the protected details, and chooses
 * which; nobody releases an address to themselves.
 */
export async function release(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { detailId: string; why: string },
  now: Date,
): Promise<Decision<VisitRow>> {
  if (!may(viewer, 'visit.release')) return refused({ says: 'A manager releases a protected address' })
  const visit = await holdVisit(tx, viewer, token)
  if (!visit.protected)
    return refused({ says: 'This child is not protected: the address is shown on the visit' })
  if (visit.state !== 'planned' || !visit.officer_id || !visit.planned_on)
    return refused({ says: 'Plan the visit first: an address is released to one person for one day' })
  if (visit.planned_on < viewer.today)
    return refused({ says: 'The day of the visit has passed: plan it again' })
  if (visit.officer_id === viewer.personId)
    return refused({ says: 'You go yourself: open the protected details' })
  if (!(await openingNow(tx, viewer, visit.child_id)))
    return refused({ says: 'Open the protected details first' })
  const details = await protectedDetailsOf(tx, viewer, visit.child_id)
  const detail = details.find(one => one.id === given.detailId && one.kind === 'address')
  if (!detail) return refused({ says: 'Choose which address is released' })
  const problem = problemWithSentence(given.why, 'why the visit must be made to this address')
  if (problem) return refused({ says: problem })
  if (await insertRelease(tx, viewer, visit, given, now)) {
    const says = `The address was released to ${visit.officer_name} for ${inWords(localDate(visit.planned_on))}`
    await insertStep(tx, viewer, visit, { type: 'released', says }, now)
    await inCase(tx, viewer, visit, () => [
      {
        type: 'recorded',
        what: 'visit',
        title: `A protected address was released for visit ${visit.reference}`,
        lines: [`To ${visit.officer_name}, until midnight of ${inWords(localDate(visit.planned_on!))}`],
        work: false,
      },
    ])
  }
  return allowed(visit)
}

/** Is a protected address released to this person for today? */
export async function isReleased(tx: Tx, viewer: Viewer, visit: VisitRow): Promise<boolean> {
  if (!visit.protected || visit.officer_id !== viewer.personId || visit.planned_on !== viewer.today)
    return false
  return (await releaseOf(tx, viewer, visit)) !== undefined
}

/** The field officer opens the released address: a break-glass event of their own. The second factor was proved a moment ago. */
export async function openReleased(
  tx: Tx,
  viewer: Viewer,
  token: string,
  now: Date,
): Promise<Decision<VisitRow>> {
  const visit = await visitByToken(tx, viewer, token)
  if (viewer.role !== 'field-officer' || !(await isReleased(tx, viewer, visit)))
    return refused({ says: 'This address was not released to you for today' })
  const released = (await releaseOf(tx, viewer, visit))!
  if (!(await openingNow(tx, viewer, visit.child_id))) {
    await insertOpening(tx, viewer, {
      childId: visit.child_id,
      reason: 'visit',
      hours: openHours,
      untilMidnight: true,
      why: `Visit ${visit.reference}, released by ${released.released_name}: ${released.why}`,
    })
    await acrossOrganisations(tx, viewer, system =>
      insertStep(tx, system, visit, { type: 'opened', says: 'Opened the released address' }, now, viewer),
    )
  }
  return allowed(visit)
}

/**
 * Keeps an alert that this person asked for the address of a protected child's visit that was not released to them. Takes the
 * system's viewer, in a transaction of its own: what is refused leaves nothing else behind. Gives whether there was such a visit.
 */
export async function keepAlert(
  tx: Tx,
  system: Viewer,
  token: string,
  by: Viewer,
  now: Date,
): Promise<boolean> {
  const visit = await visitByToken(tx, system, token).catch(() => undefined)
  if (!visit?.protected) return false
  await insertAlert(tx, system, visit.id, by, now)
  return true
}

/** The times that a form begins with: when the visitor arrived and left, as the server has them, else now. */
export function timesAt(visit: Pick<VisitRow, 'arrived_at' | 'left_at'>, now: Date) {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
  })
  const at = (moment: Date) => clock.format(moment)
  return {
    on: londonDay(visit.arrived_at ?? now),
    arrived: at(visit.arrived_at ?? now),
    left: at(visit.left_at ?? now),
  }
}
