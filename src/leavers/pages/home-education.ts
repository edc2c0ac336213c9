// A parent wants to educate a child at home: what the school writes down, how it stands by law, and what the authority reads.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormError, redirect } from '../../platform/web/page.ts'
import { openNotice, tellOfHomeEducation } from '../home-education/actions.ts'
import { noticeFields, type Standing } from '../home-education/notice.ts'
import { type NoticeRow, noticesFor, noticesOfChild } from '../home-education/store.ts'
import { currentEnrolment } from '../store.ts'
import { formFields, givenInWords, readForm } from './evidence-form.ts'
import { childHref, nameOf, type Tag } from './words.ts'

const section = 'Leavers and joiners'

export const tellHomeEducationPage: Page = {
  path: '/pupils/:child/home-education',
  allow: 'removal.ask',
  shows: 'one child',
  section,
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const { given, errors } = readForm(body, noticeFields)
    if (errors.length > 0) return view(request, errors)
    const told = await tellOfHomeEducation(db, viewer, child.id, given)
    if (!told.ok) return view(request, told.problems)
    return redirect(
      `/home-education/${told.token}`,
      told.already
        ? `This was told before: ${told.reference}.`
        : `The authority has been told: ${told.reference}.`,
    )
  },
}

async function view(request: Request, errors: readonly FormError[]) {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = await currentEnrolment(db, viewer, child.id)
  if (!enrolment) throw new NotFound('enrolment')
  const before = await noticesOfChild(db, viewer, child.id)
  // What was said before begins the next: a letter often follows a call.
  const from = errors.length > 0 ? { body } : { given: before[0]?.facts ?? {} }
  return {
    template: 'leavers/pages/tell-home-education.njk',
    child: child.id,
    errors,
    data: {
      heading: 'A parent wants to educate the child at home',
      pageTitle: 'A parent wants to educate the child at home',
      name: nameOf(child),
      school: enrolment.school,
      back: { href: `/pupils/${child.token}` },
      fields: formFields(noticeFields, from),
      before: before.map(row => ({
        href: `/home-education/${row.token}`,
        text: `${row.reference}, ${dateInWords(row.told_on)}`,
      })),
    },
  }
}

const tags: Readonly<Record<Standing['kind'], Tag>> = {
  said: { text: 'Said, not written', colour: 'yellow' },
  order: { text: 'An order is in force', colour: 'orange' },
  consent: { text: 'The authority must consent', colour: 'orange' },
  'no day': { text: 'No day is stated', colour: 'yellow' },
  wait: { text: 'The day has not passed', colour: 'yellow' },
  ready: { text: 'The day has passed', colour: 'green' },
}

export const homeEducationPage: Page = {
  path: '/home-education/:notice',
  allow: 'removals.see',
  shows: 'one child',
  section,
  async get({ db, viewer, params }) {
    const { row, standing } = await openNotice(db, viewer, params.notice!)
    const isSchool = viewer.side === 'school' && may(viewer, 'removal.ask')
    return {
      template: 'leavers/pages/home-education.njk',
      child: row.child_id,
      data: {
        heading: 'Home education',
        pageTitle: 'Home education',
        name: nameOf(row),
        back: { href: '/home-education', text: 'All notices of home education' },
        tag: tags[standing.kind],
        stands: standing.says,
        cites: standing.cites,
        also: standing.also,
        stays: standing.kind !== 'ready',
        isSchool,
        askHref:
          isSchool && standing.kind === 'ready'
            ? `/pupils/${row.child_token}/removal?ground=R9-F`
            : undefined,
        changeHref: isSchool ? `/pupils/${row.child_token}/home-education` : undefined,
        rows: [
          { key: 'Child', text: nameOf(row), href: childHref(viewer, row.child_token) },
          { key: 'School', text: row.school },
          { key: 'Reference', text: row.reference },
          { key: 'Told to the authority', text: `${inWords(row.told_on)}, by ${row.by_name}` },
          {
            key: 'Opened by the authority',
            text: row.opened_on
              ? inWords(row.opened_on)
              : viewer.side === 'authority'
                ? 'Now, by you'
                : 'Not yet',
          },
          ...givenInWords(noticeFields, row.facts),
        ],
      },
    }
  },
}

export const homeEducationListPage: Page = {
  path: '/home-education',
  allow: 'removals.see',
  shows: 'children',
  section,
  async get({ db, viewer, today }) {
    const found = await noticesFor(db, viewer)
    const rows = found.slice(0, 50)
    return {
      template: 'leavers/pages/home-education-list.njk',
      children: rows.map(row => row.child_id),
      data: {
        heading: 'Notices of home education',
        homeHref: may(viewer, 'home-education.see') ? '/home-educated' : undefined,
        back: { href: '/leavers', text: 'All removals' },
        isMore: found.length > 50,
        rows: rows.map(row =>
          shown(row, today as LocalDate, viewer.side === 'school' && viewer.schools.length === 1),
        ),
      },
    }
  },
}

const shown = (row: NoticeRow, today: LocalDate, isOneSchool: boolean) => ({
  name: nameOf(row),
  href: `/home-education/${row.token}`,
  school: isOneSchool ? undefined : row.school,
  how: row.notice === 'spoken' ? 'Said, not written' : 'In writing',
  received: dateInWords(row.received_on),
  told: row.told_on === today ? 'Today' : dateInWords(row.told_on),
  opened: row.opened_on ? dateInWords(row.opened_on) : 'Not yet',
})
