/** What was typed into the search, and why each child found stands in the answer. */
import type { LocalDate } from '../calendar/local-date.ts'
import { judgeUpn } from '../formats/upn.ts'
import { surnameKey } from '../matching/name-keys.ts'

export type Typed = {
  reference: string | undefined
  upn: string | undefined
  words: readonly string[]
  whole: string
  bornOn: LocalDate | undefined
}

/** Reads one box: a reference (C-1042, R-…), a UPN, or a name in any order; and the birthday beside it. */
export function readSearch(box: string, bornOn: LocalDate | undefined): Typed {
  const typed = box.trim()
  const reference = /^[a-z]-?\d{1,9}$/i.test(typed)
    ? typed.toUpperCase().replace(/^([A-Z])(?=\d)/, '$1-')
    : undefined
  const upn = judgeUpn(typed)
  const isUpn = upn.is !== 'not-a-upn'
  const isName = !reference && !isUpn
  return {
    reference,
    upn: isUpn ? upn.upn : undefined,
    words: isName
      ? typed
          .split(/[\s,]+/)
          .map(surnameKey)
          .filter(word => word !== '')
      : [],
    whole: isName ? surnameKey(typed) : '',
    bornOn,
  }
}

export type Known = {
  surname_key: string
  forename_key: string
  preferred_forename: string | null
  date_of_birth: string | null
  upn: string | null
}

/** Why a child is in the answer, strongest first; empty where nothing that was typed agrees. */
export function whyFound(typed: Typed, child: Known): string[] {
  const why: string[] = []
  if (typed.reference) why.push(`reference ${typed.reference}`)
  if (typed.upn && child.upn === typed.upn) why.push('same UPN')
  const words = [...typed.words, typed.whole]
  const surname = nearest(words, child.surname_key)
  const forename = nearest(words, child.forename_key)
  if (surname) why.push(`surname ${surname}`)
  const isKnownAs =
    words.includes(surnameKey(child.preferred_forename ?? '')) && child.preferred_forename !== null
  if (forename !== 'the same' && isKnownAs) why.push('known as this name')
  else if (forename) why.push(`forename ${forename}`)
  const isBorn = typed.bornOn !== undefined && child.date_of_birth === typed.bornOn
  if (isBorn) why.push('same date of birth')
  // Two words and a birthday: one of them alone is not enough.
  const names = why.filter(reason => /name/.test(reason)).length
  const asked = Math.min(typed.words.length, 2) + (typed.bornOn ? 1 : 0)
  const agree = names + (isBorn ? 1 : 0)
  const enough = typed.words.length === 0 || agree >= Math.max(1, asked - 1)
  return enough && (typed.words.length < 2 || agree >= 2 || typed.bornOn === undefined) ? why : []
}

function nearest(words: readonly string[], key: string): string | undefined {
  if (key === '') return undefined
  if (words.includes(key)) return 'the same'
  if (words.some(word => word.length >= 4 && key.length >= 4 && oneSlip(word, key)))
    return 'one letter different'
  return words.some(word => word.length >= 3 && key.startsWith(word)) ? 'begins the same' : undefined
}

/** One letter more, less or other. */
function oneSlip(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  return long.length > short.length
    ? long.slice(at + 1) === short.slice(at)
    : long.slice(at + 1) === short.slice(at + 1)
}
