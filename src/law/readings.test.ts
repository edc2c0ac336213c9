import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { exampleCalendar } from '../calendar/worked-examples.ts'
import type { Answer } from './answer.ts'
import { fairAccessPlace, inYearOutcome } from './authority-clocks.ts'
import {
  asRead,
  problemWithReading,
  readingKey,
  readingOf,
  readings,
  readingsChosen,
  receiptRead,
  safestReading,
  unverifiedValues,
} from './readings.ts'
import { transferFile } from './roll-clocks.ts'
import { ruleOf, rules } from './rules.ts'
import { codeNDue } from './school-clocks.ts'

const day = localDate
const school = { calendar: exampleCalendar }
const aDay = fc.integer({ min: 0, max: 300 }).map(n => addDays(day('2025-09-02'), n))

describe('open questions', () => {
  test('are the twenty-four of the catalogue, each with its reading', () => {
    assert.deepEqual(
      readings.map(one => one.id),
      Array.from({ length: 24 }, (_, i) => `OQ-${i + 1}`),
    )
    for (const one of readings) {
      assert.ok(/[?]$/.test(one.question) && one.question.length > 20, one.id)
      assert.ok(/[.]$/.test(one.safest) && one.safest.length > 10, one.id)
      assert.equal(readingOf(one.id), one)
    }
    assert.equal(readingOf('OQ-25'), undefined)
  })

  test('bear on rules that are there, and every rule that names one is among its rules', () => {
    for (const one of readings) for (const id of one.rules) assert.ok(ruleOf(id), `${one.id} ${id}`)
    for (const rule of rules) {
      if (rule.reading !== undefined) assert.ok(readingOf(rule.reading), rule.id)
    }
  })

  test('have another reading only where it is earlier or stricter', () => {
    const choices = readings.flatMap(one => one.alternatives.map(({ code, makes }) => [one.id, code, makes]))
    assert.deepEqual(choices, [
      ['OQ-1', 'working-days', 'earlier'],
      ['OQ-14', 'ten-school-days', 'earlier'],
      ['OQ-20', 'day-one', 'earlier'],
    ])
    for (const one of readings) for (const other of one.alternatives) assert.ok(other.says.length > 10)
  })
})

