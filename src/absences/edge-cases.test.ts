// What time and people do that a count must bear: clocks and leap days, two schools, half a timetable, one session, young children.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween, type TermDate } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { assess } from './assess.ts'
import { pupilWith, type SaidMarks } from './examples.ts'
import { explanation } from './explain.ts'
import type { RuleId } from './finding.ts'
import { type EnrolmentFacts, registerFindings } from './register-findings.ts'

const day = localDate
const endOfYear = day('2026-07-20')

function found(
  rule: RuleId,
  marks: SaidMarks,
  facts: Partial<EnrolmentFacts> = {},
  { on = endOfYear, days = calendar }: { on?: LocalDate; days?: typeof calendar } = {},
) {
  return registerFindings(days, pupilWith(days, marks, facts), on).filter(one => one.rule === rule)
}
const days = (findings: readonly { on: string }[]) => findings.map(one => one.on)

const term = (startsOn: string, endsOn: string, more: Partial<TermDate> = {}): TermDate => ({
  kind: 'HALF_TERM',
  name: '',
  startsOn: day(startsOn),
  endsOn: day(endsOn),
  ...more,
})

/** The rules over files: pupil, rule and day of each finding of these rules. */
async function assessed(
  files: { termDates: string; pupils: string; attendance: string },
  rules: readonly string[],
  on = '2025-12-19',
) {
  const problems: string[] = []
  const all = await assess(files, day(on), (file, { line, column }) =>
    problems.push(`${file}:${line}:${column}`),
  )
  const findings = [...all]
    .filter(({ finding }) => rules.includes(finding.rule))
    .map(({ pupil, finding }) => `${pupil.schoolUrn} ${pupil.misId} ${finding.rule} ${finding.on}`)
  return { findings, problems }
}
const header = 'school_urn,mis_id,date,am_code,pm_code,recorded_at\n'

describe('when the clocks change', () => {
  test('in March: a run over the 23-hour Sunday counts the same days', () => {
    const [ten, ...others] = found('T-07', { '2026-03-23..2026-04-02': 'O', '2026-04-20': 'O' })
    assert.deepEqual(others, [])
    assert.equal(ten!.on, '2026-04-20')
    assert.equal(schoolDaysBetween(calendar, day('2026-03-23'), day('2026-04-02')).length, 9)
  })

  test('in October: a run over the 25-hour Sunday counts the same days', () => {
    const autumn = schoolCalendar([term('2026-10-12', '2026-11-06')])
    const [ten] = found(
      'T-07',
      { '2026-10-19..2026-10-30': 'O' },
      {},
      { on: day('2026-11-06'), days: autumn },
    )
    assert.equal(ten!.on, '2026-10-30')
  })

  test('days to a due day are days, not 24 hours', () => {
    const due = (entry: string) => found('T-10', {}, { entryDate: day(entry) })[0]!.due
    assert.equal(due('2026-03-26'), '2026-03-31')
    assert.equal(due('2025-10-23'), '2025-10-28')
    assert.equal(found('T-04', { '2026-03-27': 'N' })[0]!.due, '2026-04-20')
  })

  test('what was known on such a day ends with that day’s own midnight', async () => {
    const files = (recordedAt: string, date: string) => ({
      termDates: 'kind,name,start_date,end_date\nHALF_TERM,,2025-09-01,2026-07-17\n',
      pupils: 'school_urn,mis_id,date_of_birth,entry_date\n999001,1,2014-01-15,2021-09-02\n',
      attendance: `${header}999001,1,${date},N,N,${recordedAt}\n`,
    })
    const isKnown = async (recordedAt: string, date: string, knownOn: string) => {
      const all = await assess(files(recordedAt, date), day('2026-07-17'), () => {}, day(knownOn))
      return [...all].some(({ finding }) => finding.rule === 'T-04')
    }
    // 26 October 2025 ends at midnight UTC, 29 March 2026 an hour before it.
    assert.equal(await isKnown('2025-10-26T23:59:59Z', '2025-10-24', '2025-10-26'), true)
    assert.equal(await isKnown('2025-10-27T00:00:00Z', '2025-10-24', '2025-10-26'), false)
    assert.equal(await isKnown('2026-03-29T22:59:59Z', '2026-03-27', '2026-03-29'), true)
    assert.equal(await isKnown('2026-03-29T23:00:00Z', '2026-03-27', '2026-03-29'), false)
  })

  test('of two marks made in the hour that comes twice, the later row holds', async () => {
    const pupils = 'school_urn,mis_id,date_of_birth,entry_date\n999001,1,2014-01-15,2021-09-02\n'
    const termDates = 'kind,name,start_date,end_date\nHALF_TERM,,2025-09-01,2025-12-19\n'
    const rows = (first: string, second: string) =>
      `${header}999001,1,2025-10-24,${first},2025-10-26T01:30:00\n999001,1,2025-10-24,${second},2025-10-26T01:30:00\n`
    const count = async (attendance: string) =>
      (await assessed({ termDates, pupils, attendance }, ['T-04'])).findings.length
    assert.equal(await count(rows('N,N', 'I,I')), 0)
    assert.equal(await count(rows('I,I', 'N,N')), 1)
  })
})

