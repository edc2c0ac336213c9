/** What is a ground, to the one who asks it? Fields to fill in, and lines that must all be shown. */
import { isCompulsoryAge } from '../calendar/age.ts'
import { inWords, type LocalDate, laterOf, schoolYearOf } from '../calendar/local-date.ts'
import { yearOfCalendar } from '../calendar/school-calendar.ts'
import type { Commencement } from '../law/pending.ts'
import {
  type Demand,
  type Facts,
  law,
  type Missing,
  missing,
  missingOf,
  type Question,
  questionOf,
  type Situation,
} from './ground-demand.ts'
import { anyDay, choice, type EvidenceOf, type Fields, inFiles, pastDay, yesOrNo } from './ground-fields.ts'

/** A mark in the period that is not G, N or O. */
export type OtherCode = { readonly on: LocalDate; readonly session: 'AM' | 'PM'; readonly code: string }

/** The register's own part of what grounds H and I, and the ground for long absence of a younger pupil, ask. */
export type RegisterShows = {
  /** The first school day of the absence, where there is one: enquiries and conclusions before it were about another. */
  readonly since?: LocalDate | undefined
  /** Ground H: the last leave, and the 10th school day after it (finding H-10) if the register shows one. */
  readonly leave?: { readonly endedOn: LocalDate; readonly tenDaysOn?: LocalDate | undefined } | undefined
  /** Ground I: the last run of 20 school days (finding T-15). */
  readonly run?: { readonly since: LocalDate; readonly twentyDaysOn: LocalDate } | undefined
  /** Marks of the absence that are not G, N or O. */
  readonly otherCodes: readonly OtherCode[]
  /** In school again after the count began. */
  readonly inSchoolAgainOn?: LocalDate | undefined
  /** The first school day after the last one of the count, and before the day asked about, with a session not taken. */
  readonly notTakenOn?: LocalDate | undefined
  /** Ground H: the first session after the leave that is leave or travel itself, by its code. */
  readonly leaveGoesOn?: OtherCode | undefined
  /** Ground H: the last session taken, where no session of that day is G, N, O or U. */
  readonly excusedNow?: OtherCode | undefined
}

/** What a ground is asked about: the day, the pupil, the school's days, and what the register shows. */
export type GroundSituation = Situation & {
  readonly mostSeniorClass?: boolean | undefined
  readonly register?: RegisterShows | undefined
  /** Law that has begun since, as the authority recorded it. */
  readonly commencements?: readonly Commencement[] | undefined
}

/** What is asked whatever the ground. */
export const commonFields = {
  proposedOn: anyDay('The day the name would come off, where that is not the day asked about'),
  deletionReturnReady: yesOrNo('Is the deletion return ready to go to the authority with the removal?'),
  mostSeniorClass: yesOrNo('Is the pupil in the most senior class of the school?'),
  authorityAsksForLeaverReturns: yesOrNo(
    'Has the authority asked for a return for leavers from the most senior class?',
  ),
  anotherGround: yesOrNo('Is another ground being worked on for this pupil?'),
  ehcp: yesOrNo('Does the pupil have an education, health and care plan?'),
  socialWorker: yesOrNo('Does the pupil have a social worker or a youth justice worker?'),
  socialWorkerToldOn: pastDay('The day the social worker or youth justice worker was told'),
  lookedAfter: yesOrNo('Is the pupil looked after by an authority?'),
  virtualSchoolToldOn: pastDay('The day the Virtual School was told'),
  childProtectionFile: yesOrNo('Does the school hold a child protection file?'),
  livesInAnotherAuthority: yesOrNo('Does the pupil live in the area of another authority?'),
  next: choice('Where does the pupil go next?', {
    school: 'A maintained school or academy in England',
    elsewhere: 'An independent school, or a school outside England',
    home: 'Educated at home or otherwise than at school',
    'not known': 'It is not known',
  }),
  nextConfirmed: yesOrNo('Has the next school or provider confirmed it?'),
} satisfies Fields

