// Worked example 15 of the rule catalogue, from the files to the pages: a return went, a correction made it untrue.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { detect } from '../absences/actions.ts'
import { asViewer } from '../access/store.ts'
import { browser, makePeople, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { createApp } from '../app.ts'
import { exampleTermDates } from '../calendar/worked-examples.ts'
import type { Kind } from '../formats/columns.ts'
import { applyFile, receiveFile } from '../interchange/actions.ts'
import { londonDay } from '../platform/clock.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'

let database: FreshDatabase
let app: FastifyInstance
let people: TestPeople
let at = new Date('2025-09-26T15:00:00Z')
const clock = { now: () => at, today: () => londonDay(at) }

async function load(kind: Kind, text: string): Promise<void> {
  const viewer = systemViewer('001', clock.today())
  const { id } = await asViewer(database.app, viewer, tx =>
    receiveFile(tx, viewer, {
      kind,
      schoolId: undefined,
      fileName: `${kind}.csv`,
      content: [Buffer.from(text)],
      now: at,
    }),
  )
  const read = await applyFile(database.app, viewer, id, { now: at })
  assert.deepEqual(read.problems, [])
}

const marks = (code: string, ...days: string[]) =>
  load(
    'attendance',
    `school_urn,mis_id,date,am_code,pm_code\n${days.map(day => `999001,7,${day},${code},${code}\n`).join('')}`,
  )

/** The clock goes to this day. */
const onDay = (day: string) => {
  at = new Date(`${day}T15:00:00Z`)
}

const night = () =>
  detect(database.app, systemViewer('001', clock.today()), { on: clock.today(), now: () => at })

const standing = async () => {
  const rows = await database.owner<{ on_date: string; since_on: string }[]>`
    select on_date, since_on from findings f where rule = 'T-07'
      and not exists (select 1 from finding_endings x where x.finding_id = f.id)`
  return rows.map(row => [row.since_on, row.on_date])
}

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  app = await createApp({ sql: database.app, clock, publicUrl: 'http://localhost:3000' })
  const rows = exampleTermDates.map(row => `${row.kind},${row.name},${row.startsOn},${row.endsOn}\n`)
  await load('term-dates', `kind,name,start_date,end_date\n${rows.join('')}`)
  await load(
    'pupils',
    'school_urn,mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date\n999001,7,Example,Ada,2014-01-15,F,2021-09-02\n',
  )
})
after(() => app.close())

const officer = () => browser(app, people.right['attendance-officer'])
const cme = () => browser(app, people.right['cme-officer'])

