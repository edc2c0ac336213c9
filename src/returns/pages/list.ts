// The authority's list of returns, newest first.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { dayInWords } from '../../children/pages/pupil-work.ts'
import { returnInWords } from '../return-names.ts'
import { newestReturns, unopenedReturns } from '../store.ts'
import { supersededInWords } from './superseded.ts'

const rows = 50

export const returnsPage: Page = {
  path: '/returns',
  allow: 'returns.see',
  shows: 'children',
  section: 'Returns',
  async get({ db, viewer, query }) {
    const page = Math.max(1, Math.trunc(Number(query.page ?? '1')) || 1)
    const [found, unopened] = await Promise.all([
      newestReturns(db, viewer, (page - 1) * rows),
      unopenedReturns(db, viewer),
    ])
    const shown = found.slice(0, rows)
    return {
      template: 'returns/pages/list.njk',
      children: shown.map(sent => sent.child_id),
      data: {
        heading: 'Returns',
        censusHref: may(viewer, 'census.see') ? '/census' : undefined,
        unopened:
          unopened === 1 ? '1 return is not opened yet.' : `${unopened || 'No'} returns are not opened yet.`,
        returns: shown.map(sent => ({
          href: `/returns/${sent.token}`,
          reference: sent.reference,
          kind: returnInWords(sent.rule),
          name: `${sent.forename} ${sent.surname}`,
          school: sent.school,
          since: dayInWords(sent.episode_on),
          sent: dayInWords(sent.sent_on),
          received: sent.received_name ? 'Opened' : 'Not opened yet',
          superseded: supersededInWords(sent),
        })),
        before: page > 1 ? `/returns?page=${page - 1}` : undefined,
        after: found.length > rows ? `/returns?page=${page + 1}` : undefined,
      },
    }
  },
}
