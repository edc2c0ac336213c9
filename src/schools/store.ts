// All the SQL of schools: the authorities, their schools, term dates and settings. None of it is about a child, and
// everyone in an authority may read it all; the authority's code still stands in every query.

import type { LocalDate } from '../calendar/local-date.ts'
import type { SchoolCalendar, TermDate, TermDateKind } from '../calendar/school-calendar.ts'
import { yearGroupCalendars } from '../calendar/school-calendar.ts'
import type { PupilYearGroup } from '../calendar/year-groups.ts'
import { UsageProblem } from '../platform/command.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { newId, newToken } from '../platform/ids.ts'
import { type Settings, type StoredKey, type StoredValue, settingsFrom, type ValueOf } from './settings.ts'

/** What schools need to know of a viewer: the folder of viewers comes after this one. */
export type ForAuthority = {
  readonly la: string
  readonly today: string
  readonly personId: string
  readonly name: string
}

export type SchoolRow = {
  id: string
  token: string
  urn: string
  dfe_number: string
  name: string
  phase: string
  low_age: number | null
  high_age: number | null
  telephone: string | null
  opened_on: string | null
  closed_on: string | null
}

/** The authority's schools by name, closed ones last. At most 2,000: no authority has as many. */
export function schoolsOf(tx: Tx, viewer: ForAuthority): Promise<SchoolRow[]> {
  return tx<SchoolRow[]>`
    select id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on
    from schools where la_code = ${viewer.la}
    order by (closed_on is not null and closed_on <= ${viewer.today}), name, id
    limit 2000`
}

/** One school, or undefined where the authority has none of that id. */
export async function schoolById(tx: Tx, viewer: ForAuthority, id: string): Promise<SchoolRow | undefined> {
  const [row] = await tx<SchoolRow[]>`
    select id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on
    from schools where la_code = ${viewer.la} and id = ${id}`
  return row
}

/** The school whose token stands in the address. */
export async function schoolByToken(
  tx: Tx,
  viewer: ForAuthority,
  token: string,
): Promise<SchoolRow | undefined> {
  const [row] = await tx<SchoolRow[]>`
    select id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on
    from schools where la_code = ${viewer.la} and token = ${token}`
  return row
}

/** The school with this URN or this DfE number. */
export async function schoolByNumber(
  tx: Tx,
  viewer: ForAuthority,
  number: { urn?: string | undefined; dfeNumber?: string | undefined },
): Promise<SchoolRow | undefined> {
  const [row] = await tx<SchoolRow[]>`
    select id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on, closed_on
    from schools where la_code = ${viewer.la}
      and (urn = ${number.urn ?? ''} or dfe_number = ${number.dfeNumber ?? ''})
    order by (urn = ${number.urn ?? ''}) desc, id limit 1`
  return row
}

export type NewSchool = {
  urn: string
  dfeNumber: string
  name: string
  phase: string
  lowAge?: number | undefined
  highAge?: number | undefined
  telephone?: string | undefined
  openedOn?: string | undefined
}

/** Adds a school and gives its id. The caller has looked whether its numbers are free. */
export async function insertSchool(tx: Tx, viewer: ForAuthority, school: NewSchool): Promise<string> {
  const id = newId()
  await tx`
    insert into schools (la_code, id, token, urn, dfe_number, name, phase, low_age, high_age, telephone, opened_on)
    values (${viewer.la}, ${id}, ${newToken()}, ${school.urn}, ${school.dfeNumber}, ${school.name}, ${school.phase},
            ${school.lowAge ?? null}, ${school.highAge ?? null}, ${school.telephone ?? null}, ${school.openedOn ?? null})`
  return id
}

/** Closes a school from a day. Its people lose their access on that day: see `hatsOf`. */
export async function closeSchoolRow(
  tx: Tx,
  viewer: ForAuthority,
  id: string,
  closedOn: string,
): Promise<void> {
  await tx`update schools set closed_on = ${closedOn} where la_code = ${viewer.la} and id = ${id}`
}

/** Adds an authority if it is not there. `sql` may be the owner's or a transaction of the system. */
export async function insertAuthority(tx: Tx | Sql, la: string, name: string): Promise<void> {
  await tx`insert into authorities (la_code, name) values (${la}, ${name}) on conflict do nothing`
}

/**
 * The authority that a command is about: the one named, or the only one there is. Throws UsageProblem where that says none, or
 * one that is not here.
 */
export async function authorityMeant(sql: Sql, named: string | undefined): Promise<string> {
  const authorities = await sql<{ la_code: string }[]>`select la_code from authorities order by la_code`
  const la = named ?? (authorities.length === 1 ? authorities[0]!.la_code : undefined)
  if (la === undefined) {
    const say =
      authorities.length === 0 ? 'there is no authority yet: see `onroll user`' : 'say which: --la CODE'
    throw new UsageProblem(`Which authority? ${say}.`)
  }
  if (!authorities.some(authority => authority.la_code === la))
    throw new UsageProblem(`There is no authority ${la} here.`)
  return la
}

