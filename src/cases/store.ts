// All the SQL of cases. A case is its events: every column of `cases` is written from them, in the same transaction,
// by the same function that pages read them with.
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations, childInScope, schoolInScope } from '../access/store.ts'
import { seesTheArea, type Viewer } from '../access/viewer.ts'
import { type LocalDate, localDate } from '../calendar/local-date.ts'
import { nextNumber } from '../children/store.ts'
import { urgencyQueue } from '../matching/doors/actions.ts'
import { type Fragment, type Rows, type Tx, together } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import { sendJob } from '../platform/jobs.ts'
import { setOutcome } from '../referrals/store.ts'
import {
  after,
  type Case,
  type CaseEvent,
  caseFrom,
  closingWaits,
  type Happened,
  isOpen,
  type Made,
  nextStep,
  type Pathway,
  pathwayOf,
  suggestedDue,
  type ToldHow,
} from './case.ts'
import { kept, type Level } from './clocks.ts'
import { cmeStatus } from './cme-status.ts'
import { columnsOf } from './columns.ts'
import { sharedOf } from './shared.ts'

/** Who did it, as the history keeps it. */
export type By = { id: string | undefined; name: string; role: string; side: Made['side'] }
export const byViewer = (viewer: Viewer): By => ({
  id: viewer.personId,
  name: viewer.side === 'school' ? `${viewer.name}, ${viewer.organisation}` : viewer.name,
  role: viewer.role,
  side:
    viewer.side === 'authority' || viewer.side === 'desk'
      ? 'authority'
      : viewer.side === 'school'
        ? 'school'
        : 'system',
})
export const bySystem: By = { id: undefined, name: 'Onroll', role: 'system', side: 'system' }

export type CaseRow = {
  id: string
  token: string
  reference: string
  child_id: string
  school_id: string | null
  school: string | null
  protected: boolean
}

/** The case whose token stands in the address. Throws NotFound when there is none in the viewer's scope. */
export async function caseByToken(tx: Tx, viewer: Viewer, token: string): Promise<CaseRow> {
  const [row] = await caseRows(tx, viewer, token)
  if (!row) throw new NotFound('case')
  return row
}

function caseRows(tx: Tx, viewer: Viewer, token: string): Rows<CaseRow> {
  return tx<CaseRow[]>`
    select k.id, k.token, k.reference, k.child_id, k.school_id, s.name as school,
           exists (select 1 from protections p where p.la_code = k.la_code and p.child_id = k.child_id) as protected
    from cases k
    left join schools s on s.la_code = k.la_code and s.id = k.school_id
    where k.la_code = ${viewer.la} and k.token = ${token}
      and ${childInScope(tx, viewer, tx`k.child_id`)}
      and ${seesTheArea(viewer)}`
}

/** The same with all that happened in it, in one turn to the database. */
export async function caseWithHistory(
  tx: Tx,
  viewer: Viewer,
  token: string,
): Promise<{ row: CaseRow; history: Written[] }> {
  const { rows, events } = await together(
    tx,
    {
      rows: caseRows(tx, viewer, token),
      events: eventRows(
        tx,
        viewer,
        tx`e.case_id = (select k.id from cases k where k.la_code = ${viewer.la} and k.token = ${token})`,
      ),
    },
    ['at'],
  )
  const [row] = rows
  if (!row) throw new NotFound('case')
  return { row, history: events.map(eventOf) }
}

/** The same, held until the transaction ends, so that two people's steps come one after the other. */
export async function lockCase(tx: Tx, viewer: Viewer, token: string): Promise<CaseRow> {
  await tx`select 1 from cases k where k.la_code = ${viewer.la} and k.token = ${token} for update`
  return caseByToken(tx, viewer, token)
}

type EventRow = {
  id: string
  on_date: string
  at: Date
  by_person: string | null
  by_name: string
  by_role: string
  side: Made['side']
  type: string
  data: Record<string, unknown>
}
/** An event, and the moment it was written. */
export type Written = CaseEvent & { at: Date }

/** All that happened in a case, oldest first. */
export async function historyOf(tx: Tx, viewer: Viewer, caseId: string): Promise<Written[]> {
  return (await eventRows(tx, viewer, tx`e.case_id = ${caseId}`)).map(eventOf)
}

function eventRows(tx: Tx, viewer: Viewer, which: Fragment): Rows<EventRow> {
  return tx<EventRow[]>`
    select e.id, e.on_date, e.at, e.by_person, e.by_name, e.by_role, e.side, e.type, e.data
    from case_events e
    where e.la_code = ${viewer.la} and ${which} and ${childInScope(tx, viewer, tx`e.child_id`)}
    order by e.id`
}

/** A row as the event it holds. Only this store writes rows, from the same type. */
function eventOf(row: EventRow): Written {
  return {
    ...row.data,
    type: row.type,
    id: row.id,
    at: row.at,
    on: localDate(row.on_date),
    byId: row.by_person ?? undefined,
    by: row.by_name,
    role: row.by_role,
    side: row.side,
  } as Written
}

