/** The clocks of an absence: the worked examples of the catalogue, and either side of every boundary. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate as day, type LocalDate } from '../calendar/local-date.ts'
import { schoolCalendar } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar, exampleTermDates } from '../calendar/worked-examples.ts'
import type { Duty } from './answering.ts'
import {
  afterLeave,
  attendanceReturnDue,
  attendanceReturnRegular,
  codeForN,
  codeNDue,
  continuousAbsence,
  emergencyContacts,
  firstDayContact,
  leaveOverrun,
  noShow,
  partTimeTimetable,
  safeguardNow,
  sicknessReturn,
  socialWorkerDue,
  suspensionProvision,
  suspensionTold,
} from './school-clocks.ts'

const ofAge = day('2014-05-01')
const calendarVersion = 'v1'
const school = { calendar, calendarVersion }

/** An answer in the parts that a table of cases compares. */
const said = ({ rule, arises, due, because }: Duty) => ({ rule, arises, due, because })
const marks = (answer: Duty) => answer.days.map(one => `${one.on} ${one.did} ${one.count ?? '-'} ${one.says}`)

describe('T-01, first day of absence', () => {
  test('is the same day, unless the absence was explained', () => {
    const on = day('2025-09-15')
    assert.deepEqual(firstDayContact({ on, explained: false }), {
      rule: 'T-01',
      ruleVersion: '2026-07-09',
      arises: true,
      due: '2025-09-15',
      days: [],
      inputs: { on: '2025-09-15', explained: false },
      because:
        'Nobody has said why the pupil was away on Monday 15 September 2025. Ring the parent the same day, then the other emergency contacts, and again on each day that it continues.',
      wouldChange: ['The parent giving the reason', 'The pupil coming in', 'A corrected mark'],
      cites: 'Working together to improve school attendance, July 2026, pages 16 and 20',
      mark: 'second-hand',
    })
    assert.deepEqual(said(firstDayContact({ on, explained: true })), {
      rule: 'T-01',
      arises: false,
      due: undefined,
      because: 'The absence on Monday 15 September 2025 has been explained.',
    })
  })
})

describe('T-02, a child in danger', () => {
  test('is that day, and the police first where there is danger', () => {
    const on = day('2025-09-20')
    assert.deepEqual(said(safeguardNow({ on, danger: false })), {
      rule: 'T-02',
      arises: true,
      due: '2025-09-20',
      because:
        'There is a sign of harm. Tell children’s social care on Saturday 20 September 2025, today; no count of days delays it.',
    })
    assert.match(
      safeguardNow({ on, danger: true }).because,
      / Ring the police first: a child is in danger or a crime may have been committed\.$/,
    )
  })
})

describe('T-03, emergency contacts', () => {
  const cases: [number, number[], boolean, RegExp][] = [
    [2, [1, 1], false, /^There is an emergency contact for each parent at home, and more than one in all\.$/],
    [
      2,
      [2, 0],
      true,
      /^One parent with whom the pupil lives has no emergency contact\. The law requires one for each\.$/,
    ],
    [0, [0, 0], true, /^2 parents with whom the pupil lives have no emergency contact\. /],
    [
      1,
      [1],
      true,
      /^There is only one emergency contact\. Hold more than one wherever you reasonably can\.$/,
    ],
    [2, [], false, /more than one in all/],
  ]
  for (const [held, forEachParentAtHome, arises, because] of cases) {
    test(`${held} held, ${forEachParentAtHome.join(' and ')} for the parents at home`, () => {
      const answer = emergencyContacts({ held, forEachParentAtHome })
      assert.equal(answer.arises, arises)
      assert.match(answer.because, because)
      assert.equal(answer.inputs.parentsAtHome, forEachParentAtHome.length)
    })
  }
})

