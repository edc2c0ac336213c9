// Ten thousand reports by the public in ten minutes, each through every page (or, the short way, as few as the form allows), while people of the authority work: what their pages
// take without and with it, whether the replies are the same to the byte, and whether each report is stored once.
//
// npm run bench -- public-reports [--reports 10000] [--minutes 10] [--before 2] [--people 50] [--children 300000] [--way whole|short]
// A small one, which proves that it measures: --reports 300 --minutes 0.3 --before 0.2 --people 20 --children 40

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { asViewer } from '../src/access/store.ts'
import { makeChild, makePeople } from '../src/access/testing/people.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { openCaseByHand } from '../src/cases/store.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { authorityAtSize, personOf, signedIn, throwAwayDatabase } from './authority-at-size.ts'
import { percentile, rounded, say } from './machine.ts'
import { type Pages, press } from './pages.ts'
import type { Flood, Flooded } from './public-load.ts'
import type { ServeAt } from './serve-at.ts'

const dayAfter = localDate('2026-11-21')
const instant = '2026-11-20T14:00:00Z'
const restMilliseconds = 5000
const today = '2026-11-20'
const ratioWanted = 1.2
/** Reports that wait already: a full page of the list. */
const reportsBefore = 60
/** Fewer children than this are not an authority at size, but a proof that the measurement works. */
const smallest = 50_000

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      reports: { type: 'string' },
      minutes: { type: 'string' },
      before: { type: 'string' },
      people: { type: 'string' },
      children: { type: 'string' },
      way: { type: 'string' },
    },
  })
  const reports = Math.min(20_000, Math.max(1, Number(values.reports ?? 10_000)))
  const seconds = Math.min(1800, Math.max(5, Number(values.minutes ?? 10) * 60))
  const before = Math.min(600, Math.max(5, Number(values.before ?? 2) * 60))
  const people = Math.min(50, Math.max(1, Number(values.people ?? 50)))
  const children = Math.min(300_000, Number(values.children ?? 300_000))
  say(`Making an authority of ${children} children`)
  const way = values.way === 'short' ? 'short' : 'whole'
  const isSmall = children < smallest
  const made = isSmall
    ? await throwAwayDatabase('reports')
    : await authorityAtSize(dayAfter, undefined, { children })
  const owner = connect(made.embedded.owner, { max: 1 })
  const app = connect(made.embedded.app, { max: 1 })
  const signed = isSmall ? await smallAuthority(owner, app) : await peopleAtSize(owner)
  const service = fork(join(import.meta.dirname, 'serve-at.ts'))
  const public_ = fork(join(import.meta.dirname, 'public-load.ts'))
  try {
    const address = await new Promise<string>(listening => {
      service.once('message', said => listening(String(said)))
      service.send({ connection: made.embedded.app, instant } satisfies ServeAt)
    })
    const pages = await workPages(owner, signed)
    const presses = Object.entries(pages).flatMap(([name, some]) => some.map(one => ({ ...one, name })))
    const work = (long: number) =>
      press({ address, presses, connections: people, seconds: long, restMilliseconds })
    const flood = (some: Pick<Flood, 'reports' | 'seconds'>) =>
      new Promise<Flooded>(done => {
        public_.once('message', said => done(said as Flooded))
        public_.send({ address, way, ...some } satisfies Flood)
      })
    // So that the list of reports is a full page before too, and both measurements press the same pages.
    const earlier = await flood({ reports: reportsBefore, seconds: 5 })
    // The first use of each page compiles it.
    await press({ address, presses, connections: 4, seconds: 5 })
    say(`${people} people at work for ${before} s, and nobody else`)
    const without = await work(before)
    say(`The same, while ${reports} reports come in ${seconds} s`)
    const coming = flood({ reports, seconds })
    const during = await work(seconds)
    const flooded = await coming
    const [stored] = await owner<{ many: number; references: number; drafts: number }[]>`
      select (select count(*)::int from reports_in) - ${earlier.sent}::int as many,
             (select count(distinct reference)::int from reports_in where reference = any (${flooded.references}))
               as references,
             (select count(*)::int from report_drafts where answers <> '{}') as drafts`
    const p95 = (took: readonly number[]) => rounded(percentile(took, 0.95))
    const ratio = Math.round((p95(during.took) / p95(without.took)) * 100) / 100
    const statuses = (given: Record<string, number>) =>
      Object.keys(given).join() === '200' ? {} : { statuses: given }
    return {
      children,
      people,
      way,
      reports: flooded.sent,
      seconds,
      signedIn: {
        pagesWithout: without.took.length,
        pagesWith: during.took.length,
        p50Without: rounded(percentile(without.took, 0.5)),
        p50With: rounded(percentile(during.took, 0.5)),
        p95Without: p95(without.took),
        p95With: p95(during.took),
        ratio,
        p95ByPage: Object.fromEntries(
          Object.entries(during.tookBy).map(([name, took]) => [
            name,
            { without: p95(without.tookBy[name] ?? []), with: p95(took) },
          ]),
        ),
        ...statuses(during.statuses),
      },
      public: {
        requests: flooded.requests,
        requestsPerSecond: rounded(flooded.requests / seconds),
        p50: rounded(percentile(flooded.took, 0.5)),
        p95: p95(flooded.took),
        failed: flooded.failed,
        differentReplies: flooded.differentReplies,
      },
      stored,
      over: [
        ...(ratio < ratioWanted ? [] : [`p95 of signed-in pages is ${ratio} times what it is without`]),
        ...(flooded.sent === reports && stored!.many === reports && stored!.references === reports
          ? []
          : [`${stored!.many} stored and ${stored!.references} of those said, of ${reports}`]),
        ...(flooded.differentReplies === 1 ? [] : [`${flooded.differentReplies} different replies`]),
      ],
    }
  } finally {
    public_.disconnect()
    service.disconnect()
    await owner.end()
    await app.end()
    await made.remove()
  }
}

