import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdsTaken, idOf } from './ids.ts'

test('ids stand as they came, one that came before is told with its rows, and a row can be taken back', () => {
  const ids = new IdsTaken()
  assert.deepEqual(ids.take('a'), [])
  assert.deepEqual(ids.take('b'), [])
  assert.deepEqual(ids.take('a'), [0])
  assert.deepEqual(ids.take('a'), [0, 2])
  ids.dropLast()
  assert.deepEqual(ids.take('ß'), [])
  for (let i = 0; i < 10_000; i++) assert.deepEqual(ids.take(`n${i}`), [])
  assert.deepEqual(ids.take('n9000'), [9004])
  ids.dropLast()
  assert.deepEqual(ids.take('a'), [0, 2])
  const done = ids.done()
  assert.equal(done.ofRow.length, ids.count)
  assert.deepEqual(
    [0, 1, 2, 3, 9003, 10_004].map(i => idOf(done, i)),
    ['a', 'b', 'a', 'ß', 'n8999', 'a'],
  )
})
