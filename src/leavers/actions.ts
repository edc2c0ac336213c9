// Taking a name off a register: asked for here and refused or allowed, or already made elsewhere and asked about.
import { detectQueue } from '../absences/jobs.ts'
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations } from '../access/store.ts'
import { roleNames, type Viewer } from '../access/viewer.ts'
import { addDays, inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { removalAnswerTask } from '../cases/joint.ts'
import { byViewer, insertConclusion, openCaseForRemoval, tellCase } from '../cases/store.ts'
import { childById } from '../children/store.ts'
import { routeLeaver } from '../desks/actions.ts'
import { holdChild } from '../enquiries/store.ts'
import type { Refusal } from '../law/decision.ts'
import { groundInWords, groundsOf2024From } from '../law/deletion-grounds.ts'
import { deletionReturn } from '../law/roll-clocks.ts'
import { abroadAgainst } from '../leave/abroad/actions.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { sendJob } from '../platform/jobs.ts'
import { endEnrolment, keepSeenUntil } from '../registers/actions.ts'
import type { AnyEvidence, Ground } from '../registers/ground.ts'
import { groundQuestions } from '../registers/ground.ts'
import type { Missing, Question } from '../registers/ground-demand.ts'
import type { Fields } from '../registers/ground-fields.ts'
import { askGround, groundWithCode } from '../registers/grounds.ts'
import { type JointOutcome, mayRemove, notYetAbroad, type RemovalFacts } from '../registers/removal.ts'
import { isPlaceConfirmed } from '../registers/removal-follows.ts'
import { commencementsOf } from '../rulebook/store.ts'
import { calendarFor } from '../schools/store.ts'
import { judgeMade } from './already-made.ts'
import {
  fieldsAsked,
  type GroundRecord,
  groundFacts,
  isDeath,
  needsJointEnquiries,
  nextInWords,
  readGiven,
} from './ground-record.ts'
import { type Conclusion, removalFacts } from './removal-facts.ts'
import {
  answersOf,
  conclusionsOf,
  currentEnrolment,
  insertAnswers,
  insertRemoval,
  isRemovalKnown,
  type Leaver,
  type LeaverEnrolment,
  type OnRecord,
  openCaseOf,
  type RemovalRow,
  readLeaver,
  readOnRecord,
  removalByToken,
  removalsOfChild,
  type StoredFacts,
  seenFor,
} from './store.ts'

/** So long a school may still see a child who has left, to answer what is asked about it. */
export const daysSeenAfterLeaving = 90

/** The grounds with joint enquiries, which both sides record here. */
export const groundsAskedHere = ['R9-H', 'R9-I'] as const
export type GroundAskedHere = (typeof groundsAskedHere)[number]

const noSuchGround = 'Choose one of the grounds that the law gives'

export type MadeRemoval = {
  childId: string
  enrolmentId: string
  schoolId: string
  leavingDate: string
  ground?: string | undefined
  groundAsReceived?: string | undefined
  destination?: string | undefined
  destinationUrn?: string | undefined
  importId?: string | undefined
  /** The day on which Onroll was told. */
  on: string
}

/**
 * A file says that a pupil has left. Records it as the fact it is, once for each leaving date, with every reason to ask about
 * it; leaves the school able to answer; and opens a possible-CME case the same day where no register known to us has the
 * child. Called by the importer, after the enrolment has its leaving date, with the system's viewer.
 */
export async function removalAlreadyMade(tx: Tx, system: Viewer, made: MadeRemoval): Promise<void> {
  const { childId, enrolmentId, schoolId } = made
  if (await isRemovalKnown(tx, system, enrolmentId, made.leavingDate)) return
  const record = await readLeaver(tx, system, enrolmentId)
  if (!record) throw new NotFound('enrolment')
  const leavingDate = made.leavingDate as LocalDate
  const ground = groundsAskedHere.find(code => code === made.ground)
  const guardFacts = ground && testedGround(ground, await readOnRecord(tx, system, record), leavingDate)
  const isReturnExempt = await isLeaverOfTheYear(tx, system, record, leavingDate)
  const { protected: isProtected } = await childById(tx, system, childId)
  const judged = judgeMade({
    dob: record.dob,
    leavingDate,
    toldOn: made.on as LocalDate,
    groundAsReceived: made.groundAsReceived ?? made.ground ?? '',
    destination: made.destination,
    onRollAt: record.alsoOnRollAt,
    isReturnMade: record.isReturnMade,
    isReturnExempt,
    // Of a protected child nothing is written down as a claim, so nothing would end the waiting.
    isEndOfPhase: isReturnExempt && !isProtected,
    guard: guardFacts && mayRemove(guardFacts),
    flags: record.flags,
    isSpecialSchool: record.isSpecialSchool,
  })
  const added = await insertRemoval(tx, system, {
    childId,
    enrolmentId,
    schoolId,
    kind: 'already made',
    ground: judged.ground,
    proposedOn: leavingDate,
    decision: judged.reasons.length > 0 ? 'flagged' : 'allowed',
    onDate: made.on,
    refusals: judged.reasons,
    facts: {
      ...(made.groundAsReceived && { groundAsReceived: made.groundAsReceived }),
      ...(made.destination && { destination: made.destination }),
      ...(made.destinationUrn && { destinationUrn: made.destinationUrn }),
      ...(made.importId && { importId: made.importId }),
      ...(guardFacts && { guard: guardFacts }),
      isOnAnotherRoll: record.alsoOnRollAt.length > 0,
      questions: judged.questions,
      caseOpened: judged.isPossiblyMissing,
    },
  })
  // The same file in two windows: the other was first, and did the rest.
  if (!added) return
  if (judged.questions.length > 0) {
    const from = laterOf(leavingDate, made.on as LocalDate)
    await keepSeenUntil(tx, system, [enrolmentId], addDays(from, daysSeenAfterLeaving))
  }
  const isRoutine = isReturnExempt && !judged.isPossiblyMissing
  const goesToDesks = !isDeathCode(judged.ground) && !isRoutine && isLately(leavingDate, made.on as LocalDate)
  if (!judged.isPossiblyMissing) {
    if (goesToDesks) await toDesks(tx, system, { childId, id: added.id, ground: judged.ground, leavingDate })
    return
  }
  const why = madeInWords(
    record,
    leavingDate,
    judged.ground,
    made.destination && isProtected ? 'a next place' : made.destination,
  )
  await openCaseForRemoval(tx, system, {
    caseId: newId(),
    childId,
    schoolId,
    enrolmentId,
    startCode: 'START-02',
    why,
    on: made.on,
  })
  if (goesToDesks) await toDesks(tx, system, { childId, id: added.id, ground: judged.ground, leavingDate })
}

const isDeathCode = (code: string | undefined): boolean => {
  const ground = code === undefined ? undefined : groundWithCode(code)
  return ground !== undefined && isDeath(ground)
}

/** A leaver of long ago, in a file that came first today, is no news to a desk. */
const daysOfNews = 90
const isLately = (leavingDate: LocalDate, told: LocalDate): boolean =>
  leavingDate >= addDays(told, -daysOfNews)

/** The teams of the authority that must know of a leaver (form F1): the SEN team, home education, the Virtual School. */
function toDesks(
  tx: Tx,
  system: Viewer,
  left: { childId: string; id: string; ground: string | undefined; leavingDate: LocalDate },
): Promise<void> {
  const isHomeEducated = left.ground === 'R9-F'
  return routeLeaver(tx, system, {
    childId: left.childId,
    about: `removal ${left.id}`,
    says: 'A school has taken the name off its register',
    isHomeEducated,
    homeEducatedSince: isHomeEducated ? left.leavingDate : undefined,
  })
}

/** For grounds H and I: what was recorded by the day of the removal, and nothing of what came after it. */
function testedGround(ground: GroundAskedHere, record: OnRecord, leavingDate: LocalDate): RemovalFacts {
  const seen = seenFor(record, ground, leavingDate)
  const asOfThen = {
    ...seen,
    screens: seen.screens.filter(screen => screen.on <= leavingDate),
    conclusions: seen.conclusions.filter(conclusion => conclusion.signedOn <= leavingDate),
    enquiries: seen.enquiries.filter(enquiry => enquiry.doneOn <= leavingDate),
    authorityAnswers: seen.authorityAnswers.filter(answer => answer.on <= leavingDate),
  }
  // A return that has not come is said once, in the words for a removal already made.
  const facts = removalFacts(asOfThen, {
    ground,
    today: leavingDate,
    proposedOn: leavingDate,
    isReturnReady: true,
  })
  // Nobody will do them for this removal any more: how many is enough.
  return {
    ...facts,
    schoolChecksMissing: counted(facts.schoolChecksMissing),
    authorityChecksMissing: facts.authorityChecksMissing.length > 0 ? ['required checks'] : [],
  }
}

function counted(missing: readonly string[]): string[] {
  if (missing.length === 0) return []
  return [missing.length === 1 ? '1 required check' : `${missing.length} required checks`]
}

function madeInWords(
  record: Leaver,
  leavingDate: LocalDate,
  ground: string | undefined,
  destination: string | undefined,
): string {
  const named = ground ? `on the ground “${groundInWords(ground)}”` : 'and gave no ground that can be read'
  const next = destination
    ? `It names ${destination}, which has not confirmed it.`
    : 'It names no next school.'
  const care = ground === 'R9-K' ? ' Confirm this with care before anyone writes to or rings the family.' : ''
  return `${record.school} took the name off its register on ${inWords(leavingDate)} ${named}. ${next}${care}`
}

/** What the guard says of a ground today, for the page that shows it before anyone asks. */
export async function guardToday(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<
  | {
      enrolment: LeaverEnrolment
      dob: LocalDate | undefined
      facts: Readonly<Record<GroundAskedHere, RemovalFacts>>
      conclusions: readonly Conclusion[]
    }
  | undefined
> {
  const enrolment = await currentEnrolment(tx, viewer, childId)
  if (!enrolment) return undefined
  const record = await recordAcross(tx, viewer, enrolment.id)
  const abroadMissing = await abroadAgainst(tx, viewer, childId, 'R9-H')
  const today = viewer.today as LocalDate
  return {
    enrolment,
    dob: record.dob,
    conclusions: record.conclusions,
    facts: {
      'R9-H': { ...factsFor(record, 'R9-H', today, today), abroadMissing },
      'R9-I': { ...factsFor(record, 'R9-I', today, today), abroadMissing },
    },
  }
}

async function recordAcross(tx: Tx, viewer: Viewer, enrolmentId: string): Promise<OnRecord> {
  const record = await acrossOrganisations(tx, viewer, async system => {
    const leaver = await readLeaver(tx, system, enrolmentId)
    return leaver && readOnRecord(tx, system, leaver)
  })
  if (!record) throw new NotFound('enrolment')
  return record
}

const factsFor = (
  record: OnRecord,
  ground: GroundAskedHere,
  today: LocalDate,
  proposedOn: LocalDate,
): RemovalFacts =>
  // The return is made in the same transaction in which the name comes off.
  removalFacts(seenFor(record, ground, today), { ground, today, proposedOn, isReturnReady: true })

/** Out of the most senior class at or after the end of the year's last term: no deletion return was due (T-11a). */
async function isLeaverOfTheYear(
  tx: Tx,
  system: Viewer,
  record: Leaver,
  removedOn: LocalDate,
): Promise<boolean> {
  if (record.mostSeniorClass !== true) return false
  const calendar = await calendarFor(tx, system, record.schoolId)
  return !deletionReturn({ calendar, removedOn, mostSeniorClass: true, authorityAsked: false }).arises
}

/** What the law says of a ground on a day, and what is kept of how that was found. */
type Judged = {
  readonly decided: Decision<undefined>
  readonly kept: StoredFacts
  /** Nobody has confirmed where the child goes: the authority looks. */
  readonly isUnconfirmed: boolean
  /** What is known of the next place, in a sentence. */
  readonly next?: string | undefined
}

/** Asks a ground with joint enquiries, or one of the others with what the school says of it. */
async function judge(
  tx: Tx,
  viewer: Viewer,
  enrolment: LeaverEnrolment,
  asked: { ground: string; proposedOn: LocalDate; evidence: unknown },
): Promise<Judged> {
  const today = viewer.today as LocalDate
  const { ground: code, proposedOn } = asked
  const joint = groundsAskedHere.find(one => one === code)
  const record = await recordAcross(tx, viewer, enrolment.id)
  const version = { calendarVersion: record.calendarVersion, ruleVersion: groundsOf2024From }
  const abroadMissing = await abroadAgainst(tx, viewer, enrolment.child_id, code)
  if (joint) {
    const facts = withOtherGround(
      { ...factsFor(record, joint, today, proposedOn), abroadMissing },
      await isAnother(tx, viewer, enrolment, code),
    )
    const decided = mayRemove(facts)
    return {
      decided: decided.allowed ? allowed(undefined) : { allowed: false, refusals: [...decided.refusals] },
      kept: { guard: facts, ...version },
      isUnconfirmed: true,
    }
  }
  const ground = groundWithCode(code)!
  const read = readGiven(ground, asked.evidence)
  if (!read.ok) throw new Error(`What was given for ${code} cannot be read: ${JSON.stringify(read.problems)}`)
  const about = await groundRecordOf(tx, viewer, enrolment, code, record)
  const facts = groundFacts(ground, read.evidence, about, today)
  const answer = askGround(ground, { ...facts, proposedOn })
  const missing = [...(answer.allowed ? [] : answer.missing), ...abroadMissing.map(notYetAbroad)]
  return {
    decided: missing.length === 0 ? allowed(undefined) : { allowed: false, refusals: missing },
    kept: {
      evidence: asked.evidence,
      ...version,
      earliest: answer.earliest,
      follows: answer.follows,
      inputs: {
        dob: about.dob ?? null,
        mostSeniorClass: about.mostSeniorClass ?? null,
        ehcp: facts.evidence.ehcp ?? false,
        socialWorker: facts.evidence.socialWorker ?? false,
        lookedAfter: facts.evidence.lookedAfter ?? false,
        anotherGround: about.isAnotherGroundAsked,
        register: facts.register ?? null,
      },
    },
    next: answer.allowed ? nextInWords(ground, read.evidence) : undefined,
    isUnconfirmed: ground.compulsoryAge && !isDeath(ground) && !isPlaceConfirmed(ground, facts),
  }
}

const withOtherGround = (facts: RemovalFacts, isAnotherAsked: boolean): RemovalFacts =>
  isAnotherAsked ? { ...facts, locks: [...facts.locks, 'ANOTHER_GROUND'] } : facts

/** Another ground was found to be met for this enrolment, and the headteacher has not decided on it. */
async function isAnother(tx: Tx, viewer: Viewer, enrolment: LeaverEnrolment, code: string): Promise<boolean> {
  const rows = await removalsOfChild(tx, viewer, enrolment.child_id)
  return rows.some(row => isWaiting(row, enrolment) && row.ground !== code)
}

const isWaiting = (row: RemovalRow, enrolment: LeaverEnrolment): boolean =>
  row.decision === 'allowed' &&
  row.step === 'asked' &&
  row.kind === 'asked for here' &&
  row.enrolment_id === enrolment.id &&
  row.decided === null

async function groundRecordOf(
  tx: Tx,
  viewer: Viewer,
  enrolment: LeaverEnrolment,
  code: string,
  record: OnRecord,
): Promise<GroundRecord> {
  return {
    ...record,
    isAnotherGroundAsked: await isAnother(tx, viewer, enrolment, code),
    commencements: await acrossOrganisations(tx, viewer, system => commencementsOf(tx, system)),
  }
}

/** A ground as it stands today: the fields that a form asks, and each thing that must be shown with what is missing of it. */
export async function groundToday(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; ground: Ground; evidence: AnyEvidence },
): Promise<
  | {
      enrolment: LeaverEnrolment
      dob: LocalDate | undefined
      fields: Fields
      questions: readonly Question[]
      /** What the letters to a family abroad still hold against it. */
      abroad: readonly Missing[]
    }
  | undefined
> {
  const enrolment = await currentEnrolment(tx, viewer, asked.childId)
  if (!enrolment) return undefined
  const today = viewer.today as LocalDate
  const abroad = await abroadAgainst(tx, viewer, asked.childId, asked.ground.code)
  const across = await recordAcross(tx, viewer, enrolment.id)
  const record = await groundRecordOf(tx, viewer, enrolment, asked.ground.code, across)
  return {
    enrolment,
    dob: record.dob,
    fields: fieldsAsked(asked.ground, record, today),
    questions: groundQuestions(asked.ground, groundFacts(asked.ground, asked.evidence, record, today)),
    abroad: abroad.map(notYetAbroad),
  }
}

export type Asking = { id: string; token: string; allowed: boolean }

/**
 * Asks to take a name off the register on one ground, today unless a later day is given. For a ground without joint enquiries
 * `evidence` is what the school says, as files have it. Whatever the law says is kept: a refusal with everything that is missing,
 * or that nothing is. The name does not come off by this: only the headteacher
 * approves. Asking again while a headteacher has not decided gives the asking that stands. Throws NotFound for a child who is
 * on none of the viewer's registers.
 */
export async function askForRemoval(
  tx: Tx,
  viewer: Viewer,
  asked: { childId: string; ground: string; proposedOn?: string; evidence?: unknown },
): Promise<Decision<Asking>> {
  if (!may(viewer, 'removal.ask')) throw new NotFound('removal')
  await holdChild(tx, viewer, asked.childId)
  const enrolment = await currentEnrolment(tx, viewer, asked.childId)
  if (!enrolment) throw new NotFound('enrolment')
  const ground = groundWithCode(asked.ground)?.code
  if (!ground) return refused({ says: noSuchGround })
  const today = viewer.today as LocalDate
  const proposedOn = (asked.proposedOn ?? today) as LocalDate
  const evidence = asked.evidence ?? {}
  const { decided, kept } = await judge(tx, viewer, enrolment, { ground, proposedOn, evidence })
  if (decided.allowed) {
    const standing = (await removalsOfChild(tx, viewer, asked.childId)).find(
      row =>
        isWaiting(row, enrolment) &&
        row.ground === ground &&
        (needsJointEnquiries(ground) || isSame(row.facts.evidence, evidence)),
    )
    if (standing) return allowed({ id: standing.id, token: standing.token, allowed: true })
  }
  const added = await insertRemoval(tx, viewer, {
    childId: enrolment.child_id,
    enrolmentId: enrolment.id,
    schoolId: enrolment.school_id,
    kind: 'asked for here',
    ground,
    proposedOn,
    decision: decided.allowed ? 'allowed' : 'refused',
    refusals: decided.allowed ? [] : decided.refusals.map(cited),
    facts: kept,
  })
  if (!added) throw new Error('A new removal stood there already')
  return allowed({ ...added, allowed: decided.allowed })
}

/** Written the same way, whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  const written = (value: unknown) =>
    JSON.stringify(Object.entries(value ?? {}).sort(([x], [y]) => (x < y ? -1 : 1)))
  return written(a) === written(b)
}

const cited = (refusal: { says: string; cites?: string }): Refusal => ({ cites: 'Onroll', ...refusal })

export type Decided = {
  token: string
  step: 'approved' | 'not approved'
  already: boolean
  /** The authority looks for the child. */
  isCaseOpen: boolean
  enrolment: {
    id: string
    childId: string
    schoolId: string
    ground: string
    leavingDate: LocalDate
    next?: string | undefined
  }
}

