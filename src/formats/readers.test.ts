import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { readAttendance } from './attendance.ts'
import { readAttendanceMarks, readMarks } from './attendance-marks.ts'
import { headerMapping, type Kind, proposeMapping } from './columns.ts'
import { readContacts } from './contacts.ts'
import { readLeave } from './leave.ts'
import { type Problem, readAll } from './problem.ts'
import { readNcYear, readPupils } from './pupils.ts'
import { readSchools } from './schools.ts'
import { readHeaders } from './table.ts'
import { readTermDates } from './term-dates.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))
const school = { dfeNumber: '0019991' }
const brief = (problems: readonly Problem[]) => problems.map(p => [p.line, p.column, p.found, p.severity])

describe('files as four systems send them', () => {
  test('a printed listing from a desktop system', async () => {
    const { records, problems } = await readAll(
      readAttendance(fixture('mis/desktop-session-listing.csv'), { defaultSchool: school }),
    )
    assert.deepEqual(brief(problems), [
      [1, '', 'Session Attendance Listing - Exampleton Primary School - printed 24/10/2025 16:…', 'note'],
      [2, '', 'a blank line', 'note'],
      [4, 'UPN', 'nothing', 'note'],
      [862, 'UPN', 'nothing', 'note'],
      [1252, '', 'Total', 'note'],
    ])
    assert.equal(records.length, 1248)
    assert.deepEqual(records[1], {
      line: 5,
      school,
      pupil: { misId: '2000', admissionNumber: '2000' },
      date: '2025-09-02',
      am: undefined,
      pm: '\\',
      recordedAt: undefined,
    })
    const unexplained = records.filter(r => r.pupil.misId === '2009' && (r.am === 'N' || r.pm === 'N'))
    assert.equal(unexplained.length, 28)
    assert.equal(records.filter(r => r.pupil.misId === '2014' && (r.am === 'C1' || r.pm === 'C1')).length, 4)
  })

  test('a wide register from a cloud system', async () => {
    const { records, problems } = await readAll(
      readAttendance(fixture('mis/cloud-wide-register.csv'), { defaultSchool: school }),
    )
    assert.deepEqual(brief(problems), [[8, 'UPN', 'nothing', 'note']])
    assert.equal(records.length, 16 * 39)
    assert.deepEqual(records[0]!.pupil, { misId: '2016', upn: 'D001999123017' })
    assert.equal(records.filter(r => r.pupil.misId === '2021' && r.am === 'Y1' && r.pm === 'Y1').length, 9)
    assert.equal(records.filter(r => r.pupil.misId === '2030' && r.am === 'U').length, 1)
  })

  test('daily marks from a web system', async () => {
    const { records, problems } = await readAll(readAttendance(fixture('mis/web-daily-marks.csv')))
    assert.deepEqual(problems, [])
    assert.equal(records.length, 632)
    assert.deepEqual(
      records.slice(1, 3).map(r => [r.school.dfeNumber, r.date, r.am, r.pm, r.recordedAt]),
      [
        ['0019991', '2025-09-03', '/', '\\', Date.UTC(2025, 8, 3, 14, 30)],
        ['0019991', '2025-09-03', 'I', 'I', Date.UTC(2025, 8, 6, 8, 10)],
      ],
    )
    const last = records.filter(r => r.pupil.misId === '2033').slice(-3)
    assert.deepEqual(
      last.map(r => [r.am, r.pm]),
      [
        [undefined, undefined],
        [undefined, undefined],
        [undefined, undefined],
      ],
    )
  })

  test('an office pupil list with the things offices do', async () => {
    const { records, problems } = await readAll(
      readPupils(fixture('mis/office-pupil-list.csv'), { defaultSchool: school }),
    )
    assert.deepEqual(brief(problems), [
      [2, 'UPN', 'nothing', 'note'],
      [13, 'UPN', 'nothing', 'note'],
      [14, 'DOB', '31/02/2017', 'held'],
      [22, 'Legal Surname', '=HYPERLINK("http://example.org")', 'warning'],
      [24, 'UPN', 'nothing', 'note'],
      [25, 'UPN', 'A001999123024', 'warning'],
      [35, 'UPN', 'nothing', 'note'],
      [46, 'UPN', 'nothing', 'note'],
    ])
    assert.equal(records.length, 47)
    const of = (misId: string) => records.find(record => record.misId === misId)!
    assert.equal(of('2030').legalSurname, 'Ó Briain')
    assert.equal(of('2017').leavingDate, '2025-10-10')
    assert.equal(of('2017').destinationName, 'gone to Spain?')
    assert.equal(of('2019').deletionGround, '8(1)(h)')
    assert.equal(of('2005').senProvision, 'E')
    assert.equal(of('2003').childProtectionPlan, true)
    assert.equal(of('2008').inCare, true)
    assert.equal(of('2023').upnIs, 'wrong-check-letter')
    assert.deepEqual(of('2005').address.lines, ['6 Invented Road', 'Exampleton'])
    assert.equal(of('2005').address.postcode, 'ZZ99 3VZ')
  })

  test('the same through a mapping that was proposed, saved as JSON and read again', async () => {
    const through = async (kind: Kind, name: string, read: typeof readAttendance | typeof readPupils) => {
      const layout = await readHeaders(kind, fixture(name))
      const saved = JSON.stringify(proposeMapping(kind, layout!.headers).mapping)
      const mapping = headerMapping.parse(JSON.parse(saved))
      assert.deepEqual(
        await readAll<unknown>(read(fixture(name), { mapping, defaultSchool: school })),
        await readAll<unknown>(read(fixture(name), { defaultSchool: school })),
      )
    }
    await through('pupils', 'mis/office-pupil-list.csv', readPupils)
    for (const name of ['desktop-session-listing', 'cloud-wide-register', 'web-daily-marks'])
      await through('attendance', `mis/${name}.csv`, readAttendance)
  })

  test('the national register of schools', async () => {
    const { records, problems } = await readAll(readSchools(fixture('schools-national-extract-sample.csv')))
    assert.deepEqual(problems, [])
    assert.deepEqual(
      records.map(r => [r.urn, r.dfeNumber, r.statusCode, r.closedOn, r.postcode]),
      [
        ['138130', '3557025', '1', undefined, 'M30 9DY'],
        ['140134', '2074320', '2', '2022-12-31', 'W8 7AF'],
      ],
    )
  })
})

