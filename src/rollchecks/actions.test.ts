// Roll checks against a real database: asked, worked through in batches, broken off and gone on with, decided; and what a
// protected child's presence changes in what anybody is told, which is nothing.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../access/testing/people.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { keepAllKeys } from '../matching/testing/keys.ts'
import { newId } from '../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { askAboutList, askAboutOne, askAgain, childOfRow, decideRow, workThrough } from './actions.ts'
import type { Given } from './given.ts'
import { rollChecksJobs } from './jobs.ts'
import { readList } from './list.ts'
import { candidatesShown, checkByToken, countsOf, heldCount, rowsShown } from './store.ts'

const today = '2026-11-20'
const now = new Date(`${today}T10:00:00Z`)
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})
const officer = () => people.right['cme-officer'].viewer(today)
const assistant = () => people.right['cme-assistant'].viewer(today)
const manager = () => people.right.manager.viewer(today)
const system = () => systemViewer('001', today)
const asked = (name: string) => ({ askedBy: 'health' as const, asker: '', purpose: 'A test', name, now })

async function send(viewer: Viewer, name: string, text: string) {
  const bytes = Buffer.from(text)
  const list = readList(bytes)
  assert('rows' in list)
  const sent = await asViewer(db.app, viewer, tx =>
    askAboutList(tx, viewer, asked(name), { rows: list.rows, bytes }),
  )
  assert(sent.allowed)
  return sent.value
}
async function seen(viewer: Viewer, token: string) {
  return asViewer(db.app, viewer, async tx => {
    const check = await checkByToken(tx, viewer, token)
    return {
      check,
      counts: await countsOf(tx, viewer, check.id),
      held: await heldCount(tx, viewer, check.id),
      rows: await rowsShown(tx, viewer, check.id, {}, 100, 0),
    }
  })
}
const csv = (...rows: Given[]) => {
  const columns = [
    'id',
    'surname',
    'forename',
    'date_of_birth',
    'sex',
    'upn',
    'address_line_1',
    'postcode',
  ] as const
  return [columns.join(','), ...rows.map(row => columns.map(column => row[column] ?? '').join(','))].join(
    '\n',
  )
}

