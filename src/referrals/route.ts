/**
 * Attendance, or missing education? Six questions in this order, and the first yes ends them.
 *
 * Practice notes, section 1. It helps a school to take the way that helps the child; it decides nothing about urgent risk,
 * which a DSL refers whatever stands here. What is not known is no yes: the next question is asked.
 */
import type { Settings } from '../schools/settings.ts'
import type { Answers, Question } from './questions.ts'
import { notKnown } from './questions.ts'

export const routeIds = ['age', 'in-reach', 'ill', 'home-education', 'new-school'] as const
export type RouteId = (typeof routeIds)[number]

/** Where the questions end. `CME`: none was answered with yes, so that the referral goes on. */
export type RouteEnd = RouteId | 'CME'

const choices = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
  { value: notKnown, text: 'Not known' },
]
const asked = (id: RouteId, asks: string, short: string, hint: string): Question => ({
  id: `route-${id}`,
  asks,
  short,
  hint,
  as: 'choice',
  choices,
  required: true,
  ifEmpty: 'Choose yes, no, or not known',
})

export const routeQuestions: readonly Question[] = [
  asked(
    'age',
    'Is {child} below or above compulsory school age?',
    'Below or above compulsory school age',
    'From the term after the fifth birthday to the last Friday of June in Year 11.',
  ),
  asked(
    'in-reach',
    'Is {child} on your register, the family in contact with you, and the home still within reach of the school?',
    'On the register, in contact, and within reach',
    'Answer yes only if all three are so. {reach}',
  ),
  asked(
    'ill',
    'Is {child} ill, or is the absence unavoidable?',
    'Ill, or the absence unavoidable',
    'Illness includes mental health. Unavoidable can be transport or a place that was not provided.',
  ),
  asked(
    'home-education',
    'Has a parent told you in writing that they will educate {child} at home?',
    'Home education, in writing',
    'A letter or an email from a parent. What was said on the telephone is not enough.',
  ),
  asked(
    'new-school',
    'Has a new school or setting confirmed that {child} is on its register?',
    'A new school has confirmed',
    'Its own word, with the day on which the child starts. What the family says, or an offer, is not enough.',
  ),
]

export const routeQuestion = (id: string): Question | undefined =>
  routeQuestions.find(question => question.id === `route-${id}`)

/** The answers as they stand: where the questions end, or which one is to be asked next. */
export function routeOf(answers: Answers): { readonly end: RouteEnd } | { readonly next: RouteId } {
  for (const id of routeIds) {
    const answer = answers[`route-${id}`]
    if (answer === undefined) return { next: id }
    if (answer === 'yes') return { end: id }
  }
  return { end: 'CME' }
}

export type EndSays = {
  readonly heading: string
  readonly says: string
  /** What to do instead, and where; `{at}` is the pupil's page. */
  readonly instead: readonly { readonly text: string; readonly href?: string }[]
}

/** What each end says, and where it leads. */
export const endInWords: Readonly<Record<RouteEnd, EndSays>> = {
  age: {
    heading: 'This is not children missing education',
    says: 'Children missing education are of compulsory school age. Somebody else helps this child.',
    instead: [
      { text: 'Under school age: your authority’s early years team, or the health visitor.' },
      { text: 'Over school age: your authority’s team for young people of 16 and over.' },
      { text: 'Any worry about the child’s safety: your DSL, today.' },
    ],
  },
  'in-reach': {
    heading: 'This is an attendance matter',
    says: 'The child is on your register, you are in contact, and the school is within reach. The name stays on your register.',
    instead: [
      { text: 'Record what the family says, as a contact', href: '{at}/contact' },
      { text: 'See the days of absence', href: '{at}/run' },
      {
        text: 'Use your attendance route: a meeting, a plan with the family, then your authority’s attendance team.',
      },
    ],
  },
  ill: {
    heading: 'This is absence for health, or absence that cannot be helped',
    says: 'The name stays on your register. The right code goes in the register, and the child may be due other teaching.',
    instead: [
      { text: 'Find the reason and put the right code in the register', href: '/reasons' },
      { text: 'Ask your authority for teaching out of school after 15 days of sickness.' },
    ],
  },
  'home-education': {
    heading: 'This is home education',
    says: 'A parent may educate a child at home. Keep the letter, and check the ground before the name comes off.',
    instead: [
      { text: 'Record the letter, and what follows', href: '{at}/home-education' },
      { text: 'Check the ground for home education', href: '{at}/removal?ground=R9-F' },
    ],
  },
  'new-school': {
    heading: 'This is an ordinary leaver',
    says: 'The new school has confirmed the child. Take the name off on that ground, and send the files.',
    instead: [
      { text: 'Record where the child goes, and who confirmed it', href: '{at}/destination' },
      { text: 'Check the ground for another school', href: '{at}/removal?ground=R9-A' },
    ],
  },
  CME: {
    heading: 'This may be a child missing education',
    says: 'None of the other ways fits. Go on with the referral. While the name is on your register, this is a possible CME.',
    instead: [],
  },
}

/**
 * What helps with a question's answer: an authority's guide for the way to school stands where the question has `{reach}`.
 * Practice notes, sections 1 and 22: local, 45 and 75 minutes unless an authority says other.
 */
export const hintWith = (
  hint: string,
  guide: Pick<Settings, 'travel-minutes-primary' | 'travel-minutes-secondary'>,
): string =>
  hint.replace(
    '{reach}',
    `As a guide, a journey of ${guide['travel-minutes-primary']} minutes is within reach of a primary pupil, and of ${guide['travel-minutes-secondary']} minutes of a secondary pupil.`,
  )
