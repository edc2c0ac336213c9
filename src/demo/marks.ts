import type { LocalDate } from '../calendar/local-date.ts'
import { Chance } from './chance.ts'
import type { Enrolment } from './people.ts'

/**
 * The marks of one pupil: two for each school day of the file, as places in `codes`. Mostly present, as
 * children mostly are; illness, appointments, lateness and holidays as often as English schools see them.
 */

/** Place 0 is a mark not taken; place 1 is a day on which the pupil is not on the roll. */
export const codes = [
  ...[
    '',
    '',
    '/',
    '\\',
    'L',
    'U',
    'I',
    'M',
    'G',
    'N',
    'O',
    'C',
    'C2',
    'V',
    'E',
    'W',
    'X',
    'R',
    'Y1',
    'P',
    'B',
  ],
] as const
export type Code = Exclude<(typeof codes)[number], ''> | ''

export const untaken = 0
export const offRoll = 1
const places = Object.fromEntries(codes.map((code, place) => [code, place])) as Record<Code, number>
places[''] = untaken

export const placeOf = (code: Code): number => places[code]

export type Leave = { enrolment: Enrolment; startsOn: LocalDate; endsOn: LocalDate }
/** A mark that was first something else: what it was, and how many days later it was put right. */
export type Correction = { day: number; session: 0 | 1; was: number; daysLater: number }

/** The school's days, oldest first, and where its holidays are. */
export type SchoolDays = {
  days: readonly LocalDate[]
  /** Places of days that are the last before a break of more than a weekend. */
  lastBeforeBreak: readonly number[]
  index: ReadonlyMap<LocalDate, number>
}

export function schoolDaysFrom(days: readonly LocalDate[]): SchoolDays {
  const lastBeforeBreak: number[] = []
  const index = new Map<LocalDate, number>()
  days.forEach((day, i) => {
    index.set(day, i)
    const next = days[i + 1]
    if (next !== undefined && Date.parse(next) - Date.parse(day) > 4 * 86_400_000) lastBeforeBreak.push(i)
  })
  return { days, lastBeforeBreak, index }
}

export class Marks {
  readonly at: Uint8Array
  readonly from: number
  readonly to: number
  readonly leaves: { from: number; to: number }[] = []
  readonly corrections: Correction[] = []

  /** Present on every day that the pupil is on the roll. */
  constructor(enrolment: Enrolment, { days }: SchoolDays) {
    this.at = new Uint8Array(days.length * 2).fill(offRoll)
    let from = 0
    while (from < days.length && days[from]! < enrolment.entryDate) from++
    let to = days.length
    const { leavingDate } = enrolment
    if (leavingDate !== undefined) while (to > from && days[to - 1]! > leavingDate) to--
    this.from = from
    this.to = to
    const am = places['/']
    const pm = enrolment.child.year < 0 ? places.X : places['\\']
    for (let day = from; day < to; day++) {
      this.at[2 * day] = am
      this.at[2 * day + 1] = pm
    }
  }

  /** Sets both sessions of a day on the roll. */
  day(day: number, code: Code): void {
    this.session(day, 0, code)
    this.session(day, 1, code)
  }

  session(day: number, session: 0 | 1, code: Code): void {
    if (day >= this.from && day < this.to) this.at[2 * day + session] = places[code]
  }

  /** Back in school for a day, whatever was there. */
  present(day: number): void {
    this.session(day, 0, '/')
    this.session(day, 1, '\\')
  }

  days(from: number, to: number, code: Code): void {
    for (let day = from; day <= to; day++) this.day(day, code)
  }
}

const unauthorised = new Set((['G', 'N', 'O', 'U'] as const).map(code => places[code]))

/** A year's worth, when a file holds more or less than one. */
const daysInYear = 190

/**
 * An ordinary pupil. `isDemonstration`: the stories of this school are planted, so nobody else there has
 * one by chance. A few in a thousand elsewhere do.
 */
