import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Answer,
  answerOf,
  type Candidate,
  expectedErrors,
  linkedAsOne,
  weakerClaims,
  withDecisions,
} from './answer.ts'

const child = (over: Partial<Candidate> = {}): Candidate => ({
  childId: 'a',
  probability: 0.999,
  band: 'certain',
  enrolmentId: 'at Alder',
  ...over,
})
function check(candidates: Candidate[], expected: Partial<Answer>) {
  const answer = answerOf(candidates)
  for (const [key, value] of Object.entries(expected)) assert.equal(answer[key as keyof Answer], value, key)
}

describe('a row', () => {
  test('is on a roll where one record is surely or probably the child, and has a place', () => {
    check([child()], { answer: 'on roll', how: 'certain', childId: 'a', enrolmentId: 'at Alder' })
    check([child({ band: 'probable', probability: 0.93 })], { answer: 'on roll', how: 'probable' })
  })
  test('is on no roll where the child is known and has left', () => {
    check([child({ enrolmentId: undefined })], { answer: 'none', how: 'certain', childId: 'a' })
  })
  test('needs a look where somebody on a roll is like the child, also beside one who has left', () => {
    const other = child({ childId: 'b', band: 'look', probability: 0.06 })
    check([other], { answer: 'look', childId: 'b' })
    check([child({ enrolmentId: undefined, band: 'probable', probability: 0.91 }), other], { answer: 'look' })
  })
  test('is on no roll where only somebody on no roll is like the child: no decision would change it', () => {
    check([child({ band: 'look', probability: 0.4, enrolmentId: undefined })], {
      answer: 'none',
      childId: undefined,
    })
    check([], { answer: 'none', probability: 0, onRollProbability: 0 })
  })
  test('counts the chance of any roll over all records it may be', () => {
    const answer = answerOf([
      child({ band: 'look', probability: 0.5 }),
      child({ childId: 'b', band: 'look', probability: 0.4 }),
      child({ childId: 'c', band: 'none', probability: 0.02, enrolmentId: undefined }),
    ])
    assert.equal(answer.answer, 'look')
    assert(Math.abs(answer.onRollProbability - 0.9) < 1e-9)
  })
  test('says the same whatever the order of its candidates', () => {
    const band = fc.constantFrom('certain', 'probable', 'look', 'none')
    const one = fc.record({
      childId: fc.string({ minLength: 1, maxLength: 4 }),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      band,
      enrolmentId: fc.option(fc.constant('there'), { nil: undefined }),
    }) as fc.Arbitrary<Candidate>
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: c => c.childId, maxLength: 6 }), candidates => {
        const { onRollProbability: _, ...answer } = answerOf(candidates)
        const { onRollProbability: __, ...other } = answerOf([...candidates].reverse())
        assert.deepEqual(answer, other)
      }),
    )
  })
})

describe('records linked as one child', () => {
  const links: Record<string, string[]> = { old: ['now'], now: ['old'] }
  const linked = (id: string) => links[id] ?? []
  const rollOf = (id: string) => (id === 'now' ? 'at Birch' : undefined)
  const old = child({ childId: 'old', band: 'look', probability: 0.49, enrolmentId: undefined })
  const current = child({ childId: 'now', band: 'look', probability: 0.49, enrolmentId: 'at Birch' })

  test('count as one: two halves are probably the child, who is on the roll of either', () => {
    const [one, ...rest] = linkedAsOne([old, current], linked, rollOf)
    assert.equal(rest.length, 0)
    assert.deepEqual([one!.childId, one!.band, one!.enrolmentId], ['now', 'probable', 'at Birch'])
    check([one!], { answer: 'on roll', how: 'probable' })
  })
  test('are on a roll also where the record of it was not found by itself', () => {
    const [one] = linkedAsOne([{ ...old, band: 'certain', probability: 0.99 }], linked, rollOf)
    assert.deepEqual([one!.childId, one!.enrolmentId, one!.band], ['now', 'at Birch', 'certain'])
  })
  test('share a decision', () => {
    const decided = withDecisions(
      [old, current],
      id => (id === 'old' ? ('different' as const) : undefined),
      linked,
    )
    assert.deepEqual(
      decided.map(one => one.decision),
      ['different', 'different'],
    )
  })
  test('leave all others as they are', () => {
    const other = child({ childId: 'other', band: 'look', probability: 0.4 })
    assert.deepEqual(linkedAsOne([other], linked, rollOf), [other])
  })
})

describe('rows of one list', () => {
  test('cannot both be one child: the stronger keeps it, the other falls', () => {
    const weaker = weakerClaims([
      { number: 1, childId: 'a', probability: 0.99, sameAs: 'Tia' },
      { number: 2, childId: 'a', probability: 0.95, sameAs: 'Mia' },
      { number: 3, childId: 'b', probability: 0.95, sameAs: 'Zoe' },
    ])
    assert.deepEqual([...weaker.keys()], [2])
    assert(weaker.get(2)! > 0.25 && weaker.get(2)! < 0.3)
  })
  test('are both the child where they are the same row twice', () => {
    const claim = { childId: 'a', probability: 0.99, sameAs: 'Tia' }
    assert.equal(
      weakerClaims([
        { ...claim, number: 1 },
        { ...claim, number: 2 },
      ]).size,
      0,
    )
  })
  test('never rise by it', () => {
    const claim = fc.record({
      childId: fc.constantFrom('a', 'b'),
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      sameAs: fc.constantFrom('x', 'y', 'z'),
    })
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), list => {
        const claims = list.map((one, number) => ({ ...one, number }))
        for (const [number, probability] of weakerClaims(claims))
          assert(probability <= claims[number]!.probability + 1e-9)
      }),
    )
  })
})

test('the list says what it has wrong', () => {
  assert.deepEqual(expectedErrors({ onRoll: 90, none: 10, notOnRollAfterAll: 0.4, onRollAfterAll: 0.2 }), {
    hidden: 0.4,
    falseFlags: 0.2,
    falseFlagShare: 0.02,
  })
  assert.equal(
    expectedErrors({ onRoll: 0, none: 0, notOnRollAfterAll: 0, onRollAfterAll: 0 }).falseFlagShare,
    0,
  )
})
