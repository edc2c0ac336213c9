/**
 * A name is already off a school's register. What is there to ask about it?
 *
 * The file says it happened, so it is recorded as the fact it is. It cannot be refused any more; every reason against it is
 * kept, the school is asked and the authority told. Only a removal to a school whose own register has the child raises no
 * question: that register is the confirmation. At the end of a phase a place that is named has the authority's days to confirm.
 */
import { isCompulsoryAge } from '../calendar/age.ts'
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import type { Decision, Refusal } from '../law/decision.ts'
import { deletionGround, readGround } from '../law/deletion-grounds.ts'

export type MadeFacts = {
  readonly dob: LocalDate | undefined
  readonly leavingDate: LocalDate
  /** The day on which Onroll was told. */
  readonly toldOn: LocalDate
  /** As the file had it, else the code it was read as. */
  readonly groundAsReceived: string
  readonly destination: string | undefined
  /** The schools whose register has the child now. */
  readonly onRollAt: readonly string[]
  /** A deletion return for it has come. */
  readonly isReturnMade: boolean
  /** None was due: out of the most senior class, at or after the end of the last term (T-11a). */
  readonly isReturnExempt: boolean
  /**
   * The same, of a child whose next place may be written down as a claim: the end of a phase, when every school's oldest pupils
   * leave at once. A place that is named is then waited for like any claim; the authority's days end the waiting (START-02).
   */
  readonly isEndOfPhase: boolean
  /** What the removal guard says of grounds H and I for that day; nothing for the other grounds. */
  readonly guard: Decision | undefined
  readonly flags: readonly string[]
  readonly isSpecialSchool: boolean
}

/** What the school is asked, in the order of the page. */
export type Question = { readonly id: 'ground' | 'destination' | 'evidence'; readonly asks: string }

export type MadeJudged = {
  /** `R9-I`, where what came could be read. */
  readonly ground: string | undefined
  readonly reasons: readonly Refusal[]
  readonly questions: readonly Question[]
  /** Possibly missing: of compulsory age, or of an age nobody knows, and on no register known to us. */
  readonly isPossiblyMissing: boolean
}

const regulation9 = 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9'
const regulation13 = 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13(4)'
const guidance = 'Children missing education: statutory guidance, September 2025'

/** Every reason to ask about a removal already made, and what to ask. */
export function judgeMade(given: MadeFacts): MadeJudged {
  // "Unknown" is written because it is easier; it is no destination.
  const facts = { ...given, destination: isPlace(given.destination) ? given.destination : undefined }
  const read = readGround(facts.groundAsReceived, facts.leavingDate)
  const isReceived = facts.onRollAt.length > 0
  const isUnderAgeOrOver = facts.dob !== undefined && !isCompulsoryAge(facts.dob, facts.leavingDate)
  const reasons = [
    ...groundReasons(facts, read.problem, read.code),
    ...dateReasons(facts),
    ...lockReasons(facts, read.code),
    ...destinationReasons(facts, isReceived || isUnderAgeOrOver),
    ...returnReasons(facts),
  ]
  // The other register confirms ground A; a return that has not come is then the returns page's to ask for.
  const isConfirmed = isReceived && read.code === 'R9-A' && !read.problem && facts.leavingDate <= facts.toldOn
  // A whole year group that goes on to the next phase, each to a place that is named: nothing to ask of a school one by one, and
  // nobody is missing on the first day of the holiday.
  const isAwaited =
    facts.isEndOfPhase &&
    facts.destination !== undefined &&
    read.code === 'R9-A' &&
    !read.problem &&
    facts.leavingDate <= facts.toldOn &&
    lockReasons(facts, read.code).length === 0
  const isSettled = isConfirmed || isAwaited
  return {
    ground: read.code,
    reasons: isSettled ? [] : reasons,
    questions: isSettled ? [] : questions(facts, isReceived),
    isPossiblyMissing: !isReceived && !isUnderAgeOrOver && !isAwaited,
  }
}

const isPlace = (text: string | undefined): boolean =>
  text !== undefined && !/^(|not known|unknown|none|n\/?a|tbc|other|[-?.]+)$/i.test(text.trim())

function groundReasons(facts: MadeFacts, problem: string | undefined, code: string | undefined): Refusal[] {
  if (problem !== undefined) return [{ says: problem, cites: `${regulation9}(1)` }]
  const ground = code === undefined ? undefined : deletionGround(code)
  // Before 19 August 2024 other law held, and nobody asks about it now.
  if (!ground) return []
  if (facts.guard) {
    if (facts.guard.allowed) return []
    const untested: Refusal = {
      says: `Removed as "${ground.label}", and what Onroll holds does not show that this ground was met`,
      cites: ground.cites,
    }
    return [untested, ...facts.guard.refusals]
  }
  return [
    {
      says: `Onroll has not tested the ground "${ground.label}". What must be true: ${ground.mustBeTrue}`,
      cites: ground.cites,
    },
  ]
}

function dateReasons({ leavingDate, toldOn }: MadeFacts): Refusal[] {
  if (leavingDate <= toldOn) return []
  return [
    {
      says: `The file gives ${inWords(leavingDate)}, a day still to come. Until then the child is on the register`,
      cites: `${regulation9}: only when a ground is met`,
    },
  ]
}

function lockReasons({ flags, isSpecialSchool, guard }: MadeFacts, code: string | undefined): Refusal[] {
  // The guard has said so already.
  if (guard) return []
  const reasons: Refusal[] = []
  if (flags.includes('attendance_order') && code !== 'R9-D' && code !== 'R9-E') {
    reasons.push({
      says: 'A school attendance order is recorded for this child: it must first be amended or revoked',
      cites: 'Education Act 1996, sections 437 to 442',
    })
  }
  if (flags.includes('EHCP') && isSpecialSchool) {
    reasons.push({
      says: 'The child has an education, health and care plan and this is a special school: the authority must first consent',
      cites: `${regulation9}(2)`,
    })
  }
  return reasons
}

function destinationReasons({ destination }: MadeFacts, isNoMatter: boolean): Refusal[] {
  if (isNoMatter) return []
  const says = destination
    ? `The file names "${destination}" as the next place, and nobody there has confirmed it`
    : 'No next school is given, and no register known to Onroll has the child'
  return [{ says, cites: guidance }]
}

/** The return is due for every registered pupil, of compulsory school age or not. */
function returnReasons({ isReturnMade, isReturnExempt, leavingDate }: MadeFacts): Refusal[] {
  if (isReturnMade || isReturnExempt) return []
  return [
    {
      says: `The authority had no deletion return by ${inWords(leavingDate)}, the day it was due`,
      cites: regulation13,
    },
  ]
}

function questions(facts: MadeFacts, isReceived: boolean): Question[] {
  const all: Question[] = [
    { id: 'ground', asks: 'On which ground was the name removed?' },
    { id: 'evidence', asks: 'What shows that the ground was met, and from which day?' },
    ...(isReceived
      ? []
      : [
          {
            id: 'destination' as const,
            asks: facts.destination
              ? `Has "${facts.destination}" confirmed that the child is on its register, and from which day?`
              : 'Where is the child going to school now, and who confirmed it?',
          },
        ]),
  ]
  return all
}