export async function authorityName(tx: Tx | Sql, la: string): Promise<string | undefined> {
  const [row] = await tx<{ name: string }[]>`select name from authorities where la_code = ${la}`
  return row?.name
}

/** What the national list says of a school, for the page that adds one by hand. */
export async function establishmentByUrn(
  tx: Tx,
  urn: string,
): Promise<{ urn: string; la_code: string; dfe_number: string; name: string } | undefined> {
  const [row] = await tx<{ urn: string; la_code: string; dfe_number: string; name: string }[]>`
    select urn, la_code, dfe_number, name from establishments where urn = ${urn}`
  return row
}

export type CalendarVersion = {
  id: string
  school_id: string | null
  academic_year: string
  recorded_at: Date
  by_name: string
  rows: number
}

/**
 * The version of each school year's dates that holds now: the authority's (no school given), or that school's own.
 * Newest year first.
 */
export function calendarVersions(
  tx: Tx,
  viewer: ForAuthority,
  schoolId?: string,
): Promise<CalendarVersion[]> {
  return tx<CalendarVersion[]>`
    select v.id, v.school_id, v.academic_year, v.recorded_at, v.by_name,
           (select count(*)::int from term_dates t where t.la_code = v.la_code and t.version_id = v.id) as rows
    from (select distinct on (academic_year) * from calendar_versions
          where la_code = ${viewer.la} and school_id is not distinct from ${schoolId ?? null}::uuid
          order by academic_year, recorded_at desc, id desc) v
    order by v.academic_year desc limit 50`
}

export type TermDateRow = {
  kind: TermDateKind
  name: string
  starts_on: LocalDate
  ends_on: LocalDate
  /** Null: every year group. */
  year_groups: number[] | null
}

/** A stored line as the calendar takes it. */
export const termDateOf = (row: TermDateRow): TermDate => ({
  kind: row.kind,
  name: row.name,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  ...(row.year_groups && { yearGroups: row.year_groups }),
})

/** The rows of the version that holds for one year. */
export function termDatesOf(
  tx: Tx,
  viewer: ForAuthority,
  academicYear: string,
  schoolId?: string,
): Promise<TermDateRow[]> {
  return tx<TermDateRow[]>`
    select t.kind, t.name, t.starts_on, t.ends_on, t.year_groups from term_dates t
    where t.la_code = ${viewer.la} and t.version_id = (
      select v.id from calendar_versions v
      where v.la_code = ${viewer.la} and v.academic_year = ${academicYear}
        and v.school_id is not distinct from ${schoolId ?? null}::uuid
      order by v.recorded_at desc, v.id desc limit 1)
    order by t.line`
}

/** A year's dates as given now, whole: the former version stays and explains old answers. Gives the version's id. */
export async function insertCalendarVersion(
  tx: Tx,
  viewer: ForAuthority,
  version: {
    schoolId?: string | undefined
    academicYear: string
    importId?: string | undefined
    rows: readonly {
      kind: TermDateKind
      name: string
      startsOn: string
      endsOn: string
      yearGroups?: readonly number[] | undefined
    }[]
  },
): Promise<string> {
  const id = newId()
  await tx`
    insert into calendar_versions (la_code, id, school_id, academic_year, import_id, by_name)
    values (${viewer.la}, ${id}, ${version.schoolId ?? null}, ${version.academicYear}, ${version.importId ?? null},
            ${viewer.name})`
  const { rows } = version
  if (rows.length > 0) {
    await tx`
      insert into term_dates (la_code, version_id, line, kind, name, starts_on, ends_on, year_groups)
      select ${viewer.la}, ${id}, r.line, r.kind, r.name, r.starts_on, r.ends_on, string_to_array(r.groups, ' ')::smallint[]
      from unnest(${rows.map((_, index) => index + 1)}::int[], ${rows.map(row => row.kind)}::text[],
                  ${rows.map(row => row.name)}::text[], ${rows.map(row => row.startsOn)}::date[],
                  ${rows.map(row => row.endsOn)}::date[],
                  ${rows.map(row => row.yearGroups?.join(' ') ?? null)}::text[])
             as r(line, kind, name, starts_on, ends_on, groups)`
  }
  return id
}

type CalendarRow = TermDateRow & { version_id: string; school_id: string | null; academic_year: string }

/** The versions that hold, of the authority and of one school or of all, with their rows. */
function calendarRows(
  tx: Tx,
  viewer: ForAuthority,
  schoolId: string | 'every school' | undefined,
  recordedBefore?: Date,
): Promise<CalendarRow[]> {
  const known = recordedBefore === undefined ? tx`true` : tx`v.recorded_at < ${recordedBefore}`
  const whose =
    schoolId === 'every school'
      ? tx`true`
      : tx`(v.school_id is null or v.school_id = ${schoolId ?? null}::uuid)`
  return tx<CalendarRow[]>`
    select v.id as version_id, v.school_id, v.academic_year, t.kind, t.name, t.starts_on, t.ends_on, t.year_groups
    from (select distinct on (v.academic_year, v.school_id) v.* from calendar_versions v
          where v.la_code = ${viewer.la} and ${whose} and ${known}
          order by v.academic_year, v.school_id, v.recorded_at desc, v.id desc) v
    join term_dates t on t.la_code = v.la_code and t.version_id = v.id
    order by v.academic_year, t.starts_on, t.line`
}

