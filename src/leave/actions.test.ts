// Leave asked for, decided and overrun, in the database: each step done, refused, sent twice, and by two people at once.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import {
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
  type TestPerson,
} from '../access/testing/people.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { localDate } from '../calendar/local-date.ts'
import { readLeaver, readOnRecord } from '../leavers/store.ts'
import { makeCalendar, makeLeave, makeRegister } from '../leavers/testing/absence.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { insertLeaves } from '../registers/store.ts'
import {
  changeLeave,
  decideLeave,
  leaveOf,
  leaveOverruns,
  leavesNow,
  openOverrunCases,
  patternFor,
  type RequestGiven,
  recordLookedInto,
  recordRequest,
} from './actions.ts'
import { leaveJobs } from './jobs.ts'
import { requestByToken, requestsOfChild, requestsWaiting } from './store.ts'

const day = localDate
let sql: Sql
let owner: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  sql = database.app
  owner = database.owner
  people = await makePeople(owner)
  await makeCalendar(owner)
})

const as = <T>(
  person: TestPerson,
  today: string,
  work: (tx: Tx, viewer: Viewer) => Promise<T>,
): Promise<T> => {
  const viewer = person.viewer(today)
  return asViewer(sql, viewer, tx => work(tx, viewer))
}
const office = () => people.right['attendance-officer']
const head = () => people.right.headteacher

const asked = (more: Partial<RequestGiven> = {}): RequestGiven => ({
  askedOn: day('2025-11-20'),
  askedBy: 'Parent Example',
  relationship: 'mother',
  startsOn: day('2025-12-01'),
  endsOn: day('2025-12-12'),
  reason: 'family event',
  why: 'A wedding of an aunt',
  country: 'Elsewhere',
  withWhom: 'Both parents',
  ...more,
})
async function makeRequest(more: Partial<RequestGiven> = {}): Promise<{ child: TestChild; token: string }> {
  const child = await makeChild(owner, { school: people.alder })
  const made = await as(office(), '2025-11-20', (tx, viewer) =>
    recordRequest(tx, viewer, child.id, asked(more)),
  )
  assert(made.allowed)
  return { child, token: made.value.token }
}
const met = (token: string) =>
  as(office(), '2025-11-21', (tx, viewer) =>
    recordLookedInto(tx, viewer, token, {
      kind: 'meeting',
      on: day('2025-11-21'),
      data: { who: 'The head' },
    }),
  )
const grant = (token: string, more: object = {}, today = '2025-11-24') =>
  as(head(), today, (tx, viewer) =>
    decideLeave(tx, viewer, token, { grant: true, code: 'C', reasons: 'An aunt’s wedding', ...more }),
  )
const stateOf = (token: string) =>
  as(office(), '2025-12-01', async (tx, viewer) => leaveOf(await requestByToken(tx, viewer, token)))
const leavesHeld = (child: TestChild) =>
  owner<{ starts_on: string; ends_on: string; withdrawn: boolean }[]>`
    select starts_on, ends_on, withdrawn from leaves where child_id = ${child.id} order by recorded_at, id`

describe('a request', () => {
  test('is written down once, however often it is sent, and stands among those waiting', async () => {
    const { child } = await makeRequest()
    const again = await as(office(), '2025-11-20', (tx, viewer) =>
      recordRequest(tx, viewer, child.id, asked()),
    )
    assert(again.allowed && again.value.already)
    const rows = await as(office(), '2025-11-21', (tx, viewer) => requestsOfChild(tx, viewer, child.id))
    assert.equal(rows.length, 1)
    const waiting = await as(head(), '2025-11-21', (tx, viewer) => requestsWaiting(tx, viewer))
    assert(waiting.some(row => row.child_id === child.id))
  })
  test('by two people at once is one', async () => {
    const child = await makeChild(owner, { school: people.alder })
    const both = await Promise.all(
      [office(), head()].map(person =>
        as(person, '2025-11-20', (tx, viewer) => recordRequest(tx, viewer, child.id, asked())),
      ),
    )
    assert.equal(new Set(both.map(one => one.allowed && one.value.token)).size, 1)
  })
  test('is refused where its days make no sense', async () => {
    const child = await makeChild(owner, { school: people.alder })
    for (const wrong of [
      { endsOn: day('2025-11-30') },
      { askedOn: day('2025-11-21') },
      { endsOn: day('2026-12-02') },
    ]) {
      const made = await as(office(), '2025-11-20', (tx, viewer) =>
        recordRequest(tx, viewer, child.id, asked(wrong)),
      )
      assert.equal(made.allowed, false)
    }
  })
  test('is out of sight of another school and of the authority’s people as recorders', async () => {
    const { child, token } = await makeRequest()
    for (const person of [people.wrongSchool['attendance-officer'], people.right['cme-officer']]) {
      await assert.rejects(
        as(person, '2025-11-21', (tx, viewer) => recordRequest(tx, viewer, child.id, asked())),
        NotFound,
      )
    }
    await assert.rejects(
      as(people.wrongSchool.headteacher, '2025-11-21', (tx, viewer) => requestByToken(tx, viewer, token)),
      NotFound,
    )
  })
})

