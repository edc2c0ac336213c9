// The rolls of the schools that a file speaks of, read as the file comes to them.
import type { LocalDate } from '../../calendar/local-date.ts'
import type { PupilKey } from '../../formats/cells.ts'
import type { SchoolKey } from '../../formats/table.ts'
import { rollsOf } from '../../registers/store.ts'
import type { KnownSchool } from '../school-directory.ts'
import type { Reading } from '../store.ts'
import { Roll, type RollEntry } from './rolls.ts'

type Found = { entry: RollEntry; school: KnownSchool } | { problem: string; school: KnownSchool | undefined }

/** So many enrolments are held at a time; then all are let go and read again as needed. */
const entriesMax = 400_000

export class RollsOfFile {
  readonly #reading: Pick<Reading, 'tx' | 'viewer' | 'schools' | 'mapping'>
  readonly #rolls = new Map<string, Roll>()
  #entries = 0

  constructor(reading: Pick<Reading, 'tx' | 'viewer' | 'schools' | 'mapping'>) {
    this.#reading = reading
  }

  /** Reads the rolls that these records need, with one question for all of them. */
  async openFor(records: readonly { school: SchoolKey }[]): Promise<void> {
    const { schools } = this.#reading
    if (this.#entries > entriesMax) {
      this.#rolls.clear()
      this.#entries = 0
    }
    const wanted = new Set<string>()
    let last: SchoolKey | undefined
    for (const { school } of records) {
      if (school === last) continue
      last = school
      const found = schools.find(school)
      if ('school' in found && !this.#rolls.has(found.school.id)) wanted.add(found.school.id)
    }
    if (wanted.size === 0) return
    for (const [id, roll] of await readRolls(this.#reading, [...wanted])) {
      this.#rolls.set(id, roll)
      this.#entries += roll.size
    }
  }

  /** Whom a row means. With no day it is the latest time on the roll. */
  find(key: SchoolKey, pupil: PupilKey, on: LocalDate = '9999-12-31' as LocalDate): Found {
    const found = this.#reading.schools.find(key)
    if ('problem' in found) return { problem: found.problem, school: undefined }
    const { school } = found
    const entry = this.#rolls.get(school.id)?.find(pupil, on)
    return entry
      ? { entry, school }
      : { problem: `a pupil of ${school.name}; these rows go through when the pupil is on the list`, school }
  }
}

/** The rolls of some schools, a school without pupils too. */
export async function readRolls(
  { tx, viewer, mapping }: Pick<Reading, 'tx' | 'viewer' | 'mapping'>,
  schoolIds: readonly string[],
): Promise<Map<string, Roll>> {
  const entries = new Map<string, RollEntry[]>(schoolIds.map(id => [id, []]))
  for (const row of await rollsOf(tx, viewer, schoolIds, { upns: mapping.columns.upn !== undefined })) {
    entries.get(row.school_id)!.push({
      id: row.id,
      childId: row.child_id,
      misId: row.mis_id,
      admissionNumber: row.admission_number,
      upn: row.upn,
      entryDate: row.entry_date,
      leavingDate: row.leaving_date,
    })
  }
  return new Map([...entries].map(([id, all]) => [id, new Roll(all)]))
}
