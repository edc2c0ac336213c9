// A pupil list at the door: children new on a roll are compared with the authority's others, and a record that changes is
// compared again, by the jobs that the list has asked for.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makePeople, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { comparePair, compareSome, decideOnPair } from '../matching/actions.ts'
import { againQueue, urgencyQueue } from '../matching/doors/actions.ts'
import { proposalsJobs } from '../matching/proposals/jobs.ts'
import { stoppedClock } from '../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { applyFile, receiveFile } from './actions.ts'

const today = '2026-11-20'
const system = systemViewer('001', today, 'A test')
let db: FreshDatabase
let people: TestPeople
let minute = 0
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})

const columns =
  'school_urn,mis_id,upn,legal_surname,legal_forename,date_of_birth,sex,entry_date,address_line_1,town,postcode'
async function load(...rows: string[]): Promise<void> {
  const now = new Date(Date.UTC(2026, 10, 20, 9, minute++))
  const file = {
    kind: 'pupils' as const,
    fileName: `${minute}.csv`,
    content: [Buffer.from([columns, ...rows, ''].join('\n'))],
    now,
  }
  const { id } = await asViewer(db.app, system, tx => receiveFile(tx, system, file))
  const read = await applyFile(db.app, system, id, { now })
  assert.equal(read.counts.held, 0, JSON.stringify(read.problems))
}
const jobs = () => proposalsJobs({ sql: db.app, clock: stoppedClock(new Date(`${today}T10:00:00Z`)) })
/** What the jobs process would do with the jobs that wait. */
async function workOff(): Promise<number> {
  const waiting = await db.owner<{ name: string; data: Record<string, string> }[]>`
    delete from pgboss.job where name in (${againQueue}, ${urgencyQueue}) returning name, data`
  for (const { name, data } of waiting) await jobs().handlers[name]!(data)
  return waiting.length
}
const proposals = () => db.owner<
  { state: string; says: string | null; child_id: string; other_id: string }[]
>`
  select p.state, p.says, p.child_id, p.other_id from match_proposals p order by p.id`

test('a child at two schools under another spelling is proposed once, when the list has been applied', async () => {
  await load('999001,1,,Kowalska,Zofia,2014-03-12,F,2024-09-03,12 Sample Street,Exampleton,ZZ99 1AA')
  assert.equal(await workOff(), 1)
  assert.equal((await proposals()).length, 0)
  await load(
    '999002,7,,Kovalska,Zofia,2014-03-12,F,2026-09-03,12 Sample Street,Exampleton,ZZ99 1AA',
    '999002,8,,Ogunbanjo,Ayotunde,2012-07-30,M,2026-09-03,4 Other Road,Exampleton,ZZ99 8AB',
  )
  assert.ok((await workOff()) >= 1)
  assert.deepEqual(
    (await proposals()).map(row => row.state),
    ['open'],
  )
  // The same list once more, and the job once more: nothing new.
  await load(
    '999002,8,,Ogunbanjo,Ayotunde,2012-07-30,M,2026-09-03,4 Other Road,Exampleton,ZZ99 8AB',
    '999002,7,,Kovalska,Zofia,2014-03-12,F,2026-09-03,12 Sample Street,Exampleton,ZZ99 1AA',
  )
  await workOff()
  assert.equal((await proposals()).length, 1)
})

test('another surname on the next list questions what was decided, and drops nothing', async () => {
  const [pair] = await proposals()
  const answer = (person: typeof people.right.manager) => {
    const viewer = person.viewer(today)
    return asViewer(db.app, viewer, async tx => {
      const { seen } = await comparePair(tx, viewer, pair!.child_id, pair!.other_id)
      const given = {
        childId: pair!.child_id,
        otherId: pair!.other_id,
        answer: 'same' as const,
        why: 'Rang both schools',
        seen,
      }
      return decideOnPair(tx, viewer, given)
    })
  }
  await answer(people.right['cme-officer'])
  await answer(people.right.manager)
  const links = () => db.owner`select 1 from child_links`
  assert.equal((await links()).length, 1)
  await load('999002,7,,Macpherson,Zofia,2014-03-12,F,2026-09-03,99 Faraway Close,Elsewhere,ZZ99 9ZZ')
  await workOff()
  const [now] = await proposals()
  assert.equal(now!.state, 'questioned')
  assert.match(now!.says!, /^Changed since it was decided\. .*Surname: different/)
  assert.equal((await links()).length, 1)
  const steps = await db.owner<{ what: string }[]>`select what from child_link_steps`
  assert.deepEqual(
    steps.map(step => step.what),
    ['questioned'],
  )
})

test('broken off half way, the rest stays on the list, and each is done once', async () => {
  const rows = Array.from(
    { length: 12 },
    (_, n) =>
      `999003,${100 + n},,Brokenoff${'abcdefghijkl'[n]},Robin,2013-0${1 + (n % 9)}-11,F,2026-09-03,${n} Cut Lane,Exampleton,ZZ99 5AA`,
  )
  await load(...rows)
  const waiting = async () =>
    (await db.owner<{ n: number }[]>`select count(*)::int as n from match_again`)[0]!.n
  assert.equal(await waiting(), 12)
  assert.equal(await compareSome(db.app, system, 5), 5)
  assert.equal(await waiting(), 7)
  await assert.rejects(
    asViewer(db.app, system, async tx => {
      await tx`select child_id from match_again where la_code = '001' limit 3 for update`
      // Another worker meanwhile takes those that are free, and waits for none.
      assert.equal(await compareSome(db.app, system, 50), 4)
      throw new Error('killed')
    }),
    /killed/,
  )
  assert.equal(await waiting(), 3)
  await workOff()
  assert.equal(await waiting(), 0)
})
