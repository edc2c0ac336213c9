// All the SQL of registers: the sheets, which are the ledger of attendance and only ever added to, and the strips, which
// are worked out from them so that a rule can walk a year of marks in one reading.
import { schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import {
  emptyStrip,
  mergeDay,
  placeOf,
  type Sheet,
  type SheetRows,
  saysNothing,
  stripsOf,
  untaken,
  withMarks,
} from './sheet.ts'

/** What one file says of one school's day. */
export type DayRows = SheetRows & {
  readonly schoolId: string
  readonly day: LocalDate
  /** How many rows of the file each row here came from: one, where nothing is said. */
  readonly rowsInFile?: readonly number[]
}

/** A mark that took another's place. */
export type Replaced = { enrolment: string; schoolId: string; day: LocalDate; was: string; is: string }

export type Applied = {
  /** Sheets kept: one for each school and day of which the file says something new. */
  sheets: number
  /** Rows of the file that said something new, and rows that did not. */
  rowsNew: number
  rowsKnown: number
  /** Pupil-days of which the marks that hold are others than before. */
  marksChanged: number
  /** Those that replaced a known mark, the first thousand. */
  replaced: Replaced[]
}

const replacedMax = 1000
/** So many strips are written by one statement. */
const stripsAtOnce = 10_000

/** A list for a parameter that the database casts: our ids and marks need no quoting, and a year has millions of them. */
const listOf = (values: readonly (string | number | null)[]): string =>
  `{${values.map(value => value ?? 'null').join(',')}}`

/**
 * Keeps what a file says of these days and brings the strips up to it. Takes each school and day at most once.
 * Nothing is kept of a day of which everything had been said.
 */
export async function applyDays(
  tx: Tx,
  viewer: Viewer,
  file: { importId: string; receivedAt: Date },
  days: readonly DayRows[],
): Promise<Applied> {
  const applied: Applied = { sheets: 0, rowsNew: 0, rowsKnown: 0, marksChanged: 0, replaced: [] }
  const earlier = await sheetsOf(tx, viewer, days)
  const receivedAt = file.receivedAt.getTime()
  const kept: { day: DayRows; version: number }[] = []
  const writes = new Strips()
  for (const day of days) {
    const sheets = earlier.get(dayKey(day)) ?? []
    const place = placeOf(day.day)
    const version = (sheets.at(-1)?.version ?? 0) + 1
    if (sheets.length === 0 && day.recordedAt === null && hasEachOnce(day)) {
      // The first word on this day: nothing to weigh it against.
      if (day.marks.trim() === '') {
        applied.rowsKnown += rowsOf(day)
        continue
      }
      kept.push({ day, version })
      applied.rowsNew += rowsOf(day)
      if (!place) continue
      for (let i = 0; i < day.enrolments.length; i++) {
        const am = day.marks[2 * i]!
        const pm = day.marks[2 * i + 1]!
        if (am === saysNothing && pm === saysNothing) continue
        applied.marksChanged++
        writes.add(place, day.enrolments[i]!, day.schoolId, known(am) + known(pm))
      }
      continue
    }
    const merged = mergeDay(sheets, { ...day, version, receivedAt })
    merged.isRowNew.forEach((isNew, i) => {
      applied[isNew ? 'rowsNew' : 'rowsKnown'] += day.rowsInFile?.[i] ?? 1
    })
    if (!merged.isNew) continue
    kept.push({ day, version })
    for (const { enrolment, was, is } of merged.changes) {
      applied.marksChanged++
      if (place) writes.add(place, enrolment, day.schoolId, is)
      if (was !== untaken + untaken && applied.replaced.length < replacedMax) {
        applied.replaced.push({ enrolment, schoolId: day.schoolId, day: day.day, was, is })
      }
    }
  }
  applied.sheets = kept.length
  await insertSheets(tx, viewer, file, kept)
  await writes.write(tx, viewer)
  return applied
}

const rowsOf = (day: DayRows): number =>
  day.rowsInFile?.reduce((sum, rows) => sum + rows, 0) ?? day.enrolments.length
const known = (mark: string): string => (mark === saysNothing ? untaken : mark)
const dayKey = (day: { schoolId: string; day: string }): string => day.schoolId + day.day
const hasEachOnce = (day: DayRows): boolean => new Set(day.enrolments).size === day.enrolments.length

type SheetRow = {
  school_id: string
  day: LocalDate
  version: number
  received_at: Date
  enrolments: string[]
  marks: string
  recorded_at: (number | null)[] | null
}

/** The sheets there are of some days, oldest version first. */
async function sheetsOf(
  tx: Tx,
  viewer: Viewer,
  days: readonly { schoolId: string; day: LocalDate }[],
): Promise<Map<string, Sheet[]>> {
  const found = new Map<string, Sheet[]>()
  if (days.length === 0) return found
  const rows = await tx<SheetRow[]>`
    select s.school_id, s.day, s.version, s.received_at, s.enrolments, s.marks, s.recorded_at
    from unnest(${listOf(days.map(d => d.schoolId))}::uuid[], ${listOf(days.map(d => d.day))}::date[]) as d(school_id, day)
    join sheets s on s.la_code = ${viewer.la} and s.school_id = d.school_id and s.day = d.day
    where ${schoolInScope(tx, viewer, tx`s.school_id`)}
    order by s.school_id, s.day, s.version`
  for (const row of rows) {
    const key = row.school_id + row.day
    const sheets = found.get(key) ?? []
    sheets.push(sheetFrom(row))
    found.set(key, sheets)
  }
  return found
}

const sheetFrom = (row: SheetRow): Sheet => ({
  version: row.version,
  receivedAt: row.received_at.getTime(),
  enrolments: row.enrolments,
  marks: row.marks,
  recordedAt: row.recorded_at,
})

async function insertSheets(
  tx: Tx,
  viewer: Viewer,
  file: { importId: string; receivedAt: Date },
  kept: readonly { day: DayRows; version: number }[],
): Promise<void> {
  const atOnce = 500
  for (let from = 0; from < kept.length; from += atOnce) {
    const some = kept.slice(from, from + atOnce)
    await tx`
      insert into sheets (la_code, school_id, day, version, import_id, received_at, enrolments, marks, recorded_at)
      select ${viewer.la}, s.school_id, s.day, s.version, ${file.importId}, ${file.receivedAt},
             s.enrolments::uuid[], s.marks, s.recorded_at::bigint[]
      from unnest(${listOf(some.map(s => s.day.schoolId))}::uuid[], ${listOf(some.map(s => s.day.day))}::date[],
                  ${listOf(some.map(s => s.version))}::int[], ${some.map(s => listOf(s.day.enrolments))}::text[],
                  ${some.map(s => s.day.marks)}::text[],
                  ${some.map(s => (s.day.recordedAt === null ? null : listOf(s.day.recordedAt)))}::text[])
           as s(school_id, day, version, enrolments, marks, recorded_at)`
  }
}

/** Days to be put into strips, gathered so that each strip is written once. */
class Strips {
  readonly #years = new Map<
    number,
    Map<string, { schoolId: string; days: { at: number; marks: string }[] }>
  >()

  add(place: { schoolYear: number; at: number }, enrolment: string, schoolId: string, marks: string): void {
    let year = this.#years.get(place.schoolYear)
    if (!year) {
      year = new Map()
      this.#years.set(place.schoolYear, year)
    }
    const strip = year.get(enrolment)
    if (strip) strip.days.push({ at: place.at, marks })
    else year.set(enrolment, { schoolId, days: [{ at: place.at, marks }] })
  }

  async write(tx: Tx, viewer: Viewer): Promise<void> {
    for (const [schoolYear, strips] of this.#years) {
      const byPlace = new Map<number, { id: string; schoolId: string; marks: string }[]>()
      const many: { id: string; schoolId: string; days: { at: number; marks: string }[] }[] = []
      for (const [id, { schoolId, days }] of strips) {
        if (days.length > 1) {
          many.push({ id, schoolId, days })
          continue
        }
        const { at, marks } = days[0]!
        const same = byPlace.get(at) ?? []
        same.push({ id, schoolId, marks })
        byPlace.set(at, same)
      }
      for (const [at, same] of byPlace) {
        // Ids sort by the time they were made, and strips lie as they were made: in this order each page is fetched once.
        same.sort((a, b) => (a.id < b.id ? -1 : 1))
        for (let from = 0; from < same.length; from += stripsAtOnce) {
          await overlayDay(tx, viewer, schoolYear, at, same.slice(from, from + stripsAtOnce))
        }
      }
      for (let from = 0; from < many.length; from += stripsAtOnce) {
        await writeWhole(tx, viewer, schoolYear, many.slice(from, from + stripsAtOnce))
      }
    }
  }
}

/** One day's marks into many strips: the everyday case, and a small change that stays on its page. */
async function overlayDay(
  tx: Tx,
  viewer: Viewer,
  schoolYear: number,
  at: number,
  strips: readonly { id: string; schoolId: string; marks: string }[],
): Promise<void> {
  const ids = listOf(strips.map(s => s.id))
  const marks = strips.map(s => s.marks)
  const { count } = await tx`
    update strips s set marks = overlay(s.marks placing u.marks from ${at + 1}::int for 2)
    from unnest(${ids}::uuid[], ${marks}::text[]) as u(id, marks)
    where s.la_code = ${viewer.la} and s.enrolment_id = u.id and s.school_year = ${schoolYear}
      and ${schoolInScope(tx, viewer, tx`s.school_id`)}`
  if (count === strips.length) return
  // The first marks of somebody's year.
  await tx`
    insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    select ${viewer.la}, u.id, ${schoolYear}, u.school_id,
           overlay(${emptyStrip(schoolYear)} placing u.marks from ${at + 1}::int for 2)
    from unnest(${ids}::uuid[], ${listOf(strips.map(s => s.schoolId))}::uuid[], ${marks}::text[]) as u(id, school_id, marks)
    on conflict (la_code, enrolment_id, school_year) do nothing`
}

/** Many days into each of many strips: read, put together here, and written whole. */
async function writeWhole(
  tx: Tx,
  viewer: Viewer,
  schoolYear: number,
  strips: readonly { id: string; schoolId: string; days: { at: number; marks: string }[] }[],
): Promise<void> {
  const rows = await tx<{ enrolment_id: string; marks: string }[]>`
    select s.enrolment_id, s.marks from strips s
    where s.la_code = ${viewer.la} and s.school_year = ${schoolYear}
      and s.enrolment_id = any (${listOf(strips.map(s => s.id))}::uuid[])
      and ${schoolInScope(tx, viewer, tx`s.school_id`)}`
  const before = new Map(rows.map(row => [row.enrolment_id, row.marks]))
  const marks = strips.map(s => withMarks(before.get(s.id) ?? emptyStrip(schoolYear), s.days))
  await putStrips(
    tx,
    viewer,
    strips.map((s, i) => ({ id: s.id, schoolId: s.schoolId, schoolYear, marks: marks[i]! })),
  )
}

type WholeStrip = { id: string; schoolId: string; schoolYear: number; marks: string }

async function putStrips(tx: Tx, viewer: Viewer, strips: readonly WholeStrip[]): Promise<void> {
  if (strips.length === 0) return
  await tx`
    insert into strips as s (la_code, enrolment_id, school_year, school_id, marks)
    select ${viewer.la}, u.id, u.school_year, u.school_id, u.marks
    from unnest(${listOf(strips.map(s => s.id))}::uuid[], ${listOf(strips.map(s => s.schoolYear))}::int[],
                ${listOf(strips.map(s => s.schoolId))}::uuid[], ${strips.map(s => s.marks)}::text[])
         as u(id, school_year, school_id, marks)
    on conflict (la_code, enrolment_id, school_year) do update set marks = excluded.marks
      where s.la_code = ${viewer.la}`
}

export type StripCheck = { enrolments: number; strips: number; differ: number }

/**
 * Works out every strip of one school again from its sheets, and compares with what is stored; with `mend`, writes what
 * differs. Gives how many strips there should be and how many differed (missing and left over included).
 */
export async function rebuildStripsOfSchool(
  tx: Tx,
  viewer: Viewer,
  schoolId: string,
  { mend }: { mend: boolean },
): Promise<StripCheck> {
  const rows = await tx<SheetRow[]>`
    select s.school_id, s.day, s.version, s.received_at, s.enrolments, s.marks, s.recorded_at from sheets s
    where s.la_code = ${viewer.la} and s.school_id = ${schoolId} and ${schoolInScope(tx, viewer, tx`s.school_id`)}
    order by s.day, s.version`
  const byDay = new Map<LocalDate, Sheet[]>()
  for (const row of rows) {
    const sheets = byDay.get(row.day) ?? []
    sheets.push(sheetFrom(row))
    byDay.set(row.day, sheets)
  }
  const right = stripsOf([...byDay].map(([day, sheets]) => ({ day, sheets })))
  const stored = await tx<{ enrolment_id: string; school_year: number; marks: string }[]>`
    select s.enrolment_id, s.school_year, s.marks from strips s
    where s.la_code = ${viewer.la} and s.school_id = ${schoolId} and ${schoolInScope(tx, viewer, tx`s.school_id`)}`
  const wrong: WholeStrip[] = []
  let strips = 0
  const storedMarks = new Map(stored.map(row => [`${row.enrolment_id} ${row.school_year}`, row.marks]))
  for (const [id, years] of right) {
    for (const [schoolYear, marks] of years) {
      strips++
      const key = `${id} ${schoolYear}`
      if (storedMarks.get(key) !== marks) wrong.push({ id, schoolId, schoolYear, marks })
      storedMarks.delete(key)
    }
  }
  // A strip of which no sheet speaks: nothing was ever taken.
  for (const [key, marks] of storedMarks) {
    const [id, year] = key.split(' ') as [string, string]
    const empty = emptyStrip(Number(year))
    if (marks !== empty) wrong.push({ id, schoolId, schoolYear: Number(year), marks: empty })
  }
  if (mend) {
    for (let from = 0; from < wrong.length; from += stripsAtOnce) {
      await putStrips(tx, viewer, wrong.slice(from, from + stripsAtOnce))
    }
  }
  return { enrolments: right.size, strips, differ: wrong.length }
}

export type RollRow = {
  id: string
  child_id: string
  school_id: string
  mis_id: string
  admission_number: string | null
  upn: string | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
}

/** Everyone ever on these schools' rolls, in no order, with what a file may know them by; UPNs, as said, only where they are asked for. */
export function rollsOf(
  tx: Tx,
  viewer: Viewer,
  schoolIds: readonly string[],
  { upns }: { upns: boolean },
): Promise<RollRow[]> {
  const upn = tx`(select c.upn from children c where c.la_code = e.la_code and c.id = e.child_id)`
  return tx<RollRow[]>`
    select e.id, e.child_id, e.school_id, e.mis_id, e.admission_number, ${upns ? upn : tx`null`} as upn, e.entry_date,
           e.leaving_date
    from enrolments e
    where e.la_code = ${viewer.la} and e.school_id = any (${listOf(schoolIds)}::uuid[])
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}`
}

/** What a list says of a child's time on a roll. */
export type ReceivedEnrolment = {
  id: string
  childId: string
  schoolId: string
  misId: string
  admission_number: string | null
  nc_year: string | null
  registration_group: string | null
  enrol_status: string | null
  most_junior_class: boolean | null
  most_senior_class: boolean | null
  entry_date: string
  leaving_date: string | null
  leaving_reason: string | null
  ground: string | null
  ground_as_received: string | null
  destination: string | null
  destination_urn: string | null
  seen_until: string | null
  /** When it was said. */
  at: Date
}

const enrolmentColumns = (rows: readonly ReceivedEnrolment[]) => ({
  ids: listOf(rows.map(e => e.id)),
  admission: rows.map(e => e.admission_number),
  year: rows.map(e => e.nc_year),
  group: rows.map(e => e.registration_group),
  status: rows.map(e => e.enrol_status),
  junior: listOf(rows.map(e => e.most_junior_class?.toString() ?? null)),
  senior: listOf(rows.map(e => e.most_senior_class?.toString() ?? null)),
  entry: listOf(rows.map(e => e.entry_date)),
  leaving: listOf(rows.map(e => e.leaving_date)),
  reason: rows.map(e => e.leaving_reason),
  ground: rows.map(e => e.ground),
  received: rows.map(e => e.ground_as_received),
  destination: rows.map(e => e.destination),
  destinationUrn: rows.map(e => e.destination_urn),
  seenUntil: listOf(rows.map(e => e.seen_until)),
  at: rows.map(e => e.at.toISOString()),
})

export async function insertEnrolments(
  tx: Tx,
  viewer: Viewer,
  rows: readonly ReceivedEnrolment[],
): Promise<void> {
  if (rows.length === 0) return
  const e = enrolmentColumns(rows)
  await tx`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, admission_number, nc_year, registration_group,
      enrol_status, most_junior_class, most_senior_class, entry_date, leaving_date, leaving_reason, ground,
      ground_as_received, destination, destination_urn, seen_until, recorded_at)
    select ${viewer.la}, e.* from unnest(
      ${e.ids}::uuid[], ${listOf(rows.map(r => r.childId))}::uuid[], ${listOf(rows.map(r => r.schoolId))}::uuid[],
      ${rows.map(r => r.misId)}::text[], ${e.admission}::text[], ${e.year}::text[], ${e.group}::text[], ${e.status}::text[],
      ${e.junior}::boolean[], ${e.senior}::boolean[], ${e.entry}::date[], ${e.leaving}::date[], ${e.reason}::text[],
      ${e.ground}::text[], ${e.received}::text[], ${e.destination}::text[], ${e.destinationUrn}::text[],
      ${e.seenUntil}::date[], ${e.at}::timestamptz[]) as e`
}

export async function updateEnrolments(
  tx: Tx,
  viewer: Viewer,
  rows: readonly ReceivedEnrolment[],
): Promise<void> {
  if (rows.length === 0) return
  const e = enrolmentColumns(rows)
  await tx`
    update enrolments set admission_number = e.admission_number, nc_year = e.nc_year,
      registration_group = e.registration_group, enrol_status = e.enrol_status, most_junior_class = e.most_junior_class,
      most_senior_class = e.most_senior_class, entry_date = e.entry_date, leaving_date = e.leaving_date,
      leaving_reason = e.leaving_reason, ground = e.ground, ground_as_received = e.ground_as_received,
      destination = e.destination, destination_urn = e.destination_urn, seen_until = e.seen_until,
      recorded_at = greatest(enrolments.recorded_at, e.at)
    from unnest(
      ${e.ids}::uuid[], ${e.admission}::text[], ${e.year}::text[], ${e.group}::text[], ${e.status}::text[],
      ${e.junior}::boolean[], ${e.senior}::boolean[], ${e.entry}::date[], ${e.leaving}::date[], ${e.reason}::text[],
      ${e.ground}::text[], ${e.received}::text[], ${e.destination}::text[], ${e.destinationUrn}::text[],
      ${e.seenUntil}::date[], ${e.at}::timestamptz[])
      as e(id, admission_number, nc_year, registration_group, enrol_status, most_junior_class, most_senior_class,
           entry_date, leaving_date, leaving_reason, ground, ground_as_received, destination, destination_urn,
           seen_until, at)
    where enrolments.la_code = ${viewer.la} and enrolments.id = e.id
      and ${schoolInScope(tx, viewer, tx`enrolments.school_id`)}`
}

/** That a later list said the same: what is older than it can change nothing any more. */
export async function confirmEnrolments(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update enrolments set recorded_at = ${at}
    where la_code = ${viewer.la} and id = any (${listOf(ids)}::uuid[]) and recorded_at < ${at}
      and ${schoolInScope(tx, viewer, tx`school_id`)}`
}

export type KnownEnrolmentRow = {
  id: string
  child_id: string
  school_id: string
  mis_id: string
  admission_number: string | null
  nc_year: string | null
  registration_group: string | null
  enrol_status: string | null
  most_junior_class: boolean | null
  most_senior_class: boolean | null
  entry_date: LocalDate
  leaving_date: LocalDate | null
  leaving_reason: string | null
  ground: string | null
  ground_as_received: string | null
  destination: string | null
  destination_urn: string | null
  seen_until: LocalDate | null
  recorded_at: Date
  surname: string
  forename: string
  middle_names: string | null
  preferred_surname: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: LocalDate | null
  sex: string | null
  upn: string | null
  upn_checked: boolean
  former_upn: string | null
}

/** Every time on roll under these ids of these schools, with who the child is said to be, oldest first. */
export function enrolmentsByMisId(
  tx: Tx,
  viewer: Viewer,
  keys: readonly { schoolId: string; misId: string }[],
): Promise<KnownEnrolmentRow[]> {
  return tx<KnownEnrolmentRow[]>`
    select e.id, e.child_id, e.school_id, e.mis_id, e.admission_number, e.nc_year, e.registration_group, e.enrol_status,
           e.most_junior_class, e.most_senior_class, e.entry_date, e.leaving_date, e.leaving_reason, e.ground,
           e.ground_as_received, e.destination, e.destination_urn, e.seen_until, e.recorded_at,
           c.surname, c.forename, c.middle_names, c.preferred_surname, c.preferred_forename, c.former_surname,
           c.date_of_birth, c.sex, c.upn, c.upn_checked, c.former_upn
    from unnest(${listOf(keys.map(k => k.schoolId))}::uuid[], ${keys.map(k => k.misId)}::text[]) as k(school_id, mis_id)
    join enrolments e on e.la_code = ${viewer.la} and e.school_id = k.school_id and e.mis_id = k.mis_id
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by e.entry_date, e.id`
}

export type EnrolmentEvent = {
  enrolmentId: string
  childId: string
  schoolId: string
  type: 'entered' | 'changed' | 'left' | 'reinstated'
  data: Record<string, unknown>
}

/** History of enrolments. */
export async function insertEnrolmentEvents(
  tx: Tx,
  viewer: Viewer,
  importId: string | undefined,
  events: readonly EnrolmentEvent[],
): Promise<void> {
  if (events.length === 0) return
  const person = viewer.side === 'system' ? null : viewer.personId
  await tx`
    insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, by_person, by_name, import_id, type, data)
    select ${viewer.la}, e.id, e.enrolment_id, e.child_id, e.school_id, ${person}, ${viewer.name}, ${importId ?? null}, e.type,
           e.data::jsonb
    from unnest(${listOf(events.map(() => newId()))}::uuid[], ${listOf(events.map(e => e.enrolmentId))}::uuid[],
                ${listOf(events.map(e => e.childId))}::uuid[], ${listOf(events.map(e => e.schoolId))}::uuid[],
                ${events.map(e => e.type)}::text[], ${events.map(e => JSON.stringify(e.data))}::text[])
         as e(id, enrolment_id, child_id, school_id, type, data)`
}

export type OnRollRow = {
  id: string
  child_id: string
  school_id: string
  mis_id: string
  surname: string
  forename: string
  nc_year: string | null
}

/** Who is on a school's roll on a day. */
export function onRollAt(tx: Tx, viewer: Viewer, schoolId: string, on: string): Promise<OnRollRow[]> {
  return tx<OnRollRow[]>`
    select e.id, e.child_id, e.school_id, e.mis_id, c.surname, c.forename, e.nc_year
    from enrolments e join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${viewer.la} and e.school_id = ${schoolId} and e.entry_date <= ${on} and e.leaving_date is null
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    order by c.surname, c.forename, e.id`
}

/** Adds leave that was granted; gives which of them were not known. */
export async function insertLeaves(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  leaves: readonly {
    enrolmentId: string
    childId: string
    schoolId: string
    startsOn: string
    endsOn: string
  }[],
): Promise<Set<string>> {
  if (leaves.length === 0) return new Set()
  const added = await tx<{ key: string }[]>`
    insert into leaves as l (la_code, id, enrolment_id, child_id, school_id, starts_on, ends_on, import_id, by_name)
    select ${viewer.la}, v.*, ${importId}, ${viewer.name}
    from unnest(${listOf(leaves.map(() => newId()))}::uuid[], ${listOf(leaves.map(l => l.enrolmentId))}::uuid[],
                ${listOf(leaves.map(l => l.childId))}::uuid[], ${listOf(leaves.map(l => l.schoolId))}::uuid[],
                ${listOf(leaves.map(l => l.startsOn))}::date[], ${listOf(leaves.map(l => l.endsOn))}::date[])
         as v(id, enrolment_id, child_id, school_id, starts_on, ends_on)
    -- Decided here with these days: the file says nothing new, and must not become the later word on it.
    where not exists (select 1 from leaves k where k.la_code = ${viewer.la} and k.enrolment_id = v.enrolment_id
                        and k.starts_on = v.starts_on and k.ends_on = v.ends_on)
    on conflict (la_code, enrolment_id, starts_on, ends_on) where step_id is null do nothing
    returning l.enrolment_id || ' ' || l.starts_on || ' ' || l.ends_on as key`
  return new Set(added.map(row => row.key))
}

/**
 * Adds what was decided here about one leave: the latest row of a first day holds. With `withdrawn`, that there was none. Takes the
 * step it was decided by, for which there is one row.
 */
export async function insertLeaveDecided(
  tx: Tx,
  viewer: Viewer,
  leave: {
    stepId: string
    enrolmentId: string
    childId: string
    schoolId: string
    startsOn: string
    endsOn: string
    withdrawn?: boolean
  },
): Promise<void> {
  await tx`
    insert into leaves (la_code, id, enrolment_id, child_id, school_id, starts_on, ends_on, by_name, step_id, withdrawn)
    values (${viewer.la}, ${newId()}, ${leave.enrolmentId}, ${leave.childId}, ${leave.schoolId}, ${leave.startsOn},
            ${leave.endsOn}, ${viewer.name}, ${leave.stepId}, ${leave.withdrawn ?? false})
    on conflict (la_code, step_id) where step_id is not null do nothing`
}

/** Records that a child has left, as a person says; false where the child has left already or came after that day. */
export async function leaveRegister(
  tx: Tx,
  viewer: Viewer,
  enrolmentId: string,
  left: {
    leavingDate: string
    groundAsReceived: string | null
    destination: string | null
    seenUntil: string
  },
): Promise<boolean> {
  const rows = await tx`
    update enrolments e set leaving_date = ${left.leavingDate}, ground_as_received = ${left.groundAsReceived},
      destination = ${left.destination}, seen_until = ${left.seenUntil}
    where e.la_code = ${viewer.la} and e.id = ${enrolmentId} and e.leaving_date is null
      and e.entry_date <= ${left.leavingDate} and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    returning 1`
  return rows.length > 0
}
