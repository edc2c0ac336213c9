// One search among a million children, from the database as it serves: row rules on, the application's own role, writes
// forced to disk. Beside it, in the same database, what a search by likeness of names in SQL does.
//
//   npm run bench -- search [--children N] [--searches N] [--folder DIR]

import { existsSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { asViewer } from '../src/access/store.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { CorpusBuilder, corpusOf, recordShape, Values } from '../src/matching/corpus.ts'
import { candidatesFor } from '../src/matching/finding/store.ts'
import { judge } from '../src/matching/judge.ts'
import { KeyList, keyHashes, keyVersion, storedKeys } from '../src/matching/keys.ts'
import { type MadeRecord, Maker } from '../src/matching/made-up/lists.ts'
import { describedFrom } from '../src/matching/models/learn.ts'
import { registerOf } from '../src/matching/models/store.ts'
import { forenameKey, surnameKey } from '../src/matching/name-keys.ts'
import type { Described } from '../src/matching/record.ts'
import { plainRegister, type Register, registerFrom } from '../src/matching/register.ts'
import { startingWeights } from '../src/matching/weights.ts'
import { checkout } from '../src/platform/database.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { startEmbedded } from '../src/platform/embedded-postgres.ts'
import { madeId, type ThrowAway, throwAwayDatabase } from './authority-at-size.ts'
import { ownProcessorMs, percentile, processorMsOf, rounded, say } from './machine.ts'

const la = '001'
const kindOfChild = 0x41
export const idOf = (number: number): string => madeId(kindOfChild, number)

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      children: { type: 'string' },
      searches: { type: 'string' },
      folder: { type: 'string' },
      errors: { type: 'string' },
      pool: { type: 'string' },
    },
  })
  const children = Number(values.children ?? 1_000_000)
  const searches = Number(values.searches ?? 2000)
  const errors = Number(values.errors ?? 1)
  const pool = values.pool === 'concentrated' ? 'concentrated' : 'usual'
  // A seed on which nothing was tuned.
  const maker = new Maker({ children, seed: 90_210, errors, pool })
  const database = await authorityOf(maker, values.folder)
  const app = connect(database.embedded.app, { max: 1 })
  const superuser = connect({ ...database.embedded.superuser, database: 'onroll' }, { max: 1 })
  try {
    const asked = await recordsAsked(superuser, maker, searches)
    await intoMemory(superuser)
    return {
      ...{ children, pool, errors },
      keys: await search(app, asked),
      likenessOfNames: await baseline(superuser, asked.slice(warming, warming + 200)),
    }
  } finally {
    await app.end()
    await superuser.end()
    await database.remove()
  }
}

/** Reads what a search touches once, as a server that has been searched for a while has it in the machine's memory. */
async function intoMemory(sql: Sql): Promise<void> {
  await sql`create extension if not exists pg_prewarm`
  await sql`
    select pg_prewarm(c.oid, 'read') from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i')
      and (c.relname ~ '^(children|child_keys|child_key_sets|child_addresses|contacts)')`
}

/** A record of the right list, and the child of the left list whose it is; none where the child is on no left list. */
type Asked = { record: Described; is: string | undefined; text: string }
/** Searches before measuring: the first statements of a connection are planned anew. */
const warming = 50

async function recordsAsked(sql: Sql, maker: Maker, searches: number): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const made of maker.right()) {
    asked.push({
      record: describedFrom(made),
      is: idOf(made.truth.person),
      text: `${made.forename} ${made.surname}`.trim(),
    })
    if (asked.length === searches + warming) break
  }
  const known = await sql<{ id: string }[]>`
    select id from children where la_code = ${la} and id = any (${asked.map(one => one.is!)}::uuid[])`
  const ids = new Set(known.map(row => row.id))
  return asked.map(one => ({ ...one, is: ids.has(one.is!) ? one.is : undefined }))
}

type Timed = { ms: number; place: number; isKnown: boolean }

