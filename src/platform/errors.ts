// The third kind of "no": something is wrong. (A slip and a refusal are values, not errors.)

/** Not there, or not for this person: told alike, so that nobody learns which. */
export class NotFound extends Error {
  constructor(what = 'Not found') {
    super(what)
    this.name = 'NotFound'
  }
}

/** The rules say no, and this is why. Pages show the reasons; commands print them. */
export type Refusal = { says: string; cites?: string }
export type Decision<T> = { allowed: true; value: T } | { allowed: false; refusals: Refusal[] }

export function refused<T>(...refusals: Refusal[]): Decision<T> {
  return { allowed: false, refusals }
}
export function allowed<T>(value: T): Decision<T> {
  return { allowed: true, value }
}
