/** How the rules say no: with every reason, each with its source. */

/** One reason why something may not be done, in words for a person, and the law or guidance behind it. */
export type Refusal = { readonly says: string; readonly cites: string }

/** Whether something may be done. A refusal carries all its reasons, not the first. */
export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly refusals: readonly Refusal[] }

/** Allowed where there is nothing against it. */
export function decision(refusals: readonly Refusal[]): Decision {
  return refusals.length === 0 ? { allowed: true } : { allowed: false, refusals }
}
