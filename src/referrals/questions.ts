/**
 * What does an authority need to know when a school says a child may be missing? One question a page, in this order.
 *
 * Only what the school alone can say is asked. Identity, the register, the checks done and the risk screen are read
 * from the record, so that nobody types a fact twice.
 */
import { parseLocalDate } from '../calendar/local-date.ts'

/** Ways in which a school's referral begins. Practice notes, section 3: the codes are those of the pathways. */
export const kinds = [
  { code: 'START-01', says: 'We cannot reach the family, and the child is not coming to school' },
  { code: 'START-02', says: 'The family has moved, and we do not know which school the child goes to' },
  { code: 'START-03', says: 'The child has not come back after leave' },
  { code: 'START-04', says: 'The child is abroad without leave' },
  { code: 'START-05', says: 'The child never started in reception, junior school or Year 7' },
  { code: 'START-06', says: 'The child never started a place offered during the year' },
] as const
export type StartCode = (typeof kinds)[number]['code']

export const kindInWords = (code: string): string => kinds.find(kind => kind.code === code)?.says ?? code
export const isStartCode = (code: string): code is StartCode => kinds.some(kind => kind.code === code)

export type Choice = { readonly value: string; readonly text: string }

export type Question = {
  readonly id: string
  /** The question as the page's heading. `{child}` is the child's first name. */
  readonly asks: string
  /** The same as a row of the check-answers page. */
  readonly short: string
  readonly hint?: string
  readonly as: 'choice' | 'date' | 'text' | 'long'
  readonly choices?: readonly Choice[]
  /** Must be answered before sending. Where false, "not known" may be left. */
  readonly required: boolean
  /** A box to say so where nobody knows: blank and not known are different. */
  readonly mayBeNotKnown?: true
  /** What to do about an empty answer. */
  readonly ifEmpty: string
}

export const notKnown = 'not known'
export const longestAnswer = 4000

export const questions: readonly Question[] = [
  {
    id: 'kind',
    asks: 'Why may {child} be missing education?',
    short: 'Why you refer',
    as: 'choice',
    choices: kinds.map(kind => ({ value: kind.code, text: kind.says })),
    required: true,
    ifEmpty: 'Choose why the child may be missing education',
  },
  {
    id: 'last-attended',
    asks: 'When was {child} last in school?',
    short: 'Last in school',
    hint: 'From the register. Change it only if you know better.',
    as: 'date',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Enter the day the child was last in school, or choose that it is not known',
  },
  {
    id: 'last-seen',
    asks: 'When was {child} last seen by anyone?',
    short: 'Last seen',
    hint: 'By a trained adult in person if you can: seen on video, spoken to, or reported by a relative are weaker. Say which on the next page.',
    as: 'date',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Enter the day the child was last seen, or choose that it is not known',
  },
  {
    id: 'seen-where',
    asks: 'Where was {child} last seen, and by whom?',
    short: 'Seen where and by whom',
    hint: 'For example: at the school gate, by her class teacher. Or: on a video call, by the office.',
    as: 'text',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Say where the child was last seen and by whom, or choose that it is not known',
  },
  {
    id: 'last-contact',
    asks: 'When did anyone last hear from {child} or the family?',
    short: 'Last contact of any kind',
    hint: 'A call, a message, a word at the gate: any contact in which somebody answered.',
    as: 'date',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Enter the day of the last contact, or choose that it is not known',
  },
  {
    id: 'what-happened',
    asks: 'What happened, in plain words?',
    short: 'What happened',
    hint: 'What you know, how you know it, and what you think. Say what people did, not what they are like.',
    as: 'long',
    required: true,
    ifEmpty: 'Say what happened',
  },
  {
    id: 'why-think',
    asks: 'Why do you think so, and which papers do you have?',
    short: 'Why you think so, and papers',
    hint: 'For example: a neighbour’s words, a note, tickets. Say where the papers are kept. Leave it empty if there is nothing to add.',
    as: 'long',
    required: false,
    ifEmpty: '',
  },
  {
    id: 'history',
    asks: 'What was there before: long absences, leave in term, an earlier time of missing education?',
    short: 'What was there before',
    hint: 'What you know, with dates. If there was nothing, say “none”.',
    as: 'long',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Say what there was before, “none”, or choose that it is not known',
  },
  {
    id: 'likely-area',
    asks: 'Where might {child} be?',
    short: 'Where the child might be',
    hint: 'An area, town or country, relatives, a workplace, a community, a car. Not an exact address: the authority reads that from the record.',
    as: 'long',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Say where the child might be, or choose that it is not known',
  },
  {
    id: 'siblings',
    asks: 'Does {child} have brothers or sisters?',
    short: 'Brothers and sisters',
    hint: 'Names, ages, schools, and whether they are in school. If there are none, say “none”.',
    as: 'long',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Say who the brothers and sisters are, “none”, or choose that it is not known',
  },
  {
    id: 'agencies',
    asks: 'Who else works with the family?',
    short: 'Who else works with the family',
    hint: 'The service, and the worker’s name if you have it. If nobody does, say “none”.',
    as: 'long',
    required: true,
    mayBeNotKnown: true,
    ifEmpty: 'Say who works with the family, “none”, or choose that it is not known',
  },
  {
    id: 'origin',
    asks: 'Is there anything about language, nationality or immigration that the authority must know?',
    short: 'Language, nationality, immigration',
    hint: 'Only what is needed to find or to help the child, such as an interpreter. Most referrals leave this empty.',
    as: 'text',
    required: false,
    ifEmpty: '',
  },
  {
    id: 'family-told',
    asks: 'Does the family know that you are referring?',
    short: 'Family told',
    as: 'choice',
    choices: [
      { value: 'yes', text: 'Yes, we told them' },
      { value: 'no-cannot-reach', text: 'No, we cannot reach them' },
      { value: 'no-risk', text: 'No, telling them may put the child at risk' },
    ],
    required: true,
    ifEmpty: 'Choose whether the family knows',
  },
  {
    id: 'people',
    asks: 'Who is your DSL, and which senior colleague knows of this referral?',
    short: 'DSL and senior colleague',
    hint: 'Their names and roles.',
    as: 'text',
    required: true,
    ifEmpty: 'Enter the names of your DSL and of the senior colleague',
  },
  {
    id: 'referrer-phone',
    asks: 'On which number can the authority reach you, and when?',
    short: 'Your phone and times',
    hint: 'For example: 07700 900123, school days 8:30am to 4pm',
    as: 'text',
    required: true,
    ifEmpty: 'Enter a phone number and the times when you can be reached',
  },
]

