/**
 * What was known of a child's time on a register at a moment in the past?
 *
 * An answer of the rules was given on what stood in the registers then. To ask again as it was known, everything recorded since
 * is taken away: sheets received later, leave granted later, corrections of the roll and of the date of birth. What no history
 * is kept of is said, and taken as it is now.
 */
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { readDateTime } from '../../formats/text.ts'
import { emptyStrip, placeOf, type Sheet, stripsOf } from '../../registers/sheet.ts'
import type { EnrolmentFacts, Leave } from '../register-findings.ts'
import type { Strip } from '../walk.ts'

/** The first moment, in milliseconds since 1970, that is after a day as clocks in England have it. */
export const endOf = (day: LocalDate): number => readDateTime(addDays(day, 1))!

/** A field that was changed, as the list that changed it said. */
export type FieldChange = {
  readonly field: string
  readonly before?: string | null
  readonly after?: string | null
}

/** Something recorded of the time on a roll, and when. */
export type RollEvent = {
  readonly at: number
  readonly type: 'entered' | 'changed' | 'left' | 'reinstated'
  readonly changes: readonly FieldChange[]
  /** For `left`, the day. */
  readonly leavingDate: LocalDate | null
}

/** One time on a register as it stands now, with the history that is kept of it. */
export type Recorded = {
  readonly dateOfBirth: LocalDate | null
  /** Each correction of the date of birth, oldest first, with what it was before. */
  readonly births: readonly { readonly at: number; readonly before: LocalDate | null }[]
  readonly entryDate: LocalDate
  readonly leavingDate: LocalDate | null
  readonly mostJuniorClass: boolean | null
  readonly mostSeniorClass: boolean | null
  /** The year group as the school writes it. */
  readonly ncYear: string | null
  /** Oldest first. */
  readonly events: readonly RollEvent[]
  /** Oldest first. */
  readonly leaves: readonly {
    readonly leave: Leave
    readonly at: number
    /** It was told that the leave of that day was cancelled. */
    readonly withdrawn?: boolean | undefined
  }[]
}

/** Facts without marks; none where the date of birth is not known, which every rule about age needs. */
export type RollAndLeave = Omit<EnrolmentFacts, 'strips' | 'dob'> & { readonly dob: LocalDate | undefined }

/** The facts as they stand now. */
export function factsNow(recorded: Recorded): RollAndLeave {
  return {
    dob: recorded.dateOfBirth ?? undefined,
    entryDate: recorded.entryDate,
    leavingDate: recorded.leavingDate ?? undefined,
    mostJuniorClass: recorded.mostJuniorClass ?? undefined,
    mostSeniorClass: recorded.mostSeniorClass ?? undefined,
    leaves: laterWordHolds(recorded.leaves),
  }
}

/** The facts as they were known before a moment, and in sentences what could not be taken back to then. */
export function factsKnownBefore(
  recorded: Recorded,
  moment: number,
): { facts: RollAndLeave; ncYear: string | null; notKept: string[] } {
  const later = recorded.events.filter(event => event.at >= moment)
  const earlier = recorded.events.filter(event => event.at < moment)
  const notKept: string[] = []
  if (later.some(event => event.type === 'entered')) {
    notKept.push('The name itself was first recorded here after that day. It is taken as known.')
  }
  const correctedBirth = recorded.births.find(birth => birth.at >= moment)
  const facts: RollAndLeave = {
    dob: (correctedBirth ? correctedBirth.before : recorded.dateOfBirth) ?? undefined,
    entryDate: (fieldBefore(later, 'entry_date') as LocalDate | null | undefined) ?? recorded.entryDate,
    leavingDate: leavingDateKnown(recorded, earlier, later, notKept),
    mostJuniorClass: flagBefore(later, 'most_junior_class', recorded.mostJuniorClass),
    mostSeniorClass: flagBefore(later, 'most_senior_class', recorded.mostSeniorClass),
    leaves: laterWordHolds(recorded.leaves.filter(leave => leave.at < moment)),
  }
  const ncYear = fieldBefore(later, 'nc_year')
  return { facts, ncYear: ncYear === undefined ? recorded.ncYear : ncYear, notKept }
}

