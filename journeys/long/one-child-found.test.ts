// The whole way through, as people go it: in a real browser, with the keyboard alone, on a clock that moves on day by
// day. At every stop the page is looked at wide and narrow: nothing an accessibility engine finds, no sideways scroll.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  makeSchool,
  type TestPeople,
  type TestPerson,
} from '../../src/access/testing/people.ts'
import { createApp } from '../../src/app.ts'
import { screenQuestions } from '../../src/enquiries/screening.ts'
import { createJobs } from '../../src/jobs.ts'
import { type Clock, londonDay } from '../../src/platform/clock.ts'
import type { Sql } from '../../src/platform/db.ts'
import {
  newWindow,
  type Page,
  picture,
  sidewaysScroll,
  violationsOn,
} from '../../src/platform/testing/browser.ts'
import { freshDatabase } from '../../src/platform/testing/database.ts'
import { defaultSettings } from '../../src/schools/settings.ts'
import { attach, choose, date, pick, press, tick, type } from '../keyboard.ts'

const narrow = { width: 375, height: 800 }
const wide = { width: 1280, height: 900 }

let now = new Date('2026-11-16T09:00:00Z')
const clock: Clock = { now: () => now, today: () => londonDay(now) }
const itIs = (moment: string) => {
  now = new Date(`${moment}:00Z`)
}

let owner: Sql
let sql: Sql
let app: FastifyInstance
let origin: string
let people: TestPeople
/** The office of the school that takes the child. */
let cedarOffice: TestPerson
/** What is wrong with a page, found on the way: the way goes on, and the last test says all of it. */
const wrong: string[] = []
let stops = 0

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  cedarOffice = await makePerson(owner, {
    role: 'attendance-officer',
    name: 'Cedar attendance-officer',
    school: people.cedar,
  })
  // Another child of the same name: the authority has to look twice.
  const dell = await makeSchool(owner, '001', '999004', 'Dell Primary')
  await makeChild(owner, { school: dell, forename: 'Amina', surname: 'Wayfarer', bornOn: '2016-04-05' })
  app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000' })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

/** Somebody's own window, on the first page they come to. */
async function sits(person: TestPerson, path: string): Promise<Page> {
  const page = await newWindow(wide)
  await page.context().addCookies([{ name: 'onroll', value: person.cookie, url: origin }])
  await page.goto(origin + path)
  return page
}

/** Stops to look at the page: its heading, and that it is sound at both widths. */
async function at(page: Page, heading: string, name: string): Promise<string> {
  assert.equal((await page.locator('h1').first().innerText()).trim(), heading)
  stops += 1
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await picture(page, `${String(stops).padStart(2, '0')}-${name}-${size.width}`)
    for (const one of await violationsOn(page)) wrong.push(`${name} at ${size.width}: ${one}`)
    const over = await sidewaysScroll(page)
    if (over !== 0) wrong.push(`${name} at ${size.width}: scrolls sideways by ${over}`)
  }
  await page.setViewportSize(wide)
  if (/Amina|Wayfarer/.test(await page.title())) wrong.push(`${name}: the child’s name is in the title`)
  return words(page)
}

const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
async function fillClosing(page: Page): Promise<void> {
  await choose(page, 'What is the outcome?', 'On roll and attending, in this authority')
  await choose(page, 'Brothers and sisters', 'No brothers or sisters are known')
  await choose(page, 'Risk', 'No risk is left open')
  await choose(page, 'Whoever referred the child', /^Reads the category/)
  await press(page, 'button', 'Close the case')
}
const tokenIn = (page: Page): string => /\/(?:pupils|triage|cases)\/([\w-]+)/.exec(page.url())![1]!
const looksOf = async (person: TestPerson): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`
    select count(*)::int as n from looks l join children c on c.id = l.child_id
    where l.person_id = ${person.id} and c.surname = 'Wayfarer'`
  return row!.n
}

