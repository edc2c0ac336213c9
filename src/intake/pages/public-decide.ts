// What is decided on a report: which child, a new record, more asked, put with another, not taken on.
import type { Page, Request } from '../../access/page.ts'
import { addDays, localDate } from '../../calendar/local-date.ts'
import type { Pathway } from '../../cases/case.ts'
import { weekday } from '../../cases/pages/case-work.ts'
import { casesOf } from '../../cases/store.ts'
import { childByToken, enrolmentsOf } from '../../children/store.ts'
import type { Refusal } from '../../platform/errors.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { addAndTakeOn, askMore, mergeInto, notTakenOn, recordAnswer, takeOn } from '../public/actions.ts'
import { isWhyNot, whyNot } from '../public/report.ts'
import { type ReportRow, reportByToken, reportsAlike } from '../public/store.ts'
import { saidShown } from './public-reports.ts'

const section = 'My work'
const asErrors = (field: string, refusals: readonly Refusal[]): FormError[] =>
  refusals.map(({ says }) => ({ field, text: says }))

const reportOf = ({ db, viewer, params }: Request) => reportByToken(db, viewer, params.report ?? '')
const head = (report: ReportRow, heading: string) => ({
  heading,
  caption: `Report ${report.reference}`,
  back: { href: `/reports-in/${report.token}`, text: 'Back to the report' },
})
const items = (choices: Readonly<Record<string, string>>, chosen: string) =>
  Object.entries(choices).map(([value, says]) => ({ value, text: says, checked: value === chosen }))

const pathways = {
  A: 'We do not know where the child is: find the child',
  B: 'We know where the child is: get the child into education',
} as const
const isPathway = (given: string): given is Pathway => Object.hasOwn(pathways, given)
const pathwayField = (chosen: string) => ({
  as: 'radios',
  name: 'pathway',
  label: 'What is to be done first?',
  items: items(pathways, chosen),
})

function opened(came: Awaited<ReturnType<typeof takeOn>>, report: string) {
  if (!came.allowed) return undefined
  const { value } = came
  if (value === 'already')
    return redirect(`/reports-in/${report}`, 'This report was taken on for this child already')
  return value.joined
    ? redirect(`/cases/${value.caseToken}`, `Added to ${value.reference}, which is open already`)
    : redirect(
        `/triage/${value.caseToken}`,
        `${value.reference} is open. Look first whether the child is on a roll here`,
      )
}

/** This is the child: open a case, or add to the one that is open. */
export const reportChildPage: Page = {
  path: '/reports-in/:report/child/:child',
  allow: 'intake.decide',
  shows: 'one child',
  section,
  get: request => childView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const pathway = text(body, 'pathway')
    if (!isPathway(pathway))
      return childView(request, [{ field: 'pathway', text: 'Choose what is to be done first' }])
    const came = await takeOn(db, viewer, params.report!, params.child!, pathway)
    return (
      opened(came, params.report!) ??
      childView(request, came.allowed ? [] : asErrors('pathway', came.refusals))
    )
  },
}

async function childView(request: Request, errors: FormError[] = []) {
  const { db, viewer, params, body } = request
  const report = await reportOf(request)
  const child = await childByToken(db, viewer, params.child ?? '')
  const cases = await casesOf(db, viewer, child.id)
  const rolls = child.protected ? [] : await enrolmentsOf(db, viewer, child.id)
  const open = cases.find(one => one.closed_on === null)
  return {
    template: 'intake/pages/public-form.njk',
    child: child.id,
    errors,
    data: {
      ...head(report, `Is this ${child.forename} ${child.surname}?`),
      pageTitle: 'Is this the child?',
      isProtected: child.protected,
      says: [
        open
          ? `${open.reference} is open for this child. The report is added to it.`
          : 'A case is opened for this child.',
      ],
      rows: [
        { label: 'Born', text: child.date_of_birth ? weekday(child.date_of_birth) : 'Not known' },
        ...rolls.slice(0, 5).map(roll => ({
          label: roll.leaving_date ? 'Was on roll' : 'On roll',
          text: roll.leaving_date ? `${roll.school}, until ${weekday(roll.leaving_date)}` : roll.school,
        })),
        ...cases.slice(0, 5).map(one => ({
          label: 'Case',
          text: `${one.reference}, ${one.state}, from ${weekday(one.opened_on)}`,
          href: `/cases/${one.token}`,
        })),
        { label: 'Household', text: 'Brothers, sisters and others', href: `/children/${child.token}/family` },
        ...(await saidShown(request, report)),
      ],
      fields: [pathwayField(text(body, 'pathway'))],
      button: open ? `Add to ${open.reference}` : 'Open a case',
    },
  }
}

