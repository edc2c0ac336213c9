// How long does `onroll link` take over two large files, and in how much memory? The whole command: reading, training, scoring,
// printing every pair with its evidence. Beside it what anybody would write first: pairs within exact blocks, joined naively.
//
// npm run bench -- link [--dir DIR]... [--sizes 250000,1000000] [--seed N]
//
// DIR holds left.csv, right.csv and, if F1 is wanted, truth.csv (left_id, right_id). Without --dir the files are made.

import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { RowReader } from '../src/formats/csv.ts'
import { TextReader } from '../src/formats/text.ts'
import { checkout } from '../src/platform/database.ts'
import { throwAwayFolder } from './authority-at-size.ts'
import { processorMsOf, rounded, say } from './machine.ts'
import { writeMadeUp } from './made-up.ts'

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string', multiple: true },
      sizes: { type: 'string' },
      seed: { type: 'string' },
    },
  })
  const figures: Record<string, unknown> = {}
  for (const dir of values.dir ?? []) figures[basename(dir)] = await measure(dir)
  if (values.dir) return figures
  for (const size of (values.sizes ?? '250000,1000000').split(',').map(Number)) {
    const dir = throwAwayFolder(`link-${size}`)
    try {
      say(`making ${size} x ${size}`)
      await writeMadeUp(dir, { children: size, seed: Number(values.seed ?? 1), errors: 1, pool: 'usual' })
      figures[String(size)] = await measure(dir)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return figures
}

async function measure(dir: string): Promise<Record<string, unknown>> {
  const [left, right] = [join(dir, 'left.csv'), join(dir, 'right.csv')]
  const truth = existsSync(join(dir, 'truth.csv')) ? truthOf(join(dir, 'truth.csv')) : undefined
  say(`${dir}: onroll link`)
  const folder = throwAwayFolder('link-out')
  mkdirSync(folder, { recursive: true })
  const out = join(folder, 'pairs.jsonl')
  const linked = await link(left, right, out)
  const found = new Map<string, string>()
  for (const line of linesOf(out)) {
    const { left_id, right_id, probability } = JSON.parse(line) as Printed
    if (probability >= 0.9) found.set(right_id, left_id)
  }
  rmSync(folder, { recursive: true })
  say(`${dir}: the plain way`)
  const plain = plainly(left, right)
  const { pairs, ...plainFigures } = plain
  return {
    megabytes: rounded((statSync(left).size + statSync(right).size) / 1e6),
    onroll: { ...linked, ...(truth && accuracy(found, truth)) },
    exactBlocks: { ...plainFigures, ...(truth && accuracy(pairs, truth)) },
  }
}

type Printed = { left_id: string; right_id: string; probability: number }

/** Runs the command as anybody would, its output to a file. */
async function link(left: string, right: string, out: string) {
  const file = openSync(out, 'w')
  const started = performance.now()
  const child = spawn(process.execPath, [join(checkout, 'bin/onroll.js'), 'link', left, right, '--json'], {
    stdio: ['ignore', file, 'pipe'],
    env: { PATH: process.env.PATH },
  })
  let heard = ''
  child.stderr!.on('data', part => {
    heard += part
  })
  let peak = 0
  let processorMs = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid!))
    processorMs = Math.max(processorMs, processorMsOf(child.pid!) || 0)
  }, 50)
  const code = await new Promise<number | null>(done => child.once('exit', done))
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  closeSync(file)
  if (code !== 0) throw new Error(`onroll link gave ${code}:\n${heard}`)
  return {
    seconds: rounded(seconds),
    // Of all its threads: on a busy machine this says more than the time that passed.
    processorSeconds: rounded(processorMs / 1000),
    peakMB: rounded(peak / 1e3),
    outMB: rounded(statSync(out).size / 1e6),
    said: heard.trimEnd().split('\n').at(-1),
  }
}

/** The most memory a process has had so far, in kilobytes. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/**
 * What anybody would write first: everybody with the same UPN, or the same birthday and surname, or the same postcode is a
 * candidate; the one with most fields the same is it, if a UPN or three of forename, surname, birthday and postcode are.
 */
