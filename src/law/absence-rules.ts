/** What must a school do while a pupil on its roll is away, and whom does it tell? */
import {
  afterLeaveSchoolDays,
  attendanceReturnSchoolDays,
  continuousAbsenceSchoolDays,
  leaveOverrunSchoolDays,
  reasonUnknownSchoolDays,
  sicknessReturnSchoolDays,
  suspensionProvisionSchoolDay,
} from './absence-limits.ts'
import type { Rule } from './rule.ts'
import { asLimit, inferred, secondHand, unverified } from './rule-parts.ts'

type Duty = Omit<Rule, 'kind' | 'who'> & { readonly who?: string; readonly kind?: Rule['kind'] }

const duty = (rule: Duty): Rule => ({ who: 'The school', kind: 'school duty', ...rule })

const clockTests = ['src/law/school-clocks.test.ts']
const registerTests = ['src/absences/worked-examples.test.ts', 'src/absences/boundaries.test.ts']
const measureTests = ['src/law/absence-measures.test.ts']

export const absenceRules: readonly Rule[] = [
  duty({
    id: 'T-01',
    name: 'First day of absence: ring home',
    plain:
      'When a pupil is absent and nobody has said why, contact the parent on the first day, then the other emergency contacts. Ask for the reason, where the child is and who has seen the child. Go on every day that it continues.',
    trigger: 'An absence without an explanation',
    toWhom: 'The parent, then the other emergency contacts',
    content: 'The reason, where the child is, and who has seen the child',
    limitInWords: 'The same day, and again while it continues',
    wouldChange: ['The parent giving the reason', 'The pupil coming in', 'A corrected mark'],
    cites: [secondHand('WT', 'pages 16 and 20')],
    tests: clockTests,
  }),
  duty({
    id: 'T-02',
    name: 'A child in danger: act now',
    plain:
      'Any sign of significant harm goes to children’s social care the same day, and to the police at once if a child is in danger or a crime may have been committed. It never waits for a number of days.',
    trigger: 'Any sign of significant harm or immediate danger',
    who: 'The school’s safeguarding lead, or anyone',
    toWhom: 'Children’s social care; the police where there is danger or a crime',
    content: 'The facts, when and where the child was last seen, the risks',
    limitInWords: 'At once, the same day',
    wouldChange: ['Nothing: no count of days delays it'],
    cites: [secondHand('KCSIE26', undefined, 'With schools’ published policies of 2025.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-03',
    name: 'Emergency contacts',
    plain:
      'Hold at least one emergency contact for each parent the pupil lives with; that is the law. Hold more than one in all wherever you reasonably can.',
    trigger: 'Admission, and every change',
    content: 'Name and telephone number of each contact',
    limitInWords: 'On admission and on every change',
    wouldChange: ['A contact added or taken away'],
    cites: [secondHand('Regs 2024', 'regulation 8'), secondHand('WT', 'pages 20 and 67')],
    tests: clockTests,
  }),
  duty({
    id: 'T-04',
    name: 'Reason for absence not yet known',
    plain:
      'Code N must be replaced by the reason as soon as it is known, and within five school days. If the reason is still not known then, change the code to O.',
    trigger: 'A session coded N',
    content: 'The right code, or O',
    limit: asLimit(reasonUnknownSchoolDays, 'school day', 'after'),
    limitInWords: 'Within 5 school days after the session; a warning from the fifth working day',
    wouldChange: [
      'The reason becoming known and the code being changed',
      'Corrected term dates, training days or closures',
    ],
    cites: [
      secondHand('Regs 2024', 'regulation 10(7) to (9)'),
      secondHand('WT', 'page 96, paragraphs 407 to 409; page 20 says working days'),
    ],
    reading: 'OQ-1',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-05',
    name: 'Tell the social worker',
    plain:
      'If a pupil with a social worker or a youth justice worker is absent without an explanation, or is to be taken off the roll, tell that worker the same day; for a looked-after child tell the virtual school head too.',
    trigger: 'An unexplained absence, or a removal, of a pupil with a social worker or youth justice worker',
    toWhom: 'The social worker, the youth justice worker, the virtual school head',
    content: 'The absence and the attempts to make contact',
    limitInWords: 'Promptly: the same day',
    wouldChange: ['The pupil having no such worker', 'The absence being explained'],
    cites: [
      secondHand('WT', undefined, 'The youth justice worker as an authority’s summary has it.'),
      inferred('Onroll', undefined, 'That "promptly" is the same day.'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'T-06',
    name: 'Did not start',
    plain:
      'When a new pupil does not come on the agreed first day, start asking on that day, and tell the authority at the earliest opportunity.',
    trigger: 'A pupil absent on the first day that was agreed or notified',
    toWhom: 'The authority',
    content: 'What a referral of a child missing education says',
    limitInWords: 'Enquiries on the first day; the authority at the earliest opportunity',
    wouldChange: ['The pupil coming in', 'Another first day being agreed'],
    cites: [
      secondHand('CME25'),
      secondHand('CME24'),
      secondHand('CME16', 'the paragraph on new pupils who do not arrive'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'T-07',
    name: '10 school days of absence: tell the authority',
    plain:
      'When a pupil of compulsory school age has been absent for ten school days in a row, all coded G, N, O or U, the authority must be told in the attendance return. Send it on the tenth day. The law lets it wait for the next return agreed with the authority, which is at least once a calendar month.',
    trigger: 'Ten school days in a row with every session coded G, N, O or U',
    toWhom: 'The authority',
    content:
      'Full name and address, and the reason if it is known. Authorities also ask for the UPN, whom the child lives with, brothers and sisters, emergency contacts, the attempts at contact, and whether it is safe to visit alone',
    limit: asLimit(attendanceReturnSchoolDays, 'school day', 'in a row'),
    limitInWords:
      'On the tenth school day; by law with the next return agreed with the authority, at least once a calendar month',
    wouldChange: [
      'A mark within the run corrected to another code',
      'The pupil coming to school for any session',
      'Corrected term dates',
      'The pupil not being of compulsory school age',
    ],
    cites: [
      secondHand('Regs 2024', 'regulation 13'),
      secondHand('WT', undefined, 'With two authorities’ pages about the return.'),
    ],
    reading: 'OQ-6',
    settings: ['referral-day'],
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-07a',
    name: 'One attendance return for one absence',
    plain:
      'There is one return for one unbroken absence. After the pupil has come back to school, a new absence of ten school days is a new return.',
    trigger: 'A return has been made for the absence that goes on',
    toWhom: 'The authority',
    limitInWords: 'Once for each unbroken absence',
    wouldChange: ['The pupil coming back to school and being absent again'],
    cites: [secondHand('WT', undefined, 'As an authority’s page about the return has it.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-08',
    name: 'Does not attend regularly: tell the authority',
    plain:
      'A pupil of compulsory school age who fails to attend regularly, as the school’s own rules have it, is in the same attendance return. The law sets no number; an authority may, and then its number is used.',
    trigger: 'Irregular attendance, by the school’s rules or the number the authority has set',
    toWhom: 'The authority',
    content: 'As for the ten-day return',
    limitInWords: 'With the attendance return, at least once a calendar month',
    wouldChange: ['A corrected mark', 'Another number set by the authority', 'The school’s judgement'],
    cites: [
      secondHand('Regs 2024', 'regulation 13'),
      secondHand('WT'),
      unverified('EA 1996', 'section 444', 'What "regularly" means, from a case of 2017 that was not read.'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'T-09',
    name: '15 days of sickness: tell the authority',
    plain:
      'When the school has reasonable grounds to believe that a pupil of compulsory school age will miss fifteen days through sickness, in a row or added up over the school year, the authority is told. The day is the day the school comes to believe it, which may be the first day of a long illness.',
    trigger: 'The belief that sickness (code I) will reach fifteen days',
    toWhom: 'The authority',
    content: 'Full name and address',
    limit: asLimit(sicknessReturnSchoolDays, 'school day', 'in all'),
    limitInWords: 'When the belief is formed, not after 15 days',
    wouldChange: [
      'A mark corrected to or from I',
      'Another expected date of return',
      'The pupil not being of compulsory school age',
    ],
    cites: [
      secondHand('Regs 2024', 'regulation 13'),
      secondHand('WT', undefined, 'With two authorities’ pages about the return.'),
    ],
    reading: 'OQ-19',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-09a',
    name: 'One sickness return for one illness',
    plain:
      'There is one sickness return for one unbroken sickness in a school year. The days added up begin again each school year.',
    trigger: 'A sickness return has been made for the sickness that goes on',
    toWhom: 'The authority',
    limitInWords: 'Once for each unbroken sickness in a school year',
    wouldChange: ['A new period of sickness', 'A new school year'],
    cites: [
      secondHand('WT', undefined, 'As an authority’s page about the return has it.'),
      inferred('Onroll', undefined, 'That the days added up begin again each school year.'),
    ],
    reading: 'OQ-19',
    tests: clockTests,
  }),
  duty({
    id: 'T-14',
    name: 'Not back after leave',
    plain:
      'When leave has ended and the pupil is not back, the absence is unexplained from its first day: start asking at once. After ten school days ground H can be considered; nothing happens by itself.',
    trigger: 'Leave that was granted has ended and the pupil is not in school',
    who: 'The school and the authority',
    limit: asLimit(leaveOverrunSchoolDays, 'school day', 'after'),
    limitInWords: 'The first school day after the leave',
    wouldChange: ['The pupil coming in', 'Longer leave being granted', 'Corrected term dates'],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(h)')],
    reading: 'OQ-8',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'H-10',
    name: '10 school days absent after leave',
    plain:
      'Ten school days straight after the end of leave of any length, none of them attended. From then ground H can be considered, once school and authority have made joint enquiries. The name stays on the roll until they have.',
    trigger: 'None of the ten school days after granted leave was attended',
    who: 'The school and the authority',
    limit: asLimit(afterLeaveSchoolDays, 'school day', 'after'),
    limitInWords: '10 school days after the leave, once that day’s registers are closed',
    wouldChange: [
      'Any session attended in the ten days',
      'Longer leave being granted',
      'Corrected term dates',
    ],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(h)')],
    reading: 'OQ-8',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-15',
    name: '20 school days of continuous absence',
    plain:
      'Twenty school days in a row, every session coded G, N or O. From then ground I can be considered, once school and authority have made joint enquiries. Twenty days alone never take a name off a roll.',
    trigger: 'Twenty school days in a row with every session coded G, N or O',
    who: 'The school and the authority',
    limit: asLimit(continuousAbsenceSchoolDays, 'school day', 'in a row'),
    limitInWords: '20 school days in a row',
    wouldChange: [
      'Any session with another code, U among them',
      'A session for which no register was taken',
      'Corrected term dates',
    ],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(i)')],
    reading: 'OQ-9',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-25',
    name: 'Part-time timetable',
    plain:
      'A pupil of compulsory school age on a part-time timetable is coded C2 for the rest of the week. It needs the parent’s agreement, an end, and dates on which it is looked at again, and is as short as it can be.',
    trigger: 'A part-time timetable is agreed',
    content: 'The parent’s agreement, the last day, the review dates',
    limitInWords: 'For the shortest time needed, with review dates',
    wouldChange: ['The parent no longer agreeing', 'The pupil going back to full time'],
    cites: [
      secondHand('WT', undefined, 'With an authority’s page about codes.'),
      unverified('WT', undefined, 'The words "the shortest time".'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'T-26',
    name: 'Suspension or exclusion: tell without delay',
    plain:
      'Any suspension, however short, and any permanent exclusion is told without delay to the parents and the authority, and to the social worker and the virtual school head where the child has them.',
    trigger: 'A suspension of any length, or a permanent exclusion',
    who: 'The head',
    toWhom: 'The parents, the authority, the social worker and the virtual school head where there are any',
    content: 'The reasons and the length',
    limitInWords: 'Without delay: the same day',
    wouldChange: ['The suspension being withdrawn'],
    cites: [secondHand('SusPEx', undefined, 'With two authorities’ pages.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-27',
    name: 'Suspension: education from the sixth day',
    plain:
      'A suspension of more than five school days: the school arranges full-time education from the sixth school day of it. For a permanent exclusion it is the authority that does.',
    trigger: 'A suspension of more than five school days',
    toWhom: 'The pupil',
    content: 'Full-time education',
    limit: asLimit(suspensionProvisionSchoolDay, 'school day', 'beginning with'),
    limitInWords: 'From the 6th school day',
    wouldChange: ['A shorter suspension', 'Corrected term dates'],
    cites: [secondHand('SusPEx', undefined, 'With an authority’s page.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-28',
    name: 'Persistent absence: support',
    plain:
      'When a pupil’s absence is persistent or close to it, the school makes a plan of support with the family; for a severely absent pupil school and authority work together.',
    trigger: 'Persistent absence is reached or close',
    who: 'The school and the authority',
    toWhom: 'The pupil and the family',
    content: 'A plan of support',
    limitInWords: 'As soon as it is seen',
    wouldChange: ['A corrected mark', 'The pupil’s attendance'],
    cites: [secondHand('WT')],
    tests: measureTests,
  }),
  duty({
    id: 'T-29',
    name: '10 unauthorised sessions in 10 school weeks: consider a penalty notice',
    plain:
      'Ten sessions of unauthorised absence within ten school weeks: school and authority consider whether a penalty notice would help. No parent has more than two for one child in three years. £160, or £80 if the first is paid within 21 days.',
    trigger: 'Ten sessions coded G, N, O or U within a rolling ten school weeks',
    who: 'The school and the authority',
    toWhom: 'The parent',
    content: 'A decision, case by case, whether a penalty notice would help',
    limitInWords: '10 sessions in a rolling 10 school weeks; at most 2 notices in 3 years',
    wouldChange: ['A corrected mark', 'Corrected term dates', 'Notices already given'],
    cites: [
      secondHand('NF 2024'),
      secondHand('WT', undefined, 'The threshold and the three years, unchanged in July 2026.'),
      unverified('NF 2024', undefined, 'The amounts, and what a school week is.'),
    ],
    tests: measureTests,
  }),
  duty({
    id: 'PA',
    kind: 'measure',
    name: 'Persistent absence',
    plain: 'The pupil has missed a tenth or more of the sessions that were possible this school year.',
    trigger: 'A tenth or more of the possible sessions missed',
    limitInWords: '10% or more of possible sessions',
    wouldChange: ['A corrected mark', 'The sessions still to come'],
    cites: [secondHand('DfE absence statistics'), secondHand('WT')],
    tests: measureTests,
  }),
  duty({
    id: 'SA',
    kind: 'measure',
    name: 'Severe absence',
    plain: 'The pupil has missed half or more of the sessions that were possible this school year.',
    trigger: 'Half or more of the possible sessions missed',
    limitInWords: '50% or more of possible sessions',
    wouldChange: ['A corrected mark', 'The sessions still to come'],
    cites: [secondHand('WT')],
    tests: measureTests,
  }),
]
