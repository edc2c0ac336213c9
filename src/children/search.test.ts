import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import { readSearch as read, whyFound } from './search.ts'

const readSearch = (box: string, born: string) => read(box, born === '' ? undefined : localDate(born))

const amina = {
  surname_key: 'hossain',
  forename_key: 'amina',
  preferred_forename: 'Mina',
  date_of_birth: '2014-03-12',
  upn: 'T001900119123',
}

test('one box takes a reference, a UPN or a name', () => {
  assert.equal(readSearch(' c1042 ', '').reference, 'C-1042')
  assert.equal(readSearch('C-1042', '').reference, 'C-1042')
  assert.equal(readSearch('t001 900119123', '').upn, 'T001900119123')
  assert.deepEqual(readSearch('Hossain, Amina', '').words, ['hossain', 'amina'])
  assert.equal(readSearch('Amina', '2014-03-12').bornOn, '2014-03-12')
})

test('each child found says why, and one who does not agree is left out', () => {
  for (const [box, born, why] of [
    ['Amina Hossain', '', ['surname the same', 'forename the same']],
    ['Hossain Amina', '2014-03-12', ['surname the same', 'forename the same', 'same date of birth']],
    [
      'Hossein Amina',
      '2014-03-12',
      ['surname one letter different', 'forename the same', 'same date of birth'],
    ],
    ['Mina', '', ['known as this name']],
    ['Hoss', '', ['surname begins the same']],
    ['T001900119123', '', ['same UPN']],
    ['', '2014-03-12', ['same date of birth']],
    ['Smith Jones', '2014-03-12', []],
    ['Smith', '', []],
  ] as const) {
    assert.deepEqual(whyFound(readSearch(box, born), amina), why, `${box} ${born}`)
  }
})
