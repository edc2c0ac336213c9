import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { attendanceReturnSchoolDays, newPupilReturnDays } from '../law/absence-limits.ts'
import { inForce } from '../law/dated.ts'
import type { CountLine } from './count-lines.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import { type Explanation, explain, explanation } from './explain.ts'
import type { RuleId } from './finding.ts'
import { type EnrolmentFacts, registerFindings } from './register-findings.ts'

const on = localDate('2026-07-20')
const december = { leaves: [{ startsOn: localDate('2025-12-01'), endsOn: localDate('2025-12-12') }] }

function explained(
  rule: RuleId,
  marks: SaidMarks,
  facts: Partial<EnrolmentFacts> = {},
  asOf = on,
): Explanation {
  const pupil = pupilWith(calendar, marks, facts)
  const finding = registerFindings(calendar, pupil, asOf).find(one => one.rule === rule)
  assert.ok(finding, `${rule} was not found`)
  return explanation(calendar, pupil, finding, asOf, 'version 7')
}

/** Each line as text: the day or days, the marks, what it did with the count after it, and why. */
const lines = (days: readonly CountLine[]): string[] =>
  days.map(({ on, to, am, pm, did, count, says }) =>
    [to ? `${on}..${to}` : on, ...(am === undefined ? [] : [`${am || '-'} ${pm || '-'}`]), did, count, says]
      .filter(part => part !== undefined)
      .join(' | '),
  )

