import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bornLevel, type Comparer, isOtherName } from './compare.ts'
import { fileShape, recordShape } from './corpus.ts'
import {
  address,
  at,
  born,
  contact,
  type Field,
  fields,
  levelWords,
  phone,
  postcode,
  surname,
  upn,
} from './fields.ts'
import { editDistance2, jaroWinkler } from './likeness.ts'
import { makeLists } from './made-up/lists.ts'
import type { Described } from './record.ts'
import { bitsFor } from './score.ts'
import {
  child,
  compared,
  comparerOf,
  describedOf,
  levelNames,
  levelsIn,
  type Sketch,
  upnOf,
  wrongLetter,
} from './testing/compared.ts'
import { areVariants } from './variants.ts'

type Case = readonly [level: string, left: Sketch, right: Sketch]

/** Every case both ways round: which list a record stands in makes no difference. */
function holds(field: Field, cases: readonly Case[]): void {
  for (const [level, left, right] of cases) {
    test(`${level}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`, () => {
      assert.equal(compared(left, right)[field], level)
      assert.equal(compared(right, left)[field], level, 'the other way round')
    })
  }
}

const upnA = upnOf(126_000_001)
const oneDigit = upnOf(126_000_002)

const tables: Partial<Record<Field, readonly Case[]>> = {
  forename: [
    ['unknown', { forename: 'Amara' }, {}],
    ['unknown', { forename: 'Amara' }, { forename: 'Baby' }],
    ['unknown', { forename: 'Amara' }, { forename: 'n/a' }],
    // A forename that only repeats the surname is no name.
    ['unknown', { forename: 'Amara', surname: 'Bello' }, { forename: 'Bello', surname: 'Bello' }],
    ['same', { forename: 'Amara' }, { forename: 'AMARA ' }],
    ['same', { forename: 'Zoë' }, { forename: 'Zoe' }],
    ['same', { forename: 'Lily-Mae' }, { forename: 'Lily Mae' }],
    ['same', { forename: 'Lily-Mae' }, { forename: 'Lilymae' }],
    ['variant', { forename: 'Elizabeth' }, { forename: 'Lizzie' }],
    ['variant', { forename: 'Mohammed' }, { forename: 'Muhammad' }],
    ['variant', { forename: 'Yusuf' }, { forename: 'Youssef' }],
    ['near', { forename: 'Amara' }, { forename: 'Amaar' }],
    ['near', { forename: 'Ethan' }, { forename: 'Ethn' }],
    ['near', { forename: 'Benjamin' }, { forename: 'Benjmain' }],
    // One letter of three is too much to be a slip.
    ['sounds', { forename: 'Ava' }, { forename: 'Eva' }],
    ['sounds', { forename: 'Jermaine' }, { forename: 'Germane' }],
    ['short', { forename: 'Alexandros' }, { forename: 'Alexa' }],
    ['half', { forename: 'Lily-Mae' }, { forename: 'Lily' }],
    ['half', { forename: 'Lily-Mae' }, { forename: 'Mae' }],
    ['half', { forename: 'Anna Maria' }, { forename: 'Anna Maria Teresa' }],
    // Two sisters may well be Lily-Mae and Lily-Rose: a part in common is not near.
    ['otherHalf', { forename: 'Lily-Mae' }, { forename: 'Lily-Rose' }],
    ['otherHalf', { forename: 'Lily-Lilly' }, { forename: 'Lily-Rose' }],
    ['half', { forename: 'Rose Marie' }, { forename: 'Marie Rose' }],
    ['otherHalf', { forename: 'Ella-Rose' }, { forename: 'Lily-Rose' }],
    ['initial', { forename: 'A' }, { forename: 'Amara' }],
    ['initialDiffers', { forename: 'B' }, { forename: 'Amara' }],
    ['knownAs', { forename: ['Oluwaseun', 'Shay'] }, { forename: 'Shay' }],
    ['knownAs', { forename: ['Oluwaseun', 'Shay'] }, { forename: ['Edward', 'Shay'] }],
    ['middle', { forename: 'Amara', middle: 'Grace' }, { forename: 'Grace' }],
    ['middle', { forename: 'Amara', middle: 'Joy Grace' }, { forename: 'Grase' }],
    ['different', { forename: 'Amara' }, { forename: 'Poppy' }],
    ['different', { forename: 'Lily-Mae' }, { forename: 'Ruby-Jo' }],
    ['distant', { forename: 'Marian' }, { forename: 'Martha' }],
    [
      'swapped',
      { forename: 'Ahmed', surname: 'Yusuf', born: '2014-03-14' },
      { forename: 'Yusuf', surname: 'Ahmed', born: '2014-03-14' },
    ],
    [
      'swapped',
      { forename: 'Nguyen', surname: 'Linh', born: '2014-03-14' },
      { forename: 'Linh', surname: 'Nguyen', born: '2014-03-22' },
    ],
    // Where forenames serve as surnames two children mirror each other: another birthday is another child.
    [
      'different',
      { forename: 'Ahmed', surname: 'Yusuf', born: '2014-03-14' },
      { forename: 'Yusuf', surname: 'Ahmed', born: '2012-11-09' },
    ],
    // The same year and day is not the same month.
    [
      'different',
      { forename: 'Ahmed', surname: 'Yusuf', born: '2014-03-14' },
      { forename: 'Yusuf', surname: 'Ahmed', born: '2014-12-14' },
    ],
    // Both slots have to be each other's.
    [
      'different',
      { forename: 'Ahmed', surname: 'Yusuf', born: '2014-03-14' },
      { forename: 'Yusuf', surname: 'Okafor', born: '2014-03-14' },
    ],
  ],
  surname: [
    ['unknown', { surname: 'Okafor' }, {}],
    ['unknown', { surname: 'Okafor' }, { surname: 'Unknown' }],
    ['same', { surname: 'Okafor' }, { surname: 'okafor' }],
    ['same', { surname: 'O’Neill' }, { surname: 'ONEILL' }],
    ['same', { surname: 'van der Berg' }, { surname: 'Vanderberg' }],
    ['variant', { surname: 'Chowdhury' }, { surname: 'Choudhary' }],
    ['near', { surname: 'Okafor' }, { surname: 'Okafro' }],
    ['near', { surname: 'Sampleton' }, { surname: 'Samplton' }],
    ['sounds', { surname: 'Whittaker' }, { surname: 'Witacre' }],
    ['part', { surname: 'Okonkwo-Reilly' }, { surname: 'Reilly' }],
    ['part', { surname: 'Okonkwo-Reilly' }, { surname: 'Reilly-Smith' }],
    ['former', { surname: ['Okafor', 'Bello'] }, { surname: 'Bello' }],
    ['former', { surname: ['Okafor', 'Bello'] }, { surname: ['Smith', 'Bello'] }],
    ['parents', { surname: 'Okafor' }, { surname: 'Bello', contact: { surname: 'Okafor' } }],
    // One letter is said to be one letter.
    ['near', { surname: 'Kowalczewski' }, { surname: 'Kowalczewska' }],
    ['gendered', { surname: 'Singh' }, { surname: 'Kaur' }],
    ['different', { surname: 'Okafor' }, { surname: 'Bello' }],
    ['different', { surname: 'Okafor' }, { surname: 'Bello', contact: { surname: 'Reilly' } }],
    ['distant', { surname: 'Walker' }, { surname: 'Wallace' }],
    // Weighed once, in the forename.
    [
      'unknown',
      { forename: 'Ahmed', surname: 'Yusuf', born: '2014-03-14' },
      { forename: 'Yusuf', surname: 'Ahmed', born: '2014-03-14' },
    ],
  ],
  date_of_birth: [
    ['unknown', { born: '2014-03-14' }, {}],
    ['unknown', { born: '2014-03-14' }, { born: 'about ten' }],
    ['same', { born: 'about 2010' }, { born: 'About 2010' }],
    ['unknown', { born: 'N/A' }, { born: 'N/A' }],
    ['unknown', { born: '01/01/1900' }, { born: '1900-01-01' }],
    ['same', { born: '2014-03-14' }, { born: '14/03/2014' }],
    ['exchanged', { born: '2014-03-05' }, { born: '2014-05-03' }],
    ['dayOut', { born: '2014-03-14' }, { born: '2014-03-15' }],
    ['dayOut', { born: '2014-03-09' }, { born: '2014-03-10' }],
    ['yearOut', { born: '2014-03-14' }, { born: '2013-03-14' }],
    // Two years apart is one digit, and no less likely a slip of the finger than another.
    ['oneDigit', { born: '2014-03-14' }, { born: '2016-03-14' }],
    ['oneDigit', { born: '2014-03-14' }, { born: '2014-03-19' }],
    ['oneDigit', { born: '2014-03-12' }, { born: '2014-03-21' }],
    // 31 February is one key from a real day.
    ['oneDigit', { born: '2014-02-21' }, { born: '2014-02-31' }],
    ['firstOfMonth', { born: '2014-03-14' }, { born: '2014-03-01' }],
    ['sameMonth', { born: '2014-03-14' }, { born: '2014-03-27' }],
    ['sameYearAndDay', { born: '2014-03-14' }, { born: '2014-12-14' }],
    ['sameYear', { born: '2014-03-14' }, { born: '2014-01-01' }],
    ['different', { born: '2014-03-14' }, { born: '2014-08-27' }],
    ['different', { born: '2014-01-01' }, { born: '2012-08-27' }],
    ['different', { born: '2014-03-14' }, { born: '2011-04-14' }],
  ],
  sex: [
    ['unknown', { sex: 'F' }, {}],
    ['unknown', { sex: 'F' }, { sex: 'U' }],
    ['same', { sex: 'F' }, { sex: 'Female' }],
    ['different', { sex: 'F' }, { sex: 'M' }],
  ],
  middle_names: [
    ['unknown', { middle: 'Grace' }, {}],
    ['same', { middle: 'Grace' }, { middle: 'GRACE' }],
    ['near', { middle: 'Grace' }, { middle: 'Garce' }],
    ['shares', { middle: 'Grace Ayomide' }, { middle: 'Ayomide' }],
    ['initial', { middle: 'Grace' }, { middle: 'G' }],
    ['different', { middle: 'Grace' }, { middle: 'Rose' }],
    // It is the other's forename, and counted there.
    ['unknown', { forename: 'Amara', middle: 'Grace' }, { forename: 'Grace', middle: 'Amara' }],
  ],
  postcode: [
    ['unknown', { home: { lines: '', postcode: 'ZZ99 1AA' } }, { home: { lines: '12 Sample Street' } }],
    ['same', { home: { lines: '', postcode: 'ZZ99 1AA' } }, { home: { lines: '', postcode: 'zz991aa' } }],
    ['same', { home: { lines: '', postcode: 'ZZ99 1AA' } }, { home: { lines: '', postcode: 'ZZ99 IAA' } }],
    ['near', { home: { lines: '', postcode: 'ZZ99 1AA' } }, { home: { lines: '', postcode: 'ZZ99 1AB' } }],
    ['near', { home: { lines: '', postcode: 'ZZ99 1AB' } }, { home: { lines: '', postcode: 'ZZ99 1BA' } }],
    ['near', { home: { lines: '', postcode: 'ZZ99 1AC' } }, { home: { lines: '', postcode: 'ZZ99 1AD' } }],
    ['near', { home: { lines: '', postcode: 'ZZ98 1AB' } }, { home: { lines: '', postcode: 'ZZ89 1AB' } }],
    ['near', { home: { lines: '', postcode: 'ZZ9 1AB' } }, { home: { lines: '', postcode: 'ZZ99 1AB' } }],
    // Two characters are no slip.
    ['sector', { home: { lines: '', postcode: 'ZZ99 1AB' } }, { home: { lines: '', postcode: 'ZZ99 1CD' } }],
    [
      'district',
      { home: { lines: '', postcode: 'ZZ99 1AB' } },
      { home: { lines: '', postcode: 'ZZ99 4CD' } },
    ],
    [
      'different',
      { home: { lines: '', postcode: 'ZZ99 1AB' } },
      { home: { lines: '', postcode: 'ZZ41 4CD' } },
    ],
    // The pair of homes that agrees best.
    [
      'same',
      {
        home: [
          { lines: '', postcode: 'ZZ41 4CD' },
          { lines: '', postcode: 'ZZ99 1AB' },
        ],
      },
      {
        home: [
          { lines: '', postcode: 'ZZ52 9EF' },
          { lines: '', postcode: 'ZZ99 1AB' },
        ],
      },
    ],
  ],
  address: [
    ['unknown', { home: { lines: '12 Sample Street' } }, { home: { lines: '', postcode: 'ZZ99 1AA' } }],
    ['unknown', { home: { lines: '12 Sample Street' } }, { home: { lines: 'No fixed abode' } }],
    ['same', { home: { lines: '12 Sample Street' } }, { home: { lines: '12, Sample St.' } }],
    // Flats are written in too many ways: one without is the same, two that differ are neighbours.
    ['same', { home: { lines: 'Flat 2, 12 Sample Street' } }, { home: { lines: '12 Sample Street' } }],
    ['same', { home: { lines: 'Flat 2, 12 Sample Street' } }, { home: { lines: '12 Sample Street Apt 2' } }],
    [
      'near',
      { home: { lines: 'Flat 2, 12 Sample Street' } },
      { home: { lines: 'Flat 7, 12 Sample Street' } },
    ],
    ['near', { home: { lines: '12 Sample Street' } }, { home: { lines: '12 Smaple Street' } }],
    ['near', { home: { lines: '12 Sample Street' } }, { home: { lines: '122 Sample Street' } }],
    ['sameStreet', { home: { lines: '12 Sample Street' } }, { home: { lines: '47 Sample Street' } }],
    // Of house numbers of one figure each is one figure from every other.
    ['sameStreet', { home: { lines: '3 Sample Street' } }, { home: { lines: '4 Sample Street' } }],
    ['different', { home: { lines: '12 Sample Street' } }, { home: { lines: '12 Model Road' } }],
    ['different', { home: { lines: '12 Sample Street' } }, { home: { lines: '14 Smaple Street' } }],
  ],
  town: [
    [
      'unknown',
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
      { home: { lines: '3 Model Road' } },
    ],
    [
      'same',
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
      { home: { lines: '3 Model Road', town: 'SAMPLETON' } },
    ],
    [
      'near',
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
      { home: { lines: '3 Model Road', town: 'Samplton' } },
    ],
    [
      'different',
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
      { home: { lines: '3 Model Road', town: 'Exampleham' } },
    ],
    // Follows from the same address, and from a postcode near by.
    [
      'unknown',
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
      { home: { lines: '12 Sample Street', town: 'Sampleton' } },
    ],
    [
      'unknown',
      { home: { lines: '12 Sample Street', town: 'Sampleton', postcode: 'ZZ99 1AA' } },
      { home: { lines: '3 Model Road', town: 'Sampleton', postcode: 'ZZ99 7CD' } },
    ],
  ],
  upn: [
    ['unknown', { upn: upnA }, {}],
    ['same', { upn: upnA }, { upn: ` ${upnA.toLowerCase()}` }],
    ['same', { upn: [upnOf(5), upnA] }, { upn: [upnOf(9), upnA] }],
    // A slip breaks the check letter: two in order that differ by a digit are two.
    ['different', { upn: upnA }, { upn: oneDigit }],
    ['different', { upn: upnA }, { upn: upnOf(999_912_345) }],
    ['near', { upn: upnA }, { upn: wrongLetter(upnA) }],
    ['near', { upn: upnA }, { upn: upnA.slice(0, 12) + (upnA.endsWith('1') ? '4' : '1') }],
    ['near', { upn: upnA }, { upn: upnA.slice(0, 11) + upnA[12] + upnA[11] }],
    // Wrong and far from it: nothing follows.
    ['unknown', { upn: upnA }, { upn: wrongLetter(upnOf(999_912_345)) }],
    // A wrong number that both have is at least the same text.
    ['same', { upn: wrongLetter(upnA) }, { upn: wrongLetter(upnA) }],
    ['same', { upn: upnOf('12600001A') }, { upn: upnOf('12600001A') }],
    ['unknown', { upn: upnOf('12600001A') }, { upn: upnA }],
    ['unknown', { upn: upnOf('12600001A') }, { upn: upnOf('12600001B') }],
    // Numbers of other makers have no check letter to break.
    ['different', { upn: 'P-10442' }, { upn: 'P-98731' }],
    ['near', { upn: 'P-10442' }, { upn: 'P-10443' }],
  ],
  contact: [
    ['unknown', { contact: { surname: 'Bello', forename: 'Grace' } }, {}],
    ['unknown', { contact: { surname: 'Bello', forename: 'Grace' } }, { contact: { surname: 'Bello' } }],
    [
      'both',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'BELLO', forename: 'grace' } },
    ],
    [
      'both',
      {
        contact: [
          { surname: 'Okafor', forename: 'Emeka' },
          { surname: 'Bello', forename: 'Grace' },
        ],
      },
      { contact: { surname: 'Bello', forename: 'Grace' } },
    ],
    [
      'forename',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'Winterbottom', forename: 'Grace' } },
    ],
    ['forename', { contact: { surname: 'Bello', forename: 'Grace' } }, { contact: { forename: 'Grace' } }],
    [
      'near',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'Belo', forename: 'Grace' } },
    ],
    [
      'near',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'Bello', forename: 'G' } },
    ],
    // A surname in common is the family's, not the person's.
    [
      'different',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'Bello', forename: 'Tunde' } },
    ],
    [
      'different',
      { contact: { surname: 'Bello', forename: 'Grace' } },
      { contact: { surname: 'Winterbottom', forename: 'G' } },
    ],
  ],
  phone: [
    ['unknown', { phone: '07700 900123' }, {}],
    ['unknown', { phone: '07700 900123' }, { phone: '00000' }],
    ['same', { phone: '07700 900123' }, { phone: '+44 7700 900 123' }],
    ['same', { phone: ['07700 900999', '07700 900123'] }, { phone: ['07700 900456', '07700 900123'] }],
    ['near', { phone: '07700 900123' }, { phone: '07700 900128' }],
    ['near', { phone: ['07700 900999', '07700 900123'] }, { phone: '07700 900132' }],
    ['different', { phone: '07700 900123' }, { phone: '07700 900678' }],
  ],
}

