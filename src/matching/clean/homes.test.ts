import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cleanAddress, cleanPostcode, cleanTown, postcodeDistrict, postcodeSector } from './homes.ts'

describe('postcodes', () => {
  for (const [typed, code] of [
    ['ZZ99 1AA', 'ZZ991AA'],
    ['zz991aa', 'ZZ991AA'],
    [' zz99  1aa. ', 'ZZ991AA'],
    ['ZZ99-1AA', 'ZZ991AA'],
    ['ZZ99 IAA', 'ZZ991AA'],
    ['ZZ99 OAA', 'ZZ990AA'],
    ['ZZ99 1A0', 'ZZ991AO'],
    ['S014 4AA', 'SO144AA'],
    ['SO1 4AA', 'SO14AA'],
    ['S01 4AA', 'SO14AA'],
    ['L01 1AA', 'L11AA'],
    ['E01 4AA', 'E14AA'],
    ['CR05 1AA', 'CR51AA'],
    ['LI 1AA', 'L11AA'],
    ['W1A 0AX', 'W1A0AX'],
    ['W1A OAX', 'W1A0AX'],
    ['EC1A 1BB', 'EC1A1BB'],
    ['M1 1AE', 'M11AE'],
    ['ZZ99', 'ZZ99'],
    ['2000', '2000'],
    ['12345-6789', '123456789'],
    ['1234 AB', '1234AB'],
    ['', ''],
    ['NK', ''],
    ['n/a', ''],
    ['Unknown', ''],
    ['XXX', ''],
    ['00000', ''],
    ['ZZ99 3WZ', ''],
  ] as const) {
    test(`“${typed}” is “${code}”`, () => assert.equal(cleanPostcode(typed), code))
  }
  for (const [code, sector, district] of [
    ['ZZ991AA', 'ZZ991', 'ZZ99'],
    ['M11AE', 'M11', 'M1'],
    ['W1A0AX', 'W1A0', 'W1A'],
    ['ZZ99', '', 'ZZ99'],
    ['2000', '', ''],
    ['12345', '', ''],
    ['', '', ''],
  ] as const) {
    test(`${code || 'none'} is in sector “${sector}”, district “${district}”`, () => {
      assert.equal(postcodeSector(code), sector)
      assert.equal(postcodeDistrict(code), district)
    })
  }
  test('cleaned again it is the same', () => {
    const code = fc.string({ unit: fc.constantFrom(...'AZSOI0159 zo'), maxLength: 9 })
    fc.assert(
      fc.property(code, text => cleanPostcode(cleanPostcode(text)) === cleanPostcode(text)),
      { numRuns: 3000 },
    )
  })
  test('a good one is never changed but for its space', () => {
    const letter = fc.constantFrom(...'ABCDEFGHJKLMNPQRTUVWYZ')
    const digit = fc.constantFrom(...'123456789')
    const code = fc
      .tuple(letter, letter, digit, digit, digit, letter, letter)
      .map(([a, b, c, d, e, f, g]) => `${a}${b}${c}${d} ${e}${f}${g}`)
    fc.assert(fc.property(code, text => cleanPostcode(text) === text.replace(' ', '')))
  })
})

