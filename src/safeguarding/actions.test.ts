// Every action: refused without the role, refused by the rule saying why, done, the same when sent twice and by two at once.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../access/testing/people.ts'
import type { Viewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { type Decision, NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import {
  answerPolice,
  askPolice,
  noticesDue,
  recordCareReferral,
  recordCareStep,
  recordConcern,
  recordNotice,
  reviewConcern,
} from './actions.ts'
import { careReferralsOf, concernsOf, noticesOf, policeAsksOf } from './store.ts'

const today = localDate('2026-11-20')
let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
})
const as = <T>(person: TestPerson, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
type About = { childId: string; schoolId: string }
const newChild = async (...flags: string[]): Promise<About> => {
  const child = await makeChild(owner, { school: people.alder })
  for (const flag of flags) {
    await owner`
      insert into child_flags (la_code, id, child_id, flag, says, source, school_id)
      values ('001', ${newId()}, ${child.id}, ${flag}, 'yes', 'a file', ${people.alder.id})`
  }
  return { childId: child.id, schoolId: people.alder.id }
}
const refusedFor = (decision: Decision<unknown>) =>
  decision.allowed ? [] : decision.refusals.map(one => one.says)
const at = { on: today, at: '09:40' } as const

const notice = {
  about: 'absence',
  arose: today,
  told: 'social worker',
  person: 'J. Example',
  how: 'Telephone',
  lateWhy: '',
  due: today,
  ...at,
} as const
const police = { kind: 'welfare check', how: '101', reference: 'EX-1', ...at } as const
const care = {
  toWhom: 'hub',
  person: '',
  how: 'Telephone',
  facts: 'About a child of ours.',
  reference: '',
  parentTold: 'yes',
  notToldWhy: '',
  ...at,
} as const
const concern = {
  fact: 'The light was on',
  opinion: '',
  toldBy: 'A neighbour',
  reviewOn: '2026-11-27',
  ...at,
} as const

const tell = (person: TestPerson, about: About, more: object = {}) =>
  as(person, (tx, viewer) => recordNotice(tx, viewer, about, { ...notice, ...more }))
const ask = (person: TestPerson, about: About, more: object = {}) =>
  as(person, (tx, viewer) => askPolice(tx, viewer, about, { ...police, ...more }))
const refer = (person: TestPerson, about: About, more: object = {}) =>
  as(person, (tx, viewer) => recordCareReferral(tx, viewer, about, { ...care, ...more }))
const worry = (person: TestPerson, about: About, more: object = {}) =>
  as(person, (tx, viewer) => recordConcern(tx, viewer, about, { ...concern, ...more }))

describe('who may', () => {
  test('the office tells and asks; concerns and social care are the DSL’s; nobody of another school or authority', async () => {
    const about = await newChild('child_in_need')
    const office = people.right['attendance-officer']
    assert.ok((await tell(office, about)).allowed)
    assert.ok((await ask(office, about)).allowed)
    for (const person of [office, people.right.headteacher]) {
      await assert.rejects(refer(person, about), NotFound, person.name)
      await assert.rejects(worry(person, about), NotFound, person.name)
    }
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      for (const act of [tell, ask, refer, worry])
        await assert.rejects(act(person, about), NotFound, person.name)
    }
  })
  test('concerns and social care are read by those who sign or decide; either wall alone keeps them', async () => {
    const about = await newChild()
    await refer(people.right.dsl, about)
    await worry(people.right.dsl, about)
    const seen = async (person: TestPerson, unscoped = false) =>
      as(person, async (tx, viewer) => {
        const who = unscoped ? { ...viewer, unscoped: true as const } : viewer
        return (
          (await careReferralsOf(tx, who, [about.childId])).length +
          (await concernsOf(tx, who, [about.childId])).length
        )
      })
    for (const person of [people.right.dsl, people.right.headteacher, people.right['cme-officer']]) {
      assert.equal(await seen(person), 2, person.name)
    }
    for (const person of [
      people.right['attendance-officer'],
      people.right['cme-assistant'],
      people.wrongSchool.dsl,
      people.wrongAuthority.dsl,
    ]) {
      assert.equal(await seen(person), 0, person.name)
      assert.equal(await seen(person, true), 0, `${person.name}, the application’s wall away`)
    }
    // The database's wall away: the application's alone.
    const office = people.right['attendance-officer'].viewer(today)
    assert.equal(
      await asViewer(owner, office, async tx => (await concernsOf(tx, office, [about.childId])).length),
      0,
    )
  })
  test('history cannot be changed or taken away', async () => {
    for (const table of [
      'safeguarding_notices',
      'police_asks',
      'police_steps',
      'social_care_referrals',
      'social_care_steps',
      'concerns',
      'concern_steps',
      'level_steps',
    ]) {
      await assert.rejects(
        as(people.right.dsl, tx => tx`update ${tx(table)} set by_name = 'x' where la_code = '001'`),
        /permission denied/,
        table,
      )
      await assert.rejects(
        as(people.right.dsl, tx => tx`delete from ${tx(table)} where la_code = '001'`),
        /permission denied/,
        table,
      )
    }
  })
})

