/**
 * Whose register says something other than what stands written?
 *
 * The nightly run reads every mark of the authority once. This is the reading: bytes go through the same walk as everything
 * else, with each child's own dates, and what the rules say is kept as a sum a child (`Fingerprints`). No strings and no
 * objects are made on the way. Children whose sums differ from those of what stands are judged in full, and so are those
 * for whom a sum cannot tell: with leave, or with a run that goes on from one school year into the next.
 *
 * Most strips are answered by their sums alone: with no N and fewer counted days than any run needs, the walk is not taken.
 */
import {
  dayNumber,
  fromDayNumber,
  type LocalDate,
  schoolYearOf,
  schoolYearStart,
} from '../../calendar/local-date.ts'
import { type CalendarYear, firstAtOrAfter, type SchoolCalendar } from '../../calendar/school-calendar.ts'
import { stripWidthMax } from '../../calendar/strip-days.ts'
import type { PupilYearGroup } from '../../calendar/year-groups.ts'
import {
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
  persistentAbsencePercent,
  reasonUnknownSchoolDays,
  severeAbsencePercent,
  sicknessReturnSchoolDays,
} from '../../law/absence-limits.ts'
import { type Dated, inForce } from '../../law/dated.ts'
import { breaksTen, breaksTwenty, countsTowardsTen, countsTowardsTwenty, runClasses } from '../day-class.ts'
import { rollChanges } from '../roll-changes.ts'
import { never, type Strip, type Walk, type WalkedRule, walkRuns } from '../walk.ts'
import { BinaryRows, dayAt, int32At } from './binary-rows.ts'
import { Fingerprints, noDay, ruleNumbers, rulesInOrder } from './fingerprints.ts'
import { rollChangesFrom } from './roll-window.ts'
import { hasLeave, inMostJuniorClass, inMostSeniorClass, noGroup, Rolls } from './rolls.ts'
import { countedOf, daySums, illOf, missedOf, possibleOf, unknownOf } from './session-sums.ts'

/** A row of strips: `enrolment_id, school_year, marks`. */
const enrolmentAt = 6
const yearAt = 26
const marksAt = 34

/** A row of what stands: `enrolment_id, rule's number, on_date, due_on or infinity, since_on or infinity`. */
const ruleAt = 26
const onAt = 34
const dueAt = 42
const sinceAt = 50

/** No run is shorter, on any day. */
const shortestRun = Math.min(
  ...[...attendanceReturnSchoolDays, ...continuousAbsenceSchoolDays].map(limit => limit.value),
)
const leastIllness = Math.min(...sicknessReturnSchoolDays.map(limit => limit.value)) * 2
/** More than any day number that a person lives to see: two days and two classes make one key. */
const keysOfDay = 2 ** 20
/** Above every year group that is less than nothing. */
const firstKey = 10
const unknownReasonDays = byDayNumber(reasonUnknownSchoolDays)
const illnessDays = byDayNumber(sicknessReturnSchoolDays)

/** Gives the calendar by which an enrolment's days are counted: the school's, or its year group's in it. */
export type CalendarOf = (schoolId: string, yearGroup: PupilYearGroup | undefined) => SchoolCalendar

/** What an entry or a removal comes to, as it is summed. */
type RollChange = readonly [rule: number, on: number, due: number]

/** A calendar, its years one by one (from `first` on), and what each entry and removal in them comes to. */
type Years = {
  readonly whole: SchoolCalendar
  readonly first: number
  readonly single: readonly (SchoolCalendar | undefined)[]
  readonly rollChanges: Map<number, readonly RollChange[]>
}

/** Give it the rolls, then what stands, then the strips, each as binary COPY and however cut; then ask. */
export class StripScan {
  readonly rolls = new Rolls()
  readonly #shown = new Fingerprints()
  readonly #standing = new Fingerprints()
  /** Enrolments to be judged whatever the sums say. */
  #isUnsure = new Uint8Array(0)
  readonly #day: LocalDate
  readonly #on: number
  readonly #schoolYear: number
  readonly #yearBegan: number
  readonly #raisedFrom: number
  readonly #calendarOf: CalendarOf
  readonly #walk: Walk
  readonly #strip: Strip
  readonly #known = new Map<SchoolCalendar, Years>()
  readonly #ofSchool: (Years | undefined)[][] = []
  readonly #strips = new BinaryRows(marksAt, stripWidthMax, (bytes, at) => this.#stripRow(bytes, at))
  readonly #stands = new BinaryRows(sinceAt, 4, (bytes, at) => this.#standingRow(bytes, at))
  readonly #severePercent: number
  readonly #persistentPercent: number
  #place = 0
  #years: Years | undefined

