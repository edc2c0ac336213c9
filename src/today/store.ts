// All the SQL of a school's day: its hours, what was done, how it was closed. And the board itself, which is worked out from
// the registers, the calls and the steps each time somebody looks.

import { type TodayRow, todayList } from '../absences/store.ts'
import { childInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts'
import { isReinstatementWaiting } from '../joiners/store.ts'
import { attendanceCodes, byteToCode } from '../law/attendance-codes.ts'
import { isUndecided } from '../leave/store.ts'
import { waitsForHead } from '../leavers/store.ts'
import { londonDay } from '../platform/clock.ts'
import type { Rows, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { openOutcomes } from '../referrals/store.ts'
import { placeOf } from '../registers/sheet.ts'
import { isTenDayOwed } from '../returns/store.ts'
import type { Settings } from '../schools/settings.ts'
import { settingsFor } from '../schools/store.ts'
import {
  awayFrom,
  type Closing,
  countsOf,
  type DayCounts,
  mostPressingFirst,
  sentencesOf,
  stateOfBoard,
} from './board.ts'
import { type CallMade, type HeldContact, type ToRing, toRing } from './contacts-to-ring.ts'
import { type DayHours, defaultHours, type HourKey, hoursFrom, minutesOf } from './hours.ts'
import { type Call, isCall, type LadderFacts, ladder, type Standing, type Step } from './ladder.ts'
import { untakenNow } from './registers-untaken.ts'
import type { StepKind } from './steps.ts'

const timeOfDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** An instant as minutes since midnight of a day in London; negative before it. */
export function minuteOf(instant: Date, today: string): number {
  const minute = minutesOf(timeOfDay.format(instant).replace(/^24/, '00')) ?? 0
  return daysBetween(today as LocalDate, londonDay(instant)) * 1440 + minute
}

export type SchoolHours = {
  schoolId: string
  school: string
  hours: DayHours
  fromOn: string | null
  setName: string | null
  /** How today was closed there, in order. */
  closings: Closing[]
}

/** The hours of each of the viewer's schools as they hold today, our own where a school has set none; and how today was closed. */
export async function hoursOf(tx: Tx, viewer: Viewer): Promise<SchoolHours[]> {
  const rows = await tx<
    {
      school_id: string
      school: string
      from_on: string | null
      set_name: string | null
      kept: Record<HourKey, string> | null
      closings: (Omit<Closing, 'at'> & { at: string })[] | null
    }[]
  >`
    select s.id as school_id, s.name as school, h.from_on, h.set_name,
           case when h.id is null then null else jsonb_build_object('amCloses', h.am_closes, 'pmCloses', h.pm_closes,
             'visitFrom', h.visit_from, 'visitTo', h.visit_to, 'dayEnds', h.day_ends) end as kept,
           (select json_agg(json_build_object('nth', d.nth, 'at', d.at, 'by_name', d.by_name, 'children', d.children)
                            order by d.nth)
            from day_closings d where d.la_code = s.la_code and d.school_id = s.id and d.day = ${viewer.today}) as closings
    from schools s
    left join lateral (select * from day_hours h
                       where h.la_code = s.la_code and h.school_id = s.id and h.from_on <= ${viewer.today}
                       order by h.from_on desc, h.set_at desc, h.id desc limit 1) h on true
    where s.la_code = ${viewer.la} and s.id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`s.id`)}
    order by s.name limit 50`
  return rows.map(row => ({
    schoolId: row.school_id,
    school: row.school,
    hours: row.kept ? hoursFrom(row.kept) : defaultHours,
    fromOn: row.from_on,
    setName: row.set_name,
    closings: (row.closings ?? []).map(one => ({ ...one, at: new Date(one.at) })),
  }))
}

/** Keeps a school's hours from a day on. */
export async function addHours(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; fromOn: string; hours: Readonly<Record<HourKey, string>> },
): Promise<void> {
  const { hours } = given
  await tx`
    insert into day_hours (la_code, id, school_id, from_on, am_closes, pm_closes, visit_from, visit_to, day_ends, set_by, set_name)
    values (${viewer.la}, ${newId()}, ${given.schoolId}, ${given.fromOn}, ${hours.amCloses}, ${hours.pmCloses},
            ${hours.visitFrom}, ${hours.visitTo}, ${hours.dayEnds}, ${viewer.personId}, ${viewer.name})`
}

// What was done.

export type CallRow = {
  check_code: string
  method: string | null
  asked: string | null
  result: string
  note: string | null
  done_on: string
  done_at: string | null
  by_name: string
}
export type StepRow = {
  id: string
  day: string
  at: Date
  kind: StepKind
  says: string | null
  code: string | null
  reference: string | null
  to_whom: string | null
  next_at: Date | null
  by_name: string
  by_role: string
}
export type DoneAbout = {
  childId: string
  protected: boolean
  /** Calls, visits and messages of the last 120 days, oldest first, the newest 30 of them. */
  calls: CallRow[]
  /** Steps of the last 60 days, oldest first, the newest 40 of them. */
  steps: StepRow[]
  /** None where the child is protected. */
  contacts: HeldContact[]
  /** The reference of a referral that is still open. */
  referral: string | null
}

/** Was this a contact with the family: rung, written to, someone else asked? A visit and the police are steps. */
export const isContact = ({ check_code }: Pick<CallRow, 'check_code'>): boolean =>
  check_code === 'RS01' || check_code === 'RS02' || check_code === 'RS03'

/** What was done about each of these children, and who may be rung: one statement for all. */
export async function doneAbout(tx: Tx, viewer: Viewer, childIds: readonly string[]): Promise<DoneAbout[]> {
  if (childIds.length === 0) return []
  const rows = await tx<
    {
      child_id: string
      protected: boolean
      calls: CallRow[] | null
      steps: (Omit<StepRow, 'at' | 'next_at'> & { at: string; next_at: string | null })[] | null
      contacts: HeldContact[] | null
      referral: string | null
    }[]
  >`
    select c.id as child_id, p.is as protected,
      (select r.reference from referrals r
       where r.la_code = c.la_code and r.child_id = c.id and r.outcome = any (${openOutcomes as unknown as string[]})
         and ${schoolInScope(tx, viewer, tx`r.school_id`)}
       order by r.sent_at desc limit 1) as referral,
      (select json_agg(q order by q.done_on, q.recorded_at) from (
         select q.check_code, q.method, q.asked, q.result, q.note, q.done_on, q.done_at, q.by_name, q.recorded_at
         from enquiries q
         where q.la_code = c.la_code and q.child_id = c.id and q.side = 'school'
           and (q.check_code in ('RS01', 'RS02', 'RS03', 'RS09', 'RS19') or q.result = 'child seen')
           and q.result <> 'not needed' and q.done_on >= ${viewer.today}::date - 120
           and ${schoolInScope(tx, viewer, tx`q.school_id`)}
         order by q.done_on desc, q.recorded_at desc, q.id desc limit 30) q) as calls,
      (select json_agg(s order by s.at, s.id) from (
         select s.id, s.day, s.at, s.kind, s.says, s.code, s.reference, s.to_whom, s.next_at, s.by_name, s.by_role
         from day_steps s
         where s.la_code = c.la_code and s.child_id = c.id and s.day >= ${viewer.today}::date - 60
           and ${schoolInScope(tx, viewer, tx`s.school_id`)}
         order by s.day desc, s.at desc, s.id desc limit 40) s) as steps,
      (select json_agg(json_build_object('id', t.id, 'order', t.contact_order, 'relationship', t.relationship,
                'livesWith', t.lives_with, 'hasNumber', coalesce(t.phone_1, t.phone_2) is not null,
                'mayRing', coalesce(y.may_ring, 'not known'), 'restricted', t.restricted) order by t.contact_order, t.id)
       from contacts t
       left join lateral (select y.may_ring from contact_safety y
                          where y.la_code = t.la_code and y.contact_id = t.id order by y.marked_at desc limit 1) y on true
       where t.la_code = c.la_code and t.child_id = c.id and t.ended_at is null and not p.is
         and ${schoolInScope(tx, viewer, tx`t.school_id`)}) as contacts
    from children c
    cross join lateral (select exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as is) p
    where c.la_code = ${viewer.la} and c.id = any (${childIds as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`c.id`)}
    limit 600`
  return rows.map(row => ({
    childId: row.child_id,
    protected: row.protected,
    calls: row.calls ?? [],
    steps: (row.steps ?? []).map(step => ({
      ...step,
      at: new Date(step.at),
      next_at: step.next_at === null ? null : new Date(step.next_at),
    })),
    contacts: row.contacts ?? [],
    referral: row.referral,
  }))
}

export type BoardRow = {
  row: TodayRow
  done: DoneAbout
  ringing: ToRing
  standing: Standing
}
export type Board = {
  now: number
  settings: Settings
  hours: SchoolHours[]
  /** Everyone away without a known reason, most pressing first: those accounted for too. */
  rows: BoardRow[]
}

/** The board of the viewer's schools at a moment. */
export async function boardNow(tx: Tx, viewer: Viewer, at: Date): Promise<Board> {
  const [list, settings, hours] = await Promise.all([
    todayList(tx, viewer, viewer.schools, viewer.today),
    settingsFor(tx, viewer),
    hoursOf(tx, viewer),
  ])
  const done = new Map(
    (
      await doneAbout(
        tx,
        viewer,
        list.map(row => row.child_id),
      )
    ).map(one => [one.childId, one]),
  )
  const now = minuteOf(at, viewer.today)
  const rows = list.map(row => {
    const about = done.get(row.child_id) ?? nothingDone(row.child_id)
    const placed = standingOf(viewer.today, row, about, {
      now,
      hours: hours.find(one => one.schoolId === row.school_id)?.hours ?? defaultHours,
      settings,
    })
    return { row, done: about, ...placed }
  })
  return {
    now,
    settings,
    hours,
    rows: rows.sort((a, b) =>
      mostPressingFirst({ away: a.row, standing: a.standing }, { away: b.row, standing: b.standing }),
    ),
  }
}

const nothingDone = (childId: string): DoneAbout => ({
  childId,
  protected: false,
  calls: [],
  steps: [],
  contacts: [],
  referral: null,
})

/** Where one child stands, from what the register shows and what was done. */
export function standingOf(
  today: string,
  away: Pick<TodayRow, 'am' | 'pm' | 'day' | 'run_since'>,
  done: DoneAbout,
  clock: { now: number; hours: DayHours; settings: Settings },
): { standing: Standing; ringing: ToRing } {
  const since = away.run_since ?? away.day
  const calls = done.calls.filter(call => call.done_on >= since || call.done_on === today)
  const ofCall = (call: CallRow): Call & CallMade => ({
    at: minuteOfCall(call, today),
    today: call.done_on === today,
    // The list of enquiries may leave out how: ringing is what these two lines are.
    method: call.method ?? (call.check_code === 'RS01' || call.check_code === 'RS03' ? 'phone' : null),
    result: call.result,
    asked: call.asked,
  })
  const rung = calls.map(ofCall)
  const ringing = toRing(
    done.contacts,
    rung.filter(call => call.today && isCall(call)),
  )
  const untried = ringing.order.find(one => one.callable && !one.tried)?.contact
  const facts: LadderFacts = {
    today: today as LocalDate,
    now: clock.now,
    hours: clock.hours,
    firstCallMinutes: clock.settings['first-call-minutes'],
    assessmentHours: clock.settings['assessment-hours'],
    awayFrom: awayFrom(away),
    dayBegan: daysBetween(today as LocalDate, away.day) * 1440,
    calls: rung,
    steps: [
      ...stepsFromEnquiries(calls, today),
      ...done.steps.filter(step => step.day >= since).map(step => asStep(step, today)),
    ].sort((a, b) => a.at - b.at),
    ringNext:
      untried &&
      `contact ${untried.order}${untried.relationship ? `, ${untried.relationship.toLowerCase()}` : ''}`,
  }
  return { standing: ladder(facts), ringing }
}

function minuteOfCall(call: CallRow, today: string): number | undefined {
  const minute = call.done_at === null ? undefined : minutesOf(call.done_at)
  return minute === undefined
    ? undefined
    : daysBetween(today as LocalDate, call.done_on as LocalDate) * 1440 + minute
}

/** A visit, the police, a child seen: written down on the list of enquiries, they are steps of the day all the same. */
function stepsFromEnquiries(calls: readonly CallRow[], today: string): Step[] {
  return calls.flatMap(call => {
    const at = minuteOfCall(call, today) ?? daysBetween(today as LocalDate, call.done_on as LocalDate) * 1440
    const steps: Step[] = []
    if (call.check_code === 'RS09' && call.result !== 'waiting')
      steps.push({ kind: 'visit made', at, by: call.by_name })
    if (call.check_code === 'RS19') steps.push({ kind: 'police asked', at, by: call.by_name })
    if (call.result === 'child seen') steps.push({ kind: 'seen', at, by: call.by_name })
    return steps
  })
}

const asStep = (row: StepRow, today: string): Step => ({
  kind: row.kind,
  at: minuteOf(row.at, today),
  by: row.by_name,
  ...(row.to_whom !== null && { toWhom: row.to_whom }),
  ...(row.says !== null && { says: row.says }),
  ...(row.code !== null && { code: row.code }),
  ...(row.next_at !== null && { nextAt: minuteOf(row.next_at, today) }),
})

export type NewStep = {
  childId: string
  schoolId: string
  at: Date
  kind: StepKind
  says?: string | undefined
  code?: string | undefined
  reference?: string | undefined
  toWhom?: string | undefined
  nextAt?: Date | undefined
}

/** Adds one step to a child's day. Gives its id. */
export async function addStep(tx: Tx, viewer: Viewer, given: NewStep): Promise<string> {
  const id = newId()
  await tx`
    insert into day_steps (la_code, id, child_id, school_id, day, at, kind, says, code, reference, to_whom, next_at,
                           by_person, by_name, by_role)
    values (${viewer.la}, ${id}, ${given.childId}, ${given.schoolId}, ${viewer.today}, ${given.at}, ${given.kind},
            ${given.says ?? null}, ${given.code ?? null}, ${given.reference ?? null}, ${given.toWhom ?? null},
            ${given.nextAt ?? null}, ${viewer.personId}, ${viewer.name}, ${viewer.role})`
  return id
}

/** The steps of a child's day and the days before, newest first. */
export function stepsOf(tx: Tx, viewer: Viewer, childId: string, since = '1900-01-01'): Promise<StepRow[]> {
  return tx<StepRow[]>`
    select s.id, s.day, s.at, s.kind, s.says, s.code, s.reference, s.to_whom, s.next_at, s.by_name, s.by_role
    from day_steps s
    where s.la_code = ${viewer.la} and s.child_id = ${childId} and s.day >= ${since}
      and ${schoolInScope(tx, viewer, tx`s.school_id`)} and ${childInScope(tx, viewer, tx`s.child_id`)}
    order by s.day desc, s.at desc, s.id desc limit 100`
}

export type HandedRow = {
  child_id: string
  token: string
  surname: string
  forename: string
  school_id: string
  handed_at: Date
  handed_by: string
  says: string | null
  /** The DSL who has it, where one said so. */
  took_at: Date | null
  took_by: string | null
  assessed_at: Date | null
  protected: boolean
}

/** Children handed to the DSL today, at the viewer's schools, oldest first, with who has them and whether the risk is written down. */
export function handedToDsl(tx: Tx, viewer: Viewer): Rows<HandedRow> {
  const first = (kind: string, column: string) => tx`
    (select ${tx(column)} from day_steps x where x.la_code = h.la_code and x.child_id = h.child_id
      and x.school_id = h.school_id and x.day = h.day and x.kind = ${kind} order by x.at limit 1)`
  return tx<HandedRow[]>`
    select h.child_id, c.token, c.surname, c.forename, h.school_id, h.at as handed_at, h.by_name as handed_by, h.says,
           ${first('DSL took', 'at')} as took_at, ${first('DSL took', 'by_name')} as took_by,
           ${first('risk assessed', 'at')} as assessed_at,
           exists (select 1 from protections p where p.la_code = c.la_code and p.child_id = c.id) as protected
    from (select distinct on (h.child_id, h.school_id) h.* from day_steps h
          where h.la_code = ${viewer.la} and h.day = ${viewer.today} and h.kind = 'handed to DSL'
            and h.school_id = any (${viewer.schools as string[]}::uuid[])
          order by h.child_id, h.school_id, h.at) h
    join children c on c.la_code = h.la_code and c.id = h.child_id
    where ${schoolInScope(tx, viewer, tx`h.school_id`)} and ${childInScope(tx, viewer, tx`h.child_id`)}
    order by h.at limit 100`
}

export type AssessmentRow = {
  id: string
  known: string
  not_known: string
  decision: string
  signed_name: string
  signed_at: Date
}
/** The written risk assessments of a child's days, newest first. None for whoever may not read them. */
export function assessmentsOf(tx: Tx, viewer: Viewer, childId: string): Promise<AssessmentRow[]> {
  return tx<AssessmentRow[]>`
    select a.id, a.known, a.not_known, a.decision, a.signed_name, a.signed_at from day_assessments a
    where a.la_code = ${viewer.la} and a.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
      and ${childInScope(tx, viewer, tx`a.child_id`)}
    order by a.signed_at desc, a.id desc limit 20`
}

export async function addAssessment(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    schoolId: string
    stepId: string
    at: Date
    known: string
    notKnown: string
    decision: string
  },
): Promise<void> {
  await tx`
    insert into day_assessments (la_code, id, child_id, school_id, step_id, known, not_known, decision, signed_by,
                                 signed_name, signed_role, signed_at)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.stepId}, ${given.known},
            ${given.notKnown}, ${given.decision}, ${viewer.personId}, ${viewer.name}, ${viewer.role}, ${given.at})`
}

