/**
 * Writing a common transfer file (CTF): one pupil, in the order of elements that producers use.
 *
 * The element tree is known from producers and the data dictionary, not from the schema (interchange text, section 1): names of
 * elements stand here once, so that they can be corrected in one place. What is not known is left out, never guessed; what was
 * cut or could not be written is said as a problem, and what the file cannot do without stops it.
 */
import { type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { clean } from './text.ts'

/** One end of a file: an authority's three characters and a school's four, or `LLLL` for the authority itself. */
export type CtfEnd = {
  readonly la: string
  readonly estab: string
  readonly urn?: string | undefined
  readonly name?: string | undefined
}

/** Nobody knows where the pupil went (T-22): the lost-pupil area, one pupil to a file. */
export const destinationUnknown: CtfEnd = { la: 'XXX', estab: 'XXXX' }
/** Abroad, or a school outside the maintained sector (T-23). */
export const destinationOutside: CtfEnd = { la: 'MMM', estab: 'MMMM' }
/** An authority at one end. */
export const authorityEnd = (la: string): CtfEnd => ({ la, estab: 'LLLL' })

export type CtfAddress = {
  readonly lines?: readonly string[] | undefined
  readonly bs7666?:
    | {
        readonly saon?: string
        readonly paon?: string
        readonly street?: string
        readonly locality?: string
        readonly town?: string
        readonly administrativeArea?: string
        readonly postTown?: string
        readonly uprn?: string
      }
    | undefined
  readonly county?: string | undefined
  readonly postcode?: string | undefined
  readonly country?: string | undefined
}

export type CtfPhone = { readonly type: string; readonly number: string }

export type CtfContactOut = {
  readonly order?: number | undefined
  readonly title?: string | undefined
  readonly surname: string
  readonly forename?: string | undefined
  readonly sex?: string | undefined
  readonly middleNames?: string | undefined
  /** A code of the Department's list, such as PAM. */
  readonly relationship: string
  readonly responsibility?: boolean | undefined
  readonly addressAsPupil?: boolean | undefined
  readonly phones: readonly CtfPhone[]
  readonly email?: string | undefined
}

export type CtfYear = {
  readonly year: number
  readonly school: CtfEnd
  readonly possible: number
  readonly authorised: number
  readonly attended: number
  readonly unauthorised: number
  readonly start?: LocalDate | undefined
  readonly marks?: string | undefined
}

export type CtfSchool = {
  readonly school: CtfEnd
  readonly entry: LocalDate
  readonly leaving?: LocalDate | undefined
  /** A code of the Department's list, such as MI. */
  readonly reason?: string | undefined
  readonly last?: boolean | undefined
}

export type CtfPupilOut = {
  readonly upn: string | undefined
  readonly uln?: string | undefined
  readonly surname: string
  readonly forename: string
  readonly dob: LocalDate | undefined
  readonly sex: string | undefined
  readonly formerUpn?: string | undefined
  readonly preferredSurname?: string | undefined
  readonly preferredForename?: string | undefined
  readonly formerSurname?: string | undefined
  readonly middleNames?: string | undefined
  readonly ncYear?: string | undefined
  readonly ethnicity?: string | undefined
  readonly ethnicitySource?: string | undefined
  readonly languages?: readonly { readonly type: string; readonly language: string }[] | undefined
  readonly medicalFlag?: boolean | undefined
  readonly enrolStatus?: string | undefined
  readonly freeMeals?:
    | readonly { readonly from: LocalDate; readonly to?: LocalDate | undefined }[]
    | undefined
  readonly inCare?: boolean | undefined
  readonly careAuthority?: string | undefined
  readonly sen?: readonly { readonly from?: LocalDate | undefined; readonly provision: string }[] | undefined
  readonly senNeeds?: readonly string[] | undefined
  readonly address?: CtfAddress | undefined
  readonly phones?: readonly CtfPhone[] | undefined
  readonly email?: string | undefined
  readonly contacts?: readonly CtfContactOut[] | undefined
  readonly attendance?: readonly CtfYear[] | undefined
  readonly history?: readonly CtfSchool[] | undefined
}

export type CtfOut = {
  /** Local time in the United Kingdom, `2026-11-20T15:40:00`. */
  readonly at: string
  readonly supplier: string
  /** `26.0`; by default by the rule of years. */
  readonly version?: string | undefined
  readonly source: CtfEnd
  readonly destination: CtfEnd
  readonly pupil: CtfPupilOut
}

/** Something to tell a person: which element, and what of it. Where `stops`, there is no file. */
export type CtfProblem = { readonly element: string; readonly says: string; readonly stops: boolean }

export type CtfWritten = { readonly text: string | undefined; readonly problems: readonly CtfProblem[] }

/** The version of a day: the last two digits of the year in which its school year begins. Takes the day of the file. */
export const ctfVersion = (on: LocalDate): string => `${String(schoolYearOf(on) % 100).padStart(2, '0')}.0`

/**
 * The name of a file: both ends and a serial of three digits for each pair of ends. Throws where an end or the serial has not
 * the form that receiving systems match (interchange text, 1.3).
 */
export function ctfFileName(source: CtfEnd, destination: CtfEnd, serial: number): string {
  const name = `${source.la}${source.estab}_CTF_${destination.la}${destination.estab}_${String(serial).padStart(3, '0')}.xml`
  if (!ctfName.test(name)) throw new Error(`"${name}" is not the name of a transfer file`)
  return name
}

const ctfName = /^(\d{3}|XXX)(\d{4}|XXXX|LLLL)_CTF_(\d{3}(\d{4}|LLLL)|XXXXXXX|MMMMMMM)_\d{3}\.xml$/

/** Writes the file. Gives its text, or nothing where something needed is not known, and everything a person should be told. */
export function writeCtf(file: CtfOut): CtfWritten {
  const problems: CtfProblem[] = []
  const on = file.at.slice(0, 10) as LocalDate
  const root = group('CTfile', [
    group('Header', [
      leaf('DocumentName', 'Common Transfer File'),
      leaf('CTFversion', file.version ?? ctfVersion(on)),
      leaf('DateTime', file.at),
      leaf('DocumentQualifier', 'full'),
      leaf('SupplierID', file.supplier),
      group('SourceSchool', [...end(file.source, 100), leaf('AcademicYear', String(schoolYearOf(on)))]),
      group('DestSchool', end({ ...file.destination, name: undefined }, 0)),
    ]),
    group('CTFpupilData', [pupil(file.pupil, problems)]),
  ])
  const stops = problems.some(one => one.stops)
  return {
    text: stops ? undefined : `<?xml version="1.0" encoding="utf-8"?>\n${printed(root, '')}`,
    problems,
  }
}

// The tree -------------------------------------------------------------------------------------------

type Leaf = { readonly name: string; readonly text: string }
type Group = { readonly name: string; readonly inside: readonly Node[] }
type Node = Leaf | Group | undefined

/** An element with text; nothing where there is none. */
function leaf(name: string, value: string | number | boolean | undefined): Leaf | undefined {
  if (value === undefined) return undefined
  const text = spoken(String(value))
  return text === '' ? undefined : { name, text }
}

/** An element with others; nothing where none of them is there. */
function group(name: string, inside: readonly Node[]): Group | undefined {
  const some = inside.filter(one => one !== undefined)
  return some.length === 0 ? undefined : { name, inside: some }
}

/** What XML can hold, as the reader will give it back. */
const spoken = (text: string): string => clean(text.toWellFormed().replaceAll(/[\ufffe\uffff]/g, ''))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function printed(node: Node, indent: string): string {
  if (!node) return ''
  if ('text' in node) return `${indent}<${node.name}>${escaped(node.text)}</${node.name}>\n`
  const inside = node.inside.map(one => printed(one, `${indent}  `)).join('')
  return `${indent}<${node.name}>\n${inside}${indent}</${node.name}>\n`
}

// The parts ------------------------------------------------------------------------------------------

type Problems = CtfProblem[]

/** Text of at most n characters; what is cut off is said. */
function cut(name: string, value: string | undefined, n: number, problems: Problems): Leaf | undefined {
  if (value === undefined) return undefined
  const whole = [...spoken(value)]
  if (whole.length > n) {
    problems.push({ element: name, says: `${name} has more than ${n} characters and was cut`, stops: false })
  }
  return leaf(name, whole.slice(0, n).join(''))
}

/** The same, of what a file must have. */
function needed(name: string, value: string | undefined, n: number, problems: Problems): Leaf | undefined {
  const written = cut(name, value, n, problems)
  if (!written)
    problems.push({
      element: name,
      says: `${name} is not known, and a transfer file must have it`,
      stops: true,
    })
  return written
}

/** One of a list of codes; what is none is left out, and said. */
function coded(name: string, value: string | undefined, codes: RegExp, problems: Problems): Leaf | undefined {
  if (value === undefined || spoken(value) === '') return undefined
  const code = spoken(value).toUpperCase()
  if (codes.test(code)) return leaf(name, code)
  problems.push({
    element: name,
    says: `${name} is not one of the Department’s codes and was left out`,
    stops: false,
  })
  return undefined
}

const end = ({ la, estab, urn, name }: CtfEnd, nameMax: number): Node[] => [
  leaf('LEA', la),
  leaf('Estab', estab),
  leaf('URN', urn),
  leaf('SchoolName', name === undefined ? undefined : [...spoken(name)].slice(0, nameMax).join('')),
]

const sexes = /^[MF]$/

function pupil(of: CtfPupilOut, problems: Problems): Group | undefined {
  const sex = coded('Sex', of.sex === 'U' ? undefined : of.sex, sexes, problems)
  if (!sex)
    problems.push({ element: 'Sex', says: 'Sex is not known, and a transfer file must have it', stops: true })
  return group('Pupil', [
    needed('UPN', of.upn, 13, problems),
    leaf('UniqueLearnerNumber', of.uln),
    needed('Surname', of.surname, 35, problems),
    needed('Forename', of.forename, 35, problems),
    needed('DOB', of.dob, 10, problems),
    sex,
    group('BasicDetails', [
      cut('FormerUPN', of.formerUpn, 13, problems),
      cut('PreferredSurname', of.preferredSurname, 35, problems),
      cut('PreferredForename', of.preferredForename, 35, problems),
      cut('FormerSurname', of.formerSurname, 35, problems),
      cut('MiddleNames', of.middleNames, 35, problems),
      coded('NCyearActual', of.ncYear, /^([1-9]|1[0-4]|N[12]|[RMX])$/, problems),
      coded('Ethnicity', of.ethnicity, /^[A-Z]{4}$/, problems),
      coded('EthnicitySource', of.ethnicitySource, /^[A-Z]$/, problems),
      group(
        'Languages',
        (of.languages ?? []).map(one =>
          group('Type', [leaf('LanguageType', one.type), leaf('Language', one.language)]),
        ),
      ),
      leaf('MedicalFlag', of.medicalFlag),
      coded('EnrolStatus', of.enrolStatus, /^[CGMSPFO]$/, problems),
    ]),
    group(
      'FSMhistory',
      (of.freeMeals ?? []).map(one =>
        group('FSMinstance', [
          leaf('FSMstartDate', one.from),
          leaf('FSMendDate', one.to),
          leaf('UKcountry', 'ENG'),
        ]),
      ),
    ),
    group('LookedAfter', [leaf('InCare', of.inCare), leaf('CareAuthority', of.careAuthority)]),
    group('SENhistory', [
      ...(of.sen ?? []).map(one =>
        group('SEN', [
          leaf('StartDate', one.from),
          coded('SENprovision', one.provision, /^[NKEAPQS]$/, problems),
        ]),
      ),
      group(
        'SENneeds',
        (of.senNeeds ?? []).map((type, i) =>
          group('SENneed', [coded('SENtype', type, /^[A-Z]{3,4}$/, problems), leaf('SENtypeRank', i + 1)]),
        ),
      ),
    ]),
    address(of.address, problems),
    phones(of.phones ?? [], problems),
    cut('Email', of.email, 254, problems),
    group(
      'Contacts',
      (of.contacts ?? []).map(one => contact(one, problems)),
    ),
    group(
      'Attendance',
      (of.attendance ?? []).map(one => year(one, problems)),
    ),
    group(
      'SchoolHistory',
      (of.history ?? []).map(one => school(one, problems)),
    ),
  ])
}

function address(of: CtfAddress | undefined, problems: Problems): Group | undefined {
  if (!of) return undefined
  const { bs7666 } = of
  const lines = (of.lines ?? []).map(spoken).filter(line => line !== '')
  if (lines.length > 5) {
    problems.push({
      element: 'AddressLines',
      says: 'The address has more than 5 lines; the last ones were left out',
      stops: false,
    })
  }
  return group('Address', [
    bs7666
      ? group('BS7666Address', [
          cut('SAON', bs7666.saon, 100, problems),
          cut('PAON', bs7666.paon, 100, problems),
          cut('Street', bs7666.street, 100, problems),
          cut('Locality', bs7666.locality, 35, problems),
          cut('Town', bs7666.town, 30, problems),
          cut('AdministrativeArea', bs7666.administrativeArea, 30, problems),
          cut('PostTown', bs7666.postTown, 30, problems),
          leaf('UniquePropertyReferenceNumber', bs7666.uprn),
        ])
      : group(
          'AddressLines',
          lines.slice(0, 5).map((line, i) => cut(`AddressLine${i + 1}`, line, 40, problems)),
        ),
    cut('County', of.county, 30, problems),
    cut('PostCode', of.postcode === undefined ? undefined : postcodeForFile(of.postcode), 8, problems),
    cut('Country', of.country, 45, problems),
  ])
}

/** Capitals, one space before the last three characters, and a nought where a letter O begins them. */
export function postcodeForFile(typed: string): string {
  const plain = spoken(typed).toUpperCase().replaceAll(/\s+/g, '')
  if (plain.length < 5) return plain
  const last = plain.slice(-3)
  return `${plain.slice(0, -3)} ${last.startsWith('O') ? `0${last.slice(1)}` : last}`
}

function phones(of: readonly CtfPhone[], problems: Problems): Group | undefined {
  return group(
    'Phones',
    of.map(({ type, number }) => {
      const digits = phoneForFile(number)
      if (digits === '') {
        problems.push({
          element: 'PhoneNo',
          says: 'A telephone number has no digits and was left out',
          stops: false,
        })
        return undefined
      }
      return group('Phone', [leaf('TelephoneType', type), cut('PhoneNo', digits, 35, problems)])
    }),
  )
}

/** Digits, with a plus sign before them where there was one. */
export function phoneForFile(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '')
  return digits === '' ? '' : `${/^\s*\+/.test(typed) ? '+' : ''}${digits}`
}

