import type { LocalDate } from '../calendar/local-date.ts'
import { type TermDateKind, termDateKinds } from '../calendar/school-calendar.ts'
import { readYearGroups } from '../calendar/year-groups.ts'
import { Cells, readDfeNumber, readUrn } from './cells.ts'
import type { Batch } from './problem.ts'
import { type ReadOptions, readTable, type SchoolKey } from './table.ts'
import type { Source } from './text.ts'

/** A stretch of a school year; both days belong to it. Fits `TermDate` of the calendar once the school is known. */
export type TermDateRecord = {
  line: number
  laCode: string | undefined
  /** Undefined: for every school of the authority that has no rows of its own. */
  school: SchoolKey | undefined
  academicYear: string | undefined
  kind: TermDateKind
  name: string
  startsOn: LocalDate
  endsOn: LocalDate
  pupilDays: number | undefined
  /** The year groups it is for; undefined: for all. */
  yearGroups: readonly number[] | undefined
}

/** Reads term dates. `defaultSchool`, when given, is the school whose own dates these are. */
export function readTermDates(
  source: Source,
  options: ReadOptions = {},
): AsyncGenerator<Batch<TermDateRecord>> {
  return readTable('term-dates', source, options, table => {
    const cells = new Cells(table)
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const laCode = cells.code('la_code')
      if (laCode !== undefined && !/^\d{1,3}$/.test(laCode))
        cells.problem('la_code', laCode, 'three digits', 'held')
      const said = cells.code('kind')?.toUpperCase().replace(/[ -]+/g, '_')
      const kind = termDateKinds.find(known => known === said)
      if (kind === undefined)
        cells.problem('kind', cells.raw('kind') || 'nothing', termDateKinds.join(', '), 'held')
      const startsOn = cells.neededDate('start_date')
      const endsOn = cells.neededDate('end_date')
      if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn)
        cells.problem('end_date', cells.raw('end_date'), `a day on or after the first, ${startsOn}`, 'held')
      const groupsText = cells.code('year_groups')
      const yearGroups = readYearGroups(groupsText ?? '')
      if (groupsText !== undefined && yearGroups === undefined)
        cells.problem(
          'year_groups',
          groupsText,
          'year groups such as R 1 2 or 7-9, or nothing for all',
          'held',
        )
      const school = schoolIn(cells) ?? options.defaultSchool
      if (cells.isHeld || !kind || !startsOn || !endsOn) return
      records.push({
        line: row.line,
        laCode: laCode?.padStart(3, '0'),
        school,
        academicYear: cells.code('academic_year'),
        kind,
        name: cells.words('name') ?? '',
        startsOn,
        endsOn,
        pupilDays: cells.whole('pupil_days'),
        yearGroups,
      })
    }
  })
}

function schoolIn(cells: Cells): SchoolKey | undefined {
  const urn = cells.code('school_urn')
  const dfeNumber = cells.code('school_dfe_number')
  const school: SchoolKey = {}
  if (urn !== undefined) {
    const read = readUrn(urn)
    if (read === undefined) cells.problem('school_urn', urn, 'a URN of six digits', 'held')
    else school.urn = read
  }
  if (dfeNumber !== undefined) {
    const read = readDfeNumber(dfeNumber)
    if (read === undefined)
      cells.problem('school_dfe_number', dfeNumber, 'a DfE number such as 001/9991', 'held')
    else school.dfeNumber = read
  }
  return urn === undefined && dfeNumber === undefined ? undefined : school
}
