/** The two numbers of the grounds for removal that no other rule has. */
import { localDate } from '../calendar/local-date.ts'
import type { Dated } from './dated.ts'

const from = localDate('2024-08-19')

/** Months of detention, at the least, for ground J. */
export const detentionMonths: readonly Dated<number>[] = [
  {
    from,
    value: 4,
    cites: 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1)(j)',
    mark: 'unverified',
  },
]

/** School days after notice of the governors' decision within which a review of an exclusion can be asked for (ground O). */
export const exclusionReviewSchoolDays: readonly Dated<number>[] = [
  {
    from,
    value: 15,
    cites:
      'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1)(o); Suspension and permanent exclusion guidance, 2024',
    mark: 'unverified',
  },
]
