import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  dateOf,
  dayNumber,
  fromDayNumber,
  type LocalDate,
  localDate,
  weekday,
} from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { stripWidth, weekdayIndex } from '../calendar/strip-days.ts'
import { attendanceCodes, codeToByte } from '../law/attendance-codes.ts'
import { readMarks } from './attendance-marks.ts'
import { readCtf } from './ctf.ts'
import { yearOfMarks } from './ctf-attendance.ts'
import { leavingReason, relationshipCode, splitName } from './ctf-codes.ts'
import {
  authorityEnd,
  type CtfOut,
  type CtfPupilOut,
  ctfFileName,
  ctfVersion,
  destinationOutside,
  destinationUnknown,
  phoneForFile,
  postcodeForFile,
  writeCtf,
} from './ctf-out.ts'
import { clean } from './text.ts'
import { readXml } from './xml.ts'

const school = { la: '001', estab: '9991', urn: '999991', name: 'Exampleton Primary School' }

/** The example of the interchange text, 1.7, whose every line is here again. */
const amara: CtfPupilOut = {
  upn: 'J001999121001',
  surname: 'TESTCASE',
  forename: 'AMARA',
  dob: localDate('2017-05-14'),
  sex: 'F',
  formerUpn: 'Z00199912600A',
  preferredForename: 'Ama',
  middleNames: 'Ruth',
  ncYear: '5',
  ethnicity: 'BAFR',
  ethnicitySource: 'P',
  languages: [{ type: 'F', language: 'ENG' }],
  medicalFlag: false,
  enrolStatus: 'C',
  freeMeals: [{ from: localDate('2024-02-01') }],
  inCare: false,
  sen: [{ from: localDate('2025-01-13'), provision: 'K' }],
  senNeeds: ['SLCN'],
  address: {
    bs7666: { saon: 'Flat 2', paon: '14', street: 'Sample Street', town: 'Exampleton' },
    postcode: 'zz993vz',
  },
  contacts: [
    {
      order: 1,
      title: 'Ms',
      surname: 'TESTCASE',
      forename: 'GRACE',
      sex: 'F',
      relationship: 'PAM',
      responsibility: true,
      addressAsPupil: true,
      phones: [{ type: 'M', number: '07700 900123' }],
      email: 'grace.testcase@example.org',
    },
  ],
  attendance: [
    {
      year: 2026,
      school,
      possible: 76,
      authorised: 0,
      attended: 54,
      unauthorised: 22,
      start: localDate('2026-09-02'),
      marks: `${'/\\'.repeat(27)}NNNNNNNNNNOOOOOOOOOOOO`,
    },
  ],
  history: [
    {
      school,
      entry: localDate('2021-09-06'),
      leaving: localDate('2026-11-20'),
      reason: 'MI',
      last: true,
    },
  ],
}
const file = (pupil: CtfPupilOut, more: Partial<CtfOut> = {}): CtfOut => ({
  at: '2026-11-20T15:40:00',
  supplier: 'TestMIS',
  source: school,
  destination: destinationUnknown,
  pupil,
  ...more,
})

