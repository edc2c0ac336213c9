import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makePeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import type { Kind } from '../formats/columns.ts'
import { keepAllKeys, wrongKeys } from '../matching/testing/keys.ts'
import type { Sql } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { rebuildStripsOfSchool } from '../registers/store.ts'
import { applyFile, checkFile, receiveFile } from './actions.ts'

const viewer = systemViewer('001', '2026-03-31', 'A test')

async function world(t: Parameters<typeof freshDatabase>[0]) {
  const { app, owner } = await freshDatabase(t)
  const people = await makePeople(owner)
  let minute = 0
  const receive = async (
    kind: Kind,
    content: string,
    options: { complete?: boolean; at?: Date; schoolId?: string } = {},
  ) => {
    const now = options.at ?? new Date(Date.UTC(2026, 2, 31, 9, minute++))
    const file = { kind, fileName: `${kind}.csv`, content: [Buffer.from(content)], now, ...options }
    return { ...(await asViewer(app, viewer, tx => receiveFile(tx, viewer, file))), now }
  }
  const load = async (...args: Parameters<typeof receive>) => {
    const { id, now, already } = await receive(...args)
    if (already) return undefined
    const read = await applyFile(app, viewer, id, { now })
    const { rows, applied, unchanged, held } = read.counts
    assert.equal(rows, applied + unchanged + held, 'nothing is dropped silently')
    assert.deepEqual((await wrongKeys(app)).differ, [], 'every child is found as it now stands')
    return read
  }
  return { app, owner, people, receive, load }
}

const pupils = (rows: string, columns = '') =>
  `school_urn,mis_id,upn,legal_surname,legal_forename,date_of_birth,sex,entry_date${columns}\n${rows}`
const ada = '999001,1,J001999121001,Example,Ada,2017-05-14,F,2024-09-03'
const ben = '999001,2,Y001999121002,Sample,Ben,2016-10-02,M,2024-09-03'

