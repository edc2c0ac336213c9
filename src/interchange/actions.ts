// A file's way: received, checked, reviewed, applied. Each is one transaction; applying is all or nothing.
import { createHash } from 'node:crypto'
import { detectQueue, nightlyQueue } from '../absences/jobs.ts'
import { asViewer } from '../access/store.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { type HeaderMapping, type Kind, plain, proposeMapping } from '../formats/columns.ts'
import { delimiters, RowReader } from '../formats/csv.ts'
import { readHeaders } from '../formats/table.ts'
import { type Source, textOf } from '../formats/text.ts'
import { removalAlreadyMade } from '../leavers/actions.ts'
import { againQueue } from '../matching/doors/actions.ts'
import { londonDay } from '../platform/clock.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import { insertEnrolmentEvents, leaveRegister } from '../registers/store.ts'
import { schoolsOf } from '../schools/store.ts'
import { readRegisters } from './attendance/actions.ts'
import { readContactList } from './contacts/actions.ts'
import { ChangeList, type Counts, noCounts } from './counts.ts'
import { readLeaveList } from './leave/actions.ts'
import { type FileProblem, ProblemList } from './problem-list.ts'
import { readPupilList } from './pupils/actions.ts'
import { SchoolDirectory } from './school-directory.ts'
import { readSchoolList } from './schools/actions.ts'
import {
  addProblems,
  appliedBefore,
  decideMissing,
  filePartsOf,
  hasFile,
  type ImportRow,
  insertFilePart,
  insertImport,
  insertImportEvent,
  lockImport,
  missingName,
  type Reading,
  rememberedMapping,
  replaceChanges,
  setMapping,
  setState,
  waitForOtherFiles,
  waitingImports,
} from './store.ts'
import { readTermDateList } from './term-dates/actions.ts'

/** A file is kept so long, to be read again when a pupil list that it waits for has come. */
const fileKeptDays = 90
const partBytes = 1 << 20

const readers: Readonly<Record<Kind, (reading: Reading) => Promise<void>>> = {
  schools: readSchoolList,
  'term-dates': readTermDateList,
  pupils: readPupilList,
  contacts: readContactList,
  attendance: reading => readRegisters(reading, 'attendance'),
  'attendance-marks': reading => readRegisters(reading, 'attendance-marks'),
  leave: readLeaveList,
}

export type Received = {
  id: string
  token: string
  /** The same file was read to its end before: there is nothing to do. */
  already: { at: Date; by: string | null; token: string } | undefined
}

/**
 * Takes in a file. `content` is read once, and kept in parts unless `keep` is false (a file too large to keep is read again
 * from where it lies). Gives the import, and whether the very same file was read before.
 */
export async function receiveFile(
  tx: Tx,
  viewer: Viewer,
  file: {
    kind: Kind
    schoolId?: string | undefined
    fileName: string
    content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
    keep?: boolean
    complete?: boolean
    demonstration?: boolean
    mapping?: HeaderMapping | undefined
    now: Date
    by?: { id: string | undefined; name: string }
  },
): Promise<Received> {
  const hash = createHash('sha256')
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const piece of file.content) {
    hash.update(piece)
    bytes += piece.length
    if (file.keep !== false) parts.push(piece)
  }
  const digest = hash.digest('hex')
  const before = await appliedBefore(tx, viewer, { kind: file.kind, schoolId: file.schoolId, digest })
  const already = before && { at: before.applied_at!, by: before.applied_name, token: before.token }
  if (before && already) return { id: before.id, token: before.token, already }
  const by = file.by ?? { id: viewer.side === 'system' ? undefined : viewer.personId, name: viewer.name }
  const { id, token } = await insertImport(tx, viewer, {
    kind: file.kind,
    schoolId: file.schoolId,
    fileName: file.fileName.slice(0, 200),
    digest,
    bytes,
    complete: file.complete === true,
    demonstration: file.demonstration === true,
    receivedAt: file.now,
    receivedBy: by.id,
    receivedName: by.name,
    deleteFileOn: addDays(londonDay(file.now), fileKeptDays),
  })
  let part = 0
  for (const piece of inParts(parts)) await insertFilePart(tx, viewer, id, part++, piece)
  if (file.mapping) await setMapping(tx, viewer, id, file.mapping)
  await event(tx, viewer, id, 'received', { bytes, kept: file.keep !== false })
  return { id, token, already: undefined }
}

