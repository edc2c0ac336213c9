// A school's day as its people see it, and what its rules refuse.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { type Clock, londonDay } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { askPolice, assessRisk, closeDay, giveReason, recordVisit, takeStep } from '../actions.ts'
import { assuranceFor, handedToDsl, instantAt, minuteOf } from '../store.ts'

const today = '2026-11-20'
let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let now = new Date('2026-11-20T10:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (time: string) => {
  now = new Date(`2026-11-20T${time}:00Z`)
}

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeCalendar(database.owner, people)
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
})
after(() => app.close())

const absent = (given: Partial<Parameters<typeof makeAbsentChild>[1]> = {}) =>
  makeAbsentChild(database.owner, { school: people.alder, days: 1, code: 'N', ...given })
const officer = () => browser(app, people.right['attendance-officer'])
const dsl = () => browser(app, people.right.dsl)
const act = <T>(person: TestPerson, work: (tx: Parameters<typeof takeStep>[0]) => Promise<T>) =>
  asViewer(database.app, person.viewer(today), work)
const stepsOf = (child: TestChild, kind?: string) => database.owner<{ kind: string; by_name: string }[]>`
  select kind, by_name from day_steps where child_id = ${child.id} and (${kind ?? null}::text is null or kind = ${kind ?? null}) order by at`
const about = (child: TestChild) => ({ childId: child.id, schoolId: child.school.id })

describe('the board', () => {
  test('says for each name why it is here, how it stands, and the next step with its clock', async () => {
    itIs('09:40')
    const child = await absent({ forename: 'Bea', surname: 'Boardly' })
    const row = async () =>
      /Bea Boardly (?:(?!Hand to the DSL).)*Hand to the DSL/.exec(
        (await officer().get('/today')).text,
      )?.[0] ?? ''
    assert.match(await row(), /Absent without a reason/)
    assert.match(await row(), /Not tried today/)
    assert.match(await row(), /Only one contact is held/)
    assert.match(await row(), /Ring contact 1, mother .*first call due 9:45am/)
    itIs('09:46')
    assert.match(await row(), /first call was due 9:45am/)
    await officer().post(`/pupils/${child.token}/contact`, {
      who: child.contactId,
      method: 'phone',
      result: 'no answer',
    })
    assert.match(await row(), /Tried once/)
    assert.match(await row(), /home visit considered due 11:00am/)
    itIs('11:46')
    assert.match(await row(), /risk assessment was due 11:45am/)
  })
  test('lets no clock of the day run on a day without school, but for a worry', async () => {
    const calm = await absent({ forename: 'Sunny', surname: 'Sundayly' })
    const worried = await absent({ forename: 'Wanda', surname: 'Sundayly' })
    now = new Date('2026-11-20T14:00:00Z')
    await officer().post(`/pupils/${worried.token}/contact`, {
      who: worried.contactId,
      method: 'phone',
      result: 'does not have the child',
    })
    const friday = (await officer().get('/today')).text
    assert.match(friday, /Sunny Sundayly (?:(?!Hand to the DSL).)*first call was due 9:45am/)
    assert.doesNotMatch(friday, /no school today/)
    now = new Date('2026-11-22T14:00:00Z')
    try {
      const { text } = await officer().get('/today')
      const rowOf = (name: string) =>
        new RegExp(`${name} Sundayly (?:(?!Hand to the DSL).)*`).exec(text)?.[0] ?? ''
      assert.match(rowOf('Sunny'), /on Monday 23 November 2026, or now if you are worried/)
      assert.doesNotMatch(rowOf('Sunny'), /late|was due/)
      assert.match(text, /Wanda Sundayly .{0,400}DSL told: now/)
      assert.match(text, /There is no school today. The next school day is Monday 23 November 2026./)
      assert.doesNotMatch(text, /You tried to reach|send today’s register|not closed yet/)
      assert.ok(calm.token)
    } finally {
      itIs('10:00')
    }
  })
  test('puts a child with a plan before one without, and the younger first', async () => {
    const older = await absent({ surname: 'Orderly', forename: 'Older', ncYear: '6' })
    const younger = await absent({ surname: 'Orderly', forename: 'Younger', ncYear: 'R' })
    const planned = await absent({ surname: 'Orderly', forename: 'Planned', ncYear: '6' })
    await database.owner`insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
      values ('001', ${newId()}, ${planned.id}, 'child_protection_plan', 'yes', '2026-11-03', 'your pupil file', ${people.alder.id})`
    const { text } = await officer().get('/today')
    const at = (child: TestChild) => text.indexOf(`${child.forename} Orderly`)
    assert.ok(at(planned) < at(younger) && at(younger) < at(older))
    assert.match(text, /Child protection plan/)
  })
  test('is one school’s own', async () => {
    const child = await absent({ surname: 'Ownly' })
    for (const person of [people.wrongSchool.dsl, people.wrongAuthority.dsl]) {
      assert.ok(!(await browser(app, person).get('/today')).text.includes('Ownly'))
      for (const page of ['', '/visit', '/police', '/reason', '/seen', '/escalate', '/siblings', '/assess']) {
        assert.equal(
          (await browser(app, person).get(`/pupils/${child.token}/today${page}`)).status,
          404,
          page,
        )
      }
      assert.equal(
        (await browser(app, person).post(`/pupils/${child.token}/today/step`, { kind: 'handed to DSL' }))
          .status,
        404,
      )
    }
    for (const page of ['', '/visit', '/police', '/reason', '/seen', '/escalate', '/siblings']) {
      const seen = await officer().get(`/pupils/${child.token}/today${page}`)
      assert.equal(seen.status, 200, page)
      assert.ok(!seen.title.includes('Ownly'))
    }
    assert.equal((await officer().get(`/pupils/${child.token}/today/assess`)).status, 404)
    assert.equal((await dsl().get(`/pupils/${child.token}/today/assess`)).status, 200)
  })
})

