/** Whom does a row of a register, a contact list or a list of leave speak of? */
import type { LocalDate } from '../../calendar/local-date.ts'
import type { PupilKey } from '../../formats/cells.ts'
import { judgeUpn } from '../../formats/upn.ts'

export type RollEntry = {
  id: string
  childId: string
  misId: string
  admissionNumber: string | null
  upn: string | null
  entryDate: LocalDate
  leavingDate: LocalDate | null
}

/**
 * One school's roll, past and present. A row is found by the school's own id first, then by UPN, then by admission number.
 * The UPN is what the school says it is: whether another child has it elsewhere must make no difference here. One that two
 * pupils of the school have finds neither.
 */
export class Roll {
  readonly size: number
  readonly #places = new Map<string, number>()
  readonly #byMisId: Map<string, RollEntry[]>
  readonly #byUpn: Map<string, RollEntry[]>
  readonly #byAdmission: Map<string, RollEntry[]>

  /** Takes enrolments in any order. */
  constructor(entries: readonly RollEntry[]) {
    this.size = entries.length
    for (const [place, entry] of entries.entries()) this.#places.set(entry.id, place)
    this.#byMisId = gathered(entries, entry => entry.misId)
    this.#byUpn = gathered(entries, entry => (isRightUpn(entry.upn) ? entry.upn : null))
    for (const [upn, same] of this.#byUpn) {
      if (same.some(entry => entry.childId !== same[0]!.childId)) this.#byUpn.delete(upn)
    }
    this.#byAdmission = gathered(entries, entry => entry.admissionNumber)
  }

  /** The place of an enrolment on this roll, from 0. */
  placeOf(entry: RollEntry): number {
    return this.#places.get(entry.id)!
  }

  /** Of several times on roll the one that holds the day, else the latest. */
  find(key: PupilKey, on: LocalDate): RollEntry | undefined {
    const entries =
      (key.misId === undefined ? undefined : this.#byMisId.get(key.misId)) ??
      (key.upn === undefined ? undefined : this.#byUpn.get(key.upn)) ??
      (key.admissionNumber === undefined ? undefined : this.#byAdmission.get(key.admissionNumber))
    if (!entries || entries.length === 1) return entries?.[0]
    return (
      entries.findLast(e => e.entryDate <= on && (e.leavingDate === null || e.leavingDate >= on)) ??
      entries.at(-1)
    )
  }
}

function isRightUpn(upn: string | null): boolean {
  if (upn === null) return false
  const judged = judgeUpn(upn)
  return judged.is === 'ok' && !judged.temporary
}

function gathered(
  entries: readonly RollEntry[],
  by: (entry: RollEntry) => string | null,
): Map<string, RollEntry[]> {
  const map = new Map<string, RollEntry[]>()
  for (const entry of entries) {
    const key = by(entry)
    if (key === null) continue
    const same = map.get(key)
    if (same) {
      same.push(entry)
      same.sort((a, b) => (a.entryDate < b.entryDate ? -1 : a.entryDate > b.entryDate ? 1 : 0))
    } else map.set(key, [entry])
  }
  return map
}

/** How a problem names the pupil of a row. */
export const pupilSaid = (key: PupilKey): string =>
  `pupil ${key.misId ?? key.upn ?? key.admissionNumber ?? 'not named'}`

/** Rows that name nobody we know, gathered so that a person reads one line for each pupil and not one for each mark. */
export class Unknown {
  readonly #rows = new Map<string, { line: number; rows: number; found: string; expected: string }>()
  add(found: string, expected: string, line: number, rows = 1): void {
    const key = found + expected
    const seen = this.#rows.get(key)
    if (seen) seen.rows += rows
    else this.#rows.set(key, { line, rows, found, expected })
  }
  *problems(): Generator<{ line: number; found: string; expected: string }> {
    for (const { line, rows, found, expected } of this.#rows.values()) {
      yield { line, found: rows === 1 ? found : `${found} in ${rows} rows`, expected }
    }
  }
}
