// Agreements for tests.
import { localDate } from '../../calendar/local-date.ts'
import type { NewTerms } from '../agreement.ts'

/** An agreement in date in the autumn of 2026, with a health body; whatever is given stands in its place. */
export const anAgreement = (given: Partial<NewTerms> = {}): NewTerms => ({
  partner: 'Example Health',
  kind: 'other body',
  covers: ['RL15'],
  basis: 'Children Act 2004 section 10',
  fields: ['name', 'date-of-birth', 'last-address'],
  startsOn: localDate('2026-09-01'),
  endsOn: localDate('2027-08-31'),
  reviewOn: localDate('2027-06-01'),
  signedOurs: 'A director',
  signedTheirs: 'A guardian',
  contact: 'The office',
  route: 'secure mail',
  routeDetail: 'The shared box',
  officers: [],
  officerNames: [],
  formReference: '',
  why: '',
  ...given,
})
