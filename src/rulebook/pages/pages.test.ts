// The rule book as people meet it: what each role reads, who may set what, and that its numbers are the record's.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { roles } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { attendanceCodes } from '../../law/attendance-codes.ts'
import { limitOn } from '../../law/authority-limits.ts'
import { nextCensus } from '../../law/census-dates.ts'
import { deletionGrounds } from '../../law/deletion-grounds.ts'
import { readings } from '../../law/readings.ts'
import { rules } from '../../law/rules.ts'
import { citationInWords, markInWords } from '../../law/source.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { neverGrounds } from '../../registers/ground-never.ts'
import { grounds } from '../../registers/grounds.ts'
import { proposeTrigger, triggerByToken } from '../../triggers/actions.ts'
import { insertSwitch } from '../../triggers/store.ts'
import { checkedValuesOf, readingsFor } from '../store.ts'
import { numberNames, valuesToCheck } from '../values.ts'
import { dayAskedFor } from '../worked-day.ts'
import { linesOf } from './grounds.ts'
import { touchedLately } from './touched.ts'

let owner: Sql
let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let second: TestPerson
before(async () => {
  database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  second = await makePerson(owner, { role: 'manager', name: 'Second Manager' })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})

describe('the rule book', () => {
  test('is for everyone who is signed in, and for nobody else', async () => {
    for (const role of roles) {
      for (const path of ['/rules', '/rules/T-07', '/rules/codes', '/rules/pending']) {
        assert.equal((await browser(app, people.right[role]).get(path)).status, 200, `${role} ${path}`)
      }
    }
    assert.equal((await browser(app).get('/rules')).status, 303)
    assert.equal((await browser(app, people.right.dsl).get('/rules/T-99')).status, 404)
  })

  test('has a page for every rule, with its sentence, its sources and its mark', async () => {
    const window = browser(app, people.right.dsl)
    const list = await window.get('/rules')
    for (const rule of rules) {
      assert.ok(list.links.includes(`/rules/${rule.id}`), `${rule.id} is not on the list`)
      const page = await window.get(`/rules/${rule.id}`)
      assert.equal(page.heading, rule.name)
      const says = (words: string) => assert.ok(page.text.includes(spaced(words)), `${rule.id}: "${words}"`)
      for (const words of [rule.plain, rule.trigger, rule.limitInWords, ...rule.wouldChange]) says(words)
      for (const cite of rule.cites) {
        says(citationInWords(cite))
        says(markInWords[cite.mark])
        if (cite.note) says(cite.note)
      }
      for (const version of rule.limit ?? []) says(version.cites)
      const warned = page.text.includes(`Warning ${markInWords.unverified}`)
      assert.equal(
        warned,
        rule.cites.some(cite => cite.mark === 'unverified'),
        `${rule.id} warns`,
      )
    }
  })

  test('names tests that are there for every rule', async () => {
    const window = browser(app, people.right.manager)
    for (const rule of rules) {
      assert.ok(rule.tests.length > 0, `${rule.id} has no test`)
      const { text } = await window.get(`/rules/${rule.id}`)
      for (const path of rule.tests) assert.ok(text.includes(path), `${rule.id}: ${path}`)
      assert.doesNotMatch(text, /The tests are not installed here/, rule.id)
    }
  })

  test('has every attendance code, with its dates', async () => {
    const { text } = await browser(app, people.right['attendance-officer']).get('/rules/codes')
    for (const { code, label } of attendanceCodes) {
      assert.ok(text.includes(`${code === '\\' ? '&#92;' : code} ${label}`), code)
    }
    assert.match(text, /H Agreed family holiday Authorised absence .* 18 August 2024/)
    assert.match(text, /U Arrived after the register closed Unauthorised absence Counts Ends the count Yes/)
  })

  test('says of every ground what must be shown, what shows it and by what law', async () => {
    const { text, links } = await browser(app, people.right.headteacher).get('/rules/grounds')
    for (const ground of grounds) {
      assert.ok(text.includes(`${ground.code}: ${ground.label}`), ground.code)
      const { lines } = linesOf(ground, localDate('2026-11-20'))
      assert.ok(lines.length >= 6, ground.code)
      for (const { asks, shownBy, cites } of lines) {
        assert.ok(text.includes(spaced(`${asks} ${shownBy} ${cites}`)), `${ground.code}: ${asks}`)
      }
    }
    for (const { code, mustBeTrue, evidence } of deletionGrounds) {
      assert.ok(links.includes(`/rules/${code}`), code)
      assert.ok(text.includes(mustBeTrue) && text.includes(evidence), code)
    }
    for (const never of neverGrounds) assert.ok(text.includes(never.says), never.name)
    // And on the ground's own page.
    const one = await browser(app, people.right.headteacher).get('/rules/R9-I')
    assert.match(one.text, /What is asked for R9-I .* 20 school days away, all coded G, N or O/)
  })

  test('shows the choice of the authority that touches a rule, since when and by whom', async () => {
    const rule = rules.find(one => one.settings?.includes('referral-day'))
    assert(rule)
    await owner`
      insert into settings (la_code, id, key, value, from_on, set_name, why)
      values ('001', ${newId()}, 'referral-day', '7', '2026-11-02', 'Alder manager', 'A test')`
    const { text } = await browser(app, people.right.dsl).get(`/rules/${rule.id}`)
    assert.match(text, /refers: School day 7 \(since Monday 2 November 2026, set by Alder manager\)/)
    const other = await browser(app, people.wrongAuthority.dsl).get(`/rules/${rule.id}`)
    assert.match(other.text, /refers: School day 10 \(our default\)/)
  })
})

