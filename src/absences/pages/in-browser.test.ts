// The pages that explain the rules, in a real browser, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { makeAbsentChild, makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  const child = await makeAbsentChild(owner, { school: people.alder, days: 22, forename: 'Amina' })
  await owner`update sheets set received_at = day + time '17:00'`
  // A finding that a correction moved, and one that it withdrew.
  await owner`insert into finding_endings (la_code, finding_id, school_id, run_id, because)
    select la_code, id, school_id, run_id, 'A later correction: the register no longer shows it.' from findings where rule = 'T-15'`
  const { dsl, 'cme-officer': cme } = people.right
  const pupil = `/pupils/${child.token}`
  const days = '?known-day=19&known-month=11&known-year=2026'
  sights.push(
    { name: 'pupil', path: pupil, person: dsl },
    { name: 'today', path: '/today', person: dsl },
    { name: 'run', path: `${pupil}/run`, person: dsl },
    { name: 'ten-days', path: `${pupil}/why/T-07-2026-11-04`, person: dsl },
    { name: 'ended', path: `${pupil}/why/T-15-2026-11-18`, person: dsl },
    { name: 'sums', path: `${pupil}/why/PA-2026-11-20`, person: dsl },
    { name: 'as-known', path: `${pupil}/why/T-07-2026-11-04${days}`, person: dsl },
    { name: 'no-day', path: `${pupil}/why/T-07-2026-11-04?known-day=x`, person: dsl, status: 422 },
    { name: 'said', path: `${pupil}/said${days}`, person: dsl },
    { name: 'authority-child', path: `/children/${child.token}`, person: cme },
    { name: 'authority', path: `/children/${child.token}/why/T-07-2026-11-04`, person: cme },
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
  lookAtEach(() => origin, sights, { pictures: 'why-' })
})
