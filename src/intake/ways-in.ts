/**
 * By which door does each start of a case come in, on which pathway, and as what is it counted at first?
 *
 * Practice notes, section 3: S1 to S16, here START-01 to START-16. A test walks this table against the code that opens cases.
 */
import { type Pathway, pathwayOf } from '../cases/case.ts'
import { startsInWords } from '../cases/words.ts'

/** The doors of the authority and what opens cases by itself. */
export type Door =
  | 'a school’s referral'
  | 'a removal with no next school'
  | 'a next school nobody confirmed'
  | 'leave that ran over'
  | 'abroad without leave'
  | 'told by telephone or in writing'
  | 'the public page'
  | 'a partner’s page'
  | 'another authority’s enquiry'
  | 'a roll check'
  | 'an exclusion with nothing in place'
  | 'known here and on no roll'
  | 'the home education desk'
  | 'by hand'

export type WayIn = {
  readonly code: string
  /** The doors that open it, the ordinary one first. A person can choose any start at the door of what was told. */
  readonly doors: readonly Door[]
  readonly pathway: Pathway
  /** May a person say which pathway, because the start alone does not? */
  readonly either: boolean
  /** What is counted until somebody decides: by the table of section 3. `triage`: by the facts, at acceptance. */
  readonly counted: 'possible CME' | 'CME' | 'triage'
}

const told = 'told by telephone or in writing'
const way = (code: string, counted: WayIn['counted'], either: boolean, ...doors: Door[]): WayIn => ({
  code,
  doors: [...doors, ...(doors.includes(told) ? [] : [told as Door])],
  pathway: pathwayOf(code),
  either,
  counted,
})

export const waysIn: readonly WayIn[] = [
  way('START-01', 'possible CME', false, 'a school’s referral'),
  way(
    'START-02',
    'possible CME',
    false,
    'a removal with no next school',
    'a next school nobody confirmed',
    'a school’s referral',
  ),
  way('START-03', 'possible CME', false, 'leave that ran over', 'a school’s referral'),
  way('START-04', 'possible CME', false, 'abroad without leave', 'a school’s referral'),
  way('START-05', 'possible CME', false, 'a school’s referral'),
  way('START-06', 'possible CME', true, 'a school’s referral'),
  way('START-07', 'CME', false, told),
  way('START-08', 'CME', false, 'known here and on no roll'),
  way('START-09', 'CME', false, 'the home education desk'),
  way('START-10', 'possible CME', false, told),
  way('START-11', 'CME', false, 'an exclusion with nothing in place'),
  way('START-12', 'CME', true, told),
  way('START-13', 'triage', true, 'the public page', 'a partner’s page'),
  way('START-14', 'triage', true, 'another authority’s enquiry'),
  way('START-15', 'triage', false, 'a roll check'),
  way('START-16', 'possible CME', false, 'a removal with no next school', 'a school’s referral'),
]
export const wayIn = (code: string): WayIn | undefined => waysIn.find(one => one.code === code)
export const isStart = (code: string): boolean => Object.hasOwn(startsInWords, code)

/** The pathway a case opens on: what a person said, where the start leaves it open; else what the start says. */
export function pathwayFor(code: string, said: string): Pathway {
  const one = wayIn(code)
  return one?.either && (said === 'A' || said === 'B') ? said : pathwayOf(code)
}
