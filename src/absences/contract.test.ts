/**
 * The contract of `onroll assess`, line by line: each test is named by the words it holds, and fails on their opposite.
 * `contracts.md` is the promise to people outside the code; a change here is a change of that promise.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { addDays, localDate, weekday } from '../calendar/local-date.ts'
import { exampleTermDates } from '../calendar/worked-examples.ts'
import { assessCommand } from './commands.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

type Finding = Record<string, string | number>
type Files = {
  'term-dates.csv'?: string
  'pupils.csv'?: string
  'attendance.csv'?: string
  'leave.csv'?: string
}

const termDates = (rows: readonly (readonly string[])[], header = 'kind,name,start_date,end_date') =>
  `${[header, ...rows.map(row => row.join(','))].join('\n')}\n`
const examples = exampleTermDates.map(row => [row.kind, row.name, row.startsOn, row.endsOn])
const pupils = (...rows: string[]) =>
  `school_urn,mis_id,date_of_birth,entry_date,leaving_date,most_junior_class,most_senior_class\n${rows.join('\n')}\n`
const usual = '999001,1,2014-01-15,2021-09-02,,,'
const attendance = (...rows: string[]) =>
  `school_urn,mis_id,date,am_code,pm_code,recorded_at\n${rows.join('\n')}\n`
const leave = (...rows: string[]) => `school_urn,mis_id,start_date,end_date\n${rows.join('\n')}\n`

/** Rows of one pupil: from one day to another, weekends left out, two codes. */
function marks(from: string, to: string, codes: string, id = '1', urn = '999001'): string[] {
  const [am = '', pm = am] = codes.split(' ')
  const rows: string[] = []
  for (let on = localDate(from); on <= to; on = addDays(on, 1)) {
    if (weekday(on) < 6) rows.push(`${urn},${id},${on},${am},${pm},`)
  }
  return rows
}
const first = marks('2025-09-02', '2025-09-02', '/ \\')

function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-contract-'))
  folders.push(folder)
  const all = {
    'term-dates.csv': termDates(examples),
    'pupils.csv': pupils(usual),
    'attendance.csv': attendance(...first),
    ...files,
  }
  for (const [file, text] of Object.entries(all))
    if (text !== undefined) writeFileSync(join(folder, file), text)
  return folder
}

async function run(files: Files, ...args: string[]) {
  const folder = folderOf(files)
  const said = { out: '', err: '' }
  const into = (which: 'out' | 'err') =>
    new Writable({
      write(piece, _, done) {
        said[which] += String(piece)
        done()
      },
    })
  const given = args.length > 0 ? args : ['--on', '2026-07-20', '--json']
  const code = await assessCommand.run([folder, ...given], { stdout: into('out'), stderr: into('err') })
  return { code, ...said }
}

/** The findings of some files up to a day, perhaps of one rule. */
async function findings(files: Files, rule?: string, on = '2026-07-20'): Promise<Finding[]> {
  const { code, out, err } = await run(files, '--on', on, '--json')
  assert.equal(code, 0, err)
  const all = out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Finding)
  return rule === undefined ? all : all.filter(one => one.rule === rule)
}
const ons = async (...asked: Parameters<typeof findings>) => (await findings(...asked)).map(one => one.on)
const withMarks = (...rows: string[][]): Files => ({ 'attendance.csv': attendance(...first, ...rows.flat()) })

