import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { corpusOf, fileShape, recordShape, Values } from './corpus.ts'
import {
  askedKeys,
  isBroadKey,
  KeyList,
  keyHashes,
  keysAsked,
  keysStored,
  keysStoredOfMany,
  wideKeys,
} from './keys.ts'
import { makeLists } from './made-up/lists.ts'
import type { Described } from './record.ts'
import { phonetic } from './sounds.ts'
import { child, describedOf, upnOf } from './testing/compared.ts'

const { left, right } = makeLists({ children: 400, seed: 72, errors: 2.5, pool: 'usual' })
const records = [...left, ...right].map(describedOf)
const anyRecord = fc.constantFrom(...records)

const shared = (a: readonly number[], b: readonly number[]) => a.filter(key => b.includes(key))
const finds = (asked: Described, stored: Described) => shared(keysAsked(asked), keysStored(stored))
const sorted = (keys: readonly number[]) => [...keys].sort((a, b) => a - b)

describe('keys', () => {
  test('are distinct signed numbers of 32 bits, the same every time', () => {
    for (const record of records) {
      for (const keys of [keysStored(record), keysAsked(record)]) {
        assert.equal(new Set(keys).size, keys.length)
        assert.ok(keys.every(key => key === (key | 0)))
      }
      assert.deepEqual(keysStored(record), keysStored({ ...record }))
      assert.deepEqual(keysAsked(record), keysAsked({ ...record }))
    }
  })

  test('are those they always were: change keyVersion with them', () => {
    const amara = child({
      surname: 'Okafor',
      forename: 'Amara',
      born: '2014-03-14',
      upn: upnOf(126_000_001),
      home: { lines: '12 Sample Street', postcode: 'ZZ99 1AA' },
      phone: '07700 900123',
    })
    assert.deepEqual(
      sorted(keysStored(amara)),
      [
        -1929600150, -1746441405, -831708924, -673637093, -329205795, -201861281, -7988264, 127629376,
        696307340, 1614907416,
      ],
    )
  })

  test('a record that says nothing has none', () => {
    assert.deepEqual(keysStored(child({})), [])
    assert.deepEqual(keysAsked(child({ surname: 'unknown', forename: 'Baby' })), [])
    assert.deepEqual(keysStored(child({ born: '2014-03-14', sex: 'F' })), [])
  })

  test('few are kept, and a record finds itself', () => {
    for (const record of records) {
      assert.ok(keysStored(record).length <= 40)
      assert.ok(finds(record, record).length > 0)
    }
  })

  test('the last bit of a key without a day says that it is broad', () => {
    const named = child({ surname: 'Okafor', forename: 'Amara' })
    assert.ok(keysStored(named).length > 0)
    assert.ok(keysStored(named).every(isBroadKey))
    const valued = child({
      upn: upnOf(1),
      phone: '07700 900123',
      home: { lines: '12 Sample Street', postcode: 'ZZ99 1AA' },
    })
    assert.equal(keysStored(valued).length, 4)
    assert.ok(!keysStored(valued).some(isBroadKey))
    // Birthday and forename, birthday and surname; month and either.
    const born = keysStored(child({ surname: 'Okafor', forename: 'Amara', born: '2014-03-14' }))
    assert.equal(born.filter(key => !isBroadKey(key)).length, 2)
  })
})

/** Names and birthday alone: what is found by them is found when all else has changed. */
const bare = (record: Described): Described => ({ ...record, upns: [], homes: [], phones: [], contacts: [] })

type Slip = (record: Described) => Described | undefined
const [day, month, year] = [8, 5, 0].map(
  from => (text: string) => text.slice(from, from === 0 ? 4 : from + 2),
) as [(text: string) => string, (text: string) => string, (text: string) => string]
const ofBirthday =
  (change: (text: string) => string | undefined): Slip =>
  record => {
    const text = record.dateOfBirth
    const changed = text ? change(text) : undefined
    return changed ? { ...record, dateOfBirth: changed } : undefined
  }
const slips: Readonly<Record<string, Slip>> = {
  'nothing but names and birthday': record => record,
  'day and month exchanged': ofBirthday(text =>
    Number(day(text)) <= 12 ? `${year(text)}-${day(text)}-${month(text)}` : undefined,
  ),
  'day and month exchanged, and another surname': ofBirthday(text =>
    Number(day(text)) <= 12 && day(text) !== month(text)
      ? `${year(text)}-${day(text)}-${month(text)}`
      : undefined,
  ),
  'another day': ofBirthday(text => `${year(text)}-${month(text)}-${day(text) === '17' ? '18' : '17'}`),
  'another month': ofBirthday(text => `${year(text)}-${month(text) === '06' ? '07' : '06'}-${day(text)}`),
  'no birthday': record => ({ ...record, dateOfBirth: undefined }),
  'forename and surname exchanged': record => ({
    ...record,
    forenames: [record.surnames[0]!],
    surnames: [record.forenames[0]!],
  }),
  'another surname': record => ({ ...record, surnames: ['Quarmby'] }),
  'another forename': record => ({ ...record, forenames: ['Quillon'] }),
  'no surname': record => ({ ...record, surnames: [] }),
  'no forename': record => ({ ...record, forenames: [] }),
  'a letter doubled that is not heard': record => {
    const name = record.surnames[0]!
    const doubled = name.replace(/([bdfklmnprst])(?=[aeiou])/, '$1$1')
    return phonetic(doubled.toLowerCase()) === phonetic(name.toLowerCase())
      ? { ...record, surnames: [doubled], forenames: ['Quillon'] }
      : undefined
  },
  'half of a double surname': record => {
    const half = /^(\p{L}{4,})-\p{L}{4,}$/u.exec(record.surnames[0]!)?.[1]
    return half === undefined ? undefined : { ...record, surnames: [half], forenames: ['Quillon'] }
  },
}

