// What changes later: term dates, an entry date, a school. Findings are counted again, and the old ones are kept with why.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makePeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import type { Kind } from '../formats/columns.ts'
import { applyFile, receiveFile } from '../interchange/actions.ts'
import { stoppedClock } from '../platform/clock.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { detect } from './actions.ts'

async function world(t: Parameters<typeof freshDatabase>[0]) {
  const { app, owner } = await freshDatabase(t)
  const people = await makePeople(owner)
  const viewer = systemViewer('001', '2025-10-24')
  const load = async (kind: Kind, text: string, at: string) => {
    const now = new Date(at)
    const { id } = await asViewer(app, viewer, tx =>
      receiveFile(tx, viewer, {
        kind,
        schoolId: undefined,
        fileName: `${kind}.csv`,
        content: [Buffer.from(text)],
        now,
      }),
    )
    const read = await applyFile(app, viewer, id, { now })
    assert.deepEqual(
      read.problems.filter(problem => problem.severity !== 'ask'),
      [],
    )
  }
  const run = (on: string) =>
    detect(app, viewer, { on: localDate(on), now: () => new Date(`${on}T18:00:00Z`) })
  const findings = async (rule: string) => {
    const rows = await owner<
      { school: string; since: string | null; on: string; due: string | null; ended: string | null }[]
    >`
      select s.urn as school, f.since_on as since, f.on_date as on, f.due_on as due, x.because as ended
      from findings f join schools s on s.id = f.school_id left join finding_endings x on x.finding_id = f.id
      where f.rule = ${rule} order by f.found_at, f.on_date`
    return rows.map(row => ({ ...row }))
  }
  return { app, owner, people, load, run, findings }
}

const terms = (...rows: string[]) => `kind,name,start_date,end_date\n${rows.join('\n')}\n`
const halfTerm = 'HALF_TERM,Autumn 1,2025-09-01,2025-10-24'
const pupilHeader =
  'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date,leaving_date\n'
const ada = '999001,7,Example,Ada,2016-01-01,F,2024-09-02,\n'
const marks = (urn: string, id: string, code: string, ...days: string[]) =>
  `school_urn,mis_id,date,am_code,pm_code\n${days.map(day => `${urn},${id},${day},${code},${code}\n`).join('')}`
const september = (...days: number[]) => days.map(day => `2025-09-${String(day).padStart(2, '0')}`)

describe('a school that changes its term dates half-way', () => {
  test('has its due days and its runs counted again, the old findings kept, and both can be asked for', async t => {
    const { app, owner, people, load, run, findings } = await world(t)
    await load('term-dates', terms(halfTerm), '2025-08-01T10:00:00Z')
    await load('pupils', pupilHeader + ada, '2025-08-01T10:00:00Z')
    await load(
      'attendance',
      marks('999001', '7', 'O', ...september(1, 2, 3, 4, 5, 8, 9, 10, 11, 12)),
      '2025-09-12T16:00:00Z',
    )
    await load('attendance', marks('999001', '7', 'N', '2025-09-15'), '2025-09-15T16:00:00Z')
    await owner`update calendar_versions set recorded_at = '2025-08-01'`
    await run('2025-09-15')
    assert.deepEqual(await findings('T-07'), [
      { school: '999001', since: '2025-09-01', on: '2025-09-12', due: null, ended: null },
    ])
    assert.deepEqual(
      (await findings('T-04')).map(({ on, due }) => [on, due]),
      [['2025-09-15', '2025-09-22']],
    )

    // The 3rd was a training day after all, and the 17th will be one.
    await load(
      'term-dates',
      terms(halfTerm, 'INSET,Moved,2025-09-03,2025-09-03', 'INSET,New,2025-09-17,2025-09-17'),
      '2025-09-16T10:00:00Z',
    )
    await owner`update calendar_versions set recorded_at = '2025-09-16T10:00:00Z' where recorded_at > '2025-08-01'`
    await run('2025-09-16')
    assert.deepEqual(await findings('T-07'), [
      {
        school: '999001',
        since: '2025-09-01',
        on: '2025-09-12',
        due: null,
        ended:
          'A later correction moved it to Monday 15 September 2025, counted from Monday 1 September 2025.',
      },
      { school: '999001', since: '2025-09-01', on: '2025-09-15', due: null, ended: null },
    ])
    assert.deepEqual(
      (await findings('T-04')).map(({ due, ended }) => [due, ended]),
      [
        ['2025-09-22', 'The school’s calendar changed: it is due on Tuesday 23 September 2025.'],
        ['2025-09-23', null],
      ],
    )
    const versions = await owner<{ version: string }[]>`
      select distinct inputs ->> 'calendar_version' as version from findings where rule = 'T-07'`
    assert.equal(versions.length, 2)

    const site = await createApp({
      sql: app,
      clock: stoppedClock(new Date('2025-09-16T18:30:00Z')),
      publicUrl: 'http://localhost:3000',
    })
    t.after(() => site.close())
    const [child] = await owner<{ token: string }[]>`select token from children`
    const officer = browser(site, people.right['attendance-officer'])
    const now = await officer.get(`/pupils/${child!.token}/why/T-07-2025-09-15`)
    assert.match(
      now.text,
      /Wednesday 3 September 2025 No school No school Not counted Training day \(Moved\)/,
    )
    assert.match(
      now.text,
      /How corrections changed it .*Friday 12 September 2025, counted from 1 September 2025/,
    )
    const then = await officer.get(
      `/pupils/${child!.token}/why/T-07-2025-09-15?known-day=15&known-month=9&known-year=2025`,
    )
    assert.match(then.text, /Wednesday 3 September 2025 O O Counted School day 3/)
    assert.match(then.text, /Friday 12 September 2025 O O Counted School day 10: the limit is reached/)
  })
})

