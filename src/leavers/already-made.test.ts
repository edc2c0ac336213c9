import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deletionGrounds } from '../law/deletion-grounds.ts'
import { judgeMade, type MadeFacts } from './already-made.ts'
import { day } from './testing/absence.ts'

const facts = (given: Partial<MadeFacts> = {}): MadeFacts => ({
  dob: day('2017-03-14'),
  leavingDate: day('2025-11-07'),
  toldOn: day('2025-11-10'),
  groundAsReceived: 'A',
  destination: undefined,
  onRollAt: [],
  isReturnMade: true,
  isReturnExempt: false,
  isEndOfPhase: false,
  guard: undefined,
  flags: [],
  isSpecialSchool: false,
  ...given,
})
const says = (given: Partial<MadeFacts>): string[] => judgeMade(facts(given)).reasons.map(one => one.says)

describe('a removal already made', () => {
  const cases: [string, Partial<MadeFacts>, RegExp][] = [
    ['no ground', { groundAsReceived: '' }, /^No ground was given/],
    ['words that are no ground', { groundAsReceived: 'left area' }, /^"left area" is not a ground/],
    ['an old ground', { groundAsReceived: '8(1)(d)' }, /2006 Regulations/],
    [
      'a ground nobody tested',
      { groundAsReceived: 'F' },
      /^Onroll has not tested the ground "Parent notified/,
    ],
    ['a day to come', { leavingDate: day('2025-11-14') }, /a day still to come/],
    ['an order', { flags: ['attendance_order'] }, /^A school attendance order is recorded/],
    ['a special school', { flags: ['EHCP'], isSpecialSchool: true }, /authority must first consent/],
    ['nowhere to go', {}, /^No next school is given/],
    ['a claim', { destination: 'Elm Academy' }, /nobody there has confirmed it/],
    ['"unknown"', { destination: ' UNKNOWN ' }, /^No next school is given/],
    ['no return', { isReturnMade: false }, /^The authority had no deletion return by Friday 7 November 2025/],
  ]
  for (const [what, given, expected] of cases) {
    test(`${what}: asked about, with the law`, () => {
      const { reasons } = judgeMade(facts(given))
      assert(
        reasons.some(one => expected.test(one.says)),
        says(given).join('\n'),
      )
      for (const { cites } of reasons) assert.notEqual(cites, '')
    })
  }

  test('the return is due at any age, and not out of the most senior class at the end of the year', () => {
    const noReturn = (given: Partial<MadeFacts>) =>
      says({ isReturnMade: false, ...given }).some(one => one.includes('had no deletion return'))
    for (const dob of ['2022-03-14', '2017-03-14', '2008-03-14']) assert(noReturn({ dob: day(dob) }), dob)
    assert(noReturn({ dob: undefined }))
    assert(!noReturn({ isReturnExempt: true }))
  })

  test('at the end of a phase a place that is named is waited for; without one, or with another ground, it is asked about as ever', () => {
    const end = { isReturnExempt: true, isEndOfPhase: true, isReturnMade: false, groundAsReceived: 'A' }
    const named = judgeMade(facts({ ...end, destination: 'Elm Academy' }))
    assert.deepEqual([named.reasons, named.questions, named.isPossiblyMissing], [[], [], false])
    for (const [what, given] of [
      ['no place', { ...end, destination: undefined }],
      ['a place nobody knows', { ...end, destination: 'Unknown' }],
      ['another ground', { ...end, destination: 'Elm Academy', groundAsReceived: 'F' }],
      ['no ground', { ...end, destination: 'Elm Academy', groundAsReceived: '' }],
      [
        'not of the senior class, or before the end',
        { ...end, isEndOfPhase: false, destination: 'Elm Academy' },
      ],
      ['an order', { ...end, destination: 'Elm Academy', flags: ['attendance_order'] }],
      ['a day to come', { ...end, destination: 'Elm Academy', leavingDate: day('2025-11-14') }],
    ] as const) {
      const judged = judgeMade(facts(given))
      assert(judged.reasons.length > 0 && judged.isPossiblyMissing, what)
    }
  })
  test('every ground is asked about where no other register has the child', () => {
    for (const { letter } of deletionGrounds) {
      const judged = judgeMade(facts({ groundAsReceived: letter }))
      assert(judged.reasons.length > 0, letter)
      assert(judged.isPossiblyMissing, letter)
    }
  })

  test('only ground A, on a day that has come, is confirmed by another register', () => {
    for (const { letter } of deletionGrounds) {
      const judged = judgeMade(facts({ groundAsReceived: letter, onRollAt: ['Cedar Primary'] }))
      assert.equal(judged.reasons.length === 0, letter === 'A', letter)
      assert.equal(judged.questions.length === 0, letter === 'A', letter)
      assert(!judged.isPossiblyMissing, letter)
    }
    const toCome = facts({ onRollAt: ['Cedar Primary'], leavingDate: day('2025-11-14') })
    assert.notDeepEqual(judgeMade(toCome).reasons, [])
  })

  test('a ground of the 2006 Regulations stands for a day on which they held', () => {
    const before = { leavingDate: day('2024-07-19'), toldOn: day('2024-07-22'), dob: day('2012-03-14') }
    assert.deepEqual(says({ ...before, groundAsReceived: '8(1)(e)', destination: undefined }), [
      'No next school is given, and no register known to Onroll has the child',
    ])
  })

  test('a child of no compulsory age, before or after, is not missing education', () => {
    assert(!judgeMade(facts({ dob: day('2022-03-14') })).isPossiblyMissing)
    assert(!judgeMade(facts({ dob: day('2008-03-14') })).isPossiblyMissing)
    assert(judgeMade(facts({ dob: undefined })).isPossiblyMissing)
  })
})