// Closing the day.

export type ClosingRow = {
  id: string
  school_id: string
  nth: number
  at: Date
  names: number
  with_reason: number
  seen: number
  escalated: number
  not_taken: number
  children: string[]
  sentences: string[]
  by_name: string
}

/** How a day was closed at the viewer's schools, in order; today unless another day is given. */
export function closingsOf(tx: Tx, viewer: Viewer, day: string = viewer.today): Promise<ClosingRow[]> {
  return tx<ClosingRow[]>`
    select d.id, d.school_id, d.nth, d.at, d.names, d.with_reason, d.seen, d.escalated, d.not_taken, d.children,
           d.sentences, d.by_name
    from day_closings d
    where d.la_code = ${viewer.la} and d.day = ${day} and ${schoolInScope(tx, viewer, tx`d.school_id`)}
      and d.school_id = any (${viewer.schools as string[]}::uuid[])
    order by d.school_id, d.nth limit 100`
}

export async function addClosing(
  tx: Tx,
  viewer: Viewer,
  given: Omit<ClosingRow, 'id' | 'by_name'>,
): Promise<void> {
  await tx`
    insert into day_closings (la_code, id, school_id, day, at, nth, names, with_reason, seen, escalated, not_taken, children,
                              sentences, by_person, by_name, by_role)
    values (${viewer.la}, ${newId()}, ${given.school_id}, ${viewer.today}, ${given.at}, ${given.nth}, ${given.names},
            ${given.with_reason}, ${given.seen}, ${given.escalated}, ${given.not_taken}, ${given.children}::uuid[],
            ${given.sentences}::text[], ${viewer.personId}, ${viewer.name}, ${viewer.role})`
}

