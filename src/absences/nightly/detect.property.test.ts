// What stands after a run is what the rules say of each register: of hundreds of registers at once, and again after they
// and the day have changed. And a run that is broken off, or runs twice at once, comes to the same.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { asViewer } from '../../access/store.ts'
import { systemViewer } from '../../access/viewer.ts'
import { addDays, type LocalDate, localDate, schoolYearOf } from '../../calendar/local-date.ts'
import { pupilYearGroup } from '../../calendar/year-groups.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { detect } from '../actions.ts'
import { absencesJobs } from '../jobs.ts'
import { registerFindings } from '../register-findings.ts'
import {
  asFacts,
  calendarOf,
  enrolments,
  facts,
  insertSchools,
  la,
  type Made,
  putEnrolments,
} from '../testing/registers.ts'
import { isRollChange, rollChangesFrom } from './roll-window.ts'
import { nightlyRuns } from './store.ts'

const day = localDate('2026-03-20')
let clock = Date.UTC(2026, 2, 20, 1)
const now = () => {
  clock += 1000
  return new Date(clock)
}
const viewer = systemViewer(la, day)

type Standing = {
  enrolment_id: string
  rule: string
  on_date: LocalDate
  due_on: string | null
  since_on: string | null
  leave_ended_on: string | null
}

const standing = (owner: Sql) => owner<Standing[]>`
  select f.enrolment_id, f.rule, f.on_date, f.due_on, f.since_on, f.inputs ->> 'leave_ended_on' as leave_ended_on
  from findings f
  where not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)`

/** As a line. Persistent absence stands from whatever day of its year it was first seen. */
function line(id: string, rule: string, on: LocalDate, ...more: (string | null | undefined)[]): string {
  const from = rule === 'PA' || rule === 'SA' ? schoolYearOf(on) : on
  return [id, rule, from, ...more.map(one => one ?? '')].join(' ')
}

/** Compares what stands with what the rules say of each register by itself. */
async function check(owner: Sql, all: readonly Made[], on: LocalDate): Promise<number> {
  const from = rollChangesFrom(on)
  const expected: string[] = []
  const old = new Set<string>()
  for (const made of all) {
    const of = asFacts(made)
    const leftOrNow = made.leaving && made.leaving < on ? made.leaving : on
    const { ncYear } = made
    const calendar = calendarOf(pupilYearGroup(ncYear, leftOrNow))
    for (const { rule, on: became, due, since, leaveEndedOn } of of
      ? registerFindings(calendar, of, on)
      : []) {
      const one = line(made.id, rule, became, due, since, leaveEndedOn)
      if (isRollChange(rule) && became < from) old.add(one)
      else expected.push(one)
    }
  }
  const found = (await standing(owner)).map(f =>
    line(f.enrolment_id, f.rule, f.on_date, f.due_on, f.since_on, f.leave_ended_on),
  )
  // A return of an entry or a removal of long ago stands if it was raised in its time.
  assert.deepEqual(found.filter(one => !old.has(one)).sort(), expected.sort())
  return expected.length
}

/** Changes about one in six: other marks, other dates, other leave. */
function changed(all: readonly Made[], seed: number): Made[] {
  const others = fc.sample(facts, { numRuns: all.length, seed })
  return all.flatMap((made, i) => {
    const other = others[i]!
    switch ((i * 7 + seed) % 12) {
      case 0:
        return { ...made, leaves: [], marks: new Map([...made.marks].map(([year]) => [year, other.second])) }
      case 1:
        return { ...made, leaves: [], leaving: other.leaving, entry: other.entry, junior: other.junior }
      case 2:
        return { ...made, leaves: [], dob: other.dob, ncYear: other.ncYear }
      default:
        return []
    }
  })
}

const applied = (all: readonly Made[], changes: readonly Made[]): Made[] => {
  const by = new Map(changes.map(made => [made.id, made]))
  // Leave is only ever added to; the changed ones here add none.
  return all.map(made => ({ ...(by.get(made.id) ?? made), leaves: made.leaves }))
}