type Signed = { officer: string; manager: string }

async function peopleAtSize(owner: Sql): Promise<Signed> {
  return {
    officer: `onroll=${await signedIn(owner, personOf('cme-officer'), 'cme-officer')}`,
    manager: `onroll=${await signedIn(owner, personOf('manager'), 'manager')}`,
  }
}

/** An authority of forty children with a case each: enough to see that this measures, in seconds. */
async function smallAuthority(owner: Sql, app: Sql): Promise<Signed> {
  const people = await makePeople(owner)
  const viewer = people.right['cme-officer'].viewer(today)
  for (let made = 0; made < 40; made += 1) {
    const child = await makeChild(owner, { school: people.alder })
    await asViewer(app, viewer, tx =>
      openCaseByHand(tx, viewer, {
        childId: child.id,
        startCode: 'START-07',
        level: 'act this week',
        says: 'Made up for a measurement',
        on: localDate(today),
      }),
    )
  }
  return {
    officer: `onroll=${people.right['cme-officer'].cookie}`,
    manager: `onroll=${people.right.manager.cookie}`,
  }
}

/** What the authority's people look at on a working day. */
async function workPages(owner: Sql, { officer, manager }: Signed): Promise<Pages> {
  const cases = await owner<{ token: string; child: string }[]>`
    select k.token, c.token as child from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
    where k.la_code = '001' and k.closed_on is null order by k.token limit 20`
  return {
    work: [{ path: '/work', cookie: officer }],
    cases: [{ path: '/cases', cookie: manager }],
    'reports in': [{ path: '/reports-in', cookie: officer }],
    case: cases.map(({ token }) => ({ path: `/cases/${token}`, cookie: officer })),
    child: cases.map(({ child }) => ({ path: `/children/${child}`, cookie: officer })),
  }
}
