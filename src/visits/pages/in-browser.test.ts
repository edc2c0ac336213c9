// Every page of visits and of risk in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { browser, makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import * as steps from '../../cases/steps.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { type Factor, factors } from '../../risk/risk.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { 'cme-officer': officer, manager, 'field-officer': field } = people.right
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
  })
  const made = async (surname: string, level: 'act today' | 'act this week') => {
    const child = await makeChild(owner, {
      school: people.alder,
      surname,
      forename: 'Amina-Rose',
      bornOn: '2019-03-12',
      address: 'Flat 114, The Very Long Name of a House, 27 Longest Example Street',
      phone: '07700 900456',
    })
    const { token, caseId } = await refer(sql, people, child, { on: '2026-11-19', level })
    await taken(sql, officer, '2026-11-19', token, (c, by) =>
      steps.accept(c, { level: c.level, owner: { id: officer.id, name: officer.name } }, by),
    )
    return { child, token, caseId }
  }
  const office = browser(app, officer)
  const visited = async (caseToken: string, caseId: string) => {
    const asked = await office.post(`/cases/${caseToken}/visits/ask`, {
      reason: 'The school has seen nobody of the family since the half term, and nobody answers.',
      question: 'Does the family still live there, and is she well?',
      hazards: 'A dog in the yard; poor light on the stairs',
      staffRisk: 'None known',
      twoPeople: 'yes',
      'neededBy-day': '24',
      'neededBy-month': '11',
      'neededBy-year': '2026',
    })
    assert.equal(asked.status, 303, asked.errors.join())
    const [row] = await owner<{ token: string }[]>`select token from visits where case_id = ${caseId}`
    return row!.token
  }
  const plan = async (visit: string) => {
    const page = await office.post(`/visits/${visit}/plan`, {
      officer: field.id,
      second: 'Ben Second',
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
      at: '14:00',
      minutes: '45',
      teamPhone: '07700 900123',
    })
    assert.equal(page.status, 303, page.errors.join())
  }
  const one = await made('Kowalska-Longersurname', 'act today')
  const visit = await visited(one.token, one.caseId)
  await plan(visit)
  await browser(app, field).post(`/visits/${visit}`, { do: 'arrive' })
  const two = await made('Sample', 'act this week')
  const vain = await visited(two.token, two.caseId)
  await plan(vain)
  await browser(app, field).post(`/visits/${vain}`, {
    do: 'report',
    attempt: '1',
    'on-day': '20',
    'on-month': '11',
    'on-year': '2026',
    arrived: '9:00',
    left: '9:20',
    outcome: 'gone away',
    fact: 'The neighbour says that they left with a van on Monday.',
    opinion: 'They may have moved in with the grandmother.',
    signs: 'packed',
    concern: 'social care',
    concernSays: 'She left without her medicine.',
  })
  const three = await made('Thirdchild', 'act this week')
  const unplanned = await visited(three.token, three.caseId)
  const hidden = await made('Hidden', 'act this week')
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', gen_random_uuid(), ${hidden.child.id}, 'address', '2026-11-19', 'Fear of violence', 'An officer')`
  const guarded = await visited(hidden.token, hidden.caseId)
  await plan(guarded)
  await owner`update visits set arrived_at = '2026-11-20T08:00:00Z' where token = ${guarded}`
  const yes: Factor[] = ['exploitation', 'child in need', 'plan']
  const signed = await office.post(
    `/cases/${one.token}/risk/answer`,
    Object.fromEntries([
      ...(Object.keys(factors) as Factor[]).flatMap(factor => [
        [factor.replaceAll(' ', '-'), yes.includes(factor) ? 'yes' : 'not known'],
        [`${factor.replaceAll(' ', '-')}-source`, 'Ann Example, the school’s safeguarding lead'],
      ]),
      ['strengths', 'Her grandmother rings each Sunday and would come at once.'],
    ]),
  )
  assert.equal(signed.status, 303, signed.errors.join())
  await office.post(`/cases/${one.token}/risk/lower`, { do: 'ask', to: 'act this week', why: 'Seen today' })
  const [step] = await owner<{ id: string }[]>`
    select id from risk_steps where case_id = ${one.caseId} and kind = 'manager-review'`

  const at = (name: string, path: string, person: Sight['person'], press?: string) =>
    sights.push({ name, path, person, ...(press ? { press } : {}) })
  at('visits-of-case', `/cases/${two.token}/visits`, officer)
  at('ask', `/cases/${hidden.token}/visits/ask`, officer)
  at('ask-again', `/cases/${hidden.token}/visits/ask`, officer, 'Ask for the visit')
  at('plan', `/visits/${unplanned}/plan`, officer)
  at('plan-again', `/visits/${unplanned}/plan`, officer, 'Plan the visit')
  at('call-off', `/visits/${unplanned}/call-off`, officer, 'Call it off')
  at('decide', `/visits/${vain}/decide`, officer, 'Decide')
  at('release', `/visits/${guarded}/release`, manager)
  at('mine', '/visits', field)
  at('visit', `/visits/${visit}`, field)
  at('visit-again', `/visits/${visit}`, field, 'Save the visit')
  at('visit-protected', `/visits/${guarded}`, field)
  at('urgent', `/visits/${visit}/urgent`, field)
  at('address', `/visits/${guarded}/address`, field)
  at('sheet', `/visits/${visit}/sheet`, field)
  at('out', '/visits/out', manager)
  at('risk', `/cases/${one.token}/risk`, manager)
  at('risk-none', `/cases/${two.token}/risk`, officer)
  at('risk-answer', `/cases/${one.token}/risk/answer`, officer)
  at('risk-answer-again', `/cases/${three.token}/risk/answer`, officer, 'Sign the screen')
  at('risk-step', `/cases/${one.token}/risk/step?step=${step!.id}`, manager, 'Record it')
  at('risk-lower', `/cases/${one.token}/risk/lower`, manager, 'Decide')
  at('risk-lower-ask', `/cases/${two.token}/risk/lower`, officer, 'Lower it')
  at('risk-levels', '/risk-levels', manager)
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app.close())

describe('the pages of visits and of risk', () => {
  lookAtEach(() => origin, sights, { pictures: 'visits-' })
})
