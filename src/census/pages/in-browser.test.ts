// The census in a real browser, wide and narrow.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { beginTaking } from '../actions.ts'
import { countAll, offRoll } from '../testing/off-roll.ts'

let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const [one] = await offRoll(owner, sql, people, 2)
  const { manager } = people.right
  const viewer = manager.viewer('2026-11-20')
  const take = async (why: string) => {
    const begun = await asViewer(sql, viewer, tx => beginTaking(tx, viewer, '2026-10-01', why))
    if (!begun.allowed) throw new Error('The census was not begun')
    return `/census/${begun.value}`
  }
  const taken = await take('')
  const [taking] = await owner<{ id: string }[]>`select id from census_takings`
  await countAll(sql, taking!.id)
  const counting = await take('A late file')
  sights.push(
    { name: 'census', path: '/census', person: manager },
    { name: 'again', path: '/census', person: manager, press: 'Take the census' },
    { name: 'counting', path: counting, person: manager },
    { name: 'taken', path: taken, person: manager },
    { name: 'no-note', path: taken, person: manager, press: 'Keep the note' },
    { name: 'not-signed', path: taken, person: manager, press: 'Sign these figures' },
    { name: 'behind', path: `${taken}/list?of=total`, person: manager },
    { name: 'reason', path: `/cases/${one!.token}/reason`, person: manager },
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
  lookAtEach(() => origin, sights, { pictures: 'census-' })
})
