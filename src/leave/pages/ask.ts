// A parent asks for leave: one short form, and check answers.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { type ChildView, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { recordRequest } from '../actions.ts'
import { isLate, type LeaveReason, leaveReasons, prompts } from '../leave.ts'
import { type Field, fieldsShown, placeOf, readFields, refusedAt } from './form.ts'

const fields: readonly Field[] = [
  { as: 'date', name: 'askedOn', label: 'When did the parent ask?', asks: 'Enter the day the parent asked' },
  { as: 'input', name: 'askedBy', label: 'Who asked?', hint: 'Full name', asks: 'Enter who asked' },
  {
    as: 'input',
    name: 'relationship',
    label: 'Their relationship to the child',
    hint: 'For example, mother',
    asks: 'Enter their relationship to the child',
  },
  { as: 'date', name: 'startsOn', label: 'First day of leave', asks: 'Enter the first day of leave' },
  { as: 'date', name: 'endsOn', label: 'Last day of leave', asks: 'Enter the last day of leave' },
  {
    as: 'radios',
    name: 'reason',
    label: 'What is it for?',
    choices: Object.entries(leaveReasons).map(([value, words]) => ({ value, text: words })),
    asks: 'Choose what it is for',
  },
  {
    as: 'textarea',
    name: 'why',
    label: 'Why, in the parent’s words',
    asks: 'Write why, in the parent’s words',
  },
  {
    as: 'input',
    name: 'country',
    label: 'Which country, or which part of this one?',
    hint: 'No address. Write “not known” if the parent did not say.',
    asks: 'Enter the country, or “not known”',
  },
  {
    as: 'input',
    name: 'withWhom',
    label: 'Which adult will be in charge of the child there?',
    hint: 'Name and relationship. Write “not known” if the parent did not say.',
    asks: 'Enter the adult in charge, or “not known”',
  },
]

export const askPage: Page = {
  path: '/pupils/:child/leave/new',
  allow: 'leave.record',
  shows: 'one child',
  section: 'Pupils',
  get: request => form(request, []),
  async post(request) {
    const { db, viewer, body } = request
    const { values, errors } = readFields(fields, request)
    if (errors.length === 0 && values.endsOn! < values.startsOn!) {
      errors.push({ field: 'endsOn', text: 'The last day must be on or after the first' })
    }
    if (errors.length === 0 && values.askedOn! > viewer.today) {
      errors.push({ field: 'askedOn', text: 'The day the parent asked must be today or before' })
    }
    const press = text(body, 'press')
    if (errors.length > 0 || press === 'change') return form(request, press === 'change' ? [] : errors)
    if (press !== 'send') return check(request, values)
    const { child } = await placeOf(request)
    const made = await recordRequest(db, viewer, child.id, {
      askedOn: localDate(values.askedOn!),
      askedBy: values.askedBy!,
      relationship: values.relationship!,
      startsOn: localDate(values.startsOn!),
      endsOn: localDate(values.endsOn!),
      reason: values.reason as LeaveReason,
      why: values.why!,
      country: values.country!,
      withWhom: values.withWhom!,
    })
    if (!made.allowed) return form(request, refusedAt('startsOn', made.refusals))
    return redirect(
      `/pupils/${child.token}/leave/${made.value.token}`,
      made.value.already
        ? 'This request was written down already.'
        : 'The request is written down. It waits for the headteacher.',
    )
  },
}

async function form(request: Request, errors: FormErrors): Promise<ChildView> {
  const { child, frame } = await placeOf(request)
  return {
    template: 'leave/pages/form.njk',
    child: child.id,
    errors,
    data: {
      ...frame,
      heading: 'A parent asks for leave',
      back: { href: `/pupils/${child.token}/leave` },
      intro: ['Write it down as the parent asked. What is decided comes later, beside it.'],
      showPrompts: true,
      prompts,
      fields: fieldsShown(fields, request, { askedOn: request.viewer.today }),
      button: 'Continue',
    },
  }
}

/** What was typed, to be looked at once more before it is kept. */
async function check(request: Request, values: Readonly<Record<string, string>>): Promise<ChildView> {
  const { child, frame } = await placeOf(request)
  const day = (name: string) => inWords(values[name] as LocalDate)
  const late = isLate({
    askedOn: values.askedOn as LocalDate,
    startsOn: values.startsOn as LocalDate,
    endsOn: values.endsOn as LocalDate,
    reason: values.reason as LeaveReason,
  })
  return {
    template: 'leave/pages/check.njk',
    child: child.id,
    data: {
      ...frame,
      heading: 'Check what you wrote',
      back: { href: `/pupils/${child.token}/leave` },
      warning:
        late && 'The leave had begun when the parent asked. It can be noted, and the headteacher decides.',
      rows: [
        { key: 'Asked on', text: day('askedOn') },
        { key: 'Asked by', text: `${values.askedBy}, ${values.relationship}` },
        { key: 'First day', text: day('startsOn') },
        { key: 'Last day', text: day('endsOn') },
        { key: 'For', text: leaveReasons[values.reason as LeaveReason] },
        { key: 'Why', text: values.why },
        { key: 'Where', text: values.country },
        { key: 'With whom', text: values.withWhom },
      ],
      hidden: Object.entries(request.body)
        .filter(([name]) => name !== 'formToken' && name !== 'press')
        .map(([name]) => ({ name, value: text(request.body, name) })),
    },
  }
}
