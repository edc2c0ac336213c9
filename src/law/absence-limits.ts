/**
 * How long is too long? Every number of the register rules, with the day it began, what says so, and how sure we are of it.
 *
 * Few of these were read in the instrument itself; each that was not says so. For days before 19 August 2024 the register is read
 * with the same numbers under the 2006 Regulations (SI 2006/1751); that reading has not been checked against the instrument, and
 * is marked so.
 */
import { localDate } from '../calendar/local-date.ts'
import type { Dated } from './dated.ts'
import type { Mark } from './source.ts'

const before2024 = localDate('2006-09-01')
const regulations2024 = localDate('2024-08-19')
const guidance2024 = localDate('2024-08-19')
const regs2024 = 'School Attendance (Pupil Registration) (England) Regulations 2024'
const regs2006 =
  'Education (Pupil Registration) (England) Regulations 2006, replaced on 19 August 2024 (number not checked for this date)'
const workingTogether = 'Working together to improve school attendance'
const pupilInformation = 'Education (Pupil Information) (England) Regulations 2005'
const ownDefault = "Onroll's own default"

/** School days of continuous absence coded G, N, O or U after which the authority must be told (T-07). */
export const attendanceReturnSchoolDays = sameSince2006(
  10,
  `${regs2024}, regulation 13 (attendance return); ${workingTogether}`,
  'second-hand',
)

/** School days of continuous absence coded G, N or O after which ground I can be considered (T-15). */
export const continuousAbsenceSchoolDays = sameSince2006(20, `${regs2024}, regulation 9(1)(i)`, 'second-hand')

/** School days after leave ended, none attended, after which ground H can be considered (H-10). */
export const afterLeaveSchoolDays = sameSince2006(10, `${regs2024}, regulation 9(1)(h)`, 'second-hand')

/** The first school day after granted leave on which a pupil should be back (T-14). */
export const leaveOverrunSchoolDays = sameSince2006(
  1,
  `${regs2024}, regulation 9(1)(h); an absence after leave has ended is treated as unexplained from its first day`,
  'second-hand',
)

/** School days within which code N must be replaced by the reason, or by O (T-04). */
export const reasonUnknownSchoolDays = sameSince2006(
  5,
  `${regs2024}, regulation 10(7) to (9); ${workingTogether}, paragraphs 407 to 409`,
  'second-hand',
)

/** Working days after an N, said in one place of the guidance: from that day a person is warned (T-04, OQ-1). */
export const reasonUnknownWarningWorkingDays: readonly Dated<number>[] = [
  notChecked(5, 'Guidance on attendance before 2024'),
  { from: regulations2024, value: 5, cites: `${workingTogether}, page 20`, mark: 'second-hand' },
]

/** School days of sickness, together or apart, that make a sickness return due at the latest (T-09). */
export const sicknessReturnSchoolDays = sameSince2006(
  15,
  `${regs2024}, regulation 13 (sickness return); ${workingTogether}`,
  'second-hand',
)

/** Calendar days after entry within which the authority must have the new pupil return (T-10, OQ-2). */
export const newPupilReturnDays = sameSince2006(5, `${regs2024}, regulation 13(1) to (3)`, 'read')

/** Calendar days after removal within which the authority must have the deletion return (T-11): none. */
export const deletionReturnDays = sameSince2006(0, `${regs2024}, regulation 13(4) to (6)`, 'second-hand')

/** School days after a pupil ceases to be registered within which the common transfer file must go (T-21). */
export const transferFileSchoolDays: readonly Dated<number>[] = [
  {
    from: before2024,
    value: 15,
    cites: `${pupilInformation}; DfE common transfer file guide`,
    mark: 'second-hand',
  },
]

/** School days after which a transfer file not yet sent is warned of: some texts say fifteen "days" (T-21, OQ-14). */
export const transferFileWarningSchoolDays: readonly Dated<number>[] = [
  {
    from: before2024,
    value: 10,
    cites: `${ownDefault}: guidance says 15 days in one place and 15 school days in another`,
    mark: 'inferred',
  },
]

/** Days within which a child protection file must follow the child, as calendar days (T-24, OQ-3). */
export const childProtectionFileDays: readonly Dated<number>[] = [
  notChecked(5, 'Keeping children safe in education, earlier editions'),
  {
    from: localDate('2026-09-01'),
    value: 5,
    cites: 'Keeping children safe in education 2026, paragraphs 150 to 151 (the unit is not said)',
    mark: 'second-hand',
  },
]

/** The school day of a suspension from which the school arranges full-time education (T-27). */
export const suspensionProvisionSchoolDay: readonly Dated<number>[] = [
  notChecked(6, 'Suspension and permanent exclusion guidance, earlier editions'),
  {
    from: guidance2024,
    value: 6,
    cites: 'Suspension and permanent exclusion guidance, 2024',
    mark: 'second-hand',
  },
]

/** Unauthorised sessions within the weeks below, at which a penalty notice is considered (T-29). */
export const penaltyNoticeSessions: readonly Dated<number>[] = [
  {
    from: guidance2024,
    value: 10,
    cites: `National framework for penalty notices 2024; ${workingTogether}, July 2026`,
    mark: 'second-hand',
  },
]

/** School weeks, rolling, in which the sessions are counted (T-29). What a school week is was not read. */
export const penaltyNoticeSchoolWeeks: readonly Dated<number>[] = [
  {
    from: guidance2024,
    value: 10,
    cites: 'National framework for penalty notices 2024',
    mark: 'second-hand',
  },
]

/** Penalty notices for one parent and one child within the years below, at most (T-29). */
export const penaltyNoticesMost: readonly Dated<number>[] = [
  {
    from: guidance2024,
    value: 2,
    cites: `National framework for penalty notices 2024; ${workingTogether}, July 2026`,
    mark: 'second-hand',
  },
]

/** Years, rolling, in which those penalty notices are counted (T-29). */
export const penaltyNoticeYears: readonly Dated<number>[] = [
  {
    from: guidance2024,
    value: 3,
    cites: `National framework for penalty notices 2024; ${workingTogether}, July 2026`,
    mark: 'second-hand',
  },
]

/** Years for which every entry of a register, and every correction, is kept from the day it was made (C-KEEP). */
export const registerKeptYears = sameSince2006(6, `${regs2024}, regulations 5 to 7`, 'second-hand')

/** The share of possible sessions missed that makes an absence persistent (PA), in hundredths. */
export const persistentAbsencePercent: readonly Dated<number>[] = [
  {
    from: before2024,
    value: 10,
    cites: `DfE pupil absence statistics methodology; ${workingTogether}`,
    mark: 'second-hand',
  },
]

/** The share of possible sessions missed that makes an absence severe (SA), in hundredths. */
export const severeAbsencePercent: readonly Dated<number>[] = [
  { from: before2024, value: 50, cites: workingTogether, mark: 'second-hand' },
]

function sameSince2006(value: number, cites: string, mark: Mark): readonly Dated<number>[] {
  return [
    { from: before2024, value, cites: regs2006, mark: 'unverified' },
    { from: regulations2024, value, cites, mark },
  ]
}

function notChecked(value: number, source: string): Dated<number> {
  return {
    from: before2024,
    value,
    cites: `${source} (number not checked for this date)`,
    mark: 'unverified',
  }
}
