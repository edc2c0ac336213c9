import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGate } from './gate.ts'

const tick = () => new Promise(done => setImmediate(done))

test('lets in as many as the limit says, in the order they came', async () => {
  let limit = 2
  const gate = createGate(() => limit, 100)
  const inside: number[] = []
  for (let one = 1; one <= 5; one += 1) void gate.enter().then(() => inside.push(one))
  await tick()
  assert.deepEqual(inside, [1, 2])
  limit = 1
  gate.leave()
  await tick()
  assert.deepEqual(inside, [1, 2])
  gate.leave()
  await tick()
  assert.deepEqual(inside, [1, 2, 3])
  limit = 3
  gate.wake()
  await tick()
  assert.deepEqual(inside, [1, 2, 3, 4, 5])
})
test('turns away at once whoever would wait behind too many', async () => {
  const gate = createGate(() => 1, 2)
  assert.equal(await gate.enter(), true)
  const second = gate.enter()
  const third = gate.enter()
  assert.equal(await gate.enter(), false)
  gate.leave()
  assert.equal(await second, true)
  gate.leave()
  assert.equal(await third, true)
  gate.leave()
  assert.equal(await gate.enter(), true)
})
test('always lets one in, whatever the limit says', async () => {
  assert.equal(await createGate(() => 0, 2).enter(), true)
})
