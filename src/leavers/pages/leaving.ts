// The child is leaving: what happened, a question at a time; then the ground that it leads to, or why there is none.
import type { Page, Request } from '../../access/page.ts'
import { isCompulsoryAge } from '../../calendar/age.ts'
import { inWords, type LocalDate, parseLocalDate } from '../../calendar/local-date.ts'
import { childByToken, enrolmentsOf } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import {
  type Answers,
  answerOf,
  asked,
  kept,
  locksOf,
  nextQuestion,
  type Question,
  workedOut,
} from '../leaving/facts.ts'
import { answersSoFar, forgetAnswers, keepAnswers } from '../leaving/store.ts'
import { currentEnrolment, heldBy, type LeaverEnrolment } from '../store.ts'
import { hiddenPlace, hidesNextPlace, nameOf } from './words.ts'

const notKnown = 'not known'

export const leavingPage: Page = {
  path: '/pupils/:child/leaving',
  allow: 'removal.ask',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request, []),
  async post(request) {
    const { db, viewer, params, body } = request
    const { child, enrolment } = await about(request)
    const at = `/pupils/${params.child}/leaving`
    if (text(body, 'again') === 'yes') {
      await forgetAnswers(db, viewer, enrolment.id)
      return redirect(at)
    }
    const answers = await answersSoFar(db, viewer, enrolment.id)
    const question = asked(answers).find(one => one.id === text(body, 'question'))
    if (!question) throw new NotFound('question')
    const read = readAnswer(request, question)
    if ('problem' in read) return view(request, [{ field: question.id, text: read.problem }], question)
    // Nobody writes down here where a protected child goes.
    if (question.id === 'otherSchool' && child.protected)
      read.value = 'Not written down: the child is protected'
    await keepAnswers(db, viewer, enrolment, kept({ ...answers, [question.id]: read.value }))
    return redirect(at)
  },
}

function readAnswer({ body }: Request, question: Question): { value: string } | { problem: string } {
  if (question.kind !== 'day') return answerOf(question, text(body, question.id))
  const day = readDate(body, question.id)
  if (day === undefined) return { problem: 'Enter a real date' }
  return { value: day === 'empty' ? notKnown : day }
}

async function about({ db, viewer, params }: Request) {
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = await currentEnrolment(db, viewer, child.id)
  if (!enrolment) throw new NotFound('enrolment')
  return { child, enrolment }
}

async function view(request: Request, errors: readonly FormError[], wrong?: Question) {
  const { db, viewer, query, body } = request
  const { child, enrolment } = await about(request)
  const isHidden = await hidesNextPlace(db, viewer, child.id)
  const answers = withoutSchool(await answersSoFar(db, viewer, enrolment.id), isHidden)
  const change = asked(answers).find(one => one.id === query.change)
  const question = wrong ?? change ?? nextQuestion(answers)
  const at = `/pupils/${child.token}/leaving`
  return {
    template: 'leavers/pages/leaving.njk',
    child: child.id,
    errors,
    data: {
      heading: question?.asks ?? 'What the answers lead to',
      pageTitle: question?.asks ?? 'What the answers lead to',
      name: nameOf(child),
      school: enrolment.school,
      back: { href: `/pupils/${child.token}` },
      at,
      question: question && {
        ...question,
        value: wrong ? text(body, question.id) : (answers[question.id] ?? ''),
        items: Object.entries(question.choices ?? {}).map(([value, words]) => ({ value, text: words })),
        boxes:
          question.kind === 'day' &&
          dateBoxes(question.id, wrong ? { body } : { day: parseLocalDate(answers[question.id] ?? '') }),
      },
      answered: question === undefined || Object.keys(answers).length > 0 ? answeredRows(answers, at) : [],
      ...(question === undefined && (await result(request, child, enrolment, answers))),
    },
  }
}

/** The answers without the name of the next school. */
const withoutSchool = (answers: Answers, isHidden: boolean): Answers =>
  isHidden && answers.otherSchool !== undefined ? { ...answers, otherSchool: hiddenPlace } : answers

const answeredRows = (answers: Answers, at: string) =>
  asked(answers).flatMap(one => {
    const value = answers[one.id]
    if (value === undefined) return []
    return [{ key: one.asks, text: sayAnswer(one, value), href: `${at}?change=${one.id}`, id: one.id }]
  })

function sayAnswer(question: Question, value: string): string {
  if (question.kind === 'choice') return question.choices![value] ?? value
  const day = question.kind === 'day' ? parseLocalDate(value) : undefined
  if (question.kind === 'day') return day ? inWords(day) : 'Not known'
  return value
}

async function result(
  { db, viewer, today }: Request,
  child: { id: string; token: string; date_of_birth: string | null; protected: boolean },
  enrolment: LeaverEnrolment,
  answers: Answers,
) {
  const dob = child.date_of_birth as LocalDate | null
  const isOfAge = dob === null || isCompulsoryAge(dob, today as LocalDate)
  const worked = workedOut(answers, isOfAge)
  const held = await heldBy(db, viewer, enrolment.id)
  const rolls = (await enrolmentsOf(db, viewer, child.id)).filter(one => one.leaving_date === null)
  const at = `/pupils/${child.token}`
  const links: Readonly<Record<string, { href: string; text: string }>> = {
    notice: { href: `${at}/home-education`, text: 'Write down what the parent said, and tell the authority' },
    abroad: { href: `${at}/abroad`, text: 'Abroad without leave: the three letters, in order' },
    destination: { href: `${at}/destination`, text: 'Record where the child goes, and ask the other school' },
    enquiries: { href: `${at}/enquiries`, text: 'Look for the child: the school’s enquiries' },
  }
  return {
    isDone: true,
    candidates: worked.candidates.map(one => ({
      ...one,
      href: one.byNotice ? `${at}/home-education` : `${at}/removal?ground=${one.ground}`,
      button: one.byNotice ? 'Write the notice down' : 'Show what this ground asks',
    })),
    stays: worked.stays,
    also: worked.also
      .filter(one => !(one === 'notice' && worked.candidates.length > 0))
      .map(one => links[one]),
    locks: locksOf({
      ...held,
      isProtected: child.protected,
      isDual: rolls.length > 1,
    }),
    removalHref: `${at}/removal?ground=other`,
  }
}
