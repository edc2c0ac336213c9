import type { LocalDate } from '../calendar/local-date.ts'
import { Cells, readDfeNumber, readUpn, readUrn, SchoolReader } from './cells.ts'
import type { Batch } from './problem.ts'
import { type ReadOptions, readTable, type SchoolKey } from './table.ts'
import { clean, type Source } from './text.ts'
import type { UpnVerdict } from './upn.ts'

/** Where somebody lives, as the file has it: in named parts, in numbered lines, or both. */
export type AddressRecord = {
  uprn: string | undefined
  saon: string | undefined
  paon: string | undefined
  street: string | undefined
  locality: string | undefined
  town: string | undefined
  administrativeArea: string | undefined
  postTown: string | undefined
  /** The numbered lines that have something in them, in order. */
  lines: string[]
  county: string | undefined
  postcode: string | undefined
  country: string | undefined
}

/** One pupil's place on one school's roll. Undefined means the file does not say. */
export type PupilRecord = {
  line: number
  school: SchoolKey
  misId: string
  upn: string | undefined
  /** Only a UPN that is `ok` may decide who somebody is. */
  upnIs: UpnVerdict | undefined
  upnTemporary: boolean
  formerUpn: string | undefined
  uln: string | undefined
  admissionNumber: string | undefined
  legalSurname: string
  legalForename: string | undefined
  middleNames: string | undefined
  preferredSurname: string | undefined
  preferredForename: string | undefined
  formerSurname: string | undefined
  dateOfBirth: LocalDate
  sex: 'F' | 'M' | undefined
  /** `N1`, `N2`, `R`, `1` to `14`, `M`, `X`; else what the file said. */
  ncYear: string | undefined
  registrationGroup: string | undefined
  /** `C` where the file says nothing. */
  enrolStatus: string
  entryDate: LocalDate
  leavingDate: LocalDate | undefined
  leavingReason: string | undefined
  /** As received: which ground it is depends on the day, which is law and not format. */
  deletionGround: string | undefined
  destinationDfeNumber: string | undefined
  destinationUrn: string | undefined
  destinationName: string | undefined
  destinationStartDate: LocalDate | undefined
  ethnicity: string | undefined
  ethnicitySource: string | undefined
  firstLanguage: string | undefined
  /** `E` too when the file has only a column for the plan. */
  senProvision: string | undefined
  senPrimaryNeed: string | undefined
  fsmEligible: boolean | undefined
  inCare: boolean | undefined
  previouslyInCare: boolean | undefined
  careAuthority: string | undefined
  childInNeed: boolean | undefined
  childProtectionPlan: boolean | undefined
  serviceChild: boolean | undefined
  youngCarer: boolean | undefined
  mostJuniorClass: boolean | undefined
  mostSeniorClass: boolean | undefined
  address: AddressRecord
  futureAddress: string | undefined
  futureAddressFrom: LocalDate | undefined
  misUpdatedAt: number | undefined
}

/**
 * Reads a list of pupils. A row is held when it lacks what an enrolment cannot be without: the school,
 * the pupil's id there, a surname, a date of birth and an entry date that exist.
 */
