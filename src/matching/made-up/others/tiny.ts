// The demonstration set that every tool is tried on first: a thousand rows, four columns, most of them with holes, every
// second value mistyped. Hardly enough to learn from.

import { Chance, idsOf } from './chance.ts'
import { damaged, dayIn, wrongDay } from './damage.ts'
import { type MadeSet, pairsWithin, type Row } from './made-set.ts'
import { birthplaces, origins } from './names.ts'

/** About that many records of about a quarter as many people, one to six each. */
export function tiny({ seed, records }: { seed: number; records: number }): MadeSet {
  const chance = new Chance(seed)
  const id = idsOf(chance)
  const english = origins[0]!
  const left: Row[] = []
  const groups: string[][] = []
  const written = (text: string) => {
    let out = text
    for (const share of [0.2, 0.4]) {
      if (!chance.is(share)) break
      out = damaged(chance, out)
    }
    return out
  }
  while (left.length < records) {
    const forename = chance.from(english[chance.of(['F', 'M'] as const)])
    const surname = chance.from(english.surnames)
    const born = dayIn(chance, 1970, 2022)
    const town = chance.from(birthplaces)
    const ids: string[] = []
    for (let n = chance.between(1, 6) + (chance.is(0.5) ? 1 : 0); n > 0 && left.length < records; n--) {
      const row: Row = {
        id: id(),
        forename: chance.is(0.15) ? '' : written(forename),
        surname: chance.is(0.16) ? '' : chance.is(0.05) ? surname.slice(0, 4) : written(surname),
        date_of_birth: chance.is(0.03) ? '' : chance.is(0.16) ? wrongDay(chance, born) : born,
        town: chance.is(0.18) ? '' : written(town),
      }
      if (chance.is(0.05)) [row.forename, row.surname] = [row.surname!, row.forename!]
      left.push(row)
      ids.push(row.id!)
    }
    groups.push(ids)
  }
  return {
    name: `tiny-${records}`,
    columns: ['id', 'forename', 'surname', 'date_of_birth', 'town'],
    left: chance.shuffle(left),
    truth: pairsWithin(groups),
  }
}
