import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate as day, type LocalDate } from '../calendar/local-date.ts'
import { schoolCalendar, schoolDaysBetween } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar, exampleTermDates } from '../calendar/worked-examples.ts'
import {
  absenceMeasure,
  absenceSupport,
  atRiskOfMissingEducation,
  penaltyNotice,
  type RiskSigns,
} from './absence-measures.ts'

const on = day('2026-03-02')

describe('persistent and severe absence', () => {
  // Worked example 37: of 150 sessions 10 were not possible. Either side of a tenth and of a half.
  const cases = [
    [15, 140, 'PA', true, '10.7%'],
    [14, 140, 'PA', true, '10.0%'],
    [13, 140, 'PA', false, '9.2%'],
    [69, 140, 'PA', true, '49.2%'],
    [70, 140, 'SA', true, '50.0%'],
    [140, 140, 'SA', true, '100.0%'],
    [0, 140, 'PA', false, '0.0%'],
    [1999, 20000, 'PA', false, '9.9%'],
    [1, 1, 'SA', true, '100.0%'],
  ] as const
  for (const [missed, possible, rule, arises, share] of cases) {
    test(`${missed} of ${possible} is ${arises ? rule : 'neither'}`, () => {
      const answer = absenceMeasure({ on, missed, possible })
      assert.equal(answer.rule, rule)
      assert.equal(answer.arises, arises)
      assert.equal(
        answer.because,
        `${missed} of ${possible} possible sessions missed (${share}). ${rule === 'SA' ? 'Severe absence begins at 50%' : 'Persistent absence begins at 10%'}.`,
      )
      assert.deepEqual(answer.inputs, { on: '2026-03-02', missed, possible })
    })
  }

  test('is neither where no session was possible', () => {
    const answer = absenceMeasure({ on, missed: 0, possible: 0 })
    assert.equal(answer.arises, false)
    assert.equal(answer.because, '0 of 0 possible sessions missed. Persistent absence begins at 10%.')
  })

  test('calls for a plan of support, for severe absence together with the authority', () => {
    const persistent = absenceSupport({ on, missed: 14, possible: 140 })
    assert.deepEqual([persistent.rule, persistent.arises, persistent.due], ['T-28', true, '2026-03-02'])
    assert.match(persistent.because, /begins at 10%\. Make a plan of support with the family\.$/)
    assert.match(
      absenceSupport({ on, missed: 70, possible: 140 }).because,
      /begins at 50%\. Make a plan of support with the family, together with the authority\.$/,
    )
    const none = absenceSupport({ on, missed: 13, possible: 140 })
    assert.deepEqual([none.arises, none.due], [false, undefined])
    assert.match(none.because, /begins at 10%\.$/)
  })
})

