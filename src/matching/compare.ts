/** How alike are two records, field by field, and what is each likeness worth? */

import { postcodeDistrict, postcodeSector } from './clean/homes.ts'
import { type Corpus, upnKinds, type Values } from './corpus.ts'
import type { Counts } from './counts.ts'
import * as level from './fields.ts'
import { at, cellOf, fields } from './fields.ts'
import { Glance } from './glance.ts'
import type { Kin } from './kin.ts'
import { editDistance2, jaroWinkler } from './likeness.ts'
import { areGenderedPair, variantSets } from './variants.ts'
import type { Weights } from './weights.ts'

/** The levels of any two names, before they are known to be forenames or surnames: those of a forename. */
const name = level.forename

/** The case a field's weights depend on. */
export const groups = {
  /** Of the forename and the contact. */
  surnameDiffers: 0,
  surnameAgrees: 1,
  /** Of the address. */
  postcodeAgrees: 0,
  postcodeDiffers: 1,
  postcodeUnknown: 2,
} as const

/**
 * Compares records of two lists. After `compare(i, j)`, `levels` says how each field of the left list's record `i` and the
 * right list's record `j` compared, `cells` where the weights of that stand, and `chances` holds log2 of the chance of it
 * between two children who have nothing to do with each other.
 */
export class Comparer {
  readonly values: Values
  readonly left: Corpus
  readonly right: Corpus
  readonly counts: Counts
  weights: Weights
  /** Where the brothers and sisters of the right list's records were found, once that is known. */
  kin: Kin | undefined
  readonly levels = new Uint8Array(fields.length)
  readonly groups = new Uint8Array(fields.length)
  readonly cells = new Uint16Array(fields.length)
  readonly chances = new Float64Array(fields.length)
  /** Which home of each was compared: the pair that agrees best. */
  readonly homes = new Uint8Array(2)
  readonly #postcodeLetters: Int32Array
  readonly #sectors: Int32Array
  readonly #districts: Int32Array
  readonly #isLong: boolean
  readonly #glance: Glance | undefined
  readonly #upnKinds: Uint8Array
  /** By name, side by side: its letters as bits, its sound, its flags and length, its first letter. */
  readonly #nameFacts: Int32Array
  /** By name: the sets of spellings and short forms it is in. */
  readonly #nameSets: readonly (readonly number[])[]
  readonly #cacheMask: number
  /** The lower name, then the higher one times 32 and their level: side by side, since memory is what takes the time. */
  readonly #cache: Int32Array

