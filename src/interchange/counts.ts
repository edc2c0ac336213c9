/** What became of the rows of a file. Nothing is dropped silently: rows = applied + unchanged + held. */
export type Counts = {
  rows: number
  applied: number
  unchanged: number
  held: number
  /** Of those held, rows that wait for a pupil list: they go through by themselves when it comes. */
  waiting: number
  /** Of those applied. */
  new: number
  changed: number
  left: number
  /** Names on the last list and not on this one. Not rows of this file. */
  missing: number
  warnings: number
  asks: number
  notes: number
}

export const noCounts = (): Counts => ({
  rows: 0,
  applied: 0,
  unchanged: 0,
  held: 0,
  waiting: 0,
  new: 0,
  changed: 0,
  left: 0,
  missing: 0,
  warnings: 0,
  asks: 0,
  notes: 0,
})

export type Outcome = 'new' | 'changed' | 'unchanged' | 'held' | 'left' | 'missing'

/** What a file changes about one child, as it may be shown: addresses and contacts only say that they changed. */
export type Change = {
  line: number | undefined
  outcome: Outcome
  schoolId: string | undefined
  childId: string | undefined
  enrolmentId: string | undefined
  says: string
  beforeAfter: BeforeAfter[]
}
export type BeforeAfter = { field: string; before?: string | null; after?: string | null }

const changesMax = 100_000

/** Gathers changes, so many and no more; counts go on. */
export class ChangeList {
  readonly kept: Change[] = []
  add(change: Change): void {
    if (this.kept.length < changesMax) this.kept.push(change)
  }
}
