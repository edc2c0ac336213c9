/**
 * What in a child's register is worth asking about?
 *
 * Prompts for a conversation, never a finding: each says on which days it rests, and accuses nobody. There are many good reasons
 * for a Monday (a clinic, a parent's shift). The figures are ours, chosen so that a handful of days never makes a pattern.
 */
import { inWords, type LocalDate, weekday } from '../calendar/local-date.ts'

/** One school day of a child: the two codes, '' where none was taken. */
export type PatternDay = { readonly on: LocalDate; readonly am: string; readonly pm: string }

export type PatternKind =
  | 'same weekday'
  | 'beside the weekend'
  | 'beside holidays'
  | 'same week each year'
  | 'with a brother or sister'
export type Pattern = {
  readonly kind: PatternKind
  readonly says: string
  /** The days it rests on, oldest first. */
  readonly rests: readonly LocalDate[]
}

/** So many school days are looked back over: about a term. */
export const patternWindow = 60
/** Fewer days than this are no pattern of weekdays. */
export const daysForPattern = 4
/** Of the days away, so large a part on one weekday (or beside the weekend). */
export const partForPattern = 0.75
/** At so many different holidays. */
export const holidaysForPattern = 2
/** On so many days together with a brother or sister, and of the days of either, half. */
export const daysTogether = 3
export const partTogether = 0.5
/** Days of the year that stand so near to one another are the same week. */
export const daysApart = 3

const weekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/** Absence that may be asked about: illness and the unexplained. Leave, a suspension or a clinic explains itself. */
const asked: readonly string[] = ['I', 'N', 'O', 'G']
/** Was the child away all day, for a reason that may be asked about? */
export const isAwayAllDay = ({ am, pm }: PatternDay): boolean => asked.includes(am) && asked.includes(pm)
/** Was a session missed, or late after the register closed, on a day on which the other was attended? */
export const isPartDay = ({ am, pm }: PatternDay): boolean => {
  const missed = (code: string) => code === 'N' || code === 'O' || code === 'G' || code === 'U'
  const there = (code: string) => code === '/' || code === '\\' || code === 'L' || code === 'U'
  return (missed(am) && there(pm) && am !== pm) || (missed(pm) && there(am) && am !== pm)
}
const isHoliday = ({ am, pm }: PatternDay): boolean =>
  [am, pm].some(code => code === 'G' || code === 'C' || code === 'T' || code === 'H' || code === 'F')

const days = (n: number) => (n === 1 ? '1 day' : `${n} days`)

/**
 * The patterns of one child. Takes the school days on roll, oldest first: those of this year, and of last year where they are
 * known; and the school days that stand just before or just after a holiday of a week or more.
 */
export function patternsOf(given: {
  readonly thisYear: readonly PatternDay[]
  readonly lastYear: readonly PatternDay[]
  /** Each holiday: the last school day before it and the first after it. */
  readonly holidays: readonly { readonly before: LocalDate; readonly after: LocalDate }[]
}): Pattern[] {
  const recent = given.thisYear.slice(-patternWindow).filter(isAwayAllDay)
  return [...weekdayPatterns(recent), ...holidayPatterns(given), ...samePlaceInYear(given)]
}

function weekdayPatterns(recent: readonly PatternDay[]): Pattern[] {
  if (recent.length < daysForPattern) return []
  for (let day = 1; day <= 5; day += 1) {
    const on = recent.filter(one => weekday(one.on) === day)
    if (on.length >= daysForPattern && on.length >= recent.length * partForPattern) {
      return [
        {
          kind: 'same weekday',
          says: `Away on ${on.length} ${weekdays[day]}s of ${days(recent.length)} away in the last ${patternWindow} school days.`,
          rests: on.map(one => one.on),
        },
      ]
    }
  }
  const beside = recent.filter(one => weekday(one.on) === 1 || weekday(one.on) === 5)
  if (beside.length >= daysForPattern && beside.length >= recent.length * partForPattern) {
    return [
      {
        kind: 'beside the weekend',
        says: `Away on a Monday or a Friday on ${beside.length} of ${days(recent.length)} away in the last ${patternWindow} school days.`,
        rests: beside.map(one => one.on),
      },
    ]
  }
  return []
}

function holidayPatterns({ thisYear, lastYear, holidays }: Parameters<typeof patternsOf>[0]): Pattern[] {
  const away = new Set([...lastYear, ...thisYear].filter(isAwayAllDay).map(one => one.on))
  const touched = holidays.filter(({ before, after }) => away.has(before) || away.has(after))
  if (touched.length < holidaysForPattern) return []
  const rests = touched.flatMap(({ before, after }) => [before, after].filter(day => away.has(day)))
  return [
    {
      kind: 'beside holidays',
      says: `Away on the last day before or the first day after ${touched.length} holidays.`,
      rests,
    },
  ]
}

function samePlaceInYear({ thisYear, lastYear }: Parameters<typeof patternsOf>[0]): Pattern[] {
  const now = thisYear.filter(isHoliday)
  const then = lastYear.filter(isHoliday)
  const rests = now.filter(one => then.some(other => daysOfYearApart(one.on, other.on) <= daysApart))
  if (rests.length === 0) return []
  const others = then.filter(one => rests.some(other => daysOfYearApart(one.on, other.on) <= daysApart))
  return [
    {
      kind: 'same week each year',
      says: 'Leave or holiday in the same week of the year, this year and last year.',
      rests: [...others, ...rests].map(one => one.on),
    },
  ]
}

/** How many days apart two days stand in their years. */
function daysOfYearApart(a: LocalDate, b: LocalDate): number {
  const place = (day: LocalDate) =>
    (Date.UTC(2000, Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) - Date.UTC(2000, 0, 1)) /
    86_400_000
  const apart = Math.abs(place(a) - place(b))
  return Math.min(apart, 366 - apart)
}

/** Two children of one family, away together. Nothing where it is too seldom to say anything. */
export function togetherWith(
  name: string,
  own: readonly PatternDay[],
  other: readonly PatternDay[],
): Pattern | undefined {
  const mine = own.slice(-patternWindow).filter(isAwayAllDay)
  const theirs = new Set(
    other
      .slice(-patternWindow)
      .filter(isAwayAllDay)
      .map(one => one.on),
  )
  const both = mine.filter(one => theirs.has(one.on))
  if (both.length < daysTogether || both.length < Math.max(mine.length, theirs.size) * partTogether)
    return undefined
  return {
    kind: 'with a brother or sister',
    says: `Away together with ${name} on ${days(both.length)}; both records hold one telephone number.`,
    rests: both.map(one => one.on),
  }
}

/** "Monday 9 November 2026, Monday 16 November 2026": the days a prompt rests on, at most so many. */
export function restsInWords(rests: readonly LocalDate[], most = 8): string {
  const shown = rests.slice(-most).map(inWords).join(', ')
  return rests.length > most ? `${shown}, and ${rests.length - most} earlier` : shown
}
