// What a manager and the owner of a case said about it.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, localDate } from '../../calendar/local-date.ts'
import { caseWork, nameOf } from '../../cases/pages/case-work.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { supervise } from '../actions.ts'
import { supervisionOf } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const work = await caseWork(request)
  const sent = body.formToken !== undefined
  const notes = await supervisionOf(db, viewer, work.row.id)
  return {
    template: 'caseload/pages/supervision.njk',
    child: work.child.id,
    data: {
      heading: 'Supervision',
      pageTitle: `Supervision: ${work.row.reference}`,
      back: { href: `/cases/${work.row.token}`, text: `Case ${work.row.reference}` },
      childName: nameOf(work.child),
      owner: work.c.owner?.name,
      notes: notes.map(one => ({
        when: dateInWords(localDate(one.on_date)),
        who: `${one.by_name} and ${one.with_name}`,
        talked: one.talked,
        agreed: one.agreed,
        next: dateInWords(localDate(one.next_on)),
      })),
      mayNote: may(viewer, 'supervision.record'),
      talked: text(body, 'talked'),
      agreed: text(body, 'agreed'),
      next: dateBoxes('next', sent ? { body } : {}),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const supervisionPage: Page = {
  path: '/cases/:case/supervision',
  allow: 'supervision.see',
  shows: 'one child',
  section: 'Cases',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    if (!may(viewer, 'supervision.record')) return view(request)
    const work = await caseWork(request)
    const next = readDate(body, 'next')
    const [talked, agreed] = [text(body, 'talked').slice(0, 4000), text(body, 'agreed').slice(0, 4000)]
    const errors: FormError[] = []
    if (talked === '') errors.push({ field: 'talked', text: 'Write what you talked about' })
    if (agreed === '') errors.push({ field: 'agreed', text: 'Write what was agreed' })
    if (!next || next === 'empty')
      errors.push({ field: 'next', text: 'Enter the day you look again, such as 4 12 2026' })
    if (!next || next === 'empty' || errors.length > 0) return view(request, errors)
    const done = await supervise(db, viewer, {
      childId: work.child.id,
      caseId: work.row.id,
      owner: work.c.owner,
      talked,
      agreed,
      nextOn: next,
    })
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: 'talked', text: says })),
      )
    return redirect(`/cases/${work.row.token}/supervision`, 'Note kept. The next look is a task of the case')
  },
}
