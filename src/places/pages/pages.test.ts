// Getting a child in, page by page: needs, places, offers, the school's word, fair access, what is arranged, and the admissions desk.
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
import * as steps from '../../cases/steps.ts'
import { type CaseOpened, openCaseFromDoor, rebuildColumns } from '../../cases/store.ts'
import { taken } from '../../cases/testing/referred.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { type Clock, londonDay } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { refreshPlacings, takePlacingStep } from '../actions.ts'

const start = '2026-11-20T10:00:00Z'
let now = new Date(start)
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const today = () => clock.today()
let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
})
after(() => app.close())

const as = (role: keyof TestPeople['right']) => browser(app, people.right[role])
const date = (name: string, day: string) => {
  const [year, month, dayOf] = day.split('-')
  return { [`${name}-day`]: dayOf!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const system = () => systemViewer('001', today())

/** A child on no roll since half term, whose case is accepted on the way into education. */
async function needsPlace(forename: string): Promise<{ child: TestChild; opened: CaseOpened; at: string }> {
  const child = await makeChild(database.owner, {
    school: people.cedar,
    forename,
    surname: 'Placeless',
    bornOn: '2017-03-14',
    leavingDate: '2026-10-30',
    seenUntil: '2026-10-30',
  })
  const officer: TestPerson = people.right['cme-officer']
  const opened = await asViewer(database.app, officer.viewer(today()), tx =>
    openCaseFromDoor(tx, officer.viewer(today()), {
      childId: child.id,
      how: 'the public',
      startCode: 'START-07',
      level: 'act this week',
      says: 'A neighbour told us',
      on: today(),
    }),
  )
  await taken(database.app, officer, today(), opened.token, c =>
    steps.accept(
      c,
      { level: 'act this week', owner: { id: officer.id, name: officer.name } },
      {
        id: officer.id,
        name: officer.name,
        role: officer.role,
      },
    ),
  )
  return { child, opened, at: `/cases/${opened.token}/places` }
}
const stepsOf = (child: TestChild) =>
  database.owner<
    { id: string; kind: string }[]
  >`select id, kind from placing_steps where child_id = ${child.id} order by id`
const tasksOf = async (opened: CaseOpened): Promise<string[]> => {
  const rows = await database.owner<{ type: string; key: string }[]>`
    select type, data->>'key' as key from case_events where case_id = ${opened.caseId} and type in ('task-set', 'task-done') order by id`
  const open = new Set<string>()
  for (const { type, key } of rows) type === 'task-set' ? open.add(key) : open.delete(key)
  return [...open].map(key => key.split(' ').slice(0, -1).join(' ')).sort()
}
const placing = async (opened: CaseOpened) =>
  (
    await database.owner<{ phase: string; reason: string; out_since: string; with_admissions: boolean }[]>`
    select phase, reason, out_since, with_admissions from placings where case_id = ${opened.caseId}`
  )[0]
const latest = async (child: TestChild, kind: string) =>
  (await stepsOf(child)).findLast(step => step.kind === kind)!.id

describe('Needs and what stands in the way', () => {
  test('are kept as facts with their source, solved with who, and only added to', async () => {
    const { child, at } = await needsPlace('Nadia')
    const officer = as('cme-assistant')
    const empty = await officer.post(`${at}/need`, {})
    assert.equal(empty.status, 422)
    assert.match(empty.html, /Choose what it is about/)
    const kept = await officer.post(`${at}/need`, {
      topic: 'language',
      says: 'Speaks Tigrinya',
      source: 'Mother, 19 November',
    })
    assert.equal(kept.status, 303, kept.html)
    await officer.post(`${at}/barrier`, { topic: 'uniform', says: 'No winter coat', source: 'Mother' })
    const page = await officer.get(at)
    assert.match(page.html, /Speaks Tigrinya/)
    assert.match(page.html, /Not solved/)
    const about = await latest(child, 'barrier')
    await officer.post(`${at}/barrier-solved`, {
      about,
      who: 'The school’s own shop',
      says: 'Given on Thursday',
    })
    assert.match((await officer.get(at)).html, /Solved Friday 20 November 2026 by The school’s own shop/)
    const again = await officer.post(`${at}/barrier-solved`, { about, who: 'Another', says: 'Again' })
    assert.equal(again.status, 422)
    assert.match(again.html, /solved already/)
  })
  test('say since when the child is out of education, in days and in school days', async () => {
    const { at } = await needsPlace('Omar')
    assert.match(
      (await as('cme-officer').get(at)).html,
      /Out of education since Saturday 31 October 2026: 20 days, 14 of them school days/,
    )
  })
})

describe('From an application to the tenth day', () => {
  test('each answer that is waited for is a task of the case, and none is left behind', async () => {
    const { child, opened, at } = await needsPlace('Ines')
    const officer = as('cme-officer')
    const applied = await officer.post(`${at}/applied`, {
      school: people.birch.id,
      ...date('received', '2026-11-20'),
    })
    assert.equal(applied.status, 303, applied.html)
    assert.deepEqual(await tasksOf(opened), ['place application'])
    assert.equal((await placing(opened))?.phase, 'applied')
    assert.equal((await placing(opened))?.reason, 'APPLICATION_PENDING')
    // 15 school days after 20 November: 11 December.
    assert.match((await officer.get(at)).html, /Friday 11 December 2026/)

    const application = await latest(child, 'applied')
    const offer = { application, school: people.birch.id, ...date('starts', '2026-11-23') }
    assert.equal((await officer.post(`${at}/offered`, offer)).status, 303)
    assert.deepEqual(await tasksOf(opened), ['place parent'])
    assert.equal((await placing(opened))?.reason, 'OFFERED_NOT_ACCEPTED')
    const about = await latest(child, 'offered')
    const early = await officer.post(`${at}/no-answer`, { about, says: 'Rang twice' })
    assert.match(early.html, /The family has until Friday 4 December 2026/)
    const accepted = await officer.post(`${at}/answered`, {
      about,
      answer: 'accepted',
      says: 'Mother, by phone',
    })
    assert.equal(accepted.status, 303, accepted.html)
    assert.deepEqual(await tasksOf(opened), [])
    assert.equal((await placing(opened))?.phase, 'accepted')
    assert.equal((await placing(opened))?.reason, 'WAITING_START')
    const twice = await officer.post(`${at}/answered`, {
      about,
      answer: 'refused',
      says: 'Changed their mind',
    })
    assert.match(twice.html, /answered this offer already/)

    // The school's own word.
    now = new Date('2026-11-23T16:00:00Z')
    const school = browser(app, people.wrongSchool['attendance-officer'])
    const list = await school.get('/offers')
    assert.match(list.html, /Ines Placeless/)
    const [asked] = await database.owner<
      { token: string }[]
    >`select token from offers where case_id = ${opened.caseId}`
    const told = await school.post(`/offers/${asked!.token}`, {
      answer: 'started',
      ...date('attended', '2026-11-23'),
    })
    assert.equal(told.status, 303, told.html)
    assert.equal((await placing(opened))?.phase, 'started')
    assert.equal((await placing(opened))?.with_admissions, false)
    // Ten school days beginning with 23 November: 4 December.
    assert.match((await officer.get(at)).html, /Day 10 is Friday 4 December 2026/)
    const before = await school.post(`/offers/${asked!.token}`, {
      answer: 'attending',
      question: 'tenth day',
    })
    assert.equal(before.status, 422)
    assert.match(before.html, /The tenth day is Friday 4 December 2026/)
    now = new Date('2026-12-04T16:00:00Z')
    const tenth = await school.post(`/offers/${asked!.token}`, { answer: 'attending', question: 'tenth day' })
    assert.equal(tenth.status, 303, tenth.html)
    const again = await school.post(`/offers/${asked!.token}`, {
      answer: 'not attending',
      question: 'tenth day',
      why: 'Gone',
    })
    assert.equal(again.status, 422)
    assert.equal((await placing(opened))?.phase, 'attending')
    const events = await database.owner<
      { type: string }[]
    >`select type from case_events where case_id = ${opened.caseId} order by id`
    assert.equal(events.filter(event => event.type === 'tenth-day-confirmed').length, 1)
    assert.deepEqual(await asViewer(database.app, system(), tx => rebuildColumns(tx, system())), [])
    now = new Date(start)
  })
  test('not there on the tenth day: the case says so and goes back', async () => {
    const { opened, at } = await needsPlace('Yusuf')
    const officer = as('cme-officer')
    await officer.post(`${at}/offered`, {
      application: 'none',
      school: people.birch.id,
      ...date('starts', '2026-11-20'),
    })
    const school = browser(app, people.wrongSchool.dsl)
    const [asked] = await database.owner<
      { token: string }[]
    >`select token from offers where case_id = ${opened.caseId}`
    await school.post(`/offers/${asked!.token}`, { answer: 'started', ...date('attended', '2026-11-20') })
    const noWhy = await school.post(`/offers/${asked!.token}`, {
      answer: 'not attending',
      question: 'tenth day',
    })
    assert.equal(noWhy.status, 422)
    const told = await school.post(`/offers/${asked!.token}`, {
      answer: 'not attending',
      question: 'tenth day',
      why: 'Not seen since day two',
    })
    assert.equal(told.status, 303, told.html)
    const [row] = await database.owner<
      { state: string }[]
    >`select state from cases where id = ${opened.caseId}`
    assert.notEqual(row?.state, 'monitoring')
    assert.equal((await placing(opened))?.phase, 'finding a place')
    assert.match((await officer.get(at)).html, /Not there on day 10/)
  })
  test('two people of the school press at once on the tenth day: one answer, one event', async () => {
    const { child, opened, at } = await needsPlace('Wren')
    await as('cme-officer').post(`${at}/offered`, {
      application: 'none',
      school: people.birch.id,
      ...date('starts', '2026-11-20'),
    })
    const [asked] = await database.owner<
      { token: string }[]
    >`select token from offers where case_id = ${opened.caseId}`
    const [one, other] = [people.wrongSchool.dsl, people.wrongSchool['attendance-officer']].map(person =>
      browser(app, person),
    )
    await one!.post(`/offers/${asked!.token}`, { answer: 'started', ...date('attended', '2026-11-20') })
    now = new Date('2026-12-03T16:00:00Z')
    const body = { answer: 'attending', question: 'tenth day' }
    const sent = await Promise.all([one!, other!].map(window => window.post(`/offers/${asked!.token}`, body)))
    assert.deepEqual(sent.map(answer => answer.status).sort(), [303, 422])
    const answers = await database.owner`select 1 from start_answers where child_id = ${child.id}`
    const events = await database.owner`
      select 1 from case_events where case_id = ${opened.caseId} and type = 'tenth-day-confirmed'`
    assert.deepEqual([answers.length, events.length], [1, 1])
    now = new Date(start)
  })
  test('a family that does not answer: the school tries, then admissions, then it is worked as CME', async () => {
    const { child, opened, at } = await needsPlace('Sana')
    const officer = as('cme-officer')
    await officer.post(`${at}/offered`, {
      application: 'none',
      school: people.birch.id,
      ...date('starts', '2026-11-23'),
    })
    const about = await latest(child, 'offered')
    now = new Date('2026-12-04T10:00:00Z')
    assert.equal(
      (await officer.post(`${at}/no-answer`, { about, says: 'The school rang twice' })).status,
      303,
    )
    assert.deepEqual(await tasksOf(opened), ['place parent'])
    now = new Date('2026-12-10T10:00:00Z')
    assert.match(
      (await officer.post(`${at}/no-answer`, { about, says: 'Early' })).html,
      /until Friday 11 December 2026/,
    )
    now = new Date('2026-12-11T10:00:00Z')
    assert.equal((await officer.post(`${at}/no-answer`, { about, says: 'Admissions wrote' })).status, 303)
    assert.deepEqual(await tasksOf(opened), [])
    const [row] = await database.owner<
      { standing: string }[]
    >`select standing from cases where id = ${opened.caseId}`
    assert.equal(row?.standing, 'CME')
    now = new Date(start)
  })
  test('a refusal of the family withdraws the place; one of a school needs a reason, and may be appealed', async () => {
    const { child, opened, at } = await needsPlace('Lena')
    const officer = as('cme-officer')
    await officer.post(`${at}/applied`, {
      school: 'elsewhere',
      other: 'Otherborough',
      ...date('received', '2026-11-18'),
    })
    const application = await latest(child, 'applied')
    assert.equal((await officer.post(`${at}/refused`, { about: application, says: '' })).status, 422)
    assert.equal(
      (await officer.post(`${at}/refused`, { about: application, says: 'Year 4 is full' })).status,
      303,
    )
    assert.equal(
      (
        await officer.post(`${at}/appealed`, {
          about: application,
          ...date('lodged', '2026-11-20'),
          ...date('hearing', '2027-01-15'),
        })
      ).status,
      303,
    )
    assert.deepEqual(await tasksOf(opened), ['place appeal'])
    await officer.post(`${at}/appeal-answered`, { about: application, result: 'dismissed', says: '' })
    assert.deepEqual(await tasksOf(opened), [])
    await officer.post(`${at}/offered`, {
      application: 'none',
      school: people.birch.id,
      ...date('starts', '2026-11-23'),
    })
    const about = await latest(child, 'offered')
    assert.match(
      (await officer.post(`${at}/answered`, { about, answer: 'refused', says: '' })).html,
      /Write why they do not want it/,
    )
    assert.equal(
      (await officer.post(`${at}/answered`, { about, answer: 'refused', says: 'Too far' })).status,
      303,
    )
    const [row] = await database.owner<
      { state: string }[]
    >`select state from offers where case_id = ${opened.caseId}`
    assert.equal(row?.state, 'withdrawn')
  })
  test('two people at once: one offer, one step', async () => {
    const { child, opened } = await needsPlace('Tomas')
    const decide: Parameters<typeof takePlacingStep>[4] = () => ({
      steps: [{ kind: 'need', topic: 'wishes', says: 'A school near the river', source: 'The child' }],
    })
    const officer = people.right['cme-officer'].viewer(today())
    const both = await Promise.all(
      [1, 2].map(() =>
        asViewer(database.app, officer, tx =>
          takePlacingStep(tx, officer, { caseId: opened.caseId }, undefined, decide),
        ),
      ),
    )
    assert.deepEqual(both, [{ done: true }, { done: true }])
    assert.equal((await stepsOf(child)).length, 1)
    const other = people.wrongSchool['cme-officer'].viewer(today())
    const seen = (await stepsOf(child))[0]!.id
    await asViewer(database.app, other, tx =>
      takePlacingStep(tx, other, { caseId: opened.caseId }, seen, () => ({
        steps: [{ kind: 'need', topic: 'sen', says: 'A reading scheme', source: 'Mother' }],
      })),
    )
    const late = await asViewer(database.app, officer, tx =>
      takePlacingStep(tx, officer, { caseId: opened.caseId }, seen, () => ({
        steps: [{ kind: 'need', topic: 'language', says: 'An interpreter', source: 'Mother' }],
      })),
    )
    assert.equal(late.done, false)
    assert.ok('changed' in late && late.changed)
  })
})

describe('Fair access', () => {
  test('four weeks are counted; referral, a school’s refusal with its reason, decision, direction', async () => {
    const { child, opened, at } = await needsPlace('Kofi')
    const manager = as('manager')
    const referral = {
      category: 'l',
      says: 'No place in Year 4',
      other: 'none',
      inNeed: 'none',
      reach: 'no',
      declined: 'no',
      ...date('panel', '2026-12-18'),
    }
    const early = await manager.post(`${at}/fair-access`, referral)
    assert.match(early.html, /the four weeks are over on Friday 27 November 2026/)
    now = new Date('2026-11-28T10:00:00Z')
    assert.match(
      (await manager.post(`${at}/fair-access`, { ...referral, other: 'plan' })).html,
      /the plan names the school/,
    )
    assert.equal((await manager.post(`${at}/fair-access`, referral)).status, 303)
    assert.deepEqual(await tasksOf(opened), ['place fair'])
    await manager.post(`${at}/fair-asked`, { school: people.alder.id })
    assert.deepEqual(await tasksOf(opened), ['place fair', 'place fair ask'])
    const about = await latest(child, 'fair-access-asked')
    assert.match(
      (await manager.post(`${at}/fair-answered`, { about, answer: 'refuses', says: '' })).html,
      /A refusal needs a reason/,
    )
    await manager.post(`${at}/fair-answered`, { about, answer: 'refuses', says: 'Year 4 has 32 pupils' })
    assert.equal((await as('cme-officer').get(`${at}/fair-decided`)).status, 404)
    const decided = await manager.post(`${at}/fair-decided`, {
      decision: 'a school is named',
      named: 'Alder Primary',
      says: 'Nearest with a teacher for reading',
      ...date('panel', '2026-12-26'),
    })
    assert.equal(decided.status, 303, decided.html)
    assert.deepEqual(await tasksOf(opened), [])
    await manager.post(`${at}/direction`, {
      named: 'Alder Primary',
      says: 'The authority, to be checked',
      ...date('answer', '2026-12-14'),
    })
    assert.deepEqual(await tasksOf(opened), ['place direction'])
    assert.match((await manager.get(at)).html, /has not been read in the law/)
    await manager.post(`${at}/direction-ended`, { says: 'The school agreed' })
    assert.deepEqual(await tasksOf(opened), [])
    now = new Date(start)
  })
})

describe('Fair access at the admissions desk', () => {
  test('is referred and decided there, in the desk’s own name; a second decision is refused', async () => {
    const { child, opened, at } = await needsPlace('Tariq')
    await as('cme-officer').post(`${at}/need`, {
      topic: 'wishes',
      says: 'Near her cousins',
      source: 'Mother',
    })
    const desk = as('admissions-officer')
    const deskAt = `/places/children/${child.token}`
    const referred = await desk.post(`${deskAt}/fair-access`, {
      seen: await latest(child, 'need'),
      category: 'g',
      says: 'In a hostel since October, letter of the housing team',
      other: 'none',
      inNeed: 'none',
      reach: 'no',
      declined: 'no',
      ...date('panel', '2026-12-18'),
    })
    assert.equal(referred.status, 303, referred.errors.join())
    const decision = {
      seen: await latest(child, 'fair-access-referred'),
      decision: 'not for fair access',
      named: '',
      says: 'A place is free within reach',
      ...date('panel', '2026-12-18'),
    }
    assert.equal((await desk.post(`${deskAt}/fair-decided`, decision)).status, 303)
    assert.deepEqual(await tasksOf(opened), [])
    const again = await desk.post(`${deskAt}/fair-decided`, { ...decision, says: 'Something else' })
    assert.equal(again.status, 422)
    assert.match(again.errors.join(), /No referral waits for the panel/)
    const [step] = await database.owner<{ by_name: string }[]>`
      select by_name from placing_steps where child_id = ${child.id} and kind = 'fair-access-decided'`
    assert.equal(step?.by_name, people.right['admissions-officer'].name)
    assert.equal((await as('cme-officer').get(`${deskAt}/fair-decided`)).status, 404)
  })
})

describe('Education that we arrange', () => {
  test('fourteen days are not our duty yet, fifteen are; the provider’s word with the hours is put forward as proof', async () => {
    const { opened, at } = await needsPlace('Mirela')
    const officer = as('cme-officer')
    const duty = { why: 'health', ...date('from', '2026-11-16'), missed: '10', says: 'A consultant’s letter' }
    assert.match((await officer.post(`${at}/duty`, { ...duty, expected: '4' })).html, /fewer than 15/)
    assert.equal((await officer.post(`${at}/duty`, { ...duty, expected: '5' })).status, 303)
    assert.deepEqual(await tasksOf(opened), ['place s19'])
    await officer.post(`${at}/duty-offered`, {
      provider: 'Riverside Tuition',
      hours: '15',
      ...date('starts', '2026-11-18'),
    })
    assert.deepEqual(await tasksOf(opened), ['place s19 start'])
    await officer.post(`${at}/duty-refused`, { says: 'Wanted mornings' })
    assert.deepEqual(await tasksOf(opened), ['place s19'])
    await officer.post(`${at}/duty-offered`, {
      provider: 'Riverside Tuition',
      hours: '12.5',
      ...date('starts', '2026-11-19'),
    })
    const started = await officer.post(`${at}/duty-started`, {
      ...date('started', '2026-11-19'),
      hours: '12.5',
      from: 'Rae Example, Riverside Tuition',
    })
    assert.equal(started.status, 303, started.html)
    assert.deepEqual(await tasksOf(opened), ['place s19 review'])
    const [proof] = await database.owner<{ outcome: string }[]>`
      select data->>'outcome' as outcome from case_events where case_id = ${opened.caseId} and type = 'proof-recorded'`
    assert.equal(proof?.outcome, 'O04')
    assert.equal((await as('cme-assistant').get(`${at}/duty`)).status, 404)
  })
})

describe('Who may', () => {
  test('the admissions desk sees the children given to it, without health, safety or our own duty', async () => {
    const { child, opened, at } = await needsPlace('Bilal')
    const officer = as('cme-officer')
    await officer.post(`${at}/need`, { topic: 'health', says: 'Epilepsy, see plan', source: 'Mother' })
    await officer.post(`${at}/need`, { topic: 'transport', says: 'Two buses', source: 'Mother' })
    await officer.post(`${at}/duty`, {
      why: 'otherwise',
      ...date('from', '2026-11-16'),
      says: 'Ward schooling',
    })
    const desk = as('admissions-officer')
    const page = await desk.get(`/places/children/${child.token}`)
    assert.equal(page.status, 200, page.html)
    assert.match(page.html, /Two buses/)
    assert.doesNotMatch(page.html, /Epilepsy|Ward schooling|\/cases\//)
    const applied = await desk.post(`/places/children/${child.token}/applied`, {
      seen: await latest(child, 'need'),
      school: people.birch.id,
      ...date('received', '2026-11-20'),
    })
    assert.equal(applied.status, 303, applied.html)
    const events = await database.owner<{ by_name: string }[]>`
      select by_name from case_events where case_id = ${opened.caseId} and type = 'recorded' order by id desc limit 1`
    assert.equal(events[0]?.by_name, people.right['admissions-officer'].name)
    assert.equal((await as('sen-officer').get(`/places/children/${child.token}`)).status, 404)
    assert.equal(
      (await browser(app, people.wrongAuthority['admissions-officer']).get(`/places/children/${child.token}`))
        .status,
      404,
    )
    assert.equal((await as('attendance-officer').get(at)).status, 404)
  })
  test('a protected child goes to no desk; a place is read by those who may open what is protected', async () => {
    const { child, opened, at } = await needsPlace('Hana')
    const manager = people.right.manager
    await database.owner`insert into protections (la_code, id, child_id, kind, reason, put_on_by, put_on_name, from_on)
      values ('001', ${newId()}, ${child.id}, 'address', 'A test', ${manager.id}, ${manager.name}, '2026-11-01')`
    const officer = as('cme-officer')
    const applied = await officer.post(`${at}/applied`, {
      school: people.birch.id,
      ...date('received', '2026-11-20'),
    })
    assert.equal(applied.status, 303, applied.html)
    assert.equal((await placing(opened))?.with_admissions, false)
    assert.match((await officer.get(at)).html, /Birch Secondary/)
    const assistant = await as('cme-assistant').get(at)
    assert.equal(assistant.status, 200)
    assert.doesNotMatch(assistant.html, /Birch Secondary/)
    assert.doesNotMatch((await as('cme-assistant').get(`/cases/${opened.token}`)).html, /Birch/)
    assert.equal((await as('admissions-officer').get(`/places/children/${child.token}`)).status, 404)
    const refused = await as('cme-assistant').post(`${at}/need`, { topic: 'wishes', says: 'x', source: 'y' })
    assert.match(refused.html, /a CME officer or manager records this/)
    const [event] = await database.owner<{ data: { says: string } }[]>`
      select data from case_events where case_id = ${opened.caseId} and type = 'task-set'`
    assert.doesNotMatch(event!.data.says, /Birch/)
  })
  test('a case found, or closed, without a step here is written by the clock', async () => {
    const { opened } = await needsPlace('Petra')
    assert.equal(await placing(opened), undefined)
    await asViewer(database.app, system(), tx => refreshPlacings(tx, system(), 100))
    assert.equal((await placing(opened))?.phase, 'finding a place')
    assert.equal((await placing(opened))?.with_admissions, true)
    assert.equal(await asViewer(database.app, system(), tx => refreshPlacings(tx, system(), 100)), 0)
  })
})

describe('Places known to be free', () => {
  const csv = (lines: string[]) => ['URN,Year group,Places,As at', ...lines].join('\n')
  test('are told by hand and found by year group and area; what is old says so', async () => {
    const desk = as('admissions-officer')
    await database.owner`
      insert into establishments (urn, la_code, dfe_number, name, town, postcode)
      values (${people.alder.urn}, '001', '001/9001', 'Alder Primary', 'Riverton', 'ZZ99 1AA') on conflict do nothing`
    const wrong = await desk.post('/vacancies/new', {
      school: people.alder.id,
      year: '3',
      places: 'two',
      ...date('asAt', '2026-11-21'),
    })
    assert.deepEqual(wrong.errorFields, ['places', 'asAt'])
    const told = { school: people.alder.id, year: '3', places: '2', note: '', ...date('asAt', '2026-11-06') }
    assert.equal((await desk.post('/vacancies/new', told)).status, 303)
    const found = await desk.get('/vacancies?year=3&area=riverton')
    assert.match(found.text, /Alder Primary Riverton, ZZ99 1AA Year 3 2/)
    assert.doesNotMatch(found.text, /Old Friday/)
    assert.doesNotMatch((await desk.get('/vacancies?year=4')).text, /Alder Primary/)
    assert.doesNotMatch((await desk.get('/vacancies?year=3&area=hillton')).text, /Alder Primary/)
    // The same told of a day before: the later day holds.
    await desk.post('/vacancies/new', { ...told, places: '9', ...date('asAt', '2026-11-02') })
    assert.match((await desk.get('/vacancies?year=3')).text, /Year 3 2/)
    now = new Date('2026-11-21T10:00:00Z')
    assert.match((await desk.get('/vacancies?year=3')).text, /Old Friday 6 November 2026/)
    now = new Date(start)
    await desk.post('/vacancies/new', { ...told, places: '0', ...date('asAt', '2026-11-20') })
    assert.doesNotMatch((await desk.get('/vacancies?year=3')).text, /Alder Primary/)
    assert.match((await desk.get('/vacancies?year=3&none=yes')).text, /Alder Primary/)
  })
  test('come in a file: the sound part is kept, the rest told by line and column, and the same again changes nothing', async () => {
    const officer = as('cme-officer')
    const send = (content: string) =>
      officer.upload(
        '/vacancies/file',
        { field: 'file', name: 'free.csv', content: Buffer.from(content) },
        {},
      )
    const first = await send(csv(['999002,8,3,20/11/2026', '999777,8,3,20/11/2026']))
    assert.equal(first.status, 200, first.html)
    assert.match(first.text, /1 line could be read, 1 of them new/)
    assert.match(first.text, /3 URN 999777 the URN, DfE number or full name/)
    const again = await send(csv(['999002,8,3,20/11/2026']))
    assert.equal(again.location, '/vacancies')
    const rows = await database.owner`select 1 from vacancies where year_group = 8`
    assert.equal(rows.length, 1)
    assert.equal((await officer.post('/vacancies/file', {})).status, 422)
    assert.equal((await as('sen-officer').get('/vacancies')).status, 404)
    assert.equal((await as('headteacher').get('/vacancies')).status, 404)
    assert.doesNotMatch(
      (await browser(app, people.wrongAuthority['cme-officer']).get('/vacancies?year=8')).text,
      /Birch Secondary/,
    )
  })
  test('of alternative provision: hours, cost, places, and checks that end', async () => {
    const officer = as('cme-officer')
    const given = {
      name: 'Riverside Tuition',
      kind: 'tuition',
      area: 'Riverton',
      places: '4',
      hours: '15',
      cost: '£40 a day',
      from: '7',
      to: '11',
      ...date('asAt', '2026-11-20'),
    }
    assert.equal((await officer.post('/vacancies/providers', given)).status, 303)
    assert.equal(
      (await officer.post('/vacancies/providers', { ...given, name: 'riverside tuition', places: '3' }))
        .status,
      303,
    )
    const [provider] = await database.owner<{ id: string }[]>`select id from providers`
    await officer.post('/vacancies/checks', {
      provider: provider!.id,
      what: 'Insurance',
      passed: 'yes',
      by: 'R. Example',
      ...date('asAt', '2026-11-02'),
      ...date('until', '2026-11-19'),
    })
    const page = await officer.get('/vacancies?year=8')
    assert.match(
      page.text,
      /Riverside Tuition tuition, Riverton Year 7 to Year 11 3 free, 15 hours a week, £40 a day/,
    )
    assert.match(page.text, /Over Insurance: passed/)
    assert.doesNotMatch((await officer.get('/vacancies?year=3')).text, /Riverside Tuition/)
  })
})

describe('Lists and pace', () => {
  test('who waits, the longest first, each with an owner; the phases counted; pace by reason opens its list', async () => {
    const { opened } = await needsPlace('Ruth')
    await asViewer(database.app, system(), tx => refreshPlacings(tx, system(), 100))
    const list = await as('admissions-officer').get('/places/children')
    assert.match(list.text, /Ruth Placeless/)
    assert.match(list.text, /Since Saturday 31 October 2026: 20 days/)
    assert.match(list.text, new RegExp(people.right['cme-officer'].name))
    assert.doesNotMatch(list.text, /Hana Placeless/)
    assert.doesNotMatch((await as('cme-assistant').get('/places/children')).text, /Hana Placeless/)
    assert.match((await as('cme-officer').get('/places/children')).text, /Hana Placeless/)
    assert.doesNotMatch(
      (await as('admissions-officer').get('/places/children?phase=offered')).text,
      /Ruth Placeless/,
    )
    await database.owner`
      update placings set found_on = '2026-11-01', offered_on = '2026-11-11', started_on = '2026-11-18', reason = 'MENTAL_HEALTH'
      where case_id = ${opened.caseId}`
    const pace = await as('cme-officer').get('/pace')
    assert.match(pace.text, /Mental health 10, 10 \( ?1 offered, Mental health ?\) 7, 7/)
    assert.match(
      (await as('cme-officer').get('/pace/cases?measure=started&reason=MENTAL_HEALTH')).text,
      /Ruth Placeless 7 18/,
    )
    assert.equal((await as('admissions-officer').get('/pace')).status, 404)
    // What a person recorded goes before what the facts say.
    await database.owner`
      insert into cme_reasons (la_code, id, child_id, case_id, reason, from_on, why, by_name)
      select la_code, gen_random_uuid(), child_id, case_id, 'NO_PLACE_AVAILABLE', '2026-11-02', 'x', 'x'
      from placings where case_id = ${opened.caseId}`
    const links = (await as('cme-officer').get('/pace')).links.filter(href => href.includes('reason='))
    assert.ok(links.some(href => href.includes('NO_PLACE_AVAILABLE')))
    assert.ok(!links.some(href => href.includes('MENTAL_HEALTH')))
    const behind = (await as('cme-officer').get('/pace/cases?measure=started&reason=NO_PLACE_AVAILABLE')).text
    assert.match(behind, /Ruth Placeless 7 18/)
  })
})
