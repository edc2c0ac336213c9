// One-time links: the second check, one browser, a bounded number of guesses, and nothing else in sight.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { isRedirect, type Redirect, redirect, type View } from '../../platform/web/page.ts'
import type { LinkPage, OpenPage } from '../page.ts'
import { linkAddresses } from '../pages/link.ts'
import { asViewer } from '../store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../testing/people.ts'
import {
  addLinkAnswer,
  answersOfLink,
  linksAbout,
  makeLink,
  type NewLink,
  openLink,
  triesMax,
} from './store.ts'

const today = '2026-11-20'
const now = new Date('2026-11-20T10:00:00Z')
let owner: Sql
let app: Sql
let people: TestPeople
let child: TestChild

before(async () => {
  const db = await freshDatabase()
  owner = db.owner
  app = db.app
  people = await makePeople(owner)
  child = await makeChild(owner, { school: people.alder, surname: 'Oakes', forename: 'Ivy' })
})

const seen: LinkPage = {
  kind: 'test',
  async get({ link, answers }) {
    return {
      template: 'platform/web/templates/message.njk',
      data: { heading: link.endedWhy ?? String(link.shows.school), paragraphs: [], times: answers.length },
    }
  },
  async post({ answered, end, asSystem, address, link }) {
    if (link.endedWhy === undefined) {
      await answered({ says: 'yes' })
      await asSystem(async system => assert.equal(system.side, 'system'))
      await end('Answered')
    }
    return redirect(address)
  },
}
const [address] = linkAddresses([seen])

type Answer = View | Redirect
function ask(secret: string, browser: string, body?: Record<string, string>): Promise<Answer> {
  const page: OpenPage = address!
  return app.begin(db =>
    page[body ? 'post' : 'get']!({
      db,
      viewer: undefined,
      params: { secret },
      query: {},
      body: { ...body, browser },
      today,
      now,
      factorAt: undefined,
      services: { sql: app, clock: undefined as never, demonstration: false, publicUrl: '' },
    }),
  ) as Promise<Answer>
}
const heading = (answer: Answer) => (isRedirect(answer) ? answer.redirect : answer.data.heading)

const made = (given: Partial<NewLink> = {}) =>
  asViewer(app, people.right['attendance-officer'].viewer(today), tx =>
    makeLink(tx, people.right['attendance-officer'].viewer(today), {
      kind: 'test',
      about: newId(),
      childId: child.id,
      schoolId: people.alder.id,
      to: 'the office of Oak Primary',
      check: { asks: 'What is your school’s URN?', answer: '999 777' },
      shows: { school: 'Alder Primary' },
      days: 14,
      ...given,
    }),
  )