describe('the decision', () => {
  test('is the head’s alone, in the database too', async () => {
    const { child, token } = await makeRequest()
    await assert.rejects(
      as(office(), '2025-11-24', (tx, viewer) =>
        decideLeave(tx, viewer, token, { grant: false, reasons: 'x' }),
      ),
      NotFound,
    )
    await assert.rejects(
      as(
        office(),
        '2025-11-24',
        (tx, viewer) => tx`
          insert into leave_steps (la_code, id, request_id, child_id, school_id, kind, on_date, starts_on, ends_on, by_person, by_name, by_role)
          select la_code, gen_random_uuid(), id, child_id, school_id, 'granted', '2025-11-24', starts_on, ends_on,
                 ${viewer.personId}, 'x', 'headteacher' from leave_requests where child_id = ${child.id}`,
      ),
      /row-level security/,
    )
  })
  test('to grant wants reasons, a meeting, and a code of that day; or why without', async () => {
    const { token } = await makeRequest()
    const bare = await grant(token, { reasons: '', code: 'H' })
    assert(!bare.allowed)
    assert.deepEqual(
      bare.refusals.map(refusal => refusal.says.slice(0, 22)),
      ['Give the reasons for t', 'Code H was not a code ', 'No meeting of the fami'],
    )
    const granted = await grant(token, {
      without: 'The aunt is ill and they leave tonight; spoken to by telephone',
    })
    assert(granted.allowed && !granted.value.already)
  })
  test('granted, the leave stands where the register rules read it, for the days that were agreed', async () => {
    const { child, token } = await makeRequest()
    await met(token)
    const granted = await grant(token, { endsOn: day('2025-12-10') })
    assert(granted.allowed && granted.value.letter)
    const again = await grant(token)
    assert(again.allowed && again.value.already)
    assert.deepEqual(
      [...(await leavesHeld(child))],
      [{ starts_on: '2025-12-01', ends_on: '2025-12-10', withdrawn: false }],
    )
    const letters = await owner`select code, fields from letters where child_id = ${child.id}`
    assert.equal(letters.length, 1)
    assert.equal(letters[0]!.code, 'LET-L23')
    assert.match(letters[0]!.fields.leave_decision, /1 December 2025 to Wednesday 10 December 2025/)
    assert.match(letters[0]!.fields.leave_next, /in school on Thursday 11 December 2025\./)
    const jobs =
      await owner`select 1 from pgboss.job where name = 'detect' and data->>'school' = ${people.alder.id}`
    assert(jobs.length > 0)
  })
  test('refused, the letter asks for nothing but to be in school, and speaks of no day back', async () => {
    const { child, token } = await makeRequest()
    const decided = await as(head(), '2025-11-24', (tx, viewer) =>
      decideLeave(tx, viewer, token, { grant: false, reasons: 'Tests' }),
    )
    assert(decided.allowed)
    const [letter] = await owner`select fields from letters where child_id = ${child.id}`
    assert.match(letter!.fields.leave_next, /should be in school on all of these days/)
    assert.doesNotMatch(letter!.fields.leave_next, /look forward|agreed/)
  })
  test('refused with reasons, it writes no leave; and it is decided once, whoever presses at once', async () => {
    const { child, token } = await makeRequest()
    await met(token)
    const both = await Promise.all([
      grant(token),
      as(head(), '2025-11-24', (tx, viewer) =>
        decideLeave(tx, viewer, token, { grant: false, reasons: 'Tests' }),
      ),
    ])
    assert.equal(both.filter(one => one.allowed && !one.value.already).length, 1)
    const steps =
      await owner`select 1 from leave_steps where child_id = ${child.id} and kind in ('granted', 'refused')`
    assert.equal(steps.length, 1)
    assert.equal((await leavesHeld(child)).length, (await stateOf(token)).state === 'granted' ? 1 : 0)
  })
})

