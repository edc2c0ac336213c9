import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measured } from './measures.ts'

test('a tenth where people found fewer of the same child than was said is called too sure', () => {
  const { rows, sentence, answered } = measured([
    { tenth: 0, same: 1, different: 3, expected: 0.06 },
    { tenth: 5, same: 26, different: 24, expected: 0.54 },
    { tenth: 9, same: 60, different: 40, expected: 0.95 },
  ])
  assert.equal(answered, 154)
  assert.deepEqual(
    rows.map(row => [row.offered, row.share, row.expected, row.says]),
    [
      ['90 to 100 in 100', '60 in 100', '95 in 100', 'Too sure: fewer were the same child than was said'],
      ['50 to 60 in 100', '52 in 100', '54 in 100', 'As it should be'],
      ['0 to 10 in 100', '25 in 100', '6 in 100', 'Too few answers to tell: 20 are needed'],
    ],
  )
  assert.match(sentence, /off in 1 of 3 tenths/)
})
test('nobody has decided', () => {
  assert.equal(measured([]).sentence, 'Nobody has decided on a proposed pair yet.')
})
