// Local steps from a proposal to an answer: who may, whom a step catches, and that finding twice finds once.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { makeAbsentChild, makeCalendar, today } from '../enquiries/testing/absence.ts'
import type { Tx } from '../platform/db.ts'
import { type Decision, NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { JobData } from '../platform/jobs.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import {
  answerHit,
  askForPreview,
  findHits,
  proposeTrigger,
  switchOff,
  switchOn,
  triggerByToken,
  workOutPreview,
} from './actions.ts'
import { triggersJobs } from './jobs.ts'
import { presets } from './presets.ts'
import { countOpenHits, hitByToken, latestPreview, openHits, stepsOfHit } from './store.ts'
import type { Trigger } from './trigger.ts'

let database: FreshDatabase
let people: TestPeople
let manager: Viewer

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  manager = people.right.manager.viewer(today)
})

const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> =>
  asViewer(database.app, viewer, work)
const system = (on: string = today) => systemViewer('001', on)
const find = (on: string = today, schoolId?: string) =>
  findHits(database.app, system(on), { on: localDate(on), schoolId })

const visit: Trigger = {
  trigger: 'unexplained-run',
  n: 5,
  unit: 'school day',
  action: 'visit',
  addressee: 'school office',
}
let numbered = 0
async function proposed(trigger: Trigger, name = `Step ${++numbered}`): Promise<string> {
  const made = await as(manager, tx =>
    proposeTrigger(tx, manager, { name, trigger, why: 'Agreed at the panel' }),
  )
  assert.ok(made.allowed, JSON.stringify(made))
  return made.value.token
}
/** A step that was looked at and switched on today. Gives its token and how many the preview named. */
async function switchedOn(trigger: Trigger): Promise<{ token: string; id: string; caughtNow: number }> {
  const token = await proposed(trigger)
  return as(manager, async tx => {
    assert.ok((await askForPreview(tx, manager, token)).allowed)
    const { id } = await triggerByToken(tx, manager, token)
    const preview = await latestPreview(tx, manager, id)
    const on = await switchOn(tx, manager, { token, fromOn: today, why: 'Agreed' })
    assert.deepEqual(on, { allowed: true, value: { changed: true } })
    return { token, id, caughtNow: preview!.caught_now }
  })
}
async function off(token: string): Promise<void> {
  await as(manager, tx => switchOff(tx, manager, { token, fromOn: today, why: 'The test is over' }))
}
const hitsOf = (triggerId: string) =>
  database.owner<
    { child_id: string; token: string; id: string; since_on: string; school_id: string | null }[]
  >`
    select child_id, token, id, since_on, school_id from trigger_hits where trigger_id = ${triggerId} order by found_at, id`
const lastOf = async (hitId: string) =>
  (
    await database.owner<{ what: string; says: string }[]>`
      select what, says from trigger_hit_steps where hit_id = ${hitId} order by at desc, id desc limit 1`
  )[0]

