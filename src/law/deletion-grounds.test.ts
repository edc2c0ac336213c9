import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { localDate } from '../calendar/local-date.ts'
import { cmeReasons } from './cme-reasons.ts'
import { deletionGrounds, legacyGrounds, readGround } from './deletion-grounds.ts'

const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(import.meta.dirname, 'codesets', file)), { columns: true })

const after = localDate('2024-08-19')
const before = localDate('2024-08-18')

describe('grounds for removal', () => {
  test('are the published fifteen', () => {
    assert.deepEqual(
      deletionGrounds.map(one => [one.code, one.label, one.closest2006]),
      rowsOf('deletion-ground-2024.csv').map(row => [
        row.code,
        row.label,
        row.closest_2006_code!.toUpperCase(),
      ]),
    )
    assert.deepEqual(
      deletionGrounds.filter(one => one.jointEnquiries).map(one => one.letter),
      ['H', 'I'],
    )
    assert.equal(legacyGrounds.length, 15)
  })

  test('are read in every form that schools write', () => {
    const forms = [
      'I',
      'i',
      '9(1)(i)',
      '9.1.i',
      '9-1-i',
      'Ground I',
      'R9-I',
      'r9-i',
      ' 9(1)(I) ',
      '(i)',
      'Reg 9(1)(i)',
      'regulation 9 (1) (i)',
    ]
    for (const form of forms) assert.deepEqual(readGround(form, after).code, 'R9-I', form)
    for (const form of forms) assert.equal(readGround(form, after).problem, undefined, form)
    for (const form of ['8(1)(h)', 'R8-H', '8.1.h', 'h']) {
      const read = readGround(form, before)
      assert.equal(read.code, 'R8-H', form)
      assert.equal(read.problem, undefined, form)
    }
  })

  test('with a bare letter depend on the date of removal', () => {
    assert.equal(
      readGround('d', before).label,
      'Parent notified the school in writing of education otherwise than at school',
    )
    assert.equal(readGround('f', after).code, 'R9-F')
    assert.equal(readGround('i', before).code, 'R8-I')
    assert.equal(readGround('i', after).code, 'R9-I')
  })

  test('that the date contradicts are kept as received, with a problem', () => {
    const old = readGround('8(1)(h)', after)
    assert.equal(old.code, 'R8-H')
    assert.equal(old.asReceived, '8(1)(h)')
    assert.match(old.problem!, /ended on 18 August 2024/)
    assert.match(readGround('9(1)(i)', before).problem!, /began on 19 August 2024/)
  })

  test('that are none, or not there, are a problem', () => {
    for (const text of ['', '  ', 'P', '9(1)(p)', '9(2)(i)', 'moved away', '20 days', 'MI']) {
      const read = readGround(text, after)
      assert.equal(read.code, undefined, text)
      assert.ok(read.problem, text)
    }
  })
})

test('the primary reasons are the published twenty', () => {
  assert.deepEqual(
    cmeReasons.map(one => [one.code, one.label]),
    rowsOf('cme-reason-dfe.csv').map(row => [row.code, row.label]),
  )
})