describe('a choice', () => {
  test('may be ours or one of the list, and nothing else', () => {
    for (const one of readings) {
      assert.equal(problemWithReading(one.id, safestReading), undefined)
      for (const other of one.alternatives) assert.equal(problemWithReading(one.id, other.code), undefined)
      const problem = problemWithReading(one.id, 'twenty-days')
      assert.match(
        problem!,
        one.alternatives.length > 0 ? /^Choose one of the readings/ : /^This is the strictest/,
      )
    }
    assert.match(problemWithReading('OQ-2', 'school-days')!, /strictest reading there is/)
    assert.match(problemWithReading('OQ-20', 'ten-school-days')!, /each is earlier or stricter/)
    assert.equal(problemWithReading('OQ-99', safestReading), 'There is no open question OQ-99')
  })

  test('is read from the settings, and one that may not be made is passed over', () => {
    assert.equal(readingKey('OQ-20'), 'reading.OQ-20')
    assert.deepEqual(
      readingsChosen([
        { key: 'reading.OQ-20', value: 'day-one' },
        { key: 'reading.OQ-1', value: 'never' },
        { key: 'reading.OQ-2', value: 'school-days' },
        { key: 'reading.OQ-14', value: 10 },
        { key: 'referral-day', value: 5 },
        { key: 'reading.OQ-99', value: 'day-one' },
      ]),
      { 'OQ-20': 'day-one' },
    )
    assert.deepEqual(readingsChosen([{ key: 'reading.OQ-1', value: safestReading }]), { 'OQ-1': 'safest' })
    assert.deepEqual(readingsChosen([]), {})
  })

  test('of working days makes the N day earlier, and says so (example 9)', () => {
    const calm = codeNDue({ ...school, on: day('2025-10-21') })
    assert.equal(calm.due, '2025-11-05')
    const strict = asRead(calm, { 'OQ-1': 'working-days' })
    assert.equal(strict.due, '2025-10-28')
    assert.ok(strict.days.every(one => one.on <= '2025-10-28') && strict.days.length > 0)
    assert.match(strict.because, / more strictly: due on the fifth working day, where that is earlier\.$/)
    assert.equal(strict.inputs['OQ-1'], 'working-days')
    assert.equal(asRead(calm, { 'OQ-1': safestReading }), calm)
    assert.equal(asRead(calm, { 'OQ-14': 'ten-school-days' }), calm)
    assert.equal(asRead(calm, {}), calm)
  })

  test('leaves a day that is as early already', () => {
    const same = codeNDue({ ...school, on: day('2025-09-08') })
    assert.equal(same.due, same.warnFrom)
    assert.equal(asRead(same, { 'OQ-1': 'working-days' }), same)
  })

  test('of ten school days makes the transfer file earlier', () => {
    const calm = transferFile({ ...school, removedOn: day('2025-12-05'), destination: 'another school' })
    assert.equal(calm.due, '2026-01-12')
    const strict = asRead(calm, { 'OQ-14': 'ten-school-days' })
    assert.equal(strict.due, '2025-12-19')
    assert.equal(strict.inputs['OQ-14'], 'ten-school-days')
    const lost = transferFile({ ...school, removedOn: day('2025-12-05'), destination: 'not known' })
    assert.equal(asRead(lost, { 'OQ-14': 'ten-school-days' }), lost)
  })

  test('gives a day where the calendar ends before ours', () => {
    const answer: Answer = {
      rule: 'T-21',
      ruleVersion: day('2006-09-01'),
      inputs: {},
      due: undefined,
      warnFrom: day('2026-07-20'),
      because: 'The file must go within 15 school days.',
      days: [],
      wouldChange: [],
      cites: 'Regulations',
      mark: 'second-hand',
    }
    assert.equal(asRead(answer, { 'OQ-14': 'ten-school-days' }).due, '2026-07-20')
    const { warnFrom: _, ...unwarned } = answer
    assert.equal(asRead(unwarned, { 'OQ-14': 'ten-school-days' }), unwarned)
  })

  test('of the day of receipt as the first is asked for by its clocks', () => {
    assert.deepEqual(receiptRead({}), { receiptIsDayOne: false })
    assert.deepEqual(receiptRead({ 'OQ-20': safestReading }), { receiptIsDayOne: false })
    assert.deepEqual(receiptRead({ 'OQ-20': 'day-one' }), { receiptIsDayOne: true })
  })

  test('never makes a day later, whichever it is', () => {
    const strictest = { 'OQ-1': 'working-days', 'OQ-14': 'ten-school-days', 'OQ-20': 'day-one' }
    fc.assert(
      fc.property(aDay, on => {
        for (const answer of [
          codeNDue({ ...school, on }),
          transferFile({ ...school, removedOn: on, destination: 'another school' }),
        ]) {
          const read = asRead(answer, strictest)
          assert.ok(answer.due === undefined || read.due! <= answer.due)
        }
        const strict = inYearOutcome({ received: on }, school, receiptRead(strictest)).due
        const calm = inYearOutcome({ received: on }, school, receiptRead({})).due
        assert.ok(calm === undefined || strict! <= calm)
        const place = fairAccessPlace({ accepted: on }, school, receiptRead(strictest)).due
        const later = fairAccessPlace({ accepted: on }, school).due
        assert.ok(later === undefined || place! <= later)
      }),
    )
  })
})

describe('values that nobody has checked', () => {
  const keys = (settable: boolean) =>
    unverifiedValues.filter(one => one.settable === settable).map(one => one.key)

  test('are listed, those an authority can set with their keys', () => {
    assert.deepEqual(keys(true), [
      'order-choice',
      'order-consultation',
      'census-return',
      'first-class-post',
      'second-class-post',
      'home-education-contact',
      'census.2024.summer',
      'census.2025.autumn',
      'census.2025.spring',
      'census.2025.summer',
      'census.2026.autumn',
      'census.2026.spring',
      'census.2026.summer',
    ])
    assert.ok(keys(false).includes('detentionMonths'))
    assert.ok(keys(false).includes('attendanceReturnSchoolDays'))
  })

  test('each say what they are and where they were taken from', () => {
    const find = (key: string) => unverifiedValues.find(one => one.key === key)
    assert.deepEqual(find('order-choice'), {
      key: 'order-choice',
      from: '1996-11-01',
      value: '15 calendar days, beginning with',
      cites: 'Education Act 1996, section 438',
      settable: true,
    })
    assert.equal(find('home-education-contact')!.value, '12 months')
    assert.equal(find('census.2026.spring')!.value, 'Spring 2026/27: 2027-01-21')
    assert.equal(find('detentionMonths')!.value, '4')
    for (const one of unverifiedValues) assert.ok(one.cites.length > 10 && one.value.length > 0)
  })
})