describe('handing to the DSL', () => {
  test('is one press from the board, and kept once whoever presses', async () => {
    itIs('10:10')
    const child = await absent()
    const page = officer()
    await page.get('/today')
    const sent = await page.send(`/pupils/${child.token}/today/step?from=today`, { kind: 'handed to DSL' })
    assert.equal(sent.location, `/today#${child.token}`)
    assert.match((await page.follow()).text, /Handed to the DSL/)
    const again = await officer().post(`/pupils/${child.token}/today/step`, { kind: 'handed to DSL' })
    assert.equal(again.status, 303)
    assert.equal((await stepsOf(child)).length, 1)
    const [handed] = await act(people.right.dsl, tx => handedToDsl(tx, people.right.dsl.viewer(today)))
    assert.equal(handed?.child_id, child.id)
    assert.equal(handed?.took_at, null)
    assert.equal(
      (await act(people.wrongSchool.dsl, tx => handedToDsl(tx, people.wrongSchool.dsl.viewer(today)))).length,
      0,
    )
  })
  test('by two people at once is one', async () => {
    const child = await absent()
    const press = (person: TestPerson) =>
      act(person, tx => takeStep(tx, person.viewer(today), about(child), { kind: 'handed to DSL' }, now))
    const done = await Promise.all([
      press(people.right['attendance-officer']),
      press(people.right.headteacher),
    ])
    assert.deepEqual(done.map(one => one.allowed && one.value.already).sort(), [false, true])
    assert.equal((await stepsOf(child)).length, 1)
  })
  test('only a DSL takes it', async () => {
    const child = await absent()
    const take = (person: TestPerson) =>
      act(person, tx => takeStep(tx, person.viewer(today), about(child), { kind: 'DSL took' }, now))
    assert.equal((await take(people.right['attendance-officer'])).allowed, false)
    assert.equal((await take(people.right.dsl)).allowed, true)
    assert.equal((await stepsOf(child, 'DSL took'))[0]?.by_name, people.right.dsl.name)
  })
})

