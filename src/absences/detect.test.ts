// The nightly run says what `assess` says, and a correction ends what it no longer shows.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makePeople, makeSchool } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import type { Kind } from '../formats/columns.ts'
import { applyFile, receiveFile } from '../interchange/actions.ts'
import { stoppedClock } from '../platform/clock.ts'
import type { JobData } from '../platform/jobs.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { detect } from './actions.ts'
import { assess } from './assess.ts'
import { absencesJobs } from './jobs.ts'
import { todayList } from './store.ts'

const folder = join(import.meta.dirname, 'fixtures/assess-small')
const fixture = (name: string) => readFileSync(join(folder, name))
let clock = Date.UTC(2026, 6, 20, 8)
const now = () => {
  clock += 1000
  return new Date(clock)
}

async function world(t: Parameters<typeof freshDatabase>[0], today: string) {
  const { app, owner } = await freshDatabase(t)
  const viewer = systemViewer('001', today)
  const load = async (kind: Kind, content: string | Buffer, schoolId?: string) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const { id } = await asViewer(app, viewer, tx =>
      receiveFile(tx, viewer, { kind, schoolId, fileName: `${kind}.csv`, content: [bytes], now: now() }),
    )
    return applyFile(app, viewer, id, { now: now() })
  }
  const run = (on: string) => detect(app, viewer, { on: localDate(on), now })
  return { app, owner, viewer, load, run }
}