describe('the days of a run', () => {
  test('are shown from the day before it to the day that ended it, with what lies between', () => {
    const marks = {
      '2025-10-20..2025-11-28': 'O',
      '2025-10-21': '#',
      '2025-10-22': '-',
      '2025-10-23': 'N -',
      '2025-11-14': '-',
      '2025-11-21': 'I',
    }
    assert.deepEqual(lines(explained('T-07', marks).days), [
      '2025-10-17 | / \\ | broke | In school: the count begins after this day',
      '2025-10-18..2025-10-19 | passed-over | weekend',
      '2025-10-20 | O O | counted | 1 | School day 1',
      '2025-10-21 | # # | passed-over | No session for this pupil: neither counts nor ends the count',
      '2025-10-22 | - - | passed-over | Register not taken: neither counts nor ends the count',
      '2025-10-23 | N - | passed-over | Register not taken for one session: neither counts nor ends the count',
      '2025-10-24 | O O | counted | 2 | School day 2',
      '2025-10-25..2025-11-03 | passed-over | not in term, training day (Training day)',
      '2025-11-04 | O O | counted | 3 | School day 3',
      '2025-11-05 | O O | counted | 4 | School day 4',
      '2025-11-06 | O O | counted | 5 | School day 5',
      '2025-11-07 | O O | counted | 6 | School day 6',
      '2025-11-08..2025-11-09 | passed-over | weekend',
      '2025-11-10 | O O | counted | 7 | School day 7',
      '2025-11-11 | O O | counted | 8 | School day 8',
      '2025-11-12 | O O | counted | 9 | School day 9',
      '2025-11-13 | O O | counted | 10 | School day 10: the limit is reached',
      '2025-11-14 | - - | passed-over | Register not taken: neither counts nor ends the count',
      '2025-11-15..2025-11-16 | passed-over | weekend',
      '2025-11-17..2025-11-20 | O O | counted | 14 | School days 11 to 14',
      '2025-11-21 | I I | broke | Code I: ends the count',
    ])
  })

  test('that began with the child’s time on roll have no day before them, and end with the day asked about', () => {
    const days = explained(
      'T-07',
      { '2025-09-15..2025-12-19': 'O', '2025-09-26': 'G O' },
      { entryDate: localDate('2025-09-15') },
      localDate('2025-09-30'),
    ).days
    assert.deepEqual(lines(days).slice(0, 1), ['2025-09-15 | O O | counted | 1 | School day 1'])
    assert.deepEqual(lines(days).slice(-3), [
      '2025-09-26 | G O | counted | 10 | School day 10: the limit is reached',
      '2025-09-27..2025-09-28 | passed-over | weekend',
      '2025-09-29..2025-09-30 | O O | counted | 12 | School days 11 to 12',
    ])
  })

  test('of one day after the limit have a line for it, and end with the time on roll', () => {
    const leavingDate = localDate('2025-09-29')
    const days = explained('T-07', { '2025-09-15..2025-10-10': 'O' }, { leavingDate }).days
    assert.equal(lines(days).at(-1), '2025-09-29 | O O | counted | 11 | School day 11')
  })

  test('are not taken where the register holds no mark for them, to the last session', () => {
    const pupil = pupilWith(calendar, { '2025-09-15..2025-10-10': 'O' })
    const finding = registerFindings(calendar, pupil, on).find(one => one.rule === 'T-07')!
    const [strip] = pupil.strips
    const upTo = (length: number) => {
      const cut = { ...pupil, strips: [{ ...strip!, length }] }
      return lines(explain(calendar, cut, finding, localDate('2025-09-29'))).at(-1)
    }
    // 29 September is the 21st weekday of the school year that begins on Monday 1 September.
    const last = '2025-09-29 | O O | counted | 11 | School day 11'
    const none = '2025-09-29 | - - | passed-over | Register not taken: neither counts nor ends the count'
    assert.deepEqual([upTo(42), upTo(41), upTo(40)], [last, none, none])
    const without = lines(explain(calendar, { ...pupil, strips: [] }, finding, localDate('2025-09-16')))
    assert.deepEqual(without.at(-1), none.replace('2025-09-29', '2025-09-16'))
  })

  test('after the limit are one line, with marks only where all are the same', () => {
    const days = explained('T-07', { '2025-09-15..2025-10-01': 'O', '2025-09-30': 'U' }).days
    assert.equal(lines(days).at(-2), '2025-09-29..2025-10-01 | counted | 13 | School days 11 to 13')
    assert.equal(lines(days).at(-1), '2025-10-02 | / \\ | broke | In school: ends the count')
  })

  test('ask a person to look at a day with U, which counts though the child came', () => {
    const days = lines(explained('T-07', { '2025-09-15..2025-10-01': 'O', '2025-09-25': 'U O' }).days)
    const looked = days.filter(line => line.includes('look at this day yourself'))
    assert.deepEqual(looked, [
      '2025-09-25 | U O | counted | 9 | School day 9; by code U the child came in late, so look at this day yourself',
    ])
  })

  test('say where the child was not of compulsory age', () => {
    const days = lines(
      explained('T-07', { '2025-12-03..2026-01-30': 'O' }, { dob: localDate('2020-12-31') }).days,
    )
    const from = days.indexOf('2025-12-15 | O O | counted | 9 | School day 9')
    assert.deepEqual(days.slice(from + 1), [
      '2025-12-16 | O O | counted | 10 | School day 10: not of compulsory school age until 31 December 2025',
      '2025-12-17 | O O | counted | 11 | School day 11: not of compulsory school age until 31 December 2025',
      '2025-12-18 | O O | counted | 12 | School day 12: not of compulsory school age until 31 December 2025',
      '2025-12-19 | O O | counted | 13 | School day 13: not of compulsory school age until 31 December 2025',
      '2025-12-20..2026-01-05 | passed-over | not in term, training day (Training day)',
      '2026-01-06 | O O | counted | 14 | School day 14: now of compulsory school age',
      '2026-01-07..2026-01-30 | O O | counted | 32 | School days 15 to 32',
      '2026-01-31..2026-02-01 | passed-over | weekend',
      '2026-02-02 | / \\ | broke | In school: ends the count',
    ])
  })

  test('to twenty are ended by a session not taken, and begin after one', () => {
    const marks = { '2025-09-15..2025-10-24': 'O', '2025-09-19': 'O -', '2025-10-20': 'O U' }
    const days = lines(explained('T-15', marks).days)
    assert.equal(
      days[0],
      '2025-09-19 | O - | broke | Register not taken for one session: the count begins after this day',
    )
    assert.equal(days.at(-2), '2025-10-18..2025-10-19 | passed-over | weekend')
    assert.equal(days.at(-1), '2025-10-20 | O U | broke | In school: ends the count')
    assert.ok(days.includes('2025-10-17 | O O | counted | 20 | School day 20: the limit is reached'))
  })

  test('name the codes that ended them, and a session that is none', () => {
    const last = (code: string) =>
      lines(explained('T-07', { '2025-09-15..2025-09-26': 'O', '2025-09-29': code }).days).at(-1)
    assert.equal(last('O Y2'), '2025-09-29 | O Y2 | broke | Code O and Y2: ends the count')
    assert.equal(
      lines(explained('T-07', { '2025-09-15..2025-09-30': 'O', '2025-09-18': 'O #' }).days)[5],
      '2025-09-18 | O # | passed-over | One session only: neither counts nor ends the count',
    )
  })
})

