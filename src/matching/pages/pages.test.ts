import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { refer } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { answerAsked, compareSome } from '../actions.ts'
import { askAtTheDoor } from '../doors/actions.ts'
import { keepSomeKeys } from '../kept/store.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
const system = systemViewer('001', today)
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const as = (person: TestPerson) => browser(app, person)
const officer = () => as(people.right['cme-officer'])
const second = () => as(people.wrongSchool['cme-officer'])
const manager = () => as(people.right.manager)
async function jobsRun(): Promise<void> {
  while ((await asViewer(db.app, system, tx => keepSomeKeys(tx, system, 500))) > 0);
  while ((await compareSome(db.app, system, 50)) > 0);
}
const names = [
  'Ambleford',
  'Birkenshaw',
  'Coldharbour',
  'Dunsop',
  'Eskdale',
  'Fulstow',
  'Glossop',
  'Haxby',
  'Ingleton',
  'Jevington',
  'Kirkby',
  'Lastingham',
  'Muker',
]
let next = 0
async function pair(more: Partial<Parameters<typeof makeChild>[1]> = {}): Promise<[TestChild, TestChild]> {
  const surname = names[next++]!
  const address = `${next * 11} CanaryHome Road`
  const same = {
    surname,
    forename: `Zofia${surname[1]}`,
    bornOn: `201${next % 10}-0${1 + (next % 9)}-1${next % 8}`,
    phone: `07700 9001${String(next).padStart(2, '0')}`,
  }
  return [
    await makeChild(db.owner, { school: people.alder, ...same, address }),
    await makeChild(db.owner, { school: people.birch, ...same, address, ...more }),
  ]
}
const pairPath = ([a, b]: [TestChild, TestChild]) => `/matches/${a.token}/${b.token}`
type Who = ReturnType<typeof browser>
/** Decides as a person would: with what the page had shown them. */
async function decide(who: Who, path: string, decision: string, why = 'Rang the school') {
  const page = await who.get(path)
  assert.equal(page.status, 200, `${path}: ${page.heading}`)
  const seen = /name="seen" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
  return who.post(path, { seen, decision, why })
}
const looksAt = async (person: TestPerson, child: TestChild) =>
  (await db.owner`select 1 from looks where person_id = ${person.id} and child_id = ${child.id}`).length
