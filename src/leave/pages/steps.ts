// What is recorded about leave that was asked for: a meeting, evidence, tickets, the decision, another last day, cancelled, back.
// A short form each; the pages differ in what they ask.

import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { Decision } from '../../platform/errors.ts'
import { NotFound } from '../../platform/errors.ts'
import { type ChildrenView, type FormErrors, redirect } from '../../platform/web/page.ts'
import { changeLeave, decideLeave, leaveOf, patternFor, recordLookedInto } from '../actions.ts'
import {
  codesForLeave,
  daysInWords,
  type LeaveStepKind,
  leaveReasons,
  mayStep,
  missingBeforeGranting,
  usualCode,
} from '../leave.ts'
import { type RequestRow, requestByToken } from '../store.ts'
import { type Field, fieldsShown, placeOf, readFields, refusedAt } from './form.ts'
import { patternShown } from './words.ts'

type Values = Readonly<Record<string, string>>
type StepForm = {
  readonly path: string
  readonly step: LeaveStepKind
  readonly allow: 'leave.record' | 'leave.decide'
  readonly heading: string
  readonly intro: (row: RequestRow) => readonly string[]
  readonly fields: (row: RequestRow) => readonly Field[]
  readonly begin?: (row: RequestRow, today: string) => Readonly<Record<string, string | undefined>>
  readonly button: string
  /** The field to which refusals belong. */
  readonly at: string
  readonly act: (request: Request, row: RequestRow, values: Values) => Promise<Decision<{ already: boolean }>>
  readonly says: string
}

const whyField = (label: string): Field => ({
  as: 'textarea',
  name: 'why',
  label,
  asks: 'Say who told you or agreed it, and how',
})
const onField = (label: string): Field => ({ as: 'date', name: 'on', label, asks: 'Enter the day' })
const today = (_row: RequestRow, on: string) => ({ on })
const lookedInto =
  (kind: 'meeting' | 'evidence' | 'return evidence'): StepForm['act'] =>
  ({ db, viewer }, row, { on, ...data }) =>
    recordLookedInto(db, viewer, row.token, { kind, on: localDate(on!), data })

export const stepForms: readonly StepForm[] = [
  {
    path: 'meeting',
    step: 'meeting',
    allow: 'leave.record',
    heading: 'Record a meeting about leave',
    intro: () => [
      'The headteacher or a deputy meets the family about special leave, if need be by telephone or video.',
    ],
    fields: () => [
      onField('When was the meeting?'),
      { as: 'input', name: 'who', label: 'Who met whom?', hint: 'Full names', asks: 'Enter who met whom' },
      { as: 'textarea', name: 'notes', label: 'What was said?', asks: 'Write what was said' },
    ],
    begin: today,
    button: 'Save the meeting',
    at: 'on',
    act: lookedInto('meeting'),
    says: 'The meeting is recorded.',
  },
  {
    path: 'evidence',
    step: 'evidence',
    allow: 'leave.record',
    heading: 'Record evidence of the reason',
    intro: () => ['For an emergency, such as illness or a death abroad, see something that shows it.'],
    fields: () => [
      {
        as: 'input',
        name: 'what',
        label: 'What was it?',
        hint: 'For example, a letter from a hospital',
        asks: 'Enter what it was',
      },
      { as: 'input', name: 'seenBy', label: 'Who saw it?', asks: 'Enter who saw it' },
      onField('When was it seen?'),
      {
        as: 'input',
        name: 'kept',
        label: 'Where is it kept?',
        hint: 'Write “returned to the family” if you kept no copy',
        asks: 'Enter where it is kept',
      },
    ],
    begin: (_row, on) => ({ on }),
    button: 'Save the evidence',
    at: 'on',
    act: lookedInto('evidence'),
    says: 'The evidence is recorded.',
  },
  {
    path: 'tickets',
    step: 'return evidence',
    allow: 'leave.record',
    heading: 'Record evidence of the return',
    intro: () => ['Tickets or anything else that shows the day of return.'],
    fields: () => [
      {
        as: 'input',
        name: 'what',
        label: 'What was it?',
        hint: 'For example, return tickets for both',
        asks: 'Enter what it was',
      },
      {
        as: 'date',
        name: 'returnOn',
        label: 'Which day of return does it show?',
        asks: 'Enter the day of return that it shows',
      },
      { as: 'input', name: 'seenBy', label: 'Who saw it?', asks: 'Enter who saw it' },
      onField('When was it seen?'),
    ],
    begin: today,
    button: 'Save the evidence',
    at: 'on',
    act: lookedInto('return evidence'),
    says: 'The evidence of the return is recorded.',
  },
  {
    path: 'decide',
    step: 'granted',
    allow: 'leave.decide',
    heading: 'Decide on leave',
    intro: () => [
      'The leave may be granted for other days than were asked for. The day after it ends is counted from the last day you agree.',
    ],
    fields: row => [
      {
        as: 'radios',
        name: 'decision',
        label: 'What do you decide?',
        choices: [
          { value: 'grant', text: 'Grant leave' },
          {
            value: 'refuse',
            text: 'Refuse it',
            hint: 'If the child is away all the same, the absence is unauthorised',
          },
        ],
        asks: 'Choose what you decide',
      },
      {
        as: 'date',
        name: 'startsOn',
        label: 'If granted: first day',
        asks: 'Enter the first day',
        optional: true,
      },
      {
        as: 'date',
        name: 'endsOn',
        label: 'If granted: last day',
        asks: 'Enter the last day',
        optional: true,
      },
      {
        as: 'radios',
        name: 'code',
        label: 'If granted: code in the register',
        choices: codesForLeave(row.starts_on).map(({ code, label }) => ({
          value: code,
          text: `${code}: ${label}`,
        })),
        asks: 'Choose the code',
      },
      {
        as: 'textarea',
        name: 'reasons',
        label: 'Your reasons',
        hint: 'The letter to the family says them',
        asks: 'Give your reasons',
      },
      {
        as: 'textarea',
        name: 'without',
        label: 'If something above is missing: why you grant it without (optional)',
      },
    ],
    begin: row => ({
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      code: usualCode(row.reason, row.starts_on),
    }),
    button: 'Decide',
    at: 'reasons',
    act: ({ db, viewer }, row, values) =>
      decideLeave(db, viewer, row.token, {
        grant: values.decision === 'grant',
        startsOn: values.startsOn ? localDate(values.startsOn) : undefined,
        endsOn: values.endsOn ? localDate(values.endsOn) : undefined,
        code: values.code,
        reasons: values.reasons!,
        without: values.without,
      }),
    says: 'The decision is kept. A letter to the family is drafted: look at it and send it.',
  },
  {
    path: 'change',
    step: 'changed',
    allow: 'leave.decide',
    heading: 'Agree another last day',
    intro: row => [
      `Leave is agreed to ${daysInWords(leaveOf(row).agreed ?? { startsOn: row.starts_on, endsOn: row.ends_on })}.`,
    ],
    fields: () => [
      { as: 'date', name: 'endsOn', label: 'New last day of leave', asks: 'Enter the new last day' },
      whyField('Who asked, why, and what shows it?'),
    ],
    button: 'Agree the day',
    at: 'endsOn',
    act: ({ db, viewer }, row, values) =>
      changeLeave(db, viewer, row.token, {
        kind: 'changed',
        endsOn: localDate(values.endsOn!),
        why: values.why!,
      }),
    says: 'The new last day is agreed. What was agreed before stays in the history.',
  },
  {
    path: 'cancel',
    step: 'cancelled',
    allow: 'leave.record',
    heading: 'The leave is cancelled',
    intro: () => ['Leave that has not begun can be cancelled. It then counts for nothing.'],
    fields: () => [whyField('Who cancelled it, and how?')],
    button: 'Cancel the leave',
    at: 'why',
    act: ({ db, viewer }, row, values) =>
      changeLeave(db, viewer, row.token, { kind: 'cancelled', why: values.why! }),
    says: 'The leave is cancelled.',
  },
  {
    path: 'back',
    step: 'returned',
    allow: 'leave.record',
    heading: 'The child is back',
    intro: () => ['Back before the last day, the leave ends on the day before.'],
    fields: () => [onField('First day back in school'), whyField('Who saw the child?')],
    begin: today,
    button: 'Save',
    at: 'on',
    act: ({ db, viewer }, row, values) =>
      changeLeave(db, viewer, row.token, { kind: 'returned', on: localDate(values.on!), why: values.why! }),
    says: 'The child is back.',
  },
]

