// Row by row: what each column of the four files may hold, what is said of what it may not, and what the rest comes to.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { assess as assessFiles } from './assess.ts'
import {
  type AttendanceRow,
  assess,
  type LeaveRow,
  type PupilRow,
  type Registers,
  type TermDateRow,
} from './library.ts'
import {
  FileRefused,
  type Pupils,
  readAttendance,
  readLeave,
  readPupils,
  readTermDates,
} from './register-files.ts'

type Said = string[]
const saying =
  (said: Said) =>
  (file: string, p: { line: number; column: string; found: string; expected: string; severity: string }) =>
    said.push(`${file} ${p.line} ${p.column} "${p.found}" ${p.severity}: ${p.expected}`)

async function termDates(...rows: string[]) {
  const said: Said = []
  const read = await readTermDates(
    `kind,start_date,end_date,name,school_urn,year_groups\n${rows.join('\n')}\n`,
    saying(said),
  )
  return {
    said,
    read: read.map(r => [r.kind, r.name, r.startsOn, r.endsOn, r.schoolUrn, r.yearGroups].join('|')),
  }
}
const good = 'HALF_TERM,2025-09-02,2025-10-24,Autumn 1,,'
const goodRead = 'HALF_TERM|Autumn 1|2025-09-02|2025-10-24||'

describe('a row of term dates', () => {
  test('is read whole', async () => {
    const { read, said } = await termDates(
      good,
      ' closure ,02/09/2025,2025-09-03,Boiler,999001,R 1',
      'INSET,2006-09-01,2006-09-01,,,',
    )
    assert.deepEqual(read, [
      goodRead,
      'CLOSURE|Boiler|2025-09-02|2025-09-03|999001|0,1',
      'INSET||2006-09-01|2006-09-01||',
    ])
    assert.deepEqual(said, [])
  })
  for (const [row, problem] of [
    ['TERM,2025-09-02,2025-10-24,,,', 'kind "TERM" held: one of HALF_TERM, INSET'],
    ['HALF_TERM,soon,2025-10-24,,,', 'start_date "soon" held'],
    ['HALF_TERM,2025-09-02,2025-09-31,,,', 'end_date "2025-09-31" held'],
    ['HALF_TERM,2025-09-02,2025-09-01,,,', 'end_date "2025-09-01" held: a day not before 2025-09-02'],
    ['HALF_TERM,2006-08-31,2006-09-30,,,', 'start_date "2006-08-31" held: a day from 2006-09-01 on'],
    ['HALF_TERM,2025-09-02,2026-09-04,,,', 'end_date "2026-09-04" held: a day before 2026-09-04'],
    ['HALF_TERM,2025-09-02,2025-10-24,,,Year X', 'year_groups "Year X" held'],
  ] as const) {
    test(`is held: ${row}`, async () => {
      const { read, said } = await termDates(good, row)
      assert.deepEqual(read, [goodRead])
      assert.equal(said.length, 1)
      assert.ok(said[0]!.startsWith(`term-dates.csv 3 ${problem}`), said[0])
    })
  }
  test('may be a year and a day long', async () => {
    assert.deepEqual((await termDates('HALF_TERM,2025-09-02,2026-09-03,,,')).said, [])
  })
})

const columns =
  'school_urn,school_dfe_number,mis_id,upn,date_of_birth,entry_date,leaving_date,most_junior_class,most_senior_class,nc_year'
async function pupils(...rows: string[]) {
  const said: Said = []
  const read = await readPupils(`${columns}\n${rows.join('\n')}\n`, saying(said))
  return { read, said }
}
const shown = (read: Pupils) =>
  read.all.map(p => [
    `${p.schoolUrn}/${p.schoolDfeNumber}/${p.misId}/${p.upn}`,
    ...p.enrolments.map(e =>
      [
        e.dob,
        e.entryDate,
        e.leavingDate,
        e.mostJuniorClass,
        e.mostSeniorClass,
        e.yearGroup,
        e.leaves.length,
      ].join('|'),
    ),
  ])
const one = '999001,,1,,2014-01-15,2021-09-02,,,,'
const oneRead = ['999001//1/', '2014-01-15|2021-09-02|||||0']

