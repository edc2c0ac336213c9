/** Either side of every limit of the register rules. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import {
  nthSchoolDayInclusive,
  schoolCalendar,
  schoolDaysBetween,
  type TermDate,
} from '../calendar/school-calendar.ts'
import { weekdayIndex } from '../calendar/strip-days.ts'
import { exampleCalendar as calendar, exampleTermDates } from '../calendar/worked-examples.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import type { RuleId } from './finding.ts'
import { type EnrolmentFacts, type Leave, registerFindings } from './register-findings.ts'

const day = localDate
const endOfYear = day('2026-07-20')

function daysOf(
  rule: RuleId,
  marks: SaidMarks,
  facts: Partial<EnrolmentFacts> = {},
  on: LocalDate = endOfYear,
) {
  return registerFindings(calendar, pupilWith(calendar, marks, facts), on)
    .filter(one => one.rule === rule)
    .map(one => one.on)
}

/** So many school days from 15 September with these codes. */
function away(schoolDays: number, codes = 'O', from = day('2025-09-15')): SaidMarks {
  return { [`${from}..${nthSchoolDayInclusive(calendar, from, schoolDays)}`]: codes }
}

const leave = (startsOn: string, endsOn: string): Leave => ({ startsOn: day(startsOn), endsOn: day(endsOn) })

