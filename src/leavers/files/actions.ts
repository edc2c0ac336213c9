// What follows a name that came off a register: the files due, the transfer file made, and what was done with each.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { flagsOf } from '../../children/store.ts'
import { holdChild } from '../../enquiries/store.ts'
import { type CtfEnd, type CtfProblem, ctfFileName, writeCtf } from '../../formats/ctf-out.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { digestOf } from '../../platform/ids.ts'
import { keepSeenUntil } from '../../registers/actions.ts'
import { calendarFor } from '../../schools/store.ts'
import {
  type FileKind,
  type FileStep,
  filesThatFollow,
  isDeath,
  type Next,
  nextOf,
  stepInWords,
  stepsFrom,
} from './files-due.ts'
import {
  filesOf,
  insertFiles,
  insertStep,
  insertTransferFile,
  type LeaverFile,
  lastContent,
  leaversSoonUnseen,
  nextFileNumber,
  seesSafeguarding,
  setClock,
  stepsOf,
  transferRecord,
} from './store.ts'
import { destinationChosen, destinationOf, pupilForFile } from './transfer-record.ts'

/** A name that came off, and what was shown for it. */
export type Left = {
  readonly removalId: string
  readonly childId: string
  readonly enrolmentId: string
  readonly schoolId: string
  readonly leftOn: LocalDate
  readonly ground: string | undefined
  /** What the school gave for the ground, as files have it. */
  readonly evidence: Readonly<Record<string, unknown>>
}

export type Followed = {
  readonly files: readonly LeaverFile[]
  /** The name of the transfer file that was made, where nobody had to choose its destination and nothing was missing. */
  readonly made: string | undefined
}

/**
 * Begins what follows: the files due with their clocks and, where its destination needs no choice, the transfer file itself,
 * which of a child whose destination nobody knows must go at once (T-22). Doing it again adds nothing. Nothing follows a death.
 * Source: T-21 to T-24; practice.md, section 17.
 */
export async function followRemoval(tx: Tx, viewer: Viewer, left: Left, now: Date): Promise<Followed> {
  if (isDeath(left.ground)) return { files: [], made: undefined }
  const next = nextOf(left.ground, left.evidence)
  const before = await filesOf(tx, viewer, left)
  if (before.length > 0) return { files: before, made: undefined }
  const calendar = await calendarFor(tx, viewer, left.schoolId)
  const flags = (await flagsOf(tx, viewer, left.childId)).map(one => one.flag)
  await insertFiles(
    tx,
    viewer,
    left,
    filesThatFollow({ calendar, leftOn: left.leftOn, ground: left.ground, next, flags }),
  )
  const files = await filesOf(tx, viewer, left)
  const transfer = files.find(one => one.kind === 'transfer file')
  if (!transfer) return { files, made: undefined }
  const record = await transferRecord(tx, viewer, { ...left, next })
  const destination = destinationOf(next, record.child.protected, viewer.la)
  const made = destination && (await makeFile(tx, viewer, transfer, { next, destination, now }))
  return { files, made: made?.fileName }
}

type Made = { fileName: string; token: string; already: boolean }

async function makeFile(
  tx: Tx,
  viewer: Viewer,
  file: LeaverFile,
  given: { next: Next; destination: CtfEnd; now: Date },
): Promise<
  (Made & { problems: readonly CtfProblem[] }) | (Partial<Made> & { problems: readonly CtfProblem[] })
> {
  const { destination, now } = given
  const record = await transferRecord(tx, viewer, {
    childId: file.child_id,
    enrolmentId: file.enrolment_id,
    leftOn: file.left_on,
    next: given.next,
  })
  const { pupil, leftOut } = pupilForFile(record)
  const source = record.left.school
  const to = `${destination.la}${destination.estab}`
  const number = await acrossOrganisations(tx, viewer, system =>
    nextFileNumber(tx, system, file.school_id, to),
  )
  const written = writeCtf({
    at: localTime(now),
    supplier: 'Onroll',
    source,
    destination,
    pupil,
  })
  const problems = [...leftOut, ...written.problems]
  if (written.text === undefined) return { problems }
  const last = await lastContent(tx, viewer, file.id, to)
  // The same words at another time are the same file: what was prepared is offered again, byte for byte.
  if (last && undated(last.content) === undated(written.text)) {
    return { fileName: last.file_name, token: last.token, already: true, problems }
  }
  // After 999 files between two ends the serial begins again, as systems have it.
  const fileName = ctfFileName(source, destination, ((number - 1) % 999) + 1)
  const { token } = await insertTransferFile(tx, viewer, file, {
    destination: to,
    number,
    fileName,
    content: written.text,
    digest: digestOf(written.text),
    leftOut: problems.map(({ element, says }) => ({ element, says })),
  })
  await insertStep(tx, viewer, file, { what: 'prepared', doneOn: viewer.today, says: fileName })
  return { fileName, token, already: false, problems }
}

