// Search as the authority meets it: numbers, likeness, beginnings; why each child was found; and who is told of a protected one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  browser,
  makeChild,
  makePeople,
  type Seen,
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

async function protect(child: TestChild, kind: string) {
  await db.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${child.id}, ${kind}, '2026-11-20', 'Fear of violence', 'An officer')`
  await db.owner`delete from child_addresses where child_id = ${child.id}`
}

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
  await db.owner`update children set former_surname = 'Nowakowska', former_upn = 'T001900119123' where id = ${zofia.id}`
  const hidden = await makeChild(db.owner, {
    school: people.birch,
    surname: 'Hiddenshire',
    forename: 'Maryam',
    bornOn: '2016-02-03',
  })
  await protect(hidden, 'address')
  const renamed = await makeChild(db.owner, {
    school: people.birch,
    surname: 'Newbeginning',
    forename: 'Nell',
    bornOn: '2015-06-07',
  })
  await db.owner`update children set former_surname = 'Oldlifeleft' where id = ${renamed.id}`
  await protect(renamed, 'identity')
  await keepAllKeys(db.app)
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app.close())

const find = (
  fields: Record<string, string>,
  role: 'cme-officer' | 'cme-assistant' | 'manager' = 'cme-officer',
) => browser(app, people.right[role]).post('/children', fields)
const born = (day: string, month: string, year: string) => ({
  'born-day': day,
  'born-month': month,
  'born-year': year,
})
const names = (page: Seen) =>
  [...page.html.matchAll(/<a class="govuk-link" href="\/children\/[^"]+">([^<]+)</g)].map(m => m[1])

describe('a child is found', () => {
  const march = born('12', '3', '2014')
  for (const [by, fields] of [
    ['a misspelt name and a birthday', { find: 'Kowalcik Zofia', ...march }],
    ['the names the other way round', { find: 'Zofia Kowalczyk', ...march }],
    ['a surname before a comma', { find: 'Kowalczyk, Zofija', ...march }],
    ['a birthday with day and month exchanged', { find: 'Zofia Kowalczyk', ...born('3', '12', '2014') }],
    ['a former surname', { find: 'Zofia Nowakowska', ...march }],
    ['a former UPN', { find: 'T001900119123' }],
    ['the beginning of a surname', { find: 'kowal' }],
    ['the beginning of a forename', { find: 'zof' }],
    ['a forename and an address', { forename: 'Zofia', address: '7 Linden Walk' }],
    ['a birthday alone', march],
  ] as const) {
    test(`by ${by}`, async () => {
      const page = await find(fields as Record<string, string>)
      assert.equal(page.status, 200, page.errors.join())
      assert(names(page).includes('Zofia Kowalczyk'), page.text)
    })
  }

  test('with why, field by field, and each look is written down', async () => {
    const looks = async () => (await db.owner`select 1 from looks where child_id = ${zofia.id}`).length
    const before = await looks()
    const page = await find({ find: 'Kowalcik Zofia', ...march })
    assert.match(page.text, /in 100 that these are the same child\./)
    assert.match(page.text, /Any two children Before anything is compared: 1 in/)
    assert.match(
      page.html,
      /Kowalc<mark class="onroll-differs">i<\/mark>k.*Kowalc<mark class="onroll-differs">zy<\/mark>k, Nowak/,
    )
    assert.match(page.text, /Not known to one of the two, and so neither for nor against: UPN/)
    assert.match(page.text, /Could it be a brother or sister\?/)
    assert.match(page.text, /Anyone else\?/)
    assert.match(page.text, /Alder Primary/)
    assert.equal(await looks(), before + 1)
    assert(!/Kowal/.test(page.title))
  })

  test('and a stranger is not', async () => {
    const page = await find({ find: 'Quite Nobody', ...born('9', '9', '2009') })
    assert.match(page.text, /0 children found/)
  })
})

describe('the form', () => {
  test('says what is wrong, keeps what was typed, and stays open', async () => {
    const page = await find({ postcode: 'Z'.repeat(201), forename: 'Zofia', ...born('31', '2', '2014') })
    assert.deepEqual(page.errorFields.toSorted(), ['born', 'postcode'])
    assert.match(page.html, /<details class="govuk-details" open>/)
    assert.match(page.html, /value="Zofia"/)
    assert.deepEqual((await find({})).errorFields, ['find'])
  })
  test('lets no browser keep or suggest what was looked for', async () => {
    const page = await browser(app, people.right.manager).get('/children')
    const boxes = [...page.html.matchAll(/<input [^>]*type="text"[^>]*>/g)].map(match => match[0])
    const loose = boxes.filter(box => !/autocomplete="off"/.test(box) && !/name="born/.test(box))
    assert.deepEqual(loose, [])
  })
})

describe('a protected child', () => {
  const february = born('3', '2', '2016')
  test('is found by likeness by those alone who may decide, and the school is told to nobody', async () => {
    for (const [role, found] of [
      ['cme-assistant', false],
      ['cme-officer', true],
      ['manager', true],
    ] as const) {
      const page = await find({ find: 'Mariam Hidenshire', ...born('2', '3', '2016') }, role)
      assert.equal(names(page).includes('Maryam Hiddenshire'), found, role)
      assert(!/Birch|Sample Street|07700/.test(page.html), role)
    }
  })
  test('is found under the present name as ever, flagged, without a school', async () => {
    const page = await find({ find: 'Maryam Hiddenshire', ...february }, 'cme-assistant')
    assert.match(page.text, /Maryam Hiddenshire.*Protected/)
    assert(!/Birch/.test(page.text))
  })
  test('has no school on its own page for an assistant, who cannot open what is protected', async () => {
    const [{ token }] = await db.owner<
      [{ token: string }]
    >`select token from children where surname = 'Hiddenshire'`
    for (const [role, seen] of [
      ['cme-assistant', false],
      ['cme-officer', true],
    ] as const) {
      const page = await browser(app, people.right[role]).get(`/children/${token}`)
      assert.equal(/Birch/.test(page.html), seen, role)
    }
  })
  test('with a new identity is found under the old one by managers alone', async () => {
    for (const [role, found] of [
      ['cme-assistant', false],
      ['cme-officer', false],
      ['manager', true],
    ] as const) {
      const page = await find({ find: 'Nell Oldlifeleft', ...born('7', '6', '2015') }, role)
      assert.equal(names(page).includes('Nell Newbeginning'), found, role)
    }
  })
})
