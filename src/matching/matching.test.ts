import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { upnCheckLetter } from '../formats/upn.ts'
import { clean, type Described, withinOneEdit } from './clean.ts'
import { compare, comparisons, type Field, totalBits } from './compare.ts'
import { type Band, judge } from './judge.ts'

const upn = (tail: string) => `${upnCheckLetter(tail)}${tail}`
const amina: Described = {
  surname: 'Hossain',
  otherSurnames: [],
  forename: 'Amina',
  knownAs: [],
  middleNames: 'Noor',
  bornOn: '2014-03-12',
  sex: 'F',
  upns: [upn('001900119123')],
  homes: [{ lines: '12 Sample Street', postcode: 'ZZ99 1AA' }],
  phones: ['07700 900123'],
  protected: false,
}
const other = (changes: Partial<Described>): Described => ({ ...amina, ...changes })
const nothing: Partial<Described> = { upns: [], homes: [], phones: [], sex: null, middleNames: null }
const says = (a: Described, b: Described, of: Field) =>
  compare(clean(a), clean(b)).find(one => one.of === of)!.level.says

describe('each field is compared in words', () => {
  const rows: [Field, Partial<Described>, string][] = [
    ['forename', { forename: 'AMINA' }, 'the same'],
    ['forename', { forename: 'Ámina' }, 'the same'],
    ['forename', { forename: 'Aminah' }, 'a spelling or short form of the same name'],
    ['forename', { forename: 'Amnia' }, 'one letter different'],
    ['forename', { forename: 'Noor' }, 'the other’s middle name'],
    ['forename', { forename: 'Ami' }, 'shortened'],
    ['forename', { forename: 'Zofia', knownAs: ['Amina'] }, 'the name the other is known as'],
    ['forename', { forename: 'Zofia' }, 'different'],
    ['forename', { forename: 'A' }, 'not known for one of them'],
    ['forename', { forename: 'Hossain', surname: 'Amina' }, 'forename and surname exchanged'],
    ['surname', { forename: 'Hossain', surname: 'Amina' }, 'counted with the forename'],
    ['forename', { forename: 'Hossain', surname: 'Amina', bornOn: '2010-01-01' }, 'different'],
    ['surname', { surname: 'Hussein' }, 'a spelling of the same name'],
    ['surname', { surname: 'Hossian' }, 'one letter different'],
    ['surname', { surname: 'Hossain-Okonkwo' }, 'part of a double name'],
    ['surname', { surname: 'Okonkwo', otherSurnames: ['Hossain'] }, 'another surname the child has or had'],
    ['surname', { surname: 'Okonkwo' }, 'different'],
    ['date of birth', {}, 'the same'],
    ['date of birth', { bornOn: '2014-12-03' }, 'day and month exchanged'],
    ['date of birth', { bornOn: '2014-03-13' }, 'one digit different'],
    ['date of birth', { bornOn: '2013-03-12' }, 'one digit different'],
    ['date of birth', { bornOn: '2014-03-29' }, 'partly the same'],
    ['date of birth', { bornOn: '2011-08-27' }, 'different'],
    ['date of birth', { bornOn: null }, 'not known for one of them'],
    ['UPN', {}, 'the same'],
    ['UPN', { upns: [upn('001900119987')] }, 'different, both valid'],
    ['UPN', { upns: [upn('001900119124').replace(/^./, amina.upns[0]![0]!)] }, 'one character different'],
    ['UPN', { upns: [upn('00190011912A')] }, 'not known for one of them'],
    ['UPN', { upns: ['A001900119999'] }, 'not known for one of them'],
    ['home', {}, 'the same address'],
    ['home', { homes: [{ lines: '14 Sample Street', postcode: 'zz991aa' }] }, 'the same postcode'],
    ['home', { homes: [{ lines: '1 Other Road', postcode: 'ZZ99 9QZ' }] }, 'different'],
    ['home', { protected: true }, 'not known for one of them'],
    ['telephone', { phones: ['+44 7700 900123'] }, 'a number in common'],
    ['telephone', { phones: [] }, 'not known for one of them'],
    ['sex', { sex: 'M' }, 'different'],
    ['sex', { sex: 'U' }, 'not known for one of them'],
  ]
  for (const [field, changes, expected] of rows) {
    test(`${field}: ${JSON.stringify(changes)} is ${expected}`, () =>
      assert.equal(says(amina, other(changes), field), expected))
  }
  test('1 January says less', () => {
    const january = other({ bornOn: '2014-01-01' })
    assert.match(says(january, january, 'date of birth'), /guess/)
  })
})

