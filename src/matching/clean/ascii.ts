/** Most text is plain, and plain text needs little: the same result as the general way, sooner. */
import { folded } from '../name-keys.ts'

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** Lower case, accents off. */
export const lowered = (text: string): string => (isAscii(text) ? text.toLowerCase() : folded(text))

/** Has it nothing but capitals and digits? */
export function isCapitalsAndDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90))) return false
  }
  return true
}
