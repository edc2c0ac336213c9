// Joiners and names put back: what a school records, who decides, what the authority hears, and nothing twice.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { openCaseForRemoval } from '../../cases/store.ts'
import { addSheet, makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { emptyStrip, placeOf, withMarks } from '../../registers/sheet.ts'
import { decideReinstatement } from '../actions.ts'

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
const head = () => browser(app, people.right.headteacher)
const cme = () => browser(app, people.right['cme-officer'])
const facts = {
  'first-day': '20',
  'first-month': '11',
  'first-year': '2026',
  agreed: 'yes',
  ehcp: 'no',
  previousSchool: 'Elm Primary',
  reason: 'Moved house',
  country: '',
  homeAuthority: 'Otherborough',
}
const openCase = (child: TestChild, school = people.birch) =>
  asViewer(database.app, systemViewer('001', today), tx =>
    openCaseForRemoval(tx, systemViewer('001', today), {
      childId: child.id,
      schoolId: school.id,
      enrolmentId: child.enrolmentId,
      startCode: 'START-02',
      why: 'A test',
      on: '2026-11-02',
    }),
  )
const notesOf = (child: TestChild) =>
  database.owner<{ says: string }[]>`
    select data ->> 'fact' as says from case_events where child_id = ${child.id} and type = 'note'`

describe('a joiner', () => {
  let child: TestChild
  before(async () => {
    child = await makeChild(database.owner, {
      school: people.alder,
      forename: 'Joina',
      surname: 'Sample',
      entryDate: '2026-11-20',
      misId: 'J1',
    })
  })
  const at = () => `/pupils/${child.token}/joiner`

  test('is pre-filled from the register, and what the school adds is kept and stands in the new pupil return', async () => {
    const page = officer()
    const list = await page.get('/joiners')
    assert.match(list.text, /Joina Sample Friday 20 November 2026/)
    const form = await page.get(at())
    assert.match(form.text, /Entered in the register Friday 20 November 2026/)
    assert.match(form.text, /by Wednesday 25 November 2026 \(5 days, weekends counted\)/)
    assert.deepEqual(
      (await page.post(at(), { 'first-day': '31', 'first-month': '2', 'first-year': '2026' })).errorFields,
      ['first', 'agreed', 'ehcp'],
    )
    assert.match(
      (await page.post(at(), { ...facts, 'first-year': '2027' })).errors.join(),
      /too far from the day of entry/,
    )
    assert.equal((await page.post(at(), facts)).location, at())
    await page.post(at(), facts)
    assert.equal((await database.owner`select 1 from joiner_facts where child_id = ${child.id}`).length, 1)
    assert.match((await page.get(at())).html, /value="Elm Primary"/)
  })
  for (const [day, isLate] of [
    ['19', true],
    ['20', false],
    ['21', false],
  ] as const) {
    test(`agreed for the ${day}th and entered on the 20th: ${isLate ? 'the name was late' : 'in time'}`, async () => {
      await officer().post(at(), { ...facts, 'first-day': day })
      const seen = await officer().get(at())
      assert.equal(seen.text.includes('Your register has the name from a later day'), isLate)
      await officer().post(at(), facts)
    })
  }
  test('files are asked for and received, each once, whoever presses', async () => {
    const page = officer()
    assert.match((await page.get(at())).text, /Ask Elm Primary for the common transfer file/)
    const step = (name: string) => ({ step: name })
    await Promise.all([
      officer().post(at(), step('transfer file asked for')),
      head().post(at(), step('transfer file asked for')),
    ])
    assert.match((await page.get(at())).text, /has not come Due Thursday 10 December 2026/)
    await page.post(at(), step('transfer file received'))
    await page.post(at(), step('child protection file received'))
    assert.match(
      (await page.post(at(), step('no child protection file'))).errors.join(),
      /child protection file came/,
    )
    assert.match((await page.get(at())).text, /Nothing is waited for/)
    assert.equal((await database.owner`select 1 from joiner_steps where child_id = ${child.id}`).length, 3)
    assert.equal((await page.post(at(), step('case told'))).status, 404)
  })
  test('who did not come stands first, with the letter, the call and the return', async () => {
    const strip = withMarks(emptyStrip(2026), [{ at: placeOf(localDate(today))!.at, marks: 'NN' }])
    await database.owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
      values ('001', ${child.enrolmentId}, 2026, ${people.alder.id}, ${strip})`
    const page = officer()
    assert.match((await page.get('/joiners')).text, /Did not come on the first day.*Joina Sample/)
    const seen = await page.get(at())
    assert.match(seen.text, /The pupil did not come/)
    assert(seen.links.some(link => link.includes('/letters/L11')))
    assert(seen.links.some(link => link.endsWith('/no-show-return')))
    await page.post(at(), { step: 'first came' })
    assert(!(await page.get('/joiners')).text.includes('Did not come on the first day'))
  })
  test('who was expected in September and never came stands on one page, with what was done and what is next', async () => {
    const gone = await makeChild(database.owner, {
      school: people.alder,
      entryDate: '2026-09-03',
      forename: 'Autumna',
    })
    const strip = withMarks(emptyStrip(2026), [{ at: placeOf(localDate('2026-09-03'))!.at, marks: 'NN' }])
    await database.owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
      values ('001', ${gone.enrolmentId}, 2026, ${people.alder.id}, ${strip})`
    const page = officer()
    await page.post(`/pupils/${gone.token}/contact`, {
      who: gone.contactId,
      method: 'phone',
      result: 'no answer',
    })
    const seen = await page.get('/joiners/autumn')
    assert.match(
      seen.text,
      /Autumna .*Expected on Thursday 3 September 2026.*1 call, no letters or messages, no visits/,
    )
    assert.match(seen.text, /Tell the authority: it has not been told/)
    assert.match((await page.get('/returns-to-send')).text, /Autumna .*Was due on Thursday 3 September 2026/)
    await page.post(`/pupils/${gone.token}/no-show-return`)
    assert.match(
      (await page.get('/joiners/autumn')).text,
      /The authority was told on Friday 20 November 2026/,
    )
    assert(!(await browser(app, people.wrongSchool.dsl).get('/joiners/autumn')).text.includes('Autumna'))
  })
  test('where a case is open the authority is told once that a register has the child; it closes nothing, and the school reads nothing', async () => {
    const found = await makeChild(database.owner, {
      school: people.alder,
      entryDate: '2026-11-19',
      forename: 'Founda',
    })
    await openCase(found)
    const path = `/pupils/${found.token}/joiner`
    const page = officer()
    await page.post(path, facts)
    const banner = (await page.follow()).html
    assert(!/case/i.test(banner.match(/govuk-notification-banner[\s\S]*?<\/div>\s*<\/div>/)?.[0] ?? ''))
    await Promise.all([
      page.post(path, { ...facts, reason: 'Other' }),
      head().post(path, { ...facts, reason: 'Other' }),
    ])
    const notes = await notesOf(found)
    assert.equal(notes.length, 1)
    assert.match(notes[0]!.says, /Alder Primary has the name on its register from Thursday 19 November 2026/)
    const [row] = await database.owner`select closed_on from cases where child_id = ${found.id}`
    assert.equal(row!.closed_on, null)
    const list = await cme().get('/joiners-found')
    assert.match(list.text, /Founda .* Alder Primary Thursday 19 November 2026 Birch Secondary/)
    assert.equal((await officer().get('/joiners-found')).status, 404)
    assert(
      !(await browser(app, people.wrongAuthority['cme-officer']).get('/joiners-found')).text.includes(
        'Founda',
      ),
    )
  })
  test('is nobody’s of another school, another authority or the authority', async () => {
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl, people.right.manager]) {
      assert.equal((await browser(app, person).get(at())).status, 404)
      assert.equal((await browser(app, person).post(at(), facts)).status, 404)
      assert.equal((await browser(app, person).get(`/pupils/${child.token}/reinstate`)).status, 404)
    }
  })
  test('of two schools with one head each row says which', async () => {
    const both = await makePerson(database.owner, {
      role: 'headteacher',
      name: 'Two schools',
      school: people.alder,
    })
    await database.owner`insert into grants (la_code, id, person_id, role, school_id, starts_on, given_name, why)
      values ('001', ${newId()}, ${both.id}, 'headteacher', ${people.cedar.id}, '2020-09-01', 'A test', 'For a test')`
    await makeChild(database.owner, { school: people.cedar, entryDate: '2026-11-18', forename: 'Cedara' })
    const list = await browser(app, both).get('/joiners')
    assert.match(list.text, /Cedara \w+ Cedar Primary/)
    assert.match(list.text, /Joina Sample Alder Primary/)
  })
})

