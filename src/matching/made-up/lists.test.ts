import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { judgeUpn } from '../../formats/upn.ts'
import { Chance } from './chance.ts'
import { columns, type MadeRecord, Maker, makeLists, rates, wrongBirthday } from './lists.ts'
import { dateText, isUnfamiliar } from './population.ts'

const usual = { children: 20_000, seed: 3, errors: 1, pool: 'usual' } as const
const { left, right } = makeLists(usual)
const leftOf = new Map(left.map(record => [record.truth.person, record]))
const rightOf = new Map(right.map(record => [record.truth.person, record]))
const both: [MadeRecord, MadeRecord][] = right.flatMap(record => {
  const other = leftOf.get(record.truth.person)
  return other ? [[other, record] as [MadeRecord, MadeRecord]] : []
})

const share = <T>(of: readonly T[], is: (one: T) => boolean) => of.filter(is).length / of.length
/** Within four standard errors of what was asked, and a little for what one error hides of another. */
function near(made: number, asked: number, of: number, slack = 0): void {
  const error = 4 * Math.sqrt((asked * (1 - asked)) / of) + slack
  assert.ok(Math.abs(made - asked) <= error, `made ${made.toFixed(4)}, asked ${asked} ± ${error.toFixed(4)}`)
}

describe('the two lists', () => {
  test('are as long as asked, and three in a hundred of each stand alone', () => {
    assert.equal(left.length, usual.children)
    assert.equal(right.length, usual.children)
    assert.equal(right.filter(record => !leftOf.has(record.truth.person)).length, 600)
    assert.equal(left.filter(record => !rightOf.has(record.truth.person)).length, 600)
  })

  test('have the brothers and sisters of whoever is on no left list', () => {
    const households = new Set(left.map(record => record.truth.household))
    for (const record of right) assert.ok(households.has(record.truth.household))
  })

  test('give ids that say nothing, and once only', () => {
    assert.equal(new Set([...left, ...right].map(record => record.id)).size, left.length + right.length)
    const alike = both.filter(([a, b]) => a.id.slice(1) === b.id.slice(1))
    assert.ok(alike.length < 10, `${alike.length} stand at the same place in both`)
  })

  test('have UPNs that are good and nobody else’s', () => {
    const upns = left.map(record => record.upn).filter(upn => upn !== '')
    assert.equal(new Set(upns).size, upns.length)
    for (const upn of upns) assert.equal(judgeUpn(upn).is, 'ok')
  })

  test('say nothing of a real place or telephone', () => {
    for (const record of left) {
      if (record.postcode !== '') assert.match(record.postcode, /^([QVX][A-Z]|J[^E])\d{1,2} \d[A-Z]{2}$/)
      assert.match(record.phone, /^06\d{9}$/)
      assert.match(record.upn, /^$|^[A-Z]00/)
    }
  })
})

