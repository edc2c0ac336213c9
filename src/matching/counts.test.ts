import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { corpusOf, Values } from './corpus.ts'
import { type Counts, countsOf } from './counts.ts'
import { child, type Sketch } from './testing/compared.ts'

function counted(sketches: readonly Sketch[], own = 1): { counts: Counts; values: Values } {
  const values = new Values()
  const list = corpusOf(values, sketches.map(child))
  return { counts: countsOf(values, list, own), values }
}

const surnameShare = (sketches: readonly Sketch[], surname: string, own = 1): number => {
  const { counts, values } = counted(sketches, own)
  return 2 ** counts.surnames[values.surname(surname)]!
}
const many = (number: number, sketch: (at: number) => Sketch): Sketch[] =>
  Array.from({ length: number }, (_, at) => sketch(at))
/** Letters only: a name in numbers is none. */
const word = (at: number) => `q${at.toString(26).replaceAll(/\d/g, digit => 'klmnopqrst'[Number(digit)]!)}x`

describe('how common a value is', () => {
  test('is its share of a long list, but for the record itself', () => {
    const list = many(20_000, at => ({ surname: at < 2000 ? 'Smith' : word(at) }))
    assert.ok(Math.abs(surnameShare(list, 'Smith') - 0.1) < 0.005)
  })

  test('is never told from a short list alone', () => {
    // Ten Smiths in a list of ten are no sign that everybody is called Smith.
    const ten = surnameShare(
      many(10, () => ({ surname: 'Smith' })),
      'Smith',
    )
    assert.ok(ten > 0.01 && ten < 0.1, String(ten))
    const hundred = surnameShare(
      many(100, () => ({ surname: 'Smith' })),
      'Smith',
    )
    const thousand = surnameShare(
      many(1000, () => ({ surname: 'Smith' })),
      'Smith',
    )
    assert.ok(ten < hundred && hundred < thousand && thousand < 1)
  })

  test('is never nothing: a value that stands there once is met by chance all the same', () => {
    const list = many(50_000, at => ({ surname: word(at), phone: `07700 9${String(at).padStart(5, '0')}` }))
    assert.ok(surnameShare(list, word(7)) >= 1 / 50_000)
    const { counts, values } = counted(list.slice(0, 200))
    assert.ok(2 ** counts.phones[values.phones.id('07700900007')]! >= 1 / 20_000 - 1e-9)
    assert.ok(2 ** counts.surnames[values.surname(word(7))]! >= 1 / 2000 - 1e-9)
  })

  test('of a birthday of which the year alone was typed is that of the year', () => {
    const { counts } = counted(
      many(3000, at => ({ born: at < 1500 ? '2014' : `2013-0${(at % 9) + 1}-1${at % 7}` })),
    )
    assert.ok(2 ** counts.birthdays[0]! > 0.25, 'not as rare as a day')
    assert.ok(2 ** counts.birthdays[2000]! < 0.05)
  })

  test('a list against itself: two records of a child say nothing of other children', () => {
    const list = many(5000, at => ({ surname: at < 40 ? 'Smith' : word(at) }))
    assert.ok(surnameShare(list, 'Smith', 2) < surnameShare(list, 'Smith', 1))
  })

  test('the commoner the more, and all are shares', () => {
    const list = many(3000, at => ({
      surname: at % 3 === 0 ? 'Smith' : at % 7 === 0 ? 'Patel' : word(at),
      forename: at % 2 === 0 ? 'Oliver' : 'Ava',
      middle: 'Grace',
      born: at % 5 === 0 ? '2014-01-01' : `2014-0${1 + (at % 9)}-1${at % 7}`,
      home: { lines: `${at % 50} Sample Street`, town: 'Sampleton', postcode: `ZZ99 ${at % 9}AA` },
      phone: `07700 900${String(at % 900).padStart(3, '0')}`,
      contact: { surname: 'Smith', forename: 'Joy' },
      upn: `P-${10_000 + at}`,
    }))
    const { counts, values } = counted(list)
    const [smith, patel, rare] = ['Smith', 'Patel', word(1)].map(
      name => counts.surnames[values.surname(name)]!,
    )
    assert.ok(smith! > patel! && patel! > rare!)
    for (const [name, column] of Object.entries(counts))
      if (column instanceof Float32Array)
        assert.ok(
          column.every(bits => bits <= 0 && bits > -25),
          name,
        )
    // 1 January stands out by itself.
    assert.ok(counts.birthdays[0]! > counts.birthdays[1]! + 1)
  })

  test('what is not known is not counted', () => {
    const { counts } = counted([...many(500, () => ({})), ...many(500, at => ({ surname: word(at) }))])
    assert.ok(2 ** counts.surnames[0]! < 0.001)
    assert.ok(2 ** counts.birthdays[0]! < 0.001)
    assert.ok(2 ** counts.contacts[0]! < 0.001)
  })
})

describe('a forename', () => {
  test('is no news where half of those of the surname bear it', () => {
    const list = [
      ...many(200, at => ({ surname: 'Khan', forename: at < 100 ? 'Mohammed' : word(at) })),
      ...many(200, at => ({ surname: 'Smith', forename: at < 1 ? 'Mohammed' : word(at + 500) })),
      ...many(9600, at => ({ surname: word(at), forename: word(at % 700) })),
    ]
    const { counts, values } = counted(list)
    const [amongKhans, amongSmiths] = [counts.forenameGivenSurname[0]!, counts.forenameGivenSurname[200]!]
    const atLarge = counts.forenames[values.forename('Mohammed')]!
    assert.ok(Math.abs(2 ** amongKhans - 0.5) < 0.05)
    assert.ok(amongKhans > atLarge && atLarge > amongSmiths)
    // Of a surname that nobody else has, little is known: the forename is no rarer than at large, and still some news.
    const alone = counted([...list, { surname: 'Okonkwo', forename: 'Mohammed' }])
    const ofAll = alone.counts.forenames[alone.values.forename('Mohammed')]!
    const given = alone.counts.forenameGivenSurname.at(-1)!
    assert.ok(given >= ofAll && 2 ** given < 0.1)
  })

  test('that half of all bear is as common in a small family', () => {
    const list = many(4000, at => ({ surname: word(at), forename: at % 2 === 0 ? 'Ava' : word(at) }))
    const { counts } = counted(list)
    assert.ok(2 ** counts.forenameGivenSurname[0]! > 0.4)
    assert.ok(2 ** counts.forenameGivenSurname[1]! < 0.1)
  })

  test('of many spellings is as common as all of them', () => {
    const list = many(4000, at => ({
      forename: at < 100 ? 'Mohammed' : at < 300 ? 'Muhammad' : at < 301 ? 'Elizabeth' : word(at),
    }))
    const { counts, values } = counted(list)
    const share = (name: string) => 2 ** counts.forenameVariants[values.forename(name)]!
    // A short list is not believed to the letter: its shares are drawn towards the usual one.
    assert.ok(Math.abs(share('Mohammed') - 299 / 4300) < 0.001)
    assert.equal(share('Mohammed'), share('Muhammad'))
    assert.ok(share('Elizabeth') < 0.001)
  })
})
