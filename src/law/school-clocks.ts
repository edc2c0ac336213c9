/**
 * While a pupil on roll is away: what is due, by when, and why?
 *
 * Each takes facts and gives an answer with the days it counted. They look at no register: the walk over the marks finds the runs,
 * and these say what follows. "School days" are those of the calendar given; pass the pupil's year group's where it has one.
 */
import { isCompulsoryAge } from '../calendar/age.ts'
import {
  type Count,
  type CountedDay,
  countSchoolDaysAfter,
  countSchoolDaysBeginningWith,
  countWorkingDaysAfter,
  dayByDay,
} from '../calendar/counting.ts'
import { addDays, earlierOf, inWords, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { nthSchoolDayInclusive, schoolDaysBetween, whyNoSchoolDay } from '../calendar/school-calendar.ts'
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
  leaveOverrunSchoolDays,
  reasonUnknownSchoolDays,
  reasonUnknownWarningWorkingDays,
  sicknessReturnSchoolDays,
  suspensionProvisionSchoolDay,
} from './absence-limits.ts'
import { answerOf, byInWords, type Duty, inAList, inputsOf, type SchoolFacts } from './answering.ts'
import { inForce } from './dated.ts'

/** T-01. An absence that nobody has explained: the family is rung that day. Takes the day and whether it was explained. */
export function firstDayContact(facts: { readonly on: LocalDate; readonly explained: boolean }): Duty {
  const { on, explained } = facts
  return answerOf('T-01', undefined, {
    arises: !explained,
    due: explained ? undefined : on,
    inputs: inputsOf(facts),
    because: explained
      ? `The absence on ${inWords(on)} has been explained.`
      : `Nobody has said why the pupil was away on ${inWords(on)}. Ring the parent the same day, then the other emergency contacts, and again on each day that it continues.`,
  })
}

/** T-02. A sign of harm or danger is acted on the same day, whatever any count of days says. */
export function safeguardNow(facts: { readonly on: LocalDate; readonly danger: boolean }): Duty {
  const police = facts.danger
    ? ' Ring the police first: a child is in danger or a crime may have been committed.'
    : ''
  return answerOf('T-02', undefined, {
    arises: true,
    due: facts.on,
    inputs: inputsOf(facts),
    because: `There is a sign of harm. Tell children’s social care on ${inWords(facts.on)}, today; no count of days delays it.${police}`,
  })
}

/** T-03. Are there enough emergency contacts? Takes the contacts held, and for each parent at home how many of them are theirs. */
export function emergencyContacts(facts: {
  readonly held: number
  readonly forEachParentAtHome: readonly number[]
}): Duty {
  const { held, forEachParentAtHome } = facts
  const without = forEachParentAtHome.filter(theirs => theirs === 0).length
  const arises = without > 0 || held < 2
  return answerOf('T-03', undefined, {
    arises,
    inputs: inputsOf({ held, parentsAtHome: forEachParentAtHome.length, without }),
    because:
      without > 0
        ? `${without === 1 ? 'One parent' : `${without} parents`} with whom the pupil lives ${without === 1 ? 'has' : 'have'} no emergency contact. The law requires one for each.`
        : arises
          ? 'There is only one emergency contact. Hold more than one wherever you reasonably can.'
          : 'There is an emergency contact for each parent at home, and more than one in all.',
  })
}

/** T-04. By when must an N be replaced? Warns from the fifth working day, which guidance says in one place (OQ-1). */
export function codeNDue(facts: SchoolFacts & { readonly on: LocalDate }): Duty {
  const { calendar, calendarVersion, on } = facts
  const limit = inForce(reasonUnknownSchoolDays, on)
  const { due, days } = countSchoolDaysAfter(calendar, on, limit.value)
  const working = countWorkingDaysAfter(on, inForce(reasonUnknownWarningWorkingDays, on).value).due!
  return answerOf('T-04', limit, {
    arises: true,
    due,
    warnFrom: due ? earlierOf(due, working) : working,
    days,
    calendarVersion,
    inputs: inputsOf({ on }),
    because: `${inWords(on)} still has code N. Find out the reason and change the code ${byInWords(due, `${limit.value} school days`)}; if the reason is still not known then, change it to O.`,
  })
}

/** C-NU. What does an N become when more is known? Takes whether the pupil came after the register closed, and a reason's code. */
export function codeForN(facts: { readonly cameLate: boolean; readonly reasonCode?: string | undefined }): {
  readonly code: 'O' | 'U' | string
  readonly because: string
} {
  if (facts.reasonCode !== undefined) {
    return { code: facts.reasonCode, because: `The reason is known, and its code is ${facts.reasonCode}.` }
  }
  return facts.cameLate
    ? { code: 'U', because: 'The pupil came after the register had closed, and no other code says more.' }
    : { code: 'O', because: 'The reason is still not known when the five school days have passed.' }
}

