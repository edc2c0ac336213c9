/**
 * By when must the authority have done it? Its duties that have a clock, each from facts to an answer that shows its working.
 *
 * School days are counted in the calendar given, calendar days run through weekends and holidays, working days leave out bank
 * holidays. The day something is received is day 0, as the School Admissions Code is read; "beginning with" makes it day 1.
 */
import {
  type Count,
  type CountedDay,
  countCalendarDaysAfter,
  countCalendarDaysBeginningWith,
  countSchoolDaysAfter,
  countWorkingDaysAfter,
} from '../calendar/counting.ts'
import {
  addDays,
  addMonths,
  dateOf,
  daysBetween,
  daysInMonth,
  inWords,
  type LocalDate,
  monthOf,
  yearOf,
} from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import { bankHolidaysVersion } from '../calendar/working-days.ts'
import type { Answer } from './answer.ts'
import { limitOn, monthsOn, type SetValue } from './authority-limits.ts'
import { type CensusDate, censusInWords } from './census-dates.ts'
import type { Dated } from './dated.ts'
import { type Commencement, commencementOf, oldOrderRouteEndsOn } from './pending.ts'
import { weakest } from './source.ts'

/** A school's calendar, and the version of its term dates where it is known. */
export type CalendarUsed = { readonly calendar: SchoolCalendar; readonly version?: string | undefined }

/** An answer with the first day on which the next step may be taken. */
export type StepAnswer = Answer & { readonly stepsFrom?: LocalDate | undefined }

/** An answer about whether a child falls in a category: yes or no, and between which days. */
export type Eligibility = Answer & {
  readonly eligible: boolean
  readonly from?: LocalDate | undefined
  readonly until?: LocalDate | undefined
}

const answer = (
  rule: string,
  version: Dated<unknown>,
  rest: Omit<Answer, 'rule' | 'ruleVersion' | 'cites' | 'mark'> & Partial<Pick<Answer, 'cites' | 'mark'>>,
): Answer => ({
  rule,
  ruleVersion: version.from,
  cites: version.cites,
  mark: version.mark ?? 'read',
  ...rest,
})

const noCalendar = 'School’s term dates for those weeks, which are not known yet'
const termDatesChange = 'A change of the term dates between the two days'
const bankHolidayChange = 'A bank holiday that is moved or added'

// ---- L-02, L-03: referrals and enquiries of others ----

/**
 * L-02: by when is the risk of a new referral looked at? The day it comes, or the next working day. Our own default: no law
 * gives a number.
 */
export function triageDue(facts: { readonly received: LocalDate }, set: readonly SetValue[] = []): Answer {
  return workingDays('L-02', 'referral-triage', facts.received, set, due => ({
    because: `The referral came on ${inWords(facts.received)}. Its risk is looked at by ${inWords(due)}. A child in danger never waits for it.`,
    inputs: { received: facts.received },
    wouldChange: ['Immediate danger: then at once, with the police and social care', bankHolidayChange],
  }))
}

/** L-02: by when do the authority's enquiries begin? Two working days after the referral, our own default. */
export function enquiriesStartDue(
  facts: { readonly received: LocalDate },
  set: readonly SetValue[] = [],
): Answer {
  return workingDays('L-02', 'enquiries-start', facts.received, set, (due, count) => ({
    because: `The referral came on ${inWords(facts.received)}. Enquiries begin within ${count} working days: by ${inWords(due)}.`,
    inputs: { received: facts.received },
    wouldChange: ['A risk that was found on the day it came: then the same day', bankHolidayChange],
  }))
}

/** L-03: by when does another authority have its answer? Five working days after it asked, our own default. */
export function replyToAuthorityDue(
  facts: { readonly asked: LocalDate },
  set: readonly SetValue[] = [],
): Answer {
  return workingDays('L-03', 'reply-other-authority', facts.asked, set, (due, count) => ({
    because: `The other authority asked on ${inWords(facts.asked)}. It has an answer within ${count} working days: by ${inWords(due)}.`,
    inputs: { asked: facts.asked },
    wouldChange: ['A risk in what it asks: then at once', bankHolidayChange],
  }))
}

