/**
 * For each ground one case in which everything is there. Tests take one thing away at a time, and docs/evidence.md is printed
 * from them, so that its examples are cases that were asked and allowed.
 */
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import type { RegisterShows } from '../ground.ts'

export type CompleteCase = {
  readonly code: string
  /** The day it is asked, and the name comes off. */
  readonly on: LocalDate
  readonly dob: LocalDate
  readonly evidence: Readonly<Record<string, unknown>>
  /** What the register shows, for the grounds that need it. */
  readonly register?: RegisterShows
  /** The same as marks in a register: `from..to` and a code; and the leave. */
  readonly marks?: Readonly<Record<string, string>>
  readonly leave?: readonly [LocalDate, LocalDate]
}

const day = localDate
const ofAge = day('2014-01-15')
const under = day('2021-05-10')

const enquiries = (since: string) => [
  {
    what: 'Home visit',
    done_on: since,
    by: 'Attendance officer',
    result: 'Nobody there, neighbours say moved',
  },
]
const joint = (begun: string, concluded: string) => ({
  deletion_return_ready: true,
  school_enquiries: enquiries(begun),
  authority_enquiries: [
    { what: 'Council tax', done_on: concluded, by: 'CME officer', result: 'Account closed' },
  ],
  authority_agrees: true,
  authority_replied_on: concluded,
  sickness_or_unavoidable_cause: 'no',
  cause_reasons: 'The family has told relatives that they have moved abroad',
  joint_outcome: 'LOCATED_AGREED_WILL_NOT_ATTEND',
  concluded_on: concluded,
  school_signature: { name: 'Head Example', on: concluded },
  safeguarding_lead_signature: { name: 'Lead Example', on: concluded },
  authority_signature: { name: 'Officer Example', on: concluded },
  ehcp_names_special_school: false,
  attendance_order: 'none',
  looked_after: false,
  social_worker: false,
  dual_registered: false,
})

const notBack = {
  expected_to_attend_again: false,
  expected_reasons: 'The parents say so, and the place elsewhere is taken up',
}

