import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { areGenderedPair, areVariants, variantSets, variantsOf } from './variants.ts'

const folder = join(import.meta.dirname, 'variants')
const files: [string, string][] = []
for (const name of readdirSync(folder)) {
  const module: Record<string, string> = await import(join(folder, name))
  for (const lines of Object.values(module)) files.push([name, lines])
}

describe('the data', () => {
  for (const [name, lines] of files) {
    test(name, () => {
      const sets = lines.trim().split('\n')
      assert.deepEqual(sets, [...sets].sort(), 'in the order of the alphabet')
      assert.equal(new Set(sets).size, sets.length, 'a line twice')
      for (const set of sets) {
        const names = set.split(' ')
        assert.ok(names.length > 1, set)
        assert.equal(new Set(names).size, names.length, set)
        for (const one of names) assert.match(one, /^[a-z]{2,}$/, set)
      }
    })
  }
  test('is all of it there', () => {
    for (const [, lines] of files) {
      for (const set of lines.trim().split('\n')) {
        const [first, ...others] = set.split(' ')
        for (const other of others) assert.ok(areVariants(first!, other), set)
      }
    }
  })
})

describe('one name', () => {
  for (const pair of [
    'mohammed muhammad',
    'mohammed mohd',
    'yusuf youssef',
    'fatima fatimah',
    'aisha ayesha',
    'hussain hossain',
    'ahmed ahmad',
    'khadija hatice',
    'oleksandr alexander',
    'kateryna ekaterina',
    'katarzyna kasia',
    'malgorzata gosia',
    'wojciech wojtek',
    'elizabeth libby',
    'william bill',
    'charlie charles',
    'charlie charlotte',
    'niamh neve',
    'siobhan shivaun',
    'rhys reece',
    'oluwaseun seun',
    'abdirahman abdulrahman',
    'lakshmi laxmi',
    'deepak dipak',
    'zhang cheung',
    'nguyen ngyuen',
    'thiago tiago',
    'chowdhury chaudhry',
    'sheikh shaikh',
    'begum begom',
    'khatun khatoon',
    'rahman rehman',
    'islam eslam',
    'uddin udin',
    'siddiqui siddiqi',
    'qureshi kureshi',
    'kowalski kovalsky',
    'clark clarke',
    'stewart stuart',
  ]) {
    test(pair, () => {
      const [a, b] = pair.split(' ') as [string, string]
      assert.equal(areVariants(a, b), true)
      assert.equal(areVariants(b, a), true)
    })
  }
})

// Brothers, sisters and twins have these.
describe('two names', () => {
  for (const pair of [
    'charles charlotte',
    'hassan hussain',
    'amina amna',
    'sara zara',
    'maya mia',
    'emily amelia',
    'ava eva',
    'isla ella',
    'isabella isla',
    'lily elizabeth',
    'daisy margaret',
    'anna hannah',
    'laura lauren',
    'natalie natasha',
    'alfie freddie',
    'theo teddy',
    'jack james',
    'jacob james',
    'luca lewis',
    'alexander alexandra',
    'megan margot',
    'safa safiya',
    'hamza hassan',
    'ali aliyah',
    'umar uthman',
    'singh kaur',
    'smith smart',
  ]) {
    test(pair, () => assert.equal(areVariants(...(pair.split(' ') as [string, string])), false))
  }
})

describe('surnames of a brother and a sister', () => {
  for (const pair of [
    'singh kaur',
    'singhgill kaurgill',
    'kowalski kowalska',
    'nowicki nowicka',
    'zawadzki zawadzka',
    'ivanov ivanova',
    'medvedev medvedeva',
    'putin putina',
    'chaikovskyi chaikovska',
    'tolstyi tolstaya',
    'novak novakova',
    'svoboda svobodova',
    'kazlauskas kazlauskaite',
    'papadopoulos papadopoulou',
  ]) {
    test(pair, () => {
      const [a, b] = pair.split(' ') as [string, string]
      assert.equal(areGenderedPair(a, b), true)
      assert.equal(areGenderedPair(b, a), true)
    })
  }
  for (const pair of [
    'singh singh',
    'smith smitha',
    'kowalski nowicka',
    'ionescu ionesca',
    'ov ova',
    'khan khanom',
    'kaur gill',
  ]) {
    test(`not ${pair}`, () => assert.equal(areGenderedPair(...(pair.split(' ') as [string, string])), false))
  }
})

test('whichever comes first, and as its sets say', () => {
  const known = files.flatMap(([, lines]) => lines.trim().split(/\s/))
  const name = fc.oneof(
    fc.constantFrom(...known),
    fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 4 }),
  )
  fc.assert(
    fc.property(name, name, (a, b) => {
      assert.equal(areVariants(a, b), areVariants(b, a))
      assert.equal(areGenderedPair(a, b), areGenderedPair(b, a))
      assert.equal(areVariants(a, b), variantsOf(a).includes(b))
      const sets = variantSets(a)
      assert.deepEqual(
        [...sets],
        [...new Set(sets)].sort((x, y) => x - y),
      )
    }),
    { numRuns: 2000 },
  )
  assert.deepEqual(variantSets('constructor'), [])
})
