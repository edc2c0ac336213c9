/**
 * When a name comes on the admission register or leaves it: who is told, what follows the child, and by when?
 *
 * The first and last day of a school year are the school's own: pass the school's calendar here, not a year group's.
 */
import {
  type CountedDay,
  countCalendarDaysAfter,
  countCalendarDaysBeginningWith,
  countSchoolDaysAfter,
} from '../calendar/counting.ts'
import {
  addDays,
  addYears,
  earlierOf,
  inWords,
  type LocalDate,
  laterOf,
  schoolYearOf,
} from '../calendar/local-date.ts'
import {
  nthSchoolDayInclusive,
  previousSchoolDay,
  type SchoolCalendar,
  yearOfCalendar,
} from '../calendar/school-calendar.ts'
import {
  childProtectionFileDays,
  deletionReturnDays,
  newPupilReturnDays,
  registerKeptYears,
  transferFileSchoolDays,
  transferFileWarningSchoolDays,
} from './absence-limits.ts'
import { answerOf, byInWords, type Duty, inputsOf, type SchoolFacts } from './answering.ts'
import { inForce } from './dated.ts'

/** T-13. When does the name go on the roll? Takes the agreed first day or, where none was agreed, the day the pupil first came. */
export function addName(facts: {
  readonly agreedStart?: LocalDate | undefined
  readonly firstCame?: LocalDate | undefined
}): Duty {
  const due = facts.agreedStart ?? facts.firstCame
  return answerOf('T-13', undefined, {
    arises: due !== undefined,
    due,
    inputs: inputsOf(facts),
    because: facts.agreedStart
      ? `The first day agreed is ${inWords(facts.agreedStart)}: enter the name before school starts that day, whether or not the pupil comes.`
      : due
        ? `No first day was agreed, so the name goes on when the pupil first came, ${inWords(due)}.`
        : 'No first day was agreed and the pupil has not come, so the name does not go on yet.',
  })
}

/**
 * T-10 and T-10a. The new pupil return. Takes the day of entry, whether in the most junior class, and the day on which the authority
 * asked for these returns, if it has. Warns on the last school day before it is due, which may be a weekend.
 */
export function newPupilReturn(
  facts: SchoolFacts & {
    readonly enteredOn: LocalDate
    readonly mostJuniorClass: boolean
    readonly authorityAskedOn?: LocalDate | undefined
  },
): Duty {
  const { calendar, calendarVersion, enteredOn, mostJuniorClass, authorityAskedOn } = facts
  const limit = inForce(newPupilReturnDays, enteredOn)
  const inputs = inputsOf({ enteredOn, mostJuniorClass, authorityAskedOn })
  const asked = authorityAskedOn !== undefined && enteredOn > authorityAskedOn
  if (mostJuniorClass && isFirstDayOfYear(calendar, enteredOn) && !asked) {
    return answerOf('T-10a', undefined, {
      arises: false,
      calendarVersion,
      inputs,
      because: `The pupil joined the most junior class on the first day of the school year, ${inWords(enteredOn)}, so no return is due unless the authority asks.`,
    })
  }
  const { due, days } = countCalendarDaysAfter(enteredOn, limit.value)
  return answerOf('T-10', limit, {
    arises: true,
    due,
    warnFrom: lastSchoolDayUpTo(calendar, due!, enteredOn),
    days,
    calendarVersion,
    inputs,
    because: `The name was entered in the register on ${inWords(enteredOn)}. The authority must have everything the register says about the pupil by ${inWords(due!)} (${limit.value} days, weekends counted).`,
  })
}

