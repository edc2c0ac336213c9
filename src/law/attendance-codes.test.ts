import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { localDate } from '../calendar/local-date.ts'
import {
  attendanceCodes,
  byteToCode,
  closed,
  codeOfByte,
  codeToByte,
  notTaken,
  readCode,
} from './attendance-codes.ts'

const path = join(import.meta.dirname, 'codesets', 'attendance-code.csv')
const published: Record<string, string>[] = parse(readFileSync(path), { columns: true })
const now = localDate('2025-09-02')
const before = localDate('2024-08-18')
const after = localDate('2024-08-19')

describe('attendance codes', () => {
  test('are the published set, with its groups and words', () => {
    const ours = attendanceCodes.map(({ code, label, group }) => ({ code, label, group }))
    const theirs = published.map(row => ({
      code: row.code,
      label: row.label,
      group: row.statistical_group,
    }))
    const byCode = (a: { code: string | undefined }, b: { code: string | undefined }) =>
      a.code! < b.code! ? -1 : 1
    assert.deepEqual(ours.sort(byCode), theirs.sort(byCode))
  })

  test('that are not current end on 18 August 2024, and the new ones begin the day after', () => {
    for (const row of published) {
      const code = row.code!
      assert.equal(readCode(code, after) !== undefined, row.current === 'true', code)
    }
    for (const code of ['H', 'F', 'J', 'Y']) assert.ok(readCode(code, before), code)
    for (const code of ['C1', 'C2', 'J1', 'K', 'Q', 'Y1', 'Y7'])
      assert.equal(readCode(code, before), undefined, code)
  })

  test('each have one byte of their own, never a backslash, a full stop or a control character', () => {
    const letters = attendanceCodes.filter(one => one.code !== '\\').map(one => one.letter)
    assert.equal(new Set(letters).size, letters.length)
    for (const letter of letters) assert.match(letter, /^[A-Za-z/#]$/)
    for (const { code } of attendanceCodes) {
      assert.equal(byteToCode(codeToByte(code), code === '\\' ? 'PM' : undefined), code)
    }
    assert.equal(codeToByte('\\'), codeToByte('/'))
    assert.equal(byteToCode(notTaken), '')
    assert.throws(() => byteToCode('!'.charCodeAt(0)))
    assert.throws(() => codeToByte('QQ'))
  })

  test('are read trimmed and in any case; an empty one is not taken', () => {
    assert.equal(readCode(' o ', now), codeToByte('O'))
    assert.equal(readCode('c2', now), codeToByte('C2'))
    assert.equal(readCode('\\', now), codeToByte('/'))
    assert.equal(readCode('', now), notTaken)
    assert.equal(readCode('  ', now), notTaken)
    for (const text of ['QQ', '.', '-', 'Y8', 'c 2', 'p1']) assert.equal(readCode(text, now), undefined, text)
  })

  test('in the ten-day return are G, N, O and U; in the twenty days G, N and O', () => {
    const counting = (which: 'tenDay' | 'twentyDay') =>
      attendanceCodes
        .filter(code => code[which] === 'counts')
        .map(code => code.code)
        .sort()
        .join('')
    assert.equal(counting('tenDay'), 'GNOU')
    assert.equal(counting('twentyDay'), 'GNO')
  })

  test('that do not count either break a count or are passed over, and nothing else', () => {
    const passedOver = attendanceCodes.filter(one => one.tenDay === 'skips').map(one => one.code)
    assert.deepEqual(passedOver.sort(), ['#', 'Z'])
    for (const one of attendanceCodes) {
      const counts = 'GNOU'.includes(one.code)
      const skips = passedOver.includes(one.code)
      assert.equal(one.tenDay, counts ? 'counts' : skips ? 'skips' : 'breaks', one.code)
      assert.equal(
        one.twentyDay,
        counts && one.code !== 'U' ? 'counts' : skips ? 'skips' : 'breaks',
        one.code,
      )
    }
  })

  test('are found by their byte, and what is no code says so', () => {
    assert.equal(codeOfByte(codeToByte('Y4'))!.code, 'Y4')
    assert.equal(codeOfByte(codeToByte('\\'))!.code, '/')
    assert.equal(codeOfByte(notTaken), undefined)
    assert.equal(closed, codeToByte('#'))
    assert.equal(byteToCode(codeToByte('/'), 'AM'), '/')
    assert.equal(byteToCode(codeToByte('/'), 'PM'), '\\')
    assert.equal(byteToCode(codeToByte('O'), 'PM'), 'O')
    assert.throws(() => codeToByte('QQ'), /"QQ" is not an attendance code/)
    assert.throws(() => byteToCode(33), /Byte 33 stands for no attendance code/)
  })

  test('in school are those of the contract', () => {
    const current = attendanceCodes.filter(code => !code.to && code.inSchool).map(code => code.code)
    assert.deepEqual(current.sort(), ['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B', 'U', 'D'].sort())
  })
})
