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
import { systemViewer } from '../access/viewer.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { answerAsked, comparePair, compareSome, decideOnPair, undoLink } from './actions.ts'
import { askAtTheDoor } from './doors/actions.ts'
import { keepSomeKeys } from './kept/store.ts'
import type { Answer } from './proposals/proposal.ts'
import { linkedWith } from './proposals/store.ts'

const today = '2026-11-20'
let db: FreshDatabase
let people: TestPeople
const system = systemViewer('001', today)
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const officer = () => people.right['cme-officer']
const second = () => people.wrongSchool['cme-officer']
const manager = () => people.right.manager
const otherManager = () => people.wrongSchool.manager

/** What the jobs process does from minute to minute: keys first, then the comparing. */
async function jobsRun(): Promise<void> {
  while ((await asViewer(db.app, system, tx => keepSomeKeys(tx, system, 500))) > 0);
  while ((await compareSome(db.app, system, 50)) > 0);
}
let letter = 0
/** Two records of one child at two schools; each pair of the test with names of its own. */
async function pair(
  other: Partial<Parameters<typeof makeChild>[1]> = {},
  one: Partial<Parameters<typeof makeChild>[1]> = {},
): Promise<[TestChild, TestChild]> {
  const name = [
    'Brackenridge',
    'Chesterholme',
    'Duxbridge',
    'Elverstone',
    'Farnleigh',
    'Gristhorpe',
    'Hollowfield',
    'Ivelchurch',
    'Jarrowby',
    'Kelsterton',
    'Lanthwaite',
    'Mossgrove',
    'Netherpool',
    'Oakenshaw',
    'Pendlehurst',
    'Quernmore',
    'Ravenscar',
    'Skelwith',
    'Thornsett',
    'Uldale',
    'Vexford',
    'Wetherlam',
    'Yealand',
    'Zennor',
    'Aldwincle',
    'Bramhope',
    'Caldecote',
  ][letter++]!
  const forename = [
    'Zofia',
    'Marek',
    'Ayaan',
    'Beatrix',
    'Caspian',
    'Dariusz',
    'Efua',
    'Farida',
    'Gwilym',
    'Hiroko',
  ][letter % 10]!
  const same = {
    surname: name,
    forename,
    bornOn: `2014-0${1 + (letter % 9)}-1${letter % 8}`,
    address: `${letter} Canary Lane`,
    phone: `07700 9${String(letter).padStart(2, '0')}111`,
    contact: `Helena ${name}`,
  }
  return [
    await makeChild(db.owner, { school: people.alder, ...same, ...one }),
    await makeChild(db.owner, { school: people.birch, ...same, ...other }),
  ]
}
const proposal = async ([a, b]: [TestChild, TestChild]) =>
  (
    await db.owner<
      { state: string; band: string; says: string | null; seen: unknown; urgency: number; token: string }[]
    >`
      select * from match_proposals where child_id in (${a.id}, ${b.id}) and other_id in (${a.id}, ${b.id})`
  )[0]
const decide = (
  person: TestPerson,
  [a, b]: [TestChild, TestChild],
  answer: Answer,
  why = 'Rang the school',
) => {
  const viewer = person.viewer(today)
  return asViewer(db.app, viewer, async tx => {
    const { seen } = await comparePair(tx, viewer, a.id, b.id)
    return decideOnPair(tx, viewer, { childId: a.id, otherId: b.id, answer, why, seen })
  })
}
const said = async (...given: Parameters<typeof decide>) => {
  const decision = await decide(...given)
  return decision.allowed ? decision.value.says : `refused: ${decision.refusals.map(one => one.says).join()}`
}
const knownAs = (person: TestPerson, child: TestChild) => {
  const viewer = person.viewer(today)
  return asViewer(db.app, viewer, tx => linkedWith(tx, viewer, child.id))
}
const linkToken = async ([a, b]: [TestChild, TestChild]) =>
  (
    await db.owner<{ token: string }[]>`
      select token from child_links where child_id in (${a.id}, ${b.id}) and other_id in (${a.id}, ${b.id})
      order by made_at desc`
  )[0]!.token
const protectedFrom = (child: TestChild, kind = 'address') =>
  asViewer(db.app, officer().viewer(today), async tx => {
    await tx`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child.id}, ${kind}, ${today}, 'Fear of violence', 'An officer')`
    await tx`select protect_child('001', ${child.id})`
  })
