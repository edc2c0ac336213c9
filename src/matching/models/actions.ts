// A model is learned from the children's own records and kept as a proposal; it is in force once a person accepts it.
import { asViewer } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Sql } from '../../platform/db.ts'
import { recordsOf, type StoredRecord } from '../kept/store.ts'
import { learnFrom, measuredOn, movedFrom } from './learn.ts'
import { insertModel, registerOf, sampleOfChildren } from './store.ts'

/** So many children are enough to learn from; more take longer and teach nothing. */
const learnedFromAtMost = 100_000

/**
 * Learns from an authority's children, and counts how common each name is among them. Gives the version under which it is
 * kept as a proposal, or nothing where there are no children.
 */
export async function learnModel(sql: Sql, viewer: Viewer, by: string): Promise<number | undefined> {
  const { ids, all } = await asViewer(sql, viewer, tx => sampleOfChildren(tx, viewer, learnedFromAtMost))
  if (all === 0) return undefined
  const records: StoredRecord[] = []
  for (let from = 0; from < ids.length; from += 2000) {
    const some = ids.slice(from, from + 2000)
    records.push(...(await asViewer(sql, viewer, tx => recordsOf(tx, viewer.la, some))))
  }
  const { register, training } = learnFrom(records, all)
  const measures = measuredOn(register.weights)
  return asViewer(sql, viewer, async tx => {
    const inForce = await registerOf(tx, viewer)
    const moved = movedFrom(inForce.weights, register.weights)
    const { from, pairs, rounds } = training
    return insertModel(tx, viewer, {
      ...{ register, measures, moved, by },
      trainedOn: { children: ids.length, from, pairs, rounds },
    })
  })
}
