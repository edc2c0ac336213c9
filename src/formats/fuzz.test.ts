import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAttendance } from './attendance.ts'
import { readAttendanceMarks } from './attendance-marks.ts'
import { readContacts } from './contacts.ts'
import { readLeave } from './leave.ts'
import { type Batch, readAll } from './problem.ts'
import { readPupils } from './pupils.ts'
import { readSchools } from './schools.ts'
import type { ReadOptions } from './table.ts'
import { readTermDates } from './term-dates.ts'

type Reader = (bytes: Uint8Array, options: ReadOptions) => AsyncIterable<Batch<{ line: number }>>
const readers: Reader[] = [
  readPupils,
  readContacts,
  readAttendance,
  readAttendanceMarks,
  readLeave,
  readTermDates,
  readSchools,
]

const folder = join(import.meta.dirname, 'fixtures')
const encoder = new TextEncoder()
const originals = [
  ...readdirSync(join(folder, 'mis'))
    .filter(name => name.endsWith('.csv'))
    .map(name => readFileSync(join(folder, 'mis', name)).subarray(0, 6_000)),
  readFileSync(join(folder, 'schools-national-extract-sample.csv')),
  encoder.encode('school_urn,mis_id,start_date,basis,marks\n999991,1,2026-10-09,WEEKDAYS,/\\NNC2C2\n'),
  encoder.encode('school_urn,mis_id,surname,phone_1\n999991,1,"Test,case",07700900123\n'),
]

/** Chance that comes out the same every time (mulberry32), so that a failure can be seen again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const troubles = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\ufeff',
  '=',
  '31/02/2017',
  'Total',
  '€',
  ' ',
]
const troubleBytes = troubles.map(text => encoder.encode(text))

function mutated(original: Uint8Array, next: (below: number) => number): Uint8Array {
  let bytes = Uint8Array.from(original)
  for (let times = 1 + next(8); times > 0; times--) {
    const at = next(bytes.length + 1)
    const to = Math.min(bytes.length, at + next(200))
    const what = next(5)
    const put =
      what === 0
        ? Uint8Array.of(next(256))
        : what === 1
          ? new Uint8Array(0)
          : what === 2
            ? bytes.slice(at, to)
            : troubleBytes[next(troubleBytes.length)]!
    const keep = what === 1 ? to : what === 4 ? Math.min(bytes.length, at + 1) : at
    bytes = Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(keep)])
  }
  return bytes
}

test('2,000 spoilt files never crash a reader and never hang it', { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const next = chance(seed)
    const bytes = mutated(originals[seed % originals.length]!, next)
    const lines = bytes.reduce((count, byte) => count + (byte === 10 || byte === 13 ? 1 : 0), 1)
    const reader = readers[next(3) === 0 ? next(readers.length) : [2, 2, 0, 2, 6, 3, 1][seed % 7]!]!
    const { records, problems } = await readAll(reader(bytes, { defaultSchool: { urn: '999991' } }))
    for (const { line } of [...records, ...problems])
      assert.ok(line >= 1 && line <= lines, `seed ${seed}: line ${line} of ${lines}`)
    const again = await readAll(reader(bytes, { defaultSchool: { urn: '999991' } }))
    assert.deepEqual(again.problems, problems, `seed ${seed}`)
  }
})
