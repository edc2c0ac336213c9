/** What is compared: names, days, homes and numbers with the accidents of typing taken off. Says nothing about anyone. */

import { judgeUpn } from '../formats/upn.ts'
import { folded } from './name-keys.ts'

/** What one record says of a child. Nothing is compared that a protection holds. */
export type Described = {
  readonly surname: string
  readonly otherSurnames: readonly string[]
  readonly forename: string
  readonly knownAs: readonly string[]
  readonly middleNames: string | null
  readonly bornOn: string | null
  readonly sex: string | null
  readonly upns: readonly string[]
  /** "12 Sample Street" and "ZZ99 1AA", as many as the record holds. */
  readonly homes: readonly { lines: string; postcode: string | null }[]
  readonly phones: readonly string[]
  readonly protected: boolean
}

export type Name = { readonly whole: string; readonly parts: readonly string[] }
export type Clean = {
  readonly surname: Name
  readonly otherSurnames: readonly Name[]
  readonly forename: Name
  readonly knownAs: readonly Name[]
  readonly middles: readonly string[]
  readonly bornOn: readonly [year: string, month: string, day: string] | undefined
  readonly sex: string | undefined
  /** Those whose check letter is right. */
  readonly upns: readonly string[]
  /** All of thirteen characters: a wrong check letter may be one slip away from the right number. */
  readonly typedUpns: readonly string[]
  readonly postcodes: readonly string[]
  readonly addresses: readonly string[]
  readonly phones: readonly string[]
  readonly protected: boolean
}

/** Small words inside a name that are no name of their own. */
const particles = new Set(['al', 'el', 'bin', 'ibn', 'abu', 'de', 'van', 'mc', 'mac', 'o', 'da', 'dos'])
const notNames = new Set(['unknown', 'notknown', 'baby', 'infant', 'test', 'na', 'none', 'nk', 'twin'])

function cleanName(text: string | null | undefined): Name {
  const plain = folded(text ?? '').replaceAll(/[’'`.]/g, '')
  const parts = plain.split(/[^\p{L}]+/u).filter(part => part !== '')
  const whole = parts.join('')
  // A single letter is an initial: too little to be different from anything.
  if (whole.length < 2 || notNames.has(whole)) return { whole: '', parts: [] }
  return { whole, parts: parts.filter(part => part.length > 1 && !particles.has(part)) }
}

/** The record as it is compared. */
export function clean(record: Described): Clean {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(record.bornOn ?? '')
  const named = (names: readonly string[]) => names.map(cleanName).filter(name => name.whole !== '')
  return {
    surname: cleanName(record.surname),
    otherSurnames: named(record.otherSurnames),
    forename: cleanName(record.forename),
    knownAs: named(record.knownAs),
    middles: cleanName(record.middleNames).parts,
    bornOn: day ? [day[1]!, day[2]!, day[3]!] : undefined,
    sex: record.sex === 'F' || record.sex === 'M' ? record.sex : undefined,
    upns: record.upns
      .map(judgeUpn)
      .filter(judged => judged.is === 'ok')
      .map(judged => judged.upn),
    typedUpns: record.upns.map(upn => judgeUpn(upn).upn).filter(upn => upn.length === 13),
    postcodes: record.protected
      ? []
      : record.homes
          .map(home => (home.postcode ?? '').toUpperCase().replaceAll(/\s/g, ''))
          .filter(code => code.length >= 5),
    addresses: record.protected
      ? []
      : record.homes
          .map(home => folded(home.lines.split(/[\n,]/)[0] ?? '').replaceAll(/[^a-z0-9]/g, ''))
          .filter(line => line.length > 3),
    phones: record.protected
      ? []
      : record.phones
          .map(phone => phone.replaceAll(/\D/g, '').replace(/^44/, '0'))
          .filter(phone => phone.length >= 10),
    protected: record.protected,
  }
}

/**
 * Is there at most one slip of the fingers between two texts: one letter more, less, other, or two neighbours exchanged?
 * Equal texts too.
 */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  if (long.length > short.length) return long.slice(at + 1) === short.slice(at)
  if (long.slice(at + 1) === short.slice(at + 1)) return true
  return (
    long[at] === short[at + 1] && long[at + 1] === short[at] && long.slice(at + 2) === short.slice(at + 2)
  )
}
