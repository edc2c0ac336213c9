import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { bankHolidaysVersion } from '../calendar/working-days.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { answerAuthority, answerOffer, answerTenthDay, reopenCase, takeStep } from './actions.ts'
import { caseFrom } from './case.ts'
import type { KeptDue, Level } from './clocks.ts'
import * as steps from './steps.ts'
import {
  aroundChild,
  caseByToken,
  colleagues,
  historyOf,
  listCases,
  offersTo,
  openCaseForRemoval,
  openCaseFromDoor,
  rebuildColumns,
  triageQueue,
  workOf,
} from './store.ts'
import { factsOf, nothingLeft } from './testing/proofs.ts'
import { refer as referTo } from './testing/referred.ts'

const today = localDate('2026-11-20')
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const system = () => systemViewer('001', today)
const officer = () => people.right['cme-officer'].viewer(today)
const manager = () => people.right.manager.viewer(today)
const dsl = () => people.right.dsl.viewer(today)

const refer = (child: TestChild, level: Level = 'keep in view') =>
  referTo(db.app, people, child, { on: today, level })
const step = (token: string, decide: Parameters<typeof takeStep>[4], viewer = officer(), seen = '') =>
  asViewer(db.app, viewer, tx => takeStep(tx, viewer, token, seen, decide))
const accepted = (token: string) => step(token, (c, by) => steps.accept(c, { level: c.level, owner: by }, by))
const stepsTold = (child: TestChild) =>
  asViewer(
    db.app,
    dsl(),
    tx => tx<{ says: string }[]>`
    select says from shared_steps s where la_code = '001' and child_id = ${child.id} order by at`,
  )
const outcomeTold = async (child: TestChild) =>
  (
    await asViewer(
      db.app,
      dsl(),
      tx => tx<{ outcome: string }[]>`
    select outcome from referrals where la_code = '001' and child_id = ${child.id}`,
    )
  )[0]?.outcome

describe('a referral', () => {
  test('opens a case, with its columns as its history says, and the school reads that it came', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const opened = await refer(child)
    assert.equal(opened.joined, false)
    assert.match(opened.reference, /^C-\d{4,}$/)
    const [row] = await db.owner`select * from cases where id = ${opened.caseId}`
    assert.equal(row!.state, 'received')
    assert.equal(row!.next_due, '2026-11-25')
    const [event] = await db.owner`select data from case_events where case_id = ${opened.caseId}`
    assert.deepEqual(event!.data.nextDue, {
      rule: 'P-TRIAGE',
      ruleVersion: '2026-09-01',
      calendarVersion: bankHolidaysVersion,
      inputs: { clock: 'triage', level: 'keep in view', from: today },
      due: '2026-11-25',
    })
    assert.deepEqual(
      (await stepsTold(child)).map(s => s.says),
      ['The authority received the referral'],
    )
  })

  test('a second one joins the open case and raises the level; two at once make one case', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const [one, two] = await Promise.all([refer(child), refer(child, 'act today')])
    assert.equal(one.caseId, two.caseId)
    assert.deepEqual([one.joined, two.joined].sort(), [false, true])
    const [row] = await db.owner`select level from cases where id = ${one.caseId}`
    assert.equal(row!.level, 'act today')
  })

  test('the school that referred reads no case, no event', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const opened = await refer(child)
    await asViewer(db.app, dsl(), async tx => {
      assert.equal((await tx`select 1 from cases where la_code = '001'`).length, 0)
      assert.equal((await tx`select 1 from case_events where la_code = '001'`).length, 0)
      await assert.rejects(caseByToken(tx, dsl(), opened.token), { name: 'NotFound' })
    })
  })

  test('its answer to a question goes back to triage', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const { token, caseId } = await refer(child)
    await step(token, (c, _by, on) => steps.askForMore(c, { what: 'Which language?', due: today }, on))
    assert.equal(await outcomeTold(child), 'more asked')
    const viewer = dsl()
    const answer = () =>
      asViewer(db.app, viewer, tx => answerAuthority(tx, viewer, { caseId, says: 'Polish' }))
    assert.equal((await answer()).allowed, true)
    assert.equal((await answer()).allowed, false)
    assert.equal(await outcomeTold(child), 'received')
  })
})