export function readPupils(source: Source, options: ReadOptions = {}): AsyncGenerator<Batch<PupilRecord>> {
  return readTable('pupils', source, options, table => {
    const cells = new Cells(table)
    const schools = new SchoolReader(options)
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const school = schools.read(cells)
      const misId = cells.needed('mis_id', 'the pupil’s id in the school’s system')
      const names = namesIn(cells)
      const dateOfBirth = cells.neededDate('date_of_birth')
      const entryDate = cells.neededDate('entry_date')
      const leavingDate = cells.date('leaving_date', 'held')
      if (leavingDate !== undefined && entryDate !== undefined && leavingDate < entryDate)
        cells.problem(
          'leaving_date',
          cells.raw('leaving_date'),
          `a day on or after the entry date, ${entryDate}`,
          'held',
        )
      if (dateOfBirth !== undefined && entryDate !== undefined && dateOfBirth >= entryDate)
        cells.problem(
          'date_of_birth',
          cells.raw('date_of_birth'),
          `a day before the entry date, ${entryDate}`,
          'held',
        )
      const upn = readUpn(cells, misId ?? 'this row')
      if (cells.isHeld || !school || !misId || !names || !dateOfBirth || !entryDate) return
      records.push({
        line: row.line,
        school,
        misId,
        upn: upn?.upn,
        upnIs: upn?.is,
        upnTemporary: upn?.temporary ?? false,
        formerUpn: cells.code('former_upn')?.replace(/\s+/g, '').toUpperCase(),
        uln: cells.code('uln'),
        admissionNumber: cells.code('admission_number'),
        legalSurname: names.surname,
        legalForename: names.forename,
        middleNames: cells.words('middle_names'),
        preferredSurname: cells.words('preferred_surname'),
        preferredForename: cells.words('preferred_forename'),
        formerSurname: cells.words('former_surname'),
        dateOfBirth,
        sex: sexIn(cells),
        ncYear: ncYearIn(cells),
        registrationGroup: cells.words('registration_group'),
        enrolStatus: enrolStatusIn(cells),
        entryDate,
        leavingDate,
        leavingReason: cells.code('leaving_reason'),
        deletionGround: cells.words('deletion_ground'),
        destinationDfeNumber: dfeNumberIn(cells, 'destination_school_dfe_number'),
        destinationUrn: urnIn(cells, 'destination_school_urn'),
        destinationName: cells.words('destination_school_name'),
        destinationStartDate: cells.date('destination_start_date', 'warning'),
        ethnicity: cells.code('ethnicity'),
        ethnicitySource: cells.code('ethnicity_source'),
        firstLanguage: cells.code('first_language'),
        senProvision: senIn(cells),
        senPrimaryNeed: cells.code('sen_primary_need'),
        fsmEligible: cells.boolean('fsm_eligible'),
        inCare: cells.boolean('in_care'),
        previouslyInCare: cells.boolean('previously_in_care'),
        careAuthority: cells.code('care_authority'),
        childInNeed: cells.boolean('child_in_need'),
        childProtectionPlan: cells.boolean('child_protection_plan'),
        serviceChild: cells.boolean('service_child'),
        youngCarer: cells.boolean('young_carer'),
        mostJuniorClass: cells.boolean('most_junior_class'),
        mostSeniorClass: cells.boolean('most_senior_class'),
        address: readAddress(cells),
        futureAddress: cells.words('future_address'),
        futureAddressFrom: cells.date('future_address_from', 'warning'),
        misUpdatedAt: cells.dateTime('mis_updated_at'),
      })
    }
  })
}

/** Surname and forename, from their own columns or from one cell with a comma between. */
function namesIn(cells: Cells): { surname: string; forename: string | undefined } | undefined {
  const both =
    cells.table.at('legal_surname') < 0 ? cells.needed('legal_name', 'a surname, a comma and a forename') : ''
  if (both === undefined) return undefined
  if (both === '') {
    const surname = cells.needed('legal_surname', 'a surname')
    const forename = cells.words('legal_forename')
    if (surname === undefined) return undefined
    // A child with one name, or whose forename nobody has typed yet, is still a child on a roll.
    if (forename === undefined) cells.problem('legal_forename', 'nothing', 'a forename', 'warning')
    return { surname, forename }
  }
  const comma = both.indexOf(',')
  const surname = comma < 0 ? both : both.slice(0, comma).trim()
  const forename = comma < 0 ? '' : both.slice(comma + 1).trim()
  if (surname === '' || forename === '')
    cells.problem('legal_name', both, 'a surname, a comma and a forename', 'warning')
  return { surname: surname || forename, forename: surname === '' ? undefined : forename || undefined }
}

function sexIn(cells: Cells): 'F' | 'M' | undefined {
  const text = clean(cells.raw('sex'))
  if (/^(f|female|girl)$/i.test(text)) return 'F'
  if (/^(m|male|boy)$/i.test(text)) return 'M'
  cells.problem('sex', text || 'nothing', 'F or M; kept as not known', 'warning')
  return undefined
}

