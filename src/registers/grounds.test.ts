// Every ground of regulation 9: a complete case is allowed, and each thing taken away is exactly what is missing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LocalDate, localDate } from '../calendar/local-date.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import { deletionGrounds } from '../law/deletion-grounds.ts'
import { type AnyEvidence, type GroundFacts, groundQuestions, metSince } from './ground.ts'
import { readEvidence } from './ground-fields.ts'
import { askGround, type GroundAnswer, grounds, groundWithCode } from './grounds.ts'
import { type CompleteCase, completeCases } from './testing/complete-cases.ts'

const day = localDate

type Change = {
  evidence?: Record<string, unknown>
  without?: string
  today?: string
  proposedOn?: string
} & Partial<Pick<GroundFacts, 'dob' | 'register' | 'mostSeniorClass' | 'calendar' | 'commencements'>>

const caseOf = (code: string): CompleteCase => {
  const found = completeCases.find(one => one.code === code)
  assert.ok(found, code)
  return found
}

function factsOf(one: CompleteCase, change: Change = {}): GroundFacts {
  const ground = groundWithCode(one.code)!
  const { evidence: changed = {}, without, today, proposedOn, ...others } = change
  const json: Record<string, unknown> = { ...one.evidence, ...changed }
  if (without !== undefined) delete json[without]
  const read = readEvidence(json, ground.fields)
  assert.ok(read.ok, JSON.stringify(read))
  const on = today === undefined ? one.on : day(today)
  return {
    today: on,
    proposedOn: proposedOn === undefined ? on : day(proposedOn),
    dob: one.dob,
    calendar,
    register: one.register,
    evidence: read.evidence as AnyEvidence,
    ...others,
  }
}

function ask(code: string, change: Change = {}): GroundAnswer {
  const answer = askGround(groundWithCode(code)!, factsOf(caseOf(code), change))
  assert.equal(answer.allowed, answer.missing.length === 0)
  for (const one of answer.missing) {
    assert.ok(one.says && one.asks && one.settledBy && one.cites && one.rule && one.mark, JSON.stringify(one))
    assert.match(one.ruleVersion, /^\d{4}-\d\d-\d\d$/)
  }
  return answer
}

const saysOf = (answer: GroundAnswer): string[] => answer.missing.map(one => one.says)

/** Refused, and for this one reason. */
function refusedFor(expected: RegExp, code: string, change: Change): GroundAnswer {
  const answer = ask(code, change)
  assert.equal(answer.missing.length, 1, `${code}: ${saysOf(answer).join(' | ')}`)
  assert.match(answer.missing[0]!.says, expected)
  return answer
}

describe('the grounds', () => {
  test('are the fifteen of regulation 9(1), then those of 9(3), each with a complete case', () => {
    assert.deepEqual(
      grounds.map(one => one.code),
      [
        ...deletionGrounds.map(one => one.code),
        'R9-3-LEFT',
        'R9-3-ABSENT',
        'R9-3-DIED',
        'R9-3-EXCLUDED',
        'R9-3-NURSERY',
      ],
    )
    assert.deepEqual(
      completeCases.map(one => one.code),
      grounds.map(one => one.code),
    )
    for (const { label } of deletionGrounds)
      assert.ok(
        grounds.some(one => one.label === label),
        label,
      )
  })

  for (const one of completeCases) {
    test(`${one.code}: is allowed when complete, from that day, with what must follow`, () => {
      const answer = ask(one.code)
      assert.deepEqual(saysOf(answer), [])
      assert.equal(answer.earliest, one.on)
      assert.equal(answer.on, one.on)
      assert.ok(answer.follows.length > 0)
    })

    for (const key of Object.keys(one.evidence)) {
      test(`${one.code}: is refused without ${key}, and that is what is missing`, () => {
        const answer = ask(one.code, { without: key })
        assert.equal(answer.missing.length, 1, `${one.code}: ${saysOf(answer).join(' | ')}`)
        assert.equal(answer.earliest, undefined)
        assert.match(answer.missing[0]!.says, whenMissing[key] ?? /^Not shown: /)
      })
    }

    test(`${one.code}: is refused with nothing given, and says at once all that a person must bring`, () => {
      const facts = factsOf(one)
      const answer = askGround(groundWithCode(one.code)!, { ...facts, evidence: {}, register: undefined })
      const apart = Object.keys(one.evidence).filter(
        key => !['authority_agrees', 'concluded_on', 'cause_reasons'].includes(key),
      )
      assert.ok(answer.missing.length >= Math.min(apart.length, 3), saysOf(answer).join(' | '))
      assert.equal(answer.allowed, false)
    })

    test(`${one.code}: is for its own age`, () => {
      const ground = groundWithCode(one.code)!
      const other = ground.compulsoryAge ? day('2022-05-10') : day('2014-01-15')
      const answer = ask(one.code, { dob: other })
      assert.ok(
        saysOf(answer).some(says => says.startsWith('This ground is only for a pupil')),
        saysOf(answer).join(' | '),
      )
      refusedForAge(one.code)
    })

    test(`${one.code}: is refused while another ground is worked on`, () => {
      refusedFor(/exactly one/, one.code, { evidence: { another_ground: true } })
      assert.equal(ask(one.code, { evidence: { another_ground: false } }).allowed, true)
    })

    test(`${one.code}: is never for a day gone by`, () => {
      const back = ask(one.code, { proposedOn: addDays(one.on, -1) })
      assert.ok(saysOf(back).some(says => says.includes('never backdated')))
      assert.equal(back.allowed, false)
      const later = ask(one.code, { evidence: {}, today: addDays(one.on, 1), proposedOn: one.on })
      assert.ok(saysOf(later).some(says => says.includes('never backdated')))
    })
  }
})

function refusedForAge(code: string) {
  const answer = ask(code, { dob: undefined })
  assert.ok(saysOf(answer).some(says => says === 'The date of birth is not known'))
}

/** What is said where it is not "Not shown". */
const whenMissing: Readonly<Record<string, RegExp>> = {
  deletion_return_ready: /return to the authority is not ready/,
  other_schools: /No other school is named/,
  last_day: /states no day/,
  school_enquiries: /school has still to do: any enquiry since the absence began/,
  authority_enquiries: /authority has still to do: any enquiry since the absence began/,
  authority_agrees: /does not agree yet/,
  authority_replied_on: /not replied in writing/,
  cause_reasons: /Answer, with reasons|Not shown: the reasons/,
  sickness_or_unavoidable_cause: /Answer, with reasons|Not shown: no reason/,
  joint_outcome: /not come to a conclusion/,
  concluded_on: /day on which both came/,
  school_signature: /headteacher/,
  safeguarding_lead_signature: /safeguarding lead/,
  authority_signature: /officer of the authority/,
  review_ended_on: /day on which the review/,
  review_record: /letter is not kept/,
}

