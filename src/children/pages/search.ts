// The authority's search for a child: one box and a birthday. What was looked for is never in an address.
import type { Page, Request } from '../../access/page.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildrenView, type FormError, text } from '../../platform/web/page.ts'
import { readSearch, type Typed, whyFound } from '../search.ts'
import { foundAtMost, searchChildren } from '../store.ts'
import { dayInWords } from './protected-parts.ts'

export const searchPage: Page = {
  path: '/children',
  allow: 'child.search',
  shows: 'children',
  section: 'Children',
  async get(request) {
    return view(request, undefined)
  },
  async post(request) {
    const { body } = request
    const box = text(body, 'find')
    const born = readDate(body, 'born')
    const typed = readSearch(box, born === 'empty' ? undefined : born)
    const errors: FormError[] = []
    if (born === undefined)
      errors.push({ field: 'born', text: 'Enter a real date of birth, such as 12 3 2014' })
    if (box === '' && born === 'empty')
      errors.push({ field: 'find', text: 'Enter a reference, a UPN, a name or a date of birth' })
    if (box.length > 200) errors.push({ field: 'find', text: 'Use 200 characters or fewer' })
    return view(request, errors.length > 0 ? undefined : typed, errors)
  },
}

async function view(
  request: Request,
  typed: Typed | undefined,
  errors: FormError[] = [],
): Promise<ChildrenView> {
  const { db, viewer, body } = request
  const found = typed
    ? (await searchChildren(db, viewer, typed))
        .map(child => ({ child, why: whyFound(typed, child) }))
        .filter(one => one.why.length > 0)
        .sort((a, b) => b.why.length - a.why.length)
    : []
  const shown = found.slice(0, foundAtMost)
  return {
    template: 'children/pages/search.njk',
    children: shown.map(one => one.child.id),
    errors,
    data: {
      heading: 'Find a child',
      find: text(body, 'find'),
      boxes: dateBoxes('born', { body }),
      searched: typed !== undefined,
      count: found.length > foundAtMost ? `More than ${foundAtMost}` : String(found.length),
      one: found.length === 1,
      rows: shown.map(({ child, why }) => ({
        href: `/children/${child.token}`,
        name: `${child.forename} ${child.surname}`,
        born: child.date_of_birth ? dayInWords(child.date_of_birth) : 'Not known',
        school: child.protected ? 'Protected' : (child.schools ?? 'On no register here'),
        cases: child.cases ?? 'None',
        why: why.join(', '),
      })),
    },
  }
}
