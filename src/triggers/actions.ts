// What is done with local steps: proposed, previewed, switched on and off by a manager; found every night and for a school
// whenever its marks change; answered by whoever is asked.
import { may } from '../access/actions-allowed.ts'
import { asViewer } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, inWords, type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import type { Sql, Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import { calendarsOf, type VersionedCalendar } from '../schools/store.ts'
import { answerOf, type Caught, caughtBy, isSameTime, timesCaught } from './caught.ts'
import { comesOn, holdingFrom, isOpenFrom } from './holding.ts'
import { refusalsOf } from './no-later.ts'
import {
  addToPreview,
  alreadyTaken,
  countsOfTriggers,
  hitsToCompare,
  holdTrigger,
  insertHitSteps,
  insertHits,
  insertPreview,
  insertSwitch,
  insertTrigger,
  isToSchool,
  latestPreview,
  lockHit,
  type NewHit,
  openHitsOf,
  type PreviewedChild,
  type PreviewRow,
  previewById,
  recordsToLookAt,
  registersToLookAt,
  type StandingHit,
  type Subject,
  schoolsToLookAt,
  type TriggerRow,
  takenKey,
  triggersAtMost,
  triggersHolding,
  triggersOf,
  waitForOtherHits,
} from './store.ts'
import { kinds, type Trigger } from './trigger.ts'

const ours = 'Local steps of the authority'
const mayNot = { says: 'Only a manager of the authority can change its local steps', cites: ours }

/** So many schools are looked through while a page waits; of more, the preview is a job. */
const schoolsAtOnce = 40
/** "Lately", in a preview: so many days up to today. */
export const lately = 30

/** The queues of this noun. */
export const hitsQueue = 'local-steps'
export const previewQueue = 'local-steps-preview'

/** The step whose token stands in the address. Throws NotFound where the authority has none. */
export async function triggerByToken(tx: Tx, viewer: Viewer, token: string): Promise<TriggerRow> {
  const [row] = await triggersOf(tx, viewer, token)
  if (!row) throw new NotFound('trigger')
  return row
}

/**
 * Writes a step down, not yet on. Refused where it could come later than the law, with every reason. The same step written
 * twice is one.
 */
export async function proposeTrigger(
  tx: Tx,
  viewer: Viewer,
  given: { name: string; trigger: Trigger; preset?: string | undefined; why: string },
): Promise<Decision<{ token: string; already: boolean }>> {
  if (!may(viewer, 'authority.settings')) return refused(mayNot)
  const on = viewer.today as LocalDate
  const name = given.name.trim()
  const why = given.why.trim()
  const refusals = [
    ...(name === '' || name.length > 100
      ? [{ says: 'Enter a name of up to 100 characters', cites: ours }]
      : []),
    ...(why === '' || why.length > 500 ? [{ says: 'Say why, in up to 500 characters', cites: ours }] : []),
    ...refusalsOf(given.trigger, on),
  ]
  if (refusals.length > 0) return refused(...refusals)
  const written = await triggersOf(tx, viewer)
  const same = written.find(one => one.name === name && isSameTrigger(one.trigger, given.trigger))
  if (same) return allowed({ token: same.token, already: true })
  // More are never read: an older one that is on would no longer be looked for, and nobody would be told.
  if (written.length >= triggersAtMost) {
    const says = `An authority can have ${triggersAtMost} local steps, and this one has them. Use one of those`
    return refused({ says, cites: ours })
  }
  const token = await insertTrigger(tx, viewer, { ...given, name, why })
  return allowed({ token, already: false })
}

const isSameTrigger = (a: Trigger, b: Trigger): boolean =>
  a.trigger === b.trigger &&
  a.n === b.n &&
  a.unit === b.unit &&
  a.action === b.action &&
  a.addressee === b.addressee &&
  a.form === b.form &&
  a.onlyYear === b.onlyYear

/**
 * Looks up whom a step would catch. At once where the authority is small; else as a job, and the page says how far it has come.
 * One that was looked up today and is not done yet is not begun again.
 */
export async function askForPreview(
  tx: Tx,
  viewer: Viewer,
  token: string,
  schoolsWhileWaiting = schoolsAtOnce,
): Promise<Decision<{ isDone: boolean }>> {
  if (!may(viewer, 'authority.settings')) return refused(mayNot)
  const row = await triggerByToken(tx, viewer, token)
  await holdTrigger(tx, viewer, row.id)
  const before = await latestPreview(tx, viewer, row.id)
  if (before && before.done_at === null && before.on_date === viewer.today) return allowed({ isDone: false })
  const schools = await schoolsToLookAt(tx, viewer)
  const id = await insertPreview(tx, viewer, row.id, schools.length)
  if (kinds[row.trigger.trigger].readFrom === 'register' && schools.length > schoolsWhileWaiting) {
    await sendJob(tx, previewQueue, { la: viewer.la, preview: id })
    return allowed({ isDone: false })
  }
  await previewSome(tx, viewer, row, id, schools, { isFirst: true, isLast: true })
  return allowed({ isDone: true })
}

/** The preview of a large authority: some schools at a time, each in a transaction of its own, so that the page can say how far. */
export async function workOutPreview(sql: Sql, viewer: Viewer, previewId: string): Promise<void> {
  const begun = await asViewer(sql, viewer, async tx => {
    const preview = await previewById(tx, viewer, previewId)
    if (!preview || preview.done_at !== null) return undefined
    const schools = await schoolsToLookAt(tx, viewer)
    // Broken off and tried again: on from the schools that were done.
    return { ...preview, schools: schools.slice(preview.schools_done), isFirst: preview.schools_done === 0 }
  })
  if (!begun) return
  const { schools, token } = begun
  for (let from = 0; from === 0 || from < schools.length; from += schoolsAtOnce) {
    await asViewer(sql, viewer, async tx => {
      const row = await triggerByToken(tx, viewer, token)
      await previewSome(tx, viewer, row, previewId, schools.slice(from, from + schoolsAtOnce), {
        isFirst: begun.isFirst && from === 0,
        isLast: from + schoolsAtOnce >= schools.length,
      })
    })
  }
}

async function previewSome(
  tx: Tx,
  viewer: Viewer,
  row: TriggerRow,
  previewId: string,
  schoolIds: readonly string[],
  part: { isFirst: boolean; isLast: boolean },
): Promise<void> {
  const on = viewer.today as LocalDate
  const since = addDays(on, 1 - lately)
  const { trigger } = row
  const calendars = await calendarsOf(tx, viewer)
  const subjects = [
    ...(await registersToLookAt(tx, viewer, { schoolIds, triggers: [trigger], on, since })),
    ...(part.isFirst ? await recordsToLookAt(tx, viewer, trigger.trigger, { on }) : []),
  ]
  const taken = await alreadyTaken(tx, viewer, trigger.action, subjects)
  const first: (PreviewedChild & { id: string })[] = []
  let now = 0
  let recently = 0
  for (const subject of subjects) {
    const { calendar } = calendars(subject.school_id ?? '', subject.yearGroup)
    const times = timesCaught(trigger, subject.facts, calendar, on)
    recently += times.filter(time => time.reachedOn >= since).length
    const caught = times.findLast(time => time.stands)
    if (!caught || !isOnRoll(subject, on) || taken.has(takenKey(trigger.action, subject))) continue
    now++
    const { since: from, reachedOn } = caught
    first.push({
      id: subject.child_id,
      child: subject.child_id,
      school: subject.school_id,
      since: from,
      reachedOn,
    })
  }
  await addToPreview(tx, viewer, previewId, {
    schools: schoolIds.length,
    now,
    lately: recently,
    first: first
      .sort((a, b) =>
        a.reachedOn === b.reachedOn ? (a.id < b.id ? -1 : 1) : a.reachedOn < b.reachedOn ? -1 : 1,
      )
      .slice(0, 50)
      .map(({ id: _id, ...one }) => one),
    isDone: part.isLast,
  })
}

/** A preview of the last days reads of those who have left since, too; nobody is asked about them. */
function isOnRoll({ facts }: Subject, on: LocalDate): boolean {
  if (!('register' in facts)) return true
  const { leavingDate } = facts.register
  return leavingDate === undefined || leavingDate >= on
}

/**
 * Switches a step on from a day. Whoever does it has seen today whom it would catch, and it is asked once more whether it could
 * come later than the law. What it catches is looked for at once.
 */
export async function switchOn(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; fromOn: string; why: string },
): Promise<Decision<{ changed: boolean }>> {
  if (!may(viewer, 'authority.settings')) return refused(mayNot)
  const row = await triggerByToken(tx, viewer, given.token)
  await holdTrigger(tx, viewer, row.id)
  const problem = dayProblem(viewer, given)
  if (problem) return refused(problem)
  const fromOn = parseLocalDate(given.fromOn)!
  const refusals = refusalsOf(row.trigger, fromOn)
  if (refusals.length > 0) return refused(...refusals)
  const { switches } = await triggerByToken(tx, viewer, given.token)
  if (holdingFrom(switches, fromOn) && switches.at(-1)!.switched === 'on') return allowed({ changed: false })
  const preview = await latestPreview(tx, viewer, row.id)
  if (!isOfToday(preview, viewer)) {
    return refused({ says: 'Look first, today, whom this would catch', cites: ours })
  }
  await insertSwitch(tx, viewer, row.id, {
    switched: 'on',
    fromOn,
    why: given.why.trim(),
    caughtNow: preview!.caught_now,
  })
  if (fromOn === viewer.today) await sendJob(tx, hitsQueue, { la: viewer.la })
  return allowed({ changed: true })
}

