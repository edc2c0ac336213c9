// What is done about possible matches: a door asks, a record is compared again, a person decides, a link is undone. Each is
// one transaction, or part of the caller's.
import { may } from '../access/actions-allowed.ts'
import { asViewer } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { settingsFor } from '../schools/store.ts'
import { judge } from './judge.ts'
import { registerOf } from './models/store.ts'
import { judgedApart } from './proposals/apart.ts'
import {
  type Answer,
  answered,
  askedAgain,
  type Door,
  inSight,
  isOffered,
  joinsByItself,
  type OfferedBand,
  type Person,
  type Seen,
  type Standing,
} from './proposals/proposal.ts'
import { seenFrom } from './proposals/seen.ts'
import {
  type Candidate,
  type DecisionRow,
  decisionsOf,
  doneAgain,
  guardsOf,
  hasChanged,
  holdPair,
  inOrder,
  insertAnswer,
  insertAsked,
  insertDecision,
  insertLink,
  insertLinkStep,
  judgedDifferent,
  type LinkRow,
  laterAgain,
  latestDecisions,
  linkBetween,
  linkByToken,
  linkedAtMost,
  linkedWith,
  linksOf,
  mayBeAdopted,
  type ProposalRow,
  proposalBetween,
  proposalsOf,
  propose,
  saidIn,
  seenIn,
  setProposal,
  takeAgain,
  takeWaiting,
} from './proposals/store.ts'
import type { Described } from './record.ts'
import { type ChildRecord, candidatesFor, childRecords } from './store.ts'

/** Looks for what a door asked, once. */
export async function answerAsked(sql: Sql, system: Viewer, askedId: string): Promise<void> {
  await asViewer(sql, system, async tx => {
    const asked = await takeWaiting(tx, system, askedId)
    if (!asked) return
    const found = asked.child_id
      ? await compareChild(tx, system, asked.child_id, asked.asked_from)
      : await findFor(tx, system, asked.said as Described)
    await insertAnswer(tx, system, askedId, modelOf(found), found.map(candidateOf))
  })
}

/** A record worth showing beside another. */
type Found = { childId: string; seen: Seen & { band: OfferedBand } }
const candidateOf = ({ childId, seen }: Found): Candidate => ({
  childId,
  band: seen.band,
  probability: seen.probability,
})
const modelOf = (found: readonly Found[]): string => found[0]?.seen.modelVersion ?? 'none needed'

/** How many of a child's candidates are proposed: nobody reads more. */
const proposedAtMost = 10

/** The records that may be this child, each protected one judged apart. */
async function findFor(
  tx: Tx,
  system: Viewer,
  asked: Described,
  except?: string,
  settled?: ReadonlySet<string>,
): Promise<Found[]> {
  const register = await registerOf(tx, system)
  const candidates = await candidatesFor(tx, system, asked, { except })
  // Whom a person has judged already is nobody's rival any more.
  const open = candidates.filter(one => !settled?.has(one.id))
  return judgedApart(asked, open, register)
    .flatMap(one => {
      const seen = seenFrom(one, register.weights.version)
      return isOffered(seen.band) ? [{ childId: one.candidate.id, seen: { ...seen, band: seen.band } }] : []
    })
    .slice(0, proposedAtMost)
}

/**
 * How two records compare now, whatever was decided: beside the others that may be meant. Throws NotFound where either is
 * out of sight.
 */
export async function comparePair(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  otherId: string,
): Promise<{ records: [ChildRecord, ChildRecord]; seen: Seen }> {
  const read = await childRecords(tx, viewer, [childId, otherId])
  const a = read.find(record => record.id === childId)
  const b = read.find(record => record.id === otherId)
  if (!a || !b || a === b) throw new NotFound('pair')
  const register = await registerOf(tx, viewer)
  const others = await candidatesFor(tx, viewer, a, { except: a.id })
  const settled = settledWith(await latestDecisions(tx, viewer, a.id), a.id)
  const rivals = [...others.filter(one => one.id !== b.id && !one.protected && !settled.has(one.id)), b]
  const judged = judge(a, rivals, register).find(one => one.candidate.id === b.id)!
  return { records: [a, b], seen: seenFrom(judged, register.weights.version) }
}

