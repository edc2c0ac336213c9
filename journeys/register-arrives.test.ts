// A register arrives in the day: the page shows what the rules say of it within five seconds of its being applied. With the
// jobs process that serves, by its own clock, so on whatever day this is run.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { browser, makeChild, makePeople, type TestPeople } from '../src/access/testing/people.ts'
import { createApp } from '../src/app.ts'
import {
  addDays,
  type LocalDate,
  localDate,
  schoolYearEnd,
  schoolYearInWords,
  schoolYearOf,
  schoolYearStart,
  weekday,
} from '../src/calendar/local-date.ts'
import type { JobsOrder } from '../src/jobs-main.ts'
import { systemClock } from '../src/platform/clock.ts'
import { newId } from '../src/platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../src/platform/testing/database.ts'

const today = localDate(systemClock.today())
/** So long ago that ten school days lie between, and term began. */
const began = addDays(today, -21)

let database: FreshDatabase
let people: TestPeople
let jobs: ChildProcess

before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  for (const year of new Set([schoolYearOf(began), schoolYearOf(today)])) await makeTerm(year)
  jobs = fork(join(import.meta.dirname, '../src/jobs-main.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const order: JobsOrder = {
    connection: database.appOptions,
    sending: { smtp: undefined, notify: undefined },
  }
  jobs.send(order)
  const ended = once(jobs, 'exit').then(([code]) => assert.fail(`The jobs ended with ${code} as they began`))
  await Promise.race([once(jobs, 'message'), ended])
  // Later it ends because we say so.
  ended.catch(() => {})
})
/** Ends the jobs before the database goes. */
async function endJobs(): Promise<void> {
  const ended = once(jobs, 'exit')
  jobs.disconnect()
  await ended
}

/** School days around today, within one school year. */
async function makeTerm(year: number): Promise<void> {
  const { owner } = database
  const version = newId()
  const from = began > schoolYearStart(year) ? began : schoolYearStart(year)
  const last = addDays(today, 30)
  const to = last < schoolYearEnd(year) ? last : schoolYearEnd(year)
  await owner`
    insert into calendar_versions (la_code, id, academic_year, by_name)
    values ('001', ${version}, ${schoolYearInWords(year)}, 'A test')`
  await owner`
    insert into term_dates (la_code, version_id, line, kind, name, starts_on, ends_on)
    values ('001', ${version}, 1, 'HALF_TERM', 'Term', ${from}, ${to})`
}

/** The last ten school days. */
function tenDays(): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = today; days.length < 10; day = addDays(day, -1)) if (weekday(day) <= 5) days.unshift(day)
  return days
}

test('what a register shows is on the page within five seconds of its being applied', async t => {
  const child = await makeChild(database.owner, { school: people.alder, misId: '77' })
  const app = await createApp({
    sql: database.app,
    clock: systemClock,
    publicUrl: 'http://localhost:3000',
  })
  t.after(() => app.close())
  t.after(endJobs)
  const officer = browser(app, people.right['attendance-officer'])
  const page = () => officer.get(`/pupils/${child.token}`)
  assert.doesNotMatch((await page()).text, /10 school days of absence/)

  const rows = tenDays().map(day => `77,${day},O,O\n`)
  const content = `mis_id,date,am_code,pm_code\n${rows.join('')}`
  const sent = await officer.upload(
    '/files',
    { field: 'file', name: 'register.csv', content },
    { kind: 'attendance' },
  )
  assert.match(sent.location ?? '', /^\/files\/[\w-]+$/, sent.errors.join())
  await officer.post(`${sent.location}/apply`)
  const applied = performance.now()
  assert.match((await officer.get(sent.location!)).text, /Applied/)

  let seconds = 0
  while (!/10 school days of absence/.test((await page()).text)) {
    seconds = (performance.now() - applied) / 1000
    assert.ok(seconds < 5, 'nothing after five seconds')
    await new Promise(done => setTimeout(done, 100))
  }
  t.diagnostic(`seen after ${seconds.toFixed(1)} s`)
})
