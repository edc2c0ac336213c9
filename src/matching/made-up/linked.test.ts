// What `onroll link` makes of lists whose truth is known, on seeds nothing was tuned on. Small ones: the asked figures at full
// size are held in journeys/long/matching.test.ts.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { makeHardPairs } from './hard-pairs.ts'
import { type Measures, measure } from './measures.ts'
import { writeMadeUp, writeRecords } from './testing/files.ts'
import { hardPairFigures } from './testing/hard-figures.ts'
import { linkFiles, readLinks } from './testing/linked.ts'

const folder = mkdtempSync(join(tmpdir(), 'linked-'))
after(() => rmSync(folder, { recursive: true }))

const children = 4000

const asked = [
  { name: 'usual', errors: 1, pool: 'usual', f1: 0.999, hidden: 1, list: 0.95 },
  { name: 'hard', errors: 2.5, pool: 'usual', f1: 0.995, hidden: 2, list: 0.75 },
  { name: 'concentrated', errors: 1, pool: 'concentrated', f1: 0.998, hidden: 2, list: 0.87 },
] as const

async function measured(errors: number, pool: 'usual' | 'concentrated', name: string): Promise<Measures> {
  const dir = join(folder, name)
  const truth = await writeMadeUp(dir, { children, seed: 111, errors, pool })
  await linkFiles(dir, '--unmatched')
  return measure(truth, await readLinks(dir))
}

describe('onroll link on made-up lists', () => {
  for (const { name, errors, pool, f1, hidden, list } of asked) {
    test(`${name}: few of any of the four errors`, async () => {
      const { at, bands, toAPerson, calibration, gapInRecall } = await measured(errors, pool, name)
      const { figures } = at.find(({ threshold }) => threshold === 0.9)!
      assert.ok(figures.f1 >= f1, `F1 ${figures.f1}`)
      assert.ok(figures.hidden <= hidden, `${figures.hidden} hidden`)
      assert.ok(figures.list.precision >= list, `list of those on no roll ${figures.list.precision} right`)
      assert.deepEqual(
        { wrong: bands.certain!.wrong, hidden: bands.certain!.hidden },
        { wrong: 0, hidden: 0 },
        'nobody is certain and wrong',
      )
      assert.ok(bands.certain!.share > 0.4, `${bands.certain!.share} certain`)
      assert.ok(toAPerson <= 0.01, `${toAPerson} sent to a person`)
      assert.ok(calibration.best.error <= 0.01, `calibration ${calibration.best.error}`)
      // A group of 200 children has a point of gap by two of them.
      assert.ok(gapInRecall.gap <= 0.025, `gap in recall ${gapInRecall.gap}, ${gapInRecall.worst}`)
    })
  }

  for (const pool of ['usual', 'concentrated'] as const) {
    test(`no hard pair is certain, ${pool} names`, async () => {
      const dir = join(folder, `pairs-${pool}`)
      const { left, right, pairs } = makeHardPairs({ each: 150, around: 600, seed: 111, pool })
      await writeRecords(dir, left, right)
      await linkFiles(dir)
      const figures = hardPairFigures(pairs, await readLinks(dir))
      for (const [kind, bands] of Object.entries(figures)) assert.equal(bands.certain, 0, kind)
      // A test that joins nothing would pass too: brothers and sisters apart, the rest are near enough to be seen.
      assert.ok(figures['two UPNs']!['not joined']! < 15, JSON.stringify(figures['two UPNs']))
    })
  }
})
