// What the pages about one leaver's next place share: who it is, how it stands, and the words for a step.
import type { Request } from '../../access/page.ts'
import { inWords } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import type { FormError } from '../../platform/web/page.ts'
import { type DestinationOf, destinationOfLeaver } from '../actions.ts'
import { type Claim, checkResults, type DestinationStep, destinationKinds } from '../destination.ts'
import { type Leaver, leaverOf } from '../store.ts'

/** The leaver in the address. Throws NotFound out of scope. */
export async function leaverIn({ db, viewer, params }: Request): Promise<Leaver> {
  const leaver = await leaverOf(db, viewer, params.child!)
  if (!leaver) throw new NotFound('child')
  return leaver
}

export const nameOf = (leaver: Pick<Leaver, 'forename' | 'surname'>): string =>
  `${leaver.forename} ${leaver.surname}`

/** The head of each of these pages. */
export function head(leaver: Leaver, heading: string) {
  const at = `/pupils/${leaver.child_token}/destination`
  return {
    heading,
    pageTitle: heading,
    childName: nameOf(leaver),
    at,
    protected: leaver.protected,
    back: { href: at, text: 'Back to where the child goes' },
  }
}

/** The claim that a form is about: the one the page named, or the one that stands. */
export async function standing(
  request: Request,
  leaver: Leaver,
): Promise<{ found: DestinationOf; claim: Claim; claims: readonly Claim[] }> {
  const found = await destinationOfLeaver(request.db, request.viewer, leaver)
  const claims = found.steps.filter(step => step.type === 'claimed')
  const claim = found.claim ?? claims.at(-1)
  if (!claim) throw new NotFound('claim')
  return { found, claim, claims }
}

export const asErrors = (field: string, refusals: readonly { says: string }[]): FormError[] =>
  refusals.map(({ says }) => ({ field, text: says }))

/** A step as a line of the history: what, when, who. */
export function lineOf(step: DestinationStep): { title: string; when: string; who: string; says?: string } {
  const made = { when: inWords(step.on), who: step.byName }
  switch (step.type) {
    case 'claimed': {
      const from = step.startsOn ? `, from ${inWords(step.startsOn)}` : ''
      const parents = step.bySide === 'parent' ? ' (from the family)' : ''
      return {
        ...made,
        title: `Claimed: ${step.name}${from}${parents}`,
        says: `${destinationKinds[step.kind]}. ${step.how}`,
      }
    }
    case 'unknown':
      return { ...made, title: 'Not known', says: `Tried: ${step.tried}` }
    case 'checked':
      return { ...made, title: `Checked. ${checkResults[step.result]}`, says: step.evidence }
    case 'asked':
      return { ...made, title: `Asked: ${step.to}` }
    case 'confirmed':
      return step.bySide === 'register'
        ? {
            ...made,
            who: 'Onroll',
            title: `Confirmed: a register has the child since ${inWords(step.since)}`,
          }
        : { ...made, title: `Confirmed: on their roll or register since ${inWords(step.since)}` }
    case 'expected':
      return { ...made, title: `They expect the child on ${inWords(step.startsOn)}` }
    case 'denied':
      return { ...made, title: 'They say the child is not theirs' }
    case 'started':
      return { ...made, title: `First day attended: ${inWords(step.day)}` }
    case 'tenth day':
      return { ...made, title: `Tenth day attended: ${inWords(step.day)}` }
    case 'case opened':
      return { ...made, title: 'The authority was told, and looks for the child' }
    default:
      return step satisfies never
  }
}
