/**
 * What is a member of the public asked, who tells us of a child? As little as possible, one question a page, and nothing that
 * must be known: whoever is worried seldom knows a name. Only that there is something to say is required.
 */
import type { Level } from '../../cases/clocks.ts'
import type { FormError } from '../../platform/web/page.ts'

export type Answers = Readonly<Record<string, string>>

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly as: 'line' | 'words' | 'choice'
  readonly choices?: Readonly<Record<string, string>>
  /** What to do about it where nothing is said. */
  readonly ifEmpty?: string
  readonly most: number
}
export type Question = {
  readonly heading: string
  readonly says?: readonly string[]
  readonly fields: readonly Field[]
}

const line = (name: string, label: string, hint?: string): Field => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  as: 'line',
  most: 200,
})
const words = (name: string, label: string, more: { hint?: string; ifEmpty?: string } = {}): Field => ({
  name,
  label,
  ...more,
  as: 'words',
  most: 2000,
})
const choice = (
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  ifEmpty: string,
  hint?: string,
): Field => ({
  name,
  label,
  choices,
  ifEmpty,
  as: 'choice',
  most: 20,
  ...(hint === undefined ? {} : { hint }),
})

export const questions = {
  danger: {
    heading: 'Is a child in danger now?',
    fields: [
      choice(
        'danger',
        'Is a child in danger now?',
        { yes: 'Yes', 'not sure': 'I am not sure', no: 'No' },
        'Choose whether a child is in danger now',
        'Danger is when a child is hurt, or somebody may hurt them very soon.',
      ),
    ],
  },
  child: {
    heading: 'Who is the child?',
    says: ['Tell us what you know. Leave a box empty if you do not know.'],
    fields: [
      line('forename', 'First name', 'Or what people call the child.'),
      line('surname', 'Last name'),
      line('age', 'Age or school year', 'A guess is fine. For example, about 8.'),
      words('others', 'Other children in the same home', { hint: 'Their names and ages, if you know them.' }),
    ],
  },
  where: {
    heading: 'Where is the child?',
    says: ['Leave a box empty if you do not know.'],
    fields: [
      words('where', 'Where the child lives, or where you have seen them', {
        hint: 'For example, a street, a shop or a park.',
      }),
      line('when', 'When you last saw them', 'A guess is fine. For example, most days last week.'),
    ],
  },
  why: {
    heading: 'Why do you think the child is not in school?',
    fields: [
      words('why', 'Why do you think the child is not in school?', {
        hint: 'What have you seen or heard? If somebody told you, say so.',
        ifEmpty: 'Write why you think the child is not in school',
      }),
    ],
  },
  worry: {
    heading: 'What do you see now that worries you?',
    fields: [
      words('worry', 'What do you see now that worries you?', {
        hint: 'Leave this empty if nothing else worries you.',
      }),
    ],
  },
  reply: {
    heading: 'Do you want us to reply?',
    says: [
      'You do not have to say who you are. If you do not, we cannot ask you more or reply.',
      'We never tell the family or a school who told us.',
    ],
    fields: [
      choice(
        'reply',
        'Do you want us to reply?',
        { no: 'No, I want to stay anonymous', yes: 'Yes' },
        'Choose whether you want a reply',
      ),
    ],
  },
  contact: {
    heading: 'How can we reach you safely?',
    says: ['We cannot tell you about a child. We can say that we have your report, and ask you more.'],
    fields: [
      line('name', 'Your name', 'You can leave this empty.'),
      choice(
        'way',
        'How should we reach you?',
        { phone: 'Ring me', text: 'Send a text message', email: 'Send an email' },
        'Choose how we should reach you',
      ),
      {
        ...line('contact', 'Your phone number or email address'),
        ifEmpty: 'Enter your phone number or email address',
      },
      words('safe', 'When and how is it safe to reach you?', {
        hint: 'For example, only in the morning, and leave no message.',
      }),
      line('language', 'Which language is best for you?'),
    ],
  },
} as const satisfies Record<string, Question>

export type Step = keyof typeof questions
const allSteps = Object.keys(questions) as Step[]
export const isStep = (step: string | undefined): step is Step =>
  step !== undefined && Object.hasOwn(questions, step)