describe('T-29, the penalty notice count', () => {
  /** Two sessions for each of some school days. */
  const wholeDays = (from: string, count: number): LocalDate[] =>
    schoolDaysBetween(calendar, day(from), day('2026-07-20'))
      .slice(0, count)
      .flatMap(one => [one, one])
  const asked = (at: string, unauthorised: LocalDate[], noticesGiven: LocalDate[] = []) =>
    penaltyNotice({ calendar, calendarVersion: 'v1', on: day(at), unauthorised, noticesGiven })

  test('is reached with the tenth session, not the ninth', () => {
    const five = wholeDays('2025-09-15', 5)
    assert.deepEqual(
      [asked('2025-09-19', five).arises, asked('2025-09-19', five).due, asked('2025-09-19', five).inputs],
      [true, '2025-09-19', { on: '2025-09-19', sessions: 10, from: '2025-09-01', had: 0 }],
    )
    const nine = asked('2025-09-19', five.slice(1))
    assert.deepEqual([nine.arises, nine.due], [false, undefined])
    assert.equal(
      nine.because,
      '9 unauthorised sessions in the 10 school weeks from Monday 1 September 2025 to Friday 19 September 2025. A penalty notice is considered from 10.',
    )
    assert.equal(
      asked('2025-09-18', five).arises,
      false,
      'what comes after the day asked about does not count',
    )
    const more = asked('2025-10-01', [...wholeDays('2025-09-29', 3), ...five])
    assert.equal(more.due, '2025-09-19', 'the day the tenth was reached, whatever order they come in')
    assert.equal(
      more.because,
      '16 unauthorised sessions in the 10 school weeks from Monday 1 September 2025 to Wednesday 1 October 2025: 10 or more. Consider whether a penalty notice would help; the parent has had 0 for this child in 3 years.',
    )
    assert.equal(more.calendarVersion, 'v1')
  })

  test('rolls: the window is ten weeks with school in them, holidays left out', () => {
    const from = (at: string) => asked(at, []).inputs.from
    // 20 October, 3 to 15 December (seven weeks), 5 and 12 January: half-term and Christmas are no school weeks.
    assert.equal(from('2026-01-16'), '2025-10-20')
    assert.equal(from('2026-01-12'), '2025-10-20')
    assert.equal(from('2026-01-18'), '2025-10-20', 'a Sunday belongs to the week before it')
    assert.equal(from('2026-01-19'), '2025-11-03')
    assert.equal(from('2025-12-29'), '2025-10-06', 'in the holidays, the ten before them')
    assert.equal(from('2025-09-05'), '2025-09-01', 'fewer than ten at the start')
    assert.equal(
      penaltyNotice({
        calendar: schoolCalendar([]),
        on: day('2025-09-04'),
        unauthorised: [],
        noticesGiven: [],
      }).inputs.from,
      '2025-09-01',
    )
    const five = wholeDays('2025-10-20', 5)
    assert.equal(asked('2026-01-16', five).arises, true)
    assert.equal(asked('2026-01-19', five).arises, false)
    const lost = asked('2026-01-19', [...five, day('2026-01-19')])
    assert.equal(lost.inputs.sessions, 1)
  })

  test('is not asked of a day before the number was national', () => {
    const before = asked('2024-08-18', [])
    assert.deepEqual(
      [before.arises, before.because, before.inputs, before.calendarVersion],
      [false, 'The national number of sessions began on Monday 19 August 2024.', { on: '2024-08-18' }, 'v1'],
    )
    assert.match(asked('2024-08-19', []).because, /^0 unauthorised sessions/)
  })

  test('runs over the end of a school year', () => {
    const next = schoolCalendar([
      ...exampleTermDates,
      { kind: 'HALF_TERM', name: '', startsOn: day('2026-09-01'), endsOn: day('2026-10-23') },
    ])
    const at = day('2026-09-08')
    const answer = penaltyNotice({
      calendar: next,
      on: at,
      unauthorised: wholeDays('2026-07-13', 5),
      noticesGiven: [],
    })
    assert.equal(answer.inputs.from, '2026-06-01')
    assert.equal(answer.arises, true)
    assert.equal(answer.due, '2026-07-17')
  })

  test('allows two notices to a parent for a child in three years', () => {
    const five = wholeDays('2025-09-15', 5)
    const had = (...given: string[]) =>
      asked(
        '2025-09-19',
        five,
        given.map(one => day(one)),
      )
    assert.equal(had('2024-10-01').arises, true)
    assert.match(had('2024-10-01').because, /the parent has had 1 for this child in 3 years\.$/)
    const two = had('2024-10-01', '2023-10-01')
    assert.deepEqual([two.arises, two.due], [false, undefined])
    assert.equal(
      two.because,
      '10 unauthorised sessions in the 10 school weeks from Monday 1 September 2025 to Friday 19 September 2025, but the parent has had 2 penalty notices for this child in 3 years: no more can be given. Consider the other legal steps.',
    )
    assert.equal(had('2024-10-01', '2022-09-20').arises, false)
    assert.equal(had('2024-10-01', '2022-09-19').arises, true, 'three years on, the first is spent')
    assert.equal(had('2024-10-01', '2025-09-19').arises, false)
    assert.equal(had('2024-10-01', '2025-09-20').arises, true, 'one given later was not had by then')
  })
})

describe('at risk of missing education', () => {
  const none: RiskSigns = {
    unexplainedAbsence: false,
    whereaboutsUnknown: false,
    didNotStart: false,
    movedWithoutDestination: false,
    leaveOverrun: false,
    excluded: false,
    severeAbsence: false,
    changingSchoolWithoutPlace: false,
  }
  const onRoll = { ...none, onRoll: true, ofCompulsoryAge: true }
  const words: Record<keyof RiskSigns, string> = {
    unexplainedAbsence: 'the absence is unexplained',
    whereaboutsUnknown: 'nobody knows where the child is',
    didNotStart: 'the child did not come on the agreed first day',
    movedWithoutDestination: 'the child is said to have moved and no destination is known',
    leaveOverrun: 'the child is not back from leave',
    excluded: 'the child is excluded',
    severeAbsence: 'the absence is severe',
    changingSchoolWithoutPlace: 'the child is changing school and has no confirmed place',
  }
  for (const [sign, said] of Object.entries(words)) {
    test(`where ${said}`, () => {
      const answer = atRiskOfMissingEducation({ ...onRoll, [sign]: true })
      assert.deepEqual([answer.rule, answer.arises], ['D-AT-RISK', true])
      assert.equal(
        answer.because,
        `At risk of missing education: ${said}. The child is on a roll, so is not counted as missing education.`,
      )
    })
  }

  test('is never missing education, and is not asked of a child on no roll or not of age: worked example 42', () => {
    const absent = { ...onRoll, severeAbsence: true, unexplainedAbsence: true }
    assert.match(
      atRiskOfMissingEducation(absent).because,
      /: the absence is unexplained; the absence is severe\. The/,
    )
    const said = (facts: Partial<typeof absent>) => {
      const { arises, because } = atRiskOfMissingEducation({ ...absent, ...facts })
      return [arises, because]
    }
    assert.deepEqual(said({ onRoll: false }), [
      false,
      'The child is on no roll: ask whether the child is missing education.',
    ])
    assert.deepEqual(said({ ofCompulsoryAge: false }), [false, 'The child is not of compulsory school age.'])
    assert.deepEqual(said({ severeAbsence: false, unexplainedAbsence: false }), [
      false,
      'None of the signs is there.',
    ])
  })
})