function workingDays(
  rule: string,
  key: Parameters<typeof limitOn>[0],
  from: LocalDate,
  set: readonly SetValue[],
  says: (due: LocalDate, count: number) => Pick<Answer, 'because' | 'inputs' | 'wouldChange'>,
): Answer {
  const limit = limitOn(key, from, set)
  const { due, days } = countWorkingDaysAfter(from, limit.value.count)
  return answer(rule, limit, {
    calendarVersion: bankHolidaysVersion,
    due,
    days,
    ...says(due!, limit.value.count),
  })
}

// ---- L-04, L-05: education for a child who is ill or excluded ----

/**
 * L-04: must the authority arrange education for a child who is away through illness? Once it is clear that the child will be
 * away for 15 days or more, in a row or in all; as soon as it is clear, not after them. Takes the school days missed through
 * health this year, those still expected, and the day on which that was known. Education Act 1996 section 19, second-hand.
 */
export function sectionNineteen(facts: {
  readonly missed: number
  readonly expected: number
  readonly clearOn: LocalDate
}): Answer {
  const limit = limitOn('section-19-days', facts.clearOn)
  const total = facts.missed + facts.expected
  const { count } = limit.value
  const reached = total >= count
  const sum = `${facts.missed} school days missed and ${facts.expected} more expected are ${total}`
  return answer('L-04', limit, {
    due: reached ? facts.clearOn : undefined,
    because: reached
      ? `${sum}: ${count} or more. The authority arranges suitable education as soon as that is clear, from ${inWords(facts.clearOn)}.`
      : `${sum}: fewer than ${count}. The authority need not arrange education for this yet.`,
    days: reached
      ? [{ on: facts.clearOn, did: 'counted', count: total, says: 'the day on which it was clear' }]
      : [],
    inputs: { missed: facts.missed, expected: facts.expected, clearOn: facts.clearOn },
    wouldChange: [
      'What a doctor says about how long it will last',
      'Days whose mark is corrected to or from illness',
    ],
  })
}

/**
 * L-05: from which day does the authority provide full-time education after a permanent exclusion? From the sixth school day,
 * the first excluded day being the first. For a child in care from the first day, which is an expectation, not the law.
 */
export function exclusionProvision(
  facts: { readonly firstExcludedDay: LocalDate; readonly lookedAfter?: boolean },
  { calendar, version }: CalendarUsed,
): Answer {
  const limit = limitOn('exclusion-provision', facts.firstExcludedDay)
  const { count } = limit.value
  const { due, days } = countSchoolDaysAfter(calendar, addDays(facts.firstExcludedDay, -1), count)
  const care = facts.lookedAfter === true
  return answer('L-05', limit, {
    calendarVersion: version,
    due,
    warnFrom: care ? facts.firstExcludedDay : undefined,
    because: due
      ? `The first excluded day was ${inWords(facts.firstExcludedDay)}. School day ${count}, that day counted, is ${inWords(due)}: full-time education from then.${care ? ' The child is looked after: it is expected from the first day.' : ''}`
      : `School day ${count} from ${inWords(facts.firstExcludedDay)} lies beyond the term dates that are known.`,
    days,
    inputs: { firstExcludedDay: facts.firstExcludedDay, lookedAfter: care },
    wouldChange: [
      'The exclusion being cancelled, or the pupil taken back',
      due ? termDatesChange : noCalendar,
    ],
  })
}

// ---- L-06 to L-09: the way to a school attendance order ----

/** How a notice reached the parent: the day it was proved to arrive, or the day and class of the post. */
export type Service =
  | { readonly deliveredOn: LocalDate }
  | { readonly postedOn: LocalDate; readonly class: 'first class' | 'second class' }

/**
 * The day on which a notice counts as served: the day it was proved to arrive, or the day the ordinary post would have brought
 * it (OQ-21; the days of post are unverified).
 */
export function servedOn(service: Service, set: readonly SetValue[] = []): Count & { served: LocalDate } {
  if ('deliveredOn' in service) {
    const on = service.deliveredOn
    return { due: on, served: on, days: [] }
  }
  const key = service.class === 'first class' ? 'first-class-post' : 'second-class-post'
  const count = countWorkingDaysAfter(service.postedOn, limitOn(key, service.postedOn, set).value.count)
  return { ...count, served: count.due! }
}