async function writeEvent(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string; childId: string },
  event: CaseEvent,
): Promise<void> {
  const { type, id, on, byId, by, role, side, ...data } = event
  await tx`
    insert into case_events (la_code, case_id, id, child_id, on_date, by_person, by_name, by_role, side, type, data)
    values (${viewer.la}, ${at.caseId}, ${id}, ${at.childId}, ${on}, ${byId ?? null}, ${by}, ${role},
            ${side}, ${type}, ${tx.json(withoutUndefined(data))})`
}

/**
 * What happened, as an event, with how the day of the next step follows from it. The rule, its version, the calendar and the
 * inputs are kept, so that the day can be explained when all of these have changed.
 */
function eventMade(happened: Happened, by: By, on: LocalDate, before: Case | undefined): CaseEvent {
  const made = { ...happened, id: newId(), on, byId: by.id, by: by.name, role: by.role, side: by.side }
  const next = nextStep(before ? after(before, made) : caseFrom([made]))
  const suggested = before && suggestedDue(before, happened, on)
  return {
    ...made,
    ...(next && { nextDue: kept(next.answer) }),
    ...(suggested && { suggestedDue: kept(suggested) }),
  }
}

const withoutUndefined = (data: object): Record<string, string> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))

/**
 * Adds what happened to a case's history, and writes everything that follows from it: the case's columns, the places
 * asked for, and what the school may know. Takes the case as its history makes it now, held by `lockCase`.
 */
export async function append(
  tx: Tx,
  viewer: Viewer,
  row: CaseRow,
  before: Case,
  happened: readonly Happened[],
  by: By,
  on: LocalDate,
): Promise<Case> {
  let now = before
  for (const one of happened) {
    const previous = now
    const event = eventMade(one, by, on, now)
    await writeEvent(tx, viewer, { caseId: row.id, childId: row.child_id }, event)
    now = after(now, event)
    await keepPlaces(tx, viewer, row, event)
    await share(tx, viewer, row, event, previous)
  }
  const columns = columnsOf(now)
  await tx`
    update cases k set ${tx(columns)}, changed_at = now()
    where k.la_code = ${viewer.la} and k.id = ${row.id}`
  return now
}

/** A place is asked for, answered and withdrawn by events; the row is what the school sees of it. */
async function keepPlaces(tx: Tx, viewer: Viewer, row: CaseRow, event: CaseEvent): Promise<void> {
  const la = viewer.la
  switch (event.type) {
    case 'place-offered':
    case 'found-on-roll': {
      const starts = event.type === 'place-offered' ? event.startsOn : event.since
      await tx`
        insert into offers (la_code, id, token, case_id, child_id, school_id, starts_on, state, made_on, made_name)
        values (${la}, ${event.offerId}, ${newToken()}, ${row.id}, ${row.child_id}, ${event.schoolId}, ${starts},
                'asked', ${event.on}, ${event.by})`
      break
    }
    case 'attendance-confirmed':
      await tx`
        update offers set state = 'started', attended_on = ${event.attendedOn}, answered_on = ${event.on},
               answered_name = ${event.by}
        where la_code = ${la} and id = ${event.offerId} and case_id = ${row.id}`
      break
    case 'not-started':
      await tx`
        update offers set state = ${event.coming === 'will not come' ? 'not started' : 'asked'},
               answered_on = ${event.on}, answered_name = ${event.by}
        where la_code = ${la} and id = ${event.offerId} and case_id = ${row.id}`
      break
    case 'not-attending':
      await tx`
        update offers set state = 'not started', attended_on = null, answered_on = ${event.on},
               answered_name = ${event.by}
        where la_code = ${la} and id = ${event.offerId} and case_id = ${row.id}`
      break
    case 'place-withdrawn':
      await tx`
        update offers set state = 'withdrawn'
        where la_code = ${la} and id = ${event.offerId} and case_id = ${row.id}`
      break
    case 'closed':
      await tx`
        update offers set state = 'withdrawn'
        where la_code = ${la} and case_id = ${row.id} and state = 'asked'`
      break
  }
}

/** Writes what the schools that told us may know: their chronology's sentence, their referral's category. */
async function share(tx: Tx, viewer: Viewer, row: CaseRow, event: CaseEvent, before: Case): Promise<void> {
  const told = sharedOf(event, before, row.protected)
  if (told.category) {
    await setOutcome(tx, viewer, row.id, { outcome: told.category, says: told.answer, on: event.on })
  }
  if (told.says) {
    await tx`
      insert into shared_steps (la_code, id, child_id, school_id, case_id, on_date, by_name, says)
      select ${viewer.la}, gen_random_uuid(), ${row.child_id}, t.school_id, ${row.id}, ${event.on},
             ${event.side === 'authority' ? event.by : 'Onroll'}, ${told.says}
      from (select r.school_id from referrals r where r.la_code = ${viewer.la} and r.case_id = ${row.id}
            union select k.school_id from cases k
            where k.la_code = ${viewer.la} and k.id = ${row.id} and k.school_id is not null
            union select ${event.type === 'referral-added' ? event.schoolId : null}::uuid) t
      where t.school_id is not null`
  }
}

