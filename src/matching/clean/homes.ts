/** Postcodes, addresses and towns as they are compared. A protected address never comes here. */
import { isAscii, isCapitalsAndDigits, lowered } from './ascii.ts'

const ukPostcode = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/
const ukDistrict = /^[A-Z]{1,2}\d[A-Z\d]?$/
/** Besides the pattern: an address that is not known has a postcode of its own in the health service. */
const noPostcode = /^(UNKNOWN|NOTKNOWN|NK|NA|NONE|NULL|NFA|TBC|UNK|XX+|X\d?X+|0+|9{5,}|ZZ993WZ)$/

const isUpper = (code: number): boolean => code >= 65 && code <= 90
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Letter of a place that must be a letter, digit of one that must be a digit. */
const asLetter = (character: string): string =>
  character === '0' ? 'O' : character === '1' ? 'I' : character
const asDigit = (character: string): string => (character === 'O' ? '0' : character === 'I' ? '1' : character)
/** The areas with an O for their second letter: Colchester, Portsmouth, Southampton, York. */
const areasInO = /^[CPSY]$/

function repaired(code: string): string {
  const inward = asDigit(code.at(-3)!) + asLetter(code.at(-2)!) + asLetter(code.at(-1)!)
  const out = code.slice(0, -3)
  const a = asLetter(out[0]!)
  let outward = ''
  if (out.length === 2) outward = a + asDigit(out[1]!)
  else if (out.length === 3) {
    let second = out[1]!
    // "S01" is SO1, "L01" is L1 with a nought in front.
    if (second === '0' || second === 'O') second = areasInO.test(a) ? 'O' : second === '0' ? '' : 'O'
    else if (second === 'I') second = '1'
    outward = a + second + asDigit(out[2]!)
  } else {
    const district = asDigit(out[2]!) + asDigit(out[3]!)
    outward = a + asLetter(out[1]!) + district.replace(/^0(?=\d)/, '')
  }
  return outward + inward
}

/**
 * Upper case, no space, the usual slips (O for 0, I for 1) repaired where the pattern of a British postcode demands it.
 * Another country's code is kept as it is; '' where unknown.
 */
export function cleanPostcode(text: string): string {
  if (text === '') return ''
  let code = text.length === 8 && text[4] === ' ' ? text.slice(0, 4) + text.slice(5) : text
  if (!isCapitalsAndDigits(code)) code = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (code.length < 3 || noPostcode.test(code)) return ''
  if (ukPostcode.test(code)) return code.length > 4 ? withoutNought(code) : code
  // Two figures first are no slip of a letter: 1234 AB is Dutch.
  if (code.length >= 5 && code.length <= 7 && /[A-Z]/.test(code) && !/^\d\d/.test(code)) {
    const better = repaired(code)
    if (ukPostcode.test(better)) return withoutNought(better)
  }
  return code
}

/** "CR05 1AA" and "L01 1AA" are CR5 and L1: no district begins with a nought. */
function withoutNought(code: string): string {
  const outward = code.length - 3
  if (outward === 4 && code[2] === '0' && isDigit(code.charCodeAt(3))) return code.slice(0, 2) + code.slice(3)
  if (outward === 3 && code[1] === '0' && isDigit(code.charCodeAt(2))) return repaired(code)
  return code
}

/** The sector of a British postcode: ZZ991 of ZZ991AA; '' where it has none. */
export function postcodeSector(postcode: string): string {
  const length = postcode.length
  return length >= 5 && length <= 7 && ukPostcode.test(postcode) ? postcode.slice(0, length - 2) : ''
}

/** The district of a British postcode, or of as much as is known: ZZ99 of ZZ991AA; '' where it has none. */
export function postcodeDistrict(postcode: string): string {
  const length = postcode.length
  if (length < 2 || !isUpper(postcode.charCodeAt(0))) return ''
  if (length >= 5 && ukPostcode.test(postcode)) return postcode.slice(0, length - 3)
  return ukDistrict.test(postcode) ? postcode : ''
}

export type Address = {
  /** House number without noughts or letter, or the house's name; '' where only a street is known. */
  readonly number: string
  /** Letters and digits in one, the usual words in one form: "samplest". '' where there is none. */
  readonly street: string
  /** The flat, unit or room: "2b", "ground"; '' where there is none. */
  readonly flat: string
}

