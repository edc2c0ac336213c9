import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { levels, urgencyOf } from '../cases/clocks.ts'
import { flagKinds } from '../children/flags.ts'
import {
  type Answered,
  type Answers,
  type Factor,
  type FactorRule,
  factors,
  type Held,
  isOld,
  offeredAnswers,
  oldAfter,
  riskOf,
  type Said,
} from './risk.ts'

const today = localDate('2026-11-20')
const keys = Object.keys(factors) as Factor[]
const nothing: Held = { flags: [], redFlags: [], lastSeen: { on: today, source: 'School' } }
const lost: Held = { ...nothing, unknownSince: today }
const said = (says: Said, on: LocalDate = today): Answered => ({ says, source: 'A school', on })
const yes = (...which: Factor[]): Answers => Object.fromEntries(which.map(factor => [factor, said('yes')]))
const level = (answers: Answers, held = nothing) => riskOf(answers, held, today).level

describe('the level of a situation', () => {
  for (const factor of keys) {
    const rule: FactorRule = factors[factor]
    test(`“${rule.fact}”: ${rule.level}${rule.ifWhereaboutsUnknown ? ', where nobody knows where the child is' : ''}`, () => {
      assert.equal(level(yes(factor), lost), rule.level)
      assert.equal(level(yes(factor)), rule.ifWhereaboutsUnknown ? 'act this week' : rule.level)
      for (const other of ['no', 'not known'] as const)
        assert.equal(level({ [factor]: said(other) }), 'keep in view')
    })
  }
  test('nothing known is “keep in view”, and says everything that is not known and what would settle it', () => {
    const result = riskOf({}, { flags: [], redFlags: [] }, today)
    assert.equal(result.level, 'keep in view')
    assert.equal(result.open.length, keys.length + 1)
    assert(result.open.every(one => one.settles !== ''))
  })
  test('a family gone is “act this week”; with a worry, or with anything that is “act today”, it is “act today”', () => {
    assert.equal(level(yes('family gone')), 'act this week')
    assert.equal(level(yes('family gone', 'plan')), 'act this week')
    assert.equal(level(yes('family gone', 'worry')), 'act today')
    assert(
      riskOf(yes('family gone', 'danger'), nothing, today).because.some(one => /whole family/.test(one.says)),
    )
  })
  for (const [born, seen, expected] of [
    ['2018-11-21', 10, 'act today'],
    ['2018-11-20', 10, 'keep in view'],
    ['2018-11-21', 9, 'keep in view'],
    ['2018-11-21', 11, 'act today'],
    ['2010-01-01', 60, 'keep in view'],
  ] as const) {
    test(`born ${born}, seen ${seen} days ago: ${expected}`, () => {
      const held = {
        ...nothing,
        bornOn: localDate(born),
        lastSeen: { on: addDays(today, -seen), source: 'x' },
      }
      assert.equal(level({}, held), expected)
    })
  }
  for (const [days, expected] of [
    [4, 'keep in view'],
    [5, 'act this week'],
    [6, 'act this week'],
  ] as const) {
    test(`whereabouts unknown for ${days} days: ${expected}`, () =>
      assert.equal(level({}, { ...nothing, unknownSince: addDays(today, -days) }), expected))
  }
  test('a red flag that the authority chose is “act today”; one that it did not choose is not', () => {
    const flags = [{ flag: 'missing_from_home', on: today, source: 'School file' }]
    assert.equal(level({}, { ...nothing, flags }), 'keep in view')
    assert.equal(level({}, { ...nothing, flags, redFlags: ['missing_from_home'] }), 'act today')
  })
  for (const [name, days] of Object.entries(oldAfter)) {
    test(`an answer for “${name}” is old on day ${days}, and not the day before`, () => {
      const on = (n: number) => addDays(today, -n)
      const kind = levels.find(one => one === name)!
      assert.equal(isOld(on(days - 1), kind, today), false)
      assert.equal(isOld(on(days), kind, today), true)
    })
  }
  test('an old yes still counts, and is said to be old; an old no is asked again', () => {
    const old = addDays(today, -5)
    const result = riskOf({ danger: said('yes', old), crime: said('no', old) }, nothing, today)
    assert.equal(result.level, 'act today')
    assert.equal(result.because[0]!.isOld, true)
    assert(result.open.some(one => one.says.includes(factors.crime.question) && one.says.startsWith('Old')))
    const young = riskOf({ danger: said('yes', addDays(today, -4)) }, nothing, today)
    assert.equal(young.because[0]!.isOld, false)
  })
})

