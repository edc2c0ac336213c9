// Agreements: on which days something may be sent under one, and what must stand in it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { coverOf, type NewTerms, problemsWith, standingOn, type Terms, warningOf } from './agreement.ts'

const day = localDate
const terms = (given: Partial<Terms> = {}): Terms => ({
  id: 'v1',
  agreementId: 'a1',
  token: 't1',
  number: 1,
  partner: 'Example Health',
  kind: 'other body',
  covers: ['RL15'],
  basis: 'Education Act 1996 section 436A',
  fields: ['name', 'date-of-birth'],
  startsOn: day('2026-09-01'),
  endsOn: day('2027-08-31'),
  reviewOn: day('2027-06-01'),
  signedOurs: 'A director',
  signedTheirs: 'A guardian',
  contact: 'The safeguarding office',
  route: 'secure mail',
  routeDetail: 'The shared box',
  officers: [],
  officerNames: [],
  formReference: '',
  ...given,
})

describe('an agreement is live', () => {
  const table: [string, string, boolean][] = [
    ['the day before its first', '2026-08-31', false],
    ['on its first day', '2026-09-01', true],
    ['the day after its first', '2026-09-02', true],
    ['the day before its last', '2027-08-30', true],
    ['on its last day', '2027-08-31', true],
    ['the day after its last', '2027-09-01', false],
  ]
  for (const [when, on, live] of table) {
    test(`${when}: ${live ? 'yes' : 'no'}`, () => {
      assert.equal(standingOn(terms(), day(on)) === 'in date', live)
      assert.equal(coverOf([terms()], 'RL15', day(on)).live.length, live ? 1 : 0)
      assert.equal(coverOf([terms()], 'RL15', day(on)).whyNot === undefined, live)
    })
  }
  test('from its first day for good, where a service of our own names no last one', () => {
    const own = terms({ kind: 'own service', endsOn: undefined })
    assert.equal(standingOn(own, day('2026-08-31')), 'not yet')
    assert.equal(standingOn(own, day('2099-01-01')), 'in date')
  })
  test('on exactly the days from its first to its last, whatever they are', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(800), fc.integer({ min: -900, max: 3000 }), (start, length, at) => {
        const startsOn = addDays(day('2024-01-01'), start)
        const endsOn = addDays(startsOn, length)
        const on = addDays(day('2024-01-01'), at)
        const live = coverOf([terms({ startsOn, endsOn })], 'RL15', on).live.length === 1
        assert.equal(live, at >= start && at <= start + length)
      }),
    )
  })
  test('for the checks it covers and no other', () => {
    assert.match(coverOf([terms()], 'RL17', day('2026-11-20')).whyNot!, /No agreement covers/)
  })
})

describe('why a check cannot be sent', () => {
  const says = (on: string, all = [terms()]) => coverOf(all, 'RL15', day(on)).whyNot
  test('says when the agreement ended or begins', () => {
    assert.equal(says('2027-09-01'), 'The agreement with Example Health ended on Tuesday 31 August 2027')
    assert.equal(says('2026-08-31'), 'The agreement with Example Health begins on Tuesday 1 September 2026')
  })
  test('names the one that ended last, and one to come before any that ended', () => {
    const old = terms({ agreementId: 'a0', partner: 'Old Health', endsOn: day('2026-10-01') })
    assert.match(says('2027-09-02', [old, terms()])!, /Example Health ended/)
    const next = terms({
      agreementId: 'a2',
      partner: 'Next Health',
      startsOn: day('2027-10-01'),
      endsOn: day('2028-01-01'),
    })
    assert.match(says('2027-09-02', [terms(), next])!, /Next Health begins/)
  })
  test('and of two in date, the one that lasts longer comes first', () => {
    const longer = terms({ agreementId: 'a2', partner: 'Longer', endsOn: day('2028-08-31') })
    assert.deepEqual(
      coverOf([terms(), longer], 'RL15', day('2026-11-20')).live.map(one => one.partner),
      ['Longer', 'Example Health'],
    )
  })
})

describe('a warning about an agreement', () => {
  const table: [string, string, RegExp | undefined][] = [
    ['61 days before its end', '2027-07-01', /review was due/],
    ['60 days before its end', '2027-07-02', /Ends in 60 days, on Tuesday 31 August 2027/],
    ['on the day before its end', '2027-08-30', /Ends tomorrow/],
    ['on its last day', '2027-08-31', /Ends today/],
    ['after its end', '2027-09-01', /Ended on/],
    ['before its start', '2026-08-31', /Begins on/],
    ['on its review day', '2027-06-01', undefined],
    ['the day after its review day', '2027-06-02', /review was due/],
  ]
  for (const [when, on, says] of table) {
    test(when, () => {
      const warning = warningOf(terms(), day(on))
      if (says) assert.match(warning ?? '', says)
      else assert.equal(warning, undefined)
    })
  }
})

describe('an agreement as typed', () => {
  const typed = (given: Partial<NewTerms> = {}): NewTerms => ({ ...terms(), why: '', ...given })
  const fields = (given: Partial<NewTerms>) => problemsWith(typed(given)).map(one => one.field)
  test('is in order when all is there', () => assert.deepEqual(fields({}), []))
  const table: [string, Partial<NewTerms>, string][] = [
    ['no body', { partner: '' }, 'partner'],
    ['no checks', { covers: [] }, 'covers'],
    ['a check that is none', { covers: ['RL99'] }, 'covers'],
    ['no basis', { basis: '' }, 'basis'],
    ['nothing to share', { fields: [] }, 'fields'],
    ['no last day with another body', { endsOn: undefined }, 'ends'],
    ['a last day before the first', { endsOn: day('2026-08-31') }, 'ends'],
    ['nobody who signed for us', { signedOurs: '' }, 'signedOurs'],
    ['nobody who signed for them', { signedTheirs: '' }, 'signedTheirs'],
    ['email without a box', { route: 'email', routeDetail: 'their office' }, 'routeDetail'],
    ['a refuge by email', { covers: ['RL25'], route: 'email', routeDetail: 'a@refuge.example.org' }, 'route'],
    ['a refuge by phone', { covers: ['RL25'], route: 'phone' }, 'route'],
    [
      'a refuge with another check',
      { covers: ['RL25', 'RL17'], route: 'safe route', routeDetail: '' },
      'covers',
    ],
    [
      'the safe route with an address',
      { covers: ['RL25'], route: 'safe route', routeDetail: 'x@example.org' },
      'routeDetail',
    ],
    ['the border without officers', { covers: ['RL23'], formReference: 'F1' }, 'officers'],
    ['the border without a form', { covers: ['RL23'], officers: ['p1'] }, 'formReference'],
  ]
  for (const [what, given, field] of table) {
    test(`is not, with ${what}`, () => assert.deepEqual(fields(given), [field]))
  }
  test('needs no last day and no signature from a service of our own', () => {
    assert.deepEqual(fields({ kind: 'own service', endsOn: undefined, signedTheirs: '' }), [])
  })
})