/**
 * Tells a school a step of the authority about one of its pupils or leavers, in a sentence. Takes the system's viewer: what a
 * school may know is for the caller to have asked.
 */
export async function tellSchool(
  tx: Tx,
  system: Viewer,
  given: { childId: string; schoolId: string; caseId: string; on: string; says: string },
): Promise<void> {
  await tx`
    insert into shared_steps (la_code, id, child_id, school_id, case_id, on_date, by_name, says)
    values (${system.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.caseId}, ${given.on}, 'Onroll',
            ${given.says})`
}

export type CaseOpened = {
  /** The case the child now has: the one asked for, or the one that was open already. */
  caseId: string
  token: string
  /** What people say aloud: C-1042. */
  reference: string
  /** True where the child had an open case and this was added to it. */
  joined: boolean
}

type Opening = Extract<Happened, { type: 'received' }>

/** Starts that say of themselves that the child is on no roll: new here, of compulsory age with no place, home education unsuitable, out of custody. */
const startsOnNoRoll: ReadonlySet<string> = new Set(['START-07', 'START-08', 'START-09', 'START-12'])

/**
 * Is the child missing education by the records on a day: of compulsory age, on no roll that the authority knows of, and not
 * recorded as suitably educated at home? There is no least time. `without`: a time on a roll that ends now. Reads as the system.
 */
export async function isOnNoRoll(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; on: LocalDate; without?: string | undefined },
): Promise<boolean> {
  return acrossOrganisations(tx, viewer, async system => {
    const [child] = await tx<{ date_of_birth: string | null; is_on: boolean; is_home: boolean }[]>`
      with same as (
        select ${given.childId}::uuid as id
        union select case when l.child_id = ${given.childId} then l.other_id else l.child_id end from child_links l
        where l.la_code = ${system.la} and (l.child_id = ${given.childId} or l.other_id = ${given.childId})
          and not exists (select 1 from child_link_steps t
                          where t.la_code = l.la_code and t.link_id = l.id and t.what = 'undone'))
      select c.date_of_birth,
             exists (select 1 from enrolments e
                     where e.la_code = c.la_code and e.child_id in (select id from same)
                       and e.id is distinct from ${given.without ?? null}
                       and e.entry_date <= ${given.on} and (e.leaving_date is null or e.leaving_date >= ${given.on})) as is_on,
             exists (select 1 from home_educations h
                     where h.la_code = c.la_code and h.child_id in (select id from same)
                       and h.state not in ('ended', 'missing education')) as is_home
      from children c where c.la_code = ${system.la} and c.id = ${given.childId}`
    if (!child?.date_of_birth || child.is_on || child.is_home) return false
    const dob = localDate(child.date_of_birth)
    return cmeStatus({ dob, rolls: [], otherEducation: [], placeSteps: [] }, given.on).status === 'CME'
  })
}

/** What the records say a child is counted as, where they say it by themselves: of a start on no roll, and where the last name goes. */
async function countedByRecords<T extends Opening | Happened>(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; on: LocalDate },
  happened: T,
): Promise<T> {
  const asks =
    happened.type === 'removal-added' ||
    (happened.type === 'received' && startsOnNoRoll.has(happened.startCode))
  const without = happened.type === 'removal-added' ? happened.enrolmentId : undefined
  return asks && (await isOnNoRoll(tx, viewer, { ...given, without }))
    ? { ...happened, standing: 'CME' }
    : happened
}

