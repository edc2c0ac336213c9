// The rows of a roll check with one answer: on a roll, needs a look, on no roll; and, for those who decide, those that need a
// named person. Fifty a page, counts first.
import type { Page, Request } from '../../access/page.ts'
import { NotFound } from '../../platform/errors.ts'
import type { ChildrenView } from '../../platform/web/page.ts'
import type { AnswerName } from '../answer.ts'
import { candidatesOfHeld, countsOf, heldCount, rowsShown } from '../store.ts'
import { answerInWords, answerPaths, number } from '../words.ts'
import { aboutCheck, checkOf, from, perPage, rowShown } from './parts.ts'

const intro: Readonly<Record<AnswerName, string>> = {
  'on roll':
    'Each was found on a roll, certainly or probably. A probable one is checked by whoever next speaks to the family or the school.',
  look: 'Each is like a child on a roll, and not enough to be sure. A CME officer or manager compares the two.',
  none: 'Nobody on any roll here is enough like these children. Before anyone acts, look whether the child is home educated, in another area or at an independent school.',
}

const answerPage = (answer: AnswerName): Page => ({
  path: `/roll-checks/:rollcheck/${answerPaths[answer]}`,
  allow: 'child.search',
  shows: 'children',
  section: 'Children',
  async get(request) {
    const check = await checkOf(request)
    const counts = await countsOf(request.db, request.viewer, check.id)
    const many = answer === 'on roll' ? counts.onRoll : answer === 'look' ? counts.look : counts.none
    return view(request, { answer }, answerInWords[answer], many, intro[answer])
  },
})

const namedPersonPage: Page = {
  path: '/roll-checks/:rollcheck/named-person',
  allow: 'match.decide',
  shows: 'children',
  section: 'Children',
  async get(request) {
    const check = await checkOf(request)
    const many = await heldCount(request.db, request.viewer, check.id)
    return view(
      request,
      { held: true },
      'Needs a named person',
      many,
      'A protected child may be meant by each of these rows. Everybody else, and every file, is told what would be true if that child were not known. A manager decides; nobody writes, rings or visits because of the row before that.',
    )
  },
}

async function view(
  request: Request,
  which: { answer?: AnswerName; held?: true },
  heading: string,
  many: number,
  says: string,
): Promise<ChildrenView> {
  const { db, viewer } = request
  const check = await checkOf(request)
  if (check.state !== 'checked') throw new NotFound('answer of a roll check')
  const start = from(request)
  const rows = await rowsShown(db, viewer, check.id, which, perPage, start)
  const heldChildren = which.held
    ? await candidatesOfHeld(
        db,
        viewer,
        check.id,
        rows.map(row => row.number),
      )
    : []
  const about = aboutCheck(check)
  const at = `${about.at}/${which.answer ? answerPaths[which.answer] : 'named-person'}`
  return {
    template: 'rollchecks/pages/rows.njk',
    children: [...rows.flatMap(row => (row.child_id ? [row.child_id] : [])), ...heldChildren],
    data: {
      heading,
      back: { href: about.at, text: 'Back to the roll check' },
      ...about,
      intro: says,
      count: number(many),
      one: many === 1,
      isNone: which.answer === 'none',
      rows: rows.map(row => rowShown(row, about.at, viewer.today)),
      start: number(start + 1),
      end: number(start + rows.length),
      previous: start > 0 ? `${at}?from=${Math.max(0, start - perPage)}` : undefined,
      next: start + rows.length < many ? `${at}?from=${start + perPage}` : undefined,
    },
  }
}

export const rowListPages: readonly Page[] = [
  answerPage('on roll'),
  answerPage('look'),
  answerPage('none'),
  namedPersonPage,
]
