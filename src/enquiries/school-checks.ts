/**
 * What does a school do to find a child, and which of it must be done before it refers?
 *
 * The list is practice's, not the law's: guidance gives no fixed list, and effort must fit the case. An authority may
 * require more of it, or less, in its settings (`enquiries.required`).
 */

/** 'yes': before a referral. 'if': when the condition holds. 'no': where it would help. */
export type Required = 'yes' | 'if' | 'no'

/** The facts that make a conditional check required. Where nobody knows, the check is offered, not required. */
export type CheckCondition =
  | 'a new school is named'
  | 'another authority is named'
  | 'agencies are known'
  | 'a place was not taken up'
  | 'a move abroad is claimed'
  | 'there is immediate danger'
  | 'the child is flagged for it'

export type SchoolCheck = {
  readonly code: string
  /** What to do, as a task. */
  readonly task: string
  readonly group: CheckGroup
  readonly required: Required
  readonly condition?: CheckCondition
  /** When it applies, in words, for a check that is not always required. */
  readonly when?: string
  /** How to do it well. */
  readonly guidance: string
  /** No answer counts as done only after tries on so many different days. */
  readonly tryOnDays?: number
  /** And at another time of day. */
  readonly atAnotherTime?: true
  /** Done on a page of its own, never ticked here. */
  readonly signed?: true
}

export const checkGroups = [
  'Speak to the family',
  'Look and ask in school',
  'Visit and write',
  'Ask other schools and services',
  'Judge the risk',
] as const
export type CheckGroup = (typeof checkGroups)[number]

