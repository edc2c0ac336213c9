/**
 * What was agreed with another body, or recorded for a service of the authority's own: may this check be sent to them today?
 *
 * Practice.md 9.3 and trust.md 7 rule 3: no check is sent without a live agreement covering it. Live means: its first day has come
 * and its last has not passed. A service of one's own is asked under a line of its own: the legal basis, written down.
 */
import { daysBetween, inWords, type LocalDate } from '../calendar/local-date.ts'
import { checkOf } from '../cases/authority-checks.ts'
import type { FormError } from '../platform/web/page.ts'

/** What may go to others about a child, in the order in which it is written. */
export const sharedFields = {
  name: 'Child’s name',
  'other-names': 'Other names used',
  'date-of-birth': 'Date of birth',
  sex: 'Sex',
  upn: 'Unique pupil number (UPN)',
  parents: 'Names of parents and carers',
  contacts: 'Their phone numbers and email addresses',
  'last-address': 'Last known address',
  'last-school': 'Last school and last day on its roll',
  siblings: 'Brothers and sisters: names and dates of birth',
} as const
export type SharedField = keyof typeof sharedFields
export const isSharedField = (text: string): text is SharedField => Object.hasOwn(sharedFields, text)

export const routes = {
  email: 'Email to a box they named',
  'secure mail': 'Secure mail',
  phone: 'Phone',
  portal: 'Their portal',
  'by hand': 'By hand or post',
  'safe route': 'The safe route agreed for refuges',
} as const
export type Route = keyof typeof routes
export const isRoute = (text: string): text is Route => Object.hasOwn(routes, text)

export type Kind = 'own service' | 'other body'

/** One agreement as it stands since its last change. */
export type Terms = {
  readonly id: string
  readonly agreementId: string
  readonly token: string
  /** 1, 2, 3: which version of it this is. */
  readonly number: number
  readonly partner: string
  readonly kind: Kind
  /** RL codes. */
  readonly covers: readonly string[]
  /** The legal basis, in words. */
  readonly basis: string
  readonly fields: readonly SharedField[]
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | undefined
  readonly reviewOn: LocalDate
  readonly signedOurs: string
  readonly signedTheirs: string
  readonly contact: string
  readonly route: Route
  readonly routeDetail: string
  /** Border checks: the people of ours who may ask. */
  readonly officers: readonly string[]
  readonly officerNames: readonly string[]
  readonly formReference: string
}

export type Standing = 'in date' | 'not yet' | 'ended'

/** How an agreement stands on a day: its first and its last day count. */
export function standingOn(terms: Pick<Terms, 'startsOn' | 'endsOn'>, on: LocalDate): Standing {
  if (on < terms.startsOn) return 'not yet'
  return terms.endsOn !== undefined && on > terms.endsOn ? 'ended' : 'in date'
}

/** From so many days before its last day an agreement is said to run out. Ours. */
export const warnedDays = 60

/** What somebody should see to about an agreement, in words; nothing where it is in order. */
export function warningOf(
  terms: Pick<Terms, 'startsOn' | 'endsOn' | 'reviewOn'>,
  on: LocalDate,
): string | undefined {
  const standing = standingOn(terms, on)
  if (standing === 'not yet') return `Begins on ${inWords(terms.startsOn)}. Nothing can be sent before`
  if (standing === 'ended') return `Ended on ${inWords(terms.endsOn!)}. Nothing can be sent`
  if (terms.endsOn !== undefined && daysBetween(on, terms.endsOn) <= warnedDays) {
    const days = daysBetween(on, terms.endsOn)
    const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
    return `Ends ${when}, on ${inWords(terms.endsOn)}`
  }
  return terms.reviewOn < on ? `Its review was due on ${inWords(terms.reviewOn)}` : undefined
}

/** By which agreements a check can be sent on a day; or why by none. */
export type Cover = { readonly live: readonly Terms[]; readonly whyNot: string | undefined }

/** Takes every agreement as it stands now. The one that lasts longest comes first. */
export function coverOf(all: readonly Terms[], code: string, on: LocalDate): Cover {
  const covering = all.filter(terms => terms.covers.includes(code))
  const live = covering
    .filter(terms => standingOn(terms, on) === 'in date')
    .sort((a, b) => ((a.endsOn ?? '9999') > (b.endsOn ?? '9999') ? -1 : 1))
  if (live.length > 0) return { live, whyNot: undefined }
  const ended = covering
    .filter(terms => standingOn(terms, on) === 'ended')
    .sort((a, b) => (a.endsOn! > b.endsOn! ? -1 : 1))[0]
  const coming = covering.find(terms => standingOn(terms, on) === 'not yet')
  if (coming) {
    return {
      live,
      whyNot: `The agreement with ${coming.partner} begins on ${inWords(coming.startsOn)}`,
    }
  }
  return {
    live,
    whyNot: ended
      ? `The agreement with ${ended.partner} ended on ${inWords(ended.endsOn!)}`
      : 'No agreement covers this check',
  }
}

export type NewTerms = Omit<Terms, 'id' | 'agreementId' | 'token' | 'number'> & { readonly why: string }

/** What is wrong with an agreement as typed, by its field, in the order of the form. */
export function problemsWith(given: NewTerms): FormError[] {
  const wrong: FormError[] = []
  const unless = (holds: boolean, field: string, text: string) => {
    if (!holds) wrong.push({ field, text })
  }
  unless(given.partner !== '', 'partner', 'Write which body or team this is')
  unless(given.covers.length > 0, 'covers', 'Choose which checks it covers')
  unless(
    given.covers.every(code => checkOf(code) !== undefined),
    'covers',
    'Choose checks from the list',
  )
  unless(
    !given.covers.includes('RL25') || given.covers.length === 1,
    'covers',
    'A refuge has an agreement of its own: choose no other check with it',
  )
  unless(given.basis !== '', 'basis', 'Write the legal basis in words')
  unless(given.fields.length > 0, 'fields', 'Choose what may be shared')
  unless(
    given.kind === 'own service' || given.endsOn !== undefined,
    'ends',
    'Enter the last day. An agreement with another body always has one',
  )
  unless(
    given.endsOn === undefined || given.endsOn >= given.startsOn,
    'ends',
    'The last day must be the same as the first or after it',
  )
  unless(given.signedOurs !== '', 'signedOurs', 'Write who signed for the authority')
  unless(
    given.kind === 'own service' || given.signedTheirs !== '',
    'signedTheirs',
    'Write who signed for them',
  )
  unless(
    !given.covers.includes('RL25') || given.route === 'safe route',
    'route',
    'A refuge is asked by the safe route only, never by email to an address',
  )
  unless(
    given.route !== 'email' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(given.routeDetail),
    'routeDetail',
    'Enter the email box they named, such as checks@health.example.org',
  )
  unless(given.route !== 'safe route' || !given.routeDetail.includes('@'), 'routeDetail', safeNoAddress)
  unless(
    !given.covers.includes('RL23') || given.officers.length > 0,
    'officers',
    'Choose the approved officers: nobody else may ask the border',
  )
  unless(
    !given.covers.includes('RL23') || given.formReference !== '',
    'formReference',
    'Enter the reference of the form for border checks',
  )
  return wrong
}

const safeNoAddress = 'The safe route has no email address. Write who is rung, and the word to use'
