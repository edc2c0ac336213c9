/**
 * May an authority have this step? Only where it can never come later than the law.
 *
 * An overlay may be earlier and stricter. So each kind of trigger names the rules that it must not outlast, and a step that
 * might come after one of them is refused with the rule's number and source. Steps that follow on top of the law, and the
 * authority's own working times for which the law has no clock, are free.
 *
 * Days of different kinds are compared only where it is certain. Ten school days are at least twelve calendar days, so twelve
 * calendar days are never too late; ten working days may be, where a school is open on a bank holiday.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  deletionReturnDays,
  leaveOverrunSchoolDays,
  reasonUnknownSchoolDays,
} from '../law/absence-limits.ts'
import { type Dated, inForce } from '../law/dated.ts'
import type { Refusal } from '../law/decision.ts'
import {
  actions,
  addressees,
  formsInWords,
  kinds,
  lengthInWords,
  type StepAction,
  sideOf,
  type Trigger,
  type TriggerKind,
  type Unit,
  units,
} from './trigger.ts'

/** The first school day of an absence: the family is rung (T-01), and a child who did not come is asked after (T-06). */
const firstSchoolDay: readonly Dated<number>[] = [
  {
    from: localDate('2006-09-01'),
    value: 1,
    cites:
      'Working together to improve school attendance, pages 16 and 20; Children missing education: statutory guidance',
    mark: 'second-hand',
  },
]

/** The file of a lost pupil goes as soon as the name is off (T-22). */
const atOnce: readonly Dated<number>[] = [
  {
    from: localDate('2006-09-01'),
    value: 0,
    cites: 'DfE school to school (S2S) guide, lost pupil files',
    mark: 'second-hand',
  },
]

/** A rule that a trigger must not outlast, and for which steps. */
type Bound = {
  readonly rule: string
  /** What the law wants by then. */
  readonly wants: string
  readonly schoolDays: readonly Dated<number>[]
  /** The steps it holds for; every first step where none is named. */
  readonly steps?: readonly StepAction[]
  /** Only steps of the school: the authority's own have no clock in the law. */
  readonly schoolOnly?: true
}

const ringing: Bound = {
  rule: 'T-01',
  wants: 'the family is rung on the first day of an unexplained absence',
  schoolDays: firstSchoolDay,
  steps: ['ring'],
}
const returning: Bound = {
  rule: 'T-07',
  wants: 'the authority is told of 10 school days of absence without leave',
  schoolDays: attendanceReturnSchoolDays,
}
const deleting: Bound = {
  rule: 'T-11',
  wants: 'the authority is told no later than the removal itself',
  schoolDays: deletionReturnDays,
  schoolOnly: true,
}

const bounds: Readonly<Record<TriggerKind, readonly Bound[]>> = {
  'unexplained-run': [ringing, returning],
  'unauthorised-run': [ringing, returning],
  'reason-unknown': [
    {
      rule: 'T-04',
      wants: 'code N becomes the reason, or O',
      schoolDays: reasonUnknownSchoolDays,
    },
  ],
  'leave-overrun': [
    {
      rule: 'T-14',
      wants: 'an absence after leave is followed up as unexplained from its first day',
      schoolDays: leaveOverrunSchoolDays,
      steps: ['ring', 'enquire'],
    },
    {
      rule: 'H-10',
      wants: 'the child is looked for before the 10th school day after leave',
      schoolDays: afterLeaveSchoolDays,
    },
  ],
  'no-show': [
    {
      rule: 'T-06',
      wants: 'enquiries begin on the first day that the child does not come',
      schoolDays: firstSchoolDay,
      steps: ['ring', 'enquire'],
    },
    returning,
  ],
  'last-attended': [ringing, returning],
  'unauthorised-days': [],
  'referral-received': [],
  'other-authority-asks': [],
  'home-education': [deleting],
  'out-of-education': [],
  'removed-without-destination': [
    {
      rule: 'T-22',
      wants: 'the transfer file of a lost pupil is sent as soon as the name is off',
      schoolDays: atOnce,
      steps: ['send-lost-file'],
    },
    deleting,
  ],
  untraced: [],
}

/** For kinds without a clock in the law: the duty they serve, and why any number is allowed. */
const noClock: Readonly<Partial<Record<TriggerKind, string>>> = {
  'unauthorised-days': 'T-08 sets no number: what "fails to attend regularly" means is agreed locally',
  'referral-received': 'L-02 has no clock in the law: these are the authority’s own working times',
  'other-authority-asks': 'L-03 has no clock in the law: these are the authority’s own working times',
  'out-of-education': 'L-01 has no clock in the law, and the duty begins on the first day',
  untraced: 'L-17 has no clock in the law. Time alone never ends the looking, and never takes a name off',
}

/** The most so many of a unit can be, and certainly not end after so many school days. */
export function certainlyNoLater(schoolDays: number, unit: Unit): number {
  // A school is open five days of seven at most, so every sixth school day has a weekend before it.
  const calendarDays = schoolDays + (schoolDays < 1 ? 0 : 2 * Math.floor((schoolDays - 1) / 5))
  switch (unit) {
    case 'school day':
      return schoolDays
    case 'calendar day':
      return calendarDays
    case 'working day':
      // A school may be open on a bank holiday; there are never more than three within four weeks.
      return schoolDays - 3
    case 'week':
      return Math.floor(calendarDays / 7)
    default:
      return unit satisfies never
  }
}

