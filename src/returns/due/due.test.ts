// Every kind of return that is due: listed, sent once whoever presses, never held back, superseded where the register says otherwise.
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
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { schoolDaysBetween } from '../../calendar/school-calendar.ts'
import { calendar, makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { emptyStrip, placeOf, withMarks } from '../../registers/sheet.ts'
import { dueReturns, returnsDueCount, sendDue, sendSickness } from './actions.ts'

const today = '2026-11-20'
let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T15:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const cme = () => browser(app, people.right['cme-officer'])
const viewer = () => people.right['attendance-officer'].viewer(today)
const returnsOf = (child: TestChild, rule: string) =>
  database.owner<
    { token: string; reference: string; content: Record<string, unknown>; episode_on: string }[]
  >`
    select token, reference, content, episode_on from returns where child_id = ${child.id} and rule = ${rule} order by reference`

/** These marks on the last school days up to today, and this mark on all before. */
async function mark(child: TestChild, marks: readonly string[], before = '//', from = '2026-09-03') {
  const days = schoolDaysBetween(calendar, localDate(from), localDate(today))
  const at = days.length - marks.length
  const strip = withMarks(
    emptyStrip(2026),
    days.map((day, i) => ({ at: placeOf(day)!.at, marks: i < at ? before : marks[i - at]! })),
  )
  await database.owner`
    insert into strips (la_code, enrolment_id, school_year, school_id, marks)
    values ('001', ${child.enrolmentId}, 2026, ${child.school.id}, ${strip})
    on conflict (la_code, enrolment_id, school_year) do update set marks = ${strip}`
}

async function find(child: TestChild, rule: string, on: string, due = on) {
  const run = newId()
  await database.owner`
    insert into detect_runs (la_code, id, on_date, started_at, finished_at, pupils, found, withdrawn)
    values ('001', ${run}, ${today}, now(), now(), 1, 1, 0)`
  await database.owner`
    insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, because, cites,
                          inputs, run_id)
    values ('001', ${newId()}, ${child.enrolmentId}, ${child.id}, ${child.school.id}, ${rule}, '2024-08-19', ${on}, ${due},
            'The register says so', 'The law', '{}', ${run})`
}

describe('a new pupil (T-10)', () => {
  let child: TestChild
  test('stands in the list with its day, and goes with two presses, with all that the register holds', async () => {
    child = await makeChild(database.owner, {
      school: people.alder,
      forename: 'Newa',
      surname: 'Sample',
      entryDate: '2026-11-18',
      upn: 'A123456789012',
    })
    await find(child, 'T-10', '2026-11-18', '2026-11-23')
    const page = officer()
    const list = await page.get('/returns-to-send')
    assert.match(list.text, /1 return is due/)
    assert.match(
      list.text,
      /Newa Sample.*New pupil return Entered on Wednesday 18 November 2026 Due Monday 23 November 2026/,
    )
    const href = list.links.find(link => link.endsWith('/new-pupil-return'))!
    const form = await page.get(href)
    assert.match(form.text, /Exampleshire receives the return/)
    assert.match(form.text, /School last attended Not known/)
    assert.equal((await page.post(href)).location, href)
    assert.match((await page.follow()).text, /Your reference is N-\d+/)
    const [sent] = await returnsOf(child, 'T-10')
    assert.equal(sent!.content.name, 'Newa Sample')
    assert(
      !JSON.stringify(sent!.content).includes('Street') && !JSON.stringify(sent!.content).includes('07700'),
    )
    assert.match((await page.get('/returns-to-send')).text, /No returns are due/)
  })
  test('goes once: again, and from two windows at one moment', async () => {
    const path = `/pupils/${child.token}/new-pupil-return`
    const again = await officer().post(path)
    assert.equal(again.location, path)
    const other = await makeChild(database.owner, { school: people.alder, entryDate: '2026-11-17' })
    await find(other, 'T-10', '2026-11-17', '2026-11-22')
    const two = await Promise.all(
      [officer(), dsl()].map(one => one.post(`/pupils/${other.token}/new-pupil-return`)),
    )
    for (const one of two) assert.equal(one.status, 303, one.errors.join())
    assert.equal((await returnsOf(child, 'T-10')).length, 1)
    assert.equal((await returnsOf(other, 'T-10')).length, 1)
  })
  test('the authority opens it, with parents and numbers from the record, and the school hears', async () => {
    const [sent] = await returnsOf(child, 'T-10')
    const seen = await cme().get(`/returns/${sent!.token}`)
    assert.match(seen.heading, /New pupil return/)
    assert.match(seen.text, /Parent Sample \(mother\)/)
    assert.match(
      (await officer().get('/returns-to-send')).text,
      /Received by the authority: Alder cme-officer/,
    )
  })
  test('a corrected name or day of entry supersedes it, visibly to both, and another day asks for another return', async () => {
    const [sent] = await returnsOf(child, 'T-10')
    const shown = async () => (await cme().get(`/returns/${sent!.token}`)).text
    assert(!(await shown()).includes('Superseded'))
    await database.owner`update children set surname = 'Sampleton' where id = ${child.id}`
    assert.match(
      await shown(),
      /Superseded.*The register has corrected the name, the date of birth or the UPN/,
    )
    await database.owner`update children set surname = 'Sample' where id = ${child.id}`
    await database.owner`update enrolments set entry_date = '2026-11-19' where id = ${child.enrolmentId}`
    assert.match(await shown(), /Superseded.*The day of entry was corrected to 19 November 2026/)
    assert.match((await officer().get('/returns-to-send')).text, /Superseded/)
    await find(child, 'T-10', '2026-11-19', '2026-11-24')
    assert.match(
      (await officer().get(`/pupils/${child.token}/new-pupil-return`)).text,
      /Due Tuesday 24 November 2026/,
    )
    await officer().post(`/pupils/${child.token}/new-pupil-return`)
    assert.equal((await returnsOf(child, 'T-10')).length, 2)
  })
  test('a protected child’s contacts are on no page of it', async () => {
    const hidden = await makeChild(database.owner, {
      school: people.alder,
      entryDate: '2026-11-18',
      contact: 'Parent Hidden',
    })
    await find(hidden, 'T-10', '2026-11-18', '2026-11-23')
    await database.owner.begin(async tx => {
      await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
        values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-20', 'A test', 'A test')`
      await tx`delete from child_addresses where child_id = ${hidden.id}`
    })
    assert.match(
      (await officer().get(`/pupils/${hidden.token}/new-pupil-return`)).text,
      /Protected: not sent/,
    )
    await officer().post(`/pupils/${hidden.token}/new-pupil-return`)
    const [sent] = await returnsOf(hidden, 'T-10')
    const seen = await cme().get(`/returns/${sent!.token}`)
    assert(!seen.text.includes('Parent Hidden'))
    assert.match(seen.text, /Protected/)
  })
  test('one that went another way is written down once, and is due no more', async () => {
    const other = await makeChild(database.owner, { school: people.alder, entryDate: '2026-09-10' })
    await find(other, 'T-10', '2026-09-10', '2026-09-15')
    const path = `/pupils/${other.token}/new-pupil-return`
    const page = officer()
    const early = { elsewhere: 'yes', 'went-day': '9', 'went-month': '9', 'went-year': '2026', how: 'Portal' }
    assert.match(
      (await page.post(path, early)).errors.join(),
      /cannot have gone before Thursday 10 September/,
    )
    assert.match(
      (await page.post(path, { ...early, 'went-day': '21', 'went-month': '11' })).errors.join(),
      /today or before/,
    )
    assert.match((await page.post(path, { elsewhere: 'yes' })).errors.join(), /Enter the day/)
    const told = { ...early, 'went-day': '11' }
    assert.match((await page.post(path, { ...told, how: '' })).errors.join(), /Say how/)
    const two = await Promise.all([officer().post(path, told), dsl().post(path, told)])
    assert(two.some(one => one.status === 303))
    assert.equal(
      (await database.owner`select 1 from returns_elsewhere where child_id = ${other.id}`).length,
      1,
    )
    assert.match((await page.get(path)).text, /Went another way on Friday 11 September 2026: Portal/)
    assert.equal((await page.post(path)).status, 422)
  })
})

describe('sickness (T-09)', () => {
  const belief = (since: string, expected: string, extra: Record<string, string> = {}) => {
    const [year, month, day] = since.split('-')
    return {
      'since-day': day!,
      'since-month': month!,
      'since-year': year!,
      expected,
      belief: 'yes',
      ...extra,
    }
  }
  test('goes on the first day, and before it, on a person’s belief; the register need not show a day', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    await mark(child, [])
    const path = `/pupils/${child.token}/sickness-return`
    const page = officer()
    const form = await page.get(path)
    assert.match(form.text, /That may be on the first day, or before it/)
    assert.deepEqual((await page.post(path, belief('2026-12-01', '20', { belief: '' }))).errors, [
      'Only send this if you believe it: confirm that you do',
    ])
    const sent = await page.post(path, belief('2026-12-01', '20'))
    assert.equal(sent.location, path, sent.errors.join())
    assert.match((await page.follow()).text, /Sickness return sent/)
    // Not another for the same sickness, whatever first day is typed.
    const again = await page.post(path, belief('2026-12-02', '20'))
    assert.equal(again.location, path)
    assert.match((await page.follow()).text, /This sickness was told of before/)
    assert.equal((await returnsOf(child, 'T-09')).length, 1)
  })
  for (const [says, expected, goes] of [
    ['14 days are not enough', '12', false],
    ['14 and a half are not', '12', false],
    ['15 are', '13', true],
  ] as const) {
    test(`${says}`, async () => {
      const child = await makeChild(database.owner, { school: people.alder })
      await mark(child, says.includes('half') ? ['//', 'I/', 'II', 'II'] : ['//', 'II', 'II'])
      const sent = await officer().post(
        `/pupils/${child.token}/sickness-return`,
        belief('2026-11-19', expected),
      )
      assert.equal(sent.status, goes ? 303 : 422)
      if (!goes) assert.match(sent.errors.join(), /The return is due at 15/)
      assert.equal((await returnsOf(child, 'T-09')).length, goes ? 1 : 0)
    })
  }
  test('a new sickness after days in school has a return of its own', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    await mark(child, ['II', 'II', '//', '//', 'II'])
    const path = `/pupils/${child.token}/sickness-return`
    await officer().post(path, belief('2026-11-16', '15'))
    await officer().post(path, belief('2026-11-20', '15'))
    assert.deepEqual(
      (await returnsOf(child, 'T-09')).map(one => one.episode_on),
      ['2026-11-16', '2026-11-20'],
    )
  })
  test('two people at one moment send one, whatever first day each typed', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    await mark(child, ['II', 'II'])
    const go = (since: string) =>
      asViewer(database.app, viewer(), tx =>
        sendSickness(tx, viewer(), {
          childId: child.id,
          since: since as LocalDate,
          expected: 15,
          believedOn: today as LocalDate,
        }),
      )
    const both = await Promise.all([go('2026-11-19'), go('2026-11-20')])
    assert.equal((await returnsOf(child, 'T-09')).length, 1)
    assert.equal(new Set(both.map(one => one.allowed && one.value.reference)).size, 1)
  })
  test('a correction that takes the days away supersedes it; one that leaves 15 does not', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    await mark(child, ['II', 'II', 'II', 'II'])
    await officer().post(`/pupils/${child.token}/sickness-return`, belief('2026-11-17', '12'))
    const [sent] = await returnsOf(child, 'T-09')
    const shown = async () => (await cme().get(`/returns/${sent!.token}`)).text
    assert(!(await shown()).includes('Superseded'))
    await mark(child, ['OO', 'II', 'II', 'II'])
    assert(!(await shown()).includes('Superseded'), 'Three and twelve are still fifteen')
    await mark(child, ['OO', 'OI', 'II', 'II'])
    assert.match(await shown(), /Superseded.*no longer holds the days that were counted/)
  })
  test('15 days in the register stand in the list by themselves; 8 are asked about, 7 and a half are not', async () => {
    const child = await makeChild(database.owner, { school: people.alder, forename: 'Fifteen' })
    await find(child, 'T-09', '2026-11-19')
    const eight = await makeChild(database.owner, { school: people.alder, forename: 'Eight' })
    await mark(
      eight,
      Array.from({ length: 8 }, () => 'II'),
    )
    const less = await makeChild(database.owner, { school: people.alder, forename: 'Seven' })
    await mark(less, ['/I', ...Array.from({ length: 7 }, () => 'II')])
    const list = await officer().get('/returns-to-send')
    assert.match(list.text, /Fifteen Example\w+ , Sickness return|Fifteen/)
    assert.match(list.text, /Eight \w+ : 8 days of sickness/)
    assert(!list.text.includes('Seven'))
    const sent = await officer().post(`/pupils/${child.token}/sickness-due-return`)
    assert.equal(sent.status, 303)
    assert.equal((await returnsOf(child, 'T-09')).length, 1)
  })
})