/**
 * The headteacher decides on an asking that the guard let through. The guard is asked again with today's facts: what was
 * there yesterday may not be there now, and then the refusal is kept. Approved, the name comes off today, never on a day gone
 * by; the case stays open, since a removal answers nothing. The caller makes the deletion return in the same transaction.
 */
export async function decideRemoval(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; approve: boolean; why: string },
): Promise<Decision<Decided>> {
  if (!may(viewer, 'removal.approve')) throw new NotFound('removal')
  const seen = await removalByToken(tx, viewer, given.token)
  if (!seen) throw new NotFound('removal')
  await holdChild(tx, viewer, seen.child_id)
  // Read again, now that nobody else can write.
  const asking = (await removalByToken(tx, viewer, given.token))!
  if (asking.kind !== 'asked for here' || asking.step !== 'asked') throw new NotFound('removal')
  const today = viewer.today as LocalDate
  const about = {
    id: asking.enrolment_id,
    childId: asking.child_id,
    schoolId: asking.school_id,
    ground: asking.ground!,
  }
  if (asking.decided) {
    return allowed({
      token: asking.token,
      step: asking.decided,
      already: true,
      isCaseOpen: false,
      enrolment: { ...about, leavingDate: today },
    })
  }
  if (asking.decision !== 'allowed') {
    return refused({ says: 'This asking was refused. Ask again when what is missing is there' })
  }
  const row = {
    childId: asking.child_id,
    enrolmentId: asking.enrolment_id,
    schoolId: asking.school_id,
    kind: 'asked for here' as const,
    ground: asking.ground!,
    proposedOn: today,
  }
  if (!given.approve) {
    if (given.why.trim() === '') return refused({ says: 'Say why you do not approve it' })
    const added = await insertRemoval(tx, viewer, {
      ...row,
      decision: 'refused',
      step: 'not approved',
      follows: asking.id,
      refusals: [
        { says: `The headteacher did not approve: ${given.why.trim()}`, cites: 'Headteacher’s decision' },
      ],
      facts: { why: given.why.trim() },
    })
    return allowed({
      token: added!.token,
      step: 'not approved',
      already: false,
      isCaseOpen: false,
      enrolment: { ...about, leavingDate: today },
    })
  }
  const enrolment = await currentEnrolment(tx, viewer, asking.child_id)
  if (enrolment?.id !== asking.enrolment_id) {
    return refused({ says: 'The name is no longer on the register' })
  }
  const ground = asking.ground!
  const { decided, kept, isUnconfirmed, next } = await judge(tx, viewer, enrolment, {
    ground,
    proposedOn: today,
    evidence: asking.facts.evidence ?? {},
  })
  if (!decided.allowed) {
    await insertRemoval(tx, viewer, {
      ...row,
      decision: 'refused',
      refusals: decided.refusals.map(cited),
      facts: kept,
    })
    return { allowed: false, refusals: [...decided.refusals] }
  }
  const added = await insertRemoval(tx, viewer, {
    ...row,
    decision: 'allowed',
    step: 'approved',
    follows: asking.id,
    refusals: [],
    facts: {
      ...kept,
      why: given.why.trim(),
      ...(isUnconfirmed && !needsJointEnquiries(ground) && { caseOpened: true }),
    },
  })
  await endEnrolment(tx, viewer, {
    enrolmentId: enrolment.id,
    leavingDate: today,
    ground,
    seenUntil: addDays(today, daysSeenAfterLeaving),
    why: `Approved by the headteacher, ${viewer.name}, on the ground “${groundInWords(ground)}”`,
  })
  // The returns that this makes due (T-11, T-21) stand at once.
  await sendJob(tx, detectQueue, { la: viewer.la, school: asking.school_id })
  if (isUnconfirmed) {
    await acrossOrganisations(tx, viewer, system =>
      openCaseForRemoval(tx, system, {
        caseId: newId(),
        childId: asking.child_id,
        schoolId: asking.school_id,
        enrolmentId: enrolment.id,
        startCode: ground === 'R9-H' ? 'START-03' : ground === 'R9-I' ? 'START-01' : 'START-02',
        why: needsJointEnquiries(ground)
          ? `${enrolment.school} took the name off its register on ${inWords(today)} on the ground “${groundInWords(ground)}”, after joint enquiries. The child is still to be found.`
          : `${enrolment.school} took the name off its register on ${inWords(today)} on the ground “${groundInWords(ground)}”. No next school or provision is confirmed.`,
        on: today,
      }),
    )
  }
  if (!isDeathCode(ground)) {
    await acrossOrganisations(tx, viewer, system =>
      toDesks(tx, system, { childId: asking.child_id, id: added!.id, ground, leavingDate: today }),
    )
  }
  return allowed({
    token: added!.token,
    step: 'approved',
    already: false,
    isCaseOpen: isUnconfirmed,
    enrolment: { ...about, leavingDate: today, next },
  })
}

