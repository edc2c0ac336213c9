import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  browser,
  makeChild,
  makePeople,
  type TestChild,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { stoppedClock } from '../../platform/clock.ts'
import type { Sql } from '../../platform/db.ts'
import { freshDatabase } from '../../platform/testing/database.ts'

describe('files, from upload to applied', () => {
  let owner: Sql
  let people: TestPeople
  let app: Awaited<ReturnType<typeof createApp>>
  let child: TestChild
  before(async () => {
    const database = await freshDatabase()
    owner = database.owner
    people = await makePeople(owner)
    child = await makeChild(owner, { school: people.alder, misId: '1', surname: 'Example', forename: 'Ada' })
    await makeChild(owner, { school: people.alder, misId: '2', surname: 'Sample', forename: 'Ben' })
    // The clock of this test stands still before the database's.
    await owner`update enrolments set recorded_at = '2026-09-01'`
    app = await createApp({
      sql: database.app,
      clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
      publicUrl: 'http://localhost:3000',
    })
  })
  const as = (role: 'attendance-officer' | 'headteacher' | 'manager' | 'dsl' | 'cme-officer') =>
    browser(app, people.right[role])
  const send = (
    b: ReturnType<typeof browser>,
    content: string | Buffer,
    fields: Record<string, string>,
    name = 'list.csv',
  ) => b.upload('/files', { field: 'file', name, content }, fields)
  const list = (rows: string) =>
    `mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date,street,postcode\n${rows}`

  test('who may not', async () => {
    assert.equal((await as('dsl').get('/files')).status, 404)
    assert.equal((await as('cme-officer').get('/files')).status, 404)
  })

  test('what is missing is said beside the field', async () => {
    const page = await as('attendance-officer').post('/files', {})
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, ['Choose what the file is', 'Choose a file'])
    const workbook = await send(as('attendance-officer'), Buffer.from('PK\u0003\u0004rest'), {
      kind: 'pupils',
    })
    assert.match(workbook.errors.join(), /The file is a workbook/)
    const national = await send(as('attendance-officer'), 'URN\n', { kind: 'schools' })
    assert.match(national.errors.join(), /Choose what the file is/)
  })

  test('a list is checked, changes nothing, is applied, and the same file again does nothing', async () => {
    const b = as('attendance-officer')
    const content = list(
      '1,Example,Adah,2017-03-14,F,2024-09-03,1 Made Up Road,ZZ99 1AA\n' +
        '3,Newchild,Cy,2018-01-01,M,2026-11-16,2 Made Up Road,ZZ99 1AB\n' +
        '4,Nodate,Di,31/02/2018,F,2026-11-16,3 Made Up Road,ZZ99 1AC\n',
    )
    const sent = await send(b, content, { kind: 'pupils', complete: 'yes' })
    assert.match(sent.location ?? '', /^\/files\/[\w-]+$/)
    const at = sent.location!
    const page = await b.get(at)
    assert.match(page.text, /Nothing is changed yet/)
    assert.match(page.text, /3 rows in the file/)
    const [still] = await owner<{ forename: string }[]>`select forename from children where id = ${child.id}`
    assert.equal(still!.forename, 'Ada')

    const changed = await b.get(`${at}/changed`)
    assert.match(changed.text, /Forename: Ada → Adah/)
    assert.match(changed.text, /Address changed/)
    assert.doesNotMatch(changed.html, /Made Up Road|ZZ99/)
    assert.match((await b.get(`${at}/new`)).text, /Cy Newchild/)
    assert.match((await b.get(`${at}/problems`)).text, /31\/02\/2018/)
    const missing = await b.get(`${at}/missing`)
    assert.match(missing.text, /Ben Sample/)
    assert.match(missing.text, /After the file is applied/)
    const looked = await owner<
      { n: number }[]
    >`select count(*)::int as n from looks where child_id = ${child.id}`
    assert.ok(looked[0]!.n > 0)

    assert.match((await b.get(`${at}/apply`)).text, /2 rows go through/)
    const applied = await b.post(`${at}/apply`)
    assert.equal(applied.location, at)
    assert.match((await b.get(at)).text, /Applied/)
    const [now] = await owner<{ forename: string }[]>`select forename from children where id = ${child.id}`
    assert.equal(now!.forename, 'Adah')
    assert.equal((await b.post(`${at}/apply`)).location, at)

    const other = await send(as('attendance-officer'), 'x', { kind: 'pupils' })
    assert.notEqual(other.location, at)

    // The file held a row, so it is read again in full: nothing changes.
    const again = await send(as('attendance-officer'), content, { kind: 'pupils' })
    assert.match((await b.get(again.location!)).text, /2 say nothing new/)
  })

  test('a school does not read from its list that a child is known elsewhere', async () => {
    const elsewhere = await makeChild(owner, {
      school: people.birch,
      surname: 'Elsewhere',
      forename: 'Eve',
      bornOn: '2017-05-05',
      upn: 'J001999121001',
    })
    await owner`update children set upn_checked = true where id = ${elsewhere.id}`
    const rows =
      '91,Elsewhere,Eve,2017-05-05,F,2026-11-16,J001999121001\n92,Newone,Flo,2017-05-05,F,2026-11-16,\n'
    const content = `mis_id,legal_surname,legal_forename,date_of_birth,sex,entry_date,upn\n${rows}`
    const sent = await send(as('headteacher'), content, { kind: 'pupils' }, 'two.csv')
    const page = await as('headteacher').get(`${sent.location}/new`)
    assert.match(page.text, /Eve Elsewhere\. New .*Flo Newone\. New /)
    assert.doesNotMatch(page.text, /known to the authority/)
    // That the row was joined to the record there is: a manager's own file says so.
    const all = `school_urn,${content.split('\n')[0]}\n999003,93,${rows.split('\n')[0]!.slice(3)}\n`
    const whole = await send(as('manager'), all, { kind: 'pupils' }, 'whole.csv')
    assert.match((await as('manager').get(`${whole.location}/new`)).text, /known to the authority/)
  })

  test('the same file, read to its end before, leads to what it did', async () => {
    const content = 'mis_id,start_date,end_date\n1,2026-11-02,2026-11-06\n'
    const b = as('headteacher')
    const first = await send(b, content, { kind: 'leave' })
    await b.post(`${first.location}/apply`)
    const second = await send(b, content, { kind: 'leave' })
    assert.equal(second.location, first.location)
    assert.match((await b.follow()).text, /already read on 20 November 2026/)
  })

  test('a name that is missing comes off only when a person says so, with a day', async () => {
    const b = as('attendance-officer')
    const [waiting] = await owner<{ token: string; number: number }[]>`
      select i.token, c.number from import_changes c join imports i on i.id = c.import_id
      where c.outcome = 'missing' and i.state = 'applied' order by c.number limit 1`
    const at = `/files/${waiting!.token}/missing/${waiting!.number}`
    assert.match((await b.get(at)).text, /Ben Sample \(2\) is on the register and not on this list/)
    const unsaid = await b.post(at, {})
    assert.deepEqual(unsaid.errors, ['Choose whether the child has left'])
    const undated = await b.post(at, { decision: 'apply' })
    assert.deepEqual(undated.errors, ['Enter the day the name was taken off'])
    const fields = { decision: 'apply', 'left-day': '13', 'left-month': '11', 'left-year': '2026' }
    const done = await b.post(at, fields)
    assert.equal(done.location, `/files/${waiting!.token}/missing`)
    const [left] = await owner<{ leaving_date: string; kind: string; decision: string }[]>`
      select e.leaving_date, r.kind, r.decision from enrolments e join removals r on r.enrolment_id = e.id
      where e.mis_id = '2'`
    assert.deepEqual({ ...left }, { leaving_date: '2026-11-13', kind: 'already made', decision: 'flagged' })
    const twice = await b.post(at, fields)
    assert.match(twice.errors.join(), /has decided on this name already/)
  })

  test('headings that nobody knows are asked about once, and remembered', async () => {
    const b = as('attendance-officer')
    const content = (code: string) => `Who,When,Morning mark,Afternoon mark\n1,2026-11-19,${code},${code}\n`
    const sent = await send(b, content('N'), { kind: 'attendance' })
    assert.match(sent.location!, /\/columns$/)
    assert.match((await b.get(sent.location!.replace('/columns', ''))).text, /does not know all the headings/)
    const asked = await b.get(sent.location!)
    assert.ok(asked.labels.includes('Pupil’s id in the school’s system'))
    const wrong = await b.post(sent.location!, {})
    assert.match(wrong.errors.join(), /Choose the column for: Pupil’s id in the school’s system, or UPN/)
    const told = await b.post(sent.location!, {
      'column-mis_id': '0',
      'column-date': '1',
      'column-am_code': '2',
      'column-pm_code': '3',
    })
    await b.post(`${told.location}/apply`)
    const [sheet] = await owner<{ marks: string }[]>`select marks from sheets where day = '2026-11-19'`
    assert.equal(sheet!.marks, 'NN')
    const next = await send(b, content('I'), { kind: 'attendance' })
    assert.doesNotMatch(next.location!, /columns/)
    const [job] = await owner<{ n: number }[]>`
      select count(*)::int as n from pgboss.job where name = 'detect' and data ->> 'school' = ${people.alder.id}`
    assert.ok(job!.n > 0, 'the rules are asked to look')
  })

  test('rows of another school are held, and another school cannot open the file', async () => {
    const b = as('attendance-officer')
    const content = `school_urn,mis_id,date,am_code,pm_code\n${people.birch.urn},1,2026-11-18,N,N\n`
    const sent = await send(b, content, { kind: 'attendance' })
    assert.match((await b.get(`${sent.location}/problems`)).text, /rows of Alder Primary, whose file this is/)
    for (const who of [people.wrongSchool['attendance-officer'], people.wrongAuthority.manager]) {
      for (const page of ['', '/problems', '/changed', '/new', '/missing', '/columns', '/apply']) {
        assert.equal((await browser(app, who).get(sent.location! + page)).status, 404)
      }
    }
    assert.equal((await as('manager').get(sent.location!)).status, 200)
  })

  test('what a file holds is text on every page', async () => {
    const b = as('attendance-officer')
    const nasty = '<script>alert(1)</script>'
    const sent = await send(
      b,
      list(`9,${nasty},=cmd,2017-01-01,F,2026-09-01,x,ZZ99 1AA\n`),
      { kind: 'pupils' },
      `${nasty}.csv`,
    )
    for (const page of ['', '/new', '/problems', '/apply']) {
      const seen = await b.get(sent.location! + page)
      assert.equal(seen.status, 200)
      assert.doesNotMatch(seen.html, /<script>alert/)
    }
  })
})
