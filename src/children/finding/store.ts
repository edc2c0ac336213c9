// Who may this be? The records that may be the child somebody describes, judged and explained, for search and roll checks. For
// the authority alone.
//
// A protected child is judged apart: what anyone is told of other children is what would be true if the protected child were
// not known, to the last figure.
import type { Viewer } from '../../access/viewer.ts'
import type { Explained } from '../../matching/evidence.ts'
import { candidatesFor } from '../../matching/finding/store.ts'
import { judge, type Register } from '../../matching/judge.ts'
import type { StoredRecord } from '../../matching/kept/store.ts'
import { registerOf } from '../../matching/models/store.ts'
import type { Described } from '../../matching/record.ts'
import type { Tx } from '../../platform/db.ts'

export type Likely = Explained & {
  readonly candidate: StoredRecord
  /** The child is protected: told to those alone who may decide. */
  readonly isHeld: boolean
}

/** The weights in force: read once for many children. */
export const weightsInForce = (tx: Tx, viewer: Viewer): Promise<Register> => registerOf(tx, viewer)

/**
 * The records that may be the child described, likeliest first, the protected last; those not alike enough are among them.
 * Where one child may be described in several ways (which word is the surname?), the best of them counts.
 */
export async function likely(
  tx: Tx,
  viewer: Viewer,
  ways: readonly Described[],
  register?: Register,
): Promise<Likely[]> {
  const [first] = ways
  if (!first) return []
  // Asked once for all ways: whoever is found by one of them is judged by each.
  const asked = {
    ...first,
    surnames: [...new Set(ways.flatMap(way => way.surnames))],
    forenames: [...new Set(ways.flatMap(way => way.forenames))],
  }
  const all = await inSight(tx, viewer, await candidatesFor(tx, viewer, asked))
  if (all.length === 0) return []
  const weights = register ?? (await registerOf(tx, viewer))
  const open = bestOf(
    ways,
    all.filter(record => !record.protected),
    weights,
  )
  const held = all.some(record => record.protected)
    ? bestOf(ways, all, weights).filter(one => one.candidate.protected)
    : []
  return [...open, ...held]
}

/** Of a new identity managers alone may know. */
async function inSight(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<StoredRecord[]> {
  const ids = records.filter(record => record.protected).map(record => record.id)
  if (ids.length === 0 || viewer.unscoped || viewer.role === 'manager' || viewer.role === 'system')
    return [...records]
  const rows = await tx<{ child_id: string }[]>`
    select distinct p.child_id from protections p
    where p.la_code = ${viewer.la} and p.child_id = any (${ids}::uuid[]) and p.kind = 'identity'`
  const hidden = new Set(rows.map(row => row.child_id))
  return records.filter(record => !hidden.has(record.id))
}

function bestOf(ways: readonly Described[], records: readonly StoredRecord[], register: Register): Likely[] {
  const best = new Map<string, Likely>()
  for (const way of ways) {
    for (const one of judge(way, records, register)) {
      const before = best.get(one.candidate.id)
      if (!before || one.probability > before.probability)
        best.set(one.candidate.id, { ...one, isHeld: one.candidate.protected })
    }
  }
  return [...best.values()].sort(
    (a, b) => b.probability - a.probability || (a.candidate.id < b.candidate.id ? -1 : 1),
  )
}
