import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { adults, adultsOneList } from './adults.ts'
import { historical } from './historical.ts'
import { identical, lowCoverage, nothingInCommon, smallAndBig } from './lists.ts'
import { csvOf, type MadeSet } from './made-set.ts'
import { measured } from './measure.ts'
import { pupils } from './pupils.ts'
import { tiny } from './tiny.ts'

const errors = { least: 1, most: 4, inOneField: 2 }
const makers: Record<string, (seed: number) => MadeSet> = {
  adults: seed => adults({ seed, people: 300, days: 'YYYYMMDD', number: true, errors }),
  'adults in one list': seed =>
    adultsOneList({ seed, people: 300, days: 'YYYY-MM-DD', number: false, errors, spread: 'zipf' }),
  historical: seed => historical({ seed, records: 400 }),
  tiny: seed => tiny({ seed, records: 300 }),
  pupils: seed => pupils({ seed, children: 800, matched: 0.95, hidden: 0.05, errors: 1 }),
  'nothing in common': seed => nothingInCommon(seed, 400),
  identical: seed => identical(seed, 400),
  'small and big': seed => smallAndBig(seed, 50, 600),
  'low coverage': seed => lowCoverage(seed, 600),
}

describe('the other makers', () => {
  for (const [name, make] of Object.entries(makers)) {
    test(`${name}: the same seed gives the same, another seed another`, () => {
      assert.deepEqual(make(4), make(4))
      assert.notDeepEqual(make(4).left, make(5).left)
    })

    test(`${name}: every id of the truth is there, and no id is there twice`, () => {
      const { left, right, truth } = make(6)
      const ids = [...left, ...(right ?? [])].map(row => row.id!)
      assert.equal(new Set(ids).size, ids.length)
      const known = new Set(ids)
      assert.deepEqual(
        truth.filter(pair => !pair.every(id => known.has(id))),
        [],
      )
    })
  }

  test('hide about one child in twenty of the right list', () => {
    const { right, truth } = pupils({ seed: 2, children: 4000, matched: 0.95, hidden: 0.05, errors: 1 })
    const share = 1 - truth.length / right!.length
    assert.ok(share > 0.04 && share < 0.06, String(share))
  })
})

test('a file of made records quotes what needs it', () => {
  assert.equal(
    csvOf(['id', 'surname'], [{ id: '1', surname: 'A "B", C' }, { id: '2' }]),
    'id,surname\n1,"A ""B"", C"\n2,\n',
  )
})

test('what is measured: right, wrong, hidden, certain and wrong, and how far the probabilities are off', () => {
  const said = [
    { left_id: 'a', right_id: '1', probability: 0.995, band: 'certain' },
    { left_id: 'b', right_id: '2', probability: 0.95, band: 'probable' },
    { left_id: 'c', right_id: '9', probability: 0.999, band: 'certain' },
    { left_id: 'd', right_id: '4', probability: 0.2, band: 'look' },
  ]
  const truth: [string, string][] = [
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['d', '4'],
  ]
  const got = measured(said, truth, ['1', '2', '3', '4', '9'])
  assert.deepEqual(got.at[0.9], { found: 3, precision: 0.6667, recall: 0.5, f1: 0.5714, hidden: 1 })
  assert.equal(got.wrongInCertain, 1)
  assert.equal(got.look, 1)
  assert.ok(Math.abs(got.calibration - (0.75 * (2.944 / 3 - 2 / 3) + 0.25 * 0.8)) < 0.001)
})
