import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { csaEnd, csaStart } from '../calendar/age.ts'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { countedAs } from './counted-as.ts'

const on = localDate('2026-11-20')
const day = (text: string) => localDate(text)
type Facts = Parameters<typeof countedAs>[0]
const facts = (more: Partial<Facts> = {}): Facts => ({
  dob: day('2015-02-03'),
  rolls: [],
  otherEducation: [],
  placeSteps: [],
  whereaboutsKnown: false,
  lessThanFullTime: false,
  ...more,
})
const roll = { from: day('2020-09-01') }
const left = (to: string) => ({ ...roll, to: day(to) })
const home = (more = {}) => ({ kind: 'EHE' as const, from: day('2025-01-06'), ...more })

describe('what a child is counted as', () => {
  const table: [string, Partial<Facts>, string, string | undefined, string][] = [
    ['on no roll since yesterday', { rolls: [left('2026-11-19')] }, 'CME', 'CME', '2026-11-20'],
    ['on no roll for four weeks less a day', { rolls: [left('2026-10-24')] }, 'CME', 'CME', '2026-10-25'],
    [
      'leaves today: still on the roll',
      { rolls: [left('2026-11-20')] },
      'possible CME',
      'possible CME',
      '2026-11-20',
    ],
    ['on a roll, not found', { rolls: [roll] }, 'possible CME', 'possible CME', '2026-11-20'],
    [
      'on a roll, found, full time',
      { rolls: [roll], whereaboutsKnown: true },
      'not CME',
      undefined,
      '2026-11-20',
    ],
    [
      'on a roll, found, part time',
      { rolls: [roll], whereaboutsKnown: true, lessThanFullTime: true },
      'not CME',
      'missing education while on roll',
      '2026-11-20',
    ],
    ['educated at home', { otherEducation: [home()] }, 'not CME', 'home education', '2026-11-20'],
    [
      'home education judged unsuitable today',
      { otherEducation: [home({ unsuitableFrom: on })] },
      'CME',
      'CME',
      '2026-11-20',
    ],
    [
      'home education judged unsuitable tomorrow',
      { otherEducation: [home({ unsuitableFrom: addDays(on, 1) })] },
      'not CME',
      'home education',
      '2026-11-20',
    ],
    ['born when, nobody knows', { dob: undefined }, 'possible CME', 'possible CME', '2026-11-20'],
    ['too young', { dob: day('2022-01-01') }, 'not CME', undefined, '2026-11-20'],
    ['too old', { dob: day('2008-01-01') }, 'not CME', undefined, '2026-11-20'],
  ]
  for (const [what, given, standing, count, from] of table) {
    test(`${what}: ${standing}`, () => {
      const answer = countedAs(facts(given), on)
      assert.equal(answer.standing, standing)
      assert.equal(answer.count, count)
      assert.equal(answer.from, from)
      assert.notEqual(answer.why, '')
      assert.notEqual(answer.cites, '')
    })
  }
  const days = (from: LocalDate) => fc.integer({ min: 0, max: 6000 }).map(n => addDays(from, n))
  test('a child on a roll is never CME; a child of that age on no roll and not at home always is, from the first day', () => {
    fc.assert(
      fc.property(
        days(day('2008-01-01')),
        days(day('2012-01-01')),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (dob, today, onRoll, known, less) => {
          const answer = countedAs(
            facts({
              dob,
              rolls: onRoll ? [{ from: day('2000-01-01') }] : [],
              whereaboutsKnown: known,
              lessThanFullTime: less,
            }),
            today,
          )
          const ofAge = csaStart(dob) <= today && today <= csaEnd(dob)
          if (onRoll || !ofAge) assert.notEqual(answer.standing, 'CME')
          else {
            assert.equal(answer.standing, 'CME')
            assert.equal(answer.from, csaStart(dob))
          }
          assert(answer.from <= today)
        },
      ),
    )
  })
})
