// Small things that the school's forms share: reading a day from three boxes, and the time it is in London.

import type { Request } from '../../access/page.ts'
import { text } from '../../platform/web/page.ts'

/** What three boxes hold: '' when all are empty, 2026-11-06 for a day, else what was typed, which is no day. */
export function readDay(body: Request['body'], name: string): string {
  const day = text(body, `${name}-day`)
  const month = text(body, `${name}-month`)
  const year = text(body, `${name}-year`)
  if (!day && !month && !year) return ''
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** The boxes of a day, for a form shown again or filled in before. */
export function dayBoxes(name: string, day: string, wrong = false) {
  const [year, month, date] = day.split('-')
  const error = wrong ? ' govuk-input--error' : ''
  const number = (value: string | undefined) => (value === undefined ? '' : value.replace(/^0+(?=\d)/, ''))
  return [
    {
      name: 'day',
      id: `${name}-day`,
      label: 'Day',
      classes: `govuk-input--width-2${error}`,
      value: number(date),
    },
    {
      name: 'month',
      id: `${name}-month`,
      label: 'Month',
      classes: `govuk-input--width-2${error}`,
      value: number(month),
    },
    {
      name: 'year',
      id: `${name}-year`,
      label: 'Year',
      classes: `govuk-input--width-4${error}`,
      value: year ?? '',
    },
  ]
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
/** "09:30": the time in London. */
export const londonTime = (now: Date): string => london.format(now)

/** Reads a time: "9:30", "09.30", "930", "2pm", "2:15pm". Gives "09:30", '' where empty, nothing where it is no time. */
export function readTime(given: string): string | undefined {
  if (!given) return ''
  const parts = /^(\d{1,2})[:.]?(\d{2})?\s*(am|pm)?$/i.exec(given.trim())
  if (!parts) return undefined
  let hours = Number(parts[1])
  const minutes = Number(parts[2] ?? 0)
  const half = parts[3]?.toLowerCase()
  if (half && (hours < 1 || hours > 12)) return undefined
  if (half === 'pm' && hours < 12) hours += 12
  if (half === 'am' && hours === 12) hours = 0
  if (hours > 23 || minutes > 59 || (!half && parts[2] === undefined)) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