describe('each step', () => {
  const { from } = Array
  test('refuses what is missing, in words', async () => {
    itIs('10:30')
    const child = await absent()
    const person = people.right['attendance-officer']
    const viewer = person.viewer(today)
    const refusal = async (given: Parameters<typeof takeStep>[3]) => {
      const decision = await act(person, tx => takeStep(tx, viewer, about(child), given, now))
      return decision.allowed ? 'allowed' : decision.refusals[0]!.says
    }
    assert.match(await refusal({ kind: 'visit not made' }), /Say why not/)
    assert.match(await refusal({ kind: 'police not asked', says: ' ' }), /Say why not/)
    assert.match(await refusal({ kind: 'police asked' }), /reference/)
    assert.match(await refusal({ kind: 'seen' }), /who saw/)
    assert.match(await refusal({ kind: 'escalated', toWhom: 'The DSL' }), /when they look again/)
    assert.match(await refusal({ kind: 'card left' }), /by when/)
    assert.match(await refusal({ kind: 'escalated', toWhom: 'The DSL', nextAt: now }), /later than now/)
    assert.match(
      await refusal({ kind: 'escalated', toWhom: 'The DSL', nextAt: new Date('2026-12-05T10:00:00Z') }),
      /two weeks/,
    )
    assert.match(await refusal({ kind: 'risk assessed' }), /own page/)
    assert.equal((await stepsOf(child)).length, 0)
    await assert.rejects(
      act(people.wrongSchool.dsl, tx =>
        takeStep(tx, people.wrongSchool.dsl.viewer(today), about(child), { kind: 'handed to DSL' }, now),
      ),
      /school/,
    )
    await assert.rejects(
      act(people.right.manager, tx =>
        takeStep(tx, people.right.manager.viewer(today), about(child), { kind: 'handed to DSL' }, now),
      ),
      /school/,
    )
  })
  test('of a visit is the visit of the list of enquiries too, once, however often it is sent', async () => {
    const child = await absent()
    const person = people.right['attendance-officer']
    const visit = () =>
      act(person, tx =>
        recordVisit(
          tx,
          person.viewer(today),
          about(child),
          { outcome: 'No answer', who: 'Two of the office', card: instantAt(today, '12:30') },
          now,
        ),
      )
    for (const decision of await Promise.all(from({ length: 2 }, visit))) assert.ok(decision.allowed)
    assert.deepEqual((await stepsOf(child)).map(one => one.kind).sort(), ['card left', 'visit made'])
    const rows =
      await database.owner`select result from enquiries where child_id = ${child.id} and check_code = 'RS09'`
    assert.deepEqual(
      rows.map(row => row.result),
      ['no answer'],
    )
    assert.match(
      (await officer().get(`/pupils/${child.token}/today`)).text,
      /card asks for an answer by 12:30pm/,
    )
  })
  test('with the police keeps the reference in both places', async () => {
    const child = await absent()
    const person = people.right['attendance-officer']
    for (let i = 0; i < 2; i += 1) {
      const decision = await act(person, tx =>
        askPolice(
          tx,
          person.viewer(today),
          about(child),
          { reference: 'CAD 101', nextAt: instantAt(today, '14:00') },
          now,
        ),
      )
      assert.ok(decision.allowed)
    }
    assert.equal((await stepsOf(child, 'police asked')).length, 1)
    const [row] =
      await database.owner`select note from enquiries where child_id = ${child.id} and check_code = 'RS19'`
    assert.match(String(row?.note), /CAD 101/)
  })
  test('a written risk is the DSL’s to sign, and its words are not the office’s to read', async () => {
    const child = await absent()
    const words = {
      known: 'CanaryAlder was seen with luggage',
      notKnown: 'Where the father is',
      decision: 'Tell children’s social care now',
    }
    const sign = (person: TestPerson) =>
      act(person, tx =>
        assessRisk(
          tx,
          person.viewer(today),
          about(child),
          { ...words, nextAt: instantAt(today, '14:00') },
          now,
        ),
      )
    await assert.rejects(sign(people.right['attendance-officer']), /school/)
    for (const decision of await Promise.all([sign(people.right.dsl), sign(people.right.dsl)]))
      assert.ok(decision.allowed)
    assert.equal((await database.owner`select 1 from day_assessments where child_id = ${child.id}`).length, 1)
    const office = await officer().get(`/pupils/${child.token}/today`)
    assert.doesNotMatch(office.html, /CanaryAlder|social care now/)
    assert.match(office.text, /The DSL goes on with it/)
    const safeguarding = await dsl().get(`/pupils/${child.token}/today`)
    assert.match(safeguarding.text, /CanaryAlder was seen with luggage/)
    const rows = await act(people.right['attendance-officer'], tx => tx`select 1 from day_assessments`)
    assert.equal(rows.length, 0, 'the database’s own wall')
  })
  test('a reason gives its code, and the name is accounted for', async () => {
    const child = await absent({ surname: 'Reasonly' })
    const page = officer()
    await page.post(`/pupils/${child.token}/contact?from=today`, {
      who: child.contactId,
      method: 'phone',
      result: 'child safe and ill',
    })
    const seen = await page.follow()
    assert.match(seen.text, /Enter code I in your own register/)
    assert.match(seen.text, /Accounted for today .*Reasonly : Reason known. Ill. Enter code I/)
    const marks = await database.owner`select marks from strips where enrolment_id = ${child.enrolmentId}`
    assert.match(String(marks[0]!.marks), /NN/, 'Onroll writes no register')
    const person = people.right['attendance-officer']
    const again = await act(person, tx =>
      giveReason(tx, person.viewer(today), about(child), { reason: 'no such reason' }, now),
    )
    assert.equal(again.allowed, false)
  })
  test('shows its form again with what is wrong, in the order of the form', async () => {
    const child = await absent()
    const at = `/pupils/${child.token}/today`
    for (const [page, fields, errors] of [
      ['visit', { made: 'yes' }, ['Choose what came of the visit', 'Say who went']],
      ['visit', { made: 'no' }, ['Say why no visit was made']],
      [
        'police',
        { asked: 'yes' },
        ['Enter the reference, or “not given yet”', 'Enter the time you ask them again, such as 2:30pm'],
      ],
      [
        'seen',
        {},
        [
          'Choose whether the child was seen or spoken to',
          'Say who saw or spoke to the child, where and when',
        ],
      ],
      ['escalate', { time: '9am', when: 'today' }, ['Choose who has it', 'The time must be later than now']],
      ['reason', {}, ['Choose the reason that was given']],
    ] as const) {
      const seen = await officer().post(`${at}/${page}`, fields)
      assert.equal(seen.status, 422, page)
      assert.deepEqual(seen.errors, errors)
      for (const field of seen.errorFields) assert.ok(seen.html.includes(`id="${field}"`), `${page} ${field}`)
    }
    const signed = await dsl().post(`${at}/assess`, {})
    assert.equal(signed.errors.length, 4)
    assert.equal((await stepsOf(child)).length, 0)
  })
})

