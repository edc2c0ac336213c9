// Pupil lists: from rows to children and the registers they are on.
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { nthSchoolDayAfter } from '../../calendar/school-calendar.ts'
import {
  addressesHeld,
  type ChildChange,
  childrenByUpn,
  endAddresses,
  type FlagSaid,
  flagsSaid,
  insertAddresses,
  insertChildChanges,
  insertChildren,
  insertFlags,
  insertProtectedDetail,
  isProtectedDetailHeld,
  protectedAmong,
  type ReceivedAddress,
  type ReceivedChild,
  updateChildren,
} from '../../children/received/store.ts'
import { type PupilRecord, readPupils } from '../../formats/pupils.ts'
import { removalAlreadyMade } from '../../leavers/actions.ts'
import { keepKeys } from '../../matching/kept/store.ts'
import { surnameKey } from '../../matching/name-keys.ts'
import { askWhoseUpn, type Question } from '../../matching/questions/store.ts'
import { newId } from '../../platform/ids.ts'
import { keepSeenUntil } from '../../registers/actions.ts'
import {
  confirmEnrolments,
  type EnrolmentEvent,
  enrolmentsByMisId,
  insertEnrolmentEvents,
  insertEnrolments,
  type KnownEnrolmentRow,
  onRollAt,
  type ReceivedEnrolment,
  updateEnrolments,
} from '../../registers/store.ts'
import { calendarsOf } from '../../schools/store.ts'
import type { BeforeAfter } from '../counts.ts'
import { type KnownSchool, schoolSaid } from '../school-directory.ts'
import { openReferrals, type Reading } from '../store.ts'
import { takeProblems } from '../take-problems.ts'
import {
  addressIn,
  askAboutLeaver,
  type ChildFields,
  flagsIn,
  judgePupil,
  type KnownPupil,
  keysOf,
  type Namesake,
} from './pupil-row.ts'

/** Rows judged and written together. */
const rowsAtOnce = 2000
/** A school may look so long after a child has left: guidance gives it 15 school days to send what it holds. */
const schoolDaysSeen = 15

type Leaver = {
  record: PupilRecord
  enrolmentId: string
  childId: string
  schoolId: string
  ground: string | null
}
type Calendars = Awaited<ReturnType<typeof calendarsOf>>
type Row = { record: PupilRecord; school: KnownSchool }

/** Reads a pupil list and brings the rolls up to it. */
export async function readPupilList(reading: Reading): Promise<void> {
  const shared = await sharedUpns(reading)
  const list = new List(reading, await calendarsOf(reading.tx, reading.viewer), shared)
  const { mapping, schools } = reading
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  for await (const batch of readPupils(reading.source(), options)) {
    takeProblems(reading, batch.problems)
    for (const record of batch.records) await list.take(record)
  }
  await list.finish()
}

/** UPNs that stand on rows of two different children, with a line each: read once through, before anything is written. */
async function sharedUpns({ source, mapping, schools }: Reading): Promise<Map<string, number[]>> {
  const first = new Map<string, { who: string; where: string; line: number }>()
  const shared = new Map<string, number[]>()
  const options = { mapping, ...(schools.defaultKey && { defaultSchool: schools.defaultKey }) }
  for await (const { records } of readPupils(source(), options)) {
    for (const record of records) {
      if (record.upn === undefined || record.upnIs !== 'ok' || record.upnTemporary) continue
      const who = `${record.dateOfBirth} ${surnameKey(record.legalSurname)}`
      const where = `${record.school.urn ?? record.school.dfeNumber} ${record.misId}`
      const before = first.get(record.upn)
      if (!before) first.set(record.upn, { who, where, line: record.line })
      // The same child at two schools, or twice at one school under one id, is one child.
      else if (before.who !== who || (sameSchool(before.where, where) && before.where !== where)) {
        const lines = shared.get(record.upn) ?? [before.line]
        lines.push(record.line)
        shared.set(record.upn, lines)
      }
    }
  }
  return shared
}

const sameSchool = (a: string, b: string): boolean => a.split(' ')[0] === b.split(' ')[0]

