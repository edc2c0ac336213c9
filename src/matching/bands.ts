/**
 * What may be done with a pair?
 *
 * There are two decisions: "these records are the same child", which needs certainty, and "this child has been seen on a
 * roll", which may rest on "probable", said so. Some things keep a pair from being certain whatever its score.
 */
import { type Comparer, groups, isOtherName } from './compare.ts'
import { upnKinds } from './corpus.ts'
import {
  address,
  at,
  born,
  contact,
  forename,
  middle,
  phone,
  postcode,
  sex,
  surname,
  unknown,
  upn,
} from './fields.ts'

export const bands = {
  certain: 'Almost certainly the same child',
  probable: 'Probably the same child',
  look: 'Worth a look: a person decides',
  none: 'Not alike enough',
} as const
export type Band = keyof typeof bands

export const certainFrom = 0.99
export const probableFrom = 0.9
export const lookFrom = 0.05
/** A second candidate is too near when its odds are within so many bits. */
export const rivalWithin = 6

/** What keeps a pair from being certain, as numbers; in words below. */
export const vetoes = {
  twoUpns: 1,
  twins: 2,
  namesakes: 4,
  rival: 8,
  lifted: 16,
  protected: 32,
  newSurname: 64,
  copiedUpn: 128,
} as const

const vetoWords: readonly [veto: number, words: string][] = [
  [vetoes.protected, 'One of the records is protected: only a named person decides'],
  [vetoes.twoUpns, 'Each has a UPN of its own, and both are in order'],
  [vetoes.twins, 'The same home and birthday with another forename: they may be twins'],
  [vetoes.copiedUpn, 'One UPN, but another forename and another birthday: it may be a brother’s or sister’s'],
  [vetoes.newSurname, 'The surname is another one: a new name or an adoption is for a person to decide'],
  [vetoes.rival, 'Another child is nearly as likely'],
  [vetoes.lifted, 'Likely only because no other record claims this child'],
  [vetoes.namesakes, 'Names and birthday alone: namesakes exist'],
]

/** The vetoes in words, gravest first. */
export const vetoesInWords = (found: number): string[] =>
  vetoWords.filter(([veto]) => (found & veto) !== 0).map(([, words]) => words)

/** How sure we are of the pair, and what stands beside it. */
export type Standing = {
  /** Among all rivals. */
  readonly chance: number
  /** The same before other records' claims were weighed. */
  readonly alone: number
  readonly hasRival: boolean
}

/** After `comparer.compare(i, j)`: what keeps the pair from being certain. */
export function vetoesOf(comparer: Comparer, i: number, j: number, standing: Standing): number {
  const { levels, left, right } = comparer
  let found = 0
  if (left.protections[i] === 1 || right.protections[j] === 1) found |= vetoes.protected
  if (levels[at.upn] === upn.different) found |= vetoes.twoUpns
  const isUpnSame = hasSameUpn(comparer, i, j)
  if (mayBeTwins(comparer, i, j) && isSameHousehold(levels)) found |= vetoes.twins
  if (isUpnSame && isOtherName(levels[at.forename]!) && levels[at.born] === born.different)
    found |= vetoes.copiedUpn
  if (!isUpnSame && !isIndependent(comparer, i, j)) found |= vetoes.namesakes
  if (!isUpnSame && isOtherSurname(levels[at.surname]!)) found |= vetoes.newSurname
  if (standing.hasRival) found |= vetoes.rival
  if (standing.alone < certainFrom && standing.chance >= certainFrom) found |= vetoes.lifted
  return found
}

/** The band of a pair whose vetoes are known. */
export function bandOf(comparer: Comparer, i: number, j: number, chance: number, found: number): Band {
  if (chance < lookFrom) return 'none'
  if (chance < probableFrom) return 'look'
  if (chance < certainFrom || found !== 0) return 'probable'
  const { levels } = comparer
  const isNamed =
    levels[at.forename] === forename.same ||
    levels[at.forename] === forename.variant ||
    levels[at.forename] === forename.near ||
    levels[at.forename] === forename.knownAs
  const isBorn =
    levels[at.born] === born.same || levels[at.born] === born.exchanged || levels[at.born] === born.oneDigit
  return hasSameUpn(comparer, i, j) || (isNamed && isBorn) ? 'certain' : 'probable'
}

