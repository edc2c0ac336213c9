// A child goes to another team of the authority: given by a person, or by itself; and the team answers.
import { may } from '../access/actions-allowed.ts'
import { giveChild, takeChildBack } from '../access/caseloads/store.ts'
import { acrossOrganisations } from '../access/store.ts'
import { isDeskRole, type Viewer } from '../access/viewer.ts'
import { countWorkingDaysAfter } from '../calendar/counting.ts'
import { addDays, inWords, type LocalDate, laterOf, parseLocalDate } from '../calendar/local-date.ts'
import { byViewer, type CaseOpened, openCaseForReferral, openCaseFromDoor, tellCase } from '../cases/store.ts'
import { flagsOf } from '../children/store.ts'
import { beginHomeEducation } from '../home-education/actions.ts'
import { atHome } from '../home-education/store.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { settingsFor } from '../schools/store.ts'
import { type DeskKind, desks, fieldsOf, isDeskKind, routesFor } from './desk.ts'
import {
  holdParts,
  insertPart,
  insertStep,
  openCaseIdOf,
  type PartGiven,
  partByToken,
  partsOfChild,
  setCase,
  setPart,
  stepsOf,
} from './store.ts'

/** So long a desk still sees a child after it has answered, to put right what it wrote. */
export const daysSeenAfterAnswer = 30

const taskOf = (partId: string): string => `desk ${partId}`
const waitsFor = (desk: DeskKind): string =>
  desk === 'social-worker' ? 'Tell and ask the social worker' : `Hear from the ${desks[desk].name} desk`

/** A child given to a desk: its row, who sees the child for it, and the task that the case waits with. */
async function give(
  tx: Tx,
  viewer: Viewer,
  given: PartGiven,
): Promise<{ id: string; token: string } | undefined> {
  const part = await insertPart(tx, viewer, given)
  if (!part) return undefined
  const { name } = desks[given.desk]
  await insertStep(
    tx,
    viewer,
    { id: part.id, child_id: given.childId, desk: given.desk },
    given.byItself ? { id: undefined, name: 'Onroll' } : { id: viewer.personId, name: viewer.name },
    { step: 'given', says: given.asks },
  )
  if (given.desk !== 'social-worker') {
    await giveChild(tx, viewer, {
      childId: given.childId,
      role: given.desk,
      aboutId: part.id,
      why: given.why,
    })
  }
  if (given.caseId) {
    await tellCase(tx, viewer, { caseId: given.caseId }, [
      {
        type: 'recorded',
        what: 'desk',
        title: given.byItself ? `${name}: to be asked, by itself` : `Given to a desk: ${name}`,
        lines: [`${given.why}.`, given.asks],
        work: !given.byItself,
      },
      {
        type: 'task-set',
        key: taskOf(part.id),
        says: waitsFor(given.desk),
        due: given.due as LocalDate,
      },
    ])
  }
  return part
}

/**
 * Gives a child to a desk with a question and a day: from a case, or where a referral was meant for another team. The same words
 * to the same desk while they wait there are the same. Refused where nothing is asked or the day has passed.
 */
export async function giveToDesk(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; desk: string; asks: string; why: string; due: string },
): Promise<Decision<{ token: string; already: boolean }>> {
  if (!may(viewer, 'desk.give')) throw new NotFound('desk')
  const asks = given.asks.trim()
  const why = given.why.trim()
  if (!isDeskKind(given.desk)) return refused({ says: 'Choose which team' })
  if (asks === '') return refused({ says: 'Write what you ask of the team' })
  const due = parseLocalDate(given.due)
  if (!due || due < viewer.today) return refused({ says: 'The day by which you ask has passed' })
  await holdParts(tx, viewer, given.childId)
  const before = await partsOfChild(tx, viewer, given.childId)
  const same = before.find(part => part.state === 'asked' && part.desk === given.desk && part.asks === asks)
  if (same) return allowed({ token: same.token, already: true })
  const part = await give(tx, viewer, {
    childId: given.childId,
    caseId: await openCaseIdOf(tx, viewer, given.childId),
    desk: given.desk,
    about: `by hand ${newId()}`,
    byItself: false,
    asks,
    why: why === '' ? 'The CME team asks' : why,
    due,
  })
  return allowed({ token: part!.token, already: false })
}

