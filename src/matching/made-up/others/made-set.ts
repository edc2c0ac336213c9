// What every maker of this folder gives: one or two lists, and which of their records are the same person.

/** One record: column to what was written. A column that is absent or empty is unknown. */
export type Row = Record<string, string>

/** Lists with the truth about them. `right` is absent where one list is to be searched for doubles. */
export type MadeSet = {
  name: string
  columns: readonly string[]
  left: Row[]
  right?: Row[]
  /** Ids of the same person: left and right, or two of one list. */
  truth: [string, string][]
}

/** Every pair inside every group of ids. */
export function pairsWithin(groups: Iterable<readonly string[]>): [string, string][] {
  const pairs: [string, string][] = []
  for (const ids of groups) {
    for (const [i, one] of ids.entries()) {
      for (const other of ids.slice(i + 1)) pairs.push([one, other])
    }
  }
  return pairs
}

/** The rows as comma-separated text; only what needs quotes has them. */
export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map(row => columns.map(column => cell(row[column] ?? '')).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}
