// One school's term, for its head to take to the governors: sentences and numbers, and no child.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { termAt, termsOf } from '../../calendar/terms.ts'
import { NotFound } from '../../platform/errors.ts'
import { calendarFor, schoolsOf } from '../../schools/store.ts'
import { governorsSentences } from '../governors.ts'
import { termFacts } from '../store.ts'

/** The head's schools that are open, by name. */
async function ownSchools({ db, viewer }: Request) {
  return (await schoolsOf(db, viewer)).filter(school => viewer.schools.includes(school.id))
}

export const reportsPage: Page = {
  path: '/reports',
  allow: 'reports.see',
  shows: 'no child',
  section: 'Reports',
  async get(request) {
    const schools = await ownSchools(request)
    return {
      template: 'reports/pages/reports.njk',
      data: {
        heading: 'Reports',
        several: schools.length > 1,
        schools: schools.map(school => ({ name: school.name, href: `/reports/governors/${school.token}` })),
      },
    }
  },
}

export const governorsPage: Page = {
  path: '/reports/governors/:school',
  allow: 'reports.see',
  shows: 'no child',
  section: 'Reports',
  async get(request) {
    const { db, viewer, params, query } = request
    const today = request.today as LocalDate
    const school = (await ownSchools(request)).find(one => one.token === params.school)
    if (!school) throw new NotFound('school')
    const terms = termsOf((await calendarFor(db, viewer, school.id)).termDates)
    const known = terms.filter(term => term.startsOn <= today)
    const term = known.find(one => one.startsOn === query.term) ?? termAt(terms, today)
    const to = term && (term.endsOn < today ? term.endsOn : today)
    const facts =
      term && to && (await termFacts(db, viewer, { schoolId: school.id, from: term.startsOn, to }))
    return {
      template: 'reports/pages/governors.njk',
      data: {
        heading: 'Governors’ page',
        back: { href: '/reports', text: 'Reports' },
        school: school.name,
        term: term?.name,
        about: term && to && `From ${dateInWords(term.startsOn)} to ${dateInWords(to)}.`,
        parts: facts ? governorsSentences(facts) : [],
        others: known
          .slice(-4)
          .filter(one => one !== term)
          .map(one => ({ text: one.name, href: `/reports/governors/${school.token}?term=${one.startsOn}` })),
      },
    }
  },
}
