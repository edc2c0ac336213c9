// How is everything kept somewhere else, and how do we know that what comes back is what went?
//
// The embedded database has no pg_dump, and a server's may be another version, so this is plain SQL: every table, as it
// was at one moment, in one file that can prove it is whole. The job queue is not in it: what was waiting is found again
// by the nightly run.
//
//   ONROLL BACKUP 1\n, then frames: kind (1 byte), table (2), length (4), checksum (16), payload.
//   H  what this is: the migrations, the tables and their columns             JSON
//   D  some rows of a table, as COPY writes them, compressed by themselves    zstd
//   T  a table has ended: its rows and the SHA-256 of their text              JSON
//   E  all has ended: SHA-256 of every byte of the file before this frame     JSON
//
// A checksum for each frame says where a file is damaged, not only that it is.

import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { SetupProblem } from './connection.ts'
import { copyOut, eachPiece } from './copy.ts'
import type { Sql, Tx } from './db.ts'
import { knownMigrations, migrate, quoted } from './migrate.ts'

const magic = Buffer.from('ONROLL BACKUP 1\n')
const frameHead = 23
const chunkBytes = 1 << 20
const frameBytesMax = 64 << 20

type Table = { readonly name: string; readonly columns: readonly string[]; readonly order: readonly string[] }
type Header = {
  readonly madeAt: string
  readonly migrations: readonly { number: number; name: string; digest: string }[]
  readonly tables: readonly Table[]
  readonly sequences: readonly { name: string; last: string; called: boolean }[]
}
type TableEnd = { readonly rows: number; readonly sha256: string }
type End = { readonly tables: number; readonly rows: number; readonly sha256: string }

export type BackupSummary = {
  readonly tables: number
  readonly rows: number
  readonly bytes: number
  readonly digest: string
}

/** A backup that cannot be trusted. Says where it is damaged. */
export class DamagedBackup extends SetupProblem {}

/**
 * Writes everything to a new file, as it is at one moment.
 *
 * Takes the owner's connection and the file's name. Gives what was written, with the file's digest.
 * Throws SetupProblem if the file is there already: an older backup is never written over.
 */
export async function backup(sql: Sql, path: string): Promise<BackupSummary> {
  if (existsSync(path)) throw new SetupProblem(`${path} is there already; give another name.`)
  const part = `${path}.part`
  // The name is asked for first: a folder that is not there should be said before an hour of work, not after.
  const file = await open(part, 'wx', 0o600).catch(error => {
    throw new SetupProblem(`${path} cannot be written: ${(error as Error).message}`)
  })
  try {
    const written = await sql.begin('isolation level repeatable read read only', async tx => {
      await settleText(tx)
      return writeAll(tx, file)
    })
    await file.sync()
    await file.close()
    await rename(part, path)
    return written as BackupSummary
  } catch (error) {
    await file.close().catch(() => {})
    await rm(part, { force: true })
    throw error
  }
}

/**
 * Reads a whole backup and checks every byte of it.
 * Takes something that opens it. Gives its header and totals. Throws DamagedBackup.
 */
export async function verify(openBackup: () => Readable): Promise<{ header: Header; end: End }> {
  return readAll(openBackup(), async () => ({ data: async () => {}, end: async () => {} }))
}

/**
 * Brings a backup back into a database that holds nothing.
 *
 * Takes the owner's connection, something that opens the backup (it is read twice), and the application's role.
 * Everything is copied in one transaction and compared by reading it again; then the tables are brought up to date.
 * Throws DamagedBackup, or SetupProblem if the database is not empty or the backup is of a version we do not know.
 */
export async function restore(
  sql: Sql,
  openBackup: () => Readable,
  role: { appRole: string; appPassword?: string },
): Promise<{ tables: number; rows: number }> {
  const { header } = await verify(openBackup)
  refuseOtherVersion(header)
  await makeEmptyAt(sql, versionOf(header), role)
  const end = (await sql.begin(async tx => {
    await settleText(tx)
    const triggers = await tablesWithTriggers(tx)
    // They ran when the rows were first written, and would see them now in another order.
    for (const name of triggers) await tx.unsafe(`alter table ${quoted(name)} disable trigger user`)
    const present = await readTables(tx)
    await tx.unsafe('delete from installation')
    const { end } = await readAll(openBackup(), async (_, table) => copyIn(tx, table, present))
    for (const { name, last, called } of header.sequences) {
      await tx`select setval(${quoted(name)}::regclass, ${last}::bigint, ${called})`
    }
    for (const name of triggers) await tx.unsafe(`alter table ${quoted(name)} enable trigger user`)
    return end
  })) as End
  await migrate(sql, role)
  return { tables: end.tables, rows: end.rows }
}

