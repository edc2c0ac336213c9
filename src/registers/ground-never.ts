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
  /** It is meant where every one of these lists has a word that begins a word of the text. */
  readonly meant: readonly (readonly string[])[]
}

export const neverGrounds: readonly NeverAGround[] = [
  {
    name: 'asked to find another school',
    says: 'That the parent was asked to find another school is never a ground: it is off-rolling',
    instead:
      'The name stays on. If the pupil is then registered at another school, ground A, from the day of that registration',
    meant: [
      ['asked', 'told', 'advised', 'agreed', 'invited', 'managed', 'find', 'offroll'],
      ['school', 'leave', 'move', 'out', 'offroll'],
    ],
  },
  {
    name: 'home education by telephone',
    says: 'That the parent said by telephone or in person that the child will be educated at home is never a ground',
    instead:
      'A notice in writing, with the day after which the child will not attend (ground F). Until then the name stays on and the authority is told at the earliest opportunity',
    meant: [
      ['home', 'ehe', 'educated'],
      ['phone', 'telephone', 'oral', 'verbal', 'spoke', 'said', 'call', 'rang'],
    ],
  },
  {
    name: 'place offered elsewhere',
    says: 'That a place is offered elsewhere is never a ground: an offer is not registration',
    instead:
      'The other school’s confirmation that the pupil is on its register, and from which day (ground A)',
    meant: [['offer', 'place', 'start']],
  },
  {
    name: 'pregnancy',
    says: 'Pregnancy is never a ground',
    instead:
      'The name stays on. Absence for it is coded as what it is, and the education goes on in another way if it must',
    meant: [['pregnan', 'maternity', 'baby']],
  },
  {
    name: 'awaiting an appeal',
    says: 'That an appeal or a review is awaited is never a ground',
    instead: 'The name stays on until the permanent exclusion is final (ground O)',
    meant: [['appeal', 'await', 'pending', 'review', 'hearing', 'panel']],
  },
  {
    name: 'illness',
    says: 'Illness is never a ground, whether of body or mind, and however long',
    instead:
      'The name stays on. Code I, the sickness return once 15 days are expected, and the authority’s duty to arrange education (section 19)',
    meant: [['ill', 'sick', 'medical', 'unwell', 'anxi', 'mental', 'refuser', 'ebsa', 'hospital']],
  },
  {
    name: '20 days alone',
    says: 'That 20 school days have gone by is never a ground by itself',
    instead:
      'Joint enquiries of school and authority, no reason to believe in sickness or an unavoidable cause, and a conclusion that both share (ground I)',
    meant: [
      ['20', 'twenty', '4', 'four'],
      ['day', 'week'],
    ],
  },
  {
    name: 'poor attendance',
    says: 'Poor attendance is never a ground',
    instead: 'The name stays on: attendance support, and the steps the law has for parents',
    meant: [['attend', 'nonattend', 'truan', 'absen', 'persistent']],
  },
]

/** The one that is meant, if it is one of those that are never a ground. */
export function neverAGround(text: string): NeverAGround | undefined {
  const given =
    text
      .toLowerCase()
      .replaceAll('-', '')
      .match(/[a-z0-9]+/g) ?? []
  return neverGrounds.find(({ meant }) =>
    meant.every(words => words.some(word => given.some(one => one.startsWith(word)))),
  )
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