describe('leap days', () => {
  const leap = schoolCalendar([term('2024-02-19', '2024-03-28'), term('2028-02-21', '2028-03-31')])

  test('29 February is a school day and counts', () => {
    const [ten] = found('T-07', { '2024-02-19..2024-03-01': 'O' }, {}, { on: day('2024-03-28'), days: leap })
    assert.deepEqual([ten!.since, ten!.on], ['2024-02-19', '2024-03-01'])
    const present = { '2024-02-19..2024-03-08': 'O', '2024-02-29': '/' }
    assert.deepEqual(days(found('T-07', present, {}, { on: day('2024-03-28'), days: leap })), [])
    assert.deepEqual(days(found('T-04', { '2028-02-29': 'N' }, {}, { on: day('2028-03-31'), days: leap })), [
      '2028-02-29',
    ])
  })

  test('a day counted to passes it', () => {
    const due = (entry: string) =>
      found('T-10', {}, { entryDate: day(entry) }, { on: day('2028-03-31'), days: leap })[0]!.due
    assert.equal(due('2024-02-26'), '2024-03-02')
    assert.equal(found('T-10', {}, { entryDate: day('2026-02-25') })[0]!.due, '2026-03-02')
    const on = { on: day('2028-03-31'), days: leap }
    assert.equal(found('T-04', { '2028-02-28': 'N' }, {}, on)[0]!.due, '2028-03-06')
  })

  test('a child born on one is of compulsory age when the birthday of other years says so', () => {
    // Five on 28 February or 1 March 2025: either way the next prescribed day is 31 March.
    const marks = { '2026-03-02..2026-03-20': 'O' }
    assert.deepEqual(days(found('T-07', marks, { dob: day('2020-02-29') })), ['2026-03-13'])
    const before = schoolCalendar([term('2025-03-03', '2025-04-11')])
    const on = { on: day('2025-04-11'), days: before }
    assert.deepEqual(days(found('T-07', { '2025-03-10..2025-04-04': 'O' }, { dob: day('2020-02-29') }, on)), [
      '2025-03-31',
    ])
  })
})

describe('a pupil who changes school half-way', () => {
  const termDates = 'kind,name,start_date,end_date\nHALF_TERM,,2025-09-02,2025-10-24\n'
  const away = (urn: string, id: string, from: number, to: number) =>
    schoolDaysBetween(calendar, day('2025-09-02'), day('2025-10-24'))
      .slice(from, to)
      .map(date => `${urn},${id},${date},O,O,\n`)
      .join('')

  test('begins a new count at the new school', async () => {
    const pupils =
      'school_urn,mis_id,date_of_birth,entry_date,leaving_date\n999001,1,2014-01-15,2021-09-02,2025-09-12\n999002,9,2014-01-15,2025-09-15,\n'
    // Nine days at one, nine at the other: eighteen in a row, and no ten at either.
    const nine = await assessed(
      { termDates, pupils, attendance: header + away('999001', '1', 0, 9) + away('999002', '9', 9, 18) },
      ['T-07', 'T-15'],
    )
    assert.deepEqual(nine.findings, [])
    const ten = await assessed(
      { termDates, pupils, attendance: header + away('999001', '1', 0, 9) + away('999002', '9', 9, 19) },
      ['T-07', 'T-15'],
    )
    assert.deepEqual(ten.findings, ['999002 9 T-07 2025-09-26'])
  })

  test('and one who leaves and comes back to the same school begins again too', async () => {
    const pupils =
      'school_urn,mis_id,date_of_birth,entry_date,leaving_date\n999001,1,2014-01-15,2021-09-02,2025-09-12\n999001,1,2014-01-15,2025-09-15,\n'
    const attendance = header + away('999001', '1', 0, 18)
    assert.deepEqual((await assessed({ termDates, pupils, attendance }, ['T-07'])).findings, [])
  })
})

