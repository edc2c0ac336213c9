/**
 * What does a school's day look like, after all that was ever said about it?
 *
 * A sheet is one version of a school's day as it was received: the evidence, never changed. A strip is a child's marks for a
 * school year, worked out from the sheets. The newer word wins, by when a mark was made if the sender says so, else by when it
 * arrived; an empty cell says nothing and never takes a known mark away. Because each mark carries its own time, files may come
 * in any order.
 */
import { type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { stripWidth, weekdayIndex } from '../calendar/strip-days.ts'

/** The character of a session of which a sheet says nothing. */
export const saysNothing = ' '
/** The character of a session in a strip for which no mark is known. */
export const untaken = '.'

/** What one file said of a school's day: two marks a row. A pupil may have several rows, made at different times. */
export type SheetRows = {
  readonly enrolments: readonly string[]
  readonly marks: string
  /** When each row was made, in milliseconds since 1970; null where the sender did not say. */
  readonly recordedAt: readonly (number | null)[] | null
}
export type Sheet = SheetRows & { readonly version: number; readonly receivedAt: number }

/** A pupil's day: the winning mark of each session, and the latest time at which one was said to be made. */
export type DayMarks = { am: string; pm: string; amAt: number; pmAt: number }

/**
 * The marks of each pupil that win, over all the sheets of one school's day. Takes sheets in any order.
 * The mark made later wins; where one of two does not say when it was made, the one that came later.
 */
export function foldDay(sheets: readonly Sheet[]): Map<string, DayMarks> {
  const day = new Map<string, DayMarks>()
  for (const sheet of [...sheets].sort((a, b) => a.version - b.version)) {
    for (let i = 0; i < sheet.enrolments.length; i++) {
      const at = sheet.recordedAt?.[i] ?? null
      let known = day.get(sheet.enrolments[i]!)
      if (!known) {
        known = { am: untaken, pm: untaken, amAt: Number.NEGATIVE_INFINITY, pmAt: Number.NEGATIVE_INFINITY }
        day.set(sheet.enrolments[i]!, known)
      }
      const am = sheet.marks[2 * i]!
      const pm = sheet.marks[2 * i + 1]!
      if (am !== saysNothing && (at === null || at >= known.amAt)) {
        known.am = am
        known.amAt = at ?? known.amAt
      }
      if (pm !== saysNothing && (at === null || at >= known.pmAt)) {
        known.pm = pm
        known.pmAt = at ?? known.pmAt
      }
    }
  }
  return day
}

/** A pupil's day that a new sheet changes: what it was and what it is. */
export type DayChange = { enrolment: string; was: string; is: string }
export type Merged = {
  /** False where everything had been said before: then no sheet is kept. */
  isNew: boolean
  changes: DayChange[]
  /** Of each row: did it say something new? */
  isRowNew: boolean[]
}

/**
 * What a new sheet does to a day. Takes the sheets there were and the new one.
 * A row is known when the same mark was given with the same time; or, with no time, when it says what already holds.
 */
export function mergeDay(earlier: readonly Sheet[], next: Sheet): Merged {
  const before = foldDay(earlier)
  const timed = new Set<string>()
  for (const sheet of earlier) {
    sheet.recordedAt?.forEach((at, i) => {
      if (at === null) return
      for (const session of [0, 1]) timed.add(timedKey(sheet, i, session, at))
    })
  }
  const isRowNew = next.enrolments.map((enrolment, i) => {
    const at = next.recordedAt?.[i] ?? null
    const known = before.get(enrolment)
    return [0, 1].some(session => {
      const mark = next.marks[2 * i + session]!
      if (mark === saysNothing) return false
      if (at !== null) return !timed.has(timedKey(next, i, session, at))
      return known === undefined || mark !== (session === 0 ? known.am : known.pm)
    })
  })
  if (!isRowNew.includes(true)) return { isNew: false, changes: [], isRowNew }
  const after = foldDay([...earlier, next])
  const changes: DayChange[] = []
  for (const enrolment of new Set(next.enrolments)) {
    const known = before.get(enrolment)
    const was = known ? known.am + known.pm : untaken + untaken
    const now = after.get(enrolment)!
    const is = now.am + now.pm
    if (is !== was) changes.push({ enrolment, was, is })
  }
  return { isNew: true, changes, isRowNew }
}

const timedKey = (sheet: SheetRows, i: number, session: number, at: number): string =>
  `${sheet.enrolments[i]}${session}${sheet.marks[2 * i + session]}${at}`

/** Where a day's two marks stand in its strip; nothing for a Saturday or Sunday, which no strip has. */
export function placeOf(day: LocalDate): { schoolYear: number; at: number } | undefined {
  const schoolYear = schoolYearOf(day)
  const index = weekdayIndex(schoolYear, day)
  return index < 0 ? undefined : { schoolYear, at: index * 2 }
}

/** The strip of a year of which nothing is known. */
export const emptyStrip = (schoolYear: number): string => untaken.repeat(stripWidth(schoolYear))

/** A strip with some days' marks put in their places. */
export function withMarks(strip: string, days: Iterable<{ at: number; marks: string }>): string {
  const characters = strip.split('')
  for (const { at, marks } of days) {
    characters[at] = marks[0]!
    characters[at + 1] = marks[1]!
  }
  return characters.join('')
}

/** Every strip that sheets make, by enrolment and school year: what `onroll strips` compares with what is stored. */
export function stripsOf(
  sheetsByDay: Iterable<{ day: LocalDate; sheets: readonly Sheet[] }>,
): Map<string, Map<number, string>> {
  const marks = new Map<string, Map<number, { at: number; marks: string }[]>>()
  for (const { day, sheets } of sheetsByDay) {
    const place = placeOf(day)
    if (!place) continue
    for (const [enrolment, { am, pm }] of foldDay(sheets)) {
      if (am === untaken && pm === untaken) continue
      const years = marks.get(enrolment) ?? new Map<number, { at: number; marks: string }[]>()
      const days = years.get(place.schoolYear) ?? []
      days.push({ at: place.at, marks: am + pm })
      years.set(place.schoolYear, days)
      marks.set(enrolment, years)
    }
  }
  return new Map(
    [...marks].map(([enrolment, years]) => [
      enrolment,
      new Map([...years].map(([year, days]) => [year, withMarks(emptyStrip(year), days)])),
    ]),
  )
}
