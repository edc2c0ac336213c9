// Where a leaver goes: recorded, checked, asked of the receiving side, answered by it; and the case that opens where nobody does.
import { may } from '../access/actions-allowed.ts'
import { type LinkMade, linksAbout, makeLink } from '../access/links/store.ts'
import { acrossOrganisations, asViewer } from '../access/store.ts'
import { systemViewer, type Viewer } from '../access/viewer.ts'
import { inWords, type LocalDate, localDate } from '../calendar/local-date.ts'
import { caseFrom } from '../cases/case.ts'
import { append, historyOf, lockCase, openCaseForRemoval, tellSchool } from '../cases/store.ts'
import { routeByItself } from '../desks/actions.ts'
import { recordEnquiry } from '../enquiries/actions.ts'
import { holdChild } from '../enquiries/store.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { calendarFor, calendarsOf, schoolByNumber, schoolsOf, settingsFor } from '../schools/store.ts'
import {
  type CheckResult,
  type Claim,
  type Destination,
  type DestinationKind,
  type DestinationStep,
  destinationFrom,
} from './destination.ts'
import { claimOfFile, claimOfRemoval } from './from-removal.ts'
import { caseWanted, lastDayToConfirm } from './not-confirmed.ts'
import {
  type ApprovedRemoval,
  addAnswer,
  addQuestion,
  addStep,
  caseSinceLeaving,
  type Leaver,
  leaverById,
  leaverOf,
  leaversToConfirm,
  type NewAnswer,
  onOtherRegisterSince,
  openCaseToken,
  type QuestionRow,
  questionByToken,
  removalsWithoutClaim,
  removalWithoutClaim,
  stepsOf,
  type WaitingRow,
  waitingLeavers,
} from './store.ts'

export const protectedRefusal =
  'This child is protected. Do not write down here where the child goes: ring the authority’s CME manager, who asks the next school in a safe way'

/** Where a leaver goes, as the viewer may know it. */
export type DestinationOf = Destination & {
  readonly steps: readonly DestinationStep[]
  /** The last day on which it may be confirmed before a case opens by itself. Nothing while the child is on the register. */
  readonly confirmBy: LocalDate | undefined
}

