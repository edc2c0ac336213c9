/**
 * What is a family asked when a child leaves, in which words, and what does it come to? F6 of practice.md section 7.
 *
 * The words are for anybody to read, on a telephone, in a hurry: no sentence over 25 words. What comes back are claims. They
 * change nothing by themselves.
 */
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import type { DestinationKind } from '../destination.ts'

/** What was answered so far, by the name of the field. Days are YYYY-MM-DD. */
export type ParentAnswers = Readonly<Partial<Record<FieldName, string>>>

export type ParentField = {
  readonly name: string
  readonly asks: string
  readonly hint?: string
  readonly kind: 'lines' | 'line' | 'choice' | 'day' | 'phone' | 'email'
  readonly choices?: Readonly<Record<string, string>>
  /** Where it may not be left empty: what is said then. */
  readonly needed?: string
  /** Asked only where another field has this answer. */
  readonly when?: readonly [field: string, answer: string]
}

const fields = {
  why: {
    name: 'why',
    asks: 'Why is your child leaving this school?',
    kind: 'lines',
    needed: 'Tell us why your child is leaving',
  },
  lastDay: {
    name: 'lastDay',
    asks: 'What will be the last day at this school?',
    hint: 'For example, 18 12 2026. Leave it empty if you do not know yet.',
    kind: 'day',
  },
  next: {
    name: 'next',
    asks: 'Where will your child learn next?',
    kind: 'choice',
    choices: {
      school: 'At another school in the United Kingdom',
      home: 'At home',
      abroad: 'In another country',
      'not known': 'We do not know yet',
    },
    needed: 'Choose where your child will learn next',
  },
  school: {
    name: 'school',
    asks: 'What is the name of the school, and which town is it in?',
    kind: 'line',
    needed: 'Tell us the name of the school',
    when: ['next', 'school'],
  },
  place: {
    name: 'place',
    asks: 'Do you have a place at that school?',
    kind: 'choice',
    choices: {
      offered: 'Yes, the school or the council offered a place',
      applied: 'Not yet. We have applied',
      neither: 'No. We have not applied yet',
    },
    needed: 'Choose whether you have a place',
    when: ['next', 'school'],
  },
  country: {
    name: 'country',
    asks: 'Which country, and which school if you know?',
    kind: 'line',
    needed: 'Tell us which country',
    when: ['next', 'abroad'],
  },
  startsOn: {
    name: 'startsOn',
    asks: 'When does your child start there?',
    hint: 'For example, 4 1 2027. Leave it empty if you do not know yet.',
    kind: 'day',
  },
  mayCheck: {
    name: 'mayCheck',
    asks: 'May we ask the new school or the council if your child has started?',
    kind: 'choice',
    choices: { yes: 'Yes', no: 'No' },
    needed: 'Choose yes or no',
  },
  moving: {
    name: 'moving',
    asks: 'Will your child live at a new address?',
    kind: 'choice',
    choices: { yes: 'Yes', no: 'No', 'not known': 'We do not know yet' },
    needed: 'Choose whether your child will live at a new address',
  },
  address: {
    name: 'address',
    asks: 'What is the new address?',
    hint: 'Write the postcode too, if there is one.',
    kind: 'lines',
    needed: 'Tell us the new address',
    when: ['moving', 'yes'],
  },
  addressFrom: {
    name: 'addressFrom',
    asks: 'From which day?',
    hint: 'For example, 2 1 2027',
    kind: 'day',
    when: ['moving', 'yes'],
  },
  livesWith: {
    name: 'livesWith',
    asks: 'Who will your child live with?',
    kind: 'choice',
    choices: {
      me: 'With me',
      'other parent': 'With the other parent',
      'someone else': 'With someone else',
    },
    needed: 'Choose who your child will live with',
  },
  adult: {
    name: 'adult',
    asks: 'Who is that, and how are they related to your child?',
    kind: 'line',
    needed: 'Tell us who your child will live with',
    when: ['livesWith', 'someone else'],
  },
  longStay: {
    name: 'longStay',
    asks: 'Will your child live with that person for 28 days or more?',
    hint: 'If they are not a close relative, the council must know. It is called private fostering. The council can help.',
    kind: 'choice',
    choices: { yes: 'Yes', no: 'No', 'not known': 'We do not know yet' },
    needed: 'Choose how long your child will live with that person',
    when: ['livesWith', 'someone else'],
  },
  phone: {
    name: 'phone',
    asks: 'Which telephone number will work after you leave?',
    kind: 'phone',
  },
  email: {
    name: 'email',
    asks: 'Which email address will work after you leave?',
    kind: 'email',
  },
  countries: {
    name: 'countries',
    asks: 'Has your child a second home, or family, in another country?',
    hint: 'Write which country. Leave it empty if not.',
    kind: 'line',
  },
} as const satisfies Record<string, ParentField>
export type FieldName = keyof typeof fields
export const parentFields: Readonly<Record<FieldName, ParentField>> = fields

