// What is done while a child is abroad without leave: each letter in its turn, what the family sends and keeps, and the authority's
// part. The letters themselves are LETTERS': here only a draft is left, and what was sent is read.
import { may } from '../../access/actions-allowed.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { nthSchoolDayAfter } from '../../calendar/school-calendar.ts'
import { pupilYearGroup } from '../../calendar/year-groups.ts'
import { takeStep } from '../../cases/actions.ts'
import { openCaseForAbsence, tellSchool } from '../../cases/store.ts'
import { childById, enrolmentsOf } from '../../children/store.ts'
import { routeByItself } from '../../desks/actions.ts'
import { holdChild } from '../../enquiries/store.ts'
import { draftLetter } from '../../letters/actions.ts'
import { lettersOf } from '../../letters/store.ts'
import { londonDay } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../../platform/errors.ts'
import { calendarFor, settingsFor } from '../../schools/store.ts'
import { leavesNow } from '../actions.ts'
import {
  type AbroadStepRow,
  insertAbroadStep,
  insertProcess,
  latestProcess,
  type ProcessRow,
  protectedHere,
} from '../store.ts'
import {
  type AbroadFacts,
  type AbroadLetter,
  type AbroadStanding,
  abroadLetters,
  abroadStands,
  type ContactWent,
  earliestNamed,
  groundsAfterLetters,
  isAbroadLetter,
  isContactWent,
  isNeed,
  letter1SchoolDays,
  type Need,
  turnOf,
} from './abroad.ts'

export type Abroad = {
  readonly process: ProcessRow
  readonly facts: AbroadFacts
  readonly standing: AbroadStanding
}

/**
 * The child's time abroad without leave as it stands: the letters sent with their days, the earliest day of Letter 2 and of a removal, the
 * authority's agreement. Nothing where there is none that goes on. Throws nothing out of scope: there is none to see.
 */
export async function abroadNow(tx: Tx, viewer: Viewer, childId: string): Promise<Abroad | undefined> {
  const process = await latestProcess(tx, viewer, childId)
  if (!process || process.steps.some(step => step.kind === 'ended')) return undefined
  return abroadOf(tx, viewer, process)
}

/** The same for one process that the viewer has read. Letters are read as the system: the authority's own are others. */
export async function abroadOf(tx: Tx, viewer: Viewer, process: ProcessRow): Promise<Abroad> {
  const facts =
    viewer.side === 'system'
      ? await factsOf(tx, viewer, process)
      : await acrossOrganisations(tx, viewer, system => factsOf(tx, system, process))
  return { process, facts, standing: abroadStands(facts) }
}

async function factsOf(tx: Tx, system: Viewer, process: ProcessRow): Promise<AbroadFacts> {
  const today = localDate(system.today)
  const calendar = await calendarFor(
    tx,
    system,
    process.school_id,
    pupilYearGroup(process.nc_year ?? undefined, today),
  )
  // Another school that has the child writes its own.
  const letters = (await lettersOf(tx, system, process.child_id))
    .filter(letter => letter.school_id === process.school_id)
    .reverse()
  const settings = await settingsFor(tx, system)
  const of = (kind: AbroadStepRow['kind']) => process.steps.filter(step => step.kind === kind)
  const terms = of('terms').at(-1)
  return {
    calendar,
    today,
    isSpecialSchool: /special/i.test(process.phase),
    letters: letters.flatMap(letter => {
      const writtenOn = londonDay(letter.written_at)
      // One that was stopped never went; one from before is about something else.
      if (!isAbroadLetter(letter.code) || letter.state === 'stopped' || writtenOn < process.begun_on)
        return []
      return [
        {
          code: letter.code,
          writtenOn,
          sentOn: letter.state === 'sent' && letter.sent_on ? localDate(letter.sent_on) : undefined,
          namedOn: letter.code === 'LET-L08' && letter.needed_by ? localDate(letter.needed_by) : undefined,
        },
      ]
    }),
    received: of('received').flatMap(({ data, on_date }) =>
      isNeed(data.need ?? '') ? [{ need: data.need as Need, on: on_date }] : [],
    ),
    terms: terms && { on: terms.on_date, returnOn: localDate(terms.data.returnOn!) },
    contacts: of('contact')
      .flatMap(({ data, on_date }) =>
        isContactWent(data.went ?? '') ? [{ on: on_date, went: data.went as ContactWent }] : [],
      )
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    reviewHeldOn: of('review held').at(-1)?.on_date,
    authorityToldOn: of('authority told')[0]?.on_date,
    answers: of('authority answered').map(({ data, on_date }) => ({
      agrees: data.agrees === 'yes',
      on: on_date,
    })),
    mustAgree: settings['authority-agrees-abroad'],
    endedOn: of('ended')[0]?.on_date,
  }
}