describe('irregular attendance (T-08)', () => {
  const away = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 ? 'OO' : '//'))
  test('nine and a half days are not due, ten are, with the sums', async () => {
    const child = await makeChild(database.owner, { school: people.alder, forename: 'Irregular' })
    await mark(child, [...away(19), '//', '/O'])
    const path = `/pupils/${child.token}/attendance-return`
    assert(!(await officer().get('/returns-to-send')).text.includes('Irregular attendance return'))
    await mark(child, [...away(20), '//'])
    const page = officer()
    assert.match((await page.get('/returns-to-send')).text, /Irregular attendance return/)
    const form = await page.get(path)
    assert.match(form.text, /The pupil has 10 unauthorised days; the authority asks to be told from 10/)
    assert.equal((await page.post(path)).location, path)
    assert.equal((await returnsOf(child, 'T-08')).length, 1)
    // Ten more are needed for another.
    assert(!(await page.get('/returns-to-send')).links.some(link => link.endsWith('/attendance-return')))
    const [sent] = await returnsOf(child, 'T-08')
    const isDue = async () =>
      (await page.get('/returns-to-send')).links.some(link =>
        link.endsWith(`${child.token}/attendance-return`),
      )
    const upTo = (day: string) => database.owner`
      update returns set episode_on = ${day}, content = jsonb_set(content, '{reachedOn}', to_jsonb(${day}::text))
      where token = ${sent!.token}`
    await upTo('2026-10-15')
    await mark(child, [...away(42), '//'])
    assert.equal(await isDue(), true, 'Ten more since the day up to which it was told')
    await upTo('2026-10-20')
    assert.equal(await isDue(), false, 'Nine more')
    await upTo(sent!.episode_on)
    await mark(child, [...away(18), '//', '//', '//'])
    assert.match((await cme().get(`/returns/${sent!.token}`)).text, /Superseded/)
  })
  test('by the school’s own judgement below the number, with a reason, once a month', async () => {
    const child = await makeChild(database.owner, { school: people.alder })
    await mark(child, away(4))
    const path = `/pupils/${child.token}/attendance-return`
    const page = officer()
    assert.match((await page.get(path)).text, /has 2 unauthorised days/)
    assert.deepEqual((await page.post(path, {})).errors, ['Say why the attendance is not regular'])
    await Promise.all([officer().post(path, { why: 'Each Friday' }), dsl().post(path, { why: 'Fridays' })])
    await page.post(path, { why: 'Again' })
    assert.equal((await returnsOf(child, 'T-08')).length, 1)
  })
  test('not of a child below compulsory age', async () => {
    const child = await makeChild(database.owner, { school: people.alder, bornOn: '2022-03-01' })
    await mark(child, away(20))
    assert.match(
      (await officer().get(`/pupils/${child.token}/attendance-return`)).text,
      /not of compulsory school age/,
    )
    assert.equal((await officer().post(`/pupils/${child.token}/attendance-return`, { why: 'x' })).status, 422)
  })
})