const protect = (child: TestChild, kind: string) =>
  asViewer(db.app, people.right['cme-officer'].viewer(today), async tx => {
    await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, ${kind}, ${today}, 'Fear of violence', 'An officer')`
    await tx`select protect_child('001', ${child.id})`
  })

describe('the list', () => {
  test('says that nothing waits, then what does, the urgent first, by kind', async () => {
    const me = officer()
    assert.match((await me.get('/matches')).text, /Nothing waits here/)
    const calm = await pair()
    const urgent = await pair()
    await refer(db.app, people, urgent[0], { on: today })
    await jobsRun()
    const list = await me.get('/matches')
    assert.equal(list.heading, 'Possible matches')
    assert.ok(list.links.indexOf(pairOrder(urgent)) < list.links.indexOf(pairOrder(calm)))
    assert.match(list.text, /A child with an open case/)
    assert.match(list.text, /Everything that waits \(2\)/)
    assert.doesNotMatch(list.text, /CanaryHome/)
    assert.ok((await looksAt(people.right['cme-officer'], calm[1])) > 0)
    assert.match((await me.get('/matches?kind=questioned')).text, /Nothing waits here/)
    assert.equal((await me.get('/matches?kind=nonsense&page=-3&order=x')).status, 200)
    assert.match((await me.get('/work')).text, /2 possible matches to decide on/)
  })
  test('is for those who decide: not an assistant, a school or another authority', async () => {
    for (const person of [people.right['cme-assistant'], people.right.dsl, people.right.headteacher]) {
      assert.equal((await as(person).get('/matches')).status, 404, person.name)
      assert.equal((await as(person).get('/matches/measures')).status, 404, person.name)
    }
    assert.match((await as(people.wrongAuthority.manager).get('/matches')).text, /Nothing waits here/)
    assert.equal((await officer().get('/matches/measures')).status, 404)
  })
  test('shows two children said to have one UPN', async () => {
    const one = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Numbered',
      forename: 'Ada',
      bornOn: '2012-02-02',
    })
    const other = await makeChild(db.owner, {
      school: people.birch,
      surname: 'Otherwise',
      forename: 'Ben',
      bornOn: '2015-07-07',
    })
    await db.owner`insert into match_questions (la_code, id, kind, child_id, other_id, said)
      values ('001', ${newId()}, 'same upn', ${one.id}, ${other.id}, '{"upn": "B820200000001"}')`
    const list = await officer().get('/matches?kind=one-upn')
    assert.match(list.text, /One UPN, two children \(1\)/)
    assert.match(list.text, /Ada Numbered Ben Otherwise/)
    const path = pairPath([one, other])
    assert.ok(list.links.includes(path))
    await decide(officer(), path, 'different')
    assert.match((await officer().get('/matches?kind=one-upn')).text, /One UPN, two children \(0\)/)
  })
})
/** The list names the pair by its smaller id first. */
const pairOrder = ([a, b]: [TestChild, TestChild]) => pairPath(a.id < b.id ? [a, b] : [b, a])

describe('side by side', () => {
  test('errors in the field’s words, nothing lost', async () => {
    const two = await pair()
    const me = officer()
    const path = pairPath(two)
    const page = await me.get(path)
    assert.equal(page.heading, 'Are these the same child?')
    assert.doesNotMatch(page.title, /Zofia/)
    assert.match(page.text, /Forename Zofia. Zofia. the same/)
    assert.match(page.text, /Not .*UPN/)
    const empty = await me.post(path, {})
    assert.deepEqual(empty.errorFields, ['decision', 'why'])
    const long = await me.post(path, { decision: 'same', why: 'x'.repeat(2001) })
    assert.match(long.errors.join(), /2,000 characters/)
    const stale = await me.post(path, { decision: 'same', why: 'Rang the school', seen: 'old' })
    assert.match(stale.errors.join(), /since you opened the page/)
    assert.match(stale.html, /Rang the school/)
  })
  test('Same by two people links them: each page shows the other, looks are written for both; then undone', async () => {
    const two = await pair()
    const path = pairPath(two)
    const first = await decide(officer(), path, 'same')
    assert.equal(first.location, '/matches')
    assert.match((await officer().get('/matches?kind=to+confirm')).text, /Another person confirms/)
    assert.match(
      (await second().get('/matches?kind=to+confirm')).text,
      /Alder cme-officer says that they are the same child/,
    )
    assert.match((await second().get(path)).text, /One person has decided\./)
    await decide(second(), path, 'same', 'The same birth certificate')
    const assistant = people.right['cme-assistant']
    const child = await as(assistant).get(`/children/${two[0].token}`)
    assert.match(child.text, /Also known as Zofia/)
    assert.match(child.text, /Birch Secondary: 3 September 2024 to now/)
    assert.ok(!child.links.some(link => link.startsWith('/links/')), 'an assistant is offered no undoing')
    assert.equal(await looksAt(assistant, two[1]), 1)
    assert.match((await officer().get(`/children/${two[1].token}`)).text, /Also known as.*Alder Primary/)
    assert.doesNotMatch((await as(people.right.dsl).get(`/pupils/${two[0].token}`)).text, /Also known|Birch/)

    const linked = await officer().get(path)
    assert.match(linked.text, /These records are linked\./)
    const undo = linked.links.find(link => link.startsWith('/links/'))!
    const me = officer()
    assert.equal((await me.get(undo)).heading, 'Undo the link between two records')
    assert.deepEqual((await me.post(undo, {})).errorFields, ['taken', 'why'])
    const undone = await me.post(undo, { taken: 'not sure', why: 'The school says that they are cousins' })
    assert.equal(undone.location, '/matches')
    assert.equal((await me.get(undo)).status, 404)
    assert.doesNotMatch((await officer().get(`/children/${two[0].token}`)).text, /Also known as/)
    assert.match((await officer().get(path)).text, /Decided before Not sure : Alder cme-officer/)
  })
  test('asked again, it shows the old decision beside the new facts', async () => {
    const two = await pair({
      surname: 'Otherborn',
      phone: '07700 900777',
      address: '7 Away',
      contact: 'Someone Else',
    })
    await jobsRun()
    await decide(officer(), pairPath(two), 'different', 'In class at both today')
    for (const child of two)
      await db.owner`update children set upn = 'B820200000091', upn_checked = true where id = ${child.id}`
    await jobsRun()
    const list = await second().get('/matches?kind=questioned')
    assert.match(list.text, /Asked again/)
    const page = await second().get(pairPath(two))
    assert.match(page.text, /Asked again\. Changed since it was decided\. UPN: the same/)
    assert.match(page.text, /Decided before Different children : Alder cme-officer.*In class at both today/)
    assert.match(page.text, /What Alder cme-officer saw/)
  })
  test('of a protected child: an officer reads that a manager decides; nothing says where', async () => {
    const two = await pair()
    await protect(two[1], 'address')
    const page = await officer().get(pairPath(two))
    assert.match(page.text, /A manager decides on this pair/)
    assert.doesNotMatch(page.text, /Birch Secondary/)
    assert.match((await manager().get(pairPath(two))).text, /Birch Secondary/)
    assert.doesNotMatch(page.html, /name="decision"/)
    assert.doesNotMatch(page.html, /CanaryHome/)
    assert.match(
      (await officer().post(pairPath(two), { decision: 'same', why: 'x' })).errors.join(),
      /since you opened|a manager decides/,
    )
    assert.match((await manager().get(pairPath(two))).html, /name="decision"/)
  })
  test('under a new identity: an officer finds no such pair anywhere, a manager does', async () => {
    const two = await pair()
    const opened = await refer(db.app, people, two[0], { on: today })
    await protect(two[1], 'identity')
    await jobsRun()
    assert.equal((await officer().get(pairPath(two))).status, 404)
    const places = [
      '/matches',
      `/triage/${opened.token}`,
      `/cases/${opened.token}/matches`,
      `/cases/${opened.token}`,
    ]
    for (const place of places) {
      const seen = await officer().get(place)
      assert.equal(seen.status, 200, place)
      assert.ok(!seen.html.includes(two[1].token), `an officer finds the other record on ${place}`)
    }
    assert.equal((await manager().get(pairPath(two))).status, 200)
    assert.ok((await manager().get(`/triage/${opened.token}`)).html.includes(two[1].token))
  })
  test('of one record with itself, or with none, there is none', async () => {
    const two = await pair()
    assert.equal((await officer().get(pairPath([two[0], two[0]]))).status, 404)
    assert.equal((await officer().get(`/matches/${two[0].token}/nothing`)).status, 404)
  })
})

test('a case counts the rolls of a linked record, tells what its school did, and writes a look for it', async () => {
  const two = await pair()
  await db.owner`update enrolments set leaving_date = '2026-10-01', seen_until = '2026-12-01' where child_id = ${two[0].id}`
  const opened = await refer(db.app, people, two[0], { on: today })
  const at = `/cases/${opened.token}`
  assert.match((await officer().get(at)).text, /By the registers *Missing education/)
  await decide(officer(), pairPath(two), 'same')
  await decide(second(), pairPath(two), 'same')
  await db.owner`
    insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, result, note, done_on, by_name, by_role)
    values ('001', ${newId()}, ${two[1].id}, ${people.birch.id}, 'school', 'RS01', 'phone', 'nothing found', 'Rang twice',
            ${today}, 'Birch office', 'attendance-officer')`
  const page = await officer().get(at)
  assert.match(page.text, /By the registers *(On a roll|At risk)/)
  assert.match(page.text, /Birch office, Birch Secondary \(on the record of Zofia/)
  assert.ok((await looksAt(people.right['cme-officer'], two[1])) > 0)
})

test('records linked without people are listed, to be looked through', async () => {
  await db.owner`insert into settings (la_code, id, key, value, from_on, set_name, why)
    values ('001', ${newId()}, 'join-certain-matches', 'true', ${today}, 'A manager', 'Agreed')`
  const two = await pair({ upn: 'B820200000051' })
  await db.owner`update children set upn = 'B820200000051' where id = ${two[0].id}`
  await jobsRun()
  const list = await officer().get('/matches?kind=by-itself')
  assert.ok(list.links.includes(pairOrder(two)), list.text)
  assert.match((await officer().get(pairPath(two))).text, /because the authority has certain matches linked/)
})

test('what was asked at the doors: who asked, who was meant, whom it may mean; nothing for a school', async () => {
  const me = officer()
  const two = await pair()
  const viewer = systemViewer('001', today, 'A member of the public')
  const [{ born }] = await db.owner<
    [{ born: string }]
  >`select date_of_birth as born from children where id = ${two[0].id}`
  const said = (surname: string) => ({
    surnames: [surname],
    forenames: [two[0].forename],
    dateOfBirth: born,
    upns: [],
    homes: [{ lines: 'CanaryHome Street' }],
    phones: [],
    contacts: [],
  })
  await asViewer(db.app, viewer, async tx => {
    await askAtTheDoor(tx, viewer, { from: 'public report', said: said(two[0].surname) })
    await askAtTheDoor(tx, viewer, {
      from: 'another authority',
      said: { ...said('Nobodyatall'), forenames: ['Quentin'], dateOfBirth: '1999-01-31' },
    })
  })
  assert.match((await me.get('/matches/asked')).text, /Being looked for/)
  for (const { id } of await db.owner<
    { id: string }[]
  >`select id from match_asked where asked_name = ${viewer.name}`)
    await answerAsked(db.app, system, id)
  const page = await me.get('/matches/asked')
  assert.match(page.text, /A report by the public: A member of the public/)
  assert.ok(
    page.links.includes(`/children/${two[0].token}`) && page.links.includes(`/children/${two[1].token}`),
  )
  assert.match(page.text, /Nobodyatall Born .* Another authority: A member of the public .* Nobody/)
  assert.doesNotMatch(page.html, /CanaryHome/)
  await protect(two[1], 'identity')
  const after = await me.get('/matches/asked')
  assert.ok(!after.html.includes(two[1].token), 'a new identity is not said to an officer')
  assert.ok((await manager().get('/matches/asked')).html.includes(two[1].token))
  assert.equal((await as(people.right.dsl).get('/matches/asked')).status, 404)
})

test('how good the proposals were, for a manager', async () => {
  const page = await manager().get('/matches/measures')
  assert.equal(page.heading, 'How good were the proposals?')
  assert.match(page.text, /pairs that people decided on/)
  assert.match(page.text, /Too few answers to tell/)
})