describe('a row of pupils', () => {
  test('is read whole', async () => {
    const { read, said } = await pupils(
      '999001,001/9991,1,j001999121001,15/01/2014,2021-09-02,2026-07-20,yes,no,R',
    )
    assert.deepEqual(shown(read), [
      ['999001/0019991/1/J001999121001', '2014-01-15|2021-09-02|2026-07-20|true|false|0|0'],
    ])
    assert.deepEqual(said, [])
  })
  for (const [row, problem] of [
    [',,2,,2014-01-15,2021-09-02,,,,', 'school_urn "" held: which school'],
    ['999001,,,,2014-01-15,2021-09-02,,,,', 'mis_id "" held: which pupil'],
    ['999001,,2,,born,2021-09-02,,,,', 'date_of_birth "born" held'],
    ['999001,,2,,2014-01-15,,,,,', 'entry_date "" held'],
  ] as const) {
    test(`is held: ${row}`, async () => {
      const { read, said } = await pupils(one, row)
      assert.deepEqual(shown(read), [oneRead])
      assert.equal(said.length, 1)
      assert.ok(said[0]!.startsWith(`pupils.csv 3 ${problem}`), said[0])
    })
  }
  test('with a cell that cannot be read is read without it, and said', async () => {
    const { read, said } = await pupils('999001,,1,,2014-01-15,2021-09-02,soon,maybe,,')
    assert.deepEqual(shown(read), [oneRead])
    assert.match(
      said.join('\n'),
      /^pupils\.csv 2 leaving_date "soon" held.*\npupils\.csv 2 most_junior_class "maybe" warning/,
    )
  })
  test('of the same pupil and entry takes the place of the earlier, of another entry stands beside it', async () => {
    const again = '999001,,1,,2014-01-15,2021-09-02,2025-01-10,,,'
    const back = '999001,,1,,2014-01-15,2025-09-02,,,,'
    const { read, said } = await pupils(one, back, again)
    assert.deepEqual(shown(read), [
      ['999001//1/', '2014-01-15|2021-09-02|2025-01-10||||0', '2014-01-15|2025-09-02|||||0'],
    ])
    assert.deepEqual(said, [
      'pupils.csv 4 entry_date "2021-09-02" warning: one row for a pupil and entry date; the later row holds',
    ])
  })
  test('is another pupil’s where school or number is another, though the UPN is the same', async () => {
    const same = 'J001999121001'
    const { read } = await pupils(
      `999001,,1,${same},2014-01-15,2021-09-02,,,,`,
      `999001,,2,${same},2014-01-15,2021-09-02,,,,`,
      `999002,,1,${same},2014-01-15,2021-09-02,,,,`,
      `999001,,,${same},2014-01-15,2025-09-02,,,,`,
    )
    assert.deepEqual(
      shown(read).map(([key, ...times]) => [key, times.length]),
      [
        [`999001//1/${same}`, 2],
        [`999001//2/${same}`, 1],
        [`999002//1/${same}`, 1],
      ],
    )
    assert.equal(read.find('999001', '', '', same)?.misId, '1')
    assert.equal(read.find('', '', '1', same), undefined)
    assert.equal(read.find('999001', '', '3', ''), undefined)
  })
  test('names what is missing by the columns that there are', async () => {
    const said: Said = []
    await readPupils(
      'school_dfe_number,upn,date_of_birth,entry_date\n0019991,J001999121001,2014-01-15,2021-09-02\n,J001999121002,2014-01-15,2021-09-02\n0019991,,2014-01-15,2021-09-02\n',
      saying(said),
    )
    assert.deepEqual(said, [
      'pupils.csv 3 school_dfe_number "" held: which school',
      'pupils.csv 4 upn "" held: which pupil',
    ])
  })
})

describe('a row of leave', () => {
  async function leaves(...rows: string[]) {
    const { read } = await pupils(one)
    const said: Said = []
    await readLeave(`school_urn,mis_id,start_date,end_date\n${rows.join('\n')}\n`, read, saying(said))
    return { leaves: read.all[0]!.leaves.map(l => `${l.startsOn} ${l.endsOn}`), said }
  }
  test('is read', async () => {
    assert.deepEqual(await leaves('999001,1,2025-09-15,2025-09-15'), {
      leaves: ['2025-09-15 2025-09-15'],
      said: [],
    })
  })
  for (const [row, problem] of [
    ['999001,1,2025-09-15,2025-09-14', 'end_date "2025-09-14" held: a day not before 2025-09-15'],
    ['999001,1,then,2025-09-14', 'start_date "then" held'],
    ['999001,1,2025-09-15,', 'end_date "" held'],
    [',1,2025-09-15,2025-09-15', 'school_urn "" held: which school'],
    ['999001,7,2025-09-15,2025-09-15', 'mis_id "7" held: a pupil of this school'],
  ] as const) {
    test(`is held: ${row}`, async () => {
      const { leaves: kept, said } = await leaves('999001,1,2025-09-22,2025-09-23', row)
      assert.deepEqual(kept, ['2025-09-22 2025-09-23'])
      assert.equal(said.length, 1)
      assert.ok(said[0]!.startsWith(`leave.csv 3 ${problem}`), said[0])
    })
  }
})