describe('a removal made elsewhere (T-11), and a first day nobody came (T-06)', () => {
  test('the removal’s return goes with its ground; without one it says so', async () => {
    const child = await makeChild(database.owner, {
      school: people.alder,
      leavingDate: '2026-11-19',
      seenUntil: '2027-02-01',
    })
    await find(child, 'T-11', '2026-11-19')
    const path = `/pupils/${child.token}/deletion-return`
    assert.match((await officer().get(path)).text, /Was due on Thursday 19 November 2026/)
    assert.match((await officer().get(path)).text, /gave no ground that can be read/)
    await database.owner`update enrolments set ground = 'R9-A' where id = ${child.enrolmentId}`
    assert.match((await officer().get(path)).text, /\(R9-A\)/)
    // Put back, and the rules have not looked again yet: nothing is told of a removal that is none.
    await database.owner`update enrolments set leaving_date = null where id = ${child.enrolmentId}`
    assert.match((await officer().get(path)).text, /No deletion return is due/)
    assert.equal((await officer().post(path)).status, 422)
    await database.owner`update enrolments set leaving_date = '2026-11-19' where id = ${child.enrolmentId}`
    await officer().post(path)
    await officer().post(path)
    assert.equal((await returnsOf(child, 'T-11')).length, 1)
  })
  test('no school, no no-show; a day away from the first is due that day, with the letter offered; in school, superseded', async () => {
    const child = await makeChild(database.owner, {
      school: people.alder,
      entryDate: '2026-11-20',
      forename: 'Absenta',
    })
    const path = `/pupils/${child.token}/no-show-return`
    assert.match((await officer().get(path)).text, /does not show a first day/)
    await mark(child, ['NN'], '..')
    const list = await officer().get('/returns-to-send')
    assert.match(
      list.text,
      /Absenta .*Not started on the first day Expected on Friday 20 November 2026 Due today/,
    )
    const page = officer()
    assert((await page.get(path)).links.some(link => link.includes('/letters/L11')))
    await Promise.all([page.post(path, { reason: 'Nobody answers' }), dsl().post(path)])
    const [sent, ...more] = await returnsOf(child, 'T-06')
    assert.deepEqual(more, [])
    await mark(child, ['//'], '..')
    assert.match((await cme().get(`/returns/${sent!.token}`)).text, /Superseded.*was in school that day/)
  })
})

