// Names that are on the register and not on a complete list: each is a person's to decide, one by one.

import type { Page, Request } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { nthSchoolDayAfter } from '../../calendar/school-calendar.ts'
import { deletionGrounds } from '../../law/deletion-grounds.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { calendarFor } from '../../schools/store.ts'
import { decideOnMissing } from '../actions.ts'
import { type ChangeRow, changesOf, type ImportRow, missingName } from '../store.ts'
import { aboutFile, fileOf, from, paging } from './parts.ts'

export const missingPage: Page = {
  path: '/files/:import/missing',
  allow: 'files',
  shows: 'children',
  section: 'Files',
  async get(request) {
    const file = await fileOf(request)
    const start = from(request)
    const rows = await changesOf(request.db, request.viewer, file.id, ['missing'], start)
    const at = `/files/${file.token}/missing`
    return {
      template: 'interchange/pages/missing.njk',
      children: rows.flatMap(row => (row.child_id === null ? [] : [row.child_id])),
      data: {
        heading: 'On the register and not in the file',
        back: { href: `/files/${file.token}` },
        ...aboutFile(file),
        isApplied: file.state === 'applied',
        ...paging(at, start, rows.length),
        rows: rows.map(row => ({
          says: row.says,
          school: row.school,
          decided:
            row.decision === null
              ? undefined
              : `${row.decision === 'apply' ? 'Recorded as left' : 'Kept on the register'}, ${row.decided_name}`,
          href: `${at}/${row.number}`,
        })),
      },
    }
  },
}

export const missingNamePage: Page = {
  path: '/files/:import/missing/:number',
  allow: 'files',
  shows: 'one child',
  section: 'Files',
  get: request => view(request, {}, []),
  async post(request) {
    const { db, viewer, body, today } = request
    const { file, name } = await asked(request)
    const not = whyNot(file, name)
    if (not) return view(request, {}, [{ field: 'decision', text: not }])
    const decision = text(body, 'decision')
    const day = readDate(body, 'left')
    const leavingDate = day === 'empty' ? undefined : day
    const ground = text(body, 'ground')
    const destination = text(body, 'destination')
    const errors: FormError[] = []
    if (decision !== 'apply' && decision !== 'leave') {
      errors.push({ field: 'decision', text: 'Choose whether the child has left' })
    }
    if (decision === 'apply') {
      if (!leavingDate) {
        const what = day === 'empty' ? 'Enter the day the name was taken off' : 'Enter a day that exists'
        errors.push({ field: 'left', text: what })
      } else if (leavingDate > today) {
        errors.push({ field: 'left', text: 'The day the name was taken off must be today or earlier' })
      }
      if (destination.length > 200) errors.push({ field: 'destination', text: 'Use at most 200 characters' })
    }
    const values = { decision, body, ground, destination }
    if (errors.length > 0) return view(request, values, errors)
    const decided = await decideOnMissing(
      db,
      viewer,
      file.id,
      name.number,
      decision === 'leave'
        ? { decision: 'leave' }
        : {
            decision: 'apply',
            leavingDate: leavingDate!,
            ground,
            destination,
            seenUntil: await seenUntil(request, name.school_id!, leavingDate!),
          },
      work => acrossOrganisations(db, viewer, work),
    )
    if (!decided.allowed) {
      return view(
        request,
        values,
        decided.refusals.map(({ says }) => ({ field: 'decision', text: says })),
      )
    }
    return redirect(`/files/${file.token}/missing`, `${decided.value}.`)
  },
}

async function seenUntil({ db, viewer }: Request, schoolId: string, leaving: LocalDate): Promise<LocalDate> {
  const calendar = await calendarFor(db, viewer, schoolId)
  return nthSchoolDayAfter(calendar, leaving, 15) ?? addDays(leaving, 30)
}

async function asked(request: Request) {
  const file = await fileOf(request)
  const number = Number(request.params.number)
  if (!Number.isInteger(number) || number < 1 || number > 10_000_000) throw new NotFound('change')
  const name = await missingName(request.db, request.viewer, file.id, number)
  if (name.child_id === null) throw new NotFound('change')
  return { file, name }
}

/** Why nothing is asked about a name: it was decided, or the list may still be put right. */
function whyNot(file: ImportRow, name: ChangeRow): string | undefined {
  if (name.decision !== null) return `${name.decided_name} has decided on this name already.`
  return file.state === 'applied' ? undefined : 'Decide on this name when the file has been applied.'
}

async function view(
  request: Request,
  values: { decision?: string; body?: Request['body']; ground?: string; destination?: string },
  errors: readonly FormError[],
) {
  const { file, name } = await asked(request)
  return {
    template: 'interchange/pages/missing-name.njk',
    child: name.child_id!,
    errors,
    data: {
      heading: 'Has this child left?',
      pageTitle: 'Has this child left?',
      back: { href: `/files/${file.token}/missing` },
      ...aboutFile(file),
      nameSays: name.says,
      nameSchool: name.school,
      decided: whyNot(file, name),
      values,
      boxes: dateBoxes('left', values.body ? { body: values.body } : {}),
      today: inWords(request.today as LocalDate),
      grounds: [
        { value: '', text: 'Not known' },
        ...deletionGrounds.map(({ code, letter, label }) => ({
          value: code,
          text: `${label} (ground ${letter})`,
        })),
      ],
    },
  }
}
