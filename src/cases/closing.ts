/**
 * When is a case answered? Only with an outcome that is confirmed, and its proof.
 *
 * A form that is complete is not a child in school. Nothing closes because time has passed, and "not located" is not an
 * outcome that closes: that case goes on the long list and is looked at every month.
 */

import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { type Case, needsTenthDay, tenthDayOf } from './case.ts'
import { type Facts, proofFields } from './proofs.ts'

export type Outcome = {
  /** `O01`. */
  readonly code: string
  readonly label: string
  /** What must be held, in words for the form. */
  readonly proof: string
  readonly approver: 'officer' | 'manager'
  /** Does it end the case? O11 and O12 are statuses. */
  readonly closes: boolean
  /** Must a school have confirmed the first day attended? */
  readonly attendance: boolean
  /** The category that goes back to whoever referred, and nothing more. */
  readonly category: 'found in education' | 'closed'
  /** What the child is counted as from then on. */
  readonly standing: 'not CME' | undefined
}

const outcome = (
  code: string,
  label: string,
  proof: string,
  approver: 'officer' | 'manager',
  kind: 'education' | 'other' | 'status' = 'other',
): Outcome => ({
  code,
  label,
  proof,
  approver,
  closes: kind !== 'status',
  attendance: code === 'O01' || code === 'O02',
  category: kind === 'education' ? 'found in education' : 'closed',
  standing: kind === 'status' ? undefined : 'not CME',
})

/** The outcomes of a case, with the proof each needs and who approves it. */
export const outcomes: readonly Outcome[] = [
  outcome(
    'O01',
    'On roll and attending, in this authority',
    'The school has confirmed the first day attended, and the tenth of a child who was placed there',
    'officer',
    'education',
  ),
  outcome(
    'O02',
    'On roll and attending, in another authority or an independent school',
    'The school or authority has confirmed registration and the first day attended',
    'officer',
    'education',
  ),
  outcome(
    'O03',
    'Suitable home education',
    'The home education officer’s view, and its date',
    'officer',
    'education',
  ),
  outcome(
    'O04',
    'Alternative provision, hospital, or education arranged by the authority',
    'The provider has confirmed the start, and the hours',
    'officer',
    'education',
  ),
  outcome(
    'O05',
    'College or training, lawful for the age',
    'The provider has confirmed it',
    'officer',
    'education',
  ),
  outcome(
    'O06',
    'Abroad, confirmed',
    'Border records, an overseas school or authority, or the parents’ papers and our view of them',
    'manager',
  ),
  outcome(
    'O07',
    'Moved to another authority, accepted there',
    'The other authority has accepted the hand-over, in writing',
    'officer',
  ),
  outcome(
    'O08',
    'No longer of compulsory school age',
    'The date; and a safeguarding view first if the child was never located',
    'manager',
  ),
  outcome(
    'O09',
    'Not children missing education: attendance, age, a duplicate, or an error',
    'The reason',
    'officer',
  ),
  outcome('O10', 'Died', 'Recorded with care; all letters stopped', 'manager'),
  outcome(
    'O11',
    'School attendance order opened',
    'The order or notice. The child is still missing education',
    'manager',
    'status',
  ),
  outcome('O12', 'Not located', 'All required checks, and safeguarding considered', 'manager', 'status'),
]

export const outcomeOf = (code: string): Outcome | undefined => outcomes.find(o => o.code === code)

/** Proof that somebody put forward: what it is, where it came from, and whose record it is. */
export type Proof = {
  readonly outcome: string
  readonly says: string
  /** Who confirmed it: a person and the organisation they speak for. */
  readonly from: string
  readonly attendedOn?: string | undefined
  readonly byId?: string | undefined
  readonly byName: string
  readonly on: LocalDate
  /** What makes it proof, field by field. */
  readonly facts: Facts
}

/** What is written down at closing besides the proof: F13. */
export type ClosureRecord = {
  readonly siblings: keyof typeof siblingsInWords
  readonly risk: keyof typeof riskInWords
  readonly referrer: keyof typeof referrerInWords
}
export const siblingsInWords = {
  'none known': 'No brothers or sisters are known',
  'in education': 'Looked at: each is in education',
  'own case': 'Looked at: one of them has a case, or it was opened now',
} as const
export const riskInWords = {
  'none open': 'No risk is left open',
  'passed on': 'What is left is with children’s social care or another service, as written below',
} as const
export const referrerInWords = {
  'by this': 'Reads the category of the outcome here, when this is closed',
  'by letter': 'Told by letter, the category alone',
  nobody: 'Nobody referred the child',
} as const

/** A closure record in lines. */
export const recordInWords = (record: ClosureRecord): string[] => [
  `Brothers and sisters: ${lower(siblingsInWords[record.siblings])}`,
  `Risk: ${lower(riskInWords[record.risk])}`,
  `Who referred: ${lower(referrerInWords[record.referrer])}`,
]
const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1)