describe('a name put back', () => {
  const off = (extra: Record<string, string> = {}) =>
    makeChild(database.owner, {
      school: people.alder,
      leavingDate: '2026-11-10',
      seenUntil: '2027-02-01',
      ...extra,
    })
  const at = (child: TestChild) => `/pupils/${child.token}/reinstate`
  const enrolments = (child: TestChild) =>
    database.owner<{ id: string; entry_date: string; leaving_date: string | null; ground: string | null }[]>`
      select id, entry_date, leaving_date, ground from enrolments where child_id = ${child.id} order by entry_date`
  const error = { kind: 'taken off in error', why: 'Wrong twin' }

  test('taken off in error: asked for, decided by the headteacher, the deletion return superseded, the case told, the old row in the history', async () => {
    const child = await off({ forename: 'Backa' })
    await database.owner`update enrolments set ground = 'R9-A' where id = ${child.enrolmentId}`
    await database.owner`insert into returns (la_code, id, token, reference, rule, episode_on, enrolment_id, child_id, school_id,
        content, sent_name, sent_on)
      values ('001', ${newId()}, 'backa-deletion', 'N-900', 'T-11', '2026-11-10', ${child.enrolmentId}, ${child.id},
        ${people.alder.id}, ${database.owner.json({ name: 'Backa', because: 'x', reason: 'x', contactAttempts: 'x', since: '2026-11-10', reachedOn: '2026-11-10' })}, 'A test', '2026-11-10')`
    await openCase(child, people.alder)
    const page = officer()
    assert.match((await page.get(at(child))).text, /came off on Tuesday 10 November 2026/)
    assert.deepEqual((await page.post(at(child), {})).errorFields, ['kind', 'why'])
    await page.post(at(child), error)
    await page.post(at(child), error)
    assert.equal((await database.owner`select 1 from reinstatements where child_id = ${child.id}`).length, 1)
    assert.equal((await enrolments(child))[0]!.leaving_date, '2026-11-10', 'Asking puts nothing back')
    assert.match((await head().get('/joiners')).text, /Names to put back.*Backa/)
    await Promise.all([
      head().post(at(child), { ...error, decision: 'yes' }),
      head().post(at(child), { ...error, decision: 'yes' }),
    ])
    assert.deepEqual(
      (await enrolments(child)).map(row => [row.entry_date, row.leaving_date, row.ground]),
      [['2024-09-03', null, null]],
    )
    const events = await database.owner<
      { type: string; data: { changes: { field: string; before: string }[] } }[]
    >`
      select type, data from enrolment_events where child_id = ${child.id}`
    assert.deepEqual(
      events.map(event => [event.type, event.data.changes.map(change => [change.field, change.before])]),
      [
        [
          'reinstated',
          [
            ['leaving_date', '2026-11-10'],
            ['ground', 'R9-A'],
          ],
        ],
      ],
    )
    assert.match(
      (await cme().get('/returns/backa-deletion')).text,
      /Superseded.*The name is back on the register/,
    )
    assert.equal((await notesOf(child)).length, 1)
    const seen = (await page.get(at(child))).text
    assert.match(seen, /Here On the register, put back on Friday 20 November 2026/)
    assert.match(seen, /Your own system may still have the leaving date, 10 November 2026/)
    // The school's own system has not been mended: both are shown.
    await database.owner`update enrolments set leaving_date = '2026-11-10', seen_until = '2027-02-01' where id = ${child.enrolmentId}`
    assert.match(
      (await page.get(at(child))).text,
      /Your own system says again that the name came off on Tuesday 10 November 2026/,
    )
  })
  test('a child who is back is entered again from today; nothing is dated back, and a new pupil return will be due', async () => {
    const child = await off()
    await head().post(at(child), { kind: 'the child is back', why: 'Came home', decision: 'yes' })
    assert.deepEqual(
      (await enrolments(child)).map(row => [row.entry_date, row.leaving_date]),
      [
        ['2024-09-03', '2026-11-10'],
        [today, null],
      ],
    )
    await head().post(at(child), { kind: 'the child is back', why: 'Came home', decision: 'yes' })
    assert.equal((await enrolments(child)).length, 2)
    assert.match((await officer().get(`/pupils/${child.token}/joiner`)).text, /Was here before Yes/)
  })
  test('the headteacher may leave it off, once asked; and it can be asked again', async () => {
    const child = await off()
    assert.match(
      (await head().post(at(child), { ...error, decision: 'no' })).errors.join(),
      /Nobody has asked/,
    )
    await officer().post(at(child), error)
    await head().post(at(child), { ...error, why: 'It was right', decision: 'no' })
    assert.equal((await enrolments(child))[0]!.leaving_date, '2026-11-10')
    await officer().post(at(child), error)
    assert.equal((await database.owner`select 1 from reinstatements where child_id = ${child.id}`).length, 3)
  })
  test('nobody but the headteacher decides, in the action and in the database', async () => {
    const child = await off()
    const dsl = people.right.dsl.viewer(today)
    await assert.rejects(
      asViewer(database.app, dsl, tx =>
        decideReinstatement(tx, dsl, {
          childId: child.id,
          kind: 'taken off in error',
          putBack: true,
          why: 'x',
        }),
      ),
      /reinstatement/,
    )
    await assert.rejects(
      asViewer(
        database.app,
        dsl,
        tx => tx`
        insert into reinstatements (la_code, id, token, child_id, school_id, enrolment_id, kind, step, leaving_date, why,
          on_date, by_name, by_role)
        values ('001', ${newId()}, 'x', ${child.id}, ${people.alder.id}, ${child.enrolmentId}, 'taken off in error', 'done',
          '2026-11-10', 'x', '2026-11-20', 'x', 'dsl')`,
      ),
      /row-level security/,
    )
    const here = await makeAbsentChild(database.owner, { school: people.alder, days: 1 })
    await addSheet(database.owner, here, localDate(today), '//')
    assert.match((await head().get(at(here))).text, /nothing to put back/)
    assert.equal((await head().post(at(here), { ...error, decision: 'yes' })).status, 404)
  })
})