export function usualMarks(
  seed: number,
  enrolment: Enrolment,
  school: SchoolDays,
  isDemonstration: boolean,
): Marks {
  const { child } = enrolment
  const chance = new Chance(seed, 'marks', enrolment.school.urn, enrolment.misId)
  const marks = new Marks(enrolment, school)
  const { from, to } = marks
  const length = to - from
  if (length < 1) return marks
  const years = length / daysInYear
  const someDay = (): number => from + chance.below(length)
  const kind = chance.weighted([
    ['steady', 78],
    ['often-away', 17],
    ['seldom-here', 5],
  ] as const)
  const often = kind === 'steady' ? 1 : kind === 'often-away' ? 2.2 : 4

  // Class trips: the whole class goes on the same days.
  const trip = new Chance(seed, 'trip', enrolment.school.urn, enrolment.group)
  for (let n = trip.howMany(1.5); n > 0; n--)
    marks.day(trip.below(school.days.length), child.year < 0 ? '/' : 'V')
  if (child.year < 0) for (let day = from; day < to; day++) marks.session(day, 1, 'X')

  for (let n = chance.howMany(0.8 * years); n > 0; n--)
    marks.session(someDay(), chance.below(2) as 0 | 1, 'M')
  for (let n = chance.howMany((kind === 'steady' ? 2 : 9) * years); n > 0; n--)
    marks.session(someDay(), 0, 'L')
  for (let n = chance.howMany((kind === 'steady' ? 0.1 : 2) * years); n > 0; n--)
    marks.session(someDay(), 0, 'U')
  for (let n = chance.howMany(1.7 * often * years); n > 0; n--) illness(marks, chance, someDay())
  if (kind !== 'steady') for (let n = chance.howMany(2 * often * years); n > 0; n--) marks.day(someDay(), 'O')
  if (child.year >= 7 && chance.is(0.02 * often)) marks.days(...stretch(someDay(), chance.between(1, 3)), 'E')
  if (chance.is(0.03)) marks.day(someDay(), 'R')
  if (chance.is(0.04)) marks.day(someDay(), chance.is(0.5) ? 'P' : 'B')
  if (enrolment.school.phase === 'special' && chance.is(0.3)) marks.day(someDay(), 'Y1')
  if (chance.is(0.05 * years)) holiday(marks, chance, school, to)
  if (chance.is(0.02) && length > 40) leave(marks, chance, from, to)

  breakLongRuns(marks)
  if (isDemonstration) settleTheLastDays(marks)
  else byChance(marks, chance)
  if (chance.is(0.005)) marks.session(to - 1 - chance.below(3), chance.below(2) as 0 | 1, 'N')
  return marks
}

const stretch = (from: number, length: number): [number, number] => [from, from + length - 1]

function illness(marks: Marks, chance: Chance, day: number): void {
  const length = chance.weighted([
    [1, 50],
    [2, 27],
    [3, 14],
    [5, 9],
  ] as const)
  marks.days(...stretch(day, length), 'I')
  // Half of them were not explained on the first morning.
  if (day < marks.to && chance.is(0.5))
    marks.corrections.push({ day, session: 0, was: places.N, daysLater: chance.between(1, 3) })
}

/** A holiday that was not granted, at the end of a term as they are. */
function holiday(marks: Marks, chance: Chance, school: SchoolDays, to: number): void {
  const before = school.lastBeforeBreak.filter(day => day < to - 12)
  if (before.length === 0) return
  const last = chance.pick(before)
  marks.days(last - chance.between(1, 6), last, 'G')
}

/** Leave that was granted and kept to. */
function leave(marks: Marks, chance: Chance, from: number, to: number): void {
  const first = from + 5 + chance.below(to - from - 25)
  const last = first + chance.between(0, 4)
  marks.days(first, last, 'C')
  marks.present(last + 1)
  marks.leaves.push({ from: first, to: last })
}

/** No run by accident: from the eighth day on, an ordinary child is back in school. */
function breakLongRuns(marks: Marks): void {
  let run = 0
  for (let day = marks.from; day < marks.to; day++) {
    const isAway = unauthorised.has(marks.at[2 * day]!) && unauthorised.has(marks.at[2 * day + 1]!)
    run = isAway ? run + 1 : 0
    if (run >= 8) {
      marks.present(day)
      run = 0
    }
  }
}

/** At a school that is shown to people, only the planted stories are absent in the last days. */
function settleTheLastDays(marks: Marks): void {
  for (let day = marks.to - 2; day < marks.to; day++)
    if (unauthorised.has(marks.at[2 * day]!) || unauthorised.has(marks.at[2 * day + 1]!)) marks.present(day)
}

/** What happens at other schools: a sprinkle of what the stories show. */
function byChance(marks: Marks, chance: Chance): void {
  const roll = chance.next()
  const last = marks.to - 1
  if (marks.to - marks.from < 30 || marks.to * 2 !== marks.at.length) return
  if (roll < 0.004) run(marks, last, chance.between(2, 4))
  else if (roll < 0.005) run(marks, last, chance.between(5, 9))
  else if (roll < 0.0054) run(marks, last, chance.between(10, 16))
  else if (roll < 0.0057) run(marks, last, chance.between(20, 24))
  else if (roll < 0.006) {
    const away = chance.between(1, 6)
    marks.days(last - away - 4, last - away, 'C')
    marks.leaves.push({ from: last - away - 4, to: last - away })
    run(marks, last, away, last - away)
  } else if (roll < 0.007) marks.session(last - chance.between(6, 12), 0, 'N')
  else if (roll < 0.008) {
    // Long ago, noticed, and over.
    const first = marks.from + 5 + chance.below(Math.max(1, marks.to - marks.from - 60))
    run(marks, first + 11, chance.between(10, 12))
    marks.present(first + 12)
  }
}

/**
 * A run of days away without a reason, up to and with `last`. A reason not known for longer than five
 * school days is an unexplained absence, so only the newest days still hold an N.
 */
export function run(marks: Marks, last: number, length: number, before = last - length): void {
  const end = marks.to - 1
  for (let day = last - length + 1; day <= last; day++) marks.day(day, day > end - 5 ? 'N' : 'O')
  if (before === last - length && !marks.leaves.some(leave => leave.to === before)) marks.present(before)
}
