// What a school is asked about the leavers of others, and its answer in one step.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, redirect, text } from '../../platform/web/page.ts'
import { answerQuestion } from '../actions.ts'
import { type NewAnswer, type QuestionRow, questionByToken, questionsTo } from '../store.ts'

export const arrivalsPage: Page = {
  path: '/arrivals',
  allow: 'joiner.record',
  shows: 'children',
  section: 'Leavers and joiners',
  async get({ db, viewer }) {
    const rows = await questionsTo(db, viewer)
    const shown = rows.slice(0, 50)
    return {
      template: 'destinations/pages/arrivals.njk',
      children: shown.map(row => row.child_id),
      data: {
        heading: 'Children who are said to come to you',
        more: rows.length > 50,
        several: viewer.schools.length > 1,
        rows: shown.map(row => ({
          href: `/arrivals/${row.token}`,
          name: `${row.forename} ${row.surname}`,
          from: row.previous_school,
          school: row.to_school,
          starts: row.starts_on ? inWords(row.starts_on) : 'Not said',
          state: answerInWords(row) ?? 'Waiting for your answer',
        })),
      },
    }
  },
}

function answerInWords(row: QuestionRow): string | undefined {
  if (!row.answer) return undefined
  const who = `${row.answer_name}, ${inWords(row.answer_on!)}`
  switch (row.answer) {
    case 'on roll':
      return `On your roll since ${inWords(row.answer_day!)} (${who})`
    case 'expected':
      return `Expected on ${inWords(row.answer_day!)} (${who})`
    case 'not ours':
      return `Not yours (${who})`
    default:
      return row.answer satisfies never
  }
}

/** One answer out of a form: shared by the school's own page and the page behind a link. */
export function readAnswer(body: Request['body']): { given: NewAnswer | undefined; errors: FormError[] } {
  const answer = text(body, 'answer')
  const errors: FormError[] = []
  const dayOf = (name: string, wanted: boolean): LocalDate | undefined => {
    const day = readDate(body, name)
    if (day === 'empty' || !wanted) return undefined
    if (day === undefined) {
      errors.push({ field: name, text: 'Enter a day, a month and a year, such as 23 11 2026' })
    }
    return day
  }
  if (answer !== 'on roll' && answer !== 'expected' && answer !== 'not ours') {
    return {
      given: undefined,
      errors: [{ field: 'answer', text: 'Choose whether the child is on your roll, expected, or not yours' }],
    }
  }
  const since = dayOf('since', answer === 'on roll')
  const firstDay = dayOf('first', answer === 'on roll')
  const expected = dayOf('expected', answer === 'expected')
  const day = answer === 'on roll' ? since : answer === 'expected' ? expected : undefined
  return { given: errors.length > 0 ? undefined : { answer, day, firstDay }, errors }
}

/** The field that a refusal of an answer is about. */
export const fieldOf = (given: NewAnswer, says: string): string =>
  /first day attended/i.test(says) ? 'first' : given.answer === 'on roll' ? 'since' : 'expected'

/** The radios and boxes of the answer, with what was typed. */
export const answerForm = (body: Request['body']) => ({
  chosen: text(body, 'answer'),
  since: dateBoxes('since', { body }),
  first: dateBoxes('first', { body }),
  expected: dateBoxes('expected', { body }),
})

export const arrivalPage: Page = {
  path: '/arrivals/:arrival',
  allow: 'joiner.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const { given, errors } = readAnswer(body)
    if (!given) return view(request, errors)
    const decided = await answerQuestion(db, viewer, params.arrival!, given)
    if (!decided.allowed) {
      const { says } = decided.refusals[0]!
      return view(request, [{ field: fieldOf(given, says), text: says }])
    }
    return redirect('/arrivals', 'Thank you. The other school has your answer')
  },
}

async function view(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const row = await questionByToken(db, viewer, params.arrival!)
  if (!row) throw new NotFound('question')
  return {
    template: 'destinations/pages/arrival.njk',
    child: row.child_id,
    errors,
    data: {
      heading: 'Is this child with you?',
      pageTitle: 'Is this child with you?',
      back: { href: '/arrivals', text: 'Back to children who are said to come to you' },
      facts: factsOf({
        forename: row.forename,
        surname: row.surname,
        born: row.date_of_birth,
        year: row.year_group,
        school: row.previous_school,
        startsOn: row.starts_on,
      }),
      before: answerInWords(row),
      ...answerForm(body),
    },
  }
}

/** The few details that whoever is asked sees. */
export function factsOf(shown: {
  forename: string
  surname: string
  born: string | null
  year: string | null
  school: string
  startsOn: string | null
}): { asks: string; says: string }[] {
  return [
    { asks: 'Child', says: `${shown.forename} ${shown.surname}` },
    { asks: 'Born', says: shown.born ? inWords(shown.born as LocalDate) : 'Not known' },
    { asks: 'Year', says: shown.year ?? 'Not known' },
    { asks: 'Comes from', says: shown.school },
    { asks: 'Said to start', says: shown.startsOn ? inWords(shown.startsOn as LocalDate) : 'Not said' },
  ]
}
