// Who rang, wrote or came: the list, writing it down, and one of them with its children and how it ends.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { clockAnswer } from '../../cases/clocks.ts'
import { day, weekday } from '../../cases/pages/case-work.ts'
import { isLevel, levelItems } from '../../cases/pages/deciding.ts'
import { openSchools } from '../../cases/store.ts'
import { startInWords, startsInWords } from '../../cases/words.ts'
import { inHundred, isOffered, offeredBands } from '../../matching/proposals/proposal.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildrenView, type FormError, redirect, text } from '../../platform/web/page.ts'
import {
  addGivenChild,
  candidatesOf,
  endWithAdvice,
  type GivenWith,
  openCases,
  recordConsultation,
} from '../actions.ts'
import {
  type ConsultationRow,
  casesOfConsultation,
  consultationByToken,
  consultationsPerPage,
  givenChildren,
  listConsultations,
} from '../store.ts'
import {
  type Consultation,
  childrenAtMost,
  type GivenChild,
  hows,
  isHow,
  isReplyHow,
  isTeller,
  nameGiven,
  problemsWith,
  replyHows,
  tellers,
  whoTold,
} from '../told/consultation.ts'
import { wayIn } from '../ways-in.ts'

const who = (row: ConsultationRow) =>
  whoTold({ teller: row.teller, tellerName: row.teller_name, organisation: row.organisation })

export const toldListPage: Page = {
  path: '/told',
  allow: 'intake.see',
  shows: 'no child',
  section: 'My work',
  async get({ db, viewer, query }) {
    const page = Math.max(1, Math.min(1000, Number.parseInt(query.page ?? '1', 10) || 1))
    const waiting = await listConsultations(db, viewer, 'waiting')
    const ended = await listConsultations(db, viewer, 'ended', page)
    const shown = (row: ConsultationRow) => {
      const due = clockAnswer('triage', 'act this week', row.received_on, 'receiving it')
      return {
        href: `/told/${row.token}`,
        reference: row.reference,
        how: hows[row.how],
        who: who(row),
        received: weekday(row.received_on),
        typed: row.recorded_on === row.received_on ? '' : `Typed in on ${day(row.recorded_on)}`,
        children: row.children,
        late: due.due < viewer.today,
        due: weekday(due.due),
        ended: row.ended === 'cases' ? 'Cases opened' : row.ended === 'advice' ? 'Advice given' : '',
      }
    }
    return {
      template: 'intake/pages/told-list.njk',
      data: {
        heading: 'Told by telephone or in writing',
        pageTitle: 'Told by telephone or in writing',
        back: { href: '/work', text: 'Back to my work' },
        waiting: waiting.slice(0, consultationsPerPage).map(shown),
        more: waiting.length > consultationsPerPage,
        ended: ended.slice(0, consultationsPerPage).map(shown),
        next: ended.length > consultationsPerPage ? `/told?page=${page + 1}` : undefined,
        previous: page > 1 ? `/told?page=${page - 1}` : undefined,
        mayRecord: may(viewer, 'intake.record'),
      },
    }
  },
}

const radios = (id: string, all: Readonly<Record<string, string>>, chosen: string) =>
  Object.entries(all).map(([value, label], i) => ({
    value,
    text: label,
    id: i === 0 ? id : `${id}-${i + 1}`,
    checked: value === chosen,
  }))