/** The same number, and one in order: a wrong one that both wrote is no proof. */
function hasSameUpn({ levels, left, right, values }: Comparer, i: number, j: number): boolean {
  if (levels[at.upn] !== upn.same) return false
  for (let a = i * left.shape.upns; a < (i + 1) * left.shape.upns; a += 1) {
    const one = left.upns[a]!
    if (one === 0 || values.upnKinds[one] === upnKinds.wrong) continue
    for (let b = j * right.shape.upns; b < (j + 1) * right.shape.upns; b += 1)
      if (one === right.upns[b]) return true
  }
  return false
}

const isSameForename = (level: number): boolean =>
  level === forename.same ||
  level === forename.variant ||
  level === forename.middle ||
  level === forename.knownAs ||
  level === unknown

/** A forename that so many of a surname bear, in bits, may be two brothers'. */
const commonForename = 5

/**
 * Twins have one birthday, and their names may be taken for one: Bobby and Roberta, brother and sister, are short for it;
 * Alfred and Freddie are, and begin otherwise; Tiago Mateus and Santiago Nelson are spellings of one; and Mohammed Ali and
 * Mohammed Hassan are called by the other. Or the birthday of one was mistyped: then a forename a letter apart is Zara and Tara's.
 */
function mayBeTwins({ levels, chances, left, right, values }: Comparer, i: number, j: number): boolean {
  const given = levels[at.forename]!
  if (levels[at.born] !== born.same)
    return (
      given === forename.near && (levels[at.born] === born.oneDigit || levels[at.born] === born.exchanged)
    )
  const isOtherMiddle = levels[at.middle] === middle.different
  if (given === forename.same) return isOtherMiddle && chances[at.forename]! > -commonForename
  if (given !== forename.variant) return !isSameForename(given)
  if (isOtherMiddle || levels[at.sex] === sex.different) return true
  if (levels[at.middle] === middle.same || levels[at.upn] === upn.same) return false
  const { wholes } = values.names
  const one = wholes[left.forenames[i * left.shape.forenames]!]!
  const other = wholes[right.forenames[j * right.shape.forenames]!]!
  return one[0] !== other[0]
}

const isOtherSurname = (level: number): boolean => level === surname.different || level === surname.distant

/** The same home, or the same parent where no homes can be compared or they have moved. */
const isSameHousehold = (levels: Uint8Array): boolean =>
  levels[at.postcode] === postcode.same ||
  levels[at.postcode] === postcode.near ||
  levels[at.address] === address.same ||
  levels[at.contact] === contact.both ||
  levels[at.phone] === phone.same

/**
 * Something agrees that does not follow from the name and the birthday. A postcode that differs in one character is not it:
 * within a sector that is the next street as often as a slip, and a namesake lives there. It counts with its address alone.
 * Nor is a postcode at another number of the street, nor one that everybody here has, nor a street without a number.
 */
function isIndependent(comparer: Comparer, i: number, j: number): boolean {
  const { levels, chances, groups: cases } = comparer
  const isNextDoor = levels[at.address] === address.sameStreet || levels[at.address] === address.different
  return (
    (levels[at.postcode] === postcode.same && !isNextDoor && chances[at.postcode]! < -crowdedPostcode) ||
    (levels[at.address] === address.same && isWholeAddress(comparer, i)) ||
    (levels[at.address] === address.near && cases[at.address] === groups.postcodeAgrees) ||
    levels[at.phone] === phone.same ||
    (levels[at.contact] === contact.both && !isContactNamesake(comparer, i, j))
  )
}

/** A postcode that more than one in so many has, in bits, is a school's, a hostel's, or all there is in a small place. */
const crowdedPostcode = 5

/** Number and street: "High Street" is in every town, and a 12 in every street. */
function isWholeAddress({ left, homes, values }: Comparer, i: number): boolean {
  const one = left.addresses[i * left.shape.homes + homes[0]!]!
  return values.addressNumbers[one] !== 0 && values.addressStreets[one] !== 0
}

/** A parent's name that fewer than one in so many share, in bits, is hardly met by chance. */
const rareContact = 13

/**
 * A parent's name tells two namesakes apart only if it is rare and does not follow from the child's: of two called Khan, one in
 * a hundred has a mother Fatima Khan as the other has.
 */
function isContactNamesake({ levels, left, right, chances }: Comparer, i: number, j: number): boolean {
  if (chances[at.contact]! > -rareContact || levels[at.phone] === phone.different) return true
  const surname = left.surnames[i * left.shape.surnames]!
  for (let slot = 0; slot < left.shape.contacts; slot += 1)
    if (left.contactSurnames[i * left.shape.contacts + slot] === surname) return true
  for (let slot = 0; slot < right.shape.contacts; slot += 1)
    if (right.contactSurnames[j * right.shape.contacts + slot] === surname) return true
  return false
}
