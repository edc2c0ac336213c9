import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '../calendar/local-date.ts'
import { mayRemove, type RemovalFacts, removalDays, removalQuestions } from './removal.ts'

const day = localDate

/** Worked example 19: absent since 15 September, twenty days on 10 October, both conclude on 20 October. */
const ready: RemovalFacts = {
  isCompulsoryAge: true,
  ground: 'R9-I',
  today: day('2025-10-20'),
  proposedOn: day('2025-10-20'),
  run: { since: day('2025-09-15'), twentyDaysOn: day('2025-10-10') },
  otherCodes: [],
  schoolChecksMissing: [],
  authorityChecksMissing: [],
  authorityReply: { agrees: true, on: day('2025-10-20'), says: 'Agreed' },
  sicknessOrUnavoidableCause: { believed: 'no', reasons: 'The family has moved abroad' },
  jointOutcome: 'LOCATED_AGREED_WILL_NOT_ATTEND',
  concludedOn: day('2025-10-20'),
  signatures: {
    school: { name: 'Head Example', on: day('2025-10-20') },
    safeguardingLead: { name: 'Lead Example', on: day('2025-10-17') },
    authority: { name: 'Officer Example', on: day('2025-10-20') },
  },
  locks: [],
  isReturnReady: true,
}

const readyH: RemovalFacts = {
  ...ready,
  ground: 'R9-H',
  today: day('2026-01-20'),
  proposedOn: day('2026-01-20'),
  run: undefined,
  leave: { endedOn: day('2025-12-12'), tenDaysOn: day('2026-01-12') },
}

function refused(facts: RemovalFacts): string[] {
  const answer = mayRemove(facts)
  if (answer.allowed) return []
  for (const refusal of answer.refusals) assert.ok(refusal.cites.length > 10, refusal.says)
  return answer.refusals.map(refusal => refusal.says)
}

/** Refused for this one reason and no other. */
function onlyRefused(facts: RemovalFacts, expected: RegExp) {
  const says = refused(facts)
  assert.equal(says.length, 1, says.join('\n'))
  assert.match(says[0]!, expected)
}

