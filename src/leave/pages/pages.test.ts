// Leave as a school's people see it: each page to those who may, each form done, wrong and refused.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { makeLeave } from '../../leavers/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { sendTestLetter } from '../testing/letters.ts'

let app: FastifyInstance
let owner: Sql
let people: TestPeople
let child: TestChild
const leave = { startsOn: localDate('2026-11-09'), endsOn: localDate('2026-11-16') }

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 4,
    code: 'N',
    leaves: [leave],
    surname: 'Sample',
  })
  await makeLeave(owner, child, leave.startsOn, leave.endsOn)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const office = () => browser(app, people.right['attendance-officer'])
const head = () => browser(app, people.right.headteacher)
const dsl = () => browser(app, people.right.dsl)
const at = (page = '', who = child) => `/pupils/${who.token}/leave${page}`
const day = (name: string, text: string) => {
  const [year, month, date] = text.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const asking = {
  ...day('askedOn', '2026-11-20'),
  askedBy: 'Parent Sample',
  relationship: 'mother',
  ...day('startsOn', '2026-12-07'),
  ...day('endsOn', '2026-12-11'),
  reason: 'holiday',
  why: 'A cheaper week',
  country: 'not known',
  withWhom: 'Both parents',
}

describe('who may see it', () => {
  test('the school’s own people, and nobody else', async () => {
    for (const page of ['', '/new']) {
      const seen = await office().get(at(page))
      assert.equal(seen.status, 200, seen.text.slice(0, 200))
      assert(!seen.title.includes('Sample'))
      for (const other of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right['cme-officer']]) {
        assert.equal((await browser(app, other).get(at(page))).status, 404)
      }
    }
    assert.equal((await office().get('/leave')).status, 200)
    assert.equal((await browser(app, people.right.manager).get('/leave')).status, 404)
    const others = await browser(app, people.wrongSchool.headteacher).get('/leave')
    assert(!others.text.includes('Sample'))
  })
})

test('not back from leave: on the list with its days, and on the child’s page with the countdown', async () => {
  const list = await office().get('/leave')
  assert.match(list.text, /Sample.* Tuesday 17 November 2026 School day 4 6 to the tenth/)
  const seen = await office().get(at())
  assert.match(seen.text, /Not back: due on Tuesday 17 November 2026, and today is school day 4/)
  assert.match(seen.text, /6 school days to the tenth, Monday 30 November 2026/)
  assert.match(seen.text, /possible-CME case opens by itself on Monday 30 November 2026/)
})

