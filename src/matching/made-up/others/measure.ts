// What an outsider measures: what was said of pairs, against what is true.

import type { MadeSet, Row } from './made-set.ts'

/** One line of `onroll link --json`. */
export type Said = {
  left_id?: string | null
  right_id?: string | null
  probability?: number
  band?: string
  because?: unknown
  evidence?: { field: string; level: string; weight: number }[]
}

export type AtThreshold = { found: number; precision: number; recall: number; f1: number; hidden?: number }
export type Measured = {
  at: Record<string, AtThreshold>
  certain: number
  wrongInCertain: number
  look: number
  /** Mean gap between what was said and how often it was so, over ten bins of the pairs printed. */
  calibration: number
  bins: string[]
  /** With all that follows from the pairs at .9 (what is the same as the same is the same): one list only. */
  closed?: AtThreshold
}

const keyOf = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`)
const to4 = (value: number) => Math.round(value * 10_000) / 10_000

function against(pairs: ReadonlySet<string>, truth: ReadonlySet<string>): AtThreshold {
  let right = 0
  for (const key of pairs) if (truth.has(key)) right++
  const precision = pairs.size === 0 ? 1 : right / pairs.size
  const recall = truth.size === 0 ? 1 : right / truth.size
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { found: pairs.size, precision: to4(precision), recall: to4(recall), f1: to4(f1) }
}

/** The groups that the pairs make when each leads to the next. */
function closure(pairs: readonly (readonly [string, string])[]): Set<string> {
  const above = new Map<string, string>()
  const rootOf = (id: string): string => {
    let at = id
    while (above.has(at)) at = above.get(at)!
    return at
  }
  for (const [one, other] of pairs) {
    const [a, b] = [rootOf(one), rootOf(other)]
    if (a !== b) above.set(a, b)
  }
  const groups = new Map<string, string[]>()
  for (const id of new Set(pairs.flat())) {
    const root = rootOf(id)
    groups.set(root, [...(groups.get(root) ?? []), id])
  }
  const all = new Set<string>()
  for (const ids of groups.values()) {
    // A group of hundreds is wrong in any case, and its pairs are too many to count.
    const some = ids.slice(0, 300)
    for (const [i, one] of some.entries()) for (const other of some.slice(i + 1)) all.add(keyOf(one, other))
  }
  return all
}

/** Measures what was said. `rightIds` where there are two lists: those without a true partner can be hidden. */
export function measured(
  said: readonly Said[],
  truth: MadeSet['truth'],
  rightIds?: readonly string[],
): Measured {
  const pairs = said.filter(
    line => line.left_id && line.right_id && line.probability !== undefined && line.band,
  )
  const isTrue = new Set(truth.map(([one, other]) => keyOf(one, other)))
  const hasPartner = new Set(truth.map(([, right]) => right))
  const onNoList = rightIds?.filter(id => !hasPartner.has(id))
  const at: Record<string, AtThreshold> = {}
  for (const threshold of [0.5, 0.9, 0.99]) {
    const taken = pairs.filter(line => line.probability! >= threshold)
    const linked = new Set(taken.map(line => line.right_id))
    at[threshold] = {
      ...against(new Set(taken.map(line => keyOf(line.left_id!, line.right_id!))), isTrue),
      ...(onNoList ? { hidden: onNoList.filter(id => linked.has(id)).length } : {}),
    }
  }
  const certain = pairs.filter(line => line.band === 'certain')
  const bins: string[] = []
  let gap = 0
  for (let bin = 0; bin < 10; bin++) {
    const own = pairs.filter(line => Math.min(9, Math.floor(line.probability! * 10)) === bin)
    if (own.length === 0) continue
    const mean = own.reduce((sum, line) => sum + line.probability!, 0) / own.length
    const really = own.filter(line => isTrue.has(keyOf(line.left_id!, line.right_id!))).length / own.length
    gap += (own.length / pairs.length) * Math.abs(mean - really)
    bins.push(`said ${mean.toFixed(3)} was ${really.toFixed(3)} (${own.length})`)
  }
  const sure = pairs.filter(line => line.probability! >= 0.9)
  return {
    at,
    certain: certain.length,
    wrongInCertain: certain.filter(line => !isTrue.has(keyOf(line.left_id!, line.right_id!))).length,
    look: pairs.filter(line => line.band === 'look').length,
    calibration: to4(gap),
    bins,
    ...(rightIds
      ? {}
      : { closed: against(closure(sure.map(line => [line.left_id!, line.right_id!] as const)), isTrue) }),
  }
}

/** The worst of each kind in words: linked and wrong, by falling probability; true and missed. */
export function triedAgainst(
  said: readonly Said[],
  truth: MadeSet['truth'],
  left: readonly Row[],
  right: readonly Row[],
): string {
  const rows = new Map([...left, ...right].map(row => [row.id!, row]))
  const partner = new Map(truth.map(([one, other]) => [other, one]))
  const isTrue = new Set(truth.map(([one, other]) => keyOf(one, other)))
  const shown = (id: string | undefined | null) =>
    Object.values(rows.get(id ?? '') ?? {})
      .slice(1)
      .join(' | ')
  const pairs = said.filter(line => line.left_id && line.right_id && line.band)
  const key = (line: Said) => keyOf(line.left_id!, line.right_id!)
  const wrong = pairs
    .filter(line => !isTrue.has(key(line)))
    .sort((a, b) => b.probability! - a.probability!)
    .slice(0, 15)
  const found = new Map(pairs.map(line => [key(line), line]))
  const missed = truth
    .filter(([one, other]) => (found.get(keyOf(one, other))?.probability ?? 0) < 0.5)
    .map(([one, other]) => ({ one, other, line: found.get(keyOf(one, other)) }))
    .slice(0, 25)
  const evidence = (line: Said | undefined) =>
    line?.evidence?.map(each => `${each.field}: ${each.level} ${each.weight.toFixed?.(1)}`).join('; ') ??
    'not printed'
  return [
    'WRONG',
    ...wrong.map(
      line =>
        `${line.probability} ${line.band}\n  L ${shown(line.left_id)}\n  R ${shown(line.right_id)}\n  true L ${shown(
          partner.get(line.right_id!),
        )}\n  ${evidence(line)} ${JSON.stringify(line.because ?? '')}`,
    ),
    '',
    'MISSED',
    ...missed.map(
      ({ one, other, line }) =>
        `${line?.probability ?? 'not printed'}\n  L ${shown(one)}\n  R ${shown(other)}\n  ${evidence(line)}`,
    ),
  ].join('\n')
}
