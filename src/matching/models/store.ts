// The weights in force, what they were learned from, and who accepted them. Nothing is changed: to go back is to accept an
// older one again.
import type { Viewer } from '../../access/viewer.ts'
import type { Fragment, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import {
  type PlainRegister,
  plainRegister,
  type Register,
  registerOfPlain,
  usualRegister,
} from '../register.ts'
import type { Moved } from './learn.ts'

/** By authority: the last model read. A version never changes, so it is read once by each process. */
const inMemory = new Map<string, { version: number; register: Register }>()

/** The application's wall: models are the authority's own. */
const ofAuthority = (tx: Tx, viewer: Viewer): Fragment =>
  viewer.side !== 'school' || viewer.unscoped ? tx`true` : tx`false`

/**
 * How common names are among the authority's children, and the weights accepted last; where none were, the starting
 * weights and how many children there are.
 */
export async function registerOf(tx: Tx, viewer: Viewer): Promise<Register> {
  const [now] = await tx<{ version: number | null; children: number }[]>`
    select (select a.version from matching_model_acceptances a
            where a.la_code = ${viewer.la} and ${ofAuthority(tx, viewer)}
            order by a.accepted_at desc, a.id desc limit 1) as version,
           (select greatest(c.reltuples, 1000)::bigint from pg_class c where c.oid = 'children'::regclass) as children`
  const { version, children } = now!
  if (version === null) return countedRegister(tx, viewer, children)
  const held = inMemory.get(viewer.la)
  if (held?.version === version) return held.register
  const [row] = await tx<{ model: PlainRegister }[]>`
    select m.model from matching_models m
    where m.la_code = ${viewer.la} and m.version = ${version} and ${ofAuthority(tx, viewer)}`
  if (!row) return usualRegister(children)
  const register = registerOfPlain(row.model)
  inMemory.set(viewer.la, { version, register })
  return register
}

/** By authority: how common names are, and how many children there were when they were counted. */
const counted = new Map<string, { children: number; register: Register }>()

/**
 * Where no model was accepted: the starting weights, and the authority's own names counted. Counting changes no weight, but
 * without it two namesakes of a common name would pass for one child. Counted again when the children have grown by a tenth.
 */
async function countedRegister(tx: Tx, viewer: Viewer, children: number): Promise<Register> {
  // What is counted is kept by this process for the authority: no school is answered from it.
  if (viewer.side === 'school') return usualRegister(children)
  const held = counted.get(viewer.la)
  if (held && Math.abs(children - held.children) <= held.children / 10) return held.register
  const names = async (key: Fragment) => {
    const rows = await tx<{ name: string; many: number }[]>`
      select ${key} as name, count(*)::int as many from children c
      where c.la_code = ${viewer.la} and ${key} <> '' group by 1 order by 2 desc, 1 limit ${namesCounted}`
    return {
      names: new Map(rows.map(row => [row.name, row.many])),
      least: rows.length < namesCounted ? 0 : rows.at(-1)!.many / 3,
    }
  }
  const forenames = await names(tx`c.forename_key`)
  const surnames = await names(tx`c.surname_key`)
  const all = [...surnames.names.values()].reduce((sum, many) => sum + many, 0)
  if (all < fewest) return usualRegister(children)
  const register: Register = {
    ...usualRegister(Math.max(children, all)),
    forenames: forenames.names,
    surnames: surnames.names,
    leastForename: forenames.least,
    leastSurname: surnames.least,
  }
  counted.set(viewer.la, { children, register })
  return register
}

const namesCounted = 5_000
/** Fewer children than this say little of how common a name is. */
const fewest = 500

export type ModelRow = {
  version: number
  trained_on: { children: number; from: string; pairs: number; rounds: number }
  measures: Record<string, number>
  moved: Moved
  made_at: Date
  made_name: string
  accepted_at: Date | null
  accepted_name: string | null
  why: string | null
}
/** The models of the authority, the newest first, each with when it was last accepted. */
export function modelsOf(tx: Tx, viewer: Viewer): Promise<ModelRow[]> {
  return tx<ModelRow[]>`
    select m.version, m.trained_on, m.measures, m.moved, m.made_at, m.made_name, a.accepted_at, a.accepted_name, a.why
    from matching_models m
    left join lateral (
      select accepted_at, accepted_name, why from matching_model_acceptances
      where la_code = ${viewer.la} and version = m.version order by accepted_at desc, id desc limit 1) a on true
    where m.la_code = ${viewer.la} and ${ofAuthority(tx, viewer)}
    order by m.version desc limit 100`
}

/** Keeps a model that was learned. It is in force only when somebody accepts it. Gives its version. */
export async function insertModel(
  tx: Tx,
  viewer: Viewer,
  model: {
    register: Register
    trainedOn: ModelRow['trained_on']
    measures: Record<string, number>
    moved: Moved
    by: string
  },
): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    insert into matching_models (la_code, version, model, trained_on, measures, moved, made_name)
    select ${viewer.la}, coalesce(max(version), 0) + 1, ${tx.json(plainRegister(model.register) as never)},
           ${tx.json(model.trainedOn)}, ${tx.json(model.measures)}, ${tx.json(model.moved as never)}, ${model.by}
    from matching_models where la_code = ${viewer.la}
    returning version`
  return row!.version
}

export async function insertAcceptance(
  tx: Tx,
  viewer: Viewer,
  accepted: { version: number; by: string; why: string },
): Promise<void> {
  await tx`
    insert into matching_model_acceptances (la_code, id, version, accepted_name, why)
    values (${viewer.la}, ${newId()}, ${accepted.version}, ${accepted.by}, ${accepted.why})`
}

/** Children taken evenly from all of the authority's, by their ids: enough to learn from. Households stay whole less often. */
export async function sampleOfChildren(
  tx: Tx,
  viewer: Viewer,
  atMost: number,
): Promise<{ ids: string[]; all: number }> {
  const [{ all }] = await tx<[{ all: number }]>`
    select count(*)::int as all from children c where c.la_code = ${viewer.la} and ${ofAuthority(tx, viewer)}`
  const each = Math.max(1, Math.ceil(all / atMost))
  const rows = await tx<{ id: string }[]>`
    select id from (
      select c.id, row_number() over (order by c.surname_key, c.id) as place from children c
      where c.la_code = ${viewer.la} and ${ofAuthority(tx, viewer)}) numbered
    where (place / 50) % ${each} = 0 limit ${atMost}`
  return { ids: rows.map(row => row.id), all }
}
