// A leaver's next place, from what somebody said to the receiving side's own word, or to the case that opens without it.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import {
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../access/testing/people.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import {
  answerQuestion,
  askReceivingSide,
  confirmOrOpen,
  destinationOf,
  destinationsWaiting,
  linkForReceivingSide,
  openIfWanted,
  recordCheck,
  recordClaim,
  recordDay,
  recordUnknown,
} from './actions.ts'
import { questionsTo, questionsWaiting } from './store.ts'

let owner: Sql
let app: Sql
let people: TestPeople
let cedar: TestPerson
let child: TestChild

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  cedar = await makePerson(owner, {
    role: 'attendance-officer',
    name: 'Cedar attendance-officer',
    school: people.cedar,
  })
  await makeCalendar(owner, people)
})

// Friday 2 October 2026: the 9th school day after is 15 October, the 10th the 16th, the 11th 19 October.
const left = '2026-10-02'
const leaver = (more: Partial<Parameters<typeof makeChild>[1]> = {}) =>
  makeChild(owner, { school: people.alder, leavingDate: left, seenUntil: '2027-06-30', ...more })
beforeEach(async () => {
  child = await leaver()
})

const office = (on = left): Viewer => people.right['attendance-officer'].viewer(on)
const as = <T>(viewer: Viewer, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> =>
  asViewer(app, viewer, tx => work(tx, viewer))
const claim = (
  more: Partial<Parameters<typeof recordClaim>[3]> = {},
  on = left,
  of = child,
): ReturnType<typeof recordClaim> =>
  as(office(on), (tx, viewer) =>
    recordClaim(tx, viewer, of.token, {
      kind: 'school',
      name: 'cedar primary',
      how: 'The mother told the office on the phone',
      ...more,
    }),
  )
async function claimed(more = {}, of = child): Promise<string> {
  const decided = await claim(more, left, of)
  assert(decided.allowed)
  return decided.value.id
}
async function asked(of = child): Promise<string> {
  const id = await claimed({}, of)
  const decided = await as(office(), (tx, viewer) => askReceivingSide(tx, viewer, of.token, id))
  assert(decided.allowed)
  const [row] = await owner<
    { token: string }[]
  >`select token from destination_questions where claim_id = ${id}`
  return row!.token
}
const answer = (
  token: string,
  given: { answer: 'on roll' | 'expected' | 'not ours'; day?: string; firstDay?: string },
  on = '2026-10-06',
  by = cedar,
) =>
  as(by.viewer(on), (tx, viewer) =>
    answerQuestion(tx, viewer, token, {
      answer: given.answer,
      day: given.day as LocalDate | undefined,
      firstDay: given.firstDay as LocalDate | undefined,
    }),
  )
const stateOf = async (on = '2026-10-06', of = child) =>
  (await as(office(on), (tx, viewer) => destinationOf(tx, viewer, of.enrolmentId))).state
const casesOf = async (of = child) => [
  ...(await owner<{ reference: string; start_code: string; opened_on: string }[]>`
    select reference, start_code, opened_on from cases where child_id = ${of.id}`),
]
const protect = (of: TestChild) => owner`
  insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
  values ('001', ${newId()}, ${of.id}, 'address', '2026-10-01', 'A refuge', 'A test')`
const says = (decided: { allowed: boolean; refusals?: { says: string }[] }) =>
  decided.refusals?.[0]?.says ?? ''

describe('a claim', () => {
  test('is kept as it was said, and its school is known by its name or its number', async () => {
    const decided = await claim()
    assert(decided.allowed)
    assert.equal(decided.value.school, 'Cedar Primary')
    assert.equal(await stateOf(), 'claimed')
    const other = await claim({ name: 'The secondary', number: '999002' })
    assert(other.allowed)
    assert.equal(other.value.school, 'Birch Secondary')
  })
  test('said twice is one; by two people at once, too', async () => {
    await Promise.all([claim(), claim(), claim()])
    const rows = await owner`select 1 from destination_steps where child_id = ${child.id}`
    assert.equal(rows.length, 1)
  })
  test('is never of the school that the child leaves', async () => {
    assert.match(says(await claim({ name: 'Alder Primary' })), /the school that the child leaves/)
  })
  test('is refused for a protected child, with what to do', async () => {
    await protect(child)
    assert.match(says(await claim()), /ring the authority/)
  })
  test('is not another school’s to make, nor the authority’s people’s', async () => {
    for (const person of [
      people.wrongSchool['attendance-officer'],
      people.right['cme-officer'],
      people.right['trust-head'],
    ])
      await assert.rejects(
        as(person.viewer(left), (tx, viewer) =>
          recordClaim(tx, viewer, child.token, { kind: 'school', name: 'X', how: 'Y' }),
        ),
        NotFound,
      )
  })
})

describe('not known', () => {
  test('needs what was tried and a tick, and opens the case at once', async () => {
    const tell = (tried: string, sure: boolean) =>
      as(office(), (tx, viewer) => recordUnknown(tx, viewer, child.token, { tried, sure }))
    assert.match(says(await tell('', true)), /what was tried/)
    assert.match(says(await tell('Rang the mother 3 times', false)), /Tick the box/)
    assert.equal((await casesOf()).length, 0)
    await Promise.all([tell('Rang the mother 3 times', true), tell('Rang the mother 3 times', true)])
    assert.equal((await casesOf()).length, 1)
    assert.equal(await stateOf(), 'unknown')
  })
  test('of a pupil still on the register opens none', async () => {
    const still = await makeChild(owner, { school: people.alder })
    await as(office(), (tx, viewer) =>
      recordUnknown(tx, viewer, still.token, { tried: 'Asked the mother, who would not say', sure: true }),
    )
    assert.equal((await casesOf(still)).length, 0)
  })
})

describe('a check', () => {
  test('that supports a claim makes it checked, and is a line of the checklist too; sent twice it is one', async () => {
    const claimId = await claimed()
    const check = () =>
      as(office(), (tx, viewer) =>
        recordCheck(tx, viewer, child.token, {
          claimId,
          result: 'supports',
          evidence: 'Their office, by phone: the child starts on Monday',
        }),
      )
    await Promise.all([check(), check()])
    assert.equal(await stateOf(), 'checked')
    const enquiries = await owner`select check_code, result from enquiries where child_id = ${child.id}`
    assert.deepEqual(
      [...enquiries].map(row => ({ ...row })),
      [{ check_code: 'RS13', result: 'information' }],
    )
  })
  test('and a first day that the leaving school was told of confirm nothing', async () => {
    const claimId = await claimed()
    const done = await as(office('2026-10-06'), (tx, viewer) =>
      recordDay(tx, viewer, child.token, { claimId, type: 'started', day: localDate('2026-10-05') }),
    )
    assert(done.allowed)
    assert.equal(await stateOf(), 'claimed')
  })
  test('needs its evidence in words', async () => {
    const claimId = await claimed()
    const decided = await as(office(), (tx, viewer) =>
      recordCheck(tx, viewer, child.token, { claimId, result: 'supports', evidence: '' }),
    )
    assert.match(says(decided), /what the evidence is/)
  })
})

describe('a school in Onroll', () => {
  test('is asked once, and sees of the child the few details and nothing else', async () => {
    const token = await asked()
    const again = await as(office(), (tx, viewer) =>
      claim().then(async done => {
        assert(done.allowed)
        return askReceivingSide(tx, viewer, child.token, done.value.id)
      }),
    )
    assert(again.allowed && again.value.already)
    const [question] = await as(cedar.viewer(left), (tx, viewer) => questionsTo(tx, viewer))
    assert.equal(question?.token, token)
    assert.equal(question?.previous_school, 'Alder Primary')
    await as(cedar.viewer(left), async tx => {
      for (const table of [
        'children',
        'contacts',
        'child_addresses',
        'enrolments',
        'child_flags',
        'destination_steps',
      ]) {
        const rows = await tx`select 1 from ${tx(table)} where la_code = '001' limit 1`
        assert.equal(rows.length, 0, table)
      }
    })
    assert.equal(await as(cedar.viewer(left), (tx, viewer) => questionsWaiting(tx, viewer)), 1)
    const stranger = people.wrongSchool['attendance-officer'].viewer(left)
    assert.equal((await as(stranger, (tx, viewer) => questionsTo(tx, viewer))).length, 0)
  })
  test('confirms in one step, sent twice or by two at once', async () => {
    const token = await asked()
    const given = { answer: 'on roll', day: '2026-10-05', firstDay: '2026-10-05' } as const
    await Promise.all([answer(token, given), answer(token, given)])
    const found = await as(office('2026-10-06'), (tx, viewer) => destinationOf(tx, viewer, child.enrolmentId))
    assert.equal(found.state, 'confirmed')
    assert.equal(found.since, '2026-10-05')
    assert.equal(found.firstDay, '2026-10-05')
    assert.equal(
      (await owner`select 1 from destination_steps where child_id = ${child.id} and type = 'confirmed'`)
        .length,
      1,
    )
  })
  test('that confirms while a case is open tells whoever looks for the child', async () => {
    const token = await asked()
    await answer(token, { answer: 'not ours' })
    assert.equal((await casesOf()).length, 1)
    await answer(token, { answer: 'on roll', day: '2026-10-07' }, '2026-10-07')
    const notes = await owner<{ fact: string }[]>`
      select data->>'fact' as fact from case_events where child_id = ${child.id} and type = 'note'`
    assert.match(
      notes[0]?.fact ?? '',
      /Cedar Primary says that the child is on its roll or register since Wednesday 7/,
    )
    const told = await as(
      office('2026-10-07'),
      tx =>
        tx<
          { says: string }[]
        >`select says from shared_steps where la_code = '001' and child_id = ${child.id}`,
    )
    assert(!told.some(step => /Cedar/.test(step.says)))
  })
  test('that expects the child has not confirmed; on roll later, it has', async () => {
    const token = await asked()
    assert((await answer(token, { answer: 'expected', day: '2026-10-12' })).allowed)
    assert.equal(await stateOf(), 'checked')
    assert((await answer(token, { answer: 'on roll', day: '2026-10-12' }, '2026-10-13')).allowed)
    assert.equal(await stateOf('2026-10-13'), 'confirmed')
  })
  test('that says no opens the case the same day, and the school that asked is told', async () => {
    const token = await asked()
    await Promise.all([answer(token, { answer: 'not ours' }), answer(token, { answer: 'not ours' })])
    assert.equal(await stateOf(), 'denied')
    assert.deepEqual(
      (await casesOf()).map(one => [one.start_code, one.opened_on]),
      [['START-02', '2026-10-06']],
    )
    const told = await as(
      office('2026-10-06'),
      tx =>
        tx<
          { says: string }[]
        >`select says from shared_steps where la_code = '001' and child_id = ${child.id}`,
    )
    assert.match(told[0]?.says ?? '', /possible CME case was opened by itself/)
  })
  test('cannot be on roll from a day to come, or expect one gone by', async () => {
    const token = await asked()
    assert.match(says(await answer(token, { answer: 'on roll', day: '2026-10-07' })), /has come/)
    assert.match(says(await answer(token, { answer: 'expected', day: '2026-10-05' })), /gone by/)
    assert.match(says(await answer(token, { answer: 'on roll' })), /Enter the day/)
    assert.equal(await stateOf(), 'claimed')
  })
  test('nobody else answers for it', async () => {
    const token = await asked()
    for (const by of [
      people.right['attendance-officer'],
      people.wrongSchool.headteacher,
      people.right['cme-officer'],
    ])
      await assert.rejects(answer(token, { answer: 'on roll', day: left }, left, by), NotFound)
  })
  test('sees nothing any more of a child who has been protected, and neither does the school that asked', async () => {
    const token = await asked()
    await protect(child)
    assert(
      !(await as(cedar.viewer(left), (tx, viewer) => questionsTo(tx, viewer))).some(
        one => one.token === token,
      ),
    )
    await assert.rejects(answer(token, { answer: 'on roll', day: left }), NotFound)
    assert.equal(await stateOf(), 'not asked')
    const unscoped = { ...cedar.viewer(left), unscoped: true as const }
    assert(!(await as(unscoped, (tx, viewer) => questionsTo(tx, viewer))).some(one => one.token === token))
  })
  test('the database takes no confirmation from the school that the child left', async () => {
    const claimId = await claimed()
    for (const side of ['receiving side', 'register', 'school'])
      await assert.rejects(
        as(
          office(),
          (tx, viewer) => tx`
          insert into destination_steps (la_code, id, child_id, enrolment_id, school_id, claim_id, type, on_date, by_name, by_side)
          values ('001', ${newId()}, ${child.id}, ${child.enrolmentId}, ${people.alder.id}, ${claimId}, 'confirmed',
                  ${viewer.today}, 'A test', ${side})`,
        ),
      )
  })
})

describe('a link', () => {
  test('is refused for a protected child, and needs somebody to be for', async () => {
    const claimId = await claimed({ name: 'Elm School, Otherborough' })
    const link = (to: string) =>
      as(office(), (tx, viewer) =>
        linkForReceivingSide(tx, viewer, child.token, { claimId, to, number: '999888' }),
      )
    assert.match(says(await link('')), /who the link is for/)
    const made = await link('The office of Elm School')
    assert(made.allowed)
    assert.match(made.value.path, /^\/link\/[\w-]{40,}$/)
    await protect(child)
    await assert.rejects(link('The office of Elm School'), NotFound)
  })
})

describe('the nightly round', () => {
  const night = (on: string) => confirmOrOpen(app, '001', on)
  test('opens a case when the local days have gone by, once, however often it runs', async () => {
    await claimed()
    await night('2026-10-15')
    await night('2026-10-16')
    assert.deepEqual(await casesOf(), [])
    await Promise.all([night('2026-10-17'), night('2026-10-17')])
    await night('2026-10-18')
    assert.deepEqual(
      (await casesOf()).map(one => [one.start_code, one.opened_on]),
      [['START-02', '2026-10-17']],
    )
    const [said] = await owner<{ says: string }[]>`
      select data->>'says' as says from case_events where child_id = ${child.id} and type = 'received'`
    assert.match(said!.says, /Cedar Primary was named, and has not confirmed the child within 10 school days/)
  })
  test('counts by the setting of the authority', async () => {
    await claimed()
    await owner`
      insert into settings (la_code, id, key, value, from_on, set_name, why)
      values ('001', ${newId()}, 'destination-days', '3', '2026-09-01', 'A test', 'A test')`
    await night('2026-10-07')
    assert.equal((await casesOf()).length, 0)
    await night('2026-10-08')
    assert.equal((await casesOf()).length, 1)
    await owner`delete from settings`
  })
  test('opens none for a place that was confirmed, and confirms from another school’s register', async () => {
    const token = await asked()
    await answer(token, { answer: 'on roll', day: '2026-10-05' })
    const other = await leaver()
    await claimed({}, other)
    await owner`
      insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date)
      values ('001', ${newId()}, ${other.id}, ${people.birch.id}, 'B77', '2026-10-05')`
    await night('2026-10-17')
    assert.equal((await casesOf()).length, 0)
    assert.equal((await casesOf(other)).length, 0)
    const found = await as(office('2026-10-17'), (tx, viewer) => destinationOf(tx, viewer, other.enrolmentId))
    assert.equal(found.state, 'confirmed')
    assert(
      !JSON.stringify(found.because).includes('Birch'),
      'which register it is, is not the old school’s to learn',
    )
  })
  test('opens none while a case is open, and joins none to it', async () => {
    await claimed()
    await owner`
      insert into cases (la_code, id, token, reference, child_id, school_id, start_code, state, pathway, standing, level,
                         opened_on, next_step, next_due, changed_at)
      values ('001', ${newId()}, ${newToken()}, 'C-OPEN', ${child.id}, ${people.alder.id}, 'START-01', 'received', 'A',
              'possible CME', 'act this week', '2026-10-01', 'Decide on it', '2026-10-20', now())`
    await night('2026-10-17')
    assert.deepEqual(
      (await casesOf()).map(one => one.reference),
      ['C-OPEN'],
    )
  })
  test('names no place of a child protected since', async () => {
    await claimed()
    await protect(child)
    await night('2026-10-17')
    const [said] = await owner<{ says: string }[]>`
      select data->>'says' as says from case_events where child_id = ${child.id} and type = 'received'`
    assert(said && !said.says.includes('Cedar'))
  })
  test('broken off half way and run again, has opened each once', async () => {
    const many = [child, await leaver(), await leaver(), await leaver()]
    for (const one of many) await claimed({}, one)
    const system = systemViewer('001', '2026-10-17')
    // As if the process had ended after the first of them.
    await asViewer(app, system, tx => openIfWanted(tx, system, many[1]!.enrolmentId))
    await assert.rejects(
      asViewer(app, system, async tx => {
        await openIfWanted(tx, system, many[2]!.enrolmentId)
        throw new Error('killed')
      }),
      /killed/,
    )
    await night('2026-10-17')
    for (const one of many) assert.equal((await casesOf(one)).length, 1)
  })
  test('takes what was given with an approved removal as a claim, once', async () => {
    await owner`
      insert into removals (la_code, id, token, child_id, enrolment_id, school_id, kind, ground, proposed_on, decision, step,
                            refusals, facts, by_name, on_date)
      values ('001', ${newId()}, ${newToken()}, ${child.id}, ${child.enrolmentId}, ${people.alder.id}, 'asked for here', 'R9-A',
              ${left}, 'allowed', 'approved', '[]',
              ${owner.json({ evidence: { other_school: 'Cedar Primary', registered_on: '2026-10-05' } })}, 'Alder headteacher', ${left})`
    await Promise.all([night('2026-10-05'), night('2026-10-05')])
    const found = await as(office('2026-10-06'), (tx, viewer) => destinationOf(tx, viewer, child.enrolmentId))
    assert.equal(found.state, 'claimed')
    assert.equal(found.claim?.name, 'Cedar Primary')
    assert.equal(found.claim?.startsOn, '2026-10-05')
    assert.equal(found.steps.length, 1)
    assert.equal(found.confirmBy, '2026-10-16')
  })
  test('takes what a file named as a claim, and not its “unknown”', async () => {
    const other = await leaver()
    const made = (of: TestChild, destination: string) => owner`
      insert into removals (la_code, id, token, child_id, enrolment_id, school_id, kind, proposed_on, decision,
                            refusals, facts, by_name, on_date)
      values ('001', ${newId()}, ${newToken()}, ${of.id}, ${of.enrolmentId}, ${people.alder.id}, 'already made',
              ${left}, 'flagged', '[]', ${owner.json({ destination, destinationUrn: '999003' })}, 'Onroll', ${left})`
    await made(child, 'Cedar')
    await made(other, 'Unknown')
    await night('2026-10-05')
    const found = await as(office('2026-10-06'), (tx, viewer) => destinationOf(tx, viewer, child.enrolmentId))
    assert.equal(found.claim?.name, 'Cedar Primary')
    assert.equal(found.state, 'claimed')
    assert.equal(await stateOf('2026-10-06', other), 'not asked')
  })
  test('a school sees whom it waits for', async () => {
    await claimed()
    const waiting = await as(office('2026-10-06'), (tx, viewer) => destinationsWaiting(tx, viewer))
    const row = waiting.find(one => one.child_id === child.id)
    assert.equal(row?.confirmBy, '2026-10-16')
    const stranger = people.wrongSchool.headteacher.viewer('2026-10-06')
    assert.deepEqual(await as(stranger, (tx, viewer) => destinationsWaiting(tx, viewer)), [])
  })
})
