// The second step: what will happen, and then it does.

import type { Page, Request } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import { sendJob } from '../../platform/jobs.ts'
import { redirect } from '../../platform/web/page.ts'
import { applyFileWithin } from '../actions.ts'
import { type ImportRow, lockImport, setState } from '../store.ts'
import { number } from '../words.ts'
import { aboutFile, atOnceBytesMax, fileOf } from './parts.ts'

export const applyPage: Page = {
  path: '/files/:import/apply',
  allow: 'files',
  shows: 'no child',
  section: 'Files',
  async get(request) {
    const file = await fileOf(request)
    if (file.state !== 'checked') return redirect(`/files/${file.token}`)
    return view(file)
  },
  async post(request) {
    const { db, viewer } = request
    const { id, token } = await fileOf(request)
    const at = `/files/${token}`
    const file = await lockImport(db, viewer, id)
    if (file.state !== 'checked') return redirect(at, 'This file was applied already, or is being applied.')
    return apply(request, file, at)
  },
}

async function apply({ db, viewer, now }: Request, file: ImportRow, at: string) {
  return acrossOrganisations(db, viewer, async system => {
    if (file.bytes > atOnceBytesMax) {
      await setState(db, system, file.id, { state: 'applying', at: now, by: viewer.name })
      await sendJob(db, 'file-apply', { la: viewer.la, import: file.id, by: viewer.name })
      return redirect(at, 'The file is being applied.')
    }
    const applied = await applyFileWithin(db, system, file.id, { now, by: viewer.name })
    if (file.kind === 'pupils') await sendJob(db, 'files-waiting', { la: viewer.la })
    const { counts } = applied
    return redirect(at, `Applied: ${number(counts.applied)} rows. ${number(counts.held)} are held back.`)
  })
}

function view(file: ImportRow) {
  const { counts } = file
  const will: [number | undefined, string, string][] = [
    [counts.new, 'row will be new', 'rows will be new'],
    [counts.changed, 'row will change what is held', 'rows will change what is held'],
    [counts.left, 'child will be recorded as having left', 'children will be recorded as having left'],
    [counts.unchanged, 'row says nothing new', 'rows say nothing new'],
    [counts.held, 'row is held back and changes nothing', 'rows are held back and change nothing'],
    [
      counts.missing,
      'name is on the register and not in the file: it stays',
      'names are on the register and not in the file: they stay',
    ],
  ]
  return {
    template: 'interchange/pages/apply.njk',
    data: {
      heading: 'Apply this file',
      back: { href: `/files/${file.token}` },
      ...aboutFile(file),
      will: will.filter(([n]) => n).map(([n, one, many]) => `${number(n!)} ${n === 1 ? one : many}`),
      applies: number(counts.applied ?? 0),
      hasMissing: (counts.missing ?? 0) > 0,
    },
  }
}