describe('each level of each field, and what it is not', () => {
  for (const [field, cases] of Object.entries(tables) as [Field, readonly Case[]][])
    describe(field, () => {
      holds(field, cases)
      test('has every level', () => {
        const met = new Set(cases.map(([level]) => level))
        assert.deepEqual(
          levelNames(field).filter(level => !met.has(level)),
          [],
        )
      })
    })

  test('there are words for every level', () => {
    for (const field of fields) assert.equal(levelWords[field].length, levelNames(field).length, field)
  })
})

describe('what is not known', () => {
  test('adds nothing', () => {
    for (const [left, right] of [
      [{}, {}],
      [{ forename: 'Amara', surname: 'Okafor', born: '2014-03-14', upn: upnA }, {}],
    ] as const) {
      const comparer = comparerOf([child(left)], [child(right)])
      comparer.compareWhole(0, 0)
      assert.deepEqual(
        [...comparer.levels],
        fields.map(() => 0),
      )
      // Only the sibling's side of the question remains, and that is next to nothing.
      assert.ok(Math.abs(bitsFor(comparer, 1e-5)) < 1e-4)
    }
  })

  test('leaves the rest as it was', () => {
    const known = { forename: 'Amara', surname: 'Okafor', born: '2014-03-14' }
    const more = { ...known, sex: 'F', upn: upnA, phone: '07700 900123', home: { lines: '1 Sample Street' } }
    assert.deepEqual(compared(known, more), compared(known, known))
  })

  test('a protected child is compared by names, birthday, sex and UPN alone', () => {
    const given: Sketch = {
      forename: 'Amara',
      surname: 'Okafor',
      born: '2014-03-14',
      sex: 'F',
      upn: upnA,
      home: { lines: '1 Sample Street', town: 'Sampleton', postcode: 'ZZ99 1AA' },
      phone: '07700 900123',
      contact: { surname: 'Okafor', forename: 'Grace' },
    }
    const open = compared(given, given)
    for (const found of [
      compared({ ...given, protected: true }, given),
      compared(given, { ...given, protected: true }),
    ]) {
      for (const field of ['postcode', 'address', 'town', 'contact', 'phone'] as const)
        assert.equal(found[field], 'unknown', field)
      for (const field of ['forename', 'surname', 'date_of_birth', 'sex', 'upn'] as const)
        assert.equal(found[field], open[field], field)
    }
    // A parent's surname is told by a contact, and a protected child's contacts are not asked.
    const other: Sketch = { surname: 'Grant' }
    const withParent: Sketch = { surname: 'Okafor', contact: { surname: 'Grant', forename: 'Joy' } }
    assert.equal(compared(withParent, other).surname, 'parents')
    assert.equal(compared({ ...withParent, protected: true }, other).surname, 'different')
  })
})

