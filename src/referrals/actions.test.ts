// Each action: refused without permission, done, refused by the rule saying why, the same when sent twice.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../access/testing/people.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { type About, keepAnswer, type Opening, sendReferral } from './actions.ts'
import type { Gate } from './gate.ts'
import { draftOf, openReferrals, referralByToken, referralsOfChild, referralsOfSchools } from './store.ts'

const today = '2026-11-20'
let database: FreshDatabase
let people: TestPeople
before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
})
const as = <T>(person: TestPerson, work: (tx: Tx, viewer: Viewer) => Promise<T>) =>
  asViewer(database.app, person.viewer(today), tx => work(tx, person.viewer(today)))
const newChild = async (): Promise<About> => {
  const child = await makeChild(database.owner, { school: people.alder })
  return { childId: child.id, schoolId: people.alder.id }
}
const open: Gate = { open: true }
const shut: Gate = {
  open: false,
  reasons: [
    {
      code: 'home visit',
      about: 'RS09',
      says: 'The home visit is not done',
      because: 'Nothing recorded yet.',
    },
  ],
}
const answer = (about: About, person = people.right.dsl) =>
  as(person, (tx, viewer) => keepAnswer(tx, viewer, about, 'kind', { text: 'START-03', notKnown: false }))

/** Sends with this gate; `opened` collects what the authority's case would have been opened with. */
const send = (
  about: About,
  given: { person?: TestPerson; gate?: Gate; urgent?: string; opened?: Opening[] } = {},
) =>
  as(given.person ?? people.right.dsl, (tx, viewer) =>
    sendReferral(tx, viewer, about, {
      gateNow: async () => given.gate ?? open,
      urgentBecause: given.urgent ?? '',
      openCase: async opening => {
        given.opened?.push(opening)
        return { caseId: opening.caseId }
      },
    }),
  )

