/**
 * Which outcomes end an authority's work on a child? The words of the guidance, and the outcome each is recorded as.
 *
 * The Department publishes no list of its own. Only an outcome that somebody has verified ends a case. "Untraced" never does:
 * the child is looked for again each term, until compulsory school age ends.
 */
import type { Mark } from './source.ts'

export type ClosureOutcome = {
  /** The catalogue's word: `MOVED-LA-ACCEPTED`. */
  readonly word: string
  /** The outcome it is recorded as here: `O07`. */
  readonly outcome: string
  readonly label: string
  readonly closes: boolean
  /** What must be held. */
  readonly evidence: string
}

const closing = (word: string, outcome: string, label: string, evidence: string): ClosureOutcome => ({
  word,
  outcome,
  label,
  closes: true,
  evidence,
})

const attended = 'Registration, and the first day attended'

/** Guidance digests; which outcome each is recorded as is our own. */
export const closureOutcomesMark: Mark = 'second-hand'

export const closureOutcomes: readonly ClosureOutcome[] = [
  closing('ON-ROLL-LA', 'O01', 'On the roll of a school in this authority', attended),
  closing('ON-ROLL-OTHER-LA', 'O02', 'On the roll of a school in another authority', attended),
  closing('ON-ROLL-INDEP', 'O02', 'On the roll of an independent school', attended),
  closing('EHE-SUITABLE', 'O03', 'Suitable home education', 'The authority’s decision'),
  closing('EOTAS', 'O04', 'Education otherwise than at school', 'The day it started'),
  closing('S19', 'O04', 'Education the authority arranged under section 19', 'The day it started'),
  closing('AP', 'O04', 'Alternative provision', 'The day it started'),
  closing(
    'MOVED-LA-ACCEPTED',
    'O07',
    'Moved to another authority, which has accepted the child',
    'Its acceptance, in writing',
  ),
  closing(
    'MOVED-ABROAD-CONFIRMED',
    'O06',
    'Moved abroad, confirmed',
    'The address or school abroad, or confirmation by the border authorities, an embassy or another official body',
  ),
  closing('OVER-CSA', 'O08', 'Over compulsory school age', 'The day it ended'),
  closing('NOT-CSA', 'O09', 'Not yet of compulsory school age', 'The day it begins'),
  closing('DECEASED', 'O10', 'Died', 'Recorded with care; all letters stopped'),
  closing(
    'NOT-CME',
    'O09',
    'Never was missing education: an error, a duplicate, or on a roll all along',
    'The reason',
  ),
  {
    word: 'UNTRACED',
    outcome: 'O12',
    label: 'Not found',
    closes: false,
    evidence:
      'All checks made and written down; looked for again each term, until compulsory school age ends',
  },
]

/** The outcome a word of the catalogue is recorded as; nothing for a word it does not have. */
export function closureOutcome(word: string): ClosureOutcome | undefined {
  return closureOutcomes.find(one => one.word === word)
}