const example = `<?xml version="1.0" encoding="utf-8"?>
<CTfile>
  <Header>
    <DocumentName>Common Transfer File</DocumentName>
    <CTFversion>26.0</CTFversion>
    <DateTime>2026-11-20T15:40:00</DateTime>
    <DocumentQualifier>full</DocumentQualifier>
    <SupplierID>TestMIS</SupplierID>
    <SourceSchool>
      <LEA>001</LEA>
      <Estab>9991</Estab>
      <URN>999991</URN>
      <SchoolName>Exampleton Primary School</SchoolName>
      <AcademicYear>2026</AcademicYear>
    </SourceSchool>
    <DestSchool>
      <LEA>XXX</LEA>
      <Estab>XXXX</Estab>
    </DestSchool>
  </Header>
  <CTFpupilData>
    <Pupil>
      <UPN>J001999121001</UPN>
      <Surname>TESTCASE</Surname>
      <Forename>AMARA</Forename>
      <DOB>2017-05-14</DOB>
      <Sex>F</Sex>
      <BasicDetails>
        <FormerUPN>Z00199912600A</FormerUPN>
        <PreferredForename>Ama</PreferredForename>
        <MiddleNames>Ruth</MiddleNames>
        <NCyearActual>5</NCyearActual>
        <Ethnicity>BAFR</Ethnicity>
        <EthnicitySource>P</EthnicitySource>
        <Languages>
          <Type>
            <LanguageType>F</LanguageType>
            <Language>ENG</Language>
          </Type>
        </Languages>
        <MedicalFlag>false</MedicalFlag>
        <EnrolStatus>C</EnrolStatus>
      </BasicDetails>
      <FSMhistory>
        <FSMinstance>
          <FSMstartDate>2024-02-01</FSMstartDate>
          <UKcountry>ENG</UKcountry>
        </FSMinstance>
      </FSMhistory>
      <LookedAfter>
        <InCare>false</InCare>
      </LookedAfter>
      <SENhistory>
        <SEN>
          <StartDate>2025-01-13</StartDate>
          <SENprovision>K</SENprovision>
        </SEN>
        <SENneeds>
          <SENneed>
            <SENtype>SLCN</SENtype>
            <SENtypeRank>1</SENtypeRank>
          </SENneed>
        </SENneeds>
      </SENhistory>
      <Address>
        <BS7666Address>
          <SAON>Flat 2</SAON>
          <PAON>14</PAON>
          <Street>Sample Street</Street>
          <Town>Exampleton</Town>
        </BS7666Address>
        <PostCode>ZZ99 3VZ</PostCode>
      </Address>
      <Contacts>
        <Contact>
          <Order>1</Order>
          <Title>Ms</Title>
          <Surname>TESTCASE</Surname>
          <Forename>GRACE</Forename>
          <Sex>F</Sex>
          <Relationship>PAM</Relationship>
          <Responsibility>true</Responsibility>
          <Address>
            <AddressAsPupil>true</AddressAsPupil>
          </Address>
          <Phones>
            <Phone>
              <TelephoneType>M</TelephoneType>
              <PhoneNo>07700900123</PhoneNo>
            </Phone>
          </Phones>
          <Email>grace.testcase@example.org</Email>
        </Contact>
      </Contacts>
      <Attendance>
        <YearData>
          <Year>2026</Year>
          <LEA>001</LEA>
          <Estab>9991</Estab>
          <URN>999991</URN>
          <SchoolName>Exampleton Primary School</SchoolName>
          <SessionsPossible>76</SessionsPossible>
          <SessionsAuthorised>0</SessionsAuthorised>
          <SessionsAttended>54</SessionsAttended>
          <SessionsUnauthorised>22</SessionsUnauthorised>
          <AttendSessions>
            <AttendanceStartDate>2026-09-02</AttendanceStartDate>
            <AttendanceMarks>${'/\\'.repeat(27)}NNNNNNNNNNOOOOOOOOOOOO</AttendanceMarks>
          </AttendSessions>
        </YearData>
      </Attendance>
      <SchoolHistory>
        <School>
          <LEA>001</LEA>
          <Estab>9991</Estab>
          <URN>999991</URN>
          <SchoolName>Exampleton Primary School</SchoolName>
          <EntryDate>2021-09-06</EntryDate>
          <LeavingDate>2026-11-20</LeavingDate>
          <LeavingReason>MI</LeavingReason>
          <LastSchool>true</LastSchool>
        </School>
      </SchoolHistory>
    </Pupil>
  </CTFpupilData>
</CTfile>
`