describe('a local step of the authority', () => {
  test('stands with the rule that it may never come later than, while it is on', async () => {
    const { people: at, pool, browse } = await another()
    const manager = at.right.manager.viewer('2026-11-20')
    const trigger = {
      trigger: 'unexplained-run',
      n: 5,
      unit: 'school day',
      action: 'refer',
      addressee: 'school office',
    } as const
    const text = async (rule: string, person = at.right['cme-officer']) =>
      (await browse(person).get(`/rules/${rule}`)).text
    await asViewer(pool, manager, async tx => {
      const made = await proposeTrigger(tx, manager, { name: 'Refer on day five', trigger, why: 'Agreed' })
      assert(made.allowed, JSON.stringify(made))
      const { id } = await triggerByToken(tx, manager, made.value.token)
      await insertSwitch(tx, manager, id, {
        switched: 'on',
        fromOn: localDate('2026-11-20'),
        why: 'Agreed',
        caughtNow: 0,
      })
    })
    assert.match(
      await text('T-07'),
      /Local step: Refer on day five ?: 5 school days .*: .*\(since Friday 20 November 2026\)/,
    )
    assert.doesNotMatch(await text('T-21'), /Local step/)
    assert.doesNotMatch(await text('T-07', at.right.dsl), /Local step/)
    assert.doesNotMatch(await text('T-07', at.wrongAuthority.manager), /Local step/)
  })
})

