// Every return that a school owes its authority, and sending it. Nothing here asks about gates, visits or screens.
import { asStrip, stripOf } from '../../absences/store.ts'
import { may } from '../../access/actions-allowed.ts'
import type { Viewer } from '../../access/viewer.ts'
import { addDays, addYears, inWords, type LocalDate, monthOf, yearOf } from '../../calendar/local-date.ts'
import type { SchoolCalendar } from '../../calendar/school-calendar.ts'
import { childById, contactsOf, type EnrolmentRow, enrolmentsOf, nextNumber } from '../../children/store.ts'
import { holdChild, schoolEnquiries } from '../../enquiries/store.ts'
import { arrival } from '../../joiners/arrival.ts'
import { joinerOfChild, noShowCandidates } from '../../joiners/store.ts'
import { sicknessReturnSchoolDays } from '../../law/absence-limits.ts'
import { inForce } from '../../law/dated.ts'
import { groundInWords, groundsOf2024From } from '../../law/deletion-grounds.ts'
import { attendanceReturnRegular, noShow, sicknessReturn } from '../../law/school-clocks.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { placeOf } from '../../registers/sheet.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { attendanceReturn, type ReturnContent } from '../attendance-return.ts'
import { deletionReturn } from '../deletion-return.ts'
import { isOneSickness, sicknessDays, unauthorisedDays } from '../register-sums.ts'
import {
  addReturn,
  countFindingsDue,
  type DueFinding,
  findingsDue,
  heldSince,
  insertElsewhere,
  type ManySessions,
  madeFor,
  manySessions,
  returnsOfChild,
} from '../store.ts'

const regulation13 = 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13'

/** A return that is due: what, of whom, since when, by when and why. */
export type Due = {
  readonly rule: string
  readonly findingId: string | null
  readonly enrolmentId: string
  readonly childId: string
  readonly token: string
  readonly surname: string
  readonly forename: string
  readonly schoolId: string
  readonly school: string
  /** What makes it one return and no second: the first day of the absence, the day of entry or removal. */
  readonly episodeOn: LocalDate
  readonly reachedOn: LocalDate
  readonly dueOn: LocalDate
  readonly because: string
  /** The entry or removal came before Onroll held the school's register: it may have been told another way. */
  readonly isFromBefore?: boolean
  readonly ground?: string | null
  readonly groundAsReceived?: string | null
  readonly counted?: ReturnContent['counted']
  readonly missedAt?: ReturnContent['missedAt']
}

/** A pupil of whom somebody should ask: will the sickness come to 15 days? Not due, and nothing says it will be. */
export type SicknessToConsider = {
  readonly childId: string
  readonly token: string
  readonly surname: string
  readonly forename: string
  readonly school: string
  readonly days: number
  readonly since: LocalDate | undefined
}

/** Half of the days at which the return is due, rounded up: ours. */
export const considerSicknessFromDays = 8
/** So long after entry a pupil who never came is still to be told of: past September into December. */
const noShowDays = 90
/** Returns that the marks ask for day by day, and no finding. */
const byMarks: readonly string[] = ['T-06', 'T-08']
/** So many stand on the page at once. */
export const duesShown = 50
/** So many go with one press. */
export const sentAtOnce = 20

type Asked = {
  childId?: string
  offset?: number
  /** Of a child: only the return of this rule is asked for, and only what it needs is read. */
  rule?: string
}

/**
 * The returns that the viewer's schools owe, by the day they are due, the first 50 from `offset` of those that findings ask for; and
 * how many findings there are in all. With a child, that child's alone.
 */
