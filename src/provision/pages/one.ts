// One arrangement: how it stands, its reviews, and its end.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { addDays, dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { endArrangement, reviewArrangement, standingToday } from '../actions.ts'
import { type Ending, endings, latestReview } from '../provision.ts'
import { arrangementByToken, reviewsOf } from '../store.ts'
import { lookInWords } from './list.ts'
import { inOrder, readHours } from './new.ts'

const endingInWords: Readonly<Record<Ending, string>> = {
  'back to full time': 'The pupil is back full time',
  'another arrangement': 'Another arrangement takes its place',
  'left the school': 'The pupil has left the school',
  'recorded in error': 'It was recorded in error',
}
const reviewOrder = ['on', 'found', 'hours', 'agrees', 'next', 'end']

export const arrangementPage: Page = {
  path: '/provision/:arrangement',
  allow: 'provision.see',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
}

export const reviewArrangementPage: Page = {
  path: '/provision/:arrangement/review',
  allow: 'provision.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => reviewView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const errors: FormError[] = []
    const day = (name: string, says: string): LocalDate | undefined => {
      const read = readDate(body, name)
      if (read !== 'empty' && read !== undefined) return read
      errors.push({ field: name, text: says })
      return undefined
    }
    const on = day('on', 'Enter the day on which it was looked at')
    const next = day('next', 'Enter the day of the next review')
    const end = day('end', 'Enter the last day')
    const hours = readHours(text(body, 'hours'))
    if (hours === undefined)
      errors.push({ field: 'hours', text: 'Enter the hours a week from now, such as 15' })
    const found = text(body, 'found')
    if (found === '') errors.push({ field: 'found', text: 'Say what was found' })
    else if (found.length > 2000) errors.push({ field: 'found', text: 'Use 2,000 characters or fewer' })
    const agrees = text(body, 'agrees')
    if (agrees !== 'yes' && agrees !== 'no' && agrees !== 'not known')
      errors.push({ field: 'agrees', text: 'Say whether the parent agrees' })
    if (errors.length > 0 || !on || !next || !end || hours === undefined)
      return reviewView(request, inOrder(errors, reviewOrder))
    const decided = await reviewArrangement(db, viewer, {
      token: params.arrangement!,
      number: Number(text(body, 'number')) || 0,
      on,
      found,
      hours,
      reviewOn: next,
      endsOn: end,
      parentAgrees: agrees as 'yes' | 'no' | 'not known',
    })
    if (!decided.ok)
      return reviewView(
        request,
        inOrder(
          decided.problems.map(one => ({ field: one.field, text: one.says })),
          reviewOrder,
        ),
      )
    return redirect(`/provision/${decided.token}`, 'Review recorded.')
  },
}

export const endArrangementPage: Page = {
  path: '/provision/:arrangement/end',
  allow: 'provision.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => endView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const errors: FormError[] = []
    const read = readDate(body, 'ended')
    const on = read === 'empty' || read === undefined ? undefined : read
    if (!on) errors.push({ field: 'ended', text: 'Enter the day on which it ended' })
    const how = text(body, 'how') as Ending
    if (!endings.includes(how)) errors.push({ field: 'how', text: 'Choose how it ended' })
    const why = text(body, 'why')
    if (why === '') errors.push({ field: 'why', text: 'Say why it ended' })
    else if (why.length > 2000) errors.push({ field: 'why', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0 || !on) return endView(request, errors)
    const decided = await endArrangement(db, viewer, { token: params.arrangement!, on, how, why })
    if (!decided.ok)
      return endView(
        request,
        decided.problems.map(one => ({ field: one.field, text: one.says })),
      )
    return redirect(`/provision/${decided.token}`, decided.already ? 'It had ended before.' : 'Ended.')
  },
}