describe('a list', () => {
  test('says who is on a roll in spite of slips, who has left, and who is unknown', async () => {
    const { alder, birch } = people
    await makeChild(db.owner, {
      school: alder,
      surname: 'Kowalczyk',
      forename: 'Zofia',
      bornOn: '2014-03-12',
      address: '7 Linden Walk',
    })
    await makeChild(db.owner, {
      school: birch,
      surname: 'Adeyemi-Clarke',
      forename: 'Oluwaseun',
      bornOn: '2012-07-01',
      leavingDate: '2026-07-20',
      seenUntil: '2026-08-20',
      address: '9 Hazel Row',
    })
    await keepAllKeys(db.app)
    const [{ postcode }] = (await db.owner`
      select postcode from child_addresses where lines = '7 Linden Walk'`) as unknown as [
      { postcode: string },
    ]
    const { token } = await send(
      officer(),
      'Slips',
      csv(
        {
          id: 'h1',
          surname: 'Kowalcyk',
          forename: 'Zofia',
          date_of_birth: '12/03/2014',
          address_line_1: '7 Linden Walk',
          postcode,
        },
        {
          surname: 'Adeyemi-Clarke',
          forename: 'Oluwaseun',
          date_of_birth: '2012-07-01',
          address_line_1: '9 Hazel Row',
        },
        { surname: 'Nobody', forename: 'Quite', date_of_birth: '2013-01-20' },
      ),
    )
    const { check, counts, rows } = await seen(officer(), token)
    assert.equal(check.state, 'checked')
    assert.deepEqual(
      rows.map(row => [row.answer, row.school, row.surname]),
      [
        ['on roll', 'Alder Primary', 'Kowalczyk'],
        ['none', null, 'Adeyemi-Clarke'],
        ['none', null, null],
      ],
    )
    assert.deepEqual([counts.onRoll, counts.look, counts.none], [1, 0, 2])
    assert(counts.notOnRollAfterAll < 0.1)
  })

  test('the same file twice is one check; the same answer comes from another list with its rows', async () => {
    const text = csv({ surname: 'Kowalcyk', forename: 'Zofia', date_of_birth: '2014-03-12' })
    const first = await send(officer(), 'Twice', text)
    const again = await send(manager(), 'Twice again', text)
    assert.deepEqual(again, { token: first.token, already: true })
    const written = await db.owner<{ by_name: string; purpose: string }[]>`
      select e.by_name, e.detail->>'purpose' as purpose from roll_check_events e
      join roll_checks k on k.la_code = e.la_code and k.id = e.check_id
      where k.token = ${first.token} and e.what = 'sent again'`
    assert.equal(written.length, 1, 'who asks again is written down, with what for')
    assert.equal(written[0]!.by_name, manager().name)
    assert(written[0]!.purpose.length > 0)
    const both = await Promise.all([1, 2].map(() => send(officer(), 'At once', `${text}\n`)))
    assert.equal(both[0]!.token, both[1]!.token)
    const answers = await Promise.all(
      [first, both[0]!].map(async one => (await seen(officer(), one.token)).rows),
    )
    assert.deepEqual(answers[0], answers[1])
  })

  test('a long one is worked through by a job; broken off it goes on, and nothing is doubled', async () => {
    const names = Array.from({ length: 130 }, (_, i) => ({
      surname: `Longlist${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]}`,
      forename: i < 100 ? 'Amina' : 'Bilal',
      date_of_birth: `201${i % 8}-0${(i % 9) + 1}-1${i % 10}`,
    }))
    const { token } = await send(officer(), 'Long', csv(...names))
    assert.equal((await seen(officer(), token)).check.state, 'checking')
    const [job] = await db.owner`select data from pgboss.job where name = 'roll-check'`
    const { id } = (await seen(officer(), token)).check
    assert.deepEqual(job!.data, { la: '001', check: id })
    // Broken off after one batch: the clock is asked once in each.
    let asks = 0
    await assert.rejects(
      workThrough(db.app, system(), id, () => {
        if (++asks === 2) throw new Error('Killed')
        return now
      }),
      /Killed/,
    )
    const half = await seen(officer(), token)
    assert.equal(half.check.rows_done, 50)
    assert.equal(half.rows.length, 50)
    const clock = { now: () => now, today: () => today } as unknown as Parameters<
      typeof rollChecksJobs
    >[0]['clock']
    const jobs = rollChecksJobs({ sql: db.app, clock })
    await db.owner`delete from pgboss.job where name = 'roll-check'`
    await jobs.handlers['roll-checks-unfinished']!({})
    const [sent] = await db.owner`select data from pgboss.job where name = 'roll-check'`
    await jobs.handlers['roll-check']!(sent!.data)
    await jobs.handlers['roll-check']!(sent!.data)
    const done = await seen(officer(), token)
    assert.equal(done.check.state, 'checked')
    assert.equal(done.rows.length, 100)
    assert.equal(done.counts.onRoll + done.counts.look + done.counts.none, 130)
    const events = await db.owner`select what from roll_check_events where check_id = ${id} order by at, id`
    assert.deepEqual(
      events.map(event => event.what),
      ['received', 'checked'],
    )
  })

  test('is refused to a school, and no school can read one', async () => {
    const head = people.right.headteacher.viewer(today)
    const refused = await asViewer(db.app, head, tx =>
      askAboutOne(tx, head, asked('One child'), { surname: 'Kowalcyk', forename: 'Zofia' }),
    )
    assert(!refused.allowed)
    assert.match(refused.refusals[0]!.says, /Only the authority/)
    const { token } = await send(officer(), 'Not for schools', csv({ surname: 'A', forename: 'B' }))
    await assert.rejects(seen(head, token), /roll check/)
    const other = people.wrongAuthority.manager.viewer(today)
    await assert.rejects(seen(other, token), /roll check/)
    const rows = await asViewer(db.app, { ...head, unscoped: true }, tx => tx`select 1 from roll_check_rows`)
    assert.equal(rows.length, 0, 'the database’s own wall')
  })

  test('its rows go on their day, the counts stay', async () => {
    const { token } = await send(officer(), 'Old', csv({ surname: 'Long', forename: 'Ago' }))
    const { check } = await seen(officer(), token)
    assert.equal(check.delete_rows_on, '2026-12-20')
    const later = { now: () => now, today: () => '2026-12-21' } as unknown as Parameters<
      typeof rollChecksJobs
    >[0]['clock']
    await rollChecksJobs({ sql: db.app, clock: later }).handlers['roll-checks-delete']!({})
    const [gone] = await db.owner`select state, counts from roll_checks where id = ${check.id}`
    assert.equal(gone!.state, 'deleted')
    assert.equal((gone!.counts as { none: number }).none, 1)
    assert.equal((await db.owner`select 1 from roll_check_rows where check_id = ${check.id}`).length, 0)
  })
})

