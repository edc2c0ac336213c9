// Every hard stop of the rule catalogue, section 4, tried by direct request with forged fields, and the first of each ground
// in every way there is: through the pages, by whoever may not, against an asking that stands as allowed though it should
// not, and through the actions. journeys/long/hard-stops.test.ts tries every stop in every way.
// What counts is the register: names that came off = 0. Beside them every ground with everything there, so that a stop is
// known to be the one thing that stopped it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { asViewer } from '../access/store.ts'
import {
  browser,
  makeChild,
  makePeople,
  makePerson,
  makeSchool,
  type TestChild,
  type TestPeople,
  type TestPerson,
  type TestSchool,
} from '../access/testing/people.ts'
import { createApp } from '../app.ts'
import { addDays, localDate } from '../calendar/local-date.ts'
import { londonDay } from '../platform/clock.ts'
import type { Sql } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { grounds, groundWithCode } from '../registers/grounds.ts'
import { completeCases } from '../registers/testing/complete-cases.ts'
import { askForRemoval, decideRemoval } from './actions.ts'
import {
  type From,
  makeAuthorityChecks,
  makeCalendar,
  makeCase,
  makeConclusion,
  makeEverythingElse,
  makeLeave,
  makeRegister,
  makeSchoolChecks,
} from './testing/absence.ts'

let owner: Sql
let sql: Sql
let app: FastifyInstance
let people: TestPeople
/** A special school, of which the pupils' places are the authority's. */
let special: TestSchool
let staff: Record<'ordinary' | 'special', { office: TestPerson; head: TestPerson }>
/** One clock for all of them, put forward and back. */
let now = new Date('2025-10-20T10:00:00Z')
const at = (on: string) => {
  now = new Date(`${on}T10:00:00Z`)
}

before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  sql = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
  special = await makeSchool(owner, '001', '999004', 'Dell Special', 'special')
  staff = {
    ordinary: { office: people.right['attendance-officer'], head: people.right.headteacher },
    special: {
      office: await makePerson(owner, { role: 'attendance-officer', name: 'Dell office', school: special }),
      head: await makePerson(owner, { role: 'headteacher', name: 'Dell head', school: special }),
    },
  }
  app = await createApp({
    sql,
    clock: { now: () => now, today: () => londonDay(now) },
    publicUrl: 'http://localhost:3000',
  })
})

type Evidence = Readonly<Record<string, unknown>>
type Stop = {
  /** The stop, in the catalogue's words or near them. */
  readonly stop: string
  readonly ground: string
  readonly on?: string
  readonly dob?: string
  /** What differs from the complete case; `undefined` takes it away. */
  readonly evidence?: Evidence
  readonly flags?: readonly string[]
  readonly special?: true
  /** Of H and I: instead of everything being there. */
  readonly joint?: (child: TestChild, on: string) => Promise<void>
  readonly register?: readonly From[]
  readonly leave?: readonly [string, string] | null
}

const complete = (code: string) => completeCases.find(one => one.code === code)!

/** The form as a browser sends it. */
function formOf(evidence: Evidence, under = ''): Record<string, string> {
  const form: Record<string, string> = {}
  for (const [key, value] of Object.entries(evidence)) {
    const name = `${under}${key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}`
    if (Array.isArray(value)) {
      for (const [i, row] of value.entries()) Object.assign(form, formOf(row as Evidence, `${name}-${i}-`))
    } else if (typeof value === 'boolean') form[name] = value ? 'yes' : 'no'
    else if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
      const [year, month, day] = value.split('-')
      Object.assign(form, { [`${name}-day`]: day!, [`${name}-month`]: month!, [`${name}-year`]: year! })
    } else if (typeof value === 'string' || typeof value === 'number') form[name] = String(value)
  }
  return form
}

