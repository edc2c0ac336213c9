// What stands beside a child: the records that may be the same child and that wait for a decision, and those judged to be.
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { recordsOf } from '../kept/store.ts'
import { registerOf } from '../models/store.ts'
import { judgedApart } from '../proposals/apart.ts'
import { inSight, type Seen } from '../proposals/proposal.ts'
import { seenFrom } from '../proposals/seen.ts'
import { guardsOf, latestDecisions } from '../proposals/store.ts'
import { type ChildRecord, candidatesFor, enrolmentsFor } from '../store.ts'

export type Possible = {
  record: ChildRecord
  seen: Seen
  /** Why an answer already given is asked again. */
  askedAgain: string | undefined
  notSure: boolean
}
export type Beside = {
  of: ChildRecord
  /** Likeliest first; a pair judged different is not among them, unless it is asked again. */
  possible: Possible[]
  /** Judged the same child, by one person at least. */
  same: ChildRecord[]
  /** Nobody was ever linked with a child of whom nothing was decided. */
  mayBeLinked: boolean
}

/** How many are shown beside a child. */
const shownAtMost = 12

/** Reads what stands beside a child. Throws NotFound where the child is not in the viewer's scope. */
export async function besideChild(db: Tx, viewer: Viewer, childId: string): Promise<Beside> {
  const decided = new Map(
    (await latestDecisions(db, viewer, childId)).map(row => [
      row.child_id === childId ? row.other_id : row.child_id,
      row,
    ]),
  )
  const isSettled = (id: string) => {
    const row = decided.get(id)
    return row !== undefined && row.decision !== 'not sure' && row.state !== 'questioned'
  }
  const judgedSame = [...decided].filter(([, row]) => row.decision === 'same').map(([id]) => id)
  // Where a protected child is at school is not told by the page of another record, to any but those who decide on one.
  const read = (await recordsOf(db, viewer.la, [childId, ...judgedSame])).filter(
    record => record.id === childId || !record.protected || may(viewer, 'match.decide-protected'),
  )
  const of = read.find(record => record.id === childId)
  if (!of) throw new NotFound('child')
  const found = await candidatesFor(db, viewer, of, { except: childId })
  const guard = await guardsOf(
    db,
    viewer,
    [of, ...found].filter(record => record.protected).map(record => record.id),
  )
  const visible = found.filter(
    record =>
      !isSettled(record.id) && (viewer.unscoped || inSight(viewer.role, [guard(childId), guard(record.id)])),
  )
  const register = await registerOf(db, viewer)
  const worth = judgedApart(of, visible, register)
    .filter(one => one.band !== 'none')
    .slice(0, shownAtMost)
  const enrolments = await enrolmentsFor(db, viewer, [
    ...read.map(record => record.id),
    ...worth.map(one => one.candidate.id),
  ])
  const withRolls = <T extends { id: string }>(record: T) => ({
    ...record,
    enrolments: enrolments.get(record.id) ?? [],
  })
  return {
    of: withRolls(of),
    same: read.filter(record => record.id !== childId).map(withRolls),
    mayBeLinked: decided.size > 0,
    possible: worth.map(one => {
      const last = decided.get(one.candidate.id)
      return {
        record: withRolls(one.candidate),
        seen: seenFrom(one, register.weights.version),
        askedAgain: last?.state === 'questioned' ? (last.says ?? undefined) : undefined,
        notSure: last?.decision === 'not sure',
      }
    }),
  }
}
