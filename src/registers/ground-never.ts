/**
 * What is never a ground, though it is given as one every term?
 *
 * Each is answered by its name, with what the law wants instead. Taking a name off for one of them is off-rolling, and an
 * offence: Education Act 1996, section 434(6).
 */
import { law, type Missing, missing } from './ground-demand.ts'

export type NeverAGround = {
  /** As a person would say it. */
  readonly name: string
  readonly says: string
  readonly instead: string
  /** What tells that this is meant. */
  readonly meant: RegExp
}

export const neverGrounds: readonly NeverAGround[] = [
  {
    name: 'asked to find another school',
    says: 'That the parent was asked to find another school is never a ground: it is off-rolling',
    instead:
      'The name stays on. If the pupil is then registered at another school, ground A, from the day of that registration',
    meant:
      /(asked|told|advised|agreed|invited).*(school|leave|move)|find another school|managed out|off.?roll/,
  },
  {
    name: 'home education by telephone',
    says: 'That the parent said by telephone or in person that the child will be educated at home is never a ground',
    instead:
      'A notice in writing, with the day after which the child will not attend (ground F). Until then the name stays on and the authority is told at the earliest opportunity',
    meant:
      /((ehe|home.?ed\w*|educat\w* at home|home school\w*).*(phone|oral|verbal|spoke|said|call))|((phone|oral|verbal|spoken|said|call\w*).*(ehe|home))/,
  },
  {
    name: 'place offered elsewhere',
    says: 'That a place is offered elsewhere is never a ground: an offer is not registration',
    instead:
      'The other school’s confirmation that the pupil is on its register, and from which day (ground A)',
    meant: /offer|accepted a place|place (elsewhere|at another)|waiting (for|to) start/,
  },
  {
    name: 'pregnancy',
    says: 'Pregnancy is never a ground',
    instead:
      'The name stays on. Absence for it is coded as what it is, and the education goes on in another way if it must',
    meant: /pregnan|maternity|having a baby/,
  },
  {
    name: 'awaiting an appeal',
    says: 'That an appeal or a review is awaited is never a ground',
    instead: 'The name stays on until the permanent exclusion is final (ground O)',
    meant: /appeal|await\w* (a |the )?(review|hearing|panel|governors)|pending (a |the )?(review|hearing)/,
  },
  {
    name: 'illness',
    says: 'Illness is never a ground, whether of body or mind, and however long',
    instead:
      'The name stays on. Code I, the sickness return once 15 days are expected, and the authority’s duty to arrange education (section 19)',
    meant: /\bill\b|illness|sick|medical|unwell|anxi|mental health|school refus|ebsa|hospital/,
  },
  {
    name: '20 days alone',
    says: 'That 20 school days have gone by is never a ground by itself',
    instead:
      'Joint enquiries of school and authority, no reason to believe in sickness or an unavoidable cause, and a conclusion that both share (ground I)',
    meant: /\b(20|twenty)\b.*day|^days?$|four weeks|4 weeks|long absence/,
  },
  {
    name: 'poor attendance',
    says: 'Poor attendance is never a ground',
    instead: 'The name stays on: attendance support, and the steps the law has for parents',
    meant: /attendance|truan|non.?attend|persistent|severe absence|absences?\b|refus/,
  },
]

/** The one that is meant, if it is one of those that are never a ground. */
export function neverAGround(text: string): NeverAGround | undefined {
  const plain = text.trim().toLowerCase()
  return neverGrounds.find(one => one.name === plain) ?? neverGrounds.find(one => one.meant.test(plain))
}

const line = {
  asks: 'A ground of regulation 9',
  law: law('T-12', 'Regs 2024', 'regulation 9: for no other reason', 'second-hand'),
}

/** Why it is refused, and what the law wants instead. */
export const neverMissing = (one: NeverAGround): Missing =>
  missing({ ...line, settledBy: one.instead }, one.says)

/** Why a ground that cannot be asked is refused: one of other law, or more than one. */
export const noGround = (says: string, settledBy: string): Missing => missing({ ...line, settledBy }, says)
