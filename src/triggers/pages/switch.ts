// Switching a step on, once its preview was seen; and off. Each has a day, a reason and the second factor first.
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { switchOff, switchOn, triggerByToken } from '../actions.ts'
import { latestPreview } from '../store.ts'
import { stepInWords } from '../trigger.ts'
import { forWhom, peopleInWords, whenOf } from './words.ts'

function switchPage(way: 'on' | 'off'): Page {
  const at = (request: Request) => `/settings/triggers/${request.params.trigger}`
  return {
    path: `/settings/triggers/:trigger/${way}`,
    allow: 'authority.settings',
    shows: 'no child',
    section: 'Settings',
    async get(request) {
      const shown = await view(request, way)
      return proveFirst(request, `${at(request)}/${way}`) ?? shown
    },
    async post(request) {
      const stale = proveFirst(request, `${at(request)}/${way}`, formMinutes)
      if (stale) return stale
      const { db, viewer, body, params } = request
      const from = readDate(body, 'from')
      const why = text(body, 'why')
      const errors: FormError[] = []
      if (!from || from === 'empty') errors.push({ field: 'from', text: 'Enter the day it holds from' })
      if (why === '') errors.push({ field: 'why', text: 'Say why, and who agreed it' })
      if (errors.length > 0 || !from || from === 'empty') return { ...(await view(request, way)), errors }
      const given = { token: params.trigger!, fromOn: from, why }
      const made = await (way === 'on' ? switchOn : switchOff)(db, viewer, given)
      if (!made.allowed) {
        const refusals = made.refusals.map(({ says }) => ({
          field: /^Say why/.test(says) ? 'why' : 'from',
          text: says,
        }))
        return { ...(await view(request, way)), errors: refusals }
      }
      const done = way === 'on' ? 'The step is switched on.' : 'The step is switched off.'
      return redirect(at(request), made.value.changed ? done : 'Nothing has changed: it was so already.')
    },
  }
}

async function view(request: Request, way: 'on' | 'off'): Promise<View> {
  const { db, viewer, params, body } = request
  const row = await triggerByToken(db, viewer, params.trigger!)
  const preview = await latestPreview(db, viewer, row.id)
  const sent = body.formToken !== undefined
  return {
    template: 'triggers/pages/switch.njk',
    data: {
      heading: way === 'on' ? 'Switch on a local step' : 'Switch off a local step',
      back: { href: `/settings/triggers/${row.token}`, text: row.name },
      way,
      name: row.name,
      asks: `${whenOf(row.trigger)}: ${stepInWords(row.trigger)}. For: ${forWhom(row.trigger)}.`,
      caught:
        preview?.done_at && preview.on_date === viewer.today ? peopleInWords(preview.caught_now) : undefined,
      from: dateBoxes('from', sent ? { body } : { day: viewer.today as LocalDate }),
      why: text(body, 'why'),
    },
  }
}

export const switchPages: readonly Page[] = [switchPage('on'), switchPage('off')]