  constructor(values: Values, left: Corpus, right: Corpus, counts: Counts, weights: Weights) {
    this.values = values
    this.left = left
    this.right = right
    this.counts = counts
    this.weights = weights
    const numbered = (part: (postcode: string) => string): Int32Array => {
      const ids = new Map<string, number>([['', 0]])
      return Int32Array.from(values.postcodes.texts, text => {
        const key = part(text)
        const id = ids.get(key) ?? ids.size
        ids.set(key, id)
        return id
      })
    }
    this.#postcodeLetters = Int32Array.from(values.postcodes.texts, text => {
      let bits = 0
      for (let place = 0; place < text.length; place += 1) bits |= 1 << (text.charCodeAt(place) % 32)
      return bits
    })
    this.#sectors = numbered(postcodeSector)
    this.#districts = numbered(postcodeDistrict)
    this.#isLong = left.size > 20_000
    // One child beside some candidates needs no glance: making it would take longer than comparing.
    if (right.size > 1)
      this.#glance = Glance.of(values, left, right, this.#isLong, {
        bornLevel,
        areOtherNames: (a, b) => isOtherName(this.nameLevel(a, b)),
        areClose: (a, b) => areClose(this.nameLevel(a, b)),
        areOtherSurnames: (a, b) => {
          const found = surnameLevel[this.nameLevel(a, b)]!
          if (found !== level.surname.different && found !== level.surname.distant) return false
          const { wholes } = values.names
          return !areGenderedPair(wholes[a]!, wholes[b]!)
        },
        isCommonForename: name => counts.forenames[name]! > commonFrom,
      })
    this.#upnKinds = Uint8Array.from(values.upnKinds)
    const { wholes, parts, initials, sounds } = values.names
    this.#nameSets = wholes.map(variantSets)
    this.#nameFacts = new Int32Array(wholes.length * 4)
    for (const [id, whole] of wholes.entries()) {
      const flags =
        (parts[id]!.length > 1 || initials[id] ? flagRead : 0) |
        (this.#nameSets[id]!.length > 0 ? flagVariants : 0)
      this.#nameFacts[id * 4] = lettersOf(whole)
      this.#nameFacts[id * 4 + 1] = sounds[id]!
      this.#nameFacts[id * 4 + 2] = flags | (Math.min(255, whole.length) << 8)
      this.#nameFacts[id * 4 + 3] = whole.charCodeAt(0)
    }
    // Pairs of names repeat endlessly: their levels are kept in a table of a fixed size.
    const room = left.size + right.size > 20_000 ? 1 << 20 : 1 << 12
    this.#cacheMask = room - 1
    this.#cache = new Int32Array(room * 2)
  }

  /** How alike two names are; neither is 0. */
  nameLevel(a: number, b: number): number {
    if (a === b) return name.same
    const [x, y] = a < b ? [a, b] : [b, a]
    if (this.#areFarApart(x, y)) return name.different
    const slot = (((Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 7) & this.#cacheMask) * 2
    const known = this.#cache[slot + 1]!
    if (this.#cache[slot] === x && known >> 5 === y) return known & 31
    const found = this.#nameLevelOf(x, y)
    this.#cache[slot] = x
    this.#cache[slot + 1] = (y << 5) | found
    return found
  }

  /**
   * Most pairs of names have so few letters in common that nothing below could say anything but "different": told from their
   * letters as bits, without reading them. A double name, an initial, a name with other spellings or of one sound is read.
   */
  #areFarApart(a: number, b: number): boolean {
    const facts = this.#nameFacts
    const ofA = facts[a * 4 + 2]!
    const ofB = facts[b * 4 + 2]!
    if (((ofA | ofB) & flagRead) !== 0 || facts[a * 4 + 1] === facts[b * 4 + 1]) return false
    if ((ofA & ofB & flagVariants) !== 0 && this.#areVariants(a, b)) return false
    const lettersA = facts[a * 4]!
    const lettersB = facts[b * 4]!
    const lengthA = ofA >> 8
    const lengthB = ofB >> 8
    const common = Math.min(lengthA - bitsIn(lettersA & ~lettersB), lengthB - bitsIn(lettersB & ~lettersA))
    if (common <= 0) return true
    const most = (common / lengthA + common / lengthB + 1) / 3
    const isSameStart = facts[a * 4 + 3] === facts[b * 4 + 3]
    return (isSameStart ? most + 0.4 * (1 - most) : most) < distantFrom
  }

  #nameLevelOf(a: number, b: number): number {
    const { wholes, parts, sounds, initials } = this.values.names
    const x = wholes[a]!
    const y = wholes[b]!
    if (initials[a] || initials[b]) return x[0] === y[0] ? name.initial : name.initialDiffers
    if (this.#areVariants(a, b)) return name.variant
    const edits = editDistance2(x, y)
    const short = Math.min(x.length, y.length)
    if (edits === 1 && short >= 4) return name.near
    const byParts = this.#partsLevel(a, b, parts[a]!, parts[b]!)
    if (byParts !== 0) return byParts
    const alike = jaroWinkler(x, y)
    if (alike >= 0.93 && short >= 4) return name.near
    if (short >= 3 && (x.startsWith(y) || y.startsWith(x))) return name.short
    if (edits === 1 && short === 3) return name.sounds
    if (sounds[a] === sounds[b] && alike >= 0.7) return name.sounds
    if (alike >= 0.87 || (edits === 2 && short >= 6)) return name.sounds
    return alike >= distantFrom ? name.distant : name.different
  }

  #areVariants(a: number, b: number): boolean {
    const ofA = this.#nameSets[a]!
    const ofB = this.#nameSets[b]!
    for (let x = 0; x < ofA.length; x += 1)
      for (let y = 0; y < ofB.length; y += 1) if (ofA[x] === ofB[y]) return true
    return false
  }

  /** Lily and Lily-Mae; Lily-Mae and Lily-Rose. 0 where neither is a double name or no part is shared. */
  #partsLevel(a: number, b: number, ofA: readonly number[], ofB: readonly number[]): number {
    if (ofA.length < 2 && ofB.length < 2) return 0
    if (ofA.length < 2) return this.#isPartOf(a, ofB) ? name.half : 0
    if (ofB.length < 2) return this.#isPartOf(b, ofA) ? name.half : 0
    const [few, many] = ofA.length <= ofB.length ? [ofA, ofB] : [ofB, ofA]
    const shared = this.#partsIn(few, many)
    if (shared === 0) return 0
    // Lily-Lilly is not Lily-Rose for having two parts that are like one of hers.
    const isHalf = shared === few.length && (few.length < many.length || this.#partsIn(many, few) === shared)
    return isHalf ? name.half : name.otherHalf
  }

  #partsIn(parts: readonly number[], of: readonly number[]): number {
    let shared = 0
    for (const part of parts) if (this.#isPartOf(part, of)) shared += 1
    return shared
  }

  #isPartOf(one: number, parts: readonly number[]): boolean {
    for (const part of parts) {
      const found = part === one ? name.same : this.nameLevel(one, part)
      if (found === name.same || found === name.variant || found === name.near) return true
    }
    return false
  }

  /** A comparer of the left list's records with one another. */
  within(): Comparer {
    return new Comparer(this.values, this.left, this.left, this.counts, this.weights)
  }

  /** Compares two records. Gives false where there is no need to go on: neither name nor birthday nor UPN agrees, or nothing is known. */
  compare(i: number, j: number): boolean {
    if (this.#glance?.areTwo(i, j, this.kin !== undefined)) return false
    this.#forget()
    // Most candidates end here: another birthday, another forename, and no number that agrees.
    const upn = this.#upn(i, j)
    const isOther = this.#born(i, j) === level.born.different && !isUpnClose(upn)
    if (isOther && !this.#mayShareForename(i, j)) return false
    this.#surname(i, j)
    const forename = this.#forename(i, j)
    if (isOtherName(forename)) {
      if (isOther) return false
      if (this.#isLong && this.#isElsewhere(i, j, upn)) return false
    } else if (this.#isLong && this.#isOfAnotherFamily(i, forename) && this.#isElsewhere(i, j, upn))
      return false
    this.#others(i, j)
    return forename !== level.unknown || this.levels.some(isKnown)
  }

  /** A forename that many bear, or one that only resembles, and another surname: every Mohammed of a month meets every other. */
  #isOfAnotherFamily(i: number, forename: number): boolean {
    const surname = this.levels[at.surname]
    if (surname !== level.surname.different && surname !== level.surname.distant) return false
    if (forename === name.same)
      return this.counts.forenames[this.left.forenames[i * this.left.shape.forenames]!]! > commonFrom
    return (
      forename === name.variant ||
      forename === name.near ||
      forename === name.sounds ||
      forename === name.short ||
      forename === name.half ||
      forename === name.initial
    )
  }

  /**
   * In long lists: a child of another forename whose birthday only resembles, and of whose home, parent and telephone nothing
   * is the same. Even a rare surname could not make that a candidate among so many.
   */
  #isElsewhere(i: number, j: number, upn: number): boolean {
    const { left, right, levels } = this
    const day = levels[at.born]
    if (day === level.unknown || day === level.born.same || day === level.born.exchanged) return false
    if (this.kin || isUpnClose(upn)) return false
    return !(
      isShared(left.postcodes, left.shape.homes, i, right.postcodes, right.shape.homes, j) ||
      isShared(left.addresses, left.shape.homes, i, right.addresses, right.shape.homes, j) ||
      isShared(left.phones, left.shape.phones, i, right.phones, right.shape.phones, j) ||
      isShared(left.contactForenames, left.shape.contacts, i, right.contactForenames, right.shape.contacts, j)
    )
  }

  /** Compares two records in every field, hopeless or not. */
  compareWhole(i: number, j: number): void {
    this.#forget()
    this.#upn(i, j)
    this.#born(i, j)
    this.#surname(i, j)
    this.#forename(i, j)
    this.#others(i, j)
  }

  #others(i: number, j: number): void {
    this.#middle(i, j)
    this.#sex(i, j)
    this.#home(i, j)
    this.#contact(i, j)
    this.#phone(i, j)
    if (this.kin) this.#household(i, j, this.kin)
    for (let field = 0; field < fields.length; field += 1) {
      this.cells[field] = cellOf(field, this.groups[field]!, this.levels[field]!)
    }
  }

  #forget(): void {
    for (let field = 0; field < fields.length; field += 1) {
      this.levels[field] = 0
      this.groups[field] = 0
    }
  }

  #mayShareForename(i: number, j: number): boolean {
    const { left, right } = this
    const ofLeft = left.shape.forenames
    const ofRight = right.shape.forenames
    const a = left.forenames[i * ofLeft]!
    const b = right.forenames[j * ofRight]!
    if (a === 0 || b === 0 || !isOtherName(this.nameLevel(a, b))) return true
    for (let x = i * ofLeft; x < (i + 1) * ofLeft && left.forenames[x] !== 0; x += 1)
      for (let y = j * ofRight; y < (j + 1) * ofRight && right.forenames[y] !== 0; y += 1)
        if (left.forenames[x] === right.forenames[y]) return true
    return this.#isMiddle(i, j, a, b)
  }

  /** Keeps what was found: the level, its case, and the chance of it between strangers (the average one, if none is given). */
  #say(field: number, found: number, group = 0, chance?: number): number {
    this.levels[field] = found
    this.groups[field] = group
    this.chances[field] = chance ?? this.weights.strangers[cellOf(field, group, found)]!
    return found
  }

  // Each of these compares one field and gives the level it said; "unknown" where it said nothing.

  #upn(i: number, j: number): number {
    const { left, right, values } = this
    const ofLeft = left.shape.upns
    const ofRight = right.shape.upns
    if (left.upns[i * ofLeft] === 0 || right.upns[j * ofRight] === 0) return level.unknown
    let areBothInOrder = false
    let near = false
    for (let a = i * ofLeft; a < (i + 1) * ofLeft; a += 1) {
      const x = left.upns[a]!
      if (x === 0) break
      const kindX = this.#upnKinds[x]!
      for (let b = j * ofRight; b < (j + 1) * ofRight; b += 1) {
        const y = right.upns[b]!
        if (y === 0) break
        if (x === y) return this.#say(at.upn, level.upn.same, 0, this.counts.upns[x]!)
        const kindY = this.#upnKinds[y]!
        if (kindX === upnKinds.valid && kindY === upnKinds.valid) areBothInOrder = true
        // Two numbers in order that differ by a little are two numbers: a slip breaks the check letter.
        else if (
          (kindX === upnKinds.wrong || kindY === upnKinds.wrong) &&
          editDistance2(values.upns.texts[x]!, values.upns.texts[y]!) <= 2
        )
          near = true
      }
    }
    if (near) return this.#say(at.upn, level.upn.near)
    const areTwo = areBothInOrder || isOtherNumber(values, left, right, i, j)
    return areTwo ? this.#say(at.upn, level.upn.different) : level.unknown
  }

  #born(i: number, j: number): number {
    const a = this.left.bornOn[i]!
    const b = this.right.bornOn[j]!
    if (a === 0 || b === 0) {
      const typed = this.left.bornAsTyped[i]!
      const isSame = typed !== 0 && typed === this.right.bornAsTyped[j]
      return isSame ? this.#say(at.born, level.born.same, 0, this.counts.birthdays[i]) : level.unknown
    }
    const found = bornLevel(a, b)
    const isThisDay = found === level.born.same || found === level.born.exchanged
    return this.#say(at.born, found, 0, isThisDay ? this.counts.birthdays[i] : undefined)
  }

  #surname(i: number, j: number): number {
    const { left, right, counts } = this
    const ofLeft = left.shape.surnames
    const ofRight = right.shape.surnames
    const a = left.surnames[i * ofLeft]!
    const b = right.surnames[j * ofRight]!
    if (a === 0 || b === 0) return level.unknown
    const say = (found: number, chance?: number) => this.#say(at.surname, found, 0, chance)
    if (a === b) return say(level.surname.same, counts.surnames[a])
    const main = surnameLevel[this.nameLevel(a, b)]!
    if (main === level.surname.variant)
      return say(main, Math.max(counts.surnameVariants[b]!, counts.surnames[a]!))
    if (main === level.surname.near) return say(main, this.#nearChance(at.surname, main, counts.surnames[a]!))
    for (let x = i * ofLeft; x < (i + 1) * ofLeft; x += 1) {
      const one = left.surnames[x]!
      if (one === 0) break
      for (let y = j * ofRight; y < (j + 1) * ofRight; y += 1)
        if (one === right.surnames[y]) return say(level.surname.former, counts.surnames[one]! + 1)
    }
    if (main === level.surname.part || main === level.surname.sounds) return say(main)
    for (let slot = 0; slot < right.shape.contacts; slot += 1)
      if (right.contactSurnames[j * right.shape.contacts + slot] === a)
        return say(level.surname.parents, counts.surnames[a])
    for (let slot = 0; slot < left.shape.contacts; slot += 1)
      if (left.contactSurnames[i * left.shape.contacts + slot] === b)
        return say(level.surname.parents, counts.surnames[b])
    const { wholes } = this.values.names
    if (areGenderedPair(wholes[a]!, wholes[b]!)) return say(level.surname.gendered, counts.surnames[a])
    return say(main)
  }

  /** A near name is likelier by chance when the name it is near to is common. */
  #nearChance(field: number, found: number, share: number, group = 0): number {
    const usual = this.weights.strangers[cellOf(field, group, found)]!
    return Math.log2(2 ** (usual - 1) + 2 ** share)
  }

  #forename(i: number, j: number): number {
    const { left, right, counts, levels } = this
    const ofLeft = left.shape.forenames
    const ofRight = right.shape.forenames
    const a = left.forenames[i * ofLeft]!
    const b = right.forenames[j * ofRight]!
    if (a === 0 || b === 0) return level.unknown
    const surnameLevel = levels[at.surname]!
    const doesSurnameAgree = doSurnamesAgree(surnameLevel)
    const group = doesSurnameAgree ? groups.surnameAgrees : groups.surnameDiffers
    const say = (found: number, chance?: number) => this.#say(at.forename, found, group, chance)
    if (a === b) {
      const isWithin = surnameLevel === level.surname.same
      return say(name.same, isWithin ? counts.forenameGivenSurname[i] : counts.forenames[a])
    }
    const main = this.nameLevel(a, b)
    if (main === name.variant) return say(main, Math.max(counts.forenameVariants[b]!, counts.forenames[a]!))
    if (main === name.near) return say(main, this.#nearChance(at.forename, main, counts.forenames[a]!, group))
    for (let x = i * ofLeft; x < (i + 1) * ofLeft; x += 1) {
      const one = left.forenames[x]!
      if (one === 0) break
      for (let y = j * ofRight; y < (j + 1) * ofRight; y += 1)
        if (one === right.forenames[y]) return say(name.knownAs, counts.forenames[one]! + 1)
    }
    if (main === name.half || main === name.initial || main === name.short) return say(main)
    if (this.#areSwapped(i, j, a, b)) {
      // One event over two fields: it is weighed in the forename alone.
      this.#say(at.surname, level.unknown)
      return this.#say(
        at.forename,
        name.swapped,
        0,
        Math.max(
          rarestSwap,
          counts.surnames[b]! + counts.forenames[right.surnames[j * right.shape.surnames]!]!,
        ),
      )
    }
    return say(main !== name.sounds && this.#isMiddle(i, j, a, b) ? name.middle : main)
  }

  #areSwapped(i: number, j: number, a: number, b: number): boolean {
    const { left, right } = this
    const born = this.levels[at.born]!
    if (born === level.born.different || born === level.born.sameYearAndDay) return false
    const surnameA = left.surnames[i * left.shape.surnames]!
    const surnameB = right.surnames[j * right.shape.surnames]!
    if (surnameA === 0 || surnameB === 0) return false
    const isClearly = born !== level.unknown && born !== level.born.sameYear
    const isOne = (x: number, y: number) => {
      const found = x === y ? name.same : this.nameLevel(x, y)
      return areClose(found) || (isClearly && (found === name.sounds || found === name.short))
    }
    return (a === surnameB || b === surnameA) && isOne(a, surnameB) && isOne(b, surnameA)
  }

  #isMiddle(i: number, j: number, a: number, b: number): boolean {
    const { left, right } = this
    for (let slot = 0; slot < left.shape.middles; slot += 1) {
      const one = left.middles[i * left.shape.middles + slot]!
      if (one !== 0 && (one === b || areClose(this.nameLevel(one, b)))) return true
    }
    for (let slot = 0; slot < right.shape.middles; slot += 1) {
      const one = right.middles[j * right.shape.middles + slot]!
      if (one !== 0 && (one === a || areClose(this.nameLevel(one, a)))) return true
    }
    return false
  }

  #middle(i: number, j: number): number {
    const { left, right, counts } = this
    const given = this.levels[at.forename]
    if (given === name.middle || given === name.swapped) return level.unknown
    const a = left.middles[i * left.shape.middles]!
    const b = right.middles[j * right.shape.middles]!
    if (a === 0 || b === 0) return level.unknown
    if (a === b) return this.#say(at.middle, level.middle.same, 0, counts.middles[a])
    const found = this.nameLevel(a, b)
    if (found === name.initial) return this.#say(at.middle, level.middle.initial)
    if (areClose(found)) return this.#say(at.middle, level.middle.near)
    for (let x = 0; x < left.shape.middles; x += 1) {
      const one = left.middles[i * left.shape.middles + x]!
      if (one === 0) break
      for (let y = 0; y < right.shape.middles; y += 1)
        if (one === right.middles[j * right.shape.middles + y])
          return this.#say(at.middle, level.middle.shares)
    }
    return this.#say(at.middle, level.middle.different)
  }

  #sex(i: number, j: number): number {
    const a = this.left.sexes[i]!
    const b = this.right.sexes[j]!
    if (a === 0 || b === 0) return level.unknown
    return this.#say(at.sex, a === b ? level.sex.same : level.sex.different)
  }

  /** Postcode, address and town of the two homes that agree best. */
  #home(i: number, j: number): void {
    const { left, right, counts } = this
    let best = Number.POSITIVE_INFINITY
    let bestA = 0
    let bestB = 0
    let postcode = 0
    let address = 0
    for (let a = 0; a < left.shape.homes; a += 1) {
      const x = i * left.shape.homes + a
      if (left.postcodes[x] === 0 && left.addresses[x] === 0) continue
      for (let b = 0; b < right.shape.homes; b += 1) {
        const y = j * right.shape.homes + b
        if (right.postcodes[y] === 0 && right.addresses[y] === 0) continue
        const p = this.#postcodeLevel(left.postcodes[x]!, right.postcodes[y]!)
        const s = this.#addressLevel(x, y)
        // Not known is better than different, and worse than anything else.
        const rank = (p === level.unknown ? 9 : p * 2) * 16 + (s === level.unknown ? 7 : s * 2)
        if (rank > best || (rank === best && !this.#isTownCloser(x, y, bestA, bestB))) continue
        best = rank
        bestA = x
        bestB = y
        postcode = p
        address = s
      }
    }
    this.homes[0] = bestA - i * left.shape.homes
    this.homes[1] = bestB - j * right.shape.homes
    if (best === Number.POSITIVE_INFINITY) {
      bestA = i * left.shape.homes
      bestB = j * right.shape.homes
    }
    const doesAgree = postcode === level.postcode.same || postcode === level.postcode.near
    if (postcode !== level.unknown)
      this.#say(
        at.postcode,
        postcode,
        0,
        postcode === level.postcode.same ? counts.postcodes[left.postcodes[bestA]!] : undefined,
      )
    if (address !== level.unknown) {
      const group =
        postcode === level.unknown
          ? groups.postcodeUnknown
          : doesAgree
            ? groups.postcodeAgrees
            : groups.postcodeDiffers
      const isFirst = bestA === i * left.shape.homes
      const chance =
        address !== level.address.same
          ? undefined
          : !doesAgree
            ? counts.addresses[left.addresses[bestA]!]
            : isFirst
              ? counts.addressGivenPostcode[i]
              : undefined
      this.#say(at.address, address, group, chance)
    }
    // The town follows from the address, and from a postcode near by.
    if (address === level.address.same) return
    if (postcode !== level.unknown && postcode !== level.postcode.different) return
    const town = this.#townLevel(bestA, bestB)
    if (town !== level.unknown)
      this.#say(at.town, town, 0, town === level.town.same ? counts.towns[left.towns[bestA]!] : undefined)
  }

  #isTownCloser(x: number, y: number, thanX: number, thanY: number): boolean {
    const town = this.#townLevel(x, y)
    const than = this.#townLevel(thanX, thanY)
    return town !== level.unknown && (than === level.unknown || town < than)
  }

  #townLevel(x: number, y: number): number {
    const a = this.left.towns[x]!
    const b = this.right.towns[y]!
    if (a === 0 || b === 0) return level.unknown
    if (a === b) return level.town.same
    const { texts } = this.values.towns
    return editDistance2(texts[a]!, texts[b]!) <= 2 ? level.town.near : level.town.different
  }

  /** Told from their characters as bits whether two postcodes may be one slip apart: each slip changes at most two of them. */
  #mayBeOneSlip(a: number, b: number): boolean {
    return bitsIn(this.#postcodeLetters[a]! ^ this.#postcodeLetters[b]!) <= 2
  }

  #postcodeLevel(a: number, b: number): number {
    if (a === 0 || b === 0) return level.unknown
    if (a === b) return level.postcode.same
    const { texts } = this.values.postcodes
    if (this.#mayBeOneSlip(a, b) && isOneSlip(texts[a]!, texts[b]!)) return level.postcode.near
    if (this.#sectors[a] !== 0 && this.#sectors[a] === this.#sectors[b]) return level.postcode.sector
    if (this.#districts[a] !== 0 && this.#districts[a] === this.#districts[b]) return level.postcode.district
    return level.postcode.different
  }

  #addressLevel(x: number, y: number): number {
    const a = this.left.addresses[x]!
    const b = this.right.addresses[y]!
    if (a === 0 || b === 0) return level.unknown
    const { values } = this
    if (a === b) {
      const flatA = this.left.flats[x]!
      const flatB = this.right.flats[y]!
      return flatA !== 0 && flatB !== 0 && flatA !== flatB ? level.address.near : level.address.same
    }
    const streetA = values.addressStreets[a]!
    const streetB = values.addressStreets[b]!
    const numberA = values.addressNumbers[a]!
    const numberB = values.addressNumbers[b]!
    if (streetA === streetB && streetA !== 0) {
      const isClose = editDistance2(values.numbers.texts[numberA]!, values.numbers.texts[numberB]!) <= 1
      const isLong = values.numbers.texts[numberA]!.length > 1 && values.numbers.texts[numberB]!.length > 1
      return isClose && isLong ? level.address.near : level.address.sameStreet
    }
    if (numberA !== numberB) return level.address.different
    return editDistance2(values.streets.texts[streetA]!, values.streets.texts[streetB]!) <= 2
      ? level.address.near
      : level.address.different
  }

  #contact(i: number, j: number): number {
    const { left, right, counts } = this
    let best = level.unknown as number
    let bestA = 0
    let bestSlot = 0
    for (let a = 0; a < left.shape.contacts; a += 1) {
      const x = i * left.shape.contacts + a
      const forenameA = left.contactForenames[x]!
      if (forenameA === 0) continue
      for (let b = 0; b < right.shape.contacts; b += 1) {
        const y = j * right.shape.contacts + b
        const forenameB = right.contactForenames[y]!
        if (forenameB === 0) continue
        const found = this.#contactLevel(
          forenameA,
          forenameB,
          left.contactSurnames[x]!,
          right.contactSurnames[y]!,
        )
        if (best === level.unknown || found < best) {
          best = found
          bestA = x
          bestSlot = a
        }
      }
    }
    if (best === level.unknown) return level.unknown
    const surname = this.levels[at.surname]!
    const doesSurnameAgree = doSurnamesAgree(surname)
    const group = doesSurnameAgree ? groups.surnameAgrees : groups.surnameDiffers
    let chance: number | undefined
    if (best === level.contact.both) {
      // A mother who bears the child's surname is no news, once the surname has agreed.
      const isChilds = left.contactSurnames[bestA] === left.surnames[i * left.shape.surnames]
      chance =
        (doesSurnameAgree && isChilds) || bestSlot > 0
          ? counts.contactForenames[left.contactForenames[bestA]!]
          : counts.contacts[i]
    } else if (best === level.contact.forename) {
      chance = counts.contactForenames[left.contactForenames[bestA]!]
    }
    return this.#say(at.contact, best, group, chance)
  }

  #contactLevel(forenameA: number, forenameB: number, surnameA: number, surnameB: number): number {
    const forenames = forenameA === forenameB ? name.same : this.nameLevel(forenameA, forenameB)
    const isSame = forenames === name.same
    const isNear = isSame || areClose(forenames) || forenames === name.initial || forenames === name.half
    if (!isNear) return level.contact.different
    if (surnameA === 0 || surnameB === 0) return isSame ? level.contact.forename : level.contact.near
    const surnames = surnameA === surnameB ? name.same : this.nameLevel(surnameA, surnameB)
    if (isSame && surnames === name.same) return level.contact.both
    if (surnames !== name.different) return level.contact.near
    return isSame ? level.contact.forename : level.contact.different
  }

  /** Where the home already says that it is the family, brothers and sisters found there add little. */
  #household(i: number, j: number, { leftHomes, starts, lefts, share }: Kin): number {
    const home = leftHomes[i]!
    if (home === 0) return level.unknown
    let isKnown = false
    let isSame = false
    for (let one = starts[j]!; one < starts[j + 1]!; one += 1) {
      if (lefts[one] === i) continue
      isKnown = true
      if (leftHomes[lefts[one]!] === home) isSame = true
    }
    if (!isKnown) return level.unknown
    if (!isSame) return this.#say(at.household, level.household.other, 0, 0)
    let byHome = 0
    for (const field of ofTheHome) {
      if (this.levels[field] === level.unknown) continue
      byHome +=
        this.weights.same[cellOf(field, this.groups[field]!, this.levels[field]!)]! - this.chances[field]!
    }
    const inFamily = Math.log2(familySize / this.counts.size) + Math.max(0, byHome)
    return this.#say(at.household, level.household.same, 0, Math.min(Math.log2(share), inFamily))
  }

  #phone(i: number, j: number): number {
    const { left, right, values } = this
    let best = level.unknown as number
    for (let a = i * left.shape.phones; a < (i + 1) * left.shape.phones; a += 1) {
      const x = left.phones[a]!
      if (x === 0) continue
      for (let b = j * right.shape.phones; b < (j + 1) * right.shape.phones; b += 1) {
        const y = right.phones[b]!
        if (y === 0) continue
        if (x === y) return this.#say(at.phone, level.phone.same, 0, this.counts.phones[x])
        const isNear = editDistance2(values.phones.texts[x]!, values.phones.texts[y]!) === 1
        const found = isNear ? level.phone.near : level.phone.different
        if (best === level.unknown || found < best) best = found
      }
    }
    return best === level.unknown ? best : this.#say(at.phone, best)
  }
}