/** T-05. Who is told of an unexplained absence or a removal, and by when: the same day. */
export function socialWorkerDue(facts: {
  readonly on: LocalDate
  readonly happening: 'unexplained absence' | 'removal'
  readonly socialWorker: boolean
  readonly youthJusticeWorker: boolean
  readonly lookedAfter: boolean
}): Duty {
  const told = [
    facts.socialWorker || facts.lookedAfter ? 'the social worker' : '',
    facts.youthJusticeWorker ? 'the youth justice worker' : '',
    facts.lookedAfter ? 'the virtual school head' : '',
  ].filter(one => one !== '')
  const arises = told.length > 0
  return answerOf('T-05', undefined, {
    arises,
    due: arises ? facts.on : undefined,
    inputs: inputsOf(facts),
    because: arises
      ? `Tell ${inAList(told)} on ${inWords(facts.on)}, the same day, of the ${facts.happening} and of the attempts to make contact.`
      : 'The pupil has no social worker and no youth justice worker.',
  })
}

/** T-06. The first day that was agreed, and the pupil did not come. Takes that day, and the day they did come, if they have. */
export function noShow(
  facts: SchoolFacts & { readonly startsOn: LocalDate; readonly cameOn?: LocalDate | undefined },
): Duty {
  const { calendar, calendarVersion, startsOn, cameOn } = facts
  const first = nthSchoolDayInclusive(calendar, startsOn, 1) ?? startsOn
  const came = cameOn !== undefined && cameOn <= first
  return answerOf('T-06', undefined, {
    arises: !came,
    due: came ? undefined : first,
    calendarVersion,
    inputs: inputsOf({ startsOn, cameOn }),
    because: came
      ? `The pupil came on ${inWords(cameOn)}.`
      : `The pupil was to start on ${inWords(first)} and did not come. Start asking that day, and tell the authority at the earliest opportunity.`,
  })
}

/** An answer of T-07: when to send, and until when the law would let it wait. */
export type AttendanceReturn = Duty & { readonly latestByLaw?: LocalDate | undefined }

/**
 * T-07 and T-07a. A run of days absent: is the attendance return due, and when? It is due on the tenth day; by law it may wait for
 * the next return agreed with the authority (OQ-6). A child who comes of age during the run is in the return from that day.
 *
 * Takes the run's first and last counted day as the register has it, the return days agreed with the authority, and the first day
 * of the run for which a return has been made. Days within the run that did not count (no register taken) are given as such.
 */
export function attendanceReturnDue(
  facts: SchoolFacts & {
    readonly dob: LocalDate
    readonly since: LocalDate
    readonly until: LocalDate
    readonly daysNotCounted?: readonly LocalDate[] | undefined
    readonly agreedReturnDays?: readonly LocalDate[] | undefined
    readonly returnMadeForRunSince?: LocalDate | undefined
  },
): AttendanceReturn {
  const { calendar, calendarVersion, dob, since, until, returnMadeForRunSince } = facts
  const needed = inForce(attendanceReturnSchoolDays, until).value
  const left = new Set(facts.daysNotCounted)
  const away = schoolDaysBetween(calendar, since, until).filter(day => !left.has(day))
  const counted = away.length
  const on = away.find((day, index) => index + 1 >= needed && isCompulsoryAge(dob, day))
  const limit = inForce(attendanceReturnSchoolDays, on ?? until)
  const made = returnMadeForRunSince === since
  const found = {
    days: runDays(facts, since, on ?? until, left),
    calendarVersion,
    inputs: inputsOf({ dob, since, until, counted, returnMadeForRunSince }),
  }
  const run = `Absent for ${counted} school ${counted === 1 ? 'day' : 'days'} in a row with codes G, N, O or U, counted from ${inWords(since)}`
  if (on === undefined) {
    const why =
      counted < limit.value
        ? `The return is due at ${limit.value}.`
        : 'The child is not of compulsory school age, so no return is due; follow the absence up as a safeguarding question.'
    return answerOf('T-07', limit, { ...found, arises: false, because: `${run}. ${why}` })
  }
  if (made) {
    return answerOf('T-07a', undefined, {
      ...found,
      arises: false,
      because: `${run}. The return for this absence has been made; one is enough until the pupil has come back.`,
    })
  }
  const latestByLaw = facts.agreedReturnDays?.filter(day => day >= on).sort()[0]
  const wait = latestByLaw
    ? `the return agreed with the authority for ${inWords(latestByLaw)}`
    : 'the next return agreed with the authority, at least once a calendar month'
  return {
    ...answerOf('T-07', limit, {
      ...found,
      arises: true,
      due: on,
      because: `${run}. Tell the authority on ${inWords(on)}; by law it may wait for ${wait}.`,
    }),
    latestByLaw,
  }
}