describe('the hard stops', () => {
  const stops: [string, Record<string, unknown>, RegExp][] = [
    ['R9-A', { how_known: 'offer' }, /An offer is not registration/],
    ['R9-A', { how_known: 'said by the family' }, /has not confirmed it/],
    ['R9-A', { registered_on: '2026-01-13' }, /not met before Tuesday 13 January 2026/],
    ['R9-A', { attendance_order: 'this school' }, /^A school attendance order in force names this school/],
    ['R9-A', { mobile_child_main_school: true }, /main school of a mobile child/],
    ['R9-A', { dual_registration_agreed: true }, /ground C is the one/],
    ['R9-A', { other_school: ' ' }, /Not shown: the other school is named/],
    ['R9-A', { deletion_return_ready: false }, /return to the authority is not ready/],
    ['R9-B', { admitted_for_nursery: false }, /not admitted for nursery/],
    ['R9-B', { nursery_ended_on: '2026-09-02' }, /not met before Wednesday 2 September 2026/],
    ['R9-B', { would_move_up: false }, /would not move to Reception/],
    ['R9-B', { expected_to_attend_again: true }, /There are reasonable grounds to believe/],
    ['R9-C', { other_schools: [] }, /No other school is named/],
    ['R9-C', { other_schools: [{ name: 'Elm' }] }, /Elm has not consented/],
    [
      'R9-C',
      {
        other_schools: [
          { name: 'Elm', consented_on: '2026-01-28', consent: 'Letter' },
          { name: 'Oak', consent: 'Letter' },
        ],
      },
      /Oak has not consented/,
    ],
    [
      'R9-C',
      { other_schools: [{ name: 'Elm', consented_on: '2026-01-28', consent: '' }] },
      /consent of Elm is not kept/,
    ],
    [
      'R9-C',
      {
        other_schools: [
          { name: 'Elm', consented_on: '2026-01-28', consent: 'Letter' },
          { name: 'Oak', consented_on: '2026-01-28', consent: ' ' },
        ],
      },
      /consent of Oak is not kept/,
    ],
    [
      'R9-C',
      {
        other_schools: [
          { name: 'Elm', consented_on: '2026-01-28', consent: 'Letter' },
          { name: '-', consented_on: '2026-01-28', consent: 'Letter' },
        ],
      },
      /Other school 2 is not named/,
    ],
    [
      'R9-G',
      { moved_on: '2026-01-30' },
      /verified on Thursday 29 January 2026, before the move on Friday 30/,
    ],
    ['R9-F', { notice_dated_on: '2025-11-07' }, /dated Friday 7 November 2025, after Thursday 6 November/],
    ['R9-J', { detained_from: '2025-09-02' }, /4 months from Tuesday 2 September 2025 has ended/],
    [
      'R9-O',
      { review: 'waived in writing', review_ended_on: '2026-02-01', review_record: 'Letter' },
      /before the notice of the governors/,
    ],
    [
      'R9-I',
      { authority_signature: { name: 'head  EXAMPLE', on: '2025-10-20' } },
      /signed for the school and for the authority/,
    ],
    [
      'R9-I',
      { authority_signature: { name: 'Lead Example', on: '2025-10-20' } },
      /signed for the school and for the authority/,
    ],
    ['R9-I', { authority_signature: { name: '\u200b', on: '2025-10-20' } }, /officer of the authority/],
    ['R9-I', { cause_reasons: ' — ' }, /Answer, with reasons/],
    [
      'R9-I',
      { concluded_on: '2025-09-14' },
      /conclusion is of Sunday 14 September 2025, before this absence/,
    ],
    ['R9-I', { authority_replied_on: '2025-09-14' }, /reply of the authority is of Sunday 14 September 2025/],
    [
      'R9-I',
      { safeguarding_lead_signature: { name: 'Lead Example', on: '2025-09-14' } },
      /safeguarding lead is of Sunday 14 September 2025, before this absence/,
    ],
    [
      'R9-C',
      { other_schools: [{ name: 'Elm', consented_on: '2026-02-03', consent: 'Letter' }] },
      /other_schools\[0\]\.consented_on" is Tuesday 3 February 2026, a day after/,
    ],
    ['R9-C', { attendance_order: 'this school' }, /^A school attendance order in force names this school/],
    ['R9-C', { mobile_child_main_school: true }, /main school of a mobile child/],
    ['R9-C', { expected_to_attend_again: true }, /There are reasonable grounds to believe/],
    ['R9-D', { order_named_this_school: false }, /did not name this school/],
    ['R9-E', { order_named_this_school: false }, /did not name this school/],
    ['R9-E', { revoked_for_other_education: false }, /not revoked because/],
    ['R9-F', { notice: 'spoken' }, /only said it/],
    ['R9-F', { from_parent: false }, /not from a parent/],
    ['R9-F', { says_educated_otherwise: false }, /“Deregister” alone is not enough/],
    ['R9-F', { pressed_by_the_school: true }, /off-rolling/],
    ['R9-F', { attendance_order: 'this school' }, /order is in force/],
    ['R9-F', { attendance_order: 'another school' }, /order is in force, if for another school/],
    ['R9-F', { special_school_place_by_authority: true }, /has not consented/],
    [
      'R9-F',
      { special_school_place_by_authority: true, authority_consented_on: '2025-11-06' },
      /consent or direction is not kept/,
    ],
    [
      'R9-F',
      { special_school_place_by_authority: true, authority_consented_on: '2025-11-06', consent: ' ' },
      /consent or direction is not kept/,
    ],
    ['R9-G', { lives_within_distance: true }, /still lives a reasonable distance/],
    ['R9-G', { boards: true }, /boards at the school/],
    ['R9-G', { expected_to_attend_again: true }, /There are reasonable grounds to believe/],
    ['R9-J', { detention: 'remand' }, /Remand is not/],
    ['R9-J', { detention: 'other' }, /Only detention under a final court order/],
    ['R9-J', { detained_months: 3 }, /for 3 months, less than 4/],
    ['R9-J', { detained_months: 0 }, /for 0 months, less than 4/],
    ['R9-J', { expected_to_attend_again: true }, /There are reasonable grounds to believe/],
    ['R9-L', { leaving: 'neither' }, /Nobody has said/],
    ['R9-M', { school_type: 'independent' }, /only for a maintained school or academy/],
    ['R9-M', { school_type: 'non-maintained special' }, /only for a maintained school or academy/],
    ['R9-M', { boards: false }, /does not board/],
    ['R9-M', { fees_due_for_term_ending_on: '2026-02-13' }, /not met before Friday 13 February 2026/],
    ['R9-M', { fees_unpaid: false }, /fees are paid/],
    ['R9-N', { school_type: 'maintained' }, /only for a school that is not/],
    ['R9-N', { school_type: 'academy' }, /only for a school that is not/],
    ['R9-N', { ceased_on: '2026-01-06' }, /not met before Tuesday 6 January 2026/],
    ['R9-O', { governors_upheld: false }, /comes back/],
    ['R9-O', { review: 'going on' }, /review is not finished/],
    ['R9-O', { review: 'pupil goes back' }, /did not leave the exclusion standing/],
    ['R9-O', { review: 'exclusion stands' }, /day on which the review/],
    ['R9-O', { review: 'waived in writing' }, /day on which the review/],
    ['R9-O', { review: 'waived in writing', review_ended_on: '2026-02-20' }, /letter is not kept/],
    [
      'R9-O',
      { review: 'waived in writing', review_ended_on: '2026-02-20', review_record: ' ' },
      /letter is not kept/,
    ],
    [
      'R9-O',
      { review: 'exclusion stands', review_ended_on: '2026-03-04', review_record: 'Panel' },
      /a day after the day asked about|not met before/,
    ],
    ['R9-H', { sickness_or_unavoidable_cause: 'yes' }, /There is reason to believe in sickness/],
    ['R9-I', { sickness_or_unavoidable_cause: 'not known' }, /Answer, with reasons/],
    ['R9-I', { joint_outcome: 'LOCATED_EXPECTED_TO_ATTEND' }, /expected to attend again/],
    ['R9-I', { joint_outcome: 'LOCATED_NOT_AGREED' }, /do not both say/],
    ['R9-I', { joint_outcome: 'IN_PROGRESS' }, /not come to a conclusion/],
    ['R9-I', { authority_agrees: false, authority_says: 'Ask the aunt' }, /does not agree yet: Ask the aunt/],
    ['R9-I', { school_still_to_do: ['Home visit'] }, /school has still to do: Home visit/],
    ['R9-I', { authority_still_to_do: ['Council tax'] }, /authority has still to do: Council tax/],
    [
      'R9-I',
      { school_enquiries: [{ what: 'Visit' }] },
      /say of enquiry 1 the day, who did it, what came of it/,
    ],
    [
      'R9-I',
      { authority_enquiries: [{ done_on: '2025-10-01', by: 'A', result: 'B', what: ' ' }] },
      /authority has still to do: say of enquiry 1 what was done$/,
    ],
    [
      'R9-I',
      { school_enquiries: [{ what: 'Visit', done_on: '2025-09-14', by: 'A', result: 'B' }] },
      /any enquiry since the absence began on Monday 15 September 2025/,
    ],
    ['R9-I', { ehcp_names_special_school: true }, /authority must first consent/],
    ['R9-I', { attendance_order: 'another school' }, /order is in force/],
    ['R9-H', { attendance_order: 'this school' }, /order is in force/],
    ['R9-I', { looked_after: true }, /Virtual School has not been told/],
    ['R9-I', { social_worker: true }, /social worker who has not been told/],
    ['R9-I', { dual_registered: true }, /Speak to the authority first/],
    ['R9-I', { school_signature: { name: ' ', on: '2025-10-20' } }, /headteacher/],
    ['R9-3-ABSENT', { whereabouts: 'found' }, /has been found/],
    ['R9-3-ABSENT', { sickness_or_unavoidable_cause: 'yes' }, /There is reason to believe/],
    ['R9-3-ABSENT', { sickness_or_unavoidable_cause: 'not known' }, /It is not known/],
    ['R9-3-LEFT', { left_on: '2026-01-06' }, /not met before Tuesday 6 January 2026/],
  ]
  for (const [code, evidence, expected] of stops) {
    test(`${code}: ${JSON.stringify(evidence)}`, () => {
      const answer = ask(code, { evidence })
      const says = saysOf(answer)
      assert.ok(
        says.some(one => expected.test(one)),
        says.join(' | '),
      )
      // A day of tomorrow is said to be one, and that the ground is not met before it.
      assert.ok(says.length === 1 || says.some(one => one.includes('a day after')), says.join(' | '))
    })
  }

  test('what holds the name is let go of by its answer', () => {
    const allowed: [string, Record<string, unknown>][] = [
      ['R9-A', { attendance_order: 'another school' }],
      ['R9-C', { attendance_order: 'none' }],
      ['R9-F', { notice: 'email' }],
      ['R9-F', { pressed_by_the_school: false }],
      [
        'R9-F',
        { special_school_place_by_authority: true, authority_consented_on: '2025-11-06', consent: 'Letter' },
      ],
      [
        'R9-F',
        {
          special_school_place_by_authority: true,
          secretary_of_state_directed_on: '2025-11-06',
          consent: 'Direction',
        },
      ],
      ['R9-J', { detention: 'recall' }],
      ['R9-J', { detained_months: 5 }],
      ['R9-L', { leaving: 'conditions not met' }],
      ['R9-M', { school_type: 'maintained' }],
      ['R9-N', { school_type: 'non-maintained special' }],
      ['R9-I', { joint_outcome: 'NOT_LOCATED_AFTER_JOINT' }],
      ['R9-I', { ehcp_names_special_school: true, authority_consented_on: '2025-10-17' }],
      ['R9-I', { looked_after: true, virtual_school_told_on: '2025-10-17' }],
      ['R9-I', { social_worker: true, social_worker_told_on: '2025-10-17' }],
      ['R9-I', { school_enquiries: [{ what: 'Visit', done_on: '2025-09-15', by: 'A', result: 'B' }] }],
      ['R9-O', { review: 'waived in writing', review_ended_on: '2026-02-20', review_record: 'Letter' }],
      ['R9-O', { review: 'waived in writing', review_ended_on: '2026-02-02', review_record: 'Letter' }],
      ['R9-F', { notice_dated_on: '2025-11-06' }],
      ['R9-G', { moved_on: '2026-01-29' }],
      ['R9-J', { detained_from: '2025-09-03' }],
      ['R9-I', { concluded_on: '2025-09-15', authority_replied_on: '2025-09-15' }],
      ['R9-I', { safeguarding_lead_signature: { name: 'Head Example', on: '2025-10-20' } }],
      ['R9-O', { review: 'exclusion stands', review_ended_on: '2026-03-03', review_record: 'Panel' }],
    ]
    for (const [code, evidence] of allowed) {
      assert.deepEqual(saysOf(ask(code, { evidence })), [], `${code} ${JSON.stringify(evidence)}`)
    }
  })

  test('nobody goes on from nursery who is past it', () => {
    // Year 1 may be a Reception begun a year late; Year 2 is not.
    assert.equal(ask('R9-B', { dob: day('2020-09-01') }).allowed, true)
    refusedFor(/By age the pupil is in Year 2, long past nursery/, 'R9-B', { dob: day('2020-08-31') })
    refusedFor(/By age the pupil is in Year 11, long past/, 'R9-3-NURSERY', { dob: day('2009-09-02') })
  })

  test('what the register shows against it', () => {
    const { register } = caseOf('R9-I')
    const i = (change: Partial<NonNullable<typeof register>>) => ({ register: { ...register!, ...change } })
    refusedFor(/does not show 20 school days/, 'R9-I', i({ run: undefined }))
    refusedFor(
      /morning of Thursday 2 October 2025 has code Y2/,
      'R9-I',
      i({ otherCodes: [{ on: day('2025-10-02'), session: 'AM', code: 'Y2' }] }),
    )
    refusedFor(
      /in school since, on Thursday 16 October 2025/,
      'R9-I',
      i({ inSchoolAgainOn: day('2025-10-16') }),
    )
    for (const code of ['R9-I', 'R9-3-ABSENT']) {
      refusedFor(/register of Tuesday 14 October 2025 was not/, code, i({ notTakenOn: day('2025-10-14') }))
    }
    refusedFor(/does not show 20 school days/, 'R9-3-ABSENT', i({ run: undefined }))
    refusedFor(
      /afternoon of Thursday 2 October 2025 has code I/,
      'R9-3-ABSENT',
      i({ otherCodes: [{ on: day('2025-10-02'), session: 'PM', code: 'I' }] }),
    )
    refusedFor(
      /morning of Thursday 2 October 2025 has code I/,
      'R9-3-ABSENT',
      i({ otherCodes: [{ on: day('2025-10-02'), session: 'AM', code: 'I' }] }),
    )
    refusedFor(
      /in school since, on Thursday 16 October 2025/,
      'R9-3-ABSENT',
      i({ inSchoolAgainOn: day('2025-10-16') }),
    )
    const h = caseOf('R9-H').register!
    refusedFor(/No leave was granted/, 'R9-H', { register: { ...h, leave: undefined } })
    const ill = { on: day('2026-01-19'), session: 'PM', code: 'I' } as const
    refusedFor(/register itself still excuses the absence/, 'R9-H', { register: { ...h, excusedNow: ill } })
    const leave = { on: day('2025-12-15'), session: 'AM', code: 'C' } as const
    refusedFor(/the leave went on after Friday 12 December/, 'R9-H', {
      register: { ...h, leaveGoesOn: leave },
    })
    refusedFor(/register of Wednesday 14 January 2026/, 'R9-H', {
      register: { ...h, notTakenOn: day('2026-01-14') },
    })
    refusedFor(/10 school days of absence straight after/, 'R9-H', {
      register: { ...h, leave: { endedOn: day('2025-12-12') } },
    })
  })
})

