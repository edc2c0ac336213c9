// The school's referrals, and what came back: the category of the outcome and no more.
import type { Page } from '../../access/page.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { kindInWords } from '../questions.ts'
import { referralsOfSchools } from '../store.ts'

const rows = 50
export const outcomeInWords: Readonly<Record<string, string>> = {
  received: 'Received, not yet looked at',
  accepted: 'Accepted',
  'more asked': 'The authority asks for more',
  declined: 'Not taken on',
  working: 'The authority is working on it',
  'found in education': 'Found in education',
  closed: 'Closed',
}

export const referralsPage: Page = {
  path: '/referrals',
  allow: 'referral.write',
  shows: 'children',
  section: 'Referrals',
  async get({ db, viewer, query }) {
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const found = await referralsOfSchools(db, viewer, (page - 1) * rows)
    const shown = found.slice(0, rows)
    return {
      template: 'referrals/pages/list.njk',
      children: shown.map(referral => referral.child_id),
      data: {
        heading: 'My referrals and what came back',
        referrals: shown.map(referral => ({
          reference: referral.reference,
          name: `${referral.forename} ${referral.surname}`,
          href: `/pupils/${referral.child_token}`,
          sent: `${dayInWords(referral.sent_on)}, ${referral.sent_name}`,
          kind: kindInWords(referral.start_code),
          urgent: referral.urgent,
          outcome: outcomeInWords[referral.outcome] ?? referral.outcome,
          says: referral.outcome_says,
          on: dayInWords(referral.outcome_on),
          answer: referral.outcome === 'more asked' ? `/referrals/${referral.token}/answer` : undefined,
        })),
        before: page > 1 ? `/referrals?page=${page - 1}` : undefined,
        after: found.length > rows ? `/referrals?page=${page + 1}` : undefined,
      },
    }
  },
}
