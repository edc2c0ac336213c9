/**
 * Our own clocks for the authority's work on a case, by how urgent the situation is.
 *
 * None of these is law. They are drawn from what areas have published, are counted in working days, and never end anything. They
 * stand here so that every day a case shows can name its rule.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import type { Dated } from './dated.ts'
import type { Rule } from './rule.ts'
import { inferred } from './rule-parts.ts'

/** Working days for the three levels: act today, act this week, keep in view. */
export type ByLevel = readonly [number, number, number]

/** The day of our own defaults. A day before it is counted by the first of them: no other was ever ours. */
const ours = localDate('2026-09-01')
const byLevel = (actToday: number, actThisWeek: number, keepInView: number): readonly Dated<ByLevel>[] => [
  {
    from: ours,
    value: [actToday, actThisWeek, keepInView],
    cites: 'Onroll’s own default, drawn from published practice; no law gives a number',
    mark: 'inferred',
  },
]

/** Each clock of a case, by the name the cases give it. */
export const practiceClocks = {
  acknowledge: byLevel(0, 1, 1),
  triage: byLevel(0, 1, 3),
  'first contact': byLevel(1, 3, 5),
  'own checks': byLevel(1, 3, 5),
  visit: byLevel(2, 5, 10),
  'agency checks': byLevel(1, 5, 10),
  review: byLevel(2, 5, 10),
  answer: byLevel(1, 5, 10),
  'decide on closing': byLevel(1, 1, 1),
  'hear of a start': byLevel(1, 1, 1),
  'tenth day': byLevel(10, 10, 10),
} as const satisfies Readonly<Record<string, readonly Dated<ByLevel>[]>>

export type PracticeClock = keyof typeof practiceClocks

/** Days between two looks at a child who was not found: four weeks. */
export const monthlyReviewDays: readonly Dated<number>[] = [
  {
    from: ours,
    value: 28,
    cites: 'Onroll’s own default: every month for as long as the child is not located',
    mark: 'inferred',
  },
]

/** The version of one of our own numbers on a day; before the first of them, that one. */
export function ownOn<T>(versions: readonly Dated<T>[], on: LocalDate): Dated<T> {
  return versions.findLast(version => version.from <= on) ?? versions[0]!
}

const words: Readonly<
  Record<PracticeClock, readonly [id: string, name: string, plain: string, trigger: string]>
> = {
  acknowledge: [
    'P-ACKNOWLEDGE',
    'Say that it reached us',
    'Whoever told us of a child hears that it came, and when it is decided on.',
    'Somebody tells the authority of a child',
  ],
  triage: [
    'P-TRIAGE',
    'Decide on a referral',
    'Accept it, decline it with a reason, or ask for more.',
    'A referral is received',
  ],
  'first contact': [
    'P-FIRST-CONTACT',
    'Try a first contact',
    'Somebody tries to reach the family.',
    'The case is taken on',
  ],
  'own checks': [
    'P-OWN-CHECKS',
    'Look in the authority’s own systems',
    'Rolls, applications, home education, special educational needs, social care.',
    'The case is taken on',
  ],
  visit: ['P-VISIT', 'Visit, where one is needed', 'Somebody goes to the home.', 'A visit is decided on'],
  'agency checks': [
    'P-AGENCY-CHECKS',
    'Ask other bodies',
    'Health, police, housing and the others are asked.',
    'The case is taken on',
  ],
  review: [
    'P-REVIEW',
    'Look at the case again',
    'A case that is open is looked at again after each piece of work.',
    'The last work on the case',
  ],
  answer: [
    'P-ANSWER',
    'Time for the other side to answer',
    'Whoever was asked has this long before they are asked again.',
    'Something was asked',
  ],
  'decide on closing': [
    'P-CLOSE',
    'Decide on closing',
    'Proof that was recorded is looked at the next working day.',
    'Proof is recorded',
  ],
  'hear of a start': [
    'P-START',
    'Hear whether the child started',
    'The school is asked on the working day after the start.',
    'The agreed first day',
  ],
  'tenth day': [
    'P-TENTH-DAY',
    'Ask how the tenth day went',
    'The tenth school day is counted in the receiving school’s own calendar, the first day attended being the first. On the working day after it the school is asked again; where its term dates are not known, ten working days after the first day attended.',
    'The first day attended',
  ],
}

const workingDays = (count: number): string =>
  count === 1 ? '1 working day' : count === 0 ? 'The same day' : `${count} working days`

function inWords([red, amber, green]: ByLevel): string {
  if (red !== green)
    return `${workingDays(red)} (act today), ${amber} (act this week), ${green} (keep in view)`
  return red === 1 ? 'The next working day' : workingDays(red)
}

const rule = (id: string, name: string, plain: string, trigger: string, limitInWords: string): Rule => ({
  id,
  kind: 'authority duty',
  name,
  plain: `${plain} Our own clock, not the law’s. It never closes a case.`,
  trigger,
  who: 'The authority',
  limitInWords,
  wouldChange: ['The situation judged more or less urgent', 'A bank holiday that is moved or added'],
  cites: [inferred('Onroll', undefined, 'Drawn from what areas have published.')],
  tests: ['src/cases/clocks.test.ts'],
})

/** The id of the rule behind a clock: `P-REVIEW`. */
export const practiceRuleId = (clock: PracticeClock): string => words[clock][0]

export const practiceRules: readonly Rule[] = [
  ...(Object.keys(practiceClocks) as PracticeClock[]).map(clock =>
    rule(...words[clock], inWords(practiceClocks[clock][0]!.value)),
  ),
  rule(
    'P-MONTHLY',
    'Look again for a child who was not found',
    'A manager looks again every four weeks, for as long as it takes.',
    'The child is recorded as not located',
    'Every 28 days, moved to a working day',
  ),
]
