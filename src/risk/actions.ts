// What is done about the risk of a case, one transaction each: the screen signed, a step of the route ended, a level lowered.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { doerOf, type Taken, takeStep } from '../cases/actions.ts'
import { type Case, caseFrom, type Happened, isOpen } from '../cases/case.ts'
import { type Level, monthlyReview, urgencyOf } from '../cases/clocks.ts'
import * as steps from '../cases/steps.ts'
import { casesOf, historyOf, lockCase, referralsIn, tellCase, type Written } from '../cases/store.ts'
import { flagInWords } from '../children/flags.ts'
import { type ChildRow, childById, flagsOf } from '../children/store.ts'
import { londonDay } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, NotFound, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { settingsFor } from '../schools/store.ts'
import {
  type Answered,
  type Answers,
  type Factor,
  type Held,
  offeredAnswers,
  type Result,
  riskOf,
} from './risk.ts'
import { type RouteStep, routeKinds, routeOf } from './route.ts'
import {
  insertLowering,
  insertLoweringEnd,
  insertRoute,
  insertScreen,
  insertStepEnd,
  loweringsOf,
  newOnRoute,
  openCaseInFamily,
  reviewsOfFound,
  routeRows,
  routeTask,
  type ScreenRow,
  schoolScreen,
  screensOf,
  tasksOf,
} from './store.ts'

/** Since when nobody knows where the child is; absent where the child is found, or was never lost. */
export function unknownSince(c: Case): LocalDate | undefined {
  const isFound = c.located !== undefined && c.located.proof !== 'claimed'
  return c.pathway === 'A' && !isFound && c.attendance === undefined ? c.episodeOn : undefined
}

type About = {
  readonly caseId: string
  readonly token: string
  readonly child: ChildRow
  readonly c: Case
  readonly history: readonly Written[]
}
export type Known = { held: Held; offered: Answers }

/** What the records hold for a screen, and the answers that the schools’ flags offer with their source. */
export async function heldOf(
  tx: Tx,
  viewer: Viewer,
  about: About,
  lastSeen: ScreenRow['answers']['lastSeen'],
): Promise<Known> {
  const { child, c, history } = about
  const flags = await flagsOf(tx, viewer, child.id)
  const settings = await settingsFor(tx, viewer, localDate(viewer.today))
  const seen: { on: LocalDate; source: string }[] = lastSeen ? [lastSeen] : []
  for (const event of history) {
    if (event.type === 'located' && event.proof === 'seen')
      seen.push({ on: event.on, source: `Recorded by ${event.by}` })
  }
  for (const referral of await referralsIn(tx, viewer, about.caseId)) {
    const day = (referral.answers as Record<string, unknown> | null)?.['last-attended']
    if (typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day))
      seen.push({ on: localDate(day), source: `Last attended, by the referral ${referral.reference}` })
  }
  const latest = seen.sort((a, b) => (a.on < b.on ? 1 : -1))[0]
  const held: Held = {
    bornOn: child.date_of_birth ? localDate(child.date_of_birth) : undefined,
    lastSeen: latest,
    unknownSince: unknownSince(c),
    flags: flags.map(flag => ({
      flag: flag.flag,
      on: flag.from_on ? localDate(flag.from_on) : londonDay(flag.recorded_at),
      source: `${flagInWords(flag.flag)}: ${flag.source}`,
    })),
    redFlags: settings['risk-red-flags'],
  }
  return { held, offered: offeredAnswers(held) }
}

/** What else the records offer, with its source: earlier cases, brothers and sisters, the school's own screen. */
export async function offeredBesides(tx: Tx, viewer: Viewer, about: About, known: Known): Promise<Answers> {
  const { child, c, history } = about
  const offered: Partial<Record<Factor, Answered>> = { ...known.offered }
  const offer = (factor: Factor, source: string, on: LocalDate) => {
    offered[factor] ??= { says: 'yes', source, on }
  }
  const earlier = (await casesOf(tx, viewer, child.id)).filter(other => other.token !== about.token)
  if (earlier[0]) offer('earlier', `Case ${earlier[0].reference}`, localDate(earlier[0].opened_on))
  const lost = earlier.find(other => other.state === 'not located' || other.outcome === 'O12')
  if (lost) offer('not found before', `Case ${lost.reference}`, localDate(lost.opened_on))
  const before = history.find(event => event.type === 'not-located' && event.on < c.episodeOn)
  if (before) offer('not found before', 'An earlier time of this case', before.on)
  if (c.episodes > 1) offer('earlier', 'An earlier time of this case', c.openedOn)
  const family = await openCaseInFamily(tx, viewer, child.id)
  if (family) offer('sibling', `Case ${family.reference}`, localDate(family.opened_on))
  const screen = await schoolScreen(tx, viewer, child.id)
  if (screen?.danger_now)
    offer('danger', `The school’s screen, signed by ${screen.signed_name}`, screen.signed_on)
  return offered
}

