/** What did a school say of the next place when it asked to take a name off? The facts of a removal, as a claim. */
import { type LocalDate, parseLocalDate } from '../calendar/local-date.ts'
import type { DestinationKind } from './destination.ts'

export type ClaimOfRemoval = { kind: DestinationKind; name: string; startsOn: LocalDate | undefined }

/**
 * Reads the evidence kept with a removal, in whichever of the two ways its fields are named. Nothing where it names no place,
 * or says that none is known. What the school said there is a claim like any other: a box that it ticked confirms nothing.
 */
export function claimOfRemoval(
  ground: string,
  evidence: Readonly<Record<string, unknown>>,
): ClaimOfRemoval | undefined {
  const said = (name: string): string => {
    const value = evidence[name] ?? evidence[name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)]
    return typeof value === 'string' ? value.trim() : ''
  }
  const startsOn = parseLocalDate(said('registeredOn'))
  const school = said(ground === 'R9-D' ? 'nowNames' : 'otherSchool')
  if (school !== '') return { kind: 'school', name: school, startsOn }
  if (ground === 'R9-F' || said('next') === 'home')
    return { kind: 'home', name: 'Home education', startsOn: undefined }
  const next = said('next')
  if (next === 'school') return { kind: 'school', name: 'A school whose name was not given', startsOn }
  if (next === 'elsewhere')
    return { kind: 'school', name: 'An independent school, or one outside England', startsOn }
  return undefined
}

/** What a file says of the next place of a pupil who left. Words that only say that nobody knows are no claim. */
export function claimOfFile(destination: string): ClaimOfRemoval | undefined {
  const name = destination.trim()
  if (name === '' || /^(unknown|not ?known|none|no|n\/?a|tbc|to be confirmed|x+|m+)[.?]?$/i.test(name))
    return undefined
  if (/\b(home educat|elective home|EHE)/i.test(name)) return { kind: 'home', name, startsOn: undefined }
  return { kind: 'school', name, startsOn: undefined }
}
