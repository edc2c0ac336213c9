// Who may this be? Candidates by their keys, judged against each other, with the registers they are on. For the authority
// alone: a school never learns that a child is known elsewhere.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { candidatesFor, type FindOptions, inSight } from './finding/store.ts'
import { type Judged, judge } from './judge.ts'
import { recordsOf, type StoredRecord } from './kept/store.ts'
import { registerOf } from './models/store.ts'
import type { Described } from './record.ts'

export { candidatesAtMost, candidatesFor, type FindOptions } from './finding/store.ts'

export type OnRoll = {
  enrolmentId: string
  schoolId: string
  schoolToken: string
  school: string
  since: string
  until: string | null
}
/** A child as matching reads one: what is compared, and the registers the child is or was on. */
export type ChildRecord = StoredRecord & { enrolments: readonly OnRoll[] }

/** The registers these children are or were on, the latest first: for those that are shown. */
export async function enrolmentsFor(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, OnRoll[]>> {
  const rows = await tx<(OnRoll & { childId: string })[]>`
    select e.child_id as "childId", e.id as "enrolmentId", e.school_id as "schoolId", s.token as "schoolToken",
           s.name as school, e.entry_date as since, e.leaving_date as until
    from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.la_code = ${viewer.la} and e.child_id = any (${ids as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.entry_date desc, e.id desc`
  const byChild = new Map<string, OnRoll[]>()
  for (const { childId, ...onRoll } of rows) {
    const before = byChild.get(childId)
    if (before) before.push(onRoll)
    else byChild.set(childId, [onRoll])
  }
  return byChild
}

/** Records with their registers; those of protected children for those alone who may know of them. `asked` always. */
export async function childRecords(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  asked?: string,
): Promise<ChildRecord[]> {
  if ((viewer.side === 'school' && !viewer.unscoped) || ids.length === 0) return []
  const all = await recordsOf(tx, viewer.la, ids)
  const seen = new Set((await inSight(tx, viewer, all)).map(record => record.id))
  return withEnrolments(
    tx,
    viewer,
    all.filter(record => seen.has(record.id) || record.id === asked),
  )
}

async function withEnrolments<T extends StoredRecord>(
  tx: Tx,
  viewer: Viewer,
  found: readonly T[],
): Promise<(T & { enrolments: OnRoll[] })[]> {
  const enrolments = await enrolmentsFor(
    tx,
    viewer,
    found.map(record => record.id),
  )
  return found.map(record => ({ ...record, enrolments: enrolments.get(record.id) ?? [] }))
}

export type Found = Judged<ChildRecord>

/**
 * Who of all the authority's children may be the one described: found, judged against each other, likeliest first. Only
 * those worth showing; `none` are left out. For the authority alone.
 */
export async function findChild(
  tx: Tx,
  viewer: Viewer,
  asked: Described,
  options: FindOptions & { show?: number } = {},
): Promise<Found[]> {
  const candidates = await candidatesFor(tx, viewer, asked, options)
  if (candidates.length === 0) return []
  const register = await registerOf(tx, viewer)
  const judged = judge(asked, candidates, register)
    .filter(one => one.band !== 'none')
    .slice(0, options.show ?? 20)
  const enrolments = await enrolmentsFor(
    tx,
    viewer,
    judged.map(one => one.candidate.id),
  )
  return judged.map(one => ({
    ...one,
    candidate: { ...one.candidate, enrolments: enrolments.get(one.candidate.id) ?? [] },
  }))
}

/** The two records of a pair, by id or token of each. Throws NotFound where either is not in the viewer's scope. */
export async function pairOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  otherToken: string,
): Promise<[ChildRecord, ChildRecord]> {
  const [other] = await tx<{ id: string }[]>`
    select c.id from children c
    where c.la_code = ${viewer.la} and c.token = ${otherToken} and ${childInScope(tx, viewer, tx`c.id`)}`
  if (!other || other.id === childId) throw new NotFound('child')
  const found = await childRecords(tx, viewer, [childId, other.id])
  const a = found.find(record => record.id === childId)
  const b = found.find(record => record.id === other.id)
  if (!a || !b) throw new NotFound('child')
  return [a, b]
}

export type Match = Found & { decided: 'not sure' | undefined }
export type Matches = {
  of: ChildRecord
  /** Possible matches that nobody has decided yet, likeliest first. */
  open: readonly Match[]
  /** Records that a person judged to be this child. */
  same: readonly ChildRecord[]
}

/**
 * The records that may be the same child, likeliest first, with what a person decided before. A pair judged different is
 * not asked again. Throws NotFound where the child is not in the viewer's scope.
 */
export async function matchesOf(tx: Tx, viewer: Viewer, childId: string): Promise<Matches> {
  const [of] = await childRecords(tx, viewer, [childId], childId)
  if (!of) throw new NotFound('child')
  const decisions = await tx<{ other: string; decision: 'same' | 'different' | 'not sure' }[]>`
      select distinct on (other) other, decision from (
        select case when m.child_id = ${childId} then m.other_id else m.child_id end as other, m.decision, m.decided_at, m.id
        from match_decisions m
        where m.la_code = ${viewer.la} and (m.child_id = ${childId} or m.other_id = ${childId})) decided
      order by other, decided_at desc, id desc`
  const decided = new Map(decisions.map(one => [one.other, one.decision]))
  const same = decisions.filter(one => one.decision === 'same').map(one => one.other)
  const found = await findChild(tx, viewer, of, { except: childId })
  const open = found
    .filter(one => !['same', 'different'].includes(decided.get(one.candidate.id) ?? ''))
    .map(one => ({
      ...one,
      decided: decided.get(one.candidate.id) === 'not sure' ? ('not sure' as const) : undefined,
    }))
  // Where a protected child is at school is for those who may decide on one.
  const judged = (await childRecords(tx, viewer, same)).filter(
    record => !record.protected || viewer.unscoped || may(viewer, 'match.decide-protected'),
  )
  return { of, open, same: judged }
}