  /** Takes the day up to which to look. */
  constructor(on: LocalDate, calendarOf: CalendarOf) {
    this.#day = on
    this.#on = dayNumber(on)
    this.#schoolYear = schoolYearOf(on)
    this.#yearBegan = dayNumber(schoolYearStart(this.#schoolYear))
    this.#raisedFrom = dayNumber(rollChangesFrom(on))
    this.#calendarOf = calendarOf
    this.#severePercent = inForce(severeAbsencePercent, on).value
    this.#persistentPercent = inForce(persistentAbsencePercent, on).value
    this.#strip = { schoolYear: 0, bytes: new Uint8Array(0), at: 0, length: 0 }
    this.#walk = { csaFrom: 0, csaTo: 0, entry: 0, leaving: 0, on: this.#on, strips: [this.#strip] }
  }

  takeRolls(bytes: Uint8Array): void {
    this.rolls.take(bytes)
  }

  /** Strips read. */
  get strips(): number {
    return this.#strips.rows
  }

  /** To be called when the rolls are whole: who has leave, entered or left. */
  rollsAreWhole(): void {
    const { rolls } = this
    this.#isUnsure = new Uint8Array(rolls.size)
    for (let place = 0; place < rolls.size; place++) {
      if (!rolls.isBornKnown(place)) continue
      if ((rolls.bits[place]! & hasLeave) !== 0) this.#isUnsure[place] = 1
      const entry = rolls.entry[place]!
      const leaving = rolls.leaving[place]!
      if (this.#isRaised(entry) || this.#isRaised(leaving)) this.#addRollChanges(place, entry, leaving)
    }
  }

  takeStanding(bytes: Uint8Array): void {
    this.#stands.take(bytes)
  }

  takeStrips(bytes: Uint8Array): void {
    this.#strips.take(bytes)
  }

  /** The enrolments to be judged, by school, each school of the rolls in their order. */
  candidates(): Map<string, string[]> {
    const { rolls } = this
    const bySchool = Array.from({ length: rolls.schools }, (): string[] => [])
    for (let place = 0; place < rolls.size; place++) {
      if (this.#isUnsure[place] || !this.#shown.isSame(place, this.#standing)) {
        bySchool[rolls.school[place]!]!.push(rolls.idOf(place))
      }
    }
    return new Map(bySchool.map((ids, school) => [rolls.schoolId(school), ids]))
  }

  /** How many enrolments the rolls have of each school, in the order of `candidates`. */
  enrolmentsBySchool(): number[] {
    const counts = Array.from({ length: this.rolls.schools }, () => 0)
    for (let place = 0; place < this.rolls.size; place++) counts[this.rolls.school[place]!]!++
    return counts
  }

  // ---- Entries and removals ----

  #isRaised(day: number): boolean {
    return day >= this.#raisedFrom && day <= this.#on
  }

  #addRollChanges(place: number, entry: number, leaving: number): void {
    const years = this.#yearsOf(place)
    const classes = this.rolls.bits[place]! & (inMostJuniorClass | inMostSeniorClass)
    // The same few days again and again: said once each.
    const key = (entry * keysOfDay + (leaving === never ? 0 : leaving)) * 4 + classes
    let changes = years.rollChanges.get(key)
    if (!changes) {
      const facts = {
        entryDate: fromDayNumber(entry),
        leavingDate: leaving === never ? undefined : fromDayNumber(leaving),
        mostJuniorClass: (classes & inMostJuniorClass) !== 0,
        mostSeniorClass: (classes & inMostSeniorClass) !== 0,
      }
      changes = rollChanges(years.whole, facts, this.#day).map(
        ({ rule, on, due }) => [ruleNumbers[rule], dayNumber(on), due ? dayNumber(due) : noDay] as const,
      )
      years.rollChanges.set(key, changes)
    }
    for (const [rule, on, due] of changes) {
      if (on >= this.#raisedFrom) this.#shown.add(place, rule, on, due, noDay)
    }
  }