/** Nobody we know: a record with what is known, and a case. */
export const reportNewChildPage: Page = {
  path: '/reports-in/:report/new-child',
  allow: 'intake.decide',
  shows: 'no child',
  section,
  get: request => newChildView(request),
  async post(request) {
    const { db, viewer, params, body } = request
    const [surname, forename, pathway] = [
      text(body, 'surname'),
      text(body, 'forename'),
      text(body, 'pathway'),
    ]
    const sex = text(body, 'sex')
    const born = readDate(body, 'born')
    const errors: FormError[] = []
    if (forename === '') errors.push({ field: 'forename', text: 'Enter a first name, or “Not known”' })
    if (surname === '') errors.push({ field: 'surname', text: 'Enter a last name, or “Not known”' })
    for (const [field, typed] of [
      ['forename', forename],
      ['surname', surname],
    ] as const)
      if (typed.length > 100) errors.push({ field, text: 'Use 100 characters or fewer' })
    if (born === undefined || (born !== 'empty' && born > viewer.today))
      errors.push({ field: 'born', text: 'Enter a day in the past, or leave it empty' })
    if (!isPathway(pathway)) errors.push({ field: 'pathway', text: 'Choose what is to be done first' })
    if (errors.length > 0 || !isPathway(pathway) || born === undefined) return newChildView(request, errors)
    const came = await addAndTakeOn(
      db,
      viewer,
      params.report!,
      {
        surname,
        forename,
        middleNames: null,
        formerSurname: null,
        dateOfBirth: born === 'empty' ? null : born,
        sex: ['F', 'M'].includes(sex) ? sex : null,
        upn: null,
      },
      pathway,
    )
    return (
      opened(came, params.report!) ??
      newChildView(request, came.allowed ? [] : asErrors('forename', came.refusals))
    )
  },
}

async function newChildView(request: Request, errors: FormError[] = []) {
  const { body } = request
  const report = await reportOf(request)
  const [first] = report.said.children
  const typed = body.formToken !== undefined
  const value = (name: string, otherwise: string) => (typed ? text(body, name) : otherwise)
  return {
    template: 'intake/pages/public-form.njk',
    errors,
    data: {
      ...head(report, 'Make a record of the child'),
      says: ['Look for the child first. Two records of one child are hard to put together again.'],
      rows: await saidShown(request, report),
      fields: [
        {
          as: 'input',
          name: 'forename',
          label: 'First name',
          value: value('forename', first?.forename ?? ''),
        },
        { as: 'input', name: 'surname', label: 'Last name', value: value('surname', first?.surname ?? '') },
        {
          as: 'date',
          name: 'born',
          label: 'Date of birth',
          hint: 'Leave it empty if nobody knows. Never guess it from an age.',
          boxes: dateBoxes('born', typed ? { body } : first?.bornOn ? { day: localDate(first.bornOn) } : {}),
        },
        {
          as: 'radios',
          name: 'sex',
          label: 'Sex, if known',
          items: items({ F: 'Female', M: 'Male', '': 'Not known' }, value('sex', '')),
        },
        pathwayField(text(body, 'pathway')),
      ],
      button: 'Make the record and open a case',
    },
  }
}

type Short = {
  path: string
  heading: string
  says: readonly string[]
  fields(request: Request, report: ReportRow): Promise<object[]> | object[]
  button: string
  done: string
  /** Reads the form and does it: what is wrong, or nothing. */
  act(request: Request, token: string): Promise<FormError[]>
}

/** A page of one short form about a report. */
function shortPage(short: Short): Page {
  const view = async (request: Request, errors: FormError[] = []) => {
    const report = await reportOf(request)
    return {
      template: 'intake/pages/public-form.njk',
      errors,
      data: {
        ...head(report, short.heading),
        says: short.says,
        fields: await short.fields(request, report),
        button: short.button,
      },
    }
  }
  return {
    path: `/reports-in/:report/${short.path}`,
    allow: 'intake.decide',
    shows: 'no child',
    section,
    get: request => view(request),
    async post(request) {
      const errors = await short.act(request, request.params.report ?? '')
      if (errors.length > 0) return view(request, errors)
      return redirect(`/reports-in/${request.params.report}`, short.done)
    },
  }
}

