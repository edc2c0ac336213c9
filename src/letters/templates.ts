/**
 * Which letters are there? Those a school sends, in our own words; and, by title alone, those that come with the
 * authority's work (practice.md section 13).
 */
import { abroadLetters } from './abroad-letters.ts'
import { absenceLetters } from './absence-letters.ts'
import { familyLetters } from './family-letters.ts'
import { leavingLetters } from './leaving-letters.ts'
import type { LetterTemplate } from './template.ts'

export const letterTemplates: readonly LetterTemplate[] = [
  ...absenceLetters,
  ...abroadLetters,
  ...leavingLetters,
  ...familyLetters,
].sort((a, b) => (a.code < b.code ? -1 : 1))

/** Letters of the authority that come with its own work. */
export const toCome: readonly { code: string; title: string }[] = [
  { code: 'LET-L12', title: 'The team introduces itself to the family' },
  { code: 'LET-L15', title: 'To a school: attendance details needed' },
  { code: 'LET-L16', title: 'To a school: removal agreed, or not yet' },
  { code: 'LET-L17', title: 'To whoever referred: received, and what came of it' },
  { code: 'LET-L18', title: 'To another authority: enquiry, hand-over, reply' },
  { code: 'LET-L19', title: 'To an agency: a check asked for' },
  { code: 'LET-L20', title: 'Home education: received, enquiry, view' },
  { code: 'LET-L21', title: 'Notices and school attendance orders' },
  { code: 'LET-L22', title: 'Fair access decision' },
  { code: 'LET-L24', title: 'Panel: invitation and outcome' },
]

/** The template of a code, as it is stored (`LET-L03`) or as it stands in an address (`L03`). */
export function templateOf(code: string): LetterTemplate | undefined {
  const stored = code.startsWith('LET-') ? code : `LET-${code}`
  return letterTemplates.find(template => template.code === stored)
}
/** `L03`: how a letter is named in an address and to people. */
export const shortCode = (code: string): string => code.replace(/^LET-/, '')
