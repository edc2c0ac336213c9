// Pupils of an invented authority by another hand than section 10's: whole schools that type birthdays the American way,
// families that all change their name, forenames an office makes English, homes with many surnames, cousins of one name
// under one roof, four hundred boarders at one postcode; hardly a UPN, and some of those not the first.

import { Chance, idsOf } from './chance.ts'
import { abbreviated, damaged, slip } from './damage.ts'
import type { MadeSet, Row } from './made-set.ts'
import { capitals, englishStreets, englishTowns, type Origin, origins } from './names.ts'

export type PupilsAsked = {
  seed: number
  /** About so many children on the left list. */
  children: number
  /** Share of children that stand on the right list too. */
  matched: number
  /** Share of the right list that is on no left list. */
  hidden: number
  /** How many times the errors. */
  errors: number
}

type Home = { line1: string; line2: string; town: string; postcode: string }
type Child = {
  surname: string
  forename: string
  middle: string
  born: string
  sex: 'F' | 'M'
  upn: string
  school: number
  home: Home
  parent: { forename: string; surname: string }
  phone: string
  origin: Origin
  boarder: boolean
  later: { surname: string; home: Home | undefined }
}

const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** A number with a right check letter, of the invented authority 001. */
function upnOf(chance: Chance, born: string): string {
  const entered = String((Number(born.slice(0, 4)) + 4) % 100).padStart(2, '0')
  const digits = `001${chance.text('0000')}${entered}${chance.text('000')}`
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i + 2), 0)
  return letters[sum % 23]! + digits
}

// Area letters that no postcode has; some eight homes to each.
const postcodeOf = (chance: Chance, children: number) => {
  const which = chance.between(0, Math.ceil(children / 18))
  const inward = which % 4000
  const sign = (n: number) => 'ABDEFGHJLNPQRSTUWXYZ'[n % 20]!
  return `XQ${1 + (Math.floor(which / 4000) % 30)} ${inward % 10}${sign(Math.floor(inward / 10))}${sign(Math.floor(inward / 200))}`
}

function homeOf(chance: Chance, children: number): Home {
  const flat = chance.is(0.15)
  const street = `${chance.between(1, 140)} ${capitals(chance.of(englishStreets))}`
  return {
    line1: flat ? `Flat ${chance.between(1, 30)}` : street,
    line2: flat ? street : '',
    town: capitals(chance.of(englishTowns)),
    postcode: postcodeOf(chance, children),
  }
}

const dayBetween = (chance: Chance, from: string, to: string) => {
  const first = Date.parse(from)
  return new Date(first + chance.share() * (Date.parse(to) - first)).toISOString().slice(0, 10)
}

const yearsLater = (day: string, years: number) =>
  new Date(Date.parse(day) + years * 365.25 * 86_400_000).toISOString().slice(0, 10)