const undated = (content: string): string => content.replace(/<DateTime>[^<]*<\/DateTime>/, '')

const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

/** `2026-11-20T15:40:00` in London. */
const localTime = (now: Date): string => `${londonDay(now)}T${clockFace.format(now)}`

/**
 * Makes the transfer file of a leaver for the destination that a person chose. The same again gives the file that stands.
 * Refused where the file cannot be, saying what is missing. Source: T-21 to T-23; interchange text, section 1.
 */
export async function makeTransferFile(
  tx: Tx,
  viewer: Viewer,
  left: Left,
  given: { destination: string; number: string; now: Date },
): Promise<Decision<Made> & { field?: string }> {
  const file = await fileHeld(tx, viewer, left, 'transfer file')
  const next = nextOf(left.ground, left.evidence)
  const { child, left: time } = await transferRecord(tx, viewer, { ...left, next })
  const chosen = destinationChosen(
    { kind: given.destination, number: given.number },
    { isProtected: child.protected, la: viewer.la, own: time.school },
  )
  if ('says' in chosen) return { ...refused<Made>({ says: chosen.says }), field: chosen.field }
  const made = await makeFile(tx, viewer, file, { next, destination: chosen.end, now: given.now })
  if (made.fileName === undefined) {
    return {
      ...refused<Made>(...made.problems.filter(one => one.stops).map(({ says }) => ({ says }))),
      field: 'destination',
    }
  }
  if (given.destination === 'school') await beginClocks(tx, viewer, left)
  return allowed({ fileName: made.fileName, token: made.token!, already: made.already! })
}

/** A school is known now: what had nowhere to go has its clock from today. */
async function beginClocks(tx: Tx, viewer: Viewer, left: Left): Promise<void> {
  const waiting = (await filesOf(tx, viewer, left)).filter(
    file => file.due === null && (file.state === 'to send' || file.state === 'archived'),
  )
  if (waiting.length === 0) return
  const today = viewer.today as LocalDate
  const due = filesThatFollow({
    calendar: await calendarFor(tx, viewer, left.schoolId),
    leftOn: today,
    ground: undefined,
    next: 'school',
    flags: ['SEN_support'],
  })
  for (const file of waiting) {
    const clock = due.find(one => one.kind === file.kind)
    if (!clock) continue
    const because = `The next school is known since ${inWords(today)}. ${clockSays(clock.due)}`
    await setClock(tx, viewer, file, { ...clock, because })
    await insertStep(tx, viewer, file, { what: 'due', doneOn: today, says: because })
  }
}

const clockSays = (due: LocalDate | undefined): string =>
  due ? `It goes there by ${inWords(due)}. Get a receipt.` : 'Send it there, and get a receipt.'

export type StepGiven = {
  readonly kind: FileKind
  readonly what: string
  readonly doneOn: LocalDate | undefined
  readonly how: string
  readonly sentTo: string
  readonly says: string
}

export type StepProblem = {
  readonly field: 'what' | 'doneOn' | 'how' | 'sentTo' | 'says'
  readonly says: string
}

/**
 * Writes down what was done with a file: sent, received at the other end, kept here with the reason and the way to ask for it,
 * or that there is none. The same words again add nothing. The safeguarding file is the safeguarding lead's alone. Throws
 * NotFound for another school's leaver, and for whom the file is not open to.
 */