/** The evidence of a stop, without what nobody is asked for on a form. */
function evidenceOf({ ground, evidence = {} }: Stop): Evidence {
  const all: Record<string, unknown> = { ...complete(ground).evidence, ...evidence }
  for (const key of ['deletion_return_ready', 'school_enquiries']) delete all[key]
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const isJoint = (code: string) => code === 'R9-H' || code === 'R9-I'
const dayOf = (stop: Stop) => stop.on ?? complete(stop.ground).on

/** A child of whom everything is there but the stop. */
async function childOf(stop: Stop): Promise<TestChild> {
  const one = complete(stop.ground)
  const on = dayOf(stop)
  at(on)
  const child = await makeChild(owner, {
    school: stop.special ? special : people.alder,
    bornOn: stop.dob ?? one.dob,
    ncYear: '',
    upn: 'H801200001001',
  })
  const isAway = isJoint(stop.ground) || stop.ground === 'R9-3-ABSENT'
  if (isAway) {
    const usual: readonly From[] =
      stop.ground === 'R9-H'
        ? [
            ['2025-12-01', 'C'],
            ['2025-12-15', 'O'],
          ]
        : [['2025-09-15', 'O']]
    await makeRegister(owner, child, on, ...(stop.register ?? usual))
    const leave = stop.leave === undefined ? one.leave : stop.leave
    if (leave) await makeLeave(owner, child, leave[0], leave[1])
    if (stop.joint) await stop.joint(child, on)
    else await makeEverythingElse(owner, child, on)
  }
  for (const flag of stop.flags ?? []) {
    await owner`
      insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', ${newId()}, ${child.id}, ${flag}, 'yes', 'A test')`
  }
  return child
}

const leftOn = async (child: TestChild): Promise<string | null> =>
  (await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`)[0]!.leaving_date as
    | string
    | null

const tokensOf = async (child: TestChild): Promise<string[]> =>
  (
    await owner`select token from removals where child_id = ${child.id} and step = 'asked' order by at, id`
  ).map(row => row.token as string)

/** What a page never asks and a request may still send. */
const forged = {
  decision: 'approve',
  step: 'approved',
  kind: 'already made',
  allowed: 'true',
  refusals: '',
  proposedOn: '2020-01-01',
  proposed_on: '2020-01-01',
  leavingDate: '2020-01-01',
  deletionReturnReady: 'yes',
  anotherGround: 'no',
  ehcp: 'no',
  lookedAfter: 'no',
  socialWorker: 'no',
  mostSeniorClass: 'yes',
  jointOutcome: 'NOT_LOCATED_AFTER_JOINT',
  sicknessOrUnavoidableCause: 'no',
  authorityAgrees: 'yes',
  'concludedOn-day': '1',
  'concludedOn-month': '10',
  'concludedOn-year': '2025',
  section37InForceFrom: '',
  facts: '{"evidence":{}}',
}

type Way = { readonly way: string; readonly go: (stop: Stop, child: TestChild) => Promise<void> }

const whoOf = (stop: Stop) => staff[stop.special ? 'special' : 'ordinary']
const form = (stop: Stop) => ({ ground: stop.ground, ...formOf(evidenceOf(stop)) })

/** The headteacher presses the button on every asking there is, with the page open or without. */
async function approveAll(stop: Stop, child: TestChild, how: 'page' | 'request'): Promise<void> {
  const head = browser(app, whoOf(stop).head)
  for (const token of await tokensOf(child)) {
    if (how === 'page') await head.get(`/leavers/${token}/approve`)
    await head.post(`/leavers/${token}/approve`, { decision: 'approve', why: 'Approved' })
  }
}

const ways: readonly Way[] = [
  {
    way: 'through the pages: the office asks, the headteacher approves',
    go: async (stop, child) => {
      const office = browser(app, whoOf(stop).office)
      await office.get(`/pupils/${child.token}/removal?ground=${stop.ground}`)
      const asked = await office.post(`/pupils/${child.token}/removal`, form(stop))
      assert.ok([303, 422].includes(asked.status), String(asked.status))
      await approveAll(stop, child, 'page')
    },
  },
  {
    way: 'by direct request with forged fields, by the headteacher alone',
    go: async (stop, child) => {
      const head = browser(app, whoOf(stop).head)
      await head.get('/leavers')
      await head.send(`/pupils/${child.token}/removal`, { ...forged, ...form(stop) })
      await approveAll(stop, child, 'request')
    },
  },
  {
    way: 'by the office that approves its own asking',
    go: async (stop, child) => {
      const office = browser(app, whoOf(stop).office)
      await office.post(`/pupils/${child.token}/removal`, form(stop))
      for (const token of await tokensOf(child)) {
        const approved = await office.post(`/leavers/${token}/approve`, { decision: 'approve', why: 'x' })
        assert.ok([403, 404].includes(approved.status), String(approved.status))
      }
    },
  },
  {
    way: 'by another school, and by the authority',
    go: async (stop, child) => {
      for (const person of [
        people.wrongSchool.headteacher,
        people.wrongAuthority.headteacher,
        people.right.manager,
      ]) {
        const other = browser(app, person)
        const asked = await other.post(`/pupils/${child.token}/removal`, form(stop))
        assert.ok([403, 404].includes(asked.status), `${person.name}: ${asked.status}`)
        for (const token of await tokensOf(child)) {
          const approved = await other.post(`/leavers/${token}/approve`, { decision: 'approve', why: 'x' })
          assert.ok([403, 404].includes(approved.status), `${person.name}: ${approved.status}`)
        }
      }
    },
  },
  {
    way: 'approving an asking that stands as allowed, though it should not',
    go: async (stop, child) => {
      const token = newToken()
      await owner`
        insert into removals (la_code, id, token, child_id, enrolment_id, school_id, kind, ground, proposed_on, decision,
                              step, refusals, facts, by_name, on_date)
        values ('001', ${newId()}, ${token}, ${child.id}, ${child.enrolmentId}, ${child.school.id}, 'asked for here',
                ${stop.ground}, ${dayOf(stop)}, 'allowed', 'asked', '[]', ${owner.json({ evidence: evidenceOf(stop) as never })},
                'A test', ${dayOf(stop)})`
      const head = browser(app, whoOf(stop).head)
      const done = await head.post(`/leavers/${token}/approve`, { ...forged, why: 'x' })
      assert.equal(done.status, 422, `${done.status} ${done.location}`)
      assert.ok(done.errors.length > 0, 'no reason is shown')
      // Out of the way of the next: it would be another ground that waits.
      await owner`delete from removals where child_id = ${child.id} and follows is null and token = ${token}`
    },
  },
  {
    way: 'through the actions, for today and for a day gone by',
    go: async (stop, child) => {
      const on = localDate(dayOf(stop))
      const viewer = whoOf(stop).head.viewer(on)
      for (const proposedOn of [undefined, addDays(on, -1)]) {
        const asked = await asViewer(sql, viewer, tx =>
          askForRemoval(tx, viewer, {
            childId: child.id,
            ground: stop.ground,
            ...(proposedOn && { proposedOn }),
            evidence: evidenceOf(stop),
          }),
        )
        assert.ok(!asked.allowed || !asked.value.allowed, 'it was allowed')
        if (!asked.allowed) continue
        const decided = await asViewer(sql, viewer, tx =>
          decideRemoval(tx, viewer, { token: asked.value.token, approve: true, why: '' }),
        )
        assert.equal(decided.allowed, false)
      }
    },
  },
]

/**
 * In which ways a stop is tried: by direct request always, and the first of each ground in every way. All of them in every
 * way take minutes, and are journeys/long/hard-stops.test.ts.
 */
function waysFor(index: number): readonly Way[] {
  const isFirst = stops.findIndex(one => one.ground === stops[index]!.ground) === index
  if (isFirst || process.env.ONROLL_TEST_WAYS === 'all') return ways
  return ways.filter(one => one.way.startsWith('by direct request'))
}

/** Everything there but one thing of the joint enquiries. */
const jointWith =
  (change: {
    outcome?: string
    unavoidable?: 'yes' | 'not known'
    without?: 'school' | 'authority' | 'school checks' | 'authority checks' | 'case'
    concludedBefore?: string
  }) =>
  async (child: TestChild, on: string): Promise<void> => {
    const day = change.concludedBefore ?? on
    const caseId = await makeCase(owner, child, day)
    if (change.without !== 'school checks') await makeSchoolChecks(owner, child, day)
    if (change.without !== 'authority checks') await makeAuthorityChecks(owner, child, caseId, day)
    for (const side of ['school', 'authority'] as const) {
      if (change.without === side) continue
      await makeConclusion(owner, child, caseId, {
        side,
        outcome: change.outcome ?? 'LOCATED_AGREED_WILL_NOT_ATTEND',
        ...(change.unavoidable && { unavoidable: change.unavoidable }),
        on: day,
      })
    }
  }

const jointStops = (ground: 'R9-H' | 'R9-I'): Stop[] => [
  { stop: 'without the school’s signature', ground, joint: jointWith({ without: 'school' }) },
  { stop: 'without the authority’s signature', ground, joint: jointWith({ without: 'authority' }) },
  { stop: 'without the school’s checks', ground, joint: jointWith({ without: 'school checks' }) },
  { stop: 'without the authority’s checks', ground, joint: jointWith({ without: 'authority checks' }) },
  { stop: 'an unavoidable cause is believed', ground, joint: jointWith({ unavoidable: 'yes' }) },
  { stop: 'whether there is a cause is not known', ground, joint: jointWith({ unavoidable: 'not known' }) },
  ...['LOCATED_EXPECTED_TO_ATTEND', 'LOCATED_NOT_AGREED', 'IN_PROGRESS'].map(outcome => ({
    stop: `the outcome is ${outcome}`,
    ground,
    joint: jointWith({ outcome }),
  })),
  { stop: 'nothing was done jointly at all', ground, joint: async () => {} },
  { stop: 'looked after, and the Virtual School was not told', ground, flags: ['in_care'] },
  { stop: 'an attendance order is recorded', ground, flags: ['attendance_order'] },
  { stop: 'a special school and a plan', ground, flags: ['EHCP'], special: true },
]

const orderHere = [
  { stop: 'an order names this school', evidence: { attendance_order: 'this school' } },
  { stop: 'an order is recorded, and the form says none', flags: ['attendance_order'] },
] as const

const stops: readonly Stop[] = [
  // A: an offer is not registration.
  ...['offer', 'said by the family', undefined].map(how => ({
    stop: `an offer only, or less: ${how}`,
    ground: 'R9-A',
    evidence: { how_known: how },
  })),
  { stop: 'before the first day there', ground: 'R9-A', evidence: { registered_on: '2026-01-13' } },
  { stop: 'with no day there', ground: 'R9-A', evidence: { registered_on: undefined } },
  { stop: 'no school named', ground: 'R9-A', evidence: { other_school: '–' } },
  { stop: 'no confirmation kept', ground: 'R9-A', evidence: { confirmation: ' ' } },
  ...orderHere.map(one => ({ ...one, ground: 'R9-A' })),
  { stop: 'dual registration is agreed', ground: 'R9-A', evidence: { dual_registration_agreed: true } },
  { stop: 'a mobile child’s main school', ground: 'R9-A', evidence: { mobile_child_main_school: true } },
  { stop: 'asked the day before', ground: 'R9-A', on: '2026-01-09' },
  // B.
  { stop: 'not admitted for nursery', ground: 'R9-B', evidence: { admitted_for_nursery: false } },
  { stop: 'expected to attend again', ground: 'R9-B', evidence: { expected_to_attend_again: true } },
  // C: every consent.
  {
    stop: 'one school has not consented',
    ground: 'R9-C',
    evidence: {
      other_schools: [{ name: 'Elm', consented_on: '2026-01-28', consent: 'Letter' }, { name: 'Oak' }],
    },
  },
  { stop: 'no other school', ground: 'R9-C', evidence: { other_schools: undefined } },
  {
    stop: 'a consent of tomorrow',
    ground: 'R9-C',
    evidence: { other_schools: [{ name: 'Elm', consented_on: '2026-02-03', consent: 'Letter' }] },
  },
  { stop: 'an order names this school', ground: 'R9-C', evidence: { attendance_order: 'this school' } },
  // D and E.
  { stop: 'the order names this school still', ground: 'R9-D', evidence: { order_amended_on: undefined } },
  { stop: 'amended tomorrow', ground: 'R9-D', evidence: { order_amended_on: '2026-02-03' } },
  { stop: 'the order was not revoked', ground: 'R9-E', evidence: { order_revoked_on: undefined } },
  { stop: 'revoked for another reason', ground: 'R9-E', evidence: { revoked_for_other_education: false } },
  // F.
  { stop: 'said, and not written', ground: 'R9-F', evidence: { notice: 'spoken' } },
  { stop: 'undated', ground: 'R9-F', evidence: { notice_dated_on: undefined } },
  { stop: 'dated after it came', ground: 'R9-F', evidence: { notice_dated_on: '2025-11-07' } },
  { stop: 'not from a parent', ground: 'R9-F', evidence: { from_parent: false } },
  { stop: '“deregister” alone', ground: 'R9-F', evidence: { says_educated_otherwise: false } },
  { stop: 'the stated day is today', ground: 'R9-F', evidence: { last_day: '2025-11-10' } },
  { stop: 'no day is stated', ground: 'R9-F', evidence: { last_day: undefined } },
  { stop: 'on the stated day', ground: 'R9-F', on: '2025-11-07' },
  { stop: 'the letter is not kept', ground: 'R9-F', evidence: { notice_kept: '' } },
  { stop: 'the school pressed for it', ground: 'R9-F', evidence: { pressed_by_the_school: true } },
  ...orderHere.map(one => ({ ...one, ground: 'R9-F' })),
  { stop: 'an order for another school', ground: 'R9-F', evidence: { attendance_order: 'another school' } },
  {
    stop: 'a place of the authority at a special school, without consent',
    ground: 'R9-F',
    evidence: { special_school_place_by_authority: true },
  },
  {
    stop: 'a special school and a plan on record, and the form says otherwise',
    ground: 'R9-F',
    flags: ['EHCP'],
    special: true,
  },
  {
    stop: 'a consent of tomorrow',
    ground: 'R9-F',
    evidence: {
      special_school_place_by_authority: true,
      authority_consented_on: '2025-11-11',
      consent: 'Letter',
    },
  },
  // G.
  { stop: 'the address is not verified', ground: 'R9-G', evidence: { address_verified_on: undefined } },
  { stop: 'verified before the move', ground: 'R9-G', evidence: { address_verified_on: '2026-01-23' } },
  { stop: 'within distance', ground: 'R9-G', evidence: { lives_within_distance: true } },
  { stop: 'boards', ground: 'R9-G', evidence: { boards: true } },
  // H.
  ...jointStops('R9-H'),
  { stop: 'before 10 school days after leave', ground: 'R9-H', on: '2026-01-09' },
  { stop: 'there was no leave', ground: 'R9-H', leave: null, register: [['2025-12-15', 'O']] },
  {
    stop: 'in school after the leave',
    ground: 'R9-H',
    register: [
      ['2025-12-01', 'C'],
      ['2025-12-15', 'O'],
      ['2026-01-08', '/'],
      ['2026-01-09', 'O'],
    ],
  },
  // I.
  ...jointStops('R9-I'),
  { stop: 'before 20 school days', ground: 'R9-I', on: '2025-10-09' },
  ...['Y2', 'I', 'C', 'U', '/', 'B', 'Q', 'E', 'L'].map(
    (code): Stop => ({
      stop: `a session of ${code} within the period`,
      ground: 'R9-I',
      register: [
        ['2025-09-15', 'O'],
        ['2025-10-02', code, 'O'],
        ['2025-10-03', 'O'],
      ],
    }),
  ),
  {
    stop: 'concluded before the absence began',
    ground: 'R9-I',
    joint: jointWith({ concludedBefore: '2025-09-12' }),
  },
  // J.
  { stop: 'under four months', ground: 'R9-J', evidence: { detained_months: 3 } },
  { stop: 'on remand', ground: 'R9-J', evidence: { detention: 'remand' } },
  { stop: 'not confirmed', ground: 'R9-J', evidence: { confirmed_on: undefined } },
  // K, L, M, N.
  { stop: 'not confirmed', ground: 'R9-K', evidence: { death_confirmed_by: '' } },
  { stop: 'confirmed tomorrow', ground: 'R9-K', evidence: { death_confirmed_on: '2026-02-03' } },
  { stop: 'not over age when school next meets', ground: 'R9-L', dob: '2011-03-02' },
  { stop: 'the fees are paid', ground: 'R9-M', evidence: { fees_unpaid: false } },
  { stop: 'no boarder', ground: 'R9-M', evidence: { boards: false } },
  { stop: 'an academy', ground: 'R9-N', evidence: { school_type: 'academy' } },
  { stop: 'not ceased yet', ground: 'R9-N', evidence: { ceased_on: '2026-01-06' } },
  // O: before it is final.
  { stop: 'the governors did not uphold it', ground: 'R9-O', evidence: { governors_upheld: false } },
  { stop: 'the review is waited for', ground: 'R9-O', evidence: { review: 'going on' } },
  { stop: 'the pupil goes back', ground: 'R9-O', evidence: { review: 'pupil goes back' } },
  { stop: 'the days for a review are not over', ground: 'R9-O', on: '2026-02-20' },
  { stop: 'what became of the review is not said', ground: 'R9-O', evidence: { review: undefined } },
  // 9(1) for a pupil not of compulsory school age, and 9(3) for one who is.
  ...completeCases.map(({ code }) => ({
    stop: 'for a pupil of the other age',
    ground: code,
    dob: groundWithCode(code)!.compulsoryAge ? '2023-02-10' : '2014-01-15',
  })),
  // Nothing shown at all.
  ...completeCases
    .filter(({ code }) => !isJoint(code))
    .map(({ code, evidence }) => ({
      stop: 'with nothing shown',
      ground: code,
      evidence: Object.fromEntries(Object.keys(evidence).map(key => [key, undefined])),
    })),
]

let tries = 0
const through: string[] = []
after(() =>
  console.log(`hard stops: ${stops.length}; tries: ${tries}; removals that got through: ${through.length}`),
)

/** After a try: the name is on the register, and no return said that it came off. */
async function stillOn(child: TestChild, what: string): Promise<void> {
  tries += 1
  const day = await leftOn(child)
  const returns = await owner`select 1 from returns where child_id = ${child.id} and rule = 'T-11'`
  const approved = await owner`select 1 from removals where child_id = ${child.id} and step = 'approved'`
  if (day !== null || returns.length + approved.length > 0) through.push(what)
  assert.deepEqual([day, returns.length, approved.length], [null, 0, 0], `it got through: ${what}`)
}

describe('with everything there', () => {
  for (const { code } of completeCases) {
    test(`${code} gets through, and its return with it, dated that day`, async () => {
      const stop: Stop = { stop: 'nothing', ground: code }
      const child = await childOf(stop)
      await ways[0]!.go(stop, child)
      const rows =
        await owner`select decision, refusals from removals where child_id = ${child.id} order by at`
      assert.equal(await leftOn(child), dayOf(stop), JSON.stringify(rows))
      assert.equal(
        (await owner`select 1 from returns where child_id = ${child.id} and rule = 'T-11'`).length,
        1,
      )
      // A removal answers nothing: what is open stays open.
      assert.equal(
        (await owner`select 1 from cases where child_id = ${child.id} and closed_on is not null`).length,
        0,
      )
      // Approving again, and asking again for a name that is off, do nothing.
      const head = browser(app, staff.ordinary.head)
      for (const token of await tokensOf(child))
        await head.post(`/leavers/${token}/approve`, { decision: 'approve', why: '' })
      const again = await head.post(`/pupils/${child.token}/removal`, form(stop))
      assert.equal(again.status, 404)
      assert.equal(
        (await owner`select 1 from returns where child_id = ${child.id} and rule = 'T-11'`).length,
        1,
      )
      assert.equal(
        (await owner`select 1 from removals where child_id = ${child.id} and step = 'approved'`).length,
        1,
      )
    })
  }
})

describe('the hard stops', () => {
  test('speak of every ground there is', () => {
    assert.deepEqual([...new Set(stops.map(one => one.ground))].sort(), grounds.map(one => one.code).sort())
  })
  for (const [index, stop] of stops.entries()) {
    test(`${stop.ground}: ${stop.stop}`, async () => {
      const child = await childOf(stop)
      for (const { way, go } of waysFor(index)) {
        at(dayOf(stop))
        await go(stop, child)
        await stillOn(child, `${stop.ground}: ${stop.stop}: ${way}`)
      }
    })
  }
})

describe('without exactly one ground', () => {
  const inOrder: Stop = { stop: '', ground: 'R9-A' }
  for (const ground of [
    '',
    'R9-Z',
    'r9-a',
    'R8-H',
    'A',
    'R9-A R9-G',
    '9(1)(a)',
    'other',
    'poor attendance',
    '__proto__',
  ]) {
    test(`“${ground}” is none`, async () => {
      const child = await childOf(inOrder)
      for (const person of [staff.ordinary.office, staff.ordinary.head]) {
        const one = browser(app, person)
        const asked = await one.post(`/pupils/${child.token}/removal`, { ...form(inOrder), ground })
        assert.equal(asked.status, 422)
      }
      assert.deepEqual(await tokensOf(child), [])
      await stillOn(child, `ground “${ground}”`)
    })
  }
  test('two at once are read as the first alone, and while one waits the other is refused', async () => {
    const child = await childOf(inOrder)
    const office = browser(app, staff.ordinary.office)
    await office.post(`/pupils/${child.token}/removal`, form(inOrder))
    at(complete('R9-A').on)
    const far: Stop = {
      stop: '',
      ground: 'R9-G',
      evidence: { moved_on: '2026-01-02', address_verified_on: '2026-01-05' },
    }
    await office.post(`/pupils/${child.token}/removal`, form(far))
    const rows =
      await owner`select ground, decision, refusals from removals where child_id = ${child.id} order by at, id`
    assert.deepEqual(
      rows.map(row => [row.ground, row.decision]),
      [
        ['R9-A', 'allowed'],
        ['R9-G', 'refused'],
      ],
    )
    assert.match(JSON.stringify(rows[1]!.refusals), /exactly one/)
    await stillOn(child, 'two grounds')
  })
})

describe('a day that is not today', () => {
  test('nobody can give one: the name comes off on the day of the approval', async () => {
    const stop: Stop = { stop: '', ground: 'R9-A' }
    const child = await childOf(stop)
    const office = browser(app, staff.ordinary.office)
    await office.post(`/pupils/${child.token}/removal`, {
      ...form(stop),
      ...formOf({ proposed_on: '2026-01-05', leaving_date: '2026-01-05' }),
      proposedOn: '2026-01-05',
    })
    at('2026-01-15')
    const head = browser(app, staff.ordinary.head)
    const [token] = await tokensOf(child)
    await head.post(`/leavers/${token}/approve`, {
      decision: 'approve',
      why: '',
      proposedOn: '2026-01-05',
      today: '2026-01-05',
    })
    assert.equal(await leftOn(child), '2026-01-15')
  })
})

describe('what was there when it was asked, and is gone when it is approved', () => {
  const later: readonly [string, string, (child: TestChild) => Promise<unknown>][] = [
    [
      'R9-A',
      'an order is recorded since',
      child => owner`
        insert into child_flags (la_code, id, child_id, flag, says, source)
        values ('001', ${newId()}, ${child.id}, 'attendance_order', 'yes', 'A test')`,
    ],
    [
      'R9-F',
      'the date of birth was wrong',
      child => owner`update children set date_of_birth = '2023-02-10' where id = ${child.id}`,
    ],
    [
      'R9-I',
      'the child came back',
      child => makeRegister(owner, child, '2025-10-20', ['2025-09-15', 'O'], ['2025-10-20', '/']),
    ],
    [
      'R9-I',
      'a mark was corrected',
      child =>
        makeRegister(
          owner,
          child,
          '2025-10-20',
          ['2025-09-15', 'O'],
          ['2025-10-02', 'I'],
          ['2025-10-03', 'O'],
        ),
    ],
    [
      'R9-I',
      'the authority no longer agrees',
      async child => {
        const [open] = await owner`select id from cases where child_id = ${child.id}`
        await makeConclusion(owner, child, open!.id as string, {
          side: 'authority',
          outcome: 'LOCATED_NOT_AGREED',
          on: '2025-10-20',
        })
      },
    ],
    [
      'R9-I',
      'looked after since, and the Virtual School not told',
      child => owner`
        insert into child_flags (la_code, id, child_id, flag, says, source)
        values ('001', ${newId()}, ${child.id}, 'in_care', 'yes', 'A test')`,
    ],
  ]
  for (const [ground, what, change] of later) {
    test(`${ground}: ${what}`, async () => {
      const stop: Stop = { stop: what, ground }
      const child = await childOf(stop)
      await browser(app, staff.ordinary.office).post(`/pupils/${child.token}/removal`, form(stop))
      const [asked] = await owner`select decision, token from removals where child_id = ${child.id}`
      assert.equal(asked!.decision, 'allowed')
      const head = browser(app, staff.ordinary.head)
      const page = await head.get(`/leavers/${asked!.token}/approve`)
      assert.match(page.text, /Approve: take the name off today/)
      await change(child)
      const done = await head.send(`/leavers/${asked!.token}/approve`, { decision: 'approve', why: '' })
      assert.equal(done.status, 422)
      await stillOn(child, `${ground}: ${what}`)
      const kept = await owner`select 1 from removals where child_id = ${child.id} and decision = 'refused'`
      assert.equal(kept.length, 1, 'the refusal is kept')
    })
  }
})

test('without its return no name comes off: where the return cannot be written, neither is', async () => {
  const stop: Stop = { stop: '', ground: 'R9-A' }
  const child = await childOf(stop)
  await browser(app, staff.ordinary.office).post(`/pupils/${child.token}/removal`, form(stop))
  await owner.unsafe(`
    create function no_returns() returns trigger language plpgsql as $$ begin raise exception 'No return today'; end $$;
    create trigger no_returns before insert on returns for each row execute function no_returns()`)
  const [token] = await tokensOf(child)
  const head = browser(app, staff.ordinary.head)
  const done = await head.post(`/leavers/${token}/approve`, { decision: 'approve', why: '' })
  await owner.unsafe('drop trigger no_returns on returns; drop function no_returns()')
  assert.equal(done.status, 500)
  await stillOn(child, 'without its return')
  for (const table of ['leaver_tasks', 'transfer_files', 'letters'])
    assert.equal((await owner`select 1 from ${owner(table)} where child_id = ${child.id}`).length, 0, table)
})

test('two headteachers approve at once: the name comes off once', async () => {
  const stop: Stop = { stop: '', ground: 'R9-A' }
  const child = await childOf(stop)
  await browser(app, staff.ordinary.office).post(`/pupils/${child.token}/removal`, form(stop))
  const [token] = await tokensOf(child)
  const other = await makePerson(owner, { role: 'headteacher', name: 'Alder deputy', school: people.alder })
  const done = await Promise.all(
    [staff.ordinary.head, other].map(person =>
      browser(app, person).post(`/leavers/${token}/approve`, { decision: 'approve', why: '' }),
    ),
  )
  assert.deepEqual(
    done.map(one => one.status),
    [303, 303],
  )
  for (const [table, count] of [
    ['returns', 1],
    ['transfer_files', 0],
    ['letters', 1],
    ['leaver_tasks', 3],
  ] as const)
    assert.equal(
      (await owner`select 1 from ${owner(table)} where child_id = ${child.id}`).length,
      count,
      table,
    )
  assert.equal(
    (await owner`select 1 from removals where child_id = ${child.id} and step = 'approved'`).length,
    1,
  )
})

test('a wrong school’s action is not found, whatever it sends', async () => {
  const child = await childOf({ stop: '', ground: 'R9-A' })
  const viewer = people.wrongSchool.headteacher.viewer('2026-01-12')
  await assert.rejects(
    asViewer(sql, viewer, tx =>
      askForRemoval(tx, viewer, {
        childId: child.id,
        ground: 'R9-A',
        evidence: evidenceOf({ stop: '', ground: 'R9-A' }),
      }),
    ),
    NotFound,
  )
  await stillOn(child, 'another school’s action')
})
