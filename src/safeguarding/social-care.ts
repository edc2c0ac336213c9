/**
 * A referral to children's social care: when is an answer due, is it late, and what is done next?
 *
 * An answer is asked for within one working day of the referral, of each chase, and of taking it higher. Practice notes, section
 * 8: social care's steps come before any step about missing education, and a referral without an answer is not an end.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

/** How many working days social care has for an answer. Local; our default, as most areas ask. */
export const answerWorkingDays = 1
/** After so many chases without an answer it goes to whoever answers for the team. */
export const chasesBeforeHigher = 2

export const toWhom = [
  { value: 'hub', text: 'The safeguarding hub (MASH)' },
  { value: 'authority', text: 'The authority’s children’s social care' },
  { value: 'social worker', text: 'The child’s own social worker or team' },
  { value: 'other authority', text: 'Another authority’s children’s social care' },
  { value: 'out of hours', text: 'The emergency duty team, out of hours' },
] as const
export const toWhomInWords = (value: string): string => toWhom.find(one => one.value === value)?.text ?? value

export const hows = ['Telephone', 'Online form', 'Secure email', 'In person'] as const

export const answerKinds = ['accepted', 'early help', 'no further action', 'no answer yet'] as const
export type AnswerKind = (typeof answerKinds)[number]
export type StepKind = AnswerKind | 'reference given' | 'escalated'

/** A step as a history tells it. */
export const stepInWords: Readonly<Record<StepKind, string>> = {
  accepted: 'Social care accepted the referral',
  'early help': 'Social care passed it to early help',
  'no further action': 'Social care takes no further action',
  'no answer yet': 'Asked again: no answer yet',
  'reference given': 'Social care gave a reference',
  escalated: 'Taken higher at social care',
}

export type CareStep = { readonly kind: StepKind; readonly on: LocalDate }

export type CareState = {
  readonly answer: AnswerKind | undefined
  /** The day by which an answer is asked for; undefined once there is one. */
  readonly due: LocalDate | undefined
  readonly late: boolean
  /** Chased as often as it makes sense: take it to a manager there. */
  readonly takeHigher: boolean
  /** What to do next, in a sentence. */
  readonly next: string
}

const final: readonly StepKind[] = ['accepted', 'early help', 'no further action']

/** How a referral stands on a day, after these steps in the order they were recorded. */
export function careState(made: LocalDate, steps: readonly CareStep[], today: LocalDate): CareState {
  const answered = steps.findLast(step => final.includes(step.kind))
  if (answered) {
    const refused = answered.kind === 'no further action'
    return {
      answer: answered.kind as AnswerKind,
      due: undefined,
      late: false,
      takeHigher: false,
      next: refused
        ? 'If you disagree, say so to a manager there today, and write down what they answer. Go on looking.'
        : 'Agree with social care who does what, and go on looking.',
    }
  }
  const tries = steps.filter(step => step.kind === 'no answer yet' || step.kind === 'escalated')
  const from = tries.reduce((last, step) => (step.on > last ? step.on : last), made)
  const due = addWorkingDays(from, answerWorkingDays)
  const chased = steps.filter(step => step.kind === 'no answer yet').length
  const takeHigher = chased >= chasesBeforeHigher && tries.at(-1)?.kind !== 'escalated'
  return {
    answer: undefined,
    due,
    late: today > due,
    takeHigher,
    next: takeHigher
      ? `Asked ${chased} times without an answer. Ask for the manager of the team, and write down who answered.`
      : 'Ask social care for its answer.',
  }
}

export type FactsToSend = {
  readonly school: string
  readonly from: string
  readonly name: string
  readonly born: string | undefined
  readonly year: string | undefined
  readonly absence: string
  readonly lastSeen: string
  readonly contacts: string
  /** Facts of the latest screen that gave its level. */
  readonly worries: readonly string[]
  readonly level: string | undefined
  readonly plans: readonly string[]
  readonly police: readonly string[]
}

/**
 * The text of a referral, ready to copy: the fewest details that let somebody begin. Never an address, a telephone number or the
 * name of a contact, protected or not: those are given by voice to somebody who has said who they are.
 */
export function factsToSend(facts: FactsToSend): string {
  return [
    `From ${facts.school}: ${facts.from}.`,
    `About ${facts.name}${facts.born ? `, born ${facts.born}` : ''}${facts.year ? `, ${facts.year}` : ''}.`,
    facts.plans.length > 0 ? `What we hold: ${facts.plans.join('; ')}.` : '',
    facts.absence,
    `Last seen: ${facts.lastSeen}.`,
    facts.contacts,
    facts.worries.length > 0
      ? `Our worry: ${facts.worries.join('; ')}.`
      : facts.level
        ? `Our judgement of the situation: ${facts.level.toLowerCase()}.`
        : '',
    ...facts.police,
    'We give the address and contacts by telephone, when you ring us and say who you are.',
    `Please answer by the end of the next working day, with your reference.`,
  ]
    .filter(Boolean)
    .join('\n')
}