/** T-11 and T-11a. The deletion return. Takes the day of removal, whether from the most senior class, and whether the authority asked. */
export function deletionReturn(
  facts: SchoolFacts & {
    readonly removedOn: LocalDate
    readonly mostSeniorClass: boolean
    readonly authorityAsked: boolean
  },
): Duty {
  const { calendar, calendarVersion, removedOn, mostSeniorClass, authorityAsked } = facts
  const limit = inForce(deletionReturnDays, removedOn)
  const inputs = inputsOf({ removedOn, mostSeniorClass, authorityAsked })
  const year = yearOfCalendar(calendar, schoolYearOf(removedOn))
  const termHasEnded = year !== undefined && removedOn >= year.lastTermEndsOn
  if (mostSeniorClass && termHasEnded && !authorityAsked) {
    return answerOf('T-11a', undefined, {
      arises: false,
      calendarVersion,
      inputs,
      because: `The pupil was in the most senior class and the last term had ended (${inWords(year.lastTermEndsOn)}), so no return is due unless the authority asks.`,
    })
  }
  const { due, days } = countCalendarDaysAfter(removedOn, limit.value)
  return answerOf('T-11', limit, {
    arises: true,
    due,
    days,
    calendarVersion,
    inputs,
    because: `The name was removed from the register on ${inWords(removedOn)}. The authority must be told, with the ground, no later than that day.`,
  })
}

/** T-12. The day of a removal: the day the ground was there, but never a day before the one on which it is done. */
export function removalDay(facts: { readonly groundMetOn: LocalDate; readonly today: LocalDate }): Duty {
  const { groundMetOn, today } = facts
  const late = groundMetOn < today
  return answerOf('T-12', undefined, {
    arises: true,
    due: laterOf(groundMetOn, today),
    inputs: inputsOf(facts),
    because: late
      ? `The ground has been there since ${inWords(groundMetOn)}. Remove the name today, ${inWords(today)}, and date it today: a removal is never backdated.`
      : `The ground is there on ${inWords(groundMetOn)}. Remove the name on that day, and not before.`,
  })
}

/** An answer about home education: the first day on which the name may be removed. */
export type HomeEducation = Duty & { readonly earliest?: LocalDate | undefined }

/**
 * T-16, T-19 and T-20. A written notice of home education: when may the name be removed, if at all?
 *
 * Takes the day the letter came, the last day of attendance it states (nothing where it states none), whether a school attendance
 * order is in force, and whether the authority placed the pupil at this special school and consents. Removal is due on the first
 * school day on or after the earliest.
 */
export function homeEducationWritten(
  facts: SchoolFacts & {
    readonly receivedOn: LocalDate
    readonly statedDay?: LocalDate | undefined
    readonly orderInForce: boolean
    readonly specialSchoolPlacedByAuthority: boolean
    readonly authorityConsents: boolean
    readonly hasPlan: boolean
  },
): HomeEducation {
  const { calendar, calendarVersion, receivedOn, statedDay } = facts
  const { orderInForce, specialSchoolPlacedByAuthority, authorityConsents, hasPlan } = facts
  const inputs = inputsOf({
    receivedOn,
    statedDay,
    orderInForce,
    specialSchoolPlacedByAuthority,
    authorityConsents,
    hasPlan,
  })
  const no = (rule: string, because: string): HomeEducation =>
    answerOf(rule, undefined, { arises: false, calendarVersion, inputs, because })
  if (orderInForce) {
    return no(
      'T-16',
      'A school attendance order is in force, so the name stays on the roll. The parent asks the authority to revoke it first.',
    )
  }
  if (specialSchoolPlacedByAuthority && !authorityConsents) {
    return no(
      'T-19',
      'The authority placed the pupil at this special school and has not consented, so the name stays on the roll.',
    )
  }
  if (statedDay === undefined) {
    return no(
      'T-16',
      'The letter states no day after which the pupil will not attend, so the name stays on the roll. Ask the parent for the day.',
    )
  }
  const earliest = laterOf(addDays(statedDay, 1), receivedOn)
  const due = nthSchoolDayInclusive(calendar, earliest, 1) ?? earliest
  const plan =
    hasPlan && !specialSchoolPlacedByAuthority
      ? ' The authority’s consent is not needed; tell its special needs team.'
      : ''
  const days: CountedDay[] = [
    { on: statedDay, did: 'counted', count: 0, says: 'the stated day' },
    { on: earliest, did: 'counted', count: 1, says: 'the stated day has passed' },
  ]
  return {
    ...answerOf('T-16', undefined, {
      arises: true,
      due,
      days,
      calendarVersion,
      inputs,
      because: `The parent wrote that the pupil will not attend after ${inWords(statedDay)}. Remove the name once that day has passed, from ${inWords(earliest)} and by ${inWords(due)}; send the return no later, with a copy of the letter.${plan}`,
    }),
    earliest,
  }
}