describe('T-04, code N', () => {
  // Worked examples 8 and 9; a weekend, a bank holiday, the end of a year, and the days on which British clocks change.
  const cases = [
    ['2025-09-08', '2025-09-15', '2025-09-15'],
    ['2025-10-21', '2025-11-05', '2025-10-28'],
    ['2025-10-20', '2025-11-04', '2025-10-27'],
    ['2025-10-24', '2025-11-10', '2025-10-31'],
    ['2025-12-19', '2026-01-12', '2025-12-30'],
    ['2026-03-27', '2026-04-20', '2026-04-07'],
    ['2026-04-27', '2026-05-05', '2026-05-05'],
    ['2026-07-13', '2026-07-20', '2026-07-20'],
  ] as const
  for (const [on, due, warnFrom] of cases) {
    test(`on ${on} is due by ${due}, with a warning from ${warnFrom}`, () => {
      const answer = codeNDue({ ...school, on: day(on) })
      assert.equal(answer.due, due)
      assert.equal(answer.warnFrom, warnFrom)
      assert.equal(answer.days.at(-1)!.on, due)
      assert.equal(answer.days.at(-1)!.count, 5)
    })
  }

  test('tells each day on the way, and all that it rests on', () => {
    const answer = codeNDue({ ...school, on: day('2025-10-21') })
    assert.deepEqual(marks(answer), [
      '2025-10-22 counted 1 school day 1',
      '2025-10-23 counted 2 school day 2',
      '2025-10-24 counted 3 school day 3',
      '2025-10-25 passed-over - weekend',
      '2025-10-26 passed-over - weekend',
      '2025-10-27 passed-over - not in term',
      '2025-10-28 passed-over - not in term',
      '2025-10-29 passed-over - not in term',
      '2025-10-30 passed-over - not in term',
      '2025-10-31 passed-over - not in term',
      '2025-11-01 passed-over - weekend',
      '2025-11-02 passed-over - weekend',
      '2025-11-03 passed-over - training day (Training day)',
      '2025-11-04 counted 4 school day 4',
      '2025-11-05 counted 5 school day 5',
    ])
    const { days, ...rest } = answer
    assert.deepEqual(rest, {
      rule: 'T-04',
      ruleVersion: '2024-08-19',
      calendarVersion: 'v1',
      arises: true,
      due: '2025-11-05',
      warnFrom: '2025-10-28',
      inputs: { on: '2025-10-21' },
      because:
        'Tuesday 21 October 2025 still has code N. Find out the reason and change the code by Wednesday 5 November 2025; if the reason is still not known then, change it to O.',
      wouldChange: [
        'The reason becoming known and the code being changed',
        'Corrected term dates, training days or closures',
      ],
      cites:
        'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10(7) to (9); Working together to improve school attendance, paragraphs 407 to 409',
      mark: 'second-hand',
    })
  })

  test('past the end of the calendar has no day, but still a warning', () => {
    const answer = codeNDue({ ...school, on: day('2026-07-14') })
    assert.equal(answer.due, undefined)
    assert.equal(answer.warnFrom, '2026-07-21')
    assert.deepEqual(answer.days, [])
    assert.match(answer.because, /change the code within 5 school days; if/)
  })

  test('warns on its due day at the latest, at a school that is open on a bank holiday', () => {
    const open = schoolCalendar(exampleTermDates.filter(row => row.kind !== 'BANK_HOLIDAY'))
    const answer = codeNDue({ calendar: open, on: day('2026-04-29') })
    assert.equal(answer.due, '2026-05-06')
    assert.equal(answer.warnFrom, '2026-05-06')
  })

  test('before the Regulations of 2024 has the number of its day, and says that it was not checked', () => {
    const old = schoolCalendar([
      { kind: 'HALF_TERM', name: 'Summer', startsOn: day('2024-06-03'), endsOn: day('2024-07-23') },
    ])
    const answer = codeNDue({ calendar: old, on: day('2024-06-03') })
    assert.equal(answer.due, '2024-06-10')
    assert.equal(answer.warnFrom, '2024-06-10')
    assert.equal(answer.ruleVersion, '2006-09-01')
    assert.equal(answer.mark, 'unverified')
  })

  test('becomes the code of the reason, U for a pupil who came late, else O', () => {
    assert.deepEqual(codeForN({ cameLate: true, reasonCode: 'M' }), {
      code: 'M',
      because: 'The reason is known, and its code is M.',
    })
    assert.deepEqual(codeForN({ cameLate: true }), {
      code: 'U',
      because: 'The pupil came after the register had closed, and no other code says more.',
    })
    assert.deepEqual(codeForN({ cameLate: false }), {
      code: 'O',
      because: 'The reason is still not known when the five school days have passed.',
    })
  })
})

