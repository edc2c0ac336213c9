// Taking the counts of a day.
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { countSchools, keepCounts } from './store.ts'

/** Counts every school of an authority now and keeps it as the day's counts. Taken again, the later taking stands. */
export async function takeCounts(tx: Tx, system: Viewer, now: Date): Promise<number> {
  const taken = await countSchools(tx, system)
  if (taken.length > 0) await keepCounts(tx, system, taken, now)
  return taken.length
}
