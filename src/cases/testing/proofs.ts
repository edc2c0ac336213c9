// Proof that says all that is needed, for each outcome, as of a day. All invented.
import type { LocalDate } from '../../calendar/local-date.ts'
import type { ClosureRecord } from '../closing.ts'
import type { Facts } from '../proofs.ts'

const from = 'B. Keeper, Otherborough'

/** The facts of a proof of this outcome that a second person could check. */
export function factsOf(outcome: string, on: LocalDate): Facts {
  const said = { says: 'Held, and seen by us', from }
  switch (outcome) {
    case 'O01':
      return { says: 'Ten days in school' }
    case 'O02':
      return {
        ...said,
        kind: 'another authority',
        school: 'Elm Primary',
        registered: on,
        attended: on,
        confirmedBy: 'school',
      }
    case 'O03':
      return { ...said, viewOn: on }
    case 'O04':
      return { ...said, kind: 'hospital', provider: 'Hospital school', started: on, hours: '15' }
    case 'O05':
      return { ...said, provider: 'A college', lawful: 'full-time 14 to 16', started: on }
    case 'O06':
      return { ...said, kind: 'papers', seenOn: on, view: 'Tickets and a school letter that agree' }
    case 'O07':
      return { authority: 'Otherborough', acceptedOn: on }
    case 'O09':
      return { ...said, kind: 'attendance' }
    default:
      return said
  }
}

/** What is written down when nothing is left open. */
export const nothingLeft: ClosureRecord = { siblings: 'none known', risk: 'none open', referrer: 'by this' }
