/**
 * A name as it is compared: the accidents of typing off, nothing said about anyone.
 *
 * What was written is kept elsewhere; this is only for comparing and for keys. Raise `cleanVersion` when a change here,
 * or in this folder, gives another result for any text: stored keys stand on it.
 */
import anyAscii from 'any-ascii'
import { folded } from '../name-keys.ts'

export const cleanVersion = 1

export type Name = {
  /** All of it in one: "lilymae", "vanderberg", "oneill". Lower-case letters a to z only. */
  readonly whole: string
  /** The names it is made of, in order, small words left out: "lily", "mae"; "berg". Never empty. */
  readonly parts: readonly string[]
  /** Only a letter is known. */
  readonly initial: boolean
}

/** Small words inside a name: they stay in the whole, and are no name of their own. Alone (Le, Van, Mac) they are. */
const particles = new Set(
  (
    'al el ul ur ud us uz bin binti bint ibn ben abu umm ould ' +
    'de del della dello di da do dos das du des la le las los lo y e ' +
    'van von vander der den ter ten te het zu zum zur af av ' +
    'mc mac o ni nic ui ap ab st san santa saint of and und'
  ).split(' '),
)
const titles = new Set(
  'mr mrs miss ms mx dr doctor prof professor master mstr rev revd reverend sir'.split(' '),
)
/** No name even by itself. Master and Doctor are surnames of real families. */
const onlyTitles = new Set('mr mrs miss ms mx dr mstr revd prof'.split(' '))
/** Written after a name, and no part of it. */
const tails = new Set('jr jnr junior sr snr senior esq ii iii'.split(' '))
/** What follows one of these is another name of the same person. */
const otherwise = new Set('nee formerly aka fka alias'.split(' '))

/** What people and programs write where there is no name. */
const nobody = new Set(
  (
    'unknown unknwon unkown notknown notknow notknwon unk nk nfk na nan none noname nonamegiven null undefined ' +
    'unnamed unborn anon anonymous notgiven notstated notprovided notapplicable notrecorded notdisclosed ' +
    'notsupplied notyetnamed notnamed tobeconfirmed tobeadvised tobenamed tbc tba tbd tbn ' +
    'test testing tester testpupil testchild teststudent testtest dummy missing blank withheld refused ' +
    'baby babies infant newborn neonate twin twins triplet xx ' +
    'nosurname nolastname noforename nofirstname nogivenname nofamilyname fnu lnu nfn nln ' +
    'surname forename firstname lastname asabove sameasabove same'
  ).split(' '),
)
/** These are surnames of real families (Child, Boy, Male), and no forename. */
const nobodysForename = new Set(
  'boy girl male female child pupil student son daughter brother sister'.split(' '),
)
/** Written before or beside "baby": "Baby Girl A", "Twin Two". */
const besideBaby = new Set(
  'boy girl male female one two three first second third of no number i a b c'.split(' '),
)
const babyWords = new Set(['baby', 'infant', 'newborn', 'twin', 'triplet'])

const oneLetterOnly = /^(x+|(.)\2{2,})$/
const isNobody = (whole: string, forename: boolean): boolean =>
  nobody.has(whole) ||
  onlyTitles.has(whole) ||
  (forename && nobodysForename.has(whole)) ||
  (whole.length > 1 && oneLetterOnly.test(whole))

/** Is it one word of plain letters? Most names are, and need none of the rest. */
function isPlainWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32
    if (code < 97 || code > 122) return false
  }
  return text.length > 0
}

/**
 * Letters of Arabic and Hebrew that stand for a vowel, or carry one: transliteration by the letter would lose them, and
 * Omar would be "mr".
 */
const vowelCarriers: Readonly<Record<string, string>> = {
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ع: 'a',
  ة: 'a',
  ى: 'a',
  א: 'a',
  ע: 'a',
}

