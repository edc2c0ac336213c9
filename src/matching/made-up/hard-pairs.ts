// Pairs made on purpose to be taken for the same child, among a town of others so that names are as common as they are. The
// left list holds one of a pair and the right list the other; whoever is a different child has no counterpart at all, so that
// nothing draws the record away from the wrong one.

import { Chance } from './chance.ts'
import { leftRecord, type MadeRecord, Maker, type MakerSettings, rightRecord } from './lists.ts'
import { type Child, type Household, type Origin, type PoolSetting, Population, upnOf } from './population.ts'

export const kinds = [
  'twins',
  'hyphenated twins',
  'siblings ten months apart',
  'namesakes with one birthday',
  'mirrored names',
  'parent and child of one name',
  'adopted child',
  'two UPNs',
] as const

/**
 * The first six kinds are two people. The last two are one child: adopted, under a new name in a new home with a new UPN, and
 * a child who was given two UPNs. None of the eight may be joined without a person.
 */
export type Kind = (typeof kinds)[number]

export const isOneChild = (kind: Kind): boolean => kind === 'adopted child' || kind === 'two UPNs'

export type HardPair = { kind: Kind; left: string; right: string; origin: Origin }

export type HardSettings = {
  /** How many of each kind. */
  each: number
  /** How many children live around them, in both lists. */
  around: number
  seed: number
  pool: PoolSetting
  /** Errors of the right list; 1 if not said. */
  errors?: number
}

/** Both lists, and which records are the pairs. The records around them are in both lists as everybody is. */
export function makeHardPairs(settings: HardSettings): {
  left: MadeRecord[]
  right: MadeRecord[]
  pairs: HardPair[]
} {
  const { each, around, seed, pool, errors = 1 } = settings
  const maker: MakerSettings = { children: around, seed, errors, pool }
  const town = new Maker(maker)
  const left = [...town.left()]
  const right = [...town.right()]
  // The families of pairs live in the same streets, under numbers that nobody of the town has.
  const families = town.families
  const population = new Population({ seed, pool, families, errors })
  let household = families
  let person = town.people
  const pairs: HardPair[] = []

  for (const kind of kinds) {
    for (let i = 0; i < each; i++) {
      const chance = new Chance(seed, kind, i)
      const made = makePair(kind, household, person, population, chance)
      household += 2
      person += 8
      const idLeft = `LH${kinds.indexOf(kind)}${String(i).padStart(6, '0')}`
      const idRight = `RH${kinds.indexOf(kind)}${String(i).padStart(6, '0')}`
      left.push(made.finish(leftRecord(made.left.household, made.left.child, idLeft, maker), 'left'))
      right.push(
        made.finish(rightRecord(made.right.household, made.right.child, idRight, maker, population), 'right'),
      )
      pairs.push({ kind, left: idLeft, right: idRight, origin: made.left.household.origin })
    }
  }
  // Not in a row at the end: nothing about where a record stands says what it is.
  const chance = new Chance(seed, 'mixed')
  mix(left, chance)
  mix(right, chance)
  return { left, right, pairs }
}

type Someone = { household: Household; child: Child }
type Made = {
  left: Someone
  right: Someone
  finish: (record: MadeRecord, list: 'left' | 'right') => MadeRecord
}
/** So far from the first number that the second was given by another school. */
const farAway = 2_000_003
const asItIs = (record: MadeRecord) => record

function makePair(
  kind: Kind,
  household: number,
  person: number,
  population: Population,
  chance: Chance,
): Made {
  const place = chance.below(population.settings.families)
  const family = (forced: Parameters<Population['household']>[2]) =>
    population.household(household, person, { ...forced, livesAs: place })
  /** Another family, at the other end of the town and staying there: no street in common by accident. */
  const elsewhere = (forced: Parameters<Population['household']>[2]): Household => ({
    ...population.household(household + 1, person + 4, {
      ...forced,
      children: 1,
      livesAs: Math.floor(place + population.settings.families / 2) % population.settings.families,
    }),
    movedTo: undefined,
  })
  const both = (made: Household, first: number, second: number): Pick<Made, 'left' | 'right'> => ({
    left: { household: made, child: made.children[first]! },
    right: { household: made, child: made.children[second]! },
  })
  switch (kind) {
    case 'twins':
      return { ...both(family({ children: 2, twins: true }), 0, 1), finish: asItIs }
    case 'hyphenated twins':
      return { ...both(family({ children: 2, twins: true, hyphenated: true }), 0, 1), finish: asItIs }
    case 'siblings ten months apart':
      return { ...both(family({ children: 2, gap: chance.between(292, 320) }), 0, 1), finish: asItIs }
    case 'namesakes with one birthday':
    case 'mirrored names': {
      const one = family({ children: 1 })
      const other = elsewhere({ origin: one.origin })
      const child = one.children[0]!
      const mirrored = kind === 'mirrored names'
      const given = {
        ...other.children[0]!,
        sex: child.sex,
        surname: mirrored ? child.forename : child.surname,
        forename: mirrored ? child.surname : child.forename,
        birthday: child.birthday,
        upn: upnOf(person + farAway, child.birthday),
      }
      return {
        left: { household: one, child },
        right: { household: other, child: given },
        finish: asItIs,
      }
    }
    case 'parent and child of one name': {
      const made = family({ children: 1 })
      const child = made.children[0]!
      const parent: Child = {
        ...child,
        person: person + 4,
        middleNames: chance.is(0.5) ? child.middleNames : '',
        birthday: child.birthday - Math.round(365.25 * chance.between(18, 42)) - chance.below(365),
        upn: '',
      }
      const childLeft = chance.is(0.5)
      const someone = { household: made, child }
      const elder = { household: made, child: parent }
      return {
        left: childLeft ? someone : elder,
        right: childLeft ? elder : someone,
        // Grown-up people were never given a number, and an error must not make one.
        finish: (record, list) =>
          (list === 'right') === childLeft
            ? { ...record, upn: '', truth: { ...record.truth, upnGiven: false } }
            : record,
      }
    }
    case 'adopted child': {
      const before = family({ children: 1 })
      const after = elsewhere({})
      const child = before.children[0]!
      const given = {
        ...child,
        surname: after.children[0]!.surname,
        upn: upnOf(person + farAway, child.birthday),
      }
      return {
        left: { household: before, child },
        right: { household: after, child: given },
        // Nothing in the new record leads back: that is the point of a new identity.
        finish: (record, list) => (list === 'right' ? { ...record, former_surname: '' } : record),
      }
    }
    case 'two UPNs': {
      const made = family({ children: 1 })
      const child = made.children[0]!
      const second = upnOf(person + farAway, child.birthday)
      return {
        left: { household: made, child },
        right: { household: made, child },
        finish: (record, list) =>
          list === 'right'
            ? { ...record, upn: second, truth: { ...record.truth, upnGiven: true } }
            : { ...record, upn: child.upn },
      }
    }
  }
}

function mix(records: MadeRecord[], chance: Chance): void {
  for (let i = records.length - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const kept = records[i]!
    records[i] = records[j]!
    records[j] = kept
  }
}
