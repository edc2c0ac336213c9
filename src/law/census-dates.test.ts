import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import {
  type CensusDate,
  censusDates,
  censusDatesWith,
  censusInWords,
  nextCensus,
  problemWithCensusDate,
  type Term,
  terms,
} from './census-dates.ts'

const day = localDate
const own = (schoolYear: number, term: Term, on: string): CensusDate => ({
  schoolYear,
  term,
  on: day(on),
  cites: 'Collection guide',
  mark: 'second-hand',
})

describe('census days', () => {
  test('are those of the catalogue, the first year read and the others not checked', () => {
    assert.deepEqual(
      censusDates.map(date => [censusInWords(date), date.on, date.returnBy, date.mark]),
      [
        ['Autumn 2022/23', '2022-10-06', '2022-11-04', 'read'],
        ['Spring 2022/23', '2023-01-19', '2023-02-17', 'read'],
        ['Summer 2022/23', '2023-05-18', '2023-06-16', 'read'],
        ['Summer 2024/25', '2025-05-15', undefined, 'unverified'],
        ['Autumn 2025/26', '2025-10-02', undefined, 'unverified'],
        ['Spring 2025/26', '2026-01-15', undefined, 'unverified'],
        ['Summer 2025/26', '2026-05-21', undefined, 'unverified'],
        ['Autumn 2026/27', '2026-10-01', undefined, 'unverified'],
        ['Spring 2026/27', '2027-01-21', undefined, 'unverified'],
        ['Summer 2026/27', '2027-05-20', undefined, 'unverified'],
      ],
    )
    for (const date of censusDates) {
      assert.equal(problemWithCensusDate(date), undefined)
      assert.ok(date.cites.length > 20)
    }
    assert.deepEqual([...terms], ['autumn', 'spring', 'summer'])
  })

  test('come one after another, the day itself included', () => {
    assert.equal(nextCensus(day('2026-10-01'))?.on, '2026-10-01')
    assert.equal(nextCensus(day('2026-10-02'))?.on, '2027-01-21')
    assert.equal(nextCensus(day('2027-05-21')), undefined)
    assert.equal(nextCensus(day('2027-05-21'), [own(2027, 'autumn', '2027-10-07')])?.on, '2027-10-07')
  })

  test('set by an authority replace what was not checked, and stand in order', () => {
    const table = censusDatesWith([
      own(2026, 'spring', '2027-01-14'),
      own(2023, 'autumn', '2023-10-05'),
      own(2026, 'spring', '2027-01-28'),
    ])
    assert.equal(table.length, censusDates.length + 1)
    assert.equal(table[3]!.on, '2023-10-05')
    const spring = table.filter(date => censusInWords(date) === 'Spring 2026/27')
    assert.deepEqual(
      spring.map(date => [date.on, date.cites]),
      [['2027-01-28', 'Collection guide']],
    )
    assert.deepEqual([...table.map(date => date.on)].sort(), [...table.map(date => date.on)])
  })

  test('that were read are not replaced', () => {
    const table = censusDatesWith([own(2022, 'autumn', '2022-10-13')])
    assert.deepEqual(table, censusDates)
  })

  test('lie in their term', () => {
    const problem = (term: Term, on: string, schoolYear = 2026) =>
      problemWithCensusDate({ schoolYear, term, on: day(on) })
    assert.equal(problem('autumn', '2026-09-01'), undefined)
    assert.equal(problem('autumn', '2026-12-31'), undefined)
    assert.equal(problem('spring', '2027-01-01'), undefined)
    assert.equal(problem('spring', '2027-03-31'), undefined)
    assert.equal(problem('summer', '2027-04-01'), undefined)
    assert.equal(problem('summer', '2027-07-31'), undefined)
    for (const [term, on] of [
      ['autumn', '2026-08-31'],
      ['autumn', '2027-01-01'],
      ['spring', '2026-12-31'],
      ['spring', '2027-04-01'],
      ['summer', '2027-03-31'],
      ['summer', '2027-08-01'],
      ['autumn', '2025-10-02'],
      ['summer', '2028-05-18'],
    ] as const) {
      assert.equal(problem(term, on), `Enter a day in the ${term} term of 2026/27`, on)
    }
  })
})
