// Bringing a case to a panel, and the panel's decision back to the case.
import type { Viewer } from '../access/viewer.ts'
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { type Taken, takeStep } from '../cases/actions.ts'
import type { Happened } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import { tellCase } from '../cases/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { isPanelKind, panelKinds } from './panel.ts'
import {
  agendaOf,
  insertDecision,
  insertItem,
  insertPanel,
  itemByToken,
  lockPanel,
  markHeld,
  type PanelRow,
} from './store.ts'

/** Calls a meeting. */
export async function callPanel(
  tx: Tx,
  viewer: Viewer,
  given: { kind: string; meetsOn: LocalDate; startsAt: string; place: string },
): Promise<Decision<string>> {
  if (!isPanelKind(given.kind)) return refused({ says: 'Choose which panel' })
  if (given.meetsOn < viewer.today) return refused({ says: 'The day has passed' })
  return allowed(await insertPanel(tx, viewer, { ...given, kind: given.kind }))
}

const taskOf = (itemId: string): string => `panel ${itemId}`

/**
 * Puts a case on the agenda of a meeting that is to come. The case stands "with panel" until the working day after the meeting; it
 * stays ours, and its own clocks run on.
 */
export async function bringCase(
  tx: Tx,
  viewer: Viewer,
  panel: PanelRow,
  at: { token: string; seen: string },
  given: { question: string; summary: string; untried: string; good: string },
): Promise<Taken> {
  const held = await lockPanel(tx, viewer, panel.id)
  if (held.held_at) return { done: false, refusals: [{ says: 'This panel has been held' }] }
  const { title, most } = panelKinds[panel.kind]
  const agenda = await agendaOf(tx, viewer, panel.id)
  if (agenda.some(item => item.case_token === at.token)) {
    return { done: false, refusals: [{ says: 'The case stands on this agenda already' }] }
  }
  if (agenda.length >= most) {
    return { done: false, refusals: [{ says: `This meeting has its ${most} cases. Choose the next one` }] }
  }
  const until = addWorkingDays(localDate(panel.meets_on), 1)
  return takeStep(
    tx,
    viewer,
    at.token,
    at.seen,
    (c, _by, on) => {
      // With another authority, or held for a reason, it can be talked of without standing twice aside.
      if (c.aside) return noted(title, panel.meets_on, given.question)
      return steps.setAside(
        c,
        {
          as: 'with panel',
          says: `${title}, ${inWords(localDate(panel.meets_on))}. ${given.question}`,
          until,
        },
        on,
      )
    },
    async row => {
      const id = await insertItem(tx, viewer, {
        panelId: panel.id,
        childId: row.child_id,
        caseId: row.id,
        ...given,
      })
      if (id) {
        await tellCase(tx, viewer, { caseId: row.id }, [
          { type: 'task-set', key: taskOf(id), says: `Write down what the ${title} decided`, due: until },
        ])
      }
    },
  )
}

const noted = (title: string, meetsOn: string, question: string): Decision<Happened[]> =>
  allowed([
    {
      type: 'recorded',
      what: 'panel',
      title: `On the agenda of the ${title}`,
      lines: [inWords(localDate(meetsOn)), question],
      work: false,
    },
  ])

/**
 * Writes down what a panel decided of a case: into its history at once, with who does it and by when. The case is taken back in
 * hand; what was decided is a task of it. Once.
 */
export async function decide(
  tx: Tx,
  viewer: Viewer,
  itemToken: string,
  given: { kind: 'decided' | 'put off'; decision: string; who: string; due: LocalDate | undefined },
): Promise<Decision<true>> {
  const before = await itemByToken(tx, viewer, itemToken)
  await lockPanel(tx, viewer, before.panel_id)
  const item = await itemByToken(tx, viewer, itemToken)
  const refusals = [
    ...(item.decision_kind ? [{ says: `${item.decided_name} has written it down already` }] : []),
    ...(item.meets_on > viewer.today ? [{ says: 'The panel has not met yet' }] : []),
    ...(given.decision === '' ? [{ says: 'Write what was decided' }] : []),
    ...(given.kind === 'decided' && given.who === '' ? [{ says: 'Say who does it' }] : []),
    ...(given.kind === 'decided' && !given.due ? [{ says: 'Say by when' }] : []),
    ...(given.due && given.due < viewer.today ? [{ says: 'The day to do it by has passed' }] : []),
  ]
  if (refusals.length > 0) return refused(...refusals)
  await insertDecision(tx, viewer, item, { ...given, due: given.due ?? null })
  const { title } = panelKinds[item.kind]
  const happened: Happened[] = [
    {
      type: 'recorded',
      what: 'panel',
      title: `${title}: ${given.kind}`,
      lines: [
        given.decision,
        given.who && `${given.who}${given.due ? `, by ${inWords(given.due)}` : ''}`,
      ].filter(line => line !== ''),
      work: true,
    },
    {
      type: 'task-done',
      key: taskOf(item.id),
      says: `The ${title} has ${given.kind === 'decided' ? 'decided' : 'put it off'}`,
    },
  ]
  if (given.due) {
    happened.push({
      type: 'task-set',
      key: `panel decision ${item.id}`,
      says: `${title}: ${given.decision.slice(0, 120)}`,
      due: given.due,
    })
  }
  await tellCase(tx, viewer, { caseId: item.case_id }, happened)
  // Back in hand, where it was this panel that had it.
  if (item.state === 'with panel') {
    await takeStep(tx, viewer, item.case_token, '', c =>
      steps.takeBack(c, { says: `${title}: ${given.decision}` }),
    )
  }
  return allowed(true)
}

/** The task that a decision left, done. */
export async function finishDecision(
  tx: Tx,
  viewer: Viewer,
  itemToken: string,
  says: string,
): Promise<Decision<true>> {
  if (says === '') return refused({ says: 'Say what was done' })
  const item = await itemByToken(tx, viewer, itemToken)
  if (!item.due) return refused({ says: 'There was nothing to do' })
  await tellCase(tx, viewer, { caseId: item.case_id }, [
    { type: 'task-done', key: `panel decision ${item.id}`, says },
  ])
  return allowed(true)
}

/** After the meeting: who came, who sent apologies. Every case has its decision first. */
export async function closePanel(
  tx: Tx,
  viewer: Viewer,
  panel: PanelRow,
  given: { came: string; apologies: string; now: Date },
): Promise<Decision<true>> {
  const held = await lockPanel(tx, viewer, panel.id)
  const open = (await agendaOf(tx, viewer, panel.id)).filter(item => !item.decision_kind)
  const refusals = [
    ...(held.held_at ? [{ says: `${held.held_name} has closed it already` }] : []),
    ...(held.meets_on > viewer.today ? [{ says: 'The panel has not met yet' }] : []),
    ...(given.came === '' ? [{ says: 'Write who came' }] : []),
    ...open.map(item => ({ says: `${item.reference}: write what was decided, or that it was put off` })),
  ]
  if (refusals.length > 0) return refused(...refusals)
  await markHeld(tx, viewer, panel.id, given)
  return allowed(true)
}
