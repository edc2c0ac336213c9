/** `onroll import`: files into the database, all four steps at once. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { asViewer } from '../access/store.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { inWords, parseLocalDate } from '../calendar/local-date.ts'
import { type HeaderMapping, headerMapping, type Kind, kinds } from '../formats/columns.ts'
import { londonDay, systemClock } from '../platform/clock.ts'
import { type Command, type CommandIo, UsageProblem } from '../platform/command.ts'
import { connect, type Sql } from '../platform/db.ts'
import { authorityMeant, schoolByNumber } from '../schools/store.ts'
import { applyFile, checkFile, type FileRead, receiveFile } from './actions.ts'
import { mappingByName } from './store.ts'

/** A larger file is read from where it lies and not kept: it would only be copied from one disk to another. */
const keptBytesMax = 64 * 1024 * 1024

export const importCommand: Command = {
  name: 'import',
  help: `onroll import KIND FILE… [options]

Loads files into the database: receives, checks and applies them, each in one transaction. Good rows go through; every
row that does not is named with its line, its column, what was found and what was expected. The same file twice changes
nothing.

  KIND               ${kinds.join(', ')}
  --la CODE          the authority; needed only where the installation has several
  --school NUMBER    URN or DfE number of the school of rows that do not name one; other schools' rows are held
  --mapping MAPPING  which heading is which column: a file of JSON, or the name of a mapping saved before
  --complete         a pupil list is the whole list: names missing from it wait for a person to decide
  --dry-run          checks and changes nothing
  --on DATE          take this day as today
  --json             one JSON object a file instead of text

Counts go to standard output, problems to standard error.
Exits 0 when every file was read, 1 when one was refused, 2 when called wrongly.
`,
  async run(args, io) {
    const called = readArgs(args)
    const database = await io.database()
    const sql = connect(database.connection, { max: 3 })
    try {
      return await run(sql, called, io)
    } finally {
      await sql.end({ timeout: 5 })
      await database.release()
    }
  },
}

type Called = {
  kind: Kind
  files: string[]
  la: string | undefined
  school: string | undefined
  mapping: string | undefined
  complete: boolean
  dryRun: boolean
  json: boolean
  on: string | undefined
}

function readArgs(args: string[]): Called {
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
  const { values, positionals } = parsed
  const [kindSaid, ...files] = positionals
  const kind = kinds.find(known => known === kindSaid)
  if (!kind) throw new UsageProblem(`Say what kind of file it is: ${kinds.join(', ')}.`)
  if (files.length === 0) throw new UsageProblem('Name at least one file.')
  if (values.on !== undefined && !parseLocalDate(values.on)) {
    throw new UsageProblem(`--on "${values.on}" is not a day of the form YYYY-MM-DD.`)
  }
  if (values.complete && kind !== 'pupils') throw new UsageProblem('--complete is for pupil lists.')
  return {
    kind,
    files,
    la: values.la,
    school: values.school,
    mapping: values.mapping,
    complete: values.complete === true,
    dryRun: values['dry-run'] === true,
    json: values.json === true,
    on: values.on,
  }
}

function parseOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    strict: true,
    options: {
      la: { type: 'string' },
      school: { type: 'string' },
      mapping: { type: 'string' },
      complete: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
      on: { type: 'string' },
    },
  })
}

async function run(sql: Sql, called: Called, io: CommandIo): Promise<number> {
  const la = await authorityMeant(sql, called.la)
  const viewer = systemViewer(la, called.on ?? systemClock.today(), 'onroll import')
  const schoolId = called.school === undefined ? undefined : await schoolNamed(sql, viewer, called.school)
  if (called.school !== undefined && schoolId === undefined) {
    throw new UsageProblem(`The authority has no school ${called.school}: give its URN or DfE number.`)
  }
  const mapping =
    called.mapping === undefined ? undefined : await mappingNamed(sql, viewer, called.kind, called.mapping)
  const [installation] = await sql<{ demonstration: boolean }[]>`select demonstration from installation`
  let exit = 0
  for (const file of called.files) {
    if (!existsSync(file) || !statSync(file).isFile()) {
      io.stderr.write(`${file}: there is no such file\n`)
      exit = 1
      continue
    }
    const read = await importOne(sql, viewer, file, {
      ...called,
      schoolId,
      mapping,
      demonstration: installation?.demonstration ?? false,
    })
    if ('already' in read) {
      const on = inWords(londonDay(read.already))
      if (called.json)
        io.stdout.write(
          `${JSON.stringify({ file, kind: called.kind, already_read_at: read.already.toISOString() })}\n`,
        )
      else io.stdout.write(`${file}: already read on ${on}, nothing to do\n`)
      continue
    }
    print(read, file, called, io)
    if (read.state === 'refused') exit = 1
  }
  return exit
}