describe('pupil lists', () => {
  test('the same file again is answered by its digest, and the same rows by saying nothing new', async t => {
    const { load, owner } = await world(t)
    const first = await load('pupils', pupils(`${ada}\n${ben}\n`))
    assert.deepEqual([first!.counts.new, first!.counts.held], [2, 0])
    assert.equal(await load('pupils', pupils(`${ada}\n${ben}\n`)), undefined)
    const shuffled = await load('pupils', pupils(`${ben}\n${ada}\n`))
    assert.deepEqual([shuffled!.counts.unchanged, shuffled!.counts.applied], [2, 0])
    const [n] = await owner<{ n: number }[]>`select count(*)::int as n from enrolment_events`
    assert.equal(n!.n, 2)
  })

  test('checking changes nothing, and says what applying then does', async t => {
    const { app, receive, load, owner } = await world(t)
    await load('pupils', pupils(`${ada}\n`))
    const { id, now } = await receive('pupils', pupils(`${ada.replace('Ada', 'Adah')}\n${ben}\n`))
    const checked = await checkFile(app, viewer, id, { now })
    const [before] = await owner<
      { forename: string; n: number }[]
    >`select min(forename) as forename, count(*)::int as n from children`
    assert.deepEqual({ ...before }, { forename: 'Ada', n: 1 })
    const applied = await applyFile(app, viewer, id, { now })
    assert.deepEqual(applied.counts, checked.counts)
    const changes = await owner<{ field: string; old_value: string; new_value: string; by_name: string }[]>`
      select field, old_value, new_value, by_name from child_changes`
    assert.deepEqual(
      changes.map(c => ({ ...c })),
      [{ field: 'forename', old_value: 'Ada', new_value: 'Adah', by_name: 'A test' }],
    )
  })

  test('a child at a second school is the same child only where that is certain', async t => {
    const { load, owner } = await world(t)
    await load('pupils', pupils(`${ada}\n${ben}\n`))
    const other = await load(
      'pupils',
      pupils(
        // Certain: UPN, birth and surname agree, whatever the accents.
        `${ada.replace('999001,1', '999002,A7').replace('Example', 'ÉXAMPLE')}\n` +
          // The UPN of one and the birth of another: nobody guesses, and nobody is told.
          `${ben.replace('999001,2', '999002,A8').replace('2016-10-02', '2015-10-02')}\n` +
          // No UPN: a child of its own, for a person to match.
          '999002,A9,,Sample,Ben,2016-10-02,M,2024-09-03\n',
      ),
    )
    assert.deepEqual([other!.counts.new, other!.counts.held], [3, 0])
    const rolls = await owner<{ children: number; enrolments: number }[]>`
      select (select count(*)::int from children) as children, (select count(*)::int from enrolments) as enrolments`
    assert.deepEqual({ ...rolls[0] }, { children: 4, enrolments: 5 })
    // The number stays with whom it was established for; of the other it is said, and the authority is asked.
    const said = await owner<{ mis_id: string; upn: string; upn_checked: boolean }[]>`
      select e.mis_id, c.upn, c.upn_checked from children c join enrolments e on e.child_id = c.id
      where c.upn = 'Y001999121002' order by 1`
    assert.deepEqual(
      said.map(row => ({ ...row })),
      [
        { mis_id: '2', upn: 'Y001999121002', upn_checked: true },
        { mis_id: 'A8', upn: 'Y001999121002', upn_checked: false },
      ],
    )
    const asked = await owner<{ pair: string[]; said: unknown }[]>`
      select array[e.mis_id, o.mis_id] as pair, q.said from match_questions q
      join enrolments e on e.child_id = q.child_id join enrolments o on o.child_id = q.other_id`
    assert.deepEqual(
      asked.map(row => ({ ...row })),
      [{ pair: ['A8', '2'], said: { upn: 'Y001999121002' } }],
    )
  })

  test('nobody is joined without a person to a protected child, nor to one with another forename', async t => {
    const { load, owner, app } = await world(t)
    await load('pupils', pupils(`${ada}\n${ben}\n`))
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      select '001', ${newId()}, child_id, 'address', '2026-03-01', 'Fear', 'A test' from enrolments where mis_id = '1'`
    await keepAllKeys(app)
    const other = await load(
      'pupils',
      pupils(
        `${ada.replace('999001,1', '999002,A7')}\n${ben.replace('999001,2', '999002,A8').replace('Ben', 'Tom')}\n`,
      ),
    )
    assert.equal(other!.counts.new, 2)
    const [n] = await owner`
      select (select count(*)::int from children) as children, (select count(*)::int from match_questions) as questions`
    assert.deepEqual({ ...n }, { children: 4, questions: 2 })
    // Said again, it is not asked again; and a number of another child's, said later of a known pupil, is.
    await load('pupils', pupils(`${ada.replace('999001,1', '999002,A7').replace('Ada', 'Adah')}\n`))
    await load(
      'pupils',
      pupils(
        '999002,A9,,Newcomer,Eve,2015-01-02,F,2024-09-03\n999002,A8,,Sample,Tom,2016-10-02,M,2024-09-03\n',
      ),
    )
    await load('pupils', pupils('999002,A9,J001999121001,Newcomer,Eve,2015-01-02,F,2024-09-03\n'))
    const upns = await owner`
      select e.mis_id, c.upn, c.upn_checked from children c join enrolments e on e.child_id = c.id where e.mis_id like 'A%' order by 1`
    assert.deepEqual(
      upns.map(row => [row.mis_id, row.upn, row.upn_checked]),
      [
        ['A7', 'J001999121001', false],
        ['A8', 'Y001999121002', false],
        ['A9', 'J001999121001', false],
      ],
    )
    const [now] = await owner`select count(*)::int as questions from match_questions`
    assert.equal(now!.questions, 3)
  })

  test('yes and no arrive as they were said', async t => {
    const { load, owner } = await world(t)
    await load(
      'pupils',
      pupils(`${ada},true,false,true\n${ben},,true,\n`, ',most_junior_class,most_senior_class,in_care'),
    )
    await load(
      'contacts',
      'school_urn,mis_id,surname,court_order_restriction\n999001,1,Example,true\n999001,2,Sample,false\n',
    )
    const said = await owner<{ said: unknown[] }[]>`
      select jsonb_build_array(e.mis_id, e.most_junior_class, e.most_senior_class, c.upn_checked, k.restricted,
        (select array_agg(f.flag) from child_flags f where f.child_id = c.id)) as said
      from enrolments e join children c on c.id = e.child_id join contacts k on k.child_id = c.id order by e.mis_id`
    assert.deepEqual(
      said.map(row => row.said),
      [
        ['1', true, false, true, true, ['in_care']],
        ['2', null, true, true, false, null],
      ],
    )
  })

  test('an older list never takes the place of a newer one', async t => {
    const { load, owner } = await world(t)
    const list = (group: string, at: string) =>
      pupils(`${ada},${group},${at}\n`, ',registration_group,mis_updated_at')
    await load('pupils', list('5B', '2026-03-20T10:00:00'))
    const older = await load('pupils', list('4A', '2026-03-10T10:00:00'))
    assert.deepEqual([older!.counts.unchanged, older!.problems.at(-1)!.severity], [1, 'note'])
    const [now] = await owner<{ registration_group: string }[]>`select registration_group from enrolments`
    assert.equal(now!.registration_group, '5B')
  })

  test('a name missing from a whole list waits for a person; from another list it is nothing', async t => {
    const { load, owner } = await world(t)
    await load('pupils', pupils(`${ada}\n${ben}\n`))
    const part = await load('pupils', pupils(`${ada.replace('Ada', 'Adah')}\n`))
    assert.equal(part!.counts.missing, 0)
    const whole = await load('pupils', pupils(`${ada.replace('Ada', 'Addie')}\n`), { complete: true })
    assert.equal(whole!.counts.missing, 1)
    const [still] = await owner<
      { leaving_date: string | null }[]
    >`select leaving_date from enrolments where mis_id = '2'`
    assert.equal(still!.leaving_date, null)
  })

  test('a pupil who comes back under the same id has a second time on the roll', async t => {
    const { load, owner } = await world(t)
    await load('pupils', pupils(`${ada},2026-01-09\n`, ',leaving_date'))
    await load('pupils', pupils(`${ada.replace('2024-09-03', '2026-03-02')},\n`, ',leaving_date'))
    const times = await owner<{ entry_date: string; leaving_date: string | null; child_id: string }[]>`
      select entry_date, leaving_date, child_id from enrolments order by entry_date`
    assert.deepEqual(
      times.map(time => [time.entry_date, time.leaving_date]),
      [
        ['2024-09-03', '2026-01-09'],
        ['2026-03-02', null],
      ],
    )
    assert.equal(times[0]!.child_id, times[1]!.child_id)
  })

  test('where a protected child lives goes to the protected table alone, once', async t => {
    const { load, owner, people } = await world(t)
    const list = (street: string, more = '') =>
      pupils(`${ada},${street},ZZ99 1AA${more}\n`, ',street,postcode,nc_year')
    await load('pupils', list('1 Old Road', ',4'))
    const [child] = await owner<{ id: string }[]>`select id from children`
    await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child!.id}, 'address', '2026-03-01', 'Test', 'Test')`
    await owner`select protect_child('001', ${child!.id})`
    const moved = await load('pupils', list('2 Secret Road', ',4'))
    await load('pupils', list('2 Secret Road', ',5'))
    await load(
      'contacts',
      `school_urn,mis_id,surname,phone_1\n${people.alder.urn},1,Secretperson,07700 900123\n`,
    )
    const [held] = await owner<{ ordinary: number; contacts: number; protected: number }[]>`
      select (select count(*)::int from child_addresses) as ordinary, (select count(*)::int from contacts) as contacts,
             (select count(*)::int from protected_details) as protected`
    assert.deepEqual({ ...held }, { ordinary: 0, contacts: 0, protected: 3 })
    const told = await owner<{ all: string }[]>`
      select coalesce(string_agg(x, ' '), '') as all from (
        select says || before_after::text as x from import_changes
        union all select coalesce(found, '') || expected from import_problems
        union all select coalesce(old_value, '') || coalesce(new_value, '') from child_changes
        union all select data::text from enrolment_events) t`
    assert.doesNotMatch(told[0]!.all, /Secret|900123|ZZ99/)
    assert.equal(moved!.counts.held, 0)
  })
})

