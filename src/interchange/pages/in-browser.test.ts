// Every page about files in a real browser, wide and narrow: nothing an accessibility engine finds, no sideways scrolling.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { systemViewer } from '../../access/viewer.ts'
import { createApp } from '../../app.ts'
import type { Kind } from '../../formats/columns.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { applyFile, checkFile, receiveFile } from '../actions.ts'

const today = '2025-10-24'
const fixtures = join(import.meta.dirname, '../../formats/fixtures/mis')
let app: FastifyInstance
let origin: string
const sights: Sight[] = []

before(async () => {
  const { owner, app: sql } = await freshDatabase()
  const people = await makePeople(owner)
  const { 'attendance-officer': officer, manager } = people.right
  const viewer = systemViewer('001', today, 'Alder attendance-officer')
  await makeChild(owner, {
    school: people.alder,
    misId: '1999',
    surname: 'Example-Longername',
    forename: 'Maximilian',
  })
  await owner`update enrolments set recorded_at = '2025-09-01'`
  let minute = 0
  const receive = async (kind: Kind, fileName: string, content: Buffer, complete = false) => {
    const now = new Date(Date.UTC(2025, 9, 24, 9, minute++))
    const schoolId = people.alder.id
    const received = await asViewer(sql, viewer, tx =>
      receiveFile(tx, viewer, { kind, schoolId, fileName, content: [content], complete, now }),
    )
    return { ...received, now, at: `/files/${received.token}` }
  }
  const list = await receive(
    'pupils',
    'office-pupil-list.csv',
    readFileSync(join(fixtures, 'office-pupil-list.csv')),
    true,
  )
  await applyFile(sql, viewer, list.id, { now: list.now })
  const marks = await receive(
    'attendance',
    'web-daily-marks.csv',
    readFileSync(join(fixtures, 'cloud-wide-register.csv')),
  )
  await checkFile(sql, viewer, marks.id, { now: marks.now })
  const changed = await receive(
    'pupils',
    'a-file-with-a-very-long-name-that-somebody-exported-on-24-October-2025-at-09-02.csv',
    Buffer.from(
      readFileSync(join(fixtures, 'office-pupil-list.csv'), 'latin1')
        .replaceAll('Invented Road', 'Other Road')
        .replaceAll('Year 1', 'Year 2'),
      'latin1',
    ),
  )
  await checkFile(sql, viewer, changed.id, { now: changed.now })
  const unread = await receive(
    'attendance',
    'unknown-headings.csv',
    Buffer.from('Who,When,Morning\n1,2025-10-20,N\n'),
  )
  const refused = await receive('attendance', 'words.csv', Buffer.from('Only some words\n'))
  await checkFile(sql, viewer, refused.id, { now: refused.now })
  const [missing] =
    await owner`select number from import_changes where import_id = ${list.id} and outcome = 'missing'`
  sights.push(
    { name: 'files', path: '/files', person: officer },
    { name: 'files-errors', path: '/files', person: officer, press: 'Send and check' },
    { name: 'files-authority', path: '/files', person: manager },
    { name: 'files-empty', path: '/files', person: people.wrongSchool.headteacher },
    { name: 'file-applied', path: list.at, person: officer },
    { name: 'file-checked', path: marks.at, person: officer },
    { name: 'file-waiting', path: unread.at, person: officer },
    { name: 'file-refused', path: refused.at, person: manager },
    { name: 'new', path: `${list.at}/new`, person: officer },
    { name: 'changed', path: `${changed.at}/changed`, person: officer },
    { name: 'changed-none', path: `${marks.at}/changed`, person: officer },
    { name: 'problems', path: `${list.at}/problems`, person: officer },
    { name: 'missing', path: `${list.at}/missing`, person: officer },
    { name: 'missing-name', path: `${list.at}/missing/${missing!.number}`, person: officer },
    {
      name: 'missing-name-errors',
      path: `${list.at}/missing/${missing!.number}`,
      person: officer,
      press: 'Save',
    },
    { name: 'columns', path: `${marks.at}/columns`, person: officer },
    { name: 'columns-errors', path: `${unread.at}/columns`, person: officer, press: 'Remember and check' },
    { name: 'apply', path: `${changed.at}/apply`, person: officer },
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
  lookAtEach(() => origin, sights, { pictures: 'files-' })
})