async function search(app: Sql, asked: readonly Asked[]): Promise<Record<string, unknown>> {
  const viewer = systemViewer(la, '2026-11-20')
  const one = async ({ record, is }: Asked) => {
    const started = performance.now()
    const { candidates, register } = await asViewer(app, viewer, async tx => {
      const candidates = await candidatesFor(tx, viewer, record)
      const register = await registerOf(tx, viewer)
      return { candidates, register }
    })
    const fetched = performance.now()
    const judged = judge(record, candidates, register)
    const ended = performance.now()
    return {
      ms: ended - started,
      database: fetched - started,
      judging: ended - fetched,
      isKnown: is !== undefined,
      place: judged.findIndex(judged => judged.candidate.id === is),
      band: judged[0]?.band ?? 'none',
      candidates: candidates.length,
    }
  }
  for (const each of asked.slice(0, warming)) await one(each)
  const [{ pid }] = await app<[{ pid: number }]>`select pg_backend_pid() as pid`
  const spent = { ours: ownProcessorMs(), database: processorMsOf(pid) }
  const done: Awaited<ReturnType<typeof one>>[] = []
  for (const each of asked.slice(warming)) done.push(await one(each))
  const known = done.filter(({ isKnown }) => isKnown)
  const wrongly = (band: string) =>
    done.filter(each => each.band === band && (each.isKnown ? each.place !== 0 : true)).length
  return {
    searches: done.length,
    ms: spread(done.map(each => each.ms)),
    ofWhichDatabase: spread(done.map(each => each.database)),
    ofWhichJudging: spread(done.map(each => each.judging)),
    // Other work on the machine hardly touches these.
    processorMsEach: {
      ours: rounded((ownProcessorMs() - spent.ours) / done.length),
      database: rounded((processorMsOf(pid) - spent.database) / done.length),
    },
    candidatesEach: rounded(done.reduce((sum, { candidates }) => sum + candidates, 0) / done.length),
    ofThoseKnown: {
      searches: known.length,
      amongCandidates: share(known, place => place >= 0),
      first: share(known, place => place === 0),
      amongTen: share(known, place => place >= 0 && place < 10),
    },
    firstWasSomebodyElse: { certain: wrongly('certain'), probable: wrongly('probable') },
  }
}

/**
 * What is done where there are no keys: likeness of the whole name by its letter triples, with the index made for it, past
 * the row rules, which would take the index away. Of those as alike the same birthday comes first.
 */
async function baseline(sql: Sql, asked: readonly Asked[]): Promise<Record<string, unknown>> {
  const started = performance.now()
  await sql`create extension if not exists pg_trgm`
  await sql.unsafe(
    `create index if not exists bench_names on children using gin ((forename || ' ' || surname) gin_trgm_ops)`,
  )
  const seconds = (performance.now() - started) / 1000
  const done: Timed[] = []
  for (const { record, text, is } of asked) {
    const began = performance.now()
    const rows = await sql<{ id: string }[]>`
      select id from children
      where la_code = ${la} and (forename || ' ' || surname) % ${text}
      order by similarity(forename || ' ' || surname, ${text}) desc,
               date_of_birth::text = ${record.dateOfBirth ?? ''} desc limit 10`
    const place = rows.findIndex(row => row.id === is)
    done.push({ ms: performance.now() - began, place, isKnown: is !== undefined })
  }
  const known = done.filter(({ isKnown }) => isKnown)
  return {
    searches: done.length,
    ms: spread(done.map(each => each.ms)),
    indexMadeInSeconds: rounded(seconds),
    ofThoseKnown: {
      searches: known.length,
      first: share(known, place => place === 0),
      amongTen: share(known, place => place >= 0),
    },
  }
}

const spread = (times: readonly number[]) => ({
  p50: rounded(percentile(times, 0.5)),
  p95: rounded(percentile(times, 0.95)),
  p99: rounded(percentile(times, 0.99)),
})
const share = (done: readonly { place: number }[], is: (place: number) => boolean): number =>
  Number((done.filter(({ place }) => is(place)).length / done.length).toFixed(5))

/** The authority in a database that runs and forces its writes to disk; kept in a folder where one is given. */
async function authorityOf(maker: Maker, folder: string | undefined): Promise<ThrowAway> {
  if (folder !== undefined && existsSync(folder)) {
    const embedded = await startEmbedded({ checkout, dataDir: folder, purpose: 'bench' })
    return { embedded, dataDir: folder, remove: () => embedded.stop() }
  }
  const making = await throwAwayDatabase('search', {
    durable: false,
    settings: { max_wal_size: '8GB', maintenance_work_mem: '1GB' },
    dataDir: folder,
  })
  try {
    await fill(making.embedded.superuser, maker)
  } catch (error) {
    await making.remove()
    throw error
  }
  await making.embedded.stop()
  const embedded = await startEmbedded({ checkout, dataDir: making.dataDir, purpose: 'bench' })
  const stop = folder === undefined ? () => embedded.stop({ remove: true }) : () => embedded.stop()
  return { embedded, dataDir: making.dataDir, remove: stop }
}

const columns = {
  children:
    'la_code, id, token, surname, forename, middle_names, former_surname, date_of_birth, sex, upn, upn_checked, surname_key, forename_key',
  child_addresses: 'la_code, id, child_id, lines, postcode',
  contacts: 'la_code, id, child_id, name, phone_1',
  child_key_sets: 'la_code, child_id, key_version, keys',
}
type Table = keyof typeof columns