export const newToldPage: Page = {
  path: '/told/new',
  allow: 'intake.record',
  shows: 'no child',
  section: 'My work',
  get: request => newView(request),
  async post(request) {
    const { db, viewer, body } = request
    const errors: FormError[] = []
    const how = text(body, 'how')
    const teller = text(body, 'teller')
    const received = readDate(body, 'received')
    if (!isHow(how)) errors.push({ field: 'how', text: 'Choose how it reached us' })
    if (received === undefined || received === 'empty')
      errors.push({ field: 'received', text: 'Enter the day it reached us, such as 20 11 2026' })
    if (!isTeller(teller)) errors.push({ field: 'teller', text: 'Choose who told us' })
    const wanted = text(body, 'reply')
    if (wanted !== 'yes' && wanted !== 'no')
      errors.push({ field: 'reply', text: 'Say whether they want to hear back' })
    const replyHow = text(body, 'reply-how')
    const schools = teller === 'school' ? await openSchools(db, viewer) : []
    const school = schools.find(one => one.token === text(body, 'school'))
    const given: Consultation = {
      how: isHow(how) ? how : 'telephone',
      receivedOn: received && received !== 'empty' ? received : localDate(viewer.today),
      receivedAt: text(body, 'time'),
      teller: isTeller(teller) ? teller : 'other',
      tellerName: text(body, 'teller-name'),
      organisation: school?.name ?? text(body, 'organisation'),
      ...(school && { schoolId: school.id }),
      said: text(body, 'said'),
      homeLines: text(body, 'home'),
      postcode: text(body, 'postcode').toUpperCase(),
      parentName: text(body, 'parent'),
      parentPhone: text(body, 'parent-phone'),
      replyWanted: wanted === 'yes',
      replyHow: wanted === 'yes' && isReplyHow(replyHow) ? replyHow : '',
      replyTo: wanted === 'yes' ? text(body, 'reply-to') : '',
      replySafe: wanted === 'yes' ? text(body, 'reply-safe') : '',
    }
    errors.push(
      ...problemsWith(given, localDate(viewer.today)).map(one => ({ field: one.field, text: one.says })),
    )
    errors.push(...tooLong(body))
    const child = childFrom(body)
    errors.push(...child.errors.filter(one => !child.empty || one.field === 'born'))
    if (errors.length > 0) return newView(request, inOrder(errors))
    const decided = await recordConsultation(db, viewer, given, child.empty ? undefined : child.given)
    if (!decided.allowed)
      return newView(
        request,
        decided.refusals.map(one => ({ field: 'said', text: one.says })),
      )
    return redirect(
      `/told/${decided.value.token}`,
      decided.value.already ? 'This was written down before' : 'Written down',
    )
  },
}

const orderOfForm = [
  'how',
  'received',
  'time',
  'teller',
  'school',
  'organisation',
  'teller-name',
  'said',
  'forename',
  'surname',
  'born',
  'home',
  'postcode',
  'parent',
  'parent-phone',
  'reply',
  'reply-how',
  'reply-to',
  'reply-safe',
]
const inOrder = (errors: readonly FormError[]): FormError[] =>
  [...new Map(errors.map(error => [error.field, error])).values()].sort(
    (a, b) => orderOfForm.indexOf(a.field) - orderOfForm.indexOf(b.field),
  )

const longest: Readonly<Record<string, number>> = {
  said: 4000,
  organisation: 200,
  'teller-name': 200,
  home: 300,
  postcode: 10,
  parent: 200,
  'parent-phone': 30,
  'reply-to': 300,
  'reply-safe': 500,
}
const tooLong = (body: Request['body']): FormError[] =>
  Object.entries(longest)
    .filter(([field, most]) => text(body, field).length > most)
    .map(([field, most]) => ({ field, text: `Use ${most.toLocaleString('en-GB')} characters or fewer` }))

/** The child in the form: `empty` where nothing was typed. */
function childFrom(body: Request['body']): { given: GivenChild; empty: boolean; errors: FormError[] } {
  const [surname, forename, sex] = [text(body, 'surname'), text(body, 'forename'), text(body, 'sex')]
  const born = readDate(body, 'born')
  const errors: FormError[] = []
  if (forename === '') errors.push({ field: 'forename', text: 'Enter the child’s forename' })
  if (surname === '') errors.push({ field: 'surname', text: 'Enter the child’s surname' })
  if (forename.length > 100) errors.push({ field: 'forename', text: 'Use 100 characters or fewer' })
  if (surname.length > 100) errors.push({ field: 'surname', text: 'Use 100 characters or fewer' })
  if (born === undefined)
    errors.push({ field: 'born', text: 'Enter a real date of birth, such as 12 3 2014' })
  return {
    given: {
      surname,
      forename,
      ...(born && born !== 'empty' && { dateOfBirth: born }),
      ...((sex === 'F' || sex === 'M') && { sex }),
    },
    empty: surname === '' && forename === '' && born === 'empty',
    errors,
  }
}

