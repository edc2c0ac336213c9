import { dayNumber, type LocalDate, parseLocalDate, weekday } from '../calendar/local-date.ts'

/**
 * How others write text, dates, times and yes or no. Generous in what is read; never guessing where
 * a guess could be wrong (a date is never read month first).
 */

/** Bytes or text, whole or arriving piece by piece: whatever the caller has. */
export type Source = Uint8Array | string | Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>

/** Windows-1252 differs from Latin-1 only between 0x80 and 0x9f. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Text as older Windows systems save it. Every byte means something, so this cannot fail. */
export function decodeWindows1252(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    text += byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : String.fromCharCode(byte)
  }
  return text
}

/** Text as Windows-1252 bytes; a letter it does not have becomes its plain form, else a question mark. */
export function encodeWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80 || (code >= 0xa0 && code < 0x100)) bytes[i] = code
    else {
      const at = windows1252.indexOf(text[i]!)
      const plain = text[i]!.normalize('NFD').charCodeAt(0)
      bytes[i] = at >= 0 ? at + 0x80 : plain < 0x80 ? plain : 0x3f
    }
  }
  return bytes
}

const newline = 10
const piece = 1 << 18
/** A line longer than this is decoded before its end has come. */
const waitAtMost = 1 << 20

/**
 * Turns bytes into text, a stretch of whole lines at a time. Each line that is not UTF-8 is read as
 * Windows-1252, so the answer does not depend on how the bytes were cut.
 */
export class TextReader {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #waiting: Uint8Array = new Uint8Array(0)
  #started = false

  /** Takes the next bytes; gives the text of the lines they complete. */
  push(bytes: Uint8Array): string {
    let all = bytes
    if (this.#waiting.length > 0) {
      all = new Uint8Array(this.#waiting.length + bytes.length)
      all.set(this.#waiting)
      all.set(bytes, this.#waiting.length)
    }
    const end = all.length > waitAtMost ? lastPlain(all) + 1 : all.lastIndexOf(newline) + 1
    this.#waiting = all.slice(end)
    return this.#decode(all.subarray(0, end))
  }

  /** Gives what is left when no more bytes will come. */
  end(): string {
    const last = this.#decode(this.#waiting)
    this.#waiting = new Uint8Array(0)
    return last
  }

  #decode(bytes: Uint8Array): string {
    if (bytes.length === 0) return ''
    const text = this.#tryUtf8(bytes) ?? this.#lineByLine(bytes)
    const first = !this.#started
    this.#started = true
    return first && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }

  #tryUtf8(bytes: Uint8Array): string | undefined {
    try {
      return this.#utf8.decode(bytes)
    } catch {
      return undefined
    }
  }

  #lineByLine(bytes: Uint8Array): string {
    let text = ''
    for (let from = 0; from < bytes.length; ) {
      const at = bytes.indexOf(newline, from)
      const to = at < 0 ? bytes.length : at + 1
      const line = bytes.subarray(from, to)
      text += this.#tryUtf8(line) ?? decodeWindows1252(line)
      from = to
    }
    return text
  }
}

/** The last byte that is a character by itself, so that cutting after it splits no letter. */
function lastPlain(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= 0; i--) if (bytes[i]! < 0x80) return i
  return bytes.length - 1
}

/** The text of a file, in pieces of a sensible size, from bytes or text however they arrive. */
export async function* textOf(source: Source): AsyncGenerator<string> {
  const reader = new TextReader()
  const pieces = typeof source === 'string' || source instanceof Uint8Array ? [source] : source
  let first = true
  for await (const part of pieces) {
    if (typeof part === 'string') {
      const before = reader.end()
      if (before !== '') yield before
      const text = first && part.charCodeAt(0) === 0xfeff ? part.slice(1) : part
      for (let from = 0; from < text.length; from += piece) yield text.slice(from, from + piece)
    } else {
      for (let from = 0; from < part.length; from += piece) {
        const text = reader.push(part.subarray(from, from + piece))
        if (text !== '') yield text
      }
    }
    first = false
  }
  const rest = reader.end()
  if (rest !== '') yield rest
}

/** All the text of a small file. */
export function decodeText(bytes: Uint8Array): string {
  const reader = new TextReader()
  return reader.push(bytes) + reader.end()
}

/** What a cell says: control characters out, outer spaces off, accents composed. */
export function clean(text: string): string {
  const plain = /[\u0000-\u001f\u007f-\u009f\u00a0\u200b\ufeff]/.test(text)
    ? text.replace(/[\u0000-\u001f\u007f-\u009f\u00a0]+/g, ' ').replace(/[\u200b\ufeff]/g, '')
    : text
  return plain.trim().normalize('NFC')
}