export async function dueReturns(
  tx: Tx,
  viewer: Viewer,
  asked: Asked = {},
): Promise<{ dues: Due[]; findings: number; consider: SicknessToConsider[] }> {
  const { childId, offset = 0, rule } = asked
  const isWhole = childId === undefined
  const [findings, count, others, sick, calendars] = await Promise.all([
    rule && byMarks.includes(rule)
      ? []
      : findingsDue(tx, viewer, { limit: duesShown, offset, ...(isWhole ? {} : { childId }) }),
    isWhole ? countFindingsDue(tx, viewer) : 0,
    // What the marks ask for day by day stands on the first page; the backlog of findings has further ones.
    offset === 0 && (rule === undefined || byMarks.includes(rule))
      ? duesByDay(tx, viewer, childId, rule)
      : [],
    isWhole ? manySessions(tx, viewer, { letters: 'I', atLeast: considerSicknessFromDays * 2 }) : [],
    isWhole ? calendarsOfViewer(tx, viewer) : new Map<string, SchoolCalendar>(),
  ])
  const isOfRegister = ({ rule: one }: { rule: string }) => one === 'T-10' || one === 'T-11'
  const since = findings.some(isOfRegister) ? await heldSince(tx, viewer) : new Map<string, LocalDate>()
  // One that is not late yet is due like any other.
  const isFromBefore = (due: Due) =>
    isOfRegister(due) && due.dueOn < viewer.today && due.reachedOn < (since.get(due.schoolId) ?? '')
  const dues = [...findings.map(dueOfFinding), ...others].map(due =>
    isFromBefore(due) ? { ...due, isFromBefore: true } : due,
  )
  dues.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.surname < b.surname ? -1 : 1))
  return { dues, findings: isWhole ? count : findings.length, consider: toConsider(viewer, sick, calendars) }
}

/** How many returns the viewer's schools owe today: for the day's page and for reports. */
export async function returnsDueCount(tx: Tx, viewer: Viewer): Promise<number> {
  const [count, others] = await Promise.all([countFindingsDue(tx, viewer), duesByDay(tx, viewer)])
  return count + others.length
}

/** Those that no finding asks for, and the marks do: first days that nobody came, and irregular attendance. */
async function duesByDay(tx: Tx, viewer: Viewer, childId?: string, rule?: string): Promise<Due[]> {
  const only = childId === undefined ? {} : { childId }
  const asks = (one: string) => rule === undefined || rule === one
  const number = (await settingsFor(tx, viewer))['irregular-days']
  const [calendars, irregular, absent] = await Promise.all([
    calendarsOfViewer(tx, viewer),
    asks('T-08') ? manySessions(tx, viewer, { letters: 'GNOU', atLeast: number * 2, ...only }) : [],
    asks('T-06')
      ? noShowCandidates(tx, viewer, addDays(viewer.today as LocalDate, -noShowDays), childId)
      : [],
  ])
  const absences = await noShowsDue(tx, viewer, absent, calendars)
  const irregulars = irregularsDue(viewer, irregular, calendars, number)
  if (irregulars.length === 0) return absences
  const made = await madeFor(
    tx,
    viewer,
    'T-08',
    irregulars.map(due => due.enrolmentId),
  )
  const isMade = (due: Due) =>
    made.some(one => one.enrolment_id === due.enrolmentId && one.episode_on === due.episodeOn)
  return [...absences, ...irregulars.filter(due => !isMade(due))]
}

/** The calendar of each school the viewer works for: one or a few, never a list of rows. */
async function calendarsOfViewer(tx: Tx, viewer: Viewer): Promise<ReadonlyMap<string, SchoolCalendar>> {
  return new Map(
    await Promise.all(
      viewer.schools.map(async id => [id, await calendarFor(tx, viewer, id)] as [string, SchoolCalendar]),
    ),
  )
}

const dueOfFinding = (row: DueFinding): Due => ({
  rule: row.rule,
  findingId: row.finding_id,
  enrolmentId: row.enrolment_id,
  childId: row.child_id,
  token: row.token,
  surname: row.surname,
  forename: row.forename,
  schoolId: row.school_id,
  school: row.school,
  episodeOn: row.since_on,
  reachedOn: row.on_date,
  dueOn: row.due_on ?? row.on_date,
  because: row.because,
  ground: row.ground,
  groundAsReceived: row.ground_as_received,
})

