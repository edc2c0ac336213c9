import type { LocalDate } from '../calendar/local-date.ts'
import { Cells, type PupilKey, PupilReader, SchoolReader } from './cells.ts'
import type { Batch } from './problem.ts'
import { type ReadOptions, readTable, type SchoolKey } from './table.ts'
import type { Source } from './text.ts'

/** Leave of absence that a school granted; both days belong to it. */
export type LeaveRecord = {
  line: number
  school: SchoolKey
  pupil: PupilKey
  startsOn: LocalDate
  endsOn: LocalDate
}

/** Reads granted leave. */
export function readLeave(source: Source, options: ReadOptions = {}): AsyncGenerator<Batch<LeaveRecord>> {
  return readTable('leave', source, options, table => {
    const cells = new Cells(table)
    const schools = new SchoolReader(options)
    const pupils = new PupilReader()
    return (row, records, problems) => {
      cells.turnTo(row, problems)
      const school = schools.read(cells)
      const pupil = pupils.read(cells)
      const startsOn = cells.neededDate('start_date')
      const endsOn = cells.neededDate('end_date')
      if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn)
        cells.problem('end_date', cells.raw('end_date'), `a day on or after the first, ${startsOn}`, 'held')
      if (cells.isHeld || !school || !pupil || !startsOn || !endsOn) return
      records.push({ line: row.line, school, pupil, startsOn, endsOn })
    }
  })
}