// Dates -----------------------------------------------------------------------------------------

/** What a problem asks for where a date could not be read. */
export const dateExpected = 'a day that exists, such as 2018-11-12, 12/11/2018 or 12 Nov 2018'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const fullMonths = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
]
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const two = (n: number | string): string => String(n).padStart(2, '0')

function dateOf(year: number | string, month: number | string, day: number | string): LocalDate | undefined {
  const date = parseLocalDate(`${year}-${two(month)}-${two(day)}`)
  return date !== undefined && date >= '1900' && date < '2200' ? date : undefined
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/
const ukDate = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/
const wordDate = /^(?:([a-z]{3,9})\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i
const withTime = /^(.+?)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/

/**
 * A day as others write it: `2018-11-12`, `12/11/2018`, `12-11-2018`, `12 Nov 2018`,
 * `Tue 02 Sep 2025`, with or without a time behind it (cut off). Never month first.
 * Gives undefined for a day that does not exist (31 February, a Tuesday that is a Wednesday) and for
 * a year of two digits: which century is a guess.
 */
export function readDate(text: string): LocalDate | undefined {
  const trimmed = text.trim()
  const iso = isoDate.exec(trimmed)
  if (iso) return dateOf(iso[1]!, iso[2]!, iso[3]!)
  const uk = ukDate.exec(trimmed)
  if (uk) return dateOf(uk[4]!, uk[3]!, uk[1]!)
  const words = wordDate.exec(trimmed)
  if (words) {
    const name = words[3]!.toLowerCase()
    const month = months.indexOf(name === 'sept' ? 'sep' : name) + 1 || fullMonths.indexOf(name) + 1
    const date = dateOf(words[4]!, month, words[2]!)
    if (!date || !words[1]) return date
    const named = weekdays.findIndex(day => day.startsWith(words[1]!.toLowerCase())) + 1
    return named === weekday(date) ? date : undefined
  }
  const cut = trimmed.length > 10 ? withTime.exec(trimmed) : null
  return cut && (isoDate.test(cut[1]!) || ukDate.test(cut[1]!)) ? readDate(cut[1]!) : undefined
}

// Yes or no, times, instants ---------------------------------------------------------------------

/** What a problem asks for where yes or no could not be read. */
export const booleanExpected = 'true or false (Y or N, Yes or No, 1 or 0 will do)'

/** Yes or no as others write it; undefined when it is neither. */
export function readBoolean(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case 'true':
    case 't':
    case 'yes':
    case 'y':
    case '1':
      return true
    case 'false':
    case 'f':
    case 'no':
    case 'n':
    case '0':
      return false
    default:
      return undefined
  }
}

/** A time of day, `8:45` or `08:45:10`, as `HH:MM`; undefined when there is no such time. */
export function readTime(text: string): string | undefined {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim())
  if (!found) return undefined
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)]
  return hour < 24 && minute < 60 && second < 60 ? `${two(hour)}:${two(minute)}` : undefined
}

/** What a problem asks for where an instant could not be read. */
export const dateTimeExpected =
  'a date and time such as 2026-10-09T15:30:00 (London time unless it says otherwise)'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const dateTime =
  /^(\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * An instant, as milliseconds since 1970. ISO form; without a zone it is London time, because school
 * systems write the clock on the wall. Undefined when it cannot be one.
 */
export function readDateTime(text: string): number | undefined {
  const found = dateTime.exec(text.trim())
  const date = found ? readDate(found[1]!) : undefined
  if (!found || !date) return undefined
  const [hour, minute, second] = [Number(found[2] ?? 0), Number(found[3] ?? 0), Number(found[4] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const thousandths = Number((found[5] ?? '').padEnd(3, '0').slice(0, 3))
  const wall = dayNumber(date) * dayMs + hour * hourMs + minute * minuteMs + second * 1000 + thousandths
  const zone = found[6]
  if (zone === undefined) return londonToInstant(wall, date)
  if (zone === 'Z') return wall
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone[0] === '-' ? wall + minutes * minuteMs : wall - minutes * minuteMs
}

/** Summer Time: 01:00 UTC on the last Sunday of March to the last Sunday of October (Summer Time Order 2002). */
function londonToInstant(wall: number, date: LocalDate): number {
  const year = date.slice(0, 4)
  const asSummer = wall - hourMs
  const starts = lastSunday(`${year}-03-31` as LocalDate) * dayMs + hourMs
  const ends = lastSunday(`${year}-10-31` as LocalDate) * dayMs + hourMs
  return asSummer >= starts && asSummer < ends ? asSummer : wall
}

/** The day number of the last Sunday up to a day. */
const lastSunday = (date: LocalDate): number => dayNumber(date) - (weekday(date) % 7)
