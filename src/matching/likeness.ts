/**
 * How alike are two texts? Two measures, each called tens of millions of times in a list, so neither allocates.
 * They know nothing of names: they count slips of the fingers.
 */

let room = 64
/** Row upon row of the table of distances: only the last three are kept. */
let rows: [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(65), new Uint8Array(65), new Uint8Array(65)]
/** Letters of the shorter text that found a partner, in order; and which letters of the other are taken, by a stamp. */
let taken = new Int32Array(64)
let codes = new Uint16Array(64)
let stamp = 0

function makeRoom(length: number): void {
  room = length * 2
  rows = [new Uint8Array(room + 1), new Uint8Array(room + 1), new Uint8Array(room + 1)]
  taken = new Int32Array(room)
  codes = new Uint16Array(room)
  stamp = 0
}

/**
 * How many slips lie between two texts: a letter more, less, other, or two neighbours exchanged (optimal string
 * alignment). Gives 0, 1, 2, or 3 for three or more: nothing beyond two is ever asked.
 */
export function editDistance2(a: string, b: string): number {
  if (a === b) return 0
  let endA = a.length
  let endB = b.length
  const more = endA - endB
  if (more > 2 || more < -2) return 3
  let from = 0
  const least = endA < endB ? endA : endB
  while (from < least && a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const lengthA = endA - from
  const lengthB = endB - from
  if (lengthA <= 1 && lengthB <= 1) return 1
  if (lengthA === 0 || lengthB === 0) return lengthA + lengthB
  if (lengthA === 2 && lengthB === 2) {
    return a.charCodeAt(from) === b.charCodeAt(from + 1) && a.charCodeAt(from + 1) === b.charCodeAt(from)
      ? 1
      : 2
  }
  if (lengthA <= 2 && lengthB <= 2) return 2
  if (lengthB > room) makeRoom(lengthB)
  // Only cells within two of the diagonal can hold two or less; the rest count as three.
  let [before, last, row] = rows
  for (let j = 0; j <= lengthB; j++) last[j] = j < 3 ? j : 3
  for (let i = 1; i <= lengthA; i++) {
    const codeA = a.charCodeAt(from + i - 1)
    const codeBeforeA = i > 1 ? a.charCodeAt(from + i - 2) : -1
    const first = i > 2 ? i - 2 : 1
    const end = i + 2 < lengthB ? i + 2 : lengthB
    row[first - 1] = first === 1 && i < 3 ? i : 3
    let best = row[first - 1]!
    for (let j = first; j <= end; j++) {
      const codeB = b.charCodeAt(from + j - 1)
      let cell: number
      if (codeA === codeB) cell = last[j - 1]!
      else {
        const replaced = last[j - 1]!
        const lost = last[j]!
        const added = row[j - 1]!
        cell = (replaced < lost ? (replaced < added ? replaced : added) : lost < added ? lost : added) + 1
        if (i > 1 && j > 1 && codeBeforeA === codeB && codeA === b.charCodeAt(from + j - 2)) {
          const exchanged = before[j - 2]! + 1
          if (exchanged < cell) cell = exchanged
        }
        if (cell > 3) cell = 3
      }
      row[j] = cell
      if (cell < best) best = cell
    }
    if (end < lengthB) row[end + 1] = 3
    if (best > 2) return 3
    const spare = before
    before = last
    last = row
    row = spare
  }
  return last[lengthB]!
}

/**
 * Jaro-Winkler likeness: 0 for nothing in common to 1 for equal. A tenth of what is missing is added for each of the
 * first four letters that agree, since a name's beginning is seldom mistyped.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const lengthA = a.length
  const lengthB = b.length
  if (lengthA === 0 || lengthB === 0) return 0
  const longest = lengthA > lengthB ? lengthA : lengthB
  if (longest > room) makeRoom(longest)
  if (++stamp === 0x7fffffff) {
    taken.fill(0)
    stamp = 1
  }
  const reach = longest < 4 ? 0 : (longest >> 1) - 1
  let matched = 0
  for (let i = 0; i < lengthA; i++) {
    const code = a.charCodeAt(i)
    const end = i + reach < lengthB - 1 ? i + reach : lengthB - 1
    for (let j = i > reach ? i - reach : 0; j <= end; j++) {
      if (b.charCodeAt(j) === code && taken[j] !== stamp) {
        taken[j] = stamp
        codes[matched++] = code
        break
      }
    }
  }
  if (matched === 0) return 0
  let outOfPlace = 0
  for (let j = 0, k = 0; k < matched; j++) {
    if (taken[j] !== stamp) continue
    if (b.charCodeAt(j) !== codes[k]) outOfPlace++
    k++
  }
  const jaro = (matched / lengthA + matched / lengthB + (matched - outOfPlace / 2) / matched) / 3
  let alike = 0
  while (alike < 4 && alike < lengthA && alike < lengthB && a.charCodeAt(alike) === b.charCodeAt(alike))
    alike++
  return jaro + alike * 0.1 * (1 - jaro)
}