const isOfToday = (preview: PreviewRow | undefined, viewer: Viewer): boolean =>
  preview !== undefined && preview.done_at !== null && preview.on_date === viewer.today

/** Switches a step off from a day. What it has caught and nobody has answered is then no longer asked for. */
export async function switchOff(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; fromOn: string; why: string },
): Promise<Decision<{ changed: boolean }>> {
  if (!may(viewer, 'authority.settings')) return refused(mayNot)
  const row = await triggerByToken(tx, viewer, given.token)
  await holdTrigger(tx, viewer, row.id)
  const problem = dayProblem(viewer, given)
  if (problem) return refused(problem)
  const { switches } = await triggerByToken(tx, viewer, given.token)
  const today = viewer.today as LocalDate
  const isOnAtAll = holdingFrom(switches, parseLocalDate(given.fromOn)!) ?? comesOn(switches, today)
  if (!isOnAtAll) return allowed({ changed: false })
  await insertSwitch(tx, viewer, row.id, { switched: 'off', fromOn: given.fromOn, why: given.why.trim() })
  if (given.fromOn === today) await sendJob(tx, hitsQueue, { la: viewer.la })
  return allowed({ changed: true })
}

function dayProblem(viewer: Viewer, given: { fromOn: string; why: string }) {
  if (!parseLocalDate(given.fromOn)) return { says: 'Enter the day it holds from', cites: ours }
  if (given.fromOn < viewer.today) {
    return { says: 'Enter today or a later day: what was asked before stays as it was', cites: ours }
  }
  if (given.why.trim() === '') return { says: 'Say why, and who agreed it', cites: ours }
  if (given.why.length > 500) return { says: 'Say why in up to 500 characters', cites: ours }
  return undefined
}