test('the lines of a run leave no day out and tell none twice, and its counts go up by one', () => {
  const rare = fc.constantFrom('N', 'G', 'U', '-', '#', 'O -', 'O U', 'I', '/')
  const code = fc.oneof({ weight: 5, arbitrary: fc.constant('O') }, { weight: 1, arbitrary: rare })
  const met = { 'T-07': 0, 'T-15': 0 }
  fc.assert(
    fc.property(fc.array(code, { minLength: 60, maxLength: 60 }), fc.boolean(), (codes, ten) => {
      const marks = Object.fromEntries(codes.map((said, i) => [calendar.days[40 + i]!, said]))
      const pupil = pupilWith(calendar, marks)
      const rule = ten ? 'T-07' : 'T-15'
      for (const finding of registerFindings(calendar, pupil, on).filter(one => one.rule === rule)) {
        met[rule]++
        const { days } = explanation(calendar, pupil, finding, on)
        let next = days[0]!.on
        let count = 0
        for (const line of days) {
          assert.equal(line.on, next, JSON.stringify(days))
          next = addDays(line.to ?? line.on, 1)
          if (line.did !== 'counted' || line.on > finding.on) continue
          assert.equal(line.count, ++count)
          if (line.on === finding.on) assert.equal(line.count, ten ? 10 : 20)
        }
        assert.equal(days.filter(line => line.did === 'broke').length, 2)
        assert.ok(days.some(line => line.on === finding.since && line.count === 1))
      }
    }),
    { numRuns: 300 },
  )
  assert.ok(met['T-07'] > 50 && met['T-15'] > 10, JSON.stringify(met))
})

describe('the days after leave', () => {
  test('are counted to ten', () => {
    const ten = explained('H-10', { '2025-12-15..2026-01-30': 'O', '2025-12-16': '#' }, december)
    assert.deepEqual(lines(ten.days), [
      '2025-12-15 | O O | counted | 1 | School day 1 after the leave: not in school',
      '2025-12-16 | # # | passed-over | No session for this pupil: no day at all',
      '2025-12-17 | O O | counted | 2 | School day 2 after the leave: not in school',
      '2025-12-18 | O O | counted | 3 | School day 3 after the leave: not in school',
      '2025-12-19 | O O | counted | 4 | School day 4 after the leave: not in school',
      '2025-12-20..2026-01-05 | passed-over | not in term, training day (Training day)',
      '2026-01-06 | O O | counted | 5 | School day 5 after the leave: not in school',
      '2026-01-07 | O O | counted | 6 | School day 6 after the leave: not in school',
      '2026-01-08 | O O | counted | 7 | School day 7 after the leave: not in school',
      '2026-01-09 | O O | counted | 8 | School day 8 after the leave: not in school',
      '2026-01-10..2026-01-11 | passed-over | weekend',
      '2026-01-12 | O O | counted | 9 | School day 9 after the leave: not in school',
      '2026-01-13 | O O | counted | 10 | School day 10 after the leave: not in school',
    ])
  })

  test('are counted to the return, from the first with a register', () => {
    const marks = { '2025-12-15': '-', '2025-12-16..2025-12-17': 'O', '2025-12-18': 'O /' }
    assert.deepEqual(lines(explained('T-14', marks, december).days), [
      '2025-12-15 | - - | passed-over | Register not taken: it says nothing of this day',
      '2025-12-16 | O O | counted | 1 | The first school day after the leave with a register: not in school',
      '2025-12-17 | O O | counted | 2 | School day 2 after the leave: not in school',
      '2025-12-18 | O \\ | broke | In school',
    ])
    const overTheWeekend = { '2025-12-15': '-', '2025-12-19': 'O', '2025-12-16..2025-12-18': '-' }
    const friday = { leaves: [{ startsOn: localDate('2025-12-08'), endsOn: localDate('2025-12-11') }] }
    assert.deepEqual(
      lines(explained('T-14', { ...overTheWeekend, '2025-12-12': '-' }, friday).days).slice(0, 3),
      [
        '2025-12-12 | - - | passed-over | Register not taken: it says nothing of this day',
        '2025-12-13..2025-12-14 | passed-over | weekend',
        '2025-12-15 | - - | passed-over | Register not taken: it says nothing of this day',
      ],
    )
    const half = { '2025-12-15': 'O -', '2025-12-16': '- O', '2025-12-17': 'O' }
    assert.deepEqual(lines(explained('T-14', half, december).days).slice(0, 3), [
      '2025-12-15 | O - | counted | The first school day after the leave with a register: not in school',
      '2025-12-16 | - O | passed-over | Register not taken: it says nothing of this day',
      '2025-12-17 | O O | counted | 1 | School day 1 after the leave: not in school',
    ])
  })

  test('of a finding that a correction withdrew say what is missing', () => {
    const pupil = pupilWith(calendar, { '2025-12-15..2026-01-30': 'O' }, december)
    const finding = registerFindings(calendar, pupil, on).find(one => one.rule === 'H-10')!
    const corrected = pupilWith(calendar, { '2025-12-15..2026-01-30': 'O', '2025-12-16': 'O -' }, december)
    assert.equal(
      lines(explain(calendar, corrected, finding, on))[1],
      '2025-12-16 | O - | passed-over | Register not taken: the 10 days cannot be shown from this register',
    )
  })
})