/**
 * Sends a child to the desks that must know of it, by what is on record: once for what it follows from (`about`: a removal, a case),
 * and not again while it waits there; then what is new is added. Gives the desks that it went to. Takes the system's viewer, in the
 * transaction of whatever was recorded. Practice notes, form F1.
 */
export async function routeByItself(
  tx: Tx,
  system: Viewer,
  given: { childId: string; about: string; says: string; isHomeEducated?: boolean },
): Promise<DeskKind[]> {
  const flags = (await flagsOf(tx, system, given.childId)).map(row => row.flag)
  const isHomeEducated =
    given.isHomeEducated === true || (await atHome(tx, system, given.childId)) !== undefined
  const routes = routesFor({ flags, isHomeEducated })
  if (routes.length === 0) return []
  await holdParts(tx, system, given.childId)
  const before = await partsOfChild(tx, system, given.childId)
  const caseId = await openCaseIdOf(tx, system, given.childId)
  const { 'desk-answer-days': days } = await settingsFor(tx, system)
  const due = countWorkingDaysAfter(system.today as LocalDate, days).due!
  const went: DeskKind[] = []
  for (const { desk, why } of routes) {
    const waiting = before.find(part => part.desk === desk && part.state === 'asked')
    if (waiting) {
      const told = (await stepsOf(tx, system, [waiting.id])).some(step => step.says === given.says)
      if (!told) {
        const by = { id: undefined, name: 'Onroll' }
        await insertStep(tx, system, waiting, by, { step: 'told again', says: given.says })
      }
      // A case that was opened since waits for it from now on.
      if (caseId !== undefined && waiting.case_id !== caseId) {
        await setCase(tx, system, waiting.id, caseId)
        await tellCase(tx, system, { caseId }, [
          {
            type: 'task-set',
            key: taskOf(waiting.id),
            says: waitsFor(desk),
            due: laterOf(waiting.due, system.today as LocalDate),
          },
        ])
      }
      continue
    }
    const part = await give(tx, system, {
      childId: given.childId,
      caseId,
      desk,
      about: given.about,
      byItself: true,
      asks: desks[desk].asks,
      why,
      due,
    })
    if (part) {
      const by = { id: undefined, name: 'Onroll' }
      const row = { id: part.id, child_id: given.childId, desk }
      await insertStep(tx, system, row, by, { step: 'told again', says: given.says })
      went.push(desk)
    }
  }
  return went
}

type Opening = Parameters<typeof openCaseForReferral>[2]

/**
 * Opens the case for a school's referral, and sends the child to the desks that must know of it in the same transaction. Given to the
 * referral's own action by its page, since cases and desks come after referrals in the order of this house.
 */
export async function openCaseAndRoute(tx: Tx, viewer: Viewer, opening: Opening): Promise<CaseOpened> {
  const opened = await openCaseForReferral(tx, viewer, opening)
  await acrossOrganisations(tx, viewer, system =>
    routeByItself(tx, system, {
      childId: opening.childId,
      about: `referral ${opening.referralId}`,
      says: 'A school has referred the child to the CME team',
    }),
  )
  return opened
}

/**
 * Opens a case for a child of whom the authority was told at a door of its own, or adds to the open one, and sends the child to the
 * desks that must know of it in the same transaction: once for that case.
 */
export async function openFromDoorAndRoute(
  tx: Tx,
  viewer: Viewer,
  opening: Parameters<typeof openCaseFromDoor>[2],
): Promise<CaseOpened> {
  const opened = await openCaseFromDoor(tx, viewer, opening)
  await routeFromDoor(tx, viewer, opening.childId, opened)
  return opened
}

