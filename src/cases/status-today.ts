/**
 * What is the child of this case counted as today, by what the registers and the case say?
 *
 * A person decides what the case is counted as. This is worked out beside it from the rolls, the places asked for and the
 * outcome, so that the two can be compared: a child on a roll is never missing education, and a place that starts later does
 * not end it. Education at home or arranged by the authority is known here only from the outcome of the case.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { atRiskOfMissingEducation } from '../law/absence-measures.ts'
import type { CmeReasonCode } from '../law/cme-reasons.ts'
import type { Case, CaseEvent } from './case.ts'
import { isOpen } from './case.ts'
import { cmeStatus, type OtherEducation, type PlaceStep, type RollSpell } from './cme-status.ts'

export type StatusToday = {
  /** "Missing education", "On a roll", "At risk of missing education". */
  readonly says: string
  /** Since when, why, and with which reason. */
  readonly because: string
  readonly cites: string
  /** Of a child missing education: the first day of it. */
  readonly since?: LocalDate
}

/** What others know: the steps towards a place, written down beside the case, and the reason a person recorded. */
export type AlsoKnown = {
  readonly placeSteps?: readonly PlaceStep[]
  readonly recordedReason?: CmeReasonCode | undefined
}

/**
 * Takes the date of birth where it is known, the rolls the authority knows of, the case with its history, the day, and what is known
 * beside the case.
 */
export function statusToday(
  dob: LocalDate | undefined,
  rolls: readonly RollSpell[],
  c: Case,
  history: readonly CaseEvent[],
  on: LocalDate,
  { placeSteps: alsoTaken = [], recordedReason }: AlsoKnown = {},
): StatusToday {
  if (dob === undefined) {
    return {
      says: 'Not known',
      because:
        'The date of birth is not known, so nobody can say whether the child is of compulsory school age.',
      cites: 'Education Act 1996, section 8',
    }
  }
  const answer = cmeStatus(
    {
      dob,
      rolls,
      otherEducation: otherEducation(c),
      placeSteps: [...placeSteps(c, history), ...alsoTaken],
      recordedReason,
    },
    on,
  )
  const { because, cites } = answer
  switch (answer.status) {
    case 'CME':
      return {
        says: 'Missing education',
        because: `Since ${inWords(answer.since)}. ${because} Reason: ${answer.reasonInWords}.`,
        cites,
        since: answer.since,
      }
    case 'EDUCATED_OTHERWISE':
      return { says: 'Educated otherwise', because, cites }
    case 'NOT_OF_COMPULSORY_AGE':
      return { says: 'Not of compulsory school age', because, cites }
    case 'ON_ROLL': {
      const risk = atRiskOfMissingEducation({ ...signsOf(c), onRoll: true, ofCompulsoryAge: true })
      return risk.arises
        ? { says: 'At risk of missing education', because: `${because} ${risk.because}`, cites }
        : { says: 'On a roll', because, cites }
    }
    default:
      return answer satisfies never
  }
}

/** A case closed with home education or education the authority arranged says so from the day it was closed. */
export function otherEducation(c: Case): OtherEducation[] {
  if (c.closedOn === undefined) return []
  if (c.outcome === 'O03') return [{ kind: 'EHE', from: c.closedOn }]
  return c.outcome === 'O04' ? [{ kind: 'ALTERNATIVE_PROVISION', from: c.closedOn }] : []
}

/** The places that schools were asked for, without those that came to nothing. */
export function placeSteps(c: Case, history: readonly CaseEvent[]): PlaceStep[] {
  const live = new Set(
    c.places
      .filter(place => place.state === 'asked' || place.state === 'started')
      .map(place => place.offerId),
  )
  return history.flatMap(event =>
    event.type === 'place-offered' && live.has(event.offerId)
      ? [{ step: 'OFFERED' as const, on: event.on, startsOn: event.startsOn }]
      : [],
  )
}

function signsOf(c: Case) {
  const open = isOpen(c)
  const found = c.located !== undefined && c.located.proof !== 'claimed'
  return {
    whereaboutsUnknown: open && !found && c.attendance === undefined,
    didNotStart: open && c.places.at(-1)?.state === 'not started',
    unexplainedAbsence: false,
    movedWithoutDestination: false,
    leaveOverrun: false,
    excluded: false,
    severeAbsence: false,
    changingSchoolWithoutPlace: false,
  }
}
