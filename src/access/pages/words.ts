// Pages that are only words, for anyone: help, accessibility, privacy, and the blank screen.
import type { OpenPage } from '../page.ts'

const wordsPage = (path: string, heading: string, template: string): OpenPage => ({
  path,
  allow: 'anyone',
  shows: 'no child',
  async get() {
    return { template: `access/pages/${template}.njk`, data: { heading } }
  },
})

export const wordsPages: readonly OpenPage[] = [
  wordsPage('/help', 'Help', 'help'),
  wordsPage('/accessibility', 'Accessibility', 'accessibility'),
  wordsPage('/privacy', 'Privacy', 'privacy'),
  wordsPage('/hidden', 'Screen hidden', 'hidden'),
]
