// Two managers and the law: who may propose and confirm, in the actions and in the row rules, and what changes from the day.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makePeople, makePerson, type TestPeople, type TestPerson } from '../access/testing/people.ts'
import { roles, systemViewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { consentNeededUnderS37, inForceOn } from '../law/pending.ts'
import type { Sql } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { answerProposal, proposeCommencement } from './actions.ts'
import type { AnswerToProposal, Proposal } from './commencing.ts'
import { commencementsOf } from './store.ts'

const today = '2026-11-20'
const order: Proposal = {
  provision: 's37',
  on: localDate('2026-11-25'),
  cites: 'SI 2026/999, article 2',
  why: 'Our lawyer read it',
}
let owner: Sql
let sql: Sql
let people: TestPeople
let first: TestPerson
let second: TestPerson

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  first = people.right.manager
  second = await makePerson(owner, { role: 'manager', name: 'Second Manager' })
})

const propose = (person: TestPerson, changes: Partial<Proposal> = {}) => {
  const viewer = person.viewer(today)
  return asViewer(sql, viewer, tx => proposeCommencement(tx, viewer, { ...order, ...changes }))
}
const answer = (
  person: TestPerson,
  proposalId: string,
  is: AnswerToProposal = 'confirmed',
  provision = order.provision,
) => {
  const viewer = person.viewer(today)
  const why = 'I have read the instrument'
  return asViewer(sql, viewer, tx => answerProposal(tx, viewer, { provision, proposalId, answer: is, why }))
}
const hold = (person: TestPerson) => {
  const viewer = person.viewer(today)
  return asViewer(sql, viewer, tx => commencementsOf(tx, viewer))
}
const proposed = async (person: TestPerson, changes: Partial<Proposal> = {}): Promise<string> => {
  const decision = await propose(person, changes)
  assert(decision.allowed, JSON.stringify(decision))
  return decision.value
}

describe('a pending law', () => {
  test('is proposed by a manager and by nobody else, and the system is nobody', async () => {
    for (const role of roles.filter(one => one !== 'manager')) {
      assert.equal((await propose(people.right[role])).allowed, false, role)
    }
    const system = systemViewer('001', today)
    const decision = await asViewer(sql, system, tx => proposeCommencement(tx, system, order))
    assert.equal(decision.allowed, false)
  })

  test('is off until a second manager confirms it, then holds from its day and not the day before', async () => {
    const officer = people.right['cme-officer']
    assert.deepEqual(await hold(officer), [])
    const id = await proposed(first)
    assert.deepEqual(await hold(officer), [])
    const self = await answer(first, id)
    assert(!self.allowed)
    assert.match(self.refusals[0]!.says, /Another manager must confirm it/)
    assert.deepEqual(await hold(officer), [])
    assert.equal((await answer(second, id)).allowed, true)

    const commencements = await hold(people.right.headteacher)
    const facts = { specialSchoolByAuthority: true }
    const needed = (on: string) => consentNeededUnderS37(commencements, facts, localDate(on)).needed
    assert.deepEqual([needed('2026-11-24'), needed('2026-11-25')], ['no', 'yes'])
    // Another authority's law is its own affair.
    assert.deepEqual(await hold(people.wrongAuthority.manager), [])
  })

  test('is confirmed once, also when two press at once', async () => {
    const third = await makePerson(owner, { role: 'manager', name: 'Third Manager' })
    const id = await proposed(first, { provision: 's38' })
    const both = await Promise.all([
      answer(second, id, 'confirmed', 's38'),
      answer(third, id, 'not confirmed', 's38'),
    ])
    assert.deepEqual(both.map(one => one.allowed).sort(), [false, true])
    const [count] =
      await owner`select count(*)::int as n from commencement_answers where commencement_id = ${id}`
    assert.equal(count!.n, 1)
  })

  test('has one proposal at a time, also when two press at once', async () => {
    const both = await Promise.all([
      propose(first, { provision: 's40-42' }),
      propose(second, { provision: 's40-42' }),
    ])
    assert.deepEqual(both.map(one => one.allowed).sort(), [false, true])
  })

  test('is withdrawn by two as well, and what was confirmed stays to be read', async () => {
    const on = localDate('2026-12-01')
    assert.equal(
      (await answer(second, await proposed(first, { provision: 's39', on }), 'confirmed', 's39')).allowed,
      true,
    )
    assert.equal(inForceOn(await hold(first), 's39', on), true)
    const withdrawal = await proposed(second, { provision: 's39', on: undefined })
    assert.equal((await answer(second, withdrawal, 'confirmed', 's39')).allowed, false)
    assert.equal(inForceOn(await hold(first), 's39', on), true)
    assert.equal((await answer(first, withdrawal, 'confirmed', 's39')).allowed, true)
    assert.equal(inForceOn(await hold(first), 's39', on), false)
    const [count] = await owner`select count(*)::int as n from commencements where provision = 's39'`
    assert.equal(count!.n, 2)
  })

  test('of a proposal of another authority is answered by nobody here', async () => {
    const id = await proposed(people.wrongAuthority.manager)
    const decision = await answer(second, id)
    assert(!decision.allowed)
    assert.equal(decision.refusals[0]!.says, 'There is no such proposal')
  })
})

describe('the row rules', () => {
  const insertAnswer = (person: TestPerson, id: string, is: AnswerToProposal, as = person) =>
    asViewer(
      sql,
      person.viewer(today),
      tx => tx`
        insert into commencement_answers (la_code, commencement_id, answer, why, answered_by, answered_name)
        values ('001', ${id}, ${is}, 'Past the action', ${as.id}, ${as.name})`,
    )
  const refusedByRow = /row-level security/

  test('want another manager, in their own name', async () => {
    const id = await proposed(first, { provision: 's61' })
    await assert.rejects(insertAnswer(first, id, 'confirmed'), refusedByRow)
    await assert.rejects(insertAnswer(first, id, 'not confirmed'), refusedByRow)
    // As somebody else: the name must be the viewer's own.
    await assert.rejects(insertAnswer(first, id, 'confirmed', second), refusedByRow)
    await assert.rejects(insertAnswer(second, id, 'taken back'), refusedByRow)
    for (const role of ['cme-officer', 'headteacher'] as const) {
      await assert.rejects(insertAnswer(people.right[role], id, 'confirmed'), refusedByRow)
    }
    await insertAnswer(second, id, 'confirmed')
  })

  test('let nobody but a manager propose, nor in another’s name or authority', async () => {
    const insert = (person: TestPerson, la: string, as: TestPerson) =>
      asViewer(
        sql,
        person.viewer(today),
        tx => tx`
          insert into commencements (la_code, id, provision, on_date, cites, why, proposed_by, proposed_name)
          values (${la}, ${newId()}, 's37', '2026-11-25', 'SI 2026/999', 'Past the action', ${as.id}, ${as.name})`,
      )
    await assert.rejects(
      insert(people.right['cme-officer'], '001', people.right['cme-officer']),
      refusedByRow,
    )
    await assert.rejects(insert(first, '001', second), refusedByRow)
    await assert.rejects(insert(first, '002', people.wrongAuthority.manager), refusedByRow)
  })
})