describe('contacts', () => {
  const contacts = (rows: string) =>
    `school_urn,mis_id,contact_order,surname,forename,relationship,phone_1,email\n${rows}`
  test('a list takes the place of what the school said before; who is the same stays the same', async t => {
    const { load, owner } = await world(t)
    await load('pupils', pupils(`${ada}\n`))
    await load(
      'contacts',
      contacts('999001,1,1,Example,Pat,mother,07700 900001,\n999001,1,2,Other,Sam,father,07700 900002,\n'),
    )
    const ids = () =>
      owner<{ id: string; name: string; phone_1: string }[]>`
        select id, name, phone_1 from contacts where ended_at is null order by contact_order`
    const before = await ids()
    await owner`insert into contact_safety (la_code, id, child_id, contact_id, may_write, may_ring, may_text, may_email, marked_name, school_id)
      select la_code, ${newId()}, child_id, id, 'no', 'yes', 'no', 'yes', 'Test', school_id from contacts where name = 'Sam Other'`
    const again = await load(
      'contacts',
      contacts('999001,1,1,Example,Pat,mother,07700 900001,\n999001,1,2,Other,Sam,father,07700 900009,\n'),
    )
    assert.deepEqual([again!.counts.changed, again!.counts.unchanged], [1, 1])
    const after = await ids()
    assert.equal(after[0]!.id, before[0]!.id)
    assert.notEqual(after[1]!.id, before[1]!.id)
    const [carried] = await owner<{ may_write: string; may_ring: string }[]>`
      select may_write, may_ring from contact_safety where contact_id = ${after[1]!.id}`
    assert.deepEqual({ ...carried }, { may_write: 'no', may_ring: 'not known' })
  })

  test('what stands in a contact’s cell is not repeated in a problem', async t => {
    const { load } = await world(t)
    await load('pupils', pupils(`${ada}\n`))
    const read = await load('contacts', contacts('999001,1,first,=SUM(1),Pat,mother,07700 900001,\n'))
    for (const { found, column } of read!.problems) {
      if (column === 'surname') assert.match(found, /characters, not shown here/)
    }
    assert.ok(read!.problems.some(p => p.column === 'surname'))
  })
})