/** Locks a school's day against another who closes it or sets its hours, until this transaction ends. */
export async function holdSchoolDay(tx: Tx, viewer: Viewer, schoolId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${viewer.la} ${schoolId} day`}, 2))`
}

export type AssuranceRow = {
  school_id: string
  at: Date
  closing_id: string | null
  sentences: string[]
  by_name: string
}
/** Who read how a day stood, newest first. */
export function assurancesOf(tx: Tx, viewer: Viewer, day: string = viewer.today): Promise<AssuranceRow[]> {
  return tx<AssuranceRow[]>`
    select a.school_id, a.at, a.closing_id, a.sentences, a.by_name from day_assurances a
    where a.la_code = ${viewer.la} and a.day = ${day} and ${schoolInScope(tx, viewer, tx`a.school_id`)}
    order by a.at desc, a.id desc limit 20`
}

/** Keeps that the head read these sentences; the same closing read twice by one person is once. */
export async function addAssurance(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; closingId: string | undefined; sentences: readonly string[]; at: Date },
): Promise<void> {
  await tx`
    insert into day_assurances (la_code, id, school_id, day, at, closing_id, sentences, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${given.schoolId}, ${viewer.today}, ${given.at}, ${given.closingId ?? null},
            ${given.sentences as string[]}::text[], ${viewer.personId}, ${viewer.name})
    on conflict do nothing`
}