/** What a field was before the first of these changes to it; undefined where none of them changed it. */
function fieldBefore(later: readonly RollEvent[], field: string): string | null | undefined {
  for (const event of later) {
    const change = event.changes.find(one => one.field === field)
    if (change) return change.before ?? null
  }
  return undefined
}

function flagBefore(later: readonly RollEvent[], field: string, now: boolean | null): boolean | undefined {
  const before = fieldBefore(later, field)
  if (before === undefined) return now ?? undefined
  return before === null ? undefined : before === 'true'
}

/** The leaving date as the last word before the moment had it. */
function leavingDateKnown(
  recorded: Recorded,
  earlier: readonly RollEvent[],
  later: readonly RollEvent[],
  notKept: string[],
): LocalDate | undefined {
  const before = fieldBefore(later, 'leaving_date')
  if (before !== undefined) return (before as LocalDate | null) ?? undefined
  if (later.some(event => event.type === 'left')) return lastLeaving(earlier) ?? undefined
  const said = lastLeaving(earlier)
  if (said === undefined && recorded.leavingDate !== null) {
    notKept.push('When the leaving date was recorded is not kept. It is taken as known.')
  }
  return recorded.leavingDate ?? undefined
}

/** What the last event about leaving said; undefined where none speaks of it. */
function lastLeaving(events: readonly RollEvent[]): LocalDate | null | undefined {
  for (const event of [...events].reverse()) {
    if (event.type === 'left') return event.leavingDate
    if (event.type === 'reinstated') return null
    const change = event.changes.find(one => one.field === 'leaving_date')
    if (change) return (change.after as LocalDate | null | undefined) ?? null
  }
  return undefined
}

/** A leave whose end was corrected is told again from the same day: the later word holds. Takes them oldest first. */
function laterWordHolds(leaves: Recorded['leaves']): Leave[] {
  return [...new Map(leaves.map(one => [one.leave.startsOn, one])).values()]
    .filter(one => one.withdrawn !== true)
    .map(({ leave }) => leave)
}

/** What one row of a sheet said of this child's day: two characters, a space where it said nothing. */
export type MarkReceived = {
  readonly day: LocalDate
  readonly version: number
  readonly receivedAt: number
  readonly marks: string
  /** When the mark was made, where the sender said. */
  readonly recordedAt: number | null
}

/** The child's strips as the sheets received before a moment make them. Takes the rows in any order. */
export function stripsKnownBefore(rows: readonly MarkReceived[], moment: number): Strip[] {
  const byDay = new Map<LocalDate, Map<number, MarkReceived[]>>()
  for (const row of rows) {
    if (row.receivedAt >= moment || !placeOf(row.day)) continue
    const versions = byDay.get(row.day) ?? new Map<number, MarkReceived[]>()
    versions.set(row.version, [...(versions.get(row.version) ?? []), row])
    byDay.set(row.day, versions)
  }
  const sheets = [...byDay].map(([day, versions]) => ({
    day,
    sheets: [...versions].map(([version, said]) => sheetOf(version, said)),
  }))
  const years = stripsOf(sheets).get(child)
  return [...(years ?? [])].map(([schoolYear, marks]) => stripFrom(schoolYear, marks))
}

/** The one child of these sheets. */
const child = 'child'

function sheetOf(version: number, said: readonly MarkReceived[]): Sheet {
  return {
    version,
    receivedAt: said[0]!.receivedAt,
    enrolments: said.map(() => child),
    marks: said.map(row => row.marks).join(''),
    recordedAt: said.map(row => row.recordedAt),
  }
}

/** A strip of text as the walk takes it. */
export function stripFrom(schoolYear: number, marks: string = emptyStrip(schoolYear)): Strip {
  const bytes = Uint8Array.from(marks, mark => mark.charCodeAt(0))
  return { schoolYear, bytes, at: 0, length: bytes.length }
}
