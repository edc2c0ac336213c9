// Protect a child: a kind, a day, a reason, and it holds from this moment. The same page for a school and an authority.
import type { Page, Request } from '../../access/page.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { protect } from '../actions.ts'
import { protectionKinds } from '../protection.ts'
import { childByToken, protectionsOf } from '../store.ts'
import { dayInWords, type Prefix, placeOf } from './protected-parts.ts'

async function view(request: Request, prefix: Prefix) {
  const child = await childByToken(request.db, request.viewer, request.params.child!)
  const on = await protectionsOf(request.db, request.viewer, child.id)
  const sent = request.body.formToken !== undefined
  const chosen = text(request.body, 'kind')
  return {
    template: 'children/pages/protect.njk',
    child: child.id,
    data: {
      heading: 'Protect this child',
      pageTitle: 'Protect a child',
      ...placeOf(child, prefix),
      on: on.map(one => `${dayInWords(one.from_on)}, by ${one.put_on_name}`),
      kinds: Object.entries(protectionKinds).map(([value, says]) => ({
        value,
        text: says,
        checked: value === chosen,
      })),
      from: dateBoxes('from', sent ? { body: request.body } : { day: request.today as LocalDate }),
      reason: text(request.body, 'reason'),
    },
  }
}

export const protectPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/protect`,
  allow: 'protection.put-on',
  shows: 'one child',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  get: request => view(request, prefix),
  async post(request) {
    const { db, viewer, body } = request
    const child = await childByToken(db, viewer, request.params.child!)
    const from = readDate(body, 'from')
    const reason = text(body, 'reason')
    const kind = text(body, 'kind')
    const errors = [
      ...(kind ? [] : [{ field: 'kind', text: 'Choose what must be protected' }]),
      ...(from && from !== 'empty' ? [] : [{ field: 'from', text: 'Enter the day it counts from' }]),
      ...(reason ? [] : [{ field: 'reason', text: 'Say what you know and who told you' }]),
    ]
    if (errors.length || !from || from === 'empty') return { ...(await view(request, prefix)), errors }
    const decision = await protect(db, viewer, child, { kind, fromOn: from, reason })
    if (!decision.allowed) {
      const field = (says: string) =>
        /day|today/.test(says) ? 'from' : /Choose/.test(says) ? 'kind' : 'reason'
      return {
        ...(await view(request, prefix)),
        errors: decision.refusals.map(({ says }) => ({ field: field(says), text: says })),
      }
    }
    return redirect(
      // The authority's other teams have no page of the child: back to their own.
      viewer.side === 'desk' ? '/' : `/${prefix}/${child.token}`,
      `The child is protected from now. Addresses and contacts open only with a reason.${others(decision.value.others)}`,
    )
  },
})

const others = (many: number): string =>
  many === 0
    ? ''
    : many === 1
      ? ' So is one other child, who lives with this one.'
      : ` So are ${many} other children, who live with this one.`
