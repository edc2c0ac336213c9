// The nightly run over 250,000 pupils and a full year, beside its floor: the same bytes read from a file through the same
// state machine, in the same process, minutes apart at most.

import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { detect, scan } from '../src/absences/actions.ts'
import { planAsUsual, stripBytes } from '../src/absences/store.ts'
import { StripScan } from '../src/absences/strip-scan.ts'
import { asViewer } from '../src/access/store.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { dayNumber, localDate, schoolYearOf } from '../src/calendar/local-date.ts'
import { connect } from '../src/platform/db.ts'
import { calendarsOf } from '../src/schools/store.ts'
import { authorityAtSize } from './authority-at-size.ts'
import { ownProcessorMs, percentile, processorMsOf, say } from './machine.ts'

/** The end of a school year, so that every strip is full. */
const today = localDate('2026-07-17')
const times = 7

export async function run(): Promise<Record<string, unknown>> {
  say('Making an authority of 250,000 pupils')
  const made = await authorityAtSize(today)
  const app = connect(made.embedded.app, { max: 2 })
  const viewer = systemViewer('001', today)
  const file = join(made.dataDir, '..', `onroll-bench-${process.pid}.strips`)
  try {
    const calendars = await asViewer(app, viewer, tx => calendarsOf(tx, viewer))
    await asViewer(app, viewer, async tx => {
      const out = createWriteStream(file)
      const rows = await stripBytes(tx, viewer, {})
      rows.pipe(out)
      await finished(out)
      await planAsUsual(tx)
    })
    const bytes = statSync(file).size

    // The floor and the scan by turns, so that whatever else the machine does, it does to both.
    const floors: number[] = []
    const scans: number[] = []
    const processor = { floor: [] as number[], scan: [] as number[], database: [] as number[] }
    let strips = 0
    let candidates = 0
    for (let time = 0; time <= times; time++) {
      let began = performance.now()
      let spent = ownProcessorMs()
      const machine = new StripScan(schoolYearOf(today), dayNumber(today), id => calendars(id).calendar)
      await new Promise<void>((resolve, reject) => {
        const rows = createReadStream(file, { highWaterMark: 1 << 18 })
        rows.on('data', piece => machine.take(piece as Buffer))
        rows.once('end', resolve)
        rows.once('error', reject)
      })
      const floor = performance.now() - began
      processor.floor.push(ownProcessorMs() - spent)
      began = performance.now()
      spent = ownProcessorMs()
      const found = await asViewer(app, viewer, async tx => {
        const [{ pid } = { pid: 0 }] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
        const before = processorMsOf(pid)
        const scanned = await scan(tx, viewer, { on: today }, calendars)
        processor.database.push(processorMsOf(pid) - before)
        return scanned
      })
      const took = performance.now() - began
      processor.scan.push(ownProcessorMs() - spent)
      strips = found.strips
      candidates = found.candidates.size
      say(`  floor ${Math.round(floor)} ms, scan ${Math.round(took)} ms`)
      // The first warms both up.
      if (time === 0) continue
      floors.push(floor)
      scans.push(took)
    }
    const floor = percentile(floors, 0.5)
    const scanned = percentile(scans, 0.5)
    const first = await detect(app, viewer, { on: today, now: () => new Date() })
    const again = await detect(app, viewer, { on: today, now: () => new Date() })
    say(`  first run ${JSON.stringify(first)}\n  again ${JSON.stringify(again)}`)
    return {
      strips,
      megabytes: Math.round(bytes / 1e6),
      floorSeconds: seconds(floor),
      scanSeconds: seconds(scanned),
      timesTheFloor: Number((scanned / floor).toFixed(2)),
      processorSeconds: {
        floor: seconds(percentile(processor.floor.slice(1), 0.5)),
        scanHere: seconds(percentile(processor.scan.slice(1), 0.5)),
        scanInTheDatabase: seconds(percentile(processor.database.slice(1), 0.5)),
      },
      candidates,
      firstRun: first,
      secondRun: again,
      maxMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await app.end({ timeout: 5 })
    rmSync(file, { force: true })
    await made.remove()
  }
}

const seconds = (ms: number): number => Number((ms / 1000).toFixed(2))
