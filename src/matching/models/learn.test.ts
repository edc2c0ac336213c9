import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLists } from '../made-up/lists.ts'
import { plainRegister, registerOfPlain } from '../register.ts'
import { startingWeights } from '../weights.ts'
import { describedFrom, learnFrom, measuredOn, movedFrom } from './learn.ts'

const made = makeLists({ children: 3000, seed: 5, errors: 1, pool: 'usual' })

test('a model is learned from a register alone, the same each time, and says which it is', () => {
  const records = made.left.map(describedFrom)
  const { register, training } = learnFrom(records, 3000)
  assert.ok(training.rounds > 0)
  assert.match(register.weights.version, /^learned-[0-9a-f]+$/)
  assert.equal(learnFrom(records, 3000).register.weights.version, register.weights.version)
  // Kept as JSON and read back it is the same.
  const kept = registerOfPlain(JSON.parse(JSON.stringify(plainRegister(register))))
  assert.equal(JSON.stringify(plainRegister(kept)), JSON.stringify(plainRegister(register)))
  const smith = register.surnames.get('smith') ?? 0
  assert.ok(smith > 3, 'how common a name is here')
  // A tenth of the children stand for all of them.
  const tenth = learnFrom(records, 30_000).register
  assert.equal(tenth.children, 30_000)
  assert.ok(Math.abs(tenth.surnames.get('smith')! - 10 * smith) <= 10)
})

test('too few children teach nothing, and the starting weights stay', () => {
  const { register, training } = learnFrom(made.left.slice(0, 200).map(describedFrom), 200)
  assert.equal(training.rounds, 0)
  assert.equal(register.weights.version, startingWeights.version)
  assert.deepEqual(movedFrom(startingWeights, register.weights), { levels: [], tooFar: false })
})

test('what a model finds on made-up children is measured before anybody accepts it', () => {
  const measured = measuredOn(startingWeights)
  assert.ok(measured['usual f1']! > 0.99, JSON.stringify(measured))
  assert.ok(measured['concentrated f1']! > 0.98, JSON.stringify(measured))
  // Weights that say nothing of a forename are seen to be worse.
  const blind = { ...startingWeights, same: startingWeights.strangers, siblings: startingWeights.strangers }
  assert.ok(measuredOn(blind)['usual f1']! < 0.5)
})

test('a level that moved far is said, and is too far to pass over', () => {
  const same = startingWeights.same.slice()
  const cell = same.findIndex(bits => Math.abs(2 ** bits - 0.965) < 0.01)
  same[cell] = Math.log2(0.8)
  const moved = movedFrom(startingWeights, { ...startingWeights, same })
  assert.equal(moved.levels.length, 1)
  assert.equal(moved.levels[0]!.to, 0.8)
  assert.equal(moved.tooFar, true)
})
