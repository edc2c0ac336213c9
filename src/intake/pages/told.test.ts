import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { openCases } from '../actions.ts'

let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
const today = '2026-11-20'
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
const as = (person: TestPerson) => browser(app, person)
const call = {
  how: 'telephone',
  'received-day': '18',
  'received-month': '11',
  'received-year': '2026',
  teller: 'agency',
  organisation: 'Example Housing',
  'teller-name': 'Lee Sample',
  said: 'Moved in last week with three children, none in school.',
  reply: 'yes',
  'reply-how': 'email',
  'reply-to': 'lee@example.org',
}
const child = (forename: string, surname: string, year: string) => ({
  forename,
  surname,
  'born-day': '3',
  'born-month': '2',
  'born-year': year,
})
const inAll = async (table: string) =>
  (await db.owner<{ n: number }[]>`select count(*)::int as n from ${db.owner(table)}`)[0]!.n

describe('writing down a call', () => {
  test('says what is missing, in the order of the form, and keeps nothing', async () => {
    const page = as(people.right['cme-assistant'])
    const before = await inAll('consultations')
    const wrong = await page.post('/told/new', {
      'received-day': '31',
      'received-month': '2',
      'received-year': '2026',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.errors[0]!, /how it reached us/)
    assert.match(wrong.errors.join(), /day it reached us.*who told us.*what they said.*hear back/is)
    const future = await page.post('/told/new', { ...call, 'received-day': '21' })
    assert.match(future.errors.join(), /today or before/)
    const unreachable = await page.post('/told/new', { ...call, 'reply-to': 'not an address' })
    assert.match(unreachable.errors.join(), /email address/)
    const half = await page.post('/told/new', { ...call, forename: 'Amina' })
    assert.match(half.errors.join(), /surname/)
    assert.equal(await inAll('consultations'), before)
  })
  test('keeps it once, with the day it reached us and the day it was typed in', async () => {
    const page = as(people.right['cme-assistant'])
    const kept = await page.post('/told/new', {
      ...call,
      said: 'Sent twice',
      ...child('Twice', 'Sender', '2015'),
    })
    assert.match(kept.location ?? '', /^\/told\//)
    const again = await page.post('/told/new', {
      ...call,
      said: 'Sent twice',
      ...child('Twice', 'Sender', '2015'),
    })
    assert.equal(again.location, kept.location)
    const shown = await page.get(kept.location!)
    assert.match(shown.text, /Wednesday 18 November 2026/)
    assert.match(shown.text, /Typed in.*Friday 20 November 2026.*Clocks run from the day it reached us/s)
    assert.match(shown.text, /officer or manager says whose record/)
    assert.equal((await page.get('/told')).text.match(/Sent twice/g), null)
  })
  test('is for the authority: no school, desk, or other authority', async () => {
    const kept = await as(people.right['cme-officer']).post('/told/new', {
      ...call,
      said: 'Hidden from others',
    })
    for (const person of [
      people.right.dsl,
      people.right.headteacher,
      people.right['sen-officer'],
      people.right['field-officer'],
      people.wrongAuthority.manager,
    ]) {
      assert.equal((await as(person).get(kept.location!)).status, 404, person.role)
    }
    for (const table of [
      'consultations',
      'consultation_children',
      'consultation_ends',
      'tellers',
      'teller_steps',
    ]) {
      for (const person of [people.right.dsl, people.right['sen-officer'], people.wrongAuthority.manager]) {
        const rows = await asViewer(
          db.app,
          person.viewer(today),
          tx => tx`select 1 from ${tx(table)} where la_code = '001'`,
        )
        assert.equal(rows.length, 0, `${person.role} reads ${table}`)
      }
    }
  })
})

describe('advice only', () => {
  test('is kept with whose it was, opens no case, and is a step of the school that asked', async () => {
    const pupil = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Advised',
      forename: 'Robin',
      bornOn: '2015-02-03',
    })
    const before = await inAll('cases')
    const page = as(people.right['cme-officer'])
    const kept = await page.post('/told/new', {
      ...call,
      teller: 'school',
      organisation: '',
      school: people.alder.token,
      reply: 'no',
      said: 'Away for four days',
      ...child('Robin', 'Advised', '2015'),
    })
    assert.equal((await page.post(`${kept.location}/advice`, {})).status, 422)
    const ended = await page.post(`${kept.location}/advice`, {
      advice: 'Ring the second contact',
      adviser: 'Sam Officer',
    })
    assert.match((await page.follow()).text, /step of the school’s own enquiries|Advice by Sam Officer/)
    assert.equal(ended.location, kept.location)
    await page.post(`${kept.location}/advice`, { advice: 'Ring the second contact', adviser: 'Sam Officer' })
    assert.equal(await inAll('cases'), before)
    const steps = await db.owner<{ note: string; done_on: string; school_id: string }[]>`
      select note, done_on::text, school_id from enquiries where child_id = ${pupil.id} and check_code = 'RS21'`
    assert.equal(steps.length, 1)
    assert.equal(steps[0]!.done_on, '2026-11-18', 'the day of the call')
    assert.match(steps[0]!.note, /^T-\d+\. Sam Officer advised: Ring the second contact$/)
    assert.equal(steps[0]!.school_id, people.alder.id)
    // Ended is ended.
    const late = await page.post(`${kept.location}/child`, child('More', 'Children', '2016'))
    assert.match(late.errors.join(), /has been ended/)
  })
})