describe('assess: files in', () => {
  test('"DIR holds term-dates.csv, pupils.csv, attendance.csv and, if there is any, leave.csv"', async () => {
    assert.equal((await run({})).code, 0)
    assert.equal((await run({ 'leave.csv': leave('999001,1,2025-12-01,2025-12-12') })).code, 0)
    for (const file of ['term-dates.csv', 'pupils.csv', 'attendance.csv'] as const) {
      const { code, err } = await run({ [file]: undefined } as Files)
      assert.equal(code, 1)
      assert.match(err, new RegExp(`${file}: there is no such file`))
    }
  })

  test('"wide, long and marks-string files go through import, not assess"', async () => {
    for (const header of [
      'school_urn,mis_id,2025-09-02 AM,2025-09-02 PM',
      'school_urn,mis_id,date,session,code',
    ]) {
      assert.equal((await run({ 'attendance.csv': `${header}\n999001,1,N,N\n` })).code, 1)
    }
  })

  test('"a school day is a Monday to Friday inside a HALF_TERM that is not in an INSET, BANK_HOLIDAY or CLOSURE row"', async () => {
    const days = [
      '2025-09-01',
      '2025-09-03',
      '2025-09-06',
      '2025-09-07',
      '2025-09-08',
      '2025-09-09',
      '2025-09-10',
    ]
    const files = {
      'term-dates.csv': termDates([
        ['HALF_TERM', '', '2025-09-02', '2025-09-12'],
        ['INSET', '', '2025-09-08', '2025-09-08'],
        ['BANK_HOLIDAY', '', '2025-09-09', '2025-09-09'],
        ['CLOSURE', '', '2025-09-10', '2025-09-10'],
        ['BREAK', '', '2025-09-03', '2025-09-03'],
      ]),
      'attendance.csv': attendance(
        ...first,
        ...days.map(day => `999001,1,${day},N,N,`),
        ...['2025-09-11', '2025-09-12', '2025-09-15'].map(day => `999001,1,${day},N,N,`),
      ),
    }
    assert.deepEqual(await ons(files, 'T-04'), ['2025-09-03', '2025-09-11', '2025-09-12'])
  })

  test('"With an optional school_urn column, a school that has any row of its own uses only its own rows"', async () => {
    const files = {
      'term-dates.csv': termDates(
        [
          ['HALF_TERM', '', '2025-09-02', '2025-09-12', ''],
          ['HALF_TERM', '', '2025-09-08', '2025-09-19', '999001'],
        ],
        'kind,name,start_date,end_date,school_urn',
      ),
      'pupils.csv': pupils(usual, '999002,2,2014-01-15,2021-09-02,,,'),
      'attendance.csv': attendance(
        ...marks('2025-09-02', '2025-09-02', 'N'),
        ...marks('2025-09-15', '2025-09-15', 'N'),
        ...marks('2025-09-02', '2025-09-02', 'N', '2', '999002'),
        ...marks('2025-09-15', '2025-09-15', 'N', '2', '999002'),
      ),
    }
    const found = (await findings(files, 'T-04')).map(one => [one.school_urn, one.on])
    assert.deepEqual(found, [
      ['999001', '2025-09-15'],
      ['999002', '2025-09-02'],
    ])
  })

  test('"School year: 1 September to 31 August"', async () => {
    const files = (ill: string[]) => ({
      'term-dates.csv': termDates([
        ['HALF_TERM', '', '2025-07-01', '2025-08-31'],
        ['HALF_TERM', '', '2025-09-01', '2025-09-30'],
      ]),
      'attendance.csv': attendance(...ill),
    })
    // Fourteen days of sickness up to 29 August and one on 1 September are fifteen in no year.
    const before = marks('2025-08-12', '2025-08-29', 'I')
    assert.equal(before.length, 14)
    assert.deepEqual(await ons(files([...before, ...marks('2025-09-01', '2025-09-01', 'I')]), 'T-09'), [])
    assert.deepEqual(await ons(files(marks('2025-08-11', '2025-08-29', 'I')), 'T-09'), ['2025-08-29'])
  })

  test('"A rule that speaks of the calendar\'s years means the school years in which the file has a school day"', async () => {
    const entered = (day: string) =>
      findings({ 'pupils.csv': pupils(`999001,1,2014-01-15,${day},,,`) }, 'T-10', '2026-12-31')
    assert.equal((await entered('2025-08-31')).length, 0)
    assert.equal((await entered('2025-09-01')).length, 1)
    assert.equal((await entered('2026-08-31')).length, 1)
    assert.equal((await entered('2026-09-01')).length, 0)
  })

  test('"pupils.csv: optional most_junior_class, most_senior_class (booleans)"', async () => {
    for (const [said, expected] of [
      ['true', 0],
      ['Y', 0],
      ['1', 0],
      ['false', 1],
      ['N', 1],
      ['', 1],
    ] as const) {
      const row = `999001,1,2021-01-15,2025-09-02,,${said},`
      assert.equal((await findings({ 'pupils.csv': pupils(row) }, 'T-10')).length, expected, said)
    }
    const without = 'school_urn,mis_id,date_of_birth,entry_date\n999001,1,2021-01-15,2025-09-02\n'
    assert.equal((await findings({ 'pupils.csv': without }, 'T-10')).length, 1)
  })

  test('"Pupils and marks are joined on school (school_urn, or school_dfe_number) and mis_id (or upn)"', async () => {
    const known =
      'school_urn,school_dfe_number,mis_id,upn,date_of_birth,entry_date\n999001,0019991,1,J001999121001,2014-01-15,2021-09-02\n999002,0019992,1,J001999121002,2014-01-15,2021-09-02\n'
    for (const [columns, row] of [
      ['school_urn,mis_id', '999002,1'],
      ['school_dfe_number,mis_id', '0019992,1'],
      ['school_urn,upn', '999002,J001999121002'],
      ['school_dfe_number,upn', '0019992,J001999121002'],
    ]) {
      const files = {
        'pupils.csv': known,
        'attendance.csv': `${columns},date,am_code,pm_code\n${row},2025-09-08,N,N\n`,
      }
      assert.deepEqual(
        (await findings(files, 'T-04')).map(one => one.school_urn),
        ['999002'],
        columns,
      )
    }
  })

  test('"leave.csv: leave that was granted. Two leaves with no school day between them are one"', async () => {
    const files = (...leaves: string[]) => ({
      'leave.csv': leave(...leaves),
      'attendance.csv': attendance(...first, ...marks('2025-12-01', '2025-12-19', 'O')),
    })
    assert.deepEqual(await ons(files(), 'T-14'), [])
    assert.deepEqual(
      await ons(files('999001,1,2025-12-01,2025-12-05', '999001,1,2025-12-08,2025-12-09'), 'T-14'),
      ['2025-12-10'],
    )
    assert.deepEqual(
      await ons(files('999001,1,2025-12-01,2025-12-04', '999001,1,2025-12-08,2025-12-09'), 'T-14'),
      ['2025-12-05', '2025-12-10'],
    )
  })

  test('"Marks on days that are not school days, after --on, before entry_date or after leaving_date are ignored"', async () => {
    const files = {
      'pupils.csv': pupils('999001,1,2014-01-15,2025-09-09,2025-09-15,,'),
      'attendance.csv': attendance(...marks('2025-09-08', '2025-09-16', 'N'), '999001,1,2025-09-13,N,N,'),
    }
    assert.deepEqual(await ons(files, 'T-04'), [
      '2025-09-09',
      '2025-09-10',
      '2025-09-11',
      '2025-09-12',
      '2025-09-15',
    ])
    assert.deepEqual(await ons(files, 'T-04', '2025-09-11'), ['2025-09-09', '2025-09-10', '2025-09-11'])
  })

  test('"Two rows for one pupil-day: the later recorded_at wins, else the later row"', async () => {
    const wins = async (a: string, b: string) =>
      (await findings(withMarks([`999001,1,2025-09-08,${a}`, `999001,1,2025-09-08,${b}`]), 'T-04')).length ===
      1
    assert.equal(await wins('N,N,2025-09-09T10:00:00Z', '/,/,2025-09-08T10:00:00Z'), true)
    assert.equal(await wins('/,/,2025-09-09T10:00:00Z', 'N,N,2025-09-08T10:00:00Z'), false)
    assert.equal(await wins('/,/,', 'N,N,'), true)
    assert.equal(await wins('N,N,', '/,/,'), false)
    assert.equal(await wins('N,N,2025-09-09T10:00:00Z', '/,/,'), false)
  })

  test('"Codes are read trimmed and in any case"', async () => {
    assert.deepEqual(await ons(withMarks(['999001,1,2025-09-08, n ,/,']), 'T-04'), ['2025-09-08'])
    const { err } = await run(withMarks(['999001,1,2025-09-08,c1, Y2 ,', '999001,1,2025-09-09,l,\\,']))
    assert.equal(err, '')
  })

  test('"A code that is not in the code set on that date is a problem on standard error and counts as not taken"', async () => {
    const rows = [...marks('2025-09-15', '2025-09-29', 'O')]
    rows[3] = '999001,1,2025-09-18,H,H,'
    const { code, err } = await run(withMarks(rows))
    assert.equal(code, 0)
    assert.match(err, /attendance\.csv, line 6, column am_code: found "H"/)
    // Not taken: it neither counts towards ten nor ends the run.
    assert.deepEqual(await ons(withMarks(rows), 'T-07'), ['2025-09-29'])
    const years = {
      'term-dates.csv': termDates([['HALF_TERM', '', '2024-06-03', '2024-07-19']]),
      'attendance.csv': attendance('999001,1,2024-06-10,H,F,'),
    }
    assert.equal((await run(years)).err, '')
  })

  test('"No row, or an empty code, is not taken"', async () => {
    const rows = marks('2025-09-15', '2025-09-29', 'O')
    const without = rows.filter(row => !row.includes('2025-09-18'))
    const empty = rows.map(row => (row.includes('2025-09-18') ? '999001,1,2025-09-18,,,' : row))
    for (const some of [without, empty]) assert.deepEqual(await ons(withMarks(some), 'T-07'), ['2025-09-29'])
    assert.deepEqual(await ons(withMarks(rows), 'T-07'), ['2025-09-26'])
  })

  test('"# and Z: not a school session for that pupil"', async () => {
    for (const code of ['#', 'Z']) {
      const rows = marks('2025-09-15', '2025-10-13', 'O').map(row =>
        row.includes('2025-09-18') ? `999001,1,2025-09-18,${code},${code},` : row,
      )
      assert.deepEqual(await ons(withMarks(rows), 'T-07'), ['2025-09-29'])
      assert.deepEqual(await ons(withMarks(rows), 'T-15'), ['2025-10-13'])
      const [sa] = await findings({ 'attendance.csv': attendance(...rows) }, 'SA', '2025-10-13')
      assert.deepEqual([sa!.missed, sa!.possible], [40, 40])
    }
  })

  test('"A row that cannot be read is a problem on standard error with file, line and column; the rest is assessed"', async () => {
    const { code, out, err } = await run(
      withMarks(['999001,1,2025-02-31,N,N,', '999001,1,2025-09-08,N,N,']),
      '--on',
      '2026-07-20',
      '--json',
    )
    assert.equal(code, 0)
    assert.match(err, /^attendance\.csv, line 3, column date: found "2025-02-31"/)
    assert.match(out, /"on":"2025-09-08"/)
    assert(!out.includes('attendance.csv'))
  })

  test('"exit 1 only if a file is missing, has no header, or no row of it could be read"', async () => {
    for (const files of [
      { 'pupils.csv': undefined },
      { 'pupils.csv': '' },
      { 'pupils.csv': 'school_urn,mis_id,entry_date\n999001,1,2021-09-02\n' },
      { 'pupils.csv': pupils('999001,1,soon,2021-09-02,,,') },
      { 'attendance.csv': attendance() },
      { 'leave.csv': 'school_urn,mis_id,start_date,end_date\n999001,1,then,2025-09-08\n' },
      { 'leave.csv': '' },
    ] as Files[]) {
      const { code, out, err } = await run(files)
      assert.equal(code, 1, JSON.stringify(files))
      assert.equal(out, '')
      assert.notEqual(err, '')
    }
    const half = await run({
      'pupils.csv': pupils('999001,1,soon,2021-09-02,,,', usual.replace(',1,', ',2,')),
    })
    assert.equal(half.code, 0)
    assert.equal((await run({}, '--on')).code, 2)
    assert.equal((await run({}, '--help')).code, 0)
  })
})