describe('closing the day', () => {
  const close = (person: TestPerson) =>
    act(person, tx => closeDay(tx, person.viewer(today), person.school!.id, now))

  test('is refused with each name that is open, then done once, and opened again by a name that comes later', async () => {
    const birch = people.birch
    const { 'attendance-officer': birchOffice, headteacher } = people.wrongSchool
    itIs('15:20')
    const ill = await absent({ school: birch, surname: 'Illy' })
    const away = await absent({ school: birch, surname: 'Awayly' })
    const refused = await close(birchOffice)
    assert.ok(!refused.allowed)
    assert.equal(refused.refusals.length, 2)
    assert.match(
      refused.refusals.map(one => one.says).join(' '),
      /Illy: no reason.*Awayly|Awayly: no reason.*Illy/,
    )
    const page = browser(app, birchOffice)
    const shown = await page.post('/today/close', { school: birch.id })
    assert.equal(shown.status, 422)
    assert.equal(shown.errors.length, 2)

    const viewer = birchOffice.viewer(today)
    await act(birchOffice, tx => giveReason(tx, viewer, about(ill), { reason: 'ill' }, now))
    await act(birchOffice, tx =>
      takeStep(
        tx,
        viewer,
        about(away),
        { kind: 'escalated', toWhom: 'The DSL, B Example', nextAt: instantAt(today, '16:30') },
        now,
      ),
    )
    const both = await Promise.all([close(birchOffice), close(headteacher)])
    assert.deepEqual(both.map(one => one.allowed && one.value.already).sort(), [false, true])
    const rows = await database.owner`select * from day_closings where school_id = ${birch.id}`
    assert.equal(rows.length, 1)
    assert.deepEqual([rows[0]!.names, rows[0]!.with_reason, rows[0]!.escalated], [2, 1, 1])
    assert.doesNotMatch(JSON.stringify(rows[0]!.sentences), /Illy|Awayly/)

    const head = browser(app, headteacher)
    const assured = await head.get('/assurance')
    assert.match(
      assured.text,
      /All 2 children away without a reason this morning are accounted for: 1 with a reason, 0 seen or spoken to, 1 that somebody has/,
    )
    assert.match(assured.text, /1 child has not been seen or spoken to; 1 was escalated to somebody by name/)
    assert.match(assured.text, /The day was closed at 3:20pm/)
    assert.equal((await head.post('/assurance', { school: birch.id })).status, 303)
    await head.post('/assurance', { school: birch.id })
    assert.equal((await database.owner`select 1 from day_assurances where school_id = ${birch.id}`).length, 1)
    assert.equal((await page.get('/assurance')).status, 404, 'the head’s alone')

    // Somebody's time has passed: the name is open again, and so is the day.
    itIs('16:30')
    assert.match((await head.get('/today')).text, /is open again: 1 name came or changed since/)
    itIs('15:25')
    await absent({ school: birch, surname: 'Lately' })
    assert.match((await page.get('/today')).text, /closed at 3:20pm by Birch [a-z-]+, and is open again/)
    assert.equal((await close(birchOffice)).allowed, false)
    const [now2] = await act(headteacher, tx => assuranceFor(tx, headteacher.viewer(today), now))
    assert.equal(now2!.state, 'opened again')
    assert.equal(now2!.counts.open, 1)
  })
  test('is refused without a register of today, and on a day that is none', async () => {
    const cedarOffice = await makePerson(database.owner, {
      role: 'attendance-officer',
      name: 'Cedar office',
      school: people.cedar,
    })
    const without = await close(cedarOffice)
    assert.ok(!without.allowed)
    assert.match(without.refusals[0]!.says, /No register of today/)
    const sunday = { ...cedarOffice.viewer('2026-11-22') }
    const none = await asViewer(database.app, sunday, tx => closeDay(tx, sunday, people.cedar.id, now))
    assert.ok(!none.allowed)
    assert.match(none.refusals[0]!.says, /no school day/)
    await assert.rejects(
      act(cedarOffice, tx => closeDay(tx, cedarOffice.viewer(today), people.alder.id, now)),
      /school/,
    )
  })
})