describe('worked example 15', () => {
  let pupil: string
  let first: { token: string; content: unknown; sent_at: Date }
  const returns = () =>
    database.owner<{ token: string; reference: string; content: unknown; sent_at: Date }[]>`
      select token, reference, content, sent_at from returns order by reference`

  test('O from 15 to 26 September: the return is due on the 26th, and goes', async () => {
    await marks('O', '2025-09-15', '2025-09-16', '2025-09-17', '2025-09-18', '2025-09-19')
    await marks('O', '2025-09-22', '2025-09-23', '2025-09-24', '2025-09-25', '2025-09-26')
    await night()
    assert.deepEqual(await standing(), [['2025-09-15', '2025-09-26']])
    const [child] = await database.owner<{ token: string }[]>`select token from children`
    pupil = `/pupils/${child!.token}`
    const sent = await officer().post(`${pupil}/return`)
    assert.equal(sent.location, `${pupil}/return`, sent.errors.join())
    first = (await returns())[0]!
    const page = await cme().get(`/returns/${first.token}`)
    assert(!page.text.includes('Superseded'))
  })

  test('on the 29th the 17th and 18th turn out to have been illness: no run of ten is left, and the return is superseded', async () => {
    onDay('2025-09-29')
    await marks('I', '2025-09-17', '2025-09-18')
    await marks('O', '2025-09-29')
    await night()
    assert.deepEqual(await standing(), [])
    for (const text of [
      (await cme().get('/returns')).text,
      (await cme().get(`/returns/${first.token}`)).text,
      (await officer().get(`${pupil}/return`)).text,
      (await officer().get(pupil)).text,
    ]) {
      assert.match(text, /Superseded/)
      assert.match(text, /A later correction: the register no longer shows it/)
    }
    assert.match((await cme().get(`/returns/${first.token}`)).text, /The return is kept as it was sent/)
    assert.match((await officer().get(`${pupil}/return`)).text, /No other return is due/)
  })

  test('the run counted again from the 19th is ten days on Thursday 2 October: another return is due, and the first is as it was', async () => {
    onDay('2025-10-01')
    await marks('O', '2025-09-30', '2025-10-01')
    await night()
    assert.deepEqual(await standing(), [])
    onDay('2025-10-02')
    await marks('O', '2025-10-02')
    await night()
    assert.deepEqual(await standing(), [['2025-09-19', '2025-10-02']])
    assert.match((await officer().get('/today')).text, /Send the ten-day return/)
    const sent = await officer().post(`${pupil}/return`)
    assert.equal(sent.location, `${pupil}/return`, sent.errors.join())
    const [kept, second, ...others] = await returns()
    assert.deepEqual(others, [])
    assert.deepEqual({ ...kept, reference: undefined }, { ...first, reference: undefined })
    assert.notEqual(second!.reference, kept!.reference)
    assert(!(await officer().get('/today')).text.includes('Send the ten-day return'))
    assert(!(await cme().get(`/returns/${second!.token}`)).text.includes('Superseded'))
  })

  test('the correction taken back, the first return says what the register shows again, and the second does not', async () => {
    onDay('2025-10-03')
    await marks('O', '2025-09-17', '2025-09-18')
    await night()
    assert.deepEqual(await standing(), [['2025-09-15', '2025-09-26']])
    const [kept, second] = await returns()
    assert(!(await cme().get(`/returns/${kept!.token}`)).text.includes('Superseded'))
    const moved = await cme().get(`/returns/${second!.token}`)
    assert.match(moved.text, /Superseded .* A later correction moved it to Friday 26 September 2025/)
    assert(!(await officer().get('/today')).text.includes('Send the ten-day return'))
  })

  test('the whole chain is on the page that says why, and each state can be asked for again', async () => {
    const why = await officer().get(`${pupil}/why/T-07-2025-09-26`)
    assert.match(why.text, /How corrections changed it/)
    assert.match(why.text, /A later correction: the register no longer shows it/)
    assert.match(why.text, /moved it to Friday 26 September 2025, counted from Monday 15 September 2025/)
    const known = (day: number, month: number) => `?known-day=${day}&known-month=${month}&known-year=2025`
    const before = await officer().get(`${pupil}/why/T-07-2025-09-26${known(26, 9)}`)
    assert.match(before.text, /Wednesday 17 September 2025 O O Counted School day 3/)
    const between = await officer().get(`${pupil}/why/T-07-2025-09-26${known(2, 10)}`)
    assert.match(between.text, /counted from Friday 19 September 2025 to Thursday 2 October 2025/)
    assert.match(between.text, /Thursday 18 September 2025 I I Comes before the count/)
    const none = await officer().get(`${pupil}/why/T-07-2025-09-26${known(29, 9)}`)
    assert.match(none.text, /rule T-07 said nothing of this yet/)
    const ended = await officer().get(`${pupil}/why/T-07-2025-10-02`)
    assert.match(ended.text, /This no longer stands\. A later correction moved it/)
  })
})

describe('a deletion return', () => {
  test('is superseded when the name comes back on the register', async () => {
    const { owner } = database
    const [e] = await owner<{ id: string; child_id: string; school_id: string }[]>`
      select id, child_id, school_id from enrolments`
    await owner`update enrolments set leaving_date = '2025-10-03', seen_until = '9999-12-31'`
    await owner`insert into returns (la_code, id, token, reference, rule, episode_on, enrolment_id, child_id, school_id,
        content, sent_name, sent_on, sent_at)
      select la_code, gen_random_uuid(), 'deletion-return-token', 'N-9', 'T-11', '2025-10-03', enrolment_id, child_id, school_id,
        content, sent_name, sent_on, sent_at from returns where reference = 'N-1001'`
    const page = async () => (await cme().get('/returns/deletion-return-token')).text
    assert(!(await page()).includes('Superseded'))
    await owner`update enrolments set leaving_date = '2025-10-06'`
    assert.match(await page(), /Superseded .* The leaving date was corrected to 6 October 2025/)
    await owner`update enrolments set leaving_date = null`
    await owner`insert into enrolment_events (la_code, id, enrolment_id, child_id, school_id, at, by_name, type)
      values ('001', gen_random_uuid(), ${e!.id}, ${e!.child_id}, ${e!.school_id}, '2027-01-05T10:00:00Z', 'A test', 'reinstated')`
    assert.match(await page(), /Superseded 5 January 2027 at 10:00am\. The name is back on the register/)
  })
})