const made = makeLists({ children: 600, seed: 71, errors: 2.5, pool: 'usual' })
const lefts = made.left.map(describedOf)
const rights = made.right.map(describedOf)

/** Two records of a family or of the same child as often as two of strangers. */
const pairs = fc
  .record({ i: fc.nat(lefts.length - 1), j: fc.nat(rights.length - 1), near: fc.boolean() })
  .map(({ i, j, near }) => {
    if (!near) return { left: lefts[i]!, right: rights[j]! }
    const family = made.left[i]!.truth.household
    const of = made.right.findIndex(({ truth }) => truth.household === family)
    return { left: lefts[i]!, right: rights[of < 0 ? j : of]! }
  })

/** Records with all that a child's whole record may hold: several names, homes, numbers and contacts. */
const rich = (chance: fc.Arbitrary<number>): fc.Arbitrary<Described> =>
  fc.array(chance, { minLength: 1, maxLength: 4 }).map(some => {
    const records = some.map(one => (one % 2 === 0 ? lefts : rights)[(one >> 1) % lefts.length]!)
    return {
      ...records[0]!,
      surnames: records.flatMap(({ surnames }) => surnames),
      forenames: records.flatMap(({ forenames }) => forenames),
      upns: records.flatMap(({ upns }) => upns),
      homes: records.flatMap(({ homes }) => homes),
      phones: records.flatMap(({ phones }) => phones),
      contacts: records.flatMap(({ contacts }) => contacts),
    }
  })

