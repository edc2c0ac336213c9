import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { emptyStrip, foldDay, mergeDay, placeOf, type Sheet, stripsOf, withMarks } from './sheet.ts'

const sheet = (version: number, rows: [string, string, (number | null)?][], receivedAt = version): Sheet => ({
  version,
  receivedAt,
  enrolments: rows.map(([enrolment]) => enrolment),
  marks: rows.map(([, marks]) => marks).join(''),
  recordedAt: rows.map(([, , at]) => at ?? null),
})
const marksOf = (sheets: Sheet[]) =>
  Object.fromEntries([...foldDay(sheets)].map(([enrolment, { am, pm }]) => [enrolment, am + pm]).sort())

describe('a day of sheets', () => {
  test('the later arrival wins where nobody says when a mark was made', () => {
    assert.deepEqual(marksOf([sheet(1, [['a', 'NN']]), sheet(2, [['a', 'II']])]), { a: 'II' })
  })
  test('the mark made later wins, whichever came first', () => {
    const early = sheet(2, [['a', 'NN', 100]])
    const late = sheet(1, [['a', 'II', 200]])
    assert.deepEqual(marksOf([early, late]), { a: 'II' })
  })
  test('a correction wins over an earlier file without times, though that file was sent after it was made', () => {
    assert.deepEqual(marksOf([sheet(1, [['a', 'NN']], 900), sheet(2, [['a', 'II', 100]], 901)]), { a: 'II' })
    assert.deepEqual(marksOf([sheet(1, [['a', 'II', 100]], 900), sheet(2, [['a', 'NN']], 901)]), { a: 'NN' })
  })
  test('an empty cell says nothing and takes no mark away', () => {
    assert.deepEqual(marksOf([sheet(1, [['a', '//']]), sheet(2, [['a', ' N']]), sheet(3, [['a', '  ']])]), {
      a: '/N',
    })
  })
  test('a correction in the same file wins, and both rows are kept', () => {
    const one = sheet(1, [
      ['a', '//', 100],
      ['a', 'II', 200],
    ])
    assert.deepEqual(marksOf([one]), { a: 'II' })
    assert.equal(one.enrolments.length, 2)
  })
  test('the same marks again are nothing new', () => {
    const first = sheet(1, [['a', 'NN']])
    assert.deepEqual(mergeDay([first], sheet(2, [['a', 'NN']])), {
      isNew: false,
      changes: [],
      isRowNew: [false],
    })
  })
  test('the same mark made again later is kept, because something may yet arrive that was made between', () => {
    const first = sheet(1, [['a', 'NN', 100]])
    const again = sheet(2, [['a', 'NN', 300]])
    const merged = mergeDay([first], again)
    assert.equal(merged.isNew, true)
    assert.deepEqual(merged.changes, [])
    assert.deepEqual(mergeDay([first, again], sheet(3, [['a', 'II', 200]])).changes, [])
  })
  test('what changes is said with what it was', () => {
    assert.deepEqual(mergeDay([sheet(1, [['a', 'N.']])], sheet(2, [['a', 'I ']])).changes, [
      { enrolment: 'a', was: 'N.', is: 'I.' },
    ])
  })
})

const pupils = ['a', 'b', 'c']
const mark = fc.constantFrom('/', 'N', 'I', ' ')
const days = ['2025-09-02', '2025-09-03', '2026-09-01'].map(localDate)
const row = fc.record({
  pupil: fc.constantFrom(...pupils),
  day: fc.constantFrom(...days),
  am: mark,
  pm: mark,
})

/** What the store does, file after file: a sheet for each day mentioned, if it says something new. */
function applied(files: { pupil: string; day: string; am: string; pm: string; at: number | null }[][]) {
  const ledger = new Map<string, Sheet[]>()
  const strips = new Map<string, string>()
  files.forEach((file, n) => {
    for (const day of new Set(file.map(r => r.day))) {
      const rows = file.filter(r => r.day === day)
      const sheets = ledger.get(day) ?? []
      const next = sheet(
        sheets.length + 1,
        rows.map(r => [r.pupil, r.am + r.pm, r.at]),
        n,
      )
      const merged = mergeDay(sheets, next)
      if (merged.isNew) ledger.set(day, [...sheets, next])
      const { schoolYear, at } = placeOf(localDate(day))!
      for (const change of merged.changes) {
        const key = `${change.enrolment} ${schoolYear}`
        strips.set(key, withMarks(strips.get(key) ?? emptyStrip(schoolYear), [{ at, marks: change.is }]))
      }
    }
  })
  const rebuilt = stripsOf([...ledger].map(([day, sheets]) => ({ day: localDate(day), sheets })))
  return { strips: Object.fromEntries([...strips].sort()), rebuilt }
}
const asStrips = (rebuilt: ReturnType<typeof stripsOf>) =>
  Object.fromEntries(
    [...rebuilt]
      .flatMap(([enrolment, years]) => [...years].map(([year, marks]) => [`${enrolment} ${year}`, marks]))
      .sort(),
  )

describe('files in any order', () => {
  test('that say when each mark was made: the same strips', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({ row, at: fc.integer({ min: 1, max: 1000 }), file: fc.integer({ min: 0, max: 4 }) }),
          { selector: r => r.at, maxLength: 25 },
        ),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        (rows, order) => {
          const files = [0, 1, 2, 3, 4].map(n =>
            rows.filter(r => r.file === n).map(r => ({ ...r.row, at: r.at })),
          )
          assert.deepEqual(applied(order.map(n => files[n]!)).strips, applied(files).strips)
        },
      ),
    )
  })
  test('that do not overlap and say nothing of time: the same strips', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ row, file: fc.integer({ min: 0, max: 4 }) }), {
          selector: r => r.row.pupil + r.row.day,
          maxLength: 9,
        }),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        (rows, order) => {
          const files = [0, 1, 2, 3, 4].map(n =>
            rows.filter(r => r.file === n).map(r => ({ ...r.row, at: null })),
          )
          assert.deepEqual(applied(order.map(n => files[n]!)).strips, applied(files).strips)
        },
      ),
    )
  })
  test('strips kept as files came are the strips that the sheets make', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.record({ row, at: fc.option(fc.integer({ min: 1, max: 50 })) }), { maxLength: 6 }),
          { maxLength: 6 },
        ),
        files => {
          const { strips, rebuilt } = applied(files.map(file => file.map(r => ({ ...r.row, at: r.at }))))
          assert.deepEqual(asStrips(rebuilt), strips)
        },
      ),
    )
  })
})