describe('a decision', () => {
  async function looked(forename: string) {
    // Two records of nearly one name and birthday: like the row, and nobody can be sure.
    for (const school of [people.alder, people.birch]) {
      await makeChild(db.owner, {
        school,
        surname: `Undecided${forename}`,
        forename,
        bornOn: '2015-05-05',
        phone: '07700 900111',
      })
    }
    await keepAllKeys(db.app)
    const { token } = await send(
      officer(),
      `Look ${forename}`,
      csv({ surname: `Undecided${forename}`, forename, date_of_birth: '2015-05-05' }),
    )
    const { check, rows } = await seen(officer(), token)
    assert.equal(rows[0]!.answer, 'look')
    const candidates = await asViewer(db.app, officer(), tx => candidatesShown(tx, officer(), check.id, 1))
    assert.equal(candidates.length, 2)
    return { check, candidates, token }
  }
  type Choice = { childToken: string; decision: 'same' | 'different' | 'not sure'; why: string }
  const decide = (viewer: Viewer, check: Parameters<typeof decideRow>[2], choice: Choice) =>
    asViewer(db.app, viewer, tx =>
      decideRow(tx, viewer, check, 1, { ...choice, evidence: ['surname: the same'] }),
    )

  test('is refused to those who may not, and without a reason', async () => {
    const { check, candidates } = await looked('Ada')
    const choice: Choice = { childToken: candidates[0]!.token, decision: 'same', why: 'Rang the school' }
    const refused = await decide(assistant(), check, choice)
    assert(!refused.allowed)
    assert.match(refused.refusals[0]!.says, /officer or manager/)
    const bare = await decide(officer(), check, { ...choice, why: ' ' })
    assert(!bare.allowed)
    assert.match(bare.refusals[0]!.says, /what made you decide/)
    assert.equal((await seen(officer(), check.token)).rows[0]!.answer, 'look')
  })

  test('same: the row is on that roll, for everybody; pressed twice it is kept once', async () => {
    const { check, candidates, token } = await looked('Bea')
    const choice: Choice = { childToken: candidates[1]!.token, decision: 'same', why: 'Rang the school' }
    assert((await decide(officer(), check, choice)).allowed)
    assert((await decide(officer(), check, choice)).allowed)
    const { rows, counts } = await seen(assistant(), token)
    assert.equal(rows[0]!.answer, 'on roll')
    assert.equal(rows[0]!.how, 'decided')
    assert.equal(rows[0]!.school, candidates[1]!.school)
    assert.equal(counts.notOnRollAfterAll, 0)
    assert.equal((await db.owner`select 1 from roll_check_decisions where check_id = ${check.id}`).length, 1)
  })

  test('different from each: on no roll; not sure leaves it waiting and says so', async () => {
    const { check, candidates, token } = await looked('Cleo')
    await decide(officer(), check, { childToken: candidates[0]!.token, decision: 'not sure', why: '' })
    assert.equal((await seen(officer(), token)).rows[0]!.not_sure, true)
    for (const { token: childToken } of candidates)
      await decide(officer(), check, { childToken, decision: 'different', why: 'Another mother' })
    const { rows, counts } = await seen(officer(), token)
    assert.deepEqual([rows[0]!.answer, rows[0]!.how, counts.onRollAfterAll], ['none', 'decided', 0])
  })
})