describe('addresses', () => {
  for (const [typed, number, street, flat] of [
    ['12 Sample Street', '12', 'samplest', ''],
    ['12 Sample St.', '12', 'samplest', ''],
    ['12, Sample Street, Sampletown', '12', 'samplest', ''],
    ['No. 12 Sample Street', '12', 'samplest', ''],
    ['012 SAMPLE STREET', '12', 'samplest', ''],
    ['12A Sample Street', '12', 'samplest', 'a'],
    ['12 a Sample Street', '12', 'samplest', 'a'],
    ['12-14 Sample Rd', '12', 'samplerd', ''],
    ['Sample Street 12', '12', 'samplest', ''],
    ['Flat 2, 12 Sample Street', '12', 'samplest', '2'],
    ['flat 2 12 sample street', '12', 'samplest', '2'],
    ['12 Sample Street, Flat 2', '12', 'samplest', '2'],
    ['12 Sample Street Flat 2', '12', 'samplest', '2'],
    ['Flat 2B, 12 Sample Street', '12', 'samplest', '2b'],
    ['Flat A, 12 Sample Street', '12', 'samplest', 'a'],
    ['Fl. 2, 12 Sample Street', '12', 'samplest', '2'],
    ['Apt. no. 5, 12 Sample Street', '12', 'samplest', '5'],
    ['Apartment 5 23 Main Street', '23', 'mainst', '5'],
    ['#5, 23 Main Street', '23', 'mainst', '5'],
    ['Unit 4/12 Main Rd', '12', 'mainrd', '4'],
    ['4/12 Main Road', '12', 'mainrd', '4'],
    ['Ground Floor Flat, 12 Sample Road', '12', 'samplerd', 'ground'],
    ['1st floor flat, 12 Sample Road', '12', 'samplerd', 'first'],
    ['First Floor Flat 12 Sample Road', '12', 'samplerd', 'first'],
    ['Flat 3, Rose Court, 12 Sample Street', '12', 'samplest', '3'],
    ['3 Rose Court, 12 Sample Street', '12', 'samplest', '3'],
    ['Flat 3 Rose Court, Sample Street', '3', 'rosect', ''],
    ['3 Rose Court, Sample Street', '3', 'rosect', ''],
    ['3 Rose Crt', '3', 'rosect', ''],
    ['Rose Cottage, Sample Lane', 'rosecott', 'sampleln', ''],
    ['The Old Mill, Mill Lane', 'oldmill', 'millln', ''],
    ['Rose Cottage', 'rosecott', '', ''],
    ['Sample Street', '', 'samplest', ''],
    ['12 St John’s Road', '12', 'stjohnsrd', ''],
    ['12 Saint Johns Rd', '12', 'stjohnsrd', ''],
    ['9 The Grove', '9', 'gr', ''],
    ['12 Straße', '12', 'strasse', ''],
    ['Unknown, 12 Sample Avenue', '12', 'sampleav', ''],
    ['12 Sample\nCrescent', '12', 'samplecr', ''],
    ['Flat 7', '', '', '7'],
  ] as const) {
    test(typed.replace('\n', ' / '), () => {
      if (typed.includes('\n')) return assert.equal(cleanAddress(typed)?.number, number)
      return assert.deepEqual(cleanAddress(typed), { number, street, flat })
    })
  }
  for (const typed of [
    '',
    ' ',
    ',',
    'unknown',
    'Not known',
    'N/A',
    'No fixed abode',
    'NFA',
    'xxx',
    '-',
    'as above',
  ]) {
    test(`“${typed}” is none`, () => assert.equal(cleanAddress(typed), undefined))
  }
  test('the usual words are one word, however they are written', () => {
    for (const [a, b] of [
      ['Street', 'St'],
      ['Road', 'Rd.'],
      ['Avenue', 'Ave'],
      ['Close', 'Cl'],
      ['Crescent', 'Cres'],
      ['Drive', 'Dr'],
      ['Lane', 'Ln'],
      ['Court', 'Ct'],
      ['Place', 'Pl'],
      ['Terrace', 'Tce'],
      ['Gardens', 'Gdns'],
      ['Grove', 'Gr'],
      ['Square', 'Sq'],
    ]) {
      assert.deepEqual(cleanAddress(`12 Sample ${a}`), cleanAddress(`12 SAMPLE ${b}`), a)
    }
  })
  test('the quick way for the usual address is the same as the general way', () => {
    const word = fc.constantFrom(
      'sample',
      'rose',
      'st',
      'court',
      'the',
      'a',
      'house',
      'road',
      "john's",
      'st.',
      'flat',
      'no',
      'x',
      '2',
    )
    const text = fc
      .tuple(
        fc.constantFrom('12', '012', '12a', '0', '12 a', 'rose', ''),
        fc.array(word, { maxLength: 4 }),
        fc.constantFrom('', ', Sampletown', ', flat 2', ', 12 High Road', ','),
      )
      .map(([number, words, tail]) => `${number} ${words.join(' ')}${tail}`.trim())
    fc.assert(
      // An accent takes it the general way, and is taken off there.
      fc.property(text, lines => assert.deepEqual(cleanAddress(lines), cleanAddress(`${lines}\u0301`))),
      { numRuns: 3000 },
    )
  })
  test('any text gives an address of letters and digits, or none', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'flat ',
        'unit',
        '1',
        '2',
        '/',
        '-',
        ',',
        ' ',
        'rose',
        ' court',
        ' street',
        '#',
        'a',
        'é',
        'Ж',
        '\n',
      ),
      maxLength: 14,
    })
    fc.assert(
      fc.property(text, lines => {
        const address = cleanAddress(lines)
        if (!address) return
        assert.match(address.number, /^[a-z0-9]*$/)
        assert.match(address.street, /^[a-z0-9]*$/)
        assert.match(address.flat, /^[a-z0-9]*$/)
        assert.notEqual(address.number + address.street + address.flat, '')
      }),
      { numRuns: 3000 },
    )
  })
})

describe('towns', () => {
  for (const [typed, town] of [
    ['Sampletown', 'sampletown'],
    ['Newcastle upon Tyne', 'newcastleontyne'],
    ['Newcastle-on-Tyne', 'newcastleontyne'],
    ['Saint Sample', 'stsample'],
    ['St. Sample', 'stsample'],
    ['Unknown', ''],
    ['n/a', ''],
    ['', ''],
  ] as const) {
    test(`“${typed}”`, () => assert.equal(cleanTown(typed), town))
  }
})