describe('T-05, the social worker', () => {
  const on = day('2025-09-15')
  const nobody = {
    on,
    happening: 'removal',
    socialWorker: false,
    youthJusticeWorker: false,
    lookedAfter: false,
  } as const
  const cases = [
    [{ socialWorker: true }, 'the social worker'],
    [{ youthJusticeWorker: true }, 'the youth justice worker'],
    [{ socialWorker: true, youthJusticeWorker: true }, 'the social worker and the youth justice worker'],
    [{ lookedAfter: true }, 'the social worker and the virtual school head'],
    [
      { socialWorker: true, youthJusticeWorker: true, lookedAfter: true },
      'the social worker, the youth justice worker and the virtual school head',
    ],
  ] as const
  for (const [has, told] of cases) {
    test(`is told: ${told}`, () => {
      assert.deepEqual(said(socialWorkerDue({ ...nobody, ...has })), {
        rule: 'T-05',
        arises: true,
        due: '2025-09-15',
        because: `Tell ${told} on Monday 15 September 2025, the same day, of the removal and of the attempts to make contact.`,
      })
    })
  }

  test('is nobody where there is none', () => {
    assert.deepEqual(said(socialWorkerDue(nobody)), {
      rule: 'T-05',
      arises: false,
      due: undefined,
      because: 'The pupil has no social worker and no youth justice worker.',
    })
    assert.equal(socialWorkerDue(nobody).mark, 'inferred')
    assert.equal(
      socialWorkerDue(nobody).cites,
      "Working together to improve school attendance, July 2026; Onroll's own default, drawn from published practice",
    )
    assert.match(
      socialWorkerDue({ ...nobody, happening: 'unexplained absence', socialWorker: true }).because,
      /of the unexplained absence and/,
    )
  })
})

describe('T-06, did not start', () => {
  const startsOn = day('2025-09-02')
  test('is the agreed first day, while the pupil has not come by then', () => {
    assert.deepEqual(said(noShow({ ...school, startsOn })), {
      rule: 'T-06',
      arises: true,
      due: '2025-09-02',
      because:
        'The pupil was to start on Tuesday 2 September 2025 and did not come. Start asking that day, and tell the authority at the earliest opportunity.',
    })
    assert.deepEqual(said(noShow({ ...school, startsOn, cameOn: startsOn })), {
      rule: 'T-06',
      arises: false,
      due: undefined,
      because: 'The pupil came on Tuesday 2 September 2025.',
    })
    assert.equal(noShow({ ...school, startsOn, cameOn: day('2025-09-03') }).arises, true)
    assert.deepEqual(noShow({ ...school, startsOn, cameOn: day('2025-09-03') }).inputs, {
      startsOn: '2025-09-02',
      cameOn: '2025-09-03',
    })
  })

  test('is the next school day where the agreed one is none', () => {
    assert.equal(noShow({ ...school, startsOn: day('2025-11-01') }).due, '2025-11-04')
    assert.equal(noShow({ ...school, startsOn: day('2025-11-01'), cameOn: day('2025-11-04') }).arises, false)
    assert.equal(noShow({ ...school, startsOn: day('2026-08-01') }).due, '2026-08-01')
  })
})

