// Two people press at the same moment, each in a transaction of their own: whatever is done once is done once, and neither meets
// a fault.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../src/access/store.ts'
import {
  makeChild,
  makePeople,
  makePerson,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../src/access/testing/people.ts'
import type { Viewer } from '../src/access/viewer.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { protect } from '../src/children/actions.ts'
import { childById } from '../src/children/store.ts'
import { answerQuestion, askReceivingSide, recordClaim, recordUnknown } from '../src/destinations/actions.ts'
import { makeCalendar } from '../src/enquiries/testing/absence.ts'
import { decideReinstatement, recordJoinerStep } from '../src/joiners/actions.ts'
import { beginAbroad, writeAbroadLetter } from '../src/leave/abroad/actions.ts'
import { decideLeave, recordRequest } from '../src/leave/actions.ts'
import { followRemoval } from '../src/leavers/files/actions.ts'
import { tellOfHomeEducation } from '../src/leavers/home-education/actions.ts'
import { confirmProtected, draftLetter, sendLetter } from '../src/letters/actions.ts'
import type { Sql, Tx } from '../src/platform/db.ts'
import { newId, newToken } from '../src/platform/ids.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { recordSuspension, recordSuspensionStep } from '../src/provision/actions.ts'

const today = '2026-11-20'
const now = new Date(`${today}T10:00:00Z`)
let owner: Sql
let app: Sql
let people: TestPeople
let cedar: TestPerson
let otherHead: TestPerson
before(async () => {
  ;({ owner, app } = await freshDatabase())
  people = await makePeople(owner)
  await makeCalendar(owner, people)
  cedar = await makePerson(owner, { role: 'attendance-officer', name: 'Cedar office', school: people.cedar })
  otherHead = await makePerson(owner, { role: 'headteacher', name: 'Second head', school: people.alder })
})
type Work<T> = (tx: Tx, viewer: Viewer) => Promise<T>
const as = <T>(person: TestPerson, work: Work<T>): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(app, viewer, tx => work(tx, viewer))
}
const office = () => people.right['attendance-officer']
const dsl = () => people.right.dsl
const head = () => people.right.headteacher
/** Two people do the same, three times over: six transactions. */
const both = <T>(one: TestPerson, other: TestPerson, work: Work<T>, otherWork = work): Promise<T[]> =>
  Promise.all(Array.from({ length: 6 }, (_, i) => (i % 2 ? as(other, otherWork) : as(one, work))))
const count = async (table: string, child: TestChild, more = ''): Promise<number> =>
  (await owner.unsafe(`select 1 from ${table} where child_id = $1 ${more}`, [child.id])).length
const here = (given = {}) => makeChild(owner, { school: people.alder, ...given })
const gone = () => here({ leavingDate: '2026-11-13', seenUntil: '2027-06-30' })

