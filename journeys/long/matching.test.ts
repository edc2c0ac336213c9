// The figures asked of matching, at the size of a large authority: 250,000 children in either list, on seeds nothing was tuned
// on; and ten thousand of each kind of pair that must not be joined without a person. Under an hour on two cores.
//   ONROLL_TEST_SEED: another seed than 101.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { makeHardPairs } from '../../src/matching/made-up/hard-pairs.ts'
import { measure } from '../../src/matching/made-up/measures.ts'
import { writeMadeUp, writeRecords } from '../../src/matching/made-up/testing/files.ts'
import { hardPairFigures } from '../../src/matching/made-up/testing/hard-figures.ts'
import { linkFiles, readLinks } from '../../src/matching/made-up/testing/linked.ts'

const seed = Number(process.env.ONROLL_TEST_SEED ?? '101')
const children = 250_000

const folder = mkdtempSync(join(tmpdir(), 'matching-'))
after(() => rmSync(folder, { recursive: true }))

const asked = [
  { name: 'usual', errors: 1, pool: 'usual', f1: 0.9995, hidden: 10, list: 0.97, certainlyWrong: 0 },
  { name: 'hard', errors: 2.5, pool: 'usual', f1: 0.997, hidden: 15, list: 0.87, certainlyWrong: 1e-5 },
  {
    name: 'concentrated',
    errors: 1,
    pool: 'concentrated',
    f1: 0.998,
    hidden: 20,
    list: 0.9,
    certainlyWrong: 1e-5,
  },
] as const

describe(`two lists of ${children.toLocaleString('en-GB')}, seed ${seed}`, () => {
  for (const { name, errors, pool, f1, hidden, list, certainlyWrong } of asked) {
    test(name, async t => {
      const dir = join(folder, name)
      const truth = await writeMadeUp(dir, { children, seed, errors, pool })
      const { seconds, said } = await linkFiles(dir, '--unmatched')
      const measures = measure(truth, await readLinks(dir))
      rmSync(dir, { recursive: true })
      const { figures } = measures.at.find(({ threshold }) => threshold === 0.9)!
      t.diagnostic(`${said} (${seconds.toFixed(0)} s) ${JSON.stringify({ ...figures, ...measures.bands })}`)

      const failed: string[] = []
      const hold = (holds: boolean, what: string) => holds || failed.push(what)
      hold(figures.f1 >= f1, `F1 ${figures.f1}, asked ${f1}`)
      hold(figures.hidden <= hidden, `${figures.hidden} hidden of ${figures.notOnRoll}, asked ${hidden}`)
      hold(figures.list.precision >= list, `list ${figures.list.precision} right, asked ${list}`)
      const { certain } = measures.bands
      const wrong = certain!.wrong + certain!.hidden
      hold(wrong <= certainlyWrong * certain!.records, `${wrong} of ${certain!.records} certain and wrong`)
      hold(measures.toAPerson <= 0.005, `${measures.toAPerson} sent to a person`)
      hold(measures.calibration.best.error <= 0.01, `calibration ${measures.calibration.best.error}`)
      const { gap, best, worst } = measures.gapInRecall
      hold(gap <= 0.01, `gap in recall ${gap}: ${best} and ${worst}`)
      assert.deepEqual(failed, [])
    })
  }

  for (const pool of ['usual', 'concentrated'] as const) {
    test(`10,000 of each hard pair, ${pool} names: none certain`, async t => {
      const dir = join(folder, `pairs-${pool}`)
      const { left, right, pairs } = makeHardPairs({ each: 10_000, around: 100_000, seed, pool })
      await writeRecords(dir, left, right)
      await linkFiles(dir)
      const figures = hardPairFigures(pairs, await readLinks(dir))
      rmSync(dir, { recursive: true })
      t.diagnostic(JSON.stringify(figures))
      assert.deepEqual(
        Object.entries(figures).filter(([, bands]) => bands.certain !== 0),
        [],
      )
    })
  }
})
