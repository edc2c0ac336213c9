import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Band, bandOf, bands, type Standing, vetoes, vetoesInWords, vetoesOf } from './bands.ts'
import { comparerOf, type Sketch, upnOf, whole, wrongLetter } from './testing/compared.ts'

const amara: Sketch = {
  surname: 'Okafor',
  forename: 'Amara',
  middle: 'Grace',
  born: '2014-03-14',
  home: { lines: '12 Sample Street', postcode: 'ZZ99 1AA' },
  phone: '07700 900123',
  contact: { surname: 'Okafor', forename: 'Joy' },
}
const names: Sketch = { surname: 'Okafor', forename: 'Amara', born: '2014-03-14' }
const sure: Standing = { chance: 0.9999, alone: 0.9999, hasRival: false }

function judged(left: Sketch, right: Sketch, standing = sure): { found: number; band: Band } {
  const comparer = comparerOf([whole(left)], [whole(right)])
  comparer.compareWhole(0, 0)
  const found = vetoesOf(comparer, 0, 0, standing)
  return { found, band: bandOf(comparer, 0, 0, standing.chance, found) }
}

type Veto = keyof typeof vetoes
const upn = upnOf(126_000_001)

/** Pairs as likely as can be, kept from "certain" by one thing alone. */
const each: readonly [why: string, veto: Veto, left: Sketch, right: Sketch, standing?: Partial<Standing>][] =
  [
    ['two UPNs, both in order', 'twoUpns', { ...amara, upn }, { ...amara, upn: upnOf(126_000_002) }],
    ['twins of one home', 'twins', amara, { ...amara, forename: 'Poppy', middle: '' }],
    [
      'twins with one UPN by mistake',
      'twins',
      { ...amara, upn },
      { ...amara, upn, forename: 'Poppy', middle: '' },
    ],
    [
      'hyphenated twins',
      'twins',
      { ...amara, forename: 'Lily-Mae' },
      { ...amara, forename: 'Lily-Rose', middle: 'Ada' },
    ],
    ['half a double name', 'twins', { ...amara, forename: 'Lily-Mae' }, { ...amara, forename: 'Lily' }],
    ['names a letter apart', 'twins', { ...amara, forename: 'Mina' }, { ...amara, forename: 'Nina' }],
    [
      'twins who have moved, by a parent',
      'twins',
      { ...amara, contact: { surname: 'Winterbottom', forename: 'Joy' } },
      { ...names, forename: 'Poppy', contact: { surname: 'Winterbottom', forename: 'Joy' } },
    ],
    ['twins by a telephone', 'twins', amara, { ...names, forename: 'Poppy', phone: '07700 900123' }],
    ['names and birthday alone', 'namesakes', names, names],
    ['the same town besides', 'namesakes', names, { ...names, sex: 'F' }],
    [
      'the same street besides',
      'namesakes',
      { ...names, home: { lines: '12 Sample Street' } },
      { ...names, home: { lines: '47 Sample Street' } },
    ],
    [
      'a mother’s forename besides',
      'namesakes',
      { ...names, contact: { surname: 'Okafor', forename: 'Joy' } },
      { ...names, contact: { surname: 'Winterbottom', forename: 'Joy' } },
    ],
    [
      'a parent of the child’s own surname besides',
      'namesakes',
      { ...names, contact: { surname: 'Okafor', forename: 'Joy' } },
      { ...names, contact: { surname: 'Okafor', forename: 'Joy' } },
    ],
    [
      'a brother and a sister, short for one name',
      'twins',
      { ...amara, forename: 'Bobby', sex: 'M', middle: '' },
      { ...amara, forename: 'Roberta', sex: 'F', middle: '' },
    ],
    [
      'one name in two spellings, and other middle names',
      'twins',
      { ...amara, forename: 'Tiago', middle: 'Mateus' },
      { ...amara, forename: 'Santiago', middle: 'Nelson' },
    ],
    [
      'short for one name, of which neither begins as the other',
      'twins',
      { ...amara, forename: 'Freddie', middle: '' },
      { ...amara, forename: 'Alfred', middle: '' },
    ],
    [
      'names a letter apart, and a birthday a slip apart',
      'twins',
      { ...amara, forename: 'Mina', born: '2014-03-14' },
      { ...amara, forename: 'Nina', born: '2014-08-14' },
    ],
    [
      'a wrong UPN that both have',
      'namesakes',
      { ...names, upn: wrongLetter(upn) },
      { ...names, upn: wrongLetter(upn) },
    ],
    ['a UPN one slip apart', 'namesakes', { ...names, upn }, { ...names, upn: wrongLetter(upn) }],
    [
      'one postcode besides, at another number of the street',
      'namesakes',
      { ...names, home: { lines: '12 Sample Street', postcode: 'ZZ99 1AA' } },
      { ...names, home: { lines: '47 Sample Street', postcode: 'ZZ99 1AA' } },
    ],
    [
      'one street without a number besides',
      'namesakes',
      { ...names, home: { lines: 'Sample Street', postcode: 'ZZ99 1AA' } },
      { ...names, home: { lines: 'Sample Street', postcode: 'ZZ97 2BB' } },
    ],
    [
      'one number without a street besides',
      'namesakes',
      { ...names, home: { lines: '12', postcode: 'ZZ99 1AA' } },
      { ...names, home: { lines: '12', postcode: 'ZZ97 2BB' } },
    ],
    [
      'a brother’s UPN',
      'copiedUpn',
      { ...amara, upn },
      { ...amara, upn, forename: 'Poppy', middle: '', born: '2011-07-22' },
    ],
    ['another near as likely', 'rival', amara, amara, { hasRival: true }],
    ['likely only since nobody else claims', 'lifted', amara, amara, { alone: 0.98, chance: 0.995 }],
    ['one protected', 'protected', { ...names, upn, protected: true }, { ...names, upn }],
    ['the other protected', 'protected', { ...names, upn }, { ...names, upn, protected: true }],
    [
      'another surname',
      'newSurname',
      { ...amara, surname: 'Adeyemi' },
      { ...amara, surname: 'Winterbottom' },
    ],
    [
      'a surname with letters in common',
      'newSurname',
      { ...amara, surname: 'Walker' },
      { ...amara, surname: 'Wallace' },
    ],
  ]

