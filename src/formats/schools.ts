import type { LocalDate } from '../calendar/local-date.ts'
import { Cells, readUrn } from './cells.ts'
import type { Batch } from './problem.ts'
import { type ReadOptions, readTable } from './table.ts'
import type { Source } from './text.ts'

/**
 * The national register of schools, as published every day: 139 columns and growing, addressed by their
 * headings, Windows-1252, days as DD-MM-YYYY. Codes are the file's own (2 is closed). Names of head
 * teachers are personal data and are not read.
 */
export type SchoolRecord = {
  line: number
  urn: string
  laCode: string
  laName: string | undefined
  /** Authority and establishment number together, seven digits; undefined for the few without a number. */
  dfeNumber: string | undefined
  establishmentNumber: string | undefined
  name: string
  typeCode: string | undefined
  typeName: string | undefined
  typeGroupCode: string | undefined
  /** `1` open, `2` closed, `3` open but proposed to close, `4` proposed to open. */
  statusCode: string
  openedOn: LocalDate | undefined
  closedOn: LocalDate | undefined
  reasonClosedCode: string | undefined
  phaseCode: string | undefined
  phaseName: string | undefined
  ageFrom: number | undefined
  ageTo: number | undefined
  sixthFormCode: string | undefined
  genderCode: string | undefined
  pupils: number | undefined
  trustCode: string | undefined
  trustName: string | undefined
  ukprn: string | undefined
  uprn: string | undefined
  street: string | undefined
  locality: string | undefined
  address3: string | undefined
  town: string | undefined
  county: string | undefined
  postcode: string | undefined
  website: string | undefined
  telephone: string | undefined
  regionName: string | undefined
  gssLaCode: string | undefined
  easting: number | undefined
  northing: number | undefined
  previousLaCode: string | undefined
  previousEstablishmentNumber: string | undefined
  lastChangedOn: LocalDate | undefined
}

/** Reads the national schools file. A row without a URN, an authority, a name or a status is held. */
export function readSchools(source: Source, options: ReadOptions = {}): AsyncGenerator<Batch<SchoolRecord>> {
  return readTable('schools', source, options, table => {
    const cells = new Cells(table)
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const said = cells.code('URN')
      const urn = said === undefined ? undefined : readUrn(said)
      if (urn === undefined) cells.problem('URN', said ?? 'nothing', 'a URN of six digits', 'held')
      const laCode = cells.code('LA (code)')
      if (laCode === undefined || !/^\d{1,3}$/.test(laCode))
        cells.problem('LA (code)', laCode ?? 'nothing', 'three digits', 'held')
      const name = cells.needed('EstablishmentName', 'the name of the school')
      const statusCode = cells.code('EstablishmentStatus (code)')
      if (statusCode === undefined)
        cells.problem('EstablishmentStatus (code)', 'nothing', '1, 2, 3 or 4', 'held')
      if (cells.isHeld || !urn || !laCode || !name || !statusCode) return
      const authority = laCode.padStart(3, '0')
      const number = padded(cells.code('EstablishmentNumber'), 4)
      const previousLa = cells.code('PreviousLA (code)')
      records.push({
        line: row.line,
        urn,
        laCode: authority,
        laName: cells.words('LA (name)'),
        dfeNumber: number === undefined ? undefined : authority + number,
        establishmentNumber: number,
        name,
        typeCode: cells.code('TypeOfEstablishment (code)'),
        typeName: cells.words('TypeOfEstablishment (name)'),
        typeGroupCode: cells.code('EstablishmentTypeGroup (code)'),
        statusCode,
        openedOn: cells.date('OpenDate', 'warning'),
        closedOn: cells.date('CloseDate', 'warning'),
        reasonClosedCode: cells.code('ReasonEstablishmentClosed (code)'),
        phaseCode: cells.code('PhaseOfEducation (code)'),
        phaseName: cells.words('PhaseOfEducation (name)'),
        ageFrom: cells.whole('StatutoryLowAge'),
        ageTo: cells.whole('StatutoryHighAge'),
        sixthFormCode: cells.code('OfficialSixthForm (code)'),
        genderCode: cells.code('Gender (code)'),
        pupils: cells.whole('NumberOfPupils'),
        trustCode: cells.code('Trusts (code)'),
        trustName: cells.words('Trusts (name)'),
        ukprn: cells.code('UKPRN'),
        uprn: cells.code('UPRN'),
        street: cells.words('Street'),
        locality: cells.words('Locality'),
        address3: cells.words('Address3'),
        town: cells.words('Town'),
        county: cells.words('County (name)'),
        postcode: cells.postcode('Postcode'),
        website: cells.code('SchoolWebsite'),
        telephone: cells.code('TelephoneNum'),
        regionName: cells.words('GOR (name)'),
        gssLaCode: cells.code('GSSLACode (name)'),
        easting: cells.whole('Easting'),
        northing: cells.whole('Northing'),
        previousLaCode: previousLa === '999' ? undefined : padded(previousLa, 3),
        previousEstablishmentNumber: padded(cells.code('PreviousEstablishmentNumber'), 4),
        lastChangedOn: cells.date('LastChangedDate', 'warning'),
      })
    }
  })
}

const padded = (text: string | undefined, width: number): string | undefined =>
  text !== undefined && /^\d+$/.test(text) ? text.padStart(width, '0') : text
