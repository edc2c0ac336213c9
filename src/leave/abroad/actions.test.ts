// A child abroad without leave, in the database: the letters in their turn, the authority told and asked, once each.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import {
  makeChild,
  makePeople,
  makePerson,
  makeSchool,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { systemViewer, type Viewer } from '../../access/viewer.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeCalendar } from '../../leavers/testing/absence.ts'
import type { Sql, Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { sendTestLetter } from '../testing/letters.ts'
import { type AbroadLetter, needs } from './abroad.ts'
import {
  abroadAgainst,
  abroadNow,
  abroadStanding,
  answerAbroad,
  beginAbroad,
  recordAbroad,
  whyNotSendAbroad,
  writeAbroadLetter,
} from './actions.ts'

const day = localDate
let sql: Sql
let owner: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  sql = database.app
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner)
})

const as = <T>(
  person: TestPerson,
  today: string,
  work: (tx: Tx, viewer: Viewer) => Promise<T>,
): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(sql, viewer, tx => work(tx, viewer))
}
const office = () => people.right['attendance-officer']
const begin = (child: TestChild, today: string, who = office()) =>
  as(who, today, (tx, viewer) =>
    beginAbroad(tx, viewer, child.id, { knownOn: day(today), how: 'An aunt rang', country: 'Elsewhere' }),
  )
const write = (child: TestChild, code: AbroadLetter, today: string, who = office()) =>
  as(who, today, (tx, viewer) => writeAbroadLetter(tx, viewer, child.id, code))
const send = (child: TestChild, code: AbroadLetter, on: string) => sendTestLetter(owner, child, code, on)
const standing = (child: TestChild, today: string, who = office()) =>
  as(who, today, (tx, viewer) => abroadStanding(tx, viewer, child.id))
const caseOf = async (child: TestChild) => {
  const [row] = await owner<{ id: string; token: string; start_code: string }[]>`
    select id, token, start_code from cases where child_id = ${child.id}`
  return row
}
const answer = async (
  child: TestChild,
  agrees: boolean,
  today: string,
  who = people.right['cme-officer'],
) => {
  const found = (await caseOf(child))!
  return as(who, today, (tx, viewer) =>
    answerAbroad(
      tx,
      viewer,
      { childId: child.id, caseId: found.id, caseToken: found.token },
      { agrees, why: 'Border checks show no return' },
    ),
  )
}

describe('Letter 1', () => {
  test('is drafted and the authority told the same moment, once, whoever presses', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await assert.rejects(write(child, 'LET-L06', '2025-11-10'), NotFound)
    const both = await Promise.all([begin(child, '2025-11-10'), begin(child, '2025-11-10')])
    assert.equal(both.filter(one => one.allowed && !one.value.already).length, 1)
    const drafts = await Promise.all([
      write(child, 'LET-L06', '2025-11-10'),
      write(child, 'LET-L06', '2025-11-10'),
    ])
    assert.equal(new Set(drafts.map(one => one.allowed && one.value.token)).size, 1)
    const found = await caseOf(child)
    assert.equal(found?.start_code, 'START-04')
    const events = await owner`select 1 from case_events where child_id = ${child.id}`
    assert.equal(events.length, 1)
    const told = await owner`select says from shared_steps where child_id = ${child.id}`
    assert.deepEqual(
      told.map(row => row.says),
      ['The authority was told that the child is abroad without leave'],
    )
  })
  test('joins the case that the child has', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await begin(child, '2025-11-10')
    await write(child, 'LET-L06', '2025-11-10')
    await as(office(), '2025-11-11', (tx, viewer) =>
      recordAbroad(tx, viewer, child.id, { kind: 'ended', on: day('2025-11-11'), note: 'Seen in class' }),
    )
    assert.equal(await standing(child, '2025-11-11'), undefined)
    // The absence is another: the letter is another.
    await owner`update letters set about = 'before', written_at = '2025-11-10' where child_id = ${child.id}`
    await begin(child, '2025-12-01')
    await write(child, 'LET-L06', '2025-12-01')
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 1)
  })
  test('is nobody else’s to write', async () => {
    const child = await makeChild(owner, { school: people.alder })
    for (const person of [people.wrongSchool.headteacher, people.right['cme-officer']]) {
      await assert.rejects(begin(child, '2025-11-10', person), NotFound)
    }
    await begin(child, '2025-11-10')
    await assert.rejects(write(child, 'LET-L06', '2025-11-10', people.wrongSchool.headteacher), NotFound)
  })
})

