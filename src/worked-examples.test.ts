// The 45 worked examples of the rule catalogue: each is a test somewhere, docs/worked-examples.md says where, and this holds it to that.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { csaEnd, csaStart, yearGroup } from './calendar/age.ts'
import { countSchoolDaysAfter } from './calendar/counting.ts'
import { localDate } from './calendar/local-date.ts'
import { exampleCalendar } from './calendar/worked-examples.ts'
import { cmeDuration } from './law/cme-durations.ts'
import { childProtectionFile } from './law/roll-clocks.ts'
import { isFollowed, readingTest } from './law/testing/readings-switch.ts'

const day = localDate
const project = join(import.meta.dirname, '..')

type Row = { number: string; file: string; name: string }
const rows: Row[] = readFileSync(join(project, 'docs', 'worked-examples.md'), 'utf8')
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
  .filter(cells => /^\d+†?$/.test(cells[1] ?? ''))
  .map(cells => ({ number: cells[1]!, file: cells[3]!, name: cells[4]! }))

const daggered = { '16†': 'OQ-5', '28†': 'OQ-2', '33†': 'OQ-3', '45†': 'OQ-16' }

describe('the table of worked examples', () => {
  test('has each of the 45 once, in order, and † where a reading is followed', () => {
    const expected = Array.from({ length: 45 }, (_, i) => String(i + 1)).map(number =>
      `${number}†` in daggered ? `${number}†` : number,
    )
    assert.deepEqual(
      rows.map(row => row.number),
      expected,
    )
  })

  for (const { number, file, name } of rows) {
    test(`names a test that is there for example ${number}`, () => {
      const code = readFileSync(join(project, file), 'utf8')
      const quoted = [`'${name.replaceAll("'", "\\'")}'`, `"${name}"`]
      const found = quoted.some(
        one =>
          [`test(${one},`, `test(\n    ${one},`, `test(\n      ${one},`].some(start =>
            code.includes(start),
          ) ||
          Object.values(daggered).some(question =>
            [`readingTest('${question}', ${one},`, `'${question}',\n    ${one},`].some(start =>
              code.includes(start),
            ),
          ),
      )
      assert.ok(found, `${file} has no test "${name}"`)
      assert.equal(number.endsWith('†'), name.startsWith(number) && number.endsWith('†'))
    })
  }

  test('marks with † what can be switched off, and nothing else can', () => {
    for (const { number, file, name } of rows.filter(row => row.number in daggered)) {
      const question = daggered[number as keyof typeof daggered]
      assert.match(
        readFileSync(join(project, file), 'utf8'),
        new RegExp(`readingTest\\(\\s*'${question}',`),
        name,
      )
      assert.equal(isFollowed(question, 'OQ-99'), true)
      assert.equal(isFollowed(question, `OQ-99, ${question}`), false)
      assert.equal(isFollowed(question, ''), true)
    }
  })
})

describe('worked examples', () => {
  test('1 to 3: compulsory school age begins on a prescribed day', () => {
    const starts = ['2020-08-31', '2020-09-01', '2021-01-01', '2021-03-31', '2021-04-01'].map(born =>
      csaStart(day(born)),
    )
    assert.deepEqual(starts, ['2025-08-31', '2025-12-31', '2026-03-31', '2026-03-31', '2026-08-31'])
  })

  test('4 to 6: compulsory school age ends on the last Friday in June', () => {
    const ends = ['2010-08-31', '2010-09-01', '2010-06-26'].map(born => csaEnd(day(born)))
    assert.deepEqual(ends, ['2026-06-26', '2027-06-25', '2026-06-26'])
  })

  test('7: born on 31 August 2014 Year 7, on 1 September Year 6', () => {
    for (const on of ['2025-09-01', '2026-08-31']) {
      assert.equal(yearGroup(day('2014-08-31'), day(on)), 7)
      assert.equal(yearGroup(day('2014-09-01'), day(on)), 6)
    }
  })

  readingTest(
    'OQ-3',
    '33†: the child protection file goes by Wednesday 10 December, five school days would be the 12th',
    () => {
      const movedOn = day('2025-12-05')
      assert.equal(childProtectionFile({ calendar: exampleCalendar, movedOn }).due, '2025-12-10')
      assert.equal(countSchoolDaysAfter(exampleCalendar, movedOn, 5).due, '2025-12-12')
    },
  )

  readingTest('OQ-16', '45†: 84 days on the census day are "8 to 12 weeks"', () => {
    assert.equal(cmeDuration(day('2025-07-10'), day('2025-10-02')).label, '8 to 12 weeks')
    assert.notEqual(cmeDuration(day('2025-07-09'), day('2025-10-02')).label, '8 to 12 weeks')
  })
})
