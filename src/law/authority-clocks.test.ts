import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween, type LocalDate, localDate, weekday } from '../calendar/local-date.ts'
import { isSchoolDay } from '../calendar/school-calendar.ts'
import { exampleCalendar } from '../calendar/worked-examples.ts'
import { bankHolidaysVersion } from '../calendar/working-days.ts'
import type { Answer } from './answer.ts'
import {
  attendanceReturnInterval,
  censusReturnDue,
  enquiriesStartDue,
  exclusionProvision,
  fairAccessByFourWeeks,
  fairAccessByPlan,
  fairAccessPlace,
  homeEducationContactDue,
  inYearOutcome,
  orderChoice,
  orderConsultation,
  replyToAuthorityDue,
  s437Notice,
  sectionNineteen,
  servedOn,
  triageDue,
} from './authority-clocks.ts'
import { censusDates, nextCensus } from './census-dates.ts'
import type { Commencement } from './pending.ts'

const day = localDate
const school = { calendar: exampleCalendar, version: 'term dates 3' }
const delivered = (on: string) => ({ service: { deliveredOn: day(on) } })
const posted = (on: string, how: 'first class' | 'second class' = 'first class') => ({
  service: { postedOn: day(on), class: how },
})
const section39 = (on: string): Commencement[] => [{ provision: 's39', on: day(on), cites: 'SI 2027/39' }]
const counted = (answer: Answer) => answer.days.filter(one => one.did === 'counted')
/** A day of any year that the bank holiday list knows. */
const anyDay = fc.integer({ min: 0, max: 1700 }).map(n => addDays(day('2024-01-01'), n))

/** What every answer owes its reader. */
function shown(answer: Answer, rule: string): void {
  assert.equal(answer.rule, rule)
  assert.match(answer.ruleVersion, /^\d{4}-\d\d-\d\d$/)
  assert.match(answer.because, /^[A-Z\d].+[.]$/)
  assert.ok(answer.wouldChange.length > 0 && answer.wouldChange.every(says => says.length > 10))
  assert.ok(answer.cites.length > 10)
  assert.ok(Object.keys(answer.inputs).length > 0)
  for (const [i, one] of answer.days.entries()) {
    assert.ok(one.says !== '')
    if (i > 0) assert.ok(answer.days[i - 1]!.on < one.on)
  }
}

describe('L-02 and L-03: referrals and enquiries', () => {
  test('a referral is looked at the day it comes, or the next working day', () => {
    const friday = triageDue({ received: day('2026-11-20') })
    shown(friday, 'L-02')
    assert.deepEqual(friday, {
      rule: 'L-02',
      ruleVersion: '2026-09-01',
      calendarVersion: bankHolidaysVersion,
      due: '2026-11-20',
      because:
        'The referral came on Friday 20 November 2026. Its risk is looked at by Friday 20 November 2026. A child in danger never waits for it.',
      days: [{ on: '2026-11-20', did: 'counted', count: 0, says: 'the day itself' }],
      wouldChange: [
        'Immediate danger: then at once, with the police and social care',
        'A bank holiday that is moved or added',
      ],
      inputs: { received: '2026-11-20' },
      cites: 'Onroll’s own default; no law or guidance gives a number',
      mark: 'inferred',
    })
    assert.equal(triageDue({ received: day('2026-11-21') }).due, '2026-11-23')
    assert.equal(triageDue({ received: day('2026-12-25') }).due, '2026-12-29')
  })

  test('enquiries begin within two working days', () => {
    const answer = enquiriesStartDue({ received: day('2026-11-20') })
    shown(answer, 'L-02')
    assert.equal(answer.due, '2026-11-24')
    assert.match(answer.because, /came on Friday 20 .+ within 2 working days: by Tuesday 24 November 2026\./)
    assert.deepEqual(
      answer.days.map(one => one.did),
      ['passed-over', 'passed-over', 'counted', 'counted'],
    )
    assert.deepEqual(answer.inputs, { received: '2026-11-20' })
    assert.match(answer.wouldChange[0]!, /then the same day/)
  })

  test('another authority is answered within five working days, over Easter too', () => {
    const answer = replyToAuthorityDue({ asked: day('2026-03-31') })
    shown(answer, 'L-03')
    // 1, 2, 7, 8 and 9 April: the 3rd and the 6th are bank holidays.
    assert.equal(answer.due, '2026-04-09')
    assert.equal(counted(answer).length, 5)
    assert.match(
      answer.because,
      /asked on Tuesday 31 March 2026\. .+ within 5 working days: by Thursday 9 April/,
    )
    assert.deepEqual(answer.inputs, { asked: '2026-03-31' })
    assert.equal(answer.calendarVersion, bankHolidaysVersion)
    assert.match(answer.wouldChange[0]!, /at once/)
  })
})

