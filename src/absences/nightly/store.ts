// All the SQL of the run over the database: the rolls, what stands and the strips as bytes; what is judged and written; how
// far a run has come. Every query names la_code and the viewer's scope; the database's row rules stand behind.
import { schoolInScope } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { LocalDate } from '../../calendar/local-date.ts'
import { copyEach } from '../../platform/copy.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { StripRow } from '../store.ts'
import { rulesInOrder } from './fingerprints.ts'
import { rollChangeRules, rollChangesKeptFrom } from './roll-window.ts'
import { hasLeave, inMostJuniorClass, inMostSeniorClass } from './rolls.ts'

/** Of one school, or of all where none is given. */
export type Whose = { readonly schoolId?: string | undefined }

// ---- Read as bytes: one pass over everything. COPY takes no parameters, so what stands in it is checked to be nothing but
// digits and ids. It is binary, so that neither side spends its time on letters.

/** Takes bytes, and keeps nothing of them. */
type Take = (bytes: Uint8Array) => void

/** Every enrolment as `Rolls` reads it. */
export function rollBytes(tx: Tx, viewer: Viewer, whose: Whose, take: Take): Promise<void> {
  const mine = `la_code = '${authority(viewer)}'`
  const leave = `e.id in (select l.enrolment_id from leaves l where l.${mine} ${atSchool('l', whose)})`
  const bits = [
    `case when e.most_junior_class then ${inMostJuniorClass} else 0 end`,
    `case when e.most_senior_class then ${inMostSeniorClass} else 0 end`,
    `case when ${leave} then ${hasLeave} else 0 end`,
  ].join(' + ')
  return copied(
    tx,
    `select e.id, e.school_id, e.entry_date, coalesce(e.leaving_date, 'infinity'::date),
            coalesce(c.date_of_birth, '-infinity'::date), ${bits},
            coalesce(e.nc_year, '')
     from enrolments e join children c on c.la_code = e.la_code and c.id = e.child_id
     where e.${mine} ${atSchool('e', whose)}`,
    take,
  )
}

/** Every finding that no correction has ended, up to a day, as `StripScan` reads it. */
export function standingBytes(
  tx: Tx,
  viewer: Viewer,
  given: Whose & { on: LocalDate },
  take: Take,
): Promise<void> {
  const rules = rulesInOrder.map(rule => `'${rule}'`).join(', ')
  return copied(
    tx,
    `select f.enrolment_id, array_position(array[${rules}], f.rule), f.on_date, coalesce(f.due_on, 'infinity'::date),
            coalesce(f.since_on, 'infinity'::date)
     from findings f
     where f.la_code = '${authority(viewer)}' ${atSchool('f', given)} and f.rule in (${rules})
       and f.on_date <= '${day(given.on)}'
       and (f.rule not in (${rollChangeRules.map(rule => `'${rule}'`).join(', ')})
            or f.on_date >= '${day(rollChangesKeptFrom(given.on))}')
       and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)`,
    take,
  )
}

/** Every strip, in the order they lie in (of one school, by its index). */
export function stripBytes(tx: Tx, viewer: Viewer, whose: Whose, take: Take): Promise<void> {
  return copied(
    tx,
    `select s.enrolment_id, s.school_year, s.marks from strips s
     where s.la_code = '${authority(viewer)}' ${atSchool('s', whose)}`,
    take,
  )
}

/**
 * Before everything of an authority is read: joined in memory, and in the order it lies in. The row rules make a look-up for
 * each row seem cheaper than it is, and by an index each page would be read again and again. Where many authorities share the
 * tables, an index says which pages are this one's; where one or two do, all pages are.
 */
export async function planForAll(tx: Tx): Promise<void> {
  const [share] = await tx<{ few: boolean }[]>`
    select count(*) <= 2 as few from (select 1 from authorities limit 3) as a`
  for (const by of ['indexscan', 'nestloop', ...(share!.few ? ['bitmapscan'] : [])]) {
    await tx.unsafe(`set local enable_${by} = off`)
  }
  await tx.unsafe("set local work_mem = '64MB'")
}

