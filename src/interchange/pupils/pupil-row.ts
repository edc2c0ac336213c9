/**
 * What does one row of a pupil list mean, beside what is already known?
 *
 * The key is the school and its own id for the pupil. A row of an id not seen before becomes a child of its own, unless it is
 * certain that the child is known: the same valid UPN, date of birth, surname and forename. Where the UPN agrees and the rest
 * does not, nobody guesses: the row is taken in like any other, its UPN is kept as said and not as established, and the
 * authority is asked. The school is told nothing: whether another child has a number is not its to find out (TH-08).
 */

import type { PupilRecord } from '../../formats/pupils.ts'
import { readGround } from '../../law/deletion-grounds.ts'
import { forenameKey, surnameKey } from '../../matching/name-keys.ts'
import type { BeforeAfter } from '../counts.ts'

export type ChildFields = {
  surname: string
  forename: string
  middle_names: string | null
  preferred_surname: string | null
  preferred_forename: string | null
  former_surname: string | null
  date_of_birth: string | null
  sex: string | null
  upn: string | null
  upn_checked: boolean
  former_upn: string | null
}
export type EnrolmentFields = {
  admission_number: string | null
  nc_year: string | null
  registration_group: string | null
  enrol_status: string | null
  most_junior_class: boolean | null
  most_senior_class: boolean | null
  entry_date: string
  leaving_date: string | null
  leaving_reason: string | null
  ground: string | null
  ground_as_received: string | null
  destination: string | null
  destination_urn: string | null
}
export type KnownPupil = {
  enrolmentId: string
  childId: string
  child: ChildFields
  enrolment: EnrolmentFields
  /** When what we hold was said, in milliseconds since 1970. */
  asOf: number
}
/** A child who has this UPN already, as an established one. */
export type Namesake = { childId: string; protected: boolean; child: ChildFields }

/** Children who have the row's UPN, and are not, or not certainly, the child of the row: the authority decides. */
type Asks = { asksAbout: readonly string[] }
export type Judged =
  | { is: 'held'; found: string; expected: string }
  | ({ is: 'new'; child: ChildFields; enrolment: EnrolmentFields } & Asks)
  /** Of a child who is known elsewhere: the row's words become the latest of the child. */
  | { is: 'joined'; childId: string; child: ChildFields; enrolment: EnrolmentFields; changes: BeforeAfter[] }
  | ({
      is: 'known'
      pupil: KnownPupil
      isOlder: boolean
      child: ChildFields
      enrolment: EnrolmentFields
      changes: BeforeAfter[]
    } & Asks)

/** Does the list have a column in which a leaving date could stand? Only then does an empty one say "still here". */
export type ListHas = { leavingDate: boolean }

/**
 * Judges a row. `known` is the enrolment with the same school id that the row is about, if any; `namesakes` are children
 * with the row's UPN, asked for only where it is valid and not temporary; `bySchool`: the file is a school's own, and what
 * becomes of it is shown to that school.
 */
