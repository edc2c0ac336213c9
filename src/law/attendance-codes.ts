/**
 * What does a mark in the attendance register mean, and on which dates was it a mark at all?
 *
 * The School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10, set the codes from
 * 19 August 2024. Four older codes are read for earlier dates only.
 *
 * A strip holds one byte a session, so each code has a byte of its own: one-character codes are themselves, two-character
 * codes are a small letter. `\` (present in the afternoon) is kept as `/`: which half of the day it was is known from its
 * place, and PostgreSQL's COPY would escape a backslash.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'

/** The Department's statistical group of a code. APPROVED counts as attending; NOT_POSSIBLE leaves the denominator. */
export type StatisticalGroup =
  | 'PRESENT'
  | 'APPROVED'
  | 'AUTHORISED'
  | 'UNAUTHORISED'
  | 'NOT_POSSIBLE'
  | 'ADMIN'

/** What a code does to a count of days: adds to it, ends it, or is no session at all. */
export type CountEffect = 'counts' | 'breaks' | 'skips'

export type AttendanceCode = {
  readonly code: string
  /** The character that stands for it in a strip. */
  readonly letter: string
  readonly label: string
  readonly group: StatisticalGroup
  /** In the ten-day attendance return (rule T-07). */
  readonly tenDay: CountEffect
  /** In the twenty days of ground I (rule T-15). */
  readonly twentyDay: CountEffect
  /** Was the child in school, or at an activity that counts as school, for the session? */
  readonly inSchool: boolean
  readonly from: LocalDate
  /** The last day on which it could be used. */
  readonly to?: LocalDate
}

const before2024 = localDate('2006-09-01')
const regulations2024 = localDate('2024-08-19')
const lastDayOf2006Codes = localDate('2024-08-18')

/** A session for which no mark has been taken. */
export const notTaken = '.'.charCodeAt(0)
/** A planned closure: no session at all. */
export const closed = '#'.charCodeAt(0)

export const attendanceCodes: readonly AttendanceCode[] = [
  present('/', 'Present for the morning session'),
  present('\\', 'Present for the afternoon session', '/'),
  present('L', 'Late, before the register closed'),
  approved('K', 'Attending education provision arranged by the local authority', regulations2024),
  approved('V', 'Educational visit or trip'),
  approved('P', 'Sporting activity'),
  approved('W', 'Work experience'),
  approved('B', 'Any other approved educational activity off site'),
  {
    ...other('D', 'D', 'NOT_POSSIBLE', 'Dual registered, expected at the other school', before2024),
    inSchool: true,
  },
  other('C', 'C', 'AUTHORISED', 'Leave of absence, exceptional circumstances', before2024),
  other(
    'C1',
    'c',
    'AUTHORISED',
    'Leave of absence, regulated performance or employment abroad',
    regulations2024,
  ),
  other(
    'C2',
    'd',
    'AUTHORISED',
    'Leave of absence, part-time timetable for a compulsory school age pupil',
    regulations2024,
  ),
  other('E', 'E', 'AUTHORISED', 'Suspended or excluded, no alternative provision made', before2024),
  other('I', 'I', 'AUTHORISED', 'Illness (not an appointment)', before2024),
  other(
    'J1',
    'j',
    'AUTHORISED',
    'Leave of absence, interview for employment or another institution',
    regulations2024,
  ),
  other('M', 'M', 'AUTHORISED', 'Leave of absence, medical or dental appointment', before2024),
  other('R', 'R', 'AUTHORISED', 'Religious observance', before2024),
  other('S', 'S', 'AUTHORISED', 'Leave of absence, study leave', before2024),
  other('T', 'T', 'AUTHORISED', 'Parent travelling for occupational purposes', before2024),
  counted('G', 'Holiday not granted by the school'),
  counted('N', 'Reason for absence not yet established'),
  counted('O', 'Absent in other or unknown circumstances'),
  // The child came, after the register had closed: an unauthorised absence, so in the ten-day return, but not away.
  { ...counted('U', 'Arrived after the register closed'), twentyDay: 'breaks', inSchool: true },
  other('Q', 'Q', 'NOT_POSSIBLE', 'Unable to attend, no access arrangements', regulations2024),
  other('X', 'X', 'NOT_POSSIBLE', 'Non-compulsory school age pupil not required to attend', before2024),
  other('Y1', 'p', 'NOT_POSSIBLE', 'Unable to attend, normal transport not available', regulations2024),
  other('Y2', 'q', 'NOT_POSSIBLE', 'Unable to attend, widespread disruption to travel', regulations2024),
  other('Y3', 'r', 'NOT_POSSIBLE', 'Unable to attend, part of the premises closed', regulations2024),
  other('Y4', 's', 'NOT_POSSIBLE', 'Unable to attend, whole site unexpectedly closed', regulations2024),
  other('Y5', 't', 'NOT_POSSIBLE', 'Unable to attend, criminal justice detention', regulations2024),
  other('Y6', 'u', 'NOT_POSSIBLE', 'Unable to attend, public health guidance or law', regulations2024),
  other('Y7', 'v', 'NOT_POSSIBLE', 'Unable to attend, other unavoidable cause', regulations2024),
  noSession('Z', 'Prospective pupil not yet on the register'),
  noSession('#', 'Planned whole-school closure'),
  { ...other('H', 'H', 'AUTHORISED', 'Agreed family holiday', before2024), to: lastDayOf2006Codes },
  { ...other('F', 'F', 'AUTHORISED', 'Agreed extended family holiday', before2024), to: lastDayOf2006Codes },
  { ...present('J', 'Interview'), to: lastDayOf2006Codes },
  {
    ...other('Y', 'Y', 'NOT_POSSIBLE', 'Unable to attend, exceptional circumstances', before2024),
    to: lastDayOf2006Codes,
  },
]