/** The usual words of addresses, each by every way it is written. */
const forms = new Map<string, string>()
for (const line of [
  'st street str saint',
  'rd road',
  'av avenue ave aven avnue',
  'cl close clo cls',
  'cr crescent cres cresc',
  'dr drive drv',
  'ln lane',
  'ct court crt',
  'pl place plc',
  'tce terrace ter terr terace',
  'gdn gardens gdns garden gdn gards',
  'gr grove gro grv',
  'sq square',
  'pk park',
  'pde parade',
  'wk walk wlk',
  'wy way',
  'vw view',
  'gn green grn',
  'hse house ho',
  'bvd boulevard blvd boul',
  'hwy highway',
  'cct circuit',
  'cir circle circ',
  'mt mount',
  'n north nth',
  's south sth',
  'e east',
  'w west',
  'upr upper',
  'lwr lower',
  'gt great',
  'lt little',
  'ldg lodge',
  'bldg buildings building bldgs blg',
  'mans mansions mansion',
  'vil villas villa',
  'cott cottage cottages cotts cot',
  'est estate',
  'esp esplanade',
  'bway broadway bdwy',
  'hts heights',
  'twr tower towers',
  'fm farm',
  'hl hill',
  'ms mews',
  'fld field fields',
  'mdw meadow meadows mdws',
  'ri rise',
  'sta station',
]) {
  const [form, ...others] = line.split(' ')
  for (const word of [form!, ...others]) forms.set(word, form!)
}
/** A thing with doors inside: "3 Rose Court" is flat 3 of it as much as number 3. */
const blocks = new Set(['ct', 'hse', 'ldg', 'bldg', 'mans', 'hts', 'twr', 'point', 'apartments', 'flats'])
const streets = new Set(
  'st rd av cl cr dr ln ct pl tce gdn gr sq pk pde wk wy vw gn bvd hwy cct cir mt ms hl ri row bway esp est'.split(
    ' ',
  ),
)
const unimportant = new Set(['the', 'and', 'no', 'number', 'of', 'at'])

const noAddress =
  /^(unknown|address unknown|not known|nk|n ?\/? ?a|none|null|test|no fixed (abode|address)|nfa|homeless|as above|same( as above)?|confidential|withheld|protected|tbc|x+|-+|not (given|stated|provided|recorded)|address not known)$/

const flatWord = '(?:flats?|flt|fl|units?|apartments?|apt|appt|rooms?|rm|studio|suite|maisonette|bedsit)'
/** "Flat 2B", "Apt. no. 5", "#5", "Unit 4/12", "Flat A". */
const flatNamed = new RegExp(
  `(?:^| )(?:${flatWord} ?(?:no|number|#)? ?#?|#)(\\d+ ?[a-z]?|[a-z]\\d*)(?=[ /]|$)(?:/(?=\\d))?`,
)
/** "Ground floor flat", "Top flat", "2nd floor flat", "Basement". */
const flatByFloor =
  /(?:^| )((?:upper |lower )?(?:ground|basement|first|second|third|fourth|fifth|top|garden|1st|2nd|3rd|4th|5th|attic|rear|front|back))(?: floor)? (?:flat|maisonette|apartment|room|studio)(?= |$)/
const floors = new Map(
  Object.entries({
    '1st': 'first',
    '2nd': 'second',
    '3rd': 'third',
    '4th': 'fourth',
    '5th': 'fifth',
  }),
)
/** "2/12 Sample Street": unit 2 of number 12. */
const unitAndNumber = /^(\d+[a-z]?) ?\/ ?(\d+)(?= |$)/
const numberFirst = /^(\d+)([a-z]| [a-f](?= [a-z]))?(?: ?- ?\d+[a-z]?)?(?= |$)/
const numberLast = /^(.*[a-z].*) (\d+)([a-z])?$/