/** The same for a case that an officer opened by hand. Which door it was is not said: who told us is nobody else's to know. */
export async function routeFromDoor(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  opened: CaseOpened,
): Promise<void> {
  await acrossOrganisations(tx, viewer, system =>
    routeByItself(tx, system, {
      childId,
      about: `case ${opened.caseId}`,
      says: 'The CME team was told of the child',
    }),
  )
}

/**
 * A name has come off a register, or a school was told that it will for home education: to the desks, by itself; and where it came off
 * for home education the authority's own record of that begins. Takes the system's viewer.
 */
export async function routeLeaver(
  tx: Tx,
  system: Viewer,
  left: {
    childId: string
    about: string
    says: string
    homeEducatedSince?: string | undefined
    isHomeEducated: boolean
  },
): Promise<void> {
  const { childId, about, says, homeEducatedSince, isHomeEducated } = left
  if (homeEducatedSince !== undefined) {
    // Where another register has the child, the child is not educated at home, and nothing begins.
    await beginHomeEducation(tx, system, {
      childId,
      since: homeEducatedSince as LocalDate,
      source: 'A school took the name off its register for home education',
    })
  }
  await routeByItself(tx, system, { childId, about, says, isHomeEducated })
}

/** Who may write in a part: the desk whose it is; of the social worker's, who has no sign-in, the CME team. */
const mayWrite = (viewer: Viewer, desk: DeskKind): boolean =>
  desk === 'social-worker' ? may(viewer, 'desk.give') : may(viewer, 'desk.record') && viewer.role === desk

/**
 * A desk answers what it was asked: the case waits for it no more, and the desk sees the child for a while yet. The same answer
 * again is the same; another one is added. Throws NotFound for another desk's.
 */
export async function answerPart(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { says: string },
): Promise<Decision<{ already: boolean }>> {
  const seen = await partByToken(tx, viewer, token)
  if (!mayWrite(viewer, seen.desk)) throw new NotFound('part')
  const says = given.says.trim()
  if (says === '') return refused({ says: 'Write the answer' })
  return acrossOrganisations(tx, viewer, async system => {
    await holdParts(tx, system, seen.child_id)
    const part = await partByToken(tx, system, token)
    if (part.state === 'taken back') return refused({ says: 'The CME team has taken this back' })
    const last = (await stepsOf(tx, system, [part.id])).findLast(step => step.step === 'answered')
    if (last?.says === says) return allowed({ already: true })
    const by = { id: viewer.personId, name: viewer.name }
    await insertStep(tx, system, part, by, { step: 'answered', says })
    await setPart(tx, system, part.id, 'answered')
    const { name } = desks[part.desk]
    if (isDeskRole(part.desk)) {
      await giveChild(tx, system, {
        childId: part.child_id,
        role: part.desk,
        aboutId: part.id,
        why: part.why,
        endsOn: addDays(system.today as LocalDate, daysSeenAfterAnswer),
      })
    }
    if (part.case_id) {
      await tellCase(
        tx,
        system,
        { caseId: part.case_id },
        [
          ...(part.state === 'asked'
            ? [{ type: 'task-done' as const, key: taskOf(part.id), says: `${name} answered` }]
            : []),
          { type: 'recorded', what: 'desk', title: `${name} answers`, lines: [says], work: true },
        ],
        byViewer(viewer),
      )
    }
    return allowed({ already: false })
  })
}