const childBoxes = (body: Request['body']) => ({
  surname: text(body, 'surname'),
  forename: text(body, 'forename'),
  born: dateBoxes('born', { body }),
  sexes: ['', 'F', 'M'].map(value => ({
    value,
    text: value === '' ? 'Not known' : value === 'F' ? 'Female' : 'Male',
    selected: text(body, 'sex') === value,
  })),
})

async function newView(request: Request, errors: readonly FormError[] = []) {
  const { db, viewer, body } = request
  const typed = body.formToken !== undefined
  const schools = await openSchools(db, viewer)
  return {
    template: 'intake/pages/told-new.njk',
    errors,
    data: {
      heading: 'Write down a call or letter',
      pageTitle: 'Write down a call or letter',
      back: { href: '/told', text: 'Back to the list' },
      hows: radios('how', hows, text(body, 'how')),
      tellers: radios('teller', tellers, text(body, 'teller')),
      schools: [
        { value: '', text: 'Choose' },
        ...schools.map(one => ({
          value: one.token,
          text: one.name,
          selected: one.token === text(body, 'school'),
        })),
      ],
      received: dateBoxes('received', typed ? { body } : { day: viewer.today as LocalDate }),
      replies: radios('reply', { yes: 'Yes', no: 'No' }, text(body, 'reply')),
      replyHows: radios('reply-how', replyHows, text(body, 'reply-how')),
      typed: Object.fromEntries(
        [
          'time',
          'organisation',
          'teller-name',
          'said',
          'home',
          'postcode',
          'parent',
          'parent-phone',
          'reply-to',
          'reply-safe',
        ].map(field => [field.replaceAll('-', '_'), text(body, field)]),
      ),
      child: childBoxes(body),
    },
  }
}

// ---- One of them ----

export const toldPage: Page = {
  path: '/told/:told',
  allow: 'intake.see',
  shows: 'children',
  section: 'My work',
  get: request => view(request),
}

export const addToldChildPage: Page = {
  path: '/told/:told/child',
  allow: 'intake.record',
  shows: 'children',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    const child = childFrom(body)
    if (child.errors.length > 0) return view(request, child.errors)
    const decided = await addGivenChild(db, viewer, params.told!, child.given)
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'forename', text: one.says })),
      )
    return redirect(`/told/${params.told!}`, 'Child added')
  },
}

export const adviceToldPage: Page = {
  path: '/told/:told/advice',
  allow: 'intake.record',
  shows: 'children',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    const advice = text(body, 'advice')
    if (advice === '') return view(request, [{ field: 'advice', text: 'Write what you advised' }])
    if (advice.length > 4000)
      return view(request, [{ field: 'advice', text: 'Use 4,000 characters or fewer' }])
    const decided = await endWithAdvice(db, viewer, params.told!, {
      advice,
      adviser: text(body, 'adviser').slice(0, 200),
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'advice', text: one.says })),
      )
    const { reference, recordedAtSchool } = decided.value
    return redirect(
      `/told/${params.told!}`,
      recordedAtSchool
        ? `${reference} is kept as advice, and as a step of the school’s own enquiries`
        : `${reference} is kept as advice`,
    )
  },
}