/** For whoever asks about a removal: letters with their days, the earliest days, the authority's agreement. */
export async function abroadStanding(
  tx: Tx,
  viewer: Viewer,
  childId: string,
): Promise<AbroadStanding | undefined> {
  return (await abroadNow(tx, viewer, childId))?.standing
}

/** What the letters hold against a removal on a ground: sentences; none where no such time goes on, or the ground does not rest on it. */
export async function abroadAgainst(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  ground: string,
): Promise<readonly string[]> {
  if (!groundsAfterLetters.includes(ground)) return []
  return (await abroadStanding(tx, viewer, childId))?.missing ?? []
}

/** Writes down that a child is abroad without leave. Where that is written down already, the one there is goes on. */
export async function beginAbroad(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  given: { knownOn: LocalDate; how: string; country: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'leave.record')) throw new NotFound('leave')
  const child = await childById(tx, viewer, childId)
  const enrolment = (await enrolmentsOf(tx, viewer, childId)).find(
    row =>
      viewer.schools.includes(row.school_id) &&
      (row.leaving_date === null || row.leaving_date > viewer.today),
  )
  if (!enrolment) throw new NotFound('enrolment')
  if (given.knownOn > viewer.today)
    return refused({ says: 'The day you came to know must be today or before' })
  if (given.how.trim() === '') return refused({ says: 'Say how you know that the child is abroad' })
  await holdChild(tx, viewer, childId)
  if (await abroadNow(tx, viewer, childId)) return allowed({ already: true })
  await insertProcess(tx, viewer, {
    ...given,
    // Where a protected child is, is written down nowhere here.
    ...(child.protected && { country: protectedHere, how: protectedHere }),
    childId,
    enrolmentId: enrolment.id,
    schoolId: enrolment.school_id,
  })
  return allowed({ already: false })
}

async function held(tx: Tx, viewer: Viewer, childId: string): Promise<Abroad> {
  if (!may(viewer, 'leave.record')) throw new NotFound('leave')
  await childById(tx, viewer, childId)
  await holdChild(tx, viewer, childId)
  const now = await abroadNow(tx, viewer, childId)
  if (!now || !viewer.schools.includes(now.process.school_id)) throw new NotFound('leave')
  return now
}

/**
 * Leaves a draft of the letter whose turn it is, for a person to preview and send. Refused early, out of order, or while the family keeps
 * what was agreed, with why. At Letter 1 the authority is told the same moment: a possible-CME case opens (START-04), or the one there is
 * is joined.
 */
export async function writeAbroadLetter(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  code: AbroadLetter,
  fields: Readonly<Record<string, string | undefined>> = {},
): Promise<Decision<{ token: string; code: AbroadLetter }>> {
  const { process, facts } = await held(tx, viewer, childId)
  const turn = turnOf(facts, code)
  // Pressed twice, or not sent yet: the draft there is.
  const isDraft = turn.isWritten && turn.sentOn === undefined
  if (!turn.isAllowed && !isDraft)
    return refused(...turn.why.map(says => ({ says, cites: 'Practice, child abroad without leave' })))
  if (code === 'LET-L08') {
    const named = fields.removal_on
    const earliest = earliestNamed(facts.calendar, facts.today)
    if (earliest === undefined) return refused({ says: 'The term dates that are known do not reach so far' })
    if (named !== undefined && named !== '' && named < earliest) {
      return refused({ says: `Letter 2 cannot name a day before ${inWords(earliest)}` })
    }
  }
  const drafted = await draftLetter(tx, viewer, {
    childId,
    schoolId: process.school_id,
    code,
    fields: {
      ...knownFields(facts, process, code),
      ...(await whyOff(tx, viewer, childId, code)),
      ...given(fields),
    },
  })
  if (!drafted.allowed) return drafted
  if (turn.isAllowed) {
    await insertAbroadStep(tx, viewer, process, {
      kind: 'letter',
      on: facts.today,
      data: { code, title: abroadLetters[code], letter: drafted.value.id },
    })
  }
  if (code === 'LET-L06' && facts.authorityToldOn === undefined) await tellAuthority(tx, viewer, process)
  return allowed({ token: drafted.value.token, code })
}