describe('a row of marks', () => {
  async function marks(...rows: string[]) {
    const { read } = await pupils('999001,,1,J001999121001,2014-01-15,2021-09-02,,,,')
    const said: Said = []
    await readAttendance(
      `school_urn,mis_id,upn,date,am_code,pm_code,recorded_at\n${rows.join('\n')}\n`,
      read,
      saying(said),
    )
    const strips = read.all[0]!.strips.map(strip => {
      const text = String.fromCharCode(...strip.bytes.subarray(strip.at, strip.at + strip.length))
      return `${strip.schoolYear} ${text.replace(/\.+$/, '')}`
    })
    return { strips, said }
  }
  test('stands in its place; a day of the weekend has none', async () => {
    const { strips, said } = await marks(
      '999001,1,,2025-09-01,n,\\,',
      '999001,1,,2025-09-06,O,O,',
      '999001,,J001999121001,2025-09-03, c1 ,,',
      '999001,1,,2026-09-01,/,L,',
    )
    assert.deepEqual(strips, ['2025 N/..c', '2026 /L'])
    assert.deepEqual(said, [])
  })
  for (const [row, problem] of [
    ['999001,1,,2025-09-31,O,O,', 'date "2025-09-31" held'],
    ['999001,1,,2025-09-02,QQ,O,', 'am_code "QQ" warning: an attendance code in use on 2025-09-02'],
    ['999001,7,,2025-09-02,O,O,', 'mis_id "7" held: a pupil of this school'],
    ['999001,,J001999121009,2025-09-02,O,O,', 'upn "J001999121009" held: a pupil of this school'],
    ['999001,,,2025-09-02,O,O,', 'mis_id "" held: which pupil'],
    [',1,,2025-09-02,O,O,', 'school_urn "" held: which school'],
    ['999001,1,,2025-09-02,O,O,just now', 'recorded_at "just now" warning'],
  ] as const) {
    test(`is told: ${row}`, async () => {
      const { said } = await marks('999001,1,,2025-09-01,O,O,', row)
      assert.equal(said.length, 1)
      assert.ok(said[0]!.startsWith(`attendance.csv 3 ${problem}`), said[0])
    })
  }
  test('wins by when it was recorded, else by coming later; a row without a time wins over one with', async () => {
    const at = (hour: string) => `2025-09-01T${hour}:00:00Z`
    const day = (codes: string, recorded = '') => `999001,1,,2025-09-01,${codes},${recorded}`
    const won = async (...rows: string[]) => (await marks(...rows)).strips[0]
    assert.equal(await won(day('O,O', at('10')), day('I,I', at('09'))), '2025 OO')
    assert.equal(await won(day('O,O', at('10')), day('I,I', at('10'))), '2025 II')
    assert.equal(await won(day('O,O', at('10')), day('I,I', at('11'))), '2025 II')
    assert.equal(await won(day('O,O'), day('I,I')), '2025 II')
    assert.equal(await won(day('O,O', at('10')), day('I,I')), '2025 II')
    assert.equal(await won(day('O,O', at('10')), day('I,I'), day('G,G', at('09'))), '2025 GG')
    assert.equal(await won(day('O,O'), day('I,I', at('09')), day('G,G', at('08'))), '2025 II')
    // The last weekday of the year has its time too.
    const last = (codes: string, recorded: string) => `999001,1,,2026-08-31,${codes},${recorded}`
    assert.match((await won(last('O,O', at('10')), last('I,I', at('09'))))!, /OO$/)
  })
})

