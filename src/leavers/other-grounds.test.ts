// The grounds that need no joint enquiries: asked with what the school gives, decided by the headteacher, and what follows.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { askForRemoval, decideRemoval } from './actions.ts'
import { makeCalendar, makeEverythingElse, makeRegister } from './testing/absence.ts'

const today = '2025-11-10'
let owner: Sql
let app: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
})

const asHead = <T>(on: string, work: (tx: Tx, viewer: ReturnType<typeof viewerOn>) => Promise<T>) =>
  asViewer(app, viewerOn(on), tx => work(tx, viewerOn(on)))
const viewerOn = (on: string) => people.right.headteacher.viewer(on)

const onRoll = (dob = '2014-01-15'): Promise<TestChild> =>
  makeChild(owner, { school: people.alder, bornOn: dob })

async function ask(child: TestChild, ground: string, evidence: Record<string, unknown>, on = today) {
  const asked = await asHead(on, (tx, viewer) =>
    askForRemoval(tx, viewer, { childId: child.id, ground, evidence }),
  )
  assert(asked.allowed, JSON.stringify(asked))
  return asked.value
}

const approve = (token: string, on = today) =>
  asHead(on, (tx, viewer) => decideRemoval(tx, viewer, { token, approve: true, why: '' }))

type Row = {
  ground: string
  decision: string
  step: string
  refusals: {
    says: string
    cites: string
    rule: string
    ruleVersion: string
    mark: string
    settledBy: string
  }[]
  facts: Record<string, unknown> & { follows?: { rule: string }[] }
}
const rowsOf = (child: TestChild) =>
  owner<
    Row[]
  >`select ground, decision, step, refusals, facts from removals where child_id = ${child.id} order by at, id`
const saysOf = async (child: TestChild) => (await rowsOf(child)).at(-1)!.refusals.map(one => one.says)
const casesOf = (child: TestChild) => owner`select 1 from cases where child_id = ${child.id}`
const flag = (child: TestChild, name: string) => owner`
  insert into child_flags (la_code, id, child_id, flag, says, source)
  values ('001', gen_random_uuid(), ${child.id}, ${name}, 'yes', 'A test')`

const atElm = {
  other_school: 'Elm Example Primary',
  how_known: 'confirmed by the school',
  registered_on: '2025-11-10',
  confirmation: 'Email of 10 November',
  dual_registration_agreed: false,
  attendance_order: 'none',
  mobile_child_main_school: false,
}
const atHome = {
  notice: 'letter',
  notice_dated_on: '2025-11-05',
  notice_received_on: '2025-11-06',
  from_parent: true,
  says_educated_otherwise: true,
  last_day: '2025-11-07',
  notice_kept: 'Letter, in the file',
  attendance_order: 'none',
  special_school_place_by_authority: false,
}
const far = {
  lives_within_distance: false,
  boards: false,
  moved_on: '2025-10-27',
  address_verified_on: '2025-11-06',
  address_verified_by: 'The authority there',
  expected_to_attend_again: false,
  expected_reasons: 'They have moved for good',
}

