// Whom a trigger catches, on which day and why: one table for each kind, on the calendar of the worked examples.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pupilWith, type SaidMarks } from '../absences/examples.ts'
import type { EnrolmentFacts } from '../absences/register-findings.ts'
import { localDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar, exampleTermDates } from '../calendar/worked-examples.ts'
import { answerOf, caughtBy, isSameTime, type TriggerFacts, timesCaught } from './caught.ts'
import type { Trigger } from './trigger.ts'

const step = (changes: Partial<Trigger>): Trigger => ({
  trigger: 'unexplained-run',
  n: 5,
  unit: 'school day',
  action: 'visit',
  addressee: 'school office',
  ...changes,
})
const register = (said: SaidMarks, more: Partial<EnrolmentFacts> = {}): TriggerFacts => {
  const facts = pupilWith(calendar, said, more)
  return { dob: facts.dob, register: facts }
}
const happened = (on: string): TriggerFacts => ({ dob: localDate('2014-01-15'), happenedOn: localDate(on) })

/** On a day: "since > reached", with a full stop where it stands no longer; nothing where nobody is caught. */
function said(trigger: Partial<Trigger>, facts: TriggerFacts, on: string): string {
  const all = timesCaught(step(trigger), facts, calendar, localDate(on))
  return all.map(one => `${one.since} > ${one.reachedOn}${one.stands ? '' : '.'}`).join(', ')
}

type Row = [name: string, trigger: Partial<Trigger>, facts: TriggerFacts, on: string, expected: string]
function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [what, trigger, facts, on, expected] of rows) {
      test(what, () => assert.equal(said(trigger, facts, on), expected))
    }
  })
}

const fromMonday15 = { '2025-09-15..2025-10-10': 'O' }
table('unexplained absence in a row', [
  ['the day before', {}, register(fromMonday15), '2025-09-18', ''],
  ['on the fifth school day', {}, register(fromMonday15), '2025-09-19', '2025-09-15 > 2025-09-19'],
  ['later, while it stands', {}, register(fromMonday15), '2025-10-01', '2025-09-15 > 2025-09-19'],
  [
    'a day in school ends it',
    {},
    register({ ...fromMonday15, '2025-09-22': '/' }),
    '2025-09-22',
    '2025-09-15 > 2025-09-19.',
  ],
  [
    'and a new one begins',
    {},
    register({ ...fromMonday15, '2025-09-22': '/' }),
    '2025-09-29',
    '2025-09-15 > 2025-09-19., 2025-09-23 > 2025-09-29',
  ],
  [
    'on the first day',
    { n: 1, action: 'ring' },
    register(fromMonday15),
    '2025-09-15',
    '2025-09-15 > 2025-09-15',
  ],
  [
    'a day without a register is passed over',
    {},
    register({ ...fromMonday15, '2025-09-17': '-' }),
    '2025-09-22',
    '2025-09-15 > 2025-09-22',
  ],
  ['half a day ends it', {}, register({ ...fromMonday15, '2025-09-17': 'O /' }), '2025-09-19', ''],
  ['illness ends it', {}, register({ ...fromMonday15, '2025-09-17': 'I' }), '2025-09-19', ''],
  [
    'half-term is passed over',
    { n: 6 },
    register({ '2025-10-20..2025-11-04': 'O' }),
    '2025-11-04',
    '2025-10-20 > 2025-11-04',
  ],
  [
    'in calendar days half-term counts',
    { n: 6, unit: 'calendar day' },
    register({ '2025-10-20..2025-11-04': 'O' }),
    '2025-10-25',
    '2025-10-20 > 2025-10-25',
  ],
  [
    'and not a day sooner',
    { n: 6, unit: 'calendar day' },
    register({ '2025-10-20..2025-11-04': 'O' }),
    '2025-10-24',
    '',
  ],
  [
    'in calendar days a child who came back is not caught',
    { n: 9, unit: 'calendar day' },
    register({ '2025-09-15..2025-09-22': 'O' }),
    '2025-09-23',
    '',
  ],
  [
    'one who came back the day after is',
    { n: 8, unit: 'calendar day' },
    register({ '2025-09-15..2025-09-22': 'O' }),
    '2025-09-23',
    '2025-09-15 > 2025-09-22.',
  ],
  ['a week', { n: 1, unit: 'week' }, register(fromMonday15), '2025-09-21', '2025-09-15 > 2025-09-21'],
  ['not a week yet', { n: 1, unit: 'week' }, register(fromMonday15), '2025-09-20', ''],
  [
    'working days',
    { n: 6, unit: 'working day' },
    register(fromMonday15),
    '2025-09-22',
    '2025-09-15 > 2025-09-22',
  ],
  ['not so many working days yet', { n: 6, unit: 'working day' }, register(fromMonday15), '2025-09-21', ''],
  [
    'working days leave out a bank holiday',
    { n: 6, unit: 'working day' },
    register({ '2026-04-27..2026-05-08': 'O' }),
    '2026-05-08',
    '2026-04-27 > 2026-05-05',
  ],
  [
    'before the name came on',
    {},
    register(fromMonday15, { entryDate: localDate('2025-09-16') }),
    '2025-09-19',
    '',
  ],
  [
    'from the day it came on',
    {},
    register(fromMonday15, { entryDate: localDate('2025-09-16') }),
    '2025-09-22',
    '2025-09-16 > 2025-09-22',
  ],
  [
    'after the name came off',
    {},
    register(fromMonday15, { leavingDate: localDate('2025-09-18') }),
    '2025-10-01',
    '',
  ],
])

