// Roll checks as a person meets them: a list sent, its three answers, a row decided, the file taken away.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'

let db: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let zofia: TestChild
let hidden: TestChild

before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  zofia = await makeChild(db.owner, {
    school: people.alder,
    surname: 'Kowalczyk',
    forename: 'Zofia',
    bornOn: '2014-03-12',
    address: '7 Linden Walk',
  })
  for (const school of [people.alder, people.birch])
    await makeChild(db.owner, {
      school,
      surname: 'Twice',
      forename: 'Tobias',
      bornOn: '2015-05-05',
      phone: '07700 900111',
    })
  hidden = await makeChild(db.owner, {
    school: people.birch,
    surname: 'Hiddenshire',
    forename: 'Maryam',
    bornOn: '2016-02-03',
  })
  await db.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-20', 'Fear of violence', 'An officer')`
  await keepAllKeys(db.app)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const as = (role: 'cme-officer' | 'cme-assistant' | 'manager') => browser(app, people.right[role])
const list = `id,surname,forename,date_of_birth,address_line_1
=1+1,Kowalczyk,Zofia,2014-03-12,7 Linden Walk
h2,Twice,Tobias,2015-05-05,
h3,Hiddenshire,Maryam,2016-02-03,5 Canary Road
h4,Nobody,Quite,2013-01-20,
`
async function sent(role: 'cme-officer' | 'cme-assistant' = 'cme-assistant', extra = '') {
  const page = as(role)
  const answer = await page.upload(
    '/roll-checks',
    { field: 'file', name: 'health visitors.csv', content: list + extra },
    { 'asked-by': 'health', asker: 'Health visitors', purpose: 'Moved in since September', name: '' },
  )
  assert.match(answer.location ?? '', /^\/roll-checks\//, answer.errors.join())
  return { page, at: answer.location! }
}
const looksAt = async (child: TestChild) =>
  (await db.owner`select 1 from looks where child_id = ${child.id}`).length

describe('a list', () => {
  test('with nothing said comes back with what is missing', async () => {
    const page = as('cme-officer')
    const answer = await page.post('/roll-checks', {})
    assert.equal(answer.status, 422)
    assert.deepEqual(answer.errorFields, ['file', 'asked-by', 'purpose'])
    const wrong = await page.upload(
      '/roll-checks',
      { field: 'file', name: 'a.csv', content: 'a,b\n1,2\n' },
      { 'asked-by': 'health', purpose: 'A test' },
    )
    assert.match(wrong.errors.join(), /name no columns/)
  })

  test('gives counts first, then three lists; looking at a child is written down', async () => {
    const { page, at } = await sent('cme-officer')
    const check = await page.follow()
    assert.equal(check.heading, 'health visitors')
    assert.match(check.text, /1 on a roll/)
    assert.match(check.text, /1 need a look/)
    assert.match(check.text, /2 on no roll/)
    assert.match(check.text, /Expected to be on no roll after all/)
    const before = await looksAt(zofia)
    const found = await page.get(`${at}/on-a-roll`)
    assert.match(found.text, /Zofia Kowalczyk/)
    assert.match(found.text, /Alder Primary, since/)
    assert(!/Kowalczyk/.test(found.title))
    assert.equal(await looksAt(zofia), before + 1)
    assert.match((await page.get(`${at}/needs-a-look`)).text, /Tobias Twice/)
    assert.match((await page.get(`${at}/on-no-roll`)).text, /Quite Nobody/)
  })

  test('says why, field by field, and takes a decision', async () => {
    const { at } = await sent('cme-officer', '\n')
    const page = as('cme-officer')
    const row = await page.get(`${at}/rows/1`)
    assert.equal(row.heading, 'Zofia Kowalczyk')
    assert(!/Kowalczyk/.test(row.title))
    assert.match(row.text, /in 100 that these are the same child/)
    assert.match(row.text, /Birthday/)
    assert.match(row.text, /Could it be a brother or sister\?/)
    const undecided = await page.get(`${at}/rows/2`)
    const other = /name="other" value="([^"]+)"/.exec(undecided.html)![1]!
    const bare = await page.post(`${at}/rows/2`, { other, decision: 'same', why: '' })
    assert.deepEqual(bare.errorFields, [`why-${other}`])
    const kept = await page.post(`${at}/rows/2`, { other, decision: 'same', why: 'Rang the school' })
    assert.equal(kept.location, `${at}/rows/2`)
    assert.match((await page.follow()).text, /On a roll\. .*decided by a person/)
    const [decision] =
      await db.owner`select evidence from roll_check_decisions order by decided_at desc limit 1`
    assert((decision!.evidence as string[]).some(line => /^date_of_birth: /.test(line)))
    assert(!JSON.stringify(decision!.evidence).includes('Linden'))
  })

  test('an assistant reads the answers, decides nothing and opens no case', async () => {
    const { page, at } = await sent()
    const row = await page.get(`${at}/rows/2`)
    assert.match(row.text, /A CME officer or manager compares the two and decides/)
    assert(!row.links.some(link => link.endsWith('/case')))
    assert.equal((await page.get(`${at}/rows/4/case`)).status, 404)
    assert.equal((await page.get(`${at}/named-person`)).status, 404)
  })
})