describe('A child who stops coming is noticed, asked after, referred, found at a new school, and closed on that school’s word', () => {
  let office: Page
  let dsl: Page
  let officer: Page
  let pupil: string
  let caseToken: string

  test('Monday 16 November: the authority sends its term dates', async () => {
    const manager = await sits(people.right.manager, '/files')
    await send(manager, 'Term dates', 'term-dates-2026.csv', termDates)
    assert.match(await words(manager), /Applied/)
  })

  test('the school sends its pupils, contacts and registers: received, checked, reviewed, applied', async () => {
    office = await sits(people.right['attendance-officer'], '/files')
    await at(office, 'Files', 'files')
    await send(office, 'Pupil list', 'pupils.csv', pupils, true)
    await send(office, 'Contacts', 'contacts.csv', contacts)
    await send(office, 'Registers', 'registers.csv', registers())
    const jobs = createJobs({ sql, clock })
    const [asked] = await owner<{ data: Record<string, string> }[]>`
      select data from pgboss.job where name = 'detect' order by created_on desc limit 1`
    await jobs.handlers.detect!(asked!.data)
  })

  test('the child is on Today, and the child’s page says which rule, from which days, and why', async () => {
    await press(office, 'link', 'Today')
    const list = await at(office, 'Today', 'today')
    assert.match(list, /Amina Wayfarer/)
    assert.match(list, /Ten-day returns to send/)
    assert.doesNotMatch(list, /Present/)
    await press(office, 'link', 'Amina Wayfarer')
    pupil = tokenIn(office)
    await at(office, 'Amina Wayfarer', 'pupil')
    await press(office, 'link', /^Why\? .*10/i)
    const page = await at(office, await headingOf(office), 'why')
    assert.match(page, /T-07/)
    assert.match(page, /regulation 13/)
    assert.match(page, /counted from Monday 2 November 2026/)
  })

  test('a call with no answer is three presses: the child, what happened, save', async () => {
    await press(office, 'link', 'Today')
    await press(office, 'link', 'Record a call about Amina Wayfarer')
    await at(office, 'Record a contact', 'contact')
    await choose(office, 'What happened?', 'No answer')
    await press(office, 'button', 'Save contact')
    assert.match(await words(office), /Contact recorded/)
  })

  test('the ten-day return goes at once: it waits for no check', async () => {
    await press(office, 'link', 'Send the ten-day return about Amina Wayfarer')
    await at(office, 'Ten-day return', 'return')
    await press(office, 'button', 'Send to Exampleshire')
    assert.match(await words(office), /Received\?|return.*sent/i)
    await at(office, await headingOf(office), 'return-sent')
  })

  test('Tuesday 17 November: a second call, and the checklist', async () => {
    itIs('2026-11-17T09:30')
    await office.goto(`${origin}/pupils/${pupil}/contact`)
    await choose(office, 'What happened?', 'No answer')
    await press(office, 'button', 'Save contact')
    await press(office, 'link', 'Enquiries')
    assert.match(await at(office, 'Enquiries', 'checklist'), /Not ready to refer yet/)
    await check('Check the register, notes, leave requests and reason codes', 'They know nothing')
    await check('Ask staff who know the child', 'They gave information', 'Her friend says they have moved.')
    await check('Visit the home', 'They gave information', 'The neighbour says the flat is empty.')
  })

  test('the gate says what is missing, and the DSL signs the risk screen', async () => {
    await press(office, 'link', 'Go to the referral')
    const gate = await at(office, await headingOf(office), 'refer')
    assert.match(gate, /The DSL has not signed the risk screen/)
    // The other checks are the same form again.
    for (const code of defaultSettings['required-school-checks']) {
      if (['RS01', 'RS04', 'RS05', 'RS09', 'RS22'].includes(code)) continue
      const sent = await browser(app, people.right['attendance-officer']).post(
        `/pupils/${pupil}/enquiries/${code}`,
        { result: 'nothing known', 'on-day': '17', 'on-month': '11', 'on-year': '2026' },
      )
      assert.equal(sent.status, 303, `${code}: ${sent.errors.join()}`)
    }
    dsl = await sits(people.right.dsl, '/today')
    await press(dsl, 'link', 'Amina Wayfarer')
    await dsl.goto(`${origin}/pupils/${pupil}/screen`)
    await at(dsl, await headingOf(dsl), 'screen')
    for (const question of screenQuestions) {
      await choose(dsl, question.asks, question.id === screenQuestions.at(-1)!.id ? 'Yes' : 'No')
    }
    await type(dsl, 'Concerns, and what would help', 'Nobody at the school has seen her for two weeks.')
    await press(dsl, 'button', 'Sign the risk screen')
  })

  test('the referral: a question a page, check answers, a reference', async () => {
    await office.goto(`${origin}/pupils/${pupil}/refer`)
    await press(office, 'button', /^Start|^Begin|^Go on|^Answer/)
    for (const [asks, name] of [
      ['Is Amina below or above compulsory school age?', 'route'],
      [
        'Is Amina on your register, the family in contact with you, and the home still within reach of the school?',
        'route-in-reach',
      ],
      ['Is Amina ill, or is the absence unavoidable?', 'route-ill'],
      ['Has a parent told you in writing that they will educate Amina at home?', 'route-home'],
      ['Has a new school or setting confirmed that Amina is on its register?', 'route-new-school'],
    ] as const) {
      await at(office, asks, name)
      await choose(office, asks, 'No')
      await press(office, 'button', 'Go on')
    }
    await at(office, 'This may be a child missing education', 'route-end')
    await press(office, 'button', 'Go on with the referral')
    await press(office, 'button', /^Start|^Go on/)
    await at(office, 'Why may Amina be missing education?', 'question')
    await choose(office, 'Why may Amina be missing education?', /^We cannot reach the family/)
    await next()
    await date(office, 'When was Amina last in school?', '2026-10-23')
    await next()
    await date(office, 'When was Amina last seen by anyone?', '2026-10-23')
    await next()
    await type(office, 'Where was Amina last seen, and by whom?', 'At the gate, by her class teacher')
    await next()
    await tick(office, 'Not known')
    await next()
    await type(office, 'What happened, in plain words?', 'She did not come back after half-term.')
    await next()
    await next()
    await type(office, /^What was there before/, 'none')
    await next()
    await tick(office, 'Not known')
    await next()
    await type(office, 'Does Amina have brothers or sisters?', 'none')
    await next()
    await tick(office, 'Not known')
    await next()
    await next()
    await choose(office, 'Does the family know that you are referring?', 'No, we cannot reach them')
    await next()
    await type(office, /^Who is your DSL/, 'Ms Lead, DSL, and Ms Head')
    await next()
    await type(
      office,
      'On which number can the authority reach you, and when?',
      '07700 900123, 8:30am to 4pm',
    )
    await next()
    await at(office, 'Check your answers and send', 'check-answers')
    await press(office, 'button', 'Send to Exampleshire')
    assert.match(await at(office, 'Referral sent', 'sent'), /R-1001/)
  })

  test('the officer finds it under My work, looks at the rolls, and takes it on', async () => {
    officer = await sits(people.right['cme-officer'], '/work')
    assert.match(await at(officer, 'My work', 'work'), /Amina Wayfarer/)
    await press(officer, 'link', / [A-Z]+-\d+$/)
    caseToken = tokenIn(officer)
    const triage = await at(officer, await headingOf(officer), 'triage')
    assert.match(triage, /She did not come back after half-term/)
    assert.match(triage, /Dell Primary/)
    await press(officer, 'link', /^Compare and decide/)
    await at(officer, await headingOf(officer), 'match')
    await choose(officer, 'What do you decide?', 'Different children')
    await type(officer, 'What made you decide?', 'Dell Primary has its own Amina in class today')
    await press(officer, 'button', 'Keep the decision')
    await officer.goto(`${origin}/triage/${caseToken}`)
    await press(officer, 'button', 'Accept')
    await at(officer, 'Take this referral on', 'accept')
    await press(officer, 'button', 'Take it on')
    const page = await at(officer, await headingOf(officer), 'case')
    assert.match(page, /Next: Begin the checks/)
    assert.match(page, /the flat is empty/, 'the school’s own enquiries are in the one chronology')
  })

  test('Wednesday 18 November: checks', async () => {
    itIs('2026-11-18T11:00')
    await press(officer, 'link', 'Checks')
    await at(officer, 'Checks', 'checks')
    await press(officer, 'link', 'Rolls, admissions, in-year applications and offers')
    await at(officer, 'Rolls, admissions, in-year applications and offers', 'check')
    await type(officer, 'The reply as it came (optional)', 'Admissions holds an in-year application')
    await choose(officer, 'What did they answer?', 'They know something')
    await press(officer, 'button', 'Save the answer')
    await press(officer, 'link', 'Back to checks')
    await press(officer, 'link', 'Elective home education register')
    await choose(officer, 'What did they answer?', 'They know nothing')
    await press(officer, 'button', 'Save the answer')
    await at(officer, 'Checks', 'checks-answered')
  })

  test('Friday 20 November: located, and a place asked for; it cannot be closed, and says why', async () => {
    itIs('2026-11-20T14:00')
    await press(officer, 'link', 'Back to the case')
    await press(officer, 'link', 'Record where the child is')
    await at(officer, 'Record where the child is', 'located')
    await choose(officer, 'How is it known?', 'Seen in person by a trained adult')
    await choose(officer, 'Where is the child?', 'In this authority’s area')
    await type(officer, 'Who saw, spoke to or confirmed, and when?', 'A field officer, at home, today')
    await press(officer, 'button', 'Record')
    await press(officer, 'link', 'Ask a school to take the child')
    await at(officer, 'Ask a school to take the child', 'offer')
    await pick(officer, 'Which school?', 'Cedar Primary')
    await date(officer, 'From which day?', '2026-11-23')
    await press(officer, 'button', 'Ask the school')
    await press(officer, 'link', 'Close the case')
    await fillClosing(officer)
    const refused = await at(officer, 'Close the case', 'close-refused')
    assert.match(refused, /No school has confirmed a first day attended/)
  })

  test('Monday 23 November: the new school says that she has come', async () => {
    itIs('2026-11-23T10:00')
    const cedar = await sits(cedarOffice, '/today')
    await press(cedar, 'link', /Asked about a place/)
    await cedar.goto(`${origin}/offers`)
    await at(cedar, 'Children the authority asks you about', 'offers')
    await press(cedar, 'link', 'Amina Wayfarer')
    const asked = await at(cedar, 'Has this child started?', 'offer-answer')
    assert.doesNotMatch(asked, /Alder|field officer|flat is empty/)
    await choose(cedar, 'Has the child attended with you?', 'Yes, the child has attended')
    await date(cedar, 'If yes: first day attended', '2026-11-23')
    await press(cedar, 'button', 'Send the answer')
    assert.match(await words(cedar), /The authority knows that the child is in school/)
  })

  test('Tuesday 24 November: the officer hears of it, and the case waits for the tenth day', async () => {
    itIs('2026-11-24T09:00')
    await press(officer, 'link', 'My work')
    assert.match(await at(officer, 'My work', 'work-reply'), /Replies that arrived/)
    await officer.goto(`${origin}/cases/${caseToken}`)
    assert.match(await words(officer), /Next: Hear from Cedar Primary how the tenth day went/)
    await press(officer, 'link', 'Close the case')
    await fillClosing(officer)
    assert.match(
      await at(officer, 'Close the case', 'before-tenth'),
      /has not confirmed the tenth day yet, Friday 4 December 2026/,
    )
  })

  test('Friday 4 December: the new school says that she is still there', async () => {
    itIs('2026-12-04T16:00')
    const cedar = await sits(cedarOffice, '/offers')
    await at(cedar, 'Children the authority asks you about', 'tenth-day')
    await press(cedar, 'button', 'Yes, Amina Wayfarer attends')
  })

  test('Monday 7 December: the officer closes the case on that word, and it leaves My work', async () => {
    itIs('2026-12-07T09:00')
    await officer.goto(`${origin}/cases/${caseToken}`)
    assert.match(await words(officer), /Next: Decide on closing: the child attends Cedar Primary/)
    await press(officer, 'link', 'Close the case')
    await at(officer, 'Close the case', 'close')
    await fillClosing(officer)
    const closed = await at(officer, await headingOf(officer), 'case-closed')
    assert.match(closed, /Closed: On roll and attending, in this authority/)
    await press(officer, 'link', 'My work')
    assert.doesNotMatch(await at(officer, 'My work', 'work-done'), /Wayfarer/)
  })

  test('the school that referred reads the outcome’s category, and nothing of where', async () => {
    await dsl.goto(`${origin}/referrals`)
    const list = await at(dsl, 'My referrals and what came back', 'referrals')
    assert.match(list, /Found in education/i)
    for (const path of ['', '/history', '/enquiries']) {
      await dsl.goto(`${origin}/pupils/${pupil}${path}`)
      const page = await at(dsl, await headingOf(dsl), `after${path.replace('/', '-')}`)
      for (const said of [list, page]) assert.doesNotMatch(said, /Cedar|field officer|holds an in-year/)
    }
  })

  test('who looked at her is written down, for everyone who did', async () => {
    const looked = [
      people.right['attendance-officer'],
      people.right.dsl,
      people.right['cme-officer'],
      cedarOffice,
    ]
    for (const person of looked) assert.ok((await looksOf(person)) > 1, person.name)
    assert.equal(await looksOf(people.wrongSchool.dsl), 0)
  })

  test('every page on the way was sound, wide and narrow', () => {
    assert.ok(stops > 30)
    assert.deepEqual(wrong, [])
  })

  const headingOf = async (page: Page) => (await page.locator('h1').first().innerText()).trim()
  const next = () => press(office, 'button', 'Save and go on')

  async function check(task: string, result: string, note = '') {
    await press(office, 'link', task)
    await choose(office, 'What came of it?', result)
    await date(office, 'When?', '2026-11-17')
    if (note) await type(office, 'Note (optional)', note)
    await press(office, 'button', /^(Save|Record)/)
  }

  let seenFile = false
  async function send(page: Page, kind: string, name: string, content: string, whole = false) {
    await choose(page, 'What is in the file?', kind)
    await attach(page, 'The file', { name, content })
    if (whole) await tick(page, 'This is the whole list')
    await press(page, 'button', 'Send and check')
    const checked = seenFile ? await words(page) : await at(page, name, 'file-checked')
    assert.match(checked, /Nothing is changed yet/)
    await press(page, 'button', 'Go on to apply')
    if (!seenFile) await at(page, 'Apply this file', 'file-apply')
    await press(page, 'button', 'Apply')
    const applied = seenFile ? await words(page) : await at(page, name, 'file-applied')
    assert.match(applied, /0 held back/, `${name}: ${applied}`)
    seenFile = true
    await press(page, 'link', 'Files')
  }
})

