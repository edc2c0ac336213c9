// `npm run bench -- others write|measure [--dir DIR] [--seed N] [--only NAME] [--threads N]`: the sets of src/matching/made-up/others as
// files, and what `onroll link` finds in them. Nothing of the matcher is tuned on these sets.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { adults, adultsOneList } from '../src/matching/made-up/others/adults.ts'
import { historical } from '../src/matching/made-up/others/historical.ts'
import { identical, lowCoverage, nothingInCommon, smallAndBig } from '../src/matching/made-up/others/lists.ts'
import { csvOf, type MadeSet, type Row } from '../src/matching/made-up/others/made-set.ts'
import { measured, type Said, triedAgainst } from '../src/matching/made-up/others/measure.ts'
import { pupils } from '../src/matching/made-up/others/pupils.ts'
import { tiny } from '../src/matching/made-up/others/tiny.ts'
import { say } from './machine.ts'

const light = { least: 1, most: 4, inOneField: 2 }
const heavy = { least: 2, most: 8, inOneField: 3 }
const many = { seed: 0, people: 2500, days: 'YYYY-MM-DD', number: true, errors: heavy } as const

/** Each set by its name; made only when asked for. */
const makers: Record<string, (seed: number) => MadeSet> = {
  adults: seed => adults({ seed, people: 5000, days: 'YYYYMMDD', number: true, errors: light }),
  'adults-iso': seed => adults({ seed, people: 5000, days: 'YYYY-MM-DD', number: true, errors: light }),
  'adults-nonumber': seed => adults({ seed, people: 5000, days: 'YYYYMMDD', number: false, errors: light }),
  'adults-iso-nonumber-heavy': seed =>
    adults({ seed, people: 5000, days: 'YYYY-MM-DD', number: false, errors: heavy }),
  'adults-dedupe-zipf': seed => adultsOneList({ ...many, seed, spread: 'zipf' }),
  'adults-dedupe-poisson': seed => adultsOneList({ ...many, seed, spread: 'poisson', errors: light }),
  'adults-dedupe-uniform': seed => adultsOneList({ ...many, seed, spread: 'uniform', number: false }),
  'historical-5000': seed => historical({ seed, records: 5000 }),
  'historical-50000': seed => historical({ seed, records: 50_000 }),
  'tiny-1000': seed => tiny({ seed, records: 1000 }),
  'tiny-200': seed => tiny({ seed, records: 200 }),
  'pupils-1000': seed => pupils({ seed, children: 1000, matched: 0.95, hidden: 0.05, errors: 1 }),
  'pupils-20000': seed => pupils({ seed, children: 20_000, matched: 0.95, hidden: 0.05, errors: 1 }),
  'pupils-hard-20000': seed => pupils({ seed, children: 20_000, matched: 0.95, hidden: 0.05, errors: 2.5 }),
  'low-coverage': seed => lowCoverage(seed, 20_000),
  'nothing-in-common': seed => nothingInCommon(seed, 10_000),
  identical: seed => identical(seed, 10_000),
  'small-and-big': seed => smallAndBig(seed, 2000, 50_000),
}

function write(folder: string, set: MadeSet): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'left.csv'), csvOf(set.columns, set.left))
  if (set.right) writeFileSync(join(folder, 'right.csv'), csvOf(set.columns, set.right))
  writeFileSync(
    join(folder, 'truth.csv'),
    csvOf(
      ['left_id', 'right_id'],
      set.truth.map(([left_id, right_id]) => ({ left_id, right_id })),
    ),
  )
}

const rowsOf = (file: string): Row[] => parse(readFileSync(file), { columns: true, skip_empty_lines: true })

type Ran = { out: string; err: string; code: number | null; seconds: number; peakMB: number }

/** Runs the command and watches how much memory it ever held. */
function ran(args: string[]): Promise<Ran> {
  return new Promise(done => {
    const began = performance.now()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../bin/onroll.js'), 'link', ...args])
    let out = ''
    let err = ''
    let peakMB = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        peakMB = Math.max(peakMB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
      } catch {
        // It has just ended.
      }
    }, 50)
    child.once('close', code => {
      clearInterval(watch)
      done({ out, err, code, seconds: (performance.now() - began) / 1000, peakMB: Math.round(peakMB) })
    })
  })
}

async function measure(folder: string, threads: string): Promise<Record<string, unknown>> {
  const left = rowsOf(join(folder, 'left.csv'))
  const two = existsSync(join(folder, 'right.csv'))
  const right = two ? rowsOf(join(folder, 'right.csv')) : left
  const truth = rowsOf(join(folder, 'truth.csv')).map(
    row => [row.left_id!, row.right_id!] as [string, string],
  )
  const files = two
    ? [join(folder, 'left.csv'), join(folder, 'right.csv')]
    : [join(folder, 'left.csv'), '--dedupe']
  const { out, err, code, seconds, peakMB } = await ran([
    ...files,
    '--json',
    '--threshold',
    '0.05',
    '--threads',
    threads,
  ])
  const said = out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Said)
  writeFileSync(join(folder, 'out.jsonl'), out)
  writeFileSync(join(folder, 'err.txt'), err)
  const result = measured(said, truth, two ? right.map(row => row.id!) : undefined)
  writeFileSync(join(folder, 'worst.txt'), triedAgainst(said, truth, left, right))
  return {
    code,
    seconds: Math.round(seconds * 10) / 10,
    peakMB,
    ...result,
    said: err.trim().split('\n').at(-1),
  }
}

/** `write` makes the files, `measure` runs the command over all that are there. */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      dir: { type: 'string', default: '/tmp/others' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
      only: { type: 'string', multiple: true },
    },
  })
  const wanted = (name: string) => values.only?.some(part => name.startsWith(part)) ?? true
  const figures: Record<string, unknown> = {}
  if (positionals[0] === 'write') {
    for (const [name, make] of Object.entries(makers).filter(([each]) => wanted(each))) {
      const set = make(Number(values.seed))
      write(join(values.dir, `${name}-s${values.seed}`), set)
      figures[name] = { left: set.left.length, right: set.right?.length, truth: set.truth.length }
      say(`${name}: ${JSON.stringify(figures[name])}`)
    }
    return { figures }
  }
  for (const folder of readdirSync(values.dir, { withFileTypes: true })) {
    if (!folder.isDirectory() || !wanted(folder.name) || !folder.name.endsWith(`-s${values.seed}`)) continue
    figures[folder.name] = await measure(join(values.dir, folder.name), values.threads)
    say(`${folder.name}: ${JSON.stringify(figures[folder.name])}`)
  }
  return { figures }
}
