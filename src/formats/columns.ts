import { z } from 'zod'
import type { LocalDate } from '../calendar/local-date.ts'
import { readDate } from './text.ts'

/**
 * What columns each kind of file has, in our words, and what other systems call them. A saved mapping
 * (`HeaderMapping`) takes the place of the guess, and a person can read and change it.
 */

export const kinds = [
  'pupils',
  'contacts',
  'attendance',
  'attendance-marks',
  'leave',
  'term-dates',
  'schools',
] as const
export type Kind = (typeof kinds)[number]

export type Column = {
  /** Our name, as in the canonical layout. */
  name: string
  /** What others call it, written as `plain` gives it. */
  also: readonly string[]
}

/** A heading for comparing: small letters and digits alone. */
export const plain = (heading: string): string =>
  heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const column = (name: string, ...also: string[]): Column => ({ name, also: [plain(name), ...also] })

const school = [
  column('school_urn', 'urn', 'establishmenturn', 'schoolsurn'),
  column(
    'school_dfe_number',
    'dfenumber',
    'dfeno',
    'schooldfeno',
    'laestab',
    'estabnumberdfe',
    'schoollaestab',
  ),
]

const pupil = [
  column('mis_id', 'pupilid', 'studentid', 'misid', 'personid', 'pupilno', 'studentno', 'pupilref'),
  column('upn', 'uniquepupilnumber', 'pupilupn', 'currentupn'),
  column('admission_number', 'adno', 'admno', 'admissionno', 'admissionnumber', 'admissionsnumber'),
]

const address = [
  column('uprn'),
  column('saon'),
  column('paon', 'housenumber', 'houseno', 'housename', 'housenumbername'),
  column('street', 'road'),
  column('locality', 'district'),
  column('town', 'city', 'towncity'),
  column('administrative_area'),
  column('post_town'),
  column('address', 'homeaddress', 'fulladdress', 'addressblock', 'pupiladdress'),
  column('address_line_1', 'address1', 'addressline1', 'add1'),
  column('address_line_2', 'address2', 'addressline2', 'add2'),
  column('address_line_3', 'address3', 'addressline3', 'add3'),
  column('address_line_4', 'address4', 'addressline4', 'add4'),
  column('address_line_5', 'address5', 'addressline5', 'add5'),
  column('county'),
  column('postcode', 'homepostcode', 'postalcode', 'pcode'),
  column('country'),
]

const gias = (name: string): Column => column(name)

