// Term dates: a year's dates, of the authority or of a school, given whole.
import { schoolYearInWords, schoolYearOf } from '../../calendar/local-date.ts'
import { readTermDates, type TermDateRecord } from '../../formats/term-dates.ts'
import { insertCalendarVersion, schoolsOf, termDateOf, termDatesOf } from '../../schools/store.ts'
import { sameTermDates } from '../../schools/term-dates.ts'
import { schoolSaid } from '../school-directory.ts'
import type { Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'

/** Reads term dates. Each school and year that the file speaks of gets a new version, if it says something new. */
export async function readTermDateList(reading: Reading): Promise<void> {
  const { tx, viewer, file, mapping, schools, counts, changes, problems, touched } = reading
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  const years = new Map<
    string,
    { schoolId: string | undefined; academicYear: string; rows: TermDateRecord[] }
  >()
  for await (const batch of readTermDates(reading.source(), options)) {
    takeProblems(reading, batch.problems)
    for (const record of batch.records) {
      counts.rows++
      if (record.laCode !== undefined && record.laCode !== viewer.la) {
        counts.held++
        problems.add({
          line: record.line,
          column: mapping.columns.la_code ?? 'la_code',
          found: record.laCode,
          expected: viewer.la,
          severity: 'held',
        })
        continue
      }
      const found = record.school && schools.find(record.school)
      if (found && 'problem' in found) {
        counts.held++
        problems.add({
          line: record.line,
          column: '',
          found: schoolSaid(record.school!),
          expected: found.problem,
          severity: 'held',
        })
        continue
      }
      const schoolId = found?.school.id
      const academicYear = yearSaid(record)
      const key = `${schoolId} ${academicYear}`
      const year = years.get(key) ?? { schoolId, academicYear, rows: [] }
      year.rows.push(record)
      years.set(key, year)
    }
  }
  for (const { schoolId, academicYear, rows } of years.values()) {
    const held = await termDatesOf(tx, viewer, academicYear, schoolId)
    const isSame = sameTermDates(held.map(termDateOf), rows)
    if (isSame) {
      counts.unchanged += rows.length
      continue
    }
    await insertCalendarVersion(tx, viewer, { schoolId, academicYear, importId: file.id, rows })
    counts.applied += rows.length
    counts[held.length === 0 ? 'new' : 'changed'] += rows.length
    if (schoolId !== undefined) touched.add(schoolId)
    else for (const school of await schoolsOf(tx, viewer)) touched.add(school.id)
    changes.add({
      line: rows[0]!.line,
      outcome: held.length === 0 ? 'new' : 'changed',
      schoolId,
      childId: undefined,
      enrolmentId: undefined,
      says: `Term dates of ${academicYear}, ${rows.length} rows`,
      beforeAfter:
        held.length === 0 ? [] : [{ field: 'rows', before: String(held.length), after: String(rows.length) }],
    })
  }
}

/** "2025/26": as the file says, however it is written, else from the row's first day. */
function yearSaid({ academicYear, startsOn }: TermDateRecord): string {
  const said = /^(20\d\d)\s*[/-]\s*(?:20)?\d\d$/.exec(academicYear ?? '')
  return schoolYearInWords(said ? Number(said[1]) : schoolYearOf(startsOn))
}
