/** What is a report from outside, how soon must somebody look at it, and what may be done with it? */
import type { LocalDate } from '../../calendar/local-date.ts'
import { dueBy, type Level } from '../../cases/clocks.ts'
import type { Decision } from '../../platform/errors.ts'

export type How = 'the public' | 'a partner'
export type State = 'new' | 'seen' | 'asked' | 'taken on' | 'not taken on' | 'merged'

export const howInWords: Readonly<Record<How, string>> = {
  'the public': 'A member of the public',
  'a partner': 'A partner agency',
}
export const stateInWords: Readonly<Record<State, string>> = {
  new: 'New',
  seen: 'Seen',
  asked: 'More asked',
  'taken on': 'Taken on',
  'not taken on': 'Not taken on',
  merged: 'Put with another report',
}

/** By when a report that came on a day is seen by somebody, and by when it is decided on: practice.md 9.1. */
export function clocksOf(level: Level, cameOn: LocalDate): { acknowledgeBy: LocalDate; decideBy: LocalDate } {
  return {
    acknowledgeBy: dueBy('acknowledge', level, cameOn),
    decideBy: dueBy('triage', level, cameOn),
  }
}

/** Which day stands for a report on the list: to be seen, then to be decided on; where more was asked, the answer's. */
export const dueIn = (state: State, clocks: { acknowledgeBy: LocalDate; decideBy: LocalDate }): LocalDate =>
  state === 'new' ? clocks.acknowledgeBy : clocks.decideBy

export const whyNot = {
  'not missing education': 'The child is not missing education',
  'too little': 'There is too little to go on, and nobody to ask',
  elsewhere: 'The child is another authority’s: we told that authority',
  'another team': 'It is for another team: we told that team',
  'no child': 'It is not about a child',
} as const
export type WhyNot = keyof typeof whyNot
export const isWhyNot = (text: string): text is WhyNot => Object.hasOwn(whyNot, text)

const refused = <T>(says: string): Decision<T> => ({ allowed: false, refusals: [{ says }] })

export const isOpen = (state: State): boolean => state === 'new' || state === 'seen' || state === 'asked'

/** May more be asked? Only of somebody who wanted a reply. */
export function mayAsk(report: { state: State; replyWanted: boolean }): Decision<'ask'> {
  if (!isOpen(report.state)) return refused('This report is decided on already')
  if (!report.replyWanted) return refused('Whoever told us did not want a reply: nobody can be asked')
  return { allowed: true, value: 'ask' }
}

/** May it be set aside? Not where a child is in danger, unless somebody says what was done about the danger. */
export function mayNotTakeOn(
  report: { state: State; danger: boolean },
  says: string,
): Decision<'not taken on'> {
  if (!isOpen(report.state)) return refused('This report is decided on already')
  if (report.danger && says.trim().length < 20)
    return refused('It speaks of danger: write what was done about the danger, and whom you told')
  return { allowed: true, value: 'not taken on' }
}

/** All that a partner ever reads of what came of its report. */
export type Category = 'received' | 'working' | 'closed: found in education' | 'closed'
const inEducation: readonly string[] = ['O01', 'O02', 'O03', 'O04', 'O05']

/**
 * The category of what came of a report. Of a protected child it is never said that the child was found, nor how: closed is closed.
 */
export function categoryOf(
  state: State,
  cases: readonly { closed: boolean; outcome: string | null; isProtected: boolean }[],
): Category {
  if (isOpen(state)) return 'received'
  if (cases.some(one => !one.closed)) return 'working'
  if (cases.length === 0) return 'closed'
  const found = cases.every(one => !one.isProtected && inEducation.includes(one.outcome ?? ''))
  return found ? 'closed: found in education' : 'closed'
}

/** Letters and digits that nobody mistakes for one another, read out on the telephone. */
const alphabet = '23456789BCDFGHJKMNPQRSTVWXYZ'
/** A reference to say aloud: P-7KQ2-M4XD. Made from chance alone, so that it tells nothing of what came before or after. */
export function referenceFrom(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, 8), byte => alphabet[byte % alphabet.length]!).join('')
  return `P-${letters.slice(0, 4)}-${letters.slice(4)}`
}
