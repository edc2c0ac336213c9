// What else is known of a child when the case is closed: a risk that is open.
import type { Request } from '../../access/page.ts'
import { openRiskOf } from '../../risk/actions.ts'
import type { ClosingFacts } from '../closing.ts'
import type { Work } from './case-work.ts'

/** What is known of the child at closing, besides what the case itself says; with why a risk is open, in sentences. */
export async function closingFacts(
  { db, viewer }: Request,
  { row, c }: Work,
): Promise<ClosingFacts & { because: readonly string[] }> {
  const { because } = await openRiskOf(db, viewer, { caseId: row.id, c })
  // That the situation is “act today” is the case's own level, and has its own rule.
  const others = c.level === 'act today' ? because.slice(1) : because
  return { openRisk: others.length > 0, because: others }
}
