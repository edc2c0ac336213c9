import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cleanDate, dateAsTyped, isRealDate } from './dates.ts'

describe('dates as typed', () => {
  for (const [typed, date] of [
    ['2014-03-14', 20140314],
    ['2014-02-31', 20140231],
    ['2014-31-02', 20143102],
    ['2014-00-00', 20140000],
    ['20140314', 20140314],
    ['20140314.0', 20140314],
    ['14032014', 20140314],
    ['2014/3/14', 20140314],
    ['14/3/2014', 20140314],
    ['14/03/2014', 20140314],
    ['14.03.2014', 20140314],
    ['14-03-2014', 20140314],
    ['14 03 2014', 20140314],
    ['31/02/2014', 20140231],
    ['03/14/2014', 20141403],
    ['14/03/2014 00:00:00', 20140314],
    ['2014-03-14T00:00:00Z', 20140314],
    ['2014-03-14 09:30', 20140314],
    ['14 Mar 2014', 20140314],
    ['14-Mar-2014', 20140314],
    ['14 march 2014', 20140314],
    ['14th March, 2014', 20140314],
    ['Friday 14 March 2014', 20140314],
    ['14Sept2014', 20140914],
    ['March 14, 2014', 20140314],
    [' 2014-03-14 ', 20140314],
    ['1932-07-01', 19320701],
    ['1874-07-01', 18740701],
    ['', 0],
    ['unknown', 0],
    ['14-Mar-14', 0],
    ['14/03/14', 0],
    ['140314', 0],
    ['2014', 0],
    ['14 Foo 2014', 0],
    ['0000-00-00', 0],
    ['0001-01-01', 0],
    ['1900-01-01', 0],
    ['9999-12-31', 0],
    ['2014-03-1x', 0],
    ['20l4-03-14', 0],
  ] as const) {
    test(`“${typed}” is ${date}`, () => assert.equal(cleanDate(typed), date))
  }
})

test('real dates are those the calendar has', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1800, max: 2100 }), fc.nat(14), fc.nat(33), (year, month, day) => {
      const date = new Date(Date.UTC(year, month - 1, day))
      const real =
        date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      assert.equal(isRealDate(year * 10000 + month * 100 + day), real)
    }),
    { numRuns: 2000 },
  )
  assert.equal(isRealDate(0), false)
  assert.equal(isRealDate(19000229), false)
  assert.equal(isRealDate(20000229), true)
})

test('a day is the same however it is written', () => {
  const months =
    'January February March April May June July August September October November December'.split(' ')
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      date => {
        const iso = date.toISOString().slice(0, 10)
        const [y, m, d] = iso.split('-').map(Number) as [number, number, number]
        const packed = y * 10000 + m * 100 + d
        for (const written of [
          iso,
          date.toISOString(),
          iso.replaceAll('-', ''),
          `${d}/${m}/${y}`,
          `${d}.${m}.${y}`,
          `${d} ${months[m - 1]} ${y}`,
          `${d}-${months[m - 1]!.slice(0, 3).toUpperCase()}-${y}`,
        ]) {
          assert.equal(cleanDate(written), packed, written)
        }
      },
    ),
  )
})

test('any text gives a whole number of eight digits, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-/. Mart') })),
      text => {
        const date = cleanDate(text)
        assert.ok(date === 0 || (Number.isInteger(date) && date >= 10000000 && date <= 29999999))
      },
    ),
    { numRuns: 2000 },
  )
})

test('what says that there is no date is none as typed either, so that two who have none do not share one', () => {
  for (const typed of [
    ...['', 'N/A', 'unknown', '-', '########', '00/00/0000', '0000-00-00', '99/99/9999', '0', '#N/A', 'null'],
    ...['1900-01-01', '01/01/1900', '01/01/1900 00:00', '1900-01-01 00:00:00', '31/12/1899', '0001-01-01'],
  ]) {
    assert.equal(cleanDate(typed), 0, typed)
    assert.equal(dateAsTyped(typed), '', typed)
  }
  for (const typed of ['14/03/14', 'Mar 2014', '2014', 'about 2014', '41712']) {
    assert.equal(cleanDate(typed), 0, typed)
    assert.equal(dateAsTyped(` ${typed.toUpperCase()} `), typed.toLowerCase())
  }
})