// Registers that were not taken.

export type UntakenRow = {
  school_id: string
  school: string
  registration_group: string
  pupils: number
  /** Of how many pupils nothing is known, in each session. */
  am: number
  pm: number
}

/**
 * Classes on roll whose register is missing for a session of a day: half of the pupils or more without a mark. A school of which
 * no register came at all has all its classes here.
 */
export async function untakenOn(tx: Tx, viewer: Viewer, day: LocalDate): Promise<UntakenRow[]> {
  const place = placeOf(day)
  if (!place) return []
  return tx<UntakenRow[]>`
    select g.* from (
      select e.school_id, s.name as school, coalesce(e.registration_group, 'No class') as registration_group,
             count(*)::int as pupils,
             (count(*) filter (where coalesce(substr(y.marks, ${place.at + 1}, 1), '.') = '.'))::int as am,
             (count(*) filter (where coalesce(substr(y.marks, ${place.at + 2}, 1), '.') = '.'))::int as pm
      from enrolments e
      join schools s on s.la_code = e.la_code and s.id = e.school_id
      left join strips y on y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year = ${place.schoolYear}
      where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
        and ${schoolInScope(tx, viewer, tx`e.school_id`)}
        and e.entry_date <= ${day} and (e.leaving_date is null or e.leaving_date >= ${day})
      group by e.school_id, s.name, coalesce(e.registration_group, 'No class')) g
    where g.am * 2 >= g.pupils or g.pm * 2 >= g.pupils
    order by g.school, g.registration_group limit 300`
}

