// One check of a case: what was asked and came back, the box for an answer, looking here, not sharing, a link to answer by.
import { may as mayDo } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { checkOf } from '../../cases/authority-checks.ts'
import { may } from '../../cases/case.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import {
  type ChildView,
  type FormError,
  type Redirect,
  redirect,
  text,
  texts,
} from '../../platform/web/page.ts'
import {
  decideNotToShare,
  decideReply,
  linkToAnswer,
  nothingHere,
  recordAnswer,
  recordSearch,
  replyLinkDays,
} from '../actions.ts'
import { coverOf, isSharedField, routes, sharedFields } from '../agreement.ts'
import { checkDetails } from '../details.ts'
import { forProtected } from '../request.ts'
import { administrators, type ReplyResult, searches } from '../store.ts'
import {
  type ChecksWork,
  checkIn,
  checksHead,
  checksWork,
  coverInWords,
  day,
  lookOf,
  resultsShown,
  stateOfCheck,
} from './case-checks.ts'
import { lookHere } from './here.ts'

const longest = 8000
const results = [
  { value: 'nothing found', text: 'They know nothing' },
  {
    value: 'something found',
    text: 'They know something',
    hint: { text: 'If it says where the child is, record that as the next step' },
  },
  { value: 'partial', text: 'They answered in part' },
  { value: 'could not say', text: 'They cannot say', hint: { text: 'Write why' } },
  { value: 'not needed', text: 'Not needed for this child', hint: { text: 'Write why' } },
] as const
const isResult = (value: string): value is ReplyResult | 'not needed' =>
  results.some(one => one.value === value)

export const checkPage: Page = {
  path: '/cases/:case/checks/:check',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => checkView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const code = checkIn(params.check).code
    const token = params.case ?? ''
    if (text(body, 'do') === 'nothing here') return pressNothingHere(request, code)
    if (checkDetails[code]?.ours === 'search' && text(body, 'do') === 'search') return postSearch(request)
    const { given, errors } = readAnswer(request, code)
    if (!given) return checkView(request, errors)
    const kept = await recordAnswer(db, viewer, token, given)
    if (!kept.allowed)
      return checkView(
        request,
        kept.refusals.map(one => ({ field: 'result', text: one.says })),
      )
    return answered(request, code, given.result)
  },
}

/** Where to next: what was found leads on, and stands on the check's own page. */
function answered({ params }: Request, code: string, result: string): Redirect {
  const at = `/cases/${params.case}/checks`
  return result === 'something found' || result === 'partial'
    ? redirect(`${at}/${code}`, 'Answer recorded. See what it leads to')
    : redirect(at, 'Answer recorded')
}

function readAnswer(request: Request, code: string) {
  const { body, viewer } = request
  const errors: FormError[] = []
  const today = localDate(viewer.today)
  const result = text(body, 'result')
  if (!isResult(result)) errors.push({ field: 'result', text: 'Choose what they answered' })
  const day = (name: string): LocalDate | undefined => {
    const value = readDate(body, name)
    if (value === undefined) errors.push({ field: name, text: 'Enter a real date, such as 6 11 2026' })
    return value === 'empty' ? undefined : value
  }
  const pasted = text(body, 'pasted')
  const fact = text(body, 'says')
  if (pasted.length > longest) errors.push({ field: 'pasted', text: 'Use 8,000 characters or fewer' })
  if (fact.length > 4000) errors.push({ field: 'says', text: 'Use 4,000 characters or fewer' })
  if ((result === 'could not say' || result === 'not needed') && fact === '')
    errors.push({
      field: 'says',
      text: result === 'not needed' ? 'Say why it is not needed' : 'Say why they cannot say',
    })
  const lastContactOn = day('last')
  const received = day('received') ?? today
  for (const name of ['area', 'who', 'reference'])
    if (text(body, name).length > 200) errors.push({ field: name, text: 'Use 200 characters or fewer' })
  if (errors.length > 0 || !isResult(result)) return { given: undefined, errors }
  const chosen = text(body, 'request')
  return {
    errors,
    given: {
      code,
      ...(chosen === '' ? {} : { request: chosen }),
      result,
      fact,
      pasted,
      lastContactOn,
      area: text(body, 'area'),
      answeredBy: text(body, 'who'),
      reference: text(body, 'reference'),
      receivedOn: received,
    },
  }
}

async function pressNothingHere(request: Request, code: string): Promise<ChildView | Redirect> {
  const { db, viewer, params } = request
  const work = await checksWork(request)
  const here = await lookHere(request, work, code)
  if (!here || here.found.length > 0)
    return checkView(request, [
      { field: 'result', text: 'Something is here. Read it, and record what it says as the answer' },
    ])
  const kept = await nothingHere(db, viewer, params.case ?? '', { code, looked: here.looked })
  if (!kept.allowed)
    return checkView(
      request,
      kept.refusals.map(one => ({ field: 'result', text: one.says })),
    )
  return redirect(`/cases/${params.case}/checks`, 'Recorded: we looked here, and nothing is known')
}

