// Each page as each person meets it: who may, what it says when a form is wrong, what is done when it is right.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makePeople,
  makePerson,
  type Seen,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { screenQuestions } from '../../enquiries/screening.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { takeStep } from '../../today/actions.ts'

let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople
let deputy: TestPerson
let child: TestChild
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  deputy = await makePerson(owner, { role: 'dsl', name: 'Alder deputy', school: people.alder })
  child = await makeAbsentChild(owner, {
    school: people.alder,
    days: 2,
    surname: 'Vulnerable',
    forename: 'Ada',
  })
  await flag(child, 'child_in_need')
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app?.close())

async function flag(whose: TestChild, what: string, says = 'yes') {
  await owner`
    insert into child_flags (la_code, id, child_id, flag, says, source, school_id, from_on)
    values ('001', ${newId()}, ${whose.id}, ${what}, ${says}, 'pupils.csv', ${whose.school.id}, '2026-09-01')`
}
const as = (person: TestPerson) => browser(app, person)
const dsl = () => as(people.right.dsl)
const at = (of: TestChild, path = '') => `/pupils/${of.token}/safeguarding${path}`
const done = (seen: Seen) => assert.equal(seen.status, 303, seen.errors.join() || seen.text.slice(0, 300))

describe('vulnerable and absent', () => {
  test('shows the DSL and the head who is away and would be hurt by waiting, with clocks and sources', async () => {
    const list = await dsl().get('/vulnerable-absent')
    assert.match(list.text, /Ada Vulnerable/)
    assert.match(list.text, /Child in need since 1 September 2026 \(pupils\.csv\)/)
    assert.match(list.text, /43 hours ago In school on Wednesday 18 November 2026/)
    assert.match(
      list.text,
      /Tell the social worker about Ada Vulnerable Was due on Thursday 19 November 2026/,
    )
    assert.equal((await as(people.right.headteacher).get('/vulnerable-absent')).status, 200)
  })
  test('is not the office’s, and not another school’s', async () => {
    assert.equal((await as(people.right['attendance-officer']).get('/vulnerable-absent')).status, 404)
    assert.doesNotMatch(
      (await as(people.wrongSchool.dsl).get('/vulnerable-absent')).text,
      /Vulnerable, Ada|Ada/,
    )
  })
  test('leaves out the child whom nothing marks, and what is not for a list', async () => {
    const quiet = await makeAbsentChild(owner, {
      school: people.alder,
      days: 1,
      surname: 'Quiet',
      forename: 'Bo',
    })
    await flag(quiet, 'SEN_support')
    await owner`
      insert into child_flags (la_code, id, child_id, flag, says, source, school_id, closed, recorded_by, recorded_name)
      values ('001', ${newId()}, ${quiet.id}, 'traveller', 'yes', 'x', ${people.alder.id}, true, ${newId()}, 'x'),
             ('001', ${newId()}, ${child.id}, 'refugee', 'yes', 'x', ${people.alder.id}, true, ${newId()}, 'x')`
    const list = await dsl().get('/vulnerable-absent')
    assert.doesNotMatch(list.text, /Bo Quiet|Traveller|asylum/)
    // On the child's own page it stands.
    assert.match((await dsl().get(at(child))).text, /Refugee, asking for asylum/)
  })
  test('takes in a child whose last contact worries, and one whose level was raised by the office', async () => {
    const worry = await makeAbsentChild(owner, {
      school: people.alder,
      days: 1,
      surname: 'Worry',
      forename: 'Cy',
    })
    done(
      await as(people.right['attendance-officer']).post(`/pupils/${worry.token}/contact`, {
        who: worry.contactId,
        method: 'phone',
        result: 'not reassured',
      }),
    )
    const raised = await makeAbsentChild(owner, {
      school: people.alder,
      days: 1,
      surname: 'Raised',
      forename: 'Di',
    })
    done(
      await as(people.right['attendance-officer']).post(at(raised, '/raise'), {
        level: 'act today',
        why: 'A man answered and rang off',
      }),
    )
    const list = await dsl().get('/vulnerable-absent')
    assert.match(list.text, /Cy Worry.*The last contact worries/)
    assert.match(list.text, /Sign the risk screen: the last contact worries about Cy Worry Due today/)
    assert.match(list.text, /Di Raised.*Act today/)
  })
})