describe('T-07, the attendance return', () => {
  const run = (since: string, until: string, more: Partial<Parameters<typeof attendanceReturnDue>[0]> = {}) =>
    attendanceReturnDue({ ...school, dob: ofAge, since: day(since), until: day(until), ...more })

  // Worked examples 10 to 15.
  const cases = [
    ['2025-09-15', '2025-09-26', '2025-09-26'],
    ['2025-10-20', '2025-11-10', '2025-11-10'],
    ['2026-04-27', '2026-05-11', '2026-05-11'],
    ['2025-09-23', '2025-10-06', '2025-10-06'],
    ['2025-09-25', '2025-10-08', '2025-10-08'],
    ['2025-09-19', '2025-10-02', '2025-10-02'],
  ] as const
  for (const [since, tenth, due] of cases) {
    test(`of an absence from ${since} is due on ${due}, not the school day before`, () => {
      assert.equal(run(since, tenth).due, due)
      assert.equal(run(since, tenth).arises, true)
      assert.equal(run(since, '2026-07-20').due, due, 'the day does not move when the absence goes on')
      const ninth = calendar.days[calendar.days.indexOf(day(tenth)) - 1]!
      assert.equal(run(since, ninth).arises, false)
      assert.equal(run(since, ninth).due, undefined)
    })
  }

  test('says how many days there are, and what the law would let wait', () => {
    assert.equal(
      run('2025-09-15', '2025-09-26').because,
      'Absent for 10 school days in a row with codes G, N, O or U, counted from Monday 15 September 2025. Tell the authority on Friday 26 September 2025; by law it may wait for the next return agreed with the authority, at least once a calendar month.',
    )
    assert.equal(
      run('2025-09-15', '2025-09-15').because,
      'Absent for 1 school day in a row with codes G, N, O or U, counted from Monday 15 September 2025. The return is due at 10.',
    )
    assert.equal(run('2025-09-15', '2025-09-26').latestByLaw, undefined)
    assert.equal(run('2025-09-15', '2025-09-26').days.length, 12)
    assert.equal(run('2025-09-15', '2025-10-10').days.at(-1)!.on, '2025-09-26')
    assert.equal(run('2025-09-15', '2025-09-16').days.at(-1)!.on, '2025-09-16')
  })

  test('may by law wait for the first agreed return on or after the tenth day', () => {
    const agreedReturnDays = ['2025-10-31', '2025-09-25', '2025-09-30'].map(day)
    const answer = run('2025-09-15', '2025-09-26', { agreedReturnDays })
    assert.equal(answer.due, '2025-09-26')
    assert.equal(answer.latestByLaw, '2025-09-30')
    assert.match(
      answer.because,
      /it may wait for the return agreed with the authority for Tuesday 30 September 2025\.$/,
    )
    assert.equal(
      run('2025-09-15', '2025-09-26', { agreedReturnDays: [day('2025-09-26')] }).latestByLaw,
      '2025-09-26',
    )
    assert.equal(
      run('2025-09-15', '2025-09-26', { agreedReturnDays: [day('2025-09-25')] }).latestByLaw,
      undefined,
    )
  })

  test('leaves out days on which no register was taken, and says so', () => {
    const answer = run('2025-09-15', '2025-09-26', { daysNotCounted: [day('2025-09-17')] })
    assert.equal(answer.arises, false)
    const later = run('2025-09-15', '2025-09-29', { daysNotCounted: [day('2025-09-17')] })
    assert.equal(later.due, '2025-09-29')
    assert.deepEqual(marks(later).slice(0, 4), [
      '2025-09-15 counted 1 school day 1',
      '2025-09-16 counted 2 school day 2',
      '2025-09-17 passed-over - no register taken',
      '2025-09-18 counted 3 school day 3',
    ])
    assert.match(marks(later)[5]!, /2025-09-20 passed-over - weekend/)
  })

  test('is not due for a child who is not of compulsory school age, and is from the day one comes of it', () => {
    // Worked example 36.
    const answer = run('2026-03-02', '2026-03-17', { dob: day('2021-05-10') })
    assert.equal(answer.arises, false)
    assert.equal(answer.rule, 'T-07')
    assert.match(
      answer.because,
      /^Absent for 12 school days.*\. The child is not of compulsory school age, so no return is due; follow the absence up as a safeguarding question\.$/,
    )
    const tenOfThem = run('2026-03-02', '2026-03-13', { dob: day('2021-05-10') })
    assert.match(tenOfThem.because, /^Absent for 10 school days.*not of compulsory school age/)
    // Of age from 31 March 2026, the twentieth day of the run or so.
    const comes = { dob: day('2021-02-10') }
    assert.equal(run('2026-03-09', '2026-03-30', comes).arises, false)
    assert.equal(run('2026-03-09', '2026-03-31', comes).due, '2026-03-31')
    // Past it from the last Friday in June.
    const leaves = { dob: day('2010-01-10') }
    assert.equal(run('2026-06-15', '2026-06-26', leaves).due, '2026-06-26')
    assert.equal(run('2026-06-16', '2026-06-29', leaves).arises, false)
  })

  test('is made once for one absence (T-07a)', () => {
    const made = run('2025-09-15', '2025-10-10', { returnMadeForRunSince: day('2025-09-15') })
    assert.equal(made.rule, 'T-07a')
    assert.equal(made.arises, false)
    assert.equal(made.due, undefined)
    assert.match(
      made.because,
      /^Absent for 20 .*\. The return for this absence has been made; one is enough until the pupil has come back\.$/,
    )
    assert.equal(run('2025-09-23', '2025-10-06', { returnMadeForRunSince: day('2025-09-01') }).arises, true)
  })

  test('remembers what it was worked out from', () => {
    const answer = run('2025-09-15', '2025-09-26')
    assert.deepEqual(answer.inputs, {
      dob: '2014-05-01',
      since: '2025-09-15',
      until: '2025-09-26',
      counted: 10,
    })
    assert.equal(answer.calendarVersion, 'v1')
    assert.equal(answer.ruleVersion, '2024-08-19')
    const across = schoolCalendar([
      { kind: 'HALF_TERM', name: '', startsOn: day('2024-08-01'), endsOn: day('2024-10-01') },
    ])
    const old = attendanceReturnDue({
      calendar: across,
      dob: ofAge,
      since: day('2024-08-02'),
      until: day('2024-09-30'),
    })
    assert.equal(old.due, '2024-08-15')
    assert.equal(old.ruleVersion, '2006-09-01')
  })
})

