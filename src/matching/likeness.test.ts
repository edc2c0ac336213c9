import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { editDistance2, jaroWinkler } from './likeness.ts'

/** The whole table of optimal string alignment, as the textbook has it. */
function slowEdits(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const ways = [d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(d[i - 2]![j - 2]! + 1)
      d[i]![j] = Math.min(...ways)
    }
  }
  return d[a.length]![b.length]!
}

/** Jaro-Winkler as it is defined: letters that agree within reach, half the ones out of order, and the beginning. */
function slowJaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const usedB = new Set<number>()
  const fromA: string[] = []
  ;[...a].forEach((letter, i) => {
    const at = [...b].findIndex((other, j) => other === letter && Math.abs(i - j) <= reach && !usedB.has(j))
    if (at < 0) return
    usedB.add(at)
    fromA.push(letter)
  })
  if (fromA.length === 0) return 0
  const fromB = [...usedB].sort((x, y) => x - y).map(j => b[j])
  const m = fromA.length
  const t = fromA.filter((letter, i) => letter !== fromB[i]).length / 2
  const jaro = (m / a.length + m / b.length + (m - t) / m) / 3
  let alike = 0
  while (alike < 4 && alike < a.length && a[alike] === b[alike]) alike += 1
  return jaro + alike * 0.1 * (1 - jaro)
}

const word = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map(letters => letters.join(''))
/** Pairs that are often near: few letters, or one made from the other by slips. */
const slip = fc.record({ at: fc.nat(30), how: fc.nat(3), letter: fc.constantFrom(...'abcxyz') })
const nearPair = fc
  .tuple(word('abcdefgh', 14), fc.array(slip, { maxLength: 4 }))
  .map(([text, slips]): [string, string] => {
    let other = text
    for (const { at: anywhere, how, letter } of slips) {
      const at = anywhere % (other.length + 1)
      if (how === 0) other = other.slice(0, at) + letter + other.slice(at)
      else if (how === 1) other = other.slice(0, at) + other.slice(at + 1)
      else if (how === 2) other = other.slice(0, at) + letter + other.slice(at + 1)
      else if (at + 1 < other.length) {
        other = other.slice(0, at) + other[at + 1]! + other[at]! + other.slice(at + 2)
      }
    }
    return [text, other]
  })
const pair = fc.oneof(
  nearPair,
  fc.tuple(word('ab', 9), word('ab', 9)),
  fc.tuple(word('abc', 40), word('abc', 40)),
  fc.tuple(word('ab', 200), word('ab', 200)),
)

describe('slips between two texts', () => {
  for (const [a, b, slips] of [
    ['', '', 0],
    ['', 'a', 1],
    ['', 'ab', 2],
    ['', 'abc', 3],
    ['yusuf', 'yusuf', 0],
    ['yusuf', 'yusuff', 1],
    ['yusuf', 'yusf', 1],
    ['yusuf', 'yuusf', 1],
    ['yusuf', 'yosuf', 1],
    ['yusuf', 'yousuff', 2],
    ['ab', 'ba', 1],
    ['ca', 'abc', 3],
    ['smith', 'jones', 3],
    ['20140231', '20140213', 1],
  ] as const) {
    test(`${a} and ${b}: ${slips}`, () => assert.equal(editDistance2(a, b), slips))
  }
  test('the same as the slow way, for near pairs and far', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        assert.equal(editDistance2(a, b), Math.min(3, slowEdits(a, b)))
      }),
      { numRuns: 3000 },
    )
  })
  test('whichever comes first', () => {
    fc.assert(fc.property(pair, ([a, b]) => editDistance2(a, b) === editDistance2(b, a)))
  })
})

describe('Jaro-Winkler', () => {
  for (const [a, b, like] of [
    ['martha', 'marhta', 0.9611],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.8133],
    ['abc', 'xyz', 0],
    ['', '', 1],
    ['', 'a', 0],
    ['a', 'a', 1],
  ] as const) {
    test(`${a} and ${b}: ${like}`, () => assert.ok(Math.abs(jaroWinkler(a, b) - like) < 0.0001))
  }
  test('the same as the slow way', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        assert.ok(Math.abs(jaroWinkler(a, b) - slowJaroWinkler(a, b)) < 1e-12)
      }),
      { numRuns: 3000 },
    )
  })
  test('between nothing and all, and all only for equal texts', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const like = jaroWinkler(a, b)
        assert.ok(like >= 0 && like <= 1)
        assert.equal(like === 1, a === b)
      }),
    )
  })
})
