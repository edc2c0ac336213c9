// Registers made up by chance, near the boundaries where rules go wrong: runs of one day more or less, half days, registers not
// taken, closures inside a run, ages that begin or end inside it, leave beside leave, several years, entries and removals.
import fc from 'fast-check'
import { localDate } from '../../calendar/local-date.ts'
import type { TermDate } from '../../calendar/school-calendar.ts'
import { notTaken, readCode } from '../../law/attendance-codes.ts'
import { emptyStrip, placeOf, withMarks } from '../../registers/sheet.ts'
import type { Registers } from '../library.ts'
import { type PlainFinding, type PlainRegister, plusDays, weekdayOf } from './plain-reading.ts'

/** How many cases to try: a few thousand always, a hundred thousand in `npm run test:long`. */
export const casesWanted = (always: number): number => Number(process.env.ONROLL_TEST_CASES ?? always)

/** The few thousand are the same each time, so that `npm test` says the same of the same code; the many are others each time. */
export const seeded: { seed?: number } = process.env.ONROLL_TEST_CASES === undefined ? { seed: 20260901 } : {}

const lengths = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(9, 10, 11) },
  { weight: 3, arbitrary: fc.constantFrom(19, 20, 21) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(14, 15, 16, 30) },
)
const away = ['O', 'G', 'N']
type Pair = readonly [am: string, pm: string]
const somePair = (...all: Pair[]) => fc.constantFrom(...all)
const anyOther = fc.constantFrom(
  ...['L', 'K', 'V', 'P', 'W', 'B', 'D', 'C', 'C1', 'C2', 'M', 'J1', 'S', 'T', 'R', 'E', 'X', 'Q'],
  ...['Y1', 'Y2', 'Y4', 'Y5', 'Y7', 'H', 'F', 'J', 'Y', ' o ', 'u', 'QQ', '.', '-'],
)
const pairs: fc.Arbitrary<Pair> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...away).map(code => [code, code] as const) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...away, 'U'), fc.constantFrom(...away, 'U')) },
  { weight: 4, arbitrary: fc.constant(['/', '\\'] as const) },
  { weight: 3, arbitrary: fc.constant(['I', 'I'] as const) },
  { weight: 3, arbitrary: somePair(['', ''], ['#', '#'], ['Z', 'Z'], ['', 'O'], ['O', '']) },
  {
    weight: 2,
    arbitrary: somePair(['O', '#'], ['#', ''], ['Z', 'I'], ['/', 'O'], ['O', '\\'], ['I', 'O']),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyOther, anyOther),
  },
)
const stretch = fc.record({ length: lengths, pair: pairs })

/** A school year's half terms: each so many days after the end of the one before, and so many days long. */
const halfTerms = fc.array(
  fc.record({ gap: fc.constantFrom(1, 3, 10, 17), length: fc.integer({ min: 4, max: 62 }) }),
  { minLength: 1, maxLength: 3 },
)
const span = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 9 }),
})
const place = fc.double({ min: 0, max: 1, noNaN: true })

/** One pupil's register over so many school years at most, as plain as it can be said. */
const registerOf = (yearsMax: number): fc.Arbitrary<PlainRegister> =>
  fc
    .record({
      first: fc.constantFrom(2023, 2024, 2025),
      years: fc.array(fc.record({ starts: fc.integer({ min: 0, max: 250 }), halfTerms }), {
        minLength: 1,
        maxLength: yearsMax,
      }),
      closed: fc.array(
        fc.record({ kind: fc.constantFrom('INSET', 'BANK_HOLIDAY', 'CLOSURE', 'BREAK'), span }),
        {
          maxLength: 4,
        },
      ),
      isLastDayInset: fc.boolean(),
      stretches: fc.array(stretch, { minLength: 3, maxLength: 16 }),
      isReturning: fc.constantFrom(0, 1, 1, 2),
      age: fc.record({
        kind: fc.constantFrom('of age', 'of age', 'begins', 'ends'),
        at: place,
        by: fc.integer({ min: -2, max: 2 }),
      }),
      entry: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: place }),
      leaving: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: place }),
      mostJunior: fc.boolean(),
      mostSenior: fc.boolean(),
      leaves: fc.array(fc.record({ span, next: fc.constantFrom(0, 0, 1, 2, 3, 4) }), { maxLength: 2 }),
      on: fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: place }),
    })
    .map(made => {
      const terms: { kind: string; from: string; to: string }[] = []
      for (const [i, { starts, halfTerms }] of made.years.entries()) {
        const end = `${made.first + i + 1}-08-31`
        let from = plusDays(`${made.first + i}-09-01`, starts)
        for (const { gap, length } of halfTerms) {
          const to = plusDays(from, length)
          if (to <= end) terms.push({ kind: 'HALF_TERM', from, to })
          from = plusDays(to, gap + 1)
        }
      }
      const begins = terms.map(row => row.from).sort()[0] ?? `${made.first}-09-01`
      const ends =
        terms
          .map(row => row.to)
          .sort()
          .at(-1) ?? begins
      const days = Math.round((Date.parse(ends) - Date.parse(begins)) / 86_400_000)
      const dayAt = (part: number) => plusDays(begins, Math.round(part * days))
      for (const { kind, span } of made.closed) {
        const from = dayAt(span.at)
        terms.push({ kind, from, to: plusDays(from, span.length) })
      }
      if (made.isLastDayInset) terms.push({ kind: 'INSET', from: ends, to: ends })

      const marks = new Map<string, readonly [string, string]>()
      let stretchAt = 0
      let used = 0
      for (let day = begins; day <= ends; day = plusDays(day, 1)) {
        // Rows on some days without school too: they are to be ignored.
        if (weekdayOf(day) > 5 && used % 3 > 0) continue
        const isPresent = stretchAt % (made.isReturning + 1) !== 0
        const { length, pair } = made.stretches[stretchAt % made.stretches.length]!
        marks.set(day, isPresent ? ['/', '\\'] : pair)
        if (++used >= (isPresent ? Math.min(length, 2) : length)) {
          stretchAt++
          used = 0
        }
      }
      const leaves: { from: string; to: string }[] = []
      for (const { span, next } of made.leaves) {
        const from = dayAt(span.at)
        const to = plusDays(from, span.length)
        leaves.push({ from, to })
        if (next > 0) leaves.push({ from: plusDays(to, next), to: plusDays(to, next + span.length) })
      }
      return {
        terms,
        marks,
        dob: dobOf(made.age, dayAt),
        entry: made.entry === undefined ? '2021-09-02' : dayAt(made.entry),
        leaving: made.leaving === undefined ? undefined : dayAt(made.leaving),
        mostJunior: made.mostJunior,
        mostSenior: made.mostSenior,
        leaves,
        on: made.on === 1 ? plusDays(ends, 3) : dayAt(made.on),
      }
    })
    .filter(({ terms }) => hasSchoolDay(terms))

