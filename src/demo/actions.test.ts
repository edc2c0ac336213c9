import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browser, type Seen } from '../access/testing/people.ts'
import { roles, systemViewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { addDays, localDate } from '../calendar/local-date.ts'
import { caseStates } from '../cases/case.ts'
import { compareSome } from '../matching/actions.ts'
import { wrongKeys } from '../matching/testing/keys.ts'
import { stoppedClock } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { loadDemonstration } from './actions.ts'
import { demonstration } from './generate.ts'

const today = '2026-11-24'
const size = { schools: 6, pupils: 600 }
const made = demonstration({ seed: 1, ...size, on: addDays(localDate(today), -1), marks: true })

async function loaded(t: Parameters<typeof freshDatabase>[0]) {
  const database = await freshDatabase(t)
  await database.owner`insert into installation (demonstration) values (true)`
  const said: string[] = []
  const load = () =>
    loadDemonstration({ app: database.appOptions, today, progress: says => said.push(says), size })
  await load()
  return { ...database, load, said }
}

/** Where the work of a role leads to: a child, or what is to be done about one. */
const workOf = (role: (typeof roles)[number]): RegExp => {
  if (role === 'field-officer') return /^\/visits\/[^/]{10,}/
  if (role === 'ehe-officer') return /^\/(desk|home-educated)\/[^/]{10,}/
  if (role === 'sen-officer' || role === 'virtual-school') return /^\/desk\/[^/]{10,}/
  return /^\/(pupils|cases|triage|offers|returns|removals|places|desk)\/./
}

/** What each of the authority's pages shows somebody on the first day: in whose name, where, and words that stand there. */
const promised: readonly (readonly [name: string, path: string, says: RegExp])[] = [
  ['Rashid Kerr', '/visits', /16:30/],
  ['Peter Annis', '/desk', /an assessment was begun/],
  ['Moira Tulloch', '/home-educated', /Educated at home[\s\S]*not suitable/],
  ['Ade Fenwick', '/desk', /looked after before/],
  ['Celia Dunmore', '/desk', /applied anywhere else/],
  [
    'Celia Dunmore',
    '/places/children',
    /Elodie Marchbank[\s\S]*Idris Fellgate|Idris Fellgate[\s\S]*Elodie Marchbank/,
  ],
  ['Celia Dunmore', '/vacancies', /From the next half-term/],
  ['Dee Calloway', '/reports-in', /danger/i],
  ['Dee Calloway', '/partners', /Exampleton Health Visitors/],
  ['Dee Calloway', '/told', /Hugh Pendry/],
  ['Dee Calloway', '/replies', /P-/],
  ['Dee Calloway', '/agreements', /Exampleshire Health[\s\S]*Ends in 24 days/],
  ['Dee Calloway', '/agreements', /Population data service[\s\S]*Ended on/],
  ['Dee Calloway', '/checks-late', /Exampleshire Health|RL15|NHS/],
  ['Dee Calloway', '/visits/out', /V-1001[\s\S]*V-1002/],
  ['Dee Calloway', '/exclusions', /Sampleford Academy/],
  ['Dee Calloway', '/authority-requests', /Ian Copley|T-2291|Leicester|Manchester/],
  ['Dee Calloway', '/authorities', /duty desk/],
  ['Dee Calloway', '/cases', /Late, to find/],
  ['Margaret Thorne', '/panels', /CME panel/],
  ['Margaret Thorne', '/caseload', /Dee Calloway/],
  ['Margaret Thorne', '/census', /Autumn|Taken/],
]

/** How many rows each table holds. */
async function counts(owner: Sql): Promise<Record<string, number>> {
  const tables = await owner<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const all: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await owner<{ n: number }[]>`select count(*) as n from ${owner(name)}`
    all[name] = row!.n
  }
  return all
}