/** Below this likeness two names have nothing to do with each other. */
const distantFrom = 0.75
/** log2 of the share from which on a forename is common: 1 in 2,000. */
const commonFrom = -11
/** A double name or an initial: its letters do not tell. */
const flagRead = 1
const flagVariants = 2

/** Which letters a name has, as bits. */
function lettersOf(whole: string): number {
  let letters = 0
  for (let at = 0; at < whole.length; at += 1) letters |= 1 << (whole.charCodeAt(at) & 31)
  return letters
}

function bitsIn(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Names that serve as either go together more often than either alone would say: no exchange is rarer than this. */
const rarestSwap = -18
/** How many children a family has, near enough. */
const familySize = 3
/** What a family shares anyway. */
const ofTheHome: readonly number[] = [at.postcode, at.address, at.town, at.contact, at.phone]

/** A likeness of two names that is hardly weaker than sameness. */
const areClose = (found: number): boolean =>
  found === name.same || found === name.variant || found === name.near

export const doSurnamesAgree = (found: number): boolean =>
  found !== level.unknown && found !== level.surname.different && found !== level.surname.distant

/** The numbers agree, or are a slip apart. */
const isKnown = (found: number): boolean => found !== level.unknown
const isUpnClose = (found: number): boolean => found === level.upn.same || found === level.upn.near

/** Names that speak against. */
export const isOtherName = (found: number): boolean =>
  found === name.different ||
  found === name.distant ||
  found === name.otherHalf ||
  found === name.initialDiffers

/** What the level of two names means when they are surnames. */
const surnameLevel: readonly number[] = (() => {
  const of: number[] = new Array(16).fill(level.surname.different)
  of[name.same] = level.surname.same
  of[name.variant] = level.surname.variant
  of[name.near] = level.surname.near
  of[name.sounds] = level.surname.sounds
  of[name.short] = level.surname.sounds
  of[name.half] = level.surname.part
  of[name.otherHalf] = level.surname.part
  of[name.distant] = level.surname.distant
  return of
})()

/** Do both have an identifier that is no UPN, as the files of other makers do? Those have no check letter to say "a slip". */
function isOtherNumber(values: Values, left: Corpus, right: Corpus, i: number, j: number): boolean {
  const isNoUpn = (id: number) =>
    values.upnKinds[id] === upnKinds.wrong && values.upns.texts[id]!.length !== 13
  return isNoUpn(left.upns[i * left.shape.upns]!) && isNoUpn(right.upns[j * right.shape.upns]!)
}

/** How alike two days are, each as yyyymmdd. */
export function bornLevel(a: number, b: number): number {
  if (a === b) return level.born.same
  const yearA = Math.trunc(a / 10_000)
  const yearB = Math.trunc(b / 10_000)
  const monthA = Math.trunc(a / 100) % 100
  const monthB = Math.trunc(b / 100) % 100
  const dayA = a % 100
  const dayB = b % 100
  if (yearA === yearB && monthA === dayB && dayA === monthB) return level.born.exchanged
  if (yearA === yearB && monthA === monthB && Math.abs(dayA - dayB) === 1) return level.born.dayOut
  if (monthA === monthB && dayA === dayB && Math.abs(yearA - yearB) === 1) return level.born.yearOut
  const isGuess = (day: number, month: number) => day === 1 && month === 1
  const isSameMonth = yearA === yearB && monthA === monthB
  if (isSameMonth && (dayA === 1 || dayB === 1)) return level.born.firstOfMonth
  if (isOneDigit(a, b)) return level.born.oneDigit
  if (isSameMonth) return level.born.sameMonth
  if (yearA === yearB && (isGuess(dayA, monthA) || isGuess(dayB, monthB))) return level.born.sameYear
  if (yearA === yearB && dayA === dayB) return level.born.sameYearAndDay
  return level.born.different
}

/** One digit of eight other, or two neighbours exchanged. */
function isOneDigit(a: number, b: number): boolean {
  let x = a
  let y = b
  let others = 0
  let firstAt = -1
  let lastAt = -1
  let firstX = 0
  let firstY = 0
  let lastX = 0
  let lastY = 0
  for (let digit = 0; digit < 8; digit += 1) {
    const dx = x % 10
    const dy = y % 10
    if (dx !== dy) {
      others += 1
      if (others > 2) return false
      if (firstAt < 0) {
        firstAt = digit
        firstX = dx
        firstY = dy
      }
      lastAt = digit
      lastX = dx
      lastY = dy
    }
    x = (x - dx) / 10
    y = (y - dy) / 10
  }
  return others === 1 || (lastAt === firstAt + 1 && firstX === lastY && firstY === lastX)
}

/** One character other or two neighbours exchanged, in texts of one length, or one character more. */
function isOneSlip(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4) return false
  if (a.length !== b.length) return Math.abs(a.length - b.length) === 1 && editDistance2(a, b) === 1
  let others = 0
  let first = -1
  let last = -1
  for (let place = 0; place < a.length; place += 1) {
    if (a.charCodeAt(place) === b.charCodeAt(place)) continue
    others += 1
    if (others > 2) return false
    if (first < 0) first = place
    last = place
  }
  return others === 1 || (last === first + 1 && a[first] === b[last] && a[last] === b[first])
}

/** Do two records have a value in common? */
function isShared(
  left: Int32Array,
  ofLeft: number,
  i: number,
  right: Int32Array,
  ofRight: number,
  j: number,
): boolean {
  // A home without a postcode may stand before one that has it.
  for (let a = i * ofLeft; a < (i + 1) * ofLeft; a += 1) {
    if (left[a] === 0) continue
    for (let b = j * ofRight; b < (j + 1) * ofRight; b += 1) if (left[a] === right[b]) return true
  }
  return false
}