describe('which record comes first', () => {
  const agree = (left: Described, right: Described) => {
    assert.deepEqual(compared(left, right), compared(right, left))
  }

  test('makes no difference to the levels of two rows', () => {
    fc.assert(
      fc.property(pairs, ({ left, right }) => agree(left, right)),
      { numRuns: 400 },
    )
  })

  test('nor to those of two whole records', () => {
    // From few records, so that most have something in common.
    const few = fc.nat(60)
    fc.assert(fc.property(rich(few), rich(few), agree), { numRuns: 400 })
  })
})

describe('leaving a pair at once', () => {
  // What made-up lists seldom have: another name, and a birthday exchanged, or another and a UPN that is one slip away.
  const odd = [
    { forename: 'Amara', surname: 'Okafor', born: '2014-03-05', upn: upnA },
    { forename: 'Poppy', surname: 'Adeyemi', born: '2014-05-03' },
    { forename: 'Ruby', surname: 'Winterbottom', born: '2011-08-27', upn: wrongLetter(upnA) },
    { forename: 'Winterbottom', surname: 'Ruby', born: '2011-08-19' },
    { forename: 'Winterbottom', surname: 'Ruby', born: '2013-12-19', middle: 'Poppy' },
  ].map(child)
  const [someLefts, someRights] = [
    [...odd, ...lefts],
    [...odd, ...rights],
  ]
  /** What may not be a child's, from its levels: another birthday, another forename, and no UPN that agrees. */
  const isHopeless = ({ levels }: Comparer): boolean =>
    levels[at.born] === born.different && isOtherName(levels[at.forename]!) && !isUpnClose(levels)
  const isUpnClose = (levels: Uint8Array) => levels[at.upn] === upn.same || levels[at.upn] === upn.near

  // A row of a file is looked at in another way than a whole record.
  for (const [name, shape] of [
    ['records', recordShape],
    ['rows', fileShape],
  ] as const) {
    test(`of ${name} is for another birthday, another forename and no UPN that agrees, and for nothing else`, () => {
      const comparer = comparerOf(someLefts, someRights, { shape })
      let left = 0
      let kept = 0
      for (let j = 0; j < someRights.length; j += 1) {
        for (let i = j < odd.length ? 0 : j % 7; i < someLefts.length; i += j < odd.length ? 1 : 7) {
          const went = comparer.compare(i, j)
          const levels = [...comparer.levels]
          comparer.compareWhole(i, j)
          assert.equal(
            went,
            !isHopeless(comparer),
            JSON.stringify([someLefts[i], someRights[j], levelsIn(comparer.levels)]),
          )
          if (went) {
            kept += 1
            assert.deepEqual(levels, [...comparer.levels])
          } else left += 1
        }
      }
      assert.ok(left > 1000 && kept > 1000, `${left} left, ${kept} kept`)
    })
  }

  test('in long lists is also for another forename or surname, a birthday not the same, and nothing of the home', () => {
    const many = Array.from({ length: 20_001 }, (_, at) => someLefts[at % someLefts.length]!)
    const some = someRights.slice(0, 150)
    const rows = comparerOf(many, some, { shape: fileShape })
    const records = comparerOf(many, some, { shape: { ...fileShape, forenames: 2 } })
    let elsewhere = 0
    for (let j = 0; j < some.length; j += 1) {
      for (let i = 0; i < someLefts.length; i += i < odd.length ? 1 : 3) {
        const went = rows.compare(i, j)
        assert.equal(went, records.compare(i, j), 'rows and records alike')
        rows.compareWhole(i, j)
        const { levels } = rows
        const [a, b] = [someLefts[i]!, some[j]!]
        const isNoDay =
          levels[at.born] === 0 || levels[at.born] === born.same || levels[at.born] === born.exchanged
        const isHome =
          levels[at.postcode] === postcode.same ||
          levels[at.address] === address.same ||
          levels[at.phone] === phone.same ||
          levels[at.contact] === contact.both ||
          levels[at.contact] === contact.forename
        if (went || isHopeless(rows)) {
          assert.ok(!went || !isHopeless(rows))
          continue
        }
        elsewhere += 1
        const isOtherFamily =
          levels[at.surname] === surname.different || levels[at.surname] === surname.distant
        assert.ok(
          (isOtherName(levels[at.forename]!) || isOtherFamily) && !isNoDay && !isUpnClose(levels),
          JSON.stringify([a, b]),
        )
        assert.ok(!isHome, JSON.stringify([a, b]))
      }
    }
    assert.ok(elsewhere > 20, `${elsewhere} elsewhere`)
  })

  test('in long lists is not for a home that stands behind another of which less is known', () => {
    const sisters = ['Amara', 'Poppy'].map((forename, at) =>
      child({
        surname: 'Okafor',
        forename,
        born: at === 0 ? '2014-03-14' : '2014-03-19',
        home: [{ lines: `${at + 1} Sample Street` }, { lines: '', postcode: 'ZZ99 1AA' }],
      }),
    )
    const crowd = Array.from({ length: 20_001 }, () => child({}))
    const comparer = comparerOf([sisters[0]!, ...crowd], [sisters[1]!])
    assert.equal(comparer.compare(0, 0), true)
  })
})

