import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressees } from './addressees.ts'

const seen = (schoolAuthority: string, homeAuthority: string | undefined) =>
  addressees({ schoolAuthority, homeAuthority }).map(({ authority, as, because, cites, mark }) => [
    authority,
    as,
    because,
    cites,
    mark,
  ])

test('a pupil of two authorities: the school’s receives the return, the home authority is told', () => {
  assert.deepEqual(seen('Exampleshire', 'Sampleton'), [
    [
      'Exampleshire',
      'receives the return',
      'Exampleshire is the authority of the school.',
      'School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208, regulation 13',
      'inferred',
    ],
    [
      'Sampleton',
      'is told of it',
      'The child lives in Sampleton, which must find children who are missing education.',
      'Education Act 1996, section 436A',
      'inferred',
    ],
  ])
})

test('a pupil of one authority, or whose home is not known: the school’s alone', () => {
  for (const home of ['Exampleshire', undefined]) {
    assert.deepEqual(
      seen('Exampleshire', home).map(([authority]) => authority),
      ['Exampleshire'],
    )
  }
})
