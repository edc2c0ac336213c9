// Attendance that is not regular: the sums of the register, the authority's number, and the school's own judgement below it.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { contentOf, irregularity, sendDue, sendIrregular } from '../due/actions.ts'
import { returnsOfChild } from '../store.ts'
import { addresseesShown, dueSays } from './due-words.ts'
import { contentRows } from './send.ts'
import { sentRow } from './to-send.ts'

export const irregularPage: Page = {
  path: '/pupils/:child/attendance-return',
  allow: 'return.send',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body, today } = request
    const child = await childByToken(db, viewer, params.child!)
    const why = text(body, 'why')
    if (why.length > 1000) return view(request, [{ field: 'why', text: 'Use 1,000 characters or fewer' }])
    const found = await irregularity(db, viewer, child.id)
    const decided = found?.reached
      ? await sendDue(db, viewer, { childId: child.id, rule: 'T-08', reason: why })
      : await sendIrregular(db, viewer, { childId: child.id, why })
    if (!decided.allowed) {
      return view(
        request,
        decided.refusals.map(one => ({ field: 'why', text: one.says })),
      )
    }
    const { reference, already } = decided.value
    return redirect(
      `/pupils/${child.token}/attendance-return`,
      already
        ? `One went this month: ${reference}. One a month is enough.`
        : `Return sent on ${inWords(today as LocalDate)}. Your reference is ${reference}.`,
    )
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body, today } = request
  const child = await childByToken(db, viewer, params.child!)
  const [found, sent] = await Promise.all([
    irregularity(db, viewer, child.id, true),
    returnsOfChild(db, viewer, child.id),
  ])
  const due = found?.reached ? found.due : undefined
  if (!found && sent.length === 0 && viewer.schools.length === 0) throw new NotFound('enrolment')
  const shown = due ?? found?.due
  const content = shown && (await contentOf(db, viewer, shown, { reason: text(body, 'why') }))
  return {
    template: 'returns/pages/irregular.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Irregular attendance return',
      pageTitle: 'Irregular attendance return',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? shown?.school : undefined,
      back: { href: '/returns-to-send', text: 'Back to returns to send' },
      childHref: `/pupils/${child.token}`,
      due: due && dueSays(due.dueOn, today),
      because: due?.because,
      days: found?.days,
      number: found?.number,
      mayJudge: found?.arises === true,
      notOfAge: found && !found.arises ? found.because : undefined,
      rows: content ? contentRows(content, 'T-08').filter(row => row.key !== 'Reason, if known') : [],
      why: text(body, 'why'),
      addressees: await addresseesShown(db, viewer),
      sent: sent.filter(one => one.rule === 'T-08').map(sentRow),
    },
  }
}
