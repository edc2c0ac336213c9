/** May this pupil's name come off the register on a day? The register's own part of the question, and the answer. */
import { dateOf, inWords, type LocalDate, yearOf } from '../calendar/local-date.ts'
import type { SchoolCalendars } from '../calendar/school-calendar.ts'
import type { AnyEvidence, Ground } from '../registers/ground.ts'
import { law, type Missing, missing } from '../registers/ground-demand.ts'
import { askGround, type GroundAnswer } from '../registers/grounds.ts'
import { absenceNow } from './absence-now.ts'
import { leavesDuring, yearGroupOf } from './assess.ts'
import { FileRefused, type Pupil } from './register-files.ts'
import type { EnrolmentFacts } from './register-findings.ts'

/** The answer, and the day on which the name would come off. */
export type PupilAnswer = GroundAnswer & { readonly proposedOn: LocalDate }

/** The pupil asked about, everybody in the same files, and the days of the schools. */
type Registers = {
  readonly pupil: Pupil
  readonly pupils: readonly Pupil[]
  readonly calendarOf: SchoolCalendars
}

/** Asks a ground of one pupil on a day. What the register shows is counted from the marks; all else is the evidence. */
export function groundAsked(
  ground: Ground,
  { pupil, pupils, calendarOf }: Registers,
  on: LocalDate,
  evidence: AnyEvidence,
): PupilAnswer {
  const proposedOn = evidence.proposedOn ?? on
  const { facts, notOn } = enrolmentOn(pupil, on)
  const calendar = calendarOf(pupil.schoolUrn, yearGroupOf(facts, on))
  if (calendar.years.length === 0) {
    throw new FileRefused('term-dates.csv', 'no row makes a school day; expected at least one HALF_TERM')
  }
  const answer = askGround(ground, {
    today: on,
    proposedOn,
    dob: facts.dob,
    calendar,
    mostSeniorClass: facts.mostSeniorClass,
    register: absenceNow(calendar, ageAside(ground, facts, on), ground.code, on),
    evidence,
  })
  const lacking = [...notOn, ...answer.missing, ...onOtherRegisters(ground, { pupil, pupils }, on, evidence)]
  return {
    ...answer,
    allowed: lacking.length === 0,
    missing: lacking,
    ...(lacking.length > answer.missing.length && { earliest: undefined, follows: [] }),
    proposedOn,
  }
}

/** Grounds H and I are not for a child who is on another register: where the files themselves show one, no word undoes it. */
function onOtherRegisters(
  { code }: Ground,
  { pupil, pupils }: Pick<Registers, 'pupil' | 'pupils'>,
  on: LocalDate,
  { dualRegistered }: AnyEvidence,
): Missing[] {
  if ((code !== 'R9-H' && code !== 'R9-I') || pupil.upn === '' || dualRegistered === true) return []
  const line = {
    asks: 'The pupil is on no other register',
    settledBy: 'The other school: is the pupil on its register, and does the pupil attend there?',
    law: law('T-12', 'Regs 2024', 'regulation 9(1)', 'second-hand'),
  }
  return pupils
    .filter(
      other => other !== pupil && other.upn === pupil.upn && other.enrolments.some(one => isOnRoll(one, on)),
    )
    .map(({ schoolUrn, schoolDfeNumber }) =>
      missing(
        line,
        `By the same UPN the pupil is on the register of school ${schoolUrn || schoolDfeNumber} too`,
      ),
    )
}

const isOnRoll = (one: EnrolmentFacts, on: LocalDate): boolean =>
  one.entryDate <= on && (one.leavingDate === undefined || one.leavingDate > on)

/** The answer with the names of the contract. */
export function answerFields(
  pupil: Pupil,
  code: string,
  on: LocalDate,
  answer: Omit<PupilAnswer, 'ground' | 'on'>,
): Readonly<Record<string, unknown>> {
  const { proposedOn, allowed, missing, earliest, follows } = answer
  return Object.fromEntries<unknown>([
    ['school_urn', pupil.schoolUrn],
    ...(pupil.schoolUrn === '' ? [['school_dfe_number', pupil.schoolDfeNumber]] : []),
    ['mis_id', pupil.misId],
    ...(pupil.misId === '' ? [['upn', pupil.upn]] : []),
    ['ground', code],
    ['on', on],
    ...(proposedOn === on ? [] : [['proposed_on', proposedOn]]),
    ['allowed', allowed],
    [
      'missing',
      missing.map(({ asks, says, cites, rule, ruleVersion, mark, settledBy }) => ({
        asks,
        says,
        cites,
        rule,
        rule_version: ruleVersion,
        mark,
        settled_by: settledBy,
      })),
    ],
    ['earliest', earliest ?? null],
    ['then', follows],
  ] as [string, unknown][])
}

/** The days of a younger pupil are counted as anybody's: that the pupil is younger is asked elsewhere. */
function ageAside(ground: Ground, facts: EnrolmentFacts, on: LocalDate): EnrolmentFacts {
  return ground.compulsoryAge ? facts : { ...facts, dob: dateOf(yearOf(on) - 10, 9, 2) }
}

/** The time on roll that holds the day; of a pupil who is not on roll that day the nearest, and that the name is not there. */
function enrolmentOn(pupil: Pupil, on: LocalDate): { facts: EnrolmentFacts; notOn: Missing[] } {
  const inOrder = [...pupil.enrolments].sort((a, b) => (a.entryDate < b.entryDate ? -1 : 1))
  const isOn = (one: EnrolmentFacts) => isOnRoll(one, on)
  const begun = inOrder.filter(one => one.entryDate <= on)
  const enrolment = inOrder.findLast(isOn) ?? begun.at(-1) ?? inOrder[0]!
  const facts = { ...enrolment, leaves: leavesDuring(pupil, enrolment) }
  if (isOn(enrolment)) return { facts, notOn: [] }
  const says =
    enrolment.entryDate > on
      ? `The name is entered in the register on ${inWords(enrolment.entryDate)} and is not there before`
      : `The name came off the register on ${inWords(enrolment.leavingDate!)}`
  const line = {
    asks: 'The name is on the register',
    settledBy: 'A name that is on the register on that day',
    law: law('T-12', 'Regs 2024', 'regulation 9: for no other reason', 'second-hand'),
  }
  return { facts, notOn: [missing(line, says)] }
}