function plainly(left: string, right: string) {
  const started = performance.now()
  const lefts = rowsOf(left)
  const rights = rowsOf(right)
  const blocks = new Map<string, number[]>()
  const keysOf = (row: Row): string[] => [
    ...(row.upn ? [`u${row.upn}`] : []),
    ...(row.date_of_birth && row.surname ? [`b${row.date_of_birth}${row.surname}`] : []),
    ...(row.postcode ? [`p${row.postcode}`] : []),
  ]
  for (const [i, row] of lefts.entries()) {
    for (const key of keysOf(row)) {
      const block = blocks.get(key)
      if (block) block.push(i)
      else blocks.set(key, [i])
    }
  }
  const pairs = new Map<string, string>()
  let compared = 0
  for (const row of rights) {
    let best: Row | undefined
    let bestPoints = 2
    const seen = new Set<number>()
    for (const key of keysOf(row)) {
      for (const i of blocks.get(key) ?? []) {
        if (seen.has(i)) continue
        seen.add(i)
        compared++
        const points = pointsOf(lefts[i]!, row)
        if (points <= bestPoints) continue
        bestPoints = points
        best = lefts[i]
      }
    }
    if (best) pairs.set(row.id, best.id)
  }
  return { seconds: rounded((performance.now() - started) / 1000), compared, pairs }
}

function pointsOf(a: Row, b: Row): number {
  const same = (x: string, y: string, points = 1) => (x !== '' && x === y ? points : 0)
  return (
    same(a.upn, b.upn, 4) +
    same(a.surname, b.surname) +
    same(a.forename, b.forename) +
    same(a.date_of_birth, b.date_of_birth) +
    same(a.postcode, b.postcode)
  )
}

const wanted = ['id', 'surname', 'forename', 'date_of_birth', 'postcode', 'upn'] as const
type Row = Record<(typeof wanted)[number], string>

function rowsOf(path: string): Row[] {
  const rows: Row[] = []
  let places: number[] | undefined
  for (const cells of cellsOf(path)) {
    if (!places) places = wanted.map(name => cells.indexOf(name))
    else
      rows.push({
        id: plain(cells[places[0]!]),
        surname: plain(cells[places[1]!]),
        forename: plain(cells[places[2]!]),
        date_of_birth: plain(cells[places[3]!]),
        postcode: plain(cells[places[4]!]),
        upn: plain(cells[places[5]!]),
      })
  }
  return rows
}

const plain = (cell: string | undefined): string => cell?.trim().toLowerCase() ?? ''

/** The left record of each right record that has one. */
function truthOf(path: string): Map<string, string> {
  const truth = new Map<string, string>()
  let places: readonly [number, number] | undefined
  for (const cells of cellsOf(path)) {
    if (!places) places = [cells.indexOf('left_id'), cells.indexOf('right_id')]
    else {
      const [left, right] = [cells[places[0]], cells[places[1]]]
      if (left && right) truth.set(right, left)
    }
  }
  return truth
}

function accuracy(found: ReadonlyMap<string, string>, truth: ReadonlyMap<string, string>) {
  const lower = (map: ReadonlyMap<string, string>) =>
    new Map([...map].map(([right, left]) => [right.toLowerCase(), left.toLowerCase()]))
  const [ours, theirs] = [lower(found), lower(truth)]
  let right = 0
  for (const [rightId, leftId] of ours) if (theirs.get(rightId) === leftId) right++
  const [precision, recall] = [right / ours.size, right / theirs.size]
  const figure = (value: number) => Math.round(value * 1e5) / 1e5
  return {
    found: ours.size,
    precision: figure(precision),
    recall: figure(recall),
    f1: figure((2 * precision * recall) / (precision + recall)),
  }
}

function* cellsOf(path: string): Generator<string[]> {
  const text = new TextReader()
  const rows = new RowReader(',')
  const bytes = readFileSync(path)
  for (let from = 0; from < bytes.length; from += 1 << 18)
    for (const { cells } of rows.push(text.push(Uint8Array.from(bytes.subarray(from, from + (1 << 18))))))
      yield cells
  for (const { cells } of rows.push(text.end())) yield cells
  for (const { cells } of rows.end()) yield cells
}

function* linesOf(path: string): Generator<string> {
  const text = new TextReader()
  const bytes = readFileSync(path)
  let rest = ''
  for (let from = 0; from < bytes.length; from += 1 << 20) {
    const lines = (rest + text.push(Uint8Array.from(bytes.subarray(from, from + (1 << 20))))).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}
