import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { assessCommand } from './commands.ts'
import { type AttendanceRow, askRemoval, assess, type Registers, type RowProblem } from './library.ts'

const sample = join(import.meta.dirname, 'fixtures', 'assess-small')

/** The rows of a file of the sample as objects; its cells hold no quotes. */
function rowsOf<Row>(file: string): Row[] {
  const [header, ...lines] = readFileSync(join(sample, file), 'utf8').trim().split('\n')
  const names = header!.split(',')
  return lines.map(line => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i]])) as Row
  })
}

const sampleRegisters = (): Registers => ({
  term_dates: rowsOf('term-dates.csv'),
  pupils: rowsOf('pupils.csv'),
  attendance: rowsOf('attendance.csv'),
  leave: rowsOf('leave.csv'),
})

const term = { kind: 'HALF_TERM', start_date: '2025-09-02', end_date: '2025-10-24' } as const
const pupil = { school_urn: '999001', mis_id: '1', date_of_birth: '2014-01-15', entry_date: '2021-09-02' }
const marks = (date: string, am_code: string, more: Partial<AttendanceRow> = {}): AttendanceRow => ({
  school_urn: '999001',
  mis_id: '1',
  date,
  am_code,
  pm_code: am_code,
  ...more,
})

function assessed(more: Partial<Registers>, on = '2025-10-24') {
  const { findings, problems } = assess(
    { term_dates: [term], pupils: [pupil], attendance: [], ...more },
    { on },
  )
  return { found: findings.map(({ rule, on }) => `${rule} ${on}`), problems }
}

describe('assess over plain objects', () => {
  test('says what the command prints of the same rows, word for word', async () => {
    let out = ''
    const stdout = new Writable({
      write(piece, _, done) {
        out += String(piece)
        done()
      },
    })
    await assessCommand.run([sample, '--on', '2026-07-20', '--json'], { stdout, stderr: process.stderr })
    const printed = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const { findings, problems } = assess(sampleRegisters(), { on: '2026-07-20' })
    assert.equal(printed.length, 501)
    assert.deepEqual(JSON.parse(JSON.stringify(findings)), printed)
    assert.deepEqual(problems, [])
  })

  test('does not mind the order of the rows of different days', () => {
    const registers = sampleRegisters()
    const turned = { ...registers, attendance: registers.attendance.toReversed() }
    const on = { on: '2026-07-20' }
    assert.deepEqual(assess(turned, on).findings, assess(registers, on).findings)
  })

  test('takes nothing, null and an empty text alike', () => {
    for (const empty of [undefined, null, '']) {
      const { found, problems } = assessed({
        term_dates: [{ ...term, school_urn: empty }],
        pupils: [{ ...pupil, leaving_date: empty, most_junior_class: empty, school_dfe_number: empty }],
        attendance: [{ ...marks('2025-09-02', 'N'), pm_code: empty, recorded_at: empty }],
        leave: [],
      })
      assert.deepEqual(found, ['T-04 2025-09-02', 'SA 2025-10-24'])
      assert.deepEqual(problems, [])
    }
  })

  test('takes yes and no as such', () => {
    const entry_date = '2025-09-02'
    const found = (most_junior_class: boolean) =>
      assessed({ pupils: [{ ...pupil, entry_date, most_junior_class }] }).found
    assert.deepEqual(found(true), [])
    assert.deepEqual(found(false), ['T-10 2025-09-02'])
  })

  test('lets the row recorded later win, else the later row', () => {
    const found = (...attendance: AttendanceRow[]) => assessed({ attendance }).found.length
    const early = { recorded_at: '2025-09-02T10:00:00Z' }
    const late = { recorded_at: '2025-09-03T10:00:00Z' }
    assert.equal(found(marks('2025-09-02', '/', late), marks('2025-09-02', 'N', early)), 0)
    assert.equal(found(marks('2025-09-02', '/', early), marks('2025-09-02', 'N', late)), 2)
    assert.equal(found(marks('2025-09-02', 'N'), marks('2025-09-02', '/')), 0)
  })

  test('answers as it was known on a day', () => {
    const attendance = [
      marks('2025-09-02', 'N', { recorded_at: '2025-09-02T10:00:00Z' }),
      // The last moment of the 3rd in England is before midnight UTC.
      marks('2025-09-02', 'I', { recorded_at: '2025-09-03T22:59:59Z' }),
      marks('2025-09-02', '/', { recorded_at: '2025-09-03T23:00:00Z' }),
    ]
    const known = (knownOn?: string) =>
      assess({ term_dates: [term], pupils: [pupil], attendance }, { on: '2025-10-24', knownOn }).findings.map(
        one => one.rule,
      )
    assert.deepEqual(known('2025-09-02'), ['T-04', 'SA'])
    assert.deepEqual(known('2025-09-03'), ['SA'])
    assert.deepEqual(known('2025-09-04'), [])
    assert.deepEqual(known(), [])
    assert.throws(() => known('soon'), /knownOn: "soon" is not a day/)
  })

  test('counts by the calendar of the pupil’s year group', () => {
    const closed = {
      kind: 'CLOSURE',
      start_date: '2025-09-03',
      end_date: '2025-09-03',
      year_groups: '7-9',
    } as const
    const due = (nc_year: string) =>
      assess(
        {
          term_dates: [term, closed],
          pupils: [{ ...pupil, nc_year }],
          attendance: [marks('2025-09-02', 'N')],
        },
        { on: '2025-09-12' },
      ).findings[0]!.due
    assert.equal(due('6'), '2025-09-09')
    assert.equal(due('8'), '2025-09-10')
  })

  test('names a school by its DfE number and a pupil by the UPN where they have no other', () => {
    const key = { school_dfe_number: '001/9991', upn: 'J001999121001' }
    const { date_of_birth, entry_date } = pupil
    const { findings } = assess(
      {
        term_dates: [term],
        pupils: [{ ...key, date_of_birth, entry_date }],
        attendance: [{ ...key, date: '2025-09-02', am_code: 'N', pm_code: '/' }],
      },
      { on: '2025-09-02' },
    )
    assert.deepEqual(
      findings.map(one => [one.school_urn, one.school_dfe_number, one.mis_id, one.upn]),
      [
        ['', '0019991', '', 'J001999121001'],
        ['', '0019991', '', 'J001999121001'],
      ],
    )
  })

  test('says what it could not read, in which list and row, and goes on', () => {
    const { found, problems } = assessed({
      attendance: [
        marks('2025-09-02', 'N'),
        marks('2025-09-31', 'N'),
        marks('2025-09-03', 'QQ'),
        marks('2025-09-04', 'N', { mis_id: '7' }),
      ],
      leave: [{ school_urn: '999001', mis_id: '1', start_date: '2025-10-02', end_date: '2025-10-01' }],
    })
    assert.deepEqual(found, ['T-04 2025-09-02', 'SA 2025-10-24'])
    const where = ({ list, row, column, found }: RowProblem) => `${list} ${row} ${column} ${found}`
    assert.deepEqual(problems.map(where), [
      'leave 0 end_date 2025-10-01',
      'attendance 1 date 2025-09-31',
      'attendance 2 am_code QQ',
      'attendance 2 pm_code QQ',
      'attendance 3 mis_id 7',
    ])
  })

  test('refuses what nothing can be said of', () => {
    const registers = { term_dates: [term], pupils: [pupil], attendance: [] }
    const on = '2025-10-24'
    assert.throws(() => assess(registers, { on: '24/10/2025' }), /on: "24\/10\/2025" is not a day/)
    assert.throws(
      () => assess({ ...registers, term_dates: [{ ...term, kind: 'BREAK' }] }, { on }),
      /term_dates: no row makes a school day/,
    )
    assert.throws(() => assess({ ...registers, term_dates: [] }, { on }), RangeError)
    const nameless = [{ school_urn: '999001', mis_id: '1', date: '2025-09-02' }] as unknown as AttendanceRow[]
    assert.throws(() => assess({ ...registers, attendance: nameless }, { on }), {
      name: 'RangeError',
      message: 'attendance: no row has am_code, pm_code',
    })
  })

  test('assesses a school with term dates of its own where the authority has none', () => {
    const own = { ...term, school_urn: '999001' }
    assert.deepEqual(assessed({ term_dates: [own], attendance: [marks('2025-09-02', 'N')] }).found, [
      'T-04 2025-09-02',
      'SA 2025-10-24',
    ])
  })

  test('shows the days behind a finding, of the time on roll it belongs to', () => {
    const away = ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07']
    const more = ['2025-10-08', '2025-10-09', '2025-10-10', '2025-10-13', '2025-10-14']
    const { findings, explain } = assess(
      {
        term_dates: [term],
        pupils: [
          { ...pupil, leaving_date: '2025-09-12' },
          { ...pupil, entry_date: '2025-09-29' },
        ],
        attendance: [...away, ...more].map(date => marks(date, 'O')),
      },
      { on: '2025-10-20' },
    )
    const ten = findings.find(one => one.rule === 'T-07')!
    const counted = explain(ten).days.filter(day => day.did === 'counted')
    assert.deepEqual(
      counted.map(day => day.on),
      [...away, ...more],
    )
    assert.throws(() => explain({ ...ten }), /one of the findings of this answer/)
  })
})

