import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathwayOf } from '../cases/case.ts'
import { startsInWords } from '../cases/words.ts'
import { pathwayFor, wayIn, waysIn } from './ways-in.ts'

/** Practice notes, section 3: the start, its ordinary door, the pathway, what it is counted as at first. */
const section3: [string, string, 'A' | 'B' | 'A or B', string][] = [
  ['START-01', 'a school’s referral', 'A', 'possible CME'],
  ['START-02', 'a removal with no next school', 'A', 'possible CME'],
  ['START-03', 'leave that ran over', 'A', 'possible CME'],
  ['START-04', 'abroad without leave', 'A', 'possible CME'],
  ['START-05', 'a school’s referral', 'A', 'possible CME'],
  ['START-06', 'a school’s referral', 'A or B', 'possible CME'],
  ['START-07', 'told by telephone or in writing', 'B', 'CME'],
  ['START-08', 'known here and on no roll', 'B', 'CME'],
  ['START-09', 'the home education desk', 'B', 'CME'],
  ['START-10', 'told by telephone or in writing', 'A', 'possible CME'],
  ['START-11', 'an exclusion with nothing in place', 'B', 'CME'],
  ['START-12', 'told by telephone or in writing', 'A or B', 'CME'],
  ['START-13', 'the public page', 'A or B', 'triage'],
  ['START-14', 'another authority’s enquiry', 'A or B', 'triage'],
  ['START-15', 'a roll check', 'A', 'triage'],
  ['START-16', 'a removal with no next school', 'A', 'possible CME'],
]

describe('each way in', () => {
  for (const [code, door, pathway, counted] of section3) {
    test(`${code}: ${door}, pathway ${pathway}, ${counted}`, () => {
      const way = wayIn(code)!
      assert.equal(way.doors[0], door)
      assert.equal(way.either, pathway === 'A or B')
      assert.equal(way.counted, counted)
      if (!way.either) {
        assert.equal(way.pathway, pathway)
        assert.equal(pathwayFor(code, pathway === 'A' ? 'B' : 'A'), pathway, 'nobody can say otherwise')
      } else {
        assert.equal(pathwayFor(code, 'A'), 'A')
        assert.equal(pathwayFor(code, 'B'), 'B')
        assert.equal(pathwayFor(code, ''), pathwayOf(code))
      }
      // Whatever it is, somebody may ring about it.
      assert(way.doors.includes('told by telephone or in writing'))
    })
  }
  test('there are sixteen, those that a case has words for', () => {
    assert.deepEqual(
      waysIn.map(way => way.code),
      Object.keys(startsInWords),
    )
    assert.deepEqual(
      section3.map(([code]) => code),
      Object.keys(startsInWords),
    )
  })
  test('no way in waits: nowhere is there a number of weeks before a case', () => {
    const src = join(import.meta.dirname)
    for (const file of readdirSync(src).filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      assert.doesNotMatch(readFileSync(join(src, file), 'utf8'), /four weeks|4 weeks|28 days/i, file)
    }
  })
})
