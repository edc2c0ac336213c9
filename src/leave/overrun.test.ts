// Back from leave or not: the school days either side of each boundary, and for any leave and any day.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { absenceFindings } from '../absences/register-findings.ts'
import type { Strip } from '../absences/walk.ts'
import { addDays, type LocalDate, localDate, schoolYearOf } from '../calendar/local-date.ts'
import { isSchoolDay, nextSchoolDay, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { calendar, marksUpTo } from '../leavers/testing/absence.ts'
import { daysAfter, leaveStanding } from './overrun.ts'

const day = localDate
type From = readonly [day: string, am: string, pm?: string]

function strips(last: string, ...froms: readonly From[]): Strip[] {
  const bytes = Buffer.from(marksUpTo(last, ...froms), 'latin1')
  return [{ schoolYear: schoolYearOf(day(last)), bytes, at: 0, length: bytes.length }]
}

/** Leave from one day to another, and a register up to `today`: present but for what is said. */
function standing(
  leave: readonly [string, string],
  today: string,
  froms: readonly From[],
  more: { openAfter?: number; lastRegister?: string } = {},
) {
  const [startsOn, endsOn] = [day(leave[0]), day(leave[1])]
  const held = strips(more.lastRegister ?? today, [startsOn, 'C'], ...froms)
  const days = daysAfter(calendar, held, endsOn, { entryDate: day('2024-09-03'), today: day(today) })
  return leaveStanding({
    calendar,
    startsOn,
    endsOn,
    today: day(today),
    openAfter: more.openAfter ?? 10,
    days,
  })
}

// Rule catalogue, section 10, example 21: leave from 1 to 12 December 2025, not back. The first school day is 15 December, the tenth 12 January.
const december = ['2025-12-01', '2025-12-12'] as const
const away: From = ['2025-12-15', 'N']

describe('example 21, day by day', () => {
  const table: [today: string, is: string, day?: number, toTenth?: number, ten?: boolean, open?: boolean][] =
    [
      ['2025-11-28', 'not begun'],
      ['2025-12-01', 'away'],
      ['2025-12-12', 'away'],
      ['2025-12-14', 'away'],
      ['2025-12-15', 'overrun', 1, 9, false, false],
      ['2025-12-19', 'overrun', 5, 5, false, false],
      ['2025-12-27', 'overrun', 5, 5, false, false],
      ['2026-01-06', 'overrun', 6, 4, false, false],
      ['2026-01-09', 'overrun', 9, 1, false, false],
      ['2026-01-12', 'overrun', 10, 0, true, true],
      ['2026-01-13', 'overrun', 11, 0, true, true],
    ]
  for (const [today, is, n, toTenth, ten, open] of table) {
    test(`${today}: ${is}${n ? `, school day ${n}` : ''}`, () => {
      const found = standing(december, today, [away])
      assert.equal(found.is, is)
      if (found.is !== 'overrun') return
      assert.deepEqual(
        [found.since, found.day, found.daysToTenth, found.isTenShown, found.isOpenDue, found.tenthOn],
        ['2025-12-15', n, toTenth, ten, open, '2026-01-12'],
      )
    })
  }
})

test('example 22: three days of leave before half-term; the tenth is 6 March', () => {
  const found = standing(['2026-02-11', '2026-02-13'], '2026-03-05', [['2026-02-23', 'O']])
  assert(found.is === 'overrun')
  assert.deepEqual([found.since, found.tenthOn, found.daysToTenth], ['2026-02-23', '2026-03-06', 1])
})

describe('the day on which a case opens is the authority’s, never past the tenth', () => {
  const table: [n: number, before: string, on: string][] = [
    [1, '2025-12-14', '2025-12-15'],
    [5, '2025-12-18', '2025-12-19'],
    [6, '2026-01-05', '2026-01-06'],
    [10, '2026-01-09', '2026-01-12'],
  ]
  for (const [openAfter, before, on] of table) {
    test(`after ${openAfter}: not on ${before}, on ${on}`, () => {
      const eve = standing(december, before, [away], { openAfter })
      assert(eve.is !== 'overrun' || !eve.isOpenDue)
      const found = standing(december, on, [away], { openAfter })
      assert(found.is === 'overrun' && found.isOpenDue && found.opensOn === on)
    })
  }
  test('not by itself while the register says that the absence has a reason', () => {
    const found = standing(december, '2026-01-12', [['2025-12-15', 'I']])
    assert(found.is === 'overrun' && found.isExcused && !found.isOpenDue)
  })
})

describe('what the register shows', () => {
  test('no register yet on the first day: due back; on a later day: not known', () => {
    assert.equal(standing(december, '2025-12-15', [], { lastRegister: '2025-12-12' }).is, 'due back')
    assert.equal(standing(december, '2025-12-16', [], { lastRegister: '2025-12-12' }).is, 'not known')
  })
  test('one session in school is back', () => {
    const found = standing(december, '2025-12-16', [away, ['2025-12-16', '/', 'N']])
    assert(found.is === 'back' && found.on === '2025-12-16')
  })
  test('a register missing among the ten: ground H is not shown', () => {
    const found = standing(december, '2026-01-12', [away, ['2025-12-17', '', ''], ['2025-12-18', 'N']])
    assert(found.is === 'overrun')
    assert.deepEqual([found.isTenShown, found.notTakenOn], [false, '2025-12-17'])
  })
})

test('for any leave and any day: agrees with the rules over the register, and counts school days', () => {
  const start = fc.integer({ min: 0, max: 200 })
  fc.assert(
    fc.property(
      start,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 30 }),
      (from, length, later, comesAfter) => {
        const startsOn = addDays(day('2025-09-08'), from)
        const endsOn = addDays(startsOn, length)
        const today = addDays(endsOn, later)
        const first = nextSchoolDay(calendar, endsOn) as LocalDate
        const cameOn = addDays(first, comesAfter)
        const froms: From[] = [
          [startsOn, 'C'],
          [addDays(endsOn, 1), 'N'],
          [cameOn, '/'],
        ]
        const held = strips(today, ...froms)
        const span = { entryDate: day('2024-09-03'), today }
        const found = leaveStanding({
          calendar,
          startsOn,
          endsOn,
          today,
          openAfter: 10,
          days: daysAfter(calendar, held, endsOn, span),
        })
        const rules = absenceFindings(
          calendar,
          { dob: day('2016-01-10'), entryDate: span.entryDate, leaves: [{ startsOn, endsOn }], strips: held },
          today,
        ).map(finding => finding.rule)
        assert.equal(
          found.is === 'overrun' || (found.is === 'back' && found.on !== first),
          rules.includes('T-14'),
        )
        if (found.is === 'overrun') {
          assert.equal(found.isTenShown, rules.includes('H-10'))
          assert.equal(found.day, schoolDaysBetween(calendar, first, today).length)
          assert.equal(found.daysToTenth, Math.max(10 - found.day, 0))
          assert(found.since === first && isSchoolDay(calendar, first))
        }
      },
    ),
    { numRuns: 500, seed: 7 },
  )
})
