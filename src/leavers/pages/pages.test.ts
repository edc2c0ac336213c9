import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { removalAlreadyMade } from '../actions.ts'
import {
  makeAuthorityChecks,
  makeCalendar,
  makeCase,
  makeConclusion,
  makeEverythingElse,
  makeRegister,
  makeSchoolChecks,
} from '../testing/absence.ts'

const today = '2025-10-20'
let owner: Sql
let app: FastifyInstance
let sql: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
})

async function away(): Promise<TestChild> {
  const child = await makeChild(owner, { school: people.alder })
  await makeRegister(owner, child, today, ['2025-09-15', 'O'])
  return child
}

async function madeElsewhere(): Promise<{ child: TestChild; token: string }> {
  const child = await makeChild(owner, {
    school: people.alder,
    leavingDate: '2025-10-17',
    seenUntil: '2025-10-17',
  })
  await asViewer(sql, systemViewer('001', today), tx =>
    removalAlreadyMade(tx, systemViewer('001', today), {
      childId: child.id,
      enrolmentId: child.enrolmentId,
      schoolId: people.alder.id,
      leavingDate: '2025-10-17',
      on: today,
    }),
  )
  const [row] = await owner`select token from removals where child_id = ${child.id}`
  return { child, token: row!.token as string }
}

const looksAt = async (child: TestChild, page: string): Promise<number> =>
  (await owner`select 1 from looks where child_id = ${child.id} and page = ${page}`).length

