/**
 * How long is too long? Every number of the register rules, with the day it began and what says so.
 *
 * Sources as in the project's rule catalogue: "Regs 2024" is the School Attendance (Pupil Registration) (England)
 * Regulations 2024, SI 2024/208, in force 19 August 2024; "Working together" is the statutory guidance Working together to
 * improve school attendance. For days before that, the register is read with the same numbers under the 2006 Regulations
 * (SI 2006/1751); that reading has not been checked against the instrument, and its citation says so.
 */
import { localDate } from '../calendar/local-date.ts'
import type { Dated } from './dated.ts'

const before2024 = localDate('2006-09-01')
const regulations2024 = localDate('2024-08-19')
const regs2024 = 'School Attendance (Pupil Registration) (England) Regulations 2024'
const regs2006 =
  'Education (Pupil Registration) (England) Regulations 2006, replaced on 19 August 2024 (number not checked for this date)'

/** School days of continuous absence coded G, N, O or U after which the authority must be told (T-07). */
export const attendanceReturnSchoolDays = sameSince2006(
  10,
  `${regs2024}, regulation 13 (attendance return); Working together to improve school attendance`,
)

/** School days of continuous absence coded G, N or O after which ground I can be considered (T-15). */
export const continuousAbsenceSchoolDays = sameSince2006(20, `${regs2024}, regulation 9(1)(i)`)

/** School days after leave ended, none attended, after which ground H can be considered (H-10). */
export const afterLeaveSchoolDays = sameSince2006(10, `${regs2024}, regulation 9(1)(h)`)

/** The first school day after granted leave on which a pupil should be back (T-14). */
export const leaveOverrunSchoolDays = sameSince2006(
  1,
  `${regs2024}, regulation 9(1)(h); an absence after leave has ended is treated as unexplained from its first day`,
)

/** School days within which code N must be replaced by the reason, or by O (T-04). */
export const reasonUnknownSchoolDays = sameSince2006(
  5,
  `${regs2024}, regulation 10(7) to (9); Working together to improve school attendance, paragraphs 407 to 409`,
)

/** School days of sickness, together or apart, that make a sickness return due at the latest (T-09). */
export const sicknessReturnSchoolDays = sameSince2006(
  15,
  `${regs2024}, regulation 13 (sickness return); Working together to improve school attendance`,
)

/** Calendar days after entry within which the authority must have the new pupil return (T-10). */
export const newPupilReturnDays = sameSince2006(5, `${regs2024}, regulation 13(1) to (3)`)

/** Calendar days after removal within which the authority must have the deletion return (T-11): none. */
export const deletionReturnDays = sameSince2006(0, `${regs2024}, regulation 13(4) to (6)`)

/** School days after a pupil ceases to be registered within which the common transfer file must go (T-21). */
export const transferFileSchoolDays: readonly Dated<number>[] = [
  {
    from: before2024,
    value: 15,
    cites: 'Education (Pupil Information) (England) Regulations 2005; DfE common transfer file guide',
  },
]

/** The share of possible sessions missed that makes an absence persistent (PA), in hundredths. */
export const persistentAbsencePercent: readonly Dated<number>[] = [
  {
    from: before2024,
    value: 10,
    cites: 'DfE pupil absence statistics methodology; Working together to improve school attendance',
  },
]

/** The share of possible sessions missed that makes an absence severe (SA), in hundredths. */
export const severeAbsencePercent: readonly Dated<number>[] = [
  { from: before2024, value: 50, cites: 'Working together to improve school attendance' },
]

function sameSince2006(value: number, cites: string): readonly Dated<number>[] {
  return [
    { from: before2024, value, cites: regs2006 },
    { from: regulations2024, value, cites },
  ]
}
