// All the SQL of returns and their receipts. A school sees its own; the authority sees the area's.
import { childInScope, placeInScope, schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { type LocalDate, schoolYearOf, schoolYearStart } from '../calendar/local-date.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { ReturnContent } from './attendance-return.ts'

export type ReturnRow = {
  id: string
  token: string
  reference: string
  rule: string
  finding_id: string | null
  episode_on: string
  enrolment_id: string
  child_id: string
  child_token: string
  surname: string
  forename: string
  school_id: string
  school: string
  content: ReturnContent
  sent_name: string
  sent_on: string
  sent_at: Date
  received_at: Date | null
  received_name: string | null
  /** When a correction took away or moved what the return says, and why; the return itself is never altered. */
  superseded_at: Date | null
  superseded_because: string | null
}

const columns = (tx: Tx) => tx`
  n.id, n.token, n.reference, n.rule, n.finding_id, n.episode_on, n.enrolment_id, n.child_id, c.token as child_token,
  c.surname, c.forename, n.school_id, s.name as school, n.content, n.sent_name, n.sent_on, n.sent_at, t.received_at,
  t.by_name as received_name, x.at as superseded_at, x.because as superseded_because`
const tables = (tx: Tx) => tx`
  returns n
  join children c on c.la_code = n.la_code and c.id = n.child_id
  join schools s on s.la_code = n.la_code and s.id = n.school_id
  left join return_receipts t on t.la_code = n.la_code and t.return_id = n.id
  ${superseded(tx)}`

/**
 * What became of what a return says. An absence: the finding it answered was ended by a correction, and no finding that stands
 * says the same again. A removal: the register no longer has that leaving date.
 */
const superseded = (tx: Tx) => tx`
  left join lateral (
    select e.at, e.because from finding_endings e
    where e.la_code = n.la_code and e.finding_id = n.finding_id
      and not exists (
        select 1 from findings f
        where f.la_code = n.la_code and f.enrolment_id = n.enrolment_id and f.rule = n.rule
          and f.on_date::text = n.content ->> 'reachedOn' and coalesce(f.since_on, f.on_date)::text = n.content ->> 'since'
          and not exists (select 1 from finding_endings y where y.la_code = f.la_code and y.finding_id = f.id))
    union all
    select coalesce((select max(v.at) from enrolment_events v
                     where v.la_code = m.la_code and v.enrolment_id = m.id and v.at > n.sent_at), m.recorded_at),
           case when m.leaving_date is null then 'The name is back on the register.'
                else 'The leaving date was corrected to ' || to_char(m.leaving_date, 'FMDD FMMonth YYYY') || '.' end
    from enrolments m
    where n.rule = 'T-11' and m.la_code = n.la_code and m.id = n.enrolment_id
      and m.leaving_date is distinct from n.episode_on
    union all
    select coalesce((select max(v.at) from enrolment_events v
                     where v.la_code = m.la_code and v.enrolment_id = m.id and v.at > n.sent_at),
                    (select max(h.at) from child_changes h
                     where h.la_code = n.la_code and h.child_id = n.child_id and h.at > n.sent_at), m.recorded_at),
           case when m.entry_date <> n.episode_on
                then 'The day of entry was corrected to ' || to_char(m.entry_date, 'FMDD FMMonth YYYY') || '.'
                else 'The register has corrected the name, the date of birth or the UPN.' end
    from enrolments m
    where n.rule = 'T-10' and m.la_code = n.la_code and m.id = n.enrolment_id
      and (m.entry_date <> n.episode_on
           or concat_ws(' ', c.forename, nullif(c.middle_names, ''), c.surname) <> n.content ->> 'name'
           or c.date_of_birth::text <> n.content ->> 'dateOfBirth' or c.upn <> n.content ->> 'upn')
    union all
    select now_at.at, case when n.rule = 'T-06' then 'The register now says that the pupil was in school that day.'
                           else 'The register was corrected, and no longer holds the days that were counted.' end
    from strips p
    cross join lateral (
      select substr(p.marks, coalesce((n.content #>> '{counted,from}')::int, 0) + 1,
                    coalesce((n.content #>> '{counted,to}')::int - (n.content #>> '{counted,from}')::int, 0)) as marks) counted
    cross join lateral (
      select coalesce(max(h.received_at), n.sent_at) as at from sheets h
      where h.la_code = n.la_code and h.school_id = n.school_id and h.received_at > n.sent_at
        and h.day between (n.content ->> 'since')::date and (n.content ->> 'reachedOn')::date
        and n.enrolment_id = any (h.enrolments)) now_at
    where n.rule in ('T-06', 'T-08', 'T-09') and p.la_code = n.la_code and p.enrolment_id = n.enrolment_id
      and p.school_year = coalesce((n.content #>> '{counted,schoolYear}')::int, (n.content #>> '{missedAt,schoolYear}')::int)
      and case when n.rule = 'T-06'
            then substr(p.marks, (n.content #>> '{missedAt,at}')::int + 1, 2) ~ '[/LKVPWBUD]'
            else length(counted.marks) - length(translate(counted.marks, n.content #>> '{counted,letters}', ''))
                 < (n.content #>> '{counted,atLeast}')::int end
    limit 1
  ) x on true`

/** The newest returns of the area, 50 from `offset` and one more to know whether there are others. */
export function newestReturns(tx: Tx, viewer: Viewer, offset = 0): Promise<ReturnRow[]> {
  return tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
      and ${placeInScope(tx, viewer, tx`n.child_id`)}
    order by n.sent_at desc, n.id desc
    limit 51 offset ${offset}`
}

/** The return whose token stands in the address. Throws NotFound where it is not in the viewer's scope. */
export async function returnByToken(tx: Tx, viewer: Viewer, token: string): Promise<ReturnRow> {
  const [row] = await tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and n.token = ${token} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
      and ${placeInScope(tx, viewer, tx`n.child_id`)}`
  if (!row) throw new NotFound('return')
  return row
}

/** A child's returns that the viewer may see, newest first. */
export function returnsOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<ReturnRow[]> {
  return tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and n.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.sent_at desc, n.id desc
    limit 20`
}

/** Adds a return, unless one was made for this rule, enrolment and absence. Gives its token, or nothing if there was one. */
export async function addReturn(
  tx: Tx,
  viewer: Viewer,
  given: {
    id: string
    token: string
    reference: string
    rule: string
    /** Nothing where no finding says that it is due: a removal is its own cause. */
    findingId: string | null
    episodeOn: string
    enrolmentId: string
    childId: string
    schoolId: string
    content: ReturnContent
  },
): Promise<boolean> {
  const rows = await tx`
    insert into returns (la_code, id, token, reference, rule, finding_id, episode_on, enrolment_id, child_id, school_id,
                         content, sent_by, sent_name, sent_on)
    values (${viewer.la}, ${given.id}, ${given.token}, ${given.reference}, ${given.rule}, ${given.findingId},
            ${given.episodeOn}, ${given.enrolmentId}, ${given.childId}, ${given.schoolId}, ${tx.json(given.content)},
            ${viewer.personId}, ${viewer.name}, ${viewer.today})
    on conflict (la_code, rule, enrolment_id, episode_on) do nothing
    returning id`
  return rows.length > 0
}

/** Writes down that the authority has seen a return. The first time counts; later ones change nothing. */
export async function addReceipt(tx: Tx, viewer: Viewer, returnId: string, schoolId: string): Promise<void> {
  await tx`
    insert into return_receipts (la_code, return_id, school_id, by_name)
    values (${viewer.la}, ${returnId}, ${schoolId}, ${viewer.name})
    on conflict (la_code, return_id) do nothing`
}

/** How many returns of the area the authority has not opened yet. */
export async function unopenedReturns(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from returns n
    where n.la_code = ${viewer.la} and ${schoolInScope(tx, viewer, tx`n.school_id`)}
      and ${placeInScope(tx, viewer, tx`n.child_id`)}
      and not exists (select 1 from return_receipts t where t.la_code = n.la_code and t.return_id = n.id)`
  return row?.count ?? 0
}

export type ReturnDue = {
  child_id: string
  token: string
  surname: string
  forename: string
  finding_id: string
  since_on: string
  on_date: string
  due_on: string | null
}

/** Does the return `n` answer the ten-day finding `f`: does it tell of its days? As `answersFinding` says it of two rows. */
const sharesDays = (tx: Tx) => tx`n.episode_on <= f.on_date and n.content ->> 'reachedOn' >= f.since_on::text
  and (n.episode_on = f.since_on or n.sent_on >= f.on_date)`

/** The days on which the ten-day finding `f` was answered, by a return here or one that went another way: a column `sent_on`. */
export const tenDayAnswers = (tx: Tx) => tx`
  select n.sent_on from returns n where n.la_code = f.la_code and n.enrolment_id = f.enrolment_id
    and n.child_id = f.child_id and n.rule = f.rule and ${sharesDays(tx)}
  union all
  select w.sent_on from returns_elsewhere w where w.la_code = f.la_code and w.enrolment_id = f.enrolment_id
    and w.child_id = f.child_id and w.rule = f.rule and w.episode_on = coalesce(f.since_on, f.on_date)`

/** Is the finding `f` a ten-day return still owed: it stands, and nothing answers it? One question for every page that counts. */
export const isTenDayOwed = (tx: Tx) => tx`f.rule = 'T-07'
  and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
  and not exists (${tenDayAnswers(tx)})`

/**
 * Ten-day returns that the viewer's schools have not sent: findings that stand, of the last 30 days, and that no return
 * answers, oldest first. A return answers a finding whose days it shares (see `answersFinding`).
 */
export function returnsDue(tx: Tx, viewer: Viewer): Promise<ReturnDue[]> {
  return tx<ReturnDue[]>`
    select f.child_id, c.token, c.surname, c.forename, f.id as finding_id, f.since_on, f.on_date, f.due_on
    from findings f join children c on c.la_code = f.la_code and c.id = f.child_id
    where f.la_code = ${viewer.la} and ${isTenDayOwed(tx)} and f.on_date >= ${viewer.today}::date - 30
      and ${schoolInScope(tx, viewer, tx`f.school_id`)} and ${childInScope(tx, viewer, tx`f.child_id`)}
    order by f.on_date, f.id limit 50`
}

/** A return that a finding asks for and nobody has made, here or another way. */
export type DueFinding = {
  rule: string
  finding_id: string
  enrolment_id: string
  child_id: string
  token: string
  surname: string
  forename: string
  school_id: string
  school: string
  since_on: LocalDate
  on_date: LocalDate
  due_on: LocalDate | null
  because: string
  entry_date: LocalDate
  leaving_date: LocalDate | null
  ground: string | null
  ground_as_received: string | null
}

/**
 * Findings that stand and that no return answers, in the viewer's schools. The ten-day return (T-07) of the last 30 days; sickness
 * (T-09) of this school year, answered by any sickness return of the year; a new pupil (T-10); a removal (T-11).
 */
const dueFindings = (tx: Tx, viewer: Viewer) => {
  const yearBegan = schoolYearStart(schoolYearOf(viewer.today as LocalDate))
  return tx`
    from findings f
    join children c on c.la_code = f.la_code and c.id = f.child_id
    join enrolments e on e.la_code = f.la_code and e.id = f.enrolment_id
    join schools s on s.la_code = f.la_code and s.id = f.school_id
    where f.la_code = ${viewer.la} and f.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`f.child_id`)} and f.on_date <= ${viewer.today}
      and (f.rule = 'T-07' and f.on_date >= ${viewer.today}::date - 30 or f.rule = 'T-09' and f.on_date >= ${yearBegan}
           or f.rule in ('T-10', 'T-11') and f.on_date >= least(${yearBegan}::date, ${viewer.today}::date - 90))
      -- A name put back, or a day corrected, since the rules last looked: there is nothing to tell of the old day.
      and (f.rule <> 'T-10' or e.entry_date = f.on_date) and (f.rule <> 'T-11' or e.leaving_date = f.on_date)
      and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
      and not exists (
        select 1 from returns n where n.la_code = f.la_code and n.enrolment_id = f.enrolment_id
          and n.child_id = f.child_id and n.rule = f.rule
          and case f.rule
            when 'T-07' then ${sharesDays(tx)}
            when 'T-09' then n.sent_on >= ${yearBegan}
            else n.episode_on = f.on_date end)
      and not exists (
        select 1 from returns_elsewhere w where w.la_code = f.la_code and w.enrolment_id = f.enrolment_id
          and w.child_id = f.child_id and w.rule = f.rule
          and (w.episode_on = coalesce(f.since_on, f.on_date) or f.rule = 'T-09' and w.sent_on >= ${yearBegan}))`
}

/** The first `limit` of them, by the day they are due; with `childId` that child's alone. */
export function findingsDue(
  tx: Tx,
  viewer: Viewer,
  { limit = 51, offset = 0, childId }: { limit?: number; offset?: number; childId?: string } = {},
): Promise<DueFinding[]> {
  return tx<DueFinding[]>`
    select f.rule, f.id as finding_id, f.enrolment_id, f.child_id, c.token, c.surname, c.forename, f.school_id,
           s.name as school, coalesce(f.since_on, f.on_date) as since_on, f.on_date, f.due_on, f.because, e.entry_date,
           e.leaving_date, e.ground, e.ground_as_received
    ${dueFindings(tx, viewer)} ${childId === undefined ? tx`` : tx`and f.child_id = ${childId}`}
    order by coalesce(f.due_on, f.on_date), f.id limit ${limit} offset ${offset}`
}

/** How many there are. */
/**
 * The day on which Onroll first held a register of each of the viewer's schools. A return for an entry or a removal of before
 * then may well have gone another way: it is asked about, and not called late.
 */
export async function heldSince(tx: Tx, viewer: Viewer): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await tx<{ school_id: string; since: LocalDate }[]>`
    select e.school_id, (min(v.at) at time zone 'Europe/London')::date as since
    from enrolments e
    cross join lateral (select v.at from enrolment_events v where v.la_code = e.la_code and v.enrolment_id = e.id
                        order by v.at limit 1) v
    where e.la_code = ${viewer.la} and e.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${schoolInScope(tx, viewer, tx`e.school_id`)}
    group by e.school_id`
  return new Map(rows.map(row => [row.school_id, row.since]))
}

