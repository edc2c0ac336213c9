/**
 * What is leave of absence, and what has become of it?
 *
 * A parent asks, the head meets them, evidence is looked at, the head decides with reasons. What was asked stays as it was asked; all
 * that follows is added to it: other days agreed, cancelled, back in school. Leave that was refused and leave that was granted
 * are both history that the next request is read beside.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { attendanceCodes } from '../law/attendance-codes.ts'

export const leaveReasons = {
  holiday: 'Holiday',
  'family event': 'A family event, such as a wedding',
  'illness or bereavement': 'Illness, a death or another emergency in the family',
  'religious observance': 'Religious observance',
  performance: 'A performance or regulated work',
  study: 'Study leave for public examinations',
  other: 'Something else',
} as const
export type LeaveReason = keyof typeof leaveReasons
export const isLeaveReason = (text: string): text is LeaveReason => Object.hasOwn(leaveReasons, text)

/** What a parent asked for, as it was asked. */
export type LeaveAsked = {
  readonly askedOn: LocalDate
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly reason: LeaveReason
}

export type LeaveStepKind =
  | 'meeting'
  | 'evidence'
  | 'return evidence'
  | 'DSL told'
  | 'granted'
  | 'refused'
  | 'changed'
  | 'cancelled'
  | 'returned'

/** One thing that became of a request. */
export type LeaveStep = {
  readonly kind: LeaveStepKind
  readonly on: LocalDate
  readonly startsOn?: LocalDate | undefined
  readonly endsOn?: LocalDate | undefined
  readonly code?: string | undefined
}

export type LeaveState = 'waiting' | 'granted' | 'refused' | 'cancelled'

/** A request as its history makes it. */
export type Leave = LeaveAsked & {
  readonly state: LeaveState
  readonly hasMet: boolean
  readonly hasEvidence: boolean
  readonly isDslTold: boolean
  readonly decidedOn?: LocalDate | undefined
  /** The days that hold now, and the code; where the child came back early, up to the day before. Nothing unless granted. */
  readonly agreed?:
    | { readonly startsOn: LocalDate; readonly endsOn: LocalDate; readonly code: string }
    | undefined
  readonly returnedOn?: LocalDate | undefined
}

/** A request is its history. Takes the steps oldest first. */
export function leaveFrom(asked: LeaveAsked, steps: readonly LeaveStep[]): Leave {
  return steps.reduce(afterStep, {
    ...asked,
    state: 'waiting',
    hasMet: false,
    hasEvidence: false,
    isDslTold: false,
  } satisfies Leave as Leave)
}

function afterStep(leave: Leave, step: LeaveStep): Leave {
  switch (step.kind) {
    case 'meeting':
      return { ...leave, hasMet: true }
    case 'evidence':
      return { ...leave, hasEvidence: true }
    case 'return evidence':
      return leave
    case 'DSL told':
      return { ...leave, isDslTold: true }
    case 'granted':
      return {
        ...leave,
        state: 'granted',
        decidedOn: step.on,
        agreed: { startsOn: step.startsOn!, endsOn: step.endsOn!, code: step.code ?? 'C' },
      }
    case 'refused':
      return { ...leave, state: 'refused', decidedOn: step.on }
    case 'changed':
      return {
        ...leave,
        agreed: leave.agreed && { ...leave.agreed, startsOn: step.startsOn!, endsOn: step.endsOn! },
      }
    case 'cancelled':
      return { ...leave, state: 'cancelled', agreed: undefined }
    case 'returned':
      return { ...leave, returnedOn: step.on }
    default:
      step.kind satisfies never
      return leave
  }
}

/** What may be done about leave in each state: the pages offer from this, and the actions check against it. */
export const nextSteps = {
  waiting: ['meeting', 'evidence', 'return evidence', 'DSL told', 'granted', 'refused', 'cancelled'],
  granted: ['evidence', 'return evidence', 'DSL told', 'changed', 'cancelled', 'returned'],
  refused: ['DSL told'],
  cancelled: ['DSL told'],
} as const satisfies Record<LeaveState, readonly LeaveStepKind[]>

export function mayStep(leave: Leave, step: LeaveStepKind): boolean {
  if (
    leave.returnedOn !== undefined &&
    step !== 'evidence' &&
    step !== 'return evidence' &&
    step !== 'DSL told'
  )
    return false
  return (nextSteps[leave.state] as readonly LeaveStepKind[]).includes(step)
}

/** Asked for when the leave had begun: noted late, and still decided on. */
export const isLate = (asked: LeaveAsked): boolean => asked.askedOn >= asked.startsOn

/** The days are known and ordinary; everything else is special, and the head or a deputy meets the family (practice.md 5.5). */
const withoutMeeting: readonly LeaveReason[] = ['religious observance', 'study']
export const wantsMeeting = (reason: LeaveReason): boolean => !withoutMeeting.includes(reason)

/** For an emergency, evidence is seen (practice.md 5.5); for a performance, the licence or the body of persons approval. */
const withEvidence: readonly LeaveReason[] = ['illness or bereavement', 'performance']
export const wantsEvidence = (reason: LeaveReason): boolean => withEvidence.includes(reason)

/** What is still missing before leave is granted: sentences. The head may grant without, and says why. */
export function missingBeforeGranting(leave: Leave): string[] {
  return [
    ...(isLate(leave) ? ['It was asked for when it had begun, not in advance'] : []),
    ...(wantsMeeting(leave.reason) && !leave.hasMet
      ? ['No meeting of the family with the head or a deputy is recorded']
      : []),
    ...(wantsEvidence(leave.reason) && !leave.hasEvidence
      ? ['No evidence of the reason is recorded as seen']
      : []),
  ]
}

/** The codes of leave, in the order in which they are offered. */
const leaveCodes = ['C', 'C1', 'R', 'S', 'T']

/** The codes that leave may have on a day, with their words. Regulations 2024, regulation 10. */
export function codesForLeave(on: LocalDate): { code: string; label: string }[] {
  return leaveCodes.flatMap(wanted =>
    attendanceCodes
      .filter(code => code.code === wanted && code.from <= on && (code.to === undefined || on <= code.to))
      .map(({ code, label }) => ({ code, label })),
  )
}

const codeOfReason: Partial<Record<LeaveReason, string>> = {
  'religious observance': 'R',
  performance: 'C1',
  study: 'S',
}

/** The code that is usual for a reason on a day: C where no other is in force. */
export function usualCode(reason: LeaveReason, on: LocalDate): string {
  const usual = codeOfReason[reason]
  return usual !== undefined && codesForLeave(on).some(({ code }) => code === usual) ? usual : 'C'
}

/** Days in words: "Monday 2 November 2026 to Friday 6 November 2026". */
export const daysInWords = ({ startsOn, endsOn }: { startsOn: LocalDate; endsOn: LocalDate }): string =>
  startsOn === endsOn ? inWords(startsOn) : `${inWords(startsOn)} to ${inWords(endsOn)}`

/**
 * What the recorder is asked to think of, whoever the family is: never a form about a family's origins. Signs alone; a worry goes to the DSL, and
 * not to the family first.
 */
export const prompts = [
  'Female genital mutilation (FGM): does a girl speak of a ceremony, a special holiday or becoming a woman, or has a sister been through it?',
  'Forced marriage: is a wedding spoken of that the child does not want, or is the child afraid of going or of not coming back?',
  'Trafficking and exploitation: is it unclear with whom the child goes, who paid, or whether there is a return ticket?',
] as const
