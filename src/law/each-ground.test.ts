/** Every ground by its code and its letter, of either law and of either age; and how the rules say yes and no. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { decision } from './decision.ts'
import {
  deletionGround,
  deletionGrounds,
  groundInWords,
  groundsNotCompulsoryAge,
  legacyGrounds,
  readGround,
} from './deletion-grounds.ts'
import { detentionMonths, exclusionReviewSchoolDays } from './removal-limits.ts'

const last2006 = localDate('2024-08-18')
const first2024 = localDate('2024-08-19')

/** What each letter of regulation 8 of 2006 was about. */
const of2006: readonly [letter: string, about: RegExp][] = [
  ['A', /attendance order/],
  ['B', /Registered at another school/],
  ['C', /Dual registered/],
  ['D', /education otherwise/],
  ['E', /reasonable distance/],
  ['F', /leave of absence/],
  ['G', /doctor/],
  ['H', /20 school days/],
  ['I', /Detained/],
  ['J', /^Died$/],
  ['K', /Over compulsory school age/],
  ['L', /independent school/],
  ['M', /excluded/],
  ['N', /nursery/],
  ['O', /boarding fees/],
]

describe('the grounds of 2006', () => {
  test('are fifteen, each with its letter', () => {
    assert.deepEqual(
      legacyGrounds.map(one => [one.code, one.letter]),
      of2006.map(([letter]) => [`R8-${letter}`, letter]),
    )
  })
  for (const [letter, about] of of2006) {
    test(letter, () => {
      assert.match(groundInWords(`R8-${letter}`), about)
      const read = readGround(letter, last2006)
      assert.equal(read.code, `R8-${letter}`)
      assert.match(read.label!, about)
      assert.equal(read.problem, undefined)
      assert.match(readGround(`8(1)(${letter})`, first2024).problem!, /2006 Regulations/)
    })
  }
})

describe('the grounds of 2024', () => {
  for (const ground of deletionGrounds) {
    test(ground.letter, () => {
      assert.equal(deletionGround(ground.code), ground)
      assert.equal(groundInWords(ground.code), ground.label)
      assert.equal(readGround(ground.letter, first2024).code, ground.code)
      assert.match(readGround(`9(1)(${ground.letter})`, last2006).problem!, /2024 Regulations/)
      // The ground of 2006 that it is nearest to is about the same thing.
      assert.ok(legacyGrounds.some(one => one.code === ground.closest2006))
    })
  }
  test('are not others', () => {
    for (const none of ['', 'R9-P', 'R8-A', 'I']) assert.equal(deletionGround(none), undefined, none)
    assert.equal(groundInWords('R9-Z'), 'R9-Z')
  })
  test('are five more for a pupil who is not of compulsory school age, none with joint enquiries', () => {
    assert.deepEqual(
      groundsNotCompulsoryAge.map(one => [one.code, one.jointEnquiries]),
      ['LEFT', 'ABSENT', 'DIED', 'EXCLUDED', 'NURSERY'].map(name => [`R9-3-${name}`, false]),
    )
    assert.match(groundInWords('R9-3-DIED'), /^Not of compulsory school age: died$/)
  })
})

describe('what a school wrote for a ground', () => {
  test('is none where there is nothing, or something else before or after it', () => {
    assert.match(readGround('', first2024).problem!, /No ground was given/)
    assert.match(readGround('  ', first2024).problem!, /No ground was given/)
    for (const text of ['moved', 'I or H', 'X I', 'I.', '7(1)(i)', '9(2)(i)', 'P', '9(1)', 'ground'])
      assert.match(readGround(text, first2024).problem!, /is not a ground/, text)
  })
})

test('a decision allows where there is nothing against it, and else gives every reason', () => {
  const refusals = [{ says: 'No', cites: 'the law' }]
  assert.deepEqual(decision([]), { allowed: true })
  assert.deepEqual(decision(refusals), { allowed: false, refusals })
})

test('the numbers that only grounds have are known and marked as unverified', () => {
  for (const [versions, value] of [
    [detentionMonths, 4],
    [exclusionReviewSchoolDays, 15],
  ] as const) {
    assert.deepEqual(
      versions.map(({ from, value: is, mark }) => [from, is, mark]),
      [['2024-08-19', value, 'unverified']],
    )
  }
})
