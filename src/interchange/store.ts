// All the SQL of interchange: files received, what was wrong in them, what they changed, and headings remembered.
import { schoolInScope } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { HeaderMapping, Kind } from '../formats/columns.ts'
import type { Source } from '../formats/text.ts'
import type { Tx } from '../platform/db.ts'
import { NotFound } from '../platform/errors.ts'
import { newId, newToken } from '../platform/ids.ts'
import type { BeforeAfter, Change, ChangeList, Counts, Outcome } from './counts.ts'
import type { FileProblem, ProblemList, Severity } from './problem-list.ts'
import type { SchoolDirectory } from './school-directory.ts'

export type ImportState = 'received' | 'checked' | 'applying' | 'applied' | 'refused'
export type ImportRow = {
  id: string
  token: string
  kind: Kind
  school_id: string | null
  school: string | null
  file_name: string
  digest: string
  bytes: number
  mapping: HeaderMapping | Record<string, never>
  complete: boolean
  demonstration: boolean
  received_at: Date
  received_by: string | null
  received_name: string
  state: ImportState
  counts: Partial<Counts>
  checked_at: Date | null
  applied_at: Date | null
  applied_name: string | null
  refused_why: string | null
}

const columns = (tx: Tx) => tx`
  i.id, i.token, i.kind, i.school_id, s.name as school, i.file_name, i.digest, i.bytes, i.mapping, i.complete,
  i.demonstration, i.received_at, i.received_by, i.received_name, i.state, i.counts, i.checked_at, i.applied_at,
  i.applied_name, i.refused_why`

/** A manager sees every file of the authority, a school its own; a file of the whole authority is the manager's alone. */
function importInScope(tx: Tx, viewer: Viewer) {
  return viewer.side === 'school' ? schoolInScope(tx, viewer, tx`i.school_id`) : tx`true`
}

/** The newest files, at most fifty. */
export function importsOf(tx: Tx, viewer: Viewer): Promise<ImportRow[]> {
  return tx<ImportRow[]>`
    select ${columns(tx)} from imports i left join schools s on s.la_code = i.la_code and s.id = i.school_id
    where i.la_code = ${viewer.la} and ${importInScope(tx, viewer)}
    order by i.received_at desc, i.id desc limit 50`
}

/** The file whose token stands in the address. Throws NotFound when it is not in the viewer's scope. */
export async function importByToken(tx: Tx, viewer: Viewer, token: string): Promise<ImportRow> {
  const [row] = await tx<ImportRow[]>`
    select ${columns(tx)} from imports i left join schools s on s.la_code = i.la_code and s.id = i.school_id
    where i.la_code = ${viewer.la} and i.token = ${token} and ${importInScope(tx, viewer)}`
  if (!row) throw new NotFound('file')
  return row
}

/** The same by id, locked until the transaction ends, so that a file is applied once. */
export async function lockImport(tx: Tx, viewer: Viewer, id: string): Promise<ImportRow> {
  const [row] = await tx<ImportRow[]>`
    select ${columns(tx)} from imports i left join schools s on s.la_code = i.la_code and s.id = i.school_id
    where i.la_code = ${viewer.la} and i.id = ${id} and ${importInScope(tx, viewer)}
    for update of i`
  if (!row) throw new NotFound('file')
  return row
}

/** A file of this kind with the very same content that was read to its end, and held nothing back. */
export async function appliedBefore(
  tx: Tx,
  viewer: Viewer,
  file: { kind: Kind; schoolId: string | undefined; digest: string },
): Promise<ImportRow | undefined> {
  const [row] = await tx<ImportRow[]>`
    select ${columns(tx)} from imports i left join schools s on s.la_code = i.la_code and s.id = i.school_id
    where i.la_code = ${viewer.la} and i.digest = ${file.digest} and i.kind = ${file.kind} and i.state = 'applied'
      and i.school_id is not distinct from ${file.schoolId ?? null}::uuid
      and coalesce((i.counts ->> 'held')::int, 0) = 0 and ${importInScope(tx, viewer)}
    order by i.applied_at desc limit 1`
  return row
}

/** Files that hold rows back until a pupil list comes, oldest first. */
export function waitingImports(tx: Tx, viewer: Viewer): Promise<{ id: string; file_name: string }[]> {
  return tx<{ id: string; file_name: string }[]>`
    select i.id, i.file_name from imports i
    where i.la_code = ${viewer.la} and i.state = 'applied' and i.kind in ('contacts', 'attendance', 'attendance-marks', 'leave')
      and coalesce((i.counts ->> 'waiting')::int, 0) > 0
      and exists (select 1 from import_files f where f.la_code = i.la_code and f.import_id = i.id)
      and ${importInScope(tx, viewer)}
    order by i.received_at, i.id limit 50`
}

