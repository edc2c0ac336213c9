import assert from 'node:assert/strict'
import test from 'node:test'
import { type JobData, parkedQueue, sendJob, startJobs } from './jobs.ts'
import { freshDatabase } from './testing/database.ts'

const noProblem = (problem: string) => assert.fail(problem)

async function until(isSo: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await new Promise(done => setTimeout(done, 50))
  }
}

test('a job is there if and only if its transaction commits, and is done by the role that serves', async t => {
  const { app, appOptions } = await freshDatabase(t)
  const done: JobData[] = []
  await assert.rejects(
    app.begin(async tx => {
      await sendJob(tx, 'greet', { id: 'rolled back' })
      throw new Error('on purpose')
    }),
  )
  await app.begin(tx => sendJob(tx, 'greet', { id: 'kept', text: 'a "quote", a \\ and é', n: 3, none: null }))
  const jobs = await startJobs({
    connection: appOptions,
    handlers: { greet: async data => void done.push(data) },
    crons: [{ name: 'greet', cron: '30 1 * * *', tz: 'Europe/London' }],
    onProblem: noProblem,
    pollingSeconds: 0.5,
  })
  try {
    await until(() => done.length > 0)
    await app.begin(tx => sendJob(tx, 'greet', { id: 'later' }))
    await until(() => done.length > 1)
  } finally {
    await jobs.stop()
  }
  assert.deepEqual(done, [{ id: 'kept', text: 'a "quote", a \\ and é', n: 3, none: null }, { id: 'later' }])
  const [cron] = await app`select name, cron, timezone from pgboss.schedule`
  assert.deepEqual({ ...cron }, { name: 'greet', cron: '30 1 * * *', timezone: 'Europe/London' })
})

test('those that wait are done one after another, without a pause', async t => {
  const { app, appOptions } = await freshDatabase(t)
  await app.begin(async tx => {
    for (let n = 0; n < 20; n++) await sendJob(tx, 'greet', { n })
  })
  const times: number[] = []
  const jobs = await startJobs({
    connection: appOptions,
    handlers: { greet: async () => void times.push(performance.now()) },
    crons: [],
    onProblem: noProblem,
    pollingSeconds: 2,
  })
  try {
    await until(() => times.length === 20)
  } finally {
    await jobs.stop()
  }
  // With the pause between two looks after each, it would be 38 seconds.
  assert.ok(times[19]! - times[0]! < 8000, `${times[19]! - times[0]!} ms`)
})

test('one that fails is kept to be tried again, without what its error said', async t => {
  const { app, appOptions } = await freshDatabase(t)
  const problems: string[] = []
  await app.begin(tx => sendJob(tx, 'fragile', { id: 'x' }))
  const jobs = await startJobs({
    connection: appOptions,
    handlers: {
      fragile: async () => {
        throw new TypeError('Amara Example, 1 Example Road')
      },
    },
    crons: [],
    onProblem: problem => problems.push(problem),
    pollingSeconds: 0.5,
  })
  try {
    await until(async () => (await app`select 1 from pgboss.job where state = 'retry'`).length === 1)
  } finally {
    await jobs.stop()
  }
  assert.deepEqual(problems, ['The job fragile failed and will be tried again: TypeError'])
  const [job] =
    await app`select output::text as output, retry_limit, dead_letter from pgboss.job where name = 'fragile'`
  assert.doesNotMatch(job!.output ?? '', /Amara/)
  assert.deepEqual([job!.retry_limit, job!.dead_letter], [5, parkedQueue])
})

test('a schedule that the code no longer has is dropped', async t => {
  const { app, appOptions } = await freshDatabase(t)
  const options = { connection: appOptions, handlers: { nightly: async () => {} }, onProblem: noProblem }
  const cron = { name: 'nightly', cron: '0 2 * * *', tz: 'Europe/London' }
  await (await startJobs({ ...options, crons: [cron] })).stop()
  assert.equal((await app`select 1 from pgboss.schedule`).length, 1)
  await (await startJobs({ ...options, crons: [] })).stop()
  assert.equal((await app`select 1 from pgboss.schedule`).length, 0)
})