describe('what became of granted leave', () => {
  const granted = async () => {
    const made = await makeRequest()
    await met(made.token)
    assert((await grant(made.token)).allowed)
    return made
  }
  const change = (token: string, given: Parameters<typeof changeLeave>[3], today: string, who = head()) =>
    as(who, today, (tx, viewer) => changeLeave(tx, viewer, token, given))
  /** The leave as grounds and rules read it. */
  const held = (child: TestChild) => {
    const system = systemViewer('001', '2025-12-20')
    return asViewer(sql, system, async tx => {
      const leaver = await readLeaver(tx, system, child.enrolmentId)
      return (await readOnRecord(tx, system, leaver!)).facts.leaves.map(
        one => `${one.startsOn} ${one.endsOn}`,
      )
    })
  }
  test('another last day is the head’s to agree, and may be earlier again: the latest holds', async () => {
    const { child, token } = await granted()
    const later = {
      kind: 'changed',
      endsOn: day('2025-12-17'),
      why: 'A flight was cancelled; ticket seen',
    } as const
    await assert.rejects(change(token, later, '2025-12-10', office()), NotFound)
    assert((await change(token, later, '2025-12-10')).allowed)
    assert.deepEqual(await held(child), ['2025-12-01 2025-12-17'])
    assert((await change(token, { ...later, endsOn: day('2025-12-12') }, '2025-12-11')).allowed)
    assert.deepEqual(await held(child), ['2025-12-01 2025-12-12'])
    const same = await change(token, { ...later, endsOn: day('2025-12-12') }, '2025-12-11')
    assert(same.allowed && same.value.already)
    assert.equal((await leavesHeld(child)).length, 3)
  })
  test('cancelled before it begins, it counts for no rule; once begun it cannot be', async () => {
    const { child, token } = await granted()
    const late = await change(token, { kind: 'cancelled', why: 'The mother rang' }, '2025-12-01', office())
    assert.equal(late.allowed, false)
    const done = await change(token, { kind: 'cancelled', why: 'The mother rang' }, '2025-11-28', office())
    assert(done.allowed)
    assert.deepEqual(await held(child), [])
  })
  test('back early, it ends on the day before', async () => {
    const { child, token } = await granted()
    const back = { kind: 'returned', on: day('2025-12-09'), why: 'In class' } as const
    assert.equal(
      (await change(token, { ...back, on: day('2025-12-10') }, '2025-12-09', office())).allowed,
      false,
    )
    assert((await change(token, back, '2025-12-09', office())).allowed)
    assert.deepEqual(await held(child), ['2025-12-01 2025-12-08'])
  })
})

describe('not back from leave', () => {
  const absent = async (today: string, more: Partial<Parameters<typeof makeChild>[1]> = {}, code = 'N') => {
    const child = await makeChild(owner, { school: people.cedar, ...more })
    await makeLeave(owner, child, '2025-12-01', '2025-12-12')
    await makeRegister(owner, child, today, ['2025-12-01', 'C'], ['2025-12-15', code])
    return child
  }
  let cedar: TestPerson
  before(async () => {
    const { makePerson } = await import('../access/testing/people.ts')
    cedar = await makePerson(owner, {
      role: 'attendance-officer',
      name: 'Cedar office',
      school: people.cedar,
    })
  })
  const overrun = (child: TestChild, today: string) =>
    as(cedar, today, async (tx, viewer) =>
      (await leaveOverruns(tx, viewer)).find(one => one.childId === child.id),
    )
  const casesOf = (child: TestChild) =>
    owner<
      { start_code: string; reference: string }[]
    >`select start_code, reference from cases where child_id = ${child.id}`

  test('is on the list from the first school day, and nobody else’s child is', async () => {
    const child = await absent('2025-12-15')
    assert.equal(await overrun(child, '2025-12-14'), undefined)
    const found = await overrun(child, '2025-12-15')
    assert.deepEqual([found?.standing.day, found?.standing.daysToTenth], [1, 9])
    const others = await as(office(), '2025-12-15', (tx, viewer) => leavesNow(tx, viewer))
    assert(!others.some(one => one.childId === child.id))
  })

  test('opens a case on the authority’s day, once, and tells the school', async () => {
    const child = await absent('2026-01-12')
    const open = (today: string) => {
      const system = systemViewer('001', today)
      return asViewer(sql, system, tx => openOverrunCases(tx, system, people.cedar.id))
    }
    await open('2026-01-09')
    assert.equal((await casesOf(child)).length, 0, 'not on the ninth')
    await Promise.all([open('2026-01-12'), open('2026-01-12')])
    const cases = await casesOf(child)
    assert.deepEqual(
      cases.map(one => one.start_code),
      ['START-03'],
    )
    await open('2026-01-13')
    const events = await owner`select 1 from case_events where child_id = ${child.id}`
    assert.equal(events.length, 1)
    const told = await owner`select says from shared_steps where child_id = ${child.id}`
    assert.match(told[0]!.says, /not back from leave/)
  })

  test('opens earlier where the authority has chosen so; by the job, for every authority', async () => {
    const child = await absent('2025-12-17')
    await owner`insert into settings (la_code, id, key, value, from_on, set_name, why)
      values ('001', gen_random_uuid(), 'leave-overrun-days', '3', '2025-09-01', 'A test', 'A test')`
    const jobs = leaveJobs({ sql, clock: { now: () => new Date(), today: () => day('2025-12-16') } })
    await jobs.handlers['leave-overruns']!({})
    assert.equal((await casesOf(child)).length, 0)
    const next = leaveJobs({ sql, clock: { now: () => new Date(), today: () => day('2025-12-17') } })
    await next.handlers['leave-overruns']!({})
    assert.equal((await casesOf(child)).length, 1)
  })

  test('opens none by itself for a child who is ill, or not of compulsory school age', async () => {
    const ill = await absent('2026-01-12', {}, 'I')
    const small = await absent('2026-01-12', { bornOn: '2021-05-01' })
    const system = systemViewer('001', '2026-01-12')
    await asViewer(sql, system, tx => openOverrunCases(tx, system, people.cedar.id))
    assert.equal((await casesOf(ill)).length + (await casesOf(small)).length, 0)
  })
})

