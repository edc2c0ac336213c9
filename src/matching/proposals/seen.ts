/** What the judge says of a pair, as it is shown and kept. */
import type { Explained } from '../evidence.ts'
import type { Seen } from './proposal.ts'

/** `version` is the model's that spoke: written with every proposal, decision and link. */
export function seenFrom(explained: Explained, version: string): Seen {
  const { probability, band, sentence, start, sibling, rivals, because, evidence } = explained
  return { probability, band, modelVersion: version, sentence, start, sibling, rivals, because, evidence }
}
