// What a manager or head can set, on one page.
import type { Page } from '../page.ts'

const parts = [
  {
    href: '/settings/people',
    text: 'People',
    says: 'Invite people, give and end roles, end accounts.',
    manager: false,
  },
  {
    href: '/settings/schools',
    text: 'Schools',
    says: 'The schools of the authority: add one, close one.',
    manager: true,
  },
  {
    href: '/settings/term-dates',
    text: 'Term dates',
    says: 'On which days schools are open. Every limit counts them.',
    manager: false,
  },
  {
    href: '/settings/choices',
    text: 'Choices',
    says: 'When to refer, which checks are needed, and the like. Each has a date and a reason.',
    manager: true,
  },
  {
    href: '/settings/public-page',
    text: 'The public page',
    says: 'Whom the public rings about a child missing education, from which day.',
    manager: true,
  },
  {
    href: '/settings/letters',
    text: 'Letters',
    says: 'The texts of the letters you send, with every earlier version.',
    manager: false,
  },
  {
    href: '/outbox',
    text: 'Outbox',
    says: 'Letters and messages: what needs a person, what waits, what has gone.',
    manager: false,
  },
  {
    href: '/rules/pending',
    text: 'Pending law',
    says: 'Law that has been made and is not in force. Two managers record the day on which it begins.',
    manager: true,
  },
  {
    href: '/rules/questions',
    text: 'Open questions',
    says: 'Where the texts of the law disagree. You may read them more strictly, never more loosely.',
    manager: true,
  },
  {
    href: '/settings/values',
    text: 'Values to check',
    says: 'Numbers and days that nobody has checked. Set them when you have read the source.',
    manager: true,
  },
  {
    href: '/settings/nightly',
    text: 'The nightly run',
    says: 'When the rules were last asked of every register, how far they came and what they found.',
    manager: true,
  },
  {
    href: '/settings/triggers',
    text: 'Local steps',
    says: 'What you ask of schools and of your own people beyond the law, and whom that catches.',
    manager: true,
  },
  {
    href: '/break-glass',
    text: 'Openings of protected details',
    says: 'Review what others have opened.',
    manager: true,
  },
]

export const settingsPage: Page = {
  path: '/settings',
  allow: 'settings.open',
  shows: 'no child',
  section: 'Settings',
  async get({ viewer }) {
    return {
      template: 'access/pages/settings.njk',
      data: { heading: 'Settings', parts: parts.filter(part => viewer.role === 'manager' || !part.manager) },
    }
  },
}