function* inParts(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += partBytes) {
      const some = piece.subarray(from, from + partBytes)
      if (length > 0 && length + some.length > partBytes) {
        yield Buffer.concat(waiting)
        waiting = []
        length = 0
      }
      waiting.push(some)
      length += some.length
    }
  }
  if (length > 0) yield Buffer.concat(waiting)
}

export type FileRead = {
  state: 'checked' | 'applied' | 'refused'
  counts: Counts
  problems: readonly FileProblem[]
  /** Problems counted and not kept. */
  problemsNotKept: number
}

type How = {
  now: Date
  /** Where the file lies, if it is not to be read from what was kept. */
  source?: (() => Source) | undefined
  /** Who asked for it, where that is not who gave the file. */
  by?: string
  /** Whether the rules are asked to look, once the marks are in. Not where the caller does so itself. */
  thenDetect?: boolean
}

/** Thrown to take back what checking a file wrote: checking is applying, undone. */
class OnlyChecked extends Error {}

/** Says what a file would do: everything is done and taken back, and what was seen is written down. */
export async function checkFile(sql: Sql, system: Viewer, importId: string, how: How): Promise<FileRead> {
  let read: Read | undefined
  try {
    await asViewer(sql, system, async tx => {
      const row = await lockImport(tx, system, importId)
      read = await readOnce(tx, named(system, row), row, how)
      throw new OnlyChecked()
    })
  } catch (error) {
    if (!(error instanceof OnlyChecked)) throw error
  }
  return asViewer(sql, system, tx => writeChecked(tx, system, importId, read!, how))
}

/** The same inside a transaction that goes on: for a page that shows the answer. */
export async function checkFileWithin(tx: Tx, system: Viewer, importId: string, how: How): Promise<FileRead> {
  const row = await lockImport(tx, system, importId)
  let read: Read | undefined
  try {
    await (tx as Sql & Tx).savepoint(async inner => {
      read = await readOnce(inner as Tx, named(system, row), row, how)
      throw new OnlyChecked()
    })
  } catch (error) {
    if (!(error instanceof OnlyChecked)) throw error
  }
  return writeChecked(tx, system, importId, read!, how)
}

async function writeChecked(
  tx: Tx,
  system: Viewer,
  importId: string,
  read: Read,
  how: How,
): Promise<FileRead> {
  const row = await lockImport(tx, system, importId)
  const state = read.refusedWhy === undefined ? 'checked' : 'refused'
  // Children who would be new have no record yet; those that were made for the check are gone.
  const changes = read.changes.kept.map(change =>
    change.outcome === 'new' || change.outcome === 'left'
      ? { ...change, childId: undefined, enrolmentId: undefined }
      : change,
  )
  if (row.state !== 'applied') {
    await addProblems(tx, system, importId, read.problems.kept)
    await replaceChanges(tx, system, importId, changes)
    await setState(tx, system, importId, {
      state,
      counts: read.counts,
      at: how.now,
      by: row.received_name,
      ...(read.refusedWhy !== undefined && { why: read.refusedWhy }),
    })
    await event(tx, named(system, row), importId, state, { counts: read.counts })
  }
  return result(state, read)
}

/** Applies a file: all its good rows, or none of them if anything breaks on the way. */
export async function applyFile(sql: Sql, system: Viewer, importId: string, how: How): Promise<FileRead> {
  const applied = await asViewer(sql, system, tx => applyFileWithin(tx, system, importId, how))
  if (applied.kind === 'pupils') {
    const { now, thenDetect } = how
    await applyWaiting(sql, system, { now, ...(thenDetect !== undefined && { thenDetect }) })
  }
  return applied
}