describe('a pupil who changes school half-way', () => {
  test('has a count at each school, and neither carries over', async t => {
    const { load, run, findings } = await world(t)
    await load('term-dates', terms(halfTerm), '2025-08-01T10:00:00Z')
    await load(
      'pupils',
      `${pupilHeader}999001,7,Example,Ada,2016-01-01,F,2024-09-02,2025-09-11\n999002,9,Example,Ada,2016-01-01,F,2025-09-12,\n`,
      '2025-09-12T10:00:00Z',
    )
    await load(
      'attendance',
      marks('999001', '7', 'O', ...september(1, 2, 3, 4, 5, 8, 9, 10, 11)),
      '2025-09-12T16:00:00Z',
    )
    const second = september(12, 15, 16, 17, 18, 19, 22, 23, 24)
    await load('attendance', marks('999002', '9', 'O', ...second), '2025-09-24T16:00:00Z')
    await run('2025-09-24')
    assert.deepEqual(await findings('T-07'), [])
    await load('attendance', marks('999002', '9', 'O', '2025-09-25'), '2025-09-25T16:00:00Z')
    await run('2025-09-25')
    assert.deepEqual(
      (await findings('T-07')).map(({ school, since, on }) => [school, since, on]),
      [['999002', '2025-09-12', '2025-09-25']],
    )
  })
})

describe('a leave that is corrected', () => {
  test('is known by what was recorded of it at the time', async t => {
    const { app, owner, people, load, run, findings } = await world(t)
    await load('term-dates', terms(halfTerm), '2025-08-01T10:00:00Z')
    await load('pupils', pupilHeader + ada, '2025-08-01T10:00:00Z')
    await load(
      'leave',
      'school_urn,mis_id,start_date,end_date\n999001,7,2025-09-08,2025-09-10\n',
      '2025-09-01T10:00:00Z',
    )
    await owner`update leaves set recorded_at = '2025-09-01'`
    await owner`update calendar_versions set recorded_at = '2025-08-01'`
    await load('attendance', marks('999001', '7', 'O', ...september(11, 12)), '2025-09-12T16:00:00Z')
    await run('2025-09-12')
    assert.deepEqual(
      (await findings('T-14')).map(({ on }) => on),
      ['2025-09-11'],
    )
    await load(
      'leave',
      'school_urn,mis_id,start_date,end_date\n999001,7,2025-09-08,2025-09-12\n',
      '2025-09-15T10:00:00Z',
    )
    await owner`update leaves set recorded_at = '2025-09-15T10:00:00Z' where recorded_at > '2025-09-02'`
    await run('2025-09-15')
    assert.deepEqual(
      (await findings('T-14')).map(({ on, ended }) => [on, ended]),
      [['2025-09-11', 'A later correction: the register no longer shows it.']],
    )
    const site = await createApp({
      sql: app,
      clock: stoppedClock(new Date('2025-09-15T18:30:00Z')),
      publicUrl: 'http://localhost:3000',
    })
    t.after(() => site.close())
    const [child] = await owner<{ token: string }[]>`select token from children`
    const officer = browser(site, people.right['attendance-officer'])
    const at = `/pupils/${child!.token}/why/T-14-2025-09-11`
    assert.match((await officer.get(at)).text, /This no longer stands/)
    const known = (date: number) => officer.get(`${at}?known-day=${date}&known-month=9&known-year=2025`)
    assert.match(
      (await known(14)).text,
      /Leave ended on Wednesday 10 September 2025\. On Thursday 11 September/,
    )
    assert.match((await known(15)).text, /rule T-14 said nothing of this yet/)
  })
})
