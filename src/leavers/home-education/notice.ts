/**
 * A parent says that a child will be educated otherwise than at school: what the school writes down (form F10 of practice.md),
 * and what follows by law.
 *
 * Only a written notice can lead to a removal, and only once the day that it states has passed (T-16). What was said and not
 * written changes nothing but that the authority is told at once (T-17). An order in force bars it; a place that the authority
 * arranged at a special school needs its consent (T-19).
 */
import type { LocalDate } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import {
  homeEducationMeeting,
  homeEducationSaid,
  homeEducationWritten,
  specialNeedsTeamTold,
} from '../../law/roll-clocks.ts'
import {
  choice,
  type EvidenceOf,
  type Fields,
  inFiles,
  pastDay,
  words,
} from '../../registers/ground-fields.ts'
import { groundWithCode } from '../../registers/grounds.ts'

const ground = groundWithCode('R9-F')!
const ofGround = [
  'notice',
  'noticeReceivedOn',
  'noticeDatedOn',
  'fromParent',
  'saysEducatedOtherwise',
  'lastDay',
  'noticeKept',
  'pressedByTheSchool',
  'attendanceOrder',
  'specialSchoolPlaceByAuthority',
  'authorityConsentedOn',
  'consent',
] as const

const ours = {
  toldBy: words('Who told the school, and how are they related to the child?'),
  meeting: choice('Was a meeting offered, with the authority and whoever works with the family?', {
    accepted: 'Yes, and the parent will come',
    declined: 'Yes, and the parent does not want one',
    waiting: 'Yes, and there is no answer yet',
    no: 'No',
  }),
  safeguardingCheckedOn: pastDay('The day on which the safeguarding lead looked at it'),
  concerns: words('Anything that worries you about it. Do not write an address here'),
} satisfies Fields

/** What the form asks: the fields of ground F, so that they are typed once, and ours around them. */
export const noticeFields: Fields = {
  notice: ground.fields.notice!,
  noticeReceivedOn: pastDay('The day on which the school received it or was told'),
  toldBy: ours.toldBy,
  ...Object.fromEntries(ofGround.slice(2).map(name => [name, ground.fields[name]!])),
  meeting: ours.meeting,
  safeguardingCheckedOn: ours.safeguardingCheckedOn,
  concerns: ours.concerns,
}

export type NoticeGiven = {
  readonly notice: 'letter' | 'email' | 'spoken'
  readonly noticeReceivedOn: LocalDate
  readonly lastDay?: LocalDate | undefined
  readonly attendanceOrder?: string | undefined
  readonly specialSchoolPlaceByAuthority?: boolean | undefined
  readonly authorityConsentedOn?: LocalDate | undefined
  readonly meeting?: string | undefined
  readonly safeguardingCheckedOn?: LocalDate | undefined
} & EvidenceOf<Fields>

/** A notice as files have it, without what ground F does not ask: what its form begins with. */
export function evidenceOf(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const asked = new Set(ofGround.map(inFiles))
  return Object.fromEntries(Object.entries(facts).filter(([key]) => asked.has(key)))
}

/** What is on record, which is more careful than a form. */
export type OnRecord = {
  readonly flags: readonly string[]
  readonly isSpecialSchool: boolean
  readonly calendar: SchoolCalendar
}

export type Standing = {
  readonly kind: 'said' | 'order' | 'consent' | 'no day' | 'wait' | 'ready'
  readonly says: string
  readonly rule: string
  readonly cites: string
  /** The first day on which the name may come off. */
  readonly earliest?: LocalDate | undefined
  /** What else is to be done, whether or not the name may come off. */
  readonly also: readonly string[]
}

/** How a notice stands on a day. Takes what was given and what is on record. */
export function standingOf(given: NoticeGiven, record: OnRecord, today: LocalDate): Standing {
  const hasPlan = record.flags.includes('EHCP')
  const isSpecial = given.specialSchoolPlaceByAuthority === true || (record.isSpecialSchool && hasPlan)
  const also = [
    ...meeting(given, record, hasPlan),
    ...specialNeeds(hasPlan, isSpecial, today),
    ...checked(given),
  ]
  if (given.notice === 'spoken') {
    const said = homeEducationSaid({ saidOn: given.noticeReceivedOn })
    return {
      kind: 'said',
      says: `${said.because} Ask for a letter or an email that says that the child will be educated otherwise, and from which day.`,
      rule: said.rule,
      cites: said.cites,
      also,
    }
  }
  const isOrdered =
    record.flags.includes('attendance_order') ||
    given.attendanceOrder === 'this school' ||
    given.attendanceOrder === 'another school'
  const answer = homeEducationWritten({
    calendar: record.calendar,
    receivedOn: given.noticeReceivedOn,
    statedDay: given.lastDay,
    orderInForce: isOrdered,
    specialSchoolPlacedByAuthority: isSpecial,
    authorityConsents: given.authorityConsentedOn !== undefined,
    hasPlan,
  })
  const of = { says: answer.because, rule: answer.rule, cites: answer.cites, also }
  if (isOrdered) return { ...of, kind: 'order' }
  if (answer.rule === 'T-19') return { ...of, kind: 'consent' }
  if (answer.earliest === undefined) return { ...of, kind: 'no day' }
  return { ...of, kind: today < answer.earliest ? 'wait' : 'ready', earliest: answer.earliest }
}

function meeting(given: NoticeGiven, { flags }: OnRecord, hasPlan: boolean): string[] {
  const duty = homeEducationMeeting({
    hasPlan,
    socialWorker: flags.some(flag => ['child_protection_plan', 'child_in_need', 'in_care'].includes(flag)),
    vulnerable: false,
  })
  if (given.meeting !== undefined && given.meeting !== 'no') return []
  return [
    duty.arises ? duty.because : 'Offer the parent a meeting. It cannot hold up a removal that is valid.',
  ]
}

function specialNeeds(hasPlan: boolean, isSpecial: boolean, today: LocalDate): string[] {
  const duty = specialNeedsTeamTold({
    removedOn: today,
    hasPlan,
    specialSchoolPlacedByAuthority: isSpecial,
  })
  return duty.arises ? [duty.because] : []
}

const checked = ({ safeguardingCheckedOn: on }: NoticeGiven): string[] =>
  on ? [] : ['The safeguarding lead looks at it: is it the parent’s free choice, and is the child safe?']

/** What is wrong with the form: the few things that nobody can do without. */
export function problemsWith(
  given: Readonly<Record<string, unknown>>,
  today: LocalDate,
): { field: string; text: string }[] {
  const problems: { field: string; text: string }[] = []
  const received = given.notice_received_on as LocalDate | undefined
  if (given.notice === undefined) problems.push({ field: 'notice', text: 'Choose how the parent said it' })
  if (received === undefined) {
    problems.push({
      field: 'noticeReceivedOn',
      text: 'Enter the day on which the school received it or was told',
    })
  } else if (received > today) {
    problems.push({ field: 'noticeReceivedOn', text: 'The day cannot lie ahead' })
  }
  if (given.told_by === undefined) problems.push({ field: 'toldBy', text: 'Say who told the school' })
  for (const [key, field] of [
    ['notice_dated_on', 'noticeDatedOn'],
    ['authority_consented_on', 'authorityConsentedOn'],
    ['safeguarding_checked_on', 'safeguardingCheckedOn'],
  ] as const) {
    if (((given[key] as LocalDate | undefined) ?? today) > today) {
      problems.push({ field, text: 'The day cannot lie ahead' })
    }
  }
  return problems
}
