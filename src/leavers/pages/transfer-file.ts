// The transfer file (CTF) of a leaver: where it goes, what is left out and why, and the files made, to keep byte for byte.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords } from '../../calendar/local-date.ts'
import { destinationOfLeaver } from '../../destinations/actions.ts'
import { leaverById } from '../../destinations/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { schoolById } from '../../schools/store.ts'
import { makeTransferFile } from '../files/actions.ts'
import { isDeath, nextOf } from '../files/files-due.ts'
import { filesOf, madeFile, madeFiles, transferRecord } from '../files/store.ts'
import { destinationOf } from '../files/transfer-record.ts'
import { leaverAt } from './follows.ts'
import { nameOf } from './words.ts'

export const transferFilePage: Page = {
  path: '/leavers/:removal/transfer-file',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body, now } = request
    const { left } = await leaverAt(db, viewer, params.removal!)
    const made = await makeTransferFile(db, viewer, left, {
      destination: text(body, 'destination'),
      number: text(body, 'number'),
      now,
    })
    if (!made.allowed) {
      return view(
        request,
        made.refusals.map(({ says }) => ({ field: made.field ?? 'destination', text: says })),
      )
    }
    return redirect(
      `/leavers/${params.removal}/transfer-file`,
      made.value.already
        ? `That file was made before, and nothing has changed since: ${made.value.fileName}.`
        : `The file is ready: ${made.value.fileName}.`,
    )
  },
}

export const downloadTransferFilePage: Page = {
  path: '/leavers/:removal/transfer-file/download',
  allow: 'removal.ask',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer, params, query }) {
    const { left } = await leaverAt(db, viewer, params.removal!)
    const file = (await filesOf(db, viewer, left)).find(one => one.kind === 'transfer file')
    if (!file) throw new NotFound('transfer file')
    if (query.file === undefined) return redirect(`/leavers/${params.removal}/transfer-file`)
    const made = await madeFile(db, viewer, file.id, query.file)
    return {
      fileName: made.file_name,
      type: 'application/xml; charset=utf-8',
      content: made.content,
      children: [made.child_id],
    }
  },
}

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, body } = request
  const { row, left } = await leaverAt(db, viewer, params.removal!)
  const file = (await filesOf(db, viewer, left)).find(one => one.kind === 'transfer file')
  if (!file || isDeath(left.ground)) throw new NotFound('transfer file')
  const next = nextOf(left.ground, left.evidence)
  const { child } = await transferRecord(db, viewer, { ...left, next })
  const made = await madeFiles(db, viewer, file.id)
  const own = destinationOf(next, child.protected, viewer.la)
  const usual = own ? ({ XXX: 'not known', MMM: 'outside' }[own.la] ?? 'authority') : 'school'
  const number = child.protected ? '' : await numberKnown(request, left.enrolmentId)
  const at = `/leavers/${row.token}`
  return {
    template: 'leavers/pages/transfer-file.njk',
    child: row.child_id,
    errors,
    data: {
      heading: 'Transfer file',
      pageTitle: 'Transfer file',
      name: nameOf(row),
      school: row.school,
      back: { href: at },
      because: file.because,
      isProtected: child.protected,
      destination: text(body, 'destination') || (number !== '' ? 'school' : usual),
      number: text(body, 'number') || number,
      made: made.map((one, i) => ({
        fileName: one.file_name,
        href: `${at}/transfer-file/download?file=${one.token}`,
        by: `${one.made_name}, ${dateInWords(one.made_on)}`,
        digest: one.digest.slice(0, 16),
        isNewest: i === 0,
        leftOut: one.left_out.map(({ says }) => says),
      })),
      sentHref: `${at}/files/transfer`,
    },
  }
}

/** The number of the school that is the leaver's next, where somebody recorded which it is. */
async function numberKnown({ db, viewer }: Request, enrolmentId: string): Promise<string> {
  const leaver = await leaverById(db, viewer, enrolmentId)
  const next = leaver && (await destinationOfLeaver(db, viewer, leaver))
  const schoolId = next?.claim?.schoolId
  const school = schoolId ? await schoolById(db, viewer, schoolId) : undefined
  return school?.dfe_number ?? ''
}