class List {
  readonly #reading: Reading
  readonly #calendars: Calendars
  readonly #shared: Map<string, number[]>
  readonly #hasLeavingDate: boolean
  #waiting: Row[] = []
  #keys = new Set<string>()
  readonly #seen = new Map<string, Set<string>>()
  readonly #done = new Set<string>()
  readonly #leavers: Leaver[] = []

  constructor(reading: Reading, calendars: Calendars, shared: Map<string, number[]>) {
    this.#reading = reading
    this.#calendars = calendars
    this.#shared = shared
    this.#hasLeavingDate = reading.mapping.columns.leaving_date !== undefined
  }

  async take(record: PupilRecord): Promise<void> {
    const { counts, schools } = this.#reading
    counts.rows++
    const found = schools.find(record.school)
    if ('problem' in found) return this.#hold(record, '', schoolSaid(record.school), found.problem)
    const { school } = found
    this.#isOn(school.id, record.misId)
    const lines = record.upn === undefined ? undefined : this.#shared.get(record.upn)
    if (lines) {
      const others = lines.filter(line => line !== record.line)
      return this.#hold(
        record,
        this.#heading('upn'),
        `${record.upn}, which is on line ${others.join(', ')} too`,
        'one UPN for one child; both rows are held until the school says whose it is',
      )
    }
    const place = `${school.id} ${record.misId}`
    if (this.#done.has(`${place} ${record.entryDate}`)) {
      return this.#hold(
        record,
        this.#heading('mis_id'),
        record.misId,
        'one row for each pupil and entry date',
      )
    }
    this.#done.add(`${place} ${record.entryDate}`)
    // A row about a child of an earlier row must see what that row did.
    const keys = [place, ...(record.upn === undefined ? [] : [record.upn])]
    if (this.#waiting.length >= rowsAtOnce || keys.some(key => this.#keys.has(key))) await this.#write()
    for (const key of keys) this.#keys.add(key)
    this.#waiting.push({ record, school })
  }

  #heading(column: string): string {
    return this.#reading.mapping.columns[column] ?? column
  }

  #isOn(schoolId: string, misId: string): void {
    const seen = this.#seen.get(schoolId)
    if (seen) seen.add(misId)
    else this.#seen.set(schoolId, new Set([misId]))
  }

  #hold(record: PupilRecord, column: string, found: string, expected: string): void {
    const { counts, problems, changes } = this.#reading
    counts.held++
    problems.add({ line: record.line, column, found, expected, severity: 'held' })
    changes.add({
      line: record.line,
      outcome: 'held',
      schoolId: undefined,
      childId: undefined,
      enrolmentId: undefined,
      says: `Pupil ${record.misId} is held`,
      beforeAfter: [],
    })
  }

  async #write(): Promise<void> {
    const rows = this.#waiting
    this.#waiting = []
    this.#keys = new Set()
    if (rows.length === 0) return
    await writeRows(this.#reading, rows, {
      calendars: this.#calendars,
      hasLeavingDate: this.#hasLeavingDate,
      leavers: this.#leavers,
      hold: this.#hold.bind(this),
    })
  }

  async finish(): Promise<void> {
    await this.#write()
    const { tx, viewer, file, counts, changes } = this.#reading
    // Last, so that a school further down the file that has the child is seen.
    for (const { record, enrolmentId, childId, schoolId, ground } of this.#leavers) {
      await removalAlreadyMade(tx, viewer, {
        childId,
        enrolmentId,
        schoolId,
        leavingDate: record.leavingDate!,
        ground: ground ?? undefined,
        groundAsReceived: record.deletionGround,
        destination: record.destinationName ?? record.destinationDfeNumber,
        destinationUrn: record.destinationUrn,
        importId: file.id,
        on: viewer.today,
      })
    }
    if (!file.complete) return
    for (const [schoolId, seen] of this.#seen) {
      for (const pupil of await onRollAt(tx, viewer, schoolId, viewer.today)) {
        if (seen.has(pupil.mis_id)) continue
        counts.missing++
        changes.add({
          line: undefined,
          outcome: 'missing',
          schoolId,
          childId: pupil.child_id,
          enrolmentId: pupil.id,
          says: `${pupil.forename} ${pupil.surname} (${pupil.mis_id}) is on the register and not on this list`,
          beforeAfter: [],
        })
      }
    }
  }
}

