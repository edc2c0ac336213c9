// What else is known of a child when the case is closed: a risk that is open.
import type { Request } from '../../access/page.ts'
import { openRiskOf } from '../../risk/actions.ts'
import type { ClosingFacts } from '../closing.ts'
import type { Work } from './case-work.ts'

/** A step of the high-risk route that nobody has ended is a risk that is open: the case waits for it by this name. */
const onRoute = /^risk /

/** What is known of the child at closing, besides what the case's outcome says. */
export async function closingFacts({ db, viewer }: Request, { row, c }: Work): Promise<ClosingFacts> {
  const isWaiting = Object.keys(c.tasks).some(key => onRoute.test(key))
  return { openRisk: isWaiting || (await openRiskOf(db, viewer, { caseId: row.id, c })).open }
}
