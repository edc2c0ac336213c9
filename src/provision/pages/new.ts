// Record a part-time timetable or education off site (form F11), with what the law wants of each.
import type { Page, Request } from '../../access/page.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { previousSchoolDay } from '../../calendar/school-calendar.ts'
import { childByToken, flagsOf } from '../../children/store.ts'
import { partTimeTimetable } from '../../law/school-clocks.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { currentTime, isArrangementKind, recordArrangement } from '../actions.ts'
import { arrangementKinds, type Consulted, codesOn, consultedAnswers, latestReview } from '../provision.ts'

const order = [
  'kind',
  'code',
  'hours',
  'full',
  'place',
  'reason',
  'start',
  'review',
  'end',
  'plan',
  'agreed',
  'signed',
  'ehcp',
  'worker',
]
/** The errors in the order of the form. */
export const inOrder = (errors: readonly FormError[], fields: readonly string[] = order): FormError[] =>
  [...errors].sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))

/** Hours of a week, to the half or tenth; nothing where it is no number. */
export function readHours(typed: string): number | undefined {
  return /^\d{1,2}([.,]\d)?$/.test(typed) ? Number(typed.replace(',', '.')) : undefined
}

export const newArrangementPage: Page = {
  path: '/pupils/:child/part-time',
  allow: 'provision.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const errors: FormError[] = []
    const kind = text(body, 'kind')
    if (!isArrangementKind(kind)) errors.push({ field: 'kind', text: 'Choose what it is' })
    const day = (name: string, says: string): LocalDate | undefined => {
      const read = readDate(body, name)
      if (read !== 'empty' && read !== undefined) return read
      errors.push({ field: name, text: says })
      return undefined
    }
    const startsOn = day('start', 'Enter the first day, such as 6 11 2026')
    const reviewOn = day('review', 'Enter the day on which it is looked at again')
    const endsOn = day('end', 'Enter the last day: it must have an end')
    const signed = readDate(body, 'signed')
    if (signed === undefined) errors.push({ field: 'signed', text: 'Enter a real date, such as 6 11 2026' })
    const hours = readHours(text(body, 'hours'))
    if (hours === undefined)
      errors.push({ field: 'hours', text: 'Enter the hours a week, such as 12 or 12.5' })
    const fullHours = readHours(text(body, 'full'))
    if (fullHours === undefined || fullHours === 0)
      errors.push({ field: 'full', text: 'Enter the hours of the full week, such as 32.5' })
    for (const [field, says] of [
      ['place', 'Say where the pupil is educated, and when'],
      ['reason', 'Give the reason'],
      ['plan', 'Say how the pupil comes back to full time'],
      ['agreed', 'Say who agreed to it'],
    ] as const) {
      const typed = text(body, field)
      if (typed === '') errors.push({ field, text: says })
      else if (typed.length > 1000) errors.push({ field, text: 'Use 1,000 characters or fewer' })
    }
    const consulted = (field: string): Consulted => {
      const answer = text(body, field) as Consulted
      if (consultedAnswers.includes(answer)) return answer
      errors.push({ field, text: 'Choose yes, no or not needed' })
      return 'no'
    }
    const ehcpConsulted = consulted('ehcp')
    const workerConsulted = consulted('worker')
    if (errors.length > 0 || !isArrangementKind(kind) || !startsOn || !reviewOn || !endsOn)
      return view(request, inOrder(errors))
    const decided = await recordArrangement(db, viewer, {
      childId: child.id,
      kind,
      code: text(body, 'code'),
      hours: hours!,
      fullHours: fullHours!,
      startsOn,
      reviewOn,
      endsOn,
      parentSignedOn: signed === 'empty' ? undefined : signed,
      ehcpConsulted,
      workerConsulted,
      place: text(body, 'place'),
      reason: text(body, 'reason'),
      endPlan: text(body, 'plan'),
      agreedBy: text(body, 'agreed'),
    })
    if (!decided.ok)
      return view(request, inOrder(decided.problems.map(one => ({ field: one.field, text: one.says }))))
    return redirect(
      `/provision/${decided.token}`,
      decided.already ? 'This was recorded before.' : 'Recorded. It stands on the list until it is ended.',
    )
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = await currentTime(db, viewer, child.id)
  const [calendar, settings, flags] = await Promise.all([
    calendarFor(db, viewer, enrolment.school_id),
    settingsFor(db, viewer),
    flagsOf(db, viewer, child.id),
  ])
  const today = viewer.today as LocalDate
  const typed = body.formToken !== undefined
  const start = typed ? readDate(body, 'start') : today
  const on = start === 'empty' || start === undefined ? today : start
  const latest = latestReview(calendar, on, settings['provision-review-days'])
  const last = latest ?? addDays(on, 28)
  const boxes = (name: string, day?: LocalDate) => dateBoxes(name, typed ? { body } : day ? { day } : {})
  const radio = (name: string, items: { value: string; text: string; hint?: string }[]) =>
    items.map((item, index) => ({
      id: index === 0 ? name : `${name}-${index + 1}`,
      value: item.value,
      text: item.text,
      ...(item.hint && { hint: { text: item.hint } }),
      checked: text(body, name) === item.value,
    }))
  const answers = [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
    { value: 'not needed', text: 'Not needed' },
  ]
  const has = (...names: string[]) => flags.some(flag => names.includes(flag.flag))
  return {
    template: 'provision/pages/new.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Part-time timetable or education off site',
      pageTitle: 'Part-time timetable or education off site',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? enrolment.school : undefined,
      back: { href: `/pupils/${child.token}` },
      law: partTimeTimetable({ from: on, parentAgrees: false }).cites,
      reviewBy: latest && `${settings['provision-review-days']} school days: by ${inWords(latest)}`,
      kinds: radio('kind', [
        {
          value: arrangementKinds[0],
          text: 'Part-time timetable',
          hint: 'Fewer hours than the others, for a short time',
        },
        {
          value: arrangementKinds[1],
          text: 'Education off site',
          hint: 'With another school, a provider or the authority',
        },
      ]),
      codes: radio(
        'code',
        arrangementKinds.flatMap(kind =>
          codesOn(kind, on).map(one => ({ value: one.code, text: one.code, hint: `${one.when}.` })),
        ),
      ),
      hours: text(body, 'hours'),
      full: text(body, 'full') || (typed ? '' : '32.5'),
      place: text(body, 'place'),
      reason: text(body, 'reason'),
      start: boxes('start', today),
      review: boxes('review', previousSchoolDay(calendar, last) ?? last),
      end: boxes('end'),
      plan: text(body, 'plan'),
      agreed: text(body, 'agreed'),
      signed: boxes('signed'),
      ehcp: radio('ehcp', answers),
      worker: radio('worker', answers),
      known: [
        ...(has('EHCP') ? ['This child has an education, health and care plan.'] : []),
        ...(has('in_care', 'child_protection_plan', 'child_in_need')
          ? ['This child has a social worker.']
          : []),
      ],
    },
  }
}