describe('what keeps a pair from being certain, each by itself', () => {
  for (const [why, veto, left, right, standing] of each) {
    test(`${veto}: ${why}`, () => {
      for (const [a, b] of [
        [left, right],
        [right, left],
      ] as const) {
        const { found, band } = judged(a, b, { ...sure, ...standing })
        assert.deepEqual(vetoesInWords(found), vetoesInWords(vetoes[veto]))
        assert.equal(band, 'probable')
      }
    })
  }

  test('twins of one common forename, called by their middle names', () => {
    const mohammed = { ...amara, surname: 'Khan', forename: 'Mohammed', middle: 'Ali' }
    const others = Array.from({ length: 400 }, (_, at) =>
      whole({ surname: 'Khan', forename: at % 4 === 0 ? 'Mohammed' : 'Yusuf' }),
    )
    const comparer = comparerOf(
      [whole(mohammed), ...others],
      [whole({ ...mohammed, middle: 'Hassan' }), whole(mohammed)],
    )
    comparer.compareWhole(0, 0)
    assert.equal(vetoesOf(comparer, 0, 0, sure), vetoes.twins)
    comparer.compareWhole(0, 1)
    assert.equal(vetoesOf(comparer, 0, 1, sure), 0)
  })

  test('namesakes in one postcode that everybody here has', () => {
    const school = { ...names, home: { lines: '', postcode: 'ZZ99 1AA' } }
    const others = Array.from({ length: 400 }, () => whole({ home: school.home }))
    const comparer = comparerOf([whole(school), ...others], [whole(school)])
    comparer.compareWhole(0, 0)
    assert.equal(vetoesOf(comparer, 0, 0, sure), vetoes.namesakes)
    const few = comparerOf([whole(school)], [whole(school)])
    few.compareWhole(0, 0)
    assert.equal(vetoesOf(few, 0, 0, sure), 0)
  })

  test('there is a case for each', () => {
    assert.deepEqual(new Set(each.map(([, veto]) => veto)), new Set(Object.keys(vetoes)))
  })

  test('and nothing else', () => {
    const free: readonly [Sketch, Sketch][] = [
      [amara, amara],
      [amara, { ...amara, forename: 'Grace', middle: 'Amara' }],
      [
        { ...amara, forename: 'Elizabeth' },
        { ...amara, forename: 'Lizzie' },
      ],
      [
        { ...amara, surname: ['Okafor', 'Bello'] },
        { ...amara, surname: 'Bello' },
      ],
      [{ upn }, { upn }],
      // One UPN tells more than another surname.
      [
        { ...names, upn },
        { ...names, upn, surname: 'Winterbottom' },
      ],
      // A temporary number says nothing when it differs.
      [
        { ...amara, upn },
        { ...amara, upn: upnOf('12600001A') },
      ],
    ]
    for (const [left, right] of free) assert.equal(judged(left, right).found, 0, JSON.stringify(right))
  })
})