  // ---- What stands ----

  #standingRow(bytes: Uint8Array, at: number): void {
    const place = this.rolls.find(bytes, at + enrolmentAt)
    if (place < 0) return
    const number = int32At(bytes, at + ruleAt)
    const rule = rulesInOrder[number - 1]!
    if (!this.rolls.isBornKnown(place)) {
      this.#isUnsure[place] = 1
      return
    }
    const on = dayAt(bytes, at + onAt, noDay)
    switch (rule) {
      case 'PA':
      case 'SA':
        // It stands while it is so, from whatever day of the year on.
        if (on >= this.#yearBegan) this.#standing.add(place, number, noDay, noDay, noDay)
        else this.#isUnsure[place] = 1
        return
      case 'T-10':
      case 'T-11':
      case 'T-21':
        if (on < this.#raisedFrom) {
          // Raised long ago: it need only still be the day.
          const day = rule === 'T-10' ? this.rolls.entry[place] : this.rolls.leaving[place]
          if (day !== on) this.#isUnsure[place] = 1
          return
        }
        break
      case 'T-14':
      case 'H-10':
        // Whoever had leave is judged.
        this.#isUnsure[place] = 1
        return
      default:
    }
    this.#standing.add(place, number, on, dayAt(bytes, at + dueAt, noDay), dayAt(bytes, at + sinceAt, noDay))
  }

  // ---- The strips ----

  #stripRow(bytes: Uint8Array, from: number): void {
    const { rolls } = this
    const place = rolls.find(bytes, from + enrolmentAt)
    if (place < 0 || !rolls.isBornKnown(place)) return
    const schoolYear = (bytes[from + yearAt + 2]! << 8) | bytes[from + yearAt + 3]!
    const years = this.#yearsOf(place)
    const calendar = years.single[schoolYear - years.first]
    // A year in which the school has no school day.
    if (!calendar) return
    const year = calendar.years[0]!
    const dayNumbers = year.dayNumbers
    const schoolDays = dayNumbers.length
    const entry = rolls.entry[place]!
    const leaving = rolls.leaving[place]!
    const last = leaving < this.#on ? leaving : this.#on
    const first = dayNumbers[0]! >= entry ? 0 : firstAtOrAfter(dayNumbers, entry)
    let end = dayNumbers[schoolDays - 1]! <= last ? schoolDays : firstAtOrAfter(dayNumbers, last + 1)
    const at = from + marksAt
    const length = (bytes[at - 2]! << 8) | bytes[at - 1]!
    const weekdayIndexes = year.weekdayIndexes
    while (end > first && weekdayIndexes[end - 1]! * 2 + 1 >= length) end--
    let sums = 0
    for (let i = first; i < end; i++) {
      const mark = at + weekdayIndexes[i]! * 2
      sums += daySums[(bytes[mark]! << 8) | bytes[mark + 1]!]!
    }
    this.#place = place
    this.#years = years
    if (schoolYear === this.#schoolYear) this.#addAbsence(missedOf(sums), possibleOf(sums))
    if (illOf(sums) >= leastIllness) this.#addIllness(bytes, at, year, first, end)
    const counted = countedOf(sums)
    if (unknownOf(sums) > 0 || counted >= shortestRun) {
      const strip = this.#strip
      strip.schoolYear = schoolYear
      strip.bytes = bytes
      strip.at = at
      strip.length = length
      const walk = this.#walk
      walk.csaFrom = rolls.csaFrom[place]!
      walk.csaTo = rolls.csaTo[place]!
      walk.entry = entry
      walk.leaving = leaving
      walkRuns(calendar, walk, this.#onHit)
    }
    const goesOn = schoolYear < this.#schoolYear && leaving > dayNumbers[schoolDays - 1]!
    if (counted > 0 && goesOn && endsInRun(bytes, at, year, first, end)) this.#isUnsure[place] = 1
  }

  readonly #onHit = (rule: WalkedRule, on: number, since: number): void => {
    if (rule === 'T-04') {
      const { dayNumbers } = this.#years!.whole
      const due = dayNumbers[firstAtOrAfter(dayNumbers, on + 1) + limitOn(unknownReasonDays, on) - 1] ?? noDay
      this.#shown.add(this.#place, ruleNumbers['T-04'], on, due, noDay)
    } else this.#shown.add(this.#place, ruleNumbers[rule], on, noDay, since)
  }