export type CommonEvidence = EvidenceOf<typeof commonFields>

/** Evidence that was read against a ground's fields, whichever ground that is. */
export type AnyEvidence = CommonEvidence & Readonly<Record<string, unknown>>

/** A ground as it is asked. */
export type Ground = {
  /** `R9-A`; for a pupil not of compulsory school age `R9-3-LEFT`. */
  readonly code: string
  readonly label: string
  /** For pupils of compulsory school age (9(1)), or for those who are not (9(3))? */
  readonly compulsoryAge: boolean
  /** Everything that may be filled in for it, what is asked of every ground included. */
  readonly fields: Fields
  /** The ground's own lines. */
  readonly lines: readonly Line[]
}

/** One of a ground's own lines, asked. */
export type Line = {
  readonly ask: (facts: GroundFacts) => readonly Question[]
  readonly since: (facts: GroundFacts) => LocalDate | undefined
}

export type GroundFacts = GroundSituation & { readonly evidence: AnyEvidence }

type FactsFor<F extends Fields> = GroundSituation & Facts<EvidenceOf<F> & CommonEvidence>

/** A ground from its own fields and its lines. The evidence has been read against the fields, so its type is theirs. */
export function aGround<const F extends Fields>(
  about: Pick<Ground, 'code' | 'label' | 'compulsoryAge'>,
  fields: F,
  demands: readonly Demand<FactsFor<F>>[],
): Ground {
  return {
    ...about,
    fields: { ...fields, ...commonFields },
    lines: demands.map(demand => ({
      ask: facts => [questionOf(demand.asks, demand, missingOf(demand, facts as FactsFor<F>))],
      since: facts => demand.since?.(facts as FactsFor<F>),
    })),
  }
}

const onlyGrounds = law('T-12', 'Regs 2024', 'regulation 9: for no other reason', 'second-hand')
const neverBack = law('T-12', 'Regs 2024', 'regulation 9: never retrospectively', 'second-hand')
const returnLaw = law('T-11', 'Regs 2024', 'regulation 13(4)', 'read')

/** Everything that must be shown for a ground, in the order a person works through it. */
export function groundQuestions(ground: Ground, facts: GroundFacts): Question[] {
  return [
    ageQuestion(ground, facts),
    oneGroundQuestion(facts),
    ...ground.lines.flatMap(line => line.ask(facts)),
    datesQuestion(ground, facts),
    dayQuestion(ground, facts),
    returnQuestion(facts),
  ]
}

function ageQuestion(ground: Ground, { dob, proposedOn }: GroundFacts): Question {
  const line = {
    asks: ground.compulsoryAge
      ? 'The pupil is of compulsory school age'
      : 'The pupil is not of compulsory school age',
    settledBy: ground.compulsoryAge
      ? 'For a pupil under or over compulsory school age, one of the grounds of regulation 9(3)'
      : 'For a pupil of compulsory school age, one of the grounds of regulation 9(1)',
    law: ground.compulsoryAge
      ? law(ground.code, 'Regs 2024', 'regulation 9(1)', 'read')
      : law(ground.code, 'Regs 2024', 'regulation 9(3)', 'unverified'),
  }
  if (dob === undefined) return question('age', line, ['The date of birth is not known'])
  const isOfAge = isCompulsoryAge(dob, proposedOn)
  if (isOfAge === ground.compulsoryAge) return question('age', line, [])
  return question('age', line, [
    isOfAge
      ? `This ground is only for a pupil who is not of compulsory school age; on ${inWords(proposedOn)} the pupil is`
      : `This ground is only for a pupil of compulsory school age; on ${inWords(proposedOn)} the pupil is not`,
  ])
}

function oneGroundQuestion({ evidence }: GroundFacts): Question {
  const line = {
    asks: 'There is exactly one ground',
    settledBy: 'Decide on one ground, and give up the other',
    law: onlyGrounds,
  }
  return question(
    'one ground',
    line,
    evidence.anotherGround
      ? ['Another ground is being worked on for this pupil: a removal has exactly one']
      : [],
  )
}

