// What the pages of local steps say in the same words.
import { dateInWords, type LocalDate } from '../../calendar/local-date.ts'
import { comesOn, endsOn, holdingFrom } from '../holding.ts'
import { refusalsOf } from '../no-later.ts'
import type { HitStep, TriggerRow } from '../store.ts'
import { addressees, type Trigger, whenInWords } from '../trigger.ts'

export type State = { text: string; colour: string; more: string }

/** Whether a step is on, as a tag and a sentence. */
export function stateOf({ trigger, switches }: TriggerRow, today: LocalDate): State {
  const holding = holdingFrom(switches, today)
  if (holding && refusalsOf(trigger, today).length > 0) {
    return {
      text: 'Passed over',
      colour: 'red',
      more: 'The law has changed: this could now be later than the law.',
    }
  }
  const ending = endsOn(switches, today)
  if (holding) {
    const until = ending ? ` Off from ${dateInWords(ending.fromOn)}.` : ''
    return { text: 'On', colour: 'green', more: `Since ${dateInWords(holding.fromOn)}.${until}` }
  }
  const coming = comesOn(switches, today)
  if (coming) return { text: 'Comes on', colour: 'blue', more: `From ${dateInWords(coming.fromOn)}.` }
  if (switches.length > 0)
    return { text: 'Off', colour: 'grey', more: `Since ${dateInWords(switches.at(-1)!.fromOn)}.` }
  return { text: 'Not on', colour: 'yellow', more: 'Written down, never switched on.' }
}

export const isOnOrComing = ({ switches }: TriggerRow, today: LocalDate): boolean =>
  holdingFrom(switches, today) !== undefined
    ? endsOn(switches, today) === undefined
    : comesOn(switches, today) !== undefined

export const forWhom = (trigger: Trigger): string => addressees[trigger.addressee].name

/** "After 5 school days of ...": as a list has it. */
export const whenOf = (trigger: Trigger): string => whenInWords(trigger)

export const stepsInWords: Readonly<Record<HitStep, string>> = {
  done: 'Done',
  'not needed': 'Not needed',
  'no longer so': 'No longer asked for',
  'so again': 'Asked for again',
}

export const peopleInWords = (count: number): string => (count === 1 ? '1 child' : `${count} children`)