// Writing

async function writeAll(tx: Tx, file: FileHandle): Promise<BackupSummary> {
  const whole = createHash('sha256')
  let bytes = 0
  const put = async (data: Buffer) => {
    whole.update(data)
    bytes += data.length
    await file.write(data)
  }
  const header: Header = {
    madeAt: new Date().toISOString(),
    migrations: await tx`select number, name, digest from migrations order by number`,
    tables: await readTables(tx),
    sequences: await readSequences(tx),
  }
  await put(magic)
  await put(frame('H', 0, json(header)))
  let rows = 0
  for (const [index, table] of header.tables.entries()) {
    const found = await readRows(tx, table, chunk => put(frame('D', index, zstdCompressSync(chunk))))
    rows += found.rows
    await put(frame('T', index, json(found)))
  }
  const end: End = { tables: header.tables.length, rows, sha256: whole.digest('hex') }
  const last = frame('E', 0, json(end))
  await file.write(last)
  return { tables: end.tables, rows, bytes: bytes + last.length, digest: end.sha256 }
}

/** Streams a table's rows, in an order that is the same on every server, and gives their count and digest. */
async function readRows(
  tx: Tx,
  table: Table,
  each: (chunk: Buffer) => Promise<void> = async () => {},
): Promise<TableEnd> {
  const columns = table.columns.map(quoted).join(', ')
  const select = `select ${columns} from ${quoted(table.name)} order by ${table.order.join(', ')}`
  const stream = await copyOut(tx, `copy (${select}) to stdout`)
  const hash = createHash('sha256')
  let rows = 0
  let waiting: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    const chunk = Buffer.concat(waiting)
    waiting = []
    size = 0
    await each(chunk)
  }
  await eachPiece(stream, async data => {
    hash.update(data)
    rows += countLines(data)
    waiting.push(data)
    size += data.length
    if (size >= chunkBytes) await flush()
  })
  await flush()
  return { rows, sha256: hash.digest('hex') }
}

function frame(kind: string, table: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(frameHead)
  head.write(kind, 0, 'latin1')
  head.writeUInt16BE(table, 1)
  head.writeUInt32BE(payload.length, 3)
  checksum(head, payload).copy(head, 7)
  return Buffer.concat([head, payload])
}

function checksum(head: Buffer, payload: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, 7)).update(payload).digest().subarray(0, 16)
}

// Reading

type TableReader = { data(rows: Buffer): Promise<void>; end(expected: TableEnd): Promise<void> }