async function view(request: Request): Promise<ChildView> {
  const { db, viewer, params } = request
  const row = await arrangementByToken(db, viewer, params.arrangement!)
  const today = viewer.today as LocalDate
  const [calendar, reviews] = await Promise.all([
    calendarFor(db, viewer, row.school_id),
    reviewsOf(db, viewer, row.id),
  ])
  const standing = standingToday(row, calendar, today)
  const isOpen = standing.state !== 'ended'
  const asked = (answer: string) =>
    answer === 'yes' ? 'Asked' : answer === 'no' ? 'Not asked' : 'Not needed'
  return {
    template: 'provision/pages/one.njk',
    child: row.child_id,
    data: {
      ...headOf(row),
      back: { href: '/provision', text: 'Back to the list' },
      state:
        standing.state === 'ended'
          ? `Ended on ${inWords(row.ended_on!)}. ${endingInWords[row.ended_how!]}: ${row.ended_why} (${row.ended_by})`
          : lookInWords(standing.lookOn, today, standing.lateSchoolDays),
      isLate: standing.isLate,
      isPast: isOpen && standing.endsOn < today,
      rows: [
        { key: 'Hours now', text: `${standing.hours} of ${Number(row.full_hours)} a week` },
        { key: 'Attendance code', text: row.code },
        { key: 'Where and when', text: row.place },
        { key: 'Reason', text: row.reason },
        {
          key: 'First day',
          text: `${inWords(row.starts_on)}, ${standing.schoolDaysSoFar === 1 ? '1 school day' : `${standing.schoolDaysSoFar} school days`} so far`,
        },
        { key: 'Last day', text: inWords(standing.endsOn) },
        { key: 'Back to full time', text: row.end_plan },
        { key: 'Agreed by', text: row.agreed_by },
        { key: 'Parent signed', text: row.parent_signed_on ? inWords(row.parent_signed_on) : 'Not signed' },
        { key: 'SEN team', text: asked(row.ehcp_consulted) },
        { key: 'Social worker', text: asked(row.worker_consulted) },
        { key: 'Recorded', text: `${dateInWords(row.recorded_on)}, ${row.by_name}` },
      ],
      reviews: reviews.map(one => ({
        on: `Review ${one.number}, ${inWords(one.on_date)}, ${one.by_name}`,
        says: one.found,
        onwards: `${Number(one.hours)} hours a week. Next review ${dateInWords(one.review_on)}, last day ${dateInWords(one.ends_on)}. Parent agrees: ${one.parent_agrees}.`,
      })),
      mayRecord: isOpen && may(viewer, 'provision.record'),
      at: `/provision/${row.token}`,
      childHref: viewer.side === 'school' ? `/pupils/${row.child_token}` : `/children/${row.child_token}`,
    },
  }
}

const headOf = (row: { forename: string; surname: string; school: string; kind: string }) => {
  const heading = row.kind === 'part-time timetable' ? 'Part-time timetable' : 'Education off site'
  return { heading, pageTitle: heading, childName: `${row.forename} ${row.surname}`, school: row.school }
}

async function reviewView(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const row = await arrangementByToken(db, viewer, params.arrangement!)
  const today = viewer.today as LocalDate
  const [calendar, settings] = await Promise.all([
    calendarFor(db, viewer, row.school_id),
    settingsFor(db, viewer),
  ])
  const standing = standingToday(row, calendar, today)
  const days = settings['provision-review-days']
  const latest = latestReview(calendar, today, days)
  const typed = body.formToken !== undefined
  const boxes = (name: string, day: LocalDate) => dateBoxes(name, typed ? { body } : { day })
  const next = latest ?? addDays(today, 28)
  return {
    template: 'provision/pages/review.njk',
    child: row.child_id,
    errors,
    data: {
      ...headOf(row),
      heading: 'Look at it again',
      pageTitle: 'Review',
      back: { href: `/provision/${row.token}` },
      number: typed ? text(body, 'number') : String(row.reviews + 1),
      reviewBy: latest && `Within ${days} school days: by ${inWords(latest)}`,
      on: boxes('on', today),
      next: boxes('next', next),
      end: boxes('end', standing.endsOn > next ? standing.endsOn : next),
      hours: typed ? text(body, 'hours') : String(standing.hours),
      found: text(body, 'found'),
      agrees: (['yes', 'no', 'not known'] as const).map((value, index) => ({
        id: index === 0 ? 'agrees' : `agrees-${index + 1}`,
        value,
        text: { yes: 'Yes', no: 'No', 'not known': 'Not known' }[value],
        checked: text(body, 'agrees') === value,
      })),
      hasEnded: row.ended_on !== null,
    },
  }
}

async function endView(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const row = await arrangementByToken(db, viewer, params.arrangement!)
  const typed = body.formToken !== undefined
  return {
    template: 'provision/pages/end.njk',
    child: row.child_id,
    errors,
    data: {
      ...headOf(row),
      heading: 'End it',
      pageTitle: 'End of an arrangement',
      back: { href: `/provision/${row.token}` },
      ended: dateBoxes('ended', typed ? { body } : { day: viewer.today as LocalDate }),
      hows: endings.map((value, index) => ({
        id: index === 0 ? 'how' : `how-${index + 1}`,
        value,
        text: endingInWords[value],
        checked: text(body, 'how') === value,
      })),
      why: text(body, 'why'),
      hasEnded: row.ended_on !== null,
    },
  }
}
