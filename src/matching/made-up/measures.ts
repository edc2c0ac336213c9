// How good a linkage is, when the truth is known. There is no single accuracy: the four errors cost different people.

/** What is true of one record of the right list. */
export type TrueRecord = {
  right: string
  /** The same child in the left list; none for a child who is on no roll there. */
  left: string | undefined
  origin: string
  moved: boolean
  upnGiven: boolean
}

/** What a linkage says of a record of the right list: at most one of each. */
export type MadeLink = { right: string; left: string; probability: number; band: string }

/** A pair that was scored, chosen or not. */
export type ScoredPair = { right: string; left: string; probability: number }

export type Figures = {
  /** Records of the right list that are also in the left one, and those that are not. */
  onRoll: number
  notOnRoll: number
  linked: number
  right: number
  /** Linked to somebody else than themselves: a wrong merge. */
  wrong: number
  /** On no left list, yet linked to somebody: nobody looks for this child any more. */
  hidden: number
  /** On the left list and not rightly linked, wrongly or not at all. */
  missed: number
  /** On the left list and linked to nobody: somebody looks for a child who is there. */
  falseFlags: number
  precision: number
  recall: number
  f1: number
  /** The list of children on no roll, which is everybody without a link. */
  list: { length: number; precision: number; recall: number }
}

export const thresholds = [0.5, 0.9, 0.95, 0.99, 0.999] as const
export const bands = ['certain', 'probable', 'look', 'none'] as const

export type BandFigures = { records: number; share: number; right: number; wrong: number; hidden: number }

export type Bin = { from: number; to: number; pairs: number; said: number; true: number }
export type Calibration = { bins: Bin[]; error: number; pairs: number }

export type Mistake = MadeLink & { kind: 'hidden' | 'wrong' | 'false flag'; trueLeft: string | undefined }

export type Measures = {
  at: { threshold: number; figures: Figures }[]
  bands: Record<string, BandFigures>
  /** With the links of a band and of all better ones. */
  fromBand: { certain: Figures; probable: Figures; look: Figures }
  /** The share of the right list that waits for a person. */
  toAPerson: number
  calibration: { best: Calibration; all?: Calibration }
  byGroup: Record<'origin' | 'upn' | 'moved', Record<string, Figures>>
  /** Between the best and the worst group of at least {@link smallestGroup}, at .9. */
  gapInRecall: { gap: number; best: string; worst: string }
  worst: Mistake[]
}

/** Below this many children a group's recall is mostly chance, and is shown but not compared. */
export const smallestGroup = 200

const share = (part: number, whole: number, ofNothing = 1) => (whole === 0 ? ofNothing : part / whole)

/** Counts the errors of links, already cut at a threshold, over the records given. */
export function figuresOf(
  truth: Iterable<TrueRecord>,
  linkOf: (right: string) => MadeLink | undefined,
): Figures {
  let onRoll = 0
  let notOnRoll = 0
  let right = 0
  let wrong = 0
  let hidden = 0
  let falseFlags = 0
  let rightlyListed = 0
  for (const record of truth) {
    const link = linkOf(record.right)
    if (record.left === undefined) {
      notOnRoll++
      if (link) hidden++
      else rightlyListed++
    } else {
      onRoll++
      if (!link) falseFlags++
      else if (link.left === record.left) right++
      else wrong++
    }
  }
  const linked = right + wrong + hidden
  const precision = share(right, linked)
  const recall = share(right, onRoll)
  return {
    onRoll,
    notOnRoll,
    linked,
    right,
    wrong,
    hidden,
    missed: onRoll - right,
    falseFlags,
    precision,
    recall,
    f1: share(2 * right, linked + onRoll),
    list: {
      length: rightlyListed + falseFlags,
      precision: share(rightlyListed, rightlyListed + falseFlags),
      recall: share(rightlyListed, notOnRoll),
    },
  }
}

/** Ten bins of what was said beside what was true. The error is their mean distance, weighed by how many there are. */
export function calibrationOf(pairs: Iterable<{ probability: number; same: boolean }>): Calibration {
  const count = new Float64Array(10)
  const said = new Float64Array(10)
  const same = new Float64Array(10)
  for (const pair of pairs) {
    const bin = Math.min(9, Math.max(0, Math.floor(pair.probability * 10)))
    count[bin]! += 1
    said[bin]! += pair.probability
    if (pair.same) same[bin]! += 1
  }
  const all = count.reduce((sum, of) => sum + of, 0)
  let error = 0
  const bins = Array.from(count, (pairsHere, i): Bin => {
    const meanSaid = share(said[i]!, pairsHere, 0)
    const meanTrue = share(same[i]!, pairsHere, 0)
    error += share(pairsHere, all, 0) * Math.abs(meanSaid - meanTrue)
    return { from: i / 10, to: (i + 1) / 10, pairs: pairsHere, said: meanSaid, true: meanTrue }
  })
  return { bins, error, pairs: all }
}

