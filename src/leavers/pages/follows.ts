// What follows a name that came off, as the pages begin and show it: the files, who is told, and the letter to the parents.
import { may } from '../../access/actions-allowed.ts'
import type { Request } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { inWords, type LocalDate } from '../../calendar/local-date.ts'
import { timeInWords } from '../../children/pages/pupil-history.ts'
import { flagsOf } from '../../children/store.ts'
import { draftLetter } from '../../letters/actions.ts'
import type { Tx } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { noticeStates, noticesFor, toldInWords } from '../../safeguarding/notices.ts'
import { noticesOf } from '../../safeguarding/store.ts'
import { type Followed, followRemoval, type Left } from '../files/actions.ts'
import { clockOf, type FileKind, type FileState, isDeath } from '../files/files-due.ts'
import { filesOf, type LeaverFile, seesSafeguarding } from '../files/store.ts'
import { removalLetter } from '../removal-letter.ts'
import { type RemovalRow, removalByToken } from '../store.ts'
import type { Tag } from './words.ts'

/** The name that came off by this row: approved here, or already made. Nothing where it is still on. */
export function leftOf(row: RemovalRow): Left | undefined {
  const isOff = row.kind === 'already made' || row.step === 'approved'
  if (!isOff) return undefined
  return {
    removalId: row.id,
    childId: row.child_id,
    enrolmentId: row.enrolment_id,
    schoolId: row.school_id,
    leftOn: row.proposed_on,
    ground: row.ground ?? undefined,
    evidence: (row.facts.evidence ?? {}) as Readonly<Record<string, unknown>>,
  }
}

/** The leaver of a page's address. Throws NotFound where nobody has left by that row, or it is out of scope. */
export async function leaverAt(
  db: Tx,
  viewer: Viewer,
  token: string,
): Promise<{ row: RemovalRow; left: Left }> {
  const row = await removalByToken(db, viewer, token)
  const left = row && leftOf(row)
  if (!row || !left) throw new NotFound('leaver')
  return { row, left }
}

/** Begins what follows in this transaction: the files, and the letter to the parents as a draft for a person to look at. */
export async function beginWhatFollows(
  { db, viewer, now }: Request,
  row: RemovalRow,
): Promise<Followed | undefined> {
  const left = leftOf(row)
  if (!left) return undefined
  const followed = await followRemoval(db, viewer, left, now)
  const fields = removalLetter(left.ground, left.leftOn)
  // A letter that cannot be drafted holds up no removal: the page still says that it is to be written.
  if (fields) {
    await draftLetter(
      db,
      viewer,
      { childId: left.childId, schoolId: left.schoolId, code: 'LET-L10', fields },
      now,
    )
  }
  return followed
}

const tags: Readonly<Record<FileState, Tag>> = {
  'to send': { text: 'To send', colour: 'yellow' },
  sent: { text: 'Sent, not confirmed', colour: 'blue' },
  received: { text: 'Received', colour: 'green' },
  archived: { text: 'Kept here', colour: 'grey' },
  'not needed': { text: 'None', colour: 'grey' },
}

/** How a file stands on a page: a late one says so. */
export function fileTag(file: LeaverFile, today: LocalDate): Tag {
  return clockOf(file, today) === 'late'
    ? { text: file.state === 'sent' ? 'Late: not confirmed' : 'Late', colour: 'orange' }
    : tags[file.state]
}

export const fileSlugs: Readonly<Record<FileKind, string>> = {
  'transfer file': 'transfer',
  'general record': 'general',
  'SEN file': 'sen',
  'safeguarding file': 'safeguarding',
}
export const kindOfSlug = (slug: string): FileKind | undefined =>
  (Object.entries(fileSlugs) as [FileKind, string][]).find(([, one]) => one === slug)?.[0]

export const fileNames: Readonly<Record<FileKind, string>> = {
  'transfer file': 'Transfer file',
  'general record': 'General record',
  'SEN file': 'SEN file',
  'safeguarding file': 'Safeguarding file',
}

/** What a removal's page shows of the files and of who is told: nothing of a child who died. */
export async function filesView(request: Request, row: RemovalRow) {
  const { db, viewer } = request
  const today = request.today as LocalDate
  if (isDeath(row.ground ?? undefined)) return undefined
  const told = await toldView(request, row)
  const left = leftOf(row)
  if (!left) return told.length > 0 ? { begin: false, files: [], told } : undefined
  const files = await filesOf(db, viewer, left)
  const at = `/leavers/${row.token}`
  const isSchool = viewer.side === 'school'
  const letter = removalLetter(left.ground, left.leftOn)
  return {
    begin: isSchool && files.length === 0,
    files: files.map(file => ({
      name: fileNames[file.kind],
      href: isSchool && isOpen(viewer, file) ? `${at}/files/${fileSlugs[file.kind]}` : undefined,
      due: file.due ? inWords(file.due) : 'No day',
      because: isOpen(viewer, file) ? file.because : 'The safeguarding lead sends it.',
      tag: fileTag(file, today),
    })),
    transferHref: isSchool && files.length > 0 ? `${at}/transfer-file` : undefined,
    told,
    letterHref: isSchool && letter ? `/pupils/${row.child_token}/letters/L10?back=${at}` : undefined,
  }
}

/**
 * Whom the school tells that the name comes off (T-05), whether it did, and where to write it down. A refused asking tells
 * nobody: the name stays on. What was told before the name came off counts, whenever the headteacher decided.
 */
export async function toldView({ db, viewer, today }: Request, row: RemovalRow) {
  if (viewer.side !== 'school' || row.decision === 'refused' || row.step === 'not approved') return []
  const flags = await flagsOf(db, viewer, row.child_id)
  const due = noticesFor({
    about: 'removal',
    on: (leftOf(row) ? row.proposed_on : row.on_date) as LocalDate,
    flags,
    noContactOn: undefined,
  })
  if (due.length === 0) return []
  const recorded = (await noticesOf(db, viewer, [row.child_id])).filter(one => one.about === 'removal')
  return noticeStates(due, recorded, today as LocalDate).states.map(({ told, because, done, late, due }) => ({
    who: toldInWords[told],
    because,
    done:
      done &&
      `Told ${inWords(done.told_on as LocalDate)} at ${timeInWords(done.told_at)} by ${done.by_name}: ${done.person_told}`,
    late: !done && late ? `Late: was due ${inWords(due)}` : undefined,
    href:
      !done && may(viewer, 'enquiry.record')
        ? `/pupils/${row.child_token}/safeguarding/notice?about=removal`
        : undefined,
  }))
}

const isOpen = (viewer: Viewer, file: LeaverFile): boolean =>
  file.kind !== 'safeguarding file' || seesSafeguarding(viewer)
