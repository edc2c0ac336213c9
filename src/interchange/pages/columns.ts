// Which of their columns is which of ours: said once, and remembered for the next file with the same headings.

import type { Page, Request } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import { columnsOf, type HeaderMapping, missingFrom, readSessionHeading } from '../../formats/columns.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { headingKey, mappingFor } from '../actions.ts'
import { filePartsOf, type ImportRow, rememberMapping, setMapping } from '../store.ts'
import { columnInWords } from '../words.ts'
import { aboutFile, checkNext, fileOf } from './parts.ts'

export const columnsPage: Page = {
  path: '/files/:import/columns',
  allow: 'files',
  shows: 'no child',
  section: 'Files',
  async get(request) {
    const file = await fileOf(request)
    if (!mayChange(file)) return redirect(`/files/${file.token}`)
    const { mapping, headers } = await held(request, file)
    return view(file, headers, mapping.columns, [])
  },
  async post(request) {
    const { db, viewer, body } = request
    const file = await fileOf(request)
    if (!mayChange(file)) return redirect(`/files/${file.token}`, 'The file was applied already.')
    const { headers } = await held(request, file)
    const columns: Record<string, string> = {}
    for (const { name } of columnsOf[file.kind]) {
      const place = Number(text(body, `column-${name}`) || -1)
      const heading = headers[place]
      if (heading !== undefined) columns[name] = heading
    }
    const missing = missingFrom(file.kind, columns, headers)
    if (missing.length > 0) {
      const errors = missing.map(what => ({
        field: `column-${what.split(' or ')[0]}`,
        text: `Choose the column for: ${what.split(' or ').map(columnInWords).join(', or ')}`,
      }))
      return view(file, headers, columns, errors)
    }
    const mapping: HeaderMapping = { kind: file.kind, columns }
    await setMapping(db, viewer, file.id, mapping)
    await rememberMapping(db, viewer, {
      kind: file.kind,
      headers: headingKey(headers),
      schoolId: file.school_id ?? undefined,
      name: file.file_name,
      mapping,
    })
    return redirect(
      await checkNext(request, { ...file, mapping }),
      'The columns are remembered for the next file like this.',
    )
  },
}

const mayChange = (file: ImportRow): boolean => file.state !== 'applied' && file.state !== 'applying'

/** The headings of the file, with what is known of them. */
const held = ({ db, viewer }: Request, file: ImportRow) =>
  acrossOrganisations(db, viewer, system =>
    mappingFor(db, system, file, () => filePartsOf(db, system, file.id)),
  )

function view(
  file: ImportRow,
  headers: readonly string[],
  columns: Readonly<Record<string, string>>,
  errors: readonly FormError[],
) {
  const sessions = headers.filter(heading => readSessionHeading(heading)).length
  const choices = headers.flatMap((heading, place) =>
    heading === '' || readSessionHeading(heading) ? [] : [{ value: String(place), text: heading }],
  )
  return {
    template: 'interchange/pages/columns.njk',
    errors,
    data: {
      heading: 'Which column is which?',
      back: { href: `/files/${file.token}` },
      ...aboutFile(file),
      isEmpty: headers.length === 0,
      sessions: sessions > 0 ? sessions : undefined,
      columns: columnsOf[file.kind].map(({ name }) => ({
        id: `column-${name}`,
        label: columnInWords(name),
        value: columns[name] === undefined ? '' : String(headers.indexOf(columns[name])),
        items: [{ value: '', text: 'Not in the file' }, ...choices],
      })),
    },
  }
}
