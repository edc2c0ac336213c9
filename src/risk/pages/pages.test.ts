// The authority's risk screen as people meet it: questions, the level with its reasons, the high-risk route, two people to lower.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { statementsOf } from '../../../bench/statements.ts'
import { asViewer } from '../../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  type TestPeople,
  type TestPerson,
} from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { type Case, caseFrom } from '../../cases/case.ts'
import type { Level } from '../../cases/clocks.ts'
import * as steps from '../../cases/steps.ts'
import { historyOf, rebuildColumns } from '../../cases/store.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { tidyVisitsQueue, visitsJobs } from '../../visits/jobs.ts'
import { openRiskOf } from '../actions.ts'
import { type Factor, factors } from '../risk.ts'

let now = new Date('2026-11-20T10:00:00Z')
let database: Awaited<ReturnType<typeof freshDatabase>>
let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople
let second: TestPerson

before(async () => {
  database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  second = await makePerson(owner, { role: 'cme-officer', name: 'Second Officer' })
  app = await createApp({
    sql,
    clock: { now: () => now, today: () => londonDay(now) },
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
})

type Made = { case: string; caseId: string; childId: string }
async function made(
  level: Level = 'keep in view',
  given: { bornOn?: string; flags?: string[] } = {},
): Promise<Made> {
  now = new Date('2026-11-20T10:00:00Z')
  const child = await makeChild(owner, { school: people.alder, bornOn: given.bornOn ?? '2014-03-12' })
  for (const flag of given.flags ?? []) {
    await owner`insert into child_flags (la_code, id, child_id, school_id, flag, says, from_on, source)
      values ('001', ${newId()}, ${child.id}, ${people.alder.id}, ${flag}, 'yes', '2026-11-03', 'Alder’s pupil file')`
  }
  const opened = await refer(sql, people, child, { on: '2026-11-19', level })
  const officer = people.right['cme-officer']
  await taken(sql, officer, '2026-11-19', opened.token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
  )
  return { case: opened.token, caseId: opened.caseId, childId: child.id }
}
const name = (factor: string) => factor.replaceAll(' ', '-')
const answers = (yes: Factor[] = [], others = 'no'): Record<string, string> =>
  Object.fromEntries(
    (Object.keys(factors) as Factor[]).flatMap(factor => [
      [name(factor), yes.includes(factor) ? 'yes' : others],
      [`${name(factor)}-source`, 'Ann Example, the school'],
    ]),
  )
const manager = () => people.right.manager
const caseNow = (one: Made): Promise<Case> =>
  asViewer(sql, manager().viewer('2026-11-20'), async tx =>
    caseFrom(await historyOf(tx, manager().viewer('2026-11-20'), one.caseId)),
  )
const tasks = async (one: Made) => Object.values((await caseNow(one)).tasks).map(task => task.says)
const sign = (one: Made, yes: Factor[] = [], others?: string, more: Record<string, string> = {}) =>
  browser(app, people.right['cme-officer']).post(`/cases/${one.case}/risk/answer`, {
    ...answers(yes, others),
    ...more,
  })

describe('the screen', () => {
  test('asks again for what was not answered, and for who says so', async () => {
    const one = await made()
    const page = await browser(app, people.right['cme-officer']).post(`/cases/${one.case}/risk/answer`, {
      ...answers(),
      danger: '',
      'crime-source': '',
    })
    assert.equal(page.status, 422)
    assert.deepEqual(page.errorFields, ['danger', 'crime-source'])
  })
  test('raises the case at once, and never lowers it', async () => {
    const one = await made()
    assert.equal((await sign(one, ['plan'])).location, `/cases/${one.case}/risk`)
    assert.equal((await caseNow(one)).level, 'act this week')
    await sign(one, ['danger'])
    assert.equal((await caseNow(one)).level, 'act today')
    await sign(one)
    assert.equal((await caseNow(one)).level, 'act today')
    const page = await browser(app, manager()).get(`/cases/${one.case}/risk`)
    assert.match(page.text, /The answers say “Keep in view”/)
    assert.match(page.text, /A person judged it more urgent/)
  })
  test('offers what the record holds with its source, and what a person leaves keeps its day', async () => {
    const one = await made('keep in view', { flags: ['child_protection_plan', 'traveller', 'mental_health'] })
    const form = await browser(app, people.right['cme-officer']).get(`/cases/${one.case}/risk/answer`)
    assert.match(
      form.text,
      /Offered by the record: Child protection plan: Alder’s pupil file, 3 November 2026/,
    )
    assert.doesNotMatch(form.text, /Traveller|mental/i)
    await sign(one, ['child protection'], 'not known', {
      'child-protection-source': 'Child protection plan: Alder’s pupil file',
    })
    const page = await browser(app, people.right['cme-assistant']).get(`/cases/${one.case}/risk`)
    assert.match(page.text, /Child protection plan, and nobody knows where the child is/)
    // Given on the 3rd: old by the 20th, and said to be.
    assert.match(page.text, /3 November 2026. Old: ask again/)
    assert.match(page.text, /What is not known, and what would settle it/)
  })
  test('a red flag that the authority chose counts', async () => {
    const one = await made('keep in view', { flags: ['missing_from_home'] })
    await sign(one)
    assert.equal((await caseNow(one)).level, 'keep in view')
    await owner`insert into settings ${owner({
      la_code: '001',
      id: newId(),
      key: 'risk-red-flags',
      value: ['missing_from_home'] as never,
      from_on: '2026-09-01',
      why: 'A test',
      set_by: manager().id,
      set_name: 'A test',
    })}`.catch((error: Error) => assert.fail(error.message))
    await sign(one)
    assert.equal((await caseNow(one)).level, 'act today')
    await owner`delete from settings where key = 'risk-red-flags'`
  })
  test('written over by nobody who did not see it', async () => {
    const one = await made()
    const officer = browser(app, people.right['cme-officer'])
    const seen = /name="seen" value="([^"]+)"/.exec(
      (await officer.get(`/cases/${one.case}/risk/answer`)).html,
    )![1]!
    await sign(one, ['plan'])
    const late = await officer.post(`/cases/${one.case}/risk/answer`, { ...answers(), seen })
    assert.equal(late.status, 409)
  })
})

