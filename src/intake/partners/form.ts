/**
 * What is a partner agency asked, when it tells us of a child or a family? F4 of practice.md 7: only what is needed. Who they are we
 * know from their link.
 */
import { parseLocalDate } from '../../calendar/local-date.ts'
import type { Level } from '../../cases/clocks.ts'
import type { Answers, Field, Said, Teller, ToldChild } from '../public/form.ts'

const line = (name: string, label: string, hint?: string): Field => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  as: 'line',
  most: 200,
})
const words = (name: string, label: string, hint?: string, ifEmpty?: string): Field => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  ...(ifEmpty === undefined ? {} : { ifEmpty }),
  as: 'words',
  most: 2000,
})
const choice = (
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  ifEmpty: string,
): Field => ({
  name,
  label,
  choices,
  ifEmpty,
  as: 'choice',
  most: 40,
})

/** So many children of one family on one form. */
export const childrenMost = 4

const childFields = (at: number): Field[] => [
  line(`forename-${at}`, 'First name'),
  line(`surname-${at}`, 'Last name'),
  line(`age-${at}`, 'Date of birth, age or school year', 'For example, 27 3 2018, or about 8.'),
]

export const parts: readonly { readonly heading: string; readonly fields: readonly Field[] }[] = [
  {
    heading: 'Danger',
    fields: [
      choice(
        'danger',
        'Is a child in danger now?',
        { yes: 'Yes', 'not sure': 'Not sure', no: 'No' },
        'Choose whether a child is in danger now',
      ),
    ],
  },
  ...Array.from({ length: childrenMost }, (_, at) => ({
    heading: at === 0 ? 'The child' : `Another child of the family (${at + 1})`,
    fields: childFields(at + 1),
  })),
  {
    heading: 'The family and what you know',
    fields: [
      words('family', 'The family', 'Parents or carers, others in the home, language.'),
      words('where', 'Where they live, or where you saw them'),
      line('when', 'When somebody last saw the children'),
      words(
        'why',
        'Why do you think the child is missing education?',
        'What you saw or heard, apart from what you think.',
        'Write why you think the child is missing education',
      ),
      words('worry', 'Anything else that worries you'),
    ],
  },
  {
    heading: 'How you share this',
    fields: [
      line('relationship', 'How do you know the family?', 'For example, their health visitor.'),
      choice(
        'basis',
        'On what footing do you tell us?',
        {
          duty: 'It is part of our public duty',
          safeguarding: 'To safeguard a child',
          vital: 'A child’s life or health is in danger',
        },
        'Choose on what footing you tell us',
      ),
      choice(
        'parentsKnow',
        'Do the parents know that you tell us?',
        {
          yes: 'Yes',
          no: 'No: it would not be safe, or would hinder finding the child',
          'not known': 'Not known',
        },
        'Choose whether the parents know',
      ),
      line('theirReference', 'Your own reference', 'No name of a child in it.'),
      choice(
        'reply',
        'Should we get in touch?',
        {
          no: 'No, the outcome on this link is enough',
          yes: 'Yes, by the phone or email that you have for me',
        },
        'Choose whether we should get in touch',
      ),
    ],
  },
]

export const allFields: readonly Field[] = parts.flatMap(part => part.fields)

/** "27 3 2018", "27/03/2018": a birthday, where that is what was typed. */
export function bornIn(typed: string): string | undefined {
  const found = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(typed.trim())
  if (!found) return undefined
  const [, day, month, year] = found
  return parseLocalDate(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`)
}

/** What must be said and is not: an answer to each choice, and why. */
export const isWhole = (answers: Answers): boolean =>
  allFields.every(field => field.ifEmpty === undefined || (answers[field.name] ?? '') !== '')

/** What was answered, as a person reads it. Boxes left empty are left out. */
export const answersInWords = (answers: Answers): { label: string; says: string }[] =>
  parts.flatMap(part =>
    part.fields.flatMap(field => {
      const given = answers[field.name] ?? ''
      if (given === '') return []
      return [
        {
          label: /-\d$/.test(field.name) ? `${part.heading}: ${field.label}` : field.label,
          says: field.choices?.[given] ?? given,
        },
      ]
    }),
  )

/** The report that these answers make. Whoever tells is on the partner's record: the form adds how they know the family. */
export function reportFrom(
  answers: Answers,
  by: { name: string; organisation: string; role: string; phone: string; email: string },
): { said: Said; teller: Teller | undefined; danger: boolean; level: Level } {
  const of = (name: string) => answers[name] ?? ''
  const inWords = (name: string) =>
    allFields.find(field => field.name === name)?.choices?.[of(name)] ?? of(name)
  const children: ToldChild[] = Array.from({ length: childrenMost }, (_, at) => {
    const bornOn = bornIn(of(`age-${at + 1}`))
    return {
      forename: of(`forename-${at + 1}`),
      surname: of(`surname-${at + 1}`),
      age: bornOn ? '' : of(`age-${at + 1}`),
      ...(bornOn && { bornOn }),
    }
  }).filter(child => child.forename + child.surname + child.age + (child.bornOn ?? '') !== '')
  const danger = of('danger') !== 'no'
  return {
    said: {
      children,
      others: '',
      family: of('family'),
      where: of('where'),
      when: of('when'),
      why: of('why'),
      worry: of('worry'),
      danger: of('danger'),
      basis: inWords('basis'),
      parentsKnow: inWords('parentsKnow'),
      theirReference: of('theirReference'),
    },
    teller:
      of('reply') === 'yes' || of('relationship') !== ''
        ? {
            name: by.name,
            organisation: by.organisation,
            role: [by.role, of('relationship')].filter(part => part !== '').join('. '),
            contact: [by.phone, by.email].filter(part => part !== '').join(', '),
            way: '',
            safe: '',
            language: '',
          }
        : undefined,
    danger,
    level: danger ? 'act today' : 'act this week',
  }
}
