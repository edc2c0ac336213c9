// Every page of the rule book in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makePeople, makePerson } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import type { ProvisionId } from '../../law/pending.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { answerProposal, proposeCommencement } from '../actions.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  const { manager, dsl } = people.right
  const second = await makePerson(owner, { role: 'manager', name: 'Second Manager' })
  const propose = async (id: ProvisionId): Promise<string> => {
    const decision = await asViewer(sql, manager.viewer(today), tx =>
      proposeCommencement(tx, manager.viewer(today), {
        provision: id,
        on: localDate('2026-12-01'),
        cites:
          'The Children’s Wellbeing and Schools Act 2026 (Commencement No. 999) Regulations 2026, article 2',
        why: 'Our lawyer read it',
      }),
    )
    assert(decision.allowed)
    return decision.value
  }
  const confirmed = await propose('s37')
  await asViewer(sql, second.viewer(today), tx =>
    answerProposal(tx, second.viewer(today), {
      provision: 's37',
      proposalId: confirmed,
      answer: 'confirmed',
      why: 'I have read it too',
    }),
  )
  await propose('s38')
  sights.push(
    { name: 'rules-manager', path: '/rules', person: manager },
    { name: 'rule', path: '/rules/T-07', person: dsl },
    { name: 'rule-not-checked', path: '/rules/L-08', person: manager },
    { name: 'rule-asked', path: '/rules/T-21?on-day=20&on-month=11&on-year=2026', person: dsl },
    {
      name: 'rule-asked-wrong',
      path: '/rules/L-08?on-day=31&on-month=2&on-year=2026',
      person: dsl,
      status: 422,
    },
    { name: 'rule-ground', path: '/rules/R9-I', person: dsl },
    { name: 'grounds', path: '/rules/grounds', person: dsl },
    { name: 'questions-manager', path: '/rules/questions', person: manager },
    { name: 'reading', path: '/settings/readings/OQ-14', person: manager },
    { name: 'reading-errors', path: '/settings/readings/OQ-14', person: manager, press: 'Set' },
    { name: 'values', path: '/settings/values', person: manager },
    { name: 'value', path: '/settings/values/order-choice', person: manager },
    { name: 'value-errors', path: '/settings/values/order-choice', person: manager, press: 'Set' },
    { name: 'census', path: '/settings/values/census-2026-spring', person: manager },
    { name: 'settings', path: '/settings', person: manager },
    { name: 'codes', path: '/rules/codes', person: dsl },
    { name: 'pending-manager', path: '/rules/pending', person: manager },
    { name: 'propose', path: '/settings/pending-law/s39', person: manager },
    { name: 'propose-errors', path: '/settings/pending-law/s39', person: manager, press: 'Propose' },
    { name: 'propose-another', path: '/settings/pending-law/s37', person: manager },
    { name: 'answer-own', path: '/settings/pending-law/s38', person: manager },
    { name: 'answer', path: '/settings/pending-law/s38', person: second },
    { name: 'answer-errors', path: '/settings/pending-law/s38', person: second, press: 'Confirm' },
  )
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'rulebook-' })
})