describe('L-04: education for a child who is ill', () => {
  const ask = (missed: number, expected: number) =>
    sectionNineteen({ missed, expected, clearOn: day('2026-02-09') })

  test('begins when it is clear that 15 days or more will be missed, and not at 14', () => {
    assert.equal(ask(11, 3).due, undefined)
    assert.equal(ask(11, 4).due, '2026-02-09')
    assert.equal(ask(0, 15).due, '2026-02-09')
    assert.equal(ask(15, 0).due, '2026-02-09')
    assert.equal(ask(14, 0).due, undefined)
    assert.equal(ask(20, 10).due, '2026-02-09')
  })

  test('says the sum', () => {
    const yes = ask(11, 4)
    shown(yes, 'L-04')
    assert.equal(
      yes.because,
      '11 school days missed and 4 more expected are 15: 15 or more. The authority arranges suitable education as soon as that is clear, from Monday 9 February 2026.',
    )
    assert.deepEqual(yes.days, [
      { on: '2026-02-09', did: 'counted', count: 15, says: 'the day on which it was clear' },
    ])
    assert.deepEqual(yes.inputs, { missed: 11, expected: 4, clearOn: '2026-02-09' })
    assert.equal(yes.mark, 'second-hand')
    const no = ask(11, 3)
    shown(no, 'L-04')
    assert.match(no.because, /are 14: fewer than 15\. The authority need not/)
    assert.deepEqual(no.days, [])
    assert.equal(no.wouldChange.length, 2)
  })
})

describe('L-05: education after a permanent exclusion', () => {
  test('example 41: the sixth school day, the first excluded day counted', () => {
    const answer = exclusionProvision({ firstExcludedDay: day('2026-01-14') }, school)
    shown(answer, 'L-05')
    assert.equal(answer.due, '2026-01-21')
    assert.equal(answer.warnFrom, undefined)
    assert.equal(answer.calendarVersion, 'term dates 3')
    assert.deepEqual(
      counted(answer).map(one => one.on),
      ['2026-01-14', '2026-01-15', '2026-01-16', '2026-01-19', '2026-01-20', '2026-01-21'],
    )
    assert.match(answer.because, /School day 6, that day counted, is Wednesday 21 January 2026: full-time/)
    assert.match(answer.because, /from then\.$/)
    assert.deepEqual(answer.inputs, { firstExcludedDay: '2026-01-14', lookedAfter: false })
    assert.match(answer.wouldChange[0]!, /cancelled/)
    assert.match(answer.wouldChange[1]!, /term dates between/)
  })

  test('for a looked-after child is expected from the first day', () => {
    const answer = exclusionProvision({ firstExcludedDay: day('2026-01-14'), lookedAfter: true }, school)
    assert.equal(answer.due, '2026-01-21')
    assert.equal(answer.warnFrom, '2026-01-14')
    assert.match(answer.because, /looked after: it is expected from the first day\.$/)
    assert.equal(answer.inputs.lookedAfter, true)
  })

  test('is not guessed past the calendar', () => {
    const answer = exclusionProvision({ firstExcludedDay: day('2026-07-17') }, school)
    assert.equal(answer.due, undefined)
    assert.deepEqual(answer.days, [])
    assert.match(answer.because, /School day 6 from Friday 17 July 2026 lies beyond the term dates/)
    assert.match(answer.wouldChange[1]!, /not known yet/)
  })
})

