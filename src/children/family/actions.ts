// Families as the pages ask for them, what people answer to what is proposed, and what follows a protection.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { familyOf, type Kin, type OfFamily } from '../../matching/family.ts'
import { linkedWith } from '../../matching/proposals/store.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, refused } from '../../platform/errors.ts'
import { type ChildRow, childByToken, insertProtection } from '../store.ts'
import {
  aroundFamily,
  type DecidedRow,
  type FamilyDecision,
  familyDecisions,
  keepFamilyDecision,
} from './store.ts'

export type Relative = Kin & {
  /** What a person last answered, unless it was taken back. */
  readonly answer: DecidedRow | undefined
  /** Ties of some weight that whoever said "not family" had not seen. */
  readonly isNew: boolean
}
export type Family = {
  readonly child: OfFamily
  readonly relatives: readonly Relative[]
  /** Answered as one family, though nothing on record ties them now. */
  readonly byAnswerAlone: readonly DecidedRow[]
}

/** Who may be of this child's family, with what people answered. Undefined where the child is protected. */
export async function familyNow(tx: Tx, viewer: Viewer, childId: string): Promise<Family | undefined> {
  const around = await aroundFamily(tx, viewer, childId)
  if (!around) return undefined
  const decided = new Map((await familyDecisions(tx, viewer, childId)).map(row => [row.other, row]))
  const kin = familyOf(around.child, around.others).filter(
    one => decided.get(one.id)?.decision !== 'one child',
  )
  const relatives = kin.map(one => {
    const row = decided.get(one.id)
    const answer = row?.decision === 'taken back' ? undefined : row
    return { ...one, answer, isNew: answer?.decision === 'not family' && hasNew(one, answer) }
  })
  const tied = new Set(kin.map(one => one.id))
  const byAnswerAlone = [...decided.values()].filter(
    row => row.decision === 'same family' && !tied.has(row.other),
  )
  return { child: around.child, relatives, byAnswerAlone }
}

const hasNew = (kin: Kin, answer: DecidedRow): boolean =>
  kin.ties.some(
    tie =>
      tie.strength !== 'little' &&
      !answer.evidence.some(seen => seen.kind === tie.kind && seen.strength === tie.strength),
  )

const decisions: readonly FamilyDecision[] = ['same family', 'not family', 'not sure', 'taken back']
const isDecision = (text: string): text is FamilyDecision => (decisions as readonly string[]).includes(text)

/**
 * Keeps what a person answers about a pair: to what is proposed now, or taking back what was answered. The same again does
 * nothing. Throws NotFound where either child is not in the viewer's scope.
 */
export async function decideFamily(
  tx: Tx,
  viewer: Viewer,
  child: ChildRow,
  given: { other: string; decision: string },
): Promise<Decision<{ other: ChildRow }>> {
  if (!may(viewer, 'match.decide')) return refused({ says: 'Your role may not answer this' })
  if (!isDecision(given.decision)) {
    return refused({ says: 'Choose: same family, not family, or not sure' })
  }
  const other = await childByToken(tx, viewer, given.other)
  const family = await familyNow(tx, viewer, child.id)
  const kin = family?.relatives.find(one => one.id === other.id)
  const answer = kin ? kin.answer : family?.byAnswerAlone.find(row => row.other === other.id)
  // Whatever the reason that nothing may be shown, the answer is the same.
  if (!family || (!kin && !answer))
    return refused({ says: 'Nothing is proposed about these two children now' })
  const { decision } = given
  if (decision === (answer?.decision ?? 'taken back')) return allowed({ other })
  await keepFamilyDecision(tx, viewer, {
    childId: child.id,
    otherId: other.id,
    decision,
    why: '',
    evidence: (kin?.ties ?? []).map(({ kind, strength, says }) => ({ kind, strength, says })),
  })
  return allowed({ other })
}

/** No more than this are protected with one child: a home of more is crowded, and a person looks. */
const inheritAtMost = 20

/**
 * The children who inherit the mark when this one is protected: those who live at the same home now, unless it is one that
 * very many share, and those who live with the same carer, known by name and telephone. Asked before the child's own home
 * leaves the ordinary tables. Runs as the system: whoever puts a protection on learns nothing of who else lives there.
 */
export async function whoInherits(tx: Tx, system: Viewer, childId: string): Promise<string[]> {
  const around = await aroundFamily(tx, system, childId)
  if (!around) return []
  return familyOf(around.child, around.others)
    .filter(kin => kin.homeNow || kin.carerAtHome)
    .map(kin => kin.id)
    .slice(0, inheritAtMost)
}

/**
 * Protects a child, with it the other records people linked as the same child, and those who inherit the mark. Gives how many
 * those were.
 */
export async function protectWithFamily(
  tx: Tx,
  viewer: Viewer,
  protection: { childId: string; kind: string; fromOn: string; reason: string },
): Promise<number> {
  const { linked, inheriting } = await acrossOrganisations(tx, viewer, async system => {
    // Asked before the protection is on: from then on what a link shows is held back.
    const linked = await linkedWith(tx, system, protection.childId)
    const inheriting = await whoInherits(tx, system, protection.childId)
    return { linked, inheriting: inheriting.filter(id => !linked.includes(id)) }
  })
  await insertProtection(tx, viewer, protection)
  await acrossOrganisations(tx, viewer, async system => {
    for (const childId of linked) {
      await insertProtection(
        tx,
        { ...system, personId: viewer.personId },
        {
          ...protection,
          childId,
          reason: 'Linked as one child with a record that was protected on this day, and protected with it.',
        },
      )
    }
    for (const childId of inheriting) {
      await insertProtection(
        tx,
        { ...system, personId: viewer.personId },
        {
          childId,
          // Another's new name is not this child's; where they live is one place.
          kind: protection.kind === 'identity' ? 'address' : protection.kind,
          fromOn: protection.fromOn,
          reason: 'Lives with a child who was protected on this day, and inherits the mark.',
        },
      )
    }
  })
  return linked.length + inheriting.length
}
