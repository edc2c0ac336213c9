/** What must a school do when a name comes on its admission register or leaves it, and what goes with the child? */
import {
  childProtectionFileDays,
  deletionReturnDays,
  newPupilReturnDays,
  transferFileSchoolDays,
} from './absence-limits.ts'
import type { Rule } from './rule.ts'
import { asLimit, inferred, read, secondHand, unverified } from './rule-parts.ts'

type Duty = Omit<Rule, 'kind' | 'who'> & { readonly who?: string }

const duty = (rule: Duty): Rule => ({ who: 'The school', ...rule, kind: 'school duty' })

const clockTests = ['src/law/roll-clocks.test.ts']
const registerTests = ['src/absences/boundaries.test.ts']

export const rollRules: readonly Rule[] = [
  duty({
    id: 'T-10',
    name: 'New pupil: tell the authority',
    plain:
      'When a name is entered in the admission register, the authority must have everything the register says about the pupil by the end of the fifth day after. Weekends and holidays count.',
    trigger: 'A name is entered in the admission register',
    toWhom: 'The authority',
    content: 'Everything in the admission register about the pupil',
    limit: asLimit(newPupilReturnDays, 'calendar day', 'after'),
    limitInWords: 'By the end of the 5th day after the entry, weekends counted',
    wouldChange: [
      'A corrected day of entry',
      'The pupil joining the most junior class on the first day of the school year',
    ],
    cites: [read('Regs 2024', 'regulation 13(1)')],
    reading: 'OQ-2',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-10a',
    name: 'New pupil: no return for the first class on the first day',
    plain:
      'No return for a pupil who joins the school’s most junior class on the first day of the school year: both must be so. If the authority has asked for these returns, they are made for names entered after the day it asked.',
    trigger: 'Entered in the most junior class, starting on the first day of the school year',
    toWhom: 'The authority',
    limitInWords: 'No return, unless the authority asks; then by the end of the 5th day after the entry',
    wouldChange: ['A later first day', 'Another class', 'The authority asking for the returns'],
    cites: [read('Regs 2024', 'regulation 13(2) and (3)')],
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-11',
    name: 'Name removed: tell the authority',
    plain:
      'Before or when a name is taken off the admission register, the authority is told, with the ground. Tell it as soon as the ground is there.',
    trigger: 'A name is to be removed from the admission register',
    toWhom: 'The authority',
    content:
      'Full name and address; full name and address of each parent the pupil normally lives with; an emergency telephone number for each; what the school knows of a new address or another school, with the days they begin; the ground',
    limit: asLimit(deletionReturnDays, 'calendar day', 'after'),
    limitInWords: 'No later than the removal',
    wouldChange: [
      'A corrected day of removal',
      'The pupil leaving the most senior class at or after the end of the last term',
    ],
    cites: [
      read('Regs 2024', 'regulation 13(4)(a) to (e)'),
      secondHand('Regs 2024', 'regulation 13(4)(f) onward'),
      secondHand('CME24'),
    ],
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-11a',
    name: 'Name removed: no return for the last class at the end of the year',
    plain:
      'No return for a pupil in the most senior class whose name is removed at or after the end of the last term of the school year: both must be so. A Year 11 pupil removed in June is still in the return. If the authority asks, it is told.',
    trigger: 'Removed from the most senior class at or after the end of the last term',
    toWhom: 'The authority',
    limitInWords: 'No return, unless the authority asks',
    wouldChange: [
      'An earlier day of removal',
      'Another class',
      'The authority asking',
      'Corrected term dates',
    ],
    cites: [secondHand('Regs 2024', 'regulation 13(5) and (6)', 'As an authority’s notice has it.')],
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-12',
    name: 'Removal: at once, for no other reason, never backdated',
    plain:
      'Once a ground of regulation 9 is there, the name is taken off at once. It is taken off for no other reason, and never as of an earlier day.',
    trigger: 'A ground of regulation 9 is met',
    limitInWords: 'The day the ground is there, or the day it is decided if later; never an earlier day',
    wouldChange: ['The ground being met on another day', 'The ground not being met after all'],
    cites: [
      secondHand('Regs 2024', 'regulation 9'),
      secondHand('WT', undefined, 'With two authorities’ notices.'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'T-13',
    name: 'When a name goes on the roll',
    plain:
      'Enter the name before or at the start of the first day that was agreed with the person who decides about attendance. If no day was agreed, not until the pupil comes.',
    trigger: 'A place is agreed',
    limitInWords: 'By the start of the agreed first day; with no agreed day, when the pupil first attends',
    wouldChange: ['Another first day being agreed'],
    cites: [secondHand('Regs 2024', 'regulation 8', 'As a law firm’s note has it.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-16',
    name: 'Home education in writing: remove when the day has passed',
    plain:
      'When a parent says in writing that the child will not attend after a stated day and will be educated otherwise, the name is removed once that day has passed: not on receipt, and with no waiting time of the school’s own. The return goes no later than the removal, with a copy of the letter. A school attendance order in force stops it.',
    trigger: 'A parent’s written notice with a stated day',
    toWhom: 'The authority',
    content: 'The deletion return and a copy of the letter',
    limitInWords: 'The day after the stated day',
    wouldChange: [
      'Another stated day',
      'A school attendance order in force',
      'The parent taking the notice back before the day has passed',
    ],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(f)'), secondHand('CME24', 'page 7')],
    tests: clockTests,
  }),
  duty({
    id: 'T-17',
    name: 'Home education by word of mouth: no removal',
    plain:
      'If a parent only says that the child will be home educated, the name stays on the roll and the register is taken. Tell the authority at the earliest opportunity.',
    trigger: 'A parent says so and has not written it',
    toWhom: 'The authority',
    content: 'What the parent said',
    limitInWords: 'At the earliest opportunity: the same day',
    wouldChange: ['The parent writing it, with a stated day'],
    cites: [secondHand('CME24', 'page 7')],
    tests: clockTests,
  }),
  duty({
    id: 'T-18',
    name: 'Home education of a vulnerable child: meet first',
    plain:
      'Where a parent means to home educate a child who has a plan for special needs, a social worker or is vulnerable, try to bring the parent, the authority and the professionals together before the decision is final. It cannot hold up a removal that is valid.',
    trigger: 'Home education is intended for such a child',
    toWhom: 'The authority, the key professionals, the parent where possible',
    content: 'A meeting',
    limitInWords: 'Before the parent’s final decision',
    wouldChange: ['The child having no plan, social worker or vulnerability'],
    cites: [unverified('KCSIE26', undefined, 'The paragraph was not checked.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-19',
    name: 'Home education from a special school: consent first',
    plain:
      'A pupil whom the authority placed at a special school is not taken off its roll for home education without the authority’s consent, or a direction of the Secretary of State.',
    trigger: 'Home education is notified for a pupil placed at a special school by the authority',
    who: 'The authority, or the Secretary of State',
    limitInWords: 'Before any removal',
    wouldChange: ['The authority consenting', 'The authority not having placed the pupil'],
    cites: [
      secondHand('Regs 2024', 'regulation 9(2)', 'As an authority’s page has it.'),
      unverified('Regs 2024', 'regulation 9(2)', 'The paragraph number.'),
    ],
    reading: 'OQ-24',
    tests: clockTests,
  }),
  duty({
    id: 'T-20',
    name: 'Home education with a plan, from a mainstream school',
    plain:
      'A pupil with an education, health and care plan at a mainstream school can be home educated without the authority’s consent. Tell the authority’s special needs team, which reviews the plan.',
    trigger: 'Home education is notified for a pupil with a plan at a mainstream school',
    toWhom: 'The authority’s special needs team',
    content: 'That the child will be educated otherwise',
    limitInWords: 'With the deletion return',
    wouldChange: ['The pupil being at a special school where the authority placed them'],
    cites: [secondHand('EHE19', undefined, 'As an answer of the Department in 2023 is reported.')],
    reading: 'OQ-12',
    tests: clockTests,
  }),
  duty({
    id: 'T-21',
    name: 'Name removed: send the transfer file',
    plain:
      'When a pupil leaves, the common transfer file goes to the new school within fifteen school days after the day they left. After ten you are warned, because some texts only say days.',
    trigger: 'A pupil ceases to be registered at the school',
    who: 'A maintained school; of an academy it is strongly expected',
    toWhom: 'The new school, through s2s',
    content: 'The common transfer file',
    limit: asLimit(transferFileSchoolDays, 'school day', 'after'),
    limitInWords: 'Within 15 school days after the day they left; a warning from the 10th',
    wouldChange: ['A corrected day of removal', 'Corrected term dates', 'The file having been sent'],
    cites: [secondHand('PupInfo'), secondHand('s2s guide')],
    reading: 'OQ-14',
    tests: [...clockTests, ...registerTests],
  }),
  duty({
    id: 'T-22',
    name: 'Destination not known: file to the lost pupils',
    plain:
      'If nobody knows where the pupil went, the transfer file goes to the lost pupil area of s2s as soon as the name is removed, one pupil to a file, so that authorities can search for it.',
    trigger: 'A name is removed and the next school is not known',
    toWhom: 'The lost pupil area of s2s',
    content: 'The common transfer file with the destination XXXXXXX',
    limitInWords: 'At once: the day the name is removed',
    wouldChange: ['The next school becoming known'],
    cites: [secondHand('s2s guide', undefined, 'As quoted in an answer to a request for information.')],
    reading: 'OQ-14',
    tests: clockTests,
  }),
  duty({
    id: 'T-23',
    name: 'Gone abroad or to an independent school: file to MMMMMMM',
    plain:
      'If the pupil went abroad or to a school outside the maintained sector, the transfer file has the destination MMMMMMM.',
    trigger: 'A name is removed and the pupil goes abroad or outside the maintained sector',
    toWhom: 's2s',
    content: 'The common transfer file with the destination MMMMMMM',
    limitInWords: 'With the transfer file',
    wouldChange: ['Another destination'],
    cites: [unverified('s2s guide', undefined, 'The specification has a section for such destinations.')],
    tests: clockTests,
  }),
  duty({
    id: 'T-24',
    name: 'Child protection file follows the child',
    plain:
      'When a pupil with a child protection file moves school, the file goes separately and securely to the new school’s safeguarding lead within five days, or in the first five days of a new term. Count calendar days: nobody says which are meant. Get a receipt.',
    trigger: 'A pupil with a child protection file moves school',
    who: 'The safeguarding lead',
    toWhom: 'The new school’s safeguarding lead',
    content: 'The child protection file, and beforehand what the new school needs to keep the child safe',
    limit: asLimit(childProtectionFileDays, 'calendar day', 'after'),
    limitInWords: 'Within 5 days, counted as calendar days; or within the first 5 days of a new term',
    wouldChange: ['A corrected day of removal', 'The move being at the start of a new term'],
    cites: [
      secondHand('KCSIE26', 'paragraphs 150 to 151'),
      inferred('Onroll', undefined, 'That calendar days are the safest reading.'),
      unverified('KCSIE26', 'paragraphs 150 to 151', 'The first five days of a new term.'),
    ],
    reading: 'OQ-3',
    tests: clockTests,
  }),
]
