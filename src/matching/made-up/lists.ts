// The two lists: the left nearly clean, the right with the errors of everyday. Every rate is in one table.

import { type Column, columns } from '../lists/columns.ts'
import { Chance } from './chance.ts'
import { byEar, otherTransliteration, typingError, withoutAccents } from './errors.ts'
import {
  type Child,
  dateText,
  type Home,
  type Household,
  isUnfamiliar,
  type Origin,
  type PoolSetting,
  Population,
} from './population.ts'
import { capitalised, nicknamesOf, spellingsOfForename, spellingsOfSurname } from './spellings.ts'

export type MakerSettings = {
  /** How many records each list has. */
  children: number
  seed: number
  /** 1 as everyday, 2.5 for hard. */
  errors: number
  pool: PoolSetting
  /** Of the left list, the share that is not in the right one; .03 if not said. */
  leftAlone?: number
  /** Of the right list, the share that is on no left list; .03 if not said. */
  rightAlone?: number
}

export { type Column, columns }

/** What is true of a record, and stands in no list. */
export type Truth = { person: number; household: number; origin: Origin; moved: boolean; upnGiven: boolean }

/** One row of a list; what is not known is an empty text. */
export type MadeRecord = Record<Column, string> & { truth: Truth }

/**
 * How often what goes wrong in the right list (section 10 of the matching text), at errors = 1. `absent` are no errors but
 * what the sender does not collect: they stay as they are when errors are multiplied.
 */
export const rates = {
  left: { forename: 0.004, surname: 0.004, birthday: 0.002, noUpn: 0.015, noPostcode: 0.004 },
  right: {
    forename: {
      spelling: 0.22,
      nickname: 0.1,
      typing: 0.035,
      byEar: 0.012,
      middleInstead: 0.02,
      initial: 0.004,
      half: 0.2,
      missing: 0.002,
      middleLost: 0.35,
    },
    surname: { spelling: 0.15, typing: 0.03, byEar: 0.012, changed: 0.035, half: 0.25, missing: 0.002 },
    swapped: 0.004,
    swappedUnfamiliar: 0.02,
    birthday: { wrong: 0.03, missing: 0.003 },
    sex: { wrong: 0.004, missing: 0.015 },
    home: {
      postcodeWrong: 0.02,
      postcodeMissing: 0.012,
      addressTyping: 0.05,
      addressMissing: 0.03,
      flatAdded: 0.06,
    },
    upnDigit: 0.01,
    contact: { missing: 0.25, typing: 0.06 },
  },
  absent: { upn: 0.6, phone: 0.7 },
} as const

const cap = (probability: number) => Math.min(probability, 0.95)

export class Maker {
  readonly settings: MakerSettings
  readonly population: Population
  readonly #firstOf: Int32Array
  readonly #householdOf: Int32Array
  /** Everybody by number: 0 in both lists, 1 only in the left, 2 only in the right. */
  readonly #where: Uint8Array
  readonly #left: Int32Array
  readonly #right: Int32Array
  readonly people: number
  readonly families: number