/**
 * What stands against sending a letter of this kind now, whoever drafted it and wherever: sentences; none for any other kind of letter. The
 * same letter to the other parent may go the same day, and Letters 1 and 1a later too.
 */
export async function whyNotSendAbroad(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  code: string,
): Promise<readonly string[]> {
  if (!isAbroadLetter(code)) return []
  const now = await abroadNow(tx, viewer, childId)
  if (!now || now.facts.authorityToldOn === undefined) {
    return [
      'Begin on the child’s page “Abroad without leave”: the authority is told there, and the letters go in their order',
    ]
  }
  const { facts } = now
  const sent = facts.letters.filter(letter => letter.code === code && letter.sentOn !== undefined)
  const isCopy = sent.some(
    letter => code === 'LET-L06' || code === 'LET-L07' || letter.sentOn === facts.today,
  )
  if (isCopy) return []
  // The draft that is about to go is not a letter that is written already.
  const letters = facts.letters.filter(letter => letter.code !== code || letter.sentOn !== undefined)
  return turnOf({ ...facts, letters }, code).why
}

const given = (fields: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))

/** What is known already of what the letter asks for. */
function knownFields(
  facts: AbroadFacts,
  process: ProcessRow,
  code: AbroadLetter,
): Record<string, string | undefined> {
  const schedule = process.steps.findLast(step => step.kind === 'terms')?.data.schedule
  switch (code) {
    case 'LET-L06':
      return {
        absent_since: process.known_on,
        reply_by: nthSchoolDayAfter(facts.calendar, facts.today, letter1SchoolDays),
        what_we_need: 'an agreed timetable of contact, by video where possible, in which your child speaks',
      }
    case 'LET-L07':
      return { absent_since: process.known_on, return_on: facts.terms?.returnOn, contact_timetable: schedule }
    case 'LET-L08':
      return { absent_since: process.known_on, removal_on: earliestNamed(facts.calendar, facts.today) }
    case 'LET-L09':
      return { absent_since: process.known_on }
    default:
      return code satisfies never
  }
}

/** What Letter 2 says of the reason and the law: after leave ground H, else ground I. A person looks at it before it goes. */
async function whyOff(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  code: AbroadLetter,
): Promise<Record<string, string>> {
  if (code !== 'LET-L08') return {}
  const [leave] = await leavesNow(tx, viewer, { childId })
  return leave?.standing.is === 'overrun'
    ? {
        removal_reason: 'the leave that we agreed is over, and we do not expect your child back',
        removal_law: 'regulation 9(1)(h)',
      }
    : {
        removal_reason:
          'your child has been away for 20 school days without leave, and we do not expect your child back',
        removal_law: 'regulation 9(1)(i)',
      }
}

async function tellAuthority(tx: Tx, viewer: Viewer, process: ProcessRow): Promise<void> {
  await acrossOrganisations(tx, viewer, async system => {
    const says = `Abroad without leave (${process.country || 'country not known'}), known to the school since ${inWords(process.known_on)}. The school has written Letter 1 to the family.`
    const { caseId } = await openCaseForAbsence(tx, system, {
      childId: process.child_id,
      schoolId: process.school_id,
      startCode: 'START-04',
      level: 'act this week',
      says,
      on: system.today,
    })
    await routeByItself(tx, system, {
      childId: process.child_id,
      about: `case ${caseId}`,
      says: 'The child is abroad without leave, and the CME team has a case',
    })
    await tellSchool(tx, system, {
      childId: process.child_id,
      schoolId: process.school_id,
      caseId,
      on: system.today,
      says: 'The authority was told that the child is abroad without leave',
    })
  })
  await insertAbroadStep(tx, viewer, process, { kind: 'authority told', on: localDate(viewer.today) })
}