describe('dual registration', () => {
  const termDates = 'kind,name,start_date,end_date\nHALF_TERM,,2025-09-02,2025-10-24\n'
  const pupils =
    'school_urn,mis_id,date_of_birth,entry_date\n999001,1,2014-01-15,2021-09-02\n999002,9,2014-01-15,2021-09-02\n'
  const rows = (urn: string, id: string, codes: string, from: number, to: number) =>
    schoolDaysBetween(calendar, day('2025-09-02'), day('2025-10-24'))
      .slice(from, to)
      .map(date => `${urn},${id},${date},${codes},\n`)
      .join('')

  test('a child expected at the other school (D) is counted there and not here', async () => {
    const attendance = header + rows('999001', '1', 'D,D', 0, 25) + rows('999002', '9', 'O,O', 0, 25)
    assert.deepEqual(
      (await assessed({ termDates, pupils, attendance }, ['T-07', 'T-15', 'PA', 'SA'])).findings,
      ['999002 9 T-07 2025-09-15', '999002 9 T-15 2025-09-29', '999002 9 SA 2025-12-19'],
    )
  })

  test('a day shared between the two (O here, D there) is no whole day of absence at either', async () => {
    const attendance = header + rows('999001', '1', 'O,D', 0, 25) + rows('999002', '9', 'D,O', 0, 25)
    assert.deepEqual((await assessed({ termDates, pupils, attendance }, ['T-07', 'T-15'])).findings, [])
  })
})

describe('a part-time timetable (C2)', () => {
  test('ends the runs on every day that has it, whatever the other session', () => {
    for (const other of ['O', 'N', 'G', 'U', '/']) {
      const marks = { '2025-09-15..2025-10-24': `${other} C2` }
      assert.deepEqual(days(found('T-07', marks)), [], other)
      assert.deepEqual(days(found('T-15', marks)), [], other)
    }
  })

  test('is absence that was authorised, and makes absence persistent', () => {
    const [pa] = found('PA', { '2025-09-15..2025-10-10': '/ C2', '2025-10-13..2025-12-19': '/ C2' })
    assert.equal(pa!.missed, schoolDaysBetween(calendar, day('2025-09-15'), day('2025-12-19')).length)
  })

  test('does not hide an N in the session that the child should come to', () => {
    assert.deepEqual(days(found('T-04', { '2025-09-15': 'N C2' })), ['2025-09-15'])
  })
})

