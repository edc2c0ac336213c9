// A child abroad without leave: the letters in their order, what the family sent, the contact schedule, the authority's answer.
import { asStrip, stripOf } from '../../absences/store.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { daysBack } from '../../children/pages/pupil-work.ts'
import type { Decision } from '../../platform/errors.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import {
  type AbroadLetter,
  abroadLetters,
  type ContactWent,
  contactsKept,
  isAbroadLetter,
  type Need,
  needs,
  stillNeeded,
  type Turn,
} from '../abroad/abroad.ts'
import { type Abroad, abroadNow, beginAbroad, recordAbroad, writeAbroadLetter } from '../abroad/actions.ts'
import { type Field, fieldsShown, placeOf, readFields, refusedAt } from './form.ts'

const startFields: readonly Field[] = [
  {
    as: 'date',
    name: 'knownOn',
    label: 'When did you come to know?',
    asks: 'Enter the day you came to know',
  },
  {
    as: 'textarea',
    name: 'how',
    label: 'How do you know that the child is abroad?',
    hint: 'Who told you, and what shows it. No address.',
    asks: 'Say how you know that the child is abroad',
  },
  {
    as: 'input',
    name: 'country',
    label: 'Which country?',
    hint: 'Write “not known” if you do not know',
    asks: 'Enter the country, or “not known”',
  },
]

export const abroadPage: Page = {
  path: '/pupils/:child/abroad',
  allow: 'leave.record',
  shows: 'one child',
  section: 'Pupils',
  async get(request) {
    const { child } = await placeOf(request)
    const now = await abroadNow(request.db, request.viewer, child.id)
    return now ? view(request, now, []) : start(request, [])
  },
  async post(request) {
    const { db, viewer, body } = request
    const { child } = await placeOf(request)
    const at = `/pupils/${child.token}/abroad`
    const letter = text(body, 'letter')
    if (letter === '') {
      const { values, errors } = readFields(startFields, request)
      if (errors.length > 0) return start(request, errors)
      const begun = await beginAbroad(db, viewer, child.id, {
        knownOn: localDate(values.knownOn!),
        how: values.how!,
        country: values.country!,
      })
      if (!begun.allowed) return start(request, refusedAt('knownOn', begun.refusals))
      return redirect(
        at,
        begun.value.already ? 'This was written down already.' : 'Written down. Letter 1 comes now.',
      )
    }
    const now = await abroadNow(db, viewer, child.id)
    if (!now || !isAbroadLetter(letter)) throw new NotFound('leave')
    const written = await writeAbroadLetter(db, viewer, child.id, letter)
    if (!written.allowed) return view(request, now, refusedAt(letter, written.refusals))
    const back = encodeURIComponent(at)
    return redirect(
      `/pupils/${child.token}/letters/${letter.slice(4)}?back=${back}`,
      letter === 'LET-L06'
        ? 'The letter is drafted, and the authority is told. The ten school days begin on the day you send it.'
        : 'The letter is drafted. Look at it and send it.',
    )
  },
}

async function start(request: Request, errors: FormErrors): Promise<ChildView> {
  const { child, frame } = await placeOf(request)
  return {
    template: 'leave/pages/form.njk',
    child: child.id,
    errors,
    data: {
      ...frame,
      heading: 'Abroad without leave',
      back: { href: `/pupils/${child.token}/leave`, text: 'Back to leave' },
      intro: [
        'Use this when the child is abroad and you did not grant leave, or the leave is over.',
        'Three letters follow, in order. Each has its time, counted from the day the one before was sent. The child stays on the register.',
      ],
      fields: fieldsShown(startFields, request, { knownOn: request.viewer.today }),
      button: 'Write it down',
    },
  }
}