const answersAny = fc.dictionary(
  fc.constantFrom(...keys),
  fc.record({
    says: fc.constantFrom<Said>('yes', 'no', 'not known'),
    source: fc.constant('x'),
    on: fc.integer({ min: 0, max: 40 }).map(n => addDays(today, -n)),
  }),
) as fc.Arbitrary<Answers>
const heldAny: fc.Arbitrary<Held> = fc.record({
  bornOn: fc.constantFrom(undefined, localDate('2020-01-01'), localDate('2012-01-01')),
  lastSeen: fc.option(
    fc.integer({ min: 0, max: 40 }).map(n => ({ on: addDays(today, -n), source: 'x' })),
    { nil: undefined },
  ),
  unknownSince: fc.option(
    fc.integer({ min: 0, max: 40 }).map(n => addDays(today, -n)),
    { nil: undefined },
  ),
  flags: fc.constant([]),
  redFlags: fc.constant([]),
})

describe('whatever was answered', () => {
  test('one more yes never lowers the level, and the reasons given are of no higher level than the result', () => {
    fc.assert(
      fc.property(answersAny, heldAny, fc.constantFrom(...keys), (answers, held, more) => {
        const before = riskOf(answers, held, today)
        const after = riskOf({ ...answers, [more]: said('yes') }, held, today)
        assert(urgencyOf(after.level) >= urgencyOf(before.level))
        const highest = Math.max(1, ...before.because.map(one => urgencyOf(one.level)))
        assert.equal(urgencyOf(before.level), highest)
      }),
    )
  })
  test('heritage, health, immigration and what else may stand in no list changes nothing, even where somebody chose it as red', () => {
    const never = Object.entries(flagKinds)
      .filter(([, kind]) => kind.shown !== 'list')
      .map(([flag]) => flag)
    for (const flag of ['traveller', 'refugee', 'new_arrival', 'mental_health', 'teenage_parent'])
      assert(never.includes(flag), flag)
    fc.assert(
      fc.property(
        answersAny,
        heldAny,
        fc.subarray([...never, 'ethnicity', 'religion']),
        (answers, held, chosen) => {
          const flags = chosen.map(flag => ({ flag, on: today, source: 'x' }))
          const withThem = { ...held, flags, redFlags: chosen }
          assert.deepEqual(riskOf(answers, withThem, today), riskOf(answers, held, today))
        },
      ),
    )
    // Nor does any of them answer a question for somebody.
    const kept = new Set([
      'traveller',
      'refugee',
      'new_arrival',
      'mental_health',
      'teenage_parent',
      'substance_misuse',
    ])
    const flags = [...kept].map(flag => ({ flag, on: today, source: 'x' }))
    assert.deepEqual(offeredAnswers({ flags }), {})
    for (const rule of Object.values(factors) as FactorRule[]) {
      assert(!kept.has(rule.flag ?? ''))
      assert(
        !/ethnic|religio|faith|travell|immigra|asylum|refugee|health(?! and care)/i.test(rule.question),
        rule.question,
      )
    }
  })
  test('facts that schools told are offered with where they stand', () => {
    const flags = [{ flag: 'child_protection_plan', on: today, source: 'Alder Primary' }]
    assert.deepEqual(offeredAnswers({ flags })['child protection'], {
      says: 'yes',
      source: 'Alder Primary',
      on: today,
    })
  })
})