describe('families', () => {
  const maker = new Maker(usual)
  const families = Array.from({ length: maker.families }, (_, i) => maker.population.household(i, i * 4))
  const later = families.flatMap(family => family.children.slice(1))

  test('have one to four children, and 7 or 8 children share a postcode', () => {
    for (const family of families) assert.ok(family.children.length >= 1 && family.children.length <= 4)
    const sizes = new Map<string, number>()
    for (const { home, children } of families)
      sizes.set(home.postcode, (sizes.get(home.postcode) ?? 0) + children.length)
    const ordinary = [...sizes.values()].filter(size => size < 100)
    const mean = ordinary.reduce((sum, size) => sum + size, 0) / ordinary.length
    assert.ok(mean > 6.5 && mean < 8.5, `${mean}`)
    assert.ok(
      [...sizes.values()].some(size => size >= 100),
      'no postcode with hundreds',
    )
  })

  test('have twins, mothers of another name, double names and moves as often as asked', () => {
    near(
      share(later, child => child.twin),
      0.03,
      later.length,
    )
    const named = families.filter(family => family.origin === 'english')
    near(
      share(named, family => family.mother.surname !== family.father.surname),
      0.45,
      named.length,
      0.01,
    )
    near(
      share(families, family => family.children[0]!.surname.includes('-')),
      0.04,
      families.length,
      0.006,
    )
    near(
      share(families, family => family.movedTo !== undefined),
      0.13,
      families.length,
    )
    const laterOf = named.flatMap(family =>
      family.children
        .slice(1)
        .filter(() => !family.children[0]!.surname.includes('-'))
        .map(child => ({ child, family })),
    )
    near(
      share(laterOf, ({ child, family }) => child.surname !== family.father.surname),
      0.1,
      laterOf.length,
      0.01,
    )
  })

  test('give brothers and sisters different names, and school ages', () => {
    for (const { children } of families) {
      assert.equal(new Set(children.map(child => child.forename)).size, children.length)
      for (const child of children) {
        assert.ok(dateText(child.birthday) >= '2010-09-01' && dateText(child.birthday) <= '2022-08-31')
      }
    }
  })

  test('know 1 January more often where many were born abroad', () => {
    const firsts = (of: typeof families) =>
      share(
        of.flatMap(family => family.children.filter(child => !child.twin)),
        child => dateText(child.birthday).endsWith('-01-01'),
      )
    const english = families.filter(family => family.origin === 'english')
    const abroad = families.filter(family =>
      ['eastAfrican', 'westAfrican', 'southAsianMuslim'].includes(family.origin),
    )
    near(firsts(english), 0.002 + 1 / 365, english.length * 1.7)
    near(firsts(abroad), 0.05 + 1 / 365, abroad.length * 1.7)
  })

  test('have thousands of surnames, the commonest by far before the rest', () => {
    const counts = new Map<string, number>()
    for (const { surname } of left) counts.set(surname, (counts.get(surname) ?? 0) + 1)
    assert.ok(counts.size > 4000, `${counts.size}`)
    const sorted = [...counts.values()].sort((a, b) => b - a)
    assert.ok(sorted[0]! > 10 * sorted[200]!)
  })

  test('come from a few names where that is asked for', () => {
    const town = makeLists({ ...usual, pool: 'concentrated', children: 5000 })
    assert.ok(share(town.left, record => record.truth.origin === 'concentrated') > 0.5)
    const known = ['Khan', 'Hussain', 'Ahmed', 'Begum', 'Ali', 'Akhtar', 'Bibi', 'Mohammed']
    assert.ok(share(town.left, record => known.includes(record.surname)) > 0.25)
  })
})