describe('asked again', () => {
  const again = (viewer: Viewer, id: string) => asViewer(db.app, viewer, tx => askAgain(tx, viewer, id, now))

  test('the rows are looked for among the children of that day, and a person’s word holds', async () => {
    for (const school of [people.alder, people.birch])
      await makeChild(db.owner, {
        school,
        surname: 'Againandagain',
        forename: 'Dot',
        bornOn: '2015-05-05',
        phone: '07700 900111',
      })
    await keepAllKeys(db.app)
    const { token } = await send(
      officer(),
      'Again',
      csv(
        { surname: 'Againandagain', forename: 'Dot', date_of_birth: '2015-05-05' },
        { surname: 'Comeslater', forename: 'Eve', date_of_birth: '2016-05-05' },
      ),
    )
    const { check, rows } = await seen(officer(), token)
    assert.deepEqual(
      rows.map(row => row.answer),
      ['look', 'none'],
    )
    const candidates = await asViewer(db.app, officer(), tx => candidatesShown(tx, officer(), check.id, 1))
    const choice = { childToken: candidates[1]!.token, decision: 'same' as const, why: 'Rang', evidence: [] }
    await asViewer(db.app, officer(), tx => decideRow(tx, officer(), check, 1, choice))
    const decided = (await seen(officer(), token)).rows[0]!
    await makeChild(db.owner, {
      school: people.alder,
      surname: 'Comeslater',
      forename: 'Eve',
      bornOn: '2016-05-05',
    })
    await keepAllKeys(db.app)
    assert((await again(assistant(), check.id)).allowed)
    const now_ = (await seen(officer(), token)).rows
    assert.deepEqual(now_[0], decided)
    assert.deepEqual([now_[1]!.answer, now_[1]!.school], ['on roll', 'Alder Primary'])
    assert((await again(officer(), check.id)).allowed)
    assert.deepEqual((await seen(officer(), token)).rows, now_)
  })

  test('is refused to a school, and after the rows are gone', async () => {
    const { token } = await send(officer(), 'Gone', csv({ surname: 'Gone', forename: 'Long' }))
    const { check } = await seen(officer(), token)
    assert(!(await again(people.right.headteacher.viewer(today), check.id)).allowed)
    await db.owner`update roll_checks set state = 'deleted' where id = ${check.id}`
    const refused = await again(officer(), check.id)
    assert(!refused.allowed)
    assert.match(refused.refusals[0]!.says, /were deleted/)
  })
})

