// From a child on no roll to a case: a gap that a roll check found (START-15). The record is made where there is none, and the case
// is opened on it at once: there is no least time on no roll.
import type { Page, Request } from '../../access/page.ts'
import { isLevel, levelItems } from '../../cases/pages/deciding.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { openCaseOfRow } from '../actions.ts'
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
    const { db, viewer, body } = request
    const level = text(body, 'level')
    const check = await checkOf(request)
    if (!isLevel(level))
      return view(request, [{ field: 'level', text: 'Choose how urgent the situation is' }])
    const decision = await openCaseOfRow(db, viewer, check, rowNumber(request), level)
    if (!decision.allowed)
      return view(
        request,
        decision.refusals.map(refusal => ({ field: 'go-on', text: refusal.says })),
      )
    const { token, reference, joined } = decision.value
    if (joined) return redirect(`/cases/${token}`, `Added to ${reference}, which is open already`)
    return redirect(
      `/triage/${token}`,
      `${reference} is open. Look first whether the child is on a roll here`,
    )
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
      levels: {
        as: 'radios',
        name: 'level',
        label: 'How urgent is the situation?',
        items: levelItems.map(item => ({
          ...item,
          hint: { text: item.hint },
          checked: item.value === text(request.body, 'level'),
        })),
      },
    },
  }
}