describe('errors', () => {
  const { right: asked } = rates

  test('of what is missing are as many as asked', () => {
    const missing = (of: readonly MadeRecord[], column: keyof MadeRecord) =>
      share(of, record => record[column] === '')
    near(missing(left, 'upn'), rates.left.noUpn, left.length)
    near(missing(left, 'postcode'), rates.left.noPostcode, left.length)
    near(missing(right, 'upn'), rates.absent.upn, right.length)
    near(missing(right, 'phone'), rates.absent.phone, right.length)
    near(missing(right, 'sex'), asked.sex.missing, right.length)
    near(missing(right, 'date_of_birth'), asked.birthday.missing, right.length)
    near(missing(right, 'postcode'), asked.home.postcodeMissing, right.length)
    near(missing(right, 'address_line_1'), asked.home.addressMissing, right.length)
    near(missing(right, 'contact_forename'), asked.contact.missing, right.length)
    near(missing(right, 'forename') + missing(right, 'surname'), 0.004, right.length)
  })

  test('of birthday, sex and UPN are as many as asked', () => {
    const dated = both.filter(([, b]) => b.date_of_birth !== '')
    near(
      share(dated, ([a, b]) => a.date_of_birth !== b.date_of_birth),
      asked.birthday.wrong + rates.left.birthday,
      dated.length,
    )
    const sexed = both.filter(([, b]) => b.sex !== '')
    near(
      share(sexed, ([a, b]) => a.sex !== b.sex),
      asked.sex.wrong,
      sexed.length,
    )
    const numbered = both.filter(([a, b]) => a.upn !== '' && b.upn !== '')
    near(
      share(numbered, ([a, b]) => a.upn !== b.upn),
      asked.upnDigit,
      numbered.length,
    )
  })

  test('of names are about as many as asked: spellings, slips, changes', () => {
    const english = both.filter(([a]) => a.truth.origin === 'english')
    const other = (column: 'forename' | 'surname') =>
      share(english, ([a, b]) => a[column].toLowerCase() !== b[column].toLowerCase())
    // Where every name has a spelling and a nickname it would be 37 in 100 of forenames; where none has, 8.
    assert.ok(other('forename') > 0.1 && other('forename') < 0.3, `${other('forename')}`)
    assert.ok(other('surname') > 0.075 && other('surname') < 0.15, `${other('surname')}`)
    const middled = both.filter(([a]) => a.middle_names !== '')
    near(
      share(middled, ([, b]) => b.middle_names === ''),
      asked.forename.middleLost,
      middled.length,
    )
    const unfamiliar = both.filter(([a]) => isUnfamiliar(a.truth.origin))
    const swapped = share(unfamiliar, ([a, b]) => a.forename === b.surname && a.forename !== b.forename)
    assert.ok(swapped > 0.004 && swapped < 0.025, `${swapped}`)
  })

  test('of the home: whole families move, and the rest differ by a character', () => {
    const moved = share(right, record => record.truth.moved)
    near(moved, 0.13, right.length / 2)
    const stayed = both.filter(([a, b]) => !a.truth.moved && a.postcode !== '' && b.postcode !== '')
    near(
      share(stayed, ([a, b]) => a.postcode !== b.postcode),
      asked.home.postcodeWrong,
      stayed.length,
    )
    const away = both.filter(([a]) => a.truth.moved)
    assert.ok(share(away, ([a, b]) => a.postcode === b.postcode) < 0.02)
    const together = new Map<number, string>()
    for (const [a, b] of away.filter(([, record]) => record.postcode !== '')) {
      const before = together.get(a.truth.household)
      if (before === undefined) together.set(a.truth.household, b.town)
      else if (b.town !== '' && before !== '') assert.equal(b.town, before)
    }
  })

  test('of a birthday come in the seven ways, and are always possible days', () => {
    const chance = new Chance('birthdays')
    // A grown-up's too: no day is without a wrong one.
    for (const elder of ['1970-01-01', '1960-02-29', '1980-10-01'])
      assert.notEqual(wrongBirthday(elder, chance), elder)
    const kinds = { exchanged: 0, first: 0, year: 0, other: 0 }
    for (let i = 0; i < 20_000; i++) {
      const made = wrongBirthday('2014-03-11', chance)
      assert.equal(new Date(`${made}T00:00:00Z`).toISOString().slice(0, 10), made)
      assert.notEqual(made, '2014-03-11')
      if (made === '2014-11-03') kinds.exchanged++
      else if (made === '2014-03-01') kinds.first++
      else if (made === '2015-03-11' || made === '2013-03-11') kinds.year++
      else kinds.other++
    }
    assert.ok(kinds.exchanged / 20_000 > 0.28 && kinds.exchanged / 20_000 < 0.37)
    assert.ok(kinds.first / 20_000 > 0.14 && kinds.first / 20_000 < 0.21)
    assert.ok(kinds.year / 20_000 > 0.14 && kinds.year / 20_000 < 0.21)
  })

  test('are two and a half times as many when that is asked', () => {
    const hard = makeLists({ ...usual, errors: 2.5 })
    near(
      share(hard.right, record => record.date_of_birth === ''),
      0.0075,
      hard.right.length,
    )
    near(
      share(hard.right, record => record.contact_forename === ''),
      0.625,
      hard.right.length,
    )
    near(
      share(hard.right, record => record.truth.moved),
      0.325,
      hard.right.length / 2,
    )
    // What a sender does not collect is no error, and stays.
    near(
      share(hard.right, record => record.upn === ''),
      rates.absent.upn,
      hard.right.length,
    )
  })
})

describe('the same seed', () => {
  const bytes = (
    settings: typeof usual | { children: number; seed: number; errors: number; pool: 'usual' },
  ) => {
    const hash = createHash('sha256')
    const maker = new Maker(settings)
    for (const list of [maker.left(), maker.right()])
      for (const record of list) hash.update(columns.map(column => record[column]).join('\t'))
    return hash.digest('hex')
  }

  test('makes the same bytes, and another seed others', () => {
    const small = { ...usual, children: 2000 }
    assert.equal(bytes(small), bytes(small))
    assert.notEqual(bytes(small), bytes({ ...small, seed: 4 }))
  })
})