describe('T-08, irregular attendance', () => {
  const on = day('2025-12-01')
  const facts = { on, dob: ofAge, unauthorisedDays: 9.5, authorityNumber: 10, schoolSaysIrregular: false }
  test('is by the authority’s number or the school’s judgement, of a child of age', () => {
    assert.deepEqual(said(attendanceReturnRegular(facts)), {
      rule: 'T-08',
      arises: false,
      due: undefined,
      because: 'The pupil has 9.5 unauthorised days; the authority asks to be told from 10.',
    })
    assert.deepEqual(said(attendanceReturnRegular({ ...facts, unauthorisedDays: 10 })), {
      rule: 'T-08',
      arises: true,
      due: '2025-12-01',
      because:
        'The pupil has 10 unauthorised days; the authority asks to be told from 10. Put the pupil in the attendance return.',
    })
    assert.deepEqual(said(attendanceReturnRegular({ ...facts, schoolSaysIrregular: true })), {
      rule: 'T-08',
      arises: true,
      due: '2025-12-01',
      because:
        'By the school’s own judgement the pupil fails to attend regularly. Put the pupil in the attendance return.',
    })
    const { authorityNumber, ...noNumber } = { ...facts, unauthorisedDays: 90 }
    assert.deepEqual(said(attendanceReturnRegular(noNumber)), {
      rule: 'T-08',
      arises: false,
      due: undefined,
      because:
        'The pupil has 90 unauthorised days. The authority has set no number, and the school has not judged the attendance irregular.',
    })
    const young = attendanceReturnRegular({
      ...facts,
      dob: day('2022-01-01'),
      unauthorisedDays: 30,
      schoolSaysIrregular: true,
    })
    assert.equal(young.arises, false)
    assert.equal(young.because, 'The child is not of compulsory school age, so no return is due.')
    assert.equal(young.mark, 'unverified')
  })
})

describe('T-09, the sickness return', () => {
  const facts = { on: day('2026-01-12'), dob: ofAge, daysSoFar: 0, daysExpected: 20 }
  test('is due when the belief is formed: worked examples 34 and 35, either side of fifteen', () => {
    assert.deepEqual(said(sicknessReturn(facts)), {
      rule: 'T-09',
      arises: true,
      due: '2026-01-12',
      because:
        '0 days of sickness so far this school year and 20 more expected make 20: 15 or more. Tell the authority on Monday 12 January 2026, the day the school came to believe it; do not wait for the days to pass.',
    })
    const nine = { ...facts, on: day('2026-02-09'), daysSoFar: 11, daysExpected: 4 }
    assert.equal(sicknessReturn(nine).due, '2026-02-09')
    assert.deepEqual(said(sicknessReturn({ ...nine, daysSoFar: 10.5 })), {
      rule: 'T-09',
      arises: false,
      due: undefined,
      because:
        '10.5 days of sickness so far this school year and 4 more expected make 14.5. The return is due at 15.',
    })
    assert.equal(sicknessReturn({ ...facts, daysSoFar: 15, daysExpected: 0 }).arises, true)
    assert.deepEqual(sicknessReturn(facts).inputs, {
      on: '2026-01-12',
      dob: '2014-05-01',
      daysSoFar: 0,
      daysExpected: 20,
    })
  })

  test('is not for a child who is not of compulsory school age', () => {
    const young = sicknessReturn({ ...facts, dob: day('2022-01-01') })
    assert.equal(young.arises, false)
    assert.equal(young.due, undefined)
    assert.match(young.because, /make 20\. The child is not of compulsory school age, so no return is due\.$/)
  })

  test('is made once for one sickness in a school year (T-09a)', () => {
    const sickSince = day('2026-01-12')
    const made = sicknessReturn({
      ...facts,
      on: day('2026-02-10'),
      sickSince,
      lastReturnOn: day('2026-01-12'),
    })
    assert.equal(made.rule, 'T-09a')
    assert.equal(made.arises, false)
    assert.match(
      made.because,
      /\. The return for this sickness was made on Monday 12 January 2026; one is enough in a school year\.$/,
    )
    const dueAgain = { ...facts, on: day('2026-02-10') }
    assert.equal(sicknessReturn({ ...dueAgain, sickSince, lastReturnOn: day('2026-01-11') }).arises, true)
    assert.equal(sicknessReturn({ ...dueAgain, lastReturnOn: day('2026-01-12') }).arises, true)
    assert.equal(sicknessReturn({ ...dueAgain, sickSince }).arises, true)
    const nextYear = {
      ...facts,
      on: day('2026-09-02'),
      sickSince: day('2026-06-01'),
      lastReturnOn: day('2026-06-01'),
    }
    assert.equal(sicknessReturn(nextYear).arises, true)
    assert.equal(sicknessReturn({ ...nextYear, on: day('2026-08-31') }).arises, false)
  })
})