table('days in a row with an unauthorised session', [
  [
    'a morning is enough',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-17': 'O /' }),
    '2025-09-17',
    '2025-09-15 > 2025-09-17',
  ],
  [
    'so is an afternoon',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-17': '/ U' }),
    '2025-09-17',
    '2025-09-15 > 2025-09-17',
  ],
  [
    'two days are not three',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-16': 'O /' }),
    '2025-09-16',
    '',
  ],
  [
    'a day with none ends it',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-18': 'O', '2025-09-17': 'I' }),
    '2025-09-18',
    '',
  ],
  [
    'a day without a register does not',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-18': 'O', '2025-09-17': '-' }),
    '2025-09-18',
    '2025-09-15 > 2025-09-18',
  ],
  [
    'half a register that says something else does',
    { trigger: 'unauthorised-run', n: 3 },
    register({ '2025-09-15..2025-09-18': 'O', '2025-09-17': '- C' }),
    '2025-09-18',
    '',
  ],
])

table('code N still there', [
  [
    'so many school days after',
    { trigger: 'reason-unknown', n: 2 },
    register({ '2025-09-15': 'N' }),
    '2025-09-17',
    '2025-09-15 > 2025-09-17',
  ],
  ['the day before', { trigger: 'reason-unknown', n: 2 }, register({ '2025-09-15': 'N' }), '2025-09-16', ''],
  [
    'days on end are counted from the first',
    { trigger: 'reason-unknown', n: 2 },
    register({ '2025-09-15..2025-09-17': 'N' }),
    '2025-09-18',
    '2025-09-15 > 2025-09-17',
  ],
  [
    'days apart are two',
    { trigger: 'reason-unknown', n: 2 },
    register({ '2025-09-15': 'N', '2025-09-18': 'N /' }),
    '2025-09-22',
    '2025-09-15 > 2025-09-17, 2025-09-18 > 2025-09-22',
  ],
  [
    'once it is changed there is nothing',
    { trigger: 'reason-unknown', n: 2 },
    register({ '2025-09-15': 'O' }),
    '2025-09-22',
    '',
  ],
  [
    'at once',
    { trigger: 'reason-unknown', n: 0 },
    register({ '2025-09-15': 'N' }),
    '2025-09-15',
    '2025-09-15 > 2025-09-15',
  ],
])