describe('the canonical layouts', () => {
  test('attendance', async () => {
    const { records, problems } = await readAll(
      readAttendance(
        'school_urn,mis_id,upn,date,am_code,pm_code,am_minutes_late,pm_minutes_late\n' +
          '999991,1042,J001999121001,2026-10-08,/,\\,,\n' +
          '999991,1043,Y001999121002,2026-10-09, l ,,12,\n',
      ),
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      records.map(r => [r.school.urn, r.pupil.misId, r.pupil.upn, r.date, r.am, r.pm]),
      [
        ['999991', '1042', 'J001999121001', '2026-10-08', '/', '\\'],
        ['999991', '1043', 'Y001999121002', '2026-10-09', 'L', undefined],
      ],
    )
  })

  test('a bad row is held and says which cell; the rest goes through', async () => {
    const { records, problems } = await readAll(
      readAttendance(
        'school_urn,mis_id,date,am_code,pm_code\n' +
          '999991,1,2026-02-30,/,\\\n' +
          '99,2,2026-10-08,/,\\\n' +
          '999991,,2026-10-08,/,\\\n' +
          '999991,4,2026-10-08,/,\\,x\n' +
          ',5,2026-10-08,/,\\\n' +
          '999991,6,2026-10-08,/,\\\n',
      ),
    )
    assert.deepEqual(brief(problems), [
      [2, 'date', '2026-02-30', 'held'],
      [3, 'school_urn', '99', 'held'],
      [4, 'mis_id', 'nothing', 'held'],
      [5, '', '6 cells, the last of them x', 'held'],
      [6, 'school_urn', 'nothing', 'held'],
    ])
    assert.deepEqual(
      records.map(r => r.pupil.misId),
      ['6'],
    )
  })

  test('a UPN with the wrong letter names nobody by itself', async () => {
    const { records, problems } = await readAll(
      readAttendance('school_urn,upn,date,session,code\n999991,A001999121001,2026-10-08,AM,N\n'),
    )
    assert.equal(records.length, 0)
    assert.deepEqual(brief(problems), [[2, 'upn', 'A001999121001', 'held']])
  })

  test('contacts', async () => {
    const { records, problems } = await readAll(
      readContacts(
        'school_urn,mis_id,contact_order,title,surname,forename,relationship,parental_responsibility,phone_1,phone_1_type,email,court_order_restriction\n' +
          '999991,1042,1,Ms,Testcase,Grace,Mother,Y,+447700900123,Mobile,grace@example.org,\n' +
          '999991,1042,2,,Testcase,Ada,Grandmother,N,07700 900124,H,,true\n',
      ),
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      records.map(r => [r.order, r.relationship, r.relationshipWords, r.phones, r.courtOrderRestriction]),
      [
        [1, 'PAM', 'Mother', [{ number: '+447700900123', type: 'M' }], undefined],
        [2, 'REL', 'Grandmother', [{ number: '07700 900124', type: 'H' }], true],
      ],
    )
  })

  test('leave, and leave that ends before it begins', async () => {
    const { records, problems } = await readAll(
      readLeave(
        'school_urn,mis_id,start_date,end_date\n999991,1,01/12/2025,12/12/2025\n999991,2,2025-12-12,2025-12-01\n',
      ),
    )
    assert.deepEqual(
      records.map(r => [r.startsOn, r.endsOn]),
      [['2025-12-01', '2025-12-12']],
    )
    assert.deepEqual(brief(problems), [[3, 'end_date', '2025-12-01', 'held']])
  })

  test('term dates', async () => {
    const { records, problems } = await readAll(
      readTermDates(
        'la_code,academic_year,kind,name,start_date,end_date,pupil_days,school_urn\n' +
          '1,2025/26,HALF_TERM,Autumn 1,2025-09-02,2025-10-24,39,\n' +
          '001,2025/26,Bank holiday,May Day,2026-05-04,2026-05-04,,999001\n' +
          '001,2025/26,PICNIC,,2026-05-04,2026-05-04,,\n',
      ),
    )
    assert.deepEqual(
      records.map(r => [r.laCode, r.kind, r.startsOn, r.school?.urn, r.pupilDays]),
      [
        ['001', 'HALF_TERM', '2025-09-02', undefined, 39],
        ['001', 'BANK_HOLIDAY', '2026-05-04', '999001', undefined],
      ],
    )
    assert.deepEqual(brief(problems), [[4, 'kind', 'PICNIC', 'held']])
  })

  test('term dates for some year groups only', async () => {
    const { records, problems } = await readAll(
      readTermDates(
        'kind,name,start_date,end_date,year_groups\n' +
          'HALF_TERM,Autumn 1,2025-09-02,2025-10-24,\n' +
          'INSET,Staff,2025-10-08,2025-10-08,7 8\n' +
          'INSET,Settling in,2025-09-02,2025-09-03,"R, N"\n' +
          'CLOSURE,Exams,2026-06-15,2026-07-21,Y11-Y13\n' +
          'CLOSURE,Who,2026-06-15,2026-07-21,some\n',
      ),
    )
    assert.deepEqual(
      records.map(r => [r.name, r.yearGroups]),
      [
        ['Autumn 1', undefined],
        ['Staff', [7, 8]],
        ['Settling in', [-1, 0]],
        ['Exams', [11, 12, 13]],
      ],
    )
    assert.deepEqual(brief(problems), [[6, 'year_groups', 'some', 'held']])
  })

  test('a file with no headings says so and gives nothing', async () => {
    for (const file of ['', 'a picture of a cat', '1,2,3\n4,5,6\n']) {
      const { records, problems } = await readAll(readPupils(file))
      assert.equal(records.length, 0)
      assert.deepEqual(
        problems.map(p => [p.line, p.severity]),
        [[1, 'held']],
      )
    }
  })

  test('headings repeated, blank rows and a count below are passed over, and said', async () => {
    const { records, problems } = await readAll(
      readLeave(
        'mis_id,start_date,end_date\n1,2025-12-01,2025-12-02\n,,\nmis_id,start_date,end_date\n,,\n2 records\n',
        {
          defaultSchool: school,
        },
      ),
    )
    assert.equal(records.length, 1)
    assert.deepEqual(brief(problems), [
      [4, '', 'mis_id start_date end_date', 'note'],
      [6, '', '2 records', 'note'],
      [3, '', '2 rows with nothing in them', 'note'],
    ])
  })

  test('no more than the rows allowed', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => `${i},2025-12-01,2025-12-02\n`)
    const { records, problems } = await readAll(
      readLeave('mis_id,start_date,end_date\n' + rows.join(''), {
        defaultSchool: school,
        limits: { rowsMax: 3 },
      }),
    )
    assert.equal(records.length, 3)
    assert.deepEqual(brief(problems), [[5, '', 'more than 3 rows', 'held']])
  })

  test('year groups as people write them', () => {
    const written: [string, string | undefined][] = [
      ['Year 5', '5'],
      ['Y11', '11'],
      ['05', '5'],
      ['Reception', 'R'],
      ['R', 'R'],
      ['N2', 'N2'],
      ['Nursery', 'N2'],
      ['Year R', 'R'],
      ['15', undefined],
      ['Sixth', undefined],
    ]
    for (const [text, code] of written) assert.equal(readNcYear(text), code)
  })
})

