// All the SQL of matching. It finds candidates generously, by keys that have an index; the comparison judges them. The
// rule is written once, in TypeScript. Runs for the authority alone: a school never learns that a child is known elsewhere.
import { may } from '../access/actions-allowed.ts'
import { childInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Described } from './clean.ts'
import { type Judged, judge } from './judge.ts'
import { forenameKey, surnameKey } from './name-keys.ts'

export type OnRoll = {
  enrolmentId: string
  schoolId: string
  schoolToken: string
  school: string
  since: string
  until: string | null
}
/** A child as matching reads one: what is compared, and the registers the child is or was on. */
export type ChildRecord = Described & { id: string; token: string; enrolments: readonly OnRoll[] }

type RecordRow = {
  id: string
  token: string
  surname: string
  forename: string
  middle_names: string | null
  preferred_surname: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: string | null
  sex: string | null
  upn: string | null
  former_upn: string | null
  protected: boolean
  homes: { lines: string; postcode: string | null }[]
  phones: string[]
  enrolments: OnRoll[]
}

/** How many candidates are judged for one child. */
export const candidatesAtMost = 50

async function records(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  asked?: string,
): Promise<ChildRecord[]> {
  // A protected child is shown as a possible match to those alone who may decide on it; the child asked about is no match.
  const protectedToo = may(viewer, 'match.decide')
  const rows = await tx<RecordRow[]>`
    select c.id, c.token, c.surname, c.forename, c.middle_names, c.preferred_surname, c.preferred_forename,
           c.former_surname, c.date_of_birth, c.sex, c.upn, c.former_upn, p.protected,
           coalesce((select jsonb_agg(jsonb_build_object('lines', a.lines, 'postcode', a.postcode))
             from (select a.lines, a.postcode from child_addresses a
                   where a.la_code = c.la_code and a.child_id = c.id order by a.recorded_at desc limit 10) a
             where not p.protected), '[]') as homes,
           coalesce((select jsonb_agg(n.phone) from (
               select unnest(array[t.phone_1, t.phone_2]) as phone from contacts t
               where t.la_code = c.la_code and t.child_id = c.id and t.ended_at is null limit 20) n
             where n.phone is not null and not p.protected), '[]') as phones,
           coalesce((select jsonb_agg(jsonb_build_object('enrolmentId', e.id, 'schoolId', e.school_id, 'schoolToken', s.token,
                       'school', s.name, 'since', e.entry_date, 'until', e.leaving_date) order by e.entry_date desc)
             from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
             where e.la_code = c.la_code and e.child_id = c.id), '[]') as enrolments
    from children c
    cross join lateral (select exists (
      select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected) p
    where c.la_code = ${viewer.la} and c.id = any (${ids as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`c.id`)}
      and (${protectedToo} or not p.protected or c.id = ${asked ?? null}::uuid)`
  return rows.map(row => ({
    id: row.id,
    token: row.token,
    surname: row.surname,
    otherSurnames: [row.preferred_surname, row.former_surname].filter(name => name !== null),
    forename: row.forename,
    knownAs: [row.preferred_forename].filter(name => name !== null),
    middleNames: row.middle_names,
    bornOn: row.date_of_birth,
    sex: row.sex,
    upns: [row.upn, row.former_upn].filter(upn => upn !== null),
    homes: row.homes,
    phones: row.phones,
    protected: row.protected,
    enrolments: row.enrolments,
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
  const found = await records(tx, viewer, [childId, other.id])
  const a = found.find(record => record.id === childId)
  const b = found.find(record => record.id === other.id)
  if (!a || !b) throw new NotFound('child')
  return [a, b]
}

/** How many children there are to mistake one for. Told by the planner: near enough, and free. */
async function howManyChildren(tx: Tx): Promise<number> {
  const [row] = await tx<{ many: number }[]>`
    select greatest(reltuples, 1000)::bigint as many from pg_class where oid = 'children'::regclass`
  return row?.many ?? 1000
}

export type Match = Judged<ChildRecord> & { decided: 'not sure' | undefined }
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
  const [of] = await records(tx, viewer, [childId], childId)
  if (!of) throw new NotFound('child')
  const surname = surnameKey(of.surname)
  const forename = forenameKey(of.forename)
  const surnames = [...new Set([surname, ...of.otherSurnames.map(surnameKey)])].filter(key => key !== '')
  const year = of.bornOn?.slice(0, 4) ?? null
  const swappedDay = exchanged(of.bornOn)
  const upns = of.upns as string[]
  const found = await tx<{ id: string }[]>`
      select id from (
        select distinct on (id) id, rank from (
          (select c.id, 1 as rank from children c
           where c.la_code = ${viewer.la} and c.upn = any (${upns}::text[]) limit 10)
          union all
          (select c.id, 2 from children c
           where c.la_code = ${viewer.la} and c.date_of_birth = ${of.bornOn}
           order by (c.surname_key = any (${surnames}::text[])) desc,
                    (c.forename_key in (${forename}, ${surname})) desc,
                    (left(c.surname_key, 1) = ${surname.slice(0, 1)}) desc,
                    (left(c.forename_key, 1) = ${forename.slice(0, 1)}) desc, c.id
           limit 30)
          union all
          (select c.id, 3 from children c
           where c.la_code = ${viewer.la} and c.surname_key = any (${surnames}::text[]) and c.forename_key = ${forename}
             and ${forename} <> '' limit 20)
          union all
          (select c.id, 3 from children c
           where c.la_code = ${viewer.la} and c.surname_key = ${forename} and c.forename_key = ${surname}
             and ${forename} <> '' limit 10)
          union all
          (select c.id, 4 from children c
           where c.la_code = ${viewer.la} and c.date_of_birth = ${swappedDay}
             and (c.surname_key = any (${surnames}::text[]) or c.forename_key = ${forename}) limit 10)
          union all
          (select c.id, 5 from children c
           where c.la_code = ${viewer.la} and c.forename_key = ${forename} and ${forename} <> ''
             and c.date_of_birth between ${year === null ? null : `${year}-01-01`} and ${year === null ? null : `${year}-12-31`}
           limit 20)
        ) keyed
        where id <> ${childId}
        order by id, rank
      ) candidates
      order by rank, id limit ${candidatesAtMost}`
  const decisions = await tx<{ other: string; decision: 'same' | 'different' | 'not sure' }[]>`
      select distinct on (other) other, decision from (
        select case when m.child_id = ${childId} then m.other_id else m.child_id end as other, m.decision, m.decided_at, m.id
        from match_decisions m
        where m.la_code = ${viewer.la} and (m.child_id = ${childId} or m.other_id = ${childId})) decided
      order by other, decided_at desc, id desc`
  const decided = new Map(decisions.map(one => [one.other, one.decision]))
  const same = decisions.filter(one => one.decision === 'same').map(one => one.other)
  const asked = found
    .map(row => row.id)
    .filter(id => decided.get(id) !== 'different' && decided.get(id) !== 'same')
  const all = await records(tx, viewer, [...new Set([...asked, ...same])])
  const open = judge(
    of,
    all.filter(record => asked.includes(record.id)),
    await howManyChildren(tx),
  ).map(one => ({
    ...one,
    decided: decided.get(one.candidate.id) === 'not sure' ? ('not sure' as const) : undefined,
  }))
  return { of, open, same: all.filter(record => same.includes(record.id)) }
}

/** 2014-03-12 as 2014-12-03, where that is a day too. */
function exchanged(bornOn: string | null): string | null {
  if (!bornOn) return null
  const [year, month, day] = bornOn.split('-')
  return Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : null
}

/** Keeps what a person decided about a pair, with what they saw. The latest holds; earlier ones stay. */
export async function keepDecision(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    otherId: string
    decision: 'same' | 'different' | 'not sure'
    why: string
    evidence: readonly string[]
  },
): Promise<void> {
  await tx`
    insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.otherId}, ${given.decision}, ${given.why},
            ${tx.json([...given.evidence])}, ${viewer.personId}, ${viewer.name})`
}