describe('worked examples', () => {
  test('17: twenty days alone are not enough', () => {
    const { register } = caseOf('R9-I')
    const facts = factsOf(caseOf('R9-I'), { today: '2025-10-10' })
    const answer = askGround(groundWithCode('R9-I')!, {
      ...facts,
      evidence: { deletionReturnReady: true },
      register,
    })
    assert.equal(answer.allowed, false)
    assert.equal(answer.earliest, undefined)
    assert.ok(!saysOf(answer).some(says => says.includes('20 school days')))
    assert.ok(answer.missing.length >= 12, saysOf(answer).join(' | '))
  })

  test('19: allowed from the day both conclude; not dated back', () => {
    assert.equal(ask('R9-I').earliest, '2025-10-20')
    const back = ask('R9-I', { proposedOn: '2025-10-10' })
    assert.equal(back.missing.length, 2)
    // Only time is in the way: the name can come off today.
    assert.equal(back.earliest, '2025-10-20')
    const later = ask('R9-I', { proposedOn: '2025-10-24' })
    assert.equal(later.allowed, true)
    assert.equal(later.earliest, '2025-10-20')
    assert.equal(later.on, '2025-10-24')
  })

  test('21: ground H is met from the tenth day on, not before both have signed', () => {
    const answer = ask('R9-H', { today: '2026-01-12', evidence: { concluded_on: '2026-01-12' } })
    assert.equal(answer.allowed, false)
  })

  test('23: written notice, last day 7 November, mainstream with a plan: from 8 November, without consent', () => {
    const evidence = { ehcp: true }
    for (const today of ['2025-11-06', '2025-11-07']) {
      const answer = refusedFor(/Friday 7 November 2025, has not passed/, 'R9-F', {
        today,
        evidence,
        proposedOn: today,
      })
      assert.equal(answer.earliest, '2025-11-08')
    }
    for (const today of ['2025-11-08', '2025-11-10']) {
      const answer = ask('R9-F', { today, evidence })
      assert.equal(answer.allowed, true, saysOf(answer).join())
      assert.equal(answer.earliest, today)
      const told = answer.follows.find(one => one.rule === 'T-20')
      assert.match(told!.does, /SEN team/)
      assert.equal(told!.due, today)
      assert.equal(answer.follows.find(one => one.rule === 'T-11')!.due, today)
    }
  })

  test('24: at a special school where the authority placed the child, not without its consent', () => {
    const answer = refusedFor(/has not consented/, 'R9-F', {
      evidence: { special_school_place_by_authority: true },
    })
    assert.equal(answer.missing[0]!.rule, 'T-19')
    assert.equal(answer.missing[0]!.mark, 'unverified')
    const consented = {
      special_school_place_by_authority: true,
      authority_consented_on: '2025-11-12',
      consent: 'Letter',
    }
    // Consented after the stated day: from then only.
    const late = ask('R9-F', { today: '2025-11-12', evidence: consented, proposedOn: '2025-11-12' })
    assert.equal(late.earliest, '2025-11-12')
  })

  test('25: not with an order in force', () => {
    refusedFor(/order is in force/, 'R9-F', { evidence: { attendance_order: 'this school' } })
  })

  test('26: a telephone call is no notice; the authority is told and the marks go on', () => {
    const answer = refusedFor(/only said it/, 'R9-F', { evidence: { notice: 'spoken' } })
    assert.equal(answer.missing[0]!.rule, 'T-17')
    assert.deepEqual(
      answer.follows.map(one => one.rule),
      ['T-12', 'T-17'],
    )
    assert.deepEqual(
      ask('R9-F', { evidence: { from_parent: false } }).follows.map(one => one.rule),
      ['T-12'],
    )
  })

  test('27: a place offered from 12 January, told on the 5th: ground A on registration only', () => {
    const offered = ask('R9-A', { today: '2026-01-05', evidence: { how_known: 'offer' } })
    assert.equal(offered.missing.length, 2)
    const confirmed = refusedFor(/not met before Monday 12 January 2026/, 'R9-A', { today: '2026-01-05' })
    assert.equal(confirmed.earliest, '2026-01-12')
    assert.equal(ask('R9-A', { today: '2026-01-05', proposedOn: '2026-01-12' }).allowed, true)
  })

  test('30: out of the most senior class after the last term no return is due; before, it is', () => {
    const leaver = {
      mostSeniorClass: true,
      evidence: { registered_on: '2026-07-01' },
      without: 'deletion_return_ready',
    }
    const after = ask('R9-A', { ...leaver, today: '2026-07-22' })
    assert.equal(after.allowed, true)
    assert.ok(after.follows.some(one => one.rule === 'T-11a'))
    assert.ok(!after.follows.some(one => one.rule === 'T-11'))
    // The last half term ends on 21 July, a training day.
    assert.equal(ask('R9-A', { ...leaver, today: '2026-07-21' }).allowed, true)
    refusedFor(/return to the authority/, 'R9-A', { ...leaver, today: '2026-07-20' })
    refusedFor(/return to the authority/, 'R9-A', { ...leaver, today: '2026-07-10' })
    refusedFor(/return to the authority/, 'R9-A', { ...leaver, mostSeniorClass: false, today: '2026-07-22' })
    refusedFor(/return to the authority/, 'R9-A', {
      ...leaver,
      evidence: { ...leaver.evidence, authority_asks_for_leaver_returns: true },
      today: '2026-07-22',
    })
    refusedFor(/return to the authority/, 'R9-A', {
      ...leaver,
      evidence: { ...leaver.evidence, most_senior_class: false },
      today: '2026-07-22',
    })
    refusedFor(/return to the authority/, 'R9-A', { ...leaver, today: '2026-09-01' })
  })

  test('31: Year 11 on the last Friday in June: the return is due, the last term has not ended', () => {
    const answer = ask('R9-L', { mostSeniorClass: true })
    assert.equal(answer.allowed, true)
    assert.equal(answer.follows.find(one => one.rule === 'T-11')!.due, '2026-06-26')
    refusedFor(/return to the authority/, 'R9-L', { mostSeniorClass: true, without: 'deletion_return_ready' })
    const before = refusedFor(/next meets on Friday 26 June 2026/, 'R9-L', { today: '2026-06-25' })
    assert.equal(before.earliest, '2026-06-26')
    // The day after is for regulation 9(3).
    assert.ok(
      saysOf(ask('R9-L', { today: '2026-06-27' })).some(says => says.startsWith('This ground is only')),
    )
  })

  test('32, 33: the transfer file 15 school days after, the child protection file 5 calendar days after', () => {
    const answer = ask('R9-A', {
      today: '2025-12-05',
      evidence: { registered_on: '2025-12-05', child_protection_file: true },
    })
    assert.equal(answer.follows.find(one => one.rule === 'T-21')!.due, '2026-01-12')
    assert.equal(answer.follows.find(one => one.rule === 'T-24')!.due, '2025-12-10')
  })
})