describe('a transfer file', () => {
  test('is the example of the interchange text, line for line', () => {
    assert.deepEqual(writeCtf(file(amara)), { text: example, problems: [] })
  })

  test('is named by its two ends and a serial', () => {
    assert.equal(ctfFileName(school, destinationUnknown, 1), '0019991_CTF_XXXXXXX_001.xml')
    assert.equal(ctfFileName(school, destinationOutside, 12), '0019991_CTF_MMMMMMM_012.xml')
    assert.equal(ctfFileName(school, authorityEnd('001'), 999), '0019991_CTF_001LLLL_999.xml')
    assert.equal(ctfFileName(school, { la: '820', estab: '5678' }, 1), '0019991_CTF_8205678_001.xml')
    for (const [destination, serial] of [
      [destinationUnknown, 1000],
      [{ la: 'XXX', estab: 'MMMM' }, 1],
      [{ la: 'XXX', estab: '1234' }, 1],
      [{ la: '82', estab: '5678' }, 1],
    ] as const) {
      assert.throws(() => ctfFileName(school, destination, serial), /is not the name/)
    }
  })

  for (const [on, version] of [
    ['2026-08-31', '25.0'],
    ['2026-09-01', '26.0'],
    ['2027-08-31', '26.0'],
    ['2027-09-01', '27.0'],
    ['2109-09-01', '09.0'],
  ] as const) {
    test(`of ${on} has version ${version}`, () => assert.equal(ctfVersion(localDate(on)), version))
  }

  test('has another version where it is told so', () => {
    assert.match(writeCtf(file(amara, { version: '25.0' })).text!, /<CTFversion>25\.0</)
  })

  for (const [element, lacks] of [
    ['UPN', { upn: undefined }],
    ['DOB', { dob: undefined }],
    ['Sex', { sex: 'U' }],
    ['Surname', { surname: ' ' }],
    ['Forename', { forename: '\u0000' }],
  ] as const) {
    test(`is not written without ${element}, and says so`, () => {
      const written = writeCtf(file({ ...amara, ...lacks }))
      assert.equal(written.text, undefined)
      assert.deepEqual(
        written.problems.map(one => [one.element, one.stops]),
        [[element, true]],
      )
    })
  }

  test('leaves out what is no code, and says so', () => {
    const written = writeCtf(file({ ...amara, ncYear: 'E1', enrolStatus: 'Z' }))
    assert.doesNotMatch(written.text!, /NCyearActual|EnrolStatus/)
    assert.deepEqual(
      written.problems.map(one => one.element),
      ['NCyearActual', 'EnrolStatus'],
    )
  })

  test('says what it cut, and cuts no letter in half', () => {
    const written = writeCtf(file({ ...amara, surname: '𝒜'.repeat(36) }))
    assert.match(written.text!, new RegExp(`<Surname>${'𝒜'.repeat(35)}</Surname>`))
    assert.deepEqual(
      written.problems.map(one => one.says),
      ['Surname has more than 35 characters and was cut'],
    )
  })

  test('has no more than five address lines, and says so', () => {
    const written = writeCtf(file({ ...amara, address: { lines: ['1', '2', '3', '4', '5', '6'] } }))
    assert.match(written.text!, /AddressLine5/)
    assert.doesNotMatch(written.text!, /AddressLine6/)
    assert.deepEqual(
      written.problems.map(one => one.element),
      ['AddressLines'],
    )
  })

  test('gives totals alone where the marks are too long, and none where they do not add up', () => {
    const [year] = amara.attendance!
    const long = writeCtf(file({ ...amara, attendance: [{ ...year!, marks: 'Y1'.repeat(500) }] }))
    assert.match(long.text!, /SessionsPossible/)
    assert.doesNotMatch(long.text!, /AttendanceMarks/)
    for (const wrong of [{ possible: 401 }, { unauthorised: 77 }, { attended: -1 }]) {
      const written = writeCtf(file({ ...amara, attendance: [{ ...year!, ...wrong }] }))
      assert.doesNotMatch(written.text!, /YearData/)
      assert.deepEqual(
        written.problems.map(one => one.element),
        ['YearData'],
      )
    }
  })
})

test('postcodes and numbers are written as files have them', () => {
  assert.equal(postcodeForFile(' zz9 9o aa'), 'ZZ99 0AA')
  assert.equal(postcodeForFile('W1'), 'W1')
  assert.equal(phoneForFile(' +44 (0)7700 900 123'), '+4407700900123')
  assert.equal(phoneForFile('07700-900123 ext +5'), '077009001235')
  assert.equal(phoneForFile('none'), '')
})

