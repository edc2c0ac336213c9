// Each action: refused without permission, done, refused by the rule saying why, the same when sent twice.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../access/testing/people.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { type Given, recordEnquiry, signScreen } from './actions.ts'
import { type ScreenAnswers, screenQuestions } from './screening.ts'
import { addSchoolEnquiry, latestContacts, schoolEnquiries, screensOf } from './store.ts'

const today = '2026-11-20'
let database: FreshDatabase
let people: TestPeople
let child: TestChild
before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
})
const as = <T>(person: TestPerson, work: (tx: Tx, viewer: Viewer) => Promise<T>) =>
  asViewer(database.app, person.viewer(today), tx => work(tx, person.viewer(today)))
const newChild = async () => {
  child = await makeChild(database.owner, { school: people.alder })
  return { childId: child.id, schoolId: people.alder.id }
}

describe('recording an enquiry', () => {
  const rang: Given = {
    checkCode: 'RS01',
    method: 'phone',
    asked: 'Contact 1, mother',
    result: 'no answer',
    doneOn: today,
    doneAt: '09:30',
  }

  test('is refused without permission: to the authority’s side, to another school, and for another school', async () => {
    const about = await newChild()
    for (const person of [people.right['cme-officer'], people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      await assert.rejects(
        as(person, (tx, viewer) => recordEnquiry(tx, viewer, about, rang)),
        NotFound,
      )
    }
    // A school that names itself, for a child that is not its own.
    const theirs = { childId: about.childId, schoolId: people.birch.id }
    await assert.rejects(
      as(people.wrongSchool.dsl, (tx, viewer) => recordEnquiry(tx, viewer, theirs, rang)),
      NotFound,
    )
    // The same with the application's wall away: the database refuses.
    const wall = { ...people.wrongSchool.dsl.viewer(today), unscoped: true as const }
    await assert.rejects(
      asViewer(database.app, wall, tx => addSchoolEnquiry(tx, wall, { ...rang, ...theirs, id: newId() })),
      /row-level security/,
    )
  })

  test('is done: who, when, how, and what came of it; the authority sees it, another school does not', async () => {
    const about = await newChild()
    const officer = people.right['attendance-officer']
    const done = await as(officer, (tx, viewer) =>
      recordEnquiry(tx, viewer, about, { ...rang, note: 'Rang out' }),
    )
    assert(done.allowed)
    const [row] = await as(people.right['cme-officer'], (tx, viewer) =>
      schoolEnquiries(tx, viewer, about.childId),
    )
    assert.equal(row?.by_name, 'Alder attendance-officer')
    assert.deepEqual(
      [row?.result, row?.method, row?.done_on, row?.done_at, row?.note],
      ['no answer', 'phone', today, '09:30', 'Rang out'],
    )
    assert.equal(
      (await as(people.wrongSchool.dsl, (tx, viewer) => schoolEnquiries(tx, viewer, about.childId))).length,
      0,
    )
    const [latest] = await as(officer, (tx, viewer) => latestContacts(tx, viewer, [about.childId]))
    assert.deepEqual([latest?.result, latest?.times], ['no answer', 1])
  })

  for (const [says, given] of [
    ['The day must be today or before.', { ...rang, doneOn: '2026-11-21' }],
    ['Say why it is not needed. The authority sees the reason.', { ...rang, result: 'not needed' }],
    ['Choose what came of it.', { ...rang, result: 'fine' }],
    ['The risk screen is signed on its own page, by the DSL.', { ...rang, checkCode: 'RS22' }],
  ] as [string, Given][]) {
    test(`is refused by the rule: ${says}`, async () => {
      const about = await newChild()
      const refused = await as(people.right.dsl, (tx, viewer) => recordEnquiry(tx, viewer, about, given))
      assert.deepEqual(refused, { allowed: false, refusals: [{ says }] })
    })
  }

  test('is the same when sent twice, and two at once', async () => {
    const about = await newChild()
    const send = () => as(people.right.dsl, (tx, viewer) => recordEnquiry(tx, viewer, about, rang))
    const sent = [await send(), ...(await Promise.all([send(), send()]))]
    assert.equal(new Set(sent.map(one => one.allowed && one.value.id)).size, 1)
    assert.equal(
      (await as(people.right.dsl, (tx, viewer) => schoolEnquiries(tx, viewer, about.childId))).length,
      1,
    )
  })

  test('cannot be changed or taken away by the application', async () => {
    await assert.rejects(
      as(people.right.dsl, tx => tx`update enquiries set result = 'child seen' where la_code = '001'`),
      /permission denied/,
    )
    await assert.rejects(
      as(people.right.dsl, tx => tx`delete from enquiries where la_code = '001'`),
      /permission denied/,
    )
  })
})

describe('signing a risk screen', () => {
  const no: ScreenAnswers = Object.fromEntries(screenQuestions.map(q => [q.id, { answer: 'no' as const }]))
  const given = { answers: no, concerns: '', missing: [] }

  test('is refused to everyone but a DSL of the school', async () => {
    const about = await newChild()
    for (const person of [
      people.right['attendance-officer'],
      people.right.headteacher,
      people.wrongSchool.dsl,
      people.right.manager,
    ]) {
      await assert.rejects(
        as(person, (tx, viewer) => signScreen(tx, viewer, about, given)),
        NotFound,
      )
    }
  })

  test('is done: the screen for those who decide, and the fact of it for everyone who works on the child', async () => {
    const about = await newChild()
    const signed = await as(people.right.dsl, (tx, viewer) =>
      signScreen(tx, viewer, about, {
        ...given,
        answers: { ...no, danger: { answer: 'yes', source: 'Her sister' } },
      }),
    )
    assert(signed.allowed)
    assert.equal(signed.value.level, 'act today')
    for (const [person, count] of [
      [people.right.dsl, 1],
      [people.right.headteacher, 1],
      [people.right['cme-officer'], 1],
      [people.right['attendance-officer'], 0],
      [people.right['cme-assistant'], 0],
      [people.wrongSchool.dsl, 0],
    ] as const) {
      assert.equal(
        (await as(person, (tx, viewer) => screensOf(tx, viewer, about.childId))).length,
        count,
        person.name,
      )
    }
    const [fact] = await as(people.right['attendance-officer'], (tx, viewer) =>
      schoolEnquiries(tx, viewer, about.childId),
    )
    assert.equal(fact?.check_code, 'RS22')
    assert.equal(fact?.note, null)
  })

  test('is refused by the rule: with a question unanswered, or raised without a reason', async () => {
    const about = await newChild()
    const sign = (more: object) =>
      as(people.right.dsl, (tx, viewer) => signScreen(tx, viewer, about, { ...given, ...more }))
    assert.deepEqual(await sign({ missing: ['Does the family move often?'] }), {
      allowed: false,
      refusals: [{ says: 'Answer the question: Does the family move often?' }],
    })
    assert.deepEqual(await sign({ raiseTo: 'act today' }), {
      allowed: false,
      refusals: [{ says: 'Say why you raise the level, in the concerns.' }],
    })
    const raised = await sign({ raiseTo: 'act today', concerns: 'A voice in the background' })
    assert.equal(raised.allowed && raised.value.level, 'act today')
  })

  test('never lowers what the answers give', async () => {
    const about = await newChild()
    const signed = await as(people.right.dsl, (tx, viewer) =>
      signScreen(tx, viewer, about, {
        ...given,
        answers: { ...no, threat: { answer: 'yes' } },
        raiseTo: 'keep in view',
        concerns: 'x',
      }),
    )
    assert.equal(signed.allowed && signed.value.level, 'act today')
  })

  test('sent twice with one form is signed once', async () => {
    const about = await newChild()
    const send = () => as(people.right.dsl, (tx, viewer) => signScreen(tx, viewer, about, given))
    await Promise.all([send(), send()])
    assert.equal((await as(people.right.dsl, (tx, viewer) => screensOf(tx, viewer, about.childId))).length, 1)
    // A new judgement on the same day is a screen of its own.
    await as(people.right.dsl, (tx, viewer) =>
      signScreen(tx, viewer, about, { ...given, concerns: 'Something new' }),
    )
    assert.equal((await as(people.right.dsl, (tx, viewer) => screensOf(tx, viewer, about.childId))).length, 2)
  })
})