describe('removal on ground I', () => {
  test('19: is allowed from the day both conclude, and not dated back to the twentieth day', () => {
    assert.deepEqual(mayRemove(ready), { allowed: true })
    assert.deepEqual(mayRemove({ ...ready, proposedOn: day('2025-10-24') }), { allowed: true })
    const back = refused({ ...ready, proposedOn: day('2025-10-10') })
    assert.equal(back.length, 2)
    assert.match(back[0]!, /never backdated/)
    assert.match(back[1]!, /not met before Monday 20 October 2025/)
  })

  test('17: is refused on the twentieth day with nothing but the days, and says all that is missing', () => {
    const says = refused({
      ...ready,
      today: day('2025-10-10'),
      proposedOn: day('2025-10-10'),
      schoolChecksMissing: ['Home visit', 'Letter to last address'],
      authorityChecksMissing: ['Council tax'],
      authorityReply: undefined,
      sicknessOrUnavoidableCause: undefined,
      jointOutcome: 'IN_PROGRESS',
      concludedOn: undefined,
      signatures: {},
      isReturnReady: false,
    })
    assert.equal(says.length, 10)
    for (const part of [
      'Home visit',
      'Letter',
      'Council tax',
      'replied in writing',
      'sickness',
      'conclusion',
      'headteacher',
      'safeguarding lead',
      'officer of the authority',
      'deletion return',
    ]) {
      assert.ok(
        says.some(one => one.includes(part)),
        part,
      )
    }
  })

  test('18: is refused where the child was found and is expected back', () => {
    onlyRefused({ ...ready, jointOutcome: 'LOCATED_EXPECTED_TO_ATTEND' }, /expected to attend again/)
    onlyRefused({ ...ready, jointOutcome: 'LOCATED_NOT_AGREED' }, /do not both say/)
    assert.deepEqual(refused({ ...ready, jointOutcome: 'NOT_LOCATED_AFTER_JOINT' }), [])
  })

  test('20: is refused for one session with another code', () => {
    const otherCodes = [{ on: day('2025-09-30'), session: 'PM', code: 'Y2' }] as const
    onlyRefused({ ...ready, otherCodes }, /afternoon of Tuesday 30 September 2025 has code Y2/)
    assert.equal(refused({ ...ready, otherCodes, run: undefined }).length, 2)
  })

  test('is refused for each thing missing by itself', () => {
    const one: [Partial<RemovalFacts>, RegExp][] = [
      [{ isCompulsoryAge: false }, /compulsory school age/],
      [{ run: undefined }, /does not show 20 school days/],
      [{ inSchoolAgainOn: day('2025-10-16') }, /in school since, on Thursday 16 October 2025/],
      [{ sicknessOrUnavoidableCause: undefined }, /Answer, with reasons/],
      [{ sicknessOrUnavoidableCause: { believed: 'no', reasons: ' ' } }, /Answer, with reasons/],
      [
        { sicknessOrUnavoidableCause: { believed: 'not-known', reasons: 'No one has asked' } },
        /Answer, with reasons/,
      ],
      [{ sicknessOrUnavoidableCause: { believed: 'yes', reasons: 'Anxious' } }, /Anxious/],
      [{ schoolChecksMissing: ['Home visit'] }, /school has still to do: Home visit/],
      [{ authorityChecksMissing: ['Council tax'] }, /authority has still to do: Council tax/],
      [{ authorityReply: undefined }, /not replied in writing/],
      [{ authorityReply: { agrees: false, on: day('2025-10-17'), says: 'Ask the aunt' } }, /Ask the aunt/],
      [{ jointOutcome: 'IN_PROGRESS' }, /not come to a conclusion/],
      [{ concludedOn: undefined }, /day on which both came/],
      [{ signatures: { ...ready.signatures, school: undefined } }, /headteacher/],
      [
        { signatures: { ...ready.signatures, safeguardingLead: { name: '', on: day('2025-10-17') } } },
        /safeguarding lead/,
      ],
      [{ signatures: { ...ready.signatures, authority: undefined } }, /officer of the authority/],
      [
        {
          proposedOn: day('2025-10-27'),
          signatures: { ...ready.signatures, authority: { name: 'Officer', on: day('2025-10-21') } },
        },
        /dated after today/,
      ],
      [{ proposedOn: day('2025-10-27'), concludedOn: day('2025-10-21') }, /conclusion is dated after today/],
      [{ locks: ['EHCP_SPECIAL_SCHOOL'] }, /authority must first consent/],
      [{ locks: ['ATTENDANCE_ORDER'] }, /school attendance order is in force/],
      [{ locks: ['LOOKED_AFTER_SCHOOL_NOT_TOLD'] }, /Virtual School/],
      [{ locks: ['SOCIAL_WORKER_NOT_TOLD'] }, /social worker/],
      [{ locks: ['DUAL_REGISTERED'] }, /Speak to the authority first/],
      [{ locks: ['ANOTHER_GROUND'] }, /exactly one/],
      [{ isReturnReady: false }, /deletion return/],
    ]
    for (const [change, expected] of one) onlyRefused({ ...ready, ...change }, expected)
  })

  test('is never opened by time alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), days => {
        const today = addDays(day('2025-10-10'), days)
        const untouched = {
          ...ready,
          today,
          proposedOn: today,
          jointOutcome: 'IN_PROGRESS',
          signatures: {},
        } as const
        assert.equal(
          mayRemove({ ...untouched, concludedOn: undefined, authorityReply: undefined }).allowed,
          false,
        )
      }),
    )
  })

  test('is never for a day gone by, whatever else is there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.constantFrom(ready, readyH), (days, facts) => {
        assert.equal(mayRemove({ ...facts, proposedOn: addDays(facts.today, -days) }).allowed, false)
      }),
    )
  })
})

