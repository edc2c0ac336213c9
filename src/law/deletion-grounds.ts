/**
 * On which grounds may a name be removed from an admission register, and what did a school mean by the letter it sent?
 *
 * The School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1), give fifteen grounds and no
 * others. Until 18 August 2024 the 2006 Regulations, regulation 8(1), gave fifteen of their own with other letters: "d" was
 * home education and is now "f"; "h" was the 20-day absence and is now "i". So a bare letter means nothing without the
 * date of the removal, and pages show the words, never the letter alone.
 *
 * Grounds A to E were read in the instrument; the rest in published forms and summaries of it. Check before quoting.
 */
import { type LocalDate, localDate } from '../calendar/local-date.ts'

export type DeletionGround = {
  /** `R9-I`. */
  readonly code: string
  readonly letter: string
  readonly label: string
  /** What must be true, all of it. */
  readonly mustBeTrue: string
  readonly evidence: string
  /** Must school and authority first have made joint reasonable enquiries? */
  readonly jointEnquiries: boolean
  /** The nearest ground of the 2006 Regulations. */
  readonly closest2006: string
  readonly cites: string
}

/** A ground of the 2006 Regulations, for removals before 19 August 2024 only. */
export type LegacyGround = { readonly code: string; readonly letter: string; readonly label: string }

/** The day from which regulation 9(1) of the 2024 Regulations holds. */
export const groundsOf2024From: LocalDate = localDate('2024-08-19')

export const deletionGrounds: readonly DeletionGround[] = [
  ground(
    'A',
    'R8-B',
    'Registered at another school',
    "The pupil is registered at another school; no order names this school, this is not a mobile child's main school, and dual registration is not agreed",
    "The new school's confirmation of registration and start date; an offer letter is not enough",
  ),
  ground(
    'B',
    'R8-N',
    'Did not continue after nursery education at the school',
    'The pupil finished nursery education here and would move to Reception or above; no reasonable grounds to believe they will attend again',
    "The parent's statement, or the other place",
  ),
  ground(
    'C',
    'R8-C',
    'Dual registered and the other school or schools agree',
    "The pupil is also registered elsewhere; no reasonable grounds to believe they will attend here again; every other school agrees; no order names this school; this is not a mobile child's main school",
    "Each other school's consent",
  ),
  ground(
    'D',
    'R8-A',
    'School attendance order amended to name another school',
    'The authority has put another school in place of this one in the school attendance order',
    'The amended order',
  ),
  ground(
    'E',
    'R8-A',
    'School attendance order revoked because suitable education otherwise than at school was arranged',
    'The authority has revoked the order naming this school because suitable education otherwise is arranged',
    'The revocation',
  ),
  ground(
    'F',
    'R8-D',
    'Parent notified the school in writing that the pupil will be educated otherwise than at school',
    'The parent has said in writing that the child will not attend after a stated day and will be educated otherwise; that day has passed; no order is in force; for a special school placed by the authority, the authority consents',
    'The letter or email, from someone with parental status, stating the day',
  ),
  ground(
    'G',
    'R8-E',
    'No longer normally lives a reasonable distance from the school',
    'The pupil no longer normally lives a reasonable distance from the school and does not board; no reasonable grounds to believe they will attend again',
    'The new address, verified',
  ),
  ground(
    'H',
    'R8-F',
    'Did not return after a leave of absence',
    'Leave of any length was granted; the pupil did not attend within 10 school days straight after it; no reasonable grounds to believe sickness or an unavoidable cause; school and authority have made joint reasonable enquiries, and either have not found the pupil or agree there are no reasonable grounds to believe they will attend again',
    'The leave record, the register, the joint enquiries and the conclusion of both, dated',
  ),
  ground(
    'I',
    'R8-H',
    'Continuously absent for 20 school days',
    'Continuously absent for 20 school days, every session G, N or O; no reasonable grounds to believe sickness or an unavoidable cause; school and authority have made joint reasonable enquiries, and either have not found the pupil or agree there are no reasonable grounds to believe they will attend again',
    'The register, the joint enquiries and the conclusion of both, dated',
  ),
  ground(
    'J',
    'R8-I',
    'Detained under a sentence of detention',
    'Detained under a final court order, or on recall, for at least 4 months; no reasonable grounds to believe they will return after',
    'Confirmation of the order and its length from the youth justice service',
  ),
  ground('K', 'R8-J', 'Died', 'The pupil has died', 'Official confirmation'),
  ground(
    'L',
    'R8-K',
    'Will be over compulsory school age and will not continue into the sixth form',
    'The pupil will be over compulsory school age before the school next meets and will not stay on, or does not meet the conditions of entry to the sixth form',
    "The pupil's or parent's word, or the decision on entry",
  ),
  ground(
    'M',
    'R8-O',
    'Boarder at a maintained school or academy whose boarding fees are unpaid',
    'The pupil boards at a maintained school or academy and fees are unpaid at the end of the term they were due for',
    'The account',
  ),
  ground(
    'N',
    'R8-L',
    'Ceased to be a pupil at an independent school or non-maintained special school',
    'The school is not a maintained school or academy, and the pupil has ceased to be a pupil there',
    'The end of the contract',
  ),
  ground(
    'O',
    'R8-M',
    'Permanently excluded',
    'The permanent exclusion is final: the review is finished, its time has run out, or the parent has given it up in writing',
    "The governors' decision, and the review or its absence",
  ),
]

/**
 * The grounds for a pupil who is not of compulsory school age: regulation 9(3). Nobody here has read its words, so neither the
 * letters nor the detail are known; the codes are ours, and what must be true stands as it did in the 2006 Regulations.
 */