describe('the children a rule touches', () => {
  async function found(child: TestChild, rule: string, on: string, ended = false): Promise<void> {
    const [run, id] = [newId(), newId()]
    const { la, id: school } = child.school
    await owner`
      insert into detect_runs (la_code, id, on_date, started_at, finished_at, pupils, found, withdrawn)
      values (${la}, ${run}, ${on}, now(), now(), 1, 1, 0)`
    await owner`
      insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, because, cites,
                            inputs, run_id)
      values (${la}, ${id}, ${child.enrolmentId}, ${child.id}, ${school}, ${rule}, '2024-08-19', ${on}, 'x', 'x', '{}', ${run})`
    if (ended) {
      await owner`
        insert into finding_endings (la_code, finding_id, school_id, run_id, because)
        values (${la}, ${id}, ${school}, ${run}, 'A correction')`
    }
  }
  const seen = async (person: TestPerson) => {
    const window = browser(app, person)
    return { one: (await window.get('/rules/T-07')).text, list: (await window.get('/rules')).text }
  }

  test('are counted once each, within the last 30 days and the year, without those a correction ended', async () => {
    const at = (school = people.alder) => makeChild(owner, { school })
    const twice = await at()
    await found(twice, 'T-07', '2026-11-19')
    await found(twice, 'T-07', '2026-11-03')
    await found(await at(), 'T-07', '2026-10-22')
    await found(await at(), 'T-07', '2026-10-21')
    await found(await at(), 'T-07', '2026-11-10', true)
    await found(await at(), 'T-07', '2026-07-10')
    await found(await at(), 'T-07', '2026-11-21')
    await found(await at(), 'T-15', '2026-11-10')
    await found(await at(people.birch), 'T-07', '2026-11-10')

    const school = await seen(people.right.dsl)
    assert.match(
      school.one,
      /2 children in your school with a finding .* last 30 days; 3 children since 1 September 2026/,
    )
    const authority = await seen(people.right['cme-officer'])
    assert.match(authority.one, /3 children in the authority with a finding .* 30 days; 4 children since/)
    const birch = await seen(people.wrongSchool.dsl)
    assert.match(birch.one, /1 child in your school .* 30 days; 1 child since/)
    const elsewhere = await seen(people.wrongAuthority.manager)
    assert.match(elsewhere.one, /No children in the authority .* no children since/)
    // The list has the same number as the page.
    const [row] = await owner<{ n: number }[]>`
      select count(distinct f.child_id)::int as n from findings f
      where f.la_code = '001' and f.rule = 'T-07' and f.on_date between '2026-10-22' and '2026-11-20'
        and not exists (select 1 from finding_endings x where x.finding_id = f.id)`
    const name = rules.find(rule => rule.id === 'T-07')!.name
    const line = authority.list.slice(authority.list.indexOf(`T-07: ${name}`)).slice(0, 400)
    assert.match(line, new RegExp(`^T-07: .*? ${row!.n}( |$)`))
  })

  test('of a share of absence are those of the school year', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await found(child, 'PA', '2026-09-30')
    await found(await makeChild(owner, { school: people.alder }), 'PA', '2026-07-01')
    const { html } = await browser(app, people.right.dsl).get('/rules')
    assert.match(html.split('href="/rules/PA"')[1]!.split('</tr>')[0]!, />1<\/td>$/)
  })

  test('are kept for ten minutes where a whole authority took long to count, and never for a school', async () => {
    const counted = (person: TestPerson, minute: number, from: number) => {
      const viewer = person.viewer('2026-11-20')
      const now = new Date(Date.UTC(2026, 10, 20, 10, minute))
      return asViewer(database.app, viewer, async db => {
        const services = { sql: database.app } as Parameters<typeof touchedLately>[0]['services']
        const { counts, at } = await touchedLately({ db, viewer, now, services }, rules, from)
        return [counts.get('T-07'), at?.getUTCMinutes()]
      })
    }
    const officer = people.right['cme-officer']
    const [before] = await counted(officer, 0, 1_000)
    assert.deepEqual(await counted(officer, 1, 1), [before, undefined])
    await found(await makeChild(owner, { school: people.alder }), 'T-07', '2026-11-18')
    assert.deepEqual(await counted(people.right.manager, 10, 1), [before, 1])
    assert.deepEqual(await counted(people.right.manager, 11, 1_000), [Number(before) + 1, undefined])
    assert.deepEqual(await counted(people.right.dsl, 1, 1), [3, undefined])
    assert.deepEqual(await counted(people.wrongAuthority.manager, 1, 1), [0, undefined])
  })

  test('are no names: the book writes down no look', async () => {
    const [before] = await owner<{ n: number }[]>`select count(*)::int as n from looks`
    await seen(people.right.manager)
    const [after] = await owner<{ n: number }[]>`select count(*)::int as n from looks`
    assert.equal(after!.n, before!.n)
  })
})

