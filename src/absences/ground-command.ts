/**
 * `onroll assess --ground`: could this pupil's name lawfully come off the register on that day, on this evidence?
 *
 * The pure part: what the files hold is asked of whoever calls, and the answer is written where the caller says. What the
 * register shows (leave, runs of days, codes, age, dates) is read from the folder, by the rules that find it; all else is given
 * as evidence, because no file says it.
 */
import { parseArgs } from 'node:util'
import { addDays, inWords, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import { schoolCalendars } from '../calendar/school-calendar.ts'
import { readDateTime, textOf } from '../formats/text.ts'
import { groundsOf2024From, readGround } from '../law/deletion-grounds.ts'
import { markInWords } from '../law/source.ts'
import type { AnyEvidence, Ground } from '../registers/ground.ts'
import type { Missing } from '../registers/ground-demand.ts'
import { type Fields, inFiles, oneOf, readEvidence } from '../registers/ground-fields.ts'
import { neverAGround, neverGrounds, neverMissing, noGround } from '../registers/ground-never.ts'
import { type GroundAnswer, grounds, groundWithCode } from '../registers/grounds.ts'
import { answerFields, groundAsked } from './ground-asked.ts'
import {
  FileRefused,
  type Pupil,
  readAttendance,
  readLeave,
  readPupils,
  readTermDates,
} from './register-files.ts'

/** The files that the question needs. */
export type FilesAsked = {
  readonly has: (path: string) => boolean
  readonly bytes: (path: string) => AsyncIterable<Uint8Array>
  readonly path: (folder: string, file: string) => string
}

type Io = { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream }

export const groundHelp = `onroll assess DIR --on YYYY-MM-DD --ground X --pupil [URN/]MIS_ID [--evidence FILE.json] [--json]

Asks one thing instead: could this pupil's name lawfully come off the register on that day? Leave, absence, codes, age and
dates are read from the register in DIR; all else from the evidence. Answers with everything that is missing at once, and
what would settle it; where nothing is, with the earliest lawful day and what must follow. The folder is not changed.

  --ground X        the ground: R9-I, I or 9(1)(i); R9-3-LEFT for a pupil not of compulsory school age
  --evidence FILE   what is shown, as JSON. Without it nothing is, and the answer is the list of all that is needed
  --known-on DATE   as known at the end of that day
  --json            one JSON object instead of text
  --keys            only prints the keys that the evidence of the ground may have; docs/evidence.md has an example of each

Grounds: ${grounds.map(({ code, label }) => `\n  ${code.padEnd(13)} ${label}`).join('')}

Never a ground: ${neverGrounds.map(({ name }) => name).join('; ')}.

Exits 0 when the question was answered, whether the answer is yes or no; 1 when the files or the evidence were refused, with
the place in them; 2 when called wrongly.
`

/** Does the call ask about a ground for removal? */
export const asksForAGround = (args: readonly string[]): boolean =>
  args.some(arg => arg === '--ground' || arg.startsWith('--ground='))

/** Answers the question. Gives the exit code of the contract: 0 answered, 1 input refused, 2 called wrongly. */
export async function runGround(args: string[], io: Io, files: FilesAsked): Promise<number> {
  const called = readArgs(args)
  if ('help' in called) {
    io.stdout.write(called.help)
    return 0
  }
  if ('wrong' in called) {
    io.stderr.write(`${called.wrong}\n\n${groundHelp}`)
    return 2
  }
  try {
    const answer = await answered(called, io, files)
    if (typeof answer === 'number') return answer
    io.stdout.write(called.json ? asJson(called, answer) : asText(called, answer))
    return 0
  } catch (error) {
    if (error instanceof FileRefused) {
      io.stderr.write(
        `${files.path(called.folder, error.file)} was refused: ${error.message.slice(error.file.length + 2)}\n`,
      )
      return 1
    }
    // The file system's own words name the file and what is wrong with it.
    if (error instanceof Error && 'syscall' in error) {
      io.stderr.write(`${error.message}\n`)
      return 1
    }
    throw error
  }
}

type Called = {
  readonly folder: string
  readonly on: LocalDate
  readonly asked: Asked
  readonly urn: string | undefined
  readonly misId: string
  readonly evidence: string | undefined
  readonly knownOn: LocalDate | undefined
  readonly json: boolean
}

/** A ground that there is, or why what was given is none. */
type Asked = { readonly text: string } & ({ readonly ground: Ground } | { readonly refused: Missing })

function readArgs(args: string[]): Called | { wrong: string } | { help: string } {
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const { values, positionals } = parsed
  const on = values.on === undefined ? undefined : parseLocalDate(values.on)
  if (values.help) return { help: groundHelp }
  if (values.keys) {
    const asked = askedGround(values.ground ?? [], on ?? groundsOf2024From)
    return 'ground' in asked
      ? { help: helpOn(asked.ground) }
      : { wrong: `"${values.ground}" is no ground with keys.` }
  }
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) return { wrong: 'Name one folder to assess.' }
  if (values.on === undefined) return { wrong: 'Say the day to ask about: --on YYYY-MM-DD.' }
  if (!on) return { wrong: `--on "${values.on}" is not a day of the form YYYY-MM-DD.` }
  const knownOn = values['known-on'] === undefined ? undefined : parseLocalDate(values['known-on'])
  if (values['known-on'] !== undefined && !knownOn) {
    return { wrong: `--known-on "${values['known-on']}" is not a day of the form YYYY-MM-DD.` }
  }
  const whose = /^(?:([^/]*)\/)?([^/]+)$/.exec(values.pupil?.trim() ?? '')
  if (!whose) return { wrong: 'Say whose name: --pupil MIS_ID, or --pupil URN/MIS_ID.' }
  const asked = askedGround(values.ground ?? [], on)
  if ('wrong' in asked) return asked
  return {
    folder,
    on,
    asked,
    urn: whose[1] || undefined,
    misId: whose[2]!,
    evidence: values.evidence,
    knownOn,
    json: values.json === true,
  }
}

function parseOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      ground: { type: 'string', multiple: true },
      pupil: { type: 'string' },
      evidence: { type: 'string' },
      'known-on': { type: 'string' },
      json: { type: 'boolean' },
      keys: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

/** Reads what was given as the ground: one that there is, one that never is, more than one, or nothing that can be read. */
function askedGround(texts: readonly string[], on: LocalDate): Asked | { wrong: string } {
  const text = texts.join(', ')
  const given = texts.flatMap(one => one.split(/[,;+&]|\band\b/i)).map(one => one.trim())
  const read = given.map(one => groundNamed(one, on))
  if (given.length > 1 && read.every(one => one !== undefined)) {
    const says = `A removal has exactly one ground, and ${given.length} are given: ${given.join(', ')}`
    return { text, refused: noGround(says, 'Decide on the one ground that is met, and ask about that') }
  }
  const code = groundNamed(text, on)
  const ground = code === undefined ? undefined : groundWithCode(code)
  if (ground && on >= groundsOf2024From) return { text, ground }
  const { problem, code: known } = readGround(text, on)
  if (known !== undefined && problem !== undefined) {
    return { text, refused: noGround(problem, 'The ground that was in force on that day') }
  }
  if (known !== undefined || ground) {
    return {
      wrong: `Grounds can be asked about from ${inWords(groundsOf2024From)} on, the day the 2024 Regulations began.`,
    }
  }
  const never = neverAGround(text)
  if (never) return { text, refused: neverMissing(never) }
  return { wrong: `--ground "${text}" is not a ground that is known here.` }
}

function groundNamed(text: string, on: LocalDate): string | undefined {
  const younger = /^(?:r|regs?\.?|regulation)?\s*9\s*[-.(]*\s*3\s*\)?[\s-]*([a-z]+)$/i.exec(text.trim())
  if (younger) return groundWithCode(`R9-3-${younger[1]!.toUpperCase()}`)?.code
  return readGround(text, on).code
}

type Answered = Pick<GroundAnswer, 'allowed' | 'missing' | 'earliest' | 'follows'> & {
  readonly pupil: Pupil
  readonly label: string
  readonly code: string
  readonly proposedOn: LocalDate
}

/** The answer, or the exit code of what went wrong, which has been said. */
async function answered(called: Called, io: Io, files: FilesAsked): Promise<Answered | number> {
  const evidence = await evidenceOf(called, io, files)
  const found = await pupilOf(called, io, files)
  if (evidence === undefined || found === undefined) return 1
  if (typeof found === 'number') return found
  const { pupil } = found
  const { asked, on } = called
  if ('refused' in asked) {
    const stays = { allowed: false, missing: [asked.refused], earliest: undefined, follows: [] }
    const proposedOn = evidence.proposedOn ?? on
    return { ...stays, pupil, label: asked.text, code: asked.text, proposedOn }
  }
  const { ground } = asked
  return { ...groundAsked(ground, found, on, evidence), pupil, label: ground.label, code: ground.code }
}

async function evidenceOf(called: Called, io: Io, files: FilesAsked): Promise<AnyEvidence | undefined> {
  const path = called.evidence
  if (path === undefined || !('ground' in called.asked)) return {}
  if (!files.has(path)) {
    io.stderr.write(`${path}: there is no such file\n`)
    return undefined
  }
  let text = ''
  for await (const piece of textOf(files.bytes(path))) text += piece
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    io.stderr.write(`${path} is not JSON: ${(error as Error).message}\n`)
    return undefined
  }
  const read = readEvidence(json, called.asked.ground.fields)
  if (read.ok) return read.evidence
  for (const { at, found, expected } of read.problems) {
    io.stderr.write(`${path}, ${at}: found ${found}, expected ${expected}\n`)
  }
  return undefined
}

