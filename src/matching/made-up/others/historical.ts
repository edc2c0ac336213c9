// People of four centuries in one list: two to ten records each, from as many hands. Little is said of anyone (names, a
// birthday that is often only a year, a birthplace, a postcode somebody guessed), a few forenames serve for most, and the
// same person stands there with a title, initials, a pen name, or the names the other way round.

import { Chance, idsOf } from './chance.ts'
import { damaged, dayIn } from './damage.ts'
import { type MadeSet, pairsWithin, type Row } from './made-set.ts'
import { birthplaces, oldForenames, oldSurnames, shortForms } from './names.ts'

type Person = {
  forenames: string[]
  surname: string
  marriedOr?: string
  alias?: [string, string]
  title?: string
  born: string
  onlyYear: boolean
  town: string
  postcode: string
}

// Area letters that no postcode has, one pair for each town: what is near is written alike.
const areas = new Map(
  birthplaces.values.map((town, i) => [
    town,
    `${'QVX'[i % 3]}${String.fromCharCode(65 + Math.floor(i / 3))}`,
  ]),
)

function person(chance: Chance): Person {
  const sex = chance.is(0.8) ? 'M' : 'F'
  const forenames = [chance.from(oldForenames[sex])]
  while (forenames.length < 4 && chance.is(forenames.length === 1 ? 0.4 : 0.2)) {
    const next = chance.from(oldForenames[sex])
    if (!forenames.includes(next)) forenames.push(next)
  }
  const surname = chance.from(oldSurnames)
  const town = chance.from(birthplaces)
  const from = chance.among([
    [1, 1600],
    [2, 1700],
    [6, 1800],
    [3, 1900],
  ] as const)
  return {
    forenames,
    surname,
    ...(sex === 'F' && chance.is(0.5) ? { marriedOr: chance.from(oldSurnames) } : {}),
    ...(chance.is(0.04)
      ? { alias: [chance.from(oldForenames[sex]), chance.from(oldSurnames)] as [string, string] }
      : {}),
    ...(sex === 'M' && chance.is(0.22)
      ? {
          title: chance.of([
            'sir',
            'rev',
            'dr',
            'captain',
            'lord',
            'hon.',
            'colonel',
            '1st baronet',
            '2nd earl of ' + chance.from(birthplaces),
          ]),
        }
      : {}),
    born: dayIn(chance, from, from === 1900 ? 1990 : from + 99),
    onlyYear: chance.is(0.2),
    town,
    postcode: `${areas.get(town)}${chance.between(1, 20)} ${chance.text('0AA')}`,
  }
}

function forenameIn(chance: Chance, { forenames, title }: Person): string {
  const first = forenames[0]!
  const plain = chance.among<() => string>([
    [50, () => first],
    [22, () => forenames.join(' ')],
    [6, () => chance.of(shortForms[first] ?? [first])],
    [5, () => first[0]!],
    [4, () => forenames.map(name => name[0]).join(' ')],
    [3, () => forenames[1] ?? first],
    [3, () => [first, ...forenames.slice(1).map(name => name[0])].join(' ')],
    [2, () => ''],
    [7, () => damaged(chance, first)],
  ])()
  return title !== undefined && plain !== '' && chance.is(0.5) && !/\d/.test(title)
    ? `${title} ${plain}`
    : plain
}

function surnameIn(chance: Chance, { surname, marriedOr, title }: Person): string {
  const plain = chance.among<() => string>([
    [78, () => surname],
    [8, () => damaged(chance, surname)],
    [9, () => marriedOr ?? surname],
    [2, () => (marriedOr === undefined ? surname : `${surname} ${marriedOr}`)],
    [3, () => ''],
  ])()
  return title !== undefined && /\d/.test(title) && chance.is(0.4) ? `${plain} ${title}`.trim() : plain
}

function bornIn(chance: Chance, { born, onlyYear }: Person): string {
  const [year, month] = born.split('-') as [string, string, string]
  if (onlyYear) {
    const near = chance.is(0.15) ? String(Number(year) + chance.of([-1, 1, -2, 2, 5])) : year
    return chance.among([
      [5, `${near}-01-01`],
      [2, near],
      [2, ''],
    ])
  }
  return chance.among<() => string>([
    [68, () => born],
    [8, () => `${year}-01-01`],
    [3, () => year],
    [12, () => ''],
    [3, () => `${Number(year) + chance.of([-1, 1, -10, 10])}${born.slice(4)}`],
    [3, () => `${year}-${month}-${String(chance.between(1, 28)).padStart(2, '0')}`],
    [3, () => born.replace(/\d(?=.{0,4}$)/, chance.text('0'))],
  ])()
}

function record(chance: Chance, who: Person): Row {
  const row: Row = {
    forename: forenameIn(chance, who),
    surname: surnameIn(chance, who),
    date_of_birth: bornIn(chance, who),
    town: chance.among<() => string>([
      [70, () => who.town],
      [18, () => ''],
      [7, () => chance.from(birthplaces)],
      [5, () => `near ${who.town}`],
    ])(),
    postcode: chance.among<() => string>([
      [58, () => who.postcode],
      [30, () => ''],
      [6, () => who.postcode.replace(/...$/, chance.text('0AA'))],
      [6, () => `${areas.get(who.town)}${chance.between(1, 20)} ${chance.text('0AA')}`],
    ])(),
  }
  if (who.alias !== undefined && chance.is(0.35)) [row.forename, row.surname] = who.alias
  if (chance.is(0.04)) [row.forename, row.surname] = [row.surname ?? '', row.forename ?? '']
  return row
}

/** About that many records, in clusters of two to ten. */
export function historical({ seed, records }: { seed: number; records: number }): MadeSet {
  const chance = new Chance(seed)
  const id = idsOf(chance, 'A0000000')
  const left: Row[] = []
  const groups: string[][] = []
  while (left.length < records) {
    const who = person(chance)
    const ids: string[] = []
    for (let n = chance.between(2, 10); n > 0 && left.length < records; n--) {
      const own = id()
      left.push({ ...record(chance, who), id: own })
      ids.push(own)
    }
    groups.push(ids)
  }
  return {
    name: `historical-${records}`,
    columns: ['id', 'forename', 'surname', 'date_of_birth', 'town', 'postcode'],
    left: chance.shuffle(left),
    truth: pairsWithin(groups),
  }
}
