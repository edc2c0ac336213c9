/**
 * What stands in a child's transfer file, put together from the record.
 *
 * What would place a protected person is in no file (trust.md, C3): no address, no contact, no former name or number, and no
 * other destination than the authority, which passes the file on. A restricted contact is in no file either, because a file has
 * no way to say so; nor is a number or an address by which somebody must not be reached.
 */
import { type LocalDate, parseLocalDate } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { yearOfMarks } from '../../formats/ctf-attendance.ts'
import { leavingReason, relationshipCode, splitName } from '../../formats/ctf-codes.ts'
import {
  authorityEnd,
  type CtfContactOut,
  type CtfEnd,
  type CtfPhone,
  type CtfProblem,
  type CtfPupilOut,
  destinationOutside,
  destinationUnknown,
} from '../../formats/ctf-out.ts'
import { deletionReturn } from '../../law/roll-clocks.ts'
import type { Next } from './files-due.ts'

export type RecordedChild = {
  readonly upn: string | null
  readonly former_upn: string | null
  readonly surname: string
  readonly forename: string
  readonly middle_names: string | null
  readonly preferred_surname: string | null
  readonly preferred_forename: string | null
  readonly former_surname: string | null
  readonly date_of_birth: LocalDate | null
  readonly sex: string | null
  readonly protected: boolean
}

export type RecordedContact = {
  readonly contact_order: number
  readonly name: string
  readonly relationship: string | null
  readonly parental_responsibility: string
  readonly lives_with: string
  readonly phone_1: string | null
  readonly phone_2: string | null
  readonly email: string | null
  readonly restricted: boolean
  readonly may_ring: string
  readonly may_text: string
  readonly may_email: string
}

export type RecordedTime = {
  readonly id: string
  readonly school: CtfEnd
  readonly nc_year: string | null
  readonly enrol_status: string | null
  readonly entry_date: LocalDate
  readonly leaving_date: LocalDate | null
  readonly ground: string | null
}

export type TransferRecord = {
  readonly child: RecordedChild
  readonly address: { readonly lines: string; readonly postcode: string | null } | undefined
  readonly contacts: readonly RecordedContact[]
  readonly flags: readonly { readonly flag: string; readonly from_on: LocalDate | null }[]
  /** The time on the register that has ended. */
  readonly left: RecordedTime & {
    readonly leaving_date: LocalDate
    /** The school's most senior class, where its file says so. */
    readonly most_senior_class?: boolean | null
  }
  /** Earlier times at schools of the viewer's, oldest first. */
  readonly before: readonly RecordedTime[]
  readonly strips: readonly { readonly schoolYear: number; readonly marks: string }[]
  readonly calendar: SchoolCalendar
  readonly next: Next
}

/** The pupil as a file has them, and what was left out and why, in sentences without a value. */
export function pupilForFile(record: TransferRecord): { pupil: CtfPupilOut; leftOut: CtfProblem[] } {
  const { child, left, flags, calendar } = record
  const leftOut: CtfProblem[] = []
  const omit = (element: string, says: string) => leftOut.push({ element, says, stops: false })
  const has = (flag: string) => flags.find(one => one.flag === flag)
  if (child.protected) {
    omit(
      'Address',
      'This child is protected: the address, the contacts and former names are not in the file, and it is addressed to the authority. Ask the authority how the new school is told.',
    )
  }
  if (has('in_care')) {
    omit(
      'Contacts',
      'The child is looked after. The social worker is no contact here: tell the new school by telephone.',
    )
  }
  const plan = has('EHCP')
  const support = has('SEN_support')
  const meals = has('fsm_eligible')
  return {
    pupil: {
      upn: child.upn ?? undefined,
      surname: child.surname,
      forename: child.forename,
      dob: child.date_of_birth ?? undefined,
      sex: child.sex ?? undefined,
      ...(!child.protected && {
        formerUpn: child.former_upn ?? undefined,
        preferredSurname: child.preferred_surname ?? undefined,
        preferredForename: child.preferred_forename ?? undefined,
        formerSurname: child.former_surname ?? undefined,
      }),
      middleNames: child.middle_names ?? undefined,
      ncYear: left.nc_year ?? undefined,
      enrolStatus: left.enrol_status ?? undefined,
      freeMeals: meals?.from_on ? [{ from: meals.from_on }] : [],
      // That no flag is held says nothing, so it is never written as no.
      ...(has('in_care') && { inCare: true }),
      sen: plan
        ? [{ from: plan.from_on ?? undefined, provision: 'E' }]
        : support
          ? [{ from: support.from_on ?? undefined, provision: 'K' }]
          : [],
      ...(!child.protected && {
        address: record.address && {
          lines: record.address.lines.split(/\s*[\n,]\s*/),
          postcode: record.address.postcode ?? undefined,
        },
        contacts: contactsForFile(record.contacts, omit),
      }),
      attendance: record.strips.map(strip => {
        const { marks, start, ...sums } = yearOfMarks(
          strip,
          { from: left.entry_date, to: left.leaving_date },
          calendar,
        )
        return { ...sums, school: left.school, ...(start && { start, marks }) }
      }),
      history: [
        ...record.before.map(one => ({
          school: one.school,
          entry: one.entry_date,
          leaving: one.leaving_date ?? undefined,
        })),
        {
          school: left.school,
          entry: left.entry_date,
          leaving: left.leaving_date,
          reason: leavingReason(left.ground ?? undefined, record.next, isEndOfPhase(record)),
          last: true,
        },
      ],
    },
    leftOut,
  }
}