/** Latin letters with accents off; any other script letter by letter in Latin; all but letters left as it is. */
function inLatin(text: string): string {
  const plain = folded(text)
  if (!/\P{ASCII}/u.test(plain)) return plain
  // From the composed form: taking a Korean syllable apart first would lose it.
  return text.normalize('NFC').replaceAll(/\p{L}\p{M}*/gu, letter => {
    const latin = folded(letter)
    if (isPlainWord(latin)) return latin
    return (
      vowelCarriers[letter] ??
      anyAscii(letter)
        .toLowerCase()
        .replaceAll(/[^a-z]/g, '')
    )
  })
}

function wordsOf(text: string): string[] {
  return (
    inLatin(text)
      // A slip of the hand for the letter: "0'Neill".
      .replaceAll(/(?<=[a-z])0|0(?=['’]?[a-z])/g, 'o')
      // A-J is AJ.
      .replaceAll(/(?<![a-z])([a-z])-([a-z])(?![a-z-])/g, '$1$2')
      .replaceAll(/[^a-z\s,;:/\\&+_()[\]\-\u2010-\u2015\u2212]/g, '')
      .split(/[^a-z]+/)
      .filter(word => word !== '')
  )
}

/** The Arabic article before a letter it takes the sound of: az-Zahra, ar-Rahman, ash-Sharif. Not the An of An Na. */
const isArticle = (word: string, next: string | undefined): boolean =>
  next !== undefined && /^a([drstz]|sh|th)$/.test(word) && next.startsWith(word.slice(1))

/** Text outside brackets, and the words inside: "William (Bill)". */
const bracketed = /[([{"“]([^)\]}"”]*)[)\]}"”]/g

function cleanName(text: string, forename: boolean): Name | undefined {
  if (isPlainWord(text)) {
    const whole = text.toLowerCase()
    if (isNobody(whole, forename)) return undefined
    return { whole, parts: [whole], initial: whole.length === 1 }
  }
  let words: string[]
  const others: string[] = []
  if (/[([{"“]/.test(text)) {
    words = wordsOf(text.replaceAll(bracketed, ' '))
    for (const inside of text.matchAll(bracketed)) others.push(...wordsOf(inside[1]!))
    if (words.length === 0) words = others.splice(0)
  } else words = wordsOf(text)
  const other = words.findIndex((word, at) => at > 0 && otherwise.has(word))
  if (other > 0) others.push(...words.splice(other))

  while (words.length > 1 && titles.has(words[0]!)) words.shift()
  while (words.length > 1 && tails.has(words.at(-1)!)) words.pop()
  if (words.length > 1 && babyWords.has(words[0]!)) {
    if (words[1] === 'of') return undefined
    while (words.length > 0 && (babyWords.has(words[0]!) || besideBaby.has(words[0]!))) words.shift()
  }
  if (isNobody(words.join(''), forename)) return undefined
  // The middle name's initial written with the forename: "Robert J".
  if (forename) {
    while (words.length > 1 && words.at(-1)!.length === 1) words.pop()
    // An initial before the name that is used: "J Robert". Not the D of "D Andre".
    while (words.length > 1 && words[0]!.length === 1 && !'dlnot'.includes(words[0]!)) words.shift()
  }
  if (words.length === 0) return undefined
  const whole = words.join('')
  if (isNobody(whole, forename)) return undefined
  if (whole.length === 1) return { whole, parts: [whole], initial: true }
  const isPart = (word: string) => word.length > 1 && !particles.has(word)
  const parts = words.filter((word, at) => isPart(word) && !isArticle(word, words[at + 1]))
  if (parts.length === 0) parts.push(...(words.length === 1 ? words : [whole]))
  for (const word of others)
    if (isPart(word) && !otherwise.has(word) && !parts.includes(word)) parts.push(word)
  return { whole, parts, initial: false }
}

/** A forename as it is compared; undefined where there is none ("baby", "twin 1", "n/a", "xxx"). */
export const cleanForename = (text: string): Name | undefined => cleanName(text, true)

/** A surname as it is compared; undefined where there is none. */
export const cleanSurname = (text: string): Name | undefined => cleanName(text, false)