describe('L-06: the notice under section 437', () => {
  test('example 38: served 2 March, its period ends on the 16th, steps not before the 17th', () => {
    const answer = s437Notice(delivered('2026-03-02'))
    shown(answer, 'L-06')
    assert.equal(answer.due, '2026-03-16')
    assert.equal(answer.stepsFrom, '2026-03-17')
    assert.equal(answer.days.length, 15)
    assert.deepEqual(answer.days[0], { on: '2026-03-02', did: 'counted', count: 1, says: 'day 1' })
    assert.deepEqual(answer.days[14], { on: '2026-03-16', did: 'counted', count: 15, says: 'day 15' })
    assert.equal(
      answer.because,
      'Served on Monday 2 March 2026. That day is the first of 15, and until the end of Monday 16 March 2026 the parent may satisfy the authority that the child is suitably educated. Steps towards a school attendance order not before Tuesday 17 March 2026.',
    )
    assert.equal(answer.mark, 'read')
    assert.equal(answer.cites, 'Education Act 1996, section 437(1) and (2)')
    assert.equal(answer.calendarVersion, undefined)
    assert.deepEqual(answer.inputs, { deliveredOn: '2026-03-02', served: '2026-03-02', daysGiven: 15 })
    assert.deepEqual(answer.wouldChange, [
      'Proof that it was delivered on another day',
      'The commencement of section 39 of the Children’s Wellbeing and Schools Act 2026',
    ])
  })

  test('may give more days, and those hold; fewer begin no period', () => {
    assert.equal(s437Notice({ ...delivered('2026-03-02'), daysGiven: 15 }).due, '2026-03-16')
    assert.equal(s437Notice({ ...delivered('2026-03-02'), daysGiven: 21 }).due, '2026-03-22')
    assert.equal(s437Notice({ ...delivered('2026-03-02'), daysGiven: 21 }).stepsFrom, '2026-03-23')
    const short = s437Notice({ ...delivered('2026-03-02'), daysGiven: 14 })
    shown(short, 'L-06')
    assert.equal(short.due, undefined)
    assert.equal(short.stepsFrom, undefined)
    assert.deepEqual(short.days, [])
    assert.match(short.because, /gives 14 days\. It must give at least 15 .+ serve a new notice\.$/)
    assert.deepEqual(short.inputs, { deliveredOn: '2026-03-02', served: '2026-03-02', daysGiven: 14 })
  })

  test('by post is served on the day the post would have brought it, and says that nobody checked that', () => {
    const answer = s437Notice(posted('2026-02-26'))
    assert.equal(answer.due, '2026-03-16')
    assert.match(answer.because, /^Served on Monday 2 March 2026, the day the post would have brought it\./)
    assert.equal(answer.mark, 'unverified')
    assert.equal(
      answer.cites,
      'Education Act 1996, section 437(1) and (2); Ordinary course of post, first class',
    )
    assert.equal(answer.calendarVersion, bankHolidaysVersion)
    assert.deepEqual(answer.inputs, {
      postedOn: '2026-02-26',
      post: 'first class',
      served: '2026-03-02',
      daysGiven: 15,
    })
    assert.deepEqual(answer.wouldChange[0], 'Proof of the day it was delivered')
    assert.deepEqual(
      answer.days.slice(0, 5).map(one => [one.on, one.did, one.says]),
      [
        ['2026-02-27', 'passed-over', 'in the post, working day 1'],
        ['2026-02-28', 'passed-over', 'weekend or bank holiday'],
        ['2026-03-01', 'passed-over', 'weekend or bank holiday'],
        ['2026-03-02', 'passed-over', 'in the post, working day 2'],
        ['2026-03-02', 'counted', 'day 1'],
      ],
    )
    assert.equal(counted(answer).length, 15)
    const second = s437Notice(posted('2026-02-26', 'second class'))
    assert.equal(second.due, '2026-03-18')
    assert.match(second.cites, /second class$/)
  })

  test('that arrived before the post would have brought it is served when it arrived', () => {
    assert.deepEqual(servedOn({ deliveredOn: day('2026-02-28') }), {
      due: '2026-02-28',
      served: '2026-02-28',
      days: [],
    })
    assert.equal(servedOn({ postedOn: day('2026-02-26'), class: 'first class' }).served, '2026-03-02')
    assert.equal(servedOn({ postedOn: day('2026-02-26'), class: 'second class' }).served, '2026-03-04')
  })

  test('counts the days of post that a manager has set, with the source', () => {
    const set = [{ key: 'first-class-post', from: day('2026-01-01'), value: 1, cites: 'Practice note 4' }]
    const answer = s437Notice(posted('2026-02-26'), [], set)
    assert.equal(answer.due, '2026-03-13')
    assert.match(answer.cites, /; Practice note 4$/)
    assert.equal(answer.mark, 'second-hand')
    // What was read in the Act is no setting.
    const bold = [{ key: 's437-notice', from: day('2026-01-01'), value: 5, cites: 'ours' }]
    assert.equal(s437Notice(delivered('2026-03-02'), [], bold).due, '2026-03-16')
  })

  test('is no way any more once section 39 holds', () => {
    const ended = s437Notice(delivered('2027-04-01'), section39('2027-04-01'))
    shown(ended, 'L-06')
    assert.equal(ended.due, undefined)
    assert.equal(ended.stepsFrom, undefined)
    assert.deepEqual(ended.days, [])
    assert.match(ended.because, /^From Thursday 1 April 2027 this way to a school attendance order no longer/)
    assert.equal(ended.cites, 'Education Act 1996, section 437(1) and (2); SI 2027/39')
    assert.equal(ended.inputs.replacedFrom, '2027-04-01')
    const before = s437Notice(delivered('2027-03-31'), section39('2027-04-01'))
    assert.equal(before.due, '2027-04-14')
    assert.equal(before.stepsFrom, undefined)
    assert.match(
      before.because,
      /Section 39 of the 2026 Act begins on Thursday 1 April 2027: whether anything/,
    )
    assert.equal(before.inputs.replacedFrom, '2027-04-01')
  })

  test('leaves the steps open that may be taken before section 39 holds', () => {
    // Served on 17 March, the period ends on the 31st: the first step would fall on the day itself.
    assert.equal(s437Notice(delivered('2027-03-17'), section39('2027-04-01')).stepsFrom, undefined)
    const last = s437Notice(delivered('2027-03-16'), section39('2027-04-01'))
    assert.equal(last.stepsFrom, '2027-03-31')
    assert.match(last.because, /not before Wednesday 31 March 2027\.$/)
    const other: Commencement[] = [{ provision: 's38', on: day('2027-04-01'), cites: 'SI 2027/38' }]
    assert.equal(s437Notice(delivered('2027-04-01'), other).stepsFrom, '2027-04-16')
  })

  test('gives every parent fifteen days, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 15, max: 60 }), (on, daysGiven) => {
        const answer = s437Notice({ service: { deliveredOn: on }, daysGiven })
        assert.equal(daysBetween(on, answer.due!), daysGiven - 1)
        assert.equal(daysBetween(answer.due!, answer.stepsFrom!), 1)
        assert.equal(answer.days.length, daysGiven)
        const byPost = s437Notice({ service: { postedOn: on, class: 'first class' }, daysGiven })
        assert.ok(byPost.due! > answer.due!)
      }),
    )
  })
})

