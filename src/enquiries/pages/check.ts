// One check: what it is, how to do it well, what was done of it, and a form to record what came of it.
import type { Page, Request } from '../../access/page.ts'
import { londonTime, readTime } from '../../children/pages/pupil-form.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, frameOf, statesOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { recordEnquiry } from '../actions.ts'
import { inWordsOfResult, type Method, methods, type Result } from '../enquiry.ts'
import { type SchoolCheck, schoolCheck } from '../school-checks.ts'

const resultsHere = [
  'no reply',
  'nothing known',
  'information',
  'child seen',
  'waiting',
  'not needed',
] as const satisfies readonly Result[]
const hints: Partial<Record<(typeof resultsHere)[number], string>> = {
  'child seen': 'Someone trained saw the child in person. A relative’s word is information, not this',
  waiting: 'You asked, and the answer has not come',
  'not needed': 'Say why in the note. The authority sees the reason',
}
const methodWords: Readonly<Record<Method, string>> = {
  phone: 'By phone',
  text: 'By text',
  email: 'By email',
  letter: 'By letter',
  visit: 'By a visit',
  'in person': 'In person',
  'video call': 'By video call',
  records: 'In the records',
  police: 'Through the police',
  other: 'Another way',
}

export const checkPage: Page = {
  path: '/pupils/:child/enquiries/:check',
  allow: 'enquiry.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    return view(request, await workOf(request), checkOf(request))
  },
  async post(request) {
    const { db, viewer, body, now } = request
    const check = checkOf(request)
    const work = await workOf(request)
    const errors: FormError[] = []
    const result = text(body, 'result') as (typeof resultsHere)[number]
    if (!resultsHere.includes(result)) errors.push({ field: 'result', text: 'Choose what came of it' })
    const method = text(body, 'method')
    if (method && !methods.includes(method as Method))
      errors.push({ field: 'method', text: 'Choose how you asked' })
    const note = text(body, 'note')
    if (note.length > 2000) errors.push({ field: 'note', text: 'Use 2,000 characters or fewer in the note' })
    if (result === 'not needed' && !note)
      errors.push({ field: 'note', text: 'Say why this check is not needed' })
    const day = readDate(body, 'on')
    const doneOn = day === 'empty' ? undefined : day
    if (!doneOn) errors.push({ field: 'on', text: 'Enter the date when you did this, such as 6 11 2026' })
    else if (doneOn > viewer.today) errors.push({ field: 'on', text: 'The date must be today or before' })
    const time = readTime(text(body, 'time'))
    if (time === undefined) errors.push({ field: 'time', text: 'Enter a time, such as 9:30am' })
    const asked = text(body, 'asked')
    if (asked.length > 200)
      errors.push({ field: 'asked', text: 'Use 200 characters or fewer for who you asked' })
    if (errors.length > 0 || !doneOn) return view(request, work, check, errors)

    const decision = await recordEnquiry(
      db,
      viewer,
      { childId: work.child.id, schoolId: work.schoolId },
      {
        checkCode: check.code,
        method: method || undefined,
        asked: asked || undefined,
        result,
        note: note || undefined,
        doneOn,
        doneAt: time || (doneOn === viewer.today ? londonTime(now) : undefined),
      },
    )
    if (!decision.allowed) {
      return view(
        request,
        work,
        check,
        decision.refusals.map(refusal => ({ field: 'result', text: refusal.says })),
      )
    }
    return redirect(
      `/pupils/${work.child.token}/enquiries`,
      `Recorded: ${check.task}. ${inWordsOfResult(result)}`,
    )
  },
}

/** The check in the address. The risk screen has a page of its own. */
function checkOf(request: Request): SchoolCheck {
  const check = schoolCheck(request.params.check ?? '')
  if (!check || check.signed) throw new NotFound('check')
  return check
}

function view(request: Request, work: Work, check: SchoolCheck, errors: FormErrors = []): ChildView {
  const { body } = request
  const state = statesOf(work).find(s => s.check.code === check.code)
  const sent = body.formToken !== undefined
  return {
    template: 'enquiries/pages/check.njk',
    child: work.child.id,
    errors,
    data: {
      heading: check.task,
      ...frameOf(work, 'Enquiries'),
      pageTitle: check.task,
      back: { href: `/pupils/${work.child.token}/enquiries`, text: 'Back to enquiries' },
      guidance: check.guidance,
      when: check.when,
      status: state?.status,
      because: state?.because,
      required: state?.required,
      done: work.enquiries
        .filter(e => e.check_code === check.code)
        .reverse()
        .map(e => ({
          title: inWordsOfResult(e.result),
          when: [dayInWords(e.done_on), e.done_at && timeInWords(e.done_at)].filter(Boolean).join(', '),
          who: e.by_name,
          says: [e.asked && `${e.asked}.`, e.note].filter(Boolean).join(' '),
          school: true,
        })),
      results: resultsHere.map((value, index) => ({
        id: index === 0 ? 'result' : `result-${index + 1}`,
        value,
        text: inWordsOfResult(value).replace(/\.$/, ''),
        checked: text(body, 'result') === value,
        ...(hints[value] && { hint: { text: hints[value] } }),
      })),
      methods: [
        { value: '', text: 'Choose, if it matters' },
        ...methods.map(value => ({
          value,
          text: methodWords[value],
          selected: text(body, 'method') === value,
        })),
      ],
      asked: text(body, 'asked'),
      note: text(body, 'note'),
      time: text(body, 'time'),
      on: dateBoxes('on', sent ? { body } : { day: work.today }),
    },
  }
}