async function noShowsDue(
  tx: Tx,
  viewer: Viewer,
  rows: Awaited<ReturnType<typeof noShowCandidates>>,
  calendars: ReadonlyMap<string, SchoolCalendar>,
): Promise<Due[]> {
  if (rows.length === 0) return []
  const today = viewer.today as LocalDate
  const made = await madeFor(
    tx,
    viewer,
    'T-06',
    rows.map(row => row.enrolment_id),
  )
  return rows.flatMap((row): Due[] => {
    const calendar = calendars.get(row.school_id)
    if (!calendar || made.some(one => one.enrolment_id === row.enrolment_id)) return []
    const came = arrival({
      calendar,
      strips: row.strips.map(asStrip),
      firstDay: row.first_day ?? row.entry_date,
      today,
    })
    if (came.is !== 'not come') return []
    const place = placeOf(came.since)
    return [
      {
        rule: 'T-06',
        findingId: null,
        enrolmentId: row.enrolment_id,
        childId: row.child_id,
        token: row.token,
        surname: row.surname,
        forename: row.forename,
        schoolId: row.school_id,
        school: row.school,
        episodeOn: came.since,
        reachedOn: came.since,
        dueOn: came.since,
        because: noShow({ calendar, startsOn: came.since }).because,
        ...(place && { missedAt: place }),
      },
    ]
  })
}

function irregularsDue(
  viewer: Viewer,
  rows: readonly ManySessions[],
  calendars: ReadonlyMap<string, SchoolCalendar>,
  number: number,
): Due[] {
  return rows.flatMap((row): Due[] => {
    const due = irregularOf(viewer, row, calendars.get(row.school_id), number)
    return due?.reached ? [due.due] : []
  })
}

/** What the register says of one pupil's irregular attendance, and the return it would make. */
function irregularOf(
  viewer: Viewer,
  row: ManySessions,
  calendar: SchoolCalendar | undefined,
  number: number,
  schoolSaysIrregular = false,
): { due: Due; reached: boolean; days: number; arises: boolean; because: string } | undefined {
  const today = viewer.today as LocalDate
  if (!calendar) return undefined
  const strip = asStrip({ school_year: row.school_year, marks: row.marks })
  const sums = unauthorisedDays({
    calendar,
    strips: [strip],
    upTo: today,
    number,
    toldSince: row.told_since,
    toldUpTo: row.told_upto ?? undefined,
  })
  const reachedOn = sums.reachedOn ?? today
  const law = attendanceReturnRegular({
    on: reachedOn,
    dob: row.date_of_birth ?? addYears(today, -10),
    unauthorisedDays: sums.days,
    authorityNumber: number,
    schoolSaysIrregular,
  })
  const to = placeOf(reachedOn)
  const told = row.told_upto ? placeOf(row.told_upto) : undefined
  const from = told && told.schoolYear === row.school_year ? told.at + 2 : 0
  return {
    reached: law.arises && sums.reachedOn !== undefined,
    arises: law.arises,
    days: sums.days,
    because: law.because,
    due: {
      rule: 'T-08',
      findingId: null,
      enrolmentId: row.enrolment_id,
      childId: row.child_id,
      token: row.token,
      surname: row.surname,
      forename: row.forename,
      schoolId: row.school_id,
      school: row.school,
      episodeOn: reachedOn,
      reachedOn,
      dueOn: reachedOn,
      because: sums.since ? `${law.because} Counted from ${inWords(sums.since)}.` : law.because,
      // The days on the strip up to then; fewer, after a correction, and the number had not been reached.
      ...(to &&
        sums.reachedOn !== undefined && {
          counted: {
            schoolYear: row.school_year,
            letters: 'GNOU',
            from,
            to: to.at + 2,
            atLeast: lettersIn(row.marks.slice(from, to.at + 2), 'GNOU'),
          },
        }),
    },
  }
}

