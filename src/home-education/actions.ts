// What is done about home education: begun, contact tried, asked, answered, looked at; and what follows for the child.

import { may } from '../access/actions-allowed.ts'
import { giveChild, takeChildBack } from '../access/caseloads/store.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { caseFrom, type Happened, may as mayInCase } from '../cases/case.ts'
import { recordProof } from '../cases/steps.ts'
import { byViewer, caseByToken, historyOf, lockCase, openCaseFromDoor, tellCase } from '../cases/store.ts'
import { childById } from '../children/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { checkedValuesOf } from '../rulebook/store.ts'
import {
  caseOpenedBy,
  type Did,
  isUnsatisfied,
  kindOf,
  mayDo,
  nextOf,
  recordFrom,
  views,
} from './home-education.ts'
import {
  atHome,
  holdHomeEducation,
  insertRecord,
  insertStep,
  onARegister,
  openCaseTokenOf,
  setColumns,
  stepsOf,
} from './store.ts'

/**
 * Begins the record that a child is educated at home, and gives the child to the home education desk. A child has one: begun again it
 * is the same. Refused while a school's register has the child. For officers, the desk of a child given to it, and the
 * system where a name came off for it.
 */
export async function beginHomeEducation(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; since: LocalDate; noticeOn?: LocalDate | undefined; source: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'home-education.record')) throw new NotFound('home education')
  await childById(tx, viewer, given.childId)
  const { since, noticeOn } = given
  const source = given.source.trim()
  if (source === '') return refused({ says: 'Say who told the authority' })
  if (since > viewer.today) return refused({ says: 'The day is still to come' })
  if (noticeOn !== undefined && noticeOn > viewer.today)
    return refused({ says: 'The day of the notice is still to come' })
  return asSystem(tx, viewer, async system => {
    await holdHomeEducation(tx, system, given.childId)
    if (await atHome(tx, system, given.childId)) return allowed({ already: true })
    if ((await onARegister(tx, system, [given.childId])).size > 0) {
      return refused({
        says: 'A school’s register has the child. Home education begins when the name comes off',
        cites: 'Education (Pupil Registration) Regulations: ground F',
      })
    }
    const did: Did = { type: 'begun', since, ...(noticeOn && { noticeOn }), source }
    const first = recordFrom([{ ...did, id: '', on: system.today as LocalDate, by: viewer.name }])
    const made = await insertRecord(tx, system, {
      childId: given.childId,
      since,
      due: nextOf(first)!.due,
      byName: viewer.name,
    })
    await insertStep(tx, system, { id: made.id, childId: given.childId }, byOf(viewer), did)
    await giveChild(tx, system, {
      childId: given.childId,
      role: 'ehe-officer',
      aboutId: made.id,
      why: 'Educated at home',
    })
    await tellCase(
      tx,
      system,
      { childId: given.childId },
      [
        {
          type: 'recorded',
          what: 'home education',
          title: 'Home education: said to be educated at home',
          lines: [source],
          work: false,
        },
      ],
      byViewer(viewer),
    )
    return allowed({ already: false })
  })
}

const byOf = (viewer: Viewer) => ({
  id: viewer.side === 'system' ? undefined : viewer.personId,
  name: viewer.name,
})

const asSystem = <T>(tx: Tx, viewer: Viewer, work: (system: Viewer) => Promise<T>): Promise<T> =>
  viewer.side === 'system' ? work(viewer) : acrossOrganisations(tx, viewer, work)

export type Done = {
  already: boolean
  /** The CME team has the child from today. */
  caseReference?: string | undefined
  /** The proof waits with the CME team, which closes its case. */
  proofRecorded?: boolean | undefined
}

/**
 * Writes one more step of a child's home education. A view that is not satisfied opens a case the same day, or adds to the one that is
 * open; one that is satisfied is the proof of it, for the CME team to close with. The same again is the same.
 */