describe('written and read again', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      'Zoë',
      "O'Connor-Smith",
      'Ó Súilleabháin',
      '<&>',
      ']]>',
      '&amp;',
      '"quoted"',
      'Łukasz  Żak',
      'e\u0301',
      '\ud800',
      'A\u0000B',
    ),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  const day = fc
    .integer({ min: dayNumber(dateOf(2008, 1, 1)), max: dayNumber(dateOf(2026, 1, 1)) })
    .map(fromDayNumber)
  /** What any reader can have of a text of at most n characters. */
  const kept = (text: string, n: number): string | undefined => {
    const plain = clean(text.toWellFormed().replaceAll(/[\ufffe\uffff]/g, ''))
    return clean([...plain].slice(0, n).join('')) || undefined
  }
  const withoutNothing = (of: object) => JSON.parse(JSON.stringify(of)) as unknown

  test('the pupil is the same, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.record({
          surname: nasty,
          forename: nasty,
          middleNames: nasty,
          preferredForename: nasty,
          formerSurname: nasty,
          dob: day,
          sex: fc.constantFrom('M', 'F'),
          lines: fc.array(nasty, { maxLength: 7 }),
          contacts: fc.array(fc.record({ surname: nasty, forename: nasty }), { maxLength: 4 }),
        }),
        given => {
          const written = writeCtf(
            file({
              upn: 'J001999121001',
              ...given,
              address: { lines: given.lines, postcode: 'ZZ99 3VZ' },
              contacts: given.contacts.map(one => ({
                ...one,
                relationship: 'OTH',
                phones: [{ type: 'H', number: '07700 900 001' }],
              })),
            }),
          )
          const [surname, forename] = [kept(given.surname, 35), kept(given.forename, 35)]
          if (!surname || !forename) {
            assert.equal(written.text, undefined)
            assert.ok(written.problems.some(one => one.stops))
            return
          }
          const read = readCtf(written.text!)
          assert.ok('pupils' in read)
          assert.deepEqual(withoutNothing(read.pupils), [
            withoutNothing({
              lines: given.lines
                .map(line => kept(line, Number.POSITIVE_INFINITY))
                .filter(line => line !== undefined)
                .slice(0, 5)
                .map(line => kept(line, 40)),
              phones: [],
              contacts: given.contacts
                .filter(one => kept(one.surname, 35) !== undefined)
                .map(one => ({
                  phones: ['07700900001'],
                  surname: kept(one.surname, 35),
                  forename: kept(one.forename, 35),
                })),
              upn: 'J001999121001',
              surname,
              forename,
              dateOfBirth: given.dob,
              sex: given.sex,
              preferredForename: kept(given.preferredForename, 35),
              formerSurname: kept(given.formerSurname, 35),
              middleNames: kept(given.middleNames, 35),
              postcode: 'ZZ99 3VZ',
            }),
          ])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('nothing of a text gets out of its element', () => {
    fc.assert(
      fc.property(nasty, nasty, (surname, email) => {
        const written = writeCtf(file({ ...amara, surname: `A${surname}`, email }))
        const names: string[] = []
        readXml(written.text!, { open: name => names.push(name), close: () => {} })
        const plain: string[] = []
        const text = writeCtf(
          file({ ...amara, surname: 'A', email: kept(email, 254) ? 'a@example.org' : undefined }),
        )
        readXml(text.text!, { open: name => plain.push(name), close: () => {} })
        assert.deepEqual(names, plain)
      }),
    )
  })
})