const leave = { leaves: [{ startsOn: localDate('2025-09-08'), endsOn: localDate('2025-09-12') }] }
const onLeave = { '2025-09-08..2025-09-12': 'C' }
table('not back after leave', [
  ['during the leave', { trigger: 'leave-overrun', n: 0 }, register(onLeave, leave), '2025-09-12', ''],
  ['back on the next day', { trigger: 'leave-overrun', n: 1 }, register(onLeave, leave), '2025-09-15', ''],
  [
    'the first day after',
    { trigger: 'leave-overrun', n: 1 },
    register({ ...onLeave, '2025-09-15': 'O' }, leave),
    '2025-09-15',
    '2025-09-12 > 2025-09-15',
  ],
  [
    'the weekend shows nothing',
    { trigger: 'leave-overrun', n: 1, unit: 'calendar day' },
    register({ ...onLeave, '2025-09-15': 'O' }, leave),
    '2025-09-14',
    '',
  ],
  [
    'the first register does',
    { trigger: 'leave-overrun', n: 1, unit: 'calendar day' },
    register({ ...onLeave, '2025-09-15': 'O' }, leave),
    '2025-09-15',
    '2025-09-12 > 2025-09-15',
  ],
  [
    'five days after, whatever the code',
    { trigger: 'leave-overrun', n: 5 },
    register({ ...onLeave, '2025-09-15..2025-09-19': 'I' }, leave),
    '2025-09-19',
    '2025-09-12 > 2025-09-19',
  ],
  [
    'four are not five',
    { trigger: 'leave-overrun', n: 5 },
    register({ ...onLeave, '2025-09-15..2025-09-19': 'I' }, leave),
    '2025-09-18',
    '',
  ],
  [
    'back in between',
    { trigger: 'leave-overrun', n: 5 },
    register({ ...onLeave, '2025-09-15..2025-09-26': 'O', '2025-09-17': '/ O' }, leave),
    '2025-09-26',
    '',
  ],
  [
    'back at last',
    { trigger: 'leave-overrun', n: 5 },
    register({ ...onLeave, '2025-09-15..2025-09-19': 'O' }, leave),
    '2025-09-22',
    '2025-09-12 > 2025-09-19.',
  ],
])

const newPupil = { entryDate: localDate('2025-09-02') }
table('did not come on the first day', [
  [
    'the first day',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02..2025-09-12': 'O' }, newPupil),
    '2025-09-02',
    '2025-09-02 > 2025-09-02',
  ],
  [
    'the fifth',
    { trigger: 'no-show', n: 5 },
    register({ '2025-09-02..2025-09-12': 'O' }, newPupil),
    '2025-09-08',
    '2025-09-02 > 2025-09-08',
  ],
  [
    'not the fourth',
    { trigger: 'no-show', n: 5 },
    register({ '2025-09-02..2025-09-12': 'O' }, newPupil),
    '2025-09-05',
    '',
  ],
  [
    'ill on the first day',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02': 'I' }, newPupil),
    '2025-09-02',
    '',
  ],
  [
    'ill first, away without a reason then',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02': 'I', '2025-09-03..2025-09-12': 'N' }, newPupil),
    '2025-09-05',
    '2025-09-02 > 2025-09-03',
  ],
  [
    'came, and was away later',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-03..2025-09-12': 'O' }, newPupil),
    '2025-09-12',
    '',
  ],
  [
    'came at last',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02..2025-09-03': 'O' }, newPupil),
    '2025-09-04',
    '2025-09-02 > 2025-09-02.',
  ],
  [
    'no register of the first days: nothing can be said',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02..2025-09-08': '-', '2025-09-09..2025-09-12': 'O' }, newPupil),
    '2025-09-12',
    '',
  ],
  [
    'a register within five school days',
    { trigger: 'no-show', n: 1 },
    register({ '2025-09-02..2025-09-05': '-', '2025-09-08..2025-09-12': 'O' }, newPupil),
    '2025-09-12',
    '2025-09-02 > 2025-09-08',
  ],
])

