// All the SQL of proposals, decisions and links. The authority alone reads any of it, and of it those who may know: the
// application says so here, the row rules say it again.
import { childInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Fragment, Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId, newToken } from '../../platform/ids.ts'
import type { Tenth } from './measures.ts'
import {
  type Answer,
  type Door,
  type Fact,
  factsIn,
  type Guard,
  kept,
  type OfferedBand,
  rankOf,
  type Said,
  type Seen,
} from './proposal.ts'

/** The smaller id first, so that a pair is one row whichever way it is asked about. */
export const inOrder = (one: string, other: string): [string, string] =>
  one < other ? [one, other] : [other, one]

/** The application's wall around a pair: who may know that the two are alike. The same as `inSight`, in SQL. */
function pairInSight(tx: Tx, viewer: Viewer, one: Fragment, other: Fragment): Fragment {
  if (viewer.unscoped || viewer.role === 'manager' || viewer.role === 'system') return tx`true`
  const kinds = viewer.role === 'cme-officer' ? tx`and sight_p.kind = 'identity'` : tx``
  if (viewer.side !== 'authority') return tx`false`
  return tx`not exists (select 1 from protections sight_p where sight_p.la_code = ${viewer.la}
    and sight_p.child_id in (${one}, ${other}) ${kinds})`
}

/** Which of these children are protected, and which under another identity. A child not named here is neither. */
export async function guardsOf(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<(id: string) => Guard> {
  if (ids.length === 0) return () => ({ protected: false, identity: false })
  const rows = await tx<{ child_id: string; identity: boolean }[]>`
    select p.child_id, bool_or(p.kind = 'identity') as identity from protections p
    where p.la_code = ${viewer.la} and p.child_id = any (${ids as string[]}::uuid[]) group by p.child_id`
  const found = new Map(rows.map(row => [row.child_id, { protected: true, identity: row.identity }]))
  return id => found.get(id) ?? { protected: false, identity: false }
}

/** The two children whose tokens stand in an address. Throws NotFound where they are not two, or either is not in scope. */
export async function pairByTokens(
  tx: Tx,
  viewer: Viewer,
  one: string,
  other: string,
): Promise<readonly [string, string]> {
  const rows = await tx<{ id: string; token: string }[]>`
    select c.id, c.token from children c
    where c.la_code = ${viewer.la} and c.token = any (${[one, other]}::text[]) and ${childInScope(tx, viewer, tx`c.id`)}`
  const ids = [one, other].map(token => rows.find(row => row.token === token)?.id)
  if (!ids[0] || !ids[1] || ids[0] === ids[1]) throw new NotFound('pair')
  return [ids[0], ids[1]]
}

/** The tokens of these children, for their pages. */
export async function tokensOf(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; token: string }[]>`
    select c.id, c.token from children c where c.la_code = ${viewer.la} and c.id = any (${ids as string[]}::uuid[])`
  return new Map(rows.map(row => [row.id, row.token]))
}

// What a door asked.

export type Asked = {
  id: string
  asked_from: Door
  child_id: string | null
}

/** Writes down that a door asked. `said` holds no home and no telephone. Gives the question's id. */
export async function insertAsked(
  tx: Tx,
  viewer: Viewer,
  asked: {
    from: Door
    childId: string | undefined
    said: Record<string, unknown>
    by: string | undefined
    byName: string
  },
): Promise<string> {
  const id = newId()
  await tx`
    insert into match_asked (la_code, id, token, asked_from, child_id, said, asked_by, asked_name)
    values (${viewer.la}, ${id}, ${newToken()}, ${asked.from}, ${asked.childId ?? null},
            ${tx.json(asked.said as never)}, ${asked.by ?? null}, ${asked.byName})`
  return id
}

/** Keeps all that was said until the answer has been looked for. */
export async function insertWaiting(
  tx: Tx,
  viewer: Viewer,
  askedId: string,
  said: Record<string, unknown>,
): Promise<void> {
  await tx`
    insert into match_asked_waiting (la_code, asked_id, said)
    values (${viewer.la}, ${askedId}, ${tx.json(said as never)})`
}