/**
 * T-08. Does the pupil fail to attend regularly? By the number of unauthorised days the authority has set, where it has, or by the
 * school's own judgement. Takes the days as halves and wholes.
 */
export function attendanceReturnRegular(facts: {
  readonly on: LocalDate
  readonly dob: LocalDate
  readonly unauthorisedDays: number
  readonly authorityNumber?: number | undefined
  readonly schoolSaysIrregular: boolean
}): Duty {
  const { on, unauthorisedDays, authorityNumber, schoolSaysIrregular } = facts
  const ofAge = isCompulsoryAge(facts.dob, on)
  const many = authorityNumber !== undefined && unauthorisedDays >= authorityNumber
  const arises = ofAge && (many || schoolSaysIrregular)
  const days = `${unauthorisedDays} unauthorised days`
  const because = !ofAge
    ? 'The child is not of compulsory school age, so no return is due.'
    : many
      ? `The pupil has ${days}; the authority asks to be told from ${authorityNumber}. Put the pupil in the attendance return.`
      : schoolSaysIrregular
        ? 'By the school’s own judgement the pupil fails to attend regularly. Put the pupil in the attendance return.'
        : authorityNumber === undefined
          ? `The pupil has ${days}. The authority has set no number, and the school has not judged the attendance irregular.`
          : `The pupil has ${days}; the authority asks to be told from ${authorityNumber}.`
  return answerOf('T-08', undefined, {
    arises,
    due: arises ? on : undefined,
    inputs: inputsOf(facts),
    because,
  })
}

/**
 * T-09 and T-09a. Does the school believe that sickness will reach fifteen days? Due the day the belief is formed.
 *
 * Takes the days coded I so far this school year (halves and wholes) and the school days still expected, on the day of belief; the
 * first day of the sickness that goes on, if one does; and the day of the last sickness return.
 */
export function sicknessReturn(facts: {
  readonly on: LocalDate
  readonly dob: LocalDate
  readonly daysSoFar: number
  readonly daysExpected: number
  readonly sickSince?: LocalDate | undefined
  readonly lastReturnOn?: LocalDate | undefined
}): Duty {
  const { on, daysSoFar, daysExpected, sickSince, lastReturnOn } = facts
  const limit = inForce(sicknessReturnSchoolDays, on)
  const total = daysSoFar + daysExpected
  const inputs = inputsOf(facts)
  const sum = `${daysSoFar} days of sickness so far this school year and ${daysExpected} more expected make ${total}`
  if (!isCompulsoryAge(facts.dob, on)) {
    const because = `${sum}. The child is not of compulsory school age, so no return is due.`
    return answerOf('T-09', limit, { arises: false, inputs, because })
  }
  if (total < limit.value) {
    return answerOf('T-09', limit, {
      arises: false,
      inputs,
      because: `${sum}. The return is due at ${limit.value}.`,
    })
  }
  const toldOfThisOne =
    sickSince !== undefined &&
    lastReturnOn !== undefined &&
    lastReturnOn >= sickSince &&
    schoolYearOf(lastReturnOn) === schoolYearOf(on)
  if (toldOfThisOne) {
    const because = `${sum}. The return for this sickness was made on ${inWords(lastReturnOn)}; one is enough in a school year.`
    return answerOf('T-09a', undefined, { arises: false, inputs, because })
  }
  const because = `${sum}: ${limit.value} or more. Tell the authority on ${inWords(on)}, the day the school came to believe it; do not wait for the days to pass.`
  return answerOf('T-09', limit, { arises: true, due: on, inputs, because })
}

/** T-14. The first school day after leave: not back, so the absence is unexplained. Takes the last day of the leave. */
export function leaveOverrun(facts: SchoolFacts & { readonly leaveEndedOn: LocalDate }): Duty {
  const { calendar, calendarVersion, leaveEndedOn } = facts
  const limit = inForce(leaveOverrunSchoolDays, leaveEndedOn)
  const { due, days } = countSchoolDaysAfter(calendar, leaveEndedOn, limit.value)
  const back = due ? `Back on ${inWords(due)}` : 'Back on the first school day'
  return answerOf('T-14', limit, {
    arises: true,
    due,
    days,
    calendarVersion,
    inputs: inputsOf({ leaveEndedOn }),
    because: `Leave ended on ${inWords(leaveEndedOn)}. ${back}; if the pupil is not, start asking that day.`,
  })
}