export async function applyFileWithin(
  tx: Tx,
  system: Viewer,
  importId: string,
  how: How,
): Promise<FileRead & { kind: Kind }> {
  const row = await lockImport(tx, system, importId)
  const viewer = named(system, row)
  const read = await readOnce(tx, viewer, row, how)
  const state = read.refusedWhy === undefined ? 'applied' : 'refused'
  await addProblems(tx, system, importId, read.problems.kept)
  await replaceChanges(tx, system, importId, read.changes.kept)
  await setState(tx, system, importId, {
    state,
    counts: read.counts,
    at: how.now,
    by: how.by ?? row.received_name,
    ...(read.refusedWhy !== undefined && { why: read.refusedWhy }),
  })
  await event(tx, how.by === undefined ? viewer : { ...viewer, name: how.by }, importId, state, {
    counts: read.counts,
  })
  if (how.thenDetect !== false) await askRules(tx, system.la, read.touched)
  // Children new on a roll, and records that changed, are compared with the others: those the database has marked.
  if (row.kind === 'pupils' || row.kind === 'contacts') await sendJob(tx, againQueue, { la: system.la })
  return { ...result(state, read), kind: row.kind }
}

/** Files whose rows waited for pupils, once a pupil list has come. What was read of them stays as it is. */
export async function applyWaiting(
  sql: Sql,
  system: Viewer,
  how: Omit<How, 'source' | 'by'>,
): Promise<number> {
  const waiting = await asViewer(sql, system, tx => waitingImports(tx, system))
  for (const { id } of waiting) {
    await asViewer(sql, system, tx => applyFileWithin(tx, system, id, how))
  }
  return waiting.length
}

/** Marks, leave, dates or names on a register changed: the rules look again at these schools, at once. */
async function askRules(tx: Tx, la: string, touched: ReadonlySet<string>): Promise<void> {
  if (touched.size === 0) return
  // Each takes a fraction of a second; from some number on it is quicker to read everything once.
  if (touched.size > 50) return sendJob(tx, nightlyQueue, { la })
  for (const school of touched) await sendJob(tx, detectQueue, { la, school })
}

type Read = {
  counts: Counts
  problems: ProblemList
  changes: ChangeList
  touched: Set<string>
  refusedWhy: string | undefined
}

const result = (state: FileRead['state'], { counts, problems }: Read): FileRead => ({
  state,
  counts,
  problems: problems.kept,
  problemsNotKept: problems.notKept,
})

/** The system, under the name of who gave the file: history says who. */
const named = (system: Viewer, row: ImportRow): Viewer =>
  systemViewer(system.la, system.today, row.received_name)

/** Reads a file and does what it says, in this transaction. */
async function readOnce(tx: Tx, viewer: Viewer, row: ImportRow, how: How): Promise<Read> {
  await waitForOtherFiles(tx, viewer)
  const source = how.source ?? (() => filePartsOf(tx, viewer, row.id))
  if (!how.source && row.bytes > 0 && !(await hasFile(tx, viewer, row.id))) {
    throw new Error(`The file of import ${row.token} is no longer kept`)
  }
  const { mapping, headers } = await mappingFor(tx, viewer, row, source)
  const problems = new ProblemList(row.kind, mapping)
  const reading: Reading = {
    tx,
    viewer,
    file: {
      id: row.id,
      fileName: row.file_name,
      receivedAt: row.received_at,
      schoolId: row.school_id ?? undefined,
      complete: row.complete,
    },
    source,
    mapping,
    headers,
    schools: new SchoolDirectory(
      (await schoolsOf(tx, viewer)).map(s => ({
        id: s.id,
        urn: s.urn,
        dfeNumber: s.dfe_number,
        name: s.name,
      })),
      row.school_id ?? undefined,
    ),
    problems,
    changes: new ChangeList(),
    counts: noCounts(),
    touched: new Set(),
  }
  await readers[row.kind](reading)
  const { counts, changes, touched } = reading
  const unread = problems.kept.find(
    p => p.severity === 'held' && /^a (column|line of headings) for /.test(p.expected),
  )
  const refusedWhy =
    unread && counts.rows === counts.held ? `Nothing could be read: expected ${unread.expected}` : undefined
  return { counts, problems, changes, touched, refusedWhy }
}

