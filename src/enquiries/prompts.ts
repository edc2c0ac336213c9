/**
 * What to look for, what to do now and whom to tell, beside the questions of the risk screen that few people have met before.
 *
 * No story is asked for. Consolidated from the titles each prompt names, in our own words; where they give a number of days
 * or a duty we say so. Practice notes, sections 8 and 10.
 */

export type Prompt = {
  /** The question of the screen it stands beside. */
  readonly question: string
  readonly name: string
  readonly lookFor: readonly string[]
  readonly doNow: readonly string[]
  readonly tell: readonly string[]
  /** Where it comes from, by title. */
  readonly from: string
}

const safeguardingGuidance = 'Keeping children safe in education'

export const prompts: readonly Prompt[] = [
  {
    question: 'forced-marriage',
    name: 'Forced marriage',
    lookFor: [
      'A journey abroad at short notice, without a return date, or a child who fears one',
      'An older brother or sister who married early, or who disappeared',
      'A child watched closely, taken out of lessons, or told to stop studying',
      'Talk of a family wedding, an engagement, or “honour”',
    ],
    doNow: [
      'Do not ask the family, and do not ring them about it: you may have one chance to speak to the child',
      'See the child alone if you can. Do not use a relative or a neighbour to interpret',
      'Put a protection on the child’s record before you write anything else',
      'If the child is about to be taken abroad, call 999',
    ],
    tell: [
      'Children’s social care, at once',
      'The police, at once, where the child is in danger or about to travel',
      'The government’s Forced Marriage Unit, for advice',
    ],
    from: `${safeguardingGuidance}; Multi-agency statutory guidance on forced marriage`,
  },
  {
    question: 'fgm',
    name: 'Female genital mutilation (FGM)',
    lookFor: [
      'A long journey planned to a country where it is practised, often in the summer holiday',
      'A mother or sister to whom it was done',
      'Talk of a special ceremony, of becoming a woman, or of a visiting relative',
      'After an absence: pain, long visits to the toilet, not wanting to take part in sport',
    ],
    doNow: [
      'Do not examine the child, and do not ask the family',
      'A teacher who learns that it was done to a girl under 18 must tell the police personally: nobody can do it for them',
      'If a girl is about to be taken for it, call 999',
    ],
    tell: [
      'The police: the teacher who learned of it, by telephone on 101, by the end of the next working day',
      'Children’s social care, at once, where it is feared',
    ],
    from: `${safeguardingGuidance}; Mandatory reporting of female genital mutilation: procedural information`,
  },
  {
    question: 'exploitation',
    name: 'Exploitation and trafficking',
    lookFor: [
      'New things, money or telephones that nobody can explain',
      'Missing for hours or nights, found far from home, or with older people',
      'Injuries, debts, fear of certain people or places',
      'A child who came to the country without a parent, or whose adults do not know them well',
    ],
    doNow: [
      'A child cannot agree to being exploited. Write down what was seen, not what the child is like',
      'Keep telephones, messages and names as they are, and give them to the police',
      'If the child is missing or with someone dangerous, call 999',
    ],
    tell: [
      'Children’s social care, at once',
      'The police',
      'Ask social care whether it refers the child as a possible victim of modern slavery: a school cannot',
    ],
    from: `${safeguardingGuidance}; Child sexual exploitation and Criminal exploitation of children: Home Office guidance`,
  },
  {
    question: 'private-fostering',
    name: 'Private fostering',
    lookFor: [
      'A child under 16 (under 18 with a disability) living for 28 days or more with someone who is not a parent, grandparent, brother, sister, aunt, uncle or step-parent',
      'A carer who changes, or who cannot say who has parental responsibility',
      'A child who says “auntie” or “uncle” of someone whom nobody can place',
    ],
    doNow: [
      'Ask the adult who the child lives with, since when, and whether the authority knows',
      'Say that the authority must be told, and that it visits to help',
    ],
    tell: ['The authority’s children’s social care, which must be told of the arrangement'],
    from: `${safeguardingGuidance}; The Children (Private Arrangements for Fostering) Regulations 2005`,
  },
  {
    question: 'radicalisation',
    name: 'Radicalisation and travel to a conflict',
    lookFor: [
      'Sudden new friends, a new name, a break with old ones',
      'Talk or pictures that praise violence for a cause, of any kind',
      'Money saved, a passport asked for, a one-way journey',
    ],
    doNow: [
      'Listen. Do not argue with the child about beliefs: faith and opinion are not signs',
      'If the child may be travelling, or means harm soon, call 999',
    ],
    tell: [
      'The authority’s Prevent lead, or the police’s Prevent team',
      'Children’s social care, where the child is at risk of harm',
    ],
    from: `${safeguardingGuidance}; Prevent duty guidance for England and Wales`,
  },
  {
    question: 'refuge',
    name: 'Domestic abuse, and refuges',
    lookFor: [
      'A parent who is afraid, who cannot speak on the telephone, or whose partner always answers',
      'A family that left in a hurry, without belongings',
      'A child who watches the adults, or does not want to go home',
    ],
    doNow: [
      'Put a protection on the child’s record before you write anything else',
      'Do not ring, write or visit until you know which contact is safe',
      'Do not tell either parent where the other is, or which school the child goes to',
      'If someone is in danger now, call 999',
    ],
    tell: [
      'Children’s social care',
      'The police, where there is danger',
      'Never a relative, whatever reason is given',
    ],
    from: `${safeguardingGuidance}; Domestic Abuse Act 2021, section 3: a child who sees, hears or lives with it is a victim`,
  },
]

/** The prompt beside a question, if it has one. */
export const promptOf = (question: string): Prompt | undefined =>
  prompts.find(prompt => prompt.question === question)