describe('from asking to deciding', () => {
  test('the form says what is wrong in its own order, then shows what was typed to check, then saves once', async () => {
    const page = office()
    await page.get(at('/new'))
    const wrong = await page.post(at('/new'), {
      ...asking,
      askedBy: '',
      ...day('endsOn', '2026-12-01'),
      reason: '',
    })
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.errors, ['Enter who asked', 'Choose what it is for'])
    const late = await page.post(at('/new'), { ...asking, ...day('endsOn', '2026-12-01') })
    assert.deepEqual(late.errorFields, ['endsOn'])
    const check = await page.post(at('/new'), asking)
    assert.equal(check.heading, 'Check what you wrote')
    assert.match(check.text, /Parent Sample, mother/)
    const back = await page.send(at('/new'), { ...asking, press: 'change' })
    assert.match(back.html, /value="Parent Sample"/)
    const sent = await page.post(at('/new'), { ...asking, press: 'send' })
    assert.equal(sent.status, 303)
    const [row] = await owner`select count(*)::int as n from leave_requests where child_id = ${child.id}`
    assert.equal(row!.n, 1)
  })

  test('a meeting, evidence, one press to the DSL, and the head’s decision with its letter', async () => {
    const other = await makeChild(owner, { school: people.alder, surname: 'Waiting' })
    const page = office()
    await page.get(at('/new', other))
    const sent = await page.post(at('/new', other), { ...asking, press: 'send' })
    const request = sent.location!
    assert.match((await page.get(request)).text, /Waits for the headteacher.*No meeting of the family/)
    assert(
      !(await page.get(request)).text.includes('Leave of this family before'),
      'the pattern is not the office’s',
    )
    assert.match((await dsl().get(request)).text, /Leave of this family before/)
    assert.equal((await page.get(`${request}/decide`)).status, 404)
    const empty = await page.post(`${request}/meeting`, day('on', '2026-11-20'))
    assert.deepEqual(empty.errors, ['Enter who met whom', 'Write what was said'])
    const met = await page.post(`${request}/meeting`, {
      ...day('on', '2026-11-20'),
      who: 'Alder headteacher and the mother',
      notes: 'They would miss a week',
    })
    assert.equal(met.location, request)
    await page.get(request)
    const told = await page.send(request, { press: 'tell' })
    assert.equal(told.location, request)
    assert.match((await dsl().get('/leave')).text, /Told to the DSL.*Waiting/)
    const chief = head()
    assert.match((await chief.get('/leave')).text, /Waiting for you.*Waiting/)
    const bare = await chief.post(`${request}/decide`, {})
    assert.deepEqual(bare.errors, ['Choose what you decide', 'Choose the code', 'Give your reasons'])
    const decided = await chief.post(`${request}/decide`, {
      decision: 'grant',
      ...day('startsOn', '2026-12-07'),
      ...day('endsOn', '2026-12-09'),
      code: 'C',
      reasons: 'Three days for a wedding',
    })
    assert.equal(decided.location, request)
    const after = await chief.get(request)
    assert.match(after.text, /Granted: Monday 7 December 2026 to Wednesday 9 December 2026, code C/)
    assert(after.links.some(link => link.includes('/letters/L23')))
    const refusedNow = await chief.post(`${request}/decide`, { decision: 'refuse', reasons: 'No' })
    assert.equal(refusedNow.status, 422)
    const later = await chief.post(`${request}/change`, {
      ...day('endsOn', '2026-12-11'),
      why: 'Flight cancelled',
    })
    assert.equal(later.location, request)
    assert.equal((await page.get(`${request}/change`)).status, 404, 'the head agrees another day')
    await page.get(request)
    const cancelled = await page.post(`${request}/cancel`, { why: 'The mother rang' })
    assert.equal(cancelled.location, request)
    assert.match((await page.get(request)).text, /Cancelled/)
  })

  test('refused wants no days and no code', async () => {
    const other = await makeChild(owner, { school: people.alder })
    const page = office()
    await page.get(at('/new', other))
    const request = (await page.post(at('/new', other), { ...asking, press: 'send' })).location!
    const decided = await head().post(`${request}/decide`, { decision: 'refuse', reasons: 'Not exceptional' })
    assert.equal(decided.location, request, decided.errors.join())
    const letters =
      await owner`select fields->>'leave_decision' as says from letters where child_id = ${other.id}`
    assert.equal(letters[0]!.says, 'We have not agreed to this leave.')
  })
})

