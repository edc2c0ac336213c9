// A file of free places: what is sound is kept, and what is not is told in the sender's own words with line and column.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { isOld, readVacancyFile } from './vacancy-file.ts'

const today = localDate('2026-11-20')
const schools = [
  { id: 'alder', name: 'Alder Primary', urn: '999001', dfe_number: '001/9001' },
  { id: 'birch', name: 'Birch Secondary', urn: '999002', dfe_number: '001/9002' },
  { id: 'twin1', name: 'St Example', urn: '999003', dfe_number: '001/9003' },
  { id: 'twin2', name: 'St Example', urn: '999004', dfe_number: '001/9004' },
]
const read = (text: string) => readVacancyFile(new TextEncoder().encode(text), schools, today)

describe('a file of free places', () => {
  test('is read in the headings and the ways of writing that senders have', () => {
    const { rows, problems } = read(
      '\uFEFFSchool URN;Yr;Vacancies;As at;Comments\r\n999001;R;2;18/11/2026;near the river\r\n001/9002;Year 7;0;;\r\nalder primary;y4;11;2026-11-20;\r\n',
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(rows, [
      { line: 2, schoolId: 'alder', yearGroup: 0, places: 2, asAt: '2026-11-18', note: 'near the river' },
      { line: 3, schoolId: 'birch', yearGroup: 7, places: 0, asAt: today, note: '' },
      { line: 4, schoolId: 'alder', yearGroup: 4, places: 11, asAt: today, note: '' },
    ])
  })
  test('with wrong cells keeps the sound rows, and names line, column, what stands there and what was expected', () => {
    const { rows, problems } = read(
      [
        'URN,Year group,Places free,As at',
        '999001,4,2,20/11/2026',
        '999999,4,2,20/11/2026',
        '999001,Year 40,lots,21/11/2026',
        'St Example,1,1,20/11/2026',
        '999002,7,3,31/02/2026',
        '999002,8,1,18/11/2025',
      ].join('\n'),
    )
    assert.deepEqual(
      rows.map(row => row.line),
      [2],
    )
    assert.deepEqual(
      problems.map(({ line, column, found }) => [line, column, found]),
      [
        [3, 'URN', '999999'],
        [4, 'Year group', 'Year 40'],
        [4, 'Places free', 'lots'],
        [4, 'As at', '21/11/2026'],
        [5, 'URN', 'St Example'],
        [6, 'As at', '31/02/2026'],
        [7, 'As at', '18/11/2025'],
      ],
    )
    assert.match(problems[2]!.expected, /whole number from 0 to 999/)
  })
  test('without the headings it needs is not read at all', () => {
    const { rows, problems } = read('Name of pupil,Born\nAmina,2017-03-14\n')
    assert.deepEqual(rows, [])
    assert.equal(problems.length, 1)
    assert.equal(problems[0]?.column, 'URN, Year group, Places')
    assert.equal(read('').problems[0]?.found, 'an empty file')
  })
  test('of any bytes never throws, and every row it gives is sound', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('999001', 'Alder Primary', '=1+1', '', '"'),
            fc.string(),
            fc.string(),
            fc.string(),
          ),
        ),
        rows => {
          const found = read(`URN,Year,Places,As at\n${rows.map(row => row.join(',')).join('\n')}`)
          for (const row of found.rows) {
            assert.ok(schools.some(school => school.id === row.schoolId))
            assert.ok(row.places >= 0 && row.places <= 999 && row.yearGroup >= -1 && row.yearGroup <= 14)
            assert.ok(row.asAt <= today)
          }
        },
      ),
    )
    fc.assert(fc.property(fc.uint8Array(), bytes => void readVacancyFile(bytes, schools, today)))
  })
})

test('what was told is old on the day after its days, and not on the last', () => {
  assert.equal(isOld(addDays(today, -14), today, 14), false)
  assert.equal(isOld(addDays(today, -15), today, 14), true)
  assert.equal(isOld(today, today, 1), false)
})
