/** Candidates judged so that nothing said of one child tells of a protected other. */
import { type Judged, judge, type Register } from '../judge.ts'
import type { Described } from '../record.ts'

/**
 * Judges candidates against each other, each protected one apart: what is said of the rest, how likely they are and whether
 * there is anyone else, is what would be said if no protected child were known. Likeliest first.
 */
export function judgedApart<T extends Described>(
  of: Described,
  candidates: readonly T[],
  register: Register,
): Judged<T>[] {
  const open = candidates.filter(one => !one.protected)
  const judged = open.length === 0 ? [] : judge(of, open, register)
  const apart = candidates
    .filter(one => one.protected)
    .map(one => judge(of, [...open, one], register).find(found => found.candidate === one)!)
  return [...judged, ...apart].sort((a, b) => b.probability - a.probability)
}