describe('boundaries', () => {
  test('O: final the day after 15 school days from the notice', () => {
    // 2 February to 13 February are 9 school days after; 23 February to 2 March the rest.
    const early = refusedFor(/not final before Tuesday 3 March 2026/, 'R9-O', { today: '2026-03-02' })
    assert.equal(early.earliest, '2026-03-03')
    assert.equal(ask('R9-O', { today: '2026-03-03' }).allowed, true)
    refusedFor(/term dates do not reach/, 'R9-O', {
      today: '2026-07-20',
      evidence: { governors_notice_on: '2026-07-01' },
    })
  })

  test('L: the school must be known to meet again', () => {
    const dob = day('2010-03-02')
    const years = calendar.years
    const ended = {
      ...calendar,
      years,
      days: calendar.days.filter(one => one <= '2026-06-25'),
      dayNumbers: calendar.dayNumbers.slice(0, calendar.days.filter(one => one <= '2026-06-25').length),
    }
    refusedFor(/do not say when it next meets/, 'R9-L', { dob, today: '2026-06-25', calendar: ended })
    assert.equal(ask('R9-L', { dob, today: '2026-06-26', calendar: ended }).allowed, true)
  })

  test('the age is that of the day the name comes off', () => {
    // Of compulsory school age from 31 August 2026.
    assert.equal(ask('R9-B', { dob: day('2021-08-31'), today: '2026-09-01' }).allowed, true)
    const younger = ask('R9-3-NURSERY', { dob: day('2021-08-31'), today: '2026-08-30' })
    assert.equal(younger.allowed, true)
    assert.equal(ask('R9-3-NURSERY', { dob: day('2021-08-31'), today: '2026-08-31' }).allowed, false)
  })

  test('papers dated today are there; papers of tomorrow are not', () => {
    assert.equal(
      ask('R9-F', { today: '2025-11-10', evidence: { notice_received_on: '2025-11-10' } }).allowed,
      true,
    )
    const answer = ask('R9-F', {
      today: '2025-11-10',
      evidence: { notice_dated_on: '2025-11-11' },
      proposedOn: '2025-11-12',
    })
    assert.deepEqual(saysOf(answer).slice(1), [
      '"notice_dated_on" is Tuesday 11 November 2025, a day after the day asked about',
    ])
    const signed = ask('R9-I', {
      evidence: { school_signature: { name: 'Head', on: '2025-10-21' } },
      proposedOn: '2025-10-27',
    })
    assert.deepEqual(saysOf(signed), ['Signature of the headteacher is dated after today'])
  })
})

