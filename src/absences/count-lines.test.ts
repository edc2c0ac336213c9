import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { type CountLine, compact, merged, spanOf, withGaps } from './count-lines.ts'

const day = (on: string, more: Partial<CountLine> = {}): CountLine => ({
  on: localDate(on),
  did: 'counted',
  says: '',
  ...more,
})

describe('what lies between two lines', () => {
  const between = (from: string, to: string, more: Partial<CountLine> = {}) =>
    withGaps(calendar, [day(from, more), day(to)])
      .slice(1, -1)
      .map(({ on, to, did, says }) => [on, to, did, says])

  test('is nothing where they follow each other', () => {
    assert.deepEqual(between('2025-09-15', '2025-09-16'), [])
    assert.deepEqual(between('2025-09-15', '2025-09-17', { to: localDate('2025-09-16') }), [])
    assert.deepEqual(withGaps(calendar, []), [])
  })

  test('is one line, for a day or for many', () => {
    assert.deepEqual(between('2025-09-19', '2025-09-22'), [
      ['2025-09-20', '2025-09-21', 'passed-over', 'weekend'],
    ])
    assert.deepEqual(between('2026-05-03', '2026-05-05'), [
      ['2026-05-04', undefined, 'passed-over', 'bank holiday (Early May)'],
    ])
    assert.deepEqual(between('2026-05-01', '2026-05-05'), [
      ['2026-05-02', '2026-05-04', 'passed-over', 'bank holiday (Early May)'],
    ])
  })

  test('leaves out school days of which nothing is said', () => {
    assert.deepEqual(between('2025-09-17', '2025-09-22'), [
      ['2025-09-20', '2025-09-21', 'passed-over', 'weekend'],
    ])
  })
})

test('a count is made compact: what was passed over is one line each time', () => {
  const passed = (on: string, says: string) => day(on, { did: 'passed-over', says })
  assert.deepEqual(
    compact([
      passed('2025-10-25', 'weekend'),
      passed('2025-10-26', 'weekend'),
      day('2025-10-27'),
      day('2025-10-28'),
      passed('2025-10-29', 'closure'),
      passed('2025-10-30', 'training day'),
    ]).map(({ on, to, did, says }) => [on, to, did, says]),
    [
      ['2025-10-25', '2025-10-26', 'passed-over', 'weekend'],
      ['2025-10-27', undefined, 'counted', ''],
      ['2025-10-28', undefined, 'counted', ''],
      ['2025-10-29', '2025-10-30', 'passed-over', 'closure, training day'],
    ],
  )
})

test('lines that are one are made one, single lines stay', () => {
  const lines = [day('2025-09-15', { says: 'a' }), day('2025-09-16', { says: 'a' }), day('2025-09-17')]
  const isSame = (a: CountLine, b: CountLine) => a.says === b.says
  const all = merged(lines, isSame, some => ({ ...some[0]!, says: `${some.length} lines` }))
  assert.deepEqual(
    all.map(line => line.says),
    ['2 lines', ''],
  )
  assert.deepEqual(
    merged([], isSame, some => some[0]!),
    [],
  )
})

test('a span has the marks that all its days have, or none', () => {
  const marks = { am: 'O', pm: '' }
  assert.deepEqual(spanOf([day('2025-09-15', marks), day('2025-09-16', marks)]), {
    on: '2025-09-15',
    to: '2025-09-16',
    am: 'O',
    pm: '',
  })
  const span = { on: '2025-09-15', to: '2025-09-16' }
  assert.deepEqual(spanOf([day('2025-09-15', marks), day('2025-09-16', { am: 'O', pm: 'O' })]), span)
  assert.deepEqual(spanOf([day('2025-09-15', marks), day('2025-09-16', { am: 'N', pm: '' })]), span)
  assert.deepEqual(spanOf([day('2025-09-15'), day('2025-09-16')]), span)
  assert.equal(spanOf([day('2025-09-15', { to: localDate('2025-09-18') })]).to, '2025-09-18')
})
