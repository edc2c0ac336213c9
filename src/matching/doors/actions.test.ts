import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer, type Viewer } from '../../access/viewer.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { type Door, doors } from '../proposals/proposal.ts'
import type { Described } from '../record.ts'
import { askAtTheDoor } from './actions.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const said: Described = {
  surnames: ['Doorstep'],
  forenames: ['Amina'],
  dateOfBirth: '2015-02-03',
  upns: [],
  homes: [{ lines: 'CanaryHome Street', postcode: 'ZZ99 1AA' }],
  phones: ['07700 900123'],
  contacts: [{ surname: 'CanaryParent', forename: 'Ayesha' }],
}
const ask = (viewer: Viewer, from: Door, more: { said?: Described; about?: string } = { said }) =>
  asViewer(db.app, viewer, tx => askAtTheDoor(tx, viewer, { from, ...more }))
const latest = async () =>
  (
    await db.owner<
      {
        id: string
        asked_from: string
        said: unknown
        asked_name: string
        child_id: string | null
        jobs: number
      }[]
    >`
      select a.*, (select count(*)::int from pgboss.job j where j.name = 'match-asked' and j.data ->> 'asked' = a.id::text) as jobs
      from match_asked a order by a.id desc limit 1`
  )[0]!

/** Who stands at each door. */
const whoAsks: Readonly<Record<Door, () => Viewer>> = {
  referral: () => people.right.dsl.viewer(today),
  'pupil import': () => systemViewer('001', today),
  'changed record': () => systemViewer('001', today),
  'roll check': () => people.right['cme-assistant'].viewer(today),
  ctf: () => people.right['attendance-officer'].viewer(today),
  'another authority': () => systemViewer('001', today, 'Otherborough'),
  'public report': () => systemViewer('001', today, 'The public'),
}

describe('a door', () => {
  for (const from of Object.keys(doors) as Door[]) {
    test(`"${from}" is answered nothing, and what it asked is kept`, async () => {
      const viewer = whoAsks[from]()
      const asked = await ask(viewer, from)
      const row = await latest()
      // Under which question it is kept, and nothing else.
      assert.equal(asked, row.id)
      assert.equal(row.asked_from, from)
      assert.equal(row.asked_name, viewer.name)
      assert.equal(row.jobs, 1, 'it is looked for by a job')
      // Where the child lives is kept until it has been looked for, and then no more.
      assert.doesNotMatch(JSON.stringify(row.said), /Canary|07700/)
      assert.match(JSON.stringify(row.said), /Doorstep/)
      const [waiting] = await db.owner<{ said: Described }[]>`
        select said from match_asked_waiting where asked_id = ${row.id}`
      assert.equal(waiting!.said.homes[0]!.lines, 'CanaryHome Street')
    })
  }
  test('takes the same statements and gives the same, whether or not the child is known', async () => {
    await makeChild(db.owner, {
      school: people.birch,
      surname: 'Doorstep',
      forename: 'Amina',
      bornOn: '2015-02-03',
    })
    const viewer = people.right.dsl.viewer(today)
    const statements = async (of: Described) =>
      asViewer(db.app, viewer, async tx => {
        const before = await tx<{ n: number }[]>`select count(*)::int as n from match_asked`
        const answer = await askAtTheDoor(tx, viewer, { from: 'referral', said: of })
        const after = await tx<{ n: number }[]>`select count(*)::int as n from match_asked`
        return { before: before[0]!.n, after: after[0]!.n, answer: answer.replaceAll(/[0-9a-f]/g, 'x') }
      })
    // A school reads no question, its own neither.
    const nothing = { before: 0, after: 0, answer: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' }
    assert.deepEqual(await statements(said), nothing)
    assert.deepEqual(await statements({ ...said, surnames: ['Nobodyatall'] }), nothing)
  })
  test('that has the child’s own record keeps nothing that was said beside it', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    await ask(people.right.dsl.viewer(today), 'referral', { about: child.id })
    const row = await latest()
    assert.equal(row.child_id, child.id)
    assert.deepEqual(row.said, {})
    assert.equal((await db.owner`select 1 from match_asked_waiting where asked_id = ${row.id}`).length, 0)
  })
  test('leaves no trace where what it stands in is taken back', async () => {
    const viewer = people.right.dsl.viewer(today)
    const n = async () => (await db.owner<{ n: number }[]>`select count(*)::int as n from match_asked`)[0]!.n
    const before = await n()
    await assert.rejects(
      asViewer(db.app, viewer, async tx => {
        await askAtTheDoor(tx, viewer, { from: 'referral', said })
        throw new Error('broken off')
      }),
      /broken off/,
    )
    assert.equal(await n(), before)
  })
})

describe('the walls', () => {
  const tables = [
    'match_asked',
    'match_asked_waiting',
    'match_answers',
    'match_answer_candidates',
    'match_proposals',
    'match_decisions',
    'child_links',
    'child_link_steps',
    'match_again',
  ]
  test('show a school no row of any of it, and let it write none', async () => {
    const child = await makeChild(db.owner, { school: people.alder })
    await ask(systemViewer('001', today), 'public report')
    const { id } = await latest()
    await db.owner`insert into match_answers (la_code, asked_id, model_version) values ('001', ${id}, 'test')`
    await db.owner`insert into match_answer_candidates (la_code, asked_id, child_id, band, probability)
      values ('001', ${id}, ${child.id}, 'look', 0.5)`
    for (const role of ['dsl', 'headteacher', 'attendance-officer'] as const) {
      const viewer = people.right[role].viewer(today)
      for (const table of tables) {
        const rows = await asViewer(db.app, viewer, tx => tx`select 1 from ${tx(table)}`)
        assert.equal(rows.length, 0, `${role} reads ${table}`)
      }
      await assert.rejects(
        asViewer(
          db.app,
          viewer,
          tx => tx`insert into match_asked (la_code, id, token, asked_from, asked_name)
                   values ('001', gen_random_uuid(), 'x', 'ctf', 'x')`,
        ),
        /row-level security/,
      )
    }
  })
  test('show one authority nothing of another', async () => {
    const viewer = people.wrongAuthority.manager.viewer(today)
    for (const table of tables) {
      const rows = await asViewer(db.app, viewer, tx => tx`select 1 from ${tx(table)}`)
      assert.equal(rows.length, 0, table)
    }
  })
})