describe('cases', () => {
  const begun = async (person: TestPerson, more: Record<string, string> = {}) => {
    const page = as(person)
    const kept = await page.post('/told/new', { ...call, ...more })
    return { page, at: kept.location! }
  }
  test('one for each child of a family, on the day it reached us, linked at once', async () => {
    const known = await makeChild(db.owner, {
      school: people.birch,
      surname: 'Threefold',
      forename: 'Ada',
      bornOn: '2013-02-03',
    })
    const { page, at } = await begun(people.right['cme-officer'], {
      said: 'Three of them',
      home: '17 Invented Row',
      postcode: 'zz99 1aa',
      ...child('Ada', 'Threefold', '2013'),
    })
    await page.post(`${at}/child`, child('Ben', 'Threefold', '2015'))
    await page.post(`${at}/child`, child('Cyd', 'Threefold', '2017'))
    await page.post(`${at}/child`, child('Cyd', 'Threefold', '2017'))
    const shown = await page.get(at)
    assert.match(shown.text, /Who is Ada Threefold/)
    assert.match(shown.text, /Birch Secondary/)
    assert.match(shown.text, /Nobody here is like this child/)
    const open = {
      start: 'START-07',
      level: 'act this week',
      family: 'yes',
      'whose-2': 'new',
      'whose-3': 'new',
    }
    const unsaid = await page.post(`${at}/cases`, open)
    assert.match(unsaid.errors.join(), /whose record Ada Threefold/)
    await db.owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${known.id}, 'EHCP', 'yes', 'A test')`
    const done = await page.post(`${at}/cases`, { ...open, 'whose-1': known.token })
    assert.equal(done.location, at)
    assert.match((await page.follow()).text, /Cases opened/)
    // The desk that must know of the child does, by itself.
    assert.deepEqual(
      (await db.owner`select desk from desk_parts where child_id = ${known.id}`).map(row => row.desk),
      ['sen-officer'],
    )
    const cases = await db.owner<
      {
        id: string
        opened_on: string
        start_code: string
        pathway: string
        state: string
        next_due: string
      }[]
    >`
      select k.id, k.opened_on::text, k.start_code, k.pathway, k.state, k.next_due::text from cases k
      join children c on c.la_code = k.la_code and c.id = k.child_id where c.surname = 'Threefold' order by k.reference`
    assert.equal(cases.length, 3)
    for (const one of cases) {
      assert.deepEqual(
        [one.opened_on, one.start_code, one.pathway, one.state],
        ['2026-11-18', 'START-07', 'B', 'received'],
      )
      // Received on Wednesday 18, one working day: Thursday 19, though it was typed in on Friday.
      assert.equal(one.next_due, '2026-11-19')
    }
    const [family] = await db.owner<{ n: number }[]>`
      select count(*)::int as n from family_decisions where why like 'Told of together%'`
    assert.equal(family!.n, 3)
    const [told] = await db.owner<
      { n: number }[]
    >`select count(*)::int as n from tellers where case_id = any (${cases.map(k => k.id)}::uuid[])`
    assert.equal(told!.n, 3)
    // The home that was told is kept on the new records, not on the one that a school keeps.
    const homes = await db.owner<
      { child_id: string }[]
    >`select child_id from child_addresses where lines = '17 Invented Row'`
    assert.equal(homes.length, 2)
    assert(!homes.some(one => one.child_id === known.id))
    // Twice is once.
    await page.post(`${at}/cases`, { ...open, 'whose-1': known.token })
    assert.equal(
      (
        await db.owner`select 1 from cases k join children c on c.id = k.child_id where c.surname = 'Threefold'`
      ).length,
      3,
    )
    // The school of one reads no word of the others.
    const head = as(people.wrongSchool.headteacher)
    const pupil = await head.get(`/pupils/${known.token}`)
    assert(!/Ben|Cyd|T-1\d\d\d|Invented Row|Example Housing/.test(pupil.html))
  })
  test('two people at once open one for each child', async () => {
    const { at } = await begun(people.right['cme-officer'], {
      said: 'Raced',
      ...child('Race', 'Condition', '2014'),
    })
    const token = at.split('/').at(-1)!
    const press = (person: TestPerson) => {
      const viewer = person.viewer(today)
      return asViewer(db.app, viewer, tx =>
        openCases(tx, viewer, token, {
          startCode: 'START-13',
          level: 'keep in view',
          pathway: 'B',
          whose: new Map([[1, 'new']]),
          isFamily: false,
        }),
      )
    }
    const both = await Promise.all([press(people.right['cme-officer']), press(people.right.manager)])
    assert(both.every(one => one.allowed))
    const rows =
      await db.owner`select k.pathway from cases k join children c on c.id = k.child_id where c.surname = 'Condition'`
    assert.deepEqual(
      rows.map(row => row.pathway),
      ['B'],
    )
  })
  test('an assistant writes down, and opens none', async () => {
    const { page, at } = await begun(people.right['cme-assistant'], {
      said: 'By an assistant',
      ...child('Assis', 'Tant', '2014'),
    })
    assert.equal(
      (await page.post(`${at}/cases`, { start: 'START-07', level: 'keep in view', 'whose-1': 'new' })).status,
      404,
    )
  })
  test('a start that does not say asks whether to find the child first', async () => {
    const { page, at } = await begun(people.right['cme-officer'], {
      said: 'Either way',
      ...child('Either', 'Way', '2014'),
    })
    const asked = await page.post(`${at}/cases`, {
      start: 'START-13',
      level: 'keep in view',
      'whose-1': 'new',
    })
    assert.match(asked.errors.join(), /find the child first/)
  })
})

describe('a protected child', () => {
  test('is told to those who may decide; nobody else reads the call once it is hers', async () => {
    const hidden = await makeChild(db.owner, {
      school: people.birch,
      surname: 'Shielded',
      forename: 'Mara',
      bornOn: '2015-02-03',
    })
    const manager = people.right.manager
    await as(manager).post(`/children/${hidden.token}/protect`, { kind: 'address', reason: 'A court order' })
    await db.owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_by, put_on_name)
      select '001', gen_random_uuid(), ${hidden.id}, 'address', '2026-11-01', 'A test', ${manager.id}, 'A test'
      where not exists (select 1 from protections p where p.child_id = ${hidden.id})`
    const assistant = as(people.right['cme-assistant'])
    const kept = await assistant.post('/told/new', {
      ...call,
      said: 'Lives at CanaryHome Street',
      home: 'CanaryHome Street 4',
      ...child('Mara', 'Shielded', '2015'),
    })
    assert(!/Birch Secondary|Protected/.test((await assistant.get(kept.location!)).html))
    const officer = as(people.right['cme-officer'])
    const asOfficer = await officer.get(kept.location!)
    assert.match(asOfficer.text, /Protected: no school is named here/)
    assert(!/Birch Secondary/.test(asOfficer.html))
    const beside = await officer.post(`${kept.location}/cases`, {
      start: 'START-07',
      level: 'act today',
      'whose-1': 'new',
    })
    assert.match(beside.errors.join(), /manager decides before a new record/)
    const opened = await officer.post(`${kept.location}/cases`, {
      start: 'START-07',
      level: 'act today',
      'whose-1': hidden.token,
    })
    assert.match(opened.location ?? '', /^\/triage\//)
    const events = await db.owner<
      { says: string }[]
    >`select data ->> 'says' as says from case_events where child_id = ${hidden.id}`
    assert(
      !events.some(event => /Canary|Lee Sample/.test(event.says ?? '')),
      'the case says nothing of where she is',
    )
    assert.equal(
      (await db.owner`select 1 from child_addresses where child_id = ${hidden.id} and lines like 'Canary%'`)
        .length,
      0,
    )
    assert.equal((await assistant.get(kept.location!)).status, 404)
    assert(!/Canary/.test((await assistant.get('/told')).html))
  })
})