/** Walks a backup from its first byte to its last, and gives each table's rows to whoever wants them. */
async function readAll(
  stream: Readable,
  openTable: (header: Header, table: Table) => Promise<TableReader>,
): Promise<{ header: Header; end: End }> {
  const source = new Source(stream)
  try {
    if (!(await source.take(magic.length))?.equals(magic)) {
      throw new DamagedBackup('This is not a backup of Onroll, or its first bytes are damaged.')
    }
    let header: Header | undefined
    let end: End | undefined
    let reader: TableReader | undefined
    let hash: Hash = createHash('sha256')
    let rows = 0
    let tables = 0
    let allRows = 0
    for (;;) {
      const at = source.offset
      const damaged = (what: string) => new DamagedBackup(`The backup is damaged at byte ${at}: ${what}.`)
      if (end) {
        // One byte is enough: what follows need not be a whole part.
        if (await source.take(1)) throw damaged('something follows its end')
        return { header: header!, end }
      }
      const before = source.digest()
      const found = await takeFrame(source, header?.tables)
      if (!found) throw new DamagedBackup(`The backup ends at byte ${at}, before its end: it is not whole.`)
      const { kind, table, payload } = found
      if (kind === 'H' && !header) {
        header = parse<Header>(payload)
        continue
      }
      if (!header) throw damaged('it has no header')
      if (kind === 'E') {
        end = parse<End>(payload)
        if (end.sha256 !== before) throw damaged('the digest of the whole file is another')
        if (tables !== header.tables.length || tables !== end.tables || allRows !== end.rows) {
          throw damaged('tables or rows are missing')
        }
        continue
      }
      const current = header.tables[tables]
      if (!current || table !== tables) throw damaged('a table is out of its place')
      reader ??= await openTable(header, current)
      if (kind === 'D') {
        const text = zstdDecompressSync(payload)
        hash.update(text)
        rows += countLines(text)
        await reader.data(text)
      } else if (kind === 'T') {
        const expected = parse<TableEnd>(payload)
        if (expected.rows !== rows || expected.sha256 !== hash.digest('hex')) {
          throw damaged(`the rows of ${current.name} are not those that were written`)
        }
        await reader.end(expected)
        reader = undefined
        hash = createHash('sha256')
        tables++
        allRows += rows
        rows = 0
      } else {
        throw damaged('an unknown part')
      }
    }
  } finally {
    stream.destroy()
  }
}

type Frame = { readonly kind: string; readonly table: number; readonly payload: Buffer }

async function takeFrame(source: Source, tables: readonly Table[] | undefined): Promise<Frame | undefined> {
  const at = source.offset
  const head = await source.take(frameHead)
  if (!head) return undefined
  const kind = head.toString('latin1', 0, 1)
  const table = head.readUInt16BE(1)
  const length = head.readUInt32BE(3)
  const payload = length <= frameBytesMax ? await source.take(length) : undefined
  if (!payload || !checksum(head, payload).equals(head.subarray(7))) {
    const near = tables?.[table] && 'DT'.includes(kind) ? `, in the table ${tables[table].name}` : ''
    throw new DamagedBackup(`The backup is damaged between byte ${at} and byte ${source.offset}${near}.`)
  }
  return { kind, table, payload }
}

/** Bytes of a stream, a given number at a time, with the digest of all that were taken. */
class Source {
  offset = 0
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #have: Buffer = Buffer.alloc(0)