describe('the high-risk route', () => {
  test('is a task of the case for each step, done by a person who says whom they told', async () => {
    const one = await made()
    await sign(one, ['exploitation', 'child in need'])
    assert.deepEqual((await tasks(one)).sort(), [
      'A manager considers: does what we do not know amount to a risk?',
      'Put the case to the missing-children panel',
      'Tell the safeguarding hub now',
      'Tell the social worker or key worker, and agree a plan with them',
    ])
    // Signed again, nothing is asked for twice.
    await sign(one, ['exploitation', 'child in need'])
    assert.equal((await tasks(one)).length, 4)
    const [step] = await owner<
      { id: string }[]
    >`select id from risk_steps where case_id = ${one.caseId} and kind = 'hub-now'`
    const officer = browser(app, people.right['cme-officer'])
    const at = `/cases/${one.case}/risk/step`
    const untold = await officer.post(at, { step: step!.id, ended: 'done' })
    assert.match(untold.errors.join(), /whom you told/)
    const done = await officer.post(at, {
      step: step!.id,
      ended: 'done',
      told: 'Pat at the hub',
      says: 'They take it on',
    })
    assert.equal(done.location, `/cases/${one.case}/risk`)
    assert(!(await tasks(one)).includes('Tell the safeguarding hub now'))
    const twice = await officer.post(at, { step: step!.id, ended: 'done', told: 'Pat at the hub' })
    assert.match(twice.errors.join(), /recorded this already/)
    assert.match((await officer.get(`/cases/${one.case}/risk`)).text, /Told: Pat at the hub/)
  })
  test('does not hold the ordinary timeline back: what the case itself asks for next stays', async () => {
    const one = await made()
    const { next_due: before } = (
      await owner<{ next_due: string }[]>`select next_due from cases where id = ${one.caseId}`
    )[0]!
    await sign(one, ['not found before'])
    const { next_due: after } = (
      await owner<{ next_due: string }[]>`select next_due from cases where id = ${one.caseId}`
    )[0]!
    assert(after <= before, `${after} after ${before}`)
  })
  test('a manager alone considers what is not known, and again at each review while the child is lost', async () => {
    const one = await made()
    await sign(one)
    const [step] = await owner<{ id: string }[]>`select id from risk_steps where case_id = ${one.caseId}`
    const given = {
      step: step!.id,
      ended: 'done',
      amounts: 'no',
      says: 'The grandmother hears from them each week',
    }
    const at = `/cases/${one.case}/risk/step`
    assert.equal((await browser(app, people.right['cme-officer']).post(at, given)).status, 422)
    const bare = await browser(app, manager()).post(at, { ...given, amounts: '' })
    assert.match(bare.errors.join(), /amounts to a risk/)
    assert.equal((await browser(app, manager()).post(at, given)).status, 303)
    const rows = await owner<{ due: string }[]>`
      select due from risk_steps where case_id = ${one.caseId} and kind = 'manager-review' order by id`
    assert.equal(rows.length, 2)
    assert.equal(rows[1]!.due, '2026-12-18')
    assert.equal((await tasks(one)).length, 1)
  })
})

