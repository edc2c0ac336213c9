/**
 * What is a local step? So many days after something, somebody is asked to do something: an authority's own practice, laid
 * over the law.
 *
 * Areas differ in when a home is visited, who is rung again, when an authority looks at a case once more. Each such choice is a
 * trigger: what it counts from, how many days of which kind, what is then to be done, by whom, and on which form. A trigger
 * asks people to do things. It never does them, and it never takes a name off a register.
 */

/** What a trigger counts from. The first seven are read from the register, the others from what was recorded. */
export type TriggerKind =
  | 'unexplained-run'
  | 'unauthorised-run'
  | 'reason-unknown'
  | 'leave-overrun'
  | 'no-show'
  | 'last-attended'
  | 'unauthorised-days'
  | 'referral-received'
  | 'other-authority-asks'
  | 'home-education'
  | 'out-of-education'
  | 'removed-without-destination'
  | 'untraced'

export type Unit = 'school day' | 'calendar day' | 'working day' | 'week'

export type StepAction =
  | 'ring'
  | 'enquire'
  | 'visit'
  | 'write'
  | 'ask-siblings-schools'
  | 'refer'
  | 'send-form'
  | 'send-follow-up'
  | 'check'
  | 'review'
  | 'ask-how-it-stands'
  | 'open-case'
  | 'agree-with-new-authority'
  | 'send-lost-file'
  | 'remove'

/** Whose list it stands on. What is for a parent stands on the school's, who rings or writes. */
export type Addressee = 'school office' | 'DSL' | 'headteacher' | 'parent' | 'CME officer' | 'attendance team'

export type FormCode = keyof typeof formsInWords

export type Trigger = {
  readonly trigger: TriggerKind
  readonly n: number
  readonly unit: Unit
  readonly action: StepAction
  readonly addressee: Addressee
  /** The form that is used, where one is. */
  readonly form?: FormCode | undefined
  /** Only children of this year group: 0 for Reception. */
  readonly onlyYear?: number | undefined
}

export type KindDefinition = {
  readonly name: string
  readonly hint: string
  /** "in a row" and "from": the first day is day 1. "after": the day itself is day 0. */
  readonly counted: 'in a row' | 'from' | 'after'
  /** The words after the number: "of unexplained absence in a row". */
  readonly words: string
  /** Read from the marks in a register, or from what somebody recorded. */
  readonly readFrom: 'register' | 'records'
  /** May the step stand on a school's list? Never where it says what only the authority knows. */
  readonly schoolMayKnow: boolean
  readonly units: readonly Unit[]
}

const anyUnit = ['school day', 'calendar day', 'working day', 'week'] as const