describe('asking', () => {
  test('shows both grounds as facts, with what is there and what is missing and its law', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const page = await officer.get(`/pupils/${child.token}/removal`)
    assert.equal(page.status, 200)
    assert.equal(page.heading, 'Take a name off the register')
    assert(!page.title.includes(child.surname))
    assert.match(page.text, /Away for 20 school days Not back after leave Something else/)
    assert.match(page.text, /Since Monday 15 September 2025. The 20th school day was Friday 10 October 2025/)
    assert.match(page.text, /The authority has not replied in writing/)
    assert.match(page.text, /regulation 9\(1\)\(i\)/)
    assert.equal(await looksAt(child, '/pupils/:child/removal'), 1)
    const leave = await officer.get(`/pupils/${child.token}/removal?ground=R9-H`)
    assert.match(leave.text, /No leave was granted/)
  })

  test('always may be asked, and is refused with everything that is missing, which is kept', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const asked = await officer.post(`/pupils/${child.token}/removal`, { ground: 'R9-I' })
    assert.equal(asked.status, 303)
    const page = await officer.follow()
    assert.equal(page.heading, 'Removal refused')
    assert.match(page.text, /The removal is refused/)
    assert.match(page.text, /The joint enquiries have not come to a conclusion/)
    assert.match(page.text, /Asked for by Alder attendance-officer on 20 October 2025/)
    const list = await officer.get('/leavers?show=asked')
    assert.match(list.text, new RegExp(`${child.surname}.*Refused`))
  })

  test('for anything else lets the school choose a ground in words, and says what never is one', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const page = await officer.get(`/pupils/${child.token}/removal?ground=other`)
    assert.match(page.text, /What happened\? The law gives these grounds and no others/)
    assert.match(page.text, /A parent has written that the child will be educated at home or otherwise/)
    assert.doesNotMatch(page.text, /R9-F/)
    assert.match(page.text, /Poor attendance is never a ground/)
    assert.equal([...page.html.matchAll(/type="radio"/g)].length, 13)
    const wrong = await officer.post(`/pupils/${child.token}/removal`, { ground: 'poor attendance' })
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.errors, ['Choose one of the grounds that the law gives'])
    const young = await makeChild(owner, { school: people.alder, bornOn: '2022-05-10' })
    const younger = await officer.get(`/pupils/${young.token}/removal?ground=other`)
    assert.match(younger.text, /not of compulsory school age, so these are the grounds/)
    assert.equal([...younger.html.matchAll(/type="radio"/g)].length, 5)
  })

  test('asks for what the ground needs, keeps a refusal, and shows next time what was given', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const at = `/pupils/${child.token}/removal`
    const form = await officer.get(`${at}?ground=R9-A`)
    assert.match(form.text, /The first day on the other school’s register/)
    assert.doesNotMatch(form.text, /section 47|Is the deletion return ready/)
    const slip = await officer.post(at, {
      ground: 'R9-A',
      otherSchool: 'Elm Example',
      'registeredOn-day': '31',
      'registeredOn-month': '11',
      'registeredOn-year': '2025',
    })
    assert.equal(slip.status, 422)
    assert.deepEqual(slip.errorFields, ['registeredOn'])
    assert.match(slip.html, /value="Elm Example"/)
    assert.equal((await owner`select 1 from removals where child_id = ${child.id}`).length, 0)
    await officer.post(at, {
      ground: 'R9-A',
      otherSchool: 'Elm Example',
      howKnown: 'offer',
      'registeredOn-day': '20',
      'registeredOn-month': '10',
      'registeredOn-year': '2025',
      confirmation: 'Offer letter',
      dualRegistrationAgreed: 'no',
      attendanceOrder: 'none',
      mobileChildMainSchool: 'no',
    })
    const refused = await officer.follow()
    assert.equal(refused.heading, 'Removal refused')
    assert.match(refused.text, /An offer is not registration/)
    assert.match(refused.text, /What the school gave The other school Elm Example/)
    const again = await officer.get(`${at}?ground=R9-A`)
    assert.match(again.text, /This is what was given the last time/)
    assert.match(again.html, /value="Elm Example"/)
    assert.match(again.html, /value="offer" checked/)
  })

  test('says before anyone asks what the letters to a family abroad hold against it, where the ground rests on them', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const at = `/pupils/${child.token}/removal?ground=`
    const refused = /Asked now, this would be refused/
    assert.doesNotMatch((await officer.get(`${at}R9-G`)).text, refused)
    await owner`insert into abroad_processes (la_code, id, token, child_id, enrolment_id, school_id, known_on, how_known,
                                              country, by_person, by_name, begun_on)
      values ('001', gen_random_uuid(), gen_random_uuid()::text, ${child.id}, ${child.enrolmentId}, ${people.alder.id},
              '2025-10-16', 'A call', 'Poland', gen_random_uuid(), 'Somebody', '2025-10-16')`
    const page = await officer.get(`${at}R9-G`)
    assert.match(page.text, refused)
    assert.match(page.text, /None of the three letters to the family has been sent/)
    assert(page.links.includes(`/pupils/${child.token}/abroad`))
    assert.doesNotMatch((await officer.get(`${at}R9-A`)).text, refused)
  })

  test('takes every other school of a dual registration, row by row', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const at = `/pupils/${child.token}/removal`
    await officer.post(at, {
      ground: 'R9-C',
      'otherSchools-0-name': 'Elm',
      'otherSchools-0-consentedOn-day': '17',
      'otherSchools-0-consentedOn-month': '10',
      'otherSchools-0-consentedOn-year': '2025',
      'otherSchools-0-consent': 'Letter',
      'otherSchools-2-name': 'Oak',
    })
    const refused = await officer.follow()
    assert.match(refused.text, /Oak has not consented/)
    const [row] = await owner`select facts from removals where child_id = ${child.id}`
    assert.deepEqual((row!.facts as { evidence: unknown }).evidence, {
      other_schools: [{ name: 'Elm', consented_on: '2025-10-17', consent: 'Letter' }, { name: 'Oak' }],
    })
    assert.match((await officer.get(`${at}?ground=R9-C`)).html, /name="otherSchools-1-name"[^>]*value="Oak"/)
  })

  test('a whole number is one', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const at = `/pupils/${child.token}/removal`
    const slip = await officer.post(at, { ground: 'R9-J', detainedMonths: 'six' })
    assert.deepEqual(slip.errors, ['Enter a whole number, such as 6'])
    await officer.post(at, { ground: 'R9-J', detainedMonths: '3' })
    assert.match((await officer.follow()).text, /for 3 months, less than 4/)
  })

  test('is for the child’s own school', async () => {
    const child = await away()
    for (const person of [
      people.wrongSchool.headteacher,
      people.right['cme-officer'],
      people.wrongAuthority.headteacher,
    ]) {
      assert.equal((await browser(app, person).get(`/pupils/${child.token}/removal`)).status, 404)
    }
  })
})