describe('a protected child on a list', () => {
  test('is told to nobody but those who may decide, and in no file', async () => {
    const { page, at } = await sent()
    for (const path of ['', '/on-a-roll', '/needs-a-look', '/on-no-roll', '/rows/3']) {
      const seen = await page.get(at + path)
      assert.equal(seen.status, 200, path)
      assert(
        !/Birch Secondary.*Maryam|Maryam.*Birch Secondary|rotected|named person|Canary/.test(seen.html),
        path,
      )
    }
    const nobody = (await page.get(`${at}/rows/4`)).text.replaceAll(
      /Quite Nobody|Row 4|row 4|h4|20 January 2013/g,
      '',
    )
    const somebody = (await page.get(`${at}/rows/3`)).text.replaceAll(
      /Maryam Hiddenshire|Row 3|row 3|h3|3 February 2016/g,
      '',
    )
    assert.equal(somebody, nobody)
    assert.equal((await page.get(`${at}/download`)).status, 404, 'an assistant takes no list away')
    const officer = as('cme-officer')
    await officer.get(`${at}/download`)
    const file = await officer.post(`${at}/download`)
    assert(!/protected|named|Canary|Birch/i.test(file.html))
    const manager = as('manager')
    assert.match((await manager.get(at)).text, /1 row needs a named person/)
    const before = await looksAt(hidden)
    assert.match((await manager.get(`${at}/named-person`)).text, /Maryam Hiddenshire/)
    assert.equal(await looksAt(hidden), before + 1)
    const row = await manager.get(`${at}/rows/3`)
    assert.match(row.text, /A protected child may be meant/)
    assert(!/Birch Secondary|Canary|Sample Street/.test(row.html))
    const stopped = await manager.post(`${at}/rows/3/case`, { level: 'act today' })
    assert.match(stopped.errors.join(), /manager decides on it before a case is opened/)
  })
})

describe('the answer as a file', () => {
  test('is shown before it goes, is safe in a spreadsheet, and is written down', async () => {
    const { page, at } = await sent('cme-officer')
    const preview = await page.get(`${at}/download`)
    assert.match(preview.text, /It is written down that you took it/)
    const file = await page.post(`${at}/download`)
    assert.match(String(file.headers['content-disposition']), /attachment; filename="roll-check-/)
    const lines = file.html.split('\n')
    assert.match(
      lines[1]!,
      /^1,'=1\+1,Kowalczyk,Zofia,2014-03-12,on a roll,(certain|probable),Alder Primary,999001,2024-09-03,$/,
    )
    assert.match(lines[2]!, /needs a look,,,,,Not confirmed/)
    assert.equal(lines[3]!.split(',').slice(5).join(), lines[4]!.split(',').slice(5).join())
    assert.match((await page.get(at)).text, /Answer downloaded, 4 rows by/)
  })
})

describe('one child', () => {
  test('is asked about with a form, and the answer is the row', async () => {
    const page = as('cme-assistant')
    const bare = await page.post('/roll-checks/one', {
      'asked-by': 'own team',
      purpose: 'A call',
      forename: 'Zofia',
    })
    assert.deepEqual(bare.errorFields, ['surname'])
    const answer = await page.post('/roll-checks/one', {
      surname: 'Kowalcyk',
      forename: 'Zofia',
      'born-day': '12',
      'born-month': '3',
      'born-year': '2014',
      address: '7 Linden Walk',
      'asked-by': 'own team',
      purpose: 'A call from a neighbour',
    })
    assert.match(answer.location ?? '', /\/rows\/1$/, answer.errors.join())
    const row = await page.follow()
    assert.match(row.text, /On a roll\. Alder Primary/)
  })

  test('on no roll: an officer goes on to open a case on a record made of it', async () => {
    const page = as('cme-officer')
    const { at } = await sent('cme-officer', '\n\n')
    const unsaid = await page.post(`${at}/rows/4/case`)
    assert.match(unsaid.errors.join(), /how urgent/)
    const go = await page.post(`${at}/rows/4/case`, { level: 'act this week' })
    assert.match(go.location ?? '', /^\/triage\/[^/]+$/)
    const queue = await page.follow()
    assert.match(queue.text, /A gap found when rolls were compared/)
    const again = await page.post(`${at}/rows/4/case`, { level: 'act this week' })
    assert.equal(
      again.location,
      go.location!.replace('/triage/', '/cases/'),
      'pressed twice, there is one case',
    )
    assert.equal((await page.get(again.location!)).text.match(/Told of the child again/g), null)
  })
})

test('no school reaches any of it', async () => {
  const { at } = await sent('cme-officer', '\n\n\n')
  for (const path of [
    '/roll-checks',
    '/roll-checks/one',
    at,
    `${at}/on-a-roll`,
    `${at}/rows/1`,
    `${at}/download`,
  ]) {
    assert.equal((await browser(app, people.right.headteacher).get(path)).status, 404, path)
    assert.equal(
      (await browser(app, people.wrongAuthority.manager).get(path)).status,
      path.startsWith('/roll-checks/') && path !== '/roll-checks/one' ? 404 : 200,
      path,
    )
  }
})
