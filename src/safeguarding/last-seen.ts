/** How long ago did anyone see the child? Counted in hours, because a day on the page hides a night. */
import { daysBetween, type LocalDate } from '../calendar/local-date.ts'

/** A moment as people write it down: a day, and the time of day in London where it is known. */
export type Moment = { readonly on: LocalDate; readonly at: string | undefined }

/**
 * When a session ends, where the school has not told us its hours: nobody can say that the child was seen later than this. Too
 * early rather than too late, so that the hours are never fewer than they were.
 */
export const sessionEnds = { am: '12:00', pm: '15:00' } as const

/** A day without a time counts from its beginning. */
const minutesOf = (at: string | undefined): number => {
  if (!at) return 0
  const [hours, minutes] = at.split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

/** Whole hours from one moment to another, by the clock on the wall; never less than none. */
export function hoursBetween(from: Moment, to: Moment): number {
  const minutes = daysBetween(from.on, to.on) * 1440 + minutesOf(to.at) - minutesOf(from.at)
  return Math.max(0, Math.floor(minutes / 60))
}

/** The latest of several moments, if there is any. */
export function latest(moments: readonly (Moment | undefined)[]): Moment | undefined {
  return moments
    .filter(one => one !== undefined)
    .reduce<Moment | undefined>(
      (last, one) =>
        !last || one.on > last.on || (one.on === last.on && minutesOf(one.at) > minutesOf(last.at))
          ? one
          : last,
      undefined,
    )
}

/** "19 hours ago", "less than an hour ago"; beyond three days in days and hours' worth of days: "4 days ago". */
export function agoInWords(hours: number): string {
  if (hours === 0) return 'less than an hour ago'
  if (hours === 1) return '1 hour ago'
  return hours <= 72 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`
}
