/**
 * Who may be brothers and sisters, or share a home or a parent, and on what evidence?
 *
 * Each child that shares something with the one asked about comes back with its ties: what is shared, since when, until
 * when and when it was recorded, and how much it says. It proposes; people answer. A surname alone is never a tie, and
 * neither is a name without a telephone or a home. What very many share (a hostel, a refuge, a school's own number) says
 * little, and is said to.
 *
 * What a tie `says` holds no address, name or number, so that it may be kept with an answer; what it `shows` is for the page.
 */
import { earlierOf, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { cleanAddress, cleanPostcode } from './clean/homes.ts'
import { cleanEmail, cleanPhone } from './clean/numbers.ts'
import { folded, forenameKey, surnameKey } from './name-keys.ts'

/** A time at a home. `from` as it was said, where it was; `until` where it has ended. */
export type HomeHeld = {
  readonly lines: string
  readonly postcode?: string | undefined
  readonly from?: LocalDate | undefined
  readonly until?: LocalDate | undefined
  readonly recordedOn: LocalDate
}
export type YesNo = 'yes' | 'no' | 'not known'
/** Somebody who speaks for the child, as long as the record said so. */
export type ContactHeld = {
  readonly name: string
  readonly relationship?: string | undefined
  readonly hasResponsibility: YesNo
  readonly livesWith: YesNo
  readonly phones: readonly string[]
  readonly email?: string | undefined
  readonly until?: LocalDate | undefined
  readonly recordedOn: LocalDate
}
/** What is read of a child to find the family. Nothing that a protection holds is ever put in. */
export type OfFamily = {
  readonly id: string
  readonly surname: string
  readonly forename: string
  readonly bornOn?: LocalDate | undefined
  readonly homes: readonly HomeHeld[]
  readonly contacts: readonly ContactHeld[]
}

export type TieKind = 'parent' | 'adult' | 'home' | 'telephone' | 'email'
export type Tie = {
  readonly kind: TieKind
  /** strong: says it nearly by itself. some: together with another. little: hardly anything, and why is said. */
  readonly strength: 'strong' | 'some' | 'little'
  readonly says: string
  /** The address, the name or the number itself. */
  readonly shows: string
  /** Since when it holds for both. Absent where it is not known. */
  readonly from?: LocalDate
  readonly until?: LocalDate
  /** When the later of the two was written down. */
  readonly recordedOn: LocalDate
  /** Does it hold for both now? */
  readonly now: boolean
  /** Is it little because very many share it? */
  readonly crowd: boolean
}
export type Kin = {
  readonly id: string
  readonly strength: 'likely' | 'possible' | 'little'
  /** Strongest first. */
  readonly ties: readonly Tie[]
  /** Remarks that are no evidence by themselves: the surname, the birthdays. */
  readonly notes: readonly string[]
  readonly twins: boolean
  /** The same names and birthday too: more likely one child recorded twice, which another page asks about. */
  readonly perhapsOneChild: boolean
  /** Do both live at one home now, one that is not shared by very many? */
  readonly homeNow: boolean
  /** Does somebody who is recorded as living with each of them speak for both? */
  readonly carerAtHome: boolean
}

/** A home with more children than this is crowded, whatever stands beside it. */
export const crowdedOver = 12
/** With more than this, it is when its neighbours hold a quarter of that or less. */
export const manyOver = 6
/** A telephone or an email of more children than this is no family's. */
export const numberOfManyOver = 8

/**
 * The children who share something with `child`, strongest first; among equals in a fixed order, so that the order in
 * which the others are given makes no difference. `others` are all who might: whoever else lives in the same postcodes
 * belongs to them, since a home is only known to be crowded by its neighbours.
 */
export function familyOf(child: OfFamily, others: readonly OfFamily[]): Kin[] {
  const all = [...new Map([child, ...others].map(one => [one.id, cleaned(one)])).values()]
  const of = all.find(one => one.record.id === child.id)!
  const crowds = crowdsOf(all)
  return all
    .filter(one => one !== of)
    .map(one => kinOf(of, one, crowds))
    .filter(kin => kin !== undefined)
    .sort(
      (a, b) =>
        strengths.indexOf(a.strength) - strengths.indexOf(b.strength) ||
        weightOf(b.ties) - weightOf(a.ties) ||
        (a.id < b.id ? -1 : 1),
    )
}

const strengths = ['likely', 'possible', 'little'] as const
const weights = { strong: 100, some: 10, little: 1 } as const
const weightOf = (ties: readonly Tie[]): number => ties.reduce((sum, tie) => sum + weights[tie.strength], 0)

type CleanHome = { held: HomeHeld; postcode: string; place: string; flat: string; start: LocalDate }
type CleanContact = { held: ContactHeld; name: readonly string[]; phones: readonly string[]; email: string }
type Cleaned = { record: OfFamily; homes: readonly CleanHome[]; contacts: readonly CleanContact[] }

function cleaned(record: OfFamily): Cleaned {
  return {
    record,
    homes: record.homes.map(cleanHome).filter(home => home.place !== ''),
    contacts: record.contacts.map(held => ({
      held,
      name: nameOf(held.name),
      phones: [...new Set(held.phones.map(cleanPhone).filter(phone => phone !== ''))],
      email: cleanEmail(held.email ?? ''),
    })),
  }
}

function cleanHome(held: HomeHeld): CleanHome {
  const address = cleanAddress(held.lines)
  return {
    held,
    postcode: cleanPostcode(held.postcode ?? ''),
    // A street without a number or a name is no home.
    place: address && address.number !== '' ? `${address.number} ${address.street}` : '',
    flat: address?.flat ?? '',
    start: held.from ?? held.recordedOn,
  }
}

const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'rev', 'prof', 'sir', 'lady'])