describe('bands', () => {
  const of = (changes: Partial<Described>, base = amina): Band =>
    judge(base, [other(changes)], 250_000)[0]?.band ?? 'none'
  const rows: [string, Partial<Described>, Band, Described?][] = [
    ['the same in everything', {}, 'certain'],
    ['the same number, another surname', { surname: 'Okonkwo', homes: [], phones: [] }, 'certain'],
    ['name, birthday and home, no number', { upns: [], phones: [] }, 'certain'],
    ['name and birthday only: namesakes exist', nothing, 'probable'],
    ['two valid numbers, all else the same', { upns: [upn('001900119987')] }, 'probable'],
    ['protected, all else the same', { protected: true }, 'probable'],
    ['a twin', { forename: 'Zofia', upns: [], middleNames: null }, 'look'],
    [
      'a twin with half a name the same',
      { forename: 'Lily-Rose', upns: [] },
      'look',
      other({ forename: 'Lily-Mae', upns: [] }),
    ],
    ['a brother', { forename: 'Yusuf', bornOn: '2016-07-30', sex: 'M', upns: [], middleNames: null }, 'none'],
    ['a namesake born another year', { ...nothing, bornOn: '2011-08-27' }, 'none'],
    [
      'moved and misspelt',
      {
        forename: 'Aminah',
        surname: 'Husain',
        upns: [],
        phones: [],
        homes: [{ lines: '1 Other Road', postcode: 'ZZ99 9QZ' }],
      },
      'probable',
    ],
    ['a stranger', { ...nothing, forename: 'Zofia', surname: 'Nowak', bornOn: '2011-08-27' }, 'none'],
  ]
  for (const [name, changes, band, base] of rows) test(name, () => assert.equal(of(changes, base), band))

  test('two as good as each other: neither is certain, and both say so', () => {
    const twice = judge(amina, [other({ upns: [] }), other({ upns: [] })], 250_000)
    assert.equal(twice.length, 2)
    for (const one of twice) {
      assert.equal(one.band, 'look')
      assert.match(one.because.join(), /nearly as likely/)
    }
  })
  test('reasons are words, the heaviest first', () => {
    const [one] = judge(amina, [other({ phones: [] })], 250_000)
    assert.equal(one!.because[0], 'UPN: the same')
    assert.ok(one!.because.includes('Telephone: not known for one of them'))
  })
})

const names = fc.constantFrom(
  'Amina',
  'Aminah',
  'Lily-Mae',
  'Lily',
  'Hossain',
  'Hussein',
  'O’Neill',
  'Łukasz',
  'Unknown',
  'A',
  '',
)
const records: fc.Arbitrary<Described> = fc.record({
  surname: names,
  otherSurnames: fc.array(names, { maxLength: 2 }),
  forename: names,
  knownAs: fc.array(names, { maxLength: 1 }),
  middleNames: fc.option(names),
  bornOn: fc.constantFrom(null, '2014-03-12', '2014-12-03', '2014-03-13', '2013-03-12', '2014-01-01'),
  sex: fc.constantFrom(null, 'F', 'M', 'U'),
  upns: fc.subarray([upn('001900119123'), upn('001900119987'), upn('00190011912A')]),
  homes: fc.subarray([
    { lines: '12 Sample Street', postcode: 'ZZ99 1AA' },
    { lines: '1 Other Road', postcode: 'ZZ99 9QZ' },
  ]),
  phones: fc.subarray(['07700 900123', '07700 900124']),
  protected: fc.boolean(),
})

test('which record comes first makes no difference', () => {
  fc.assert(
    fc.property(records, records, (a, b) => {
      assert.deepEqual(
        compare(clean(a), clean(b)).map(one => one.level.says),
        compare(clean(b), clean(a)).map(one => one.level.says),
      )
    }),
    { numRuns: 3000 },
  )
})

test('what is not known weighs nothing: taking a field away leaves only the other fields’ weight', () => {
  const without: [Field, Partial<Described>][] = [
    ['UPN', { upns: [] }],
    ['home', { homes: [] }],
    ['telephone', { phones: [] }],
    ['sex', { sex: null }],
  ]
  fc.assert(
    fc.property(records, records, fc.constantFrom(...without), (a, b, [field, gone]) => {
      const whole = compare(clean(a), clean(b))
      const part = compare(clean({ ...a, ...gone }), clean(b))
      const weight = whole.find(one => one.of === field)!.level.bits
      assert.ok(Math.abs(totalBits(whole) - weight - totalBits(part)) < 1e-9)
      assert.equal(part.find(one => one.of === field)!.level.bits, 0)
    }),
    { numRuns: 2000 },
  )
})

test('every field’s last level always holds', () => {
  for (const { levels } of comparisons) assert.equal(levels.at(-1)!.when(clean(amina), clean(amina)), true)
})

test('a protected record is never called certain', () => {
  fc.assert(
    fc.property(records, records, (a, b) => {
      for (const one of judge({ ...a, protected: true }, [b], 250_000)) assert.notEqual(one.band, 'certain')
    }),
    { numRuns: 1000 },
  )
})

test('one slip is one slip', () => {
  for (const [a, b, holds] of [
    ['amina', 'amina', true],
    ['amina', 'amna', true],
    ['amina', 'aminaa', true],
    ['amina', 'anima', false],
    ['amina', 'amnia', true],
    ['amina', 'ami', false],
    ['', 'a', true],
    ['ab', 'ba', true],
    ['abcd', 'badc', false],
  ] as const) {
    assert.equal(withinOneEdit(a, b), holds, `${a} ${b}`)
    assert.equal(withinOneEdit(b, a), holds, `${b} ${a}`)
  }
})
