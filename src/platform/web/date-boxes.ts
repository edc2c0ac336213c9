// A day in three boxes: how it is read from a form, and how the boxes are filled again.
import { dayOfMonth, type LocalDate, monthOf, parseLocalDate, yearOf } from '../../calendar/local-date.ts'
import { type PageRequest, text } from './page.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What govukDateInput needs: the same ids that errors point to. */
export type DateBoxes = {
  id: string
  items: { name: string; id: string; label: string; value: string; classes: string }[]
}

/** The day in the boxes `name-day`, `name-month`, `name-year`: 'empty' if nothing was typed, undefined if it is no day. */
export function readDate(body: PageRequest<unknown>['body'], name: string): LocalDate | 'empty' | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map(part => text(body, `${name}-${part}`))
  if (!day && !month && !year) return 'empty'
  const named = months.indexOf(month!.slice(0, 3).toLowerCase()) + 1
  const monthNumber = named || Number(month)
  const yearNumber = year!.length === 2 ? 2000 + Number(year) : Number(year)
  if (![day, year].every(part => /^\d{1,4}$/.test(part!)) || !Number.isInteger(monthNumber)) return undefined
  const two = (n: number) => String(n).padStart(2, '0')
  return parseLocalDate(`${String(yearNumber).padStart(4, '0')}-${two(monthNumber)}-${two(Number(day))}`)
}

/** Boxes with what was typed, or with a day to begin with, or empty. */
export function dateBoxes(
  name: string,
  given: { body?: PageRequest<unknown>['body']; day?: LocalDate | undefined } = {},
): DateBoxes {
  const { body, day } = given
  const value = (part: string): string => {
    if (body) return text(body, `${name}-${part}`)
    if (!day) return ''
    return String(part === 'day' ? dayOfMonth(day) : part === 'month' ? monthOf(day) : yearOf(day))
  }
  return {
    id: name,
    items: ['day', 'month', 'year'].map(part => ({
      name: `${name}-${part}`,
      // The first box carries the field's own id, so that the error summary leads to it.
      id: part === 'day' ? name : `${name}-${part}`,
      label: part[0]!.toUpperCase() + part.slice(1),
      value: value(part),
      classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
    })),
  }
}
