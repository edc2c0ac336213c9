/**
 * What do authorities ask of each other about a child, what may be answered, and whose is the child meanwhile?
 *
 * An enquiry is answered once, in one of five ways. A hand-over is accepted or refused by the other authority; nothing else takes a
 * child from whoever proposed it: not a message sent, not the passing of days (practice.md section 18, trap 7; rules.md 6.7).
 */
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

export type Kind = 'enquiry' | 'hand-over'
export type Direction = 'out' | 'in'
export const requestStates = ['open', 'answered', 'accepted', 'refused', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const questions = {
  'on-roll': 'Is the child on a roll in your area?',
  living: 'Does the child live in your area?',
  ehe: 'Is the child known to be educated at home?',
  sen: 'Do you maintain an education, health and care plan?',
  'social-care': 'Is the child known to children’s social care? Yes or no is enough',
} as const
export type Question = keyof typeof questions
export const isQuestion = (text: string): text is Question => Object.hasOwn(questions, text)

export const legalBases = [
  'Section 436A of the Education Act 1996',
  'Section 175 of the Education Act 2002',
  'Section 47 of the Children Act 1989',
] as const

/** What may be answered: the least that helps. Where the child lives is not one of them. */
export const answers = {
  'on-roll-attending': 'Yes: on a roll here, and attending',
  'on-roll-not-attending': 'Yes: on a roll here, not attending or not known',
  'address-here': 'Yes: we know of an address here',
  'no-trace': 'No trace, after the checks named',
  'cannot-say': 'We cannot say',
} as const
export type AnswerCode = keyof typeof answers
export const isAnswer = (text: string): text is AnswerCode => Object.hasOwn(answers, text)
export type Answer = {
  readonly answer: AnswerCode
  /** On which roll, and since when. */
  readonly school?: string
  readonly since?: string
  /** Where was looked, or why it cannot be said. */
  readonly says?: string
}
/** What is said where it cannot be said: the same sentence for a child nobody knows and for one nobody may speak of. */
export const cannotSay = 'We cannot answer this at present. We will write again if that changes.'

/** What is wrong with an answer, each with its field. */
export function problemsWithAnswer(
  given: Partial<Answer>,
  on: LocalDate,
): { field: 'answer' | 'school' | 'since' | 'says'; text: string }[] {
  const { answer, school = '', since = '', says = '' } = given
  if (!answer) return [{ field: 'answer', text: 'Choose the answer' }]
  const onRoll = answer.startsWith('on-roll')
  return [
    ...(onRoll && school === '' ? [{ field: 'school' as const, text: 'Enter the name of the school' }] : []),
    ...(onRoll && since > on ? [{ field: 'since' as const, text: 'The day is still to come' }] : []),
    ...(answer === 'no-trace' && says === ''
      ? [{ field: 'says' as const, text: 'Write where you looked' }]
      : []),
  ]
}

/** An answer with nothing in it that does not belong to it. */
export function keptAnswer({ answer, school, since, says }: Answer): Answer {
  if (answer === 'cannot-say') return { answer, says: says || cannotSay }
  return {
    answer,
    ...(answer.startsWith('on-roll') && school && { school }),
    ...(answer.startsWith('on-roll') && since && { since }),
    ...(says && { says }),
  }
}

/** An answer in sentences, each a line. */
export function answerInWords({ answer, school, since, says }: Answer): string[] {
  return [
    answers[answer],
    ...(school ? [`School: ${school}`] : []),
    ...(since ? [`Since: ${inWords(since as LocalDate)}`] : []),
    ...(says ? [answer === 'no-trace' ? `Looked at: ${says}` : says] : []),
  ]
}

/** What an answer makes of the check of the case (RL19, RL20). */
export function checkResultOf({ answer }: Answer): 'something found' | 'nothing found' | 'could not say' {
  if (answer === 'cannot-say') return 'could not say'
  return answer === 'no-trace' ? 'nothing found' : 'something found'
}
/** Of several answers to one check, what it says in all: something found counts before all else, then what could not be said. */
export function checkResultOfAll(all: readonly Answer[]): ReturnType<typeof checkResultOf> {
  const results = all.map(checkResultOf)
  return (
    (['something found', 'could not say', 'nothing found'] as const).find(one => results.includes(one)) ??
    'could not say'
  )
}

/** The child as another authority is told: name and day of birth, and what was chosen besides. */
export type Details = {
  readonly name: string
  readonly born: string
  readonly address?: string
  readonly siblings?: string
  /** What goes with a hand-over, line by line. */
  readonly pack?: readonly string[]
}

export type Wording = {
  kind: Kind
  from: string
  to: string
  reference: string
  details: Details
  questions: readonly Question[]
  why: string
  legalBasis: string
  neededBy: LocalDate
  urgent: boolean
}
/** The text exactly as it goes, for a page behind a link, an email written by hand, or the telephone. */
export function wordingOf(given: Wording): string {
  const { kind, from, to, reference, details, why, legalBasis, neededBy, urgent } = given
  const child = [
    `Name: ${details.name}`,
    `Date of birth: ${details.born === '' ? 'not known' : inWords(details.born as LocalDate)}`,
    ...(details.address ? [`Last address we know: ${details.address}`] : []),
    ...(details.siblings ? [`Brothers and sisters: ${details.siblings}`] : []),
  ]
  const asks =
    kind === 'enquiry'
      ? ['We ask:', ...given.questions.map(one => `- ${questions[one]}`)]
      : [
          'We ask you to take this child on. Please accept or refuse, with a name, a day and, if you refuse, the reason.',
          `Until you accept, the child stays with ${from}.`,
          ...(details.pack ?? []).map(line => `- ${line}`),
        ]
  return [
    `From ${from} to ${to}. Reference ${reference}.`,
    ...(urgent ? ['This is urgent: there is a risk.'] : []),
    ...child,
    `Why: ${why}`,
    ...asks,
    `We ask and tell under: ${legalBasis}.`,
    `Please answer by ${inWords(neededBy)}.`,
  ].join('\n')
}

/** By when an answer is looked for: in the other authority's own time to reply, and not after it is needed. */
export function dueOf(asked: LocalDate, replyDays: number, neededBy: LocalDate): LocalDate {
  const usual = addWorkingDays(asked, replyDays)
  return neededBy < usual ? neededBy : usual
}
/** After a chase two working days more; a dispute goes from manager to manager in as many (practice.md section 18). */
export const chaseDays = 2
export const managersDays = 2
export const afterChase = (on: LocalDate): LocalDate => addWorkingDays(on, chaseDays)
export const betweenManagers = (on: LocalDate): LocalDate => addWorkingDays(on, managersDays)
/** How long a link can be opened. */
export const linkDays = 30
export const lastDayOfLink = (on: LocalDate): LocalDate => addDays(on, linkDays)

export type Move = 'answer' | 'accept' | 'refuse' | 'withdraw' | 'chase' | 'to managers'
/** What may be done with a request as it stands. Once answered, accepted, refused or withdrawn it stays so. */
export function movesOf(request: { kind: Kind; direction: Direction; state: RequestState }): readonly Move[] {
  if (request.state === 'refused' && request.direction === 'out') return ['to managers']
  if (request.state !== 'open') return []
  const ours: readonly Move[] = request.direction === 'out' ? ['withdraw', 'chase', 'to managers'] : []
  return request.kind === 'enquiry' ? ['answer', ...ours] : ['accept', 'refuse', ...ours]
}
export function stateAfter(state: RequestState, move: Move): RequestState {
  switch (move) {
    case 'answer':
      return 'answered'
    case 'accept':
      return 'accepted'
    case 'refuse':
      return 'refused'
    case 'withdraw':
      return 'withdrawn'
    default:
      return state
  }
}

/**
 * Does a hand-over leave the child with the authority that reads this record? Of one we proposed, until they accepted. Of one
 * proposed to us, from when we accepted. In every state exactly one of the two.
 */
export const isOurs = ({ direction, state }: { direction: Direction; state: RequestState }): boolean =>
  direction === 'out' ? state !== 'accepted' : state === 'accepted'

export const stateInWords: Readonly<Record<RequestState, string>> = {
  open: 'Not answered yet',
  answered: 'Answered',
  accepted: 'Accepted',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
}