const termDates = `la_code,academic_year,kind,name,start_date,end_date,pupil_days
001,2026/27,HALF_TERM,Autumn 1,2026-09-03,2026-10-23,
001,2026/27,HALF_TERM,Autumn 2,2026-11-02,2026-12-18,
001,2026/27,HALF_TERM,Spring 1,2027-01-04,2027-02-12,
`
const pupils = `mis_id,legal_surname,legal_forename,date_of_birth,sex,nc_year,registration_group,entry_date,street,town,postcode
1,Wayfarer,Amina,2016-05-14,F,6,6A,2020-09-03,1 Made Up Road,Sampleton,ZZ99 1AA
2,Present,Ben,2016-03-02,M,6,6A,2020-09-03,2 Made Up Road,Sampleton,ZZ99 1AB
3,Present,Cara,2016-07-21,F,6,6A,2020-09-03,3 Made Up Road,Sampleton,ZZ99 1AC
`
const contacts = `mis_id,contact_order,surname,forename,relationship,lives_with_pupil,phone_1,email
1,1,Wayfarer,Hana,Mother,true,07700 900111,hana@example.org
1,2,Wayfarer,Sami,Father,false,07700 900112,sami@example.org
`

/** Two weeks before half-term everyone is here; then one is not, and towards the end nobody has asked why yet. */
function registers(): string {
  const here = ['19', '20', '21', '22', '23'].map(day => `2026-10-${day}`)
  const away = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map(day => `2026-11-${String(day).padStart(2, '0')}`)
  const rows = [...here, ...away].flatMap(day =>
    [1, 2, 3].map(pupil => {
      const code = pupil === 1 && away.includes(day) ? (day > '2026-11-11' ? 'N' : 'O') : undefined
      return `${pupil},${day},${code ?? '/'},${code ?? '\\'}`
    }),
  )
  return `mis_id,date,am_code,pm_code\n${rows.join('\n')}\n`
}