/**
 * Compares a child's record with the others: proposes those that may be the same child, takes back what is no longer
 * alike, asks again what was decided on facts that have changed, and questions the links that stood on them. Gives what
 * was found.
 */
export async function compareChild(tx: Tx, system: Viewer, childId: string, from: Door): Promise<Found[]> {
  const [of] = await childRecords(tx, system, [childId])
  if (!of) return []
  const decisions = await latestDecisions(tx, system, childId)
  const found = await findFor(tx, system, of, childId, settledWith(decisions, childId))
  const near = new Map(found.map(one => [one.childId, one.seen]))
  const known = [
    ...decisions,
    ...(await proposalsOf(tx, system, childId)),
    ...(await linksOf(tx, system, childId)),
  ]
  const others = [...new Set([...near.keys(), ...known.map(row => otherOf(row, childId))])].sort()
  if (others.length === 0) return found
  const guard = await guardsOf(tx, system, [childId, ...others])
  const settings = await settingsFor(tx, system)
  for (const other of others) {
    const seen = near.get(other) ?? (await comparePair(tx, system, childId, other)).seen
    const pair = inOrder(childId, other)
    // Somebody may be deciding on it this moment: what they decide is read once they are done.
    await holdPair(tx, system, pair)
    const facts = {
      pair,
      from,
      seen,
      row: await proposalBetween(tx, system, pair),
      last: (await decisionsOf(tx, system, pair))[0],
      link: await linkBetween(tx, system, pair),
      guarded: guard(childId).protected || guard(other).protected,
      switchedOn: settings['join-certain-matches'],
    }
    if (facts.link) await questionLink(tx, system, facts, facts.link)
    else await bringUpToDate(tx, system, facts)
  }
  return found
}

/** The children of whom a person has said that they are this child, or are not. */
const settledWith = (decisions: readonly DecisionRow[], childId: string): Set<string> =>
  new Set(decisions.filter(row => row.decision !== 'not sure').map(row => otherOf(row, childId)))

type Facts = {
  pair: [string, string]
  from: Door
  seen: Seen
  row: ProposalRow | undefined
  last: DecisionRow | undefined
  link: LinkRow | undefined
  guarded: boolean
  switchedOn: boolean
}

const otherOf = (row: { child_id: string; other_id: string }, childId: string): string =>
  row.child_id === childId ? row.other_id : row.child_id

/** A pair that is not linked: proposed, taken back, or asked again. */
async function bringUpToDate(tx: Tx, system: Viewer, facts: Facts): Promise<void> {
  const { pair, from, seen, row, last, guarded } = facts
  const [one, other] = pair
  const offered = isOffered(seen.band) ? { ...seen, band: seen.band } : undefined
  if (!offered) {
    if (row && row.state === 'open') await setProposal(tx, system, pair, 'withdrawn')
    return
  }
  const put = (state: ProposalRow['state'], says?: string) =>
    propose(tx, system, { one, other, from, seen: offered, state, ...(says !== undefined && { says }) })
  if (row?.state === 'questioned') {
    await put('questioned', row.says ?? undefined)
    return
  }
  switch (last?.decision) {
    case 'different': {
      const why = askedAgain(seenIn(last), offered)
      if (why) await put('questioned', why)
      return
    }
    case 'same': {
      const why = askedAgain(seenIn(last), offered)
      await put(why ? 'questioned' : 'to confirm', why)
      return
    }
    case 'not sure':
      await put('open')
      return
    default:
      break
  }
  const join =
    facts.switchedOn &&
    joinsByItself({
      switchedOn: true,
      now: offered,
      guarded,
      mayBeAdopted: await mayBeAdopted(tx, system, pair),
      last: undefined,
    }) &&
    (await keptApart(tx, system, pair, false)) === undefined
  if (!join) {
    await put('open')
    return
  }
  const why = 'Certain, and the authority has such records joined'
  await insertDecision(tx, system, {
    pair,
    answer: 'same',
    why,
    seen: offered,
    by: { id: undefined, name: system.name },
  })
  await insertLink(tx, system, { pair, how: 'automatic', why, seen: offered })
  await put('settled')
}

