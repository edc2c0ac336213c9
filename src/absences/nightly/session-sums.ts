/**
 * What a pair of marks, morning and afternoon, adds to the sums over a year: sessions that could be attended, missed, ill,
 * and days that a run may be made of. As in `day-class.ts`, every pair of bytes is answered once, here.
 *
 * The pairs fall into a few dozen classes. A pair's class is one look-up among 65,536 bytes; what the class adds is another
 * in a table small enough never to leave the processor's nearest memory.
 */
import { codeOfByte } from '../../law/attendance-codes.ts'
import { countsTowardsTen, countsTowardsTwenty, dayClasses, holdsUnknownReason } from '../day-class.ts'

/** The class of each pair of bytes, at morning × 256 + afternoon. */
export const sumClasses = new Uint8Array(65536)

/** Sessions: possible in bits 0 to 9, missed in 10 to 19, ill in 20 to 29. A year has at most 524 sessions. */
export const sessionsOfClass = new Int32Array(256)
/** Days: counted towards ten or twenty in bits 0 to 15, holding an N from 16 on. */
export const daysOfClass = new Int32Array(256)

export const possibleOf = (sums: number): number => sums & 1023
export const missedOf = (sums: number): number => (sums >> 10) & 1023
export const illOf = (sums: number): number => (sums >> 20) & 1023
export const countedOf = (days: number): number => days & 0xffff
export const unknownOf = (days: number): number => days >>> 16

const sessions = Int32Array.from({ length: 256 }, (_, byte) => {
  const code = codeOfByte(byte)
  if (!code || code.group === 'ADMIN' || code.group === 'NOT_POSSIBLE') return 0
  const isMissed = code.group === 'AUTHORISED' || code.group === 'UNAUTHORISED'
  return 1 | (isMissed ? 1 << 10 : 0) | (code.code === 'I' ? 1 << 20 : 0)
})

const known = new Map<string, number>()
for (let am = 0; am < 256; am++) {
  for (let pm = 0; pm < 256; pm++) {
    const pair = (am << 8) | pm
    const flags = dayClasses[pair]!
    const isCounted = (flags & (countsTowardsTen | countsTowardsTwenty)) !== 0
    const sums = sessions[am]! + sessions[pm]!
    const days = (isCounted ? 1 : 0) | ((flags & holdsUnknownReason) !== 0 ? 1 << 16 : 0)
    const key = `${sums} ${days}`
    let place = known.get(key)
    if (place === undefined) {
      place = known.size
      if (place > 255) throw new Error('More classes of days than a byte can number')
      known.set(key, place)
      sessionsOfClass[place] = sums
      daysOfClass[place] = days
    }
    sumClasses[pair] = place
  }
}
