/**
 * What must hold of any register, said without repeating a rule. A few thousand registers here, a hundred thousand in
 * `npm run test:long`.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { readCode } from '../law/attendance-codes.ts'
import { mergeDay, placeOf, type Sheet, stripsOf } from '../registers/sheet.ts'
import { type AssessedFinding, type AttendanceRow, assess, type Registers } from './library.ts'
import { registerFindings } from './register-findings.ts'
import { casesWanted, register, rowsOf, seeded, shortRegister, termDatesOf } from './testing/generated.ts'
import type { PlainRegister } from './testing/plain-reading.ts'

const numRuns = casesWanted(600)
const runsOf = (findings: readonly AssessedFinding[]) =>
  findings.filter(one => one.rule === 'T-07' || one.rule === 'T-15')
const lines = (findings: readonly AssessedFinding[]) =>
  findings.map(({ because: _, cites: __, ...finding }) => JSON.stringify(finding))

/** A register, and one of its days that have a row. */
const withADay = (registers: typeof register) =>
  fc.tuple(registers, fc.nat()).map(([made, n]) => {
    const days = [...made.marks.keys()]
    return { made, day: days[n % days.length]! }
  })

const marked = (made: PlainRegister, day: string, am: string, pm: string): PlainRegister => ({
  ...made,
  marks: new Map([...made.marks, [day, [am, pm]]]),
})
const found = (made: PlainRegister) => assess(rowsOf(made), { on: made.on }).findings

describe(`on ${numRuns} registers`, () => {
  // Of the first finding only: two runs that become one have one finding between them, so a later one may go. For a child
  // whose age begins or ends on the way it holds too: the day that was found is still counted, in a run at least as long.
  test('a present day turned into a counted absence never makes the first finding later', () => {
    let moved = 0
    fc.assert(
      fc.property(withADay(register), fc.constantFrom('O', 'G', 'N'), ({ made, day }, code) => {
        const before = found(marked(made, day, '/', '\\'))
        const after = found(marked(made, day, code, code))
        for (const rule of ['T-07', 'T-15'] as const) {
          const first = before.find(one => one.rule === rule)?.on
          const now = after.find(one => one.rule === rule)?.on
          if (first !== undefined)
            assert.ok(now !== undefined && now <= first, `${rule}: ${first}, then ${now}`)
          if (now !== first) moved++
        }
      }),
      { numRuns, ...seeded },
    )
    assert.ok(moved > 0 || numRuns < 100)
  })

  test('no run covers a day that was corrected to present', () => {
    let covered = 0
    fc.assert(
      fc.property(withADay(register), fc.boolean(), ({ made, day }, isWhole) => {
        const covers = (one: AssessedFinding) => one.since! <= day && day <= one.on
        const isSchoolDay = schoolCalendar(termDatesOf(made)).days.includes(localDate(day))
        if (!isSchoolDay || day < made.entry || (made.leaving !== undefined && day > made.leaving)) return
        if (runsOf(found(made)).some(covers)) covered++
        const after = found(marked(made, day, isWhole ? '/' : 'O', '\\'))
        assert.deepEqual(runsOf(after).filter(covers), [])
      }),
      { numRuns, ...seeded },
    )
    assert.ok(covered > 0 || numRuns < 100)
  })

  test('rows that do not overlap give the same findings in any order', () => {
    fc.assert(
      fc.property(register, fc.infiniteStream(fc.nat()), (made, chance) => {
        const rows = rowsOf(made)
        const shuffled: Registers = {
          term_dates: shuffle(rows.term_dates, chance),
          pupils: rows.pupils,
          attendance: shuffle(rows.attendance, chance),
          leave: shuffle(rows.leave!, chance),
        }
        assert.deepEqual(
          lines(assess(shuffled, { on: made.on }).findings),
          lines(assess(rows, { on: made.on }).findings),
        )
      }),
      { numRuns, ...seeded },
    )
  })

  test('files that do not overlap give the same strips and the same findings in any order of arrival', () => {
    fc.assert(
      fc.property(shortRegister, fc.infiniteStream(fc.nat()), (made, chance) => {
        // Each file holds some of the sessions of some of the days; no session is in two.
        const sessions = [...made.marks].flatMap(([day, codes]) =>
          codes.map((code, half) => ({ day, half, mark: markOf(code, day), file: chance.next().value % 4 })),
        )
        const files = [0, 1, 2, 3].map(n => sessions.filter(one => one.file === n))
        const inOrder = arrived(files)
        const other = arrived(shuffle(files, chance))
        assert.deepEqual(other, inOrder)
        assert.deepEqual(findingsOfStrips(made, other), lines(found(made)))
      }),
      { numRuns, ...seeded },
    )
  })

  test('a correction that is withdrawn leaves the findings that were there before it', () => {
    let changed = 0
    fc.assert(
      fc.property(
        withADay(shortRegister),
        fc.constantFrom('/', 'O', 'I', '#', ''),
        fc.boolean(),
        ({ made, day }, code, isLate) => {
          const rows = rowsOf(made)
          const row = (am_code: string, pm_code: string, recorded_at: string): AttendanceRow => ({
            school_urn: '999001',
            mis_id: '1',
            date: day,
            am_code,
            pm_code,
            recorded_at,
          })
          const timed = rows.attendance.map(one => ({ ...one, recorded_at: '2027-01-04T10:00:00Z' }))
          const corrected = [...timed, row(code, code, '2027-01-05T10:00:00Z')]
          const withdrawal = row(...made.marks.get(day)!, '2027-01-06T10:00:00Z')
          // The withdrawal may be delivered before what it withdraws.
          const withdrawn = isLate ? [...corrected, withdrawal] : [withdrawal, ...corrected]
          const findings = (attendance: AttendanceRow[], knownOn?: string) =>
            lines(assess({ ...rows, attendance }, { on: made.on, knownOn }).findings)
          const before = findings(timed)
          const between = findings(corrected)
          if (between.join() !== before.join()) changed++
          assert.deepEqual(findings(withdrawn), before)
          // And each of the three can still be asked for, as it was known then.
          assert.deepEqual(findings(withdrawn, '2027-01-04'), before)
          assert.deepEqual(findings(withdrawn, '2027-01-05'), between)
          assert.deepEqual(findings(withdrawn, '2027-01-06'), before)
        },
      ),
      { numRuns, ...seeded },
    )
    assert.ok(changed > 0 || numRuns < 100)
  })
})

