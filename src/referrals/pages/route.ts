// Attendance, or missing education? One question a page at the start of a referral; the first yes says what to do instead.
import type { Page, Request } from '../../access/page.ts'
import { isCompulsoryAge } from '../../calendar/age.ts'
import { parseLocalDate } from '../../calendar/local-date.ts'
import { dayInWords, frameOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { inWordsOfResult } from '../../enquiries/enquiry.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { keepAnswer } from '../actions.ts'
import type { Answers } from '../questions.ts'
import { endInWords, hintWith, type RouteId, routeIds, routeOf, routeQuestion } from '../route.ts'
import { draftOf } from '../store.ts'

/** How the questions ended, or the way to the one that is next. */
export const routePage: Page = {
  path: '/pupils/:child/refer/route',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    const work = await workOf(request)
    const answers = await answersNow(request, work)
    const at = `/pupils/${work.child.token}`
    const route = routeOf(answers)
    if ('next' in route) return redirect(`${at}/refer/route/${route.next}`)
    const end = endInWords[route.end]
    return {
      template: 'referrals/pages/route.njk',
      child: work.child.id,
      data: {
        heading: end.heading,
        ...frameOf(work, 'Overview'),
        pageTitle: 'Attendance, or missing education?',
        back: { href: `${at}/refer`, text: 'Back to the referral' },
        // Not `says`: that is the page's own banner.
        meaning: end.says,
        goOn: route.end === 'CME',
        instead: end.instead.map(one => ({ text: one.text, href: one.href?.replace('{at}', at) })),
        isDsl: request.viewer.role === 'dsl',
        answered: asAnswered(answers, at),
      },
    }
  },
}

export const routeQuestionPage: Page = {
  path: '/pupils/:child/refer/route/:question',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    return view(request, await workOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const id = idIn(request)
    const work = await workOf(request)
    const about = { childId: work.child.id, schoolId: work.schoolId }
    const given = { text: text(body, 'answer'), notKnown: false, at: now }
    const decision = await keepAnswer(db, viewer, about, `route-${id}`, given)
    if (!decision.allowed) {
      return view(request, work, [{ field: 'answer', text: decision.refusals[0]!.says }])
    }
    const at = `/pupils/${work.child.token}/refer/route`
    const route = routeOf(decision.value.answers)
    return redirect('next' in route ? `${at}/${route.next}` : at)
  },
}

const answersNow = async ({ db, viewer }: Request, work: Work): Promise<Answers> =>
  (await draftOf(db, viewer, work.child.id, work.schoolId))?.answers ?? {}

function idIn(request: Request): RouteId {
  const id = routeIds.find(one => one === request.params.question)
  if (!id) throw new NotFound('question')
  return id
}

/** The questions up to the first yes, with what was answered. */
export function asAnswered(answers: Answers, at: string) {
  const rows: { key: string; text: string; href: string; change: string }[] = []
  for (const id of routeIds) {
    const answer = answers[`route-${id}`]
    if (answer === undefined) break
    const { short } = routeQuestion(id)!
    rows.push({
      key: short,
      text: answer === 'yes' ? 'Yes' : answer === 'no' ? 'No' : 'Not known',
      href: `${at}/refer/route/${id}`,
      change: short.charAt(0).toLowerCase() + short.slice(1),
    })
    if (answer === 'yes') break
  }
  return rows
}

/** What the record says that bears on a question, for the person to weigh. */
function known(work: Work, id: RouteId): string | undefined {
  const { child, lastContact, enrolment } = work
  if (id === 'age' && child.date_of_birth) {
    const is = isCompulsoryAge(parseLocalDate(child.date_of_birth)!, work.today)
    return `Born ${dayInWords(child.date_of_birth)}: ${is ? 'of compulsory school age today' : 'not of compulsory school age today'}.`
  }
  if (id === 'in-reach') {
    const contact = lastContact
      ? `The last contact, on ${dayInWords(lastContact.done_on)}: ${inWordsOfResult(lastContact.result)}`
      : 'No contact is recorded in this absence.'
    return `${enrolment ? `On your register since ${dayInWords(enrolment.entry_date)}.` : 'Not on your register.'} ${contact}`
  }
  return undefined
}

async function view(request: Request, work: Work, errors: FormErrors = []): Promise<ChildView> {
  const id = idIn(request)
  const question = routeQuestion(id)!
  const answers = await answersNow(request, work)
  const at = `/pupils/${work.child.token}/refer`
  const number = routeIds.indexOf(id)
  // Only what is certain is filled in: the day of birth says the age.
  const suggested =
    id === 'age' && work.child.date_of_birth
      ? isCompulsoryAge(parseLocalDate(work.child.date_of_birth)!, work.today)
        ? 'no'
        : 'yes'
      : ''
  const answer = errors.length > 0 ? text(request.body, 'answer') : (answers[question.id] ?? suggested)
  return {
    template: 'referrals/pages/route-question.njk',
    child: work.child.id,
    errors,
    data: {
      heading: question.asks.replaceAll('{child}', work.first),
      ...frameOf(work, 'Overview'),
      pageTitle: question.short,
      progress: `Attendance, or missing education? Question ${number + 1} of ${routeIds.length}`,
      back: { href: number === 0 ? at : `${at}/route/${routeIds[number - 1]}` },
      hint: [question.hint && hintWith(question.hint, work.settings), known(work, id)]
        .filter(Boolean)
        .join(' '),
      choices: question.choices!.map((choice, index) => ({
        id: index === 0 ? 'answer' : `answer-${index + 1}`,
        value: choice.value,
        text: choice.text,
        checked: answer === choice.value,
      })),
      isDsl: request.viewer.role === 'dsl',
    },
  }
}
