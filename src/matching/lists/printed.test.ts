import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  inAHundred,
  type PairPrinted,
  pairAsJson,
  pairAsText,
  probabilityText,
  unmatchedAsJson,
  unmatchedAsText,
} from './printed.ts'

const pair: PairPrinted = {
  leftId: 'L "1"',
  rightId: '7\n',
  probability: 0.97261234,
  band: 'look',
  evidence: [
    { field: 'date_of_birth', level: 'the same', weight: 12.3456, agrees: 'yes' },
    { field: 'address', level: 'different', weight: -2.9, agrees: 'no' },
    { field: 'upn', level: 'not known', weight: 0, agrees: 'not known' },
  ],
  because: 'Only names and birthday agree.',
}

describe('what is printed', () => {
  test('a pair has the keys of the contract', () => {
    assert.deepEqual(JSON.parse(pairAsJson(pair)), {
      left_id: 'L "1"',
      right_id: '7\n',
      probability: 0.972612,
      band: 'look',
      evidence: [
        { field: 'date_of_birth', level: 'the same', weight: 12.35 },
        { field: 'address_line_1', level: 'different', weight: -2.9 },
        { field: 'upn', level: 'not known', weight: 0 },
      ],
      because: 'Only names and birthday agree.',
    })
    assert.ok(!('because' in JSON.parse(pairAsJson({ ...pair, because: '' }))))
  })

  test('any text is a line of JSON that reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (leftId, level) => {
        const evidence = [{ field: 'sex', level, weight: 1, agrees: 'yes' } as const]
        const line = pairAsJson({ ...pair, leftId, evidence })
        assert.equal(line.indexOf('\n'), line.length - 1)
        assert.equal(JSON.parse(line).left_id, leftId)
        assert.equal(JSON.parse(line).evidence[0].level, level)
      }),
    )
  })

  test('a probability is never printed as sure, either way, when it is not', () => {
    assert.deepEqual([0, 1e-12, 0.5, 0.1234565, 1 - 1e-12, 1].map(probabilityText), [
      '0',
      '0.000001',
      '0.5',
      '0.123457',
      '0.999999',
      '1',
    ])
    assert.equal(inAHundred(0.972), '97 in 100')
    assert.equal(inAHundred(0.99501), '9,950 in 10,000')
    assert.equal(inAHundred(1 - 1e-9), 'over 9,999 in 10,000')
  })

  test('one that found nobody names its best candidate without looking like a pair', () => {
    const { rightId, because: _, ...best } = pair
    const line = JSON.parse(unmatchedAsJson({ rightId, best, why: 'Too unlikely.' }))
    assert.deepEqual(Object.keys(line), ['right_id', 'best_candidate', 'why'])
    assert.deepEqual(Object.keys(line.best_candidate), ['left_id', 'probability', 'band', 'evidence'])
    assert.deepEqual(JSON.parse(unmatchedAsJson({ rightId, best: undefined, why: 'Nobody.' })), {
      right_id: '7\n',
      why: 'Nobody.',
    })
    assert.match(
      unmatchedAsText({ rightId: '7', best, why: 'Too unlikely.' }),
      /^7: nobody\. Too unlikely\.\n {2}best: L "1", 97/,
    )
  })

  test('people read who, how likely, each field, and why somebody must look', () => {
    assert.equal(
      pairAsText({ ...pair, leftId: 'A1', rightId: 'B2' }),
      `A1 = B2: 97 in 100, look
  + date_of_birth    the same                                        +12.3
  - address_line_1   different                                        -2.9
    not known: upn
    Only names and birthday agree.

`,
    )
  })
})
