// One return, as the authority reads it. Opening it is receiving it.
import type { Page } from '../../access/page.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { addressesOf, childById, contactsOf } from '../../children/store.ts'
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
    // A new pupil's return and a removal's carry who speaks for the child: read from the record, where a protection holds it back.
    const [addresses, contacts] = await Promise.all([
      addressesOf(db, viewer, sent.child_id),
      ['T-10', 'T-11'].includes(sent.rule) ? contactsOf(db, viewer, sent.child_id) : undefined,
    ])
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
        contacts: contacts?.map(one => contactInWords(one)),
        address:
          addresses.map(a => [a.lines, a.postcode].filter(Boolean).join(', ')).join(' or ') || 'Not known',
        childHref: `/children/${sent.child_token}`,
      },
    }
  },
}

function contactInWords(one: Awaited<ReturnType<typeof contactsOf>>[number]): string {
  const lives = one.lives_with === 'yes' ? 'the child lives with them' : ''
  const numbers = [one.phone_1, one.phone_2].filter(Boolean).join(' or ')
  const name = one.relationship ? `${one.name} (${one.relationship})` : one.name
  return [name, lives, numbers || 'no number held'].filter(Boolean).join(', ')
}