describe('a notice', () => {
  for (const [says, more] of [
    ['Choose who was told', { told: 'the milkman' }],
    ['Say who you told: a name or a team', { person: ' ' }],
    ['Choose how they were told', { how: 'pigeon' }],
    ['The day must be today or before', { on: '2026-11-21' }],
    ['Enter the time, such as 9:30am', { at: '25:00' }],
    ['That is before the day it began', { on: '2026-11-19' }],
    ['It was due the same day. Say why it is late', { arose: '2026-11-19', due: '2026-11-19' }],
  ] as const) {
    test(`is refused: ${says}`, async () => {
      assert.deepEqual(refusedFor(await tell(people.right.dsl, await newChild(), more)), [says])
    })
  }
  test('by two at once is one, and is no longer due', async () => {
    const about = await newChild('in_care')
    const both = await Promise.all([
      tell(people.right.dsl, about),
      tell(people.right['attendance-officer'], about, { person: 'The team' }),
    ])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    assert.equal(
      (await as(people.right.dsl, (tx, viewer) => noticesOf(tx, viewer, [about.childId]))).length,
      1,
    )
    const due = await as(people.right.dsl, (tx, viewer) => noticesDue(tx, viewer, about.childId, today))
    assert.deepEqual(
      due.map(one => [one.told, one.done !== undefined]),
      [
        ['social worker', true],
        ['virtual school', false],
      ],
    )
  })
  test('of an absence says nothing of a removal', async () => {
    const about = await newChild('child_in_need')
    await tell(people.right.dsl, about)
    const [removal] = await as(people.right.dsl, (tx, viewer) =>
      noticesDue(tx, viewer, about.childId, today, { about: 'removal' }),
    )
    assert.equal(removal?.done, undefined)
    await tell(people.right.dsl, about, { about: 'removal' })
    const [told] = await as(people.right.dsl, (tx, viewer) =>
      noticesDue(tx, viewer, about.childId, today, { about: 'removal' }),
    )
    assert.equal(told?.done?.person_told, 'J. Example')
  })
  test('of last month’s absence does not serve today’s', async () => {
    const about = await newChild('child_in_need')
    await tell(people.right.dsl, about, { arose: '2026-10-05', due: '2026-10-05', on: '2026-10-05' })
    const [due] = await as(people.right.dsl, (tx, viewer) => noticesDue(tx, viewer, about.childId, today))
    assert.equal(due?.done, undefined)
  })
})