async function view(
  request: Request,
  { process, facts, standing }: Abroad,
  errors: FormErrors,
): Promise<ChildView> {
  const { child, frame } = await placeOf(request)
  const at = `/pupils/${child.token}/abroad`
  const open = stillNeeded(facts)
  const terms = process.steps.findLast(step => step.kind === 'terms')
  const answered = process.steps.findLast(step => step.kind === 'authority answered')
  const back = await inSchoolSince(request, process, facts.calendar)
  return {
    template: 'leave/pages/abroad.njk',
    child: child.id,
    errors,
    data: {
      ...frame,
      heading: 'Abroad without leave',
      back: { href: `/pupils/${child.token}/leave`, text: 'Back to leave' },
      inSchool: back && {
        since: inWords(back),
        to: `${at}/end`,
        fields: Object.entries({
          'on-day': back.slice(8),
          'on-month': back.slice(5, 7),
          'on-year': back.slice(0, 4),
          note: `The register has the child in school since ${inWords(back)}.`,
        }).map(([name, value]) => ({ name, value })),
      },
      known: `Known since ${inWords(process.known_on)}. Where: ${process.country}. How: ${process.how_known}`,
      letters: standing.turns.map(turn => letterShown(turn, child.token, at)),
      answerBy: standing.answerBy && `The family has until ${inWords(standing.answerBy)} to answer Letter 1.`,
      needs: (Object.keys(needs) as Need[]).map(need => {
        const got = process.steps.findLast(step => step.kind === 'received' && step.data.need === need)
        return {
          says: needs[need],
          got: got && `Received ${dateInWords(got.on_date)}. ${got.data.note ?? ''}`,
        }
      }),
      needsOpen: open.length,
      terms: terms && {
        says: `Agreed on ${inWords(terms.on_date)}; back on ${inWords(localDate(terms.data.returnOn!))}.`,
        schedule: terms.data.schedule?.split(/\r?\n/).filter(line => line.trim() !== ''),
      },
      contacts: process.steps
        .filter(step => step.kind === 'contact')
        .reverse()
        .slice(0, 20)
        .map(step => ({
          on: inWords(step.on_date),
          says: contactsKept[step.data.went as ContactWent],
          note: step.data.note,
          by: step.by_name,
          missed: step.data.went === 'missed',
        })),
      special: facts.isSpecialSchool,
      review: facts.reviewHeldOn && inWords(facts.reviewHeldOn),
      told: facts.authorityToldOn && `The authority was told on ${inWords(facts.authorityToldOn)}.`,
      mustAgree: standing.mustAgree,
      answer: answered && {
        says: answered.data.agrees === 'yes' ? 'The authority agrees' : 'The authority does not agree yet',
        when: `${inWords(answered.on_date)}, ${answered.by_name}`,
        why: answered.data.why,
      },
      missing: standing.missing,
      removalFrom: standing.removalFrom && inWords(standing.removalFrom),
      removal: `/pupils/${child.token}/removal`,
      links: [
        { href: `${at}/received`, text: 'Record what the family sent' },
        { href: `${at}/terms`, text: 'Record the terms that were agreed' },
        { href: `${at}/contact`, text: 'Record a contact, kept or missed' },
        ...(facts.isSpecialSchool ? [{ href: `${at}/review`, text: 'The emergency review was held' }] : []),
        { href: `${at}/end`, text: 'The child is back, or was not abroad' },
      ],
    },
  }
}

/** The first day in school after the school came to know, where the register has the child in school on its latest day too. */
async function inSchoolSince(
  { db, viewer }: Request,
  process: Abroad['process'],
  calendar: SchoolCalendar,
): Promise<LocalDate | undefined> {
  const strips = (await stripOf(db, viewer, process.enrolment_id)).map(asStrip)
  const taken = daysBack(calendar, strips, viewer.today as LocalDate, process.known_on, 400).filter(
    day => day.taken && day.on > process.known_on,
  )
  return taken[0]?.inSchool ? taken.findLast(day => day.inSchool)?.on : undefined
}

function letterShown(turn: Turn, child: string, at: string) {
  const isDraft = turn.isWritten && turn.sentOn === undefined
  return {
    code: turn.code,
    title: abroadLetters[turn.code],
    state: turn.sentOn
      ? `Sent on ${inWords(turn.sentOn)}`
      : isDraft
        ? 'Written, not sent'
        : turn.isAllowed
          ? 'Can be written now'
          : 'Not yet',
    colour: turn.sentOn ? 'green' : isDraft || turn.isAllowed ? 'blue' : 'grey',
    why: turn.sentOn && !turn.isAllowed ? [] : turn.why,
    isDone: turn.sentOn !== undefined && !turn.isAllowed,
    mayWrite: turn.isAllowed || isDraft,
    button: isDraft ? `Go on with ${name(turn.code)}` : `Write ${name(turn.code)}`,
    href: turn.isWritten
      ? `/pupils/${child}/letters/${turn.code.slice(4)}?back=${encodeURIComponent(at)}`
      : undefined,
  }
}
const name = (code: AbroadLetter): string =>
  code === 'LET-L09' ? 'the emergency review letter' : abroadLetters[code].split(':')[0]!

type Values = Readonly<Record<string, string>>
type AbroadForm = {
  readonly path: string
  readonly heading: string
  readonly intro: readonly string[]
  readonly fields: readonly Field[]
  readonly button: string
  readonly at: string
  readonly act: (request: Request, childId: string, values: Values) => Promise<Decision<{ already: boolean }>>
  readonly says: string
}
const onField = (label: string): Field => ({ as: 'date', name: 'on', label, asks: 'Enter the day' })