export const groundsNotCompulsoryAge: readonly Omit<DeletionGround, 'letter' | 'closest2006'>[] = [
  youngerGround(
    'LEFT',
    'has left the school',
    'The pupil has ceased to attend the school',
    'The word of the parents or the pupil',
  ),
  youngerGround(
    'ABSENT',
    'continuously absent for 20 school days',
    'Continuously absent for 20 school days, every session G, N or O; no reasonable grounds to believe sickness or an unavoidable cause; the school has made reasonable enquiries and has not found the pupil',
    'The register, and the enquiries',
  ),
  youngerGround('DIED', 'died', 'The pupil has died', 'Official confirmation'),
  youngerGround(
    'EXCLUDED',
    'permanently excluded',
    'The permanent exclusion is final: the review is finished, its time has run out, or the parent has given it up in writing',
    "The governors' decision, and the review or its absence",
  ),
  youngerGround(
    'NURSERY',
    'did not continue after nursery education',
    'The pupil finished nursery education here and would move to Reception or above; no reasonable grounds to believe they will attend again',
    "The parent's statement, or the other place",
  ),
]

export const legacyGrounds: readonly LegacyGround[] = [
  { code: 'R8-A', letter: 'A', label: 'A school attendance order was amended or revoked' },
  { code: 'R8-B', letter: 'B', label: 'Registered at another school' },
  { code: 'R8-C', letter: 'C', label: 'Dual registered and the other school agreed' },
  {
    code: 'R8-D',
    letter: 'D',
    label: 'Parent notified the school in writing of education otherwise than at school',
  },
  { code: 'R8-E', letter: 'E', label: 'No longer lived a reasonable distance from the school' },
  { code: 'R8-F', letter: 'F', label: 'Did not return after a leave of absence' },
  { code: 'R8-G', letter: 'G', label: 'Certified by a doctor as unlikely to be well enough to attend' },
  { code: 'R8-H', letter: 'H', label: 'Continuously absent for 20 school days' },
  { code: 'R8-I', letter: 'I', label: 'Detained under a sentence of detention' },
  { code: 'R8-J', letter: 'J', label: 'Died' },
  { code: 'R8-K', letter: 'K', label: 'Over compulsory school age and not continuing' },
  { code: 'R8-L', letter: 'L', label: 'Ceased to be a pupil at an independent school' },
  { code: 'R8-M', letter: 'M', label: 'Permanently excluded' },
  { code: 'R8-N', letter: 'N', label: 'Did not continue after nursery education at the school' },
  { code: 'R8-O', letter: 'O', label: 'Boarder whose boarding fees were unpaid' },
]

/** What a school's text for a ground was read as. `problem` says what is wrong with it, for the school to be asked. */
export type GroundRead = {
  readonly code?: string
  readonly label?: string
  readonly asReceived: string
  readonly problem?: string
}

/** The ground with this code, such as `R9-I`. */
export function deletionGround(code: string): DeletionGround | undefined {
  return deletionGrounds.find(ground => ground.code === code)
}

/** The words of a ground of either law; the code itself where it is not known. */
export function groundInWords(code: string): string {
  const known = [...deletionGrounds, ...groundsNotCompulsoryAge, ...legacyGrounds]
  return known.find(ground => ground.code === code)?.label ?? code
}

/**
 * Reads a ground as schools write it: `I`, `i`, `9(1)(i)`, `9.1.i`, `9-1-i`, `Ground I`, `R9-I`, and the `8(1)(h)` forms.
 * A bare letter is read by the date of the removal. A form that the date contradicts is kept as it was received, with a
 * problem: the school is asked, nothing is guessed. An empty text is a removal with no ground, which is a problem too.
 */
export function readGround(text: string, deletedOn: LocalDate): GroundRead {
  const asReceived = text.trim()
  if (asReceived === '') return { asReceived, problem: 'No ground was given for the removal' }
  const parts =
    /^(?:regs?\.?|regulation|grounds?|r)?[\s-]*(?:([89])\s*[\s.(-]*(?:1\s*[\s.)-]*)?)?\(?([a-o])\)?$/i.exec(
      asReceived,
    )
  if (!parts) return { asReceived, problem: `"${asReceived}" is not a ground in the regulations` }
  const wasRegulation8 = deletedOn < groundsOf2024From
  const regulation = parts[1] ?? (wasRegulation8 ? '8' : '9')
  const code = `R${regulation}-${parts[2]!.toUpperCase()}`
  const label = groundInWords(code)
  if (regulation === '8' && !wasRegulation8) {
    return {
      code,
      label,
      asReceived,
      problem: `"${asReceived}" is a ground of the 2006 Regulations (${label}), which ended on 18 August 2024`,
    }
  }
  if (regulation === '9' && wasRegulation8) {
    return {
      code,
      label,
      asReceived,
      problem: `"${asReceived}" is a ground of the 2024 Regulations (${label}), which began on 19 August 2024`,
    }
  }
  return { code, label, asReceived }
}

function ground(
  letter: string,
  closest2006: string,
  label: string,
  mustBeTrue: string,
  evidence: string,
): DeletionGround {
  const cites = `School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(1)(${letter.toLowerCase()})`
  const jointEnquiries = letter === 'H' || letter === 'I'
  return { code: `R9-${letter}`, letter, label, mustBeTrue, evidence, jointEnquiries, closest2006, cites }
}

function youngerGround(name: string, label: string, mustBeTrue: string, evidence: string) {
  return {
    code: `R9-3-${name}`,
    label: `Not of compulsory school age: ${label}`,
    mustBeTrue,
    evidence,
    jointEnquiries: false,
    cites: 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 9(3)',
  }
}