describe('in spite of a slip, by names and birthday alone, a record is found when there is', () => {
  for (const [slip, make] of Object.entries(slips)) {
    test(slip, () => {
      let tried = 0
      for (const record of records.map(bare)) {
        const { forenames, surnames, dateOfBirth } = record
        if (!forenames[0] || !surnames[0] || !dateOfBirth || forenames[0].length < 2) continue
        const made = make(record)
        if (!made) continue
        const slipped = slip.endsWith('another surname') ? { ...made, surnames: ['Quarmby'] } : made
        tried += 1
        const found = finds(slipped, record)
        assert.ok(found.length > 0, JSON.stringify([record, slipped]))
      }
      assert.ok(tried > 10, `${tried} tried`)
    })
  }

  test('a year earlier or later: by more than the names, which many may share', () => {
    for (const [born, many] of [
      ['2013-03-14', 2],
      ['2015-03-14', 2],
      ['2016-03-14', 1],
    ] as const)
      assert.equal(
        finds(
          child({ surname: 'Okafor', forename: 'Amara', born }),
          child({ surname: 'Okafor', forename: 'Amara', born: '2014-03-14' }),
        ).length,
        many,
        born,
      )
  })

  test('a former surname, a former UPN, an older home or another telephone', () => {
    const kept = child({
      surname: ['Okafor', 'Bello'],
      forename: 'Amara',
      born: '2014-03-14',
      upn: [upnOf(1), upnOf(2)],
      home: [{ lines: '12 Sample Street' }, { lines: '3 Model Road', postcode: 'ZZ99 1AA' }],
      phone: ['07700 900123', '07700 900456'],
    })
    for (const asked of [
      child({ surname: 'Bello', born: '2014-03-14' }),
      child({ upn: upnOf(2) }),
      child({ home: { lines: '', postcode: 'ZZ99 1AA' } }),
      child({ home: { lines: '3, Model Rd' } }),
      child({ phone: '+44 7700 900456' }),
    ])
      assert.ok(finds(asked, kept).length > 0, JSON.stringify(asked))
    assert.deepEqual(finds(child({ surname: 'Grant', born: '2014-03-14' }), kept), [])
  })

  test('a short form, by the long one', () => {
    const born = { surname: 'Okafor', born: '2014-03-14' }
    const asked = child({ ...born, forename: 'Bill' })
    const kept = child({ ...born, forename: 'William', born: '2014-11-27' })
    assert.ok(finds(asked, kept).length > 0)
    assert.notEqual(phonetic('bill'), phonetic('william'))
  })
})

describe('a protected record', () => {
  test('has no key of a home, a telephone or a contact, kept or asked or wide', () => {
    const wide = (record: Described) => {
      const values = new Values()
      const corpus = corpusOf(values, [record])
      const list = new KeyList()
      wideKeys(values, corpus, 0, keyHashes(values), list)
      return [...list.keys.subarray(0, list.length)]
    }
    fc.assert(
      fc.property(anyRecord, anyRecord, (record, other) => {
        const hidden = { ...record, protected: true }
        const elsewhere = { ...hidden, homes: other.homes, phones: other.phones, contacts: other.contacts }
        const bereft = { ...hidden, homes: [], phones: [], contacts: [] }
        for (const keys of [keysStored, keysAsked, wide]) {
          assert.deepEqual(keys(hidden), keys(elsewhere))
          assert.deepEqual(keys(hidden), keys(bereft))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the keys of many', () => {
  test('are those of each by itself', () => {
    // Written together, written apart: what another record of the batch writes changes nothing.
    const written = ['Lilymae', 'Lily-Mae', 'Lily Mae', 'Annamaria', 'Anna Maria', 'An Namaria'].flatMap(
      forename =>
        ['Okafor', 'Okonkwo-Reilly', 'Okonkworeilly'].map(surname =>
          child({ surname, forename, born: '2014-03-14' }),
        ),
    )
    const some = fc.shuffledSubarray([...written, ...records.slice(0, 60)], { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(some, batch => {
        assert.deepEqual(keysStoredOfMany(batch).map(sorted), batch.map(keysStored).map(sorted))
      }),
      { numRuns: 60 },
    )
  })

  test('asked for, too, but for names that another record writes in parts', () => {
    const batch = records.slice(0, 200)
    const values = new Values()
    const corpus = corpusOf(values, batch, recordShape)
    const hashes = keyHashes(values)
    const list = new KeyList()
    batch.forEach((record, at) => {
      askedKeys(values, corpus, at, hashes, list)
      const found = [...list.keys.subarray(0, list.length)]
      assert.equal(shared(keysAsked(record), found).length, keysAsked(record).length)
    })
  })

  test('a row of a file has the keys of a whole record of as much', () => {
    for (const record of records.slice(0, 200)) {
      const values = new Values()
      const corpus = corpusOf(values, [record], fileShape)
      const list = new KeyList()
      askedKeys(values, corpus, 0, keyHashes(values), list)
      assert.deepEqual(sorted([...list.keys.subarray(0, list.length)]), sorted(keysAsked(record)))
    }
  })
})
