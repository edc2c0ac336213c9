import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { addDays, localDate } from '../calendar/local-date.ts'
import * as limits from './absence-limits.ts'
import { answerOf, byInWords, inAList, inputsOf } from './answering.ts'
import { type Dated, inForce } from './dated.ts'
import type { Rule } from './rule.ts'
import { asLimit, inferred, read, secondHand, unverified } from './rule-parts.ts'
import { schoolRule, schoolRules } from './school-rules.ts'
import { sources } from './source.ts'

const project = join(import.meta.dirname, '..', '..')
const today = localDate('2026-11-22')
const ids = schoolRules.map(rule => rule.id)

/** The catalogue, sections 1 to 3.1. */
const catalogue = [
  ...['D-CSA-START', 'D-CSA-END', 'D-CSA-END-DATES'],
  ...['D-ACADEMIC-YEAR', 'D-YEAR-GROUP', 'D-SESSION', 'D-SCHOOL-DAY', 'D-CALENDAR-DAY', 'D-WORKING-DAY'],
  ...['D-SCHOOL-WEEK', 'D-COUNTING', 'D-POSSIBLE', 'D-MISSED', 'D-AT-RISK'],
  ...['C-CODES', 'C-10D', 'C-20D', 'C-N5', 'C-NU', 'C-RUN', 'C-KEEP', 'C-SHARE'],
  ...Array.from({ length: 29 }, (_, index) => `T-${String(index + 1).padStart(2, '0')}`),
  ...['T-07a', 'T-09a', 'T-10a', 'T-11a', 'H-10', 'PA', 'SA'],
]

describe('the rules of the school’s side', () => {
  test('are those of the catalogue, each once', () => {
    assert.deepEqual([...ids].sort(), [...catalogue].sort())
    assert.equal(new Set(ids).size, ids.length)
  })

  test('are found by id, and an id of none is a mistake', () => {
    assert.equal(schoolRule('T-21').name, 'Name removed: send the transfer file')
    assert.throws(() => schoolRule('T-99'), /There is no school rule T-99/)
  })

  for (const rule of schoolRules) {
    test(`${rule.id} can be read, looked up and checked`, () => {
      assert.match(rule.name, /^\S.{3,75}$/)
      const sentences = rule.plain.split(/(?<=[.:?]) /).length
      assert.ok(rule.plain.length > 60 && sentences <= 6, rule.plain)
      assert.match(rule.plain, /^[A-Z£].*\.$/s)
      for (const words of [rule.trigger, rule.limitInWords, rule.who]) assert.match(words, /\S{3}/)
      assert.ok(rule.wouldChange.length > 0)
      for (const what of rule.wouldChange) assert.match(what, /^[A-Z].{8}/)
      assert.ok(rule.cites.length > 0)
      for (const { source, mark, at, note } of rule.cites) {
        assert.ok(sources[source], source)
        assert.ok(['read', 'second-hand', 'inferred', 'unverified'].includes(mark))
        for (const said of [at, note]) if (said !== undefined) assert.match(said, /\S{3}/)
      }
      if (rule.reading !== undefined) assert.match(rule.reading, /^OQ-([1-9]|1\d|2[0-4])$/)
      assert.ok(rule.tests.length > 0)
      for (const path of rule.tests) assert.ok(existsSync(join(project, path)), path)
    })
  }

  test('have the numbers of the catalogue, in force today', () => {
    const inWords = ({ limit }: Rule) => {
      const { count, unit, counted } = inForce(limit!, today).value
      return `${count} ${unit} ${counted}`
    }
    assert.deepEqual(
      Object.fromEntries(schoolRules.filter(one => one.limit).map(one => [one.id, inWords(one)])),
      {
        'C-N5': '5 school day after',
        'T-04': '5 school day after',
        'T-07': '10 school day in a row',
        'T-09': '15 school day in all',
        'T-10': '5 calendar day after',
        'T-11': '0 calendar day after',
        'T-14': '1 school day after',
        'H-10': '10 school day after',
        'T-15': '20 school day in a row',
        'T-21': '15 school day after',
        'T-24': '5 calendar day after',
        'T-27': '6 school day beginning with',
      },
    )
  })

  test('carry the kind and the one who does it', () => {
    const kinds = (id: string) => [schoolRule(id).kind, schoolRule(id).who]
    assert.deepEqual(kinds('D-CSA-START'), ['definition', 'Everybody'])
    assert.deepEqual(kinds('C-10D'), ['attendance code', 'The school'])
    assert.deepEqual(kinds('T-07'), ['school duty', 'The school'])
    assert.deepEqual(kinds('T-10'), ['school duty', 'The school'])
    assert.deepEqual(kinds('T-19'), ['school duty', 'The authority, or the Secretary of State'])
    assert.deepEqual(kinds('T-26'), ['school duty', 'The head'])
    assert.deepEqual(kinds('PA'), ['measure', 'The school'])
  })

  test('say "read" only of what was read for the catalogue', () => {
    // Regulations 10 (tables), 13(1) to (4)(e); the Act's sections 8, 436A and 437; the opening of CME25.
    const wasRead =
      /^(regulation 10, Tables 1 to 3|regulation 13\((1|2|4)\).*|section (8|436A|437)\b.*|opening.*)$/
    for (const rule of schoolRules) {
      for (const cite of rule.cites.filter(one => one.mark === 'read')) {
        assert.match(cite.at ?? 'the whole', wasRead, `${rule.id}: ${cite.source}`)
      }
    }
    for (const id of ['T-18', 'T-23']) assert.equal(schoolRule(id).cites[0]!.mark, 'unverified')
  })
})

