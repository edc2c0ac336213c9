// Pages at the size of a large authority: the real `onroll serve`, pressed by another process over 16 connections.
//
// npm run bench -- pages [--seconds 20] [--only today,work] [--explain FOLDER]

import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { checkout } from '../src/platform/database.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import {
  authorityAtSize,
  measuredSchools,
  personOf,
  schoolAt,
  signedIn,
  type ThrowAway,
} from './authority-at-size.ts'
import type { Order, Pressed } from './load.ts'
import { percentile, rounded, say } from './machine.ts'
import { statementsOf } from './statements.ts'

const connections = 16
const budget = { p99Milliseconds: 1000, gzipKB: 30, statements: 15, rssMB: 300 }

type Press = Order['presses'][number]
export type Pages = Record<string, Press[]>

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string' }, only: { type: 'string' } } })
  const seconds = Math.min(60, Math.max(1, Number(values.seconds ?? 20)))
  say('Making an authority of 250,000 children')
  const made = await authorityAtSize(today())
  try {
    return await measure(made, seconds, values.only?.split(','))
  } finally {
    await made.remove()
  }
}

const today = () => new Date().toISOString().slice(0, 10) as Parameters<typeof authorityAtSize>[0]

/** Starts the service on a database that is there, and measures. Exported for one that was made before. */
export async function measure(
  made: Pick<ThrowAway, 'dataDir' | 'embedded'>,
  seconds: number,
  only?: readonly string[],
): Promise<Record<string, unknown>> {
  const owner = connect(made.embedded.owner, { max: 1 })
  const service = await startService(made.dataDir)
  try {
    const pages = await pagesToPress(owner, service.address)
    const statements = await statementsOf(made.embedded.app, pages)
    const figures: Record<string, unknown> = {}
    for (const [name, presses] of Object.entries(pages)) {
      if (only && !only.includes(name)) continue
      const order = { address: service.address, presses }
      await press({ ...order, connections, seconds: Math.min(3, seconds) })
      const alone = await press({ ...order, connections: 1, seconds: Math.min(3, seconds) })
      service.memory.reset()
      const many = await press({ ...order, connections, seconds })
      figures[name] = {
        ...said(many),
        p50OneConnection: rounded(percentile(alone.took, 0.5)),
        p95OneConnection: rounded(percentile(alone.took, 0.95)),
        statements: statements[name],
        rssMaxMB: service.memory.rssMax(),
        heapUsedMaxMB: service.memory.heapMax(),
      }
      say(`  ${name}: ${JSON.stringify(figures[name])}`)
    }
    return {
      connections,
      seconds,
      pages: figures,
      rssMaxMB: service.memory.rssMaxEver(),
      heapUsedMaxMB: service.memory.heapMaxEver(),
      over: overBudget(figures, service.memory.rssMaxEver()),
    }
  } finally {
    await service.stop()
    await owner.end()
  }
}

export function said(pressed: Pressed): Record<string, unknown> {
  const { took, statuses } = pressed
  return {
    requests: took.length,
    perSecond: rounded(took.length / pressed.seconds),
    p50: rounded(percentile(took, 0.5)),
    p95: rounded(percentile(took, 0.95)),
    p99: rounded(percentile(took, 0.99)),
    max: rounded(Math.max(...took)),
    // Anything but 200 is a figure about something else.
    ...(Object.keys(statuses).join() === '200' ? {} : { statuses }),
    htmlKB: rounded(pressed.bytesMax / 1024),
    gzipKB: rounded(pressed.gzipBytesMax / 1024),
  }
}

/** What is over the budget of our user-experience rules, in words. */
function overBudget(figures: Record<string, unknown>, rssMaxMB: number): string[] {
  const over = rssMaxMB > budget.rssMB ? [`the web process took ${rssMaxMB} MB`] : []
  for (const [name, given] of Object.entries(figures)) {
    const page = given as { p99: number; gzipKB: number; statements: number; statuses?: unknown }
    if (page.statuses) over.push(`${name}: not every answer was a page`)
    if (page.p99 > budget.p99Milliseconds) over.push(`${name}: p99 ${page.p99} ms`)
    if (page.gzipKB > budget.gzipKB) over.push(`${name}: ${page.gzipKB} KB compressed`)
    if (page.statements > budget.statements) over.push(`${name}: ${page.statements} statements`)
  }
  return over
}

// What is pressed

