// The run of the rules over 300,000 pupils and a full year, beside two floors, in the same process, by turns: the strips
// read from a file through the walk over runs alone (T-04, T-07, T-15), and everything that the pass reads (rolls, what
// stands, strips) from files through the very same machine, as the floor was measured in issue "The house". Then what each
// night costs, and a school whose register came.

import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { type Detected, detect, scan } from '../src/absences/actions.ts'
import { BinaryRows } from '../src/absences/nightly/binary-rows.ts'
import { planForAll, rollBytes, standingBytes, stripBytes } from '../src/absences/nightly/store.ts'
import { StripScan } from '../src/absences/nightly/strip-scan.ts'
import { never, type Strip, type Walk, walkRuns } from '../src/absences/walk.ts'
import { asViewer } from '../src/access/store.ts'
import { systemViewer, type Viewer } from '../src/access/viewer.ts'
import { dayNumber, type LocalDate, localDate } from '../src/calendar/local-date.ts'
import { previousSchoolDay, type SchoolCalendar } from '../src/calendar/school-calendar.ts'
import { stripWidthMax } from '../src/calendar/strip-days.ts'
import { connect, type Sql } from '../src/platform/db.ts'
import { placeOf } from '../src/registers/sheet.ts'
import { calendarFor, calendarsOf } from '../src/schools/store.ts'
import { authorityAtSize, schoolAt } from './authority-at-size.ts'
import { ownProcessorMs, percentile, processorMsOf, rounded, say } from './machine.ts'

/** The day after the last with a register, at the end of a school year, so that every strip is full. */
export const today = localDate('2026-07-17')
const children = 300_000
const times = 7
/** A school of about 2,000: two secondary schools made one. */
const [large, joined] = [700, 701]
const pressed = 41

