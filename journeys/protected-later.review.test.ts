// A child is protected after everything about it was written down: the claimed school, leave abroad, letters, files, links. From
// then on no page says where the child is, to anybody who has not opened the protected details.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import { browser } from '../src/access/testing/people.ts'
import { createApp, pages } from '../src/app.ts'
import { protect } from '../src/children/actions.ts'
import { childById } from '../src/children/store.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { newId, newToken } from '../src/platform/ids.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { makeWorld, today, type World } from './walk-world.ts'

const now = new Date('2026-11-20T10:00:00Z')
/** What says where the child is, or whom to ask: as the records of the walk have it. */
const places = [
  'Street',
  'Parent',
  'recipient',
  'parent asked',
  'next school',
  'destination',
  'new address',
  'country',
  'adult',
  'abroad',
  'how',
  'sent to',
].map(what => `CanaryAlder ${what}`)

let owner: Sql
let app: Sql
let world: World
let fileToken: string

before(async () => {
  ;({ owner, app } = await freshDatabase())
  world = await makeWorld(owner)
  const { alder, people } = world
  const link = { la_code: '001', child_id: alder.child.id, school_id: people.alder.id, about_id: newId() }
  for (const kind of ['destination', 'leaver-form', 'letter']) {
    await owner`insert into one_time_links ${owner({
      ...link,
      id: newId(),
      digest: newToken(),
      kind,
      sent_to: 'CanaryAlder Parent',
      asks: 'x',
      answer: 'x',
      shows: {} as never,
      made_name: 'x',
      ends_on: '2027-01-01',
    })}`
  }
  const [form] = await owner<{ id: string }[]>`select id from parent_forms where child_id = ${alder.child.id}`
  await owner`insert into parent_form_drafts (la_code, form_id, child_id, answers)
    values ('001', ${form!.id}, ${alder.child.id}, ${owner.json({ address: 'CanaryAlder Street' })})`
  const [task] = await owner<{ id: string }[]>`
    select id from leaver_tasks where child_id = ${alder.child.id} and kind = 'transfer file'`
  for (const check_code of ['RS13', 'RS14', 'RS18']) {
    await owner`insert into enquiries ${owner({
      la_code: '001',
      id: newId(),
      child_id: alder.child.id,
      school_id: people.alder.id,
      side: 'school',
      check_code,
      method: 'phone',
      asked: 'CanaryAlder next school',
      result: 'information',
      note: 'CanaryAlder next school said so',
      evidence: 'CanaryAlder next school letter',
      done_on: today,
      by_name: 'x',
      by_role: 'dsl',
    })}`
  }
  // And in the authority's rooms: in its case, on a panel's agenda, in a question to a desk.
  const [kase] = await owner<{ id: string }[]>`select id from cases where token = ${alder.caseToken}`
  for (const [type, data] of [
    [
      'recorded',
      {
        what: 'authority',
        title: 'Answer of CanaryAlderPlace',
        lines: ['CanaryAlderPlace said'],
        work: true,
      },
    ],
    ['task-set', { key: 'x', says: 'Answer of CanaryAlderPlace to our enquiry', due: '2026-11-23' }],
    [
      'contact',
      { who: 'CanaryAlderPlace aunt', method: 'phone', result: 'reached', says: 'CanaryAlderPlace' },
    ],
  ] as const) {
    await owner`insert into case_events ${owner({
      la_code: '001',
      case_id: kase!.id,
      id: newId(),
      child_id: alder.child.id,
      on_date: today,
      by_person: newId(),
      by_name: 'x',
      by_role: 'cme-officer',
      side: 'authority',
      type,
      data: owner.json(data as never) as never,
    })}`
  }
  await owner`update panel_cases set question = 'CanaryAlder next school?', summary = 'CanaryAlder destination',
    untried = 'CanaryAlder abroad', good = 'CanaryAlder new address'`
  await owner`update desk_steps set step = 'facts', says = '',
    facts = ${owner.json({ plan: 'held', named: 'CanaryAlder next school' })}`
  fileToken = newToken()
  await owner`insert into transfer_files ${owner({
    la_code: '001',
    id: newId(),
    token: fileToken,
    task_id: task!.id,
    child_id: alder.child.id,
    school_id: people.alder.id,
    destination: '0019002',
    number: 77,
    file_name: '0019001_CTF_0019002_077.xml',
    content: '<CTF>CanaryAlder Street</CTF>',
    digest: 'x',
    left_out: [] as never,
    made_name: 'x',
    made_on: today,
  })}`
  const viewer = people.right.dsl.viewer(today)
  await asViewer(app, viewer, async tx => {
    const child = await childById(tx, viewer, alder.child.id)
    const done = await protect(tx, viewer, child, {
      kind: 'address',
      fromOn: today,
      reason: 'The mother told us that they have fled',
    })
    assert(done.allowed)
  })
})