/** After it: other questions are planned as usual. */
export async function planAsUsual(tx: Tx): Promise<void> {
  for (const by of ['indexscan', 'nestloop', 'bitmapscan']) await tx.unsafe(`set local enable_${by} = on`)
  await tx.unsafe('set local work_mem to default')
}

const copied = (tx: Tx, rows: string, take: Take): Promise<void> =>
  copyEach(tx, `copy (${rows}) to stdout (format binary)`, take)

const authority = ({ la }: Viewer): string => only(/^\d{3}$/, la)
const day = (on: LocalDate): string => only(/^\d{4}-\d\d-\d\d$/, on)
const atSchool = (table: string, { schoolId }: Whose): string =>
  schoolId === undefined ? '' : `and ${table}.school_id = '${only(/^[0-9a-f-]{36}$/, schoolId)}'`

function only(form: RegExp, text: string): string {
  if (!form.test(text)) throw new Error('Not what may stand in a statement')
  return text
}

// ---- Judged: a few thousand enrolments at a time ----

/** A current finding, as the run compares it. */
export type StandingFinding = {
  id: string
  enrolment_id: string
  rule: string
  on_date: LocalDate
  due_on: LocalDate | null
  since_on: LocalDate | null
  leave_ended_on: LocalDate | null
}

/** Every finding of these enrolments that no correction has ended, up to a day. */
export function standingFindings(
  tx: Tx,
  viewer: Viewer,
  enrolmentIds: readonly string[],
  on: LocalDate,
): Promise<StandingFinding[]> {
  return tx<StandingFinding[]>`
    select f.id, f.enrolment_id, f.rule, f.on_date, f.due_on, f.since_on,
           f.inputs ->> 'leave_ended_on' as leave_ended_on
    from unnest(${idList(enrolmentIds)}::uuid[]) as n(id)
    join findings f on f.la_code = ${viewer.la} and f.enrolment_id = n.id
    where f.rule = any (${[...rulesInOrder]}::text[]) and f.on_date <= ${on}
      and (f.rule <> all (${[...rollChangeRules]}::text[]) or f.on_date >= ${rollChangesKeptFrom(on)})
      and ${schoolInScope(tx, viewer, tx`f.school_id`)}
      and not exists (select 1 from finding_endings x where x.la_code = f.la_code and x.finding_id = f.id)
    order by f.on_date, f.id`
}

export type DetectFacts = {
  id: string
  child_id: string
  school_id: string
  entry_date: LocalDate
  leaving_date: LocalDate | null
  most_junior_class: boolean | null
  most_senior_class: boolean | null
  nc_year: string | null
  date_of_birth: LocalDate | null
  strips: StripRow[] | null
  leaves: { starts_on: LocalDate; ends_on: LocalDate }[] | null
}

/** What the rules need to know of some enrolments. */
export function detectFacts(tx: Tx, viewer: Viewer, enrolmentIds: readonly string[]): Promise<DetectFacts[]> {
  return tx<DetectFacts[]>`
    select e.id, e.child_id, e.school_id, e.entry_date, e.leaving_date, e.most_junior_class, e.most_senior_class,
           e.nc_year, c.date_of_birth,
           (select jsonb_agg(jsonb_build_object('school_year', s.school_year, 'marks', s.marks) order by s.school_year)
            from strips s where s.la_code = e.la_code and s.enrolment_id = e.id) as strips,
           (select jsonb_agg(jsonb_build_object('starts_on', l.starts_on, 'ends_on', l.ends_on))
            -- A leave whose end was corrected is told again from the same day: the later word holds.
            from (select distinct on (h.starts_on) h.starts_on, h.ends_on, h.withdrawn from leaves h
                  where h.la_code = e.la_code and h.enrolment_id = e.id
                  order by h.starts_on, h.recorded_at desc, h.id desc) l where not l.withdrawn) as leaves
    from unnest(${idList(enrolmentIds)}::uuid[]) as n(id)
    join enrolments e on e.la_code = ${viewer.la} and e.id = n.id
    join children c on c.la_code = e.la_code and c.id = e.child_id
    where ${schoolInScope(tx, viewer, tx`e.school_id`)}`
}