describe('several at once', () => {
  test('each goes by itself; pressed by two people, nothing is doubled', async () => {
    const before = await asViewer(database.app, viewer(), tx => dueReturns(tx, viewer()))
    for (let i = 0; i < 3; i++) {
      const child = await makeChild(database.owner, { school: people.alder, entryDate: `2026-11-1${i}` })
      await find(child, 'T-10', `2026-11-1${i}`)
    }
    await makeAbsentChild(database.owner, { school: people.alder, days: 10 })
    assert.equal(
      await asViewer(database.app, viewer(), tx => returnsDueCount(tx, viewer())),
      before.dues.length + 4,
    )
    const page = officer()
    const form = await page.get('/returns-to-send/all')
    assert.equal(form.heading, 'Check and send returns')
    const keys = [...form.html.matchAll(/name="returns" type="checkbox" value="([^"]+)"/g)].map(
      one => one[1]!,
    )
    assert.equal(keys.length, before.dues.length + 4)
    assert.match((await page.post('/returns-to-send/all', {})).errors.join(), /Choose the returns/)
    const rows = async () => (await database.owner`select 1 from returns`).length
    const was = await rows()
    const both = await Promise.all([
      officer().post('/returns-to-send/all', { returns: keys }),
      dsl().post('/returns-to-send/all', { returns: keys }),
    ])
    for (const one of both) assert.equal(one.location, '/returns-to-send', one.errors.join())
    assert.equal((await rows()) - was, keys.length)
    assert.match((await officer().get('/returns-to-send')).text, /No returns are due/)
    const late = await officer().post('/returns-to-send/all', { returns: keys })
    assert.equal(late.location, '/returns-to-send')
    assert.equal((await rows()) - was, keys.length)
  })
})