describe('removal on ground H', () => {
  test('is allowed after the tenth day with everything else', () => {
    assert.deepEqual(mayRemove(readyH), { allowed: true })
  })

  test('needs leave, and ten days after it', () => {
    onlyRefused({ ...readyH, leave: undefined }, /No leave was granted/)
    onlyRefused(
      { ...readyH, leave: { endedOn: day('2025-12-12') } },
      /10 school days of absence straight after the leave/,
    )
  })

  test('does not mind illness in the days after leave: that is for the question about causes', () => {
    const otherCodes = [{ on: day('2025-12-16'), session: 'AM', code: 'I' }] as const
    assert.deepEqual(refused({ ...readyH, otherCodes }), [])
  })
})

test('other grounds, old grounds and no ground are not asked for here', () => {
  for (const ground of ['R9-A', 'R9-F', 'R8-H', 'I', ''])
    assert.equal(refused({ ...ready, ground }).length, 1, ground)
})

test('every reason says its rule, its version, its law and what would settle it', () => {
  const bare: RemovalFacts = {
    ...ready,
    isCompulsoryAge: false,
    run: undefined,
    schoolChecksMissing: ['Home visit'],
    authorityReply: undefined,
    sicknessOrUnavoidableCause: undefined,
    jointOutcome: 'IN_PROGRESS',
    signatures: {},
    locks: ['EHCP_SPECIAL_SCHOOL', 'ATTENDANCE_ORDER', 'SOCIAL_WORKER_NOT_TOLD', 'ANOTHER_GROUND'],
    isReturnReady: false,
    proposedOn: addDays(ready.today, -1),
  }
  const rulesOf = (facts: RemovalFacts) => [
    ...new Set(
      removalQuestions(facts).flatMap(one => one.refusals.map(({ rule, mark }) => `${rule} ${mark}`)),
    ),
  ]
  assert.deepEqual(rulesOf(bare), [
    'R9-I read',
    'R9-I second-hand',
    'L-17 second-hand',
    'T-19 unverified',
    'L-12 second-hand',
    'T-05 second-hand',
    'T-12 second-hand',
    'T-11 read',
  ])
  for (const question of removalQuestions(bare)) {
    assert.ok(question.settledBy && question.cites && question.mark)
    for (const one of question.refusals) assert.ok(one.settledBy && one.cites && one.ruleVersion)
  }
  const cites = (facts: RemovalFacts) => removalQuestions(facts).find(one => one.about === 'cause')!.cites
  assert.match(cites(ready), /regulation 9\(1\)\(i\)$/)
  assert.match(cites(readyH), /regulation 9\(1\)\(h\)$/)
  const wrong = mayRemove({ ...ready, ground: 'zebra' })
  assert.ok(!wrong.allowed)
  assert.match(wrong.refusals[0]!.cites, /regulation 9\(1\)$/)
  assert.deepEqual(
    { ...wrong.refusals[0] },
    {
      ...wrong.refusals[0],
      rule: 'T-12',
      mark: 'second-hand',
      ruleVersion: '2024-08-19',
    },
  )
})

test('the days on which each thing was there are known', () => {
  assert.deepEqual(removalDays(ready), [
    '2025-10-10',
    '2025-10-20',
    '2025-10-20',
    '2025-10-20',
    '2025-10-17',
    '2025-10-20',
  ])
  assert.deepEqual(removalDays(readyH)[0], '2026-01-12')
  assert.deepEqual(
    removalDays({
      ...ready,
      run: undefined,
      concludedOn: undefined,
      authorityReply: undefined,
      signatures: {},
    }),
    [],
  )
  // Nothing was there yet: only the day itself can be wrong.
  const none = { ...ready, run: undefined, concludedOn: undefined, authorityReply: undefined, signatures: {} }
  const day = removalQuestions(none).find(one => one.about === 'day')!
  assert.deepEqual(day.refusals, [])
})

test('a child abroad without leave: what the letters and the authority’s agreement lack holds the name, each with what settles it', () => {
  const held = mayRemove({
    ...ready,
    abroadMissing: ['Letter 2 has not been sent', 'The authority has not agreed'],
  })
  assert.ok(!held.allowed)
  assert.deepEqual(
    held.refusals.map(one => one.says),
    ['Letter 2 has not been sent', 'The authority has not agreed'],
  )
  assert.equal(mayRemove({ ...ready, abroadMissing: [] }).allowed, true)
})