describe('asking whether a name may come off', () => {
  const registers = sampleRegisters()
  const key = { school_urn: '999900', mis_id: '1000' }
  const asked = { on: '2026-07-20', pupil: key, ground: 'R9-I' }

  test('says what the command prints', async () => {
    for (const ground of ['R9-A', 'R9-I', 'R9-3-LEFT']) {
      let out = ''
      const stdout = new Writable({
        write(piece, _, done) {
          out += String(piece)
          done()
        },
      })
      const args = [sample, '--on', '2026-07-20', '--ground', ground, '--pupil', '999900/1000', '--json']
      await assessCommand.run(args, { stdout, stderr: process.stderr })
      const { answer, problems } = askRemoval(registers, { ...asked, ground })
      assert.deepEqual(JSON.parse(JSON.stringify(answer)), JSON.parse(out))
      assert.equal(answer.allowed, false)
      assert.ok(answer.missing.length > 1)
      assert.deepEqual(problems, [])
    }
  })

  test('takes the evidence that the command takes', () => {
    const without = askRemoval(registers, asked).answer.missing.length
    const evidence = { deletion_return_ready: true }
    assert.equal(askRemoval(registers, { ...asked, evidence }).answer.missing.length, without - 1)
    assert.throws(() => askRemoval(registers, { ...asked, evidence: { deletion_return_ready: 'soon' } }), {
      name: 'RangeError',
      message: /^evidence, \$\.deletion_return_ready: found "soon"/,
    })
  })

  test('refuses a ground and a pupil that are not there', () => {
    assert.throws(() => askRemoval(registers, { ...asked, ground: 'R9-Z' }), /ground: "R9-Z" is none/)
    assert.throws(
      () => askRemoval(registers, { ...asked, pupil: { ...key, mis_id: '0' } }),
      /pupil: none of the pupils/,
    )
  })
})
