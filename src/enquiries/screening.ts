/**
 * How urgent is this situation? A risk screen asks about facts; the highest answer gives the level, and says so.
 *
 * There is no hidden number. The level is of the situation, never of a child or a family. What is not known is said,
 * because an unknown is not a no.
 */

import { daysBetween, type LocalDate } from '../calendar/local-date.ts'

export const levels = ['act today', 'act this week', 'keep in view'] as const
export type Level = (typeof levels)[number]

/** A level as the page says it. */
export const levelInWords: Readonly<Record<Level, string>> = {
  'act today': 'Act today',
  'act this week': 'Act this week',
  'keep in view': 'Keep in view',
}

export const answersToChoose = ['yes', 'no', 'not known'] as const
export type ScreenAnswer = (typeof answersToChoose)[number]

export type ScreenQuestion = {
  readonly id: string
  readonly group: ScreenGroup
  readonly asks: string
  /** The level that a yes gives. */
  readonly yesMeans: Level
  /** A yes said as a fact, for the record. */
  readonly fact: string
  /** What would settle it. */
  readonly settledBy: string
}

export const screenGroups = [
  'Danger now',
  'What is known of the child',
  'What is known of the family',
  'This absence',
] as const
export type ScreenGroup = (typeof screenGroups)[number]

/** The questions, in the order they are asked. Practice notes, section 10. */
export const screenQuestions: readonly ScreenQuestion[] = [
  {
    id: 'danger',
    group: 'Danger now',
    asks: 'Is the child in immediate danger?',
    yesMeans: 'act today',
    fact: 'There is immediate danger',
    settledBy: 'The police or children’s social care, today',
  },
  {
    id: 'threat',
    group: 'Danger now',
    asks: 'Has there been a threat, or has the child told someone of harm?',
    yesMeans: 'act today',
    fact: 'There was a threat, or the child told someone of harm',
    settledBy: 'The safeguarding file, and the adults the child talks to',
  },
  {
    id: 'forced-marriage',
    group: 'Danger now',
    asks: 'Is there a concern about forced marriage?',
    yesMeans: 'act today',
    fact: 'There is a concern about forced marriage',
    settledBy: 'The safeguarding file, and children’s social care. Do not ask the family',
  },
  {
    id: 'fgm',
    group: 'Danger now',
    asks: 'Is there a concern about female genital mutilation (FGM)?',
    yesMeans: 'act today',
    fact: 'There is a concern about female genital mutilation (FGM)',
    settledBy: 'The safeguarding file, the school nurse, and children’s social care. Do not ask the family',
  },
  {
    id: 'exploitation',
    group: 'Danger now',
    asks: 'Is there a concern about exploitation or trafficking?',
    yesMeans: 'act today',
    fact: 'There is a concern about exploitation or trafficking',
    settledBy: 'The safeguarding file, staff and friends, the police',
  },
  {
    id: 'radicalisation',
    group: 'Danger now',
    asks: 'Is there a concern about radicalisation, or travel to a conflict?',
    yesMeans: 'act today',
    fact: 'There is a concern about radicalisation, or travel to a conflict',
    settledBy: 'The safeguarding file, and the authority’s Prevent lead',
  },
  {
    id: 'social-care',
    group: 'What is known of the child',
    asks: 'Does the child have a child protection plan or a child in need plan, or are they looked after?',
    yesMeans: 'act today',
    fact: 'The child has a child protection or child in need plan, or is looked after, and we do not know where they are',
    settledBy: 'The child’s social worker',
  },
  {
    id: 'young-unseen',
    group: 'What is known of the child',
    asks: 'Is the child under 8, and has nobody seen them for 10 days?',
    yesMeans: 'act today',
    fact: 'The child is under 8 and nobody has seen them for 10 days',
    settledBy: 'Asking everyone who might have seen the child, and when',
  },
  {
    id: 'ehcp',
    group: 'What is known of the child',
    asks: 'Does the child have an education, health and care plan (EHCP)?',
    yesMeans: 'act this week',
    fact: 'The child has an education, health and care plan',
    settledBy: 'The SEN team',
  },
  {
    id: 'earlier',
    group: 'What is known of the child',
    asks: 'Has the child been missing education before?',
    yesMeans: 'act this week',
    fact: 'The child was missing education before',
    settledBy: 'The previous school and the authority',
  },
  {
    id: 'mental-health',
    group: 'What is known of the child',
    asks: 'Are there worries about the child’s mental health?',
    yesMeans: 'act this week',
    fact: 'There are worries about the child’s mental health',
    settledBy: 'Staff who know the child, and the school nurse',
  },
  {
    id: 'refuge',
    group: 'What is known of the family',
    asks: 'Is there domestic abuse, a refuge, or a worry about so-called honour?',
    yesMeans: 'act today',
    fact: 'There is domestic abuse, a refuge, or a worry about so-called honour',
    settledBy: 'The safeguarding file, and children’s social care',
  },
  {
    id: 'family-gone',
    group: 'What is known of the family',
    asks: 'Has the whole family gone, in a way that worries you?',
    yesMeans: 'act today',
    fact: 'The whole family has gone, in a way that worries us',
    settledBy: 'A home visit, and the schools of brothers and sisters',
  },
  {
    id: 'siblings',
    group: 'What is known of the family',
    asks: 'Is a brother or sister missing or absent too?',
    yesMeans: 'act this week',
    fact: 'A brother or sister is missing or absent too',
    settledBy: 'The schools of brothers and sisters',
  },
  {
    id: 'private-fostering',
    group: 'What is known of the family',
    asks: 'Might the child be living with someone who is not a parent or close relative?',
    yesMeans: 'act this week',
    fact: 'The child may be living with someone who is not a parent or close relative',
    settledBy: 'A home visit, and children’s social care',
  },
  {
    id: 'moves',
    group: 'What is known of the family',
    asks: 'Does the family move often?',
    yesMeans: 'act this week',
    fact: 'The family moves often',
    settledBy: 'Earlier addresses and schools',
  },
  {
    id: 'no-parent',
    group: 'This absence',
    asks: 'Is there no contact with either parent?',
    yesMeans: 'act this week',
    fact: 'There is no contact with either parent',
    settledBy: 'Ringing every contact held',
  },
  {
    id: 'unknown-five-days',
    group: 'This absence',
    asks: 'Has nobody known where the child is for 5 school days or more?',
    yesMeans: 'act this week',
    fact: 'Nobody has known where the child is for 5 school days or more',
    settledBy: 'The record of contacts',
  },
  {
    id: 'conflicting',
    group: 'This absence',
    asks: 'Have people told you different stories, or refused to let the child be seen?',
    yesMeans: 'act this week',
    fact: 'We were told different stories, or the child could not be seen',
    settledBy: 'Seeing the child',
  },
]