describe('a child with one session a day', () => {
  const am = { sessions: 'AM' as const }
  const pm = { sessions: 'PM' as const }
  const ten = { '2025-09-15..2025-09-26': 'O -' }

  test('has that session for the day: ten of them are ten days', () => {
    assert.deepEqual(days(found('T-07', ten, {}, { on: day('2025-09-26') })), [])
    const marks = { ...ten, '2025-09-29': '/ -' }
    assert.deepEqual(days(found('T-07', marks, am)), ['2025-09-26'])
    assert.deepEqual(days(found('T-07', { '2025-09-15..2025-09-26': '- O' }, pm)), ['2025-09-26'])
    assert.deepEqual(days(found('T-07', { ...marks, '2025-09-22': '/ -' }, am)), [])
    assert.deepEqual(days(found('T-15', { '2025-09-15..2025-10-10': 'O -' }, am)), ['2025-10-10'])
  })

  test('is not looked at in the other session', () => {
    assert.deepEqual(days(found('T-04', { '2025-09-15': '/ N' }, am)), [])
    assert.deepEqual(days(found('T-04', { '2025-09-15': '/ N' }, pm)), ['2025-09-15'])
    assert.deepEqual(days(found('T-07', { '2025-09-15..2025-09-26': 'O /' }, am)), ['2025-09-26'])
  })

  test('is in the sums with one session a day', () => {
    const [pa] = found('PA', { '2025-09-15..2025-09-26': 'O -' }, am, { on: day('2025-10-10') })
    assert.deepEqual([pa!.missed, pa!.possible], [10, 29])
    const [sa] = found('SA', { '2025-09-15..2025-09-26': 'O -' }, am, { on: day('2025-09-26') })
    assert.deepEqual([sa!.missed, sa!.possible], [10, 19])
    assert.deepEqual(days(found('T-09', { '2025-09-15..2025-10-02': 'I -' }, am)), [])
    assert.deepEqual(days(found('T-09', { '2025-09-15..2025-10-03': 'I -' }, am)), ['2025-10-03'])
    assert.deepEqual(days(found('T-09', { '2025-09-15..2025-10-03': 'I -' })), [])
  })

  test('has it explained with that session alone', () => {
    const pupil = pupilWith(calendar, { ...ten, '2025-09-29': 'I -' }, am)
    const finding = registerFindings(calendar, pupil, endOfYear).find(one => one.rule === 'T-07')!
    const lines = explanation(calendar, pupil, finding, endOfYear).days
    assert.deepEqual(
      lines.slice(0, 3).map(({ on, am, pm, did }) => [on, am, pm, did]),
      [
        ['2025-09-12', '/', '', 'broke'],
        ['2025-09-13', undefined, undefined, 'passed-over'],
        ['2025-09-15', 'O', '', 'counted'],
      ],
    )
    assert.equal(lines.at(-1)!.says, 'Code I: ends the count')
    const afternoon = pupilWith(calendar, { '2025-09-15..2025-09-26': '- O' }, pm)
    const theirs = registerFindings(calendar, afternoon, endOfYear).find(one => one.rule === 'T-07')!
    assert.deepEqual(
      explanation(calendar, afternoon, theirs, endOfYear)
        .days.slice(0, 1)
        .map(({ am, pm }) => [am, pm]),
      [['', '\\']],
    )
    const sick = pupilWith(calendar, { '2025-09-15..2025-10-03': 'I -' }, am)
    const t09 = registerFindings(calendar, sick, endOfYear).find(one => one.rule === 'T-09')!
    assert.equal(explanation(calendar, sick, t09, endOfYear).days.at(-1)!.says, '15 days of sickness so far')
    const sickAfternoons = pupilWith(calendar, { '2025-09-15..2025-10-03': '/ I' }, pm)
    const theirT09 = registerFindings(calendar, sickAfternoons, endOfYear).find(one => one.rule === 'T-09')!
    const last = explanation(calendar, sickAfternoons, theirT09, endOfYear).days.at(-1)!
    assert.deepEqual([last.am, last.pm, last.says], ['', 'I', '15 days of sickness so far'])
    const away = pupilWith(calendar, ten, am)
    const sa = registerFindings(calendar, away, day('2025-09-26')).find(one => one.rule === 'SA')!
    assert.equal(
      explanation(calendar, away, sa, day('2025-09-26')).days.at(-1)!.says,
      '10 of 19 possible sessions missed',
    )
  })

  test('of a register that begins in the middle of other marks is read from there', () => {
    const whole = pupilWith(calendar, ten, am)
    const [strip] = whole.strips
    const bytes = new Uint8Array(strip!.length + 7)
    bytes.set(strip!.bytes, 7)
    const moved = { ...whole, strips: [{ ...strip!, bytes, at: 7 }] }
    assert.deepEqual(
      registerFindings(calendar, moved, endOfYear),
      registerFindings(calendar, whole, endOfYear),
    )
  })
})