describe('what a rule is touching by removals and cases', () => {
  test('is counted the same on the list and on the rule’s page, and cases are not counted for schools', async () => {
    const child = await makeChild(owner, { school: people.alder })
    await owner`insert into removals ${owner({
      la_code: '001',
      id: newId(),
      token: newToken(),
      child_id: child.id,
      enrolment_id: child.enrolmentId,
      school_id: people.alder.id,
      kind: 'asked for here',
      ground: 'R9-F',
      proposed_on: '2026-11-20',
      decision: 'refused',
      refusals: [] as never,
      facts: {} as never,
      by_name: 'A test',
      at: new Date('2026-11-19T10:00:00Z'),
    })}`
    for (const [id, state] of [
      [child.id, 'received'],
      [(await makeChild(owner, { school: people.birch })).id, 'enquiring'],
    ] as const) {
      await owner`insert into cases ${owner({
        la_code: '001',
        id: newId(),
        token: newToken(),
        reference: newToken(),
        child_id: id,
        start_code: 'START-01',
        state,
        pathway: 'A',
        standing: 'CME',
        level: 'act today',
        opened_on: '2026-11-19',
        next_step: 'x',
        next_due: '2026-11-20',
        changed_at: new Date(),
      })}`
    }
    const numbers = async (person: TestPerson) => {
      const window = browser(app, person)
      const list = await window.get('/rules')
      return Promise.all(
        ['R9-F', 'R9-A', 'T-12', 'T-16', 'L-01', 'L-02', 'L-08'].map(async id => {
          const cells = list.html.split(`href="/rules/${id}"`)[1]!.split('</tr>')[0]!
          const inList = />([^<]*)<\/td>$/.exec(cells)?.[1]
          const { text } = await window.get(`/rules/${id}`)
          const onPage = /touching now (No|Not|[\d,]+) /.exec(text)?.[1]
          return `${id} ${inList} ${onPage}`
        }),
      )
    }
    assert.deepEqual(await numbers(people.right['cme-officer']), [
      'R9-F 1 1',
      'R9-A 0 No',
      'T-12 1 1',
      'T-16 1 1',
      'L-01 2 2',
      'L-02 1 1',
      'L-08 Not counted Not',
    ])
    assert.deepEqual((await numbers(people.right.dsl)).slice(0, 6), [
      'R9-F 1 1',
      'R9-A 0 No',
      'T-12 1 1',
      'T-16 1 1',
      'L-01 Not counted Not',
      'L-02 Not counted Not',
    ])
    assert.equal((await numbers(people.wrongSchool.dsl))[0], 'R9-F 0 No')
    assert.equal((await numbers(people.wrongAuthority.manager))[4], 'L-01 0 No')
  })
})

