// Families in a real database: who is read for whom, what a protection hides, and what people answered.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { protect } from '../actions.ts'
import { childById } from '../store.ts'
import { decideFamily, familyNow } from './actions.ts'
import { familyDecisions, whereNow } from './store.ts'
import { type Families, keysWorkedOut, makeFamilies } from './testing/families.ts'

const today = '2026-11-20'
let database: FreshDatabase
let owner: Sql
let app: Sql
let people: TestPeople
let families: Families

before(async () => {
  database = await freshDatabase()
  ;({ owner, app } = database)
  people = await makePeople(owner)
  families = await makeFamilies(owner, app, people)
})

const names = () =>
  new Map(
    Object.entries(families).flatMap(([name, child]) => ('id' in child ? [[child.id, name] as const] : [])),
  )
/** Who this person sees in this child's family: each with how likely. */
async function seen(person: TestPerson, child: TestChild): Promise<string[] | undefined> {
  const viewer = person.viewer(today)
  const family = await asViewer(app, viewer, tx => familyNow(tx, viewer, child.id))
  const known = names()
  return family?.relatives.map(one => `${known.get(one.id) ?? 'somebody'}: ${one.strength}`).sort()
}
const decide = (person: TestPerson, child: TestChild, other: TestChild, decision: string) => {
  const viewer = person.viewer(today)
  return asViewer(app, viewer, async tx =>
    decideFamily(tx, viewer, await childById(tx, viewer, child.id), { other: other.token, decision }),
  )
}

describe('the authority', () => {
  test('sees the family over all schools, and not the neighbours of one name', async () => {
    assert.deepEqual(await seen(people.right['cme-officer'], families.zofia), [
      'adam: likely',
      'cousin: possible',
      'olga: likely',
    ])
  })
  test('sees that a hostel says little', async () => {
    const found = await seen(people.right.manager, families.hostel[0]!)
    assert.equal(found?.length, 14)
    assert.deepEqual(new Set(found), new Set(['somebody: little']))
  })
  test('of another place sees nothing', async () => {
    assert.equal(await seen(people.wrongAuthority.manager, families.zofia), undefined)
  })
  test('finds a child whose keys have not been worked out yet', async () => {
    const late = await makeChild(owner, {
      school: people.cedar,
      contact: 'Ewa Kowalska',
      phone: '07700 900 555',
    })
    assert.equal((await seen(people.right.manager, families.zofia))!.length, 4)
    await owner`delete from contacts where child_id = ${late.id}`
    await keysWorkedOut(app)
  })
})

describe('a school', () => {
  test('sees those on its own register alone, from what it said itself', async () => {
    const officer = people.right['attendance-officer']
    assert.deepEqual(await seen(officer, families.zofia), ['adam: likely'])
    assert.deepEqual(await seen(people.wrongSchool.dsl, families.olga), [])
    assert.equal(await seen(people.wrongSchool.dsl, families.zofia), undefined)
  })
  test('is answered the same, whether or not there are others elsewhere', async () => {
    const viewer = people.right.dsl.viewer(today)
    const alone = await makeChild(owner, { school: people.alder, address: '1 Nobody Street' })
    const read = (id: string) => asViewer(app, viewer, tx => familyNow(tx, viewer, id))
    const [cousin] = [await makeChild(owner, { school: people.alder, phone: '07700 900640' })]
    await makeChild(owner, { school: people.birch, phone: '07700 900640' })
    assert.deepEqual((await read(alone.id))?.relatives, [])
    assert.deepEqual((await read(cousin.id))?.relatives, [])
    await keysWorkedOut(app)
  })
  test('reads no answer and keeps none', async () => {
    const dsl = people.right.dsl
    assert.equal((await decide(dsl, families.zofia, families.adam, 'same family')).allowed, false)
    const rows = await asViewer(app, dsl.viewer(today), tx => tx`select * from family_decisions`)
    assert.equal(rows.length, 0)
  })
})

