// A school's pages at size: a secondary school of 2,000 in an authority of 300,000, on a Friday afternoon, its registers of
// the morning in. Each page alone, as one person meets it, and under 16 connections that never pause.
//
// npm run bench -- school-day [--seconds 10] [--only today,pupil] [--kept FOLDER]

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { localDate } from '../src/calendar/local-date.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { authorityAtSize, measuredSchools, personOf, schoolAt, signedIn } from './authority-at-size.ts'
import { percentile, rounded, say } from './machine.ts'
import { type Pages, press, said } from './pages.ts'
import type { ServeAt } from './serve-at.ts'
import { statementsOf } from './statements.ts'

/** The registers lead up to the day before this Saturday. */
const dayAfter = localDate('2026-11-21')
const instant = '2026-11-20T14:00:00Z'
const budget = { p95Milliseconds: 150, statements: 15, gzipKB: 30 }
const connections = 16

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string' }, only: { type: 'string' } } })
  const seconds = Math.min(60, Math.max(1, Number(values.seconds ?? 10)))
  const only = values.only?.split(',')
  say('Making an authority of 300,000 children, one school of 2,000')
  const made = await authorityAtSize(dayAfter, undefined, { children: 300_000, inSecondary: 2_000 })
  const owner = connect(made.embedded.owner, { max: 1 })
  const service = fork(join(import.meta.dirname, 'serve-at.ts'))
  try {
    const address = await new Promise<string>(listening => {
      service.once('message', said => listening(String(said)))
      service.send({ connection: made.embedded.app, instant } satisfies ServeAt)
    })
    const pages = await schoolPages(owner)
    const wanted = Object.fromEntries(Object.entries(pages).filter(([name]) => !only || only.includes(name)))
    const statements = await statementsOf(made.embedded.app, wanted)
    const figures: Record<string, unknown> = {}
    const over: string[] = []
    for (const [name, presses] of Object.entries(wanted)) {
      await press({ address, presses, connections: 1, seconds: 1 })
      const alone = await press({ address, presses, connections: 1, seconds: Math.min(4, seconds) })
      const many = await press({ address, presses, connections, seconds })
      const p95 = rounded(percentile(alone.took, 0.95))
      figures[name] = {
        p50: rounded(percentile(alone.took, 0.5)),
        p95,
        statements: statements[name],
        under16: said(many),
      }
      say(`  ${name}: ${JSON.stringify(figures[name])}`)
      if (p95 > budget.p95Milliseconds) over.push(`${name}: p95 ${p95} ms`)
      if ((statements[name] ?? 0) > budget.statements) over.push(`${name}: ${statements[name]} statements`)
      if (Object.keys(many.statuses).join() !== '200') over.push(`${name}: ${JSON.stringify(many.statuses)}`)
      if (many.gzipBytesMax / 1024 > budget.gzipKB)
        over.push(`${name}: ${rounded(many.gzipBytesMax / 1024)} KB`)
    }
    return { school: 2_000, authority: 300_000, pages: figures, over }
  } finally {
    service.disconnect()
    await owner.end()
    await made.remove()
  }
}

/** Every page of a school's day, as each of its people opens it. */
async function schoolPages(owner: Sql): Promise<Pages> {
  const place = measuredSchools.secondary
  const cookie = async (role: 'attendance-officer' | 'dsl' | 'headteacher') =>
    `onroll=${await signedIn(owner, personOf(role, place), role)}`
  const office = await cookie('attendance-officer')
  const dsl = await cookie('dsl')
  const head = await cookie('headteacher')
  const away = await owner<{ token: string }[]>`
    select distinct c.token from findings f join children c on c.la_code = f.la_code and c.id = f.child_id
    join enrolments e on e.la_code = f.la_code and e.id = f.enrolment_id
    where f.la_code = '001' and f.school_id = ${schoolAt(place)} and f.rule = 'T-07' and e.leaving_date is null
    order by c.token limit 60`
  const page = (path: string, by: string) => [{ path, cookie: by }]
  const each = (path: string, by: string) =>
    away.map(({ token }) => ({ path: path.replace(':child', token), cookie: by }))
  return {
    today: page('/today', office),
    'record a call': each('/pupils/:child/contact?from=today', office),
    'weekly review': page('/today/week', office),
    'first day of term': page('/today/first-day', office),
    'missing registers': page('/today/registers', office),
    assurance: page('/assurance', head),
    'vulnerable and absent': page('/vulnerable-absent', dsl),
    safeguarding: each('/pupils/:child/safeguarding', dsl),
    pupils: page('/pupils', office),
    pupil: each('/pupils/:child', office),
    enquiries: each('/pupils/:child/enquiries', office),
    'joint room': each('/pupils/:child/joint', head),
    refer: each('/pupils/:child/refer', office),
    'sibling questions': page('/sibling-questions', office),
    leave: page('/leave', head),
    'leave of a child': each('/pupils/:child/leave', office),
    leavers: page('/leavers', office),
    leaving: each('/pupils/:child/leaving', office),
    destination: each('/pupils/:child/destination', office),
    arrivals: page('/arrivals', office),
    joiners: page('/joiners', office),
    'returns to send': page('/returns-to-send', office),
    provision: page('/provision', office),
    letters: each('/pupils/:child/letters', office),
    'a letter': each('/pupils/:child/letters/L03', office),
    outbox: page('/outbox', head),
    approvals: page('/approvals', head),
    'governors’ page': page(`/reports/governors/bench-school-${String(place).padStart(9, '0')}`, head),
  }
}