describe('L-08 and L-09: before an order', () => {
  test('the parent has 15 days beginning with service to choose, which nobody has checked', () => {
    const answer = orderChoice(delivered('2026-03-18'))
    shown(answer, 'L-08')
    assert.equal(answer.due, '2026-04-01')
    assert.equal(answer.stepsFrom, '2026-04-02')
    assert.equal(answer.mark, 'unverified')
    assert.equal(answer.cites, 'Education Act 1996, section 438')
    assert.match(
      answer.because,
      /the parent may choose another school .+ The order not before Thursday 2 April/,
    )
    assert.deepEqual(answer.inputs, { deliveredOn: '2026-03-18', served: '2026-03-18' })
    assert.equal(orderChoice(posted('2026-03-18')).due, '2026-04-03')
    assert.equal(orderChoice(posted('2026-03-18')).inputs.post, 'first class')
  })

  test('the school has as long to ask for a direction', () => {
    const answer = orderConsultation(delivered('2026-03-18'))
    shown(answer, 'L-09')
    assert.equal(answer.due, '2026-04-01')
    assert.equal(answer.stepsFrom, '2026-04-02')
    assert.equal(answer.mark, 'unverified')
    assert.equal(answer.cites, 'Education Act 1996, section 439')
    assert.match(
      answer.because,
      /the school may ask the Secretary of State .+ An order that names the school not/,
    )
    assert.deepEqual(answer.inputs, { deliveredOn: '2026-03-18', served: '2026-03-18' })
  })

  test('a manager who has read the section sets the number, each its own', () => {
    const set = [{ key: 'order-choice', from: day('2026-01-01'), value: 10, cites: 'section 438(3), read' }]
    const choice = orderChoice(delivered('2026-03-18'), [], set)
    assert.equal(choice.due, '2026-03-27')
    assert.equal(choice.ruleVersion, '2026-01-01')
    assert.equal(choice.mark, 'second-hand')
    assert.equal(orderConsultation(delivered('2026-03-18'), [], set).due, '2026-04-01')
    const other = [{ key: 'order-consultation', from: day('2026-01-01'), value: 20, cites: 'section 439' }]
    assert.equal(orderConsultation(delivered('2026-03-18'), [], other).due, '2026-04-06')
  })

  test('both ways end with section 39', () => {
    for (const clock of [orderChoice, orderConsultation]) {
      assert.equal(clock(delivered('2027-04-01'), section39('2027-04-01')).due, undefined)
      assert.equal(clock(delivered('2027-03-31'), section39('2027-04-01')).due, '2027-04-14')
    }
  })
})

