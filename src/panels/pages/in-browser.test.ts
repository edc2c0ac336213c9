// Panels in a real browser, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import * as steps from '../../cases/steps.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { bringCase, callPanel } from '../actions.ts'
import { agendaOf, panelByToken } from '../store.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const child = await makeChild(owner, { school: people.alder, surname: 'Panelled', forename: 'Amina' })
  const opened = await refer(sql, people, child, { on: today, level: 'act today' })
  const officer = people.right['cme-officer']
  await taken(sql, officer, today, opened.token, (c, by) =>
    steps.accept(c, { level: 'act today', owner: by }, by),
  )
  const viewer = officer.viewer(today)
  const panel = await asViewer(sql, viewer, async tx => {
    const called = await callPanel(tx, viewer, {
      kind: 'cme',
      meetsOn: localDate(today),
      startsAt: '10am',
      place: 'Room 2',
    })
    if (!called.allowed) throw new Error('Not called')
    return called.value
  })
  const bringing = `/cases/${opened.token}/panel`
  sights.push({ name: 'bring', path: bringing, person: officer })
  sights.push({ name: 'bring-empty', path: bringing, person: officer, press: 'Bring it to the panel' })
  const item = await asViewer(sql, viewer, async tx => {
    const row = await panelByToken(tx, viewer, panel)
    const words = {
      question: 'Who can help?',
      summary: 'Unknown since October',
      untried: 'Housing',
      good: 'Seen',
    }
    await bringCase(tx, viewer, row, { token: opened.token, seen: '' }, words)
    return (await agendaOf(tx, viewer, row.id))[0]!.token
  })
  const at = `/panels/${panel}`
  sights.push(
    { name: 'panels', path: '/panels', person: officer },
    { name: 'call-empty', path: '/panels', person: officer, press: 'Call the panel' },
    { name: 'panel', path: at, person: officer },
    { name: 'close-empty', path: at, person: officer, press: 'Close the panel' },
    { name: 'pack', path: `${at}/pack`, person: officer },
    { name: 'item', path: `${at}/cases/${item}`, person: officer },
    { name: 'item-empty', path: `${at}/cases/${item}`, person: officer, press: 'Write it into the case' },
    { name: 'item-read', path: `${at}/cases/${item}`, person: people.right['cme-assistant'] },
  )
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T18:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'panels-' })
})
