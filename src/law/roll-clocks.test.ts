/** The clocks of names that come on a roll or leave it: the worked examples, and either side of every boundary. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate as day } from '../calendar/local-date.ts'
import { schoolCalendar, type TermDate } from '../calendar/school-calendar.ts'
import { exampleCalendar as calendar } from '../calendar/worked-examples.ts'
import type { Duty } from './answering.ts'
import {
  addName,
  childProtectionFile,
  deletionReturn,
  homeEducationMeeting,
  homeEducationSaid,
  homeEducationWritten,
  keepUntil,
  newPupilReturn,
  removalDay,
  specialNeedsTeamTold,
  transferDestination,
  transferFile,
} from './roll-clocks.ts'

const calendarVersion = 'v1'
const school = { calendar, calendarVersion }
const said = ({ rule, arises, due, because }: Duty) => ({ rule, arises, due, because })
const empty = schoolCalendar([])

describe('T-13, when a name goes on', () => {
  test('is the agreed first day, else the day the pupil first came, else not yet', () => {
    const agreedStart = day('2026-01-12')
    const firstCame = day('2026-01-14')
    assert.deepEqual(said(addName({ agreedStart, firstCame })), {
      rule: 'T-13',
      arises: true,
      due: '2026-01-12',
      because:
        'The first day agreed is Monday 12 January 2026: enter the name before school starts that day, whether or not the pupil comes.',
    })
    assert.deepEqual(said(addName({ firstCame })), {
      rule: 'T-13',
      arises: true,
      due: '2026-01-14',
      because:
        'No first day was agreed, so the name goes on when the pupil first came, Wednesday 14 January 2026.',
    })
    assert.deepEqual(said(addName({})), {
      rule: 'T-13',
      arises: false,
      due: undefined,
      because: 'No first day was agreed and the pupil has not come, so the name does not go on yet.',
    })
    assert.deepEqual(addName({ firstCame }).inputs, { firstCame: '2026-01-14' })
  })
})

describe('T-10, the new pupil return', () => {
  // Worked examples 28 and 29, an entry over a weekend, over a change of the clocks, over a leap day, and in the holidays.
  const cases = [
    ['2025-12-17', '2025-12-22', '2025-12-19'],
    ['2025-09-08', '2025-09-13', '2025-09-12'],
    ['2025-10-23', '2025-10-28', '2025-10-24'],
    ['2026-03-27', '2026-04-01', '2026-04-01'],
    ['2025-12-19', '2025-12-24', '2025-12-19'],
    ['2025-12-22', '2025-12-27', undefined],
    ['2026-07-20', '2026-07-25', '2026-07-20'],
  ] as const
  for (const [enteredOn, due, warnFrom] of cases) {
    test(`of a name entered on ${enteredOn} is due by ${due}`, () => {
      const answer = newPupilReturn({ ...school, enteredOn: day(enteredOn), mostJuniorClass: false })
      assert.equal(answer.rule, 'T-10')
      assert.equal(answer.arises, true)
      assert.equal(answer.due, due)
      assert.equal(answer.warnFrom, warnFrom)
      assert.deepEqual(
        answer.days.map(one => one.says),
        ['day 1', 'day 2', 'day 3', 'day 4', 'day 5'],
      )
      assert.equal(answer.days.at(-1)!.on, due)
    })
  }

  test('says so, and by what', () => {
    const { days, ...answer } = newPupilReturn({
      ...school,
      enteredOn: day('2025-12-17'),
      mostJuniorClass: false,
    })
    assert.deepEqual(answer, {
      rule: 'T-10',
      ruleVersion: '2024-08-19',
      calendarVersion: 'v1',
      arises: true,
      due: '2025-12-22',
      warnFrom: '2025-12-19',
      inputs: { enteredOn: '2025-12-17', mostJuniorClass: false },
      because:
        'The name was entered in the register on Wednesday 17 December 2025. The authority must have everything the register says about the pupil by Monday 22 December 2025 (5 days, weekends counted).',
      wouldChange: [
        'A corrected day of entry',
        'The pupil joining the most junior class on the first day of the school year',
      ],
      cites: 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13(1) to (3)',
      mark: 'read',
    })
  })

  test('counts a leap day', () => {
    const answer = newPupilReturn({ calendar: empty, enteredOn: day('2028-02-26'), mostJuniorClass: false })
    assert.equal(answer.due, '2028-03-02')
    assert.equal(answer.warnFrom, undefined)
  })

  test('is not due where both limbs of the exception hold, unless the authority asked before (T-10a)', () => {
    const first = day('2025-09-02')
    const junior = { ...school, enteredOn: first, mostJuniorClass: true }
    assert.deepEqual(said(newPupilReturn(junior)), {
      rule: 'T-10a',
      arises: false,
      due: undefined,
      because:
        'The pupil joined the most junior class on the first day of the school year, Tuesday 2 September 2025, so no return is due unless the authority asks.',
    })
    assert.equal(newPupilReturn(junior).calendarVersion, 'v1')
    assert.equal(newPupilReturn({ ...junior, enteredOn: day('2025-09-01') }).arises, false)
    assert.equal(newPupilReturn({ ...junior, enteredOn: day('2025-09-03') }).arises, true)
    assert.equal(newPupilReturn({ ...junior, enteredOn: day('2025-09-08') }).due, '2025-09-13')
    assert.equal(newPupilReturn({ ...junior, mostJuniorClass: false }).arises, true)
    assert.equal(newPupilReturn({ ...junior, authorityAskedOn: day('2025-09-01') }).due, '2025-09-07')
    assert.equal(newPupilReturn({ ...junior, authorityAskedOn: first }).arises, false)
    assert.equal(newPupilReturn({ ...junior, calendar: empty }).arises, true)
    assert.deepEqual(newPupilReturn({ ...junior, authorityAskedOn: first }).inputs, {
      enteredOn: '2025-09-02',
      mostJuniorClass: true,
      authorityAskedOn: '2025-09-02',
    })
  })
})

describe('T-11, the deletion return', () => {
  const senior = { ...school, mostSeniorClass: true, authorityAsked: false }
  // Worked examples 30 and 31, and either side of the last day of the last term, which is a training day.
  const cases = [
    ['2026-07-22', false],
    ['2026-07-21', false],
    ['2026-07-20', true],
    ['2026-07-10', true],
    ['2026-06-26', true],
    ['2026-08-31', false],
    ['2026-09-01', true],
  ] as const
  for (const [removedOn, arises] of cases) {
    test(`of the most senior class on ${removedOn} is ${arises ? 'due' : 'not due'}`, () => {
      const answer = deletionReturn({ ...senior, removedOn: day(removedOn) })
      assert.equal(answer.arises, arises)
      assert.equal(answer.rule, arises ? 'T-11' : 'T-11a')
      assert.equal(answer.due, arises ? removedOn : undefined)
    })
  }

  test('is due for any other class, and where the authority asked', () => {
    const removedOn = day('2026-07-22')
    assert.equal(deletionReturn({ ...senior, removedOn, mostSeniorClass: false }).due, '2026-07-22')
    assert.equal(deletionReturn({ ...senior, removedOn, authorityAsked: true }).due, '2026-07-22')
    assert.equal(deletionReturn({ ...senior, removedOn, calendar: empty }).arises, true)
  })

  test('says so', () => {
    assert.deepEqual(said(deletionReturn({ ...senior, removedOn: day('2026-07-22') })), {
      rule: 'T-11a',
      arises: false,
      due: undefined,
      because:
        'The pupil was in the most senior class and the last term had ended (Tuesday 21 July 2026), so no return is due unless the authority asks.',
    })
    const answer = deletionReturn({ ...senior, removedOn: day('2026-07-10') })
    assert.deepEqual(said(answer), {
      rule: 'T-11',
      arises: true,
      due: '2026-07-10',
      because:
        'The name was removed from the register on Friday 10 July 2026. The authority must be told, with the ground, no later than that day.',
    })
    assert.deepEqual(answer.days, [{ on: '2026-07-10', did: 'counted', count: 0, says: 'the day itself' }])
    assert.deepEqual(answer.inputs, {
      removedOn: '2026-07-10',
      mostSeniorClass: true,
      authorityAsked: false,
    })
    assert.equal(answer.calendarVersion, 'v1')
  })
})

describe('T-12, the day of a removal', () => {
  test('is the day of the ground, and never a day that has passed', () => {
    const today = day('2025-10-20')
    // Worked example 19: the twentieth day was 10 October, the conclusion came on the 20th.
    assert.deepEqual(said(removalDay({ groundMetOn: day('2025-10-10'), today })), {
      rule: 'T-12',
      arises: true,
      due: '2025-10-20',
      because:
        'The ground has been there since Friday 10 October 2025. Remove the name today, Monday 20 October 2025, and date it today: a removal is never backdated.',
    })
    assert.deepEqual(said(removalDay({ groundMetOn: day('2025-10-21'), today })), {
      rule: 'T-12',
      arises: true,
      due: '2025-10-21',
      because: 'The ground is there on Tuesday 21 October 2025. Remove the name on that day, and not before.',
    })
    assert.equal(removalDay({ groundMetOn: today, today }).due, '2025-10-20')
    assert.match(removalDay({ groundMetOn: today, today }).because, /^The ground is there on/)
  })
})

describe('T-16 to T-20, home education', () => {
  const letter = {
    ...school,
    receivedOn: day('2025-11-06'),
    statedDay: day('2025-11-07'),
    orderInForce: false,
    specialSchoolPlacedByAuthority: false,
    authorityConsents: false,
    hasPlan: true,
  }

  test('in writing: worked example 23, from the day after the stated day, on the next school day', () => {
    const answer = homeEducationWritten(letter)
    assert.equal(answer.earliest, '2025-11-08')
    assert.deepEqual(said(answer), {
      rule: 'T-16',
      arises: true,
      due: '2025-11-10',
      because:
        'The parent wrote that the pupil will not attend after Friday 7 November 2025. Remove the name once that day has passed, from Saturday 8 November 2025 and by Monday 10 November 2025; send the return no later, with a copy of the letter. The authority’s consent is not needed; tell its special needs team.',
    })
    assert.deepEqual(answer.days, [
      { on: '2025-11-07', did: 'counted', count: 0, says: 'the stated day' },
      { on: '2025-11-08', did: 'counted', count: 1, says: 'the stated day has passed' },
    ])
    assert.deepEqual(answer.inputs, {
      receivedOn: '2025-11-06',
      statedDay: '2025-11-07',
      orderInForce: false,
      specialSchoolPlacedByAuthority: false,
      authorityConsents: false,
      hasPlan: true,
    })
  })

  test('in writing, on other days', () => {
    const at = (statedDay: string, receivedOn = '2025-11-06') =>
      homeEducationWritten({ ...letter, statedDay: day(statedDay), receivedOn: day(receivedOn) })
    assert.deepEqual([at('2025-11-05').earliest, at('2025-11-05').due], ['2025-11-06', '2025-11-06'])
    assert.deepEqual([at('2025-11-06').earliest, at('2025-11-06').due], ['2025-11-07', '2025-11-07'])
    assert.equal(at('2025-10-01').earliest, '2025-11-06', 'never before the letter came')
    assert.equal(at('2025-12-19').due, '2026-01-06')
    assert.equal(at('2026-07-20').due, '2026-07-21', 'where the calendar has ended, the day itself')
    assert.match(homeEducationWritten({ ...letter, hasPlan: false }).because, / with a copy of the letter\.$/)
  })

  test('is refused by an order, by a special school’s missing consent, and without a stated day: examples 24 and 25', () => {
    assert.deepEqual(said(homeEducationWritten({ ...letter, orderInForce: true })), {
      rule: 'T-16',
      arises: false,
      due: undefined,
      because:
        'A school attendance order is in force, so the name stays on the roll. The parent asks the authority to revoke it first.',
    })
    const special = { ...letter, specialSchoolPlacedByAuthority: true }
    assert.deepEqual(said(homeEducationWritten(special)), {
      rule: 'T-19',
      arises: false,
      due: undefined,
      because:
        'The authority placed the pupil at this special school and has not consented, so the name stays on the roll.',
    })
    assert.equal(homeEducationWritten(special).earliest, undefined)
    const consented = homeEducationWritten({ ...special, authorityConsents: true })
    assert.equal(consented.due, '2025-11-10')
    assert.match(consented.because, / with a copy of the letter\.$/)
    assert.equal(homeEducationWritten({ ...letter, authorityConsents: true }).arises, true)
    const { statedDay, ...undated } = letter
    assert.deepEqual(said(homeEducationWritten(undated)), {
      rule: 'T-16',
      arises: false,
      due: undefined,
      because:
        'The letter states no day after which the pupil will not attend, so the name stays on the roll. Ask the parent for the day.',
    })
    assert.equal(homeEducationWritten({ ...special, orderInForce: true }).rule, 'T-16')
    assert.equal(homeEducationWritten(special).calendarVersion, 'v1')
  })

  test('by word of mouth: worked example 26, no removal, and the authority is told', () => {
    assert.deepEqual(said(homeEducationSaid({ saidOn: day('2025-11-06') })), {
      rule: 'T-17',
      arises: true,
      due: '2025-11-06',
      because:
        'The parent said on Thursday 6 November 2025 that the child will be home educated and has not written it. The name stays on the roll and the register is taken. Tell the authority that day.',
    })
  })

  test('of a vulnerable child: a meeting, which delays nothing', () => {
    const none = { hasPlan: false, socialWorker: false, vulnerable: false }
    for (const has of [{ hasPlan: true }, { socialWorker: true }, { vulnerable: true }]) {
      const answer = homeEducationMeeting({ ...none, ...has })
      assert.deepEqual(said(answer), {
        rule: 'T-18',
        arises: true,
        due: undefined,
        because:
          'The child has a plan, a social worker or is vulnerable: try to meet the parent, the authority and the professionals before the decision is final. It cannot hold up a removal that is valid.',
      })
      assert.equal(answer.mark, 'unverified')
    }
    assert.deepEqual(said(homeEducationMeeting(none)), {
      rule: 'T-18',
      arises: false,
      due: undefined,
      because: 'The child has no plan and no social worker and is not known to be vulnerable.',
    })
  })

  test('of a pupil with a plan: the special needs team is told, except where consent is needed', () => {
    const told = (hasPlan: boolean, specialSchoolPlacedByAuthority: boolean) =>
      said(specialNeedsTeamTold({ removedOn: day('2025-11-10'), hasPlan, specialSchoolPlacedByAuthority }))
    assert.deepEqual(told(true, false), {
      rule: 'T-20',
      arises: true,
      due: '2025-11-10',
      because:
        'The pupil has a plan and is at a mainstream school: no consent is needed. Tell the authority’s special needs team with the return.',
    })
    assert.deepEqual(told(true, true), {
      rule: 'T-20',
      arises: false,
      due: undefined,
      because: 'The authority placed the pupil at a special school: its consent is needed.',
    })
    assert.deepEqual(told(false, false), {
      rule: 'T-20',
      arises: false,
      due: undefined,
      because: 'The pupil has no education, health and care plan.',
    })
    assert.equal(told(false, true).because, 'The pupil has no education, health and care plan.')
  })
})

describe('T-21 to T-23, the transfer file', () => {
  const to = 'another school'
  test('is due on the fifteenth school day after, with a warning on the tenth: worked example 32', () => {
    const answer = transferFile({ ...school, removedOn: day('2025-12-05'), destination: to })
    assert.deepEqual(said(answer), {
      rule: 'T-21',
      arises: true,
      due: '2026-01-12',
      because:
        'The name was removed from the register on Friday 5 December 2025. The transfer file must go by Monday 12 January 2026.',
    })
    assert.equal(answer.warnFrom, '2025-12-19')
    assert.deepEqual([answer.days.at(-1)!.on, answer.days.at(-1)!.count], ['2026-01-12', 15])
    assert.deepEqual(answer.inputs, { removedOn: '2025-12-05', destination: 'another school' })
    const before = transferFile({ ...school, removedOn: day('2025-12-04'), destination: to })
    assert.deepEqual([before.due, before.warnFrom], ['2026-01-09', '2025-12-18'])
    const saturday = transferFile({ ...school, removedOn: day('2025-12-06'), destination: to })
    assert.deepEqual([saturday.due, saturday.warnFrom], ['2026-01-12', '2025-12-19'])
  })

  test('has no day past the calendar', () => {
    const answer = transferFile({ ...school, removedOn: day('2026-07-01'), destination: to })
    assert.equal(answer.due, undefined)
    assert.equal(answer.warnFrom, '2026-07-15')
    assert.match(answer.because, /The transfer file must go within 15 school days\.$/)
  })

  test('goes to the lost pupils at once where nobody knows the destination', () => {
    const answer = transferFile({ ...school, removedOn: day('2025-12-05'), destination: 'not known' })
    assert.deepEqual(said(answer), {
      rule: 'T-22',
      arises: true,
      due: '2025-12-05',
      because:
        'The name was removed from the register on Friday 5 December 2025 and nobody knows where the pupil went. Send the file to the lost pupil area that day, one pupil to a file, with the destination XXXXXXX.',
    })
    assert.equal(answer.warnFrom, undefined)
  })

  test('names its destination', () => {
    assert.deepEqual(transferDestination('another school'), { rule: 'T-21' })
    assert.deepEqual(transferDestination('not known'), { rule: 'T-22', code: 'XXXXXXX' })
    for (const out of ['abroad', 'outside the maintained sector'] as const) {
      assert.deepEqual(transferDestination(out), { rule: 'T-23', code: 'MMMMMMM' })
      const answer = transferFile({ ...school, removedOn: day('2025-12-05'), destination: out })
      assert.equal(answer.due, '2026-01-12')
      assert.match(answer.because, /2026\. Its destination is MMMMMMM\.$/)
    }
  })
})

describe('T-24, the child protection file', () => {
  test('is due by the earlier of five days and five school days: worked example 33', () => {
    const answer = childProtectionFile({ ...school, movedOn: day('2025-12-05') })
    assert.deepEqual(said(answer), {
      rule: 'T-24',
      arises: true,
      due: '2025-12-10',
      because:
        'The pupil left on Friday 5 December 2025. The child protection file must be with the new school’s safeguarding lead by Wednesday 10 December 2025, sent separately and securely. As school days it would be Friday 12 December 2025; nobody says which are meant, so the earlier day holds.',
    })
    assert.equal(answer.mark, 'unverified')
    assert.equal(childProtectionFile({ ...school, movedOn: day('2026-08-31') }).mark, 'unverified')
    assert.equal(childProtectionFile({ ...school, movedOn: day('2026-09-01') }).mark, 'second-hand')
    assert.equal(answer.days.length, 5)
    assert.deepEqual(answer.inputs, { movedOn: '2025-12-05' })
  })

  test('is the calendar day where the calendar ends, or is the same', () => {
    const late = childProtectionFile({ ...school, movedOn: day('2026-07-20') })
    assert.equal(late.due, '2026-07-25')
    assert.match(late.because, /securely\.$/)
  })

  test('in a new term is due in its first five days', () => {
    const answer = childProtectionFile({
      ...school,
      movedOn: day('2025-10-24'),
      newTermFrom: day('2025-11-04'),
    })
    assert.equal(answer.due, '2025-11-08')
    assert.match(
      answer.because,
      /^The new term begins on Tuesday 4 November 2025\. .* by Saturday 8 November 2025, .*As school days it would be Monday 10 November 2025; /,
    )
    const next = childProtectionFile({
      ...school,
      movedOn: day('2026-09-01'),
      newTermFrom: day('2026-09-02'),
    })
    assert.equal(next.mark, 'unverified')
    assert.equal(next.due, '2026-09-06')
    const monday = childProtectionFile({
      ...school,
      movedOn: day('2025-12-19'),
      newTermFrom: day('2026-02-23'),
    })
    assert.equal(monday.due, '2026-02-27')
    assert.match(monday.because, /securely\.$/)
  })

  test('would be the school day, were a school open at weekends of a bank holiday sort', () => {
    const weekdays: TermDate[] = [
      { kind: 'HALF_TERM', name: '', startsOn: day('2025-12-08'), endsOn: day('2025-12-19') },
    ]
    const answer = childProtectionFile({ calendar: schoolCalendar(weekdays), movedOn: day('2025-12-07') })
    assert.equal(answer.due, '2025-12-12')
    assert.match(answer.because, /securely\.$/)
  })
})

describe('C-KEEP, how long entries are kept', () => {
  test('is six years from the day each was made', () => {
    assert.deepEqual(said(keepUntil({ madeOn: day('2026-11-22') })), {
      rule: 'C-KEEP',
      arises: true,
      due: '2032-11-22',
      because:
        'The entry was made on Sunday 22 November 2026 and is kept until Monday 22 November 2032 at least, 6 years.',
    })
    assert.equal(keepUntil({ madeOn: day('2028-02-29') }).due, '2034-03-01')
    assert.equal(keepUntil({ madeOn: day('2026-02-28') }).due, '2032-02-28')
    assert.equal(keepUntil({ madeOn: day('2024-08-18') }).mark, 'unverified')
    assert.equal(keepUntil({ madeOn: day('2024-08-19') }).mark, 'second-hand')
  })
})