async function importOne(
  sql: Sql,
  viewer: Viewer,
  path: string,
  options: Omit<Called, 'mapping'> & {
    schoolId: string | undefined
    mapping: HeaderMapping | undefined
    demonstration: boolean
  },
): Promise<FileRead | { already: Date }> {
  const keep = statSync(path).size <= keptBytesMax && !options.dryRun
  const now = options.on === undefined ? systemClock.now() : new Date(`${options.on}T12:00:00Z`)
  const source = () => createReadStream(path, { highWaterMark: 1 << 18 })
  const received = await asViewer(sql, viewer, tx =>
    receiveFile(tx, viewer, {
      kind: options.kind,
      schoolId: options.schoolId,
      fileName: basename(path),
      content: source(),
      keep,
      complete: options.complete,
      demonstration: options.demonstration,
      mapping: options.mapping,
      now,
    }),
  )
  if (received.already) return { already: received.already.at }
  const how = { now, source }
  return options.dryRun ? checkFile(sql, viewer, received.id, how) : applyFile(sql, viewer, received.id, how)
}

async function schoolNamed(sql: Sql, viewer: Viewer, number: string): Promise<string | undefined> {
  const digits = number.replace(/\D/g, '')
  const slashed = `${digits.slice(0, 3)}/${digits.slice(3)}`
  return asViewer(sql, viewer, async tx => {
    const found =
      (await schoolByNumber(tx, viewer, { urn: digits, dfeNumber: slashed })) ??
      (await schoolByNumber(tx, viewer, { dfeNumber: digits }))
    return found?.id
  })
}

async function mappingNamed(sql: Sql, viewer: Viewer, kind: Kind, name: string): Promise<HeaderMapping> {
  if (!existsSync(name)) {
    const saved = await asViewer(sql, viewer, tx => mappingByName(tx, viewer, kind, name))
    if (saved) return saved
    throw new UsageProblem(`--mapping ${name} is neither a file nor the name of a mapping for ${kind}.`)
  }
  let json: unknown
  try {
    json = JSON.parse(readFileSync(name, 'utf8'))
  } catch {
    throw new UsageProblem(`${name} is not JSON.`)
  }
  const read = headerMapping.safeParse(json)
  if (!read.success)
    throw new UsageProblem(`${name}: ${read.error.issues.map(issue => issue.message).join('; ')}`)
  if (read.data.kind !== kind)
    throw new UsageProblem(`${name} is a mapping for ${read.data.kind}, not for ${kind}.`)
  return read.data
}

function print(read: FileRead, file: string, called: Called, io: CommandIo): void {
  for (const { line, column, found, expected, severity } of read.problems) {
    const where = [file, line, column].filter(part => part !== undefined && part !== '').join(':')
    io.stderr.write(`${where}: ${severity}: found ${found || 'nothing'}, expected ${expected}\n`)
  }
  if (read.problemsNotKept > 0) io.stderr.write(`${file}: and ${read.problemsNotKept} more problems\n`)
  if (called.json) {
    io.stdout.write(`${JSON.stringify({ file, kind: called.kind, state: read.state, ...read.counts })}\n`)
    return
  }
  const { rows, applied, unchanged, held, waiting, missing, asks, warnings } = read.counts
  const would = called.dryRun ? 'would be applied' : 'applied'
  const parts = [
    `${rows} rows: ${applied} ${would}, ${unchanged} unchanged, ${held} held`,
    ...(waiting > 0 ? [`${waiting} of them wait for a pupil list`] : []),
    ...(asks > 0 ? [`${asks} to ask the school about`] : []),
    ...(warnings > 0 ? [`${warnings} warnings`] : []),
    ...(missing > 0 ? [`${missing} names missing from the list wait for a person`] : []),
  ]
  io.stdout.write(`${file}: ${read.state === 'refused' ? 'refused; ' : ''}${parts.join('; ')}\n`)
}