export type AbroadRecord =
  | { kind: 'received'; on: LocalDate; need: Need; note: string }
  | { kind: 'terms'; on: LocalDate; returnOn: LocalDate; schedule: string }
  | { kind: 'contact'; on: LocalDate; went: ContactWent; note: string }
  | { kind: 'review held'; on: LocalDate; note: string }
  | { kind: 'ended'; on: LocalDate; note: string }

/** Records what the family sent, agreed, kept or missed, that the review was held, or that this is over. The same words twice are one. */
export async function recordAbroad(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  record: AbroadRecord,
): Promise<Decision<{ already: boolean }>> {
  const { process, facts } = await held(tx, viewer, childId)
  const { kind, on, ...words } = record
  if (on > viewer.today) return refused({ says: 'The day must be today or before' })
  const sent = facts.letters.find(letter => letter.code === 'LET-L06')?.sentOn
  if (kind === 'terms') {
    if (sent === undefined)
      return refused({ says: 'Terms are agreed in answer to Letter 1, which has not been sent' })
    if (record.returnOn <= on)
      return refused({ says: 'The day of return must be after the day the terms were agreed' })
    if (record.schedule.trim() === '')
      return refused({ says: 'Write when you will speak to the child, a line for each' })
  }
  if (kind === 'received' && record.note.trim() === '') {
    return refused({ says: 'Say what it was, from whom, and where it is kept' })
  }
  if (
    kind === 'review held' &&
    !facts.letters.some(letter => letter.code === 'LET-L09' && letter.sentOn !== undefined)
  ) {
    return refused({ says: 'The emergency review letter has not been sent' })
  }
  if (kind === 'ended' && record.note.trim() === '')
    return refused({ says: 'Say how it ended, and how you know' })
  const data = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, value.trim()]))
  const wordsOf = (kept: object) => JSON.stringify(Object.entries(kept).sort())
  const same = process.steps.some(
    step => step.kind === kind && step.on_date === on && wordsOf(step.data) === wordsOf(data),
  )
  if (same) return allowed({ already: true })
  await insertAbroadStep(tx, viewer, process, { kind, on, data })
  return allowed({ already: false })
}

/**
 * The authority answers whether the name may come off: agrees, or not yet and why. The latest answer holds. It stands in the case too, and
 * the school reads it. Called as the authority, with the child's case.
 */
export async function answerAbroad(
  tx: Tx,
  viewer: Viewer,
  of: { childId: string; caseId: string; caseToken: string },
  answer: { agrees: boolean; why: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'case.decide')) throw new NotFound('case')
  await holdChild(tx, viewer, of.childId)
  const now = await abroadNow(tx, viewer, of.childId)
  if (!now) throw new NotFound('leave')
  const why = answer.why.trim()
  if (why === '') return refused({ says: 'Give your reasons. The school reads them' })
  const { process, facts } = now
  const last = process.steps.findLast(step => step.kind === 'authority answered')
  const agrees = answer.agrees ? 'yes' : 'no'
  if (last && last.data.agrees === agrees && last.data.why === why) return allowed({ already: true })
  const fact = answer.agrees
    ? `The authority agrees that the name comes off once Letter 2 has run out. ${why}`
    : `The authority does not agree yet that the name comes off. ${why}`
  const taken = await takeStep(tx, viewer, of.caseToken, '', () =>
    allowed([{ type: 'note', fact, opinion: '' }]),
  )
  if (!taken.done) return refused(...taken.refusals)
  await insertAbroadStep(tx, viewer, process, {
    kind: 'authority answered',
    on: facts.today,
    data: { agrees, why },
  })
  await acrossOrganisations(tx, viewer, system =>
    tellSchool(tx, system, {
      childId: process.child_id,
      schoolId: process.school_id,
      caseId: of.caseId,
      on: facts.today,
      says: answer.agrees
        ? 'The authority agrees that the name comes off, once Letter 2 has run out'
        : 'The authority does not agree yet that the name comes off',
    }),
  )
  return allowed({ already: false })
}