// ---- The lost pupils area ----

const searchedWith = [
  { value: 'name', text: 'Name' },
  { value: 'date of birth', text: 'Date of birth' },
  { value: 'UPN', text: 'UPN' },
  { value: 'former name', text: 'Another name' },
] as const
const searchResults = [
  { value: 'nothing found', text: 'No file of the child' },
  { value: 'something found', text: 'A file, or a trace of one' },
  { value: 'could not search', text: 'It could not be searched' },
] as const

async function postSearch(request: Request): Promise<ChildView | Redirect> {
  const { db, viewer, params, body } = request
  const errors: FormError[] = []
  const result = searchResults.find(one => one.value === text(body, 'result'))?.value
  const on = readDate(body, 'on')
  const by = text(body, 'by')
  const using = searchedWith.map(one => one.value).filter(one => texts(body, 'with').includes(one))
  if (on === undefined || on === 'empty') errors.push({ field: 'on', text: 'Enter the day of the search' })
  if (by === '' || by.length > 200) errors.push({ field: 'by', text: 'Write who searched' })
  if (using.length === 0) errors.push({ field: 'with', text: 'Choose what you searched with' })
  if (result === undefined) errors.push({ field: 'result', text: 'Choose what came of it' })
  const found = text(body, 'says')
  if (result !== undefined && result !== 'nothing found' && found === '')
    errors.push({ field: 'says', text: 'Write what was found, or why it could not be searched' })
  if (found.length > 4000) errors.push({ field: 'says', text: 'Use 4,000 characters or fewer' })
  if (errors.length > 0 || result === undefined || on === undefined || on === 'empty')
    return checkView(request, errors)
  const kept = await recordSearch(db, viewer, params.case ?? '', {
    on,
    by,
    place: 'Lost pupils area of the school-to-school site',
    searchedWith: using,
    result,
    found,
  })
  if (!kept.allowed)
    return checkView(
      request,
      kept.refusals.map(one => ({ field: 'on', text: one.says })),
    )
  return answered(request, 'RL18', result)
}

// ---- The page ----

