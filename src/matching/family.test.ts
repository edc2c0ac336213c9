// Who is proposed as family, on which evidence, and who is not.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { type ContactHeld, crowdedOver, familyOf, type HomeHeld, type Kin, type OfFamily } from './family.ts'

const recordedOn = localDate('2024-09-05')
const home = (lines: string, given: Partial<HomeHeld> = {}): HomeHeld => ({
  lines,
  postcode: 'ZZ99 1AA',
  recordedOn,
  ...given,
})
const mother = (name: string, given: Partial<ContactHeld> = {}): ContactHeld => ({
  name,
  relationship: 'Mother',
  hasResponsibility: 'yes',
  livesWith: 'yes',
  phones: ['07700 900001'],
  recordedOn,
  ...given,
})
let numbered = 0
// A key of a name holds no digits.
const lettersOf = (n: number) => [...String(n)].map(digit => 'abcdefghij'[Number(digit)]).join('')
const child = (given: Partial<OfFamily> = {}): OfFamily => ({
  id: `child-${String(++numbered).padStart(4, '0')}`,
  surname: `Name${lettersOf(numbered)}`,
  forename: `First${lettersOf(numbered)}`,
  bornOn: localDate('2014-03-12'),
  homes: [],
  contacts: [],
  ...given,
})
const only = (a: Partial<OfFamily>, b: Partial<OfFamily>): Kin | undefined =>
  familyOf(child({ bornOn: localDate('2012-06-30'), ...a }), [child(b)])[0]

const street = home('12 Sample Street')
const otherStreet = home('90 Other Road', { postcode: 'ZZ99 2AA' })
const ada = mother('Mrs Ada Sample')

