/**
 * Reading a file never fails: it finds records and problems. A problem is said in the sender's terms,
 * so that the person who made the file can go to the cell and put it right.
 */

/**
 * `held`: the row did not go through. `warning`: it did, and somebody should look.
 * `note`: nothing is wrong; something was passed over or left empty, and we say so.
 */
export type Severity = 'held' | 'warning' | 'note'

export type Problem = {
  /** The line of the file, counted from 1, title lines and all. */
  line: number
  /** The heading as it stands in the file; empty when the whole line is meant. */
  column: string
  found: string
  expected: string
  severity: Severity
}

/** What one stretch of a file gave. Long files come as many of these, so that none is held whole. */
export type Batch<T> = { records: T[]; problems: Problem[] }

/** Everything a file gave. Only for files known to be small. */
export async function readAll<T>(batches: AsyncIterable<Batch<T>>): Promise<Batch<T>> {
  const all: Batch<T> = { records: [], problems: [] }
  for await (const batch of batches) {
    for (const record of batch.records) all.records.push(record)
    for (const problem of batch.problems) all.problems.push(problem)
  }
  return all
}

/** A cell as a problem shows it: on one line and short enough to read. */
export const shown = (text: string): string => {
  const flat = text.replace(/[\s\u0000-\u001f]+/g, ' ').trim()
  return flat.length > 80 ? flat.slice(0, 79) + '…' : flat
}