/** Opens a case, or adds to the one the child has open. The child is held, so that two at once make one case. */
async function openOrJoin(
  tx: Tx,
  system: Viewer,
  given: { caseId: string; childId: string; on: LocalDate; by: By; opening: Opening; joining: Happened },
): Promise<CaseOpened> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`case ${system.la} ${given.childId}`}, 0))`
  const [open] = await tx<{ token: string }[]>`
    select k.token from cases k
    where k.la_code = ${system.la} and k.child_id = ${given.childId} and k.closed_on is null
    order by k.opened_on desc limit 1`
  if (open) {
    const row = await lockCase(tx, system, open.token)
    await append(
      tx,
      system,
      row,
      caseFrom(await historyOf(tx, system, row.id)),
      [await countedByRecords(tx, system, given, given.joining)],
      given.by,
      given.on,
    )
    return { caseId: row.id, token: row.token, reference: row.reference, joined: true }
  }
  const reference = `C-${await nextNumber(tx, system.la, 'case', 1001)}`
  const token = newToken()
  // The case's row comes first, since its events refer to it; the same function makes the columns of both writes.
  const opening = await countedByRecords(tx, system, given, given.opening)
  const event = eventMade(opening, given.by, given.on, undefined)
  const columns = columnsOf(caseFrom([event]))
  await tx`
    insert into cases (la_code, id, token, reference, child_id, school_id, start_code, state, pathway, standing, level,
                       opened_on, next_step, next_due, episode_on, episodes, changed_at)
    values (${system.la}, ${given.caseId}, ${token}, ${reference}, ${given.childId}, ${columns.school_id},
            ${columns.start_code}, ${columns.state}, ${columns.pathway}, ${columns.standing}, ${columns.level},
            ${columns.opened_on}, ${columns.next_step}, ${columns.next_due}, ${columns.episode_on}, ${columns.episodes},
            now())`
  const row = await caseByToken(tx, system, token)
  await writeEvent(tx, system, { caseId: given.caseId, childId: given.childId }, event)
  await sendJob(tx, urgencyQueue, { la: system.la, child: given.childId })
  if (given.opening.how === 'referral') await share(tx, system, row, event, caseFrom([event]))
  return { caseId: given.caseId, token, reference, joined: false }
}

async function schoolName(tx: Tx, viewer: Viewer, schoolId: string): Promise<string> {
  const [school] = await tx<{ name: string }[]>`
    select s.name from schools s where s.la_code = ${viewer.la} and s.id = ${schoolId}`
  if (!school) throw new NotFound('school')
  return school.name
}

/**
 * Opens the authority's case for a school's referral, or adds the referral to the case the child has open. Called
 * inside the school's own transaction, as the school's viewer, before the referral's row is written with the case id
 * given back. Writes as the system, since a school sees no case.
 */
export async function openCaseForReferral(
  tx: Tx,
  viewer: Viewer,
  given: {
    referralId: string
    /** The id to give a new case. */
    caseId: string
    childId: string
    schoolId: string
    /** START-01 to START-16. */
    startCode: string
    level: Level
    on: string
  },
): Promise<CaseOpened> {
  const { referralId, caseId, childId, schoolId, startCode, level } = given
  const school = await schoolName(tx, viewer, schoolId)
  return acrossOrganisations(tx, viewer, system =>
    openOrJoin(tx, system, {
      caseId,
      childId,
      on: localDate(given.on),
      by: byViewer(viewer),
      opening: {
        type: 'received',
        how: 'referral',
        referralId,
        schoolId,
        school,
        startCode,
        level,
        pathway: pathwayOf(startCode),
        says: `${school} referred the child`,
      },
      joining: { type: 'referral-added', referralId, schoolId, school, startCode, level },
    }),
  )
}

/**
 * Opens a possible-CME case, the same day, for a removal from a register that names no confirmed next school; or adds
 * the removal to the case the child has open. Takes the system's viewer, inside whose transaction it runs.
 */
export async function openCaseForRemoval(
  tx: Tx,
  system: Viewer,
  given: {
    caseId?: string
    childId: string
    schoolId: string
    enrolmentId: string
    startCode: string
    why: string
    on: string
  },
): Promise<CaseOpened> {
  const { childId, schoolId, enrolmentId, startCode, why } = given
  const school = await schoolName(tx, system, schoolId)
  return openOrJoin(tx, system, {
    caseId: given.caseId ?? newId(),
    childId,
    on: localDate(given.on),
    by: bySystem,
    opening: {
      type: 'received',
      how: 'removal',
      enrolmentId,
      schoolId,
      school,
      startCode,
      level: 'act this week',
      pathway: pathwayOf(startCode),
      says: why,
    },
    joining: { type: 'removal-added', enrolmentId, schoolId, school, says: why },
  })
}

/**
 * Opens a possible-CME case because of what a school recorded without referring: not back from leave, abroad without leave. Or adds
 * it to the case the child has open. Takes the system's viewer, inside whose transaction it runs.
 */
export async function openCaseForAbsence(
  tx: Tx,
  system: Viewer,
  given: { childId: string; schoolId: string; startCode: string; level: Level; says: string; on: string },
): Promise<CaseOpened> {
  const { childId, schoolId, startCode, level, says } = given
  const school = await schoolName(tx, system, schoolId)
  return openOrJoin(tx, system, {
    caseId: newId(),
    childId,
    on: localDate(given.on),
    by: bySystem,
    opening: {
      type: 'received',
      how: 'by hand',
      schoolId,
      school,
      startCode,
      level,
      pathway: pathwayOf(startCode),
      says,
    },
    joining: { type: 'note', fact: says, opinion: '' },
  })
}

/**
 * Opens a case for a child of whom the authority was told at one of its own doors, or adds what was told to the case the child has
 * open. Takes the viewer who writes it down, or the system where somebody without an account told us.
 */
export async function openCaseFromDoor(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    how: ToldHow
    startCode: string
    level: Level
    says: string
    on: string
    /** Find the child, or get the child in, where the start does not say. */
    pathway?: Pathway | undefined
  },
): Promise<CaseOpened> {
  const { childId, how, startCode, level, says } = given
  return openOrJoin(tx, viewer, {
    caseId: newId(),
    childId,
    on: localDate(given.on),
    by: viewer.side === 'authority' ? byViewer(viewer) : bySystem,
    opening: {
      type: 'received',
      how,
      school: 'the authority',
      startCode,
      level,
      pathway: given.pathway ?? pathwayOf(startCode),
      says,
    },
    joining: { type: 'told-again', how, says },
  })
}

/**
 * Adds to the history of a child's open case what another noun did: what it waits for, what came of it. Nothing where the child has
 * no open case. Takes the authority's viewer, or the system for a step of somebody else's.
 */
export async function tellCase(
  tx: Tx,
  viewer: Viewer,
  at: { caseId: string } | { childId: string },
  happened: readonly Happened[],
  by: By = byViewer(viewer),
): Promise<Case | undefined> {
  const [open] = await tx<{ token: string }[]>`
    select k.token from cases k
    where k.la_code = ${viewer.la} and k.closed_on is null and ${childInScope(tx, viewer, tx`k.child_id`)}
      and ${'caseId' in at ? tx`k.id = ${at.caseId}` : tx`k.child_id = ${at.childId}`}
    order by k.opened_on desc limit 1`
  if (!open) return undefined
  const row = await lockCase(tx, viewer, open.token)
  const before = caseFrom(await historyOf(tx, viewer, row.id))
  if (!isOpen(before)) return undefined
  return append(tx, viewer, row, before, happened, by, localDate(viewer.today))
}

/** Opens a case that no school asked for: an officer heard of the child. */
export async function openCaseByHand(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; startCode: string; level: Level; says: string; on: LocalDate },
): Promise<CaseOpened> {
  const { childId, startCode, level, says } = given
  return openOrJoin(tx, viewer, {
    caseId: newId(),
    childId,
    on: given.on,
    by: byViewer(viewer),
    opening: {
      type: 'received',
      how: 'by hand',
      school: 'the authority',
      startCode,
      level,
      pathway: pathwayOf(startCode),
      says,
    },
    joining: { type: 'note', fact: says, opinion: '' },
  })
}

/**
 * Writes the columns of every case of an authority anew from its events. Gives the cases whose columns differed: there
 * should be none.
 */
export async function rebuildColumns(tx: Tx, system: Viewer): Promise<string[]> {
  const rows = await tx<{ token: string; reference: string; columns: Record<string, unknown> }[]>`
    select k.token, k.reference, to_jsonb(k) as columns from cases k where k.la_code = ${system.la} order by k.id`
  const differed: string[] = []
  for (const { token, reference, columns } of rows) {
    const row = await lockCase(tx, system, token)
    const made = columnsOf(caseFrom(await historyOf(tx, system, row.id)))
    if (Object.entries(made).every(([name, value]) => columns[name] === value)) continue
    differed.push(reference)
    await tx`update cases k set ${tx(made)} where k.la_code = ${system.la} and k.id = ${row.id}`
  }
  return differed
}

// ---- Lists ----

export type CaseListRow = {
  id: string
  token: string
  reference: string
  child_id: string
  surname: string
  forename: string
  state: string
  level: Level
  owner_id: string | null
  owner_name: string | null
  school: string | null
  opened_on: string
  next_step: string | null
  next_due: string | null
  closed_on: string | null
}
export type CaseFilter = {
  state?: string | undefined
  level?: string | undefined
  owner?: string | undefined
  pathway?: string | undefined
  standing?: string | undefined
  /** Only where the next step's day has passed. */
  late?: boolean | undefined
}
/** So many are counted; beyond it the number is "more than". */
export const casesCountedAtMost = 10_000
export const caseSorts = { due: 'Due', opened: 'Opened', name: 'Name' } as const
export type CaseSort = keyof typeof caseSorts
export const casesPerPage = 50

/** A page of cases, and how many there are in all. `state` may be 'open'; `owner` may be 'none' or a person's id. */
export async function listCases(
  tx: Tx,
  viewer: Viewer,
  filter: CaseFilter,
  sort: CaseSort,
  page: number,
): Promise<{ rows: CaseListRow[]; total: number }> {
  const order = {
    due: tx`k.next_due nulls last, k.id`,
    opened: tx`k.opened_on desc, k.id desc`,
    name: tx`c.surname_key, c.forename_key, k.id`,
  }[sort]
  const state =
    filter.state === undefined || filter.state === 'open'
      ? tx`k.closed_on is null`
      : filter.state === 'all'
        ? tx`true`
        : tx`k.state = ${filter.state}`
  const owner =
    filter.owner === undefined
      ? tx`true`
      : filter.owner === 'none'
        ? tx`k.owner_id is null`
        : tx`k.owner_id = ${filter.owner}`
  const level = filter.level === undefined ? tx`true` : tx`k.level = ${filter.level}`
  const pathway = filter.pathway === undefined ? tx`true` : tx`k.pathway = ${filter.pathway}`
  const standing = filter.standing === undefined ? tx`true` : tx`k.standing = ${filter.standing}`
  const late = filter.late ? tx`k.next_due < ${viewer.today}` : tx`true`
  const where = tx`k.la_code = ${viewer.la} and ${childInScope(tx, viewer, tx`k.child_id`)}
    and ${state} and ${owner} and ${level} and ${pathway} and ${standing} and ${late}`
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from (select 1 from cases k where ${where} limit ${casesCountedAtMost + 1}) counted`
  const rows = await tx<CaseListRow[]>`
    select k.id, k.token, k.reference, k.child_id, c.surname, c.forename, k.state, k.level, k.owner_id, k.owner_name,
           s.name as school, k.opened_on, k.next_step, k.next_due, k.closed_on
    from cases k
    join children c on c.la_code = k.la_code and c.id = k.child_id
    left join schools s on s.la_code = k.la_code and s.id = k.school_id
    where ${where}
    order by ${order}
    limit ${casesPerPage} offset ${(page - 1) * casesPerPage}`
  return { rows, total: count?.total ?? 0 }
}

