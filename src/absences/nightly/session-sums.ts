/**
 * What a pair of marks, morning and afternoon, adds to the sums over a year: sessions that could be attended, missed and
 * ill, and days that a run may be made of. As in `day-class.ts`, every pair of bytes is answered once, here.
 *
 * The five sums lie side by side in one number of 50 bits, 10 bits each, so that a day is one look-up and one addition. A
 * year has at most 524 sessions, so no sum reaches its neighbour.
 */
import { codeOfByte } from '../../law/attendance-codes.ts'
import { countsTowardsTen, countsTowardsTwenty, dayClasses, holdsUnknownReason } from '../day-class.ts'

const place = 2 ** 10
/** A session that could be attended, one that was missed, one through illness. */
const possible = 1
const missed = place
const ill = place ** 2
/** A day that counts towards ten or twenty, and one with an N. */
const counted = place ** 3
const unknown = place ** 4

export const possibleOf = (sums: number): number => sums % place
export const missedOf = (sums: number): number => Math.floor(sums / missed) % place
export const illOf = (sums: number): number => Math.floor(sums / ill) % place
export const countedOf = (sums: number): number => Math.floor(sums / counted) % place
export const unknownOf = (sums: number): number => Math.floor(sums / unknown)

const sessions = Float64Array.from({ length: 256 }, (_, byte) => {
  const code = codeOfByte(byte)
  if (!code || code.group === 'ADMIN' || code.group === 'NOT_POSSIBLE') return 0
  const isMissed = code.group === 'AUTHORISED' || code.group === 'UNAUTHORISED'
  return possible + (isMissed ? missed : 0) + (code.code === 'I' ? ill : 0)
})

/** What each pair of bytes adds, at morning × 256 + afternoon. */
export const daySums: Float64Array = Float64Array.from(dayClasses, (flags, pair) => {
  const isCounted = (flags & (countsTowardsTen | countsTowardsTwenty)) !== 0
  const hasUnknown = (flags & holdsUnknownReason) !== 0
  return sessions[pair >> 8]! + sessions[pair & 255]! + (isCounted ? counted : 0) + (hasUnknown ? unknown : 0)
})