describe('a ground without joint enquiries', () => {
  test('A: registered elsewhere, approved: off the register today; nobody has to look for the child', async () => {
    const child = await onRoll()
    const asked = await ask(child, 'R9-A', atElm)
    assert.equal(asked.allowed, true)
    assert.equal(
      (await owner`select 1 from enrolments where id = ${child.enrolmentId} and leaving_date is null`).length,
      1,
    )
    const decided = await approve(asked.token)
    assert(decided.allowed && !decided.value.isCaseOpen)
    const [enrolment] =
      await owner`select leaving_date, ground from enrolments where id = ${child.enrolmentId}`
    assert.deepEqual({ ...enrolment }, { leaving_date: today, ground: 'R9-A' })
    assert.equal((await casesOf(child)).length, 0)
    const [first, second] = await rowsOf(child)
    assert.deepEqual(first!.facts.evidence, atElm)
    assert.equal(first!.facts.ruleVersion, '2024-08-19')
    assert.equal(typeof first!.facts.calendarVersion, 'string')
    assert.equal((first!.facts.inputs as { dob: string }).dob, '2014-01-15')
    assert.equal(second!.step, 'approved')
    assert.deepEqual(second!.facts.evidence, atElm)
    assert.deepEqual(
      second!.facts.follows!.map(one => one.rule),
      ['T-11', 'T-21', 'LET-10'],
    )
  })

  test('27: an offer is refused, and the refusal is kept with its law, its version and what would settle it', async () => {
    const child = await onRoll()
    const asked = await ask(child, 'R9-A', { ...atElm, how_known: 'offer' })
    assert.equal(asked.allowed, false)
    const [row] = await rowsOf(child)
    assert.equal(row!.decision, 'refused')
    assert.equal(row!.refusals.length, 1)
    assert.match(row!.refusals[0]!.says, /An offer is not registration/)
    assert.equal(row!.refusals[0]!.rule, 'R9-A')
    assert.equal(row!.refusals[0]!.ruleVersion, '2024-08-19')
    assert.equal(row!.refusals[0]!.mark, 'read')
    assert.match(row!.refusals[0]!.settledBy, /confirmation of registration/)
    const tried = await approve(asked.token)
    assert(!tried.allowed)
  })

  test('23 to 25: home education waits for the stated day; the record is more careful than the form', async () => {
    const plain = await onRoll()
    await flag(plain, 'EHCP')
    assert.equal((await ask(plain, 'R9-F', atHome, '2025-11-07')).allowed, false)
    assert.deepEqual(await saysOf(plain), [
      'The day that the notice states, Friday 7 November 2025, has not passed',
    ])
    const asked = await ask(plain, 'R9-F', atHome)
    assert.equal(asked.allowed, true)
    const decided = await approve(asked.token)
    // Presumed suitable until the authority finds otherwise: told, not looked for.
    assert(decided.allowed && !decided.value.isCaseOpen)
    assert.ok((await rowsOf(plain)).at(-1)!.facts.follows!.some(one => one.rule === 'T-20'))

    const ordered = await onRoll()
    await flag(ordered, 'attendance_order')
    assert.equal((await ask(ordered, 'R9-F', atHome)).allowed, false)
    assert.deepEqual(await saysOf(ordered), [
      'A school attendance order is in force: it must first be revoked',
    ])

    await owner`update schools set phase = 'special' where id = ${people.alder.id}`
    const special = await onRoll()
    await flag(special, 'EHCP')
    assert.equal((await ask(special, 'R9-F', atHome)).allowed, false)
    assert.match((await saysOf(special))[0]!, /has not consented/)
    await owner`update schools set phase = 'primary' where id = ${people.alder.id}`
  })

  test('G: moved, and no next school confirmed: a possible CME case the same day; confirmed, none', async () => {
    const lost = await onRoll()
    const decided = await approve((await ask(lost, 'R9-G', far)).token)
    assert(decided.allowed && decided.value.isCaseOpen)
    const [opened] = await owner`
      select c.opened_on, e.data from cases c join case_events e on e.la_code = c.la_code and e.case_id = c.id
      where c.child_id = ${lost.id} and e.type = 'received'`
    assert.equal(opened!.opened_on, today)
    assert.equal((opened!.data as { startCode: string }).startCode, 'START-02')
    assert.match((opened!.data as { says: string }).says, /No next school or provision is confirmed/)
    assert.equal((await rowsOf(lost)).at(-1)!.facts.caseOpened, true)
    const placed = await onRoll()
    const settled = await approve(
      (await ask(placed, 'R9-G', { ...far, next: 'school', next_confirmed: true })).token,
    )
    assert(settled.allowed && !settled.value.isCaseOpen)
    assert.equal((await casesOf(placed)).length, 0)
  })

  test('K: a death opens no case, and nothing goes to the family', async () => {
    const child = await onRoll()
    const asked = await ask(child, 'R9-K', { death_confirmed_on: today, death_confirmed_by: 'The authority' })
    assert((await approve(asked.token)).allowed)
    assert.equal((await casesOf(child)).length, 0)
    assert.deepEqual(
      (await rowsOf(child)).at(-1)!.facts.follows!.map(one => one.rule),
      ['T-11', 'LET-10'],
    )
  })

  test('9(3): a child not of compulsory school age has grounds of their own', async () => {
    const child = await onRoll('2022-05-10')
    const left = { left_on: '2025-11-07', left_known_by: 'Email' }
    assert.equal((await ask(child, 'R9-A', atElm)).allowed, false)
    assert.match((await saysOf(child))[0]!, /only for a pupil of compulsory school age/)
    const asked = await ask(child, 'R9-3-LEFT', left)
    assert.equal(asked.allowed, true)
    assert((await approve(asked.token)).allowed)
    assert.equal((await casesOf(child)).length, 0)
    const older = await onRoll()
    assert.equal((await ask(older, 'R9-3-LEFT', left)).allowed, false)
  })

  test('9(3): 20 days away are counted from the register, and the enquiries are those on record', async () => {
    const child = await onRoll('2021-05-10')
    await makeRegister(owner, child, today, ['2025-09-15', 'O'])
    const given = {
      whereabouts: 'not found',
      sickness_or_unavoidable_cause: 'no',
      cause_reasons: 'Gone, says the landlord',
    }
    assert.equal((await ask(child, 'R9-3-ABSENT', given)).allowed, false)
    assert.deepEqual(await saysOf(child), [
      'The school has still to do: any enquiry since the absence began on Monday 15 September 2025',
    ])
    await owner`
      insert into enquiries (la_code, id, child_id, school_id, side, check_code, method, result, done_on, by_name, by_role)
      values ('001', gen_random_uuid(), ${child.id}, ${people.alder.id}, 'school', 'RS09', 'visit', 'no answer',
              '2025-10-01', 'A test', 'attendance-officer')`
    assert.equal((await ask(child, 'R9-3-ABSENT', given)).allowed, true)
  })

  test('there is exactly one: while one waits for the headteacher no other is met', async () => {
    const child = await onRoll()
    const first = await ask(child, 'R9-A', atElm)
    assert.equal((await ask(child, 'R9-F', atHome)).allowed, false)
    assert.deepEqual(await saysOf(child), [
      'Another ground is being worked on for this pupil: a removal has exactly one',
    ])
    await makeRegister(owner, child, today, ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, today)
    assert.equal((await ask(child, 'R9-I', {})).allowed, false)
    assert.deepEqual(await saysOf(child), [
      'Another ground is being worked on for this child: a removal has exactly one',
    ])
    const refused = await asHead(today, (tx, viewer) =>
      decideRemoval(tx, viewer, { token: first.token, approve: false, why: 'Home education it is' }),
    )
    assert(refused.allowed)
    assert.equal((await ask(child, 'R9-F', atHome)).allowed, true)
  })

  test('asked again with the same it stands; with other words it is asked anew', async () => {
    const child = await onRoll()
    const first = await ask(child, 'R9-A', atElm)
    const { other_school, ...rest } = atElm
    assert.equal((await ask(child, 'R9-A', { ...rest, other_school })).token, first.token)
    assert.notEqual((await ask(child, 'R9-A', { ...atElm, confirmation: 'A letter too' })).token, first.token)
    assert.equal((await rowsOf(child)).length, 2)
  })

  test('what was met when it was asked is asked again when it is decided', async () => {
    const child = await onRoll()
    const asked = await ask(child, 'R9-F', atHome)
    await flag(child, 'attendance_order')
    const decided = await approve(asked.token)
    assert(!decided.allowed)
    assert.match(decided.refusals[0]!.says, /order is in force/)
    const rows = await rowsOf(child)
    assert.equal(rows.at(-1)!.decision, 'refused')
    const [enrolment] = await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  })

  test('31: in the most senior class the return goes before the end of the last term, and none is due after', async () => {
    const child = await onRoll('2010-03-02')
    await owner`update enrolments set most_senior_class = true where id = ${child.enrolmentId}`
    const leaving = { leaving: 'says will leave', leaving_known_on: '2026-06-12', leaving_kept: 'Form' }
    assert.equal((await ask(child, 'R9-L', leaving, '2026-06-25')).allowed, false)
    assert.equal((await ask(child, 'R9-L', leaving, '2026-06-26')).allowed, true)
    assert.equal((await rowsOf(child)).at(-1)!.facts.follows![0]!.rule, 'T-11')
  })
})
