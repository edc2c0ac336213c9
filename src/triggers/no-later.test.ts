// An overlay can never be later than the law: the tables on either side of each boundary, and a property over made-up years.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { stripsWith } from '../absences/examples.ts'
import { absenceFindings, type EnrolmentFacts } from '../absences/register-findings.ts'
import { addDays, inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { schoolCalendar, type TermDate } from '../calendar/school-calendar.ts'
import { timesCaught } from './caught.ts'
import { certainlyNoLater, holdsInWords, limitsOf, problemWith, refusalsOf } from './no-later.ts'
import {
  actionNames,
  actions,
  addresseeNames,
  type Trigger,
  type TriggerKind,
  type Unit,
  units,
} from './trigger.ts'

const on = localDate('2026-11-20')
const base: Trigger = {
  trigger: 'unexplained-run',
  n: 10,
  unit: 'school day',
  action: 'refer',
  addressee: 'school office',
}
const step = (changes: Partial<Trigger>): Trigger => ({ ...base, ...changes })

describe('a step is refused from the first number that could be later than the law', () => {
  const table: [Partial<Trigger>, number, string][] = [
    [{}, 10, 'T-07'],
    [{ unit: 'calendar day' }, 12, 'T-07'],
    [{ unit: 'working day' }, 7, 'T-07'],
    [{ unit: 'week' }, 1, 'T-07'],
    [{ action: 'visit' }, 10, 'T-07'],
    [{ action: 'write', addressee: 'parent' }, 10, 'T-07'],
    [{ action: 'open-case', addressee: 'CME officer' }, 10, 'T-07'],
    [{ action: 'ring' }, 1, 'T-01'],
    [{ action: 'ring', unit: 'calendar day' }, 1, 'T-01'],
    [{ trigger: 'unauthorised-run' }, 10, 'T-07'],
    [{ trigger: 'unauthorised-run', action: 'ring' }, 1, 'T-01'],
    [{ trigger: 'last-attended' }, 10, 'T-07'],
    [{ trigger: 'last-attended', action: 'ring' }, 1, 'T-01'],
    [{ trigger: 'reason-unknown', action: 'ring' }, 5, 'T-04'],
    [{ trigger: 'reason-unknown', action: 'ring', unit: 'calendar day' }, 5, 'T-04'],
    [{ trigger: 'reason-unknown', action: 'visit', unit: 'working day' }, 2, 'T-04'],
    [{ trigger: 'leave-overrun' }, 10, 'H-10'],
    [{ trigger: 'leave-overrun', action: 'enquire' }, 1, 'T-14'],
    [{ trigger: 'leave-overrun', action: 'ring' }, 1, 'T-14'],
    [{ trigger: 'no-show' }, 10, 'T-07'],
    [{ trigger: 'no-show', action: 'enquire' }, 1, 'T-06'],
    [{ trigger: 'no-show', action: 'ring' }, 1, 'T-06'],
    [{ trigger: 'home-education', action: 'write' }, 0, 'T-11'],
    [{ trigger: 'home-education', action: 'write', unit: 'calendar day' }, 0, 'T-11'],
    [{ trigger: 'removed-without-destination' }, 0, 'T-11'],
    [{ trigger: 'removed-without-destination', action: 'send-lost-file' }, 0, 'T-22'],
    [
      { trigger: 'removed-without-destination', action: 'send-lost-file', addressee: 'CME officer' },
      0,
      'T-22',
    ],
  ]
  for (const [changes, most, rule] of table) {
    const says = Object.values(changes).join(', ')
    test(`${says || 'refer'}: ${most} and no more`, () => {
      assert.equal(problemWith(step({ ...changes, n: most }), on), undefined)
      const [refusal] = refusalsOf(step({ ...changes, n: most + 1 }), on)
      assert.match(refusal!.says, new RegExp(`later than the law\\. ${rule}: `))
      assert.ok(refusal!.cites.length > 10)
    })
  }

  const free: Partial<Trigger>[] = [
    { action: 'review', n: 40 },
    { action: 'check', n: 40 },
    { action: 'send-follow-up', n: 15 },
    { action: 'ask-how-it-stands', trigger: 'referral-received', unit: 'week', n: 6 },
    { action: 'agree-with-new-authority', n: 30 },
    { trigger: 'unauthorised-days', n: 190 },
    { trigger: 'referral-received', action: 'visit', n: 60, addressee: 'attendance team' },
    { trigger: 'other-authority-asks', action: 'check', n: 5, unit: 'working day', addressee: 'CME officer' },
    { trigger: 'home-education', action: 'write', n: 30, unit: 'working day', addressee: 'CME officer' },
    { trigger: 'removed-without-destination', action: 'open-case', n: 3, addressee: 'CME officer' },
    { trigger: 'out-of-education', action: 'open-case', n: 20, addressee: 'CME officer' },
    { trigger: 'untraced', action: 'review', n: 20, addressee: 'CME officer' },
  ]
  for (const changes of free) {
    test(`${Object.values(changes).join(', ')}: no clock in the law`, () => {
      assert.deepEqual(refusalsOf(step(changes), on), [])
      assert.deepEqual(limitsOf(step(changes), on), [])
    })
  }
})

describe('the words of a refusal', () => {
  const says = (changes: Partial<Trigger>) => problemWith(step(changes), on)
  test('name the rule, the law and what to enter instead', () => {
    assert.equal(
      says({ n: 11 }),
      'This could be later than the law. T-07: the authority is told of 10 school days of absence without leave. Enter 10 or fewer',
    )
    assert.equal(
      says({ n: 2, unit: 'week' }),
      'This could be later than the law. T-07: the authority is told of 10 school days of absence without leave. 2 weeks may end after 10 school days; enter 1 week or fewer, or count in school days',
    )
    assert.equal(
      says({ n: 13, unit: 'calendar day' }),
      'This could be later than the law. T-07: the authority is told of 10 school days of absence without leave. 13 calendar days may end after 10 school days; enter 12 calendar days or fewer, or count in school days',
    )
    assert.equal(
      says({ action: 'ring', n: 1, unit: 'week' }),
      'This could be later than the law. T-01: the family is rung on the first day of an unexplained absence. Count in school days: 1 week may end after 1 school day',
    )
    assert.equal(
      says({ trigger: 'home-education', action: 'write', n: 1 }),
      'This could be later than the law. T-11: the authority is told no later than the removal itself. Enter 0',
    )
  })
  test('give every reason, each with its source', () => {
    const all = refusalsOf(step({ action: 'ring', n: 500 }), on)
    assert.equal(all.length, 3)
    assert.equal(all[0]!.says, 'Enter a whole number from 1 to 400')
    assert.equal(all[0]!.cites, 'How local steps are made')
    assert.match(all[1]!.says, /T-01/)
    assert.match(all[1]!.cites, /Working together/)
    assert.match(all[2]!.says, /T-07/)
    assert.match(all[2]!.cites, /regulation 13/)
  })
  test('say which law holds a step', () => {
    assert.equal(
      holdsInWords(base, on),
      'T-07: the authority is told of 10 school days of absence without leave',
    )
    assert.equal(
      holdsInWords(step({ action: 'ring' }), on),
      'T-01: the family is rung on the first day of an unexplained absence; T-07: the authority is told of 10 school days of absence without leave',
    )
    assert.match(holdsInWords(step({ trigger: 'unauthorised-days' }), on), /^T-08 sets no number/)
    assert.match(holdsInWords(step({ trigger: 'referral-received' }), on), /^L-02 has no clock/)
    assert.match(holdsInWords(step({ trigger: 'other-authority-asks' }), on), /^L-03 has no clock/)
    assert.match(holdsInWords(step({ trigger: 'out-of-education' }), on), /^L-01 .*first day$/)
    assert.match(holdsInWords(step({ trigger: 'untraced' }), on), /^L-17 .*never takes a name off$/)
    assert.match(holdsInWords(step({ action: 'review' }), on), /^No clock in the law: this step comes on top/)
  })
  test('before August 2024 name the law of the time', () => {
    const [refusal] = refusalsOf(step({ n: 11 }), localDate('2024-08-18'))
    assert.match(refusal!.cites, /Regulations 2006/)
  })
})

describe('a name never comes off because time has passed', () => {
  for (const n of [1, 20, 400]) {
    for (const unit of units) {
      test(`${n} ${unit}s`, () => {
        const all = refusalsOf(step({ action: 'remove', addressee: 'headteacher', n, unit }), on)
        assert.equal(all.length, 1)
        assert.match(all[0]!.says, /No name comes off a register because time has passed/)
        assert.match(all[0]!.cites, /regulation 9\(1\)\(h\) and \(i\)/)
      })
    }
  }
})

describe('a step whose parts do not fit is refused', () => {
  const table: [string, Partial<Trigger>, RegExp][] = [
    ['no days', { n: 0 }, /^Enter a whole number from 1 to 400$/],
    ['less than none', { trigger: 'leave-overrun', n: -1 }, /^Enter a whole number from 0 to 400$/],
    ['half a day', { n: 2.5 }, /^Enter a whole number/],
    ['no number', { n: Number.NaN }, /^Enter a whole number/],
    ['years', { action: 'review', n: 401 }, /^Enter a whole number/],
    ['days added up in weeks', { trigger: 'unauthorised-days', unit: 'week' }, /count these in school days$/],
    [
      'a school told of another authority’s enquiry',
      { trigger: 'other-authority-asks', action: 'check' },
      /only the authority knows this/,
    ],
    [
      'a parent told that the child is not traced',
      { trigger: 'untraced', action: 'write', addressee: 'parent' },
      /only the authority knows this/,
    ],
    [
      'a school told who is out of education',
      { trigger: 'out-of-education', action: 'check', addressee: 'DSL' },
      /only the authority knows this/,
    ],
    ['a lost pupil’s file of one on the roll', { action: 'send-lost-file' }, /has come off, not before/],
    ['a school that opens a case', { action: 'open-case' }, /^Only the authority opens a case/],
    ['no form of ours', { form: 'F99' as 'F1' }, /^Choose a form/],
    ['a name that every object has', { form: 'toString' as 'F1' }, /^Choose a form/],
    ['no unit of ours', { unit: 'month' as Unit }, /^Choose a kind of day$/],
    ['a year beyond school age', { onlyYear: 12 }, /^Choose a year group/],
    ['a year before Reception', { onlyYear: -1 }, /^Choose a year group/],
    ['half a year group', { onlyYear: 6.5 }, /^Choose a year group/],
  ]
  for (const [name, changes, says] of table) {
    test(name, () => assert.match(problemWith(step(changes), on) ?? '', says))
  }
  test('and one whose parts fit is not', () => {
    assert.equal(problemWith(step({ n: 1 }), on), undefined)
    assert.equal(problemWith(step({ action: 'review', n: 400 }), on), undefined)
    assert.equal(problemWith(step({ onlyYear: 0 }), on), undefined)
    assert.equal(problemWith(step({ onlyYear: 11, form: 'F13' }), on), undefined)
    assert.equal(problemWith(step({ trigger: 'leave-overrun', n: 0 }), on), undefined)
  })
})

test('of a file that cannot be sent at all, nothing more is said', () => {
  assert.equal(refusalsOf(step({ action: 'send-lost-file', n: 20 }), on).length, 1)
})

test('units compare only where it is certain', () => {
  const table: [number, number, number, number][] = [
    // School days; calendar days; working days; weeks.
    [0, 0, -3, 0],
    [1, 1, -2, 0],
    [5, 5, 2, 0],
    [6, 8, 3, 1],
    [10, 12, 7, 1],
    [11, 15, 8, 2],
    [20, 26, 17, 3],
  ]
  for (const [schoolDays, calendarDays, workingDays, weeks] of table) {
    assert.equal(certainlyNoLater(schoolDays, 'school day'), schoolDays)
    assert.equal(certainlyNoLater(schoolDays, 'calendar day'), calendarDays)
    assert.equal(certainlyNoLater(schoolDays, 'working day'), workingDays)
    assert.equal(certainlyNoLater(schoolDays, 'week'), weeks)
  }
})

// ---- Whoever the law finds on a day, every step that may be switched on has found by then ----

const terms: TermDate[] = [
  { kind: 'HALF_TERM', name: 'Autumn', startsOn: localDate('2026-09-02'), endsOn: localDate('2026-12-18') },
  { kind: 'HALF_TERM', name: 'Spring', startsOn: localDate('2027-01-04'), endsOn: localDate('2027-03-30') },
]
/** Days on which a school may be closed, bank holidays among the days on which it may be open. */
const closedDays = fc.array(
  fc.integer({ min: 0, max: 200 }).map(days => addDays(localDate('2026-09-02'), days)),
  { maxLength: 12 },
)
const marks = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 200 }),
    length: fc.integer({ min: 0, max: 30 }),
    codes: fc.constantFrom('O', 'O', 'O', 'G', 'N', 'U', '-', 'I', '/ O', '- O', 'Y2', '/', 'D'),
  }),
  { maxLength: 5 },
)
const lastDay = localDate('2027-03-30')

