/**
 * How urgent is the situation of a child whose case this is? The authority's risk screen: questions that people answer, facts
 * that the records hold, and the level that they make, explained.
 *
 * Practice notes, section 10. Three levels; the highest answer wins; an answer that nobody knows is said, with what would settle
 * it. Never from ethnicity, heritage, faith, health or immigration: no question asks for them, and a flag of them changes nothing.
 * It opens no case and closes none, and holds back no day of the ordinary timeline.
 */
import { ageOn } from '../calendar/age.ts'
import { daysBetween, inWords, type LocalDate } from '../calendar/local-date.ts'
import { type Level, urgencyOf } from '../cases/clocks.ts'
import { type Flag, flagInWords, mayStandInList } from '../children/flags.ts'

export const groups = {
  harm: 'Harm',
  care: 'Social care',
  where: 'Where the child is',
  life: 'School and family',
} as const
export type Group = keyof typeof groups

export type FactorRule = {
  readonly group: Group
  /** What a yes makes of the situation. */
  readonly level: 'act today' | 'act this week'
  /** A yes is “act today” only where nobody knows where the child is; else the level below. */
  readonly ifWhereaboutsUnknown?: true
  readonly question: string
  /** A yes, as a fact: "Child protection plan". */
  readonly fact: string
  /** Where one would look for the answer. */
  readonly settles: string
  /** The flag of the school's records that offers a yes. */
  readonly flag?: Flag
}

const red = (group: Group, question: string, fact: string, settles: string, flag?: Flag): FactorRule => ({
  group,
  level: 'act today',
  question,
  fact,
  settles,
  ...(flag && { flag }),
})
const amber = (group: Group, question: string, fact: string, settles: string, flag?: Flag): FactorRule => ({
  ...red(group, question, fact, settles, flag),
  level: 'act this week',
})
const ofCare = (question: string, fact: string, flag: Flag): FactorRule => ({
  ...red('care', question, fact, 'Ask social care and early help (RL06)', flag),
  ifWhereaboutsUnknown: true,
})

export const factors = {
  danger: red(
    'harm',
    'Is the child in danger now?',
    'The child is in danger now',
    'Speak to whoever saw the child last; ask the police (RL17)',
  ),
  crime: red(
    'harm',
    'Does anybody suspect a crime or harm to the child?',
    'Somebody suspects a crime or harm',
    'Ask the school’s safeguarding lead and the police (RL17)',
  ),
  exploitation: red(
    'harm',
    'Does anybody believe the child is exploited or trafficked?',
    'Exploitation or trafficking is believed',
    'Ask social care (RL06) and the police (RL17)',
    'exploitation',
  ),
  radicalisation: red(
    'harm',
    'Does anybody believe the child is drawn into extremism, or may travel to a conflict?',
    'Radicalisation or travel to a conflict is believed',
    'Ask the safeguarding hub and the police (RL17)',
    'radicalisation',
  ),
  'forced marriage or FGM': red(
    'harm',
    'Does anybody believe there is a risk of forced marriage or female genital mutilation (FGM)?',
    'Forced marriage or FGM is believed to be a risk',
    'Ask the safeguarding hub. Do not ask the family',
    'forced_marriage_or_fgm',
  ),
  disclosure: red(
    'harm',
    'Has the child, or somebody for the child, told of a threat or of harm?',
    'A threat or harm was told of',
    'Ask the school’s safeguarding lead',
  ),
  refuge: red(
    'harm',
    'Is there a refuge, domestic abuse, or a threat for the sake of honour?',
    'A refuge, domestic abuse, or a threat for the sake of honour',
    'Ask social care (RL06). Write no address',
    'refuge_or_domestic_abuse',
  ),
  'child protection': ofCare(
    'Is there a child protection plan?',
    'Child protection plan',
    'child_protection_plan',
  ),
  'child in need': ofCare('Is there a child in need plan?', 'Child in need', 'child_in_need'),
  'looked after': ofCare('Is the child looked after?', 'Looked after by an authority', 'in_care'),
  'family gone': amber(
    'where',
    'Has the whole family gone?',
    'The whole family has gone',
    'Visit (RL28); ask the schools of brothers and sisters (RL21)',
  ),
  worry: amber(
    'where',
    'Is anybody who knows the family worried about them?',
    'Somebody who knows the family is worried',
    'Ask the school, neighbours and relatives',
  ),
  'no parent': amber(
    'where',
    'Has nobody been able to reach either parent?',
    'Nobody has reached either parent',
    'Ring, write and visit; look for other numbers',
  ),
  refused: amber(
    'where',
    'Did somebody refuse to let the child be seen?',
    'Somebody did not let the child be seen',
    'Visit again with social care',
  ),
  stories: amber(
    'where',
    'Do people tell stories that do not agree?',
    'Stories do not agree',
    'Ask each again, and check one fact of each',
  ),
  plan: amber(
    'life',
    'Is there an education, health and care plan (EHCP)?',
    'Education, health and care plan (EHCP)',
    'Look in the SEN register (RL03)',
    'EHCP',
  ),
  earlier: amber(
    'life',
    'Was the child missing education before?',
    'Was missing education before',
    'Look at earlier cases',
    'earlier_cme',
  ),
  'not found before': amber(
    'life',
    'Could the family not be found before?',
    'The family could not be found before',
    'Look at earlier cases',
    'not_located_before',
  ),
  sibling: amber(
    'life',
    'Is a brother or sister absent or missing education?',
    'A brother or sister is absent or missing education',
    'Ask the schools of brothers and sisters (RL21)',
    'sibling_absent',
  ),
  absence: amber(
    'life',
    'Was the child severely absent?',
    'Severely absent',
    'Look at the register',
    'low_attendance',
  ),
  'home education': amber(
    'life',
    'Did home education end in dispute?',
    'Home education ended in dispute',
    'Look in the home education register (RL02)',
  ),
  fostering: amber(
    'life',
    'May the child live with somebody who is not a parent or close relative?',
    'May be privately fostered',
    'Ask social care (RL06)',
    'private_fostering',
  ),
  moves: amber(
    'life',
    'Does the family move often?',
    'The family moves often',
    'Look at earlier addresses and schools',
    'moves_often',
  ),
} as const satisfies Readonly<Record<string, FactorRule>>
export type Factor = keyof typeof factors
export const isFactor = (text: string): text is Factor => Object.hasOwn(factors, text)
const ruleOf = (factor: Factor): FactorRule => factors[factor]