describe('two records linked as one child', () => {
  async function moved(surname: string) {
    const born = { surname, forename: 'Ida', bornOn: '2015-05-05', phone: '07700 900111' }
    const left = await makeChild(db.owner, {
      school: people.alder,
      leavingDate: '2026-07-20',
      seenUntil: '2026-08-20',
      ...born,
    })
    const here = await makeChild(db.owner, { school: people.birch, ...born })
    await keepAllKeys(db.app)
    const [child_id, other_id] = [left.id, here.id].toSorted()
    const link = () =>
      db.owner`insert into child_links ${db.owner({
        la_code: '001',
        id: newId(),
        token: newId(),
        child_id: child_id!,
        other_id: other_id!,
        how: 'automatic',
        why: 'A test',
        made_name: 'A test',
        band: 'certain',
        probability: 0.99,
        model_version: 'A test',
        evidence: [] as never,
      })}`
    return { left, here, link, row: { surname, forename: 'Ida', date_of_birth: '2015-05-05' } }
  }

  test('are one answer: on the roll of either', async () => {
    const { here, link, row } = await moved('Linkedasone')
    const apart = await send(officer(), 'Apart', csv({ ...row, id: '1' }))
    assert.equal((await seen(officer(), apart.token)).rows[0]!.answer, 'look')
    await link()
    const { token } = await send(officer(), 'Linked', csv({ ...row, id: '2' }))
    const [answer] = (await seen(officer(), token)).rows
    assert.deepEqual([answer!.answer, answer!.how, answer!.child_id], ['on roll', 'probable', here.id])
  })

  test('decided the same as the one that left, the row is on the roll of the other', async () => {
    const { left, link, row } = await moved('Linkeddecided')
    const { token } = await send(officer(), 'Decided', csv(row))
    await link()
    const { check } = await seen(officer(), token)
    const choice = { childToken: left.token, decision: 'same' as const, why: 'Rang', evidence: [] }
    await asViewer(db.app, officer(), tx => decideRow(tx, officer(), check, 1, choice))
    assert.equal((await seen(officer(), token)).rows[0]!.school, 'Birch Secondary')
  })

  test('where one is protected the link says nothing', async () => {
    const { here, link, row } = await moved('Linkedhidden')
    await link()
    await db.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name, put_on_at)
      values ('001', ${newId()}, ${here.id}, 'address', '2020-01-01', 'Fear of violence', 'An officer', '2020-01-01')`
    const { token } = await send(officer(), 'Hidden link', csv(row))
    const [answer] = (await seen(assistant(), token)).rows
    assert.deepEqual([answer!.answer, answer!.school], ['none', null])
  })
})

describe('a protected child', () => {
  async function protect(childId: string, kind = 'address') {
    await db.owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${childId}, ${kind}, ${today}, 'Fear of violence', 'An officer')`
    await db.owner`delete from child_addresses where child_id = ${childId}`
  }
  const hidden = { surname: 'Hiddenshire', forename: 'Maryam', bornOn: '2016-02-03', upn: 'T001900119123' }
  const row = (over: Given = {}): Given => ({
    surname: hidden.surname,
    forename: hidden.forename,
    date_of_birth: hidden.bornOn,
    upn: hidden.upn,
    address_line_1: '1 Canary Road',
    postcode: 'ZZ99 9ZZ',
    ...over,
  })
  const told = async (viewer: Viewer, token: string) => {
    const { counts, held, rows } = await seen(viewer, token)
    return {
      counts,
      held,
      rows: rows.map(({ number: _, given: __, is_held: ___, ...rest }) => rest),
    }
  }

  test('changes nothing that an assistant is told, nor a count; officers learn that somebody must decide', async () => {
    const unknown = await send(assistant(), 'Before', csv(row({ id: 'before' })))
    const was = await told(assistant(), unknown.token)
    const child = await makeChild(db.owner, { school: people.alder, ...hidden })
    await protect(child.id)
    await keepAllKeys(db.app)
    const known = await send(assistant(), 'After', csv(row({ id: 'after' })))
    assert.deepEqual(await told(assistant(), known.token), was)
    const officers = await seen(officer(), known.token)
    assert.equal(officers.held, 1)
    assert.equal(officers.rows[0]!.is_held, true)
    assert.equal(officers.rows[0]!.answer, 'none')
    assert.deepEqual(officers.counts, was.counts)
    // What the list said of the home of a child in hiding is not kept.
    const [kept] = await db.owner`select given from roll_check_rows where check_id = ${officers.check.id}`
    assert(!JSON.stringify(kept!.given).includes('Canary'))

    const { check } = officers
    const stopped = await asViewer(db.app, officer(), tx => childOfRow(tx, officer(), check, 1))
    assert(!stopped.allowed)
    assert.match(stopped.refusals[0]!.says, /protected child may be meant/)
    const choice = { childToken: child.token, decision: 'same' as const, why: 'Known to us', evidence: [] }
    const refused = await asViewer(db.app, officer(), tx => decideRow(tx, officer(), check, 1, choice))
    assert(!refused.allowed)
    assert((await asViewer(db.app, manager(), tx => decideRow(tx, manager(), check, 1, choice))).allowed)
    assert.deepEqual(await told(assistant(), known.token), was, 'decided, and still nothing is told')
    const decisions = await asViewer(db.app, assistant(), tx => tx`select 1 from roll_check_decisions`)
    const all = await db.owner`select 1 from roll_check_decisions where not held`
    assert.equal(decisions.length, all.length)
  })

  test('of a new identity managers alone know', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Newname',
      forename: 'Nell',
      bornOn: '2016-06-06',
    })
    await protect(child.id, 'identity')
    await keepAllKeys(db.app)
    const { token } = await send(
      officer(),
      'New',
      csv({ surname: 'Newname', forename: 'Nell', date_of_birth: '2016-06-06' }),
    )
    assert.equal((await seen(officer(), token)).held, 0)
    assert.equal((await seen(manager(), token)).held, 1)
    const { check } = await seen(manager(), token)
    // The database's wall by itself.
    const open: Viewer = { ...officer(), unscoped: true }
    assert.equal(
      await asViewer(db.app, open, async tx => (await candidatesShown(tx, open, check.id, 1)).length),
      0,
    )
  })

  test('protected after the list was checked, the list forgets it by itself', async () => {
    const child = await makeChild(db.owner, {
      school: people.alder,
      surname: 'Laterhidden',
      forename: 'Iris',
      bornOn: '2015-09-09',
      address: '3 Canary Close',
    })
    await keepAllKeys(db.app)
    const { token } = await send(
      officer(),
      'Later',
      csv({
        surname: 'Laterhidden',
        forename: 'Iris',
        date_of_birth: '2015-09-09',
        address_line_1: '3 Canary Close',
      }),
    )
    assert.equal((await seen(assistant(), token)).rows[0]!.answer, 'on roll')
    await protect(child.id)
    const { rows, counts, check } = await seen(assistant(), token)
    assert.deepEqual(
      [rows[0]!.answer, rows[0]!.school, rows[0]!.surname, counts.onRoll],
      ['none', null, null, 0],
    )
    const [kept] = await db.owner`select given from roll_check_rows where check_id = ${check.id}`
    assert(!JSON.stringify(kept!.given).includes('Canary'))
    assert.equal((await seen(officer(), token)).held, 1)
  })
})