/**
 * A school answers what was asked about a removal already made. Each answer is added; an earlier one stays. The same words
 * again add nothing. Throws NotFound for another school's.
 */
export async function answerRemoval(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; answers: readonly { question: string; answer: string }[] },
): Promise<Decision<{ added: number }>> {
  if (!may(viewer, 'removal.answer')) throw new NotFound('removal')
  const row = await removalByToken(tx, viewer, given.token)
  if (!row || !viewer.schools.includes(row.school_id)) throw new NotFound('removal')
  const asked = (row.facts.questions ?? []).map(question => question.asks)
  if (asked.length === 0) return refused({ says: 'Nothing is asked about this removal' })
  const answers = given.answers
    .map(({ question, answer }) => ({ question, answer: answer.trim() }))
    .filter(({ question, answer }) => asked.includes(question) && answer !== '')
  if (answers.length === 0) return refused({ says: 'Answer at least one of the questions' })
  await holdChild(tx, viewer, row.child_id)
  const before = await answersOf(tx, viewer, row.id)
  const fresh = answers.filter(
    one => before.findLast(old => old.question === one.question)?.answer !== one.answer,
  )
  await insertAnswers(tx, viewer, { id: row.id, schoolId: row.school_id }, fresh)
  return allowed({ added: fresh.length })
}