/** What holds for a case now: the last screen's answers, and for what nobody answered, nothing. */
export async function riskNow(
  tx: Tx,
  viewer: Viewer,
  about: About,
): Promise<{ screens: ScreenRow[]; known: Known; result: Result; answers: Answers }> {
  const screens = await screensOf(tx, viewer, about.caseId)
  const { lastSeen, ...answers } = screens[0]?.answers ?? {}
  const known = await heldOf(tx, viewer, about, lastSeen)
  return { screens, known, answers, result: riskOf(answers, known.held, localDate(viewer.today)) }
}

export type Signed = {
  answers: Answers
  lastSeen?: { on: LocalDate; source: string } | undefined
  strengths: string
}

/**
 * Signs a screen: keeps the answers, raises the case where they ask for it, and begins the high-risk route. Lowers nothing: that
 * is a step of its own. Practice notes, sections 8 and 10.
 */
export async function signScreen(
  tx: Tx,
  viewer: Viewer,
  token: string,
  seen: string,
  given: Signed,
  now: Date,
): Promise<Taken & { result?: Result }> {
  if (!may(viewer, 'risk.record'))
    return { done: false, refusals: [{ says: 'Your role may not sign a screen' }] }
  const row = await lockCase(tx, viewer, token)
  const history = await historyOf(tx, viewer, row.id)
  const c = caseFrom(history)
  if (!isOpen(c)) return { done: false, refusals: [{ says: `The case is ${c.state}` }] }
  const today = localDate(viewer.today)
  const child = await childById(tx, viewer, row.child_id)
  const { held } = await heldOf(tx, viewer, { caseId: row.id, token, child, c, history }, given.lastSeen)
  const result = riskOf(given.answers, held, today)
  const asked = routeOf(given.answers, held, result, { today, episodeOn: c.episodeOn })
  // What was done in this episode is not asked for again by the same facts.
  const onRoute = await newOnRoute(tx, viewer, row.id, asked, c.episodeOn)
  const taken = await takeStep(
    tx,
    viewer,
    token,
    seen,
    () =>
      allowed<Happened[]>([
        {
          type: 'recorded',
          what: 'risk',
          title: 'Risk screen signed',
          // What was answered stands on the risk page: not all who read a chronology may read it.
          lines: [`It says: ${result.level}. ${result.because.length} answers and facts gave it.`],
          work: true,
        },
        ...(urgencyOf(result.level) > urgencyOf(c.level)
          ? [{ type: 'level-set' as const, level: result.level, why: 'The risk screen of the same day' }]
          : []),
        ...tasksOf(onRoute),
      ]),
    async () => {
      const { answers, lastSeen, strengths } = given
      await insertScreen(
        tx,
        viewer,
        {
          caseId: row.id,
          childId: row.child_id,
          answers: { ...answers, ...(lastSeen && { lastSeen }) },
          strengths,
          level: result.level,
        },
        now,
      )
      await insertRoute(tx, viewer, { caseId: row.id, childId: row.child_id }, viewer.name, onRoute)
    },
  )
  return { ...taken, result }
}

export type StepEnd = {
  stepId: string
  ended: 'done' | 'not needed'
  told: string
  says: string
  /** For a manager's review: does what we do not know amount to a risk? */
  amounts?: 'yes' | 'no' | undefined
}

