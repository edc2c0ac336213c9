// The rules over the database: every night for a whole authority, and for one school as soon as its register changes. Reads
// everything once, judges those whose register says something other than what stands, and writes what has changed.
import { asViewer } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import { schoolDaysBetween } from '../calendar/school-calendar.ts'
import { pupilYearGroup } from '../calendar/year-groups.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { calendarsOf, type VersionedCalendar } from '../schools/store.ts'
import { compare, type Standing } from './compare.ts'
import type { Finding } from './finding.ts'
import { isRollChange, rollChangesFrom, rollChangesKeptFrom } from './nightly/roll-window.ts'
import {
  type DetectFacts,
  detectFacts,
  type FindingEnding,
  finishNightlyRun,
  insertEndings,
  insertFindings,
  insertNightlyRun,
  insertSchoolRuns,
  lastNightlyRun,
  type NewFinding,
  planAsUsual,
  planForAll,
  rollBytes,
  type SchoolRun,
  type StandingFinding,
  schoolsDone,
  standingBytes,
  standingFindings,
  stripBytes,
  type Whose,
  waitForOtherRuns,
} from './nightly/store.ts'
import { StripScan } from './nightly/strip-scan.ts'
import { registerFindings } from './register-findings.ts'
import { asStrip } from './store.ts'

export type Detected = {
  /** Schools looked at, and of how many an earlier run that was broken off had done already. */
  schools: number
  doneBefore: number
  /** Enrolments on their registers, and strips read. */
  pupils: number
  strips: number
  /** Enrolments judged in full. */
  judged: number
  found: number
  withdrawn: number
  /** Reading everything once: the rolls, what stands, the strips. */
  scanMs: number
  rollsMs: number
  standingMs: number
  stripsMs: number
  judgeMs: number
  writeMs: number
}

export type DetectOrder = {
  readonly on: LocalDate
  /** One school; all of the authority where not given. */
  readonly schoolId?: string | undefined
  readonly now: () => Date
  /** Told how many schools are done, of how many, after each batch. */
  readonly progress?: ((done: number, of: number) => void) | undefined
}

/** Enrolments judged, and findings written, at a time; and how many schools make a batch, a transaction of its own. */
const judgedAtOnce = 2000
const writtenAtOnce = 5000
const schoolsAtOnce = 50

type Calendars = Awaited<ReturnType<typeof calendarsOf>>

/**
 * Applies every register rule up to a day, to one school or to all, and writes what has changed. Doing it again finds
 * nothing new. A whole authority goes in batches of schools: broken off half way, the next run of that day goes on with the
 * schools that are not done.
 */
export async function detect(sql: Sql, viewer: Viewer, order: DetectOrder): Promise<Detected> {
  return order.schoolId === undefined
    ? detectAll(sql, viewer, order)
    : detectSchool(sql, viewer, order, order.schoolId)
}

async function detectSchool(
  sql: Sql,
  viewer: Viewer,
  order: DetectOrder,
  schoolId: string,
): Promise<Detected> {
  const startedAt = order.now()
  return asViewer(sql, viewer, async tx => {
    await waitForOtherRuns(tx, viewer)
    const calendars = await calendarsOf(tx, viewer, schoolId)
    const scanned = await scan(tx, viewer, order, calendars)
    const done = begun(scanned)
    const pupils = scanned.pupils.get(schoolId) ?? 0
    const ids = scanned.candidates.get(schoolId) ?? []
    const schools = new Map([[schoolId, { pupils, ids }]])
    await judgeAndWrite(tx, viewer, { ...order, startedAt, nightlyId: undefined }, calendars, schools, done)
    return done
  })
}

