import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { judgeUpn } from '../../formats/upn.ts'
import { isOneChild, type Kind, kinds, makeHardPairs } from './hard-pairs.ts'
import type { MadeRecord } from './lists.ts'

const settings = { each: 200, around: 1000, seed: 5, pool: 'usual', errors: 0 } as const
const made = makeHardPairs(settings)
const leftOf = new Map(made.left.map(record => [record.id, record]))
const rightOf = new Map(made.right.map(record => [record.id, record]))

function each(kind: Kind, check: (left: MadeRecord, right: MadeRecord) => void, allowed = 0): void {
  // The left list has slips of its own even when the right one has none: so many pairs may show one.
  let failed = 0
  let last: unknown
  for (const pair of made.pairs.filter(pair => pair.kind === kind)) {
    try {
      check(leftOf.get(pair.left)!, rightOf.get(pair.right)!)
    } catch (error) {
      failed++
      last = error
    }
  }
  assert.ok(failed <= allowed, `${failed} of ${kind}: ${last instanceof Error ? last.message : ''}`)
}

const days = (a: MadeRecord, b: MadeRecord) =>
  Math.abs(Date.parse(a.date_of_birth) - Date.parse(b.date_of_birth)) / 86_400_000

describe('hard pairs', () => {
  test('are so many of each kind, and nobody else is of them', () => {
    for (const kind of kinds)
      assert.equal(made.pairs.filter(pair => pair.kind === kind).length, settings.each)
    assert.equal(made.left.length, settings.around + kinds.length * settings.each)
    assert.equal(made.right.length, made.left.length)
    assert.equal(leftOf.size, made.left.length)
    // A different child has no counterpart of its own in the other list.
    const people = new Set(made.left.map(record => record.truth.person))
    for (const pair of made.pairs) {
      if (pair.kind.includes('twins') || pair.kind.startsWith('siblings'))
        assert.ok(!people.has(rightOf.get(pair.right)!.truth.person), pair.right)
    }
  })

  test('twins share all but the forename', () => {
    for (const kind of ['twins', 'hyphenated twins'] as const)
      each(
        kind,
        (left, right) => {
          assert.equal(left.date_of_birth, right.date_of_birth)
          assert.equal(left.postcode, right.postcode)
          assert.notEqual(left.forename, right.forename)
          assert.notEqual(left.upn, right.upn)
        },
        6,
      )
    each(
      'hyphenated twins',
      (left, right) => assert.equal(left.forename.split('-')[0], right.forename.split('-')[0]),
      40, // accents are lost on the way
    )
  })

  test('siblings are ten months apart', () =>
    each(
      'siblings ten months apart',
      (left, right) =>
        assert.ok(days(left, right) >= 290 && days(left, right) <= 322, `${days(left, right)}`),
      3,
    ))

  test('namesakes share the birthday and live apart', () =>
    each(
      'namesakes with one birthday',
      (left, right) => {
        assert.equal(left.date_of_birth, right.date_of_birth)
        assert.equal(left.sex, right.sex)
        assert.notEqual(left.postcode, right.postcode)
        assert.ok(left.upn === '' || left.upn !== right.upn)
      },
      3,
    ))

  test('mirrored names mirror each other', () =>
    each(
      'mirrored names',
      (left, right) => {
        const bare = (text: string) =>
          text
            .normalize('NFD')
            .replace(/\p{M}|[łŁđĐøØıI]/gu, '')
            .toLowerCase()
        assert.equal(bare(left.surname), bare(right.forename))
        assert.equal(bare(left.forename), bare(right.surname))
      },
      10,
    ))

  test('parent and child have one name and are at least 18 years apart; no grown-up has a UPN', () =>
    each(
      'parent and child of one name',
      (left, right) => {
        assert.ok(days(left, right) > 18 * 365)
        const elder = left.date_of_birth < right.date_of_birth ? left : right
        assert.equal(elder.upn, '')
        assert.equal(left.address_line_1.slice(-4), (right.address_line_2 || right.address_line_1).slice(-4))
      },
      30,
    ))

  test('an adopted child keeps only birthday and forename', () =>
    each(
      'adopted child',
      (left, right) => {
        assert.equal(left.date_of_birth, right.date_of_birth)
        assert.notEqual(left.surname, right.surname)
        assert.notEqual(left.postcode, right.postcode)
        assert.equal(right.former_surname, '')
        assert.notEqual(left.upn, right.upn)
      },
      6,
    ))

  test('a child with two UPNs has two good ones', () =>
    each('two UPNs', (left, right) => {
      assert.notEqual(left.upn, right.upn)
      assert.equal(judgeUpn(left.upn).is, 'ok')
      assert.equal(judgeUpn(right.upn).is, 'ok')
      assert.equal(left.truth.person, right.truth.person)
    }))

  test('say which of them are one child', () => {
    assert.deepEqual(kinds.filter(isOneChild), ['adopted child', 'two UPNs'])
  })

  test('are the same again from the same seed', () => {
    assert.deepEqual(makeHardPairs(settings), made)
    assert.notDeepEqual(makeHardPairs({ ...settings, seed: 6 }).pairs, undefined)
  })
})
