// Why a pupil left, as a transfer file says it: an end of a phase, or a transfer in the year.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { exampleCalendar } from '../../calendar/worked-examples.ts'
import { pupilForFile, type TransferRecord } from './transfer-record.ts'

const school = { la: '001', estab: '9001', urn: '999001', name: 'Exampleton Primary School' }
const reasonOf = (leaving: LocalDate, senior: boolean | null, more: Partial<TransferRecord> = {}) => {
  const record: TransferRecord = {
    child: {
      upn: 'A001999121001',
      former_upn: null,
      surname: 'Sample',
      forename: 'Ada',
      middle_names: null,
      preferred_surname: null,
      preferred_forename: null,
      former_surname: null,
      date_of_birth: localDate('2015-01-10'),
      sex: 'F',
      protected: false,
    },
    address: undefined,
    contacts: [],
    flags: [],
    left: {
      id: 'x',
      school,
      nc_year: '6',
      enrol_status: 'C',
      entry_date: localDate('2019-09-02'),
      leaving_date: leaving,
      ground: 'R9-A',
      most_senior_class: senior,
    },
    before: [],
    strips: [],
    calendar: exampleCalendar,
    next: 'school',
    ...more,
  }
  return pupilForFile(record).pupil.history?.at(-1)?.reason
}

// The last term of 2025/26 ends on 21 July 2026 (rules.md section 10).
describe('the reason of leaving', () => {
  for (const [leaving, senior, reason] of [
    ['2026-07-20', true, 'IM'],
    ['2026-07-21', true, 'PM'],
    ['2026-07-22', true, 'PM'],
    ['2026-08-31', true, 'PM'],
    ['2026-07-22', false, 'IM'],
    ['2026-07-22', null, 'IM'],
    ['2026-03-02', true, 'IM'],
  ] as const)
    test(`left ${leaving}, most senior class ${senior}: ${reason}`, () =>
      assert.equal(reasonOf(localDate(leaving), senior), reason))
  test('is of an independent school at the end of a phase too', () =>
    assert.equal(reasonOf(localDate('2026-07-22'), true, { next: 'elsewhere' }), 'PI'))
})