async function detectAll(sql: Sql, viewer: Viewer, order: DetectOrder): Promise<Detected> {
  const startedAt = order.now()
  const [scanned, calendars, run] = await asViewer(sql, viewer, async tx => {
    const calendars = await calendarsOf(tx, viewer)
    const scanned = await scan(tx, viewer, order, calendars)
    const { on } = order
    const last = await lastNightlyRun(tx, viewer)
    const unfinished = last && last.on_date === on && !last.is_finished ? last : undefined
    const before = unfinished ? await schoolsDone(tx, viewer, unfinished.id) : new Set<string>()
    const pupils = [...scanned.pupils.values()].reduce((sum, some) => sum + some, 0)
    const id =
      unfinished?.id ??
      (await insertNightlyRun(tx, viewer, { on, startedAt, schools: scanned.pupils.size, pupils }))
    return [scanned, calendars, { id, before }] as const
  })
  const done = begun(scanned)
  // Of schools done before, only what has changed since: that is what the reading gives.
  const all = [...scanned.candidates].filter(([id, ids]) => ids.length > 0 || !run.before.has(id))
  done.doneBefore = run.before.size
  let schoolsThrough = scanned.pupils.size - all.length
  order.progress?.(schoolsThrough, scanned.pupils.size)
  while (all.length > 0) {
    const batch = new Map<string, SchoolToDo>()
    let ids = 0
    while (all.length > 0 && batch.size < schoolsAtOnce && ids < judgedAtOnce) {
      const [id, some] = all.shift()!
      batch.set(id, { pupils: scanned.pupils.get(id)!, ids: some })
      ids += some.length
    }
    await asViewer(sql, viewer, async tx => {
      await waitForOtherRuns(tx, viewer)
      await judgeAndWrite(tx, viewer, { ...order, startedAt, nightlyId: run.id }, calendars, batch, done)
    })
    schoolsThrough += batch.size
    order.progress?.(schoolsThrough, scanned.pupils.size)
  }
  await asViewer(sql, viewer, tx => finishNightlyRun(tx, viewer, run.id, order.now()))
  return done
}

const begun = ({ pupils, strips, rollsMs, standingMs, stripsMs }: Scanned): Detected => ({
  schools: pupils.size,
  doneBefore: 0,
  pupils: [...pupils.values()].reduce((sum, some) => sum + some, 0),
  strips,
  judged: 0,
  found: 0,
  withdrawn: 0,
  scanMs: rollsMs + standingMs + stripsMs,
  rollsMs,
  standingMs,
  stripsMs,
  judgeMs: 0,
  writeMs: 0,
})

export type Scanned = {
  /** Enrolments to be judged, and all there are, by school. */
  candidates: Map<string, string[]>
  pupils: Map<string, number>
  strips: number
  rollsMs: number
  standingMs: number
  stripsMs: number
}

/** Reads the rolls, what stands and every strip once; gives the enrolments that are to be judged. */
export async function scan(
  tx: Tx,
  viewer: Viewer,
  given: Whose & { on: LocalDate },
  calendars: Calendars,
): Promise<Scanned> {
  const began = performance.now()
  const strips = new StripScan(given.on, (schoolId, yearGroup) => calendars(schoolId, yearGroup).calendar)
  if (given.schoolId === undefined) await planForAll(tx)
  await rollBytes(tx, viewer, given, bytes => strips.takeRolls(bytes))
  strips.rollsAreWhole()
  const rolls = performance.now()
  await standingBytes(tx, viewer, given, bytes => strips.takeStanding(bytes))
  const standing = performance.now()
  await stripBytes(tx, viewer, given, bytes => strips.takeStrips(bytes))
  await planAsUsual(tx)
  const candidates = strips.candidates()
  const counts = strips.enrolmentsBySchool()
  return {
    candidates,
    pupils: new Map([...candidates.keys()].map((id, i) => [id, counts[i]!])),
    strips: strips.strips,
    rollsMs: Math.round(rolls - began),
    standingMs: Math.round(standing - rolls),
    stripsMs: Math.round(performance.now() - standing),
  }
}

type SchoolToDo = { pupils: number; ids: readonly string[] }
type Run = { on: LocalDate; now: () => Date; startedAt: Date; nightlyId: string | undefined }

