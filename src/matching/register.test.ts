import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { corpusOf, Values } from './corpus.ts'
import { judge } from './judge.ts'
import { makeLists } from './made-up/lists.ts'
import {
  countedNames,
  countsFrom,
  plainRegister,
  type Register,
  registerFrom,
  registerOfPlain,
  usualRegister,
  versionOf,
} from './register.ts'
import { child, describedOf, type Sketch } from './testing/compared.ts'
import { startingWeights } from './weights.ts'

const made = makeLists({ children: 1500, seed: 76, errors: 1, pool: 'concentrated' })
const records = made.left.map(describedOf)
const counted = (of: typeof records): Register => {
  const values = new Values()
  return registerFrom(values, corpusOf(values, of), startingWeights)
}
const register = counted(records)

const bitsOf = (of: Register, sketch: Sketch) => {
  const values = new Values()
  const list = corpusOf(values, [child(sketch)])
  return { counts: countsFrom(of, values, list), values }
}

describe('a register', () => {
  test('says how many bear a name', () => {
    const surnames = records.map(({ surnames }) => surnames[0]!.toLowerCase())
    const commonest = [...register.surnames][0]!
    assert.equal(commonest[1], surnames.filter(name => name === commonest[0]).length)
    assert.equal(register.children, records.length)
    const { counts, values } = bitsOf(register, { surname: commonest[0] })
    const share = 2 ** counts.surnames[values.surname(commonest[0])]!
    assert.ok(Math.abs(share - (commonest[1] + 1) / records.length) < 1e-6)
  })

  test('holds a name it never counted to be rare, and never impossible', () => {
    const { counts, values } = bitsOf(register, { surname: 'Quarmbyxx', forename: 'Quillonxx' })
    const share = 2 ** counts.surnames[values.surname('Quarmbyxx')]!
    assert.ok(share > 0 && share <= 2 / records.length)
    // Where no name was counted, any is as common as names are.
    const usual = bitsOf(usualRegister(250_000), { surname: 'Smith', forename: 'Oliver' })
    assert.ok(Math.abs(2 ** usual.counts.surnames[usual.values.surname('Smith')]! - 8e-4) < 1e-5)
    assert.ok(Math.abs(2 ** usual.counts.forenames[usual.values.forename('Oliver')]! - 1e-3) < 1e-5)
  })

  test('holds a forename to be commoner among those of a common surname', () => {
    const of = {
      ...usualRegister(100_000),
      forenames: new Map([['mohammed', 2000]]),
      surnames: new Map([
        ['khan', 3000],
        ['okafor', 20],
      ]),
    }
    const share = (surname: string) =>
      2 ** bitsOf(of, { surname, forename: 'Mohammed' }).counts.forenameGivenSurname[0]!
    assert.ok(Math.abs(share('Okafor') - 0.02) < 1e-4)
    assert.ok(Math.abs(share('Khan') - 0.06) < 1e-4)
  })

  test('of few children is held to be of a thousand', () => {
    assert.equal(usualRegister(3).children, 1000)
    assert.equal(counted(records.slice(0, 10)).children, 1000)
  })

  test('keeps only so many names, and takes the rest for rarer than the rarest of them', () => {
    const letters = 'abcdefghij'
    const name = (at: number) => `q${[...String(at)].map(digit => letters[Number(digit)]).join('')}`
    const many = Array.from({ length: countedNames * 2 + 20 }, (_, at) =>
      child({ surname: name(at % (countedNames + 10)), forename: 'Ava' }),
    )
    const of = counted(many)
    assert.equal(of.surnames.size, countedNames)
    assert.ok(of.leastSurname > 0 && of.leastSurname < 2)
    assert.equal(of.leastForename, 0)
  })

  test('knows the postcodes that many share', () => {
    const many = [
      ...Array.from({ length: 40 }, () => child({ home: { lines: '', postcode: 'ZZ99 1AA' } })),
      ...Array.from({ length: 8 }, () => child({ home: { lines: '', postcode: 'ZZ99 1BB' } })),
    ]
    const of = { ...counted(many), children: 100_000 }
    assert.deepEqual([...of.crowdedPostcodes], [['ZZ991AA', 40]])
    const share = (postcode: string) => {
      const { counts, values } = bitsOf(of, { home: { lines: '', postcode } })
      return counts.postcodes[values.postcode(postcode)]!
    }
    assert.ok(share('ZZ99 1AA') > share('ZZ99 1BB') + 2)
    assert.equal(share('ZZ99 1BB'), share('ZZ99 1CC'))
  })

  test('gives no share above one, and a common day more than another', () => {
    for (const some of [register, usualRegister(10)]) {
      const { counts } = bitsOf(some, {
        surname: 'Khan',
        forename: 'Mohammed',
        born: '2014-01-01',
        home: { lines: '1 Sample Street', postcode: 'ZZ99 1AA', town: 'Sampleton' },
        phone: '07700 900123',
        contact: { surname: 'Khan', forename: 'Joy' },
      })
      for (const column of Object.values(counts))
        if (column instanceof Float32Array)
          assert.ok(column.every(bits => bits <= 0 && Number.isFinite(bits)))
    }
    const day = (born: string) => bitsOf(usualRegister(250_000), { born }).counts.birthdays[0]!
    assert.ok(day('2014-01-01') > day('2014-03-14') + 2)
  })
})

describe('a register that is kept', () => {
  const kept = () => JSON.parse(JSON.stringify(plainRegister(register))) as ReturnType<typeof plainRegister>

  test('comes back as it was', () => {
    const back = registerOfPlain(kept())
    for (const what of [
      'forenames',
      'surnames',
      'crowdedPostcodes',
      'children',
      'leastForename',
      'leastSurname',
    ] as const)
      assert.deepEqual(back[what], register[what])
    assert.equal(back.weights.version, register.weights.version)
    for (const what of ['same', 'siblings', 'strangers'] as const) {
      assert.equal(back.weights[what].length, register.weights[what].length)
      back.weights[what].forEach((bits, cell) => {
        assert.ok(Math.abs(bits - register.weights[what][cell]!) <= 0.5001e-4)
      })
    }
    assert.deepEqual(plainRegister(back), kept())
  })

  test('judges as it did', () => {
    const back = registerOfPlain(kept())
    for (const right of made.right.slice(0, 40).map(describedOf)) {
      const [before, now] = [register, back].map(of => judge(right, records.slice(0, 20), of))
      now!.forEach(({ probability }, at) => {
        assert.ok(Math.abs(probability - before![at]!.probability) < 1e-3)
      })
    }
  })

  test('the same weights have the same version, and no others', () => {
    const { weights } = kept()
    assert.equal(versionOf(weights), versionOf(kept().weights))
    assert.match(versionOf(weights), /^learned-[0-9a-f]+$/)
    const other = kept().weights
    other.same[20]! += 1e-4
    assert.notEqual(versionOf(other), versionOf(weights))
  })
})
