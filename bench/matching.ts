// How right is `onroll link`? Made-up pupils of seeds nothing was tuned on (tuning has 1 to 10), with everyday errors, with two
// and a half times as many, and with names from one concentrated pool; then pairs made to be mistaken for one child.
//   npm run bench -- matching [--children 250000] [--seeds 101,102,103] [--only usual,hard,concentrated,pairs] [--each 10000]
//                             [--worst] [--all-scored 20000]
// --worst prints the worst mistakes of each kind with their evidence, to be read. --all-scored N measures calibration over every
// pair that was scored too, on lists of N: of 250,000 they would fill a disk.

import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeHardPairs } from '../src/matching/made-up/hard-pairs.ts'
import {
  calibrationOf,
  type Figures,
  type Measures,
  measure,
  type TrueRecord,
} from '../src/matching/made-up/measures.ts'
import { writeMadeUp, writeRecords } from '../src/matching/made-up/testing/files.ts'
import { hardPairFigures } from '../src/matching/made-up/testing/hard-figures.ts'
import { linesAbout, linkFiles, readLinks, readScored } from '../src/matching/made-up/testing/linked.ts'
import { throwAwayFolder } from './authority-at-size.ts'
import { rounded, say } from './machine.ts'

export const settings = {
  usual: { errors: 1, pool: 'usual' },
  hard: { errors: 2.5, pool: 'usual' },
  concentrated: { errors: 1, pool: 'concentrated' },
} as const

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      children: { type: 'string', default: '250000' },
      seeds: { type: 'string', default: '101,102,103' },
      only: { type: 'string', default: 'usual,hard,concentrated,pairs' },
      each: { type: 'string', default: '10000' },
      worst: { type: 'boolean', default: false },
      'all-scored': { type: 'string', default: '20000' },
    },
  })
  const only = values.only.split(',')
  const made: Record<string, unknown> = {}
  const rows: string[] = []
  const seeds = values.seeds.split(',').map(Number)
  for (const seed of seeds) {
    for (const [name, setting] of Object.entries(settings)) {
      if (!only.includes(name)) continue
      const children = Number(values.children)
      const measured = await inFolder(`${name}-${seed}`, async dir => {
        say(`${name}, seed ${seed}: making ${children} by ${children}`)
        const truth = await writeMadeUp(dir, { children, seed, ...setting })
        const { seconds, said } = await linkFiles(dir, '--unmatched')
        say(`${said}`)
        const measures = measure(truth, await readLinks(dir))
        if (values.worst) await sayWorst(dir, measures)
        return { ...measures, seconds: rounded(seconds) }
      })
      const { worst, ...figures } = measured
      made[`${name} ${seed}`] = figures
      rows.push(rowOf(name, seed, measured))
      say(rows.at(-1)!)
    }
  }
  if (only.includes('pairs')) {
    for (const pool of ['usual', 'concentrated'] as const)
      made[`hard pairs, ${pool}`] = await hardPairs(Number(values.each), pool, seeds[0]! + 10)
  }
  const allScored = Number(values['all-scored'])
  if (allScored > 0)
    made[`calibration over all scored pairs, ${allScored}`] = await calibrationOfAll(allScored, only)
  say(`\n${heading}\n${rows.join('\n')}\n`)
  return made
}

async function inFolder<T>(name: string, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = throwAwayFolder(`matching-${name}`)
  try {
    return await work(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function hardPairs(each: number, pool: 'usual' | 'concentrated', seed: number): Promise<unknown> {
  return await inFolder(`pairs-${pool}`, async dir => {
    say(`hard pairs, ${pool}: ${each} of each kind`)
    const { left, right, pairs } = makeHardPairs({ each, around: 5 * each, seed, pool })
    await writeRecords(dir, left, right)
    await linkFiles(dir, '--unmatched')
    const figures = hardPairFigures(pairs, await readLinks(dir))
    for (const [kind, bands] of Object.entries(figures)) say(`${kind}: ${JSON.stringify(bands)}`)
    return figures
  })
}

async function calibrationOfAll(children: number, only: readonly string[]): Promise<unknown> {
  const figures: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    if (!only.includes(name)) continue
    figures[name] = await inFolder(`scored-${name}`, async dir => {
      say(`${name}: every scored pair of ${children} by ${children}`)
      const truth = await writeMadeUp(dir, { children, seed: 101, ...setting })
      await linkFiles(dir, '--candidates')
      const leftOf = new Map(truth.map((record: TrueRecord) => [record.right, record.left]))
      return calibrationOf(
        (await readScored(dir)).map(({ right, left, probability }) => ({
          probability,
          same: leftOf.get(right) === left,
        })),
      )
    })
  }
  return figures
}

async function sayWorst(dir: string, measures: Measures): Promise<void> {
  const lines = await linesAbout(dir, new Set(measures.worst.map(mistake => mistake.right)))
  for (const mistake of measures.worst)
    say(
      `${mistake.kind} (the true one: ${mistake.trueLeft ?? 'on no roll'})\n  ${lines.get(mistake.right) ?? 'nobody came near'}`,
    )
}

const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)}%`
const heading = `| names and errors | seed | F1 at .9 | precision | recall | wrong | hidden | false flags | list right | list whole | certain (wrong) | probable (wrong) | to a person | calibration | gap in recall | seconds |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|`

function rowOf(name: string, seed: number, measures: Measures & { seconds: number }): string {
  const at: Figures = measures.at.find(({ threshold }) => threshold === 0.9)!.figures
  const { certain, probable } = measures.bands
  const { gap, worst } = measures.gapInRecall
  return `| ${[
    name,
    seed,
    at.f1.toFixed(5),
    at.precision.toFixed(5),
    at.recall.toFixed(5),
    at.wrong,
    `${at.hidden} of ${at.notOnRoll}`,
    at.falseFlags,
    at.list.precision.toFixed(3),
    at.list.recall.toFixed(4),
    `${percent(certain!.share)} (${certain!.wrong + certain!.hidden})`,
    `${percent(probable!.share)} (${probable!.wrong + probable!.hidden})`,
    percent(measures.toAPerson, 3),
    measures.calibration.best.error.toFixed(4),
    `${percent(gap)} (${worst})`,
    measures.seconds,
  ].join(' | ')} |`
}