describe('ten days (T-07)', () => {
  for (const [schoolDays, expected] of [
    [9, []],
    [10, ['2025-09-26']],
    [11, ['2025-09-26']],
  ] as const) {
    test(`${schoolDays} days of O`, () => assert.deepEqual(daysOf('T-07', away(schoolDays)), expected))
  }
  for (const code of ['G', 'N', 'O', 'U']) {
    test(`count ${code}`, () => assert.equal(daysOf('T-07', away(10, code)).length, 1))
  }
  for (const code of [
    'I',
    'C',
    'C1',
    'C2',
    'E',
    'M',
    'J1',
    'R',
    'S',
    'T',
    'D',
    'Q',
    'X',
    'Y1',
    'Y4',
    'L',
    'V',
    'B',
    'K',
  ]) {
    test(`are ended by one session of ${code}`, () => {
      assert.deepEqual(daysOf('T-07', { ...away(15), '2025-09-22': `O ${code}` }), [])
    })
  }

  test('pass over days and sessions not taken, which neither count nor end them', () => {
    assert.deepEqual(daysOf('T-07', { ...away(10), '2025-09-18': '-' }), [])
    assert.deepEqual(daysOf('T-07', { ...away(11), '2025-09-18': '-' }), ['2025-09-29'])
    assert.deepEqual(daysOf('T-07', { ...away(11), '2025-09-18': 'O -' }), ['2025-09-29'])
    assert.deepEqual(daysOf('T-07', { ...away(15), '2025-09-18': '/ -' }), ['2025-10-02'])
  })

  test('pass over days closed for this pupil', () => {
    assert.deepEqual(daysOf('T-07', { ...away(11), '2025-09-18': '#' }), ['2025-09-29'])
    assert.deepEqual(daysOf('T-07', { ...away(11), '2025-09-18': 'Z' }), ['2025-09-29'])
  })

  test('are found once a run, and again after a return', () => {
    assert.deepEqual(daysOf('T-07', away(40)).length, 1)
    assert.deepEqual(daysOf('T-07', { ...away(40), '2025-10-01': '/' }).length, 2)
  })

  test('wait for compulsory age, which is asked on the counted day', () => {
    const marks = { '2025-12-01..2026-01-30': 'O' }
    const tenth = nthSchoolDayInclusive(calendar, day('2025-12-01'), 10)!
    assert.equal(tenth, '2025-12-12')
    assert.deepEqual(daysOf('T-07', marks, { dob: day('2020-08-31') }), [tenth])
    // Of age from 31 December: the first counted day after that is 6 January.
    assert.deepEqual(daysOf('T-07', marks, { dob: day('2020-12-31') }), ['2026-01-06'])
    assert.deepEqual(daysOf('T-07', marks, { dob: day('2021-01-01') }), [])
  })

  test('end with compulsory age', () => {
    const dob = day('2010-03-01')
    assert.deepEqual(daysOf('T-07', { '2026-06-15..2026-07-20': 'O' }, { dob }), ['2026-06-26'])
    assert.deepEqual(daysOf('T-07', { '2026-06-16..2026-07-20': 'O' }, { dob }), [])
  })

  test('begin with entry and end with leaving', () => {
    assert.deepEqual(daysOf('T-07', away(10), { entryDate: day('2025-09-15') }), ['2025-09-26'])
    assert.deepEqual(daysOf('T-07', away(10), { entryDate: day('2025-09-16') }), [])
    assert.deepEqual(daysOf('T-07', away(20), { leavingDate: day('2025-09-26') }), ['2025-09-26'])
    assert.deepEqual(daysOf('T-07', away(20), { leavingDate: day('2025-09-25') }), [])
  })

  test('are not looked for after the day', () => {
    assert.deepEqual(daysOf('T-07', away(20), {}, day('2025-09-25')), [])
    assert.deepEqual(daysOf('T-07', away(20), {}, day('2025-09-26')), ['2025-09-26'])
  })

  test('leave out marks on days that are not school days', () => {
    assert.deepEqual(
      daysOf('T-07', { '2025-10-20..2025-11-07': 'O', '2025-10-29': '/', '2025-11-03': '/' }),
      [],
    )
    assert.deepEqual(
      daysOf('T-07', { '2025-10-20..2025-11-10': 'O', '2025-10-29': '/', '2025-11-03': '/' }),
      ['2025-11-10'],
    )
  })

  test('carry over from one school year to the next', () => {
    const autumn: TermDate = {
      kind: 'HALF_TERM',
      name: '',
      startsOn: day('2026-09-02'),
      endsOn: day('2026-10-23'),
    }
    const two = schoolCalendar([...exampleTermDates, autumn])
    const facts = pupilWith(two, { '2026-07-14..2026-09-08': 'O' })
    const on = (rule: RuleId) =>
      registerFindings(two, facts, day('2026-10-01')).filter(one => one.rule === rule)
    assert.equal(schoolDaysBetween(two, day('2026-07-14'), day('2026-09-08')).length, 10)
    assert.deepEqual(
      on('T-07').map(one => [one.since, one.on]),
      [['2026-07-14', '2026-09-08']],
    )
  })

  test('are not taken where no mark is held: that ends the count to twenty, never that to ten', () => {
    const autumn: TermDate = {
      kind: 'HALF_TERM',
      name: '',
      startsOn: day('2026-09-02'),
      endsOn: day('2026-10-23'),
    }
    const two = schoolCalendar([...exampleTermDates, autumn])
    const whole = pupilWith(two, { '2026-07-01..2026-09-30': 'O' })
    const since = (strips: typeof whole.strips, rule: RuleId) =>
      registerFindings(two, { ...whole, strips }, day('2026-10-01'))
        .filter(one => one.rule === rule)
        .map(one => one.since)
    assert.deepEqual(since(whole.strips, 'T-15'), ['2026-07-01'])
    // The first year's strip stops before 20 July, the last school day of that year.
    const [first, second] = whole.strips
    const cut = [{ ...first!, length: weekdayIndex(2025, day('2026-07-20')) * 2 }, second!]
    assert.deepEqual(since(cut, 'T-15'), ['2026-09-02'])
    assert.deepEqual(since(cut, 'T-07'), ['2026-07-01'])
    assert.deepEqual(since([second!], 'T-15'), ['2026-09-02'])
  })
})

