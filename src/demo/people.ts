import { addDays, dateOf, daysBetween, type LocalDate } from '../calendar/local-date.ts'
import { upnCheckLetter } from '../formats/upn.ts'
import { Chance } from './chance.ts'
import { type Origin, origins, streets } from './names.ts'
import { type Area, type DemoSchool, demoAuthority, phoneFrom, postcodeFrom } from './schools.ts'

export type Sex = 'F' | 'M'

export type Home = { paon: string; street: string; town: string; postcode: string }

export type Parent = {
  title: string
  surname: string
  forename: string
  relationship: string
  hasResponsibility: boolean
  livesWithChild: boolean
  phone: string
  secondPhone: string | undefined
  email: string | undefined
  /** Where they live when it is not with the child. */
  home: Home | undefined
}

export type Family = {
  home: Home
  parents: Parent[]
  origin: Origin
  language: string
  childrensNames: Set<string>
}

export type Child = {
  surname: string
  forename: string
  middleNames: string | undefined
  preferredForename: string | undefined
  formerSurname: string | undefined
  sex: Sex
  dateOfBirth: LocalDate
  /** 0 is Reception, -1 the nursery class. */
  year: number
  family: Family
  upn: string | undefined
  ethnicity: string
  language: string
  senProvision: 'N' | 'K' | 'E'
  senNeed: string | undefined
  freeMeals: boolean
  inCare: boolean
  inNeed: boolean
  protectionPlan: boolean
  youngCarer: boolean
  service: boolean
}

/** A child's place on one roll. */
export type Enrolment = {
  school: DemoSchool
  misId: string
  child: Child
  group: string
  entryDate: LocalDate
  /** True for a child who came into the lowest class when the year began. */
  inMostJunior: boolean
  leavingDate?: LocalDate
  leavingReason?: string
  ground?: string
  destination?: { urn?: string; name: string; startsOn?: LocalDate }
  /** The name as this school has it, when it differs. */
  as?: { surname: string; forename: string }
  withoutUpn?: boolean
}

/** When children come onto a school's roll. */
export type EntryDays = {
  /** The first school day of the year in which a child of this year group was in the school's lowest class. */
  usual: (year: number, school: DemoSchool) => LocalDate
  schoolDayFrom: (date: LocalDate, school: DemoSchool) => LocalDate
}

const needs = ['SPLD', 'MLD', 'SEMH', 'SLCN', 'ASD', 'HI', 'VI', 'PD', 'OTH']

/** Hands out UPNs, each once: three digits for a school and a year, as the real ones have. */
class Upns {
  readonly #given = new Map<string, number>()

  next(establishmentNumber: string, year: number): string | undefined {
    const issued = `${demoAuthority.laCode}${establishmentNumber}${String(year % 100).padStart(2, '0')}`
    const serial = (this.#given.get(issued) ?? 0) + 1
    if (serial > 999) return undefined
    this.#given.set(issued, serial)
    const tail = issued + String(serial).padStart(3, '0')
    return upnCheckLetter(tail) + tail
  }
}

/** Makes the families of one area. Every choice follows from the seed and the area. */
export class People {
  readonly #chance: Chance
  readonly #upns = new Upns()
  readonly #area: Area
  readonly #schoolYear: number
  readonly #issuers: readonly DemoSchool[]

  constructor(seed: number, area: Area, schoolYear: number) {
    this.#chance = new Chance(seed, 'people', area.index)
    this.#area = area
    this.#schoolYear = schoolYear
    const firstSchools = area.schools.filter(school => school.lowestYear <= 0 && school.phase !== 'special')
    this.#issuers = firstSchools.length > 0 ? firstSchools : area.schools
  }

