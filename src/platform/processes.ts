// Is that process still the one we knew? A number alone does not say: numbers are used again.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process, told apart from a later one with the same number. */
export type ProcessMark = { readonly pid: number; readonly born: string }

/** When the process with this number was started, in whatever words the system has; undefined if there is none. */
function bornOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // After the name, which may hold anything, field 22 counts clock ticks since the machine started.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[19]}`
    } catch {
      return undefined
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** The mark of a running process; this one if no number is given. */
export function markOf(pid: number = process.pid): ProcessMark | undefined {
  const born = bornOf(pid)
  return born === undefined ? undefined : { pid, born }
}

/** Is there a running process with this number (a dead one nobody has waited for does not count)? */
export function isRunning(pid: number): boolean {
  return bornOf(pid) !== undefined
}

/** Is this very process still running? */
export function isAlive(mark: ProcessMark): boolean {
  return bornOf(mark.pid) === mark.born
}

/** Waits until a process has ended. Gives false if it has not by then. */
export async function hasEnded(pid: number, withinMilliseconds: number): Promise<boolean> {
  const until = performance.now() + withinMilliseconds
  for (;;) {
    if (!isRunning(pid)) return true
    if (performance.now() > until) return false
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