async function checkView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const { db, viewer, body, params } = request
  const work = await checksWork(request)
  const check = checkIn(params.check)
  const details = checkDetails[check.code]
  const at = `/cases/${work.row.token}`
  const again = errors.length > 0
  const value = (name: string, held = '') => (again ? text(body, name) : held)
  const requests = work.requests.filter(one => one.code === check.code)
  const waiting = requests.filter(one => one.sent_on !== null && one.settled_on === null)
  const replies = work.replies.filter(one => one.code === check.code)
  const cover = coverOf(work.agreements, check.code, localDate(viewer.today))
  const open = may(work.c, 'make a check') && work.mayRead
  const isSearch = details?.ours === 'search'
  const found = replies.find(
    one => (one.result === 'something found' || one.result === 'partial') && one.decision !== 'set aside',
  )
  const here = work.mayRead ? await lookHere(request, work, check.code) : undefined
  return {
    template: 'checks/pages/check.njk',
    ...lookOf(work),
    errors,
    data: {
      ...checksHead(work, request, check.label),
      code: check.code,
      waits: waiting.length > 0,
      open,
      mayRead: work.mayRead,
      openHref: work.openHref,
      quiet: check.quiet,
      required: work.required.includes(check.code),
      ...stateOfCheck(work, check.code, viewer.today),
      cover: coverInWords(cover, check.code),
      coverDetails: cover.live.map(terms => ({
        partner: terms.partner,
        basis: terms.basis,
        contact: terms.contact,
        route: `${routes[terms.route]}${terms.routeDetail ? `: ${terms.routeDetail}` : ''}`,
        fields: terms.fields.map(field => sharedFields[field].toLowerCase()).join('; '),
        href: `/agreements/${terms.token}`,
      })),
      askHref: open && details?.ours === undefined ? `${at}/checks/ask` : '',
      notSharedHref: open && details?.ours === undefined ? `${at}/checks/${check.code}/not-shared` : '',
      visitHref: details?.ours === 'visit' ? `${at}/visits` : '',
      authoritiesHref: check.code === 'RL19' || check.code === 'RL20' ? `${at}/authorities` : '',
      here,
      next: found && open ? nextSteps(work, viewer) : [],
      requests: requests
        .filter(one => one.settled_how !== 'dropped')
        .map(one => ({
          token: one.token,
          partner: one.partner,
          says: wordsOf(work, one.fields) ? one.says : '',
          fields: one.fields
            .filter(isSharedField)
            .map(field => sharedFields[field].toLowerCase())
            .join('; '),
          sent: one.sent_on ? `Sent on ${day(one.sent_on)} by ${one.sent_name}` : 'Written, and not sent yet',
          route: one.route ? `${routes[one.route as keyof typeof routes]}, to ${one.sent_to}` : '',
          form: one.form_reference ?? '',
          due: one.due ? day(one.due) : '',
          settled: one.settled_on
            ? `${one.settled_how === 'answered' ? 'Answered' : 'Withdrawn'} on ${day(one.settled_on)}`
            : '',
          late: one.sent_on !== null && one.settled_on === null && one.due! < viewer.today,
          linkHref:
            open && one.sent_on !== null && one.settled_on === null && check.code !== 'RL25'
              ? `${at}/checks/${check.code}/link/${one.token}`
              : '',
          notes: work.notes
            .filter(note => note.request_id === one.id)
            .map(
              note =>
                `${note.kind === 'chased' ? 'Chased' : note.says} on ${day(note.on_date)} by ${note.by_name}`,
            ),
        })),
      replies: replies.map(one => ({
        token: one.token,
        how: one.how,
        result: resultsShown[one.result],
        hidden: !work.mayReadWords,
        fact: work.mayReadWords ? one.fact : '',
        pasted: work.mayReadWords ? one.pasted : '',
        last: one.last_contact_on ? day(one.last_contact_on) : '',
        area: work.mayReadWords ? one.area : '',
        who: one.answered_by,
        reference: one.reference,
        basis: one.basis,
        kept: `Received on ${day(one.received_on)}, ${one.how === 'by link' ? 'by a one-time link' : `recorded by ${one.entered_name}`}`,
        decided:
          one.decision === null
            ? ''
            : `${one.decision === 'accepted' ? 'Taken into the case' : 'Set aside'} by ${one.decided_name}${one.decision_says ? `: ${one.decision_says}` : ''}`,
        decideHref:
          open && one.how === 'by link' && one.decision === null
            ? `${at}/checks/${check.code}/replies/${one.token}`
            : '',
      })),
      notShared: work.notes
        .filter(note => note.code === check.code && note.request_id === null)
        .map(note => ({
          title: note.kind === 'not shared' ? 'Decided not to share' : 'Could not be asked',
          says: note.says,
          by: note.by_name,
          on: day(note.on_date),
        })),
      // The form.
      whom:
        waiting.length > 1
          ? waiting.map(one => ({
              value: one.token,
              text: one.partner,
              checked: value('request') === one.token,
            }))
          : [],
      results: results.map(one => ({ ...one, checked: value('result') === one.value })),
      border: check.code === 'RL23',
      pasted: value('pasted'),
      written: value('says'),
      last: dateBoxes('last', again ? { body } : {}),
      received: dateBoxes('received', again ? { body } : { day: localDate(viewer.today) }),
      area: value('area'),
      who: value('who', waiting.length === 1 ? waiting[0]!.partner : ''),
      replyReference: value('reference'),
      search: isSearch && {
        with: searchedWith.map(one => ({
          ...one,
          checked: again
            ? texts(body, 'with').includes(one.value)
            : one.value === 'name' || one.value === 'date of birth',
        })),
        results: searchResults.map(one => ({ ...one, checked: value('result') === one.value })),
        on: dateBoxes('on', again ? { body } : { day: localDate(viewer.today) }),
        by: value('by', viewer.name),
        administrator: (await administrators(db, viewer))[0],
        log: (await searches(db, viewer, { caseId: work.row.id })).map(one => ({
          on: day(one.searched_on),
          by: one.searched_name,
          with: one.searched_with.join(', '),
          result: one.result,
          found: work.mayReadWords ? one.found : '',
        })),
      },
    },
  }
}

/** May the words of a request be read? Of a protected child those that hold more than who it is are for whoever opened the details. */
const wordsOf = (work: ChecksWork, fields: readonly string[]): boolean =>
  work.mayReadWords || fields.every(field => (forProtected as readonly string[]).includes(field))

/** What an answer that knows something leads to. */
function nextSteps(work: ChecksWork, viewer: Request['viewer']): { text: string; href: string }[] {
  const at = `/cases/${work.row.token}`
  const { c } = work
  return [
    ...(may(c, 'record located') && mayDo(viewer, 'case.decide')
      ? [{ text: 'Record where the child is', href: `${at}/located` }]
      : []),
    ...(may(c, 'record a contact') && mayDo(viewer, 'case.record')
      ? [{ text: 'Record a contact', href: `${at}/contact` }]
      : []),
    ...(mayDo(viewer, 'case.decide') ? [{ text: 'Change how urgent it is', href: `${at}/level` }] : []),
  ]
}

// ---- Not shared ----