/** What has become of a hit: it was done, or was not needed, and why. Answering twice changes nothing. */
export async function answerHit(
  tx: Tx,
  viewer: Viewer,
  given: { token: string; what: 'done' | 'not needed'; says: string },
): Promise<Decision<{ changed: boolean }>> {
  if (!may(viewer, 'local-steps.answer')) throw new NotFound('hit')
  const hit = await lockHit(tx, viewer, given.token)
  if (!hit) throw new NotFound('hit')
  if (hit.to_school !== (viewer.side === 'school')) {
    return refused({ says: 'This is asked of the school: only its own people can answer', cites: ours })
  }
  const says = given.says.trim()
  if (says === '') {
    const text = given.what === 'done' ? 'Say what was done, and when' : 'Say why it is not needed'
    return refused({ says: text, cites: ours })
  }
  if (says.length > 1000) return refused({ says: 'Use 1,000 characters or fewer', cites: ours })
  if (!isOpenFrom(hit.what)) return allowed({ changed: false })
  await insertHitSteps(tx, viewer, [{ hitId: hit.id, what: given.what, says }])
  return allowed({ changed: true })
}

// ---- Finding hits ----

export type Found = { triggers: number; found: number; ended: number; again: number }

/**
 * Finds whom the steps that are on catch on a day, in one school or in all, and writes what is new. A hit that nobody has
 * answered and that is no longer so is ended with the reason. Doing it again finds nothing new.
 */