/**
 * L-06: by when must a parent satisfy the authority after a notice under section 437, and from when may the authority go on?
 *
 * The notice gives at least 15 days beginning with the day of service, calendar days. A notice that gives fewer has no period
 * at all: it must be served again. Takes how it was served and how many days it gives. Once section 39 of the 2026 Act holds,
 * the way has ended and there is no day. Education Act 1996 section 437(1) and (2).
 */
export function s437Notice(
  facts: { readonly service: Service; readonly daysGiven?: number },
  commencements: readonly Commencement[] = [],
  set: readonly SetValue[] = [],
): StepAnswer {
  const { served, days: post } = servedOn(facts.service, set)
  const limit = limitOn('s437-notice', served)
  const given = facts.daysGiven ?? limit.value.count
  const inputs = { ...serviceInputs(facts.service), served, daysGiven: given }
  if (given < limit.value.count) {
    return answer('L-06', limit, {
      because: `The notice gives ${given} days. It must give at least ${limit.value.count} beginning with the day of service, so no period has begun: serve a new notice.`,
      days: [],
      inputs,
      wouldChange: ['A new notice that gives enough days'],
    })
  }
  return periodFromService('L-06', limit, given, served, post, facts.service, commencements, set, {
    inputs,
    who: 'the parent may satisfy the authority that the child is suitably educated',
    next: 'Steps towards a school attendance order',
  })
}

/**
 * L-08: by when may a parent choose a school from the notice of intention, or apply elsewhere? 15 days beginning with service.
 * For a child without an education, health and care plan; with one, the plan names the school (L-10). Unverified.
 */
export function orderChoice(
  facts: { readonly service: Service },
  commencements: readonly Commencement[] = [],
  set: readonly SetValue[] = [],
): StepAnswer {
  const { served, days: post } = servedOn(facts.service, set)
  const limit = limitOn('order-choice', served, set)
  return periodFromService(
    'L-08',
    limit,
    limit.value.count,
    served,
    post,
    facts.service,
    commencements,
    set,
    {
      inputs: { ...serviceInputs(facts.service), served },
      who: 'the parent may choose another school from the notice, or apply for one',
      next: 'The order',
    },
  )
}

/** L-09: by when may a school that is to be named ask for a direction? 15 days beginning with service on it. Unverified. */
export function orderConsultation(
  facts: { readonly service: Service },
  commencements: readonly Commencement[] = [],
  set: readonly SetValue[] = [],
): StepAnswer {
  const { served, days: post } = servedOn(facts.service, set)
  const limit = limitOn('order-consultation', served, set)
  return periodFromService(
    'L-09',
    limit,
    limit.value.count,
    served,
    post,
    facts.service,
    commencements,
    set,
    {
      inputs: { ...serviceInputs(facts.service), served },
      who: 'the school may ask the Secretary of State for a direction',
      next: 'An order that names the school',
    },
  )
}

const serviceInputs = (service: Service): Answer['inputs'] =>
  'deliveredOn' in service
    ? { deliveredOn: service.deliveredOn }
    : { postedOn: service.postedOn, post: service.class }

