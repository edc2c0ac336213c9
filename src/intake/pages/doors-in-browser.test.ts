// The pages of the authority's doors in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { makeCalendar } from '../../enquiries/testing/absence.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { addGivenChild, openCases, recordConsultation } from '../actions.ts'
import type { Consultation } from '../told/consultation.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  const officer = people.right['cme-officer']
  const viewer = officer.viewer(today)
  const excluded = async (forename: string, firstDay: string) => {
    const child = await makeChild(owner, { school: people.alder, surname: 'Example-Longername', forename })
    const token = `exclusion-${forename}`
    await owner`
      insert into suspensions (la_code, id, token, child_id, school_id, enrolment_id, kind, first_day, reasons, by_name, recorded_on)
      values ('001', ${newId()}, ${token}, ${child.id}, ${people.alder.id}, ${child.enrolmentId}, 'permanent exclusion',
              ${firstDay}, 'Reasons', 'Head', ${firstDay})`
    return token
  }
  const late = await excluded('Maximilian', '2026-11-03')
  await excluded('Tobias', '2026-11-18')
  await owner`
    insert into children (la_code, id, token, surname, forename, date_of_birth, surname_key, forename_key)
    values ('001', ${newId()}, 'never-seen', 'Neverseen', 'Pip', '2021-06-01', 'neverseen', 'pip')`
  const given: Consultation = {
    how: 'email',
    receivedOn: '2026-11-16' as Consultation['receivedOn'],
    receivedAt: '16:45',
    teller: 'public',
    tellerName: '',
    organisation: '',
    said: `Seen every morning at the playground with an older child. ${'averylongwordwithoutabreak'.repeat(4)}`,
    homeLines: '17 Invented Row',
    postcode: 'ZZ99 1AA',
    parentName: 'Contact Sample',
    parentPhone: '07700 900123',
    replyWanted: true,
    replyHow: 'email',
    replyTo: 'lee@example.org',
    replySafe: 'After six, and not at work',
  }
  const told = async (said: string) => {
    const kept = await asViewer(sql, viewer, tx => recordConsultation(tx, viewer, { ...given, said }))
    if (!kept.allowed) throw new Error('not kept')
    const { token } = kept.value
    await asViewer(sql, viewer, tx =>
      addGivenChild(tx, viewer, token, { surname: 'Sample', forename: 'Robin' }),
    )
    return token
  }
  const waiting = await told(given.said)
  const ended = await told('Once more')
  await asViewer(sql, viewer, tx =>
    openCases(tx, viewer, ended, {
      startCode: 'START-12',
      level: 'act today',
      pathway: 'A',
      whose: new Map([[1, 'new']]),
      isFamily: false,
    }),
  )
  const [one] = await owner<{ teller: string; token: string }[]>`
    select t.token as teller, k.token from tellers t join cases k on k.id = t.case_id limit 1`
  app = await createApp({
    sql,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const at = (name: string, path: string, press?: string): Sight => ({
    name,
    path,
    person: officer,
    ...(press && { press }),
  })
  sights.push(
    at('told-list', '/told'),
    at('told-new-errors', '/told/new', 'Write it down'),
    at('told-one', `/told/${waiting}`),
    at('told-one-errors', `/told/${waiting}`, 'Open the case'),
    at('told-ended', `/told/${ended}`),
    at('queue', '/triage'),
    at('triage', `/triage/${one!.token}`),
    at('decline', `/triage/${one!.token}/decline`),
    at('replies', '/replies'),
    at('reply-errors', `/replies/${one!.teller}`, 'Write it down'),
    at('exclusions', '/exclusions'),
    at('exclusion', `/exclusions/${late}`),
    at('exclusion-errors', `/exclusions/${late}`, 'Write it down'),
    at('no-place', '/no-place'),
    at('counts', '/counts-now'),
    at('counted', '/counts-now/possible-cme'),
  )
})
after(() => app?.close())

describe('the authority’s doors', () => {
  lookAtEach(() => origin, sights, { pictures: 'doors-' })
})
