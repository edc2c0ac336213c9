// What became of the places offered for a case, as the way into education keeps them.
import type { Viewer } from '../../access/viewer.ts'
import type { CaseRow } from '../../cases/store.ts'
import { placingFrom } from '../../places/placing.ts'
import { placingSteps } from '../../places/store.ts'
import type { Tx } from '../../platform/db.ts'
import type { PlaceTold } from '../order.ts'

/** One word for each offer of this case. */
export async function placesTold(
  db: Tx,
  viewer: Viewer,
  row: Pick<CaseRow, 'id' | 'child_id'>,
): Promise<PlaceTold[]> {
  const { offers } = placingFrom(await placingSteps(db, viewer, row.child_id))
  return offers
    .filter(offer => offer.caseId === row.id)
    .map(offer => {
      if (offer.parent === 'refused' || offer.state === 'not started') return 'refused'
      return offer.state === 'withdrawn' || offer.state === 'not attending' ? 'over' : 'waiting'
    })
}