describe('the demonstration', () => {
  test('stands in the database as its stories say', async t => {
    const { owner, app, load, said } = await loaded(t)
    assert.ok(said.length > 5, 'it says what it is doing')

    await t.test('every child is found under the keys of the record as it stands', async () => {
      const { checked, differ } = await wrongKeys(app)
      assert.ok(checked >= size.pupils * 0.9, `${checked} children`)
      assert.deepEqual(differ, [])
    })

    await t.test('pairs of records wait for a person, as near as the stories say', async () => {
      const system = systemViewer('001', today)
      while ((await compareSome(app, system, 100)) > 0);
      const rows = await owner<{ ids: string[]; says: string; because: string }[]>`
        select array[a.mis_id || ' ' || s.urn, b.mis_id || ' ' || t.urn] as ids,
               p.band || ', ' || p.state || case p.urgency when 0 then ', a case is open' else '' end as says,
               p.seen ->> 'because' as because
        from match_proposals p
        join enrolments a on a.la_code = p.la_code and a.child_id = p.child_id
        join schools s on s.la_code = a.la_code and s.id = a.school_id
        join enrolments b on b.la_code = p.la_code and b.child_id = p.other_id
        join schools t on t.la_code = b.la_code and t.id = b.school_id`
      const told = (one: string, other: string) => {
        const ids = [one, other].map(key => {
          const story = made.stories().find(each => each.key === key)!
          return `${story.mis_id} ${story.school_urn}`
        })
        return rows.find(row => ids.every(id => row.ids.includes(id)))
      }
      const says = (one: string, other: string) => told(one, other)?.says
      assert.equal(says('misspelt-missed', 'misspelt-enrolled'), 'probable, open, a case is open')
      // Nobody knew the child on the new register for the one that left: the removals opened cases.
      assert.equal(says('exchanged-left', 'exchanged-enrolled'), 'certain, open, a case is open')
      assert.equal(says('renamed-left', 'renamed-enrolled'), 'certain, open, a case is open')
      assert.equal(says('short-name-left', 'short-name-enrolled'), 'certain, settled, a case is open')
      assert.match(told('near-twin-1', 'near-twin-2')!.because, /they may be twins/)
      assert.match(told('namesake-1', 'namesake-2')!.because, /namesakes exist/)
      for (const [one, other] of [
        ['near-twin-1', 'near-twin-2'],
        ['namesake-1', 'namesake-2'],
      ] as const)
        assert.match(says(one, other)!, /^(look|probable), open/)
      // A few strangers are alike by chance; the pairs that were planted are not lost among them.
      assert.ok(rows.length < 30, `${rows.length} pairs`)
      const links = await owner<{ proposed_name: string; made_name: string }[]>`
        select proposed_name, made_name from child_links`
      assert.deepEqual(
        links.map(link => [link.proposed_name, link.made_name]),
        [['Dee Calloway', 'Imran Sethi']],
      )
    })

    await t.test('the rules find of every story exactly what it says', async () => {
      const rows = await owner<{ urn: string; mis_id: string; rule: string; on_date: string }[]>`
        select s.urn, e.mis_id, f.rule, f.on_date
        from findings f
        join enrolments e on e.la_code = f.la_code and e.id = f.enrolment_id
        join schools s on s.la_code = e.la_code and s.id = e.school_id
        where not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
          -- A story tells of days; what its days come to in the year, and how it came on the register, is beside it.
          and f.rule not in ('PA', 'SA', 'T-10', 'T-11', 'T-21')`
      for (const { key, school_urn, mis_id, expectedFindings } of made.stories()) {
        const found = rows.filter(row => row.urn === school_urn && row.mis_id === mis_id)
        assert.deepEqual(
          found.map(({ rule, on_date }) => `${rule} ${on_date}`).sort(),
          expectedFindings.map(({ rule, on }) => `${rule} ${on}`).sort(),
          key,
        )
      }
    })

    await t.test('a case stands at every state', async () => {
      const rows = await owner<{ state: string }[]>`select distinct state from cases`
      // “Monitoring” and the others come from the authority’s steps; “received” from schools and from files.
      assert.deepEqual(
        caseStates.filter(state => !rows.some(row => row.state === state)),
        [],
      )
    })

    await t.test('something of every kind of work is there', async () => {
      const [row] = await owner<Record<string, number>[]>`
        select (select count(*) from referrals where passed_why is not null) as urgent,
               (select count(*) from returns) as returns,
               (select count(*) from return_receipts) as received,
               (select count(*) from screens) as screens,
               (select count(*) from protections) as protections,
               (select count(*) from protected_details) as protected_details,
               (select count(*) from break_glass) as openings,
               (select count(*) from removals where kind = 'already made' and decision = 'flagged') as flagged,
               (select count(*) from removals where kind = 'asked for here' and decision = 'refused') as refused,
               (select count(*) from offers where state = 'asked') as places_asked,
               (select count(*) from contact_safety) as safe_contacts,
               (select count(*) from shared_steps) as shared,
               (select count(*) from day_steps where kind = 'handed to DSL') as handed,
               (select count(*) from leave_requests) as leave_asked,
               (select count(*) from letters) as letters,
               (select count(*) from destination_questions) as next_schools_asked,
               (select count(*) from arrangements) as arrangements,
               (select count(*) from school_counts) as counted,
               (select count(*) from public_pages) as published,
               (select count(*) from reports_in where danger and state = 'new') as urgent_reports,
               (select count(*) from reports_in where how = 'a partner') as of_partners,
               (select count(*) from consultations) as consultations,
               (select count(*) from check_requests where due < ${today} and settled_on is null) as late_checks,
               (select count(*) from check_requests where settled_how = 'answered') as answered_checks,
               (select count(*) from check_requests where sent_on is null) as checks_to_send,
               (select count(*) from visits where state = 'planned' and planned_on = ${today}) as visits_today,
               (select count(*) from visits where state = 'asked') as visits_to_plan,
               (select count(*) from risk_screens where level = 'act today') as high_risk,
               (select count(*) from desk_parts where state = 'asked') as desks_asked,
               (select count(*) from desk_parts where state = 'answered') as desks_answered,
               (select count(*) from attendance_orders where state = 'open') as orders,
               (select count(*) from vacancies) as vacancies,
               (select count(*) from cases where state = 'handed over') as handed_over,
               (select count(*) from panels where held_at is not null) as panels_held,
               (select count(*) from panels where meets_on > ${today}) as panels_to_come,
               (select count(*) from supervision_notes) as supervised,
               (select count(*) from case_views) as views,
               (select count(*) from census_takings where state = 'taken') as censuses`
      for (const [what, count] of Object.entries(row!)) assert.ok(count > 0, what)
      assert.ok(row!.received! < row!.returns!, 'some returns wait to be opened')
    })

    await t.test('nothing in it lies outside the ranges kept for inventions', async () => {
      const texts = await owner<{ text: string }[]>`
        select to_jsonb(t)::text as text from child_addresses t
        union all select to_jsonb(t)::text from contacts t
        union all select to_jsonb(t)::text from protected_details t
        union all select to_jsonb(t)::text from establishments t
        union all select to_jsonb(t)::text from people t
        union all select to_jsonb(t)::text from referrals t
        union all select to_jsonb(t)::text from case_events t
        union all select to_jsonb(t)::text from enquiries t
        union all select to_jsonb(t)::text from schools t`
      assert.ok(texts.length > 1000)
      for (const { text: whole } of texts) {
        // Ids and tokens are made of digits too.
        const text = whole
          .replaceAll(/"(\w*id|token|\w*_by|by_person)": "[^"]*"/g, '')
          .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
        for (const [postcode] of text.matchAll(/\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b/g))
          assert.match(postcode, /^ZZ99 /)
        for (const [number] of text.matchAll(/\b0\d{3,4} ?\d{3} ?\d{3,4}\b/g))
          assert.match(number, /^07700 ?900/)
        for (const [address] of text.matchAll(/[\w.+-]+@[\w.-]+/g))
          assert.match(address, /(@|\.)example\.org$/)
      }
      const [row] = await owner<{ n: number }[]>`
        select count(*) as n from schools where la_code <> '001' or urn !~ '^999' or dfe_number !~ '^001/'`
      assert.equal(row!.n, 0)
    })

    const server = await createApp({
      sql: app,
      clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
      publicUrl: 'http://localhost:3000',
    })
    t.after(() => server.close())

    await t.test('one press lets each person in, and their first page has something to do', async () => {
      const door = await browser(server).get('/demonstration')
      const people = await owner<{ id: string; name: string; role: (typeof roles)[number] }[]>`
        select p.id, p.name, min(g.role) as role from people p
        join grants g on g.la_code = p.la_code and g.person_id = p.id
        where p.demonstration group by p.id, p.name order by p.name`
      assert.ok(people.length >= 12)
      assert.deepEqual(
        roles.filter(role => !people.some(person => person.role === role)),
        [],
      )
      for (const { id, name, role } of people) {
        assert.ok(door.text.includes(name), `${name} is on the page`)
        const window = browser(server)
        await window.get('/demonstration')
        let seen: Seen = await window.post('/demonstration', { person: `${role} ${id}` })
        for (let hops = 0; seen.status === 303 && hops < 4; hops++) seen = await window.follow()
        assert.equal(seen.status, 200, name)
        // A trust's head has numbers to read and nothing behind them.
        if (role === 'trust-head') {
          assert.match(seen.text, /Your schools in numbers/)
          assert.doesNotMatch(seen.text, /Not counted/, 'the counts are taken when the demonstration is made')
          continue
        }
        const work = seen.links.filter(link => workOf(role).test(link))
        assert.ok(
          work.length > 0,
          `${name}, ${role}: nothing to do on “${seen.heading}”: ${seen.text.slice(0, 300)}`,
        )
      }
    })

    await t.test('the authority’s pages show what is promised', async () => {
      const people = await owner<{ id: string; name: string; role: (typeof roles)[number] }[]>`
        select p.id, p.name, min(g.role) as role from people p
        join grants g on g.la_code = p.la_code and g.person_id = p.id
        where p.demonstration group by p.id, p.name`
      // Once for each person: who signs in again and again is asked to wait.
      const windows = new Map<string, ReturnType<typeof browser>>()
      const lacking: string[] = []
      for (const [name, path, says] of promised) {
        const { id, role } = people.find(person => person.name === name)!
        const window = windows.get(name) ?? browser(server)
        if (!windows.has(name)) {
          await window.get('/demonstration')
          await window.post('/demonstration', { person: `${role} ${id}` })
          windows.set(name, window)
        }
        const seen = await window.get(path)
        if (seen.status !== 200 || !says.test(seen.text))
          lacking.push(`${name} at ${path}: ${seen.text.slice(0, 200)}`)
      }
      assert.deepEqual(lacking, [])
    })

    await t.test('loading it again changes nothing', async () => {
      const before = await counts(owner)
      await load()
      assert.deepEqual(await counts(owner), before)
    })
  })
})
