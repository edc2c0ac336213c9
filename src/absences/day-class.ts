/**
 * What does a pair of marks, morning and afternoon, do to the counts?
 *
 * Every rule that walks the register asks the same few questions of a day. They are answered once, here, for every pair of
 * bytes, so that the walk over a hundred million marks is one look-up a day.
 */
import { type AttendanceCode, closed, codeOfByte, notTaken } from '../law/attendance-codes.ts'

/** Both sessions taken, both codes of the ten-day return. */
export const countsTowardsTen = 1
/** A taken session with another code: the ten-day run ends. A session not taken does not end it. */
export const breaksTen = 2
/** Both sessions taken, both codes of ground I. */
export const countsTowardsTwenty = 4
/** A taken session with another code, or a session not taken: the twenty-day run ends. */
export const breaksTwenty = 8
/** A session still coded N. */
export const holdsUnknownReason = 16
/** Neither half is a session for this pupil (`#`, `Z`): no day at all. */
export const isNoDay = 32
/** At least one session was taken. */
export const hasTaken = 64
/** At least one session is not taken. */
export const hasUntaken = 128
/** At least one taken session was in school. */
export const hasInSchool = 256
/**
 * Nothing but counted codes and Y1 to Y4 (no transport, disruption, premises closed), at least one of those: for the ten-day
 * return it ends the run, by the letter of the code; the list a person looks at passes over it (OQ-4).
 */
export const pausesForPeople = 512
/** Both sessions are plain to the walk over runs: the day ends both runs and does nothing else. */
export const endsBothRuns = breaksTen | breaksTwenty

/** The flags above for each pair of bytes, at morning × 256 + afternoon. */
export const dayClasses: Uint16Array = tableOfPairs()

/** As `dayClasses`, with only what the walk over runs looks at, so that an ordinary day is one comparison. */
export const runClasses: Uint8Array = Uint8Array.from(
  dayClasses,
  flags => flags & (countsTowardsTen | breaksTen | countsTowardsTwenty | breaksTwenty | holdsUnknownReason),
)

/** What a day's two bytes do. */
export function dayClass(am: number, pm: number): number {
  return dayClasses[(am << 8) | pm]!
}

function tableOfPairs(): Uint16Array {
  const sessions = Array.from({ length: 256 }, (_, byte) => codeOfByte(byte))
  const table = new Uint16Array(65536)
  for (let am = 0; am < 256; am++) {
    for (let pm = 0; pm < 256; pm++) table[(am << 8) | pm] = classOf(sessions[am], sessions[pm])
  }
  return table
}

/** A byte of no code is read as not taken: it neither hides a child nor counts against one. */
function classOf(am: AttendanceCode | undefined, pm: AttendanceCode | undefined): number {
  const codes = [am, pm]
  const sessions = codes.filter(code => code === undefined || code.group !== 'ADMIN')
  if (sessions.length === 0) return isNoDay
  const taken = sessions.filter(code => code !== undefined)
  let flags = 0
  if (codes.every(code => code?.tenDay === 'counts')) flags |= countsTowardsTen
  if (taken.some(code => code.tenDay === 'breaks')) flags |= breaksTen
  if (codes.every(code => code?.twentyDay === 'counts')) flags |= countsTowardsTwenty
  if (taken.length < sessions.length || taken.some(code => code.twentyDay === 'breaks')) flags |= breaksTwenty
  if (taken.some(code => code.code === 'N')) flags |= holdsUnknownReason
  if (taken.length > 0) flags |= hasTaken
  if (taken.length < sessions.length) flags |= hasUntaken
  if (taken.some(code => code.inSchool)) flags |= hasInSchool
  const breaking = taken.filter(code => code.tenDay === 'breaks')
  if (breaking.length > 0 && breaking.every(code => /^Y[1-4]$/.test(code.code))) flags |= pausesForPeople
  return flags
}

/** The class of a day on which no register was taken. */
export const untakenDay = dayClass(notTaken, notTaken)
/** The class of a day that is closed for this pupil. */
export const closedDay = dayClass(closed, closed)
