// One question of a referral, saved when it is answered.
import type { Page, Request } from '../../access/page.ts'
import { parseLocalDate } from '../../calendar/local-date.ts'
import { familyNow } from '../../children/family/actions.ts'
import { whereNow } from '../../children/family/store.ts'
import { flagInWords } from '../../children/flags.ts'
import { absenceLine } from '../../children/pages/pupil.ts'
import { londonTime } from '../../children/pages/pupil-form.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import {
  asEnquiry,
  dayAndWeekday,
  dayInWords,
  frameOf,
  isContact,
  type Work,
  workOf,
} from '../../children/pages/pupil-work.ts'
import { contactsInWords } from '../../enquiries/enquiry.ts'
import { siblingAnswers } from '../../enquiries/siblings/actions.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { type Conflict, keepAnswer } from '../actions.ts'
import { answerInWords, notKnown, type Question, question, questionAfter, questions } from '../questions.ts'
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
    const answer = draft?.answers[asked.id]
    return view(request, work, asked, {
      answer: answer ?? (await suggested(request, work, asked)),
      was: answer ?? '',
      isSuggested: answer === undefined,
    })
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const work = await workOf(request)
    const asked = askedIn(request)
    const was = typeof body.was === 'string' ? body.was.replaceAll('\r\n', '\n') : undefined
    const at = `/pupils/${work.child.token}/refer`
    const chosen = text(body, 'conflict')
    // Two people wrote the same answer, and this one has seen both: the other's stays, or this one's holds, or it is written anew.
    if (chosen === 'theirs') return redirect(afterIn(request, at), 'Kept as your colleague wrote it.')
    if (chosen === 'edit') {
      return view(request, work, asked, { answer: text(body, 'mine'), was: was ?? '', beside: was })
    }
    const mine = chosen === 'mine' ? text(body, 'mine') : undefined
    const isNotKnown = mine === undefined ? text(body, 'not-known') === 'yes' : mine === notKnown
    const written = mine ?? (asked.as === 'date' ? typedDay(body) : text(body, 'answer'))
    const typed = isNotKnown && mine !== undefined ? '' : written
    const about = { childId: work.child.id, schoolId: work.schoolId }
    const decision = await keepAnswer(db, viewer, about, asked.id, {
      text: typed,
      notKnown: isNotKnown,
      at: now,
      ...(was !== undefined && { was }),
    })
    const answer = isNotKnown && !typed ? notKnown : typed
    if (decision.conflict) return conflictView(request, work, asked, answer, decision.conflict)
    if (!decision.allowed) {
      return view(request, work, asked, { answer, was: was ?? '' }, [
        { field: 'answer', text: decision.refusals[0]!.says },
      ])
    }
    return redirect(afterIn(request, at), `Saved at ${timeInWords(londonTime(now))}.`)
  },
}

function afterIn({ params, query }: Request, at: string): string {
  const next = questionAfter(params.question!)
  return query.from === 'check' || !next ? `${at}/check` : `${at}/${next.id}`
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
export async function suggested(request: Request, work: Work, asked: Question): Promise<string> {
  const { enquiries } = work
  switch (asked.id) {
    case 'last-attended':
      return work.lastInSchool ?? ''
    case 'last-seen':
      return seenLast(work)?.done_on ?? work.lastInSchool ?? ''
    case 'seen-where': {
      const seen = seenLast(work)
      return seen ? [seen.asked, seen.note].filter(Boolean).join('. ') : ''
    }
    case 'last-contact':
      return enquiries.findLast(e => isContact(e) && reached.includes(e.result))?.done_on ?? ''
    case 'kind':
      if (work.live.some(finding => finding.rule === 'T-14')) return 'START-03'
      return work.run.days > 0 ? 'START-01' : ''
    case 'what-happened':
      return work.run.days > 0
        ? `${absenceLine(work)} ${contactsInWords(enquiries.map(asEnquiry))}`.trim()
        : ''
    case 'agencies':
      return work.flags
        .filter(flag => ['child_protection_plan', 'child_in_need', 'in_care', 'EHCP'].includes(flag.flag))
        .map(
          flag =>
            `${flagInWords(flag.flag)}${flag.from_on ? ` since ${dayInWords(flag.from_on)}` : ''} (${flag.source})`,
        )
        .join('. ')
    case 'siblings':
      return siblingsKnown(request, work)
    case 'history':
      return historyKnown(work)
    default:
      return ''
  }
}

/** A contact in which somebody answered. */
const reached: readonly string[] = ['child safe', 'does not have the child', 'not reassured', 'information']
const seenLast = (work: Work) =>
  work.enquiries.findLast(e => e.seen_how === 'seen' || e.result === 'child seen')

/** Likely brothers and sisters on the school's own register, and what other schools answered. */
async function siblingsKnown({ db, viewer }: Request, work: Work): Promise<string> {
  if (work.child.protected) return ''
  const family = await familyNow(db, viewer, work.child.id)
  const likely = (family?.relatives ?? [])
    .filter(one => one.strength === 'likely' && !one.perhapsOneChild)
    .slice(0, 8)
  const here =
    likely.length === 0
      ? []
      : await whereNow(
          db,
          viewer,
          likely.map(one => one.id),
        )
  const { answers } = await siblingAnswers(db, viewer, { childId: work.child.id, since: work.since })
  return [
    ...here.map(
      one =>
        `${one.forename} ${one.surname}${one.date_of_birth ? `, born ${dayInWords(one.date_of_birth)}` : ''}, on our register.`,
    ),
    ...answers.map(row => `${row.by_name} answered on ${dayInWords(row.done_on)}: ${row.note ?? ''}`),
  ].join(' ')
}

function historyKnown(work: Work): string {
  const before = work.referrals.filter(referral => referral.sent_on < work.since)
  const persistent = work.findings.some(finding => finding.rule === 'PA' || finding.rule === 'SA')
  return [
    ...before.map(referral => `Referred before, on ${dayInWords(referral.sent_on)} (${referral.reference}).`),
    ...(persistent ? ['Persistently absent this year.'] : []),
  ].join(' ')
}

type Shown = {
  answer: string
  /** What stands in the draft, for whoever saves next. */
  was: string
  isSuggested?: boolean
  /** What a colleague wrote, while this one writes it anew. */
  beside?: string | undefined
}

/** Two people wrote the same answer: both texts, and three choices. */
function conflictView(
  request: Request,
  work: Work,
  asked: Question,
  mine: string,
  { theirs, by, at }: Conflict,
): ChildView {
  const path = `/pupils/${work.child.token}/refer`
  const said = (answer: string) =>
    answer === '' ? 'Nothing' : parseLocalDate(answer) ? dayAndWeekday(answer) : answerInWords(asked, answer)
  return {
    template: 'referrals/pages/conflict.njk',
    child: work.child.id,
    status: 409,
    data: {
      heading: `${by} changed this at ${timeInWords(londonTime(at))}`,
      ...frameOf(work, 'Overview'),
      pageTitle: 'Changed by a colleague',
      asks: asked.asks.replaceAll('{child}', work.first),
      by,
      back: { href: path, text: 'Back to the referral' },
      action: `${path}/${asked.id}${request.query.from === 'check' ? '?from=check' : ''}`,
      mine,
      was: theirs,
      mineSays: said(mine),
      theirsSays: said(theirs),
    },
  }
}

function view(
  request: Request,
  work: Work,
  asked: Question,
  { answer, was, isSuggested = false, beside }: Shown,
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
      was,
      beside: beside && (parseLocalDate(beside) ? dayAndWeekday(beside) : answerInWords(asked, beside)),
      fromRecord: isSuggested && answer !== '',
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
