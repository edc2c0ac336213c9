// What is done with schools, calendars and settings. Each runs inside the transaction it is given; whoever calls has
// asked whether the person may.
import { parseLocalDate, schoolYearInWords } from '../calendar/local-date.ts'
import { readDfeNumber, readUrn } from '../formats/cells.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import {
  problemWith,
  type SettingKey,
  type SettingValue,
  settingDefinitions,
  settingInWords,
} from './settings.ts'
import {
  closeSchoolRow,
  type ForAuthority,
  insertCalendarVersion,
  insertSchool,
  insertSetting,
  type NewSchool,
  schoolById,
  schoolByNumber,
  settingsFor,
  termDateOf,
  termDatesOf,
} from './store.ts'
import { readTypedTermDates, sameTermDates } from './term-dates.ts'

/** What a person typed about a school to add. */
export type TypedSchool = {
  urn: string
  dfeNumber: string
  name: string
  phase: string
  lowAge: string
  highAge: string
}
export const phases = [
  'nursery',
  'primary',
  'middle',
  'secondary',
  'all-through',
  '16 plus',
  'special',
  'not known',
]

/** What is wrong with it, by field; and the school if nothing is. */
export function readTypedSchool(
  typed: TypedSchool,
): { school: NewSchool } | { problems: { field: keyof TypedSchool; says: string }[] } {
  const problems: { field: keyof TypedSchool; says: string }[] = []
  const urn = readUrn(typed.urn)
  if (!urn) problems.push({ field: 'urn', says: 'Enter the unique reference number (URN): six digits' })
  const dfeNumber = readDfeNumber(typed.dfeNumber)
  if (!dfeNumber) problems.push({ field: 'dfeNumber', says: 'Enter the DfE number, such as 001/9991' })
  if (!typed.name) problems.push({ field: 'name', says: 'Enter the name of the school' })
  else if (typed.name.length > 200) problems.push({ field: 'name', says: 'Use 200 characters or fewer' })
  if (!phases.includes(typed.phase)) problems.push({ field: 'phase', says: 'Choose the phase' })
  const age = (field: 'lowAge' | 'highAge'): number | undefined => {
    if (typed[field] === '') return undefined
    const years = Number(typed[field])
    if (Number.isInteger(years) && years >= 2 && years <= 19) return years
    problems.push({ field, says: 'Enter an age from 2 to 19, or leave it empty' })
    return undefined
  }
  const [lowAge, highAge] = [age('lowAge'), age('highAge')]
  if (lowAge !== undefined && highAge !== undefined && highAge < lowAge) {
    problems.push({ field: 'highAge', says: 'The highest age is below the lowest' })
  }
  if (problems.length || !urn || !dfeNumber) return { problems }
  return {
    school: {
      urn,
      dfeNumber: `${dfeNumber.slice(0, 3)}/${dfeNumber.slice(3)}`,
      name: typed.name,
      phase: typed.phase,
      lowAge,
      highAge,
    },
  }
}

/** Adds a school of the authority. Refused where its URN or DfE number is there already. */
export async function addSchool(tx: Tx, viewer: ForAuthority, school: NewSchool): Promise<Decision<string>> {
  const known = await schoolByNumber(tx, viewer, school)
  if (known)
    return refused({
      says: `${known.name} has that ${known.urn === school.urn ? 'URN' : 'DfE number'} already`,
    })
  return allowed(await insertSchool(tx, viewer, school))
}

/** Closes a school from a day. From that day its people have no role there. */
export async function closeSchool(
  tx: Tx,
  viewer: ForAuthority,
  id: string,
  closedOn: string,
): Promise<Decision<void>> {
  const school = await schoolById(tx, viewer, id)
  if (!school) return refused({ says: 'There is no such school' })
  if (!parseLocalDate(closedOn)) return refused({ says: 'Enter the day it closes' })
  if (school.closed_on === closedOn) return allowed(undefined)
  if (school.closed_on && school.closed_on <= viewer.today)
    return refused({ says: 'This school has closed already' })
  await closeSchoolRow(tx, viewer, id, closedOn)
  return allowed(undefined)
}

/** Sets a year's dates, for the authority or one school, from typed lines. Does nothing where they say the same as now. */
export async function setTermDates(
  tx: Tx,
  viewer: ForAuthority,
  given: { schoolYear: number; schoolId: string | undefined; typed: string },
): Promise<Decision<{ changed: boolean; rows: number }>> {
  const { rows, problems } = readTypedTermDates(given.typed, given.schoolYear)
  if (problems.length) return refused(...problems.slice(0, 20).map(says => ({ says })))
  const academicYear = schoolYearInWords(given.schoolYear)
  const now = await termDatesOf(tx, viewer, academicYear, given.schoolId)
  const before = now.map(termDateOf)
  if (sameTermDates(before, rows)) return allowed({ changed: false, rows: rows.length })
  await insertCalendarVersion(tx, viewer, { academicYear, schoolId: given.schoolId, rows })
  return allowed({ changed: true, rows: rows.length })
}

/** Sets one of the authority's choices from a day. Refused beyond its limit: the law is never loosened. */
export async function chooseSetting(
  tx: Tx,
  viewer: ForAuthority,
  given: { key: SettingKey; value: SettingValue; fromOn: string; why: string },
): Promise<Decision<{ changed: boolean }>> {
  const problem = problemWith(given.key, given.value)
  if (problem) return refused({ says: problem })
  if (!parseLocalDate(given.fromOn)) return refused({ says: 'Enter the day it holds from' })
  if (given.fromOn < viewer.today) {
    return refused({
      says: 'It cannot hold from a day that has passed: what was decided then stays as it was',
    })
  }
  if (given.why.length < 5) return refused({ says: 'Say why, and who agreed it' })
  const now = (await settingsFor(tx, viewer, given.fromOn))[given.key]
  if (settingInWords(now) === settingInWords(given.value)) return allowed({ changed: false })
  await insertSetting(tx, viewer, given)
  return allowed({ changed: true })
}

/** Every check of a kind that a setting always keeps. */
export function alwaysRequired(key: SettingKey): readonly string[] {
  const definition = settingDefinitions[key]
  return definition.kind === 'checks' ? definition.always : []
}