export type ChaseRow = {
  school_id: string
  session: 'AM' | 'PM'
  registration_group: string
  asked: string
  at: Date
  by_name: string
}
/** Who was asked for the registers of a day, newest first. */
export function chasesOf(tx: Tx, viewer: Viewer, day: string): Promise<ChaseRow[]> {
  return tx<ChaseRow[]>`
    select r.school_id, r.session, r.registration_group, r.asked, r.at, r.by_name from register_chases r
    where r.la_code = ${viewer.la} and r.day = ${day} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
    order by r.at desc, r.id desc limit 300`
}
/** Keeps that a class's register was asked for; the same words twice are once. */
export async function addChase(
  tx: Tx,
  viewer: Viewer,
  given: { schoolId: string; day: string; session: 'AM' | 'PM'; group: string; asked: string; at: Date },
): Promise<void> {
  await tx`
    insert into register_chases (la_code, id, school_id, day, session, registration_group, asked, at, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${given.schoolId}, ${given.day}, ${given.session}, ${given.group}, ${given.asked},
            ${given.at}, ${viewer.personId}, ${viewer.name})
    on conflict do nothing`
}

/** The earliest day that a list of the last weeks may look at. */
export const weeksBack = (today: LocalDate, weeks: number): LocalDate => addDays(today, -7 * weeks)

