// The pages of the authority's work at size: 300,000 children, 3,000 open and 200,000 closed cases. Each page alone, and all of
// them together while 50 people work, each resting some seconds between two pages as people do.
//
// npm run bench -- authority-day [--seconds 60] [--only work,case] [--closed 200000] [--children 300000]

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { DeskRole } from '../src/access/viewer.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { authorityAtSize, personOf, signedIn } from './authority-at-size.ts'
import { fillAuthorityWork } from './authority-work-at-size.ts'
import { percentile, rounded, say } from './machine.ts'
import { type Pages, press } from './pages.ts'
import type { ServeAt } from './serve-at.ts'
import { statementsOf } from './statements.ts'

const dayAfter = localDate('2026-11-21')
const instant = '2026-11-20T14:00:00Z'
const budget = { p95Milliseconds: 100, statements: 15, gzipKB: 30 }
const people = 50
const restMilliseconds = 5000

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string' },
      only: { type: 'string' },
      closed: { type: 'string' },
      children: { type: 'string' },
    },
  })
  const seconds = Math.min(600, Math.max(5, Number(values.seconds ?? 60)))
  const only = values.only?.split(',')
  const closedCases = Number(values.closed ?? 200_000)
  const children = Number(values.children ?? 300_000)
  say(`Making an authority of ${children} children, 3,000 open and ${closedCases} closed cases`)
  const made = await authorityAtSize(dayAfter, undefined, { children, closedCases })
  const owner = connect(made.embedded.owner, { max: 1 })
  await fillAuthorityWork(owner)
  const service = fork(join(import.meta.dirname, 'serve-at.ts'))
  try {
    const address = await new Promise<string>(listening => {
      service.once('message', said => listening(String(said)))
      service.send({ connection: made.embedded.app, instant } satisfies ServeAt)
    })
    const all = await authorityPages(owner)
    const pages = Object.fromEntries(Object.entries(all).filter(([name]) => !only || only.includes(name)))
    const statements = await statementsOf(made.embedded.app, pages)
    const figures: Record<string, Record<string, unknown>> = {}
    for (const [name, presses] of Object.entries(pages)) {
      await press({ address, presses, connections: 1, seconds: 1 })
      const alone = await press({ address, presses, connections: 1, seconds: 3 })
      figures[name] = {
        p50Alone: rounded(percentile(alone.took, 0.5)),
        p95Alone: rounded(percentile(alone.took, 0.95)),
        statements: statements[name],
        gzipKB: rounded(alone.gzipBytesMax / 1024),
        ...(Object.keys(alone.statuses).join() !== '200' && { statuses: alone.statuses }),
      }
      say(`  ${name}: ${JSON.stringify(figures[name])}`)
    }
    say(`${people} people at work for ${seconds} s`)
    const mixed = Object.entries(pages).flatMap(([name, presses]) =>
      presses.slice(0, 40).map(one => ({ ...one, name })),
    )
    const together = await press({
      address,
      presses: shuffled(mixed),
      connections: people,
      seconds,
      restMilliseconds,
    })
    const over: string[] = []
    for (const [name, figure] of Object.entries(figures)) {
      const took = together.tookBy[name] ?? []
      const p95 = took.length > 0 ? rounded(percentile(took, 0.95)) : undefined
      Object.assign(figure, { p95FiftyPeople: p95, pressed: took.length })
      if ((p95 ?? 0) > budget.p95Milliseconds) over.push(`${name}: p95 ${p95} ms with 50 people`)
      if (Number(figure.p95Alone) > budget.p95Milliseconds)
        over.push(`${name}: p95 ${figure.p95Alone} ms alone`)
      if (Number(figure.statements) > budget.statements) over.push(`${name}: ${figure.statements} statements`)
      if (Number(figure.gzipKB) > budget.gzipKB) over.push(`${name}: ${figure.gzipKB} KB`)
      if (figure.statuses) over.push(`${name}: ${JSON.stringify(figure.statuses)}`)
    }
    return {
      children,
      openCases: 3000,
      closedCases,
      people,
      pages: figures,
      all: {
        p50: rounded(percentile(together.took, 0.5)),
        p95: rounded(percentile(together.took, 0.95)),
        pressed: together.took.length,
      },
      over,
    }
  } finally {
    service.disconnect()
    await owner.end()
    await made.remove()
  }
}