type Written = {
  row: Row
  outcome: 'new' | 'changed' | 'unchanged' | 'left'
  childId: string
  enrolmentId: string
  /** True for a child of whom nothing is held yet. */
  isNewChild: boolean
  says: string
  beforeAfter: BeforeAfter[]
}

/** Judges some rows of different pupils, and writes them together. */
async function writeRows(
  reading: Reading,
  rows: readonly Row[],
  list: {
    calendars: Calendars
    hasLeavingDate: boolean
    leavers: Leaver[]
    hold: (record: PupilRecord, column: string, found: string, expected: string) => void
  },
): Promise<void> {
  const { tx, viewer, file, problems, counts } = reading
  const known = new Map<string, KnownEnrolmentRow[]>()
  for (const row of await enrolmentsByMisId(
    tx,
    viewer,
    rows.map(r => ({ schoolId: r.school.id, misId: r.record.misId })),
  )) {
    const key = `${row.school_id} ${row.mis_id}`
    const times = known.get(key)
    if (times) times.push(row)
    else known.set(key, [row])
  }
  const upns = rows.flatMap(({ record }) => (isCertain(record) ? [record.upn!] : []))
  const namesakes = new Map<string, Namesake[]>()
  for (const row of await childrenByUpn(tx, viewer, upns)) {
    const same = namesakes.get(row.upn) ?? []
    const { id, protected: isProtected, ...child } = row
    same.push({ childId: id, protected: isProtected, child })
    namesakes.set(row.upn, same)
  }

  const newChildren: ReceivedChild[] = []
  const changedChildren: ReceivedChild[] = []
  const childChanges: ChildChange[] = []
  const newEnrolments: ReceivedEnrolment[] = []
  const changedEnrolments: ReceivedEnrolment[] = []
  const confirmed = new Map<number, string[]>()
  const events: EnrolmentEvent[] = []
  const written: Written[] = []
  const questions: Question[] = []
  const why = `The list ${file.fileName}`

  const changeChild = (
    childId: string,
    schoolId: string,
    child: ChildFields,
    changes: readonly BeforeAfter[],
    evenSo = false,
  ) => {
    const ofChild = changes.filter(change => change.field in child)
    // A child who was joined is written like one who is new, so that neither takes the longer.
    if (ofChild.length === 0 && !evenSo) return
    changedChildren.push({ id: childId, ...child, ...keysOf(child) })
    for (const { field, before, after } of ofChild) {
      childChanges.push({ childId, schoolId, field, before: before ?? null, after: after ?? null, why })
    }
  }

  for (const row of rows) {
    const { record, school } = row
    const times = known.get(`${school.id} ${record.misId}`) ?? []
    const at = record.misUpdatedAt ?? file.receivedAt.getTime()
    const time = timeOf(record, times)
    const sameChild = time ?? times.at(-1)
    const named = isCertain(record) ? (namesakes.get(record.upn!) ?? []) : []
    // Back under the same id after having left: the same child's next time on the roll.
    const judged = judgePupil(record, sameChild && knownPupil(sameChild, time !== undefined), named, at, {
      leavingDate: list.hasLeavingDate,
      bySchool: file.schoolId !== undefined,
    })
    if (judged.is === 'held') {
      list.hold(record, '', judged.found, judged.expected)
      continue
    }
    const { child, enrolment } = judged
    if (judged.is === 'known' && judged.isOlder) {
      counts.unchanged++
      if (judged.changes.length > 0) {
        counts.notes++
        problems.add({
          line: record.line,
          column: '',
          found: `pupil ${record.misId}, as on ${new Date(at).toISOString().slice(0, 10)}`,
          expected: `nothing: what is held is from ${sameChild!.recorded_at.toISOString().slice(0, 10)}, which is newer`,
          severity: 'note',
        })
      }
      continue
    }
    const asOf = new Date(at)
    const seenUntil =
      enrolment.leaving_date === null
        ? null
        : seenAfter(list.calendars(school.id).calendar, enrolment.leaving_date)
    const place = { schoolId: school.id, misId: record.misId, ...enrolment, seen_until: seenUntil, at: asOf }
    const isLeaver = enrolment.leaving_date !== null
    const ask = (childId: string) => {
      for (const otherId of judged.is === 'joined' ? [] : judged.asksAbout) {
        questions.push({ childId, otherId, said: record.upn!, schoolId: school.id, importId: file.id })
      }
    }
    if (judged.is !== 'known' || !time) {
      const isNewChild = judged.is === 'new'
      const childId =
        judged.is === 'new' ? newId() : judged.is === 'joined' ? judged.childId : judged.pupil.childId
      const enrolmentId = newId()
      ask(childId)
      if (isNewChild) newChildren.push({ id: childId, ...child, ...keysOf(child) })
      newEnrolments.push({ ...place, id: enrolmentId, childId })
      events.push({
        enrolmentId,
        childId,
        schoolId: school.id,
        type: 'entered',
        data: {
          entry_date: enrolment.entry_date,
          why,
          ...(judged.is === 'joined' && { attached: 'the same UPN, date of birth and names' }),
        },
      })
      if (isLeaver) events.push(leftEvent(enrolmentId, childId, school.id, enrolment, why))
      if (judged.is === 'known') changeChild(childId, school.id, child, judged.changes)
      if (judged.is === 'joined') changeChild(childId, school.id, child, judged.changes, true)
      written.push({
        row,
        outcome: isLeaver ? 'left' : 'new',
        childId,
        enrolmentId,
        isNewChild,
        // Of a school's own file the same words, whether or not another school of the area has or had the child.
        says:
          isNewChild || file.schoolId !== undefined ? 'New' : 'New at this school, known to the authority',
        beforeAfter: [],
      })
      if (isLeaver)
        list.leavers.push({ record, enrolmentId, childId, schoolId: school.id, ground: enrolment.ground })
      continue
    }
    const { pupil } = judged
    const { changes } = judged
    ask(pupil.childId)
    const ids = { enrolmentId: pupil.enrolmentId, childId: pupil.childId }
    if (changes.length === 0) {
      const same = confirmed.get(at) ?? []
      same.push(pupil.enrolmentId)
      confirmed.set(at, same)
      written.push({ row, outcome: 'unchanged', ...ids, isNewChild: false, says: '', beforeAfter: [] })
      continue
    }
    changeChild(pupil.childId, school.id, child, changes)
    const ofEnrolment = changes.filter(change => !(change.field in child))
    const hasLeft = isLeaver && pupil.enrolment.leaving_date !== enrolment.leaving_date
    const isBack = !isLeaver && pupil.enrolment.leaving_date !== null
    changedEnrolments.push({
      ...place,
      id: pupil.enrolmentId,
      childId: pupil.childId,
      seen_until: later(seenUntil, time.seen_until),
    })
    if (ofEnrolment.length > 0) {
      const data = { changes: ofEnrolment, why }
      events.push(
        hasLeft
          ? leftEvent(pupil.enrolmentId, pupil.childId, school.id, enrolment, why)
          : { ...ids, schoolId: school.id, type: isBack ? 'reinstated' : 'changed', data },
      )
    }
    if (hasLeft) list.leavers.push({ record, ...ids, schoolId: school.id, ground: enrolment.ground })
    written.push({
      row,
      outcome: hasLeft ? 'left' : 'changed',
      ...ids,
      isNewChild: false,
      says: '',
      beforeAfter: changes,
    })
  }

  await insertChildren(tx, viewer, newChildren)
  await updateChildren(tx, viewer, changedChildren)
  await insertChildChanges(tx, viewer, file.id, childChanges)
  await insertEnrolments(tx, viewer, newEnrolments)
  await updateEnrolments(tx, viewer, changedEnrolments)
  for (const [at, ids] of confirmed) await confirmEnrolments(tx, viewer, ids, new Date(at))
  await insertEnrolmentEvents(tx, viewer, file.id, events)
  await keepLookingWhileReferred(reading, written)
  await writeAddresses(reading, written)
  await writeFlags(reading, written, why)
  await askWhoseUpn(tx, viewer, questions)
  await keepKeys(
    tx,
    viewer,
    written.map(w => w.childId),
  )
  // An entry, a removal, a day of birth: the rules look again at the school.
  for (const { outcome, row } of written) if (outcome !== 'unchanged') reading.touched.add(row.school.id)
  report(reading, written)
}

