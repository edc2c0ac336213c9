// How good were the proposals? Of those offered at 90 in 100, about 90 in 100 should have been the same child.
import type { Page } from '../../access/page.ts'
import { measured } from '../proposals/measures.ts'
import { answersByTenth } from '../proposals/store.ts'

export const measuresPage: Page = {
  path: '/matches/measures',
  allow: 'match.measures',
  shows: 'no child',
  section: 'My work',
  async get({ db, viewer }) {
    const { rows, answered, sentence } = measured(await answersByTenth(db, viewer))
    return {
      template: 'matching/pages/measures.njk',
      data: {
        heading: 'How good were the proposals?',
        back: { href: '/matches', text: 'Back to possible matches' },
        rows,
        answered,
        sentence,
      },
    }
  },
}