describe('a file', () => {
  const on = localDate('2025-10-24')
  const folder = {
    termDates: 'kind,start_date,end_date\nHALF_TERM,2025-09-02,2025-10-24\n',
    pupils: 'school_urn,mis_id,date_of_birth,entry_date\n999001,1,2014-01-15,2021-09-02\n',
    attendance: 'school_urn,mis_id,date,am_code,pm_code\n999001,1,2025-09-02,N,/\n',
  }
  const rules = async (more: Partial<typeof folder & { leave: string }>, said: Said = []) =>
    [...(await assessFiles({ ...folder, ...more }, on, saying(said)))].map(
      ({ finding }) => `${finding.rule} ${finding.on}`,
    )

  test('may be parted by commas, semicolons or tabs, with empty lines and a column twice', async () => {
    for (const mark of [',', ';', '\t']) {
      const attendance = folder.attendance.replaceAll(',', mark)
      assert.deepEqual(await rules({ attendance }), ['T-04 2025-09-02', 'SA 2025-10-24'])
    }
    assert.deepEqual(await rules({ attendance: `${folder.attendance}\n  \n` }), [
      'T-04 2025-09-02',
      'SA 2025-10-24',
    ])
    const twice = 'School_URN ,mis_id,DATE,am_code,pm_code,am_code,\n999001,1,2025-09-02,N,/,G,x\n'
    assert.deepEqual(await rules({ attendance: twice }), ['T-04 2025-09-02', 'SA 2025-10-24'])
  })
  test('with rows cut short is read as far as they go', async () => {
    const said: Said = []
    const attendance = 'school_urn,mis_id,date,am_code,pm_code\n999001,1,2025-09-02,N\n'
    assert.deepEqual(await rules({ attendance }, said), ['T-04 2025-09-02', 'SA 2025-10-24'])
    assert.deepEqual(said, [])
  })
  test('is refused, and named, where nothing can be read of it', async () => {
    const refused = (file: string, why: RegExp) => (error: unknown) => {
      assert.ok(error instanceof FileRefused)
      assert.equal(error.file, file)
      assert.match(error.message, new RegExp(`^${file}: `))
      assert.match(error.message, why)
      return true
    }
    await assert.rejects(rules({ pupils: '' }), refused('pupils.csv', /the file is empty/))
    await assert.rejects(
      rules({ pupils: 'school_urn\n' }),
      refused('pupils.csv', /mis_id or upn, date_of_birth, entry_date$/),
    )
    await assert.rejects(
      rules({ attendance: 'school_urn,mis_id,date,am_code,pm_code\n' }),
      refused('attendance.csv', /there is no row/),
    )
    await assert.rejects(
      rules({ leave: 'school_urn,mis_id,start_date,end_date\n999001,1,a,b\n' }),
      refused('leave.csv', /no row could be read/),
    )
    assert.deepEqual(await rules({ leave: 'school_urn,mis_id,start_date,end_date\n' }), [
      'T-04 2025-09-02',
      'SA 2025-10-24',
    ])
    await assert.rejects(
      rules({ termDates: 'kind,start_date,end_date\nBREAK,2025-09-02,2025-10-24\n' }),
      refused('term-dates.csv', /no row makes a school day/),
    )
  })
  test('with a quotation that never ends is said, and the rest read', async () => {
    const said: Said = []
    await rules({ attendance: `${folder.attendance}999001,1,2025-09-03,"O,O\n` }, said)
    assert.deepEqual(await rules({}), ['T-04 2025-09-02', 'SA 2025-10-24'])
    assert.match(said[0]!, /^attendance\.csv 3 /)
  })
})

test('what the rows say does not depend on whether they come from a file', async () => {
  const term_dates: TermDateRow[] = [{ kind: 'HALF_TERM', start_date: '2025-09-02', end_date: '2025-10-24' }]
  const key = { school_urn: '999001', mis_id: '1' }
  const pupil: PupilRow = { ...key, date_of_birth: '2014-01-15', entry_date: '2021-09-02' }
  const attendance: AttendanceRow[] = [{ ...key, date: '2025-09-02', am_code: 'QQ', pm_code: 'N' }]
  const leave: LeaveRow[] = [{ ...key, start_date: '2025-09-10', end_date: '2025-09-09' }]
  const registers: Registers = { term_dates, pupils: [pupil, { ...pupil, mis_id: '' }], attendance, leave }
  const { problems, findings } = assess(registers, { on: '2025-10-24' })
  assert.deepEqual(
    problems.map(one => `${one.list} ${one.row} ${one.column} ${one.severity}`),
    ['pupils 1 mis_id held', 'leave 0 end_date held', 'attendance 0 am_code warning'],
  )
  assert.deepEqual(
    findings.map(one => one.rule),
    ['T-04', 'SA'],
  )
})