describe('L-13: an application during the year', () => {
  test('example 40: received 9 February, aim 2 March, must 9 March', () => {
    const answer = inYearOutcome({ received: day('2026-02-09') }, school)
    shown(answer, 'L-13')
    assert.equal(answer.warnFrom, '2026-03-02')
    assert.equal(answer.due, '2026-03-09')
    assert.equal(counted(answer).length, 15)
    assert.equal(answer.days.find(one => one.on === '2026-02-16')?.did, 'passed-over')
    assert.equal(answer.calendarVersion, 'term dates 3')
    assert.equal(
      answer.because,
      'The application came on Monday 9 February 2026. The parent has the outcome in writing by Monday 2 March 2026 if possible (10 school days), and by Monday 9 March 2026 at the latest (15).',
    )
    assert.equal(answer.mark, 'second-hand')
    assert.deepEqual(answer.inputs, { received: '2026-02-09', receiptIsDayOne: false })
  })

  test('where the day of receipt counts as the first, it is earlier', () => {
    const answer = inYearOutcome({ received: day('2026-02-09') }, school, { receiptIsDayOne: true })
    assert.equal(answer.warnFrom, '2026-02-27')
    assert.equal(answer.due, '2026-03-06')
    assert.equal(answer.inputs.receiptIsDayOne, true)
    assert.equal(answer.days[0]!.on, '2026-02-09')
  })

  test('is not guessed past the calendar', () => {
    const answer = inYearOutcome({ received: day('2026-07-06') }, school)
    assert.equal(answer.due, undefined)
    // The tenth school day, 20 July, is the last there is.
    assert.equal(answer.warnFrom, '2026-07-20')
    assert.match(answer.because, /The last day lies beyond the term dates/)
    assert.match(answer.wouldChange[1]!, /not known yet/)
    assert.match(inYearOutcome({ received: day('2026-02-09') }, school).wouldChange[1]!, /term dates between/)
  })
})