/** A school's calendar, and the latest of the versions that it was made from: what a finding says it went by. */
export type VersionedCalendar = { calendar: SchoolCalendar; version: string | undefined }

/** A pupil's year group as it is known: now, or with the school year in which it is theirs. Nothing: the school's own calendar. */
type YearGroup = number | PupilYearGroup | undefined

function calendarsOfSchool(
  rows: readonly CalendarRow[],
  schoolId: string | undefined,
): (yearGroup?: YearGroup) => VersionedCalendar {
  // For each year a school's own dates hold whole; a year for which it has none is its authority's.
  const ownYears = new Set(
    rows.filter(row => row.school_id !== null && row.school_id === schoolId).map(row => row.academic_year),
  )
  const used = rows.filter(row => row.school_id === (ownYears.has(row.academic_year) ? schoolId : null))
  // Ids sort by the time they were made.
  const version = used
    .map(row => row.version_id)
    .sort()
    .at(-1)
  const calendarOf = yearGroupCalendars(used.map(termDateOf))
  const known = new Map<SchoolCalendar, VersionedCalendar>()
  return yearGroup => {
    const calendar = calendarOf(yearGroup)
    const before = known.get(calendar)
    if (before) return before
    const versioned = { calendar, version }
    known.set(calendar, versioned)
    return versioned
  }
}

/** On which days is this school open, to a year group where one is given? Without a school: the authority's own calendar. */
export async function calendarFor(
  tx: Tx,
  viewer: ForAuthority,
  schoolId: string | undefined,
  yearGroup?: YearGroup,
): Promise<SchoolCalendar> {
  return (await versionedCalendarFor(tx, viewer, schoolId, undefined, yearGroup)).calendar
}

/** The same, with the version it was made from. With `recordedBefore`, as the term dates were known then. */
export async function versionedCalendarFor(
  tx: Tx,
  viewer: ForAuthority,
  schoolId: string | undefined,
  recordedBefore?: Date,
  yearGroup?: YearGroup,
): Promise<VersionedCalendar> {
  return calendarsOfSchool(await calendarRows(tx, viewer, schoolId, recordedBefore), schoolId)(yearGroup)
}

/**
 * Every school's calendar at once (or only one school's), and each year group's in it, for the run of the rules. Schools without
 * dates of their own share one, and so do year groups that no line is for: the same calendar is the same object.
 */
export async function calendarsOf(
  tx: Tx,
  viewer: ForAuthority,
  onlySchoolId?: string,
): Promise<(schoolId: string, yearGroup?: YearGroup) => VersionedCalendar> {
  const rows = await calendarRows(tx, viewer, onlySchoolId ?? 'every school')
  const shared = calendarsOfSchool(rows, undefined)
  const own = new Map<string, ReturnType<typeof calendarsOfSchool>>()
  for (const { school_id } of rows) {
    if (school_id !== null && !own.has(school_id)) own.set(school_id, calendarsOfSchool(rows, school_id))
  }
  return (schoolId, yearGroup) => (own.get(schoolId) ?? shared)(yearGroup)
}

/** The authority's settings on a day: today's unless another is given. */
export async function settingsFor(
  tx: Tx,
  viewer: ForAuthority,
  on: string = viewer.today,
): Promise<Settings> {
  return settingsFrom(await settingsHolding(tx, viewer, on))
}

export type SettingRow<V extends StoredValue = StoredValue> = {
  key: string
  value: V
  from_on: LocalDate
  set_name: string
  set_at: Date
  why: string
}

/** The row that holds for each key on a day. */
export function settingsHolding(tx: Tx, viewer: ForAuthority, on: string): Promise<SettingRow[]> {
  return tx<SettingRow[]>`
    select distinct on (key) key, value, from_on, set_name, set_at, why from settings
    where la_code = ${viewer.la} and from_on <= ${on}
    order by key, from_on desc, set_at desc, id desc`
}

/** What one setting has been and will be, newest first. The rule book keeps its readings and values here too. */
export function settingHistory<K extends StoredKey>(
  tx: Tx,
  viewer: ForAuthority,
  key: K,
): Promise<SettingRow<ValueOf<K>>[]> {
  return tx<SettingRow<ValueOf<K>>[]>`
    select key, value, from_on, set_name, set_at, why from settings
    where la_code = ${viewer.la} and key = ${key}
    order by from_on desc, set_at desc, id desc limit 50`
}

export async function insertSetting(
  tx: Tx,
  viewer: ForAuthority,
  setting: { key: StoredKey; value: StoredValue; fromOn: string; why: string },
): Promise<void> {
  await tx`
    insert into settings (la_code, id, key, value, from_on, set_by, set_name, why)
    values (${viewer.la}, ${newId()}, ${setting.key}, ${tx.json(setting.value as never)}, ${setting.fromOn},
            ${viewer.personId}, ${viewer.name}, ${setting.why})`
}
