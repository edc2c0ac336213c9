/**
 * One of the grounds that need no joint enquiries, put together from what the school says and what Onroll knows.
 *
 * The school says what no register shows. Where Onroll's own record says otherwise, the more careful of the two holds: an order
 * on record is in force whatever the form says, and a special school is one.
 */
import { absenceNow } from '../absences/absence-now.ts'
import type { EnrolmentFacts } from '../absences/register-findings.ts'
import { dateOf, inWords, type LocalDate, yearOf } from '../calendar/local-date.ts'
import type { SchoolCalendar } from '../calendar/school-calendar.ts'
import type { Enquiry } from '../enquiries/enquiry.ts'
import { type Commencement, inForceOn } from '../law/pending.ts'
import { type AnyEvidence, commonFields, type Ground, type GroundFacts } from '../registers/ground.ts'
import { type EvidenceRead, type Fields, readEvidence } from '../registers/ground-fields.ts'
import { grounds } from '../registers/grounds.ts'

/** What is recorded about a child and an enrolment, of which these grounds ask. */
export type GroundRecord = {
  readonly dob: LocalDate | undefined
  readonly calendar: SchoolCalendar
  readonly facts: EnrolmentFacts
  readonly mostSeniorClass: boolean | undefined
  /** Flags that hold now. */
  readonly flags: readonly string[]
  readonly isSpecialSchool: boolean
  /** Which school an order that the authority made here names. */
  readonly orderNames?: 'this school' | 'another school' | undefined
  readonly enquiries: readonly Enquiry[]
  /** Another ground has been asked for, and the headteacher has not decided. */
  readonly isAnotherGroundAsked: boolean
  readonly commencements: readonly Commencement[]
}

/** Grounds whose days and enquiries are read from the record, with the conclusions that both sides signed. */
export const needsJointEnquiries = (code: string): boolean => code === 'R9-H' || code === 'R9-I'

/** What Onroll knows by itself, or what is so because it is asked for here. */
const known = [
  'proposedOn',
  'deletionReturnReady',
  'mostSeniorClass',
  'anotherGround',
  'ehcp',
  'socialWorker',
  'lookedAfter',
  'schoolEnquiries',
  'section37InForceFrom',
  'section37Order',
]
const ofSection37 = ['independentSenPlaceByAuthority', 'section47Enquiries', 'section47Action']
const ofWorkers = ['socialWorkerToldOn', 'virtualSchoolToldOn']
/** Nothing follows for a child who has died but the return, and nobody is asked where the child goes. */
const ofTheNextPlace = ['next', 'nextConfirmed', 'childProtectionFile', 'livesInAnotherAuthority']

/** The fields that a form asks the school for. */
export function fieldsAsked(
  ground: Ground,
  record: Pick<GroundRecord, 'mostSeniorClass' | 'flags' | 'commencements'>,
  today: LocalDate,
): Fields {
  const { flags } = record
  const hidden = [
    ...known,
    ...(inForceOn(record.commencements, 's37', today) ? [] : ofSection37),
    ...(flags.some(flag => hasSocialWorker.includes(flag)) ? [] : [ofWorkers[0]]),
    ...(flags.includes('in_care') ? [] : [ofWorkers[1]]),
    ...(record.mostSeniorClass ? [] : ['authorityAsksForLeaverReturns']),
    ...(isDeath(ground) ? [...ofTheNextPlace, ...ofWorkers] : []),
  ]
  return Object.fromEntries(Object.entries(ground.fields).filter(([name]) => !hidden.includes(name)))
}

const hasSocialWorker: readonly string[] = ['child_protection_plan', 'child_in_need']

export const isDeath = ({ code }: Ground): boolean => code === 'R9-K' || code === 'R9-3-DIED'

/** Reads what a form gave, or what was kept of it, as files have it. */
export const readGiven = (ground: Ground, given: unknown): EvidenceRead => readEvidence(given, ground.fields)

/** The facts of a ground on a day: what the school says, and over it what Onroll knows. */
export function groundFacts(
  ground: Ground,
  given: AnyEvidence,
  record: GroundRecord,
  today: LocalDate,
): GroundFacts {
  const { flags, dob, calendar, mostSeniorClass, commencements } = record
  const register = absenceNow(calendar, agedFacts(ground, record, today), ground.code, today)
  const special = record.isSpecialSchool && flags.includes('EHCP')
  return {
    today,
    proposedOn: today,
    dob,
    calendar,
    mostSeniorClass,
    register,
    commencements,
    evidence: {
      ...given,
      proposedOn: undefined,
      // It is made and sent in the step in which the name comes off.
      deletionReturnReady: true,
      mostSeniorClass: undefined,
      anotherGround: record.isAnotherGroundAsked,
      ehcp: flags.includes('EHCP'),
      socialWorker: flags.some(flag => hasSocialWorker.includes(flag)),
      lookedAfter: flags.includes('in_care'),
      schoolEnquiries: record.enquiries.map(one => ({
        what: one.checkCode,
        doneOn: one.doneOn as LocalDate,
        by: 'the school',
        result: one.result,
      })),
      ...(flags.includes('attendance_order') && {
        attendanceOrder: moreCareful(given.attendanceOrder as string | undefined, record.orderNames),
      }),
      ...(special && { specialSchoolPlaceByAuthority: true }),
    },
  }
}

/** Of what the form says and what is on record: an order on record is in force, and where nobody knows whose it names this school. */
const moreCareful = (
  given: string | undefined,
  names: 'this school' | 'another school' | undefined,
): string | undefined => {
  if (given === 'this school' || names === undefined) return given === 'none' ? 'this school' : given
  return names
}

/** The days of a younger pupil are counted as anybody's: that the pupil is younger is asked elsewhere. */
function agedFacts(ground: Ground, { facts }: GroundRecord, today: LocalDate): EnrolmentFacts {
  return ground.compulsoryAge ? facts : { ...facts, dob: dateOf(yearOf(today) - 10, 9, 2) }
}

/** The grounds that there are for a pupil of an age, but for those with joint enquiries. With no age known, regulation 9(1). */
export const otherGrounds = (isCompulsoryAge: boolean): Ground[] =>
  grounds.filter(one => one.compulsoryAge === isCompulsoryAge && !needsJointEnquiries(one.code))

/** What the school gave of the next school or provision, in a sentence for the deletion return. Nothing where it gave none. */
export function nextInWords(ground: Ground, given: AnyEvidence): string | undefined {
  const { otherSchool, registeredOn, nowNames, next, nextConfirmed } = given
  if (ground.code === 'R9-A') {
    return `Next school: ${otherSchool}, from ${inWords(registeredOn as LocalDate)}.`
  }
  if (ground.code === 'R9-D') return `The order now names ${nowNames}.`
  if (next === undefined) return undefined
  const sure = nextConfirmed ? 'confirmed' : 'not confirmed'
  return `Next: ${lowerFirst(commonFields.next.choices[next])} (${sure}).`
}

const lowerFirst = (text: string): string => text[0]!.toLowerCase() + text.slice(1)
