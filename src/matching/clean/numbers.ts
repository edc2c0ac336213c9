/** Telephone numbers, e-mail addresses, pupil numbers and sex as they are compared. */
import { judgeUpn } from '../../formats/upn.ts'
import { isCapitalsAndDigits } from './ascii.ts'

/** As most are written. */
const usualPhone = /^0[1-9]\d{3} (?!(\d)\1+$)\d{6}$/

/** One form: 07700900000; +48123456789 for another country's; '' where unknown. The first, where there are several. */
export function cleanPhone(text: string): string {
  if (text === '') return ''
  if (text.length === 12 && usualPhone.test(text)) return text.slice(0, 5) + text.slice(6)
  const first = text
    .toLowerCase()
    .replace(/\s*(?:extension|extn|ext|x|#)\.?\s*\d+.*$/, '')
    .split(/[/;,|&]|\bor\b/)[0]!
  // A spreadsheet's 7.7009E+10 has lost its digits.
  if (/\de[+-]?\d/.test(first)) return ''
  let international = first.trimStart().startsWith('+')
  let number = first.replaceAll(/\(0\)/g, '').replaceAll(/\D/g, '')
  if (!international && number.startsWith('00') && number.length > 9) {
    international = true
    number = number.slice(2)
  }
  if (number.startsWith('44') && (international || number.length === 12 || number.startsWith('440'))) {
    number = `0${number.slice(2).replace(/^0+/, '')}`
    international = false
  }
  // A spreadsheet has eaten the first nought.
  if (!international && number.length === 10 && /^[1237]/.test(number)) number = `0${number}`
  if (number.length < 6 || number.length > 15 || /^(\d)\1+$/.test(number.slice(1))) return ''
  return international ? `+${number}` : number
}

/** Lower case; '' for what is no e-mail address. */
export function cleanEmail(text: string): string {
  const email = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^<(.*)>$/, '$1')
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) ? email : ''
}

export type CleanUpn = { readonly upn: string; readonly is: 'valid' | 'temporary' | 'wrong' }

/**
 * A pupil number, and what it is worth: a valid one may be the same exactly, a temporary one says nothing when it
 * differs, a wrong one (its check letter, or no UPN at all: other lists carry other numbers) is one slip from something.
 */
export function cleanUpn(text: string): CleanUpn | undefined {
  if (text.length < 5) return undefined
  const typed = isCapitalsAndDigits(text) ? text : text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (typed.length < 5 || !/\d/.test(typed) || /^(.)\1+$/.test(typed)) return undefined
  const judged = judgeUpn(typed)
  if (judged.is === 'ok') return { upn: typed, is: judged.temporary ? 'temporary' : 'valid' }
  if (typed.length === 13 && judged.is === 'not-a-upn') {
    // A UPN has no I, O or S: where one stands, a digit was meant, if the check letter says so too.
    const meant = typed[0]! + typed.slice(1).replaceAll('O', '0').replaceAll('I', '1').replaceAll('S', '5')
    const again = judgeUpn(meant)
    if (again.is === 'ok') return { upn: meant, is: again.temporary ? 'temporary' : 'valid' }
  }
  return { upn: typed, is: 'wrong' }
}

const sexes = new Map<string, 'F' | 'M'>([
  ...['f', 'female', 'girl', 'woman', '2'].map(word => [word, 'F'] as const),
  ...['m', 'male', 'boy', 'man', '1'].map(word => [word, 'M'] as const),
])

/** F or M as recorded (1 male and 2 female, as ISO 5218 has it); '' where it is anything else. */
export function cleanSex(text: string): 'F' | 'M' | '' {
  if (text === 'F' || text === 'M') return text
  return sexes.get(text.trim().toLowerCase()) ?? ''
}
