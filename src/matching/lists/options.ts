import { parseArgs } from 'node:util'
import { lookFrom } from '../bands.ts'

/** What `onroll link` was asked. */
export type LinkAsked = {
  left: string
  /** Nothing where pairs inside one file are asked for. */
  right: string | undefined
  json: boolean
  many: boolean
  candidates: boolean
  unmatched: boolean
  /** The one asked for, or the usual one; every pair that was scored where all candidates are asked for and none is. */
  threshold: number
  seed: number
  threads: number
  /** Says how long each step took. */
  times: boolean
}

/** What is worth a person's look is printed unless another threshold is asked for; the band says what each pair may do. */
export const usualThreshold = lookFrom

export const linkHelp = `onroll link LEFT.csv RIGHT.csv [--json] [--many] [--threshold P] [--candidates] [--unmatched] [--seed N]
onroll link FILE.csv --dedupe [...]

Finds the same person across two files, or twice in one, in spite of typing errors, swapped or changed names, day and
month exchanged, a moved family and no UPN. Needs no database and no network. Learns from the two files themselves how
common each name is and how often each thing is wrong; there is nothing to set up.

  --json           one JSON object a line instead of text: left_id, right_id, probability, band, evidence, because
  --many           each of the left may go to several of the right
  --threshold P    print pairs of at least this probability, 0 to 1 (${usualThreshold} if not given: all that is worth a look)
  --candidates     every pair that was scored, not only those chosen; many times as many lines
  --unmatched      after the pairs, those of the right file that found nobody, each with the best candidate and why not
  --dedupe         pairs inside one file
  --seed N         a whole number that fixes whatever is sampled; the same input gives the same output
  --threads N      1 or 2 threads (2 if not given); the output is the same
  --times          says how long each step took
  --help           this page

Columns, by name, in any order and any case; only id is required:
  id, surname, forename, middle_names, former_surname, date_of_birth, sex, upn, address_line_1, address_line_2, town,
  county, postcode, phone, contact_surname, contact_forename
A column that a file lacks is not compared; an empty cell is unknown, not different; a date that cannot be (31 February)
is compared as text. Two rows of one id are both kept, and said; a row that says the same again counts once.

Each of the right file is given at most one of the left, and each of the left goes to at most one of the right. The
probability is that of these two being the same person, among all who come near. Bands: certain (0.99 and nothing
against it), probable (0.9), look (a person must look). A pair of twins, of namesakes or with two different UPNs is
never certain, and says because of what.

Pairs go to standard output in the order of the right file; everything else to standard error. Its last line says how
many pairs were compared and how long it took.
Exits 0 when the files were linked, 1 when one is missing or cannot be read, 2 when called wrongly.
`

/** Reads the words after `onroll link`; gives what is wrong with them in a sentence where they make no sense. */
export function readLinkArgs(args: string[]): LinkAsked | 'help' | { wrong: string } {
  let parsed: ReturnType<typeof parsedArgs>
  try {
    parsed = parsedArgs(args)
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const [left, right, ...others] = positionals
  if (values.dedupe) {
    if (left === undefined || right !== undefined)
      return { wrong: 'Name one file to look for pairs in: --dedupe.' }
    if (values.unmatched || values.many)
      return { wrong: `${values.many ? '--many' : '--unmatched'} goes with two files, not with --dedupe.` }
  } else if (left === undefined || right === undefined || others.length > 0)
    return { wrong: 'Name two files to link, or one with --dedupe.' }
  const usual = values.candidates === true ? 0 : usualThreshold
  const threshold = values.threshold === undefined ? usual : numberOf(values.threshold)
  if (!(threshold >= 0 && threshold <= 1))
    return { wrong: `--threshold "${values.threshold}" is not a probability, a number from 0 to 1.` }
  const seed = values.seed === undefined ? 1 : numberOf(values.seed)
  if (!Number.isSafeInteger(seed) || seed < 0)
    return { wrong: `--seed "${values.seed}" is not a whole number from 0.` }
  const threads = values.threads === undefined ? 2 : numberOf(values.threads)
  if (threads !== 1 && threads !== 2) return { wrong: `--threads "${values.threads}" is neither 1 nor 2.` }
  return {
    left,
    right,
    json: values.json === true,
    many: values.many === true,
    candidates: values.candidates === true,
    unmatched: values.unmatched === true,
    threshold,
    seed,
    threads,
    times: values.times === true,
  }
}

const numberOf = (text: string): number => (/^\s*[\d.]/.test(text) ? Number(text) : Number.NaN)

function parsedArgs(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      many: { type: 'boolean' },
      dedupe: { type: 'boolean' },
      candidates: { type: 'boolean' },
      unmatched: { type: 'boolean' },
      threshold: { type: 'string' },
      seed: { type: 'string' },
      threads: { type: 'string' },
      times: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}