describe('the school’s conclusion', () => {
  test('asks for each answer in its own words, and is signed', async () => {
    const child = await away()
    await makeCase(owner, child, today)
    const head = browser(app, people.right.headteacher)
    const path = `/pupils/${child.token}/conclusion`
    const slip = await head.post(path, { reasons: 'All was tried' })
    assert.equal(slip.status, 422)
    assert.deepEqual(slip.errorFields, ['outcome', 'unavoidable'])
    assert.deepEqual(slip.errors, [
      'Choose what the school concludes',
      'Choose whether there is reason to believe in sickness or an unavoidable cause',
    ])
    assert.match(slip.html, />All was tried<\/textarea>/)
    await head.post(path, { outcome: 'NOT_LOCATED_AFTER_JOINT', unavoidable: 'no', reasons: 'All was tried' })
    const page = await head.follow()
    assert.match(page.text, /The school’s conclusion is signed/)
    assert.match(page.text, /Signed by Alder headteacher, Monday 20 October 2025/)
    assert.match(page.text, /Authority Has not concluded yet/)
  })

  test('without joint enquiries there is nothing to sign', async () => {
    const child = await away()
    const head = browser(app, people.right.headteacher)
    const signed = await head.post(`/pupils/${child.token}/conclusion`, {
      outcome: 'NOT_LOCATED_AFTER_JOINT',
      unavoidable: 'no',
      reasons: 'All was tried',
    })
    assert.match(signed.errors[0]!, /Refer the child to the authority first/)
  })

  test('is the headteacher’s alone', async () => {
    const child = await away()
    for (const person of [
      people.right.dsl,
      people.right['attendance-officer'],
      people.wrongSchool.headteacher,
    ]) {
      assert.equal((await browser(app, person).get(`/pupils/${child.token}/conclusion`)).status, 404)
    }
  })
})

describe('the headteacher’s decision', () => {
  async function ready(): Promise<{ child: TestChild; at: string }> {
    const child = await away()
    await makeEverythingElse(owner, child, today)
    const officer = browser(app, people.right['attendance-officer'])
    const asked = await officer.post(`/pupils/${child.token}/removal`, { ground: 'R9-I' })
    assert.match((await officer.follow()).text, /The headteacher decides; until then the name stays on/)
    return { child, at: asked.location! }
  }

  test('is two buttons and no default, with the evidence and the law', async () => {
    const { at } = await ready()
    const page = await browser(app, people.right.headteacher).get(`${at}/approve`)
    assert.equal(page.heading, 'Does this name come off the register?')
    const buttons = [
      ...page.html.matchAll(/<button type="submit" name="decision" value="(\w+)" class="([^"]+)"/g),
    ]
    assert.deepEqual(
      buttons.map(([, value, css]) => [value, css]),
      [
        ['approve', 'govuk-button govuk-button--secondary'],
        ['refuse', 'govuk-button govuk-button--secondary'],
      ],
    )
    assert.match(page.text, /Alder headteacher, Monday 20 October 2025/)
    for (const person of [people.right.dsl, people.right['cme-officer'], people.wrongSchool.headteacher]) {
      assert.equal((await browser(app, person).get(`${at}/approve`)).status, 404)
    }
  })

  test('approved: the name is off, the return sent, the case open; the form sent again does nothing more', async () => {
    const { child, at } = await ready()
    const head = browser(app, people.right.headteacher)
    await head.post(`${at}/approve`, { decision: 'approve', why: '' })
    const page = await head.follow()
    assert.match(page.text, /The deletion return is sent: N-\d+/)
    assert.equal(page.heading, 'Name taken off the register')
    const [enrolment] =
      await owner`select leaving_date, ground from enrolments where id = ${child.enrolmentId}`
    assert.deepEqual({ ...enrolment }, { leaving_date: today, ground: 'R9-I' })
    const returns = await owner`select rule, episode_on, content from returns where child_id = ${child.id}`
    assert.equal(returns.length, 1)
    assert.equal(returns[0]!.rule, 'T-11')
    assert.match(JSON.stringify(returns[0]!.content), /Continuously absent for 20 school days \(R9-I\)/)
    assert.equal(
      (await owner`select 1 from cases where child_id = ${child.id} and closed_on is null`).length,
      1,
    )
    assert.equal((await head.post(`${at}/approve`, { decision: 'approve', why: '' })).status, 303)
    assert.equal((await owner`select 1 from returns where child_id = ${child.id}`).length, 1)
    assert.equal((await owner`select 1 from removals where child_id = ${child.id}`).length, 2)
  })

  test('lists who must be told that the name comes off, leads to writing it down, and shows when it was', async () => {
    const { child, at } = await ready()
    await owner`insert into child_flags (la_code, id, child_id, school_id, flag, says, source)
      values ('001', gen_random_uuid(), ${child.id}, ${people.alder.id}, 'in_care', 'yes', 'A test')`
    const head = browser(app, people.right.headteacher)
    const notice = `/pupils/${child.token}/safeguarding/notice?about=removal`
    for (const path of [at, `${at}/approve`]) {
      const page = await head.get(path)
      assert.match(page.text, /Tell them the same day/)
      assert(page.html.includes(notice), path)
    }
    // The Virtual School is a lock until it is told; the enquiry about the same is still owed.
    assert.match((await head.get(`${at}/approve`)).text, /the Virtual School has not been told/)
    const told = await head.post(notice, {
      about: 'removal',
      told: 'virtual school',
      person: 'The duty desk',
      how: 'Telephone',
      on: today,
      'on-day': '20',
      'on-month': '10',
      'on-year': '2025',
      at: '10:00am',
    })
    assert.equal(told.status, 303, told.errors.join())
    const after = await head.get(`${at}/approve`)
    assert.match(after.text, /Told Monday 20 October 2025 at 10:00am by Alder headteacher: The duty desk/)
    assert.doesNotMatch(after.text, /the Virtual School has not been told/)
    assert.match(after.text, /Record that they know/)
    assert.match(after.text, /What was there when it was asked for is no longer there/)
  })

  test('says that a name taken off in error can be put back', async () => {
    const { at } = await ready()
    const page = await browser(app, people.right.headteacher).get(`${at}/approve`)
    assert.doesNotMatch(page.text, /cannot be undone|Tell them the same day/)
    assert.match(page.text, /A name taken off in error can be put back, and the record keeps both/)
  })

  test('the list leads on to joiners, returns and timetables', async () => {
    const { html } = await browser(app, people.right.headteacher).get('/leavers')
    for (const href of ['/joiners', '/returns-to-send', '/provision', '/destinations', '/leavers/files']) {
      assert(html.includes(`href="${href}"`), href)
    }
  })

  test('not approved needs a reason', async () => {
    const { child, at } = await ready()
    const head = browser(app, people.right.headteacher)
    const unsaid = await head.post(`${at}/approve`, { decision: 'refuse', why: '' })
    assert.equal(unsaid.status, 422)
    assert.deepEqual(unsaid.errors, ['Say why you do not approve it'])
    await head.post(`${at}/approve`, { decision: 'refuse', why: 'An aunt rang' })
    assert.match((await head.follow()).text, /Not approved. The name stays on the register/)
    const [enrolment] = await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  })

  test('what is missing by then is shown, and there is nothing to press', async () => {
    const { child, at } = await ready()
    await makeRegister(owner, child, today, ['2025-09-15', 'O'], [today, '/', '\\'])
    const head = browser(app, people.right.headteacher)
    const page = await head.get(`${at}/approve`)
    assert.match(page.text, /This cannot be approved now/)
    assert.match(page.text, /The child has been in school since, on Monday 20 October 2025/)
    assert.doesNotMatch(page.html, /name="decision"/)
    const tried = await head.post(`${at}/approve`, { decision: 'approve', why: '' })
    assert.equal(tried.status, 422)
    assert.match(tried.errors[0]!, /The child has been in school since/)
  })
})

