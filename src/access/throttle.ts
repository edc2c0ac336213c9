/**
 * How long must someone wait who has guessed wrongly?
 *
 * Attempts are counted for an address typed *from a place*, and for a place. Whoever guesses at a colleague's password
 * slows down only themselves: from anywhere else the right password still works at once, so nobody can lock another out.
 */
export type Attempt = { at: Date; good: boolean }

/** Only these last minutes count. */
export const throttleMinutes = 15
const freeTries = 4
const freeTriesOfPlace = 40

/**
 * Seconds to wait before the next try of this address from this place.
 * Takes the attempts of the last minutes, in any order. A good one wipes out what went before it.
 */
export function secondsToWait(attempts: readonly Attempt[], now: Date): number {
  const sorted = [...attempts].sort((a, b) => a.at.getTime() - b.at.getTime())
  const bad = sorted.slice(sorted.findLastIndex(attempt => attempt.good) + 1)
  return waitAfter(bad, freeTries, throttleMinutes * 60, now)
}

/** Seconds to wait before the next try of anything from this place: a school behind one address is many people. */
export function secondsForPlace(attempts: readonly Attempt[], now: Date): number {
  const bad = attempts.filter(attempt => !attempt.good)
  return waitAfter(bad, freeTriesOfPlace, 60, now)
}

function waitAfter(bad: readonly Attempt[], free: number, secondsMax: number, now: Date): number {
  if (bad.length < free) return 0
  const delay = Math.min(2 ** Math.min(bad.length - free + 2, 20), secondsMax)
  const last = Math.max(...bad.map(attempt => attempt.at.getTime()))
  return Math.max(0, Math.ceil(delay - (now.getTime() - last) / 1000))
}