describe('sums over a year', () => {
  test('count sickness in half days', () => {
    const marks = {
      '2025-09-15..2025-10-02': 'I',
      '2025-10-06': '-',
      '2025-10-07': 'I /',
      '2025-10-08': '/ I',
    }
    const days = lines(explained('T-09', marks).days)
    assert.deepEqual(days.slice(0, 3), [
      '2025-09-02..2025-09-12 | / \\ | passed-over | In school: no session coded I (9 school days)',
      '2025-09-15 | I I | counted | 1 | 1 day of sickness so far',
      '2025-09-16 | I I | counted | 2 | 2 days of sickness so far',
    ])
    assert.deepEqual(days.slice(-4), [
      '2025-10-03 | / \\ | passed-over | In school: no session coded I',
      '2025-10-06 | - - | passed-over | Register not taken: no session coded I',
      '2025-10-07 | I \\ | counted | 14.5 | 14.5 days of sickness so far',
      '2025-10-08 | / I | counted | 15 | 15 days of sickness so far',
    ])
  })

  test('say which days of sickness came before compulsory age', () => {
    const days = lines(
      explained('T-09', { '2025-12-01..2026-01-06': 'I' }, { dob: localDate('2020-12-31') }).days,
    )
    assert.equal(
      days.at(-2),
      '2025-12-19 | I I | counted | 15 | 15 days of sickness so far; not of compulsory school age on this day',
    )
    assert.equal(days.at(-1), '2026-01-06 | I I | counted | 16 | 16 days of sickness so far')
  })

  test('count missed sessions among the possible, and draw the others together', () => {
    const marks = {
      '2025-09-08..2025-09-09': 'Y4',
      '2025-09-10': '-',
      '2025-09-11': '#',
      '2025-09-12': 'D Q',
      '2025-09-15': 'M /',
      '2025-09-16': 'O -',
      '2025-09-17': 'X O',
    }
    assert.deepEqual(lines(explained('PA', marks, {}, localDate('2025-09-18')).days), [
      '2025-09-02..2025-09-05 | / \\ | passed-over | No session missed (4 school days)',
      '2025-09-08..2025-09-09 | Y4 Y4 | passed-over | Code Y4: not a possible session (2 school days)',
      '2025-09-10 | - - | passed-over | Register not taken: not among the possible sessions',
      '2025-09-11 | # # | passed-over | No session for this pupil',
      '2025-09-12 | D Q | passed-over | Code D and Q: not a possible session',
      '2025-09-15 | M \\ | counted | 1 | 1 of 10 possible sessions missed',
      '2025-09-16 | O - | counted | 2 | 2 of 11 possible sessions missed',
      '2025-09-17 | X O | counted | 3 | 3 of 12 possible sessions missed',
      '2025-09-18 | / \\ | passed-over | No session missed',
    ])
  })

  test('of severe absence are drawn together like those of persistent absence', () => {
    const severe = explained('SA', { '2025-09-02..2025-09-03': 'O' }, {}, localDate('2025-09-05'))
    assert.deepEqual(lines(severe.days), [
      '2025-09-02 | O O | counted | 2 | 2 of 2 possible sessions missed',
      '2025-09-03 | O O | counted | 4 | 4 of 4 possible sessions missed',
      '2025-09-04..2025-09-05 | / \\ | passed-over | No session missed (2 school days)',
    ])
    assert.deepEqual(severe.inputs, {
      percent_limit: 50,
      missed: 4,
      possible: 8,
      school_year: '2025/26',
      entry_date: '2021-09-01',
    })
  })

  test('look at one school year, up to the day asked about', () => {
    const term = (startsOn: string, endsOn: string) => ({
      kind: 'HALF_TERM' as const,
      name: '',
      startsOn: localDate(startsOn),
      endsOn: localDate(endsOn),
    })
    const two = schoolCalendar([term('2024-09-02', '2024-09-06'), term('2025-09-01', '2025-09-12')])
    const pupil = pupilWith(two, { '2024-09-02': 'I', '2025-09-01..2025-09-02': 'I' })
    const found = registerFindings(two, pupil, localDate('2025-09-08')).find(one => one.rule === 'PA')!
    assert.deepEqual(lines(explanation(two, pupil, found, localDate('2025-09-12')).days), [
      '2025-09-01 | I I | counted | 2 | 2 of 2 possible sessions missed',
      '2025-09-02 | I I | counted | 4 | 4 of 4 possible sessions missed',
      '2025-09-03..2025-09-08 | / \\ | passed-over | No session missed (4 school days)',
    ])
  })
})

