/**
 * The way to a school attendance order, and the order: which step may be taken when, what is waited for, what holds a name.
 *
 * Notice under section 437(1), answer, notice of intention with a school, consultation of that school, order, registration; then the
 * parent's request for another school or to revoke. Each period is counted by the rules L-06 to L-09 and shown with its days; none of
 * them is known here. An order tells the parent to register the child: it registers nobody. Education Act 1996, sections 437 to 447.
 * Section 39 of the 2026 Act will replace this way; until its day is recorded nothing of it holds.
 */
import { countWorkingDaysAfter } from '../calendar/counting.ts'
import { inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import type { Case } from '../cases/case.ts'
import {
  orderChoice,
  orderConsultation,
  type Service,
  type StepAnswer,
  s437Notice,
} from '../law/authority-clocks.ts'
import type { SetValue } from '../law/authority-limits.ts'
import { type Commencement, oldOrderRouteEndsOn } from '../law/pending.ts'
import type { Decision, Refusal } from '../platform/errors.ts'

/** How a notice reached somebody. The first two are proved; of the post the ordinary course counts (OQ-21). */
export const services = {
  'by hand': 'Given by hand, by somebody who can say so',
  'signed for': 'Signed for or tracked, with proof of the day it came',
  'first class': 'First-class post',
  'second class': 'Second-class post',
} as const
export type How = keyof typeof services
export type Served = { readonly how: How; readonly on: LocalDate; readonly proof: string }

export const serviceOf = ({ how, on }: Pick<Served, 'how' | 'on'>): Service =>
  how === 'first class' || how === 'second class'
    ? { postedOn: on, class: how === 'first class' ? 'first class' : 'second class' }
    : { deliveredOn: on }

export const openings = {
  'home education': 'Home education that is not suitable, or no reply about it',
  'year 7': 'A Year 7 place was refused, and there is no other education',
  'in year': 'A place during the year was refused, and there is no other education',
  other: 'Another reason',
} as const
export type Opening = keyof typeof openings

export const endingsBefore = {
  withdrawn: 'We no longer want it: the reasons are written',
  'over age': 'The child is no longer of compulsory school age',
} as const
export const endingsAfter = {
  'over age': 'The child is no longer of compulsory school age',
  directed: 'The Secretary of State directed it',
  court: 'A court ended it',
} as const
export type Ending = keyof typeof endingsBefore | keyof typeof endingsAfter

export type School = { readonly schoolId: string; readonly school: string }

export type Did =
  | { type: 'opened'; opening: Opening; says: string; placeHeld: boolean }
  | { type: 'agreed'; says: string }
  | { type: 'notice'; served: Served; daysGiven: number }
  | { type: 'reply'; receivedOn: LocalDate; says: string }
  | { type: 'evaluated'; result: 'satisfied' | 'not satisfied'; expedient: boolean; says: string }
  | ({ type: 'intention'; served: Served; others: string; plan: boolean } & School)
  | ({ type: 'consulted'; served: Served } & School)
  | { type: 'direction'; result: 'asked' | 'stands' | 'another school'; says: string }
  | ({ type: 'chosen'; receivedOn: LocalDate; says: string } & School)
  | { type: 'made'; served: Served; says: string }
  | { type: 'registration'; registered: boolean; saidOn: LocalDate; says: string }
  | { type: 'request'; receivedOn: LocalDate; asks: 'another school' | 'revoke'; says: string }
  | ({ type: 'decided'; result: 'substituted' | 'revoked' | 'refused'; says: string } & Partial<School>)
  | { type: 'supervision'; says: string }
  | { type: 'prosecution'; result: 'prosecute' | 'do not prosecute'; says: string }
  | { type: 'ended'; because: Ending; says: string }

export type StepType = Did['type']
export type Step = Did & {
  readonly on: LocalDate
  readonly by: string
  readonly role: string
  readonly id: string
}

export type Order = {
  readonly state: 'open' | 'in force' | 'ended'
  readonly opened: Extract<Step, { type: 'opened' }>
  readonly agreedOn?: LocalDate | undefined
  readonly notice?: Extract<Step, { type: 'notice' }> | undefined
  readonly reply?: Extract<Step, { type: 'reply' }> | undefined
  readonly evaluated?: Extract<Step, { type: 'evaluated' }> | undefined
  readonly intention?: Extract<Step, { type: 'intention' }> | undefined
  readonly consulted?: Extract<Step, { type: 'consulted' }> | undefined
  readonly chosen?: Extract<Step, { type: 'chosen' }> | undefined
  readonly direction?: Extract<Step, { type: 'direction' }> | undefined
  /** The school that is or will be named. */
  readonly named?: School | undefined
  readonly made?: Extract<Step, { type: 'made' }> | undefined
  readonly registration?: Extract<Step, { type: 'registration' }> | undefined
  readonly request?: Extract<Step, { type: 'request' }> | undefined
  readonly supervision?: Extract<Step, { type: 'supervision' }> | undefined
  readonly prosecution?: Extract<Step, { type: 'prosecution' }> | undefined
  readonly ended?: { readonly on: LocalDate; readonly says: string } | undefined
}

/** The order that its steps make, oldest first; the first is always `opened`. Throws where it is not. */
export function orderFrom(steps: readonly Step[]): Order {
  const [first, ...rest] = steps
  if (first?.type !== 'opened') throw new Error('The way to an order begins with opening it')
  return rest.reduce(after, { state: 'open', opened: first } as Order)
}

function after(order: Order, step: Step): Order {
  switch (step.type) {
    case 'opened':
      return order
    case 'agreed':
      return { ...order, agreedOn: step.on }
    case 'notice':
      // Served again, everything that followed from the first begins anew.
      return { ...order, notice: step, reply: undefined, evaluated: undefined }
    case 'reply':
      return { ...order, reply: step }
    case 'evaluated':
      return step.result === 'satisfied'
        ? {
            ...order,
            evaluated: step,
            state: 'ended',
            ended: { on: step.on, says: 'The parent satisfied us' },
          }
        : { ...order, evaluated: step }
    case 'intention':
      return { ...order, intention: step, named: schoolOf(step), chosen: undefined }
    case 'consulted':
      return { ...order, consulted: step, named: order.named ?? schoolOf(step), direction: undefined }
    case 'direction':
      return {
        ...order,
        direction: step,
        ...(step.result === 'another school' && {
          named: undefined,
          intention: undefined,
          consulted: undefined,
        }),
      }
    case 'chosen':
      return { ...order, chosen: step, named: schoolOf(step) }
    case 'made':
      return { ...order, state: 'in force', made: step }
    case 'registration':
      return { ...order, registration: step }
    case 'request':
      return { ...order, request: step }
    case 'decided':
      if (step.result === 'revoked') {
        return { ...order, state: 'ended', request: undefined, ended: { on: step.on, says: 'Revoked' } }
      }
      return step.result === 'substituted'
        ? { ...order, request: undefined, named: schoolOf(step as School), registration: undefined }
        : { ...order, request: undefined }
    case 'supervision':
      return { ...order, supervision: step }
    case 'prosecution':
      return { ...order, prosecution: step }
    case 'ended':
      return { ...order, state: 'ended', ended: { on: step.on, says: step.says } }
    default:
      step satisfies never
      return order
  }
}

const schoolOf = ({ schoolId, school }: School): School => ({ schoolId, school })

/** The law as it stands for this authority: what is commenced, and which unchecked numbers it has set. */
export type Law = { readonly commencements: readonly Commencement[]; readonly set: readonly SetValue[] }

/** L-06: until when the parent may answer the notice. */
export const noticeAnswer = (order: Order, law: Law): StepAnswer | undefined =>
  order.notice &&
  s437Notice(
    { service: serviceOf(order.notice.served), daysGiven: order.notice.daysGiven },
    law.commencements,
    law.set,
  )

/** L-08: until when the parent may choose. Nothing where a plan names the school (L-10), or the parent has chosen. */
export const choiceAnswer = (order: Order, law: Law): StepAnswer | undefined =>
  order.intention && !order.intention.plan
    ? orderChoice({ service: serviceOf(order.intention.served) }, law.commencements, law.set)
    : undefined

/** L-09: until when the school may ask for a direction. */
export const consultationAnswer = (order: Order, law: Law): StepAnswer | undefined =>
  order.consulted &&
  orderConsultation({ service: serviceOf(order.consulted.served) }, law.commencements, law.set)

/** The steps that are there to be taken in each state, in their order. Whether their clock has run is asked by `mayDo`. */
export function stepsOpen(order: Order | undefined): StepType[] {
  if (!order || order.state === 'ended') return ['opened']
  if (order.state === 'in force') {
    return [
      'registration',
      ...(order.request ? (['decided'] as const) : (['request'] as const)),
      ...(order.registration?.registered === false ? (['supervision', 'prosecution'] as const) : []),
      'ended',
    ]
  }
  if (!order.agreedOn) return ['agreed', 'ended']
  if (!order.notice) return ['notice', 'ended']
  if (!order.evaluated) return ['reply', 'evaluated', 'notice', 'ended']
  if (!order.intention) return ['intention', ...(order.consulted ? [] : (['consulted'] as const)), 'ended']
  if (!order.consulted) return ['consulted', 'chosen', 'intention', 'ended']
  return ['made', 'chosen', 'consulted', 'direction', 'intention', 'ended']
}

export const byManager: readonly StepType[] = ['agreed', 'made', 'decided', 'prosecution']

/** May this step be taken now, by a person in this role? Gives it, or every reason why not, each with its days and source. */
export function mayDo(
  order: Order | undefined,
  did: Did,
  by: { readonly role: string },
  today: LocalDate,
  law: Law,
): Decision<Did> {
  const reasons = [...wrongOrder(order, did), ...wrongPerson(order, did, by)]
  const all = reasons.length > 0 ? reasons : against(order, did, today, law)
  return all.length > 0 ? { allowed: false, refusals: all } : { allowed: true, value: did }
}

const unless = (holds: boolean, says: string, cites?: string): Refusal[] =>
  holds ? [] : [{ says, ...(cites && { cites }) }]

const needs: Readonly<Partial<Record<StepType, string>>> = {
  agreed: 'The way to an order must be opened first',
  notice: 'A manager must agree to this way first (outcome O11 of the case: still missing education)',
  reply: 'No notice was served yet',
  evaluated: 'No notice was served yet',
  intention: 'The parent’s answer, or that there was none, must be judged first',
  consulted: 'The parent’s answer, or that there was none, must be judged first',
  direction: 'No school was consulted yet',
  chosen: 'No notice of intention was served yet',
  made: 'A notice of intention must be served and the school consulted first',
  registration: 'No order is in force',
  request: 'No order is in force, or a request waits already',
  decided: 'The parent has asked for nothing that waits',
  supervision: 'That the parent did not register the child must be recorded first',
  prosecution: 'That the parent did not register the child must be recorded first',
  ended: 'Nothing is open that could end',
}

function wrongOrder(order: Order | undefined, did: Did): Refusal[] {
  if (stepsOpen(order).includes(did.type)) return []
  if (did.type === 'opened') return [{ says: 'The way to an order is open already' }]
  return [
    {
      says: needs[did.type] ?? 'This step is not open now',
      cites: 'Education Act 1996, sections 437 to 443',
    },
  ]
}

function wrongPerson(order: Order | undefined, did: Did, by: { readonly role: string }): Refusal[] {
  const isManagers = byManager.includes(did.type) || (did.type === 'ended' && order?.state === 'in force')
  return unless(!isManagers || by.role === 'manager', 'A manager decides this', 'Onroll practice: orders')
}

const waitFor = (answer: StepAnswer | undefined, today: LocalDate): Refusal[] => {
  if (!answer || (answer.stepsFrom !== undefined && answer.stepsFrom <= today)) return []
  return [{ says: answer.because, cites: `${answer.rule}: ${answer.cites}` }]
}

function replaced(today: LocalDate, law: Law): Refusal[] {
  const ends = oldOrderRouteEndsOn(law.commencements)
  return ends !== undefined && ends <= today
    ? [
        {
          says: `From ${inWords(ends)} this way no longer applies: section 39 of the Children’s Wellbeing and Schools Act 2026 has replaced it`,
          cites: 'Children’s Wellbeing and Schools Act 2026, section 39',
        },
      ]
    : []
}

const servedWrong = (served: Served, today: LocalDate, notBefore: LocalDate | undefined): Refusal[] => [
  ...unless(served.on <= today, 'The day it was served is still to come'),
  ...unless(
    notBefore === undefined || served.on >= notBefore,
    'It was served before the step that it follows from',
  ),
  ...unless(served.proof !== '', 'Write how it is known: who gave it, or which receipt is kept'),
]

function against(order: Order | undefined, did: Did, today: LocalDate, law: Law): Refusal[] {
  const said = (says: string, what: string) => unless(says !== '', what)
  switch (did.type) {
    case 'opened':
      return [...replaced(today, law), ...said(did.says, 'Write why an order is considered')]
    case 'agreed':
      return [...replaced(today, law), ...said(did.says, 'Write why you agree')]
    case 'notice': {
      const answer = s437Notice(
        { service: serviceOf(did.served), daysGiven: did.daysGiven },
        law.commencements,
        law.set,
      )
      return [
        ...servedWrong(did.served, today, order?.agreedOn),
        // Too few days, or a way that has ended: there is no period, and the rule says why.
        ...(answer.due === undefined
          ? [{ says: answer.because, cites: `${answer.rule}: ${answer.cites}` }]
          : []),
      ]
    }
    case 'reply':
      return [
        ...unless(did.receivedOn <= today, 'The day is still to come'),
        ...unless(did.receivedOn >= order!.notice!.served.on, 'The reply is from before the notice'),
        ...said(did.says, 'Write what the parent answered'),
      ]
    case 'evaluated':
      return [
        ...said(did.says, 'Write the reasons'),
        ...(did.result === 'not satisfied' ? waitFor(noticeAnswer(order!, law), today) : []),
      ]
    case 'intention':
      return [
        ...replaced(today, law),
        ...unless(
          order!.evaluated!.expedient,
          'An order needs that it is expedient that the child attends a school. It was judged that it is not',
          'L-07: Education Act 1996, section 437(3)',
        ),
        ...servedWrong(did.served, today, order!.evaluated!.on),
      ]
    case 'consulted':
      return [
        ...replaced(today, law),
        ...servedWrong(did.served, today, order!.evaluated!.on),
        ...unless(
          order!.named === undefined || order!.named.schoolId === did.schoolId,
          'This is not the school that is to be named',
          'L-09: Education Act 1996, section 439',
        ),
      ]
    case 'direction':
      return said(did.says, 'Write what was asked or directed')
    case 'chosen':
      return [
        ...unless(did.receivedOn <= today, 'The day is still to come'),
        ...said(did.says, 'Write what the parent chose, and how'),
      ]
    case 'made':
      return [
        ...replaced(today, law),
        ...servedWrong(did.served, today, order!.evaluated!.on),
        ...said(did.says, 'Write why the order is made'),
        ...unless(
          order!.consulted!.schoolId === order!.named!.schoolId,
          `${order!.named!.school} was not consulted yet: the school changed since`,
          'L-09: Education Act 1996, section 439',
        ),
        ...unless(
          order!.direction?.result !== 'asked',
          'The school has asked the Secretary of State for a direction: wait for it',
          'L-09: Education Act 1996, section 439',
        ),
        // By the day on which it was served, which may be before it is written down here.
        ...(order!.chosen ? [] : waitFor(choiceAnswer(order!, law), did.served.on)),
        ...waitFor(consultationAnswer(order!, law), did.served.on),
        ...unless(
          did.served.on >= laterOf(order!.intention!.served.on, order!.consulted!.served.on),
          'The order cannot be served before the notices that it follows from',
        ),
      ]
    case 'registration':
      return [
        ...unless(did.saidOn <= today, 'The day is still to come'),
        ...said(did.says, 'Write who says so'),
      ]
    case 'request':
      return [
        ...unless(did.receivedOn <= today, 'The day is still to come'),
        ...said(did.says, 'Write what the parent asks'),
      ]
    case 'decided':
      return [
        ...said(did.says, 'Write the reasons'),
        ...unless(
          did.result === 'refused' || (did.result === 'revoked') === (order!.request!.asks === 'revoke'),
          `The parent asked ${order!.request!.asks === 'revoke' ? 'to revoke the order' : 'for another school'}`,
          'L-12: Education Act 1996, sections 440 and 442',
        ),
        ...unless(did.result !== 'substituted' || did.schoolId !== undefined, 'Choose the school'),
      ]
    case 'supervision':
      return said(did.says, 'Write what was considered')
    case 'prosecution':
      return [
        ...said(did.says, 'Write the reasons'),
        ...unless(
          order!.supervision !== undefined,
          'An education supervision order must be considered first',
          'L-11: Education Act 1996, sections 443 and 447',
        ),
      ]
    case 'ended': {
      const known: readonly string[] = Object.keys(order!.state === 'in force' ? endingsAfter : endingsBefore)
      return [
        ...said(did.says, 'Write why it ends'),
        ...unless(
          known.includes(did.because),
          'An order in force ends by age, by a direction or by a court. To revoke it, record the parent’s request',
          'L-12: Education Act 1996, section 442',
        ),
      ]
    }
    default:
      did satisfies never
      return []
  }
}

/** Working days for steps to which the law gives none. Our own defaults. */
export const ownDays = { agree: 2, next: 5, register: 10, decide: 10, direction: 20 } as const

export type Waits = { readonly says: string; readonly due: LocalDate }

/** What is waited for now, and by when; names no school. Nothing where the order has ended, or the child is registered. */
export function waitsFor(order: Order, law: Law): Waits | undefined {
  const after = (from: LocalDate, days: number): LocalDate => countWorkingDaysAfter(from, days).due!
  if (order.state === 'ended') return undefined
  if (order.made && order.state === 'in force') {
    if (order.request) {
      return {
        says: 'Decide on the parent’s request about the order',
        due: after(order.request.receivedOn, ownDays.decide),
      }
    }
    if (!order.registration) {
      return {
        says: 'Hear whether the parent has registered the child as ordered',
        due: after(order.made.served.on, ownDays.register),
      }
    }
    if (order.registration.registered || order.prosecution) return undefined
    return {
      says: order.supervision
        ? 'Decide on prosecution: the order is not obeyed'
        : 'Consider an education supervision order: the order is not obeyed',
      due: after(order.supervision?.on ?? order.registration.saidOn, ownDays.decide),
    }
  }
  if (!order.agreedOn)
    return { says: 'A manager decides on the way to an order', due: after(order.opened.on, ownDays.agree) }
  if (!order.notice)
    return { says: 'Serve the notice under section 437', due: after(order.agreedOn, ownDays.next) }
  if (!order.evaluated) {
    const from = noticeAnswer(order, law)?.stepsFrom ?? order.notice.served.on
    return {
      says: order.reply
        ? 'Judge the parent’s answer to the notice'
        : 'Hear from the parent about the notice, or judge without',
      due: from,
    }
  }
  if (!order.intention)
    return {
      says: 'Serve the notice of intention and consult the school',
      due: after(order.evaluated.on, ownDays.next),
    }
  if (!order.consulted || (order.named && order.consulted.schoolId !== order.named.schoolId)) {
    return {
      says: 'Consult the school that is to be named',
      due: after((order.chosen ?? order.intention).on, ownDays.next),
    }
  }
  if (order.direction?.result === 'asked')
    return {
      says: 'Hear what the Secretary of State directs',
      due: after(order.direction.on, ownDays.direction),
    }
  const days = [choiceAnswer(order, law), consultationAnswer(order, law)].map(answer => answer?.stepsFrom)
  const [first, ...others] = [order.consulted.on, ...days.filter(day => day !== undefined)]
  return { says: 'Make the order, or say why not', due: others.reduce(laterOf, first!) }
}

/** What became of one place that was offered: refused by the family or not started; waited for; neither. */
export type PlaceTold = 'refused' | 'waiting' | 'over'

/** Why an order may be considered for this case; nothing where nothing on record says so. A person decides. Practice notes, 15. */
export function proposedBecause(
  c: Pick<Case, 'places' | 'startCode' | 'attendance'>,
  homeEducationView: string | null | undefined,
  /** Places offered for this case outside the case's own history. */
  offered: readonly PlaceTold[] = [],
): { opening: Opening; says: string } | undefined {
  if (c.attendance) return undefined
  if (homeEducationView === 'unsuitable' || homeEducationView === 'no reply') {
    return { opening: 'home education', says: openings['home education'] }
  }
  const places: PlaceTold[] = [
    ...offered,
    ...c.places.map(({ state }) =>
      state === 'not started'
        ? ('refused' as const)
        : state === 'withdrawn'
          ? ('over' as const)
          : ('waiting' as const),
    ),
  ]
  if (!places.includes('refused') || places.includes('waiting')) return undefined
  const opening = c.startCode === 'START-05' ? 'year 7' : 'in year'
  return { opening, says: openings[opening] }
}

export type Paper = { readonly says: string; readonly held: string | undefined }

/** The papers that a prosecution needs, and which there are. Education Act 1996, section 443 (L-11, unverified). */
export function papersOf(order: Order): Paper[] {
  const served = (one: { served: Served } | undefined) =>
    one && `${services[one.served.how]}, ${inWords(one.served.on)}: ${one.served.proof}`
  return [
    { says: 'The notice under section 437(1), and proof that it was served', held: served(order.notice) },
    {
      says: 'The parent’s answer, or that there was none',
      held: order.reply
        ? `Received on ${inWords(order.reply.receivedOn)}`
        : order.evaluated && 'None by the end of the period',
    },
    {
      says: 'Why we were not satisfied, and why it is expedient that the child attends a school',
      held: order.evaluated && `${inWords(order.evaluated.on)}, ${order.evaluated.by}`,
    },
    { says: 'The notice of intention, and proof that it was served', held: served(order.intention) },
    { says: 'The consultation of the school', held: served(order.consulted) },
    { says: 'The order, and proof that it was served', held: served(order.made) },
    {
      says: 'The school’s word that the child is not registered',
      held:
        order.registration?.registered === false
          ? `${inWords(order.registration.saidOn)}: ${order.registration.says}`
          : undefined,
    },
    {
      says: 'That an education supervision order was considered',
      held: order.supervision && `${inWords(order.supervision.on)}, ${order.supervision.by}`,
    },
    {
      says: 'The decision to prosecute',
      held:
        order.prosecution?.result === 'prosecute'
          ? `${inWords(order.prosecution.on)}, ${order.prosecution.by}`
          : undefined,
    },
  ]
}

/** A step, as a chronology says it. Of a protected child without the school and how it was served. */
export function stepInWords(step: Step, isProtected: boolean): { title: string; lines: readonly string[] } {
  const served = (one: Served) =>
    `${services[one.how]}, ${inWords(one.on)}${isProtected ? '' : `: ${one.proof}`}`
  const school = (name: string) => (isProtected ? [] : [name])
  switch (step.type) {
    case 'opened':
      return {
        title: 'Way to a school attendance order: opened',
        lines: [
          openings[step.opening],
          step.says,
          ...(step.placeHeld ? ['The place is held meanwhile'] : []),
        ],
      }
    case 'agreed':
      return {
        title: 'School attendance order route opened (O11): still missing education',
        lines: [step.says],
      }
    case 'notice':
      return {
        title: 'Notice under section 437(1) served',
        lines: [
          served(step.served),
          `${step.daysGiven} days to satisfy us, beginning with the day of service`,
        ],
      }
    case 'reply':
      return { title: `Answer to the notice, ${inWords(step.receivedOn)}`, lines: [step.says] }
    case 'evaluated':
      return {
        title: step.result === 'satisfied' ? 'The parent satisfied us' : 'The parent did not satisfy us',
        lines: [
          step.says,
          ...(step.result === 'satisfied'
            ? []
            : [
                step.expedient
                  ? 'It is expedient that the child attends a school'
                  : 'It is not expedient that the child attends a school',
              ]),
        ],
      }
    case 'intention':
      return {
        title: 'Notice of intention served',
        lines: [
          served(step.served),
          ...school(`School to be named: ${step.school}`),
          ...(step.plan ? ['An education, health and care plan names the school'] : []),
          ...(step.others && !isProtected ? [`Others listed: ${step.others}`] : []),
        ],
      }
    case 'consulted':
      return { title: 'School consulted', lines: [...school(step.school), served(step.served)] }
    case 'direction':
      return {
        title:
          step.result === 'asked'
            ? 'The school asked the Secretary of State for a direction'
            : step.result === 'stands'
              ? 'The Secretary of State: the school may be named'
              : 'The Secretary of State: another school',
        lines: isProtected ? [] : [step.says],
      }
    case 'chosen':
      return {
        title: `The parent chose another school, ${inWords(step.receivedOn)}`,
        lines: [...school(step.school), ...(isProtected ? [] : [step.says])],
      }
    case 'made':
      return { title: 'School attendance order made', lines: [served(step.served), step.says] }
    case 'registration':
      return {
        title: step.registered
          ? 'The child is registered as ordered'
          : 'The child is not registered as ordered',
        lines: [inWords(step.saidOn), ...(isProtected ? [] : [step.says])],
      }
    case 'request':
      return {
        title:
          step.asks === 'revoke'
            ? 'The parent asks to revoke the order'
            : 'The parent asks for another school in the order',
        lines: [inWords(step.receivedOn), ...(isProtected ? [] : [step.says])],
      }
    case 'decided':
      return {
        title:
          step.result === 'revoked'
            ? 'Order revoked'
            : step.result === 'substituted'
              ? 'Another school put into the order'
              : 'The parent’s request refused',
        lines: [...(step.school ? school(step.school) : []), step.says],
      }
    case 'supervision':
      return { title: 'An education supervision order was considered', lines: [step.says] }
    case 'prosecution':
      return {
        title: step.result === 'prosecute' ? 'Decided to prosecute' : 'Decided not to prosecute',
        lines: [step.says],
      }
    case 'ended':
      return { title: 'Way to an order, or the order, ended', lines: [step.says] }
    default:
      step satisfies never
      return { title: '', lines: [] }
  }
}
