// What else is known of a child when the case is closed: a risk that is open.
import type { Request } from '../../access/page.ts'
import type { ClosingFacts } from '../closing.ts'
import type { Work } from './case-work.ts'

/** Asked of the risk screen and the high-risk route. */
export async function closingFacts(_request: Request, _work: Work): Promise<ClosingFacts> {
  return {}
}