export type WorkRow = CaseListRow & { last_type: string; last_side: string; last_on: string }

/**
 * The open cases that may need someone this week, the earliest due first: their own and those nobody owns, or
 * everyone's. At most 300: beyond that a list is not a day's work.
 */
export function workOf(
  tx: Tx,
  viewer: Viewer,
  whose: 'mine' | 'everyone',
  until: LocalDate,
): Promise<WorkRow[]> {
  const owner =
    whose === 'everyone'
      ? tx`true`
      : // A closing may wait for a manager as the second person, whoever has the case.
        tx`(k.owner_id = ${viewer.personId} or k.owner_id is null
            or (${viewer.role === 'manager'} and k.next_step like ${`${closingWaits}%`}))`
  return tx<WorkRow[]>`
    select k.*, c.surname, c.forename, s.name as school,
           l.type as last_type, l.side as last_side, l.on_date as last_on
    from (
      select k.la_code, k.id, k.token, k.reference, k.child_id, k.school_id, k.state, k.level, k.owner_id, k.owner_name,
             k.opened_on, k.next_step, k.next_due, k.closed_on
      from cases k
      where k.la_code = ${viewer.la} and k.closed_on is null and ${owner}
        and ${childInScope(tx, viewer, tx`k.child_id`)}
        and (k.next_due <= ${until} or k.state in ('received', 'triage', 'monitoring'))
      order by k.next_due, k.id
      limit 300
    ) k
    join children c on c.la_code = k.la_code and c.id = k.child_id
    left join schools s on s.la_code = k.la_code and s.id = k.school_id
    cross join lateral (
      select e.type, e.side, e.on_date from case_events e
      where e.la_code = k.la_code and e.case_id = k.id
      order by e.id desc limit 1) l
    order by k.next_due, k.id`
}