export const columnsOf: Record<Kind, readonly Column[]> = {
  pupils: [
    ...school,
    ...pupil,
    column('former_upn', 'previousupn'),
    column('uln', 'uniquelearnernumber'),
    column('legal_name', 'name', 'fullname', 'pupilname', 'studentname', 'surnameforename', 'legalfullname'),
    column('legal_surname', 'surname', 'lastname', 'familyname', 'legallastname'),
    column('legal_forename', 'forename', 'firstname', 'givenname', 'legalfirstname'),
    column('middle_names', 'middlename', 'midnames'),
    column('preferred_surname', 'chosensurname', 'knownsurname', 'preferredlastname'),
    column('preferred_forename', 'chosenname', 'knownas', 'preferredname', 'preferredfirstname'),
    column('former_surname', 'previoussurname'),
    column('date_of_birth', 'dob', 'birthdate', 'birthday'),
    column('sex', 'gender', 'legalsex'),
    column('nc_year', 'year', 'yeargroup', 'yr', 'nationalcurriculumyear', 'ncyearactual', 'yeartaughtin'),
    column(
      'registration_group',
      'reg',
      'reggroup',
      'form',
      'formgroup',
      'tutorgroup',
      'class',
      'registrationform',
    ),
    column('enrol_status', 'enrolmentstatus', 'registrationstatus'),
    column('entry_date', 'dateofadmission', 'admissiondate', 'doa', 'dateofentry', 'startdate', 'joined'),
    column('leaving_date', 'dateofleaving', 'dol', 'leavedate', 'leaverdate', 'dateleft'),
    column('leaving_reason', 'reasonforleaving', 'leaverreason'),
    column(
      'deletion_ground',
      'groundsforremoval',
      'groundforremoval',
      'groundsfordeletion',
      'groundfordeletion',
      'ground',
    ),
    column('destination_school_dfe_number', 'destinationdfenumber', 'destinationlaestab'),
    column('destination_school_urn', 'destinationurn'),
    column('destination_school_name', 'destination', 'destinationschool', 'nextschool'),
    column('destination_start_date', 'destinationstartdate'),
    column('ethnicity', 'ethnicgroup', 'ethniccode'),
    column('ethnicity_source', 'ethnicsource'),
    column('first_language', 'homelanguage', 'language'),
    column('sen_provision', 'sen', 'senstatus', 'senstage'),
    column('ehcp', 'ehcplan', 'ehc', 'hasehcp'),
    column('sen_primary_need', 'senneed', 'primaryneed'),
    column('fsm_eligible', 'fsm', 'freeschoolmeals', 'eligibleforfsm'),
    column('in_care', 'incare', 'lookedafter', 'lac', 'cla', 'childlookedafter'),
    column('previously_in_care', 'previouslylookedafter', 'pla', 'postlac'),
    column('care_authority', 'careauthority', 'caringauthority'),
    column('child_in_need', 'cin'),
    column('child_protection_plan', 'cpplan', 'cpp', 'childprotection', 'oncpplan'),
    column('service_child', 'servicechildren', 'servicepremium'),
    column('young_carer', 'youngcarer'),
    column('most_junior_class'),
    column('most_senior_class'),
    ...address,
    column('future_address'),
    column('future_address_from'),
    column('mis_updated_at', 'lastchanged', 'lastupdated', 'updatedat'),
  ],
  contacts: [
    ...school,
    ...pupil,
    column('contact_order', 'priority', 'order', 'contactpriority'),
    column('title', 'contacttitle'),
    column('surname', 'contactsurname', 'lastname', 'familyname'),
    column('forename', 'contactforename', 'firstname', 'givenname'),
    column('relationship', 'relation', 'relationshiptopupil', 'relationshiptostudent'),
    column('parental_responsibility', 'pr', 'hasparentalresponsibility', 'responsibility'),
    column('lives_with_pupil', 'liveswith', 'liveswithstudent'),
    column('phone_1', 'phone', 'telephone', 'mobile', 'telephone1', 'mobilephone', 'mainphone'),
    column('phone_1_type', 'telephone1type'),
    column('phone_2', 'telephone2', 'homephone', 'workphone', 'otherphone'),
    column('phone_2_type', 'telephone2type'),
    column('email', 'emailaddress', 'mainemail'),
    column('same_address_as_pupil', 'addressaspupil', 'sameaddress'),
    ...address,
    column('court_order_restriction', 'courtorder'),
  ],
  attendance: [
    ...school,
    ...pupil,
    column('date', 'attendancedate', 'markdate', 'day'),
    column('am_code', 'am', 'amcode', 'ammark', 'morning'),
    column('pm_code', 'pm', 'pmcode', 'pmmark', 'afternoon'),
    column('session', 'sessionname', 'ampm'),
    column('code', 'mark', 'attendancecode', 'attendancemark', 'sessionmark'),
    column('recorded_at', 'lastchanged', 'lastupdated', 'updatedat', 'recordedon', 'timestamp'),
  ],
  'attendance-marks': [
    ...school,
    ...pupil,
    column('start_date', 'attendancestartdate', 'from'),
    column('basis', 'daybasis'),
    column('encoding'),
    column('marks', 'attendancemarks', 'markstring'),
    column('recorded_at', 'lastchanged', 'lastupdated', 'updatedat'),
  ],
  leave: [
    ...school,
    ...pupil,
    column('start_date', 'from', 'leavefrom', 'startdate', 'firstday'),
    column('end_date', 'to', 'leaveto', 'enddate', 'lastday'),
  ],
  'term-dates': [
    ...school,
    column('la_code', 'lacode', 'authority', 'lea'),
    column('academic_year', 'schoolyear', 'year'),
    column('kind', 'type'),
    column('name', 'description', 'title'),
    column('start_date', 'startdate', 'from', 'start'),
    column('end_date', 'enddate', 'to', 'end'),
    column('pupil_days', 'days'),
    column('year_groups', 'yeargroups', 'ncyears'),
  ],
  schools: [
    'URN',
    'LA (code)',
    'LA (name)',
    'EstablishmentNumber',
    'EstablishmentName',
    'TypeOfEstablishment (code)',
    'TypeOfEstablishment (name)',
    'EstablishmentTypeGroup (code)',
    'EstablishmentStatus (code)',
    'OpenDate',
    'ReasonEstablishmentClosed (code)',
    'CloseDate',
    'PhaseOfEducation (code)',
    'PhaseOfEducation (name)',
    'StatutoryLowAge',
    'StatutoryHighAge',
    'OfficialSixthForm (code)',
    'Gender (code)',
    'NumberOfPupils',
    'Trusts (code)',
    'Trusts (name)',
    'UKPRN',
    'LastChangedDate',
    'Street',
    'Locality',
    'Address3',
    'Town',
    'County (name)',
    'Postcode',
    'SchoolWebsite',
    'TelephoneNum',
    'GOR (name)',
    'GSSLACode (name)',
    'Easting',
    'Northing',
    'PreviousLA (code)',
    'PreviousEstablishmentNumber',
    'UPRN',
  ].map(gias),
}

