import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { absenceNow } from '../absences/absence-now.ts'
import type { Strip } from '../absences/walk.ts'
import { addDays } from '../calendar/local-date.ts'
import { type JointOutcome, mayRemove } from '../registers/removal.ts'
import { defaultSettings } from '../schools/settings.ts'
import { type Conclusion, jointOutcome, type Recorded, removalFacts } from './removal-facts.ts'
import { calendar, day, type From, marksUpTo } from './testing/absence.ts'

const strip = (last: string, ...froms: readonly From[]): Strip => {
  const bytes = Buffer.from(marksUpTo(last, ...froms), 'latin1')
  return { schoolYear: 2025, bytes, at: 0, length: bytes.length }
}
const register = (
  on: string,
  ground: string,
  froms: readonly From[],
  leaves: readonly { from: string; to: string }[] = [],
) =>
  absenceNow(
    calendar,
    {
      dob: day('2017-03-14'),
      entryDate: day('2024-09-03'),
      leaves: leaves.map(({ from, to }) => ({ startsOn: day(from), endsOn: day(to) })),
      strips: [strip(on, ...froms)],
    },
    ground,
    day(on),
  )

describe('what the register shows', () => {
  test('example 12: O from 27 April 2026: the 20th is Tuesday 2 June, past a bank holiday, half term and a training day', () => {
    const shown = register('2026-06-03', 'R9-I', [['2026-04-27', 'O']])
    assert.deepEqual(shown.run, { since: '2026-04-27', twentyDaysOn: '2026-06-02' })
    assert.equal(shown.since, '2026-04-27')
    assert.equal(shown.lastInSchoolOn, '2026-04-24')
    assert.deepEqual(shown.otherCodes, [])
  })

  test('example 14: illness ends the run, and the run after it stands by itself on 22 October', () => {
    const froms: From[] = [
      ['2025-09-15', 'O'],
      ['2025-09-23', 'I'],
      ['2025-09-25', 'O'],
    ]
    const before = register('2025-10-21', 'R9-I', froms)
    assert.equal(before.run, undefined)
    assert.equal(before.since, '2025-09-15')
    assert.equal(before.otherCodes.length, 4)
    const then = register('2025-10-22', 'R9-I', froms)
    assert.deepEqual(then.run, { since: '2025-09-25', twentyDaysOn: '2025-10-22' })
    assert.deepEqual(then.otherCodes, [])
  })

  test('a register nobody took ends the count to twenty', () => {
    const shown = register('2025-10-10', 'R9-I', [
      ['2025-09-15', 'O'],
      ['2025-09-24', ''],
      ['2025-09-25', 'O'],
    ])
    assert.equal(shown.run, undefined)
  })

  test('arriving late, after the register closed, is being in school', () => {
    const shown = register('2025-10-20', 'R9-I', [
      ['2025-09-15', 'O'],
      ['2025-10-17', 'U', 'O'],
      ['2025-10-20', 'O'],
    ])
    assert.equal(shown.inSchoolAgainOn, '2025-10-17')
  })

  test('leave still going on has no days after it', () => {
    const shown = register(
      '2025-12-05',
      'R9-H',
      [['2025-12-01', 'C']],
      [{ from: '2025-12-01', to: '2025-12-12' }],
    )
    assert.deepEqual(shown.leave, { endedOn: '2025-12-12' })
  })

  test('two leaves with no school day between them are one', () => {
    const leaves = [
      { from: '2025-12-01', to: '2025-12-05' },
      { from: '2025-12-08', to: '2025-12-12' },
    ]
    const froms: From[] = [
      ['2025-12-01', 'C'],
      ['2025-12-15', 'O'],
    ]
    assert.deepEqual(register('2026-01-12', 'R9-H', froms, leaves).leave, {
      endedOn: '2025-12-12',
      tenDaysOn: '2026-01-12',
    })
  })

  test('a child never marked has no absence', () => {
    assert.equal(register('2025-09-01', 'R9-I', []).since, undefined)
  })
})