table('after the last day in school', [
  [
    'so many school days after',
    { trigger: 'last-attended', n: 3 },
    register(fromMonday15),
    '2025-09-17',
    '2025-09-12 > 2025-09-17',
  ],
  ['the day before', { trigger: 'last-attended', n: 3 }, register(fromMonday15), '2025-09-16', ''],
  [
    'illness in between counts',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15': 'I', '2025-09-16..2025-09-19': 'O' }),
    '2025-09-17',
    '2025-09-12 > 2025-09-17',
  ],
  [
    'illness now is a reason',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-19': 'I' }),
    '2025-09-19',
    '',
  ],
  [
    'a reason found later',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-17': 'O', '2025-09-18': 'I' }),
    '2025-09-18',
    '2025-09-12 > 2025-09-17.',
  ],
  [
    'the reason comes to an end',
    { trigger: 'last-attended', n: 2 },
    register({ '2025-09-15..2025-09-17': 'I', '2025-09-18': 'O' }),
    '2025-09-18',
    '2025-09-12 > 2025-09-18',
  ],
  [
    'in school again',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-17': 'O' }),
    '2025-09-18',
    '2025-09-12 > 2025-09-17.',
  ],
  [
    'half a day in school is a day in school',
    { trigger: 'last-attended', n: 3 },
    register({ ...fromMonday15, '2025-09-16': 'O /' }),
    '2025-09-19',
    '2025-09-16 > 2025-09-19',
  ],
  [
    'never in school: there is no last day',
    { trigger: 'last-attended', n: 1 },
    register({ '2025-09-02..2025-09-19': 'O' }, newPupil),
    '2025-09-19',
    '',
  ],
])

const fiveApart = {
  '2025-09-03': 'O',
  '2025-09-08': 'G',
  '2025-09-16': 'U',
  '2025-10-01': 'N',
  '2025-10-10': 'O',
}
table('unauthorised days of a school year', [
  [
    'on the fifth day',
    { trigger: 'unauthorised-days' },
    register(fiveApart),
    '2025-10-10',
    '2025-09-03 > 2025-10-10',
  ],
  ['four are not five', { trigger: 'unauthorised-days' }, register(fiveApart), '2025-10-09', ''],
  [
    'half days do not count',
    { trigger: 'unauthorised-days' },
    register({ ...fiveApart, '2025-09-16': 'U /' }),
    '2025-10-10',
    '',
  ],
  [
    'until the year is over',
    { trigger: 'unauthorised-days' },
    register(fiveApart),
    '2026-08-31',
    '2025-09-03 > 2025-10-10',
  ],
  [
    'and then no longer',
    { trigger: 'unauthorised-days' },
    register(fiveApart),
    '2026-09-01',
    '2025-09-03 > 2025-10-10.',
  ],
])

