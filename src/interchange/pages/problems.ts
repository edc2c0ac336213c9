// What was wrong in a file, the gravest first, with the line and the column to go to.
import type { Page } from '../../access/page.ts'
import { problemsOf } from '../store.ts'
import { severityInWords } from '../words.ts'
import { aboutFile, fileOf, from, paging } from './parts.ts'

export const problemsPage: Page = {
  path: '/files/:import/problems',
  allow: 'files',
  // What was found may be a name, of someone who is on no register for it.
  shows: 'children',
  section: 'Files',
  async get(request) {
    const file = await fileOf(request)
    const start = from(request)
    const rows = await problemsOf(request.db, request.viewer, file.id, start)
    return {
      template: 'interchange/pages/problems.njk',
      children: [],
      data: {
        heading: 'Problems and questions',
        back: { href: `/files/${file.token}` },
        ...aboutFile(file),
        ...paging(`/files/${file.token}/problems`, start, rows.length),
        rows: rows.map(row => ({
          severity: severityInWords[row.severity],
          line: row.line,
          column: row.column_name,
          found: row.found,
          expected: row.expected,
        })),
      },
    }
  },
}
