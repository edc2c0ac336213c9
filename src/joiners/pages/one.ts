// One joiner: did the pupil come, what the school knows, and the files from the previous school.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { childByToken } from '../../children/store.ts'
import { addName, newPupilReturn } from '../../law/roll-clocks.ts'
import { NotFound } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type ChildView, type FormError, type FormErrors, redirect, text } from '../../platform/web/page.ts'
import { calendarFor } from '../../schools/store.ts'
import { recordJoiner, recordJoinerStep } from '../actions.ts'
import { beginsWithTheYear, type JoinerStep, joinerTasks, type Known, knownAnswers } from '../joiner.ts'
import { type JoinerRow, joinerOfChild, joinerStepsOf } from '../store.ts'
import { cameInWords, cameOf } from './list.ts'

const knownInWords: Readonly<Record<Known, string>> = { yes: 'Yes', no: 'No', 'not known': 'Not known' }

/** The open fields of form F2: what they are called, and how much may stand in them. */
const fields = [
  ['previousSchool', 'School last attended', 200],
  ['previousAuthority', 'Its local authority', 100],
  ['country', 'Country come from, if another', 100],
  ['reason', 'Reason for joining', 300],
  ['language', 'First language', 100],
  ['heard', 'How you heard of the child', 300],
  ['homeAuthority', 'Authority where the child lives, if not yours', 100],
] as const
type Field = (typeof fields)[number][0]

const columnOf: Readonly<Record<Field, keyof JoinerRow>> = {
  previousSchool: 'previous_school',
  previousAuthority: 'previous_authority',
  country: 'country',
  reason: 'reason',
  language: 'language',
  heard: 'heard',
  homeAuthority: 'home_authority',
}

export const joinerPage: Page = {
  path: '/pupils/:child/joiner',
  allow: 'joiner.record',
  shows: 'one child',
  section: 'Leavers and joiners',
  get: request => view(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const child = await childByToken(db, viewer, params.child!)
    const joiner = await joinerOfChild(db, viewer, child.id)
    if (!joiner) throw new NotFound('joiner')
    const at = `/pupils/${child.token}/joiner`
    const step = text(body, 'step')
    if (step !== '') {
      const isStep = (
        [
          'transfer file asked for',
          'transfer file received',
          'child protection file received',
          'no child protection file',
          'first came',
        ] as string[]
      ).includes(step)
      if (!isStep) throw new NotFound('step')
      const day = readDate(body, 'done')
      const on = day === 'empty' ? (viewer.today as LocalDate) : day
      if (on === undefined)
        return view(request, [{ field: 'done', text: 'Enter a real date, such as 6 11 2026' }])
      const decided = await recordJoinerStep(db, viewer, child.id, {
        step: step as JoinerStep,
        on,
        says: text(body, 'says').slice(0, 300),
      })
      if (!decided.allowed)
        return view(
          request,
          decided.refusals.map(one => ({ field: 'done', text: one.says })),
        )
      return redirect(at, decided.value.already ? 'That was written down before.' : `Written down: ${step}.`)
    }
    const errors: FormError[] = []
    const first = readDate(body, 'first')
    if (first === 'empty' || first === undefined)
      errors.push({ field: 'first', text: 'Enter the first day that was agreed, such as 6 11 2026' })
    const agreed = text(body, 'agreed') as Known
    if (!knownAnswers.includes(agreed))
      errors.push({ field: 'agreed', text: 'Say whether the first day was agreed with the family' })
    const ehcp = text(body, 'ehcp') as Known
    for (const [field, label, most] of fields)
      if (text(body, field).length > most)
        errors.push({ field, text: `${label}: use ${most} characters or fewer` })
    if (!knownAnswers.includes(ehcp))
      errors.push({ field: 'ehcp', text: 'Say whether the child has an education, health and care plan' })
    if (errors.length > 0 || !first || first === 'empty') return view(request, errors)
    const decided = await recordJoiner(db, viewer, child.id, {
      firstDay: first,
      firstDayAgreed: agreed,
      ehcp,
      previousSchool: text(body, 'previousSchool'),
      previousAuthority: text(body, 'previousAuthority'),
      country: text(body, 'country'),
      reason: text(body, 'reason'),
      language: text(body, 'language'),
      heard: text(body, 'heard'),
      homeAuthority: text(body, 'homeAuthority'),
    })
    if (!decided.allowed)
      return view(
        request,
        decided.refusals.map(one => ({ field: 'first', text: one.says })),
      )
    return redirect(
      at,
      // A school is not told whether the authority has a case.
      'Saved. The new pupil return takes it with it.',
    )
  },
}