/** Ends a step of the route: who did it, whom they told, what was decided. A manager's review sets the next. */
export async function endStep(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: StepEnd,
  now: Date,
): Promise<Taken> {
  if (!may(viewer, 'risk.record'))
    return { done: false, refusals: [{ says: 'Your role may not record this' }] }
  const row = await lockCase(tx, viewer, token)
  const step = (await routeRows(tx, viewer, row.id)).find(one => one.id === given.stepId)
  if (!step) throw new NotFound('step')
  const isReview = step.kind === 'manager-review'
  const refusals = [
    ...(step.ended === null ? [] : [{ says: `${step.by_name} has recorded this already` }]),
    ...(given.ended === 'done' && !isReview && given.told === '' ? [{ says: 'Say whom you told' }] : []),
    ...(given.ended === 'not needed' && given.says === '' ? [{ says: 'Say why it is not needed' }] : []),
    ...(isReview && given.says === '' ? [{ says: 'Write what was considered and decided' }] : []),
    ...(isReview && given.ended === 'done' && given.amounts === undefined
      ? [{ says: 'Say whether what we do not know amounts to a risk' }]
      : []),
    ...(isReview && viewer.role !== 'manager' ? [{ says: 'A manager considers this' }] : []),
  ]
  if (refusals.length > 0) return { done: false, refusals }
  const today = localDate(viewer.today)
  const c = caseFrom(await historyOf(tx, viewer, row.id))
  const more: RouteStep[] = []
  if (isReview && given.amounts === 'yes')
    more.push({
      kind: 'hub-now',
      because: 'a manager judged that what we do not know amounts to a risk',
      due: today,
    })
  // Looked at again for as long as nobody knows where the child is.
  if (isReview && unknownSince(c) !== undefined)
    more.push({ kind: 'manager-review', because: 'not found yet', due: monthlyReview(today).due })
  const open = new Set(
    (await routeRows(tx, viewer, row.id))
      .filter(one => one.ended === null && one.id !== step.id)
      .map(one => one.kind),
  )
  const added = more.filter(one => !open.has(one.kind)).map(one => ({ ...one, id: newId() }))
  return takeStep(
    tx,
    viewer,
    token,
    '',
    before =>
      isOpen(before)
        ? allowed<Happened[]>([
            {
              type: 'recorded',
              what: 'risk',
              title: `${given.ended === 'done' ? 'Done' : 'Not needed'}: ${routeKinds[step.kind].does}`,
              lines: [
                ...(given.told ? [`Told: ${given.told}`] : []),
                ...(given.amounts
                  ? [
                      `What we do not know ${given.amounts === 'yes' ? 'amounts' : 'does not amount'} to a risk`,
                    ]
                  : []),
                ...(given.says ? [given.says] : []),
              ],
              work: true,
            },
            { type: 'task-done', key: routeTask(step), says: routeKinds[step.kind].does },
            ...(given.amounts === 'yes' && before.level !== 'act today'
              ? [
                  {
                    type: 'level-set' as const,
                    level: 'act today' as const,
                    why: 'A manager judged it a risk',
                  },
                ]
              : []),
            ...tasksOf(added),
          ])
        : refused({ says: `The case is ${before.state}` }),
    async () => {
      const { stepId, ended, told, says } = given
      await insertStepEnd(tx, viewer, { stepId, childId: row.child_id, ended, told, says }, now)
      await insertRoute(tx, viewer, { caseId: row.id, childId: row.child_id }, viewer.name, added)
    },
  )
}

/** Ends a manager's review that waits although the child was found. In the night; takes the system's viewer. */
export async function endReviewsOfFound(tx: Tx, system: Viewer, now: Date): Promise<number> {
  let ended = 0
  for (const review of await reviewsOfFound(tx, system)) {
    const row = await lockCase(tx, system, review.token)
    const c = caseFrom(await historyOf(tx, system, row.id))
    if (!isOpen(c) || unknownSince(c) !== undefined) continue
    const says = 'The child was found'
    const given = {
      stepId: review.id,
      childId: review.child_id,
      ended: 'not needed',
      told: '',
      says,
    } as const
    if (!(await insertStepEnd(tx, system, given, now))) continue
    await tellCase(tx, system, { caseId: row.id }, [
      { type: 'task-done', key: routeTask({ id: review.id, kind: 'manager-review' }), says },
    ])
    ended += 1
  }
  return ended
}

const lowerTask = (id: string): string => `lower ${id}`

/**
 * Asks for a level to be lowered, with a reason. From “act today” it waits for a second person; from elsewhere it is done at once.
 * Practice notes, section 10; trust, 5 (two people).
 */
export async function lower(
  tx: Tx,
  viewer: Viewer,
  token: string,
  seen: string,
  given: { to: Level; why: string },
  now: Date,
): Promise<Taken> {
  if (!may(viewer, 'risk.lower'))
    return { done: false, refusals: [{ says: 'Your role may not lower a level' }] }
  const row = await lockCase(tx, viewer, token)
  const waiting = (await loweringsOf(tx, viewer, row.id)).find(one => one.decision === null)
  const id = newId()
  let from: Level | undefined
  return takeStep(
    tx,
    viewer,
    token,
    seen,
    (c, by, on) => {
      from = c.level
      if (!isOpen(c)) return refused({ says: `The case is ${c.state}` })
      if (urgencyOf(given.to) >= urgencyOf(c.level))
        return refused({ says: `It is “${c.level}” now: that is no lowering` })
      if (given.why === '') return refused({ says: 'Say which facts make it less urgent' })
      if (waiting) return refused({ says: `${waiting.proposed_name} has asked for it already` })
      if (c.level !== 'act today') return steps.setLevel(c, { level: given.to, why: given.why }, by)
      return allowed<Happened[]>([
        {
          type: 'recorded',
          what: 'risk',
          title: `Asked to lower the situation to “${given.to}”`,
          lines: [given.why, 'It stays as it is until another person agrees'],
          work: false,
        },
        {
          type: 'task-set',
          key: lowerTask(id),
          says: 'Decide whether the situation is lowered from “act today”',
          due: addWorkingDays(on, 1),
        },
      ])
    },
    async (_row, c) => {
      await insertLowering(
        tx,
        viewer,
        { id, caseId: row.id, childId: row.child_id, from: from ?? c.level, to: given.to, why: given.why },
        now,
      )
      if (c.level === 'act today') return
      await insertLoweringEnd(
        tx,
        viewer,
        { loweringId: id, childId: row.child_id, decision: 'agreed', says: given.why },
        now,
      )
    },
  )
}