export async function findHits(
  sql: Sql,
  viewer: Viewer,
  given: { on: LocalDate; schoolId?: string | undefined },
): Promise<Found> {
  const all: Found = { triggers: 0, found: 0, ended: 0, again: 0 }
  const { on, schoolId } = given
  const begun = await asViewer(sql, viewer, async tx => {
    const triggers = await triggersHolding(tx, viewer, on)
    if (schoolId === undefined) all.ended += await endOfThoseOff(tx, viewer, triggers)
    const schools = schoolId === undefined ? await schoolsToLookAt(tx, viewer) : [schoolId]
    return { triggers, schools }
  })
  all.triggers = begun.triggers.length
  const add = (part: Omit<Found, 'triggers'>) => {
    all.found += part.found
    all.ended += part.ended
    all.again += part.again
  }
  const ofRegisters = begun.triggers.filter(one => kinds[one.trigger.trigger].readFrom === 'register')
  if (ofRegisters.length > 0) {
    for (let from = 0; from < begun.schools.length; from += schoolsAtOnce) {
      const schoolIds = begun.schools.slice(from, from + schoolsAtOnce)
      add(
        await asViewer(sql, viewer, async tx => {
          await waitForOtherHits(tx, viewer)
          const triggers = ofRegisters.map(one => one.trigger)
          const subjects = await registersToLookAt(tx, viewer, { schoolIds, triggers, on })
          return settle(tx, viewer, ofRegisters, () => subjects, schoolIds, on)
        }),
      )
    }
  }
  const ofRecords = begun.triggers.filter(one => kinds[one.trigger.trigger].readFrom === 'records')
  if (ofRecords.length > 0) {
    add(
      await asViewer(sql, viewer, async tx => {
        await waitForOtherHits(tx, viewer)
        const byKind = new Map<string, Subject[]>()
        for (const kind of new Set(ofRecords.map(one => one.trigger.trigger))) {
          byKind.set(kind, await recordsToLookAt(tx, viewer, kind, { on, schoolId }))
        }
        const whose = schoolId === undefined ? 'all' : [schoolId]
        return settle(tx, viewer, ofRecords, trigger => byKind.get(trigger.trigger)!, whose, on)
      }),
    )
  }
  return all
}

/** Nobody is asked any more what the authority no longer asks for. */
async function endOfThoseOff(
  tx: Tx,
  viewer: Viewer,
  holding: readonly Pick<TriggerRow, 'id'>[],
): Promise<number> {
  await waitForOtherHits(tx, viewer)
  const on = new Set(holding.map(one => one.id))
  const off = (await triggersOf(tx, viewer)).filter(one => !on.has(one.id)).map(one => one.id)
  const open = await openHitsOf(tx, viewer, off)
  const says = `The authority no longer asks for this, from ${inWords(viewer.today as LocalDate)}.`
  await insertHitSteps(
    tx,
    viewer,
    open.map(hitId => ({ hitId, what: 'no longer so' as const, says })),
  )
  return open.length
}

