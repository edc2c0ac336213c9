/**
 * Which filters does the list of cases know, and how does a saved view keep them? A view is the part of the address after the
 * question mark, with nothing in it but these.
 */

export const filters = ['state', 'level', 'owner', 'pathway', 'standing', 'late', 'sort'] as const

/** The filters that were typed, in one order, without what the list does not know and without empty ones. */
export function filterOf(given: Readonly<Record<string, string | undefined>>): string {
  const kept = filters.flatMap((name): [string, string][] => {
    const value = given[name]
    return value === undefined || value === '' ? [] : [[name, value.slice(0, 60)]]
  })
  return new URLSearchParams(kept).toString()
}