export async function recordFileStep(
  tx: Tx,
  viewer: Viewer,
  left: Left,
  given: StepGiven,
): Promise<{ ok: true; already: boolean } | { ok: false; problems: readonly StepProblem[] }> {
  if (given.kind === 'safeguarding file' && !may(viewer, 'safeguarding.record')) throw new NotFound('file')
  const file = await fileHeld(tx, viewer, left, given.kind)
  const what = (Object.keys(stepInWords) as FileStep[]).find(one => one === given.what)
  const last = (await stepsOf(tx, viewer, file.id)).at(-1)
  const isSame =
    last !== undefined &&
    last.what === what &&
    last.done_on === given.doneOn &&
    (last.how ?? '') === given.how.trim() &&
    (last.sent_to ?? '') === given.sentTo.trim() &&
    (last.says ?? '') === given.says.trim()
  if (isSame) return { ok: true, already: true }
  const problems = problemsWith(file, viewer.today, { ...given, what })
  if (problems.length > 0 || !what) return { ok: false, problems }
  await insertStep(tx, viewer, file, {
    what,
    doneOn: given.doneOn!,
    how: given.how.trim() || undefined,
    sentTo: given.sentTo.trim() || undefined,
    says: given.says.trim() || undefined,
  })
  return { ok: true, already: false }
}

function problemsWith(
  file: LeaverFile,
  today: string,
  given: Omit<StepGiven, 'what'> & { what: FileStep | undefined },
): StepProblem[] {
  const { what, doneOn } = given
  if (!what) return [{ field: 'what', says: 'Choose what happened' }]
  if (!stepsFrom(file.state, file.kind).includes(what)) {
    return [
      {
        field: 'what',
        says:
          what === 'received'
            ? 'Write down first that it was sent, and to whom'
            : 'That cannot follow what is written down already',
      },
    ]
  }
  const problems: StepProblem[] = []
  if (!doneOn) problems.push({ field: 'doneOn', says: 'Enter the day on which it happened' })
  else if (doneOn > today) problems.push({ field: 'doneOn', says: 'The day cannot lie ahead' })
  else if (doneOn < file.left_on && what !== 'not needed') {
    problems.push({
      field: 'doneOn',
      says: `The day must be ${inWords(file.left_on)}, on which the name came off, or later`,
    })
  }
  if (what === 'sent') {
    if (given.how.trim() === '') problems.push({ field: 'how', says: 'Say how it was sent' })
    if (given.sentTo.trim() === '') {
      problems.push({
        field: 'sentTo',
        says:
          file.kind === 'safeguarding file'
            ? 'Name the safeguarding lead it was sent to'
            : 'Say to whom it was sent',
      })
    }
  }
  if (what === 'received' && given.sentTo.trim() === '') {
    problems.push({ field: 'sentTo', says: 'Name who confirmed that it came' })
  }
  if (what === 'archived' && given.says.trim() === '') {
    problems.push({ field: 'says', says: 'Say why it is kept here, and how it can be asked for' })
  }
  return problems
}

async function fileHeld(tx: Tx, viewer: Viewer, left: Left, kind: FileKind): Promise<LeaverFile> {
  if (!may(viewer, 'removal.ask') || !viewer.schools.includes(left.schoolId)) throw new NotFound('file')
  if (kind === 'safeguarding file' && !seesSafeguarding(viewer)) throw new NotFound('file')
  await holdChild(tx, viewer, left.childId)
  const file = (await filesOf(tx, viewer, left)).find(one => one.kind === kind)
  if (!file) throw new NotFound('file')
  return file
}

/** A school keeps a leaver in sight for so many days at a time while a file is open, and asks again so many days before. */
const sightKeptDays = 30
const askedAgainDays = 7
/** After a year nobody looks by this any more: a file still open then is the authority's to ask about. */
const sightKeptAtMostDays = 365
const atOnce = 500

/**
 * A file that must follow a child is sent by whoever still sees the child: while one is open its school keeps the leaver in sight,
 * past the 90 days after leaving, begun again for a year at most. Gives how many. As the system; safe to run again.
 */
export async function keepLeaversInSight(tx: Tx, system: Viewer): Promise<number> {
  const today = system.today as LocalDate
  const leavers = await leaversSoonUnseen(tx, system, {
    leftSince: addDays(today, -sightKeptAtMostDays),
    seenUntil: addDays(today, askedAgainDays),
    limit: atOnce,
  })
  if (leavers.length > 0) await keepSeenUntil(tx, system, leavers, addDays(today, sightKeptDays))
  return leavers.length
}