describe('L-14: a place under the fair access protocol', () => {
  test('example 39: accepted 2 February, a place by 9 March', () => {
    const answer = fairAccessPlace({ accepted: day('2026-02-02') }, school)
    shown(answer, 'L-14')
    assert.equal(answer.due, '2026-03-09')
    assert.equal(counted(answer).length, 20)
    assert.equal(answer.calendarVersion, 'term dates 3')
    assert.match(
      answer.because,
      /on Monday 2 February 2026\. .+ within 20 school days: by Monday 9 March 2026\./,
    )
    assert.deepEqual(answer.inputs, { accepted: '2026-02-02', receiptIsDayOne: false })
    const stricter = fairAccessPlace({ accepted: day('2026-02-02') }, school, { receiptIsDayOne: true })
    assert.equal(stricter.due, '2026-03-06')
    assert.equal(stricter.inputs.receiptIsDayOne, true)
    assert.match(answer.wouldChange[1]!, /term dates between/)
  })

  test('is not guessed past the calendar', () => {
    const answer = fairAccessPlace({ accepted: day('2026-07-01') }, school)
    assert.equal(answer.due, undefined)
    assert.match(answer.because, /lies beyond the term dates/)
    assert.match(answer.wouldChange[1]!, /not known yet/)
  })

  test('ends on a school day, never sooner than the day it began, and the stricter reading is never later', () => {
    const days = fc.integer({ min: 0, max: 250 }).map(n => addDays(day('2025-09-02'), n))
    fc.assert(
      fc.property(days, from => {
        const calm = fairAccessPlace({ accepted: from }, school).due
        const strict = fairAccessPlace({ accepted: from }, school, { receiptIsDayOne: true }).due
        const aim = inYearOutcome({ received: from }, school)
        if (calm === undefined) return
        assert.ok(isSchoolDay(exampleCalendar, calm) && calm > from)
        assert.ok(strict! <= calm)
        assert.ok(aim.warnFrom! < aim.due! && aim.due! < calm)
      }),
    )
  })
})

describe('L-15: fair access for a child with a plan', () => {
  const ask = (planNow: boolean, planEnded?: string, referred = '2026-03-01') =>
    fairAccessByPlan({ referred: day(referred), planNow, planEnded: planEnded ? day(planEnded) : undefined })

  test('is open with a plan now, whatever ended before', () => {
    const answer = ask(true, '2020-01-01')
    shown(answer, 'L-15')
    assert.equal(answer.eligible, true)
    assert.equal(answer.until, undefined)
    assert.deepEqual(answer.days, [])
    assert.match(answer.because, /^The child has a child in need or child protection plan: category a/)
    assert.equal(ask(true).eligible, true)
  })

  test('is open for twelve months after a plan, to the day', () => {
    const last = ask(false, '2025-03-01')
    shown(last, 'L-15')
    assert.equal(last.eligible, true)
    assert.equal(last.until, '2026-03-01')
    assert.equal(
      last.because,
      'The plan ended on Saturday 1 March 2025, and a referral up to Sunday 1 March 2026 falls in category a of the fair access protocol. This one, of Sunday 1 March 2026, does.',
    )
    assert.equal(last.days.length, 12)
    assert.deepEqual(last.days[0], { on: '2025-04-01', did: 'counted', count: 1, says: 'month 1' })
    assert.deepEqual(last.days[11], { on: '2026-03-01', did: 'counted', count: 12, says: 'month 12' })
    const late = ask(false, '2025-02-28')
    assert.equal(late.eligible, false)
    assert.match(late.because, /This one, of Sunday 1 March 2026, does not\.$/)
    assert.deepEqual(late.inputs, { referred: '2026-03-01', planNow: false, planEnded: '2025-02-28' })
  })

  test('is not open where no plan is recorded', () => {
    const answer = ask(false)
    shown(answer, 'L-15')
    assert.equal(answer.eligible, false)
    assert.deepEqual(answer.days, [])
    assert.match(answer.because, /^No child in need or child protection plan is recorded: not category a/)
    assert.deepEqual(answer.inputs, { referred: '2026-03-01', planNow: false })
  })

  test('counts a leap day as the last of February', () => {
    assert.equal(ask(false, '2024-02-29', '2025-02-28').eligible, true)
    assert.equal(ask(false, '2024-02-29', '2025-03-01').eligible, false)
    assert.equal(ask(false, '2023-12-31', '2024-12-31').until, '2024-12-31')
    assert.deepEqual(
      ask(false, '2023-12-31', '2024-12-31').days.map(one => one.on.slice(5)),
      [
        '01-31',
        '02-29',
        '03-31',
        '04-30',
        '05-31',
        '06-30',
        '07-31',
        '08-31',
        '09-30',
        '10-31',
        '11-30',
        '12-31',
      ],
    )
  })
})