/** A question nobody has looked for yet, held for us; with all that was said. Nothing where it is answered. */
export async function takeWaiting(
  tx: Tx,
  viewer: Viewer,
  askedId: string,
): Promise<(Asked & { said: unknown }) | undefined> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`asked ${viewer.la} ${askedId}`}, 0))`
  const [row] = await tx<(Asked & { said: unknown })[]>`
    select a.id, a.asked_from, a.child_id, w.said from match_asked a
    left join match_asked_waiting w on w.la_code = a.la_code and w.asked_id = a.id
    where a.la_code = ${viewer.la} and a.id = ${askedId}
      and not exists (select 1 from match_answers n where n.la_code = a.la_code and n.asked_id = a.id)`
  if (row) await tx`delete from match_asked_waiting where la_code = ${viewer.la} and asked_id = ${askedId}`
  return row
}

export type Candidate = { childId: string; band: OfferedBand; probability: number }

/** Writes down what was found: by which model, and who might be meant. */
export async function insertAnswer(
  tx: Tx,
  viewer: Viewer,
  askedId: string,
  modelVersion: string,
  candidates: readonly Candidate[],
): Promise<void> {
  await tx`
    insert into match_answers (la_code, asked_id, model_version)
    values (${viewer.la}, ${askedId}, ${modelVersion}) on conflict do nothing`
  if (candidates.length === 0) return
  await tx`
    insert into match_answer_candidates (la_code, asked_id, child_id, band, probability)
    select ${viewer.la}, ${askedId}, c.child_id, c.band, c.probability
    from unnest(${candidates.map(c => c.childId)}::uuid[], ${candidates.map(c => c.band)}::text[],
                ${candidates.map(c => c.probability)}::float8[]) as c(child_id, band, probability)
    on conflict do nothing`
}

export type AskedRow = {
  asked_from: Door
  asked_name: string
  asked_at: Date
  said: { surnames?: string[]; forenames?: string[]; dateOfBirth?: string; upns?: string[] }
  child_id: string | null
  child_token: string | null
  child_name: string | null
  answered: boolean
  found: { id: string; token: string; name: string; band: OfferedBand; probability: number }[]
}

/** What was asked at the doors that others stand at, newest first, and who might have been meant. */
export function askedAtDoors(tx: Tx, viewer: Viewer, limit: number, offset: number): Promise<AskedRow[]> {
  return tx<AskedRow[]>`
    select a.asked_from, a.asked_name, a.asked_at, a.said, a.child_id, c.token as child_token,
           c.forename || ' ' || c.surname as child_name,
           exists (select 1 from match_answers n where n.la_code = a.la_code and n.asked_id = a.id) as answered,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', o.id, 'token', o.token, 'name', o.forename || ' ' || o.surname,
                      'band', w.band, 'probability', w.probability) order by w.probability desc, o.id)
             from match_answer_candidates w join children o on o.la_code = w.la_code and o.id = w.child_id
             where w.la_code = a.la_code and w.asked_id = a.id
               and ${pairInSight(tx, viewer, tx`o.id`, tx`a.child_id`)}), '[]') as found
    from (
      select * from match_asked a
      where a.la_code = ${viewer.la} and a.asked_from not in ('pupil import', 'changed record')
      order by a.asked_at desc, a.id desc limit ${limit} offset ${offset}) a
    left join children c on c.la_code = a.la_code and c.id = a.child_id
    order by a.asked_at desc, a.id desc`
}

// Children to be compared again.

/** Some children whose record was written or changed since it was compared, oldest first, held for us. */
export async function takeAgain(tx: Tx, viewer: Viewer, atMost: number): Promise<string[]> {
  const rows = await tx<{ child_id: string }[]>`
    select a.child_id from match_again a
    where a.la_code = ${viewer.la} and a.since <= now()
      and exists (select 1 from child_key_sets s
                  where s.la_code = a.la_code and s.child_id = a.child_id and s.key_version > 0)
    order by a.since, a.child_id limit ${atMost} for update of a skip locked`
  return rows.map(row => row.child_id)
}

export async function doneAgain(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<void> {
  await tx`delete from match_again where la_code = ${viewer.la} and child_id = any (${ids as string[]}::uuid[])`
}

/** A child that could not be compared waits an hour, and stands behind the others. */
export async function laterAgain(tx: Tx, viewer: Viewer, childId: string): Promise<void> {
  await tx`
    update match_again set since = now() + interval '1 hour' where la_code = ${viewer.la} and child_id = ${childId}`
}

/** Was anything ever written of this child before: is this a record that changed, or one that came? */
export async function hasChanged(tx: Tx, viewer: Viewer, childId: string): Promise<boolean> {
  const [row] = await tx<{ changed: boolean }[]>`
    select exists (select 1 from child_changes h where h.la_code = ${viewer.la} and h.child_id = ${childId})
        or exists (select 1 from match_proposals p where p.la_code = ${viewer.la}
                   and (p.child_id = ${childId} or p.other_id = ${childId})) as changed`
  return row!.changed
}

// Proposals.

/** Nought: a child with an open case. One: a child on no roll. Two: neither. For a row of proposals called `of`. */
const urgencyOf = (tx: Tx, viewer: Viewer, one: Fragment, other: Fragment): Fragment => tx`
  case when exists (select 1 from cases k where k.la_code = ${viewer.la} and k.child_id in (${one}, ${other})
                    and k.closed_on is null) then 0
       when exists (select 1 from unnest(array[${one}, ${other}]) c(id)
                    where not exists (select 1 from enrolments e where e.la_code = ${viewer.la} and e.child_id = c.id
                      and (e.leaving_date is null or e.leaving_date > ${viewer.today}::date))) then 1
       else 2 end`

export type ProposalState = 'open' | 'to confirm' | 'questioned' | 'settled' | 'withdrawn'
export type ProposalRow = {
  id: string
  token: string
  child_id: string
  other_id: string
  found_from: string
  band: OfferedBand
  probability: number
  state: ProposalState
  says: string | null
}

/** Proposes a pair, or brings what is said of it up to date; nothing is written where it stands so already. */
export async function propose(
  tx: Tx,
  viewer: Viewer,
  pair: {
    one: string
    other: string
    from: Door | 'by hand'
    seen: Seen & { band: OfferedBand }
    state: ProposalState
    says?: string
  },
): Promise<void> {
  const [one, other] = inOrder(pair.one, pair.other)
  const { seen, state } = pair
  await tx`
    insert into match_proposals as p (la_code, id, token, child_id, other_id, found_from, band, probability, model_version,
                                      seen, state, urgency, rank, says)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${one}, ${other}, ${pair.from}, ${seen.band}, ${seen.probability},
            ${seen.modelVersion}, ${tx.json(kept(seen) as never)}, ${state},
            ${urgencyOf(tx, viewer, tx`${one}::uuid`, tx`${other}::uuid`)}, ${rankOf(seen.band)}, ${pair.says ?? null})
    on conflict (la_code, child_id, other_id) do update set
      band = excluded.band, probability = excluded.probability, model_version = excluded.model_version,
      seen = excluded.seen, state = excluded.state, urgency = excluded.urgency, rank = excluded.rank,
      says = excluded.says,
      changed_at = case when p.state = excluded.state then p.changed_at else now() end
    where p.la_code = ${viewer.la}
      and (p.seen, p.state, p.urgency, p.says) is distinct from (excluded.seen, excluded.state, excluded.urgency, excluded.says)`
}

/** The row of a pair, where it was ever proposed. */
export async function proposalBetween(
  tx: Tx,
  viewer: Viewer,
  [one, other]: readonly [string, string],
): Promise<ProposalRow | undefined> {
  const [row] = await tx<ProposalRow[]>`
    select p.id, p.token, p.child_id, p.other_id, p.found_from, p.band, p.probability, p.state, p.says
    from match_proposals p
    where p.la_code = ${viewer.la} and p.child_id = ${one} and p.other_id = ${other}
      and ${pairInSight(tx, viewer, tx`p.child_id`, tx`p.other_id`)}`
  return row
}

export type AutomaticRow = {
  child_id: string
  other_id: string
  made_at: Date
  probability: number
  questioned: string | null
  a_token: string
  a_name: string
  b_token: string
  b_name: string
}

/** Links that were made without people and stand, newest first: somebody looks through them. */
export function automaticLinks(
  tx: Tx,
  viewer: Viewer,
  limit: number,
  offset: number,
): Promise<AutomaticRow[]> {
  return tx<AutomaticRow[]>`
    select l.child_id, l.other_id, l.made_at, l.probability, a.token as a_token, a.forename || ' ' || a.surname as a_name,
           b.token as b_token, b.forename || ' ' || b.surname as b_name,
           (select case when s.what = 'questioned' then s.says end from child_link_steps s
            where s.la_code = ${viewer.la} and s.link_id = l.id order by s.at desc, s.id desc limit 1) as questioned
    from child_links l
    join children a on a.la_code = l.la_code and a.id = l.child_id
    join children b on b.la_code = l.la_code and b.id = l.other_id
    where l.la_code = ${viewer.la} and l.how = 'automatic' and ${holds(tx, viewer)} and not ${heldBack(tx, viewer)}
      and ${pairInSight(tx, viewer, tx`l.child_id`, tx`l.other_id`)}
    order by l.made_at desc, l.id desc limit ${limit} offset ${offset}`
}

/** Sets how a pair stands, where it has a row. */
export async function setProposal(
  tx: Tx,
  viewer: Viewer,
  [one, other]: readonly [string, string],
  state: ProposalState,
  says?: string,
): Promise<void> {
  await tx`
    update match_proposals p set state = ${state}, says = ${says ?? null}, changed_at = now()
    where p.la_code = ${viewer.la} and p.child_id = ${one} and p.other_id = ${other}
      and ${pairInSight(tx, viewer, tx`p.child_id`, tx`p.other_id`)}`
}

/** The pairs of a child that were proposed, however they stand. */
export function proposalsOf(tx: Tx, viewer: Viewer, childId: string): Promise<ProposalRow[]> {
  return tx<ProposalRow[]>`
    select p.id, p.token, p.child_id, p.other_id, p.found_from, p.band, p.probability, p.state, p.says
    from match_proposals p
    where p.la_code = ${viewer.la} and (p.child_id = ${childId} or p.other_id = ${childId})
      and ${pairInSight(tx, viewer, tx`p.child_id`, tx`p.other_id`)}
    order by p.rank, p.probability desc, p.id limit 100`
}

/**
 * Works out anew which waiting pairs are urgent, of all children or of one: cases open and close, children come onto rolls and
 * leave them.
 */
export async function refreshUrgency(tx: Tx, viewer: Viewer, childId?: string): Promise<void> {
  const now = urgencyOf(tx, viewer, tx`p.child_id`, tx`p.other_id`)
  await tx`
    update match_proposals p set urgency = ${now}
    where p.la_code = ${viewer.la} and p.state in ('open', 'to confirm', 'questioned') and p.urgency <> ${now}
      and ${childId === undefined ? tx`true` : tx`(p.child_id = ${childId} or p.other_id = ${childId})`}`
}

export const waitingKinds = {
  all: 'Everything that waits',
  certain: 'Almost certain',
  probable: 'Probable',
  look: 'Worth a look',
  'to confirm': 'Waiting for a second person',
  questioned: 'Asked again',
} as const
export type WaitingKind = keyof typeof waitingKinds
export const isWaitingKind = (text: string): text is WaitingKind => Object.hasOwn(waitingKinds, text)

export type WaitingRow = ProposalRow & {
  found_at: Date
  urgency: number
  a_token: string
  a_name: string
  a_protected: boolean
  a_rolls: string | null
  a_case: string | null
  b_token: string
  b_name: string
  b_protected: boolean
  b_rolls: string | null
  b_case: string | null
  not_sure: boolean
  first_name: string | null
  first_id: string | null
}

const ofKind = (tx: Tx, kind: WaitingKind): Fragment => {
  switch (kind) {
    case 'to confirm':
      return tx`p.state = 'to confirm'`
    case 'questioned':
      return tx`p.state = 'questioned'`
    case 'all':
      return tx`p.state in ('open', 'to confirm', 'questioned')`
    default:
      return tx`p.state in ('open', 'to confirm', 'questioned') and p.band = ${kind}`
  }
}

/** Pairs that wait for a person: the most urgent first, or the likeliest. */
export function waitingPairs(
  tx: Tx,
  viewer: Viewer,
  kind: WaitingKind,
  order: 'urgent' | 'likeliest',
  limit: number,
  offset: number,
): Promise<WaitingRow[]> {
  const by =
    kind === 'to confirm' || kind === 'questioned'
      ? tx`p.changed_at desc, p.id`
      : order === 'urgent'
        ? tx`p.urgency, p.rank, p.probability desc, p.id`
        : tx`p.rank, p.probability desc, p.id`
  const side = (id: Fragment) => tx`
    select c.token, c.forename || ' ' || c.surname as name,
           exists (select 1 from protections g where g.la_code = c.la_code and g.child_id = c.id) as protected,
           (select string_agg(s.name, ', ' order by s.name) from enrolments e
            join schools s on s.la_code = e.la_code and s.id = e.school_id
            where e.la_code = c.la_code and e.child_id = c.id
              and (e.leaving_date is null or e.leaving_date > ${viewer.today}::date)) as rolls,
           (select k.reference from cases k where k.la_code = c.la_code and k.child_id = c.id and k.closed_on is null
            order by k.opened_on desc limit 1) as open_case
    from children c where c.la_code = ${viewer.la} and c.id = ${id}`
  return tx<WaitingRow[]>`
    select p.*, a.token as a_token, a.name as a_name, a.protected as a_protected, a.rolls as a_rolls, a.open_case as a_case,
           b.token as b_token, b.name as b_name, b.protected as b_protected, b.rolls as b_rolls, b.open_case as b_case,
           coalesce(d.decision = 'not sure', false) as not_sure, d.decided_name as first_name, d.decided_by as first_id
    from (
      select p.id, p.token, p.child_id, p.other_id, p.found_from, p.found_at, p.band, p.probability, p.state, p.says,
             p.urgency, p.rank, p.changed_at
      from match_proposals p
      where p.la_code = ${viewer.la} and ${ofKind(tx, kind)}
        and ${pairInSight(tx, viewer, tx`p.child_id`, tx`p.other_id`)}
      order by ${by} limit ${limit} offset ${offset}) p
    cross join lateral (${side(tx`p.child_id`)}) a
    cross join lateral (${side(tx`p.other_id`)}) b
    left join lateral (
      select m.decision, m.decided_name, m.decided_by from match_decisions m
      where m.la_code = ${viewer.la} and m.child_id in (p.child_id, p.other_id) and m.other_id in (p.child_id, p.other_id)
      order by m.decided_at desc, m.id desc limit 1) d on true
    order by ${by}`
}

/** How many pairs of each kind wait, counted so far and no further. */
export async function countWaiting(
  tx: Tx,
  viewer: Viewer,
  atMost: number,
): Promise<Record<WaitingKind, number>> {
  const rows = await tx<{ state: string; band: OfferedBand; n: number }[]>`
    select state, band, count(*)::int as n from (
      select p.state, p.band from match_proposals p
      where p.la_code = ${viewer.la} and p.state in ('open', 'to confirm', 'questioned')
        and ${pairInSight(tx, viewer, tx`p.child_id`, tx`p.other_id`)}
      order by p.urgency, p.rank, p.probability desc, p.id limit ${atMost}) p
    group by state, band`
  const count = (keep: (row: { state: string; band: OfferedBand }) => boolean) =>
    rows.filter(keep).reduce((sum, row) => sum + row.n, 0)
  return {
    all: count(() => true),
    certain: count(row => row.band === 'certain'),
    probable: count(row => row.band === 'probable'),
    look: count(row => row.band === 'look'),
    'to confirm': count(row => row.state === 'to confirm'),
    questioned: count(row => row.state === 'questioned'),
  }
}

// Decisions.

export type DecisionRow = {
  id: string
  child_id: string
  other_id: string
  decision: Answer
  why: string
  evidence: unknown
  decided_by: string | null
  decided_name: string
  decided_at: Date
  probability: number | null
  band: string | null
  model_version: string | null
}

/** What was decided of a pair, latest first. */
export function decisionsOf(
  tx: Tx,
  viewer: Viewer,
  [one, other]: readonly [string, string],
): Promise<DecisionRow[]> {
  return tx<DecisionRow[]>`
    select m.id, m.child_id, m.other_id, m.decision, m.why, m.evidence, m.decided_by, m.decided_name, m.decided_at,
           m.probability, m.band, m.model_version
    from match_decisions m
    where m.la_code = ${viewer.la}
      and ((m.child_id = ${one} and m.other_id = ${other}) or (m.child_id = ${other} and m.other_id = ${one}))
      and ${pairInSight(tx, viewer, tx`m.child_id`, tx`m.other_id`)}
    order by m.decided_at desc, m.id desc limit 20`
}

/** The latest decision of each pair of a child, and how the pair stands since. */
export function latestDecisions(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<(DecisionRow & { state: ProposalState | null; says: string | null })[]> {
  return tx<(DecisionRow & { state: ProposalState | null; says: string | null })[]>`
    select d.*, p.state, p.says from (
      select distinct on (least(m.child_id, m.other_id), greatest(m.child_id, m.other_id))
             m.id, m.child_id, m.other_id, m.decision, m.why, m.evidence, m.decided_by, m.decided_name, m.decided_at,
             m.probability, m.band, m.model_version
      from match_decisions m
      where m.la_code = ${viewer.la} and (m.child_id = ${childId} or m.other_id = ${childId})
        and ${pairInSight(tx, viewer, tx`m.child_id`, tx`m.other_id`)}
      order by least(m.child_id, m.other_id), greatest(m.child_id, m.other_id), m.decided_at desc, m.id desc) d
    left join match_proposals p on p.la_code = ${viewer.la} and p.child_id = least(d.child_id, d.other_id)
      and p.other_id = greatest(d.child_id, d.other_id)`
}

export const saidIn = (row: DecisionRow | undefined): Said | undefined =>
  row && { answer: row.decision, byId: row.decided_by, byName: row.decided_name }
export const seenIn = (
  row: DecisionRow,
): { answer: Answer; evidence: Fact[]; probability: number | null } => ({
  answer: row.decision,
  evidence: factsIn(row.evidence),
  probability: row.probability,
})

/** Keeps what was decided of a pair, with what the person saw. Only added to; the latest holds. */
export async function insertDecision(
  tx: Tx,
  viewer: Viewer,
  given: {
    pair: readonly [string, string]
    answer: Answer
    why: string
    seen: Seen | undefined
    by: { id: string | undefined; name: string }
  },
): Promise<string> {
  const id = newId()
  const { seen, by } = given
  await tx`
    insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name,
                                 model_version, probability, band)
    values (${viewer.la}, ${id}, ${given.pair[0]}, ${given.pair[1]}, ${given.answer}, ${given.why},
            ${tx.json((seen ? kept(seen).evidence : []) as never)}, ${by.id ?? null}, ${by.name},
            ${seen?.modelVersion ?? null}, ${seen?.probability ?? null}, ${seen?.band ?? null})`
  return id
}

// Links.

/** A link that was not undone. */
const holds = (tx: Tx, viewer: Viewer): Fragment => tx`not exists (
  select 1 from child_link_steps u where u.la_code = ${viewer.la} and u.link_id = l.id and u.what = 'undone')`
/** A protection put on since the link was made, or since somebody last said that it stands: what it shows is held back. */
const heldBack = (tx: Tx, viewer: Viewer): Fragment => tx`exists (
  select 1 from protections h where h.la_code = ${viewer.la} and h.child_id in (l.child_id, l.other_id)
    and h.put_on_at > coalesce((select max(t.at) from child_link_steps t
      where t.la_code = ${viewer.la} and t.link_id = l.id and t.what = 'stands'), l.made_at))`

export type LinkRow = {
  id: string
  token: string
  child_id: string
  other_id: string
  how: 'two people' | 'automatic'
  why: string
  proposed_name: string | null
  made_name: string
  made_at: Date
  probability: number
  band: string
  model_version: string
  evidence: unknown
  /** Why it is questioned: the latest that was said of it, where nobody has said since that it stands. */
  questioned: string | null
  held_back: boolean
}

const linkColumns = (tx: Tx, viewer: Viewer): Fragment => tx`
  l.id, l.token, l.child_id, l.other_id, l.how, l.why, l.proposed_name, l.made_name, l.made_at, l.probability, l.band,
  l.model_version, l.evidence, ${heldBack(tx, viewer)} as held_back,
  (select case when s.what = 'questioned' then s.says end from child_link_steps s
   where s.la_code = ${viewer.la} and s.link_id = l.id order by s.at desc, s.id desc limit 1) as questioned`

/** The link that stands between two records, if there is one. */
export async function linkBetween(
  tx: Tx,
  viewer: Viewer,
  [one, other]: readonly [string, string],
): Promise<LinkRow | undefined> {
  const [row] = await tx<LinkRow[]>`
    select ${linkColumns(tx, viewer)} from child_links l
    where l.la_code = ${viewer.la} and l.child_id = ${one} and l.other_id = ${other} and ${holds(tx, viewer)}
      and ${pairInSight(tx, viewer, tx`l.child_id`, tx`l.other_id`)}
    order by l.made_at desc limit 1`
  return row
}

/** The link whose token stands in the address, if it stands. Throws NotFound. */
export async function linkByToken(tx: Tx, viewer: Viewer, token: string): Promise<LinkRow> {
  const [row] = await tx<LinkRow[]>`
    select ${linkColumns(tx, viewer)} from child_links l
    where l.la_code = ${viewer.la} and l.token = ${token} and ${holds(tx, viewer)}
      and ${pairInSight(tx, viewer, tx`l.child_id`, tx`l.other_id`)}`
  if (!row) throw new NotFound('link')
  return row
}

/** The links of a child that stand, those held back too. */
export function linksOf(tx: Tx, viewer: Viewer, childId: string): Promise<LinkRow[]> {
  return tx<LinkRow[]>`
    select ${linkColumns(tx, viewer)} from child_links l
    where l.la_code = ${viewer.la} and (l.child_id = ${childId} or l.other_id = ${childId}) and ${holds(tx, viewer)}
      and ${pairInSight(tx, viewer, tx`l.child_id`, tx`l.other_id`)}
    order by l.made_at, l.id limit 20`
}

/** How many records may be known as one child: more than this is a mistake somewhere. */
export const linkedAtMost = 8

/**
 * The other records this child is known as: those linked with it, and those linked with them, but for one that somebody
 * judged different from it. What a link shows is held back while a protection put on since waits for a manager.
 */
export async function linkedWith(tx: Tx, viewer: Viewer, childId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with recursive reach(id, depth) as (
      select ${childId}::uuid, 0
      union
      select case when l.child_id = r.id then l.other_id else l.child_id end, r.depth + 1
      from reach r
      join child_links l on l.la_code = ${viewer.la} and (l.child_id = r.id or l.other_id = r.id)
      where r.depth < 4 and ${holds(tx, viewer)} and not ${heldBack(tx, viewer)}
        and ${pairInSight(tx, viewer, tx`l.child_id`, tx`l.other_id`)})
    select distinct r.id from reach r
    where r.id <> ${childId} and not exists (
      select 1 from (
        select m.decision from match_decisions m
        where m.la_code = ${viewer.la} and ((m.child_id = ${childId} and m.other_id = r.id)
          or (m.child_id = r.id and m.other_id = ${childId}))
        order by m.decided_at desc, m.id desc limit 1) latest
      where latest.decision = 'different')
    order by r.id limit ${linkedAtMost}`
  return rows.map(row => row.id)
}