/** In another order, the same every time. */
function shuffled<T>(given: readonly T[]): T[] {
  return given
    .map((one, i) => ({ one, place: (i * 7919) % 104_729 }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

/** Every page of the authority's work, as each of its people opens it. */
async function authorityPages(owner: Sql): Promise<Pages> {
  const officers = await owner<{ person_id: string }[]>`
    select person_id from grants where role = 'cme-officer' order by person_id limit 20`
  const cookies = await Promise.all(
    officers.map(async row => `onroll=${await signedIn(owner, row.person_id, 'cme-officer')}`),
  )
  const manager = `onroll=${await signedIn(owner, personOf('manager'), 'manager')}`
  const desk = async (role: DeskRole) => {
    const [row] = await owner<{ person_id: string }[]>`
      select person_id from grants where role = ${role} limit 1`
    return row && `onroll=${await signedIn(owner, row.person_id, role)}`
  }
  const cases = (
    await owner<{ token: string }[]>`
      select k.token from cases k
      where k.la_code = '001' and k.closed_on is null and k.state not in ('received', 'triage', 'needs information')
      order by md5(k.token) limit 200`
  ).map(row => row.token)
  const waiting = (
    await owner<{ token: string }[]>`
      select k.token from cases k where k.la_code = '001' and k.state = 'received' order by md5(k.token) limit 60`
  ).map(row => row.token)
  const officer = (i: number) => cookies[i % cookies.length]!
  const page = (path: string, by?: string) =>
    by ? [{ path, cookie: by }] : cookies.map(cookie => ({ path, cookie }))
  const each = (path: string) =>
    cases.map((token, i) => ({ path: path.replace(':case', token), cookie: officer(i) }))
  const field = await desk('field-officer')
  const sen = await desk('sen-officer')
  return {
    work: page('/work'),
    'work of everyone': page('/work?whose=everyone', manager),
    triage: page('/triage'),
    'one to decide': waiting.map((token, i) => ({ path: `/triage/${token}`, cookie: officer(i) })),
    cases: page('/cases'),
    'late cases': page('/cases?late=yes'),
    'closed cases': page('/cases?state=closed&sort=name&page=3'),
    'all cases': page('/cases?state=all&sort=opened'),
    case: each('/cases/:case'),
    checks: each('/cases/:case/checks'),
    risk: each('/cases/:case/risk'),
    'visits of a case': each('/cases/:case/visits'),
    'places of a case': each('/cases/:case/places'),
    'orders of a case': each('/cases/:case/orders'),
    'desks of a case': each('/cases/:case/desks'),
    'authorities of a case': each('/cases/:case/authorities'),
    'panels of a case': each('/cases/:case/panel'),
    'letters of a case': each('/cases/:case/letters'),
    'joint room': each('/cases/:case/joint'),
    'not located': page('/not-located'),
    'counts now': page('/counts-now'),
    'reports in': page('/reports-in'),
    vacancies: page('/vacancies'),
    'children who wait for places': page('/places/children'),
    pace: page('/pace'),
    'late checks': page('/checks-late'),
    turnaround: page('/checks-turnaround'),
    agreements: page('/agreements'),
    panels: page('/panels'),
    authorities: page('/authorities'),
    caseload: page('/caseload', manager),
    census: page('/census', manager),
    returns: page('/returns'),
    ...(field ? { 'a field officer’s visits': page('/visits', field) } : {}),
    ...(sen ? { desk: page('/desk', sen) } : {}),
  }
}