const abroadForms: readonly AbroadForm[] = [
  {
    path: 'received',
    heading: 'What the family sent',
    intro: [
      'Write down that it came and where it is kept. Keep an address abroad in the child’s file, and not here.',
    ],
    fields: [
      {
        as: 'radios',
        name: 'need',
        label: 'What was it?',
        choices: Object.entries(needs).map(([value, words]) => ({ value, text: words })),
        asks: 'Choose what it was',
      },
      onField('When did it come?'),
      {
        as: 'textarea',
        name: 'note',
        label: 'What it was, from whom, and where it is kept',
        asks: 'Say what it was, from whom, and where it is kept',
      },
    ],
    button: 'Save',
    at: 'note',
    act: ({ db, viewer }, childId, { on, need, note }) =>
      recordAbroad(db, viewer, childId, {
        kind: 'received',
        on: localDate(on!),
        need: need as Need,
        note: note!,
      }),
    says: 'Written down.',
  },
  {
    path: 'terms',
    heading: 'Terms that were agreed',
    intro: ['Terms are agreed in answer to Letter 1. Letter 1a then confirms them to the family.'],
    fields: [
      onField('When were they agreed?'),
      {
        as: 'date',
        name: 'returnOn',
        label: 'Day the child is to be back in school',
        asks: 'Enter the day the child is to be back',
      },
      {
        as: 'textarea',
        name: 'schedule',
        label: 'When will you speak to the child?',
        hint: 'One line for each time, such as “Every Tuesday at 10am, by video”. The child speaks.',
        asks: 'Write when you will speak to the child',
      },
    ],
    button: 'Save the terms',
    at: 'on',
    act: ({ db, viewer }, childId, { on, returnOn, schedule }) =>
      recordAbroad(db, viewer, childId, {
        kind: 'terms',
        on: localDate(on!),
        returnOn: localDate(returnOn!),
        schedule: schedule!,
      }),
    says: 'The terms are written down. Letter 1a confirms them.',
  },
  {
    path: 'contact',
    heading: 'A contact, kept or missed',
    intro: ['Seen on video is weaker than seen. Write which it was.'],
    fields: [
      onField('When was it?'),
      {
        as: 'radios',
        name: 'went',
        label: 'How did it go?',
        choices: Object.entries(contactsKept).map(([value, words]) => ({ value, text: words })),
        asks: 'Choose how it went',
      },
      {
        as: 'textarea',
        name: 'note',
        label: 'What the child said or showed (optional)',
        hint: 'No address or number.',
      },
    ],
    button: 'Save the contact',
    at: 'on',
    act: ({ db, viewer }, childId, { on, went, note }) =>
      recordAbroad(db, viewer, childId, {
        kind: 'contact',
        on: localDate(on!),
        went: went as ContactWent,
        note: note!,
      }),
    says: 'The contact is recorded.',
  },
  {
    path: 'review',
    heading: 'The emergency review was held',
    intro: ['For a special school: the review of the plan comes before Letter 2.'],
    fields: [
      onField('When was it held?'),
      {
        as: 'textarea',
        name: 'note',
        label: 'Who was there, and what was decided',
        asks: 'Say who was there and what was decided',
      },
    ],
    button: 'Save the review',
    at: 'on',
    act: ({ db, viewer }, childId, { on, note }) =>
      recordAbroad(db, viewer, childId, { kind: 'review held', on: localDate(on!), note: note! }),
    says: 'The review is recorded.',
  },
  {
    path: 'end',
    heading: 'No longer abroad without leave',
    intro: [
      'Say so when the child is back in school, or was not abroad, or leave was agreed after all. What was done stays in the history.',
    ],
    fields: [
      onField('Since when?'),
      {
        as: 'textarea',
        name: 'note',
        label: 'How it ended, and how you know',
        asks: 'Say how it ended, and how you know',
      },
    ],
    button: 'Save',
    at: 'on',
    act: ({ db, viewer }, childId, { on, note }) =>
      recordAbroad(db, viewer, childId, { kind: 'ended', on: localDate(on!), note: note! }),
    says: 'Written down: the child is no longer abroad without leave.',
  },
]

export const abroadFormPages: readonly Page[] = abroadForms.map(
  (form): Page => ({
    path: `/pupils/:child/abroad/${form.path}`,
    allow: 'leave.record',
    shows: 'one child',
    section: 'Pupils',
    get: request => formView(form, request, []),
    async post(request) {
      const { child } = await placeOf(request)
      const { values, errors } = readFields(form.fields, request)
      if (errors.length > 0) return formView(form, request, errors)
      const done = await form.act(request, child.id, values)
      if (!done.allowed) return formView(form, request, refusedAt(form.at, done.refusals))
      const to = form.path === 'end' ? 'leave' : 'abroad'
      return redirect(
        `/pupils/${child.token}/${to}`,
        done.value.already ? 'This was written down already.' : form.says,
      )
    },
  }),
)

async function formView(form: AbroadForm, request: Request, errors: FormErrors): Promise<ChildView> {
  const { child, frame } = await placeOf(request)
  const now = await abroadNow(request.db, request.viewer, child.id)
  return {
    template: 'leave/pages/form.njk',
    child: child.id,
    errors,
    data: {
      ...frame,
      heading: form.heading,
      back: { href: `/pupils/${child.token}/abroad`, text: 'Back to the letters' },
      intro: now ? form.intro : ['First write down that the child is abroad.'],
      fields: fieldsShown(form.fields, request, { on: request.viewer.today as LocalDate }),
      button: form.button,
    },
  }
}
