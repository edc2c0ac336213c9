/** What can be done on a day about a child who is not accounted for, beyond ringing the family? */

export const stepKinds = [
  'handed to DSL',
  'DSL took',
  'risk assessed',
  'visit made',
  'visit not made',
  'card left',
  'parent told to call police',
  'police asked',
  'police not asked',
  'siblings checked',
  'reason known',
  'seen',
  'spoken to',
  'escalated',
] as const
export type StepKind = (typeof stepKinds)[number]

/** A step as a history tells it: what was done, and no judgement of anyone. */
export const stepInWords: Readonly<Record<StepKind, string>> = {
  'handed to DSL': 'Handed to the designated safeguarding lead (DSL).',
  'DSL took': 'The DSL has it.',
  'risk assessed': 'The DSL wrote down the risk.',
  'visit made': 'Somebody went to the home.',
  'visit not made': 'A home visit was considered, and not made.',
  'card left': 'A card was left at the home.',
  'parent told to call police': 'The parent was asked to call the police.',
  'police asked': 'The police were asked for a welfare check.',
  'police not asked': 'A police welfare check was considered, and not asked for.',
  'siblings checked': 'Brothers and sisters were looked for.',
  'reason known': 'The reason is known.',
  seen: 'The child was seen.',
  'spoken to': 'The child was spoken to.',
  escalated: 'Somebody has it.',
}
/** The sentence of a kind as stored; a word we do not know prints as itself. */
export const inWordsOfStep = (kind: string): string =>
  (stepInWords as Readonly<Record<string, string>>)[kind] ?? `${kind}.`

/** What came of a visit to the home, first what is most often chosen. */
export const visitOutcomes = [
  'No answer',
  'The child was seen',
  'An adult answered, the child was not seen',
  'Nobody lives there now',
  'The address was not found',
] as const

/** What a DSL may decide after writing down the risk. What the office must do next stands in the step; the reasons do not. */
export const riskDecisions = [
  'Go on ringing, and look again',
  'Visit the home now',
  'Ask the police for a welfare check now',
  'Tell children’s social care now',
  'No sign of harm: somebody goes on looking',
] as const

/** To whom a name may be escalated for the day. */
export const escalatedTo = [
  'The DSL',
  'The headteacher',
  'Children’s social care',
  'The police',
  'The social worker',
  'The authority’s CME team',
  'The authority’s attendance team',
] as const

/** A reason as a parent gives it, and the code that the school's own register should have. Onroll writes no register. */
export const reasonChoices = [
  { value: 'ill', text: 'Ill', code: 'I' },
  { value: 'appointment', text: 'Medical or dental appointment', code: 'M' },
  { value: 'on the way', text: 'On the way to school, late', code: 'U' },
  { value: 'holiday', text: 'Holiday that was not granted', code: 'G' },
  { value: 'leave', text: 'Leave that the headteacher granted', code: 'C' },
  { value: 'religious', text: 'Day set apart by their religion', code: 'R' },
  { value: 'transport', text: 'The school’s transport did not come', code: 'Y1' },
  { value: 'kept home', text: 'Kept at home for another reason', code: 'O' },
  { value: 'in school', text: 'In school after all: the mark was wrong', code: '/' },
] as const
export type ReasonChoice = (typeof reasonChoices)[number]['value']
export const reasonOf = (value: string) => reasonChoices.find(choice => choice.value === value)
