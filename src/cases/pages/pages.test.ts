import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { statementsOf } from '../../../bench/statements.ts'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  signedIn,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { answerTenthDay } from '../actions.ts'
import { authorityChecks, requiredChecks } from '../authority-checks.ts'
import { refer } from '../testing/referred.ts'
import { pages } from './index.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
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

const officer = () => browser(app, people.right['cme-officer'])
const manager = () => browser(app, people.right.manager)
const otherManager = () => browser(app, people.wrongSchool.manager)
const assistant = () => browser(app, people.right['cme-assistant'])
const birch = () => browser(app, people.wrongSchool['attendance-officer'])
const alder = () => browser(app, people.right['attendance-officer'])

async function referred(
  given: Partial<Parameters<typeof makeChild>[1]> = {},
  level: 'act today' | 'keep in view' = 'keep in view',
) {
  const child = await makeChild(db.owner, { school: people.alder, ...given })
  const opened = await refer(db.app, people, child, { level, on: today })
  return { child, ...opened }
}
const last = async (token: string): Promise<string> => {
  const [row] = await db.owner<{ id: string }[]>`
    select e.id from case_events e join cases k on k.id = e.case_id where k.token = ${token} order by e.id desc limit 1`
  return row!.id
}
type Fields = Record<string, string>
/** Sends a step's form as the person would: with the last event they have seen. */
async function step(who: ReturnType<typeof browser>, path: string, fields: Fields) {
  const page = await who.get(path)
  assert.equal(page.status, 200, `${path}: ${page.heading}`)
  const seen = /name="seen" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
  return who.post(path, { seen, ...fields })
}
const date = (name: string, day: string): Fields => {
  const [year, month, date] = day.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
async function accepted(
  given: Partial<Parameters<typeof makeChild>[1]> = {},
  level: 'act today' | 'keep in view' = 'keep in view',
) {
  const made = await referred(given, level)
  const sent = await step(officer(), `/triage/${made.token}/accept`, {
    level,
    owner: people.right['cme-officer'].id,
  })
  assert.equal(sent.location, `/cases/${made.token}`)
  return made
}
/** A closing form with nothing left open. */
const closing = (outcome: string): Fields => ({
  outcome,
  says: '',
  siblings: 'none known',
  risk: 'none open',
  referrer: 'by this',
})
/** Birch Secondary says, when the tenth day has come, that the child is still there. */
async function tenthDay(token: string): Promise<void> {
  const then = people.wrongSchool['attendance-officer'].viewer('2026-12-03')
  const [offer] = await db.owner<{ id: string; case_id: string }[]>`
    select o.id, o.case_id from offers o join cases k on k.id = o.case_id where k.token = ${token} and o.state = 'started'`
  const answer = { says: 'attending', attendedOn: localDate('2026-12-03') } as const
  assert.ok((await asViewer(db.app, then, tx => answerTenthDay(tx, then, offer!, answer))).allowed)
}
const stateOf = async (token: string) =>
  (await db.owner<{ state: string }[]>`select state from cases where token = ${token}`)[0]!.state

describe('the way through', () => {
  test('from my work to closed on the new school’s word', async () => {
    const made = await referred({ forename: 'Amina', surname: 'Wayfarer' })
    const me = officer()
    const work = await me.get('/work')
    assert.equal(work.heading, 'My work')
    assert.match(work.text, /New: decide on these/)
    assert.ok(work.links.includes(`/triage/${made.token}`))

    const triage = await me.get(`/triage/${made.token}`)
    assert.match(triage.text, /Last in school Friday 30 October 2026/)
    assert.match(triage.text, /Nobody has visited the home/)
    assert.match(triage.text, /Look first: is the child on a roll here\?/)
    assert.doesNotMatch(triage.title, /Amina|Wayfarer/)

    await step(me, `/triage/${made.token}/accept`, {
      level: 'keep in view',
      owner: people.right['cme-officer'].id,
    })
    const page = await me.follow()
    assert.equal(page.heading, `Case ${made.reference}`)
    assert.match(page.text, /Next: Begin the checks and try a first contact/)
    assert.match(
      page.text,
      /Why this date\?.*Within 5 working days of the last decision, Friday 20 November 2026/,
    )
    assert.match(page.text, /Monday 23 November 2026: counted, working day 1/)
    assert.match(page.text, /Saturday 21 November 2026 to Sunday 22 November 2026: not counted/)
    assert.ok(page.links.includes('/rules/P-FIRST-CONTACT'))
    assert.match(page.text, /By the registers *At risk of missing education/)

    await step(me, `/cases/${made.token}/checks/RL01`, { result: 'nothing found' })
    assert.match(
      (await me.get(`/cases/${made.token}/checks`)).text,
      /Rolls, admissions, in-year applications and offers.*Done/,
    )
    await step(me, `/cases/${made.token}/located`, {
      proof: 'seen',
      where: 'this area',
      says: 'Seen at home by a field officer',
    })
    await step(me, `/cases/${made.token}/offer`, { school: people.birch.id, ...date('starts', '2026-11-20') })
    assert.equal(await stateOf(made.token), 'securing provision')

    const refused = await step(me, `/cases/${made.token}/close`, closing('O01'))
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(), /No school has confirmed a first day attended/)
    await step(me, `/cases/${made.token}/start`, {
      from: 'Her mother',
      says: '',
      ...date('started', '2026-11-20'),
    })
    assert.match(
      (await step(me, `/cases/${made.token}/close`, closing('O01'))).errors.join(),
      /No school has confirmed/,
    )

    const school = birch()
    const offers = await school.get('/offers')
    assert.match(offers.text, /Amina Wayfarer/)
    const offer = offers.links.find(link => link.startsWith('/offers/'))!
    const asked = await school.get(offer)
    assert.doesNotMatch(asked.html, /Alder|Seen at home|Sample Street/)
    assert.deepEqual((await school.post(offer, { answer: 'started' })).errorFields, ['attended'])
    assert.match(
      (await school.post(offer, { answer: 'started', ...date('attended', '2026-11-23') })).errors.join(),
      /still to come/,
    )
    assert.equal(
      (await school.post(offer, { answer: 'started', ...date('attended', '2026-11-20') })).location,
      '/offers',
    )
    assert.equal(await stateOf(made.token), 'monitoring')
    assert.match((await me.get('/work')).text, /Replies that arrived/)

    assert.match(
      (await step(me, `/cases/${made.token}/close`, closing('O01'))).errors.join(),
      /has not confirmed the tenth day yet, Thursday 3 December 2026/,
    )
    await tenthDay(made.token)
    await step(me, `/cases/${made.token}/close`, closing('O01'))
    assert.equal(await stateOf(made.token), 'closed')
    const closed = await me.get(`/cases/${made.token}`)
    assert.match(closed.text, /Closed: On roll and attending, in this authority/)
    assert.match(closed.text, /Birch Secondary confirms attendance/)
    const oldest = await me.get(`/cases/${made.token}?order=oldest`)
    assert.ok(oldest.text.indexOf('Referral received') < oldest.text.indexOf('confirms attendance'))
    assert.ok(closed.text.indexOf('Referral received') > closed.text.indexOf('confirms attendance'))
  })

  test('found on a roll: a match judged the same leads to asking that school', async () => {
    const made = await referred({ forename: 'Zofia', surname: 'Kowalska', bornOn: '2014-03-12' })
    const other = await makeChild(db.owner, {
      school: people.birch,
      forename: 'Zofia',
      surname: 'Kowalska',
      bornOn: '2014-03-12',
    })
    const me = officer()
    const triage = await me.get(`/triage/${made.token}`)
    assert.match(triage.text, /Records that may be the same child Zofia Kowalska/)
    const pair = `/matches/${made.child.token}/${other.token}?case=${made.token}`
    assert.ok(triage.links.includes(pair))
    const compare = await me.get(pair)
    assert.match(compare.text, /Forename Zofia Zofia the same/)
    assert.deepEqual((await me.post(pair, {})).errorFields, ['decision', 'why'])
    const decided = await step(me, pair, { decision: 'same', why: 'Birch holds the same birth certificate' })
    assert.equal(decided.location, `/cases/${made.token}/found/${people.birch.token}`)
    await step(me, decided.location!, {})
    assert.equal(await stateOf(made.token), 'starting')
    assert.match((await birch().get('/offers')).text, /Zofia Kowalska/)
    assert.doesNotMatch((await me.get(`/cases/${made.token}/matches`)).text, /Compare and decide/)
  })

  test('asked for more, declined, taken up again', async () => {
    const made = await referred()
    const me = officer()
    await step(me, `/triage/${made.token}/ask`, {
      what: 'Which language does the family speak?',
      ...date('due', '2026-11-27'),
    })
    assert.equal(await stateOf(made.token), 'needs information')
    await step(me, `/cases/${made.token}/answer`, { says: 'Polish', from: 'The school office' })
    assert.equal(await stateOf(made.token), 'triage')
    await step(me, `/triage/${made.token}/decline`, {
      because: 'not CME',
      says: 'On your roll and in contact',
    })
    assert.equal(await stateOf(made.token), 'declined')
    assert.match((await me.get(`/triage/${made.token}/accept`)).text, /this step is not open now/)
    await step(me, `/cases/${made.token}/reopen`, { why: 'The family has gone' })
    assert.equal(await stateOf(made.token), 'triage')
  })

  test('the school answers what was asked, once, and only its own', async () => {
    const made = await referred()
    const me = officer()
    await step(me, `/triage/${made.token}/ask`, {
      what: 'Which language does the family speak?',
      ...date('due', '2026-11-27'),
    })
    const school = alder()
    const list = await school.get('/referrals')
    const [referral] = await db.owner<
      { token: string }[]
    >`select token from referrals where case_id = ${made.caseId}`
    const path = `/referrals/${referral!.token}/answer`
    assert.ok(list.links.includes(path))
    assert.match((await school.get(path)).text, /Which language does the family speak\?/)
    assert.equal((await birch().get(path)).status, 404)
    assert.deepEqual((await school.post(path, { says: '' })).errors, ['Write your answer'])
    assert.equal((await school.post(path, { says: 'Polish' })).location, '/referrals')
    assert.equal(await stateOf(made.token), 'triage')
    assert.match((await school.get(path)).text, /not waiting for an answer/)
    assert.match((await school.post(path, { says: 'Again' })).errors.join(), /not waiting/)
    assert.match((await me.get(`/triage/${made.token}`)).text, /Polish/)
  })

  test('not located: says every check that is missing, needs a manager, never closes', async () => {
    const made = await accepted()
    await step(officer(), `/cases/${made.token}/contact`, {
      who: 'Her mother',
      method: 'phone',
      result: 'no answer',
      says: '',
    })
    const path = `/cases/${made.token}/not-located`
    const early = await step(officer(), path, { says: 'Considered with the hub' })
    assert.equal(early.errors.length, requiredChecks.length + 2)
    for (const check of requiredChecks) {
      await step(officer(), `/cases/${made.token}/checks/${check.code}`, {
        result: 'nothing found',
        says: '',
      })
    }
    const view = `/cases/${made.token}/safeguarding`
    await step(manager(), view, { says: 'It may be a risk', with: 'A. Lead' })
    assert.match(
      (await step(manager(), path, { says: 'Considered with the hub' })).errors.join(),
      /wrote the safeguarding view: another manager records it/,
    )
    await step(officer(), view, { says: 'It may be a risk', with: 'A. Lead' })
    assert.match((await manager().get(path)).text, /what the safeguarding lead thinks: A. Lead/)
    await step(manager(), path, { says: 'Considered with the hub' })
    assert.equal(await stateOf(made.token), 'not located')
    const [row] = await db.owner`select next_due, closed_on from cases where token = ${made.token}`
    assert.deepEqual({ ...row }, { next_due: '2026-12-18', closed_on: null })
    const closing = await manager().get(`/cases/${made.token}/close`)
    assert.doesNotMatch(closing.html, /value="O12"|value="O11"/)
  })

  test('act today: one person records the proof, another manager closes', async () => {
    const made = await accepted({}, 'act today')
    const proof = `/cases/${made.token}/proof/O03`
    assert.ok((await manager().get(`/cases/${made.token}/proof`)).links.includes(proof))
    const given = { says: 'Suitable', from: 'B. Home, EHE officer' }
    assert.deepEqual((await step(manager(), proof, given)).errorFields, ['viewOn'])
    assert.match(
      (await step(manager(), proof, { ...given, ...date('viewOn', '2026-11-21') })).errors.join(),
      /still to come/,
    )
    await step(manager(), proof, { ...given, ...date('viewOn', '2026-11-19') })
    assert.match(
      (await otherManager().get('/work')).text,
      new RegExp(`${made.reference} Act today Decide on closing`),
    )
    const close = (who: ReturnType<typeof browser>) => step(who, `/cases/${made.token}/close`, closing('O03'))
    assert.match((await close(officer())).errors.join(), /a manager must close it/)
    assert.match((await close(manager())).errors.join(), /recorded the proof: another manager/)
    assert.equal((await close(otherManager())).status, 303)
    assert.equal(await stateOf(made.token), 'closed')
  })
})