/** A link whose record changed, or that a protection was put on: questioned, not dropped. */
async function questionLink(tx: Tx, system: Viewer, facts: Facts, link: LinkRow): Promise<void> {
  const { pair, seen, last } = facts
  const why = link.held_back
    ? 'A protection was put on since. What the link shows is held back until a manager has looked'
    : last && askedAgain(seenIn(last), seen)
  if (!why || link.questioned === why) return
  await insertLinkStep(tx, system, link.id, 'questioned', why)
  const offered = isOffered(seen.band) ? { ...seen, band: seen.band } : undefined
  if (offered) {
    const [one, other] = pair
    await propose(tx, system, {
      one,
      other,
      from: 'changed record',
      seen: offered,
      state: 'questioned',
      says: why,
    })
  } else {
    await setProposal(tx, system, pair, 'questioned', why)
  }
}

/**
 * Why these two may not be joined because of what either is linked with: somebody said that they are different, it would be
 * more than are ever one child, or one of them is protected and the link is not a manager's.
 */
async function keptApart(
  tx: Tx,
  viewer: Viewer,
  [one, other]: readonly [string, string],
  mayDecideProtected: boolean,
): Promise<string | undefined> {
  const ones = [one, ...(await linkedWith(tx, viewer, one))]
  const others = [other, ...(await linkedWith(tx, viewer, other))]
  // Known as one already, through others: this link adds nobody.
  if (ones.includes(other)) return undefined
  if (!mayDecideProtected) {
    const guard = await guardsOf(tx, viewer, [...ones, ...others])
    const links = [...(await linksOf(tx, viewer, one)), ...(await linksOf(tx, viewer, other))]
    if ([...ones, ...others].some(id => guard(id).protected) || links.some(link => link.held_back)) {
      return 'One of these is linked with a protected child: a manager decides on this pair'
    }
  }
  const differ =
    ones.length + others.length > linkedAtMost ||
    ((ones.length > 1 || others.length > 1) && (await judgedDifferent(tx, viewer, ones, others)))
  return differ
    ? 'One of these is linked with a record that somebody judged different from the other. Settle that pair first'
    : undefined
}

/** Compares again some of the children whose record was written or changed. Gives how many; nought when none waits. */
export async function compareSome(sql: Sql, system: Viewer, atMost: number): Promise<number> {
  return asViewer(sql, system, async tx => {
    const ids = await takeAgain(tx, system, atMost)
    for (const id of ids) {
      // One record that cannot be compared must not hold up all the others: it goes to the end of the list.
      try {
        await (tx as Sql & Tx).savepoint(part => compareOne(part as Tx, system, id))
        await doneAgain(tx, system, [id])
      } catch {
        await laterAgain(tx, system, id)
      }
    }
    return ids.length
  })
}

async function compareOne(tx: Tx, system: Viewer, id: string): Promise<void> {
  const from: Door = (await hasChanged(tx, system, id)) ? 'changed record' : 'pupil import'
  const found = await compareChild(tx, system, id, from)
  // Of the hundreds of thousands that are like nobody, nothing is kept.
  if (found.length === 0) return
  const asked = await insertAsked(tx, system, {
    from,
    childId: id,
    said: {},
    by: undefined,
    byName: system.name,
  })
  await insertAnswer(tx, system, asked, modelOf(found), found.map(candidateOf))
}

