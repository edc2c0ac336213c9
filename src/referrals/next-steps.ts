/**
 * What can a school do next for this child, and why? One table: the page offers from it.
 *
 * Each line asks one question of the facts. Every line that holds is offered, in this order: what the law asks first,
 * then what keeps the child safe today, then the search.
 */

export type NextStepFacts = {
  /** A ten-day return is due and not sent. */
  readonly returnDue: boolean
  /** The result of the latest contact of this absence, if there was one. */
  readonly lastContactResult: string | undefined
  /** Was a contact recorded today? */
  readonly contactToday: boolean
  readonly absentToday: boolean
  /** School days of this absence so far. */
  readonly runSchoolDays: number
  readonly enquiriesFromDay: number
  readonly referFromDay: number
  readonly checksMissing: number
  readonly screenSigned: boolean
  readonly referred: string | undefined
  readonly reasonsToSettle: number
  readonly leaveOverrun: boolean
  readonly twentyDays: boolean
  readonly hasLeft: boolean
  readonly isDsl: boolean
}

export type StepId =
  | 'send-return'
  | 'tell-dsl'
  | 'record-contact'
  | 'settle-reason'
  | 'check-list'
  | 'sign-screen'
  | 'refer'
  | 'keep-checking'

export type NextStep = {
  readonly id: StepId
  readonly says: string
  readonly because: string
}

type Line = {
  readonly id: StepId
  readonly when: (facts: NextStepFacts) => boolean
  readonly says: string
  readonly because: (facts: NextStepFacts) => string
}

const days = (n: number): string => (n === 1 ? '1 school day' : `${n} school days`)

export const nextStepTable: readonly Line[] = [
  {
    id: 'send-return',
    when: f => f.returnDue,
    says: 'Send the ten-day return',
    because: () =>
      'The law asks for it: 10 school days of absence without leave. It does not wait for any check, visit or screen.',
  },
  {
    id: 'tell-dsl',
    when: f => f.lastContactResult === 'does not have the child' || f.lastContactResult === 'not reassured',
    says: 'Tell the designated safeguarding lead (DSL) now',
    because: f =>
      f.lastContactResult === 'does not have the child'
        ? 'The parent does not have the child. If the parent cannot call the police, you do.'
        : 'Someone else answered, and you are not reassured.',
  },
  {
    id: 'record-contact',
    when: f => !f.hasLeft && f.absentToday && !f.contactToday,
    says: 'Record a contact',
    because: f =>
      f.runSchoolDays > 1
        ? `Absent for ${days(f.runSchoolDays)}, and no contact is recorded today.`
        : 'Absent without a reason, and no contact is recorded today.',
  },
  {
    id: 'settle-reason',
    when: f => f.reasonsToSettle > 0,
    says: 'Find the reason and change code N',
    because: f =>
      f.reasonsToSettle === 1
        ? '1 day in the register still has code N. It must be settled within 5 school days.'
        : `${f.reasonsToSettle} days in the register still have code N. Each must be settled within 5 school days.`,
  },
  {
    id: 'check-list',
    when: f =>
      !f.referred &&
      f.checksMissing > 0 &&
      (f.runSchoolDays >= f.enquiriesFromDay ||
        f.leaveOverrun ||
        f.lastContactResult === 'does not have the child'),
    says: 'Go on with the enquiries',
    because: f =>
      `${f.checksMissing === 1 ? '1 required check is' : `${f.checksMissing} required checks are`} not done${
        f.leaveOverrun ? '. The leave has ended and the child is not back' : ''
      }.`,
  },
  {
    id: 'sign-screen',
    when: f => !f.screenSigned && (f.runSchoolDays >= f.enquiriesFromDay || f.leaveOverrun),
    says: 'Risk screen, signed by the DSL',
    because: f =>
      f.isDsl
        ? 'No risk screen is signed for this absence.'
        : 'Ask the DSL to sign it. None is signed for this absence.',
  },
  {
    id: 'refer',
    when: f =>
      !f.referred &&
      (f.runSchoolDays >= f.referFromDay || f.twentyDays || (f.screenSigned && f.checksMissing === 0)),
    says: 'Refer the child to the authority',
    because: f =>
      f.runSchoolDays >= f.referFromDay
        ? `Absent for ${days(f.runSchoolDays)}. Refer by school day ${f.referFromDay} at the latest, earlier where there is risk.`
        : 'The enquiries are done.',
  },
  {
    id: 'keep-checking',
    when: f => f.referred !== undefined,
    says: 'Keep looking, together with the authority',
    because: f => `Referred: ${f.referred}. Record anything new the same day.`,
  },
]

/** What a school can do next for this child, most pressing first, each with its reason. */
export function nextSteps(facts: NextStepFacts): NextStep[] {
  return nextStepTable
    .filter(line => line.when(facts))
    .map(({ id, says, because }) => ({ id, says, because: because(facts) }))
}
