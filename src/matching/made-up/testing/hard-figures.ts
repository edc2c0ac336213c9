import type { HardPair } from '../hard-pairs.ts'
import type { MadeLink } from '../measures.ts'

/** Of each kind of hard pair, in which band its two records were joined; `not joined` where they were not. */
export function hardPairFigures(
  pairs: readonly HardPair[],
  links: readonly MadeLink[],
): Record<string, Record<string, number>> {
  const linkOf = new Map(links.map(link => [link.right, link]))
  const figures: Record<string, Record<string, number>> = {}
  for (const { kind, left, right } of pairs) {
    figures[kind] ??= { certain: 0, probable: 0, look: 0, 'not joined': 0 }
    const link = linkOf.get(right)
    const joined = link && link.left === left && link.band !== 'none' ? link.band : 'not joined'
    figures[kind][joined] = (figures[kind][joined] ?? 0) + 1
  }
  return figures
}