/** Takes a folder to keep the registers in and use them again, if any is given. */
export async function run([folder]: string[]): Promise<Record<string, unknown>> {
  say(`Making the registers of ${children} pupils`)
  const made = await authorityAtSize(today, { children, folder })
  const owner = connect(made.embedded.owner, { max: 1 })
  const app = connect(made.embedded.app, { max: 2 })
  const viewer = systemViewer('001', today)
  const file = join(made.dataDir, '..', `onroll-bench-${process.pid}.strips`)
  try {
    await joinSchools(owner)
    const calendar = await asViewer(app, viewer, tx => calendarFor(tx, viewer, undefined))
    const calendars = await asViewer(app, viewer, tx => calendarsOf(tx, viewer))
    await asViewer(app, viewer, async tx => {
      const out = createWriteStream(file)
      await planForAll(tx)
      await stripBytes(tx, viewer, {}, bytes => void out.write(Buffer.from(bytes)))
      out.end()
      await finished(out)
    })

    const yesterday = previousSchoolDay(calendar, previousSchoolDay(calendar, today)!)!
    say('The first run of all')
    const order = { now: () => new Date() }
    const first = await detect(app, viewer, { ...order, on: yesterday })
    say(`  ${JSON.stringify(first)}`)
    await owner`vacuum (analyze) findings, finding_endings, detect_runs, strips`

    say('The next night')
    const night = await timed(() =>
      detect(app, viewer, { ...order, on: previousSchoolDay(calendar, today)! }),
    )
    say(`  ${JSON.stringify(night)}`)
    const again = await timed(() =>
      detect(app, viewer, { ...order, on: previousSchoolDay(calendar, today)! }),
    )
    say(`  again ${JSON.stringify(again)}`)

    // The floor and the pass by turns, so that whatever else the machine does, it does to both.
    const kept = await keepBytes(app, viewer, previousSchoolDay(calendar, today)!)
    const floors: number[] = []
    const sameMachine: number[] = []
    const passes: { whole: number; rolls: number; standing: number; strips: number }[] = []
    const processor = { floor: [] as number[], pass: [] as number[], database: [] as number[] }
    let strips = 0
    let candidates = 0
    for (let time = 0; time <= times; time++) {
      let spent = ownProcessorMs()
      const floor = await readFloor(file, calendar)
      const floorSpent = ownProcessorMs() - spent
      const same = await readSameMachine(file, kept, calendars, previousSchoolDay(calendar, today)!)
      spent = ownProcessorMs()
      const began = performance.now()
      let inDatabase = 0
      const scanned = await asViewer(app, viewer, async tx => {
        const [{ pid } = { pid: 0 }] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
        const before = processorMsOf(pid)
        const result = await scan(tx, viewer, { on: previousSchoolDay(calendar, today)! }, calendars)
        inDatabase = processorMsOf(pid) - before
        return result
      })
      const whole = performance.now() - began
      strips = scanned.strips
      candidates = [...scanned.candidates.values()].reduce((sum, ids) => sum + ids.length, 0)
      const { rollsMs, standingMs, stripsMs } = scanned
      say(
        `  floors ${Math.round(floor)} and ${Math.round(same)} ms; pass ${Math.round(whole)} ms: ${rollsMs} + ${standingMs} + ${stripsMs}`,
      )
      // The first warms both up.
      if (time === 0) continue
      floors.push(floor)
      sameMachine.push(same)
      passes.push({ whole, rolls: rollsMs, standing: standingMs, strips: stripsMs })
      processor.floor.push(floorSpent)
      processor.pass.push(ownProcessorMs() - spent)
      processor.database.push(inDatabase)
    }
    const floor = percentile(floors, 0.5)
    const median = (of: (pass: (typeof passes)[number]) => number) => percentile(passes.map(of), 0.5)
    return {
      pupils: first.pupils,
      schools: first.schools,
      strips,
      megabytes: Math.round(statSync(file).size / 1e6),
      floorSeconds: seconds(floor),
      passSeconds: seconds(median(p => p.whole)),
      passTimesTheFloor: ratio(
        median(p => p.whole),
        floor,
      ),
      sameMachineFromFilesSeconds: seconds(percentile(sameMachine, 0.5)),
      passTimesTheSameMachine: ratio(
        median(p => p.whole),
        percentile(sameMachine, 0.5),
      ),
      ofWhich: {
        rollsSeconds: seconds(median(p => p.rolls)),
        standingSeconds: seconds(median(p => p.standing)),
        stripsSeconds: seconds(median(p => p.strips)),
        stripsTimesTheFloor: ratio(
          median(p => p.strips),
          floor,
        ),
      },
      processorSeconds: {
        floor: seconds(percentile(processor.floor, 0.5)),
        passHere: seconds(percentile(processor.pass, 0.5)),
        passInTheDatabase: seconds(percentile(processor.database, 0.5)),
      },
      candidates,
      firstRun: first,
      nightly: night,
      nightlyTimesTheFloor: ratio(night.ms, floor),
      sameNightAgain: again,
      oneSchool: await intraday(app, owner, calendar),
      maxMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await app.end({ timeout: 5 })
    await owner.end({ timeout: 5 })
    rmSync(file, { force: true })
    await made.remove()
  }
}

/** Reads the strips from a file and walks the runs of each (T-04, T-07, T-15), as in issue "The house". Milliseconds. */
async function readFloor(file: string, calendar: SchoolCalendar): Promise<number> {
  const years = new Map(calendar.years.map(year => [year.schoolYear, { ...calendar, years: [year] }]))
  const strip: Strip = { schoolYear: 0, bytes: new Uint8Array(0), at: 0, length: 0 }
  const walk: Walk = {
    csaFrom: 0,
    csaTo: never,
    entry: 0,
    leaving: never,
    on: dayNumber(today),
    strips: [strip],
  }
  let found = 0
  const rows = new BinaryRows(34, stripWidthMax, (bytes, at) => {
    strip.schoolYear = (bytes[at + 28]! << 8) | bytes[at + 29]!
    strip.bytes = bytes
    strip.at = at + 34
    strip.length = (bytes[at + 32]! << 8) | bytes[at + 33]!
    walkRuns(years.get(strip.schoolYear)!, walk, () => {
      found++
    })
  })
  const began = performance.now()
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(file, { highWaterMark: 1 << 18 })
    stream.on('data', piece => rows.take(piece as Buffer))
    stream.once('end', resolve)
    stream.once('error', reject)
  })
  if (found === 0) throw new Error('The floor found nothing')
  return performance.now() - began
}

