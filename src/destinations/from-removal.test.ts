// What a school gave with a removal, or its file, as a claim of the next place.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { claimOfFile, claimOfRemoval } from './from-removal.ts'

describe('what was given with a removal', () => {
  test('names the other school of ground A and of an order, in either way of writing its fields', () => {
    assert.deepEqual(claimOfRemoval('R9-A', { other_school: ' Elm School ', registered_on: '2026-10-05' }), {
      kind: 'school',
      name: 'Elm School',
      startsOn: '2026-10-05',
    })
    assert.equal(claimOfRemoval('R9-A', { otherSchool: 'Elm School' })?.name, 'Elm School')
    assert.equal(
      claimOfRemoval('R9-D', { now_names: 'Oak School', other_school: 'Elm School' })?.name,
      'Oak School',
    )
  })
  test('is home education on its ground', () => assert.equal(claimOfRemoval('R9-F', {})?.kind, 'home'))
  test('is no claim where it says that none is known, or nothing', () => {
    assert.equal(claimOfRemoval('R9-G', { next: 'not known' }), undefined)
    assert.equal(claimOfRemoval('R9-I', {}), undefined)
  })
  test('is a school without a name where only its kind was given', () =>
    assert.match(
      claimOfRemoval('R9-G', { next: 'school', next_confirmed: true })?.name ?? '',
      /name was not given/,
    ))
})

describe('what a file names', () => {
  for (const nothing of ['', ' ', 'Unknown', 'not known', 'N/A', 'TBC', 'XXXXXXX', 'none'])
    test(`is no claim in “${nothing}”`, () => assert.equal(claimOfFile(nothing), undefined))
  test('is a place', () => {
    assert.equal(claimOfFile('Elm Academy')?.name, 'Elm Academy')
    assert.equal(claimOfFile('Elective home education')?.kind, 'home')
    assert.equal(claimOfFile('Noel Park School')?.kind, 'school')
  })
})
