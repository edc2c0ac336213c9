// The outbox: what needs a person, what waits, what has gone.
import type { Page } from '../../access/page.ts'
import { momentInWords } from '../../platform/clock.ts'
import { needsPerson, stateInWords } from '../message.ts'
import { notArrived, outbox, sendersOf, waitingLetters } from '../store.ts'
import { shortCode, templateOf } from '../templates.ts'
import { dayInWords, wayInWords } from './letter-parts.ts'

export const outboxPage: Page = {
  path: '/outbox',
  allow: 'outbox.see',
  shows: 'children',
  section: 'Settings',
  async get({ db, viewer, now }) {
    const [messages, waiting, late, senders] = [
      await outbox(db, viewer),
      await waitingLetters(db, viewer),
      await notArrived(db, viewer, now),
      await sendersOf(db, viewer),
    ]
    const titleOf = (code: string) => `${templateOf(code)?.title ?? code} (${shortCode(code)})`
    const how = (channel: 'email' | 'text') => senders.find(sender => sender.channel === channel)?.how
    return {
      template: 'letters/pages/outbox.njk',
      children: [...messages, ...waiting, ...late].map(one => one.child_id),
      data: {
        heading: 'Outbox',
        pageTitle: 'Outbox',
        email: how('email'),
        text: how('text'),
        waiting: waiting.map(one => ({
          href: `/letters/${one.token}/confirm`,
          name: one.child_name,
          title: titleOf(one.code),
          says: `${one.written_name} wrote it on ${momentInWords(one.written_at)}.`,
        })),
        late: late.map(one => ({
          href: `/letters/${one.token}`,
          name: one.child_name,
          title: titleOf(one.code),
          says: `Its date is ${dayInWords(one.needed_by)}, and nothing has arrived by any way.`,
        })),
        messages: messages.map(message => ({
          href: needsPerson(message.state) ? `/outbox/${message.token}` : `/letters/${message.letter_token}`,
          name: message.child_name,
          title: message.title ?? titleOf(message.code),
          way: wayInWords[message.channel],
          state: stateInWords[message.state],
          urgent: needsPerson(message.state),
          problem: message.problem,
          when: momentInWords(message.changed_at),
          by: message.written_name,
        })),
      },
    }
  },
}