export type Closer = { readonly id: string; readonly name: string; readonly role: string }
export type Reason = { readonly says: string; readonly cites: string }

const practice = 'Onroll practice: outcomes and their proof'
const guidance = 'Children missing education: statutory guidance, September 2025'

/** What is known besides the case when it is closed. */
export type ClosingFacts = {
  /** A risk that somebody recorded and nobody has closed. */
  readonly openRisk?: boolean | undefined
}

/**
 * Does closing need a second person? Red, a risk that is open, or not located: whatever the outcome, and until the child is located.
 * A place that is asked for, or a start that somebody claims, locates nobody.
 */
export const needsSecond = (c: Case, facts: ClosingFacts = {}): boolean =>
  c.level === 'act today' || c.notLocatedOn !== undefined || facts.openRisk === true

/**
 * Everything that stands against closing a case now with this outcome by this person. An empty list means it may close.
 */
export function refusalsToClose(c: Case, code: string, closer: Closer, facts: ClosingFacts = {}): Reason[] {
  const reasons: Reason[] = []
  const add = (says: string, cites = practice) => reasons.push({ says, cites })
  const wanted = outcomeOf(code)
  if (!wanted) return [{ says: 'Choose one of the outcomes', cites: practice }]
  if (code === 'O12') {
    return [
      {
        says: '“Not located” does not close a case. Record it as not located: it stays open and is looked at every month',
        cites: guidance,
      },
    ]
  }
  if (code === 'O11') {
    return [
      {
        says: 'A school attendance order does not close a case. The child is still missing education',
        cites: 'Education Act 1996, sections 436A and 437',
      },
    ]
  }
  if (c.state === 'closed' || c.state === 'declined') add('This case is closed already')
  if (c.state === 'received' || c.state === 'triage' || c.state === 'needs information') {
    add('Decide first whether to accept this referral')
  }
  const proof = c.proof?.outcome === code ? c.proof : undefined
  if (code === 'O01') againstO01(c, add)
  else if (!proof) add(`Record the proof first. Needed: ${wanted.proof}`)
  else if (!isComplete(proof)) add(`The proof does not say all that is needed: ${wanted.proof}`)
  if (code === 'O08' && neverLocated(c)) {
    const ended = proof?.facts.ended
    if (!c.safeguarding || (ended !== undefined && c.safeguarding.on <= ended)) {
      add(
        'The child was never located: record a safeguarding view first, of today and not of before compulsory school age ended',
        guidance,
      )
    }
  }
  againstPerson(c, wanted, proof, closer, facts, add)
  return reasons
}

type Add = (says: string, cites?: string) => void

/** A school here: its own word on the first day, and on the tenth of a child who was placed there. */
function againstO01(c: Case, add: Add): void {
  if (!c.attendance) {
    add('No school has confirmed a first day attended. Ask the school: only its own word is proof', guidance)
  } else if (needsTenthDay(c)) {
    add(
      `${c.attendance.school} has not confirmed the tenth day yet, ${inWords(tenthDayOf(c)!)}. A place is kept when the child is still there`,
    )
  }
}

/** Who must approve it, and that the second person is not the first. */
function againstPerson(
  c: Case,
  wanted: Outcome,
  proof: Proof | undefined,
  closer: Closer,
  facts: ClosingFacts,
  add: Add,
): void {
  const isManager = closer.role === 'manager'
  const second = needsSecond(c, facts)
  if (wanted.approver === 'manager' && !isManager) add('A manager must approve this outcome')
  else if (second && !isManager) {
    add(
      c.level === 'act today'
        ? 'The situation is “act today”: a manager must close it, as a second person'
        : c.notLocatedOn !== undefined
          ? 'The child is not located: a manager must close it, as a second person'
          : 'A risk is open: a manager must close it, as a second person',
    )
  }
  if (!isManager || !(second || wanted.approver === 'manager')) return
  if (!proof && wanted.code === 'O01') {
    add('Somebody puts the closing forward first, and a manager decides as a second person')
  }
  if (proof?.byId !== undefined && proof.byId === closer.id) {
    add(`${closer.name} recorded the proof: another manager must approve it`)
  }
}

const isComplete = (proof: Proof): boolean =>
  (proofFields[proof.outcome] ?? []).every(
    field =>
      (field.as === 'date' && field.mayBeEmpty) ||
      (field.as !== 'date' && field.as !== 'choice' && field.unless?.(proof.facts)) ||
      ({ ...proof.facts, says: proof.says, from: proof.from }[field.name] ?? '') !== '',
  )

/** Nobody but a claim has ever said where the child is. */
const neverLocated = (c: Case): boolean => !c.located || c.located.proof === 'claimed'