  #addAbsence(missed: number, possible: number): void {
    if (missed === 0) return
    const rule =
      missed * 100 >= this.#severePercent * possible
        ? ruleNumbers.SA
        : missed * 100 >= this.#persistentPercent * possible
          ? ruleNumbers.PA
          : 0
    if (rule !== 0) this.#shown.add(this.#place, rule, noDay, noDay, noDay)
  }

  /** T-09: the first day on which there have been enough, the child being of compulsory age. */
  #addIllness(bytes: Uint8Array, at: number, year: CalendarYear, first: number, end: number): void {
    const csaFrom = this.rolls.csaFrom[this.#place]!
    const csaTo = this.rolls.csaTo[this.#place]!
    let ill = 0
    for (let i = first; i < end; i++) {
      const mark = at + year.weekdayIndexes[i]! * 2
      const here = illOf(daySums[(bytes[mark]! << 8) | bytes[mark + 1]!]!)
      if (here === 0) continue
      ill += here
      const day = year.dayNumbers[i]!
      if (day < csaFrom || day > csaTo || ill < limitOn(illnessDays, day) * 2) continue
      this.#shown.add(this.#place, ruleNumbers['T-09'], day, noDay, noDay)
      return
    }
  }

  /** A school's calendars are looked up once for each year group, counted from the school year that holds the day. */
  #yearsOf(place: number): Years {
    const school = this.rolls.school[place]!
    const group = this.rolls.group[place]!
    const leaving = this.rolls.leaving[place]!
    // What a leaver was in was so when they left.
    const back = leaving >= this.#yearBegan ? 0 : this.#schoolYear - schoolYearOf(fromDayNumber(leaving))
    const key = group === noGroup ? 0 : group + back + firstKey
    let ofSchool = this.#ofSchool[school]
    if (!ofSchool) {
      ofSchool = []
      this.#ofSchool[school] = ofSchool
    }
    const known = ofSchool[key]
    if (known) return known
    const yearGroup = group === noGroup ? undefined : { group, in: this.#schoolYear - back }
    const years = this.#yearsIn(this.#calendarOf(this.rolls.schoolId(school), yearGroup))
    ofSchool[key] = years
    return years
  }

  #yearsIn(whole: SchoolCalendar): Years {
    let years = this.#known.get(whole)
    if (!years) {
      const first = whole.years[0]?.schoolYear ?? 0
      const single: (SchoolCalendar | undefined)[] = []
      for (const year of whole.years) {
        while (single.length < year.schoolYear - first) single.push(undefined)
        single.push({ ...whole, years: [year] })
      }
      years = { whole, first, single, rollChanges: new Map() }
      this.#known.set(whole, years)
    }
    return years
  }
}

/** Backwards from the last school day: does a counted day come before one that ends both counts? */
function endsInRun(bytes: Uint8Array, at: number, year: CalendarYear, first: number, end: number): boolean {
  for (let i = end - 1; i >= first; i--) {
    const mark = at + year.weekdayIndexes[i]! * 2
    const day = runClasses[(bytes[mark]! << 8) | bytes[mark + 1]!]!
    if ((day & (countsTowardsTen | countsTowardsTwenty)) !== 0) return true
    if ((day & breaksTen) !== 0 && (day & breaksTwenty) !== 0) return false
  }
  return false
}

type LimitFrom = { readonly from: number; readonly value: number }

function byDayNumber(versions: readonly Dated<number>[]): readonly LimitFrom[] {
  return versions.map(version => ({ from: dayNumber(version.from), value: version.value })).reverse()
}

function limitOn(newestFirst: readonly LimitFrom[], day: number): number {
  for (const { from, value } of newestFirst) if (from <= day) return value
  return never
}