describe('twenty days (T-15)', () => {
  for (const [schoolDays, expected] of [
    [19, []],
    [20, ['2025-10-10']],
    [21, ['2025-10-10']],
  ] as const) {
    test(`${schoolDays} days of O`, () => assert.deepEqual(daysOf('T-15', away(schoolDays)), expected))
  }
  for (const code of ['G', 'N', 'O']) {
    test(`count ${code}`, () => assert.equal(daysOf('T-15', away(20, code)).length, 1))
  }

  test('are ended by U, and by any session not taken', () => {
    assert.deepEqual(daysOf('T-15', { ...away(25), '2025-09-22': 'O U' }), [])
    assert.deepEqual(daysOf('T-15', { ...away(25), '2025-09-22': 'O -' }), [])
    assert.deepEqual(daysOf('T-15', { ...away(25), '2025-09-22': '-' }), [])
  })

  test('pass over days closed for this pupil', () => {
    assert.deepEqual(daysOf('T-15', { ...away(21), '2025-09-22': '#' }), ['2025-10-13'])
    assert.deepEqual(daysOf('T-15', { ...away(20), '2025-09-22': '#' }), [])
  })

  test('ask compulsory age on the counted day', () => {
    assert.deepEqual(daysOf('T-15', { '2025-11-10..2026-01-09': 'O' }, { dob: day('2020-12-31') }), [
      '2026-01-06',
    ])
  })
})

describe('code N (T-04)', () => {
  test('is found each day that has one, once', () => {
    assert.deepEqual(daysOf('T-04', { '2025-09-08': 'N', '2025-09-09': '/ N', '2025-09-10': 'O' }), [
      '2025-09-08',
      '2025-09-09',
    ])
  })

  test('is due five school days after, over half-term, and is left without a due day at the end of the calendar', () => {
    const due = (date: string) =>
      registerFindings(calendar, pupilWith(calendar, { [date]: 'N' }), endOfYear).find(
        one => one.rule === 'T-04',
      )!.due
    assert.equal(due('2025-10-16'), '2025-10-23')
    assert.equal(due('2025-10-17'), '2025-10-24')
    assert.equal(due('2025-10-20'), '2025-11-04')
    assert.equal(due('2026-07-13'), '2026-07-20')
    assert.equal(due('2026-07-14'), undefined)
  })

  test('asks no age', () => {
    assert.equal(daysOf('T-04', { '2025-09-08': 'N' }, { dob: day('2021-08-01') }).length, 1)
  })
})

describe('leave', () => {
  const december = { leaves: [leave('2025-12-01', '2025-12-12')] }
  const back = (marks: SaidMarks): SaidMarks => ({ '2025-12-01..2025-12-12': 'C', ...marks })

  test('overrun is asked on the first day with any session taken (T-14)', () => {
    assert.deepEqual(daysOf('T-14', back({}), december), [])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': 'O' }), december), ['2025-12-15'])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': 'O /' }), december), [])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': 'O U' }), december), [])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': 'O -' }), december), ['2025-12-15'])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': '-', '2025-12-16': 'I' }), december), ['2025-12-16'])
    assert.deepEqual(daysOf('T-14', back({ '2025-12-15': '#', '2025-12-16': 'N' }), december), ['2025-12-16'])
  })

  test('of which the end is not yet past is no finding', () => {
    const marks = back({ '2025-12-15..2025-12-19': 'O' })
    assert.deepEqual(daysOf('T-14', marks, december, day('2025-12-12')), [])
    assert.deepEqual(daysOf('T-14', marks, december, day('2025-12-15')), ['2025-12-15'])
  })

  for (const [schoolDays, expected] of [
    [9, []],
    [10, ['2026-01-12']],
    [11, ['2026-01-12']],
  ] as const) {
    test(`${schoolDays} days away after it (H-10)`, () => {
      const last = nthSchoolDayInclusive(calendar, day('2025-12-13'), schoolDays)
      assert.deepEqual(daysOf('H-10', back({ [`2025-12-15..${last}`]: 'O' }), december), expected)
    })
  }

  test('has its ten days only where all are taken and none is in school (H-10)', () => {
    const long = { '2025-12-15..2026-01-30': 'O' }
    assert.deepEqual(daysOf('H-10', back({ ...long, '2025-12-17': 'O -' }), december), [])
    assert.deepEqual(daysOf('H-10', back({ ...long, '2025-12-17': 'O U' }), december), [])
    assert.deepEqual(daysOf('H-10', back({ ...long, '2025-12-17': 'I' }), december), ['2026-01-12'])
    assert.deepEqual(daysOf('H-10', back({ ...long, '2025-12-17': '#' }), december), ['2026-01-13'])
    assert.deepEqual(daysOf('H-10', back(long), { ...december, leavingDate: day('2026-01-09') }), [])
  })

  test('is one with the next where no school day lies between', () => {
    const marks = { '2025-12-01..2025-12-12': 'C', '2025-12-15': 'O' }
    const weekend = { leaves: [leave('2025-12-01', '2025-12-05'), leave('2025-12-08', '2025-12-12')] }
    assert.deepEqual(daysOf('T-14', marks, weekend), ['2025-12-15'])
    const aDay = { leaves: [leave('2025-12-01', '2025-12-04'), leave('2025-12-08', '2025-12-12')] }
    assert.deepEqual(daysOf('T-14', { ...marks, '2025-12-05': 'O' }, aDay), ['2025-12-05', '2025-12-15'])
    const inside = { leaves: [leave('2025-12-01', '2025-12-12'), leave('2025-12-03', '2025-12-04')] }
    assert.deepEqual(daysOf('T-14', marks, inside), ['2025-12-15'])
  })
})