describe('section 37 of the 2026 Act', () => {
  const begun = { section37_in_force_from: '2025-11-10', section37_order: 'SI 2025/1, article 2' }
  const answers = {
    independent_sen_place_by_authority: false,
    section47_enquiries: false,
    section47_action: false,
  }
  test('changes nothing before it begins', () => {
    const evidence = { ...begun, section47_enquiries: true }
    assert.equal(ask('R9-F', { evidence, today: '2025-11-09' }).allowed, true)
    refusedFor(/child protection enquiries/, 'R9-F', { evidence, today: '2025-11-10' })
  })
  test('asks, once it has begun, whether the child is a relevant child', () => {
    refusedFor(/not known whether the authority must consent/, 'R9-F', { evidence: begun })
    assert.equal(ask('R9-F', { evidence: { ...begun, ...answers } }).allowed, true)
    refusedFor(/article 2|has not consented/, 'R9-F', {
      evidence: { ...begun, ...answers, independent_sen_place_by_authority: true },
    })
    refusedFor(/protect the child/, 'R9-F', { evidence: { ...begun, ...answers, section47_action: true } })
  })
  test('is settled by consent, from its day', () => {
    const evidence = {
      ...begun,
      ...answers,
      section47_action: true,
      authority_consented_on: '2025-11-12',
      consent: 'Letter',
    }
    const answer = ask('R9-F', { evidence, today: '2025-11-12' })
    assert.equal(answer.allowed, true)
    assert.equal(answer.earliest, '2025-11-12')
    refusedFor(/not kept/, 'R9-F', { evidence: { ...evidence, consent: '' }, today: '2025-11-12' })
    const early = ask('R9-F', { evidence, today: '2025-11-11' })
    assert.ok(saysOf(early).some(says => says.includes('not met before Wednesday 12 November 2025')))
  })
  test('holds as the authority recorded it, too', () => {
    const commencements = [{ provision: 's37', on: day('2025-11-01'), cites: 'SI 2025/1' }] as const
    refusedFor(/not known whether/, 'R9-F', { commencements })
  })
})

