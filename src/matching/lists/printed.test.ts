import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Evidence } from '../evidence.ts'
import {
  fieldJson,
  inAHundred,
  type PairPrinted,
  pairJson,
  pairText,
  probabilityText,
  unmatchedJson,
  unmatchedText,
} from './printed.ts'

const pair: PairPrinted = {
  leftId: 'L "1"',
  rightId: '7\n',
  probability: 0.97261234,
  band: 'look',
  because: 'Only names and birthday agree.',
}

const evidence: Evidence[] = [
  {
    field: 'date_of_birth',
    level: 'the same',
    weight: 12.3456,
    agrees: 'yes',
    note: 'shared by about 48 children here',
  },
  { field: 'address', level: 'different', weight: -2.9, agrees: 'no' },
  { field: 'upn', level: 'not known', weight: 0, agrees: 'not known' },
]
const evidenceAsJson = [
  fieldJson('date_of_birth', 'the same', 12.35),
  fieldJson('address', 'different', -2.9),
].join(',')

describe('what is printed', () => {
  test('a pair has the keys of the contract', () => {
    assert.deepEqual(JSON.parse(pairJson(pair, evidenceAsJson)), {
      left_id: 'L "1"',
      right_id: '7\n',
      probability: 0.972612,
      band: 'look',
      evidence: [
        { field: 'date_of_birth', level: 'the same', weight: 12.35 },
        { field: 'address_line_1', level: 'different', weight: -2.9 },
      ],
      because: 'Only names and birthday agree.',
    })
    assert.ok(!('because' in JSON.parse(pairJson({ ...pair, because: '' }, ''))))
  })

  test('any text is a line of JSON that reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (leftId, level) => {
        const line = pairJson({ ...pair, leftId }, fieldJson('sex', level, 1))
        assert.equal(line.indexOf('\n'), line.length - 1)
        assert.equal(JSON.parse(line).left_id, leftId)
        assert.equal(JSON.parse(line).evidence[0].level, level)
      }),
    )
  })

  test('a probability is never printed as sure, either way: nobody can know that', () => {
    assert.deepEqual([0, 1e-12, 0.5, 0.1234565, 1 - 1e-12, 1].map(probabilityText), [
      '0.000001',
      '0.000001',
      '0.5',
      '0.123457',
      '0.999999',
      '0.999999',
    ])
    assert.equal(inAHundred(0.972), '97 in 100')
    assert.equal(inAHundred(0.99501), '9,950 in 10,000')
    assert.equal(inAHundred(1 - 1e-9), 'over 9,999 in 10,000')
  })

  test('one that found nobody names its best candidate without looking like a pair', () => {
    const best = { leftId: '1', probability: 0.04 }
    const line = JSON.parse(unmatchedJson('7', { ...best, evidence: evidenceAsJson }, 'Too unlikely.'))
    assert.deepEqual(Object.keys(line), ['right_id', 'best_candidate', 'why'])
    assert.deepEqual(Object.keys(line.best_candidate), ['left_id', 'probability', 'evidence'])
    assert.deepEqual(JSON.parse(unmatchedJson('7', undefined, 'Nobody.')), { right_id: '7', why: 'Nobody.' })
    assert.match(
      unmatchedText('7', { ...best, evidence }, 'Too unlikely.'),
      /^7: nobody\. Too unlikely\.\n {2}best: 1, 4 in 100\n {2}\+ date/,
    )
  })

  test('people read who, how likely, each field, and why somebody must look', () => {
    assert.equal(
      pairText({ ...pair, leftId: 'A1', rightId: 'B2' }, evidence),
      `A1 = B2: 97 in 100, look
  + date_of_birth     +12.3  the same (shared by about 48 children here)
  - address_line_1     -2.9  different
    not compared: upn
    Only names and birthday agree.

`,
    )
  })
})