export const kinds: Readonly<Record<TriggerKind, KindDefinition>> = {
  'unexplained-run': {
    name: 'Unexplained absence in a row',
    hint: 'Whole days of codes G, N, O or U, as for the ten-day return. Days without a register neither count nor end it.',
    counted: 'in a row',
    words: 'of unexplained absence in a row',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'unauthorised-run': {
    name: 'Days in a row with any unauthorised session',
    hint: 'A morning or an afternoon of codes G, N, O or U makes the day count. A day with none ends it.',
    counted: 'in a row',
    words: 'in a row with an unauthorised session',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'reason-unknown': {
    name: 'Reason still not known (code N)',
    hint: 'Counted after the first day that still has code N.',
    counted: 'after',
    words: 'after a day that still has code N',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'leave-overrun': {
    name: 'Not back after granted leave',
    hint: 'Counted after the last day of leave of any length, until the child is in school again.',
    counted: 'after',
    words: 'after granted leave ended, and the child is not back',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'no-show': {
    name: 'Did not come on the agreed first day',
    hint: 'Counted from the day of entry, until the child first comes.',
    counted: 'from',
    words: 'since the agreed first day, and the child has not come',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'last-attended': {
    name: 'Last day in school',
    hint: 'Counted after the last session in school, whatever the codes since, where the child is now away without a reason.',
    counted: 'after',
    words: 'after the last day in school, and now away without a reason',
    readFrom: 'register',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'unauthorised-days': {
    name: 'Unauthorised days in a school year, in a row or not',
    hint: 'Whole days of codes G, N, O or U since 1 September, added up.',
    counted: 'in a row',
    words: 'of unauthorised absence in the school year, in a row or not',
    readFrom: 'register',
    schoolMayKnow: true,
    units: ['school day'],
  },
  'referral-received': {
    name: 'A school referred the child',
    hint: 'Counted after the day the referral was sent, until its outcome.',
    counted: 'after',
    words: 'after a school referred the child',
    readFrom: 'records',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'other-authority-asks': {
    name: 'Another authority asked about the child',
    hint: 'Counted after the day a case of that kind was opened, while it is open.',
    counted: 'after',
    words: 'after another authority asked',
    readFrom: 'records',
    schoolMayKnow: false,
    units: anyUnit,
  },
  'home-education': {
    name: 'Removed for home education',
    hint: 'Counted after the day of the removal, while the child is on no roll.',
    counted: 'after',
    words: 'after the name came off for home education',
    readFrom: 'records',
    schoolMayKnow: true,
    units: anyUnit,
  },
  'out-of-education': {
    name: 'Known to be out of education',
    hint: 'Counted after the day a case said so, or after the last day on a roll where no next place is known. The child counts as missing education from the first day: this only catches whoever was missed.',
    counted: 'after',
    words: 'after the child was known to be out of education',
    readFrom: 'records',
    schoolMayKnow: false,
    units: anyUnit,
  },
  'removed-without-destination': {
    name: 'Removed with no next place known',
    hint: 'Counted after the day of the removal, while the child is on no roll.',
    counted: 'after',
    words: 'after the name came off with no next place known',
    readFrom: 'records',
    schoolMayKnow: true,
    units: anyUnit,
  },
  untraced: {
    name: 'Not traced',
    hint: 'Counted after the day the case was opened, while nobody knows where the child is.',
    counted: 'after',
    words: 'after the case was opened, and the child is not traced',
    readFrom: 'records',
    schoolMayKnow: false,
    units: anyUnit,
  },
}

export type ActionDefinition = {
  readonly name: string
  /** A step after the first ones: it comes on top of what the law asks for, whenever it is. */
  readonly follows: boolean
  /** Is this about a child of compulsory school age alone? Looking after a younger one is not. */
  readonly onlyCompulsoryAge: boolean
}

const first = (name: string, onlyCompulsoryAge = false): ActionDefinition => ({
  name,
  follows: false,
  onlyCompulsoryAge,
})
const following = (name: string): ActionDefinition => ({ name, follows: true, onlyCompulsoryAge: false })

export const actions: Readonly<Record<StepAction, ActionDefinition>> = {
  ring: first('Ring the family; a person rings, not a machine'),
  enquire: first('Begin enquiries'),
  visit: first('Visit the home'),
  write: first('Write to the parents'),
  'ask-siblings-schools': first('Ask the schools of brothers and sisters'),
  refer: first('Refer to the authority', true),
  'send-form': first('Send the form', true),
  'send-follow-up': following('Send the follow-up form'),
  check: following('Do the checks'),
  review: following('Look at it again'),
  'ask-how-it-stands': following('Ask the authority how its checks stand'),
  'open-case': first('Open a case, where there is none', true),
  'agree-with-new-authority': following('Confirm the application with the new authority before any removal'),
  'send-lost-file': first('Send the transfer file of a lost pupil'),
  remove: first('Take the name off the register'),
}

export const addressees: Readonly<Record<Addressee, { name: string; side: 'school' | 'authority' }>> = {
  'school office': { name: 'School office', side: 'school' },
  DSL: { name: 'Designated safeguarding lead (DSL)', side: 'school' },
  headteacher: { name: 'Headteacher', side: 'school' },
  parent: { name: 'Parent, by the school', side: 'school' },
  'CME officer': { name: 'CME officer', side: 'authority' },
  'attendance team': { name: 'Attendance team', side: 'authority' },
}

export const formsInWords = {
  F1: 'Leaver notification (CME1)',
  F2: 'Joiner notification',
  F3: 'School referral',
  F4: 'Agency or public report (CME2)',
  F5: 'Visit request and report (CME3)',
  F6: 'Parent’s leaver form',
  F7: 'September non-arrival return',
  F8: 'Enquiry to or from another authority',
  F9: 'Agency check request and reply',
  F10: 'Home education notice',
  F11: 'Part-time timetable or off-site notice',
  F12: 'Panel referral',
  F13: 'Closure record',
} as const

export const units: readonly Unit[] = anyUnit
export const kindNames = Object.keys(kinds) as TriggerKind[]
export const actionNames = Object.keys(actions) as StepAction[]
export const addresseeNames = Object.keys(addressees) as Addressee[]
export const formCodes = Object.keys(formsInWords) as FormCode[]

export const sideOf = (trigger: Pick<Trigger, 'addressee'>): 'school' | 'authority' =>
  addressees[trigger.addressee].side

/** "5 school days", "1 week". */
export const lengthInWords = ({ n, unit }: Pick<Trigger, 'n' | 'unit'>): string =>
  `${n} ${unit}${n === 1 ? '' : 's'}`

/** When it is: "5 school days of unexplained absence in a row". */
export function whenInWords(trigger: Trigger): string {
  const only = trigger.onlyYear === undefined ? '' : `, ${yearInWords(trigger.onlyYear)} only`
  if (trigger.n === 0) return `At once ${kinds[trigger.trigger].words}${only}`
  return `${lengthInWords(trigger)} ${kinds[trigger.trigger].words}${only}`
}

/** What is to be done: "Visit the home (F5, Visit request and report (CME3))". */
export function stepInWords({ action, form }: Pick<Trigger, 'action' | 'form'>): string {
  return form === undefined
    ? actions[action].name
    : `${actions[action].name}, on ${form}: ${formsInWords[form]}`
}

export const yearInWords = (year: number): string => (year === 0 ? 'Reception' : `Year ${year}`)
