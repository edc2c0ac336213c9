/** Passes on what a reader found wrong, and counts it. */
import type { Problem } from '../formats/problem.ts'
import type { Counts } from './counts.ts'
import type { ProblemList } from './problem-list.ts'

/** A row that the reader held is a row of the file, once, however many things are wrong with it. */
export function takeProblems(
  { problems, counts }: { problems: ProblemList; counts: Counts },
  found: readonly Problem[],
): void {
  let lastHeld: number | undefined
  for (const problem of found) {
    problems.add(problem)
    if (problem.severity === 'warning') counts.warnings++
    else if (problem.severity === 'note') counts.notes++
    else if (problem.line !== lastHeld) {
      lastHeld = problem.line
      counts.rows++
      counts.held++
    }
  }
}
