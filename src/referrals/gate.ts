/**
 * Is a referral ready to send? Green, or every reason why not, each with what to do.
 *
 * The gate holds back a referral that an authority could do nothing with. It never holds back a child: a DSL passes it
 * for urgent risk, with a reason that is kept and shown. A statutory return is not a referral and knows no gate.
 */
import { isCompulsoryAge } from '../calendar/age.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { type CheckState, missingChecks } from '../enquiries/enquiry.ts'
import { endInWords, type RouteEnd, type routeOf } from './route.ts'

export type GateReason = {
  readonly code:
    | 'check'
    | 'home visit'
    | 'screen'
    | 'consultation'
    | 'in contact'
    | 'within travel'
    | 'explained'
    | 'home education'
    | 'leaver'
    | 'age'
    | 'route'
    | 'duplicate'
    | 'answer'
  /** The check or question it is about. */
  readonly about?: string
  readonly says: string
  readonly because: string
}
export type Gate = { readonly open: true } | { readonly open: false; readonly reasons: readonly GateReason[] }

export type GateFacts = {
  readonly on: LocalDate
  readonly dateOfBirth: LocalDate | undefined
  readonly checks: readonly CheckState[]
  /** The latest word of the family in this absence: 'child safe' means the attendance route. */
  readonly lastContactResult: string | undefined
  /** How the questions before the referral ended: attendance, or missing education? */
  readonly route: ReturnType<typeof routeOf>
  /** The reference of a referral of this child that is still open. */
  readonly openReferral: string | undefined
  /** Required questions without an answer: their names on the task list. */
  readonly unanswered: readonly { readonly id: string; readonly short: string }[]
}

/** Every reason why the referral is not ready, the child's own circumstances first. */
export function gate(facts: GateFacts): Gate {
  const reasons = [
    ...ageReasons(facts),
    ...contactReasons(facts),
    ...routeReasons(facts),
    ...duplicateReasons(facts),
    ...checkReasons(facts),
    ...answerReasons(facts),
  ]
  return reasons.length === 0 ? { open: true } : { open: false, reasons }
}

function ageReasons({ dateOfBirth, on }: GateFacts): GateReason[] {
  if (!dateOfBirth) {
    return [
      {
        code: 'age',
        says: 'The date of birth is not known',
        because:
          'Missing education is about children of compulsory school age. Add the date of birth to your pupil file.',
      },
    ]
  }
  if (isCompulsoryAge(dateOfBirth, on)) return []
  return [
    {
      code: 'age',
      says: 'The child is not of compulsory school age',
      because:
        'Children missing education are of compulsory school age: from the term after the fifth birthday to the last Friday of June in Year 11. Talk to your authority about who helps this child.',
    },
  ]
}

function contactReasons({ lastContactResult }: GateFacts): GateReason[] {
  if (lastContactResult !== 'child safe') return []
  return [
    {
      code: 'in contact',
      says: 'You are in contact with the family, so this is an attendance matter',
      because:
        'The last contact says that the child is safe and gave the reason. The name stays on your register. Use your attendance route, and refer if the family moves or you lose contact.',
    },
  ]
}

/** What the questions before the referral say: not asked yet, or that another way helps this child. */
function routeReasons({ route, dateOfBirth, on, lastContactResult }: GateFacts): GateReason[] {
  if ('next' in route) {
    return [
      {
        code: 'route',
        about: route.next,
        says: 'It is not said whether this is attendance or missing education',
        because: 'Five short questions come before a referral. The first yes shows a better way.',
      },
    ]
  }
  const { end } = route
  switch (end) {
    case 'CME':
      return []
    case 'age':
      // Said already where the date of birth says so too.
      if (dateOfBirth && !isCompulsoryAge(dateOfBirth, on)) return []
      return [reasonOf('age', end, 'You said that the child is not of compulsory school age')]
    case 'in-reach':
      if (lastContactResult === 'child safe') return []
      return [
        reasonOf('within travel', end, 'You are in contact, and the school is within reach: attendance'),
      ]
    case 'ill':
      return [reasonOf('explained', end, 'The absence is explained: sickness, or it is unavoidable')]
    case 'home-education':
      return [reasonOf('home education', end, 'A parent has written that they will educate at home')]
    case 'new-school':
      return [reasonOf('leaver', end, 'A new school has confirmed the child: an ordinary leaver')]
    default:
      return end satisfies never
  }
}

const reasonOf = (code: GateReason['code'], end: RouteEnd, says: string): GateReason => ({
  code,
  about: end,
  says,
  because: `${endInWords[end].says} Change the answer if it is not so.`,
})

function duplicateReasons({ openReferral }: GateFacts): GateReason[] {
  if (!openReferral) return []
  return [
    {
      code: 'duplicate',
      says: `You have already referred this child: ${openReferral}`,
      because:
        'That referral is still open. Record what is new as a contact or a check: the authority sees it at once.',
    },
  ]
}

const codeOfCheck: Readonly<Record<string, GateReason['code']>> = {
  RS09: 'home visit',
  RS21: 'consultation',
  RS22: 'screen',
}

function checkReasons({ checks }: GateFacts): GateReason[] {
  return missingChecks(checks).map(({ check, because }) => ({
    code: codeOfCheck[check.code] ?? 'check',
    about: check.code,
    says:
      check.code === 'RS09'
        ? 'The home visit is not done'
        : check.code === 'RS22'
          ? 'The DSL has not signed the risk screen'
          : check.code === 'RS21'
            ? 'The call with the authority is not recorded'
            : `Not done: ${check.task.charAt(0).toLowerCase()}${check.task.slice(1)}`,
    because,
  }))
}

function answerReasons({ unanswered }: GateFacts): GateReason[] {
  return unanswered.map(({ id, short }) => ({
    code: 'answer',
    about: id,
    says: `Not answered: ${short.charAt(0).toLowerCase()}${short.slice(1)}`,
    because: 'The authority needs it to begin. “Not known” is an answer where you do not know.',
  }))
}

/** May this referral go now? A reason to pass counts only when a DSL gives it. */
export function maySend(
  state: Gate,
  pass: { readonly isDsl: boolean; readonly urgentBecause: string },
):
  | { readonly send: true; readonly passedWhy?: string }
  | { readonly send: false; readonly reasons: readonly GateReason[] } {
  if (state.open) return { send: true }
  if (pass.isDsl && pass.urgentBecause.trim()) return { send: true, passedWhy: pass.urgentBecause.trim() }
  return { send: false, reasons: state.reasons }
}