/** The cases waiting for a decision on a referral, the most urgent first. */
export function triageQueue(tx: Tx, viewer: Viewer): Promise<CaseListRow[]> {
  return tx<CaseListRow[]>`
    select k.id, k.token, k.reference, k.child_id, c.surname, c.forename, k.state, k.level, k.owner_id, k.owner_name,
           s.name as school, k.opened_on, k.next_step, k.next_due, k.closed_on
    from cases k
    join children c on c.la_code = k.la_code and c.id = k.child_id
    left join schools s on s.la_code = k.la_code and s.id = k.school_id
    where k.la_code = ${viewer.la} and k.state in ('received', 'triage', 'needs information')
      and ${childInScope(tx, viewer, tx`k.child_id`)}
    order by array_position(array['act today', 'act this week', 'keep in view'], k.level), k.next_due, k.id
    limit 100`
}

export type EarlierCase = {
  token: string
  reference: string
  state: string
  opened_on: string
  closed_on: string | null
  outcome: string | null
}

/** A child's cases, latest first. */
export function casesOf(tx: Tx, viewer: Viewer, childId: string): Rows<EarlierCase> {
  return tx<EarlierCase[]>`
    select k.token, k.reference, k.state, k.opened_on, k.closed_on, k.outcome from cases k
    where k.la_code = ${viewer.la} and k.child_id = ${childId} and ${childInScope(tx, viewer, tx`k.child_id`)}
    order by k.opened_on desc, k.id desc limit 20`
}

/** How many statutory returns the authority has not marked as received. */
export async function returnsToReceive(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ many: number }[]>`
    select count(*) as many from (
      select 1 from returns r
      where r.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
        and not exists (select 1 from return_receipts t where t.la_code = r.la_code and t.return_id = r.id)
      limit 1000) waiting`
  return row?.many ?? 0
}

