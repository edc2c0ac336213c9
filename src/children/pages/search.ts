// The authority's search for a child: one box and a birthday, and a form for whatever else is known. Exact identifiers first,
// then who the description fits, then names that begin as typed. What was looked for is never in an address.
import type { Page, Request } from '../../access/page.ts'
import { waterfall } from '../../matching/waterfall.ts'
import { type ChildrenView, type FormError, text } from '../../platform/web/page.ts'
import { likely } from '../finding/store.ts'
import { agreesWhole, readSearch, type Typed, whyFound } from '../search.ts'
import { childrenFound, type FoundRow, foundAtMost, searchChildren } from '../store.ts'
import { childFields, readChildFields } from './child-fields.ts'
import { dayInWords } from './protected-parts.ts'

/** Children the description may fit, however little, shown at most. */
const likelyAtMost = 20
/** Below one in so many it is not worth a line. */
const likelyFrom = 0.01

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
    const { given, born, errors } = readChildFields(body)
    if (box === '' && Object.keys(given).length === 0)
      errors.push({ field: 'find', text: 'Enter a reference, a UPN, a name or a date of birth' })
    if (box.length > 200) errors.push({ field: 'find', text: 'Use 200 characters or fewer' })
    return view(request, errors.length > 0 ? undefined : readSearch(box, born, given), errors)
  },
}

type Result = { child: FoundRow; why: string; explained?: ReturnType<typeof waterfall> }

/** Everyone found, each once: by a number, by likeness, then by how the name begins. */
async function resultsFor({ db, viewer }: Request, typed: Typed): Promise<Result[]> {
  const exact = await searchChildren(db, viewer, typed)
  const byLikeness = (await likely(db, viewer, typed.ways))
    .filter(one => one.probability >= likelyFrom || one.band !== 'none')
    .sort((a, b) => b.probability - a.probability)
    .slice(0, likelyAtMost)
  const rows = new Map(exact.map(child => [child.id, child]))
  const others = byLikeness.map(one => one.candidate.id).filter(id => !rows.has(id))
  for (const child of await childrenFound(db, viewer, others)) rows.set(child.id, child)
  const likeness = new Map(byLikeness.map(one => [one.candidate.id, one]))
  const result = (child: FoundRow, why: string): Result => {
    const one = likeness.get(child.id)
    likeness.delete(child.id)
    return { child, why, ...(one && { explained: waterfall(one, { isProtected: child.protected }) }) }
  }
  const why = new Map(exact.map(child => [child.id, whyFound(typed, child)]))
  const isNumber = (child: FoundRow) => why.get(child.id)!.some(reason => /reference|UPN/.test(reason))
  const results = exact.filter(isNumber).map(child => result(child, why.get(child.id)!.join(', ')))
  for (const { candidate } of byLikeness) {
    const child = rows.get(candidate.id)
    if (child && likeness.has(child.id)) results.push(result(child, why.get(child.id)?.join(', ') ?? ''))
  }
  const shown = new Set(results.map(one => one.child.id))
  const begins = exact
    .filter(child => !shown.has(child.id) && why.get(child.id)!.length > 0)
    // Of a protected child whom the viewer may not decide on nothing but the very words of the record is an answer.
    .filter(child => !child.protected || agreesWhole(typed, child))
    .sort((a, b) => why.get(b.id)!.length - why.get(a.id)!.length)
  return [...results, ...begins.map(child => result(child, why.get(child.id)!.join(', ')))]
}

async function view(
  request: Request,
  typed: Typed | undefined,
  errors: FormError[] = [],
): Promise<ChildrenView> {
  const { body } = request
  const found = typed ? await resultsFor(request, typed) : []
  const shown = found.slice(0, foundAtMost)
  const fields = childFields(body)
  return {
    template: 'children/pages/search.njk',
    children: shown.map(one => one.child.id),
    errors,
    data: {
      heading: 'Find a child',
      find: text(body, 'find'),
      fields,
      more: Object.values(fields.values).filter(value => value !== '').length,
      searched: typed !== undefined,
      count: found.length > foundAtMost ? `More than ${foundAtMost}` : String(found.length),
      one: found.length === 1,
      rows: shown.map(({ child, why, explained }) => ({
        href: `/children/${child.token}`,
        name: `${child.forename} ${child.surname}`,
        born: child.date_of_birth ? dayInWords(child.date_of_birth) : 'birthday not known',
        school: child.protected ? 'Protected' : (child.schools ?? 'On no register here'),
        cases: child.cases,
        why,
        explained,
      })),
    },
  }
}
