import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import * as limits from './absence-limits.ts'
import { type Dated, inForce } from './dated.ts'

const versions: Dated<number>[] = [
  { from: localDate('2020-01-01'), value: 1, cites: 'first' },
  { from: localDate('2024-08-19'), value: 2, cites: 'second' },
]

test('the version in force is the last that has begun', () => {
  assert.equal(inForce(versions, localDate('2024-08-18')).cites, 'first')
  assert.equal(inForce(versions, localDate('2024-08-19')).cites, 'second')
  assert.equal(inForce(versions, localDate('2030-01-01')).cites, 'second')
  assert.throws(() => inForce(versions, localDate('2019-12-31')), /2019-12-31/)
})

test('every limit has its versions in order, and each says where it is from', () => {
  for (const [name, limit] of Object.entries(limits)) {
    for (const [i, version] of limit.entries()) {
      assert.ok(version.cites.length > 20, name)
      assert.ok(i === 0 || limit[i - 1]!.from < version.from, name)
    }
  }
})

test('the numbers in force are those of the catalogue', () => {
  const on = localDate('2025-09-02')
  assert.equal(inForce(limits.attendanceReturnSchoolDays, on).value, 10)
  assert.equal(inForce(limits.continuousAbsenceSchoolDays, on).value, 20)
  assert.equal(inForce(limits.afterLeaveSchoolDays, on).value, 10)
  assert.equal(inForce(limits.reasonUnknownSchoolDays, on).value, 5)
  assert.equal(inForce(limits.sicknessReturnSchoolDays, on).value, 15)
  assert.equal(inForce(limits.newPupilReturnDays, on).value, 5)
  assert.equal(inForce(limits.transferFileSchoolDays, on).value, 15)
  assert.equal(inForce(limits.persistentAbsencePercent, on).value, 10)
  assert.equal(inForce(limits.severeAbsencePercent, on).value, 50)
})