/** Columns a file cannot be read without. Each entry is met by any one of its names. */
const neededBy: Record<Kind, readonly (readonly string[])[]> = {
  pupils: [['mis_id'], ['legal_surname', 'legal_name'], ['date_of_birth'], ['entry_date']],
  contacts: [['mis_id', 'upn', 'admission_number'], ['surname']],
  attendance: [
    ['mis_id', 'upn', 'admission_number'],
    ['date', 'wide'],
    ['am_code', 'pm_code', 'code', 'wide'],
  ],
  'attendance-marks': [['mis_id', 'upn', 'admission_number'], ['start_date'], ['marks']],
  leave: [['mis_id', 'upn', 'admission_number'], ['start_date'], ['end_date']],
  'term-dates': [['kind'], ['start_date'], ['end_date']],
  schools: [['URN'], ['LA (code)'], ['EstablishmentName'], ['EstablishmentStatus (code)']],
}

/**
 * Which heading of theirs is which column of ours: plain JSON that a person may edit and keep.
 * One heading may stand for two columns (an admission number that is also the pupil's id).
 */
export type HeaderMapping = { kind: Kind; columns: Record<string, string> }

/** Reads a saved mapping; refuses a column that is not one of ours. */
export const headerMapping = z
  .object({ kind: z.enum(kinds), columns: z.record(z.string(), z.string().min(1)) })
  .superRefine((mapping, context) => {
    const known = new Set(columnsOf[mapping.kind].map(known => known.name))
    for (const name of Object.keys(mapping.columns))
      if (!known.has(name))
        context.addIssue({
          code: 'custom',
          path: ['columns', name],
          message: `${name} is not a column of ${mapping.kind}`,
        })
  })

export type Session = 'am' | 'pm'
export type SessionHeading = { date: LocalDate; session: Session }

/** A heading such as `2026-10-09 AM` or `Tue 02 Sep 2025 PM`: a column for one session of one day. */
export function readSessionHeading(heading: string): SessionHeading | undefined {
  const found = /^(.+?)[\s_-]*\b(am|pm)$/i.exec(heading.trim())
  const date = found ? readDate(found[1]!) : undefined
  return found && date ? { date, session: found[2]!.toLowerCase() as Session } : undefined
}

/**
 * The best guess at what a file's headings mean.
 * `unmatched` are headings nothing is read from; `missing` says what the file cannot be read without.
 */
export function proposeMapping(
  kind: Kind,
  headers: readonly string[],
): { mapping: HeaderMapping; unmatched: string[]; missing: string[] } {
  const columns: Record<string, string> = {}
  const used = new Set<string>()
  const plainHeaders = headers.map(plain)
  // Our own names first, then each alias in the order written, so that the closest wins.
  const depth = Math.max(...columnsOf[kind].map(known => known.also.length))
  for (let i = 0; i < depth; i++)
    for (const { name, also } of columnsOf[kind]) {
      const alias = also[i]
      if (alias === undefined || alias === '' || columns[name] !== undefined) continue
      const at = plainHeaders.findIndex((heading, n) => heading === alias && !used.has(headers[n]!))
      if (at < 0) continue
      columns[name] = headers[at]!
      used.add(headers[at]!)
    }
  // A system that knows a pupil only by the admission number uses that as its id.
  if (columns.mis_id === undefined && columns.admission_number !== undefined)
    columns.mis_id = columns.admission_number
  const unmatched = headers.filter(
    heading =>
      heading.trim() !== '' && !used.has(heading) && !(kind === 'attendance' && readSessionHeading(heading)),
  )
  return { mapping: { kind, columns }, unmatched, missing: missingFrom(kind, columns, headers) }
}

/** What a file with these columns cannot be read without, in words. */
export function missingFrom(
  kind: Kind,
  columns: Readonly<Record<string, unknown>>,
  headers: readonly string[],
): string[] {
  const isWide = kind === 'attendance' && headers.some(heading => readSessionHeading(heading))
  return neededBy[kind]
    .filter(names => !names.some(name => (name === 'wide' ? isWide : columns[name] !== undefined)))
    .map(names => names.map(name => (name === 'wide' ? 'a column for each session' : name)).join(' or '))
}