  constructor(settings: MakerSettings) {
    this.settings = settings
    const { children, seed, errors, pool, leftAlone = 0.03, rightAlone = 0.03 } = settings
    const onlyLeft = Math.round(children * leftAlone)
    const onlyRight = Math.round(children * rightAlone)
    const people = children + onlyRight
    this.people = people

    const sizing = new Population({ seed, pool, families: 1, errors })
    const firsts: number[] = []
    const householdOf = new Int32Array(people)
    for (let person = 0, household = 0; person < people; household++) {
      firsts.push(person)
      const size = Math.min(sizing.size(household), people - person)
      householdOf.fill(household, person, person + size)
      person += size
    }
    firsts.push(people)
    this.#firstOf = Int32Array.from(firsts)
    this.#householdOf = householdOf
    this.families = firsts.length - 1
    this.population = new Population({ seed, pool, families: this.families, errors })

    const chance = new Chance(seed, 'who is where', children)
    const order = shuffled(people, chance)
    this.#where = new Uint8Array(people)
    // Whoever is on no left list has brothers and sisters there: of a family at most one, and never an only child.
    const missed = new Uint8Array(firsts.length)
    let wanted = onlyRight
    for (const person of order) {
      if (wanted === 0) break
      const household = householdOf[person]!
      const size = firsts[household + 1]! - firsts[household]!
      if (size < 2 || missed[household]) continue
      missed[household] = 1
      this.#where[person] = 2
      wanted--
    }
    wanted = onlyLeft
    for (let i = people - 1; i >= 0 && wanted > 0; i--) {
      const person = order[i]!
      if (this.#where[person] !== 0 || missed[householdOf[person]!]) continue
      this.#where[person] = 1
      wanted--
    }
    this.#left = shuffled(people, chance).filter(person => this.#where[person] !== 2)
    this.#right = shuffled(people, chance).filter(person => this.#where[person] !== 1)
  }

  *left(): Generator<MadeRecord> {
    for (let at = 0; at < this.#left.length; at++) {
      const [household, child] = this.#find(this.#left[at]!)
      yield leftRecord(household, child, idAt('L', at), this.settings)
    }
  }

  *right(): Generator<MadeRecord> {
    for (let at = 0; at < this.#right.length; at++) {
      const [household, child] = this.#find(this.#right[at]!)
      yield rightRecord(household, child, idAt('R', at), this.settings, this.population)
    }
  }

  #find(person: number): [Household, Child] {
    const at = this.#householdOf[person]!
    const first = this.#firstOf[at]!
    const household = this.population.household(at, first, { children: this.#firstOf[at + 1]! - first })
    return [household, household.children[person - first]!]
  }
}

const idAt = (list: string, at: number) => list + String(at + 1).padStart(7, '0')

/** The numbers from 0 up to but not `many`, in an order of chance. */
export function shuffled(many: number, chance: Chance): Int32Array {
  const order = Int32Array.from({ length: many }, (_, i) => i)
  for (let i = many - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}

/** Both lists whole. For a million children take a {@link Maker} and go through it row by row. */
export function makeLists(settings: MakerSettings): { left: MadeRecord[]; right: MadeRecord[] } {
  const maker = new Maker(settings)
  return { left: [...maker.left()], right: [...maker.right()] }
}

function bare(household: Household, child: Child, id: string, home: Home): MadeRecord {
  return {
    id,
    surname: child.surname,
    forename: child.forename,
    middle_names: child.middleNames,
    former_surname: '',
    date_of_birth: dateText(child.birthday),
    sex: child.sex,
    upn: child.upn,
    address_line_1:
      home.flat === '' ? `${home.number} ${home.street}` : `${home.flat}, ${home.number} ${home.street}`,
    address_line_2: '',
    town: home.town,
    county: 'Exampleshire',
    postcode: home.postcode,
    phone: household.phone,
    contact_surname: '',
    contact_forename: '',
    truth: {
      person: child.person,
      household: household.household,
      origin: household.origin,
      moved: household.movedTo !== undefined,
      upnGiven: true,
    },
  }
}

/** Which parent a list names: mostly the mother, and not always the same as the other list. */
function withContact(record: MadeRecord, household: Household, chance: Chance): void {
  const parent = chance.is(0.65) ? household.mother : household.father
  record.contact_surname = parent.surname
  record.contact_forename = parent.forename
}

export function leftRecord(
  household: Household,
  child: Child,
  id: string,
  { seed }: { seed: number },
): MadeRecord {
  const record = bare(household, child, id, household.home)
  withContact(record, household, new Chance(seed, 'left contact', household.household))
  const chance = new Chance(seed, 'left', child.person)
  const { left } = rates
  if (chance.is(left.forename)) record.forename = typingError(record.forename, chance)
  if (chance.is(left.surname)) record.surname = typingError(record.surname, chance)
  if (chance.is(left.birthday)) record.date_of_birth = wrongBirthday(record.date_of_birth, chance)
  if (chance.is(left.noUpn)) record.upn = ''
  if (chance.is(left.noPostcode)) record.postcode = ''
  record.truth.upnGiven = record.upn !== ''
  return record
}

export function rightRecord(
  household: Household,
  child: Child,
  id: string,
  { seed, errors }: { seed: number; errors: number },
  population: Population,
): MadeRecord {
  const { right, absent } = rates
  const chance = new Chance(seed, 'right', child.person)
  const often = (probability: number) => chance.is(cap(probability * errors))
  const home = household.movedTo ?? household.home
  const record = bare(household, child, id, home)
  withContact(record, household, new Chance(seed, 'right contact', household.household))

  record.forename = forenameAsGiven(child, often, chance)
  if (often(right.forename.middleLost)) record.middle_names = ''
  surnameAsGiven(record, household, child, often, chance, population)
  // A clerk without the keyboard for them leaves accents out; the reader must not mind.
  if (chance.is(0.6)) {
    record.forename = withoutAccents(record.forename)
    record.surname = withoutAccents(record.surname)
    record.middle_names = withoutAccents(record.middle_names)
  }
  if (often(right.forename.missing)) record.forename = ''
  if (often(right.surname.missing)) record.surname = ''
  if (often(isUnfamiliar(child.origin) ? right.swappedUnfamiliar : right.swapped)) {
    const kept = record.forename
    record.forename = record.surname
    record.surname = kept
  }

  if (often(right.birthday.wrong)) record.date_of_birth = wrongBirthday(record.date_of_birth, chance)
  if (often(right.birthday.missing)) record.date_of_birth = ''
  if (often(right.sex.wrong)) record.sex = record.sex === 'F' ? 'M' : 'F'
  if (often(right.sex.missing)) record.sex = ''

  addressAsGiven(record, home, often, chance)

  if (chance.is(absent.upn)) record.upn = ''
  else if (often(right.upnDigit)) {
    const at = chance.between(1, 12)
    const digit = String((Number(record.upn[at]) + chance.between(1, 9)) % 10)
    record.upn = record.upn.slice(0, at) + digit + record.upn.slice(at + 1)
  }
  record.truth.upnGiven = record.upn !== ''
  if (chance.is(absent.phone)) record.phone = ''
  else if (chance.is(0.35)) record.phone = `${record.phone.slice(0, 5)} ${record.phone.slice(5)}`
  else if (chance.is(0.1)) record.phone = `+44 ${record.phone.slice(1)}`
  if (often(right.contact.missing)) {
    record.contact_surname = ''
    record.contact_forename = ''
  } else if (often(right.contact.typing)) {
    if (chance.is(0.5)) record.contact_surname = typingError(record.contact_surname, chance)
    else record.contact_forename = typingError(record.contact_forename, chance)
  }
  return record
}

type Often = (probability: number) => boolean

function forenameAsGiven(child: Child, often: Often, chance: Chance): string {
  const { forename: rate } = rates.right
  let name = child.forename
  const middle = child.middleNames.split(' ')[0]!
  if (middle !== '' && often(rate.middleInstead)) name = middle
  if (/[-\s]/.test(name) && often(rate.half)) name = halfOf(name, chance, 0.75)
  const spellings = spellingsOfForename(name)
  if (spellings.length > 0) {
    if (often(rate.spelling)) name = capitalised(chance.pick(spellings))
  } else if (isUnfamiliar(child.origin) && isSpeltInTwoWays(name)) {
    const other = otherTransliteration(name, chance)
    if (other && often(rate.spelling)) name = capitalised(other)
  }
  const short = nicknamesOf(name)
  if (short.length > 0 && often(rate.nickname)) name = capitalised(chance.pick(short))
  if (often(rate.typing)) name = typingError(name, chance)
  if (often(rate.byEar)) name = capitalised(byEar(name, chance))
  if (often(rate.initial)) name = name.slice(0, 1)
  return name
}

function surnameAsGiven(
  record: MadeRecord,
  household: Household,
  child: Child,
  often: Often,
  chance: Chance,
  population: Population,
): void {
  const { surname: rate } = rates.right
  let name = child.surname
  if (/[-\s]/.test(name) && often(rate.half)) name = halfOf(name, chance, 0.5)
  if (often(rate.changed)) {
    const before = name
    const fresh = population.anySurname(child.origin, chance)
    const kind = chance.next()
    const mothers = household.mother.surname
    // Where the mother has the child's surname, what a child takes instead is somebody's else.
    if (kind < 0.4) name = mothers === name ? fresh : mothers
    else if (kind < 0.6) name = `${name}-${mothers === name ? fresh : mothers}`
    else name = fresh
    if (chance.is(0.2)) record.former_surname = before
  }
  const spellings = spellingsOfSurname(name)
  if (spellings.length > 0) {
    if (often(rate.spelling)) name = capitalised(chance.pick(spellings))
  } else if (isUnfamiliar(child.origin) && isSpeltInTwoWays(name)) {
    const other = otherTransliteration(name, chance)
    if (other && often(rate.spelling)) name = capitalised(other)
  }
  if (often(rate.typing)) name = typingError(name, chance)
  if (often(rate.byEar)) name = capitalised(byEar(name, chance))
  record.surname = name
}

/** Of names that no table holds, four in ten are written in another way by another clerk, always the same ones. */
const isSpeltInTwoWays = (name: string) => new Chance('spelt in two ways', name).is(0.4)

/** One half of a double name, the first so often. */
function halfOf(name: string, chance: Chance, first: number): string {
  const parts = name.split(/[-\s]/).filter(part => part.length > 2)
  if (parts.length < 2) return name
  return chance.is(first) ? parts[0]! : parts.at(-1)!
}

function addressAsGiven(record: MadeRecord, home: Home, often: Often, chance: Chance): void {
  const { home: rate } = rates.right
  let { street } = home
  if (chance.is(0.08))
    street = street.replace(/ (Road|Street|Avenue|Close|Drive|Lane)$/, kind => shortKinds[kind]!)
  if (often(rate.addressTyping)) street = typingError(street, chance)
  const line = `${home.number} ${street}`
  const flat = often(rate.flatAdded) ? `Flat ${chance.between(1, 40)}` : home.flat
  if (flat === '') record.address_line_1 = line
  else if (chance.is(0.5)) record.address_line_1 = `${flat}, ${line}`
  else {
    record.address_line_1 = flat
    record.address_line_2 = line
  }
  if (often(rate.addressMissing)) {
    record.address_line_1 = ''
    record.address_line_2 = ''
    record.town = ''
    record.county = ''
  }
  if (often(rate.postcodeWrong)) record.postcode = wrongPostcode(record.postcode, chance)
  if (often(rate.postcodeMissing)) record.postcode = ''
}

const shortKinds: Record<string, string> = {
  ' Road': ' Rd',
  ' Street': ' St',
  ' Avenue': ' Ave',
  ' Close': ' Cl',
  ' Drive': ' Dr',
  ' Lane': ' La',
}

function wrongPostcode(postcode: string, chance: Chance): string {
  for (;;) {
    const at = chance.below(postcode.length)
    const here = postcode[at]!
    if (here === ' ') continue
    const other = /\d/.test(here) ? String(chance.below(10)) : 'ABDEFGHJLNPQRSTUWXYZ'[chance.below(20)]!
    if (other !== here) return postcode.slice(0, at) + other + postcode.slice(at + 1)
  }
}

const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** A birthday as it comes out wrong: the seven ways, as often as each was counted. */
export function wrongBirthday(text: string, chance: Chance): string {
  const [year, month, date] = text.split('-').map(Number) as [number, number, number]
  const write = (y: number, m: number, d: number) =>
    `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  for (;;) {
    const kind = chance.next()
    let made: string
    if (kind < 0.3) made = date <= 12 ? write(year, date, month) : text
    else if (kind < 0.45) made = write(year, month, 1)
    else if (kind < 0.6) made = write(year + (chance.is(0.5) ? 1 : -1), month, date)
    else if (kind < 0.7) made = write(year, month, date + (chance.is(0.5) ? 1 : -1))
    else if (kind < 0.78) made = write(year, chance.between(1, 12), date)
    else if (kind < 0.82) made = write(year, 1, 1)
    else {
      const at = chance.pick([2, 3, 5, 6, 8, 9])
      made = text.slice(0, at) + String(chance.below(10)) + text.slice(at + 1)
    }
    // An impossible date would not have been taken by the form it was typed into.
    const [y, m, d] = made.split('-').map(Number) as [number, number, number]
    if (made !== text && m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m) && y > 1900 && y < 2030)
      return made
  }
}
