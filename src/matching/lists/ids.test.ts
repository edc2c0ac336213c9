import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdsTaken, idOf } from './ids.ts'

test('ids stand as they came; a row to the letter the same counts once, another row of one id is kept', () => {
  const ids = new IdsTaken()
  const row = (id: string, ...cells: string[]) => ids.take(id, [id, ...cells])
  assert.equal(row('a', 'Khan'), 'new')
  assert.equal(row('b', 'Khan'), 'new')
  assert.equal(row('a', 'Khan'), 'same row again')
  assert.equal(row('a', 'Singh'), 'again')
  assert.equal(row('a', 'Singh'), 'same row again')
  assert.equal(row('ß', ''), 'new')
  for (let i = 0; i < 10_000; i++) assert.equal(row(`n${i}`, 'x', String(i)), 'new')
  assert.equal(row('n9000', 'x', '9000'), 'same row again')
  assert.equal(row('a', 'Khan', ''), 'again')
  const done = ids.done()
  assert.equal(done.ofRow.length, ids.count)
  assert.deepEqual(
    [0, 1, 2, 3, 9003, 10_004].map(i => idOf(done, i)),
    ['a', 'b', 'a', 'ß', 'n8999', 'a'],
  )
})