describe('the hours of the day', () => {
  test('are changed from today on, by the office or the head, in order', async () => {
    itIs('09:00')
    const hours = {
      amCloses: '9:00',
      pmCloses: '13:10',
      visitFrom: '9:45',
      visitTo: '10:30',
      dayEnds: '15:15',
    }
    const head = browser(app, people.right.headteacher)
    const wrong = await head.post('/today/hours', { ...hours, visitTo: '9:30', school: people.alder.id })
    assert.deepEqual(wrong.errors, [
      '“Home visits are considered by” must be after “Home visits are considered from”',
    ])
    assert.equal((await head.post('/today/hours', { ...hours, school: people.alder.id })).status, 303)
    assert.match((await head.follow()).text, /Morning register closes: 09:00/)
    assert.equal((await dsl().post('/today/hours', { ...hours, school: people.alder.id })).status, 404)
    assert.equal((await head.post('/today/hours', { ...hours, school: people.birch.id })).status, 404)
    const child = await absent({ surname: 'Hourly' })
    assert.match((await officer().get(`/pupils/${child.token}/today`)).text, /first call due 9:15am/)
  })
})

describe('missing registers', () => {
  test('are listed when they should be there, and kept as asked for, once', async () => {
    itIs('10:00')
    const cedarOffice = await makePerson(database.owner, {
      role: 'attendance-officer',
      name: 'Cedar second office',
      school: people.cedar,
    })
    const { makeChild } = await import('../../access/testing/people.ts')
    await makeChild(database.owner, { school: people.cedar, group: '5C' })
    const page = browser(app, cedarOffice)
    assert.match((await page.get('/today/registers')).text, /5C Morning 1 Not yet/)
    const chase = { school: people.cedar.id, session: 'AM', group: '5C', asked: 'The class teacher' }
    await page.post('/today/registers', chase)
    await page.post('/today/registers', chase)
    assert.equal((await database.owner`select 1 from register_chases`).length, 1)
    assert.match(
      (await page.get('/today/registers')).text,
      /The class teacher asked at 10:00am by Cedar second office/,
    )
    itIs('09:00')
    assert.match((await page.get('/today/registers')).text, /No register is missing now/)
  })
})

describe('an instant', () => {
  test('is a minute of the day in London, summer and winter', () => {
    for (const [day, time, utc] of [
      ['2026-11-20', '09:30', '2026-11-20T09:30:00.000Z'],
      ['2026-06-19', '09:30', '2026-06-19T08:30:00.000Z'],
      ['2026-03-30', '00:15', '2026-03-29T23:15:00.000Z'],
      ['2026-06-19', '00:00', '2026-06-18T23:00:00.000Z'],
    ] as const) {
      assert.equal(instantAt(day, time).toISOString(), utc)
      const [hours, minutes] = time.split(':').map(Number)
      assert.equal(minuteOf(new Date(utc), day), hours! * 60 + minutes!)
    }
    assert.equal(minuteOf(new Date('2026-11-19T09:30:00Z'), '2026-11-20'), 570 - 1440)
    assert.equal(minuteOf(new Date('2026-11-21T09:30:00Z'), '2026-11-20'), 570 + 1440)
  })
})