const keyOf = (triggerId: string, subject: Pick<Subject, 'child_id' | 'school_id'>): string =>
  `${triggerId} ${subject.child_id} ${subject.school_id}`

/** How far back a hit is the same time as one that is caught now. */
const sameTimeDays = 400

async function settle(
  tx: Tx,
  viewer: Viewer,
  triggers: readonly (TriggerRow & { fromOn: LocalDate })[],
  subjectsOf: (trigger: Trigger) => readonly Subject[],
  schoolIds: readonly string[] | 'all',
  on: LocalDate,
): Promise<Omit<Found, 'triggers'>> {
  const calendars = await calendarsOf(tx, viewer)
  const ids = triggers.map(one => one.id)
  const before = new Map<string, StandingHit[]>()
  for (const hit of await hitsToCompare(tx, viewer, ids, schoolIds, addDays(on, -sameTimeDays))) {
    const key = keyOf(hit.trigger_id, hit)
    before.set(key, [...(before.get(key) ?? []), hit])
  }
  const fresh: NewHit[] = []
  const steps: Parameters<typeof insertHitSteps>[2][number][] = []
  const standing = new Set<string>()
  let again = 0
  for (const row of triggers) {
    const subjects = subjectsOf(row.trigger)
    const taken = await alreadyTaken(tx, viewer, row.trigger.action, subjects)
    for (const subject of subjects) {
      const versioned = calendars(subject.school_id ?? '', subject.yearGroup)
      const caught = caughtBy(row.trigger, subject.facts, versioned.calendar, on)
      if (!caught || taken.has(takenKey(row.trigger.action, subject))) continue
      const earlier = (before.get(keyOf(row.id, subject)) ?? []).find(hit =>
        isSameTime({ since: hit.since_on, reachedOn: hit.reached_on }, caught),
      )
      if (!earlier) {
        fresh.push(newHit(row, subject, caught, versioned))
        continue
      }
      standing.add(earlier.id)
      if (earlier.what === 'no longer so') {
        again++
        steps.push({ hitId: earlier.id, what: 'so again', says: `So again on ${inWords(on)}.` })
      }
    }
  }
  let ended = 0
  for (const hits of before.values()) {
    for (const hit of hits) {
      if (standing.has(hit.id) || !isOpenFrom(hit.what)) continue
      ended++
      steps.push({ hitId: hit.id, what: 'no longer so', says: `No longer so on ${inWords(on)}.` })
    }
  }
  const found = await insertHits(tx, viewer, fresh)
  await insertHitSteps(tx, viewer, steps)
  return { found, ended, again }
}

function newHit(
  row: TriggerRow & { fromOn: LocalDate },
  subject: Subject,
  caught: Caught,
  { calendar, version }: VersionedCalendar,
): NewHit {
  return {
    triggerId: row.id,
    subject,
    toSchool: isToSchool(row.trigger),
    since: caught.since,
    reachedOn: caught.reachedOn,
    answer: answerOf(row.trigger, subject.facts, calendar, caught, {
      name: row.name,
      fromOn: row.fromOn,
      calendarVersion: version,
    }),
  }
}

/** For the page that lists the steps: each with what it has caught lately. */
export async function triggersWithCounts(
  tx: Tx,
  viewer: Viewer,
): Promise<{ row: TriggerRow; caught: number; open: number }[]> {
  const counts = await countsOfTriggers(tx, viewer)
  return (await triggersOf(tx, viewer)).map(row => ({
    row,
    caught: counts.get(row.id)?.caught ?? 0,
    open: counts.get(row.id)?.open ?? 0,
  }))
}
