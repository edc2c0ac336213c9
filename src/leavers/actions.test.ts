import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestChild, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { type Decision, NotFound } from '../platform/errors.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import {
  type Asking,
  answerRemoval,
  askForRemoval,
  decideRemoval,
  type MadeRemoval,
  removalAlreadyMade,
  signConclusion,
} from './actions.ts'
import {
  type asking,
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
let app: Sql
let people: TestPeople
before(async () => {
  const database = await freshDatabase()
  owner = database.owner
  app = database.app
  people = await makePeople(owner)
  await makeCalendar(owner)
})

const as = <T>(person: ReturnType<typeof asking>, today: string, work: (tx: Tx) => Promise<T>) =>
  asViewer(app, person.viewer(today), work)

/** A child at Alder, away as said up to a day. */
async function away(last: string, ...froms: readonly From[]): Promise<TestChild> {
  const child = await makeChild(owner, { school: people.alder })
  await makeRegister(owner, child, last, ...froms)
  return child
}

const ask = (child: TestChild, ground: string, today: string, proposedOn?: string) =>
  as(people.right.headteacher, today, tx =>
    askForRemoval(tx, people.right.headteacher.viewer(today), {
      childId: child.id,
      ground,
      ...(proposedOn && { proposedOn }),
    }),
  )

type Kept = { decision: string; refusals: { says: string; cites: string }[]; kind: string; step: string }
const removalsOf = (child: TestChild) =>
  owner<
    Kept[]
  >`select decision, refusals, kind, step from removals where child_id = ${child.id} order by at, id`

/** Refused, and the refusal kept: gives every reason. */
async function refusedWith(child: TestChild, asked: Promise<Decision<Asking>>): Promise<string[]> {
  const decided = await asked
  assert(decided.allowed && !decided.value.allowed, 'expected a refusal that is kept')
  const kept = (await removalsOf(child)).at(-1)!
  assert.equal(kept.decision, 'refused')
  for (const { cites } of kept.refusals) assert.notEqual(cites, '')
  return kept.refusals.map(({ says }) => says)
}

async function allowedOf(asked: Promise<Decision<Asking>>): Promise<Asking> {
  const decided = await asked
  assert(decided.allowed && decided.value.allowed, `expected to be allowed: ${JSON.stringify(decided)}`)
  return decided.value
}

describe('asking for a removal on ground I', () => {
  test('example 17: on the 20th school day, with nothing else, everything else is missing', async () => {
    const child = await away('2025-10-10', ['2025-09-15', 'O'])
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-10-10'))
    assert(!says.some(one => one.includes('20 school days of continuous')), says.join('\n'))
    assert(
      says.some(one => one === 'The school has still to do: Ring every number held for the parents'),
      says.join('\n'),
    )
    assert(says.some(one => one.startsWith('The authority has still to do: Rolls')))
    assert(says.includes('The authority has not replied in writing'))
    assert(says.includes('The joint enquiries have not come to a conclusion'))
    assert(says.includes('Signature of the headteacher, with name and date, is missing'))
    assert(says.includes('Signature of the designated safeguarding lead, with name and date, is missing'))
    const [enrolment] = await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  })

  test('the day before the 20th, the register does not show it, whatever was concluded', async () => {
    const child = await away('2025-10-09', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-09')
    assert.deepEqual(await refusedWith(child, ask(child, 'R9-I', '2025-10-09')), [
      'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
    ])
  })

  test('example 18: found, and expected back', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20', 'LOCATED_EXPECTED_TO_ATTEND')
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-10-20'))
    assert(says.includes('The child was found and is expected to attend again'), says.join('\n'))
  })

  test('example 19: found abroad, both agree on 20 October: from that day, and not dated 10 October', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20')
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-10-20', '2025-10-10'))
    assert.deepEqual(says, [
      'Friday 10 October 2025 has gone by: a removal is never backdated',
      'The ground was not met before Monday 20 October 2025, so the name cannot come off before then',
    ])
    await allowedOf(ask(child, 'R9-I', '2025-10-20'))
  })

  test('example 20: one session of Y2 among twenty days of O', async () => {
    const child = await away(
      '2025-10-10',
      ['2025-09-15', 'O'],
      ['2025-09-24', 'Y2', 'O'],
      ['2025-09-25', 'O'],
    )
    await makeEverythingElse(owner, child, '2025-10-10')
    assert.deepEqual(await refusedWith(child, ask(child, 'R9-I', '2025-10-10')), [
      'The register does not show 20 school days of continuous absence, every session taken and coded G, N or O',
      'The morning of Wednesday 24 September 2025 has code Y2, which is not G, N or O',
    ])
  })

  test('a child who has been in school since is not absent', async () => {
    const child = await away(
      '2025-10-14',
      ['2025-09-15', 'O'],
      ['2025-10-13', '/', '\\'],
      ['2025-10-14', 'O'],
    )
    await makeEverythingElse(owner, child, '2025-10-14')
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-10-14'))
    assert(says.includes('The child has been in school since, on Monday 13 October 2025'), says.join('\n'))
  })

  test('what was done and concluded in an earlier absence is not about this one', async () => {
    const child = await away(
      '2025-11-28',
      ['2025-10-01', 'O'],
      ['2025-10-24', '/', '\\'],
      ['2025-11-04', 'O'],
    )
    await makeEverythingElse(owner, child, '2025-10-20')
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-12-01'))
    assert(says.includes('The authority has not replied in writing'), says.join('\n'))
    assert(says.some(one => one.startsWith('The school has still to do')))
  })

  test('one conclusion alone never opens it, and two that differ neither', async () => {
    for (const [school, authority] of [
      ['NOT_LOCATED_AFTER_JOINT', undefined],
      [undefined, 'NOT_LOCATED_AFTER_JOINT'],
      ['NOT_LOCATED_AFTER_JOINT', 'LOCATED_AGREED_WILL_NOT_ATTEND'],
      ['NOT_LOCATED_AFTER_JOINT', 'IN_PROGRESS'],
    ] as const) {
      const child = await away('2025-10-20', ['2025-09-15', 'O'])
      const caseId = await makeCase(owner, child, '2025-10-20')
      await makeSchoolChecks(owner, child, '2025-10-20')
      await makeAuthorityChecks(owner, child, caseId, '2025-10-20')
      if (school)
        await makeConclusion(owner, child, caseId, { side: 'school', outcome: school, on: '2025-10-20' })
      if (authority) {
        await makeConclusion(owner, child, caseId, {
          side: 'authority',
          outcome: authority,
          on: '2025-10-20',
        })
      }
      assert.notDeepEqual(await refusedWith(child, ask(child, 'R9-I', '2025-10-20')), [])
    }
  })

  test('never by time alone: the whole year away, without both conclusions', async () => {
    const child = await away('2026-07-20', ['2025-09-15', 'O'])
    await makeSchoolChecks(owner, child, '2026-07-01')
    for (const today of ['2025-11-14', '2026-02-27', '2026-07-20', '2026-08-31']) {
      const says = await refusedWith(child, ask(child, 'R9-I', today))
      assert(says.includes('The joint enquiries have not come to a conclusion'), today)
    }
  })

  test('a check of the authority whose name would say something of the family is not named to the school', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    const says = (await refusedWith(child, ask(child, 'R9-I', '2025-10-20'))).join('\n')
    assert.match(says, /The authority has still to do: \d+ more of its own checks/)
    assert.doesNotMatch(says, /Social care|Virtual School, looked-after/)
  })

  test('a child looked after is held until the Virtual School is told', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20')
    await owner`insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', gen_random_uuid(), ${child.id}, 'in_care', 'yes', 'A test')`
    const says = await refusedWith(child, ask(child, 'R9-I', '2025-10-20'))
    assert(
      says.includes('The child is looked after and the Virtual School has not been told'),
      says.join('\n'),
    )
  })
})