describe('T-14, H-10 and T-15, counted days', () => {
  // Worked examples 12, 14, 16, 17, 21 and 22.
  const cases: [string, (on: LocalDate) => Duty, string, string, number][] = [
    ['T-14', leaveEndedOn => leaveOverrun({ ...school, leaveEndedOn }), '2025-12-12', '2025-12-15', 1],
    ['T-14', leaveEndedOn => leaveOverrun({ ...school, leaveEndedOn }), '2026-02-13', '2026-02-23', 1],
    ['H-10', leaveEndedOn => afterLeave({ ...school, leaveEndedOn }), '2025-12-12', '2026-01-12', 10],
    ['H-10', leaveEndedOn => afterLeave({ ...school, leaveEndedOn }), '2026-02-13', '2026-03-06', 10],
    ['H-10', leaveEndedOn => afterLeave({ ...school, leaveEndedOn }), '2026-07-06', '2026-07-20', 10],
    ['T-15', since => continuousAbsence({ ...school, since }), '2025-09-15', '2025-10-10', 20],
    ['T-15', since => continuousAbsence({ ...school, since }), '2025-09-25', '2025-10-22', 20],
    ['T-15', since => continuousAbsence({ ...school, since }), '2025-09-26', '2025-10-23', 20],
    ['T-15', since => continuousAbsence({ ...school, since }), '2026-04-27', '2026-06-02', 20],
  ]
  for (const [rule, clock, on, due, count] of cases) {
    test(`${rule} from ${on} is ${due}`, () => {
      const answer = clock(day(on))
      assert.equal(answer.rule, rule)
      assert.equal(answer.arises, true)
      assert.equal(answer.due, due)
      assert.deepEqual([answer.days.at(-1)!.on, answer.days.at(-1)!.count], [due, count])
      assert.equal(answer.calendarVersion, 'v1')
      assert.deepEqual(Object.values(answer.inputs), [on])
    })
  }

  test('say what may be considered, and that nothing happens by itself', () => {
    assert.equal(
      leaveOverrun({ ...school, leaveEndedOn: day('2025-12-12') }).because,
      'Leave ended on Friday 12 December 2025. Back on Monday 15 December 2025; if the pupil is not, start asking that day.',
    )
    assert.equal(
      afterLeave({ ...school, leaveEndedOn: day('2025-12-12') }).because,
      'Leave ended on Friday 12 December 2025. The tenth school day is Monday 12 January 2026; once its registers are closed and no session was attended, ground H may be considered. Joint enquiries come first, and the name stays on the roll.',
    )
    assert.equal(
      continuousAbsence({ ...school, since: day('2025-09-15') }).because,
      'Absent from Monday 15 September 2025 with codes G, N or O. The twentieth school day is Friday 10 October 2025; from then ground I may be considered. Joint enquiries come first, and the name stays on the roll.',
    )
  })

  test('have no day past the end of the calendar', () => {
    const late = day('2026-07-20')
    const none = [
      leaveOverrun({ ...school, leaveEndedOn: late }),
      afterLeave({ ...school, leaveEndedOn: day('2026-07-07') }),
      continuousAbsence({ ...school, since: day('2026-06-24') }),
    ]
    for (const answer of none) assert.equal(answer.due, undefined, answer.rule)
    assert.match(none[0]!.because, /Back on the first school day; if/)
    assert.match(none[1]!.because, /The tenth school day lies past the school’s calendar; once/)
    assert.equal(continuousAbsence({ ...school, since: day('2026-06-23') }).due, '2026-07-20')
  })
})

