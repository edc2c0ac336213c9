/** Draws the states of a case from the table of moves, for the README. */
import { moves } from './case.ts'

/** A Mermaid state diagram of every step that changes the state. */
export function diagram(): string {
  const name = (state: string) => state.replaceAll(' ', '_')
  const lines = ['```mermaid', 'stateDiagram-v2', '  [*] --> received']
  for (const { step, from, to } of moves) {
    for (const state of from) if (state !== to) lines.push(`  ${name(state)} --> ${name(to)}: ${step}`)
  }
  lines.push('  closed --> [*]', '  declined --> [*]', '```', '')
  return lines.join('\n')
}
