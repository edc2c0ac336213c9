// Break-glass: stop and think, then a reason, a sentence and the second factor, then four hours.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { demonstrationCode, provedBy } from '../../access/pages/prove.ts'
import { momentInWords, timeInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text } from '../../platform/web/page.ts'
import { openProtected } from '../actions.ts'
import { isOpeningReason, openHours, openingReasons, problemWithSentence } from '../protection.ts'
import { type ChildRow, childByToken, openingNow, protectedDetailsOf, protectionsOf } from '../store.ts'
import { dayInWords, type Prefix, placeOf } from './protected-parts.ts'

async function protectedChild(request: Request): Promise<ChildRow> {
  const child = await childByToken(request.db, request.viewer, request.params.child!)
  if (!child.protected) throw new NotFound('protection')
  return child
}

async function view(request: Request, child: ChildRow, prefix: Prefix, asked: boolean) {
  const { db, viewer, body } = request
  const on = await protectionsOf(db, viewer, child.id)
  const chosen = text(body, 'reason')
  const mayOpen = may(viewer, 'protected.open')
  return {
    template: 'children/pages/open-protected.njk',
    child: child.id,
    data: {
      heading: asked ? 'Why do you need to open it?' : 'This child is protected',
      pageTitle: asked ? 'Why do you need to open it?' : 'A child is protected',
      ...placeOf(child, prefix),
      asked: asked && mayOpen,
      mayOpen,
      openHours,
      on: on.map(one => `Since ${dayInWords(one.from_on)}, put on by ${one.put_on_name}.`),
      reasons: Object.entries(openingReasons).map(([value, says]) => ({
        value,
        text: says,
        checked: value === chosen,
      })),
      why: text(body, 'why'),
      demonstrationCode: asked && mayOpen ? await demonstrationCode(request) : undefined,
    },
  }
}

/** Everyone may see that there is a protection and what opening would mean; only some may go on. */
export const openProtectedPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/open-protected`,
  allow: 'protection.put-on',
  shows: 'one child',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  async get(request) {
    const child = await protectedChild(request)
    if (may(request.viewer, 'protected.open') && (await openingNow(request.db, request.viewer, child.id))) {
      return redirect(`/${prefix}/${child.token}/protected`)
    }
    return view(request, child, prefix, request.query.step === 'reason')
  },
  async post(request) {
    const { db, viewer, body, now } = request
    if (!may(viewer, 'protected.open')) throw new NotFound('opening')
    const child = await protectedChild(request)
    const [reason, why] = [text(body, 'reason'), text(body, 'why')]
    const sentence = problemWithSentence(why, 'why you need it now')
    const errors = [
      ...(isOpeningReason(reason) ? [] : [{ field: 'reason', text: 'Choose a reason' }]),
      ...(sentence ? [{ field: 'why', text: sentence }] : []),
    ]
    // The code is used up by being looked at, so everything else comes first.
    const wrongCode = errors.length ? undefined : await provedBy(db, viewer, text(body, 'code'), now)
    if (wrongCode) errors.push(wrongCode)
    if (errors.length) return { ...(await view(request, child, prefix, true)), errors }
    const decision = await openProtected(db, viewer, child, { reason, why })
    if (!decision.allowed) {
      const refusals = decision.refusals.map(({ says }) => ({ field: 'reason', text: says }))
      return { ...(await view(request, child, prefix, true)), errors: refusals }
    }
    return redirect(`/${prefix}/${child.token}/protected`)
  },
})

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The one page that shows what a protection hides; each look carries the reason it was opened for. */
export const protectedPage = (prefix: Prefix): Page => ({
  path: `/${prefix}/:child/protected`,
  allow: 'protected.open',
  shows: 'one child',
  section: prefix === 'pupils' ? 'Pupils' : 'Children',
  async get(request) {
    const { db, viewer } = request
    const child = await protectedChild(request)
    const opening = await openingNow(db, viewer, child.id)
    if (!opening) return redirect(`/${prefix}/${child.token}/open-protected`)
    const details = await protectedDetailsOf(db, viewer, child.id)
    const contacts = details
      .filter(one => one.kind === 'contact' && !one.detail.ended_at)
      .map(({ id, detail, ...marks }) => ({
        name: asText(detail.name),
        relationship: asText(detail.relationship) || 'Relationship not known',
        phones: [detail.phone_1, detail.phone_2].map(asText).filter(Boolean).join(' or ') || 'None held',
        email: asText(detail.email) || 'None held',
        restricted: detail.restricted === true,
        safe: `Ring: ${marks.may_ring}. Text: ${marks.may_text}. Email: ${marks.may_email}. Write: ${marks.may_write}.${marks.note ? ` ${marks.note}` : ''}`,
        href: `/${prefix}/${child.token}/contacts/${id}/safe`,
      }))
    return {
      template: 'children/pages/protected.njk',
      child: child.id,
      why: `${openingReasons[opening.reason as keyof typeof openingReasons] ?? opening.reason}: ${opening.why}`,
      data: {
        heading: 'Protected details',
        pageTitle: 'Protected details',
        ...placeOf(child, prefix),
        until: timeInWords(opening.expires_at),
        openHours,
        addresses: details
          .filter(one => one.kind === 'address' && !one.detail.ended_at)
          .map(({ detail, recorded_at }) => ({
            lines: [asText(detail.lines), asText(detail.postcode)].filter(Boolean).join(', '),
            known: `Recorded ${momentInWords(recorded_at)}`,
          })),
        contacts,
      },
    }
  },
})
