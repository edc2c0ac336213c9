// What the pages about one file share.

import type { Request } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { missingFrom } from '../../formats/columns.ts'
import { londonDay } from '../../platform/clock.ts'
import { sendJob } from '../../platform/jobs.ts'
import { checkFileWithin, mappingFor } from '../actions.ts'
import { filePartsOf, type ImportRow, importByToken } from '../store.ts'
import { kindInWords } from '../words.ts'

/** A larger file is checked and applied by the jobs process: nobody waits for a page so long. */
export const atOnceBytesMax = 1_000_000
export const perPage = 100

export const fileOf = ({ db, viewer, params }: Request): Promise<ImportRow> =>
  importByToken(db, viewer, params.import!)

export const dayOf = (instant: Date): string => dateInWords(londonDay(instant))

/** What stands above every page about a file. */
export const aboutFile = (file: ImportRow) => ({
  kind: kindInWords[file.kind],
  fileName: file.file_name,
  school: file.school ?? 'The whole authority',
})

/** Checks a file now if it is small, else asks for it; gives where to go next. */
export async function checkNext({ db, viewer, now }: Request, file: ImportRow): Promise<string> {
  return acrossOrganisations(db, viewer, async system => {
    const { mapping, headers } = await mappingFor(db, system, file, () => filePartsOf(db, system, file.id))
    if (headers.length > 0 && missingFrom(file.kind, mapping.columns, headers).length > 0) {
      return `/files/${file.token}/columns`
    }
    if (file.bytes > atOnceBytesMax) await sendJob(db, 'file-check', { la: viewer.la, import: file.id })
    else await checkFileWithin(db, system, file.id, { now })
    return `/files/${file.token}`
  })
}

/** From which row on, as the address says. */
export function from({ query }: Request): number {
  const said = Number(query.from ?? 0)
  return Number.isInteger(said) && said > 0 && said < 1_000_000 ? said : 0
}

/** The pages before and after a page of a hundred. */
export function paging(at: string, start: number, shown: number) {
  return {
    previous: start > 0 ? `${at}?from=${Math.max(0, start - perPage)}` : undefined,
    next: shown === perPage ? `${at}?from=${start + perPage}` : undefined,
  }
}