  /** A family with so many adults at home and a place to live. */
  family(wanted: { surname?: string; origin?: string } = {}): Family {
    const chance = this.#chance
    const origin =
      origins.find(candidate => candidate.name === wanted.origin) ??
      chance.weighted(origins.map(candidate => [candidate, candidate.share] as const))
    const surname = wanted.surname ?? chance.pick(origin.surnames)
    const home = this.home()
    const parents = [this.#parent(origin, surname, 'mother', true)]
    if (chance.is(0.78)) {
      const livesThere = chance.is(0.74)
      const other = this.#parent(
        origin,
        chance.is(0.8) ? surname : chance.pick(origin.surnames),
        'father',
        livesThere,
      )
      if (chance.is(0.08))
        Object.assign(other, {
          relationship: 'STF',
          hasResponsibility: false,
          livesWithChild: true,
          home: undefined,
        })
      parents.push(other)
    }
    if (chance.is(0.12)) parents.reverse()
    if (chance.is(0.3)) {
      const relative = this.#parent(
        origin,
        chance.pick(origin.surnames),
        chance.is(0.7) ? 'mother' : 'father',
        false,
      )
      parents.push({ ...relative, relationship: 'REL', hasResponsibility: false })
    }
    const language = chance.is(0.35) ? 'ENG' : origin.language
    return {
      home,
      parents,
      origin,
      language,
      childrensNames: new Set(parents.map(parent => parent.forename)),
    }
  }