describe('the days to a due day', () => {
  test('are school days for code N, over half-term and a training day', () => {
    const why = explained('T-04', { '2025-10-21': 'N /' })
    assert.deepEqual(lines(why.days), ['2025-10-21 | N \\ | counted | Still has code N'])
    assert.deepEqual(lines(why.dueDays), [
      '2025-10-22 | counted | 1 | school day 1',
      '2025-10-23 | counted | 2 | school day 2',
      '2025-10-24 | counted | 3 | school day 3',
      '2025-10-25..2025-11-03 | passed-over | not in term, training day (Training day)',
      '2025-11-04 | counted | 4 | school day 4',
      '2025-11-05 | counted | 5 | school day 5',
    ])
    assert.equal(why.due, '2025-11-05')
  })

  test('have a day before them from which to warn: of an N by the working days, of the file after ten school days', () => {
    assert.equal(explained('T-04', { '2025-10-21': 'N /' }).warnFrom, '2025-10-28')
    const leavingDate = localDate('2025-12-05')
    assert.equal(explained('T-21', {}, { leavingDate }).warnFrom, '2025-12-19')
    assert.equal(explained('T-11', {}, { leavingDate }).warnFrom, undefined)
    assert.equal(explained('T-07', { '2025-09-15..2025-10-24': 'O' }).warnFrom, undefined)
  })

  test('are none where the calendar ends before', () => {
    const why = explained('T-04', { '2026-07-16': 'N' })
    assert.equal(why.due, undefined)
    assert.deepEqual(why.dueDays, [])
  })

  test('are calendar days for a new pupil and the day itself for a removal', () => {
    const entered = explained('T-10', {}, { entryDate: localDate('2025-12-17') })
    assert.deepEqual(lines(entered.days), ['2025-12-17 | - - | counted | Name entered in the register'])
    assert.deepEqual(lines(entered.dueDays), [
      '2025-12-18 | counted | 1 | day 1',
      '2025-12-19 | counted | 2 | day 2',
      '2025-12-20 | counted | 3 | day 3',
      '2025-12-21 | counted | 4 | day 4',
      '2025-12-22 | counted | 5 | day 5',
    ])
    const removed = explained('T-11', {}, { leavingDate: localDate('2025-12-05') })
    assert.deepEqual(lines(removed.days), ['2025-12-05 | - - | counted | Name removed from the register'])
    assert.deepEqual(lines(removed.dueDays), ['2025-12-05 | counted | 0 | the day itself'])
  })

  test('are fifteen school days for the transfer file', () => {
    const why = explained('T-21', {}, { leavingDate: localDate('2025-12-05') })
    assert.deepEqual(lines(why.days), ['2025-12-05 | - - | counted | Name removed from the register'])
    assert.equal(why.dueDays.filter(day => day.did === 'counted').length, 15)
    assert.equal(lines(why.dueDays)[0], '2025-12-06..2025-12-07 | passed-over | weekend')
    assert.equal(lines(why.dueDays).at(-1), '2026-01-12 | counted | 15 | school day 15')
  })

  test('are none for the other rules', () => {
    const away = { '2025-09-15..2025-10-24': 'O' }
    for (const rule of ['T-07', 'T-15', 'PA'] as const) assert.deepEqual(explained(rule, away).dueDays, [])
  })
})

