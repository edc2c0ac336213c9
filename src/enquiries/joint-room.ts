/**
 * What does each side of the joint enquiries show the other?
 *
 * Of the authority's required checks a school reads the name and whether it is done, never what was found; of one that is
 * `quiet`, whose name alone would say something about the family, not even the name: only how many are not done (as the
 * removal guard says it). Of a protected child it reads none. Rules, section 5.3.
 */
import type { LocalDate } from '../calendar/local-date.ts'

export type AuthorityColumn = {
  readonly checks: readonly { readonly task: string; readonly isDone: boolean }[]
  /** The others, in words; nothing where there are none or all is done. */
  readonly others: string | undefined
  readonly doneCount: number
}

/** The authority's required checks as a school may read them. `since` is the first day of the absence: only it counts. */
export function authorityColumn(given: {
  readonly required: readonly { readonly code: string; readonly task: string; readonly quiet: boolean }[]
  readonly answered: readonly { readonly code: string; readonly on: LocalDate }[]
  readonly since: LocalDate | undefined
  readonly isProtected: boolean
}): AuthorityColumn {
  const { required, answered, since, isProtected } = given
  if (isProtected) {
    return {
      checks: [],
      others: 'The child is protected, so the authority’s steps are not shown here',
      doneCount: 0,
    }
  }
  const done = new Set(
    answered.filter(({ on }) => since !== undefined && on >= since).map(({ code }) => code),
  )
  const open = required.filter(check => !check.quiet)
  const missing = required.filter(check => check.quiet && !done.has(check.code)).length
  return {
    checks: open.map(({ code, task }) => ({ task, isDone: done.has(code) })),
    others:
      missing === 0
        ? undefined
        : missing === 1
          ? '1 more of its own checks is not done'
          : `${missing} more of its own checks are not done`,
    doneCount: open.filter(({ code }) => done.has(code)).length,
  }
}