/** Schools of the viewer with a register of today. */
export async function registersOfToday(tx: Tx, viewer: Viewer): Promise<string[]> {
  const rows = await tx<{ school_id: string }[]>`
    select s.id as school_id from schools s
    where s.la_code = ${viewer.la} and s.id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`s.id`)}
      and exists (select 1 from sheets h where h.la_code = s.la_code and h.school_id = s.id and h.day = ${viewer.today})
    limit 50`
  return rows.map(row => row.school_id)
}

/** At each of the viewer's schools: ten-day returns that are due, and what waits for the head to decide. */
export function waitingAt(
  tx: Tx,
  viewer: Viewer,
): Promise<{ school_id: string; school: string; returns: number; decisions: number }[]> {
  return tx`
    select s.id as school_id, s.name as school,
      (select count(distinct f.child_id)::int from findings f
       where f.la_code = s.la_code and f.school_id = s.id and ${isTenDayOwed(tx)} and f.on_date >= ${viewer.today}::date - 30
         and ${childInScope(tx, viewer, tx`f.child_id`)}) as returns,
      (select count(*)::int from removals r
       where r.la_code = s.la_code and r.school_id = s.id and ${waitsForHead(tx)}
         and ${childInScope(tx, viewer, tx`r.child_id`)})
      + (select count(*)::int from leave_requests r
         where r.la_code = s.la_code and r.school_id = s.id and ${isUndecided(tx, viewer)}
           and ${childInScope(tx, viewer, tx`r.child_id`)})
      + (select count(*)::int from reinstatements r
         where r.la_code = s.la_code and r.school_id = s.id and ${isReinstatementWaiting(tx)}
           and ${childInScope(tx, viewer, tx`r.child_id`)}) as decisions
    from schools s
    where s.la_code = ${viewer.la} and s.id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`s.id`)}
    order by s.name limit 50`
}

/** How one school's day stands: the closing that holds, or the day as it is now. */
export type Assurance = {
  schoolId: string
  school: string
  state: ReturnType<typeof stateOfBoard>['is']
  closing: ClosingRow | undefined
  counts: DayCounts
  /** All accounted for? Who is not? What waits? */
  sentences: readonly [string, string, string]
  /** Children not seen or spoken to, to be named on a page and nowhere else. */
  unseen: readonly BoardRow[]
  /** Who read it, of those sentences. */
  read: readonly AssuranceRow[]
}

/**
 * The head's three sentences for each of the viewer's schools, from the closing where there is one that still holds and from
 * the state now where not. For the head's page and for reports.
 */
export async function assuranceFor(tx: Tx, viewer: Viewer, at: Date): Promise<Assurance[]> {
  const [board, closings, read, untaken, waiting] = await Promise.all([
    boardNow(tx, viewer, at),
    closingsOf(tx, viewer),
    assurancesOf(tx, viewer),
    untakenOn(tx, viewer, viewer.today as LocalDate),
    waitingAt(tx, viewer),
  ])
  return waiting.map(({ school_id: schoolId, school, returns, decisions }) => {
    const rows = board.rows.filter(({ row }) => row.school_id === schoolId)
    const hours = board.hours.find(one => one.schoolId === schoolId)?.hours ?? defaultHours
    const own = closings.filter(one => one.school_id === schoolId)
    const state = stateOfBoard(
      own,
      rows.map(({ row, standing }) => ({ childId: row.child_id, standing })),
    )
    const counts = countsOf(
      rows.map(({ standing }) => standing),
      {
        notTaken: untakenNow(
          untaken.filter(one => one.school_id === schoolId),
          board.now,
          hours,
        ).length,
        returnsDue: returns,
        waitForHead: decisions,
      },
    )
    const closing = own.find(one => one.nth === state.last?.nth)
    return {
      schoolId,
      school,
      state: state.is,
      closing,
      counts,
      sentences: sentencesOf(counts),
      unseen: rows.filter(({ standing }) => !standing.accounted),
      read: read.filter(one => one.school_id === schoolId),
    }
  })
}