/** A period beginning with the day of service; the days of the post, where it went by post, come before it. */
function periodFromService(
  rule: string,
  limit: Dated<unknown>,
  count: number,
  served: LocalDate,
  post: readonly CountedDay[],
  service: Service,
  commencements: readonly Commencement[],
  set: readonly SetValue[],
  words: { inputs: Answer['inputs']; who: string; next: string },
): StepAnswer {
  const ends = oldOrderRouteEndsOn(commencements)
  const { inputs } = words
  if (ends !== undefined && ends <= served) {
    return answer(rule, limit, {
      because: `From ${inWords(ends)} this way to a school attendance order no longer applies: section 39 of the Children’s Wellbeing and Schools Act 2026 has replaced it. There is no day to give.`,
      days: [],
      inputs: { ...inputs, replacedFrom: ends },
      wouldChange: ['The day recorded for section 39, if it is wrong'],
      cites: `${limit.cites}; ${commencementOf(commencements, 's39')!.cites}`,
    })
  }
  const { due, days } = countCalendarDaysBeginningWith(served, count)
  const next = addDays(due!, 1)
  const posted = 'postedOn' in service
  const stopped = ends !== undefined && ends <= next
  const postLimit = posted
    ? limitOn(
        service.class === 'first class' ? 'first-class-post' : 'second-class-post',
        service.postedOn,
        set,
      )
    : undefined
  const own = limit.mark ?? 'read'
  return {
    ...answer(rule, limit, {
      due,
      because: `Served on ${inWords(served)}${posted ? ', the day the post would have brought it' : ''}. That day is the first of ${count}, and until the end of ${inWords(due!)} ${words.who}. ${
        stopped
          ? `Section 39 of the 2026 Act begins on ${inWords(ends)}: whether anything may follow from this notice has not been read.`
          : `${words.next} not before ${inWords(next)}.`
      }`,
      days: [...post.map(asPost), ...days],
      inputs: { ...inputs, ...(ends !== undefined && { replacedFrom: ends }) },
      wouldChange: [
        posted ? 'Proof of the day it was delivered' : 'Proof that it was delivered on another day',
        'The commencement of section 39 of the Children’s Wellbeing and Schools Act 2026',
      ],
      mark: postLimit ? weakest([own, postLimit.mark ?? 'read']) : own,
      ...(postLimit && { cites: `${limit.cites}; ${postLimit.cites}`, calendarVersion: bankHolidaysVersion }),
    }),
    ...(!stopped && { stepsFrom: next }),
  }
}

/** A day of the post's way is no day of the period. */
const asPost = (day: CountedDay): CountedDay => ({
  on: day.on,
  did: 'passed-over',
  says: day.did === 'counted' ? `in the post, ${day.says}` : day.says,
})

// ---- L-13 to L-16: places ----

/** Whether the day something is received counts as the first (stricter), or is day 0 (OQ-20). */
export type Receipt = { readonly receiptIsDayOne?: boolean }

/**
 * L-13: by when does a parent have the outcome of an in-year application? Aim for 10 school days, and it must be within 15. The
 * day of receipt is day 0 (OQ-20); an authority may count it as the first, which is earlier. School Admissions Code, second-hand.
 */
export function inYearOutcome(
  facts: { readonly received: LocalDate },
  { calendar, version }: CalendarUsed,
  { receiptIsDayOne = false }: Receipt = {},
): Answer {
  const must = limitOn('in-year-outcome', facts.received)
  const aim = limitOn('in-year-aim', facts.received)
  const from = receiptIsDayOne ? addDays(facts.received, -1) : facts.received
  const { due, days } = countSchoolDaysAfter(calendar, from, must.value.count)
  const warnFrom = countSchoolDaysAfter(calendar, from, aim.value.count).due
  return answer('L-13', must, {
    calendarVersion: version,
    due,
    warnFrom,
    because: due
      ? `The application came on ${inWords(facts.received)}. The parent has the outcome in writing by ${inWords(warnFrom!)} if possible (${aim.value.count} school days), and by ${inWords(due)} at the latest (${must.value.count}).`
      : `The application came on ${inWords(facts.received)}. The last day lies beyond the term dates that are known.`,
    days,
    inputs: { received: facts.received, receiptIsDayOne },
    wouldChange: ['The day the form was received', due ? termDatesChange : noCalendar],
  })
}

/** L-14: by when has a child accepted for the fair access protocol a place? 20 school days. School Admissions Code, second-hand. */
export function fairAccessPlace(
  facts: { readonly accepted: LocalDate },
  { calendar, version }: CalendarUsed,
  { receiptIsDayOne = false }: Receipt = {},
): Answer {
  const limit = limitOn('fair-access-place', facts.accepted)
  const from = receiptIsDayOne ? addDays(facts.accepted, -1) : facts.accepted
  const { due, days } = countSchoolDaysAfter(calendar, from, limit.value.count)
  return answer('L-14', limit, {
    calendarVersion: version,
    due,
    because: due
      ? `Accepted under the fair access protocol on ${inWords(facts.accepted)}. A place is allocated within ${limit.value.count} school days: by ${inWords(due)}. The child starts as soon as possible.`
      : `Accepted on ${inWords(facts.accepted)}. The last day lies beyond the term dates that are known.`,
    days,
    inputs: { accepted: facts.accepted, receiptIsDayOne },
    wouldChange: ['The day of acceptance', due ? termDatesChange : noCalendar],
  })
}