describe('lowering', () => {
  const ask = (one: Made, person: TestPerson, why = 'Seen at home today') =>
    browser(app, person).post(`/cases/${one.case}/risk/lower`, { do: 'ask', to: 'act this week', why })
  const answer = (one: Made, person: TestPerson, decision = 'agreed') =>
    browser(app, person).post(`/cases/${one.case}/risk/lower`, {
      do: 'answer',
      decision,
      why: 'I read the report',
    })

  test('from “act today” waits for another person; who asked cannot agree; who and when are kept', async () => {
    const one = await made('act today')
    await ask(one, people.right['cme-officer'])
    assert.equal((await caseNow(one)).level, 'act today')
    assert.deepEqual(await tasks(one), ['Decide whether the situation is lowered from “act today”'])
    assert.match((await answer(one, people.right['cme-officer'])).text, /asked for this yourself/)
    // A second officer: neither is a manager.
    assert.match((await answer(one, second)).errors.join(), /must be a manager/)
    assert.equal((await answer(one, manager())).location, `/cases/${one.case}/risk`)
    const c = await caseNow(one)
    assert.equal(c.level, 'act this week')
    assert.deepEqual(Object.keys(c.tasks), [])
    const page = await browser(app, manager()).get(`/cases/${one.case}/risk`)
    assert.match(
      page.text,
      /asked by Alder cme-officer, 20 November 2026; agreed by Alder manager, 20 November 2026/,
    )
  })
  test('a manager who asks needs a second person too; not agreed, it stays', async () => {
    const one = await made('act today')
    await ask(one, manager())
    await answer(one, people.right['cme-officer'], 'not agreed')
    assert.equal((await caseNow(one)).level, 'act today')
    assert.deepEqual(await tasks(one), [])
    await ask(one, manager())
    await answer(one, people.right['cme-officer'])
    assert.equal((await caseNow(one)).level, 'act this week')
  })
  test('two who agree at once lower it once; and the database itself takes no one’s own agreement', async () => {
    const one = await made('act today')
    await ask(one, people.right['cme-officer'])
    const both = await Promise.all([answer(one, manager()), answer(one, manager())])
    assert(both.some(page => page.status === 303))
    const c = await asViewer(sql, manager().viewer('2026-11-20'), tx =>
      historyOf(tx, manager().viewer('2026-11-20'), one.caseId),
    )
    assert.equal(c.filter(event => event.type === 'level-set').length, 1)
    const two = await made('act today')
    await ask(two, manager())
    const viewer = manager().viewer('2026-11-20')
    await assert.rejects(
      asViewer(sql, viewer, async tx => {
        await tx`insert into risk_lowering_ends (la_code, lowering_id, child_id, decision, says, by_id, by_name, on_date, at)
          select la_code, id, child_id, 'agreed', 'x', ${viewer.personId}, 'x', proposed_on, now() from risk_lowerings
          where case_id = ${two.caseId}`
      }),
      /row-level security/,
    )
  })
  test('from elsewhere takes one person and a reason; an assistant may not', async () => {
    const one = await made('act this week')
    const bare = await browser(app, people.right['cme-officer']).post(`/cases/${one.case}/risk/lower`, {
      do: 'ask',
      to: 'keep in view',
    })
    assert.equal(bare.status, 422)
    assert.equal(
      (await browser(app, people.right['cme-assistant']).get(`/cases/${one.case}/risk/lower`)).status,
      404,
    )
    await browser(app, people.right['cme-officer']).post(`/cases/${one.case}/risk/lower`, {
      do: 'ask',
      to: 'keep in view',
      why: 'The school spoke to her',
    })
    assert.equal((await caseNow(one)).level, 'keep in view')
  })
  test('on no other page does one person alone lower from “act today”', async () => {
    const one = await made('act today')
    const page = await browser(app, manager()).post(`/cases/${one.case}/level`, {
      level: 'keep in view',
      why: 'I think so',
    })
    assert.match(page.errors.join(), /Two people lower it/)
  })
})

