// What the leaving school itself found out about a next place; and the days on which the child was seen there.
import type { Page, Request } from '../../access/page.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { recordCheck, recordDay } from '../actions.ts'
import { checkResults, isCheckResult } from '../destination.ts'
import { asErrors, head, leaverIn, standing } from './leaver.ts'

export const checkPage: Page = {
  path: '/pupils/:child/destination/check',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => checkView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const { claim } = await standing(request, await leaverIn(request))
    const result = text(body, 'result')
    const evidence = text(body, 'evidence')
    const errors: FormError[] = []
    if (!isCheckResult(result)) errors.push({ field: 'result', text: 'Choose what came of it' })
    if (evidence.length > 2000) errors.push({ field: 'evidence', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0 || !isCheckResult(result)) return checkView(request, errors)
    const claimId = text(body, 'claim') || claim.id
    const decided = await recordCheck(db, viewer, params.child!, { claimId, result, evidence })
    if (!decided.allowed) return checkView(request, asErrors('evidence', decided.refusals))
    return redirect(
      `/pupils/${params.child}/destination`,
      'Check recorded. It is on the list of enquiries too',
    )
  },
}

async function checkView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { claim } = await standing(request, leaver)
  const { body } = request
  return {
    template: 'destinations/pages/check.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Record a check of the next place'),
      claim: { id: claim.id, name: claim.name },
      results: Object.entries(checkResults).map(([value, label], at) => ({
        id: at === 0 ? 'result' : `result-${at + 1}`,
        value,
        text: label,
        checked: text(body, 'result') === value,
      })),
      evidence: text(body, 'evidence'),
    },
  }
}

const dayTypes = { started: 'The first day', 'tenth day': 'The tenth day' } as const

export const dayPage: Page = {
  path: '/pupils/:child/destination/day',
  allow: 'destination.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => dayView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const { claim } = await standing(request, await leaverIn(request))
    const type = text(body, 'type')
    const day = readDate(body, 'day')
    const errors: FormError[] = []
    if (type !== 'started' && type !== 'tenth day')
      errors.push({ field: 'type', text: 'Choose which day it is' })
    if (day === undefined || day === 'empty')
      errors.push({ field: 'day', text: 'Enter the day the child attended, such as 23 11 2026' })
    if (errors.length > 0 || day === undefined || day === 'empty') return dayView(request, errors)
    const decided = await recordDay(db, viewer, params.child!, {
      claimId: claim.id,
      type: type as 'started',
      day,
    })
    if (!decided.allowed) return dayView(request, asErrors('day', decided.refusals))
    return redirect(`/pupils/${params.child}/destination`, 'Day recorded')
  },
}

async function dayView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const leaver = await leaverIn(request)
  const { claim } = await standing(request, leaver)
  const { body } = request
  return {
    template: 'destinations/pages/day.njk',
    child: leaver.child_id,
    errors,
    data: {
      ...head(leaver, 'Record a day attended in the new place'),
      name: claim.name,
      types: Object.entries(dayTypes).map(([value, label], at) => ({
        id: at === 0 ? 'type' : `type-${at + 1}`,
        value,
        text: label,
        checked: text(body, 'type') === value,
      })),
      day: dateBoxes('day', { body }),
    },
  }
}