describe('a value nobody has checked', () => {
  const path = '/settings/values/order-choice'
  const today = { 'from-day': '20', 'from-month': '11', 'from-year': '2026' }
  const form = {
    value: '14',
    cites: 'Education Act 1996, section 438(3)',
    why: 'Our lawyer read it',
    ...today,
  }

  test('shows ours with its mark until a manager sets it, then theirs with where it stands', async () => {
    const manager = browser(app, people.right.manager)
    const before = await manager.get('/settings/values')
    assert.match(before.text, /\(L-08\) 15 calendar days, .*? Education Act 1996, section 438 Not checked/)
    assert.match((await manager.get(path)).text, /Warning Not checked.* Used today 15 calendar days/)
    assert.equal((await manager.post(path, form)).status, 303)
    const after = await manager.follow()
    assert.match(after.text, /\(L-08\) 14 calendar days, .*? section 438\(3\) Set by the authority/)
    const rule = await browser(app, people.right.dsl).get('/rules/L-08')
    assert.match(rule.text, /\(L-08\) ?: 14 calendar days, .*? \(set by the authority\)/)
    // Another authority goes on with ours.
    const elsewhere = await browser(app, people.wrongAuthority.manager).get('/settings/values')
    assert.match(elsewhere.text, /\(L-08\) 15 calendar days/)
  })

  test('changes the day that is counted, from its day and not before', async () => {
    const viewer = people.right.manager.viewer('2026-11-20')
    const { numbers } = await asViewer(database.app, viewer, tx => checkedValuesOf(tx, viewer))
    const days = (on: string) => limitOn('order-choice', localDate(on), numbers).value.count
    assert.deepEqual([days('2026-11-19'), days('2026-11-20')], [15, 14])
  })

  test('needs the value, where it stands and who checked it, and no day that has passed', async () => {
    const manager = browser(app, people.right.manager)
    const nothing = await manager.post(path, today)
    assert.deepEqual(nothing.errors, [
      'Enter a whole number of calendar days from 1 to 100',
      'Say where it stands: the source, and the page or paragraph',
      'Say who checked it',
    ])
    assert.deepEqual(nothing.errorFields, ['value', 'cites', 'why'])
    const late = await manager.post(path, { ...form, 'from-day': '19' })
    assert.deepEqual(late.errors, ['It cannot be used from a day that has passed'])
    for (const value of ['0', '101', '1.5', 'ten']) {
      assert.equal((await manager.post(path, { ...form, value })).status, 422, value)
    }
  })

  test('may be a census day, in its own term', async () => {
    const manager = browser(app, people.right.manager)
    const census = '/settings/values/census-2026-spring'
    const day = (month: string) => ({ 'value-day': '28', 'value-month': month, 'value-year': '2027' })
    const said = { cites: 'Collection guide 2026/27, page 4', why: 'Priya read it' }
    assert.deepEqual((await manager.post(census, { ...said, ...day('5') })).errors, [
      'Enter a day in the spring term of 2026/27',
    ])
    assert.equal((await manager.post(census, { ...said, ...day('1') })).status, 303)
    const viewer = people.right.manager.viewer('2026-11-20')
    const { censusDates } = await asViewer(database.app, viewer, tx => checkedValuesOf(tx, viewer))
    assert.equal(nextCensus(localDate('2026-11-20'), censusDates)!.on, '2027-01-28')
    assert.equal(nextCensus(localDate('2026-11-20'))!.on, '2027-01-21')
  })

  test('is a manager’s to set, and what was checked is nobody’s', async () => {
    for (const role of roles.filter(one => one !== 'manager')) {
      assert.equal((await browser(app, people.right[role]).get('/settings/values')).status, 404, role)
      assert.equal((await browser(app, people.right[role]).post(path, form)).status, 404, role)
    }
    assert.equal((await browser(app, people.right.manager).get('/settings/values/s437-notice')).status, 404)
  })

  test('has a name on the page, each of them', () => {
    for (const one of valuesToCheck(localDate('2026-11-20'))) assert.notEqual(one.name, one.slug)
    assert.deepEqual(
      valuesToCheck(localDate('2026-11-20')).flatMap(one => (one.is === 'number' ? [one.slug] : [])),
      Object.keys(numberNames),
    )
  })
})

describe('an open question', () => {
  const path = '/settings/readings/OQ-14'
  const form = {
    choice: 'ten-school-days',
    'from-day': '23',
    'from-month': '11',
    'from-year': '2026',
    why: 'Agreed with heads',
  }

  test('is read by everyone, and by a manager more strictly from a day', async () => {
    const manager = browser(app, people.right.manager)
    assert.equal((await manager.post(path, form)).status, 303)
    const viewer = people.right.dsl.viewer('2026-11-20')
    const chosen = (on: string) => asViewer(database.app, viewer, tx => readingsFor(tx, viewer, on))
    assert.deepEqual(await chosen('2026-11-22'), {})
    assert.deepEqual(await chosen('2026-11-23'), { 'OQ-14': 'ten-school-days' })
    const page = await browser(app, people.right.dsl).get('/rules/questions')
    for (const one of readings) assert.ok(page.text.includes(`${one.id}: ${one.question}`), one.id)
    assert.doesNotMatch(page.text, /Choose the reading/)
    assert.match((await manager.get(path)).text, /Monday 23 November 2026 Due at ten school days/)
  })

  test('is never read more loosely, nor from a day that has passed', async () => {
    const manager = browser(app, people.right.manager)
    assert.deepEqual((await manager.post(path, { ...form, choice: 'twenty-days' })).errors, [
      'Choose one of the readings in the list: each is earlier or stricter than ours',
    ])
    assert.deepEqual((await manager.post(path, { ...form, 'from-day': '19' })).errors, [
      'It cannot hold from a day that has passed',
    ])
    // Ours is the strictest there is: there is no form for it.
    assert.equal((await manager.get('/settings/readings/OQ-2')).status, 404)
    assert.equal(
      (await manager.post('/settings/readings/OQ-2', { ...form, choice: 'school-days' })).status,
      404,
    )
    for (const role of roles.filter(one => one !== 'manager')) {
      assert.equal((await browser(app, people.right[role]).post(path, form)).status, 404, role)
    }
  })
})

