/**
 * What came of a visit, and what follows? The outcomes of a visit, the rule of two attempts, and when a visitor is missed.
 *
 * Practice notes, sections 7 (F5), 9.1 and 12. A child is recorded as seen only by somebody who saw the child: what an adult
 * says at the door never makes it so.
 */
import type { LocalDate } from '../calendar/local-date.ts'
import { addWorkingDays } from '../calendar/working-days.ts'

export const outcomes = {
  'seen alone': 'I saw the child and spoke to them alone',
  seen: 'I saw the child, and could not speak to them alone',
  'adult only': 'I spoke to an adult, and did not see the child',
  'no answer': 'Nobody answered',
  refused: 'An adult answered and would not let me see the child',
  'gone away': 'The family has gone from there',
  'address not found': 'I could not find the address',
  'unsafe left': 'I left because it was not safe',
} as const
export type Outcome = keyof typeof outcomes
export const isOutcome = (text: string): text is Outcome => Object.hasOwn(outcomes, text)

/** The same, as somebody else's words in a chronology. */
export const outcomesInWords: Readonly<Record<Outcome, string>> = {
  'seen alone': 'The child was seen and spoken to alone',
  seen: 'The child was seen, and not spoken to alone',
  'adult only': 'An adult was spoken to. The child was not seen',
  'no answer': 'Nobody answered',
  refused: 'An adult answered. The child was not seen',
  'gone away': 'The family has gone from there',
  'address not found': 'The address could not be found',
  'unsafe left': 'The visitor left because it was not safe',
}

export const concerns = {
  none: 'No',
  dsl: 'Yes, for the school’s safeguarding lead or our own',
  'social care': 'Yes, for social care',
} as const
export type Concern = keyof typeof concerns
export const isConcern = (text: string): text is Concern => Object.hasOwn(concerns, text)

export const signsOfOccupancy = {
  lights: 'Lights, noise or movement',
  car: 'A car that may be the family’s',
  post: 'Post piled up',
  'curtains drawn': 'Curtains drawn, nothing to be seen',
  packed: 'Belongings packed or gone',
  'for sale': 'A board: sold or to let',
} as const
export const isSign = (text: string): boolean => Object.hasOwn(signsOfOccupancy, text)

/** Only these are a child who was seen: an adult's word is not. */
export const childSeen = (outcome: Outcome): boolean => outcome === 'seen alone' || outcome === 'seen'

/** Nobody was met there; another try, at another time, may find somebody. */
const triedInVain = (outcome: Outcome): boolean => outcome === 'no answer' || outcome === 'address not found'

/** One try, as the rule of two attempts reads it. */
export type Attempt = { readonly outcome: Outcome; readonly on: LocalDate; readonly arrived: string }

export type Follows =
  /** The child was seen: the visit has its answer. */
  | { next: 'done'; because: string }
  /** Go again, on another day and at another time of day. */
  | { next: 'again'; from: LocalDate; because: string }
  /** The officer who holds the case decides. */
  | { next: 'decide'; because: string }

/** Two attempts are at different times where at least so many minutes lie between their times of day. */
export const apartMinutes = 120

/**
 * What follows from the attempts so far, oldest first. A child who was seen: done. Nobody met: again, until two tries
 * were on different days and at different times; then somebody decides. Anything else is decided at once: an adult who will not
 * let the child be seen is not a reason to wait. Practice notes, section 12.
 */
export function whatFollows(attempts: readonly Attempt[]): Follows {
  const last = attempts.at(-1)
  if (!last) return { next: 'decide', because: 'Nobody has been yet.' }
  if (childSeen(last.outcome)) return { next: 'done', because: `${outcomesInWords[last.outcome]}.` }
  if (!triedInVain(last.outcome)) {
    return {
      next: 'decide',
      because: `${outcomesInWords[last.outcome]}. The officer decides what is done now.`,
    }
  }
  const vain = attempts.filter(one => triedInVain(one.outcome))
  const isApart = vain.some(
    one =>
      one !== last &&
      one.on !== last.on &&
      Math.abs(minutesOf(one.arrived) - minutesOf(last.arrived)) >= apartMinutes,
  )
  if (isApart) {
    return {
      next: 'decide',
      because:
        'Two attempts, on different days and at different times, met nobody. The officer decides what is done now.',
    }
  }
  return {
    next: 'again',
    from: addWorkingDays(last.on, 1),
    because:
      vain.length === 1
        ? 'Go once more, on another day and at least two hours earlier or later in the day.'
        : 'The attempts were on one day or at about one time. Go once more, on another day and at another time.',
  }
}