const lettersIn = (marks: string, letters: string): number =>
  [...marks].filter(mark => letters.includes(mark)).length

function toConsider(
  viewer: Viewer,
  rows: readonly ManySessions[],
  calendars: ReadonlyMap<string, SchoolCalendar>,
): SicknessToConsider[] {
  const today = viewer.today as LocalDate
  const needed = inForce(sicknessReturnSchoolDays, today).value
  return rows.flatMap((row): SicknessToConsider[] => {
    const calendar = calendars.get(row.school_id)
    if (!calendar || row.sick_told.length > 0) return []
    const { days, since } = sicknessDays({
      calendar,
      strips: [asStrip({ school_year: row.school_year, marks: row.marks })],
      upTo: today,
    })
    // From there on the register itself says that it is due.
    if (days < considerSicknessFromDays || days >= needed) return []
    const { child_id: childId, token, surname, forename, school } = row
    return [{ childId, token, surname, forename, school, days, since }]
  })
}

export type Sent = { reference: string; token: string; already: boolean }
type Extra = { reason?: string; siblings?: string }

/**
 * Sends the return that is due for a child by a rule. Sending twice, or in two windows, sends once and gives the first reference.
 * Refused where none is due. Throws NotFound for a child who is not in the viewer's scope.
 */
export async function sendDue(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; rule: string } & Extra,
): Promise<Decision<Sent>> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  await childById(tx, viewer, asked.childId)
  await holdChild(tx, viewer, asked.childId)
  const { dues } = await dueReturns(tx, viewer, { childId: asked.childId, rule: asked.rule })
  const due = dues.find(one => one.rule === asked.rule)
  if (due) return allowed(await send(tx, viewer, due, await contentOf(tx, viewer, due, asked)))
  const before = (await returnsOfChild(tx, viewer, asked.childId)).find(sent => sent.rule === asked.rule)
  if (before?.sent_on === viewer.today) return allowed(alreadySent(before))
  return refused({ says: 'No such return is due for this child', cites: regulation13 })
}

const alreadySent = (sent: { reference: string; token: string }): Sent => ({
  reference: sent.reference,
  token: sent.token,
  already: true,
})

async function send(tx: Tx, viewer: Viewer, due: Due, content: ReturnContent): Promise<Sent> {
  if (!viewer.schools.includes(due.schoolId)) throw new NotFound('school')
  const token = newToken()
  const reference = `N-${await nextNumber(tx, viewer.la, 'returns', 1001)}`
  const { rule, findingId, episodeOn, enrolmentId, childId, schoolId } = due
  const row = {
    id: newId(),
    token,
    reference,
    rule,
    findingId,
    episodeOn,
    enrolmentId,
    childId,
    schoolId,
    content,
  }
  if (await addReturn(tx, viewer, row)) return { reference, token, already: false }
  // Another window was a moment earlier.
  const theirs = (await returnsOfChild(tx, viewer, childId)).find(
    sent => sent.rule === rule && sent.enrolment_id === enrolmentId && sent.episode_on === episodeOn,
  )
  if (!theirs) throw new Error('A return stands for this and cannot be read')
  return alreadySent(theirs)
}

/**
 * Sends several returns, each by itself: what has gone a moment earlier, or is no longer due, is told and nothing is doubled. At most
 * 20 with one press. Takes what was chosen as `rule enrolment`.
 */
export async function sendSeveral(
  tx: Tx,
  viewer: Viewer,
  chosen: readonly string[],
): Promise<{ sent: { due: Due; reference: string }[]; notDue: number; left: number }> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  const { dues } = await dueReturns(tx, viewer)
  const wanted = dues.filter(due => chosen.includes(keyOf(due)))
  const now = wanted.slice(0, sentAtOnce)
  // In one order, so that two who press at once do not wait for each other.
  for (const childId of [...new Set(now.map(due => due.childId))].sort()) await holdChild(tx, viewer, childId)
  const sent: { due: Due; reference: string }[] = []
  let notDue = new Set(chosen).size - wanted.length
  for (const due of now) {
    const one = await send(tx, viewer, due, await contentOf(tx, viewer, due, {}))
    if (one.already) notDue += 1
    else sent.push({ due, reference: one.reference })
  }
  return { sent, notDue, left: wanted.length - now.length }
}