// ---- What stands around a case ----

export type ReferralRow = {
  id: string
  reference: string
  school: string
  start_code: string
  urgent: boolean
  answers: unknown
  missing: unknown
  passed_why: string | null
  sent_name: string
  sent_on: string
  outcome: string
}

/** The referrals in a case, latest first. */
export function referralsIn(tx: Tx, viewer: Viewer, caseId: string): Promise<ReferralRow[]> {
  return tx<ReferralRow[]>`
    select r.id, r.reference, s.name as school, r.start_code, r.urgent, r.answers, r.missing, r.passed_why,
           r.sent_name, r.sent_on, r.outcome
    from referrals r join schools s on s.la_code = r.la_code and s.id = r.school_id
    where r.la_code = ${viewer.la} and r.case_id = ${caseId} and ${schoolInScope(tx, viewer, tx`r.school_id`)}
    order by r.sent_at desc limit 20`
}

/** The id of the case a referral is in, for the school that made it. Throws NotFound where it is not in scope. */
export async function caseIdOfReferral(tx: Tx, viewer: Viewer, referralId: string): Promise<string> {
  const [row] = await tx<{ case_id: string }[]>`
    select r.case_id from referrals r
    where r.la_code = ${viewer.la} and r.id = ${referralId} and ${schoolInScope(tx, viewer, tx`r.school_id`)}`
  if (!row) throw new NotFound('referral')
  return row.case_id
}

/** One thing that was not the authority's own step: the school's, a rule's, or the screen's. */
export type AroundRow = {
  id: string
  kind: 'enquiry' | 'finding' | 'return' | 'screen' | 'conclusion' | 'removal'
  on_date: string
  at: Date
  by_name: string
  school: string | null
  data: Record<string, unknown>
}

/** What schools did and what the rules found, about one child, in one statement: the other half of the chronology. */
export function aroundChild(tx: Tx, viewer: Viewer, childId: string): Rows<AroundRow> {
  const scope = (column: string) => schoolInScope(tx, viewer, tx`${tx(column)}`)
  const mine = tx`la_code = ${viewer.la} and child_id = ${childId}`
  // What was heard at a next place stays behind the protection: the same checks as in the list of enquiries.
  const hidden = tx`(check_code in ('RS13', 'RS14', 'RS18')
    and exists (select 1 from protections h where h.la_code = ${viewer.la} and h.child_id = ${childId})
    and not exists (select 1 from break_glass b where b.la_code = ${viewer.la} and b.child_id = ${childId}
                      and b.person_id = ${viewer.personId} and b.expires_at > now()))`
  return tx<AroundRow[]>`
    select t.*, s.name as school from (
      (select id, 'enquiry' as kind, done_on as on_date, recorded_at as at, by_name, school_id,
              jsonb_build_object('check', check_code, 'method', method, 'result', result,
                'asked', case when not ${hidden} then asked end, 'note', case when ${hidden} then 'Protected.' else note end) as data
       from enquiries where ${mine} and side = 'school' and ${scope('school_id')}
       order by done_on desc, id desc limit 200)
      union all
      (select f.id, 'finding', f.on_date, f.found_at, 'Onroll', f.school_id,
              jsonb_build_object('rule', f.rule, 'because', f.because, 'cites', f.cites, 'ended', e.because)
       from findings f
       left join finding_endings e on e.la_code = f.la_code and e.finding_id = f.id
       where f.la_code = ${viewer.la} and f.child_id = ${childId} and ${scope('f.school_id')}
       order by f.on_date desc, f.id desc limit 100)
      union all
      (select id, 'return', sent_on, sent_at, sent_name, school_id,
              jsonb_build_object('reference', reference, 'rule', rule)
       from returns where ${mine} and ${scope('school_id')} order by sent_at desc limit 50)
      union all
      (select id, 'screen', signed_on, signed_at, signed_name, school_id,
              jsonb_build_object('level', level, 'danger', danger_now)
       from screens where ${mine} and ${may(viewer, 'screen.see')} and ${scope('school_id')} order by signed_at desc limit 20)
      union all
      (select id, 'conclusion', signed_on, at, signed_name, school_id,
              jsonb_build_object('side', side, 'outcome', outcome, 'reasons', reasons)
       from joint_conclusions where ${mine} and side = 'school' and ${scope('school_id')} order by at desc limit 20)
      union all
      (select id, 'removal', proposed_on, at, by_name, school_id,
              jsonb_build_object('kind', kind, 'ground', ground, 'decision', decision)
       from removals where ${mine} and ${scope('school_id')} order by at desc limit 20)
    ) t
    left join schools s on s.la_code = ${viewer.la} and s.id = t.school_id`
}

export type Colleague = { id: string; name: string; role: string }

