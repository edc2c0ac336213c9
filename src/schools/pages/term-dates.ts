// Term dates: the years there are, one year, and setting it by lines. The authority's for every school that has none
// of its own; a school's own win.
import { giveTermDates } from '../../access/actions.ts'
import type { Page, Request } from '../../access/page.ts'
import { yearGroupInWords } from '../../calendar/age.ts'
import { dateInWords, type LocalDate, schoolYearInWords, schoolYearOf } from '../../calendar/local-date.ts'
import { schoolCalendar, type TermDate } from '../../calendar/school-calendar.ts'
import { yearGroupsInWords } from '../../calendar/year-groups.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { redirect, text, type View } from '../../platform/web/page.ts'
import {
  calendarVersions,
  type SchoolRow,
  schoolByToken,
  schoolsOf,
  termDateOf,
  termDatesOf,
} from '../store.ts'
import { kindInWords, schoolYearFrom, typedFrom } from '../term-dates.ts'

const section = 'Settings'
const day = (on: string): string => dateInWords(on as LocalDate)
const inAddress = (schoolYear: number): string => schoolYearInWords(schoolYear).replace('/', '-')

/** The years to offer: those given, this one and the next. */
async function yearsOf({ db, viewer, today }: Request, school: SchoolRow | undefined) {
  const versions = await calendarVersions(db, viewer, school?.id)
  const now = schoolYearOf(today as LocalDate)
  const years = new Set([
    now + 1,
    now,
    ...versions.flatMap(version => schoolYearFrom(version.academic_year) ?? []),
  ])
  const whose = school ? school.token : 'authority'
  return [...years]
    .sort((a, b) => b - a)
    .map(year => {
      const version = versions.find(one => schoolYearFrom(one.academic_year) === year)
      return {
        year: schoolYearInWords(year),
        href: `/settings/term-dates/${whose}/${inAddress(year)}`,
        says: version
          ? `${version.rows} lines, given by ${version.by_name} on ${momentInWords(version.recorded_at)}`
          : school
            ? 'None of its own: the authority’s hold'
            : 'None yet',
      }
    })
}

export const termDatesPage: Page = {
  path: '/settings/term-dates',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get(request) {
    const { db, viewer } = request
    const schools = await schoolsOf(db, viewer)
    const own = viewer.side === 'school' ? schools.filter(school => viewer.schools.includes(school.id)) : []
    const ownYears = []
    for (const school of own.slice(0, 5))
      ownYears.push({ name: school.name, years: await yearsOf(request, school) })
    return {
      template: 'schools/pages/term-dates.njk',
      data: {
        heading: 'Term dates',
        back: { href: '/settings', text: 'Settings' },
        lists: [{ name: 'The authority', years: await yearsOf(request, undefined) }, ...ownYears],
        schoolsHref: viewer.side === 'authority' ? '/settings/schools' : undefined,
      },
    }
  },
}

/** One school's years: for a manager, from the school's page; for its head. */
export const schoolTermDatesPage: Page = {
  path: '/settings/term-dates/:whose',
  allow: 'settings.open',
  shows: 'no child',
  section,
  async get(request) {
    const { school } = await whoseOf(request)
    return {
      template: 'schools/pages/term-dates.njk',
      data: {
        heading: school ? `Term dates of ${school.name}` : 'Term dates of the authority',
        back: { href: '/settings/term-dates', text: 'Term dates' },
        lists: [{ name: school?.name ?? 'The authority', years: await yearsOf(request, school) }],
      },
    }
  },
}

/** Whose dates the address speaks of, and whether this viewer may set them. A head sees the authority's and their own. */
async function whoseOf({ db, viewer, params }: Request) {
  if (params.whose === 'authority') return { school: undefined, mayEdit: viewer.role === 'manager' }
  const school = await schoolByToken(db, viewer, params.whose!)
  const own = school !== undefined && viewer.schools.includes(school.id)
  if (!school || (viewer.side === 'school' && !own)) throw new NotFound('school')
  return { school, mayEdit: true }
}

async function yearView(request: Request, typed?: string): Promise<View> {
  const { db, viewer, params } = request
  const year = schoolYearFrom(params.year!)
  if (year === undefined) throw new NotFound('year')
  const { school, mayEdit } = await whoseOf(request)
  const words = schoolYearInWords(year)
  const own = await termDatesOf(db, viewer, words, school?.id)
  const rows = own.length > 0 || !school ? own : await termDatesOf(db, viewer, words)
  const dates = rows.map(termDateOf)
  const calendar = schoolCalendar(dates)
  return {
    template: 'schools/pages/term-dates-year.njk',
    data: {
      heading: `${words}: ${school?.name ?? 'the authority'}`,
      back: { href: '/settings/term-dates', text: 'Term dates' },
      borrowed: school !== undefined && own.length === 0 && rows.length > 0,
      schoolDays: calendar.days.length,
      byYearGroup: schoolDaysByYearGroup(dates, calendar.days.length),
      forSome: rows.some(row => row.year_groups),
      rows: rows.map(row => ({
        kind: kindInWords[row.kind],
        name: row.name,
        from: day(row.starts_on),
        to: day(row.ends_on),
        whose: row.year_groups ? yearGroupsInWords(row.year_groups) : 'All',
      })),
      mayEdit,
      typed: typed ?? typedFrom(dates),
    },
  }
}

/** The year groups that have more or fewer school days than the school, each with its number. */
function schoolDaysByYearGroup(dates: readonly TermDate[], ofTheSchool: number) {
  const named = new Set(dates.flatMap(row => row.yearGroups ?? []))
  return [...named]
    .sort((a, b) => a - b)
    .map(group => ({ group, days: schoolCalendar(dates, undefined, group).days.length }))
    .filter(({ days }) => days !== ofTheSchool)
    .map(({ group, days }) => `${yearGroupInWords(group)}: ${days}`)
}

export const termDatesYearPage: Page = {
  path: '/settings/term-dates/:whose/:year',
  allow: 'settings.open',
  shows: 'no child',
  section,
  get: request => yearView(request),
  async post(request) {
    const { school, mayEdit } = await whoseOf(request)
    const year = schoolYearFrom(request.params.year!)
    if (!mayEdit || year === undefined) throw new NotFound('term dates')
    const typed = request.body.rows
    const lines = typeof typed === 'string' ? typed : text(request.body, 'rows')
    const decision = await giveTermDates(request.db, request.viewer, {
      schoolYear: year,
      schoolId: school?.id,
      typed: lines,
    })
    if (!decision.allowed) {
      const errors = decision.refusals.map(({ says }) => ({ field: 'rows', text: says }))
      return { ...(await yearView(request, lines)), errors }
    }
    return redirect(
      `/settings/term-dates/${request.params.whose!}/${inAddress(year)}`,
      decision.value.changed
        ? 'The dates are set. Findings are worked out with them from the next run on.'
        : 'Nothing has changed: these were the dates already.',
    )
  },
}