describe('T-25, a part-time timetable', () => {
  const from = day('2025-11-10')
  test('needs agreement, an end and a review, and is looked at again by the earlier day', () => {
    assert.deepEqual(said(partTimeTimetable({ from, parentAgrees: false })), {
      rule: 'T-25',
      arises: true,
      due: '2025-11-10',
      because:
        'The part-time timetable from Monday 10 November 2025 needs the parent’s agreement, a last day and a day on which it is looked at again.',
    })
    assert.match(
      partTimeTimetable({ from, parentAgrees: true, endsOn: day('2025-12-19') }).because,
      /needs a day on which it is looked at again\.$/,
    )
    assert.match(
      partTimeTimetable({ from, parentAgrees: true, reviewOn: day('2025-12-01') }).because,
      /needs a last day\.$/,
    )
    const whole = { from, parentAgrees: true, endsOn: day('2025-12-19'), reviewOn: day('2025-12-01') }
    assert.deepEqual(said(partTimeTimetable(whole)), {
      rule: 'T-25',
      arises: true,
      due: '2025-12-01',
      because: 'The part-time timetable is looked at again by Monday 1 December 2025.',
    })
    assert.equal(partTimeTimetable({ ...whole, endsOn: day('2025-11-28') }).due, '2025-11-28')
    assert.equal(partTimeTimetable({ ...whole, parentAgrees: false }).due, '2025-11-10')
    assert.deepEqual(partTimeTimetable(whole).inputs, {
      from: '2025-11-10',
      parentAgrees: true,
      endsOn: '2025-12-19',
      reviewOn: '2025-12-01',
    })
    assert.deepEqual(partTimeTimetable({ from, parentAgrees: false }).inputs, {
      from: '2025-11-10',
      parentAgrees: false,
    })
  })
})

describe('T-26 and T-27, a suspension', () => {
  const on = day('2026-01-14')
  test('is told the same day, to all who are owed it', () => {
    const told = (socialWorker: boolean, lookedAfter: boolean) =>
      suspensionTold({ on, socialWorker, lookedAfter }).because
    assert.equal(
      told(false, false),
      'Tell the parents and the authority on Wednesday 14 January 2026, without delay, with the reasons and the length.',
    )
    assert.match(told(true, false), /^Tell the parents, the authority and the social worker on/)
    assert.match(
      told(false, true),
      /^Tell the parents, the authority, the social worker and the virtual school head on/,
    )
    assert.deepEqual(
      [suspensionTold({ on, socialWorker: false, lookedAfter: false })].map(one => [
        one.rule,
        one.arises,
        one.due,
      ]),
      [['T-26', true, '2026-01-14']],
    )
  })

  test('of more than five school days brings education from the sixth', () => {
    const suspended = (lastDay: string) =>
      suspensionProvision({ ...school, firstDay: on, lastDay: day(lastDay) })
    // Worked example 41 counts the same days for the authority.
    assert.deepEqual(said(suspended('2026-01-21')), {
      rule: 'T-27',
      arises: true,
      due: '2026-01-21',
      because:
        'The suspension is 6 school days. The school arranges full-time education from Wednesday 21 January 2026, the sixth.',
    })
    assert.equal(suspended('2026-01-30').due, '2026-01-21')
    assert.equal(suspended('2026-01-21').days.at(-1)!.count, 6)
    assert.deepEqual(said(suspended('2026-01-20')), {
      rule: 'T-27',
      arises: false,
      due: undefined,
      because: 'The suspension is 5 school days; the school arranges education from the sixth.',
    })
    assert.deepEqual(suspended('2026-01-20').days, [])
    assert.match(suspended('2026-01-14').because, /^The suspension is 1 school day; /)
    assert.deepEqual(suspended('2026-01-21').inputs, {
      firstDay: '2026-01-14',
      lastDay: '2026-01-21',
      length: 6,
    })
  })
})