const words = (request: Request, field: string, missing: string): { says: string; errors: FormError[] } => {
  const says = text(request.body, field)
  if (says === '') return { says, errors: [{ field, text: missing }] }
  return { says, errors: says.length > 2000 ? [{ field, text: 'Use 2,000 characters or fewer' }] : [] }
}

export const reportAskPage = shortPage({
  path: 'ask',
  heading: 'Ask whoever told us',
  says: [
    'Ask them in the way they said is safe. Say nothing of what we know of the child.',
    'Write down here what you asked, and by when you look again.',
  ],
  fields: ({ body, viewer }) => [
    { as: 'textarea', name: 'what', label: 'What did you ask?', value: text(body, 'what') },
    {
      as: 'date',
      name: 'due',
      label: 'By when do you look again?',
      hint: 'If they do not answer, the report is decided on with what is known.',
      boxes: dateBoxes(
        'due',
        body.formToken === undefined ? { day: addDays(localDate(viewer.today), 5) } : { body },
      ),
    },
  ],
  button: 'Write it down',
  done: 'Written down. The report waits for their answer',
  async act(request, token) {
    const { errors, says } = words(request, 'what', 'Write what you asked')
    const due = readDate(request.body, 'due')
    const last = addDays(localDate(request.viewer.today), 14)
    if (due === undefined || due === 'empty' || due < request.viewer.today || due > last)
      return [...errors, { field: 'due', text: 'Enter a day in the next 14 days' }]
    if (errors.length > 0) return errors
    const came = await askMore(request.db, request.viewer, token, { what: says, due })
    return came.allowed ? [] : asErrors('what', came.refusals)
  },
})

export const reportAnswerPage = shortPage({
  path: 'answer',
  heading: 'Their answer',
  says: ['Write what they said, and nothing of who they are.'],
  fields: ({ body }) => [
    { as: 'textarea', name: 'says', label: 'What did they say?', value: text(body, 'says') },
  ],
  button: 'Write it down',
  done: 'Written down. The report is to be decided on',
  async act(request, token) {
    const { errors, says } = words(request, 'says', 'Write what they said')
    if (errors.length > 0) return errors
    const came = await recordAnswer(request.db, request.viewer, token, says)
    return came.allowed ? [] : asErrors('says', came.refusals)
  },
})

export const reportNotTakenOnPage = shortPage({
  path: 'not-taken-on',
  heading: 'Do not take this report on',
  says: ['The reason stands with the report. A report that speaks of danger needs what was done about it.'],
  fields: ({ body }) => [
    { as: 'radios', name: 'why', label: 'Why not?', items: items(whyNot, text(body, 'why')) },
    {
      as: 'textarea',
      name: 'says',
      label: 'What did you find, and whom did you tell?',
      value: text(body, 'says'),
    },
  ],
  button: 'Do not take it on',
  done: 'Not taken on',
  async act(request, token) {
    const why = text(request.body, 'why')
    if (!isWhyNot(why)) return [{ field: 'why', text: 'Choose why not' }]
    const { errors, says } = words(request, 'says', 'Write what you found, or what you told whom')
    if (errors.length > 0) return errors
    const came = await notTakenOn(request.db, request.viewer, token, { why, says })
    return came.allowed ? [] : asErrors('says', came.refusals)
  },
})

export const reportMergePage = shortPage({
  path: 'merge',
  heading: 'Put it with another report',
  says: ['Do this when you have read both, and both are about the same child. The other report goes on.'],
  async fields({ db, viewer, body }, report) {
    const alike = (await reportsAlike(db, viewer, report.id)).filter(one => one.state !== 'merged')
    return [
      {
        as: 'input',
        name: 'reference',
        label: 'Reference of the other report',
        hint: alike.length
          ? `With the same name: ${alike.map(one => one.reference).join(', ')}`
          : 'For example, P-7KQ2-M4XD',
        value: text(body, 'reference'),
      },
    ]
  },
  button: 'Put them together',
  done: 'Put with the other report',
  async act(request, token) {
    const reference = text(request.body, 'reference')
    if (reference === '') return [{ field: 'reference', text: 'Enter the reference of the other report' }]
    const came = await mergeInto(request.db, request.viewer, token, reference)
    return came.allowed ? [] : asErrors('reference', came.refusals)
  },
})