describe('a child who is not of compulsory age', () => {
  const reception = { dob: day('2021-05-10'), entryDate: day('2025-09-08') }
  const away = { '2025-09-15..2025-10-24': 'O' }
  const leave = { leaves: [{ startsOn: day('2025-12-01'), endsOn: day('2025-12-12') }] }

  test('is in no attendance or sickness return, and not in the twenty days', () => {
    for (const rule of ['T-07', 'T-15'] as const) assert.deepEqual(found(rule, away, reception), [])
    assert.deepEqual(found('T-09', { '2025-09-15..2025-10-24': 'I' }, reception), [])
  })

  test('is in every rule that asks no age', () => {
    assert.equal(found('T-04', { '2025-09-15': 'N' }, reception).length, 1)
    assert.equal(found('PA', { ...away }, reception).length, 1)
    assert.equal(found('T-10', {}, reception).length, 1)
    const left = { ...reception, leavingDate: day('2025-12-05') }
    assert.equal(found('T-11', {}, left).length, 1)
    assert.equal(found('T-21', {}, left).length, 1)
    const notBack = { '2025-12-15..2026-01-30': 'O' }
    assert.equal(found('T-14', notBack, { ...reception, ...leave }).length, 1)
    assert.equal(found('H-10', notBack, { ...reception, ...leave }).length, 1)
  })

  test('and not required to attend (X) is not missing', () => {
    const marks = { '2025-09-15..2025-10-24': 'X' }
    for (const rule of ['T-04', 'T-07', 'PA', 'SA'] as const) {
      assert.deepEqual(found(rule, marks, reception), [])
    }
  })
})

describe('term dates for some year groups', () => {
  const pupils =
    'school_urn,mis_id,date_of_birth,entry_date,leaving_date,nc_year\n' +
    '999001,7,2014-01-15,2021-09-02,,7\n999001,8,2013-01-15,2021-09-02,,8\n999001,0,2013-01-15,2021-09-02,,\n'
  const attendance =
    header +
    ['7', '8', '0']
      .flatMap(id =>
        schoolDaysBetween(calendar, day('2025-09-15'), day('2025-09-29')).map(date =>
          date === '2025-09-18' ? '' : `999001,${id},${date},O,O,\n`,
        ),
      )
      .join('')
  const files = (row: string) => ({
    termDates: `kind,name,start_date,end_date,year_groups\nHALF_TERM,,2025-09-02,2025-10-24,\n${row}`,
    pupils,
    attendance,
  })

  test('hold for a pupil of that year group alone: T-07 needs no tenth day more, T-15 is not ended', async () => {
    const closed = files('INSET,Year 7 at camp,2025-09-29,2025-09-29,7\n')
    // The eleventh day away is no school day for Year 7, so there the tenth day is not reached.
    assert.deepEqual((await assessed(closed, ['T-07'], '2025-09-29')).findings, [
      '999001 0 T-07 2025-09-29',
      '999001 8 T-07 2025-09-29',
    ])
  })

  test('that name no year group are a problem, and the row is left out', async () => {
    const { findings, problems } = await assessed(
      files('INSET,,2025-09-29,2025-09-29,seven\n'),
      ['T-07'],
      '2025-09-29',
    )
    assert.deepEqual(problems, ['term-dates.csv:3:year_groups'])
    assert.equal(findings.length, 3)
  })

  test('follow the pupil from one school year to the next', async () => {
    const twoYears = {
      termDates:
        'kind,name,start_date,end_date,year_groups\nHALF_TERM,,2024-09-02,2024-10-25,\nHALF_TERM,,2025-09-01,2025-10-24,\nCLOSURE,Only Year 6,2024-09-16,2024-09-16,6\n',
      pupils:
        'school_urn,mis_id,date_of_birth,entry_date,leaving_date,nc_year\n999001,7,2014-01-15,2021-09-02,,7\n999001,6,2014-01-15,2021-09-02,2024-10-25,6\n',
      attendance: `${header}999001,7,2024-09-16,N,N,\n999001,6,2024-09-16,N,N,\n`,
    }
    // Year 7 in 2025/26 was Year 6 in 2024/25; so was a pupil who left then in Year 6.
    assert.deepEqual((await assessed(twoYears, ['T-04'], '2025-10-01')).findings, [])
    const other = {
      ...twoYears,
      pupils: twoYears.pupils.replaceAll(',6\n', ',5\n').replaceAll(',7\n', ',6\n'),
    }
    assert.equal((await assessed(other, ['T-04'], '2025-10-01')).findings.length, 2)
  })
})