describe('proposing a step', () => {
  test('is for a manager', async () => {
    for (const person of [
      people.right['cme-officer'],
      people.right['cme-assistant'],
      people.right.headteacher,
    ]) {
      const viewer = person.viewer(today)
      const made = await as(viewer, tx =>
        proposeTrigger(tx, viewer, { name: 'Visit', trigger: visit, why: 'x' }),
      )
      assert.equal(made.allowed, false)
    }
    assert.equal((await database.owner`select 1 from triggers`).length, 0)
  })
  test('is refused where it could be later than the law, with the rule', async () => {
    const late = { ...visit, action: 'refer' as const, n: 11 }
    const made = await as(manager, tx =>
      proposeTrigger(tx, manager, { name: 'Refer', trigger: late, why: 'x' }),
    )
    assert.ok(!made.allowed)
    assert.match(made.refusals[0]!.says, /^This could be later than the law\. T-07/)
    assert.equal((await database.owner`select 1 from triggers`).length, 0)
  })
  test('wants a name and a reason', async () => {
    const made = await as(manager, tx => proposeTrigger(tx, manager, { name: ' ', trigger: visit, why: '' }))
    assert.ok(!made.allowed)
    assert.deepEqual(
      made.refusals.map(one => one.says),
      ['Enter a name of up to 100 characters', 'Say why, in up to 500 characters'],
    )
  })
  test('twice is once', async () => {
    const given = { name: 'Twice', trigger: visit, why: 'x' }
    const one = await as(manager, tx => proposeTrigger(tx, manager, given))
    const two = await as(manager, tx => proposeTrigger(tx, manager, given))
    assert.ok(one.allowed && two.allowed)
    assert.deepEqual(two.value, { token: one.value.token, already: true })
  })
  test('takes the lawful steps of every published example, and none of the others', async () => {
    const refusedIds: string[] = []
    for (const preset of presets) {
      for (const step of preset.steps) {
        const made = await as(manager, tx =>
          proposeTrigger(tx, manager, { name: `${preset.id} ${step.id}`, trigger: step.trigger, why: 'x' }),
        )
        if (!made.allowed) refusedIds.push(`${preset.id}.${step.id}`)
      }
    }
    assert.deepEqual(refusedIds, ['durham.remove', 'durham.lost-file', 'hillingdon.end-of-september'])
  })
  test('the database itself keeps no step that removes a name', async () => {
    await assert.rejects(
      database.owner`
        insert into triggers (la_code, id, token, name, trigger, n, unit, action, addressee, proposed_by, proposed_name,
                              proposed_on, why)
        values ('001', ${newId()}, ${newToken()}, 'x', 'unexplained-run', 20, 'school day', 'remove', 'headteacher',
                ${people.right.manager.id}, 'x', ${today}, 'x')`,
      /check constraint/,
    )
  })
})

test('an authority has 200 steps at most, and is told so', async () => {
  const elsewhere = people.wrongAuthority.manager.viewer(today)
  const one = { trigger: visit, why: 'A test' }
  const write = (name: string) => as(elsewhere, tx => proposeTrigger(tx, elsewhere, { ...one, name }))
  await write('Step 1')
  await database.owner`
    insert into triggers (la_code, id, token, name, trigger, n, unit, action, addressee, proposed_by, proposed_name,
                          proposed_on, why)
    select la_code, gen_random_uuid(), 'step-' || i, 'Step ' || i, trigger, n, unit, action, addressee, proposed_by,
           proposed_name, proposed_on, why
    from triggers, generate_series(2, 200) i where la_code = '002'`
  const more = await write('Step 201')
  assert.ok(!more.allowed)
  assert.match(more.refusals[0]!.says, /can have 200 local steps/)
  assert.ok((await write('Step 7')).allowed, 'one that is there already is no new one')
})