  home(): Home {
    const chance = this.#chance
    const street = chance.pick(streets)
    // One postcode for each street and hundred, as streets have.
    const number = chance.between(1, 120)
    return {
      paon: String(number),
      street,
      town: this.#area.town,
      postcode: postcodeFrom(new Chance('street', this.#area.town, street, Math.floor(number / 60))),
    }
  }

  #parent(origin: Origin, surname: string, which: 'mother' | 'father', livesThere: boolean): Parent {
    const chance = this.#chance
    const from = chance.is(0.9) ? origin : chance.pick(origins)
    const forename = chance.pick(which === 'mother' ? from.girls : from.boys)
    const address = `${forename}.${surname}`
      .normalize('NFD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase()
    return {
      title: which === 'mother' ? chance.pick(['Ms', 'Mrs', 'Miss']) : 'Mr',
      surname,
      forename,
      relationship: which === 'mother' ? 'PAM' : 'PAF',
      hasResponsibility: livesThere || chance.is(0.75),
      livesWithChild: livesThere,
      phone: phoneFrom(chance),
      secondPhone: chance.is(0.25) ? phoneFrom(chance) : undefined,
      email: chance.is(0.8) ? `${address}${chance.between(1, 999)}@example.org` : undefined,
      home: livesThere ? undefined : this.home(),
    }
  }

  /** A child of a family, in a year group. `like`: a twin of this one. */
  child(family: Family, year: number, wanted: Partial<Child> = {}, like?: Child): Child {
    const chance = this.#chance
    const origin = family.origin
    const sex: Sex = chance.is(0.5) ? 'F' : 'M'
    const from = chance.is(0.88) ? origin : chance.pick(origins)
    const names = (wanted.sex ?? sex) === 'F' ? from.girls : from.boys
    const bornFrom = dateOf(this.#schoolYear - 5 - year, 9, 1)
    const days = daysBetween(bornFrom, dateOf(this.#schoolYear - 4 - year, 8, 31))
    const surname =
      chance.is(0.12) && family.parents.length > 1 ? family.parents[1]!.surname : family.parents[0]!.surname
    const senProvision = chance.weighted([
      ['N', 83],
      ['K', 13],
      ['E', 4],
    ] as const)
    const issuer = chance.pick(this.#issuers)
    const started = Math.min(this.#schoolYear, this.#schoolYear - year)
    const upn = this.#upns.next(issuer.establishmentNumber, year < 0 ? this.#schoolYear : started)
    return {
      surname,
      forename: newName(chance, names, family.childrensNames),
      middleNames: chance.is(0.45)
        ? chance.pick((wanted.sex ?? sex) === 'F' ? origin.girls : origin.boys)
        : undefined,
      preferredForename: undefined,
      formerSurname: chance.is(0.02) ? chance.pick(origin.surnames) : undefined,
      sex,
      dateOfBirth: like?.dateOfBirth ?? addDays(bornFrom, chance.between(0, days)),
      year,
      family,
      upn,
      ethnicity: chance.is(0.04) ? chance.pick(['NOBT', 'REFU', 'MOTH']) : chance.pick(origin.ethnicity),
      language: family.language,
      senProvision,
      senNeed: senProvision === 'N' ? undefined : chance.pick(needs),
      freeMeals: chance.is(0.24),
      inCare: chance.is(0.007),
      inNeed: chance.is(0.02),
      protectionPlan: chance.is(0.004),
      youngCarer: chance.is(0.008),
      service: chance.is(0.005),
      ...wanted,
    }
  }

  /** Fills every place of the area with families; brothers and sisters go where there is room. */
  fill(taken: readonly Enrolment[], on: LocalDate, entry: EntryDays): Enrolment[] {
    const chance = this.#chance
    const schools = this.#area.schools
    const room = schools.map(school => [...school.places])
    const ids = new Map<DemoSchool, number>()
    const all: Enrolment[] = [...taken]
    for (const { school, child } of taken) {
      const at = schools.indexOf(school)
      const year = child.year - school.lowestYear
      if (room[at]?.[year] !== undefined) room[at][year]!--
      ids.set(school, (ids.get(school) ?? 0) + 1)
    }
    const nextId = (school: DemoSchool): string => {
      const n = (ids.get(school) ?? 0) + 1
      ids.set(school, n)
      return String(1000 + n)
    }
    const place = (child: Child, preferred: number): number | undefined => {
      const has = (at: number) => (room[at]?.[child.year - schools[at]!.lowestYear] ?? 0) > 0
      if (preferred >= 0 && has(preferred)) return preferred
      const able = schools.flatMap((school, at) => (school.phase !== 'special' && has(at) ? [at] : []))
      return able.length > 0 ? chance.pick(able) : undefined
    }
    const enrol = (child: Child, at: number): void => {
      const school = schools[at]!
      room[at]![child.year - school.lowestYear]!--
      const usual = entry.usual(child.year, school)
      const later = chance.is(0.07)
        ? entry.schoolDayFrom(addDays(usual, chance.between(20, 260)), school)
        : usual
      const entryDate = later <= on ? later : usual
      all.push({
        school,
        misId: nextId(school),
        child:
          school.phase === 'special'
            ? { ...child, senProvision: 'E', senNeed: child.senNeed ?? chance.pick(needs) }
            : child,
        group: '',
        entryDate,
        inMostJunior: entryDate === usual,
        // A few have come from abroad so lately that they have none.
        withoutUpn: chance.is(0.003),
      })
    }
    schools.forEach((school, at) => {
      room[at]!.forEach((_, yearAt) => {
        while (room[at]![yearAt]! > 0) {
          const family = this.family()
          const eldest = this.child(family, school.lowestYear + yearAt)
          enrol(eldest, at)
          if (chance.is(0.012)) {
            const twin = this.child(family, eldest.year, { surname: eldest.surname }, eldest)
            const twinAt = place(twin, at)
            if (twinAt !== undefined && twin.forename !== eldest.forename) enrol(twin, twinAt)
          }
          let year = eldest.year
          const more = chance.weighted([
            [0, 40],
            [1, 38],
            [2, 15],
            [3, 6],
            [4, 1],
          ] as const)
          for (let n = 0; n < more; n++) {
            year += chance.between(2, 4)
            if (year > 11) break
            const sibling = this.child(family, year)
            const siblingAt = place(sibling, at)
            if (siblingAt !== undefined) enrol(sibling, siblingAt)
          }
        }
      })
    })
    for (const enrolment of all) enrolment.group ||= groupOf(enrolment)
    return all
  }
}

/** A name that nobody in the family has yet, as far as there is one. */
function newName(chance: Chance, names: readonly string[], taken: Set<string>): string {
  let name = chance.pick(names)
  for (let tries = 0; taken.has(name) && tries < 20; tries++) name = chance.pick(names)
  taken.add(name)
  return name
}

/** A class of about thirty: `RA`, `5B`, `10C`. */
function groupOf({ school, child, misId }: Enrolment): string {
  const places = school.places[child.year - school.lowestYear] ?? 30
  const classes = Math.max(1, Math.round(places / 30))
  const letter = String.fromCharCode(65 + (Number(misId) % classes))
  return (child.year < 0 ? 'N' : child.year === 0 ? 'R' : String(child.year)) + letter
}

/** A year group as its code in files: `N2`, `R`, `1` to `11`. */
export const yearCode = (year: number): string => (year < 0 ? 'N2' : year === 0 ? 'R' : String(year))
