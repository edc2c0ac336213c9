// A referral was sent: its reference, what happens next, by when, and what to do if it does not.
import type { Page } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { dueBy } from '../../cases/clocks.ts'
import { dayAndWeekday, dayInWords } from '../../children/pages/pupil-work.ts'
import { referralByToken } from '../store.ts'

export const sentPage: Page = {
  path: '/referrals/:referral/sent',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get({ db, viewer, params }) {
    const referral = await referralByToken(db, viewer, params.referral!)
    const by = dueBy('triage', referral.urgent ? 'act today' : 'act this week', localDate(referral.sent_on))
    return {
      template: 'referrals/pages/sent.njk',
      child: referral.child_id,
      data: {
        heading: 'Referral sent',
        childName: `${referral.forename} ${referral.surname}`,
        reference: referral.reference,
        sentOn: dayInWords(referral.sent_on),
        urgent: referral.urgent,
        by: by === referral.sent_on ? 'the end of that day' : dayAndWeekday(by),
        at: `/pupils/${referral.child_token}`,
      },
    }
  },
}