describe('asking for a removal on ground H', () => {
  test('example 21: leave 1 to 12 December: not before Monday 12 January', async () => {
    const child = await away('2026-01-12', ['2025-12-01', 'C'], ['2025-12-15', 'O'])
    await makeLeave(owner, child, '2025-12-01', '2025-12-12')
    await makeEverythingElse(owner, child, '2026-01-09')
    // On Friday 9 January the day's own marks are the last there are.
    assert.deepEqual(await refusedWith(child, ask(child, 'R9-H', '2026-01-09')), [
      'The register does not show 10 school days of absence straight after the leave that ended on Friday 12 December 2025',
    ])
    await allowedOf(ask(child, 'R9-H', '2026-01-12'))
  })

  test('example 22: leave of three days counts as leave: Friday 6 March', async () => {
    const child = await away('2026-03-06', ['2026-02-11', 'C'], ['2026-02-23', 'O'])
    await makeLeave(owner, child, '2026-02-11', '2026-02-13')
    await makeEverythingElse(owner, child, '2026-03-05')
    assert.deepEqual(await refusedWith(child, ask(child, 'R9-H', '2026-03-05')), [
      'The register does not show 10 school days of absence straight after the leave that ended on Friday 13 February 2026',
    ])
    await allowedOf(ask(child, 'R9-H', '2026-03-06'))
  })

  test('without leave there is none to overrun', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20')
    const says = await refusedWith(child, ask(child, 'R9-H', '2025-10-20'))
    assert(says.includes('No leave was granted, so there is no leave to have overrun'), says.join('\n'))
  })

  test('with leave and days but no conclusion it is refused, however long ago', async () => {
    const child = await away('2026-07-20', ['2025-12-01', 'C'], ['2025-12-15', 'O'])
    await makeLeave(owner, child, '2025-12-01', '2025-12-12')
    const says = await refusedWith(child, ask(child, 'R9-H', '2026-07-20'))
    assert(says.includes('The joint enquiries have not come to a conclusion'))
  })
})