/** How a due return is named in a form. */
export const keyOf = (due: Pick<Due, 'rule' | 'enrolmentId'>): string => `${due.rule} ${due.enrolmentId}`

/** The school says that it made a return another way, on a day. Saying it twice is saying it once. */
export async function sentAnotherWay(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; rule: string; on: LocalDate; how: string },
): Promise<Decision<undefined>> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  await childById(tx, viewer, asked.childId)
  await holdChild(tx, viewer, asked.childId)
  const due = (await dueReturns(tx, viewer, { childId: asked.childId, rule: asked.rule })).dues.find(
    one => one.rule === asked.rule,
  )
  if (!due) return refused({ says: 'No such return is due for this child', cites: regulation13 })
  if (asked.on > viewer.today)
    return refused({ says: 'The date must be today or before', cites: regulation13 })
  if (asked.on < due.episodeOn) {
    return refused({
      says: `It cannot have gone before ${inWords(due.episodeOn)}, when there was nothing to tell`,
      cites: regulation13,
    })
  }
  if (asked.how.trim() === '') return refused({ says: 'Say how it went', cites: regulation13 })
  await insertElsewhere(tx, viewer, {
    ...due,
    sentOn: asked.on,
    how: asked.how.trim(),
  })
  return allowed(undefined)
}

/** What a return will say, from the record: the same for the page that shows it and for the sending. */
export async function contentOf(tx: Tx, viewer: Viewer, due: Due, extra: Extra): Promise<ReturnContent> {
  const [child, contacts, enquiries, enrolments, joiner] = await Promise.all([
    childById(tx, viewer, due.childId),
    contactsOf(tx, viewer, due.childId),
    schoolEnquiries(tx, viewer, due.childId, addDays(due.episodeOn, -7)),
    enrolmentsOf(tx, viewer, due.childId),
    due.rule === 'T-10' || due.rule === 'T-06' ? joinerOfChild(tx, viewer, due.childId) : undefined,
  ])
  const enrolment = enrolments.find(one => one.id === due.enrolmentId)
  const made = {
    child: {
      surname: child.surname,
      forename: child.forename,
      middleNames: child.middle_names,
      dateOfBirth: child.date_of_birth,
      upn: child.upn,
    },
    year: enrolment?.nc_year ?? null,
    enquiries: enquiries.map(one => ({
      checkCode: one.check_code,
      result: one.result,
      doneOn: one.done_on,
      method: one.method,
      note: one.note,
    })),
    livesWith: contacts.filter(one => one.lives_with === 'yes').map(one => one.relationship ?? 'an adult'),
  }
  if (due.rule === 'T-11' && due.ground) {
    return deletionReturn({ ...made, ground: due.ground, removedOn: due.reachedOn })
  }
  return attendanceReturn({
    ...made,
    finding: { since: due.episodeOn, on: due.reachedOn, because: becauseOf(due) },
    reason: extra.reason ?? '',
    siblings: extra.siblings ?? '',
    ...(due.counted && { counted: due.counted }),
    ...(due.missedAt && { missedAt: due.missedAt }),
    ...(due.rule === 'T-10' && { facts: registerFacts(child, enrolment, joiner, contacts.length) }),
  })
}

function becauseOf(due: Due): string {
  if (due.rule !== 'T-11') return due.because
  const said = due.groundAsReceived
  return `The name was removed from the admission register on ${inWords(due.reachedOn)}. ${said ? `The school’s own system gave as the ground: ${said}.` : 'The school’s own system gave no ground.'}`
}

