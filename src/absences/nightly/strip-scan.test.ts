import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayNumber, localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { stripWidth } from '../calendar/strip-days.ts'
import { StripScan } from './strip-scan.ts'

const calendar = schoolCalendar([
  { kind: 'HALF_TERM', name: 'Autumn', startsOn: localDate('2024-09-02'), endsOn: localDate('2024-12-20') },
  { kind: 'HALF_TERM', name: 'Summer', startsOn: localDate('2025-04-22'), endsOn: localDate('2025-07-22') },
  { kind: 'HALF_TERM', name: 'Autumn', startsOn: localDate('2025-09-01'), endsOn: localDate('2025-12-19') },
])
const school = '00000000-0000-7000-8000-0000000000aa'
const id = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** A field as binary COPY has it. */
function field(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length)
  return Buffer.concat([length, content])
}
const uuid = (text: string) => field(Buffer.from(text.replaceAll('-', ''), 'hex'))
function row(enrolment: string, year: number, marks: string): Buffer {
  const number = Buffer.alloc(4)
  number.writeInt32BE(year)
  return Buffer.concat([
    Buffer.from([0, 4]),
    uuid(school),
    uuid(enrolment),
    field(number),
    field(Buffer.from(marks)),
  ])
}
const copied = (rows: Buffer[]) =>
  Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
    Buffer.alloc(8),
    ...rows,
    Buffer.from([0xff, 0xff]),
  ])

/** A year of marks: present, with `away` on the weekdays from a place on. */
function marks(year: number, from: number, days: number, away: string): string {
  const all = '/'.repeat(stripWidth(year))
  return all.slice(0, from * 2) + away.repeat(days * 2) + all.slice((from + days) * 2)
}
const lastWeeks = 230

const rows = [
  row(id(1), 2024, marks(2024, 10, 9, 'O')),
  row(id(2), 2024, marks(2024, 10, 10, 'O')),
  row(id(3), 2024, marks(2024, 10, 1, 'N')),
  // Nine days at the end of the summer term: found only with what comes after.
  row(id(4), 2024, marks(2024, lastWeeks - 9, 10, 'O')),
  row(id(5), 2025, marks(2025, 0, 12, 'G')),
  // A run at the end of the last year is not long enough yet.
  row(id(6), 2025, marks(2025, 75, 4, 'O')),
  row(id(7), 2025, marks(2025, 3, 1, 'I')),
]
const scanned = (pieces: Iterable<Uint8Array>, on = '2025-12-19') => {
  const scan = new StripScan(2025, dayNumber(localDate(on)), of => {
    assert.equal(of, school)
    return calendar
  })
  for (const piece of pieces) scan.take(piece)
  return { rows: scan.rows, candidates: scan.candidates }
}

test('names those whom the rules would find, and those whom the next year may complete', () => {
  const { candidates } = scanned([copied(rows)])
  assert.ok(candidates.includes(id(2)))
  assert.ok(candidates.includes(id(3)))
  assert.ok(candidates.includes(id(5)))
  assert.ok(candidates.includes(id(4)), 'the year ends within a run')
  assert.deepEqual(
    [1, 6, 7].filter(n => candidates.includes(id(n))),
    [],
  )
})

test('it does not matter how the bytes are cut', () => {
  const bytes = copied(rows)
  const whole = scanned([bytes])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), cuts => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      assert.deepEqual(scanned(pieces), whole)
    }),
  )
  assert.deepEqual(scanned(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1))), whole)
})

test('nothing is seen of days to come', () => {
  assert.deepEqual(
    scanned([copied([row(id(5), 2025, marks(2025, 0, 12, 'G'))])], '2025-09-05').candidates,
    [],
  )
})