export type NewImport = {
  kind: Kind
  schoolId: string | undefined
  fileName: string
  digest: string
  bytes: number
  complete: boolean
  demonstration: boolean
  receivedAt: Date
  receivedBy: string | undefined
  receivedName: string
  deleteFileOn: string
}

export async function insertImport(
  tx: Tx,
  viewer: Viewer,
  file: NewImport,
): Promise<{ id: string; token: string }> {
  const id = newId()
  const token = newToken()
  await tx`
    insert into imports (la_code, id, token, kind, school_id, file_name, digest, bytes, complete, demonstration,
                         received_at, received_by, received_name, state, delete_file_on)
    values (${viewer.la}, ${id}, ${token}, ${file.kind}, ${file.schoolId ?? null}, ${file.fileName}, ${file.digest},
            ${file.bytes}, ${file.complete}, ${file.demonstration}, ${file.receivedAt}, ${file.receivedBy ?? null},
            ${file.receivedName}, 'received', ${file.deleteFileOn})`
  return { id, token }
}

/** One part of the file itself. */
export async function insertFilePart(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  part: number,
  content: Uint8Array,
): Promise<void> {
  await tx`
    insert into import_files (la_code, import_id, part, content)
    values (${viewer.la}, ${importId}, ${part}, ${content})`
}

/** The file itself, a part at a time. Read with a transaction of its own, apart from the one that writes. */
export async function* filePartsOf(tx: Tx, viewer: Viewer, importId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const [row] = await tx<{ content: Uint8Array }[]>`
      select f.content from import_files f
      where f.la_code = ${viewer.la} and f.import_id = ${importId} and f.part = ${part}`
    if (!row) return
    yield row.content
  }
}

export async function hasFile(tx: Tx, viewer: Viewer, importId: string): Promise<boolean> {
  const rows =
    await tx`select 1 from import_files f where f.la_code = ${viewer.la} and f.import_id = ${importId} limit 1`
  return rows.length > 0
}

/** Takes away the files whose day has come; the record of them stays. Gives how many. */
export async function deleteOldFiles(tx: Tx, viewer: Viewer): Promise<number> {
  const deleted = await tx`
    delete from import_files f using imports i
    where f.la_code = ${viewer.la} and i.la_code = f.la_code and i.id = f.import_id
      and i.delete_file_on < ${viewer.today}`
  return deleted.count
}

export async function setMapping(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  mapping: HeaderMapping,
): Promise<void> {
  await tx`update imports set mapping = ${tx.json(mapping)} where la_code = ${viewer.la} and id = ${importId}`
}

/** Where a file has come to. */
export async function setState(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  to: { state: ImportState; counts?: Counts; at: Date; by: string; why?: string },
): Promise<void> {
  await tx`
    update imports set state = ${to.state}, counts = ${to.counts ? tx.json(to.counts) : tx`counts`},
      checked_at = ${to.state === 'checked' ? to.at : tx`checked_at`},
      applied_at = ${to.state === 'applied' ? to.at : tx`applied_at`},
      applied_name = ${to.state === 'applied' ? to.by : tx`applied_name`},
      refused_why = ${to.why ?? null}
    where la_code = ${viewer.la} and id = ${importId}`
}

export async function insertImportEvent(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  event: { byName: string; byPerson: string | null; what: string; detail: Record<string, unknown> },
): Promise<void> {
  await tx`
    insert into import_events (la_code, import_id, id, by_person, by_name, what, detail)
    values (${viewer.la}, ${importId}, ${newId()}, ${event.byPerson}, ${event.byName}, ${event.what},
            ${tx.json(event.detail as never)})`
}

export type ImportEventRow = { at: Date; by_name: string; what: string; detail: Record<string, unknown> }
export function importEventsOf(tx: Tx, viewer: Viewer, importId: string): Promise<ImportEventRow[]> {
  return tx<ImportEventRow[]>`
    select e.at, e.by_name, e.what, e.detail from import_events e
    join imports i on i.la_code = e.la_code and i.id = e.import_id
    where e.la_code = ${viewer.la} and e.import_id = ${importId} and ${importInScope(tx, viewer)}
    order by e.at, e.id limit 100`
}

const problemKey = (p: {
  line?: number | null | undefined
  column?: string | null
  found: string | null
  expected: string
  severity: string
}) => JSON.stringify([p.line ?? null, p.column ?? '', p.found ?? '', p.expected, p.severity])

