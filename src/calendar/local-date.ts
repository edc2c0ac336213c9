/** What is a day, and how do days count? No time, no time zone, no `Date`. */

/** A day on the calendar, such as 2026-09-01. Days compare with `<` and print as themselves. */
export type LocalDate = string & { readonly is: 'LocalDate' }

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Reads `YYYY-MM-DD` for a day that exists; gives nothing for anything else. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return text as LocalDate
}

/** Reads `YYYY-MM-DD`. Throws where the text is not a day that exists. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text)
  if (!date) throw new Error(`"${text}" is not a date of the form YYYY-MM-DD`)
  return date
}

/** The day made of a year, a month (1 to 12) and a day of the month. Throws where there is no such day. */
export function dateOf(year: number, month: number, day: number): LocalDate {
  return localDate(`${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`)
}

/** The number of days in a month (1 to 12) of a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export const yearOf = (date: LocalDate): number => digits(date, 0, 4)
export const monthOf = (date: LocalDate): number => digits(date, 5, 7)
export const dayOfMonth = (date: LocalDate): number => digits(date, 8, 10)

/**
 * The day as a count of days since 1 January 1970 (which is 0), for arithmetic and for the byte walk.
 * The year is taken to begin in March, so that the leap day is the last day and needs no case of its own.
 */
export function dayNumber(date: LocalDate): number {
  const month = monthOf(date)
  const year = yearOf(date) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth(date) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day that has this day number: the inverse of `dayNumber`. */
export function fromDayNumber(count: number): LocalDate {
  const shifted = count + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch + (fromMarch < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` as LocalDate
}

/** The day so many calendar days later (earlier, where negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** The same day so many months later; the last day of the month where it has no such day. */
export function addMonths(from: LocalDate, count: number): LocalDate {
  const months = yearOf(from) * 12 + monthOf(from) - 1 + count
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  return dateOf(year, month, Math.min(dayOfMonth(from), daysInMonth(year, month)))
}

/** The same day so many years later. Counted from a 29 February, in a year that has none, it is 1 March. */
export function addYears(date: LocalDate, years: number): LocalDate {
  const year = yearOf(date) + years
  if (monthOf(date) === 2 && dayOfMonth(date) === 29 && !isLeapYear(year)) return dateOf(year, 3, 1)
  return dateOf(year, monthOf(date), dayOfMonth(date))
}

/** Calendar days from one day to another: 1 from a Monday to the Tuesday, negative backwards. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: LocalDate): number {
  return weekdayOfNumber(dayNumber(date))
}

/** 1 for Monday to 7 for Sunday, from a day number. 1 January 1970 was a Thursday. */
export function weekdayOfNumber(count: number): number {
  return ((((count + 3) % 7) + 7) % 7) + 1
}

/** The year in which the school year of a day began: 2025 for every day from 1 September 2025 to 31 August 2026. */
export function schoolYearOf(date: LocalDate): number {
  return monthOf(date) >= 9 ? yearOf(date) : yearOf(date) - 1
}

export const schoolYearStart = (schoolYear: number): LocalDate => dateOf(schoolYear, 9, 1)
export const schoolYearEnd = (schoolYear: number): LocalDate => dateOf(schoolYear + 1, 8, 31)

/** "2025/26", as people say it. */
export function schoolYearInWords(schoolYear: number): string {
  return `${schoolYear}/${padded((schoolYear + 1) % 100, 2)}`
}

/** "Friday 26 September 2025". */
export function inWords(date: LocalDate): string {
  return `${weekdayNames[weekday(date) - 1]} ${dateInWords(date)}`
}

/** "26 September 2025". */
export function dateInWords(date: LocalDate): string {
  return `${dayOfMonth(date)} ${monthNames[monthOf(date) - 1]} ${yearOf(date)}`
}

export const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
export const earlierOf = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function digits(date: LocalDate, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + date.charCodeAt(at) - 48
  return value
}