export type ConclusionGiven = {
  outcome: JointOutcome
  unavoidable: 'yes' | 'no' | 'not known'
  reasons: string
}

/**
 * The headteacher signs what the school concludes of the joint enquiries. There is nothing joint without the authority's open
 * case. Signing the same again the same day adds nothing.
 */
export async function signConclusion(
  tx: Tx,
  viewer: Viewer,
  given: ConclusionGiven & { childId: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'joint.sign-school')) throw new NotFound('conclusion')
  await holdChild(tx, viewer, given.childId)
  const enrolment = await currentEnrolment(tx, viewer, given.childId)
  if (!enrolment) throw new NotFound('enrolment')
  const reasons = given.reasons.trim()
  if (reasons === '') return refused({ says: 'Give the reasons for your conclusion' })
  const open = await acrossOrganisations(tx, viewer, system => openCaseOf(tx, system, given.childId))
  if (!open) {
    return refused({
      says: 'There are no joint enquiries yet. Refer the child to the authority first',
      cites: 'Children missing education: statutory guidance, September 2025 (joint reasonable enquiries)',
    })
  }
  const before = await conclusionsOf(tx, viewer, given.childId, enrolment.school_id)
  const last = before.findLast(row => row.conclusion.side === 'school')?.conclusion
  const isSame =
    last?.outcome === given.outcome &&
    last.unavoidable === given.unavoidable &&
    last.reasons === reasons &&
    last.signedOn === viewer.today &&
    last.signedName === viewer.name
  if (isSame) return allowed({ already: true })
  await insertConclusion(tx, viewer, {
    childId: given.childId,
    schoolId: enrolment.school_id,
    caseId: open.id,
    side: 'school',
    outcome: given.outcome,
    unavoidable: given.unavoidable,
    reasons,
    signedRole: roleNames[viewer.role],
  })
  // The school has said what it concludes: the authority answers in writing, agree or not yet, by its own clock.
  await acrossOrganisations(tx, viewer, system =>
    tellCase(
      tx,
      system,
      { caseId: open.id },
      [removalAnswerTask(enrolment.school_id, enrolment.school, given.outcome, viewer.today as LocalDate)],
      byViewer(viewer),
    ),
  )
  return allowed({ already: false })
}
