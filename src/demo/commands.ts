import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addDays, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import { encodeWindows1252 } from '../formats/text.ts'
import { systemClock } from '../platform/clock.ts'
import { type Command, type CommandIo, UsageProblem } from '../platform/command.ts'
import { SetupProblem } from '../platform/connection.ts'
import {
  type Demonstration,
  type DemoOptions,
  demonstration,
  type FileName,
  problemWith,
  usualOptions,
} from './generate.ts'

const help = `onroll demo [--schools N] [--pupils N] [--seed N] [--on DATE] [--marks] DIR

Writes a made-up authority to a folder, in the layouts that \`onroll import\` and \`onroll assess\` read: schools.csv,
term-dates.csv, pupils.csv, contacts.csv, attendance.csv and leave.csv. Nobody in it exists. The same seed and day give
the same files, byte for byte. Prints which planted child is where.

  --schools N   how many schools (${usualOptions.schools})
  --pupils N    about how many pupils (${usualOptions.pupils})
  --seed N      another authority (${usualOptions.seed})
  --on DATE     the last day of the registers (yesterday); they begin with the school year before
  --marks       registers as one string a pupil, in attendance-marks.csv, and what was put right later in attendance.csv
`

/** Writes the made-up authority's files. */
export const demoCommand: Command = {
  name: 'demo',
  help,
  async run(args, io) {
    const { options, folder } = readArgs(args)
    const problem = problemWith(options)
    if (problem !== undefined) throw new UsageProblem(`A made-up authority has ${problem}.`)
    const made = demonstration(options)
    writeFiles(made, folder)
    tell(made, io)
    return 0
  },
}

function readArgs(args: string[]): { options: DemoOptions; folder: string } {
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    throw new UsageProblem(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw new UsageProblem('Name one folder to write to.')
  return {
    folder,
    options: {
      schools: whole('schools', values.schools, usualOptions.schools),
      pupils: whole('pupils', values.pupils, usualOptions.pupils),
      seed: whole('seed', values.seed, usualOptions.seed),
      on: dayFrom(values.on),
      marks: values.marks === true,
    },
  }
}

function parseOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      schools: { type: 'string' },
      pupils: { type: 'string' },
      seed: { type: 'string' },
      on: { type: 'string' },
      marks: { type: 'boolean' },
    },
  })
}

function whole(name: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  if (!/^\d{1,9}$/.test(text)) throw new UsageProblem(`--${name} "${text}" is not a whole number.`)
  return Number(text)
}

function dayFrom(text: string | undefined): LocalDate {
  if (text === undefined) return addDays(systemClock.today(), -1)
  const on = parseLocalDate(text)
  if (!on) throw new UsageProblem(`--on "${text}" is not a day of the form YYYY-MM-DD.`)
  return on
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new SetupProblem(`The folder ${folder} cannot be made: ${(error as Error).message.split(',')[0]}`)
  }
}

/** Writes every file of a made-up authority to a folder, which is made if need be. */
export function writeFiles(made: Demonstration, folder: string): void {
  makeFolder(folder)
  const open = new Map<FileName, number>()
  try {
    for (const { file, text } of made.pieces()) {
      let handle = open.get(file)
      if (handle === undefined) {
        handle = openSync(join(folder, file), 'w')
        open.set(file, handle)
      }
      const bytes = file === 'schools.csv' ? encodeWindows1252(text) : Buffer.from(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    }
  } finally {
    for (const handle of open.values()) closeSync(handle)
  }
}

function tell(made: Demonstration, io: CommandIo): void {
  for (const { key, school_urn, mis_id, what } of made.stories())
    io.stdout.write(`${key.padEnd(26)} ${school_urn} ${mis_id.padEnd(5)} ${what}\n`)
}