describe('the band', () => {
  test('follows the chance', () => {
    for (const [chance, band] of [
      [0.0499, 'none'],
      [0.05, 'look'],
      [0.8999, 'look'],
      [0.9, 'probable'],
      [0.9899, 'probable'],
      [0.99, 'certain'],
      [1, 'certain'],
    ] as const)
      assert.equal(judged(amara, amara, { ...sure, chance }).band, band, String(chance))
  })

  test('is never better for a veto', () => {
    for (const [chance, band] of [
      [0.03, 'none'],
      [0.5, 'look'],
      [0.95, 'probable'],
      [1, 'probable'],
    ] as const)
      assert.equal(judged(amara, amara, { chance, alone: chance, hasRival: true }).band, band, String(chance))
  })

  const comparedAs = (right: Sketch, left: Sketch = amara) => {
    const comparer = comparerOf([whole(left)], [whole(right)])
    comparer.compareWhole(0, 0)
    return bandOf(comparer, 0, 0, 1, 0)
  }

  test('is certain only if the forename is the same, or hardly another', () => {
    for (const [forename, band] of [
      ['Amara', 'certain'],
      ['Amaar', 'certain'],
      ['A', 'probable'],
      ['', 'probable'],
      ['Grace', 'probable'],
      ['Poppy', 'probable'],
      ['Amara-Rose', 'probable'],
    ] as const)
      assert.equal(comparedAs({ ...amara, forename }), band, forename)
    assert.equal(comparedAs({ ...amara, forename: 'Liz' }, { ...amara, forename: 'Elizabeth' }), 'certain')
    assert.equal(
      comparedAs({ ...amara, forename: 'Shay' }, { ...amara, forename: ['Amara', 'Shay'] }),
      'certain',
    )
  })

  test('is certain only if the birthday is the same but for a slip', () => {
    for (const [born, band] of [
      ['2014-03-14', 'certain'],
      ['2014-03-41', 'certain'],
      ['2014-03-19', 'certain'],
      ['2014-03-01', 'probable'],
      ['2014-03-27', 'probable'],
      ['2013-03-14', 'probable'],
      ['2014-12-14', 'probable'],
      ['2011-08-27', 'probable'],
      ['', 'probable'],
    ] as const)
      assert.equal(comparedAs({ ...amara, born }), band, born)
    assert.equal(comparedAs({ ...amara, born: '2014-05-03' }, { ...amara, born: '2014-03-05' }), 'certain')
  })

  test('needs neither where the UPN is one, in order', () => {
    assert.equal(comparedAs({ upn }, { ...amara, upn }), 'certain')
    assert.equal(comparedAs({ upn: upnOf('12600001A') }, { ...amara, upn: upnOf('12600001A') }), 'certain')
    assert.equal(comparedAs({ upn: wrongLetter(upn) }, { ...amara, upn: wrongLetter(upn) }), 'probable')
  })

  test('is said in words, and so is every veto, gravest first', () => {
    assert.equal(new Set(Object.values(bands)).size, 4)
    assert.deepEqual(vetoesInWords(0), [])
    const all = Object.values(vetoes).reduce((sum, veto) => sum | veto, 0)
    const words = vetoesInWords(all)
    assert.equal(new Set(words).size, Object.keys(vetoes).length)
    assert.match(words[0]!, /protected/)
    for (const veto of Object.values(vetoes)) assert.equal(vetoesInWords(veto).length, 1)
  })
})