const link = async (two: [TestChild, TestChild], one = officer(), other = second()) => {
  await decide(one, two, 'same')
  return said(other, two, 'same')
}

describe('a record that came', () => {
  test('is compared with the others, and proposed to people; a stranger is not', async () => {
    const two = await pair()
    await makeChild(db.owner, {
      school: people.birch,
      surname: 'Zzyzx',
      forename: 'Quentin',
      bornOn: '2010-01-31',
    })
    await jobsRun()
    assert.equal((await proposal(two))?.state, 'open')
    const rows = await db.owner<{ n: number }[]>`
      select count(*)::int as n from match_proposals where child_id in (${two[0].id}, ${two[1].id})`
    assert.equal(rows[0]!.n, 1)
    const [asked] = await db.owner<{ asked_from: string; n: number }[]>`
      select a.asked_from, (select count(*)::int from match_answer_candidates c where c.asked_id = a.id) as n
      from match_asked a where a.child_id in (${two[0].id}, ${two[1].id}) limit 1`
    assert.deepEqual(asked, { asked_from: 'pupil import', n: 1 })
    const [{ waiting }] = await db.owner<
      [{ waiting: number }]
    >`select count(*)::int as waiting from match_again`
    assert.equal(waiting, 0)
  })
  test('keeps no home and no telephone of either in what is proposed', async () => {
    const two = await pair()
    await jobsRun()
    const kept = JSON.stringify((await proposal(two))!.seen)
    assert.match(kept, /Chesterholme/)
    assert.doesNotMatch(kept, /Canary Lane|Helena|07700/)
  })
  test('worked off twice, or again after it was broken off, proposes once', async () => {
    const two = await pair()
    await jobsRun()
    const before = await proposal(two)
    await db.owner`update children set forename = forename where id = ${two[0].id}`
    await jobsRun()
    assert.equal((await proposal(two))!.token, before!.token)
    assert.equal((await proposal(two))!.state, 'open')
  })
})

