// Each step of the way to an order, a short form.
import type { Page, Request } from '../../access/page.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { caseFrom } from '../../cases/case.ts'
import { dayOf, type Field, type Values } from '../../cases/pages/step-page.ts'
import { caseByToken, historyOf, openSchools } from '../../cases/store.ts'
import { childById } from '../../children/store.ts'
import { type About, formPage } from '../../home-education/pages/form-page.ts'
import { aboutChild } from '../../home-education/pages/words.ts'
import { recordOf } from '../../home-education/store.ts'
import { allowed } from '../../platform/errors.ts'
import { currentOrder, lawFor, takeOrderStep } from '../actions.ts'
import {
  byManager,
  choiceAnswer,
  consultationAnswer,
  type Did,
  type Ending,
  endingsAfter,
  endingsBefore,
  type How,
  noticeAnswer,
  type Opening,
  type Order,
  openings,
  proposedBecause,
  type StepType,
  services,
  stepsOpen,
} from '../order.ts'

import { placesTold } from './places-told.ts'

type Work = About & { caseToken: string; order: Order | undefined; proposed: Opening | undefined }

/** Where each step's form is, and what the link to it says. */
export const stepPaths: Readonly<Record<StepType, { path: string; link: string }>> = {
  opened: { path: 'open', link: 'Open the way to an order' },
  agreed: { path: 'agree', link: 'Agree to this way' },
  notice: { path: 'notice', link: 'Record that the notice was served' },
  reply: { path: 'reply', link: 'Record the parent’s answer' },
  evaluated: { path: 'judge', link: 'Judge the answer, or that there was none' },
  intention: { path: 'intention', link: 'Record the notice of intention, with a school' },
  consulted: { path: 'consult', link: 'Record that the school was consulted' },
  direction: { path: 'direction', link: 'Record what the school asked of the Secretary of State' },
  chosen: { path: 'choice', link: 'Record the school that the parent chose' },
  made: { path: 'make', link: 'Make the order' },
  registration: { path: 'registration', link: 'Record whether the child is registered' },
  request: { path: 'request', link: 'Record what the parent asks about the order' },
  decided: { path: 'decide', link: 'Decide on the parent’s request' },
  supervision: { path: 'supervision', link: 'Record that a supervision order was considered' },
  prosecution: { path: 'prosecution', link: 'Decide on prosecution' },
  ended: { path: 'end', link: 'Record that it has ended' },
}

const load =
  (type: StepType) =>
  async ({ db, viewer, params }: Request): Promise<Work> => {
    const row = await caseByToken(db, viewer, params.case ?? '')
    const child = await childById(db, viewer, row.child_id)
    const order = (await currentOrder(db, viewer, child.id))?.order
    const isOpen = stepsOpen(order).includes(type)
    const home = type === 'opened' ? await recordOf(db, viewer, child.id) : undefined
    const proposal =
      type === 'opened'
        ? proposedBecause(
            caseFrom(await historyOf(db, viewer, row.id)),
            home?.view,
            await placesTold(db, viewer, row),
          )
        : undefined
    return {
      child: aboutChild(child),
      back: { href: `/cases/${row.token}/orders`, text: 'Orders' },
      caseToken: row.token,
      order,
      proposed: proposal?.opening,
      closed: isOpen ? undefined : ['This step is not open now: see what comes next on the page before.'],
    }
  }

type Given = {
  heading: string
  intro?: (work: Work, request: Request) => Promise<readonly string[]> | readonly string[]
  fields: (work: Work, request: Request) => Promise<readonly Field[]> | readonly Field[]
  button: string
  did: (values: Values, request: Request) => Promise<Did> | Did
  says: string
}

const page = (type: StepType, given: Given): Page =>
  formPage<Work>({
    path: `/cases/:case/orders/${stepPaths[type].path}`,
    allow: byManager.includes(type) ? 'orders.make' : 'orders.record',
    section: 'Cases',
    load: load(type),
    heading: given.heading,
    intro: async (work, request) => [
      ...((await given.intro?.(work, request)) ?? []),
      ...(work.child.isProtected && servedTypes.includes(type)
        ? [
            'This child is protected. How can this be served without saying that somebody knows where the family is?',
          ]
        : []),
    ],
    fields: given.fields,
    button: given.button,
    async take(request, work, values) {
      const did = await given.did(values, request)
      const taken = await takeOrderStep(request.db, request.viewer, work.caseToken, did)
      if (!taken.allowed) return taken
      return allowed({ says: `${given.says} (${taken.value.reference})` })
    },
  })

const servedTypes: readonly StepType[] = ['notice', 'intention', 'made']

const why = (label: string, ifEmpty: string): Field => ({
  as: 'textarea',
  name: 'says',
  label,
  hint: 'Write no address here',
  ifEmpty,
})

