/**
 * The unique pupil number: check letter, authority (3 digits), school (4), year (2) and serial (3).
 * A temporary one has a letter for its last digit. It says who issued it, never where the child is now.
 */

/** The 23 letters a UPN may use: no I, O or S. A letter's place here is its value in the sum. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** The letters of a UPN by value, for working out a check letter from a sum. */
export const upnLetters = letters

export type UpnVerdict = 'ok' | 'wrong-check-letter' | 'not-a-upn'

export type JudgedUpn = {
  /** What was given, trimmed, without inner spaces, in capitals. */
  upn: string
  is: UpnVerdict
  /** True for a number with a letter at the end: given only until the real one is found. */
  temporary: boolean
  /** What the first letter ought to be; undefined when the rest is not well formed. */
  checkLetter: string | undefined
}

/** As people write a UPN: trimmed, inner spaces out, capitals. Keep the original beside it. */
export const normaliseUpn = (text: string): string => text.replace(/\s+/g, '').toUpperCase()

/**
 * The letter that belongs in front of a UPN's other twelve characters.
 * Takes characters 2 to 13; gives undefined when they are not the tail of any UPN.
 */
export function upnCheckLetter(tail: string): string | undefined {
  if (tail.length !== 12) return undefined
  let sum = 0
  for (let i = 0; i < 12; i++) {
    const code = tail.charCodeAt(i)
    const isDigit = code >= 48 && code <= 57
    const value = isDigit ? code - 48 : i === 11 ? letters.indexOf(tail[i]!) : -1
    if (value < 0) return undefined
    sum += value * (i + 2)
  }
  return letters[sum % 23]
}

/**
 * Says what a UPN is worth. A wrong check letter is common in real files: it is kept, warned about,
 * and never used as a certain match.
 */
export function judgeUpn(text: string): JudgedUpn {
  const upn = normaliseUpn(text)
  const checkLetter =
    upn.length === 13 && letters.includes(upn[0]!) ? upnCheckLetter(upn.slice(1)) : undefined
  if (checkLetter === undefined) return { upn, is: 'not-a-upn', temporary: false, checkLetter }
  const last = upn.charCodeAt(12)
  return {
    upn,
    is: checkLetter === upn[0] ? 'ok' : 'wrong-check-letter',
    temporary: last > 57,
    checkLetter,
  }
}