describe('from a row to a case', () => {
  test('a record is made once, and is found at once by the next list', async () => {
    const { token } = await send(
      officer(),
      'New child',
      csv({ surname: 'Arrivedlately', forename: 'Tomasz', date_of_birth: '2017-08-09', sex: 'Male' }),
    )
    const { check } = await seen(officer(), token)
    const refused = await asViewer(db.app, assistant(), tx => childOfRow(tx, assistant(), check, 1))
    assert(!refused.allowed)
    const made = await asViewer(db.app, officer(), tx => childOfRow(tx, officer(), check, 1))
    const again = await asViewer(db.app, officer(), tx => childOfRow(tx, officer(), check, 1))
    assert(made.allowed && again.allowed)
    assert.equal(again.value.childId, made.value.childId)
    assert.deepEqual([made.value.made, again.value.made], [true, false])
    const [child] =
      await db.owner`select surname, forename, date_of_birth, sex from children where id = ${made.value.childId}`
    assert.deepEqual(
      { ...child },
      { surname: 'Arrivedlately', forename: 'Tomasz', date_of_birth: '2017-08-09', sex: 'M' },
    )
    const next = await send(
      officer(),
      'Next list',
      csv({ surname: 'Arivedlately', forename: 'Tomasz', date_of_birth: '2017-08-09' }),
    )
    const candidates = await asViewer(db.app, officer(), async tx => {
      const { id } = await checkByToken(tx, officer(), next.token)
      return candidatesShown(tx, officer(), id, 1)
    })
    assert.deepEqual(
      candidates.map(one => one.child_id),
      [made.value.childId],
    )
  })
})