/** The pages of the form, in order. */
export const parentSteps = {
  school: {
    heading: 'Your child’s next school',
    asks: ['why', 'lastDay', 'next', 'school', 'place', 'country', 'startsOn', 'mayCheck'],
  },
  home: {
    heading: 'Where your child will live',
    asks: [
      'moving',
      'address',
      'addressFrom',
      'livesWith',
      'adult',
      'longStay',
      'phone',
      'email',
      'countries',
    ],
  },
} as const satisfies Record<string, { heading: string; asks: readonly FieldName[] }>
export type ParentStep = keyof typeof parentSteps
export const isParentStep = (text: string | undefined): text is ParentStep =>
  text !== undefined && Object.hasOwn(parentSteps, text)

/** What a family reads before the first question. */
export const parentIntroduction = [
  'The school needs to know where your child goes next. Then it can send the records on, and your child gets the right help.',
  'It takes about 5 minutes. You can stop and come back to this page in the same browser.',
  'The school must tell the council when a child leaves and, if it knows, where the child goes next. The law says so.',
  'Your answers do not change anything by themselves. Somebody at the school reads them first.',
  'If your child is not leaving, or this page is not meant for you, ring the school. You can also ring for help with it.',
  'To close this page without sending, close the window or go to another page.',
] as const

/** What is said to a family that would rather not answer. */
export const requiredStatement =
  'The school needs this to do what the law asks. It will tell the council that it asked and was not told.'

/** Is this field asked, with these answers? */
export function isAsked(name: FieldName, answers: ParentAnswers): boolean {
  const { when } = parentFields[name]
  return when === undefined || answers[when[0] as FieldName] === when[1]
}

/** What is wrong with the answers of one page, in its order. */
export function problemsWith(step: ParentStep, answers: ParentAnswers): { field: FieldName; text: string }[] {
  return parentSteps[step].asks.flatMap(name => {
    const field = parentFields[name]
    const given = answers[name] ?? ''
    if (!isAsked(name, answers)) return []
    if (given === '') return field.needed ? [{ field: name, text: field.needed }] : []
    if (field.choices && !Object.hasOwn(field.choices, given))
      return [{ field: name, text: field.needed ?? 'Choose one' }]
    const most = field.kind === 'lines' ? 1000 : 200
    if (given.length > most) return [{ field: name, text: `Use ${most} characters or fewer` }]
    if (field.kind === 'email' && !/^\S+@\S+\.\S+$/.test(given))
      return [{ field: name, text: 'Enter an email address in the right form, such as name@example.org' }]
    if (field.kind === 'phone' && given.replaceAll(/\D/g, '').length < 7)
      return [{ field: name, text: 'Enter a telephone number, such as 07700 900123' }]
    return []
  })
}

/** The first page that still wants something. Nothing where all of it can be sent. */
export const firstUnfinished = (answers: ParentAnswers): ParentStep | undefined =>
  (Object.keys(parentSteps) as ParentStep[]).find(step => problemsWith(step, answers).length > 0)

/** The answers in words, in the order of the form: what was asked, and what was said. */
export function inParentsWords(answers: ParentAnswers): { name: FieldName; asks: string; says: string }[] {
  return Object.values(parentSteps).flatMap(({ asks }) =>
    asks
      .filter(name => isAsked(name, answers))
      .map(name => ({ name, asks: parentFields[name].asks, says: said(name, answers[name] ?? '') })),
  )
}

function said(name: FieldName, given: string): string {
  const { kind, choices } = parentFields[name]
  if (given === '') return 'Not answered'
  if (kind === 'day') return inWords(given as LocalDate)
  return choices?.[given] ?? given
}

/** The claim that the answers make of the next place. Nothing where the family does not know. */
export function claimOfParent(
  answers: ParentAnswers,
): { kind: DestinationKind; name: string; startsOn: LocalDate | undefined; how: string } | undefined {
  const startsOn = (answers.startsOn || undefined) as LocalDate | undefined
  const how = `The leaver’s form. ${answers.mayCheck === 'yes' ? 'We may ask them.' : 'The family would rather not have us ask them.'}`
  switch (answers.next) {
    case 'school': {
      const place = { offered: 'a place is offered', applied: 'applied for', neither: 'not applied for yet' }
      const stands = place[answers.place as keyof typeof place] ?? 'not said whether there is a place'
      return { kind: 'school', name: answers.school ?? '', startsOn, how: `${how} Of the place: ${stands}.` }
    }
    case 'home':
      return { kind: 'home', name: 'Home education', startsOn, how }
    case 'abroad':
      return { kind: 'abroad', name: answers.country ?? '', startsOn, how }
    default:
      return undefined
  }
}

/** Does the safeguarding lead need to hear of it? The child lives with somebody who is no parent, for long or nobody knows. */
export const isPrivateFosteringQuestion = (answers: ParentAnswers): boolean =>
  answers.livesWith === 'someone else' && answers.longStay !== 'no'