  constructor(stream: Readable) {
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  /** The next so many bytes; undefined where the file ends first. */
  async take(length: number): Promise<Buffer | undefined> {
    const parts = [this.#have]
    let size = this.#have.length
    while (size < length) {
      const { value, done } = await this.#chunks.next()
      if (done) break
      parts.push(value)
      size += value.length
    }
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    if (size < length) {
      this.#have = Buffer.alloc(0)
      this.offset += size
      if (size > 0)
        throw new DamagedBackup(`The backup ends at byte ${this.offset}, before its end: it is not whole.`)
      return undefined
    }
    this.#have = all.subarray(length)
    const taken = all.subarray(0, length)
    this.#hash.update(taken)
    this.offset += length
    return taken
  }

  /** SHA-256 of everything taken so far. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }
}

// Copying in

/** COPY may not write where row rules hold, so rows go to a table of this session first. */
async function copyIn(tx: Tx, table: Table, present: readonly Table[]): Promise<TableReader> {
  const target = present.find(({ name }) => name === table.name)
  const missing = table.columns.filter(column => !target?.columns.includes(column))
  if (!target || missing.length > 0) {
    throw new SetupProblem(
      `The backup has ${table.name} (${missing.join(', ')}), which this version has not.`,
    )
  }
  const columns = table.columns.map(quoted).join(', ')
  await tx.unsafe(
    `create temp table incoming on commit drop as select ${columns} from ${quoted(table.name)} limit 0`,
  )
  const stream: Writable = await tx.unsafe(`copy incoming (${columns}) from stdin`).writable()
  const taken = finished(stream)
  // Refused half way, it is said by whichever comes next of the two below.
  taken.catch(() => {})
  return {
    async data(rows) {
      if (!stream.write(rows)) await Promise.race([new Promise(done => stream.once('drain', done)), taken])
    },
    async end(expected) {
      stream.end()
      await taken
      await tx.unsafe(
        `insert into ${quoted(table.name)} (${columns}) overriding system value select ${columns} from incoming`,
      )
      await tx.unsafe('drop table incoming')
      const found = await readRows(tx, table)
      if (found.rows !== expected.rows || found.sha256 !== expected.sha256) {
        throw new Error(`The rows of ${table.name} are not those of the backup after copying them in`)
      }
    },
  }
}

function versionOf({ migrations }: Header): number {
  return migrations.at(-1)?.number ?? 0
}

function refuseOtherVersion(header: Header): void {
  const known = knownMigrations()
  if (versionOf(header) > (known.at(-1)?.number ?? 0)) {
    throw new SetupProblem(
      `The backup was made by a later version of Onroll (migration ${versionOf(header)}; this one knows ` +
        `${known.at(-1)?.number}).`,
    )
  }
  for (const { number, name, digest } of header.migrations) {
    if (known.find(migration => migration.number === number)?.digest !== digest) {
      throw new SetupProblem(
        `The backup was made with another migration ${number} (${name}) than this version has.`,
      )
    }
  }
}

/** Brings a database that holds nothing to exactly the migration of the backup. Throws if it holds anything. */
async function makeEmptyAt(
  sql: Sql,
  version: number,
  role: { appRole: string; appPassword?: string },
): Promise<void> {
  for (const { name } of await readTables(sql)) {
    if (name === 'installation') continue
    if ((await sql.unsafe(`select 1 from ${quoted(name)} limit 1`)).length > 0) {
      throw new SetupProblem(
        `The database is not empty (${name} has rows). A backup is restored into an empty one: nothing was changed.`,
      )
    }
  }
  const [table] = await sql`select to_regclass('public.migrations') as found`
  const [at] = table?.found ? await sql<{ last: number }[]>`select max(number) as last from migrations` : []
  if (at && at.last > version) {
    // Later tables, all empty: there is no way back but from the beginning.
    await sql.unsafe('drop schema public cascade; create schema public')
  }
  await migrate(sql, { ...role, upTo: version })
}

/** Every table that holds records, those that others refer to before those that refer to them. */
async function readTables(sql: Sql | Tx): Promise<Table[]> {
  const rows = await sql<(Table & { needs: string[] })[]>`
    select c.relname as name,
           (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           (select array_agg(format('%I', a.attname) || case when t.typcollation <> 0 then ' collate "C"' else '' end
                             order by coalesce(array_position(k.conkey, a.attnum), 999), a.attnum)
              from pg_attribute a join pg_type t on t.oid = a.atttypid
              left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               and (k.oid is null or a.attnum = any (k.conkey))) as "order",
           array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
                  where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migrations'
     order by c.relname collate "C"`
  const sorted: Table[] = []
  let left = [...rows]
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name))
    const ready = left.filter(({ needs }) => !needs.some(need => names.has(need)))
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...names].join(', ')}`)
    sorted.push(...ready.map(({ name, columns, order }) => ({ name, columns, order })))
    left = left.filter(table => !ready.includes(table))
  }
  return sorted
}

async function readSequences(tx: Tx): Promise<Header['sequences']> {
  const names = await tx<{ name: string }[]>`
    select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate "C"`
  const found: { name: string; last: string; called: boolean }[] = []
  for (const { name } of names) {
    const [row] = await tx.unsafe(`select last_value::text as last, is_called as called from ${quoted(name)}`)
    found.push({ name, last: row!.last, called: row!.called })
  }
  return found
}

async function tablesWithTriggers(tx: Tx): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`
  return rows.map(({ name }) => name)
}

/** The same value is the same text on every server. */
async function settleText(tx: Tx): Promise<void> {
  await tx.unsafe(
    `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
     set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0`,
  )
}

function countLines(data: Buffer): number {
  let count = 0
  for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) count++
  return count
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

function parse<T>(payload: Buffer): T {
  return JSON.parse(payload.toString()) as T
}

/** Opens a backup file to be read. Throws SetupProblem if it is not there. */
export async function openBackupFile(path: string): Promise<() => Readable> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new SetupProblem(`${path} is not a file that can be read.`)
  return () => createReadStream(path)
}