/** Everything that the register holds of a new pupil but addresses, people's names and numbers: those the authority reads from the record. */
function registerFacts(
  child: Awaited<ReturnType<typeof childById>>,
  enrolment: EnrolmentRow | undefined,
  joiner: Awaited<ReturnType<typeof joinerOfChild>>,
  contacts: number,
): { key: string; text: string }[] {
  const known = (text: string | null | undefined) => text || 'Not known'
  const sex: Record<string, string> = { F: 'Female', M: 'Male' }
  return [
    { key: 'Known as', text: known(child.preferred_forename) },
    { key: 'Former surname', text: known(child.former_surname) },
    { key: 'Sex', text: sex[child.sex ?? ''] ?? 'Not known' },
    { key: 'Class', text: known(enrolment?.registration_group) },
    { key: 'Number in the school’s system', text: known(enrolment?.mis_id) },
    { key: 'First day agreed', text: joiner?.first_day ? inWords(joiner.first_day) : 'The day of entry' },
    { key: 'School last attended', text: known(joiner?.previous_school) },
    { key: 'Authority of that school', text: known(joiner?.previous_authority) },
    { key: 'Country come from', text: known(joiner?.country) },
    { key: 'Reason for joining', text: known(joiner?.reason) },
    { key: 'Education, health and care plan', text: known(joiner?.ehcp) },
    { key: 'First language', text: known(joiner?.language) },
    {
      key: 'Parents and emergency contacts',
      text:
        contacts === 1
          ? '1 person, on the record you read'
          : `${contacts || 'No'} people, on the record you read`,
    },
  ]
}

/** What the register says of a pupil's sickness, for the page that asks for a belief. */
export async function sicknessOf(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<{
  enrolment: EnrolmentRow
  calendar: SchoolCalendar
  days: number
  since: LocalDate | undefined
  marks: string
  schoolYear: number | undefined
  told: { since: LocalDate; on: LocalDate; reference: string; token: string }[]
}> {
  const today = viewer.today as LocalDate
  const [enrolments, returns] = await Promise.all([
    enrolmentsOf(tx, viewer, childId),
    returnsOfChild(tx, viewer, childId),
  ])
  const enrolment = enrolments.find(
    one => viewer.schools.includes(one.school_id) && (one.leaving_date === null || one.leaving_date > today),
  )
  if (!enrolment) throw new NotFound('enrolment')
  const [calendar, strips] = await Promise.all([
    calendarFor(tx, viewer, enrolment.school_id),
    stripOf(tx, viewer, enrolment.id),
  ])
  const sums = sicknessDays({ calendar, strips: strips.map(asStrip), upTo: today })
  const strip = strips.at(-1)
  return {
    enrolment,
    calendar,
    ...sums,
    marks: strip?.marks ?? '',
    schoolYear: strip?.school_year,
    told: returns
      .filter(one => one.rule === 'T-09' && one.enrolment_id === enrolment.id)
      .map(one => ({
        since: one.episode_on as LocalDate,
        on: one.sent_on as LocalDate,
        reference: one.reference,
        token: one.token,
      })),
  }
}

/**
 * T-09. Somebody at the school believes that sickness will come to 15 days, and the authority is told. May be the first day, or
 * before it. One for each continuous sickness in a school year: the same again gives the first reference. Refused where the sum
 * does not come to 15. Throws NotFound for a child who is not on the viewer's registers.
 */
export async function sendSickness(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; since: LocalDate; expected: number; believedOn: LocalDate },
): Promise<Decision<Sent>> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  const child = await childById(tx, viewer, given.childId)
  await holdChild(tx, viewer, given.childId)
  const known = await sicknessOf(tx, viewer, given.childId)
  const { calendar, enrolment } = known
  const today = viewer.today as LocalDate
  const strips =
    known.schoolYear === undefined ? [] : [asStrip({ school_year: known.schoolYear, marks: known.marks })]
  const told = known.told.find(one => isOneSickness({ calendar, strips, one: one.since, other: given.since }))
  if (told) return allowed(alreadySent(told))
  const law = sicknessReturn({
    on: given.believedOn,
    dob: (child.date_of_birth as LocalDate | null) ?? addYears(today, -10),
    daysSoFar: known.days,
    daysExpected: given.expected,
    sickSince: given.since,
  })
  if (!law.arises) return refused({ says: law.because, cites: law.cites })
  const needed = inForce(sicknessReturnSchoolDays, given.believedOn).value
  const to = placeOf(today)?.at
  const prefix = known.marks.slice(0, to === undefined ? undefined : to + 2)
  const spare = Math.max(0, (known.days + given.expected - needed) * 2)
  const due: Due = {
    rule: 'T-09',
    findingId: null,
    enrolmentId: enrolment.id,
    childId: given.childId,
    token: child.token,
    surname: child.surname,
    forename: child.forename,
    schoolId: enrolment.school_id,
    school: enrolment.school,
    episodeOn: given.since,
    reachedOn: given.believedOn,
    dueOn: given.believedOn,
    because: `${law.because} The school came to believe it on ${inWords(given.believedOn)}.`,
    ...(known.schoolYear !== undefined && {
      counted: {
        schoolYear: known.schoolYear,
        letters: 'I',
        from: 0,
        to: prefix.length,
        atLeast: Math.max(0, lettersIn(prefix, 'I') - spare),
      },
    }),
  }
  return allowed(await send(tx, viewer, due, await contentOf(tx, viewer, due, { reason: 'Sickness' })))
}