describe('the nightly run', () => {
  test('finds what assess finds in the same files', async t => {
    const { owner, load, run } = await world(t, '2026-07-20')
    await makePeople(owner)
    await makeSchool(owner, '001', '999900', 'Test School')
    await makeSchool(owner, '001', '999901', 'Other Test School')
    for (const [kind, file] of [
      ['term-dates', 'term-dates.csv'],
      ['pupils', 'pupils.csv'],
      ['leave', 'leave.csv'],
      ['attendance', 'attendance.csv'],
    ] as const) {
      const read = await load(kind, fixture(file))
      assert.equal(read.counts.held, 0, `${file}: ${JSON.stringify(read.problems.slice(0, 3))}`)
    }
    const done = await run('2026-07-20')
    const expected: string[] = []
    const folderOfFiles = {
      termDates: fixture('term-dates.csv'),
      pupils: fixture('pupils.csv'),
      attendance: fixture('attendance.csv'),
      leave: fixture('leave.csv'),
    }
    for (const { pupil, finding } of await assess(folderOfFiles, localDate('2026-07-20'), () => {})) {
      const { rule, on, due, since, because } = finding
      expected.push(JSON.stringify([pupil.misId, rule, on, due ?? null, since ?? null, because]))
    }
    const found = await owner<{ row: (string | null)[] }[]>`
      select jsonb_build_array(e.mis_id, f.rule, f.on_date, f.due_on, f.since_on, f.because) as row
      from findings f join enrolments e on e.id = f.enrolment_id`
    assert.ok(expected.length > 50)
    assert.deepEqual(found.map(f => JSON.stringify(f.row)).sort(), expected.sort())
    assert.equal(done.found, expected.length)

    const again = await run('2026-07-20')
    assert.deepEqual([again.found, again.withdrawn], [0, 0])
  })

  test('a leave told again with another end counts to its new end', async t => {
    const { owner, load, run } = await world(t, '2025-10-24')
    await makePeople(owner)
    await load('term-dates', 'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2025-09-01,2025-10-24\n')
    await load(
      'pupils',
      'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n999001,7,Example,Ada,2016-01-01,F,2024-09-02\n',
    )
    const days = ['08', '09', '10', '11', '12', '15'].map(day => `999001,7,2025-09-${day},O,O\n`)
    await load('attendance', `school_urn,mis_id,date,am_code,pm_code\n${days.join('')}`)
    const leave = (until: string) =>
      load('leave', `school_urn,mis_id,start_date,end_date\n999001,7,2025-09-08,${until}\n`)
    const overruns = () =>
      owner<{ on_date: string }[]>`
        select on_date from findings f where rule = 'T-14'
          and not exists (select 1 from finding_endings x where x.finding_id = f.id)`

    await leave('2025-09-12')
    await run('2025-10-24')
    assert.deepEqual(
      (await overruns()).map(f => f.on_date),
      ['2025-09-15'],
    )
    await leave('2025-09-10')
    await run('2025-10-24')
    assert.deepEqual(
      (await overruns()).map(f => f.on_date),
      ['2025-09-11'],
    )
  })

  test('a correction moves a finding, another withdraws it, and the old ones are kept', async t => {
    const { app, owner, viewer, load, run } = await world(t, '2025-10-24')
    const { alder } = await makePeople(owner)
    await load('term-dates', 'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2025-09-01,2025-10-24\n')
    await load(
      'pupils',
      'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n999001,7,Example,Ada,2016-01-01,F,2024-09-02\n',
    )
    const days = ['01', '02', '03', '04', '05', '08', '09', '10', '11', '12', '15', '16'].map(
      day => `2025-09-${day}`,
    )
    const marks = (code: string, of: string[]) =>
      `school_urn,mis_id,date,am_code,pm_code\n${of.map(day => `999001,7,${day},${code},${code}\n`).join('')}`
    await load('attendance', marks('O', days))
    await run('2025-10-24')
    const current = () =>
      owner<{ rule: string; on_date: string; since_on: string }[]>`
        select rule, on_date, since_on from findings f where rule = 'T-07'
          and not exists (select 1 from finding_endings x where x.finding_id = f.id)`
    assert.deepEqual(
      (await current()).map(f => [f.on_date, f.since_on]),
      [['2025-09-12', '2025-09-01']],
    )

    await load('attendance', marks('I', ['2025-09-01']))
    const moving = await run('2025-10-24')
    assert.deepEqual([moving.found, moving.withdrawn], [1, 1])
    assert.deepEqual(
      (await current()).map(f => [f.on_date, f.since_on]),
      [['2025-09-15', '2025-09-02']],
    )
    const [moved] = await owner<{ because: string; replaced_by: string | null }[]>`
      select because, replaced_by from finding_endings`
    assert.match(
      moved!.because,
      /moved it to Monday 15 September 2025, counted from Tuesday 2 September 2025/,
    )
    assert.ok(moved!.replaced_by)

    const listed = await asViewer(app, viewer, tx => todayList(tx, viewer, [alder.id], '2025-09-16'))
    assert.deepEqual(
      listed.map(row => [row.surname, row.day, row.am, row.run_days, row.run_since]),
      [['Example', '2025-09-16', 'O', 11, '2025-09-02']],
    )

    await load('attendance', marks('I', ['2025-09-10']))
    const withdrawn = await run('2025-10-24')
    assert.deepEqual([withdrawn.found, withdrawn.withdrawn], [0, 1])
    assert.deepEqual([...(await current())], [])
    const [kept] = await owner<{ n: number }[]>`select count(*)::int as n from findings where rule = 'T-07'`
    assert.equal(kept!.n, 2)
  })

  test('marks that change ask for the school alone to be looked at, and the job does', async t => {
    const { app, owner, load } = await world(t, '2025-10-24')
    const { alder } = await makePeople(owner)
    await load('term-dates', 'kind,name,start_date,end_date\nHALF_TERM,Autumn 1,2025-09-01,2025-10-24\n')
    await load(
      'pupils',
      'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n999001,7,Example,Ada,2016-01-01,F,2024-09-02\n',
    )
    await owner`delete from pgboss.job`
    await load('attendance', 'school_urn,mis_id,date,am_code,pm_code\n999001,7,2025-10-20,N,/\n')
    const jobs = await owner<{ data: JobData }[]>`select data from pgboss.job where name = 'detect'`
    assert.deepEqual(
      jobs.map(job => ({ ...job.data })),
      [{ la: '001', school: alder.id }],
    )
    const clock = stoppedClock(new Date('2025-10-24T09:00:00Z'))
    await absencesJobs({ sql: app, clock }).handlers.detect!(jobs[0]!.data)
    const found = await owner<{ rule: string; on_date: string }[]>`
      select rule, on_date from findings order by on_date`
    assert.deepEqual(
      found.map(f => [f.rule, f.on_date]),
      [
        ['T-04', '2025-10-20'],
        // One of the two sessions of the year so far.
        ['SA', '2025-10-24'],
      ],
    )
  })

  test('a run that began in July is found in September', async t => {
    const { owner, load, run } = await world(t, '2025-09-30')
    await makePeople(owner)
    await load(
      'term-dates',
      'kind,name,start_date,end_date\nHALF_TERM,Summer 2,2025-06-02,2025-07-22\nHALF_TERM,Autumn 1,2025-09-01,2025-10-24\n',
    )
    await load(
      'pupils',
      'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n999001,7,Example,Ada,2016-01-01,F,2024-09-02\n',
    )
    const days = ['2025-07-17', '2025-07-18', '2025-07-21', '2025-07-22'].concat(
      ['01', '02', '03', '04', '05', '08'].map(day => `2025-09-${day}`),
    )
    await load(
      'attendance',
      `school_urn,mis_id,date,am_code,pm_code\n${days.map(day => `999001,7,${day},O,O\n`).join('')}`,
    )
    await run('2025-09-30')
    const found = await owner<{ on_date: string; since_on: string }[]>`
      select on_date, since_on from findings where rule = 'T-07'`
    assert.deepEqual(
      found.map(f => [f.on_date, f.since_on]),
      [['2025-09-08', '2025-07-17']],
    )
  })
})