/** As many people as there are connections, at as many schools; cases and children in turn. */
async function pagesToPress(owner: Sql, address: string): Promise<Pages> {
  const cookie = async (personId: string, hat: string) => `onroll=${await signedIn(owner, personId, hat)}`
  const officers = await owner<{ person_id: string }[]>`
    select person_id from grants where role = 'cme-officer' order by person_id`
  const authority = await Promise.all(officers.map(row => cookie(row.person_id, 'cme-officer')))
  const manager = await cookie(personOf('manager'), 'manager')
  // Eight primaries and eight secondaries.
  const schools = Array.from({ length: 16 }, (_, i) => (i % 2 ? 700 + i : 7 + i * 30))
  const school = await Promise.all(
    schools.map(place => cookie(personOf('attendance-officer', place), 'attendance-officer')),
  )
  const { primary, secondary } = measuredSchools
  const at = async (place: number, role: 'attendance-officer' | 'dsl') => cookie(personOf(role, place), role)
  const children = async (place: number, onlyFound: boolean) => {
    const who = await at(place, 'attendance-officer')
    const rows = await owner<{ token: string }[]>`
      select c.token from enrolments e join children c on c.la_code = e.la_code and c.id = e.child_id
      where e.la_code = '001' and e.school_id = ${schoolAt(place)} and e.leaving_date is null
        and ${onlyFound ? owner`exists (select 1 from findings f where f.la_code = e.la_code and f.enrolment_id = e.id and f.rule = 'T-07')` : owner`true`}
      order by c.token limit 100`
    return rows.map(row => ({ token: row.token, cookie: who }))
  }
  const pupils = [
    ...(await children(primary, false)),
    ...(await children(secondary, false)),
    ...(await children(secondary, true)),
  ]
  const cases = async (where: ReturnType<Sql>) =>
    (
      await owner<{ token: string }[]>`
        select k.token from cases k where k.la_code = '001' and ${where} order by md5(k.token) limit 300`
    ).map((row, i) => ({ token: row.token, cookie: authority[i % authority.length]! }))
  const openCases = await cases(
    owner`k.state in ('enquiring', 'not located', 'securing provision', 'monitoring')`,
  )
  const waiting = await cases(owner`k.state in ('received', 'triage')`)
  const whole = (path: string, cookies: readonly string[]): Press[] =>
    cookies.map(cookie => ({ path, cookie }))
  return {
    today: whole('/today', school),
    pupils: whole('/pupils', school),
    'find a pupil': await searches(address, '/pupils', 'looking-for', school),
    pupil: pupils.map(p => ({ path: `/pupils/${p.token}`, cookie: p.cookie })),
    'run of days': pupils.map(p => ({ path: `/pupils/${p.token}/run`, cookie: p.cookie })),
    leavers: whole('/leavers', school),
    work: whole('/work', authority),
    'work of everyone': whole('/work?whose=everyone', [manager]),
    'referrals to decide': whole('/triage', authority),
    'decide on a referral': waiting.map(k => ({ path: `/triage/${k.token}`, cookie: k.cookie })),
    cases: whole('/cases', authority),
    'cases filtered': whole('/cases?state=closed&sort=name&page=3', authority),
    case: openCases.map(k => ({ path: `/cases/${k.token}`, cookie: k.cookie })),
    'find a child': await searches(address, '/children', 'find', authority),
    returns: whole('/returns', authority),
  }
}

/** Searches are posted with the form's own token, which stays good: looking changes nothing. */
async function searches(
  address: string,
  path: string,
  field: string,
  cookies: readonly string[],
): Promise<Press[]> {
  const names = ['Khan', 'Smi', 'Patel', 'Olivia', 'Nowak', 'Hart', 'Okafor', 'Muhammad', 'Braithwaite', 'Li']
  return Promise.all(
    cookies.map(async (cookie, i) => {
      const page = await (await fetch(address + path, { headers: { cookie } })).text()
      const formToken = /name="formToken" value="([^"]+)"/.exec(page)?.[1] ?? ''
      return { path, cookie, form: { formToken, [field]: names[i % names.length]! } }
    }),
  )
}

// The service and what presses it

export function press(order: Order): Promise<Pressed> {
  const child = fork(join(import.meta.dirname, 'load.ts'))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', () => fail(new Error('The process that presses ended before it was done')))
    child.once('message', (pressed: Pressed) => {
      done(pressed)
      child.disconnect()
    })
    child.send(order)
  })
}

type Service = { address: string; memory: ReturnType<typeof watchMemory>; stop(): Promise<void> }

/** The web process as `onroll serve` starts it, with its jobs process, on the database in this folder. */
async function startService(dataDir: string): Promise<Service> {
  const watch = new URL('./watch-memory.ts', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--import', watch, join(checkout, 'bin/onroll.js'), 'serve'],
    {
      env: { PATH: process.env.PATH, ONROLL_DATA_DIR: dataDir, ONROLL_PORT: '0' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const lines = createInterface({ input: child.stderr! })
  const address = await new Promise<string>((done, fail) => {
    const heard: string[] = []
    lines.on('line', line => {
      heard.push(line)
      const at = /^Onroll is at (http:\/\/localhost:\d+)$/.exec(line)
      if (at) done(at[1]!)
    })
    ended.then(() => fail(new Error(`The service did not start:\n${heard.join('\n')}`)))
  })
  const memory = watchMemory(child)
  return {
    address,
    memory,
    async stop() {
      memory.stop()
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The web process's resident memory every 200 ms, and the heap that it tells of as often. Megabytes of a million bytes. */
function watchMemory(child: ChildProcess) {
  let rss = 0
  let rssEver = 0
  let heap = 0
  let heapEver = 0
  const timer = setInterval(() => {
    try {
      const kilobytes = Number(
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1],
      )
      rss = Math.max(rss, kilobytes * 1024)
      rssEver = Math.max(rssEver, rss)
    } catch {
      // It has ended.
    }
  }, 200)
  child.on('message', (said: { heapUsed?: number }) => {
    heap = Math.max(heap, said.heapUsed ?? 0)
    heapEver = Math.max(heapEver, heap)
  })
  const megabytes = (bytes: number) => Math.round(bytes / 1e6)
  return {
    reset() {
      rss = 0
      heap = 0
    },
    rssMax: () => megabytes(rss),
    rssMaxEver: () => megabytes(rssEver),
    heapMax: () => megabytes(heap),
    heapMaxEver: () => megabytes(heapEver),
    stop: () => clearInterval(timer),
  }
}