describe('a one-time link', () => {
  test('asks its question, opens on the right answer, and is bound to that browser', async () => {
    const { secret } = await made()
    assert.equal(heading(await ask(secret, 'one')), 'Check that this is for you')
    assert.equal(heading(await ask(secret, 'one', { answer: '999776' })), 'Check that this is for you')
    assert.equal(heading(await ask(secret, 'one', { answer: '999777' })), `/link/${secret}`)
    assert.equal(heading(await ask(secret, 'one')), 'Alder Primary')
    assert.equal(heading(await ask(secret, 'two')), 'This link does not work')
    assert.equal(heading(await ask(secret, 'two', { answer: '999777' })), 'This link does not work')
  })
  test('is over after so many wrong answers, whoever gives the right one then', async () => {
    const { secret } = await made()
    for (let i = 1; i < triesMax; i++)
      assert.equal(heading(await ask(secret, 'one', { answer: `${i}` })), 'Check that this is for you')
    assert.equal(heading(await ask(secret, 'one', { answer: 'x' })), 'This link does not work')
    assert.equal(heading(await ask(secret, 'one', { answer: '999777' })), 'This link does not work')
  })
  test('guessed at from many places at once gets no more tries than that', async () => {
    const { secret, id } = await made()
    await Promise.all(Array.from({ length: 12 }, (_, i) => ask(secret, `b${i}`, { answer: `guess ${i}` })))
    const [row] = await owner`select tries, ended_why, bound_to from one_time_links where id = ${id}`
    assert.deepEqual({ ...row }, { tries: triesMax, ended_why: 'Too many wrong answers', bound_to: null })
  })
  test('keeps what is sent once, however often it is sent', async () => {
    const { secret, id } = await made()
    await ask(secret, 'one', { answer: '999777' })
    await Promise.all([ask(secret, 'one', {}), ask(secret, 'one', {}), ask(secret, 'one', {})])
    assert.equal((await owner`select 1 from link_answers where link_id = ${id}`).length, 1)
    assert.equal(heading(await ask(secret, 'one')), 'Answered')
  })
  test('writes a look each time it shows what is about a child', async () => {
    const { secret, id } = await made()
    await ask(secret, 'one', { answer: '999777' })
    await ask(secret, 'one')
    const looks =
      await owner`select by_name, role from looks where person_id = ${id} and child_id = ${child.id}`
    assert.deepEqual(
      looks.map(row => ({ ...row })),
      [{ by_name: 'the office of Oak Primary, by a one-time link', role: 'link' }],
    )
  })
  test('takes a date as its answer', async () => {
    const { secret } = await made({
      check: { asks: 'When was the child born?', answer: '2015-03-27', as: 'date' },
    })
    assert.equal(
      heading(await ask(secret, 'one', { 'answer-day': '31', 'answer-month': '2', 'answer-year': '2015' })),
      'Check that this is for you',
    )
    const right = { 'answer-day': '27', 'answer-month': 'March', 'answer-year': '15' }
    assert.equal(heading(await ask(secret, 'one', right)), `/link/${secret}`)
  })
  test('ends with its last day, and with a secret that is none', async () => {
    const { secret } = await made({ days: 0 })
    assert.equal(heading(await ask(secret, 'one')), 'Check that this is for you')
    await owner`update one_time_links set ends_on = '2026-11-19' where digest is not null and ends_on = ${today}`
    assert.equal(heading(await ask(secret, 'one')), 'This link does not work')
    assert.equal(heading(await ask('nothing', 'one')), 'This link does not work')
  })
  test('keeps neither its secret nor the right answer', async () => {
    const { secret, id } = await made()
    const [row] = await owner`select to_jsonb(l)::text as says from one_time_links l where id = ${id}`
    assert(!String(row!.says).includes(secret) && !String(row!.says).includes('999777'))
  })
})

describe('what a link reaches in the database', () => {
  test('is its own row and its own answers', async () => {
    const one = await made()
    const other = await made()
    await app.begin(async tx => {
      const opened = await openLink(tx, one.secret, today)
      assert(opened)
      const rows = await tx`select id from one_time_links`
      assert.deepEqual(
        rows.map(row => row.id),
        [one.id],
      )
      for (const table of [
        'children',
        'contacts',
        'enrolments',
        'child_addresses',
        'cases',
        'enquiries',
        'people',
      ])
        assert.deepEqual([...(await tx`select 1 from ${tx(table)} limit 1`)], [], table)
      await addLinkAnswer(tx, opened.viewer, { says: 'one' })
      assert.equal((await answersOfLink(tx, opened.viewer, one.id)).length, 1)
      assert.equal((await answersOfLink(tx, opened.viewer, other.id)).length, 0)
    })
    await assert.rejects(
      app.begin(async tx => {
        const opened = await openLink(tx, one.secret, today)
        await tx`insert into link_answers (la_code, id, link_id, answers)
          values (${opened!.viewer.la}, ${newId()}, ${other.id}, ${tx.json({})})`
      }),
      /row-level security/,
    )
  })
  test('another school neither reads it nor makes one about a child it cannot see', async () => {
    const { id } = await made()
    const stranger = people.wrongSchool['attendance-officer'].viewer(today)
    const [row] = await owner`select about_id from one_time_links where id = ${id}`
    assert.equal((await asViewer(app, stranger, tx => linksAbout(tx, stranger, row!.about_id))).length, 0)
    await assert.rejects(
      asViewer(app, stranger, tx =>
        makeLink(tx, stranger, {
          kind: 'test',
          about: newId(),
          childId: child.id,
          schoolId: people.birch.id,
          to: 'x',
          check: { asks: 'x', answer: 'x' },
          shows: {},
          days: 1,
        }),
      ),
      /row-level security/,
    )
  })
})
