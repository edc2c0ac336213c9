// What nine authorities have published, step by step: each can be taken over, or is shown with why it cannot.
import type { Page } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { refusalsOf } from '../no-later.ts'
import { presets } from '../presets.ts'
import { triggersOf } from '../store.ts'
import { stepInWords } from '../trigger.ts'
import { forWhom, whenOf } from './words.ts'

export const examplesPage: Page = {
  path: '/settings/triggers/examples',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get({ db, viewer, today }) {
    const taken = new Map((await triggersOf(db, viewer)).map(row => [row.from_preset, row.token]))
    return {
      template: 'triggers/pages/examples.njk',
      data: {
        heading: 'Examples from other authorities',
        back: { href: '/settings/triggers', text: 'Local steps' },
        presets: presets.map(preset => ({
          id: preset.id,
          name: preset.name,
          says: preset.says,
          source: preset.source,
          steps: preset.steps.map(step => {
            const id = `${preset.id}.${step.id}`
            const token = taken.get(id)
            return {
              what: stepInWords(step.trigger),
              when: whenOf(step.trigger),
              whom: forWhom(step.trigger),
              note: step.note,
              ours: step.ours === true,
              refusals: refusalsOf(step.trigger, today as LocalDate).map(one => one.says),
              href: token ? `/settings/triggers/${token}` : `/settings/triggers/new?example=${id}`,
              link: token ? 'See your step' : 'Take this over',
            }
          }),
        })),
      },
    }
  },
}