export const schoolChecks: readonly SchoolCheck[] = [
  {
    code: 'RS01',
    task: 'Ring every number held for the parents',
    group: 'Speak to the family',
    required: 'yes',
    tryOnDays: 2,
    guidance:
      'A person must ring: an automatic text does not count as a call. Ring at different times, on different days.',
  },
  {
    code: 'RS02',
    task: 'Text and email every address held',
    group: 'Speak to the family',
    required: 'yes',
    guidance: 'Leave out anyone marked as not safe to text or email. Ask them to get in touch, and by when.',
  },
  {
    code: 'RS03',
    task: 'Ring emergency contacts and the parent the child does not live with',
    group: 'Speak to the family',
    required: 'yes',
    guidance: 'Go through every contact in order, including one outside the home.',
  },
  {
    code: 'RS04',
    task: 'Check the register, notes, leave requests and reason codes',
    group: 'Look and ask in school',
    required: 'yes',
    guidance: 'Look for planned moves, flight dates, an earlier pattern of leave, and notes from staff.',
  },
  {
    code: 'RS05',
    task: 'Ask staff who know the child',
    group: 'Look and ask in school',
    required: 'yes',
    guidance: 'Class teacher, tutor, office, clubs, school nurse. Ask what they last heard, and when.',
  },
  {
    code: 'RS06',
    task: 'Ask friends and classmates, with care',
    group: 'Look and ask in school',
    required: 'no',
    when: 'Where it would help and does not worry other children',
    guidance: 'Ask someone the children trust. Do not say why you ask.',
  },
  {
    code: 'RS07',
    task: 'Ask the schools of brothers and sisters',
    group: 'Ask other schools and services',
    required: 'yes',
    guidance: 'Are they on roll, are they attending, what does their school know? Agree which school leads.',
  },
  {
    code: 'RS08',
    task: 'Ask brothers, sisters and relatives at this school',
    group: 'Look and ask in school',
    required: 'yes',
    guidance: 'If there are none, record that it is not needed and say so.',
  },
  {
    code: 'RS09',
    task: 'Visit the home',
    group: 'Visit and write',
    required: 'yes',
    tryOnDays: 2,
    atAnotherTime: true,
    guidance:
      'Trained staff, with a risk assessment. If nobody answers, leave a card and go again at another time, on another day.',
  },
  {
    code: 'RS10',
    task: 'Ask neighbours, landlord, housing officer, workplace, community or faith group',
    group: 'Visit and write',
    required: 'no',
    when: 'Where it is appropriate',
    guidance: 'Say only that the school would like the family to get in touch.',
  },
  {
    code: 'RS11',
    task: 'Write to the last address held',
    group: 'Visit and write',
    required: 'yes',
    guidance:
      'Write to an emergency contact too. Ask them to get in touch, and say that you may tell the authority that the child may be missing education.',
  },
  {
    code: 'RS12',
    task: 'Ask the previous school',
    group: 'Ask other schools and services',
    required: 'yes',
    guidance: 'Families go back to where they lived. Ask the feeder school too.',
  },
  {
    code: 'RS13',
    task: 'Ring the new school that was named',
    group: 'Ask other schools and services',
    required: 'if',
    condition: 'a new school is named',
    when: 'If someone has named a new school or setting',
    guidance: 'Is the child on its roll, and has the child started?',
  },
  {
    code: 'RS14',
    task: 'Ask the admissions team of the authority that was named',
    group: 'Ask other schools and services',
    required: 'if',
    condition: 'another authority is named',
    when: 'If someone has said that the family moved to another area',
    guidance: 'Has an application been received? That someone said they applied is not an answer.',
  },
  {
    code: 'RS15',
    task: 'Ask services known to work with the family',
    group: 'Ask other schools and services',
    required: 'if',
    condition: 'agencies are known',
    when: 'If any are known: social worker, early help, health visitor, youth justice, mental health',
    guidance: 'Ask when they last saw the child and whether they know where the child is.',
  },
  {
    code: 'RS16',
    task: 'Ask admissions whether the place still stands',
    group: 'Ask other schools and services',
    required: 'if',
    condition: 'a place was not taken up',
    when: 'If the child never started',
    guidance: 'Is the place still accepted, or was another offered?',
  },
  {
    code: 'RS17',
    task: 'Look at what is public on the web and social media',
    group: 'Look and ask in school',
    required: 'no',
    when: 'Where your policy allows it, from a school account only',
    guidance: 'Only what is open to everyone. Never make contact from it.',
  },
  {
    code: 'RS18',
    task: 'Ask for the papers of a move abroad',
    group: 'Visit and write',
    required: 'if',
    condition: 'a move abroad is claimed',
    when: 'If someone has said that the family moved abroad',
    guidance: 'Tickets, visa, the address and the school there.',
  },
  {
    code: 'RS19',
    task: 'Ask the police for a welfare check, or report the child missing',
    group: 'Judge the risk',
    required: 'if',
    condition: 'there is immediate danger',
    when: 'If the child may be at risk. In danger now: call 999',
    guidance: 'Write down the police reference.',
  },
  {
    code: 'RS20',
    task: 'Ask the SEN officer, Virtual School or home education team',
    group: 'Ask other schools and services',
    required: 'if',
    condition: 'the child is flagged for it',
    when: 'If the child has a plan, is looked after, or home education was mentioned',
    guidance: 'Ask what they know, and tell them that the child is not in school.',
  },
  {
    code: 'RS21',
    task: 'Talk it over with the authority',
    group: 'Judge the risk',
    required: 'no',
    when: 'Where you are not sure, or where your authority asks for it',
    guidance: 'Write down who you spoke to and what they advised.',
  },
  {
    code: 'RS22',
    task: 'Risk screen, signed by the designated safeguarding lead (DSL)',
    group: 'Judge the risk',
    required: 'yes',
    signed: true,
    guidance: 'Only the DSL signs it. It says what must be done today, this week, or kept in view.',
  },
]

const byCode = new Map(schoolChecks.map(check => [check.code, check]))

/** The check with this code, or nothing. */
export const schoolCheck = (code: string): SchoolCheck | undefined => byCode.get(code)

/** The codes required here, of the authority's settings: its list, without the home visit where it does not ask for one. */
export function requiredCodes(settings: {
  readonly 'required-school-checks': readonly string[]
  readonly 'home-visit-required': boolean
}): string[] {
  return settings['required-school-checks'].filter(code => code !== 'RS09' || settings['home-visit-required'])
}

/** Which conditions a child's flags make true: who already works with the family, and who must be told. */
export function conditionsOfFlags(flags: readonly string[]): CheckCondition[] {
  const has = (...any: string[]) => any.some(flag => flags.includes(flag))
  return [
    ...(has('in_care', 'child_protection_plan', 'child_in_need', 'youth_justice', 'early_help')
      ? (['agencies are known'] as const)
      : []),
    ...(has('EHCP', 'in_care') ? (['the child is flagged for it'] as const) : []),
  ]
}

/** Which conditions the kind of a referral makes true, once it is chosen. */
export function conditionsOfKind(startCode: string | undefined): CheckCondition[] {
  if (startCode === 'START-04') return ['a move abroad is claimed']
  if (startCode === 'START-05' || startCode === 'START-06') return ['a place was not taken up']
  return []
}