/** Where the child of an enrolment goes. Throws NotFound out of the viewer's scope. Says nothing of a protected child. */
export async function destinationOf(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<DestinationOf> {
  const leaver = await leaverById(tx, viewer, enrolmentId)
  if (!leaver) throw new NotFound('enrolment')
  return destinationOfLeaver(tx, viewer, leaver)
}

export async function destinationOfLeaver(tx: Tx, viewer: Viewer, leaver: Leaver): Promise<DestinationOf> {
  const steps = await stepsOf(tx, viewer, leaver.enrolment_id)
  const confirmBy = leaver.leaving_date
    ? lastDayToConfirm({
        leftOn: leaver.leaving_date,
        calendar: await calendarFor(tx, viewer, leaver.school_id),
        days: (await settingsFor(tx, viewer))['destination-days'],
      })
    : undefined
  return { ...destinationFrom(steps), steps, confirmBy }
}

export type Waiting = WaitingRow & { confirmBy: LocalDate; name: string }

/** Leavers whose next place nobody has confirmed, longest gone first: for Today and reports. At most 51. */
export async function destinationsWaiting(tx: Tx, viewer: Viewer): Promise<Waiting[]> {
  const rows = await waitingLeavers(tx, viewer)
  if (rows.length === 0) return []
  const days = (await settingsFor(tx, viewer))['destination-days']
  const one = new Set(rows.map(row => row.school_id)).size === 1 ? rows[0]!.school_id : undefined
  const calendars = await calendarsOf(tx, viewer, one)
  return rows.map(row => ({
    ...row,
    confirmBy: lastDayToConfirm({
      leftOn: row.leaving_date,
      calendar: calendars(row.school_id).calendar,
      days,
    }),
    name: `${row.forename} ${row.surname}`,
  }))
}

/** The leaver of a page, held still. Throws NotFound without the right or out of scope. */
async function held(tx: Tx, viewer: Viewer, childToken: string): Promise<Leaver> {
  if (!may(viewer, 'destination.record')) throw new NotFound('child')
  const seen = await leaverOf(tx, viewer, childToken)
  if (!seen) throw new NotFound('child')
  await holdChild(tx, viewer, seen.child_id)
  return seen
}

export type ClaimGiven = {
  kind: DestinationKind
  name: string
  /** A URN or a DfE number, where it is a school that has one. */
  number?: string | undefined
  startsOn?: LocalDate | undefined
  /** Who said so and how, in words. */
  how: string
}

/**
 * Records what somebody said of where a leaver goes. A claim changes nothing that was said before. The same words twice are one.
 * Refused for a protected child: that would be a way to where the child is.
 */
export async function recordClaim(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: ClaimGiven,
): Promise<Decision<{ id: string; already: boolean; school: string | undefined }>> {
  const leaver = await held(tx, viewer, childToken)
  if (leaver.protected) return refused({ says: protectedRefusal })
  return addClaim(tx, viewer, leaver, given, 'school')
}

/** Writes a claim, by a school or by a parent's own form. The child is held. */
export async function addClaim(
  tx: Tx,
  viewer: Viewer,
  leaver: Leaver,
  given: ClaimGiven,
  bySide: 'school' | 'parent',
  byName: string = viewer.name,
): Promise<Decision<{ id: string; already: boolean; school: string | undefined }>> {
  const known = given.kind === 'school' ? await schoolNamed(tx, viewer, given) : undefined
  if (known?.id === leaver.school_id)
    return refused({ says: `${known.name} is the school that the child leaves. Enter the next one` })
  const last = (await stepsOf(tx, viewer, leaver.enrolment_id)).findLast(step => step.type === 'claimed')
  const name = known?.name ?? given.name
  const isSame =
    last !== undefined &&
    last.kind === given.kind &&
    last.name === name &&
    last.startsOn === given.startsOn &&
    last.how === given.how &&
    last.byName === byName
  if (isSame) return allowed({ id: last.id, already: true, school: known?.name })
  const id = await addStep(tx, viewer, {
    enrolment: leaver,
    type: 'claimed',
    on: viewer.today,
    bySide,
    byName,
    data: {
      kind: given.kind,
      name,
      how: given.how,
      ...(known && { schoolId: known.id }),
      ...(given.startsOn && { startsOn: given.startsOn }),
    },
  })
  return allowed({ id: id!, already: false, school: known?.name })
}

/** A school of the authority, by its number or by its very name. */
async function schoolNamed(tx: Tx, viewer: Viewer, given: Pick<ClaimGiven, 'name' | 'number'>) {
  const number = given.number?.replaceAll(/\s/g, '')
  if (number) {
    const found = await schoolByNumber(tx, viewer, {
      urn: number,
      dfeNumber: /^\d{7}$/.test(number) ? `${number.slice(0, 3)}/${number.slice(3)}` : number,
    })
    if (found) return found
  }
  const wanted = plain(given.name)
  const same = (await schoolsOf(tx, viewer)).filter(school => plain(school.name) === wanted)
  return same.length === 1 ? same[0] : undefined
}
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Records that nobody knows where the child goes, and what was tried. Where the child has left, the case opens at once. */
export async function recordUnknown(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { tried: string; sure: boolean },
): Promise<Decision<{ already: boolean; caseReference: string | undefined }>> {
  const leaver = await held(tx, viewer, childToken)
  if (leaver.protected) return refused({ says: protectedRefusal })
  if (given.tried.length < 10)
    return refused({
      says: 'Write what was tried to learn where the child goes: who was asked, when and how',
    })
  if (!given.sure)
    return refused({
      says: 'Tick the box if nobody knows. If somebody has named a place, record that instead',
    })
  const last = (await stepsOf(tx, viewer, leaver.enrolment_id)).findLast(
    step => step.type === 'claimed' || step.type === 'unknown',
  )
  const already = last?.type === 'unknown' && last.tried === given.tried
  if (!already) {
    await addStep(tx, viewer, {
      enrolment: leaver,
      type: 'unknown',
      on: viewer.today,
      bySide: 'school',
      data: { tried: given.tried },
    })
  }
  const caseReference = await acrossOrganisations(tx, viewer, system =>
    openIfWanted(tx, system, leaver.enrolment_id),
  )
  return allowed({ already, caseReference })
}

/** The claim with this id that the viewer may see, of a leaver who is held. */
async function claimHeld(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  claimId: string,
): Promise<{ leaver: Leaver; claim: Claim; steps: readonly DestinationStep[] }> {
  const leaver = await held(tx, viewer, childToken)
  const steps = await stepsOf(tx, viewer, leaver.enrolment_id)
  const claim = steps.find((step): step is Claim => step.type === 'claimed' && step.id === claimId)
  if (!claim) throw new NotFound('claim')
  return { leaver, claim, steps }
}

/**
 * Records what the school itself found out about a claim: a call to the next school (RS13), to the other authority's admissions
 * (RS14), or a paper. It is a line of the checklist of enquiries too, so that nobody types it twice. It never confirms.
 */
export async function recordCheck(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { claimId: string; result: CheckResult; evidence: string },
): Promise<Decision<{ already: boolean }>> {
  const { leaver, claim, steps } = await claimHeld(tx, viewer, childToken, given.claimId)
  if (leaver.protected) return refused({ says: protectedRefusal })
  if (given.evidence === '')
    return refused({
      says: 'Write what the evidence is: who said it, on which number, or which paper you hold',
    })
  const last = steps.at(-1)
  if (
    last?.type === 'checked' &&
    last.claimId === claim.id &&
    last.result === given.result &&
    last.evidence === given.evidence &&
    last.on === viewer.today
  )
    return allowed({ already: true })
  await addStep(tx, viewer, {
    enrolment: leaver,
    type: 'checked',
    claimId: claim.id,
    on: viewer.today,
    bySide: 'school',
    data: { result: given.result, evidence: given.evidence },
  })
  const enquiry = await recordEnquiry(
    tx,
    viewer,
    { childId: leaver.child_id, schoolId: leaver.school_id },
    {
      checkCode: claim.kind === 'authority' ? 'RS14' : claim.kind === 'abroad' ? 'RS18' : 'RS13',
      method: 'phone',
      asked: claim.name,
      result: given.result === 'supports' ? 'information' : given.result,
      note: given.evidence,
      doneOn: viewer.today,
    },
  )
  if (!enquiry.allowed) return enquiry
  return allowed({ already: false })
}

/** The first and the tenth day in the new school, as the school was told: they confirm nothing by themselves. */
export async function recordDay(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { claimId: string; type: 'started' | 'tenth day'; day: LocalDate },
): Promise<Decision<{ already: boolean }>> {
  const { leaver, claim, steps } = await claimHeld(tx, viewer, childToken, given.claimId)
  if (leaver.protected) return refused({ says: protectedRefusal })
  if (given.day > viewer.today) return refused({ says: 'The day must be today or before' })
  const last = steps.findLast(step => step.type === given.type)
  if (last?.type === given.type && 'day' in last && last.day === given.day) return allowed({ already: true })
  await addStep(tx, viewer, {
    enrolment: leaver,
    type: given.type,
    claimId: claim.id,
    on: viewer.today,
    bySide: 'school',
    data: { day: given.day },
  })
  return allowed({ already: false })
}

/**
 * Asks a school in Onroll whether the child is on its roll. It sees a name, a day of birth, a year group, the school that asks
 * and the day the child is said to start, and nothing else. Once for each claim.
 */
export async function askReceivingSide(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  claimId: string,
): Promise<Decision<{ to: string; already: boolean }>> {
  const { leaver, claim } = await claimHeld(tx, viewer, childToken, claimId)
  if (leaver.protected) return refused({ says: protectedRefusal })
  if (claim.schoolId === undefined)
    return refused({ says: `${claim.name} has no account here. Make a link for it instead` })
  const added = await addQuestion(tx, viewer, {
    leaver,
    claimId,
    toSchoolId: claim.schoolId,
    startsOn: claim.startsOn,
  })
  if (!added) return allowed({ to: claim.name, already: true })
  await addStep(tx, viewer, {
    enrolment: leaver,
    type: 'asked',
    claimId,
    on: viewer.today,
    bySide: 'school',
    data: { to: claim.name },
  })
  return allowed({ to: claim.name, already: false })
}

export const receivingLinkKind = 'destination'
export const receivingLinkDays = 28

/**
 * Makes one link for a receiving side without an account: a school, a setting, the home education team or another authority. The
 * answerer gives a number of theirs that the asker knows from a published list, or the child's day of birth. The secret is given
 * once.
 */
export async function linkForReceivingSide(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
  given: { claimId: string; to: string; number: string | undefined },
): Promise<Decision<{ path: string; to: string }>> {
  const { leaver, claim } = await claimHeld(tx, viewer, childToken, given.claimId)
  if (leaver.protected) return refused({ says: protectedRefusal })
  if (given.to === '')
    return refused({ says: 'Write who the link is for, such as the admissions office of the school' })
  if (given.number === undefined && leaver.date_of_birth === null)
    return refused({ says: 'Enter the URN or DfE number: the child’s date of birth is not recorded' })
  const { path, id } = await makeLink(tx, viewer, {
    kind: receivingLinkKind,
    about: claim.id,
    childId: leaver.child_id,
    schoolId: leaver.school_id,
    to: given.to,
    check: given.number
      ? { asks: 'What is your school’s URN, or your DfE number?', answer: given.number }
      : {
          asks: 'What is the date of birth of the child you were told of by phone?',
          answer: leaver.date_of_birth!,
          as: 'date',
        },
    shows: {
      forename: leaver.forename,
      surname: leaver.surname,
      born: leaver.date_of_birth,
      year: leaver.nc_year,
      school: leaver.school,
      startsOn: claim.startsOn ?? null,
      enrolment: leaver.enrolment_id,
    },
    days: receivingLinkDays,
  })
  await addStep(tx, viewer, {
    enrolment: leaver,
    type: 'asked',
    claimId: claim.id,
    on: viewer.today,
    bySide: 'school',
    data: { to: given.to, linkId: id },
  })
  return allowed({ path, to: given.to })
}

/** The links made about a claim, newest first. */
export const linksOfClaim = (tx: Tx, viewer: Viewer, claimId: string): Promise<LinkMade[]> =>
  linksAbout(tx, viewer, claimId)

/** A school in Onroll answers. Its own later word stands beside its earlier one, and the latest holds. */
export async function answerQuestion(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: NewAnswer,
): Promise<Decision<{ already: boolean; question: QuestionRow }>> {
  if (!may(viewer, 'joiner.record')) throw new NotFound('question')
  const seen = await questionByToken(tx, viewer, token)
  if (!seen) throw new NotFound('question')
  await holdChild(tx, viewer, seen.child_id)
  const question = (await questionByToken(tx, viewer, token))!
  const problem = problemWith(given, viewer.today)
  if (problem) return refused({ says: problem })
  const isSame =
    question.answer === given.answer &&
    (question.answer_day ?? undefined) === given.day &&
    (question.answer_first_day ?? undefined) === given.firstDay
  if (isSame) return allowed({ already: true, question })
  await addAnswer(tx, viewer, question, given)
  await acrossOrganisations(tx, viewer, system =>
    takeWord(tx, system, {
      enrolmentId: question.enrolment_id,
      claimId: question.claim_id,
      byName: question.to_school,
      ...given,
    }),
  )
  return allowed({ already: false, question })
}

/** What keeps an answer from being one. */
export function problemWith(given: NewAnswer, today: string): string | undefined {
  const { answer, day, firstDay } = given
  if (answer === 'not ours') return undefined
  if (day === undefined)
    return answer === 'on roll'
      ? 'Enter the day since which the child is on your roll or register'
      : 'Enter the day on which you expect the child'
  if (answer === 'on roll' && day > today)
    return 'A child is on your roll from a day that has come. If the child starts later, choose that you expect the child'
  if (answer === 'expected' && day < today)
    return 'You expect the child on a day that has gone by. Choose what holds today'
  if (firstDay !== undefined && firstDay > today) return 'The first day attended must be today or before'
  return undefined
}

/**
 * Takes the receiving side's own word, as the system, in the transaction in which it was given. Where it says no and nothing else
 * stands, the case opens at once.
 */
export async function takeWord(
  tx: Tx,
  system: Viewer,
  word: NewAnswer & { enrolmentId: string; claimId: string; byName: string; linkId?: string },
): Promise<void> {
  const leaver = await leaverById(tx, system, word.enrolmentId)
  if (!leaver) throw new NotFound('enrolment')
  // Two who answer at once, by two links, open one case.
  await holdChild(tx, system, leaver.child_id)
  const type = ({ 'on roll': 'confirmed', expected: 'expected', 'not ours': 'denied' } as const)[word.answer]
  const step = {
    enrolment: leaver,
    claimId: word.claimId,
    on: system.today,
    bySide: 'receiving side',
    byName: word.byName,
  } as const
  await addStep(tx, system, {
    ...step,
    type,
    data: {
      ...(type === 'confirmed' && { since: word.day! }),
      ...(type === 'expected' && { startsOn: word.day! }),
      ...(word.linkId && { linkId: word.linkId }),
    },
  })
  if (word.firstDay && type === 'confirmed')
    await addStep(tx, system, { ...step, type: 'started', data: { day: word.firstDay } })
  await openIfWanted(tx, system, word.enrolmentId)
  if (type !== 'denied') await tellOpenCase(tx, system, leaver, word)
}

/** Whoever looks for the child already reads what the next place says, on the case. They judge whether it answers the question. */
async function tellOpenCase(
  tx: Tx,
  system: Viewer,
  leaver: Leaver,
  { answer, day, byName }: NewAnswer & { byName: string },
): Promise<void> {
  const token = await openCaseToken(tx, system, leaver.child_id)
  if (!token) return
  const row = await lockCase(tx, system, token)
  const before = caseFrom(await historyOf(tx, system, row.id))
  const says =
    answer === 'on roll' ? 'that the child is on its roll or register since' : 'that it expects the child on'
  const fact = `${byName} says ${says} ${inWords(day!)}. ${leaver.school} asked.`
  const by = { id: undefined, name: 'Onroll', role: 'system', side: 'system' } as const
  await append(tx, system, row, before, [{ type: 'note', fact, opinion: '' }], by, localDate(system.today))
}

/**
 * Opens the possible-CME case of a leaver where the law of section 3 wants one now, as the system: once for each leaving, and not
 * where somebody looks for the child already. Tells the school. Gives the case's reference where it opened one.
 */
export async function openIfWanted(tx: Tx, system: Viewer, enrolmentId: string): Promise<string | undefined> {
  const leaver = await leaverById(tx, system, enrolmentId)
  if (!leaver?.leaving_date) return undefined
  const today = localDate(system.today)
  const steps = await stepsOf(tx, system, enrolmentId)
  const destination = destinationFrom(steps)
  if (destination.state === 'confirmed' || leaver.leaving_date > today) return undefined
  const since = await onOtherRegisterSince(tx, system, leaver)
  if (since !== undefined) {
    await addStep(tx, system, {
      enrolment: leaver,
      type: 'confirmed',
      on: today,
      bySide: 'register',
      data: { since },
    })
    return undefined
  }
  const leaving = {
    leftOn: leaver.leaving_date,
    dob: leaver.date_of_birth ?? undefined,
    ground: leaver.ground ?? undefined,
    calendar: await calendarFor(tx, system, leaver.school_id),
    days: (await settingsFor(tx, system))['destination-days'],
    destination,
  }
  const wanted = caseWanted(leaving, today)
  if (wanted === 'never' || wanted === 'not yet' || destination.caseReference) return undefined
  const before = await caseSinceLeaving(tx, system, leaver)
  // Whoever looks is told of a no; that days have gone by tells them nothing.
  if (before === 'was' || (before === 'open' && wanted !== 'denied')) return undefined
  const because = whyInWords(leaver, destination, wanted, leaving.days)
  const opened = await openCaseForRemoval(tx, system, {
    childId: leaver.child_id,
    schoolId: leaver.school_id,
    enrolmentId,
    startCode: 'START-02',
    why: because,
    on: today,
  })
  await routeByItself(tx, system, {
    childId: leaver.child_id,
    about: `case ${opened.caseId}`,
    says: 'No next school was confirmed, and the CME team looks for the child',
  })
  await addStep(tx, system, {
    enrolment: leaver,
    type: 'case opened',
    on: today,
    bySide: 'system',
    data: { reference: opened.reference },
  })
  await tellSchool(tx, system, {
    childId: leaver.child_id,
    schoolId: leaver.school_id,
    caseId: opened.caseId,
    on: today,
    says: opened.joined
      ? 'The authority’s case has been told what the next school said'
      : 'A possible CME case was opened by itself: nobody confirmed the next school. The authority looks for the child',
  })
  return opened.reference
}

function whyInWords(
  leaver: Leaver,
  { claim }: Destination,
  wanted: 'the days have gone by' | 'denied' | 'not known',
  days: number,
): string {
  const left = `${leaver.school} took the name off its register on ${inWords(leaver.leaving_date!)}.`
  // Of a protected child the next place is named nowhere.
  const next = leaver.protected || !claim ? 'The next place that was named' : claim.name
  if (wanted === 'not known') return `${left} Nobody knows where the child goes.`
  if (wanted === 'denied') return `${left} ${next} says that the child is not theirs.`
  return `${left} ${next} was named, and has not confirmed the child within ${days} school days.`
}

/** Takes what the school gave when it asked for a removal as its claim, where it has made none since. As the system. */
export async function takeClaimOfRemoval(
  tx: Tx,
  system: Viewer,
  enrolmentId: string,
): Promise<string | undefined> {
  const removal = await removalWithoutClaim(tx, system, enrolmentId)
  const leaver = removal && (await leaverById(tx, system, enrolmentId))
  const file = removal?.by_file ?? undefined
  const given =
    removal &&
    (file === undefined ? claimOfRemoval(removal.ground ?? '', removal.evidence ?? {}) : claimOfFile(file))
  if (!leaver || !given) return undefined
  await holdChild(tx, system, leaver.child_id)
  const known =
    given.kind === 'school'
      ? await schoolNamed(tx, system, { ...given, number: removal.by_file_urn ?? undefined })
      : undefined
  return addStep(tx, system, {
    enrolment: leaver,
    type: 'claimed',
    on: removal.on_date,
    bySide: 'system',
    byName: removal.by_name,
    data: {
      kind: given.kind,
      name: known?.name ?? given.name,
      how: file ? 'The school’s own file says so' : 'It was given when the removal was asked for',
      ...(known && known.id !== leaver.school_id && { schoolId: known.id }),
      ...(given.startsOn && { startsOn: given.startsOn }),
    },
  })
}

/** The same at once, for the step in which the headteacher approves a removal. The viewer has the enrolment in sight. */
export async function claimAtRemoval(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<void> {
  if (!(await leaverById(tx, viewer, enrolmentId))) throw new NotFound('enrolment')
  await acrossOrganisations(tx, viewer, system => takeClaimOfRemoval(tx, system, enrolmentId))
}

const batch = 100

/**
 * The nightly round of one authority: what was given with removals becomes claims, and every leaver is looked at whose next place
 * nobody has confirmed. Each in a transaction of its own, held by the child: broken off, or run twice, it comes to the same.
 * Gives how many cases it opened.
 */
export async function confirmOrOpen(sql: Sql, la: string, today: string): Promise<number> {
  const system = systemViewer(la, today)
  const first = '00000000-0000-0000-0000-000000000000'
  // All of them: in July a year group leaves every school at once, and a claim that waits for another night hides a child.
  let removals: readonly ApprovedRemoval[] = []
  let last = first
  do {
    removals = await asViewer(sql, system, tx => removalsWithoutClaim(tx, system, last, batch))
    for (const { enrolment_id } of removals)
      await asViewer(sql, system, tx => takeClaimOfRemoval(tx, system, enrolment_id))
    last = removals.at(-1)?.id ?? last
  } while (removals.length === batch)
  let opened = 0
  let after = first
  for (;;) {
    const leavers = await asViewer(sql, system, tx => leaversToConfirm(tx, system, after, batch))
    for (const { enrolment_id } of leavers) {
      const reference = await asViewer(sql, system, async tx => {
        const leaver = await leaverById(tx, system, enrolment_id)
        if (!leaver) return undefined
        await holdChild(tx, system, leaver.child_id)
        return openIfWanted(tx, system, enrolment_id)
      })
      if (reference !== undefined) opened += 1
    }
    if (leavers.length < batch) return opened
    after = leavers.at(-1)!.enrolment_id
  }
}
