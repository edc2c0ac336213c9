// One return, as the authority reads it. Opening it is receiving it.
import type { Page } from '../../access/page.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { addressesOf, childById } from '../../children/store.ts'
import { receiveReturn } from '../actions.ts'
import { returnInWords } from '../return-names.ts'
import { contentRows } from './send.ts'
import { supersededInWords } from './superseded.ts'

export const returnPage: Page = {
  path: '/returns/:return',
  allow: 'returns.see',
  shows: 'one child',
  section: 'Returns',
  async get({ db, viewer, params }) {
    const sent = await receiveReturn(db, viewer, params.return!)
    const child = await childById(db, viewer, sent.child_id)
    const addresses = await addressesOf(db, viewer, sent.child_id)
    return {
      template: 'returns/pages/one.njk',
      child: sent.child_id,
      data: {
        heading: `${returnInWords(sent.rule)} ${sent.reference}`,
        back: { href: '/returns', text: 'Back to returns' },
        from: `Sent by ${sent.sent_name}, ${sent.school}, on ${dayInWords(sent.sent_on)}.`,
        received: `Opened by ${sent.received_name}. The school can see that it arrived.`,
        superseded: supersededInWords(sent),
        rows: contentRows(sent.content, sent.rule),
        protected: child.protected,
        address:
          addresses.map(a => [a.lines, a.postcode].filter(Boolean).join(', ')).join(' or ') || 'Not known',
        childHref: `/children/${sent.child_token}`,
      },
    }
  },
}