describe('the run over the database', () => {
  for (const seed of [1, Math.floor(Math.random() * 1e6)]) {
    test(`leaves standing what the rules say of each register, as they change (seed ${seed})`, async t => {
      const { app, owner } = await freshDatabase(t)
      const schools = await insertSchools(owner, 7)
      let all = enrolments(500, schools, seed)
      await putEnrolments(owner, all)
      let on = day
      for (let round = 0; round < 6; round++) {
        const done = await detect(app, viewer, { on, now })
        assert.ok((await check(owner, all, on)) > 500, 'there is something to find')
        assert.equal(done.pupils, 500)
        const again = await detect(app, viewer, { on, now })
        assert.deepEqual([again.found, again.withdrawn], [0, 0], 'the same again finds nothing')
        // Only those for whom a sum cannot tell: with leave, or with a run over the summer.
        assert.ok(again.judged < 300, `${again.judged} judged again`)

        const changes = changed(all, seed + round)
        await putEnrolments(owner, changes)
        all = applied(all, changes)
        // One school at a time, as its register arrives; then the night.
        if (round % 2 === 0) {
          for (const schoolId of schools) await detect(app, viewer, { on, schoolId, now })
          await check(owner, all, on)
        }
        on = addDays(on, [1, 3, 30, 5, 40, 1][round]!)
      }
    })
  }
})

/** Many small schools, so that a night is many transactions. */
async function manySchools(t: Parameters<typeof freshDatabase>[0]) {
  const database = await freshDatabase(t)
  const schools = await insertSchools(database.owner, 170)
  const all = enrolments(680, schools, 3)
  await putEnrolments(database.owner, all)
  const runs = () => asViewer(database.app, viewer, tx => nightlyRuns(tx, viewer))
  return { ...database, all, runs }
}

async function doubles(owner: Sql): Promise<number> {
  const rows = await owner`
    select 1 from findings f
    where not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
    group by enrolment_id, rule, on_date, since_on, inputs ->> 'leave_ended_on' having count(*) > 1`
  return rows.length
}

describe('a night that is broken off', () => {
  test('keeps what it did, and the next run does the schools that are left', async t => {
    const { app, owner, all, runs } = await manySchools(t)
    const told: number[] = []
    const progress = (done: number, of: number) => {
      assert.equal(of, 170)
      told.push(done)
      if (told.length === 3) throw new Error('the power went')
    }
    await assert.rejects(detect(app, viewer, { on: day, now, progress }), /the power went/)
    const [broken] = await runs()
    assert.deepEqual([broken!.finished_at, broken!.schools], [null, 170])
    assert.ok(broken!.schools_done > 0 && broken!.schools_done < 170, `${broken!.schools_done} schools done`)
    const before = (await standing(owner)).length
    assert.ok(before > 0)

    const rest = await detect(app, viewer, { on: day, now })
    assert.equal(rest.doneBefore, broken!.schools_done)
    await check(owner, all, day)
    const [finished, ...others] = await runs()
    assert.deepEqual([finished!.id, finished!.schools_done, others.length], [broken!.id, 170, 0])
    assert.ok(finished!.finished_at)
    assert.equal(finished!.found, (await standing(owner)).length)
    assert.equal(rest.found, finished!.found - before)
    assert.equal(await doubles(owner), 0)
  })

  test('by kill -9 of its process, loses nothing, and the jobs begin again by themselves', async t => {
    const { app, appOptions, owner, all, runs } = await manySchools(t)
    const child = fork(join(import.meta.dirname, '../testing/detect-slowly.ts'), {
      serialization: 'advanced',
    })
    const gone = once(child, 'exit')
    child.send({ connection: appOptions, la, on: day })
    // It says when its second batch is through, and then waits.
    await once(child, 'message')
    child.kill('SIGKILL')
    assert.deepEqual(await gone, [null, 'SIGKILL'])
    const [broken] = await runs()
    assert.equal(broken!.finished_at, null)
    assert.ok(broken!.schools_done >= 50 && broken!.schools_done < 170)

    const jobs = absencesJobs({ sql: app, clock: stoppedClock(new Date(`${day}T06:00:00Z`)) })
    const [{ name, data } = { name: '', data: {} }] = jobs.atStart
    await jobs.handlers[name]!(data)
    await check(owner, all, day)
    const [finished, ...others] = await runs()
    assert.deepEqual([finished!.id, finished!.schools_done, others.length], [broken!.id, 170, 0])
    assert.ok(finished!.finished_at)
    assert.equal(await doubles(owner), 0)
    // Begun again, there is nothing left to do.
    await jobs.handlers[name]!(data)
    assert.equal((await runs()).length, 1)
  })

  test('with another at the same time, neither writes what the other has written', async t => {
    const { app, owner, all } = await manySchools(t)
    const order = { on: day, now }
    const schoolId = all[0]!.schoolId
    const both = await Promise.all([
      detect(app, viewer, order),
      detect(app, viewer, order),
      detect(app, viewer, { ...order, schoolId }),
    ])
    await check(owner, all, day)
    assert.equal(await doubles(owner), 0)
    assert.equal(
      both.reduce((sum, done) => sum + done.found, 0),
      (await standing(owner)).length,
    )
  })
})