/** Two records that a person has judged different, one of each group: then the groups are not joined. */
export async function judgedDifferent(
  tx: Tx,
  viewer: Viewer,
  ones: readonly string[],
  others: readonly string[],
): Promise<boolean> {
  const [row] = await tx<{ different: boolean }[]>`
    select exists (
      select 1 from (
        select distinct on (least(m.child_id, m.other_id), greatest(m.child_id, m.other_id)) m.decision
        from match_decisions m
        where m.la_code = ${viewer.la}
          and ((m.child_id = any (${ones as string[]}::uuid[]) and m.other_id = any (${others as string[]}::uuid[]))
            or (m.child_id = any (${others as string[]}::uuid[]) and m.other_id = any (${ones as string[]}::uuid[])))
        order by least(m.child_id, m.other_id), greatest(m.child_id, m.other_id), m.decided_at desc, m.id desc) latest
      where decision = 'different') as different`
  return row!.different
}

export async function insertLink(
  tx: Tx,
  viewer: Viewer,
  link: {
    pair: readonly [string, string]
    how: 'two people' | 'automatic'
    why: string
    proposedBy?: { id: string; name: string }
    seen: Seen
  },
): Promise<void> {
  const { pair, seen, proposedBy } = link
  await tx`
    insert into child_links (la_code, id, token, child_id, other_id, how, why, proposed_by, proposed_name, made_by,
                             made_name, band, probability, model_version, evidence)
    values (${viewer.la}, ${newId()}, ${newToken()}, ${pair[0]}, ${pair[1]}, ${link.how}, ${link.why},
            ${proposedBy?.id ?? null}, ${proposedBy?.name ?? null},
            ${link.how === 'automatic' ? null : viewer.personId}, ${viewer.name}, ${seen.band}, ${seen.probability},
            ${seen.modelVersion}, ${tx.json(kept(seen).evidence as never)})`
}

