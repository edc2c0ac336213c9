import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, localDate } from '../calendar/local-date.ts'
import {
  type Commencement,
  commencementOf,
  consentNeededUnderS37,
  inForceOn,
  oldOrderRouteEndsOn,
  type ProvisionId,
  provision,
  provisions,
  type RelevantChildFacts,
} from './pending.ts'
import { sources } from './source.ts'

const day = localDate
const order = (id: ProvisionId, on: string, cites = 'SI 2027/1, article 2'): Commencement => ({
  provision: id,
  on: day(on),
  cites,
})
const nothingRelevant: RelevantChildFacts = {
  specialSchoolByAuthority: false,
  senIndependentByAuthority: false,
  section47Enquiries: false,
  section47Action: false,
}

describe('law that waits', () => {
  test('is sections 37, 38, 39, 40 to 42 and 61, each said in words', () => {
    assert.deepEqual(
      provisions.map(one => one.id),
      ['s37', 's38', 's39', 's40-42', 's61'],
    )
    for (const one of provisions) {
      for (const words of [one.name, one.content, one.effect, one.notRead, one.begins, one.cite.note ?? '']) {
        assert.ok(words.length >= 8, one.id)
      }
      assert.ok(one.cite.source in sources)
      assert.match(one.cite.at!, /^sections? \d/)
      assert.equal(provision(one.id), one)
    }
  })

  test('says how far it was read', () => {
    const marks = provisions.map(one => one.cite.mark)
    assert.deepEqual(marks, ['read', 'second-hand', 'second-hand', 'second-hand', 'inferred'])
  })

  test('is off, and stays off, while no order is recorded', () => {
    for (const id of ['s37', 's38', 's39', 's40-42'] as const) {
      assert.equal(inForceOn([], id, day('2026-11-22')), false)
      assert.equal(inForceOn([], id, day('2099-12-31')), false)
      assert.equal(commencementOf([], id), undefined)
    }
  })

  test('begins on the day of its order, not a day before, and alone', () => {
    const orders = [order('s38', '2027-04-01')]
    assert.equal(inForceOn(orders, 's38', day('2027-03-31')), false)
    assert.equal(inForceOn(orders, 's38', day('2027-04-01')), true)
    assert.equal(inForceOn(orders, 's38', day('2030-01-01')), true)
    assert.equal(inForceOn(orders, 's37', day('2030-01-01')), false)
    assert.equal(inForceOn(orders, 's39', day('2030-01-01')), false)
  })

  test('with two days recorded begins on the earlier, in whichever order they come', () => {
    const early = order('s37', '2027-01-01', 'the first order')
    const late = order('s37', '2027-09-01', 'the second order')
    for (const orders of [
      [early, late],
      [late, early],
    ]) {
      assert.equal(commencementOf(orders, 's37')?.cites, 'the first order')
    }
    const same = order('s37', '2027-01-01', 'said again')
    assert.equal(commencementOf([early, same], 's37')?.cites, 'the first order')
  })

  test('that began by itself is section 61, on 29 June 2026 as we work it out', () => {
    assert.equal(inForceOn([], 's61', day('2026-06-28')), false)
    assert.equal(inForceOn([], 's61', day('2026-06-29')), true)
    assert.deepEqual(commencementOf([], 's61'), {
      provision: 's61',
      on: '2026-06-29',
      cites: 'By itself, two months after the Act was passed on 29 April 2026.',
      mark: 'inferred',
    })
    // Somebody read the Act, and the day is another.
    assert.equal(inForceOn([order('s61', '2026-07-01')], 's61', day('2026-06-30')), false)
  })
})

describe('the authority’s consent to a withdrawal', () => {
  const orders = [order('s37', '2027-04-01')]

  test('is not needed before section 37 holds, whatever the child', () => {
    const facts = { ...nothingRelevant, section47Enquiries: true }
    assert.deepEqual(consentNeededUnderS37([], facts, day('2026-11-22')), {
      needed: 'no',
      because: ['Section 37 of the 2026 Act is not in force on Sunday 22 November 2026.'],
      cites:
        "Children's Wellbeing and Schools Act 2026 (c. 21), section 37, inserting section 434A of the Education Act 1996",
      mark: 'read',
    })
    const eve = consentNeededUnderS37(orders, facts, day('2027-03-31'))
    assert.equal(eve.needed, 'no')
    assert.match(eve.because[0]!, /It begins on Thursday 1 April 2027\.$/)
    assert.equal(consentNeededUnderS37(orders, facts, day('2027-04-01')).needed, 'yes')
  })

  test('is needed for each kind of relevant child, by itself', () => {
    const on = day('2027-04-01')
    for (const fact of Object.keys(nothingRelevant) as (keyof RelevantChildFacts)[]) {
      const answer = consentNeededUnderS37(orders, { ...nothingRelevant, [fact]: true }, on)
      assert.equal(answer.needed, 'yes', fact)
      assert.equal(answer.because.length, 1)
      assert.match(answer.because[0]!, /^The authority .+\.$/)
      assert.match(answer.cites, /in force from Thursday 1 April 2027, SI 2027\/1, article 2$/)
      const unknown = consentNeededUnderS37(orders, { ...nothingRelevant, [fact]: undefined }, on)
      assert.equal(unknown.needed, 'not known', fact)
      assert.match(unknown.because.join(), /^Not known: The authority [^,]+\.$/)
      assert.equal(unknown.mark, 'read')
    }
  })

  test('is needed where one thing is known, though others are not', () => {
    const answer = consentNeededUnderS37(orders, { section47Action: true }, day('2027-04-02'))
    assert.equal(answer.needed, 'yes')
    assert.deepEqual(answer.because, [
      'The authority is acting to protect the child after such enquiries (section 47(8)).',
    ])
    assert.equal(consentNeededUnderS37(orders, {}, day('2027-04-02')).because.length, 4)
  })

  test('is not needed for any other child', () => {
    const answer = consentNeededUnderS37(orders, nothingRelevant, day('2027-04-02'))
    assert.equal(answer.needed, 'no')
    assert.deepEqual(answer.because, ['Nothing makes this a relevant child.'])
    assert.match(answer.cites, /SI 2027\/1/)
  })
})

test('the old way to an order ends on the day section 39 begins', () => {
  assert.equal(oldOrderRouteEndsOn([]), undefined)
  assert.equal(oldOrderRouteEndsOn([order('s38', '2027-04-01')]), undefined)
  const ends = oldOrderRouteEndsOn([order('s39', '2027-04-01')])
  assert.equal(ends, '2027-04-01')
  assert.equal(addDays(ends!, -1), '2027-03-31')
})