function contact(of: CtfContactOut, problems: Problems): Group | undefined {
  const surname = cut('Surname', of.surname, 35, problems)
  if (!surname) {
    problems.push({ element: 'Contact', says: 'A contact has no surname and was left out', stops: false })
    return undefined
  }
  return group('Contact', [
    leaf('Order', of.order !== undefined && of.order >= 1 && of.order <= 10 ? of.order : undefined),
    cut('Title', of.title, 35, problems),
    surname,
    cut('Forename', of.forename, 35, problems),
    coded('Sex', of.sex, sexes, problems),
    cut('MiddleNames', of.middleNames, 35, problems),
    leaf('Relationship', of.relationship),
    leaf('Responsibility', of.responsibility),
    of.addressAsPupil ? group('Address', [leaf('AddressAsPupil', true)]) : undefined,
    phones(of.phones, problems),
    cut('Email', of.email, 254, problems),
  ])
}

const sessionsMax = 400
const marksMax = 999

function year(of: CtfYear, problems: Problems): Group | undefined {
  const numbers = [of.possible, of.authorised, of.attended, of.unauthorised]
  if (numbers.some(one => one < 0 || one > sessionsMax) || of.authorised + of.unauthorised > of.possible) {
    problems.push({
      element: 'YearData',
      says: `The attendance of ${of.year} does not add up for a transfer file and was left out`,
      stops: false,
    })
    return undefined
  }
  const marks = of.marks !== undefined && of.marks.length > marksMax ? undefined : of.marks
  if (marks !== of.marks) {
    problems.push({
      element: 'AttendanceMarks',
      says: `The marks of ${of.year} have more than ${marksMax} characters; only the totals are in the file`,
      stops: false,
    })
  }
  return group('YearData', [
    leaf('Year', String(of.year)),
    ...end(of.school, 100),
    leaf('SessionsPossible', of.possible),
    leaf('SessionsAuthorised', of.authorised),
    leaf('SessionsAttended', of.attended),
    leaf('SessionsUnauthorised', of.unauthorised),
    marks && of.start
      ? group('AttendSessions', [leaf('AttendanceStartDate', of.start), leaf('AttendanceMarks', marks)])
      : undefined,
  ])
}

const school = (of: CtfSchool, problems: Problems): Group | undefined =>
  group('School', [
    ...end(of.school, 100),
    leaf('EntryDate', of.entry),
    leaf('LeavingDate', of.leaving),
    coded('LeavingReason', of.reason, /^[A-Z]{2}$/, problems),
    of.last ? leaf('LastSchool', true) : undefined,
  ])