/** As most addresses are written: "12 Sample Street, Sampletown", and nothing in it that may be a flat. */
const numberAndStreet = /^0*([1-9]\d*)([a-z]?) ([a-z][a-z.']+(?: [a-z.']+)*)(?:,|$)/
const perhapsFlat = /[#/]|\b(?:fl|unit|ap|r(?:oo)?m|stud|suite|mais|beds)/

type Street = { readonly street: string; readonly last: string }
/** Streets come again and again: what was made of them before, so many at most. */
const seen = new Map<string, Street>()

function streetOf(text: string): Street {
  const before = seen.get(text)
  if (before) return before
  const made = streetMade(text)
  if (seen.size >= 20_000) seen.clear()
  seen.set(text, made)
  return made
}

function streetMade(text: string): Street {
  let street = ''
  let last = ''
  for (const word of text.replaceAll(/['.]/g, '').split(/[^a-z0-9]+/)) {
    if (word === '' || unimportant.has(word)) continue
    last = forms.get(word) ?? word
    street += last
  }
  return { street, last }
}

/**
 * An address taken apart, from its lines joined by commas: flat set aside (it is written in too many ways to compare
 * first), then number or house name, and street. Undefined where no address is known.
 */
export function cleanAddress(lines: string): Address | undefined {
  const text = lowered(lines)
  if (isAscii(lines) && !perhapsFlat.test(text)) {
    const usual = numberAndStreet.exec(text)
    if (usual) {
      const { street, last } = streetOf(usual[3]!)
      // A block may have the number of a street after it, and letters by themselves may be a flat.
      if (street !== '' && !blocks.has(last)) return { number: usual[1]!, street, flat: usual[2]! }
    }
  }
  const plain = text.replaceAll(/[’'`.]/g, '').replaceAll(/[^a-z0-9,\n;/#-]+/g, ' ')
  let flat = ''
  const segments: string[] = []
  for (const piece of plain.split(/[,\n;]/)) {
    let segment = piece.trim()
    if (noAddress.test(segment) || !/[a-z0-9]/.test(segment)) continue
    segment = segment.replace(/^(?:no|number|house) (?=\d)/, '')
    const floor = flatByFloor.exec(segment)
    const named = floor ? null : flatNamed.exec(segment)
    const found = floor ?? named
    if (found) {
      if (flat === '') {
        flat = found[1]!.replaceAll(' ', '')
        flat = floors.get(flat) ?? flat.replace(/^0+(?=\d)/, '')
      }
      segment = `${segment.slice(0, found.index)} ${segment.slice(found.index + found[0].length)}`
        .replaceAll(/ +/g, ' ')
        .trim()
      if (segment === '') continue
    }
    const unit = unitAndNumber.exec(segment)
    if (unit) {
      if (flat === '') flat = unit[1]!
      segment = segment.slice(unit[0].length - unit[2]!.length)
    }
    segments.push(segment)
  }
  if (!segments.some(segment => streetOf(segment).street !== ''))
    return flat === '' ? undefined : { number: '', street: '', flat }

  let number = ''
  let street = ''
  let last = ''
  let found = -1
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!
    const first = numberFirst.exec(segment)
    const end = first ? null : numberLast.exec(segment)
    const match = first ?? end
    if (!match) continue
    const digits = (first ? match[1]! : match[2]!).replace(/^0+(?=\d)/, '')
    const letter = ((first ? match[2] : match[3]) ?? '').trim()
    const rest = first ? segment.slice(match[0].length) : match[1]!
    let named = streetOf(rest)
    // "12, Sample Street"
    if (named.street === '' && i + 1 < segments.length && !numberFirst.test(segments[i + 1]!)) {
      named = streetOf(segments[i + 1]!)
    }
    if (found >= 0) {
      // "3 Rose Court, 12 Sample Street": the block's number was the flat.
      if (!blocks.has(last) || blocks.has(named.last) || named.street === '') continue
      if (flat === '') flat = number
    }
    found = i
    number = digits
    street = named.street
    last = named.last
    if (letter !== '' && flat === '') flat = letter
    if (!blocks.has(last)) break
  }
  if (found >= 0) return { number, street, flat }

  const first = streetOf(segments[0]!)
  const second = segments.length > 1 ? streetOf(segments[1]!) : { street: '', last: '' }
  // "Flat 3, Rose Court, Sample Street" is "3 Rose Court, Sample Street".
  if (flat !== '' && blocks.has(first.last)) return { number: flat, street: first.street, flat: '' }
  if (second.street !== '' && (streets.has(second.last) || !streets.has(first.last))) {
    return { number: first.street, street: second.street, flat }
  }
  if (segments.length === 1 && !streets.has(first.last)) return { number: first.street, street: '', flat }
  if (first.street === '' && flat === '') return undefined
  return { number: '', street: first.street, flat }
}

const noTown = /^(unknown|notknown|nk|na|none|null|test|tbc|x+)$/

/** A town in letters only, "on" and "upon" and "Saint" in one form; '' where unknown. */
export function cleanTown(text: string): string {
  const plain = lowered(text)
  if (/^[a-z]{6,}$/.test(plain) && !noTown.test(plain)) return plain
  const town = plain
    .replaceAll(/[’'`.]/g, '')
    .replaceAll(/\b(upon|le|the)\b/g, match => (match === 'upon' ? 'on' : ''))
    .replaceAll(/\bsaint\b/g, 'st')
    .replaceAll(/[^a-z]/g, '')
  return noTown.test(town) ? '' : town
}