describe('pending law', () => {
  const day = { 'on-day': '1', 'on-month': '12', 'on-year': '2026' }
  const form = { ...day, cites: 'SI 2026/999, article 2', why: 'Our lawyer read it' }
  const path = '/settings/pending-law/s37'

  test('is proposed and confirmed by managers alone', async () => {
    for (const role of roles.filter(one => one !== 'manager')) {
      const window = browser(app, people.right[role])
      assert.equal((await window.get(path)).status, 404, role)
      assert.equal((await window.post(path, form)).status, 404, role)
      assert.doesNotMatch((await window.get('/rules/pending')).text, /Propose a day/)
    }
    assert.equal((await browser(app, people.right.manager).get('/settings/pending-law/s99')).status, 404)
  })

  test('says what is missing in a proposal, and keeps what was typed', async () => {
    const page = await browser(app, people.right.manager).post(path, { cites: 'SI 2026/999, article 2' })
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, ['Enter the day from which it is in force', 'Say why, and who advised you'])
    assert.deepEqual(page.errorFields, ['on', 'why'])
    assert.match(page.html, /value="SI 2026\/999, article 2"/)
  })

  test('is off until another manager confirms, and shows who did', async () => {
    const manager = browser(app, people.right.manager)
    assert.equal((await manager.post(path, form)).status, 303)
    const waiting = await manager.follow()
    assert.match(waiting.text, /changes nothing until another manager confirms it/)
    assert.match(waiting.text, /Section 37: .*? Not in force\. Off\. A proposal waits/)
    const unknown = await browser(app, people.right.headteacher).get('/rules/pending')
    assert.doesNotMatch(unknown.text, /A proposal waits|SI 2026\/999|Our lawyer/)

    const own = await manager.get(path)
    assert.match(own.text, /You proposed this\. Another manager must confirm it/)
    assert.doesNotMatch(own.html, /value="confirmed"/)
    const proposal = /name="proposal" value="([^"]+)"/.exec(own.html)![1]!
    const forged = await manager.post(path, {
      proposal,
      answer: 'confirmed',
      'answer-why': 'I say so myself',
    })
    assert.deepEqual(forged.errors, ['You proposed this yourself. Another manager must confirm it'])

    const other = browser(app, second)
    const empty = await other.post(path, { proposal, answer: 'confirmed' })
    assert.deepEqual(empty.errors, ['Say what you checked, or why not'])
    assert.equal(
      (await other.post(path, { proposal, answer: 'confirmed', 'answer-why': 'I have read it' })).status,
      303,
    )
    const page = await browser(app, people.right.headteacher).get('/rules/pending')
    assert.match(page.text, /Off today\. In force from Tuesday 1 December 2026 \(SI 2026\/999, article 2\)/)
    assert.match(page.text, /Confirmed by Second Manager, /)
    const late = await other.post(path, { proposal, answer: 'not confirmed', 'answer-why': 'Too late' })
    assert.deepEqual(late.errors, ['Second Manager has answered this proposal already'])
    assert.deepEqual(late.errorFields, ['standing'])
    assert.match(late.html, /id="standing" tabindex="-1"/)
    assert.doesNotMatch(page.text, /I have read it|Our lawyer/)
    const within = await browser(app, people.right['cme-officer']).get('/rules/pending')
    assert.match(within.text, /Our lawyer read it .* Confirmed by Second Manager, .*: I have read it/)
    const elsewhere = await browser(app, people.wrongAuthority.manager).get('/rules/pending')
    assert.doesNotMatch(elsewhere.text, /SI 2026\/999/)
  })
})