const lawOf: readonly { kind: TriggerKind; rule: string }[] = [
  { kind: 'unexplained-run', rule: 'T-07' },
  { kind: 'unauthorised-run', rule: 'T-07' },
  { kind: 'last-attended', rule: 'T-07' },
  { kind: 'leave-overrun', rule: 'H-10' },
  { kind: 'no-show', rule: 'T-07' },
]

for (const { kind, rule } of lawOf) {
  for (const unit of units) {
    test(`${kind} in ${unit}s: never later than ${rule}`, () => {
      fc.assert(
        fc.property(closedDays, marks, fc.integer({ min: 0, max: 100 }), (closed, said, leaveFrom) => {
          const calendar = schoolCalendar([
            ...terms,
            ...closed.map(day => ({ kind: 'CLOSURE' as const, name: '', startsOn: day, endsOn: day })),
          ])
          const facts = factsWith(kind, calendar, said, leaveFrom)
          const trigger = step({ trigger: kind, unit, n: atMost(kind, unit) })
          assert.equal(problemWith(trigger, on), undefined)
          for (const finding of absenceFindings(calendar, facts, lastDay)) {
            if (finding.rule !== rule || !isOfKind(kind, facts, finding.on, calendar)) continue
            const caught = timesCaught(trigger, { dob: facts.dob, register: facts }, calendar, finding.on)
            assert.ok(
              caught.some(one => one.stands && one.reachedOn <= finding.on),
              `${finding.because} Caught: ${caught.map(one => inWords(one.reachedOn)).join(', ') || 'never'}`,
            )
          }
        }),
        { numRuns: 400 },
      )
    })
  }
}