describe('the police', () => {
  test('asked twice with one reference, or by two at once, are asked once', async () => {
    const about = await newChild()
    const asked = [
      ...(await Promise.all([
        ask(people.right.dsl, about),
        ask(people.right['attendance-officer'], about, { at: '09:41' }),
      ])),
      await ask(people.right.dsl, about),
    ]
    assert.equal(new Set(asked.map(one => one.allowed && one.value.id)).size, 1)
    const rows = await as(people.right.dsl, (tx, viewer) => policeAsksOf(tx, viewer, [about.childId]))
    assert.equal(rows.length, 1)
  })
  test('a second ask with a reference of its own is another', async () => {
    const about = await newChild()
    await ask(people.right.dsl, about)
    await ask(people.right.dsl, about, { reference: 'EX-2', at: '15:00' })
    const rows = await as(people.right.dsl, (tx, viewer) => policeAsksOf(tx, viewer, [about.childId]))
    assert.equal(rows.length, 2)
  })
  test('an answer is of that child’s own ask', async () => {
    const [one, other] = [await newChild(), await newChild()]
    const asked = await ask(people.right.dsl, one)
    assert.ok(asked.allowed)
    const answer = (about: About, more: object = {}) =>
      as(people.right.dsl, (tx, viewer) =>
        answerPolice(tx, viewer, about, { askId: asked.value.id, result: 'child seen', ...at, ...more }),
      )
    await assert.rejects(answer(other), NotFound)
    assert.deepEqual(refusedFor(await answer(one, { result: 'reference given' })), ['Enter the reference'])
    assert.deepEqual(refusedFor(await answer(one, { on: '2026-11-19' })), ['That is before they were asked'])
    await Promise.all([answer(one), answer(one)])
    const [row] = await as(people.right.dsl, (tx, viewer) => policeAsksOf(tx, viewer, [one.childId]))
    assert.equal(row?.steps.length, 1)
  })
})

describe('social care', () => {
  for (const [says, more] of [
    ['Choose whom you told', { toWhom: 'nobody' }],
    ['Write down the facts that you sent', { facts: 'x' }],
    ['Say whether a parent was told', { parentTold: '' }],
    ['Say why no parent was told', { parentTold: 'no' }],
  ] as const) {
    test(`is refused: ${says}`, async () => {
      assert.deepEqual(refusedFor(await refer(people.right.dsl, await newChild(), more)), [says])
    })
  }
  test('two at once are one; the answer is added, and taking it higher wants to know to whom', async () => {
    const about = await newChild()
    const both = await Promise.all([refer(people.right.dsl, about), refer(people.right.dsl, about)])
    assert.equal(new Set(both.map(one => one.allowed && one.value.id)).size, 1)
    const [made] = both
    assert.ok(made.allowed)
    assert.equal(made.value.state.due, '2026-11-23')
    const step = (kind: string, more: object = {}) =>
      as(people.right.dsl, (tx, viewer) =>
        recordCareStep(tx, viewer, about, {
          referralId: made.value.id,
          kind,
          on: today,
          who: '',
          says: '',
          ...more,
        }),
      )
    assert.deepEqual(refusedFor(await step('escalated')), ['Say to whom you took it, and what you asked'])
    assert.deepEqual(refusedFor(await step('shrugged')), ['Choose what they answered'])
    await step('no answer yet')
    const answered = await step('accepted', { who: 'The hub' })
    assert.ok(answered.allowed)
    assert.equal(answered.value.state.answer, 'accepted')
  })
})

describe('a concern', () => {
  for (const [says, more] of [
    ['Write down what was seen or said', { fact: '' }],
    ['Say who saw it or said it', { toldBy: '' }],
    ['Choose the day on which you look at it again', { reviewOn: '2026-11-19' }],
    ['Look at it again within 28 days: nothing may lie open longer', { reviewOn: '2026-12-19' }],
  ] as const) {
    test(`is refused: ${says}`, async () => {
      assert.deepEqual(refusedFor(await worry(people.right.dsl, await newChild(), more)), [says])
    })
  }
  test('may wait 28 days, is one by two at once, and is settled once', async () => {
    const about = await newChild()
    const both = await Promise.all([
      worry(people.right.dsl, about, { reviewOn: '2026-12-18' }),
      worry(people.right.dsl, about, { reviewOn: '2026-12-18' }),
    ])
    assert.equal(new Set(both.map(one => one.allowed && one.value.id)).size, 1)
    const [made] = both
    assert.ok(made.allowed)
    const review = (closes: boolean, says = 'All is well') =>
      as(people.right.dsl, (tx, viewer) =>
        reviewConcern(tx, viewer, about, { concernId: made.value.id, closes, says, reviewOn: '2026-11-27' }),
      )
    assert.ok((await review(false)).allowed)
    await Promise.all([review(true), review(true)])
    assert.deepEqual(refusedFor(await review(false, 'And again')), [
      'This concern is settled. A new worry is a new concern.',
    ])
    const [row] = await as(people.right.dsl, (tx, viewer) => concernsOf(tx, viewer, [about.childId]))
    assert.equal(row?.steps.length, 2)
  })
})
