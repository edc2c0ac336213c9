// The desks' pages, home education and orders as a person sees them, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { localDate } from '../../calendar/local-date.ts'
import { openCaseFromDoor } from '../../cases/store.ts'
import { beginHomeEducation } from '../../home-education/actions.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { routeByItself } from '../actions.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const child = await makeChild(owner, {
    school: people.alder,
    forename: 'Amara',
    surname: 'Testcase',
    leavingDate: '2026-10-01',
    seenUntil: '2026-12-30',
  })
  await owner`
    insert into child_flags (la_code, id, child_id, flag, says, source)
    select '001', gen_random_uuid(), ${child.id}, flag, 'yes', 'A test' from unnest(array['EHCP', 'in_care']) as flag`
  const system = systemViewer('001', '2026-11-09')
  const { token } = await asViewer(sql, system, async tx => {
    await beginHomeEducation(tx, system, {
      childId: child.id,
      since: localDate('2026-10-01'),
      source: 'A school took the name off its register for home education',
    })
    const made = await openCaseFromDoor(tx, system, {
      childId: child.id,
      how: 'a letter or email',
      startCode: 'START-07',
      level: 'keep in view',
      says: 'Heard of',
      on: '2026-11-09',
    })
    await routeByItself(tx, system, {
      childId: child.id,
      about: `case ${newId()}`,
      says: 'A school has referred the child to the CME team',
    })
    return made
  })
  const [part] = await owner<{ token: string }[]>`
    select token from desk_parts where child_id = ${child.id} and desk = 'sen-officer'`
  app = await createApp({
    sql,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const { right } = people
  const sen = right['sen-officer']
  const ehe = right['ehe-officer']
  const officer = right['cme-officer']
  sights.push(
    { name: 'desk', path: '/desk', person: sen },
    { name: 'desk-empty', path: '/desk', person: right['admissions-officer'] },
    { name: 'part', path: `/desk/${part!.token}`, person: sen },
    { name: 'part-facts', path: `/desk/${part!.token}/facts`, person: sen, press: 'Record' },
    { name: 'part-answer', path: `/desk/${part!.token}/answer`, person: sen, press: 'Send the answer' },
    { name: 'desks', path: '/desks', person: officer },
    { name: 'case-desks', path: `/cases/${token}/desks`, person: officer, press: 'Give to the team' },
    { name: 'home-educated', path: '/home-educated', person: ehe },
    { name: 'home-educated-team', path: '/home-educated', person: officer },
    { name: 'home-educated-child', path: `/home-educated/${child.token}`, person: officer },
    { name: 'view', path: `/home-educated/${child.token}/view`, person: ehe, press: 'Record the view' },
    { name: 'orders', path: `/cases/${token}/orders`, person: officer },
    { name: 'orders-open', path: `/cases/${token}/orders/open`, person: officer, press: 'Open it' },
    { name: 'orders-papers', path: `/cases/${token}/orders/papers`, person: officer },
  )
})
after(() => app?.close())

describe('desks, home education and orders in a browser', () =>
  lookAtEach(() => origin, sights, { pictures: 'desks-' }))
