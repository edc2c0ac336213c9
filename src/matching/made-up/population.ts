// Made-up families and their children, out of nothing but a seed and a family's number: any family can be made again at any
// time, so that a million children need no memory.

import { upnCheckLetter } from '../../formats/upn.ts'
import { Chance } from './chance.ts'
import { combined, NamePool, type NamesOfOrigin, words } from './name-pool.ts'
import { eastAfrican, westAfrican } from './names-african.ts'
import { english } from './names-english.ts'
import { eastEuropean, french, italian, polish, portuguese, romanian } from './names-european.ts'
import { chinese, middleEastern, turkish, vietnamese } from './names-other.ts'
import { concentrated, southAsianMuslim, southAsianOther } from './names-south-asian.ts'
import { nicknamesOf, spellingsOfForename } from './spellings.ts'

export type Sex = 'F' | 'M'

const origins = {
  english,
  southAsianMuslim,
  concentrated,
  southAsianOther,
  westAfrican,
  eastAfrican,
  polish,
  romanian,
  eastEuropean,
  french,
  italian,
  portuguese,
  turkish,
  middleEastern,
  vietnamese,
  chinese,
} satisfies Record<string, NamesOfOrigin>

export type Origin = keyof typeof origins

/** Which pool the families come from: as in England, or over half of them from one very concentrated pool. */
export type PoolSetting = 'usual' | 'concentrated'

const shares: Record<PoolSetting, readonly (readonly [Origin, number])[]> = {
  usual: [
    ['english', 60],
    ['southAsianMuslim', 11],
    ['southAsianOther', 6],
    ['westAfrican', 5],
    ['eastAfrican', 3.5],
    ['polish', 3.5],
    ['romanian', 2.5],
    ['eastEuropean', 1.2],
    ['french', 0.8],
    ['italian', 0.9],
    ['portuguese', 1.3],
    ['turkish', 1.3],
    ['middleEastern', 1.5],
    ['vietnamese', 0.6],
    ['chinese', 0.9],
  ],
  concentrated: [
    ['concentrated', 56],
    ['english', 24],
    ['southAsianMuslim', 5],
    ['southAsianOther', 3],
    ['westAfrican', 2.5],
    ['eastAfrican', 2.5],
    ['polish', 2],
    ['romanian', 1.5],
    ['eastEuropean', 0.5],
    ['french', 0.3],
    ['italian', 0.3],
    ['portuguese', 0.6],
    ['turkish', 0.6],
    ['middleEastern', 0.7],
    ['vietnamese', 0.2],
    ['chinese', 0.3],
  ],
}

type Pools = { girls: NamePool; boys: NamePool; surnames: NamePool }
const madePools = new Map<Origin, Pools>()

function poolsOf(origin: Origin): Pools {
  const known = madePools.get(origin)
  if (known) return known
  const names: NamesOfOrigin = origins[origin]
  const { forenames = 0.7, surnames = 0.7 } = names.steepness ?? {}
  const pool = (common: string, steepness: number, rare: NamesOfOrigin['rareGirls']) =>
    new NamePool(words(common), steepness, combined(rare), rare?.share)
  const made = {
    girls: pool(names.girls, forenames, names.rareGirls),
    boys: pool(names.boys, forenames, names.rareBoys),
    surnames: pool(names.surnames, surnames, names.rareSurnames),
  }
  madePools.set(origin, made)
  return made
}

export const isUnfamiliar = (origin: Origin): boolean =>
  (origins[origin] as NamesOfOrigin).unfamiliar === true

/** How many surnames and forenames an origin has. */
export function sizeOfPool(origin: Origin): { girls: number; boys: number; surnames: number } {
  const { girls, boys, surnames } = poolsOf(origin)
  return { girls: girls.names.length, boys: boys.names.length, surnames: surnames.names.length }
}

export type Home = { flat: string; number: string; street: string; town: string; postcode: string }
export type Parent = { surname: string; forename: string }

export type Child = {
  /** Its number among everybody. */
  person: number
  household: number
  origin: Origin
  sex: Sex
  surname: string
  forename: string
  middleNames: string
  /** Days since 1 January 1970. */
  birthday: number
  upn: string
  /** Shares the birthday with the child before it. */
  twin: boolean
}

export type Household = {
  household: number
  origin: Origin
  children: Child[]
  mother: Parent
  father: Parent
  home: Home
  /** Where the family lives in the right list, if it moved between the two. */
  movedTo: Home | undefined
  phone: string
}

/** What can be forced upon a family, for making hard pairs. */
export type Forced = {
  children?: number
  twins?: boolean
  hyphenated?: boolean
  /** Days between the first child and the second. */
  gap?: number
  origin?: Origin
  /** Lives where the family of this number would. */
  livesAs?: number
}

