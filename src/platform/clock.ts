// The one place that knows what time it is.
import { dateInWords, type LocalDate, localDate } from '../calendar/local-date.ts'

export type Clock = { now(): Date; today(): LocalDate }

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day it is in London at an instant. */
export function londonDay(instant: Date): LocalDate {
  return localDate(london.format(instant))
}

const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/** "9:30am" in London. */
export function timeInWords(instant: Date): string {
  return clockFace.format(instant).replace(/\s/g, '').replace(/^0:/, '12:').toLowerCase()
}

/** "22 November 2026 at 9:30am" in London. */
export function momentInWords(instant: Date): string {
  return `${dateInWords(londonDay(instant))} at ${timeInWords(instant)}`
}

export const systemClock: Clock = { now: () => new Date(), today: () => londonDay(new Date()) }

/** A clock that stands still, for tests and for the demonstration's own loading. */
export function stoppedClock(at: Date): Clock {
  return { now: () => at, today: () => londonDay(at) }
}
