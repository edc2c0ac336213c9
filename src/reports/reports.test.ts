// A head's pages and a trust's: what is counted, who sees it, and that a trust's head reads no row about a child.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { browser, makeChild, makePeople, makePerson, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { localDate } from '../calendar/local-date.ts'
import { makeAbsent, makeCalendar } from '../enquiries/testing/absence.ts'
import { stoppedClock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { sentAnotherWay } from '../returns/due/actions.ts'
import { returnsDue } from '../returns/store.ts'
import { waitingAt } from '../today/store.ts'
import { takeCounts } from './actions.ts'
import { few, governorsSentences } from './governors.ts'
import { type TermFacts, termFacts } from './store.ts'

const today = '2026-11-20'
const now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let people: TestPeople
let web: Awaited<ReturnType<typeof createApp>>

before(async () => {
  const db = await freshDatabase()
  owner = db.owner
  app = db.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  web = await createApp({ sql: app, clock: stoppedClock(now), publicUrl: 'http://localhost:3000' })
})

const system = systemViewer('001', today)
const count = () => asViewer(app, system, tx => takeCounts(tx, system, now))

describe('a trust’s head', () => {
  test('sees numbers of their schools, no other school and no name', async () => {
    const away = await makeChild(owner, { school: people.alder, surname: 'Nightingale', forename: 'Flo' })
    await makeChild(owner, { school: people.alder, surname: 'Wren', forename: 'Kit' })
    await makeChild(owner, { school: people.birch, surname: 'Dunnock', forename: 'Pat' })
    await makeAbsent(owner, away, 12, 'O')
    assert.equal(await count(), 3)
    const page = await browser(web, people.right['trust-head']).get('/trust')
    assert.equal(page.status, 200)
    assert.match(page.text, /Alder Primary/)
    assert.doesNotMatch(page.text, /Birch|Cedar|Nightingale|Wren|Dunnock/)
    const [row] = await owner`select counts from school_counts where school_id = ${people.alder.id}`
    assert.equal(row!.counts.onRoll, 2)
    assert.equal(row!.counts.noReason, 1)
  })
  test('reads no row about a child, whatever is asked of the database', async () => {
    const viewer = people.right['trust-head'].viewer(today)
    assert.equal(viewer.side, 'trust')
    await asViewer(app, viewer, async tx => {
      for (const table of [
        'children',
        'enrolments',
        'contacts',
        'child_addresses',
        'strips',
        'findings',
        'enquiries',
        'referrals',
        'removals',
        'cases',
      ])
        assert.equal((await tx`select 1 from ${tx(table)} limit 1`).length, 0, table)
      assert.equal((await tx`select 1 from school_counts`).length, 1)
    })
  })
  test('opens no page of a school or of the authority', async () => {
    const head = browser(web, people.right['trust-head'])
    for (const path of [
      '/today',
      '/pupils',
      '/reports',
      '/approvals',
      '/work',
      '/cases',
      '/children',
      '/settings',
      '/leavers',
    ])
      assert.equal((await head.get(path)).status, 404, path)
  })
  test('nobody else opens the trust’s page', async () => {
    for (const person of [
      people.right.headteacher,
      people.right.dsl,
      people.right.manager,
      people.wrongAuthority['trust-head'],
    ]) {
      const page = await browser(web, person).get('/trust')
      if (person.role === 'trust-head') assert.doesNotMatch(page.text, /Alder/)
      else assert.equal(page.status, 404)
    }
  })
  test('counts taken twice on one day stand once, as last taken', async () => {
    await makeChild(owner, { school: people.alder, surname: 'Robin', forename: 'Lee' })
    await count()
    const rows = await owner`select counts from school_counts where school_id = ${people.alder.id}`
    assert.deepEqual(
      rows.map(row => row.counts.onRoll),
      [3],
    )
  })
  test('of several schools sorts by a measure', async () => {
    const two = await makePerson(owner, { role: 'trust-head', name: 'Trust of two', school: people.alder })
    await owner`insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
      values ('001', gen_random_uuid(), ${two.id}, 'trust-head', ${people.birch.id}, '2020-09-01', 'A test', 'For a test')`
    const order = (text: string) => text.indexOf('Alder Primary') < text.indexOf('Birch Secondary')
    const byName = await browser(web, two).get('/trust')
    assert(order(byName.text.slice(byName.text.indexOf('School by school'))))
    const byRoll = await browser(web, two).get('/trust?sort=onRoll')
    assert(order(byRoll.text.slice(byRoll.text.indexOf('School by school'))), '3 pupils before 1')
    assert.match(byRoll.text, /most first/)
  })
})

describe('a ten-day return that went another way', () => {
  test('is owed nowhere any more: not on Today, not in the head’s sentence, not among a trust’s late ones', async () => {
    const child = await makeChild(owner, { school: people.birch, surname: 'Siskin', forename: 'Ada' })
    await makeAbsent(owner, child, 12, 'O')
    const office = people.wrongSchool['attendance-officer'].viewer(today)
    const head = people.wrongSchool.headteacher.viewer(today)
    const owed = async () => {
      await count()
      const [row] = await owner`select counts from school_counts where school_id = ${people.birch.id}`
      return {
        today: (await asViewer(app, office, tx => returnsDue(tx, office))).length,
        head: (await asViewer(app, head, tx => waitingAt(tx, head)))[0]!.returns,
        late: row!.counts.returnsLate,
        term: await asViewer(app, head, async tx => {
          const { tenDayFound, tenDaySent } = await termFacts(tx, head, {
            schoolId: people.birch.id,
            from: localDate('2026-09-02'),
            to: localDate(today),
          })
          return [tenDayFound, tenDaySent]
        }),
      }
    }
    assert.deepEqual(await owed(), { today: 1, head: 1, late: 1, term: [1, 0] })
    const told = await asViewer(app, office, tx =>
      sentAnotherWay(tx, office, { childId: child.id, rule: 'T-07', on: localDate(today), how: 'Portal' }),
    )
    assert.equal(told.allowed, true)
    assert.deepEqual(await owed(), { today: 0, head: 0, late: 0, term: [1, 1] })
  })
})

describe('the governors’ page', () => {
  test('is of the head’s own school and this term, without a name', async () => {
    const head = browser(web, people.right.headteacher)
    const list = await head.get('/reports')
    assert.match(list.text, /Governors’ page/)
    const page = await head.get(`/reports/governors/${people.alder.token}`)
    assert.equal(page.status, 200)
    assert.match(page.text, /Autumn term 2026\/27/)
    assert.match(page.text, /On roll at the end: 3/)
    assert.doesNotMatch(page.text, /Nightingale|Wren|Robin/)
    assert.equal((await head.get(`/reports/governors/${people.birch.token}`)).status, 404)
  })
  test('says a number from 1 to 4 as fewer than 5', () => {
    assert.deepEqual([0, 1, 4, 5, 12].map(few), ['no', 'fewer than 5', 'fewer than 5', '5', '12'])
  })
  test('says what the law asks of the school as it is', () => {
    const none: TermFacts = {
      onRoll: 210,
      entered: 3,
      left: 1,
      removalsRefused: 2,
      removalsFlagged: 1,
      tenDayFound: 4,
      tenDaySent: 3,
      tenDaySentLate: 1,
      referrals: 2,
      referralsUrgent: 0,
      referralsFound: 1,
      screens: 1,
      persistent: 14,
      severe: 2,
      leaversUnconfirmed: 1,
      daysClosed: 40,
      daysClosedWhole: 39,
      partTime: 0,
    }
    const said = governorsSentences(none)
      .flatMap(part => part.sentences)
      .join(' ')
    assert.match(said, /Ten-day returns due: 4\. Sent: 3, of which late: 1\. Not sent: 1\./)
    assert.match(said, /refused: 2\..*asked about: 1\./)
    assert.match(said, /Fewer than 5 children who left are/)
    assert.match(said, /closed on 40 days\..*On 39 of them every register had been taken/)
  })
})

describe('what waits for the head', () => {
  test('is empty where nothing waits, and is the head’s alone', async () => {
    assert.match(
      (await browser(web, people.right.headteacher).get('/approvals')).text,
      /No removal waits for you/,
    )
    assert.equal((await browser(web, people.right['attendance-officer']).get('/approvals')).status, 404)
  })
})
