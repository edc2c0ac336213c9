/** What do the codes of the attendance register do, how are they put right, and how long are they kept? */
import { reasonUnknownSchoolDays } from './absence-limits.ts'
import type { Rule } from './rule.ts'
import { asLimit, inferred, read, secondHand } from './rule-parts.ts'

type CodeRule = Omit<Rule, 'kind' | 'who'>

const code = (rule: CodeRule): Rule => ({ ...rule, who: 'The school', kind: 'attendance code' })

const codeTests = ['src/law/attendance-codes.test.ts']

export const codeRules: readonly Rule[] = [
  code({
    id: 'C-10D',
    name: 'Codes of the ten-day attendance return',
    plain:
      'G, N, O and U count towards the ten school days after which the authority is told. Any other code ends the run. U is in the list although the child came to school that session, so a person looks at a run with a U in it.',
    trigger: 'A session is coded G, N, O or U',
    limitInWords: 'The codes G, N, O and U',
    wouldChange: ['A code corrected to another group'],
    cites: [
      secondHand('WT'),
      secondHand('Regs 2024', 'regulation 13', 'With two authorities’ pages about the return.'),
    ],
    reading: 'OQ-5',
    tests: [...codeTests, 'src/absences/worked-examples.test.ts'],
  }),
  code({
    id: 'C-20D',
    name: 'Codes of ground I',
    plain:
      'Only G, N and O count towards the twenty school days of ground I, and every session must have one of them. One session with any other code, U among them, and the ground is not there.',
    trigger: 'A session is coded G, N or O',
    limitInWords: 'The codes G, N and O, at every session',
    wouldChange: ['A code corrected to any other', 'A session for which no register was taken'],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(i)')],
    tests: [...codeTests, 'src/absences/worked-examples.test.ts'],
  }),
  code({
    id: 'C-N5',
    name: 'Code N is replaced within five school days',
    plain:
      'N means that the reason is not known yet. Find it out and change the code as soon as you know it, and at the latest five school days after the session. If nobody knows by then, it becomes O.',
    trigger: 'A session is coded N',
    content: 'The right code, or O',
    limit: asLimit(reasonUnknownSchoolDays, 'school day', 'after'),
    limitInWords: 'Within 5 school days after the session',
    wouldChange: ['The reason becoming known', 'Corrected term dates'],
    cites: [
      secondHand('Regs 2024', 'regulation 10(7) to (9)'),
      secondHand('WT', 'page 96, paragraphs 407 to 409'),
    ],
    reading: 'OQ-1',
    tests: ['src/law/school-clocks.test.ts', 'src/absences/worked-examples.test.ts'],
  }),
  code({
    id: 'C-NU',
    name: 'N becomes U when the pupil comes late',
    plain:
      'If a pupil marked N comes in after the register has closed, the N becomes U, or a better code if there is one.',
    trigger: 'A pupil marked N arrives after the register closed',
    content: 'U, or a code that says more',
    limitInWords: 'When the pupil arrives',
    wouldChange: ['A reason that has a code of its own'],
    cites: [secondHand('WT', 'page 82')],
    tests: ['src/law/school-clocks.test.ts'],
  }),
  code({
    id: 'C-RUN',
    name: 'What a run of days in a row is',
    plain:
      'A day counts when the pupil was absent at both sessions with codes that count; for a pupil with one session a day, that session. Coming to school for any session ends the run. A session for which no register was taken never ends the ten days, so that no child is hidden by it, and always ends the twenty, so that no name comes off for it. When a mark is corrected, every run is worked out again and the old result is kept.',
    trigger: 'Marks are taken or corrected',
    limitInWords: 'From the first counted day to the last, no day in between with another code',
    wouldChange: [
      'Any mark corrected within the run',
      'A register that was not taken being filled in',
      'Corrected term dates',
      'The pupil having one session a day',
    ],
    cites: [inferred('WT', undefined, '"Continuous" is defined in nothing that was read.')],
    reading: 'OQ-4',
    tests: ['src/absences/boundaries.test.ts', 'src/absences/walk.property.test.ts'],
  }),
  code({
    id: 'C-KEEP',
    name: 'Registers are kept for six years',
    plain:
      'Every entry in the register, and every correction with who made it, when, and what it said before, is kept for at least six years from the day it was made. Registers are electronic.',
    trigger: 'An entry or a correction is made',
    limitInWords: 'At least 6 years from the day it was made',
    wouldChange: ['A later correction, which is kept for six years of its own'],
    cites: [secondHand('Regs 2024', 'regulations 5 to 7')],
    tests: ['src/law/roll-clocks.test.ts'],
  }),
  code({
    id: 'C-SHARE',
    name: 'Attendance is shared every day',
    plain:
      'State-funded schools share their daily attendance with the Department for Education and with the local authority.',
    trigger: 'Every school day',
    limitInWords: 'Daily',
    wouldChange: ['A school that is not state-funded'],
    cites: [secondHand('Sharing 2024')],
    reading: 'OQ-23',
    tests: ['src/law/school-rules.test.ts'],
  }),
  code({
    id: 'C-CODES',
    name: 'The attendance codes',
    plain:
      'Every session of every pupil has one code of the national set. H, J, F and a bare Y ended on 18 August 2024 and are read for earlier days only; C1, C2, J1, K, Q and Y1 to Y7 began the day after.',
    trigger: 'The register is taken',
    limitInWords: 'One code a session',
    wouldChange: ['A new set of codes in the regulations'],
    cites: [
      read('Regs 2024', 'regulation 10, Tables 1 to 3'),
      secondHand('WT', 'the chapter on the contents of the registers'),
    ],
    tests: codeTests,
  }),
]