describe('two children', () => {
  const cases: [what: string, a: Partial<OfFamily>, b: Partial<OfFamily>, strength: string, says?: RegExp][] =
    [
      ['with nothing in common', { homes: [street] }, { homes: [otherStreet] }, 'none'],
      ['of one surname alone', { surname: 'Sample' }, { surname: 'Sample' }, 'none'],
      [
        'of one surname and birthday',
        { surname: 'S', bornOn: localDate('2014-03-12') },
        { surname: 'S' },
        'none',
      ],
      ['at one home', { homes: [street] }, { homes: [street] }, 'possible', /Live at the same address/],
      [
        'at one home, written in two ways',
        { homes: [home('Flat 2, 12 Sample St')] },
        { homes: [home('12 Sample Street, Flat 2, Exampleton', { postcode: 'zz991aa' })] },
        'possible',
      ],
      [
        'at one home, of one surname',
        { homes: [street], surname: 'Sample' },
        { homes: [street], surname: 'SAMPLE' },
        'likely',
      ],
      [
        'in two flats of one house',
        { homes: [home('Flat 1, 12 Sample Street')] },
        { homes: [home('Flat 2, 12 Sample Street')] },
        'none',
      ],
      [
        'in one street without a number',
        { homes: [home('Sample Street')] },
        { homes: [home('Sample Street')] },
        'none',
      ],
      [
        'at one home, one after the other',
        { homes: [home('12 Sample Street', { until: localDate('2025-01-10') })] },
        { homes: [home('12 Sample Street', { from: localDate('2025-01-10') })] },
        'little',
        /at different times as far as is known/,
      ],
      [
        'at one home for a time',
        { homes: [home('12 Sample Street', { until: localDate('2025-01-10') })] },
        { homes: [street] },
        'possible',
        /Lived at the same address/,
      ],
      [
        'at one house with a postcode missing',
        { homes: [home('12 Sample Street', { postcode: undefined })] },
        { homes: [street] },
        'little',
        /postcode is missing/,
      ],
      [
        'with one mother by name and telephone',
        { contacts: [ada] },
        { contacts: [ada] },
        'likely',
        /same parent or carer: the same name and the same telephone/,
      ],
      [
        'with one mother, once by her initial',
        { contacts: [ada] },
        { contacts: [mother('A Sample', { phones: ['+44 7700 900 001'] })] },
        'likely',
        /nearly the same name/,
      ],
      [
        'with one mother by name alone',
        { contacts: [ada] },
        { contacts: [mother('Ada Sample', { phones: ['07700 900002'] })] },
        'none',
      ],
      [
        'with one mother by name and home',
        { homes: [street], contacts: [ada] },
        { homes: [street], contacts: [mother('Ada Sample', { phones: [] })] },
        'likely',
        /the same home/,
      ],
      [
        'with one telephone under two names',
        { contacts: [ada] },
        { contacts: [mother('Ben Other')] },
        'possible',
        /same telephone, under different names/,
      ],
      [
        'with one telephone and one surname',
        { surname: 'Sample', contacts: [ada] },
        { surname: 'Sample', contacts: [mother('Ben Other')] },
        'likely',
      ],
      [
        'with a telephone that changed hands',
        { contacts: [{ ...ada, until: localDate('2024-10-01') }] },
        { contacts: [mother('Ben Other', { recordedOn: localDate('2025-03-01') })] },
        'little',
        /may have changed hands/,
      ],
      [
        'with one grandmother',
        { contacts: [{ ...ada, relationship: 'Grandmother', hasResponsibility: 'no' }] },
        { contacts: [{ ...ada, relationship: 'Grandmother', hasResponsibility: 'not known' }] },
        'possible',
        /same grown-up to ring/,
      ],
      [
        'with one social worker',
        { contacts: [{ ...ada, relationship: 'Social worker', hasResponsibility: 'no' }] },
        { contacts: [{ ...ada, relationship: 'Social worker', hasResponsibility: 'no' }] },
        'little',
        /not of the family/,
      ],
      [
        'with one email',
        { contacts: [{ ...ada, phones: [], email: 'Home@example.org ' }] },
        { contacts: [mother('Ben Other', { phones: [], email: 'home@example.org' })] },
        'possible',
        /same email/,
      ],
      ['who moved together', { homes: [street, otherStreet] }, { homes: [otherStreet, street] }, 'likely'],
      [
        'with a name of one word',
        { contacts: [mother('Mum')] },
        { contacts: [mother('Mum')] },
        'possible',
        /same telephone/,
      ],
    ]
  for (const [what, a, b, strength, says] of cases) {
    test(`${what}: ${strength}`, () => {
      const kin = only(a, b)
      assert.equal(kin?.strength ?? 'none', strength)
      if (says) assert.match(kin!.ties[0]!.says, says)
    })
  }

  test('born on one day at one home are said to be twins, and 1 January to be a guess', () => {
    const day = localDate('2014-01-01')
    const kin = only({ homes: [street], bornOn: day }, { homes: [street], bornOn: day })!
    assert.equal(kin.twins, true)
    assert.equal(kin.strength, 'likely')
    assert.match(kin.notes.join(' '), /twins, it may be.*1 January is often written/)
    assert.equal(only({ bornOn: day, contacts: [ada] }, { bornOn: day, contacts: [ada] })!.twins, true)
    assert.equal(
      only({ bornOn: undefined, homes: [street] }, { bornOn: undefined, homes: [street] })!.twins,
      false,
    )
  })
  test('of one name and birthday are perhaps one child, not twins', () => {
    const same = { homes: [street], surname: 'Sample', forename: 'Amina', bornOn: localDate('2014-03-12') }
    const kin = only(same, { ...same, forename: 'AMINA' })!
    assert.equal(kin.twins, false)
    assert.equal(kin.perhapsOneChild, true)
    assert.match(kin.notes[0]!, /perhaps one child recorded twice/)
  })
  test('born five months apart are said to be hardly of one mother', () => {
    const kin = only(
      { homes: [street], bornOn: localDate('2014-03-12') },
      { homes: [street], bornOn: localDate('2014-08-12') },
    )!
    assert.match(kin.notes.join(' '), /about 5 months apart: hardly of one mother/)
  })
  test('have the dates that hold for both', () => {
    const tie = only(
      {
        homes: [home('12 Sample Street', { from: localDate('2023-01-01'), until: localDate('2025-06-30') })],
      },
      {
        homes: [
          home('12 Sample Street', { from: localDate('2024-02-02'), recordedOn: localDate('2024-10-01') }),
        ],
      },
    )!.ties[0]!
    assert.deepEqual(
      [tie.from, tie.until, tie.recordedOn, tie.now],
      ['2024-02-02', '2025-06-30', '2024-10-01', false],
    )
  })
  test('with two parents in common have a tie for each, and a home', () => {
    const ben = mother('Ben Sample', { relationship: 'Father', phones: ['07700 900002'] })
    const both = { homes: [street], contacts: [ada, ben] }
    assert.deepEqual(
      only(both, both)!.ties.map(tie => `${tie.kind} ${tie.shows}`),
      ['parent Ben Sample, Father', 'parent Mrs Ada Sample, Mother', 'home 12 Sample Street, ZZ99 1AA'],
    )
  })
  test('keep no address, name or number in what is said', () => {
    const both = { homes: [street], contacts: [ada, mother('Mum', { email: 'mum@example.org' })] }
    const kin = only(both, both)!
    const kept = JSON.stringify([kin.ties.map(tie => tie.says), kin.notes])
    assert.doesNotMatch(kept, /Sample|Ada|900001|ZZ99|@/)
  })
  test('live at one home, and with one carer, only as long as both do', () => {
    const here = { homes: [street], contacts: [ada] }
    const left = {
      homes: [{ ...street, until: localDate('2026-01-01') }],
      contacts: [{ ...ada, until: localDate('2026-01-01') }],
    }
    assert.deepEqual([only(here, here)!.homeNow, only(here, here)!.carerAtHome], [true, true])
    assert.deepEqual([only(here, left)!.homeNow, only(here, left)!.carerAtHome], [false, false])
    const elsewhere = { contacts: [{ ...ada, livesWith: 'no' as const }] }
    assert.equal(only(here, elsewhere)!.carerAtHome, false)
  })
})