const servedFields = (today: string): Field[] => [
  {
    as: 'radios',
    name: 'how',
    label: 'How was it served?',
    items: Object.entries(services).map(([value, text]) => ({ value, text })),
    ifEmpty: 'Choose how it was served',
  },
  {
    as: 'date',
    name: 'servedOn',
    label: 'On which day?',
    hint: 'Given or delivered: the day it came. By ordinary post: the day it was posted, and the days of the post are added',
    value: today,
    ifEmpty: 'Enter the day',
  },
  {
    as: 'input',
    name: 'proof',
    label: 'How is it known?',
    hint: 'Who gave it, the tracking number, the post book',
    ifEmpty: 'Write how it is known',
  },
]
const servedOf = (values: Values) => ({
  how: values.how as How,
  on: dayOf(values, 'servedOn'),
  proof: values.proof!,
})

async function schoolField({ db, viewer }: Request, label: string, value?: string): Promise<Field> {
  const schools = await openSchools(db, viewer)
  return {
    as: 'select',
    name: 'school',
    label,
    items: schools.map(one => ({ value: one.id, text: one.name })),
    ...(value !== undefined && { value }),
    ifEmpty: 'Choose the school',
  }
}

async function schoolOf({ db, viewer }: Request, values: Values) {
  const school = (await openSchools(db, viewer)).find(one => one.id === values.school)!
  return { schoolId: school.id, school: school.name }
}

const today = (request: Request) => request.today as LocalDate

/** When the next step may be taken, in the words of the rule. */
const clock = (answer: { because: string; cites: string; rule: string } | undefined): string[] =>
  answer ? [`${answer.because} ${answer.rule}: ${answer.cites}.`] : []

