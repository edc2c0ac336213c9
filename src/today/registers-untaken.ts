/** Which registers of today should be there by now, and are not? */
import type { DayHours } from './hours.ts'

export type ClassMarks = {
  readonly registration_group: string
  readonly pupils: number
  /** Of how many pupils nothing is known, in each session. */
  readonly am: number
  readonly pm: number
}
export type Untaken<T extends ClassMarks> = T & { readonly session: 'AM' | 'PM'; readonly without: number }

/**
 * The registers that are missing at a minute of the day: a session counts once its register should have closed, and a class once
 * half of its pupils or more have no mark. A single pupil without one is a gap in a register, not a missing register.
 */
export function untakenNow<T extends ClassMarks>(
  classes: readonly T[],
  now: number,
  hours: Pick<DayHours, 'amCloses' | 'pmCloses'>,
): Untaken<T>[] {
  const missing = (without: number, pupils: number) => pupils > 0 && without * 2 >= pupils
  return classes.flatMap(one => [
    ...(now >= hours.amCloses && missing(one.am, one.pupils)
      ? [{ ...one, session: 'AM' as const, without: one.am }]
      : []),
    ...(now >= hours.pmCloses && missing(one.pm, one.pupils)
      ? [{ ...one, session: 'PM' as const, without: one.pm }]
      : []),
  ])
}
