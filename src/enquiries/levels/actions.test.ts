import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import {
  makeChild,
  makePeople,
  makePerson,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { Sql, Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { signScreen } from '../actions.ts'
import { type ScreenAnswers, screenQuestions } from '../screening.ts'
import { answerLowering, raiseLevel } from './actions.ts'
import { levelOfChild } from './store.ts'

const today = '2026-11-20'
let app: Sql
let people: TestPeople
let deputy: TestPerson
let owner: Sql
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  deputy = await makePerson(owner, { role: 'dsl', name: 'Alder deputy', school: people.alder })
})
const as = <T>(person: TestPerson, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
const newChild = async () => ({
  childId: (await makeChild(owner, { school: people.alder })).id,
  schoolId: people.alder.id,
})
type About = Awaited<ReturnType<typeof newChild>>
const no: ScreenAnswers = Object.fromEntries(screenQuestions.map(q => [q.id, { answer: 'no' as const }]))
const sign = (about: About, danger: boolean, concerns = 'Seen at home by two of us') =>
  as(people.right.dsl, (tx, viewer) =>
    signScreen(tx, viewer, about, {
      answers: danger ? { ...no, danger: { answer: 'yes' } } : no,
      concerns,
      missing: [],
    }),
  )
const raise = (about: About, person: TestPerson, level = 'act today', why = 'A man answered and rang off') =>
  as(person, (tx, viewer) => raiseLevel(tx, viewer, about, { level, why }))
const levelFor = (about: About, person: TestPerson) =>
  as(person, (tx, viewer) => levelOfChild(tx, viewer, about.childId))

describe('raising a level', () => {
  test('is anyone’s at the school, at once; the office does not read it back', async () => {
    const about = await newChild()
    assert.deepEqual(await raise(about, people.right['attendance-officer']), {
      allowed: true,
      value: { already: false },
    })
    assert.equal((await levelFor(about, people.right.dsl))?.level, 'act today')
    assert.equal((await levelFor(about, people.right['cme-officer']))?.level, 'act today')
    assert.equal(await levelFor(about, people.right['attendance-officer']), undefined)
    assert.equal(await levelFor(about, people.wrongSchool.dsl), undefined)
  })
  test('is nobody’s at another school', async () => {
    const about = await newChild()
    await assert.rejects(raise(about, people.wrongSchool.dsl), NotFound)
    await assert.rejects(raise(about, people.right.manager), NotFound)
  })
  test('wants a reason and a level', async () => {
    const about = await newChild()
    assert.deepEqual(await raise(about, people.right.dsl, 'act today', ' '), {
      allowed: false,
      refusals: [{ says: 'Say in a few words what made you raise it' }],
    })
    assert.deepEqual(await raise(about, people.right.dsl, 'keep in view'), {
      allowed: false,
      refusals: [{ says: 'Choose how soon somebody must act' }],
    })
  })
  test('sent twice, and by two at once, is raised once', async () => {
    const about = await newChild()
    await Promise.all([raise(about, people.right.dsl), raise(about, people.right.headteacher)])
    await raise(about, people.right['attendance-officer'])
    const [row] = await owner`select count(*)::int as n from level_steps where child_id = ${about.childId}`
    assert.equal(row!.n, 1)
  })
})

describe('lowering a level', () => {
  test('wants a reason', async () => {
    const about = await newChild()
    await sign(about, true)
    assert.deepEqual(await sign(about, false, ''), {
      allowed: false,
      refusals: [{ says: 'The level is act today now. Say why it is lower, in the concerns.' }],
    })
  })
  test('from act today waits for a second person, who is not the one who signed', async () => {
    const about = await newChild()
    await raise(about, people.right['attendance-officer'])
    const signed = await sign(about, false)
    assert.ok(signed.allowed)
    assert.deepEqual([signed.value.level, signed.value.waits], ['act today', true])
    const waiting = (await levelFor(about, people.right.dsl))!.waiting!
    const answer = (person: TestPerson, agrees = true) =>
      as(person, (tx, viewer) =>
        answerLowering(tx, viewer, about, { screenId: waiting.screenId, agrees, why: 'I saw her too' }),
      )
    assert.deepEqual(await answer(people.right.dsl), {
      allowed: false,
      refusals: [{ says: 'You signed this screen yourself. Somebody else has to agree to a lower level.' }],
    })
    await assert.rejects(answer(people.right['attendance-officer']), NotFound)
    await assert.rejects(answer(people.wrongSchool.headteacher), NotFound)
    const both = await Promise.all([answer(deputy), answer(people.right.headteacher)])
    assert.equal(both.filter(one => one.allowed).length, 1)
    assert.equal((await levelFor(about, people.right.dsl))?.level, 'keep in view')
  })
  test('the second person may keep it', async () => {
    const about = await newChild()
    await sign(about, true)
    await sign(about, false)
    const { screenId } = (await levelFor(about, people.right.dsl))!.waiting!
    await as(people.right.headteacher, (tx, viewer) =>
      answerLowering(tx, viewer, about, { screenId, agrees: false, why: 'Nobody has seen her' }),
    )
    const now = await levelFor(about, people.right.dsl)
    assert.deepEqual([now?.level, now?.waiting], ['act today', undefined])
  })
  test('cannot be written by the office, whatever the application says', async () => {
    const about = await newChild()
    await sign(about, true)
    await sign(about, false)
    const { screenId } = (await levelFor(about, people.right.dsl))!.waiting!
    const office = people.right['attendance-officer'].viewer(today)
    await assert.rejects(
      asViewer(
        app,
        office,
        tx =>
          tx`insert into level_steps (la_code, id, child_id, school_id, kind, level, screen_id, why, by_person, by_name, by_role)
           values ('001', gen_random_uuid(), ${about.childId}, ${about.schoolId}, 'lowered', 'keep in view', ${screenId}, 'x',
                   ${office.personId}, 'x', 'x')`,
      ),
      /row-level security/,
    )
  })
})
