// One file: how far it has come, and what it would change or has changed.
import type { Page } from '../../access/page.ts'
import { importEventsOf } from '../store.ts'
import { number, stateInWords } from '../words.ts'
import { aboutFile, atOnceBytesMax, dayOf, fileOf } from './parts.ts'

const steps = ['Received', 'Checked', 'Review', 'Applied'] as const

export const filePage: Page = {
  path: '/files/:import',
  allow: 'files',
  shows: 'no child',
  section: 'Files',
  async get(request) {
    const file = await fileOf(request)
    const events = await importEventsOf(request.db, request.viewer, file.id)
    const { counts, state } = file
    const at = `/files/${file.token}`
    const isApplied = state === 'applied'
    const here = { received: 0, checked: 2, applying: 2, applied: 3, refused: 1 }[state]
    const links: { text: string; href: string; count: number | undefined }[] = [
      { text: 'New, and those who left', href: `${at}/new`, count: (counts.new ?? 0) + (counts.left ?? 0) },
      { text: 'Changed', href: `${at}/changed`, count: counts.changed },
      {
        text: 'Problems and questions',
        href: `${at}/problems`,
        count: (counts.held ?? 0) + (counts.asks ?? 0) + (counts.warnings ?? 0) + (counts.notes ?? 0),
      },
      { text: 'On the register and not in the file', href: `${at}/missing`, count: counts.missing },
    ]
    return {
      template: 'interchange/pages/file.njk',
      data: {
        heading: file.file_name,
        back: { href: '/files', text: 'All files' },
        ...aboutFile(file),
        state: stateInWords[state],
        isWaiting: state === 'applying' || (state === 'received' && file.bytes > atOnceBytesMax),
        needsColumns: state === 'received' && file.bytes <= atOnceBytesMax,
        isRefused: state === 'refused',
        refusedWhy: file.refused_why,
        isApplied,
        canApply: state === 'checked',
        demonstration: file.demonstration,
        steps: steps.map((text, i) => ({ text, here: i === here, done: i < here || isApplied })),
        numbers: [
          { n: number(counts.rows ?? 0), text: 'rows in the file' },
          { n: number(counts.applied ?? 0), text: isApplied ? 'applied' : 'to be applied' },
          { n: number(counts.unchanged ?? 0), text: 'say nothing new' },
          { n: number(counts.held ?? 0), text: 'held back' },
        ],
        waiting: counts.waiting ? number(counts.waiting) : undefined,
        links: links.filter(link => link.count).map(link => ({ ...link, count: number(link.count!) })),
        at,
        events: events.map(event => ({
          says: eventInWords[event.what] ?? event.what,
          who: `${event.by_name}, ${dayOf(event.at)}`,
        })),
      },
    }
  },
}

const eventInWords: Readonly<Record<string, string>> = {
  received: 'Received',
  checked: 'Checked',
  applied: 'Applied',
  refused: 'Could not be read',
}
