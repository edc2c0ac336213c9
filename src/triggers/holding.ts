/** Is a step on, on a day? Is a hit still to be answered? Each follows from what was said of it, in order. */
import type { LocalDate } from '../calendar/local-date.ts'

/** That a step is on or off from a day, as somebody said. */
export type Switch = {
  readonly switched: 'on' | 'off'
  readonly fromOn: LocalDate
  readonly caughtNow: number | null
  readonly by: string
  readonly why: string
}

/** What was said of a step, oldest first: the latest of those whose day has come, where that says on. */
export function holdingFrom(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  const latest = latestOn(switches, on)
  return latest?.switched === 'on' ? latest : undefined
}

/** The day from which it will be on, where that is still to come. */
export function comesOn(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  const last = switches.at(-1)
  return last && last.switched === 'on' && last.fromOn > on ? last : undefined
}

/** The day on which a step that is on ends, where that has been said. */
export function endsOn(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  const last = switches.at(-1)
  return last && last.switched === 'off' && last.fromOn > on && holdingFrom(switches, on) ? last : undefined
}

function latestOn(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  // Of two that begin on one day the later word holds; one said today for an earlier day cannot be.
  return switches
    .filter(one => one.fromOn <= on)
    .reduce<Switch | undefined>(
      (latest, one) => (!latest || one.fromOn >= latest.fromOn ? one : latest),
      undefined,
    )
}

/** A hit waits until it is done, not needed or no longer so; and again when it is so again. */
export const isOpenFrom = (what: string | null): boolean => what === null || what === 'so again'