/** T-17. A parent says, and has not written, that the child will be home educated: no removal, and the authority is told. */
export function homeEducationSaid(facts: { readonly saidOn: LocalDate }): Duty {
  return answerOf('T-17', undefined, {
    arises: true,
    due: facts.saidOn,
    inputs: inputsOf(facts),
    because: `The parent said on ${inWords(facts.saidOn)} that the child will be home educated and has not written it. The name stays on the roll and the register is taken. Tell the authority that day.`,
  })
}

/** T-18. Should school, authority and parent meet before the decision to home educate is final? It never delays a valid removal. */
export function homeEducationMeeting(facts: {
  readonly hasPlan: boolean
  readonly socialWorker: boolean
  readonly vulnerable: boolean
}): Duty {
  const arises = facts.hasPlan || facts.socialWorker || facts.vulnerable
  return answerOf('T-18', undefined, {
    arises,
    inputs: inputsOf(facts),
    because: arises
      ? 'The child has a plan, a social worker or is vulnerable: try to meet the parent, the authority and the professionals before the decision is final. It cannot hold up a removal that is valid.'
      : 'The child has no plan and no social worker and is not known to be vulnerable.',
  })
}

/** T-20. Is the special needs team told? For a pupil with a plan whom the authority did not place at a special school. */
export function specialNeedsTeamTold(facts: {
  readonly removedOn: LocalDate
  readonly hasPlan: boolean
  readonly specialSchoolPlacedByAuthority: boolean
}): Duty {
  const arises = facts.hasPlan && !facts.specialSchoolPlacedByAuthority
  return answerOf('T-20', undefined, {
    arises,
    due: arises ? facts.removedOn : undefined,
    inputs: inputsOf(facts),
    because: arises
      ? 'The pupil has a plan and is at a mainstream school: no consent is needed. Tell the authority’s special needs team with the return.'
      : facts.hasPlan
        ? 'The authority placed the pupil at a special school: its consent is needed.'
        : 'The pupil has no education, health and care plan.',
  })
}

/** Where a pupil went, as far as a transfer file asks. */
export type Destination = 'another school' | 'not known' | 'abroad' | 'outside the maintained sector'

/** The code of a lost pupil's transfer file: authority XXX, school XXXX. DfE s2s guide, second-hand. */
const lostPupil = 'XXXXXXX'
/** The code of a pupil who went abroad or outside the maintained sector. Unverified. */
const outsideTheSector = 'MMMMMMM'

/**
 * The destination written in the transfer file, an authority's three letters and a school's four: nothing of ours where it is
 * another school, whose own number stands there.
 */
export function transferDestination(destination: Destination): {
  readonly rule: 'T-21' | 'T-22' | 'T-23'
  readonly code?: string
} {
  if (destination === 'another school') return { rule: 'T-21' }
  if (destination === 'not known') return { rule: 'T-22', code: lostPupil }
  return { rule: 'T-23', code: outsideTheSector }
}

