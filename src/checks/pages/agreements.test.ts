// The register of agreements as people use it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { browser, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { keepAgreement } from '../actions.ts'
import { agreementsNow } from '../store.ts'
import { anAgreement } from '../testing/agreements.ts'

let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
after(() => app?.close())

const date = (name: string, day: string) => {
  const [year, month, date] = day.split('-')
  return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! }
}
const typed = (partner: string) => ({
  partner,
  kind: 'other body',
  covers: ['RL15', 'RL16'],
  basis: 'Children Act 2004 section 10',
  fields: ['name', 'date-of-birth'],
  ...date('starts', '2026-09-01'),
  ...date('ends', '2027-08-31'),
  ...date('review', '2027-06-01'),
  signedOurs: 'A director',
  signedTheirs: 'A guardian',
  contact: 'The office',
  route: 'secure mail',
  routeDetail: 'The shared box',
})

describe('an agreement', () => {
  test('is written into the register by a manager, and read by the team', async () => {
    const manager = browser(app, people.right.manager)
    await manager.post('/agreements/new', typed('Example Health'))
    assert.equal((await manager.follow()).status, 200)
    const seen = await browser(app, people.right['cme-assistant']).get('/agreements')
    assert.match(seen.text, /Example Health/)
    assert.match(seen.text, /RL15, RL16/)
    assert.doesNotMatch(seen.text, /Write in an agreement/)
    const one = seen.links.find(link => /^\/agreements\/(?!new)/.test(link))!
    assert.match((await browser(app, people.right['cme-officer']).get(one)).text, /Children Act 2004/)
  })
  test('is not written by anyone else', async () => {
    for (const role of ['cme-officer', 'cme-assistant'] as const)
      assert.equal((await browser(app, people.right[role]).get('/agreements/new')).status, 404)
    await assert.rejects(() =>
      asViewer(sql, people.right['cme-officer'].viewer('2026-11-20'), tx =>
        keepAgreement(tx, people.right['cme-officer'].viewer('2026-11-20'), anAgreement({ partner: 'No' })),
      ),
    )
  })
  test('says what is missing, field by field', async () => {
    const seen = await browser(app, people.right.manager).post('/agreements/new', { partner: '' })
    assert.equal(seen.status, 422)
    assert.deepEqual(seen.errorFields.slice(0, 4), ['partner', 'kind', 'covers', 'basis'])
    assert.equal(new Set(seen.errorFields).size, seen.errorFields.length)
  })
  test('is changed by adding to it: what it was is kept, with why', async () => {
    const manager = browser(app, people.right.manager)
    await manager.post('/agreements/new', typed('Example Housing'))
    const [one] = (
      await asViewer(sql, people.right.manager.viewer('2026-11-20'), tx =>
        agreementsNow(tx, people.right.manager.viewer('2026-11-20')),
      )
    ).filter(terms => terms.partner === 'Example Housing')
    const at = `/agreements/${one!.token}/change`
    const without = await manager.post(at, { ...typed('Example Housing'), seen: '1' })
    assert.deepEqual(without.errorFields, ['why'])
    await manager.post(at, {
      ...typed('Example Housing'),
      ...date('ends', '2028-08-31'),
      seen: '1',
      why: 'Signed for another year',
    })
    const seen = await manager.follow()
    assert.match(seen.text, /31 August 2028/)
    assert.match(seen.text, /Signed for another year/)
    assert.match(seen.text, /Written into the register\. Last day: 31 August 2027/)
    const late = await manager.post(at, { ...typed('Example Housing'), seen: '1', why: 'Also me' })
    assert.equal(late.status, 422)
    assert.match(late.errors[0]!, /changed this agreement while you had it open/)
  })
  test('written by two people at once is one', async () => {
    const viewer = people.right.manager.viewer('2026-11-20')
    const once = () =>
      asViewer(sql, viewer, tx => keepAgreement(tx, viewer, anAgreement({ partner: 'At once' })))
    const [a, b] = await Promise.all([once(), once()])
    assert(a.allowed && b.allowed)
    assert.equal(a.value, b.value)
    const [{ many }] = (await owner`
      select count(*)::int as many from agreement_terms where partner = 'At once'`) as unknown as [
      { many: number },
    ]
    assert.equal(many, 1)
  })
  test('of another authority is not there', async () => {
    assert.doesNotMatch(
      (await browser(app, people.wrongAuthority.manager).get('/agreements')).text,
      /Example/,
    )
  })
})