/** Adds the problems that were not said of this file before: reading it twice says nothing twice. */
export async function addProblems(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  problems: readonly FileProblem[],
): Promise<void> {
  const said = await tx<
    {
      number: number
      line: number | null
      column: string | null
      found: string | null
      expected: string
      severity: string
    }[]
  >`
    select number, line, column_name as column, found, expected, severity from import_problems
    where la_code = ${viewer.la} and import_id = ${importId}`
  const known = new Set(said.map(problemKey))
  const fresh = problems.filter(problem => !known.has(problemKey(problem)))
  const next = said.reduce((max, { number }) => Math.max(max, number), 0) + 1
  const atOnce = 5000
  for (let from = 0; from < fresh.length; from += atOnce) {
    const some = fresh.slice(from, from + atOnce)
    await tx`
      insert into import_problems (la_code, import_id, number, line, column_name, found, expected, severity)
      select ${viewer.la}, ${importId}, p.* from unnest(
        ${some.map((_, i) => next + from + i)}::int[], ${some.map(p => p.line ?? null)}::int[],
        ${some.map(p => p.column)}::text[], ${some.map(p => p.found)}::text[], ${some.map(p => p.expected)}::text[],
        ${some.map(p => p.severity)}::text[]) as p`
  }
}

/** What a file changes, anew; names that are missing from it and wait for a person stay as they were. */
export async function replaceChanges(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  changes: readonly Change[],
): Promise<void> {
  await tx`
    delete from import_changes
    where la_code = ${viewer.la} and import_id = ${importId} and decision is null`
  const [last] = await tx<{ number: number }[]>`
    select coalesce(max(number), 0)::int as number from import_changes
    where la_code = ${viewer.la} and import_id = ${importId}`
  const decided = await tx<{ enrolment_id: string | null }[]>`
    select enrolment_id from import_changes
    where la_code = ${viewer.la} and import_id = ${importId} and outcome = 'missing'`
  const isDecided = new Set(decided.map(row => row.enrolment_id))
  const fresh = changes.filter(c => c.outcome !== 'missing' || !isDecided.has(c.enrolmentId ?? null))
  const atOnce = 5000
  for (let from = 0; from < fresh.length; from += atOnce) {
    const some = fresh.slice(from, from + atOnce)
    await tx`
      insert into import_changes (la_code, import_id, number, line, outcome, school_id, child_id, enrolment_id, says, before_after)
      select ${viewer.la}, ${importId}, c.number, c.line, c.outcome, c.school_id, c.child_id, c.enrolment_id, c.says,
             c.before_after::jsonb
      from unnest(${some.map((_, i) => last!.number + 1 + from + i)}::int[], ${some.map(c => c.line ?? null)}::int[],
                  ${some.map(c => c.outcome)}::text[], ${some.map(c => c.schoolId ?? null)}::uuid[],
                  ${some.map(c => c.childId ?? null)}::uuid[], ${some.map(c => c.enrolmentId ?? null)}::uuid[],
                  ${some.map(c => c.says)}::text[], ${some.map(c => JSON.stringify(c.beforeAfter))}::text[])
           as c(number, line, outcome, school_id, child_id, enrolment_id, says, before_after)`
  }
}

export type ProblemRow = {
  number: number
  line: number | null
  column_name: string | null
  found: string | null
  expected: string
  severity: Severity
}

/** A hundred problems of a file, the gravest first, from the so-manyth on. */
export function problemsOf(tx: Tx, viewer: Viewer, importId: string, from: number): Promise<ProblemRow[]> {
  return tx<ProblemRow[]>`
    select p.number, p.line, p.column_name, p.found, p.expected, p.severity from import_problems p
    join imports i on i.la_code = p.la_code and i.id = p.import_id
    where p.la_code = ${viewer.la} and p.import_id = ${importId} and ${importInScope(tx, viewer)}
    order by array_position(array['held', 'ask', 'warning', 'note'], p.severity), p.line nulls first, p.number
    limit 100 offset ${from}`
}

export type ChangeRow = {
  number: number
  line: number | null
  outcome: Outcome
  school_id: string | null
  school: string | null
  child_id: string | null
  enrolment_id: string | null
  says: string
  before_after: BeforeAfter[]
  decision: 'apply' | 'leave' | null
  decided_name: string | null
}

/** A hundred changes of one or several outcomes, in the file's order. */
export function changesOf(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  outcomes: readonly Outcome[],
  from: number,
): Promise<ChangeRow[]> {
  return tx<ChangeRow[]>`
    select c.number, c.line, c.outcome, c.school_id, s.name as school, c.child_id, c.enrolment_id, c.says,
           c.before_after, c.decision, c.decided_name
    from import_changes c
    join imports i on i.la_code = c.la_code and i.id = c.import_id
    left join schools s on s.la_code = c.la_code and s.id = c.school_id
    where c.la_code = ${viewer.la} and c.import_id = ${importId} and c.outcome = any (${outcomes as string[]}::text[])
      and ${importInScope(tx, viewer)}
    order by c.number limit 100 offset ${from}`
}