export async function insertLinkStep(
  tx: Tx,
  viewer: Viewer,
  linkId: string,
  what: 'questioned' | 'stands' | 'undone',
  says: string,
): Promise<void> {
  await tx`
    insert into child_link_steps (la_code, link_id, id, what, says, by_person, by_name)
    values (${viewer.la}, ${linkId}, ${newId()}, ${what}, ${says},
            ${viewer.side === 'system' ? null : viewer.personId}, ${viewer.name})`
}

/** Holds a pair for this transaction, so that two people deciding at once are one after the other. */
export async function holdPair(tx: Tx, viewer: Viewer, pair: readonly [string, string]): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`pair ${viewer.la} ${pair.join(' ')}`}, 0))`
}

/** Was either of these looked after before, by what any school said last? Such a child may be adopted. */
export async function mayBeAdopted(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<boolean> {
  const [row] = await tx<{ adopted: boolean }[]>`
    select exists (
      select 1 from (
        select distinct on (f.child_id, f.flag) f.says from child_flags f
        where f.la_code = ${viewer.la} and f.child_id = any (${ids as string[]}::uuid[])
          and f.flag in ('previously_in_care', 'adopted')
        order by f.child_id, f.flag, f.recorded_at desc) latest
      where says = 'yes') as adopted`
  return row!.adopted
}

// How good were the proposals?

/** Of the pairs that people answered, by what was said to the first of them: how many were the same child. */
export function answersByTenth(tx: Tx, viewer: Viewer): Promise<Tenth[]> {
  return tx<Tenth[]>`
    select least(9, floor(probability * 10))::int as tenth,
           (count(*) filter (where decision = 'same'))::int as same,
           (count(*) filter (where decision = 'different'))::int as different,
           avg(probability)::float8 as expected
    from (
      select distinct on (least(m.child_id, m.other_id), greatest(m.child_id, m.other_id)) m.decision, m.probability
      from match_decisions m
      where m.la_code = ${viewer.la} and m.decided_by is not null and m.probability is not null
        and m.decision <> 'not sure' and ${pairInSight(tx, viewer, tx`m.child_id`, tx`m.other_id`)}
      order by least(m.child_id, m.other_id), greatest(m.child_id, m.other_id), m.decided_at, m.id) first
    group by 1 order by 1`
}

export type UpnQuestion = {
  child_id: string
  other_id: string
  at: Date
  said: unknown
  a_token: string
  a_name: string
  b_token: string
  b_name: string
}

/** Two records that were said to have one UPN, of whom nobody has decided since. */
export function upnQuestions(tx: Tx, viewer: Viewer, limit: number, offset: number): Promise<UpnQuestion[]> {
  return tx<UpnQuestion[]>`
    select q.child_id, q.other_id, q.at, q.said, a.token as a_token, a.forename || ' ' || a.surname as a_name,
           b.token as b_token, b.forename || ' ' || b.surname as b_name
    from match_questions q
    join children a on a.la_code = q.la_code and a.id = q.child_id
    join children b on b.la_code = q.la_code and b.id = q.other_id
    where q.la_code = ${viewer.la} and q.kind = 'same upn'
      and ${pairInSight(tx, viewer, tx`q.child_id`, tx`q.other_id`)}
      and not exists (select 1 from match_decisions m where m.la_code = q.la_code and m.decided_at >= q.at
        and m.decision <> 'not sure' and m.child_id in (q.child_id, q.other_id) and m.other_id in (q.child_id, q.other_id))
    order by q.at desc, q.id limit ${limit} offset ${offset}`
}