export type Said = 'yes' | 'no' | 'not known'
export const isSaid = (text: string): text is Said => ['yes', 'no', 'not known'].includes(text)
export type Answered = { readonly says: Said; readonly source: string; readonly on: LocalDate }
export type Answers = Readonly<Partial<Record<Factor, Answered>>>

/** What the records hold of a child, each with where it stands. */
export type Held = {
  readonly bornOn?: LocalDate | undefined
  /** The last day on which anybody saw the child, as far as we know. */
  readonly lastSeen?: { readonly on: LocalDate; readonly source: string } | undefined
  /** Since when nobody knows where the child is; absent where it is known. */
  readonly unknownSince?: LocalDate | undefined
  /** The flags that hold now, of whatever kind: those that may not count are passed over here. */
  readonly flags: readonly { readonly flag: string; readonly on: LocalDate; readonly source: string }[]
  /** The flags this authority chose as red (a setting). */
  readonly redFlags: readonly string[]
}

/** Answers grow old after so many days, by the level they stand for or make, whichever is sooner. Practice notes, section 10. */
export const oldAfter: Readonly<Record<Level, number>> = {
  'act today': 5,
  'act this week': 10,
  'keep in view': 20,
}

/** A child under this age, seen by nobody for so many days, is “act today”. Practice notes, section 10. */
export const youngUnder = 8
export const unseenDays = 10
/** Nobody knows where the child is for so many days: “act this week”. */
export const unknownDays = 5

export type Reason = {
  readonly level: Level
  readonly says: string
  readonly source: string
  readonly on: LocalDate
  readonly isOld: boolean
}
export type Result = {
  readonly level: Level
  /** Which answers and facts gave it, the most urgent first. */
  readonly because: readonly Reason[]
  /** What is not known, or is known only from long ago, and what would settle it. */
  readonly open: readonly { readonly says: string; readonly settles: string }[]
}

/** Is an answer old on a day? On the 5th, 10th or 20th day after it. */
export const isOld = (on: LocalDate, level: Level, today: LocalDate): boolean =>
  daysBetween(on, today) >= oldAfter[level]

