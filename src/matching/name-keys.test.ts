import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { folded, forenameKey, surnameKey } from './name-keys.ts'

test('a key is the letters of a name, however it was typed', () => {
  for (const [name, key] of [
    ['Smith', 'smith'],
    ['O’Neill', 'oneill'],
    ["O'NEILL", 'oneill'],
    ['Lily-Mae', 'lilymae'],
    ['lily mae', 'lilymae'],
    ['Łukasz', 'lukasz'],
    ['Žaneta Đorđević', 'zanetadordevic'],
    ['Müller', 'muller'],
    ['Groß', 'gross'],
    ['محمد', 'محمد'],
    ['Unknown', ''],
    ['n/a', ''],
    ['-', ''],
  ] as const) {
    assert.equal(surnameKey(name), key)
    assert.equal(forenameKey(name), key)
  }
})

test('folding keeps what separates the parts of a name', () => {
  assert.equal(folded('Anne-Marie Ó Súilleabháin'), 'anne-marie o suilleabhain')
})

test('case, accents, spaces and hyphens never change a key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), name => {
      assert.equal(surnameKey(` ${name} - `), surnameKey(name))
      assert.equal(surnameKey(surnameKey(name)), surnameKey(name))
    }),
  )
})
