import assert from 'node:assert/strict'
import test from 'node:test'
import { readConfig } from './config.ts'
import { SetupProblem } from './connection.ts'

/** The problems that an environment has, one a line. */
function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    assert.ok(error instanceof SetupProblem)
    return error.message.split('\n')
  }
}

test('nothing set means the embedded database on port 3000', () => {
  assert.deepEqual(readConfig({ PATH: '/bin' }), {
    host: 'localhost',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    database: undefined,
    ownerDatabase: undefined,
    dataDir: undefined,
    logLevel: 'warn',
    startedByNpm: false,
  })
})

test('the public address follows the port unless it is given, and loses its last slash', () => {
  assert.equal(readConfig({ ONROLL_PORT: '8080' }).publicUrl, 'http://localhost:8080')
  assert.equal(
    readConfig({ ONROLL_PUBLIC_URL: 'https://onroll.example.org/' }).publicUrl,
    'https://onroll.example.org',
  )
})

test('a database address is read in full', () => {
  const { database, ownerDatabase } = readConfig({
    ONROLL_DATABASE_URL: 'postgres://app:p%40ss@db.example.org:6432/onroll?sslmode=require',
    ONROLL_OWNER_DATABASE_URL: 'postgres://owner@/onroll?host=/run/postgresql',
  })
  assert.deepEqual(database, {
    host: 'db.example.org',
    port: 6432,
    database: 'onroll',
    username: 'app',
    password: 'p@ss',
    ssl: 'require',
  })
  assert.equal(ownerDatabase?.host, '/run/postgresql')
  assert.equal(ownerDatabase?.port, 5432)
})

test('everything that is wrong is said at once', () => {
  const problems = problemsOf({
    ONROLL_PORT: '70000',
    ONROLL_PUBLIC_URL: 'onroll.example.org/here',
    ONROLL_DATABASE_URL: 'mysql://x',
    ONROLL_LOG_LEVEL: 'loud',
    ONROLL_DATABSE_URL: 'postgres://a@b/c',
  })
  assert.equal(problems.length, 5)
  assert.match(problems[0]!, /ONROLL_DATABSE_URL is not a setting/)
})

test('the application may not be the owner of its tables', () => {
  const same = 'postgres://one:secret@db/onroll'
  const [problem] = problemsOf({ ONROLL_DATABASE_URL: same, ONROLL_OWNER_DATABASE_URL: same })
  assert.match(problem!, /name the same role/)
  assert.doesNotMatch(problem!, /secret/)
})

test('settings of tests are let through, and settings of others are none of our business', () => {
  assert.deepEqual(problemsOf({ ONROLL_TEST_SERVER: '{}', PGHOST: 'x' }), [])
})
