// A school asks after brothers and sisters at other schools: who is asked, what each side may read, and what comes back.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import {
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { protect } from '../../children/actions.ts'
import { type Families, makeFamilies } from '../../children/family/testing/families.ts'
import { childById } from '../../children/store.ts'
import type { Sql, Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import {
  answerSiblingQuestion,
  askedInGeneral,
  askedOfAuthority,
  askSiblingSchools,
  settleSiblingQuestion,
  siblingAnswers,
  siblingQuestionsFor,
} from './actions.ts'
import { siblingAnswersToChoose } from './answers.ts'
import { questionsForAuthority, siblingAsks } from './store.ts'

const today = '2026-11-20'
let owner: Sql
let app: Sql
let people: TestPeople
let families: Families
let cedarOffice: TestPerson

before(async () => {
  const database = await freshDatabase()
  ;({ owner, app } = database)
  people = await makePeople(owner)
  cedarOffice = await makePerson(owner, {
    role: 'attendance-officer',
    name: 'Cedar office',
    school: people.cedar,
  })
  families = await makeFamilies(owner, app, people)
})

const as = <T>(
  person: TestPerson,
  work: (tx: Tx, viewer: ReturnType<TestPerson['viewer']>) => Promise<T>,
  on = today,
) => {
  const viewer = person.viewer(on)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
const ask = (person: TestPerson, child: TestChild, on = today) =>
  as(
    person,
    (tx, viewer) => askSiblingSchools(tx, viewer, { childId: child.id, schoolId: child.school.id }),
    on,
  )
const waiting = (person: TestPerson, on = today) =>
  as(person, (tx, viewer) => siblingQuestionsFor(tx, viewer), on)
const came = (person: TestPerson, child: TestChild) =>
  as(person, (tx, viewer) => siblingAnswers(tx, viewer, { childId: child.id, since: '2026-11-01' }))
const answer = (
  person: TestPerson,
  token: string,
  given: Partial<{ answer: string; note: string; nameShown: boolean }>,
) =>
  as(person, (tx, viewer) =>
    answerSiblingQuestion(tx, viewer, token, { answer: 'in school', note: '', nameShown: false, ...given }),
  )

describe('asking', () => {
  test('reaches the school of a sister, about its own pupil, once a day', async () => {
    const office = people.right['attendance-officer']
    const first = await ask(office, families.zofia)
    assert(first.allowed)
    assert.deepEqual(first.value, { already: false, says: askedInGeneral })
    const again = await ask(office, families.zofia)
    assert(again.allowed && again.value.already)
    const at = await waiting(people.wrongSchool.dsl)
    assert.deepEqual(
      at.map(one => one.child_id),
      [families.olga.id],
    )
    // Neither the hostel, the neighbour, nor the cousin with a shared telephone alone.
    assert.equal((await owner`select 1 from sibling_asks`).length, 1)
    assert.equal((await waiting(cedarOffice)).length, 0)
    assert.equal((await waiting(people.wrongAuthority.dsl)).length, 0)
  })
  test('the next day is a question of its own', async () => {
    const next = await ask(people.right.dsl, families.zofia, '2026-11-21')
    assert(next.allowed && !next.value.already)
    await owner`delete from sibling_asks where asked_on = '2026-11-21'`
    await owner`delete from sibling_questions where asked_on = '2026-11-21'`
    await owner`delete from enquiries where done_on = '2026-11-21'`
  })
  test('two at once ask once', async () => {
    const { adam } = families
    const both = await Promise.all([
      ask(people.right.dsl, adam),
      ask(people.right['attendance-officer'], adam),
    ])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    assert.equal((await owner`select 1 from enquiries where child_id = ${adam.id}`).length, 1)
  })
  test('says the same to a school whose pupil has nobody elsewhere', async () => {
    const alone = await ask(people.right.dsl, families.neighbour)
    assert(alone.allowed)
    assert.equal(alone.value.says, askedInGeneral)
    assert.equal(
      (
        await owner`select 1 from sibling_asks a join sibling_questions q on q.id = a.question_id
                   where q.child_id = ${families.neighbour.id}`
      ).length,
      0,
    )
  })
  test('is for the child’s own school alone', async () => {
    await assert.rejects(ask(people.wrongSchool.dsl, families.zofia), NotFound)
    await assert.rejects(ask(people.right.manager, families.zofia), NotFound)
  })
  test('leaves a row that says nothing to the other side, whichever wall is asked', async () => {
    for (const [person, table] of [
      [people.wrongSchool.dsl, 'sibling_questions'],
      [people.right.dsl, 'sibling_asks'],
    ] as const) {
      assert.equal((await as(person, tx => tx`select * from ${tx(table)}`)).length, 0)
    }
    // The application, with the row rules out of the way.
    assert.equal(
      (await siblingAsks(owner as never, people.right.dsl.viewer(today), { answered: false })).length,
      0,
    )
  })
})

describe('answering', () => {
  test('sends one answer back into the checklist, without a name unless it is given', async () => {
    const { dsl } = people.wrongSchool
    const [question] = await waiting(dsl)
    assert(question)
    const slips = await answer(dsl, question.token, { answer: 'perhaps' })
    assert(!slips.allowed)
    const wordless = await answer(dsl, question.token, { answer: 'not seen' })
    assert(!wordless.allowed)
    const sent = await answer(dsl, question.token, { answer: 'absent too', note: 'Since Monday.' })
    assert(sent.allowed)
    assert.match(sent.value.next ?? '', /tell your DSL/)
    const again = await answer(dsl, question.token, { answer: 'absent too', note: 'Since Monday.' })
    assert(again.allowed && again.value.already)
    const other = await answer(dsl, question.token, { answer: 'in school' })
    assert(!other.allowed)
    assert.match(other.refusals[0]!.says, /has answered already/)

    const { asked, answers } = await came(people.right['attendance-officer'], families.zofia)
    assert.equal(asked.length, 1)
    assert.deepEqual(
      answers.map(row => [row.by_name, row.result, row.note]),
      [
        [
          'Another school',
          'information',
          'On our register, and absent today too, without a reason. Since Monday.',
        ],
      ],
    )
    assert.doesNotMatch(JSON.stringify(answers), /Birch|Olga|Kowalska/)
  })
  test('names the school that answers where it says so; two at once leave one answer', async () => {
    // Adam's sister at Birch was asked for him too.
    const [question] = await waiting(people.wrongSchool.dsl)
    assert(question)
    const { dsl, 'attendance-officer': office } = people.wrongSchool
    const both = await Promise.all([
      answer(dsl, question.token, { nameShown: true }),
      answer(office, question.token, { nameShown: true }),
    ])
    assert(both.every(one => one.allowed))
    const { answers } = await came(people.right.dsl, families.adam)
    assert.deepEqual(
      answers.map(row => row.by_name),
      ['Birch Secondary'],
    )
  })
  test('is not for another school, nor for one that was not asked', async () => {
    const [row] = await owner<{ token: string }[]>`select token from sibling_asks limit 1`
    await assert.rejects(answer(people.right.dsl, row!.token, {}), NotFound)
    await assert.rejects(answer(people.right.manager, row!.token, {}), NotFound)
    await assert.rejects(answer(people.wrongSchool.dsl, 'no-such-question', {}), NotFound)
  })
  test('every answer has a sentence, and only what is known counts as information', () => {
    for (const one of siblingAnswersToChoose) assert(one.says.length > 10)
    assert.deepEqual(
      siblingAnswersToChoose.filter(one => one.result !== 'information').map(one => one.value),
      ['know nothing'],
    )
  })
})

describe('a protected child', () => {
  const protectNow = (child: TestChild) =>
    as(people.right.manager, async (tx, viewer) =>
      protect(tx, viewer, await childById(tx, viewer, child.id), {
        kind: 'no contact',
        fromOn: today,
        reason: 'A court order of this month says so.',
      }),
    )
  test('protected after the question: the answer goes to the authority alone', async () => {
    const { olga, adam, zofia } = families
    const next = '2026-11-23'
    assert((await ask(people.right.dsl, zofia, next)).allowed)
    const [question] = await waiting(people.wrongSchool.dsl, next)
    assert(question)
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', gen_random_uuid(), ${zofia.id}, 'identity', ${today}, 'A test', 'A test')`
    const before = (await came(people.right.dsl, zofia)).answers.length
    assert((await answer(people.wrongSchool.dsl, question.token, { note: 'They are with an aunt.' })).allowed)
    assert.equal((await came(people.right.dsl, zofia)).answers.length, before)
    const forThem = await as(people.right.manager, (tx, viewer) => questionsForAuthority(tx, viewer), next)
    assert.deepEqual(
      forThem.map(row => [row.child_id, row.held]),
      [[zofia.id, 'in school']],
    )
    await owner`delete from protections where child_id = ${zofia.id}`
    assert(olga && adam)
  })
  test('nobody but the authority is asked; the school reads no more than that, and what the officer writes', async () => {
    const { zofia } = families
    assert((await protectNow(zofia)).allowed)
    const asked = await ask(people.right.dsl, zofia, '2026-11-24')
    assert(asked.allowed)
    assert.equal(asked.value.says, askedOfAuthority)
    assert.equal((await owner`select 1 from sibling_asks where asked_on = '2026-11-24'`).length, 0)
    const { manager, 'cme-assistant': assistant } = people.right
    const rows = await as(manager, (tx, viewer) => questionsForAuthority(tx, viewer), '2026-11-24')
    const mine = rows.find(row => row.asked_on === '2026-11-24')
    assert(mine)
    assert.equal((await as(people.right.dsl, (tx, viewer) => questionsForAuthority(tx, viewer))).length, 0)
    const settle = (person: TestPerson, says: string) =>
      as(
        person,
        (tx, viewer) => settleSiblingQuestion(tx, viewer, mine.question_id, { says, known: false }),
        '2026-11-24',
      )
    await assert.rejects(settle(assistant, 'x'), NotFound)
    assert.equal((await settle(manager, ' ')).allowed, false)
    assert((await settle(manager, 'We have looked into it.')).allowed)
    const twice = await settle(manager, 'We have looked into it again.')
    assert(twice.allowed && twice.value.already)
    const replies = await owner`
      select note, by_name from enquiries where child_id = ${zofia.id} and by_name = 'The authority'`
    assert.deepEqual(
      replies.map(row => row.note),
      ['We have looked into it.'],
    )
  })
  test('a protected pupil is asked about at no school, and shown in no list of questions', async () => {
    // Olga lives with Zofia and inherited the mark.
    assert.equal((await owner`select 1 from protections where child_id = ${families.olga.id}`).length, 1)
    assert.equal((await waiting(people.wrongSchool.dsl, '2026-11-24')).length, 0)
    assert((await ask(people.right.dsl, families.adam, '2026-11-24')).allowed)
    assert.equal((await owner`select 1 from sibling_asks where asked_on = '2026-11-24'`).length, 0)
  })
})
