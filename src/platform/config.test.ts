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
    sending: { smtp: undefined, notify: undefined },
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

const notifyKey = 'a-name-00000000-0000-4000-8000-000000000001-00000000-0000-4000-8000-000000000002'
const aTemplate = '00000000-0000-4000-8000-000000000003'

test('emails go by a mail server or by GOV.UK Notify, text messages by GOV.UK Notify', () => {
  assert.deepEqual(
    readConfig({
      ONROLL_SMTP_URL: 'smtps://me:secret@mail.example.org',
      ONROLL_MAIL_FROM: 'letters@example.org',
    }).sending,
    { smtp: { url: 'smtps://me:secret@mail.example.org', from: 'letters@example.org' }, notify: undefined },
  )
  assert.deepEqual(
    readConfig({ ONROLL_NOTIFY_KEY: notifyKey, ONROLL_NOTIFY_TEXT_TEMPLATE: aTemplate }).sending,
    {
      smtp: undefined,
      notify: {
        key: notifyKey,
        url: 'https://api.notifications.service.gov.uk',
        emailTemplate: undefined,
        textTemplate: aTemplate,
      },
    },
  )
})

test('what is wrong with how messages go is all said, and no password or key with it', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [
      { ONROLL_SMTP_URL: 'http://me:secret@mail.example.org', ONROLL_MAIL_FROM: 'a@example.org' },
      /SMTP_URL is not/,
    ],
    [{ ONROLL_SMTP_URL: 'smtp://me:secret@mail.example.org' }, /needs ONROLL_MAIL_FROM/],
    [{ ONROLL_MAIL_FROM: 'a@example.org, b@example.org' }, /one plain address/],
    [{ ONROLL_NOTIFY_KEY: 'secret' }, /not a key/],
    [{ ONROLL_NOTIFY_KEY: notifyKey }, /needs ONROLL_NOTIFY_EMAIL_TEMPLATE/],
    [{ ONROLL_NOTIFY_EMAIL_TEMPLATE: aTemplate }, /needs ONROLL_NOTIFY_KEY/],
    [{ ONROLL_NOTIFY_KEY: notifyKey, ONROLL_NOTIFY_TEXT_TEMPLATE: 'x' }, /id of a template/],
    [
      {
        ONROLL_NOTIFY_KEY: notifyKey,
        ONROLL_NOTIFY_EMAIL_TEMPLATE: aTemplate,
        ONROLL_SMTP_URL: 'smtp://mail.example.org',
        ONROLL_MAIL_FROM: 'a@example.org',
      },
      /both given/,
    ],
    [
      {
        ONROLL_NOTIFY_KEY: notifyKey,
        ONROLL_NOTIFY_TEXT_TEMPLATE: aTemplate,
        ONROLL_NOTIFY_URL: 'http://notify.example.org',
      },
      /expected https/,
    ],
  ]
  for (const [environment, says] of wrong) {
    const problems = problemsOf(environment).join(' ')
    assert.match(problems, says)
    assert.doesNotMatch(problems, /secret|000000000002/)
  }
})