describe('L-16: fair access after four weeks out', () => {
  const ask = (on: string, placeWithinReasonableDistance = false, refusedSuitableOffer = false) =>
    fairAccessByFourWeeks({
      firstDayOut: day('2026-01-05'),
      on: day(on),
      placeWithinReasonableDistance,
      refusedSuitableOffer,
    })

  test('opens the day after four weeks', () => {
    const eve = ask('2026-02-01')
    shown(eve, 'L-16')
    assert.equal(eve.eligible, false)
    assert.equal(eve.from, '2026-02-02')
    assert.equal(
      eve.because,
      'Not category l of the fair access protocol: the four weeks are over on Sunday 1 February 2026.',
    )
    const open = ask('2026-02-02')
    shown(open, 'L-16')
    assert.equal(open.eligible, true)
    assert.match(open.because, /since Monday 5 January 2026, four weeks by the end of Sunday 1 February 2026/)
    assert.equal(open.days.length, 28)
    assert.deepEqual(open.inputs, {
      firstDayOut: '2026-01-05',
      on: '2026-02-02',
      placeWithinReasonableDistance: false,
      refusedSuitableOffer: false,
    })
  })

  test('is not open with a place near by, or after a suitable offer was refused', () => {
    assert.equal(ask('2026-03-02', true).eligible, false)
    assert.equal(ask('2026-03-02', false, true).eligible, false)
    const all = ask('2026-01-12', true, true)
    assert.match(
      all.because,
      /: the four weeks are over on .+; there is a place within a reasonable distance; a suitable offer was refused\.$/,
    )
  })
})

describe('L-18: home education', () => {
  test('is heard from twelve months after the last contact, or after the notice', () => {
    const first = homeEducationContactDue({ notified: day('2025-11-06') })
    shown(first, 'L-18')
    assert.equal(first.due, '2026-11-06')
    assert.equal(first.mark, 'unverified')
    assert.match(
      first.because,
      /^The authority was told on Thursday 6 November 2025\. .+: by Friday 6 November/,
    )
    assert.deepEqual(first.inputs, { notified: '2025-11-06' })
    assert.equal(first.days.length, 12)
    const next = homeEducationContactDue({ notified: day('2025-11-06'), lastContact: day('2026-05-31') })
    assert.equal(next.due, '2027-05-31')
    assert.match(next.because, /^The last contact was on Sunday 31 May 2026\./)
    assert.deepEqual(next.inputs, { notified: '2025-11-06', lastContact: '2026-05-31' })
  })

  test('follows the number of months that a manager has set', () => {
    const set = [{ key: 'home-education-contact', from: day('2025-01-01'), value: 6, cites: 'paragraph 5.2' }]
    const answer = homeEducationContactDue({ notified: day('2025-08-31') }, set)
    assert.equal(answer.due, '2026-02-28')
    assert.equal(answer.cites, 'paragraph 5.2')
    assert.equal(answer.days.length, 6)
  })
})