export const stepPages: readonly Page[] = [
  page('opened', {
    heading: 'Open the way to an order',
    intro: () => [
      'Help with a place comes first. An order tells a parent to register the child at a school; it registers nobody, and the child stays counted as missing education.',
    ],
    fields: work => [
      {
        as: 'radios',
        name: 'opening',
        label: 'What is it for?',
        items: Object.entries(openings).map(([value, text]) => ({ value, text })),
        ...(work.proposed && { value: work.proposed }),
        ifEmpty: 'Choose what it is for',
      },
      {
        as: 'radios',
        name: 'placeHeld',
        label: 'Is a place held for the child meanwhile?',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
        ifEmpty: 'Choose whether a place is held',
      },
      why('Why is an order considered?', 'Write why an order is considered'),
    ],
    button: 'Open it',
    did: values => ({
      type: 'opened',
      opening: values.opening as Opening,
      placeHeld: values.placeHeld === 'yes',
      says: values.says!,
    }),
    says: 'Opened. A manager decides on it',
  }),
  page('agreed', {
    heading: 'Agree to this way',
    intro: () => [
      'Recorded in the case as O11, which is a status: still missing education, and never a reason to close.',
    ],
    fields: () => [why('Why do you agree?', 'Write why you agree')],
    button: 'Agree',
    did: values => ({ type: 'agreed', says: values.says! }),
    says: 'Agreed',
  }),
  page('notice', {
    heading: 'Record that the notice was served',
    intro: () => [
      'The notice under section 437(1) asks the parent to satisfy us that the child is suitably educated. It gives at least 15 days beginning with the day of service.',
    ],
    fields: (_work, request) => [
      ...servedFields(today(request)),
      {
        as: 'input',
        name: 'daysGiven',
        label: 'How many days does it give?',
        hint: 'Calendar days; the day of service is the first',
        value: '15',
        ifEmpty: 'Enter how many days it gives',
      },
    ],
    button: 'Record',
    did: values => ({
      type: 'notice',
      served: servedOf(values),
      daysGiven: /^\d{1,3}$/.test(values.daysGiven!) ? Number(values.daysGiven) : 0,
    }),
    says: 'Recorded. The day from which you may go on is on this page',
  }),
  page('reply', {
    heading: 'Record the parent’s answer',
    fields: (_work, request) => [
      {
        as: 'date',
        name: 'receivedOn',
        label: 'Day on which it came',
        value: today(request),
        ifEmpty: 'Enter the day',
      },
      why('What does it say?', 'Write what it says'),
    ],
    button: 'Record',
    did: values => ({ type: 'reply', receivedOn: dayOf(values, 'receivedOn'), says: values.says! }),
    says: 'Recorded',
  }),
  page('evaluated', {
    heading: 'Judge the answer, or that there was none',
    intro: async (work, { db, viewer }) => [
      ...(work.order?.reply
        ? [`Answer of ${inWords(work.order.reply.receivedOn)}: ${work.order.reply.says}`]
        : ['No answer is recorded.']),
      ...clock(work.order && noticeAnswer(work.order, await lawFor(db, viewer))),
    ],
    fields: () => [
      {
        as: 'radios',
        name: 'result',
        label: 'Are we satisfied that the child is suitably educated?',
        items: [
          { value: 'satisfied', text: 'Yes', hint: 'The way to an order ends' },
          { value: 'not satisfied', text: 'No' },
        ],
        ifEmpty: 'Choose whether we are satisfied',
      },
      {
        as: 'radios',
        name: 'expedient',
        label: 'Is it expedient that the child attends a school?',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
        ifEmpty: 'Choose whether it is expedient',
      },
      why('Reasons', 'Write the reasons'),
    ],
    button: 'Record',
    did: values => ({
      type: 'evaluated',
      result: values.result === 'satisfied' ? 'satisfied' : 'not satisfied',
      expedient: values.expedient === 'yes',
      says: values.says!,
    }),
    says: 'Recorded',
  }),
  page('intention', {
    heading: 'Record the notice of intention, with a school',
    intro: () => [
      'Without a plan, the parent has 15 days beginning with service to choose another school from the notice, or to apply elsewhere. With an education, health and care plan the order names the school of the plan.',
    ],
    fields: async (work, request) => [
      await schoolField(request, 'School that the order is to name', work.order?.named?.schoolId),
      { as: 'input', name: 'others', label: 'Other schools that the notice lists' },
      {
        as: 'radios',
        name: 'plan',
        label: 'Does an education, health and care plan name this school?',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
        ifEmpty: 'Choose whether a plan names it',
      },
      ...servedFields(today(request)),
    ],
    button: 'Record',
    did: async (values, request) => ({
      type: 'intention',
      ...(await schoolOf(request, values)),
      others: values.others ?? '',
      plan: values.plan === 'yes',
      served: servedOf(values),
    }),
    says: 'Recorded. Consult the school too, if that is not done yet',
  }),
  page('consulted', {
    heading: 'Record that the school was consulted',
    intro: () => [
      'The governing body, or the academy, and the authority that maintains it where that is another. The school has 15 days beginning with service to ask the Secretary of State for a direction.',
    ],
    fields: async (work, request) => [
      await schoolField(request, 'School that was consulted', work.order?.named?.schoolId),
      ...servedFields(today(request)),
    ],
    button: 'Record',
    did: async (values, request) => ({
      type: 'consulted',
      ...(await schoolOf(request, values)),
      served: servedOf(values),
    }),
    says: 'Recorded',
  }),
  page('direction', {
    heading: 'Record what the school asked of the Secretary of State',
    fields: () => [
      {
        as: 'radios',
        name: 'result',
        label: 'What happened?',
        items: [
          { value: 'asked', text: 'The school has asked for a direction', hint: 'The order waits for it' },
          { value: 'stands', text: 'The Secretary of State: this school may be named' },
          {
            value: 'another school',
            text: 'The Secretary of State: another school',
            hint: 'Notice of intention and consultation begin again',
          },
        ],
        ifEmpty: 'Choose what happened',
      },
      why('What was asked or directed?', 'Write what was asked or directed'),
    ],
    button: 'Record',
    did: values => ({
      type: 'direction',
      result: values.result as 'asked' | 'stands' | 'another school',
      says: values.says!,
    }),
    says: 'Recorded',
  }),
  page('chosen', {
    heading: 'Record the school that the parent chose',
    intro: () => ['The order then names this school. It is consulted before.'],
    fields: async (_work, request) => [
      await schoolField(request, 'School that the parent chose'),
      {
        as: 'date',
        name: 'receivedOn',
        label: 'Day on which we heard',
        value: today(request),
        ifEmpty: 'Enter the day',
      },
      why('How did the parent choose it?', 'Write how the parent chose it'),
    ],
    button: 'Record',
    did: async (values, request) => ({
      type: 'chosen',
      ...(await schoolOf(request, values)),
      receivedOn: dayOf(values, 'receivedOn'),
      says: values.says!,
    }),
    says: 'Recorded',
  }),
  page('made', {
    heading: 'Make the order',
    intro: async (work, { db, viewer }) => {
      const law = await lawFor(db, viewer)
      return [
        ...(work.order?.named ? [`The order names ${work.order.named.school}.`] : []),
        ...clock(work.order && !work.order.chosen ? choiceAnswer(work.order, law) : undefined),
        ...clock(work.order && consultationAnswer(work.order, law)),
        'It is in force until it is revoked, a direction or a court ends it, or compulsory school age ends. Until then the child’s name does not come off a register for home education.',
      ]
    },
    fields: (_work, request) => [
      ...servedFields(today(request)),
      why('Why is the order made?', 'Write why the order is made'),
    ],
    button: 'Make the order',
    did: values => ({ type: 'made', served: servedOf(values), says: values.says! }),
    says: 'The order is made. The school must admit the child',
  }),
  page('registration', {
    heading: 'Record whether the child is registered',
    fields: (_work, request) => [
      {
        as: 'radios',
        name: 'registered',
        label: 'Is the child registered at the named school?',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
        ifEmpty: 'Choose whether the child is registered',
      },
      {
        as: 'date',
        name: 'saidOn',
        label: 'As of which day?',
        value: today(request),
        ifEmpty: 'Enter the day',
      },
      why('Who says so?', 'Write who says so'),
    ],
    button: 'Record',
    did: values => ({
      type: 'registration',
      registered: values.registered === 'yes',
      saidOn: dayOf(values, 'saidOn'),
      says: values.says!,
    }),
    says: 'Recorded',
  }),
  page('request', {
    heading: 'Record what the parent asks about the order',
    fields: (_work, request) => [
      {
        as: 'radios',
        name: 'asks',
        label: 'What does the parent ask?',
        items: [
          { value: 'another school', text: 'Another school in the order (section 440)' },
          {
            value: 'revoke',
            text: 'To revoke it, because suitable education is arranged otherwise (section 442)',
          },
        ],
        ifEmpty: 'Choose what the parent asks',
      },
      {
        as: 'date',
        name: 'receivedOn',
        label: 'Day on which it came',
        value: today(request),
        ifEmpty: 'Enter the day',
      },
      why('What does the parent say?', 'Write what the parent says'),
    ],
    button: 'Record',
    did: values => ({
      type: 'request',
      asks: values.asks as 'another school' | 'revoke',
      receivedOn: dayOf(values, 'receivedOn'),
      says: values.says!,
    }),
    says: 'Recorded. A manager decides',
  }),
  page('decided', {
    heading: 'Decide on the parent’s request',
    intro: work =>
      work.order?.request
        ? [
            `The parent asks ${work.order.request.asks === 'revoke' ? 'to revoke the order' : 'for another school'}: ${work.order.request.says}`,
            'Where another school is put in, or the order is revoked, the first school may take the name off on the ground for that.',
          ]
        : [],
    fields: async (work, request) => [
      {
        as: 'radios',
        name: 'result',
        label: 'What do you decide?',
        items: [
          ...(work.order?.request?.asks === 'revoke'
            ? [{ value: 'revoked', text: 'Revoke the order' }]
            : [{ value: 'substituted', text: 'Put the other school into the order' }]),
          { value: 'refused', text: 'Refuse the request' },
        ],
        ifEmpty: 'Choose what you decide',
      },
      ...(work.order?.request?.asks === 'another school'
        ? [{ ...(await schoolField(request, 'Other school, if you put one in')), ifEmpty: '' } as Field]
        : []),
      why('Reasons', 'Write the reasons'),
    ],
    button: 'Decide',
    did: async (values, request) => ({
      type: 'decided',
      result: values.result as 'substituted' | 'revoked' | 'refused',
      ...(values.result === 'substituted' && values.school ? await schoolOf(request, values) : {}),
      says: values.says!,
    }),
    says: 'Decided',
  }),
  page('supervision', {
    heading: 'Record that a supervision order was considered',
    intro: () => ['An education supervision order is considered before a prosecution (section 447).'],
    fields: () => [why('What was considered, with whom, and what was decided?', 'Write what was considered')],
    button: 'Record',
    did: values => ({ type: 'supervision', says: values.says! }),
    says: 'Recorded',
  }),
  page('prosecution', {
    heading: 'Decide on prosecution',
    fields: () => [
      {
        as: 'radios',
        name: 'result',
        label: 'What do you decide?',
        items: [
          { value: 'prosecute', text: 'Prosecute' },
          { value: 'do not prosecute', text: 'Do not prosecute' },
        ],
        ifEmpty: 'Choose what you decide',
      },
      why('Reasons', 'Write the reasons'),
    ],
    button: 'Decide',
    did: values => ({
      type: 'prosecution',
      result: values.result as 'prosecute' | 'do not prosecute',
      says: values.says!,
    }),
    says: 'Decided. The list of papers is on this page',
  }),
  page('ended', {
    heading: 'Record that it has ended',
    fields: work => [
      {
        as: 'radios',
        name: 'because',
        label: 'Why?',
        items: Object.entries(work.order?.state === 'in force' ? endingsAfter : endingsBefore).map(
          ([value, text]) => ({ value, text }),
        ),
        ifEmpty: 'Choose why',
      },
      why('How is it known?', 'Write how it is known'),
    ],
    button: 'Record',
    did: values => ({ type: 'ended', because: values.because as Ending, says: values.says! }),
    says: 'Recorded',
  }),
]