/** T-21 and T-22. By when must the transfer file go? At once where nobody knows where the pupil went. */
export function transferFile(
  facts: SchoolFacts & { readonly removedOn: LocalDate; readonly destination: Destination },
): Duty {
  const { calendar, calendarVersion, removedOn, destination } = facts
  const limit = inForce(transferFileSchoolDays, removedOn)
  const inputs = inputsOf({ removedOn, destination })
  const removed = `The name was removed from the register on ${inWords(removedOn)}`
  if (destination === 'not known') {
    return answerOf('T-22', undefined, {
      arises: true,
      due: removedOn,
      calendarVersion,
      inputs,
      because: `${removed} and nobody knows where the pupil went. Send the file to the lost pupil area that day, one pupil to a file, with the destination ${lostPupil}.`,
    })
  }
  const { due, days } = countSchoolDaysAfter(calendar, removedOn, limit.value)
  const warn = inForce(transferFileWarningSchoolDays, removedOn).value
  const out = destination === 'another school' ? '' : ` Its destination is ${outsideTheSector}.`
  return answerOf('T-21', limit, {
    arises: true,
    due,
    warnFrom: countSchoolDaysAfter(calendar, removedOn, warn).due,
    days,
    calendarVersion,
    inputs,
    because: `${removed}. The transfer file must go ${byInWords(due, `${limit.value} school days`)}.${out}`,
  })
}

/**
 * T-24. By when does a child protection file follow the child? Calendar days, and school days where those end sooner (OQ-3).
 * Takes the day the pupil left or, for a move at the start of a new term, that term's first day.
 */
export function childProtectionFile(
  facts: SchoolFacts & { readonly movedOn: LocalDate; readonly newTermFrom?: LocalDate | undefined },
): Duty {
  const { calendar, calendarVersion, movedOn, newTermFrom } = facts
  const limit = inForce(childProtectionFileDays, movedOn)
  const { due, days } = newTermFrom
    ? countCalendarDaysBeginningWith(newTermFrom, limit.value)
    : countCalendarDaysAfter(movedOn, limit.value)
  const schoolDays = newTermFrom
    ? nthSchoolDayInclusive(calendar, newTermFrom, limit.value)
    : countSchoolDaysAfter(calendar, movedOn, limit.value).due
  const first = schoolDays ? earlierOf(due!, schoolDays) : due!
  const other =
    schoolDays && schoolDays > first
      ? ` As school days it would be ${inWords(schoolDays)}; nobody says which are meant, so the earlier day holds.`
      : ''
  const answer = answerOf('T-24', limit, {
    arises: true,
    due: first,
    days,
    calendarVersion,
    inputs: inputsOf({ movedOn, newTermFrom }),
    because: `${newTermFrom ? `The new term begins on ${inWords(newTermFrom)}` : `The pupil left on ${inWords(movedOn)}`}. The child protection file must be with the new school’s safeguarding lead by ${inWords(first)}, sent separately and securely.${other}`,
  })
  return newTermFrom ? { ...answer, mark: 'unverified' } : answer
}

/** C-KEEP. The day up to which an entry of the register, or a correction, is kept at least. Takes the day it was made. */
export function keepUntil(facts: { readonly madeOn: LocalDate }): Duty {
  const limit = inForce(registerKeptYears, facts.madeOn)
  const due = addYears(facts.madeOn, limit.value)
  return answerOf('C-KEEP', limit, {
    arises: true,
    due,
    inputs: inputsOf(facts),
    because: `The entry was made on ${inWords(facts.madeOn)} and is kept until ${inWords(due)} at least, ${limit.value} years.`,
  })
}

/** On or before the first school day of its school year: a name entered in the holidays before is there on the first day. */
function isFirstDayOfYear(calendar: SchoolCalendar, enteredOn: LocalDate): boolean {
  const year = yearOfCalendar(calendar, schoolYearOf(enteredOn))
  return year !== undefined && enteredOn <= year.days[0]!
}

function lastSchoolDayUpTo(
  calendar: SchoolCalendar,
  due: LocalDate,
  notBefore: LocalDate,
): LocalDate | undefined {
  const day = previousSchoolDay(calendar, addDays(due, 1))
  return day && day >= notBefore ? day : undefined
}
