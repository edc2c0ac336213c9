// The country, nine million pupils, simulated: 36 authorities of 250,000 in turn. One authority is made, and taken through
// 36 school nights one after another, each with its own day's marks; its first run, of everything at once, comes before and
// is said apart. So each of the 36 has read all strips, judged what the day changed and written it.

import { detect } from '../src/absences/actions.ts'
import { asViewer } from '../src/access/store.ts'
import { systemViewer } from '../src/access/viewer.ts'
import { connect } from '../src/platform/db.ts'
import { calendarFor } from '../src/schools/store.ts'
import { authorityAtSize } from './authority-at-size.ts'
import { daysBefore, timed, today } from './detect.ts'
import { percentile, say } from './machine.ts'

const authorities = 36
const children = 250_000

/** Takes a folder to keep the registers in and use them again, if any is given. */
export async function run([folder]: string[]): Promise<Record<string, unknown>> {
  say(`Making the registers of ${children} pupils`)
  const made = await authorityAtSize(today, { children, folder })
  const app = connect(made.embedded.app, { max: 2 })
  const owner = connect(made.embedded.owner, { max: 1 })
  const viewer = systemViewer('001', today)
  try {
    const calendar = await asViewer(app, viewer, tx => calendarFor(tx, viewer, undefined))
    const [before, ...nights] = daysBefore(calendar, today, authorities + 1)
    const now = () => new Date()
    const first = await timed(() => detect(app, viewer, { on: before!, now }))
    say(`  first ${JSON.stringify(first)}`)
    await owner`vacuum (analyze) findings, finding_endings, detect_runs, strips`
    const took: number[] = []
    let strips = 0
    let pupils = 0
    let judged = 0
    let written = 0
    for (const on of nights) {
      const night = await timed(() => detect(app, viewer, { on, now }))
      say(`  ${on} ${JSON.stringify(night)}`)
      took.push(night.ms)
      strips += night.strips
      pupils += night.pupils
      judged += night.judged
      written += night.found + night.withdrawn
    }
    return {
      authorities: took.length,
      enrolments: pupils,
      strips,
      judged,
      foundOrWithdrawn: written,
      wholeSeconds: seconds(took.reduce((sum, ms) => sum + ms, 0)),
      medianSeconds: seconds(percentile(took, 0.5)),
      longestSeconds: seconds(Math.max(...took)),
      firstRun: first,
      maxMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await app.end({ timeout: 5 })
    await owner.end({ timeout: 5 })
    await made.remove()
  }
}

const seconds = (ms: number): number => Number((ms / 1000).toFixed(2))
