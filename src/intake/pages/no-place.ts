// Reached compulsory school age, known here, and never on a roll: one press opens a case for each (START-08).
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { day, weekday } from '../../cases/pages/case-work.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { openCaseForNoPlace } from '../actions.ts'
import { cohortsBy } from '../cohorts.ts'
import { neverOnARoll } from '../store.ts'

const cohortsShown = 6
const shownAtMost = 50

export const noPlacePage: Page = {
  path: '/no-place',
  allow: 'intake.see',
  shows: 'children',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const decided = await openCaseForNoPlace(db, viewer, text(body, 'child'))
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'list', text: one.says })),
      )
    const { token, reference, joined } = decided.value
    if (joined) return redirect(`/cases/${token}`, `${reference} is open already`)
    return redirect(
      `/triage/${token}`,
      `${reference} is open. Look first whether the child is on a roll here`,
    )
  },
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildrenView> {
  const { db, viewer, query } = request
  const cohorts = cohortsBy(localDate(viewer.today), cohortsShown)
  const chosen = cohorts.find(one => one.startsOn === query.since) ?? cohorts[0]!
  const rows = await neverOnARoll(db, viewer, chosen)
  const shown = rows.slice(0, shownAtMost)
  return {
    template: 'intake/pages/no-place.njk',
    children: shown.map(row => row.child_id),
    errors,
    data: {
      heading: 'Reached school age on no roll',
      pageTitle: 'Reached school age on no roll',
      back: { href: '/triage', text: 'Back to referrals' },
      since: weekday(chosen.startsOn),
      cohorts: cohorts.map(one => ({
        href: `/no-place?since=${one.startsOn}`,
        text: day(one.startsOn),
        isChosen: one === chosen,
      })),
      opens: may(viewer, 'case.decide'),
      more: rows.length > shownAtMost,
      rows: shown.map(row => ({
        token: row.token,
        href: `/children/${row.token}`,
        name: `${row.forename} ${row.surname}`,
        born: day(row.date_of_birth),
        isProtected: row.protected,
      })),
    },
  }
}
