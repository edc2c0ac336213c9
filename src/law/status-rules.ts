/**
 * What is a child counted as, when does the authority's work on a child end, and what does it count each term?
 *
 * Missing education is a matter of rolls and suitable education, never of absence. A case ends with an outcome that somebody has
 * verified; "not found" is no outcome that ends it.
 */
import type { Rule } from './rule.ts'
import { inferred, read, secondHand, unverified } from './rule-parts.ts'

const status = (rule: Omit<Rule, 'kind' | 'who'>): Rule => ({
  ...rule,
  kind: 'definition',
  who: 'The authority',
})
const duty = (rule: Omit<Rule, 'kind' | 'who'>): Rule => ({
  ...rule,
  kind: 'authority duty',
  who: 'The authority',
})

const statusTests = ['src/cases/cme-status.test.ts']
const closingTests = ['src/cases/closing.test.ts', 'src/law/lists.test.ts']

export const statusRules: readonly Rule[] = [
  status({
    id: 'D-CME',
    name: 'Missing education',
    plain:
      'A child of compulsory school age who is on no school’s roll and is not receiving suitable education otherwise. There is no least time: it holds from the first day.',
    trigger: 'The child is on no roll',
    limitInWords: 'From the first day; no least time',
    wouldChange: [
      'A roll the child turns out to be on',
      'Suitable education otherwise',
      'A corrected date of birth',
    ],
    cites: [read('EA 1996', 'section 436A'), read('CME25', 'opening: the definition'), read('EES-CME')],
    reading: 'OQ-10',
    tests: statusTests,
  }),
  status({
    id: 'D-CME-INCLUDES',
    name: 'Also missing education',
    plain:
      'A child waiting for an application to be answered, from its first day; a child offered a place who has not started; a child whose home education was found unsuitable; and a child whom nobody has found, however long ago.',
    trigger: 'An application, an offer, a finding that home education is unsuitable',
    limitInWords: 'Until the child is on a roll or suitably educated',
    wouldChange: ['The first day on the new roll'],
    cites: [
      read('CME25', 'opening: the definition'),
      secondHand('EES-CME', 'methodology', 'The first 15 days of an application count too.'),
    ],
    tests: statusTests,
  }),
  status({
    id: 'D-CME-EXCLUDES',
    name: 'Not missing education',
    plain:
      'A child on any school’s roll, even one who never attends; a child suitably educated at home; a child suitably educated by arrangement of the authority; and a child who is not of compulsory school age.',
    trigger: 'Any of these',
    limitInWords: 'As long as it is so',
    wouldChange: ['The name coming off the last roll', 'Education that is found unsuitable'],
    cites: [
      read('CME25', 'opening: the definition'),
      read('EES-CME'),
      inferred('CME25', undefined, 'Education arranged by the authority in place of a school.'),
    ],
    tests: statusTests,
  }),
  status({
    id: 'D-CME-SINCE',
    name: 'Since when a child is missing education',
    plain:
      'From the day after the last day on a roll or in suitable education, or from the start of compulsory school age, or from the arrival in the area, whichever is latest. The day on which the authority came to know is kept beside it.',
    trigger: 'A child is found to be missing education',
    limitInWords: 'The day after the last registered day',
    wouldChange: ['A corrected day of removal', 'A roll that was not known'],
    cites: [inferred('CME25', undefined, 'No text gives the start of the count.')],
    reading: 'OQ-15',
    tests: statusTests,
  }),
  status({
    id: 'D-SUITABLE',
    name: 'Suitable education',
    plain:
      'Efficient full-time education suitable to the child’s age, ability, aptitude and special educational needs.',
    trigger: 'Any education that is not at a school',
    limitInWords: 'As long as it is so',
    wouldChange: ['The authority’s view, and its date'],
    cites: [read('EA 1996', 'section 436A(3)'), secondHand('EA 1996', 'section 7')],
    tests: statusTests,
  }),
  status({
    id: 'D-EHE',
    name: 'Educated at home',
    plain:
      'A parent has chosen to educate the child otherwise than at school. The education is presumed suitable until the authority finds that it is not. A child is counted as educated at home or as missing education, never both.',
    trigger: 'The parent’s choice',
    limitInWords: 'Until the authority finds the education unsuitable, or the child joins a school',
    wouldChange: ['The authority’s finding', 'A new school'],
    cites: [secondHand('EHE19'), read('EES-EHE')],
    tests: statusTests,
  }),
  status({
    id: 'D-EHE-UNSUITABLE',
    name: 'Home education found unsuitable',
    plain:
      'From the day the authority finds it unsuitable, the child is missing education, with the reason “Unsuitable elective home education”, and is no longer counted as educated at home. No text says at which step the authority must find so: it decides, with a date and a reason.',
    trigger: 'The authority’s finding',
    limitInWords: 'From the day of the finding',
    wouldChange: ['The day of the finding', 'A later finding that it is suitable'],
    cites: [secondHand('EES-CME', 'methodology')],
    tests: statusTests,
  }),
  duty({
    id: 'CLOSE-VERIFIED',
    name: 'A case ends with a verified outcome',
    plain:
      'A case is closed only with an outcome that somebody has confirmed, and its proof: for a child in school, registration and the first day attended. A name taken off a roll closes nothing.',
    trigger: 'Someone wants to close a case',
    content: 'The outcome, its proof, who confirmed it',
    limitInWords: 'Never by time',
    wouldChange: ['Proof that turns out to be wrong: then the case is taken up again'],
    cites: [
      secondHand(
        'CME25',
        undefined,
        'As digested by councils. The Department publishes no list of outcomes.',
      ),
    ],
    tests: closingTests,
  }),
  duty({
    id: 'CLOSE-UNTRACED',
    name: '“Not found” closes nothing',
    plain:
      'A child who was not found is looked for again each term, for as long as compulsory school age lasts. All checks are written down.',
    trigger: 'All checks are made and the child is not found',
    limitInWords: 'Each term, until compulsory school age ends',
    wouldChange: ['The child is found', 'Compulsory school age ends'],
    cites: [secondHand('CME25'), inferred('Onroll', undefined, 'Each term is our own default.')],
    tests: closingTests,
  }),
  duty({
    id: 'CLOSE-CROSS-BORDER',
    name: 'Another authority must accept before a case ends here',
    plain:
      'The duty lies with the authority where the child lives. Where the school’s authority is another, it passes on what it receives, and both keep a record. The case is not closed until the other has accepted it in writing.',
    trigger: 'The child lives, or has moved, in the area of another authority',
    toWhom: 'The authority where the child lives',
    limitInWords: 'Until the other authority has accepted',
    wouldChange: ['Its acceptance in writing', 'An address that turns out to be elsewhere'],
    cites: [read('EA 1996', 'section 436A'), secondHand('CME25')],
    reading: 'OQ-7',
    tests: closingTests,
  }),
  duty({
    id: 'COUNT-SNAPSHOT',
    name: 'Children are counted as they stood on the census day',
    plain:
      'The list of children is frozen on the census day, with what was recorded of each then. It is never worked out again from what is known later. Notes explain the figures.',
    trigger: 'The census day',
    limitInWords: 'As on the day',
    wouldChange: ['Nothing later: a correction is a note, not another figure'],
    cites: [read('EES-CME'), unverified('COLL', undefined, 'The guide itself was not read.')],
    tests: ['src/law/census-dates.test.ts'],
  }),
  duty({
    id: 'COUNT-REASON',
    name: 'One primary reason for each child',
    plain:
      'Each child has one of the Department’s twenty reasons, exact words. Five of them joined in autumn 2025, and which five is not known to us: an older record is mapped by a person.',
    trigger: 'The census day',
    limitInWords: 'One of twenty from 1 October 2025',
    wouldChange: ['A reason that a person records'],
    cites: [read('EES-CME')],
    reading: 'OQ-17',
    tests: ['src/law/lists.test.ts'],
  }),
  duty({
    id: 'COUNT-DURATION',
    name: 'How long the child has been missing education',
    plain:
      'Eight bands. The upper end of a band belongs to it: the 84th day is still “8 to 12 weeks”. A week is seven days.',
    trigger: 'The census day',
    limitInWords: 'Eight bands, upper ends included',
    wouldChange: ['A corrected first day of missing education'],
    cites: [read('EES-CME', undefined, 'The labels.'), inferred('EES-CME', undefined, 'The days.')],
    reading: 'OQ-16',
    tests: ['src/law/lists.test.ts'],
  }),
  duty({
    id: 'COUNT-EHE',
    name: 'Home education is counted too',
    plain:
      'Each child educated at home on the census day, with one of nineteen reasons; and in the year, how many started, returned to school and left, and the notices and orders made.',
    trigger: 'The census day',
    limitInWords: 'One of nineteen reasons',
    wouldChange: ['A reason that a person records'],
    cites: [read('EES-EHE'), secondHand('EES-EHE', undefined, 'The reasons.')],
    tests: ['src/law/lists.test.ts'],
  }),
]