function atMost(kind: TriggerKind, unit: Unit): number {
  const [limit] = limitsOf(step({ trigger: kind, unit }), on)
  return limit!.atMost
}

function factsWith(
  kind: TriggerKind,
  calendar: ReturnType<typeof schoolCalendar>,
  said: readonly { from: number; length: number; codes: string }[],
  leaveFrom: number,
): EnrolmentFacts {
  const first = localDate('2026-09-02')
  // A child who came late was in school: the return counts such a day (U), and nobody says that the child is away.
  const comes = kind === 'no-show' || kind === 'last-attended'
  const spans = Object.fromEntries(
    said.map(({ from, length, codes }) => {
      const starts = addDays(first, from)
      const ends = addDays(starts, length) > lastDay ? lastDay : addDays(starts, length)
      return [`${starts <= ends ? starts : ends}..${ends}`, comes && codes === 'U' ? 'G' : codes]
    }),
  )
  const leave = { startsOn: addDays(first, leaveFrom), endsOn: addDays(first, leaveFrom + 4) }
  const absentFromTheStart = { [`${first}..${addDays(first, 40)}`]: 'O' }
  return {
    dob: localDate('2015-03-14'),
    entryDate: kind === 'no-show' ? first : localDate('2020-09-01'),
    leaves: kind === 'leave-overrun' ? [leave] : [],
    strips: stripsWith(calendar, {
      ...(kind === 'no-show' ? absentFromTheStart : {}),
      ...(kind === 'leave-overrun' ? { [`${leave.startsOn}..${addDays(leave.endsOn, 20)}`]: 'O' } : {}),
      ...spans,
      ...(kind === 'leave-overrun' ? { [`${leave.startsOn}..${leave.endsOn}`]: 'C' } : {}),
    }),
  }
}

/** Is the law's finding about what this kind counts? A no-show never came; one last in school had been there. */
function isOfKind(
  kind: TriggerKind,
  facts: EnrolmentFacts,
  day: LocalDate,
  calendar: ReturnType<typeof schoolCalendar>,
): boolean {
  if (kind !== 'no-show' && kind !== 'last-attended') return true
  const other = step({ trigger: kind, n: 1 })
  return timesCaught(other, { dob: facts.dob, register: facts }, calendar, day).some(one => one.stands)
}

test('every step and addressee has words', () => {
  for (const action of actionNames) assert.ok(actions[action].name.length > 5)
  assert.equal(addresseeNames.length, 6)
})