describe('what very many share says little', () => {
  const hostel = home('Refuge House, Sample Road')
  const many = (count: number, given: () => Partial<OfFamily>) =>
    Array.from({ length: count }, () => child(given()))
  test('a hostel', () => {
    const others = many(crowdedOver, () => ({ homes: [hostel] }))
    const kin = familyOf(child({ homes: [hostel], bornOn: localDate('2011-01-05') }), others)
    assert.equal(kin.length, crowdedOver)
    assert(kin.every(one => one.strength === 'little' && one.homeNow === false))
    assert.match(kin[0]!.ties[0]!.says, /which 13 children share: it says little/)
  })
  test('but brothers and sisters in it are known by their mother', () => {
    const others = many(20, () => ({ homes: [hostel] }))
    const sister = child({ homes: [hostel], contacts: [ada] })
    const kin = familyOf(child({ homes: [hostel], contacts: [ada] }), [...others, sister])
    assert.equal(kin[0]!.id, sister.id)
    assert.deepEqual(
      kin.map(one => one.strength),
      ['likely', ...Array(20).fill('little')],
    )
  })
  test('one house among quieter neighbours', () => {
    const older = child({ homes: [street], bornOn: localDate('2011-01-05') })
    const children = [older, ...many(7, () => ({ homes: [street] }))]
    const neighbours = ['14', '16', '18', '20'].map(number =>
      child({ homes: [home(`${number} Sample Street`)] }),
    )
    assert.equal(familyOf(children[0]!, children.slice(1))[0]!.strength, 'possible')
    assert.equal(familyOf(children[0]!, [...children.slice(1), ...neighbours])[0]!.strength, 'little')
  })
  test('a building whose flats are not given', () => {
    const flats = ['1', '2', '3'].map(flat => child({ homes: [home(`Flat ${flat}, 12 Sample Street`)] }))
    const kin = familyOf(child({ homes: [street], bornOn: localDate('2011-01-05') }), flats)
    assert.deepEqual(
      kin.map(one => one.strength),
      ['little', 'little', 'little'],
    )
    assert.match(kin[0]!.ties[0]!.says, /which flat is not given/)
  })
  test('a number of the school’s own', () => {
    const others = many(9, () => ({
      contacts: [mother('Ada Sample', { relationship: undefined, hasResponsibility: 'not known' })],
    }))
    const kin = familyOf(child({ contacts: [ada] }), others)
    assert(kin.every(one => one.strength === 'little'))
    assert.match(kin[0]!.ties[0]!.says, /10 children share/)
  })
})