export async function countFindingsDue(tx: Tx, viewer: Viewer): Promise<number> {
  const [row] = await tx<{ count: number }[]>`select count(*)::int as count ${dueFindings(tx, viewer)}`
  return row?.count ?? 0
}

/** A pupil on roll with many sessions of some letters in this school year, with the strip and the returns that told of them. */
export type ManySessions = {
  enrolment_id: string
  child_id: string
  token: string
  surname: string
  forename: string
  date_of_birth: LocalDate | null
  school_id: string
  school: string
  nc_year: string | null
  sessions: number
  school_year: number
  marks: string
  /** The first days of absences that ten-day returns told of, or will. */
  told_since: LocalDate[]
  /** Up to when the last irregular attendance return counted. */
  told_upto: LocalDate | null
  /** The first days and days of sending of this school year's sickness returns. */
  sick_told: { since: LocalDate; on: LocalDate; reference: string }[]
}

/** How many sessions of some letters a strip holds. By `replace`, which is twenty times as quick as `translate`. */
function sessionsOf(tx: Tx, letters: string) {
  const each = [...letters].map(
    letter => tx`octet_length(p.marks) - octet_length(replace(p.marks, ${letter}, ''))`,
  )
  return each.reduce((sum, one) => tx`${sum} + ${one}`)
}