/** As COPY writes it: nothing for what is not known. */
const cell = (value: string | number | boolean | undefined): string =>
  value === undefined || value === '' ? '\\N' : String(value).replaceAll(/[\\\t\n]/g, ' ')

async function fill(superuser: Parameters<typeof connect>[0], maker: Maker): Promise<void> {
  const started = performance.now()
  const done = (what: string) => say(`  ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  const sql = connect({ ...superuser, database: 'onroll' }, { max: 5 })
  await sql`insert into authorities (la_code, name) values (${la}, 'Exampleshire Council') on conflict do nothing`
  const ends: Promise<void>[] = []
  const open = async (table: Table) => {
    const own = await sql.reserve()
    // Neither triggers nor foreign keys: each row is right, and the keys come with them.
    await own`set session_replication_role = replica`
    const stream = (await own.unsafe(`copy ${table} (${columns[table]}) from stdin`).writable()) as Writable
    ends.push(finished(stream).then(() => own.release()))
    return stream
  }
  const streams = new Map<Table, Writable>()
  for (const table of Object.keys(columns) as Table[]) streams.set(table, await open(table))
  const list = new KeyList()
  // Counted over all, as a model would be, with one set of names.
  const everybody = new Values()
  const counted = new CorpusBuilder(everybody, recordShape, undefined, maker.people)
  let waiting: MadeRecord[] = []
  let written = 0
  const write = async () => {
    const records = waiting.map(describedFrom)
    const values = new Values()
    const corpus = corpusOf(values, records, recordShape)
    const hashes = keyHashes(values)
    const text: Record<Table, string> = {
      children: '',
      child_addresses: '',
      contacts: '',
      child_key_sets: '',
    }
    for (const [at, record] of records.entries()) {
      counted.add(record)
      const number = waiting[at]!.truth.person
      const id = idOf(number)
      const row = (table: Table, ...cells: (string | number | boolean | undefined)[]) => {
        text[table] += `${[la, ...cells].map(cell).join('\t')}\n`
      }
      const [surname = '', former] = record.surnames
      const forename = record.forenames[0] ?? ''
      text.children += `${[
        ...[la, id, `child-${number}`].map(cell),
        surname,
        forename,
        ...[
          record.middleNames,
          former,
          record.dateOfBirth,
          record.sex,
          record.upns[0],
          record.upns.length > 0,
        ].map(cell),
        surnameKey(surname),
        forenameKey(forename),
      ].join('\t')}\n`
      for (const [k, home] of record.homes.entries()) {
        row(
          'child_addresses',
          madeId(0x42 + k, number),
          id,
          [home.lines, home.town].filter(Boolean).join(', ') || ' ',
          home.postcode,
        )
      }
      const contact = record.contacts[0]
      if (contact || record.phones.length > 0) {
        const name = [contact?.forename, contact?.surname].filter(Boolean).join(' ')
        row('contacts', madeId(0x46, number), id, name || ' ', record.phones[0])
      }
      storedKeys(values, corpus, at, hashes, list)
      row(
        'child_key_sets',
        id,
        keyVersion,
        `{${[...list.keys.subarray(0, list.length)].sort((a, b) => a - b).join(',')}}`,
      )
    }
    for (const [table, stream] of streams) {
      if (text[table] !== '' && !stream.write(text[table])) {
        await new Promise(go => stream.once('drain', go))
      }
    }
    written += waiting.length
    waiting = []
    if (written % 100_000 === 0) done(`${written} children`)
  }
  for (const made of maker.left()) {
    waiting.push(made)
    if (waiting.length === 5000) await write()
  }
  await write()
  for (const stream of streams.values()) stream.end()
  await Promise.all(ends)
  done('copied')
  const register: Register = registerFrom(everybody, counted.done(), startingWeights)
  await sql`
    insert into matching_models (la_code, version, model, trained_on, measures, moved, made_name)
    values (${la}, 1, ${sql.json(plainRegister(register) as never)}, '{}', '{}', '{}', 'The benchmark')`
  await sql`
    insert into matching_model_acceptances (la_code, id, version, accepted_name, why)
    values (${la}, gen_random_uuid(), 1, 'The benchmark', 'Names counted, starting weights')`
  done('names counted')
  await sql`insert into child_keys (la_code, key, child_id)
    select la_code, k.key, child_id from child_key_sets cross join lateral unnest(keys) k(key) order by 1, 2, 3`
  done('keys')
  await sql`vacuum (analyze)`
  done('vacuumed')
  await sql.end()
}