/** The flags that may be chosen as red: those that may stand in a list. Heritage, health and immigration are none of them. */
export const mayBeRed = (flag: string): boolean => mayStandInList(flag)

/** The level that answers and facts make together, with why. Facts that nobody gave are not taken to hold, and are said. */
export function riskOf(answers: Answers, held: Held, today: LocalDate): Result {
  const found: Omit<Reason, 'isOld'>[] = []
  const open: { says: string; settles: string }[] = []
  const isUnknown = held.unknownSince !== undefined
  for (const factor of Object.keys(factors) as Factor[]) {
    const rule = ruleOf(factor)
    const answer = answers[factor]
    if (!answer || answer.says === 'not known') {
      open.push({
        says: answer
          ? `Not known (asked ${inWords(answer.on)}): ${rule.question}`
          : `Not asked yet: ${rule.question}`,
        settles: rule.settles,
      })
    } else if (answer.says === 'yes') {
      const level = rule.ifWhereaboutsUnknown && !isUnknown ? 'act this week' : rule.level
      found.push({
        level,
        says:
          rule.ifWhereaboutsUnknown && isUnknown
            ? `${rule.fact}, and nobody knows where the child is`
            : rule.fact,
        source: answer.source,
        on: answer.on,
      })
    }
  }
  for (const one of held.flags) {
    if (!mayBeRed(one.flag) || !held.redFlags.includes(one.flag)) continue
    found.push({
      level: 'act today',
      says: `${flagInWords(one.flag)}: a red flag here`,
      source: one.source,
      on: one.on,
    })
  }
  const young = held.bornOn !== undefined && ageOn(held.bornOn, today) < youngUnder
  if (held.lastSeen) {
    const days = daysBetween(held.lastSeen.on, today)
    if (young && days >= unseenDays) {
      found.push({
        level: 'act today',
        says: `Under ${youngUnder}, and seen by nobody for ${days} days`,
        source: held.lastSeen.source,
        on: held.lastSeen.on,
      })
    }
  } else {
    open.push({
      says: 'Not known: when anybody last saw the child',
      settles: 'Ask the school, the family and whoever told us',
    })
  }
  if (held.unknownSince) {
    const days = daysBetween(held.unknownSince, today)
    if (days >= unknownDays) {
      found.push({
        level: 'act this week',
        says: `Nobody has known where the child is for ${days} days`,
        source: 'This case',
        on: held.unknownSince,
      })
    }
  }
  // A family that vanishes is one thing; one that vanishes while somebody has reason to fear is another.
  if (answers['family gone']?.says === 'yes') {
    const worry =
      found.find(one => one.level === 'act today') ?? found.find(one => one.says === factors.worry.fact)
    if (worry) {
      found.push({
        level: 'act today',
        says: `The whole family has gone, and there is a concern: ${worry.says}`,
        source: answers['family gone'].source,
        on: answers['family gone'].on,
      })
    }
  }
  const level = found.reduce<Level>(
    (highest, one) => (urgencyOf(one.level) > urgencyOf(highest) ? one.level : highest),
    'keep in view',
  )
  const grown = (on: LocalDate, own: Level) => isOld(on, own, today) || isOld(on, level, today)
  for (const factor of Object.keys(factors) as Factor[]) {
    const answer = answers[factor]
    if (answer && answer.says !== 'not known' && grown(answer.on, ruleOf(factor).level)) {
      open.push({
        says: `Old, of ${inWords(answer.on)}: ${ruleOf(factor).question} ${answer.says === 'yes' ? 'Yes' : 'No'}`,
        settles: ruleOf(factor).settles,
      })
    }
  }
  return {
    level,
    because: found
      .map(one => ({ ...one, isOld: grown(one.on, one.level) }))
      .sort((a, b) => urgencyOf(b.level) - urgencyOf(a.level)),
    open,
  }
}

/** The answers that the records offer, with their source: a yes of a flag. A person takes them or gives their own. */
export function offeredAnswers(held: Pick<Held, 'flags'>): Answers {
  const offered: Partial<Record<Factor, Answered>> = {}
  for (const factor of Object.keys(factors) as Factor[]) {
    const flag = ruleOf(factor).flag
    const found = flag && held.flags.find(one => one.flag === flag)
    if (found) offered[factor] = { says: 'yes', source: found.source, on: found.on }
  }
  return offered
}