/** What the register says of a pupil's unauthorised absence, for the page on irregular attendance. */
export async function irregularity(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  schoolSaysIrregular = false,
): Promise<
  { due: Due; days: number; number: number; because: string; arises: boolean; reached: boolean } | undefined
> {
  const [[row], calendars, settings] = await Promise.all([
    manySessions(tx, viewer, { letters: 'GNOU', atLeast: 0, childId }),
    calendarsOfViewer(tx, viewer),
    settingsFor(tx, viewer),
  ])
  const number = settings['irregular-days']
  const found = row && irregularOf(viewer, row, calendars.get(row.school_id), number, schoolSaysIrregular)
  return found && { ...found, number }
}

/**
 * T-08 by the school's own judgement, with its reason, below the authority's number. Once in a calendar month, the interval of the law.
 * Throws NotFound for a child who is not on the viewer's registers.
 */
export async function sendIrregular(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; why: string },
): Promise<Decision<Sent>> {
  if (!may(viewer, 'return.send')) throw new NotFound('return')
  await childById(tx, viewer, given.childId)
  await holdChild(tx, viewer, given.childId)
  const found = await irregularity(tx, viewer, given.childId, true)
  if (!found) throw new NotFound('enrolment')
  const today = viewer.today as LocalDate
  const sameMonth = (await returnsOfChild(tx, viewer, given.childId)).find(
    sent =>
      sent.rule === 'T-08' &&
      yearOf(sent.sent_on as LocalDate) === yearOf(today) &&
      monthOf(sent.sent_on as LocalDate) === monthOf(today),
  )
  if (sameMonth) return allowed(alreadySent(sameMonth))
  if (!found.arises) return refused({ says: found.because, cites: regulation13 })
  if (given.why.trim() === '') {
    return refused({ says: 'Say why the attendance is not regular', cites: regulation13 })
  }
  const { counted: _, ...due } = found.due
  const judged = { ...due, episodeOn: today, reachedOn: today, because: found.because }
  return allowed(
    await send(tx, viewer, judged, await contentOf(tx, viewer, judged, { reason: given.why.trim() })),
  )
}

/** The ground of a removal in words, where the law's list has it. */
export const groundSaid = (due: Due): string =>
  due.ground
    ? groundInWords(due.ground)
    : due.groundAsReceived
      ? `Said in your own system: ${due.groundAsReceived}`
      : `None. From ${inWords(groundsOf2024From)} a removal needs one of the grounds of the law.`