/** How a pair stands, for the page and for the rules. Throws NotFound where the viewer may not know of it. */
export async function standingOf(
  tx: Tx,
  viewer: Viewer,
  pair: readonly [string, string],
): Promise<{
  standing: Standing
  decisions: DecisionRow[]
  link: LinkRow | undefined
  proposal: ProposalRow | undefined
}> {
  const guard = await guardsOf(tx, viewer, pair)
  if (viewer.unscoped !== true && !inSight(viewer.role, pair.map(guard))) throw new NotFound('pair')
  const decisions = await decisionsOf(tx, viewer, pair)
  const link = await linkBetween(tx, viewer, pair)
  const proposal = await proposalBetween(tx, viewer, pair)
  return {
    decisions,
    link,
    proposal,
    standing: {
      guarded: pair.some(id => guard(id).protected),
      linked: link !== undefined,
      questioned: link ? link.questioned !== null || link.held_back : proposal?.state === 'questioned',
      last: saidIn(decisions[0]),
    },
  }
}

const personIn = (viewer: Viewer): Person => ({
  id: viewer.personId,
  name: viewer.name,
  mayDecide: may(viewer, 'match.decide'),
  mayDecideProtected: may(viewer, 'match.decide-protected'),
})

/**
 * A person decides on a pair: what they saw is kept with it. The second to say Same makes the link. Refuses where the
 * role may not, where a protected child needs a manager, and where it would join records that somebody judged different.
 */
export async function decideOnPair(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; otherId: string; answer: Answer; why: string; seen: Seen },
): Promise<Decision<{ says: string }>> {
  const { answer, why, seen } = given
  const pair = inOrder(given.childId, given.otherId)
  await holdPair(tx, viewer, pair)
  const { standing, decisions, link } = await standingOf(tx, viewer, pair)
  const next = answered(standing, personIn(viewer), answer)
  if (!next.allowed) return next
  const { write, state, says } = next.value
  if (next.value.link === 'make') {
    const apart = await keptApart(tx, viewer, pair, may(viewer, 'match.decide-protected'))
    if (apart !== undefined) return refused({ says: apart })
  }
  if (!write) return allowed({ says })
  await insertDecision(tx, viewer, {
    pair,
    answer,
    why,
    seen,
    by: { id: viewer.personId, name: viewer.name },
  })
  const first = decisions[0]
  switch (next.value.link) {
    case 'make':
      await insertLink(tx, viewer, {
        pair,
        how: 'two people',
        why: [first?.why, why].filter(text => text).join(' / '),
        proposedBy: { id: first!.decided_by!, name: first!.decided_name },
        seen,
      })
      break
    case 'undo':
      await insertLinkStep(tx, viewer, link!.id, 'undone', why)
      break
    case 'stands':
      await insertLinkStep(tx, viewer, link!.id, 'stands', why)
      break
    default:
      break
  }
  const offered = isOffered(seen.band) ? { ...seen, band: seen.band } : undefined
  if (offered) {
    const [one, other] = pair
    await propose(tx, viewer, { one, other, from: 'by hand', seen: offered, state })
  } else {
    await setProposal(tx, viewer, pair, state)
  }
  return allowed({ says })
}

/**
 * Undoes a link, at any time, with a reason: one person may, since apart is the safe way to be wrong. `takenFor` says what
 * they are taken for from now on. The records were two all the while, so that nothing has to be sorted out.
 */
export async function undoLink(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { why: string; takenFor: 'different' | 'not sure' },
): Promise<Decision<{ childId: string }>> {
  const link = await linkByToken(tx, viewer, token)
  const pair = inOrder(link.child_id, link.other_id)
  await holdPair(tx, viewer, pair)
  if (!may(viewer, 'match.decide')) return refused({ says: 'Your role may not undo a link' })
  if (given.why.trim().length < 10) return refused({ says: 'Say in a sentence why the link is undone' })
  const { link: still } = await standingOf(tx, viewer, pair)
  if (still?.id !== link.id) return refused({ says: 'This link has been undone already' })
  await insertLinkStep(tx, viewer, link.id, 'undone', given.why)
  await insertDecision(tx, viewer, {
    pair,
    answer: given.takenFor,
    why: given.why,
    seen: (await comparePair(tx, viewer, pair[0], pair[1])).seen,
    by: { id: viewer.personId, name: viewer.name },
  })
  await setProposal(tx, viewer, pair, given.takenFor === 'different' ? 'settled' : 'open')
  return allowed({ childId: link.child_id })
}
