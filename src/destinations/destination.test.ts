// How well is it known where a leaver goes? A table of what rows come to, and what no row but the receiving side's can do.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { type Claim, type DestinationStep, destinationFrom } from './destination.ts'

const on = localDate('2026-11-20')
const school = { on, byName: 'Alder attendance-officer', bySide: 'school' } as const
const theirs = { on, byName: 'Cedar Primary', bySide: 'receiving side' } as const
const claim = (id = 'a', more: Partial<Claim> = {}): Claim => ({
  ...school,
  type: 'claimed',
  id,
  kind: 'school',
  name: 'Cedar Primary',
  how: 'The mother told the office',
  ...more,
})
const checked = (result: 'supports' | 'nothing known' | 'no reply', claimId = 'a'): DestinationStep => ({
  ...school,
  type: 'checked',
  claimId,
  result,
  evidence: 'Their office said so on the phone',
})
const confirmed = (claimId = 'a', by: Pick<Claim, 'on' | 'byName' | 'bySide'> = theirs): DestinationStep => ({
  ...by,
  type: 'confirmed',
  claimId,
  since: on,
})
const expected: DestinationStep = { ...theirs, type: 'expected', claimId: 'a', startsOn: on }
const denied = (claimId = 'a'): DestinationStep => ({ ...theirs, type: 'denied', claimId })
const unknown: DestinationStep = { ...school, type: 'unknown', tried: 'Rang the mother 3 times. No answer.' }
const registered: DestinationStep = {
  on,
  byName: 'A register',
  bySide: 'register',
  type: 'confirmed',
  since: on,
}
const asked: DestinationStep = { ...school, type: 'asked', claimId: 'a', to: 'Cedar Primary' }
const started: DestinationStep = { ...theirs, type: 'started', claimId: 'a', day: on }

const table: [string, DestinationStep[], string][] = [
  ['nothing said', [], 'not asked'],
  ['not known', [unknown], 'unknown'],
  ['a claim', [claim()], 'claimed'],
  ['a claim, asked', [claim(), asked], 'claimed'],
  ['a claim, no reply', [claim(), checked('no reply')], 'claimed'],
  ['a claim of which they know nothing by phone', [claim(), checked('nothing known')], 'claimed'],
  ['a call that supports it', [claim(), checked('supports')], 'checked'],
  ['expected there', [claim(), expected], 'checked'],
  ['confirmed', [claim(), confirmed()], 'confirmed'],
  ['expected, then confirmed', [claim(), expected, confirmed()], 'confirmed'],
  ['confirmed, then taken back', [claim(), confirmed(), denied()], 'denied'],
  ['denied', [claim(), denied()], 'denied'],
  ['denied, though a call supported it', [claim(), checked('supports'), denied()], 'denied'],
  ['denied, then another claim', [claim(), denied(), claim('b')], 'claimed'],
  ['one denied, the other stands', [claim(), claim('b'), denied('b')], 'claimed'],
  ['confirmed by the first of two', [claim(), claim('b'), confirmed()], 'confirmed'],
  ['a claim, then not known after all', [claim(), unknown], 'unknown'],
  ['not known, then a claim', [unknown, claim()], 'claimed'],
  ['on a register, nothing said', [registered], 'confirmed'],
  ['on a register, though not known', [unknown, registered], 'confirmed'],
  ['on a register, though denied elsewhere', [claim(), denied(), registered], 'confirmed'],
  ['a first day said by the leaving school alone', [claim(), { ...started, ...school }], 'claimed'],
  ['a confirmation written by the leaving school', [claim(), confirmed('a', school)], 'claimed'],
]
describe('the state of a destination', () => {
  for (const [name, steps, state] of table) {
    test(`${name}: ${state}`, () => assert.equal(destinationFrom(steps).state, state))
  }
  test('says who said so and since when', () => {
    const found = destinationFrom([claim(), confirmed(), started])
    assert.equal(
      found.because,
      'Cedar Primary says that the child is on its roll or register since Friday 20 November 2026.',
    )
    assert.equal(found.firstDay, on)
    assert.equal(found.claim?.id, 'a')
  })
})

const sides = ['school', 'parent', 'receiving side', 'register', 'system'] as const
const anyStep = fc
  .tuple(
    fc.constantFrom(
      claim(),
      claim('b'),
      unknown,
      checked('supports'),
      checked('no reply', 'b'),
      asked,
      confirmed(),
      confirmed('b'),
      registered,
      expected,
      denied(),
      denied('b'),
      started,
    ),
    fc.constantFrom(...sides),
  )
  .map(([step, bySide]): DestinationStep => ({ ...step, bySide }))

describe('whatever rows there are', () => {
  test('nothing is confirmed without the receiving side’s own word or a register that has the child', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), steps => {
        const { state } = destinationFrom(steps)
        const mayBe = steps.some(
          step =>
            step.type === 'confirmed' && (step.bySide === 'receiving side' || step.bySide === 'register'),
        )
        assert(state !== 'confirmed' || mayBe)
      }),
    )
  })
  test('the leaving school’s and the parents’ rows alone never come to more than checked', () => {
    const own = anyStep.map((step): DestinationStep => ({ ...step, bySide: 'school' }))
    fc.assert(
      fc.property(fc.array(own, { maxLength: 12 }), steps => {
        assert(['not asked', 'unknown', 'claimed', 'checked'].includes(destinationFrom(steps).state))
      }),
    )
  })
  test('the same row twice in succession changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), steps => {
        const doubled = steps.flatMap(step => [step, step])
        assert.equal(destinationFrom(doubled).state, destinationFrom(steps).state)
      }),
    )
  })
})
