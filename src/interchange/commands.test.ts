import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { detectCommand } from '../absences/commands.ts'
import { makePeople } from '../access/testing/people.ts'
import { type Command, UsageProblem } from '../platform/command.ts'
import type { Sql } from '../platform/db.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { stripsCommand } from '../registers/commands.ts'
import { importCommand } from './commands.ts'

describe('the commands that load files', () => {
  let database: FreshDatabase
  let owner: Sql
  const folder = mkdtempSync(join(tmpdir(), 'onroll-import-'))
  before(async () => {
    database = await freshDatabase()
    owner = database.owner
    await makePeople(owner)
  })
  after(() => rmSync(folder, { recursive: true }))

  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  async function run(command: Command, ...args: string[]) {
    const stdout = new PassThrough()
    const stderr = new PassThrough()
    const exit = await command.run(args, {
      stdin: new PassThrough(),
      stdout,
      stderr,
      config: () => Promise.reject(new Error('not asked for')),
      database: async () => ({
        connection: database.appOptions,
        app: database.appOptions,
        embedded: undefined,
        release: async () => {},
      }),
    })
    return { exit, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
  }
  const at = ['--la', '001', '--on', '2026-03-31']

  test('an import prints its counts, and problems with file, line and column', async () => {
    const pupils = file(
      'pupils.csv',
      'mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n' +
        '1,Example,Ada,2017-05-14,F,2024-09-03\n2,Sample,Ben,31/02/2016,M,2024-09-03\n',
    )
    const tried = await run(importCommand, 'pupils', pupils, '--school', '001/9001', '--dry-run', ...at)
    assert.match(tried.out, /2 rows: 1 would be applied, 0 unchanged, 1 held/)
    const [none] = await owner<{ n: number }[]>`select count(*)::int as n from children`
    assert.equal(none!.n, 0)

    const done = await run(importCommand, 'pupils', pupils, '--school', '001/9001', ...at)
    assert.equal(done.exit, 0)
    assert.match(done.out, /2 rows: 1 applied, 0 unchanged, 1 held/)
    assert.equal(
      done.err,
      `${pupils}:3:date_of_birth: held: found 31/02/2016, expected a day that exists, such as 2018-11-12, 12/11/2018 or 12 Nov 2018\n`,
    )
  })

  test('the same file again is already read', async () => {
    const dates = file(
      'dates.csv',
      'kind,name,start_date,end_date\nHALF_TERM,Spring 1,2026-01-05,2026-03-27\n',
    )
    await run(importCommand, 'term-dates', dates, ...at)
    const again = await run(importCommand, 'term-dates', dates, ...at)
    assert.match(again.out, /already read on Tuesday 31 March 2026, nothing to do/)
    assert.equal(again.exit, 0)
  })

  test('marks, then the rules, then the strips', async () => {
    const days = Array.from({ length: 19 }, (_, i) => `2026-03-${String(i + 2).padStart(2, '0')}`)
    const marks = file(
      'marks.csv',
      `mis_id,date,am_code,pm_code\n${days.map(day => `1,${day},O,O\n`).join('')}`,
    )
    const mapping = file(
      'mapping.json',
      JSON.stringify({
        kind: 'attendance',
        columns: { mis_id: 'mis_id', date: 'date', am_code: 'am_code', pm_code: 'pm_code' },
      }),
    )
    const read = await run(
      importCommand,
      'attendance',
      marks,
      '--school',
      '999001',
      '--mapping',
      mapping,
      '--json',
      ...at,
    )
    assert.deepEqual([JSON.parse(read.out).rows, JSON.parse(read.out).warnings], [19, 4])
    assert.match(read.err, /Saturday 7 March 2026, expected a day on which Alder Primary was open/)
    const found = await run(detectCommand, '--json', ...at)
    // Ten days of absence, and a whole year so far missed.
    assert.equal(JSON.parse(found.out).found, 2)
    assert.match((await run(stripsCommand, '--la', '001', '--check')).out, /3 schools, 1 strips, 0 differed/)
    await owner`update strips set marks = overlay(marks placing 'XX' from 1 for 2)`
    assert.equal((await run(stripsCommand, '--la', '001', '--check')).exit, 1)
    assert.match((await run(stripsCommand, '--la', '001')).out, /1 differed, mended/)
  })

  test('a file that cannot be read is refused, and says what was expected', async () => {
    const nothing = file('nothing.csv', 'some words\n')
    const refused = await run(importCommand, 'attendance', nothing, '--school', '999001', ...at)
    assert.equal(refused.exit, 1)
    assert.match(refused.err, /expected a line of headings for attendance/)
    assert.equal((await run(importCommand, 'attendance', join(folder, 'not-there.csv'), ...at)).exit, 1)
  })

  test('called wrongly', async () => {
    for (const args of [
      [],
      ['pupils'],
      ['cats', 'x.csv'],
      ['pupils', 'x.csv', '--on', '2026'],
      ['leave', 'x.csv', '--complete'],
    ]) {
      await assert.rejects(run(importCommand, ...args), UsageProblem)
    }
    await assert.rejects(run(importCommand, 'pupils', 'x.csv', '--la', '999'), UsageProblem)
    await assert.rejects(
      run(importCommand, 'pupils', 'x.csv', '--la', '001', '--school', '123456'),
      UsageProblem,
    )
    await assert.rejects(run(detectCommand, '--on', 'today'), UsageProblem)
  })
})