/**
 * Pupils of the viewer's registers with at least so many sessions of these letters in the school year that holds today, most
 * first, at most 100. One reading of the strips of a school. With `childId` that child's, however many.
 */
export function manySessions(
  tx: Tx,
  viewer: Viewer,
  given: { letters: string; atLeast: number; childId?: string },
): Promise<ManySessions[]> {
  const schoolYear = schoolYearOf(viewer.today as LocalDate)
  const yearBegan = schoolYearStart(schoolYear)
  return tx<ManySessions[]>`
    select m.*, c.token, c.surname, c.forename, c.date_of_birth, s.name as school,
           array(select n.episode_on::text from returns n where n.la_code = ${viewer.la}
                   and n.child_id = m.child_id and n.enrolment_id = m.enrolment_id and n.rule = 'T-07'
                 union
                 select f.since_on::text from findings f where f.la_code = ${viewer.la} and f.child_id = m.child_id
                   and f.enrolment_id = m.enrolment_id and f.rule = 'T-07') as told_since,
           (select max(greatest(n.content ->> 'reachedOn', n.episode_on::text)) from returns n where n.la_code = ${viewer.la}
              and n.child_id = m.child_id and n.enrolment_id = m.enrolment_id and n.rule = 'T-08'
              and n.sent_on >= ${yearBegan}) as told_upto,
           coalesce((select json_agg(json_build_object('since', n.episode_on, 'on', n.sent_on, 'reference', n.reference))
                     from returns n where n.la_code = ${viewer.la} and n.child_id = m.child_id
                       and n.enrolment_id = m.enrolment_id and n.rule = 'T-09' and n.sent_on >= ${yearBegan}), '[]') as sick_told
    from (
      select e.id as enrolment_id, e.child_id, e.school_id, e.nc_year, p.school_year, p.marks,
             ${sessionsOf(tx, given.letters)} as sessions
      from strips p join enrolments e on e.la_code = p.la_code and e.id = p.enrolment_id
      where p.la_code = ${viewer.la} and p.school_id = any (${viewer.schools as string[]}::uuid[])
        and p.school_year = ${schoolYear} and (e.leaving_date is null or e.leaving_date > ${viewer.today})
        ${given.childId === undefined ? tx`` : tx`and e.child_id = ${given.childId}`}
    ) m
    join children c on c.la_code = ${viewer.la} and c.id = m.child_id
    join schools s on s.la_code = ${viewer.la} and s.id = m.school_id
    where m.sessions >= ${given.atLeast}
      -- Each return on irregular attendance told of as many before: a pupil told of does not stand in the way of another.
      and (${given.childId !== undefined} or ${given.letters} <> 'GNOU' or m.sessions >= ${given.atLeast} * (1 + (
        select count(*) from returns n where n.la_code = ${viewer.la} and n.child_id = m.child_id
          and n.enrolment_id = m.enrolment_id and n.rule = 'T-08' and n.sent_on >= ${yearBegan}
          and n.content -> 'counted' is not null)))
      and ${childInScope(tx, viewer, tx`m.child_id`)}
    order by m.sessions desc, m.enrolment_id limit 100`
}