export type Answers = Readonly<Record<string, string>>

export const question = (id: string): Question | undefined => questions.find(q => q.id === id)

/** The question after one, or nothing after the last. */
export function questionAfter(id: string): Question | undefined {
  return questions[questions.findIndex(q => q.id === id) + 1]
}

/** The first question that nobody has answered or passed by. */
export const nextQuestion = (answers: Answers): Question | undefined =>
  questions.find(q => answers[q.id] === undefined || (q.required && !answers[q.id]!.trim()))

/** The required questions that have no answer yet. */
export function unanswered(answers: Answers): Question[] {
  return questions.filter(q => q.required && !(answers[q.id] ?? '').trim())
}

/** Reads one posted answer. Gives the answer to keep, or what is wrong with it. `today` is the last day it can be. */
export function readAnswer(
  asked: Question,
  given: { readonly text: string; readonly notKnown: boolean },
  today: string,
): { readonly answer: string } | { readonly wrong: string } {
  if (given.notKnown && asked.mayBeNotKnown) {
    if (given.text) return { wrong: 'Either give an answer or choose that it is not known, not both' }
    return { answer: notKnown }
  }
  // Passing an optional question by is an answer: it is not asked again.
  if (!given.text) return asked.required ? { wrong: asked.ifEmpty } : { answer: '' }
  if (given.text.length > longestAnswer) return { wrong: `Use ${longestAnswer} characters or fewer` }
  if (asked.as === 'choice' && !asked.choices?.some(choice => choice.value === given.text))
    return { wrong: asked.ifEmpty }
  if (asked.as === 'date') {
    const day = parseLocalDate(given.text)
    if (!day) return { wrong: 'Enter a real date, such as 6 11 2026' }
    if (day > today) return { wrong: 'The date must be today or before' }
  }
  return { answer: given.text }
}

/** An answer as words for a page. Dates are put into words by the page. */
export function answerInWords(asked: Question, answer: string): string {
  if (answer === notKnown) return 'Not known'
  return asked.choices?.find(choice => choice.value === answer)?.text ?? answer
}