export const casesToldPage: Page = {
  path: '/told/:told/cases',
  allow: 'intake.decide',
  shows: 'children',
  section: 'My work',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params } = request
    const row = await consultationByToken(db, viewer, params.told!)
    const errors: FormError[] = []
    const start = text(body, 'start')
    const level = text(body, 'level')
    const given = await givenChildren(db, viewer, row.id)
    const whose = new Map(given.map(child => [child.number, text(body, `whose-${child.number}`)]))
    if (!Object.hasOwn(startsInWords, start)) errors.push({ field: 'start', text: 'Choose how this began' })
    if (wayIn(start)?.either && !['A', 'B'].includes(text(body, 'pathway')))
      errors.push({ field: 'pathway', text: 'Choose whether to find the child first' })
    if (!isLevel(level)) errors.push({ field: 'level', text: 'Choose how urgent the situation is' })
    const family = text(body, 'family')
    if (given.length > 1 && family !== 'yes' && family !== 'no')
      errors.push({ field: 'family', text: 'Say whether they are brothers and sisters' })
    if (errors.length > 0 || !isLevel(level)) return view(request, errors)
    const decided = await openCases(db, viewer, row.token, {
      startCode: start,
      level,
      pathway: text(body, 'pathway'),
      whose: new Map([...whose].filter(([, pick]) => pick !== '')),
      isFamily: family === 'yes',
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({
          field: fieldOfRefusal(one.says, given),
          text: one.says,
        })),
      )
    const opened = decided.value
    const one = opened.length === 1 ? opened[0] : undefined
    if (one && !one.joined)
      return redirect(
        `/triage/${one.token}`,
        `${one.reference} is open. Look first whether the child is on a roll here`,
      )
    return redirect(
      `/told/${row.token}`,
      opened.length === 1
        ? 'Added to the case that is open already'
        : `${opened.length} cases, one for each child`,
    )
  },
}

/** A refusal about one child leads to the question about that child. */
const fieldOfRefusal = (says: string, given: readonly { number: number; given: GivenChild }[]): string => {
  const about = given.find(one => says.includes(nameGiven(one.given)))
  return about ? `whose-${about.number}` : 'start'
}

