// Bringing a case to a panel: the question, what it should know, what has not been tried, what good looks like (F12).
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import { checksMissing } from '../../cases/case.ts'
import { caseWork, nameOf } from '../../cases/pages/case-work.ts'
import { stateInWords } from '../../cases/words.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { bringCase } from '../actions.ts'
import { panelKinds } from '../panel.ts'
import { panelByToken, panelsOfCase, panelsToCome } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const work = await caseWork(request)
  const before = await panelsOfCase(db, viewer, work.row.id)
  const toCome = await panelsToCome(db, viewer)
  const sent = body.formToken !== undefined
  const missing = checksMissing(work.c).map(check => check.label)
  return {
    template: 'panels/pages/bring.njk',
    child: work.child.id,
    data: {
      heading: 'Panels about this case',
      pageTitle: `Panels: ${work.row.reference}`,
      back: { href: `/cases/${work.row.token}`, text: `Case ${work.row.reference}` },
      childName: nameOf(work.child),
      seen: sent ? text(body, 'seen') : work.c.seen,
      before: before.map(item => ({
        href: `/panels/${item.panel_token}/cases/${item.token}`,
        title: `${panelKinds[item.kind].title}, ${inWords(localDate(item.meets_on))}`,
        says: item.decision_kind ? `${item.decision_kind}: ${item.decision}` : 'No decision yet',
      })),
      mayBring: may(viewer, 'panel.record') && work.c.closedOn === undefined,
      panels: toCome.map(panel => ({
        value: panel.token,
        text: `${panelKinds[panel.kind].title}, ${inWords(localDate(panel.meets_on))}`,
        hint: { text: panelKinds[panel.kind].asks },
        checked: text(body, 'panel') === panel.token,
      })),
      question: text(body, 'question'),
      // Offered from the case, for a person to change: nobody types what is known.
      summary: sent
        ? text(body, 'summary')
        : `${stateInWords(work.c)} Open since ${dateInWords(work.c.openedOn)}.`,
      untried: sent ? text(body, 'untried') : missing.join('\n'),
      good: text(body, 'good'),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const bringPage: Page = {
  path: '/cases/:case/panel',
  allow: 'panel.see',
  shows: 'one child',
  section: 'Cases',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    if (!may(viewer, 'panel.record')) return view(request)
    const work = await caseWork(request)
    const errors: FormError[] = []
    if (text(body, 'panel') === '') errors.push({ field: 'panel', text: 'Choose the panel' })
    if (text(body, 'question') === '')
      errors.push({ field: 'question', text: 'Write the question to the panel' })
    if (text(body, 'summary') === '')
      errors.push({ field: 'summary', text: 'Write what the panel should know' })
    if (errors.length > 0) return view(request, errors)
    const panel = await panelByToken(db, viewer, text(body, 'panel'))
    const done = await bringCase(
      db,
      viewer,
      panel,
      { token: work.row.token, seen: text(body, 'seen') },
      {
        question: text(body, 'question').slice(0, 2000),
        summary: text(body, 'summary').slice(0, 4000),
        untried: text(body, 'untried').slice(0, 4000),
        good: text(body, 'good').slice(0, 2000),
      },
    )
    if (done.done)
      return redirect(`/cases/${work.row.token}`, `On the agenda of the ${panelKinds[panel.kind].title}`)
    const says =
      'since' in done
        ? [{ says: 'Somebody has worked on the case since you opened this page. Look at it, and send again' }]
        : done.refusals
    return view(
      request,
      says.map(one => ({ field: 'panel', text: one.says })),
    )
  },
}
