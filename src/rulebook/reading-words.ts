/** How is a reading said, and which stored row holds for it? */
import { problemWithReading, type Reading, readingKey, safestReading } from '../law/readings.ts'

/** A choice for a question, in words. */
export function choiceInWords(one: Reading, choice: string): string {
  const other = one.alternatives.find(({ code }) => code === choice)
  return other ? `${other.says}.` : one.safest
}

/** The row that holds for a question, where a choice other than ours was made and may be made. */
export function rowFor<R extends { key: string; value: unknown }>(
  rows: readonly R[],
  one: Reading,
): R | undefined {
  return rows.find(
    ({ key, value }) =>
      key === readingKey(one.id) &&
      typeof value === 'string' &&
      value !== safestReading &&
      problemWithReading(one.id, value) === undefined,
  )
}
