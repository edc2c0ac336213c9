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

/** What was said of a step, oldest first: the last of what was said whose day has come, where that says on. */
export function holdingFrom(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  const latest = latestOn(switches, on)
  return latest?.switched === 'on' ? latest : undefined
}

/** The day from which it will be on, where that is still to come. */
export const comesOn = (switches: readonly Switch[], on: LocalDate): Switch | undefined =>
  nextTo('on', switches, on)

/** The day on which a step that is on ends, where that has been said. */
export const endsOn = (switches: readonly Switch[], on: LocalDate): Switch | undefined =>
  holdingFrom(switches, on) && nextTo('off', switches, on)

/** The first later day on which it will be switched so, and nothing said since has overtaken that. */
function nextTo(way: Switch['switched'], switches: readonly Switch[], on: LocalDate): Switch | undefined {
  return switches
    .filter(one => one.switched === way && one.fromOn > on && latestOn(switches, one.fromOn) === one)
    .reduce<Switch | undefined>(
      (first, one) => (first && first.fromOn <= one.fromOn ? first : one),
      undefined,
    )
}

function latestOn(switches: readonly Switch[], on: LocalDate): Switch | undefined {
  // What was said last holds from its day on, whatever had been said before for a later one: a step that was to come on and is
  // called off before stays off.
  return switches.findLast(one => one.fromOn <= on)
}

/** A hit waits until it is done, not needed or no longer so; and again when it is so again. */
export const isOpenFrom = (what: string | null): boolean => what === null || what === 'so again'