/** Judges enrolments of some schools by what the database says now, and writes what has changed. */
async function judgeAndWrite(
  tx: Tx,
  viewer: Viewer,
  run: Run,
  calendars: Calendars,
  schools: ReadonlyMap<string, SchoolToDo>,
  done: Detected,
): Promise<void> {
  const began = performance.now()
  const found: NewFinding[] = []
  const endings: FindingEnding[] = []
  const ids = [...schools.values()].flatMap(school => school.ids)
  for (let from = 0; from < ids.length; from += judgedAtOnce) {
    const some = ids.slice(from, from + judgedAtOnce)
    const standing = new Map<string, StandingFinding[]>()
    for (const finding of await standingFindings(tx, viewer, some, run.on)) {
      const of = standing.get(finding.enrolment_id)
      if (of) of.push(finding)
      else standing.set(finding.enrolment_id, [finding])
    }
    for (const facts of await detectFacts(tx, viewer, some)) {
      const yearGroup = pupilYearGroup(facts.nc_year, earlierOf(facts.leaving_date, run.on))
      const calendar = calendars(facts.school_id, yearGroup)
      judge(facts, standing.get(facts.id) ?? [], calendar, run.on, found, endings)
    }
  }
  const judged = performance.now()
  done.judged += ids.length
  done.found += found.length
  done.withdrawn += endings.length
  done.judgeMs += Math.round(judged - began)
  const rows: SchoolRun[] = []
  for (const [schoolId, { pupils }] of schools) {
    const [ofFound, ofEndings] = [of(schoolId, found), of(schoolId, endings)]
    // A school's own run that changed nothing leaves no trace: there is one whenever a file comes.
    if (run.nightlyId === undefined && ofFound + ofEndings === 0) continue
    rows.push({ id: newId(), schoolId, pupils, found: ofFound, withdrawn: ofEndings })
  }
  await insertSchoolRuns(tx, viewer, { ...run, finishedAt: run.now() }, rows)
  const runOf = new Map(rows.map(row => [row.schoolId, row.id]))
  for (let from = 0; from < found.length; from += writtenAtOnce) {
    await insertFindings(tx, viewer, runOf, found.slice(from, from + writtenAtOnce))
  }
  for (let from = 0; from < endings.length; from += writtenAtOnce) {
    await insertEndings(tx, viewer, runOf, endings.slice(from, from + writtenAtOnce))
  }
  done.writeMs += Math.round(performance.now() - judged)
}

const earlierOf = (leaving: LocalDate | null, on: LocalDate): LocalDate =>
  leaving !== null && leaving < on ? leaving : on

const of = (schoolId: string, some: readonly { schoolId: string }[]): number =>
  some.reduce((count, one) => (one.schoolId === schoolId ? count + 1 : count), 0)

function judge(
  facts: DetectFacts,
  standing: readonly StandingFinding[],
  { calendar, version }: VersionedCalendar,
  on: LocalDate,
  found: NewFinding[],
  endings: FindingEnding[],
): void {
  const now =
    facts.date_of_birth === null
      ? []
      : registerFindings(
          calendar,
          {
            dob: facts.date_of_birth,
            entryDate: facts.entry_date,
            leavingDate: facts.leaving_date ?? undefined,
            mostJuniorClass: facts.most_junior_class ?? undefined,
            mostSeniorClass: facts.most_senior_class ?? undefined,
            leaves: (facts.leaves ?? []).map(l => ({ startsOn: l.starts_on, endsOn: l.ends_on })),
            strips: (facts.strips ?? []).map(asStrip),
          },
          on,
        )
  const keptFrom = rollChangesKeptFrom(on)
  const compared = compare(
    standing.map(asStanding),
    now.filter(finding => !isRollChange(finding.rule) || finding.on >= keptFrom),
  )
  const raisedFrom = rollChangesFrom(on)
  const replacing = new Set(compared.ended.map(ending => ending.replacedBy))
  const ids = new Map<Finding, string>()
  for (const finding of compared.fresh) {
    if (isRollChange(finding.rule) && finding.on < raisedFrom && !replacing.has(finding)) continue
    const id = newId()
    ids.set(finding, id)
    found.push({
      id,
      enrolmentId: facts.id,
      childId: facts.child_id,
      schoolId: facts.school_id,
      rule: finding.rule,
      ruleVersion: finding.ruleVersion,
      on: finding.on,
      due: finding.due ?? null,
      since: finding.since ?? null,
      because: finding.because,
      cites: finding.cites,
      inputs: inputsOf(finding, calendar, version),
    })
  }
  for (const { standing: old, because, replacedBy } of compared.ended) {
    endings.push({
      findingId: old.id,
      schoolId: facts.school_id,
      because,
      replacedBy: replacedBy ? ids.get(replacedBy)! : null,
    })
  }
}

const asStanding = (row: StandingFinding): Standing => ({
  id: row.id,
  rule: row.rule,
  on: row.on_date,
  due: row.due_on ?? undefined,
  since: row.since_on ?? undefined,
  leaveEndedOn: row.leave_ended_on ?? undefined,
})

/** What a finding was worked out from, so that it can be explained when the calendar or the law has changed. */
function inputsOf(
  { since, on, leaveEndedOn, missed, possible, ruleVersion }: Finding,
  calendar: VersionedCalendar['calendar'],
  version: string | undefined,
): Record<string, unknown> {
  return {
    ...(since !== undefined && { school_days: schoolDaysBetween(calendar, since, on).length }),
    ...(leaveEndedOn !== undefined && { leave_ended_on: leaveEndedOn }),
    ...(missed !== undefined && { missed, possible }),
    ...(version !== undefined && { calendar_version: version }),
    rule_version: ruleVersion,
  }
}