function families(chance: Chance, asked: PupilsAsked): Child[] {
  const all: Child[] = []
  const schools = Math.max(6, Math.round(asked.children / 280))
  const phone = () => `07700 900${chance.text('000')}`
  while (all.length < asked.children) {
    const origin = chance.among(origins.map(each => [each.share, each] as const))
    const home = homeOf(chance, asked.children)
    // Two brothers' families under one roof: cousins share the surname, and often the grandfather's forename.
    const households = chance.is(0.025) ? 2 : 1
    const surname = chance.from(origin.surnames)
    const after = chance.from(origin[chance.of(['F', 'M'] as const)])
    const newSurname = chance.is(0.03) ? chance.from(origin.surnames) : surname
    for (let household = 0; household < households; household++) {
      const parent = {
        forename: chance.from(origin[chance.is(0.75) ? 'F' : 'M']),
        surname: chance.is(0.3) ? chance.from(origin.surnames) : surname,
      }
      const number = phone()
      const moved = chance.is(0.12 * asked.errors) ? homeOf(chance, asked.children) : undefined
      const used = new Set<string>()
      const add = (born: string, school: number) => {
        const sex = chance.of(['F', 'M'] as const)
        let forename = chance.from(origin[sex])
        if (households === 2 && used.size === 0 && chance.is(0.6)) forename = after
        for (let tries = 0; used.has(forename) && tries < 20; tries++) forename = chance.from(origin[sex])
        used.add(forename)
        const own = sex === 'M' && origin.daughters ? surname.replace(...origin.daughters) : surname
        all.push({
          surname: own,
          forename,
          middle: chance.is(0.4) ? chance.from(origin[sex]) : '',
          born,
          sex,
          upn: upnOf(chance, born),
          school,
          home,
          parent,
          phone: number,
          origin,
          boarder: false,
          later: { surname: newSurname === surname ? own : newSurname, home: moved },
        })
      }
      let born = dayBetween(chance, '2008-09-01', '2021-08-31')
      let school = chance.between(0, schools - 1)
      for (
        let n = chance.among([
          [42, 1],
          [36, 2],
          [15, 3],
          [6, 4],
          [1, 6],
        ] as const);
        n > 0;
        n--
      ) {
        add(born, school)
        if (chance.is(0.04)) {
          add(born, school)
          if (chance.is(0.08)) add(born, school)
        }
        born = yearsLater(born, 1.2 + chance.share() * 3)
        if (born > '2021-08-31') break
        if (chance.is(0.25)) school = chance.between(0, schools - 1)
      }
    }
    if (chance.is(0.004)) {
      // A home where children are looked after: one door, a carer, every child another surname.
      const carer = { forename: chance.from(origins[0]!.F), surname: chance.from(origins[0]!.surnames) }
      for (let n = chance.between(4, 8); n > 0; n--) {
        const from = chance.of(origins)
        const born = dayBetween(chance, '2008-09-01', '2021-08-31')
        const sex = chance.of(['F', 'M'] as const)
        const own = chance.from(from.surnames)
        all.push({
          surname: own,
          forename: chance.from(from[sex]),
          middle: '',
          born,
          sex,
          upn: upnOf(chance, born),
          school: chance.between(0, schools - 1),
          home,
          parent: carer,
          phone: phone(),
          origin: from,
          boarder: false,
          later: { surname: own, home: chance.is(0.4) ? homeOf(chance, asked.children) : undefined },
        })
      }
    }
  }
  const boarders = Math.min(400, Math.round(asked.children / 20))
  for (let i = 0; i < boarders; i++) {
    const child = all[chance.between(0, all.length - 1)]!
    child.boarder = true
    child.school = schools
  }
  return all
}

const boarding: Home = {
  line1: 'Ravensmoor School',
  line2: 'The Ridge',
  town: 'Fallowdale',
  postcode: 'XQ40 1AB',
}

