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
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { openCasesForExclusions, recordReply } from '../actions.ts'

let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
const today = '2026-11-20'
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  await makeCalendar(db.owner, people)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
const as = (person: TestPerson) => browser(app, person)
type Fields = Record<string, string>
const seenOn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? ''

/** A call about some children of a family, by an agency that wants to hear back; the cases that open. */
async function told(names: string[], more: Fields = {}, open: Fields = {}) {
  const page = as(people.right['cme-officer'])
  const kept = await page.post('/told/new', {
    how: 'telephone',
    'received-day': '20',
    'received-month': '11',
    'received-year': '2026',
    teller: 'agency',
    organisation: 'Example Housing',
    said: `About ${names.join()}`,
    reply: 'yes',
    'reply-how': 'telephone',
    'reply-to': '07700 900111',
    ...more,
  })
  for (const name of names) {
    const [forename, surname] = name.split(' ')
    await page.post(`${kept.location}/child`, {
      forename: forename!,
      surname: surname!,
      'born-day': '3',
      'born-month': '2',
      'born-year': String(2012 + names.indexOf(name)),
    })
  }
  const done = await page.post(`${kept.location}/cases`, {
    start: 'START-13',
    pathway: 'B',
    level: 'keep in view',
    family: 'yes',
    ...Object.fromEntries(names.map((_, i) => [`whose-${i + 1}`, 'new'])),
    ...open,
  })
  assert(done.location, done.errors.join())
  return db.owner<{ token: string; child_id: string; id: string; reference: string }[]>`
    select k.token, k.child_id, k.id, k.reference from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where c.forename || ' ' || c.surname = any (${names}) order by c.date_of_birth`
}
const tellersOf = (caseId: string) =>
  db.owner<{ token: string }[]>`select token from tellers where case_id = ${caseId}`
async function accept(token: string, more: Fields = {}, person = people.right['cme-officer']) {
  const page = as(person)
  const form = await page.get(`/triage/${token}/accept`)
  return {
    form,
    sent: await page.post(`/triage/${token}/accept`, {
      seen: seenOn(form.html),
      level: 'keep in view',
      owner: people.right['cme-officer'].id,
      ...more,
    }),
  }
}
const tasksOf = async (caseId: string) => {
  const rows = await db.owner<{ type: string; key: string }[]>`
    select type, data ->> 'key' as key from case_events where case_id = ${caseId} and type in ('task-set', 'task-done') order by id`
  const open = new Set<string>()
  for (const row of rows) row.type === 'task-set' ? open.add(row.key) : open.delete(row.key)
  return [...open]
}

