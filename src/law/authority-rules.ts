/**
 * Every rule of the authority's side: its duties, how far a concern goes up, when its work on a child ends, and what it counts.
 *
 * Parts of section 436A and section 437 of the Education Act 1996 and the checklist were read. Almost everything else was met as
 * councils and others quote it, and some of it stands from memory: each rule says which.
 */
import { authorityLimits, authorityMonths } from './authority-limits.ts'
import { escalationActions } from './escalation.ts'
import { practiceRules } from './practice-rules.ts'
import type { Rule } from './rule.ts'
import { inferred, read, secondHand, unverified } from './rule-parts.ts'
import { statusRules } from './status-rules.ts'

type Duty = Omit<Rule, 'kind' | 'who'> & { readonly who?: string }

const duty = (rule: Duty): Rule => ({ who: 'The authority', ...rule, kind: 'authority duty' })

const clockTests = ['src/law/authority-clocks.test.ts', 'src/law/authority-limits.test.ts']
const noClock = 'No day is set'
const orderRoute =
  'When section 39 of the Children’s Wellbeing and Schools Act 2026 begins, another way replaces this one'

const duties: readonly Rule[] = [
  duty({
    id: 'L-01',
    name: 'Find the children who are missing education',
    plain:
      'The authority must make arrangements to find out, so far as possible, which children of compulsory school age in its area are on no school’s roll and not suitably educated otherwise. It has regard to the guidance.',
    trigger: 'Always',
    content:
      'A written policy agreed with partners; a named contact and a page with a referral form; agreements to share data; a database; follow-up until each child is registered or suitably educated',
    limitInWords: 'Always, so far as possible',
    wouldChange: ['A child found on a roll, or suitably educated otherwise'],
    cites: [read('EA 1996', 'section 436A'), read('CHK25')],
    tests: ['src/cases/cme-status.test.ts', 'src/cases/case.test.ts'],
  }),
  duty({
    id: 'L-02',
    name: 'Look at a new referral, and begin the enquiries',
    plain:
      'No law sets a day. Onroll asks that the risk of a new referral is looked at the day it comes, and that enquiries begin within two working days. Databases first; then an owner; and the referrer is told.',
    trigger: 'A referral is received',
    toWhom: 'Whoever referred the child',
    content: 'The risk, the databases checked, the owner, the acknowledgement',
    limit: authorityLimits['enquiries-start'],
    limitInWords: 'The risk the same day; enquiries within 2 working days',
    wouldChange: ['Immediate danger: then at once', 'A bank holiday that is moved or added'],
    cites: [
      inferred('Onroll', undefined, 'Our own default: no statutory clock.'),
      read('CHK25', undefined, 'Asks for pace; gives no number.'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'L-03',
    name: 'Answer another authority',
    plain:
      'Another authority that asks about a child has an answer within five working days. No law sets a day; that is our default. Rolls are searched, and the answer is kept.',
    trigger: 'An enquiry from another authority',
    toWhom: 'The other authority',
    limit: authorityLimits['reply-other-authority'],
    limitInWords: 'Within 5 working days',
    wouldChange: ['A risk in what it asks: then at once'],
    cites: [inferred('Onroll', undefined, 'Our own default: no statutory clock.')],
    tests: clockTests,
  }),
  duty({
    id: 'L-04',
    name: 'Education for a child who is away through illness',
    plain:
      'Once it is clear that a child will be away from school for 15 days or more because of health, in a row or in all, the authority arranges suitable education. It does not wait for the 15 days to pass.',
    trigger: 'It becomes clear that 15 days or more will be missed',
    limitInWords: 'As soon as it is clear; the measure is 15 days',
    wouldChange: [
      'What a doctor says about how long it will last',
      'Days whose mark is corrected to or from illness',
    ],
    cites: [secondHand('EA 1996', 'section 19', 'The 15 days as published by Hertfordshire.')],
    tests: clockTests,
  }),
  duty({
    id: 'L-05',
    name: 'Education after a permanent exclusion',
    plain:
      'From the sixth school day of a permanent exclusion the authority where the child lives provides full-time suitable education. The first excluded day is day 1. For a child who is looked after it is expected from day 1.',
    trigger: 'A permanent exclusion',
    limit: authorityLimits['exclusion-provision'],
    limitInWords: 'From the sixth school day, the first excluded day counted',
    wouldChange: ['The exclusion being cancelled', 'A change of the term dates'],
    cites: [secondHand('SusPEx', undefined, 'As listed by Newham.')],
    tests: clockTests,
  }),
  duty({
    id: 'L-06',
    name: 'Notice to a parent: show that the child is educated',
    plain:
      'Where it appears that a child of compulsory school age in the area is not suitably educated, the authority serves a notice on the parent. The parent has at least 15 days, weekends and holidays included, and the day of service is day 1. No step towards an order before the day after.',
    trigger: 'It appears that a child is not suitably educated',
    toWhom: 'The parent',
    content: 'That the parent must satisfy the authority that the child is suitably educated, and by when',
    limit: authorityLimits['s437-notice'],
    limitInWords: 'At least 15 days beginning with the day of service',
    wouldChange: ['Proof that it was delivered on another day', 'A notice that gives more days', orderRoute],
    cites: [read('EA 1996', 'section 437(1) and (2)')],
    reading: 'OQ-21',
    settings: ['first-class-post', 'second-class-post'],
    tests: clockTests,
  }),
  duty({
    id: 'L-07',
    name: 'School attendance order',
    plain:
      'Where the parent does not satisfy the authority in the time of the notice, and the authority thinks it right that the child attends school, it serves an order naming a school. The order stands while the child is of compulsory school age, unless it is revoked. It does not put the child on the roll: the parent must.',
    trigger: 'The period of the notice has ended',
    toWhom: 'The parent',
    content: 'The school that is named',
    limitInWords: 'Not before the day after the period of the notice',
    wouldChange: ['What the parent shows before the order', orderRoute],
    cites: [
      read('EA 1996', 'section 437(3) and (4)'),
      secondHand('EA 1996', undefined, 'That it does not itself register the child.'),
    ],
    tests: clockTests,
  }),
  duty({
    id: 'L-08',
    name: 'The parent’s choice before an order',
    plain:
      'Before an order for a child without an education, health and care plan, the authority tells the parent which school it means to name. The parent has 15 days beginning with the day of service to choose another from the notice or to apply elsewhere. Nobody has checked this number.',
    trigger: 'A notice of intention is served',
    toWhom: 'The parent',
    content: 'The school or schools proposed',
    limit: authorityLimits['order-choice'],
    limitInWords: '15 days beginning with the day of service',
    wouldChange: ['Proof that it was delivered on another day', orderRoute],
    cites: [unverified('EA 1996', 'section 438')],
    reading: 'OQ-21',
    settings: ['order-choice', 'first-class-post', 'second-class-post'],
    tests: clockTests,
  }),
  duty({
    id: 'L-09',
    name: 'The school’s say before an order',
    plain:
      'Before it names a school the authority consults the governing body, and the authority that maintains the school. The school has 15 days to ask the Secretary of State for a direction. Nobody has checked this number, or from when it runs.',
    trigger: 'The school is told that it may be named',
    toWhom: 'The governing body; the authority that maintains the school',
    limit: authorityLimits['order-consultation'],
    limitInWords: '15 days, taken to begin with the day of service',
    wouldChange: ['Proof that it was delivered on another day', orderRoute],
    cites: [unverified('EA 1996', 'section 439')],
    reading: 'OQ-21',
    settings: ['order-consultation', 'first-class-post', 'second-class-post'],
    tests: clockTests,
  }),
  duty({
    id: 'L-10',
    name: 'An order for a child with a plan',
    plain:
      'Where an education, health and care plan names a school, the order names that school. Nobody has checked the section.',
    trigger: 'An order for a child with a plan',
    limitInWords: noClock,
    wouldChange: ['A plan that is amended', orderRoute],
    cites: [unverified('EA 1996', 'section 441')],
    tests: ['src/law/rules.test.ts'],
  }),
  duty({
    id: 'L-11',
    name: 'An order that is not obeyed',
    plain:
      'A parent who does not register the child commits an offence, with a fine of up to level 3, unless the child is shown to be suitably educated otherwise. The authority considers an education supervision order first. Nobody has checked the detail.',
    trigger: 'The parent does not register the child',
    limitInWords: noClock,
    wouldChange: ['Proof of suitable education'],
    cites: [unverified('EA 1996', 'section 443'), unverified('EA 1996', 'section 447')],
    tests: ['src/law/rules.test.ts'],
  }),
  duty({
    id: 'L-12',
    name: 'An order that is changed or revoked',
    plain:
      'A parent may ask for another school in the order, or for the order to be revoked because suitable education otherwise is arranged. What the authority then does lets the first school take the name off: ground D where another school was put in its place, ground E where the order was revoked.',
    trigger: 'The parent asks',
    toWhom: 'The parent and the schools',
    limitInWords: noClock,
    wouldChange: ['The authority’s decision'],
    cites: [secondHand('EA 1996', 'section 440'), secondHand('EA 1996', 'section 442')],
    tests: ['src/law/deletion-grounds.test.ts'],
  }),
  duty({
    id: 'L-13',
    name: 'Answer an application made during the year',
    plain:
      'A parent who applies for a place during the school year has the outcome in writing within 15 school days; the aim is 10. The day the form is received is day 0.',
    trigger: 'An in-year application is received',
    who: 'The admission authority, or the authority for it',
    toWhom: 'The parent',
    content: 'The outcome, in writing',
    limit: authorityLimits['in-year-outcome'],
    limitInWords: 'Aim 10 school days, must 15',
    wouldChange: ['The day the form was received', 'A change of the term dates'],
    cites: [secondHand('SAC21', undefined, 'As summarised by Derby.')],
    reading: 'OQ-20',
    settings: ['reading.OQ-20'],
    tests: clockTests,
  }),
  duty({
    id: 'L-14',
    name: 'A place under the fair access protocol',
    plain:
      'A child accepted under the fair access protocol is allocated a place within 20 school days, and starts as soon as possible.',
    trigger: 'The child is accepted for consideration under the protocol',
    who: 'The authority, with its schools',
    limit: authorityLimits['fair-access-place'],
    limitInWords: 'Within 20 school days',
    wouldChange: ['The day of acceptance', 'A change of the term dates'],
    cites: [secondHand('SAC21', undefined, 'As quoted by Derbyshire.')],
    reading: 'OQ-20',
    settings: ['reading.OQ-20'],
    tests: clockTests,
  }),
  duty({
    id: 'L-15',
    name: 'Fair access: a child with a plan for protection or need',
    plain:
      'Category a of the fair access protocol: a child with a child in need or child protection plan now, or one that ended in the 12 months before the referral.',
    trigger: 'A referral for fair access',
    limitInWords: `A plan now, or within ${authorityMonths['fair-access-plan'][0]!.value} months of the referral`,
    wouldChange: ['The day the plan ended'],
    cites: [secondHand('SAC21', 'paragraph 3.17', 'Letters in the order of Buckinghamshire’s protocol.')],
    tests: clockTests,
  }),
  duty({
    id: 'L-16',
    name: 'Fair access: four weeks out of education',
    plain:
      'Category l of the fair access protocol: a child who has been out of education for four weeks or more, with no place within a reasonable distance. Not a child who refused a suitable offer. It says nothing about who is missing education: that has no least time.',
    trigger: 'A referral for fair access',
    limit: authorityLimits['fair-access-out-of-education'],
    limitInWords: 'Four weeks or more, taken as 28 days',
    wouldChange: ['The first day out of education', 'A place, or an offer, that was not known'],
    cites: [secondHand('SAC21', 'paragraph 3.17', 'Letters in the order of Buckinghamshire’s protocol.')],
    tests: clockTests,
  }),
  duty({
    id: 'L-17',
    name: 'Joint enquiries before ground H or I',
    plain:
      'Before a name comes off because a child did not return from leave or was absent for 20 school days, school and authority make reasonable enquiries together and record one conclusion. Only two conclusions let the name come off: not found, or found and both agree that the child will not attend again.',
    trigger: 'Ground H or I is proposed',
    who: 'The authority and the school',
    content:
      'The enquiries of each; the question of sickness or another unavoidable cause; the conclusion, signed and dated by both',
    limitInWords: 'Before any removal; enquiries run from the first day, beside the count',
    wouldChange: ['The child is found', 'One side concludes something else'],
    cites: [secondHand('Regs 2024', 'regulation 9(1)(h) and (i)')],
    reading: 'OQ-18',
    tests: ['src/law/lists.test.ts', 'src/registers/removal.test.ts'],
  }),
  duty({
    id: 'L-18',
    name: 'Keep in contact with families that educate at home',
    plain:
      'No law sets a day. Guidance expects a first informal enquiry, and then contact about once a year. Nobody has checked its wording.',
    trigger: 'The authority learns that a child is educated at home',
    toWhom: 'The parent',
    limitInWords: 'About every 12 months',
    wouldChange: ['A later contact', 'A concern about the education'],
    cites: [unverified('EHE19')],
    settings: ['home-education-contact'],
    tests: clockTests,
  }),
  duty({
    id: 'L-19',
    name: 'Termly return to the Department',
    plain:
      'Each term the authority counts the children missing education and those educated at home as they stand on the census day, and sends the figures about four weeks later. The days of this year are taken from the School Census and must be checked.',
    trigger: 'The census day of the term',
    toWhom: 'The Department for Education',
    content: 'Totals by sex, year group, reason and length of time; the figures as they stood on the day',
    limit: authorityLimits['census-return'],
    limitInWords: '29 days after the census day',
    wouldChange: ['Another census day, or day of return, published by the Department'],
    cites: [
      read('EES-CME', undefined, 'That it is termly, and mandatory since autumn 2024.'),
      unverified('COLL', undefined, 'Census days after 2022/23, and the 29 days for them.'),
    ],
    settings: ['census-return', 'census-dates'],
    tests: [...clockTests, 'src/law/census-dates.test.ts'],
  }),
  duty({
    id: 'L-20',
    name: 'Agree how often each school reports absence',
    plain:
      'The authority agrees with every school how often it sends its attendance return: at least once in every calendar month.',
    trigger: 'Always',
    who: 'The authority and each school',
    limitInWords: 'At least once in a calendar month',
    wouldChange: ['Another interval that is agreed, never a longer one'],
    cites: [secondHand('WT'), secondHand('Regs 2024', 'regulation 13')],
    reading: 'OQ-6',
    tests: clockTests,
  }),
]

const level = (
  id: keyof typeof escalationActions,
  name: string,
  plain: string,
  trigger: string,
  limitInWords: string,
): Rule =>
  duty({
    id,
    name,
    plain,
    trigger,
    who: 'Whoever learns of it',
    content: escalationActions[id],
    limitInWords,
    ...(id === 'E3' && { limit: authorityLimits['no-contact-vulnerable'] }),
    wouldChange: ['A fact that nobody has told us yet', 'A person who judges it more urgent'],
    cites: [
      secondHand('KCSIE26'),
      inferred('Onroll', undefined, 'The four levels, and the days in the third, are ours.'),
    ],
    tests: ['src/law/escalation.test.ts'],
  })

const escalationRules: readonly Rule[] = [
  level(
    'E1',
    'In danger now',
    'A child in immediate danger, a suspected crime, trafficking, or a child missing from care: the police and children’s social care are told now. Nothing is counted first.',
    'Immediate danger, suspected crime, trafficking, missing from care',
    'At once',
  ),
  level(
    'E2',
    'Known to social care, or unseen with a concern',
    'For a child with a protection plan, in need, looked after or under child protection enquiries, and for one who is not seen and about whom there is a concern, the social worker is told the same day. For a looked-after child the Virtual School head too.',
    'A plan, care, section 47 enquiries; or unseen with a concern',
    'The same day',
  ),
  level(
    'E3',
    'A family that cannot be reached',
    'A vulnerable family without contact by the third day, a disappearance nobody can explain, signs of female genital mutilation or forced marriage, or an earlier concern: refer to the safeguarding hub.',
    'No contact by day 3; or a sign of risk',
    'By the third day, weekends included; at once for a sign of risk',
  ),
  level(
    'E4',
    'Not found, and no sign of risk',
    'Where nothing points to a risk, the enquiries go on, and the risk is looked at again at every review. Not finding a child is never by itself a reason to stop.',
    'Not found',
    'At each review',
  ),
]

/** Every rule of the authority's side. */
export const authorityRules: readonly Rule[] = [
  ...duties,
  ...escalationRules,
  ...statusRules,
  ...practiceRules,
]
