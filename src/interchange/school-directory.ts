/** Which of the authority's schools does a row mean, and may this file speak of it? */
import type { SchoolKey } from '../formats/table.ts'

export type KnownSchool = { id: string; urn: string; dfeNumber: string; name: string }
export type FoundSchool = { school: KnownSchool } | { problem: string }

const digits = (number: string): string => number.replace(/\D/g, '')

export class SchoolDirectory {
  readonly #byUrn = new Map<string, KnownSchool>()
  readonly #byDfeNumber = new Map<string, KnownSchool>()
  readonly #only: KnownSchool | undefined

  /** `onlyId`: the one school that the file may speak of, where a school gave it. */
  constructor(schools: readonly KnownSchool[], onlyId?: string | undefined) {
    for (const school of schools) {
      this.#byUrn.set(school.urn, school)
      this.#byDfeNumber.set(digits(school.dfeNumber), school)
    }
    this.#only = schools.find(school => school.id === onlyId)
  }

  /** The file's own school, as a reader takes it for rows that name none. */
  get defaultKey(): SchoolKey | undefined {
    return this.#only && { urn: this.#only.urn }
  }

  find(key: SchoolKey): FoundSchool {
    const byUrn = key.urn === undefined ? undefined : this.#byUrn.get(key.urn)
    const byNumber = key.dfeNumber === undefined ? undefined : this.#byDfeNumber.get(digits(key.dfeNumber))
    if (byUrn && byNumber && byUrn !== byNumber) return { problem: 'a URN and a DfE number of one school' }
    const school = byUrn ?? byNumber
    if (!school) return { problem: 'a school of this authority' }
    if (this.#only && school !== this.#only)
      return { problem: `rows of ${this.#only.name}, whose file this is` }
    return { school }
  }
}

/** How a problem names a school that a row gave. */
export const schoolSaid = (key: SchoolKey): string => `school ${key.urn ?? key.dfeNumber ?? 'not named'}`