/** The questions that are asked, given what was answered: how to reach somebody only where they want a reply. */
export const stepsFor = (answers: Answers): readonly Step[] =>
  allSteps.filter(step => step !== 'contact' || answers.reply === 'yes')

/** Which page comes after a question, and which before. */
export function stepAfter(step: Step, answers: Answers): Step | 'check' {
  const steps = stepsFor(answers)
  return steps[steps.indexOf(step) + 1] ?? 'check'
}
export const stepBefore = (step: Step | 'check', answers: Answers): Step | undefined => {
  const steps = stepsFor(answers)
  return step === 'check' ? steps.at(-1) : steps[steps.indexOf(step) - 1]
}

/** Reads what was typed for these fields. What can be read is given beside what is wrong, so that nobody types it twice. */
export function readFields(
  fields: readonly Field[],
  typedIn: (name: string) => string,
): { answers: Answers; errors: FormError[] } {
  const answers: Record<string, string> = {}
  const errors: FormError[] = []
  for (const field of fields) {
    const typed = typedIn(field.name)
    const isChoice = field.choices !== undefined
    if (typed.length > field.most) {
      errors.push({
        field: field.name,
        text: `Use ${field.most.toLocaleString('en-GB')} characters or fewer`,
      })
      answers[field.name] = typed.slice(0, field.most)
    } else if (isChoice && !Object.hasOwn(field.choices!, typed)) {
      errors.push({ field: field.name, text: field.ifEmpty! })
    } else if (typed === '' && field.ifEmpty !== undefined) {
      errors.push({ field: field.name, text: field.ifEmpty })
      answers[field.name] = ''
    } else answers[field.name] = typed
  }
  return { answers, errors }
}

/** The first question whose required answer is missing; none where it may be sent. */
export function firstUnfinished(answers: Answers): Step | undefined {
  return stepsFor(answers).find(step =>
    (questions[step].fields as readonly Field[]).some(
      field => field.ifEmpty !== undefined && (answers[field.name] ?? '') === '',
    ),
  )
}

/** What was answered, as a person reads it, with the page on which it can be changed. */
export function answersInWords(answers: Answers): { step: Step; label: string; says: string }[] {
  return stepsFor(answers).flatMap(step =>
    (questions[step].fields as readonly Field[]).map(field => {
      const given = answers[field.name] ?? ''
      return { step, label: field.label, says: field.choices?.[given] ?? (given || 'Not said') }
    }),
  )
}

/** One child as somebody without an account described them. Any of it may be unknown. */
export type ToldChild = {
  readonly forename: string
  readonly surname: string
  readonly age: string
  readonly bornOn?: string
}
/** What was said of a child or a family, apart from who said it. */
export type Said = {
  readonly children: readonly ToldChild[]
  readonly others: string
  readonly where: string
  readonly when: string
  readonly why: string
  readonly worry: string
  readonly danger: string
  /** From a partner: on what footing they tell us. Theirs, and no secret. */
  readonly family?: string
  readonly parentsKnow?: string
  readonly basis?: string
  readonly theirReference?: string
}
/** Who said it, kept apart. Nothing of an anonymous person. */
export type Teller = {
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly contact: string
  readonly way: string
  readonly safe: string
  readonly language: string
}

/** The report that these answers make: what was said, who said it where they want a reply, and how urgent that makes it. */
export function reportFrom(answers: Answers): {
  said: Said
  teller: Teller | undefined
  danger: boolean
  level: Level
} {
  const of = (name: string) => answers[name] ?? ''
  const danger = of('danger') === 'yes' || of('danger') === 'not sure'
  return {
    said: {
      children: [{ forename: of('forename'), surname: of('surname'), age: of('age') }],
      others: of('others'),
      where: of('where'),
      when: of('when'),
      why: of('why'),
      worry: of('worry'),
      danger: of('danger'),
    },
    teller:
      of('reply') === 'yes'
        ? {
            name: of('name'),
            organisation: '',
            role: '',
            contact: of('contact'),
            way: of('way'),
            safe: of('safe'),
            language: of('language'),
          }
        : undefined,
    danger,
    level: danger ? 'act today' : 'act this week',
  }
}