async function view(request: Request, errors: FormErrors = []): Promise<ChildView> {
  const { db, viewer, params, body } = request
  const child = await childByToken(db, viewer, params.child!)
  const joiner = await joinerOfChild(db, viewer, child.id)
  if (!joiner) throw new NotFound('joiner')
  const today = viewer.today as LocalDate
  const [calendar, steps] = await Promise.all([
    calendarFor(db, viewer, joiner.school_id),
    joinerStepsOf(db, viewer, joiner.enrolment_id),
  ])
  const came = cameOf(joiner, calendar, today)
  const typed = body.formToken !== undefined && text(body, 'step') === ''
  const law = newPupilReturn({
    calendar,
    enteredOn: joiner.entry_date,
    mostJuniorClass: joiner.most_junior_class === true,
  })
  return {
    template: 'joiners/pages/one.njk',
    child: child.id,
    errors,
    data: {
      heading: 'Joiner',
      pageTitle: 'Joiner',
      childName: `${child.preferred_forename ?? child.forename} ${child.surname}`,
      school: viewer.schools.length > 1 ? joiner.school : undefined,
      back: { href: '/joiners', text: 'Back to joiners' },
      childHref: `/pupils/${child.token}`,
      rows: [
        { key: 'Entered in the register', text: inWords(joiner.entry_date) },
        { key: 'Year', text: joiner.nc_year ?? 'Not known' },
        { key: 'Number in your system', text: joiner.mis_id },
        { key: 'Was here before', text: joiner.was_here ? 'Yes' : 'No' },
        { key: 'Came', text: cameInWords(came) },
      ],
      law: law.because,
      // T-13: the name is there before school starts on the day that was agreed, whether or not the pupil comes.
      enteredLate:
        joiner.first_day_agreed === 'yes' && joiner.first_day !== null && joiner.first_day < joiner.entry_date
          ? addName({ agreedStart: joiner.first_day }).because
          : undefined,
      isMissing: came.is === 'not come',
      mayHaveCome: came.is === 'not come' || came.is === 'no register yet',
      isFuture: came.is === 'to come',
      returnHref: `/pupils/${child.token}/new-pupil-return`,
      noShowHref: `/pupils/${child.token}/no-show-return`,
      letterHref: `/pupils/${child.token}/letters/L11?back=/joiners`,
      contactHref: `/pupils/${child.token}/contact`,
      tasks: joinerTasks({
        calendar,
        entered: joiner.entry_date,
        previousSchool: joiner.previous_school ?? '',
        done: joiner.steps,
        beginsWithTheYear: beginsWithTheYear(calendar, joiner.entry_date, joiner.most_junior_class),
      }).map(task => ({
        ...task,
        due: task.due === undefined ? '' : dueSays(task.due, today),
        isChildProtection: task.step === 'child protection file received',
        button: buttons[task.step],
      })),
      steps: steps
        .filter(step => step.step !== 'case told')
        .map(step => ({
          says: `${capital(step.step)}${step.says ? `: ${step.says}` : ''}`,
          on: `${dateInWords(step.on_date)}, ${step.by_name}`,
        })),
      first: dateBoxes('first', typed ? { body } : { day: joiner.first_day ?? joiner.entry_date }),
      agreed: radios('agreed', typed ? text(body, 'agreed') : (joiner.first_day_agreed ?? '')),
      ehcp: radios('ehcp', typed ? text(body, 'ehcp') : (joiner.ehcp ?? '')),
      fields: fields.map(([id, label]) => ({
        id,
        label,
        value: typed ? text(body, id) : ((joiner[columnOf[id]] as string | null) ?? ''),
      })),
      saved: joiner.facts_on
        ? `Written down by ${joiner.facts_by} on ${dateInWords(joiner.facts_on)}.`
        : undefined,
    },
  }
}

const buttons: Partial<Record<JoinerStep, string>> = {
  'transfer file asked for': 'We asked for it today',
  'transfer file received': 'It came today',
  'child protection file received': 'It came today, to the safeguarding lead',
}
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const dueSays = (due: LocalDate, today: LocalDate): string =>
  due < today ? `Was due on ${inWords(due)}` : due === today ? 'Due today' : `Due ${inWords(due)}`
const radios = (name: string, chosen: string) =>
  knownAnswers.map((value, index) => ({
    id: index === 0 ? name : `${name}-${index + 1}`,
    value,
    text: knownInWords[value],
    checked: chosen === value,
  }))
