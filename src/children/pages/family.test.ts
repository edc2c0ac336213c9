// The family page, and brothers and sisters beside a case: what each side reads, what is answered, what a protection hides.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { refer } from '../../cases/testing/referred.ts'
import { makeAbsent, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import type { WhereNow } from '../family/store.ts'
import { type Families, makeFamilies } from '../family/testing/families.ts'
import { datesOf, registerSays } from './family-shown.ts'

const today = '2026-11-20'
let owner: Sql
let app: FastifyInstance
let people: TestPeople
let families: Families
let cases: { zofia: string; olga: string }

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  families = await makeFamilies(owner, database.app, people)
  await makeAbsent(owner, families.olga, 4, 'N')
  await makeAbsent(owner, families.adam, 0, 'N')
  const atBirch = { ...people, alder: people.birch, right: people.wrongSchool }
  cases = {
    zofia: (await refer(database.app, people, families.zofia, { on: today })).token,
    olga: (await refer(database.app, atBirch, families.olga, { on: today })).token,
  }
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const see = (person: TestPerson, child: TestChild) =>
  browser(app, person).get(`/${person.school ? 'pupils' : 'children'}/${child.token}/family`)

describe('the family page', () => {
  test('shows the authority each person with school, dates and evidence, and records a look at each', async () => {
    await owner`delete from looks`
    const page = await see(people.right['cme-officer'], families.zofia)
    assert.equal(page.heading, 'Family')
    assert.equal(page.title.includes('Zofia'), false)
    assert.match(
      page.text,
      /Olga Kowalska-Longersurname Born 30 June 2013, 13 years old\. On roll at Birch Secondary, Year 4; not in school on 20 November 2026 \(N: /,
    )
    assert.match(
      page.text,
      /Adam Other Born 12 March 2016.*On roll at Alder Primary.*in school on 20 November 2026/,
    )
    assert.match(
      page.text,
      /same parent or carer: nearly the same name and the same telephone: Mrs Ewa Kowalska, mother/,
    )
    assert.match(
      page.text,
      /Live at the same address: 12 Sample Street, Exampleton, ZZ99 1AA\. Since 3 September 2024; recorded on/,
    )
    assert.match(page.text, /twins, it may be/)
    assert.match(page.text, /Ines Nowak.*Possibly one family/)
    assert.doesNotMatch(page.text, /Maja/)
    assert.deepEqual(page.links.filter(link => link === `/cases/${cases.olga}`).length, 1)
    const looks = await owner<{ child_id: string }[]>`select child_id from looks`
    const { zofia, olga, adam, cousin } = families
    assert.deepEqual(
      looks.map(look => look.child_id).sort(),
      [zofia, olga, adam, cousin].map(one => one.id).sort(),
    )
  })
  test('names nobody of a hostel', async () => {
    const page = await see(people.right.manager, families.hostel[0]!)
    assert.match(page.text, /14 children share only what very many share/)
    assert.doesNotMatch(page.text, /Guestb/)
  })
  test('shows a school its own register alone', async () => {
    const page = await see(people.right['attendance-officer'], families.zofia)
    assert.equal(page.status, 200)
    assert.match(page.text, /Adam Other/)
    assert.doesNotMatch(page.html, /Olga|Ines|Birch|Cedar|\/cases\/|Same family|name="answer"/)
    const birch = await see(people.wrongSchool.dsl, families.olga)
    assert.match(birch.text, /Nobody on your register shares a home or a contact with this child/)
    assert.doesNotMatch(birch.html, /Zofia|Adam|Alder/)
    assert.equal((await see(people.wrongSchool.dsl, families.zofia)).status, 404)
  })
  test('is not found for another authority, and takes no answer from a school or an assistant', async () => {
    assert.equal((await see(people.wrongAuthority.manager, families.zofia)).status, 404)
    const assistant = await see(people.right['cme-assistant'], families.zofia)
    assert.doesNotMatch(assistant.html, /name="answer"/)
    const sent = await browser(app, people.right['cme-assistant']).post(
      `/children/${families.zofia.token}/family`,
      {
        answer: `same family|${families.olga.token}`,
      },
    )
    assert.deepEqual(sent.errors, ['Your role may not answer this'])
    const school = await browser(app, people.right.dsl).post(`/pupils/${families.zofia.token}/family`, {
      answer: `same family|${families.adam.token}`,
    })
    assert.equal(school.status, 404)
  })
  test('keeps an answer, and takes it back', async () => {
    const officer = browser(app, people.right['cme-officer'])
    const at = `/children/${families.zofia.token}/family`
    const answer = async (says: string, child: TestChild) => {
      const sent = await officer.post(at, { answer: `${says}|${child.token}` })
      assert.equal(sent.location, at)
      return (await officer.follow()).text
    }
    assert.match(
      await answer('same family', families.olga),
      /Kept: they are one family.*Same family Olga.*Alder cme-officer on 22|Kept: they are one family/,
    )
    assert.match(
      (await see(people.right.manager, families.olga)).text,
      /Same family Zofia.*Same family, said Alder cme-officer/,
    )
    assert.match(await answer('not family', families.cousin), /not asked again.*Answered: not family Ines/)
    assert.match(await answer('taken back', families.olga), /Nobody has been answered to be of this family/)
    assert.match(await answer('taken back', families.cousin), /Proposed.*Ines/)
    assert.deepEqual((await officer.post(at, {})).errors, ['Choose: same family, not family, or not sure'])
    const none = await officer.post(at, { answer: `same family|${families.neighbour.token}` })
    assert.deepEqual(none.errors, ['Nothing is proposed about these two children now'])
    assert.equal((await officer.post(at, { answer: 'same family|nobody' })).status, 404)
  })
})

describe('beside a case', () => {
  test('brothers and sisters are named with their school, whether in school, and a case of their own', async () => {
    await owner`delete from looks`
    for (const path of [`/cases/${cases.zofia}`, `/triage/${cases.zofia}`]) {
      const page = await browser(app, people.right['cme-officer']).get(path)
      assert.match(page.text, /Brothers and sisters Open case too At least one of them has an open case/)
      assert.match(
        page.text,
        /Olga Kowalska-Longersurname ?, born 30 June 2013.*Birch Secondary.*not in school on 20 November 2026/,
      )
      assert.match(page.text, /Adam Other ?, .*twins, it may be/)
      assert(page.links.includes(`/children/${families.zofia.token}/family`))
      assert(page.links.includes(`/cases/${cases.olga}`))
    }
    const looks = await owner`select 1 from looks where child_id = ${families.olga.id}`
    assert.equal(looks.length, 2)
  })
})

describe('a protected sister', () => {
  test('is on no page of the others, of the case or of the family, whoever looks', async () => {
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${families.olga.id}, 'address', ${today}, 'A test', 'A test')`
    const { zofia, olga, adam } = families
    for (const person of [people.right.manager, people.right['cme-officer'], people.right.dsl]) {
      for (const child of [zofia, adam]) {
        const page = await see(person, child)
        assert.equal(page.status, 200)
        assert.doesNotMatch(page.html, /Olga|Birch/, person.name)
      }
    }
    for (const path of [`/cases/${cases.zofia}`, `/triage/${cases.zofia}`]) {
      const page = await browser(app, people.right.manager).get(path)
      assert.doesNotMatch(page.text, /Olga|Open case too/)
    }
    const own = await see(people.right.manager, olga)
    assert.match(own.text, /This child is protected\. Brothers and sisters, homes and contacts are not shown/)
    assert.doesNotMatch(own.html, /Zofia|Adam|Sample Street/)
    const theirs = await browser(app, people.right.manager).get(`/cases/${cases.olga}`)
    assert.match(theirs.text, /Brothers and sisters Not shown for a protected child/)
    assert.doesNotMatch(theirs.html, /Zofia|Adam/)
    const sent = await browser(app, people.right.manager).post(`/children/${zofia.token}/family`, {
      answer: `same family|${olga.token}`,
    })
    assert.deepEqual(sent.errors, ['Nothing is proposed about these two children now'])
  })
})

describe('the words', () => {
  const row: WhereNow = {
    child_id: '',
    token: '',
    surname: '',
    forename: '',
    preferred_forename: null,
    date_of_birth: null,
    school: 'Alder Primary',
    nc_year: '4',
    registration_group: null,
    entry_date: '2024-09-03',
    leaving_date: null,
    day: localDate('2026-09-02'),
    marks: `${'..'}/N`,
    case_token: null,
    case_reference: null,
  }
  const places: [string, Partial<WhereNow>, RegExp, boolean][] = [
    ['on no register', { school: null }, /^On no register here$/, true],
    [
      'left',
      { leaving_date: '2026-10-01' },
      /^Left Alder Primary on 1 October 2026; on no register here now$/,
      true,
    ],
    ['to leave', { leaving_date: '2026-12-18' }, /in school on 2 September 2026/, false],
    ['half a day in school', {}, /^On roll at Alder Primary, Year 4; in school on 2 September 2026$/, false],
    ['away all day', { marks: '..NN' }, /not in school on 2 September 2026 \(N: /, true],
    ['no mark', { marks: '....' }, /no mark taken yet$/, false],
    ['no register yet', { day: null, marks: null }, /no mark taken yet$/, false],
  ]
  for (const [what, given, says, away] of places) {
    test(what, () => {
      const found = registerSays({ ...row, ...given }, today)
      assert.match(found.says, says)
      assert.equal(found.away, away)
    })
  }
  test('dates', () => {
    const [from, until, recordedOn] = ['2024-09-03', '2025-01-06', '2024-09-05'].map(localDate) as [
      never,
      never,
      never,
    ]
    assert.equal(datesOf({ from, recordedOn }), 'Since 3 September 2024; recorded on 5 September 2024')
    assert.equal(
      datesOf({ from, until, recordedOn: from }),
      'From 3 September 2024 to 6 January 2025, when it was recorded',
    )
    assert.equal(datesOf({ until, recordedOn }), 'Until 6 January 2025; recorded on 5 September 2024')
    assert.equal(datesOf({ recordedOn }), 'Dates not known; recorded on 5 September 2024')
  })
})