describe('a child protected after all was written down', () => {
  test('is placed by no page, for any role of its school or authority', async () => {
    const web = await createApp({
      sql: app,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    const { alder, people } = world
    const [agenda] = await owner<{ panel: string; item: string }[]>`
      select p.token as panel, i.token as item from panel_cases i join panels p on p.la_code = i.la_code and p.id = i.panel_id
      where i.child_id = ${alder.child.id}`
    const records: Readonly<Record<string, string>> = {
      child: alder.child.token,
      contact: alder.child.contactId,
      case: alder.caseToken,
      form: alder.parentForm,
      referral: alder.referral,
      removal: alder.madeRemoval,
      notice: alder.notice,
      return: alder.returned,
      arrangement: alder.arrangement,
      suspension: alder.suspension,
      leave: alder.leave,
      letter: alder.letter,
      message: alder.message,
      code: 'L13',
      hit: alder.hit,
      check: 'RS13',
      kind: 'general',
      ...agenda,
      part: world.part,
      visit: world.visit,
      enquiry: world.authorities.request,
      authority: world.authorities.authority,
      request: world.checks.request,
      reply: world.checks.reply,
      taking: world.taking,
    }
    const shown: string[] = []
    let seenPages = 0
    for (const role of [
      'attendance-officer',
      'dsl',
      'headteacher',
      'cme-assistant',
      'cme-officer',
      'manager',
      'field-officer',
      'admissions-officer',
      'sen-officer',
      'ehe-officer',
      'virtual-school',
    ] as const) {
      const window = browser(web, people.right[role])
      for (const { path, get } of pages) {
        const names = [...path.matchAll(/:(\w+)/g)].map(match => match[1]!)
        if (!get || names.some(name => records[name] === undefined)) continue
        const address = path.replaceAll(/:(\w+)/g, (_, name: string) => records[name]!)
        const seen = await window.get(path.endsWith('/download') ? `${address}?file=${fileToken}` : address)
        if (seen.status === 200) seenPages += 1
        if (seen.status >= 500) shown.push(`${path} as ${role}: a fault`)
        const told = [...places, fileToken, 'CTF_0019002'].filter(word => seen.html.includes(word))
        shown.push(...told.map(word => `${path} as ${role}: ${word}`))
      }
    }
    await web.close()
    assert(seenPages > 200, `only ${seenPages} pages were seen`)
    assert.deepEqual(shown, [])
  })

  test('has no link that still opens, and no form half filled in', async () => {
    const { id } = world.alder.child
    const open = await owner`select kind from one_time_links where child_id = ${id} and ended_at is null`
    assert.equal(open.length, 0)
    assert.equal((await owner`select 1 from parent_form_drafts where child_id = ${id}`).length, 0)
  })

  test('has no transfer file from before, for a school that asks the database itself', async () => {
    const viewer = world.people.right.headteacher.viewer(today)
    const rows = await asViewer(
      app,
      viewer,
      tx => tx`select 1 from transfer_files where token = ${fileToken}`,
    )
    assert.equal(rows.length, 0)
  })

  test('has no line of its case from before for those of the authority who may not open what is protected', async () => {
    const web = await createApp({
      sql: app,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    const { alder, people } = world
    const at = `/cases/${alder.caseToken}`
    assert.match((await browser(web, people.right['cme-officer']).get(at)).html, /CanaryAlderPlace/)
    for (const address of [at, `${at}?all=yes&order=oldest`, `${at}?kind=contacts`]) {
      const seen = await browser(web, people.right['cme-assistant']).get(address)
      assert.equal(seen.status, 200)
      assert.match(seen.text, /Written before the child was protected/)
      assert.doesNotMatch(seen.html, /CanaryAlderPlace|CanaryOffice (aunt|social|fact|opinion)/)
    }
    await web.close()
  })

  test('has no record that names its school, for those of the authority who may not open what is protected', async () => {
    const web = await createApp({
      sql: app,
      clock: stoppedClock(now),
      publicUrl: 'http://localhost:3000',
      logLevel: 'silent',
    })
    const { alder, people } = world
    const addresses = [
      `/returns/${alder.returned}`,
      `/provision/${alder.arrangement}`,
      `/suspensions/${alder.suspension}`,
      `/home-education/${alder.notice}`,
    ]
    for (const [role, status] of [
      ['cme-assistant', 404],
      ['cme-officer', 200],
    ] as const) {
      const window = browser(web, people.right[role])
      for (const address of addresses)
        assert.equal((await window.get(address)).status, status, `${address} ${role}`)
      for (const list of ['/returns', '/provision', '/home-education', '/joiners-found']) {
        const isShown = (await window.get(list)).html.includes(alder.child.surname)
        if (role === 'cme-assistant') assert(!isShown, list)
      }
    }
    await web.close()
  })
})