export function judgePupil(
  record: PupilRecord,
  known: KnownPupil | undefined,
  namesakes: readonly Namesake[],
  effectiveAt: number,
  has: ListHas & { bySchool?: boolean },
): Judged {
  const key = surnameKey(record.legalSurname)
  if (known) {
    const isSomebodyElse =
      surnameKey(known.child.surname) !== key &&
      known.child.date_of_birth !== null &&
      known.child.date_of_birth !== record.dateOfBirth
    if (isSomebodyElse) {
      return {
        is: 'held',
        found: `pupil ${record.misId}, with another surname and another date of birth than before`,
        expected: 'the same child as before under the same id: ask the school',
      }
    }
    const others = namesakes.filter(namesake => namesake.childId !== known.childId)
    const said = childFields(record, known.child)
    const isSaidBefore = known.child.upn === record.upn
    const child =
      others.length === 0 ? said : { ...said, upn_checked: isSaidBefore && known.child.upn_checked }
    const enrolment = enrolmentFields(record, known.enrolment, has)
    const changes = [...differences(known.child, child), ...differences(known.enrolment, enrolment)]
    const asksAbout = isSaidBefore ? [] : others.map(other => other.childId)
    return {
      is: 'known',
      pupil: known,
      isOlder: effectiveAt < known.asOf,
      child,
      enrolment,
      changes,
      asksAbout,
    }
  }
  const enrolment = enrolmentFields(record, undefined, has)
  const [only] = namesakes
  if (only && namesakes.length === 1 && isCertainly(record, only, has.bySchool === true)) {
    const child = childFields(record, only.child)
    return { is: 'joined', childId: only.childId, child, enrolment, changes: differences(only.child, child) }
  }
  const said = childFields(record, undefined)
  return {
    is: 'new',
    child: namesakes.length === 0 ? said : { ...said, upn_checked: false },
    enrolment,
    asksAbout: namesakes.map(namesake => namesake.childId),
  }
}

/**
 * May the row be joined to the record without a person? The number, the birthday and both names must agree. Never to a
 * protected child; and not for a school of whom the record would tell something that the school has not said itself.
 */
function isCertainly(record: PupilRecord, { child, ...namesake }: Namesake, bySchool: boolean): boolean {
  return (
    !namesake.protected &&
    child.date_of_birth === record.dateOfBirth &&
    surnameKey(child.surname) === surnameKey(record.legalSurname) &&
    forenameKey(child.forename) === forenameKey(record.legalForename ?? '') &&
    (!bySchool || tellsNothing(record, child))
  )
}

function tellsNothing(record: PupilRecord, held: ChildFields): boolean {
  const said = childFields(record, undefined)
  const shown = [
    'middle_names',
    'preferred_surname',
    'preferred_forename',
    'former_surname',
    'sex',
    'former_upn',
  ] as const
  return shown.every(field => held[field] === null || held[field] === said[field])
}

function childFields(record: PupilRecord, known: ChildFields | undefined): ChildFields {
  const upn = record.upn ?? known?.upn ?? null
  return {
    surname: record.legalSurname,
    forename: record.legalForename ?? known?.forename ?? '',
    middle_names: record.middleNames ?? known?.middle_names ?? null,
    preferred_surname: record.preferredSurname ?? known?.preferred_surname ?? null,
    preferred_forename: record.preferredForename ?? known?.preferred_forename ?? null,
    former_surname: record.formerSurname ?? known?.former_surname ?? null,
    date_of_birth: record.dateOfBirth,
    sex: record.sex ?? known?.sex ?? null,
    upn,
    upn_checked:
      record.upn === undefined
        ? (known?.upn_checked ?? false)
        : record.upnIs === 'ok' && !record.upnTemporary,
    former_upn: record.formerUpn ?? known?.former_upn ?? null,
  }
}

function enrolmentFields(
  record: PupilRecord,
  known: EnrolmentFields | undefined,
  has: ListHas,
): EnrolmentFields {
  const leaving = record.leavingDate ?? (has.leavingDate ? null : (known?.leaving_date ?? null))
  const stays = leaving !== null && known?.leaving_date === leaving ? known : undefined
  const given = record.deletionGround
  const read = leaving === null || given === undefined ? undefined : readGround(given, leaving as never)
  return {
    admission_number: record.admissionNumber ?? known?.admission_number ?? null,
    nc_year: record.ncYear ?? known?.nc_year ?? null,
    registration_group: record.registrationGroup ?? known?.registration_group ?? null,
    enrol_status: record.enrolStatus,
    most_junior_class: record.mostJuniorClass ?? known?.most_junior_class ?? null,
    most_senior_class: record.mostSeniorClass ?? known?.most_senior_class ?? null,
    entry_date: record.entryDate,
    leaving_date: leaving,
    leaving_reason: leaving === null ? null : (record.leavingReason ?? stays?.leaving_reason ?? null),
    // A ground that the date contradicts is kept as it came, and is nobody's ground until the school has said.
    ground:
      read === undefined ? (stays?.ground ?? null) : read.problem === undefined ? (read.code ?? null) : null,
    ground_as_received: read?.asReceived ?? stays?.ground_as_received ?? null,
    destination: leaving === null ? null : (destinationOf(record) ?? stays?.destination ?? null),
    destination_urn: leaving === null ? null : (record.destinationUrn ?? stays?.destination_urn ?? null),
  }
}