/**
 * L-15: does a child fall in category a of the fair access protocol? With a child in need or child protection plan now, or one
 * that ended in the 12 months before the referral. The day exactly 12 months on still counts. Second-hand.
 */
export function fairAccessByPlan(facts: {
  readonly referred: LocalDate
  readonly planNow: boolean
  /** The last day of the latest plan that has ended. */
  readonly planEnded?: LocalDate | undefined
}): Eligibility {
  const limit = monthsOn('fair-access-plan', facts.referred)
  const until =
    facts.planEnded !== undefined && !facts.planNow ? addMonths(facts.planEnded, limit.value) : undefined
  const eligible = facts.planNow || (until !== undefined && facts.referred <= until)
  return {
    ...answer('L-15', limit, {
      because: planInWords(facts, until, eligible),
      days: until === undefined ? [] : monthsCounted(facts.planEnded!, limit.value),
      inputs: {
        referred: facts.referred,
        planNow: facts.planNow,
        ...(facts.planEnded !== undefined && { planEnded: facts.planEnded }),
      },
      wouldChange: ['The day the plan ended', 'A plan that was not recorded'],
    }),
    eligible,
    until,
  }
}

function planInWords(
  facts: {
    readonly referred: LocalDate
    readonly planNow: boolean
    readonly planEnded?: LocalDate | undefined
  },
  until: LocalDate | undefined,
  eligible: boolean,
): string {
  const category = 'category a of the fair access protocol'
  if (facts.planNow) return `The child has a child in need or child protection plan: ${category}.`
  if (until === undefined) return `No child in need or child protection plan is recorded: not ${category}.`
  return `The plan ended on ${inWords(facts.planEnded!)}, and a referral up to ${inWords(until)} falls in ${category}. This one, of ${inWords(facts.referred)}, ${eligible ? 'does' : 'does not'}.`
}

/**
 * L-16: does a child fall in category l of the fair access protocol? Out of education for four weeks, with no place within a
 * reasonable distance, and no suitable offer refused. Takes the first day out of education. Second-hand.
 */
export function fairAccessByFourWeeks(facts: {
  readonly firstDayOut: LocalDate
  readonly on: LocalDate
  readonly placeWithinReasonableDistance: boolean
  readonly refusedSuitableOffer: boolean
}): Eligibility {
  const limit = limitOn('fair-access-out-of-education', facts.on)
  const { due, days } = countCalendarDaysBeginningWith(facts.firstDayOut, limit.value.count)
  const from = addDays(due!, 1)
  const against = [
    ...(facts.on < from ? [`the four weeks are over on ${inWords(due!)}`] : []),
    ...(facts.placeWithinReasonableDistance ? ['there is a place within a reasonable distance'] : []),
    ...(facts.refusedSuitableOffer ? ['a suitable offer was refused'] : []),
  ]
  const eligible = against.length === 0
  return {
    ...answer('L-16', limit, {
      because: eligible
        ? `Out of education since ${inWords(facts.firstDayOut)}, four weeks by the end of ${inWords(due!)}, with no place to be had: category l of the fair access protocol.`
        : `Not category l of the fair access protocol: ${against.join('; ')}.`,
      days,
      inputs: {
        firstDayOut: facts.firstDayOut,
        on: facts.on,
        placeWithinReasonableDistance: facts.placeWithinReasonableDistance,
        refusedSuitableOffer: facts.refusedSuitableOffer,
      },
      wouldChange: ['The first day out of education', 'A place, or an offer, that was not known'],
    }),
    eligible,
    from,
  }
}

// ---- L-18 to L-20: what comes round again ----

/**
 * L-18: by when is a family that educates at home heard from again? Twelve months after the last contact, or after the notice
 * where there was none. No law gives a clock; guidance, unverified.
 */