const isCertain = (record: PupilRecord): boolean =>
  record.upn !== undefined && record.upnIs === 'ok' && !record.upnTemporary

/** Which of a pupil's times on the roll is this row about? Nothing where it begins a new one. */
function timeOf(record: PupilRecord, times: readonly KnownEnrolmentRow[]): KnownEnrolmentRow | undefined {
  const same = times.find(time => time.entry_date === record.entryDate)
  if (same) return same
  const last = times.at(-1)
  return last && last.leaving_date !== null && record.entryDate > last.leaving_date ? undefined : last
}

function knownPupil(row: KnownEnrolmentRow, isSameTime: boolean): KnownPupil {
  const { surname, forename, middle_names, preferred_surname, preferred_forename, former_surname } = row
  const { date_of_birth, sex, upn, upn_checked, former_upn } = row
  const child: ChildFields = {
    ...{ surname, forename, middle_names, preferred_surname, preferred_forename, former_surname },
    ...{ date_of_birth, sex, upn, upn_checked, former_upn },
  }
  const {
    admission_number,
    nc_year,
    registration_group,
    enrol_status,
    most_junior_class,
    most_senior_class,
  } = row
  const { entry_date } = row
  // Of a new time on the roll nothing is known of its end, whatever the last one's was.
  const none = {
    leaving_date: null,
    leaving_reason: null,
    ground: null,
    ground_as_received: null,
    destination: null,
    destination_urn: null,
  }
  const { leaving_date, leaving_reason, ground, ground_as_received, destination, destination_urn } =
    isSameTime ? row : none
  return {
    enrolmentId: row.id,
    childId: row.child_id,
    child,
    enrolment: {
      ...{
        admission_number,
        nc_year,
        registration_group,
        enrol_status,
        most_junior_class,
        most_senior_class,
      },
      ...{
        entry_date,
        leaving_date,
        leaving_reason,
        ground,
        ground_as_received,
        destination,
        destination_urn,
      },
    },
    asOf: row.recorded_at.getTime(),
  }
}

