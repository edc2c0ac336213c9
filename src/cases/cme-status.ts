/**
 * Is this child missing education today, and since when?
 *
 * Missing education means: of compulsory school age, a registered pupil at no school, and not receiving suitable education
 * otherwise (Education Act 1996, section 436A). There is no least time: a place that starts in three weeks does not count
 * until it starts. And a child on any roll is never CME, however absent: that is absence, and has rules of its own.
 */
import { csaEnd, csaStart } from '../calendar/age.ts'
import { addDays, inWords, type LocalDate, laterOf } from '../calendar/local-date.ts'
import { type CmeReasonCode, cmeReasonInWords } from '../law/cme-reasons.ts'

/** Time on one school's roll. The last day belongs to it. */
export type RollSpell = { readonly from: LocalDate; readonly to?: LocalDate | undefined }

/** Education otherwise than on a roll: at home, or arranged by the authority. */
export type OtherEducation = {
  readonly kind: 'EHE' | 'EOTAS' | 'SECTION_19' | 'ALTERNATIVE_PROVISION'
  readonly from: LocalDate
  readonly to?: LocalDate | undefined
  /** The day the authority judged it unsuitable, from which it no longer counts. Until then it is presumed suitable. */
  readonly unsuitableFrom?: LocalDate | undefined
}

/** A step towards a school place. */
export type PlaceStep = {
  readonly step: 'APPLIED' | 'OFFERED' | 'ACCEPTED'
  readonly on: LocalDate
  /** The day agreed for the child to start. Only being on the roll ends CME, not this day. */
  readonly startsOn?: LocalDate | undefined
}

export type CmeFacts = {
  readonly dob: LocalDate
  readonly rolls: readonly RollSpell[]
  readonly otherEducation: readonly OtherEducation[]
  readonly placeSteps: readonly PlaceStep[]
  /** The reason a person recorded, which wins over what can be read from the facts. */
  readonly recordedReason?: CmeReasonCode | undefined
  /** The first day the child is known to have lived here, if they came from elsewhere. */
  readonly arrivedOn?: LocalDate | undefined
}

export type CmeStatus =
  | {
      readonly status: 'NOT_OF_COMPULSORY_AGE' | 'ON_ROLL' | 'EDUCATED_OTHERWISE'
      readonly because: string
      readonly cites: string
    }
  | {
      readonly status: 'CME'
      /** The first day of it: day after the last roll or provision, or the day of age or of arrival. */
      readonly since: LocalDate
      readonly reason: CmeReasonCode
      readonly reasonInWords: string
      readonly because: string
      readonly cites: string
    }

const definition =
  'Education Act 1996, section 436A; Children missing education: statutory guidance, September 2025'

/** The status of a child on a day. Facts that lie after the day are not looked at. */
export function cmeStatus(facts: CmeFacts, on: LocalDate): CmeStatus {
  const starts = csaStart(facts.dob)
  const ends = csaEnd(facts.dob)
  if (on < starts || on > ends) {
    const when = on < starts ? `begins on ${inWords(starts)}` : `ended on ${inWords(ends)}`
    return {
      status: 'NOT_OF_COMPULSORY_AGE',
      because: `Compulsory school age ${when}.`,
      cites: 'Education Act 1996, section 8',
    }
  }
  const roll = facts.rolls.find(spell => isDuring(spell, on))
  if (roll) {
    return {
      status: 'ON_ROLL',
      because: `On a school's roll since ${inWords(roll.from)}.`,
      cites: definition,
    }
  }
  const otherwise = facts.otherEducation.find(education => isDuring(suitablePart(education), on))
  if (otherwise) {
    return {
      status: 'EDUCATED_OTHERWISE',
      because: `Educated otherwise (${kindInWords[otherwise.kind]}) since ${inWords(otherwise.from)}.`,
      cites: definition,
    }
  }
  const reason = facts.recordedReason ?? reasonFrom(facts, on)
  return {
    status: 'CME',
    since: missingSince(facts, on),
    reason,
    reasonInWords: cmeReasonInWords(reason),
    because:
      'Of compulsory school age, on no school’s roll, and not known to receive suitable education otherwise.',
    cites: definition,
  }
}

const kindInWords: Readonly<Record<OtherEducation['kind'], string>> = {
  EHE: 'elective home education',
  EOTAS: 'education otherwise than at school',
  SECTION_19: 'education arranged by the authority',
  ALTERNATIVE_PROVISION: 'alternative provision',
}

/**
 * What the facts themselves say about why. The latest step towards a place says most; then home education found unsuitable;
 * otherwise nobody has recorded a reason yet, which is a reason of its own. So it is when the agreed day has passed and the
 * child is still on no roll: why is for a person to say.
 */
function reasonFrom(facts: CmeFacts, on: LocalDate): CmeReasonCode {
  const since = missingSince(facts, on)
  const step = facts.placeSteps
    .filter(one => one.on <= on && (one.on >= since || (one.startsOn !== undefined && one.startsOn >= since)))
    .reduce<PlaceStep | undefined>(
      (latest, one) => (!latest || one.on >= latest.on ? one : latest),
      undefined,
    )
  if (step?.startsOn !== undefined && step.startsOn < on) return 'NOT_RECORDED'
  if (step?.step === 'ACCEPTED' || step?.startsOn !== undefined) return 'WAITING_START'
  if (step?.step === 'OFFERED') return 'OFFERED_NOT_ACCEPTED'
  if (step?.step === 'APPLIED') return 'APPLICATION_PENDING'
  const unsuitable = facts.otherEducation.some(
    one => one.kind === 'EHE' && one.unsuitableFrom !== undefined && one.unsuitableFrom <= on,
  )
  return unsuitable ? 'UNSUITABLE_EHE' : 'NOT_RECORDED'
}

/** Day after the last roll or suitable provision before this day, and not before compulsory age or arrival. */
function missingSince(facts: CmeFacts, on: LocalDate): LocalDate {
  const ended = [...facts.rolls, ...facts.otherEducation.map(suitablePart)].flatMap(spell =>
    spell.to !== undefined && spell.from <= spell.to && spell.to < on ? [addDays(spell.to, 1)] : [],
  )
  const arrived = facts.arrivedOn !== undefined && facts.arrivedOn <= on ? [facts.arrivedOn] : []
  return [...ended, ...arrived].reduce(laterOf, csaStart(facts.dob))
}

function suitablePart(education: OtherEducation): RollSpell {
  const { from, to, unsuitableFrom } = education
  if (unsuitableFrom === undefined) return { from, to }
  const lastSuitable = addDays(unsuitableFrom, -1)
  return { from, to: to !== undefined && to < lastSuitable ? to : lastSuitable }
}

function isDuring(spell: RollSpell, on: LocalDate): boolean {
  return spell.from <= on && (spell.to === undefined || on <= spell.to)
}