function destinationOf(record: PupilRecord): string | undefined {
  const number = record.destinationDfeNumber
  return (
    record.destinationName ??
    (number === undefined ? undefined : `School ${number.slice(0, 3)}/${number.slice(3)}`)
  )
}

function differences<T extends Record<string, string | boolean | null>>(before: T, after: T): BeforeAfter[] {
  const changes: BeforeAfter[] = []
  for (const field of Object.keys(after)) {
    if (field === 'upn_checked' || before[field] === after[field]) continue
    changes.push({ field, before: inText(before[field]), after: inText(after[field]) })
  }
  return changes
}

const inText = (value: string | boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : value === true ? 'yes' : value === false ? 'no' : value

/** What is to be asked about a leaver, or nothing. `confirmed`: a next school is known to us by more than a name. */
export function askAboutLeaver(
  record: PupilRecord,
): { column: string; found: string; expected: string } | undefined {
  if (record.leavingDate === undefined) return undefined
  const read = readGround(record.deletionGround ?? '', record.leavingDate)
  if (read.problem === undefined) return undefined
  const where = record.destinationName === undefined ? '' : `, destination "${record.destinationName}"`
  return {
    column: 'deletion_ground',
    found:
      read.asReceived === '' ? `no ground for a leaver of ${record.leavingDate}${where}` : read.asReceived,
    expected:
      read.asReceived === ''
        ? 'the ground on which the name was removed, and the next school: the school is asked'
        : `${read.problem}; kept as received, and the school is asked`,
  }
}

/** The flags that a row speaks of, and what it says. A column that is not there, or empty, says nothing. */
export function flagsIn(record: PupilRecord): { flag: string; says: 'yes' | 'no' }[] {
  const said: [string, boolean | undefined][] = [
    ['in_care', record.inCare],
    ['previously_in_care', record.previouslyInCare],
    ['child_protection_plan', record.childProtectionPlan],
    ['child_in_need', record.childInNeed],
    ['young_carer', record.youngCarer],
    ['service_child', record.serviceChild],
    ['fsm_eligible', record.fsmEligible],
    ['EHCP', record.senProvision === undefined ? undefined : record.senProvision === 'E'],
    ['SEN_support', record.senProvision === undefined ? undefined : record.senProvision === 'K'],
  ]
  return said.flatMap(([flag, says]) =>
    says === undefined ? [] : [{ flag, says: says ? 'yes' : ('no' as const) }],
  )
}

/** An address as we keep it: lines with commas, and the postcode. Nothing where the row has none. */
export function addressIn(record: PupilRecord): { lines: string; postcode: string | null } | undefined {
  const a = record.address
  const house = [a.saon, [a.paon, a.street].filter(Boolean).join(' ')]
  const parts = [
    ...house,
    ...a.lines,
    a.locality,
    a.town,
    a.administrativeArea,
    a.postTown,
    a.county,
    a.country,
  ]
  const lines = [...new Set(parts.filter(part => part !== undefined && part !== ''))].join(', ')
  if (lines === '' && a.postcode === undefined) return undefined
  return { lines, postcode: a.postcode ?? null }
}

export const keysOf = (child: ChildFields): { surname_key: string; forename_key: string } => ({
  surname_key: surnameKey(child.surname),
  forename_key: forenameKey(child.forename),
})