describe('what an agreement is worth by chance', () => {
  const family = (surname: string, contact: string) =>
    child({ surname, forename: 'Amara', contact: { surname: contact, forename: 'Joy' } })
  const crowd = Array.from({ length: 300 }, (_, at) =>
    child({
      surname: `Q${'abcdefghij'[at % 10]}${'klmnopqrst'[(at / 10) | (0 % 10)] ?? 'u'}x`,
      forename: 'Ruby',
    }),
  )
  const of = (left: Described, right: Described, field: number) => {
    const comparer = comparerOf([left, ...crowd], [right])
    comparer.compareWhole(0, 0)
    return { chance: comparer.chances[field]!, counts: comparer.counts, values: comparer.values }
  }

  test('is how common the very surname is, and twice that of a former one', () => {
    const same = of(child({ surname: 'Okafor' }), child({ surname: 'Okafor' }), at.surname)
    assert.equal(same.chance, same.counts.surnames[same.values.surname('Okafor')]!)
    const former = of(child({ surname: ['Bello', 'Okafor'] }), child({ surname: 'Okafor' }), at.surname)
    assert.equal(former.chance, former.counts.surnames[former.values.surname('Okafor')]! + 1)
  })

  test('is more for a near name where the name it is near to is common', () => {
    const usual = of(child({ surname: 'Okafor' }), child({ surname: 'Okafro' }), at.surname).chance
    const many = Array.from({ length: 300 }, () => child({ surname: 'Okafor' }))
    const comparer = comparerOf(many, [child({ surname: 'Okafro' })])
    comparer.compareWhole(0, 0)
    assert.ok(comparer.chances[at.surname]! > usual + 1)
  })

  test('is of a mother’s forename alone where her surname is the child’s, which has agreed', () => {
    const own = of(family('Okafor', 'Okafor'), family('Okafor', 'Okafor'), at.contact)
    assert.equal(own.chance, own.counts.contactForenames[own.values.forename('Joy')]!)
    const other = of(family('Okafor', 'Bello'), family('Okafor', 'Bello'), at.contact)
    assert.equal(other.chance, other.counts.contacts[0]!)
  })
})