describe('an answer', () => {
  test('carries its rule, version, calendar, sentence, law and mark', () => {
    const why = explained('T-07', { '2025-09-15..2025-09-26': 'O' })
    assert.equal(why.rule, 'T-07')
    assert.equal(why.ruleVersion, '2024-08-19')
    assert.equal(why.calendarVersion, 'version 7')
    assert.match(why.because, /^Absent for at least 10 school days/)
    assert.match(why.cites, /regulation 13/)
    assert.equal(why.mark, inForce(attendanceReturnSchoolDays, why.ruleVersion).mark)
    assert.notEqual(why.mark, 'read')
    const entered = explained('T-10', {}, { entryDate: localDate('2025-12-17') })
    assert.equal(entered.mark, inForce(newPupilReturnDays, entered.ruleVersion).mark ?? 'read')
  })

  test('carries what it was worked out from', () => {
    const roll = { entry_date: '2021-09-01' }
    const age = {
      date_of_birth: '2014-01-15',
      compulsory_age_from: '2019-03-31',
      compulsory_age_to: '2030-06-28',
    }
    const away = { '2025-09-15..2025-10-24': 'O' }
    assert.deepEqual(explained('T-04', { '2025-10-21': 'N' }).inputs, { school_days_limit: 5, ...roll })
    assert.deepEqual(explained('T-07', away).inputs, {
      school_days_limit: 10,
      school_days_counted: 10,
      ...age,
      ...roll,
    })
    assert.deepEqual(explained('T-15', away).inputs, {
      school_days_limit: 20,
      school_days_counted: 20,
      ...age,
      ...roll,
    })
    assert.deepEqual(explained('T-09', { '2025-09-15..2025-10-24': 'I' }).inputs, {
      school_days_limit: 15,
      school_days_with_sickness: 15,
      ...age,
      ...roll,
    })
    assert.deepEqual(explained('T-14', { '2025-12-15': 'O' }, december).inputs, {
      school_days_limit: 1,
      leave_ended_on: '2025-12-12',
      ...roll,
    })
    assert.deepEqual(explained('H-10', { '2025-12-15..2026-01-30': 'O' }, december).inputs, {
      school_days_limit: 10,
      leave_ended_on: '2025-12-12',
      ...roll,
    })
    assert.deepEqual(explained('PA', { '2025-09-15..2025-10-10': 'O' }).inputs, {
      percent_limit: 10,
      missed: 40,
      possible: 380,
      school_year: '2025/26',
      ...roll,
    })
    assert.deepEqual(explained('T-10', {}, { entryDate: localDate('2025-12-17') }).inputs, {
      calendar_days_limit: 5,
      most_junior_class: 'not known',
      first_school_day: '2025-09-02',
      entry_date: '2025-12-17',
    })
    const left = { leavingDate: localDate('2025-12-05'), mostSeniorClass: true }
    assert.deepEqual(explained('T-11', {}, left).inputs, {
      calendar_days_limit: 0,
      most_senior_class: true,
      last_term_ends_on: '2026-07-21',
      ...roll,
      leaving_date: '2025-12-05',
    })
    assert.deepEqual(explained('T-21', {}, left).inputs, {
      school_days_limit: 15,
      ...roll,
      leaving_date: '2025-12-05',
    })
  })
})