export const stepPages: readonly Page[] = stepForms.map(
  (form): Page => ({
    path: `/pupils/:child/leave/:leave/${form.path}`,
    allow: form.allow,
    shows: 'children',
    section: 'Pupils',
    get: async request => view(form, request, await rowOf(form, request), []),
    async post(request) {
      const row = await rowOf(form, request)
      const { values, errors } = readFields(form.fields(row), request)
      // Of leave that is refused the days and the code are nothing.
      const asked = values.decision === 'refuse' ? errors.filter(error => error.field !== 'code') : errors
      if (asked.length > 0) return view(form, request, row, asked)
      const decided = await form.act(request, row, values)
      if (!decided.allowed) return view(form, request, row, refusedAt(form.at, decided.refusals))
      return redirect(
        `/pupils/${row.child_token}/leave/${row.token}`,
        decided.value.already ? 'This was recorded already.' : form.says,
      )
    },
  }),
)

/** The request of the address, of the child of the address. */
async function rowOf(form: StepForm, { db, viewer, params }: Request): Promise<RequestRow> {
  const row = await requestByToken(db, viewer, params.leave!)
  if (row.child_token !== params.child || !may(viewer, form.allow)) throw new NotFound('leave')
  return row
}

async function view(
  form: StepForm,
  request: Request,
  row: RequestRow,
  errors: FormErrors,
): Promise<ChildrenView> {
  const { child, frame } = await placeOf(request)
  const leave = leaveOf(row)
  const isDecision = form.path === 'decide'
  const pattern = isDecision
    ? await patternFor(request.db, request.viewer, {
        childId: child.id,
        requestId: row.id,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
      })
    : undefined
  const missing = isDecision ? missingBeforeGranting(leave) : []
  return {
    template: 'leave/pages/form.njk',
    children: [child.id, ...(pattern?.children ?? [])],
    errors,
    data: {
      ...frame,
      heading: form.heading,
      back: { href: `/pupils/${child.token}/leave/${row.token}`, text: 'Back to the request' },
      intro: mayStep(leave, form.step)
        ? form.intro(row)
        : ['This cannot be recorded now: look at the request.'],
      warning: missing.length > 0 && missing.map(says => `${says}.`),
      rows: [
        { key: 'Asked for', text: daysInWords({ startsOn: row.starts_on, endsOn: row.ends_on }) },
        { key: 'For', text: `${leaveReasons[row.reason]}. ${row.why}` },
        ...(isDecision ? [{ key: 'Where and with whom', text: `${row.country}; ${row.with_whom}` }] : []),
      ],
      pattern: pattern && patternShown(pattern),
      fields: fieldsShown(form.fields(row), request, form.begin?.(row, request.viewer.today as LocalDate)),
      button: form.button,
    },
  }
}