const conclusion = (side: Conclusion['side'], given: Partial<Conclusion> = {}): Conclusion => ({
  side,
  outcome: 'NOT_LOCATED_AFTER_JOINT',
  unavoidable: 'no',
  reasons: 'Nobody knows',
  signedName: `${side} signer`,
  signedOn: day('2025-10-20'),
  ...given,
})

/** Everything there on 20 October, for a run from 15 September. */
const whole: Recorded = {
  dob: day('2017-03-14'),
  register: register('2025-10-20', 'R9-I', [['2025-09-15', 'O']]),
  enquiries: defaultSettings['required-school-checks'].map(checkCode => ({
    checkCode,
    result: 'nothing known',
    doneOn: '2025-10-01',
  })),
  screens: [{ name: 'A DSL', on: day('2025-10-01') }],
  conclusions: [conclusion('school'), conclusion('authority')],
  told: [],
  flags: [],
  isSpecialSchool: false,
  alsoOnRollAt: [],
  requiredOfSchool: defaultSettings['required-school-checks'],
  requiredOfAuthority: [
    { code: 'RL01', task: 'Rolls', quiet: false },
    { code: 'RL06', task: 'Social care', quiet: true },
  ],
  authorityAnswers: ['RL01', 'RL06'].map(code => ({ code, on: day('2025-10-15') })),
}
const factsOf = (recorded: Partial<Recorded> = {}, proposedOn = '2025-10-20') =>
  removalFacts(
    { ...whole, ...recorded },
    { ground: 'R9-I', today: day('2025-10-20'), proposedOn: day(proposedOn), isReturnReady: true },
  )
const refusalsOf = (recorded: Partial<Recorded>): string[] => {
  const decided = mayRemove(factsOf(recorded))
  return decided.allowed ? [] : decided.refusals.map(({ says }) => says)
}

describe('putting the facts together', () => {
  test('with everything there, nothing is missing', () => assert.deepEqual(refusalsOf({}), []))

  const cases: [string, Partial<Recorded>, string][] = [
    [
      'a home visit tried once',
      {
        enquiries: whole.enquiries.map(one =>
          one.checkCode === 'RS09' ? { ...one, result: 'no answer' } : one,
        ),
      },
      'The school has still to do: Visit the home (in progress: Tried once. No answer. Try again on another day, at another time.)',
    ],
    [
      'no risk screen',
      { screens: [] },
      'Signature of the designated safeguarding lead, with name and date, is missing',
    ],
    [
      'a check of the authority without its answer',
      { authorityAnswers: [{ code: 'RL06', on: day('2025-10-15') }] },
      'The authority has still to do: Rolls',
    ],
    [
      'a quiet check without its answer',
      { authorityAnswers: [{ code: 'RL01', on: day('2025-10-15') }] },
      'The authority has still to do: another of its own checks',
    ],
    [
      'an answer from before the absence',
      {
        authorityAnswers: [
          { code: 'RL01', on: day('2025-09-12') },
          { code: 'RL06', on: day('2025-10-15') },
        ],
      },
      'The authority has still to do: Rolls',
    ],
    [
      'sickness believed by one side',
      {
        conclusions: [
          conclusion('school', { unavoidable: 'yes', reasons: 'A nurse wrote' }),
          conclusion('authority'),
        ],
      },
      'There is reason to believe in sickness or an unavoidable cause: A nurse wrote',
    ],
    [
      'sickness not known to one side',
      { conclusions: [conclusion('school'), conclusion('authority', { unavoidable: 'not known' })] },
      'Answer, with reasons, whether there are grounds to believe that sickness or an unavoidable cause keeps the child away',
    ],
    [
      'a later conclusion in place of an earlier',
      {
        conclusions: [
          conclusion('school'),
          conclusion('authority'),
          conclusion('authority', { outcome: 'IN_PROGRESS' }),
        ],
      },
      'The joint enquiries have not come to a conclusion',
    ],
    [
      'a social worker not told',
      { flags: ['child_in_need'] },
      'The child has a social worker who has not been told',
    ],
    [
      'a special school named in a plan',
      { flags: ['EHCP'], isSpecialSchool: true },
      'An education, health and care plan names this special school: the authority must first consent',
    ],
    [
      'an order',
      { flags: ['attendance_order'] },
      'A school attendance order is in force: it must first be amended or revoked',
    ],
    [
      'another register',
      { alsoOnRollAt: ['Cedar Primary'] },
      'Speak to the authority first: its record holds something that must be settled before this name can come off',
    ],
    ['no date of birth', { dob: undefined }, 'This ground is only for a child of compulsory school age'],
    [
      'no absence at all',
      { register: { otherCodes: [] } },
      'The joint enquiries have not come to a conclusion',
    ],
  ]
  for (const [what, recorded, says] of cases) {
    test(`${what}: refused`, () => {
      const refusals = refusalsOf(recorded)
      assert(refusals.includes(says), refusals.join('\n'))
    })
  }

  test('a social worker who was asked has been told', () => {
    const told = { checkCode: 'RS15', result: 'nothing known', doneOn: '2025-10-02' }
    assert.deepEqual(refusalsOf({ flags: ['child_in_need'], enquiries: [...whole.enquiries, told] }), [])
  })

  const untold = /has not been told/
  const locks: [string, readonly string[], Recorded['told'], boolean][] = [
    ['nobody told', ['in_care'], [], true],
    [
      'the Virtual School told of the removal',
      ['in_care'],
      [{ who: 'virtual school', on: day('2025-10-20') }],
      false,
    ],
    ['told on the first day away', ['in_care'], [{ who: 'virtual school', on: day('2025-09-15') }], false],
    ['told the day before that', ['in_care'], [{ who: 'virtual school', on: day('2025-09-14') }], true],
    ['somebody else told', ['in_care'], [{ who: 'social worker', on: day('2025-10-20') }], true],
    ['the social worker told', ['child_in_need'], [{ who: 'social worker', on: day('2025-10-20') }], false],
    ['only the Virtual School', ['child_in_need'], [{ who: 'virtual school', on: day('2025-10-20') }], true],
  ]
  for (const [what, flags, told, isLocked] of locks) {
    test(`${what}: ${isLocked ? 'locked' : 'no lock'}`, () => {
      assert.equal(
        refusalsOf({ flags, told }).some(says => untold.test(says)),
        isLocked,
      )
    })
  }
})