describe('who may', () => {
  test('no other school, no other authority, nobody of the authority', async () => {
    const child = await makeChild(database.owner, { school: people.alder, entryDate: '2026-11-18' })
    await find(child, 'T-10', '2026-11-18', '2026-11-23')
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      for (const page of ['new-pupil-return', 'sickness-return', 'attendance-return', 'no-show-return']) {
        assert.equal((await browser(app, person).get(`/pupils/${child.token}/${page}`)).status, 404)
        assert.equal((await browser(app, person).post(`/pupils/${child.token}/${page}`)).status, 404)
      }
    }
    const other = people.wrongSchool.dsl.viewer(today)
    await assert.rejects(
      asViewer(database.app, other, tx => sendDue(tx, other, { childId: child.id, rule: 'T-10' })),
      /child/,
    )
    assert.equal((await browser(app, people.right.manager).get('/returns-to-send')).status, 404)
    assert(!(await browser(app, people.wrongSchool.dsl).get('/returns-to-send')).text.includes(child.surname))
  })
})

describe('what came before Onroll held the register', () => {
  test('may have gone another way: it is asked about, and not called late; from that day on it is late', async () => {
    const remove = async (surname: string, on: string) => {
      const child = await makeChild(database.owner, { school: people.alder, forename: 'Gone', surname })
      await database.owner`update enrolments set leaving_date = ${on}, ground = 'R9-A', seen_until = '2027-03-01'
        where id = ${child.enrolmentId}`
      await find(child, 'T-11', on)
      return child
    }
    const before = await remove('Beforely', '2026-11-09')
    await remove('Sincely', '2026-11-10')
    await database.owner`insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, at, by_name, type)
      values ('001', ${newId()}, ${before.enrolmentId}, ${before.id}, ${people.alder.id}, '2026-11-10T09:00:00Z', 'A file', 'entered')`
    const { text } = await officer().get('/returns-to-send')
    assert.match(text, /Gone Beforely.{0,200}From before you used Onroll, due on Monday 9 November 2026/)
    assert.match(text, /Gone Sincely.{0,200}Was due on Tuesday 10 November 2026/)
    assert.match(text, /1 is of a day before you used Onroll\. Send each/)
    const form = await officer().get(`/pupils/${before.token}/deletion-return`)
    assert.match(form.text, /From before you used Onroll/)
  })
})