export const notSharedPage: Page = {
  path: '/cases/:case/checks/:check/not-shared',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => notSharedView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const code = checkIn(params.check).code
    const says = text(body, 'says')
    if (says === '') return notSharedView(request, [{ field: 'says', text: 'Write why nothing is shared' }])
    if (says.length > 2000)
      return notSharedView(request, [{ field: 'says', text: 'Use 2,000 characters or fewer' }])
    const kept = await decideNotToShare(db, viewer, params.case ?? '', { code, says })
    if (!kept.allowed)
      return notSharedView(
        request,
        kept.refusals.map(one => ({ field: 'says', text: one.says })),
      )
    return redirect(`/cases/${params.case}/checks`, 'Recorded: nothing is shared for this check')
  },
}

async function notSharedView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const work = await checksWork(request)
  const check = checkIn(request.params.check)
  return {
    template: 'checks/pages/not-shared.njk',
    child: work.child.id,
    errors,
    data: {
      ...checksHead(work, request, 'Decide not to share'),
      check: check.label,
      back: { href: `/cases/${work.row.token}/checks/${check.code}`, text: 'Back to the check' },
      open: may(work.c, 'make a check') && work.mayRead,
      written: text(request.body, 'says'),
    },
  }
}

// ---- A link to answer by ----

export const linkPage: Page = {
  path: '/cases/:case/checks/:check/link/:request',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => linkView(request),
  async post(request) {
    const { db, viewer, params, body, services } = request
    const word = text(body, 'word')
    const made = await linkToAnswer(db, viewer, params.case ?? '', { request: params.request ?? '', word })
    if (!made.allowed)
      return linkView(
        request,
        made.refusals.map(one => ({ field: 'word', text: one.says })),
      )
    return linkView(request, [], {
      link: `${services.publicUrl}${made.value.path}`,
      to: made.value.to,
      days: replyLinkDays,
    })
  },
}

async function linkView(
  request: Request,
  errors: FormError[] = [],
  made: { link: string; to: string; days: number } | undefined = undefined,
): Promise<ChildView> {
  const work = await checksWork(request)
  const check = checkIn(request.params.check)
  const found = work.requests.find(one => one.token === request.params.request)
  if (!found) throw new NotFound('request')
  return {
    template: 'checks/pages/link.njk',
    child: work.child.id,
    errors,
    data: {
      ...checksHead(work, request, made ? 'Send this link' : 'Make a link to answer by'),
      back: { href: `/cases/${work.row.token}/checks/${check.code}`, text: 'Back to the check' },
      partner: found.partner,
      request: found.says,
      open: work.mayRead && found.sent_on !== null && found.settled_on === null && found.code !== 'RL25',
      word: text(request.body, 'word'),
      made,
    },
  }
}

// ---- What came by a link ----

export const replyPage: Page = {
  path: '/cases/:case/checks/:check/replies/:reply',
  allow: 'checks.record',
  shows: 'one child',
  section: 'Cases',
  get: request => replyView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const decision = text(body, 'decision')
    if (decision !== 'accepted' && decision !== 'set aside')
      return replyView(request, [{ field: 'decision', text: 'Choose what becomes of the answer' }])
    const says = text(body, 'says').slice(0, 2000)
    const decided = await decideReply(db, viewer, params.case ?? '', {
      reply: params.reply ?? '',
      decision,
      says,
    })
    if (!decided.allowed)
      return replyView(
        request,
        decided.refusals.map(one => ({ field: 'decision', text: one.says })),
      )
    if (decision === 'set aside')
      return redirect(`/cases/${params.case}/checks`, 'Set aside. The answer is waited for again')
    return answered(request, decided.value.code, decided.value.result)
  },
}

async function replyView(request: Request, errors: FormError[] = []): Promise<ChildView> {
  const work = await checksWork(request)
  const check = checkIn(request.params.check)
  const one = work.replies.find(reply => reply.token === request.params.reply)
  if (!one) throw new NotFound('reply')
  return {
    template: 'checks/pages/reply.njk',
    ...lookOf(work),
    errors,
    data: {
      ...checksHead(work, request, 'Read the answer'),
      back: { href: `/cases/${work.row.token}/checks/${check.code}`, text: 'Back to the check' },
      check: checkOf(check.code)?.label,
      openHref: work.mayReadWords ? '' : work.openHref,
      open: work.mayRead && one.decision === null,
      reply: {
        result: resultsShown[one.result],
        fact: work.mayReadWords ? one.fact : 'Open the details to read it',
        last: one.last_contact_on ? day(one.last_contact_on) : 'Not given',
        area: work.mayReadWords ? one.area || 'Not given' : 'Open the details to read it',
        who: one.answered_by,
        reference: one.reference,
        on: day(one.received_on),
      },
      chosen: text(request.body, 'decision'),
      written: text(request.body, 'says'),
    },
  }
}