test('a file that tells leave as it was decided here first does not become the later word on it', async () => {
  const { child, token } = await makeRequest()
  await met(token)
  await grant(token)
  const later = { kind: 'changed', endsOn: day('2025-12-17'), why: 'A flight was cancelled' } as const
  await as(head(), '2025-12-10', (tx, viewer) => changeLeave(tx, viewer, token, later))
  const told = (startsOn: string, endsOn: string) => {
    const system = systemViewer('001', '2025-12-11')
    const leave = {
      enrolmentId: child.enrolmentId,
      childId: child.id,
      schoolId: child.school.id,
      startsOn,
      endsOn,
    }
    return asViewer(sql, system, tx => insertLeaves(tx, system, newId(), [leave]))
  }
  assert.equal((await told('2025-12-01', '2025-12-12')).size, 0)
  assert.equal((await told('2025-09-15', '2025-09-16')).size, 1)
  assert.equal((await told('2025-09-15', '2025-09-16')).size, 0)
  const [now] = await as(office(), '2025-12-17', (tx, viewer) => leavesNow(tx, viewer, { childId: child.id }))
  assert.equal(now!.endsOn, '2025-12-17')
})

test('a brother’s or sister’s leave at this school is in the pattern', async () => {
  const home = {
    address: '7 Shared Street',
    contact: 'Parent Shared',
    phone: '07700 900777',
    email: 'shared@example.org',
  }
  const one = await makeChild(owner, {
    school: people.alder,
    surname: 'Shared',
    bornOn: '2016-02-02',
    ...home,
  })
  const other = await makeChild(owner, {
    school: people.alder,
    surname: 'Shared',
    forename: 'Bilal',
    ...home,
  })
  await owner`update child_addresses set postcode = 'ZZ99 7AA' where child_id = any (${[one.id, other.id]}::uuid[])`
  await makeLeave(owner, other, '2025-10-06', '2025-10-08')
  const pattern = await as(head(), '2025-11-20', (tx, viewer) =>
    patternFor(tx, viewer, { childId: one.id, startsOn: day('2025-12-01'), endsOn: day('2025-12-12') }),
  )
  assert.deepEqual(
    pattern!.lines.map(line => line.says),
    ['Bilal, of the same family, had leave from 6 October 2025 to 8 October 2025.'],
  )
  assert.deepEqual(pattern!.children, [other.id])
})

test('the pattern is for the DSL and the head: the same week of last year, and refused and away', async () => {
  const child = await makeChild(owner, { school: people.alder })
  await makeLeave(owner, child, '2024-12-02', '2024-12-13')
  await makeRegister(owner, child, '2025-11-20', ['2025-10-06', 'G'], ['2025-10-09', '/'])
  const refused = await as(office(), '2025-09-20', (tx, viewer) =>
    recordRequest(
      tx,
      viewer,
      child.id,
      asked({ askedOn: day('2025-09-20'), startsOn: day('2025-10-06'), endsOn: day('2025-10-10') }),
    ),
  )
  assert(refused.allowed)
  await as(head(), '2025-09-22', (tx, viewer) =>
    decideLeave(tx, viewer, refused.value.token, { grant: false, reasons: 'A holiday' }),
  )
  const of = { childId: child.id, startsOn: day('2025-12-01'), endsOn: day('2025-12-12') }
  assert.equal(await as(office(), '2025-11-20', (tx, viewer) => patternFor(tx, viewer, of)), undefined)
  for (const person of [head(), people.right.dsl]) {
    const pattern = await as(person, '2025-11-20', (tx, viewer) => patternFor(tx, viewer, of))
    assert.equal(pattern!.sameWeekYears, 1)
    assert.deepEqual(
      pattern!.lines.map(line => line.kind),
      ['same week', 'refused and away'],
    )
    assert.match(pattern!.lines[1]!.says, /on 3 school days of them/)
  }
})