export const completeCases: readonly CompleteCase[] = [
  {
    code: 'R9-A',
    on: day('2026-01-12'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      other_school: 'Elm Example Primary',
      how_known: 'confirmed by the school',
      registered_on: '2026-01-12',
      confirmation: 'Email of 12 January from the admissions clerk',
      dual_registration_agreed: false,
      attendance_order: 'none',
      mobile_child_main_school: false,
    },
  },
  {
    code: 'R9-B',
    on: day('2026-09-01'),
    dob: day('2021-08-30'),
    evidence: {
      deletion_return_ready: true,
      admitted_for_nursery: true,
      nursery_ended_on: '2026-07-20',
      would_move_up: true,
      statement: 'Letter of the parents, July 2026',
      ...notBack,
    },
  },
  {
    code: 'R9-C',
    on: day('2026-02-02'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      other_schools: [
        { name: 'Elm Example Primary', consented_on: '2026-01-28', consent: 'Letter' },
        { name: 'Oak Example Unit', consented_on: '2026-01-30', consent: 'Email' },
      ],
      ...notBack,
      attendance_order: 'another school',
      mobile_child_main_school: false,
    },
  },
  {
    code: 'R9-D',
    on: day('2026-02-02'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      order_named_this_school: true,
      order_amended_on: '2026-01-30',
      now_names: 'Elm Example Primary',
      amended_order: 'Copy of the order of 30 January',
    },
  },
  {
    code: 'R9-E',
    on: day('2026-02-02'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      order_named_this_school: true,
      order_revoked_on: '2026-01-30',
      revoked_for_other_education: true,
      revocation: 'Letter of the authority, 30 January',
    },
  },
  {
    code: 'R9-F',
    on: day('2025-11-10'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      notice: 'letter',
      notice_dated_on: '2025-11-05',
      notice_received_on: '2025-11-06',
      from_parent: true,
      says_educated_otherwise: true,
      last_day: '2025-11-07',
      notice_kept: 'Letter, in the pupil’s file',
      attendance_order: 'none',
      special_school_place_by_authority: false,
    },
  },
  {
    code: 'R9-G',
    on: day('2026-02-02'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      lives_within_distance: false,
      boards: false,
      moved_on: '2026-01-24',
      address_verified_on: '2026-01-29',
      address_verified_by: 'The authority of the new area, by email',
      ...notBack,
    },
  },
  {
    code: 'R9-H',
    on: day('2026-01-20'),
    dob: ofAge,
    evidence: joint('2026-01-07', '2026-01-20'),
    register: {
      since: day('2025-12-15'),
      leave: { endedOn: day('2025-12-12'), tenDaysOn: day('2026-01-12') },
      otherCodes: [],
    },
    marks: { '2025-12-01..2025-12-12': 'C', '2025-12-15..2026-01-20': 'O' },
    leave: [day('2025-12-01'), day('2025-12-12')],
  },
  {
    code: 'R9-I',
    on: day('2025-10-20'),
    dob: ofAge,
    evidence: joint('2025-09-18', '2025-10-20'),
    register: {
      since: day('2025-09-15'),
      run: { since: day('2025-09-15'), twentyDaysOn: day('2025-10-10') },
      otherCodes: [],
    },
    marks: { '2025-09-15..2025-10-20': 'O' },
  },
  {
    code: 'R9-J',
    on: day('2026-02-02'),
    dob: day('2011-01-15'),
    evidence: {
      deletion_return_ready: true,
      detention: 'final court order',
      detained_months: 4,
      detained_from: '2026-01-26',
      confirmed_on: '2026-01-28',
      confirmation: 'Letter of the youth justice service',
      ...notBack,
    },
  },
  {
    code: 'R9-K',
    on: day('2026-02-02'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      death_confirmed_on: '2026-02-02',
      death_confirmed_by: 'The authority, from the registrar',
    },
  },
  {
    code: 'R9-L',
    on: day('2026-06-26'),
    dob: day('2010-03-02'),
    evidence: {
      deletion_return_ready: true,
      leaving: 'says will leave',
      leaving_known_on: '2026-06-12',
      leaving_kept: 'Form signed by the pupil',
    },
  },
  {
    code: 'R9-M',
    on: day('2026-01-05'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      school_type: 'academy',
      boards: true,
      fees_due_for_term_ending_on: '2025-12-19',
      fees_unpaid: true,
      account: 'Account of 5 January',
    },
  },
  {
    code: 'R9-N',
    on: day('2026-01-05'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      school_type: 'independent',
      ceased_on: '2025-12-19',
      contract_end: 'Notice of the parents, October 2025',
    },
  },
  {
    code: 'R9-O',
    on: day('2026-03-03'),
    dob: ofAge,
    evidence: {
      deletion_return_ready: true,
      governors_upheld: true,
      governors_notice_on: '2026-02-02',
      governors_decision: 'Letter of 2 February',
      review: 'not asked for',
    },
  },
  {
    code: 'R9-3-LEFT',
    on: day('2026-01-05'),
    dob: under,
    evidence: {
      deletion_return_ready: true,
      left_on: '2025-12-19',
      left_known_by: 'Email of the parent, 12 December',
    },
  },
  {
    code: 'R9-3-ABSENT',
    on: day('2025-10-20'),
    dob: under,
    evidence: {
      deletion_return_ready: true,
      school_enquiries: enquiries('2025-09-18'),
      whereabouts: 'not found',
      sickness_or_unavoidable_cause: 'no',
      cause_reasons: 'The landlord says that the family has gone',
    },
    register: {
      since: day('2025-09-15'),
      run: { since: day('2025-09-15'), twentyDaysOn: day('2025-10-10') },
      otherCodes: [],
    },
    marks: { '2025-09-15..2025-10-20': 'O' },
  },
  {
    code: 'R9-3-DIED',
    on: day('2026-02-02'),
    dob: under,
    evidence: {
      deletion_return_ready: true,
      death_confirmed_on: '2026-02-02',
      death_confirmed_by: 'The authority, from the registrar',
    },
  },
  {
    code: 'R9-3-EXCLUDED',
    on: day('2026-02-02'),
    dob: under,
    evidence: {
      deletion_return_ready: true,
      governors_upheld: true,
      governors_notice_on: '2026-01-19',
      governors_decision: 'Letter of 19 January',
      review: 'waived in writing',
      review_ended_on: '2026-01-30',
      review_record: 'Letter of the parents, 30 January',
    },
  },
  {
    code: 'R9-3-NURSERY',
    on: day('2026-07-20'),
    dob: day('2022-05-10'),
    evidence: {
      deletion_return_ready: true,
      admitted_for_nursery: true,
      nursery_ended_on: '2026-07-20',
      would_move_up: true,
      statement: 'Form of the parents, June 2026',
      ...notBack,
    },
  },
]