async function pupilOf(
  called: Called,
  io: Io,
  files: FilesAsked,
): Promise<Parameters<typeof groundAsked>[1] | number | undefined> {
  const { folder, urn, misId, knownOn } = called
  const at = (file: string) => files.path(folder, file)
  const lacking = ['term-dates.csv', 'pupils.csv', 'attendance.csv'].filter(file => !files.has(at(file)))
  for (const file of lacking) io.stderr.write(`${at(file)}: there is no such file\n`)
  if (lacking.length > 0) return undefined
  const onProblem: Parameters<typeof readPupils>[1] = (file, { line, column, found, expected }) => {
    const where = column === '' ? `line ${line}` : `line ${line}, column ${column}`
    io.stderr.write(`${file}, ${where}: found "${found}", expected ${expected}\n`)
  }
  const termDates = await readTermDates(files.bytes(at('term-dates.csv')), onProblem)
  const calendarOf = schoolCalendars(termDates)
  const pupils = await readPupils(files.bytes(at('pupils.csv')), onProblem)
  if (files.has(at('leave.csv'))) await readLeave(files.bytes(at('leave.csv')), pupils, onProblem)
  const knownBefore = knownOn === undefined ? undefined : readDateTime(addDays(knownOn, 1))
  await readAttendance(files.bytes(at('attendance.csv')), pupils, onProblem, knownBefore)
  const meant = pupils.all.filter(
    pupil => (pupil.misId || pupil.upn) === misId && (urn === undefined || schoolOf(pupil) === urn),
  )
  const [pupil, ...others] = meant
  if (!pupil) {
    io.stderr.write(`${at('pupils.csv')}: there is no pupil ${urn ? `${urn}/` : ''}${misId}\n`)
    return undefined
  }
  if (others.length > 0) {
    const all = meant.map(one => `${schoolOf(one)}/${misId}`).join(', ')
    io.stderr.write(`There are ${meant.length} pupils ${misId}. Say which: --pupil ${all}\n`)
    return 2
  }
  return { pupil, pupils: pupils.all, calendarOf }
}

const schoolOf = (pupil: Pupil): string => pupil.schoolUrn || pupil.schoolDfeNumber

/** One object, with the names of the contract. */
function asJson({ on }: Called, answer: Answered): string {
  return `${JSON.stringify(answerFields(answer.pupil, answer.code, on, answer))}\n`
}

function asText({ on }: Called, answer: Answered): string {
  const { pupil, label, code, proposedOn, allowed, missing, earliest, follows } = answer
  const ground = label === code ? `“${label}”` : `“${label}” (${code})`
  const lines = [
    `School ${schoolOf(pupil)}, pupil ${pupil.misId || pupil.upn}: may the name come off the register on ${inWords(proposedOn)}, on the ground ${ground}?`,
    ...(proposedOn === on ? [] : [`Asked on ${inWords(on)}.`]),
    '',
    allowed
      ? `Yes. The earliest lawful day is ${inWords(earliest ?? proposedOn)}.`
      : `No. ${missing.length === 1 ? 'One thing is missing' : `${missing.length} things are missing`}:`,
    ...missing.flatMap(one => [
      '',
      `  ${one.says}.`,
      `    Must be shown: ${one.asks}.`,
      `    Would settle it: ${one.settledBy}.`,
      `    ${one.cites}. Rule ${one.rule}, version of ${one.ruleVersion}. ${markInWords[one.mark]}.`,
    ]),
    ...(!allowed && earliest
      ? ['', `Only time is missing: the earliest lawful day is ${inWords(earliest)}.`]
      : []),
    ...(follows.length > 0 ? ['', allowed ? 'What must follow:' : 'Until then:'] : []),
    ...follows.map(one => `  ${one.does}\n    ${one.cites}. Rule ${one.rule}. ${markInWords[one.mark]}.`),
  ]
  return `${lines.join('\n')}\n`
}

/** What the evidence of one ground may hold, key by key. */
function helpOn(ground: Ground): string {
  return `Evidence for ${ground.code}: ${ground.label}

A JSON object with any of these keys. A key that is not here is refused; what is not there is answered as missing.
${keysOf(ground.fields, '  ')}
`
}

/** The keys of some fields, each with what it holds and what it asks. */
export function keysOf(fields: Fields, indent: string): string {
  return Object.entries(fields)
    .map(([name, field]) => {
      const asks = `${indent}${inFiles(name)}: ${holds(field)}\n${indent}    ${field.says}`
      return field.kind === 'list' ? `${asks}\n${keysOf(field.of, `${indent}  `)}` : asks
    })
    .join('\n')
}

function holds(field: Fields[string]): string {
  switch (field.kind) {
    case 'day':
      return '"YYYY-MM-DD"'
    case 'yes or no':
      return 'true or false'
    case 'words':
      return '"text"'
    case 'whole number':
      return '0, 1, 2...'
    case 'choice':
      return oneOf(field.choices)
    case 'signature':
      return '{ "name": "text", "on": "YYYY-MM-DD" }'
    case 'list of words':
      return '["text", ...]'
    case 'list':
      return 'a list of objects with'
    default:
      return field satisfies never
  }
}
