import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  clean,
  decodeText,
  encodeWindows1252,
  readBoolean,
  readDate,
  readDateTime,
  readTime,
  textOf,
} from './text.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('text', () => {
  test('UTF-8, with or without a byte order mark', () => {
    assert.equal(decodeText(bytes('Zoë,Łukasz\n')), 'Zoë,Łukasz\n')
    assert.equal(decodeText(bytes('\ufeffZoë\n')), 'Zoë\n')
  })
  test('Windows-1252 when it is not UTF-8, line by line', () => {
    assert.equal(decodeText(Uint8Array.of(0x5a, 0x6f, 0xeb, 0x0a, 0x80, 0x92)), 'Zoë\n€’')
    assert.equal(decodeText(encodeWindows1252('Ó Briain “x” – Zoë')), 'Ó Briain “x” – Zoë')
    assert.equal(decodeText(encodeWindows1252('Łucja Ňoor 王')), '?ucja Noor ?')
  })
  test('the same however the bytes are cut', async () => {
    const whole = [...bytes('Zoë\nÓ\n王\n'), 0xeb, 0x0a, ...bytes('José')]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 6 }), async cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length]
        const pieces = at.slice(1).map((to, i) => Uint8Array.from(whole.slice(at[i], to)))
        assert.equal((await Array.fromAsync(textOf(pieces))).join(''), 'Zoë\nÓ\n王\në\nJosé')
      }),
    )
  })
  test('control characters go, accents are composed', () => {
    assert.equal(clean(' Jose\u0301\u0000\tB\u00a0 '), 'José B')
  })
})

describe('dates', () => {
  const good: [string, string][] = [
    ['2018-11-12', '2018-11-12'],
    ['12/11/2018', '2018-11-12'],
    ['2/1/2018', '2018-01-02'],
    ['12-11-2018', '2018-11-12'],
    ['12 Nov 2018', '2018-11-12'],
    ['12 november 2018', '2018-11-12'],
    ['Tue 02 Sep 2025', '2025-09-02'],
    ['Tuesday, 2nd Sept 2025', '2025-09-02'],
    ['2018-11-12T00:00:00', '2018-11-12'],
    ['29/02/2024', '2024-02-29'],
  ]
  for (const [text, date] of good) test(text, () => assert.equal(readDate(text), date))
  const bad = [
    '31/02/2017',
    '29/02/2023',
    '12/31/2018',
    '2018-13-01',
    '2018-1-1',
    '12/11/18',
    'Wed 02 Sep 2025',
    '',
    'soon',
  ]
  for (const text of bad) test(`not a day: ${text}`, () => assert.equal(readDate(text), undefined))
  test('a day first is never read as a month', () => assert.equal(readDate('03/04/2026'), '2026-04-03'))
})

describe('small values', () => {
  test('yes or no', () => {
    for (const yes of ['true', 'T', 'Y', 'Yes', '1']) assert.equal(readBoolean(yes), true)
    for (const no of ['false', 'F', 'n', 'No', '0']) assert.equal(readBoolean(no), false)
    assert.equal(readBoolean('perhaps'), undefined)
  })
  test('times', () => {
    assert.equal(readTime('8:45'), '08:45')
    assert.equal(readTime('25:00'), undefined)
  })
  test('instants: London unless it says otherwise', () => {
    assert.equal(readDateTime('2026-01-09T15:30:00'), Date.UTC(2026, 0, 9, 15, 30))
    assert.equal(readDateTime('2026-07-09T15:30:00'), Date.UTC(2026, 6, 9, 14, 30))
    assert.equal(readDateTime('2026-07-09T15:30:00Z'), Date.UTC(2026, 6, 9, 15, 30))
    assert.equal(readDateTime('2026-07-09T15:30:00.25+02:00'), Date.UTC(2026, 6, 9, 13, 30, 0, 250))
    assert.equal(readDateTime('2026-10-25T00:59'), Date.UTC(2026, 9, 24, 23, 59))
    assert.equal(readDateTime('2026-10-25T03:00'), Date.UTC(2026, 9, 25, 3))
    assert.equal(readDateTime('09/07/2026 15:30'), Date.UTC(2026, 6, 9, 14, 30))
    assert.equal(readDateTime('2026-02-30T10:00'), undefined)
    assert.equal(readDateTime('later'), undefined)
  })
})
