import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayNumber, localDate } from '../../calendar/local-date.ts'
import { schoolCalendar } from '../../calendar/school-calendar.ts'
import { stripWidth } from '../../calendar/strip-days.ts'
import type { RuleId } from '../finding.ts'
import { ruleNumbers } from './fingerprints.ts'
import { hasLeave, inMostJuniorClass } from './rolls.ts'
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
function int(value: number): Buffer {
  const number = Buffer.alloc(4)
  number.writeInt32BE(value)
  return field(number)
}
/** PostgreSQL counts days from 2000. */
const day = (date: string | undefined, none = 0x7fffffff) =>
  int(date === undefined ? none : dayNumber(localDate(date)) - dayNumber(localDate('2000-01-01')))
const strip = (enrolment: string, year: number, marks: string) =>
  Buffer.concat([Buffer.from([0, 3]), uuid(enrolment), int(year), field(Buffer.from(marks))])

type OnRoll = { entry?: string; leaving?: string; born?: string; bits?: number }
const onRoll = (
  enrolment: string,
  { entry = '2020-09-01', leaving, born = '2012-01-01', bits = 0 }: OnRoll = {},
) =>
  Buffer.concat([
    Buffer.from([0, 7]),
    uuid(enrolment),
    uuid(school),
    day(entry),
    day(leaving),
    day(born === '' ? undefined : born, -0x80000000),
    int(bits),
    field(Buffer.from('5')),
  ])
const stands = (enrolment: string, rule: RuleId, on: string, due?: string, since?: string) =>
  Buffer.concat([Buffer.from([0, 5]), uuid(enrolment), int(ruleNumbers[rule]), day(on), day(due), day(since)])
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

const strips = [
  strip(id(1), 2024, marks(2024, 10, 9, 'O')),
  strip(id(2), 2024, marks(2024, 10, 10, 'O')),
  strip(id(3), 2024, marks(2024, 10, 1, 'N')),
  // Nine days at the end of the summer term: found only with what comes after.
  strip(id(4), 2024, marks(2024, lastWeeks - 9, 10, 'O')),
  strip(id(5), 2025, marks(2025, 0, 12, 'G')),
  // A run at the end of the last year is not long enough yet, and under a tenth.
  strip(id(6), 2025, marks(2025, 74, 4, 'O')),
  strip(id(7), 2025, marks(2025, 3, 1, 'I')),
  strip(id(8), 2025, marks(2025, 3, 16, 'I')),
]
const everyone = strips.map((_, i) => onRoll(id(i + 1)))

type Given = { rolls?: Buffer[]; standing?: Buffer[]; strips?: Iterable<Uint8Array>; on?: string }
function scanned(given: Given) {
  const scan = new StripScan(localDate(given.on ?? '2025-12-19'), of => {
    assert.equal(of, school)
    return calendar
  })
  scan.takeRolls(copied(given.rolls ?? everyone))
  scan.rollsAreWhole()
  scan.takeStanding(copied(given.standing ?? []))
  for (const piece of given.strips ?? [copied(strips)]) scan.takeStrips(piece)
  return { strips: scan.strips, candidates: scan.candidates().get(school) ?? [] }
}
const named = (given: Given) => scanned(given).candidates.map(one => Number.parseInt(one.slice(-12), 16))

test('names those of whom the register says something that does not stand', () => {
  assert.deepEqual(named({}), [2, 3, 4, 5, 8])
})

test('names nobody of whom the same stands already, and whoever of whom it does not', () => {
  const standing = [
    stands(id(2), 'T-07', '2024-09-27', undefined, '2024-09-16'),
    stands(id(3), 'T-04', '2024-09-16', '2024-09-23'),
    stands(id(5), 'T-07', '2025-09-12', undefined, '2025-09-01'),
    stands(id(5), 'PA', '2025-09-02'),
    stands(id(8), 'T-09', '2025-09-24'),
    stands(id(8), 'PA', '2025-10-01'),
  ]
  // The fourth may go on: only the whole register tells.
  assert.deepEqual(named({ standing }), [4])
  assert.deepEqual(named({ standing: standing.slice(1) }), [2, 4])
  const other = stands(id(7), 'T-07', '2025-09-12', undefined, '2025-09-01')
  assert.deepEqual(named({ standing: [...standing, other] }), [4, 7])
  const due = [stands(id(3), 'T-04', '2024-09-16', '2024-09-24')]
  assert.deepEqual(named({ standing: [...standing.filter((_, i) => i !== 1), ...due] }), [3, 4])
})

