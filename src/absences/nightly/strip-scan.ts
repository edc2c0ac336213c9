/**
 * Whose register may the rules have something to say of?
 *
 * The nightly run reads every mark of the authority to find the few children who matter. This is the reading: bytes go
 * through the same walk as everything else, and the answer is a short list of enrolments to be judged in full. It asks less
 * than the rules do (every child of compulsory age, on roll for ever), so it names everyone whom they would find and some
 * whom they would not. No strings and no objects are made on the way.
 */
import { type CalendarYear, firstAtOrAfter, type SchoolCalendar } from '../calendar/school-calendar.ts'
import { stripWidthMax } from '../calendar/strip-days.ts'
import { breaksTen, breaksTwenty, countsTowardsTen, countsTowardsTwenty, runClasses } from './day-class.ts'
import { never, type Strip, type Walk, walkRuns } from './walk.ts'

/**
 * PostgreSQL's binary COPY of `school_id, enrolment_id, school_year, marks`: a beginning of 19 bytes; then of each row the
 * number of fields (2 bytes) and of each field its length (4) and itself; then -1 for a number. So everything but the marks
 * has its place.
 */
const beginning = 19
const schoolAt = 6
const enrolmentAt = 26
const yearAt = 46
const lengthAt = 50
const marksAt = 54
const idLength = 16
/** No row is longer. */
const longest = marksAt + stripWidthMax

/** A school's calendar, and its years one by one. */
type Years = { whole: SchoolCalendar; byYear: Map<number, SchoolCalendar> }

/** Looks through rows of strips, however they are cut. */
export class StripScan {
  rows = 0
  /**
   * Enrolments that the rules are to judge: something was found in a strip of theirs, or an earlier year ends within a run,
   * which the next may complete.
   */
  readonly candidates: string[] = []
  readonly #lastYear: number
  readonly #calendarOf: (schoolId: string) => SchoolCalendar
  readonly #walk: Walk
  readonly #strip: Strip
  readonly #school = new Uint8Array(idLength)
  readonly #known = new Map<SchoolCalendar, Years>()
  #years: Years | undefined
  #found = false
  #isBegun = false
  #rest: Uint8Array = new Uint8Array(0)

  /** Takes the last school year of which there are strips, and the day up to which to look. */
  constructor(lastYear: number, on: number, calendarOf: (schoolId: string) => SchoolCalendar) {
    this.#lastYear = lastYear
    this.#calendarOf = calendarOf
    this.#strip = { schoolYear: 0, bytes: this.#rest, at: 0, length: 0 }
    this.#walk = { csaFrom: 0, csaTo: never, entry: 0, leaving: never, on, strips: [this.#strip] }
  }

  readonly #onHit = (): void => {
    this.#found = true
  }

  /** Takes the next bytes. */
  take(bytes: Uint8Array): void {
    // Whole rows are read where they lie; only one that is cut in two is put together.
    let all = bytes
    let at = 0
    if (this.#rest.length > 0) {
      const held = this.#rest.length
      const missing = this.#lengthOf(joined(this.#rest, bytes.subarray(0, longest)), 0) - held
      if (missing < 0 || bytes.length < missing) {
        this.#rest = joined(this.#rest, bytes)
        return
      }
      all = joined(this.#rest, bytes.subarray(0, missing))
      this.#rest = new Uint8Array(0)
      this.#piece(all, 0)
      all = bytes
      at = missing
    }
    while (at < all.length) {
      const length = this.#lengthOf(all, at)
      if (length < 0 || all.length - at < length) {
        this.#rest = all.slice(at)
        return
      }
      this.#piece(all, at)
      at += length
    }
  }

  /** How long the piece is that begins here; -1 where too little of it is there to say. */
  #lengthOf(bytes: Uint8Array, at: number): number {
    if (!this.#isBegun) return beginning
    if (bytes.length - at < 2) return -1
    // The end of the rows.
    if (bytes[at] === 0xff) return 2
    if (bytes.length - at < marksAt) return -1
    return marksAt + ((bytes[at + lengthAt + 2]! << 8) | bytes[at + lengthAt + 3]!)
  }

  #piece(bytes: Uint8Array, at: number): void {
    if (!this.#isBegun) this.#isBegun = true
    else if (bytes[at] !== 0xff) this.#row(bytes, at)
  }

  #row(bytes: Uint8Array, from: number): void {
    this.rows++
    this.#findSchool(bytes, from + schoolAt)
    const schoolYear = (bytes[from + yearAt + 2]! << 8) | bytes[from + yearAt + 3]!
    const calendar = this.#years!.byYear.get(schoolYear)
    // A year in which the school has no school day.
    if (!calendar) return
    const strip = this.#strip
    strip.schoolYear = schoolYear
    strip.bytes = bytes
    strip.at = from + marksAt
    strip.length = (bytes[from + lengthAt + 2]! << 8) | bytes[from + lengthAt + 3]!
    this.#found = false
    walkRuns(calendar, this.#walk, this.#onHit)
    if (this.#found || (schoolYear < this.#lastYear && this.#endsInRun(calendar.years[0]!))) {
      this.candidates.push(idText(bytes, from + enrolmentAt))
    }
  }

  /** Rows of a school mostly stand together, so its calendar is looked up once for many. */
  #findSchool(bytes: Uint8Array, at: number): void {
    const school = this.#school
    let same = this.#years !== undefined
    for (let i = idLength - 1; same && i >= 0; i--) same = school[i] === bytes[at + i]
    if (same) return
    school.set(bytes.subarray(at, at + idLength))
    const whole = this.#calendarOf(idText(bytes, at))
    let years = this.#known.get(whole)
    if (!years) {
      years = {
        whole,
        byYear: new Map(whole.years.map(year => [year.schoolYear, { ...whole, years: [year] }])),
      }
      this.#known.set(whole, years)
    }
    this.#years = years
  }

  /** Backwards from the year's last school day: does a counted day come before one that ends both counts? */
  #endsInRun(year: CalendarYear): boolean {
    const { bytes, at, length } = this.#strip
    for (let place = firstAtOrAfter(year.dayNumbers, this.#walk.on + 1) - 1; place >= 0; place--) {
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

/** An id of 16 bytes as it is written. */
function idText(bytes: Uint8Array, at: number): string {
  let text = ''
  for (let i = 0; i < idLength; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += bytes[at + i]!.toString(16).padStart(2, '0')
  }
  return text
}