/** The authority's own people who may own a case today. An officer may not read the list of people: the system does. */
export function colleagues(tx: Tx, viewer: Viewer): Promise<Colleague[]> {
  return acrossOrganisations(
    tx,
    viewer,
    system => tx<Colleague[]>`
      select p.id, p.name, min(g.role) as role
      from grants g join people p on p.la_code = g.la_code and p.id = g.person_id
      where g.la_code = ${system.la} and g.role in ('cme-officer', 'cme-assistant', 'manager') and g.ended_at is null
        and g.starts_on <= ${system.today} and (g.ends_on is null or g.ends_on >= ${system.today})
        and p.ended_at is null
      group by p.id, p.name
      order by p.name limit 200`,
  )
}

export type SchoolChoice = { id: string; token: string; name: string }

/** The schools of the authority that are open, by name. */
export function openSchools(tx: Tx, viewer: Viewer): Promise<SchoolChoice[]> {
  return tx<SchoolChoice[]>`
    select s.id, s.token, s.name from schools s
    where s.la_code = ${viewer.la} and (s.closed_on is null or s.closed_on > ${viewer.today})
      and ${schoolInScope(tx, viewer, tx`s.id`)}
    order by s.name limit 1000`
}

// ---- Places ----

export type OfferRow = {
  id: string
  token: string
  case_id: string
  child_id: string
  school_id: string
  school: string
  surname: string
  forename: string
  date_of_birth: string | null
  starts_on: string
  state: string
  made_on: string
  answered_on: string | null
  attended_on: string | null
  /** The child was on this roll already when the school was asked. */
  found: boolean
}

/** The places a school has been asked about, those waiting first. Least data: who, born when, from which day. */
export function offersTo(tx: Tx, viewer: Viewer): Promise<OfferRow[]> {
  return tx<OfferRow[]>`
    select o.id, o.token, o.case_id, o.child_id, o.school_id, s.name as school, c.surname, c.forename, c.date_of_birth,
           o.starts_on, o.state, o.made_on, o.answered_on, o.attended_on,
           exists (select 1 from enrolments e where e.la_code = o.la_code and e.child_id = o.child_id and e.school_id = o.school_id
                     and e.entry_date < o.made_on and (e.leaving_date is null or e.leaving_date >= o.made_on)) as found
    from offers o
    join children c on c.la_code = o.la_code and c.id = o.child_id
    join schools s on s.la_code = o.la_code and s.id = o.school_id
    where o.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`o.school_id`)}
      and ${childInScope(tx, viewer, tx`o.child_id`)}
      and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= ${viewer.today}::date - 100))
    order by (o.state = 'asked') desc, o.starts_on, o.id limit 100`
}

/** One of them. Throws NotFound where it is not this school's, or no longer a question. */
export async function offerByToken(tx: Tx, viewer: Viewer, token: string): Promise<OfferRow> {
  const [row] = await tx<OfferRow[]>`
    select o.id, o.token, o.case_id, o.child_id, o.school_id, s.name as school, c.surname, c.forename, c.date_of_birth,
           o.starts_on, o.state, o.made_on, o.answered_on, o.attended_on,
           exists (select 1 from enrolments e where e.la_code = o.la_code and e.child_id = o.child_id and e.school_id = o.school_id
                     and e.entry_date < o.made_on and (e.leaving_date is null or e.leaving_date >= o.made_on)) as found
    from offers o
    join children c on c.la_code = o.la_code and c.id = o.child_id
    join schools s on s.la_code = o.la_code and s.id = o.school_id
    where o.la_code = ${viewer.la} and o.token = ${token} and ${schoolInScope(tx, viewer, tx`o.school_id`)}
      and ${childInScope(tx, viewer, tx`o.child_id`)}
      and (o.state = 'asked' or (o.state = 'started' and o.answered_on >= ${viewer.today}::date - 100))`
  if (!row) throw new NotFound('offer')
  return row
}

/** The token of a case, for the system's use inside another organisation's step. */
export async function caseTokenOf(tx: Tx, system: Viewer, caseId: string): Promise<string> {
  const [row] = await tx<{ token: string }[]>`
    select k.token from cases k where k.la_code = ${system.la} and k.id = ${caseId}`
  if (!row) throw new NotFound('case')
  return row.token
}

/** Adds what a side concluded of the joint enquiries, signed by the viewer today. A school's side is written as the school. */
export async function insertConclusion(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    schoolId: string
    caseId: string
    side: 'school' | 'authority'
    outcome: string
    unavoidable: string
    reasons: string
    signedRole: string
  },
): Promise<void> {
  await tx`
    insert into joint_conclusions (la_code, id, child_id, school_id, case_id, side, outcome, unavoidable, reasons,
                                   signed_by, signed_name, signed_role, signed_on)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.caseId}, ${given.side},
            ${given.outcome}, ${given.unavoidable}, ${given.reasons}, ${viewer.personId}, ${viewer.name},
            ${given.signedRole}, ${viewer.today})`
}
