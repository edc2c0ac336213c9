// Adults of another country: lower case, four-digit postcodes, a state for a county, birthdays of a century, a number of
// seven digits that no check letter guards, nobody's sex. Each double has a few errors of every sort a typist, an ear and
// a scanner make, and some values that are simply another's.

import { Chance, idsOf } from './chance.ts'
import { abbreviated, damaged, dayIn, misheard, slip } from './damage.ts'
import { type MadeSet, pairsWithin, type Row } from './made-set.ts'
import { settlerForenames, settlerProperties, settlerStreets, settlerSurnames, suburbs } from './names.ts'

export type AdultsAsked = {
  seed: number
  people: number
  /** How birthdays are written, and whether the number is there (in the column `upn`). */
  days: 'YYYYMMDD' | 'YYYY-MM-DD'
  number: boolean
  /** Errors a double has in all, at most so many in one field. */
  errors: { least: number; most: number; inOneField: number }
}

const columns = [
  'surname',
  'forename',
  'date_of_birth',
  'address_line_1',
  'address_line_2',
  'town',
  'county',
  'postcode',
  'upn',
] as const

function person(chance: Chance): Row {
  const home = chance.of(suburbs)
  const sex = chance.of(['F', 'M'] as const)
  const row: Row = {
    forename: chance.from(settlerForenames[sex]),
    surname: chance.from(settlerSurnames),
    date_of_birth: dayIn(chance, 1900, 1999),
    address_line_1: `${chance.is(0.9) ? chance.between(1, 99) : chance.between(100, 680)} ${chance.of(settlerStreets)}`,
    address_line_2: chance.is(0.35)
      ? chance.of(settlerProperties)
      : chance.is(0.2)
        ? `unit ${chance.between(1, 40)}`
        : '',
    town: home.town,
    county: home.state,
    postcode: home.postcode,
    upn: chance.text('0000000'),
  }
  const missing = {
    forename: 0.025,
    surname: 0.01,
    date_of_birth: 0.02,
    address_line_1: 0.03,
    town: 0.01,
    county: 0.01,
  }
  for (const [field, share] of Object.entries(missing)) if (chance.is(share)) row[field] = ''
  return row
}

/** The field of a row with one error more. */
function worsened(chance: Chance, row: Row, field: string): void {
  const text = row[field] ?? ''
  if (field === 'date_of_birth') {
    row[field] = chance.among<() => string>([
      [
        4,
        () =>
          slip(chance, text.replaceAll('-', ''))
            .replace(/[^0-9]/g, '1')
            .padEnd(8, '0')
            .slice(0, 8)
            .replace(/^(....)(..)/, '$1-$2-'),
      ],
      [2, () => text.replace(/^(....)-(..)-(..)$/, '$1-$3-$2')],
      [2, () => dayIn(chance, 1900, 1999)],
      [1.5, () => ''],
    ])()
    return
  }
  if (field === 'postcode' || field === 'upn') {
    row[field] = chance.is(0.85) ? slip(chance, text).replace(/[^0-9]/g, '7') : field === 'upn' ? text : ''
    return
  }
  if (field === 'county') {
    row[field] = chance.is(0.7) ? slip(chance, text) : ''
    return
  }
  row[field] = chance.among<() => string>([
    [6, () => damaged(chance, text)],
    [1.5, () => misheard(chance, text)],
    [1, () => abbreviated(chance, text)],
    [1, () => (text.length > 4 ? text.slice(0, 2) + ' ' + text.slice(2) : text)],
    [1.2, () => ''],
    [0.8, () => person(chance)[field] ?? ''],
  ])()
}

const exchange = (row: Row, one: string, other: string) => {
  const kept = row[one] ?? ''
  row[one] = row[other] ?? ''
  row[other] = kept
}

function double(chance: Chance, original: Row, errors: AdultsAsked['errors']): Row {
  const row = { ...original }
  const had = new Map<string, number>()
  for (let left = chance.between(errors.least, errors.most); left > 0; left--) {
    if (chance.is(0.07)) {
      const [one, other] = chance.of([
        ['forename', 'surname'],
        ['address_line_2', 'town'],
        ['address_line_1', 'address_line_2'],
      ] as const)
      exchange(row, one, other)
      continue
    }
    const field = chance.of(columns.filter(column => (had.get(column) ?? 0) < errors.inOneField))
    had.set(field, (had.get(field) ?? 0) + 1)
    worsened(chance, row, field)
  }
  return row
}

function written(row: Row, asked: AdultsAsked): Row {
  const out = { ...row }
  if (asked.days === 'YYYYMMDD') out.date_of_birth = (row.date_of_birth ?? '').replaceAll('-', '')
  if (!asked.number) delete out.upn
  return out
}

const columnsOf = (asked: AdultsAsked) => [
  'id',
  ...columns.filter(column => asked.number || column !== 'upn'),
]

/** Originals in one list, one double of each in the other. */
export function adults(asked: AdultsAsked): MadeSet {
  const chance = new Chance(asked.seed)
  const id = idsOf(chance)
  const left: Row[] = []
  const right: Row[] = []
  const truth: [string, string][] = []
  for (let i = 0; i < asked.people; i++) {
    const original = person(chance)
    const pair: [string, string] = [id(), id()]
    left.push({ ...written(original, asked), id: pair[0] })
    right.push({ ...written(double(chance, original, asked.errors), asked), id: pair[1] })
    truth.push(pair)
  }
  const name = `adults${asked.days === 'YYYYMMDD' ? '' : '-iso'}${asked.number ? '' : '-nonumber'}`
  return { name, columns: columnsOf(asked), left: chance.shuffle(left), right: chance.shuffle(right), truth }
}

/** One list with up to five doubles of a person, as many as one of three distributions says. */
export function adultsOneList(asked: AdultsAsked & { spread: 'zipf' | 'poisson' | 'uniform' }): MadeSet {
  const chance = new Chance(asked.seed)
  const id = idsOf(chance)
  const left: Row[] = []
  const groups: string[][] = []
  const doubles = {
    zipf: () =>
      chance.among([
        [1, 1],
        [1 / 2, 2],
        [1 / 3, 3],
        [1 / 4, 4],
        [1 / 5, 5],
      ] as const),
    poisson: () => Math.min(5, chance.poisson(1.2)),
    uniform: () => chance.between(1, 5),
  }[asked.spread]
  for (let i = 0; i < asked.people; i++) {
    const original = person(chance)
    const rows = [original]
    if (chance.is(0.6)) for (let n = doubles(); n > 0; n--) rows.push(double(chance, original, asked.errors))
    groups.push(
      rows.map(row => {
        const own = id()
        left.push({ ...written(row, asked), id: own })
        return own
      }),
    )
  }
  const name = `adults-dedupe-${asked.spread}`
  return { name, columns: columnsOf(asked), left: chance.shuffle(left), truth: pairsWithin(groups) }
}
