import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../calendar/local-date.ts'
import { type Concern, escalation, escalationActions } from './escalation.ts'

const today = localDate('2026-11-22')
const facts = {
  immediateDanger: 'E1',
  suspectedCrime: 'E1',
  trafficking: 'E1',
  missingFromCare: 'E1',
  childProtectionPlan: 'E2',
  lookedAfter: 'E2',
  section47: 'E2',
  childInNeed: 'E2',
  unseenWithConcern: 'E2',
  unexplainedDisappearance: 'E3',
  genitalMutilationOrForcedMarriage: 'E3',
  previousConcern: 'E3',
} as const
const named = Object.keys(facts) as (keyof typeof facts)[]

describe('levels of concern', () => {
  test('follow from each fact by itself, today', () => {
    for (const fact of named) {
      const answer = escalation({ [fact]: true }, today)
      assert.equal(answer.level, facts[fact], fact)
      assert.equal(answer.rule, facts[fact])
      assert.equal(answer.due, today)
      assert.equal(answer.action, escalationActions[facts[fact]])
      assert.ok(
        answer.because.startsWith(`${answer.action}: `) && answer.because.length > answer.action.length + 8,
      )
      assert.deepEqual(answer.days, [{ on: today, did: 'counted', count: 0, says: 'the day itself' }])
      assert.deepEqual(answer.inputs, { on: today, [fact]: true })
      assert.equal(escalation({ [fact]: false }, today).level, 'E4')
    }
  })

  test('are the highest of what holds, and say all that makes them so', () => {
    const answer = escalation({ previousConcern: true, lookedAfter: true, section47: true }, today)
    assert.equal(answer.level, 'E2')
    assert.equal(
      answer.because,
      'Tell the social worker the same day; for a child who is looked after, the Virtual School head too: looked after; child protection enquiries (section 47).',
    )
  })

  test('with nothing known, the enquiries go on and no day is set', () => {
    const answer = escalation({}, today)
    assert.equal(answer.level, 'E4')
    assert.equal(answer.due, undefined)
    assert.deepEqual(answer.days, [])
    assert.match(answer.because, /^Go on with the enquiries.+: nothing we know of points to a risk\.$/)
    assert.equal(answer.mark, 'inferred')
    assert.equal(answer.ruleVersion, '2026-09-01')
    assert.equal(answer.wouldChange.length, 2)
    assert.match(answer.cites, /^Keeping children safe in education 2026/)
  })

  test('reach the safeguarding hub on day three of not reaching a vulnerable family', () => {
    const since = { vulnerableFamilyUnreachedSince: localDate('2026-11-20') }
    const dayTwo = escalation(since, localDate('2026-11-21'))
    assert.equal(dayTwo.level, 'E4')
    assert.equal(dayTwo.due, '2026-11-22')
    assert.match(
      dayTwo.because,
      /since Friday 20 November 2026\. Day 3 is Sunday 22 November 2026\. Refer .+ then\.$/,
    )
    const dayThree = escalation(since, localDate('2026-11-22'))
    assert.equal(dayThree.level, 'E3')
    assert.equal(dayThree.due, '2026-11-22')
    assert.equal(dayThree.days.length, 3)
    assert.match(dayThree.because, /^Refer to the safeguarding hub: A vulnerable family has not been reached/)
    assert.equal(dayTwo.days.length, 3)
    assert.equal(escalation({ ...since, lookedAfter: true }, localDate('2026-11-22')).level, 'E2')
  })

  test('never fall when more is known', () => {
    const concern = fc.record(
      Object.fromEntries(named.map(fact => [fact, fc.boolean()])) as Record<string, fc.Arbitrary<boolean>>,
    )
    fc.assert(
      fc.property(concern, fc.constantFrom(...named), (known, more) => {
        const before = escalation(known as Concern, today).level
        const after = escalation({ ...known, [more]: true } as Concern, today).level
        assert.ok(after <= before)
      }),
    )
  })
})