function ncYearIn(cells: Cells): string | undefined {
  const text = clean(cells.raw('nc_year'))
  if (text === '') return undefined
  const year = readNcYear(text)
  if (year === undefined)
    cells.problem('nc_year', text, 'N1, N2, R, 1 to 14, M or X; kept as it stands', 'warning')
  return year ?? text
}

/** A year group as others write it (`Year 5`, `Y5`, `05`, `Reception`), as its code. */
export function readNcYear(text: string): string | undefined {
  const short = text
    .toUpperCase()
    .replace(/^(NATIONAL CURRICULUM )?(YEAR|YR|Y)[ .]*/, '')
    .trim()
  const number = /^0*(\d{1,2})$/.exec(short)?.[1]
  if (number !== undefined) return number === '0' ? 'R' : Number(number) <= 14 ? number : undefined
  if (/^(R|REC|RECEPTION)$/.test(short)) return 'R'
  if (/^(N1|NURSERY 1)$/.test(short)) return 'N1'
  if (/^(N2|N|NURSERY|NURSERY 2)$/.test(short)) return 'N2'
  return short === 'M' || short === 'X' ? short : undefined
}

function enrolStatusIn(cells: Cells): string {
  const text = clean(cells.raw('enrol_status'))
  if (text === '') return 'C'
  const code = text.toUpperCase()
  if (/^[CGMSPFO]$/.test(code)) return code
  if (/GUEST/.test(code)) return 'G'
  if (/SUBSIDIARY/.test(code)) return 'S'
  if (/MAIN|DUAL/.test(code)) return 'M'
  if (/CURRENT|SINGLE/.test(code)) return 'C'
  if (/PREVIOUS|FORMER|LEFT/.test(code)) return 'P'
  cells.problem('enrol_status', text, 'C, M, S, G, P, F or O; read as C', 'warning')
  return 'C'
}

function senIn(cells: Cells): string | undefined {
  const text = clean(cells.raw('sen_provision'))
  if (text === '') {
    const hasPlan = cells.boolean('ehcp')
    return hasPlan ? 'E' : undefined
  }
  if (/plan|ehc/i.test(text)) return 'E'
  if (/support/i.test(text)) return 'K'
  if (/^no\b/i.test(text)) return 'N'
  return text.length <= 3 ? text.toUpperCase() : text
}

function dfeNumberIn(cells: Cells, column: string): string | undefined {
  const text = cells.code(column)
  const number = text === undefined ? undefined : readDfeNumber(text)
  if (text !== undefined && number === undefined)
    cells.problem(column, text, 'a DfE number such as 001/9991', 'warning')
  return number
}

function urnIn(cells: Cells, column: string): string | undefined {
  const text = cells.code(column)
  const urn = text === undefined ? undefined : readUrn(text)
  if (text !== undefined && urn === undefined) cells.problem(column, text, 'a URN of six digits', 'warning')
  return urn
}

/** Reads the address columns. One cell with the whole address is cut at its commas or line breaks. */
export function readAddress(cells: Cells): AddressRecord {
  const lines = [1, 2, 3, 4, 5].map(n => cells.words(`address_line_${n}`)).filter(line => line !== undefined)
  const whole = cells.words('address')
  if (whole !== undefined && lines.length === 0) {
    const parts = cells
      .raw('address')
      .split(/[,\n]/)
      .map(clean)
      .filter(part => part !== '')
    lines.push(...parts.slice(0, 4), ...(parts.length > 4 ? [parts.slice(4).join(', ')] : []))
  }
  return {
    uprn: cells.code('uprn'),
    saon: cells.words('saon'),
    paon: cells.words('paon'),
    street: cells.words('street'),
    locality: cells.words('locality'),
    town: cells.words('town'),
    administrativeArea: cells.words('administrative_area'),
    postTown: cells.words('post_town'),
    lines,
    county: cells.words('county'),
    postcode: cells.postcode('postcode'),
    country: cells.words('country'),
  }
}
