import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../calendar/local-date.ts'
import {
  type AuthorityLimitKey,
  authorityLimits,
  authorityMonths,
  limitOn,
  monthsOn,
  type SetValue,
} from './authority-limits.ts'
import type { Dated } from './dated.ts'
import type { TimeLimit } from './rule.ts'

const day = localDate
const on = day('2026-11-22')

describe('the numbers of the authority’s duties', () => {
  test('are those of the catalogue, in their units, with their marks', () => {
    const now = (Object.keys(authorityLimits) as AuthorityLimitKey[]).map(key => {
      const { value, mark } = limitOn(key, on)
      return [key, value.count, value.unit, value.counted, mark]
    })
    assert.deepEqual(now, [
      ['referral-triage', 0, 'working day', 'after', 'inferred'],
      ['enquiries-start', 2, 'working day', 'after', 'inferred'],
      ['reply-other-authority', 5, 'working day', 'after', 'inferred'],
      ['section-19-days', 15, 'school day', 'in all', 'second-hand'],
      ['exclusion-provision', 6, 'school day', 'beginning with', 'second-hand'],
      ['s437-notice', 15, 'calendar day', 'beginning with', 'read'],
      ['order-choice', 15, 'calendar day', 'beginning with', 'unverified'],
      ['order-consultation', 15, 'calendar day', 'beginning with', 'unverified'],
      ['in-year-aim', 10, 'school day', 'after', 'second-hand'],
      ['in-year-outcome', 15, 'school day', 'after', 'second-hand'],
      ['fair-access-place', 20, 'school day', 'after', 'second-hand'],
      ['fair-access-out-of-education', 28, 'calendar day', 'in a row', 'second-hand'],
      ['census-return', 29, 'calendar day', 'after', 'unverified'],
      ['first-class-post', 2, 'working day', 'after', 'unverified'],
      ['second-class-post', 4, 'working day', 'after', 'unverified'],
      ['no-contact-vulnerable', 3, 'calendar day', 'beginning with', 'inferred'],
    ])
    assert.equal(monthsOn('fair-access-plan', on).value, 12)
    assert.equal(monthsOn('home-education-contact', on).value, 12)
    assert.equal(monthsOn('fair-access-plan', on).mark, 'second-hand')
    assert.equal(monthsOn('home-education-contact', on).mark, 'unverified')
  })

  test('each say where they are from, oldest first', () => {
    const all: readonly (readonly Dated<TimeLimit | number>[])[] = [
      ...Object.values(authorityLimits),
      ...Object.values(authorityMonths),
    ]
    for (const versions of all) {
      for (const [i, version] of versions.entries()) {
        assert.ok(version.cites.length > 25, version.cites)
        assert.ok(i === 0 || versions[i - 1]!.from < version.from)
      }
    }
  })

  test('begin with their source', () => {
    const from = (key: AuthorityLimitKey) => authorityLimits[key][0]!.from
    assert.equal(from('s437-notice'), '1996-11-01')
    assert.equal(from('in-year-outcome'), '2021-09-01')
    assert.equal(from('exclusion-provision'), '2024-08-19')
    assert.equal(authorityMonths['home-education-contact'][0]!.from, '2019-04-02')
    assert.throws(() => limitOn('in-year-aim', day('2021-08-31')), /2021-08-31/)
    assert.equal(limitOn('census-return', day('2023-08-31')).mark, 'read')
    assert.equal(limitOn('census-return', day('2023-09-01')).mark, 'unverified')
    assert.throws(() => limitOn('census-return', day('2022-08-31')))
    // Our own hold for every day, before the first of them too.
    for (const key of [
      'referral-triage',
      'enquiries-start',
      'reply-other-authority',
      'no-contact-vulnerable',
    ] as const) {
      assert.equal(from(key), '2026-09-01')
      assert.equal(limitOn(key, day('2020-01-01')), authorityLimits[key][0])
    }
  })
})

describe('a value an authority has set', () => {
  const set = (key: string, from: string, value: number): SetValue => ({
    key,
    from: day(from),
    value,
    cites: `section, as read: ${value}`,
  })

  test('holds from its day, where ours was not checked', () => {
    const values = [set('order-choice', '2026-06-01', 21)]
    assert.equal(limitOn('order-choice', day('2026-05-31'), values).value.count, 15)
    assert.deepEqual(limitOn('order-choice', day('2026-06-01'), values), {
      from: '2026-06-01',
      value: { count: 21, unit: 'calendar day', counted: 'beginning with' },
      cites: 'section, as read: 21',
      mark: 'second-hand',
    })
  })

  test('never replaces what was read, summarised or is our own', () => {
    const checked: AuthorityLimitKey[] = ['s437-notice', 'in-year-outcome', 'enquiries-start']
    for (const key of checked) {
      assert.equal(limitOn(key, on, [set(key, '2026-06-01', 99)]).value.count, limitOn(key, on).value.count)
    }
    assert.equal(monthsOn('fair-access-plan', on, [set('fair-access-plan', '2026-06-01', 99)]).value, 12)
  })

  test('is the latest that has begun, in whatever order they were given; of the same day the last given', () => {
    const values = [
      set('order-choice', '2026-06-01', 21),
      set('order-choice', '2026-01-01', 20),
      set('order-choice', '2027-01-01', 22),
      set('order-consultation', '2026-07-01', 30),
    ]
    assert.equal(limitOn('order-choice', on, values).value.count, 21)
    assert.equal(limitOn('order-choice', on, values.toReversed()).value.count, 21)
    const again = [...values, set('order-choice', '2026-06-01', 14)]
    assert.equal(limitOn('order-choice', on, again).value.count, 14)
  })

  test('is of no older version than the law', () => {
    const values = [set('census-return', '2020-01-01', 28)]
    assert.deepEqual(limitOn('census-return', day('2026-10-01'), values).from, '2023-09-01')
    assert.equal(limitOn('census-return', day('2022-10-06'), values).value.count, 29)
    const months = monthsOn('home-education-contact', on, [set('home-education-contact', '2010-01-01', 6)])
    assert.deepEqual([months.from, months.value, months.mark], ['2019-04-02', 6, 'second-hand'])
    const later = monthsOn('home-education-contact', on, [set('home-education-contact', '2026-01-01', 6)])
    assert.equal(later.from, '2026-01-01')
  })
})
