import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, localDate } from '../calendar/local-date.ts'
import { outcomes } from './closing.ts'
import { factsInWords, problemsWithProof, proofFields } from './proofs.ts'
import { factsOf } from './testing/proofs.ts'

const on = localDate('2026-11-20')
const known = { compulsoryAgeBegins: addDays(on, -2000), compulsoryAgeEnds: addDays(on, -1) }
const problems = (...given: Parameters<typeof problemsWithProof>) =>
  problemsWithProof(...given).map(({ field }) => field)

test('each outcome that closes has a form, but the one that another authority writes', () => {
  const closing = outcomes.filter(one => one.closes).map(one => one.code)
  assert.deepEqual(
    closing.filter(code => !proofFields[code]),
    ['O07'],
  )
})

describe('each fact is needed', () => {
  for (const [outcome, fields] of Object.entries(proofFields)) {
    test(outcome, () => {
      const whole = factsOf(outcome, on)
      assert.deepEqual(problems(outcome, whole, on, known), [])
      for (const field of fields) {
        if (field.as === 'date' && field.mayBeEmpty) continue
        const { [field.name]: _left, ...without } = whole
        assert.deepEqual(problems(outcome, without, on, known), [field.name])
        if (field.as === 'date') {
          const later = { ...whole, [field.name]: addDays(on, 1) }
          assert.ok(problems(outcome, later, on, known).includes(field.name), 'a day still to come')
          assert.deepEqual(problems(outcome, { ...whole, [field.name]: '2026-02-30' }, on, known), [
            field.name,
          ])
        }
        if (field.as === 'choice') {
          assert.deepEqual(problems(outcome, { ...whole, [field.name]: 'invented' }, on, known), [field.name])
        }
      }
    })
  }
})

test('our view is needed of parents’ papers, and of nothing else', () => {
  const { view: _none, ...without } = factsOf('O06', on)
  assert.deepEqual(problems('O06', without, on), ['view'])
  assert.deepEqual(problems('O06', { ...without, kind: 'border records' }, on), [])
})

test('a first day before the register is a slip', () => {
  const facts = { ...factsOf('O02', on), registered: on, attended: addDays(on, -1) }
  assert.deepEqual(problems('O02', facts, on), ['attended'])
})

describe('the end of compulsory school age is the law’s, not typed', () => {
  for (const [ends, may] of [
    [addDays(on, -1), true],
    [on, false],
    [addDays(on, 1), false],
    [undefined, false],
  ] as const) {
    test(`${ends ?? 'no date of birth'}: ${may}`, () => {
      const about = { compulsoryAgeEnds: ends }
      assert.equal(problems('O08', factsOf('O08', on), on, about).length === 0, may)
      const over = { ...factsOf('O05', on), lawful: 'over' }
      assert.equal(problems('O05', over, on, about).length === 0, may)
      const gone = { ...factsOf('O09', on), kind: 'over age' }
      assert.equal(problems('O09', gone, on, about).length === 0, may)
    })
  }
  test('under age until the day it begins', () => {
    const under = { ...factsOf('O09', on), kind: 'under age' }
    assert.equal(problems('O09', under, on, { compulsoryAgeBegins: addDays(on, 1) }).length, 0)
    assert.equal(problems('O09', under, on, { compulsoryAgeBegins: on }).length, 1)
  })
})

test('the facts are said in words, with days as people write them', () => {
  assert.deepEqual(factsInWords('O06', factsOf('O06', on)), [
    'What shows it: The parents’ papers',
    'Day we saw or received it: Friday 20 November 2026',
    'Our view of it: Tickets and a school letter that agree',
  ])
})