table('what was recorded', [
  [
    'at once',
    { trigger: 'removed-without-destination', n: 0, action: 'write' },
    happened('2025-09-19'),
    '2025-09-19',
    '2025-09-19 > 2025-09-19',
  ],
  [
    'not before it happened',
    { trigger: 'untraced', n: 0, action: 'review' },
    happened('2025-09-19'),
    '2025-09-18',
    '',
  ],
  [
    'school days after',
    { trigger: 'untraced', n: 3, action: 'review' },
    happened('2025-10-23'),
    '2025-11-05',
    '2025-10-23 > 2025-11-05',
  ],
  [
    'not a day sooner',
    { trigger: 'untraced', n: 3, action: 'review' },
    happened('2025-10-23'),
    '2025-11-04',
    '',
  ],
  [
    'working days after',
    { trigger: 'untraced', n: 3, unit: 'working day', action: 'review' },
    happened('2025-10-23'),
    '2025-10-28',
    '2025-10-23 > 2025-10-28',
  ],
  [
    'calendar days after',
    { trigger: 'untraced', n: 3, unit: 'calendar day', action: 'review' },
    happened('2025-10-23'),
    '2025-10-26',
    '2025-10-23 > 2025-10-26',
  ],
  [
    'weeks after',
    { trigger: 'untraced', n: 6, unit: 'week', action: 'review' },
    happened('2025-09-01'),
    '2025-10-13',
    '2025-09-01 > 2025-10-13',
  ],
  [
    'not six weeks yet',
    { trigger: 'untraced', n: 6, unit: 'week', action: 'review' },
    happened('2025-09-01'),
    '2025-10-12',
    '',
  ],
])

/** The example year and the autumn after it. */
const twoYears = schoolCalendar([
  ...exampleTermDates,
  {
    kind: 'HALF_TERM',
    name: 'Autumn 1',
    startsOn: localDate('2026-09-02'),
    endsOn: localDate('2026-10-23'),
  },
])
const overTwoYears = (trigger: Partial<Trigger>, marks: SaidMarks, on: string): string => {
  const facts = pupilWith(twoYears, marks)
  const all = timesCaught(step(trigger), { dob: facts.dob, register: facts }, twoYears, localDate(on))
  return all.map(one => `${one.since} > ${one.reachedOn}${one.stands ? '' : '.'}`).join(', ')
}

describe('over the summer', () => {
  const run = { '2026-07-17..2026-09-04': 'O' }
  test('a run goes on', () => {
    assert.equal(overTwoYears({}, run, '2026-09-04'), '2026-07-17 > 2026-09-04')
    assert.equal(overTwoYears({}, run, '2026-09-03'), '')
    assert.equal(overTwoYears({ n: 6, unit: 'calendar day' }, run, '2026-08-10'), '2026-07-17 > 2026-07-22')
  })
  test('days of two school years are not added up', () => {
    const marks = { ...run, '2026-07-01': 'O', '2026-07-03': 'O' }
    // Four days by July; three more in September.
    assert.equal(overTwoYears({ trigger: 'unauthorised-days', n: 5 }, marks, '2026-09-04'), '')
    assert.equal(
      overTwoYears({ trigger: 'unauthorised-days', n: 4 }, marks, '2026-09-04'),
      '2026-07-01 > 2026-07-20.',
    )
    assert.equal(
      overTwoYears({ trigger: 'unauthorised-days', n: 3 }, marks, '2026-09-04'),
      '2026-07-01 > 2026-07-17., 2026-09-02 > 2026-09-04',
    )
  })
})

describe('a register that is not all there', () => {
  const cut = (length: number): TriggerFacts => {
    const facts = pupilWith(calendar, fromMonday15)
    const [strip] = facts.strips
    return { dob: facts.dob, register: { ...facts, strips: [{ ...strip!, length }] } }
  }
  // 1 September 2025 is a Monday: the place of Friday 19 September is the fifteenth.
  const friday = 14 * 2
  test('half of a day is no day', () => {
    assert.equal(said({}, cut(friday + 2), '2025-09-19'), '2025-09-15 > 2025-09-19')
    assert.equal(said({}, cut(friday + 1), '2025-09-19'), '')
    assert.equal(said({ n: 4 }, cut(friday + 1), '2025-09-19'), '2025-09-15 > 2025-09-18')
    assert.equal(said({ n: 4 }, cut(friday), '2025-09-19'), '2025-09-15 > 2025-09-18')
    assert.equal(said({ n: 4 }, cut(friday - 1), '2025-09-19'), '')
  })
  test('a run stands while nothing more is known', () => {
    assert.equal(said({}, cut(friday + 2), '2025-10-10'), '2025-09-15 > 2025-09-19')
    assert.equal(
      said({ trigger: 'unauthorised-run' }, cut(friday + 2), '2025-10-10'),
      '2025-09-15 > 2025-09-19',
    )
    assert.equal(said({ n: 6 }, cut(friday + 2), '2025-10-10'), '')
    assert.equal(said({ trigger: 'unauthorised-run', n: 6 }, cut(friday + 2), '2025-10-10'), '')
  })
  test('without any register nobody is caught', () => {
    const none = register({}, { strips: [], leaves: leave.leaves, ...newPupil })
    for (const trigger of [
      'unexplained-run',
      'unauthorised-run',
      'unauthorised-days',
      'reason-unknown',
      'leave-overrun',
      'no-show',
      'last-attended',
    ] as const) {
      assert.equal(said({ trigger, n: 1 }, none, '2025-10-10'), '', trigger)
    }
  })
  test('what is recorded is not read from a register', () => {
    for (const trigger of ['untraced', 'referral-received'] as const) {
      assert.equal(said({ trigger, n: 0, action: 'review' }, register(fromMonday15), '2025-10-10'), '')
    }
  })
})