/** How the headings of all files with the same heading line are kept together. */
export const headingKey = (headers: readonly string[]): string => headers.map(plain).join('|')

/** The mapping given with the file, else the one remembered for such headings, else the best guess. */
export async function mappingFor(
  tx: Tx,
  viewer: Viewer,
  row: Pick<ImportRow, 'kind' | 'mapping' | 'school_id'>,
  source: () => Source,
): Promise<{ mapping: HeaderMapping; headers: string[] }> {
  const given = 'columns' in row.mapping ? (row.mapping as HeaderMapping) : undefined
  const layout = await readHeaders(row.kind, source(), given)
  const headers = layout?.headers ?? (await firstLine(source()))
  if (given) return { mapping: given, headers }
  const remembered = await rememberedMapping(tx, viewer, {
    kind: row.kind,
    headers: headingKey(headers),
    schoolId: row.school_id ?? undefined,
  })
  return { mapping: remembered ?? proposeMapping(row.kind, headers).mapping, headers }
}

/** The first line with several cells: the headings of a file of which we know none, for a person to say what they mean. */
async function firstLine(source: Source): Promise<string[]> {
  let beginning = ''
  for await (const text of textOf(source)) {
    beginning += text
    if (beginning.length > 1 << 16) break
  }
  let best: string[] = []
  for (const delimiter of delimiters) {
    const reader = new RowReader(delimiter)
    const rows = [...reader.push(beginning.slice(0, 1 << 16)), ...reader.end()].slice(0, 40)
    const headings = rows.find(row => row.cells.filter(cell => cell.trim() !== '').length > 1)?.cells ?? []
    if (headings.length > best.length) best = headings
  }
  return best.map(cell => cell.trim())
}

function event(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  what: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const byPerson = viewer.side === 'system' ? null : viewer.personId
  return insertImportEvent(tx, viewer, importId, { byName: viewer.name, byPerson, what, detail })
}

/**
 * A person decides on a name that is missing from a complete list: `apply` records that the child left on the day they give,
 * with what is known; `leave` keeps the name. Refuses where it was decided before, or the day cannot be.
 */
export async function decideOnMissing(
  tx: Tx,
  viewer: Viewer,
  importId: string,
  number: number,
  decided:
    | { decision: 'leave' }
    | {
        decision: 'apply'
        leavingDate: LocalDate
        ground: string
        destination: string
        seenUntil: LocalDate
      },
  across: (work: (system: Viewer) => Promise<void>) => Promise<void>,
): Promise<Decision<string>> {
  const name = await missingName(tx, viewer, importId, number)
  if (name.decision !== null)
    return refused({ says: `${name.decided_name} has decided on this name already.` })
  if (decided.decision === 'leave') {
    await decideMissing(tx, viewer, importId, number, 'leave')
    return allowed('The name stays on the register')
  }
  const left = await leaveRegister(tx, viewer, name.enrolment_id!, {
    leavingDate: decided.leavingDate,
    groundAsReceived: decided.ground || null,
    destination: decided.destination || null,
    seenUntil: decided.seenUntil,
  })
  if (!left) {
    return refused({ says: 'The child has left since, or was entered in the register after that day.' })
  }
  await insertEnrolmentEvents(tx, viewer, importId, [
    {
      enrolmentId: name.enrolment_id!,
      childId: name.child_id!,
      schoolId: name.school_id!,
      type: 'left',
      data: {
        leaving_date: decided.leavingDate,
        ground_as_received: decided.ground || null,
        destination: decided.destination || null,
        why: 'Missing from a complete list, and confirmed by a person',
      },
    },
  ])
  await decideMissing(tx, viewer, importId, number, 'apply')
  await across(system =>
    removalAlreadyMade(tx, system, {
      childId: name.child_id!,
      enrolmentId: name.enrolment_id!,
      schoolId: name.school_id!,
      leavingDate: decided.leavingDate,
      groundAsReceived: decided.ground || undefined,
      destination: decided.destination || undefined,
      importId,
      on: viewer.today,
    }),
  )
  return allowed(`Recorded as left on ${inWords(decided.leavingDate)}`)
}