/** The words of a grown-up's name, without the title. */
function nameOf(text: string): string[] {
  return folded(text)
    .replaceAll(/[’'`.]/g, '')
    .split(/[^\p{L}]+/u)
    .filter((word, at) => word !== '' && !(at === 0 && titles.has(word)))
}

/** 'same': every word. 'nearly': the last word, and the first agrees as far as its initial. */
function likenessOf(a: readonly string[], b: readonly string[]): 'same' | 'nearly' | 'no' {
  // One word is a surname, or a forename: it says nothing of who.
  if (a.length < 2 || b.length < 2) return 'no'
  if (a.join(' ') === b.join(' ')) return 'same'
  if (a.at(-1) !== b.at(-1)) return 'no'
  const [x, y] = [a[0]!, b[0]!]
  return x === y || (x.length === 1 && y.startsWith(x)) || (y.length === 1 && x.startsWith(y))
    ? 'nearly'
    : 'no'
}

type Crowds = {
  /** Of a crowded home: how many children. */
  readonly homes: ReadonlyMap<string, number>
  /** Buildings known to hold several flats. */
  readonly blocks: ReadonlySet<string>
  readonly numbers: ReadonlyMap<string, number>
}

const homeKey = (home: CleanHome): string => `${home.postcode}|${home.place}`
/** With the flat: a block of flats is not one home. */
const doorKey = (home: CleanHome): string => `${homeKey(home)}|${home.flat}`

function crowdsOf(all: readonly Cleaned[]): Crowds {
  const homes = countedBy(all, one => one.homes.map(doorKey))
  const numbers = countedBy(all, one => one.contacts.flatMap(contact => [...contact.phones, contact.email]))
  const doorsOf = new Map<string, number[]>()
  for (const [door, many] of homes) {
    const postcode = door.slice(0, door.indexOf('|'))
    doorsOf.set(postcode, [...(doorsOf.get(postcode) ?? []), many])
  }
  const isCrowded = (door: string, many: number): boolean => {
    if (many > crowdedOver) return true
    const postcode = door.slice(0, door.indexOf('|'))
    const doors = doorsOf.get(postcode)!
    const beside = (doors.reduce((sum, one) => sum + one, 0) - many) / (doors.length - 1)
    return many > manyOver && postcode !== '' && doors.length > 2 && many >= 4 * beside
  }
  const flatsOf = new Map<string, Set<string>>()
  for (const home of all.flatMap(one => one.homes).filter(one => one.flat !== '')) {
    flatsOf.set(homeKey(home), (flatsOf.get(homeKey(home)) ?? new Set()).add(home.flat))
  }
  return {
    blocks: new Set([...flatsOf].filter(([, flats]) => flats.size > 1).map(([key]) => key)),
    homes: new Map([...homes].filter(([door, many]) => isCrowded(door, many))),
    numbers: new Map([...numbers].filter(([number, many]) => number !== '' && many > numberOfManyOver)),
  }
}

function countedBy(
  all: readonly Cleaned[],
  keysOf: (one: Cleaned) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) {
    for (const key of new Set(keysOf(one))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function kinOf(a: Cleaned, b: Cleaned, crowds: Crowds): Kin | undefined {
  const homes = homeTies(a, b, crowds)
  const grownUps = contactTies(
    a,
    b,
    crowds,
    homes.some(tie => tie.strength !== 'little'),
  )
  const ties = [...grownUps, ...homes].sort(
    (x, y) => weights[y.strength] - weights[x.strength] || kinds.indexOf(x.kind) - kinds.indexOf(y.kind),
  )
  if (ties.length === 0) return undefined
  const sameSurname =
    surnameKey(a.record.surname) !== '' && surnameKey(a.record.surname) === surnameKey(b.record.surname)
  const sameBirthday = a.record.bornOn !== undefined && a.record.bornOn === b.record.bornOn
  const perhapsOneChild =
    sameBirthday && sameSurname && forenameKey(a.record.forename) === forenameKey(b.record.forename)
  const together = homes.some(tie => tie.from !== undefined)
  const twins =
    sameBirthday &&
    !perhapsOneChild &&
    (together || ties.some(tie => tie.kind === 'parent' && tie.strength === 'strong'))
  return {
    id: b.record.id,
    strength: strengthOf(ties, sameSurname || twins),
    ties,
    notes: notesOn(a.record, b.record, { sameSurname, twins, perhapsOneChild }),
    twins,
    perhapsOneChild,
    homeNow: homes.some(tie => tie.now && tie.strength !== 'little'),
    carerAtHome: livingWithBoth(a, b, crowds),
  }
}

const kinds: readonly TieKind[] = ['parent', 'adult', 'home', 'telephone', 'email']

function strengthOf(ties: readonly Tie[], supported: boolean): Kin['strength'] {
  if (ties.some(tie => tie.strength === 'strong')) return 'likely'
  const some = ties.filter(tie => tie.strength === 'some').length
  if (some === 0) return 'little'
  return some > 1 || supported ? 'likely' : 'possible'
}

function notesOn(
  a: OfFamily,
  b: OfFamily,
  is: { sameSurname: boolean; twins: boolean; perhapsOneChild: boolean },
): string[] {
  const notes: string[] = []
  if (is.perhapsOneChild)
    notes.push('The same names and the same birthday: perhaps one child recorded twice.')
  if (is.twins) {
    const guess = a.bornOn!.endsWith('-01-01')
      ? ' But 1 January is often written where the day is not known.'
      : ''
    notes.push(`Born on the same day: twins, it may be.${guess}`)
  }
  const apart = a.bornOn && b.bornOn ? monthsBetween(a.bornOn, b.bornOn) : undefined
  if (apart !== undefined && apart >= 1 && apart <= 7) {
    notes.push(
      `Born about ${apart} ${apart === 1 ? 'month' : 'months'} apart: hardly of one mother, unless a date is wrong.`,
    )
  }
  if (is.sameSurname) notes.push('The same surname, which says nothing by itself.')
  return notes
}

const daysIn = (day: LocalDate): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const monthsBetween = (a: LocalDate, b: LocalDate): number =>
  Math.round(Math.abs(daysIn(a) - daysIn(b)) / 30.44)

const atOtherTimes = 'Were at the same address, at different times as far as is known'

/** The homes both have or had, the most telling first: to have moved together says more than one home. */
function homeTies(a: Cleaned, b: Cleaned, crowds: Crowds): Tie[] {
  const found: { door: string; tie: Tie }[] = []
  for (const x of a.homes) {
    for (const y of b.homes) {
      if (!isOneHome(x, y)) continue
      const from = laterOf(x.start, y.start)
      const until = earlierOr(x.held.until, y.held.until)
      const together = until === undefined || from < until
      const many = Math.max(crowds.homes.get(doorKey(x)) ?? 0, crowds.homes.get(doorKey(y)) ?? 0)
      const why = doubtOf(x, y, many, crowds)
      const tie: Tie = {
        kind: 'home',
        strength: together && why === undefined ? 'some' : 'little',
        says: !together
          ? atOtherTimes
          : (why ?? (until ? 'Lived at the same address' : 'Live at the same address')),
        shows: [x.held.lines, x.held.postcode ?? y.held.postcode].filter(part => part).join(', '),
        ...(together && { from }),
        ...(together && until !== undefined && { until }),
        recordedOn: laterOf(x.held.recordedOn, y.held.recordedOn),
        now: together && until === undefined,
        crowd: many > 0,
      }
      found.push({ door: homeKey(x.postcode === '' ? y : x), tie })
    }
  }
  const order = found.sort(
    ({ tie: x }, { tie: y }) =>
      weights[y.strength] - weights[x.strength] ||
      Number(y.now) - Number(x.now) ||
      compare(y.recordedOn, x.recordedOn) ||
      compare(x.says, y.says) ||
      compare(y.from ?? '', x.from ?? '') ||
      compare(y.until ?? '', x.until ?? '') ||
      compare(x.shows, y.shows),
  )
  const doors = new Set<string>()
  return order
    .filter(({ door }) => !doors.has(door) && doors.add(door))
    .slice(0, 3)
    .map(({ tie }) => tie)
}

/** Why one home says little though it is the same, if it does. */
function doubtOf(x: CleanHome, y: CleanHome, many: number, crowds: Crowds): string | undefined {
  if (many > 0) return `The same address, which ${many} children share: it says little`
  if (x.postcode === '' || y.postcode === '') {
    return 'The same house and street, but a postcode is missing: it says little'
  }
  if ((x.flat === '' || y.flat === '') && crowds.blocks.has(homeKey(x))) {
    return 'The same building of several flats, but which flat is not given: it says little'
  }
  return undefined
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Flats are written in too many ways: one that is not given is not another. */
function isOneHome(a: CleanHome, b: CleanHome): boolean {
  if (a.place !== b.place) return false
  if (a.postcode !== b.postcode && a.postcode !== '' && b.postcode !== '') return false
  return a.flat === b.flat || a.flat === '' || b.flat === ''
}

const earlierOr = (a: LocalDate | undefined, b: LocalDate | undefined): LocalDate | undefined =>
  a === undefined ? b : b === undefined ? a : earlierOf(a, b)

const parentWords = /\b(mother|father|mum|dad|parent|guardian|carer|stepmother|stepfather|foster)/i
const passingWords =
  /\b(social|worker|child ?minder|school|nanny|teacher|support|agency|officer|council|neighbour|friend)/i

function contactTies(a: Cleaned, b: Cleaned, crowds: Crowds, sameHome: boolean): Tie[] {
  const found: Found[] = []
  for (const x of a.contacts) {
    for (const y of b.contacts) {
      const phone = x.phones.find(one => y.phones.includes(one))
      const email = x.email !== '' && x.email === y.email ? x.email : undefined
      const name = likenessOf(x.name, y.name)
      const reached = phone ?? email
      const many = reached === undefined ? 0 : (crowds.numbers.get(reached) ?? 0)
      if (reached === undefined && !(name === 'same' && sameHome)) continue
      const from = laterOf(x.held.recordedOn, y.held.recordedOn)
      const until = earlierOr(x.held.until, y.held.until)
      const together = until === undefined || from < until
      const held = {
        ...(together && { from }),
        ...(together && until !== undefined && { until }),
        recordedOn: from,
        now: until === undefined,
        crowd: many > 0,
      }
      if (name !== 'no') {
        const who = `${x.name[0]![0]} ${x.name.at(-1)}`
        found.push({ who, tie: grownUpTie(x, y, { name, phone, email, many }, held) })
      } else if (reached !== undefined) {
        found.push({ who: reached, tie: numberTie(reached, phone !== undefined, many, together, held) })
      }
    }
  }
  return strongestOfEach(found)
}

type Held = Pick<Tie, 'from' | 'until' | 'recordedOn' | 'now' | 'crowd'>

function numberTie(reached: string, isPhone: boolean, many: number, together: boolean, held: Held): Tie {
  const what = isPhone ? 'telephone' : 'email'
  return {
    kind: what,
    strength: many > 0 || !together ? 'little' : 'some',
    says:
      many > 0
        ? `The same ${what}, which ${many} children share: it says little`
        : together
          ? `The same ${what}, under different names`
          : `The same ${what}, at different times: it may have changed hands`,
    shows: reached,
    ...held,
  }
}

function grownUpTie(
  x: CleanContact,
  y: CleanContact,
  by: { name: 'same' | 'nearly'; phone: string | undefined; email: string | undefined; many: number },
  held: Held,
): Tie {
  const roles = [x.held.relationship ?? '', y.held.relationship ?? '']
  const passing = roles.some(role => passingWords.test(role) && !/\bfoster/i.test(role))
  const isParent = (contact: CleanContact) =>
    contact.held.hasResponsibility === 'yes' || parentWords.test(contact.held.relationship ?? '')
  const parent = isParent(x) && isParent(y) && !passing
  const proof = by.phone !== undefined ? 'telephone' : by.email !== undefined ? 'email' : 'home'
  const who = parent ? 'parent or carer' : 'grown-up to ring'
  const name = by.name === 'same' ? 'the same name' : 'nearly the same name'
  return {
    kind: parent ? 'parent' : 'adult',
    strength: passing || by.many > 0 ? 'little' : parent ? 'strong' : 'some',
    says: passing
      ? 'The same person to ring, who is not of the family'
      : by.many > 0
        ? `The same ${who}: ${name}, but ${by.many} children share the ${proof}: it says little`
        : `The same ${who}: ${name} and the same ${proof}`,
    shows: [x.held.name, ...new Set(roles.filter(role => role !== ''))].join(', '),
    ...held,
  }
}

type Found = { readonly who: string; readonly tie: Tie }

/** One tie for each grown-up and each number, the strongest. A shared number adds nothing to a grown-up known by name. */
function strongestOfEach(found: readonly Found[]): Tie[] {
  const order = [...found].sort(
    ({ tie: x }, { tie: y }) =>
      weights[y.strength] - weights[x.strength] ||
      kinds.indexOf(x.kind) - kinds.indexOf(y.kind) ||
      Number(y.now) - Number(x.now) ||
      compare(y.recordedOn, x.recordedOn) ||
      compare(x.says, y.says) ||
      compare(y.until ?? '', x.until ?? '') ||
      compare(x.shows, y.shows),
  )
  const kept: Found[] = []
  for (const one of order) {
    const isNumber = one.tie.kind === 'telephone' || one.tie.kind === 'email'
    const said = isNumber
      ? kept.some(({ who, tie }) => who === one.who || tie.kind === 'parent' || tie.kind === 'adult')
      : kept.some(({ who }) => who === one.who)
    if (!said) kept.push(one)
  }
  return kept.slice(0, 6).map(({ tie }) => tie)
}

/** Somebody recorded as living with each of the two, known by name and number. */
function livingWithBoth(a: Cleaned, b: Cleaned, crowds: Crowds): boolean {
  const at = (one: Cleaned) =>
    one.contacts.filter(contact => contact.held.livesWith === 'yes' && contact.held.until === undefined)
  return at(a).some(x =>
    at(b).some(
      y =>
        likenessOf(x.name, y.name) !== 'no' &&
        x.phones.some(phone => y.phones.includes(phone) && !crowds.numbers.has(phone)),
    ),
  )
}
