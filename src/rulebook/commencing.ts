/**
 * From which day does a pending law hold here, and who said so?
 *
 * One manager proposes a day with the instrument that names it; another confirms. What was confirmed last holds. A proposal
 * without a day, once confirmed, withdraws what was confirmed before it. Nothing is ever changed: all of it can be read again.
 */
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Refusal } from '../law/decision.ts'
import { type Commencement, type ProvisionId, provisions } from '../law/pending.ts'

/** What a manager proposes: a day and what says so, or nothing, to withdraw. */
export type Proposal = {
  readonly provision: ProvisionId
  readonly on: LocalDate | undefined
  /** The order: "SI 2027/123, article 2". */
  readonly cites: string
  readonly why: string
}

export type AnswerToProposal = 'confirmed' | 'not confirmed' | 'taken back'

/** A proposal as it was made, and what became of it. */
export type ProposalMade = Proposal & {
  readonly id: string
  readonly byId: string
  readonly by: string
  readonly at: Date
  readonly answer?: {
    readonly is: AnswerToProposal
    readonly byId: string
    readonly by: string
    readonly at: Date
    readonly why: string
  }
}

/** The Act was passed on this day: nothing in it can have begun before. */
export const actPassedOn = localDate('2026-04-29')

export const isProvisionId = (id: string): id is ProvisionId => provisions.some(one => one.id === id)

/** The proposal that waits for an answer, if there is one. Takes the proposals of one provision. */
export function waitingFor(made: readonly ProposalMade[]): ProposalMade | undefined {
  return made.find(one => one.answer === undefined)
}

/** What was confirmed last for each provision, less what was withdrawn: the commencements that hold. */
export function commencementsFrom(made: readonly ProposalMade[]): Commencement[] {
  return provisions.flatMap(({ id }) => {
    const confirmed = made
      .filter(one => one.provision === id && one.answer?.is === 'confirmed')
      .sort((a, b) => a.answer!.at.getTime() - b.answer!.at.getTime() || (a.id < b.id ? -1 : 1))
      .at(-1)
    return confirmed?.on ? [{ provision: id, on: confirmed.on, cites: confirmed.cites }] : []
  })
}

/** Why this may not be proposed. Takes what was made before for the provision. Nothing where it may. */
export function againstProposing(made: readonly ProposalMade[], proposal: Proposal): Refusal[] {
  const refusals: Refusal[] = []
  const cites = 'Children’s Wellbeing and Schools Act 2026 (c. 21)'
  const holds = commencementsFrom(made).find(one => one.provision === proposal.provision)
  if (waitingFor(made)) {
    refusals.push({ says: 'A proposal for this section is waiting for its answer already', cites })
  }
  if (proposal.on === undefined && !holds) {
    refusals.push({ says: 'No day has been confirmed for this section, so there is none to withdraw', cites })
  }
  if (proposal.on !== undefined && proposal.on < actPassedOn) {
    refusals.push({
      says: `The Act was passed on ${inWords(actPassedOn)}: no section began before that day`,
      cites,
    })
  }
  if (proposal.on !== undefined && holds?.on === proposal.on && holds.cites === proposal.cites) {
    refusals.push({ says: 'This day has been confirmed already, with the same source', cites })
  }
  if (proposal.cites.length < 5) {
    refusals.push({ says: 'Name the statutory instrument or other source that says so', cites })
  }
  if (proposal.why.length < 5) refusals.push({ says: 'Say why, and who advised you', cites })
  return refusals
}

/** Why this person may not answer so. Two people: whoever proposed it may only take it back. */
export function againstAnswering(
  proposal: ProposalMade,
  given: { readonly answer: AnswerToProposal; readonly byId: string; readonly why: string },
): Refusal[] {
  const refusals: Refusal[] = []
  const cites = 'Onroll: a change of the law that is applied takes two people'
  const own = proposal.byId === given.byId
  if (proposal.answer) {
    refusals.push({ says: `${proposal.answer.by} has answered this proposal already`, cites })
  } else if (own && given.answer !== 'taken back') {
    refusals.push({ says: 'You proposed this yourself. Another manager must confirm it', cites })
  } else if (!own && given.answer === 'taken back') {
    refusals.push({ says: `Only ${proposal.by}, who proposed it, can take it back`, cites })
  }
  if (given.why.length < 5) refusals.push({ says: 'Say what you checked, or why not', cites })
  return refusals
}

/** What a proposal says, in a line. */
export function proposalInWords(proposal: Proposal): string {
  return proposal.on === undefined
    ? `Not in force after all: ${proposal.cites}`
    : `In force from ${inWords(proposal.on)}: ${proposal.cites}`
}
