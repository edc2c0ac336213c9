// Somebody says where a leaver goes; or nobody knows.
import type { Page, Request } from '../../access/page.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { recordClaim, recordUnknown } from '../actions.ts'
import { destinationKinds, isDestinationKind } from '../destination.ts'
import { asErrors, head, leaverIn } from './leaver.ts'

export const claimPage: Page = {
  path: '/pupils/:child/destination/claim',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => claimView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const kind = text(body, 'kind')
    const name = text(body, 'name')
    const how = text(body, 'how')
    const day = readDate(body, 'starts')
    const errors: FormError[] = []
    if (!isDestinationKind(kind)) errors.push({ field: 'kind', text: 'Choose where the child goes' })
    if (name === '' && kind !== 'home')
      errors.push({ field: 'name', text: 'Write the name of the school, setting, country or authority' })
    if (name.length > 200) errors.push({ field: 'name', text: 'Use 200 characters or fewer' })
    if (day === undefined)
      errors.push({ field: 'starts', text: 'Enter a day, a month and a year, such as 4 1 2027' })
    if (how === '') errors.push({ field: 'how', text: 'Write who said so, and how' })
    if (how.length > 1000) errors.push({ field: 'how', text: 'Use 1,000 characters or fewer' })
    if (errors.length > 0 || !isDestinationKind(kind)) return claimView(request, errors)
    const decided = await recordClaim(db, viewer, params.child!, {
      kind,
      name: name || 'Home education',
      number: text(body, 'number'),
      startsOn: day === 'empty' ? undefined : day,
      how,
    })
    if (!decided.allowed) return claimView(request, asErrors('name', decided.refusals))
    const { school, already } = decided.value
    const known = school ? `. ${school} is in Onroll: you can ask it at once` : ''
    return redirect(
      `/pupils/${params.child}/destination`,
      already ? 'That was recorded before' : `Recorded as claimed${known}`,
    )
  },
}

async function claimView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { body } = request
  return {
    template: 'destinations/pages/claim.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Record where the child goes'),
      kinds: Object.entries(destinationKinds).map(([value, label], at) => ({
        id: at === 0 ? 'kind' : `kind-${at + 1}`,
        value,
        text: label,
        checked: text(body, 'kind') === value,
      })),
      name: text(body, 'name'),
      number: text(body, 'number'),
      starts: dateBoxes('starts', { body }),
      how: text(body, 'how'),
    },
  }
}

export const unknownPage: Page = {
  path: '/pupils/:child/destination/unknown',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => unknownView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const tried = text(body, 'tried')
    if (tried.length > 2000)
      return unknownView(request, [{ field: 'tried', text: 'Use 2,000 characters or fewer' }])
    const decided = await recordUnknown(db, viewer, params.child!, {
      tried,
      sure: text(body, 'sure') === 'yes',
    })
    if (!decided.allowed) {
      const field = /Tick/.test(decided.refusals[0]!.says) ? 'sure' : 'tried'
      return unknownView(request, asErrors(field, decided.refusals))
    }
    return redirect(
      `/pupils/${params.child}/destination`,
      decided.value.caseReference
        ? 'Recorded. A possible CME case is open, and the authority looks for the child'
        : 'Recorded that nobody knows',
    )
  },
}

async function unknownView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { body } = request
  return {
    template: 'destinations/pages/unknown.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Nobody knows where the child goes'),
      hasLeft: leaver.leaving_date !== null && leaver.leaving_date <= request.viewer.today,
      tried: text(body, 'tried'),
      sure: text(body, 'sure') === 'yes',
    },
  }
}