/** A desk writes the facts of its own field. The same again change nothing; a place is not taken down of a protected child. */
export async function recordFacts(
  tx: Tx,
  viewer: Viewer,
  token: string,
  facts: Readonly<Record<string, string>>,
): Promise<Decision<{ already: boolean }>> {
  const seen = await partByToken(tx, viewer, token)
  if (!mayWrite(viewer, seen.desk)) throw new NotFound('part')
  const asked = fieldsOf(seen.desk, seen.protected)
  const kept: Record<string, string> = {}
  for (const field of asked) {
    const value = (facts[field.name] ?? '').trim()
    if (value === '') continue
    if (field.as === 'choice' && field.choices?.[value] === undefined) {
      return refused({ says: `${field.label}: choose one of the answers` })
    }
    if (field.as === 'day' && parseLocalDate(value) === undefined) {
      return refused({ says: `${field.label}: enter a real date` })
    }
    kept[field.name] = value
  }
  if (Object.keys(kept).length === 0) return refused({ says: 'Enter at least one fact' })
  return acrossOrganisations(tx, viewer, async system => {
    await holdParts(tx, system, seen.child_id)
    const last = (await stepsOf(tx, system, [seen.id])).findLast(step => step.step === 'facts')
    if (last && written(last.facts) === written(kept)) return allowed({ already: true })
    const by = { id: viewer.personId, name: viewer.name }
    await insertStep(tx, system, seen, by, { step: 'facts', says: '', facts: kept })
    if (seen.case_id) {
      await tellCase(
        tx,
        system,
        { caseId: seen.case_id },
        [
          {
            type: 'recorded',
            what: 'desk',
            title: `${desks[seen.desk].name}: facts of its field`,
            lines: factsInWords(seen.desk, kept, seen.protected),
            work: false,
          },
        ],
        byViewer(viewer),
      )
    }
    return allowed({ already: false })
  })
}

const written = (facts: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(facts).sort())

/** Facts of a desk's field, a line each. Of a protected child none that says where the child is, whenever it was written. */
export function factsInWords(
  kind: DeskKind,
  facts: Readonly<Record<string, string>>,
  isProtected: boolean,
): string[] {
  return fieldsOf(kind, isProtected).flatMap(field => {
    const value = facts[field.name]
    if (value === undefined) return []
    const says = field.as === 'day' ? inWords(value as LocalDate) : (field.choices?.[value] ?? value)
    return [`${field.label}: ${says}`]
  })
}

/** A note of a desk for the CME team. The same words by the same person are one. */
export async function noteForTeam(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { says: string },
): Promise<Decision<{ already: boolean }>> {
  const seen = await partByToken(tx, viewer, token)
  if (!mayWrite(viewer, seen.desk)) throw new NotFound('part')
  const says = given.says.trim()
  if (says === '') return refused({ says: 'Write the note' })
  return acrossOrganisations(tx, viewer, async system => {
    await holdParts(tx, system, seen.child_id)
    const steps = await stepsOf(tx, system, [seen.id])
    if (
      steps.some(step => step.step === 'note' && step.says === says && step.by_person === viewer.personId)
    ) {
      return allowed({ already: true })
    }
    await insertStep(tx, system, seen, { id: viewer.personId, name: viewer.name }, { step: 'note', says })
    await tellCase(
      tx,
      system,
      { childId: seen.child_id },
      [
        {
          type: 'recorded',
          what: 'desk',
          title: `Note of the ${desks[seen.desk].name} desk`,
          lines: [says],
          work: false,
        },
      ],
      byViewer(viewer),
    )
    return allowed({ already: false })
  })
}

/** The CME team takes a child back from a desk: the desk sees the child no more for it, and the case waits no more. */
export async function takePartBack(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { why: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'desk.give')) throw new NotFound('part')
  const seen = await partByToken(tx, viewer, token)
  await holdParts(tx, viewer, seen.child_id)
  const part = await partByToken(tx, viewer, token)
  if (part.state === 'taken back') return allowed({ already: true })
  const why = given.why.trim()
  if (why === '') return refused({ says: 'Say why' })
  await setPart(tx, viewer, part.id, 'taken back')
  const by = { id: viewer.personId, name: viewer.name }
  await insertStep(tx, viewer, part, by, { step: 'taken back', says: why })
  await takeChildBack(tx, viewer, part.id, why)
  if (part.case_id) {
    const { name } = desks[part.desk]
    await tellCase(tx, viewer, { caseId: part.case_id }, [
      ...(part.state === 'asked'
        ? [{ type: 'task-done' as const, key: taskOf(part.id), says: `Taken back from ${name}: ${why}` }]
        : []),
      { type: 'recorded', what: 'desk', title: `Taken back from ${name}`, lines: [why], work: false },
    ])
  }
  return allowed({ already: false })
}
