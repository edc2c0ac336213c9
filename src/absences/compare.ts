/**
 * What has changed since the rules were last asked?
 *
 * A finding that still holds is left alone. One that the register no longer shows is ended, with why; one that a correction
 * moved is ended by the one that takes its place. Nothing is ever taken away: an old finding explains what was done on it.
 */
import { inWords, type LocalDate, schoolYearOf } from '../calendar/local-date.ts'
import type { Finding } from './finding.ts'

/** A finding that stands, as the last run left it. */
export type Standing = {
  readonly id: string
  readonly rule: string
  readonly on: LocalDate
  readonly due: LocalDate | undefined
  readonly since: LocalDate | undefined
  readonly leaveEndedOn: LocalDate | undefined
}

export type Compared = {
  fresh: Finding[]
  /** Ended, and by which of the fresh ones it is replaced, if by any. */
  ended: { standing: Standing; because: string; replacedBy: Finding | undefined }[]
}

/** Compares what stands of one enrolment with what the rules say now. */
export function compare(standing: readonly Standing[], now: readonly Finding[]): Compared {
  const fresh = [...now]
  const gone: Standing[] = []
  for (const old of standing) {
    const same = fresh.findIndex(finding => isSame(old, finding))
    if (same >= 0) fresh.splice(same, 1)
    else gone.push(old)
  }
  const taken = new Set<Finding>()
  const ended = gone.map(old => {
    const replacedBy = fresh.find(finding => !taken.has(finding) && isMoved(old, finding))
    if (replacedBy) taken.add(replacedBy)
    return { standing: old, because: why(old, replacedBy), replacedBy }
  })
  return { fresh, ended }
}

/** Persistent absence stands from the day it was first seen, whatever the sums come to each night, for the school year. */
const isShare = (rule: string): boolean => rule === 'PA' || rule === 'SA'
const ofOneYear = (old: Standing, now: Finding): boolean => schoolYearOf(old.on) === schoolYearOf(now.on)

const isSame = (old: Standing, now: Finding): boolean =>
  old.rule === now.rule && (isShare(now.rule) ? ofOneYear(old, now) : isSameDays(old, now))

const isSameDays = (old: Standing, now: Finding): boolean =>
  old.on === now.on && old.due === now.due && old.since === now.since && old.leaveEndedOn === now.leaveEndedOn

/** Is this the same absence, now seen otherwise? Runs that overlap, the same leave, the same day. */
function isMoved(old: Standing, now: Finding): boolean {
  // Severe absence takes the place of persistent absence, and back.
  if (isShare(old.rule)) return isShare(now.rule) && ofOneYear(old, now)
  if (old.rule !== now.rule) return false
  // A name is entered once, and removed once.
  if (isOnceEach(old.rule)) return true
  if (old.leaveEndedOn !== undefined || now.leaveEndedOn !== undefined)
    return old.leaveEndedOn === now.leaveEndedOn
  if (old.since === undefined || now.since === undefined) return old.on === now.on
  return old.since <= now.on && now.since <= old.on
}

const isOnceEach = (rule: string): boolean => rule === 'T-10' || rule === 'T-11' || rule === 'T-21'

function why(old: Standing, now: Finding | undefined): string {
  if (isShare(old.rule)) return whyOfShare(old, now)
  if (!now) return 'A later correction: the register no longer shows it.'
  if (old.on !== now.on || old.since !== now.since) {
    const since = now.since === undefined ? '' : `, counted from ${inWords(now.since)}`
    return `A later correction moved it to ${inWords(now.on)}${since}.`
  }
  return now.due === undefined
    ? 'The school’s calendar changed: the day it is due lies beyond it.'
    : `The school’s calendar changed: it is due on ${inWords(now.due)}.`
}

function whyOfShare(old: Standing, now: Finding | undefined): string {
  if (now?.rule === 'SA') return 'It has become severe absence.'
  if (now) return 'It is no longer severe: the sessions missed come to persistent absence.'
  return `The sessions missed no longer come to ${old.rule === 'SA' ? 'severe' : 'persistent'} absence, or the school year has ended.`
}