const day = 86_400_000
const firstBirthday = Date.UTC(2010, 8, 1) / day
const lastBirthday = Date.UTC(2022, 7, 31) / day
export const dateText = (days: number): string => new Date(days * day).toISOString().slice(0, 10)

// No such areas exist: no postcode area of the United Kingdom begins with Q, V or X, or with J but Jersey's. ZZ99 alone, which is
// kept for things made up, has too few for a list of this size, and a matcher is right to make little of it.
const areas = words('QB VN XD JT QR VP XG JH QW VD XK JB QN VH XT JR QD VB XW JN QK VT XP JD QH VW XB JG')
const inwardLetters = 'ABDEFGHJLNPQRSTUWXYZ'
const perSector = 60
const perDistrict = 6
const perArea = 25

/** The postcode of a number; neighbours in number share a sector, a district, an area. */
export function postcodeOf(number: number): string {
  const sector = Math.floor(number / perSector)
  const district = Math.floor(sector / perDistrict)
  const area = areas[Math.floor(district / perArea) % areas.length]!
  const spread = ((number % perSector) * 7 + sector * 13) % 400
  return `${area}${1 + (district % perArea)} ${1 + (sector % perDistrict)}${inwardLetters[Math.floor(spread / 20)]}${inwardLetters[spread % 20]}`
}

const townStarts = words(
  'Alder Barrow Cold Dunder East Fern Gorse Hather Inkle Kettle Lower Marl Nether Otter Pinder Quern Ramble Stony Thistle Under Vetch Wether Yarrow Upper',
)
const townEnds = words(
  'combe dale edge field ford gate ham hithe holme ley mere mouth stow thorpe ton water well wick worth',
)
const streetNames =
  words(`High Station Church Victoria Park Mill Green Manor Queens Kings New North South West East London Main Albert School Grange
Springfield Windsor Alexandra George Highfield The_Crescent York Chapel St_Johns St_Marys Richmond Grove Stanley Chester Oak Elm Beech Ash Cedar Birch Willow
Hawthorn Rowan Poplar Lime Chestnut Maple Sycamore Holly Laurel Orchard Meadow Brook River Hill Valley Lake Wood Forest Heath Moor Field Farm Bridge Castle
Abbey Priory Vicarage Rectory Cross Market Market_Hill Bank Dean Fairfield Northfield Southfield Westfield Eastfield Mayfield Broad Long Short Water Well
Pond Quarry Pit Colliery Foundry Forge Smithy Weavers Tanners Coopers Saddlers Fullers Potters Nelson Wellington Waterloo Trafalgar Cromwell Gladstone
Disraeli Salisbury Balmoral Sandringham Clarence Gloucester Lancaster Warwick Stafford Derby Lincoln Norfolk Suffolk Essex Kent Surrey Sussex Dorset Devon
Cornwall Somerset Avon Severn Thames Trent Mersey Humber Tyne Wear Tees Derwent Rydal Coniston Windermere Ullswater Kendal Keswick Ambleside Grasmere
Byron Shelley Keats Wordsworth Tennyson Milton Shakespeare Chaucer Dickens Kipling Burns Scott Primrose Bluebell Foxglove Heather Lavender Rosemary Thyme
Kestrel Falcon Eagle Swallow Swift Heron Kingfisher Skylark Nightingale Robin Wren Linnet Plover Lapwing Curlew`)
const streetKinds = words(
  'Road Road Road Road Street Street Street Street Avenue Avenue Close Close Close Lane Lane Drive Drive Way Way Court Gardens Grove Place Crescent Terrace Walk Rise View Mews Hill',
)
const flatWords = words('Flat Flat Flat Flat Apartment Unit')

/** A street belongs to one to three postcodes that are neighbours in number. */
function streetOf(seed: string, postcode: number): string {
  const block = Math.floor(postcode / 2)
  const chance = new Chance(seed, 'street', block)
  return `${chance.pick(streetNames)} ${chance.pick(streetKinds)}`
}

function townOf(seed: string, postcode: number): string {
  const chance = new Chance(seed, 'town', Math.floor(postcode / (perSector * perDistrict)))
  return chance.pick(townStarts) + chance.pick(townEnds)
}

export type PopulationSettings = { seed: number; pool: PoolSetting; families: number; errors: number }

const familiesToPostcode = 4.2

/** Letters that carry a name when vowels are taken out: brothers and sisters are not given two names that share them. */
const bones = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/ph/g, 'f')
    .replace(/[ck]h?|q/g, 'k')
    .replace(/z/g, 's')
    .replace(/[^a-zł]|[aeiouhyw]/g, '')
    .replace(/(.)\1+/g, '$1')

export class Population {
  readonly settings: PopulationSettings
  readonly #seed: string
  readonly #postcodes: number
  readonly #bigPostcodes: number