describe('whoever told us', () => {
  test('is told once for a family, and again when it is taken on; the case waits for it until then', async () => {
    const [ada, ben] = await told(['Ada Reply', 'Ben Reply'])
    const [teller] = await tellersOf(ada!.id)
    assert.equal((await tasksOf(ada!.id)).length, 1)
    const page = as(people.right['cme-assistant'])
    assert.match((await page.get('/replies')).text, /Ada Reply.*That it reached us.*Due.*23 November 2026/s)
    const shown = await page.get(`/replies/${teller!.token}`)
    assert.match(shown.text, /Your reference is T-\d+\..*It has reached the team/s)
    assert(!/Ada|Reply,/.test(/id="words">(.*?)<\/div>/s.exec(shown.html)![1]!), 'no name in the words')
    assert.match((await page.post(`/replies/${teller!.token}`, {})).errors.join(), /whether they were told/)
    assert.match(
      (await page.post(`/replies/${teller!.token}`, { what: 'not needed' })).errors.join(),
      /why they need not be told/,
    )
    await page.post(`/replies/${teller!.token}`, { what: 'told', how: 'Rang' })
    assert.match((await page.follow()).text, /answers for 2 children/)
    assert.deepEqual(await tasksOf(ada!.id), [])
    assert.deepEqual(await tasksOf(ben!.id), [])
    const again = await page.post(`/replies/${teller!.token}`, { what: 'told', how: 'Rang' })
    assert.equal(again.location, '/replies')
    assert(!/Ada Reply/.test((await page.get('/replies')).text))
    assert.equal((await accept(ada!.token)).sent.location, `/cases/${ada!.token}`)
    assert.equal((await tasksOf(ada!.id)).length, 1, 'now they are to hear that it was taken on')
    assert.match((await page.get('/replies')).text, /Ada Reply.*That we have taken it on/s)
    await page.post(`/replies/${teller!.token}`, { what: 'told', how: 'Rang' })
    assert.deepEqual(await tasksOf(ada!.id), [])
  })
  test('can be told by letter: a draft with the reference, for somebody to look at and send', async () => {
    const [one] = await told(['Letter Please'], { 'reply-how': 'email', 'reply-to': 'lee@example.org' })
    const [teller] = await tellersOf(one!.id)
    const page = as(people.right['cme-officer'])
    assert.match((await page.get(`/replies/${teller!.token}`)).text, /Write it as a letter/)
    const drafted = await page.post(`/replies/${teller!.token}/letter`)
    assert.match(drafted.location ?? '', /^\/letters\//, drafted.errors.join())
    const letter = await page.follow()
    assert.match(letter.text, /Thank you for telling us/)
    const again = await page.post(`/replies/${teller!.token}/letter`)
    assert.equal(again.location, drafted.location, 'pressed twice, there is one draft')
  })
  test('two people at once write it down once', async () => {
    const [one] = await told(['Once Only'])
    const [teller] = await tellersOf(one!.id)
    const press = (person: TestPerson) => {
      const viewer = person.viewer(today)
      return asViewer(db.app, viewer, tx =>
        recordReply(tx, viewer, teller!.token, { what: 'told', how: '', says: 'Said' }),
      )
    }
    const both = await Promise.all([press(people.right['cme-officer']), press(people.right.manager)])
    assert.deepEqual(both.map(one => one.allowed && one.value.many).sort(), [0, 1])
  })
  test('hears that it is over when it is declined, and a school, a desk and another authority read none of it', async () => {
    const [one] = await told(['Over Now'])
    const [teller] = await tellersOf(one!.id)
    const page = as(people.right['cme-officer'])
    const form = await page.get(`/triage/${one!.token}/decline`)
    await page.post(`/triage/${one!.token}/decline`, {
      seen: seenOn(form.html),
      because: 'not CME',
      says: 'Too young',
    })
    assert.match(
      (await page.get(`/replies/${teller!.token}`)).text,
      /not for the children missing education team/,
    )
    for (const person of [people.right.dsl, people.right['sen-officer'], people.wrongAuthority.manager])
      assert.equal((await as(person).get(`/replies/${teller!.token}`)).status, 404, person.role)
  })
})

describe('triage', () => {
  test('proposes what the child is counted as, with why; a person may say otherwise, with a reason', async () => {
    const [one, other] = await told(['Count Proposed', 'Count Otherwise'])
    const { form, sent } = await accept(one!.token, { standing: 'CME' })
    assert.match(form.text, /on no school’s roll.*counted from the first day, with no least time/s)
    assert.equal(sent.location, `/cases/${one!.token}`)
    const counted = (token: string) =>
      db.owner<{ standing: string }[]>`select standing from cases where token = ${token}`
    assert.equal((await counted(one!.token))[0]!.standing, 'CME')
    const unsaid = await accept(other!.token, { standing: 'possible CME' })
    assert.match(unsaid.sent.errors.join(), /why you count the child otherwise/)
    await accept(other!.token, { standing: 'possible CME', 'standing-why': 'A place may begin today' })
    assert.equal((await counted(other!.token))[0]!.standing, 'possible CME')
  })
  test('names the others told of in the same call, and records that have an open case', async () => {
    const [one] = await told(['Together Ana', 'Together Bo'])
    const page = as(people.right['cme-officer'])
    const shown = await page.get(`/triage/${one!.token}`)
    assert.match(shown.text, /Told of together.*Together Bo, C-\d+/s)
    assert.match(shown.text, /Who wants to hear back/)
    assert.match(
      shown.text,
      /About Together Ana,Together Bo/,
      'the words, from where a protection covers them',
    )
    const [event] = await db.owner<{ says: string }[]>`
      select data ->> 'says' as says from case_events where case_id = ${one!.id} and type = 'received'`
    assert.match(event!.says, /^T-\d+, by telephone\. What was said stands there\.$/)
    // The same child again, by somebody who spelt the name otherwise.
    const kept = await page.post('/told/new', {
      how: 'email',
      'received-day': '20',
      'received-month': '11',
      'received-year': '2026',
      teller: 'public',
      said: 'Seen in the park',
      reply: 'no',
      forename: 'Together',
      surname: 'Anna',
      'born-day': '3',
      'born-month': '2',
      'born-year': '2012',
    })
    const again = await page.post(`${kept.location}/cases`, {
      start: 'START-13',
      pathway: 'A',
      level: 'keep in view',
      'whose-1': 'new',
    })
    assert.match(
      (await page.get(again.location!)).text,
      /record that may be this child has an open case.*Together Ana/s,
    )
  })
  test('declines to the right team, and the child is on its desk', async () => {
    const [one] = await told(['Other Team'])
    const page = as(people.right['cme-officer'])
    const at = `/triage/${one!.token}/decline`
    const form = await page.get(at)
    const seen = seenOn(form.html)
    const which = await page.post(at, { seen, because: 'wrong team', says: 'A question about the plan' })
    assert.match(which.errors.join(), /which team/)
    const sent = await page.post(at, {
      seen,
      because: 'wrong team',
      team: 'sen',
      says: 'A question about the plan',
    })
    assert.equal(sent.location, '/triage')
    const parts = await db.owner<
      { desk: string; asks: string }[]
    >`select desk, asks from desk_parts where child_id = ${one!.child_id}`
    assert.deepEqual(
      parts.map(row => ({ ...row })),
      [{ desk: 'sen-officer', asks: 'A question about the plan' }],
    )
    const [event] = await db.owner<{ says: string }[]>`
      select data ->> 'says' as says from case_events where case_id = ${one!.id} and type = 'declined'`
    assert.equal(event!.says, 'For another team: SEN. A question about the plan')
  })
  test('the queue says by when, and why by then', async () => {
    await told(['Queue Why'])
    const shown = await as(people.right['cme-assistant']).get('/triage')
    assert.match(
      shown.text,
      /3 working days of receiving it, Friday 20 November 2026: Wednesday 25 November 2026/i,
    )
    assert(shown.links.includes('/told') && shown.links.includes('/exclusions'))
  })
})

describe('permanent exclusions', () => {
  async function excluded(forename: string, firstDay: string) {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Excluded',
      forename,
      bornOn: '2015-02-03',
    })
    const token = `exclusion-${forename}`
    await db.owner`
      insert into suspensions (la_code, id, token, child_id, school_id, enrolment_id, kind, first_day, reasons, by_name, recorded_on)
      values ('001', ${newId()}, ${token}, ${child.id}, ${people.alder.id}, ${child.enrolmentId}, 'permanent exclusion',
              ${firstDay}, 'Reasons', 'Head', ${firstDay})`
    return { child, token }
  }
  const run = (on: string) => {
    const system = systemViewer('001', on)
    return asViewer(db.app, system, tx => openCasesForExclusions(tx, system))
  }
  const cases = (childId: string) => db.owner<{ start_code: string; opened_on: string; pathway: string }[]>`
    select start_code, opened_on::text, pathway from cases where child_id = ${childId}`
  test('a case opens on the sixth school day, not before, once; where something is in place, none', async () => {
    // Friday 13 November: that day counted, the sixth school day is Friday 20.
    const nothing = await excluded('Nothing', '2026-11-13')
    const placed = await excluded('Placed', '2026-11-13')
    const page = as(people.right['cme-assistant'])
    assert.match((await page.get('/exclusions')).text, /Placed Excluded.*Friday 20 November 2026/s)
    const wrong = await page.post(`/exclusions/${placed.token}/in-place`, { what: 'in place' })
    assert.match(wrong.errors.join(), /day from which.*who provides/s)
    const early = {
      what: 'in place',
      place: 'Example Unit',
      'starts-day': '12',
      'starts-month': '11',
      'starts-year': '2026',
    }
    assert.match(
      (await page.post(`/exclusions/${placed.token}/in-place`, early)).errors.join(),
      /before the exclusion/,
    )
    const good = { ...early, 'starts-day': '20' }
    assert.equal(
      (await page.post(`/exclusions/${placed.token}/in-place`, good)).location,
      `/exclusions/${placed.token}`,
    )
    await page.post(`/exclusions/${placed.token}/in-place`, good)
    await db.owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${nothing.child.id}, 'EHCP', 'yes', 'A test')`
    assert.equal(await run('2026-11-19'), 0)
    assert.equal((await cases(nothing.child.id)).length, 0)
    assert.equal(await run('2026-11-20'), 1)
    assert.equal(await run('2026-11-20'), 0, 'once')
    assert.equal(await run('2026-11-23'), 0)
    assert.deepEqual(
      (await cases(nothing.child.id)).map(row => ({ ...row })),
      [{ start_code: 'START-11', opened_on: '2026-11-20', pathway: 'B' }],
    )
    // The desk that must know of the child does, by itself.
    assert.deepEqual(
      (await db.owner`select desk from desk_parts where child_id = ${nothing.child.id}`).map(row => row.desk),
      ['sen-officer'],
    )
    assert.equal((await cases(placed.child.id)).length, 0)
    assert.equal(
      (await db.owner`select 1 from exclusion_steps where place = 'Example Unit'`).length,
      1,
      'twice is once',
    )
    assert.match(
      (await page.get(`/exclusions/${nothing.token}`)).text,
      /A case is open because nothing was in place/,
    )
    // Put right later: the case is told, and no second one opens.
    await page.post(`/exclusions/${nothing.token}/in-place`, { ...good, 'starts-day': '25' })
    assert.equal(await run('2026-11-23'), 0)
    const [event] = await db.owner<{ n: number }[]>`
      select count(*)::int as n from case_events where child_id = ${nothing.child.id} and data ->> 'what' = 'exclusion'`
    assert.equal(event!.n, 1)
  })
  test('two runs at once open one case', async () => {
    const raced = await excluded('Raced', '2026-11-12')
    await Promise.all([run('2026-11-20'), run('2026-11-20')])
    assert.equal((await cases(raced.child.id)).length, 1)
  })
  test('of a protected child an assistant reads none; no school, desk or other authority reads any', async () => {
    const hidden = await excluded('Hidden', '2026-11-16')
    await db.owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_by, put_on_name)
      values ('001', ${newId()}, ${hidden.child.id}, 'address', '2026-11-01', 'A test', ${people.right.manager.id}, 'A test')`
    const assistant = as(people.right['cme-assistant'])
    assert(!/Hidden Excluded/.test((await assistant.get('/exclusions')).text))
    assert.equal((await assistant.get(`/exclusions/${hidden.token}`)).status, 404)
    assert.equal((await as(people.right['cme-officer']).get(`/exclusions/${hidden.token}`)).status, 200)
    for (const person of [
      people.right.headteacher,
      people.right['virtual-school'],
      people.wrongAuthority.manager,
    ])
      assert.equal((await as(person).get(`/exclusions/${hidden.token}`)).status, 404, person.role)
  })
})