/** "14:32" as minutes since midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** A time of day as people type it: 9:30, 09.30, 1432, 2pm. Gives "14:32", or nothing where it is no time. */
export function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap]m)?$/i.exec(text.trim())
  if (!found) return undefined
  const half = found[3]?.toLowerCase()
  let hour = Number(found[1])
  const minute = Number(found[2] ?? '0')
  if (found[2] === undefined && half === undefined) return undefined
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half === 'pm' ? 12 : 0)
  }
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** What is wrong with a report, by field, in the order of the form. Nothing where it can be kept. */
export function wrongWithReport(given: {
  outcome: string
  who: string
  shownHow: string
  fact: string
  opinion: string
  concern: string
  concernSays: string
  saysSafe: boolean
}): { field: string; text: string }[] {
  const wrong: { field: string; text: string }[] = []
  const say = (holds: boolean, field: string, text: string) => {
    if (!holds) wrong.push({ field, text })
  }
  const { outcome } = given
  say(isOutcome(outcome), 'outcome', 'Choose what happened')
  const met = isOutcome(outcome) && ['seen alone', 'seen', 'adult only', 'refused'].includes(outcome)
  say(!met || given.who !== '', 'who', 'Say whom you met: “would not say” is an answer')
  say(
    !met || given.shownHow !== '',
    'shownHow',
    'Say how they showed who they are: “they did not” is an answer',
  )
  say(given.fact !== '', 'fact', 'Write what you saw and heard')
  // The one thing that may never be written down on an adult's word.
  say(
    !given.saysSafe || (isOutcome(outcome) && childSeen(outcome)),
    'saysSafe',
    'You did not see the child, so you cannot record them as safe and well. Write what the adult said under “What you saw and heard”',
  )
  say(isConcern(given.concern), 'concern', 'Say whether you are worried')
  say(
    !isConcern(given.concern) || given.concern === 'none' || given.concernSays !== '',
    'concernSays',
    'Say what worries you',
  )
  return wrong
}

/** Where the visitor is: on the way, in there, back, or not heard of when they should have been. */
export type Out = 'not begun' | 'there' | 'overdue' | 'back' | 'needs help'

/** How long a visitor may be inside before the team is told, where nobody said otherwise. Ours; practice notes, section 12. */
export const usualMinutes = 60

/** Is the visitor safe, at this moment? Overdue from the minute after the one they were to be out by. */
export function whereVisitorIs(
  visit: { arrivedAt?: Date | undefined; leftAt?: Date | undefined; minutes: number; needsHelp: boolean },
  now: Date,
): Out {
  if (visit.needsHelp) return 'needs help'
  if (!visit.arrivedAt) return 'not begun'
  if (visit.leftAt && visit.leftAt >= visit.arrivedAt) return 'back'
  return now.getTime() > outBy(visit.arrivedAt, visit.minutes).getTime() ? 'overdue' : 'there'
}

/** The moment by which the visitor is to be out. */
export const outBy = (arrivedAt: Date, minutes: number): Date =>
  new Date(arrivedAt.getTime() + minutes * 60_000)

/** A visit is written up within the hour: how long it took, in words, and whether it was within it. */
export function writtenAfter(leftAt: Date, writtenAt: Date): { inTime: boolean; says: string } {
  const minutes = Math.max(0, Math.floor((writtenAt.getTime() - leftAt.getTime()) / 60_000))
  if (minutes <= 60)
    return { inTime: true, says: `Written within the hour: ${minutes} minutes after leaving` }
  const hours = Math.floor(minutes / 60)
  const after = hours < 48 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${Math.floor(hours / 24)} days`
  return { inTime: false, says: `Written ${after} after leaving, not within the hour` }
}

/** How long after its day the officer still sees the child, to write the visit down: two working days. Ours. */
export const seenUntil = (plannedOn: LocalDate): LocalDate => addWorkingDays(plannedOn, 2)
