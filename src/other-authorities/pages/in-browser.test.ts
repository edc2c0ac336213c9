// The pages between authorities, and the authority's letters, as a person sees them: wide and narrow, and with something missing.
import { after, before } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../../access/testing/people.ts'
import { lookAtEach, type Sight } from '../../access/testing/sights.ts'
import { createApp } from '../../app.ts'
import { refer } from '../../cases/testing/referred.ts'
import { draftLetter } from '../../letters/actions.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { freshDatabase } from '../../platform/testing/database.ts'
import { answerTheirs, keepContact, receiveRequest } from '../actions.ts'

const today = '2026-11-20'
let app: FastifyInstance
let origin = ''
const sights: Sight[] = []

before(async () => {
  const db = await freshDatabase()
  const people: TestPeople = await makePeople(db.owner)
  const child = await makeChild(db.owner, {
    school: people.alder,
    surname: 'Sample',
    forename: 'Amina',
    bornOn: '2015-02-03',
  })
  await keepAllKeys(db.app)
  const { token } = await refer(db.app, people, child, { on: today })
  const officer = people.right['cme-officer']
  const viewer = officer.viewer(today)
  const asked = (kind: 'enquiry' | 'hand-over', theirReference: string) =>
    asViewer(db.app, viewer, async tx => {
      const received = await receiveRequest(
        tx,
        viewer,
        {
          kind,
          ofCode: '202',
          forename: 'Amina',
          surname: 'Sample',
          born: '2015-02-03',
          address: '1 Sample Street',
          siblings: 'Bilal',
          questions: ['on-roll', 'living'],
          why: 'She left a school of ours in July.',
          legalBasis: 'Section 436A of the Education Act 1996',
          neededBy: '',
          theirReference,
          askedBy: 'Pat Example',
          urgent: kind === 'hand-over',
        },
        'written down by us',
      )
      if (!received.allowed) throw new Error(received.refusals.map(one => one.says).join('. '))
      return received.value.token
    })
  const [enquiry, answered, handed] = [
    await asked('enquiry', 'T-1'),
    await asked('enquiry', 'T-2'),
    await asked('hand-over', 'T-3'),
  ]
  const draft = await asViewer(db.app, viewer, async tx => {
    await answerTheirs(tx, viewer, answered, { answer: 'address-here' })
    await keepContact(tx, viewer, {
      of_code: '202',
      contact_name: 'Children missing education team',
      email: 'cme@example.org',
      phone: '07700 900123',
      hours: 'Weekdays, 9am to 4pm',
      reply_days: 4,
      escalation: 'The team manager, 07700 900124',
      why: 'Their own page',
    })
    return draftLetter(tx, viewer, {
      childId: child.id,
      schoolId: null,
      code: 'L18',
      party: { kind: 'authority', name: 'Camden', lines: '1 Town Hall\nZZ99 1AA', email: 'cme@example.org' },
      fields: {
        sender_phone: '07700 900123',
        our_reference: 'C-1',
        what_asked: 'Is the child on a roll?',
        legal_basis: 'Section 436A of the Education Act 1996',
        answer_by: '2026-11-27',
      },
    })
  })
  if (!draft.allowed) throw new Error('no draft')
  app = await createApp({
    sql: db.app,
    clock: stoppedClock(new Date(`${today}T10:00:00Z`)),
    publicUrl: 'http://localhost:3000',
  })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const see = (name: string, path: string, press?: string) =>
    sights.push({ name, path, person: officer, ...(press && { press }) })
  see('directory', '/authorities?find=Cam')
  see('authority-nobody-wrote-down', '/authorities/203', 'Keep the contact')
  see('authority', '/authorities/202')
  see('requests', '/authority-requests')
  see('new', '/authority-requests/new', 'Keep it')
  see('enquiry', `/authority-requests/${enquiry}`, 'Send the answer')
  see('answered', `/authority-requests/${answered}`)
  see('handed-to-us', `/authority-requests/${handed}`, 'Record the decision')
  see('letters-of-a-case', `/cases/${token}/letters`)
  see('school-letter', `/pupils/${child.token}/letters/L15`, 'Preview')
  see('authority-letter', `/pupils/${child.token}/letters/L18-hand-over`, 'Preview')
  see('referrer-letter', `/pupils/${child.token}/letters/L17-outcome`, 'Preview')
  see('preview', `/letters/${draft.value.token}`)
  see('late-schools', '/letters/attendance-details')
})
after(() => app?.close())

lookAtEach(() => origin, sights, { pictures: 'other-authorities-' })
