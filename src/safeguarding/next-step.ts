/**
 * What does the DSL do next for this child, and by when? One table for the list and the child's page: the first line that holds.
 *
 * Danger first, then those who must be told, then who was asked and has not answered, then the judgement itself.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import type { Level } from '../enquiries/screening.ts'

export type DslFacts = {
  readonly today: LocalDate
  /** "Now" in London, as 14:05. */
  readonly now: string
  readonly level: Level | undefined
  /** A screen waits for a second person to agree to a lower level. */
  readonly lowerWaits: boolean
  /** The latest screen of this absence: is there one, and is it too old? */
  readonly screened: boolean
  readonly screenOld: boolean
  /** The latest contact worries: when it was, today or before. */
  readonly worry: { readonly on: LocalDate; readonly at: string | undefined } | undefined
  /** When the child was handed to the DSL today, as 10:40. */
  readonly handedAt: string | undefined
  /** How long the DSL has for a written judgement: the authority's setting. */
  readonly assessmentHours: number
  /** Notices not yet given, in words, with the earliest day due. */
  readonly notices: { readonly words: string; readonly due: LocalDate } | undefined
  /** An open ask to the police. */
  readonly policeOpen: boolean
  /** A referral to social care without an answer. */
  readonly care: { readonly due: LocalDate; readonly takeHigher: boolean } | undefined
  /** Social care or the police know of this absence. */
  readonly told: boolean
  readonly referred: boolean
  readonly contactToday: boolean
  /** The earliest day on which an open concern is looked at again. */
  readonly reviewOn: LocalDate | undefined
}

export type DslStep = {
  readonly id:
    | 'tell'
    | 'screen'
    | 'notice'
    | 'care'
    | 'police'
    | 'second'
    | 'refer'
    | 'review'
    | 'contact'
    | 'look'
  readonly says: string
  readonly due: LocalDate
  /** A time of day, where the clock is one of hours. */
  readonly by?: string
  readonly late: boolean
}

/** "12:40", two hours after "10:40"; past midnight it is the end of the day. */
export function hoursAfter(at: string, hours: number): string {
  const [hour, minute] = at.split(':').map(Number) as [number, number]
  return hour + hours >= 24
    ? '23:59'
    : `${String(hour + hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

type Line = (facts: DslFacts) => Omit<DslStep, 'late'> | undefined

const lines: readonly Line[] = [
  f =>
    f.level === 'act today' && !f.told
      ? { id: 'tell', says: 'Tell children’s social care or the police', due: f.today }
      : undefined,
  f =>
    f.worry && !f.screened
      ? {
          id: 'screen',
          says: 'Sign the risk screen: the last contact worries',
          due: f.worry.on,
          ...(f.worry.at && { by: hoursAfter(f.worry.at, f.assessmentHours) }),
        }
      : undefined,
  f => (f.notices ? { id: 'notice', says: `Tell ${f.notices.words}`, due: f.notices.due } : undefined),
  f =>
    f.handedAt && !f.screened
      ? {
          id: 'screen',
          says: 'Sign the risk screen',
          due: f.today,
          by: hoursAfter(f.handedAt, f.assessmentHours),
        }
      : undefined,
  f => (f.policeOpen ? { id: 'police', says: 'Ask the police what they found', due: f.today } : undefined),
  f =>
    f.care
      ? {
          id: 'care',
          says: f.care.takeHigher ? 'Take it to a manager at social care' : 'Ask social care for its answer',
          due: f.care.due,
        }
      : undefined,
  f =>
    f.level === 'act today' && !f.referred
      ? { id: 'refer', says: 'Refer to the authority, urgent', due: f.today }
      : undefined,
  f => (!f.screened ? { id: 'screen', says: 'Sign the risk screen', due: f.today } : undefined),
  f =>
    f.lowerWaits
      ? { id: 'second', says: 'A second person agrees, or keeps the level', due: f.today }
      : undefined,
  f => (f.screenOld ? { id: 'screen', says: 'Screen again: the answers are old', due: f.today } : undefined),
  f => (!f.contactToday ? { id: 'contact', says: 'Try the family again', due: f.today } : undefined),
  f => (f.reviewOn ? { id: 'review', says: 'Look at the concern again', due: f.reviewOn } : undefined),
]

/** The first step that holds, and whether it is late. There is always one. */
export function nextDslStep(facts: DslFacts): DslStep {
  for (const line of lines) {
    const step = line(facts)
    if (!step) continue
    const late =
      step.due < facts.today || (step.due === facts.today && step.by !== undefined && step.by < facts.now)
    return { ...step, late }
  }
  return { id: 'look', says: 'Look again at the end of the day', due: facts.today, late: false }
}
