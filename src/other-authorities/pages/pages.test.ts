// The pages between authorities: preview first, then sent; theirs behind a link, in one browser alone; nothing of it tells known from
// unknown.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import * as steps from '../../cases/steps.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { protect } from '../../letters/testing/letters.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
let app: FastifyInstance
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())
const officer = () => browser(app, people.right['cme-officer'])
const days = (name: string, on: string) => {
  const [year, month, date] = on.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
async function aCase() {
  const child = await makeChild(db.owner, { school: people.alder, address: 'CanaryHome Street' })
  const { token, caseId } = await refer(db.app, people, child, { on: today })
  await taken(db.app, people.right['cme-officer'], today, token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: by.id, name: by.name } }, by),
  )
  return { child, token, caseId }
}
const asked = {
  codes: '202',
  questions: ['on-roll', 'living'],
  why: 'The family said that they moved there.',
  legalBasis: 'Section 436A of the Education Act 1996',
  ...days('neededBy', '2026-11-27'),
}
type Sent = Parameters<ReturnType<typeof officer>['post']>[1]
/** Looks at what goes, and sends that. */
async function send(window: ReturnType<typeof officer>, at: string, given: Sent) {
  const preview = await window.post(at, { ...given, do: 'look' })
  const previewed = /name="previewed" value="([^"]+)"/.exec(preview.html)?.[1] ?? ''
  return window.post(at, { ...given, previewed, do: 'send' })
}
/** Asks by the page and makes a link: its path and figures. */
async function linked(page: 'ask' | 'hand-over', more: Record<string, string> = {}) {
  const of = await aCase()
  const window = officer()
  const { location } = await send(window, `/cases/${of.token}/authorities/${page}`, { ...asked, ...more })
  assert.match(location ?? '', /^\/authority-requests\//)
  const shown = await window.post(location!, { do: 'link' })
  const path = /\/link\/[\w-]+/.exec(shown.text)![0]
  const figures = /same message: (\d{6})/.exec(shown.text)![1]!
  return { ...of, window, at: location!, path, figures }
}
const opened = async (path: string, figures: string) => {
  const there = browser(app)
  await there.post(path, { answer: figures })
  return there
}

describe('the directory', () => {
  test('lists the 153, finds by old figures, and shows one with its form; a school sees none of it', async () => {
    const window = officer()
    assert.match((await window.get('/authorities')).text, /All 153 authorities/)
    assert.match((await window.get('/authorities?find=836')).text, /1 of 153/)
    const kept = await window.post('/authorities/202', {
      do: 'keep',
      contactName: 'CME team',
      replyDays: '4',
      why: 'Their own page',
    })
    assert.equal(kept.status, 303)
    assert.match((await window.follow()).text, /CME team.*Alder cme-officer wrote it/)
    assert.equal((await window.post('/authorities/202', { do: 'keep', replyDays: 'x' })).status, 422)
    assert.equal((await window.get('/authorities/999')).status, 404)
    for (const person of [people.right.dsl, people.right['field-officer']]) {
      assert.equal((await browser(app, person).get('/authorities')).status, 404)
    }
    const assistant = browser(app, people.right['cme-assistant'])
    assert.doesNotMatch((await assistant.get('/authorities/202')).text, /Keep the contact/)
    assert.equal((await assistant.post('/authorities/202', { do: 'link' })).status, 404)
  })
})

describe('we ask', () => {
  test('after a preview that says exactly what goes, and with no address unless it was chosen', async () => {
    const { token } = await aCase()
    const at = `/cases/${token}/authorities/ask`
    const window = officer()
    const preview = await window.post(at, { ...asked, do: 'look' })
    assert.match(preview.text, /Exactly as it goes From Exampleshire to Camden/)
    assert.doesNotMatch(preview.text, /CanaryHome/)
    assert.match(
      (await window.post(at, { ...asked, withAddress: 'yes', do: 'look' })).text,
      /CanaryHome Street/,
    )
    // Something else than what was looked at is not sent: it is shown first.
    const changed = await window.post(at, {
      ...asked,
      why: 'Quite another reason.',
      previewed: 'x',
      do: 'send',
    })
    assert.equal(changed.status, 200)
    assert.match(changed.text, /Why: Quite another reason/)
    const missing = await send(window, at, {})
    assert.deepEqual(missing.errorFields, ['codes', 'questions', 'why', 'legalBasis', 'neededBy'])
    assert.match(
      (await send(window, at, { ...asked, more: '836' })).errors.join(),
      /836 has ended. After it came/,
    )
    assert.equal((await window.get(`/cases/${token}/authorities`)).status, 200)
    assert.equal((await browser(app, people.right.dsl).get(at)).status, 404)
  })
  test('their officer opens the link with the figures, sees this and nothing else, and answers; one browser alone', async () => {
    const { child, path, figures, at, window, token } = await linked('ask')
    const there = browser(app)
    const check = await there.get(path)
    assert.doesNotMatch(check.html, new RegExp(child.surname))
    assert.equal((await there.post(path, { answer: '000000' })).status, 422)
    await there.post(path, { answer: figures })
    const form = await there.follow()
    assert.match(form.text, new RegExp(`Name: ${child.forename} ${child.surname}`))
    assert.doesNotMatch(form.html, /CanaryHome|Alder Primary/)
    // Another browser with the same link and the same figures sees nothing.
    const other = browser(app)
    assert.doesNotMatch((await other.get(path)).html, new RegExp(child.surname))
    assert.doesNotMatch((await other.post(path, { answer: figures })).html, new RegExp(child.surname))
    const bad = await there.post(path, { answer: 'on-roll-attending', byName: 'Pat Example' })
    assert.deepEqual(bad.errorFields, ['school'])
    const yes = {
      answer: 'on-roll-attending',
      school: 'Example Junior',
      byName: 'Pat Example',
      ...days('since', '2026-11-02'),
    }
    await there.post(path, yes)
    assert.match((await there.follow()).text, /Thank you.*Example Junior/)
    assert.notEqual((await there.post(path, yes)).status, 500)
    assert.match(
      (await window.get(at)).text,
      /Their answer Yes: on a roll here, and attending School: Example Junior/,
    )
    assert.match((await window.get(`/cases/${token}`)).text, /Answer of Camden/)
  })
  test('a newer link ends the one before, and a withdrawn question cannot be answered', async () => {
    const { path, figures, at, window } = await linked('ask')
    await window.post(at, { do: 'link' })
    assert.doesNotMatch((await (await opened(path, figures)).get(path)).text, /asks about a child/)
    await window.post(at, { do: 'withdraw', 'why-withdraw': '' })
    const done = await window.post(at, { do: 'withdraw', 'why-withdraw': 'Found here' })
    assert.equal(done.status, 303, done.errors.join())
    assert.match((await window.get(at)).text, /Withdrawn on/)
  })
})

describe('a hand-over', () => {
  for (const [decision, expected] of [
    ['accepted', /You accepted this child/],
    ['refused', /Refused/],
  ] as const) {
    test(`is ${decision} by the link, and the case says so`, async () => {
      const { path, figures, token, window } = await linked('hand-over')
      assert.match((await window.get(`/cases/${token}`)).text, /It is ours until they accept/)
      const there = await opened(path, figures)
      const asks = await there.get(path)
      assert.match(asks.text, /Until you accept, the child stays with Exampleshire/)
      await there.post(path, {
        decision,
        says: decision === 'refused' ? 'They left' : '',
        byName: 'Pat Example',
      })
      assert.match((await there.follow()).text, expected)
      const seen = await window.get(`/cases/${token}`)
      assert.match(seen.text, decision === 'accepted' ? /Camden accepted/ : /Camden refused/)
      assert.doesNotMatch(seen.text, /It is ours until they accept/)
    })
  }
})

describe('they ask', () => {
  const theirs = (surname: string, more: Record<string, string> = {}) => ({
    ofCode: '202',
    kind: 'enquiry',
    askedBy: 'Pat Example',
    forename: 'Amina',
    surname,
    ...days('born', '2015-02-03'),
    questions: ['on-roll'],
    why: 'She left our school.',
    legalBasis: 'Section 436A of the Education Act 1996',
    ...days('neededBy', '2026-12-18'),
    ...more,
  })
  test('one child here is likely: it is looked at and answered from one page, and a message says no name', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Rememberme',
      forename: 'Amina',
      bornOn: '2015-02-03',
    })
    await keepAllKeys(db.app)
    const window = officer()
    const { location } = await window.post(
      '/authority-requests/new',
      theirs('Rememberme', { theirReference: 'T-9' }),
    )
    const seen = await window.get(location!)
    assert.match(seen.text, /one child here may be meant/)
    assert.match(seen.text, /Amina Rememberme, born .*2015.*Alder Primary/)
    const answer = { do: 'answer', child: child.token, answer: 'on-roll-attending', school: 'Alder Primary' }
    assert.equal((await window.post(location!, answer)).status, 303)
    const after = await window.follow()
    const message = after.text.slice(after.text.indexOf('For a message'), after.text.indexOf('Both sides'))
    assert.match(message, /Your reference T-9/)
    assert.doesNotMatch(message, /Rememberme/)
    assert.match((await window.get('/authority-requests')).text, /They ask us/)
    assert.match(seen.html, /id="school"[^>]*value="Alder Primary"|value="Alder Primary"[^>]*id="school"/)
    const empty = await window.post('/authority-requests/new', {})
    assert.equal(empty.status, 422)
    assert.equal((await browser(app, people.wrongAuthority.manager).get(location!)).status, 404)
  })
  test('behind our link nothing, to the last byte, tells a known child from an unknown or a protected one', async () => {
    const known = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Knownchild',
      forename: 'Amina',
      bornOn: '2015-02-03',
    })
    const hidden = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Hiddenone',
      forename: 'Amina',
      bornOn: '2015-02-03',
    })
    await protect(db.owner, hidden)
    await keepAllKeys(db.app)
    const made = await officer().post('/authorities/202', { do: 'link' })
    const path = /\/link\/[\w-]+/.exec(made.text)![0]
    const figures = /same message: (\d{6})/.exec(made.text)![1]!
    const there = await opened(path, figures)
    const pages: string[] = []
    for (const surname of ['Knownchild', 'Hiddenone', 'Nobodyhas']) {
      const sent = await there.post(path, theirs(surname))
      assert.equal(sent.status, 303, sent.text)
      const page = await there.follow()
      pages.push(
        page.html
          .replaceAll(/A-\d+/g, 'A-0')
          .replaceAll(/name="formToken" value="[^"]+"/g, '')
          .replace(/<p class="govuk-body">Sent by this link before.*?<\/p>/s, ''),
      )
    }
    const bare = (html: string) => html.replaceAll(/\s+/g, ' ').replaceAll(/nonce="[^"]*"/g, '')
    assert.equal(bare(pages[0]!), bare(pages[1]!))
    assert.equal(bare(pages[1]!), bare(pages[2]!))
    assert(!pages.join().includes(known.surname))
  })
  test('a protected child is not made unknown by choosing none of these: an officer can only say that we cannot say', async () => {
    const hidden = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Behindwall',
      forename: 'Amina',
      bornOn: '2012-09-17',
    })
    await protect(db.owner, hidden)
    await keepAllKeys(db.app)
    const window = officer()
    const { location } = await window.post(
      '/authority-requests/new',
      theirs('Behindwall', days('born', '2012-09-17')),
    )
    const seen = await window.get(location!)
    assert.match(seen.text, /Protected: a manager decides what is said/)
    assert.doesNotMatch(seen.text, /Alder Primary/)
    const none = { do: 'answer', child: 'none', answer: 'no-trace', says: 'Rolls' }
    assert.match((await window.post(location!, none)).errors.join(), /A manager decides/)
    assert.equal((await window.post(location!, { ...none, answer: 'cannot-say' })).status, 303)
  })
  test('a hand-over to us opens a case that is ours from today', async () => {
    const window = officer()
    const { location } = await window.post(
      '/authority-requests/new',
      theirs('Comeover', { kind: 'hand-over' }),
    )
    assert.equal((await window.post(location!, { do: 'decide' })).status, 422)
    const { location: to } = await window.post(location!, {
      do: 'decide',
      decision: 'accepted',
      child: 'none',
    })
    assert.match(to!, /^\/triage\//)
    assert.match((await window.follow()).text, /Camden handed the child over to us/)
  })
})
