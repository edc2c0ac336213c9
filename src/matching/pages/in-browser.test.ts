// The pages of possible matches in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import { refer } from '../../cases/testing/referred.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { answerAsked, comparePair, compareSome, decideOnPair } from '../actions.ts'
import { askAtTheDoor } from '../doors/actions.ts'
import { keepSomeKeys } from '../kept/store.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { 'cme-officer': officer, manager } = people.right
  const second = people.wrongSchool['cme-officer']
  const system = systemViewer('001', today)
  const pair = async (
    given: { surname: string; forename: string; bornOn: string; phone: string },
    other = {},
  ) =>
    [
      await makeChild(owner, { school: people.alder, ...given }),
      await makeChild(owner, { school: people.birch, ...given, ...other }),
    ] as const
  const jobsRun = async () => {
    while ((await asViewer(sql, system, tx => keepSomeKeys(tx, system, 500))) > 0);
    while ((await compareSome(sql, system, 50)) > 0);
  }
  const decide = (
    person: typeof officer,
    two: Awaited<ReturnType<typeof pair>>,
    answer: 'same' | 'different',
  ) => {
    const viewer = person.viewer(today)
    return asViewer(sql, viewer, async tx => {
      const { seen } = await comparePair(tx, viewer, two[0].id, two[1].id)
      await decideOnPair(tx, viewer, {
        childId: two[0].id,
        otherId: two[1].id,
        answer,
        why: 'Rang the school, which holds the same birth certificate',
        seen,
      })
    })
  }
  const near = await pair(
    { surname: 'Kowalska-Longersurname', forename: 'Zofia', bornOn: '2014-03-12', phone: '07700 900701' },
    { surname: 'Kovalska-Longersurname', bornOn: '2014-12-03' },
  )
  const opened = await refer(sql, people, near[0], { on: today })
  await pair({ surname: 'Ogunbanjo', forename: 'Ayotunde', bornOn: '2012-07-30', phone: '07700 900702' })
  const again = await pair(
    { surname: 'Sample', forename: 'Ines', bornOn: '2013-01-22', phone: '07700 900703' },
    { surname: 'Otherborn' },
  )
  const linked = await pair({
    surname: 'Testcase',
    forename: 'Amara',
    bornOn: '2011-11-11',
    phone: '07700 900704',
  })
  const hidden = await pair({
    surname: 'Hidden',
    forename: 'Noor',
    bornOn: '2010-05-09',
    phone: '07700 900705',
  })
  await asViewer(sql, officer.viewer(today), async tx => {
    await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${hidden[1].id}, 'address', ${today}, 'Fear of violence', 'An officer')`
    await tx`select protect_child('001', ${hidden[1].id})`
  })
  await jobsRun()
  await decide(officer, again, 'different')
  await decide(officer, linked, 'same')
  await decide(second, linked, 'same')
  for (const child of again)
    await owner`update children set upn = 'B820200000091', upn_checked = true where id = ${child.id}`
  await jobsRun()
  const [link] = await owner<{ token: string }[]>`select token from child_links`
  for (let tenth = 0; tenth < 40; tenth++) {
    const other = await makeChild(owner, { school: people.cedar, bornOn: '2009-01-01' })
    await owner`insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name, probability, band, model_version)
      values ('001', ${newId()}, ${other.id}, ${near[0].id}, ${tenth % 8 < 3 ? 'same' : 'different'}, 'x', '[]', ${officer.id}, 'x', 0.92, 'probable', 'x')`
  }
  await asViewer(sql, system, async tx => {
    await askAtTheDoor(tx, system, { from: 'referral', about: near[0].id })
    await askAtTheDoor(tx, system, {
      from: 'public report',
      said: {
        surnames: ['Nobodyatall'],
        forenames: ['Robin'],
        dateOfBirth: 'spring 2014',
        upns: [],
        homes: [],
        phones: [],
        contacts: [],
      },
    })
  })
  const [asked] = await owner<{ id: string }[]>`select id from match_asked where asked_from = 'referral'`
  await answerAsked(sql, system, asked!.id)
  const path = (two: readonly { token: string }[]) => `/matches/${two[0]!.token}/${two[1]!.token}`
  sights.push(
    { name: 'list', path: '/matches', person: officer },
    { name: 'list-asked-again', path: '/matches?kind=questioned', person: officer },
    { name: 'list-upn', path: '/matches?kind=one-upn', person: officer },
    { name: 'asked', path: '/matches/asked', person: officer },
    { name: 'pair', path: path(near), person: officer },
    { name: 'pair-in-case', path: `${path(near)}?case=${opened.token}`, person: officer },
    { name: 'pair-errors', path: path(near), person: officer, press: 'Keep the decision' },
    { name: 'pair-asked-again', path: path(again), person: officer },
    { name: 'pair-protected', path: path(hidden), person: officer },
    { name: 'pair-linked', path: path(linked), person: officer },
    { name: 'undo', path: `/links/${link!.token}/undo`, person: officer },
    { name: 'undo-errors', path: `/links/${link!.token}/undo`, person: officer, press: 'Undo the link' },
    { name: 'measures', path: '/matches/measures', person: manager },
    { name: 'also-known', path: `/children/${linked[0].token}`, person: officer },
    { name: 'triage', path: `/triage/${opened.token}`, person: officer },
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
  lookAtEach(() => origin, sights, { pictures: 'matches-' })
})
