// From a case: which teams have the child, what they answered, and giving the child to another. By the child where there is no case.
import type { Page, Request } from '../../access/page.ts'
import { countWorkingDaysAfter } from '../../calendar/counting.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { errorsFrom, type Field, fieldShown, readFields, type Values } from '../../cases/pages/step-page.ts'
import { caseByToken } from '../../cases/store.ts'
import { type ChildRow, childById, childByToken } from '../../children/store.ts'
import { type About, formPage } from '../../home-education/pages/form-page.ts'
import { dueShown, nameOf } from '../../home-education/pages/words.ts'
import { allowed } from '../../platform/errors.ts'
import { type FormError, redirect } from '../../platform/web/page.ts'
import { settingsFor } from '../../schools/store.ts'
import { answerPart, giveToDesk, takePartBack } from '../actions.ts'
import { deskKinds, desks } from '../desk.ts'
import { type PartRow, partByToken, partsOfChild, stepsOf } from '../store.ts'
import { stepShown } from './part.ts'

type Where = {
  child: ChildRow
  at: string
  back: { href: string; text: string }
  reference: string | undefined
}

async function inCase({ db, viewer, params }: Request): Promise<Where> {
  const row = await caseByToken(db, viewer, params.case ?? '')
  return {
    child: await childById(db, viewer, row.child_id),
    at: `/cases/${row.token}/desks`,
    back: { href: `/cases/${row.token}`, text: 'Back to the case' },
    reference: row.reference,
  }
}
async function ofChild({ db, viewer, params }: Request): Promise<Where> {
  const child = await childByToken(db, viewer, params.child ?? '')
  return {
    child,
    at: `/desks/${child.token}`,
    back: { href: '/desks', text: 'With other teams' },
    reference: undefined,
  }
}

async function giveFields({ db, viewer, today }: Request): Promise<Field[]> {
  const { 'desk-answer-days': days } = await settingsFor(db, viewer)
  return [
    {
      as: 'radios',
      name: 'desk',
      label: 'Which team?',
      items: deskKinds.map(kind => ({ value: kind, text: desks[kind].name })),
      ifEmpty: 'Choose which team',
    },
    {
      as: 'textarea',
      name: 'asks',
      label: 'What do you ask?',
      hint: 'The team reads this and how far the case has come, nothing else of it. Write no address here',
      ifEmpty: 'Write what you ask',
    },
    {
      as: 'date',
      name: 'due',
      label: 'By when?',
      hint: `${days} working days by your own setting`,
      value: countWorkingDaysAfter(today as LocalDate, days).due!,
      ifEmpty: 'Enter the day',
    },
  ]
}

async function view(
  request: Request,
  where: Where,
  again: { values?: Values; errors?: readonly FormError[] } = {},
) {
  const { db, viewer, today } = request
  const { child } = where
  const parts = await partsOfChild(db, viewer, child.id)
  const steps = await stepsOf(
    db,
    viewer,
    parts.map(part => part.id),
  )
  const fields = await giveFields(request)
  return {
    template: 'desks/pages/case-desks.njk',
    child: child.id,
    errors: again.errors ?? [],
    status: again.errors?.length ? 422 : 200,
    data: {
      heading: 'Other teams',
      pageTitle: where.reference ? `Other teams, ${where.reference}` : 'Other teams',
      childName: nameOf(child),
      reference: where.reference,
      isProtected: child.protected,
      back: where.back,
      fields: fields.map(field => fieldShown(field, again.values, again.values ? request.body : undefined)),
      parts: parts.map(part => ({
        desk: desks[part.desk].name,
        asks: part.asks,
        why: part.why,
        given: `${inWords(part.given_on)}, by ${part.given_name}`,
        due: part.state === 'asked' ? dueShown(part.due, today as LocalDate) : undefined,
        stands: part.state === 'answered' ? 'Answered' : 'Taken back',
        links:
          part.state === 'taken back'
            ? []
            : [
                ...(part.desk === 'social-worker' && part.state === 'asked'
                  ? [{ href: `/desks/part/${part.token}/told`, text: 'Record what the social worker said' }]
                  : []),
                {
                  href: `/desks/part/${part.token}/back`,
                  text: `Take it back from ${desks[part.desk].name}`,
                },
              ],
        items: steps
          .filter(step => step.part_id === part.id && step.step !== 'given')
          .map(step => stepShown(part, step)),
      })),
    },
  }
}

const pageAt = (path: string, where: (request: Request) => Promise<Where>): Page => ({
  path,
  allow: 'desk.give',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return view(request, await where(request))
  },
  async post(request) {
    const at = await where(request)
    const fields = await giveFields(request)
    const { values, errors } = readFields(fields, request.body)
    if (errors.length > 0) return view(request, at, { values, errors })
    const given = await giveToDesk(request.db, request.viewer, {
      childId: at.child.id,
      desk: values.desk!,
      asks: values.asks!,
      why: '',
      due: values.due!,
    })
    if (!given.allowed) return view(request, at, { values, errors: errorsFrom(given.refusals, fields) })
    return redirect(
      at.at,
      given.value.already
        ? 'The same waits there already.'
        : `Given to: ${desks[values.desk as keyof typeof desks].name}.`,
    )
  },
})

export const caseDesksPage = pageAt('/cases/:case/desks', inCase)
export const childDesksPage = pageAt('/desks/:child', ofChild)

type Work = About & { part: PartRow }

async function load({ db, viewer, params }: Request): Promise<Work> {
  const part = await partByToken(db, viewer, params.part ?? '')
  return {
    part,
    child: { id: part.child_id, name: nameOf(part), isProtected: part.protected },
    back: { href: `/desks/${part.child_token}`, text: 'Other teams' },
    closed: part.state === 'taken back' ? ['It was taken back already.'] : undefined,
  }
}

export const takeBackPage = formPage<Work>({
  path: '/desks/part/:part/back',
  allow: 'desk.give',
  section: 'Cases',
  load,
  heading: work => `Take it back from ${desks[work.part.desk].name}`,
  intro: () => ['The team sees the child for this no more, and the case waits for it no more.'],
  fields: () => [{ as: 'textarea', name: 'why', label: 'Why?', ifEmpty: 'Write why' }],
  button: 'Take it back',
  async take({ db, viewer }, work, values) {
    const done = await takePartBack(db, viewer, work.part.token, { why: values.why! })
    return done.allowed ? allowed({ says: 'Taken back.' }) : done
  },
})

export const toldPage = formPage<Work>({
  path: '/desks/part/:part/told',
  allow: 'desk.give',
  section: 'Cases',
  load: async request => {
    const work = await load(request)
    if (work.part.desk === 'social-worker') return work
    return { ...work, closed: ['This team answers on its own list.'] }
  },
  heading: 'Record what the social worker said',
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'Who was told, and what did they say?',
      hint: 'Name the worker and the day. Write no address here',
      ifEmpty: 'Write who was told',
    },
  ],
  button: 'Record',
  async take({ db, viewer }, work, values) {
    const done = await answerPart(db, viewer, work.part.token, { says: values.says! })
    return done.allowed ? allowed({ says: 'Recorded.' }) : done
  },
})
