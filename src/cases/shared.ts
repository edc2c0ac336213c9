/**
 * What may the school read of a step the authority took?
 *
 * That it was taken, never what was found: the school that a family left must not be the way back to them. Of a
 * protected child nothing is written after the referral was taken on, but the category of the outcome.
 */
import { inWords } from '../calendar/local-date.ts'
import { checkOf } from './authority-checks.ts'
import type { Case, Happened } from './case.ts'
import { outcomeOf } from './closing.ts'

/** The category that stands on the referral. */
export type Category =
  | 'received'
  | 'accepted'
  | 'more asked'
  | 'declined'
  | 'working'
  | 'found in education'
  | 'closed'
/** `says`: a sentence for the school's chronology. `category` and `answer`: what the referral now says. */
export type Shared = { says?: string; category?: Category; answer?: string }

const categorySays: Record<'found in education' | 'closed', string> = {
  'found in education': 'The authority closed its case: the child is in education',
  closed: 'The authority closed its case',
}

/** What is told of one event, given the case before it. */
export function sharedOf(event: Happened, before: Case, isProtected: boolean): Shared {
  const told = words(event)
  const taken = before.decidedOn !== undefined
  if (!isProtected || !taken) return told
  return told.category ? { category: told.category } : {}
}

function words(event: Happened): Shared {
  switch (event.type) {
    case 'received':
      return { says: 'The authority received the referral', category: 'received' }
    case 'referral-added':
      return { says: 'The authority received the referral and added it to the case it has open' }
    case 'more-asked':
      return {
        says: `The authority asked for more, by ${inWords(event.due)}: ${event.what}`,
        category: 'more asked',
        answer: event.what,
      }
    case 'answered':
      return { says: 'The authority has the answer it asked for', category: 'received' }
    case 'declined':
      return {
        says: `The authority did not take the referral on: ${event.says}`,
        category: 'declined',
        answer: event.says,
      }
    case 'accepted':
      return { says: 'The authority took the referral on', category: 'accepted' }
    case 'check-asked':
    case 'check-answered': {
      const check = checkOf(event.check)
      if (event.type === 'check-answered' && event.result === 'not needed') return {}
      const what = !check || check.quiet ? 'another of its own checks' : `a check: ${check.label}`
      const says =
        event.type === 'check-asked' ? `The authority began ${what}` : `The authority finished ${what}`
      return { says, category: 'working' }
    }
    case 'contact':
      return { says: 'The authority tried to reach the family', category: 'working' }
    case 'concluded':
      return { says: 'The authority signed its conclusion of the joint enquiries' }
    case 'not-located':
      return { says: 'The authority goes on looking', category: 'working' }
    case 'reopened':
      return { says: 'The authority took its case up again', category: 'working' }
    case 'closed': {
      const category = outcomeOf(event.outcome)?.category ?? 'closed'
      return { says: categorySays[category], category }
    }
    case 'recorded':
      return event.told === undefined ? {} : { says: event.told }
    case 'reviewed':
      return { says: 'The authority reviewed the case' }
    // Where the child is or may be, who was asked to take the child, how urgent it is, what anyone thinks: not told.
    case 'removal-added':
    case 'told-again':
    case 'task-set':
    case 'task-done':
    case 'set-aside':
    case 'taken-back':
    case 'pathway-set':
    case 'tenth-day-confirmed':
    case 'assigned':
    case 'note':
    case 'safeguarding-considered':
    case 'located':
    case 'whereabouts-lost':
    case 'found-on-roll':
    case 'place-offered':
    case 'place-withdrawn':
    case 'not-started':
    case 'started-claimed':
    case 'attendance-confirmed':
    case 'not-attending':
    case 're-search-begun':
    case 'level-set':
    case 'standing-set':
    case 'proof-recorded':
    case 'proof-sent-back':
      return {}
    default:
      event satisfies never
      return {}
  }
}
