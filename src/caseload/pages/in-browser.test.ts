// The list with many picked, the caseload and supervision in a real browser, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import * as steps from '../../cases/steps.ts'
import { refer, taken } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { manager, 'cme-officer': officer } = people.right
  const child = await makeChild(owner, { school: people.alder, surname: 'Loaded', forename: 'Amina' })
  const { token } = await refer(sql, people, child, { on: '2026-11-02', level: 'act today' })
  await taken(sql, officer, '2026-11-02', token, (c, by) =>
    steps.accept(c, { level: 'act today', owner: by }, by),
  )
  await owner`insert into case_views ${owner({ la_code: '001', id: child.id, token: 'view-of-the-manager', person_id: manager.id, name: 'Late and urgent', filter: 'late=yes' })}`
  sights.push(
    { name: 'list', path: '/cases?late=yes', person: manager },
    { name: 'none-picked', path: '/cases', person: manager, press: 'Give' },
    { name: 'no-name', path: '/cases', person: manager, press: 'Record as chased' },
    { name: 'caseload', path: '/caseload', person: manager },
    { name: 'supervision', path: `/cases/${token}/supervision`, person: manager },
    {
      name: 'supervision-empty',
      path: `/cases/${token}/supervision`,
      person: manager,
      press: 'Keep the note',
    },
  )
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T18:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => app?.close())

describe('in a browser', () => {
  lookAtEach(() => origin, sights, { pictures: 'caseload-' })
})