export type ReviewRow = { child_id: string; what: string; note: string | null; at: Date; by_name: string }
/** What was looked at in a week, newest first. */
export function reviewsOf(tx: Tx, viewer: Viewer, weekOf: string): Promise<ReviewRow[]> {
  return tx<ReviewRow[]>`
    select w.child_id, w.what, w.note, w.at, w.by_name from week_reviews w
    where w.la_code = ${viewer.la} and w.week_of = ${weekOf} and w.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`w.school_id`)} and ${childInScope(tx, viewer, tx`w.child_id`)}
    order by w.at desc, w.id desc limit 1000`
}
/** Keeps a review, unless the same person kept the same in that week. Gives whether it was new. */
export async function addReview(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; schoolId: string; weekOf: string; what: string; note: string; at: Date },
): Promise<boolean> {
  const rows = await tx`
    insert into week_reviews (la_code, id, child_id, school_id, week_of, what, note, at, by_person, by_name)
    select ${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.weekOf}, ${given.what},
           ${given.note || null}, ${given.at}, ${viewer.personId}, ${viewer.name}
    where not exists (
      select 1 from week_reviews w
      where w.la_code = ${viewer.la} and w.child_id = ${given.childId} and w.school_id = ${given.schoolId}
        and w.week_of = ${given.weekOf} and w.what = ${given.what} and w.by_person = ${viewer.personId}
        and coalesce(w.note, '') = ${given.note})
    returning 1`
  return rows.length === 1
}

/** The instant of a time of day in London: "14:30" on a day. The hour that the clock skips in spring is the hour before it. */
export function instantAt(day: string, time: string): Date {
  const guess = new Date(`${day}T${time}:00Z`)
  const ahead = minuteOf(guess, day) - (minutesOf(time) ?? 0)
  return new Date(guess.getTime() - ahead * 60_000)
}

// Looking over a week, and over the first day of a term.

export type LookedOver = {
  child_id: string
  token: string
  surname: string
  forename: string
  school_id: string
  nc_year: string | null
  registration_group: string | null
  entry_date: LocalDate
  strips: { school_year: number; marks: string }[]
  /** The digits of the telephone numbers held; none where the child is protected. */
  phones: string[]
}

/**
 * Pupils on roll with two or more unexplained sessions in the weeks up to a day, or eight with illness, with the marks of this
 * school year and the last. At most 800: the most unexplained first.
 */
export function lookedOver(tx: Tx, viewer: Viewer, day: LocalDate, weeks: number): Promise<LookedOver[]> {
  const place = placeOf(day) ?? placeOf(addDays(day, -2))
  if (!place) return Promise.resolve([])
  const from = Math.max(0, place.at - weeks * 10) + 1
  const marks = tx`substr(y.marks, ${from}, ${place.at + 3 - from})`
  // What translate leaves out is counted by what is missing: a quarter of the time of a pattern.
  const unexplained = tx`(length(${marks}) - length(translate(${marks}, 'NOGU', '')))`
  const away = tx`(length(${marks}) - length(translate(${marks}, 'NOGUI', '')))`
  return tx<LookedOver[]>`
    select e.child_id, c.token, c.surname, c.forename, e.school_id, e.nc_year, e.registration_group, e.entry_date,
           (select json_agg(json_build_object('school_year', z.school_year, 'marks', z.marks)) from strips z
            where z.la_code = e.la_code and z.enrolment_id = e.id and z.school_year >= ${place.schoolYear - 1}) as strips,
           coalesce((select array_agg(distinct right(regexp_replace(p.phone, '[^0-9]', '', 'g'), 10))
             from contacts t cross join lateral (values (t.phone_1), (t.phone_2)) p(phone)
             where t.la_code = e.la_code and t.child_id = e.child_id and t.ended_at is null and p.phone is not null
               and t.school_id = e.school_id
               and not exists (select 1 from protections x where x.la_code = e.la_code and x.child_id = e.child_id)), '{}') as phones
    from enrolments e
    join strips y on y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year = ${place.schoolYear}
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`e.school_id`)} and (e.leaving_date is null or e.leaving_date >= ${day})
      and (${unexplained} >= 2 or ${away} >= 8)
    order by ${unexplained} desc, ${away} desc, c.surname, c.forename, e.id limit 800`
}

export type NotPresent = {
  child_id: string
  token: string
  surname: string
  forename: string
  school_id: string
  school: string
  nc_year: string | null
  registration_group: string | null
  am: string
  pm: string
}