  constructor(settings: PopulationSettings) {
    this.settings = settings
    this.#seed = `${settings.seed}/${settings.pool}`
    this.#postcodes = Math.max(2, Math.ceil(settings.families / familiesToPostcode))
    this.#bigPostcodes = Math.max(1, Math.round(settings.families / 10_000))
  }

  /** How many children a family has, without making it. */
  size(household: number): number {
    return new Chance(this.#seed, 'family', household).weighted(familySizes)
  }

  /** `firstPerson` is the number of the family's first child among everybody. */
  household(household: number, firstPerson: number, forced: Forced = {}): Household {
    const drawn = this.size(household)
    const size = forced.children ?? drawn
    const chance = new Chance(this.#seed, 'household', household)
    const origin = forced.origin ?? chance.weighted(shares[this.settings.pool])
    const names: NamesOfOrigin = origins[origin]
    const pools = poolsOf(origin)

    const family = pools.surnames.draw(chance)
    let other = pools.surnames.draw(chance)
    for (let i = 0; other === family && i < 5; i++) other = pools.surnames.draw(chance)
    const mothersOwn = chance.is(0.45)
    const forSex = (surname: string, sex: Sex) =>
      sex === 'F' && names.girlsSurname ? names.girlsSurname(surname) : surname
    const father = { surname: family, forename: pools.boys.draw(chance) }
    const mother = { surname: forSex(mothersOwn ? other : family, 'F'), forename: pools.girls.draw(chance) }
    const doubled = chance.is(0.04)
    // Some families of this origin give girls a surname of their own, and no daughter shares her father's.
    const girlsOwn =
      (origin === 'southAsianMuslim' || origin === 'concentrated') && chance.is(0.15)
        ? chance.pick(['Begum', 'Khatun', 'Akhtar', 'Bibi', 'Begum'])
        : undefined

    const children: Child[] = []
    const taken = new Set<string>()
    let birthday = 0
    for (let k = 0; k < size; k++) {
      const twin = k > 0 && (forced.twins && k === 1 ? true : !forced.gap && chance.is(0.03))
      if (k === 0) {
        birthday = firstBirthday + chance.below(lastBirthday - firstBirthday + 1)
      } else if (!twin) {
        const gap = forced.gap ?? 300 + Math.floor(-Math.log(1 - chance.next()) * 600)
        birthday += gap
        // School ages only: who would be too young is older instead.
        if (birthday > lastBirthday)
          birthday = firstBirthday + ((birthday - firstBirthday) % (lastBirthday - firstBirthday))
        if (forced.gap && k === 1 && Math.abs(birthday - children[0]!.birthday) !== gap)
          birthday = children[0]!.birthday - gap
      }
      if (!twin && !forced.gap && chance.is(names.firstOfJanuary ?? 0.002))
        birthday = firstOfJanuary(birthday)
      const previous = children.at(-1)
      const sex: Sex = twin && previous && chance.is(0.65) ? previous.sex : chance.is(0.5) ? 'F' : 'M'
      const pool = sex === 'F' ? pools.girls : pools.boys
      let forename = pool.draw(chance)
      for (let i = 0; i < 20 && (taken.has(bones(forename)) || related(forename, children)); i++)
        forename = pool.draw(chance)
      if (forced.hyphenated && k < 2) forename = hyphenatedFor(forename, k, children, pool, chance)
      taken.add(bones(forename))
      let middleNames = ''
      if (chance.is(names.middleNames)) {
        middleNames = pool.draw(chance)
        // A child called by its middle name is not called as its brother is.
        for (let i = 0; i < 20 && taken.has(bones(middleNames)); i++) middleNames = pool.draw(chance)
        taken.add(bones(middleNames))
        if (chance.is(0.12)) middleNames += ` ${pool.draw(chance)}`
      }
      let surname = forSex(family, sex)
      if (sex === 'F' && girlsOwn) surname = girlsOwn
      // Ten in a hundred of all later children: those whose mother has another surname make up for the rest.
      if (k > 0 && mothersOwn && chance.is(0.1 / 0.45)) surname = forSex(other, sex)
      if (doubled) surname = `${forSex(family, sex)}-${forSex(other, sex)}`
      const person = firstPerson + k
      children.push({
        person,
        household,
        origin,
        sex,
        surname,
        forename,
        middleNames,
        birthday,
        upn: upnOf(person, birthday),
        twin,
      })
    }
    const place = new Chance(this.#seed, 'place', household)
    const at = forced.livesAs ?? household % this.settings.families
    const home = this.#homeOf(at, place)
    const moved = place.is(0.13 * this.settings.errors)
    return {
      household,
      origin,
      children,
      mother,
      father,
      home,
      movedTo: moved ? this.#newHome(at, place) : undefined,
      phone: phoneOf(place),
    }
  }

  #homeOf(household: number, chance: Chance): Home {
    // A few postcodes hold hundreds: a tower, a hostel, a park of caravans.
    if (chance.is(0.012)) {
      const postcode = this.#postcodes + 7 * chance.below(this.#bigPostcodes)
      return { ...this.#home(postcode, chance), flat: `Flat ${chance.between(1, 300)}`, number: '1' }
    }
    const at = Math.floor(household / familiesToPostcode + (chance.next() - 0.5) * 6)
    return this.#home(Math.min(this.#postcodes - 1, Math.max(0, at)), chance)
  }

  #newHome(household: number, chance: Chance): Home {
    const here = Math.floor(household / familiesToPostcode)
    const at = chance.is(0.6) ? here + chance.between(-400, 400) : chance.below(this.#postcodes)
    return this.#home(((at % this.#postcodes) + this.#postcodes) % this.#postcodes, chance)
  }

  #home(postcode: number, chance: Chance): Home {
    return {
      flat: chance.is(0.14) ? `${chance.pick(flatWords)} ${chance.between(1, 24)}` : '',
      number: `${chance.between(1, 150)}${chance.is(0.03) ? chance.pick(['A', 'B']) : ''}`,
      street: streetOf(this.#seed, postcode),
      town: townOf(this.#seed, postcode),
      postcode: postcodeOf(postcode),
    }
  }

  /** A forename, a surname and a home of chance, for whoever changes theirs. */
  anySurname(origin: Origin, chance: Chance): string {
    return poolsOf(origin).surnames.draw(chance)
  }

  anyForename(origin: Origin, sex: Sex, chance: Chance): string {
    const pools = poolsOf(origin)
    return (sex === 'F' ? pools.girls : pools.boys).draw(chance)
  }

  anyHome(chance: Chance): Home {
    return this.#home(chance.below(this.#postcodes), chance)
  }
}

const familySizes: readonly (readonly [number, number])[] = [
  [1, 44],
  [2, 37],
  [3, 14],
  [4, 5],
]

/** Nobody calls two children Alfie and Freddie of Alfred, Abdulkadir and Abdikadir, Tiago and Santiago. */
function related(name: string, children: readonly Child[]): boolean {
  const calls = (of: string) => [of.toLowerCase(), ...spellingsOfForename(of), ...nicknamesOf(of)]
  const own = calls(name)
  return children.some(({ forename }) => {
    const [one, other] = [name.toLowerCase(), forename.toLowerCase()]
    return (
      calls(forename).some(call => own.includes(call)) ||
      (Math.min(one.length, other.length) > 3 && (one.endsWith(other) || other.endsWith(one))) ||
      areOneApart(bones(one), bones(other))
    )
  })
}

/** Is one long name the other without a letter? */
function areOneApart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length < 4 || long.length !== short.length + 1) return false
  for (let at = 0; at < long.length; at++) if (long.slice(0, at) + long.slice(at + 1) === short) return true
  return false
}

/** Lily-Mae and Lily-Rose: the first half of the first twin's name is the second's too. */
function hyphenatedFor(
  name: string,
  k: number,
  children: readonly Child[],
  pool: NamePool,
  chance: Chance,
): string {
  const shared = k === 0 ? name.split(/[-\s]/)[0]! : children[0]!.forename.split('-')[0]!
  const ofFirst = children[0]?.forename.split('-')[1]
  let half = pool.draw(chance).split(/[-\s]/)[0]!
  for (let i = 0; i < 20 && (half === shared || (ofFirst && bones(half) === bones(ofFirst))); i++)
    half = pool.draw(chance).split(/[-\s]/)[0]!
  return `${shared}-${half}`
}

function firstOfJanuary(days: number): number {
  const year = new Date(days * day).getUTCFullYear()
  const made = Date.UTC(Math.max(year, 2011), 0, 1) / day
  return made
}

/** Unique by the person's number. Authorities 001 to 009 do not exist; schools fill up as neighbours do. */
export function upnOf(person: number, birthday: number): string {
  const date = new Date(birthday * day)
  const entry = date.getUTCFullYear() + (date.getUTCMonth() >= 8 ? 5 : 4)
  const school = Math.floor(person / 400)
  const tail = `00${1 + Math.floor(school / 9000)}${String(1000 + (school % 9000))}${String(entry % 100).padStart(2, '0')}${String(person % 400).padStart(3, '0')}`
  return upnCheckLetter(tail)! + tail
}

/** No number of the United Kingdom begins with 06: of the right length, and nobody's. The thousand kept for drama are too few. */
function phoneOf(chance: Chance): string {
  return `06${String(chance.below(1_000_000_000)).padStart(9, '0')}`
}