describe('how alike two names are', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aaeiounrstlmhjkz'), minLength: 2, maxLength: 11 })
  const slipped = fc.tuple(letters, letters, fc.nat(9)).map(([a, b, many]) => a.slice(0, many) + b)

  test('is never told from letters alone where reading them would say something', () => {
    const names = fc.uniqueArray(
      fc.oneof(
        letters,
        slipped,
        fc.constantFrom(...made.right.map(({ forename }) => forename.toLowerCase())),
      ),
      { minLength: 2, maxLength: 12 },
    )
    fc.assert(
      fc.property(names, some => {
        const comparer = comparerOf([child({ forename: some })], [child({ surname: some })])
        const { wholes, parts, initials, sounds } = comparer.values.names
        for (let a = 1; a < wholes.length; a += 1) {
          for (let b = a + 1; b < wholes.length; b += 1) {
            if (comparer.nameLevel(a, b) !== 12) continue
            const [x, y] = [wholes[a]!, wholes[b]!]
            assert.ok(!initials[a] && !initials[b], `${x} ${y}: initial`)
            assert.ok(!areVariants(x, y), `${x} ${y}: variants`)
            assert.ok(jaroWinkler(x, y) < 0.75, `${x} ${y}: alike ${jaroWinkler(x, y)}`)
            const short = Math.min(x.length, y.length)
            assert.ok(editDistance2(x, y) > 1 || short < 3, `${x} ${y}: one slip`)
            assert.ok(short < 3 || (!x.startsWith(y) && !y.startsWith(x)), `${x} ${y}: short`)
            assert.ok(sounds[a] !== sounds[b] || jaroWinkler(x, y) < 0.7, `${x} ${y}: sounds`)
            for (const part of parts[a]!)
              assert.ok(parts[a]!.length < 2 || (part !== b && !parts[b]!.includes(part)), `${x} ${y}: part`)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  test('is the same however often it is asked, and whichever other names were asked between', () => {
    const forenames = [...new Set(made.right.map(({ forename }) => forename))]
    const comparer = comparerOf(
      [child({})],
      forenames.map(forename => child({ forename })),
    )
    const many = comparer.values.names.wholes.length
    const ask = () => {
      const found: number[] = []
      for (let a = 1; a < many; a += 1) for (let b = 1; b < many; b += 3) found.push(comparer.nameLevel(a, b))
      return found
    }
    const first = ask()
    assert.deepEqual(ask(), first)
    for (let a = 1; a < many; a += 1)
      for (let b = 1; b < a; b += 5) assert.equal(comparer.nameLevel(a, b), comparer.nameLevel(b, a))
  })
})

describe('how alike two days are', () => {
  const day = fc
    .tuple(
      fc.integer({ min: 2005, max: 2022 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    )
    .map(([year, month, day]) => year * 10_000 + month * 100 + day)
  test('is the same the other way round, and the same day only of one day', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        assert.equal(bornLevel(a, b), bornLevel(b, a))
        assert.equal(bornLevel(a, b) === born.same, a === b)
      }),
      { numRuns: 5000 },
    )
  })
})
