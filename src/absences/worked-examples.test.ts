/** The worked examples of the rule catalogue (section 10) that the register rules answer, on its own calendar. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { readingTest } from '../law/testing/readings-switch.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import type { RuleId } from './finding.ts'
import { absenceFindings, type EnrolmentFacts, type Leave, registerFindings } from './register-findings.ts'

const endOfYear = '2026-07-20'

function found(rule: RuleId, marks: SaidMarks, facts: Partial<EnrolmentFacts> = {}, on = endOfYear) {
  return absenceFindings(calendar, pupilWith(calendar, marks, facts), localDate(on)).filter(
    one => one.rule === rule,
  )
}

const days = (findings: readonly { on: string }[]) => findings.map(one => one.on)
const leave = (startsOn: string, endsOn: string): Leave => ({
  startsOn: localDate(startsOn),
  endsOn: localDate(endsOn),
})

describe('worked examples', () => {
  test('8: N on Monday 8 September must be recoded by Monday 15 September', () => {
    assert.deepEqual(
      found('T-04', { '2025-09-08': 'N /' }).map(one => one.due),
      ['2025-09-15'],
    )
  })

  test('9: N on Tuesday 21 October must be recoded by Wednesday 5 November, over half-term and a training day', () => {
    assert.deepEqual(
      found('T-04', { '2025-10-21': 'N' }).map(one => one.due),
      ['2025-11-05'],
    )
  })

  test('10: O from 15 to 26 September is a run of ten days on the 26th', () => {
    const [finding, ...others] = found('T-07', { '2025-09-15..2025-09-26': 'O' })
    assert.equal(others.length, 0)
    assert.equal(finding!.on, '2025-09-26')
    assert.equal(finding!.since, '2025-09-15')
    assert.equal(finding!.ruleVersion, '2024-08-19')
    assert.match(finding!.because, /Monday 15 September 2025 to Friday 26 September 2025/)
  })

  test('11: O from 20 October has its tenth school day on Monday 10 November', () => {
    assert.deepEqual(days(found('T-07', { '2025-10-20..2025-11-28': 'O' })), ['2025-11-10'])
  })

  test('12: O from 27 April: tenth on 11 May, twentieth on 2 June', () => {
    const marks = { '2026-04-27..2026-07-20': 'O' }
    assert.deepEqual(days(found('T-07', marks)), ['2026-05-11'])
    assert.deepEqual(days(found('T-15', marks)), ['2026-06-02'])
  })

  test('13: present on one afternoon starts the count again', () => {
    const marks = { '2025-09-15..2025-10-10': 'O', '2025-09-22': 'O /' }
    const [finding, ...others] = found('T-07', marks)
    assert.equal(others.length, 0)
    assert.equal(finding!.since, '2025-09-23')
    assert.equal(finding!.on, '2025-10-06')
  })

  test('14: illness breaks both runs', () => {
    const marks = { '2025-09-15..2025-10-22': 'O', '2025-09-23..2025-09-24': 'I' }
    assert.deepEqual(days(found('T-07', marks)), ['2025-10-08'])
    assert.deepEqual(days(found('T-15', marks)), ['2025-10-22'])
    assert.deepEqual(days(found('T-15', marks, {}, '2025-10-21')), [])
  })

  test('15: days found later to have been illness move the count', () => {
    const marks = { '2025-09-15..2025-10-10': 'O', '2025-09-17..2025-09-18': 'I' }
    const [finding] = found('T-07', marks)
    assert.equal(finding!.since, '2025-09-19')
    assert.equal(finding!.on, '2025-10-02')
  })

  readingTest('OQ-5', '16†: U is in the ten-day return and not in ground I', () => {
    const marks = { '2025-09-15..2025-10-23': 'O', '2025-09-25': 'U O' }
    assert.deepEqual(days(found('T-07', marks)), ['2025-09-26'])
    const [twenty] = found('T-15', marks)
    assert.equal(twenty!.since, '2025-09-26')
    assert.equal(twenty!.on, '2025-10-23')
  })

  test('17 to 19: O from 15 September has its twentieth school day on Friday 10 October', () => {
    assert.deepEqual(days(found('T-15', { '2025-09-15..2026-07-20': 'O' })), ['2025-10-10'])
  })

  test('20: one session of Y2 within the twenty days, and there are none', () => {
    assert.deepEqual(days(found('T-15', { '2025-09-15..2025-10-10': 'O', '2025-09-30': 'O Y2' })), [])
  })

  test('21: not back from leave of 1 to 12 December: tenth school day after is 12 January', () => {
    const marks = { '2025-12-01..2025-12-12': 'C', '2025-12-15..2026-07-20': 'O' }
    const facts = { leaves: [leave('2025-12-01', '2025-12-12')] }
    assert.deepEqual(days(found('T-14', marks, facts)), ['2025-12-15'])
    assert.deepEqual(days(found('H-10', marks, facts)), ['2026-01-12'])
    assert.deepEqual(days(found('H-10', marks, facts, '2026-01-11')), [])
  })

  test('22: three days of leave before half-term, not back: tenth school day after is 6 March', () => {
    const marks = { '2026-02-11..2026-02-13': 'C', '2026-02-23..2026-07-20': 'O' }
    const facts = { leaves: [leave('2026-02-11', '2026-02-13')] }
    assert.deepEqual(days(found('H-10', marks, facts)), ['2026-03-06'])
  })

  const changes = (facts: Partial<EnrolmentFacts>, on = '2026-08-31') =>
    registerFindings(calendar, pupilWith(calendar, {}, facts), localDate(on)).map(({ rule, due }) => [
      rule,
      due,
    ])

  readingTest(
    'OQ-2',
    '28†: a pupil entered on Wednesday 17 December is told of by Monday 22 December',
    () => {
      assert.deepEqual(changes({ entryDate: localDate('2025-12-17') }), [['T-10', '2025-12-22']])
    },
  )

  test('29: a Reception starter on the first day needs no return, on 8 September one by Saturday 13 September', () => {
    const reception = { dob: localDate('2021-01-15'), mostJuniorClass: true }
    assert.deepEqual(changes({ ...reception, entryDate: localDate('2025-09-02') }), [])
    assert.deepEqual(changes({ ...reception, entryDate: localDate('2025-09-08') }), [['T-10', '2025-09-13']])
  })

  test('30: out of the most senior class after term no return is due, on 10 July one is', () => {
    const senior = { mostSeniorClass: true }
    assert.deepEqual(changes({ ...senior, leavingDate: localDate('2026-07-22') }), [['T-21', undefined]])
    assert.deepEqual(changes({ ...senior, leavingDate: localDate('2026-07-10') }), [
      ['T-11', '2026-07-10'],
      ['T-21', undefined],
    ])
  })

  test('31: Year 11 removed on Friday 26 June, before the last term ends: a return is due', () => {
    const year11 = {
      dob: localDate('2010-01-15'),
      mostSeniorClass: true,
      leavingDate: localDate('2026-06-26'),
    }
    assert.deepEqual(changes(year11)[0], ['T-11', '2026-06-26'])
  })

  test('32: removed on Friday 5 December, the transfer file goes by Monday 12 January', () => {
    assert.deepEqual(changes({ leavingDate: localDate('2025-12-05') })[1], ['T-21', '2026-01-12'])
  })

  test('34 and 35: the register shows 15 days of sickness only when they have passed; it is a backstop', () => {
    const sick = (marks: SaidMarks) =>
      registerFindings(calendar, pupilWith(calendar, marks), localDate(endOfYear))
        .filter(one => one.rule === 'T-09')
        .map(one => one.on)
    assert.deepEqual(sick({ '2026-01-12..2026-02-06': 'I' }), ['2026-01-30'])
    const apart = { '2025-09-08..2025-09-12': 'I', '2025-11-10..2025-11-17': 'I' }
    assert.deepEqual(sick({ ...apart, '2026-02-09..2026-02-11': 'I' }), [])
    assert.deepEqual(sick({ ...apart, '2026-02-09..2026-02-12': 'I' }), ['2026-02-12'])
  })

  test('37: of 150 sessions 10 are Y4: 15 of 140 are persistent absence, 13 are not, 70 are severe', () => {
    // 75 school days: five of Y4, then so many sessions away.
    const absent = (sessions: number): SaidMarks => ({
      [`${calendar.days[0]}..${calendar.days[4]}`]: 'Y4',
      [`${calendar.days[10]}..${calendar.days[10 + Math.floor(sessions / 2) - 1]}`]: 'I',
      ...(sessions % 2 === 1 && { [calendar.days[10 + Math.floor(sessions / 2)]!]: 'I /' }),
    })
    const share = (sessions: number) =>
      registerFindings(calendar, pupilWith(calendar, absent(sessions)), calendar.days[74]!)
        .filter(one => one.rule === 'PA' || one.rule === 'SA')
        .map(({ rule, missed, possible }) => [rule, missed, possible])
    assert.deepEqual(share(15), [['PA', 15, 140]])
    assert.deepEqual(share(13), [])
    assert.deepEqual(share(70), [['SA', 70, 140]])
  })

  test('42: away the whole year is severe absence and an attendance return', () => {
    const all = registerFindings(
      calendar,
      pupilWith(calendar, { '2025-09-02..2026-07-20': 'O' }),
      localDate(endOfYear),
    )
    assert.deepEqual(
      all.map(({ rule, on, missed, possible }) => [rule, on, missed, possible]),
      [
        ['T-07', '2025-09-15', undefined, undefined],
        ['T-15', '2025-09-29', undefined, undefined],
        ['SA', '2026-07-20', 380, 380],
      ],
    )
  })

  test('36: a Reception child not yet of compulsory age is not in the return', () => {
    const marks = { '2026-03-02..2026-03-17': 'O' }
    assert.equal(found('T-07', marks).length, 1)
    assert.equal(found('T-07', marks, { dob: localDate('2021-05-10') }).length, 0)
  })
})