table('days that show nothing', [
  [
    'not taken on the day itself: the last register says away',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-16': 'O', '2025-09-17..2025-09-19': '-' }),
    '2025-09-17',
    '2025-09-12 > 2025-09-17',
  ],
  [
    'ill on the day itself: caught on the next day away',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-16': 'O', '2025-09-17': 'I', '2025-09-18..2025-09-19': 'O' }),
    '2025-09-19',
    '2025-09-12 > 2025-09-18',
  ],
  [
    'no register since the leave',
    { trigger: 'leave-overrun', n: 1 },
    register({ ...onLeave, '2025-09-15..2025-09-19': '-' }, leave),
    '2025-09-19',
    '',
  ],
  [
    'closed for this pupil: no school day',
    { trigger: 'last-attended', n: 3 },
    register({ '2025-09-15..2025-09-19': 'O', '2025-09-16': '#' }),
    '2025-09-18',
    '2025-09-12 > 2025-09-18',
  ],
  [
    'closed between two days of code N: one time',
    { trigger: 'reason-unknown', n: 1 },
    register({ '2025-09-15': 'N', '2025-09-16': '#', '2025-09-17': 'N' }),
    '2025-09-19',
    '2025-09-15 > 2025-09-17',
  ],
  [
    'code N on the first day on roll',
    { trigger: 'reason-unknown', n: 1 },
    register({ '2025-09-02': 'N' }, newPupil),
    '2025-09-03',
    '2025-09-02 > 2025-09-03',
  ],
])

describe('whom a step is about', () => {
  const reception = { dob: localDate('2021-05-10') }
  const away = { '2026-03-02..2026-03-20': 'O' }
  const on = '2026-03-20'
  test('a child under compulsory school age is not referred', () => {
    assert.equal(said({ action: 'refer', n: 10 }, register(away, reception), on), '')
    assert.equal(said({ action: 'send-form', n: 10 }, register(away, reception), on), '')
    assert.equal(
      said({ action: 'open-case', n: 10, addressee: 'CME officer' }, register(away, reception), on),
      '',
    )
  })
  test('and is looked after all the same', () => {
    assert.equal(said({ action: 'visit', n: 10 }, register(away, reception), on), '2026-03-02 > 2026-03-13')
    assert.equal(said({ action: 'ring', n: 1 }, register(away, reception), on), '2026-03-02 > 2026-03-02')
  })
  test('a birth date that nobody knows leaves nobody out', () => {
    const facts = { ...happened('2025-09-19'), dob: undefined }
    assert.equal(
      said({ trigger: 'untraced', n: 0, action: 'refer' }, facts, '2025-09-19'),
      '2025-09-19 > 2025-09-19',
    )
    assert.equal(said({ trigger: 'untraced', n: 0, action: 'refer', onlyYear: 7 }, facts, '2025-09-19'), '')
  })
  test('only the year group that it names, by the school’s word before the birth date', () => {
    const byAge = register(fromMonday15)
    assert.equal(said({ onlyYear: 7 }, byAge, '2025-09-19'), '2025-09-15 > 2025-09-19')
    assert.equal(said({ onlyYear: 8 }, byAge, '2025-09-19'), '')
    assert.equal(said({ onlyYear: 7 }, { ...byAge, year: 8 }, '2025-09-19'), '')
    assert.equal(said({ onlyYear: 8 }, { ...byAge, year: 8 }, '2025-09-19'), '2025-09-15 > 2025-09-19')
  })
})