describe('no contact with home', () => {
  test('counts from the first try since anyone answered, on the list and on the child’s page alike', async () => {
    const girl = await makeAbsentChild(owner, {
      school: people.alder,
      days: 5,
      surname: 'Planned',
      forename: 'Fay',
    })
    await flag(girl, 'EHCP')
    for (const [on, result] of [
      ['2026-11-16', 'no answer'],
      ['2026-11-17', 'nothing known'],
      ['2026-11-18', 'message left'],
      ['2026-11-19', 'no answer'],
    ] as const) {
      await owner`
        insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, result, done_on, by_name, by_role)
        values ('001', ${newId()}, ${girl.id}, ${people.alder.id}, 'school', 'RS01', 'phone', ${result}, ${on}, 'x', 'x')`
    }
    const says = /Tell the SEN officer(?: about Fay Planned)?(?: \.)? Was due on Wednesday 18 November 2026/
    assert.match((await dsl().get('/vulnerable-absent')).text, says)
    assert.match((await dsl().get(at(girl))).text, says)
  })
})

describe('a child handed to the DSL', () => {
  test('is on the list with a clock of two hours, whoever the child is', async () => {
    const girl = await makeAbsentChild(owner, {
      school: people.alder,
      days: 1,
      surname: 'Handed',
      forename: 'Eve',
    })
    const office = people.right['attendance-officer'].viewer('2026-11-20')
    const handed = await asViewer(sql, office, tx =>
      takeStep(
        tx,
        office,
        { childId: girl.id, schoolId: people.alder.id },
        { kind: 'handed to DSL' },
        new Date('2026-11-20T09:10:00Z'),
      ),
    )
    assert.ok(handed.allowed)
    const list = await dsl().get('/vulnerable-absent')
    assert.match(list.text, /Eve Handed.*Handed to you at 9:10am/)
    assert.match(
      list.text,
      /Sign the risk screen about Eve Handed Due today, Friday 20 November 2026, by 11:10am/,
    )
  })
})

describe('the child’s safeguarding page', () => {
  test('is the DSL’s to write and the head’s to read; the office gets none of it', async () => {
    const page = await dsl().get(at(child))
    assert.equal(page.heading, 'Safeguarding')
    assert.doesNotMatch(page.title, /Ada|Vulnerable/)
    assert.ok(page.links.some(link => link.endsWith('/social-care')))
    const head = await as(people.right.headteacher).get(at(child))
    assert.equal(head.status, 200)
    for (const path of ['/social-care', '/concern', '/flags', '/refer-now']) {
      assert.ok(!head.links.some(link => link.endsWith(path)), path)
      assert.equal((await as(people.right.headteacher).get(at(child, path))).status, 404, path)
      assert.equal((await as(people.right['attendance-officer']).get(at(child, path))).status, 404, path)
    }
    assert.equal((await as(people.right['attendance-officer']).get(at(child))).status, 404)
    assert.equal((await as(people.wrongSchool.dsl).get(at(child))).status, 404)
  })
})

