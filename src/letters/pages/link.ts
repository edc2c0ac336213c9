// A letter read by its one-time link, after the one question. The link shows the letter and nothing else.
import type { LinkPage } from '../../access/page.ts'
import { NotFound } from '../../platform/errors.ts'
import type { Block } from '../merge.ts'
import { blockShown, dayInWords } from './letter-parts.ts'

export const letterLink: LinkPage = {
  kind: 'letter',
  async get({ link }) {
    if (link.endedWhy !== undefined) {
      return {
        template: 'platform/web/templates/message.njk',
        data: {
          heading: 'This letter can no longer be read here',
          paragraphs: ['Please ring the number in the message you had.'],
        },
      }
    }
    const { title, letter, sentOn } = link.shows
    return {
      template: 'letters/pages/link.njk',
      data: {
        heading: 'Your letter',
        pageTitle: 'Your letter',
        sheet: {
          title: String(title),
          date: dayInWords(String(sentOn)),
          to: [],
          // Ours, written when the letter was sent.
          blocks: (JSON.parse(String(letter)) as Block[]).map(blockShown),
        },
      },
    }
  },
  post() {
    throw new NotFound('answer')
  },
}