describe('marks strings', () => {
  const head = 'school_urn,mis_id,start_date,basis,encoding,marks\n'
  test('a code letter and the digit behind it are one code', () => {
    assert.deepEqual(readMarks('/\\##C2C2Y1Y1NN', 'GREEDY'), [
      '/',
      '\\',
      '#',
      '#',
      'C2',
      'C2',
      'Y1',
      'Y1',
      'N',
      'N',
    ])
    assert.deepEqual(readMarks('/ \\ C2N -  ', 'FIXED2'), ['/', '\\', 'C2', 'N', undefined, undefined])
    assert.equal(typeof readMarks('/\\/', 'GREEDY'), 'string')
    assert.equal(typeof readMarks('/\\€€', 'GREEDY'), 'string')
    assert.equal(typeof readMarks('', 'GREEDY'), 'string')
  })

  test('by weekdays, from a Friday', async () => {
    const { records } = await readAll(readAttendanceMarks(`${head}999991,1,2026-10-09,WEEKDAYS,,/\\NN- \n`))
    assert.deepEqual(
      records.map(r => [r.date, r.am, r.pm]),
      [
        ['2026-10-09', '/', '\\'],
        ['2026-10-12', 'N', 'N'],
        ['2026-10-13', undefined, undefined],
      ],
    )
  })

  test('by calendar days, weekends closed', async () => {
    const { records } = await readAll(readAttendanceMarks(`${head}999991,1,2026-10-09,CALENDAR,,/\\####NN\n`))
    assert.deepEqual(
      records.map(r => r.date),
      ['2026-10-09', '2026-10-12'],
    )
  })

  test('by school days, only with the school’s calendar', async () => {
    const file = `${head}999991,1,2026-10-23,SCHOOL_DAYS,,/\\NN\n`
    const without = await readAll(readAttendanceMarks(file))
    assert.deepEqual(brief(without.problems), [[2, 'basis', 'SCHOOL_DAYS', 'held']])
    const schoolDays = () => [localDate('2026-10-23'), localDate('2026-11-02')]
    const { records } = await readAll(readAttendanceMarks(file, { schoolDays }))
    assert.deepEqual(
      records.map(r => [r.date, r.am]),
      [
        ['2026-10-23', '/'],
        ['2026-11-02', 'N'],
      ],
    )
  })

  test('a layout padded to two characters is seen', async () => {
    const { records } = await readAll(readAttendanceMarks(`${head}999991,1,2026-10-08,,,/ \\ C2C2\n`))
    assert.deepEqual(
      records.map(r => [r.am, r.pm]),
      [
        ['/', '\\'],
        ['C2', 'C2'],
      ],
    )
  })

  test('an odd number of marks, and marks for days to come, hold the row', async () => {
    const file = `${head}999991,1,2026-10-09,WEEKDAYS,,/\\N\n999991,2,2026-10-09,WEEKDAYS,,/\\/\\\n`
    const { records, problems } = await readAll(
      readAttendanceMarks(file, { notAfter: localDate('2026-10-09') }),
    )
    assert.equal(records.length, 0)
    assert.deepEqual(
      problems.map(p => [p.line, p.column, p.severity]),
      [
        [2, 'marks', 'held'],
        [3, 'marks', 'held'],
      ],
    )
  })
})