describe('abroad without leave', () => {
  test('Letter 1, terms, Letter 2 refused early with why; the authority answers on its case', async () => {
    const gone = await makeAbsentChild(owner, { school: people.alder, days: 12, surname: 'Away' })
    const abroad = `/pupils/${gone.token}/abroad`
    const page = office()
    const start = await page.post(abroad, { ...day('knownOn', '2026-11-05'), how: '', country: '' })
    assert.deepEqual(start.errorFields, ['how', 'country'])
    await page.post(abroad, { ...day('knownOn', '2026-11-05'), how: 'An aunt rang', country: 'Elsewhere' })
    const begun = await page.get(abroad)
    assert.match(begun.text, /Letter 1: what we need Can be written now/)
    const early = await page.send(abroad, { letter: 'LET-L08' })
    assert.equal(early.status, 422)
    assert.deepEqual(early.errors, ['Letter 1 comes first'])
    assert.deepEqual(early.errorFields, ['LET-L08'])
    await page.get(abroad)
    const one = await page.send(abroad, { letter: 'LET-L06' })
    assert.match(one.location!, /\/letters\/L06\?back=/)
    await owner`update letters set written_at = '2026-11-05T10:00:00Z' where child_id = ${gone.id}`
    await owner`update abroad_processes set begun_on = '2026-11-05' where child_id = ${gone.id}`
    await sendTestLetter(owner, gone, 'LET-L06', '2026-11-06')
    assert.match((await page.get(abroad)).text, /until Friday 20 November 2026 to answer/)
    // Drafted on the letters' own page, it is stopped when it is to be sent.
    await owner`insert into contact_safety (la_code, id, child_id, school_id, contact_id, may_ring, may_text, may_email, may_write, note, marked_name)
      values ('001', gen_random_uuid(), ${gone.id}, ${people.alder.id}, ${gone.contactId}, 'yes', 'yes', 'yes', 'yes', '', 'A test')`
    const draft = await page.post(`/pupils/${gone.token}/letters/L08`, {
      contact: gone.contactId,
      ...day('absent_since', '2026-11-05'),
      ...day('removal_on', '2026-12-07'),
      removal_reason: 'x',
      removal_law: 'y',
      sender_phone: '07700 900123',
    })
    assert.equal(draft.status, 303, draft.errors.join())
    const sending = await page.post(draft.location!, { channel: 'post' })
    assert.match(sending.errors.join(), /can be written from Monday 23 November 2026/)
    await owner`delete from letters where child_id = ${gone.id} and code = 'LET-L08'`
    await page.get(abroad)
    const two = await page.send(abroad, { letter: 'LET-L08' })
    assert.match(two.errors.join(), /can be written from Monday 23 November 2026/)
    for (const form of ['received', 'terms', 'contact', 'end']) {
      assert.equal((await page.get(`${abroad}/${form}`)).status, 200)
      assert.equal((await page.post(`${abroad}/${form}`, {})).status, 422)
    }
    const contact = await page.post(`${abroad}/contact`, {
      ...day('on', '2026-11-19'),
      went: 'video',
      note: '',
    })
    assert.equal(contact.location, abroad)
    const [found] = await owner<{ token: string }[]>`select token from cases where child_id = ${gone.id}`
    const officer = browser(app, people.right['cme-officer'])
    const case_ = `/cases/${found!.token}/abroad`
    assert.match((await officer.get(case_)).text, /Sent on Friday 6 November 2026/)
    assert.deepEqual((await officer.post(case_, {})).errorFields, ['answer', 'why'])
    await officer.post(case_, { answer: 'no', why: 'Border checks are asked' })
    assert.match((await page.get(abroad)).text, /does not agree yet.*Border checks are asked/)
    assert.equal((await browser(app, people.wrongAuthority['cme-officer']).get(case_)).status, 404)
    assert.equal((await office().get(case_)).status, 404)
  })

  test('in school again: the page proposes to end it, and one press does; not while the latest day is away', async () => {
    const proposes = /The register has the child in school since/
    const known = { ...day('knownOn', '2026-11-05'), how: 'An aunt rang', country: 'Elsewhere' }
    const away = await makeAbsentChild(owner, { school: people.alder, days: 2, surname: 'Gone' })
    const page = office()
    await page.post(`/pupils/${away.token}/abroad`, known)
    // Seen on the 18th, and away on the last two days: still to be asked about.
    assert.doesNotMatch((await page.get(`/pupils/${away.token}/abroad`)).text, proposes)

    const back = await makeAbsentChild(owner, { school: people.alder, days: 0, surname: 'Back' })
    const abroad = `/pupils/${back.token}/abroad`
    await page.post(abroad, known)
    const shown = await page.get(abroad)
    assert.match(shown.text, /in school since Friday 6 November 2026.*End it: the child is back/)
    const hidden = [...shown.html.matchAll(/name="(on-[a-z]+|note)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    )
    const ended = await page.post(`${abroad}/end`, Object.fromEntries(hidden))
    assert.equal(ended.location, `/pupils/${back.token}/leave`, ended.errors.join())
    const [step] =
      await owner`select on_date, data from abroad_steps where child_id = ${back.id} and kind = 'ended'`
    assert.equal(step!.on_date, '2026-11-06')
    await page.post(`${abroad}/end`, Object.fromEntries(hidden))
    assert.equal(
      (await owner`select 1 from abroad_steps where child_id = ${back.id} and kind = 'ended'`).length,
      1,
    )
  })
})