/** Puts links in the order of what they say, likeliest first; equals by their ids, so that two runs print the same. */
const byProbability = (a: MadeLink, b: MadeLink) =>
  b.probability - a.probability || (a.right < b.right ? -1 : a.right > b.right ? 1 : 0)

/**
 * All measures of a linkage.
 * Takes the truth of every record of the right list, at most one link for each (of any probability; what is in no link was
 * not found at all), and, where they are at hand, all pairs that were scored.
 */
export function measure(
  truth: readonly TrueRecord[],
  links: readonly MadeLink[],
  scored?: Iterable<ScoredPair>,
): Measures {
  const linkOf = new Map<string, MadeLink>()
  for (const link of links) linkOf.set(link.right, link)
  const trueOf = new Map(truth.map(record => [record.right, record]))
  for (const { right } of linkOf.values())
    if (!trueOf.has(right)) throw new Error(`a link names ${right}, of which nothing is known`)

  const atLeast = (threshold: number) => (right: string) => {
    const link = linkOf.get(right)
    return link && link.probability >= threshold ? link : undefined
  }
  const inBands = (wanted: readonly string[]) => (right: string) => {
    const link = linkOf.get(right)
    return link && wanted.includes(link.band) ? link : undefined
  }

  const bandFigures: Record<string, BandFigures> = {}
  for (const band of bands) bandFigures[band] = { records: 0, share: 0, right: 0, wrong: 0, hidden: 0 }
  for (const record of truth) {
    const link = linkOf.get(record.right)
    const here = bandFigures[link?.band ?? 'none']
    if (!here) throw new Error(`there is no band ${link?.band}`)
    here.records++
    if (!link) continue
    if (record.left === undefined) here.hidden++
    else if (link.left === record.left) here.right++
    else here.wrong++
  }
  for (const here of Object.values(bandFigures)) here.share = share(here.records, truth.length, 0)

  const by = (name: (record: TrueRecord) => string) => {
    const groups = new Map<string, TrueRecord[]>()
    for (const record of truth) {
      const group = groups.get(name(record))
      if (group) group.push(record)
      else groups.set(name(record), [record])
    }
    return Object.fromEntries(
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([group, records]) => [group, figuresOf(records, atLeast(0.9))]),
    )
  }
  const byOrigin = by(record => record.origin)

  return {
    at: thresholds.map(threshold => ({ threshold, figures: figuresOf(truth, atLeast(threshold)) })),
    bands: bandFigures,
    fromBand: {
      certain: figuresOf(truth, inBands(['certain'])),
      probable: figuresOf(truth, inBands(['certain', 'probable'])),
      look: figuresOf(truth, inBands(['certain', 'probable', 'look'])),
    },
    toAPerson: bandFigures.look!.share,
    calibration: {
      best: calibrationOf(
        links.map(link => ({
          probability: link.probability,
          same: trueOf.get(link.right)!.left === link.left,
        })),
      ),
      ...(scored && { all: calibrationOf(known(scored, trueOf)) }),
    },
    byGroup: {
      origin: byOrigin,
      upn: by(record => (record.upnGiven ? 'given' : 'not given')),
      moved: by(record => (record.moved ? 'moved' : 'not moved')),
    },
    gapInRecall: gapOf(byOrigin),
    worst: worstOf(truth, linkOf),
  }
}

function* known(
  pairs: Iterable<ScoredPair>,
  trueOf: ReadonlyMap<string, TrueRecord>,
): Generator<{ probability: number; same: boolean }> {
  for (const { right, left, probability } of pairs)
    yield { probability, same: trueOf.get(right)?.left === left }
}

function gapOf(groups: Record<string, Figures>): Measures['gapInRecall'] {
  const large = Object.entries(groups)
    .filter(([, figures]) => figures.onRoll >= smallestGroup)
    .sort(([, a], [, b]) => a.recall - b.recall)
  const [worst, best] = [large[0], large.at(-1)]
  if (!worst || !best) return { gap: 0, best: '', worst: '' }
  return { gap: best[1].recall - worst[1].recall, best: best[0], worst: worst[0] }
}

/** The ten worst of each kind: links that were surest and wrong, and children who were there and were least found. */
function worstOf(truth: readonly TrueRecord[], linkOf: ReadonlyMap<string, MadeLink>): Mistake[] {
  const hidden: Mistake[] = []
  const wrong: Mistake[] = []
  const flags: Mistake[] = []
  for (const { right, left } of truth) {
    const link = linkOf.get(right)
    if (link && link.probability >= 0.5 && left !== link.left) {
      if (left === undefined) hidden.push({ ...link, kind: 'hidden', trueLeft: left })
      else wrong.push({ ...link, kind: 'wrong', trueLeft: left })
    } else if (left !== undefined && (!link || link.probability < 0.9)) {
      flags.push({
        ...(link ?? { right, left: '', probability: 0, band: 'none' }),
        kind: 'false flag',
        trueLeft: left,
      })
    }
  }
  return [
    ...hidden.sort(byProbability).slice(0, 10),
    ...wrong.sort(byProbability).slice(0, 10),
    ...flags.sort((a, b) => byProbability(b, a)).slice(0, 10),
  ]
}
