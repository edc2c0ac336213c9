/** `onroll assess`: the register rules over a folder of files. */
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import { assess, type PupilFinding } from './assess.ts'
import { ruleInWords } from './finding.ts'
import { asksForAGround, type FilesAsked, groundHelp, runGround } from './ground-command.ts'
import { asJson, asJsonWithWhy, asText } from './printed.ts'
import { FileRefused } from './register-files.ts'

export { detectCommand } from './nightly/commands.ts'

export type CommandIo = { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream }

const help = `onroll assess DIR --on YYYY-MM-DD [--pupil [URN/]MIS_ID] [--known-on YYYY-MM-DD] [--json [--why]]

Applies the register rules to a folder of files and prints what they say up to a day, each with its whole working: the days
counted one by one (+ counted, x ended the count), what would change it, and the law with the day from which it applies.
Needs no database and no network, and does not look at the clock.

  DIR            holds term-dates.csv, pupils.csv, attendance.csv and, if there is any, leave.csv
  --on DATE      the day to assess for
  --pupil ID     only this pupil: the school's URN, a slash and the mis_id, or the mis_id alone
  --known-on DATE  as known at the end of that day: rows of attendance.csv with a later recorded_at are left out. Rows
                 without one are known always, and so is all of the other files: they do not say when they were recorded
  --json         one JSON object a line instead of text
  --why          with --json: adds rule_version, applies_from, mark, days, due_days, would_change and inputs
  --help         this page

Rules: ${Object.entries(ruleInWords)
  .map(([rule, words]) => `\n  ${rule.padEnd(5)} ${words}`)
  .join('')}

Findings go to standard output, problems in the files to standard error.
Exits 0 when the folder was assessed, 1 when a file is missing or cannot be read, 2 when called wrongly.

${groundHelp}`

export const assessCommand = { name: 'assess', help, run }

/** Runs the command. Gives the exit code of the contract: 0 done, 1 input refused, 2 called wrongly. */
async function run(args: string[], io: CommandIo): Promise<number> {
  if (asksForAGround(args)) return await runGround(args, io, onDisk)
  const called = readArgs(args)
  if (called === 'help') {
    io.stdout.write(help)
    return 0
  }
  if ('wrong' in called) {
    io.stderr.write(`${called.wrong}\n\n${help}`)
    return 2
  }
  const { folder, on, pupil, knownOn, json, why } = called
  const missing = (['term-dates.csv', 'pupils.csv', 'attendance.csv'] as const).filter(
    file => !existsSync(join(folder, file)),
  )
  if (missing.length > 0) {
    for (const file of missing) io.stderr.write(`${join(folder, file)}: there is no such file\n`)
    return 1
  }
  try {
    const findings = await assess(
      {
        termDates: bytesOf(join(folder, 'term-dates.csv')),
        pupils: bytesOf(join(folder, 'pupils.csv')),
        attendance: bytesOf(join(folder, 'attendance.csv')),
        leave: existsSync(join(folder, 'leave.csv')) ? bytesOf(join(folder, 'leave.csv')) : undefined,
      },
      on,
      (file, { line, column, found, expected }) => {
        const where = column === '' ? `line ${line}` : `line ${line}, column ${column}`
        io.stderr.write(`${file}, ${where}: found "${found}", expected ${expected}\n`)
      },
      knownOn,
    )
    const line = json ? (why ? (one: PupilFinding) => asJsonWithWhy(one, on) : asJson) : asText(on)
    await print(findings, pupil, line, io.stdout)
    return 0
  } catch (error) {
    if (error instanceof FileRefused) {
      io.stderr.write(`${join(folder, error.file)} was refused: ${withoutFile(error)}\n`)
      return 1
    }
    // Nobody reads on, as with `| head`: there is nothing more to say, and nothing was wrong.
    if (isSystemError(error) && error.code === 'EPIPE') return 0
    if (isSystemError(error)) {
      io.stderr.write(`${error.path ?? folder}: ${error.message}\n`)
      return 1
    }
    throw error
  }
}

/** The files that a question about a ground needs, for the pure part that asks them. */
const onDisk: FilesAsked = {
  has: path => existsSync(path),
  bytes: path => bytesOf(path),
  path: (folder, file) => join(folder, file),
}

/** The bytes of a file. It is opened when first asked for, so that no other file's fault leaves it open. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 })) yield piece
}

type Called = {
  folder: string
  on: LocalDate
  pupil: PupilAsked | undefined
  knownOn: LocalDate | undefined
  json: boolean
  why: boolean
}

/** One pupil, by the number in the school's system, and by the school where it is said. */
type PupilAsked = { urn: string | undefined; misId: string }

const isAsked = ({ pupil }: PupilFinding, asked: PupilAsked | undefined): boolean =>
  asked === undefined ||
  (pupil.misId === asked.misId && (asked.urn === undefined || pupil.schoolUrn === asked.urn))

function readArgs(args: string[]): Called | 'help' | { wrong: string } {
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) return { wrong: 'Name one folder to assess.' }
  if (values.on === undefined) return { wrong: 'Say the day to assess for: --on YYYY-MM-DD.' }
  const on = parseLocalDate(values.on)
  if (!on) return { wrong: `--on "${values.on}" is not a day of the form YYYY-MM-DD.` }
  const knownOn = values['known-on'] === undefined ? undefined : parseLocalDate(values['known-on'])
  if (values['known-on'] !== undefined && !knownOn) {
    return { wrong: `--known-on "${values['known-on']}" is not a day of the form YYYY-MM-DD.` }
  }
  const pupil = values.pupil === undefined ? undefined : /^(?:([^/]+)\/)?([^/]+)$/.exec(values.pupil.trim())
  if (pupil === null)
    return { wrong: `--pupil "${values.pupil}" is not a mis_id, or a URN, a slash and a mis_id.` }
  if (values.why && !values.json) return { wrong: '--why goes with --json: text always has the working.' }
  return {
    folder,
    on,
    pupil: pupil && { urn: pupil[1], misId: pupil[2]! },
    knownOn,
    json: values.json === true,
    why: values.why === true,
  }
}

function parseOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      pupil: { type: 'string' },
      'known-on': { type: 'string' },
      json: { type: 'boolean' },
      why: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

/** Writes in pieces, and waits when the reader of our output is slower than we are. */
async function print(
  findings: Iterable<PupilFinding>,
  pupil: PupilAsked | undefined,
  line: (found: PupilFinding) => string,
  out: NodeJS.WritableStream,
): Promise<void> {
  let piece = ''
  const flush = async () => {
    const isFull = !out.write(piece)
    piece = ''
    if (isFull) await once(out, 'drain')
  }
  for (const found of findings) {
    if (!isAsked(found, pupil)) continue
    piece += `${line(found)}\n`
    if (piece.length > 1 << 16) await flush()
  }
  if (piece !== '') await flush()
}

const withoutFile = (error: FileRefused): string => error.message.slice(error.file.length + 2)

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