describe('switching a step on', () => {
  test('is refused until somebody has looked, today, whom it would catch', async () => {
    const token = await proposed(visit)
    const given = { token, fromOn: today, why: 'Agreed' }
    const early = await as(manager, tx => switchOn(tx, manager, given))
    assert.ok(!early.allowed)
    assert.equal(early.refusals[0]!.says, 'Look first, today, whom this would catch')
    await as(manager, tx => askForPreview(tx, manager, token))
    const tomorrow = people.right.manager.viewer('2026-11-21')
    const late = await as(tomorrow, tx => switchOn(tx, tomorrow, { ...given, fromOn: '2026-11-21' }))
    assert.ok(!late.allowed, 'a preview of another day is not enough')
    assert.deepEqual(await as(manager, tx => switchOn(tx, manager, given)), {
      allowed: true,
      value: { changed: true },
    })
    assert.deepEqual(await as(manager, tx => switchOn(tx, manager, given)), {
      allowed: true,
      value: { changed: false },
    })
    await off(token)
  })
  test('wants a day that has not gone by, and a reason', async () => {
    const token = await proposed(visit)
    const says = async (fromOn: string, why: string) => {
      const made = await as(manager, tx => switchOn(tx, manager, { token, fromOn, why }))
      return made.allowed ? '' : made.refusals[0]!.says
    }
    assert.match(await says('2026-11-19', 'x'), /^Enter today or a later day/)
    assert.match(await says('nonsense', 'x'), /^Enter the day it holds from/)
    assert.match(await says(today, ' '), /^Say why/)
  })
  test('is for a manager', async () => {
    const token = await proposed(visit)
    const officer = people.right['cme-officer'].viewer(today)
    for (const work of [
      (tx: Tx): Promise<Decision<unknown>> => switchOn(tx, officer, { token, fromOn: today, why: 'x' }),
      (tx: Tx) => switchOff(tx, officer, { token, fromOn: today, why: 'x' }),
      (tx: Tx) => askForPreview(tx, officer, token),
    ]) {
      assert.equal((await as(officer, work)).allowed, false)
    }
  })
  test('a step of another authority is not there', async () => {
    const token = await proposed(visit)
    const other = people.wrongAuthority.manager.viewer(today)
    await assert.rejects(
      as(other, tx => switchOn(tx, other, { token, fromOn: today, why: 'x' })),
      NotFound,
    )
  })
  test('from a later day, it begins on that day and ends on the day it is switched off', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.birch, days: 6 })
    const token = await proposed(visit)
    const { id } = await as(manager, tx => triggerByToken(tx, manager, token))
    await as(manager, async tx => {
      await askForPreview(tx, manager, token)
      await switchOn(tx, manager, { token, fromOn: '2026-11-23', why: 'From Monday' })
    })
    await find('2026-11-22')
    assert.equal((await hitsOf(id)).length, 0)
    await find('2026-11-23')
    assert.ok((await hitsOf(id)).some(hit => hit.child_id === child.id))
    const monday = people.right.manager.viewer('2026-11-23')
    await as(monday, tx => switchOff(tx, monday, { token, fromOn: '2026-11-24', why: 'No more' }))
    await find('2026-11-24')
    const [hit] = await hitsOf(id)
    assert.match((await lastOf(hit!.id))!.says, /^The authority no longer asks for this/)
  })
  test('from a later day, and called off before it, it never begins', async () => {
    await makeAbsentChild(database.owner, { school: people.birch, days: 6 })
    const token = await proposed({ ...visit, n: 4 })
    const { id } = await as(manager, tx => triggerByToken(tx, manager, token))
    await as(manager, async tx => {
      await askForPreview(tx, manager, token)
      await switchOn(tx, manager, { token, fromOn: '2026-11-24', why: 'From Tuesday' })
    })
    const off = await as(manager, tx =>
      switchOff(tx, manager, { token, fromOn: today, why: 'Not after all' }),
    )
    assert.ok(off.allowed && off.value.changed)
    await find('2026-11-24')
    assert.equal((await hitsOf(id)).length, 0)
  })
})

