import type { LocalDate } from '../calendar/local-date.ts'
import { Chance } from './chance.ts'
import { postcodeLetters, schoolNames, streets, townNames } from './names.ts'

/** The authority that is nowhere: reserved for tests, so nothing here can be taken for a real place. */
export const demoAuthority = { laCode: '001', name: 'Exampleshire' } as const

export type Phase = 'infant' | 'junior' | 'primary' | 'secondary' | 'special'

export type DemoSchool = {
  urn: string
  establishmentNumber: string
  name: string
  phase: Phase
  /** Year groups by number: 0 is Reception, -1 the nursery class. */
  lowestYear: number
  highestYear: number
  /** Pupils of each year group, from the lowest. */
  places: readonly number[]
  town: string
  street: string
  postcode: string
  telephone: string
  openedOn: LocalDate
  /** True for the one school whose autumn half term is a week before the others'. */
  ownTermDates: boolean
}

/** Schools that share their families: brothers and sisters are never further apart than this. */
export type Area = { index: number; town: string; schools: readonly DemoSchool[] }

/** What an area has, in the order in which it gets it when there are few schools. */
const mix: readonly Phase[] = [
  ...(['primary', 'secondary', 'junior', 'infant', 'primary'] as const),
  ...(['special', 'primary', 'secondary', 'primary', 'primary'] as const),
]

const yearsOf: Record<Phase, readonly [number, number]> = {
  infant: [0, 2],
  junior: [3, 6],
  primary: [0, 6],
  secondary: [7, 11],
  special: [0, 11],
}

const numbersFrom: Record<Phase, number> = {
  infant: 3000,
  junior: 3300,
  primary: 2000,
  secondary: 4000,
  special: 7000,
}

export const schoolsInArea = mix.length

/**
 * The schools of the made-up authority, an area at a time, with places for so many pupils in all.
 * The first primary and the first secondary are the ones most demonstrations are given at.
 */
export function* areas(seed: number, schools: number, pupils: number): Generator<Area> {
  const count = Math.max(1, Math.round(schools / schoolsInArea))
  const numbers = { ...numbersFrom }
  let schoolsDone = 0
  let pupilsDone = 0
  for (let index = 0; index < count; index++) {
    const schoolsHere = Math.floor((schools * (index + 1)) / count) - schoolsDone
    const pupilsHere = Math.floor((pupils * (schoolsDone + schoolsHere)) / schools) - pupilsDone
    const chance = new Chance(seed, 'area', index)
    const town =
      townNames[index % townNames.length]! +
      (index < townNames.length ? '' : ` ${1 + Math.floor(index / townNames.length)}`)
    const phases = Array.from({ length: schoolsHere }, (_, i) => mix[i % mix.length]!)
    const places = sharePlaces(phases, pupilsHere)
    const made = phases.map((phase, i): DemoSchool => {
      const number = ++numbers[phase]
      const order = schoolsDone + i
      const hasNursery = phase === 'primary' && order === 0
      const [lowest, highest] = yearsOf[phase]
      return {
        urn: String(999001 + order),
        establishmentNumber: String(number),
        name: nameOf(phase, order, town),
        phase,
        lowestYear: hasNursery ? -1 : lowest,
        highestYear: highest,
        places: hasNursery ? [Math.min(26, places[i]![0]!), ...places[i]!] : places[i]!,
        town,
        street: chance.pick(streets),
        postcode: postcodeFrom(chance),
        telephone: phoneFrom(chance),
        openedOn: `${chance.between(1954, 2016)}-09-01` as LocalDate,
        ownTermDates: order === 7 || (schools < 8 && order === schools - 1 && schools > 3),
      }
    })
    yield { index, town, schools: made }
    schoolsDone += schoolsHere
    pupilsDone += pupilsHere
  }
}

/** Shares an area's pupils over its schools so that each year group has about as many as the next. */
function sharePlaces(phases: readonly Phase[], pupils: number): number[][] {
  const weights = phases.map(phase => {
    const [lowest, highest] = yearsOf[phase]
    return Array.from({ length: highest - lowest + 1 }, (_, i) => {
      if (phase === 'special') return 0.02
      const year = lowest + i
      return (
        1 /
        phases.filter(other => other !== 'special' && yearsOf[other][0] <= year && yearsOf[other][1] >= year)
          .length
      )
    })
  })
  const total = weights.flat().reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  let given = 0
  return weights.map(years =>
    years.map(weight => {
      sum += weight
      const upToHere = Math.round((pupils * sum) / total)
      const here = upToHere - given
      given = upToHere
      return here
    }),
  )
}

function nameOf(phase: Phase, order: number, town: string): string {
  if (order === 0) return 'Exampleton Primary School'
  if (order === 1) return 'Sampleford Academy'
  if (order === 2) return 'Draftley Junior School'
  if (order === 3) return 'Draftley Infant School'
  const word = schoolNames[order % schoolNames.length]!
  const name = order < schoolNames.length ? word : `${town} ${word}`
  if (order === 8) return `St Zoë’s Primary School, ${town}`
  switch (phase) {
    case 'infant':
      return `${name} Infant School`
    case 'junior':
      return `${name} Junior School`
    case 'primary':
      return `${name} ${order % 4 === 0 ? 'Church of Exampleshire ' : ''}Primary School`
    case 'secondary':
      return order % 3 === 0 ? `${name} High School` : `${name} Academy`
    case 'special':
      return `${name} School`
  }
}

/** A postcode of the invented area ZZ99. */
export function postcodeFrom(chance: Chance): string {
  return `ZZ99 ${chance.below(10)}${chance.pick([...postcodeLetters])}${chance.pick([...postcodeLetters])}`
}

/** A number set aside for drama: nobody answers it. */
export const phoneFrom = (chance: Chance): string => `07700 900${String(chance.below(1000)).padStart(3, '0')}`
