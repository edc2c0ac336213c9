/**
 * Whose register may the rules have something to say of?
 *
 * The nightly run reads every mark of the authority to find the few children who matter. This is the reading: bytes go
 * through the same walk as everything else, and the answer is a short list of enrolments to be judged in full. It asks less
 * than the rules do (every child of compulsory age, on roll for ever), so it names everyone whom they would find and some
 * whom they would not. No strings and no objects are made on the way.
 */
import { type CalendarYear, firstAtOrAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import { breaksTen, breaksTwenty, countsTowardsTen, countsTowardsTwenty, runClasses } from './day-class.ts'
import { never, type Strip, type Walk, walkRuns } from './walk.ts'

const tab = 9
const newline = 10
const idLength = 36
/** Two ids with a tab behind each stand before the marks. */
const marksAt = 2 * (idLength + 1)

/** Looks through the rows of one school year, however they are cut. */
export class StripScan {
  rows = 0
  /** Enrolments that the rules are to judge. */
  readonly candidates: string[] = []
  /** Enrolments of which the year ends within a run: what comes after it may make it long enough. */
  readonly runsOn: string[] = []
  readonly #calendarOf: (schoolId: string) => SchoolCalendar
  readonly #schoolYear: number
  readonly #on: number
  readonly #walk: Walk
  readonly #strip: Strip
  #found = false
  readonly #school = new Uint8Array(idLength)
  #calendar: SchoolCalendar | undefined
  #year: CalendarYear | undefined
  #rest: Uint8Array = new Uint8Array(0)

  constructor(schoolYear: number, on: number, calendarOf: (schoolId: string) => SchoolCalendar) {
    this.#schoolYear = schoolYear
    this.#on = on
    this.#calendarOf = calendarOf
    this.#strip = { schoolYear, bytes: this.#rest, at: 0, length: 0 }
    this.#walk = { csaFrom: 0, csaTo: never, entry: 0, leaving: never, on, strips: [this.#strip] }
  }

  readonly #onHit = (): void => {
    this.#found = true
  }

  /** Takes the next bytes. */
  take(bytes: Uint8Array): void {
    let from = 0
    if (this.#rest.length > 0) {
      const end = bytes.indexOf(newline)
      if (end < 0) {
        this.#rest = joined(this.#rest, bytes)
        return
      }
      const row = joined(this.#rest, bytes.subarray(0, end + 1))
      this.#rest = new Uint8Array(0)
      this.#row(row, 0, row.length - 1)
      from = end + 1
    }
    const length = bytes.length
    while (from < length) {
      // A year's rows are nearly always as long as each other, so the end is looked for where the last one was.
      const guess = from + marksAt + this.#strip.length
      const end = guess < length && bytes[guess] === newline ? guess : bytes.indexOf(newline, from)
      if (end < 0) {
        this.#rest = bytes.slice(from)
        return
      }
      this.#row(bytes, from, end)
      from = end + 1
    }
  }

  #row(bytes: Uint8Array, from: number, end: number): void {
    if (bytes[from + idLength] !== tab || bytes[from + marksAt - 1] !== tab)
      throw new Error('Not a row of strips')
    this.rows++
    this.#findCalendar(bytes, from + idLength + 1)
    const calendar = this.#calendar!
    const strip = this.#strip
    strip.bytes = bytes
    strip.at = from + marksAt
    strip.length = end - strip.at
    this.#found = false
    walkRuns(calendar, this.#walk, this.#onHit)
    if (this.#found) this.candidates.push(asText(bytes, from))
    else if (this.#endsInRun()) this.runsOn.push(asText(bytes, from))
  }

  /** Rows of a school mostly stand together, so the calendar is looked up once for many. */
  #findCalendar(bytes: Uint8Array, at: number): void {
    const school = this.#school
    let same = this.#calendar !== undefined
    for (let i = 0; same && i < idLength; i++) same = school[i] === bytes[at + i]
    if (same) return
    school.set(bytes.subarray(at, at + idLength))
    const whole = this.#calendarOf(asText(bytes, at))
    const years = whole.years.filter(year => year.schoolYear === this.#schoolYear)
    this.#year = years[0]
    this.#calendar = { ...whole, years }
  }

  /** Backwards from the year's last day looked at: does a counted day come before one that ends the count? */
  #endsInRun(): boolean {
    const year = this.#year
    if (!year) return false
    const { bytes, at, length } = this.#strip
    let place = firstAtOrAfter(year.dayNumbers, this.#on + 1) - 1
    for (; place >= 0; place--) {
      const mark = year.weekdayIndexes[place]! * 2
      if (mark + 1 >= length) continue
      const day = runClasses[(bytes[at + mark]! << 8) | bytes[at + mark + 1]!]!
      if ((day & (countsTowardsTen | countsTowardsTwenty)) !== 0) return true
      if ((day & breaksTen) !== 0 && (day & breaksTwenty) !== 0) return false
    }
    return false
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function asText(bytes: Uint8Array, at: number): string {
  let text = ''
  for (let i = at; i < at + idLength; i++) text += String.fromCharCode(bytes[i]!)
  return text
}