describe('a removal', () => {
  test('opens a possible-CME case the same day, or joins the open one', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      leavingDate: today,
      seenUntil: '2026-12-20',
    })
    const open = () =>
      asViewer(db.app, system(), tx =>
        openCaseForRemoval(tx, system(), {
          childId: child.id,
          schoolId: people.alder.id,
          enrolmentId: child.enrolmentId,
          startCode: 'START-02',
          why: 'Removed with no next school',
          on: today,
        }),
      )
    const first = await open()
    assert.equal(first.joined, false)
    const [row] = await db.owner`select standing, opened_on from cases where id = ${first.caseId}`
    assert.deepEqual({ ...row }, { standing: 'possible CME', opened_on: today })
    assert.equal((await open()).joined, true)
  })
})

describe('a place and its answer', () => {
  test('the asked school sees least, answers, and only then may the case close', async () => {
    const child = await makeChild(db.owner, { school: people.alder, forename: 'Amina', surname: 'Testcase' })
    const { token } = await refer(child)
    await accepted(token)
    const close = () =>
      step(token, (c, by) => steps.close(c, { outcome: 'O01', says: '', record: nothingLeft }, by))
    const offered = await step(token, c =>
      steps.offer(c, {
        offerId: newId(),
        schoolId: people.birch.id,
        school: 'Birch Secondary',
        startsOn: today,
      }),
    )
    assert.equal(offered.done, true)
    assert.equal((await close()).done, false)

    const birch = people.wrongSchool['attendance-officer'].viewer(today)
    const offers = await asViewer(db.app, birch, tx => offersTo(tx, birch))
    assert.equal(offers.length, 1)
    assert.equal((await asViewer(db.app, dsl(), tx => offersTo(tx, dsl()))).length, 0)
    await makeCalendar(db.owner, people)
    const answer = () =>
      asViewer(db.app, birch, tx =>
        answerOffer(tx, birch, offers[0]!, { says: 'started', attendedOn: today }),
      )
    assert.equal((await answer()).allowed, true)
    assert.equal((await answer()).allowed, false)

    assert.equal((await close()).done, false, 'the tenth day is still to come')
    // By the authority’s term dates: Friday is the first of the ten, so the tenth is Thursday 3 December.
    const tenth = (on: string) => {
      const then = people.wrongSchool['attendance-officer'].viewer(on)
      return asViewer(db.app, then, tx =>
        answerTenthDay(tx, then, offers[0]!, { says: 'attending', attendedOn: localDate(on) }),
      )
    }
    assert.equal((await tenth('2026-12-02')).allowed, false)
    assert.equal((await tenth('2026-12-03')).allowed, true)
    assert.equal((await tenth('2026-12-03')).allowed, false)

    assert.equal((await close()).done, true)
    assert.equal((await close()).done, false)
    assert.equal(await outcomeTold(child), 'found in education')
    const told = (await stepsTold(child)).map(s => s.says).join('\n')
    assert.doesNotMatch(told, /Birch/)
    assert.match(told, /closed its case: the child is in education/)
  })

  test('of a protected child the school reads nothing after the referral was taken on, but the category', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const { token } = await refer(child)
    await accepted(token)
    await asViewer(db.app, officer(), async tx => {
      await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
        values ('001', ${newId()}, ${child.id}, 'address', ${today}, 'Fear of violence', 'An officer')`
    })
    const before = (await stepsTold(child)).length
    await step(token, (c, _by, on) => steps.askCheck(c, { check: 'RL09', says: '', due: today }, on))
    assert.equal((await stepsTold(child)).length, before)
    assert.equal(await outcomeTold(child), 'working')
  })
})

describe('two people at once', () => {
  test('a form that has not seen the last event writes nothing, and learns what was done', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    const { token } = await refer(child)
    const seen = await asViewer(db.app, officer(), async tx => {
      const row = await caseByToken(tx, officer(), token)
      return caseFrom(await historyOf(tx, officer(), row.id)).seen
    })
    const write = (fact: string) => step(token, c => steps.note(c, { fact, opinion: '' }), officer(), seen)
    const both = await Promise.all([write('one'), write('two')])
    assert.deepEqual(both.map(taken => taken.done).sort(), [false, true])
    const late = both.find(taken => !taken.done)!
    assert.ok('since' in late && late.since.length === 1 && late.since[0]!.type === 'note')
  })
})

test('a case reopens, but not beside another that is open', async () => {
  const child = await makeChild(db.owner, { school: people.alder })
  const { token } = await refer(child)
  await step(token, c => steps.decline(c, { because: 'not CME', says: 'On a roll' }))
  const reopen = () => asViewer(db.app, officer(), tx => reopenCase(tx, officer(), token, '', 'New facts'))
  const second = await refer(child)
  assert.notEqual(second.token, token)
  assert.equal((await reopen()).done, false)
  await step(second.token, c => steps.decline(c, { because: 'duplicate', says: 'The same' }))
  assert.equal((await reopen()).done, true)
})

describe('a child of compulsory age on no roll is counted CME from the first day', () => {
  const yesterday = '2026-11-19'
  const standingOf = async (child: TestChild) =>
    (await db.owner`select standing from cases where child_id = ${child.id}`)[0]!.standing
  const arrive = (child: TestChild, startCode: string) =>
    asViewer(db.app, officer(), tx =>
      openCaseFromDoor(tx, officer(), {
        childId: child.id,
        how: 'the public',
        startCode,
        level: 'keep in view',
        says: 'Seen here',
        on: today,
      }),
    )

  test('when the start says so and no roll is known; not of a child on a roll, under age, or a start that leaves it open', async () => {
    const off = { school: people.alder, leavingDate: yesterday, seenUntil: '2026-12-20' }
    for (const [startCode, given, standing] of [
      ['START-07', off, 'CME'],
      ['START-08', off, 'CME'],
      ['START-12', off, 'CME'],
      ['START-13', off, 'possible CME'],
      ['START-07', { school: people.alder }, 'possible CME'],
      ['START-07', { ...off, leavingDate: today }, 'possible CME'],
      ['START-07', { ...off, bornOn: '2023-01-01' }, 'possible CME'],
    ] as const) {
      const child = await makeChild(db.owner, given)
      await arrive(child, startCode)
      assert.equal(await standingOf(child), standing, `${startCode} ${JSON.stringify(Object.keys(given))}`)
    }
  })

  test('when the name is removed while the case is at work, even on the day; not while another roll is left', async () => {
    const remove = (child: TestChild) =>
      asViewer(db.app, system(), tx =>
        openCaseForRemoval(tx, system(), {
          childId: child.id,
          schoolId: people.alder.id,
          enrolmentId: child.enrolmentId,
          startCode: 'START-02',
          why: 'Removed with no next school',
          on: today,
        }),
      )
    const child = await makeChild(db.owner, { school: people.alder })
    await accepted((await refer(child)).token)
    await remove(child)
    assert.equal(await standingOf(child), 'CME')

    const other = await makeChild(db.owner, { school: people.alder })
    await accepted((await refer(other)).token)
    await db.owner`
      insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date)
      values ('001', ${newId()}, ${other.id}, ${people.birch.id}, 'Also', '2026-09-02')`
    await remove(other)
    assert.equal(await standingOf(other), 'possible CME')
  })

  test('when a closed case is taken up again', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      leavingDate: yesterday,
      seenUntil: '2026-12-20',
    })
    const { token } = await refer(child)
    await accepted(token)
    await step(token, c => steps.recordProof(c, { outcome: 'O09', facts: factsOf('O09', today) }, today))
    await step(token, (c, by) => steps.close(c, { outcome: 'O09', says: 'x', record: nothingLeft }, by))
    assert.equal(await standingOf(child), 'not CME')
    await asViewer(db.app, officer(), tx => reopenCase(tx, officer(), token, '', 'Not there after all'))
    assert.equal(await standingOf(child), 'CME')
  })
})

test('lists: the queue, my work, the case list, colleagues, and what stands around a child', async () => {
  const child = await makeChild(db.owner, { school: people.alder })
  const { token, caseId } = await refer(child, 'act today')
  await asViewer(db.app, officer(), async tx => {
    const queue = await triageQueue(tx, officer())
    assert.equal(queue[0]!.level, 'act today')
    assert.ok(queue.some(row => row.token === token))
    const work = await workOf(tx, officer(), 'mine', localDate('2026-11-27'))
    assert.equal(work.find(row => row.id === caseId)?.last_type, 'received')
    const { rows, total } = await listCases(tx, officer(), { level: 'act today' }, 'due', 1)
    assert.equal(rows.length, total)
    assert.ok(rows.every(row => row.level === 'act today'))
    for (const sort of ['opened', 'name'] as const) {
      assert.ok((await listCases(tx, officer(), { state: 'all', owner: 'none' }, sort, 1)).total > 0)
    }
    const names = (await colleagues(tx, officer())).map(one => one.name)
    assert.ok(names.includes('Alder manager') && !names.some(name => /dsl|headteacher/.test(name)))
    assert.equal((await aroundChild(tx, officer(), child.id)).length, 0)
  })
  const other = people.wrongAuthority.manager.viewer(today)
  await asViewer(db.app, other, async tx => {
    assert.equal((await triageQueue(tx, other)).length, 0)
    await assert.rejects(caseByToken(tx, other, token), { name: 'NotFound' })
  })
})

test('every column of every case is what its history says', async () => {
  assert.deepEqual(await asViewer(db.app, system(), tx => rebuildColumns(tx, system())), [])
  const [any] = await db.owner`update cases set state = 'monitoring', next_due = '2020-01-01'
    where id = (select id from cases where closed_on is null limit 1) returning reference`
  assert.deepEqual(await asViewer(db.app, system(), tx => rebuildColumns(tx, system())), [any!.reference])
  assert.deepEqual(await asViewer(db.app, system(), tx => rebuildColumns(tx, system())), [])
})

test('every event keeps how the day of the next step was worked out, and the day our own clock gave', async () => {
  const child = await makeChild(db.owner, { school: people.alder })
  const { token, caseId } = await refer(child)
  await accepted(token)
  const due = localDate('2026-11-30')
  await step(token, (c, _by, on) => steps.askCheck(c, { check: 'RL09', says: '', due }, on))
  const kept = await db.owner<{ type: string; data: { nextDue?: KeptDue; suggestedDue?: KeptDue } }[]>`
    select type, data from case_events where case_id = ${caseId} order by id`
  assert.deepEqual(
    kept.map(({ type, data }) => [type, data.nextDue?.rule, data.nextDue?.due, data.suggestedDue?.due]),
    [
      ['received', 'P-TRIAGE', '2026-11-25', undefined],
      ['accepted', 'P-FIRST-CONTACT', '2026-11-27', undefined],
      ['check-asked', 'P-ANSWER', '2026-11-30', '2026-12-04'],
    ],
  )
  assert.deepEqual(kept[2]!.data.nextDue?.inputs, { asked: '2026-11-30' })
  assert.equal(kept[2]!.data.suggestedDue?.rule, 'P-AGENCY-CHECKS')
  const last = await db.owner<{ id: string; due: string | null; kept: string | null }[]>`
    select k.id, k.next_due::text as due,
           (select e.data->'nextDue'->>'due' from case_events e where e.case_id = k.id order by e.id desc limit 1) as kept
    from cases k where k.closed_on is null and k.next_due <> '2020-01-01'`
  assert.ok(last.length > 5)
  for (const one of last) assert.equal(one.due, one.kept, one.id)
})

test('history cannot be changed or removed by the application', async () => {
  await asViewer(db.app, manager(), async tx => {
    await assert.rejects(
      tx.savepoint(sp => sp`update case_events set by_name = 'x' where la_code = '001'`),
      /permission denied/,
    )
    await assert.rejects(
      tx.savepoint(sp => sp`delete from case_events where la_code = '001'`),
      /permission denied/,
    )
  })
})