function shuffle<T>(all: readonly T[], chance: fc.Stream<number>): T[] {
  const shuffled = [...all]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = chance.next().value % (i + 1)
    const one = shuffled[i]!
    shuffled[i] = shuffled[j]!
    shuffled[j] = one
  }
  return shuffled
}

/** A mark as a sheet holds it; a session of which a file says nothing is a space. */
function markOf(code: string, day: string): string {
  const byte = readCode(code, localDate(day))
  return byte === undefined || code.trim() === '' ? ' ' : String.fromCharCode(byte)
}

type Session = { day: string; half: number; mark: string; file: number }

/** What the store keeps when these files arrive one after another: the strips that all their sheets make. */
function arrived(files: readonly (readonly Session[])[]): Record<number, string> {
  const ledger = new Map<string, Sheet[]>()
  for (const [n, file] of files.entries()) {
    for (const [day, said] of Map.groupBy(file, one => one.day)) {
      const sheets = ledger.get(day) ?? []
      const mark = (half: number) => said.find(one => one.half === half)?.mark ?? ' '
      const next: Sheet = {
        version: sheets.length + 1,
        receivedAt: n,
        enrolments: ['child'],
        marks: mark(0) + mark(1),
        recordedAt: null,
      }
      if (mergeDay(sheets, next).isNew) ledger.set(day, [...sheets, next])
    }
  }
  const days = [...ledger].map(([day, sheets]) => ({ day: localDate(day), sheets }))
  const years = stripsOf(days.filter(({ day }) => placeOf(day) !== undefined)).get('child')
  return Object.fromEntries(years ?? [])
}

function findingsOfStrips(made: PlainRegister, strips: Record<number, string>): string[] {
  const facts = {
    dob: localDate(made.dob),
    entryDate: localDate(made.entry),
    leavingDate: made.leaving === undefined ? undefined : localDate(made.leaving),
    mostJuniorClass: made.mostJunior,
    mostSeniorClass: made.mostSenior,
    leaves: made.leaves.map(({ from, to }) => ({ startsOn: localDate(from), endsOn: localDate(to) })),
    strips: Object.entries(strips).map(([year, text]) => ({
      schoolYear: Number(year),
      bytes: new TextEncoder().encode(text),
      at: 0,
      length: text.length,
    })),
  }
  const findings = registerFindings(schoolCalendar(termDatesOf(made)), facts, localDate(made.on))
  return findings.map(({ rule, on, due, since, missed, possible }) =>
    JSON.stringify({ school_urn: '999001', mis_id: '1', rule, on, due, since, missed, possible }),
  )
}
