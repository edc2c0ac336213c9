// Permanent exclusions as they reached the authority: the sixth school day, what is in place and with whom, or the case that opened.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { day, weekday } from '../../cases/pages/case-work.ts'
import { stateLabel } from '../../cases/words.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { calendarFor, calendarsOf } from '../../schools/store.ts'
import { latestOf, recordExclusion } from '../actions.ts'
import { type Excluded, excludedOn } from '../exclusions.ts'
import { type ExclusionRow, exclusionByToken, exclusions, stepsOfExclusion } from '../store.ts'

const shownAtMost = 100
const order: readonly Excluded['stands'][] = ['nothing', 'late', 'waiting', 'not known', 'case', 'in place']
const words: Readonly<Record<Excluded['stands'], string>> = {
  nothing: 'Nothing in place',
  late: 'In place too late',
  waiting: 'To be arranged',
  'not known': 'Day not known',
  case: 'A case is open',
  'in place': 'In place',
}

export const exclusionsPage: Page = {
  path: '/exclusions',
  allow: 'exclusions.see',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer }) {
    const today = localDate(viewer.today)
    const rows = await exclusions(db, viewer)
    const calendarOf = await calendarsOf(db, viewer)
    const shown = rows
      .slice(0, shownAtMost)
      .map(row => ({ row, stands: standing(row, calendarOf(row.school_id).calendar, today) }))
      .sort(
        (a, b) =>
          order.indexOf(a.stands.stands) - order.indexOf(b.stands.stands) ||
          ((a.stands.sixth ?? '9') < (b.stands.sixth ?? '9') ? -1 : 1),
      )
    return {
      template: 'intake/pages/exclusions.njk',
      children: shown.map(({ row }) => row.child_id),
      data: {
        heading: 'Permanent exclusions',
        pageTitle: 'Permanent exclusions',
        back: { href: '/triage', text: 'Back to referrals' },
        more: rows.length > shownAtMost,
        rows: shown.map(({ row, stands }) => ({
          href: `/exclusions/${row.token}`,
          name: `${row.forename} ${row.surname}`,
          school: row.school,
          first: weekday(row.first_day),
          sixth: stands.sixth ? weekday(stands.sixth) : 'Not known: no term dates',
          care: row.looked_after,
          state: words[stands.stands],
          wrong: stands.stands === 'nothing' || stands.stands === 'late',
          says: stands.says,
        })),
      },
    }
  },
}

const standing = (
  row: ExclusionRow,
  calendar: Parameters<typeof excludedOn>[0]['calendar'],
  today: LocalDate,
): Excluded =>
  excludedOn(
    { firstDay: localDate(row.first_day), lookedAfter: row.looked_after, calendar, latest: latestOf(row) },
    today,
  )

export const exclusionPage: Page = {
  path: '/exclusions/:suspension',
  allow: 'exclusions.see',
  shows: 'one child',
  section: 'My work',
  get: request => view(request),
}

export const exclusionStepPage: Page = {
  path: '/exclusions/:suspension/in-place',
  allow: 'intake.record',
  shows: 'one child',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    const what = text(body, 'what')
    const starts = readDate(body, 'starts')
    const errors: FormError[] = []
    if (what !== 'in place' && what !== 'nothing in place')
      errors.push({ field: 'what', text: 'Choose what is so' })
    if (starts === undefined) errors.push({ field: 'starts', text: 'Enter a real date, such as 20 11 2026' })
    if (what === 'in place' && starts === 'empty')
      errors.push({ field: 'starts', text: 'Enter the day from which it is in place' })
    if (what === 'in place' && text(body, 'place') === '')
      errors.push({ field: 'place', text: 'Write who provides it' })
    if (what === 'nothing in place' && text(body, 'says') === '')
      errors.push({ field: 'says', text: 'Say what stands in the way' })
    if (text(body, 'place').length > 200) errors.push({ field: 'place', text: 'Use 200 characters or fewer' })
    if (text(body, 'says').length > 2000)
      errors.push({ field: 'says', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0 || (what !== 'in place' && what !== 'nothing in place'))
      return view(request, errors)
    const decided = await recordExclusion(db, viewer, params.suspension!, {
      what,
      startsOn: starts === 'empty' ? undefined : starts,
      place: what === 'in place' ? text(body, 'place') : '',
      says: text(body, 'says'),
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'starts', text: one.says })),
      )
    return redirect(
      `/exclusions/${params.suspension!}`,
      decided.value.already ? 'That was written down before' : 'Written down',
    )
  },
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildView> {
  const { db, viewer, body, params } = request
  const today = localDate(viewer.today)
  const row = await exclusionByToken(db, viewer, params.suspension!)
  const stands = standing(row, await calendarFor(db, viewer, row.school_id), today)
  const steps = await stepsOfExclusion(db, viewer, row.id)
  const typed = body.formToken !== undefined
  return {
    template: 'intake/pages/exclusion.njk',
    child: row.child_id,
    errors,
    data: {
      heading: 'After a permanent exclusion',
      pageTitle: 'After a permanent exclusion',
      childName: `${row.forename} ${row.surname}`,
      isProtected: row.protected,
      back: { href: '/exclusions', text: 'Back to the list' },
      childHref: `/children/${row.child_token}`,
      suspensionHref: `/suspensions/${row.token}`,
      caseLink: row.case_token ? { href: `/cases/${row.case_token}`, text: row.case_reference } : undefined,
      stands: stands.says,
      wrong: stands.stands === 'nothing' || stands.stands === 'late',
      rows: [
        { key: 'Excluded from', value: row.school },
        { key: 'First day', value: weekday(row.first_day) },
        { key: 'Sixth school day', value: stands.sixth ? weekday(stands.sixth) : 'Not known' },
        ...(row.looked_after ? [{ key: 'In care', value: 'Education is expected from the first day' }] : []),
      ],
      why: { because: stands.answer.because, cites: stands.answer.cites },
      mayRecord: may(viewer, 'intake.record'),
      at: `/exclusions/${row.token}/in-place`,
      whats: (['in place', 'nothing in place'] as const).map((value, i) => ({
        value,
        text: value === 'in place' ? 'Full-time education is in place' : 'Nothing is in place',
        id: i === 0 ? 'what' : 'what-2',
        checked: text(body, 'what') === value,
      })),
      starts: dateBoxes('starts', typed ? { body } : { day: stands.sixth }),
      place: text(body, 'place'),
      typed: text(body, 'says'),
      steps: steps.map(one => ({
        title: stateLabel(one.what),
        when: day(one.on_date),
        who: one.by_name,
        lines: [
          one.starts_on ? `From ${weekday(one.starts_on)}${one.place ? `, ${one.place}` : ''}` : '',
          one.says,
        ].filter(Boolean),
      })),
    },
  }
}