describe('files in any order', () => {
  const marks = (rows: string) => `school_urn,mis_id,date,am_code,pm_code,recorded_at\n${rows}`
  const files: [Kind, string][] = [
    [
      'pupils',
      pupils(
        `${ada},4A,2026-03-01T08:00:00\n${ben},4A,2026-03-01T08:00:00\n`,
        ',registration_group,mis_updated_at',
      ),
    ],
    ['pupils', pupils(`${ada},4B,2026-03-05T08:00:00\n`, ',registration_group,mis_updated_at')],
    [
      'attendance',
      marks('999001,1,2026-03-02,N,N,2026-03-02T15:00:00\n999001,2,2026-03-02,/,\\,2026-03-02T15:00:00\n'),
    ],
    [
      'attendance',
      marks('999001,1,2026-03-02,I,,2026-03-04T09:00:00\n999001,1,2026-03-03,O,O,2026-03-03T15:00:00\n'),
    ],
    [
      'attendance',
      marks('999001,1,2026-03-03,/,\\,2026-03-06T09:00:00\n999001,2,2026-03-03,L,\\,2026-03-03T15:00:00\n'),
    ],
    ['leave', 'school_urn,mis_id,start_date,end_date\n999001,2,2026-03-09,2026-03-10\n'],
  ]

  async function endState(owner: Sql) {
    const rows = await owner<{ state: string }[]>`
      select concat_ws(' ', e.mis_id, c.forename, e.registration_group, s.marks, l.starts_on, l.ends_on) as state
      from enrolments e join children c on c.id = e.child_id
      left join strips s on s.enrolment_id = e.id left join leaves l on l.enrolment_id = e.id
      order by e.mis_id`
    return rows.map(row => row.state)
  }

  test('six files in many orders end the same', async t => {
    const { app, owner, load, people } = await world(t)
    const orders = [files.map((_, i) => i), files.map((_, i) => files.length - 1 - i)]
    // A fixed walk through the orders: each a different one, the same every time.
    for (let seed = 1; orders.length < 14; seed++) {
      const left = files.map((_, i) => i)
      const order: number[] = []
      let rest = seed * 7919
      while (left.length > 0) {
        order.push(...left.splice(rest % left.length, 1))
        rest = Math.floor(rest / 3) + seed
      }
      orders.push(order)
    }
    let expected: string[] | undefined
    for (const order of orders) {
      await owner.unsafe(
        'truncate imports, sheets, strips, leaves, enrolment_events, child_changes, enrolments, children cascade',
      )
      for (const i of order) await load(...files[i]!)
      const state = await endState(owner)
      expected ??= state
      assert.deepEqual(state, expected, `in the order ${order}`)
      const check = await asViewer(app, viewer, tx =>
        rebuildStripsOfSchool(tx, viewer, people.alder.id, { mend: false }),
      )
      assert.equal(check.differ, 0)
    }
    assert.match(expected![0]!, /^1 Ada 4B/)
  })
})

