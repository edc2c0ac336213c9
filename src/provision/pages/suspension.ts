// A suspension or permanent exclusion: recorded, told without delay, and education from the sixth school day.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { calendarFor } from '../../schools/store.ts'
import { currentTime, recordSuspension, recordSuspensionStep } from '../actions.ts'
import { type SuspensionStep, suspendedDays, suspensionSteps, suspensionTasks } from '../provision.ts'
import { stepsOfSuspension, suspensionByToken } from '../store.ts'
import { inOrder } from './new.ts'

const kinds = ['suspension', 'permanent exclusion'] as const
const kindInWords = { suspension: 'Suspension', 'permanent exclusion': 'Permanent exclusion' } as const

export const newSuspensionPage: Page = {
  path: '/pupils/:child/suspension',
  allow: 'provision.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => newView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const errors: FormError[] = []
    const kind = kinds.find(one => one === text(body, 'kind'))
    if (!kind) errors.push({ field: 'kind', text: 'Choose what the headteacher decided' })
    const first = readDate(body, 'first')
    if (first === 'empty' || first === undefined)
      errors.push({ field: 'first', text: 'Enter the first day, such as 6 11 2026' })
    const last = readDate(body, 'last')
    if (last === undefined) errors.push({ field: 'last', text: 'Enter a real date, such as 6 11 2026' })
    const reasons = text(body, 'reasons')
    if (reasons.length > 2000) errors.push({ field: 'reasons', text: 'Use 2,000 characters or fewer' })
    if (errors.length > 0 || !kind || !first || first === 'empty') return newView(request, errors)
    const decided = await recordSuspension(db, viewer, {
      childId: child.id,
      kind,
      firstDay: first,
      lastDay: last === 'empty' ? undefined : last,
      reasons,
    })
    if (!decided.ok)
      return newView(
        request,
        inOrder(
          decided.problems.map(one => ({ field: one.field, text: one.says })),
          ['kind', 'first', 'last', 'reasons'],
        ),
      )
    return redirect(
      `/suspensions/${decided.token}`,
      decided.already ? 'This was recorded before.' : 'Recorded. Tell everyone on the list today.',
    )
  },
}

async function newView(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const enrolment = await currentTime(db, viewer, child.id)
  const typed = body.formToken !== undefined
  return {
    template: 'provision/pages/new-suspension.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Suspension or permanent exclusion',
      pageTitle: 'Suspension or permanent exclusion',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? enrolment.school : undefined,
      back: { href: `/pupils/${child.token}` },
      kinds: kinds.map((value, index) => ({
        id: index === 0 ? 'kind' : `kind-${index + 1}`,
        value,
        text: kindInWords[value],
        checked: text(body, 'kind') === value,
      })),
      first: dateBoxes('first', typed ? { body } : { day: viewer.today as LocalDate }),
      last: dateBoxes('last', typed ? { body } : {}),
      reasons: text(body, 'reasons'),
    },
  }
}

export const suspensionPage: Page = {
  path: '/suspensions/:suspension',
  allow: 'provision.see',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
}

export const suspensionStepPage: Page = {
  path: '/suspensions/:suspension/done',
  allow: 'provision.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const step = suspensionSteps.find(one => one === text(body, 'step'))
    if (!step) throw new NotFound('step')
    const decided = await recordSuspensionStep(db, viewer, {
      token: params.suspension!,
      step,
      on: viewer.today as LocalDate,
      says: text(body, 'says').slice(0, 500),
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'says', text: one.says })),
      )
    return redirect(
      `/suspensions/${params.suspension!}`,
      decided.value.already ? 'That was written down before.' : `Written down: ${step}.`,
    )
  },
}

const buttonOf: Readonly<Record<SuspensionStep, string>> = {
  'parents told': 'The parents are told',
  'authority told': 'Tell the authority now',
  'social worker told': 'The social worker is told',
  'virtual school told': 'The virtual school head is told',
  'education arranged': 'It is arranged',
  cancelled: 'Cancel it',
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const row = await suspensionByToken(db, viewer, params.suspension!)
  const today = viewer.today as LocalDate
  const [calendar, steps] = await Promise.all([
    calendarFor(db, viewer, row.school_id),
    stepsOfSuspension(db, viewer, row.id),
  ])
  const days = suspendedDays(calendar, row.first_day, row.last_day)
  const tasks = suspensionTasks({
    kind: row.kind,
    firstDay: row.first_day,
    lastDay: row.last_day ?? undefined,
    recordedOn: row.recorded_on,
    calendar,
    lookedAfter: row.looked_after,
    socialWorker: row.social_worker,
    done: row.done,
  })
  const isCancelled = row.done.includes('cancelled')
  return {
    template: 'provision/pages/suspension.njk',
    child: row.child_id,
    errors,
    data: {
      heading: kindInWords[row.kind],
      pageTitle: kindInWords[row.kind],
      childName: `${row.forename} ${row.surname}`,
      school: row.school,
      back: { href: '/provision', text: 'Back to the list' },
      childHref: viewer.side === 'school' ? `/pupils/${row.child_token}` : `/children/${row.child_token}`,
      at: `/suspensions/${row.token}/done`,
      mayRecord: may(viewer, 'provision.record') && !isCancelled,
      isPermanent: row.kind === 'permanent exclusion',
      rows: [
        { key: 'First day', text: inWords(row.first_day) },
        ...(row.last_day
          ? [
              {
                key: 'Last day',
                text: `${inWords(row.last_day)}: ${days === 1 ? '1 school day' : `${days} school days`}`,
              },
            ]
          : []),
        { key: 'Reasons', text: row.reasons },
        { key: 'Attendance code', text: 'E where no education is arranged; B, D or K where it is' },
        { key: 'Recorded', text: `${dateInWords(row.recorded_on)}, ${row.by_name}` },
      ],
      tasks: tasks.map(task => ({
        step: task.step,
        says: task.says,
        because: task.because,
        cites: task.cites,
        due:
          task.due === undefined
            ? undefined
            : task.due < today
              ? `Was due on ${inWords(task.due)}`
              : task.due === today
                ? 'Due today'
                : `Due ${inWords(task.due)}`,
        button: buttonOf[task.step],
      })),
      steps: steps.map(step => ({
        says: `${step.step.charAt(0).toUpperCase()}${step.step.slice(1)}${step.says ? `: ${step.says}` : ''}`,
        on: `${dateInWords(step.on_date)}, ${step.by_name}`,
      })),
      says: text(body, 'says'),
    },
  }
}
