/** A date as it is compared: one whole number, yyyymmdd, so that a slip in it is a slip in its digits. */

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What programs write for no date. */
const noDates = new Set([19000101, 18991230, 18991231, 17530101, 10101, 11111111, 22222222])

function packed(year: number, month: number, day: number): number {
  if (year < 1000 || year > 2999 || month > 99 || day > 99) return 0
  const date = year * 10000 + month * 100 + day
  return noDates.has(date) ? 0 : date
}

/** The number in a run of digits; -1 where it is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i) - 48
    if (!(code >= 0 && code <= 9)) return -1
    value = value * 10 + code
  }
  return value
}

/**
 * A date as typed: yyyymmdd where it is written as one, though it may be impossible (31 February stays 20140231: it is
 * one slip from a real one); 0 where it is unknown or no date in numbers. A year of two digits is not guessed at.
 * Day before month, as in England, where both are numbers and the year stands last.
 */
export function cleanDate(text: string): number {
  if (text.length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
    const year = digits(text, 0, 4)
    const month = digits(text, 5, 7)
    const day = digits(text, 8, 10)
    if (year >= 0 && month >= 0 && day >= 0) return packed(year, month, day)
  }
  return text === '' ? 0 : otherDate(text.trim().toLowerCase())
}

function otherDate(text: string): number {
  let found = /^(\d{4})(\d\d)(\d\d)(?:\.0*|t[\d:.z+-]*|\s+\d\d?:.*)?$/.exec(text)
  if (found) {
    const year = Number(found[1])
    const yearLast = Number(found[2]! + found[3]!)
    // 14032014: nobody was born in 1403.
    if ((year < 1800 || year > 2199) && yearLast >= 1800 && yearLast <= 2199) {
      return packed(yearLast, Number(found[1]!.slice(2)), Number(found[1]!.slice(0, 2)))
    }
    return packed(year, Number(found[2]), Number(found[3]))
  }
  found = /^(\d{4})\s*[-/. ]\s*(\d\d?)\s*[-/. ]\s*(\d\d?)(?:[t ,].*)?$/.exec(text)
  if (found) return packed(Number(found[1]), Number(found[2]), Number(found[3]))
  found = /^(\d\d?)\s*[-/., ]\s*(\d\d?)\s*[-/., ]\s*(\d{4})(?:[t ,].*)?$/.exec(text)
  if (found) return packed(Number(found[3]), Number(found[2]), Number(found[1]))
  found =
    /^(?:[a-z]+,?\s+)?(\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*([a-z]{3,9})[\s\-/.,]*(\d{4})(?:[t ,].*)?$/.exec(
      text,
    )
  if (found) return packed(Number(found[3]), monthOf(found[2]!), Number(found[1]))
  found = /^([a-z]{3,9})[\s\-/.]*(\d\d?)(?:st|nd|rd|th)?[\s\-/.,]+(\d{4})(?:[t ,].*)?$/.exec(text)
  if (found) return packed(Number(found[3]), monthOf(found[1]!), Number(found[2]))
  return 0
}

/** 1 to 12; a word that is no month gives a number no date can hold. */
function monthOf(word: string): number {
  return monthNames.indexOf(word.slice(0, 3)) + 1 || 1000
}

/**
 * What is no date in numbers, as it was typed ("14/03/14", "Mar 2014"), to be compared as text. '' where it says that there is
 * none: two children of whom nobody knows the birthday ("N/A", "00/00/0000", "01/01/1900", "#####") do not share one.
 */
export function dateAsTyped(text: string): string {
  const typed = text.trim().toLowerCase()
  const written = typed.replaceAll(/\D/g, '')
  if (written === '' || /^(\d)\1*$/.test(written)) return ''
  const yearFirst = Number(written.slice(0, 8))
  const yearLast = Number(written.slice(4, 8) + written.slice(2, 4) + written.slice(0, 2))
  return noDates.has(yearFirst) || noDates.has(yearLast) ? '' : typed
}

/** Is it a day that was? */
export function isRealDate(packed: number): boolean {
  const year = Math.floor(packed / 10000)
  const month = Math.floor(packed / 100) % 100
  const day = packed % 100
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return false
  if (day <= 28) return true
  if (month === 2) return day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= 30 || (month !== 4 && month !== 6 && month !== 9 && month !== 11)
}
