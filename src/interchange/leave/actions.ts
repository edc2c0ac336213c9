// Leave that was granted.
import { inWords } from '../../calendar/local-date.ts'
import { type LeaveRecord, readLeave } from '../../formats/leave.ts'
import { insertLeaves } from '../../registers/store.ts'
import { pupilSaid, Unknown } from '../rolls/rolls.ts'
import { RollsOfFile } from '../rolls/store.ts'
import { schoolSaid } from '../school-directory.ts'
import type { Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'

/** Reads a list of leave. Leave that is known stays as it is; leave not on the list is not taken back. */
export async function readLeaveList(reading: Reading): Promise<void> {
  const { tx, viewer, file, mapping, schools, counts, changes, touched } = reading
  const rolls = new RollsOfFile(reading)
  const unknown = new Unknown()
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  for await (const { records, problems } of readLeave(reading.source(), options)) {
    takeProblems(reading, problems)
    await rolls.openFor(records)
    const known: {
      record: LeaveRecord
      enrolmentId: string
      childId: string
      schoolId: string
      startsOn: string
      endsOn: string
    }[] = []
    for (const record of records) {
      counts.rows++
      const found = rolls.find(record.school, record.pupil, record.startsOn)
      if (!('entry' in found)) {
        unknown.add(
          found.school ? pupilSaid(record.pupil) : schoolSaid(record.school),
          found.problem,
          record.line,
        )
        counts.held++
        if (found.school) counts.waiting++
        continue
      }
      const { startsOn, endsOn } = record
      known.push({
        record,
        enrolmentId: found.entry.id,
        childId: found.entry.childId,
        schoolId: found.school.id,
        startsOn,
        endsOn,
      })
    }
    const added = await insertLeaves(tx, viewer, file.id, known)
    for (const { record, enrolmentId, childId, schoolId, startsOn, endsOn } of known) {
      // Twice in one file is once.
      if (!added.delete(`${enrolmentId} ${startsOn} ${endsOn}`)) {
        counts.unchanged++
        continue
      }
      counts.applied++
      counts.new++
      touched.add(schoolId)
      changes.add({
        line: record.line,
        outcome: 'new',
        schoolId,
        childId,
        enrolmentId,
        says: `Leave from ${inWords(record.startsOn)} to ${inWords(record.endsOn)}`,
        beforeAfter: [],
      })
    }
  }
  for (const problem of unknown.problems()) reading.problems.add({ ...problem, column: '', severity: 'held' })
}