describe('a year group that begins', () => {
  test('who began with the year in the youngest class and came is in no list, and the others of that day are', async () => {
    const born = { dateOfBirth: '2022-01-10', school: people.alder, ncYear: 'R' }
    const made = {
      came: await makeChild(database.owner, { ...born, surname: 'Startley', forename: 'Came' }),
      older: await makeChild(database.owner, { ...born, surname: 'Startley', forename: 'Older' }),
      absent: await makeChild(database.owner, { ...born, surname: 'Startley', forename: 'Absent' }),
      written: await makeChild(database.owner, { ...born, surname: 'Startley', forename: 'Written' }),
    }
    for (const [name, child] of Object.entries(made)) {
      await database.owner`update enrolments set entry_date = '2026-09-01', most_junior_class = ${name !== 'older'}
        where id = ${child.enrolmentId}`
      const strip = withMarks(emptyStrip(2026), [
        { at: placeOf(localDate('2026-09-03'))!.at, marks: name === 'absent' ? 'NN' : '//' },
      ])
      await database.owner`insert into strips (la_code, enrolment_id, school_year, school_id, marks)
        values ('001', ${child.enrolmentId}, 2026, ${people.alder.id}, ${strip})
        on conflict (la_code, enrolment_id, school_year) do update set marks = ${strip}`
    }
    await officer().post(`/pupils/${made.written.token}/joiner`, {
      ...facts,
      'first-day': '3',
      'first-month': '9',
    })
    const { text } = await officer().get('/joiners')
    assert.doesNotMatch(text, /Came Startley/)
    assert.match(
      text,
      /1 pupil who began in the youngest class on the first day of the year and came is not in this list/,
    )
    assert.match(text, /Older Startley .{0,200}2 to do, 2 late/)
    assert.match(text, /Absent Startley .{0,250}All done/)
    assert.match(text, /Written Startley .{0,200}2 to do/)
    const page = await officer().get(`/pupils/${made.came.token}/joiner`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /Ask the previous school for the common transfer file/)
  })
})
