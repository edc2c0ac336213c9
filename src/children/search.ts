/** What was typed into the search, which children that may describe, and why each child found by it stands in the answer. */
import type { LocalDate } from '../calendar/local-date.ts'
import { judgeUpn } from '../formats/upn.ts'
import { surnameKey } from '../matching/name-keys.ts'
import type { Described } from '../matching/record.ts'

export type Typed = {
  reference: string | undefined
  upn: string | undefined
  words: readonly string[]
  whole: string
  bornOn: LocalDate | undefined
  /** What the box and the form describe, once for each way to read a name whose parts may stand in any order. */
  ways: readonly Described[]
}

/** What a form says of the child beside the box, under the names that lists use too. */
export type Beside = {
  readonly surname?: string | undefined
  readonly forename?: string | undefined
  readonly middle_names?: string | undefined
  readonly former_surname?: string | undefined
  readonly sex?: string | undefined
  readonly address_line_1?: string | undefined
  readonly town?: string | undefined
  readonly postcode?: string | undefined
  readonly phone?: string | undefined
  readonly contact_surname?: string | undefined
  readonly contact_forename?: string | undefined
}

/**
 * Reads one box: a reference (C-1042, R-…), a UPN, or a name in any order; the birthday beside it, and whatever else is
 * known of the child.
 */
export function readSearch(box: string, bornOn: LocalDate | undefined, beside: Beside = {}): Typed {
  const typed = box.trim()
  const reference = /^[a-z]-?\d{1,9}$/i.test(typed)
    ? typed.toUpperCase().replace(/^([A-Z])(?=\d)/, '$1-')
    : undefined
  const upn = judgeUpn(typed)
  const isUpn = upn.is !== 'not-a-upn'
  const isName = !reference && !isUpn
  const keysIn = (text: string) =>
    text
      .split(/[\s,]+/)
      .map(surnameKey)
      .filter(word => word !== '')
  const names = [beside.forename, beside.surname].filter(name => name !== undefined)
  return {
    reference,
    upn: isUpn ? upn.upn : undefined,
    words: [...(isName ? keysIn(typed) : []), ...names.map(surnameKey).filter(key => key !== '')],
    whole: isName ? surnameKey(typed) : '',
    bornOn,
    ways: waysToRead(isName ? typed : '', isUpn ? upn.upn : undefined, bornOn, beside),
  }
}

/** At most so many ways to read one name. */
const waysAtMost = 4

/**
 * The children that the words may describe. A comma says which is the surname; without one each order is tried, since forms,
 * registers and families write either first. Empty where there is too little to look for by likeness: a word alone.
 */
function waysToRead(
  name: string,
  upn: string | undefined,
  bornOn: LocalDate | undefined,
  beside: Beside,
): Described[] {
  const has = (...values: (string | undefined)[]) => values.filter(value => value !== undefined)
  const home = has(beside.address_line_1, beside.postcode).length > 0
  const contact = has(beside.contact_surname, beside.contact_forename).length > 0
  const rest = {
    dateOfBirth: bornOn,
    sex: beside.sex,
    upns: has(upn),
    homes: home ? [{ lines: beside.address_line_1 ?? '', town: beside.town, postcode: beside.postcode }] : [],
    phones: has(beside.phone),
    contacts: contact ? [{ surname: beside.contact_surname, forename: beside.contact_forename }] : [],
  }
  const readings = namesIn(name).map(read => ({
    surnames: [...new Set([...has(beside.surname, read.surname), ...has(beside.former_surname)])],
    forenames: [...new Set(has(beside.forename, read.forename))],
    middleNames: beside.middle_names ?? read.middleNames,
    ...rest,
  }))
  const seen = new Set<string>()
  return readings
    .filter(way => isEnough(way))
    .filter(way => {
      const key = JSON.stringify(way)
      return seen.has(key) ? false : seen.add(key) && true
    })
    .slice(0, waysAtMost)
}

type Named = { surname?: string | undefined; forename?: string | undefined; middleNames?: string | undefined }

function namesIn(name: string): Named[] {
  const comma = name.indexOf(',')
  if (comma > 0) {
    const [forename, ...middle] = name
      .slice(comma + 1)
      .trim()
      .split(/\s+/)
    return [
      {
        surname: name.slice(0, comma).trim(),
        forename: forename || undefined,
        middleNames: middle.join(' ') || undefined,
      },
    ]
  }
  const words = name.split(/\s+/).filter(word => word !== '')
  const [first, last] = [words[0], words.at(-1)]
  if (words.length === 0) return [{}]
  if (words.length === 1) return [{ surname: first }, { forename: first }]
  if (words.length === 2)
    return [
      { forename: first, surname: last },
      { forename: last, surname: first },
    ]
  const middle = words.slice(1, -1).join(' ')
  return [
    { forename: first, middleNames: middle, surname: last },
    { forename: first, surname: words.slice(1).join(' ') },
    { forename: words.slice(0, -1).join(' '), surname: last },
    { forename: words.slice(1).join(' '), surname: first },
  ]
}

/** A number, or two things that tell one child from others. */
function isEnough(way: Described): boolean {
  if (way.upns.length > 0) return true
  const known = [
    way.surnames.length,
    way.forenames.length,
    way.dateOfBirth ? 1 : 0,
    way.homes.length,
    way.phones.length,
    way.contacts.length,
  ]
  return known.filter(many => many > 0).length >= 2
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

/** Does everything that was typed stand in the record, letter by letter? */
export function agreesWhole(typed: Typed, child: Known): boolean {
  const names = [child.surname_key, child.forename_key, surnameKey(child.preferred_forename ?? '')]
  const isNamed = typed.words.every(word => names.includes(word)) || child.surname_key === typed.whole
  return isNamed && (typed.bornOn === undefined || child.date_of_birth === typed.bornOn)
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