const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`

// ---- Written ----

export type NewFinding = {
  id: string
  enrolmentId: string
  childId: string
  schoolId: string
  rule: string
  ruleVersion: string
  on: string
  due: string | null
  since: string | null
  because: string
  cites: string
  inputs: Record<string, unknown>
}

/** Writes findings, each with the run of its school. */
export async function insertFindings(
  tx: Tx,
  viewer: Viewer,
  runOf: ReadonlyMap<string, string>,
  found: readonly NewFinding[],
): Promise<void> {
  if (found.length === 0) return
  await tx`
    insert into findings (la_code, id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, since_on,
                          because, cites, inputs, run_id)
    select ${viewer.la}, f.id, f.enrolment_id, f.child_id, f.school_id, f.rule, f.rule_version, f.on_date, f.due_on,
           f.since_on, f.because, f.cites, f.inputs::jsonb, f.run_id
    from unnest(${idList(found.map(f => f.id))}::uuid[], ${idList(found.map(f => f.enrolmentId))}::uuid[],
                ${idList(found.map(f => f.childId))}::uuid[], ${idList(found.map(f => f.schoolId))}::uuid[],
                ${found.map(f => f.rule)}::text[], ${found.map(f => f.ruleVersion)}::date[], ${found.map(f => f.on)}::date[],
                ${found.map(f => f.due)}::date[], ${found.map(f => f.since)}::date[], ${found.map(f => f.because)}::text[],
                ${found.map(f => f.cites)}::text[], ${found.map(f => JSON.stringify(f.inputs))}::text[],
                ${idList(found.map(f => runOf.get(f.schoolId)!))}::uuid[])
         as f(id, enrolment_id, child_id, school_id, rule, rule_version, on_date, due_on, since_on, because, cites, inputs,
              run_id)`
}

export type FindingEnding = {
  findingId: string
  schoolId: string
  because: string
  replacedBy: string | null
}

export async function insertEndings(
  tx: Tx,
  viewer: Viewer,
  runOf: ReadonlyMap<string, string>,
  endings: readonly FindingEnding[],
): Promise<void> {
  if (endings.length === 0) return
  await tx`
    insert into finding_endings (la_code, finding_id, school_id, run_id, because, replaced_by)
    select ${viewer.la}, x.finding_id, x.school_id, x.run_id, x.because, x.replaced_by
    from unnest(${idList(endings.map(x => x.findingId))}::uuid[], ${idList(endings.map(x => x.schoolId))}::uuid[],
                ${idList(endings.map(x => runOf.get(x.schoolId)!))}::uuid[], ${endings.map(x => x.because)}::text[],
                ${endings.map(x => x.replacedBy)}::uuid[])
         as x(finding_id, school_id, run_id, because, replaced_by)
    on conflict (la_code, finding_id) do nothing`
}

/** What was done at one school. */
export type SchoolRun = {
  id: string
  schoolId: string
  pupils: number
  found: number
  withdrawn: number
}

export async function insertSchoolRuns(
  tx: Tx,
  viewer: Viewer,
  run: { on: LocalDate; nightlyId: string | undefined; startedAt: Date; finishedAt: Date },
  schools: readonly SchoolRun[],
): Promise<void> {
  if (schools.length === 0) return
  await tx`
    insert into detect_runs (la_code, id, on_date, school_id, nightly_id, started_at, finished_at, pupils, found, withdrawn)
    select ${viewer.la}, r.id, ${run.on}, r.school_id, ${run.nightlyId ?? null}, ${run.startedAt}, ${run.finishedAt},
           r.pupils, r.found, r.withdrawn
    from unnest(${idList(schools.map(s => s.id))}::uuid[], ${idList(schools.map(s => s.schoolId))}::uuid[],
                ${schools.map(s => s.pupils)}::int[], ${schools.map(s => s.found)}::int[],
                ${schools.map(s => s.withdrawn)}::int[]) as r(id, school_id, pupils, found, withdrawn)`
}

// ---- A run over the whole authority ----

/** The last run over the whole authority that was begun. */
export async function lastNightlyRun(
  tx: Tx,
  viewer: Viewer,
): Promise<{ id: string; on_date: LocalDate; is_finished: boolean } | undefined> {
  const [last] = await tx<{ id: string; on_date: LocalDate; is_finished: boolean }[]>`
    select n.id, n.on_date,
           exists (select 1 from detect_runs r where r.la_code = n.la_code and r.nightly_id = n.id and r.school_id is null)
             as is_finished
    from nightly_runs n where n.la_code = ${viewer.la} order by n.started_at desc, n.id desc limit 1`
  return last
}

export async function insertNightlyRun(
  tx: Tx,
  viewer: Viewer,
  run: { on: LocalDate; startedAt: Date; schools: number; pupils: number },
): Promise<string> {
  const id = newId()
  await tx`
    insert into nightly_runs (la_code, id, on_date, started_at, schools, pupils)
    values (${viewer.la}, ${id}, ${run.on}, ${run.startedAt}, ${run.schools}, ${run.pupils})`
  return id
}

/** The schools that a run has done. */
export async function schoolsDone(tx: Tx, viewer: Viewer, nightlyId: string): Promise<Set<string>> {
  const rows = await tx<{ school_id: string }[]>`
    select distinct r.school_id from detect_runs r
    where r.la_code = ${viewer.la} and r.nightly_id = ${nightlyId} and r.school_id is not null
      and ${schoolInScope(tx, viewer, tx`r.school_id`)}`
  return new Set(rows.map(row => row.school_id))
}

/** Says that a run is finished, once, with what its schools came to. */
export async function finishNightlyRun(
  tx: Tx,
  viewer: Viewer,
  nightlyId: string,
  finishedAt: Date,
): Promise<void> {
  await tx`
    insert into detect_runs (la_code, id, on_date, nightly_id, started_at, finished_at, pupils, found, withdrawn)
    select n.la_code, ${newId()}, n.on_date, n.id, n.started_at, ${finishedAt}, n.pupils,
           coalesce(sum(r.found), 0), coalesce(sum(r.withdrawn), 0)
    from nightly_runs n left join detect_runs r on r.la_code = n.la_code and r.nightly_id = n.id
    where n.la_code = ${viewer.la} and n.id = ${nightlyId}
    group by n.la_code, n.id
    on conflict (la_code, nightly_id) where school_id is null do nothing`
}

export type NightlyRunRow = {
  id: string
  on_date: LocalDate
  started_at: Date
  finished_at: Date | null
  last_at: Date | null
  schools: number
  schools_done: number
  pupils: number
  found: number
  withdrawn: number
}

/** The last runs over the whole authority, the newest first: how far each has come. */
export function nightlyRuns(tx: Tx, viewer: Viewer, limit = 14): Promise<NightlyRunRow[]> {
  return tx<NightlyRunRow[]>`
    select n.id, n.on_date, n.started_at, n.schools, n.pupils, d.finished_at, d.last_at, d.schools_done, d.found,
           d.withdrawn
    from (select * from nightly_runs where la_code = ${viewer.la} order by started_at desc, id desc limit ${limit}) n
    cross join lateral (
      select max(r.finished_at) filter (where r.school_id is null) as finished_at, max(r.finished_at) as last_at,
             count(distinct r.school_id)::int as schools_done,
             coalesce(sum(r.found) filter (where r.school_id is not null), 0)::int as found,
             coalesce(sum(r.withdrawn) filter (where r.school_id is not null), 0)::int as withdrawn
      from detect_runs r where r.la_code = n.la_code and r.nightly_id = n.id) d
    order by n.started_at desc, n.id desc`
}

/** One writer of findings at a time: two would each find the same and write it twice. */
export async function waitForOtherRuns(tx: Tx, viewer: Viewer): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`detect ${viewer.la}`}, 0))`
}