type Bytes = { rolls: Buffer[]; standing: Buffer[] }

async function keepBytes(app: Sql, viewer: Viewer, on: LocalDate): Promise<Bytes> {
  const kept: Bytes = { rolls: [], standing: [] }
  await asViewer(app, viewer, async tx => {
    await planForAll(tx)
    await rollBytes(tx, viewer, {}, bytes => void kept.rolls.push(Buffer.from(bytes)))
    await standingBytes(tx, viewer, { on }, bytes => void kept.standing.push(Buffer.from(bytes)))
  })
  return { rolls: [Buffer.concat(kept.rolls)], standing: [Buffer.concat(kept.standing)] }
}

/** The same bytes through the same machine, without a database. Milliseconds. */
async function readSameMachine(
  file: string,
  { rolls, standing }: Bytes,
  calendars: Awaited<ReturnType<typeof calendarsOf>>,
  on: LocalDate,
): Promise<number> {
  const began = performance.now()
  const strips = new StripScan(on, (schoolId, yearGroup) => calendars(schoolId, yearGroup).calendar)
  for (const bytes of rolls) strips.takeRolls(bytes)
  strips.rollsAreWhole()
  for (const bytes of standing) strips.takeStanding(bytes)
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(file, { highWaterMark: 1 << 18 })
    stream.on('data', piece => strips.takeStrips(piece as Buffer))
    stream.once('end', resolve)
    stream.once('error', reject)
  })
  if (strips.candidates().size === 0) throw new Error('The same machine found no school')
  return performance.now() - began
}

async function joinSchools(owner: Sql): Promise<void> {
  const [to, from] = [schoolAt(large), schoolAt(joined)]
  for (const table of ['enrolments', 'strips', 'leaves']) {
    await owner`update ${owner(table)} set school_id = ${to} where la_code = '001' and school_id = ${from}`
  }
}

/** A register arrives again and again: each time other marks of a few children, then the school's own run. */
async function intraday(app: Sql, owner: Sql, calendar: SchoolCalendar): Promise<Record<string, unknown>> {
  const viewer = systemViewer('001', today)
  const schoolId = schoolAt(large)
  const on = previousSchoolDay(calendar, today)!
  const { at, schoolYear } = placeOf(on)!
  const took: number[] = []
  let found = 0
  let pupils = 0
  for (let time = 0; time <= pressed; time++) {
    await owner`
      update strips set marks = overlay(marks placing
        case when substr(marks, ${at + 1}, 2) = 'NN' then '//' else 'NN' end from ${at + 1} for 2)
      where la_code = '001' and school_id = ${schoolId} and school_year = ${schoolYear}
        and hashtext(enrolment_id::text) % 40 = ${time % 40}`
    const began = performance.now()
    const done = await detect(app, viewer, { on, schoolId, now: () => new Date() })
    const ms = performance.now() - began
    pupils = done.pupils
    if (time === 0) continue
    took.push(ms)
    found += done.found + done.withdrawn
  }
  return {
    enrolments: pupils,
    runs: took.length,
    medianMs: rounded(percentile(took, 0.5)),
    p95Ms: rounded(percentile(took, 0.95)),
    longestMs: rounded(Math.max(...took)),
    foundOrWithdrawn: found,
  }
}

/** A run with how long it took in all. */
export async function timed(run: () => Promise<Detected>): Promise<Detected & { ms: number }> {
  const began = performance.now()
  const done = await run()
  return { ...done, ms: Math.round(performance.now() - began) }
}

const seconds = (ms: number): number => Number((ms / 1000).toFixed(2))
const ratio = (ms: number, floor: number): number => Number((ms / floor).toFixed(2))

/** The last school days before a day, the oldest first. */
export function daysBefore(calendar: SchoolCalendar, day: LocalDate, count: number): LocalDate[] {
  const days: LocalDate[] = []
  for (
    let at = previousSchoolDay(calendar, day)!;
    days.length < count;
    at = previousSchoolDay(calendar, at)!
  ) {
    days.unshift(at)
  }
  return days
}