/** Questions that screens asked before: asked no more, and read where an old screen answered them. */
export const earlierQuestions: readonly ScreenQuestion[] = [
  {
    id: 'forced',
    group: 'Danger now',
    asks: 'Is there a concern about forced marriage, female genital mutilation (FGM), exploitation or trafficking?',
    yesMeans: 'act today',
    fact: 'There is a concern about forced marriage, FGM, exploitation or trafficking',
    settledBy: 'The safeguarding file, and children’s social care. Do not ask the family',
  },
]

/** `on` is the day of which the answer is known; without it, the day on which the screen was signed. */
export type ScreenAnswers = Readonly<
  Record<
    string,
    {
      readonly answer: ScreenAnswer
      readonly source?: string | undefined
      readonly on?: string | undefined
    }
  >
>

export type Screened = {
  readonly level: Level
  /** The facts that gave the level: every yes of that level. */
  readonly gaveIt: readonly string[]
  /** Other facts that were answered yes. */
  readonly also: readonly string[]
  /** What nobody knows, and what would settle it. */
  readonly notKnown: readonly { readonly asks: string; readonly settledBy: string }[]
  readonly dangerNow: boolean
}

/** The level of a screen: the highest answer wins. A question without an answer is not known. */
export function levelOf(answers: ScreenAnswers): Screened {
  const said = (id: string): ScreenAnswer => answers[id]?.answer ?? 'not known'
  const asked = [...screenQuestions, ...earlierQuestions.filter(({ id }) => answers[id] !== undefined)]
  const yes = asked.filter(question => said(question.id) === 'yes')
  const level = levels.find(level => yes.some(question => question.yesMeans === level)) ?? 'keep in view'
  return {
    level,
    gaveIt: yes.filter(question => question.yesMeans === level).map(question => question.fact),
    also: yes.filter(question => question.yesMeans !== level).map(question => question.fact),
    notKnown: asked
      .filter(question => said(question.id) === 'not known')
      .map(({ asks, settledBy }) => ({ asks, settledBy })),
    dangerNow: said('danger') === 'yes',
  }
}

/** After how many days an answer is too old to lean on, by level. Practice notes, section 10. */
export const screenAgesAfterDays: Readonly<Record<Level, number>> = {
  'act today': 5,
  'act this week': 10,
  'keep in view': 20,
}

export type Factor = {
  readonly id: string
  readonly fact: string
  readonly level: Level
  readonly source: string | undefined
  /** The day of which it is known. */
  readonly on: LocalDate
  /** Too old to lean on: it is shown, and greyed. */
  readonly old: boolean
}

/** Is something known on one day too old to lean on another, at this level? Practice notes, section 10. */
export const isOld = (on: LocalDate, level: Level, today: LocalDate): boolean =>
  daysBetween(on, today) > screenAgesAfterDays[level]

/**
 * Every yes of a screen with its source, its day, and whether it is too old, the most urgent first. How soon an answer ages
 * follows from the level of the situation, which is never less urgent than the answer's own.
 */
export function factorsOf(
  answers: ScreenAnswers,
  signed: { readonly on: LocalDate; readonly level: Level; readonly today: LocalDate },
): Factor[] {
  return [...screenQuestions, ...earlierQuestions]
    .filter(({ id }) => answers[id]?.answer === 'yes')
    .map(({ id, fact, yesMeans }) => {
      const on = (answers[id]?.on ?? signed.on) as LocalDate
      return {
        id,
        fact,
        level: yesMeans,
        source: answers[id]?.source,
        on,
        old: isOld(on, signed.level, signed.today),
      }
    })
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}

/** Is one level less urgent than another? */
export const isLower = (level: Level, than: Level): boolean => levels.indexOf(level) > levels.indexOf(than)
