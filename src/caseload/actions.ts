// One thing done to many cases, each by its own rules; and what was said in supervision.
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { takeStep } from '../cases/actions.ts'
import { type Case, type Happened, isOpen } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import { tellCase } from '../cases/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { casesAmong, insertSupervision } from './store.ts'

/** What became of each case: those done, and those not with the reason. */
export type Done = { done: string[]; not: { reference: string; says: string }[] }

async function toEach(
  tx: Tx,
  viewer: Viewer,
  tokens: readonly string[],
  decide: Parameters<typeof takeStep>[4],
): Promise<Done> {
  const result: Done = { done: [], not: [] }
  // In the order of the cases' ids, so that two people at once wait for each other and never in a ring.
  for (const { token, reference } of await casesAmong(tx, viewer, tokens)) {
    const taken = await takeStep(tx, viewer, token, '', decide)
    if (taken.done) result.done.push(reference)
    else result.not.push({ reference, says: taken.refusals.map(one => one.says).join('. ') })
  }
  return result
}

/** Gives cases to one person. A case that nobody has decided on yet is decided on first. */
export function giveMany(
  tx: Tx,
  viewer: Viewer,
  tokens: readonly string[],
  owner: { id: string; name: string },
): Promise<Done> {
  return toEach(tx, viewer, tokens, c => {
    if (c.owner?.id === owner.id) return refused({ says: `${owner.name} has it already` })
    return steps.assign(c, owner)
  })
}

/** For so many working days what was chased is waited for. */
export const chaseDays = 2

/** What a case waits for from others, and late. */
const lateOf = (c: Case, on: LocalDate) => Object.values(c.tasks).filter(task => task.due < on)

/**
 * Chases what cases wait for and is late: written into each, with a new day for the answer. A case that waits for nothing late is left
 * as it is.
 */
export function chaseMany(tx: Tx, viewer: Viewer, tokens: readonly string[], how: string): Promise<Done> {
  return toEach(tx, viewer, tokens, (c, _by, on) => {
    if (!isOpen(c)) return refused({ says: 'It is closed' })
    const late = lateOf(c, on)
    const place = c.places.find(one => one.state === 'asked' && one.startsOn < on)
    if (late.length === 0 && !place) return refused({ says: 'Nothing it waits for is late' })
    const due = addWorkingDays(on, chaseDays)
    const happened: Happened[] = [
      {
        type: 'recorded',
        what: 'check',
        title: 'Chased',
        lines: [
          how,
          ...late.map(task => task.says),
          ...(place ? [`Whether the child has started: ${place.school}`] : []),
        ],
        work: true,
      },
      ...late.map(task => ({ type: 'task-set' as const, key: task.key, says: task.says, due })),
    ]
    return allowed(happened)
  })
}

/** Writes down what a manager and the owner of a case said about it. The next look is a task of the case. */
export async function supervise(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    caseId: string
    owner: { id: string; name: string } | undefined
    talked: string
    agreed: string
    nextOn: LocalDate
  },
): Promise<Decision<true>> {
  const { owner } = given
  if (!owner) return refused({ says: 'Nobody has this case. Give it to someone first' })
  if (owner.id === viewer.personId)
    return refused({ says: 'This case is yours: another manager talks with you about it' })
  if (given.nextOn < viewer.today) return refused({ says: 'The day of the next look has passed' })
  await insertSupervision(tx, viewer, { ...given, with: owner, nextOn: given.nextOn })
  await tellCase(tx, viewer, { caseId: given.caseId }, [
    {
      type: 'recorded',
      what: 'supervision',
      title: 'Talked about in supervision',
      lines: [],
      work: false,
    },
    {
      type: 'task-set',
      key: 'supervision',
      says: 'Look at it together again in supervision',
      due: localDate(given.nextOn),
    },
  ])
  return allowed(true)
}