/** Returns of some rules that were made for these times on a register, here or another way. */
export function madeFor(
  tx: Tx,
  viewer: Viewer,
  rule: string,
  enrolmentIds: readonly string[],
): Promise<{ enrolment_id: string; episode_on: LocalDate }[]> {
  const ids = enrolmentIds as string[]
  return tx`
    select n.enrolment_id, n.episode_on from returns n
    where n.la_code = ${viewer.la} and n.rule = ${rule} and n.enrolment_id = any (${ids}::uuid[])
      and ${schoolInScope(tx, viewer, tx`n.school_id`)} and ${childInScope(tx, viewer, tx`n.child_id`)}
    union all
    select w.enrolment_id, w.episode_on from returns_elsewhere w
    where w.la_code = ${viewer.la} and w.rule = ${rule} and w.enrolment_id = any (${ids}::uuid[])
      and ${schoolInScope(tx, viewer, tx`w.school_id`)} and ${childInScope(tx, viewer, tx`w.child_id`)}`
}

/** Writes down that a return went another way. False where that stands already. */
export async function insertElsewhere(
  tx: Tx,
  viewer: Viewer,
  given: {
    rule: string
    episodeOn: string
    enrolmentId: string
    childId: string
    schoolId: string
    sentOn: string
    how: string
  },
): Promise<boolean> {
  const rows = await tx`
    insert into returns_elsewhere (la_code, id, child_id, school_id, enrolment_id, rule, episode_on, sent_on, how, by_person, by_name)
    values (${viewer.la}, ${newId()}, ${given.childId}, ${given.schoolId}, ${given.enrolmentId}, ${given.rule},
            ${given.episodeOn}, ${given.sentOn}, ${given.how}, ${viewer.personId}, ${viewer.name})
    on conflict (la_code, rule, enrolment_id, episode_on) do nothing
    returning 1`
  return rows.length > 0
}

export type ElsewhereRow = {
  rule: string
  episode_on: LocalDate
  sent_on: LocalDate
  how: string
  by_name: string
}

/** What a school says it sent another way about a child, the newest first. */
export function elsewhereOf(tx: Tx, viewer: Viewer, childId: string): Promise<ElsewhereRow[]> {
  return tx<ElsewhereRow[]>`
    select w.rule, w.episode_on, w.sent_on, w.how, w.by_name from returns_elsewhere w
    where w.la_code = ${viewer.la} and w.child_id = ${childId} and ${schoolInScope(tx, viewer, tx`w.school_id`)}
      and ${childInScope(tx, viewer, tx`w.child_id`)}
    order by w.recorded_at desc limit 20`
}

/** The newest returns that the viewer's schools sent, with what became of them: the latest 20. */
export function latestReturns(tx: Tx, viewer: Viewer, limit = 20): Promise<ReturnRow[]> {
  return tx<ReturnRow[]>`
    select ${columns(tx)} from ${tables(tx)}
    where n.la_code = ${viewer.la} and n.school_id = any (${viewer.schools as string[]}::uuid[])
      and ${childInScope(tx, viewer, tx`n.child_id`)}
    order by n.sent_at desc, n.id desc limit ${limit}`
}