describe('what follows', () => {
  const rules = (answer: GroundAnswer) => answer.follows.map(one => one.rule)
  test('a death: the return, and nothing to the family', () => {
    for (const code of ['R9-K', 'R9-3-DIED']) {
      const answer = ask(code, { evidence: { child_protection_file: true, next: 'not known' } })
      assert.deepEqual(rules(answer), ['T-11', 'LET-10'])
      assert.match(answer.follows[1]!.does, /Send nothing to the family/)
    }
  })
  test('elsewhere: the transfer file goes where the child goes', () => {
    const gone = (next: string) => rules(ask('R9-G', { evidence: { next } }))
    assert.deepEqual(gone('school'), ['T-11', 'T-21', 'LET-10', 'L-01'])
    assert.deepEqual(gone('elsewhere'), ['T-11', 'T-23', 'LET-10', 'L-01'])
    assert.deepEqual(gone('home'), ['T-11', 'T-23', 'LET-10', 'L-01'])
    assert.deepEqual(gone('not known'), ['T-11', 'T-22', 'LET-10', 'L-01'])
    assert.deepEqual(rules(ask('R9-G')), ['T-11', 'T-22', 'LET-10', 'L-01'])
    assert.deepEqual(rules(ask('R9-G', { evidence: { next: 'school', next_confirmed: true } })), [
      'T-11',
      'T-21',
      'LET-10',
    ])
    assert.ok(rules(ask('R9-G', { evidence: { next: 'not known', next_confirmed: true } })).includes('L-01'))
    assert.ok(rules(ask('R9-G', { evidence: { next_confirmed: true } })).includes('L-01'))
  })
  test('a file that goes outside has fifteen school days as any other, and cites its own guide', () => {
    for (const next of ['school', 'elsewhere', 'home']) {
      const file = ask('R9-G', { evidence: { next } }).follows[1]!
      assert.equal(file.due, '2026-03-02', next)
      assert.match(file.does, /by Monday 2 March 2026/)
    }
    const cites = (evidence: object) => ask('R9-G', { evidence: { ...evidence } }).follows[1]!.cites
    assert.match(cites({ next: 'home' }), /s2s/)
    assert.match(cites({ next: 'not known' }), /s2s/)
  })
  test('each ground says by itself where the child goes, where it does', () => {
    const expected: Record<string, string[]> = {
      'R9-A': ['T-11', 'T-21', 'LET-10'],
      'R9-B': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-C': ['T-11', 'T-21', 'LET-10'],
      'R9-D': ['T-11', 'T-21', 'LET-10'],
      'R9-E': ['T-11', 'T-23', 'LET-10'],
      'R9-F': ['T-11', 'T-16', 'T-23', 'LET-10'],
      'R9-G': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-H': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-I': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-J': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-K': ['T-11', 'LET-10'],
      'R9-L': ['T-11', 'T-22', 'LET-10'],
      'R9-M': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-N': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-O': ['T-11', 'T-22', 'LET-10', 'L-01'],
      'R9-3-LEFT': ['T-11', 'T-22', 'LET-10'],
      'R9-3-ABSENT': ['T-11', 'T-22', 'LET-10'],
      'R9-3-DIED': ['T-11', 'LET-10'],
      'R9-3-EXCLUDED': ['T-11', 'T-22', 'LET-10'],
      'R9-3-NURSERY': ['T-11', 'T-22', 'LET-10'],
    }
    assert.deepEqual(Object.fromEntries(completeCases.map(one => [one.code, rules(ask(one.code))])), expected)
    // Found or not, nobody who comes off on H or I has a school to send a file to.
    assert.ok(rules(ask('R9-I', { evidence: { next: 'school', next_confirmed: true } })).includes('T-22'))
    assert.match(ask('R9-I').follows.at(-1)!.does, /case stays open/)
    assert.match(ask('R9-H').follows.at(-1)!.does, /case stays open/)
    assert.match(ask('R9-O').follows.at(-1)!.does, /possible CME record the same day/)
  })
  test('who else is told', () => {
    const evidence = {
      ehcp: true,
      social_worker: true,
      looked_after: true,
      lives_in_another_authority: true,
      child_protection_file: true,
    }
    assert.deepEqual(rules(ask('R9-F', { evidence })), [
      'T-11',
      'OQ-7',
      'T-16',
      'T-23',
      'T-24',
      'T-20',
      'T-05',
      'T-05',
      'T-18',
      'LET-10',
    ])
    const told = {
      ...evidence,
      ehcp: false,
      social_worker_told_on: '2025-11-07',
      virtual_school_told_on: '2025-11-07',
    }
    assert.deepEqual(rules(ask('R9-F', { evidence: told })), [
      'T-11',
      'OQ-7',
      'T-16',
      'T-23',
      'T-24',
      'T-18',
      'LET-10',
    ])
    assert.deepEqual(rules(ask('R9-F', { evidence: { ehcp: true } })), [
      'T-11',
      'T-16',
      'T-23',
      'T-20',
      'T-18',
      'LET-10',
    ])
    assert.ok(!rules(ask('R9-A', { evidence: { ehcp: true } })).includes('T-18'))
    const kept = ask('R9-F', { evidence }).follows.find(one => one.rule === 'T-24')!
    assert.equal(kept.due, undefined)
    assert.match(kept.does, /Keep the child protection file/)
    const sent = ask('R9-G', { evidence: { next: 'elsewhere', child_protection_file: true } })
    assert.equal(sent.follows.find(one => one.rule === 'T-24')!.due, '2026-02-07')
  })
  test('the transfer file has no day past the term dates', () => {
    const answer = ask('R9-A', { today: '2026-07-10' })
    const file = answer.follows.find(one => one.rule === 'T-21')!
    assert.equal(file.due, undefined)
    assert.match(file.does, /within 15 school days/)
  })
  test('each says its law, and how well that is known', () => {
    for (const one of completeCases) {
      for (const { does, cites, mark, rule } of ask(one.code).follows)
        assert.ok(does && cites && mark && rule)
    }
    assert.equal(ask('R9-A').follows[0]!.mark, 'read')
  })
})