describe('an answer', () => {
  const answerOf = async (child: TestChild, other: TestChild) => {
    const viewer = people.right.manager.viewer(today)
    const family = await asViewer(app, viewer, tx => familyNow(tx, viewer, child.id))
    return family!.relatives.find(one => one.id === other.id)?.answer?.decision
  }
  test('is kept for both, by whom, with what was seen; the same again does nothing; it can be taken back', async () => {
    const { 'cme-officer': officer, manager } = people.right
    const { zofia, olga } = families
    assert.equal((await decide(officer, zofia, olga, 'same family')).allowed, true)
    assert.equal((await decide(officer, olga, zofia, 'same family')).allowed, true)
    assert.equal(await answerOf(olga, zofia), 'same family')
    const rows = await owner`select decided_name, evidence from family_decisions`
    assert.equal(rows.length, 1)
    assert.equal(rows[0]!.decided_name, officer.name)
    assert.doesNotMatch(JSON.stringify(rows[0]!.evidence), /Sample|Ewa|900555/)
    assert.equal((await decide(manager, zofia, olga, 'taken back')).allowed, true)
    assert.equal(await answerOf(zofia, olga), undefined)
    assert.equal((await owner`select 1 from family_decisions`).length, 2)
  })
  test('"not family" is questioned only when there is more to see', async () => {
    const { manager } = people.right
    const { zofia, cousin } = families
    assert.equal((await decide(manager, zofia, cousin, 'not family')).allowed, true)
    const isNew = async () => {
      const viewer = manager.viewer(today)
      const family = await asViewer(app, viewer, tx => familyNow(tx, viewer, zofia.id))
      return family!.relatives.find(one => one.id === cousin.id)!.isNew
    }
    assert.equal(await isNew(), false)
    await owner`update contacts set name = 'Ewa Kowalska' where child_id = ${cousin.id}`
    assert.equal(await isNew(), true)
    await owner`update contacts set name = 'Jan Nowak' where child_id = ${cousin.id}`
    await keysWorkedOut(app)
  })
  test('is refused without the role, without a choice, and where nothing is proposed', async () => {
    const { 'cme-assistant': assistant, manager } = people.right
    const { zofia, olga, neighbour } = families
    const refusal = async (decided: ReturnType<typeof decide>) => {
      const answer = await decided
      return answer.allowed ? 'allowed' : answer.refusals[0]!.says
    }
    assert.match(await refusal(decide(assistant, zofia, olga, 'same family')), /role/)
    assert.match(await refusal(decide(manager, zofia, olga, 'perhaps')), /Choose/)
    assert.match(await refusal(decide(manager, zofia, neighbour, 'same family')), /Nothing is proposed/)
    assert.match(await refusal(decide(manager, zofia, zofia, 'same family')), /Nothing is proposed/)
    await assert.rejects(decide(manager, zofia, { ...olga, token: 'no-such-child' }, 'same family'), /child/)
  })
  test('that two records are one child makes them no family', async () => {
    const { manager } = people.right
    const { zofia, adam } = families
    const [one, other] = [zofia.id, adam.id].sort()
    const id = newId()
    await owner`insert into child_links (la_code, id, token, child_id, other_id, how, why, proposed_by, proposed_name, made_by,
        made_name, band, probability, model_version, evidence)
      values ('001', ${id}, ${id}, ${one!}, ${other!}, 'two people', 'A test', ${people.right['cme-officer'].id}, 'A', ${manager.id},
        'B', 'certain', 1, 'test', '[]')`
    assert(!(await seen(manager, zofia))!.some(line => line.startsWith('adam')))
    await owner`insert into child_link_steps (la_code, link_id, id, what, says, by_name)
      values ('001', ${id}, ${newId()}, 'undone', 'A test', 'B')`
    assert((await seen(manager, zofia))!.some(line => line.startsWith('adam')))
  })
})