describe('assess --json: findings out', () => {
  const everything: Files = {
    'pupils.csv': pupils(usual, '999001,2,2014-01-15,2025-12-17,2026-01-09,,'),
    'leave.csv': leave('999001,1,2025-12-01,2025-12-12'),
    'attendance.csv': attendance(
      ...marks('2025-09-02', '2025-10-10', 'O'),
      ...marks('2025-10-13', '2025-11-14', 'I'),
      ...marks('2025-11-17', '2025-11-17', 'N'),
      ...marks('2025-12-15', '2026-01-16', 'O'),
    ),
  }

  test('"No database, no network, no clock"', async () => {
    const folder = folderOf(everything)
    // In a program of its own, in which asking for the time or for a connection is an error.
    const script = `
      import net from 'node:net'
      import dns from 'node:dns'
      const refuse = () => { throw new Error('the clock or the network was asked') }
      globalThis.Date = Object.assign(refuse, { now: refuse, UTC: refuse, parse: refuse })
      net.Socket.prototype.connect = refuse
      dns.lookup = refuse
      globalThis.fetch = refuse
      const { assessCommand } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'commands.ts')).href)})
      process.exitCode = await assessCommand.run(process.argv.slice(1), process)`
    const args = ['--input-type=module', '--eval', script, folder, '--on', '2026-07-20', '--json']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} })
    assert.equal(stderr, '')
    assert.equal(status, 0)
    assert.equal(stdout, (await run(everything)).out)
  })

  test('"JSON Lines: one object a line, keys in snake_case, dates YYYY-MM-DD, no other text"', async () => {
    const { out } = await run(everything)
    assert.match(out, /\n$/)
    for (const line of out.trimEnd().split('\n')) {
      const one = JSON.parse(line) as Finding
      for (const key of Object.keys(one)) assert.match(key, /^[a-z_]+$/)
      for (const key of ['on', 'due', 'since'])
        if (key in one) assert.match(String(one[key]), /^\d{4}-\d\d-\d\d$/)
    }
  })

  test('"One object a finding: school_urn, mis_id, rule, on, and where the table says so due, since, missed, possible; always because and cites"', async () => {
    const extra: Record<string, string[]> = {
      'T-04': ['due'],
      'T-07': ['since'],
      'T-15': ['since'],
      'T-09': [],
      'T-14': [],
      'H-10': [],
      PA: ['missed', 'possible'],
      SA: ['missed', 'possible'],
      'T-10': ['due'],
      'T-11': ['due'],
      'T-21': ['due'],
    }
    const met = new Set<string>()
    for (const on of ['2025-12-19', '2026-07-20']) {
      for (const one of await findings(everything, undefined, on)) {
        met.add(String(one.rule))
        const expected = ['school_urn', 'mis_id', 'rule', 'on', ...extra[one.rule!]!, 'because', 'cites']
        assert.deepEqual(Object.keys(one).sort(), expected.sort(), String(one.rule))
        assert.match(String(one.because), /^[A-Z].*\.$/)
        assert.notEqual(one.cites, '')
      }
    }
    const few = withMarks(marks('2025-09-03', '2025-09-30', '/'), marks('2025-10-01', '2025-10-03', 'O'))
    met.add(String((await findings(few, 'PA'))[0]!.rule))
    assert.deepEqual([...met].sort(), Object.keys(extra).sort())
  })

  test('"on (the day it became true; for PA and SA the --on day)"', async () => {
    for (const on of ['2025-10-10', '2025-12-25']) {
      assert.deepEqual(await ons(everything, 'SA', on), [on])
      assert.deepEqual(await ons(everything, 'T-07', on), ['2025-09-15'])
    }
  })

  test('"A due that lies past the end of the calendar is left out"', async () => {
    const due = async (files: Files, rule: string) => (await findings(files, rule, '2026-08-31'))[0]!.due
    assert.equal(await due(withMarks(marks('2026-07-13', '2026-07-13', 'N')), 'T-04'), '2026-07-20')
    assert.equal(await due(withMarks(marks('2026-07-14', '2026-07-14', 'N')), 'T-04'), undefined)
    const left = (on: string) => ({ 'pupils.csv': pupils(`999001,1,2014-01-15,2021-09-02,${on},,`) })
    assert.equal(await due(left('2026-06-29'), 'T-21'), '2026-07-20')
    assert.equal(await due(left('2026-06-30'), 'T-21'), undefined)
    const entered = (on: string) => ({ 'pupils.csv': pupils(`999001,1,2014-01-15,${on},,,`) })
    assert.equal(await due(entered('2026-08-26'), 'T-10'), '2026-08-31')
    assert.equal(await due(entered('2026-08-27'), 'T-10'), undefined)
  })

  test('"Sorted by school_urn, mis_id, on, rule, as text"', async () => {
    const ids = ['999001,10', '999001,9', '99900,1', '999001,1']
    const files = {
      'pupils.csv': pupils(...ids.map(id => `${id},2014-01-15,2021-09-02,,,`)),
      'leave.csv': leave('999001,9,2025-12-01,2025-12-12'),
      'attendance.csv': attendance(
        ...ids.flatMap(id => [`${id},2025-12-15,N,N,`, `${id},2025-09-08,N,N,`, `${id},2025-09-02,/,/,`]),
      ),
    }
    const found = (await findings(files)).map(one => `${one.school_urn} ${one.mis_id} ${one.on} ${one.rule}`)
    const expected = [
      '99900 1 2025-09-08 T-04',
      '99900 1 2025-12-15 T-04',
      '99900 1 2026-07-20 SA',
      '999001 1 2025-09-08 T-04',
      '999001 1 2025-12-15 T-04',
      '999001 1 2026-07-20 SA',
      '999001 10 2025-09-08 T-04',
      '999001 10 2025-12-15 T-04',
      '999001 10 2026-07-20 SA',
      '999001 9 2025-09-08 T-04',
      '999001 9 2025-12-15 T-04',
      '999001 9 2025-12-15 T-14',
      '999001 9 2026-07-20 SA',
    ]
    assert.deepEqual(found, expected)
  })

  test('"Nothing whose on lies after --on is printed (an entry, a removal or a leave still to come is not a finding yet)"', async () => {
    for (const on of ['2025-09-12', '2025-11-17', '2025-12-16', '2025-12-17', '2026-01-08', '2026-01-09']) {
      const all = await findings(everything, undefined, on)
      assert.deepEqual(
        all.filter(one => String(one.on) > on),
        [],
      )
      const has = (rule: string) => all.some(one => one.rule === rule)
      assert.equal(has('T-10'), on >= '2025-12-17', on)
      assert.equal(has('T-11'), on >= '2026-01-09', on)
      assert.equal(has('T-21'), on >= '2026-01-09', on)
      assert.equal(has('T-14'), on >= '2025-12-15', on)
    }
  })

  test('"A day of # or Z is passed over when days are counted for a rule; a due is counted in the school\'s days"', async () => {
    const rows = [...marks('2025-09-08', '2025-09-08', 'N'), ...marks('2025-09-09', '2025-09-12', '#')]
    assert.equal((await findings(withMarks(rows), 'T-04'))[0]!.due, '2025-09-15')
    const files = {
      'leave.csv': leave('999001,1,2025-12-01,2025-12-12'),
      'attendance.csv': attendance(
        ...first,
        ...marks('2025-12-15', '2025-12-15', 'Z'),
        ...marks('2025-12-16', '2026-01-13', 'O'),
      ),
    }
    assert.deepEqual(await ons(files, 'T-14'), ['2025-12-16'])
    assert.deepEqual(await ons(files, 'H-10'), ['2026-01-13'])
  })

  test('"In school: a session coded present or approved activity (/ \\ L K V P W B), U, or D"', async () => {
    const notBack = async (codes: string) =>
      (
        await findings(
          {
            'leave.csv': leave('999001,1,2025-12-01,2025-12-12'),
            'attendance.csv': attendance(...first, ...marks('2025-12-15', '2025-12-15', codes)),
          },
          'T-14',
        )
      ).length === 1
    for (const code of ['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B', 'U', 'D']) {
      assert.equal(await notBack(`O ${code}`), false, code)
    }
    for (const code of [
      'C',
      'C1',
      'C2',
      'E',
      'I',
      'J1',
      'M',
      'R',
      'S',
      'T',
      'G',
      'N',
      'O',
      'Q',
      'X',
      'Y1',
      'Y7',
    ]) {
      assert.equal(await notBack(`O ${code}`), true, code)
    }
  })

  test('"Of compulsory age is asked only where the table says so"', async () => {
    const young = '999001,1,2021-05-10,2025-09-08,2026-01-30,,'
    const files = { ...everything, 'pupils.csv': pupils(young) }
    const rules = new Set((await findings(files, undefined, '2026-02-02')).map(one => one.rule))
    assert.deepEqual([...rules].sort(), ['H-10', 'SA', 'T-04', 'T-10', 'T-11', 'T-14', 'T-21'])
  })
})

