/**
 * A glance at a pair, before it is compared.
 *
 * Four in five candidates of a long list are seen to be of another child from their birthday, forename and home alone. Those
 * stand side by side here, a record in one stretch of memory: fetching them from a column each is what takes the time.
 */
import { type Corpus, upnKinds, type Values } from './corpus.ts'
import { born } from './fields.ts'

const stride = 16
const slot = {
  upn: 0,
  born: 1,
  forename: 2,
  surname: 3,
  middle: 4,
  postcode: 5,
  address: 6,
  phone: 7,
  contact: 8,
  contactSurname: 9,
  otherSurname: 10,
  /** Those after the first. */
  middles: 11,
} as const

const middlesMost = 4

/** Can a list be looked at so? Only where a record has one of each. */
const isPlain = ({ shape }: Corpus): boolean =>
  shape.middles <= middlesMost &&
  shape.forenames === 1 &&
  shape.upns === 1 &&
  shape.homes === 1 &&
  shape.phones === 1 &&
  shape.contacts === 1

/** What a glance asks of the comparer. */
export type Asked = {
  bornLevel(a: number, b: number): number
  /** Are these two names of two children? */
  areOtherNames(a: number, b: number): boolean
  /** Are these two names one, or nearly? */
  areClose(a: number, b: number): boolean
  /** Are these two surnames of two families, and not one man's and one woman's of the same name? */
  areOtherSurnames(a: number, b: number): boolean
  /** Do so many bear this forename that it says little? */
  isCommonForename(name: number): boolean
}

export class Glance {
  readonly #left: Int32Array
  readonly #right: Int32Array
  readonly #asked: Asked
  readonly #isLong: boolean

  constructor(values: Values, left: Corpus, right: Corpus, isLong: boolean, asked: Asked) {
    this.#left = sideBySide(values, left)
    this.#right = left === right ? this.#left : sideBySide(values, right)
    this.#asked = asked
    this.#isLong = isLong
  }

  static of(values: Values, left: Corpus, right: Corpus, isLong: boolean, asked: Asked): Glance | undefined {
    return isPlain(left) && isPlain(right) ? new Glance(values, left, right, isLong, asked) : undefined
  }

  /**
   * Is it plain that these are two children? True only where comparing could not make them one. `isKinKnown`: the child may have moved
   * to where its brothers and sisters were found, so that another home says nothing.
   */
  areTwo(i: number, j: number, isKinKnown: boolean): boolean {
    const left = this.#left
    const right = this.#right
    const a = i * stride
    const b = j * stride
    const bornA = left[a + slot.born]!
    const bornB = right[b + slot.born]!
    if (bornA === 0 || bornB === 0 || bornA === bornB) return false
    const forenameA = left[a + slot.forename]!
    const forenameB = right[b + slot.forename]!
    if (forenameA === 0 || forenameB === 0) return false
    const upnA = left[a + slot.upn]!
    const upnB = right[b + slot.upn]!
    // A number that is wrong (below nothing) may be one slip from the other's.
    if (upnA !== 0 && upnB !== 0 && (upnA === upnB || upnA < 0 || upnB < 0)) return false
    const day = this.#asked.bornLevel(bornA, bornB)
    const isElsewhere = this.#isLong && !isKinKnown && day !== born.exchanged && !this.#shareAHome(a, b)
    if (day !== born.different && !isElsewhere) return false
    if (forenameA === forenameB || !this.#asked.areOtherNames(forenameA, forenameB))
      return isElsewhere && this.#areOfTwoFamilies(a, b)
    if (day !== born.different && this.#mayBeSwapped(a, b)) return false
    return !this.#isMiddleName(left, a, forenameB) && !this.#isMiddleName(right, b, forenameA)
  }

  #isMiddleName(list: Int32Array, record: number, forename: number): boolean {
    const first = list[record + slot.middle]!
    if (first === 0) return false
    if (first === forename || this.#asked.areClose(first, forename)) return true
    for (let at = record + slot.middles; at < record + slot.middles + middlesMost - 1; at += 1) {
      const one = list[at]!
      if (one === 0) return false
      if (one === forename || this.#asked.areClose(one, forename)) return true
    }
    return false
  }

  #shareAHome(a: number, b: number): boolean {
    const left = this.#left
    const right = this.#right
    return (
      isOne(left[a + slot.postcode]!, right[b + slot.postcode]!) ||
      isOne(left[a + slot.address]!, right[b + slot.address]!) ||
      isOne(left[a + slot.phone]!, right[b + slot.phone]!) ||
      isOne(left[a + slot.contact]!, right[b + slot.contact]!)
    )
  }

  #mayBeSwapped(a: number, b: number): boolean {
    const left = this.#left
    const right = this.#right
    return (
      left[a + slot.forename] === right[b + slot.surname] ||
      right[b + slot.forename] === left[a + slot.surname]
    )
  }

  /**
   * Two of one common forename and two surnames, whose birthdays at most resemble: in a long list every Mohammed of a month
   * meets every other.
   */
  #areOfTwoFamilies(a: number, b: number): boolean {
    const left = this.#left
    const right = this.#right
    const surnameA = left[a + slot.surname]!
    const surnameB = right[b + slot.surname]!
    if (surnameA === 0 || surnameB === 0 || surnameA === surnameB) return false
    if (left[a + slot.otherSurname] !== 0 || right[b + slot.otherSurname] !== 0) return false
    if (surnameA === right[b + slot.contactSurname] || surnameB === left[a + slot.contactSurname])
      return false
    const forename = left[a + slot.forename]!
    if (forename === right[b + slot.forename] && !this.#asked.isCommonForename(forename)) return false
    return !this.#mayBeSwapped(a, b) && this.#asked.areOtherSurnames(surnameA, surnameB)
  }
}

const isOne = (a: number, b: number): boolean => a !== 0 && a === b

function sideBySide(values: Values, list: Corpus): Int32Array {
  const all = new Int32Array(list.size * stride)
  const { surnames, middles } = list.shape
  for (let at = 0; at < list.size; at += 1) {
    const to = at * stride
    const upn = list.upns[at]!
    all[to + slot.upn] = values.upnKinds[upn] === upnKinds.wrong ? -upn : upn
    all[to + slot.born] = list.bornOn[at]!
    all[to + slot.forename] = list.forenames[at]!
    all[to + slot.surname] = list.surnames[at * surnames]!
    all[to + slot.middle] = list.middles[at * middles]!
    for (let one = 1; one < middles; one += 1)
      all[to + slot.middles + one - 1] = list.middles[at * middles + one]!
    all[to + slot.postcode] = list.postcodes[at]!
    all[to + slot.address] = list.addresses[at]!
    all[to + slot.phone] = list.phones[at]!
    all[to + slot.contact] = list.contactForenames[at]!
    all[to + slot.contactSurname] = list.contactSurnames[at]!
    all[to + slot.otherSurname] = surnames > 1 ? list.surnames[at * surnames + 1]! : 0
  }
  return all
}
