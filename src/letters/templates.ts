/**
 * Which letters are there? Those a school sends and those the authority sends, in our own words (practice.md section 13). A code
 * alone is the first of its kind; the others of that kind have a word after it: `LET-L18-chase`.
 */
import { abroadLetters } from './abroad-letters.ts'
import { absenceLetters } from './absence-letters.ts'
import { authorityLetters } from './authority-letters.ts'
import { bodyLetters } from './body-letters.ts'
import { familyLetters } from './family-letters.ts'
import { leavingLetters } from './leaving-letters.ts'
import type { LetterTemplate } from './template.ts'

export const letterTemplates: readonly LetterTemplate[] = [
  ...absenceLetters,
  ...abroadLetters,
  ...leavingLetters,
  ...familyLetters,
  ...authorityLetters,
  ...bodyLetters,
].sort((a, b) => (a.code < b.code ? -1 : 1))

/** The template of a code, as it is stored (`LET-L03`) or as it stands in an address (`L03`). */
export function templateOf(code: string): LetterTemplate | undefined {
  const stored = code.startsWith('LET-') ? code : `LET-${code}`
  return letterTemplates.find(template => template.code === stored)
}
/** `L03`: how a letter is named in an address and to people. */
export const shortCode = (code: string): string => code.replace(/^LET-/, '')
