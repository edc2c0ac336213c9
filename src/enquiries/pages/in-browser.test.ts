// The school's way in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { newWindow } from '../../platform/testing/browser.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { screenQuestions } from '../screening.ts'
import { addSheet, makeAbsentChild, makeCalendar } from '../testing/absence.ts'

let app: FastifyInstance
let origin: string
let people: TestPeople
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  const school = people.alder
  const child = await makeAbsentChild(owner, {
    school,
    days: 12,
    forename: 'Amina',
    surname: 'Sample-Longername',
  })
  const sent = await makeAbsentChild(owner, { school, days: 21 })
  const unsettled = await makeAbsentChild(owner, { school, days: 3, code: 'N' })
  const leave = { startsOn: localDate('2026-11-09'), endsOn: localDate('2026-11-16') }
  const overrun = await makeAbsentChild(owner, { school, days: 4, code: 'G', leaves: [leave] })
  const hidden = await makeAbsentChild(owner, { school, days: 2 })
  await owner`insert into child_flags (la_code, id, child_id, flag, says, from_on, source, school_id)
    values ('001', ${newId()}, ${unsettled.id}, 'child_protection_plan', 'yes', '2026-11-03', 'your pupil file', ${school.id})`
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-20', 'A test', 'A test')`
  await addSheet(owner, child, localDate('2026-11-18'), 'NN')
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  const { 'attendance-officer': officer, dsl, 'cme-officer': authority } = people.right
  const [officers, dsls] = [browser(app, officer), browser(app, dsl)]
  const at = (page = '', who = child) => `/pupils/${who.token}${page}`
  const onDay = { 'on-day': '19', 'on-month': '11', 'on-year': '2026' }
  await officers.post(at('/contact'), { who: child.contactId, method: 'phone', result: 'no answer' })
  await officers.post(at('/enquiries/RS05'), { ...onDay, result: 'waiting', asked: 'Class teacher' })
  await officers.post(at('/enquiries/RS09'), {
    ...onDay,
    result: 'no reply',
    note: 'Curtains drawn. Left a card.',
  })
  const no = Object.fromEntries(screenQuestions.map(question => [question.id, 'no']))
  await dsls.post(at('/screen'), { ...no, refuge: 'yes', moves: 'not known' })
  await officers.post(at('/return', sent), { reason: 'Said to be with an aunt' })
  const referred = await dsls.post(at('/refer/check', sent), { urgent: 'Seen with luggage' })
  assert(referred.location)
  const [posted] = await owner<{ token: string }[]>`select token from returns`

  await officers.post(at('/refer/route/age', unsettled), { answer: 'no' })
  await officers.post(at('/refer/route/in-reach', unsettled), { answer: 'yes' })
  await officers.post(at('/ask-siblings'))
  await officers.post(at('/ask-siblings', hidden))
  const sister = await makeChild(owner, { school: people.birch, surname: 'Sample-Longername' })
  const [question] = await owner<
    { id: string }[]
  >`select id from sibling_questions where child_id = ${child.id}`
  const [asked] = await owner<{ token: string }[]>`
    insert into sibling_asks (la_code, id, token, question_id, child_id, school_id, asked_on)
    values ('001', ${newId()}, 'a-question', ${question!.id}, ${sister.id}, ${people.birch.id}, '2026-11-20')
    returning token`
  const [opened] = await owner<{ token: string }[]>`select token from cases where child_id = ${sent.id}`

  sights.push(
    { name: 'today', path: '/today', person: officer },
    { name: 'reasons', path: '/reasons', person: officer },
    { name: 'pupils', path: '/pupils', person: officer },
    { name: 'pupil', path: at(), person: dsl },
    { name: 'pupil-leave', path: at('', overrun), person: officer },
    { name: 'pupil-protected', path: at('', hidden), person: officer },
    { name: 'run', path: at('/run'), person: officer },
    { name: 'contacts', path: at('/contacts'), person: officer },
    { name: 'history', path: at('/history'), person: officer },
    { name: 'contact', path: at('/contact?from=today'), person: officer },
    { name: 'contact-slip', path: at('/contact'), person: officer, press: 'Save contact' },
    { name: 'checklist', path: at('/enquiries'), person: officer },
    { name: 'check', path: at('/enquiries/RS09'), person: officer },
    { name: 'check-calls', path: at('/enquiries/RS01'), person: officer },
    { name: 'check-owner-slip', path: at('/enquiries/RS07'), person: officer, press: 'Save' },
    { name: 'checklist-printed', path: at('/enquiries/print'), person: officer },
    { name: 'ask-siblings', path: at('/ask-siblings'), person: officer },
    { name: 'ask-siblings-protected', path: at('/ask-siblings', hidden), person: officer },
    { name: 'sibling-questions', path: '/sibling-questions', person: people.wrongSchool.dsl },
    {
      name: 'sibling-answer-slip',
      path: `/sibling-questions/${asked!.token}`,
      person: people.wrongSchool.dsl,
      press: 'Send the answer',
    },
    { name: 'sibling-authority', path: '/authority/sibling-questions', person: authority },
    { name: 'room-not-begun', path: at('/joint'), person: officer },
    { name: 'room', path: at('/joint', sent), person: dsl },
    { name: 'room-of-the-case', path: `/cases/${opened!.token}/joint`, person: authority },
    { name: 'route-question', path: at('/refer/route/in-reach'), person: officer, press: 'Go on' },
    { name: 'route-end', path: at('/refer/route', unsettled), person: officer },
    { name: 'screen-slip', path: at('/screen'), person: dsl, press: 'Sign the risk screen' },
    { name: 'refer', path: at('/refer'), person: officer },
    { name: 'question-choice', path: at('/refer/kind'), person: officer },
    { name: 'question-day', path: at('/refer/last-attended'), person: officer },
    { name: 'question-slip', path: at('/refer/likely-area'), person: officer, press: 'Save and go on' },
    { name: 'check-answers', path: at('/refer/check'), person: officer },
    { name: 'urgent', path: at('/refer/check'), person: dsl, press: 'Send now because of urgent risk' },
    { name: 'sent', path: referred.location, person: dsl },
    { name: 'referrals', path: '/referrals', person: dsl },
    { name: 'return', path: at('/return'), person: officer },
    { name: 'return-sent', path: at('/return', sent), person: officer },
    { name: 'returns', path: '/returns', person: authority },
    { name: 'return-opened', path: `/returns/${posted!.token}`, person: authority },
  )
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights)
  test('a call with no answer is three presses from the list, with the keyboard alone', async () => {
    const window = await newWindow({ width: 1280 })
    const { cookie } = people.right['attendance-officer']
    await window.context().addCookies([{ name: 'onroll', value: cookie, url: origin }])
    await window.goto(`${origin}/today`)
    await window.getByRole('link', { name: 'Record a call about Amina Sample-Longername' }).focus()
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Record a contact' }).waitFor()
    await window.getByRole('radio', { name: 'No answer' }).focus()
    await window.keyboard.press('Space')
    await window.getByRole('button', { name: 'Save contact' }).focus()
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Today' }).waitFor()
    assert.match(await window.locator('main').innerText(), /Contact recorded/)
  })
})
