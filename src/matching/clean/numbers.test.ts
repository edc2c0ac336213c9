import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { upnCheckLetter } from '../../formats/upn.ts'
import { cleanEmail, cleanPhone, cleanSex, cleanUpn } from './numbers.ts'

describe('telephones', () => {
  for (const [typed, phone] of [
    ['07700 900123', '07700900123'],
    ['(07700) 900-123', '07700900123'],
    ['+44 7700 900123', '07700900123'],
    ['+44 (0)7700 900123', '07700900123'],
    ['+4407700900123', '07700900123'],
    ['0044 7700 900123', '07700900123'],
    ['447700900123', '07700900123'],
    ['7700900123', '07700900123'],
    ['07700 900123 ext 5', '07700900123'],
    ['07700 900123 x5', '07700900123'],
    ['07700 900123 (mum)', '07700900123'],
    ['07700 900123 / 07700 900124', '07700900123'],
    ['mum: 07700 900123 or 07700 900124', '07700900123'],
    ['+48 123 456 789', '+48123456789'],
    ['0048 123 456 789', '+48123456789'],
    ['020 7946 0000', '02079460000'],
    ['', ''],
    ['none', ''],
    ['123', ''],
    ['00000000000', ''],
    ['07777777777', ''],
    ['7.7009E+10', ''],
  ] as const) {
    test(`“${typed}” is “${phone}”`, () => assert.equal(cleanPhone(typed), phone))
  }
  test('cleaned again it is the same', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123447+( )/x'), maxLength: 16 })
    fc.assert(
      fc.property(text, typed => cleanPhone(cleanPhone(typed)) === cleanPhone(typed)),
      { numRuns: 3000 },
    )
  })
})

test('e-mail', () => {
  assert.equal(cleanEmail(' Pat@Example.ORG '), 'pat@example.org')
  assert.equal(cleanEmail('mailto:pat@example.org'), 'pat@example.org')
  for (const none of ['', 'none', 'pat@', 'pat example.org', 'pat@example', 'a@b@example.org']) {
    assert.equal(cleanEmail(none), '', none)
  }
})

describe('pupil numbers', () => {
  const good = `${upnCheckLetter('001900119999')}001900119999`
  const temporary = `${upnCheckLetter('00190011999A')}00190011999A`
  const wrong = `${good[0] === 'A' ? 'B' : 'A'}${good.slice(1)}`
  for (const [what, typed, answer] of [
    ['as it should be', good, { upn: good, is: 'valid' }],
    [
      'in small letters, with spaces',
      ` ${good.slice(0, 4).toLowerCase()} ${good.slice(4)}`,
      { upn: good, is: 'valid' },
    ],
    ['with an O for a nought', good.replace('001', 'O01'), { upn: good, is: 'valid' }],
    ['temporary', temporary, { upn: temporary, is: 'temporary' }],
    ['with a wrong check letter', wrong, { upn: wrong, is: 'wrong' }],
    ['a national insurance number', 'QQ 12 34 56 C', { upn: 'QQ123456C', is: 'wrong' }],
    ['seven digits', '1234567', { upn: '1234567', is: 'wrong' }],
    ['too short', '1234', undefined],
    ['nothing', '', undefined],
    ['words', 'not known', undefined],
    ['noughts', '0000000000000', undefined],
  ] as const) {
    test(what, () => assert.deepEqual(cleanUpn(typed), answer))
  }
})

test('sex', () => {
  for (const f of ['F', 'f', 'Female', ' girl ', '2']) assert.equal(cleanSex(f), 'F', f)
  for (const m of ['M', 'm', 'MALE', 'boy', '1']) assert.equal(cleanSex(m), 'M', m)
  for (const none of ['', 'U', 'X', '9', 'unknown', 'constructor']) assert.equal(cleanSex(none), '', none)
})