export const register = registerOf(3)
/** For what must be asked several times of each. */
export const shortRegister = registerOf(1)

/** Of compulsory age all along, or a fifth or sixteenth birthday that lets it begin or end near a day of the calendar. */
function dobOf(age: { kind: string; at: number; by: number }, dayAt: (part: number) => string): string {
  if (age.kind === 'of age') return '2014-01-15'
  const day = plusDays(dayAt(age.at), age.by)
  const years = age.kind === 'begins' ? 5 : 16
  return plusDays(`${Number(day.slice(0, 4)) - years}${day.slice(4)}`, 0)
}

function hasSchoolDay(terms: PlainRegister['terms']): boolean {
  const closed = terms.filter(row => row.kind !== 'HALF_TERM' && row.kind !== 'BREAK')
  return terms.some(row => {
    if (row.kind !== 'HALF_TERM') return false
    for (let day = row.from; day <= row.to; day = plusDays(day, 1)) {
      if (weekdayOf(day) <= 5 && !closed.some(one => one.from <= day && day <= one.to)) return true
    }
    return false
  })
}

const key = { school_urn: '999001', mis_id: '1' }

/** The same register as rows, as a school system's maker would give them. */
export function rowsOf(register: PlainRegister): Registers {
  return {
    term_dates: register.terms.map(({ kind, from, to }) => ({
      kind: kind as Registers['term_dates'][number]['kind'],
      start_date: from,
      end_date: to,
    })),
    pupils: [
      {
        ...key,
        date_of_birth: register.dob,
        entry_date: register.entry,
        leaving_date: register.leaving,
        most_junior_class: register.mostJunior,
        most_senior_class: register.mostSenior,
      },
    ],
    attendance: [...register.marks].map(([date, [am_code, pm_code]]) => ({ ...key, date, am_code, pm_code })),
    leave: register.leaves.map(({ from, to }) => ({ ...key, start_date: from, end_date: to })),
  }
}

/** The same register as strips, by school year: what is stored, and what the nightly run reads. */
export function stripsOf(register: PlainRegister): Map<number, string> {
  const years = new Map<number, { at: number; marks: string }[]>()
  for (const [day, codes] of register.marks) {
    const place = placeOf(localDate(day))
    if (!place) continue
    const marks = codes.map(code => String.fromCharCode(readCode(code, localDate(day)) ?? notTaken)).join('')
    const days = years.get(place.schoolYear) ?? []
    days.push({ at: place.at, marks })
    years.set(place.schoolYear, days)
  }
  return new Map([...years].map(([year, days]) => [year, withMarks(emptyStrip(year), days)]))
}

/** The same register's term dates and facts, as the rules take them. */
export function termDatesOf(register: PlainRegister): TermDate[] {
  return register.terms.map(({ kind, from, to }) => ({
    kind: kind as TermDate['kind'],
    name: '',
    startsOn: localDate(from),
    endsOn: localDate(to),
  }))
}

/** Findings as the plain reading says them, in its order. */
export function plainly(findings: readonly PlainFinding[]): string[] {
  return findings.map(({ rule, on, due, since, missed, possible }) =>
    [rule, on, due && `due ${due}`, since && `since ${since}`, possible && `${missed} of ${possible}`]
      .filter(Boolean)
      .join(' '),
  )
}