describe('forms', () => {
  test('say what is wrong, in the order of the form', async () => {
    for (const [path, fields] of [
      ['/notice', ['told', 'person', 'how', 'on', 'at']],
      ['/police', ['kind', 'how', 'on', 'at']],
      ['/social-care', ['toWhom', 'how', 'on', 'at', 'facts', 'parentTold']],
      ['/concern', ['fact', 'toldBy', 'on', 'review']],
      ['/flags', ['flag', 'says', 'source']],
      ['/raise', ['level', 'why']],
      ['/refer-now', ['why']],
    ] as const) {
      const seen = await dsl().post(at(child, path), {})
      assert.equal(seen.status, 422, path)
      assert.deepEqual(seen.errorFields, fields, path)
    }
  })
  test('a notice: late wants to know why, and the second press adds nothing', async () => {
    const form = {
      told: 'social worker',
      person: 'A. Worker',
      how: 'Telephone',
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
      at: '9:40am',
    }
    const late = await dsl().post(at(child, '/notice'), form)
    assert.deepEqual(late.errors, ['It was due the same day. Say why it is late'])
    const told = { ...form, late: 'The flag came this morning' }
    // The office may tell them too.
    done(await as(people.right['attendance-officer']).post(at(child, '/notice'), told))
    done(await dsl().post(at(child, '/notice'), told))
    const page = await dsl().get(at(child))
    assert.match(
      page.text,
      /A\. Worker, 20 November 2026, 9:40am, telephone, by Alder attendance-officer.*Told late/,
    )
    const [row] =
      await owner`select count(*)::int as n from safeguarding_notices where child_id = ${child.id}`
    assert.equal(row!.n, 1)
  })
  const now = { 'on-day': '20', 'on-month': '11', 'on-year': '2026', at: '9:45am' }
  test('the police: asked by the office, answered, and only a seen child ends it', async () => {
    const office = as(people.right['attendance-officer'])
    done(await office.post(at(child, '/police'), { kind: 'welfare check', how: '101', ...now }))
    assert.match(
      (await dsl().get(at(child))).text,
      /Asked the police for a welfare check\..*No reference yet\./,
    )
    const answer = await dsl().get(at(child, '/police-answer'))
    const of = /name="of"[^>]*value="([^"]+)"/.exec(answer.html)![1]!
    done(
      await dsl().post(at(child, '/police-answer'), {
        of,
        result: 'child not seen',
        reference: 'EX-77',
        ...now,
        at: '11am',
      }),
    )
    const page = await dsl().get(at(child))
    assert.match(page.text, /Reference EX-77\. They went, and did not see the child\. The child was not seen/)
    // It is a line of the enquiries as well.
    const [row] =
      await owner`select count(*)::int as n from enquiries where child_id = ${child.id} and check_code = 'RS19'`
    assert.equal(row!.n, 2)
  })
  test('social care: the text is made from the record, without an address; the answer has a clock', async () => {
    const form = await dsl().get(at(child, '/social-care'))
    assert.match(form.html, /About Ada Vulnerable, born 14 March 2017, Year 4\./)
    assert.doesNotMatch(form.text, /Sample Street|07700|ZZ99|Parent Vulnerable/)
    const fields = {
      toWhom: 'hub',
      how: 'Telephone',
      facts: 'About Ada Vulnerable.',
      reference: 'H-12',
      parentTold: 'no',
      ...now,
    }
    assert.deepEqual((await dsl().post(at(child, '/social-care'), fields)).errorFields, ['notToldWhy'])
    const told = { ...fields, notToldWhy: 'Nobody can be reached' }
    done(await dsl().post(at(child, '/social-care'), told))
    done(await dsl().post(at(child, '/social-care'), told))
    const [row] =
      await owner`select count(*)::int as n from social_care_referrals where child_id = ${child.id}`
    assert.equal(row!.n, 1)
    assert.match((await dsl().get(at(child))).text, /Answer asked for\. Due Monday 23 November 2026\./)
    const answer = await dsl().get(at(child, '/social-care-answer'))
    const of = /name="of"[^>]*value="([^"]+)"/.exec(answer.html)![1]!
    done(await dsl().post(at(child, '/social-care-answer'), { of, kind: 'accepted', who: 'The hub', ...now }))
    assert.match(
      (await as(people.right.headteacher).get(at(child))).text,
      /Social care accepted the referral\./,
    )
  })
  test('a concern stays open with a day, and is settled with a reason', async () => {
    const fields = {
      fact: 'CanaryFact: the light was on',
      toldBy: 'A neighbour',
      ...now,
      'review-day': '27',
      'review-month': '11',
      'review-year': '2026',
    }
    done(await dsl().post(at(child, '/concern'), fields))
    assert.match(
      (await as(people.right.headteacher).get(at(child))).text,
      /CanaryFact.*Look again: Due Friday 27 November 2026/,
    )
    const review = await dsl().get(at(child, '/concern-review'))
    const of = /name="of"[^>]*value="([^"]+)"/.exec(review.html)![1]!
    done(await dsl().post(at(child, '/concern-review'), { of, says: 'She was at her aunt’s', closes: 'yes' }))
    const page = await dsl().get(at(child))
    assert.match(page.text, /None is open\./)
    assert.match(page.text, /Concern settled/)
    // Nobody else at the school reads a word of it.
    for (const path of ['', '/history', '/enquiries']) {
      const seen = await as(people.right['attendance-officer']).get(`/pupils/${child.token}${path}`)
      assert.doesNotMatch(seen.html, /CanaryFact|H-12|A neighbour|aunt’s/, path)
    }
  })
  test('a flag: recorded, shown with its source, ended', async () => {
    const form = { flag: 'missing_from_home', says: 'yes', source: 'Her tutor' }
    done(await dsl().post(at(child, '/flags'), form))
    assert.match(
      (await dsl().get('/vulnerable-absent')).text,
      /Has gone missing from home before \(Her tutor\)/,
    )
    done(await dsl().post(at(child, '/flags'), { ...form, says: 'no', source: 'A mistake' }))
    assert.doesNotMatch((await dsl().get('/vulnerable-absent')).text, /Has gone missing/)
  })
})