describe('sickness (T-09)', () => {
  test('is found on the day that makes thirty sessions', () => {
    assert.deepEqual(daysOf('T-09', away(14, 'I')), [])
    assert.deepEqual(daysOf('T-09', { ...away(14, 'I'), '2025-11-10': 'I /' }), [])
    assert.deepEqual(daysOf('T-09', { ...away(14, 'I'), '2025-11-10': 'I /', '2026-02-02': '/ I' }), [
      '2026-02-02',
    ])
    assert.deepEqual(daysOf('T-09', away(15, 'I')), ['2025-10-03'])
    assert.deepEqual(daysOf('T-09', away(15, 'M')), [])
  })

  test('asks compulsory age', () => {
    assert.deepEqual(daysOf('T-09', away(15, 'I'), { dob: day('2021-05-10') }), [])
  })
})

describe('persistent and severe absence', () => {
  function shares(missedSessions: number, on = '2025-09-29') {
    // Twenty school days to 29 September are forty sessions.
    const marks: Record<string, string> = {}
    for (const [i, date] of calendar.days.slice(0, 20).entries()) {
      marks[date] = `${missedSessions > i * 2 ? 'I' : '/'} ${missedSessions > i * 2 + 1 ? 'I' : '/'}`
    }
    return registerFindings(calendar, pupilWith(calendar, marks), day(on))
      .filter(one => one.rule === 'PA' || one.rule === 'SA')
      .map(({ rule, on, missed, possible }) => [rule, on, missed, possible])
  }

  test('begin at 10% and at 50%', () => {
    assert.deepEqual(shares(0), [])
    assert.deepEqual(shares(3), [])
    assert.deepEqual(shares(4), [['PA', '2025-09-29', 4, 40]])
    assert.deepEqual(shares(19), [['PA', '2025-09-29', 19, 40]])
    assert.deepEqual(shares(20), [['SA', '2025-09-29', 20, 40]])
  })

  test('leave out sessions that were not possible (worked example 37)', () => {
    const marks = (absent: number): SaidMarks => ({
      [`${calendar.days[0]}..${calendar.days[4]}`]: 'Y4',
      [`${calendar.days[10]}..${calendar.days[10 + Math.floor(absent / 2) - 1]}`]: 'O',
      ...(absent % 2 === 1 && { [calendar.days[10 + Math.floor(absent / 2)]!]: 'O /' }),
    })
    const at = (absent: number) =>
      registerFindings(calendar, pupilWith(calendar, marks(absent)), calendar.days[74]!)
        .filter(one => one.rule === 'PA' || one.rule === 'SA')
        .map(({ rule, missed, possible }) => [rule, missed, possible])
    assert.deepEqual(at(15), [['PA', 15, 140]])
    assert.deepEqual(at(13), [])
    assert.deepEqual(at(70), [['SA', 70, 140]])
  })
})

