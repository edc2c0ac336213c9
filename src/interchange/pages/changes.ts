// What a file changes, a hundred rows at a time: children who are new to the school or have left, and what is said otherwise.
import type { Page, Request } from '../../access/page.ts'
import { flagInWords } from '../../children/flags.ts'
import type { Outcome } from '../counts.ts'
import { changesOf } from '../store.ts'
import { fieldInWords } from '../words.ts'
import { aboutFile, fileOf, from, paging } from './parts.ts'

export const newPage: Page = {
  path: '/files/:import/new',
  allow: 'files',
  shows: 'children',
  section: 'Files',
  get: request => view(request, 'new', ['new', 'left'], 'New, and those who left'),
}
export const changedPage: Page = {
  path: '/files/:import/changed',
  allow: 'files',
  shows: 'children',
  section: 'Files',
  get: request => view(request, 'changed', ['changed'], 'Changed'),
}

async function view(request: Request, path: string, outcomes: readonly Outcome[], heading: string) {
  const file = await fileOf(request)
  const start = from(request)
  const rows = await changesOf(request.db, request.viewer, file.id, outcomes, start)
  return {
    template: 'interchange/pages/changes.njk',
    children: rows.flatMap(row => (row.child_id === null ? [] : [row.child_id])),
    data: {
      heading,
      back: { href: `/files/${file.token}` },
      ...aboutFile(file),
      isApplied: file.state === 'applied',
      start,
      ...paging(`/files/${file.token}/${path}`, start, rows.length),
      rows: rows.map(row => ({
        line: row.line,
        says: row.says,
        school: row.school,
        outcome: row.outcome === 'left' ? 'Left' : row.outcome === 'new' ? 'New' : 'Changed',
        changes: row.before_after.map(change => ({
          field: fieldInWords(change.field) ?? flagInWords(change.field),
          isShown: 'before' in change || 'after' in change,
          before: change.before ?? 'nothing',
          after: change.after ?? 'nothing',
        })),
      })),
    },
  }
}