describe('the numbers', () => {
  test('in force today are those of the catalogue, as sure as they are', () => {
    const now = (versions: readonly Dated<number>[]) => {
      const { value, mark } = inForce(versions, today)
      return [value, mark]
    }
    assert.deepEqual(
      Object.fromEntries(Object.entries(limits).map(([name, versions]) => [name, now(versions)])),
      {
        attendanceReturnSchoolDays: [10, 'second-hand'],
        continuousAbsenceSchoolDays: [20, 'second-hand'],
        afterLeaveSchoolDays: [10, 'second-hand'],
        leaveOverrunSchoolDays: [1, 'second-hand'],
        reasonUnknownSchoolDays: [5, 'second-hand'],
        reasonUnknownWarningWorkingDays: [5, 'second-hand'],
        sicknessReturnSchoolDays: [15, 'second-hand'],
        newPupilReturnDays: [5, 'read'],
        deletionReturnDays: [0, 'second-hand'],
        transferFileSchoolDays: [15, 'second-hand'],
        transferFileWarningSchoolDays: [10, 'inferred'],
        childProtectionFileDays: [5, 'second-hand'],
        suspensionProvisionSchoolDay: [6, 'second-hand'],
        penaltyNoticeSessions: [10, 'second-hand'],
        penaltyNoticeSchoolWeeks: [10, 'second-hand'],
        penaltyNoticesMost: [2, 'second-hand'],
        penaltyNoticeYears: [3, 'second-hand'],
        registerKeptYears: [6, 'second-hand'],
        persistentAbsencePercent: [10, 'second-hand'],
        severeAbsencePercent: [50, 'second-hand'],
      },
    )
  })

  test('change on the day the 2024 Regulations came into force, and not the day before', () => {
    const from2024 = [
      limits.attendanceReturnSchoolDays,
      limits.continuousAbsenceSchoolDays,
      limits.afterLeaveSchoolDays,
      limits.leaveOverrunSchoolDays,
      limits.reasonUnknownSchoolDays,
      limits.sicknessReturnSchoolDays,
      limits.newPupilReturnDays,
      limits.deletionReturnDays,
      limits.registerKeptYears,
    ]
    for (const versions of from2024) {
      const before = inForce(versions, localDate('2024-08-18'))
      const after = inForce(versions, localDate('2024-08-19'))
      assert.equal(before.from, '2006-09-01')
      assert.equal(before.mark, 'unverified')
      assert.match(
        before.cites,
        /^Education \(Pupil Registration\) \(England\) Regulations 2006.*not checked/,
      )
      assert.equal(after.from, '2024-08-19')
      assert.match(
        after.cites,
        /^School Attendance \(Pupil Registration\) \(England\) Regulations 2024, regulation/,
      )
      assert.equal(before.value, after.value)
    }
    const notCheckedBefore = [
      [limits.reasonUnknownWarningWorkingDays, '2024-08-18', /^Guidance on attendance before 2024/],
      [limits.childProtectionFileDays, '2026-08-31', /^Keeping children safe in education, earlier editions/],
      [
        limits.suspensionProvisionSchoolDay,
        '2024-08-18',
        /^Suspension and permanent exclusion guidance, earlier/,
      ],
    ] as const
    for (const [versions, lastDay, cites] of notCheckedBefore) {
      const before = inForce(versions, localDate(lastDay))
      assert.deepEqual([before.from, before.mark], ['2006-09-01', 'unverified'])
      assert.match(before.cites, cites)
      assert.match(before.cites, /not checked for this date/)
      assert.equal(inForce(versions, addDays(localDate(lastDay), 1)).from, addDays(localDate(lastDay), 1))
      assert.equal(before.value, versions[1]!.value)
    }
    const since = (versions: readonly Dated<number>[]) => versions[0]!.from
    assert.equal(since(limits.transferFileSchoolDays), '2006-09-01')
    assert.equal(since(limits.transferFileWarningSchoolDays), '2006-09-01')
    assert.equal(since(limits.penaltyNoticeSessions), '2024-08-19')
  })
})