describe('names entered and removed', () => {
  const rules = (facts: Partial<EnrolmentFacts>, on = endOfYear) =>
    registerFindings(calendar, pupilWith(calendar, {}, facts), on).map(({ rule, on, due }) => [rule, on, due])

  test('28 and 29: a new pupil return, unless both limbs of the exception hold (T-10)', () => {
    assert.deepEqual(rules({ entryDate: day('2025-12-17') }), [['T-10', '2025-12-17', '2025-12-22']])
    assert.deepEqual(rules({ entryDate: day('2025-09-02'), mostJuniorClass: true }), [])
    assert.deepEqual(rules({ entryDate: day('2025-09-01'), mostJuniorClass: true }), [])
    assert.deepEqual(rules({ entryDate: day('2025-09-02'), mostJuniorClass: false }), [
      ['T-10', '2025-09-02', '2025-09-07'],
    ])
    assert.deepEqual(rules({ entryDate: day('2025-09-08'), mostJuniorClass: true }), [
      ['T-10', '2025-09-08', '2025-09-13'],
    ])
    assert.deepEqual(rules({ entryDate: day('2025-12-17') }, day('2025-12-16')), [])
  })

  test('30 to 32: a deletion return, unless both limbs hold (T-11), and a transfer file (T-21)', () => {
    const july = day('2026-07-31')
    assert.deepEqual(rules({ leavingDate: day('2026-07-22'), mostSeniorClass: true }, july), [
      ['T-21', '2026-07-22', undefined],
    ])
    assert.deepEqual(rules({ leavingDate: day('2026-07-21'), mostSeniorClass: true }, july), [
      ['T-21', '2026-07-21', undefined],
    ])
    const before = ['T-11', '2026-07-20', '2026-07-20']
    assert.deepEqual(rules({ leavingDate: day('2026-07-20'), mostSeniorClass: true }, july)[0], before)
    assert.deepEqual(rules({ leavingDate: day('2026-06-26'), mostSeniorClass: true }, july)[0], [
      'T-11',
      '2026-06-26',
      '2026-06-26',
    ])
    assert.deepEqual(rules({ leavingDate: day('2026-07-22') }, july)[0], ['T-11', '2026-07-22', '2026-07-22'])
    const december = rules({ leavingDate: day('2025-12-05') })
    assert.deepEqual(december, [
      ['T-11', '2025-12-05', '2025-12-05'],
      ['T-21', '2025-12-05', '2026-01-12'],
    ])
  })
})

describe('the edges of compulsory age', () => {
  // Of age from 31 December 2025, which is no school day; from 31 March 2026, which is one; to Friday 26 June 2026, which is one.
  const march = { dob: day('2021-02-01') }
  const june = { dob: day('2010-03-01') }

  test('the first day of age counts for the twenty days and for sickness, the day before does not', () => {
    const long = { '2026-02-23..2026-04-02': 'O' }
    assert.deepEqual(daysOf('T-15', long, march), ['2026-03-31'])
    assert.deepEqual(daysOf('T-15', { ...long, '2026-03-31': '/' }, march), [])
    const ill = { '2026-02-23..2026-04-02': 'I' }
    assert.deepEqual(daysOf('T-09', ill, march), ['2026-03-31'])
    assert.deepEqual(daysOf('T-09', { ...ill, '2026-03-31': '/' }, march), ['2026-04-01'])
  })

  test('the last day of age counts, the day after does not', () => {
    const away = (from: string): SaidMarks => ({ [`${from}..2026-07-20`]: 'O' })
    const twentieth = nthSchoolDayInclusive(calendar, day('2026-05-22'), 20)
    assert.equal(twentieth, '2026-06-26')
    assert.deepEqual(daysOf('T-15', away('2026-05-22'), june), ['2026-06-26'])
    assert.deepEqual(daysOf('T-15', away('2026-06-02'), june), [])
    const ill = (from: string): SaidMarks => ({ [`${from}..2026-07-20`]: 'I' })
    assert.deepEqual(daysOf('T-09', ill('2026-06-08'), june), ['2026-06-26'])
    assert.deepEqual(daysOf('T-09', ill('2026-06-09'), june), [])
  })
})

