/**
 * What do the words mean that every other rule uses? Ages, years, days, and what counts as missed.
 *
 * Most mistakes in this work are one of these words taken for another: a working day for a school day, the start of a term for the
 * start of compulsory school age, a child with no attendance for a child with no school.
 */
import type { Rule } from './rule.ts'
import { inferred, read, secondHand, unverified } from './rule-parts.ts'

type Definition = Omit<Rule, 'kind' | 'who'> & { readonly who?: string }

const define = (definition: Definition): Rule => ({ who: 'Everybody', ...definition, kind: 'definition' })

const ageTests = ['src/calendar/age.test.ts', 'src/calendar/leap-and-clock.test.ts']
const dayTests = ['src/calendar/school-calendar.test.ts', 'src/calendar/counting.test.ts']

export const definitions: readonly Rule[] = [
  define({
    id: 'D-CSA-START',
    name: 'Start of compulsory school age',
    plain:
      'A child must be educated from the 31 March, 31 August or 31 December on or next after the fifth birthday. It has nothing to do with the first day of a term: most children in Reception are not yet of compulsory school age.',
    trigger: 'The fifth birthday',
    limitInWords: 'The first of 31 March, 31 August and 31 December that is not before the fifth birthday',
    wouldChange: ['A corrected date of birth'],
    cites: [read('EA 1996', 'section 8(2)'), secondHand('SI 1998/1607')],
    reading: 'OQ-11',
    tests: ageTests,
  }),
  define({
    id: 'D-CSA-END',
    name: 'End of compulsory school age',
    plain:
      'Compulsory school age ends at the end of the last Friday in June of the school year in which the child becomes 16. A child whose sixteenth birthday is in July or August leaves at 15; one whose birthday is on 1 September belongs to the next year.',
    trigger: 'The sixteenth birthday',
    limitInWords: 'The end of the last Friday in June',
    wouldChange: ['A corrected date of birth'],
    cites: [read('EA 1996', 'section 8(3)')],
    tests: ageTests,
  }),
  define({
    id: 'D-CSA-END-DATES',
    name: 'School leaving dates',
    plain:
      'The school leaving date is the last Friday in June: 27 June 2025, 26 June 2026, 25 June 2027. The day itself is still of compulsory school age.',
    trigger: 'Each school year',
    limitInWords: '27 June 2025, 26 June 2026, 25 June 2027',
    wouldChange: ['A new order that sets another date'],
    cites: [inferred('EA 1996', 'section 8(3)', 'Worked out from the calendar.')],
    tests: ageTests,
  }),
  define({
    id: 'D-ACADEMIC-YEAR',
    name: 'School year',
    plain:
      'For year groups and statistics a school year runs from 1 September to 31 August. Where the law says "the first day of the school year" or "the end of the last term", the school’s own term dates are used.',
    trigger: 'Each 1 September',
    limitInWords: '1 September to 31 August; for tests of law, the school’s own terms',
    wouldChange: ['Corrected term dates'],
    cites: [
      unverified('EA 1996', 'section 579', 'The year from the first term after July to the next such start.'),
    ],
    tests: ['src/calendar/local-date.test.ts', ...dayTests],
  }),
  define({
    id: 'D-YEAR-GROUP',
    name: 'Year group',
    plain:
      'A child’s year group is the age on the 31 August before the school year, less four: Reception is 4, Year 1 is 5, Year 7 is 11, Year 11 is 15. A child may be taught with another year, so the school’s own word wins.',
    trigger: 'Each school year',
    limitInWords: 'Age on 31 August, less four',
    wouldChange: ['A corrected date of birth', 'The school placing the child in another year group'],
    cites: [inferred('EES-CME', 'data guidance')],
    tests: ageTests,
  }),
  define({
    id: 'D-SESSION',
    name: 'Session',
    plain:
      'A school day has two sessions, morning and afternoon. The register is taken at the start of the morning and once in the afternoon. A nursery child may have one session a day.',
    trigger: 'Every school day',
    limitInWords: 'Two to a school day',
    wouldChange: ['A pupil who has one session a day'],
    cites: [secondHand('Regs 2024', 'regulation 10(1)'), secondHand('WT', 'paragraph 32')],
    tests: ['src/calendar/strip-days.test.ts'],
  }),
  define({
    id: 'D-SCHOOL-DAY',
    name: 'School day',
    plain:
      'A day on which this school has at least one session for this pupil. Weekends, holidays, bank holidays, training days and planned closures are not school days, and a closure may be for some year groups only.',
    trigger: 'Any limit that counts school days',
    limitInWords: 'Usually 190 to a year',
    wouldChange: [
      'Corrected term dates',
      'A training day or closure added or taken away',
      'The pupil’s year group',
    ],
    cites: [
      secondHand('Regs 2024', 'regulation 10'),
      unverified('WT', undefined, 'The usual 190 days are not required of every kind of school.'),
    ],
    tests: [...dayTests, 'src/calendar/year-groups.test.ts'],
  }),
  define({
    id: 'D-CALENDAR-DAY',
    name: 'Calendar day',
    plain:
      'Any day, weekends and holidays too. The new pupil return and the notice about suitable education run in calendar days.',
    trigger: 'Any limit that says "days" and does not say "school days"',
    limitInWords: 'Every day counts',
    wouldChange: ['A different first day'],
    cites: [read('Regs 2024', 'regulation 13(1)', 'It says "day", not "school day".')],
    reading: 'OQ-2',
    tests: ['src/calendar/counting.test.ts'],
  }),
  define({
    id: 'D-WORKING-DAY',
    name: 'Working day',
    plain:
      'Monday to Friday, except bank holidays. No limit of the register is counted so. Some guidance says "working days" where the law says school days: then the earlier day is shown as a warning.',
    trigger: 'Guidance that says "working days"; the authority’s own clocks',
    limitInWords: 'Monday to Friday less bank holidays',
    wouldChange: ['A bank holiday announced or moved'],
    cites: [secondHand('WT', 'page 20')],
    reading: 'OQ-1',
    tests: ['src/calendar/working-days.test.ts', 'src/calendar/counting.test.ts'],
  }),
  define({
    id: 'D-SCHOOL-WEEK',
    name: 'School week',
    plain:
      'A week, Monday to Sunday, in which the school has at least one session. Only the penalty notice rule counts in school weeks, and its ten weeks run over holidays and from one school year into the next.',
    trigger: 'The penalty notice rule',
    limitInWords: 'Any week with at least one session',
    wouldChange: ['Corrected term dates'],
    cites: [unverified('NF 2024')],
    tests: ['src/law/absence-measures.test.ts'],
  }),
  define({
    id: 'D-COUNTING',
    name: 'How days are counted',
    plain:
      'Days "after" something start with the next day: the day itself is day 0. Days "beginning with" something count that day as day 1. A run of days in a row counts its first day. A limit ends with the end of its last day.',
    trigger: 'Every limit',
    limitInWords: '"After": the day itself is day 0. "Beginning with": it is day 1',
    wouldChange: ['A different first day'],
    cites: [
      read('Regs 2024', 'regulation 13(1)', '"the fifth day after".'),
      read('EA 1996', 'section 437(2)', '"beginning with the day on which the notice is served".'),
    ],
    reading: 'OQ-20',
    tests: ['src/calendar/counting.test.ts'],
  }),
  define({
    id: 'D-POSSIBLE',
    name: 'Possible sessions',
    plain:
      'The sessions that a pupil could have attended: all that were marked, less those coded D, X, Q, Y1 to Y7, Z or #.',
    trigger: 'A share of absence is worked out',
    limitInWords: 'All sessions marked, less D, X, Q, Y1 to Y7, Z and #',
    wouldChange: ['A corrected mark'],
    cites: [
      read('Regs 2024', 'regulation 10, Tables 1 to 3', 'The codes.'),
      unverified('DfE absence statistics', undefined, 'That Q, D, X, Z and # leave the count.'),
    ],
    tests: ['src/law/absence-measures.test.ts', 'src/law/attendance-codes.test.ts'],
  }),
  define({
    id: 'D-MISSED',
    name: 'Missed sessions',
    plain:
      'The possible sessions at which the pupil was absent, with leave (C, C1, C2, E, I, J1, M, R, S, T) or without (G, N, O, U).',
    trigger: 'A share of absence is worked out',
    limitInWords: 'Authorised and unauthorised absences together',
    wouldChange: ['A corrected mark'],
    cites: [
      read('Regs 2024', 'regulation 10, Tables 1 to 3', 'The codes.'),
      secondHand('DfE absence statistics', undefined, 'Which group each code is in.'),
    ],
    tests: ['src/law/absence-measures.test.ts', 'src/law/attendance-codes.test.ts'],
  }),
  define({
    id: 'D-AT-RISK',
    name: 'At risk of missing education',
    plain:
      'A pupil on roll, of compulsory school age, whose absence is unexplained, whose whereabouts are unknown, who did not start, who is said to have moved without a destination, who is not back from leave, who is excluded or severely absent, or who changes school without a confirmed place. It is our word, not the law’s: a child on any roll is never counted as missing education.',
    trigger: 'Any of those signs for a pupil on roll',
    limitInWords: 'As long as a sign is there',
    wouldChange: ['The pupil found or back in school', 'The pupil’s name removed from every roll'],
    cites: [
      read('CME25', 'opening: the definition', 'That a child on a roll is not missing education.'),
      inferred('CME25', undefined, 'The list of signs, with a school’s published policy.'),
    ],
    reading: 'OQ-10',
    tests: ['src/law/absence-measures.test.ts'],
  }),
]