describe('the headteacher’s decision on a ground without joint enquiries', () => {
  const elsewhere = {
    ground: 'R9-A',
    otherSchool: 'Elm Example',
    howKnown: 'confirmed by the school',
    'registeredOn-day': '20',
    'registeredOn-month': '10',
    'registeredOn-year': '2025',
    confirmation: 'Email of the office',
    dualRegistrationAgreed: 'no',
    attendanceOrder: 'none',
    mobileChildMainSchool: 'no',
  }
  test('shows what was given; approved, the name is off, the return sent, and what must follow listed', async () => {
    const child = await away()
    const officer = browser(app, people.right['attendance-officer'])
    const asked = await officer.post(`/pupils/${child.token}/removal`, elsewhere)
    const waiting = await officer.follow()
    assert.match(waiting.text, /Everything that the ground needs is there/)
    assert.match(waiting.text, /What must follow once the name is off/)
    const head = browser(app, people.right.headteacher)
    const page = await head.get(`${asked.location}/approve`)
    assert.match(page.text, /The other school has confirmed that the pupil is on its register Shown/)
    assert.match(page.text, /What the school gave The other school Elm Example/)
    assert.match(page.text, /The first day on the other school’s register Monday 20 October 2025/)
    assert.doesNotMatch(page.text, /goes on looking for the child/)
    await head.post(`${asked.location}/approve`, { decision: 'approve', why: '' })
    const off = await head.follow()
    assert.equal(off.heading, 'Name taken off the register')
    assert.match(off.text, /The deletion return is sent: N-\d+/)
    assert.match(off.text, /What must follow Send the deletion return/)
    assert.match(off.text, /Send the transfer file to the new school by/)
    const [sent] = await owner`select content from returns where child_id = ${child.id}`
    assert.match(
      JSON.stringify(sent!.content),
      /Registered at another school \(R9-A\)\. Next school: Elm Example, from Monday 20 October 2025\./,
    )
    assert.equal((await owner`select 1 from cases where child_id = ${child.id}`).length, 0)
    const authority = await browser(app, people.right['cme-officer']).get(asked.location!)
    assert.match(authority.text, /Elm Example/)
  })
})