describe('what would change it', () => {
  const away = { '2025-09-15..2025-10-24': 'O' }
  const said = (rule: RuleId, marks: SaidMarks, facts: Partial<EnrolmentFacts> = {}) =>
    explained(rule, marks, facts).wouldChange
  const termDates = 'If the school’s term dates change, the school days are counted again.'

  test('is said in sentences, for every rule', () => {
    assert.deepEqual(said('T-04', { '2025-10-21': 'N' }), [
      'If code N on Tuesday 21 October 2025 is changed to the reason, this is settled.',
      'If the reason is still not known on the due day, the code must be changed to O, and this is settled too.',
      termDates,
    ])
    assert.deepEqual(said('T-07', away), [
      'If any of the days counted is corrected to present, or to a code other than G, N, O or U, the count begins again after that day.',
      'If a day passed over because its register was not taken is taken with G, N, O or U, it counts, and the limit is reached earlier.',
      'If the date of birth is corrected so that the child is not of compulsory school age on Friday 26 September 2025, this finding is moved or withdrawn.',
      termDates,
    ])
    assert.deepEqual(said('T-15', away), [
      'If any session of the days counted is corrected to present, to U or to another code than G, N or O, or turns out not to have been taken, the count begins again after that day.',
      'If the date of birth is corrected so that the child is not of compulsory school age on Friday 10 October 2025, this finding is moved or withdrawn.',
      termDates,
    ])
    assert.deepEqual(said('T-09', { '2025-09-15..2025-10-24': 'I' }), [
      'If a session coded I is corrected to another code, and fewer than 15 days of sickness are left in the school year, this finding is moved or withdrawn.',
      'If the date of birth is corrected so that the child is not of compulsory school age on Friday 3 October 2025, this finding is moved or withdrawn.',
    ])
    assert.deepEqual(said('T-14', { '2025-12-15': 'O' }, december), [
      'If any session on Monday 15 December 2025 is corrected to present, this finding is withdrawn.',
      'If the leave is extended to Monday 15 December 2025 or later, this finding is moved or withdrawn.',
      'If a register of an earlier day after the leave arrives, that day is looked at instead.',
      termDates,
    ])
    assert.deepEqual(said('H-10', { '2025-12-15..2026-01-30': 'O' }, december), [
      'If any session of the 10 school days is corrected to present, or turns out not to have been taken, this finding is withdrawn.',
      'If the end of the leave is corrected, the days are counted again from there.',
      termDates,
    ])
    assert.deepEqual(said('T-21', {}, { leavingDate: localDate('2025-12-05') }), [
      'If the leaving date is corrected, the days are counted again from there.',
      termDates,
    ])
  })

  test('names both limbs of an exception, and the one that does not hold', () => {
    const entry = { entryDate: localDate('2025-12-17') }
    const ofEntry = 'If the entry date is corrected, the days are counted again from there.'
    assert.deepEqual(said('T-10', {}, entry), [
      'If the pupil is in the most junior class and was entered on or before Tuesday 2 September 2025, no return is needed unless the authority asks.',
      ofEntry,
    ])
    assert.deepEqual(said('T-10', {}, { ...entry, mostJuniorClass: true }), [
      'The pupil is in the most junior class, but was entered after the first school day of the year. Both must hold for no return.',
      ofEntry,
    ])
    const leaving = { leavingDate: localDate('2025-12-05') }
    const ofLeaving = 'If the leaving date is corrected, the due day is that day.'
    assert.deepEqual(said('T-11', {}, leaving), [
      'If the pupil is in the most senior class and the name came off on or after Tuesday 21 July 2026, no return is needed unless the authority asks.',
      ofLeaving,
    ])
    assert.deepEqual(said('T-11', {}, { ...leaving, mostSeniorClass: true }), [
      'The pupil is in the most senior class, but the name came off before Tuesday 21 July 2026. Both must hold for no return.',
      ofLeaving,
    ])
  })

  test('is true of absence: so many sessions less and it is gone, one fewer and it is not', () => {
    const sentence = (days: number) => said('PA', { [`2025-09-15..2025-10-${days}`]: 'O' })[0]!
    // 380 possible sessions: 38 are 10%.
    assert.equal(sentence(10), 'If 3 missed sessions are corrected to present, it is below 10%.')
    assert.deepEqual(
      [40 - 2, 40 - 3].map(missed => missed * 100 >= 380 * 10),
      [true, false],
    )
    const exactly = { '2025-09-15..2025-10-09': 'O' }
    assert.equal(said('PA', exactly)[0], 'If 1 missed session is corrected to present, it is below 10%.')
    assert.equal(
      said('PA', exactly)[1],
      'If a missed session is corrected to a code that is not a possible session (such as Y or Q), both numbers fall.',
    )
    assert.equal(
      said('SA', { '2025-09-02..2026-02-13': 'O' })[0],
      'If 15 missed sessions are corrected to present, it is below 50%.',
    )
  })

  test('of a counted day is true: corrected to present, it ends the run there', () => {
    const pupil = pupilWith(calendar, { ...away, '2025-09-18': '/' })
    const found = registerFindings(calendar, pupil, on).find(one => one.rule === 'T-07')!
    assert.equal(found.since, '2025-09-19')
  })
})