describe('the whole way', () => {
  // Letter 1 sent on Wednesday 12 November 2025: the tenth school day is the 26th, Letter 2 from the 27th.
  test('runs from sending, through terms and a missed contact, to a removal that the authority agreed', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await begin(child, '2025-11-10')
    assert((await write(child, 'LET-L06', '2025-11-10')).allowed)
    const early = await write(child, 'LET-L08', '2025-11-28')
    assert(!early.allowed && /not sent yet/.test(early.refusals[0]!.says), 'written is not sent')
    await send(child, 'LET-L06', '2025-11-12')
    assert.equal((await standing(child, '2025-11-12'))!.letter2From, '2025-11-27')

    const record = (given: Parameters<typeof recordAbroad>[3], today: string) =>
      as(office(), today, (tx, viewer) => recordAbroad(tx, viewer, child.id, given))
    const terms = {
      kind: 'terms',
      on: day('2025-11-17'),
      returnOn: day('2026-01-06'),
      schedule: 'Tuesdays at 10',
    } as const
    assert((await record(terms, '2025-11-17')).allowed)
    const lacking = await write(child, 'LET-L07', '2025-11-17')
    assert(!lacking.allowed)
    for (const need of Object.keys(needs) as (keyof typeof needs)[]) {
      const got = {
        kind: 'received',
        on: day('2025-11-17'),
        need,
        note: 'By email, kept in the file',
      } as const
      assert((await record(got, '2025-11-17')).allowed)
      const twice = await record(got, '2025-11-17')
      assert(twice.allowed && twice.value.already)
    }
    assert((await write(child, 'LET-L07', '2025-11-17')).allowed)
    await send(child, 'LET-L07', '2025-11-18')
    assert(
      (await record({ kind: 'contact', on: day('2025-11-18'), went: 'video', note: '' }, '2025-11-18'))
        .allowed,
    )
    const kept = await write(child, 'LET-L08', '2025-11-27')
    assert(!kept.allowed && /keeps the agreed terms/.test(kept.refusals[0]!.says))
    assert(
      (await record({ kind: 'contact', on: day('2025-11-25'), went: 'missed', note: '' }, '2025-11-25'))
        .allowed,
    )
    const notYet = await write(child, 'LET-L08', '2025-11-26')
    assert(!notYet.allowed && /from Thursday 27 November 2025/.test(notYet.refusals[0]!.says))
    assert((await write(child, 'LET-L08', '2025-11-27')).allowed)
    await send(child, 'LET-L08', '2025-11-28')

    const against = (today: string, ground = 'R9-H') =>
      as(office(), today, (tx, viewer) => abroadAgainst(tx, viewer, child.id, ground))
    assert.match((await against('2025-12-05')).join(), /authority has not agreed/)
    assert.deepEqual(
      await against('2025-12-05', 'R9-A'),
      [],
      'registered elsewhere: nothing to do with the letters',
    )
    await assert.rejects(answer(child, true, '2025-12-03', people.right['cme-assistant']), NotFound)
    await assert.rejects(answer(child, true, '2025-12-03', people.wrongAuthority['cme-officer']), NotFound)
    assert((await answer(child, false, '2025-12-02')).allowed)
    assert.match((await against('2025-12-05')).join(), /does not agree yet/)
    assert((await answer(child, true, '2025-12-03')).allowed)
    const twice = await answer(child, true, '2025-12-03')
    assert(twice.allowed && twice.value.already)
    assert.match((await against('2025-12-04')).join(), /Friday 5 December 2025/)
    assert.deepEqual(await against('2025-12-05'), [])
    const told =
      await owner`select says from shared_steps where child_id = ${child.id} and says like '%agree%' order by id`
    assert.equal(told.length, 2)
  })

  test('whoever drafts a letter, and wherever, it goes in its turn alone', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const against = (code: string, today: string) =>
      as(office(), today, (tx, viewer) => whyNotSendAbroad(tx, viewer, child.id, code))
    assert.deepEqual(await against('LET-L03', '2025-11-10'), [])
    assert.match((await against('LET-L08', '2025-11-10')).join(), /Begin on the child’s page/)
    await begin(child, '2025-11-10')
    assert.match((await against('LET-L06', '2025-11-10')).join(), /the authority is told there/)
    await write(child, 'LET-L06', '2025-11-10')
    assert.deepEqual(await against('LET-L06', '2025-11-10'), [], 'its own draft does not stand against it')
    assert.match((await against('LET-L08', '2025-11-10')).join(), /not sent yet|comes first/)
    await send(child, 'LET-L06', '2025-11-12')
    assert.deepEqual(await against('LET-L06', '2025-11-14'), [], 'the same letter to the other parent')
    assert.match((await against('LET-L08', '2025-11-26')).join(), /from Thursday 27 November 2025/)
    assert.deepEqual(await against('LET-L08', '2025-11-27'), [])
  })

  test('the school cannot answer for its authority, by the database either', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await begin(child, '2025-11-10')
    await assert.rejects(
      as(
        people.right.headteacher,
        '2025-11-10',
        (tx, viewer) => tx`
          insert into abroad_steps (la_code, id, process_id, child_id, school_id, kind, on_date, data, by_person, by_name, by_role)
          select la_code, gen_random_uuid(), id, child_id, school_id, 'authority answered', '2025-11-10', '{"agrees":"yes"}',
                 ${viewer.personId}, 'x', 'manager' from abroad_processes where child_id = ${child.id}`,
      ),
      /row-level security/,
    )
  })

  test('the authority sees how it stands; another authority sees nothing', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await begin(child, '2025-11-10')
    await write(child, 'LET-L06', '2025-11-10')
    await send(child, 'LET-L06', '2025-11-12')
    const seen = await as(people.right.manager, '2025-11-12', (tx, viewer) => abroadNow(tx, viewer, child.id))
    assert.equal(seen!.standing.turns[0]!.sentOn, '2025-11-12')
    assert.equal(await standing(child, '2025-11-12', people.wrongAuthority.manager), undefined)
    assert.equal(await standing(child, '2025-11-12', people.wrongSchool.dsl), undefined)
    const system = systemViewer('001', '2025-11-12')
    assert(await asViewer(sql, system, tx => abroadStanding(tx, system, child.id)))
  })

  test('where the authority need not be asked, its answer holds nothing up', async () => {
    const school = await makeSchool(owner, '002', '999102', 'Gale Primary')
    const person = await makePerson(owner, {
      la: '002',
      role: 'attendance-officer',
      name: 'Gale office',
      school,
    })
    await makeCalendar(owner, '002')
    await owner`insert into settings (la_code, id, key, value, from_on, set_name, why)
      values ('002', gen_random_uuid(), 'authority-agrees-abroad', 'false', '2025-09-01', 'A test', 'A test')`
    const child = await makeChild(owner, { school })
    await begin(child, '2025-11-10', person)
    assert.equal((await standing(child, '2025-11-10', person))!.mustAgree, false)
  })
})