/** Everyone on roll who was at school in neither session of a day, where a register was taken: 300 at most, by class. */
export async function notPresentOn(
  tx: Tx,
  viewer: Viewer,
  days: readonly { schoolId: string; day: LocalDate }[],
): Promise<NotPresent[]> {
  const places = days.flatMap(({ schoolId, day }) => {
    const place = placeOf(day)
    return place ? [{ schoolId, day, year: place.schoolYear, at: place.at }] : []
  })
  if (places.length === 0) return []
  const inSchool = [...new Set(attendanceCodes.filter(code => code.inSchool).map(code => code.letter))].join(
    '',
  )
  const rows = await tx<(Omit<NotPresent, 'am' | 'pm'> & { marks: string })[]>`
    select e.child_id, c.token, c.surname, c.forename, e.school_id, s.name as school, e.nc_year, e.registration_group, m.marks
    from unnest(${places.map(one => one.schoolId)}::uuid[], ${places.map(one => one.day)}::date[],
                ${places.map(one => one.year)}::int[], ${places.map(one => one.at)}::int[]) as d(school_id, day, year, at)
    join enrolments e on e.la_code = ${viewer.la} and e.school_id = d.school_id
    join schools s on s.la_code = e.la_code and s.id = e.school_id
    join strips y on y.la_code = e.la_code and y.enrolment_id = e.id and y.school_year = d.year
    join children c on c.la_code = e.la_code and c.id = e.child_id
    cross join lateral (select substr(y.marks, d.at + 1, 2) as marks) m
    where ${schoolInScope(tx, viewer, tx`e.school_id`)} and e.entry_date <= d.day
      and (e.leaving_date is null or e.leaving_date >= d.day) and (e.seen_until is null or e.seen_until >= ${viewer.today})
      and translate(m.marks, ${inSchool}, '') = m.marks and translate(m.marks, '.#Z', '') <> ''
    order by s.name, e.registration_group nulls last, c.surname, c.forename, e.id limit 300`
  return rows.map(({ marks, ...row }) => ({
    ...row,
    am: byteToCode(marks.charCodeAt(0), 'AM'),
    pm: byteToCode(marks.charCodeAt(1), 'PM'),
  }))
}

/** What else waits at the viewer's schools, as numbers: what others ask, and what follows from names that came and went. */
export type WaitingElsewhere = {
  /** Other schools' questions about a brother or sister. */
  siblings: number
  /** Children of whom another school says that they come here. */
  arrivals: number
  /** Questions about names taken off the register. */
  removals: number
  filesLate: number
  leaveToDecide: number
  lettersWaiting: number
}

/** In one statement: the board has many, and these are only numbers. A number above 50 is given as 51. */
export async function waitingElsewhere(tx: Tx, viewer: Viewer): Promise<WaitingElsewhere> {
  const la = viewer.la
  const own = (school: string, child: string) =>
    tx`${schoolInScope(tx, viewer, tx`${tx(school)}`)} and (${childInScope(tx, viewer, tx`${tx(child)}`)})`
  const [row] = await tx<WaitingElsewhere[]>`
    select
      (select count(*)::int from (select 1 from sibling_asks a
         where a.la_code = ${la} and ${own('a.school_id', 'a.child_id')} and a.asked_on >= ${viewer.today}::date - 120
           and not exists (select 1 from sibling_answers w where w.la_code = a.la_code and w.ask_id = a.id)
           and not exists (select 1 from protections p where p.la_code = a.la_code and p.child_id = a.child_id)
         limit 51) x) as siblings,
      (select count(*)::int from (select 1 from destination_questions d
         where d.la_code = ${la} and d.to_school_id = any (${viewer.schools as string[]}::uuid[])
           and not exists (select 1 from destination_answers a where a.la_code = d.la_code and a.question_id = d.id)
         limit 51) x) as arrivals,
      (select count(*)::int from (select 1 from removals r
         where r.la_code = ${la} and ${own('r.school_id', 'r.child_id')} and r.decision = 'flagged'
           and not exists (select 1 from removal_answers w where w.la_code = r.la_code and w.removal_id = r.id)
         limit 51) x) as removals,
      (select count(*)::int from (select 1 from leaver_tasks t
         where t.la_code = ${la} and ${own('t.school_id', 't.child_id')} and t.state in ('to send', 'sent')
           and t.due < ${viewer.today} limit 51) x) as "filesLate",
      (select count(*)::int from (select 1 from leave_requests r
         where r.la_code = ${la} and ${own('r.school_id', 'r.child_id')} and ${isUndecided(tx, viewer)} limit 51) x) as "leaveToDecide",
      (select count(*)::int from (select 1 from letters l
         where l.la_code = ${la} and ${own('l.school_id', 'l.child_id')} and l.state = 'waits' limit 51) x) as "lettersWaiting"`
  return row!
}