describe('leaves as they are told', () => {
  const two = [leave('2025-12-01', '2025-12-02'), leave('2025-12-08', '2025-12-09')]
  const away: SaidMarks = { '2025-12-03': 'O', '2025-12-10': 'O' }

  test('in any order are the same', () => {
    for (const leaves of [two, [...two].reverse()]) {
      assert.deepEqual(daysOf('T-14', away, { leaves }), ['2025-12-03', '2025-12-10'])
    }
    // Of two that begin on one day the longer holds, whichever comes first.
    const nested = [leave('2025-12-01', '2025-12-09'), leave('2025-12-01', '2025-12-02')]
    for (const leaves of [nested, [...nested].reverse()]) {
      assert.deepEqual(daysOf('T-14', away, { leaves }), ['2025-12-10'])
    }
  })

  test('end within the time on roll or are nothing', () => {
    const leaves = [leave('2025-12-01', '2025-12-02')]
    const marks = { '2025-12-03..2025-12-19': 'O', '2026-01-06..2026-01-30': 'O' }
    const on = (facts: Partial<EnrolmentFacts>) => [
      daysOf('T-14', marks, { leaves, ...facts }),
      daysOf('H-10', marks, { leaves, ...facts }),
    ]
    assert.deepEqual(on({}), [['2025-12-03'], ['2025-12-16']])
    assert.deepEqual(on({ entryDate: day('2025-12-03') }), [['2025-12-03'], ['2025-12-16']])
    // What is before entry was not taken: the first register after it is looked at, and ten days cannot be shown.
    assert.deepEqual(on({ entryDate: day('2025-12-04') }), [['2025-12-04'], []])
    assert.deepEqual(on({ leavingDate: day('2025-12-16') }), [['2025-12-03'], ['2025-12-16']])
    assert.deepEqual(on({ leavingDate: day('2025-12-15') }), [['2025-12-03'], []])
    assert.deepEqual(on({ leavingDate: day('2025-12-03') }), [['2025-12-03'], []])
    assert.deepEqual(on({ leavingDate: day('2025-12-02') }), [[], []])
  })

  test('find ten days once, and never after a day in school', () => {
    const leaves = [leave('2025-12-01', '2025-12-02')]
    assert.deepEqual(daysOf('H-10', { '2025-12-03..2026-02-13': 'O' }, { leaves }), ['2025-12-16'])
    assert.deepEqual(daysOf('H-10', { '2025-12-04..2026-02-13': 'O' }, { leaves }), [])
  })
})