describe('finding hits', () => {
  test('finds whom the preview named, once, however often and from wherever it is begun', async () => {
    const caught = await makeAbsentChild(database.owner, { school: people.alder, days: 5 })
    const longer = await makeAbsentChild(database.owner, { school: people.birch, days: 9 })
    await makeAbsentChild(database.owner, { school: people.alder, days: 4 })
    await makeAbsentChild(database.owner, { school: people.alder, days: 7, code: 'I' })
    const { id, token, caughtNow } = await switchedOn(visit)
    const found = await find()
    const hits = await hitsOf(id)
    assert.equal(hits.length, caughtNow)
    assert.ok(hits.some(hit => hit.child_id === caught.id && hit.since_on === '2026-11-16'))
    assert.ok(hits.some(hit => hit.child_id === longer.id))
    assert.ok(found.found >= hits.length)
    assert.deepEqual({ ...(await find()), triggers: 0 }, { triggers: 0, found: 0, ended: 0, again: 0 })
    await Promise.all([find(today, people.alder.id), find(today, people.alder.id), find()])
    assert.equal((await hitsOf(id)).length, caughtNow)
    await off(token)
  })

  test('for one school, looks at that school alone', async () => {
    const here = await makeAbsentChild(database.owner, { school: people.cedar, days: 5 })
    const { id, token } = await switchedOn(visit)
    await find(today, people.cedar.id)
    assert.deepEqual(
      (await hitsOf(id)).map(hit => hit.child_id),
      [here.id],
    )
    await off(token)
  })

  test('ends what is no longer so, and takes it up again when it is so again', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 6 })
    const { id, token } = await switchedOn(visit)
    await find()
    const hit = (await hitsOf(id)).find(one => one.child_id === child.id)!
    assert.equal(await lastOf(hit.id), undefined)
    const marks = await marksOf(child)
    // Friday's marks are corrected: the child had been ill.
    await setMarks(child, replaced(marks, '2026-11-20', 'II'))
    await find()
    assert.deepEqual(await lastOf(hit.id), {
      what: 'no longer so',
      says: 'No longer so on Friday 20 November 2026.',
    })
    await setMarks(child, marks)
    await find()
    assert.deepEqual(await lastOf(hit.id), { what: 'so again', says: 'So again on Friday 20 November 2026.' })
    assert.equal((await hitsOf(id)).filter(one => one.child_id === child.id).length, 1)
    await off(token)
  })

  test('asks once for an absence, though a correction moves its first day', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 8 })
    const { id, token } = await switchedOn(visit)
    await find()
    const [hit] = (await hitsOf(id)).filter(one => one.child_id === child.id)
    const head = people.right.headteacher.viewer(today)
    await as(head, tx => answerHit(tx, head, { token: hit!.token, what: 'done', says: 'Visited' }))
    await setMarks(child, replaced(await marksOf(child), '2026-11-11', '//'))
    await find()
    assert.equal((await hitsOf(id)).filter(one => one.child_id === child.id).length, 1)
    await off(token)
  })

  test('asks for no referral of a child whom this school has referred', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    const other = await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    await makeReferral(child, '2026-11-19')
    const { id, token } = await switchedOn({ ...visit, action: 'refer', n: 10 })
    await find()
    const hits = (await hitsOf(id)).map(hit => hit.child_id)
    assert.ok(hits.includes(other.id))
    assert.ok(!hits.includes(child.id))
    await makeReferral(other, today)
    await find()
    const hit = (await hitsOf(id)).find(one => one.child_id === other.id)
    assert.equal((await lastOf(hit!.id))?.what, 'no longer so')
    await off(token)
  })

  test('counts working times of the authority from a referral', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    const young = await makeChild(database.owner, { school: people.alder })
    await makeReferral(child, '2026-10-08')
    await makeReferral(young, '2026-10-10')
    const { id, token } = await switchedOn({
      trigger: 'referral-received',
      n: 6,
      unit: 'week',
      action: 'review',
      addressee: 'CME officer',
    })
    await find()
    assert.deepEqual(
      (await hitsOf(id)).map(hit => hit.child_id),
      [child.id],
    )
    await database.owner`update referrals set outcome = 'closed' where child_id = ${child.id}`
    await find()
    const [hit] = await hitsOf(id)
    assert.equal((await lastOf(hit!.id))?.what, 'no longer so')
    await off(token)
  })

  test('sees a name taken off with no next place, until the child is on a roll again', async () => {
    const left = { leavingDate: '2026-11-12', seenUntil: '2026-12-31' }
    const nowhere = await makeChild(database.owner, { school: people.alder, ...left })
    const known = await makeChild(database.owner, { school: people.alder, ...left })
    const homeEducated = await makeChild(database.owner, { school: people.alder, ...left })
    const elsewhere = await makeChild(database.owner, { school: people.alder, ...left })
    await database.owner`update enrolments set ground = 'R9-G', destination = 'Unknown' where child_id = ${nowhere.id}`
    await database.owner`update enrolments set ground = 'R9-G', destination = 'Oak School' where child_id = ${known.id}`
    await database.owner`update enrolments set ground = 'R9-F' where child_id = ${homeEducated.id}`
    await makeEnrolment(elsewhere, people.birch.id)
    const removed = await switchedOn({
      trigger: 'removed-without-destination',
      n: 3,
      unit: 'working day',
      action: 'review',
      addressee: 'CME officer',
    })
    const home = await switchedOn({
      trigger: 'home-education',
      n: 5,
      unit: 'working day',
      action: 'write',
      addressee: 'CME officer',
    })
    const out = await switchedOn({
      trigger: 'out-of-education',
      n: 5,
      unit: 'school day',
      action: 'open-case',
      addressee: 'CME officer',
    })
    await find()
    assert.deepEqual(
      (await hitsOf(removed.id)).map(hit => hit.child_id),
      [nowhere.id],
    )
    assert.deepEqual(
      (await hitsOf(home.id)).map(hit => hit.child_id),
      [homeEducated.id],
    )
    assert.deepEqual(
      (await hitsOf(out.id)).map(hit => hit.child_id),
      [nowhere.id],
    )
    await makeEnrolment(nowhere, people.birch.id)
    await find()
    for (const { id } of [removed, out]) {
      const [hit] = await hitsOf(id)
      assert.equal((await lastOf(hit!.id))?.what, 'no longer so')
    }
    for (const { token } of [removed, home, out]) await off(token)
  })

  test('sees open cases: another authority’s enquiry, a child not traced, a child out of education', async () => {
    const asked = await makeCase({ startCode: 'START-14', state: 'enquiring', standing: 'not decided' })
    const out = await makeCase({ startCode: 'START-07', state: 'located', standing: 'CME', pathway: 'B' })
    const steps = await Promise.all(
      (['other-authority-asks', 'untraced', 'out-of-education'] as const).map(trigger =>
        switchedOn({ trigger, n: 5, unit: 'working day', action: 'review', addressee: 'CME officer' }),
      ),
    )
    await find()
    const [enquiry, untraced, missing] = await Promise.all(
      steps.map(async ({ id }) => (await hitsOf(id)).map(hit => hit.child_id)),
    )
    assert.ok(enquiry!.includes(asked.id) && !enquiry!.includes(out.id))
    assert.ok(untraced!.includes(asked.id) && !untraced!.includes(out.id))
    assert.ok(missing!.includes(out.id) && !missing!.includes(asked.id))
    for (const { token } of steps) await off(token)
  })

  test('a step that today’s law would refuse is passed over, though it was switched on', async () => {
    await makeAbsentChild(database.owner, { school: people.alder, days: 12 })
    const { id, token, caughtNow } = await switchedOn({ ...visit, action: 'refer', n: 10 })
    assert.ok(caughtNow > 0)
    // As if the law had become stricter since: nothing but the database could write this now.
    await database.owner`update triggers set n = 11 where id = ${id}`
    await find()
    assert.equal((await hitsOf(id)).length, 0)
    await database.owner`update triggers set n = 10 where id = ${id}`
    await find()
    assert.equal((await hitsOf(id)).length, caughtNow)
    await off(token)
  })

  test('runs as a job: for every authority, for one, for a school', async () => {
    const child = await makeAbsentChild(database.owner, { school: people.cedar, days: 5 })
    const { id, token } = await switchedOn(visit)
    const clock = { now: () => new Date('2026-11-20T10:00:00Z'), today: () => today }
    const { handlers } = triggersJobs({ sql: database.app, clock })
    const run = (data: JobData) => handlers['local-steps']!(data)
    await run({ la: '002' })
    assert.equal((await hitsOf(id)).length, 0)
    await run({ la: '001', school: people.cedar.id })
    assert.ok((await hitsOf(id)).some(hit => hit.child_id === child.id))
    const before = (await hitsOf(id)).length
    await run({})
    await run({})
    assert.ok((await hitsOf(id)).length > before)
    const jobs = await database.owner<{ data: JobData }[]>`
      select data from pgboss.job where name = 'local-steps'`
    assert.deepEqual(jobs[0]!.data, { la: '001' }, 'switching on looks at once')
    await off(token)
  })
})