describe('whatever is given', () => {
  const anyCase = fc.constantFrom(...completeCases)
  const keysOf = (one: CompleteCase) => Object.keys(one.evidence)

  test('what is missing never opens a ground, and what is added never closes one', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.nat(), { maxLength: 8 }), fc.nat(), (one, picks, last) => {
        const taken = new Set(picks.map(pick => keysOf(one)[pick % keysOf(one).length]!))
        const one1 = {
          ...one,
          evidence: Object.fromEntries(Object.entries(one.evidence).filter(([key]) => !taken.has(key))),
        }
        const ground = groundWithCode(one.code)!
        const fewer = askGround(ground, factsOf(one1))
        const back = [...taken][last % Math.max(taken.size, 1)]
        const more = askGround(
          ground,
          factsOf(one1, back === undefined ? {} : { evidence: { [back]: one.evidence[back] } }),
        )
        assert.equal(fewer.allowed, taken.size === 0)
        if (fewer.allowed) assert.equal(more.allowed, true)
        const before = new Set(saysOf(fewer))
        const added = saysOf(more).filter(says => !before.has(says))
        // To say more can only make another thing of the same line wanting: a review waived wants its day.
        assert.ok(more.missing.length <= fewer.missing.length + added.length)
        if (back !== undefined && added.length === 0) assert.ok(more.missing.length <= fewer.missing.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('no ground is ever allowed for a day gone by, nor before it was met', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -60, max: 60 }),
        (one, t, p) => {
          const today = addDays(one.on, t)
          const proposedOn = addDays(one.on, p)
          const answer = askGround(groundWithCode(one.code)!, { ...factsOf(one), today, proposedOn })
          if (!answer.allowed) return
          assert.ok(proposedOn >= today)
          assert.ok(answer.earliest! <= proposedOn && answer.earliest! >= today)
        },
      ),
      { numRuns: 4000 },
    )
  })

  test('the earliest day that is named is one on which it would be allowed', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: -30, max: 30 }), (one, shift) => {
        const today: LocalDate = addDays(one.on, shift)
        const ground = groundWithCode(one.code)!
        const facts = { ...factsOf(one), today, proposedOn: today }
        const { earliest } = askGround(ground, facts)
        if (earliest === undefined) return
        const then = askGround(ground, { ...facts, proposedOn: earliest })
        const tooYoung = then.missing.every(item => item.says.startsWith('This ground is only for'))
        assert.ok(then.allowed || tooYoung, `${one.code} ${today} ${earliest}: ${saysOf(then).join(' | ')}`)
        const dayBefore = askGround(ground, { ...facts, proposedOn: addDays(earliest, -1) })
        assert.equal(dayBefore.allowed, false)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the lines of each ground', () => {
  const ownLines = (code: string) => {
    const ground = groundWithCode(code)!
    const shared = ['age', 'one ground', 'dates', 'day', 'return']
    return groundQuestions(ground, factsOf(caseOf(code))).filter(({ about }) => !shared.includes(about))
  }

  test('stand in the regulation of their ground, with how well it is known', () => {
    const marks: Record<string, string> = {}
    for (const { code } of completeCases) {
      const own = ask(code, {
        evidence: Object.fromEntries(Object.keys(caseOf(code).evidence).map(key => [key, null])),
      })
      const inRegulation = own.missing.filter(one => one.rule === code)
      assert.ok(inRegulation.length > 0, code)
      const letter = /^R9-([A-O])$/.exec(code)?.[1]?.toLowerCase()
      for (const { cites } of inRegulation) {
        assert.match(cites, letter ? new RegExp(`regulation 9\\(1\\)\\(${letter}\\)$`) : /regulation 9\(3\)$/)
      }
      const [mark, ...others] = new Set(inRegulation.map(one => one.mark))
      assert.deepEqual(others, [], code)
      marks[mark!] = `${marks[mark!] ?? ''}${letter ?? '.'}`
    }
    // Read in the instrument; known in substance; known by the letter only, and all of regulation 9(3).
    assert.deepEqual(marks, { read: 'abcde', 'second-hand': 'fhi', unverified: 'gjklmno.....' })
  })

  test('say what would show them, and where that is written, shown or not', () => {
    for (const { code } of completeCases) {
      assert.ok(ownLines(code).length >= 2, code)
      for (const { asks, settledBy, cites, mark } of ownLines(code))
        assert.ok(asks && settledBy && cites && mark)
    }
  })

  test('are asked between the age and the return', () => {
    const about = groundQuestions(groundWithCode('R9-K')!, factsOf(caseOf('R9-K'))).map(one => one.about)
    assert.deepEqual(about, [
      'age',
      'one ground',
      'The death has been confirmed, with the day',
      'Who confirmed it officially is written down',
      'dates',
      'day',
      'return',
    ])
    const away = groundQuestions(groundWithCode('R9-I')!, factsOf(caseOf('R9-I'))).map(one => one.about)
    assert.deepEqual(away, [
      'age',
      'one ground',
      'days',
      'back in school',
      'cause',
      'enquiries',
      'conclusion',
      'signatures',
      'locks',
      'dates',
      'day',
      'return',
    ])
  })

  test('have a day from which the ground is met', () => {
    const since = (code: string, change: Change = {}) =>
      metSince(groundWithCode(code)!, factsOf(caseOf(code), change))
    assert.deepEqual(Object.fromEntries(completeCases.map(({ code }) => [code, since(code)])), {
      'R9-A': '2026-01-12',
      'R9-B': '2026-07-20',
      'R9-C': '2026-01-30',
      'R9-D': '2026-01-30',
      'R9-E': '2026-01-30',
      'R9-F': '2025-11-08',
      'R9-G': '2026-01-29',
      'R9-H': '2026-01-20',
      'R9-I': '2025-10-20',
      'R9-J': '2026-01-28',
      'R9-K': '2026-02-02',
      'R9-L': '2026-06-26',
      'R9-M': '2025-12-19',
      'R9-N': '2025-12-19',
      'R9-O': '2026-03-03',
      'R9-3-LEFT': '2025-12-19',
      'R9-3-ABSENT': '2025-10-10',
      'R9-3-DIED': '2026-02-02',
      'R9-3-EXCLUDED': '2026-01-30',
      'R9-3-NURSERY': '2026-07-20',
    })
    const later: [string, Record<string, unknown>, string][] = [
      [
        'R9-C',
        { other_schools: [{ consented_on: '2026-01-30' }, {}, { consented_on: '2026-01-29' }] },
        '2026-01-30',
      ],
      ['R9-F', { notice_received_on: '2025-11-09' }, '2025-11-09'],
      ['R9-F', { notice_dated_on: '2025-11-09' }, '2025-11-09'],
      ['R9-F', { authority_consented_on: '2025-11-10' }, '2025-11-08'],
      [
        'R9-F',
        { special_school_place_by_authority: true, secretary_of_state_directed_on: '2025-11-10' },
        '2025-11-10',
      ],
      ['R9-G', { moved_on: '2026-01-31' }, '2026-01-31'],
      ['R9-J', { detained_from: '2026-01-30' }, '2026-01-30'],
      ['R9-L', { leaving_known_on: '2026-06-27' }, '2026-06-27'],
      ['R9-O', { review: 'waived in writing', review_ended_on: '2026-02-20' }, '2026-02-20'],
    ]
    for (const [code, evidence, expected] of later) assert.equal(since(code, { evidence }), expected, code)
    assert.equal(since('R9-C', { without: 'other_schools' }), undefined)
    const early = '2025-10-13'
    const signed = { name: 'A', on: early }
    const all = {
      authority_replied_on: early,
      concluded_on: early,
      school_signature: signed,
      safeguarding_lead_signature: signed,
      authority_signature: signed,
    }
    assert.equal(since('R9-I', { evidence: all }), early)
    for (const key of Object.keys(all)) {
      const on = '2025-10-17'
      const changed = { ...all, [key]: key.endsWith('signature') ? { name: 'A', on } : on }
      assert.equal(since('R9-I', { evidence: changed }), on, key)
    }
    const days = {
      ...caseOf('R9-I').register!,
      run: { since: day('2025-09-15'), twentyDaysOn: day('2025-10-14') },
    }
    assert.equal(since('R9-I', { evidence: all, register: days }), '2025-10-14')
    assert.equal(since('R9-H', { evidence: all }), '2026-01-12')
  })

  test('that wait say so beside those that are met later', () => {
    const answer = ask('R9-F', {
      today: '2025-11-07',
      evidence: {
        special_school_place_by_authority: true,
        authority_consented_on: '2025-11-12',
        consent: 'Letter',
      },
    })
    assert.deepEqual(saysOf(answer), [
      'The day that the notice states, Friday 7 November 2025, has not passed',
      '"authority_consented_on" is Wednesday 12 November 2025, a day after the day asked about',
      'The ground was not met before Wednesday 12 November 2025, so the name cannot come off before then',
    ])
    assert.equal(answer.earliest, undefined)
  })

  test('of an absence whose first day nobody knows take any enquiry', () => {
    const { since: _, ...register } = caseOf('R9-I').register!
    assert.deepEqual(saysOf(ask('R9-I', { register })), [])
    refusedFor(/school has still to do: any enquiry$/, 'R9-I', { register, without: 'school_enquiries' })
  })

  test('ask in words that a person can answer', () => {
    for (const { fields, code } of grounds) {
      for (const [name, field] of Object.entries(fields)) {
        assert.ok(field.says.length > 5, `${code} ${name}`)
        if (field.kind === 'choice') {
          for (const text of Object.values(field.choices)) assert.ok(text.length > 1, `${code} ${name}`)
        }
      }
    }
  })
})