describe('an answer', () => {
  test('of a number is as sure as the number: read, where nothing else is said', () => {
    const found = { arises: false, because: 'No.', inputs: {} }
    const answer = answerOf('T-04', { from: today, value: 1, cites: 'Somewhere' }, found)
    assert.deepEqual(
      [answer.mark, answer.cites, answer.ruleVersion, answer.days],
      ['read', 'Somewhere', '2026-11-22', []],
    )
  })

  test('lists what it lists as people do', () => {
    assert.equal(inAList([]), '')
    assert.equal(inAList(['a']), 'a')
    assert.equal(inAList(['a', 'b']), 'a and b')
    assert.equal(inAList(['a', 'b', 'c']), 'a, b and c')
  })

  test('has its day in words, or how many days where the calendar ends before', () => {
    assert.equal(byInWords(today, '5 school days'), 'by Sunday 22 November 2026')
    assert.equal(byInWords(undefined, '5 school days'), 'within 5 school days')
    assert.deepEqual(inputsOf({ a: 1, b: undefined, c: false, d: '' }), { a: 1, c: false, d: '' })
  })
})

describe('the parts of a rule', () => {
  test('keep what was said, and nothing that was not', () => {
    assert.deepEqual(read('WT'), { source: 'WT', mark: 'read' })
    assert.deepEqual(secondHand('WT', 'page 1'), { source: 'WT', mark: 'second-hand', at: 'page 1' })
    assert.deepEqual(inferred('WT', undefined, 'ours'), { source: 'WT', mark: 'inferred', note: 'ours' })
    assert.deepEqual(unverified('WT', 'a', 'b'), { source: 'WT', mark: 'unverified', at: 'a', note: 'b' })
  })

  test('put a unit to every version of a number', () => {
    const from = localDate('2020-01-01')
    const [one, ...others] = asLimit([{ from, value: 3, cites: 'c', mark: 'read' }], 'working day', 'after')
    assert.deepEqual(one, {
      from,
      value: { count: 3, unit: 'working day', counted: 'after' },
      cites: 'c',
      mark: 'read',
    })
    assert.equal(others.length, 0)
  })
})