/** A paper of tomorrow shows nothing today. */
function datesQuestion(ground: Ground, { evidence, today }: GroundFacts): Question {
  const line = {
    asks: 'Nothing it rests on is dated after today',
    settledBy: 'The day on which it was really written or happened',
    law: neverBack,
  }
  const late = [...laterDays(ground.fields, evidence, today, '')]
  return question(
    'dates',
    line,
    late.map(({ name, day }) => `"${name}" is ${inWords(day)}, a day after the day asked about`),
  )
}

function* laterDays(
  fields: Fields,
  evidence: Readonly<Record<string, unknown>>,
  today: LocalDate,
  under: string,
): Generator<{ name: string; day: LocalDate }> {
  for (const [name, field] of Object.entries(fields)) {
    const value = evidence[name]
    if (value === undefined) continue
    const shown = `${under}${inFiles(name)}`
    if (field.kind === 'day' && field.past) {
      const day = value as LocalDate
      if (day > today) yield { name: shown, day }
    }
    if (field.kind === 'list') {
      for (const [i, one] of (value as readonly Record<string, unknown>[]).entries()) {
        yield* laterDays(field.of, one, today, `${shown}[${i}].`)
      }
    }
  }
}

/** A name is never removed for a day gone by, nor before the ground was met. */
function dayQuestion(ground: Ground, facts: GroundFacts): Question {
  const { proposedOn, today } = facts
  const line = {
    asks: 'The name comes off today or later, never before the ground was met',
    settledBy: 'A day that is neither gone by nor before the ground was met',
    law: neverBack,
  }
  const refusals: Missing[] = []
  if (proposedOn < today) {
    const says = `${inWords(proposedOn)} has gone by: a removal is never backdated`
    refusals.push({ ...missing(line, says), from: today })
  }
  // A line that waits for a day has said so itself.
  const others = ground.lines.filter(one =>
    one.ask(facts).every(({ refusals: said }) => said.every(({ from }) => from === undefined)),
  )
  const metOn = latest(others.map(one => one.since(facts)))
  if (metOn !== undefined && proposedOn < metOn) {
    const says = `The ground was not met before ${inWords(metOn)}, so the name cannot come off before then`
    refusals.push({ ...missing(line, says), from: metOn })
  }
  return questionOf('day', line, refusals)
}

/** The day from which everything that has a day was there. */
export const metSince = (ground: Ground, facts: GroundFacts): LocalDate | undefined =>
  latest(ground.lines.map(line => line.since(facts)))

function latest(days: readonly (LocalDate | undefined)[]): LocalDate | undefined {
  return days.reduce((last, day) => (last && day ? laterOf(last, day) : (last ?? day)), undefined)
}

/**
 * Is no deletion return due? Only where the name comes off at or after the end of the school year's last term, out of the most
 * senior class, and the authority has not asked. Regulations 2024, regulation 13(5) and (6): T-11a.
 */
export function isReturnExempt(facts: GroundFacts): boolean {
  const { proposedOn, calendar, evidence } = facts
  const year = yearOfCalendar(calendar, schoolYearOf(proposedOn))
  const mostSenior = evidence.mostSeniorClass ?? facts.mostSeniorClass
  if (mostSenior !== true || evidence.authorityAsksForLeaverReturns === true) return false
  return year !== undefined && proposedOn >= year.lastTermEndsOn
}

function returnQuestion(facts: GroundFacts): Question {
  const line = {
    asks: 'The deletion return goes with it',
    settledBy: 'The return: names, addresses, parents, phone numbers, the next school and the ground',
    law: returnLaw,
  }
  const isThere = facts.evidence.deletionReturnReady === true || isReturnExempt(facts)
  return question(
    'return',
    line,
    isThere ? [] : ['The deletion return to the authority is not ready to go with the removal'],
  )
}

function question(about: string, line: Parameters<typeof missing>[0], says: readonly string[]): Question {
  return questionOf(
    about,
    line,
    says.map(one => missing(line, one)),
  )
}
