/**
 * Every rule there is: the school's, the authority's, and the grounds for taking a name off a roll.
 *
 * The rule book is printed from this list, and an answer finds the words of its rule here.
 */
import { authorityRules } from './authority-rules.ts'
import {
  type DeletionGround,
  deletionGrounds,
  groundsNotCompulsoryAge,
  groundsOf2024From,
} from './deletion-grounds.ts'
import type { Rule } from './rule.ts'
import { read, secondHand, unverified } from './rule-parts.ts'
import { schoolRules } from './school-rules.ts'
import type { Citation } from './source.ts'

/** Grounds read in the instrument; known in substance from summaries; known by their letter only. Section 4 of the catalogue. */
const readInTheInstrument = 'ABCDE'
const knownInSubstance = 'FHI'

/** The question of section 11 that a ground's reading answers; those of which only the letter is known share one. */
const questionOf: Readonly<Record<string, string>> = { F: 'OQ-12', G: 'OQ-13', H: 'OQ-8', I: 'OQ-18' }

/** A ground as a rule. Takes nothing of its own: what it says stands in `deletion-grounds.ts`. */
function groundRule(ground: DeletionGround): Rule {
  const at = `regulation 9(1)(${ground.letter.toLowerCase()})`
  const cite = readInTheInstrument.includes(ground.letter)
    ? read('Regs 2024', at)
    : knownInSubstance.includes(ground.letter)
      ? secondHand('Regs 2024', at)
      : unverified('Regs 2024', at, 'The letter stands in a published form; the detail was not checked.')
  return asRule(ground, cite, [
    'src/law/deletion-grounds.test.ts',
    'src/registers/grounds.test.ts',
    ...(ground.jointEnquiries ? ['src/registers/removal.test.ts'] : []),
  ])
}

/** A ground for a pupil who is not of compulsory school age, of which nobody here has read the words. */
function youngerRule(ground: (typeof groundsNotCompulsoryAge)[number]): Rule {
  const cite = unverified(
    'Regs 2024',
    'regulation 9(3)',
    'Nobody here has read it: neither its letters nor its words are known. The code is ours.',
  )
  return asRule(ground, cite, ['src/registers/grounds.test.ts'])
}

function asRule(
  ground: Omit<DeletionGround, 'letter' | 'closest2006'> & { readonly letter?: string },
  cite: Citation,
  tests: readonly string[],
): Rule {
  const isRead = ground.letter !== undefined && readInTheInstrument.includes(ground.letter)
  return {
    id: ground.code,
    kind: 'deletion ground',
    name: ground.label,
    plain: `${ground.mustBeTrue}.`,
    trigger: 'The school proposes to take the name off the roll',
    who: 'The school',
    content: ground.evidence,
    limitInWords: ground.jointEnquiries
      ? 'Never before both sides have concluded their joint enquiries, and never dated back'
      : 'As soon as the ground is met, and never dated back',
    wouldChange: [
      'Evidence that is missing, or that turns out to be wrong',
      'Any part that is no longer true',
    ],
    cites: [cite],
    ...(!isRead && { reading: questionOf[ground.letter ?? ''] ?? 'OQ-24' }),
    tests,
  }
}

/** The day from which the grounds hold in this form. */
export const groundRulesFrom = groundsOf2024From

export const rules: readonly Rule[] = [
  ...schoolRules,
  ...authorityRules,
  ...deletionGrounds.map(groundRule),
  ...groundsNotCompulsoryAge.map(youngerRule),
]

const byId = new Map(rules.map(rule => [rule.id, rule]))

/** The rule with this id, or nothing. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id)
}