describe('who is caught now', () => {
  test('the time that stands, and nobody who came back', () => {
    const back = register({ ...fromMonday15, '2025-09-22': '/' })
    assert.equal(caughtBy(step({}), back, calendar, localDate('2025-09-22')), undefined)
    assert.equal(caughtBy(step({}), back, calendar, localDate('2025-09-29'))?.since, '2025-09-23')
  })
  test('two times are one where they share a day', () => {
    const time = (since: string, reachedOn: string) => ({
      since: localDate(since),
      reachedOn: localDate(reachedOn),
    })
    const a = time('2025-09-15', '2025-09-19')
    assert.equal(isSameTime(a, time('2025-09-19', '2025-09-25')), true)
    assert.equal(isSameTime(time('2025-09-19', '2025-09-25'), a), true)
    assert.equal(isSameTime(a, time('2025-09-20', '2025-09-25')), false)
    assert.equal(isSameTime(time('2025-09-20', '2025-09-25'), a), false)
  })
})

describe('why', () => {
  const answer = (changes: Partial<Trigger>, facts: TriggerFacts, on: string) => {
    const trigger = step(changes)
    const caught = caughtBy(trigger, facts, calendar, localDate(on))
    return answerOf(trigger, facts, calendar, caught!, {
      name: 'Home visit',
      fromOn: localDate('2025-09-01'),
      calendarVersion: 'v1',
    })
  }
  const lines = (days: ReturnType<typeof answer>['days']) =>
    days.map(day => `${day.on} ${day.did}${day.count === undefined ? '' : ` ${day.count}`} ${day.says}`)

  test('in a sentence, with its days one by one', () => {
    const why = answer({ form: 'F5' }, register({ ...fromMonday15, '2025-09-17': '-' }), '2025-10-01')
    assert.equal(
      why.because,
      '5 school days of unexplained absence in a row. Counted from Monday 15 September 2025, which is day 1; reached on Monday 22 September 2025. Your authority then asks for this: Visit the home, on F5: Visit request and report (CME3).',
    )
    assert.deepEqual(lines(why.days), [
      '2025-09-15 counted 1 school day 1',
      '2025-09-16 counted 2 school day 2',
      '2025-09-17 passed-over no register that counts on this day',
      '2025-09-18 counted 3 school day 3',
      '2025-09-19 counted 4 school day 4',
      '2025-09-20 passed-over weekend',
      '2025-09-21 passed-over weekend',
      '2025-09-22 counted 5 school day 5',
    ])
    assert.equal(why.rule, 'LOCAL')
    assert.equal(why.ruleVersion, '2025-09-01')
    assert.equal(why.calendarVersion, 'v1')
    assert.equal(why.due, '2025-09-22')
    assert.deepEqual(why.inputs, {
      trigger: 'unexplained-run',
      n: 5,
      unit: 'school day',
      since: '2025-09-15',
    })
    assert.match(why.cites, /^Home visit: a step of the authority, not of the law\. T-07: /)
    assert.equal(why.mark, 'read')
    assert.deepEqual(why.wouldChange, [
      'A correction to a mark on one of these days',
      'The school’s term dates',
      'The authority switching this step off',
    ])
  })
  test('counted after a day: the day itself is day 0', () => {
    const why = answer(
      { trigger: 'untraced', n: 2, action: 'review', unit: 'calendar day' },
      happened('2025-09-19'),
      '2025-10-01',
    )
    assert.equal(
      why.because,
      '2 calendar days after the case was opened, and the child is not traced. Counted after Friday 19 September 2025; reached on Sunday 21 September 2025. Your authority then asks for this: Look at it again.',
    )
    assert.deepEqual(lines(why.days), [
      '2025-09-19 counted 0 the day itself',
      '2025-09-20 counted 1 calendar day 1',
      '2025-09-21 counted 2 calendar day 2',
    ])
    assert.deepEqual(why.wouldChange, [
      'The day that was recorded, if it is wrong',
      'The authority switching this step off',
    ])
  })
  test('in working days, in weeks, at once', () => {
    const days = answer(
      { trigger: 'untraced', n: 2, action: 'review', unit: 'working day' },
      happened('2025-09-19'),
      '2025-10-01',
    )
    assert.deepEqual(lines(days.days), [
      '2025-09-19 counted 0 the day itself',
      '2025-09-20 passed-over weekend or bank holiday',
      '2025-09-21 passed-over weekend or bank holiday',
      '2025-09-22 counted 1 working day 1',
      '2025-09-23 counted 2 working day 2',
    ])
    const week = answer({ n: 1, unit: 'week' }, register(fromMonday15), '2025-10-01')
    assert.equal(week.days.length, 7)
    assert.deepEqual(lines(week.days.slice(-1)), ['2025-09-21 counted 7 day 7'])
    const atOnce = answer(
      { trigger: 'removed-without-destination', n: 0, action: 'write' },
      happened('2025-09-19'),
      '2025-10-01',
    )
    assert.equal(
      atOnce.because,
      'At once after the name came off with no next place known: Friday 19 September 2025. Your authority then asks for this: Write to the parents.',
    )
    assert.deepEqual(lines(atOnce.days), ['2025-09-19 counted 0 the day itself'])
  })
  test('of the absence that is meant, where there were two', () => {
    const why = answer(
      { n: 2 },
      register({ '2025-09-08..2025-09-10': 'O', '2025-09-15..2025-09-19': 'O' }),
      '2025-09-17',
    )
    assert.deepEqual(lines(why.days), [
      '2025-09-15 counted 1 school day 1',
      '2025-09-16 counted 2 school day 2',
    ])
  })
  test('without a version where none is known', () => {
    const facts = register(fromMonday15)
    const caught = caughtBy(step({}), facts, calendar, localDate('2025-09-19'))!
    const why = answerOf(step({}), facts, calendar, caught, { name: 'x', fromOn: localDate('2025-09-01') })
    assert.ok(!('calendarVersion' in why))
  })
  test('added up over a year: the days that count, and no others', () => {
    const why = answer({ trigger: 'unauthorised-days', n: 2 }, register(fiveApart), '2025-10-10')
    assert.deepEqual(lines(why.days), [
      '2025-09-03 counted 1 school day 1',
      '2025-09-08 counted 2 school day 2',
    ])
  })
  test('where the number had been reached before a register showed it', () => {
    const why = answer(
      { trigger: 'no-show', n: 1, onlyYear: 7 },
      register({ '2025-09-02': 'I', '2025-09-03..2025-09-12': 'N' }, newPupil),
      '2025-09-05',
    )
    assert.equal(
      why.because,
      '1 school day since the agreed first day, and the child has not come. Counted from Tuesday 2 September 2025, which is day 1; reached on Wednesday 3 September 2025. The child is in Year 7. Your authority then asks for this: Visit the home.',
    )
    assert.deepEqual(lines(why.days), [
      '2025-09-02 counted 1 school day 1',
      '2025-09-03 counted 2 school day 2: more than was needed',
    ])
  })
})
