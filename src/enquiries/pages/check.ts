// One check: what it is, how to do it well, what was done of it, and a form to record what came of it.
import type { Page, Request } from '../../access/page.ts'
import { londonTime, readTime } from '../../children/pages/pupil-form.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { dayInWords, frameOf, statesOf, type Work, workOf } from '../../children/pages/pupil-work.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { recordEnquiry } from '../actions.ts'
import { dueInWords, dueOfCheck } from '../due-days.ts'
import {
  inWordsOfResult,
  type Method,
  methods,
  type Result,
  resultAsSeen,
  type SeenHow,
  seenInWords,
} from '../enquiry.ts'
import { giveCheckTo } from '../owners/actions.ts'
import { checkOwners } from '../owners/store.ts'
import { type SchoolCheck, schoolCheck } from '../school-checks.ts'

/** What can be chosen: a result, or a way in which the child was seen, which is weaker than seen and so is information. */
const choices = [
  'no reply',
  'nothing known',
  'information',
  'child seen',
  'seen on video',
  'spoken to',
  'reported by a relative',
  'waiting',
  'not needed',
] as const satisfies readonly (Result | SeenHow)[]
type Choice = (typeof choices)[number]
const hints: Partial<Record<Choice, string>> = {
  'child seen': 'By someone trained. The next three are weaker, and are kept apart',
  waiting: 'You asked, and the answer has not come',
  'not needed': 'Say why in the note. The authority sees the reason',
}
const asChosen = (choice: Choice): { result: Result; seenHow?: SeenHow } => {
  if (choice === 'child seen') return { result: choice, seenHow: 'seen' }
  if (choice === 'seen on video' || choice === 'spoken to' || choice === 'reported by a relative') {
    return { result: 'information', seenHow: choice }
  }
  return { result: choice }
}
const choiceInWords = (choice: Choice): string => {
  const { result, seenHow } = asChosen(choice)
  return (seenHow ? seenInWords[seenHow] : inWordsOfResult(result)).replace(/\.$/, '')
}
export const methodWords: Readonly<Record<Method, string>> = {
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
    if (text(body, 'act') === 'owner') return giveTo(request, work, check)
    const errors: FormError[] = []
    const choice = choices.find(one => one === text(body, 'result'))
    const { result, seenHow } = choice ? asChosen(choice) : { result: '' as const, seenHow: undefined }
    if (!choice) errors.push({ field: 'result', text: 'Choose what came of it' })
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
    const evidence = text(body, 'evidence')
    if (evidence.length > 300)
      errors.push({ field: 'evidence', text: 'Use 300 characters or fewer for where the paper is kept' })
    if (errors.length > 0 || !doneOn || !result) return view(request, work, check, errors)

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
        seenHow,
        evidence: evidence || undefined,
        cardLeft: check.code === 'RS09' ? text(body, 'card') === 'yes' : undefined,
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
      `Recorded: ${check.task}. ${resultAsSeen({ result, seen_how: seenHow ?? null })}`,
    )
  },
}

async function giveTo(request: Request, work: Work, check: SchoolCheck) {
  const { db, viewer, body } = request
  const about = { childId: work.child.id, schoolId: work.schoolId, since: work.since }
  const decision = await giveCheckTo(db, viewer, about, {
    checkCode: check.code,
    ownerName: text(body, 'owner'),
  })
  if (!decision.allowed) {
    return view(
      request,
      work,
      check,
      decision.refusals.map(({ says }) => ({ field: 'owner', text: says })),
    )
  }
  return redirect(`/pupils/${work.child.token}/enquiries`, `Saved: who does “${check.task}”.`)
}

/** Where Onroll does a part of a check itself. */
function linksOf(code: string, at: string): { href: string; text: string }[] {
  const back = `?back=${at}/enquiries`
  switch (code) {
    case 'RS01':
    case 'RS03':
      return [{ href: `${at}/contact`, text: 'Record a call or another contact' }]
    case 'RS07':
      return [{ href: `${at}/ask-siblings`, text: 'Ask the schools of brothers and sisters through Onroll' }]
    case 'RS08':
      return [{ href: `${at}/family`, text: 'See who on your register may be family' }]
    case 'RS09':
      return [{ href: `${at}/letters/L02${back}`, text: 'Write the card for the door' }]
    case 'RS11':
      return [
        { href: `${at}/letters/L03${back}`, text: 'Write the letter about the absence (L03)' },
        { href: `${at}/letters/L04${back}`, text: 'Write the second letter (L04)' },
      ]
    default:
      return []
  }
}

/** What a due day is counted from. */
export const absenceOf = (work: Work) => ({
  calendar: work.calendar,
  since: work.since,
  today: work.today,
  rules: work.settings,
})

/** The check in the address. The risk screen has a page of its own. */
function checkOf(request: Request): SchoolCheck {
  const check = schoolCheck(request.params.check ?? '')
  if (!check || check.signed) throw new NotFound('check')
  return check
}

async function view(
  request: Request,
  work: Work,
  check: SchoolCheck,
  errors: FormErrors = [],
): Promise<ChildView> {
  const { db, viewer, body } = request
  const owners = await checkOwners(db, viewer, work.child.id, work.since)
  const owner = owners.find(row => row.check_code === check.code)
  const state = statesOf(work).find(s => s.check.code === check.code)
  const sent = body.formToken !== undefined && text(body, 'act') !== 'owner'
  const due = state && dueOfCheck(state, absenceOf(work))
  const at = `/pupils/${work.child.token}`
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
          title: resultAsSeen(e),
          when: [dayInWords(e.done_on), e.done_at && timeInWords(e.done_at)].filter(Boolean).join(', '),
          who: e.by_name,
          says: [
            e.asked && `${e.asked}.`,
            e.card_left && 'A card was left.',
            e.note,
            e.evidence && `Paper: ${e.evidence}.`,
          ]
            .filter(Boolean)
            .join(' '),
          school: true,
        })),
      due: due && dueInWords(due),
      owner: text(body, 'act') === 'owner' ? text(body, 'owner') : (owner?.owner_name ?? ''),
      ownedBy: owner && `${owner.owner_name}, as ${owner.set_name} said on ${dayInWords(owner.set_on)}.`,
      links: linksOf(check.code, at),
      isVisit: check.code === 'RS09',
      card: text(body, 'card') === 'yes',
      evidence: text(body, 'evidence'),
      results: choices.map((value, index) => ({
        id: index === 0 ? 'result' : `result-${index + 1}`,
        value,
        text: choiceInWords(value),
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