describe('asking', () => {
  test('what is no ground is not asked about, and nothing is kept', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    for (const ground of ['R8-H', 'poor attendance', 'other', '']) {
      const decided = await ask(child, ground, '2025-10-20')
      assert(!decided.allowed)
      assert.match(decided.refusals[0]!.says, /Choose one of the grounds that the law gives/)
    }
    assert.equal((await removalsOf(child)).length, 0)
  })

  test('is for the child’s own school', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    const stranger = people.wrongSchool.headteacher
    const officer = people.right['cme-officer']
    for (const person of [stranger, officer]) {
      await assert.rejects(
        as(person, '2025-10-20', tx =>
          askForRemoval(tx, person.viewer('2025-10-20'), { childId: child.id, ground: 'R9-I' }),
        ),
        NotFound,
      )
    }
  })

  test('again, while the headteacher has not decided, gives the same asking', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20')
    const first = await allowedOf(ask(child, 'R9-I', '2025-10-20'))
    const again = await allowedOf(ask(child, 'R9-I', '2025-10-20'))
    assert.equal(again.token, first.token)
    assert.equal((await removalsOf(child)).length, 1)
  })
})

describe('the headteacher', () => {
  const decide = (
    token: string,
    today: string,
    approve = true,
    why = 'Agreed',
    person = people.right.headteacher,
  ) => as(person, today, tx => decideRemoval(tx, person.viewer(today), { token, approve, why }))

  async function ready(): Promise<{ child: TestChild; token: string; caseId: string }> {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    const caseId = await makeEverythingElse(owner, child, '2025-10-20')
    const { token } = await allowedOf(ask(child, 'R9-I', '2025-10-20'))
    return { child, token, caseId }
  }

  test('approves: the name comes off that day, the case stays open, and twice is once', async () => {
    const { child, token, caseId } = await ready()
    const decided = await decide(token, '2025-10-21')
    assert(
      decided.allowed && decided.value.step === 'approved' && !decided.value.already,
      JSON.stringify(decided),
    )
    const [enrolment] = await owner`
      select leaving_date, ground, seen_until from enrolments where id = ${child.enrolmentId}`
    assert.deepEqual(
      { ...enrolment },
      { leaving_date: '2025-10-21', ground: 'R9-I', seen_until: '2026-01-19' },
    )
    const [open] = await owner`select closed_on from cases where id = ${caseId}`
    assert.equal(open!.closed_on, null)
    const events = await owner`select type from case_events where case_id = ${caseId} order by id`
    assert.equal(events.at(-1)!.type, 'removal-added')
    const [event] =
      await owner`select type, by_name from enrolment_events where enrolment_id = ${child.enrolmentId}`
    assert.deepEqual({ ...event }, { type: 'removed', by_name: 'Alder headteacher' })
    const again = await decide(token, '2025-10-21')
    assert(again.allowed && again.value.already)
    assert.equal((await removalsOf(child)).length, 2)
  })

  test('alone decides', async () => {
    const { token } = await ready()
    for (const role of ['dsl', 'attendance-officer', 'cme-officer'] as const) {
      await assert.rejects(decide(token, '2025-10-21', true, '', people.right[role]), NotFound)
    }
    await assert.rejects(decide(token, '2025-10-21', true, '', people.wrongSchool.headteacher), NotFound)
  })

  test('does not approve, with a reason, and the name stays', async () => {
    const { child, token } = await ready()
    const unsaid = await decide(token, '2025-10-21', false, ' ')
    assert(!unsaid.allowed)
    const decided = await decide(token, '2025-10-21', false, 'An aunt rang this morning')
    assert(decided.allowed && decided.value.step === 'not approved')
    const kept = (await removalsOf(child)).at(-1)!
    assert.equal(kept.refusals[0]!.says, 'The headteacher did not approve: An aunt rang this morning')
    const [enrolment] = await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  })

  test('cannot approve what is no longer there: the child came back in the meantime', async () => {
    const { child, token } = await ready()
    await makeRegister(owner, child, '2025-10-21', ['2025-09-15', 'O'], ['2025-10-21', '/', '\\'])
    const decided = await decide(token, '2025-10-21')
    assert(!decided.allowed)
    assert.equal(decided.refusals[0]!.says, 'The child has been in school since, on Tuesday 21 October 2025')
    const kept = (await removalsOf(child)).at(-1)!
    assert.equal(kept.decision, 'refused')
    const [enrolment] = await owner`select leaving_date from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.leaving_date, null)
  })

  test('cannot approve what was refused', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    const asked = await ask(child, 'R9-I', '2025-10-20')
    assert(asked.allowed && !asked.value.allowed)
    const decided = await decide(asked.value.token, '2025-10-20')
    assert(!decided.allowed)
  })
})

describe('the school’s conclusion', () => {
  const sign = (child: TestChild, today: string, person = people.right.headteacher) =>
    as(person, today, tx =>
      signConclusion(tx, person.viewer(today), {
        childId: child.id,
        outcome: 'NOT_LOCATED_AFTER_JOINT',
        unavoidable: 'no',
        reasons: 'Every check was made and nobody knows',
      }),
    )

  test('needs the authority’s open case: nothing is joint without it', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    const signed = await sign(child, '2025-10-20')
    assert(!signed.allowed)
    assert.match(signed.refusals[0]!.says, /Refer the child to the authority first/)
  })

  test('is signed by the headteacher, and once', async () => {
    const child = await away('2025-10-20', ['2025-09-15', 'O'])
    await makeCase(owner, child, '2025-10-13')
    await assert.rejects(sign(child, '2025-10-20', people.right.dsl), NotFound)
    assert.deepEqual(await sign(child, '2025-10-20'), { allowed: true, value: { already: false } })
    assert.deepEqual(await sign(child, '2025-10-20'), { allowed: true, value: { already: true } })
    const rows = await owner`
      select side, outcome, signed_name, signed_on from joint_conclusions where child_id = ${child.id}`
    assert.deepEqual(
      rows.map(row => ({ ...row })),
      [
        {
          side: 'school',
          outcome: 'NOT_LOCATED_AFTER_JOINT',
          signed_name: 'Alder headteacher',
          signed_on: '2025-10-20',
        },
      ],
    )
  })
})

describe('a removal already made in the school’s own system', () => {
  async function left(leavingDate: string, dob = '2017-03-14'): Promise<TestChild> {
    return makeChild(owner, { school: people.alder, bornOn: dob, leavingDate, seenUntil: leavingDate })
  }
  const told = (child: TestChild, made: Partial<MadeRemoval> & { leavingDate: string; on: string }) =>
    asViewer(app, systemViewer('001', made.on), tx =>
      removalAlreadyMade(tx, systemViewer('001', made.on), {
        childId: child.id,
        enrolmentId: child.enrolmentId,
        schoolId: people.alder.id,
        ...made,
      }),
    )
  const casesOf = (child: TestChild) =>
    owner`select start_code, standing, opened_on, closed_on from cases where child_id = ${child.id}`

  test('is flagged, asked about, told, and a case opened the same day; and a file sent twice does it once', async () => {
    const child = await left('2025-11-07')
    const made = { leavingDate: '2025-11-07', on: '2025-11-10' }
    await told(child, made)
    await told(child, made)
    const kept = await removalsOf(child)
    assert.equal(kept.length, 1)
    assert.equal(kept[0]!.decision, 'flagged')
    assert.deepEqual(
      kept[0]!.refusals.map(one => one.says),
      [
        'No ground was given for the removal',
        'No next school is given, and no register known to Onroll has the child',
        'The authority had no deletion return by Friday 7 November 2025, the day it was due',
      ],
    )
    assert.deepEqual(
      (await casesOf(child)).map(row => ({ ...row })),
      [{ start_code: 'START-02', standing: 'possible CME', opened_on: '2025-11-10', closed_on: null }],
    )
    const [enrolment] = await owner`select seen_until from enrolments where id = ${child.enrolmentId}`
    assert.equal(enrolment!.seen_until, '2026-02-08')
  })

  test('two deliveries at once do it once', async () => {
    const child = await left('2025-11-07')
    const made = { leavingDate: '2025-11-07', on: '2025-11-10' }
    await Promise.all([told(child, made), told(child, made), told(child, made)])
    assert.equal((await removalsOf(child)).length, 1)
    assert.equal((await casesOf(child)).length, 1)
  })

  test('with a ground of the 2006 Regulations, says so', async () => {
    const child = await left('2025-11-07')
    await told(child, {
      leavingDate: '2025-11-07',
      on: '2025-11-07',
      ground: 'R8-H',
      groundAsReceived: '8(1)(h)',
    })
    const [kept] = await removalsOf(child)
    assert.equal(
      kept!.refusals[0]!.says,
      '"8(1)(h)" is a ground of the 2006 Regulations (Continuously absent for 20 school days), which ended on 18 August 2024',
    )
  })

  test('on ground I without joint enquiries: the guard’s every reason', async () => {
    const child = await left('2025-10-10')
    await makeRegister(owner, child, '2025-10-10', ['2025-09-15', 'O'])
    await told(child, { leavingDate: '2025-10-10', on: '2025-10-13', ground: 'R9-I', groundAsReceived: 'I' })
    const [kept] = await removalsOf(child)
    const says = kept!.refusals.map(one => one.says)
    assert(says.includes('The joint enquiries have not come to a conclusion'), says.join('\n'))
    assert(says.includes('The authority has not replied in writing'))
    assert(!says.some(one => one.includes('20 school days of continuous absence')), 'the days were there')
    assert(!says.some(one => one.includes('never backdated')), 'it was for the day it happened')
  })

  test('on ground I before the 20th day, says that too', async () => {
    const child = await left('2025-10-03')
    await makeRegister(owner, child, '2025-10-03', ['2025-09-15', 'O'])
    await told(child, { leavingDate: '2025-10-03', on: '2025-10-03', ground: 'R9-I', groundAsReceived: 'I' })
    const [kept] = await removalsOf(child)
    assert(kept!.refusals.some(one => one.says.startsWith('The register does not show 20 school days')))
  })

  test('what was concluded after the day does not make it lawful on the day', async () => {
    const child = await left('2025-10-10')
    await makeRegister(owner, child, '2025-10-10', ['2025-09-15', 'O'])
    await makeEverythingElse(owner, child, '2025-10-20')
    await told(child, { leavingDate: '2025-10-10', on: '2025-10-21', ground: 'R9-I', groundAsReceived: 'I' })
    const [kept] = await removalsOf(child)
    assert(kept!.refusals.some(one => one.says === 'The authority has not replied in writing'))
  })

  test('to a school whose register has the child: confirmed, nothing asked, no case', async () => {
    const child = await left('2025-11-07')
    await owner`
      insert into enrolments (la_code, id, child_id, school_id, mis_id, entry_date)
      values ('001', gen_random_uuid(), ${child.id}, ${people.cedar.id}, 'X1', '2025-11-10')`
    await told(child, { leavingDate: '2025-11-07', on: '2025-11-10', ground: 'R9-A', groundAsReceived: 'A' })
    const [kept] = await removalsOf(child)
    assert.equal(kept!.decision, 'allowed')
    const [row] = await owner`select r::text as words from removals r where child_id = ${child.id}`
    assert.doesNotMatch(row!.words, /Cedar/, 'the old school’s own row does not say where the child is')
    assert.equal((await casesOf(child)).length, 0)
  })

  test('the other register may have the child under another record: two people’s link counts, one’s word does not', async () => {
    const child = await left('2025-11-07')
    const other = await makeChild(owner, { school: people.cedar, entryDate: '2025-11-10' })
    await owner`
      insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_name)
      values ('001', gen_random_uuid(), ${other.id}, ${child.id}, 'same', 'Same birth certificate', '{}', 'A test')`
    const leaver = await left('2025-11-07')
    const [one, two] = [leaver.id, other.id].sort()
    await owner`
      insert into child_links (la_code, id, token, child_id, other_id, how, why, proposed_by, proposed_name, made_by, made_name,
                               band, probability, model_version, evidence)
      values ('001', gen_random_uuid(), 'link-of-a-test', ${one!}, ${two!}, 'two people', 'Same birth certificate',
              gen_random_uuid(), 'One Test', gen_random_uuid(), 'Other Test', 'probable', 0.97, 'starting-1', '[]')`
    const telling = {
      leavingDate: '2025-11-07',
      on: '2025-11-10',
      ground: 'R9-A',
      groundAsReceived: 'A',
    } as const
    await told(child, telling)
    await told(leaver, telling)
    assert.equal((await casesOf(child)).length, 1)
    assert.equal((await casesOf(leaver)).length, 0)
  })

  test('a destination that nobody confirmed is not a destination', async () => {
    const child = await left('2025-11-07')
    await told(child, {
      leavingDate: '2025-11-07',
      on: '2025-11-07',
      ground: 'R9-A',
      groundAsReceived: 'A',
      destination: 'Elm Academy',
    })
    const [kept] = await removalsOf(child)
    assert(
      kept!.refusals.some(
        one =>
          one.says === 'The file names "Elm Academy" as the next place, and nobody there has confirmed it',
      ),
    )
    assert.equal((await casesOf(child)).length, 1)
  })

  test('a child past compulsory age is not missing education', async () => {
    const child = await left('2026-07-20', '2009-10-01')
    await told(child, { leavingDate: '2026-07-20', on: '2026-07-21', ground: 'R9-L', groundAsReceived: 'L' })
    assert.equal((await casesOf(child)).length, 0)
  })

  test('a child without a date of birth may be missing', async () => {
    const child = await left('2025-11-07')
    await owner`update children set date_of_birth = null where id = ${child.id}`
    await told(child, { leavingDate: '2025-11-07', on: '2025-11-07' })
    assert.equal((await casesOf(child)).length, 1)
  })

  test('adds to the case the child has open', async () => {
    const child = await left('2025-11-07')
    const caseId = await makeCase(owner, child, '2025-11-03')
    await told(child, { leavingDate: '2025-11-07', on: '2025-11-07' })
    assert.equal((await casesOf(child)).length, 1)
    const events = await owner`select type from case_events where case_id = ${caseId} order by id`
    assert.equal(events.at(-1)!.type, 'removal-added')
  })

  test('the school answers while it may still see the child; the same answer again adds nothing', async () => {
    const child = await left('2025-11-07')
    await told(child, { leavingDate: '2025-11-07', on: '2025-11-10' })
    const [row] = await owner`select token, facts from removals where child_id = ${child.id}`
    const questions = (row!.facts as { questions: { asks: string }[] }).questions
    const answers = questions.map(({ asks }) => ({ question: asks, answer: 'Not known' }))
    const officer = people.right['attendance-officer']
    const answer = () =>
      as(officer, '2025-12-01', tx =>
        answerRemoval(tx, officer.viewer('2025-12-01'), { token: row!.token as string, answers }),
      )
    assert.deepEqual(await answer(), { allowed: true, value: { added: 3 } })
    assert.deepEqual(await answer(), { allowed: true, value: { added: 0 } })
    const stranger = people.wrongSchool.headteacher
    await assert.rejects(
      as(stranger, '2025-12-01', tx =>
        answerRemoval(tx, stranger.viewer('2025-12-01'), { token: row!.token as string, answers }),
      ),
      NotFound,
    )
  })
})

test('a name that came off here by approval is known when the school’s next file says so', async () => {
  const child = await away('2025-10-20', ['2025-09-15', 'O'])
  await makeEverythingElse(owner, child, '2025-10-20')
  const { token } = await allowedOf(ask(child, 'R9-I', '2025-10-20'))
  const head = people.right.headteacher
  await as(head, '2025-10-20', tx =>
    decideRemoval(tx, head.viewer('2025-10-20'), { token, approve: true, why: '' }),
  )
  const inFile = (leavingDate: string) =>
    asViewer(app, systemViewer('001', '2025-10-22'), tx =>
      removalAlreadyMade(tx, systemViewer('001', '2025-10-22'), {
        childId: child.id,
        enrolmentId: child.enrolmentId,
        schoolId: people.alder.id,
        leavingDate,
        ground: 'R9-I',
        groundAsReceived: 'I',
        on: '2025-10-22',
      }),
    )
  await inFile('2025-10-20')
  assert.equal((await removalsOf(child)).filter(one => one.kind === 'already made').length, 0)
  // Another day than the one approved is a removal of its own, and asked about.
  await inFile('2025-10-10')
  assert.equal((await removalsOf(child)).at(-1)!.decision, 'flagged')
})