describe('always', () => {
  const date = fc
    .constantFrom('2023-01-01', '2024-02-02', '2025-03-03', '2026-01-01')
    .map(day => day as LocalDate)
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
  const anyHome = fc.record({
    lines: fc.constantFrom(
      '12 Sample Street',
      'Flat 1, 12 Sample Street',
      'Flat 2, 12 Sample Street',
      'Rose House',
      '',
      'x',
    ),
    postcode: maybe(fc.constantFrom('ZZ99 1AA', 'ZZ991AA', 'ZZ99 2AA', 'none')),
    from: maybe(date),
    until: maybe(date),
    recordedOn: date,
  })
  const answer = fc.constantFrom('yes' as const, 'no' as const, 'not known' as const)
  const anyContact = fc.record({
    name: fc.constantFrom('Ada Sample', 'Mrs A Sample', 'Ben Other', 'Mum', '', '?'),
    relationship: maybe(fc.constantFrom('Mother', 'Father', 'Social worker', 'Grandparent')),
    hasResponsibility: answer,
    livesWith: answer,
    phones: fc.subarray(['07700 900001', '+447700900001', '07700900002', 'none']),
    email: maybe(fc.constantFrom('a@example.org', 'A@example.org', 'no')),
    until: maybe(date),
    recordedOn: date,
  })
  const anyChild = fc.record({
    surname: fc.constantFrom('Sample', 'SAMPLE', 'Other', ''),
    forename: fc.constantFrom('Amina', 'Zofia', ''),
    bornOn: maybe(date),
    homes: fc.array(anyHome, { maxLength: 3 }),
    contacts: fc.array(anyContact, { maxLength: 3 }),
  })
  const anyChildren = fc
    .array(anyChild, { minLength: 2, maxLength: 18 })
    .map(children =>
      children.map((one, at): OfFamily => ({ ...one, id: `id-${String(at).padStart(2, '0')}` })),
    )

  test('the order of the others makes no difference, and nobody is their own brother or sister', () => {
    fc.assert(
      fc.property(anyChildren, children => {
        const [first, ...others] = children as [OfFamily, ...OfFamily[]]
        const kin = familyOf(first, others)
        assert.deepEqual(familyOf(first, others.toReversed()), kin)
        assert.deepEqual(familyOf(first, children), kin)
        assert(!kin.some(one => one.id === first.id))
        assert.equal(new Set(kin.map(one => one.id)).size, kin.length)
      }),
    )
  })
  test('what one is to the other, the other is to the one', () => {
    const said = (kin: Kin | undefined) =>
      kin && { ...kin, id: '', ties: kin.ties.map(({ shows: _, ...tie }) => JSON.stringify(tie)).sort() }
    fc.assert(
      fc.property(anyChildren, children => {
        const [a, b] = children as [OfFamily, OfFamily]
        const there = familyOf(a, children).find(one => one.id === b.id)
        const back = familyOf(b, children).find(one => one.id === a.id)
        assert.deepEqual(said(there), said(back))
      }),
    )
  })
  test('each proposal has a tie, and none rests on a name or a birthday', () => {
    fc.assert(
      fc.property(anyChildren, children => {
        const bare = children.map(one => ({ ...one, homes: [], contacts: [] }))
        assert.deepEqual(familyOf(bare[0]!, bare), [])
        for (const kin of familyOf(children[0]!, children)) assert(kin.ties.length > 0)
      }),
    )
  })
})