/** One name that is missing from a list, locked, for the person who decides on it. */
export async function missingName(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  number: number,
): Promise<ChangeRow> {
  const [row] = await tx<ChangeRow[]>`
    select c.number, c.line, c.outcome, c.school_id, s.name as school, c.child_id, c.enrolment_id, c.says,
           c.before_after, c.decision, c.decided_name
    from import_changes c
    join imports i on i.la_code = c.la_code and i.id = c.import_id
    left join schools s on s.la_code = c.la_code and s.id = c.school_id
    where c.la_code = ${viewer.la} and c.import_id = ${importId} and c.number = ${number} and c.outcome = 'missing'
      and ${importInScope(tx, viewer)} and ${schoolInScope(tx, viewer, tx`c.school_id`)}
    for update of c`
  if (!row) throw new NotFound('change')
  return row
}

export async function decideMissing(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  number: number,
  decision: 'apply' | 'leave',
): Promise<void> {
  await tx`
    update import_changes set decision = ${decision}, decided_name = ${viewer.name}, decided_at = now()
    where la_code = ${viewer.la} and import_id = ${importId} and number = ${number} and decision is null`
}

/** The mapping last saved for files with just these headings: the school's own first, then the authority's. */
export async function rememberedMapping(
  tx: Tx,
  viewer: Viewer,
  given: { kind: Kind; headers: string; schoolId: string | undefined },
): Promise<HeaderMapping | undefined> {
  const [row] = await tx<{ mapping: HeaderMapping }[]>`
    select m.mapping from header_mappings m
    where m.la_code = ${viewer.la} and m.kind = ${given.kind} and m.headers = ${given.headers}
      and (m.school_id is null or m.school_id = ${given.schoolId ?? null}::uuid)
    order by (m.school_id is null), m.saved_at desc limit 1`
  return row?.mapping
}

/** The mapping that was saved under a name, for the command. */
export async function mappingByName(
  tx: Tx,
  viewer: Viewer,
  kind: Kind,
  name: string,
): Promise<HeaderMapping | undefined> {
  const [row] = await tx<{ mapping: HeaderMapping }[]>`
    select m.mapping from header_mappings m
    where m.la_code = ${viewer.la} and m.kind = ${kind} and m.name = ${name}
    order by m.saved_at desc limit 1`
  return row?.mapping
}

export async function rememberMapping(
  tx: Tx,
  viewer: Viewer,
  given: { kind: Kind; headers: string; schoolId: string | undefined; name: string; mapping: HeaderMapping },
): Promise<void> {
  await tx`
    insert into header_mappings (la_code, id, school_id, kind, name, headers, mapping, saved_name)
    values (${viewer.la}, ${newId()}, ${given.schoolId ?? null}, ${given.kind}, ${given.name}, ${given.headers},
            ${tx.json(given.mapping)}, ${viewer.name})`
}

/** One file of an authority is read at a time: two lists of one school at once would each miss the other. */
export async function waitForOtherFiles(tx: Tx, viewer: Viewer): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`files ${viewer.la}`}, 0))`
}

/** Which of these children have a referral by that school still open: the school goes on seeing them. */
export async function openReferrals(
  tx: Tx,
  viewer: Viewer,
  pairs: readonly { childId: string; schoolId: string }[],
): Promise<Set<string>> {
  const rows = await tx<{ child_id: string; school_id: string }[]>`
    select distinct r.child_id, r.school_id
    from unnest(${pairs.map(p => p.childId)}::uuid[], ${pairs.map(p => p.schoolId)}::uuid[]) as p(child_id, school_id)
    join referrals r on r.la_code = ${viewer.la} and r.child_id = p.child_id and r.school_id = p.school_id
    where r.outcome not in ('declined', 'found in education', 'closed') and ${schoolInScope(tx, viewer, tx`r.school_id`)}`
  return new Set(rows.map(row => row.child_id + row.school_id))
}

/** A file being read: what each kind's own part is given. All of it happens in one transaction, or none. */
export type Reading = {
  tx: Tx
  viewer: Viewer
  file: { id: string; fileName: string; receivedAt: Date; schoolId: string | undefined; complete: boolean }
  /** The file from its beginning, each time it is asked for. */
  source: () => Source
  mapping: HeaderMapping
  headers: readonly string[]
  schools: SchoolDirectory
  problems: ProblemList
  changes: ChangeList
  counts: Counts
  /** Schools of which marks changed: the rules look at them next. */
  touched: Set<string>
}
