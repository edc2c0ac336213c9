/**
 * Is this child on any roll here? Worked out for one row from the records it may be, and then for the whole list, whose rows
 * stand against each other: two of them cannot both be one child, unless they are the same row twice.
 *
 * "Seen on a roll" may rest on a probable match, and says so. A child is never hidden behind "needs a look": who is on no
 * roll whatever a person would decide is on no roll.
 */

/** A record that a row may be, and whether it is on a roll on the day. */
export type Candidate = {
  readonly childId: string
  readonly probability: number
  readonly band: 'certain' | 'probable' | 'look' | 'none'
  /** The enrolment that is current on the day, if there is one. */
  readonly enrolmentId: string | undefined
}

export const answers = ['on roll', 'look', 'none'] as const
export type AnswerName = (typeof answers)[number]

export type Answer = {
  readonly answer: AnswerName
  /** How sure it is that the row is this child; nothing where no record was found. */
  readonly how: 'certain' | 'probable' | undefined
  /** The child of the record: also of one who is known here and on no roll. */
  readonly childId: string | undefined
  readonly enrolmentId: string | undefined
  readonly probability: number
  /** That the child of this row is on some roll here: of all the records it may be. */
  readonly onRollProbability: number
}

/** What a row's candidates say. Takes them in any order. */
export function answerOf(candidates: readonly Candidate[]): Answer {
  const ranked = [...candidates].sort(
    (a, b) => b.probability - a.probability || (a.childId < b.childId ? -1 : 1),
  )
  const onRollProbability = Math.min(
    1,
    ranked.reduce((sum, one) => sum + (one.enrolmentId === undefined ? 0 : one.probability), 0),
  )
  const found = ranked.find(one => one.band === 'certain' || one.band === 'probable')
  const open = ranked.find(one => one.band === 'look' && one.enrolmentId !== undefined)
  const says = (answer: AnswerName, of: Candidate | undefined, how?: 'certain' | 'probable'): Answer => ({
    answer,
    how,
    childId: of?.childId,
    enrolmentId: of?.enrolmentId,
    probability: of?.probability ?? 0,
    onRollProbability,
  })
  if (found) {
    const how = found.band === 'certain' ? 'certain' : 'probable'
    if (found.enrolmentId !== undefined) return says('on roll', found, how)
    // Known here and on no roll; but somebody who is on one may be the same child.
    return open ? says('look', open) : says('none', found, how)
  }
  return open ? says('look', open) : says('none', undefined)
}

/**
 * Records that people linked as one child count as one: how likely they are is how likely any of them is, and the child is on
 * a roll where one of them is. `linked` gives for a record those it is known as, itself left out; `rollOf` the enrolment of a
 * record today.
 */
export function linkedAsOne<C extends Candidate>(
  candidates: readonly C[],
  linked: (childId: string) => readonly string[],
  rollOf: (childId: string) => string | undefined,
): C[] {
  const ranked = [...candidates].sort(
    (a, b) => b.probability - a.probability || (a.childId < b.childId ? -1 : 1),
  )
  const taken = new Set<string>()
  const found: C[] = []
  for (const one of ranked) {
    if (taken.has(one.childId)) continue
    const others = linked(one.childId)
    const same = ranked.filter(other => other === one || others.includes(other.childId))
    for (const each of same) taken.add(each.childId)
    if (others.length === 0) {
      found.push(one)
      continue
    }
    const probability = Math.min(
      1,
      same.reduce((sum, each) => sum + each.probability, 0),
    )
    const onRoll = [one.childId, ...others].find(id => rollOf(id) !== undefined)
    found.push({
      ...one,
      probability,
      // Two halves of one child are probably that child; never certain, since neither was by itself.
      band: one.band === 'certain' || probability < 0.9 ? one.band : 'probable',
      childId: onRoll ?? one.childId,
      enrolmentId: onRoll === undefined ? undefined : rollOf(onRoll),
    })
  }
  return found
}

/** A decision about one record holds for those it is known as, unless something was decided of them. */
export function withDecisions<D>(
  candidates: readonly Candidate[],
  decisionOn: (childId: string) => D | undefined,
  linked: (childId: string) => readonly string[],
): (Candidate & { decision: D | undefined })[] {
  return candidates.map(one => ({
    ...one,
    decision: [one.childId, ...linked(one.childId)].map(decisionOn).find(decision => decision !== undefined),
  }))
}

/** What a row says once people decided on some of its candidates. A person's word stands above every probability. */
export function answerDecided(
  candidates: readonly (Candidate & { readonly decision: 'same' | 'different' | 'not sure' | undefined })[],
): Answer & { isDecided: boolean } {
  const same = candidates.find(one => one.decision === 'same')
  if (same) return { ...answerOf([{ ...same, probability: 1, band: 'certain' }]), isDecided: true }
  const open = candidates.filter(one => one.decision !== 'different')
  const answer = answerOf(open)
  return { ...answer, isDecided: answer.answer === 'none' && open.length < candidates.length }
}

/** A row of a list as it stands against the other rows. */
export type Claim = {
  readonly number: number
  readonly childId: string
  readonly probability: number
  /** What makes two rows the same row twice: UPN, or names and birthday. */
  readonly sameAs: string
}

/** A record that belongs firmly to another row is worth a fiftieth to this one. */
const takenIsWorth = 1 / 50

/**
 * Which rows claim a child that another row claims with more right. Gives each of those rows with what its probability falls
 * to. The strongest keeps the child, and so does the same row twice.
 */
export function weakerClaims(claims: readonly Claim[]): Map<number, number> {
  const byChild = new Map<string, Claim[]>()
  for (const claim of claims) {
    const others = byChild.get(claim.childId)
    if (others) others.push(claim)
    else byChild.set(claim.childId, [claim])
  }
  const weaker = new Map<number, number>()
  for (const rivals of byChild.values()) {
    if (rivals.length < 2) continue
    const [best] = rivals.sort((a, b) => b.probability - a.probability || a.number - b.number)
    for (const claim of rivals) {
      if (claim === best || claim.sameAs === best!.sameAs) continue
      const odds = (claim.probability / Math.max(1 - claim.probability, 1e-9)) * takenIsWorth
      weaker.set(claim.number, odds / (1 + odds))
    }
  }
  return weaker
}

/** From what share on a weaker claim is still put before a person. */
export const lookFrom = 0.05

/** What a list is expected to have wrong, from its own probabilities; rows that a person decided count as decided. */
export function expectedErrors(rows: {
  readonly onRoll: number
  readonly none: number
  /** Summed over the rows on a roll that no person decided: that the child is on none. */
  readonly notOnRollAfterAll: number
  /** Summed over the rows on no roll: that the child is on one. */
  readonly onRollAfterAll: number
}): { hidden: number; falseFlags: number; falseFlagShare: number } {
  return {
    hidden: rows.notOnRollAfterAll,
    falseFlags: rows.onRollAfterAll,
    falseFlagShare: rows.none === 0 ? 0 : rows.onRollAfterAll / rows.none,
  }
}