describe('reached school age on no roll', () => {
  test('is listed by the day, and one press opens a case, once', async () => {
    const id = newId()
    await db.owner`
      insert into children (la_code, id, token, surname, forename, date_of_birth, surname_key, forename_key)
      values ('001', ${id}, 'never-seen', 'Neverseen', 'Pip', '2021-06-01', 'neverseen', 'pip')`
    const young = newId()
    await db.owner`
      insert into children (la_code, id, token, surname, forename, date_of_birth, surname_key, forename_key)
      values ('001', ${young}, 'too-young', 'Tooyoung', 'Pip', '2021-12-01', 'tooyoung', 'pip')`
    const assistant = await as(people.right['cme-assistant']).get('/no-place')
    assert.match(assistant.text, /since Monday 31 August 2026.*Pip Neverseen/s)
    assert(!/Tooyoung/.test(assistant.text))
    const page = as(people.right['cme-officer'])
    await page.get('/no-place')
    const young2 = await page.post('/no-place', { child: 'too-young' })
    assert.match(young2.errors.join(), /not of compulsory school age/)
    await db.owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${id}, 'EHCP', 'yes', 'A test')`
    const opened = await page.post('/no-place', { child: 'never-seen' })
    assert.match(opened.location ?? '', /^\/triage\//)
    const again = await page.post('/no-place', { child: 'never-seen' })
    assert.match(again.location ?? '', /^\/cases\//)
    const [row] = await db.owner<{ n: number; code: string }[]>`
      select count(*)::int as n, min(start_code) as code from cases where child_id = ${id}`
    assert.deepEqual({ ...row }, { n: 1, code: 'START-08' })
    // The desk that must know of the child does, by itself.
    assert.deepEqual(
      (await db.owner`select desk from desk_parts where child_id = ${id}`).map(row => row.desk),
      ['sen-officer'],
    )
    assert(!/Neverseen/.test((await page.get('/no-place')).text))
    const refusedBy = as(people.right['cme-assistant'])
    assert.match(
      (await refusedBy.post('/no-place', { child: 'never-seen' })).errors.join(),
      /officer or manager/,
    )
  })
})

describe('the four counts', () => {
  test('are apart, and each opens its list', async () => {
    const [one] = await told(['Cee Counted'])
    await accept(one!.token, { standing: 'CME' })
    const page = as(people.right['cme-assistant'])
    const counts = await page.get('/counts-now')
    assert.match(counts.text, /Counted apart, and never added together/)
    for (const href of [
      '/counts-now/cme',
      '/counts-now/possible-cme',
      '/counts-now/on-roll',
      '/home-educated',
    ])
      assert(counts.links.includes(href), href)
    assert.match((await page.get('/counts-now/cme')).text, /Cee Counted/)
    assert(!/Cee Counted/.test((await page.get('/counts-now/possible-cme')).text))
    // The excluded pupil who has an open case is counted by the case, and not twice.
    const onRoll = await page.get('/counts-now/on-roll')
    assert.match(onRoll.text, /Placed Excluded/)
    assert(!/Nothing Excluded/.test(onRoll.text))
    assert.match((await page.get('/counts-now/possible-cme')).text, /Nothing Excluded/)
  })
})