describe('L-19: the termly return', () => {
  const census = (on: string) => censusDates.find(date => date.on === on)!

  test('of 2022/23 was due on the published days, 29 days after the census', () => {
    for (const [on, due] of [
      ['2022-10-06', '2022-11-04'],
      ['2023-01-19', '2023-02-17'],
      ['2023-05-18', '2023-06-16'],
    ] as const) {
      const answer = censusReturnDue(census(on))
      shown(answer, 'L-19')
      assert.equal(answer.due, due)
      assert.equal(answer.days.length, 29)
      assert.equal(answer.mark, 'read')
      assert.equal(answer.cites, 'DfE children missing education collection: timetable of 2022/23')
      assert.match(answer.because, /, as published\.$/)
    }
  })

  test('of later years is counted, and says that nobody checked it', () => {
    const answer = censusReturnDue(census('2026-10-01'))
    shown(answer, 'L-19')
    assert.equal(answer.due, '2026-10-30')
    assert.equal(answer.warnFrom, '2026-10-01')
    assert.equal(answer.mark, 'unverified')
    assert.equal(
      answer.because,
      'Autumn 2026/27: children are counted as they stand on Thursday 1 October 2026, and the return is due by Friday 30 October 2026, 29 days after.',
    )
    assert.match(answer.cites, /^Taken to be the day of the School Census; DfE .+: as in the timetable/)
    assert.deepEqual(answer.inputs, { census: '2026-10-01', term: 'Autumn 2026/27' })
    assert.equal(answer.days.length, 29)
  })

  test('follows what a manager has set: the days after, or the day itself', () => {
    const set = [{ key: 'census-return', from: day('2026-09-01'), value: 28, cites: 'Guide 2026' }]
    const counted = censusReturnDue(census('2026-10-01'), set)
    assert.equal(counted.due, '2026-10-29')
    assert.equal(counted.mark, 'unverified', 'the census day itself is still not checked')
    const published = {
      ...census('2026-10-01'),
      returnBy: day('2026-11-02'),
      cites: 'Guide',
      mark: 'second-hand',
    }
    const answer = censusReturnDue(published as typeof published & { mark: 'second-hand' })
    assert.equal(answer.due, '2026-11-02')
    assert.equal(answer.days.length, 32)
    assert.equal(answer.mark, 'second-hand')
    assert.equal(answer.cites, 'Guide')
  })

  test('comes next for a day', () => {
    assert.equal(censusReturnDue(nextCensus(day('2026-11-22'))!).due, '2027-02-19')
  })
})

describe('L-20: the attendance returns of a school', () => {
  test('come at least once in each calendar month', () => {
    const answer = attendanceReturnInterval({ lastReturn: day('2026-09-30') })
    shown(answer, 'L-20')
    assert.equal(answer.due, '2026-10-31')
    assert.match(
      answer.because,
      /There is at least one in every calendar month: the next by Saturday 31 October/,
    )
    assert.equal(answer.days.length, 31)
    assert.deepEqual(answer.inputs, { lastReturn: '2026-09-30' })
    assert.equal(answer.ruleVersion, '2024-08-19')
    assert.equal(answer.mark, 'second-hand')
    assert.equal(attendanceReturnInterval({ lastReturn: day('2026-10-01') }).due, '2026-11-30')
    assert.equal(attendanceReturnInterval({ lastReturn: day('2026-12-31') }).due, '2027-01-31')
    assert.equal(attendanceReturnInterval({ lastReturn: day('2027-01-31') }).due, '2027-02-28')
    assert.equal(attendanceReturnInterval({ lastReturn: day('2028-01-15') }).due, '2028-02-29')
  })

  test('come sooner where that was agreed, never later', () => {
    const weekly = attendanceReturnInterval({ lastReturn: day('2026-09-30'), agreedEveryDays: 7 })
    assert.equal(weekly.due, '2026-10-07')
    assert.match(weekly.because, /One every 7 days was agreed: the next by Wednesday 7 October 2026\.$/)
    assert.deepEqual(weekly.inputs, { lastReturn: '2026-09-30', agreedEveryDays: 7 })
    assert.equal(weekly.days.length, 7)
    assert.equal(
      attendanceReturnInterval({ lastReturn: day('2026-09-30'), agreedEveryDays: 30 }).due,
      '2026-10-30',
    )
    for (const agreedEveryDays of [31, 32, 90]) {
      const answer = attendanceReturnInterval({ lastReturn: day('2026-09-30'), agreedEveryDays })
      assert.equal(answer.due, '2026-10-31')
      assert.match(answer.because, /every calendar month/)
    }
  })

  test('never leave a calendar month without one', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
        (lastReturn, every) => {
          const { due } = attendanceReturnInterval({ lastReturn, agreedEveryDays: every })
          const month = (on: LocalDate) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
          assert.ok(due! > lastReturn)
          assert.ok(month(due!) - month(lastReturn) <= 1)
        },
      ),
    )
  })
})

test('working days never fall on a weekend', () => {
  fc.assert(
    fc.property(anyDay, on => {
      for (const answer of [
        triageDue({ received: on }),
        enquiriesStartDue({ received: on }),
        replyToAuthorityDue({ asked: on }),
      ]) {
        assert.ok(weekday(answer.due!) <= 5)
        assert.ok(answer.due! >= on)
      }
    }),
  )
})