describe('a stricter reading', () => {
  test('makes a reason due earlier wherever a school reads of it, for days from its own on', async () => {
    // Half-term lies between: the fifth school day after Wednesday 21 October is 4 November, the fifth working day 28 October.
    const { people, owner, browse } = await another()
    const child = await makeChild(owner, { school: people.alder, surname: 'Testcase' })
    for (const day of ['2026-10-20', '2026-10-21']) await foundIn(owner, child, 'T-04', day, reasonDue[day])
    const seen = async (person: TestPerson, path: string) => (await browse(person).get(path)).text
    const { dsl } = people.right
    assert.match(await seen(dsl, '/reasons'), /Tuesday 3 November 2026|3 November/)
    const read = {
      choice: 'working-days',
      'from-day': '20',
      'from-month': '11',
      'from-year': '2026',
      why: 'Agreed with heads',
    }
    const manager = browse(people.right.manager)
    assert.equal((await manager.post('/settings/readings/OQ-1', read)).status, 303)
    // From today on: what was there before stays as it was.
    assert.match(await seen(dsl, '/reasons'), /3 November/)
    await owner`update settings set from_on = '2026-10-21' where key = 'reading.OQ-1'`
    const list = await seen(dsl, '/reasons')
    assert.match(list, /28 October/)
    assert.doesNotMatch(list, /3 November/)
    assert.match(await seen(dsl, '/today'), /28 October/)
    const pupil = await seen(dsl, `/pupils/${child.token}`)
    assert.match(pupil, /28 October/)
    assert.match(pupil, /3 November/)
    assert.doesNotMatch(pupil, /4 November/)
    // Another authority is not touched by it.
    const other = await makeChild(owner, { school: people.fir })
    await foundIn(owner, other, 'T-04', '2026-10-21', reasonDue['2026-10-21'])
    assert.match(await seen(people.wrongAuthority.dsl, '/reasons'), /4 November/)
  })
})