describe('a removal already made', () => {
  test('is in the lists of both sides, with every reason, and nobody else’s', async () => {
    const { child, token } = await madeElsewhere()
    const school = browser(app, people.right['attendance-officer'])
    const authority = browser(app, people.right['cme-assistant'])
    const waiting = await school.get('/leavers?show=waiting')
    assert.match(waiting.text, new RegExp(`${child.surname}.*Answer needed`))
    const told = await authority.get('/leavers')
    assert.equal(told.heading, 'Removals from registers')
    assert.match(told.text, new RegExp(`${child.surname}.*Alder Primary`))
    assert(await looksAt(child, '/leavers'))
    const page = await authority.get(`/leavers/${token}`)
    assert.match(page.text, /No ground was given for the removal/)
    assert.match(page.text, /The school has been asked and has not answered yet/)
    assert.match(page.text, /On another register here/)
    const seen = await browser(app, people.right.headteacher).get(`/leavers/${token}`)
    assert.doesNotMatch(seen.text, /On another register/)
    assert.match(page.text, /Told the authority on 20 October 2025/)
    for (const person of [people.wrongSchool.headteacher, people.wrongAuthority.manager]) {
      assert.equal((await browser(app, person).get(`/leavers/${token}`)).status, 404)
      assert.doesNotMatch((await browser(app, person).get('/leavers')).text, new RegExp(child.surname))
    }
  })

  test('the school answers, and the authority reads it', async () => {
    const { token } = await madeElsewhere()
    const school = browser(app, people.right['attendance-officer'])
    const slip = await school.post(`/leavers/${token}/answer`, { evidence: 'A letter' })
    assert.deepEqual(slip.errorFields, ['ground', 'destination'])
    assert.match(slip.html, />A letter<\/textarea>/)
    await school.post(`/leavers/${token}/answer`, {
      ground: 'R9-A',
      evidence: 'An email from Elm Academy of 16 October',
      destination: 'Elm Academy, from 20 October',
    })
    const page = await school.follow()
    assert.match(page.text, /Your answer is with the authority/)
    assert.match(page.text, /Registered at another school \(R9-A\)/)
    const authority = await browser(app, people.right['cme-officer']).get(`/leavers/${token}`)
    assert.match(
      authority.text,
      /Elm Academy, from 20 October Alder attendance-officer, Monday 20 October 2025/,
    )
    assert.match(authority.text, /Answered/)
    assert.equal(
      (await browser(app, people.right['cme-officer']).get(`/leavers/${token}/answer`)).status,
      404,
    )
  })

  test('lists come 50 at a time', async () => {
    for (let i = 0; i < 51; i++) await madeElsewhere()
    const authority = browser(app, people.right.manager)
    const first = await authority.get('/leavers?show=flagged')
    assert.match(first.text, /Older removals/)
    const older = first.links.find(link => link.includes('before='))!
    const second = await authority.get(older)
    assert.match(second.text, /Newest removals/)
    assert.doesNotMatch(second.text, /Older removals/)
  })
})

test('the authority’s checks and the conclusions of both sides are what a school sees as done', async () => {
  const child = await away()
  const caseId = await makeCase(owner, child, today)
  await makeSchoolChecks(owner, child, today)
  await makeAuthorityChecks(owner, child, caseId, today)
  await makeConclusion(owner, child, caseId, {
    side: 'authority',
    outcome: 'NOT_LOCATED_AFTER_JOINT',
    on: today,
    reasons: 'No trace in any list',
  })
  const page = await browser(app, people.right.headteacher).get(`/pupils/${child.token}/removal`)
  assert.match(
    page.text,
    /enquiry Shown All done. The authority replied on Monday 20 October 2025: No trace in any list/,
  )
})

test('the authority reads the deletion return as one', async () => {
  const child = await away()
  await makeEverythingElse(owner, child, today)
  const head = browser(app, people.right.headteacher)
  const asked = await head.post(`/pupils/${child.token}/removal`, { ground: 'R9-I' })
  await head.post(`${asked.location}/approve`, { decision: 'approve', why: '' })
  const [sent] = await owner`select token from returns where child_id = ${child.id}`
  const page = await browser(app, people.right['cme-officer']).get(`/returns/${sent!.token}`)
  assert.match(page.heading, /^Deletion return N-/)
  assert.match(page.text, /Off the register on Monday 20 October 2025/)
  assert.match(page.text, /Ground Continuously absent for 20 school days/)
})