describe('deciding', () => {
  test('one person, then another: a link, two records, and both know each other', async () => {
    const two = await pair()
    await jobsRun()
    assert.match(await said(officer(), two, 'same'), /Another person confirms/)
    assert.equal((await proposal(two))!.state, 'to confirm')
    assert.deepEqual(await knownAs(officer(), two[0]), [])
    assert.match(await said(officer(), two, 'same'), /another person confirms/)
    assert.match(await said(second(), two, 'same'), /are linked/)
    assert.match(await said(second(), two, 'same'), /linked already/)
    assert.equal((await proposal(two))!.state, 'settled')
    assert.deepEqual(await knownAs(officer(), two[0]), [two[1].id])
    assert.deepEqual(await knownAs(officer(), two[1]), [two[0].id])
    const rows = await db.owner<
      { decision: string; band: string; probability: number; model_version: string; evidence: object[] }[]
    >`
      select * from match_decisions where child_id in (${two[0].id}, ${two[1].id}) order by decided_at`
    assert.equal(rows.length, 2, 'the same person twice is written once')
    assert.ok(rows.every(row => row.probability > 0.5 && row.model_version && row.evidence.length > 5))
    const children = await db.owner`select 1 from children where id in (${two[0].id}, ${two[1].id})`
    assert.equal(children.length, 2)
  })
  test('different is not proposed again', async () => {
    const two = await pair()
    await jobsRun()
    assert.match(await said(officer(), two, 'different'), /not asked again/)
    await db.owner`update children set middle_names = 'Ada' where id = ${two[0].id}`
    await jobsRun()
    assert.equal((await proposal(two))!.state, 'settled')
  })
  test('different is asked again when a UPN is found that both have, with the old answer kept', async () => {
    const two = await pair({
      surname: 'Otherwise',
      contact: 'Someone Else',
      phone: '07700 900999',
      address: '9 Elsewhere',
    })
    await jobsRun()
    await decide(officer(), two, 'different', 'Both were in class today')
    for (const child of two)
      await db.owner`update children set upn = 'B820200000001', upn_checked = true where id = ${child.id}`
    await jobsRun()
    const now = (await proposal(two))!
    assert.equal(now.state, 'questioned')
    assert.match(now.says!, /Changed since it was decided\. UPN: the same/)
    const rows = await db.owner`select 1 from match_decisions where child_id in (${two[0].id}, ${two[1].id})`
    assert.equal(rows.length, 1)
    assert.match(await said(second(), two, 'different'), /different children/)
    await db.owner`update children set middle_names = 'Ada' where id = ${two[0].id}`
    await jobsRun()
    assert.equal(
      (await proposal(two))!.state,
      'settled',
      'answered on the new facts, it is not asked a third time',
    )
  })
  test('is refused to an assistant, and hidden from a school', async () => {
    const two = await pair()
    assert.match(await said(people.right['cme-assistant'], two, 'same'), /^refused: Your role/)
    await assert.rejects(decide(people.right.dsl, two, 'same'), { name: 'NotFound' })
    await assert.rejects(decide(people.wrongAuthority.manager, two, 'same'), { name: 'NotFound' })
    assert.equal(
      (await db.owner`select 1 from match_decisions where child_id in (${two[0].id}, ${two[1].id})`).length,
      0,
    )
  })
  test('does not join records through a third that somebody judged different', async () => {
    const two = await pair()
    const third = await makeChild(db.owner, {
      school: people.cedar,
      surname: two[0].surname,
      forename: two[0].forename,
      bornOn: '2014-12-01',
    })
    await decide(officer(), [two[0], third], 'different')
    assert.match(await link(two), /are linked/)
    await decide(officer(), [two[1], third], 'same')
    assert.match(await said(second(), [two[1], third], 'same'), /refused: One of these is linked with/)
  })
  test('two judged different are not known as each other through a third, linked before', async () => {
    const two = await pair()
    const third = await makeChild(db.owner, {
      school: people.cedar,
      surname: two[0].surname,
      forename: two[0].forename,
    })
    assert.match(await link(two), /are linked/)
    assert.match(await link([two[1], third]), /are linked/)
    assert.deepEqual(await knownAs(officer(), two[0]), [two[1].id, third.id].sort())
    await decide(officer(), [two[0], third], 'different')
    assert.deepEqual(await knownAs(officer(), two[0]), [two[1].id])
    assert.deepEqual(await knownAs(officer(), third), [two[1].id])
    assert.deepEqual(await knownAs(officer(), two[1]), [two[0].id, third.id].sort())
  })
})

test('a person who decides while the job compares is not written over', async () => {
  const two = await pair()
  while ((await asViewer(db.app, system, tx => keepSomeKeys(tx, system, 500))) > 0);
  const viewer = officer().viewer(today)
  const comparing = await asViewer(db.app, viewer, async tx => {
    const { seen } = await comparePair(tx, viewer, two[0].id, two[1].id)
    const given = {
      childId: two[0].id,
      otherId: two[1].id,
      answer: 'different' as const,
      why: 'Seen together',
      seen,
    }
    await decideOnPair(tx, viewer, given)
    const job = compareSome(db.app, system, 50)
    // The job has read all it reads of the pair before it waits for us.
    await new Promise(done => setTimeout(done, 700))
    return { job }
  })
  await comparing.job
  assert.equal((await proposal(two))!.state, 'settled')
})

