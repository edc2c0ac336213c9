/**
 * Brothers and sisters bear witness.
 *
 * A family moves together. Where a child's brothers and sisters in one list are firmly found in the other, the child is to be
 * looked for in the family they were found in: that finds who has moved and been renamed, and says of a namesake in another
 * family that it is a namesake. It says nothing of which of the family the child is.
 */
import type { Assigned, Pairs } from './assignment.ts'
import type { Corpus } from './corpus.ts'
import type { Lists } from './linker.ts'

export type Kin = {
  /** The home of each of the left list, as a number; 0 where it is not known. */
  readonly leftHomes: Int32Array
  /** For each of the right list where its brothers and sisters were found: the records, and where they begin. */
  readonly starts: Int32Array
  readonly lefts: Int32Array
  /** The share of firmly found children who are in the family their brothers and sisters were found in. */
  readonly share: number
}

/** So sure must a pair be for a brother or sister to bear witness. */
const firm = 0.95
/** More than these at one address are no family. */
export const familyMost = 12
const leastShare = 0.8
const mostShare = 0.995

/** Each record's home as a number, from postcode and address together; 0 where either is not known. */
function homesOf(list: Corpus): Int32Array {
  const ids = new Map<number, number>()
  const { homes: slots } = list.shape
  return Int32Array.from({ length: list.size }, (_, at) => {
    const postcode = list.postcodes[at * slots]!
    const address = list.addresses[at * slots]!
    if (postcode === 0 || address === 0) return 0
    const home = postcode * 0x4000000 + address
    const id = ids.get(home) ?? ids.size + 1
    ids.set(home, id)
    return id
  })
}

/** The records of each home: where they begin, and the records. */
function families(homes: Int32Array): { starts: Int32Array; records: Int32Array } {
  let most = 0
  for (const home of homes) most = Math.max(most, home)
  const starts = new Int32Array(most + 2)
  for (const home of homes) starts[home + 1]! += 1
  for (let home = 0; home <= most; home += 1) starts[home + 1]! += starts[home]!
  const next = starts.slice()
  const records = new Int32Array(homes.length)
  homes.forEach((home, at) => {
    records[next[home]!++] = at
  })
  return { starts, records }
}

/** Where the brothers and sisters of each of the right list were found. */
export function findKin(
  { left, right }: Pick<Lists, 'left' | 'right'>,
  pairs: Pairs,
  assigned: Assigned,
): Kin {
  const leftHomes = homesOf(left)
  const rightHomes = homesOf(right)
  const { starts: from, records } = families(rightHomes)
  const starts = new Int32Array(right.size + 1)
  const found: number[] = []
  const foundOf = (j: number): number => {
    const pair = assigned.given[j]!
    return pair >= 0 && assigned.chances[pair]! >= firm ? pairs.lefts[pair]! : -1
  }
  let together = 0
  let asked = 0
  for (let j = 0; j < right.size; j += 1) {
    const home = rightHomes[j]!
    const first = from[home]!
    const last = from[home + 1]!
    if (home !== 0 && last - first <= familyMost) {
      const own = foundOf(j)
      for (let one = first; one < last; one += 1) {
        const other = records[one]!
        if (other === j) continue
        const kin = foundOf(other)
        if (kin < 0 || leftHomes[kin] === 0) continue
        found.push(kin)
        if (own >= 0 && leftHomes[own] !== 0) {
          asked += 1
          if (leftHomes[own] === leftHomes[kin]) together += 1
        }
      }
    }
    starts[j + 1] = found.length
  }
  const share = (together + 20) / (asked + 21)
  return {
    leftHomes,
    starts,
    lefts: Int32Array.from(found),
    share: Math.min(mostShare, Math.max(leastShare, share)),
  }
}

/** Who is worth asking again: those with brothers and sisters found, whose own answer could still change. */
export function withKin(kin: Kin, pairs: Pairs, assigned: Assigned): Int32Array {
  const asked: number[] = []
  for (let j = 0; j + 1 < kin.starts.length; j += 1) {
    if (kin.starts[j] === kin.starts[j + 1]) continue
    let best = 0
    for (let pair = pairs.starts[j]!; pair < pairs.starts[j + 1]!; pair += 1)
      best = Math.max(best, assigned.chances[pair]!)
    if (best < settled) asked.push(j)
  }
  return Int32Array.from(asked)
}

const settled = 0.999_999

/** The members of the families of the left list, to be looked through for a child whose kin was found there. */
export function leftFamilies(kin: Kin): { starts: Int32Array; records: Int32Array } {
  return families(kin.leftHomes)
}