export async function recordHomeEducation(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  did: Exclude<Did, { type: 'begun' }>,
): Promise<Decision<Done>> {
  if (!may(viewer, 'home-education.record')) throw new NotFound('home education')
  await childById(tx, viewer, childId)
  if (!(await atHome(tx, viewer, childId))) throw new NotFound('home education')
  return asSystem(tx, viewer, async system => {
    await holdHomeEducation(tx, system, childId)
    const row = await atHome(tx, system, childId)
    if (!row) return refused({ says: 'This has ended' })
    const today = system.today as LocalDate
    const steps = await stepsOf(tx, system, row.id)
    const last = steps.at(-1)
    if (last && last.on === today && last.by === viewer.name && sameAs(last, did))
      return allowed({ already: true })
    const { numbers } = await checkedValuesOf(tx, system)
    const decision = mayDo(recordFrom(steps), did, today, numbers)
    if (!decision.allowed) return decision
    await insertStep(tx, system, { id: row.id, childId }, byOf(viewer), did)
    const now = recordFrom([...steps, { ...did, id: '', on: today, by: viewer.name }])
    const followed = did.type === 'view' ? await followView(tx, system, viewer, childId, now) : {}
    await setColumns(tx, system, row.id, {
      state: kindOf(now),
      view: now.view?.view,
      viewOn: now.view?.on,
      due: nextOf(now, numbers)?.due,
      endedOn: now.ended?.on,
      caseId: followed.caseId,
    })
    if (did.type === 'ended') await takeChildBack(tx, system, row.id, did.says)
    const { caseReference, proofRecorded } = followed
    return allowed({ already: false, caseReference, proofRecorded })
  })
}

const sameAs = (step: Did, did: Did): boolean =>
  step.type === did.type &&
  Object.entries(did).every(([key, value]) => (step as Record<string, unknown>)[key] === value)

/** What a view means for the CME team: a case, or the proof of one. */
async function followView(
  tx: Tx,
  system: Viewer,
  viewer: Viewer,
  childId: string,
  now: ReturnType<typeof recordFrom>,
): Promise<{ caseId?: string; caseReference?: string; proofRecorded?: boolean }> {
  const { view, on, reasons } = now.view!
  const by = byViewer(viewer)
  const recorded: Happened = {
    type: 'recorded',
    what: 'home education',
    title: `Home education: ${views[view].toLowerCase()}`,
    lines: [reasons],
    work: false,
  }
  if (isUnsatisfied(view)) {
    const { startCode, pathway, says } = caseOpenedBy(now)
    const opened = await openCaseFromDoor(tx, system, {
      childId,
      how: 'home education',
      startCode,
      level: 'act this week',
      says,
      on,
      pathway,
    })
    const { c } = await caseOf(tx, system, opened.token)
    await tellCase(
      tx,
      system,
      { caseId: opened.caseId },
      [
        recorded,
        ...(pathway === 'B' && c.pathway !== 'B'
          ? [
              {
                type: 'pathway-set' as const,
                pathway,
                says: 'The family is known, and the education is not suitable',
              },
            ]
          : []),
        // Proof of home education that was put forward before holds no longer.
        ...(c.proof?.outcome === 'O03'
          ? [{ type: 'proof-sent-back' as const, says: 'The view of home education has changed' }]
          : []),
        ...(pathway === 'B' && c.standing !== 'CME'
          ? [{ type: 'standing-set' as const, standing: 'CME' as const, from: on, why: says }]
          : []),
      ],
      by,
    )
    return { caseId: opened.caseId, caseReference: opened.reference }
  }
  const token = await openCaseTokenOf(tx, system, childId)
  if (!token) return {}
  const { row, c } = await caseOf(tx, system, token)
  const proof =
    view === 'suitable' && mayInCase(c, 'record proof')
      ? recordProof(
          c,
          {
            outcome: 'O03',
            facts: {
              viewOn: on,
              from: `${viewer.name}, home education`,
              says: `${views[view]}. ${reasons}`,
            },
          },
          on,
        )
      : undefined
  const proofs = proof?.allowed ? proof.value : []
  await tellCase(tx, system, { caseId: row.id }, [recorded, ...proofs], by)
  return { caseId: row.id, proofRecorded: proofs.length > 0 }
}

async function caseOf(tx: Tx, system: Viewer, token: string) {
  await lockCase(tx, system, token)
  const row = await caseByToken(tx, system, token)
  return { row, c: caseFrom(await historyOf(tx, system, row.id)) }
}
