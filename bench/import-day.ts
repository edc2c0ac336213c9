// One school day of 250,000 pupils: the authority's whole register of today in one file, from the file to committed.

import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { asViewer } from '../src/access/store.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { applyFile, receiveFile } from '../src/interchange/actions.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { rebuildStripsOfSchool } from '../src/registers/store.ts'
import { authorityAtSize } from './authority-at-size.ts'
import { ownProcessorMs, processorMsOf, rounded, say } from './machine.ts'

/** A Wednesday in the middle of a term. */
const today = localDate('2026-11-18')

export async function run(): Promise<Record<string, unknown>> {
  say('Making an authority of 250,000 pupils')
  const made = await authorityAtSize(today)
  const owner = connect(made.embedded.owner, { max: 1 })
  const app = connect(made.embedded.app, { max: 1 })
  const file = join(made.dataDir, '..', `onroll-bench-${process.pid}-attendance.csv`)
  try {
    const { rows, bytes } = await writeDay(owner, file)
    const admin = connect(made.embedded.superuser, { max: 1 })
    await admin`checkpoint`
    await admin.end()
    const first = await importDay(app, file, 'first')
    // The same day again, as a school's second file of the day: afternoon marks where there were mornings.
    const again = await importDay(app, file, 'again')
    const [hot] = await owner<{ updated: number; hot: number }[]>`
      select n_tup_upd::int as updated, n_tup_hot_upd::int as hot from pg_stat_user_tables where relname = 'strips'`
    const viewer = systemViewer('001', today)
    const [school] = await owner<{ id: string }[]>`select id from schools order by urn offset 3 limit 1`
    const check = await asViewer(app, viewer, tx =>
      rebuildStripsOfSchool(tx, viewer, school!.id, { mend: false }),
    )
    return {
      rows,
      megabytes: rounded(bytes / 1e6),
      secondsFromFileToCommitted: first.seconds,
      ofWhichReceiving: first.receiving,
      processorSeconds: { here: first.here, inTheDatabase: first.database },
      rowsApplied: first.counts.applied,
      secondsWhenAlreadyApplied: again.seconds,
      rowsUnchangedThen: again.counts.unchanged,
      stripUpdates: hot!.updated,
      stripUpdatesOnTheirPage: hot!.hot,
      maxMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
      aSchoolsStripsCompared: check.strips,
    }
  } finally {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })])
    rmSync(file, { force: true })
    await made.remove()
  }
}

/** Writes the day's register of every pupil on a roll: nearly all present. */
async function writeDay(owner: Sql, file: string): Promise<{ rows: number; bytes: number }> {
  const out = createWriteStream(file)
  out.write('school_urn,mis_id,date,am_code,pm_code\n')
  let rows = 0
  for await (const batch of owner<{ urn: string; mis_id: string }[]>`
    select s.urn, e.mis_id from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
    where e.leaving_date is null order by s.urn, e.mis_id`.cursor(5000)) {
    let text = ''
    for (const { urn, mis_id } of batch) {
      const marks = rows % 25 === 0 ? 'I,I' : rows % 90 === 0 ? 'N,N' : rows % 40 === 0 ? 'L,\\' : '/,\\'
      text += `${urn},${mis_id},${today},${marks}\n`
      rows++
    }
    out.write(text)
  }
  await new Promise<void>(done => out.end(done))
  const handle = await open(file)
  const { size } = await handle.stat()
  await handle.close()
  return { rows, bytes: size }
}

async function importDay(app: Sql, file: string, name: string) {
  const viewer = systemViewer('001', today, 'A benchmark')
  const source = () => createReadStream(file, { highWaterMark: 1 << 18 })
  const now = new Date(`${today}T16:00:00Z`)
  const began = performance.now()
  const spent = ownProcessorMs()
  // Its connections, of which one does the work.
  const pids = (
    await app<
      { pid: number }[]
    >`select pid from pg_stat_activity where usename = current_user and datname = current_database()`
  ).map(row => row.pid)
  const before = pids.map(processorMsOf)
  const { id } = await asViewer(app, viewer, tx =>
    receiveFile(tx, viewer, {
      kind: 'attendance',
      fileName: `${name}.csv`,
      content: source(),
      now,
    }),
  ).then(received => (received.already ? receiveAgain(app, file, now) : received))
  const receiving = performance.now() - began
  const read = await applyFile(app, viewer, id, { now, source })
  const took = performance.now() - began
  const here = ownProcessorMs() - spent
  const database = pids.reduce((sum, pid, i) => sum + processorMsOf(pid) - before[i]!, 0)
  say(`  ${name}: ${(took / 1000).toFixed(2)} s`)
  return {
    seconds: rounded(took / 1000),
    receiving: rounded(receiving / 1000),
    here: rounded(here / 1000),
    database: rounded(database / 1000),
    counts: read.counts,
  }
}

/** The digest would answer at once; a line more and it is another file. */
async function receiveAgain(app: Sql, file: string, now: Date) {
  const viewer = systemViewer('001', today, 'A benchmark')
  async function* withLine() {
    yield* createReadStream(file, { highWaterMark: 1 << 18 })
    yield Buffer.from('\n')
  }
  return asViewer(app, viewer, tx =>
    receiveFile(tx, viewer, { kind: 'attendance', fileName: 'again.csv', content: withLine(), now }),
  )
}
