import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ProblemList, placesSomebody } from './problem-list.ts'

describe('what was found in a file', () => {
  const found = (kind: 'pupils' | 'contacts' | 'attendance', column: string, value: string) => {
    const list = new ProblemList(kind, { kind, columns: {} })
    list.add({ line: 2, column, found: value, expected: 'a day', severity: 'held' })
    return list.kept[0]!.found
  }

  for (const value of [
    '9 Sample Lane',
    '14B, Made Up Road',
    'ZZ99 9ZZ',
    'Flat 2, ZZ999AA',
    '07700 900123',
    '+447700900123',
    '07700900123',
    'parent@example.org',
    'pupil 07700 900123',
  ]) {
    test(`an address or a number is not repeated from any column: ${value}`, () => {
      assert.ok(placesSomebody(value))
      assert.equal(found('pupils', 'date_of_birth', value), `${value.length} characters, not shown here`)
      assert.equal(found('contacts', 'mis_id', value), `${value.length} characters, not shown here`)
    })
  }
  for (const value of [
    '31/02/2018',
    '31 Feb 2018',
    '12 November 2018',
    'J001999121001',
    '0000123',
    'Y 4',
    'pupil 1234 in 12 rows',
    'no ground for a leaver of 2026-07-20, destination "Elm Academy"',
  ]) {
    test(`what helps to put it right is shown: ${value}`, () => {
      assert.equal(found('pupils', 'date_of_birth', value), value)
    })
  }
  test('a column of addresses is never repeated', () => {
    assert.equal(found('pupils', 'street', 'x'), '1 characters, not shown here')
  })
  test('a register holds neither', () => {
    assert.equal(found('attendance', 'am', '9 Zulu'), '9 Zulu')
  })
})