test('two valid UPNs that differ argue against, and do not forbid', async () => {
  const two = await pair({ upn: 'Y001999121002' }, { upn: 'J001999121001' })
  for (const child of two) await db.owner`update children set upn_checked = true where id = ${child.id}`
  await jobsRun()
  const row = await proposal(two)
  assert.notEqual(row!.band, 'certain')
  assert.match(JSON.stringify(row!.seen), /"because":\[".*UPN/)
  assert.match(await link(two), /are linked/)
})

describe('undoing a link', () => {
  const undo = (
    person: TestPerson,
    token: string,
    why = 'They were seen together today',
    takenFor: 'different' | 'not sure' = 'different',
  ) => {
    const viewer = person.viewer(today)
    return asViewer(db.app, viewer, tx => undoLink(tx, viewer, token, { why, takenFor }))
  }
  test('one person, with a reason, at any time; and once', async () => {
    const two = await pair()
    await link(two)
    const token = await linkToken(two)
    const short = await undo(officer(), token, 'No')
    assert.ok(!short.allowed && /in a sentence/.test(short.refusals[0]!.says))
    assert.ok((await undo(officer(), token)).allowed)
    assert.deepEqual(await knownAs(officer(), two[0]), [])
    await assert.rejects(undo(officer(), token), { name: 'NotFound' })
    const steps = await db.owner<{ what: string; by_name: string }[]>`
      select s.what, s.by_name from child_link_steps s join child_links l on l.id = s.link_id where l.token = ${token}`
    assert.deepEqual(
      steps.map(step => step.what),
      ['undone'],
    )
    await jobsRun()
    assert.equal((await proposal(two))?.state ?? 'settled', 'settled')
    assert.match(await link(two), /are linked/, 'two people may link them again')
    assert.deepEqual(await knownAs(officer(), two[0]), [two[1].id])
  })
  test('is refused to an assistant and to another authority', async () => {
    const two = await pair()
    await link(two)
    const token = await linkToken(two)
    const refused = await undo(people.right['cme-assistant'], token)
    assert.ok(!refused.allowed)
    await assert.rejects(undo(people.wrongAuthority.manager, token), { name: 'NotFound' })
    await assert.rejects(undo(people.right.headteacher, token), { name: 'NotFound' })
  })
  test('a link whose record changed is questioned, goes on showing, and stands when a person says so', async () => {
    const two = await pair()
    await jobsRun()
    await link(two)
    await db.owner`update children set date_of_birth = '2012-01-30' where id = ${two[1].id}`
    await jobsRun()
    assert.equal((await proposal(two))!.state, 'questioned')
    assert.deepEqual(await knownAs(officer(), two[0]), [two[1].id])
    assert.match(await said(officer(), two, 'same', 'The birthday was mistyped'), /the link stands/)
    assert.equal((await proposal(two))!.state, 'settled')
    await jobsRun()
    assert.equal((await proposal(two))!.state, 'settled')
  })
})

describe('a protection', () => {
  test('before: officers see and do not decide; two managers do', async () => {
    const two = await pair()
    await protectedFrom(two[1])
    await jobsRun()
    assert.match(await said(officer(), two, 'same'), /refused: One of these children is protected/)
    assert.match(await said(manager(), two, 'same'), /Another person/)
    assert.match(await said(second(), two, 'same'), /refused/)
    assert.match(await said(otherManager(), two, 'same'), /are linked/)
  })
  test('of an identity: an officer may not even know that the two are alike', async () => {
    const two = await pair()
    await protectedFrom(two[1], 'identity')
    await jobsRun()
    await assert.rejects(decide(officer(), two, 'different'), { name: 'NotFound' })
    for (const person of [officer(), people.right['cme-assistant'], people.right.dsl]) {
      const viewer = person.viewer(today)
      const rows = await asViewer(
        db.app,
        viewer,
        tx => tx`
        select 1 from match_proposals where child_id in (${two[0].id}, ${two[1].id})`,
      )
      assert.equal(rows.length, 0, person.name)
    }
    const viewer = manager().viewer(today)
    const rows = await asViewer(
      db.app,
      viewer,
      tx => tx`
      select 1 from match_proposals where child_id in (${two[0].id}, ${two[1].id})`,
    )
    assert.equal(rows.length, 1)
  })
  test('after a link: it is questioned, what it shows is held back at once, and a manager says that it stands', async () => {
    const two = await pair()
    await link(two)
    await protectedFrom(two[1])
    // At once, before any job has run.
    assert.deepEqual(await knownAs(officer(), two[0]), [])
    assert.deepEqual(await knownAs(manager(), two[0]), [])
    await jobsRun()
    assert.equal((await proposal(two))!.state, 'questioned')
    assert.match(await said(officer(), two, 'same'), /refused/)
    assert.match(await said(manager(), two, 'same'), /the link stands/)
    assert.deepEqual(await knownAs(manager(), two[0]), [two[1].id])
  })
  test('of a third record: an officer joins nothing to what a manager linked with it', async () => {
    const two = await pair()
    await protectedFrom(two[1])
    assert.match(await link(two, manager(), otherManager()), /are linked/)
    const third = await makeChild(db.owner, {
      school: people.cedar,
      surname: two[0].surname,
      forename: two[0].forename,
    })
    await decide(officer(), [two[0], third], 'same')
    assert.match(await said(second(), [two[0], third], 'same'), /refused: .*a manager decides/)
    assert.deepEqual(await knownAs(manager(), third), [])
    assert.match(await said(manager(), [two[0], third], 'same'), /are linked/)
  })
  test('put on after a link: nothing is joined to either record before a manager has looked', async () => {
    const two = await pair()
    await link(two)
    await protectedFrom(two[1])
    const third = await makeChild(db.owner, {
      school: people.cedar,
      surname: two[0].surname,
      forename: two[0].forename,
    })
    assert.match(await link([two[0], third]), /refused: .*a manager decides/)
  })
  test('the database alone refuses a link across it but by a manager, or by one person, or by itself', async () => {
    const two = await pair()
    const [one, other] = [two[0].id, two[1].id].sort()
    const insert = (person: TestPerson, more: Record<string, unknown> = {}) =>
      asViewer(
        db.app,
        person.viewer(today),
        tx => tx`
        insert into child_links ${tx({
          la_code: '001',
          id: newId(),
          token: newId(),
          child_id: one!,
          other_id: other!,
          how: 'two people',
          why: 'x',
          proposed_by: second().id,
          proposed_name: 'x',
          made_by: person.id,
          made_name: 'x',
          band: 'certain',
          probability: 0.99,
          model_version: 'x',
          evidence: [] as never,
          ...more,
        })}`,
      )
    await assert.rejects(insert(officer(), { proposed_by: officer().id }), /check constraint/)
    await assert.rejects(insert(officer(), { made_by: manager().id }), /row-level security/)
    const decideAs = (person: TestPerson, by: TestPerson) =>
      asViewer(
        db.app,
        person.viewer(today),
        tx => tx`
        insert into match_decisions (la_code, id, child_id, other_id, decision, why, evidence, decided_by, decided_name)
        values ('001', ${newId()}, ${one!}, ${other!}, 'same', 'x', '[]', ${by.id}, 'x')`,
      )
    await assert.rejects(decideAs(officer(), second()), /row-level security/, 'in the name of another')
    await link(two)
    const [made] = await db.owner<{ id: string }[]>`select id from child_links where child_id = ${one!}`
    await protectedFrom(two[1])
    await assert.rejects(insert(officer()), /row-level security/)
    await assert.rejects(decideAs(officer(), officer()), /row-level security/)
    const stands = (person: TestPerson) =>
      asViewer(
        db.app,
        person.viewer(today),
        tx => tx`
        insert into child_link_steps (la_code, link_id, id, what, says, by_person, by_name)
        values ('001', ${made!.id}, ${newId()}, 'stands', 'x', ${person.id}, 'x')`,
      )
    await assert.rejects(stands(officer()), /row-level security/)
    await stands(manager())
    await assert.rejects(
      asViewer(
        db.app,
        system,
        tx => tx`
        insert into child_links (la_code, id, token, child_id, other_id, how, why, made_name, band, probability, model_version, evidence)
        values ('001', ${newId()}, 'x', ${one!}, ${other!}, 'automatic', 'x', 'x', 'certain', 0.99, 'x', '[]')`,
      ),
      /row-level security/,
    )
    await assert.rejects(
      asViewer(db.app, manager().viewer(today), tx => tx`update child_links set why = 'y'`),
      /permission denied/,
    )
    await assert.rejects(
      asViewer(db.app, manager().viewer(today), tx => tx`delete from child_link_steps`),
      /permission denied/,
    )
  })
})

describe('joining by itself', () => {
  const switchOn = (value: boolean) => db.owner`
    insert into settings (la_code, id, key, value, from_on, set_name, why)
    values ('001', ${newId()}, 'join-certain-matches', ${db.owner.json(value)}, ${today}, 'A manager', 'Agreed')`
  const howOf = async ([a, b]: [TestChild, TestChild]) =>
    (
      await db.owner<{ how: string }[]>`
        select how from child_links where child_id in (${a.id}, ${b.id}) and other_id in (${a.id}, ${b.id})`
    )[0]?.how
  const upn = 'B820200000019'
  test('is off until a manager switches it on; then only what is certain and untouched', async () => {
    const off = await pair({ upn }, { upn })
    await jobsRun()
    assert.equal((await proposal(off))!.band, 'certain')
    assert.equal(await howOf(off), undefined)
    await switchOn(true)
    const on = await pair({ upn: 'B820200000027' }, { upn: 'B820200000027' })
    const guarded = await pair({ upn: 'B820200000035' }, { upn: 'B820200000035' })
    const adopted = await pair({ upn: 'B820200000043' }, { upn: 'B820200000043' })
    await protectedFrom(guarded[1])
    await db.owner`insert into child_flags (la_code, id, child_id, flag, says, source)
      values ('001', ${newId()}, ${adopted[1].id}, 'previously_in_care', 'yes', 'A test')`
    await jobsRun()
    assert.equal(await howOf(on), 'automatic')
    assert.equal((await proposal(on))!.state, 'settled')
    assert.equal(await howOf(guarded), undefined)
    assert.equal(await howOf(adopted), undefined)
    await switchOn(false)
  })
})

test('what a door asked is looked for once, and what was said whole is gone then', async () => {
  const two = await pair()
  const viewer = systemViewer('001', today, 'The public')
  const said = {
    surnames: [two[0].surname],
    forenames: [two[0].forename],
    dateOfBirth: '2014-01-01',
    upns: [],
    homes: [],
    phones: ['07700 900111'],
    contacts: [],
  }
  const [{ born }] = await db.owner<
    [{ born: string }]
  >`select date_of_birth as born from children where id = ${two[0].id}`
  await asViewer(db.app, viewer, tx =>
    askAtTheDoor(tx, viewer, { from: 'public report', said: { ...said, dateOfBirth: born } }),
  )
  const [asked] = await db.owner<{ id: string }[]>`
    select id from match_asked where asked_from = 'public report' order by id desc limit 1`
  await answerAsked(db.app, system, asked!.id)
  await answerAsked(db.app, system, asked!.id)
  const found = await db.owner<{ child_id: string }[]>`
    select child_id from match_answer_candidates where asked_id = ${asked!.id}`
  assert.deepEqual(new Set(found.map(row => row.child_id)), new Set([two[0].id, two[1].id]))
  assert.equal((await db.owner`select 1 from match_asked_waiting where asked_id = ${asked!.id}`).length, 0)
  assert.equal((await db.owner`select 1 from match_answers where asked_id = ${asked!.id}`).length, 1)
})

test('links made and undone in any order lose no fact of any record', async () => {
  const records: TestChild[] = []
  for (const school of [people.alder, people.birch, people.cedar, people.alder, people.birch]) {
    records.push(
      await makeChild(db.owner, { school, surname: 'Manifold', forename: 'Robin', bornOn: '2016-06-06' }),
    )
  }
  const ids = records.map(record => record.id)
  const facts = () => db.owner`
    select 'child' as kind, to_jsonb(c) as fact from children c where c.id = any (${ids}::uuid[])
    union all select 'enrolment', to_jsonb(e) from enrolments e where e.child_id = any (${ids}::uuid[])
    union all select 'address', to_jsonb(a) from child_addresses a where a.child_id = any (${ids}::uuid[])
    union all select 'contact', to_jsonb(t) from contacts t where t.child_id = any (${ids}::uuid[]) order by 1, 2`
  const before = await facts()
  const linked = new Set<string>()
  // A fixed walk over all pairs, by steps that share no factor with their number.
  for (let step = 0; step < 30; step++) {
    const at = (step * 7) % 20
    const [one, other] = [records[at % 5]!, records[(at + 1 + (at % 4)) % 5]!].sort((x, y) =>
      x.id < y.id ? -1 : 1,
    )
    const two: [TestChild, TestChild] = [one!, other!]
    const key = `${one!.id} ${other!.id}`
    if (linked.has(key)) {
      const token = await linkToken(two)
      const viewer = officer().viewer(today)
      const undone = await asViewer(db.app, viewer, tx =>
        undoLink(tx, viewer, token, { why: 'Looked at again today', takenFor: 'not sure' }),
      )
      assert.ok(undone.allowed)
      linked.delete(key)
    } else {
      assert.match(await link(two), /are linked/)
      linked.add(key)
    }
    const known = new Set([...(await knownAs(manager(), one!)), one!.id])
    assert.equal(known.has(other!.id) || !linked.has(key), true)
  }
  assert.deepEqual(await facts(), before)
})