const outcomes = [
  'NOT_LOCATED_AFTER_JOINT',
  'LOCATED_AGREED_WILL_NOT_ATTEND',
  'LOCATED_EXPECTED_TO_ATTEND',
  'LOCATED_NOT_AGREED',
  'IN_PROGRESS',
] as const satisfies readonly JointOutcome[]

describe('never by time alone', () => {
  const outcome = fc.option(fc.constantFrom(...outcomes), { nil: undefined })

  test('a joint outcome unlocks only where both sides say the same and it unlocks', () => {
    fc.assert(
      fc.property(outcome, outcome, (school, authority) => {
        const unlocking = ['NOT_LOCATED_AFTER_JOINT', 'LOCATED_AGREED_WILL_NOT_ATTEND']
        const unlocks = unlocking.includes(jointOutcome(school, authority))
        assert.equal(unlocks, school !== undefined && school === authority && unlocking.includes(school))
      }),
    )
  })

  test('however many days have gone, without both conclusions it is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        outcome,
        outcome,
        fc.boolean(),
        (days, school, authority, isH) => {
          fc.pre(school === undefined || authority === undefined || school !== authority)
          const today = addDays(day('2025-10-20'), days)
          const facts = removalFacts(
            {
              ...whole,
              register: {
                ...whole.register,
                leave: { endedOn: day('2025-09-12'), tenDaysOn: day('2025-09-26') },
              },
              conclusions: [
                ...(school ? [conclusion('school', { outcome: school })] : []),
                ...(authority ? [conclusion('authority', { outcome: authority })] : []),
              ],
            },
            { ground: isH ? 'R9-H' : 'R9-I', today, proposedOn: today, isReturnReady: true },
          )
          assert.equal(mayRemove(facts).allowed, false)
        },
      ),
    )
  })
})