describe('a day that is worked out', () => {
  const asking = (person: TestPerson) => {
    const window = browser(app, person)
    return async (rule: string, on: string) => {
      const [year, month, day] = on.split('-')
      return window.get(`/rules/${rule}?on-day=${day}&on-month=${month}&on-year=${year}`)
    }
  }
  test('is counted by the clock of the rule, day by day', async () => {
    const ask = asking(people.right.dsl)
    const page = await ask('L-06', '2026-03-02')
    assert.match(page.text, /Due: Monday 16 March 2026\./)
    assert.match(page.text, /Monday 2 March 2026 Counted Day 1/)
    assert.match((await ask('T-10', '2026-11-20')).text, /Due: Wednesday 25 November 2026\./)
    assert.match(
      (await ask('T-04', '2026-10-21')).text,
      /Due: Wednesday 4 November 2026\..* warned from Wednesday 28 October/,
    )
  })

  test('can be asked of every rule that has a clock of one day', async () => {
    const ask = asking(people.right.manager)
    const asked = rules.filter(rule => dayAskedFor(rule.id) !== undefined)
    assert.ok(asked.length >= 18, String(asked.length))
    for (const rule of asked) {
      for (const on of ['2024-08-19', '2026-11-20', '2028-11-19']) {
        const page = await ask(rule.id, on)
        assert.equal(page.status, 200, `${rule.id} ${on}`)
        assert.ok(page.text.includes(dayAskedFor(rule.id)!), rule.id)
      }
    }
  })

  test('is refused before the law that is counted by, and where it is no day', async () => {
    const ask = asking(people.right.dsl)
    for (const on of ['2024-08-18', '2028-11-20', '2026-02-30']) {
      const page = await ask('T-21', on)
      assert.match(page.errors[0]!, /^Enter a day from Monday 19 August 2024 to/, on)
    }
  })

  test('changes with a commencement from its day, and not the day before', async () => {
    const path = '/settings/pending-law/s39'
    const ask = asking(people.right['cme-officer'])
    const days = async () => [
      (await ask('L-06', '2026-11-24')).text.includes('Due: Tuesday 8 December 2026'),
      (await ask('L-06', '2026-11-25')).text.includes('Due: Wednesday 9 December 2026'),
    ]
    assert.deepEqual(await days(), [true, true])
    const first = browser(app, people.right.manager)
    await first.post(path, {
      'on-day': '25',
      'on-month': '11',
      'on-year': '2026',
      cites: 'SI 2026/998, article 3',
      why: 'Our lawyer read it',
    })
    assert.deepEqual(await days(), [true, true], 'one person is not enough')
    const other = browser(app, second)
    const proposal = /name="proposal" value="([^"]+)"/.exec((await other.get(path)).html)![1]!
    await other.post(path, { proposal, answer: 'confirmed', 'answer-why': 'I have read it' })
    assert.deepEqual(await days(), [true, false])
    assert.match((await ask('L-06', '2026-11-25')).text, /no longer applies: section 39/)
    const elsewhere = asking(people.wrongAuthority.manager)
    assert.match((await elsewhere('L-06', '2026-11-25')).text, /Due: Wednesday 9 December 2026/)
  })

  test('changes with a stricter reading from its day, and with a value that was checked', async () => {
    // Chosen above: from Monday 23 November the transfer file is due at ten school days.
    const ask = asking(people.right.dsl)
    assert.match(
      (await ask('T-21', '2026-11-20')).text,
      /Due: Friday 11 December 2026\. A person is warned from Friday 4 December/,
    )
    assert.match(
      (await ask('T-21', '2026-11-23')).text,
      /reads it more strictly.*Due: Monday 7 December 2026\./,
    )
    const elsewhere = asking(people.wrongAuthority.dsl)
    assert.doesNotMatch((await elsewhere('T-21', '2026-11-23')).text, /reads it more strictly/)
    // And from 20 November a parent chooses within 14 days.
    assert.match((await ask('L-08', '2026-11-19')).text, /Due: Thursday 3 December 2026/)
    assert.match((await ask('L-08', '2026-11-20')).text, /Due: Thursday 3 December 2026/)
  })
})

/** By when a reason is due by the law. */
const reasonDue: Readonly<Record<string, string>> = { '2026-10-20': '2026-11-03', '2026-10-21': '2026-11-04' }

async function foundIn(
  sql: Sql,
  child: TestChild,
  rule: string,
  on: string,
  due: string | undefined,
): Promise<void> {
  const run = newId()
  const { la, id: school } = child.school
  await sql`
    insert into detect_runs (la_code, id, on_date, started_at, finished_at, pupils, found, withdrawn)
    values (${la}, ${run}, ${on}, now(), now(), 1, 1, 0)`
  await sql`
    insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, because,
                          cites, inputs, run_id)
    values (${la}, ${newId()}, ${child.enrolmentId}, ${child.id}, ${school}, ${rule}, '2024-08-19', ${on}, ${due ?? null},
            'x', 'x', '{}', ${run})`
}

/** An authority of its own, where another test has decided nothing. */
async function another() {
  const { owner: sql, app: pool } = await freshDatabase()
  const made = await makePeople(sql)
  await makeCalendar(sql, made)
  const served = await createApp({
    sql: pool,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  return { people: made, owner: sql, pool, browse: (person: TestPerson) => browser(served, person) }
}

const spaced = (words: string): string => words.replaceAll(/\s+/g, ' ').trim()