describe('section 37 and special schools', () => {
  const begun = { section37_in_force_from: '2025-11-01', section37_order: 'SI 2025/1' }
  test('are one consent, asked for once', () => {
    const evidence = { ...begun, special_school_place_by_authority: true }
    refusedFor(/The authority arranged the place at this special school/, 'R9-F', { evidence })
    const given = { ...evidence, authority_consented_on: '2025-11-06', consent: 'Letter' }
    assert.equal(ask('R9-F', { evidence: given }).allowed, true)
  })
  test('consent settles what is not known', () => {
    const answer = refusedFor(/Not known: .*\. Not known: .*/, 'R9-F', { evidence: begun })
    assert.equal(answer.missing[0]!.mark, 'read')
    const consented = { ...begun, authority_consented_on: '2025-11-06' }
    assert.equal(ask('R9-F', { evidence: { ...consented, consent: 'Letter' } }).allowed, true)
    refusedFor(/consent or direction is not kept/, 'R9-F', { evidence: consented })
  })
})

describe('the files that follow', () => {
  const child = { child_protection_file: true }
  test('go to a school that is known, with a day; else are kept', () => {
    for (const code of ['R9-A', 'R9-C', 'R9-D']) {
      const file = ask(code, { evidence: child }).follows.find(one => one.rule === 'T-24')!
      assert.equal(file.due, addDays(caseOf(code).on, 5), code)
      assert.match(file.does, /^Send the child protection file/)
    }
    for (const next of ['school', 'elsewhere']) {
      const file = ask('R9-G', { evidence: { ...child, next } }).follows.find(one => one.rule === 'T-24')!
      assert.match(file.does, /^Send the child protection file separately/)
      assert.equal(file.due, '2026-02-07')
    }
    for (const next of ['home', 'not known']) {
      const file = ask('R9-G', { evidence: { ...child, next } }).follows.find(one => one.rule === 'T-24')!
      assert.match(file.does, /^Keep the child protection file/)
      assert.ok(!('due' in file))
    }
  })
  test('of a child who was not found are for whoever finds them', () => {
    for (const code of ['R9-H', 'R9-I', 'R9-3-ABSENT']) {
      const { follows } = ask(code, { evidence: { next: 'school' } })
      assert.ok(
        follows.some(one => one.rule === 'T-22'),
        code,
      )
      assert.ok(!follows.some(one => one.rule === 'T-21'), code)
    }
  })
})

test('what follows says how well its law is known', () => {
  const marks = new Map<string, string>()
  const evidence = {
    ehcp: true,
    social_worker: true,
    looked_after: true,
    lives_in_another_authority: true,
    child_protection_file: true,
  }
  const spoken = ask('R9-F', { evidence: { notice: 'spoken' } })
  const out = ask('R9-G', { evidence: { next: 'elsewhere' } })
  const leaver = ask('R9-A', { mostSeniorClass: true, today: '2026-07-22' })
  for (const answer of [ask('R9-F', { evidence }), ask('R9-I'), spoken, out, leaver]) {
    for (const { rule, mark } of answer.follows) marks.set(rule, mark)
  }
  assert.deepEqual(Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1))), {
    'L-01': 'read',
    'LET-10': 'inferred',
    'OQ-7': 'inferred',
    'T-05': 'second-hand',
    'T-11': 'read',
    'T-11a': 'second-hand',
    'T-12': 'second-hand',
    'T-16': 'second-hand',
    'T-17': 'second-hand',
    'T-18': 'unverified',
    'T-20': 'second-hand',
    'T-21': 'second-hand',
    'T-22': 'second-hand',
    'T-23': 'unverified',
    'T-24': 'second-hand',
  })
})
