/**
 * How long has the authority, and how long has whoever waits for it? Every number of its duties, with the day it began, what
 * says so, and how well it is known.
 *
 * What nobody has checked is marked so. Such a value is a setting: a manager who has read the source enters the number and
 * the place where it stands, and from its day that number is used.
 */
import type { DayUnit } from '../calendar/counting.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { type Dated, inForce } from './dated.ts'
import { ownOn } from './practice-rules.ts'
import type { TimeLimit } from './rule.ts'
import type { Mark } from './source.ts'

const actOf1996 = localDate('1996-11-01')
const regulations2024 = localDate('2024-08-19')
const code2021 = localDate('2021-09-01')
const ourDay = localDate('2026-09-01')
const ours = 'Onroll’s own default; no law or guidance gives a number'

/** Every number, by the name under which a manager can set it. */
export const authorityLimits = {
  /** L-02: the day a referral comes, its risk is looked at. */
  'referral-triage': one(0, 'working day', 'after', ourDay, ours, 'inferred'),
  /** L-02: and the enquiries begin. */
  'enquiries-start': one(2, 'working day', 'after', ourDay, ours, 'inferred'),
  /** L-03: another authority has its answer. */
  'reply-other-authority': one(5, 'working day', 'after', ourDay, ours, 'inferred'),
  /** L-04: so many days away through health, together or apart, and the authority arranges education. */
  'section-19-days': one(
    15,
    'school day',
    'in all',
    actOf1996,
    'Education Act 1996, section 19; as published by Hertfordshire',
    'second-hand',
  ),
  /** L-05: the first school day of full-time provision after a permanent exclusion. */
  'exclusion-provision': one(
    6,
    'school day',
    'beginning with',
    regulations2024,
    'Suspension and permanent exclusion guidance, 2024',
    'second-hand',
  ),
  /** L-06: the least that a notice under section 437 must give. */
  's437-notice': one(
    15,
    'calendar day',
    'beginning with',
    actOf1996,
    'Education Act 1996, section 437(1) and (2)',
    'read',
  ),
  /** L-08: the parent's time to choose. */
  'order-choice': one(
    15,
    'calendar day',
    'beginning with',
    actOf1996,
    'Education Act 1996, section 438',
    'unverified',
  ),
  /** L-09: the school's time to ask for a direction. */
  'order-consultation': one(
    15,
    'calendar day',
    'beginning with',
    actOf1996,
    'Education Act 1996, section 439',
    'unverified',
  ),
  /** L-13: what the code asks for. */
  'in-year-aim': one(10, 'school day', 'after', code2021, 'School Admissions Code 2021', 'second-hand'),
  /** L-13: what it requires. */
  'in-year-outcome': one(15, 'school day', 'after', code2021, 'School Admissions Code 2021', 'second-hand'),
  /** L-14: a place under the fair access protocol. */
  'fair-access-place': one(20, 'school day', 'after', code2021, 'School Admissions Code 2021', 'second-hand'),
  /** L-16: out of education for so long, four weeks of seven days. */
  'fair-access-out-of-education': one(
    28,
    'calendar day',
    'in a row',
    code2021,
    'School Admissions Code 2021, paragraph 3.17 (four weeks, as weeks of seven days)',
    'second-hand',
  ),
  /** L-19: the return follows the census day. */
  'census-return': [
    {
      from: localDate('2022-09-01'),
      value: { count: 29, unit: 'calendar day', counted: 'after' },
      cites: 'DfE children missing education collection: timetable of 2022/23',
      mark: 'read',
    },
    {
      from: localDate('2023-09-01'),
      value: { count: 29, unit: 'calendar day', counted: 'after' },
      cites: 'DfE children missing education collection: as in the timetable of 2022/23',
      mark: 'unverified',
    },
  ],
  /** OQ-21: a letter sent by first-class post counts as served. */
  'first-class-post': one(
    2,
    'working day',
    'after',
    actOf1996,
    'Ordinary course of post, first class',
    'unverified',
  ),
  /** OQ-21: and by second-class post. */
  'second-class-post': one(
    4,
    'working day',
    'after',
    actOf1996,
    'Ordinary course of post, second class',
    'unverified',
  ),
  /** E3: no contact with a vulnerable family by this day. */
  'no-contact-vulnerable': one(
    3,
    'calendar day',
    'beginning with',
    ourDay,
    'Onroll’s own default, drawn from published practice',
    'inferred',
  ),
} as const satisfies Readonly<Record<string, readonly Dated<TimeLimit>[]>>