describe('an open risk', () => {
  test('is said with its reasons, and ends when what made it has ended', async () => {
    const one = await made()
    const viewer = manager().viewer('2026-11-20')
    const open = () => asViewer(sql, viewer, tx => openRiskOf(tx, viewer, { caseId: one.caseId }))
    assert.deepEqual(await open(), { open: false, because: [] })
    await sign(one, ['refuge'])
    assert.deepEqual((await open()).because, [
      'The situation is “act today”',
      'The last risk screen has an answer that is “act today”',
      'Not done yet: Tell the safeguarding hub now',
    ])
    assert.equal(
      (await asViewer(sql, viewer, tx => openRiskOf(tx, viewer, { childId: one.childId }))).open,
      true,
    )
  })
})

test('in the night a review that waits for a child who was found is ended; one of a child still lost is not', async () => {
  const [found, lost] = [await made(), await made()]
  await sign(found)
  await sign(lost)
  await taken(sql, people.right['cme-officer'], '2026-11-20', found.case, c =>
    steps.locate(c, { proof: 'seen', where: 'this area', says: 'Seen at home' }),
  )
  const { handlers } = visitsJobs({ sql, clock: { now: () => now, today: () => londonDay(now) } })
  await handlers[tidyVisitsQueue]!({})
  await handlers[tidyVisitsQueue]!({ la: '001' })
  assert.deepEqual(await tasks(found), [])
  assert.equal((await tasks(lost)).length, 1)
})

test('the counts of a month name nobody, and say what is not held', async () => {
  const page = await browser(app, manager()).get('/risk-levels?month=2026-11')
  assert.match(page.text, /Ethnicity and language are not held/)
  assert.match(page.text, /Girls/)
  assert.doesNotMatch(page.text, /Amina|C-1\d\d\d/)
  assert.equal((await browser(app, people.right['cme-officer']).get('/risk-levels')).status, 404)
})

test('the columns of every case are still those of its history', async () => {
  const system = systemViewer('001', '2026-11-20')
  assert.deepEqual(await asViewer(sql, system, tx => rebuildColumns(tx, system)), [])
})

test('the risk pages ask the database fifteen times at most', async () => {
  const one = await made()
  await sign(one, ['exploitation', 'plan'])
  const cookie = `onroll=${people.right['cme-officer'].cookie}`
  const most = await statementsOf(database.appOptions, {
    risk: [{ path: `/cases/${one.case}/risk`, cookie }],
    answer: [{ path: `/cases/${one.case}/risk/answer`, cookie }],
  })
  for (const [page, count] of Object.entries(most)) assert.ok(count >= 4 && count <= 15, `${page}: ${count}`)
})