function seenAfter(calendar: Parameters<typeof nthSchoolDayAfter>[0], leavingDate: string): string {
  const leaving = leavingDate as LocalDate
  return nthSchoolDayAfter(calendar, leaving, schoolDaysSeen) ?? addDays(leaving, 2 * schoolDaysSeen)
}

/** A later day already given, such as while a question is open, is never taken back by a file. */
const later = (fromFile: string | null, held: string | null): string | null =>
  fromFile === null || held === null || fromFile > held ? fromFile : held

const leftEvent = (
  enrolmentId: string,
  childId: string,
  schoolId: string,
  { leaving_date, ground, ground_as_received, destination }: ReceivedEnrolment | KnownPupil['enrolment'],
  why: string,
): EnrolmentEvent => ({
  enrolmentId,
  childId,
  schoolId,
  type: 'left',
  data: { leaving_date, ground, ground_as_received, destination, why },
})

/** A school that has referred a child goes on seeing the child, however long ago the name was removed. */
async function keepLookingWhileReferred(reading: Reading, written: readonly Written[]): Promise<void> {
  const { tx, viewer } = reading
  const left = written.filter(w => w.outcome === 'left')
  if (left.length === 0) return
  const open = await openReferrals(
    tx,
    viewer,
    left.map(w => ({ childId: w.childId, schoolId: w.row.school.id })),
  )
  for (const { childId, enrolmentId, row } of left) {
    if (open.has(childId + row.school.id)) await keepSeenUntil(tx, viewer, [enrolmentId], farDay)
  }
}
const farDay = '9999-12-31' as LocalDate