function typed(
  chance: Chance,
  asked: PupilsAsked,
  child: Child,
  american: Map<number, 'exchanged' | 'as text' | 'no'>,
): Row {
  const e = asked.errors
  const now = child.later
  const home = child.boarder ? boarding : (now.home ?? child.home)
  const often = (share: number) => chance.is(Math.min(0.9, share * e))
  let forename = child.forename
  if (child.origin.here[forename] !== undefined && chance.is(0.35)) forename = child.origin.here[forename]!
  else if (forename.includes('-') && often(0.25))
    forename = chance.is(0.5) ? forename.split('-')[0]! : forename.replace('-', chance.of(['', ' ']))
  else if (child.middle !== '' && often(0.025)) forename = child.middle
  else if (often(0.04)) forename = damaged(chance, forename)
  let surname = now.surname
  if (often(0.03)) surname = damaged(chance, surname)
  if (surname.includes(' ') && often(0.2)) surname = surname.split(' ')[chance.between(0, 1)]!
  const way = american.get(child.school) ?? 'no'
  let born = child.born
  if (often(0.02))
    born = slip(chance, born.replaceAll('-', ''))
      .replace(/\D/g, '0')
      .padEnd(8, '1')
      .slice(0, 8)
      .replace(/^(....)(..)/, '$1-$2-')
  const [year, month, day] = born.split('-') as [string, string, string]
  if (way === 'exchanged') born = `${year}-${day}-${month}`
  if (way === 'as text') born = `${month}/${day}/${year}`
  if (way === 'no' && often(0.006)) born = `${year}-${day}-${month}`
  const row: Row = {
    surname: capitals(surname),
    forename: capitals(forename),
    middle_names: chance.is(0.5) ? capitals(child.middle) : '',
    date_of_birth: often(0.004) ? '' : born,
    sex: often(0.02) ? '' : often(0.004) ? (child.sex === 'F' ? 'M' : 'F') : child.sex,
    upn: chance.is(0.8)
      ? ''
      : chance.is(0.01)
        ? upnOf(chance, child.born)
        : often(0.01)
          ? slip(chance, child.upn)
          : child.upn,
    contact_surname: '',
    contact_forename: '',
    phone: '',
    address_line_1: '',
    address_line_2: '',
    town: '',
    postcode: '',
  }
  if (often(0.005)) [row.surname, row.forename] = [row.forename!, row.surname!]
  if (!chance.is(0.3)) {
    row.address_line_1 = often(0.05)
      ? damaged(chance, home.line1)
      : often(0.2)
        ? abbreviated(chance, home.line1)
        : home.line1
    row.address_line_2 = home.line2
    row.town = home.town
    row.postcode = often(0.03)
      ? slip(chance, home.postcode)
      : often(0.1)
        ? home.postcode.replace(' ', '').toLowerCase()
        : home.postcode
  }
  if (chance.is(0.55)) {
    row.contact_surname = capitals(often(0.06) ? damaged(chance, child.parent.surname) : child.parent.surname)
    row.contact_forename = capitals(
      often(0.06) ? damaged(chance, child.parent.forename) : child.parent.forename,
    )
  }
  if (chance.is(0.25)) row.phone = child.phone.replaceAll(' ', chance.of([' ', '', '-']))
  return row
}

const columns = [
  'id',
  'surname',
  'forename',
  'middle_names',
  'date_of_birth',
  'sex',
  'upn',
  'address_line_1',
  'address_line_2',
  'town',
  'postcode',
  'phone',
  'contact_surname',
  'contact_forename',
]

/** A register on the left, another system's list on the right; some children of the right list are on no left list. */
export function pupils(asked: PupilsAsked): MadeSet {
  const chance = new Chance(asked.seed)
  const id = idsOf(chance)
  const all = families(chance, asked)
  const american = new Map<number, 'exchanged' | 'as text'>()
  for (let school = 0; school <= Math.ceil(asked.children / 280); school++) {
    if (chance.is(0.05 * asked.errors)) american.set(school, chance.of(['exchanged', 'as text'] as const))
  }
  const left: Row[] = []
  const right: Row[] = []
  const truth: [string, string][] = []
  const hiddenOfAll = (asked.hidden * asked.matched) / (1 - asked.hidden)
  for (const child of all) {
    const place = chance.share()
    const isHidden = place < hiddenOfAll
    const own = id()
    if (!isHidden) {
      left.push({
        id: own,
        surname: capitals(chance.is(0.005) ? damaged(chance, child.surname) : child.surname),
        forename: capitals(chance.is(0.005) ? damaged(chance, child.forename) : child.forename),
        middle_names: capitals(child.middle),
        date_of_birth: child.born,
        sex: child.sex,
        upn: chance.is(0.02) ? '' : child.upn,
        address_line_1: child.home.line1,
        address_line_2: child.home.line2,
        town: child.home.town,
        postcode: chance.is(0.01) ? '' : child.home.postcode,
        phone: child.phone,
        contact_surname: capitals(child.parent.surname),
        contact_forename: capitals(child.parent.forename),
      })
    }
    if (isHidden || chance.is(asked.matched)) {
      const other = id()
      right.push({ ...typed(chance, asked, child, american), id: other })
      if (!isHidden) truth.push([own, other])
    }
  }
  return {
    name: `pupils${asked.errors === 1 ? '' : '-hard'}${asked.matched < 0.5 ? '-low' : ''}`,
    columns,
    left: chance.shuffle(left),
    right: chance.shuffle(right),
    truth,
  }
}