describe('marks', () => {
  const year = 2026
  const strip = (...days: readonly (readonly [on: string, am: string, pm: string])[]) => {
    const bytes = Array.from({ length: stripWidth(year) }, () => '.')
    for (const [on, am, pm] of days) {
      const k = weekdayIndex(year, localDate(on))
      bytes[2 * k] = am === '' ? '.' : String.fromCharCode(codeToByte(am))
      bytes[2 * k + 1] = pm === '' ? '.' : String.fromCharCode(codeToByte(pm))
    }
    return { schoolYear: year, marks: bytes.join('') }
  }

  test('run over weekdays, in both halves of the day, with codes of two characters', () => {
    assert.deepEqual(
      yearOfMarks(
        strip(
          ['2026-11-12', '/', '\\'],
          ['2026-11-13', 'C2', 'C2'],
          ['2026-11-16', 'Y1', 'I'],
          ['2026-11-17', '', 'N'],
        ),
        { from: localDate('2026-11-12'), to: localDate('2026-11-17') },
      ),
      {
        year,
        possible: 6,
        attended: 2,
        authorised: 3,
        unauthorised: 1,
        start: '2026-11-12',
        marks: '/\\C2C2Y1I-N',
      },
    )
  })

  test('show a day on which the school is not open as closed', () => {
    const calendar = schoolCalendar([
      {
        kind: 'HALF_TERM',
        name: 'Autumn',
        startsOn: localDate('2026-11-02'),
        endsOn: localDate('2026-11-12'),
      },
    ])
    const { marks } = yearOfMarks(
      strip(['2026-11-12', '/', '\\']),
      { from: localDate('2026-11-12'), to: localDate('2026-11-13') },
      calendar,
    )
    assert.equal(marks, '/\\##')
  })

  for (const [from, to, start, count] of [
    ['2026-11-14', '2026-11-15', undefined, 0],
    ['2026-11-14', '2026-11-16', '2026-11-16', 2],
    ['2026-11-13', '2026-11-15', '2026-11-13', 2],
    ['2026-11-13', '2026-11-12', undefined, 0],
    ['2020-09-01', '2026-09-01', '2026-09-01', 2],
    ['2027-08-31', '2030-09-01', '2027-08-31', 2],
  ] as const) {
    test(`on roll from ${from} to ${to}: ${count} sessions`, () => {
      const read = yearOfMarks(strip(), { from: localDate(from), to: localDate(to) })
      assert.equal(read.start, start)
      assert.equal(read.marks.length, count)
    })
  }

  test('are read again session for session, and the totals are those of the codes', () => {
    const codes = attendanceCodes.filter(code => code.to === undefined && code.code !== '\\')
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('', ...codes.map(one => one.code)),
            fc.constantFrom('', ...codes.map(one => one.code)),
          ),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        days => {
          const weekdays: LocalDate[] = []
          for (let day = dayNumber(dateOf(year, 9, 1)); weekdays.length < days.length; day++)
            if (weekday(fromDayNumber(day)) < 6) weekdays.push(fromDayNumber(day))
          const given = days.map(([am, pm]) => [am, pm === '/' ? '\\' : pm] as const)
          const read = yearOfMarks(strip(...given.map(([am, pm], i) => [weekdays[i]!, am, pm] as const)), {
            from: weekdays[0]!,
            to: weekdays.at(-1)!,
          })
          assert.deepEqual(
            readMarks(read.marks, 'GREEDY'),
            given.flat().map(code => code || undefined),
          )
          const group = (name: string) =>
            given.flat().filter(code => attendanceCodes.find(one => one.code === code)?.group === name).length
          assert.equal(read.attended, group('PRESENT') + group('APPROVED'))
          assert.equal(read.authorised, group('AUTHORISED'))
          assert.equal(read.unauthorised, group('UNAUTHORISED'))
          assert.equal(read.possible, read.attended + read.authorised + read.unauthorised)
        },
      ),
    )
  })
})

test('relationships are written in the Department’s codes', () => {
  for (const [said, code] of [
    ['mother', 'PAM'],
    ['Father', 'PAF'],
    ['PAF', 'PAF'],
    ['Step-mother', 'STM'],
    ['grandmother', 'FAM'],
    ['social worker', 'SWR'],
    ['landlord', 'OTH'],
    [null, 'OTH'],
  ] as const)
    assert.equal(relationshipCode(said), code)
})

test('the leaving reason follows from the ground, and never the other way', () => {
  for (const [ground, next, reason] of [
    ['R9-A', 'school', 'IM'],
    ['R9-A', 'elsewhere', 'II'],
    ['R9-F', 'home', 'EL'],
    ['R9-G', 'abroad', 'LC'],
    ['R9-G', 'school', 'OR'],
    ['R9-H', 'not known', 'MI'],
    ['R9-I', 'abroad', 'MI'],
    ['R9-K', 'not known', 'DD'],
    ['R9-O', 'school', 'PE'],
    ['R9-3-DIED', 'not known', 'DD'],
    ['R9-L', 'not known', 'OR'],
    [undefined, 'not known', 'UK'],
  ] as const)
    assert.equal(leavingReason(ground, next), reason, `${ground} ${next}`)
  // With the most senior class at the end of its year: the codes of the end of a phase, for a transfer alone.
  assert.equal(leavingReason('R9-A', 'school', true), 'PM')
  assert.equal(leavingReason('R9-A', 'elsewhere', true), 'PI')
  assert.equal(leavingReason('R9-I', 'not known', true), 'MI')
  assert.equal(leavingReason('R9-E', 'home'), 'EL')
})

test('a name as one text has its surname last', () => {
  assert.deepEqual(splitName('Grace Ann Testcase'), { forename: 'Grace Ann', surname: 'Testcase' })
  assert.deepEqual(splitName('Maria de la Cruz'), { forename: 'Maria', surname: 'de la Cruz' })
  assert.deepEqual(splitName('Testcase'), { surname: 'Testcase' })
})