describe('a file that breaks off', () => {
  test('leaves nothing behind, and goes through when it is read again', async t => {
    const { app, owner, load, receive } = await world(t)
    await load('pupils', pupils(`${ada}\n${ben}\n`))
    const rows = Array.from(
      { length: 400 },
      (_, i) =>
        `999001,${(i % 2) + 1},2025-${String((i % 9) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')},/,\\`,
    )
    const content = `school_urn,mis_id,date,am_code,pm_code\n${rows.join('\n')}\n`
    const { id, now } = await receive('attendance', content)
    for (let broken = 50; broken < 400; broken += 50) {
      const source = async function* () {
        yield Buffer.from(content.slice(0, content.length * (broken / 400)))
        throw new Error('the machine went away')
      }
      // Headings are looked for first, with a reading of their own.
      let readings = 0
      const breaks = () => (++readings === 1 ? Buffer.from(content) : source())
      await assert.rejects(applyFile(app, viewer, id, { now, source: breaks }), /went away/)
      const [left] = await owner<{ sheets: number; strips: number; state: string }[]>`
        select (select count(*)::int from sheets) as sheets, (select count(*)::int from strips) as strips,
               (select state from imports where id = ${id}) as state`
      assert.deepEqual({ ...left }, { sheets: 0, strips: 0, state: 'received' })
    }
    const read = await applyFile(app, viewer, id, { now })
    assert.equal(read.counts.applied + read.counts.unchanged, 400)
  })
})

describe('other files', () => {
  test('term dates, as a new version only where they say something new', async t => {
    const { load, owner } = await world(t)
    const dates = (end: string) => `kind,name,start_date,end_date\nHALF_TERM,Spring 1,2026-01-05,${end}\n`
    await load('term-dates', dates('2026-02-13'))
    await load('term-dates', `${dates('2026-02-13')}\n`)
    await load('term-dates', dates('2026-02-12'))
    const [n] = await owner<{ n: number }[]>`select count(*)::int as n from calendar_versions`
    assert.equal(n!.n, 2)
  })

  test('term dates for some year groups, as a new version where only the year groups change', async t => {
    const { load, owner } = await world(t)
    const dates = (groups: string) =>
      `kind,name,start_date,end_date,year_groups\nHALF_TERM,Spring 1,2026-01-05,2026-02-13,\nINSET,Staff,2026-01-06,2026-01-06,${groups}\n`
    for (const groups of ['7 8', '8 7', '7-9', '']) await load('term-dates', dates(groups))
    const rows = await owner<{ year_groups: number[] | null }[]>`
      select t.year_groups from term_dates t join calendar_versions v on v.id = t.version_id
      where t.kind = 'INSET' order by v.recorded_at`
    assert.deepEqual(
      rows.map(row => row.year_groups),
      [[7, 8], [7, 8, 9], null],
    )
  })

  test('the national list: every establishment, and the authority’s own; closed and never deleted', async t => {
    const { load, owner } = await world(t)
    const header =
      'URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,EstablishmentTypeGroup (code),EstablishmentStatus (code),CloseDate,PhaseOfEducation (name)\n'
    await load(
      'schools',
      `${header}999010,001,Exampleshire,9010,Dogwood Primary,4,1,,Primary\n999500,002,Otherborough,9500,Elm School,10,1,,Secondary\n`,
    )
    const own = () => owner<{ name: string; dfe_number: string; closed_on: string | null }[]>`
      select name, dfe_number, closed_on from schools where urn in ('999010', '999500')`
    assert.deepEqual(
      [...(await own())].map(s => ({ ...s })),
      [{ name: 'Dogwood Primary', dfe_number: '001/9010', closed_on: null }],
    )
    await load('schools', `${header}999010,001,Exampleshire,9010,Dogwood Primary,4,2,31-12-2025,Primary\n`)
    assert.equal((await own())[0]!.closed_on, '2025-12-31')
  })

  test('marks strings count the school’s own days', async t => {
    const { load, owner } = await world(t)
    await load(
      'term-dates',
      'kind,name,start_date,end_date\nHALF_TERM,Spring 1,2026-01-05,2026-02-13\nINSET,Training,2026-01-06,2026-01-06\n',
    )
    await load('pupils', pupils(`${ada}\n`))
    const read = await load(
      'attendance-marks',
      'school_urn,mis_id,start_date,basis,marks\n999001,1,2026-01-05,SCHOOL_DAYS,/\\NNC2C2\n',
    )
    assert.equal(read!.counts.applied, 3)
    const [strip] = await owner<{ marks: string }[]>`select marks from strips`
    assert.equal(strip!.marks.replaceAll('.', ' ').trim(), '//  NNdd')
  })
})
