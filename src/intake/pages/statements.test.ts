// The pages of the authority's doors ask the database at most fifteen times each, the session counted too; where a child is looked for, a few times more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementsOf } from '../../../bench/statements.ts'
import { browser, makeChild, makePeople } from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

test('a call about three children, triage of one of them, and the lists take few statements', async () => {
  const db = await freshDatabase()
  const people = await makePeople(db.owner)
  await makeCalendar(db.owner, people)
  const app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  const officer = browser(app, people.right['cme-officer'])
  for (const [forename, bornOn] of [
    ['Ada', '2013-02-03'],
    ['Ben', '2015-02-03'],
    ['Cyd', '2017-02-03'],
  ] as const)
    await makeChild(db.owner, { school: people.birch, surname: 'Statement', forename, bornOn })
  const call = async (said: string) => {
    const kept = await officer.post('/told/new', {
      how: 'telephone',
      'received-day': '20',
      'received-month': '11',
      'received-year': '2026',
      teller: 'agency',
      said,
      reply: 'yes',
      'reply-how': 'telephone',
      'reply-to': '07700 900111',
    })
    for (const [forename, year] of [
      ['Ada', '2013'],
      ['Ben', '2015'],
      ['Cyd', '2017'],
    ] as const)
      await officer.post(`${kept.location}/child`, {
        forename,
        surname: 'Statement',
        'born-day': '3',
        'born-month': '2',
        'born-year': year,
      })
    return kept.location!
  }
  const open = await call('Open')
  const ended = await call('Ended')
  await officer.post(`${ended}/cases`, {
    start: 'START-07',
    level: 'keep in view',
    family: 'yes',
    'whose-1': 'new',
    'whose-2': 'new',
    'whose-3': 'new',
  })
  const [one] = await db.owner<{ token: string; teller: string }[]>`
    select k.token, t.token as teller from cases k join tellers t on t.case_id = k.id order by k.reference limit 1`
  assert(one, 'the cases opened')
  const by = (path: string) => [{ path, cookie: `onroll=${people.right['cme-officer'].cookie}` }]
  const most = await statementsOf(db.appOptions, {
    told: by(open),
    'told and ended': by(ended),
    'all told': by('/told'),
    queue: by('/triage'),
    triage: by(`/triage/${one.token}`),
    accept: by(`/triage/${one.token}/accept`),
    replies: by('/replies'),
    reply: by(`/replies/${one.teller}`),
    exclusions: by('/exclusions'),
    'no place': by('/no-place'),
    counts: by('/counts-now'),
  })
  // Each child of a call is looked for by itself, and so is the child of a case with its family: a few more, and no more than that.
  const allowed: Readonly<Record<string, number>> = { told: 18, triage: 21 }
  for (const [name, count] of Object.entries(most))
    assert.ok(count >= 3 && count <= (allowed[name] ?? 15), `${name}: ${count}`)
})