describe('a strip that stops before the day', () => {
  // The 15th of September is the eleventh weekday from 1 September: its bytes are the 21st and 22nd.
  const cut = (marks: SaidMarks, length: number, facts: Partial<EnrolmentFacts> = {}) => {
    const whole = pupilWith(calendar, marks, facts)
    return (rule: RuleId, on = day('2025-10-31')) =>
      registerFindings(calendar, { ...whole, strips: [{ ...whole.strips[0]!, length }] }, on)
        .filter(one => one.rule === rule)
        .map(one => one.on)
  }

  test('holds what it holds whole, and no half day', () => {
    const marks = { '2025-09-15': 'N' }
    assert.deepEqual(cut(marks, 22)('T-04'), ['2025-09-15'])
    assert.deepEqual(cut(marks, 21)('T-04'), [])
    assert.deepEqual(cut(marks, 20)('T-04'), [])
    assert.deepEqual(cut(marks, 0)('T-04'), [])
    const ten = { '2025-09-02..2025-09-15': 'O' }
    assert.deepEqual(cut(ten, 22)('T-07'), ['2025-09-15'])
    assert.deepEqual(cut(ten, 21)('T-07'), [])
    const after = { leaves: [leave('2025-09-08', '2025-09-12')] }
    assert.deepEqual(cut({ '2025-09-15': 'O' }, 22, after)('T-14'), ['2025-09-15'])
    assert.deepEqual(cut({ '2025-09-15': 'O' }, 21, after)('T-14'), [])
  })

  test('has no more sessions in its sums', () => {
    const all = { '2025-09-02..2025-10-24': 'O' }
    const sums = (length: number) => {
      const whole = pupilWith(calendar, all)
      const found = registerFindings(
        calendar,
        { ...whole, strips: [{ ...whole.strips[0]!, length }] },
        day('2025-10-24'),
      )
      return found.filter(one => one.rule === 'SA').map(one => one.missed)
    }
    assert.deepEqual([sums(22), sums(21), sums(20), sums(2)], [[20], [18], [18], []])
  })
})

describe('what is said and in which order', () => {
  test('the share of sessions is said to a tenth, cut off', () => {
    const marks = { '2025-09-02..2025-09-10': '/', '2025-09-11': 'O /' }
    const [pa] = registerFindings(
      calendar,
      pupilWith(calendar, { ...marks, '2025-09-12': 'O' }),
      day('2025-09-12'),
    )
    assert.equal(
      pa!.because,
      'Missed 3 of 18 possible sessions (16.6%) in 2025/26 up to Friday 12 September 2025. 10% or more is persistent absence.',
    )
  })

  test('findings stand by day, and on one day by rule', () => {
    const facts: Partial<EnrolmentFacts> = {
      entryDate: day('2025-09-15'),
      leavingDate: day('2025-10-10'),
      leaves: [leave('2025-09-01', '2025-09-12')],
    }
    const all = registerFindings(
      calendar,
      pupilWith(calendar, { '2025-09-15..2025-10-10': 'N' }, facts),
      endOfYear,
    )
    const order = all.filter(one => one.rule !== 'T-04').map(one => [one.on, one.rule])
    assert.deepEqual(order, [
      ['2025-09-15', 'T-10'],
      ['2025-09-15', 'T-14'],
      ['2025-09-26', 'H-10'],
      ['2025-09-26', 'T-07'],
      ['2025-10-10', 'T-11'],
      ['2025-10-10', 'T-15'],
      ['2025-10-10', 'T-21'],
      ['2026-07-20', 'SA'],
    ])
    const keys = all.map(one => `${one.on} ${one.rule}`)
    assert.deepEqual(keys, [...keys].sort())
  })
})

describe('the edges of the calendar for names entered and removed', () => {
  const found = (facts: Partial<EnrolmentFacts>, on: string) =>
    registerFindings(calendar, pupilWith(calendar, {}, facts), day(on)).map(one => [one.rule, one.due])

  test('are the day itself, the last due day, and the years it has', () => {
    assert.deepEqual(found({ entryDate: day('2025-12-17') }, '2025-12-17'), [['T-10', '2025-12-22']])
    assert.deepEqual(found({ leavingDate: day('2025-12-05') }, '2025-12-04'), [])
    assert.deepEqual(found({ leavingDate: day('2025-12-05') }, '2025-12-05'), [
      ['T-11', '2025-12-05'],
      ['T-21', '2026-01-12'],
    ])
    assert.deepEqual(found({ entryDate: day('2026-08-26') }, '2026-08-31'), [['T-10', '2026-08-31']])
    assert.deepEqual(found({ entryDate: day('2026-08-27') }, '2026-08-31'), [['T-10', undefined]])
    assert.deepEqual(found({ leavingDate: day('2025-08-31') }, '2026-08-31'), [])
    assert.deepEqual(found({ entryDate: day('2026-09-01') }, '2026-09-30'), [])
  })
})
