// The nightly run, and the same for one school as soon as its marks change: reads every strip, judges those that matter,
// and writes what has changed since the last time.
import { asViewer } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { dayNumber, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import { schoolDaysBetween } from '../calendar/school-calendar.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { calendarsOf, type VersionedCalendar } from '../schools/store.ts'
import { compare, type Standing } from './compare.ts'
import type { Finding } from './finding.ts'
import { absenceFindings } from './register-findings.ts'
import {
  asStrip,
  type DetectFacts,
  detectFacts,
  enrolmentsWithLeave,
  type FindingEnding,
  insertDetectRun,
  insertEndings,
  insertFindings,
  type NewFinding,
  planAsUsual,
  type StandingFinding,
  standingFindings,
  stripBytes,
  waitForOtherRuns,
} from './store.ts'
import { StripScan } from './strip-scan.ts'

export type Detected = {
  /** Strips read. */
  strips: number
  /** Enrolments judged in full. */
  judged: number
  found: number
  withdrawn: number
  scanMs: number
  judgeMs: number
  writeMs: number
}

/** Enrolments judged, and findings written, at a time. */
const atOnce = 2000
const writtenAtOnce = 5000

type Calendars = (schoolId: string) => VersionedCalendar

/**
 * Applies T-04, T-07, T-14, T-15 and H-10 up to a day, to one school or to all, and writes what has changed.
 * Doing it again finds nothing new; broken off half way, the next run does the rest.
 */
export async function detect(
  sql: Sql,
  viewer: Viewer,
  given: { on: LocalDate; schoolId?: string | undefined; now: () => Date },
): Promise<Detected> {
  const startedAt = given.now()
  return asViewer(sql, viewer, async tx => {
    await waitForOtherRuns(tx, viewer)
    const calendars = await calendarsOf(tx, viewer)
    const began = performance.now()
    const { candidates, strips } = await scan(tx, viewer, given, calendars)
    const scanned = performance.now()
    const standing = new Map<string, StandingFinding[]>()
    for (const finding of await standingFindings(tx, viewer, given)) {
      const of = standing.get(finding.enrolment_id)
      if (of) of.push(finding)
      else standing.set(finding.enrolment_id, [finding])
    }
    for (const id of standing.keys()) candidates.add(id)
    const found: NewFinding[] = []
    const endings: FindingEnding[] = []
    const ids = [...candidates]
    for (let from = 0; from < ids.length; from += atOnce) {
      for (const facts of await detectFacts(tx, viewer, ids.slice(from, from + atOnce))) {
        judge(facts, standing.get(facts.id) ?? [], calendars(facts.school_id), given.on, found, endings)
      }
    }
    const judged = performance.now()
    if (found.length > 0 || endings.length > 0 || given.schoolId === undefined) {
      const runId = await insertDetectRun(tx, viewer, {
        on: given.on,
        schoolId: given.schoolId,
        startedAt,
        finishedAt: given.now(),
        pupils: strips,
        found: found.length,
        withdrawn: endings.length,
      })
      for (let from = 0; from < found.length; from += writtenAtOnce) {
        await insertFindings(tx, viewer, runId, found.slice(from, from + writtenAtOnce))
      }
      for (let from = 0; from < endings.length; from += writtenAtOnce) {
        await insertEndings(tx, viewer, runId, endings.slice(from, from + writtenAtOnce))
      }
    }
    return {
      strips,
      judged: ids.length,
      found: found.length,
      withdrawn: endings.length,
      scanMs: Math.round(scanned - began),
      judgeMs: Math.round(judged - scanned),
      writeMs: Math.round(performance.now() - judged),
    }
  })
}

/** Reads every strip; gives the enrolments that the rules are to judge. */
export async function scan(
  tx: Tx,
  viewer: Viewer,
  given: { on: LocalDate; schoolId?: string | undefined },
  calendars: Calendars,
): Promise<{ candidates: Set<string>; strips: number }> {
  const candidates = new Set(await enrolmentsWithLeave(tx, viewer, given))
  // Of the last year that matters, a run at its end is not long enough yet; of an earlier one the next may complete it.
  const strips = new StripScan(schoolYearOf(given.on), dayNumber(given.on), id => calendars(id).calendar)
  const rows = await stripBytes(tx, viewer, given)
  // Events, not an iterator: a promise for each message would cost more than the message.
  await new Promise<void>((resolve, reject) => {
    rows.on('data', (bytes: Buffer) => strips.take(bytes))
    rows.once('end', resolve)
    rows.once('error', reject)
  })
  await planAsUsual(tx)
  for (const id of strips.candidates) candidates.add(id)
  return { candidates, strips: strips.rows }
}

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
      : absenceFindings(
          calendar,
          {
            dob: facts.date_of_birth,
            entryDate: facts.entry_date,
            leavingDate: facts.leaving_date ?? undefined,
            leaves: (facts.leaves ?? []).map(l => ({ startsOn: l.starts_on, endsOn: l.ends_on })),
            strips: (facts.strips ?? []).map(asStrip),
          },
          on,
        )
  const compared = compare(standing.map(asStanding), now)
  const ids = new Map<Finding, string>()
  for (const finding of compared.fresh) {
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
  { since, on, leaveEndedOn, ruleVersion }: Finding,
  calendar: VersionedCalendar['calendar'],
  version: string | undefined,
): Record<string, unknown> {
  return {
    ...(since !== undefined && { school_days: schoolDaysBetween(calendar, since, on).length }),
    ...(leaveEndedOn !== undefined && { leave_ended_on: leaveEndedOn }),
    ...(version !== undefined && { calendar_version: version }),
    rule_version: ruleVersion,
  }
}
