// `onroll detect`: what it prints, and how far it has come on a terminal only.
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { before, describe, test } from 'node:test'
import { type CommandIo, UsageProblem } from '../../platform/command.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { enrolments, insertSchools, putEnrolments } from '../testing/registers.ts'
import { detectCommand } from './commands.ts'

describe('onroll detect', () => {
  let database: FreshDatabase
  before(async () => {
    database = await freshDatabase()
    await putEnrolments(database.owner, enrolments(120, await insertSchools(database.owner, 60), 5))
  })

  async function run(args: readonly string[], isTerminal = false) {
    const stdout = new PassThrough()
    const stderr = Object.assign(new PassThrough(), isTerminal ? { isTTY: true } : {})
    const io: CommandIo = {
      stdin: new PassThrough(),
      stdout,
      stderr,
      config: () => assert.fail('not asked for'),
      database: async () => ({
        connection: database.appOptions,
        app: database.appOptions,
        embedded: undefined,
        release: async () => {},
      }),
    }
    const exit = await detectCommand.run([...args], io)
    return { exit, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
  }

  test('says what it found, and nothing more in a pipe', async () => {
    const first = await run(['--on', '2026-03-20', '--json'])
    assert.deepEqual([first.exit, first.err], [0, ''])
    const { la, on, schools, pupils, done_before, found } = JSON.parse(first.out)
    assert.deepEqual([la, on, schools, pupils, done_before], ['001', '2026-03-20', 60, 120, 0])
    assert.ok(found > 100)
  })

  test('says on a terminal how many schools are done', async () => {
    const again = await run(['--on', '2026-03-20'], true)
    assert.match(again.out, /^001: 60 schools, \d+ strips read in .*; 0 findings new, 0 withdrawn or moved/)
    assert.match(again.err, /\r001: 0 of 60 schools\r001: 50 of 60 schools\r001: 60 of 60 schools\n$/)
  })

  test('takes one school', async () => {
    const one = await run(['--on', '2026-03-20', '--school', '999100', '--json'])
    assert.deepEqual([JSON.parse(one.out).schools, JSON.parse(one.out).found], [1, 0])
    await assert.rejects(run(['--school', '999099']), UsageProblem)
  })
})
