// Stands in until src/law/rules.ts is there.
import { attendanceReturnSchoolDays } from '../law/absence-limits.ts'
import type { Rule } from '../law/rule.ts'

export const rules: readonly Rule[] = [
  {
    id: 'T-07',
    kind: 'school duty',
    name: '10 school days of absence: tell the authority',
    plain:
      'When a pupil of compulsory school age has been absent for 10 school days in a row without leave, the school tells the authority.',
    trigger: 'Every session of 10 school days in a row is coded G, N, O or U.',
    who: 'The school',
    toWhom: 'The authority',
    content: 'Full name, address, and the reason if it is known.',
    limit: attendanceReturnSchoolDays.map(version => ({
      ...version,
      value: { count: version.value, unit: 'school day' as const, counted: 'in a row' as const },
    })),
    limitInWords: 'The day on which the tenth school day’s afternoon register closes.',
    wouldChange: ['A mark on one of the days is corrected to present.', 'The school’s term dates change.'],
    cites: [
      { source: 'Regs 2024', at: 'regulation 13', mark: 'read' },
      { source: 'WT', mark: 'unverified', note: 'Read as quoted by authorities.' },
    ],
    reading: 'OQ-4',
    settings: ['referral-day'],
    tests: ['src/absences/detect.test.ts'],
  },
]
