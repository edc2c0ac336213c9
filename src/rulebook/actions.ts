// What a manager does about pending law: proposes a day, confirms another's proposal, takes one's own back.
import { may } from '../access/actions-allowed.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ProvisionId } from '../law/pending.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { type AnswerToProposal, againstAnswering, againstProposing, type Proposal } from './commencing.ts'
import { holdProvision, insertAnswer, insertProposal, proposalsMade } from './store.ts'

const managersOnly = { says: 'Only a manager of the authority can do this' }

/** Who acts must be a person: the system never says what the law is. */
const isManager = (viewer: Viewer): boolean =>
  may(viewer, 'authority.settings') && viewer.role === 'manager' && viewer.side === 'authority'

/** A manager proposes the day a section begins, or that a confirmed day be withdrawn. It changes nothing by itself. */
export async function proposeCommencement(
  tx: Tx,
  viewer: Viewer,
  proposal: Proposal,
): Promise<Decision<string>> {
  if (!isManager(viewer)) return refused(managersOnly)
  await holdProvision(tx, viewer, proposal.provision)
  const refusals = againstProposing(await proposalsMade(tx, viewer, proposal.provision), proposal)
  if (refusals.length > 0) return refused(...refusals)
  return allowed(await insertProposal(tx, viewer, proposal))
}

/** Another manager confirms a proposal or does not; its author takes it back. Refused for the same person twice. */
export async function answerProposal(
  tx: Tx,
  viewer: Viewer,
  given: { provision: ProvisionId; proposalId: string; answer: AnswerToProposal; why: string },
): Promise<Decision<void>> {
  if (!isManager(viewer)) return refused(managersOnly)
  await holdProvision(tx, viewer, given.provision)
  const made = await proposalsMade(tx, viewer, given.provision)
  const proposal = made.find(one => one.id === given.proposalId)
  if (!proposal) return refused({ says: 'There is no such proposal' })
  const refusals = againstAnswering(proposal, { ...given, byId: viewer.personId })
  if (refusals.length > 0) return refused(...refusals)
  await insertAnswer(tx, viewer, given)
  return allowed(undefined)
}
