import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Interner, textFrom } from './interner.ts'

describe('distinct texts as numbers', () => {
  test('numbers each as a Map would, in the order they came, and gives them back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 300 }), texts => {
        const interner = new Interner(1)
        const map = new Map<string, number>()
        for (const text of texts) {
          if (!map.has(text)) map.set(text, map.size)
          assert.equal(interner.numberOf(text), map.get(text))
        }
        assert.equal(interner.count, map.size)
        const { characters, starts } = interner.texts()
        for (const [text, id] of map) {
          assert.equal(interner.find(text), id)
          assert.equal(interner.textOf(id), text)
          assert.equal(textFrom(characters, starts[id]!, starts[id + 1]!), text)
        }
        assert.equal(interner.find('a text that never came'), -1)
      }),
    )
  })

  test('grows to many, and takes a very long one', () => {
    const interner = new Interner()
    for (let i = 0; i < 100_000; i++) assert.equal(interner.numberOf(`Street ${i}`), i)
    for (let i = 0; i < 100_000; i += 777) assert.equal(interner.numberOf(`Street ${i}`), i)
    const long = 'ß'.repeat(100_000)
    assert.equal(interner.textOf(interner.numberOf(long)), long)
  })
})