test('persistent absence stands from any day of its school year, and no longer', () => {
  const eight = [strips[7]!]
  const rolls = [onRoll(id(8))]
  const illness = stands(id(8), 'T-09', '2025-09-24')
  const pa = (on: string) => [illness, stands(id(8), 'PA', on)]
  assert.deepEqual(named({ rolls, strips: [copied(eight)], standing: pa('2025-11-05') }), [])
  assert.deepEqual(named({ rolls, strips: [copied(eight)], standing: pa('2025-07-20') }), [8])
  const severe = [illness, stands(id(8), 'SA', '2025-11-05')]
  assert.deepEqual(named({ rolls, strips: [copied(eight)], standing: severe }), [8])
})

test('days before entry, after leaving and out of compulsory age are not asked', () => {
  const five = [copied([strips[4]!])]
  assert.deepEqual(named({ rolls: [onRoll(id(5))], strips: five }), [5])
  // Entered and left in these years, so a return was due: that is what is found.
  const moved = [stands(id(5), 'T-10', '2025-09-17', '2025-09-22'), stands(id(5), 'PA', '2025-10-01')]
  assert.deepEqual(named({ rolls: [onRoll(id(5), { entry: '2025-09-17' })], strips: five }), [5])
  assert.deepEqual(
    named({ rolls: [onRoll(id(5), { entry: '2025-09-17' })], strips: five, standing: moved.slice(0, 1) }),
    [],
  )
  const left = [
    stands(id(5), 'T-11', '2025-09-10', '2025-09-10'),
    stands(id(5), 'T-21', '2025-09-10', '2025-10-01'),
    stands(id(5), 'SA', '2025-09-10'),
  ]
  assert.deepEqual(
    named({ rolls: [onRoll(id(5), { leaving: '2025-09-10' })], strips: five, standing: left }),
    [],
  )
  const adult = [onRoll(id(5), { born: '2005-01-01' })]
  assert.deepEqual(named({ rolls: adult, strips: five, standing: [stands(id(5), 'PA', '2025-09-03')] }), [])
})

test('an entry or a removal of long ago is not raised, and what was raised of it stands', () => {
  const none = [copied([])]
  const entered = (entry: string, bits = 0) => [onRoll(id(1), { entry, bits })]
  assert.deepEqual(named({ rolls: entered('2025-09-01'), strips: none }), [1])
  assert.deepEqual(named({ rolls: entered('2025-09-01', inMostJuniorClass), strips: none }), [])
  assert.deepEqual(named({ rolls: entered('2025-07-01'), strips: none }), [])
  assert.deepEqual(named({ rolls: entered('2025-07-01'), strips: none, on: '2025-09-20' }), [1])
  const standing = [stands(id(1), 'T-10', '2025-07-01', '2025-07-06')]
  assert.deepEqual(named({ rolls: entered('2025-07-01'), strips: none, standing }), [])
  assert.deepEqual(named({ rolls: entered('2025-07-02'), strips: none, standing }), [1])
})

test('with leave, or with no day of birth and something standing, a child is always judged', () => {
  const none = [copied([])]
  assert.deepEqual(named({ rolls: [onRoll(id(1), { bits: hasLeave })], strips: none }), [1])
  assert.deepEqual(named({ rolls: [onRoll(id(2), { born: '' })] }), [])
  const standing = [stands(id(2), 'T-07', '2024-09-27', undefined, '2024-09-16')]
  assert.deepEqual(named({ rolls: [onRoll(id(2), { born: '' })], standing }), [2])
})

test('it does not matter how the bytes are cut', () => {
  const bytes = copied(strips)
  const whole = scanned({ strips: [bytes] })
  assert.equal(whole.strips, strips.length)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), cuts => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      assert.deepEqual(scanned({ strips: pieces }), whole)
    }),
  )
  assert.deepEqual(scanned({ strips: Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)) }), whole)
})

test('nothing is seen of days to come', () => {
  const standing = [stands(id(5), 'SA', '2025-09-02')]
  const five = [copied([strip(id(5), 2025, marks(2025, 0, 12, 'G'))])]
  const rolls = [onRoll(id(5))]
  assert.deepEqual(named({ rolls, strips: five, standing, on: '2025-09-05' }), [])
})

test('thousands on the rolls are each found again', () => {
  const many = Array.from({ length: 5000 }, (_, i) => onRoll(id(i + 1)))
  const last = strip(id(4999), 2024, marks(2024, 10, 10, 'O'))
  assert.deepEqual(named({ rolls: many, strips: [copied([last])] }), [4999])
})