describe('forms', () => {
  test('say what is wrong with what was typed, and keep it', async () => {
    const made = await accepted()
    const me = officer()
    const note = await me.post(`/cases/${made.token}/note`, { fact: '', opinion: '' })
    assert.deepEqual(note.errors, ['Write a fact, an opinion, or both'])
    const offer = await me.post(`/cases/${made.token}/offer`, {
      school: 'nonsense',
      'starts-day': '31',
      'starts-month': '2',
      'starts-year': '2026',
    })
    assert.deepEqual(offer.errorFields, ['school', 'starts'])
    assert.match(offer.html, /value="31"/)
    assert.match(offer.title, /^Error: /)
  })

  test('what a colleague wrote in the meantime is shown, with what I typed; sending again saves it', async () => {
    const made = await accepted()
    const [me, you] = [officer(), manager()]
    const path = `/cases/${made.token}/note`
    const seen = await last(made.token)
    await you.post(path, { seen, fact: 'The neighbour says they left on Monday', opinion: '' })
    const clash = await me.post(path, { seen, fact: 'Rang the school', opinion: '' })
    assert.equal(clash.status, 409)
    assert.match(clash.text, /Someone wrote to this case/)
    assert.match(clash.text, /they left on Monday/)
    assert.match(clash.html, /Rang the school/)
    const again = /name="seen" value="([^"]*)"/.exec(clash.html)![1]!
    assert.equal((await me.post(path, { seen: again, fact: 'Rang the school', opinion: '' })).status, 303)
  })
})