const byCode = new Map(attendanceCodes.map(code => [code.code, code]))
const byByte = new Map(attendanceCodes.map(code => [code.letter.charCodeAt(0), code]))
// `/` and `\` share a byte; it is read back as `/` unless the session is known to be the afternoon.
byByte.set('/'.charCodeAt(0), byCode.get('/')!)

/** The byte that stands for a code in a strip. Throws for a code that is not in the set. */
export function codeToByte(code: string): number {
  const known = byCode.get(code)
  if (!known) throw new Error(`"${code}" is not an attendance code`)
  return known.letter.charCodeAt(0)
}

/** The code that a byte of a strip stands for; empty where the mark was not taken. Throws for a byte of no code. */
export function byteToCode(byte: number, session?: 'AM' | 'PM'): string {
  if (byte === notTaken) return ''
  const known = byByte.get(byte)
  if (!known) throw new Error(`Byte ${byte} stands for no attendance code`)
  return session === 'PM' && known.code === '/' ? '\\' : known.code
}

/** What the byte of a strip means, or nothing where the mark was not taken. */
export function codeOfByte(byte: number): AttendanceCode | undefined {
  return byByte.get(byte)
}

/**
 * Reads a code as a file gives it (spaces around it, any case) to the byte for a strip.
 * Gives `notTaken` for an empty text and nothing for what was not a code on that day.
 */
export function readCode(text: string, on: LocalDate): number | undefined {
  const code = byCode.get(text) ?? byCode.get(text.trim().toUpperCase())
  if (!code) return text.trim() === '' ? notTaken : undefined
  return code.from <= on && (code.to === undefined || on <= code.to) ? code.letter.charCodeAt(0) : undefined
}

function present(code: string, label: string, letter = code): AttendanceCode {
  return { ...other(code, letter, 'PRESENT', label, before2024), inSchool: true }
}

function approved(code: string, label: string, from = before2024): AttendanceCode {
  return { ...other(code, code, 'APPROVED', label, from), inSchool: true }
}

function counted(code: string, label: string): AttendanceCode {
  return { ...other(code, code, 'UNAUTHORISED', label, before2024), tenDay: 'counts', twentyDay: 'counts' }
}

function noSession(code: string, label: string): AttendanceCode {
  return { ...other(code, code, 'ADMIN', label, before2024), tenDay: 'skips', twentyDay: 'skips' }
}

function other(
  code: string,
  letter: string,
  group: StatisticalGroup,
  label: string,
  from: LocalDate,
): AttendanceCode {
  return { code, letter, label, group, tenDay: 'breaks', twentyDay: 'breaks', inSchool: false, from }
}