describe('the preview of a large authority', () => {
  test('is a job that says how far it has come, and gives the same', async () => {
    const token = await proposed(visit)
    const asked = await as(manager, tx => askForPreview(tx, manager, token, 1))
    assert.deepEqual(asked, { allowed: true, value: { isDone: false } })
    const { id } = await as(manager, tx => triggerByToken(tx, manager, token))
    const waiting = await as(manager, tx => latestPreview(tx, manager, id))
    assert.deepEqual([waiting?.done_at, waiting?.schools_done, waiting?.schools], [null, 0, 3])
    assert.deepEqual(
      await as(manager, tx => askForPreview(tx, manager, token, 1)),
      asked,
      'asked twice, begun once',
    )
    const early = await as(manager, tx => switchOn(tx, manager, { token, fromOn: today, why: 'x' }))
    assert.equal(early.allowed, false)
    const [job] = await database.owner<{ data: JobData }[]>`
      select data from pgboss.job where name = 'local-steps-preview'`
    await workOutPreview(database.app, system(), String(job!.data.preview))
    const done = await as(manager, tx => latestPreview(tx, manager, id))
    const atOnce = await proposed(visit)
    await as(manager, tx => askForPreview(tx, manager, atOnce))
    const other = await as(manager, async tx =>
      latestPreview(tx, manager, (await triggerByToken(tx, manager, atOnce)).id),
    )
    assert.deepEqual(
      [done?.caught_now, done?.caught_lately, done?.schools_done, done?.first],
      [other?.caught_now, other?.caught_lately, 3, other?.first],
    )
    assert.ok(done?.done_at)
    await workOutPreview(database.app, system(), String(job!.data.preview))
    assert.equal((await as(manager, tx => latestPreview(tx, manager, id)))?.caught_now, done?.caught_now)
  })
})

