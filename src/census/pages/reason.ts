// Why is the child missing education? One reason of the Department's list, recorded by a person, from a day.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { caseWork } from '../../cases/pages/case-work.ts'
import { cmeReasonInWords, cmeReasons, readCmeReason } from '../../law/cme-reasons.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { recordReason } from '../actions.ts'
import { reasonsOfCase } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const work = await caseWork(request)
  const before = await reasonsOfCase(db, viewer, work.row.id)
  const sent = body.formToken !== undefined
  const chosen = sent ? text(body, 'reason') : before[0]?.reason
  return {
    template: 'census/pages/reason.njk',
    child: work.child.id,
    data: {
      heading: 'Why is the child missing education?',
      back: { href: `/cases/${work.row.token}`, text: `Case ${work.row.reference}` },
      reasons: cmeReasons.map(({ code, label }) => ({ value: code, text: label, checked: code === chosen })),
      from: dateBoxes('from', sent ? { body } : { day: request.today as LocalDate }),
      why: text(body, 'why'),
      before: before.map(one => ({
        says: cmeReasonInWords(one.reason),
        from: dateInWords(localDate(one.from_on)),
        why: one.why,
        by: one.by_name,
      })),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const reasonPage: Page = {
  path: '/cases/:case/reason',
  allow: 'case.record',
  shows: 'one child',
  section: 'Cases',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const work = await caseWork(request)
    const reason = readCmeReason(text(body, 'reason'))
    const from = readDate(body, 'from')
    const why = text(body, 'why')
    const errors: FormError[] = []
    if (!reason) errors.push({ field: 'reason', text: 'Choose the one main reason' })
    if (!from || from === 'empty')
      errors.push({ field: 'from', text: 'Enter the day it is true from, such as 6 11 2026' })
    if (!why) errors.push({ field: 'why', text: 'Write how it is known' })
    if (!reason || !from || from === 'empty' || errors.length > 0) return view(request, errors)
    const done = await recordReason(db, viewer, {
      childId: work.child.id,
      caseId: work.row.id,
      reason,
      from,
      why,
    })
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: 'from', text: says })),
      )
    return redirect(`/cases/${work.row.token}`, 'Reason recorded')
  },
}