describe('assess: the table', () => {
  test('T-04: "pupil-day that still holds an N": "due: 5th school day after"', async () => {
    const rows = [...marks('2025-10-21', '2025-10-21', 'N'), ...marks('2025-10-22', '2025-10-22', '/ N')]
    assert.deepEqual(
      (await findings(withMarks(rows), 'T-04')).map(one => [one.on, one.due]),
      [
        ['2025-10-21', '2025-11-05'],
        ['2025-10-22', '2025-11-06'],
      ],
    )
    const settled = [...rows, ...marks('2025-10-21', '2025-10-21', 'O')]
    assert.deepEqual(await ons(withMarks(settled), 'T-04'), ['2025-10-22'])
  })

  test('T-07: "run of at least 10 counted days, codes {G,N,O,U}"', async () => {
    const codes = ['G', 'N', 'O', 'U', 'G', 'N', 'O', 'U', 'G', 'N']
    const days = marks('2025-09-15', '2025-09-26', 'O').map((row, i) => row.replace(',O,O', `,${codes[i]},O`))
    assert.deepEqual(await ons(withMarks(days), 'T-07'), ['2025-09-26'])
    assert.deepEqual(await ons(withMarks(days.slice(1)), 'T-07'), [])
    assert.deepEqual(await ons(withMarks(marks('2025-09-15', '2025-12-19', 'O')), 'T-07'), ['2025-09-26'])
  })

  test('T-07: "Days not taken neither count nor break it"', async () => {
    const rows = marks('2025-09-15', '2025-09-29', 'O').filter(row => !row.includes('2025-09-24'))
    assert.deepEqual(await ons(withMarks(rows), 'T-07'), ['2025-09-29'])
    assert.deepEqual(await ons(withMarks(rows.slice(0, -1)), 'T-07'), [])
  })

  test('T-07: "the first counted day, from the 10th on, on which the child is of compulsory age": "since: first day of the run"', async () => {
    const files = {
      ...withMarks(marks('2025-12-01', '2026-01-30', 'O')),
      'pupils.csv': pupils(usual.replace('2014-01-15', '2020-12-31')),
    }
    assert.deepEqual(
      (await findings(files, 'T-07')).map(one => [one.since, one.on]),
      [['2025-12-01', '2026-01-06']],
    )
  })

  test('T-15: "run of at least 20 counted days, codes {G,N,O}. A session not taken breaks it": "the same, from the 20th on": "since"', async () => {
    const rows = marks('2025-09-15', '2025-10-10', 'O')
    assert.deepEqual(
      (await findings(withMarks(rows), 'T-15')).map(one => [one.since, one.on]),
      [['2025-09-15', '2025-10-10']],
    )
    assert.deepEqual(await ons(withMarks(rows.slice(1)), 'T-15'), [])
    for (const codes of ['U,O', 'O,', ',']) {
      const broken = rows.map(row => (row.includes('2025-09-24') ? `999001,1,2025-09-24,${codes},` : row))
      assert.deepEqual(await ons(withMarks(broken), 'T-15'), [], codes)
    }
    const young = {
      ...withMarks(marks('2025-11-10', '2026-01-30', 'O')),
      'pupils.csv': pupils(usual.replace('2014-01-15', '2020-12-31')),
    }
    assert.deepEqual(await ons(young, 'T-15'), ['2026-01-06'])
  })

  test('T-09: "school year in which sessions coded I reach 15 days at half a day each, of compulsory age": "the first such day"', async () => {
    const ill = [...marks('2025-09-15', '2025-10-02', 'I'), ...marks('2025-11-10', '2025-11-10', 'I /')]
    assert.deepEqual(await ons(withMarks(ill), 'T-09'), [])
    const more = [...ill, ...marks('2026-02-09', '2026-02-09', '/ I')]
    assert.deepEqual(await ons(withMarks([...more, ...marks('2026-03-02', '2026-03-20', 'I')]), 'T-09'), [
      '2026-02-09',
    ])
    const young = { ...withMarks(more), 'pupils.csv': pupils(usual.replace('2014-01-15', '2021-05-10')) }
    assert.deepEqual(await ons(young, 'T-09'), [])
  })

  const granted = { 'leave.csv': leave('999001,1,2025-12-01,2025-12-12') }

  test('T-14: "granted leave after which, on the first school day with any session taken, no session taken is in school": "that day"', async () => {
    const after = (...rows: string[][]) => ({ ...granted, ...withMarks(...rows) })
    assert.deepEqual(await ons(after(marks('2025-12-15', '2025-12-15', 'O')), 'T-14'), ['2025-12-15'])
    assert.deepEqual(await ons(after(marks('2025-12-16', '2025-12-16', 'I')), 'T-14'), ['2025-12-16'])
    assert.deepEqual(await ons(after(['999001,1,2025-12-15,,O,']), 'T-14'), ['2025-12-15'])
    assert.deepEqual(
      await ons(after(['999001,1,2025-12-15,,/,'], marks('2025-12-16', '2025-12-16', 'O')), 'T-14'),
      [],
    )
    assert.deepEqual(await ons(after(), 'T-14'), [])
  })

  test('H-10: "granted leave after which all sessions of the next 10 school days are taken and none is in school": "the 10th"', async () => {
    const rows = marks('2025-12-15', '2026-01-12', 'O')
    const after = (some: string[]) => ons({ ...granted, ...withMarks(some) }, 'H-10')
    assert.deepEqual(await after(rows), ['2026-01-12'])
    assert.deepEqual(await after(rows.slice(0, -1)), [])
    const with17 = (codes: string) =>
      rows.map(row => (row.includes('2025-12-17') ? `999001,1,2025-12-17,${codes},` : row))
    for (const codes of ['O,/', 'D,O', 'O,']) assert.deepEqual(await after(with17(codes)), [], codes)
    assert.deepEqual(await after(with17('I,M')), ['2026-01-12'])
  })

  test('PA, SA: "pupil (leavers too) who by --on missed at least 10%, or at least 50% (then SA alone), of possible sessions taken in the school year that holds --on"', async () => {
    const shares = async (missedDays: number, left = '') => {
      const days = marks('2025-09-02', '2025-09-29', '/').map((row, i) =>
        i < missedDays ? row.replace(',/,/', ',O,O') : row,
      )
      const files = {
        'attendance.csv': attendance(...days, ...marks('2024-09-02', '2024-09-06', 'O')),
        'pupils.csv': pupils(`999001,1,2014-01-15,2021-09-02,${left},,`),
      }
      return (await findings(files, undefined, '2025-09-30'))
        .filter(one => one.rule === 'PA' || one.rule === 'SA')
        .map(one => [one.rule, one.missed, one.possible])
    }
    assert.deepEqual(await shares(1), [])
    assert.deepEqual(await shares(2), [['PA', 4, 40]])
    assert.deepEqual(await shares(9), [['PA', 18, 40]])
    assert.deepEqual(await shares(10), [['SA', 20, 40]])
    assert.deepEqual(await shares(2, '2025-09-29'), [['PA', 4, 40]])
  })

  test('T-10: "name entered in one of the calendar\'s years, unless in the most junior class and entered on or before that year\'s first school day": "entry date": "due: 5 calendar days after"', async () => {
    const entered = async (on: string, junior: string) =>
      (await findings({ 'pupils.csv': pupils(`999001,1,2021-01-15,${on},,${junior},`) }, 'T-10')).map(one => [
        one.on,
        one.due,
      ])
    assert.deepEqual(await entered('2025-12-17', 'false'), [['2025-12-17', '2025-12-22']])
    assert.deepEqual(await entered('2025-09-02', 'true'), [])
    assert.deepEqual(await entered('2025-09-01', 'true'), [])
    assert.deepEqual(await entered('2025-09-03', 'true'), [['2025-09-03', '2025-09-08']])
    assert.deepEqual(await entered('2025-09-02', 'false'), [['2025-09-02', '2025-09-07']])
  })

  test('T-11: "name removed in one of the calendar\'s years, unless in the most senior class and removed on or after the last day of that year\'s last HALF_TERM row (INSET or not)": "leaving date": "due: the same day"', async () => {
    const removed = async (on: string, senior: string) =>
      (
        await findings(
          { 'pupils.csv': pupils(`999001,1,2014-01-15,2021-09-02,${on},,${senior}`) },
          'T-11',
          '2026-08-31',
        )
      ).map(one => [one.on, one.due])
    assert.deepEqual(await removed('2025-12-05', 'false'), [['2025-12-05', '2025-12-05']])
    // 21 July is a training day and the last day of the last half term.
    assert.deepEqual(await removed('2026-07-20', 'true'), [['2026-07-20', '2026-07-20']])
    assert.deepEqual(await removed('2026-07-21', 'true'), [])
    assert.deepEqual(await removed('2026-07-21', 'false'), [['2026-07-21', '2026-07-21']])
    assert.deepEqual(await removed('2025-08-31', 'false'), [])
  })

  test('T-21: "name removed in one of the calendar\'s years": "leaving date": "due: 15th school day after"', async () => {
    const removed = async (on: string, senior = '') =>
      (
        await findings(
          { 'pupils.csv': pupils(`999001,1,2014-01-15,2021-09-02,${on},,${senior}`) },
          'T-21',
          '2026-08-31',
        )
      ).map(one => [one.on, one.due])
    assert.deepEqual(await removed('2025-12-05'), [['2025-12-05', '2026-01-12']])
    assert.deepEqual(await removed('2026-07-22', 'true'), [['2026-07-22', undefined]])
    assert.deepEqual(await removed('2025-08-31'), [])
  })

  test('"A counted day has both its sessions taken and both codes in the set"', async () => {
    const ten = marks('2025-09-15', '2025-09-26', 'O')
    const one = (codes: string) => [...ten.slice(0, 9), `999001,1,2025-09-26,${codes},`]
    for (const codes of ['O,', ',O', 'O,#', 'O,I']) {
      assert.deepEqual(await ons(withMarks(one(codes)), 'T-07'), [], codes)
    }
    assert.deepEqual(await ons(withMarks(one('O,U')), 'T-07'), ['2025-09-26'])
  })

  test('"Any taken session with another code ends the run"', async () => {
    for (const codes of ['I,O', 'O,/', 'Y2,O', ',M', 'X,O', 'D,O', 'Q,']) {
      const rows = marks('2025-09-15', '2025-09-29', 'O').map(row =>
        row.includes('2025-09-24') ? `999001,1,2025-09-24,${codes},` : row,
      )
      assert.deepEqual(await ons(withMarks(rows), 'T-07'), [], codes)
    }
  })

  test('"A day of # or Z alone is no day at all"', async () => {
    const rows = marks('2025-09-15', '2025-10-13', 'O').map(row =>
      row.includes('2025-09-24') ? '999001,1,2025-09-24,#,Z,' : row,
    )
    assert.deepEqual(await ons(withMarks(rows), 'T-07'), ['2025-09-29'])
    assert.deepEqual(await ons(withMarks(rows), 'T-15'), ['2025-10-13'])
  })

  test('"A pupil who has one session a day (nursery) is outside assess for now": half days are never whole ones', async () => {
    assert.deepEqual(await ons(withMarks(marks('2025-09-15', '2025-12-19', 'O')), 'T-07'), ['2025-09-26'])
    const half = marks('2025-09-15', '2025-12-19', 'O').map(row => row.replace(',O,O,', ',O,,'))
    assert.deepEqual(await ons(withMarks(half), 'T-07'), [])
    assert.deepEqual(await ons(withMarks(half), 'T-15'), [])
  })
})