describe('keeping an answer', () => {
  test('is refused without permission', async () => {
    const about = await newChild()
    for (const person of [people.right.manager, people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      await assert.rejects(answer(about, person), NotFound)
    }
    await assert.rejects(answer({ ...about, schoolId: people.birch.id }, people.wrongSchool.dsl), NotFound)
  })
  test('is done, and a second answer stands beside the first', async () => {
    const about = await newChild()
    await answer(about)
    const kept = await as(people.right['attendance-officer'], (tx, viewer) =>
      keepAnswer(tx, viewer, about, 'siblings', { text: '', notKnown: true }),
    )
    assert.deepEqual(kept, { allowed: true, value: { answers: { kind: 'START-03', siblings: 'not known' } } })
  })
  test('is refused by the rule, in the words of the question, and keeps nothing', async () => {
    const about = await newChild()
    const refused = await as(people.right.dsl, (tx, viewer) =>
      keepAnswer(tx, viewer, about, 'what-happened', { text: '', notKnown: false }),
    )
    assert.deepEqual(refused, { allowed: false, refusals: [{ says: 'Say what happened' }] })
    assert.equal(
      await as(people.right.dsl, (tx, viewer) => draftOf(tx, viewer, about.childId, about.schoolId)),
      undefined,
    )
  })
  test('is the same when sent twice', async () => {
    const about = await newChild()
    assert.deepEqual(await answer(about), await answer(about))
  })
})

describe('two people write one draft', () => {
  const write = (about: About, person: TestPerson, text: string, was: string, at = '2026-11-20T14:31:00Z') =>
    as(person, (tx, viewer) =>
      keepAnswer(tx, viewer, about, 'what-happened', { text, notKnown: false, was, at: new Date(at) }),
    )
  test('the second is told who wrote what, and when; nothing of the first is lost', async () => {
    const about = await newChild()
    const { dsl, 'attendance-officer': office } = people.right
    assert((await write(about, office, 'They moved.', '')).allowed)
    const second = await write(about, dsl, 'They went on holiday.', '', '2026-11-20T14:40:00Z')
    assert(!second.allowed)
    assert.deepEqual(second.conflict, {
      theirs: 'They moved.',
      by: office.name,
      at: new Date('2026-11-20T14:31:00Z'),
    })
    const draft = () => as(dsl, (tx, viewer) => draftOf(tx, viewer, about.childId, about.schoolId))
    assert.equal((await draft())?.answers['what-happened'], 'They moved.')
    // Having seen it, the second may hold to their own.
    assert((await write(about, dsl, 'They went on holiday.', 'They moved.')).allowed)
    assert.equal((await draft())?.answers['what-happened'], 'They went on holiday.')
    assert.equal((await draft())?.changes['what-happened']?.by, dsl.name)
  })
  test('the same words are no conflict, nor are two different questions', async () => {
    const about = await newChild()
    assert((await write(about, people.right.dsl, 'They moved.\r\nIn May.', '')).allowed)
    assert((await write(about, people.right['attendance-officer'], 'They moved.\nIn May.', '')).allowed)
    const other = await as(people.right.dsl, (tx, viewer) =>
      keepAnswer(tx, viewer, about, 'siblings', { text: 'none', notKnown: false, was: '' }),
    )
    assert(other.allowed)
    // A browser gives back what it was shown with line ends of its own.
    assert((await write(about, people.right.dsl, 'They left.', 'They moved.\nIn May.')).allowed)
  })
  test('two at the same moment: one is kept, the other is told', async () => {
    const about = await newChild()
    const both = await Promise.all([
      write(about, people.right.dsl, 'One', ''),
      write(about, people.right['attendance-officer'], 'Two', ''),
    ])
    assert.deepEqual(both.map(one => one.allowed).sort(), [false, true])
    assert(both.find(one => !one.allowed)!.conflict)
  })
})

describe('sending a referral', () => {
  test('is refused without permission', async () => {
    const about = await newChild()
    await answer(about)
    for (const person of [people.right['cme-officer'], people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      await assert.rejects(send(about, { person }), NotFound)
    }
  })
  test('is done: a reference, the case, the draft gone; the school reads it and no other school does', async () => {
    const about = await newChild()
    const opened: Opening[] = []
    await answer(about)
    const sent = await send(about, { opened })
    assert(sent.allowed)
    assert.match(sent.value.reference, /^R-\d{4}$/)
    assert.deepEqual(
      opened.map(({ startCode, level, on }) => ({ startCode, level, on })),
      [{ startCode: 'START-03', level: 'act this week', on: today }],
    )
    const { token } = sent.value
    const row = await as(people.right['attendance-officer'], (tx, viewer) =>
      referralByToken(tx, viewer, token),
    )
    assert.deepEqual([row.urgent, row.outcome, row.start_code], [false, 'received', 'START-03'])
    await assert.rejects(
      as(people.wrongSchool.dsl, (tx, viewer) => referralByToken(tx, viewer, token)),
      NotFound,
    )
    assert.equal((await as(people.wrongSchool.dsl, (tx, viewer) => referralsOfSchools(tx, viewer))).length, 0)
    assert.equal(
      (await as(people.right.dsl, (tx, viewer) => openReferrals(tx, viewer, [about.childId]))).length,
      1,
    )
  })
  test('is refused by the gate with every reason; a reason of urgency counts from a DSL alone', async () => {
    const about = await newChild()
    await answer(about)
    const why = { allowed: false, refusals: [{ says: 'The home visit is not done' }] }
    assert.deepEqual(await send(about, { gate: shut }), why)
    assert.deepEqual(
      await send(about, { gate: shut, urgent: 'x', person: people.right['attendance-officer'] }),
      why,
    )
    assert.deepEqual(await send(about, { gate: shut, urgent: 'x', person: people.right.headteacher }), why)
    const opened: Opening[] = []
    assert((await send(about, { gate: shut, urgent: 'Seen with luggage', opened })).allowed)
    assert.equal(opened[0]?.level, 'act today')
    const [row] = await as(people.right.dsl, (tx, viewer) => referralsOfChild(tx, viewer, about.childId))
    assert.deepEqual(
      [row?.urgent, row?.passed_why, row?.missing],
      [true, 'Seen with luggage', ['The home visit is not done']],
    )
  })
  test('for urgent risk needs no answer at all', async () => {
    const about = await newChild()
    assert.deepEqual(await send(about, { gate: shut }), {
      allowed: false,
      refusals: [{ says: 'There is nothing to send yet. Answer the first question.' }],
    })
    assert((await send(about, { gate: shut, urgent: 'Seen with luggage' })).allowed)
  })
  test('is the same when sent twice, and two at once', async () => {
    const about = await newChild()
    const opened: Opening[] = []
    await answer(about)
    const sent = [
      ...(await Promise.all([send(about, { opened }), send(about, { opened })])),
      await send(about, { opened }),
    ]
    assert.equal(new Set(sent.map(one => one.allowed && one.value.reference)).size, 1)
    assert.equal(opened.length, 1)
    assert.equal(
      (await as(people.right.dsl, (tx, viewer) => referralsOfChild(tx, viewer, about.childId))).length,
      1,
    )
  })
  test('an urgent one is heard although an ordinary one was sent before, and is itself sent once', async () => {
    const about = await newChild()
    const opened: Opening[] = []
    await answer(about)
    const ordinary = await send(about, { opened })
    const urgent = await Promise.all([
      send(about, { opened, urgent: 'A neighbour heard shouting' }),
      send(about, { opened, urgent: 'A neighbour heard shouting' }),
    ])
    assert.equal(new Set(urgent.map(one => one.allowed && one.value.reference)).size, 1)
    assert.notEqual(
      urgent[0]!.allowed && urgent[0].value.reference,
      ordinary.allowed && ordinary.value.reference,
    )
    assert.deepEqual(
      opened.map(one => one.level),
      ['act this week', 'act today'],
    )
  })
  test('does nothing at all where the authority’s case cannot be opened', async () => {
    const about = await newChild()
    await answer(about)
    await assert.rejects(
      as(people.right.dsl, (tx, viewer) =>
        sendReferral(tx, viewer, about, {
          gateNow: async () => open,
          urgentBecause: '',
          openCase: async () => {
            throw new Error('The lights went out')
          },
        }),
      ),
      /lights/,
    )
    assert.equal(
      (await as(people.right.dsl, (tx, viewer) => referralsOfChild(tx, viewer, about.childId))).length,
      0,
    )
    assert(await as(people.right.dsl, (tx, viewer) => draftOf(tx, viewer, about.childId, about.schoolId)))
  })
})