/** The second person's answer. Not the one who asked; and one of the two is a manager. */
export async function answerLowering(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { decision: 'agreed' | 'not agreed'; says: string },
  now: Date,
): Promise<Taken> {
  if (!may(viewer, 'risk.lower'))
    return { done: false, refusals: [{ says: 'Your role may not decide this' }] }
  const row = await lockCase(tx, viewer, token)
  const waiting = (await loweringsOf(tx, viewer, row.id)).find(one => one.decision === null)
  if (!waiting) return { done: false, refusals: [{ says: 'Nobody has asked for it to be lowered' }] }
  const refusals = [
    ...(waiting.proposed_by === viewer.personId
      ? [{ says: 'You asked for this yourself: another person decides' }]
      : []),
    ...(given.says === '' ? [{ says: 'Say what you looked at, and why' }] : []),
  ]
  if (refusals.length > 0) return { done: false, refusals }
  const done: Happened = {
    type: 'task-done',
    key: lowerTask(waiting.id),
    says: given.decision === 'agreed' ? 'The situation was lowered' : 'The situation stays as it is',
  }
  return takeStep(
    tx,
    viewer,
    token,
    '',
    (c, by) => {
      if (given.decision === 'not agreed') {
        return allowed<Happened[]>([
          {
            type: 'recorded',
            what: 'risk',
            title: 'Not lowered',
            lines: [`${waiting.proposed_name} asked; ${by.name} did not agree`, given.says],
            work: true,
          },
          done,
        ])
      }
      const role = waiting.proposed_role === 'manager' ? 'manager' : by.role
      const why = `${waiting.why} Asked for by ${waiting.proposed_name}, agreed by ${by.name}: ${given.says}`
      const decided = steps.setLevel(
        c,
        { level: waiting.to_level, why, asked: { id: waiting.proposed_by } },
        { ...doerOf(viewer), role },
      )
      return decided.allowed ? allowed([...decided.value, done]) : decided
    },
    async () => {
      await insertLoweringEnd(tx, viewer, { loweringId: waiting.id, childId: row.child_id, ...given }, now)
    },
  )
}

export type OpenRisk = { open: boolean; because: readonly string[] }

/**
 * Is a risk open in a case (or in a child's open case)? Where it is, closing needs a second person. Open: a situation of “act
 * today”; a yes of the last screen that is “act today”; a step of the route not done; a lowering nobody has decided on.
 */
export async function openRiskOf(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string; c?: Case } | { childId: string },
): Promise<OpenRisk> {
  let caseId = 'caseId' in at ? at.caseId : undefined
  if (caseId === undefined && 'childId' in at) {
    const open = (await casesOf(tx, viewer, at.childId)).find(one => one.closed_on === null)
    if (!open) return { open: false, because: [] }
    caseId = (await lockCase(tx, viewer, open.token)).id
  }
  const c = ('c' in at ? at.c : undefined) ?? caseFrom(await historyOf(tx, viewer, caseId!))
  const [screen] = await screensOf(tx, viewer, caseId!, 1)
  const undone = (await routeRows(tx, viewer, caseId!)).filter(one => one.ended === null)
  const waiting = (await loweringsOf(tx, viewer, caseId!)).some(one => one.decision === null)
  const { lastSeen: _seen, ...answers } = screen?.answers ?? {}
  const said = screen
    ? riskOf(answers, { flags: [], redFlags: [], unknownSince: unknownSince(c) }, localDate(viewer.today))
    : undefined
  const because = [
    ...(c.level === 'act today' ? ['The situation is “act today”'] : []),
    ...(said?.level === 'act today' ? ['The last risk screen has an answer that is “act today”'] : []),
    ...undone
      .filter(one => one.kind !== 'manager-review')
      .map(one => `Not done yet: ${routeKinds[one.kind].does}`),
    ...(waiting ? ['Somebody asked to lower the situation, and nobody has decided'] : []),
  ]
  return { open: because.length > 0, because }
}
