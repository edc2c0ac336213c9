// `onroll user`, over a database with nothing in it.
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import test from 'node:test'
import { createApp } from '../app.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { freshDatabase } from '../platform/testing/database.ts'
import { userCommand } from './commands.ts'
import { browser } from './testing/people.ts'

test('makes the first manager, once, and brings back who lost everything', async t => {
  const { app, appOptions, owner } = await freshDatabase(t)
  const run = async (...args: string[]) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const code = await userCommand.run(args, {
      stdin: new PassThrough(),
      stdout,
      stderr,
      config: async () => readConfig({}),
      database: async () => ({
        connection: appOptions,
        app: appOptions,
        embedded: undefined,
        release: async () => {},
      }),
    })
    return { code, out: String(stdout.read() ?? '').trim() }
  }
  const web = await createApp({ sql: app, clock: systemClock, publicUrl: 'http://localhost:3000' })
  const linkWorks = async (link: string) =>
    (await browser(web).get(link.replace('http://localhost:3000', ''))).status === 200

  const first = await run('first', '--la', '383', '--name', 'Priya Okafor', '--email', 'p@example.org')
  assert.equal(first.code, 0)
  assert.match(first.out, /^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/)
  assert.ok(await linkWorks(first.out))
  const [row] = await owner`
    select a.name, g.role from authorities a join grants g using (la_code) where la_code = '383'`
  assert.deepEqual({ ...row }, { name: 'Leeds', role: 'manager' })

  const again = await run('recover', '--email', 'P@example.org')
  assert.equal(await linkWorks(first.out), false)
  assert.ok(await linkWorks(again.out))

  await assert.rejects(run('first', '--la', '001', '--name', 'A', '--email', 'a@example.org'), /--authority/)
  await assert.rejects(run('first', '--la', '383', '--email', 'a@example.org'), /--name is missing/)
  await assert.rejects(run('recover', '--email', 'nobody@example.org'), /Nobody signs in/)
  await assert.rejects(run('second'), /first/)
})
