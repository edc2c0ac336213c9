// The authority's schools: the list, adding one by hand, and closing one.
import { openSchool, shutSchool } from '../../access/actions.ts'
import type { Page, Request } from '../../access/page.ts'
import { proveFirst } from '../../access/pages/prove.ts'
import { formMinutes } from '../../access/second-factor.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import { phases, readTypedSchool, type TypedSchool } from '../actions.ts'
import { type SchoolRow, schoolByToken, schoolsOf } from '../store.ts'

const section = 'Settings'
const day = (on: string): string => dateInWords(on as LocalDate)
const capital = (words: string): string => words[0]!.toUpperCase() + words.slice(1)

export const schoolsPage: Page = {
  path: '/settings/schools',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get({ db, viewer, today }) {
    const schools = await schoolsOf(db, viewer)
    return {
      template: 'schools/pages/schools.njk',
      data: {
        heading: 'Schools',
        back: { href: '/settings', text: 'Settings' },
        open: schools.filter(school => !school.closed_on || school.closed_on > today).length,
        schools: schools.map(school => ({
          href: `/settings/schools/${school.token}`,
          name: school.name,
          urn: school.urn,
          dfeNumber: school.dfe_number,
          phase: capital(school.phase),
          state: stateOf(school, today),
        })),
      },
    }
  },
}

function stateOf(school: SchoolRow, today: string): string {
  if (!school.closed_on) return 'Open'
  return school.closed_on <= today ? `Closed ${day(school.closed_on)}` : `Closes ${day(school.closed_on)}`
}

function addView({ body }: Request): View {
  const chosen = text(body, 'phase')
  return {
    template: 'schools/pages/add-school.njk',
    data: {
      heading: 'Add a school',
      back: { href: '/settings/schools', text: 'Schools' },
      urn: text(body, 'urn'),
      dfeNumber: text(body, 'dfeNumber'),
      name: text(body, 'name'),
      lowAge: text(body, 'lowAge'),
      highAge: text(body, 'highAge'),
      phases: phases.map(phase => ({ value: phase, text: capital(phase), checked: phase === chosen })),
    },
  }
}

export const addSchoolPage: Page = {
  path: '/settings/schools/add',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  async get(request) {
    return addView(request)
  },
  async post(request) {
    const { body, db, viewer } = request
    const typed: TypedSchool = {
      urn: text(body, 'urn'),
      dfeNumber: text(body, 'dfeNumber'),
      name: text(body, 'name'),
      phase: text(body, 'phase'),
      lowAge: text(body, 'lowAge'),
      highAge: text(body, 'highAge'),
    }
    const read = readTypedSchool(typed)
    if ('problems' in read) {
      return { ...addView(request), errors: read.problems.map(({ field, says }) => ({ field, text: says })) }
    }
    const decision = await openSchool(db, viewer, read.school)
    if (!decision.allowed) {
      const field = (says: string) => (says.includes('DfE') ? 'dfeNumber' : 'urn')
      const errors = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...addView(request), errors }
    }
    return redirect('/settings/schools', `${typed.name} is added. Invite its head next.`)
  },
}

async function thisSchool({ db, viewer, params }: Request): Promise<SchoolRow> {
  const school = await schoolByToken(db, viewer, params.school!)
  if (!school) throw new NotFound('school')
  return school
}

async function schoolView(request: Request): Promise<View> {
  const school = await thisSchool(request)
  const ages = [school.low_age, school.high_age].filter(age => age !== null)
  return {
    template: 'schools/pages/school.njk',
    data: {
      heading: school.name,
      back: { href: '/settings/schools', text: 'Schools' },
      urn: school.urn,
      dfeNumber: school.dfe_number,
      phase: capital(school.phase),
      ages: ages.length === 2 ? `${ages[0]} to ${ages[1]}` : 'Not known',
      state: stateOf(school, request.today),
      isOpen: !school.closed_on || school.closed_on > request.today,
      peopleHref: `/settings/people?find=${encodeURIComponent(school.name)}`,
      datesHref: `/settings/term-dates/${school.token}`,
      closed: dateBoxes('closed', { body: request.body }),
      why: text(request.body, 'why'),
    },
  }
}

export const schoolPage: Page = {
  path: '/settings/schools/:school',
  allow: 'authority.settings',
  shows: 'no child',
  section,
  get: schoolView,
  /** Closes it from a day. */
  async post(request) {
    const school = await thisSchool(request)
    const stale = proveFirst(request, `/settings/schools/${school.token}`, formMinutes)
    if (stale) return stale
    const closed = readDate(request.body, 'closed')
    if (!closed || closed === 'empty') {
      return {
        ...(await schoolView(request)),
        errors: [{ field: 'closed', text: 'Enter the day it closes' }],
      }
    }
    const why = text(request.body, 'why')
    const decision = await shutSchool(request.db, request.viewer, { id: school.id, closedOn: closed, why })
    if (!decision.allowed) {
      const field = (says: string) => (says.includes('why') ? 'why' : 'closed')
      const errors = decision.refusals.map(({ says }) => ({ field: field(says), text: says }))
      return { ...(await schoolView(request)), errors }
    }
    return redirect(
      '/settings/schools',
      `${school.name} closes on ${day(closed)}. Its people have no role there from that day.`,
    )
  },
}
