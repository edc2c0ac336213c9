/** The words of roll checks, once. */
import type { AnswerName } from './answer.ts'

export const askers = {
  'own team': 'Our own team',
  admissions: 'Admissions',
  health: 'Health',
  'another authority': 'Another authority',
  'public report': 'A report from the public',
  ctf: 'A common transfer file (CTF)',
  other: 'Someone else',
} as const
export type Asker = keyof typeof askers
export const isAsker = (text: string): text is Asker => Object.hasOwn(askers, text)

export const answerInWords: Readonly<Record<AnswerName, string>> = {
  'on roll': 'On a roll',
  look: 'Needs a look',
  none: 'On no roll',
}
/** Where each answer stands in an address. */
export const answerPaths: Readonly<Record<AnswerName, string>> = {
  'on roll': 'on-a-roll',
  look: 'needs-a-look',
  none: 'on-no-roll',
}

export const number = (n: number): string => n.toLocaleString('en-GB')

/** A small expected number in words: never a nought where there is some risk. */
export function aboutHowMany(n: number): string {
  if (n < 0.05) return 'fewer than 1 in 20 such lists would have one'
  if (n < 0.5) return `about 1 in ${Math.round(1 / n)} such lists would have one`
  return n < 10 ? `about ${n.toFixed(1).replace(/\.0$/, '')}` : `about ${number(Math.round(n))}`
}

/** A share out of 100. */
export function outOf100(share: number): string {
  if (share <= 0) return '0 in 100'
  if (share < 0.01) return 'fewer than 1 in 100'
  return share > 0.99 ? 'more than 99 in 100' : `${Math.round(share * 100)} in 100`
}
