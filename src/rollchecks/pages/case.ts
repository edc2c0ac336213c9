// From a child on no roll to a case: the record is made first, and the page that opens a case comes next.
import type { Page, Request } from '../../access/page.ts'
import { childById } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildrenView, type FormError, redirect } from '../../platform/web/page.ts'
import { childOfRow } from '../actions.ts'
import { nameGiven } from '../given.ts'
import { rowsShown } from '../store.ts'
import { aboutCheck, checkOf } from './parts.ts'
import { rowNumber } from './row.ts'

export const caseOfRowPage: Page = {
  path: '/roll-checks/:rollcheck/rows/:row/case',
  allow: 'case.decide',
  shows: 'children',
  section: 'Children',
  get: request => view(request),
  async post(request) {
    const { db, viewer } = request
    const decision = await childOfRow(db, viewer, await checkOf(request), rowNumber(request))
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'go-on', text: refusal.says })),
      )
    const child = await childById(db, viewer, decision.value.childId)
    return redirect(`/children/${child.token}/open-case`)
  },
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildrenView> {
  const { db, viewer } = request
  const check = await checkOf(request)
  const [row] = await rowsShown(db, viewer, check.id, { number: rowNumber(request) }, 1, 0)
  if (!row) throw new NotFound('row of a roll check')
  const about = aboutCheck(check)
  return {
    template: 'rollchecks/pages/case.njk',
    children: row.child_id ? [row.child_id] : [],
    errors,
    data: {
      heading: 'Open a case for this child',
      pageTitle: 'Open a case from a roll check',
      back: { href: `${about.at}/rows/${row.number}`, text: 'Back to the row' },
      ...about,
      name: nameGiven(row.given),
      isKnown: row.child_id !== null && row.answer !== 'look',
      isMade: row.made_token !== null,
    },
  }
}