async function view(request: Request, errors: readonly FormError[] = []): Promise<ChildrenView> {
  const { db, viewer, body, params } = request
  const row = await consultationByToken(db, viewer, params.told!)
  const isOpen = row.ended === null
  const given = isOpen ? await candidatesOf(db, viewer, row) : []
  const cases = isOpen ? [] : await casesOfConsultation(db, viewer, row.id)
  const plain = isOpen ? [] : await givenChildren(db, viewer, row.id)
  const decides = may(viewer, 'intake.decide')
  const start = text(body, 'start')
  const level = text(body, 'level')
  const clock = clockAnswer('triage', 'act this week', row.received_on, 'receiving it')
  return {
    template: 'intake/pages/told-one.njk',
    children: [
      ...given.flatMap(one => one.candidates.map(other => other.id)),
      ...cases.map(one => one.child_id),
    ],
    errors,
    data: {
      heading: `${row.reference}: ${hows[row.how].toLowerCase()}`,
      pageTitle: row.reference,
      back: { href: '/told', text: 'Back to the list' },
      rows: [
        { key: 'Reached us', value: [weekday(row.received_on), row.received_at].filter(Boolean).join(', ') },
        ...(row.recorded_on === row.received_on
          ? []
          : [
              {
                key: 'Typed in',
                value: `${weekday(row.recorded_on)}. Clocks run from the day it reached us.`,
              },
            ]),
        { key: 'Written down by', value: row.by_name },
        { key: 'Told by', value: who(row) },
        { key: 'What they said', value: row.said },
        ...(row.home_lines || row.postcode
          ? [{ key: 'Home, as they said', value: [row.home_lines, row.postcode].filter(Boolean).join(', ') }]
          : []),
        ...(row.parent_name || row.parent_phone
          ? [
              {
                key: 'Parent or carer',
                value: [row.parent_name, row.parent_phone].filter(Boolean).join(', '),
              },
            ]
          : []),
        {
          key: 'Wants to hear back',
          value: row.reply_wanted
            ? [`${replyHows[row.reply_how as keyof typeof replyHows]}: ${row.reply_to}`, row.reply_safe]
                .filter(Boolean)
                .join('. ')
            : 'No',
        },
      ],
      isOpen,
      decideBy: weekday(clock.due),
      late: isOpen && clock.due < viewer.today,
      because: clock.because,
      ended:
        row.ended === 'advice'
          ? {
              says: `Advice by ${row.adviser}, written down by ${row.ended_by} on ${day(row.ended_on!)}`,
              advice: row.advice,
            }
          : row.ended === 'cases'
            ? {
                says: `Cases opened by ${row.ended_by} on ${day(row.ended_on!)}: ${startInWords(row.start_code!)}`,
              }
            : undefined,
      cases: cases.map(one => ({
        name: `${one.forename} ${one.surname}`,
        href: one.case_token
          ? `/${one.state && ['received', 'triage', 'needs information'].includes(one.state) ? 'triage' : 'cases'}/${one.case_token}`
          : `/children/${one.child_token}`,
        text: one.reference ?? '',
        says: one.joined
          ? 'added to the case that was open'
          : one.was === 'new'
            ? 'a new record'
            : 'a record that was here',
      })),
      plain: cases.length > 0 ? [] : plain.map(one => `${nameGiven(one.given)}${bornOf(one.given)}`),
      children: given.map(one => childShown(one, text(body, `whose-${one.number}`))),
      mayAdd: isOpen && may(viewer, 'intake.record') && given.length < childrenAtMost,
      child: childBoxes(body),
      at: `/told/${row.token}`,
      adviser: text(body, 'adviser') || viewer.name,
      advice: text(body, 'advice'),
      isSchool: row.school_id !== null,
      decides: isOpen && decides && given.length > 0,
      starts: [
        { value: '', text: 'Choose' },
        ...Object.keys(startsInWords).map(code => ({
          value: code,
          text: startInWords(code),
          selected: code === start,
        })),
      ],
      pathways: radios(
        'pathway',
        {
          A: 'Nobody knows where the child is, or which school is next',
          B: 'We know where the child is: get the child in',
        },
        text(body, 'pathway'),
      ),
      levels: levelItems.map(item => ({ ...item, hint: { text: item.hint }, checked: item.value === level })),
      family:
        given.length > 1
          ? radios('family', { yes: 'Yes', no: 'No, or not known' }, text(body, 'family'))
          : undefined,
    },
  }
}

const bornOf = (given: GivenChild): string => (given.dateOfBirth ? `, born ${day(given.dateOfBirth)}` : '')

function childShown(one: GivenWith, chosen: string) {
  const { number, given, candidates } = one
  return {
    id: `whose-${number}`,
    name: nameGiven(given),
    born: given.dateOfBirth ? `born ${day(given.dateOfBirth)}` : 'birthday not known',
    nobody: candidates.length === 0,
    onRoll: candidates.some(other => other.schools !== null && other.band !== 'none'),
    items: [
      ...candidates.map((other, i) => ({
        id: i === 0 ? `whose-${number}` : `whose-${number}-${i + 1}`,
        value: other.token,
        text: `${other.name}, ${other.born ? `born ${day(other.born)}` : 'birthday not known'}`,
        hint: {
          text: [
            other.isHeld ? 'Protected: no school is named here' : (other.schools ?? 'On no register here'),
            other.cases > 0 ? 'Has or had a case' : '',
            `${isOffered(other.band) ? offeredBands[other.band] : 'Little to go on'}, ${inHundred(other.probability)}`,
          ]
            .filter(Boolean)
            .join('. '),
        },
        checked: chosen === other.token,
      })),
      ...(candidates.length > 0
        ? [
            { divider: 'or' },
            { value: 'new', text: 'None of these: make a new record', checked: chosen === 'new' },
          ]
        : []),
    ],
  }
}