/** H-10. The tenth school day after leave, from the close of whose registers ground H may be considered. */
export function afterLeave(facts: SchoolFacts & { readonly leaveEndedOn: LocalDate }): Duty {
  const { calendar, calendarVersion, leaveEndedOn } = facts
  const limit = inForce(afterLeaveSchoolDays, leaveEndedOn)
  const { due, days } = countSchoolDaysAfter(calendar, leaveEndedOn, limit.value)
  return answerOf('H-10', limit, {
    arises: true,
    due,
    days,
    calendarVersion,
    inputs: inputsOf({ leaveEndedOn }),
    because: `Leave ended on ${inWords(leaveEndedOn)}. ${dayInWords('tenth', due)}; once its registers are closed and no session was attended, ground H may be considered. Joint enquiries come first, and the name stays on the roll.`,
  })
}

/** T-15. The twentieth school day of an absence that began on a day, from which ground I may be considered. */
export function continuousAbsence(facts: SchoolFacts & { readonly since: LocalDate }): Duty {
  const { calendar, calendarVersion, since } = facts
  const limit = inForce(continuousAbsenceSchoolDays, since)
  const { due, days }: Count = countSchoolDaysBeginningWith(calendar, since, limit.value)
  return answerOf('T-15', limit, {
    arises: true,
    due,
    days,
    calendarVersion,
    inputs: inputsOf({ since }),
    because: `Absent from ${inWords(since)} with codes G, N or O. ${dayInWords('twentieth', due)}; from then ground I may be considered. Joint enquiries come first, and the name stays on the roll.`,
  })
}

/** T-25. Is a part-time timetable in order, and when is it looked at again? */
export function partTimeTimetable(facts: {
  readonly from: LocalDate
  readonly parentAgrees: boolean
  readonly endsOn?: LocalDate | undefined
  readonly reviewOn?: LocalDate | undefined
}): Duty {
  const { from, parentAgrees, endsOn, reviewOn } = facts
  const inputs = inputsOf(facts)
  if (parentAgrees && endsOn && reviewOn) {
    const due = earlierOf(endsOn, reviewOn)
    const because = `The part-time timetable is looked at again by ${inWords(due)}.`
    return answerOf('T-25', undefined, { arises: true, due, inputs, because })
  }
  const missing = [
    parentAgrees ? '' : 'the parent’s agreement',
    endsOn ? '' : 'a last day',
    reviewOn ? '' : 'a day on which it is looked at again',
  ].filter(one => one !== '')
  const because = `The part-time timetable from ${inWords(from)} needs ${inAList(missing)}.`
  return answerOf('T-25', undefined, { arises: true, due: from, inputs, because })
}

/** T-26. Who is told of a suspension or exclusion, without delay. */
export function suspensionTold(facts: {
  readonly on: LocalDate
  readonly socialWorker: boolean
  readonly lookedAfter: boolean
}): Duty {
  const { on, socialWorker, lookedAfter } = facts
  const told = [
    'the parents',
    'the authority',
    ...(socialWorker || lookedAfter ? ['the social worker'] : []),
    ...(lookedAfter ? ['the virtual school head'] : []),
  ]
  return answerOf('T-26', undefined, {
    arises: true,
    due: on,
    inputs: inputsOf(facts),
    because: `Tell ${inAList(told)} on ${inWords(on)}, without delay, with the reasons and the length.`,
  })
}

/** T-27. From which day does the school arrange education for a suspended pupil? Takes the first and last day of the suspension. */
export function suspensionProvision(
  facts: SchoolFacts & { readonly firstDay: LocalDate; readonly lastDay: LocalDate },
): Duty {
  const { calendar, calendarVersion, firstDay, lastDay } = facts
  const limit = inForce(suspensionProvisionSchoolDay, firstDay)
  const length = schoolDaysBetween(calendar, firstDay, lastDay).length
  const arises = length >= limit.value
  const { due, days }: Count = arises
    ? countSchoolDaysBeginningWith(calendar, firstDay, limit.value)
    : { due: undefined, days: [] }
  return answerOf('T-27', limit, {
    arises,
    due,
    days,
    calendarVersion,
    inputs: inputsOf({ firstDay, lastDay, length }),
    because: arises
      ? `The suspension is ${length} school days. The school arranges full-time education from ${inWords(due!)}, the sixth.`
      : `The suspension is ${length} school ${length === 1 ? 'day' : 'days'}; the school arranges education from the sixth.`,
  })
}

/** The days of a run, one by one: counted, passed over (no school), or left out because no register was taken. */
function runDays(
  { calendar }: SchoolFacts,
  since: LocalDate,
  until: LocalDate,
  left: ReadonlySet<LocalDate>,
): readonly CountedDay[] {
  const whyNot = (day: LocalDate) =>
    whyNoSchoolDay(calendar, day) ?? (left.has(day) ? 'no register taken' : undefined)
  return dayByDay(addDays(since, -1), until, whyNot, 'school day')
}

const dayInWords = (which: string, on: LocalDate | undefined): string =>
  on ? `The ${which} school day is ${inWords(on)}` : `The ${which} school day lies past the school’s calendar`
