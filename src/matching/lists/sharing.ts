import { type Corpus, type columnNames, type Names, type Texts, Values } from '../corpus.ts'

/**
 * The distinct values of a list as one thread hands them to another, and two lists' values made one. Each thread reads a
 * file by itself, so that the same name has a number of its own in each: the right list's numbers are turned into the left's.
 */
export type PlainValues = {
  wholes: string[]
  parts: (readonly number[])[]
  sounds: number[]
  initials: boolean[]
  upnKinds: number[]
  addressNumbers: number[]
  addressStreets: number[]
  texts: Record<PlainTexts, string[]>
}

const textNames = [
  'upns',
  'postcodes',
  'addresses',
  'numbers',
  'streets',
  'flats',
  'towns',
  'phones',
  'datesAsTyped',
] as const
type PlainTexts = (typeof textNames)[number]

/** What another thread needs in order to compare by these values. */
export function plainValues(values: Values): PlainValues {
  const { wholes, parts, sounds, initials } = values.names
  const texts = {} as Record<PlainTexts, string[]>
  for (const name of textNames) texts[name] = values[name].texts
  const { upnKinds, addressNumbers, addressStreets } = values
  return { wholes, parts, sounds, initials, upnKinds, addressNumbers, addressStreets, texts }
}

/** The values that another thread gave, with the same numbers. */
export function valuesFrom(plain: PlainValues): Values {
  const values = new Values()
  addNames(values.names, plain)
  for (const name of textNames) addTexts(values[name], plain.texts[name])
  refill(values.upnKinds, plain.upnKinds)
  refill(values.addressNumbers, plain.addressNumbers)
  refill(values.addressStreets, plain.addressStreets)
  return values
}

/** Gives a list's columns the numbers of `values`, to which what is new in the list's own values is added. */
export function renumber(values: Values, own: PlainValues, columns: Corpus): void {
  const names = addNames(values.names, own)
  const numbers = {} as Record<PlainTexts, Int32Array>
  for (const name of textNames)
    if (name !== 'addresses') numbers[name] = addTexts(values[name], own.texts[name])
  for (const [i, upn] of own.texts.upns.entries()) {
    const id = numbers.upns[i]!
    if (id === values.upnKinds.length && upn !== '') values.upnKinds.push(own.upnKinds[i]!)
  }
  const addresses = own.texts.addresses.map((address, i) => {
    const id = values.addresses.id(address)
    if (id === values.addressNumbers.length) {
      values.addressNumbers.push(numbers.numbers[own.addressNumbers[i]!]!)
      values.addressStreets.push(numbers.streets[own.addressStreets[i]!]!)
    }
    return id
  })
  const by = {
    surnames: names,
    forenames: names,
    middles: names,
    bornAsTyped: numbers.datesAsTyped,
    upns: numbers.upns,
    postcodes: numbers.postcodes,
    addresses: Int32Array.from(addresses),
    flats: numbers.flats,
    towns: numbers.towns,
    phones: numbers.phones,
    contactSurnames: names,
    contactForenames: names,
  } as const satisfies Partial<Record<(typeof columnNames)[number], Int32Array>>
  for (const [column, ids] of Object.entries(by) as [keyof typeof by, Int32Array][]) {
    const cells = columns[column]
    for (let i = 0; i < cells.length; i++) cells[i] = ids[cells[i]!]!
  }
}

/** Adds names; gives the number here of each. */
function addNames(names: Names, { wholes, parts, initials }: PlainValues): Int32Array {
  const ids = new Int32Array(wholes.length)
  // All wholes first: a name that was met in one piece and only later as a double one has parts with higher numbers than its
  // own, and they must have the same numbers here.
  for (let i = 1; i < wholes.length; i++)
    ids[i] = names.id({ whole: wholes[i]!, parts: [], initial: initials[i]! })
  for (let i = 1; i < wholes.length; i++)
    if (parts[i]!.length > 0)
      names.id({ whole: wholes[i]!, parts: parts[i]!.map(part => wholes[part]!), initial: initials[i]! })
  return ids
}

function addTexts(to: Texts, texts: readonly string[]): Int32Array {
  const ids = new Int32Array(texts.length)
  for (let i = 0; i < texts.length; i++) ids[i] = to.id(texts[i]!)
  return ids
}

function refill(to: number[], from: readonly number[]): void {
  to.length = 0
  for (const one of from) to.push(one)
}