export type AuthorityLimitKey = keyof typeof authorityLimits

/** Numbers of months, with their names. */
export const authorityMonths = {
  /** L-15: a plan that ended so long before the referral still counts. */
  'fair-access-plan': months(
    12,
    code2021,
    'School Admissions Code 2021, paragraph 3.17, category a',
    'second-hand',
  ),
  /** L-18: how often a family that educates at home is heard from. */
  'home-education-contact': months(
    12,
    localDate('2019-04-02'),
    'Elective home education: guidance for local authorities, April 2019',
    'unverified',
  ),
} as const satisfies Readonly<Record<string, readonly Dated<number>[]>>

export type AuthorityMonthsKey = keyof typeof authorityMonths

/** A value that an authority has set in place of one that nobody had checked: from when, and where it stands. */
export type SetValue = {
  readonly key: string
  readonly from: LocalDate
  readonly value: number
  readonly cites: string
}

/** A limit on a day. What the authority has set counts only where our own value is not checked. Throws before the law began. */
export function limitOn(
  key: AuthorityLimitKey,
  on: LocalDate,
  set: readonly SetValue[] = [],
): Dated<TimeLimit> {
  const ours = isOurs(key)
    ? ownOn<TimeLimit>(authorityLimits[key], on)
    : inForce<TimeLimit>(authorityLimits[key], on)
  const theirs = setFor(key, ours.mark, on, set)
  return theirs
    ? { ...theirs, value: { ...ours.value, count: theirs.value }, from: laterFrom(ours, theirs) }
    : ours
}

/** Numbers that are our own hold for every day: before the first of them no other was ever ours. */
const isOurs = (key: AuthorityLimitKey): boolean => authorityLimits[key][0].from === ourDay

/** A number of months on a day, in the same way. */
export function monthsOn(
  key: AuthorityMonthsKey,
  on: LocalDate,
  set: readonly SetValue[] = [],
): Dated<number> {
  const ours: Dated<number> = inForce<number>(authorityMonths[key], on)
  const theirs = setFor(key, ours.mark, on, set)
  return theirs ? { ...theirs, from: laterFrom(ours, theirs) } : ours
}

function setFor(
  key: string,
  mark: Mark | undefined,
  on: LocalDate,
  set: readonly SetValue[],
): Dated<number> | undefined {
  if (mark !== 'unverified') return undefined
  const latest = set
    .filter(value => value.key === key && value.from <= on)
    .reduce<SetValue | undefined>((last, value) => (last && last.from > value.from ? last : value), undefined)
  if (!latest) return undefined
  return { from: latest.from, value: latest.value, cites: latest.cites, mark: 'second-hand' }
}

const laterFrom = (a: Dated<unknown>, b: Dated<unknown>): LocalDate => (a.from > b.from ? a.from : b.from)

function one(
  count: number,
  unit: DayUnit,
  counted: TimeLimit['counted'],
  from: LocalDate,
  cites: string,
  mark: Mark,
): readonly Dated<TimeLimit>[] {
  return [{ from, value: { count, unit, counted }, cites, mark }]
}

function months(value: number, from: LocalDate, cites: string, mark: Mark): readonly Dated<number>[] {
  return [{ from, value, cites, mark }]
}
