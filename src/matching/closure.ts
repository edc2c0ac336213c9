/**
 * In one list, whoever is the same child as a second record that is the same child as a third is the child of the third too.
 *
 * So two records that share too little to be joined by themselves may be joined by what stands between them. The doubt of a way
 * from one to the other is at most the sum of the doubts along it (Boole's inequality), so the least doubtful way gives a
 * chance that is never too high.
 */
import type { Assigned, Pairs } from './assignment.ts'

/** So sure must a pair be to lead further. */
const leads = 0.9
/** More records than this in one cluster are a sign of something else than one child: nothing is added. */
const clusterMost = 60

/**
 * Adds the pairs that follow from others and raises those that others bear out. `bits` compares two records, and gives nothing
 * where they plainly are two children. Below `least` bits of their own, two records are not joined by what lies between them:
 * a chain of namesakes is long.
 */
export function closePairs(
  pairs: Pairs,
  assigned: Assigned,
  bits: (i: number, j: number) => number | undefined,
  least: number,
): { pairs: Pairs; assigned: Assigned } {
  const size = pairs.starts.length - 1
  const cluster = clustersOf(pairs, assigned, size)
  const added = new Map<number, Map<number, { chance: number; bits: number }>>()
  for (const members of cluster) {
    if (members.length < 3 || members.length > clusterMost) continue
    const doubts = leastDoubts(members, pairs, assigned)
    for (let a = 0; a < members.length; a += 1) {
      for (let b = a + 1; b < members.length; b += 1) {
        const [i, j] = [members[a]!, members[b]!]
        const chance = 1 - doubts[a * members.length + b]!
        if (chance <= 0.05) continue
        const own = bits(i, j)
        if (own === undefined || own < least) continue
        const of = added.get(j) ?? new Map<number, { chance: number; bits: number }>()
        added.set(j, of.set(i, { chance, bits: own }))
      }
    }
  }
  return merged(pairs, assigned, added)
}

/** Records that lead to one another, in the order of the list. */
function clustersOf(pairs: Pairs, { chances }: Assigned, size: number): number[][] {
  const parent = Int32Array.from({ length: size }, (_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!
      root = parent[root]!
    }
    return root
  }
  for (let j = 0; j < size; j += 1) {
    for (let pair = pairs.starts[j]!; pair < pairs.starts[j + 1]!; pair += 1) {
      if (chances[pair]! < leads) continue
      const [a, b] = [rootOf(j), rootOf(pairs.lefts[pair]!)]
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const members = new Map<number, number[]>()
  for (let at = 0; at < size; at += 1) {
    const root = rootOf(at)
    const of = members.get(root)
    if (of) of.push(at)
    else members.set(root, [at])
  }
  return [...members.values()].filter(of => of.length > 2)
}

/** The least doubt between any two of a cluster, by whatever way (Floyd and Warshall). */
function leastDoubts(members: readonly number[], pairs: Pairs, { chances }: Assigned): Float64Array {
  const many = members.length
  const doubts = new Float64Array(many * many).fill(1)
  const place = new Map(members.map((at, one) => [at, one]))
  members.forEach((j, b) => {
    for (let pair = pairs.starts[j]!; pair < pairs.starts[j + 1]!; pair += 1) {
      const a = place.get(pairs.lefts[pair]!)
      if (a === undefined) continue
      doubts[a * many + b] = 1 - chances[pair]!
      doubts[b * many + a] = 1 - chances[pair]!
    }
  })
  for (let by = 0; by < many; by += 1)
    for (let a = 0; a < many; a += 1)
      for (let b = 0; b < many; b += 1)
        doubts[a * many + b] = Math.min(
          doubts[a * many + b]!,
          doubts[a * many + by]! + doubts[by * many + b]!,
        )
  return doubts
}

function merged(
  pairs: Pairs,
  assigned: Assigned,
  added: ReadonlyMap<number, Map<number, { chance: number; bits: number }>>,
): { pairs: Pairs; assigned: Assigned } {
  const size = pairs.starts.length - 1
  const starts = new Int32Array(size + 1)
  const lefts: number[] = []
  const bits: number[] = []
  const chances: number[] = []
  for (let j = 0; j < size; j += 1) {
    const more = new Map(added.get(j))
    for (let pair = pairs.starts[j]!; pair < pairs.starts[j + 1]!; pair += 1) {
      const left = pairs.lefts[pair]!
      lefts.push(left)
      bits.push(pairs.bits[pair]!)
      chances.push(Math.max(assigned.chances[pair]!, more.get(left)?.chance ?? 0))
      more.delete(left)
    }
    for (const [left, one] of more) {
      lefts.push(left)
      bits.push(one.bits)
      chances.push(one.chance)
    }
    starts[j + 1] = lefts.length
  }
  const all = Float64Array.from(chances)
  return {
    pairs: { starts, lefts: Int32Array.from(lefts), bits: Float32Array.from(bits) },
    assigned: { chances: all, alone: all, given: assigned.given },
  }
}
