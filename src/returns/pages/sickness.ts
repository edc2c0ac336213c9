// Sickness: somebody believes that it will come to 15 days, and says so. May be the first day, or before it.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { sicknessReturnSchoolDays } from '../../law/absence-limits.ts'
import { inForce } from '../../law/dated.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { sendSickness, sicknessOf } from '../due/actions.ts'
import { returnsOfChild } from '../store.ts'
import { addresseesShown } from './due-words.ts'
import { sentRow } from './to-send.ts'

/** More school days than a school year has: a slip of the keyboard. */
const expectedMax = 190

export const sicknessPage: Page = {
  path: '/pupils/:child/sickness-return',
  allow: 'return.send',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const today = viewer.today as LocalDate
    const errors: FormError[] = []
    const since = readDate(body, 'since')
    if (since === 'empty' || since === undefined) {
      errors.push({ field: 'since', text: 'Enter the first day of this sickness, such as 6 11 2026' })
    }
    const typed = text(body, 'expected')
    const expected = Number(typed)
    if (!/^\d+$/.test(typed) || expected > expectedMax) {
      errors.push({ field: 'expected', text: 'Enter how many more school days you expect, such as 15' })
    }
    const believed = readDate(body, 'believed')
    const believedOn = believed === 'empty' ? today : believed
    if (believedOn === undefined)
      errors.push({ field: 'believed', text: 'Enter a real date, such as 6 11 2026' })
    else if (believedOn > today)
      errors.push({ field: 'believed', text: 'The day you came to believe it must be today or before' })
    if (text(body, 'belief') !== 'yes')
      errors.push({ field: 'belief', text: 'Only send this if you believe it: confirm that you do' })
    if (errors.length > 0 || !since || since === 'empty' || !believedOn) return view(request, errors)
    const decided = await sendSickness(db, viewer, { childId: child.id, since, expected, believedOn })
    if (!decided.allowed) {
      return view(
        request,
        decided.refusals.map(one => ({ field: 'expected', text: one.says })),
      )
    }
    const { reference, already } = decided.value
    return redirect(
      `/pupils/${child.token}/sickness-return`,
      already
        ? `This sickness was told of before: ${reference}. One is enough.`
        : `Sickness return sent. Your reference is ${reference}.`,
    )
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const [known, sent] = await Promise.all([
    sicknessOf(db, viewer, child.id),
    returnsOfChild(db, viewer, child.id),
  ])
  const today = viewer.today as LocalDate
  const typed = body.formToken === undefined ? undefined : body
  const needed = inForce(sicknessReturnSchoolDays, today).value
  return {
    template: 'returns/pages/sickness.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Sickness return',
      pageTitle: 'Sickness return',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? known.enrolment.school : undefined,
      back: { href: '/returns-to-send', text: 'Back to returns to send' },
      childHref: `/pupils/${child.token}`,
      needed,
      shows: `The register has ${known.days === 1 ? '1 day' : `${known.days || 'no'} days`} of sickness this school year${known.since ? `, and this sickness since ${inWords(known.since)}` : ''}.`,
      since: dateBoxes('since', typed ? { body: typed } : { day: known.since ?? today }),
      believed: dateBoxes('believed', typed ? { body: typed } : { day: today }),
      expected: text(body, 'expected'),
      belief: text(body, 'belief') === 'yes',
      addressees: await addresseesShown(db, viewer),
      sent: sent.filter(one => one.rule === 'T-09').map(sentRow),
    },
  }
}