describe('at once', () => {
  test('leave is decided once, whichever way', async () => {
    const child = await here()
    const made = await as(office(), (tx, viewer) =>
      recordRequest(tx, viewer, child.id, {
        askedOn: localDate('2026-11-10'),
        askedBy: 'Maria Example',
        relationship: 'mother',
        startsOn: localDate('2026-12-07'),
        endsOn: localDate('2026-12-11'),
        reason: 'other',
        why: 'A funeral',
        country: 'Not known',
        withWhom: 'Not known',
      }),
    )
    assert(made.allowed)
    const decide =
      (grant: boolean): Work<unknown> =>
      (tx, viewer) =>
        decideLeave(tx, viewer, made.value.token, { grant, reasons: 'Because', without: 'It is urgent' })
    await both(head(), otherHead, decide(true), decide(false))
    assert.equal(await count('leave_steps', child, "and kind in ('granted', 'refused')"), 1)
    assert((await count('leaves', child)) <= 1)
    assert.equal(await count('letters', child), 1)
  })

  test('a child is abroad once, and Letter 1 is drafted once and told once', async () => {
    const child = await here()
    await both(office(), dsl(), (tx, viewer) =>
      beginAbroad(tx, viewer, child.id, {
        knownOn: localDate('2026-11-18'),
        how: 'By phone',
        country: 'Poland',
      }),
    )
    await both(office(), dsl(), (tx, viewer) => writeAbroadLetter(tx, viewer, child.id, 'LET-L06'))
    assert.equal(await count('abroad_processes', child), 1)
    assert.equal(await count('abroad_steps', child, "and kind = 'letter'"), 1)
    assert.equal(await count('abroad_steps', child, "and kind = 'authority told'"), 1)
    assert.equal(await count('letters', child), 1)
    assert.equal(await count('cases', child), 1)
  })

  test('a claim, a question, its answer: each once', async () => {
    const child = await gone()
    const given = { kind: 'school', name: 'Cedar Primary', how: 'The mother said so' } as const
    const made = await both(office(), office(), (tx, viewer) => recordClaim(tx, viewer, child.token, given))
    const [first] = made
    assert(first?.allowed)
    const claim = first.value.id
    assert.equal(await count('destination_steps', child, "and type = 'claimed'"), 1)
    await both(office(), dsl(), (tx, viewer) => askReceivingSide(tx, viewer, child.token, claim))
    assert.equal(await count('destination_questions', child), 1)
    assert.equal(await count('destination_steps', child, "and type = 'asked'"), 1)
    const [question] = await owner<{ token: string }[]>`
      select token from destination_questions where child_id = ${child.id}`
    await both(cedar, cedar, (tx, viewer) =>
      answerQuestion(tx, viewer, question!.token, {
        answer: 'not ours',
        day: undefined,
        firstDay: undefined,
      }),
    )
    assert.equal(await count('destination_steps', child, "and type = 'denied'"), 1)
    assert.equal(await count('cases', child), 1)
  })

  test('nobody knows where a child goes: one case', async () => {
    const child = await gone()
    await both(office(), dsl(), (tx, viewer) =>
      recordUnknown(tx, viewer, child.token, { tried: 'We rang everybody we know', sure: true }),
    )
    assert.equal(await count('destination_steps', child, "and type in ('unknown', 'case opened')"), 2)
    assert.equal(await count('cases', child), 1)
    assert.equal(await count('case_events', child, "and type = 'removal-added'"), 0)
  })

  test('files that follow are listed once, with one transfer file', async () => {
    const child = await gone()
    const removalId = newId()
    await owner`insert into removals ${owner({
      la_code: '001',
      id: removalId,
      token: newToken(),
      child_id: child.id,
      school_id: people.alder.id,
      enrolment_id: child.enrolmentId,
      kind: 'already made',
      proposed_on: '2026-11-13',
      decision: 'flagged',
      refusals: [] as never,
      facts: {} as never,
      by_name: 'x',
    })}`
    const left = {
      removalId,
      childId: child.id,
      enrolmentId: child.enrolmentId,
      schoolId: people.alder.id,
      leftOn: localDate('2026-11-13'),
      ground: 'R9-I',
      evidence: {},
    }
    await both(office(), dsl(), (tx, viewer) => followRemoval(tx, viewer, left, now))
    const kinds = await owner`select kind from leaver_tasks where child_id = ${child.id}`
    assert.equal(new Set(kinds.map(row => row.kind)).size, kinds.length)
    assert((await count('transfer_files', child)) <= 1)
  })

  test('a notice of home education is one notice', async () => {
    const child = await here()
    const given = { notice: 'spoken', notice_received_on: '2026-11-19', told_by: 'The mother', meeting: 'no' }
    await both(office(), dsl(), (tx, viewer) => tellOfHomeEducation(tx, viewer, child.id, given))
    assert.equal(await count('home_education_notices', child), 1)
  })

  test('a suspension and who was told of it: each once', async () => {
    const child = await here()
    const made = await both(head(), office(), (tx, viewer) =>
      recordSuspension(tx, viewer, {
        childId: child.id,
        kind: 'suspension',
        firstDay: localDate('2026-11-19'),
        lastDay: localDate('2026-11-20'),
        reasons: 'A fight',
      }),
    )
    assert(made.every(one => one.ok))
    assert.equal(await count('suspensions', child), 1)
    const token = (made[0] as { token: string }).token
    await both(head(), office(), (tx, viewer) =>
      recordSuspensionStep(tx, viewer, {
        token,
        step: 'parents told',
        on: localDate(today),
        says: 'By phone',
      }),
    )
    assert.equal(await count('suspension_steps', child), 1)
  })

  test('a name goes back once; a joiner came once', async () => {
    const child = await gone()
    await both(head(), otherHead, (tx, viewer) =>
      decideReinstatement(tx, viewer, {
        childId: child.id,
        kind: 'the child is back',
        putBack: true,
        why: 'She is here',
      }),
    )
    assert.equal(await count('enrolments', child), 2)
    assert.equal(await count('reinstatements', child, "and step = 'done'"), 1)
    await both(office(), dsl(), (tx, viewer) =>
      recordJoinerStep(tx, viewer, child.id, { step: 'first came', on: localDate(today), says: '' }),
    )
    assert.equal(await count('joiner_steps', child, "and step = 'first came'"), 1)
  })

  test('a letter about a protected child is decided once, whichever way', async () => {
    const child = await here()
    const drafted = await as(dsl(), (tx, viewer) =>
      draftLetter(tx, viewer, {
        childId: child.id,
        schoolId: people.alder.id,
        code: 'L03',
        contactId: child.contactId,
        fields: { absent_since: '2026-11-18', reply_by: '2026-11-25', sender_phone: '07700 900123' },
      }),
    )
    assert(drafted.allowed)
    const { token } = drafted.value
    await as(dsl(), async (tx, viewer) => {
      const row = await childById(tx, viewer, child.id)
      const reason = 'The mother told us that they have fled'
      assert((await protect(tx, viewer, row, { kind: 'address', fromOn: today, reason })).allowed)
    })
    const sent = await both(office(), dsl(), (tx, viewer) =>
      sendLetter(tx, viewer, { token, channel: 'post', now, publicUrl: 'http://localhost:3000' }),
    )
    assert(sent.every(one => one.allowed && one.value.state === 'waits'))
    for (const person of [dsl(), head()])
      await owner`insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
        values ('001', ${newId()}, ${child.id}, ${person.id}, 'x', 'x', 'visit', 'To write', now() + interval '1 hour')`
    await owner`update protected_details set detail = detail || '{"may_write": "yes"}' where child_id = ${child.id}`
    await owner`insert into contact_safety (la_code, id, child_id, school_id, contact_id, may_ring, may_text, may_email, may_write, marked_name)
      values ('001', ${newId()}, ${child.id}, ${people.alder.id}, ${child.contactId}, 'yes', 'no', 'no', 'yes', 'x')`
    const confirm =
      (send: boolean): Work<{ allowed: boolean }> =>
      (tx, viewer) =>
        confirmProtected(tx, viewer, { token, send, why: 'The social worker said so', now })
    const decided = await both(dsl(), head(), confirm(true), confirm(false))
    assert.equal(decided.filter(one => one.allowed).length, 1)
    const [letter] = await owner<{ state: string }[]>`select state from letters where token = ${token}`
    assert.equal(await count('messages', child), letter!.state === 'sent' ? 1 : 0)
  })
})