describe('a protected child', () => {
  // Each in a family of its own, since a protection stays.
  async function pair(n: number): Promise<[TestChild, TestChild]> {
    const contact = { contact: `Mary Placeholder${'abcdef'[n]}`, phone: `07700 90070${n}` }
    const at = { address: `${n} Hidden Row`, surname: `Placeholder${'abcdef'[n]}` }
    const one = await makeChild(owner, { school: people.alder, bornOn: '2015-05-05', ...at, ...contact })
    const other = await makeChild(owner, { school: people.birch, bornOn: '2012-02-02', ...at, ...contact })
    await owner`update child_addresses set postcode = 'ZZ99 9AA' where child_id in (${one.id}, ${other.id})`
    await keysWorkedOut(app)
    return [one, other]
  }
  /** A protection alone, as if what ordinary tables hold had not been moved: the pages must not show it all the same. */
  const markAlone = (child: TestChild) =>
    owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, 'address', '2026-11-20', 'A test', 'A test')`

  test('is in nobody’s family, answered or not, and has none itself', async () => {
    const [one, other] = await pair(1)
    const { manager } = people.right
    assert.deepEqual(await seen(manager, other), ['somebody: likely'])
    await decide(manager, one, other, 'same family')
    await markAlone(one)
    assert.deepEqual(await seen(manager, other), [])
    assert.equal(await seen(manager, one), undefined)
    const viewer = manager.viewer(today)
    assert.equal((await asViewer(app, viewer, tx => familyDecisions(tx, viewer, other.id))).length, 0)
    assert.equal((await asViewer(app, viewer, tx => whereNow(tx, viewer, [one.id]))).length, 0)
    const answered = await decide(manager, other, one, 'not family')
    assert.equal(answered.allowed, false)
  })
  test('is hidden by either wall alone', async () => {
    const [one, other] = await pair(2)
    const { manager } = people.right
    await decide(manager, one, other, 'same family')
    const viewer = manager.viewer(today)
    const rows = () =>
      asViewer(
        app,
        viewer,
        tx => tx`select 1 from family_decisions where child_id in (${one.id}, ${other.id})`,
      )
    assert.equal((await rows()).length, 1)
    await markAlone(other)
    // The row rule, with nothing of the application before it.
    assert.equal((await rows()).length, 0)
    await assert.rejects(
      asViewer(
        app,
        viewer,
        tx => tx`
        insert into family_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name)
        values ('001', ${newId()}, ${[one.id, other.id].sort()[0]!}, ${[one.id, other.id].sort()[1]!}, 'not family', '', '[]',
                ${viewer.personId}, 'X')`,
      ),
      /row-level security/,
    )
    // The application, with the row rules out of the way.
    assert.equal((await familyDecisions(owner as never, viewer, one.id)).length, 0)
  })
  test('passes the mark on to those at the same home, whichever school they are at, and says so to the authority alone', async () => {
    const [one, other] = await pair(3)
    const dsl = people.right.dsl.viewer(today)
    const given = {
      kind: 'address',
      fromOn: today,
      reason: 'The mother fears violence, and told me herself.',
    }
    const decision = await asViewer(app, dsl, async tx =>
      protect(tx, dsl, await childById(tx, dsl, one.id), given),
    )
    assert(decision.allowed)
    assert.equal(decision.value.others, 0)
    const [inherited] =
      await owner`select kind, reason, put_on_by from protections where child_id = ${other.id}`
    assert.equal(inherited?.kind, 'address')
    assert.doesNotMatch(String(inherited?.reason), /fears|Placeholder/)
    for (const table of ['child_addresses', 'contacts']) {
      assert.equal(
        (await owner`select 1 from ${owner(table)} where child_id in (${one.id}, ${other.id})`).length,
        0,
      )
    }
    const [three, four] = await pair(4)
    const manager = people.right.manager.viewer(today)
    const told = await asViewer(app, manager, async tx =>
      protect(tx, manager, await childById(tx, manager, three.id), given),
    )
    assert(told.allowed)
    assert.equal(told.value.others, 1)
    assert.equal((await owner`select 1 from protections where child_id = ${four.id}`).length, 1)
  })
  test('is protected in every record that people linked as the same child, wherever it lives', async () => {
    const [one] = await pair(5)
    const other = await makeChild(owner, {
      school: people.birch,
      address: '5 Elsewhere',
      surname: 'Another',
      contact: 'Someone Else',
    })
    const [a, b] = [one.id, other.id].sort()
    await owner`
      insert into child_links (la_code, id, token, child_id, other_id, how, why, proposed_by, proposed_name, made_by,
                               made_name, band, probability, model_version, evidence)
      values ('001', ${newId()}, ${newId()}, ${a!}, ${b!}, 'two people', 'A test', ${people.right.manager.id}, 'A',
              ${people.wrongSchool.manager.id}, 'B', 'certain', 0.99, 'x', '[]')`
    const dsl = people.right.dsl.viewer(today)
    const given = { kind: 'no contact', fromOn: today, reason: 'A court order of this month says so.' }
    const decision = await asViewer(app, dsl, async tx =>
      protect(tx, dsl, await childById(tx, dsl, one.id), given),
    )
    assert(decision.allowed)
    assert.equal(decision.value.others, 0)
    const held = await owner`select kind, reason from protections where child_id = ${other.id}`
    assert.deepEqual(
      held.map(row => row.kind),
      ['no contact'],
    )
    assert.doesNotMatch(String(held[0]!.reason), /court/)
    assert.equal((await owner`select 1 from child_addresses where child_id = ${other.id}`).length, 0)
  })
  test('of a hostel passes it on to nobody but those with the same carer', async () => {
    const [guest] = families.hostel
    const manager = people.right.manager.viewer(today)
    const given = { kind: 'no contact', fromOn: today, reason: 'A court order of this month says so.' }
    const decision = await asViewer(app, manager, async tx =>
      protect(tx, manager, await childById(tx, manager, guest!.id), given),
    )
    assert(decision.allowed)
    assert.equal(decision.value.others, 0)
  })
})