test('a preview counts who was caught lately and came back, or left, and names those who would be asked about', async () => {
  const before = await counted()
  const back = await makeAbsentChild(database.owner, { school: people.alder, days: 0 })
  const long = await makeAbsentChild(database.owner, { school: people.alder, days: 0 })
  const left = await makeAbsentChild(database.owner, {
    school: people.alder,
    days: 0,
    leavingDate: '2026-11-13',
    seenUntil: '2026-12-31',
  })
  const away = async (child: TestChild, days: readonly string[]) => {
    let marks = await marksOf(child)
    for (const day of days) marks = replaced(marks, day, 'OO')
    await setMarks(child, marks)
  }
  await away(back, ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06'])
  // Reached on the last day that is not lately any more: 21 October.
  await away(long, ['2026-10-15', '2026-10-16', '2026-10-19', '2026-10-20', '2026-10-21'])
  await away(left, ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'])
  const now = await counted()
  assert.deepEqual([now.caught_now - before.caught_now, now.caught_lately - before.caught_lately], [0, 2])
  await away(long, ['2026-10-22'])
  // The run ends a day later and was reached no sooner.
  assert.equal((await counted()).caught_lately, now.caught_lately)
  assert.ok(!now.first.some(one => [back.id, left.id].includes(one.child)))

  async function counted() {
    const token = await proposed(visit)
    return as(manager, async tx => {
      await askForPreview(tx, manager, token)
      return (await latestPreview(tx, manager, (await triggerByToken(tx, manager, token)).id))!
    })
  }
})

describe('answering a hit', () => {
  let child: TestChild
  let step: { token: string; id: string }
  let hit: { token: string; id: string }
  before(async () => {
    child = await makeAbsentChild(database.owner, { school: people.alder, days: 5 })
    step = await switchedOn(visit)
    await find()
    hit = (await hitsOf(step.id)).find(one => one.child_id === child.id)!
  })
  const viewers = () => ({
    officer: people.right['attendance-officer'].viewer(today),
    elsewhere: people.wrongSchool['attendance-officer'].viewer(today),
    cme: people.right['cme-officer'].viewer(today),
    otherAuthority: people.wrongAuthority.manager.viewer(today),
  })
  const answer = (viewer: Viewer, what: 'done' | 'not needed' = 'done', says = 'Visited on Friday at 3pm') =>
    as(viewer, tx => answerHit(tx, viewer, { token: hit.token, what, says }))

  test('stands on the list of its school and on nobody else’s', async () => {
    const { officer, elsewhere, cme } = viewers()
    const tokens = async (viewer: Viewer) =>
      (await as(viewer, tx => openHits(tx, viewer, 50))).map(one => one.token)
    assert.ok((await tokens(officer)).includes(hit.token))
    assert.ok(!(await tokens(elsewhere)).includes(hit.token))
    assert.ok(!(await tokens(cme)).includes(hit.token))
    assert.ok((await as(officer, tx => countOpenHits(tx, officer))) >= 1)
  })
  test('is not for another school, nor another authority', async () => {
    await assert.rejects(answer(viewers().elsewhere), NotFound)
    await assert.rejects(answer(viewers().otherAuthority), NotFound)
  })
  test('is the school’s to answer, not the authority’s, which can read it', async () => {
    const { cme } = viewers()
    const given = await answer(cme)
    assert.ok(!given.allowed)
    assert.match(given.refusals[0]!.says, /asked of the school/)
    const seen = await as(cme, tx => hitByToken(tx, cme, hit.token))
    assert.match(seen!.answer.because, /^5 school days of unexplained absence in a row/)
  })
  test('wants words', async () => {
    const says = async (what: 'done' | 'not needed', text: string) => {
      const given = await answer(viewers().officer, what, text)
      return given.allowed ? '' : given.refusals[0]!.says
    }
    assert.equal(await says('done', ' '), 'Say what was done, and when')
    assert.equal(await says('not needed', ''), 'Say why it is not needed')
    assert.equal(await says('done', 'x'.repeat(1001)), 'Use 1,000 characters or fewer')
  })
  test('is done once, and leaves the list; the second answer changes nothing', async () => {
    const { officer } = viewers()
    assert.deepEqual(await answer(officer), { allowed: true, value: { changed: true } })
    assert.deepEqual(await answer(officer, 'not needed', 'Another window'), {
      allowed: true,
      value: { changed: false },
    })
    const steps = await as(officer, tx => stepsOfHit(tx, officer, hit.id))
    assert.deepEqual(
      steps.map(one => [one.what, one.says, one.by_name]),
      [['done', 'Visited on Friday at 3pm', 'Alder attendance-officer']],
    )
    const open = await as(officer, tx => openHits(tx, officer, 50))
    assert.ok(!open.some(one => one.token === hit.token))
    await find()
    assert.equal((await lastOf(hit.id))?.what, 'done', 'the nightly run leaves an answer alone')
  })
})

describe('the database’s own wall', () => {
  test('a school reads only hits that are for it, of its own pupils; and writes none', async () => {
    const forSchool = await makeAbsentChild(database.owner, { school: people.birch, days: 5 })
    const school = await switchedOn(visit)
    const authority = await switchedOn({ ...visit, action: 'review', addressee: 'CME officer' })
    await find()
    assert.ok((await hitsOf(authority.id)).some(hit => hit.child_id === forSchool.id))
    const birch = people.wrongSchool['attendance-officer'].viewer(today)
    const rows = await as(
      birch,
      tx => tx<{ trigger_id: string; school_id: string; to_school: boolean }[]>`
      select trigger_id, school_id, to_school from trigger_hits`,
    )
    assert.ok(rows.length > 0)
    assert.ok(rows.every(row => row.school_id === people.birch.id && row.to_school))
    assert.equal((await as(birch, tx => tx`select 1 from trigger_previews`)).length, 0)
    const asked = await as(birch, tx => tx<{ id: string }[]>`select id from triggers`)
    assert.ok(asked.some(one => one.id === school.id) && !asked.some(one => one.id === authority.id))
    const [mine] = await hitsOf(school.id)
    const steps = { la_code: '001', hit_id: mine!.id, id: newId(), what: 'done', says: 'x', on_date: today }
    const by = { by_person: people.right.dsl.id, by_name: 'Somebody', by_role: 'dsl' }
    await assert.rejects(
      as(birch, tx => tx`insert into trigger_hit_steps ${tx({ ...steps, ...by })}`),
      /row-level security/,
    )
    for (const viewer of [birch, people.right['cme-officer'].viewer(today)]) {
      await assert.rejects(
        as(
          viewer,
          tx => tx`
          insert into trigger_hits (la_code, id, token, trigger_id, child_id, school_id, to_school, since_on, reached_on,
                                    answer, found_on)
          values ('001', ${newId()}, ${newToken()}, ${school.id}, ${forSchool.id}, ${people.birch.id}, true, ${today},
                  ${today}, '{}', ${today})`,
        ),
        /row-level security/,
      )
      await assert.rejects(
        as(
          viewer,
          tx => tx`
          insert into trigger_switches (la_code, id, trigger_id, switched, from_on, set_by, set_name, why)
          values ('001', ${newId()}, ${school.id}, 'off', ${today}, ${viewer.personId}, 'x', 'x')`,
        ),
        /row-level security/,
      )
    }
    const waits = (viewer: Viewer, to: boolean) =>
      as(viewer, tx => tx`update trigger_hits set waits = waits where to_school = ${to} returning school_id`)
    assert.equal((await waits(birch, false)).length, 0)
    assert.ok((await waits(birch, true)).every(row => row.school_id === people.birch.id))
    assert.equal((await waits(people.right['cme-officer'].viewer(today), true)).length, 0)
    assert.equal((await waits(people.wrongAuthority.manager.viewer(today), false)).length, 0)
    await assert.rejects(
      as(birch, tx => tx`update trigger_hits set reached_on = ${today}`),
      /permission denied/,
    )
    await off(school.token)
    await off(authority.token)
    const disagree = await database.owner`
      select 1 from trigger_hits h
      left join lateral (select s.what from trigger_hit_steps s where s.hit_id = h.id order by s.at desc, s.id desc limit 1) x on true
      where h.waits <> (x.what is null or x.what = 'so again')`
    assert.equal(disagree.length, 0, 'whether a hit waits is what was last said of it')
  })
})

async function marksOf(child: TestChild): Promise<string> {
  const [row] = await database.owner<{ marks: string }[]>`
    select marks from strips where enrolment_id = ${child.enrolmentId}`
  return row!.marks
}
async function setMarks(child: TestChild, marks: string): Promise<void> {
  await database.owner`update strips set marks = ${marks} where enrolment_id = ${child.enrolmentId}`
}
/** Other marks on one day of November: its place is counted in weekdays since 1 September 2026, a Tuesday. */
function replaced(marks: string, day: string, by: string): string {
  let place = 0
  for (let date = new Date(Date.UTC(2026, 8, 1)); date < new Date(`${day}T00:00:00Z`); ) {
    if (date.getUTCDay() % 6 !== 0) place += 2
    date = new Date(date.getTime() + 86_400_000)
  }
  return marks.slice(0, place) + by + marks.slice(place + 2)
}

async function makeReferral(child: TestChild, on: string): Promise<void> {
  await database.owner`
    insert into referrals (la_code, id, token, reference, child_id, school_id, case_id, start_code, answers, missing,
                           sent_name, sent_on)
    values ('001', ${newId()}, ${newToken()}, ${`R-${newToken().slice(0, 8)}`}, ${child.id}, ${child.school.id}, ${newId()},
            'START-01', '{}', '[]', 'A test', ${on})`
}

async function makeEnrolment(child: TestChild, schoolId: string): Promise<void> {
  await database.owner`
    insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date)
    values ('001', ${newId()}, ${child.id}, ${schoolId}, ${newToken().slice(0, 8)}, '2026-11-16')`
}

async function makeCase(given: {
  startCode: string
  state: string
  standing: string
  pathway?: string
}): Promise<TestChild> {
  const child = await makeChild(database.owner, { school: people.alder })
  await database.owner`
    insert into cases (la_code, id, token, reference, child_id, start_code, state, pathway, standing, level, opened_on,
                       next_step, next_due, changed_at)
    values ('001', ${newId()}, ${newToken()}, ${`C-${newToken().slice(0, 8)}`}, ${child.id}, ${given.startCode},
            ${given.state}, ${given.pathway ?? 'A'}, ${given.standing}, 'keep in view', '2026-11-02', 'x', ${today}, now())`
  return child
}