describe('lowering from act today', () => {
  test('waits for a second person, on a page of their own', async () => {
    const girl = await makeAbsentChild(owner, { school: people.alder, days: 3 })
    const screen = (danger: string) => ({
      ...Object.fromEntries(screenQuestions.map(one => [one.id, 'no'])),
      danger,
      'danger-source': 'Her sister',
      concerns: 'Seen by two of us',
    })
    const signed = await dsl().post(`/pupils/${girl.token}/screen`, screen('yes'))
    done(signed)
    assert.equal(signed.location, at(girl))
    assert.match(
      (await dsl().get(at(girl))).text,
      /Act today.*There is immediate danger \(Her sister, 20 November 2026\)/,
    )
    done(await dsl().post(`/pupils/${girl.token}/screen`, screen('no')))
    const waits = (await dsl().get(at(girl))).text
    assert.match(waits, /would lower it to keep in view/)
    // What was known stands until then, and so does the route that it set off.
    assert.match(waits, /The screen that holds Act today/)
    assert.match(waits, /Tell the safeguarding hub or the police, at once/)
    assert.match((await dsl().get(at(girl, '/second'))).text, /You signed this screen/)
    const page = await as(deputy).get(at(girl, '/second'))
    const chosen = /name="screen" value="([^"]+)"/.exec(page.html)![1]!
    done(await as(deputy).post(at(girl, '/second'), { screen: chosen, agrees: 'yes', why: 'I saw her too' }))
    assert.match((await dsl().get(at(girl))).text, /Keep in view\. Lowered, with the word of Alder deputy/)
  })
})

describe('refer now, urgent', () => {
  test('passes the gate with one choice and one press, and reaches the authority marked urgent', async () => {
    const girl = await makeAbsentChild(owner, { school: people.alder, days: 1, surname: 'Urgent' })
    const sent = await dsl().post(at(girl, '/refer-now'), { why: 'harm' })
    done(sent)
    const [row] = await owner`
      select r.urgent, r.passed_why, k.level, k.state from referrals r
      join cases k on k.la_code = r.la_code and k.id = r.case_id where r.child_id = ${girl.id}`
    assert.deepEqual(
      { ...row },
      {
        urgent: true,
        passed_why: 'There may be harm or a crime. The DSL tells you more by telephone.',
        level: 'act today',
        state: 'received',
      },
    )
    // Pressed again: the same referral.
    done(await dsl().post(at(girl, '/refer-now'), { why: 'harm' }))
    const [count] = await owner`select count(*)::int as n from referrals where child_id = ${girl.id}`
    assert.equal(count!.n, 1)
    assert.match((await as(people.right['cme-officer']).get('/work')).text, /Urgent/)
  })
  test('reaches the authority also where an ordinary referral was sent before', async () => {
    const girl = await makeAbsentChild(owner, { school: people.alder, days: 1, surname: 'Later' })
    done(await dsl().post(at(girl, '/refer-now'), { why: 'unseen' }))
    await owner`update referrals set urgent = false where child_id = ${girl.id}`
    await owner`update cases set level = 'act this week' where child_id = ${girl.id}`
    done(await dsl().post(at(girl, '/refer-now'), { why: 'other', more: 'A neighbour heard shouting' }))
    const rows = await owner<{ urgent: boolean }[]>`
      select urgent from referrals where child_id = ${girl.id} order by sent_at`
    assert.deepEqual(
      rows.map(row => row.urgent),
      [false, true],
    )
  })
})