/**
 * Is there anything held of the child of a row? Of a school's own file all are looked up, new ones too: how long its list
 * takes must not say which of them were known.
 */
const isLookedUp =
  (file: Reading['file']) =>
  (w: Written): boolean =>
    !w.isNewChild || file.schoolId !== undefined

async function writeAddresses(reading: Reading, written: readonly Written[]): Promise<void> {
  const { tx, viewer, file } = reading
  const given = written.flatMap(w => {
    const address = addressIn(w.row.record)
    return address ? [{ w, address }] : []
  })
  if (given.length === 0) return
  const known = given
    .map(({ w }) => w)
    .filter(isLookedUp(file))
    .map(w => w.childId)
  const isProtected = known.length === 0 ? new Set<string>() : await protectedAmong(tx, viewer, known)
  const held = new Map(
    (known.length === 0 ? [] : await addressesHeld(tx, viewer, known)).map(a => [
      a.child_id + a.school_id,
      a,
    ]),
  )
  const ending: string[] = []
  const adding: ReceivedAddress[] = []
  for (const { w, address } of given) {
    const { childId } = w
    const schoolId = w.row.school.id
    if (isProtected.has(childId)) {
      // Read by break-glass alone: all we may ask is whether it is the same.
      if (await isProtectedDetailHeld(tx, viewer, { childId, schoolId, kind: 'address', detail: address }))
        continue
      await insertProtectedDetail(tx, viewer, { childId, schoolId, kind: 'address', detail: address })
      continue
    }
    const before = held.get(childId + schoolId)
    if (before && before.lines === address.lines && before.postcode === address.postcode) continue
    if (before) {
      ending.push(before.id)
      if (w.outcome === 'unchanged') w.outcome = 'changed'
      // That it changed; never what it was or is.
      w.beforeAfter = [...w.beforeAfter, { field: 'address' }]
    }
    adding.push({ childId, schoolId, ...address })
  }
  await endAddresses(tx, viewer, ending, file.receivedAt)
  await insertAddresses(tx, viewer, adding, file.receivedAt)
}

async function writeFlags(reading: Reading, written: readonly Written[], source: string): Promise<void> {
  const { tx, viewer, file } = reading
  const known = written.filter(isLookedUp(file)).map(w => w.childId)
  const said = new Map(
    (known.length === 0 ? [] : await flagsSaid(tx, viewer, known)).map(f => [
      f.child_id + f.school_id + f.flag,
      f.says,
    ]),
  )
  const adding: FlagSaid[] = []
  for (const w of written) {
    const schoolId = w.row.school.id
    for (const { flag, says } of flagsIn(w.row.record)) {
      const before = said.get(w.childId + schoolId + flag)
      // "No" is only worth writing where "yes" was said before.
      if (before === says || (before === undefined && says === 'no')) continue
      adding.push({ child_id: w.childId, school_id: schoolId, flag, says })
      if (w.outcome === 'unchanged') w.outcome = 'changed'
      if (w.outcome !== 'new') {
        w.beforeAfter = [...w.beforeAfter, { field: flag, before: before ?? 'no', after: says }]
      }
    }
  }
  await insertFlags(tx, viewer, adding, source, file.receivedAt)
}

function report({ counts, changes, problems, mapping }: Reading, written: readonly Written[]): void {
  for (const { row, outcome, childId, enrolmentId, beforeAfter, says } of written) {
    const { record, school } = row
    if (outcome === 'unchanged') counts.unchanged++
    else {
      counts.applied++
      counts[outcome]++
      const name = `${record.legalForename ?? ''} ${record.legalSurname}`.trim()
      changes.add({
        line: record.line,
        outcome,
        schoolId: school.id,
        childId,
        enrolmentId,
        says: says === '' ? name : `${name}. ${says}`,
        beforeAfter,
      })
    }
    const ask = outcome === 'unchanged' ? undefined : askAboutLeaver(record)
    if (!ask) continue
    counts.asks++
    problems.add({
      line: record.line,
      column: mapping.columns[ask.column] ?? ask.column,
      found: ask.found,
      expected: ask.expected,
      severity: 'ask',
    })
  }
}
