// One question of a referral, saved when it is answered.
import type { Page, Request } from '../../access/page.ts'
import { parseLocalDate } from '../../calendar/local-date.ts'
import { dayAndWeekday, frameOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { keepAnswer } from '../actions.ts'
import { notKnown, type Question, question, questionAfter, questions } from '../questions.ts'
import { draftOf } from '../store.ts'

export const questionPage: Page = {
  path: '/pupils/:child/refer/:question',
  allow: 'referral.write',
  shows: 'one child',
  section: 'Referrals',
  async get(request) {
    const work = await workOf(request)
    const asked = askedIn(request)
    const draft = await draftOf(request.db, request.viewer, work.child.id, work.schoolId)
    const answers = draft?.answers ?? {}
    return view(request, work, asked, answers[asked.id] ?? suggested(work, asked))
  },
  async post(request) {
    const { db, viewer, body, query } = request
    const work = await workOf(request)
    const asked = askedIn(request)
    const typed = asked.as === 'date' ? typedDay(body) : text(body, 'answer')
    const isNotKnown = text(body, 'not-known') === 'yes'
    const about = { childId: work.child.id, schoolId: work.schoolId }
    const decision = await keepAnswer(db, viewer, about, asked.id, { text: typed, notKnown: isNotKnown })
    if (!decision.allowed) {
      return view(request, work, asked, isNotKnown && !typed ? notKnown : typed, [
        { field: 'answer', text: decision.refusals[0]!.says },
      ])
    }
    const next = questionAfter(asked.id)
    const at = `/pupils/${work.child.token}/refer`
    return redirect(query.from === 'check' || !next ? `${at}/check` : `${at}/${next.id}`)
  },
}

/** The day in the boxes; '' where they are empty, and something that is no day where it is none. */
function typedDay(body: Request['body']): string {
  const day = readDate(body, 'answer')
  return day === 'empty' ? '' : (day ?? 'no day')
}

function askedIn(request: Request): Question {
  const asked = question(request.params.question ?? '')
  if (!asked) throw new NotFound('question')
  return asked
}

/** What the record already says, filled in for the person to confirm. Nothing is saved until they do. */
export function suggested(work: Work, asked: Question): string {
  if (asked.id === 'last-attended') return work.lastInSchool ?? ''
  if (asked.id === 'kind') {
    if (work.live.some(finding => finding.rule === 'T-14')) return 'START-03'
    return work.run.days > 0 ? 'START-01' : ''
  }
  return ''
}

function view(
  request: Request,
  work: Work,
  asked: Question,
  answer: string,
  errors: FormErrors = [],
): ChildView {
  const number = questions.indexOf(asked) + 1
  const before = questions[number - 2]
  const at = `/pupils/${work.child.token}/refer`
  const fromCheck = request.query.from === 'check'
  const day = answer === notKnown ? '' : answer
  return {
    template: 'referrals/pages/question.njk',
    child: work.child.id,
    errors,
    data: {
      heading: asked.asks.replaceAll('{child}', work.first),
      ...frameOf(work, 'Overview'),
      pageTitle: asked.short,
      progress: `Question ${number} of ${questions.length}`,
      back: { href: fromCheck ? `${at}/check` : before ? `${at}/${before.id}` : at },
      action: `${at}/${asked.id}${fromCheck ? '?from=check' : ''}`,
      question: asked,
      hint: asked.hint,
      choices: asked.choices?.map((choice, index) => ({
        id: index === 0 ? 'answer' : `answer-${index + 1}`,
        value: choice.value,
        text: choice.text,
        checked: answer === choice.value,
      })),
      answer: answer === notKnown ? '' : answer,
      notKnown: answer === notKnown,
      boxes: dateBoxes('answer', errors.length > 0 ? { body: request.body } : { day: parseLocalDate(day) }),
      understood: asked.as === 'date' && parseLocalDate(day) ? dayAndWeekday(day) : undefined,
      careful: work.child.protected,
    },
  }
}
