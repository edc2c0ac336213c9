import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../access/testing/people.ts'
import { localDate } from '../calendar/local-date.ts'
import { signConclusion as schoolSigns } from '../leavers/actions.ts'
import { hasDied } from '../letters/store.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { signConclusion, takeStep } from './actions.ts'
import { caseFrom } from './case.ts'
import { agreesToRemoval, removalAnswerTask } from './joint.ts'
import * as steps from './steps.ts'
import { caseByToken, historyOf } from './store.ts'
import { factsOf, nothingLeft } from './testing/proofs.ts'
import { refer } from './testing/referred.ts'

const today = localDate('2026-11-20')
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const officer = () => people.right['cme-officer'].viewer(today)
const manager = () => people.right.manager.viewer(today)
const head = () => people.right.headteacher.viewer(today)
async function accepted() {
  const child = await makeChild(db.owner, { school: people.alder })
  const { token } = await refer(db.app, people, child, { on: today })
  await take(officer, token, (c, by) => steps.accept(c, { level: 'keep in view', owner: by }, by))
  return { child, token }
}
const take = (who: typeof officer, token: string, decide: Parameters<typeof takeStep>[4]) =>
  asViewer(db.app, who(), tx => takeStep(tx, who(), token, '', decide))
const tasksOf = async (token: string) =>
  asViewer(db.app, officer(), async tx =>
    Object.values(
      caseFrom(await historyOf(tx, officer(), (await caseByToken(tx, officer(), token)).id)).tasks,
    ),
  )

describe('a school’s conclusion', () => {
  test('sets a task with a day: agree, or not yet; the same conclusion twice sets it once', async () => {
    const { child, token } = await accepted()
    const sign = () =>
      asViewer(db.app, head(), tx =>
        schoolSigns(tx, head(), {
          childId: child.id,
          outcome: 'NOT_LOCATED_AFTER_JOINT',
          unavoidable: 'no',
          reasons: 'Everything was tried',
        }),
      )
    await sign()
    const [task] = await tasksOf(token)
    assert.match(task!.says, /Answer Alder Primary in writing: may the name come off, or not yet and why\?/)
    assert.equal(task!.due, '2026-11-27', 'five working days')
    await sign()
    assert.equal((await tasksOf(token)).length, 1)

    const answer = (outcome: string) =>
      asViewer(db.app, officer(), tx =>
        signConclusion(
          tx,
          officer(),
          token,
          '',
          { outcome, unavoidable: 'no', reasons: 'Border records' },
          'Officer',
        ),
      )
    assert.ok((await answer('IN_PROGRESS')).done)
    assert.equal((await tasksOf(token)).length, 1, 'that it goes on is no answer yet')
    assert.ok((await answer('LOCATED_NOT_AGREED')).done)
    assert.equal((await tasksOf(token)).length, 0, 'not yet, with reasons, is an answer')
  })

  test('agreeing is one of the two conclusions, and no sickness or unavoidable cause', () => {
    for (const [outcome, unavoidable, agrees] of [
      ['NOT_LOCATED_AFTER_JOINT', 'no', true],
      ['LOCATED_AGREED_WILL_NOT_ATTEND', 'no', true],
      ['NOT_LOCATED_AFTER_JOINT', 'not known', false],
      ['NOT_LOCATED_AFTER_JOINT', 'yes', false],
      ['LOCATED_EXPECTED_TO_ATTEND', 'no', false],
      ['LOCATED_NOT_AGREED', 'no', false],
      ['IN_PROGRESS', 'no', false],
    ] as const)
      assert.equal(agreesToRemoval({ outcome, unavoidable }), agrees, outcome)
    assert.match(
      removalAnswerTask('s', 'S', 'LOCATED_EXPECTED_TO_ATTEND', today).says,
      /^Read what S concludes/,
    )
  })
})

test('a case closed because the child died stops every letter from then on', async () => {
  const { child, token } = await accepted()
  const died = () => asViewer(db.app, officer(), tx => hasDied(tx, officer(), child.id))
  await take(officer, token, c =>
    steps.recordProof(c, { outcome: 'O10', facts: factsOf('O10', today) }, today),
  )
  assert.equal(await died(), false, 'recorded, and no second person has looked')
  const closed = await take(manager, token, (c, by) =>
    steps.close(c, { outcome: 'O10', says: '', record: nothingLeft }, by),
  )
  assert.ok(closed.done)
  assert.equal(await died(), true)
})
