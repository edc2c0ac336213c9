// A child on the registers of two schools: neither learns from leave, or from letters to a family abroad, what the other wrote.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../access/testing/people.ts'
import type { Viewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { protect } from '../children/actions.ts'
import { childById } from '../children/store.ts'
import { makeCalendar } from '../leavers/testing/absence.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { abroadNow, beginAbroad, writeAbroadLetter } from './abroad/actions.ts'
import { decideLeave, type RequestGiven, recordRequest } from './actions.ts'
import { requestByToken } from './store.ts'

const today = '2025-11-21'
let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  ;({ owner, app } = await freshDatabase())
  people = await makePeople(owner)
  await makeCalendar(owner)
})
const as = <T>(person: TestPerson, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
async function onTwoRegisters() {
  const child = await makeChild(owner, { school: people.alder })
  await owner`insert into enrolments (la_code, id, child_id, school_id, mis_id, nc_year, entry_date)
    values ('001', ${newId()}, ${child.id}, ${people.birch.id}, ${newId()}, '4', '2024-09-03')`
  return child
}
const asked: RequestGiven = {
  askedOn: localDate('2025-11-20'),
  askedBy: 'Maria Example',
  relationship: 'mother',
  startsOn: localDate('2025-12-01'),
  endsOn: localDate('2025-12-05'),
  reason: 'holiday',
  why: 'A visit',
  country: 'Poland',
  withWhom: 'Her grandmother',
}
const [alder, birch] = [
  () => people.right['attendance-officer'],
  () => people.wrongSchool['attendance-officer'],
]

describe('leave of a child on two registers', () => {
  test('is asked for at each, and neither learns of the other', async () => {
    const child = await onTwoRegisters()
    const ask = (person: TestPerson) => as(person, (tx, viewer) => recordRequest(tx, viewer, child.id, asked))
    const theirs = await ask(birch())
    const ours = await ask(alder())
    assert(theirs.allowed && ours.allowed)
    assert(!ours.value.already && ours.value.token !== theirs.value.token)
    const again = await Promise.all([ask(alder()), ask(alder())])
    assert(again.every(one => one.allowed && one.value.already))
    await assert.rejects(
      as(alder(), (tx, viewer) => requestByToken(tx, viewer, theirs.value.token)),
      { name: 'NotFound' },
    )
    await assert.rejects(
      as(people.right.headteacher, (tx, viewer) =>
        decideLeave(tx, viewer, theirs.value.token, { grant: false, reasons: 'No' }),
      ),
      { name: 'NotFound' },
    )
  })
})

describe('abroad without leave, on two registers', () => {
  test('the letters of one school are not the letters of the other', async () => {
    const child = await onTwoRegisters()
    const known = { knownOn: localDate('2025-11-18'), how: 'The grandmother said so', country: 'Poland' }
    for (const person of [alder(), birch()]) {
      const begun = await as(person, (tx, viewer) => beginAbroad(tx, viewer, child.id, known))
      assert(begun.allowed && !begun.value.already)
    }
    const written = await as(birch(), (tx, viewer) => writeAbroadLetter(tx, viewer, child.id, 'LET-L06'))
    assert(written.allowed)
    await owner`update letters set state = 'sent', sent_on = ${today}, blocks = '[]' where school_id = ${people.birch.id}`
    const standing = (await as(alder(), (tx, viewer) => abroadNow(tx, viewer, child.id)))!.standing
    const first = standing.turns.find(turn => turn.code === 'LET-L06')!
    assert.equal(first.isWritten, false)
    assert.equal(first.sentOn, undefined)
    const theirs = (await as(birch(), (tx, viewer) => abroadNow(tx, viewer, child.id)))!.standing
    assert.equal(theirs.turns.find(turn => turn.code === 'LET-L06')!.sentOn, today)
  })
})

describe('leave of a protected child', () => {
  test('takes neither the country nor the adult, and shows what it held to nobody who has not opened it', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const before = await as(alder(), (tx, viewer) => recordRequest(tx, viewer, child.id, asked))
    assert(before.allowed)
    await as(people.right.dsl, async (tx, viewer) => {
      const row = await childById(tx, viewer, child.id)
      const reason = 'The mother told us that they have fled'
      assert((await protect(tx, viewer, row, { kind: 'address', fromOn: today, reason })).allowed)
    })
    const seen = await as(people.right.headteacher, (tx, viewer) =>
      requestByToken(tx, viewer, before.value.token),
    )
    assert.deepEqual([seen.country, seen.with_whom, seen.asked_by], ['Protected', 'Protected', 'Protected'])
    const after = await as(alder(), (tx, viewer) =>
      recordRequest(tx, viewer, child.id, {
        ...asked,
        startsOn: localDate('2025-12-08'),
        endsOn: localDate('2025-12-09'),
      }),
    )
    assert(after.allowed)
    const [kept] =
      await owner`select country, with_whom from leave_requests where token = ${after.value.token}`
    assert.deepEqual({ ...kept }, { country: 'Protected', with_whom: 'Protected' })
    const begun = await as(alder(), (tx, viewer) =>
      beginAbroad(tx, viewer, child.id, {
        knownOn: localDate('2025-11-18'),
        how: 'By a friend in Gdansk',
        country: 'Poland',
      }),
    )
    assert(begun.allowed)
    const [process] =
      await owner`select country, how_known from abroad_processes where child_id = ${child.id}`
    assert.deepEqual({ ...process }, { country: 'Protected', how_known: 'Protected' })
    await owner`insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${newId()}, ${child.id}, ${people.right.headteacher.id}, 'x', 'x', 'visit', 'To decide on leave', now() + interval '1 hour')`
    const opened = await as(people.right.headteacher, (tx, viewer) =>
      requestByToken(tx, viewer, before.value.token),
    )
    assert.equal(opened.country, 'Poland')
  })
})