/** The rules that hold this trigger on a day, the strictest number of each in its own unit. */
export function limitsOf(
  trigger: Pick<Trigger, 'trigger' | 'unit' | 'action' | 'addressee'>,
  on: LocalDate,
): { rule: string; wants: string; atMost: number; schoolDays: number; cites: string }[] {
  if (actions[trigger.action].follows) return []
  return bounds[trigger.trigger]
    .filter(bound => bound.steps === undefined || bound.steps.includes(trigger.action))
    .filter(bound => !bound.schoolOnly || sideOf(trigger) === 'school')
    .map(({ rule, wants, schoolDays }) => {
      const limit = inForce(schoolDays, on)
      const atMost = certainlyNoLater(limit.value, trigger.unit)
      return { rule, wants, atMost, schoolDays: limit.value, cites: limit.cites }
    })
}

/** Everything against a trigger on a day: what does not fit together, and each rule it might come later than. */
export function refusalsOf(trigger: Trigger, on: LocalDate): Refusal[] {
  const misfits = misfitsOf(trigger).map(says => ({ says, cites: 'How local steps are made' }))
  return [...misfits, ...laterThanLaw(trigger, on)]
}

/** The first thing wrong with a trigger on a day, in words; nothing where it may be switched on. */
export function problemWith(trigger: Trigger, on: LocalDate): string | undefined {
  const [refusal] = refusalsOf(trigger, on)
  return refusal?.says
}

/** By which law it is held, in words, for whoever chooses the number. */
export function holdsInWords(trigger: Trigger, on: LocalDate): string {
  const limits = limitsOf(trigger, on)
  if (limits.length > 0) return limits.map(limit => `${limit.rule}: ${limit.wants}`).join('; ')
  return (
    noClock[trigger.trigger] ?? 'No clock in the law: this step comes on top of what the law asks for already'
  )
}

function misfitsOf({ trigger, n, unit, action, addressee, form, onlyYear }: Trigger): string[] {
  const kind = kinds[trigger]
  const says: string[] = []
  const least = kind.counted === 'after' ? 0 : 1
  if (!Number.isInteger(n) || n < least || n > 400) says.push(`Enter a whole number from ${least} to 400`)
  if (!units.includes(unit)) says.push('Choose a kind of day')
  else if (!kind.units.includes(unit)) says.push(`${kind.name}: count these in ${kind.units[0]}s`)
  if (!kind.schoolMayKnow && addressees[addressee].side === 'school') {
    says.push(`${kind.name}: only the authority knows this, so the step cannot be for a school or a parent`)
  }
  if (isLostFileTooSoon({ trigger, action })) {
    says.push('The transfer file of a lost pupil is sent when a name has come off, not before (T-22)')
  }
  if (action === 'open-case' && addressees[addressee].side === 'school') {
    says.push('Only the authority opens a case: ask the school to refer')
  }
  if (form !== undefined && !Object.hasOwn(formsInWords, form)) says.push('Choose a form from the list')
  if (onlyYear !== undefined && (!Number.isInteger(onlyYear) || onlyYear < 0 || onlyYear > 11)) {
    says.push('Choose a year group from Reception to Year 11')
  }
  return says
}

const isLostFileTooSoon = ({ trigger, action }: Pick<Trigger, 'trigger' | 'action'>): boolean =>
  action === 'send-lost-file' && trigger !== 'removed-without-destination'

function laterThanLaw(trigger: Trigger, on: LocalDate): Refusal[] {
  if (trigger.action === 'remove') {
    return [
      {
        says: 'No name comes off a register because time has passed (T-12, T-15). School and authority must have made joint enquiries, and one of two conclusions must be signed',
        cites:
          'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1)(h) and (i)',
      },
    ]
  }
  // Of a file that cannot be sent at all, nothing more need be said.
  if (isLostFileTooSoon(trigger)) return []
  return limitsOf(trigger, on)
    .filter(limit => trigger.n > limit.atMost)
    .map(limit => ({ says: laterInWords(trigger, limit), cites: limit.cites }))
}

function laterInWords(
  { n, unit }: Trigger,
  limit: { rule: string; wants: string; atMost: number; schoolDays: number },
): string {
  const law = lengthInWords({ n: limit.schoolDays, unit: 'school day' })
  const begins = `This could be later than the law. ${limit.rule}: ${limit.wants}`
  if (unit === 'school day') {
    return `${begins}. Enter ${limit.atMost === 0 ? '0' : `${limit.atMost} or fewer`}`
  }
  const given = lengthInWords({ n, unit })
  if (limit.atMost < 1) return `${begins}. Count in school days: ${given} may end after ${law}`
  const most = lengthInWords({ n: limit.atMost, unit })
  return `${begins}. ${given} may end after ${law}; enter ${most} or fewer, or count in school days`
}
