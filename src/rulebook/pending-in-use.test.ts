// What becomes of a school's asking when a pending law begins: the day before it is as it was, from the day it is refused.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, makePerson, type TestPeople } from '../access/testing/people.ts'
import { localDate } from '../calendar/local-date.ts'
import { makeCalendar } from '../enquiries/testing/absence.ts'
import { askForRemoval } from '../leavers/actions.ts'
import type { Sql } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { answerProposal, proposeCommencement } from './actions.ts'

let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
})

/** A parent's letter about a child at a mainstream school, of whom nobody has said whether section 37 is about them. */
const letter = {
  notice: 'letter',
  notice_dated_on: '2026-11-05',
  notice_received_on: '2026-11-06',
  from_parent: true,
  says_educated_otherwise: true,
  last_day: '2026-11-20',
  notice_kept: 'Letter, in the file',
  attendance_order: 'none',
  special_school_place_by_authority: false,
}

test('a removal for home education needs the authority’s consent from the day section 37 begins, and not before', async () => {
  const asked = async (on: string) => {
    const child = await makeChild(owner, { school: people.alder, bornOn: '2015-01-15' })
    const head = people.right.headteacher.viewer(on)
    const decision = await asViewer(app, head, tx =>
      askForRemoval(tx, head, { childId: child.id, ground: 'R9-F', evidence: letter }),
    )
    assert(decision.allowed, JSON.stringify(decision))
    const [row] = await owner<{ decision: string; refusals: { says: string; cites: string }[] }[]>`
      select decision, refusals from removals where child_id = ${child.id}`
    return row!
  }
  assert.equal((await asked('2026-11-25')).decision, 'allowed')

  const first = people.right.manager.viewer('2026-11-20')
  const second = (await makePerson(owner, { role: 'manager', name: 'Second Manager' })).viewer('2026-11-20')
  const proposed = await asViewer(app, first, tx =>
    proposeCommencement(tx, first, {
      provision: 's37',
      on: localDate('2026-11-25'),
      cites: 'SI 2026/999, article 2',
      why: 'Our lawyer read it',
    }),
  )
  assert(proposed.allowed)
  assert.equal((await asked('2026-11-25')).decision, 'allowed', 'one person is not enough')
  const confirmed = await asViewer(app, second, tx =>
    answerProposal(tx, second, {
      provision: 's37',
      proposalId: proposed.value,
      answer: 'confirmed',
      why: 'I have read it too',
    }),
  )
  assert(confirmed.allowed)

  assert.equal((await asked('2026-11-24')).decision, 'allowed')
  const refused = await asked('2026-11-25')
  assert.equal(refused.decision, 'refused')
  assert.ok(
    refused.refusals.some(one => /^Section 37 has begun/.test(one.says) && /section 37/.test(one.cites)),
    JSON.stringify(refused.refusals),
  )
})
