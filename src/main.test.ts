import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, describe } from 'node:test'
import type { Connection } from './platform/connection.ts'
import { freshDatabase } from './platform/testing/database.ts'

const root = join(import.meta.dirname, '..')

const addressOf = ({ host, port, username, password, database }: Connection) =>
  `postgres://${username}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`

type Ran = { code: number | null; out: string; err: string }

/** Runs `onroll` to its end, as a person would. */
async function onroll(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const child = start(args, environment)
  const said = { out: '', err: '' }
  child.stdout!.on('data', chunk => {
    said.out += chunk
  })
  child.stderr!.on('data', chunk => {
    said.err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...said }
}

function start(args: string[], environment: Record<string, string> = {}): ChildProcess {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ONROLL_') && name !== 'npm_lifecycle_event',
  )
  return spawn(process.execPath, [join(root, 'bin/onroll.js'), ...args], {
    env: { ...Object.fromEntries(kept), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The exit code of a process, now or when it ends. */
async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

describe('how it is called', () => {
  test('--help says what there is, and each command explains itself', async () => {
    const { code, out } = await onroll(['--help'])
    assert.equal(code, 0)
    for (const name of [
      'start',
      'serve',
      'migrate',
      'import',
      'assess',
      'detect',
      'backup',
      'restore',
      'user',
    ]) {
      assert.match(out, new RegExp(`^  ${name} `, 'm'))
    }
    const serve = await onroll(['serve', '--help'])
    assert.equal(serve.code, 0)
    assert.match(serve.out, /ONROLL_PORT/)
  })

  test('called wrongly it exits 2 and says how it is called', async () => {
    for (const args of [
      [],
      ['nonsense'],
      ['constructor'],
      ['backup'],
      ['migrate', 'extra'],
      ['start', '--full'],
    ]) {
      const { code, out, err } = await onroll(args)
      assert.deepEqual([code, out], [2, ''], args.join(' '))
      assert.notEqual(err, '')
    }
  })

  test('a wrong setting exits 1 before anything is started', async () => {
    const { code, err } = await onroll(['serve'], { ONROLL_PORT: 'x', ONROLL_COLOUR: 'blue' })
    assert.equal(code, 1)
    assert.match(err, /ONROLL_COLOUR is not a setting/)
    assert.match(err, /ONROLL_PORT is "x"/)
  })

  test('a refused file is named in one sentence, without a stack', async t => {
    const { ownerOptions, appOptions } = await freshDatabase(t, { empty: true })
    const folder = mkdtempSync(join(tmpdir(), 'onroll-refused-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'not-a-backup')
    writeFileSync(file, 'nothing of the kind')
    const { code, out, err } = await onroll(['restore', file], {
      ONROLL_DATABASE_URL: addressOf(appOptions),
      ONROLL_OWNER_DATABASE_URL: addressOf(ownerOptions),
    })
    assert.deepEqual([code, out], [1, ''])
    assert.equal(err, `${file}: This is not a backup of Onroll, or its first bytes are damaged.\n`)
  })

  test('a reader who has enough of the results ends it quietly', async () => {
    const folder = join(root, 'src/absences/fixtures/assess-small')
    const args = ['assess', folder, '--on', '2026-07-20', '--json']
    const child = start(args)
    let err = ''
    child.stderr!.on('data', chunk => {
      err += chunk
    })
    child.stdout!.once('data', () => child.stdout!.destroy())
    const code = await ended(child)
    assert.deepEqual([code, err], [0, ''])

    // A pipe of the shell is written to at once, the one above when there is time.
    const onroll = join(root, 'bin/onroll.js')
    const piped = spawn('sh', ['-c', '"$0" "$@" | head -1', process.execPath, onroll, ...args])
    const said = { out: '', err: '' }
    piped.stdout.on('data', chunk => {
      said.out += chunk
    })
    piped.stderr.on('data', chunk => {
      said.err += chunk
    })
    await once(piped, 'close')
    assert.equal(said.err, '')
    assert.equal(said.out.trim().split('\n').length, 1)
  })

  test('assess loads no database, web or job code', async () => {
    const program = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
      const { main } = await import(${JSON.stringify(join(root, 'src/main.ts'))})
      await main(['assess', ${JSON.stringify(join(tmpdir(), 'no-such-folder'))}, '--on', '2026-07-20'])
      console.log(JSON.stringify(loaded))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    child.stdout.on('data', chunk => {
      out += chunk
    })
    await once(child, 'close')
    const loaded = JSON.parse(out.trim().split('\n').at(-1)!) as string[]
    assert.ok(loaded.some(url => url.endsWith('/absences/commands.ts')))
    const unwanted = loaded.filter(url =>
      /node_modules\/(postgres|pg|pg-boss|fastify)\/|platform\/(db|web)/.test(url),
    )
    assert.deepEqual(unwanted, [])
  })
})

describe('start', { timeout: 120_000 }, () => {
  let outside: string
  let settings: Record<string, string>
  let server: ChildProcess
  let address: string

  /** Starts the service and waits until it says where it is. */
  async function serving(): Promise<{ child: ChildProcess; address: string }> {
    const child = start(['start', '--empty'], settings)
    let said = ''
    child.stdout!.resume()
    return new Promise((done, fail) => {
      child.stderr!.on('data', chunk => {
        said += chunk
        const found = /Onroll is at (\S+)/.exec(said)
        if (found) done({ child, address: found[1]! })
      })
      child.once('exit', code => fail(new Error(`It ended (${code}) and had said: ${said}`)))
    })
  }

  /** What still runs of this database. */
  function running(): number[] {
    const cluster = join(settings.ONROLL_DATA_DIR!, 'postgres')
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .filter(name => {
        try {
          return readlinkSync(`/proc/${name}/cwd`) === cluster
        } catch {
          return false
        }
      })
      .map(Number)
  }

  before(async () => {
    outside = mkdtempSync(join(tmpdir(), 'onroll-start-'))
    chmodSync(outside, 0o711)
    settings = { ONROLL_DATA_DIR: join(outside, 'data'), ONROLL_PORT: '0' }
    ;({ child: server, address } = await serving())
  })
  after(async () => {
    server.kill('SIGTERM')
    await ended(server)
    for (const pid of running()) process.kill(pid, 'SIGKILL')
    rmSync(outside, { recursive: true, force: true })
  })

  test('it answers, and is ready', async () => {
    assert.equal((await fetch(`${address}/health/live`)).status, 200)
    assert.equal((await fetch(`${address}/health/ready`)).status, 200)
  })

  test('a second start says plainly that one is running, and where', async () => {
    const { code, err } = await onroll(['start', '--empty'], settings)
    assert.equal(code, 1)
    assert.match(err, /already running .* at http:\/\/localhost:\d+ \(process \d+\)/)
  })

  test('a command beside it uses the same database and leaves it running', async () => {
    const { code, err } = await onroll(['migrate'], settings)
    assert.deepEqual([code, err], [0, 'The database is up to date.\n'])
    const file = join(outside, 'backup')
    assert.equal((await onroll(['backup', file], settings)).code, 0)
    assert.ok(existsSync(file))
    assert.equal((await fetch(`${address}/health/ready`)).status, 200)
  })

  test('after kill -9 it starts again, on the database that was left', async () => {
    server.kill('SIGKILL')
    await ended(server)
    assert.ok(running().length > 0)
    ;({ child: server, address } = await serving())
    assert.equal((await fetch(`${address}/health/ready`)).status, 200)
  })

  test('if the database is killed it comes back by itself', async () => {
    for (const pid of running()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {}
    }
    const end = Date.now() + 30_000
    let status = 0
    while (status !== 200 && Date.now() < end) {
      await new Promise(done => setTimeout(done, 100))
      status = await fetch(`${address}/health/ready`).then(
        response => response.status,
        () => 0,
      )
    }
    assert.equal(status, 200)
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} ends it in order, with nothing left running`, async () => {
      const { child } = signal === 'SIGTERM' ? { child: server } : await serving()
      child.kill(signal)
      assert.equal(await ended(child), 0)
      assert.deepEqual(running(), [])
    })
  }
})
