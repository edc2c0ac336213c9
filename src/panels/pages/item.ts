// One case of a meeting: what it was brought for, and what was decided.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, localDate } from '../../calendar/local-date.ts'
import { caseFrom, isOpen } from '../../cases/case.ts'
import { nameOf } from '../../cases/pages/case-work.ts'
import { caseByToken, historyOf } from '../../cases/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { decide, finishDecision } from '../actions.ts'
import { panelKinds } from '../panel.ts'
import { itemByToken } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body, params } = request
  const item = await itemByToken(db, viewer, params.item!)
  if (item.panel_token !== params.panel) throw new NotFound('case of this panel')
  const sent = body.formToken !== undefined
  const row = await caseByToken(db, viewer, item.case_token)
  const c = caseFrom(await historyOf(db, viewer, row.id))
  const isToDo = item.due !== null && isOpen(c) && c.tasks[`panel decision ${item.id}`] !== undefined
  return {
    template: 'panels/pages/item.njk',
    child: item.child_id,
    data: {
      heading: `${panelKinds[item.kind].title}: ${item.reference}`,
      pageTitle: `${panelKinds[item.kind].title}: ${item.reference}`,
      back: { href: `/panels/${item.panel_token}`, text: 'The agenda' },
      childName: nameOf(item),
      caseHref: `/cases/${item.case_token}`,
      on: inWords(localDate(item.meets_on)),
      question: item.question,
      summary: item.summary,
      untried: item.untried,
      good: item.good,
      broughtBy: item.brought_name,
      decided: item.decision_kind && {
        says: `${item.decision_kind === 'decided' ? 'Decided' : 'Put off'}: ${item.decision}`,
        who: item.who
          ? `${item.who}${item.due ? `, by ${dateInWords(localDate(item.due))}` : ''}`
          : undefined,
        by: item.decided_name,
      },
      mayDecide: may(viewer, 'panel.record') && !item.decision_kind && item.meets_on <= viewer.today,
      isToDo: may(viewer, 'panel.record') && isToDo,
      kinds: [
        { value: 'decided', text: 'Decided', checked: text(body, 'kind') !== 'put off' },
        { value: 'put off', text: 'Put off to a later meeting', checked: text(body, 'kind') === 'put off' },
      ],
      decision: text(body, 'decision'),
      who: text(body, 'who'),
      due: dateBoxes('due', sent ? { body } : {}),
      says: text(body, 'says'),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const itemPage: Page = {
  path: '/panels/:panel/cases/:item',
  allow: 'panel.see',
  shows: 'one child',
  section: 'Panels',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    if (!may(viewer, 'panel.record')) return view(request)
    const item = await itemByToken(db, viewer, params.item!)
    if (item.panel_token !== params.panel) throw new NotFound('case of this panel')
    const at = `/panels/${item.panel_token}/cases/${item.token}`
    if (text(body, 'what') === 'done') {
      const done = await finishDecision(db, viewer, item.token, text(body, 'says'))
      if (!done.allowed)
        return view(
          request,
          done.refusals.map(({ says }) => ({ field: 'says', text: says })),
        )
      return redirect(at, 'Written into the case as done')
    }
    const due = readDate(body, 'due')
    if (due === undefined) {
      return view(request, [{ field: 'due', text: 'Enter a real day, or leave it empty' }])
    }
    const done = await decide(db, viewer, item.token, {
      kind: text(body, 'kind') === 'put off' ? 'put off' : 'decided',
      decision: text(body, 'decision').slice(0, 4000),
      who: text(body, 'who').slice(0, 200),
      due: due === 'empty' ? undefined : due,
    })
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: fieldOf(says), text: says })),
      )
    return redirect(`/panels/${item.panel_token}`, `${item.reference}: written into the case`)
  },
}

const fieldOf = (says: string): string =>
  says.startsWith('Say who') ? 'who' : /day|when/.test(says) ? 'due' : 'decision'
