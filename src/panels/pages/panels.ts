// The meetings to come and those held; calling one.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { callPanel } from '../actions.ts'
import { panelKinds } from '../panel.ts'
import { panelsOf } from '../store.ts'

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const sent = body.formToken !== undefined
  const panels = await panelsOf(db, viewer)
  const row = (one: (typeof panels)[number]) => ({
    href: `/panels/${one.token}`,
    title: panelKinds[one.kind].title,
    on: inWords(localDate(one.meets_on)),
    where: [one.starts_at, one.place].filter(part => part !== '').join(', '),
    many: `${one.many} ${one.many === 1 ? 'case' : 'cases'}`,
  })
  return {
    template: 'panels/pages/panels.njk',
    data: {
      heading: 'Panels',
      toCome: panels.filter(one => !one.held_at).map(row),
      held: panels.filter(one => one.held_at).map(row),
      mayCall: may(viewer, 'panel.record'),
      kinds: Object.entries(panelKinds).map(([value, kind]) => ({
        value,
        text: kind.title,
        hint: { text: kind.asks },
        checked: text(body, 'kind') === value,
      })),
      on: dateBoxes('on', sent ? { body } : {}),
      startsAt: text(body, 'starts'),
      place: text(body, 'place'),
    },
    ...(errors.length > 0 && { errors }),
  }
}

export const panelsPage: Page = {
  path: '/panels',
  allow: 'panel.see',
  shows: 'no child',
  section: 'Panels',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    if (!may(viewer, 'panel.record')) return view(request)
    const on = readDate(body, 'on')
    const errors: FormError[] = []
    if (text(body, 'kind') === '') errors.push({ field: 'kind', text: 'Choose which panel' })
    if (!on || on === 'empty') errors.push({ field: 'on', text: 'Enter the day it meets, such as 6 12 2026' })
    if (!on || on === 'empty' || errors.length > 0) return view(request, errors)
    const done = await callPanel(db, viewer, {
      kind: text(body, 'kind'),
      meetsOn: on,
      startsAt: text(body, 'starts').slice(0, 50),
      place: text(body, 'place').slice(0, 200),
    })
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: 'on', text: says })),
      )
    return redirect(`/panels/${done.value}`, 'The panel is called. Bring cases to it from their own pages')
  },
}