export function homeEducationContactDue(
  facts: { readonly notified: LocalDate; readonly lastContact?: LocalDate | undefined },
  set: readonly SetValue[] = [],
): Answer {
  const from = facts.lastContact ?? facts.notified
  const limit = monthsOn('home-education-contact', from, set)
  const due = addMonths(from, limit.value)
  return answer('L-18', limit, {
    due,
    because: `${facts.lastContact ? 'The last contact was' : 'The authority was told'} on ${inWords(from)}. Guidance expects contact about once a year: by ${inWords(due)}.`,
    days: monthsCounted(from, limit.value),
    inputs: {
      notified: facts.notified,
      ...(facts.lastContact !== undefined && { lastContact: facts.lastContact }),
    },
    wouldChange: ['A later contact', 'A concern about the education: then a first enquiry at once'],
  })
}

/** L-19: by when is the termly return made? As published, or 29 days after the census day (unverified after 2022/23). */
export function censusReturnDue(census: CensusDate, set: readonly SetValue[] = []): Answer {
  const limit = limitOn('census-return', census.on, set)
  const counted = countCalendarDaysAfter(census.on, limit.value.count)
  const due = census.returnBy ?? counted.due!
  const published = census.returnBy !== undefined
  return answer('L-19', limit, {
    due,
    warnFrom: census.on,
    because: `${censusInWords(census)}: children are counted as they stand on ${inWords(census.on)}, and the return is due by ${inWords(due)}${published ? ', as published' : `, ${limit.value.count} days after`}.`,
    days: published ? countCalendarDaysAfter(census.on, daysBetween(census.on, due)).days : counted.days,
    inputs: { census: census.on, term: censusInWords(census) },
    wouldChange: ['Another census day, or day of return, published by the Department'],
    cites: published ? census.cites : `${census.cites}; ${limit.cites}`,
    mark: published ? census.mark : weakest([census.mark, limit.mark ?? 'read']),
  })
}

/**
 * L-20: by when must a school's next attendance return come? After the interval agreed with the school, and at least once in each
 * calendar month: by the last day of the month after the last one. Takes the day of the last return and the days agreed, if any.
 */
export function attendanceReturnInterval(facts: {
  readonly lastReturn: LocalDate
  readonly agreedEveryDays?: number | undefined
}): Answer {
  const version: Dated<undefined> = {
    from: dateOf(2024, 8, 19),
    value: undefined,
    cites:
      'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13; Working together to improve school attendance',
    mark: 'second-hand',
  }
  const latest = endOfNextMonth(facts.lastReturn)
  const agreed =
    facts.agreedEveryDays === undefined ? latest : addDays(facts.lastReturn, facts.agreedEveryDays)
  const due = agreed < latest ? agreed : latest
  return answer('L-20', version, {
    due,
    because:
      due === latest
        ? `The last return was on ${inWords(facts.lastReturn)}. There is at least one in every calendar month: the next by ${inWords(due)}.`
        : `The last return was on ${inWords(facts.lastReturn)}. One every ${facts.agreedEveryDays} days was agreed: the next by ${inWords(due)}.`,
    days: countCalendarDaysAfter(facts.lastReturn, daysBetween(facts.lastReturn, due)).days,
    inputs: {
      lastReturn: facts.lastReturn,
      ...(facts.agreedEveryDays !== undefined && { agreedEveryDays: facts.agreedEveryDays }),
    },
    wouldChange: [
      'Another interval agreed with the school, never longer than a calendar month',
      'A pupil who reaches ten days of absence: Onroll tells the authority that day',
    ],
  })
}

// ---- Months ----

const monthsCounted = (from: LocalDate, count: number): CountedDay[] =>
  Array.from({ length: count }, (_, i) => ({
    on: addMonths(from, i + 1),
    did: 'counted',
    count: i + 1,
    says: `month ${i + 1}`,
  }))

function endOfNextMonth(from: LocalDate): LocalDate {
  const next = addMonths(from, 1)
  return dateOf(yearOf(next), monthOf(next), daysInMonth(yearOf(next), monthOf(next)))
}