describe('who may', () => {
  test('an assistant records, and decides nothing', async () => {
    const made = await accepted()
    const me = assistant()
    assert.equal((await step(me, `/cases/${made.token}/note`, { fact: 'A fact', opinion: '' })).status, 303)
    for (const path of [
      `/cases/${made.token}/close`,
      `/cases/${made.token}/located`,
      `/triage/${made.token}/accept`,
    ]) {
      assert.equal((await me.get(path)).status, 404, path)
    }
    const page = await me.get(`/cases/${made.token}`)
    assert.doesNotMatch(page.text, /Close the case/)
  })

  test('a school, and another authority, find no page of the authority’s', async () => {
    const made = await accepted()
    const ofCase = pages.filter(page => /^\/(cases|triage|matches|work|children)/.test(page.path))
    assert.ok(ofCase.length > 25)
    for (const page of ofCase) {
      const path = page.path
        .replace(':case', made.token)
        .replace(':check', 'RL01')
        .replace(':outcome', 'O03')
        .replace(':school', people.birch.token)
        .replace(':other', made.child.token)
        .replace(':child', made.child.token)
      assert.equal((await alder().get(path)).status, 404, path)
      if (!/^\/(work|cases|triage)$/.test(path)) {
        assert.equal((await browser(app, people.wrongAuthority.manager).get(path)).status, 404, path)
      }
    }
  })

  test('what the authority found is not on the school’s pages', async () => {
    const made = await accepted()
    const secret = 'The aunt in Leeds says they are with her'
    await step(officer(), `/cases/${made.token}/note`, { fact: secret, opinion: '' })
    await step(officer(), `/cases/${made.token}/checks/RL17`, { result: 'something found', says: secret })
    await step(officer(), `/cases/${made.token}/located`, {
      proof: 'seen',
      where: 'another authority',
      says: secret,
    })
    for (const path of [`/pupils/${made.child.token}`, `/pupils/${made.child.token}/history`, '/referrals']) {
      const page = await alder().get(path)
      // The school's own way to write down that it told the police says nothing of the authority's checks.
      const html = page.html.replaceAll(/<a [^>]*\/safeguarding\/police"[^>]*>.*?<\/a>/g, '')
      assert.doesNotMatch(html, /aunt|Leeds|[Pp]olice|another authority|In another authority/, path)
    }
  })
})

describe('lists and search', () => {
  test('cases are filtered, sorted and counted', async () => {
    const made = await accepted({ surname: 'Listed' }, 'act today')
    const me = officer()
    const all = await me.get('/cases')
    assert.match(all.text, /\d+ cases?\. Sorted by due/)
    const mine = await me.get(
      `/cases?level=act+today&state=accepted&owner=${people.right['cme-officer'].id}&sort=name`,
    )
    assert.match(mine.text, new RegExp(made.reference))
    assert.match((await me.get('/cases?state=not+located&level=act+today')).text, /No case is like that/)
    assert.equal((await me.get("/cases?state=';drop&sort=zzz&page=-4&owner=1")).status, 200)
  })

  test('search says why each was found, and a protected child’s school is not named', async () => {
    const child: TestChild = await makeChild(db.owner, {
      school: people.cedar,
      forename: 'Ngozi',
      surname: 'Searchable',
      bornOn: '2013-08-09',
    })
    const me = officer()
    const found = await me.post('/children', { find: 'searchable ngozi', ...date('born', '2013-08-09') })
    assert.match(found.text, /1 child found/)
    assert.match(found.text, /surname the same, forename the same, same date of birth/)
    assert.match(found.text, /Cedar Primary/)
    assert.deepEqual((await me.post('/children', {})).errorFields, ['find'])
    assert.match((await me.get(`/children/${child.token}`)).text, /Sample Street/)
    await db.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, 'address', ${today}, 'Fear of violence', 'An officer')`
    const again = await me.post('/children', { find: 'Searchable' })
    assert.doesNotMatch(again.text, /Cedar/)
    const page = await me.get(`/children/${child.token}`)
    assert.doesNotMatch(page.html, /Sample Street|07700/)
    assert.match(page.text, /see reasons to open/)
  })

  test('a case opened by hand; a second joins it', async () => {
    const child = await makeChild(db.owner, { school: people.cedar })
    const me = officer()
    const path = `/children/${child.token}/open-case`
    assert.deepEqual((await me.post(path, {})).errorFields, ['start', 'level', 'says'])
    await db.owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${child.id}, 'EHCP', 'yes', 'A test')`
    const sent = await me.post(path, { start: 'START-13', level: 'keep in view', says: 'A neighbour rang' })
    // The desk that must know of the child does, by itself.
    assert.deepEqual(
      (await db.owner`select desk from desk_parts where child_id = ${child.id}`).map(row => row.desk),
      ['sen-officer'],
    )
    assert.match(sent.location ?? '', /^\/triage\//)
    assert.match(
      (await me.post(path, { start: 'START-13', level: 'keep in view', says: 'Again' })).location ?? '',
      /^\/cases\//,
    )
  })
})

test('every step page that a case offers opens, and every look is written down', async () => {
  const made = await accepted()
  const me = manager()
  const page = await me.get(`/cases/${made.token}`)
  const offered = page.links.filter(link => link.startsWith(`/cases/${made.token}/`))
  assert.ok(offered.length > 12)
  for (const link of offered) assert.equal((await me.get(link)).status, 200, link)
  for (const check of authorityChecks)
    assert.equal((await me.get(`/cases/${made.token}/checks/${check.code}`)).status, 200)
  const [{ n }] = await db.owner<[{ n: number }]>`
    select count(*) as n from looks where child_id = ${made.child.id} and person_id = ${people.right.manager.id}`
  assert.ok(n >= offered.length + authorityChecks.length)
})

test('my work counts what waits on other pages, and leads to it; another authority’s counts nothing', async () => {
  const made = await accepted()
  const { child } = made
  const of = {
    la_code: '001',
    child_id: child.id,
    school_id: people.alder.id,
    enrolment_id: child.enrolmentId,
  }
  const put = (table: string, row: Record<string, unknown>) =>
    db.owner`insert into ${db.owner(table)} ${db.owner({ ...of, id: newId(), by_name: 'Somebody', ...row } as never)}`
  await put('arrangements', {
    token: newId(),
    kind: 'part-time timetable',
    code: 'C2',
    hours: 10,
    full_hours: 32.5,
    place: 'Mornings',
    reason: 'After an illness',
    starts_on: '2026-11-02',
    review_on: '2026-11-19',
    ends_on: '2026-12-18',
    end_plan: 'More each week',
    agreed_by: 'Mother',
    ehcp_consulted: 'not needed',
    worker_consulted: 'not needed',
    recorded_on: '2026-11-02',
  })
  const review = { kind: 'off-site education', code: 'B', token: newId(), review_on: today }
  const [first] = await db.owner`select * from arrangements where child_id = ${child.id}`
  const { by_person: _, recorded_at: __, ...same } = first!
  await put('arrangements', { ...same, ...review, id: newId() })
  await put('home_education_notices', {
    token: newId(),
    reference: `H-${child.token.slice(0, 6)}`,
    notice: 'letter',
    received_on: today,
    facts: db.owner.json({}),
    told_on: today,
  })
  const abroad = newId()
  const person = { by_person: newId() }
  await put('abroad_processes', {
    id: abroad,
    token: newId(),
    known_on: today,
    how_known: 'A call',
    country: 'Poland',
    begun_on: today,
    ...person,
  })
  const { enrolment_id: ___, ...ofChild } = of
  const step = (kind: string) =>
    db.owner`insert into abroad_steps ${db.owner({ ...ofChild, id: newId(), process_id: abroad, kind, on_date: today, by_name: 'A', by_role: 'head', ...person })}`
  await step('authority told')
  const leaver = await makeChild(db.owner, {
    school: people.alder,
    leavingDate: '2026-11-02',
    seenUntil: '2027-01-31',
  })
  await db.owner`insert into destination_steps ${db.owner({ la_code: '001', id: newId(), child_id: leaver.id, enrolment_id: leaver.enrolmentId, school_id: people.alder.id, type: 'unknown', on_date: today, by_name: 'A', by_side: 'school' })}`
  await makeChild(db.owner, { school: people.birch })
  await db.owner`insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date, nc_year)
    values ('001', ${newId()}, ${child.id}, ${people.birch.id}, 'P-AGAIN', ${today}, '4')`

  const work = await officer().get('/work')
  // Due today is not late yet: one review of the two.
  for (const [says, href] of [
    ['1 child with an open case is on a register now', '/joiners-found'],
    ['1 notice of home education has not been opened', '/home-education'],
    ['1 leaver’s next place is not confirmed', '/destinations'],
    ['1 review of a part-time timetable or education off site is late', '/provision'],
    [`1 school asks about a child abroad without leave: ${made.reference}`, `/cases/${made.token}/abroad`],
  ] as const) {
    assert.ok(work.text.includes(says), `${says}: ${work.text.slice(0, 600)}`)
    assert.ok(work.links.includes(href), href)
    assert.equal((await officer().get(href)).status, 200, href)
  }
  assert.match((await officer().get('/joiners-found')).text, new RegExp(made.reference))
  await step('authority answered')
  assert.doesNotMatch((await officer().get('/work')).text, /asks about a child abroad/)
  const elsewhere = await browser(app, people.wrongAuthority.manager).get('/work')
  assert.doesNotMatch(elsewhere.text, /on a register now|home education|not confirmed|off site/)
})

test('our conclusion of the joint enquiries is an answer in writing, and a letter that says the same is drafted', async () => {
  const made = await accepted()
  const path = `/cases/${made.token}/conclusion`
  assert.match((await officer().get(path)).text, /Alder Primary has not signed what it concludes/)
  const sent = await step(officer(), path, {
    outcome: 'LOCATED_EXPECTED_TO_ATTEND',
    unavoidable: 'no',
    reasons: 'The mother says that they are back on Monday',
  })
  assert.equal(sent.location, `/cases/${made.token}`)
  const drafts = await db.owner<{ code: string; fields: Record<string, string> }[]>`
    select code, fields from letters where child_id = ${made.child.id}`
  assert.deepEqual(
    drafts.map(one => [one.code, one.fields.reasons]),
    [['LET-L16-not-yet', 'The mother says that they are back on Monday']],
  )
})

describe('the chronology', () => {
  test('is shown by kind, all of it to print, and says what others wrote since one last looked', async () => {
    const made = await accepted()
    const at = `/cases/${made.token}`
    await step(officer(), `${at}/note`, { fact: 'Own words', opinion: '' })
    assert.doesNotMatch((await officer().get(at)).text, /since you last looked/, 'never looked before')
    // That look was yesterday.
    await db.owner`
      update looks set at = '2026-11-19T09:00:00Z' where child_id = ${made.child.id} and page = '/cases/:case'`
    await step(manager(), `${at}/note`, { fact: 'A manager’s words', opinion: '' })
    const page = await officer().get(at)
    // The clock of this test stands; what was written by its own person is not news to that person.
    assert.match(page.text, /entries by others since you last looked ?, Thursday 19 November 2026, 9:00am/)
    assert.match(page.text, /Note New[^.]*Friday 20 November 2026, .*manager Fact: A manager’s words/)
    assert.doesNotMatch(page.text, /Note New Friday 20 November 2026, Alder cme-officer/)

    const notes = await officer().get(`${at}?kind=notes`)
    assert.match(notes.text, /A manager’s words/)
    assert.doesNotMatch(notes.text, /Referral received|Taken on Friday/)
    assert.doesNotMatch((await officer().get(`${at}?kind=checks`)).text, /Own words/)
    assert.match((await officer().get(`${at}?kind=invented`)).text, /Own words/)
    const whole = notes.links.find(link => link.includes('all=yes'))!
    assert.match(whole, /kind=notes.*order=oldest.*#chronology/)
  })

  test('earlier episodes stand at once, each with its days and its outcome', async () => {
    const made = await accepted()
    const at = `/cases/${made.token}`
    await step(officer(), `${at}/proof/O03`, {
      says: 'Suitable',
      from: 'B. Home',
      ...date('viewOn', '2026-11-19'),
    })
    await step(officer(), `${at}/close`, closing('O03'))
    await step(officer(), `${at}/reopen`, { why: 'The view was of another child' })
    const page = await officer().get(at)
    assert.match(
      page.text,
      /Episode 1: 20 November 2026 to 20 November 2026, closed: Suitable home education. Taken up again: The view was of another child/,
    )
    assert.match(page.text, /This is episode 2, since Friday 20 November 2026/)
  })
})

describe('days out of education', () => {
  test('stand in the summary with the reason, which is recorded from there and counts by the registers', async () => {
    const made = await accepted({ forename: 'Amina', surname: 'Outlong' })
    const at = `/cases/${made.token}`
    assert.doesNotMatch((await officer().get(at)).text, /Out of education/)
    await db.owner`update enrolments set leaving_date = '2026-10-30', seen_until = '2026-10-30' where child_id = ${made.child.id}`
    const before = await officer().get(at)
    assert.match(before.text, /Out of education 20 days, since Saturday 31 October 2026/)
    assert.match(before.text, /Main reason Nobody has recorded why\. Record the reason/)
    assert.ok(before.links.includes(`${at}/reason`))
    const sent = await officer().post(`${at}/reason`, {
      reason: 'MENTAL_HEALTH',
      why: 'Her mother says',
      ...date('from', '2026-11-02'),
    })
    assert.equal(sent.location, at)
    const page = await officer().get(at)
    assert.match(
      page.text,
      /Main reason Mental health, from 2 November 2026\. Recorded by .* Change the reason/,
    )
    assert.match(page.text, /Reason: Mental health\./)
  })

  test('of a child who was on no roll here, since when is not made up', async () => {
    const made = await accepted({ forename: 'Amina', surname: 'Newhere' })
    await db.owner`delete from enrolments where child_id = ${made.child.id}`
    const page = await officer().get(`/cases/${made.token}`)
    assert.match(page.text, /Out of education Since when is not known/)
  })

  test('the page of a case asks the database fifteen times at most', async () => {
    const made = await accepted({ forename: 'Amina', surname: 'Askedlittle' })
    const cookie = `onroll=${await signedIn(db.owner, people.right['cme-officer'])}`
    const heard: string[] = []
    const most = await statementsOf(
      db.appOptions,
      { case: [{ path: `/cases/${made.token}`, cookie }] },
      (_, statement) => heard.push(statement),
    )
    assert.ok(most.case! >= 8 && most.case! <= 15, `${most.case}: ${heard.join('\n')}`)
  })
})

describe('on hold, taken back, another pathway', () => {
  test('by their forms, with who, when and why; the list finds them', async () => {
    const made = await accepted()
    const at = `/cases/${made.token}`
    assert.ok(!(await officer().get(at)).links.includes(`${at}/take-back`))
    const long = await step(officer(), `${at}/hold`, {
      says: 'A court decides',
      ...date('until', '2026-12-07'),
    })
    assert.match(long.errors.join(), /Friday 4 December 2026 is the latest.*A manager may hold it/)
    await step(officer(), `${at}/hold`, { says: 'A court decides', ...date('until', '2026-12-04') })
    assert.equal(await stateOf(made.token), 'on hold')
    assert.ok((await officer().get('/cases?state=on%20hold')).links.includes(at))
    const held = await officer().get(at)
    assert.match(held.text, /On hold. Until Friday 4 December 2026: A court decides/)
    assert.match(held.text, /Next: Take the case up again: A court decides/)
    await step(officer(), `${at}/take-back`, { says: 'The court has decided' })
    assert.equal(await stateOf(made.token), 'accepted')
    assert.equal((await step(officer(), `${at}/pathway`, { pathway: 'A', says: 'x' })).status, 422)
    await step(officer(), `${at}/pathway`, { pathway: 'B', says: 'The address is known' })
    const moved = await officer().get(at)
    assert.match(moved.text, /Pathway Get the child into education, since 20 November 2026/)
    assert.match(moved.text, /Pathway: get the child into education.*The address is known/)
    assert.equal((await assistant().get(`${at}/hold`)).status, 404)
  })

  test('proof that is not enough goes back, and the case goes on', async () => {
    const made = await accepted({}, 'act today')
    const at = `/cases/${made.token}`
    await step(officer(), `${at}/proof/O03`, {
      says: 'Suitable',
      from: 'B. Home',
      ...date('viewOn', '2026-11-19'),
    })
    assert.ok(!(await officer().get(at)).links.includes(`${at}/send-back`))
    assert.ok((await manager().get(at)).links.includes(`${at}/send-back`))
    await step(manager(), `${at}/send-back`, { says: 'Whose view, and of which work?' })
    const page = await manager().get(at)
    assert.match(page.text, /Proof sent back.*Whose view, and of which work\?/)
    assert.ok(!page.links.includes(`${at}/send-back`))
  })
})

test('each link of the case leads to a page that is there, and is this person’s', async () => {
  const made = await accepted()
  const at = `/cases/${made.token}`
  for (const who of [officer(), manager(), assistant()]) {
    const page = await who.get(at)
    const links = page.links.filter(link => link.startsWith(`${at}/`))
    assert.ok(links.length > 8)
    for (const link of links) assert.equal((await who.get(link)).status, 200, link)
  }
})

test('a risk that is open is said at closing, and takes a manager who writes to whom it was passed', async () => {
  const made = await accepted()
  const at = `/cases/${made.token}`
  await step(officer(), `${at}/proof/O03`, {
    says: 'Suitable',
    from: 'B. Home',
    ...date('viewOn', '2026-11-19'),
  })
  await db.owner`
    insert into risk_steps (la_code, id, child_id, case_id, kind, because, due, set_on, set_name)
    select '001', gen_random_uuid(), ${made.child.id}, id, 'hub-now', 'A sibling’s words', '2026-11-20', '2026-11-20', 'A test'
    from cases where token = ${made.token}`
  assert.match((await officer().get(`${at}/close`)).text, /A risk is open. Not done yet/)
  assert.match(
    (await step(officer(), `${at}/close`, closing('O03'))).errors.join(),
    /a manager must close it/,
  )
  assert.match(
    (await step(manager(), `${at}/close`, closing('O03'))).errors.join(),
    /close it first, or write to whom it was passed/,
  )
  const passed = { ...closing('O03'), risk: 'passed on', says: 'With the duty social worker' }
  assert.equal((await step(manager(), `${at}/close`, passed)).status, 303)
})