/** Left with the most senior class, once the last term was over: where no return is due (T-11a), the phase had ended. */
const isEndOfPhase = ({ left, calendar }: Pick<TransferRecord, 'left' | 'calendar'>): boolean =>
  left.most_senior_class === true &&
  !deletionReturn({
    calendar,
    removedOn: left.leaving_date,
    mostSeniorClass: true,
    authorityAsked: false,
  }).arises

function contactsForFile(
  contacts: readonly RecordedContact[],
  omit: (element: string, says: string) => void,
): CtfContactOut[] {
  const open = contacts.filter(one => !one.restricted)
  if (open.length < contacts.length) {
    omit(
      'Contacts',
      'A contact who is marked as restricted is not in the file, because a file cannot say so. Tell the new school’s safeguarding lead.',
    )
  }
  let isSilent = false
  const written = open.map(one => {
    const mayRing = one.may_ring !== 'no' && one.may_text !== 'no'
    const mayEmail = one.may_email !== 'no'
    isSilent ||= (!mayRing && (one.phone_1 ?? one.phone_2) !== null) || (!mayEmail && one.email !== null)
    return {
      ...splitName(one.name),
      order: one.contact_order,
      relationship: relationshipCode(one.relationship),
      ...(one.parental_responsibility !== 'not known' && {
        responsibility: one.parental_responsibility === 'yes',
      }),
      ...(one.lives_with === 'yes' && { addressAsPupil: true }),
      phones: mayRing ? [one.phone_1, one.phone_2].flatMap(phoneOf) : [],
      email: mayEmail ? (one.email ?? undefined) : undefined,
    }
  })
  if (isSilent) {
    omit('Phones', 'A way of reaching a contact that is marked as not to be used is not in the file.')
  }
  return written
}

const phoneOf = (number: string | null): CtfPhone[] =>
  number === null || number.trim() === ''
    ? []
    : [{ type: /^\s*(\+44\s?|0)7/.test(number) ? 'M' : 'H', number }]

/** An authority's and a school's number as one: `001/9001` or `0019001`. Nothing where it is none. */
export function schoolEnd(
  number: string,
  more: { readonly urn?: string; readonly name?: string } = {},
): CtfEnd | undefined {
  const read = /^\s*(\d{3})\s*\/?\s*(\d{4})\s*$/.exec(number)
  return read ? { la: read[1]!, estab: read[2]!, ...more } : undefined
}

/** Where a file can be sent. */
export const destinationKinds = ['school', 'not known', 'outside', 'authority'] as const
export type DestinationKind = (typeof destinationKinds)[number]

/** What the destination is by itself, without anyone choosing: nothing where a school's number must be given. */
export function destinationOf(next: Next, isProtected: boolean, la: string): CtfEnd | undefined {
  if (isProtected) return authorityEnd(la)
  if (next === 'not known') return destinationUnknown
  return next === 'school' ? undefined : destinationOutside
}

/** A chosen destination, or why it cannot be one. A protected child's file goes to the authority alone. */
export function destinationChosen(
  given: { readonly kind: string; readonly number: string },
  about: { readonly isProtected: boolean; readonly la: string; readonly own: CtfEnd },
): { readonly end: CtfEnd } | { readonly field: 'destination' | 'number'; readonly says: string } {
  const kind = destinationKinds.find(one => one === given.kind)
  if (!kind) return { field: 'destination', says: 'Choose where the file goes' }
  if (about.isProtected && kind !== 'authority') {
    return {
      field: 'destination',
      says: 'This child is protected: the file goes to the authority, which passes it on',
    }
  }
  if (kind === 'not known') return { end: destinationUnknown }
  if (kind === 'outside') return { end: destinationOutside }
  if (kind === 'authority') return { end: authorityEnd(about.la) }
  const end = schoolEnd(given.number)
  if (!end) {
    return {
      field: 'number',
      says: 'Enter the number of the new school: three digits for its authority and four for the school, such as 001 9002',
    }
  }
  if (end.la === about.own.la && end.estab === about.own.estab) {
    return { field: 'number', says: 'That is the number of this school. Enter the number of the new one' }
  }
  return { end }
}

/** A day of the database as a day; the types of rows say text. */
export const dayOf = (text: string | null): LocalDate | null =>
  text === null ? null : (parseLocalDate(text) ?? null)
